"""Layers made into one: what is kept, whose value wins, what is listed, where everything is from."""

from typing import Any

import attrs
import pytest
from hypothesis import given

import newsclaims as nc
from newsclaims.agreement import LayersError, diff, merge
from tests.agreement.layering import SECOND, SEED, by, layer, layers

RAIN = {"content": [(0, 14)], "source": [(16, 19)], "cue": [(20, 24)], "source_ids": ("she",), "certainty": "certain"}
SNOW = {"content": [(26, 39)], "source": [(41, 44)], "cue": [(45, 53)], "source_ids": ("nhk",)}
NOBODY = {"content": [(65, 77)]}

THREE = [
    layer(RAIN, SNOW, agent="a"),
    layer({**RAIN, "certainty": "probable"}, SNOW, NOBODY, agent="b"),
    layer({**RAIN, "certainty": "probable", "content": [(8, 14)]}, agent="c"),
]


def contents(article: nc.Article) -> list[str]:
    return [article.quote(claim.content) for claim in article.claims]


@pytest.mark.parametrize(
    ("how", "kept"),
    [
        ("union", ["Rain is coming", "Snow may fall", "Nobody knows"]),
        ("majority", ["Rain is coming", "Snow may fall"]),
        ("intersection", ["Rain is coming"]),
    ],
)
def test_records_are_kept_that_enough_layers_have(how: Any, kept: list[str]) -> None:
    assert contents(merge(THREE, how).article) == kept


def test_half_of_the_layers_is_no_majority() -> None:
    assert contents(merge([THREE[0], layer(NOBODY, agent="b")], "majority").article) == []


def test_a_value_is_that_of_most_layers_and_of_the_first_where_they_are_even() -> None:
    three = merge(THREE).article.claims[0].attributions[0]
    assert three.certainty == "probable"
    assert merge(THREE[:2]).article.claims[0].attributions[0].certainty == "certain"
    assert merge(THREE[1::-1]).article.claims[0].attributions[0].certainty == "probable"


def test_what_is_not_set_has_no_vote() -> None:
    unset = {name: value for name, value in RAIN.items() if name != "certainty"}
    merged = merge([layer(unset, agent="a"), layer(RAIN, agent="b"), layer(unset, agent="c")])
    assert merged.article.claims[0].attributions[0].certainty == "certain"
    assert merged.conflicts == ()


def test_every_conflict_is_listed_with_who_says_what() -> None:
    assert list(map(str, merge(THREE).conflicts)) == [
        "c1  content  a: 0-14; b: 0-14; c: 8-14; chosen: 0-14",
        "a1  certainty  a: certain; b: probable; c: probable; chosen: probable",
    ]
    assert list(map(str, merge(THREE, "intersection").conflicts))[:2] == [
        "c2  left out, only in a: c2; b: c2",
        "c3  left out, only in b: c3",
    ]


def test_no_hedge_is_a_finding_and_has_a_vote() -> None:
    hedged = {**RAIN, "hedge": [(5, 7)]}
    merged = merge([layer(RAIN, agent="a"), layer(hedged, agent="b"), layer(RAIN, agent="c")])
    assert merged.article.claims[0].attributions[0].hedge == ()
    assert [conflict.field for conflict in merged.conflicts] == ["hedge"]


def test_every_record_tells_where_it_is_from() -> None:
    article = merge(THREE).article
    plain = nc.to_dict(article)
    assert plain["claims"][0]["extensions"] == {"newsclaims": {"layers": [["a", "c1"], ["b", "c1"], ["c", "c1"]]}}  # type: ignore[index]
    assert plain["claims"][2]["extensions"] == {"newsclaims": {"layers": [["b", "c3"]]}}  # type: ignore[index]
    assert plain["provenance"] == {
        "agent": "merge (union) of a, b, c",
        "derived_from": "urn:test:layer",
        "extensions": {
            "newsclaims": {"merge": "union", "layers": [{"agent": "a"}, {"agent": "b"}, {"agent": "c"}]},
        },
    }


def test_kinds_of_agents_that_differ_are_mixed() -> None:
    kinds = [attrs.evolve(layer(RAIN), provenance=nc.Provenance(agent=k, kind=k)) for k in ("human", "model")]
    provenance = merge(kinds).article.provenance
    assert provenance is not None
    assert provenance.kind == "mixed"
    provenance = merge(kinds[:1]).article.provenance
    assert provenance is not None
    assert provenance.kind == "human"


def test_an_id_that_is_taken_is_numbered_and_references_follow() -> None:
    """Two annotators count alike and mean different things."""
    one = layer(RAIN, agent="a")
    other = attrs.evolve(layer(NOBODY, SNOW, agent="b"), relations=())
    related = attrs.evolve(
        other,
        relations=(nc.Relation(id="r1", type="contrasts", from_id="c1", to_id="c2"),),
        notes=(nc.Note(id="n1", kind="comment", about_id="c1", text="who?"),),
    )
    article = merge([one, related]).article
    by_words = {article.quote(claim.content): claim.id for claim in article.claims}
    assert sorted(by_words.values()) == ["c1", "c1.2", "c2"]
    assert (article.relations[0].from_id, article.relations[0].to_id) == (
        by_words["Nobody knows"],
        by_words["Snow may fall"],
    )
    assert article.notes[0].about_id == by_words["Nobody knows"]


