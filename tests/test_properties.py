"""
The laws of the library itself, over articles and documents that nobody chose.

Hand-picked cases stand in the tests of each module; here is what must hold for all of them. `tests/test_agreement.py`
holds schema and loader together.
"""

import copy
import hashlib
import json
import math
import os
import pickle
import random
import socket
import struct
import subprocess
import sys
import types
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import _json, _structs, model, strategies
from newsclaims._bundled import example_bytes
from newsclaims._converter import structure
from newsclaims._rules import Shape
from newsclaims._sound import is_sound
from newsclaims._unicode import count_word_characters
from newsclaims.article import sha256
from newsclaims.strategies import Dice, _article, _layouts
from newsclaims.strategies._damages import BAD
from newsclaims.strategies._dice import CHUNK
from newsclaims.strategies._makers import FURNISHED, Counts
from newsclaims.validation import examine, quick

LIMITS = nc.Limits()
HEAD: dict[str, Any] = {"schema_version": "1.0", "id": "x", "language": "en"}


def scaled(share: float) -> settings:
    """A share of the examples that the profile gives to a property."""
    return settings(max_examples=max(1, round(settings.default.max_examples * share)))


def errors_of(document: object, limits: nc.Limits = LIMITS) -> list[str]:
    return [issue.code for issue in nc.validate(document, limits=limits) if issue.severity == "error"]


def spelled(value: object) -> str:
    """Plain data in words that tell 1 from 1.0 and True, -0.0 from 0.0, and one order of members from another."""
    return repr(value)


def exactly_equal(one: nc.Article, other: nc.Article) -> bool:
    """Whether two articles are equal, and would be written alike: 1 == 1.0 in Python, but not here."""
    return one == other and hash(one) == hash(other) and nc.dumps(one) == nc.dumps(other)


@st.composite
def furnished(draw: st.DrawFn, *, with_text: bool | None = None) -> nc.Article:
    """Articles with at least one record of each kind."""
    return _article(
        Dice(lambda: draw(st.binary(min_size=CHUNK, max_size=CHUNK))), FURNISHED, text=None, with_text=with_text
    )


def seeded(count: int, seed: int = 7) -> Iterator[nc.Article]:
    """The same articles in every run."""
    cup = random.Random(seed)
    for _ in range(count):
        dice = Dice(lambda: cup.randbytes(CHUNK)).fresh()
        yield _article(dice, Counts(claims=(0, 5)), text=None, with_text=None, warnings=True)


# ── Round trips ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.promise(10)
@scaled(4)
@given(strategies.articles(warnings=True))
def test_what_is_written_is_read_again(article: nc.Article) -> None:
    data = nc.dumps(article)
    assert exactly_equal(nc.loads(data), article)
    assert nc.dumps(nc.loads(data)) == data
    assert exactly_equal(nc.loads(data.decode()), article)
    assert exactly_equal(nc.loads(nc.dumps(article, indent=2)), article)


@pytest.mark.promise(10)
@scaled(2)
@given(strategies.articles(warnings=True))
def test_plain_data_are_read_again(article: nc.Article) -> None:
    plain = nc.to_dict(article)
    before = spelled(plain)
    assert exactly_equal(nc.from_dict(plain), article)
    assert spelled(plain) == before


@pytest.mark.promise(10)
@scaled(4)
@given(strategies.articles(warnings=True))
def test_the_quick_writer_and_the_exact_one_write_the_same_bytes(article: nc.Article) -> None:
    assert nc.dumps(article) == _json.canonical(nc.to_dict(article))


@pytest.mark.promise(10)
@scaled(2)
@given(strategies.articles(warnings=True))
def test_bytes_and_plain_data_say_the_same(article: nc.Article) -> None:
    data = nc.dumps(article)
    assert spelled(json.loads(data)) == spelled(nc.to_dict(article))
    assert spelled(json.loads(nc.dumps(article, indent=2))) == spelled(nc.to_dict(article))


@pytest.mark.promise(1)
@given(strategies.articles(warnings=True))
def test_what_is_written_is_utf8_on_one_line_without_a_mark(article: nc.Article) -> None:
    data = nc.dumps(article)
    assert not any(byte < 0x20 for byte in data)
    assert data.decode().encode() == data
    assert not data.startswith(b"\xef\xbb\xbf")


@pytest.mark.promise(10)
@scaled(0.5)
@given(article=strategies.articles(warnings=True), line=st.booleans())
def test_a_file_holds_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, article: nc.Article, *, line: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / ("a.newsclaims.jsonl" if line else "a.newsclaims.json")
    nc.write(article, path)
    assert exactly_equal(nc.read(path), article)
    assert path.read_bytes() == nc.dumps(article, indent=None if line else 2) + b"\n"


@given(strategies.articles(max_claims=2), st.data())
def test_plain_data_are_nobody_elses(article: nc.Article, data: st.DataObject) -> None:
    before = nc.dumps(article)
    given_away = nc.to_dict(article)
    _layouts.leaves(given_away)
    for holder, step in _layouts.leaves(given_away):
        holder[step] = None
    taken = copy.deepcopy(nc.to_dict(article))
    made = nc.from_dict(taken)
    holder, step = data.draw(st.sampled_from(_layouts.leaves(taken)))
    holder[step] = None
    assert nc.dumps(article) == before
    assert exactly_equal(made, article)


@pytest.mark.promise(10)
@scaled(3)
@given(st.data())
def test_every_layout_is_read_as_the_same_article(data: st.DataObject) -> None:
    """Blanks, escapes, order of members, explicit nulls and empty lists, exponents: none of them says anything."""
    article = data.draw(strategies.articles(max_claims=3, warnings=True))
    written = data.draw(strategies.encoded_documents(article=article))
    assert exactly_equal(nc.loads(written), article)
    assert exactly_equal(nc.loads(written.decode()), article)
    assert not errors_of(written)


# ── Two roads ────────────────────────────────────────────────────────────────────────────────────────────────────


