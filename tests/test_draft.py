"""Drafts of language models: the form, its schema, what `resolve` makes of it, and what it refuses."""

import importlib.util
import json
import re
import sys
from pathlib import Path
from typing import Any, get_args

import attrs
import jsonschema
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import draft as front
from newsclaims import model, strategies
from newsclaims.anchoring import fold
from newsclaims.codes import CODES
from newsclaims.draft import Draft, DraftClaim, DraftRelation, Resolution, dialect, draft_of, form, resolve
from newsclaims.draft.nesting import Nesting
from newsclaims.draft.reading import read_reply

ROOT = Path(__file__).resolve().parent.parent

# The form in its contract's own words.
ITEM = {
    "id": "2",
    "section": "",
    "content": ["uji coba nuklir Korea Utara dapat memperburuk hubungan diplomatik dengan Amerika Serikat dan China"],
    "source": ["Kremlin"],
    "cue": ["khawatir"],
    "hedge": ["dapat"],
    "voice": "source",
    "source_name": "Kremlin",
    "source_kind": "government",
    "attitude": "sentiment",
    "certainty": "possible",
    "polarity": "positive",
    "form": "indirect",
    "orientation": "future",
    "within": "1",
    "restatement": "",
}
OUTER = {
    **ITEM,
    "id": "1",
    "content": ["Kremlin khawatir " + ITEM["content"][0]],  # type: ignore[index]
    "source": ["Sumber NHK"],
    "cue": ["menyebutkan"],
    "hedge": [],
    "source_name": "",
    "source_kind": "group",
    "within": "",
}
TEXT = (
    "Sumber NHK menyebutkan bahwa Kremlin khawatir uji coba nuklir Korea Utara dapat memperburuk hubungan diplomatik "
    "dengan Amerika Serikat dan China."
)
DRAFT: dict[str, Any] = {"claims": [OUTER, ITEM], "relations": [{"from": "2", "type": "causes", "to": "1"}]}


def item(content: str | list[str], **members: Any) -> dict[str, Any]:
    """An item without a source, but for what is given."""
    plain: dict[str, Any] = Draft(claims=(DraftClaim(content=(), voice="unstated"),)).to_dict()["claims"][0]
    return {**plain, "content": [content] if isinstance(content, str) else content, **members}


def solved(
    text: str | nc.Article, *items: dict[str, Any], relations: list[Any] | None = None, **options: Any
) -> Resolution:
    return resolve({"claims": list(items), "relations": relations or []}, text, **options)


def codes(found: Resolution) -> list[str]:
    return [issue.code for issue in found.issues]


def rules(found: Resolution) -> list[str]:
    return [verdict.rule for verdict in found.verdicts]


def words(found: Resolution, anchor: nc.Anchor) -> str:
    return found.article.quote(anchor)


# ── The form and its schema ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_committed_schema_is_what_the_classes_say() -> None:
    committed = (ROOT / "schemas" / "draft-1.0.schema.json").read_text(encoding="utf-8")
    assert committed == json.dumps(dialect.generate(), ensure_ascii=False, indent=2) + "\n"
    assert nc.schema("draft") == dialect.generate()


def test_the_schema_stays_inside_the_dialect() -> None:
    assert dialect.breaches(nc.schema("draft")) == []


def test_the_schema_takes_the_draft_of_the_contract_and_names_its_members_in_that_order() -> None:
    jsonschema.Draft202012Validator(nc.schema("draft")).validate(DRAFT)
    members: Any = nc.schema("draft")
    assert list(members["properties"]["claims"]["items"]["properties"]) == list(ITEM)
    assert list(members["properties"]["relations"]["items"]["properties"]) == ["from", "type", "to"]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ({"type": ["string", "null"]}, "type is ['string', 'null']"),
        ({"anyOf": [{"type": "string"}]}, "anyOf is outside the dialect"),
        ({"$ref": "#"}, "$ref is outside the dialect"),
        ({"type": "string", "maxLength": 5}, "maxLength is outside the dialect"),
        ({"type": "string", "description": "x"}, "description is outside the dialect"),
        ({"type": "string", "enum": ["a", None]}, "should be a list of strings on a string"),
        ({"type": "string", "enum": ["a", "a"]}, "names a value twice"),
        ({"type": "integer", "enum": [1]}, "should be a list of strings on a string"),
        ({"type": "array"}, "items is missing"),
        ({"type": "array", "items": {"type": "array", "items": {"type": "string"}}}, "array of arrays"),
        ({"type": "array", "items": True}, "is no object"),
        ({"type": "string", "items": {}}, "items is there"),
        ({"type": "object"}, "additionalProperties is missing, should be false"),
        ({"type": "object", "properties": {}, "required": [], "additionalProperties": False}, "should name a member"),
    ],
)
def test_a_schema_outside_the_dialect_is_told(damage: dict[str, Any], told: str) -> None:
    schema = {"type": "object", "properties": {"a": damage}, "required": ["a"], "additionalProperties": False}
    assert any(told in breach for breach in dialect.breaches(schema))


