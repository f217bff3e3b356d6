"""Web Annotation: all but the text comes back; what others write becomes notes; what contradicts itself is refused."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import strategies
from newsclaims.errors import CODES
from newsclaims.formats import web_annotation
from newsclaims.formats.web_annotation import _places as places
from newsclaims.formats.web_annotation import _shapes as shapes

DATA = Path(__file__).parent / "data" / "web_annotation"
PAGE = Path(__file__).parents[2] / "docs" / "formats" / "web_annotation.md"
TEXT = (DATA / "round_trip" / "ferry.txt").read_bytes().decode()
FERRY = "https://example.org/harbour/ferry"
W3C = "http://www.w3.org/ns/anno.jsonld"
NEEDS_TEXT = ("past-the-end", "shifted-by-one", "utf16-offsets", "wrong-prefix")


def files(kind: str) -> list[Any]:
    return [pytest.param(path, id=path.stem) for path in sorted((DATA / kind).glob("*.json*"))]


def ferry() -> nc.Article:
    return nc.read(DATA / "round_trip" / "ferry.newsclaims.json")


def document(article: nc.Article | None = None) -> dict[str, Any]:
    return json.loads(web_annotation.dumps(article or ferry()))


def annotation(target: Any, **members: Any) -> str:
    return json.dumps({"@context": W3C, "id": "urn:example:1", "type": "Annotation", "target": target, **members})


def refused(data: bytes | str, **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(nc.ConversionError) as caught:
        web_annotation.loads(data, **options)
    assert all(issue.line is not None and issue.column is not None for issue in caught.value.issues)
    return [(issue.code, issue.pointer) for issue in caught.value.issues]


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

SELECTOR = st.sampled_from(
    [
        [{"type": "TextPositionSelector"}],
        [{"type": "TextPositionSelector"}, {"type": "XPathSelector", "value": "/p"}],
        {"type": "TextQuoteSelector", "exact": "a"},
        {"type": "TextPositionSelector", "start": 0, "end": 1},
    ]
)
TARGET = st.one_of(
    st.just("urn:x:other"),
    st.fixed_dictionaries({"selector": SELECTOR}, optional={"source": st.just("urn:x"), "state": st.just("urn:x:s")}),
)
BODY = st.one_of(
    st.just("urn:x:body"),
    st.fixed_dictionaries(
        {"type": st.just("TextualBody")}, optional={"value": st.text(), "format": st.just("text/html")}
    ),
)
# What other people may have put under the format's own name, from what an annotation may hold to what it may not.
EXTRA = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["urn:x:1", "not one", 3]),
        "creator": st.sampled_from(["urn:x:kim", {"name": "Kim"}, {"type": "Person", "name": "annotator-1"}, 42]),
        "created": st.sampled_from(["2024-10-31T09:30:00Z", "an hour ago"]),
        "motivation": st.sampled_from(["tagging", "commenting", ["tagging", "linking"], "urn:x:own", None]),
        "body": BODY | st.lists(BODY, max_size=3) | st.fixed_dictionaries({"text": st.just("x"), "id": st.just("y")}),
        "target": TARGET | st.lists(TARGET, max_size=3) | st.just({"type": "Composite", "pieces": [{}]}),
        "record": st.just("urn:x"),
        "kind": st.just("x"),
        "newer": st.just({"text": "x"}),
        "@context": st.sampled_from([[{"ex": "urn:x:"}], {"start": "urn:x"}, "http://example.com"]),
        "article": st.sampled_from([{"mood": "grim"}, {"title": "x"}, 3]),
        "first": st.sampled_from([[{"label": "x"}], 3, [{}, {}]]),
        "label": st.text(),
    },
)


def with_extra(record: Any, extra: Any) -> Any:
    return attrs.evolve(record, extensions={**record.extensions.plain(), "web_annotation": extra})


@pytest.mark.promise(11)
@given(strategies.articles(warnings=True), st.none() | EXTRA | strategies.json_values())
def test_all_but_the_text_comes_back(article: nc.Article, extra: Any) -> None:
    if extra is not None:
        article = with_extra(article, extra)
        lists = {
            name: tuple(with_extra(record, extra) for record in getattr(article, name))
            for name in ("sections", "sources", "claims", "relations", "reviews", "notes")
        }
        made = article.provenance
        article = attrs.evolve(article, **lists, provenance=None if made is None else with_extra(made, extra))
    before = nc.dumps(article)
    data = web_annotation.dumps(article)
    assert web_annotation.dumps(article) == data
    assert nc.dumps(article) == before
    there = web_annotation.loads(data)
    assert there == web_annotation.forget(article)
    assert web_annotation.losses(there) == ()
    assert [(lost.code, lost.count) for lost in web_annotation.losses(article)] == [("NC629", 1)] * (
        article.text is not None
    )
    if article.text is not None:
        whole = web_annotation.loads(data, text=article.text)
        assert whole == article
        # Members that went back to where they were come after those that did not.
        assert extra is not None or web_annotation.dumps(whole) == data
        assert document(whole)["id"] == json.loads(data)["id"]


@pytest.mark.promise(6)
@given(strategies.articles())
def test_every_quote_stands_once_with_what_is_around_it(article: nc.Article) -> None:
    def look(value: Any) -> None:
        if isinstance(value, dict):
            if value.get("type") == "TextQuoteSelector" and article.text is not None:
                words = value.get("prefix", "") + value["exact"] + value.get("suffix", "")
                assert article.text.count(words) == 1
                assert article.text.find(words) == article.text.rfind(words)
            for item in value.values():
                look(item)
        elif isinstance(value, list):
            for item in value:
                look(item)

    look(document(article)["first"])


@pytest.mark.promise(6)
@given(strategies.texts(min_size=1, max_size=80).map(lambda text: text * 9), st.data())
def test_what_stands_around_a_place_makes_it_unique_in_a_text_that_repeats_itself(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    prefix, suffix = places.frames(text, [(start, end)])[start, end]
    words = prefix + text[start:end] + suffix
    assert text.find(words) == text.rfind(words) == start - len(prefix)


def test_what_stands_around_a_place_is_short_where_that_is_enough() -> None:
    text = "".join(f"{number} " for number in range(5000))
    frames = places.frames(text, [(1000, 1004), (9000, 9001)])
    assert {len(prefix) for prefix, _ in frames.values()} == {32}


def test_a_text_that_is_all_the_same_does_not_make_a_document_out_of_proportion() -> None:
    text = "a" * 50_000
    frames = places.frames(text, [(start, start + 1) for start in range(0, 50_000, 100)])
    assert len(frames) == 500
    assert sum(len(prefix) + len(suffix) for prefix, suffix in frames.values()) < 10_000_000


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_that_newsclaims_wrote_is_the_article_and_is_written_the_same(tmp_path: Path) -> None:
    path = DATA / "round_trip" / "ferry.jsonld"
    article = web_annotation.read(path, text=TEXT)
    assert article == ferry()
    assert web_annotation.read(path) == web_annotation.forget(ferry())
    web_annotation.write(article, tmp_path / "a.jsonld")
    assert (tmp_path / "a.jsonld").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", files("one_way"))
def test_what_others_write_is_read_and_comes_back(path: Path) -> None:
    article = web_annotation.read(path, text=TEXT)
    assert article.notes
    assert not article.claims
    data = web_annotation.dumps(article)
    assert web_annotation.loads(data, text=TEXT) == article
    assert web_annotation.loads(data) == web_annotation.forget(article)


@pytest.mark.parametrize("path", files("broken"))
def test_a_damaged_file_is_refused_with_its_code_line_and_column(path: Path) -> None:
    code, _, name = path.stem.partition("-")
    with pytest.raises(nc.ConversionError) as caught:
        web_annotation.read(path, text=TEXT)
    assert code in {issue.code for issue in caught.value.issues}
    assert all(issue.line and issue.column for issue in caught.value.issues)
    assert caught.value.document == str(path)
    assert {issue.code for issue in caught.value.issues} <= CODES.keys()
    if name in NEEDS_TEXT:
        assert web_annotation.read(path).notes
    else:
        with pytest.raises(nc.ConversionError) as caught:
            web_annotation.read(path)
        found = {issue.code for issue in caught.value.issues}
        assert found & {code, "NC928"}


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonld"
    path.write_text("old")
    wrong = attrs.evolve(ferry(), sources=())
    with pytest.raises(nc.ConversionError):
        web_annotation.write(wrong, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


# ── What is written ──────────────────────────────────────────────────────────────────────────────────────────────────


def items(article: nc.Article | None = None) -> dict[str, dict[str, Any]]:
    return {item["id"].rpartition("/")[2]: item for item in document(article)["first"]["items"]}


def test_a_place_is_selected_by_position_and_by_quote() -> None:
    assert items()["c2"]["target"] == {
        "role": "content",
        "type": "SpecificResource",
        "source": FERRY,
        "selector": [
            {"type": "TextPositionSelector", "start": 105, "end": 117},
            {
                "type": "TextQuoteSelector",
                "exact": "Late is late",
                "prefix": TEXT[73:105],
                "suffix": TEXT[117:149],
            },
        ],
    }


def test_a_place_of_several_pieces_is_one_composite() -> None:
    whole = document()
    target = items()["c1"]["target"][0]
    assert (target["type"], target["role"]) == ("Composite", "content")
    assert [piece["selector"][0]["start"] for piece in target["pieces"]] == [17, 68, 86]
    assert target["id"] == f"{whole['id']}/annotation/c1/content"


def test_records_are_bodies_and_motivations_say_why() -> None:
    found = items()
    motivations = {name: item.get("motivation") for name, item in found.items()}
    assert motivations == {
        **dict.fromkeys(["c1", "c2", "c3"], "identifying"),
        **dict.fromkeys(["a1", "a2", "a3", "a4"], "classifying"),
        "r1": "linking",
        "v1": "assessing",
        **dict.fromkeys(["n1", "n2", "n3"], "commenting"),
        "n4": "tagging",
    }
    layer = document()["id"]
    assert found["a2"]["body"] == {
        "id": f"{layer}#a2",
        "type": "Attribution",
        "source_ids": [f"{layer}#mayor"],
        "certainty": "certain",
        "polarity": "negative",
        "via_ids": [f"{layer}#author"],
        "claim_id": f"{layer}#c1",
    }
    assert found["v1"]["target"] == f"{layer}#c3"
    assert found["n2"]["body"] == {"type": "TextualBody", "value": "Denies what?"}
    assert found["n2"]["target"] == f"{layer}#a2"
    assert found["n1"]["kind"] == "no-claim"


def test_who_made_the_layer_is_the_creator_of_the_collection() -> None:
    whole = document()
    assert whole["creator"] == {"type": "Person", "name": "annotator-1"}
    assert whole["created"] == "2024-11-06T10:00:00Z"
    assert whole["total"] == len(whole["first"]["items"]) == 13


def test_six_annotators_of_one_text_do_not_speak_of_the_same_claim() -> None:
    one, other = ferry(), attrs.evolve(ferry(), provenance=nc.Provenance(agent="annotator-2"))
    names = [
        {item["body"]["id"] for item in items(article).values() if "id" in item.get("body", {})}
        for article in (one, other)
    ]
    assert not names[0] & names[1]


def test_an_id_that_is_no_uri_is_kept_beside_one_that_is() -> None:
    article = nc.Article(id="Ferry № 1", language="en")
    told = document(article)["article"]
    assert (told["id"], told["article_id"]) == ("urn:newsclaims:article:Ferry%20%E2%84%96%201", "Ferry № 1")
    assert web_annotation.loads(web_annotation.dumps(article)) == article


def test_the_text_is_not_in_the_file_and_its_digest_is() -> None:
    article = nc.Article.from_text("Nobody said a word of this.", id="urn:x:1")
    data = web_annotation.dumps(article)
    assert b"Nobody" not in data
    assert article.text_sha256 is not None
    assert article.text_sha256.encode() in data


def test_an_article_too_deep_to_be_read_again_is_not_written() -> None:
    value: Any = 1
    for _ in range(124):
        value = [value]
    article = nc.Article(id="x", language="en", claims=(nc.Claim(id="c", text="x", extensions={"deep": value}),))
    assert nc.loads(nc.dumps(article)) == article
    with pytest.raises(nc.ConversionError, match="NC107"):
        web_annotation.dumps(article)


def test_every_field_of_the_model_has_a_term_of_its_own_name() -> None:
    terms = json.loads((Path(__file__).parents[2] / "schemas" / "context-1.0.jsonld").read_bytes())["@context"]
    known = shapes.contexts()[W3C]["@context"].keys() | terms.keys()
    renamed = {"modified", "created", "type", "claims", "relations", "reviews", "notes", "attributions"}
    records = (
        nc.Article,
        nc.Section,
        nc.Source,
        nc.Claim,
        nc.Attribution,
        nc.Relation,
        nc.Review,
        nc.Note,
        nc.Provenance,
    )
    by_role = {"content", "cue", "hedge", "source", "anchor", "about_id", "agent"}
    for record in records:
        for field in attrs.fields(record):
            assert field.name in known or field.name in renamed | by_role, field.name
    assert {f"newsclaims:{name}" for name in ("modified", "created")} <= {
        term["@id"] if isinstance(term, dict) else term for term in terms.values() if not isinstance(term, float)
    }


# ── Text that is given ───────────────────────────────────────────────────────────────────────────────────────────────


def test_another_text_is_refused() -> None:
    path = DATA / "round_trip" / "ferry.jsonld"
    with pytest.raises(nc.ConversionError) as caught:
        web_annotation.read(path, text=TEXT.replace("tomorrow", "to-morrow"))
    assert "NC925" in {issue.code for issue in caught.value.issues}
    with pytest.raises(nc.ConversionError) as caught:
        web_annotation.read(path, text=TEXT + "!")
    assert [issue.code for issue in caught.value.issues] == ["NC408"]


def test_a_single_place_that_is_shifted_is_noticed_without_the_text() -> None:
    whole = document()
    shifted = 0
    for item in whole["first"]["items"]:
        for target in item["target"] if isinstance(item["target"], list) else [item["target"]]:
            for piece in target.get("pieces", [target]) if isinstance(target, dict) else []:
                position = piece["selector"][0]
                for step in (1, -1):
                    if position["start"] + step < 0:
                        continue
                    position["start"] += step
                    position["end"] += step
                    assert ("NC925" in {code for code, _ in refused(json.dumps(whole))}) is True
                    position["start"] -= step
                    position["end"] -= step
                    shifted += 1
    assert shifted > 25


def test_a_message_says_where_the_words_are() -> None:
    with pytest.raises(nc.ConversionError) as caught:
        web_annotation.read(DATA / "broken" / "NC925-shifted-by-one.json", text=TEXT)
    (issue,) = caught.value.issues
    assert (issue.code, issue.pointer, issue.line, issue.column) == ("NC925", "/target/selector/1", 13, 7)
    assert issue.message == 'quotes "The ferry was late", but the text has "he ferry was late," at 18–36'
    assert issue.hint == "the words are at 17–35"


def test_an_ambiguous_quote_names_its_places() -> None:
    with pytest.raises(nc.ConversionError) as caught:
        web_annotation.read(DATA / "broken" / "NC927-several.json", text=TEXT)
    (issue,) = caught.value.issues
    assert issue.message == 'quotes "late", which is ambiguous: it stands at 6–10, 31–35, 89–93, 113–117'


MANY = "".join(f"It rained on day {number}. " for number in range(20)) + "It rained on day 7. So it did."


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        # A quote that stands at many places is looked for at all of them, whatever else tells which is meant.
        ([{"exact": "It rained"}, {"exact": "rained on day 17"}], "NC925"),
        ([{"exact": "It rained"}, {"exact": "It rained", "suffix": " on day 17"}], [(347, 356)]),
        ([{"exact": "It rained"}, {"exact": "It rained", "suffix": " on day 7"}], "NC927"),
        ({"exact": "It rained on day 1", "refinedBy": {"exact": "day 1"}}, "NC927"),
        ({"exact": "It rained on day", "suffix": " 17", "refinedBy": {"exact": "day"}}, [(360, 363)]),
        ({"exact": "It rained on day 7", "refinedBy": {"exact": "day 7"}}, "NC927"),
        ({"exact": ". It", "refinedBy": {"exact": "It", "prefix": ". "}}, "NC927"),
        ({"exact": "It rained on day 7. ", "refinedBy": {"exact": "7", "suffix": ". "}}, "NC927"),
        ([{"start": 347, "end": 356}, {"exact": "It rained on", "refinedBy": {"exact": "It rained"}}], [(347, 356)]),
        ([{"start": 348, "end": 356}, {"exact": "It rained on", "refinedBy": {"exact": "It rained"}}], "NC925"),
    ],
)
def test_the_first_places_of_many_are_not_better_than_the_others(selector: Any, found: Any) -> None:
    def typed(value: Any) -> Any:
        if isinstance(value, list):
            return [typed(item) for item in value]
        inner = {"refinedBy": typed(value["refinedBy"])} if "refinedBy" in value else {}
        return {"type": "TextQuoteSelector" if "exact" in value else "TextPositionSelector", **value, **inner}

    if isinstance(found, str):
        data = annotation({"source": FERRY, "selector": typed(selector)})
        assert found in {code for code, _ in refused(data, text=MANY)}
    else:
        assert anchor(typed(selector), MANY) == found


@pytest.mark.parametrize("before", [[], [{"type": "TextPositionSelector", "start": 700, "end": 710}]])
def test_quotes_within_quotes_of_a_text_that_is_all_the_same_are_not_looked_for_without_end(before: list[Any]) -> None:
    selector: dict[str, Any] = quote("a" * 10)
    for length in range(20, 400, 10):
        selector = quote("a" * length, refinedBy=selector)
    data = annotation({"source": FERRY, "selector": [*before, selector]})
    # 700–710 may be met before the search is given up; that there are others makes it no better.
    assert {code for code, _ in refused(data, text="a" * 2000)} == {"NC927"}


# ── What others write ────────────────────────────────────────────────────────────────────────────────────────────────


def quote(exact: str, **more: Any) -> dict[str, Any]:
    return {"type": "TextQuoteSelector", "exact": exact, **more}


def position(start: int, end: int, **more: Any) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": start, "end": end, **more}


def anchor(selector: Any, text: str | None = TEXT) -> list[tuple[int, int]]:
    article = web_annotation.loads(annotation({"source": FERRY, "selector": selector}), text=text)
    assert article.id == FERRY
    return [(span.start, span.end) for span in article.notes[0].anchor]


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        (quote("The ferry"), [(17, 26)]),
        (quote("late", suffix=" again"), [(6, 10)]),
        (quote("late", prefix="be "), [(89, 93)]),
        ([quote("late", prefix="be "), quote("late", suffix=" tomorrow")], [(89, 93)]),
        ([quote("late"), quote("late", suffix=" tomorrow")], [(89, 93)]),
        (position(17, 26), [(17, 26)]),
        ([position(17, 26), quote("The ferry")], [(17, 26)]),
        ([position(89, 93), quote("late")], [(89, 93)]),
        (position(17, 60, refinedBy=position(4, 9)), [(21, 26)]),
        (position(17, 60, refinedBy=quote("late")), [(31, 35)]),
        (quote("“Late is late”", refinedBy=quote("late")), [(113, 117)]),
        (quote("“Late is late”", refinedBy=position(1, 5)), [(105, 109)]),
        ([{"type": "XPathSelector", "value": "/p"}, position(17, 26)], [(17, 26)]),
        ([position(113, 117), quote("“Late is late”", refinedBy=quote("late"))], [(113, 117)]),
        ({"type": "FragmentSelector", "value": "p1", "refinedBy": position(6, 27)}, []),
        (position(0, 5, refinedBy={"type": "CssSelector", "value": "b"}), []),
        ("urn:x:selector", []),
    ],
)
def test_selectors_name_a_place(selector: Any, found: list[tuple[int, int]]) -> None:
    assert anchor(selector) == found


def test_positions_need_no_text() -> None:
    assert anchor(position(17, 26), None) == [(17, 26)]
    assert anchor(position(17, 60, refinedBy=position(4, 9)), None) == [(21, 26)]
    assert anchor([position(17, 26), quote("The ferry")], None) == [(17, 26)]


@pytest.mark.parametrize(
    ("selector", "text", "code"),
    [
        ([position(6, 10), quote("late", prefix="be ")], TEXT, "NC925"),
        ([quote("late", prefix="be "), quote("The ferry")], TEXT, "NC925"),
        ([position(6, 10), quote("“Late is late”", refinedBy=quote("late"))], TEXT, "NC925"),
        ([position(6, 10), quote("“Late is late”", refinedBy=quote("late"))], None, "NC928"),
        ([position(6, 10), quote("late", prefix="Ferry, ")], None, "NC925"),
        ([position(6, 10), quote("later")], None, "NC925"),
        ([position(0, 1), quote("a", prefix="b")], "ab", "NC925"),
        (quote("late", prefix=5), TEXT, "NC924"),  # type: ignore[arg-type]
        ([position(10, 20), 42], TEXT, "NC924"),
        ({"type": "DataPositionSelector", "start": 5, "end": 4}, TEXT, "NC924"),
        (quote("a"), "a" * 50, "NC927"),
    ],
)
def test_selectors_that_name_no_place_or_two_are_refused(selector: Any, text: str | None, code: str) -> None:
    data = annotation({"source": FERRY, "selector": selector})
    assert [found for found, _ in refused(data, text=text)] == [code]


def test_an_annotation_of_others_comes_back_with_all_that_it_said() -> None:
    path = DATA / "one_way" / "collection.jsonld"
    before = json.loads(path.read_bytes())
    article = web_annotation.read(path, text=TEXT)
    assert article.provenance is not None
    assert (article.id, article.provenance.agent, article.provenance.kind) == (FERRY, "Kim", "human")
    after = document(article)
    assert (after["label"], after["creator"], after["created"]) == (
        before["label"],
        before["creator"],
        before["created"],
    )
    assert after["@context"][2] == {"ex": "https://example.org/ns#"}
    written = {item["id"]: item for item in after["first"]["items"]}
    first = written["urn:example:all/1/1"]
    assert (first["ex:colour"], first["body"]["value"], first["target"][1]) == (
        "red",
        "<b>late</b>",
        "https://example.org/photo.jpg",
    )
    assert written["urn:example:all/2/1"]["target"] == before["first"]["next"]["items"][0]["target"]


def said(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """All that a document says, member by member."""
    if isinstance(value, dict):
        for inner, item in value.items():
            yield from said(item, inner)
    elif isinstance(value, list):
        for item in value:
            yield from said(item, name)
    else:
        yield name, json.dumps(value)


@pytest.mark.parametrize("text", [TEXT, None])
@pytest.mark.parametrize(
    "selector",
    [
        position(17, 26, note=3),
        [position(17, 26, id="urn:x:s"), quote("The ferry", colour="red")],
        [position(17, 26), quote("The ferry"), quote("The ferry", suffix=" was")],
        position(17, 60, refinedBy=position(4, 9, note=3)),
        position(17, 26) | {"type": ["TextPositionSelector", "http://example.org/T"]},
    ],
)
def test_what_selectors_say_beside_their_place_comes_back(selector: Any, text: str | None) -> None:
    data = annotation({"source": FERRY, "selector": selector})
    article = web_annotation.loads(data, text=text)
    assert set(said(selector)) <= set(said(document(article)))
    assert web_annotation.loads(web_annotation.dumps(article), text=text) == article


def test_what_stands_around_a_quote_is_kept_where_the_text_is_not_known() -> None:
    selector = [position(17, 26), quote("The ferry", suffix=" was")]
    article = web_annotation.loads(annotation({"source": FERRY, "selector": selector}))
    assert set(said(selector)) <= set(said(document(article)))
    assert web_annotation.loads(web_annotation.dumps(article)) == article
    assert web_annotation.loads(web_annotation.dumps(article), text=TEXT).notes == article.notes
    with pytest.raises(nc.ConversionError, match="NC925"):
        web_annotation.loads(web_annotation.dumps(article), text=TEXT.replace("ferry was", "ferry is "))


def test_a_quote_that_is_refined_is_kept_whole() -> None:
    selector = quote("“Late is late”", refinedBy=quote("late"))
    article = web_annotation.loads(annotation({"source": FERRY, "selector": selector}), text=TEXT)
    assert article.notes[0].extensions["web_annotation"]["target"].plain()["selector"][1] == selector
    assert web_annotation.loads(web_annotation.dumps(article), text=TEXT) == article


def test_types_and_contexts_of_annotations_in_others_come_back() -> None:
    pytest.importorskip("pyld")
    from newsclaims.formats.web_annotation.ld import expand

    one = json.loads(annotation({"source": FERRY, "selector": position(17, 26)}))
    items = [
        one
        | {
            "id": f"urn:x:{name}",
            "type": ["Annotation", "http://example.org/T"],
            "@context": [one["@context"], {"ex": f"urn:{name}:"}],
            "ex:colour": "red",
        }
        for name in "ab"
    ]
    page = {"@context": one["@context"], "type": ["AnnotationPage", "ex:T"], "items": items}
    for whole in (items, page):
        article = web_annotation.loads(json.dumps(whole))
        data = web_annotation.dumps(article)
        assert web_annotation.loads(data) == article
        assert set(said(items)) <= set(said(json.loads(data)))
        assert b"urn:b:colour" in json.dumps(expand(data)).encode()
    assert article.extensions["web_annotation"]["type"] == tuple(page["type"])


def test_the_text_as_a_whole_is_a_target_beside_others() -> None:
    article = web_annotation.loads(annotation([FERRY, {"source": FERRY, "selector": position(17, 26)}]))
    assert article.notes[0].anchor[0].start == 17
    assert FERRY in document(article)["first"]["items"][0]["target"]
    assert web_annotation.loads(web_annotation.dumps(article)) == article


def test_no_bodies_are_not_written_as_a_broken_one() -> None:
    article = web_annotation.loads(annotation({"source": FERRY, "selector": position(17, 26)}, body=[]))
    assert "body" not in document(article)["first"]["items"][0]
    assert web_annotation.loads(web_annotation.dumps(article)) == article


def test_several_targets_are_each_on_their_own_and_a_composite_is_one() -> None:
    article = web_annotation.read(DATA / "one_way" / "collection.jsonld", text=TEXT)
    assert [[span.quote for span in note.anchor] for note in article.notes] == [
        ["Ferry"],
        ["The ferry"],
        ["Ferry", "ferry"],
        [],
    ]
    assert article.notes[1].extensions["web_annotation"]["via"] == "urn:example:all/1/1"  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("members", "kind", "text"),
    [
        ({"motivation": "commenting", "bodyValue": "x"}, "comment", "x"),
        ({"motivation": "tagging", "body": {"type": "TextualBody", "value": "x"}}, "tagging", "x"),
        ({"body": {"type": "TextualBody", "value": ""}}, "annotation", ""),
        ({"motivation": ["tagging", "linking"], "body": "urn:x"}, "tagging", None),
        ({"motivation": "https://example.org/own", "body": ["urn:x"]}, "https://example.org/own", None),
        ({"body": [{"type": "TextualBody", "value": "x"}, {"type": "TextualBody", "value": "y"}]}, "annotation", None),
        (
            {"body": [{"value": "x", "purpose": "tagging"}, {"type": ["TextualBody"], "value": "y"}]},
            "annotation",
            "y",
        ),
    ],
)
def test_motivations_are_kinds_and_textual_bodies_are_texts(
    members: dict[str, Any], kind: str, text: str | None
) -> None:
    article = web_annotation.loads(annotation(FERRY, **members))
    assert (article.notes[0].kind, article.notes[0].text) == (kind, text)
    (item,) = document(article)["first"]["items"]
    before = json.loads(annotation(FERRY, **members))
    for name in ("id", "motivation", "target"):
        assert item.get(name) == before.get(name)
    if "body" in before:
        assert item["body"] == before["body"]


def test_the_text_meant_is_named_where_there_are_several() -> None:
    path = DATA / "broken" / "NC929-two-texts.json"
    article = web_annotation.read(path, id=FERRY, text=TEXT)
    assert [span.quote for span in article.notes[0].anchor] == ["Ferry"]
    assert web_annotation.loads(web_annotation.dumps(article)) == web_annotation.forget(article)


def test_an_id_and_a_language_can_be_given() -> None:
    article = web_annotation.loads(annotation({"source": FERRY, "selector": position(0, 5)}), id="mine", language="en")
    assert (article.id, article.language) == ("mine", "en")
    assert web_annotation.loads(web_annotation.dumps(article)) == article
    assert web_annotation.loads(web_annotation.dumps(ferry()), id="mine", language="id").language == "en"
    assert refused(annotation(FERRY), language="?") == [("NC208", "")]


def test_a_heading_without_words_gets_those_of_the_text() -> None:
    whole = document()
    del whole["article"]["sections"][0]["heading"]["exact"]
    assert web_annotation.loads(json.dumps(whole), text=TEXT) == ferry()


def test_what_stands_in_the_targets_of_a_record_beside_its_places_is_kept() -> None:
    whole = document()
    first, last = whole["first"]["items"][0], whole["first"]["items"][3]
    last["target"]["selector"].append({"type": "XPathSelector", "value": "/p"})
    first["target"].append("https://example.org/photo.jpg")
    article = web_annotation.loads(json.dumps(whole), text=TEXT)
    assert article.claims[0].extensions.plain()["web_annotation"] == {"target": ["https://example.org/photo.jpg"]}
    assert "XPathSelector" in str(article.claims[1].extensions.plain()["web_annotation"])
    assert web_annotation.loads(web_annotation.dumps(article), text=TEXT) == article


def test_the_context_of_newsclaims_is_known_by_its_name_and_written_out() -> None:
    whole = document()
    assert whole["@context"] == [W3C, shapes.contexts()[shapes.OURS]["@context"]]
    named = whole | {"@context": [W3C, shapes.OURS]}
    assert web_annotation.loads(json.dumps(named), text=TEXT) == ferry()
    changed = whole | {"@context": [W3C, whole["@context"][1] | {"certainty": "urn:x:doubt"}]}
    assert refused(json.dumps(changed)) == [("NC921", "/@context/1")]


def test_an_annotation_that_others_put_into_a_file_of_newsclaims_becomes_a_note() -> None:
    whole = document()
    whole["first"]["items"].append(
        {"id": "https://example.org/1", "type": "Annotation", "bodyValue": "Hm.", "target": f"{whole['id']}#c1"}
    )
    whole["total"] += 1
    whole["first"]["items"][0]["via"] = "https://example.org/server/7"
    article = web_annotation.loads(json.dumps(whole), text=TEXT)
    assert article.notes[-1] == nc.Note(
        id="n5",
        kind="annotation",
        about_id="c1",
        text="Hm.",
        extensions={"web_annotation": {"id": "https://example.org/1"}},
    )
    assert article.claims[0].extensions["web_annotation"].plain() == {"via": "https://example.org/server/7"}  # type: ignore[union-attr]
    again = document(article)["first"]["items"]
    assert again[0]["via"] == "https://example.org/server/7"
    assert (again[-1]["id"], again[-1]["target"]) == ("https://example.org/1", f"{document(article)['id']}#c1")


def test_a_member_of_a_record_that_no_field_is_known_for_is_kept() -> None:
    whole = document()
    whole["first"]["items"][0]["body"]["mood"] = "grim"
    whole["article"]["sources"][1]["mood"] = "gay"
    whole["article"]["mood"] = "sad"
    article = web_annotation.loads(json.dumps(whole), text=TEXT)
    assert article.claims[0].extensions.plain() == {"web_annotation": {"body": {"mood": "grim"}}}
    again = document(article)
    assert again["first"]["items"][0]["body"]["mood"] == "grim"
    assert again["article"]["sources"][1]["mood"] == "gay"
    assert again["article"]["mood"] == "sad"


def test_a_creator_that_is_more_than_a_name_is_kept() -> None:
    whole = document()
    whole["creator"] |= {"id": "https://example.org/people/1"}
    article = web_annotation.loads(json.dumps(whole), text=TEXT)
    assert article.provenance is not None
    assert article.provenance.agent == "annotator-1"
    assert document(article)["creator"] == whole["creator"]
    del whole["creator"]["name"]
    changed = web_annotation.loads(json.dumps(whole)).provenance
    assert changed is not None
    assert changed.agent == "https://example.org/people/1"


def test_a_file_cannot_be_too_large_to_be_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_annotation, "DEFAULT_LIMITS", nc.Limits(document=1000))
    with pytest.raises(nc.ConversionError, match="NC108"):
        web_annotation.dumps(ferry())


def test_a_newer_article_comes_back_whole() -> None:
    article = nc.loads(
        '{"schema_version": "1.7", "id": "x", "language": "en", "mood": 1, "claims": [{"id": "c", "text": "x", "mood":'
        ' 2, "attributions": [{"id": "a", "source_ids": [], "mood": {"a": null}}]}],'
        ' "notes": [{"id": "n", "kind": "k", "mood": 3}]}'
    )
    assert web_annotation.loads(web_annotation.dumps(article)) == article


def junk() -> st.SearchStrategy[Any]:
    small = [None, True, 0, -1, 3.5, "", "x", "a b", [], {}, [None], {"type": []}, {"type": "Composite"}, 2**63]
    return st.sampled_from(small)


@pytest.mark.promise(13)
@given(st.data())
def test_no_damage_leads_to_anything_but_an_article_or_an_error_with_codes(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([*sorted((DATA / "one_way").iterdir()), DATA / "round_trip" / "ferry.jsonld"]))
    whole = json.loads(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        inner, steps = whole, []
        while isinstance(inner, (dict, list)) and inner and (not steps or data.draw(st.integers(0, 5)) > 0):
            step = data.draw(st.sampled_from(list(inner) if isinstance(inner, dict) else range(len(inner))))
            steps.append((inner, step))
            inner = inner[step]
        if steps:
            steps[-1][0][steps[-1][1]] = data.draw(junk())
    try:
        article = web_annotation.loads(json.dumps(whole), text=data.draw(st.sampled_from([None, TEXT])))
    except nc.ConversionError as wrong:
        article, issues = None, wrong.issues
    if article is None:
        assert {issue.code for issue in issues} <= CODES.keys()
        assert all(issue.line and issue.column for issue in issues)
        return
    assert web_annotation.loads(web_annotation.dumps(article)) == web_annotation.forget(article)


# ── JSON-LD ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_context_of_the_network_is_refused_by_the_processor_too() -> None:
    from newsclaims.formats.web_annotation.ld import expand

    with pytest.raises(nc.ConversionError, match="NC921"):
        expand(json.dumps({"@context": [W3C, "https://example.com/context"], "id": "urn:x", "type": "Annotation"}))
    with pytest.raises(nc.ConversionError, match="NC920"):
        expand(json.dumps({"@context": W3C, "id": ["urn:x"], "type": 5}))


def test_without_pyld_the_reader_works_and_the_processor_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['pyld'] = None\n"
        "from newsclaims.formats import web_annotation\n"
        "try:\n    from newsclaims.formats.web_annotation import ld\n"
        "except ImportError as wrong:\n    print(wrong)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "PyLD is not installed: pip install 'newsclaims[jsonld]'\n"


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_lists_the_losses() -> None:
    rows = re.findall(r"^\| (NC6[0-9]{2}) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(loss.code, loss.what) for loss in web_annotation.LOSSES]


def test_the_examples_of_the_page_run() -> None:
    names: dict[str, Any] = {}
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(block, names)