def roads_agree(data: bytes | str) -> None:
    """What the quick road takes has no error on the exact road, which gives the same article."""
    article = quick(data, LIMITS)
    outcome = examine(data, LIMITS)
    errors = [str(issue) for issue in outcome.issues if issue.severity == "error"]
    if article is not None:
        assert not errors
        outcome.plain.pop("$schema", None)
        assert exactly_equal(structure(outcome.plain), article)
    elif not errors:
        # The quick road may leave any document to the other, but must not find fault where there is none.
        outcome.plain.pop("$schema", None)
        made = structure(outcome.plain)
        assert made.schema_version != "1.0" or is_sound(made, LIMITS)


@pytest.mark.promise(10)
@scaled(3)
@given(strategies.encoded_documents(warnings=True))
def test_both_roads_read_valid_documents_alike(data: bytes) -> None:
    roads_agree(data)
    assert not errors_of(data)


@pytest.mark.promise(10)
@scaled(3)
@given(strategies.articles(warnings=True))
def test_a_canonical_document_takes_the_quick_road(article: nc.Article) -> None:
    data = nc.dumps(article)
    # An escaped colon may hide a member that comes twice, if something else is written in two ways: then both are read.
    assert quick(data, LIMITS) is not None or b"\\u003" in data


@pytest.mark.promise(5)
@scaled(3)
@given(strategies.invalid_articles())
def test_both_roads_refuse_broken_documents(pair: tuple[strategies.Document, str]) -> None:
    document, code = pair
    if isinstance(document, dict):
        assume(code not in {"NC116", "NC105", "NC106"})
        document = _layouts.written(document, _layouts.PLAIN).encode()
    roads_agree(document)
    assert quick(document, LIMITS) is None


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Documents with a few values replaced by any JSON, members dropped, renamed or moved to another record."""
    document = nc.to_dict(draw(furnished()))
    for _ in range(draw(st.integers(1, 3))):
        places = [*_layouts.leaves(document), *((site.record, site.name) for site in _layouts.sites(document))]
        holder, step = draw(st.sampled_from(places))
        match draw(st.integers(0, 4)):
            case 0:
                holder[step] = draw(strategies.json_values(max_depth=2))
            case 1:
                other, source = draw(st.sampled_from([place for place in places if _has(*place)]))
                holder[step] = copy.deepcopy(other[source])
            case 2 if isinstance(holder, dict):
                holder.pop(step, None)
            case 3 if isinstance(holder, dict) and step in holder:
                holder[draw(st.sampled_from(["id", "text", "start", "end", "url", "kind", "", "_newer", "x"]))] = (
                    holder.pop(step)
                )
            case _:
                holder[step] = draw(st.sampled_from([None, "", [], {}, 0, 1, -1, 1.0, True, "a", "1.1", 2**70, "a\n"]))
    how = _layouts.layout(Dice(lambda: draw(st.binary(min_size=CHUNK, max_size=CHUNK))))
    return _layouts.written(document, how).encode()


def _has(holder: Any, step: Any) -> bool:
    return not isinstance(holder, dict) or step in holder


@pytest.mark.promise(5)
@scaled(3)
@given(mutated())
def test_both_roads_judge_mutated_documents_alike(data: bytes) -> None:
    roads_agree(data)


@pytest.mark.promise(1)
@scaled(4)
@given(strategies.encoded_documents(), st.data())
def test_both_roads_judge_damaged_bytes_alike(document: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(document)))
    end = data.draw(st.integers(start, min(len(document), start + 4)))
    junk = data.draw(
        st.binary(max_size=3) | st.sampled_from([b'"', b"\\", b"{", b"}", b",", b":", b"1", b"e", b"\\u003a", b"-"])
    )
    roads_agree(document[:start] + junk + document[end:])


@pytest.mark.promise(1)
@scaled(2)
@given(st.binary(max_size=60) | st.text(st.characters(codec=None), max_size=60))
def test_both_roads_judge_junk_alike(data: bytes | str) -> None:
    roads_agree(data)


@pytest.mark.promise(5)
@given(strategies.json_values(max_depth=4))
def test_both_roads_judge_any_json_alike(value: nc.JSON) -> None:
    roads_agree(json.dumps(value))


@pytest.mark.promise(2)
@scaled(3)
@given(strategies.invalid_articles(codes=["NC104"]))
def test_a_member_that_comes_twice_is_never_missed(pair: tuple[strategies.Document, str]) -> None:
    document, _ = pair
    with pytest.raises(nc.InvalidArticleError) as refused:
        nc.loads(document)  # type: ignore[arg-type]  # they are bytes
    assert "NC104" in [issue.code for issue in refused.value.issues]


@pytest.mark.promise(2)
@given(st.data())
def test_a_repeated_member_is_named_by_its_pointer_and_place(data: st.DataObject) -> None:
    """An object in the extensions has a member twice; whatever else it holds, the second one is pointed at."""
    name = data.draw(st.text(max_size=4))
    others = data.draw(st.lists(st.text(max_size=4).filter(lambda other: other != name), max_size=3, unique=True))
    members = [(other, data.draw(strategies.json_values(max_depth=1))) for other in others]
    for again in (name, _layouts.Raw(f'"{"".join(map(_layouts.escape, name))}"')):
        first = data.draw(st.integers(0, len(members)))
        second = data.draw(st.integers(first, len(members)))
        pairs = [*members[:first], (name, 1), *members[first:second], (again, 2), *members[second:]]
        written = _layouts.written({**HEAD, "extensions": {"x": _layouts.Pairs(tuple(pairs))}}, _layouts.PLAIN)
        (issue,) = nc.validate(written)
        assert (issue.code, issue.pointer) == ("NC104", f"/extensions/x/{_json.escaped(name)}")
        assert issue.column is not None
        assert json.JSONDecoder().raw_decode(written, issue.column - 1)[0] == name


# ── No coercion, exact numbers ───────────────────────────────────────────────────────────────────────────────────

OTHERS: dict[str, Any] = {
    "null": None,
    "boolean": True,
    "integer": 3,
    "float": 3.0,
    "string": "3",
    "array": [],
    "object": {},
}


def every_field() -> dict[str, Any]:
    """A document with every member of every record, so that each can be given another type."""
    span = {"start": 0, "end": 1, "quote": "a"}
    when = {"value": "2024", "anchor": [span]}
    voice = {"id": "s1", "name": "a", "kind": "person", "naming": "named", "affiliation_id": "s2", "description": "a"}
    attribution = {
        "id": "a1",
        "source_ids": ["s1"],
        "source": [span],
        "cue": [span],
        "hedge": [span],
        "attitude": "belief",
        "certainty": "certain",
        "polarity": "positive",
        "form": "direct",
        "within_id": "c2",
        "via_ids": ["s1"],
        "time": when,
        "url": "a",
        "confidence": 1,
        "extensions": {"x": 1},
    }
    claim = {
        "id": "c1",
        "content": [span],
        "text": "a",
        "language": "en",
        "types": ["a"],
        "orientation": "past",
        "time": when,
        "same_as": ["a:b"],
        "confidence": 1,
        "attributions": [attribution],
        "extensions": {"x": 1},
    }
    review = {
        "id": "v1",
        "claim_id": "c1",
        "label": "a",
        "verdict": "other",
        "rating_value": 1,
        "rating_best": 1.5,
        "rating_worst": 1,
        "explanation": "a",
        "url": "a",
        "author_id": "s1",
        "published": "2024",
        "extensions": {"x": 1},
    }
    relation = {"id": "r1", "type": "causes", "from_id": "c1", "to_id": "c2", "cue": [span], "drawn_by_ids": ["s1"]}
    section = {"id": "h1", "role": "body", "start": 0, "end": 1, "heading": span, "level": 1, "extensions": {"x": 1}}
    provenance = {
        "agent": "a",
        "kind": "human",
        "created": "2024-01-01T00:00Z",
        "guideline": "a:b",
        "derived_from": "a:b",
    }
    return {
        **HEAD,
        "text": "a",
        "text_sha256": sha256("a"),
        "title": "a",
        "publisher": "a",
        "url": "a",
        "byline": ["a"],
        "published": "2024",
        "modified": "2024",
        "sections": [section],
        "extensions": {"x": 1},
        "sources": [{**voice, "same_as": ["a:b"], "extensions": {"x": 1}}, {"id": "s2"}],
        "claims": [claim, {"id": "c2", "content": [span]}],
        "relations": [{**relation, "confidence": 1, "extensions": {"x": 1}}],
        "reviews": [review],
        "notes": [{"id": "n1", "kind": "a", "anchor": [span], "about_id": "c1", "text": "a", "extensions": {"x": 1}}],
        "provenance": {**provenance, "extensions": {"x": 1}},
    }


def takes(shape: Shape, name: str) -> bool:
    if name == "null":
        return shape.nullable
    return name == shape.kind or (shape.kind == "number" and name in {"integer", "float"})


def test_every_field_refuses_every_other_type_and_nothing_is_coerced() -> None:
    document = every_field()
    assert nc.validate(document) == ()
    sites = [site for site in _layouts.sites(document) if site.name in site.record]
    assert {(site.kind, site.name) for site in sites} == {
        (record, field.name) for record in _structs.RECORDS for field in attrs.fields(record)
    }
    tried = 0
    for site in sites:
        kept = site.record[site.name]
        for name, other in OTHERS.items():
            if not takes(site.shape, name):
                site.record[site.name] = other
                refused_for_its_type(document)
                tried += 1
        if site.shape.item is not None:
            for name, other in OTHERS.items():
                if not takes(site.shape.item, name):
                    site.record[site.name] = [other]
                    refused_for_its_type(document)
                    tried += 1
        site.record[site.name] = kept
    assert nc.validate(document) == ()
    assert tried > 700


def refused_for_its_type(document: dict[str, Any]) -> None:
    assert quick(json.dumps(document), LIMITS) is None
    with pytest.raises(nc.InvalidArticleError) as refused:
        nc.from_dict(document)
    assert "NC201" in [issue.code for issue in refused.value.issues]


def test_every_field_refuses_every_string_that_breaks_its_rule() -> None:
    """On either road: the quick one looks at many strings at once, and must not see two where there is one."""
    document = every_field()
    tried = 0
    for site in _layouts.sites(document):
        rules = [*site.shape.rules, *(site.shape.item.rules if site.shape.item is not None else ())]
        referred = site.name.endswith(("_id", "_ids")) or site.record.get("id") in {"c1", "c2", "s1", "s2"}
        if site.name not in site.record or (site.name.endswith("id") and referred):
            continue
        kept = site.record[site.name]
        for value in [value for rule in rules for value in BAD.get(id(rule), ())]:
            site.record[site.name] = [value] if site.shape.item is not None else value
            assert quick(json.dumps(document), LIMITS) is None, (site.kind, site.name, value)
            tried += 1
        assert not rules or not isinstance(site.record[site.name], (str, list)) or errors_of(document)
        site.record[site.name] = kept
    assert nc.validate(document) == ()
    assert tried > 500


def rated(number: str, extension: str | None = None) -> str:
    """A document that holds a number in a field, and the same or another one in extensions."""
    head = '{"schema_version":"1.0","id":"x","language":"en","claims":[{"id":"c","text":"t"}],"reviews":['
    review = f'{{"id":"v","claim_id":"c","label":"l","rating_value":{number}}}'
    return f'{head}{review}],"extensions":{{"x":{extension or number}}}}}'


@pytest.mark.promise(3)
@scaled(5)
@given(
    st.integers(-(2**70), 2**70)
    | st.builds(
        lambda border, near: border + near,
        st.sampled_from([2**power for power in (31, 32, 53, 63, 64, 65)] + [-(2**53), -(2**63), -(2**64)]),
        st.integers(-1, 1),
    )
)
@example(2**64)
@example(2**64 - 1)
@example(-(2**63))
@example(-(2**63) - 1)
def test_integers_are_kept_exactly_or_refused(number: int) -> None:
    data = rated(str(number))
    if -(2**63) <= number < 2**64:
        article = nc.loads(data)
        assert type(article.reviews[0].rating_value) is int
        assert article.reviews[0].rating_value == article.extensions["x"] == number
        assert nc.dumps(article) == data.encode()
    else:
        assert errors_of(data) == ["NC106", "NC106"]
        for alone in (rated(str(number), "1"), rated("1", str(number))):
            assert quick(alone, LIMITS) is None
            assert errors_of(alone) == ["NC106"]


@pytest.mark.promise(3)
@scaled(5)
@given(st.integers(0, 2**64 - 1) | st.floats().map(lambda number: struct.unpack(">Q", struct.pack(">d", number))[0]))
def test_floats_keep_every_bit(bits: int) -> None:
    (number,) = struct.unpack(">d", struct.pack(">Q", bits))
    review = {"id": "v", "claim_id": "c", "label": "l", "rating_best": number}
    plain = {**HEAD, "claims": [{"id": "c", "text": "t"}], "reviews": [review], "extensions": {"x": number}}
    if math.isfinite(number):
        article = nc.from_dict(plain)
        for again in (
            article,
            nc.loads(nc.dumps(article)),
            nc.loads(nc.dumps(article, indent=2)),
            pickle.loads(pickle.dumps(article)),
        ):
            for kept in (again.reviews[0].rating_best, again.extensions["x"]):
                assert type(kept) is float
                assert struct.pack(">d", kept) == struct.pack(">Q", bits)
    else:
        assert errors_of(plain) == ["NC106", "NC106"]
        with pytest.raises(nc.FieldError):
            nc.Review(id="v", claim_id="c", label="l", rating_best=number)


@pytest.mark.promise(3)
@scaled(5)
@given(
    st.from_regex(
        r"-?(0|[1-9][0-9]{0,25})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?",
        fullmatch=True,
        alphabet=st.characters(codec="ascii"),
    )
)
def test_numbers_with_a_fraction_or_an_exponent_are_the_nearest_float(number: str) -> None:
    data = rated(number)
    wanted = float(number) if set(number) & set(".eE") else int(number)
    roads_agree(data)
    if (type(wanted) is int and not -(2**63) <= wanted < 2**64) or math.isinf(wanted):
        assert "NC106" in errors_of(data)
    else:
        article = nc.loads(data)
        assert spelled(article.extensions["x"]) == spelled(article.reviews[0].rating_value) == spelled(wanted)


# ── Limits ───────────────────────────────────────────────────────────────────────────────────────────────────────


def many_claims(count: int) -> dict[str, Any]:
    return {**HEAD, "claims": [{"id": f"c{number}", "text": "t"} for number in range(count)]}


def many_spans(count: int) -> dict[str, Any]:
    spans = [{"start": number, "end": number + 1} for number in range(count)]
    time = {"anchor": spans[1:3]}
    heading = {"id": "h", "start": 0, "end": 1, "heading": spans[0]}
    return {**HEAD, "sections": [heading], "claims": [{"id": "c", "text": "t", "content": spans[3:], "time": time}]}


def many_references(count: int) -> dict[str, Any]:
    sources = [{"id": f"s{number}"} for number in range(count - 2)]
    attribution = {"id": "a", "source_ids": [source["id"] for source in sources], "via_ids": ["s0"]}
    note = {"id": "n", "kind": "comment", "about_id": "a"}
    return {
        **HEAD,
        "sources": sources,
        "claims": [{"id": "c", "text": "t", "attributions": [attribution]}],
        "notes": [note],
    }


def nested_claims(count: int) -> dict[str, Any]:
    document = many_claims(count)
    for number in range(1, count):
        attribution = {"id": f"a{number}", "source_ids": [], "within_id": f"c{number - 1}"}
        document["claims"][number]["attributions"] = [attribution]
    return document


def deep(count: int) -> dict[str, Any]:
    value: Any = 1
    for level in range(count - 2):
        value = [value] if level % 2 else {"a": value}
    return {**HEAD, "extensions": {"x": value}}


def long_string(count: int) -> dict[str, Any]:
    return {**HEAD, "description": None, "extensions": {"x": "é" * (count // 2) + "a" * (count % 2)}} | {"title": "t"}


def large(count: int) -> dict[str, Any]:
    document = {**HEAD, "title": "t"}
    document["title"] *= 1 + count - len(json.dumps(document))
    return document


LIMITED: list[tuple[str, str, Callable[[int], dict[str, Any]]]] = [
    ("claims", "NC110", many_claims),
    ("spans", "NC111", many_spans),
    ("references", "NC112", many_references),
    ("nesting", "NC113", nested_claims),
    ("depth", "NC107", deep),
    ("string", "NC109", long_string),
    ("document", "NC108", large),
]


@pytest.mark.promise(4)
@pytest.mark.parametrize(("name", "code", "make"), LIMITED, ids=[name for name, _, _ in LIMITED])
@scaled(0.25)
@given(data=st.data())
def test_a_limit_allows_itself_and_one_more_is_an_error_that_names_it(
    name: str, code: str, make: Callable[[int], dict[str, Any]], data: st.DataObject
) -> None:
    low = {"document": 120, "string": 60, "depth": 6}.get(name, 5)
    count = data.draw(st.integers(low, {"depth": 128, "nesting": 64}.get(name, 200)))
    plain = make(count)
    plain.pop("description", None)
    document = json.dumps(plain, ensure_ascii=False)
    assert len(document.encode()) == count or name != "document"
    for limit in (count - 1, count, count + 1):
        limits = nc.Limits(**{name: limit})
        if limit < count:
            told = nc.validate(document, limits=limits)
            assert [issue.code for issue in told] == [code]
            assert f"(Limits.{name})" in told[0].message
            assert str(limit) in told[0].message
            with pytest.raises(nc.InvalidArticleError):
                nc.loads(document, limits=limits)
        else:
            assert nc.dumps(nc.loads(document, limits=limits))
        if name != "document":
            assert errors_of(plain, limits) == errors_of(document, limits)


@pytest.mark.promise(4)
@given(st.integers(1, 40))
def test_issues_beyond_the_limit_are_counted(count: int) -> None:
    document = many_claims(count)
    for claim in document["claims"]:
        claim["confidence"] = 101
    for limit in {max(1, count - 1), count, count + 1}:
        issues = nc.validate(document, limits=nc.Limits(issues=limit))
        assert [issue.code for issue in issues] == ["NC211"] * min(limit, count) + ["NC114"] * (limit < count)
        assert limit >= count or f"has {count - limit} more issue" in issues[-1].message


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":', '{"schema_version":"1.0","extensions":{"x":' + "["])
def test_a_hundred_thousand_levels_are_an_error(opening: str) -> None:
    assert errors_of(opening * 100_000) == ["NC107"]
    with pytest.raises(nc.InvalidArticleError):
        nc.loads((opening * 100_000).encode())


# ── The text and its quotes ──────────────────────────────────────────────────────────────────────────────────────


def edited(article: nc.Article, data: st.DataObject) -> dict[str, Any]:
    """The article's plain data, one span or the text changed in any way, the digest following the text."""
    plain: dict[str, Any] = copy.deepcopy(nc.to_dict(article))
    span = data.draw(st.sampled_from(_layouts.spans(plain)))
    text: str = plain["text"]
    match data.draw(st.sampled_from(["start", "end", "tail", "quote", "slice", "text", "insert"])):
        case "start":
            span["start"] = data.draw(st.integers(0, len(text) + 2))
        case "end":
            span["end"] = data.draw(st.integers(1, len(text) + 2))
        case "tail":
            # A slice that is cut short at the end of the text is the quote all the same.
            span["end"] = len(text) + data.draw(st.integers(0, 2))
            span["quote"] = text[span["start"] :]
        case "quote":
            span["quote"] = data.draw(
                strategies.texts(warnings=True) | st.just(span["quote"] + "a") | st.just(span["quote"][1:])
            )
        case "slice":
            start = data.draw(st.integers(0, len(text)))
            span["quote"] = text[start : start + span["end"] - span["start"]]
        case "text":
            place = data.draw(st.integers(0, len(text) - 1))
            plain["text"] = text[:place] + data.draw(strategies.texts(max_size=2)) + text[place + 1 :]
        case _:
            place = data.draw(st.integers(0, len(text)))
            plain["text"] = text[:place] + data.draw(strategies.texts(max_size=3)) + text[place:]
    plain["text_sha256"] = sha256(plain["text"])
    return plain