def test_optional_members_open_objects_and_a_third_level_are_told() -> None:
    def closed(member: Any) -> dict[str, Any]:
        return {"type": "object", "properties": {"a": member}, "required": ["a"], "additionalProperties": False}

    text = {"type": "string"}
    assert dialect.breaches(closed(closed(text))) == []
    assert "on level 3" in dialect.breaches(closed(closed(closed(text))))[0]
    assert "required is []" in dialect.breaches({**closed(text), "required": []})[0]
    assert "additionalProperties is True" in dialect.breaches({**closed(text), "additionalProperties": True})[0]
    assert dialect.breaches([]) == ["(root): is no object, should be a schema"]


@pytest.mark.parametrize(
    ("of_draft", "of_model", "more"),
    [
        (form.Attitude, model.Attitude, ("none",)),
        (form.Certainty, model.Certainty, ("none",)),
        (form.Polarity, model.Polarity, ("none",)),
        (form.Form, model.Form, ("none",)),
        (form.Orientation, model.Orientation, ("none",)),
        (form.RelationType, model.RelationType, ()),
    ],
)
def test_labels_are_those_of_the_model_and_then_none(of_draft: Any, of_model: Any, more: tuple[str, ...]) -> None:
    assert get_args(of_draft) == get_args(of_model) + more


def test_the_author_is_a_voice_and_no_kind_of_source() -> None:
    kinds = tuple(kind for kind in get_args(model.SourceKind) if kind != "author")
    assert get_args(form.SourceKind) == (*kinds, "none")
    assert get_args(form.Voice) == ("author", "source", "unstated")


def test_a_typed_draft_is_checked_frozen_and_comparable() -> None:
    made = DraftClaim(content=("a",), voice="author")
    assert made == DraftClaim(content=("a",), voice="author")
    with pytest.raises(nc.FieldError):
        DraftClaim(content=["a"], voice="author")  # type: ignore[arg-type]
    with pytest.raises(nc.FieldError):
        DraftClaim(content=("a",), voice="narrator")  # type: ignore[arg-type]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.id = "x"  # type: ignore[misc]


def test_every_field_is_described_for_the_model() -> None:
    told = front.instructions()
    for record in (DraftClaim, DraftRelation):
        for name, text in front.field_descriptions(record).items():
            assert f"- {name}: {text}" in told
    assert list(front.field_descriptions()) == list(ITEM)
    assert "One of author, source, unstated." in front.field_descriptions()["voice"]


def test_the_prompt_holds_the_text_and_names_the_sections() -> None:
    seed = nc.example()
    told = front.prompt(seed)
    assert f"<article>\n{seed.text}\n</article>" in told
    assert "- s2: Transfer Teknologi sebagai Imbalan Bantuan Militer\n" in told
    with pytest.raises(nc.SpanError):
        front.prompt(nc.example("withheld-text"))


# ── The draft of the contract ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("draft", [DRAFT, json.dumps(DRAFT), json.dumps(DRAFT).encode()], ids=["dict", "str", "bytes"])
def test_the_draft_of_the_contract_becomes_the_article_of_the_model(draft: Any) -> None:
    found = resolve(draft, TEXT, language="id", id="urn:example:nhk")
    assert (found.unresolved, found.feedback, codes(found)) == ((), "", [])
    outer, inner = found.article.claims
    assert (outer.id, inner.id) == ("c1", "c2")
    assert [(span.start, span.end) for span in outer.content + inner.content] == [(29, 144), (46, 144)]
    (first,), (second,) = outer.attributions, inner.attributions
    assert (first.id, second.id, second.within_id) == ("a1", "a2", "c1")
    assert [(s.start, s.end) for s in first.source + first.cue] == [(0, 10), (11, 22)]
    assert [(s.start, s.end) for s in second.source + second.cue + second.hedge] == [(29, 36), (37, 45), (74, 79)]
    assert (second.attitude, second.certainty, second.polarity, second.form) == (
        "sentiment",
        "possible",
        "positive",
        "indirect",
    )
    assert inner.orientation == "future"
    assert [source.name for source in found.article.sources] == [None, "Kremlin"]
    assert found.article.sources[1].kind == "government"
    assert [(r.id, r.type, r.from_id, r.to_id) for r in found.article.relations] == [("r1", "causes", "c2", "c1")]
    assert (found.article.id, found.article.language) == ("urn:example:nhk", "id")
    assert nc.validate(found.article) == ()


def test_every_quote_has_one_verdict_in_the_order_of_the_draft() -> None:
    found = resolve(DRAFT, TEXT)
    told = [(v.item, v.item_id, v.field, v.index, v.rule) for v in found.verdicts]
    assert told == [
        (0, "1", "content", 0, "exact"),
        (0, "1", "source", 0, "exact"),
        (0, "1", "cue", 0, "exact"),
        (1, "2", "content", 0, "exact"),
        (1, "2", "source", 0, "exact"),
        (1, "2", "cue", 0, "exact"),
        (1, "2", "hedge", 0, "exact"),
    ]


def test_a_text_gets_the_id_of_its_digest() -> None:
    assert resolve(DRAFT, TEXT).article.id == nc.Article.from_text(TEXT).id


