"""ninjs: everything is kept, both ways, in both versions; what contradicts itself is refused."""

import doctest
import json
import re
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import strategies
from newsclaims.errors import CODES
from newsclaims.formats import _documents, ninjs
from newsclaims.formats.ninjs._members import respelled

DATA = Path(__file__).parent / "data" / "ninjs"
VERSIONS = ("3.1", "2.2")


def files(kind: str) -> list[Any]:
    return [pytest.param(path, id=path.stem) for path in sorted((DATA / kind).iterdir())]


def harbour() -> nc.Article:
    return ninjs.read(DATA / "round_trip" / "harbour-3.1.json")


def plain(article: nc.Article, version: str = "3.1") -> dict[str, Any]:
    return json.loads(ninjs.dumps(article, version=version))


def edited(**members: Any) -> str:
    return json.dumps({**plain(harbour()), **members})


def refused(data: bytes | str, **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(nc.ConversionError) as caught:
        ninjs.loads(data, **options)
    assert all(issue.line is not None and issue.column is not None for issue in caught.value.issues)
    return [(issue.code, issue.pointer) for issue in caught.value.issues]


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

# What other people may have put under the format's own name, from what ninjs allows to what it does not.
EXTRA = st.dictionaries(
    st.sampled_from(
        [
            "urgency",
            "subjects",
            "subject",
            "type",
            "bodies",
            "headlines",
            "altIds",
            "altids",
            "expires",
            "people",
            "uri",
            "rightsInfo",
            "infoSources",
            "standard",
            "title",
            "renditions",
            "copyrightnotice",
            "unknown",
        ]
    ),
    st.one_of(
        st.integers(0, 10),
        st.text(max_size=3),
        st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "name": st.text(max_size=3),
                    "role": st.sampled_from(["newsclaims", "main"]),
                    "value": st.text(max_size=3),
                    "uri": st.sampled_from(["urn:x:1", "a b"]),
                },
            ),
            max_size=3,
        ),
        strategies.json_values(),
    ),
)


@pytest.mark.promise(11)
@given(strategies.articles(warnings=True), st.sampled_from(VERSIONS), st.none() | EXTRA | strategies.json_values())
def test_what_is_written_is_read_again_whole(article: nc.Article, version: str, extra: Any) -> None:
    if extra is not None:
        article = attrs.evolve(article, extensions={**article.extensions.plain(), "ninjs": extra})
    before = nc.dumps(article)
    data = ninjs.dumps(article, version=version)
    assert ninjs.loads(data) == article == ninjs.forget(article)
    assert ninjs.dumps(article, version=version) == data == ninjs.dumps(ninjs.loads(data), version=version)
    assert nc.dumps(article) == before
    assert ninjs.losses(article) == ()


@pytest.mark.promise(11)
@given(strategies.articles(), st.sampled_from(VERSIONS))
def test_members_hold_what_the_article_says(article: nc.Article, version: str) -> None:
    item = plain(article, version)
    kind = "contentType" if version == "3.1" else "contenttype"
    texts = [body["value"] for body in item["bodies"] if body.get(kind) == "text/plain"]
    assert texts == ([] if article.text is None else [article.text])
    assert item["language"] == article.language
    assert item.get("title") == article.title
    assert _documents.strict_uri(item["uri"])


@pytest.mark.parametrize("name", nc.examples())
@pytest.mark.parametrize("version", VERSIONS)
def test_every_bundled_article_survives(name: str, version: str) -> None:
    article = nc.example(name)
    assert ninjs.loads(ninjs.dumps(article, version=version)) == article


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", files("round_trip"))
def test_files_of_our_own_are_written_again_byte_for_byte(path: Path, tmp_path: Path) -> None:
    ninjs.write(ninjs.read(path), tmp_path / "again.json", version=path.stem[-3:])
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", files("one_way"))
def test_files_of_others_come_back_the_same_after_being_written(path: Path) -> None:
    article = ninjs.read(path)
    for version in VERSIONS:
        assert ninjs.loads(ninjs.dumps(article, version=version)) == article