def quotes_hold(plain: dict[str, Any]) -> bool:
    """The equation itself, as simply as it can be said."""
    return all(
        0 <= span["start"] < span["end"] <= len(plain["text"])
        and plain["text"][span["start"] : span["end"]] == span["quote"]
        for span in _layouts.spans(plain)
    )


@pytest.mark.promise(6)
@scaled(3)
@given(furnished(with_text=True), st.data())
def test_a_quote_that_is_not_its_text_is_refused_and_any_other_is_not(article: nc.Article, data: st.DataObject) -> None:
    plain = edited(article, data)
    codes = set(errors_of(plain))
    assert quotes_hold(plain) == (not codes & {"NC401", "NC402", "NC403", "NC405"})
    document = json.dumps(plain)
    assert (quick(document, LIMITS) is None) == bool(codes) or b"\\u003" in document.encode()
    if codes:
        with pytest.raises(nc.InvalidArticleError):
            nc.loads(document)
    else:
        assert nc.to_dict(nc.loads(document)) == plain


@pytest.mark.promise(6)
@scaled(1.5)
@given(furnished(with_text=True), st.data())
def test_what_was_built_wrong_by_hand_is_never_written(article: nc.Article, data: st.DataObject) -> None:
    """Constructors do not look at the text, so every way out does, also for what comes from a checked load."""
    plain = edited(article, data)
    assume(not quotes_hold(plain) and all(span["end"] > 0 for span in _layouts.spans(plain)))
    loaded = nc.loads(nc.dumps(article))
    built = structure(plain)
    fields = ("text", "text_sha256", "sections", "claims", "relations", "notes")
    broken = attrs.evolve(loaded, **{name: getattr(built, name) for name in fields})
    with pytest.raises(nc.InvalidArticleError) as refused:
        nc.dumps(built)
    assert refused.value.issues == nc.validate(plain)
    with pytest.raises(nc.InvalidArticleError):
        nc.to_dict(broken)


