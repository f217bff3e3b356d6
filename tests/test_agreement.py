"""
Schema, loader and two validators of the schema give one answer, but for a list of differences that stands here alone.

The schema is asked through jsonschema and through jsonschema-rs, neither of which may look anything up; the loader is
asked through plain data and through bytes, which take other roads.
"""

import copy
import json
import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from referencing import Registry
from referencing.exceptions import NoSuchResource

import newsclaims as nc
from newsclaims import _shape, strategies
from newsclaims._structs import RECORDS
from newsclaims.codes import CODES
from newsclaims.strategies import Dice, _article, _layouts
from newsclaims.strategies._damages import BAD
from newsclaims.strategies._dice import CHUNK
from newsclaims.strategies._makers import FURNISHED

HEAD: dict[str, Any] = {"schema_version": "1.0", "id": "x", "language": "en"}
SPAN: dict[str, Any] = {"start": 0, "end": 1, "quote": "a"}
TEXT: dict[str, Any] = {**HEAD, "text": "ab"}


def scaled(share: float) -> settings:
    """A share of the examples that the profile gives to a property."""
    return settings(max_examples=max(1, round(settings.default.max_examples * share)))


# ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────


class Difference(NamedTuple):
    """Documents about which schema and loader differ, and why."""

    why: str
    codes: frozenset[str]
    """What the loader says of them; empty where it accepts them."""
    example: dict[str, Any]


def _claims(*claims: dict[str, Any]) -> dict[str, Any]:
    return {**HEAD, "claims": [{"text": "t", **claim} for claim in claims]}


def _attributed(**attribution: Any) -> dict[str, Any]:
    return _claims({"id": "c", "attributions": [{"id": "a", "source_ids": [], **attribution}]})


ONLY_THE_SCHEMA_ACCEPTS: Mapping[str, Difference] = {
    "integral floats": Difference(
        "29.0 is an integer to JSON Schema, and no coercion is done here",
        frozenset({"NC201"}),
        _claims({"id": "c", "confidence": 29.0}),
    ),
    "numbers that cannot be kept": Difference(
        "JSON Schema knows no largest number; no reader could keep these",
        frozenset({"NC106"}),
        {**HEAD, "extensions": {"x": 2**64}},
    ),
    "references": Difference(
        "an id elsewhere in the document decides",
        frozenset({"NC301", "NC302", "NC303", "NC304", "NC305", "NC306"}),
        _attributed(source_ids=["nobody"]),
    ),
    "places": Difference(
        "the text, or another number, decides",
        frozenset({"NC401", "NC402", "NC403", "NC404", "NC405", "NC406", "NC407", "NC408", "NC409", "NC410"}),
        {**TEXT, "claims": [{"id": "c", "content": [{"start": 0, "end": 1, "quote": "b"}]}]},
    ),
    "days and intervals": Difference(
        "the calendar decides, and which of two dates is later",
        frozenset({"NC218", "NC219"}),
        {**HEAD, "published": "2023-02-29"},
    ),
    "limits": Difference(
        "size is no matter of shape",
        frozenset({"NC107", "NC108", "NC109", "NC110", "NC111", "NC112", "NC113"}),
        {**HEAD, "extensions": {"x": json.loads("[" * 127 + "]" * 127)}},
    ),
    "lone surrogates": Difference(
        "JSON Schema leaves it to the reader what a string is", frozenset({"NC105"}), {**HEAD, "title": "\ud800"}
    ),
    "newer major versions": Difference(
        "the version is a pattern and never a constant", frozenset({"NC117"}), {**HEAD, "schema_version": "2.0"}
    ),
}
"""What the schema accepts and the loader refuses."""

ONLY_THE_LOADER_ACCEPTS: Mapping[str, Difference] = {
    "members of a newer minor version": Difference(
        "they are kept, and the schema of this version cannot know them",
        frozenset(),
        {**HEAD, "schema_version": "1.7", "mood": "grim"},
    ),
}
"""
What the loader accepts and the schema refuses; beside these, documents of older versions, of which there are none yet.
"""

LISTED = frozenset().union(*(difference.codes for difference in ONLY_THE_SCHEMA_ACCEPTS.values()))


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _nowhere(uri: str) -> Any:
    raise NoSuchResource(ref=uri)


