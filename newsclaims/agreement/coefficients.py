"""
Coefficients of agreement that allow for chance: alpha, unitizing alpha, Cohen's and Fleiss' kappa.

Each is undefined where chance alone leaves nothing to disagree about, as where all values are the same; it is then
None, never NaN.

Sources: K. Krippendorff, *Computing Krippendorff's alpha-reliability* (2011); K. Krippendorff, Y. Mathet, S. Bouvry and
A. Widlöcher, *On the reliability of unitizing textual continua: further developments*, Quality & Quantity 50 (2016),
equations 1, 4 and 5; J. Cohen, *A coefficient of agreement for nominal scales* (1960); J. L. Fleiss, *Measuring nominal
scale agreement among many raters* (1971).
"""

import math
from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import TypeAlias

from newsclaims.agreement._numeric import NDArray, np

__all__ = ["cohen_kappa", "fleiss_kappa", "krippendorff_alpha", "unitizing_alpha"]

Floats: TypeAlias = NDArray[np.float64]


def krippendorff_alpha(ratings: Sequence[Sequence[Hashable | None]]) -> float | None:
    """
    Krippendorff's alpha for nominal data.

    Args:
        ratings: The values of each annotator, in one order of the units; None where there is none. A unit that fewer
            than two have rated is left out.

    Returns:
        Alpha, 1 at the most; None where all values are the same or there are none.

    Raises:
        ValueError: The annotators have different numbers of units, or a value is NaN.

    >>> round(krippendorff_alpha(["aaabbb", "aaabba"]), 3)
    0.686
    """
    _refuse_uneven(ratings, "ratings")
    values = list(dict.fromkeys(value for row in ratings for value in row if value is not None))
    if any(isinstance(value, float) and math.isnan(value) for value in values):
        message = "ratings hold NaN, should hold None where there is no value"
        raise ValueError(message)
    number = {value: index for index, value in enumerate(values)}
    counts = np.zeros((len(ratings[0]) if ratings else 0, len(values)))
    for row in ratings:
        for unit, value in enumerate(row):
            if value is not None:
                counts[unit, number[value]] += 1
    return defined(alpha_of(coincidences(counts)))


def coincidences(counts: Floats) -> Floats:
    """The matrix of coincidences, from how often each unit (row) was given each value (column)."""
    raters = counts.sum(axis=1)
    pairable = counts[raters > 1] / (raters[raters > 1] - 1)[:, None]
    matrix: Floats = pairable.T @ counts[raters > 1] - np.diag(pairable.sum(axis=0))
    return matrix


def alpha_of(matrix: Floats) -> Floats:
    """Alpha from matrices of coincidences (the last two axes); NaN where it is undefined."""
    margins = matrix.sum(axis=-1)
    total = margins.sum(axis=-1)
    return 1 - over((total - 1) * different(matrix), different(products(margins)))


def different(matrix: Floats) -> Floats:
    """What stands beside the diagonal, without a difference of large numbers, so that nothing comes out as nothing."""
    aside: Floats = (matrix * (1 - np.eye(matrix.shape[-1]))).sum(axis=(-2, -1))
    return aside


def products(margins: Floats) -> Floats:
    """The product of each two margins."""
    return margins[..., :, None] * margins[..., None, :]


def unitizing_alpha(layers: Sequence[Sequence[tuple[int, int, Hashable]]], length: int) -> float | None:
    """
    Krippendorff's alpha for unitizing, nominal: how far annotators cut a text into the same units.

    Args:
        layers: The units of each annotator: start and end, in code points from 0 and half-open, and value; those of one
            annotator do not overlap.
        length: Code points of the text; what no unit covers is gap.

    Returns:
        Alpha, 1 at the most; None where nobody has a unit, or one unit is the whole text for all.

    Raises:
        ValueError: A unit is empty, lies outside the text, or overlaps another of the same annotator.

    >>> round(unitizing_alpha([[(2, 6, "x")], [(2, 5, "x")]], 10), 4)
    0.8011
    """
    for layer in layers:
        _refuse_units(sorted((start, end) for start, end, _ in layer), length)
    if not layers:
        return None
    values = list(dict.fromkeys(value for layer in layers for _, _, value in layer))
    number = {value: index for index, value in enumerate(values)}
    gap = len(values)
    rows, squares = [], np.zeros(gap + 1)
    for layer in layers:
        row = np.full(length, gap)
        for start, end, value in layer:
            row[start:end] = number[value]
            squares[number[value]] += (end - start) ** 2
        squares[gap] += (row == gap).sum()
        rows.append(row)
    return defined(u_alpha_of(coincidences(tally_of(rows, gap + 1)), squares))


def tally_of(rows: Sequence[NDArray[np.int64]], values: int) -> Floats:
    """How often each position (row) was given each value (column)."""
    counts = np.zeros((len(rows[0]), values))
    for row in rows:
        counts[np.arange(len(row)), row] += 1
    return counts