@pytest.mark.promise(8)
@given(strategies.articles(with_text=True), strategies.texts(max_size=3), st.data())
def test_any_other_text_breaks_the_digest(article: nc.Article, other: str, data: st.DataObject) -> None:
    assert article.text is not None
    place = data.draw(st.integers(0, len(article.text)))
    text = article.text[:place] + other + article.text[place + data.draw(st.integers(0, 2)) :]
    broken = {**nc.to_dict(article), "text": text}
    assert ("NC408" in errors_of(broken)) == (text != article.text)


@pytest.mark.promise(6)
@scaled(2)
@given(strategies.texts(min_size=1, warnings=True), st.integers(-3, 90), st.integers(-3, 90))
def test_a_span_is_the_text_of_its_range_or_an_error(text: str, start: int, end: int) -> None:
    article = nc.Article.from_text(text)
    if 0 <= start < end <= len(text):
        assert article.span(start, end) == nc.Span(start=start, end=end, quote=text[start:end])
    else:
        with pytest.raises(nc.SpanError):
            article.span(start, end)


@pytest.mark.promise(6)
@scaled(2)
@given(strategies.texts(min_size=1, warnings=True), st.data())
def test_words_are_found_at_their_one_place_or_every_place_is_named(text: str, data: st.DataObject) -> None:
    article = nc.Article.from_text(text)
    span = data.draw(strategies.spans(text=text, warnings=True))
    quote = data.draw(st.just(span.quote or "") | strategies.texts(max_size=3))
    places = [at for at in range(len(text)) if quote and text.startswith(quote, at)]
    if len(places) == 1:
        assert article.find(quote) == (nc.Span(start=places[0], end=places[0] + len(quote), quote=quote),)
        return
    with pytest.raises(nc.QuoteError) as refused:
        article.find(quote)
    assert refused.value.reason == ("ambiguous" if places else "missing")
    assert [candidate.start for candidate in refused.value.candidates] == places


