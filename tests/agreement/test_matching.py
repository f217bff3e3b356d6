"""What belongs together: one to one, the best of all assignments, whichever layer comes first."""

from itertools import pairwise, permutations
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims.agreement import LayersError, match
from newsclaims.agreement.matching import best_pairs, pair_places
from newsclaims.agreement.places import Place, jaccard, place, shared, size
from tests.agreement.layering import SECOND, SEED, layer, layers, shuffled

# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def characters(where: Place) -> set[int]:
    return {n for start, end in where for n in range(start, end)}


places = st.lists(
    st.sets(st.integers(0, 30), min_size=1, max_size=12).map(
        lambda found: place(tuple(nc.Span(start=n, end=n + 1) for n in sorted(found)))
    ),
    max_size=8,
)


@given(places, places)
def test_what_places_share_is_what_their_characters_share(one: list[Place], other: list[Place]) -> None:
    expected = {
        (i, j): len(characters(a) & characters(b))
        for i, a in enumerate(one)
        for j, b in enumerate(other)
        if characters(a) & characters(b)
    }
    assert shared(one, other) == expected


@given(places)
def test_a_place_is_the_set_of_its_characters(found: list[Place]) -> None:
    for where in found:
        assert size(where) == len(characters(where))
        assert all(before[1] < after[0] for before, after in pairwise(where))
        assert jaccard(where, where, size(where)) == 1


# ── Assignment ───────────────────────────────────────────────────────────────────────────────────────────────────────

weights = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 20).map(lambda n: n / 20), max_size=12
)


def best_sum(found: dict[tuple[int, int], float]) -> float:
    """The largest sum of any assignment, found by trying all."""
    return max(sum(found.get((i, j), 0) for i, j in enumerate(order)) for order in permutations(range(5)))


@given(weights)
def test_the_assignment_is_the_best_of_all(found: dict[tuple[int, int], float]) -> None:
    pairs = best_pairs(found)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert sum(found[pair] for pair in pairs) == pytest.approx(best_sum(found))