def runs(row: NDArray[np.int64], values: int, gap: int) -> Floats:
    """For each value the squared lengths of its runs; for the gap, which is not cut into units, its length."""
    if not len(row):
        return np.zeros(values)
    ends = np.append(np.flatnonzero(np.diff(row)) + 1, len(row))
    lengths = np.diff(ends, prepend=0).astype(np.float64)
    kinds = row[ends - 1]
    found: Floats = np.bincount(kinds, np.where(kinds == gap, lengths, lengths**2), values).astype(np.float64)
    return found


def u_alpha_of(matrix: Floats, squares: Floats) -> Floats:
    """Unitizing alpha from coincidences of lengths and the squares of units; NaN where it is undefined."""
    margins = matrix.sum(axis=-1)
    total = margins.sum(axis=-1)
    # Equation 4: what a unit shares with itself cannot be shared by chance.
    expected = over(total * different(products(margins)), total**2 - squares.sum(axis=-1))
    return 1 - over(different(matrix), expected)


def cohen_kappa(table: Sequence[Sequence[int]]) -> float | None:
    """
    Cohen's kappa of two annotators.

    Args:
        table: How often the first said the row and the second the column.

    Returns:
        Kappa, 1 at the most; None where both have used one and the same label only, or there is nothing.

    Raises:
        ValueError: The table has not as many columns as rows, or a number in it is no count.

    >>> cohen_kappa([[20, 5], [10, 15]])
    0.4
    """
    if any(len(row) != len(table) for row in table):
        message = f"table has {len(table)} rows and one of another length, should have as many columns as rows"
        raise ValueError(message)
    return defined(kappa_of(_counts(table))) if len(table) else None


def kappa_of(table: Floats) -> Floats:
    """Cohen's kappa from tables (the last two axes); NaN where it is undefined."""
    total = table.sum(axis=(-2, -1))
    observed = total * np.trace(table, axis1=-2, axis2=-1)
    expected = (table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1)
    return over(observed - expected, total**2 - expected)


def fleiss_kappa(counts: Sequence[Sequence[int]]) -> float | None:
    """
    Fleiss' kappa of any number of annotators.

    Args:
        counts: For each item how many annotators gave it each label; an item with fewer than two is left out. Where the
            number differs between items, each item counts once, and labels by how often they were given.

    Returns:
        Kappa, 1 at the most; None where one label only was given, or there is nothing.

    Raises:
        ValueError: The items have different numbers of labels, or a number is no count.

    >>> round(fleiss_kappa([[3, 0], [2, 1], [0, 3]]), 4)
    0.55
    """
    _refuse_uneven(counts, "counts")
    return defined(fleiss_of(fleiss_sums(_counts(counts)))) if len(counts) else None


def fleiss_sums(counts: Floats) -> Floats:
    """What Fleiss' kappa is made of: items, the sum of their agreement, and how often each label was given."""
    raters = counts.sum(axis=1)
    kept, raters = counts[raters > 1], raters[raters > 1]
    agreement = ((kept**2).sum(axis=1) - raters) / (raters * (raters - 1))
    sums: Floats = np.concatenate(([len(kept), agreement.sum()], kept.sum(axis=0)))
    return sums


def fleiss_of(sums: Floats) -> Floats:
    """Fleiss' kappa from `fleiss_sums` (the last axis); NaN where it is undefined."""
    observed = over(sums[..., 1], sums[..., 0])
    given = sums[..., 2:]
    expected = over((given**2).sum(axis=-1), given.sum(axis=-1) ** 2)
    return over(observed - expected, 1 - expected)


def over(one: Floats, other: Floats) -> Floats:
    """A quotient, NaN where the divisor is nought."""
    there = other > 0
    quotient: Floats = np.where(there, one / np.where(there, other, 1.0), np.nan)
    return quotient


def defined(value: Floats) -> float | None:
    """A number, or None in place of NaN."""
    number = float(value)
    return None if np.isnan(number) else number


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────────


def _refuse_uneven(rows: Sequence[Sequence[object]], name: str) -> None:
    """
    Look whether rows are of one length.

    Raises:
        ValueError: They are not.
    """
    lengths = sorted({len(row) for row in rows})
    if len(lengths) > 1:
        message = f"{name} have rows of {lengths[0]} and of {lengths[-1]}, should have rows of one length"
        raise ValueError(message)


def _counts(rows: Sequence[Sequence[int]]) -> Floats:
    """
    Rows of counts.

    Raises:
        ValueError: One is no number, or below 0.
    """
    table = np.array(rows, dtype=np.float64)
    if not (table >= 0).all():
        message = "a count is no number, or below 0, should be 0 or more"
        raise ValueError(message)
    return table


def _refuse_units(units: Sequence[tuple[int, int]], length: int) -> None:
    """
    Look at the units of one annotator, in their order.

    Raises:
        ValueError: One is empty, lies outside the text, or overlaps the one before it.
    """
    for start, end in units:
        if not 0 <= start < end <= length:
            message = f"unit {start}-{end} should begin before it ends, and lie in a text of {length} code points"
            raise ValueError(message)
    for one, other in pairwise(units):
        if other[0] < one[1]:
            message = f"units {one[0]}-{one[1]} and {other[0]}-{other[1]} of one annotator overlap, should be apart"
            raise ValueError(message)