def test_the_draft_of_the_seed_gives_its_places_exactly() -> None:
    seed = nc.example()
    found = resolve((ROOT / "examples" / "kolaborasi-militer.draft.json").read_text(encoding="utf-8"), seed)
    assert found.unresolved == ()
    assert found.issues == ()
    for claim, again in zip(seed.claims, found.article.claims, strict=True):
        assert (claim.id, claim.content, claim.text, claim.orientation) == (
            again.id,
            again.content,
            again.text,
            again.orientation,
        )
        for said, told in zip(claim.attributions, again.attributions, strict=True):
            for field in ("id", "source", "cue", "hedge", "attitude", "certainty", "polarity", "form", "within_id"):
                assert getattr(said, field) == getattr(told, field), (claim.id, field)
    assert [(r.type, r.from_id, r.to_id) for r in found.article.relations] == [
        (r.type, r.from_id, r.to_id) for r in seed.relations
    ]


def test_the_draft_of_the_seed_is_what_its_script_makes() -> None:
    spec = importlib.util.spec_from_file_location("build_draft", ROOT / "examples" / "build_draft.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "examples" / "kolaborasi-militer.draft.json").read_text(encoding="utf-8") == module.text()


# ── Regions ──────────────────────────────────────────────────────────────────────────────────────────────────────────

SECTIONED = nc.Article(
    id="x",
    language="en",
    text="Rain\nIt may flood.\nWind\nIt may flood.\n",
    sections=(
        nc.Section(id="s1", start=0, end=19, heading=nc.Span(start=0, end=4, quote="Rain")),
        nc.Section(id="s2", start=19, end=38, heading=nc.Span(start=19, end=23, quote="Wind")),
    ),
    title="Weather",
)


@pytest.mark.parametrize(("name", "start"), [("s1", 5), ("Rain", 5), ("s2", 24), ("Wind", 24)])
def test_a_section_is_named_by_its_id_or_its_heading(name: str, start: int) -> None:
    found = solved(SECTIONED, item("It may flood", section=name))
    assert found.article.claims[0].content[0].start == start
    assert rules(found) == ["exact"]


def test_without_a_section_the_whole_text_is_searched() -> None:
    assert codes(solved(SECTIONED, item("It may flood"))) == ["NC712"]
    assert rules(solved(SECTIONED, item("Wind\nIt may flood"))) == ["exact"]


def test_a_section_that_is_not_there_is_told_and_the_whole_text_searched() -> None:
    found = solved(SECTIONED, item("Wind\nIt may flood", section="wind"))
    assert (codes(found), found.unresolved, len(found.article.claims)) == (["NC731"], (), 1)


def test_words_outside_the_section_are_missing_and_their_place_is_suggested() -> None:
    found = solved(SECTIONED, item("Wind", section="s1"))
    assert rules(found) == ["missing"]
    assert [(near.span.start, near.similarity) for near in found.verdicts[0].suggestions] == [(19, 100.0)]


def test_two_sections_of_one_heading_are_no_region() -> None:
    twin = attrs.evolve(SECTIONED.sections[1], heading=None, id="Rain")
    both = attrs.evolve(SECTIONED, sections=(SECTIONED.sections[0], twin))
    assert solved(both, item("It may flood", section="Rain")).article.claims[0].content[0].start == 24
    text = "Rain\nIt may flood.\nRain\nIt may flood.\n"
    heading = nc.Span(start=19, end=23, quote="Rain")
    same = attrs.evolve(
        SECTIONED,
        text=text,
        text_sha256=None,
        sections=(SECTIONED.sections[0], attrs.evolve(SECTIONED.sections[1], heading=heading)),
    )
    assert "NC731" in codes(solved(same, item("It may flood", section="Rain")))


def test_the_article_keeps_what_is_said_of_the_text_and_nothing_of_the_old_layer() -> None:
    seed = nc.example()
    found = resolve({"claims": [], "relations": []}, seed).article
    assert (found.id, found.language, found.title, found.sections) == (seed.id, "id", seed.title, seed.sections)
    assert (found.claims, found.sources, found.relations, found.notes, found.provenance) == ((), (), (), (), None)
    assert resolve({"claims": [], "relations": []}, seed, language="ms", id="y").article.language == "ms"


def test_ids_of_sections_are_left_alone() -> None:
    section = attrs.evolve(SECTIONED.sections[0], id="c1")
    source = attrs.evolve(SECTIONED.sections[1], id="author")
    odd = attrs.evolve(SECTIONED, sections=(section, source))
    found = solved(odd, item("Wind\nIt may flood", voice="author"))
    assert found.article.claims[0].id == "cc1"
    assert found.article.sources[0].kind == "author"
    assert found.article.sources[0].id != "author"


# ── Verdicts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

NEWS = (
    "The mayor said the “old tunnel” would not open before May – and the harbour office would stay closed. "
    "The governor said the tunnel would not open, but he said no more."
)


def test_a_folded_quote_is_a_slice_of_the_text() -> None:
    found = solved(NEWS, item('the "old tunnel" would not  open before May - and'))
    assert rules(found) == ["folded"]
    assert found.verdicts[0].folded
    assert words(found, found.article.claims[0].content) == "the “old tunnel” would not open before May – and"


@pytest.mark.parametrize(
    "changed",
    [
        "the “old tunnel” would open before May",
        "The “old tunnel” would not open before May",
        "the “old tunnel” would not open before June",
        "the old tunnel would not open before May",
        "uji coba nuklir",
        "the “old tunnel” would … open after May",
    ],
)
def test_changed_words_are_missing_and_their_item_is_kept_among_the_unresolved(changed: str) -> None:
    found = solved(NEWS, item(changed, id="7"))
    assert rules(found) == ["missing"]
    assert found.article.claims == ()
    (failure,) = found.unresolved
    assert (failure.kind, failure.index, failure.id, failure.code) == ("claim", 0, "7", "NC711")
    assert failure.data["content"] == [changed]
    assert failure.verdicts == found.verdicts
    assert len(found.verdicts[0].suggestions) <= 3


def test_a_missing_quote_has_the_nearest_places_as_a_suggestion_only() -> None:
    found = solved(NEWS, item("the “old tunnel” would open before May"))
    best = found.verdicts[0].suggestions[0]
    assert NEWS[best.span.start : best.span.end] == best.span.quote == "the “old tunnel” would not open before May"
    assert 90 < best.similarity < 100
    assert found.verdicts[0].spans == ()


def test_a_threshold_of_the_caller_accepts_the_most_similar_place_with_a_warning() -> None:
    changed = item("the “old tunnel” would open before May")
    found = solved(NEWS, changed, threshold=90)
    assert (rules(found), codes(found), found.unresolved) == (["similar"], ["NC737"], ())
    assert words(found, found.article.claims[0].content) == "the “old tunnel” would not open before May"
    assert solved(NEWS, changed, threshold=99).article.claims == ()


def test_a_threshold_accepts_a_long_quote_as_a_whole_or_not_at_all() -> None:
    text = " ".join(f"report {number} of the board" for number in range(100))
    quote = text[100:1300].replace("report 30", "repart 30")
    found = solved(text, item(quote), threshold=95)
    (span,) = found.article.claims[0].content
    assert (span.start, span.end) == (100, 1300)
    assert solved(text, item(f"{quote[:420]} {'x' * 380} {quote[-420:]}"), threshold=95).article.claims == ()


def test_an_ambiguous_quote_has_all_its_places_with_32_characters_of_context() -> None:
    found = solved(NEWS, item("would not open"))
    (verdict,) = found.verdicts
    assert verdict.rule == "ambiguous"
    assert [NEWS[c.span.start : c.span.end] for c in verdict.candidates] == ["would not open"] * 2
    for candidate in verdict.candidates:
        start, end = candidate.span.start, candidate.span.end
        assert candidate.before == NEWS[max(0, start - 32) : start]
        assert candidate.after == NEWS[end : end + 32]
    assert found.unresolved[0].code == "NC712"


def test_a_cue_is_nearest_to_the_content_and_a_source_to_the_cue() -> None:
    text = "He said no. It was late. Nobody knew, he said, when it would rain. Later he said more."
    members = {"cue": ["said"], "source": ["he"], "voice": "source"}
    found = solved(text, item("when it would rain", **members))
    (said,) = found.article.claims[0].attributions
    assert (said.cue[0].start, said.source[0].start) == (41, 38)
    assert rules(found) == ["exact", "nearest", "nearest"]


def test_a_source_is_nearest_to_the_cue_also_where_another_is_nearer_to_the_content() -> None:
    text = "That he saw: it rained, as by now had been said by whoever he is."
    found = solved(text, item("it rained", cue=["said"], source=["he"], voice="source"))
    assert found.article.claims[0].attributions[0].source[0].start == text.rindex("he ")
    found = solved(text, item("it rained", source=["he"], voice="source"))
    assert found.article.claims[0].attributions[0].source[0].start == text.index("he ")


def test_an_equal_distance_is_ambiguous_and_a_cue_that_fails_is_left_empty() -> None:
    found = solved("said  it rained  said", item("it rained", cue=["said"]))
    assert (rules(found), codes(found), found.unresolved) == (["exact", "ambiguous"], ["NC722"], ())
    assert found.article.claims[0].attributions[0].cue == ()
    assert CODES["NC722"].severity == "warning"


def test_overlapping_is_a_distance_of_nothing() -> None:
    found = solved("said, it said so", item("it said so", cue=["said"]))
    assert found.article.claims[0].attributions[0].cue[0].start == 9


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"cue": ["shouted"]}, "NC721"),
        ({"hedge": ["perhaps"]}, "NC723"),
        ({"hedge": ["mayor"]}, "NC723"),
        ({"hedge": ["would"], "content": ["would not open before May – and the harbour office would"]}, "NC724"),
        ({"cue": ["The mayor said", "said the “old"]}, "NC725"),
        ({"cue": [""]}, "NC721"),
    ],
)
def test_a_cue_or_hedge_that_fails_leaves_its_anchor_empty_with_a_warning(members: dict[str, Any], code: str) -> None:
    found = solved(NEWS, item(**{"content": ["the harbour office would stay closed"], **members}))
    assert (codes(found), found.unresolved, found.feedback) == ([code], (), "")
    (said,) = found.article.claims[0].attributions
    assert getattr(said, next(name for name in members if name != "content")) == ()


