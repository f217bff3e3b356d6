"""All figures: the seed's two layers, what is missing or empty, and what must not change them."""

import math

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims.agreement import LayersError, Report, measure, score
from newsclaims.agreement.layers import grouped
from newsclaims.agreement.tally import AGR, FIELDS, RULES
from newsclaims.agreement.tokens import TOKENS, spans
from tests.agreement.layering import SECOND, SEED, TEXT, by, layer, layers, shuffled

# ── The seed ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_seed_is_found_by_overlap_in_28_of_29_and_24_of_24() -> None:
    found = {(one.a, one.rule): (one.matched, one.number) for one in measure([SEED, SECOND]).directions}
    assert found["annotator-1", "content"] == (28, 29)
    assert found["annotator-2", "content"] == (24, 24)


def test_the_labels_of_the_seed_agree_as_counted_by_hand() -> None:
    report = measure([SEED, SECOND])
    assert report["cohen.certainty"].number == 22
    assert report["cohen.certainty"].value == pytest.approx(0.85, abs=5e-3)
    assert report["cohen.attitude"].value == 1
    tables = {table.field: table for table in report.tables}
    certainty = tables["certainty"].counts
    assert (sum(certainty[n][n] for n in range(4)), sum(map(sum, certainty))) == (20, 22)
    assert tables["form"].unset == 6
    assert (report["cohen.form"].value, report["cohen.form"].reason) == (
        None,
        "all values are the same, which leaves nothing to agree about",
    )


def test_the_places_of_the_seed_agree_as_counted_by_hand() -> None:
    report = measure([SEED, SECOND])
    assert report["f1.source.identical"].value == 1
    assert report["f1.content.identical"].value == pytest.approx(2 * 19 / (29 + 24))
    assert report["f1.content.overlap"].value == pytest.approx(2 * 24 / (29 + 24))
    assert report["u_alpha.source"].value == pytest.approx(1)


# ── By hand ──────────────────────────────────────────────────────────────────────────────────────────────────────────

ONE = layer(
    {"content": [(0, 14)], "source": [(16, 19)], "cue": [(20, 24)], "certainty": "certain"},
    {"content": [(26, 39)], "source": [(41, 44)], "cue": [(45, 53)], "certainty": "possible"},
)
TWO = layer(
    {"content": [(0, 14)], "source": [(16, 19)], "cue": [(20, 24)], "certainty": "certain"},
    {"content": [(26, 39)], "source": [(41, 44)], "cue": [(45, 63)], "certainty": "probable"},
    {"content": [(65, 77)]},
    agent="two",
)


def test_agr_is_counted_in_both_directions() -> None:
    report = measure([ONE, TWO])
    found = {(one.a, one.rule): one.agr for one in report.directions}
    assert (found["one", "exact"], found["two", "exact"]) == (1 / 2, 1 / 3)
    assert (found["one", "content"], found["two", "content"]) == (1, 2 / 3)
    assert report["agr.exact.pooled"].value == pytest.approx(2 / 5)
    assert report["agr.exact.macro"].value == pytest.approx((1 / 2 + 1 / 3) / 2)


def test_one_attribution_may_serve_several_in_agr_and_one_alone_in_f1() -> None:
    halves = layer({"content": [(0, 4)]}, {"content": [(8, 14)]}, agent="two")
    whole = layer({"content": [(0, 14)]})
    report = measure([whole, halves])
    assert report["agr.content.pooled"].value == 1
    assert report["f1.content.overlap"].value == pytest.approx(2 / 3)


def test_agr_of_each_rule_by_hand() -> None:
    one = layer({"content": [(0, 14)], "cue": [(20, 24)], "source": [(16, 19)]})
    other = layer({"content": [(30, 39)], "cue": [(22, 24)]}, agent="two")
    report = measure([one, other])
    values = {rule: report[f"agr.{rule}.pooled"].value for rule in AGR}
    assert values == {
        "any": 1,
        "cue_or_content": 1,
        "content": 0,
        "cue": 1,
        "content_and_source": 0,
        "all_roles": 0,
        "exact": 0,
    }


def test_any_role_may_meet_any_other() -> None:
    """One's cue is the other's source."""
    report = measure(
        [layer({"content": [(0, 4)], "cue": [(16, 19)]}), layer({"content": [(26, 30)], "source": [(16, 19)]})]
    )
    assert report["agr.any.pooled"].value == 1
    assert report["agr.cue_or_content.pooled"].value == 0