@given(strategies.articles(with_text=True, warnings=True))
def test_coverage_and_what_is_uncovered_add_up(article: nc.Article) -> None:
    assert article.text is not None
    covered = {at for anchor in article.anchors() for span in anchor for at in range(span.start, span.end)}
    uncovered = article.uncovered()
    total = count_word_characters(article.text)
    left = sum(count_word_characters(span.quote or "") for span in uncovered)
    assert article.coverage() == pytest.approx((total - left) / total if total else 1.0)
    assert not any(at in covered for span in uncovered for at in range(span.start, span.end))
    assert all(article.span(span.start, span.end) == span for span in uncovered)


@pytest.mark.promise(9)
@given(strategies.articles(warnings=True))
def test_every_voice_is_heard_and_the_last_is_the_authors(article: nc.Article) -> None:
    author = tuple(source for source in article.sources if source.kind == "author")
    for claim in article.claims:
        for attribution in claim.attributions:
            voices = article.voices(attribution.id)
            assert voices[-1] == author
            assert {source.id for source in voices[0]} == {
                name for item in claim.attributions for name in item.source_ids
            } or len(voices) == 1
    for source in article.sources:
        assert all(
            any(source.id in item.source_ids for item in claim.attributions) for claim in article.claims_of(source.id)
        )


