"""Alpha, unitizing alpha and kappa: textbooks, tables worked by hand, an independent implementation."""

import math

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.agreement import cohen_kappa, fleiss_kappa, krippendorff_alpha, unitizing_alpha

TEXTBOOK = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
"""Four observers and twelve units, with gaps: K. Krippendorff, Computing Krippendorff's alpha-reliability, 2011, C."""


# ── Alpha ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_alpha_of_the_textbook_is_0_743() -> None:
    assert krippendorff_alpha(TEXTBOOK) == pytest.approx(0.743, abs=5e-4)


def test_alpha_of_two_annotators_by_hand() -> None:
    """Six units, one disagreement: observed 2, expected (12 * 12 - 7 * 7 - 5 * 5) / 11."""
    assert krippendorff_alpha(["aaabbb", "aaabba"]) == pytest.approx(1 - 2 / (70 / 11))


ratings = st.integers(2, 5).flatmap(
    lambda raters: st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=raters, max_size=raters), min_size=1, max_size=30
    )
)


@given(ratings)
def test_alpha_is_that_of_the_independent_implementation(units: list[list[int | None]]) -> None:
    rows = [list(row) for row in zip(*units, strict=True)]
    pairable = [value for unit in units if sum(v is not None for v in unit) > 1 for value in unit if value is not None]
    ours = krippendorff_alpha(rows)
    if len(set(pairable)) < 2:
        assert ours is None
        return
    data = np.array([[np.nan if value is None else value for value in row] for row in rows])
    theirs = krippendorff.alpha(data, level_of_measurement="nominal")
    assert ours == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_alpha_of_much_random_data_is_that_of_the_independent_implementation(seed: int) -> None:
    random = np.random.default_rng(seed)
    data = random.integers(0, 5, size=(4, 2000)).astype(float)
    data[random.random(data.shape) < 0.2] = np.nan
    ours = krippendorff_alpha([[None if np.isnan(value) else value for value in row] for row in data])
    assert ours == pytest.approx(krippendorff.alpha(data, level_of_measurement="nominal"), abs=1e-9)


@given(ratings, st.randoms(use_true_random=False))
def test_alpha_knows_no_order_of_annotators_or_units(units: list[list[int | None]], random: object) -> None:
    rows = [list(row) for row in zip(*units, strict=True)]
    order = list(range(len(units)))
    random.shuffle(order)  # type: ignore[attr-defined]
    turned = [[row[n] for n in order] for row in reversed(rows)]
    assert krippendorff_alpha(turned) == pytest.approx(krippendorff_alpha(rows))


@pytest.mark.parametrize("rows", [[], [[]], [["a", "b"]], [["a", "a"], ["a", "a"]], [["a", None], [None, "b"]]])
def test_alpha_without_anything_to_agree_about_is_none(rows: list[list[str | None]]) -> None:
    assert krippendorff_alpha(rows) is None


# ── Unitizing alpha ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_unitizing_alpha_of_two_annotators_by_hand() -> None:
    """
    Ten characters, x at 2-6 and at 2-5.

    Lengths: x 7, gap 13, together 20. They share x on 3 and gap on 6 characters, in both directions: agreement
    2 * (3 + 6) = 18, observed disagreement 2. Squares of units 16 + 9 = 25, gaps 13. Expected agreement
    20 * ((49 - 25) + (169 - 13)) / (400 - 25 - 13) = 3600 / 362; expected disagreement 20 - 3600 / 362.
    """
    assert unitizing_alpha([[(2, 6, "x")], [(2, 5, "x")]], 10) == pytest.approx(1 - 2 / (20 - 3600 / 362))


def test_unitizing_alpha_of_three_annotators_and_two_values_by_hand() -> None:
    """
    Sixty characters; x: 2-5 twice; y: 10-20, 2-5, 15-20.

    Lengths: x 6, y 18, gap 156, together 180. Agreement, pairs in both directions over m - 1 = 2: x 3, y 5, gaps
    47 + 52 + 47 = 146. Observed disagreement 180 - 154 = 26. Squares: x 18, y 134, gaps 156. Expected agreement
    180 * ((36 - 18) + (324 - 134) + (156 * 156 - 156)) / (32400 - 308).
    """
    annotators = [[(2, 5, "x")], [(2, 5, "x"), (10, 20, "y")], [(2, 5, "y"), (15, 20, "y")]]
    expected = 180 - 180 * (18 + 190 + 24180) / 32092
    assert unitizing_alpha(annotators, 60) == pytest.approx(1 - 26 / expected)


def test_units_that_nobody_shares_give_less_than_nothing() -> None:
    alpha = unitizing_alpha([[(0, 3, "x")], [(5, 8, "x")]], 10)
    assert alpha is not None
    assert alpha < 0


def test_a_unit_in_two_is_not_a_unit_in_one() -> None:
    """Two short units leave chance more to share than one long one."""
    whole = unitizing_alpha([[(0, 6, "x")], [(0, 5, "x")]], 20)
    halves = unitizing_alpha([[(0, 3, "x"), (3, 6, "x")], [(0, 5, "x")]], 20)
    assert whole != halves


@pytest.mark.parametrize("annotators", [[[], []], [[(0, 5, "x")], [(0, 5, "x")]]])
def test_unitizing_alpha_without_anything_to_agree_about_is_none(annotators: list[list[tuple[int, int, str]]]) -> None:
    assert unitizing_alpha(annotators, 5) is None