def test_alpha_by_hand() -> None:
    """Sixteen words; the first has 8 in a role and the second 11, and none has another role than the other's."""
    from newsclaims.agreement import krippendorff_alpha

    one = ["content"] * 3 + ["source", "cue"] + ["content"] * 3 + ["source", "cue", "none", "none", "none", "none"]
    two = ["content"] * 3 + ["source", "cue"] + ["content"] * 3 + ["source", "cue", "cue", "cue", "content", "content"]
    report = measure([ONE, TWO])
    assert report["alpha.word_only"].number == 28
    assert report["alpha.word_only"].value == pytest.approx(krippendorff_alpha([one, two]))
    out = [[value != "none" for value in row] for row in (one, two)]
    assert report["alpha_in_or_out.word_only"].value == pytest.approx(krippendorff_alpha(out))


def test_a_token_has_the_role_that_most_of_its_characters_have() -> None:
    assert len(spans(TEXT, "whitespace")[0]) == 14
    assert len(spans(TEXT, "word_or_punct")[0]) == 14 + 5
    assert len(spans(TEXT, "character")[0]) == sum(not character.isspace() for character in TEXT)
    half = layer({"content": [(0, 1)], "cue": [(1, 4)]})
    whole = layer({"content": [(0, 4)]}, agent="two")
    other = layer({"cue": [(0, 4)]}, agent="two")
    assert measure([half, other])["alpha.word_only"].value == 1
    assert measure([half, whole])["alpha.word_only"].value != 1


def test_three_annotators_have_fleiss_kappa_and_a_table_a_pair() -> None:
    report = measure([by(ONE, "a"), by(ONE, "b"), by(TWO, "c")])
    assert report.annotators == ("a", "b", "c")
    assert [(table.a, table.b) for table in report.tables[:: len(FIELDS)]] == [("a", "b"), ("a", "c"), ("b", "c")]
    with pytest.raises(KeyError):
        report["cohen.certainty"]
    # Items: certain three times; possible twice and probable once.
    assert report["fleiss.certainty"].number == 2
    assert report["fleiss.certainty"].value == pytest.approx((2 / 3 - (9 + 4 + 1) / 36) / (1 - (9 + 4 + 1) / 36))


# ── What is missing or empty ─────────────────────────────────────────────────────────────────────────────────────────


def test_one_annotator_is_an_error_with_a_code() -> None:
    with pytest.raises(LayersError, match="1 text, none with two layers") as caught:
        measure([SEED])
    assert caught.value.code == "NC861"


def test_nothing_at_all_is_an_error_with_a_code() -> None:
    for call in (lambda: measure([]), lambda: score([], [SEED])):
        with pytest.raises(LayersError) as caught:
            call()
        assert caught.value.code == "NC861"


def test_a_text_with_one_layer_is_named_and_left_out() -> None:
    other = attrs.evolve(SEED, id="urn:test:alone")
    report = measure([SEED, other, SECOND])
    assert report.texts == 1
    assert [(issue.code, issue.message) for issue in report.issues] == [
        ("NC862", 'text "urn:test:alone" has one layer, by "annotator-1"')
    ]


def test_layers_are_put_together_by_id_and_digest() -> None:
    changed = attrs.evolve(layer(text="Other words.", agent="two"))
    found = grouped([ONE, changed, TWO])
    assert [[one.name for one in text.layers] for text in found] == [["one", "two"], ["two"]]


def test_two_layers_of_one_agent_are_told_apart() -> None:
    assert measure([SEED, SEED]).annotators == ("annotator-1", "annotator-1 #2")


def is_defined(report: Report) -> bool:
    return all(
        (figure.value is None) == bool(figure.reason) and (figure.value is None or math.isfinite(figure.value))
        for figure in report.figures
    )


def test_two_empty_layers_have_no_figure_and_a_reason_for_each() -> None:
    report = measure([layer(), layer(agent="two")])
    assert {figure.value for figure in report.figures} == {None}
    assert is_defined(report)