# ── Ids, references, circles ─────────────────────────────────────────────────────────────────────────────────────


def ring(size: int) -> dict[str, Any]:
    """So many claims, each nested in the next, the last in the first."""
    claims = [
        {
            "id": f"c{number}",
            "text": "t",
            "attributions": [{"id": f"a{number}", "source_ids": [], "within_id": f"c{(number + 1) % size}"}],
        }
        for number in range(size)
    ]
    return {**HEAD, "claims": claims}


def affiliated(size: int) -> dict[str, Any]:
    return {
        **HEAD,
        "sources": [{"id": f"s{number}", "affiliation_id": f"s{(number + 1) % size}"} for number in range(size)],
    }


@pytest.mark.parametrize("size", [1, 2, 3, 10_000])
def test_circles_end(size: int) -> None:
    for make, code in ((ring, "NC303"), (affiliated, "NC304")):
        document = make(size)
        assert quick(json.dumps(document), LIMITS) is None
        built = structure(document)
        with pytest.raises(nc.InvalidArticleError) as refused:
            nc.dumps(built)
        assert [issue.code for issue in refused.value.issues] == [code]
        assert all(built.voices(item.id) for claim in built.claims[:3] for item in claim.attributions)


def test_a_chain_of_ten_thousand_claims_ends() -> None:
    document = nested_claims(10_000)
    assert quick(json.dumps(document), LIMITS) is None
    assert len(structure(document).voices("a9999")) == 10_001
    assert len(quick(json.dumps(document), nc.Limits(nesting=10_000)).claims) == 10_000  # type: ignore[union-attr]
    assert errors_of(nested_claims(1_000)) == ["NC113"]
    sources = [{"id": "s0"}, *({"id": f"s{number}", "affiliation_id": f"s{number - 1}"} for number in range(1, 10_000))]
    assert len(nc.loads(json.dumps({**HEAD, "sources": sources})).sources) == 10_000


@pytest.mark.promise(9)
@scaled(2)
@given(st.integers(1, 12), st.data())
def test_claims_nest_in_any_way_but_in_a_circle(size: int, data: st.DataObject) -> None:
    """Any graph: a circle is an error, anything else is none; found out here by taking away who has nobody outside."""
    arrows = data.draw(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=20))
    document = many_claims(size)
    for number, (inner, outer) in enumerate(arrows):
        attribution = {"id": f"a{number}", "source_ids": [], "within_id": f"c{outer}"}
        document["claims"][inner].setdefault("attributions", []).append(attribution)
    left = set(range(size))
    while free := {one for one in left if not any(inner == one and outer in left for inner, outer in arrows)}:
        left -= free
    assert errors_of(document)[:1] == (["NC303"] if left else [])
    assert (quick(json.dumps(document), LIMITS) is None) == bool(left)


@pytest.mark.promise(9)
@scaled(2)
@given(furnished(), st.data())
def test_every_reference_must_name_a_record_of_its_kind(article: nc.Article, data: st.DataObject) -> None:
    plain = copy.deepcopy(nc.to_dict(article))
    sites = [
        site for site in _layouts.sites(plain) if site.name.endswith(("_id", "_ids")) and site.record.get(site.name)
    ]
    assume(sites)
    site = data.draw(st.sampled_from(sites))
    kinds = {
        found.record["id"]: found.kind
        for found in _layouts.sites(plain)
        if found.name == "id" and found.kind is not nc.Article
    }
    name = data.draw(st.sampled_from([*kinds, "nobody"]))
    site.record[site.name] = [name] if site.name.endswith("_ids") else name
    wanted: tuple[type, ...] = (nc.Source,)
    if site.name in {"within_id", "from_id", "to_id", "claim_id"}:
        wanted = (nc.Claim,)
    elif site.name == "about_id":
        wanted = tuple(set(kinds.values()))
    assert ("NC301" in errors_of(plain)) == (kinds.get(name) not in wanted)


# ── validate ─────────────────────────────────────────────────────────────────────────────────────────────────────


class Rude:
    """Raises whatever it is asked."""

    def __repr__(self) -> str:
        raise RuntimeError

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    def __hash__(self) -> int:
        return 1


def anything() -> st.SearchStrategy[Any]:
    """Nested Python objects, JSON or not, with the names that a document has."""
    names = st.sampled_from(
        ["id", "text", "claims", "start", "attributions", "content", "extensions", "schema_version", "time"]
    )
    leaves = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text(st.characters(codec=None), max_size=5)
        | st.binary(max_size=3)
        | st.sampled_from(["1.0", "1.7", "2.0", "en", object, ..., nc.Span(start=0, end=1), range(3), {1}])
        | st.builds(Rude)
        | st.builds(lambda power: 10**power, st.integers(5_000, 6_000))
    )
    keys = names | st.text(max_size=2) | st.integers() | st.none() | st.binary(max_size=1)
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(keys, inner, max_size=5)
            | st.dictionaries(keys, inner, max_size=2).map(OrderedDict)
            | st.dictionaries(keys, inner, max_size=2).map(types.MappingProxyType)
            | st.lists(inner, max_size=2).map(tuple)
        ),
        max_leaves=12,
    )


@pytest.mark.promise(13)
@scaled(4)
@given(anything())
def test_validate_says_what_is_wrong_with_anything_and_never_raises(junk: Any) -> None:
    assert all(isinstance(issue, nc.Issue) for issue in nc.validate(junk))
    if isinstance(junk, dict):
        assert errors_of({**HEAD, **junk}) is not None
        with pytest.raises(nc.InvalidArticleError):
            nc.from_dict(junk)


