"""
Which records of two layers are the same, though their ids differ: what `diff` and `merge` build on.

Claims by their content (identical, then overlapping, one to one), else by equal wording; attributions of the same claim
by source, cue and voice; sources as the author, by name, by a mention they share, else by id. Ids alone say that two
claims are the same only where both layers have one agent, since annotators count alike and mean different things.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeAlias, TypeVar

from newsclaims.agreement.matching import best_pairs, pair_places
from newsclaims.agreement.places import Place, jaccard, place, shared
from newsclaims.article import Article
from newsclaims.model import Anchor, Attribution, Claim, Source

__all__ = ["Pairs", "mentions", "pair_attributions", "pair_by_keys", "pair_claims", "pair_sources"]

T = TypeVar("T")
Pairs: TypeAlias = list[tuple[int, int]]


def pair_by_keys(one: Sequence[T], other: Sequence[T], *keys: Callable[[T, int], Hashable | None]) -> Pairs:
    """
    Pair items whose keys are equal: by the first key, what is left by the second, and so on.

    Args:
        one: Items.
        other: Items.
        keys: Functions of an item and of the side it is on, 0 or 1; None pairs with nothing.

    >>> pair_by_keys(["a1", "b1"], ["b2", "a1"], lambda item, _: item, lambda item, _: item[0])
    [(0, 1), (1, 0)]
    """
    pairs: Pairs = []
    for key in keys:
        left, right = {i for i, _ in pairs}, {j for _, j in pairs}
        waiting: dict[Hashable, list[int]] = {}
        for j in reversed(range(len(other))):
            if j not in right and (value := key(other[j], 1)) is not None:
                waiting.setdefault(value, []).append(j)
        for i, item in enumerate(one):
            value = key(item, 0) if i not in left else None
            if value is not None and waiting.get(value):
                pairs.append((i, waiting[value].pop()))
    return sorted(pairs)


def pair_claims(one: Sequence[Claim], other: Sequence[Claim], *, ids_count: bool) -> Pairs:
    """
    The claims of two layers that are the same.

    Args:
        one: Claims of a layer.
        other: Claims of another layer of the text.
        ids_count: Whether what is left is paired by id.
    """
    # Equal places are paired in the order of labels and wordings, so that the order in the file changes nothing.
    sides = []
    for claims in (one, other):
        order = sorted(range(len(claims)), key=lambda n: (place(claims[n].content), _look(claims[n]), claims[n].id))
        sides.append([n for n in order if claims[n].content])
    places = [[place(claims[n].content) for n in side] for claims, side in zip((one, other), sides, strict=True)]
    if ids_count:
        same = pair_by_keys(
            [one[n] for n in sides[0]], [other[n] for n in sides[1]], lambda claim, _: (claim.id, place(claim.content))
        )
        kept = [_left(len(side), same, k) for k, side in enumerate(sides)]
        found = [(sides[0][i], sides[1][j]) for i, j in same]
        sides = [[side[n] for n in left] for side, left in zip(sides, kept, strict=True)]
        places = [[where[n] for n in left] for where, left in zip(places, kept, strict=True)]
    else:
        found = []
    found += [(sides[0][i], sides[1][j]) for i, j in pair_places(places[0], places[1], shared(places[0], places[1]))]
    left, right = _left(len(one), found, 0), _left(len(other), found, 1)
    rest = pair_by_keys(
        [one[n] for n in left],
        [other[n] for n in right],
        lambda claim, _: (claim.text, claim.id) if claim.text is not None and not claim.content else None,
        lambda claim, _: claim.text if not claim.content else None,
        lambda claim, _: claim.id if ids_count else None,
    )
    return sorted(found + [(left[i], right[j]) for i, j in rest])


def _left(number: int, pairs: Pairs, side: int) -> list[int]:
    """What of so many items of a side is in no pair."""
    taken = {pair[side] for pair in pairs}
    return [n for n in range(number) if n not in taken]


def _look(claim: Claim) -> str:
    """What a claim says, but for its id and references."""
    voices = [
        (place(one.source), place(one.cue), place(one.hedge), one.attitude, one.certainty) for one in claim.attributions
    ]
    return repr((claim.text, claim.types, claim.orientation, sorted(map(repr, voices))))


def mentions(article: Article) -> dict[str, set[Place]]:
    """The places where each source is mentioned alone, by id."""
    found: dict[str, set[Place]] = {source.id: set() for source in article.sources}
    for claim in article.claims:
        for attribution in claim.attributions:
            if len(attribution.source_ids) == 1 and attribution.source:
                found[attribution.source_ids[0]].add(place(attribution.source))
    return found


def pair_sources(
    one: Sequence[Source],
    other: Sequence[Source],
    first: Mapping[str, set[Place]],
    second: Mapping[str, set[Place]],
) -> Pairs:
    """
    The sources of two layers that are the same.

    Args:
        one: Sources of a layer.
        other: Sources of another.
        first: Where those of the one are mentioned.
        second: Where those of the other are mentioned.
    """
    found = pair_by_keys(
        one,
        other,
        lambda source, _: (source.id, source.name) if source.kind == "author" else None,
        lambda source, _: source.kind if source.kind == "author" else None,
        lambda source, _: (source.id, source.name) if source.name is not None else None,
        lambda source, _: source.name,
    )
    weights: dict[tuple[int, int], float] = {}
    holders: dict[Place, list[int]] = {}
    right = {j for _, j in found}
    for j, source in enumerate(other):
        for where in second.get(source.id, ()):
            if j not in right:
                holders.setdefault(where, []).append(j)
    left = {i for i, _ in found}
    for i, source in enumerate(one):
        for where in first.get(source.id, ()) if i not in left else ():
            for j in holders.get(where, ()):
                # Who is mentioned in the same place is the same, however the name is spelt; the id breaks ties.
                if (source.kind == "author") == (other[j].kind == "author"):
                    weights[i, j] = weights.get((i, j), 0.5 if source.id == other[j].id else 0.0) + 1
    found += best_pairs(weights)
    left, right = {i for i, _ in found}, {j for _, j in found}
    by_id = {source.id: j for j, source in enumerate(other) if j not in right}
    for i, source in enumerate(one):
        j = by_id.get(source.id, -1)
        if i not in left and j >= 0 and _compatible(source, other[j]):
            found.append((i, j))
    return sorted(found)


def _compatible(one: Source, other: Source) -> bool:
    """Whether two sources may be the same: names do not contradict, and the author is nobody else."""
    return (one.name is None or other.name is None or one.name == other.name) and (
        (one.kind == "author") == (other.kind == "author")
    )


def pair_attributions(one: Sequence[Attribution], other: Sequence[Attribution], sources: Mapping[str, str]) -> Pairs:
    """
    The attributions of one claim in two layers that are the same.

    Args:
        one: Attributions of the claim in a layer.
        other: Those in another.
        sources: What the sources of the one are called in the other; its own ids for what the other lacks.
    """

    def voices(attribution: Attribution, side: int) -> frozenset[str]:
        ids = attribution.source_ids
        return frozenset(ids if side else (sources.get(name, name) for name in ids))

    def spoken(attribution: Attribution, side: int) -> Hashable:
        return place(attribution.source), place(attribution.cue), voices(attribution, side)

    def exact(attribution: Attribution, side: int) -> Hashable:
        said = (attribution.attitude, attribution.certainty, attribution.polarity, attribution.form, attribution.url)
        return spoken(attribution, side), place(attribution.hedge), said

    found = pair_by_keys(one, other, lambda each, side: (each.id, exact(each, side)), exact, spoken)
    left, right = _left(len(one), found, 0), _left(len(other), found, 1)
    weights = {}
    for i in left:
        for j in right:
            a, b = one[i], other[j]
            weight = float(voices(a, 0) == voices(b, 1)) + _alike(a.source, b.source) + _alike(a.cue, b.cue)
            if weight:
                weights[i, j] = weight + (0.01 if a.id == b.id else 0.0)
    return sorted(found + best_pairs(weights))


def _alike(one: Anchor, other: Anchor) -> float:
    a, b = place(one), place(other)
    return jaccard(a, b, shared([a], [b]).get((0, 0), 0))