@pytest.mark.parametrize(
    ("source", "code"),
    [(["the minister"], "NC714"), (["the"], "NC715"), ([""], "NC718"), (["The mayor", "mayor said"], "NC717")],
)
def test_a_given_source_that_fails_fails_its_item(source: list[str], code: str) -> None:
    text = NEWS if code != "NC715" else "the  it rained  the"
    content = "before May" if code != "NC715" else "it rained"
    found = solved(text, item(content, source=source, voice="source"))
    assert [failure.code for failure in found.unresolved] == [code]
    assert found.article.claims == ()


def test_a_hedge_of_content_or_cue_is_found_inside_them_alone() -> None:
    text = "It may rain. It may snow, she thinks it may."
    found = solved(text, item("It may snow", hedge=["may"]))
    assert found.article.claims[0].attributions[0].hedge[0].start == 16
    assert rules(found) == ["exact", "nearest"]


def test_pieces_of_a_content_that_overlap_fail() -> None:
    found = solved(NEWS, item(["The mayor said", "mayor said the"]))
    assert [failure.code for failure in found.unresolved] == ["NC717"]


def test_pieces_that_occur_once_are_a_place_in_whatever_order() -> None:
    found = solved("one two three", item(["three", "one"]))
    assert words(found, found.article.claims[0].content) == "one … three"