@given(weights)
def test_the_sparse_solver_finds_as_good_an_assignment(found: dict[tuple[int, int], float]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("newsclaims.agreement.matching._DENSE", 0)
        pairs = best_pairs(found)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert sum(found[pair] for pair in pairs) == pytest.approx(best_sum(found))


def test_a_chain_of_overlaps_is_solved_as_a_whole() -> None:
    """The greedy choice, 5-15 with 4-14, would leave 0-5 and 14-20 alone."""
    one, other = [((0, 10),), ((10, 20),)], [((4, 14),), ((0, 4),)]
    pairs = pair_places(one, other, shared(one, other))
    assert sorted(pairs) == [(0, 1), (1, 0)]


# ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────────

BIG = layer({"content": [(0, 14)], "source": [(16, 19)], "cue": [(20, 24)]})
SMALL = layer({"content": [(8, 14)], "source": [(16, 19)], "cue": [(20, 24)]}, agent="two")
START = layer({"content": [(0, 7)], "source": [(16, 19)], "cue": [(20, 24)]}, agent="three")


def number(a: nc.Article, b: nc.Article, *args: Any, **options: Any) -> int:
    return len(match(a, b, *args, **options).pairs)


def test_identical_means_the_same_characters_also_in_other_pieces() -> None:
    pieces = layer({"content": [(0, 4), (4, 14)], "source": [(16, 19)], "cue": [(20, 24)]}, agent="two")
    assert number(BIG, pieces, rule="identical") == 1
    assert number(BIG, SMALL, rule="identical") == 0
    assert number(BIG, SMALL, rule="overlap") == 1


def test_head_means_the_same_last_word_or_the_same_first_word() -> None:
    assert (number(BIG, SMALL, rule="head"), number(BIG, START, rule="head")) == (1, 0)
    assert (number(BIG, SMALL, rule="head", head="first"), number(BIG, START, rule="head", head="first")) == (0, 1)


def test_a_head_may_be_what_a_function_says() -> None:
    assert number(BIG, SMALL, rule="head", head=lambda _, anchor: anchor[0].end - 1) == 1
    assert number(BIG, SMALL, rule="head", head=lambda *_: None) == 0


def test_a_pair_below_the_least_index_is_none() -> None:
    """They share 6 of 14 characters."""
    assert number(BIG, SMALL, least=0.42) == 1
    assert number(BIG, SMALL, least=0.43) == 0


def test_attributions_match_where_every_role_does_or_neither_has_it() -> None:
    other_cue = layer({"content": [(0, 14)], "source": [(16, 19)], "cue": [(41, 44)]}, agent="two")
    no_source = layer({"content": [(0, 14)], "cue": [(20, 24)]}, agent="two")
    author = layer({"content": [(0, 14)]}, agent="two")
    assert number(BIG, SMALL, "attribution") == 1
    assert number(BIG, other_cue, "attribution") == 0
    assert number(BIG, no_source, "attribution") == 0
    assert number(author, layer({"content": [(2, 14)]}), "attribution") == 1


def test_what_is_not_matched_is_named() -> None:
    two = layer({"content": [(0, 14)]}, {"content": [(26, 39)]}, agent="two")
    found = match(BIG, two)
    assert [item.id for item in found.only_b] == ["c2"]
    assert found.only_a == ()
    assert match(two, BIG).only_a[0].place[0].quote == "Snow may fall"


def test_layers_of_different_texts_are_refused() -> None:
    with pytest.raises(LayersError, match="have different texts") as caught:
        match(BIG, layer(text="Sun.", agent="two"))
    assert caught.value.code == "NC860"
    with pytest.raises(LayersError, match='"urn:test:layer" and "urn:test:other", should be of one'):
        match(BIG, layer(id="urn:test:other"))


# ── Properties ───────────────────────────────────────────────────────────────────────────────────────────────────────

WHATS = ("claim", "attribution", "content", "source", "cue", "hedge")


@pytest.mark.parametrize("what", WHATS)
@given(pair=layers())
def test_matching_is_the_same_from_both_sides(what: Any, pair: list[nc.Article]) -> None:
    one, other = match(pair[0], pair[1], what), match(pair[1], pair[0], what)
    assert len(one.pairs) == len(other.pairs)
    assert sorted(p.overlap for p in one.pairs) == sorted(p.overlap for p in other.pairs)
    assert (len(one.only_a), len(one.only_b)) == (len(other.only_b), len(other.only_a))


def test_one_place_cut_in_two_ways_is_matched_the_same_in_any_order() -> None:
    text = "aaaaaaaa"
    cuts = ([(4, 7)], [(6, 7), (7, 8)], [(6, 8)])

    def made(agent: str, *numbers: int) -> nc.Article:
        claims = tuple(
            nc.Claim(id=f"c{n}", content=tuple(nc.Span(start=a, end=b, quote=text[a:b]) for a, b in cuts[n]))
            for n in numbers
        )
        article = nc.Article.from_text(text, id="x", language="en")
        return attrs.evolve(article, claims=claims, provenance=nc.Provenance(agent=agent))

    one, there, back = made("a", 0), made("b", 1, 2), made("b", 2, 1)
    assert [pair.b.place for pair in match(one, there).pairs] == [pair.b.place for pair in match(one, back).pairs]


@pytest.mark.parametrize("what", WHATS)
@given(pair=layers(), seed=st.integers(0, 9))
def test_the_order_of_records_changes_nothing(what: Any, pair: list[nc.Article], seed: int) -> None:
    one = match(pair[0], pair[1], what)
    other = match(shuffled(pair[0], seed), shuffled(pair[1], seed + 1), what)
    assert [(p.a.place, p.b.place, p.overlap) for p in one.pairs] == [
        (p.a.place, p.b.place, p.overlap) for p in other.pairs
    ]


@pytest.mark.parametrize("what", WHATS)
@pytest.mark.parametrize("rule", ["identical", "overlap"])
@given(article=layers(number=1))
def test_a_layer_matches_itself(what: Any, rule: Any, article: list[nc.Article]) -> None:
    found = match(article[0], article[0], what, rule=rule)
    assert all(pair.overlap == 1 for pair in found.pairs)
    assert all(not item.place for item in found.only_a + found.only_b)


# ── The seed ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_seed_has_nineteen_identical_claims_and_twenty_two_close_ones() -> None:
    assert number(SEED, SECOND, rule="identical") == 19
    close = match(SEED, SECOND, least=0.8).pairs
    assert len(close) == 22
    said = {article: {c.id: c.attributions[0] for c in article.claims} for article in (SEED, SECOND)}
    pairs = [(said[SEED][pair.a.id], said[SECOND][pair.b.id]) for pair in close]

    def same(field: str) -> int:
        values = [(getattr(a, field), getattr(b, field)) for a, b in pairs]
        return sum((place(x) == place(y)) if isinstance(x, tuple) else x == y for x, y in values)

    assert [same(field) for field in ("certainty", "attitude", "source", "cue", "hedge")] == [20, 22, 22, 20, 18]
