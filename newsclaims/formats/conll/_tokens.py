"""
Tokens of a text, the same on every Python, and sentences of tokens.

A token holds no white space. Words are runs of letters and digits; any other character is a token of its own, save that
no grapheme cluster is cut. A place in the text cuts tokens at both its ends, so that tags can say it exactly.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from newsclaims._unicode import grapheme_cuts, word_character_flags

__all__ = ["BLANKS", "Range", "aligned", "edged", "sentences"]

Range: TypeAlias = tuple[int, int]
"""Start and end of a token, in code points."""

BLANKS = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""White space, as a set for patterns; named here, since Pythons differ in what they know."""

_RUN = re.compile(f"[^{BLANKS}]+")
_BLANK = re.compile(f"[{BLANKS}]")
_GAP = re.compile(f"[{BLANKS}]*")


def edged(text: str, start: int, end: int) -> bool:
    """
    Whether a place begins or ends with white space, so that no tokens can say it.

    >>> edged("it rained", 2, 9), edged("it rained", 3, 9)
    (True, False)
    """
    return bool(_BLANK.match(text, start) or _BLANK.match(text, end - 1))


def sentences(text: str, places: Iterable[Range] = ()) -> list[list[Range]]:
    r"""
    The tokens of a text by sentence: one ends at a line feed that stands in no place.

    Args:
        text: Any text.
        places: Ranges that tokens must not reach across, and sentences must not end in. None overlaps another, or is
            `edged`.

    >>> sentences("It's so.\nYes.", [(0, 2)])
    [[(0, 2), (2, 3), (3, 4), (5, 7), (7, 8)], [(9, 12), (12, 13)]]
    """
    kept = sorted(places)
    cuts = {border for place in kept for border in place}
    found: list[list[Range]] = []
    last = 0
    for start, end in _cut(text, cuts):
        feed = text.find("\n", last, start)
        if not found or (feed >= 0 and not _inside(kept, last, start)):
            found.append([])
        found[-1].append((start, end))
        last = end
    return found


def _inside(places: list[Range], end: int, start: int) -> bool:
    """Whether one of places in order reaches from before the end of one token to after the start of the next."""
    number = bisect_left(places, (end, 0)) - 1
    return number >= 0 and places[number][1] > start


def _cut(text: str, cuts: set[int]) -> Iterator[Range]:
    """The tokens, one after the other."""
    flags = word_character_flags(text)
    borders = []
    for run in _RUN.finditer(text):
        start, end = run.span()
        borders += [index for index in range(start + 1, end) if not (flags[index - 1] and flags[index])]
    joined = set(grapheme_cuts(text, borders))
    inner = sorted({index for index in borders if index not in joined} | cuts)
    position = 0
    for run in _RUN.finditer(text):
        start, end = run.span()
        while position < len(inner) and inner[position] <= start:
            position += 1
        while position < len(inner) and inner[position] < end:
            yield start, inner[position]
            start = inner[position]
            position += 1
        yield start, end


def aligned(text: str, forms: Iterable[str]) -> tuple[list[Range], int | None]:
    """
    Where the words of a file stand in a text: one after the other, with nothing but white space between.

    Returns:
        The ranges, and None; or those before the first word that does not stand there, and its number. A number equal
        to the count of words says that the text goes on after the last.

    >>> aligned("It rained.", ["It", "rained", "."])
    ([(0, 2), (3, 9), (9, 10)], None)
    >>> aligned("It rained.", ["It", "snowed"])
    ([(0, 2)], 1)
    """
    found: list[Range] = []
    position = 0
    for number, form in enumerate(forms):
        position = _skipped(text, position)
        if not text.startswith(form, position):
            return found, number
        found.append((position, position + len(form)))
        position += len(form)
    return found, None if _skipped(text, position) == len(text) else len(found)


def _skipped(text: str, position: int) -> int:
    gap = _GAP.match(text, position)
    return gap.end() if gap else position