def test_an_empty_layer_agrees_with_nothing() -> None:
    report = measure([ONE, layer(agent="two")])
    assert report["agr.any.pooled"].value == 0
    assert report["agr.any.macro"].number == 1
    assert report["f1.attribution.overlap"].value == 0
    assert report["cohen.certainty"].value is None
    assert {(one.a, one.agr) for one in report.directions} == {("one", 0.0), ("two", None)}
    assert is_defined(report)


def test_layers_without_a_text_have_figures_of_places_and_none_of_tokens() -> None:
    rows = ({"content": [(0, 14)], "cue": [(20, 24)]},)
    report = measure([layer(*rows, text=None), layer(*rows, text=None, agent="two")])
    assert report["f1.content.overlap"].value == report["agr.exact.pooled"].value == 1
    assert {report[f"alpha.{tokens}"].reason for tokens in TOKENS} == {"no text to count over"}
    assert report["u_alpha"].reason == "no text to count over"
    assert is_defined(report)


def test_one_layer_with_the_text_serves_all() -> None:
    without = attrs.evolve(TWO, text=None)
    assert measure([ONE, without]).figures == measure([ONE, TWO]).figures


def test_a_role_that_nobody_has_marked_has_no_alpha_however_large_the_corpus() -> None:
    """Rounding once left a trace of disagreement, and so an alpha of 1."""
    text = "Rain. " * 5000
    found = [
        attrs.evolve(layer({"content": [(n, n + 3)]}, text=text, agent=f"annotator-{n}"), id=f"urn:test:{t}")
        for t in range(3)
        for n in range(4)
    ]
    report = measure(found, resamples=50)
    assert report["u_alpha.hedge"].value is None
    assert report["u_alpha.hedge"].reason == "nobody has marked anything, or all have marked everything"
    assert report["u_alpha.content"].value is not None


# ── Intervals ────────────────────────────────────────────────────────────────────────────────────────────────────────


def corpus(number: int) -> list[nc.Article]:
    found = []
    for n in range(number):
        other = ONE if n % 3 else TWO
        found += [attrs.evolve(by(ONE, "a"), id=f"urn:test:{n}"), attrs.evolve(by(other, "b"), id=f"urn:test:{n}")]
    return found


def test_one_text_has_no_intervals_and_several_have() -> None:
    assert {(figure.low, figure.high) for figure in measure([ONE, TWO]).figures} == {(None, None)}
    figure = measure(corpus(9))["agr.exact.pooled"]
    assert figure.low is not None
    assert figure.high is not None
    assert figure.value is not None
    assert figure.low <= figure.value <= figure.high
    assert figure.low < figure.high


def test_a_seed_gives_the_same_intervals_and_another_one_others() -> None:
    articles = corpus(9)
    assert measure(articles).figures == measure(articles, seed=0).figures
    assert measure(articles).figures != measure(articles, seed=1).figures
    assert measure(articles, resamples=0)["u_alpha"].low is None


def test_more_confidence_is_a_wider_interval() -> None:
    narrow, wide = (measure(corpus(9), confidence=share)["agr.exact.pooled"] for share in (0.5, 0.99))
    assert (wide.low or 0) < (narrow.low or 0)
    assert (wide.high or 0) > (narrow.high or 0)


def test_an_interval_is_that_of_resampled_texts() -> None:
    """Texts that are all alike leave nothing to vary."""
    same = [
        attrs.evolve(by(one, agent), id=f"urn:test:{n}") for n in range(5) for one, agent in ((ONE, "a"), (TWO, "b"))
    ]
    for figure in measure(same).figures:
        if figure.value is not None:
            assert figure.low == pytest.approx(figure.value, abs=0.02)
            assert figure.high == pytest.approx(figure.value, abs=0.02)


# ── Score ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_precision_recall_and_f1_by_hand() -> None:
    report = score([ONE], [TWO])
    values = {name: report[f"{name}.attribution.identical"].value for name in ("precision", "recall", "f1")}
    assert values == {"precision": 1 / 3, "recall": 1 / 2, "f1": 2 / 5}
    values = {name: report[f"{name}.attribution.overlap"].value for name in ("precision", "recall", "f1")}
    assert values == {"precision": 2 / 3, "recall": 1, "f1": 4 / 5}
    assert report["accuracy.certainty"].value == 1 / 2
    assert report["recall.hedge.overlap"].reason == "the gold has none"
    assert report["precision.hedge.overlap"].reason == "nothing is predicted"


