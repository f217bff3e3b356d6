"""Places as sets of characters: what two of them share, found in one sweep over the text."""

import re
from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from newsclaims.article import Article
from newsclaims.errors import QuoteError
from newsclaims.model import Anchor

__all__ = ["Head", "Place", "head_of", "jaccard", "place", "shared", "size"]

Place: TypeAlias = tuple[tuple[int, int], ...]
"""Half-open ranges of code points, sorted, neither overlapping nor touching: a set of characters, written short."""

Head: TypeAlias = Literal["first", "last"] | Callable[[Article, Anchor], "int | None"]
"""
Where the head of a place is: its first word, its last word, or what a function says (the offset of the head's first
code point; None for no head). English noun groups end with their head, Indonesian ones begin with it.
"""

_WORD = re.compile(r"\w+")


def place(anchor: Anchor) -> Place:
    """
    The characters of an anchor; spans that touch are one range.

    >>> from newsclaims import Span
    >>> place((Span(start=0, end=2), Span(start=2, end=5), Span(start=7, end=8)))
    ((0, 5), (7, 8))
    """
    found: list[tuple[int, int]] = []
    for span in anchor:
        if found and span.start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], span.end))
        else:
            found.append((span.start, span.end))
    return tuple(found)


def size(where: Place) -> int:
    """
    How many code points a place has.

    >>> size(((0, 5), (7, 8)))
    6
    """
    return sum(end - start for start, end in where)


def jaccard(one: Place, other: Place, common: int) -> float:
    """
    What two places share, as a part of what either has; two empty places are the same.

    Args:
        one: A place.
        other: Another.
        common: The code points that both have.

    >>> jaccard(((0, 4),), ((2, 6),), 2)
    0.3333333333333333
    """
    either = size(one) + size(other) - common
    return common / either if either else 1.0


def shared(one: Sequence[Place], other: Sequence[Place]) -> dict[tuple[int, int], int]:
    """
    The code points that any two places of two lists share, for those that share some.

    One sweep over all ends: the time grows with the number of ranges and of the pairs found.

    >>> shared([((0, 4),), ((9, 12),)], [((2, 10),)])
    {(0, 0): 2, (1, 0): 1}
    """
    starts = sorted(
        (start, end, side, index)
        for side, places in enumerate((one, other))
        for index, where in enumerate(places)
        for start, end in where
    )
    found: dict[tuple[int, int], int] = {}
    open_: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for start, end, side, index in starts:
        across = open_[1 - side]
        # Ranges that have ended are dropped when they are next looked at.
        across[:] = [item for item in across if item[0] > start]
        for last, there in across:
            key = (there, index) if side else (index, there)
            found[key] = found.get(key, 0) + min(end, last) - start
        open_[side].append((end, index))
    return found


def head_of(article: Article, anchor: Anchor, head: Head) -> int | None:
    """
    Where the head of a place begins; None where it has no word.

    Args:
        article: The article, with its text.
        anchor: The place.
        head: Which word is the head.

    Raises:
        QuoteError: The article has neither text nor quotes to find words in.

    >>> article = Article.from_text("The old men, said NHK.", id="x")
    >>> head_of(article, article.find("The old men"), "last"), head_of(article, article.find("NHK"), "first")
    (8, 18)
    """
    if callable(head):
        return head(article, anchor)
    pieces: list[tuple[int, str | None]]
    if article.text is not None:
        pieces = [(start, article.text[start:end]) for start, end in place(anchor)]
    else:
        pieces = [(span.start, span.quote) for span in anchor]
    for start, words in pieces if head == "first" else reversed(pieces):
        if words is None:
            raise QuoteError("", "missing")
        found = [match.start() for match in _WORD.finditer(words)]
        if found:
            return start + (found[0] if head == "first" else found[-1])
    return None