@pytest.mark.parametrize("path", files("one_way"))
def test_no_word_of_a_file_is_lost(path: Path) -> None:
    assert set(words(json.loads(path.read_bytes()))) <= set(words(nc.to_dict(ninjs.read(path))))


def words(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [word for item in value.values() for word in words(item)]
    return [word for item in value for word in words(item)] if isinstance(value, list) else [str(value)]


@pytest.mark.parametrize("path", files("broken"))
def test_broken_files_are_refused_with_their_code_and_place(path: Path) -> None:
    with pytest.raises(nc.ConversionError) as caught:
        ninjs.read(path)
    first = caught.value.issues[0]
    assert (first.code, first.severity) == (path.name[:5], "error")
    assert first.code in CODES
    assert first.line is not None
    assert first.column is not None
    assert caught.value.document == str(path)
    assert len(str(caught.value)) < 4096


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ninjs.read(tmp_path / "none.json")


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "item.json"
    path.write_text("before")
    invalid = nc.Article(id="x", language="en", claims=(nc.Claim(id="c1", text="a"), nc.Claim(id="c1", text="b")))
    with pytest.raises(nc.ConversionError) as caught:
        ninjs.write(invalid, path)
    assert [issue.code for issue in caught.value.issues] == ["NC302"]
    assert path.read_text() == "before"


# ── What is read of others ───────────────────────────────────────────────────────────────────────────────────────────


def test_version_1_is_read() -> None:
    article = ninjs.read(DATA / "one_way" / "version-1.json")
    assert (article.id, article.title, article.byline) == (
        "urn:example:ferry",
        "Ferry late again",
        ("Ada Tide and B. Moor",),
    )
    assert article.text == "The ferry was late. “Fog”, said C. Reef."
    assert (article.published, article.modified) == (None, "2023-11-05T06:00:00Z")
    assert [(source.id, source.name, source.kind, source.same_as) for source in article.sources] == [
        ("person1", "C. Reef", "person", ("https://example.org/people/2",)),
        ("person2", "D. Shoal", "person", ()),
        ("organization1", "Quay Ferries", "organization", ()),
    ]
    kept = article.extensions.plain()["ninjs"]
    assert kept["firstcreated"] == "2023-11-04"
    assert kept["body_xhtml"] == "<p>The ferry was late.</p>"
    assert not {"uri", "body_text", "headline", "byline", "person", "language"} & set(kept)


def test_markup_is_never_turned_into_text() -> None:
    article = ninjs.read(DATA / "one_way" / "version-2.json")
    assert article.text is None
    assert article.extensions["ninjs"]["bodies"][0]["value"] == "<p>The tram &amp; the bus stopped.</p>"


def test_the_headline_wins_over_the_title_which_is_kept() -> None:
    article = ninjs.read(DATA / "one_way" / "version-2.json")
    assert (article.title, article.extensions["ninjs"]["title"]) == ("Tram stops", "tram-2")
    assert article.publisher == "The Rail Post"


def test_a_literal_that_two_wish_for_is_nobodys_id() -> None:
    article = ninjs.read(DATA / "one_way" / "version-2.json")
    assert [(source.id, source.extensions["ninjs"]["literal"]) for source in article.sources] == [
        ("person1", "p-9"),
        ("person2", "p-9"),
    ]


def test_a_literal_is_the_id_where_it_can_be() -> None:
    item = '{"uri": "urn:x:1", "people": [{"literal": "p-9"}, {"literal": "person1"}, {"name": "A"}]}'
    assert [source.id for source in ninjs.loads(item).sources] == ["p-9", "person1", "person2"]


def test_a_language_that_is_no_tag_is_kept_beside_the_one_given() -> None:
    article = ninjs.loads((DATA / "one_way" / "version-3.json").read_bytes(), language="en")
    assert (article.language, article.extensions["ninjs"]["language"]) == ("en", "en_GB")


@pytest.mark.parametrize(
    ("bodies", "text"),
    [
        ([{"value": "Fog."}], "Fog."),
        ([{"value": "Fog &amp; rain"}], None),
        ([{"value": "Fog &amp rain"}], None),
        ([{"value": "Fog<!-- -->"}], None),
        ([{"value": "Berg & Sons, AT&T: 3 < 4"}], "Berg & Sons, AT&T: 3 < 4"),
        ([{"value": "<p>Fog.</p>"}], None),
        ([{"value": "Fog.", "contentType": "text/html"}], None),
        ([{"value": "Fog.", "contentType": "Text/Plain; charset=utf-8"}, {"value": "x"}], "Fog."),
        ([{"value": "Fog.", "contenttype": "text/plain"}], "Fog."),
        ([{"value": "a"}, {"value": "b"}], None),
        ([{"value": "a", "role": "main"}, {"value": "b"}], "a"),
        ([{"value": "a", "contentType": "text/plain"}, {"value": "b", "contentType": "text/plain"}], None),
        ([{"value": "", "contentType": "text/plain"}], ""),
        ([{"value": "R\u0000\r\n", "contentType": "text/plain"}], "R\u0000\r\n"),
        ([], None),
    ],
)
def test_the_text_is_a_body_that_is_surely_plain(bodies: list[Any], text: str | None) -> None:
    article = ninjs.loads(json.dumps({"uri": "urn:x:1", "bodies": bodies}))
    assert article.text == text
    assert ninjs.loads(ninjs.dumps(article)) == article


@pytest.mark.parametrize(
    ("members", "text"),
    [
        ({"body_main": "Fog."}, "Fog."),
        ({"body_main": "<p>Fog.</p>"}, None),
        ({"body_xhtml": "Fog."}, None),
        ({"body_richtext": "Fog."}, None),
        ({"body_text": "<Fog> & rain", "body_xhtml": "x"}, "<Fog> & rain"),
        ({"body_main": "a", "body_short": "b"}, "a"),
        ({"body_long": "a", "body_short": "b"}, None),
    ],
)
def test_the_text_of_version_1(members: dict[str, str], text: str | None) -> None:
    article = ninjs.loads(json.dumps({"uri": "urn:x:1", **members}))
    assert article.text == text
    assert set(words(members)) <= set(words(nc.to_dict(article)))


@pytest.mark.parametrize(
    ("members", "title"),
    [
        ({"headline": "A", "headline_main": "B"}, None),
        ({"headline_main": "B", "headline_short": "C"}, "B"),
        ({"headline_short": "C"}, "C"),
        ({"headline": "two\nlines"}, None),
        ({"headline": ""}, None),
        ({"title": "T"}, "T"),
        ({"title": "T", "headline": "T"}, "T"),
        ({"headlines": [{"value": "C", "role": "short"}, {"value": "D", "role": "long"}]}, None),
    ],
)
def test_the_title_is_the_main_headline(members: dict[str, Any], title: str | None) -> None:
    article = ninjs.loads(json.dumps({"uri": "urn:x:1", **members}))
    assert article.title == (title if title is not None or "headline_main" not in members else "A")
    assert set(words(members)) <= set(words(nc.to_dict(article)))


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("by", None),
        ("headlines", {}),
        ("headlines", [5]),
        ("headlines", [{"value": "A", "contentType": 1}]),
        ("headline_main", 1),
        ("people", [None]),
        ("person", "A"),
        ("infoSources", 1),
        ("firstCreated", 2024),
    ],
)
def test_wrong_types_are_refused(member: str, value: Any) -> None:
    (found,) = refused(json.dumps({"uri": "urn:x:1", member: value}))
    assert found[0] == "NC942"
    assert found[1].startswith(f"/{member}")


