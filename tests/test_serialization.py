"""Reading and writing: canonical bytes, whole files, plain data, newer and older versions."""

import copy
import errno
import json
import os
import pickle
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import attrs
import pytest
from cattrs.errors import ClassValidationError

import newsclaims as nc
from newsclaims import _codec, _files, _json, migration, serialization
from newsclaims._extensions import JSON
from newsclaims._structs import RECORDS

HEAD = {"schema_version": "1.0", "id": "x", "language": "en"}

BARE = nc.Article(id="x", language="en")
BARE_BYTES = b'{"schema_version":"1.0","id":"x","language":"en"}'

BROKEN = nc.Article(id="x", language="en", claims=(nc.Claim(id="c1"),))
"""Every value is right, and the article is not."""


def full() -> nc.Article:
    """An article with every member of every record."""
    text = "Rain fell in Kiev, NHK may have said."
    rain = nc.Span(start=0, end=4, quote="Rain")
    everything = {"b": [1, 1.0, True, None, "é"], "a": {}}
    return nc.Article(
        id="urn:example:full",
        language="en-GB",
        text=text,
        title="Rain",
        publisher="NHK",
        url="../rain",
        byline=("A. B.", "A. B."),
        published="2024-10-31T09:30Z",
        modified="2024",
        sections=(
            nc.Section(id="s1", role="headline", start=0, end=18, heading=rain, level=2, extensions=everything),
            nc.Section(id="s2", start=18, end=37),
        ),
        sources=(
            nc.Source(
                id="nhk",
                name="NHK",
                kind="media",
                naming="named",
                affiliation_id="state",
                description="A\nbroadcaster",
                same_as=("wd:Q1",),
                extensions=everything,
            ),
            nc.Source(id="state"),
        ),
        claims=(
            nc.Claim(
                id="c1",
                content=(rain, nc.Span(start=5, end=9, quote="fell")),
                text="Rain fell in Kiev.",
                language="en",
                types=("event", "quote"),
                orientation="past",
                time=nc.When(value="2024-10/..", anchor=(nc.Span(start=10, end=12, quote="in"),)),
                same_as=("a:b", "a:c"),
                confidence=0,
                attributions=(
                    nc.Attribution(
                        id="a1",
                        source_ids=("nhk",),
                        source=(nc.Span(start=19, end=22, quote="NHK"),),
                        cue=(nc.Span(start=32, end=36, quote="said"),),
                        hedge=(nc.Span(start=23, end=26, quote="may"),),
                        attitude="assertion",
                        certainty="possible",
                        polarity="positive",
                        form="indirect",
                        within_id="c2",
                        via_ids=("state",),
                        time=nc.When(value="2024"),
                        url="x y",
                        confidence=100,
                        extensions=everything,
                    ),
                    nc.Attribution(id="a2", source_ids=()),
                ),
                extensions=everything,
            ),
            nc.Claim(id="c2", text="NHK said so."),
        ),
        relations=(
            nc.Relation(
                id="r1",
                type="refines",
                from_id="c1",
                to_id="c2",
                cue=(rain,),
                drawn_by_ids=("nhk",),
                confidence=50,
                extensions=everything,
            ),
        ),
        reviews=(
            nc.Review(
                id="v1",
                claim_id="c1",
                label="True",
                verdict="supported",
                rating_value=1,
                rating_best=6.0,
                rating_worst=-0.5,
                explanation="Seen.",
                url="https://example.org",
                author_id="nhk",
                published="2024-11",
                extensions=everything,
            ),
        ),
        notes=(
            nc.Note(id="n1", kind="comment", anchor=(rain,), about_id="a1", text="", extensions=everything),
            nc.Note(id="n2", kind="k"),
        ),
        provenance=nc.Provenance(
            agent="me",
            kind="human",
            created="2024-10-31T09:30:00+07:00",
            guideline="a:b",
            derived_from="a:c",
            extensions=everything,
        ),
        extensions=everything,
    )


EVERYTHING = b'"extensions":{"b":[1,1.0,true,null,"\xc3\xa9"],"a":{}}'
FULL_BYTES = (
    b'{"schema_version":"1.0","id":"urn:example:full","language":"en-GB",'
    b'"text":"Rain fell in Kiev, NHK may have said.",'
    b'"text_sha256":"DIGEST",'
    b'"title":"Rain","publisher":"NHK","url":"../rain","byline":["A. B.","A. B."],'
    b'"published":"2024-10-31T09:30Z","modified":"2024",'
    b'"sections":[{"id":"s1","role":"headline","start":0,"end":18,'
    b'"heading":{"start":0,"end":4,"quote":"Rain"},"level":2,EXTENSIONS},{"id":"s2","start":18,"end":37}],'
    b'"sources":[{"id":"nhk","name":"NHK","kind":"media","naming":"named","affiliation_id":"state",'
    b'"description":"A\\nbroadcaster","same_as":["wd:Q1"],EXTENSIONS},{"id":"state"}],'
    b'"claims":[{"id":"c1","content":[{"start":0,"end":4,"quote":"Rain"},{"start":5,"end":9,"quote":"fell"}],'
    b'"text":"Rain fell in Kiev.","language":"en","types":["event","quote"],"orientation":"past",'
    b'"time":{"value":"2024-10/..","anchor":[{"start":10,"end":12,"quote":"in"}]},'
    b'"same_as":["a:b","a:c"],"confidence":0,'
    b'"attributions":[{"id":"a1","source_ids":["nhk"],"source":[{"start":19,"end":22,"quote":"NHK"}],'
    b'"cue":[{"start":32,"end":36,"quote":"said"}],"hedge":[{"start":23,"end":26,"quote":"may"}],'
    b'"attitude":"assertion","certainty":"possible","polarity":"positive","form":"indirect","within_id":"c2",'
    b'"via_ids":["state"],"time":{"value":"2024"},"url":"x y","confidence":100,EXTENSIONS},'
    b'{"id":"a2","source_ids":[]}],EXTENSIONS},{"id":"c2","text":"NHK said so."}],'
    b'"relations":[{"id":"r1","type":"refines","from_id":"c1","to_id":"c2",'
    b'"cue":[{"start":0,"end":4,"quote":"Rain"}],"drawn_by_ids":["nhk"],"confidence":50,EXTENSIONS}],'
    b'"reviews":[{"id":"v1","claim_id":"c1","label":"True","verdict":"supported",'
    b'"rating_value":1,"rating_best":6.0,"rating_worst":-0.5,"explanation":"Seen.","url":"https://example.org",'
    b'"author_id":"nhk","published":"2024-11",EXTENSIONS}],'
    b'"notes":[{"id":"n1","kind":"comment","anchor":[{"start":0,"end":4,"quote":"Rain"}],"about_id":"a1",'
    b'"text":"",EXTENSIONS},{"id":"n2","kind":"k"}],'
    b'"provenance":{"agent":"me","kind":"human","created":"2024-10-31T09:30:00+07:00","guideline":"a:b",'
    b'"derived_from":"a:c",EXTENSIONS},EXTENSIONS}'
).replace(b"EXTENSIONS", EVERYTHING)