# ── Voices, sources, claims, references ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "members",
    [
        {"voice": "author", "source": ["The mayor"]},
        {"voice": "author", "source_name": "X"},
        {"voice": "author", "source_kind": "person"},
        {"voice": "unstated", "source": ["The mayor"]},
        {"voice": "unstated", "source_name": "X"},
        {"voice": "unstated", "source_kind": "person"},
        {"voice": "source"},
        {"voice": "source", "source_kind": "person"},
    ],
)
def test_a_voice_that_its_source_fields_belie_fails_the_item(members: dict[str, Any]) -> None:
    found = solved(NEWS, item("before May", **members))
    assert [failure.code for failure in found.unresolved] == ["NC716"]


def test_three_kinds_of_no_source_are_three_things() -> None:
    found = solved(
        "one two three",
        item("one", voice="author"),
        item("two", voice="unstated"),
        item("three", voice="source", source_name="NHK"),
    )
    kinds = {source.id: source.kind for source in found.article.sources}
    said = [claim.attributions[0].source_ids for claim in found.article.claims]
    assert [[kinds[name] for name in ids] for ids in said] == [["author"], [], [None]]


def test_one_name_is_one_source_and_no_name_is_a_source_of_its_own() -> None:
    found = solved(
        "a b c d",
        item("a", voice="source", source_name="NHK"),
        item("b", voice="source", source_name="NHK", source_kind="media"),
        item("c", voice="source", source=["a"]),
        item("d", voice="source", source=["b"]),
        item("a b", voice="author"),
        item("c d", voice="author"),
    )
    ids = [claim.attributions[0].source_ids for claim in found.article.claims]
    assert ids[0] == ids[1]
    assert ids[4] == ids[5]
    assert len({*ids}) == 4
    assert [source.kind for source in found.article.sources] == ["media", None, None, "author"]


def test_one_name_of_two_kinds_keeps_the_first_with_a_warning() -> None:
    found = solved(
        "a b",
        item("a", voice="source", source_name="NHK", source_kind="media"),
        item("b", voice="source", source_name="NHK", source_kind="person"),
    )
    assert codes(found) == ["NC736"]
    assert [source.kind for source in found.article.sources] == ["media"]


def test_items_of_the_same_spans_are_one_claim_and_the_labels_of_the_first_stay() -> None:
    found = solved(
        "it  rained",
        item("it  rained", id="1", orientation="past", voice="author"),
        item("it rained", id="2", orientation="present", restatement="It rained.", voice="unstated"),
        item("rained", id="3"),
        relations=[{"from": "3", "type": "refines", "to": "2"}],
    )
    first, second = found.article.claims
    assert (first.id, second.id) == ("c1", "c2")
    assert [said.id for said in first.attributions + second.attributions] == ["a1", "a2", "a3"]
    assert (first.orientation, first.text) == ("past", "It rained.")
    assert codes(found) == ["NC734"]
    assert found.article.relations[0].to_id == "c1"


def test_within_names_the_claim_of_an_item_also_of_a_later_one() -> None:
    found = solved("she says it rains", item("it rains", id="b", within="a"), item("says it rains", id="a"))
    assert found.article.claims[0].attributions[0].within_id == "c2"


@pytest.mark.parametrize("within", ["9", "0", "b"])
def test_within_something_that_was_not_placed_is_told_and_the_item_kept(within: str) -> None:
    found = solved("it rains", item("it snows", id="0"), item("rains", id="1", within=within))
    assert "NC732" in codes(found)
    assert found.article.claims[0].attributions[0].within_id is None


