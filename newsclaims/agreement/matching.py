"""
What belongs together in two layers: identical places first, then the best one-to-one assignment of those that overlap.

The best assignment has the largest sum of Jaccard indices (shared code points, divided by the code points that either
has). Places that overlap directly or through others form a component; each is solved alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

import attrs

from newsclaims.agreement._numeric import (
    connected_components,
    csr_array,
    linear_sum_assignment,
    min_weight_full_bipartite_matching,
    np,
)
from newsclaims.agreement.layers import ROLES, Layer, layer, names_of, same_text
from newsclaims.agreement.places import Head, Place, head_of, jaccard, place, shared
from newsclaims.article import Article
from newsclaims.model import Anchor

__all__ = ["CLOSE", "Item", "Matching", "Pair", "Rule", "What", "match"]

What: TypeAlias = Literal["claim", "attribution", "content", "source", "cue", "hedge"]
Rule: TypeAlias = Literal["identical", "overlap", "head"]
Pairs: TypeAlias = list[tuple[int, int]]

CLOSE = 0.8
"""The least Jaccard index of two contents that match closely, so that what is said of them can be compared."""

_DENSE = 250_000
"""Cells of the largest component that is solved as a full matrix; beyond it a sparse solver takes less."""


@attrs.frozen(kw_only=True)
class Item:
    """
    Something of a layer that is matched.

    Attributes:
        id: The record's id; empty for the place of a role.
        place: Where it is: the content of a claim, or the place of a role.
    """

    id: str
    place: Anchor


@attrs.frozen(kw_only=True)
class Pair:
    """
    Two items that match.

    Attributes:
        a: The item of the first layer.
        b: The item of the second.
        overlap: The Jaccard index of their places, 0 to 1; 1 where both have none.
    """

    a: Item
    b: Item
    overlap: float


@attrs.frozen(kw_only=True)
class Matching:
    """
    Two layers, matched one to one.

    Attributes:
        pairs: What matches, in the order of the first layer's text.
        only_a: What only the first layer has.
        only_b: What only the second layer has.
    """

    pairs: tuple[Pair, ...]
    only_a: tuple[Item, ...]
    only_b: tuple[Item, ...]


def match(
    a: Article, b: Article, what: What = "claim", *, rule: Rule = "overlap", least: float = 0.0, head: Head = "last"
) -> Matching:
    """
    Match two layers of one text.

    Args:
        a: A layer.
        b: Another.
        what: Claims, by their content; attributions, by content, source and cue; or the different places of a role.
        rule: `identical`: the same code points. `overlap`: at least one shared. `head`: overlapping, with the same
            head. Attributions match where all three roles do; a role that neither has is no obstacle.
        least: The least Jaccard index of a pair (of the contents, of attributions), 0 to 1.
        head: Which word of a place is its head.

    Raises:
        LayersError: They are not layers of one text (NC860).

    >>> import newsclaims as nc
    >>> found = match(nc.example(), nc.example("kolaborasi-militer.annotator-2"))
    >>> len(found.pairs), len(found.only_a), len(found.only_b), sum(pair.overlap == 1 for pair in found.pairs)
    (24, 5, 0, 19)
    """
    same_text(a, b)
    one, other = (layer(article, name) for article, name in zip((a, b), names_of((a, b)), strict=True))
    if what == "attribution":
        return _attributions(one, other, rule, least, head)
    if what == "claim":
        items = (_claims(a), _claims(b))
        places = tuple([where for where, _ in side] for side in items)
        anchors = tuple([item.place for _, item in side] for side in items)
        names = tuple([item for _, item in side] for side in items)
    else:
        places = (list(one.places[what]), list(other.places[what]))
        anchors = (list(one.anchors[what]), list(other.anchors[what]))
        names = tuple([Item(id="", place=anchor) for anchor in side] for side in anchors)
    common = shared(places[0], places[1])
    pairs = pair_places(places[0], places[1], common, rule=rule, least=least, heads=_heads(a, b, anchors, head, rule))
    return _matching(
        names[0],
        names[1],
        [(i, j, jaccard(places[0][i], places[1][j], common.get((i, j), 0))) for i, j in pairs],
    )


def _claims(article: Article) -> list[tuple[Place, Item]]:
    found = [(place(claim.content), Item(id=claim.id, place=claim.content)) for claim in article.claims]
    # Two may cover the same and be cut differently; then the cuts decide, so that the order of records never does.
    return sorted((item for item in found if item[0]), key=lambda item: (item[0], _cuts(item[1].place)))


def _cuts(anchor: Anchor) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in anchor]


def _heads(
    a: Article, b: Article, anchors: Sequence[Sequence[Anchor]], head: Head, rule: Rule
) -> tuple[list[int | None], list[int | None]] | None:
    if rule != "head":
        return None
    return [head_of(a, anchor, head) for anchor in anchors[0]], [head_of(b, anchor, head) for anchor in anchors[1]]


def _matching(one: Sequence[Item], other: Sequence[Item], pairs: Sequence[tuple[int, int, float]]) -> Matching:
    left, right = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    return Matching(
        pairs=tuple(Pair(a=one[i], b=other[j], overlap=overlap) for i, j, overlap in sorted(pairs)),
        only_a=tuple(item for i, item in enumerate(one) if i not in left),
        only_b=tuple(item for j, item in enumerate(other) if j not in right),
    )


# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def pair_places(
    one: Sequence[Place],
    other: Sequence[Place],
    common: Mapping[tuple[int, int], int],
    *,
    rule: Rule = "overlap",
    least: float = 0.0,
    heads: tuple[Sequence[int | None], Sequence[int | None]] | None = None,
) -> Pairs:
    """The pairs of places that match one to one under a rule."""
    same = _identical(one, other)
    if rule == "identical":
        return same
    left, right = {i for i, _ in same}, {j for _, j in same}
    weights = {}
    for (i, j), number in common.items():
        if i in left or j in right:
            continue
        if heads is not None and (heads[0][i] is None or heads[0][i] != heads[1][j]):
            continue
        weight = jaccard(one[i], other[j], number)
        if weight >= least:
            weights[i, j] = weight
    return sorted(same + best_pairs(weights, swapped=list(other) < list(one)))


def _identical(one: Sequence[Any], other: Sequence[Any]) -> Pairs:
    """Equal keys, paired in their order."""
    waiting: dict[Any, list[int]] = {}
    for j in reversed(range(len(other))):
        waiting.setdefault(other[j], []).append(j)
    return [(i, waiting[key].pop()) for i, key in enumerate(one) if waiting.get(key)]


def best_pairs(weights: Mapping[tuple[int, int], float], *, swapped: bool = False) -> Pairs:
    """
    The one-to-one pairs of the largest sum of weights.

    Of several equally good assignments the same one is found whichever layer comes first: `swapped` says that the
    second comes first in the order of all layers.
    """
    if not weights:
        return []
    if swapped:
        turned = best_pairs({(j, i): weight for (i, j), weight in weights.items()}, swapped=False)
        return [(i, j) for j, i in turned]
    edges = sorted(weights)
    lefts = {i: index for index, i in enumerate(dict.fromkeys(i for i, _ in edges))}
    rights = {j: index for index, j in enumerate(sorted({j for _, j in edges}))}
    if len(lefts) == len(edges) == len(rights):
        return edges
    rows, columns = [lefts[i] for i, _ in edges], [len(lefts) + rights[j] for _, j in edges]
    nodes = len(lefts) + len(rights)
    _, part = connected_components(
        csr_array((np.ones(len(edges)), (rows, columns)), shape=(nodes, nodes)), directed=False
    )
    components: dict[int, Pairs] = {}
    for row, edge in zip(rows, edges, strict=True):
        components.setdefault(int(part[row]), []).append(edge)
    found: Pairs = []
    for component in components.values():
        found += component if len(component) == 1 else _solve(component, weights)
    return found


def _solve(edges: Pairs, weights: Mapping[tuple[int, int], float]) -> Pairs:
    """The best assignment of one component."""
    lefts = list(dict.fromkeys(i for i, _ in edges))
    rights = sorted({j for _, j in edges})
    row, column = {i: n for n, i in enumerate(lefts)}, {j: n for n, j in enumerate(rights)}
    if len(lefts) * len(rights) <= _DENSE:
        matrix = np.zeros((len(lefts), len(rights)))
        for edge in edges:
            matrix[row[edge[0]], column[edge[1]]] = weights[edge]
        found = zip(*linear_sum_assignment(matrix, maximize=True), strict=True)
        chosen = [(lefts[int(n)], rights[int(k)]) for n, k in found]
        return [edge for edge in chosen if edge in weights]
    # A sparse solver wants everybody matched: each row may take a column of its own, for less than any true pair.
    ends = [(row[i], column[j], weights[i, j] + 1) for i, j in edges]
    ends += [(n, len(rights) + n, 1) for n in range(len(lefts))]
    data, (ys, xs) = [end[2] for end in ends], ([end[0] for end in ends], [end[1] for end in ends])
    sparse = csr_array((data, (ys, xs)), shape=(len(lefts), len(rights) + len(lefts)))
    found = zip(*min_weight_full_bipartite_matching(sparse, maximize=True), strict=True)
    return [(lefts[int(n)], rights[int(k)]) for n, k in found if k < len(rights)]


# ── Attributions ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _attributions(one: Layer, other: Layer, rule: Rule, least: float, head: Head) -> Matching:
    common = commons(one, other)
    heads = {
        role: _heads(one.article, other.article, (one.anchors[role], other.anchors[role]), head, rule) for role in ROLES
    }
    pairs = pair_units(one, other, common, rule=rule, least=least, heads=heads)
    items = tuple(
        [
            Item(id="" if unit.attribution is None else unit.attribution.id, place=unit.claim.content)
            for unit in side.units
        ]
        for side in (one, other)
    )
    overlaps = [
        (
            i,
            j,
            jaccard(one.units[i].content, other.units[j].content, common.of("content", i, j)),
        )
        for i, j in pairs
    ]
    return _matching(items[0], items[1], overlaps)


@attrs.frozen
class Commons:
    """What the places of two layers share, by role; units and places are numbered as in the layers."""

    shared: dict[str, dict[tuple[int, int], int]]
    numbers: tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]

    def of(self, role: str, i: int, j: int) -> int:
        """The code points that two units share in a role."""
        return self.shared[role].get((self.numbers[0][role][i], self.numbers[1][role][j]), 0)

    def agree(self, role: str, i: int, j: int) -> bool:
        """Whether two units overlap in a role, or neither has it."""
        one, other = self.numbers[0][role][i], self.numbers[1][role][j]
        return (one, other) in self.shared[role] or one == other == -1


def commons(one: Layer, other: Layer) -> Commons:
    """What the places of two layers share."""
    return Commons({role: shared(one.places[role], other.places[role]) for role in ROLES}, (one.numbers, other.numbers))


def candidates(common: Commons, role: str, taken: tuple[set[int], set[int]]) -> Pairs:
    """The pairs of units that share code points in a role, but for those that are matched already."""
    holders = []
    for side, numbers in enumerate(common.numbers):
        found: dict[int, list[int]] = {}
        for index, number in enumerate(numbers[role]):
            if index not in taken[side]:
                found.setdefault(number, []).append(index)
        holders.append(found)
    return [(i, j) for x, y in common.shared[role] for i in holders[0].get(x, ()) for j in holders[1].get(y, ())]


def pair_units(
    one: Layer,
    other: Layer,
    common: Commons,
    *,
    rule: Rule = "overlap",
    least: float = 0.0,
    heads: Mapping[str, tuple[Sequence[int | None], Sequence[int | None]] | None] | None = None,
    roles: Sequence[str] = ("content", "source", "cue"),
) -> Pairs:
    """
    The pairs of attributions that match one to one.

    Identical attributions come first, then the largest sum of the mean Jaccard index of content, source and cue.

    Args:
        one: A layer.
        other: Another.
        common: What their places share.
        rule: When two of them may match.
        least: The least Jaccard index of their contents.
        heads: The heads of all places, where the rule asks for them.
        roles: The roles that must match.
    """
    same = _identical([unit.whole for unit in one.units], [unit.whole for unit in other.units])
    same = [(i, j) for i, j in same if any(one.units[i].whole)]
    if rule == "identical":
        return same
    taken = {i for i, _ in same}, {j for _, j in same}
    weights: dict[tuple[int, int], float] = {}
    for number, role in enumerate(roles):
        for i, j in candidates(common, role, taken):
            a, b = one.units[i], other.units[j]
            # A pair is looked at for the first role that either has: a name often quoted makes no more of them.
            if any(getattr(a, earlier) or getattr(b, earlier) for earlier in roles[:number]):
                continue
            if all(_agree(each, i, j, common, heads) for each in roles):
                close = {each: jaccard(getattr(a, each), getattr(b, each), common.of(each, i, j)) for each in ROLES[:3]}
                if close["content"] >= least:
                    weights[i, j] = sum(close.values()) / 3
    return sorted(same + best_pairs(weights, swapped=other.keys < one.keys))


def _agree(
    role: str,
    i: int,
    j: int,
    common: Commons,
    heads: Mapping[str, tuple[Sequence[int | None], Sequence[int | None]] | None] | None,
) -> bool:
    """Whether two attributions overlap in a role, with the same head where heads count; also where neither has it."""
    if not common.agree(role, i, j):
        return False
    of_role = heads.get(role) if heads is not None else None
    one, other = common.numbers[0][role][i], common.numbers[1][role][j]
    if of_role is None or one == -1:
        return True
    return of_role[0][one] is not None and of_role[0][one] == of_role[1][other]