def full_bytes() -> bytes:
    return FULL_BYTES.replace(b"DIGEST", (full().text_sha256 or "").encode())


# ── Canonical bytes ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_bytes_of_a_full_article_are_canonical() -> None:
    assert nc.dumps(full()) == full_bytes()


def test_the_two_roads_write_the_same_bytes() -> None:
    for article in (full(), BARE, nc.example()):
        assert _codec.encode(article) == _json.canonical(nc.to_dict(article)) == nc.dumps(article)


def test_what_is_at_its_default_is_left_out_but_for_version_and_source_ids() -> None:
    assert nc.dumps(BARE) == BARE_BYTES
    made = nc.Article(
        id="x",
        language="en",
        claims=(nc.Claim(id="c", text="t", attributions=(nc.Attribution(id="a", source_ids=()),)),),
    )
    assert nc.dumps(made) == BARE_BYTES[:-1] + (
        b',"claims":[{"id":"c","text":"t","attributions":[{"id":"a","source_ids":[]}]}]}'
    )


def test_what_a_document_says_at_its_default_is_not_written_back() -> None:
    noisy = (
        '{"language": "en", "title": null, "byline": [], "extensions": {}, "provenance": null, "id": "x",\n'
        '"sections": [{"level": 1, "role": "body", "end": 1, "start": 0, "id": "s", "heading": null}],'
        '"schema_version": "1.0", "$schema": "https://example.org/schema"}'
    )
    assert nc.dumps(nc.loads(noisy)) == BARE_BYTES[:-1] + b',"sections":[{"id":"s","start":0,"end":1}]}'


def test_only_quotes_backslashes_and_controls_are_escaped_with_the_short_forms() -> None:
    text = "".join(map(chr, range(0x20))) + '"\\/\x7f\x80\u00e9\u2028\u2029\ufeff\ufdd0\ue000😀\U0010ffff'
    made = nc.Article.from_text(text, id="x")
    written = (
        '"text":"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f'
        "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f"
        '\\"\\\\/\x7f\x80\u00e9\u2028\u2029\ufeff\ufdd0\ue000😀\U0010ffff"'
    )
    assert written.encode() in nc.dumps(made)
    assert nc.loads(nc.dumps(made)).text == text


def rated(value: float) -> nc.Article:
    return nc.Article(
        id="x",
        language="en",
        claims=(nc.Claim(id="c", text="t"),),
        reviews=(nc.Review(id="v", claim_id="c", label="l", rating_value=value),),
        extensions={"k": value},
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (1, "1"),
        (-(2**63), "-9223372036854775808"),
        (2**64 - 1, "18446744073709551615"),
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1.0, "1.0"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e-4, "0.0001"),
        (1e-5, "1e-05"),
        (1e15, "1000000000000000.0"),
        (9999999999999998.0, "9999999999999998.0"),
        (1e16, "1e+16"),
        (1.5e300, "1.5e+300"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (123456789.125, "123456789.125"),
    ],
)
def test_numbers_are_written_as_python_writes_them_and_come_back_the_same(value: float, written: str) -> None:
    data = nc.dumps(rated(value))
    assert f'"rating_value":{written}}}'.encode() in data
    assert f'"extensions":{{"k":{written}}}'.encode() in data
    again = nc.loads(data)
    assert repr(again.reviews[0].rating_value) == repr(again.extensions["k"]) == repr(value)
    assert f'"rating_value": {written}\n'.encode() in nc.dumps(rated(value), indent=2)


def test_indented_bytes_are_those_of_pythons_json() -> None:
    for article in (full(), BARE, nc.example()):
        for indent in (1, 2, 4):
            expected = json.dumps(nc.to_dict(article), ensure_ascii=False, indent=indent).encode()
            assert nc.dumps(article, indent=indent) == expected


def test_neither_form_ends_with_a_new_line() -> None:
    assert nc.dumps(BARE).endswith(b"}")
    assert nc.dumps(BARE, indent=2).endswith(b"\n}")


def test_the_same_article_has_the_same_bytes_twice() -> None:
    assert nc.dumps(nc.example()) == nc.dumps(nc.example())
    assert nc.dumps(full()) == nc.dumps(full())


def test_extension_members_are_written_as_they_came() -> None:
    made = nc.Article(id="x", language="en", extensions={"z": {"y": 1, "a": 2}, "b": []})
    assert nc.dumps(made).endswith(b'"extensions":{"z":{"y":1,"a":2},"b":[]}}')
    again = nc.loads(b'{"extensions":{"z":{"y":1,"a":2},"b":[]},"schema_version":"1.0","id":"x","language":"en"}')
    assert nc.dumps(again).endswith(b'"extensions":{"z":{"y":1,"a":2},"b":[]}}')