def test_nesting_in_a_circle_is_cut_and_told() -> None:
    found = solved("a b c", *(item(w, id=w, within=o) for w, o in (("a", "b"), ("b", "c"), ("c", "a"))))
    assert codes(found) == ["NC733"]
    assert [claim.attributions[0].within_id for claim in found.article.claims] == ["c2", "c3", None]


@pytest.mark.parametrize("inwards", [True, False])
def test_nesting_too_deep_is_cut_and_told(*, inwards: bool) -> None:
    text = " ".join(f"w{number}" for number in range(100))
    names = [f"w{number}" for number in range(100)]
    step = 1 if inwards else -1
    chain = [
        item(f"{name} w{n + 1}" if n < 99 else "w99", id=name, within=names[n + step] if 0 <= n + step < 100 else "")
        for n, name in enumerate(names)
    ]
    found = solved(text, *chain)
    assert found.unresolved == ()
    assert set(codes(found)) == {"NC733"}
    assert nc.dumps(found.article)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_nesting_never_runs_in_a_circle_nor_too_deep(pairs: list[tuple[int, int]]) -> None:
    nesting = Nesting(4)
    claims = {}
    for number, (inner, outer) in enumerate(pairs):
        claims[f"a{number}"] = f"c{inner}"
        nesting.add(f"a{number}", f"c{inner}", f"c{outer}")
    nesting.cut()
    above: dict[str, set[str]] = {}
    for attribution, outer in nesting.outer.items():
        above.setdefault(claims[attribution], set()).add(outer)
    level = set(above)
    for _ in range(4):
        level = {outer for name in level for outer in above.get(name, ())}
    assert not level


def test_an_id_of_two_claims_names_none() -> None:
    relations = [{"from": "1", "type": "causes", "to": "2"}]
    found = solved("a b c", item("a", id="1"), item("b", id="1"), item("c", id="2"), relations=relations)
    assert codes(found) == ["NC735", "NC741"]
    assert [failure.kind for failure in found.unresolved] == ["relation"]


def test_an_id_of_two_items_one_of_which_failed_names_none() -> None:
    relations = [{"from": "1", "type": "causes", "to": "2"}]
    found = solved("a b", item("zzz", id="1"), item("a", id="1"), item("b", id="2", within="1"), relations=relations)
    assert [code for code in codes(found) if code != "NC711"] == ["NC735", "NC732", "NC741"]


@pytest.mark.parametrize(
    ("relation", "code"),
    [
        ({"from": "9", "type": "causes", "to": "1"}, "NC741"),
        ({"from": "0", "type": "causes", "to": "1"}, "NC741"),
        ({"from": "1", "type": "causes", "to": "1"}, "NC742"),
        ({"from": "1", "type": "none", "to": "2"}, "NC708"),
        ({"from": "1", "type": "causes"}, "NC706"),
        ({"from": 1, "type": "causes", "to": "2"}, "NC705"),
        ("x", "NC705"),
    ],
)
def test_a_relation_that_fails_is_kept_among_the_unresolved(relation: Any, code: str) -> None:
    found = solved("a b", item("zzz", id="0"), item("a", id="1"), item("b", id="2"), relations=[relation])
    assert found.article.relations == ()
    failure = found.unresolved[-1]
    assert (failure.kind, failure.index, failure.code, failure.data) == ("relation", 0, code, relation)


# ── Damaged replies ──────────────────────────────────────────────────────────────────────────────────────────────────

GOOD = json.dumps(DRAFT, ensure_ascii=False)


@pytest.mark.parametrize(
    "reply",
    [
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}\n```\n",
        f"Here is the draft {{as asked}}:\n\n```json\n{GOOD}\n```\nAnything else?",
        f"\ufeff{GOOD}",
        f"{GOOD}\n\nDone.",
    ],
)
def test_a_fence_or_talk_around_the_draft_is_left_out_and_told(reply: str) -> None:
    found = resolve(reply, TEXT)
    assert (codes(found), len(found.article.claims), found.unresolved) == (["NC703"], 2, ())


@pytest.mark.parametrize("end", range(0, len(GOOD), 7))
def test_a_reply_cut_off_anywhere_gives_its_whole_items_and_a_code(end: int) -> None:
    found = resolve(GOOD[:end], TEXT)
    whole = sum(
        end >= GOOD.index(json.dumps(plain, ensure_ascii=False)) + len(json.dumps(plain, ensure_ascii=False))
        for plain in (OUTER, ITEM)
    )
    assert len(found.article.claims) == whole
    assert {"NC701", "NC702"} & set(codes(found))
    assert found.feedback
    assert found.unresolved[-1].kind == "draft"


def test_what_was_cut_off_is_kept_as_it_was() -> None:
    cut = GOOD[: GOOD.index('"voice": "source", "source_name": "Kremlin"')]
    found = resolve("```json\n" + cut, TEXT)
    assert found.unresolved[0].data.startswith('{"id": "2"')
    assert cut.endswith(found.unresolved[0].data)


def test_items_behind_a_broken_one_are_read() -> None:
    broken = GOOD.replace('"cue": ["menyebutkan"]', '"cue": ["menyebutkan"')
    found = resolve(broken, TEXT)
    assert [claim.content[0].start for claim in found.article.claims] == [46]
    assert found.unresolved[0].code == "NC741"
    assert "NC702" in codes(found)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ("", "NC701"),
        ("I cannot help with that.", "NC701"),
        ("{", "NC701"),
        ("null", "NC705"),
        ("[]", "NC705"),
        ("5", "NC705"),
        ("{}", "NC706"),
        ('{"claims": {}, "relations": []}', "NC705"),
        ('{"claims": [], "relations": 5}', "NC705"),
        ('{"claims": [], "relations": [], "notes": []}', "NC707"),
        ('{"claims": [], "claims": [], "relations": []}', "NC704"),
        ("[" * 100_000, "NC701"),
        ('{"claims": [' + "[" * 100_000, "NC702"),
        ('{"claims": [NaN], "relations": []}', "NC702"),
        (b"\xff\xfe", "NC701"),
        ('{"claims": [' + "{" * 5_000, "NC702"),
        ('{"claims": [' + "9" * 50_000 + '], "relations": []}', "NC702"),
    ],
)
def test_what_is_no_draft_is_told_and_never_raised(reply: Any, code: str) -> None:
    found = resolve(reply, TEXT)
    assert code in codes(found)
    assert found.article.claims == ()
    assert found.unresolved
    assert found.feedback


