"""
What one text and its layers give to every figure, as sums: figures of many texts are made of the sums of all.

That makes a resample of the articles a sum of rows, and a thousand of them one product of matrices.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

import attrs

from newsclaims.agreement._numeric import NDArray, np
from newsclaims.agreement.coefficients import coincidences, fleiss_sums, runs, tally_of
from newsclaims.agreement.layers import ROLES, Layer, Text, Unit
from newsclaims.agreement.matching import CLOSE, Commons, Pairs, Rule, commons, pair_places, pair_units
from newsclaims.agreement.places import Head, Place, head_of
from newsclaims.agreement.tokens import LABELS, TOKENS, covered, labels, spans, token_labels

__all__ = ["AGR", "FIELDS", "RULES", "WHOLE", "Options", "Tally", "tally"]

Floats: TypeAlias = NDArray[np.float64]

AGR: dict[str, str] = {
    "any": "a code point of any role",
    "cue_or_content": "a code point of the cue or of the content",
    "content": "a code point of the content",
    "cue": "a code point of the cue",
    "content_and_source": "a code point of the content and one of the source, or neither has a source",
    "all_roles": "a code point of each role, or neither has the role",
    "exact": "exactly the code points of content, source and cue",
}
"""The rules of agr: what two attributions must have in common."""

RULES: tuple[Rule, ...] = ("identical", "overlap", "head")

WHOLE = "attribution"

FIELDS: dict[str, tuple[str, ...]] = {
    "certainty": ("certain", "probable", "possible", "uncommitted"),
    "polarity": ("positive", "negative", "unknown"),
    "attitude": ("assertion", "belief", "knowledge", "sentiment", "intention"),
    "form": ("direct", "indirect", "mixed"),
}
"""What is said of an attribution, and the labels that it may be given."""


@attrs.frozen(kw_only=True)
class Options:
    """
    What is measured in which way.

    Attributes:
        close: The least Jaccard index of the contents of two attributions whose labels are compared.
        head: Which word of a place is its head.
    """

    close: float = CLOSE
    head: Head = "last"


@attrs.frozen(kw_only=True)
class Tally:
    """
    The sums of one text.

    Attributes:
        sums: Arrays by name, to be added to those of other texts.
        agr: For each two annotators, in this order, and rule: the first's attributions that the second has, and all.
        tables: For each two annotators, in order of their names, and each field: how often they gave which labels.
        unset: For each two annotators and field the closely matching pairs of which one has no label.
    """

    sums: dict[str, Floats]
    agr: dict[tuple[str, str], dict[str, tuple[int, int]]]
    tables: dict[tuple[str, str], dict[str, NDArray[np.int64]]]
    unset: Counter[tuple[str, str, str]]


def tally(text: Text, options: Options) -> Tally:
    """The sums of one text with two layers or more."""
    sums = dict(_of_characters(text))
    agr: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
    tables: dict[tuple[str, str], dict[str, NDArray[np.int64]]] = {}
    unset: Counter[tuple[str, str, str]] = Counter()
    matched: dict[tuple[int, int], Pairs] = {}
    seen = [_Covering(layer) for layer in text.layers]
    heads = [_heads(text, layer, options.head) for layer in text.layers]
    for p, q in combinations(range(len(text.layers)), 2):
        one, other = text.layers[p], text.layers[q]
        common = commons(one, other)
        for key, values in _scores(one, other, common, heads[p], heads[q]).items():
            sums[key] = sums[key] + values if key in sums else values
        turned = _turned(common)
        agr[one.name, other.name] = _agr(one, other, common, seen[q])
        agr[other.name, one.name] = _agr(other, one, turned, seen[p])
        matched[p, q] = pair_units(one, other, common, least=options.close, roles=("content",))
        tables[one.name, other.name] = _tables(one, other, matched[p, q], unset)
    for rule in AGR:
        found = [(hits, number) for by_rule in agr.values() for name, (hits, number) in by_rule.items() if name == rule]
        shares = [hits / number for hits, number in found if number]
        sums[f"agr.{rule}"] = np.array(
            [sum(h for h, _ in found), sum(n for _, n in found), sum(shares), len(shares)], float
        )
    sums |= _ratings(text, matched)
    for field in FIELDS:
        sums[f"cohen.{field}"] = sum((table[field] for table in tables.values()), np.zeros(())).astype(float)
    return Tally(sums=sums, agr=agr, tables=tables, unset=unset)


# ── Characters and tokens ────────────────────────────────────────────────────────────────────────────────────────────


def _of_characters(text: Text) -> Iterator[tuple[str, Floats]]:
    """Coincidences of labels; nought where there is no text to count over."""
    size = len(LABELS)
    if text.text is None:
        for tokens in TOKENS:
            yield f"alpha.{tokens}", np.zeros((size, size))
        yield from (("u_alpha.matrix", np.zeros((size, size))), ("u_alpha.squares", np.zeros(size)))
        for role in ROLES:
            yield from ((f"u_alpha.{role}.matrix", np.zeros((2, 2))), (f"u_alpha.{role}.squares", np.zeros(2)))
        return
    length = len(text.text)
    rows = [labels(layer, length) for layer in text.layers]
    for tokens in TOKENS:
        starts, ends = spans(text.text, tokens)
        cut = [row[starts] if tokens == "character" else token_labels(row, starts, ends) for row in rows]
        yield f"alpha.{tokens}", coincidences(tally_of(cut, size))
    yield "u_alpha.matrix", coincidences(tally_of(rows, size))
    yield "u_alpha.squares", np.sum([runs(row, size, size - 1) for row in rows], axis=0)
    for role in ROLES:
        rows = [1 - covered(layer.places[role], length).astype(np.int64) for layer in text.layers]
        yield f"u_alpha.{role}.matrix", coincidences(tally_of(rows, 2))
        yield f"u_alpha.{role}.squares", np.sum([runs(row, 2, 1) for row in rows], axis=0)


# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_Heads: TypeAlias = Mapping[str, Sequence[int | None]] | None


def _heads(text: Text, layer: Layer, head: Head) -> _Heads:
    """The heads of all places of a layer; None where there is no text to find them in."""
    if text.text is None:
        return None
    article = layer.article if layer.article.text is not None else attrs.evolve(layer.article, text=text.text)
    return {role: [head_of(article, anchor, head) for anchor in layer.anchors[role]] for role in ROLES}


def _scores(one: Layer, other: Layer, common: Commons, first: _Heads, second: _Heads) -> dict[str, Floats]:
    """Matches, and what either layer has, for each role and rule, and for whole attributions."""
    found = {}
    heads = {role: (first[role], second[role]) for role in ROLES} if first is not None and second is not None else None
    for role in ROLES:
        places = (one.places[role], other.places[role])
        for rule in RULES:
            if rule == "head" and heads is None:
                found[f"match.{role}.{rule}"] = np.zeros(3)
                continue
            of_role = heads[role] if rule == "head" and heads is not None else None
            pairs = pair_places(*places, common.shared[role], rule=rule, heads=of_role)
            found[f"match.{role}.{rule}"] = np.array([len(pairs), len(places[0]), len(places[1])], float)
    for rule in RULES:
        if rule == "head" and heads is None:
            found[f"match.{WHOLE}.{rule}"] = np.zeros(3)
            continue
        pairs = pair_units(one, other, common, rule=rule, heads=heads if rule == "head" else None)
        found[f"match.{WHOLE}.{rule}"] = np.array([len(pairs), len(one.units), len(other.units)], float)
    return found


class _Covering:
    """How many code points before each offset some place of a layer has, for the roles that agr asks about."""

    def __init__(self, layer: Layer) -> None:
        roles = ("content", "source", "cue")
        places = {role: layer.places[role] for role in roles}
        places["any"] = tuple(where for role in roles for where in layer.places[role])
        self._before: dict[str, list[int]] = {}
        for role, found in places.items():
            length = max((where[-1][1] for where in found), default=0)
            self._before[role] = [0, *np.cumsum(covered(found, length)).tolist()]

    def touches(self, where: Place, role: str) -> bool:
        """Whether the layer has a code point of a place."""
        before = self._before[role]
        last = len(before) - 1
        return any(before[min(end, last)] > before[min(start, last)] for start, end in where)


def _turned(common: Commons) -> Commons:
    turned = {role: {(j, i): n for (i, j), n in pairs.items()} for role, pairs in common.shared.items()}
    return Commons(turned, (common.numbers[1], common.numbers[0]))


def _agr(one: Layer, other: Layer, common: Commons, seen: _Covering) -> dict[str, tuple[int, int]]:
    """How many attributions of one layer another has, under each rule; one may serve several."""
    exact = {unit.whole for unit in other.units}
    near: dict[int, list[int]] = {}
    for x, y in common.shared["content"]:
        near.setdefault(x, []).append(y)
    by_content: dict[int, list[int]] = {}
    for j, number in enumerate(common.numbers[1]["content"]):
        by_content.setdefault(number, []).append(j)
    hits: Counter[str] = Counter()
    for i, unit in enumerate(one.units):
        number = common.numbers[0]["content"][i]
        content, cue = number in near, seen.touches(unit.cue, "cue")
        hits["content"] += content
        hits["cue"] += cue
        hits["cue_or_content"] += content or cue
        hits["any"] += content or cue or any(seen.touches(where, "any") for where in unit.whole)
        hits["exact"] += unit.whole in exact
        # Those that have no content agree in it with all others that have none.
        others = (j for y in (near.get(number, ()) if unit.content else (-1,)) for j in by_content.get(y, ()))
        with_source = [j for j in others if common.agree("source", i, j)]
        hits["content_and_source"] += bool(with_source) and content
        hits["all_roles"] += any(common.agree("cue", i, j) for j in with_source)
    return {rule: (hits[rule], len(one.units)) for rule in AGR}


# ── Labels ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _label(unit: Unit, field: str) -> int | None:
    value = getattr(unit.attribution, field)
    return None if value is None else FIELDS[field].index(value)


def _tables(
    one: Layer, other: Layer, pairs: Pairs, unset: Counter[tuple[str, str, str]]
) -> dict[str, NDArray[np.int64]]:
    """How often two annotators gave which labels to attributions that match closely."""
    found = {field: np.zeros((len(values), len(values)), dtype=np.int64) for field, values in FIELDS.items()}
    for i, j in pairs:
        for field, table in found.items():
            row, column = _label(one.units[i], field), _label(other.units[j], field)
            if row is None or column is None:
                unset[one.name, other.name, field] += 1
            else:
                table[row, column] += 1
    return found


def _ratings(text: Text, matched: Mapping[tuple[int, int], Pairs]) -> dict[str, Floats]:
    """The sums of Fleiss' kappa, over groups of attributions that match closely, at most one of each layer."""
    groups = _groups(text, matched)
    found = {}
    for field, values in FIELDS.items():
        counts = np.zeros((len(groups), len(values)))
        for row, group in zip(counts, groups, strict=True):
            for unit in group:
                label = _label(unit, field)
                if label is not None:
                    row[label] += 1
        found[f"fleiss.{field}"] = fleiss_sums(counts)
    return found


def _groups(text: Text, matched: Mapping[tuple[int, int], Pairs]) -> list[list[Unit]]:
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def root(node: tuple[int, int]) -> tuple[int, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for (p, q), pairs in matched.items():
        for i, j in pairs:
            parent[root((q, j))] = root((p, i))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for node in sorted(parent):
        groups.setdefault(root(node), []).append(node)
    kept = [group for group in groups.values() if len({p for p, _ in group}) == len(group)]
    return [[text.layers[p].units[i] for p, i in group] for group in kept]