@pytest.mark.promise(13)
@scaled(2)
@given(anything(), furnished(), st.data())
def test_validate_says_what_is_wrong_with_junk_anywhere(junk: Any, article: nc.Article, data: st.DataObject) -> None:
    plain = copy.deepcopy(nc.to_dict(article))
    site = data.draw(st.sampled_from(_layouts.sites(plain)))
    site.record[site.name] = junk
    assert all(issue.pointer == "" or issue.pointer[0] == "/" for issue in nc.validate(plain))


def test_validate_ends_on_what_holds_itself() -> None:
    document: dict[str, Any] = {**HEAD}
    document["extensions"] = {"x": document}
    assert errors_of(document) == ["NC107"]
    items: list[Any] = []
    items += [items, items]
    assert errors_of({**HEAD, "claims": items})[0] == "NC107"
    wide: list[Any] = []
    for _ in range(100):
        wide = [wide, wide]
    assert "NC108" in errors_of({**HEAD, "extensions": {"x": wide}}, nc.Limits(document=10_000))


@pytest.mark.parametrize(
    "data",
    [
        bytearray(b"{}"),
        memoryview(b"[]"),
        b"",
        "",
        "\ud800",
        b"\xff",
        "\x00",
        b"null",
        1,
        None,
        object(),
        nc.Span(start=0, end=1),
    ],
)
def test_validate_takes_anything_for_a_document(data: object) -> None:
    assert errors_of(data)


@pytest.mark.promise(12)
@scaled(2)
@given(strategies.invalid_articles() | strategies.documents(warnings=True).map(lambda document: (document, "")))
def test_validate_changes_nothing(pair: tuple[strategies.Document, str]) -> None:
    document, code = pair
    assume(code != "NC116")
    before = copy.deepcopy(document)
    once = nc.validate(document)
    assert spelled(document) == spelled(before)
    assert nc.validate(document) == once


@pytest.mark.promise(12)
@given(strategies.articles(warnings=True))
def test_validate_leaves_an_article_as_it_is(article: nc.Article) -> None:
    before = pickle.dumps(article)
    nc.validate(article)
    assert pickle.dumps(article) == before


@pytest.mark.promise(13)
@scaled(4)
@given(strategies.invalid_articles())
def test_every_issue_says_where_in_few_printable_words(pair: tuple[strategies.Document, str]) -> None:
    document, _ = pair
    issues = nc.validate(document)
    text = document.decode(errors="replace") if isinstance(document, bytes) else None
    lines = [] if text is None else text.split("\n")
    places = []
    for issue in issues:
        assert len(str(issue)) < 4096
        assert str(issue).isprintable() or any(ord(character) > 0x9F for character in str(issue))
        assert not any(ord(character) < 0x20 or 0x7F <= ord(character) <= 0x9F for character in str(issue))
        if text is None:
            assert issue.line is None
        else:
            assert issue.line is not None
            assert issue.column is not None
            assert 1 <= issue.line <= len(lines)
            assert 1 <= issue.column <= len(lines[issue.line - 1]) + 1
            places.append((issue.line, issue.column))
    assert places == sorted(places)
    error = nc.InvalidArticleError(issues, "a\x1b")
    assert "\x1b" not in str(error)
    assert pickle.loads(pickle.dumps(error)).issues == issues


@pytest.mark.promise(13)
@scaled(2)
@given(strategies.invalid_articles(), st.data())
def test_issues_of_bytes_are_those_of_the_plain_data_and_stand_at_the_value(
    pair: tuple[strategies.Document, str], data: st.DataObject
) -> None:
    document, code = pair
    assume(isinstance(document, dict) and code not in {"NC116", "NC105", "NC106"})
    how = _layouts.layout(Dice(lambda: data.draw(st.binary(min_size=CHUNK, max_size=CHUNK))))
    written = _layouts.written(document, how)
    plain = [attrs.evolve(issue, line=None, column=None) for issue in nc.validate(document)]
    read = nc.validate(written)
    key = lambda issue: (issue.pointer, issue.code, issue.message)  # noqa: E731
    assert sorted(map(key, plain)) == sorted(map(key, read))
    starts = [0, *(at + 1 for at, character in enumerate(written) if character == "\n")]
    for issue in read:
        value = _at(document, issue.pointer)
        if value is not _NOTHING and issue.line is not None and issue.column is not None:
            offset = starts[issue.line - 1] + issue.column - 1
            assert written[offset] in '{["-0123456789tfn'
            found, _ = json.JSONDecoder().raw_decode(written, offset)
            assert spelled(found) == spelled(value)


_NOTHING = object()