def test_what_is_written_is_read_back_equal_on_every_way() -> None:
    for article in (full(), BARE, *map(nc.example, nc.examples())):
        data = nc.dumps(article)
        assert nc.loads(data) == article
        assert nc.loads(data.decode()) == article
        assert nc.loads(nc.dumps(article, indent=2)) == article
        assert nc.from_dict(nc.to_dict(article)) == article
        assert nc.from_dict(json.loads(data)) == article
        assert nc.dumps(nc.loads(data)) == data
        assert json.loads(data) == nc.to_dict(article)
        assert list(json.loads(data)) == list(nc.to_dict(article))


# ── loads and from_dict ──────────────────────────────────────────────────────────────────────────────────────────────


def test_loads_takes_bytes_and_text_and_whatever_is_like_bytes() -> None:
    for data in (BARE_BYTES, BARE_BYTES.decode(), bytearray(BARE_BYTES), memoryview(BARE_BYTES)):
        assert nc.loads(data) == BARE  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [None, 5, 2**40, True, 1.5, {}, [123], BARE], ids=ascii)
def test_loads_of_what_is_neither_bytes_nor_text_is_a_type_error(data: Any) -> None:
    with pytest.raises(TypeError):
        nc.loads(data)


def test_an_error_of_a_load_names_the_article_and_all_its_issues() -> None:
    with pytest.raises(nc.InvalidArticleError) as caught:
        nc.loads('{"schema_version": "1.0", "id": "ap-0412", "language": "e",\n "title": "", "claims": [{"id": "c1"}]}')
    assert str(caught.value) == (
        "3 problems in article 'ap-0412'\n"
        '  /language  NC208  is "e", should be a language tag like id, en-GB or und\n'
        "  /title  NC205  is empty, should hold at least one character, or be left out\n"
        "  /claims/0  NC213  has neither content nor text, should have one of them"
    )
    assert [(issue.line, issue.column) for issue in caught.value.issues] == [(1, 56), (2, 11), (2, 26)]
    assert caught.value.document == "article 'ap-0412'"


def test_an_error_of_a_document_without_id_says_article() -> None:
    for data in ("[]", '{"id": 5}', "nonsense"):
        with pytest.raises(nc.InvalidArticleError) as caught:
            nc.loads(data)
        assert caught.value.document == "article"


def test_warnings_alone_do_not_stop_a_load_but_stand_beside_errors() -> None:
    stance = '"attributions":[{"id":"a","source_ids":[],"certainty":"uncommitted","polarity":"positive"}]'
    good = f'{{"schema_version":"1.0","id":"x","language":"en","claims":[{{"id":"c","text":"t",{stance}}}]}}'
    assert nc.loads(good).claims[0].attributions[0].certainty == "uncommitted"
    with pytest.raises(nc.InvalidArticleError) as caught:
        nc.loads(good.replace('"text":"t",', ""))
    assert [issue.severity for issue in caught.value.issues] == ["error", "warning"]


def test_from_dict_changes_nothing_and_shares_nothing() -> None:
    plain: dict[str, Any] = {**HEAD, "$schema": "x", "extensions": {"a": [1]}, "sources": [{"id": "s"}]}
    kept = copy.deepcopy(plain)
    made = nc.from_dict(plain)
    assert plain == kept
    plain["extensions"]["a"].append(2)
    assert made.extensions == {"a": [1]}


@pytest.mark.parametrize("plain", [None, 5, [], (), "", "[]", BARE_BYTES, BARE_BYTES.decode(), BARE], ids=ascii)
def test_from_dict_takes_plain_data_and_no_text(plain: Any) -> None:
    with pytest.raises((nc.InvalidArticleError, TypeError)):
        nc.from_dict(plain)


def test_to_dict_gives_a_dict_that_nobody_else_holds() -> None:
    made = full()
    plain: Any = nc.to_dict(made)
    plain["extensions"]["b"].append(5)
    plain["claims"][0]["content"][0]["start"] = 7
    assert nc.to_dict(made) == nc.to_dict(full())


def test_to_dict_stands_in_canonical_order() -> None:
    assert list(nc.to_dict(full())) == [field.name for field in attrs.fields(nc.Article)]
    claim: Any = nc.to_dict(full())["claims"]
    assert list(claim[0]) == [field.name for field in attrs.fields(nc.Claim)]
    assert list(claim[0]["attributions"][0]) == [field.name for field in attrs.fields(nc.Attribution)]


@pytest.mark.parametrize("wrong", [{}, None, "x", nc.Claim(id="c1")], ids=ascii)
@pytest.mark.parametrize("write", [nc.dumps, nc.to_dict])
def test_writing_what_is_no_article_is_a_type_error(write: Callable[[Any], object], wrong: object) -> None:
    with pytest.raises(TypeError):
        write(wrong)


def records_of(value: object) -> Iterator[Any]:
    """A record and all records inside it."""
    if isinstance(value, tuple):
        for item in value:
            yield from records_of(item)
    elif attrs.has(type(value)):
        yield value
        for field in attrs.fields(type(value)):
            yield from records_of(getattr(value, field.name))