def test_a_text_without_a_prediction_is_missed_in_full() -> None:
    other = attrs.evolve(ONE, id="urn:test:other")
    report = score([ONE, other], [by(ONE, "model")])
    assert [issue.code for issue in report.issues] == ["NC863"]
    assert report["recall.content.identical"].value == 1 / 2
    assert report["precision.content.identical"].value == 1


def test_a_prediction_without_gold_is_left_out() -> None:
    report = score([ONE], [by(ONE, "model"), attrs.evolve(TWO, id="urn:test:other")])
    assert [issue.code for issue in report.issues] == ["NC864"]
    assert report["precision.content.identical"].value == 1


def test_two_layers_where_one_is_scored_are_refused() -> None:
    with pytest.raises(LayersError, match='has two gold layers, by "one" and "two", should have one') as caught:
        score([ONE, TWO], [ONE])
    assert caught.value.code == "NC865"


@given(layers())
def test_a_score_turned_round_swaps_precision_and_recall(pair: list[nc.Article]) -> None:
    there, back = score([pair[0]], [pair[1]]), score([pair[1]], [pair[0]])
    for what in ("content", "source", "cue", "hedge", "attribution"):
        for rule in RULES:
            assert there[f"precision.{what}.{rule}"].value == back[f"recall.{what}.{rule}"].value
            assert there[f"f1.{what}.{rule}"].value == back[f"f1.{what}.{rule}"].value


# ── Properties ───────────────────────────────────────────────────────────────────────────────────────────────────────


def values_of(report: Report) -> dict[str, float | None]:
    return {figure.name: None if figure.value is None else round(figure.value, 9) for figure in report.figures}


@given(layers(number=3))
def test_no_figure_is_ever_nan(found: list[nc.Article]) -> None:
    assert is_defined(measure(found))


@given(layers(number=3))
def test_agreement_knows_no_order_of_layers(found: list[nc.Article]) -> None:
    assert values_of(measure(found)) == values_of(measure(found[::-1]))


@given(layers(number=2))
def test_agreement_knows_no_names(found: list[nc.Article]) -> None:
    turned = [by(found[0], "annotator-1"), by(found[1], "annotator-0")]
    assert values_of(measure(found)) == values_of(measure(turned))


@given(layers(), st.integers(0, 9))
def test_the_order_of_records_changes_no_figure(pair: list[nc.Article], seed: int) -> None:
    turned = [shuffled(one, seed + n) for n, one in enumerate(pair)]
    assert values_of(measure(pair)) == values_of(measure(turned))


@settings(max_examples=30)
@given(layers(number=1), st.integers(2, 4))
def test_identical_layers_agree_in_full_or_have_nothing_to_agree_about(found: list[nc.Article], number: int) -> None:
    report = measure([by(shuffled(found[0], n), f"annotator-{n}") for n in range(number)])
    for figure in report.figures:
        # A role without a word has no head, and an attribution without any place matches nothing.
        if figure.value is not None and not figure.name.endswith(".head") and figure.name.partition(".")[0] != "agr":
            if figure.name.startswith("f1.attribution"):
                continue
            assert figure.value == pytest.approx(1), figure.name


@settings(max_examples=30)
@given(layers(number=2), layers(number=2))
def test_figures_of_two_texts_lie_between_those_of_each(one: list[nc.Article], other: list[nc.Article]) -> None:
    moved = [attrs.evolve(article, id="urn:test:second") for article in other]
    both = measure(one + moved)
    for name in ("agr.any.pooled", "f1.content.overlap", "f1.cue.identical"):
        parts = [value for value in (measure(one)[name].value, measure(moved)[name].value) if value is not None]
        value = both[name].value
        assert (value is None) == (not parts)
        if value is not None:
            assert min(parts) - 1e-9 <= value <= max(parts) + 1e-9


def test_one_article_is_scored_as_a_list_of_one_is() -> None:
    assert score(SEED, SECOND, resamples=0) == score([SEED], [SECOND], resamples=0)
    assert score(SEED, SEED)["f1.attribution.identical"].value == 1


def test_one_text_is_no_texts() -> None:
    with pytest.raises(LayersError, match="1 text, none with two layers"):
        measure([SEED])
