"""
Quotes to places, and places onto an edited text.

Words are found as they are, or with their typography folded; never by case, never by resemblance. `reanchor` moves the
places of an article onto a text that was edited since.
"""

from newsclaims.anchoring.finding import Finder, Search, fragments
from newsclaims.anchoring.folding import Folded, fold
from newsclaims.anchoring.placing import Placement, place, place_inside
from newsclaims.anchoring.reanchoring import Move, Reanchored, reanchor

__all__ = [
    "Finder",
    "Folded",
    "Move",
    "Placement",
    "Reanchored",
    "Search",
    "fold",
    "fragments",
    "place",
    "place_inside",
    "reanchor",
]