def test_the_records_of_a_load_are_of_the_very_classes_and_frozen_on_every_road() -> None:
    """A quick road may not leave a record open, or of a class of its own."""
    built = list(records_of(full()))
    assert {type(record) for record in built} == set(RECORDS)
    for loaded in (nc.loads(full_bytes()), nc.loads(nc.dumps(full(), indent=2)), nc.from_dict(nc.to_dict(full()))):
        found = list(records_of(loaded))
        assert [type(record) for record in found] == [type(record) for record in built]
        for record, twin in zip(found, built, strict=True):
            assert (record, hash(record), repr(record)) == (twin, hash(twin), repr(twin))
            assert pickle.loads(pickle.dumps(record)) == twin
            assert attrs.evolve(record) == twin
            for field in attrs.fields(type(record)):
                assert type(getattr(record, field.name)) is type(getattr(twin, field.name))
                with pytest.raises(attrs.exceptions.FrozenInstanceError):
                    setattr(record, field.name, None)


# ── The check before a write ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[nc.Article]:
    """The articles that a write has looked at."""
    seen: list[nc.Article] = []
    looked = serialization.sound_bytes

    def sound_bytes(article: nc.Article, limits: nc.Limits) -> bytes | None:
        seen.append(article)
        return looked(article, limits)

    monkeypatch.setattr(serialization, "sound_bytes", sound_bytes)
    return seen


def test_an_unchanged_article_of_a_checked_load_is_not_checked_again(checks: list[nc.Article], tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(BARE_BYTES)
    loaded = [nc.loads(BARE_BYTES), nc.from_dict(dict(HEAD)), nc.read(path), nc.example()]
    checks.clear()
    for article in loaded:
        nc.dumps(article)
        nc.to_dict(article)
        nc.write(article, path)
    assert checks == []


def test_an_evolved_article_is_checked_again(checks: list[nc.Article]) -> None:
    changed = attrs.evolve(nc.loads(BARE_BYTES), title="Other")
    checks.clear()
    nc.dumps(changed)
    assert checks == [changed]


def test_an_article_built_by_hand_is_checked(checks: list[nc.Article]) -> None:
    nc.dumps(BARE)
    assert checks == [BARE]


@pytest.mark.parametrize("write", [nc.dumps, nc.to_dict, lambda article: nc.write(article, "/nowhere/x.json")])
def test_an_article_that_breaks_a_rule_is_never_written(write: Callable[[nc.Article], object]) -> None:
    for article in (BROKEN, attrs.evolve(nc.loads(BARE_BYTES), claims=BROKEN.claims)):
        with pytest.raises(nc.InvalidArticleError) as caught:
            write(article)
        assert str(caught.value) == (
            "1 problem in article 'x'\n  /claims/0  NC213  has neither content nor text, should have one of them"
        )


def test_an_article_with_a_quote_that_drifted_is_never_written() -> None:
    made = nc.Article.from_text("Rain fell.", id="x")
    note = nc.Note(id="n1", kind="k", anchor=(nc.Span(start=0, end=4, quote="rain"),))
    with pytest.raises(nc.InvalidArticleError, match="NC402"):
        nc.dumps(attrs.evolve(made, notes=(note,)))


def test_warnings_do_not_stop_a_write() -> None:
    assert b"\\u0007" in nc.dumps(nc.Article.from_text("a\x07", id="x"))


def test_an_article_of_a_newer_major_version_is_not_written() -> None:
    with pytest.raises(nc.InvalidArticleError, match="NC117"):
        nc.dumps(attrs.evolve(BARE, schema_version="2.0"))


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_write_indents_by_two_and_ends_with_a_new_line(tmp_path: Path) -> None:
    path = tmp_path / "a.newsclaims.json"
    nc.write(BARE, path)
    assert path.read_bytes() == b'{\n  "schema_version": "1.0",\n  "id": "x",\n  "language": "en"\n}\n'
    nc.write(full(), str(path))
    assert path.read_bytes() == nc.dumps(full(), indent=2) + b"\n"
    assert left(tmp_path) == ["a.newsclaims.json"]


def test_write_gives_a_jsonl_file_one_line(tmp_path: Path) -> None:
    nc.write(full(), tmp_path / "a.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == full_bytes() + b"\n"


def test_read_gives_back_what_write_wrote(tmp_path: Path) -> None:
    for name in ("a.json", "a.jsonl", "noext", "ü 😀.json"):
        nc.write(full(), tmp_path / name)
        assert nc.read(tmp_path / name) == full()
        assert nc.read(str(tmp_path / name)) == full()


def test_an_error_of_a_read_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text('{"schema_version": "1.0", "id": "x",\n "language": ""}')
    with pytest.raises(nc.InvalidArticleError) as caught:
        nc.read(path)
    assert str(caught.value) == (
        f'1 problem in {path}\n  /language  NC208  is "", should be a language tag like id, en-GB or und'
    )
    assert (caught.value.issues[0].line, caught.value.issues[0].column) == (2, 14)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_file_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        nc.read(tmp_path / "none.json")
    with pytest.raises(IsADirectoryError):
        nc.read(tmp_path)
    with pytest.raises(FileNotFoundError):
        nc.write(BARE, tmp_path / "none" / "a.json")
    assert left(tmp_path) == []


def test_no_more_of_a_file_is_read_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    path.write_bytes(BARE_BYTES + b" " * 1000)
    assert nc.read(path, limits=nc.Limits(document=len(BARE_BYTES) + 1000)) == BARE
    with pytest.raises(nc.InvalidArticleError) as caught:
        nc.read(path, limits=nc.Limits(document=len(BARE_BYTES) + 999))
    assert [issue.code for issue in caught.value.issues] == ["NC108"]


def test_a_file_over_the_limit_is_not_given_a_size_that_it_has_not(tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    path.write_bytes(BARE_BYTES + b" " * 1000)
    with pytest.raises(nc.InvalidArticleError) as caught:
        nc.read(path, limits=nc.Limits(document=100))
    assert "101 bytes" not in str(caught.value)


def test_limits_are_a_keyword_of_each_reader(tmp_path: Path) -> None:
    plain: dict[str, JSON] = {**HEAD, "claims": [{"id": "c1", "text": "t"}, {"id": "c2", "text": "t"}]}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(plain))
    few = nc.Limits(claims=1)
    for read in (
        lambda limits: nc.loads(json.dumps(plain), limits=limits),
        lambda limits: nc.from_dict(plain, limits=limits),
        lambda limits: nc.read(path, limits=limits),
    ):
        assert len(read(nc.Limits(claims=2)).claims) == 2
        with pytest.raises(nc.InvalidArticleError, match=r"NC110 .* \(Limits\.claims\)"):
            read(few)
    assert [issue.code for issue in nc.validate(plain, limits=few)] == ["NC110"]


def failing(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


class _FullDisk:
    """A file that takes a few bytes and then no more."""

    def __init__(self, handle: int, error: BaseException) -> None:
        self.handle = handle
        self.error = error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.handle)

    def write(self, data: bytes) -> int:
        os.write(self.handle, data[:10])
        raise self.error


STEPS = ["open", "write", "flush", "fsync", "chmod", "replace"]


def break_step(monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException) -> None:
    """Let one step of writing a file fail."""
    if step == "open":
        monkeypatch.setattr("tempfile.mkstemp", failing(error))
    elif step == "write":
        monkeypatch.setattr(_files.os, "fdopen", lambda handle, *_: _FullDisk(handle, error))
    elif step == "flush":
        opened = os.fdopen

        def fdopen(*arguments: Any) -> Any:
            file = opened(*arguments)

            class Unflushed:
                def __enter__(self) -> Self:
                    return self

                def __exit__(self, *_: object) -> None:
                    file.close()

                write = staticmethod(file.write)
                flush = staticmethod(failing(error))
                fileno = staticmethod(file.fileno)

            return Unflushed()

        monkeypatch.setattr(_files.os, "fdopen", fdopen)
    elif step == "fsync":
        monkeypatch.setattr(_files.os, "fsync", failing(error))
    else:
        monkeypatch.setattr(Path, step, failing(error))


@pytest.mark.parametrize("there", [True, False], ids=["old file", "no file"])
@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()], ids=["full disk", "interrupted"]
)
@pytest.mark.parametrize("step", STEPS)
def test_a_write_that_fails_leaves_what_was_there_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, step: str, error: BaseException, *, there: bool
) -> None:
    path = tmp_path / "a.json"
    if there:
        path.write_bytes(b"old")
    with monkeypatch.context() as broken:
        break_step(broken, step, error)
        with pytest.raises(type(error)):
            nc.write(full(), path)
    assert left(tmp_path) == (["a.json"] if there else [])
    assert not there or path.read_bytes() == b"old"