def test_all_faults_are_told_in_one_pass_in_the_order_of_the_file() -> None:
    item = '{"uri": "urn:x:1",\n "person": [1],\n "by": 2,\n "headline": 3}'
    with pytest.raises(nc.ConversionError) as caught:
        ninjs.loads(item)
    assert [(issue.pointer, issue.line) for issue in caught.value.issues] == [
        ("/person/0", 2),
        ("/by", 3),
        ("/headline", 4),
    ]


def test_more_faults_than_are_listed_are_counted() -> None:
    with pytest.raises(nc.ConversionError) as caught:
        ninjs.loads(json.dumps({"uri": "urn:x:1", "people": [0] * 150}))
    assert len(caught.value.issues) == 101
    assert caught.value.issues[-1].code == "NC114"


def test_the_id_that_is_given_wins_and_the_uri_is_kept() -> None:
    article = ninjs.loads('{"uri": "urn:x:1"}', id="mine")
    assert (article.id, article.extensions["ninjs"]["uri"]) == ("mine", "urn:x:1")
    again = ninjs.loads(ninjs.dumps(harbour()), id="mine")
    assert again.id == "mine"
    assert attrs.evolve(again, id=harbour().id).claims == harbour().claims
    assert again.extensions["ninjs"]["uri"] == "https://example.org/news/harbour"
    assert ninjs.loads(ninjs.dumps(again)) == again
    assert ninjs.loads(ninjs.dumps(harbour()), id=harbour().id) == harbour()


