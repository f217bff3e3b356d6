"""Every figure: its name, its definition, how it is made of the sums, and how sure it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

import attrs

from newsclaims.agreement._numeric import NDArray, np
from newsclaims.agreement.coefficients import alpha_of, fleiss_of, kappa_of, over, u_alpha_of
from newsclaims.agreement.layers import ROLES
from newsclaims.agreement.tally import AGR, FIELDS, RULES, WHOLE
from newsclaims.agreement.tokens import LABELS, TOKENS

__all__ = ["Figure", "Measure", "agreement_measures", "figures", "score_measures"]

Floats: TypeAlias = NDArray[np.float64]
Sums: TypeAlias = Mapping[str, Floats]

_BLOCK = 4_000_000
"""Cells of the largest matrix of resamples that is made at once."""


@attrs.frozen(kw_only=True)
class Figure:
    """
    One figure.

    Attributes:
        name: What it is, as in `agr.content.pooled`.
        value: The figure; None where it is undefined.
        low: Lower end of its confidence interval; None where there is none.
        high: Upper end.
        number: Over how many it was counted.
        of: What was counted: tokens, pairs, attributions.
        definition: How it is made.
        reason: Why it is undefined; empty where it is not.
    """

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    number: int
    of: str
    definition: str
    reason: str = ""


@attrs.frozen(kw_only=True)
class Measure:
    """How a figure is made; sums may have axes in front, one for each resample."""

    name: str
    of: str
    definition: str
    value: Callable[[Sums], Floats]
    number: Callable[[Sums], Floats]
    empty: str = "nothing to compare"
    constant: str = "all values are the same, which leaves nothing to agree about"


_NO_TEXT = "no text to count over"

# ── Alpha ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _alphas() -> Iterator[Measure]:
    for tokens, pattern in TOKENS.items():
        key = f"alpha.{tokens}"
        what = f"Krippendorff's alpha, nominal, over the tokens of {pattern}"
        yield Measure(
            name=key,
            of="labels",
            definition=f"{what}, labelled {', '.join(LABELS)} (the role of most of its code points)",
            value=partial(_alpha, key=key),
            number=partial(_total, key=key),
            empty=_NO_TEXT,
        )
        yield Measure(
            name=f"alpha_in_or_out.{tokens}",
            of="labels",
            definition=f"{what}, labelled in or out of any role",
            value=partial(_in_or_out, key=key),
            number=partial(_total, key=key),
            empty=_NO_TEXT,
        )
    kinds = {"u_alpha": ("u_alpha", "cue, source, content (the earlier where they overlap)")}
    kinds |= {f"u_alpha.{role}": (f"u_alpha.{role}", role) for role in ROLES}
    for name, (key, units) in kinds.items():
        yield Measure(
            name=name,
            of="code points",
            definition=f"Krippendorff's unitizing alpha (2016), nominal; units are unbroken stretches of {units}",
            value=partial(_u_alpha, key=key),
            number=partial(_total, key=f"{key}.matrix"),
            empty=_NO_TEXT,
            constant="nobody has marked anything, or all have marked everything",
        )


def _alpha(sums: Sums, *, key: str) -> Floats:
    return alpha_of(sums[key])


def _in_or_out(sums: Sums, *, key: str) -> Floats:
    matrix = sums[key]
    none = len(LABELS) - 1
    inside = matrix[..., :none, :none].sum(axis=(-2, -1))
    across = matrix[..., :none, none].sum(axis=-1)
    both = np.stack([np.stack([inside, across], -1), np.stack([across, matrix[..., none, none]], -1)], -2)
    return alpha_of(both)


def _u_alpha(sums: Sums, *, key: str) -> Floats:
    return u_alpha_of(sums[f"{key}.matrix"], sums[f"{key}.squares"])


def _total(sums: Sums, *, key: str) -> Floats:
    total: Floats = sums[key].sum(axis=(-2, -1))
    return total


# ── Agr ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _agrs() -> Iterator[Measure]:
    for rule, common in AGR.items():
        of_pair = "over ordered pairs of annotators, the part of the first's attributions that share with one"
        yield Measure(
            name=f"agr.{rule}.pooled",
            of="attributions",
            definition=f"agr (Wiebe, Wilson and Cardie 2005): {of_pair} of the second's {common}; all pairs together",
            value=partial(_ratio, key=f"agr.{rule}", one=0, other=1),
            number=partial(_part, key=f"agr.{rule}", index=1),
        )
        yield Measure(
            name=f"agr.{rule}.macro",
            of="ordered pairs",
            definition=f"agr.{rule}.pooled for each pair and text; the mean, those without attributions left out",
            value=partial(_ratio, key=f"agr.{rule}", one=2, other=3),
            number=partial(_part, key=f"agr.{rule}", index=3),
        )


def _ratio(sums: Sums, *, key: str, one: int, other: int) -> Floats:
    return over(sums[key][..., one], sums[key][..., other])


def _part(sums: Sums, *, key: str, index: int) -> Floats:
    return sums[key][..., index]


# ── Matches ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_HOW = {
    "identical": "the same code points",
    "overlap": "one code point in common or more",
    "head": "overlapping, with the same head",
}
_WORDS = {
    **{role: f"the different places of {role}" for role in ROLES},
    WHOLE: "attributions (content, source and cue, each matching or had by neither)",
}


def _f1s() -> Iterator[Measure]:
    for what, words in _WORDS.items():
        for rule in RULES:
            key = f"match.{what}.{rule}"
            yield Measure(
                name=f"f1.{what}.{rule}",
                of="places" if what != WHOLE else "attributions",
                definition=f"F1 over {words}, matched one to one: {_HOW[rule]}; 2 x matches / all of both layers",
                value=partial(_f1, key=key),
                number=partial(_both, key=key),
            )


def _f1(sums: Sums, *, key: str) -> Floats:
    return over(2 * sums[key][..., 0], sums[key][..., 1] + sums[key][..., 2])


def _both(sums: Sums, *, key: str) -> Floats:
    both: Floats = sums[key][..., 1] + sums[key][..., 2]
    return both


# ── Kappa ────────────────────────────────────────────────────────────────────────────────────────────────────────────

_CLOSELY = "attributions whose contents match closely"


def _cohens() -> Iterator[Measure]:
    for field in FIELDS:
        yield Measure(
            name=f"cohen.{field}",
            of="pairs",
            definition=f"Cohen's kappa of {field}, over pairs of {_CLOSELY} and both have a label",
            value=partial(_cohen, key=f"cohen.{field}"),
            number=partial(_total, key=f"cohen.{field}"),
            empty="no closely matching attributions have this label on both sides",
        )


def _fleisses() -> Iterator[Measure]:
    for field in FIELDS:
        yield Measure(
            name=f"fleiss.{field}",
            of="groups",
            definition=f"Fleiss' kappa of {field}, over groups of {_CLOSELY}, one of a layer at most",
            value=partial(_fleiss, key=f"fleiss.{field}"),
            number=partial(_part, key=f"fleiss.{field}", index=0),
            empty="no closely matching attributions have this label on both sides",
        )


def _same(sums: Sums, *, key: str) -> Floats:
    return over(np.trace(sums[key], axis1=-2, axis2=-1), sums[key].sum(axis=(-2, -1)))


def _cohen(sums: Sums, *, key: str) -> Floats:
    return kappa_of(sums[key])


def _fleiss(sums: Sums, *, key: str) -> Floats:
    return fleiss_of(sums[key])


# ── All of them ──────────────────────────────────────────────────────────────────────────────────────────────────────


def agreement_measures(*, two: bool) -> tuple[Measure, ...]:
    """
    The figures of agreement.

    Args:
        two: Whether there are two annotators in all; Cohen's kappa is theirs alone.
    """
    return (*_alphas(), *_agrs(), *_f1s(), *(_cohens() if two else ()), *_fleisses())


def score_measures() -> tuple[Measure, ...]:
    """The figures of a prediction against gold."""
    found = []
    for what, words in _WORDS.items():
        for rule in RULES:
            key = f"match.{what}.{rule}"
            matched = f"{words}, matched one to one: {_HOW[rule]}"
            of = "places" if what != WHOLE else "attributions"
            found += [
                Measure(
                    name=f"precision.{what}.{rule}",
                    of=of,
                    definition=f"matches / predicted, of {matched}",
                    value=partial(_ratio, key=key, one=0, other=2),
                    number=partial(_part, key=key, index=2),
                    empty="nothing is predicted",
                ),
                Measure(
                    name=f"recall.{what}.{rule}",
                    of=of,
                    definition=f"matches / gold, of {matched}",
                    value=partial(_ratio, key=key, one=0, other=1),
                    number=partial(_part, key=key, index=1),
                    empty="the gold has none",
                ),
            ]
        found += [measure for measure in _f1s() if measure.name.startswith(f"f1.{what}.")]
    for field in FIELDS:
        found.append(
            Measure(
                name=f"accuracy.{field}",
                of="pairs",
                definition=f"how often {field} is the same, over pairs of {_CLOSELY} and both have a label",
                value=partial(_same, key=f"cohen.{field}"),
                number=partial(_total, key=f"cohen.{field}"),
                empty="no closely matching attributions have this label on both sides",
            )
        )
    return (*found, *_cohens())


def figures(
    measures: Sequence[Measure],
    rows: Sequence[Sums],
    *,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> tuple[Figure, ...]:
    """
    The figures of some texts, with percentile intervals of a bootstrap over the texts.

    Args:
        measures: Which figures.
        rows: The sums of each text.
        resamples: How many times as many texts are drawn, with replacement; 0 for no intervals.
        seed: Where the draws begin; the same seed gives the same intervals.
        confidence: The share of resamples inside an interval.
    """
    shapes = {name: array.shape for name, array in rows[0].items()}
    table = np.stack([np.concatenate([row[name].ravel() for name in shapes]) for row in rows])
    whole = _parted(table.sum(axis=0), shapes)
    drawn: dict[str, list[Floats]] = {measure.name: [] for measure in measures}
    random = np.random.default_rng(seed)
    left = resamples if len(rows) > 1 else 0
    while left > 0:
        size = min(left, max(1, _BLOCK // max(table.shape)))
        left -= size
        weights = random.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), size=size)
        sums = _parted(weights @ table, shapes)
        for measure in measures:
            drawn[measure.name].append(measure.value(sums))
    return tuple(_figure(measure, whole, drawn[measure.name], confidence) for measure in measures)


def _parted(table: Floats, shapes: Mapping[str, tuple[int, ...]]) -> Sums:
    """The arrays that were laid side by side."""
    found, start = {}, 0
    for name, shape in shapes.items():
        stop = start + int(np.prod(shape, dtype=int))
        found[name] = table[..., start:stop].reshape(*table.shape[:-1], *shape)
        start = stop
    return found


def _figure(measure: Measure, whole: Sums, drawn: Sequence[Floats], confidence: float) -> Figure:
    value, number = float(measure.value(whole)), round(float(measure.number(whole)))
    low = high = None
    there = np.concatenate(drawn) if drawn else np.zeros(0)
    there = there[~np.isnan(there)]
    # Resamples in which the figure is undefined are left out; so is the interval where most are.
    if not np.isnan(value) and drawn and len(there) * 2 > sum(map(len, drawn)):
        low, high = (float(end) for end in np.quantile(there, [(1 - confidence) / 2, (1 + confidence) / 2]))
    undefined = bool(np.isnan(value))
    return Figure(
        name=measure.name,
        value=None if undefined else value,
        low=low,
        high=high,
        number=number,
        of=measure.of,
        definition=measure.definition,
        reason="" if not undefined else measure.constant if number else measure.empty,
    )