def test_an_article_that_breaks_a_rule_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    with pytest.raises(nc.InvalidArticleError):
        nc.write(BROKEN, path)
    assert path.read_bytes() == b"old"
    assert left(tmp_path) == ["a.json"]


def test_a_file_is_replaced_and_not_written_into(tmp_path: Path) -> None:
    """Whoever has the old file open goes on reading the old file."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    with path.open("rb") as file:
        nc.write(BARE, path)
        assert file.read() == b"old"
    assert nc.read(path) == BARE


def test_the_data_are_on_the_disk_before_the_file_is_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(handle: int) -> None:
        steps.append("fsync folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "fsync file")
        fsync(handle)

    def noted_replace(self: Path, target: Path) -> Path:
        steps.append("replace")
        assert self.read_bytes() == nc.dumps(BARE, indent=2) + b"\n"
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    nc.write(BARE, tmp_path / "a.json")
    assert steps == ["fsync file", "replace", "fsync folder"]


def test_a_folder_that_cannot_be_synced_is_no_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(_files.os, "open", failing(OSError(errno.EACCES, "Permission denied")))
    _files.sync_folder(tmp_path)


posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions and links of POSIX")


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o666, 0o755])
def test_the_permissions_of_a_file_are_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(mode)
    nc.write(BARE, path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_new_file_gets_the_permissions_that_any_new_file_gets(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        nc.write(BARE, tmp_path / "a.json")
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o666 & ~mask


@posix
def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    target, link = tmp_path / "deep" / "real.json", tmp_path / "link.json"
    target.write_bytes(b"old")
    link.symlink_to(target)
    nc.write(BARE, link)
    assert link.is_symlink()
    assert nc.read(target) == BARE
    assert (left(tmp_path), left(tmp_path / "deep")) == (["deep", "link.json"], ["real.json"])


@posix
def test_a_link_to_nothing_makes_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    nc.write(BARE, tmp_path / "link.json")
    assert nc.read(tmp_path / "real.json") == BARE
    assert (tmp_path / "link.json").is_symlink()


@posix
def test_what_is_no_file_is_never_replaced_by_one(tmp_path: Path) -> None:
    """A pipe, a device: whoever writes to /dev/null as root must not find a file there afterwards."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="pipe"):
        nc.write(BARE, pipe)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert left(tmp_path) == ["pipe"]


@posix
def test_links_in_a_circle_are_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OSError, match="a"):
        nc.write(BARE, tmp_path / "a")
    with pytest.raises(OSError, match="a"):
        nc.read(tmp_path / "a")


def test_the_place_of_a_folder_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    with pytest.raises(OSError, match=r"a\.json"):
        nc.write(BARE, tmp_path / "a.json")
    assert left(tmp_path) == ["a.json"]


@posix
@pytest.mark.parametrize("name", ["x" * 250 + ".json", "é" * 120 + ".json", "新" * 80 + ".json", "😀" * 60 + ".json"])
def test_every_name_that_a_file_can_have_can_be_written(tmp_path: Path, name: str) -> None:
    """A name has 255 bytes at most; the temporary file beside it needs some of them."""
    assert len(name.encode()) <= 255
    nc.write(BARE, tmp_path / name)
    assert nc.read(tmp_path / name) == BARE