def test_an_id_that_cannot_be_is_refused() -> None:
    assert refused('{"uri": "urn:x:1"}', id="two\nlines") == [("NC206", "")]
    assert refused('{"uri": "urn:x:1"}', language="no tag") == [("NC208", "")]


def test_text_and_bytes_are_read_alike() -> None:
    data = (DATA / "one_way" / "version-3.json").read_bytes()
    assert ninjs.loads(data) == ninjs.loads(data.decode()) == ninjs.loads(bytearray(data))  # type: ignore[arg-type]


# ── The article that is carried ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("uri", "urn:x:copy"),
        ("title", "Harbour closed"),
        ("headlines", []),
        ("headlines", 5),
        ("by", "Somebody"),
        ("language", "id"),
        ("firstCreated", "2025-05-02T08:30:00+01:00"),
        ("people", [{"name": "the harbour mistress", "rel": "source", "literal": "master"}]),
        ("infoSources", [{"name": "Another Courier", "role": "publisher"}]),
        ("urgency", 5),
        ("placing", "back"),
        ("bodies", "body"),
    ],
)
def test_what_contradicts_the_article_is_refused(member: str, value: Any) -> None:
    bodies = plain(harbour())["bodies"]
    bodies = [{**bodies[0], "value": "Another text."}, bodies[1]] if member == "bodies" else bodies
    found = edited(**{"bodies": bodies} if member == "bodies" else {member: value})
    assert refused(found) == [("NC944", f"/{member}")]
    assert refused(found, id="mine") == [("NC944", f"/{member}")]


@pytest.mark.parametrize("member", ["standard", "title", "by", "people", "headlines", "firstCreated", "subjects"])
def test_what_is_missing_beside_the_article_contradicts_nothing(member: str) -> None:
    item = plain(harbour())
    del item[member]
    assert ninjs.loads(json.dumps(item)) == harbour()


def test_the_article_alone_is_enough() -> None:
    item = plain(harbour())
    assert ninjs.loads(json.dumps({"uri": item["uri"], "bodies": item["bodies"][1:]})) == harbour()


def test_what_says_more_than_the_article_is_kept() -> None:
    people = plain(harbour())["people"]
    found = edited(
        type="composite",
        edNote="check the tide",
        people=[*people, {"name": "A. Nemone", "rel": "about"}],
        standard={"name": "ninjs", "version": "3.0"},
    )
    article = ninjs.loads(found)
    kept = article.extensions.plain()["ninjs"]
    assert kept == {
        **harbour().extensions.plain()["ninjs"],
        "type": "composite",
        "edNote": "check the tide",
        "people": [{"name": "A. Nemone", "rel": "about"}],
        "standard": {"name": "ninjs", "version": "3.0"},
    }
    assert attrs.evolve(article, extensions=harbour().extensions) == harbour()
    again = plain(article)
    assert (again["type"], again["edNote"], again["people"]) == (
        "composite",
        "check the tide",
        json.loads(found)["people"],
    )
    assert ninjs.loads(ninjs.dumps(article)) == article
    # Once more, on top of what is kept already.
    again["people"].append({"name": "B. Arnacle"})
    assert [person["name"] for person in ninjs.loads(json.dumps(again)).extensions["ninjs"]["people"]] == [
        "A. Nemone",
        "B. Arnacle",
    ]