@given(st.lists(st.tuples(st.integers(0, 19), st.sampled_from("xy")), max_size=6), st.integers(2, 4))
def test_annotators_who_cut_alike_agree_in_full(starts: list[tuple[int, str]], number: int) -> None:
    units = [(2 * start, 2 * start + 1, value) for start, value in dict(starts).items()]
    alpha = unitizing_alpha([units] * number, 40)
    assert alpha is None if not units else alpha == pytest.approx(1)


# ── Kappa ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_cohens_kappa_by_hand() -> None:
    """Observed 35 of 50; expected (25 * 30 + 25 * 20) / 50 = 25: (35 - 25) / (50 - 25)."""
    assert cohen_kappa([[20, 5], [10, 15]]) == pytest.approx(0.4)


def test_cohens_kappa_of_the_seed_by_hand() -> None:
    """Twenty of 22; expected (13 * 11 + 6 * 6 + 3 * 3 + 0) / 22 = 188 / 22: (440 - 188) / (484 - 188)."""
    table = [[11, 0, 0, 0], [0, 6, 0, 0], [0, 0, 3, 0], [2, 0, 0, 0]]
    assert cohen_kappa(table) == pytest.approx((440 - 188) / (484 - 188))
    assert pytest.approx(0.85, abs=5e-3) == (440 - 188) / (484 - 188)


def test_cohens_kappa_of_perfect_disagreement_is_minus_one() -> None:
    assert cohen_kappa([[0, 5], [5, 0]]) == pytest.approx(-1)


@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[7, 0], [0, 0]]])
def test_cohens_kappa_without_anything_to_agree_about_is_none(table: list[list[int]]) -> None:
    assert cohen_kappa(table) is None


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3))
def test_cohens_kappa_knows_no_order_of_annotators(table: list[list[int]]) -> None:
    turned = [list(row) for row in zip(*table, strict=True)]
    assert cohen_kappa(turned) == pytest.approx(cohen_kappa(table))


def test_fleiss_kappa_of_fourteen_raters_is_0_210() -> None:
    table = [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ]
    assert fleiss_kappa(table) == pytest.approx(0.210, abs=5e-4)


def test_fleiss_kappa_by_hand() -> None:
    """Agreement (1 + 1/3 + 1) / 3 = 7/9; labels 5/9 and 4/9, by chance 41/81: (63 - 41) / (81 - 41)."""
    assert fleiss_kappa([[3, 0], [2, 1], [0, 3]]) == pytest.approx(0.55)


def test_items_that_one_annotator_alone_has_rated_are_left_out_of_fleiss_kappa() -> None:
    assert fleiss_kappa([[3, 0], [2, 1], [0, 3], [1, 0], [0, 0]]) == pytest.approx(0.55)


@pytest.mark.parametrize("table", [[], [[1, 0]], [[3, 0], [3, 0]]])
def test_fleiss_kappa_without_anything_to_agree_about_is_none(table: list[list[int]]) -> None:
    assert fleiss_kappa(table) is None


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_numbers_that_are_none_are_refused_and_not_counted_as_a_label() -> None:
    with pytest.raises(ValueError, match="ratings hold NaN, should hold None"):
        krippendorff_alpha([[1, 2, math.nan], [1, 2, math.nan]])
    with pytest.raises(ValueError, match="a count is no number, or below 0"):
        cohen_kappa([[math.nan, 0], [0, 1]])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("ratings", [[[1, 2], [1]], [[], [1]]])
def test_annotators_rate_the_same_units(ratings: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="should have rows of one length"):
        krippendorff_alpha(ratings)
    with pytest.raises(ValueError, match="should have rows of one length"):
        fleiss_kappa(ratings)


@pytest.mark.parametrize("table", [[[1, 2, 3], [4, 5, 6]], [[1, 2], [3]]])
def test_a_table_of_two_annotators_is_square(table: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="should have as many columns as rows"):
        cohen_kappa(table)


def test_counts_are_not_below_nought() -> None:
    with pytest.raises(ValueError, match="should be 0 or more"):
        cohen_kappa([[1, -2], [3, 4]])
    with pytest.raises(ValueError, match="should be 0 or more"):
        fleiss_kappa([[3, -1]])


def test_nothing_has_no_coefficient() -> None:
    assert [krippendorff_alpha([]), cohen_kappa([]), fleiss_kappa([]), unitizing_alpha([], 10)] == [None] * 4
    assert unitizing_alpha([[], []], 0) is None


@pytest.mark.parametrize("unit", [(2, 11), (-1, 3), (5, 2), (4, 4)])
def test_a_unit_lies_in_the_text(unit: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="and lie in a text of 10 code points"):
        unitizing_alpha([[(*unit, "x")], [(2, 5, "x")]], 10)


def test_units_of_one_annotator_lie_apart() -> None:
    assert unitizing_alpha([[(4, 8, "x"), (2, 4, "x")], [(2, 8, "x")]], 10) is not None
    with pytest.raises(ValueError, match="units 2-6 and 4-8 of one annotator overlap"):
        unitizing_alpha([[(4, 8, "x"), (2, 6, "x")], [(2, 5, "x")]], 10)
