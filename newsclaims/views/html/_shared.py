"""What the layers of one text share: what they can be filtered by, and the places where all see a claim."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsclaims.model import Claim
from newsclaims.views.html._layer import Layer, name_of

__all__ = ["Shared", "shared_by"]


class Shared(NamedTuple):
    """Types and names are numbered over all layers, so that one filter serves them all."""

    types: Mapping[str, int]
    """The types of the claims."""
    names: Mapping[str, int]
    """The names of the sources as they are shown; sources of one name are one to a filter."""
    places: frozenset[tuple[tuple[int, int], ...]]
    """Where every layer sees a claim."""
    layers: int

    def is_alone(self, claim: Claim) -> bool:
        """Whether another layer sees no claim at exactly this place."""
        return self.layers > 1 and bool(claim.content) and _place(claim) not in self.places


def shared_by(layers: Sequence[Layer]) -> Shared:
    """
    Look at all layers of one text.

    >>> import newsclaims
    >>> from newsclaims.views.html._layer import layer_of
    >>> list(shared_by([layer_of(newsclaims.example("fact-check"), "v1")]).types)
    ['numerical', 'event', 'position']
    """
    articles = [layer.article for layer in layers]
    types = dict.fromkeys(kind for article in articles for claim in article.claims for kind in claim.types)
    names = dict.fromkeys(name_of(source) for article in articles for source in article.sources)
    places = [{_place(claim) for claim in article.claims if claim.content} for article in articles]
    return Shared(
        types={kind: number for number, kind in enumerate(types)},
        names={name: number for number, name in enumerate(names)},
        places=frozenset(set.intersection(*places)),
        layers=len(layers),
    )


def _place(claim: Claim) -> tuple[tuple[int, int], ...]:
    return tuple([(span.start, span.end) for span in claim.content])