def test_what_says_more_is_refused_where_it_cannot_be_kept() -> None:
    article = attrs.evolve(harbour(), extensions={"ninjs": 5})
    item = {**plain(article), "edNote": "more"}
    assert refused(json.dumps(item)) == [("NC944", "")]
    assert refused(ninjs.dumps(article), id="mine") == [("NC944", "/uri")]
    assert ninjs.loads(ninjs.dumps(article)) == article


def test_two_spellings_beside_the_article_are_refused() -> None:
    assert refused(edited(altIds=[], altids=[])) == [("NC942", "/altids")]


def test_a_body_of_our_role_and_another_type_carries_nothing() -> None:
    item = '{"uri": "urn:x:1", "bodies": [{"role": "newsclaims", "contentType": "text/plain", "value": "Fog."}]}'
    assert ninjs.loads(item).text == "Fog."


def test_the_issues_of_the_article_are_all_told() -> None:
    bad = '{"schema_version": "1.0", "id": "x", "language": "en", "claims": [{"id": "c1"}, {"id": "c1", "text": "a"}]}'
    body = {"role": "newsclaims", "contentType": "application/json", "value": bad}
    with pytest.raises(nc.ConversionError) as caught:
        ninjs.loads(json.dumps({"uri": "x", "bodies": [body]}))
    assert [issue.code for issue in caught.value.issues] == ["NC943", "NC943"]
    assert re.search("NC213.*NC302", str(caught.value), re.DOTALL)


# ── What is written ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_members_of_a_whole_article() -> None:
    item = plain(harbour())
    assert list(item) == [
        "standard",
        "uri",
        "type",
        "language",
        "title",
        "by",
        "firstCreated",
        "urgency",
        "subjects",
        "headlines",
        "bodies",
        "people",
        "organisations",
        "infoSources",
    ]
    assert item["by"] == "Ada Tide, B. Moor"
    # The minute of the change has no second, which ninjs asks for.
    assert "versionCreated" not in item
    assert [body["role"] for body in item["bodies"]] == ["main", "newsclaims"]
    assert item["bodies"][0]["charCount"] == len(harbour().text or "")
    assert nc.loads(item["bodies"][1]["value"]) == harbour()
    assert item["organisations"][1] == {"name": "Town council", "rel": "source", "literal": "town"}


def test_version_2_spells_without_capitals() -> None:
    item = plain(harbour(), "2.2")
    assert item["bodies"][1].keys() == {"role", "contenttype", "value"}
    assert "firstcreated" in item
    assert "infosources" in item


def test_roles_of_others_are_written_again() -> None:
    item = '{"uri": "urn:x:1", "bodies": [{"role": "text", "contentType": "text/plain", "value": "Fog."}]}'
    assert plain(ninjs.loads(item))["bodies"][0]["role"] == "text"


def test_what_is_kept_of_others_is_written_where_ninjs_allows_it() -> None:
    item = plain(ninjs.read(DATA / "one_way" / "version-1.json"))
    assert item["subjects"] == [{"name": "transport", "rel": "about"}]
    assert "body_xhtml" not in item
    assert plain(ninjs.loads('{"uri": "urn:x:1", "type": "event"}'), "2.2")["type"] == "text"
    assert plain(ninjs.loads('{"uri": "urn:x:1", "embargoed": "2023-11-05T05:00:00Z"}'))["embargoedUntil"]


def test_what_is_kept_cannot_pass_for_the_article() -> None:
    entry = {"role": "newsclaims", "contentType": "application/json", "value": "{}"}
    article = nc.Article(id="x", language="en", extensions={"ninjs": {"bodies": [entry]}})
    assert [body["role"] for body in plain(article)["bodies"]] == ["newsclaims"]
    assert ninjs.loads(ninjs.dumps(article)) == article