def test_a_path_without_folder_is_written_into_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    nc.write(BARE, "a.json")
    assert nc.read("a.json") == BARE


# ── A newer minor version ────────────────────────────────────────────────────────────────────────────────────────────

NEWER: dict[str, Any] = {
    "mood": {"x": [1, {"extensions": {"y": 1}}], "_newer": 1},
    "schema_version": "1.7",
    "id": "x",
    "language": "en",
    "sections": [{"id": "s1", "heat": 1, "start": 0, "end": 1}],
    "sources": [{"heat": 2, "id": "p1", "extensions": {"own": 1}}],
    "claims": [
        {
            "id": "c1",
            "heat": [3],
            "text": "t",
            "time": {"value": "2024"},
            "attributions": [{"id": "a1", "source_ids": [], "heat": None, "cold": 4.0}],
        },
        {"id": "c2", "text": "t"},
    ],
    "relations": [{"id": "r1", "type": "causes", "from_id": "c1", "to_id": "c2", "heat": 5}],
    "reviews": [{"id": "v1", "claim_id": "c1", "label": "l", "heat": 6}],
    "notes": [{"id": "n1", "kind": "k", "heat": "7"}],
    "provenance": {"heat": {}, "agent": "me"},
    "extensions": {"own": [1]},
    "$schema": "urn:newer",
}


def test_members_of_a_newer_minor_version_are_kept_in_every_record_and_written_back_last() -> None:
    article = nc.loads(json.dumps(NEWER))
    expected = (
        b'{"schema_version":"1.7","id":"x","language":"en",'
        b'"sections":[{"id":"s1","start":0,"end":1,"heat":1}],'
        b'"sources":[{"id":"p1","extensions":{"own":1},"heat":2}],'
        b'"claims":[{"id":"c1","text":"t","time":{"value":"2024"},'
        b'"attributions":[{"id":"a1","source_ids":[],"heat":null,"cold":4.0}],"heat":[3]},{"id":"c2","text":"t"}],'
        b'"relations":[{"id":"r1","type":"causes","from_id":"c1","to_id":"c2","heat":5}],'
        b'"reviews":[{"id":"v1","claim_id":"c1","label":"l","heat":6}],'
        b'"notes":[{"id":"n1","kind":"k","heat":"7"}],'
        b'"provenance":{"agent":"me","heat":{}},'
        b'"extensions":{"own":[1]},"mood":{"x":[1,{"extensions":{"y":1}}],"_newer":1}}'
    )
    assert nc.dumps(article) == expected
    assert _json.canonical(nc.to_dict(article)) == expected
    assert nc.dumps(article, indent=2) == json.dumps(json.loads(expected), ensure_ascii=False, indent=2).encode()
    assert nc.loads(expected) == article
    assert nc.from_dict(copy.deepcopy(NEWER)) == article
    assert nc.validate(article) == nc.validate(expected) == ()


def test_members_of_a_newer_minor_version_are_under_the_reserved_key() -> None:
    article = nc.from_dict(copy.deepcopy(NEWER))
    assert article.schema_version == "1.7"
    assert article.extensions.plain() == {"own": [1], "_newer": {"mood": NEWER["mood"]}}
    assert article.sources[0].extensions == {"own": 1, "_newer": {"heat": 2}}
    assert article.claims[0].attributions[0].extensions == {"_newer": {"heat": None, "cold": 4.0}}
    assert article.claims[1].extensions == {}
    assert article.provenance is not None
    assert article.provenance.extensions == {"_newer": {"heat": {}}}


def test_a_newer_article_can_be_evolved_and_keeps_what_it_does_not_know() -> None:
    article = attrs.evolve(nc.from_dict(copy.deepcopy(NEWER)), title="Other")
    written = json.loads(nc.dumps(article))
    assert written["title"] == "Other"
    assert written["mood"] == NEWER["mood"]
    assert nc.loads(nc.dumps(article)) == article


def test_a_newer_minor_version_without_unknown_members_is_written_as_it_is() -> None:
    data = b'{"schema_version":"1.1","id":"x","language":"en"}'
    assert nc.dumps(nc.loads(data)) == data


@pytest.mark.parametrize("version", ["1.0", "1.7"])
def test_the_reserved_key_in_a_file_is_refused(version: str) -> None:
    plain = {**HEAD, "schema_version": version, "sources": [{"id": "s1", "extensions": {"_newer": {"a": 1}}}]}
    for load in (nc.from_dict, lambda plain: nc.loads(json.dumps(plain))):
        with pytest.raises(nc.InvalidArticleError) as caught:
            load(plain)
        assert str(caught.value) == (
            "1 problem in article 'x'\n"
            "  /sources/0/extensions/_newer  NC215  is _newer, which is reserved for members of a newer version"
        )


def test_a_newer_document_is_loaded_that_is_as_deep_as_a_document_may_be() -> None:
    """Kept members stand two levels deeper in Python than in the file."""
    value: Any = 1
    for _ in range(127):
        value = [value]
    plain = {**HEAD, "schema_version": "1.1", "mood": value}
    assert nc.validate(plain) == ()
    article = nc.from_dict(plain)
    assert nc.to_dict(article) == plain
    assert json.loads(nc.dumps(article)) == plain
    assert nc.dumps(attrs.evolve(article, title=None)) == nc.dumps(article)


@pytest.mark.parametrize("version", ["2.0", "10.0", "2.7"])
def test_a_newer_major_version_is_refused(version: str) -> None:
    with pytest.raises(nc.InvalidArticleError) as caught:
        nc.from_dict({**HEAD, "schema_version": version, "mood": 1, "id": "x"})
    assert str(caught.value) == (
        f"1 problem in article 'x'\n  /schema_version  NC117  is \"{version}\", should be of major version 1"
    )