SCHEMA = nc.schema()
PYTHON = jsonschema.Draft202012Validator(SCHEMA, registry=Registry(retrieve=_nowhere))
RUST = jsonschema_rs.Draft202012Validator(SCHEMA, retriever=_nowhere)


def schema_accepts(document: object) -> bool:
    """What both validators of the schema say, if they say the same."""
    python = PYTHON.is_valid(document)
    try:
        rust = RUST.is_valid(document)
    except UnicodeEncodeError:
        # Half a character cannot even be handed over to Rust.
        return python
    assert rust == python
    return python


def refusals(document: object) -> set[str]:
    """The codes of the errors that the loader finds in plain data, and as often in bytes."""
    found = {issue.code for issue in nc.validate(document) if issue.severity == "error"}
    try:
        data = json.dumps(document, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        # Lone surrogates and numbers without end are no bytes.
        return found
    try:
        nc.loads(data)
    except nc.InvalidArticleError as error:
        read = {issue.code for issue in error.issues if issue.severity == "error"}
    else:
        read = set()
    assert read == found
    return found


def agree(document: dict[str, Any]) -> None:
    accepted, refused = schema_accepts(document), refusals(document)
    if accepted:
        assert refused <= LISTED, f"the schema accepts what the loader refuses with {sorted(refused - LISTED)}"
        if "NC201" in refused:
            assert holds_an_integral_float(document)
    elif not refused:
        version = document["schema_version"]
        assert isinstance(version, str)
        assert version.startswith("1.")
        assert version != "1.0", "the loader accepts what the schema refuses"
    if refused - LISTED:
        assert not accepted


def holds_an_integral_float(document: dict[str, Any]) -> bool:
    integers = [site.record.get(site.name) for site in _layouts.sites(document) if site.shape.kind == "integer"]
    return any(type(value) is float and value.is_integer() for value in integers)


# ── Agreement ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.promise(5)
@scaled(2)
@given(strategies.documents(warnings=True))
def test_all_accept_a_valid_document(document: dict[str, Any]) -> None:
    assert schema_accepts(document)
    assert not refusals(document)


@pytest.mark.promise(5)
@scaled(3)
@given(strategies.invalid_articles())
def test_schema_and_loader_agree_about_broken_documents(pair: tuple[strategies.Document, str]) -> None:
    document, code = pair
    assume(isinstance(document, dict) and code != "NC116")
    agree(document)  # type: ignore[arg-type]  # as assumed


@pytest.mark.promise(5)
@pytest.mark.parametrize("code", [code for code in strategies.INVALID_CODES if code[2] in "234"])
@scaled(0.2)
@given(data=st.data())
def test_each_rule_is_kept_by_both_or_listed(code: str, data: st.DataObject) -> None:
    document, _ = data.draw(strategies.invalid_articles(codes=[code]))
    assume(isinstance(document, dict))
    agree(document)
    if code not in LISTED | {"NC220"}:
        assert not schema_accepts(document)


# Copies, since what is drawn is changed again.
JUNK = st.one_of(
    strategies.json_values(max_depth=2),
    st.sampled_from(
        [None, True, False, 0, 1, -1, 3.0, 0.5, 100.0, 101, 2**63, "", "a", "a\n", "1.0", "1.1", "2.0", "2024", [], {}]
    ),
    st.sampled_from(
        [[SPAN], [SPAN, SPAN], {"value": "2024"}, {"value": None, "anchor": []}, ["a", "a"], {"x": 1}, {"X": 1}, [{}]]
    ),
    st.sampled_from(
        ["c1", "s1", "no one", "a:b", "a: b", "\x7f", "é", "x" * 64, "x" * 65, "body", "certain", "und", "_newer"]
    ),
).map(copy.deepcopy)


@st.composite
def random_documents(draw: st.DrawFn) -> dict[str, Any]:
    """Documents with random members in random records, most of them known to one record or another."""
    dice = Dice(lambda: draw(st.binary(min_size=CHUNK, max_size=CHUNK)))
    document: dict[str, Any] = nc.to_dict(_article(dice, FURNISHED, text=None, with_text=None))  # type: ignore[assignment]
    for _ in range(draw(st.integers(1, 4))):
        site = draw(st.sampled_from(_layouts.sites(document)))
        match draw(st.integers(0, 5)):
            case 0:
                site.record.pop(site.name, None)
            case 1:
                site.record[draw(st.sampled_from(NAMES))] = draw(JUNK)
            case 2 if isinstance(site.record.get(site.name), list):
                site.record[site.name] = [*site.record[site.name], draw(JUNK)]
            case _:
                site.record[site.name] = draw(JUNK)
    return document


NAMES = sorted({field.name for record in RECORDS for field in record.__attrs_attrs__} | {"$schema", "", "Id", "_newer"})


@pytest.mark.promise(5)
@scaled(4)
@given(random_documents())
def test_schema_and_loader_agree_about_random_documents(document: dict[str, Any]) -> None:
    agree(document)


@pytest.mark.promise(5)
@scaled(2)
@given(random_documents())
def test_records_that_are_passed_over_have_nothing_that_the_schema_finds(document: dict[str, Any]) -> None:
    """Jsonschema is asked only about records that msgspec cannot vouch for: what it says is the same."""
    found = list(map(str, _shape.shape_issues(document)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_shape, "keeps_schema", lambda *_: False)
        assert found == list(map(str, _shape.shape_issues(document)))


@pytest.mark.promise(5)
@scaled(4)
@given(document=st.dictionaries(st.sampled_from(NAMES), JUNK, max_size=6), head=st.booleans())
def test_schema_and_loader_agree_about_any_object(document: dict[str, Any], *, head: bool) -> None:
    agree({**HEAD, **document} if head else document)


@pytest.mark.promise(5)
@given(strategies.json_values().filter(lambda value: not isinstance(value, (dict, str))))
def test_nobody_accepts_what_is_no_object(value: object) -> None:
    assert not schema_accepts(value)
    assert refusals(value)


@pytest.mark.promise(5)
@scaled(6)
@given(st.data())
def test_schema_and_loader_agree_about_any_string(data: st.DataObject) -> None:
    """Patterns are read by Python's `re`, by Rust and by ECMA-262: strings that only one of them would match."""
    document = every_record()
    # None of these ids is referred to, so that nothing but the string decides.
    strings = [site for site in _layouts.sites(document) if site.shape.kind == "string" and site.name != "text_sha256"]
    site = data.draw(st.sampled_from([site for site in strings if site.record.get("id") not in ("c", "d")]))
    bad = st.sampled_from([value for values in BAD.values() for value in values])
    pieces = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
    joined = st.tuples(st.sampled_from(WHOLE), st.sampled_from(["\n", "\x00", "|", ", "]), st.sampled_from(WHOLE)).map(
        "".join
    )
    site.record[site.name] = data.draw(bad | pieces | joined | st.text(max_size=6))
    agree(document)


PIECES = ("a", "1", "-", ":", "/", ".", "Z", "T", "\n", "\r", "\u2028", "\x85", "\x7f", " ", "é", "١", "\U0001f600")
WHOLE = ("2024", "2024-02", "2024-02-29", "2024-02-29T10:00Z", "2024/..", "en", "a:b", "c1", "1.0", "0" * 64, "person")


def every_record() -> dict[str, Any]:
    attribution = {"id": "a", "source_ids": [], "time": {"value": "2024"}}
    return {
        **TEXT,
        "sections": [{"id": "h", "start": 0, "end": 1, "heading": dict(SPAN)}],
        "sources": [{"id": "s"}],
        "claims": [{"id": "c", "text": "t", "attributions": [attribution]}, {"id": "d", "text": "t"}],
        "relations": [{"id": "r", "type": "causes", "from_id": "c", "to_id": "d"}],
        "reviews": [{"id": "v", "claim_id": "c", "label": "l"}],
        "notes": [{"id": "n", "kind": "k"}],
        "provenance": {},
    }


def test_the_document_with_every_record_is_valid() -> None:
    assert schema_accepts(every_record())
    assert not refusals(every_record())


# ── The differences ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ONLY_THE_SCHEMA_ACCEPTS)
def test_the_schema_accepts_what_the_loader_refuses_for_a_listed_reason(name: str) -> None:
    difference = ONLY_THE_SCHEMA_ACCEPTS[name]
    assert schema_accepts(difference.example)
    refused = {issue.code for issue in nc.validate(difference.example)}
    assert refused
    assert refused <= difference.codes


@pytest.mark.parametrize("name", ONLY_THE_LOADER_ACCEPTS)
def test_the_loader_accepts_what_the_schema_refuses_for_a_listed_reason(name: str) -> None:
    difference = ONLY_THE_LOADER_ACCEPTS[name]
    assert not schema_accepts(difference.example)
    assert not refusals(difference.example)


ONE_EACH: Mapping[str, dict[str, Any]] = {
    "NC301": _attributed(within_id="nobody"),
    "NC302": _claims({"id": "c"}, {"id": "c"}),
    "NC303": _attributed(within_id="c"),
    "NC304": {**HEAD, "sources": [{"id": "s", "affiliation_id": "s"}]},
    "NC305": {**_claims({"id": "c"}), "relations": [{"id": "r", "type": "causes", "from_id": "c", "to_id": "c"}]},
    "NC306": {**HEAD, "sources": [{"id": "s", "kind": "author"}, {"id": "t", "kind": "author"}]},
    "NC401": {**TEXT, "sections": [{"id": "h", "start": 0, "end": 3}]},
    "NC402": {**TEXT, "claims": [{"id": "c", "content": [{"start": 1, "end": 2, "quote": "a"}]}]},
    "NC403": {**HEAD, "sections": [{"id": "h", "start": 2, "end": 2}]},
    "NC404": {**HEAD, "claims": [{"id": "c", "content": [{"start": 1, "end": 2, "quote": ""}]}]},
    "NC405": {**TEXT, "claims": [{"id": "c", "content": [{"start": 1, "end": 2}]}]},
    "NC406": {**HEAD, "claims": [{"id": "c", "content": [{"start": 1, "end": 2}, {"start": 0, "end": 1}]}]},
    "NC407": {**HEAD, "claims": [{"id": "c", "content": [{"start": 1, "end": 3}, {"start": 2, "end": 4}]}]},
    "NC408": {**TEXT, "text_sha256": "0" * 64},
    "NC409": {**HEAD, "sections": [{"id": "h", "start": 0, "end": 2}, {"id": "i", "start": 1, "end": 3}]},
    "NC410": {**HEAD, "sections": [{"id": "h", "start": 0, "end": 2, "heading": {"start": 1, "end": 3}}]},
    "NC218": {**HEAD, "provenance": {"created": "2024-02-30T00:00Z"}},
    "NC219": _claims({"id": "c", "time": {"value": "2025/2024"}}),
    "NC113": {
        **HEAD,
        "claims": [
            {
                "id": f"c{n}",
                "text": "t",
                "attributions": [{"id": f"a{n}", "source_ids": [], "within_id": f"c{n - 1}"}] if n else [],
            }
            for n in range(65)
        ],
    },
}
"""For codes that share an entry of the list, a document that breaks that rule alone."""


@pytest.mark.parametrize("code", ONE_EACH)
def test_a_rule_between_values_is_the_loaders_alone(code: str) -> None:
    assert schema_accepts(ONE_EACH[code])
    assert refusals(ONE_EACH[code]) == {code}


def test_every_listed_rule_between_values_has_a_document_of_its_own() -> None:
    between = {
        code for name in ("references", "places", "days and intervals") for code in ONLY_THE_SCHEMA_ACCEPTS[name].codes
    }
    assert between <= set(ONE_EACH)
    assert {code for code in CODES if code[:3] in {"NC3", "NC4"}} <= between


@pytest.mark.promise(5)
@given(st.integers(-(2**70), 2**70) | st.floats(allow_nan=False))
def test_bounds_of_numbers_are_the_same_for_all(number: float) -> None:
    """An integral float is the one number that they judge differently."""
    document = _claims({"id": "c", "confidence": number})
    integral = type(number) is float and math.isfinite(number) and number.is_integer()
    if type(number) is float and math.isinf(number):
        # No JSON can say it.
        assert refusals(document)
    else:
        assert schema_accepts(document) == (0 <= number <= 100 and (type(number) is int or integral))
        assert (not refusals(document)) == (type(number) is int and 0 <= number <= 100)


def test_neither_validator_opens_what_a_schema_names() -> None:
    for uri in ("http://localhost:9/schema.json", "file:///etc/hostname", "newsclaims.json"):
        with pytest.raises(Exception, match=r"Unresolvable|retriev|resolv|present in a registry"):
            jsonschema.Draft202012Validator({"$ref": uri}, registry=Registry(retrieve=_nowhere)).validate({})
        with pytest.raises(Exception, match=r"retriev|registry|resol|[Ii]nvalid"):
            jsonschema_rs.Draft202012Validator({"$ref": uri}, retriever=_nowhere)