@pytest.mark.parametrize("draft", [None, 5, [], "x", {"claims": None}, {"claims": [None, 5, "x", [], {}]}, {5: 6}])
def test_plain_data_of_any_shape_are_told_and_never_raised(draft: Any) -> None:
    found = resolve(draft, TEXT)
    assert found.unresolved
    assert all(re.fullmatch("NC7[0-9]{2}", code) for code in codes(found))


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in ITEM.items() if key != name}


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        *((without(name), "NC706") for name in ITEM),
        ({**ITEM, "sources": ["x"]}, "NC707"),
        ({**ITEM, "content": "Kremlin"}, "NC705"),
        ({**ITEM, "content": [5]}, "NC705"),
        ({**ITEM, "content": [["Kremlin"]]}, "NC705"),
        ({**ITEM, "id": 2}, "NC705"),
        ({**ITEM, "cue": None}, "NC705"),
        ({**ITEM, "certainty": "likely"}, "NC708"),
        ({**ITEM, "voice": "none"}, "NC708"),
        ({**ITEM, "source_kind": "author"}, "NC708"),
        ({**ITEM, "source_name": "a\nb"}, "NC709"),
        ({**ITEM, "restatement": "\ud83d"}, "NC709"),
        ({**ITEM, "content": ["\ud83d"]}, "NC709"),
        ({**ITEM, "content": []}, "NC713"),
        ({**ITEM, "content": [""]}, "NC718"),
        ({**ITEM, "content": [" \n"]}, "NC718"),
        ({**ITEM, "content": ["…"]}, "NC711"),
        ({**ITEM, "content": ["k"]}, "NC712"),
        ({**ITEM, "content": ["z"]}, "NC711"),
        ({**ITEM, "content": ["x" * 100_000]}, "NC711"),
        ({**ITEM, "content": [TEXT * 700]}, "NC711"),
        (None, "NC705"),
    ],
)
def test_a_bad_item_is_told_with_its_code_and_the_good_one_is_resolved(bad: Any, code: str) -> None:
    found = resolve({"claims": [bad, OUTER], "relations": []}, TEXT)
    assert [claim.content[0].start for claim in found.article.claims] == [29]
    (failure,) = [failure for failure in found.unresolved if failure.kind == "claim"]
    assert failure.code == code
    assert failure.index == 0
    assert failure.data == bad
    assert len(found.feedback) < 3_000
    quotes = sum(len(bad[f]) for f in ("content", "source", "cue", "hedge") if readable(bad, f)) + 2 + 1
    assert len(found.verdicts) == quotes


def readable(bad: Any, field: str) -> bool:
    value = bad.get(field) if isinstance(bad, dict) else None
    return isinstance(value, list) and all(isinstance(words, str) for words in value)


def test_a_repeated_member_fails_its_item_alone() -> None:
    reply = GOOD.replace('{"id": "2",', '{"id": "2", "cue": [],')
    found = resolve(reply, TEXT)
    assert [failure.code for failure in found.unresolved] == ["NC704", "NC741"]
    assert len(found.article.claims) == 1