@pytest.mark.parametrize(
    ("urgency", "written"), [(0, False), (1, True), (9, True), (10, False), (4.0, False), (True, False)]
)
def test_what_ninjs_does_not_allow_stays_in_the_article(urgency: Any, written: bool) -> None:  # noqa: FBT001
    article = nc.Article(id="x", language="en", extensions={"ninjs": {"urgency": urgency}})
    assert ("urgency" in plain(article)) is written
    assert ninjs.loads(ninjs.dumps(article)) == article


def test_renditions_are_written_again() -> None:
    rendition = {"name": "sound", "href": "https://example.org/a.mp3", "duration": 2.5, "sizeInBytes": 9}
    assert plain(ninjs.loads(json.dumps({"uri": "urn:x:1", "renditions": [rendition]})))["renditions"] == [rendition]


def test_an_id_that_is_no_uri_is_written_as_one() -> None:
    assert plain(nc.Article(id="b/2 é", language="en"))["uri"] == "urn:newsclaims:b%2F2%20%C3%A9"


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(nc.ConversionError, match="NC947"):
        ninjs.dumps(harbour(), version="3.2")


def test_what_no_reader_would_take_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(nc.dumps(harbour()))
    monkeypatch.setattr(ninjs, "DEFAULT_LIMITS", nc.Limits(string=size))
    assert ninjs.dumps(harbour())
    monkeypatch.setattr(ninjs, "DEFAULT_LIMITS", nc.Limits(string=size - 1))
    with pytest.raises(nc.ConversionError, match=r"NC946.*Limits[.]string"):
        ninjs.dumps(harbour())
    monkeypatch.setattr(ninjs, "DEFAULT_LIMITS", nc.Limits(document=size))
    with pytest.raises(nc.ConversionError, match=r"NC946.*Limits[.]document"):
        ninjs.dumps(harbour())


# ── Small parts ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "is_uri"),
    [
        ("https://example.org", True),
        ("https://u:p@example.org:80/a//b?x=1/?#f?", True),
        ("urn:a", True),
        ("mailto:a@b", True),
        ("file:///a", True),
        ("urn:", False),
        ("a", False),
        ("http://a b", False),
        ("http://[::1]/", False),
        ("urn:%zz", False),
        ("urn:é", False),
        ("urn:a#b#c", False),
        ("urn:a\n", False),
    ],
)
def test_uris_are_those_that_every_checker_lets_pass(text: str, is_uri: bool) -> None:  # noqa: FBT001
    assert _documents.strict_uri(text) is is_uri


def test_no_pattern_runs_away() -> None:
    for text in (
        "a:" + "a" * 50_000 + " ",
        "a://" + "a:" * 50_000 + " ",
        "a:/" + "/" * 50_000 + " ",
        "a:%" + "%2" * 50_000,
    ):
        assert not _documents.strict_uri(text)


def test_names_that_fall_together_are_left_alone() -> None:
    assert respelled([{"altIds": 1, "altids": 2}]) == [{"altIds": 1, "altids": 2}]


def test_the_page_tells_the_same_losses_as_the_module() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "ninjs.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (NC6[0-9]{2}) \|", page, re.MULTILINE) == [loss.code for loss in ninjs.LOSSES] == []


def test_the_page_shows_what_happens() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "ninjs.md").read_text(encoding="utf-8")
    known: dict[str, Any] = {}
    for number, block in enumerate(re.findall("^```pycon\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)):
        test = doctest.DocTestParser().get_doctest(block, known, f"ninjs.md, block {number}", None, None)
        assert doctest.DocTestRunner().run(test, clear_globs=False).failed == 0
        known.update(test.globs)
    assert known


@pytest.mark.promise(13)
@settings(max_examples=20)
@given(st.binary(max_size=60))
def test_whatever_is_no_ninjs_is_refused_with_a_code(data: bytes) -> None:
    assert refused(data)[0][0] in CODES