def _at(value: Any, pointer: str) -> Any:
    """The value that a pointer names."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            return _NOTHING
    return value


# ── Versions ─────────────────────────────────────────────────────────────────────────────────────────────────────


@st.composite
def newer_documents(draw: st.DrawFn) -> dict[str, Any]:
    """Documents of a newer minor version, with members that this release does not know."""
    plain: dict[str, Any] = copy.deepcopy(nc.to_dict(draw(furnished())))
    plain["schema_version"] = draw(st.sampled_from(["1.1", "1.10", "1.999999999"]))
    open_sites = [site.record for site in _layouts.sites(plain) if site.kind not in (nc.Span, model.When)]
    for record in draw(st.lists(st.sampled_from(open_sites), max_size=4)):
        name = draw(st.sampled_from(["mood", "$schema2", "", "a/b", "é", "claims2", "_newer"]))
        record[name] = draw(strategies.json_values(max_depth=2))
    return plain


@pytest.mark.promise(10)
@scaled(1)
@given(newer_documents())
def test_members_of_a_newer_minor_version_come_back_where_they_were(document: dict[str, Any]) -> None:
    article = nc.from_dict(document)
    assert nc.to_dict(article) == document
    assert exactly_equal(nc.loads(json.dumps(document)), article)
    assert exactly_equal(nc.loads(nc.dumps(article)), article)
    assert nc.dumps(article) == _json.canonical(nc.to_dict(article))
    assert errors_of(article) == []
    # Known members first, in the order of the class.
    names = list(nc.to_dict(article))
    known = [field.name for field in attrs.fields(nc.Article)]
    assert [name for name in names if name in known] == [name for name in known if name in names]
    assert names[len([name for name in names if name in known]) :] == [name for name in names if name not in known]


@given(newer_documents(), st.data())
def test_nothing_else_is_forgiven_a_newer_minor_version(document: dict[str, Any], data: st.DataObject) -> None:
    site = data.draw(st.sampled_from([site for site in _layouts.sites(document) if site.shape.choices]))
    site.record[site.name] = "not one of them"
    assert "NC204" in errors_of(document)
    assert "NC204" in errors_of(json.dumps(document))


# ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.promise(10)
@scaled(2)
@given(strategies.articles(warnings=True))
def test_an_article_is_pickled_copied_and_hashed_as_what_it_is(article: nc.Article) -> None:
    for again in (
        pickle.loads(pickle.dumps(article)),
        copy.copy(article),
        copy.deepcopy(article),
        attrs.evolve(article),
    ):
        assert exactly_equal(again, article)
    other = nc.loads(nc.dumps(article))
    assert exactly_equal(pickle.loads(pickle.dumps(other)), article)
    assert {article: 1}[other] == 1
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        article.id = "y"  # type: ignore[misc]


@pytest.mark.promise(6)
@given(furnished(with_text=True), st.data())
def test_a_changed_article_is_another_and_is_checked_again(article: nc.Article, data: st.DataObject) -> None:
    loaded = nc.loads(nc.dumps(article))
    changed = attrs.evolve(loaded, id=f"{loaded.id}x")
    assert changed != loaded
    assert exactly_equal(nc.loads(nc.dumps(changed)), changed)
    broken = data.draw(
        st.sampled_from(
            [
                {"text": f"{loaded.text}x"},
                {"text_sha256": "0" * 64},
                {"sources": ()},
                {"claims": loaded.claims * 2},
                {"sections": (nc.Section(id="far", start=10**6, end=10**6 + 1),)},
                {"notes": (nc.Note(id="n", kind="comment", about_id="nobody"),)},
            ]
        )
    )
    made = attrs.evolve(loaded, **broken)
    if any("source" in field for field in broken) and not _names_sources(loaded):
        return
    for again in (made, pickle.loads(pickle.dumps(made)), copy.deepcopy(made), copy.copy(made)):
        with pytest.raises(nc.InvalidArticleError):
            nc.dumps(again)


def _names_sources(article: nc.Article) -> bool:
    sites = _layouts.sites(nc.to_dict(article))
    named = [
        site.record.get(site.name)
        for site in sites
        if site.name in {"source_ids", "via_ids", "author_id", "drawn_by_ids"}
    ]
    return any(named)


@given(strategies.articles())
def test_records_make_themselves_again_from_their_repr(article: nc.Article) -> None:
    names = {record.__name__: record for record in _structs.RECORDS} | {"Extensions": nc.Extensions}
    assert exactly_equal(eval(repr(article), names), article)


IN_ANOTHER_PYTHON = """
import hashlib, sys
sys.path.insert(0, {tests!r})
import newsclaims as nc
from test_properties import seeded
digest = hashlib.sha256()
for article in seeded(40):
    digest.update(nc.dumps(article))
    digest.update(repr([str(issue) for issue in nc.validate(article)]).encode())
    digest.update(nc.dumps(nc.loads(nc.dumps(article))))
print(digest.hexdigest())
"""


def test_the_same_article_gives_the_same_bytes_and_issues_whatever_the_hash_seed() -> None:
    script = IN_ANOTHER_PYTHON.format(tests=str(Path(__file__).parent))
    found = set()
    for seed in ("0", "1", "4294967295"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
        )
        found.add(done.stdout.strip())
    digest = hashlib.sha256()
    for article in seeded(40):
        digest.update(nc.dumps(article))
        digest.update(repr([str(issue) for issue in nc.validate(article)]).encode())
        digest.update(nc.dumps(nc.loads(nc.dumps(article))))
    assert found == {digest.hexdigest()}


@pytest.mark.parametrize("name", nc.examples())
def test_an_example_is_written_as_the_bytes_that_are_committed(name: str) -> None:
    committed = example_bytes(name)
    article = nc.loads(committed)
    schema = json.loads(committed).get("$schema")
    line = b"" if schema is None else f'\n  "$schema": {json.dumps(schema)},'.encode()
    assert b"{" + line + nc.dumps(article, indent=2)[1:] + b"\n" == committed
    assert quick(nc.dumps(article), LIMITS) == article


# ── JSON, and what it never is ───────────────────────────────────────────────────────────────────────────────────


def test_the_json_test_suite_is_judged_as_rfc_8259_says(data_dir: Path) -> None:
    """Files named y must be read, those named n refused; two named y hold a member twice, which is refused here."""
    folder = data_dir / "json-test-suite" / "test_parsing"
    if not folder.is_dir():
        pytest.skip(f"no JSONTestSuite at {folder}")
    counts = {"y": 0, "n": 0}
    refused = []
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        broken = [code for code in errors_of(data) if code.startswith("NC1") and code != "NC117"]
        inside = b'{"schema_version":"1.0","id":"x","language":"en","extensions":{"x":' + data + b"}}"
        roads_agree(inside)
        kind = path.name[0]
        if kind == "y":
            counts["y"] += 1
            assert bool(broken) == bool(errors_of(inside)), path.name
            refused += [path.name] if broken else []
        elif kind == "n":
            counts["n"] += 1
            assert broken, path.name
            assert errors_of(inside), path.name
    assert counts == {"y": 95, "n": 188}
    assert refused == ["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"]


def test_no_test_reaches_the_network(network_attempts: list[str]) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as unconnected:
        for attempt in (
            lambda: socket.create_connection(("127.0.0.1", 9), timeout=0.1),
            lambda: socket.getaddrinfo("example.org", 80),
            lambda: socket.gethostbyname("example.org"),
            lambda: unconnected.sendto(b"", ("127.0.0.1", 9)),
        ):
            with pytest.raises(RuntimeError, match="socket"):
                attempt()
    assert len(network_attempts) >= 4
    network_attempts.clear()


def test_sockets_of_the_same_machine_are_no_network(network_attempts: list[str]) -> None:
    with (
        socket.socket(getattr(socket, "AF_UNIX", socket.AF_INET)) as local,
        pytest.raises(OSError, match="No such file"),
    ):
        local.connect("/nowhere/at/all")
    assert network_attempts == []