def test_a_draft_that_is_too_long_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsclaims.draft.resolving.DEFAULT_LIMITS", nc.Limits(claims=1))
    found = resolve({**DRAFT, "relations": []}, TEXT)
    assert "NC710" in codes(found)
    assert found.unresolved[0].data == [ITEM]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["claims", "none", "source", "rain"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*ITEM, "claims", "relations", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(json_values)
def test_nothing_raises_whatever_a_model_writes(value: Any) -> None:
    for draft in (value, {"claims": [value, ITEM], "relations": [value]}, json.dumps(value)):
        found = resolve(draft, TEXT)
        assert all(code.startswith("NC7") for code in codes(found))


@given(st.integers(0, len(GOOD)), st.integers(0, 40), st.text(max_size=5))
def test_nothing_raises_whatever_happens_to_a_reply(start: int, length: int, new: str) -> None:
    found = resolve(GOOD[:start] + new + GOOD[start + length :], TEXT)
    for claim in found.article.claims:
        assert all(TEXT[span.start : span.end] == span.quote for span in claim.content)


# ── The message to the model ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_feedback_lists_the_failing_items_and_only_these() -> None:
    found = solved(
        NEWS,
        item("before May", id="good"),
        item("would not open", id="twice"),
        item("after May", id="gone"),
        item("before May", id="cue", cue=["shouted"]),
        relations=[{"from": "gone", "type": "causes", "to": "good"}],
    )
    message = found.feedback
    assert 'Item "twice"' in message
    assert 'Item "gone"' in message
    assert 'Item "good"' not in message
    assert "shouted" not in message
    assert "Relation number 1" in message
    assert "[would not open]" in message
    assert 'nearest: "before May"' in message


def test_the_feedback_says_what_should_stand_where_a_quote_is_empty() -> None:
    assert 'content "" should be words of the text, or no quote at all' in solved("a", item("")).feedback


def test_the_feedback_can_be_sent_whatever_the_draft_holds() -> None:
    strange = {**item("b\ud800"), "\udfff": ""}
    assert "\\ud800" in solved("a", strange).feedback.encode().decode()


def test_the_feedback_of_an_item_without_an_id_names_its_number() -> None:
    assert "Item number 2" in solved("a", item("a"), item("b")).feedback


# ── Without the extra ────────────────────────────────────────────────────────────────────────────────────────────────


def test_without_rapidfuzz_there_are_no_suggestions_and_nothing_else_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = item("the “old tunnel” would open before May")
    with_it = solved(NEWS, bad, item("before May"))
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    monkeypatch.delitem(sys.modules, "newsclaims.anchoring.similarity", raising=False)
    without_it = solved(NEWS, bad, item("before May"))
    assert without_it.article == with_it.article
    assert codes(without_it) == codes(with_it)
    assert without_it.verdicts[0].suggestions == ()
    with pytest.raises(nc.MissingDependencyError):
        solved(NEWS, bad, threshold=90)


# ── The other way ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_without_text_has_no_draft_and_takes_none() -> None:
    bare = nc.example("withheld-text")
    with pytest.raises(nc.SpanError):
        draft_of(bare)
    with pytest.raises(nc.SpanError):
        resolve(DRAFT, bare)


@pytest.mark.parametrize("name", [name for name in nc.examples() if nc.example(name).text])
def test_the_draft_of_an_example_gives_its_places_back(name: str) -> None:
    article = nc.example(name)
    found = resolve(draft_of(article), article)
    placed = [claim for claim in article.claims if claim.content]
    assert [claim.content for claim in found.article.claims] == [claim.content for claim in placed]
    for claim, again in zip(placed, found.article.claims, strict=True):
        for said, told in zip(claim.attributions, again.attributions, strict=True):
            assert (said.cue, said.hedge) == (told.cue, told.hedge)
    assert {failure.code for failure in found.unresolved} <= {"NC713", "NC741"}


def test_an_invalid_article_to_resolve_into_is_refused() -> None:
    twice = attrs.evolve(SECTIONED, sections=SECTIONED.sections[::-1])
    with pytest.raises(nc.InvalidArticleError):
        resolve(DRAFT, twice)


@given(strategies.articles())
def test_every_quote_of_any_draft_has_one_verdict_and_every_place_is_a_slice_that_folds_to_it(
    article: nc.Article,
) -> None:
    assume(article.text)
    assert article.text is not None
    draft = draft_of(article)
    found = resolve(draft, article.text)
    quotes = [q for claim in draft.claims for q in (*claim.content, *claim.source, *claim.cue, *claim.hedge)]
    assert [verdict.quote for verdict in found.verdicts] == quotes
    assert not [issue for issue in nc.validate(found.article) if issue.severity == "error"]
    for verdict in found.verdicts:
        assert verdict.found == (verdict.rule in ("exact", "folded", "nearest"))
        for span in verdict.spans:
            assert article.text[span.start : span.end] == span.quote
        if len(verdict.spans) == 1:
            assert fold(verdict.spans[0].quote or "").strip(" ") == fold(verdict.quote).strip(" ")
    kept = set(range(len(draft.claims))) - {f.index for f in found.unresolved if f.kind == "claim"}
    assert len(kept) == sum(len(claim.attributions) for claim in found.article.claims)
    relations = sum(failure.kind == "relation" for failure in found.unresolved)
    assert len(found.article.relations) + relations == len(draft.relations)


def test_the_reading_of_a_whole_reply_leaves_nothing_to_tell() -> None:
    assert read_reply(GOOD) == (DRAFT, (), ())


def test_what_a_draft_is_made_of_can_be_written_and_read_again() -> None:
    typed = draft_of(nc.example())
    assert resolve(typed, nc.example()) == resolve(typed.to_dict(), nc.example())
    jsonschema.Draft202012Validator(nc.schema("draft")).validate(typed.to_dict())


def test_every_public_name_of_a_draft_has_a_docstring() -> None:
    assert front.__all__ == sorted(front.__all__)
    assert all((getattr(front, name).__doc__ or "").strip() for name in front.__all__)
