"""UIMA CAS: everything is kept in JSON and XMI, UTF-16 offsets are exact, what contradicts itself is refused."""

import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import cassis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import strategies
from newsclaims.errors import CODES
from newsclaims.formats import cas

DATA = Path(__file__).parent / "data" / "cas"
TEXT = "\U0001f469\u200d\U0001f680 said: e\u0301 \U0001f600\r\nis \u05e9\u05dc\u05d5\u05dd."

XML_SAFE = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")


def plain(article: nc.Article) -> dict[str, Any]:
    return json.loads(cas.dumps(article))


def refused(data: bytes | str, **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(nc.ConversionError) as caught:
        cas.loads(data, **options)
    return [(issue.code, issue.pointer) for issue in caught.value.issues]


def said() -> nc.Article:
    article = nc.Article.from_text(TEXT, id="urn:x:1", language="en")
    attribution = nc.Attribution(id="a1", source_ids=("s1",), source=(article.span(0, 3),), cue=article.find("said"))
    claim = nc.Claim(
        id="c1", content=(article.span(10, 12), *article.find("\U0001f600\r\nis")), attributions=(attribution,)
    )
    return attrs.evolve(article, sources=(nc.Source(id="s1", kind="person", name="A"),), claims=(claim,))


def foreign(text: str = TEXT, **types: str) -> dict[str, Any]:
    """A CAS of others: one type with a reference, an array, a second view."""
    return {
        "%TYPES": {
            "org.Token": {
                "%NAME": "org.Token",
                "%SUPER_TYPE": "uima.tcas.Annotation",
                "next": {"%NAME": "next", "%RANGE": "org.Token"},
                "pos": {"%NAME": "pos", "%RANGE": "uima.cas.String"},
            },
            "org.Chain": {
                "%NAME": "org.Chain",
                "%SUPER_TYPE": "uima.cas.TOP",
                "all": {"%NAME": "all", "%RANGE": "uima.cas.TOP[]"},
            },
            **types,
        },
        "%FEATURE_STRUCTURES": [
            {"%ID": 11, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": text},
            {"%ID": 12, "%TYPE": "org.Token", "@sofa": 11, "begin": 0, "end": 5, "@next": 14, "pos": "SYM"},
            {"%ID": 14, "%TYPE": "org.Token", "@sofa": 11, "begin": 6, "end": 10},
            {"%ID": 15, "%TYPE": "uima.cas.FSArray", "%ELEMENTS": [12, 14]},
            {"%ID": 16, "%TYPE": "org.Chain", "@all": 15},
            {"%ID": 20, "%TYPE": "uima.cas.Sofa", "sofaNum": 2, "sofaID": "other", "sofaString": "\U0001f600 x"},
            {"%ID": 21, "%TYPE": "org.Token", "@sofa": 20, "begin": 3, "end": 4},
        ],
        "%VIEWS": {
            "_InitialView": {"%SOFA": 11, "%MEMBERS": [12, 14, 16]},
            "other": {"%SOFA": 20, "%MEMBERS": [21]},
        },
    }


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.promise(11)
@given(strategies.articles(warnings=True))
def test_what_is_written_is_read_again_whole(article: nc.Article) -> None:
    before = nc.dumps(article)
    data = cas.dumps(article)
    assert cas.loads(data) == article == cas.forget(article)
    assert cas.from_cas(cas.to_cas(article)) == article
    assert cas.dumps(article) == data == cas.dumps(cas.loads(data))
    assert nc.dumps(article) == before
    assert cas.losses(article) == ()


@pytest.mark.promise(11)
@given(strategies.articles(warnings=True))
def test_xmi_is_read_again_whole_where_xml_can_hold_it(article: nc.Article) -> None:
    data = None
    with contextlib.suppress(nc.ConversionError):
        data = cas.dumps(article, syntax="xmi")
    if data is None:
        assert not all(map(XML_SAFE.fullmatch, [*strings(nc.to_dict(article)), nc.dumps(article).decode()]))
    else:
        assert cas.loads(data) == article
        assert cas.dumps(article, syntax="xmi") == data


def strings(value: Any) -> Iterator[str]:
    """All strings that a document holds outside its extensions."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name != "extensions":
                yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


TEXTS = st.text(
    st.sampled_from("\U0001f600\U0001f469\u200d\u0301\r\nab é\U0010ffff") | st.characters(exclude_categories=["Cs"]),
    min_size=1,
    max_size=20,
)


@pytest.mark.promise(7)
@given(TEXTS, st.data())
def test_offsets_count_utf_16_units(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    article = nc.Article.from_text(text, id="x", language="en")
    article = attrs.evolve(article, claims=(nc.Claim(id="c1", content=(article.span(start, end),)),))
    (span,) = [item for item in plain(article)["%FEATURE_STRUCTURES"] if item["%TYPE"] == "newsclaims.Span"]
    units = text.encode("utf-16-le")
    assert units[2 * span["begin"] : 2 * span["end"]].decode("utf-16-le") == text[start:end]
    assert cas.loads(cas.dumps(article)) == article


@pytest.mark.promise(7)
@given(st.integers(-3, 60), st.integers(-3, 60))
def test_an_offset_that_is_none_is_refused_and_no_other(begin: int, end: int) -> None:
    borders = {len(TEXT[:index].encode("utf-16-le")) // 2 for index in range(len(TEXT) + 1)}
    data = foreign()
    data["%FEATURE_STRUCTURES"][1].update(begin=begin, end=end)
    if begin <= end and {begin, end} <= borders:
        assert cas.loads(json.dumps(data)).text == TEXT
    else:
        assert {code for code, _ in refused(json.dumps(data))} == {"NC971"}


@pytest.mark.parametrize("name", nc.examples())
def test_every_bundled_article_survives(name: str) -> None:
    article = nc.example(name)
    assert cas.loads(cas.dumps(article)) == article
    assert cas.loads(cas.dumps(article, syntax="xmi")) == article


@pytest.mark.promise(11)
@given(strategies.articles(), strategies.json_values())
def test_whatever_stands_under_the_name_of_the_format_is_kept(article: nc.Article, value: Any) -> None:
    article = attrs.evolve(article, extensions={"cas": value})
    assert cas.loads(cas.dumps(article)) == article


@pytest.mark.promise(13)
@settings(max_examples=40)
@given(st.binary(max_size=60) | st.binary(max_size=60).map(b"<".__add__))
def test_whatever_is_no_cas_is_refused_with_a_code(data: bytes) -> None:
    assert refused(data)[0][0] in CODES


@pytest.mark.promise(13)
@given(st.data(), strategies.json_values())
def test_any_value_in_the_place_of_another_is_read_or_refused(data: st.DataObject, value: Any) -> None:
    whole = data.draw(st.sampled_from([foreign(), plain(said())]))
    inner: Any = whole
    key: Any = data.draw(st.sampled_from(sorted(whole)))
    while isinstance(inner[key], (dict, list)) and inner[key] and data.draw(st.booleans()):
        inner = inner[key]
        key = data.draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner))))
    inner[key] = value
    article = None
    with contextlib.suppress(nc.ConversionError):
        article = cas.loads(json.dumps(whole))
    assert article is None or cas.loads(cas.dumps(article)) == article


@pytest.mark.parametrize("syntax", ["json", "xmi"])
def test_a_cut_file_is_refused(syntax: Any) -> None:
    data = cas.dumps(said(), syntax=syntax)
    for size in range(0, len(data), 37):
        assert refused(data[:size])


# ── What is written ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_annotations_for_other_tools() -> None:
    made = cas.to_cas(said())
    spans = [(span.owner, span.role, span.seq, span.begin, span.end) for span in made.select("newsclaims.Span")]
    assert sorted(spans) == [
        ("a1", "cue", 0, 4, 8),
        ("a1", "source", 0, 0, 3),
        ("c1", "content", 0, 10, 12),
        ("c1", "content", 1, 13, 18),
    ]
    assert [span.get_covered_text() for span in made.select("newsclaims.Span") if span.role == "cue"] == ["said"]
    (attribution,) = made.select("newsclaims.Attribution")
    assert (attribution.attribution, attribution.claim, attribution.sources) == ("a1", "c1", "s1")
    (source,) = made.select("newsclaims.Source")
    assert (source.source, source.kind, source.name) == ("s1", "person", "A")
    assert made.document_language == "en"
    units = {(item["owner"], item["role"], item["seq"]): (item["begin"], item["end"]) for item in own(said())}
    assert units["a1", "source", 0] == (0, 5)
    assert units["c1", "content", 1] == (15, 21)


def own(article: nc.Article) -> list[dict[str, Any]]:
    return [item for item in plain(article)["%FEATURE_STRUCTURES"] if item["%TYPE"] == "newsclaims.Span"]


def test_the_library_reads_what_is_written_with_the_types_that_go_with_it() -> None:
    system = cassis.load_typesystem(cas.types().decode())
    found = cassis.load_cas_from_xmi(cas.dumps(said(), syntax="xmi").decode(), typesystem=system)
    assert found.sofa_string == TEXT
    assert {span.get_covered_text() for span in found.select("newsclaims.Span")} == {
        "said",
        TEXT[:3],
        "e\u0301",
        "\U0001f600\r\nis",
    }


def test_a_file_is_written_whole_and_read_again(tmp_path: Path) -> None:
    for name in ("a.json", "a.xmi", "a.XMI"):
        cas.write(said(), tmp_path / name)
        assert (tmp_path / name).read_bytes()[:1] == (b"{" if name == "a.json" else b"<")
        assert cas.read(tmp_path / name) == said()
    with pytest.raises(nc.ConversionError, match="NC974"):
        cas.write(nc.Article.from_text("\x00", id="x"), tmp_path / "a.xmi")
    assert cas.read(tmp_path / "a.xmi") == said()
    cas.write(nc.Article.from_text("\x00", id="x"), tmp_path / "a.xmi", syntax="json")
    assert cas.read(tmp_path / "a.xmi").text == "\x00"


def test_what_no_reader_would_take_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(nc.ConversionError, match="NC974"):
        cas.dumps(said(), syntax="binary")  # type: ignore[arg-type]
    monkeypatch.setattr(cas, "DEFAULT_LIMITS", nc.Limits(string=100))
    with pytest.raises(nc.ConversionError, match=r"NC974.*at most 100"):
        cas.dumps(said())
    monkeypatch.setattr(cas, "DEFAULT_LIMITS", nc.Limits(document=100))
    with pytest.raises(nc.ConversionError, match=r"NC974.*Limits[.]document"):
        cas.dumps(said())
    assert refused(b" " * 101) == [("NC970", "")]
    monkeypatch.setattr(cas, "_XML_STRING", 100)
    with pytest.raises(nc.ConversionError, match=r"NC974.*at most 100"):
        cas.dumps(said(), syntax="xmi")


def test_an_article_that_breaks_a_rule_is_refused() -> None:
    claim = nc.Claim(id="c1", content=(nc.Span(start=1, end=9),))
    article = nc.Article(id="x", language="en", text="abc", claims=(claim,))
    with pytest.raises(nc.ConversionError, match="NC4"):
        cas.dumps(article)


@pytest.mark.parametrize("name", ["said.json", "said.xmi"])
def test_the_bytes_of_a_file_stay_the_same(name: str) -> None:
    path = DATA / "round_trip" / name
    assert cas.read(path) == said()
    assert cas.dumps(cas.read(path), syntax="xmi" if name.endswith("xmi") else "json") == path.read_bytes()


def test_a_file_of_others_is_read_from_its_folder() -> None:
    assert cas.read(DATA / "one_way" / "tokens.json", id="x") == cas.loads(json.dumps(foreign()), id="x")


@pytest.mark.parametrize("path", sorted((DATA / "broken").iterdir()), ids=lambda path: path.name)
def test_a_damaged_file_is_refused(path: Path) -> None:
    with pytest.raises(nc.ConversionError) as caught:
        cas.read(path)
    assert {issue.code for issue in caught.value.issues} == {path.name[:5]}
    assert caught.value.document == str(path)


# ── What others have changed ─────────────────────────────────────────────────────────────────────────────────────────


def change(edit: Callable[[cassis.Cas], object]) -> cassis.Cas:
    made = cas.to_cas(said())
    edit(made)
    return made


def first(made: cassis.Cas, type_: str) -> Any:
    return made.select(type_)[0]


@pytest.mark.parametrize(
    "edit",
    [
        lambda made: setattr(first(made, "newsclaims.Span"), "end", 2),
        lambda made: setattr(first(made, "newsclaims.Span"), "owner", "c1"),
        lambda made: setattr(first(made, "newsclaims.Source"), "name", "B"),
        lambda made: setattr(first(made, "newsclaims.Attribution"), "certainty", "certain"),
        lambda made: made.remove(first(made, "newsclaims.Span")),
        lambda made: made.remove(first(made, "newsclaims.Claim")),
        lambda made: made.add(made.typesystem.get_type("newsclaims.Span")(begin=0, end=3, owner="x", role="y", seq=0)),
        lambda made: made.add(made.typesystem.get_type("newsclaims.Article")(json="{}")),
        lambda made: made.remove(first(made, "newsclaims.Article")),
        lambda made: setattr(made, "sofa_string", TEXT.replace("said", "sang")),
        lambda made: setattr(made, "document_language", "id"),
    ],
)
def test_what_contradicts_the_article_is_refused(edit: Any) -> None:
    made = change(edit)
    with pytest.raises(nc.ConversionError) as caught:
        cas.from_cas(made)
    assert {issue.code for issue in caught.value.issues} == {"NC972"}
    assert refused(made.to_json()) == refused(made.to_xmi()) == [("NC972", "")] * len(caught.value.issues)


def test_a_contradiction_is_named() -> None:
    with pytest.raises(nc.ConversionError) as caught:
        cas.from_cas(change(lambda made: setattr(first(made, "newsclaims.Source"), "name", "B")))
    assert [issue.message for issue in caught.value.issues] == [
        'lacks Source "kind=person, name=A, source=s1", which the article states',
        'has Source "kind=person, name=B, source=s1", which the article does not state',
    ]


@pytest.mark.parametrize("text", [None, "", "{}", "no"])
def test_an_article_that_is_not_valid_is_refused(text: str | None) -> None:
    made = change(lambda made: setattr(first(made, "newsclaims.Article"), "json", text))
    assert {code for code, _ in refused(made.to_json())} == {"NC973"}


def test_annotations_of_others_beside_the_article_are_kept_and_taken_away() -> None:
    def tag(made: cassis.Cas) -> None:
        token = made.typesystem.create_type("org.Token", "uima.tcas.Annotation")
        made.add(token(begin=4, end=8))

    article = cas.from_cas(change(tag))
    assert attrs.evolve(article, extensions={}) == said()
    (token,) = [
        item
        for item in article.extensions.plain()["cas"]["%FEATURE_STRUCTURES"]  # type: ignore[call-overload, index]
        if item["%TYPE"] == "org.Token"
    ]
    assert (token["begin"], token["end"]) == (6, 10)
    again = cas.to_cas(article)
    assert [item.get_covered_text() for item in again.select("org.Token")] == ["said"]
    assert cas.from_cas(again) == article == cas.loads(cas.dumps(article))
    xmi = cas.dumps(article, syntax="xmi")
    assert cas.loads(xmi, types=cas.types(article)) == article
    assert refused(xmi) == [("NC970", "")]
    again.remove(again.select("org.Token")[0])
    assert cas.from_cas(again) == said()


def test_annotations_of_others_that_point_at_ours_are_refused() -> None:
    def link(made: cassis.Cas) -> None:
        type_ = made.typesystem.create_type("org.Link", "uima.cas.TOP")
        made.typesystem.create_feature(type_, "to", "newsclaims.Span")
        made.add(type_(to=first(made, "newsclaims.Span")))

    assert refused(change(link).to_json()) == [("NC972", "")]


def test_another_id_can_be_given() -> None:
    assert cas.loads(cas.dumps(said()), id="mine") == attrs.evolve(said(), id="mine")
    assert refused(cas.dumps(said()), id="two\nlines") == [("NC206", "")]


# ── What others write ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_cas_of_others_is_kept_and_written_again() -> None:
    data = json.dumps(foreign())
    article = cas.loads(data, language="he")
    assert (article.text, article.language) == (TEXT, "he")
    assert article.id.startswith("urn:sha256:")
    assert not article.claims
    assert cas.loads(cas.dumps(article)) == article
    again = cas.to_cas(article)
    tokens = again.select("org.Token")
    assert [token.get_covered_text() for token in tokens] == [TEXT[:3], "said"]
    assert tokens[0].next is tokens[1]
    assert again.select("org.Chain")[0].all.elements == tokens
    assert [token.get_covered_text() for token in again.get_view("other").select("org.Token")] == ["x"]
    assert cas.loads(cas.dumps(article, syntax="xmi"), types=cas.types(article)) == article


def test_claims_can_be_added_to_a_cas_of_others() -> None:
    article = cas.loads(json.dumps(foreign()))
    article = attrs.evolve(article, claims=said().claims, sources=said().sources)
    again = cas.to_cas(article)
    assert len(again.select("newsclaims.Span")) == 4
    assert len(again.select("org.Token")) == 2
    assert cas.loads(cas.dumps(article)) == article


def test_the_language_is_what_the_cas_states() -> None:
    meta = {"org.Meta": {"%NAME": "org.Meta", "%SUPER_TYPE": "uima.tcas.DocumentAnnotation"}}
    for stated, expected in (("id", "id"), ("x-unspecified", "en"), ("no tag", "en")):
        data = foreign(**meta)  # type: ignore[arg-type]
        data["%FEATURE_STRUCTURES"].append(
            {"%ID": 30, "%TYPE": "org.Meta", "@sofa": 11, "begin": 0, "end": 5, "language": stated}
        )
        data["%VIEWS"]["_InitialView"]["%MEMBERS"].append(30)
        article = cas.loads(json.dumps(data), language="en")
        assert article.language == expected
        assert cas.loads(cas.dumps(article)) == article


def test_types_can_be_given_for_a_cas_that_leaves_them_out() -> None:
    article = cas.loads(json.dumps(foreign()))
    bare = foreign()
    del bare["%TYPES"]
    assert refused(json.dumps(bare)) == [("NC970", "")]
    assert cas.loads(json.dumps(bare), types=cas.types(article), id="x") == attrs.evolve(article, id="x")


@pytest.mark.parametrize(
    ("edit", "code", "pointer"),
    [
        (lambda data: data.pop("%VIEWS"), "NC970", ""),
        (lambda data: data.update({"%FEATURE_STRUCTURES": 5}), "NC970", "/%FEATURE_STRUCTURES"),
        (lambda data: data["%FEATURE_STRUCTURES"].append(5), "NC970", "/%FEATURE_STRUCTURES/7"),
        (lambda data: data["%FEATURE_STRUCTURES"].append({"%ID": 9}), "NC970", "/%FEATURE_STRUCTURES/7"),
        (lambda data: data["%FEATURE_STRUCTURES"][2].update({"%ID": 12}), "NC970", "/%FEATURE_STRUCTURES/2"),
        (lambda data: data["%FEATURE_STRUCTURES"][2].update({"@sofa": 99}), "NC970", "/%FEATURE_STRUCTURES/2/@sofa"),
        (lambda data: data["%FEATURE_STRUCTURES"][2].update({"begin": "6"}), "NC971", "/%FEATURE_STRUCTURES/2/begin"),
        (lambda data: data["%FEATURE_STRUCTURES"][2].pop("end"), "NC971", "/%FEATURE_STRUCTURES/2"),
        (lambda data: data["%FEATURE_STRUCTURES"][2].update({"end": 99}), "NC971", "/%FEATURE_STRUCTURES/2/end"),
        (lambda data: data["%FEATURE_STRUCTURES"][2].update({"begin": 1}), "NC971", "/%FEATURE_STRUCTURES/2/begin"),
        (lambda data: data["%FEATURE_STRUCTURES"][2].update({"begin": 11}), "NC971", "/%FEATURE_STRUCTURES/2/begin"),
        (lambda data: data["%FEATURE_STRUCTURES"][2].update({"%TYPE": "org.No"}), "NC970", ""),
        (lambda data: data["%VIEWS"]["other"]["%MEMBERS"].append(77), "NC970", ""),
    ],
)
def test_a_damaged_cas_is_refused_with_its_place(edit: Any, code: str, pointer: str) -> None:
    data = foreign()
    edit(data)
    assert (code, pointer) in refused(json.dumps(data))


def test_feature_structures_may_be_members_of_an_object() -> None:
    data = foreign()
    items = data["%FEATURE_STRUCTURES"]
    data["%FEATURE_STRUCTURES"] = {str(item.pop("%ID")): item for item in items}
    assert cas.loads(json.dumps(data)).text == TEXT
    data["%FEATURE_STRUCTURES"]["14"]["end"] = 99
    assert refused(json.dumps(data)) == [("NC971", "/%FEATURE_STRUCTURES/14/end")]


XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:tcas="http:///uima/tcas.ecore" xmlns:xmi="http://www.omg.org/XMI" \
xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0">
<tcas:Annotation xmi:id="2" sofa="1" begin="{begin}" end="{end}"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="a&#128512; b"/>
<cas:View sofa="1" members="{members}"/>
</xmi:XMI>
"""


def xmi(begin: str = "1", end: str = "3", members: str = "2") -> str:
    return XMI.format(begin=begin, end=end, members=members)


@pytest.mark.parametrize("number", [1, 5])
@pytest.mark.parametrize("members", [[], [7]])
@pytest.mark.parametrize("as_object", [False, True])
def test_a_cas_without_an_initial_view_is_kept(number: int, members: list[int], *, as_object: bool) -> None:
    sofa = {"%ID": number, "%TYPE": "uima.cas.Sofa", "sofaNum": 2, "sofaID": "A", "sofaString": "It rained."}
    mark = {"%ID": 7, "%TYPE": "uima.tcas.Annotation", "@sofa": number, "begin": 0, "end": 2}
    found: Any = [sofa, *([mark] if members else [])]
    if as_object:
        found = {str(item.pop("%ID")): item for item in found}
    view = {"%SOFA": number, "%MEMBERS": members}
    document = json.dumps({"%TYPES": {}, "%FEATURE_STRUCTURES": found, "%VIEWS": {"A": view}})
    article = cas.loads(document)
    assert article.text is None
    assert "It rained." in json.dumps(article.extensions.plain())
    for syntax in ("json", "xmi"):
        data = cas.dumps(article, syntax=syntax)
        assert cas.loads(data) == article
        ids = re.findall(rb'xmi:id="([0-9]+)"', data)
        assert len(ids) == len(set(ids))


def test_xmi_without_an_initial_view_is_kept() -> None:
    article = cas.loads(xmi().replace('sofaNum="1" sofaID="_InitialView"', 'sofaNum="2" sofaID="A"'))
    assert article.text is None
    assert cas.loads(cas.dumps(article)) == cas.loads(cas.dumps(article, syntax="xmi")) == article


def test_xmi_of_others_is_read() -> None:
    article = cas.loads(xmi())
    assert article.text == "a\U0001f600 b"
    (annotation,) = cas.to_cas(article).select("uima.tcas.Annotation")[:1]
    assert cas.loads(cas.dumps(article, syntax="xmi")) == article
    assert annotation is not None


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (xmi(begin="2"), "NC971", 3),
        (xmi(end="9"), "NC971", 3),
        (xmi(begin="4"), "NC971", 3),
        (xmi(begin="-1"), "NC971", 3),
        (xmi(begin="x"), "NC971", 3),
        (xmi(begin="1" * 30), "NC971", 3),
        (xmi(members=""), "NC971", 3),
        (xmi().replace('sofa="1" begin', 'sofa="7" begin'), "NC970", 3),
        (xmi()[:-12], "NC970", 5),
        (xmi().replace("<xmi:XMI", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<xmi:XMI'), "NC970", 2),
        (xmi().replace("&#128512;", "&e;"), "NC970", 4),
        ("<a/>", "NC970", 1),
        ("<", "NC970", 1),
        ('<?xml version="1.0" encoding="klingon"?><a/>', "NC970", 1),
    ],
)
def test_damaged_xmi_is_refused_with_its_line(data: str, code: str, line: int) -> None:
    with pytest.raises(nc.ConversionError) as caught:
        cas.loads(data)
    assert [(issue.code, issue.line) for issue in caught.value.issues] == [(code, line)]


def test_a_type_system_with_a_document_type_is_refused() -> None:
    for encoding in ("utf-8", "utf-16"):
        types = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><typeSystemDescription/>'.encode(encoding)
        assert refused(xmi(), types=types) == [("NC970", "")]
    assert refused(xmi(), types=b"<a>") == [("NC970", "")]


def test_files_are_named_in_errors(tmp_path: Path) -> None:
    (tmp_path / "a.xmi").write_text(xmi(end="9"), encoding="utf-8")
    (tmp_path / "types.xml").write_bytes(cas.types())
    with pytest.raises(nc.ConversionError) as caught:
        cas.read(tmp_path / "a.xmi", types=tmp_path / "types.xml")
    assert caught.value.document == str(tmp_path / "a.xmi")
    (issue,) = caught.value.issues
    assert str(issue) == "(document)  NC971  has an end that is wrong: 9 is past the end of the text (5 UTF-16 units)"


def test_offsets_of_a_cas_in_memory_are_checked_too() -> None:
    made = cassis.Cas()
    made.sofa_string = "abc"
    made.add(made.typesystem.get_type("uima.tcas.Annotation")(begin=0, end=9))
    with pytest.raises(nc.ConversionError, match="NC971"):
        cas.from_cas(made)


def test_a_missing_library_is_named_with_the_line_to_type() -> None:
    code = "import sys; sys.modules['cassis'] = None; import newsclaims.formats.cas"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "dkpro-cassis is not installed: pip install 'newsclaims[cas]'" in done.stderr


def test_the_page_tells_the_same_losses_as_the_module() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "cas.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (NC6[0-9]{2}) \|", page, re.MULTILINE) == [loss.code for loss in cas.LOSSES] == []
