"""
The rules that give each quote its place, or say why there is none.

Content: pieces that occur once are fixed, the rest keep the order and lie nearest to them. Cue and source: nearest to
a goal. Hedge: inside its hosts. Of two places that are equally near, none is taken.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

import attrs

from newsclaims.anchoring.finding import MOST, Finder, Range, Search, elided, fragments

__all__ = ["Placement", "Rule", "overlapping", "place", "place_inside"]

Rule: TypeAlias = Literal["exact", "folded", "nearest", "ambiguous", "missing"]
"""What decided on a quote; the first three gave it a place."""

_ORDER: dict[Rule, int] = {"exact": 0, "folded": 1, "nearest": 2, "ambiguous": 3, "missing": 4}


@attrs.frozen
class Placement:
    """
    What was found out about one quote.

    Attributes:
        rule: The rule that decided; of a quote with an ellipsis, that of its most doubtful part.
        folded: Whether the words differ from the text in typography.
        places: Its place, a range for each part; empty where there is none.
        candidates: Where it may stand, if that is ambiguous; at most thirty.
    """

    rule: Rule
    folded: bool = False
    places: tuple[Range, ...] = ()
    candidates: tuple[Range, ...] = ()


_MISSING = Placement("missing")


@attrs.define
class _Part:
    """A quote or what stands between two ellipses of it, while its place is looked for."""

    search: Search
    rule: Rule | None = None
    place: Range | None = None
    candidates: list[Range] = attrs.field(factory=list)

    def decide(self, found: Sequence[Range], rule: Rule) -> None:
        """Take the only place that was found, or none."""
        if len(found) == 1:
            self.rule, self.place = rule, found[0]
        else:
            self.rule, self.candidates = "ambiguous", list(found)


def place(finder: Finder, quotes: Sequence[str], region: Range, goals: Sequence[Range] = ()) -> list[Placement]:
    """
    Give each piece of a place its own.

    Args:
        finder: The text.
        quotes: The pieces, in the order of the text.
        region: Where they stand.
        goals: What they lie nearest to; without goals, those of them that occur once.

    Returns:
        One placement a quote, in their order.
    """
    parted = [_parts(finder, quote, region) for quote in quotes]
    parts = [part for found in parted for part in found]
    for part in parts:
        first = part.search.first(2)
        if len(first) == 1:
            part.decide(first, "folded" if part.search.folded else "exact")
    if any(part.place is None for part in parts):
        _place_repeated(parts, region, goals)
    return [_joined(found) for found in parted]


def place_inside(finder: Finder, quotes: Sequence[str], region: Range, hosts: Sequence[Range]) -> list[Placement]:
    """
    Give each piece its place inside one of the hosts, where it stands there once.

    Args:
        finder: The text.
        quotes: The pieces.
        region: Where they stand; words that occur once in it are `exact` or `folded`, all others `nearest`.
        hosts: The ranges that may hold them.
    """
    return [_inside(finder, quote, region, hosts) for quote in quotes]


def overlapping(places: Sequence[Range]) -> bool:
    """
    Whether two of the ranges have a character in common.

    >>> overlapping([(5, 9), (0, 5)]), overlapping([(0, 5), (4, 9)])
    (False, True)
    """
    ordered = sorted(places)
    return any(left[1] > right[0] for left, right in pairwise(ordered))


def _parts(finder: Finder, quote: str, region: Range) -> list[_Part]:
    """The quote itself where it stands in the region, else its parts between ellipses; none where one is missing."""
    whole = finder.search(quote, region)
    if whole is not None:
        return [_Part(whole)]
    found = [finder.search(part, region) for part in fragments(quote)]
    searches = [search for search in found if search is not None]
    return [_Part(search) for search in searches] if len(searches) == len(found) else []


def _joined(parts: Sequence[_Part]) -> Placement:
    """What is said of a quote, from what is known of its parts."""
    if not parts:
        return _MISSING
    rule: Rule = max((part.rule or "ambiguous" for part in parts), key=_ORDER.__getitem__)
    folded = any(part.search.folded for part in parts)
    if rule == "ambiguous":
        return Placement(rule, folded, (), next(tuple(part.candidates) for part in parts if part.place is None))
    places = tuple(part.place for part in parts if part.place is not None)
    text = parts[0].search.finder.text
    if any(left[1] > right[0] for left, right in pairwise(places)):
        return _MISSING
    # Had the ellipsis been the model's own, it would stand for words; as one of the text it was to be found.
    if any(elided(text, left[1], right[0]) for left, right in pairwise(places)):
        return _MISSING
    return Placement(rule, folded, places)


# ── Repeated pieces ──────────────────────────────────────────────────────────────────────────────────────────────


def _place_repeated(parts: Sequence[_Part], region: Range, goals: Sequence[Range]) -> None:
    """Place what occurs more than once, within the bounds that the order of the pieces leaves it."""
    if len(parts) > 1:
        _force(parts, region)
    for index in _outwards(parts):
        part = parts[index]
        before = [other.place for other in parts[:index][-_NEIGHBOURS:] if other.place is not None]
        behind = [other.place for other in parts[index + 1 :][:_NEIGHBOURS] if other.place is not None]
        low = max((end for _, end in before), default=region[0])
        high = min((start for start, _ in behind), default=region[1])
        near = goals or [*before[-1:], *behind[:1]]
        nearest = part.search.nearest_words if goals else part.search.nearest
        found = nearest(near, low, high) if near else []
        part.decide(found or part.search.first(MOST), "nearest")


_NEIGHBOURS = 50
"""Pieces on each side that are looked at; no content has been seen to have so many."""


def _outwards(parts: Sequence[_Part]) -> list[int]:
    """The unplaced parts: those behind a placed one in order, then those before the first one, backwards."""
    placed = [index for index, part in enumerate(parts) if part.place is not None]
    first = placed[0] if placed else -1
    unplaced = [index for index, part in enumerate(parts) if part.place is None]
    return [index for index in unplaced if index > first] + [index for index in unplaced if index < first][::-1]


def _force(parts: Sequence[_Part], region: Range) -> None:
    """Place what can stand in one place alone if all pieces keep their order and do not overlap."""
    lows, highs = [region[0]], [region[1]]
    for part in parts:
        first = [part.place] if part.place else part.search.first(1, lows[-1])
        if not first or first[0][0] < lows[-1]:
            return
        lows.append(first[0][1])
    for part in reversed(parts):
        last = part.place or part.search.last(region[0], highs[-1])
        if last is None or last[1] > highs[-1]:
            return
        highs.append(last[0])
    highs.reverse()
    for index, part in enumerate(parts):
        if part.place is None:
            found = part.search.first(2, lows[index], highs[index + 1])
            if len(found) == 1:
                part.decide(found, "nearest")


# ── Hedges ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _inside(finder: Finder, quote: str, region: Range, hosts: Sequence[Range]) -> Placement:
    parts = []
    for words in [quote] if _found(finder, quote, hosts) else fragments(quote):
        found = _found(finder, words, hosts)
        if not found:
            return _MISSING
        search = finder.search(words, region)
        if search is None:
            return _MISSING
        part = _Part(found[0][0])
        once = len(search.first(2)) == 1
        rule: Rule = "nearest" if not once else "folded" if part.search.folded else "exact"
        part.decide(sorted({place for _, place in found})[:MOST], rule)
        parts.append(part)
    return _joined(parts)


def _found(finder: Finder, words: str, hosts: Sequence[Range]) -> list[tuple[Search, Range]]:
    """The places of words inside the hosts: the exact ones, or else the folded ones."""
    searches = [search for host in hosts if (search := finder.search(words, host)) is not None]
    exact = [search for search in searches if not search.folded]
    return [(search, place) for search in exact or searches for place in search.first(MOST)]