def test_a_relation_of_a_claim_that_is_left_out_is_left_out_and_listed() -> None:
    related = attrs.evolve(
        layer(RAIN, NOBODY, agent="b"), relations=(nc.Relation(id="r1", type="contrasts", from_id="c1", to_id="c2"),)
    )
    merged = merge([layer(RAIN, agent="a"), related], "intersection")
    assert merged.article.relations == ()
    assert [conflict.record for conflict in merged.conflicts if not conflict.field] == ["c2", "r1"]


def test_a_source_is_kept_where_a_kept_record_names_it() -> None:
    one = layer(RAIN, agent="a")
    affiliated = attrs.evolve(
        layer({**RAIN, "source_ids": ("woman",)}, agent="b"),
        sources=(nc.Source(id="woman", affiliation_id="office"), nc.Source(id="office"), nc.Source(id="nobody")),
    )
    merged = merge([one, affiliated], "intersection")
    assert [source.id for source in merged.article.sources] == ["she", "office"]
    assert merged.article.sources[0].affiliation_id == "office"
    assert [conflict.record for conflict in merged.conflicts] == ["nobody"]


def test_nesting_that_votes_close_to_a_circle_is_cut() -> None:
    outer = {"content": [(0, 39)]}
    inner = {"content": [(0, 14)]}
    one, other = (
        layer(outer, {**inner, "within_id": "c1"}, agent="a"),
        layer({**outer, "within_id": "c2"}, inner, agent="b"),
    )
    merged = merge([one, other])
    article = merged.article
    assert [str(conflict) for conflict in merged.conflicts] == [
        "a1  within_id  the votes together: c2; chosen: none",
    ]
    assert not [issue for issue in nc.validate(article) if issue.severity == "error"]
    assert sum(each.within_id is not None for claim in article.claims for each in claim.attributions) == 1


def test_other_peoples_data_are_kept_and_conflicts_told() -> None:
    one, other = (
        attrs.evolve(layer(RAIN, agent=a), extensions=nc.Extensions(data))
        for a, data in (("a", {"desk": 1, "mine": 1}), ("b", {"desk": 2, "yours": 2}))
    )
    merged = merge([one, other])
    assert merged.article.extensions.plain() == {"desk": 1, "mine": 1, "yours": 2}
    assert [conflict.field for conflict in merged.conflicts] == ["extensions.desk"]


def test_sections_are_those_of_the_first_layer_that_has_any() -> None:
    cut = [
        attrs.evolve(one, sections=(nc.Section(id="s1", start=0, end=n),))
        for n, one in ((25, THREE[1]), (30, THREE[2]))
    ]
    merged = merge([THREE[0], *cut])
    assert [(section.start, section.end) for section in merged.article.sections] == [(0, 25)]
    assert "sections" in {conflict.field for conflict in merged.conflicts}


def test_no_layers_and_layers_of_different_texts_are_refused() -> None:
    with pytest.raises(LayersError) as caught:
        merge([])
    assert caught.value.code == "NC861"
    with pytest.raises(LayersError) as caught:
        merge([THREE[0], layer(text="Sun.")])
    assert caught.value.code == "NC860"


# ── The seed ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("how", "claims"), [("union", 29), ("majority", 24), ("intersection", 24)])
def test_the_seeds_layers_become_one(how: Any, claims: int) -> None:
    merged = merge([SEED, SECOND], how)
    assert len(merged.article.claims) == claims
    assert nc.validate(merged.article) == ()
    assert nc.loads(nc.dumps(merged.article)) == merged.article
    certainty = [one for one in merged.conflicts if one.field == "certainty"]
    assert [one.values for one in certainty] == [(("annotator-1", "uncommitted"), ("annotator-2", "certain"))] * 2


# ── Properties ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("how", ["union", "majority", "intersection"])
@given(found=layers(number=3))
def test_a_merged_layer_is_valid(how: Any, found: list[nc.Article]) -> None:
    article = merge(found, how).article
    assert not [issue for issue in nc.validate(article) if issue.severity == "error"]
    assert nc.loads(nc.dumps(article)) == article


@pytest.mark.parametrize("how", ["union", "majority", "intersection"])
@given(found=layers(number=1))
def test_a_layer_merged_with_itself_stays_itself(how: Any, found: list[nc.Article]) -> None:
    merged = merge([found[0], by(found[0], "twin")], how)
    changes = [change for change in diff(found[0], merged.article) if change.field != "extensions"]
    assert changes == []
    assert merged.conflicts == ()


@given(found=layers(number=2))
def test_a_union_has_what_any_layer_has(found: list[nc.Article]) -> None:
    article = merge(found, "union").article
    origins = [
        tuple(origin)
        for claim in nc.to_dict(article).get("claims", ())  # type: ignore[union-attr]
        for origin in claim["extensions"]["newsclaims"]["layers"]  # type: ignore[index,call-overload]
    ]
    agents = [f"annotator-{n}" for n in range(2)]
    assert sorted(origins) == sorted(
        (agent, claim.id) for agent, one in zip(agents, found, strict=True) for claim in one.claims
    )


def test_how_is_one_of_three() -> None:
    with pytest.raises(ValueError, match='how is "most", should be one of union, majority, intersection'):
        merge([SEED, SECOND], "most")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
