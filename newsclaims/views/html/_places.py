"""
Where annotations stand in the text: places, the lanes they are drawn in, and the segments that no end divides.

All offsets count Unicode code points. Segments are flat: places that cross need no more than places that nest.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from newsclaims.article import Article
from newsclaims.model import Anchor

__all__ = ["DEEPEST", "Kind", "Laid", "Place", "Segment", "lay", "places", "segments"]

Kind: TypeAlias = Literal["c", "s", "u", "h", "t", "r", "n", "g"]
"""Claim, source, cue, hedge, time, relation's cue, note, gap (what nothing explains)."""

DEEPEST = 40
"""Lanes at most. What lies deeper is not drawn, so that a page grows no faster than its article; the page says so."""

_UNDER_THE_TEXT = ("c", "s", "u")
"""These kinds share their lanes; each of the others has its own."""


class Place(NamedTuple):
    """One place that one record names."""

    token: str
    """Kind and number, as in `c4` or, for the second attribution of claim 4, `s4.2`; unique in a layer."""
    kind: Kind
    ranges: tuple[tuple[int, int], ...]
    """Its pieces: start and end in code points, sorted."""


class Laid(NamedTuple):
    """A place and its lane."""

    place: Place
    lane: int


class Segment(NamedTuple):
    """A stretch of text in which no place begins or ends."""

    start: int
    end: int
    laid: tuple[Laid, ...]
    """The places it belongs to, nearest lane first."""


def places(article: Article) -> Iterator[Place]:
    """
    Every place of an article that an annotation names, and the gaps that none explains; numbers count from 1.

    Raises:
        SpanError: The article has no text.

    >>> import newsclaims
    >>> [place.token for place in places(newsclaims.example())][:4]
    ['c1', 'c2', 't2', 'u2']
    """
    for number, claim in enumerate(article.claims, 1):
        yield from _place("c", str(number), claim.content)
        if claim.time is not None:
            yield from _place("t", str(number), claim.time.anchor)
        for position, attribution in enumerate(claim.attributions, 1):
            name = str(number) if position == 1 else f"{number}.{position}"
            yield from _place("s", name, attribution.source)
            yield from _place("u", name, attribution.cue)
            yield from _place("h", name, attribution.hedge)
            if attribution.time is not None:
                yield from _place("t", f"{number}.{position}a", attribution.time.anchor)
    for number, relation in enumerate(article.relations, 1):
        yield from _place("r", str(number), relation.cue)
    for number, note in enumerate(article.notes, 1):
        yield from _place("n", str(number), note.anchor)
    for number, span in enumerate(article.uncovered(), 1):
        yield from _place("g", str(number), (span,))


def _place(kind: Kind, number: str, anchor: Anchor) -> Iterator[Place]:
    if anchor:
        yield Place(f"{kind}{number}", kind, tuple([(span.start, span.end) for span in anchor]))


def lay(all_places: Iterable[Place]) -> tuple[list[Laid], list[Place]]:
    """
    Give each place a lane: shortest first, the lowest lane that is free over its whole extent.

    So the pieces of a discontinuous place share a lane, and what stands inside something else is nearer to the text.

    Returns:
        The places with their lanes, in the order given; and those that would lie deeper than `DEEPEST`.

    >>> inner, outer = Place("c2", "c", ((2, 4),)), Place("c1", "c", ((0, 9),))
    >>> [(item.place.token, item.lane) for item in lay([outer, inner])[0]]
    [('c1', 1), ('c2', 0)]
    """
    given = list(all_places)
    rooms: dict[str, list[_Lane]] = {}
    lanes: list[int | None] = [None] * len(given)
    for index in sorted(range(len(given)), key=lambda index: (_extent(given[index]), given[index].ranges[0][0], index)):
        place = given[index]
        room = rooms.setdefault("c" if place.kind in _UNDER_THE_TEXT else place.kind, [])
        start, end = place.ranges[0][0], place.ranges[-1][1]
        for number, lane in enumerate(room):
            if lane.take(start, end):
                lanes[index] = number
                break
        else:
            if len(room) < DEEPEST:
                room.append(_Lane(start, end))
                lanes[index] = len(room) - 1
    laid = [Laid(place, lane) for place, lane in zip(given, lanes, strict=True) if lane is not None]
    return laid, [place for place, lane in zip(given, lanes, strict=True) if lane is None]


def _extent(place: Place) -> int:
    return place.ranges[-1][1] - place.ranges[0][0]


class _Lane:
    """What is taken of a lane: extents that do not overlap, sorted."""

    def __init__(self, start: int, end: int) -> None:
        self._starts, self._ends = [start], [end]

    def take(self, start: int, end: int) -> bool:
        """Take an extent, if it is free."""
        at = bisect_left(self._ends, start + 1)
        if at < len(self._starts) and self._starts[at] < end:
            return False
        self._starts.insert(at, start)
        self._ends.insert(at, end)
        return True


def segments(length: int, laid: Sequence[Laid], cuts: Iterable[int] = ()) -> Iterator[Segment]:
    """
    The whole text in segments, in order: together they are the text, and each place is the union of its own.

    Args:
        length: Length of the text.
        laid: Places inside the text, with their lanes.
        cuts: More offsets to cut at, such as the ends of paragraphs.

    >>> place = Laid(Place("c1", "c", ((2, 4),)), 0)
    >>> [(found.start, found.end, len(found.laid)) for found in segments(6, [place])]
    [(0, 2, 0), (2, 4, 1), (4, 6, 0)]
    """
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for index, item in enumerate(laid):
        for start, end in item.place.ranges:
            begins.setdefault(start, []).append(index)
            ends.setdefault(end, []).append(index)
    open_places: dict[int, Laid] = {}
    reached = 0
    current: tuple[Laid, ...] = ()
    for offset in sorted({*begins, *ends, *cuts, length}):
        if offset > reached:
            yield Segment(reached, offset, current)
            reached = offset
        if offset in begins or offset in ends:
            for index in ends.get(offset, ()):
                open_places.pop(index, None)
            for index in begins.get(offset, ()):
                open_places[index] = laid[index]
            current = tuple(sorted(open_places.values(), key=_nearest))


def _nearest(item: Laid) -> tuple[int, str]:
    return item.lane, item.place.token