# ── Older versions ───────────────────────────────────────────────────────────────────────────────────────────────────


def from_0_8(old: dict[str, Any]) -> dict[str, Any]:
    return {"version" if name == "schema_version" else name: value for name, value in old.items()} | {
        "schema_version": "0.9"
    }


def from_0_9(old: dict[str, Any]) -> dict[str, Any]:
    """In the invented 0.9 claims were statements, and the language had a longer name."""
    renamed = {"statements": "claims", "lang": "language"}
    made = {renamed.get(name, name): value for name, value in old.items() if name != "version"}
    return made | {"schema_version": "1.0"}


OLD: dict[str, Any] = {"schema_version": "0.9", "id": "x", "lang": "en", "statements": [{"id": "c1", "text": "t"}]}
TODAY = {**HEAD, "claims": [{"id": "c1", "text": "t"}]}


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two invented older versions, each with its step."""
    for version, step in (("0.8", from_0_8), ("0.9", from_0_9)):
        monkeypatch.setitem(migration.MIGRATIONS, version, step)  # type: ignore[arg-type]


@pytest.mark.usefixtures("older")
def test_an_older_document_is_migrated_on_load() -> None:
    for article in (nc.loads(json.dumps(OLD)), nc.loads(json.dumps(OLD).encode()), nc.from_dict(copy.deepcopy(OLD))):
        assert article.schema_version == "1.0"
        assert nc.to_dict(article) == TODAY
    assert nc.validate(OLD) == nc.validate(json.dumps(OLD)) == ()


@pytest.mark.usefixtures("older")
def test_steps_of_migration_are_chained() -> None:
    assert nc.to_dict(nc.from_dict({**OLD, "schema_version": "0.8"})) == TODAY


@pytest.mark.usefixtures("older")
def test_migration_changes_nothing_that_it_is_given() -> None:
    given = copy.deepcopy(OLD)
    nc.from_dict(given)
    nc.validate(given)
    assert given == OLD


@pytest.mark.usefixtures("older")
def test_an_older_document_with_a_fault_is_worded_in_todays_terms_at_the_nearest_place() -> None:
    text = json.dumps(OLD).replace('"text": "t"', '"text": ""')
    (issue,) = nc.validate(text)
    assert str(issue) == "/claims/0/text  NC205  is empty, should hold at least one character, or be left out"
    assert (issue.line, issue.column) == (1, 1)


def test_an_issue_at_a_place_that_the_older_document_has_not_is_placed_as_near_as_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def listed(old: dict[str, Any]) -> dict[str, Any]:
        return {**old, "schema_version": "1.0", "claims": [{"id": "c1", "text": ""}]}

    monkeypatch.setitem(migration.MIGRATIONS, "0.9", listed)  # type: ignore[arg-type]
    old = {"title": "", "schema_version": "0.9", "id": "x", "language": "en", "claims": "", "publisher": ""}
    pointers = ["/title", "/claims/0/text", "/publisher"]
    assert [issue.pointer for issue in nc.validate(old)] == pointers
    issues = nc.validate(json.dumps(old, indent=1))
    assert [(issue.pointer, issue.line) for issue in issues] == list(zip(pointers, (2, 6, 7), strict=True))


def test_migration_leaves_other_documents_as_they_are() -> None:
    for document in (HEAD, {**HEAD, "schema_version": "1.7"}, {**HEAD, "schema_version": 5}, {}):
        assert migration.migrate(document, {"0.9": from_0_9}) is document


def test_a_step_that_leads_nowhere_ends() -> None:
    assert migration.migrate({"schema_version": "0.9"}, {"0.9": dict})["schema_version"] == "0.9"
    ring = {"0.8": lambda old: {**old, "schema_version": "0.9"}, "0.9": lambda old: {**old, "schema_version": "0.8"}}
    assert migration.migrate({"schema_version": "0.8"}, ring)["schema_version"] == "0.8"


def test_there_is_no_step_yet_so_that_an_older_version_is_refused() -> None:
    assert dict(migration.MIGRATIONS) == {}
    with pytest.raises(nc.InvalidArticleError) as caught:
        nc.from_dict({**HEAD, "schema_version": "0.9"})
    assert str(caught.value) == (
        "1 problem in article 'x'\n  /schema_version  NC220  is \"0.9\", from which no step leads to 1.0"
    )


# ── reformatted ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_document_is_reformatted_and_keeps_the_schema_that_editors_ask_for() -> None:
    data = b'{"language": "en", "$schema": "a\\u00e9", "id": "x", "byline": [], "schema_version": "1.0"}'
    assert serialization.reformatted(data, indent=None) == (
        b'{"$schema":"a\xc3\xa9","schema_version":"1.0","id":"x","language":"en"}'
    )
    assert serialization.reformatted(data) == (
        b'{\n  "$schema": "a\xc3\xa9",\n  "schema_version": "1.0",\n  "id": "x",\n  "language": "en"\n}'
    )
    assert serialization.reformatted(serialization.reformatted(data)) == serialization.reformatted(data)


def test_a_document_that_breaks_a_rule_is_not_reformatted() -> None:
    with pytest.raises(nc.InvalidArticleError, match="NC202"):
        serialization.reformatted(b'{"$schema": "a"}')
    with pytest.raises(nc.InvalidArticleError, match="NC108"):
        serialization.reformatted(BARE_BYTES, limits=nc.Limits(document=10))


# ── $schema ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("version", ["1.0", "1.7"])
def test_the_editors_schema_is_ignored_on_reading_and_never_written(version: str) -> None:
    plain = {"$schema": "https://example.org/s.json", **HEAD, "schema_version": version}
    for article in (nc.from_dict(plain), nc.loads(json.dumps(plain))):
        assert "$schema" not in nc.to_dict(article)
        assert b"$schema" not in nc.dumps(article)
        assert article.extensions == {}
    assert "$schema" in plain


def test_the_editors_schema_is_a_string() -> None:
    for value, words in ((5, "5"), (None, "null"), ({}, "an object of 0")):
        for document in ({**HEAD, "$schema": value}, json.dumps({**HEAD, "$schema": value})):
            assert [str(issue) for issue in nc.validate(document)] == [
                f"/$schema  NC201  is {words}, should be a string"
            ]


def test_the_editors_schema_stands_in_the_article_alone() -> None:
    document = {**HEAD, "sources": [{"id": "s1", "$schema": "x"}]}
    assert [str(issue) for issue in nc.validate(document)] == ["/sources/0/$schema  NC203  is no member of a Source"]


# ── Examples ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_seed_is_the_first_example_and_the_default() -> None:
    assert nc.examples()[0] == "kolaborasi-militer"
    assert nc.example() == nc.example("kolaborasi-militer")
    assert len(set(nc.examples())) == len(nc.examples())
    assert list(nc.examples()[1:]) == sorted(nc.examples()[1:])


def test_every_example_is_valid_and_canonical_in_its_file() -> None:
    for name in nc.examples():
        article = nc.example(name)
        assert not [issue for issue in nc.validate(article) if issue.severity == "error"]
        assert nc.loads(nc.dumps(article)) == article


def test_an_example_that_does_not_exist_guesses_the_name() -> None:
    with pytest.raises(nc.UnknownIdError) as caught:
        nc.example("kolaborasi-militar")
    assert str(caught.value) == 'no example "kolaborasi-militar" (did you mean "kolaborasi-militer"?)'
    for name in ("../pyproject", "", "."):
        with pytest.raises(
            nc.UnknownIdError, match=r'no example "\S*" \(there are kolaborasi-militer, chain-of-voices, '
        ):
            nc.example(name)


# ── The converter ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("plain", "record"),
    [
        ({"start": "0", "end": 1}, nc.Span),
        ({"start": True, "end": 1}, nc.Span),
        ({"start": 0.0, "end": 1}, nc.Span),
        ({"start": 0, "end": None}, nc.Span),
        ({"start": 0, "end": 1, "quote": 5}, nc.Span),
        ({"start": 0, "end": 1, "quote": b"x"}, nc.Span),
        ({"id": 5}, nc.Source),
        ({"id": None}, nc.Source),
        ({"id": "s", "kind": "robot"}, nc.Source),
        ({"id": "s", "same_as": "a:b"}, nc.Source),
        ({"id": "s", "same_as": {"a:b": 1}}, nc.Source),
        ({"id": "s", "same_as": None}, nc.Source),
        ({"id": "s", "extensions": None}, nc.Source),
        ({"id": "s", "extensions": [1]}, nc.Source),
        ({"id": "s", "mood": 1}, nc.Source),
        ({"id": "v", "claim_id": "c", "label": "l", "rating_value": "1"}, nc.Review),
        ({"id": "v", "claim_id": "c", "label": "l", "rating_value": True}, nc.Review),
        ({"id": "c", "content": [{"start": 0}]}, nc.Claim),
        ({"id": "c", "content": {"start": 0, "end": 1}}, nc.Claim),
        ({"id": "c", "content": [[0, 1]]}, nc.Claim),
        ([], nc.Claim),
        ("c", nc.Claim),
        (None, nc.Claim),
    ],
)
def test_the_converter_coerces_nothing_and_drops_nothing(plain: object, record: Any) -> None:
    with pytest.raises((TypeError, ValueError, ClassValidationError)):
        nc.make_converter().structure(plain, record)


@pytest.mark.parametrize("value", [1, 1.0, -0.0, 2**64 - 1, None])
def test_the_converter_keeps_numbers_as_they_are(value: float | None) -> None:
    plain = {"id": "v", "claim_id": "c", "label": "l", "rating_value": value}
    assert repr(nc.make_converter().structure(plain, nc.Review).rating_value) == repr(value)


def test_the_converter_goes_both_ways() -> None:
    converter = nc.make_converter()
    plain = converter.unstructure(full())
    assert plain == nc.to_dict(full())
    assert list(plain) == list(nc.to_dict(full()))
    assert converter.structure(plain, nc.Article) == full()


def test_each_converter_is_its_own() -> None:
    assert nc.make_converter() is not nc.make_converter()


def test_a_user_may_unstructure_a_class_in_another_way() -> None:
    converter = nc.make_converter()
    converter.register_unstructure_hook(nc.Span, lambda span: [span.start, span.end])
    converter.register_unstructure_hook(nc.Extensions, sorted)
    assert converter.unstructure(nc.Span(start=0, end=4)) == [0, 4]
    claim = nc.Claim(id="c", content=(nc.Span(start=0, end=4),), extensions={"b": 1, "a": 2})
    assert converter.unstructure(claim) == {"id": "c", "content": [[0, 4]], "extensions": ["a", "b"]}


def test_a_user_may_structure_a_class_in_another_way() -> None:
    converter = nc.make_converter()
    converter.register_structure_hook(nc.Span, lambda pair, _: nc.Span(start=pair[0], end=pair[1]))
    claim = converter.structure({"id": "c", "content": [[0, 4]]}, nc.Claim)
    assert claim.content == (nc.Span(start=0, end=4),)
    section = converter.structure({"id": "s", "start": 0, "end": 9, "heading": [0, 4]}, nc.Section)
    assert section.heading == nc.Span(start=0, end=4)


def test_a_users_hook_does_not_touch_the_library() -> None:
    converter = nc.make_converter()
    converter.register_unstructure_hook(nc.Span, lambda span: [span.start, span.end])
    assert nc.to_dict(full())["sections"] == json.loads(full_bytes())["sections"]
