"""The records: their fields, what each field holds, and what it refuses."""

import copy
import pickle
from typing import Any, NamedTuple

import attrs
import pytest

import newsclaims as nc
from newsclaims._structs import RECORDS

# ── The contract: every class, every field in order, and the rule that the field keeps ───────────────────────────────

CONTRACT: dict[type, dict[str, str]] = {
    nc.Span: {"start": "offset", "end": "end", "quote": "string?"},
    nc.When: {"value": "period?", "anchor": "anchor"},
    nc.Section: {
        "id": "id",
        "role": "role=body",
        "start": "offset",
        "end": "end",
        "heading": "span?",
        "level": "level=1",
        "extensions": "extensions",
    },
    nc.Source: {
        "id": "id",
        "name": "line?",
        "kind": "source kind?",
        "naming": "naming?",
        "affiliation_id": "id?",
        "description": "words?",
        "same_as": "uris",
        "extensions": "extensions",
    },
    nc.Attribution: {
        "id": "id",
        "source_ids": "ids!",
        "source": "anchor",
        "cue": "anchor",
        "hedge": "anchor",
        "attitude": "attitude?",
        "certainty": "certainty?",
        "polarity": "polarity?",
        "form": "form?",
        "within_id": "id?",
        "via_ids": "ids",
        "time": "when?",
        "url": "line?",
        "confidence": "confidence?",
        "extensions": "extensions",
    },
    nc.Claim: {
        "id": "id",
        "content": "anchor",
        "text": "words?",
        "language": "language?",
        "types": "lines",
        "orientation": "orientation?",
        "time": "when?",
        "same_as": "uris",
        "confidence": "confidence?",
        "attributions": "attributions",
        "extensions": "extensions",
    },
    nc.Relation: {
        "id": "id",
        "type": "relation type",
        "from_id": "id",
        "to_id": "id",
        "cue": "anchor",
        "drawn_by_ids": "ids",
        "confidence": "confidence?",
        "extensions": "extensions",
    },
    nc.Review: {
        "id": "id",
        "claim_id": "id",
        "label": "line",
        "verdict": "verdict?",
        "rating_value": "number?",
        "rating_best": "number?",
        "rating_worst": "number?",
        "explanation": "words?",
        "url": "line?",
        "author_id": "id?",
        "published": "date?",
        "extensions": "extensions",
    },
    nc.Note: {
        "id": "id",
        "kind": "line",
        "anchor": "anchor",
        "about_id": "id?",
        "text": "string?",
        "extensions": "extensions",
    },
    nc.Provenance: {
        "agent": "line?",
        "kind": "agent kind?",
        "created": "date-time?",
        "guideline": "uri?",
        "derived_from": "uri?",
        "extensions": "extensions",
    },
    nc.Article: {
        "schema_version": "version=1.0",
        "id": "line",
        "language": "language",
        "text": "string?",
        "text_sha256": "digest?",
        "title": "line?",
        "publisher": "line?",
        "url": "line?",
        "byline": "byline",
        "published": "date?",
        "modified": "date?",
        "sections": "sections",
        "sources": "sources",
        "claims": "claims",
        "relations": "relations",
        "reviews": "reviews",
        "notes": "notes",
        "provenance": "provenance?",
        "extensions": "extensions",
    },
}
"""`?` is opt (None by default), `!` a required tuple, `=` a default; bare tuples and `extensions` are empty."""

SMALLEST: dict[type, dict[str, Any]] = {
    nc.Span: {"start": 0, "end": 1},
    nc.When: {},
    nc.Section: {"id": "s1", "start": 0, "end": 1},
    nc.Source: {"id": "p1"},
    nc.Attribution: {"id": "a1", "source_ids": ()},
    nc.Claim: {"id": "c1"},
    nc.Relation: {"id": "r1", "type": "supports", "from_id": "c1", "to_id": "c2"},
    nc.Review: {"id": "v1", "claim_id": "c1", "label": "False"},
    nc.Note: {"id": "n1", "kind": "comment"},
    nc.Provenance: {},
    nc.Article: {"id": "x", "language": "en"},
}
"""What must be given to build one."""

SPAN = nc.Span(start=0, end=2, quote="no")


class Rule(NamedTuple):
    """What the fields of one rule hold, and what they refuse with which code and words."""

    good: list[Any]
    bad: list[tuple[Any, str, str]]
    type_name: str
    """What should be, where the type is wrong."""
    kind: str
    """The Python type, to leave out of the wrong ones."""


def string(*good: str, bad: list[tuple[Any, str, str]]) -> Rule:
    return Rule(
        list(good),
        [*bad, ("a\ud800", "NC105", "holds a lone surrogate, should hold whole characters")],
        "a string",
        "str",
    )


def choice(*good: str) -> Rule:
    listed = ", ".join(good)
    wrong = ["", good[0].upper(), f"{good[0]} "]
    return Rule(
        list(good), [(value, "NC204", f'is "{value}", should be one of {listed}') for value in wrong], "a string", "str"
    )


def records(record: Any, name: str) -> Rule:
    other, other_name = (nc.Note(id="n1", kind="k"), "a Note") if name != "a Note" else (nc.Claim(id="c1"), "a Claim")
    return Rule(
        [(), (record,), (record, record)],
        [
            ((None,), "NC201", f"[0] is null, should be {name}"),
            ((record, other), "NC201", f"[1] is {other_name}, should be {name}"),
            (({},), "NC201", f"[0] is an object of 0, should be {name}"),
        ],
        "a tuple",
        "tuple",
    )


ID_SHOULD = "should be an id: a letter, then at most 63 letters, digits or _ . : -"
EMPTY = "should hold at least one character, or be left out"
CONTROL = "should be without control characters"
LANGUAGE_SHOULD = "should be a language tag like id, en-GB or und"
URI_SHOULD = "should be a URI: scheme, colon, and no blank"
DATE_SHOULD = "should be a date like 2024, 2024-10, 2024-10-31 or 2024-10-31T09:30Z"
MOMENT_SHOULD = "should be a date-time like 2024-10-31T09:30:00Z"
PERIOD_SHOULD = "should be a date or an interval like 2024-10 or 2024-10/2024-12 or 2024/.."
VERSION_SHOULD = "should be MAJOR.MINOR like 1.0"
DIGEST_SHOULD = "should be 64 lower-case hexadecimal digits"

LINES_BAD = [
    (("",), "NC205", f'[0] is "", {EMPTY}'),
    (("a", "b\x7f"), "NC206", f'[1] is "b\\u007f", {CONTROL}'),
    ((1,), "NC201", "[0] is 1, should be a string"),
]

RULES: dict[str, Rule] = {
    "offset": Rule([0, 1, 2**64 - 1], [(-1, "NC211", "is -1, should be at least 0")], "an integer", "int"),
    "end": Rule([1, 2, 2**64 - 1], [(0, "NC211", "is 0, should be at least 1")], "an integer", "int"),
    "level": Rule(
        [1, 6],
        [(0, "NC211", "is 0, should be at least 1"), (7, "NC211", "is 7, should be at most 6")],
        "an integer",
        "int",
    ),
    "confidence": Rule(
        [0, 100],
        [(-1, "NC211", "is -1, should be at least 0"), (101, "NC211", "is 101, should be at most 100")],
        "an integer",
        "int",
    ),
    "number": Rule([0, -(2**63), 2**64 - 1, 0.5, -0.0, 5e-324, 1.7976931348623157e308], [], "a number", "int float"),
    "string": string("", "a\x00\n", "\ufeff", bad=[]),
    "words": string("a", " ", "a\nb\x00", bad=[("", "NC205", f'is "", {EMPTY}')]),
    "line": string(
        "a",
        " ",
        "../relative?broken url",
        "\xa0\u2028",
        bad=[
            ("", "NC205", f'is "", {EMPTY}'),
            ("a\n", "NC206", f'is "a\\n", {CONTROL}'),
            ("\x00", "NC206", f'is "\\u0000", {CONTROL}'),
            ("a\x1fb", "NC206", f'is "a\\u001fb", {CONTROL}'),
            ("\x7f", "NC206", f'is "\\u007f", {CONTROL}'),
            ("\x85", "NC206", f'is "\\u0085", {CONTROL}'),
            ("\x9f", "NC206", f'is "\\u009f", {CONTROL}'),
        ],
    ),
    "id": string(
        "a",
        "T3",
        "E7",
        "Z9_.:-",
        "a" * 64,
        bad=[
            ("", "NC207", f'is "", {ID_SHOULD}'),
            ("3T", "NC207", f'is "3T", {ID_SHOULD}'),
            ("_a", "NC207", f'is "_a", {ID_SHOULD}'),
            ("a b", "NC207", f'is "a b", {ID_SHOULD}'),
            ("a/b", "NC207", f'is "a/b", {ID_SHOULD}'),
            ("é1", "NC207", f'is "é1", {ID_SHOULD}'),
            ("a\u0661", "NC207", f'is "a\u0661", {ID_SHOULD}'),
            ("a\n", "NC207", f'is "a\\n", {ID_SHOULD}'),
            ("a" * 65, "NC207", f'is "{"a" * 59}…", {ID_SHOULD}'),
        ],
    ),
    "language": string(
        "id",
        "und",
        "en-GB",
        "zh-Hant-TW",
        "abcdefgh-12345678-1",
        "x" * 8,
        bad=[
            ("", "NC208", f'is "", {LANGUAGE_SHOULD}'),
            ("e", "NC208", f'is "e", {LANGUAGE_SHOULD}'),
            ("a" * 9, "NC208", f'is "aaaaaaaaa", {LANGUAGE_SHOULD}'),
            ("en_GB", "NC208", f'is "en_GB", {LANGUAGE_SHOULD}'),
            ("en-", "NC208", f'is "en-", {LANGUAGE_SHOULD}'),
            ("en-123456789", "NC208", f'is "en-123456789", {LANGUAGE_SHOULD}'),
            ("e2", "NC208", f'is "e2", {LANGUAGE_SHOULD}'),
            ("en\n", "NC208", f'is "en\\n", {LANGUAGE_SHOULD}'),
        ],
    ),
    "uri": string(
        "a:b",
        "urn:example:1",
        "https://example.org/ä?x=1#y",
        "x+y.z-1:~",
        "a::",
        bad=[
            ("", "NC209", f'is "", {URI_SHOULD}'),
            ("a:", "NC209", f'is "a:", {URI_SHOULD}'),
            (":a", "NC209", f'is ":a", {URI_SHOULD}'),
            ("1a:b", "NC209", f'is "1a:b", {URI_SHOULD}'),
            ("example.org", "NC209", f'is "example.org", {URI_SHOULD}'),
            ("a:b c", "NC209", f'is "a:b c", {URI_SHOULD}'),
            ("a:b\n", "NC209", f'is "a:b\\n", {URI_SHOULD}'),
            ("a:\x7f", "NC209", f'is "a:\\u007f", {URI_SHOULD}'),
            ("a:\x9f", "NC209", f'is "a:\\u009f", {URI_SHOULD}'),
        ],
    ),
    "date": string(
        "2024",
        "2024-10",
        "2024-10-31T09:30Z",
        bad=[
            ("", "NC210", f'is "", {DATE_SHOULD}'),
            ("2024/2025", "NC210", f'is "2024/2025", {DATE_SHOULD}'),
            ("2023-02-29", "NC218", "names 2023-02-29, a day that does not exist"),
        ],
    ),
    "date-time": string(
        "2024-10-31T09:30Z",
        "2024-10-31T09:30:00.5+07:00",
        bad=[
            ("2024-10-31", "NC210", f'is "2024-10-31", {MOMENT_SHOULD}'),
            ("2024-10-31T09:30", "NC210", f'is "2024-10-31T09:30", {MOMENT_SHOULD}'),
            ("2023-02-29T00:00Z", "NC218", "names 2023-02-29, a day that does not exist"),
        ],
    ),
    "period": string(
        "2024",
        "2024/2025",
        "2024/..",
        "../2024",
        bad=[
            ("", "NC210", f'is "", {PERIOD_SHOULD}'),
            ("../..", "NC210", f'is "../..", {PERIOD_SHOULD}'),
            ("2024/2023", "NC219", "ends with 2023 before it starts with 2024"),
            ("2023-02-29/..", "NC218", "names 2023-02-29, a day that does not exist"),
        ],
    ),
    "version": string(
        "1.0",
        "1.7",
        "2.0",
        "999999999.999999999",
        bad=[
            ("", "NC216", f'is "", {VERSION_SHOULD}'),
            ("1", "NC216", f'is "1", {VERSION_SHOULD}'),
            ("1.0.0", "NC216", f'is "1.0.0", {VERSION_SHOULD}'),
            ("01.0", "NC216", f'is "01.0", {VERSION_SHOULD}'),
            ("1.00", "NC216", f'is "1.00", {VERSION_SHOULD}'),
            ("1.0\n", "NC216", f'is "1.0\\n", {VERSION_SHOULD}'),
        ],
    ),
    "digest": string(
        "0123456789abcdef" * 4,
        bad=[
            ("", "NC217", f'is "", {DIGEST_SHOULD}'),
            ("a" * 63, "NC217", f'is "{"a" * 59}…", {DIGEST_SHOULD}'),
            ("a" * 65, "NC217", f'is "{"a" * 59}…", {DIGEST_SHOULD}'),
            ("A" * 64, "NC217", f'is "{"A" * 59}…", {DIGEST_SHOULD}'),
            ("g" * 64, "NC217", f'is "{"g" * 59}…", {DIGEST_SHOULD}'),
        ],
    ),
    "role": choice("headline", "body", "caption", "other"),
    "source kind": choice("person", "group", "organization", "government", "media", "document", "author", "other"),
    "naming": choice("named", "unnamed", "generic"),
    "attitude": choice("assertion", "belief", "knowledge", "sentiment", "intention"),
    "certainty": choice("certain", "probable", "possible", "uncommitted"),
    "polarity": choice("positive", "negative", "unknown"),
    "form": choice("direct", "indirect", "mixed"),
    "orientation": choice("past", "present", "future", "timeless"),
    "relation type": choice("supports", "contradicts", "restates", "refines", "causes", "contrasts"),
    "verdict": choice("supported", "refuted", "conflicting", "not_enough_evidence", "other"),
    "agent kind": choice("human", "model", "rule", "mixed"),
    "span": Rule([SPAN], [], "a Span", "Span"),
    "when": Rule([nc.When(value="2024")], [], "a When", "When"),
    "provenance": Rule([nc.Provenance()], [], "a Provenance", "Provenance"),
    "anchor": records(SPAN, "a Span"),
    "attributions": records(nc.Attribution(id="a1", source_ids=()), "an Attribution"),
    "sections": records(nc.Section(id="s1", start=0, end=1), "a Section"),
    "sources": records(nc.Source(id="p1"), "a Source"),
    "claims": records(nc.Claim(id="c1"), "a Claim"),
    "relations": records(nc.Relation(id="r1", type="supports", from_id="c1", to_id="c2"), "a Relation"),
    "reviews": records(nc.Review(id="v1", claim_id="c1", label="False"), "a Review"),
    "notes": records(nc.Note(id="n1", kind="comment"), "a Note"),
    "ids": Rule(
        [(), ("a", "b"), ("A", "a")],
        [
            (("a", "b", "a"), "NC212", "is a tuple of 3, should hold each item once"),
            (("a", "b c"), "NC207", f'[1] is "b c", {ID_SHOULD}'),
            ((1,), "NC201", "[0] is 1, should be a string"),
        ],
        "a tuple",
        "tuple",
    ),
    "uris": Rule(
        [(), ("a:b", "a:c")],
        [
            (("a:b", "a:b"), "NC212", "is a tuple of 2, should hold each item once"),
            (("a:b", "b"), "NC209", f'[1] is "b", {URI_SHOULD}'),
        ],
        "a tuple",
        "tuple",
    ),
    "lines": Rule(
        [(), ("event", "any word")],
        [(("a", "a"), "NC212", "is a tuple of 2, should hold each item once"), *LINES_BAD],
        "a tuple",
        "tuple",
    ),
    "byline": Rule([(), ("A. B.", "C. D."), ("A. B.", "A. B.")], LINES_BAD, "a tuple", "tuple"),
}

WRONG_TYPES: list[tuple[str, Any, str]] = [
    ("str", "3", '"3"'),
    ("int", 3, "3"),
    ("bool", True, "true"),
    ("float", 3.0, "3.0"),
    ("list", ["a"], "an array of 1"),
    ("tuple", ("a",), "a tuple of 1"),
    ("dict", {"a": 1}, "an object of 1"),
    ("Span", SPAN, "a Span"),
    ("bytes", b"3", "a bytes"),
]
"""A value of each type, and how a message shows it."""


def rule_of(field: str) -> tuple[str, bool]:
    """The rule's name, and whether None is a value."""
    name = field.partition("=")[0].rstrip("?!")
    return name, field.endswith("?")


FIELDS = [(record, name, *rule_of(field)) for record, fields in CONTRACT.items() for name, field in fields.items()]
CHECKED = [(record, name, rule, optional) for record, name, rule, optional in FIELDS if rule != "extensions"]


def build(record: type, **values: Any) -> Any:
    """The smallest record of a class with some fields set."""
    return record(**(SMALLEST[record] | values))


def label(value: Any) -> str:
    """What pytest calls a parameter: classes by name, the rest as Python."""
    return getattr(value, "__name__", None) or ascii(value)[:60]


# ── Fields ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_contract_names_every_class_of_the_model() -> None:
    assert set(CONTRACT) == set(RECORDS)


@pytest.mark.parametrize("record", CONTRACT, ids=label)
def test_the_fields_of_a_class_are_those_of_the_contract_in_its_order(record: type) -> None:
    assert [field.name for field in attrs.fields(record)] == list(CONTRACT[record])


@pytest.mark.parametrize("record", CONTRACT, ids=label)
def test_what_is_not_required_has_the_default_of_the_contract(record: type) -> None:
    made = build(record)
    for name, field in CONTRACT[record].items():
        rule, optional = rule_of(field)
        if name in SMALLEST[record]:
            continue
        expected: Any = ()
        if optional:
            expected = None
        elif "=" in field:
            expected = field.partition("=")[2]
            expected = int(expected) if rule == "level" else expected
        elif rule == "extensions":
            expected = {}
        assert getattr(made, name) == expected, name


@pytest.mark.parametrize(
    ("record", "name"), [(record, name) for record, given in SMALLEST.items() for name in given], ids=label
)
def test_a_required_field_left_out_is_a_type_error(record: type, name: str) -> None:
    with pytest.raises(TypeError, match=f"'{name}'"):
        record(**{other: value for other, value in SMALLEST[record].items() if other != name})


@pytest.mark.parametrize("record", CONTRACT, ids=label)
def test_fields_are_given_by_name_only(record: type) -> None:
    with pytest.raises(TypeError, match="positional argument"):
        record("x")


@pytest.mark.parametrize("record", CONTRACT, ids=label)
def test_a_field_that_no_class_has_is_a_type_error(record: type) -> None:
    with pytest.raises(TypeError, match="nexpected keyword argument 'mood'"):
        build(record, mood="grim")


@pytest.mark.parametrize(("record", "name", "rule", "optional"), CHECKED, ids=label)
def test_a_field_takes_every_good_value_as_it_is(record: type, name: str, rule: str, *, optional: bool) -> None:
    values = [*RULES[rule].good, *([None] if optional and name != "text_sha256" else [])]
    for value in values:
        kept = getattr(build(record, **{name: value}), name)
        assert kept is value or (kept == value and type(kept) is type(value)), repr(value)


@pytest.mark.parametrize(("record", "name", "rule", "optional"), CHECKED, ids=label)
def test_a_field_refuses_each_bad_value_in_words(record: type, name: str, rule: str, *, optional: bool) -> None:
    del optional
    for value, code, message in RULES[rule].bad:
        with pytest.raises(nc.FieldError) as caught:
            build(record, **{name: value})
        assert str(caught.value) == f"{record.__name__}.{name} {message}"
        assert (caught.value.field, caught.value.code) == (f"{record.__name__}.{name}", code)


@pytest.mark.parametrize(("record", "name", "rule", "optional"), CHECKED, ids=label)
def test_a_field_refuses_every_other_type_and_turns_none_into_its_own(
    record: type, name: str, rule: str, *, optional: bool
) -> None:
    wanted = RULES[rule]
    wrong = [(value, words) for kind, value, words in WRONG_TYPES if kind not in wanted.kind.split()]
    for value, words in [*wrong, *([] if optional else [(None, "null")])]:
        with pytest.raises(nc.FieldError) as caught:
            build(record, **{name: value})
        assert str(caught.value) == f"{record.__name__}.{name} is {words}, should be {wanted.type_name}"
        assert caught.value.code == "NC201"


class _Subclassed(str):
    __slots__ = ()


def test_a_subclass_of_str_or_int_is_not_taken_for_one() -> None:
    """Such values carry more than JSON can write: an IntEnum, a markup string."""
    with pytest.raises(nc.FieldError):
        nc.Source(id=_Subclassed("p1"))


@pytest.mark.parametrize(
    ("record", "name", "value"),
    [
        (nc.Span, "start", -(2**63) - 1),
        (nc.Span, "end", 2**64),
        (nc.Section, "level", 2**64),
        (nc.Claim, "confidence", 10**300),
        (nc.Review, "rating_value", 2**64),
        (nc.Review, "rating_best", -(2**63) - 1),
        (nc.Review, "rating_worst", float("inf")),
        (nc.Review, "rating_value", float("-inf")),
        (nc.Review, "rating_value", float("nan")),
    ],
    ids=label,
)
def test_a_number_out_of_range_has_the_code_it_has_in_a_document(record: type, name: str, value: float) -> None:
    with pytest.raises(nc.FieldError) as caught:
        build(record, **{name: value})
    assert caught.value.code == "NC106"
    assert caught.value.message == out_of_range(value)


def out_of_range(value: float) -> str:
    if isinstance(value, int):
        shown = str(value) if value.bit_length() <= 200 else "an integer of more than 200 bits"
        return f"is {shown}, should be from -2^63 to 2^64-1"
    return "is NaN, should be a number" if value != value else "is too large for a binary64 number"  # noqa: PLR0124


def test_the_first_rule_broken_is_the_one_reported() -> None:
    with pytest.raises(nc.FieldError) as caught:
        nc.Claim(id="1", text="")
    assert str(caught.value) == (
        'Claim.id is "1", should be an id: a letter, then at most 63 letters, digits or _ . : -'
    )


def test_rules_between_fields_are_left_to_validation() -> None:
    """A constructor looks at single values, so that a record can be built before its article is."""
    assert nc.Span(start=5, end=2).end == 2
    assert nc.When().value is None
    assert nc.Claim(id="c1").content == ()
    assert nc.Claim(id="c1", content=(nc.Span(start=5, end=7), nc.Span(start=0, end=6))).text is None
    assert nc.Relation(id="r1", type="causes", from_id="c1", to_id="c1").to_id == "c1"


# ── Extensions on a record ───────────────────────────────────────────────────────────────────────────────────────────

EXTENDED = [record for record, fields in CONTRACT.items() if "extensions" in fields]


def test_every_record_but_span_and_when_takes_extensions() -> None:
    assert [record for record in CONTRACT if record not in EXTENDED] == [nc.Span, nc.When]


@pytest.mark.parametrize("record", EXTENDED, ids=label)
def test_extensions_are_copied_when_a_record_is_built(record: type) -> None:
    inner = {"n": [1]}
    given = {"brat": inner}
    made = build(record, extensions=given)
    inner["n"].append(2)
    given["polnear"] = {}
    assert made.extensions == {"brat": {"n": [1]}}
    assert type(made.extensions) is nc.Extensions


@pytest.mark.parametrize("record", EXTENDED, ids=label)
def test_a_record_refuses_extensions_that_are_no_mapping(record: type) -> None:
    for value, words in [(None, "null"), ("a", '"a"'), ([], "an array of 0"), (1, "1")]:
        with pytest.raises(nc.FieldError) as caught:
            build(record, extensions=value)
        assert str(caught.value) == f"extensions is {words}, should be a mapping"
        assert caught.value.code == "NC201"


def test_two_records_without_extensions_share_one_empty_object() -> None:
    assert nc.Source(id="a").extensions is nc.Claim(id="b", extensions={}).extensions


# ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────────

FULL: dict[type, Any] = {
    nc.Span: SPAN,
    nc.When: nc.When(value="2024/..", anchor=(SPAN,)),
    nc.Section: nc.Section(id="s1", role="caption", start=0, end=9, heading=SPAN, level=2, extensions={"a": 1}),
    nc.Source: nc.Source(id="p1", name="N", kind="person", same_as=("a:b",), extensions={"a": [True, 1, 1.0]}),
    nc.Attribution: nc.Attribution(id="a1", source_ids=("p1",), source=(SPAN,), time=nc.When(value="2024")),
    nc.Claim: nc.Claim(id="c1", content=(SPAN,), attributions=(nc.Attribution(id="a1", source_ids=()),)),
    nc.Relation: nc.Relation(id="r1", type="causes", from_id="c1", to_id="c2", cue=(SPAN,)),
    nc.Review: nc.Review(id="v1", claim_id="c1", label="False", rating_value=1, rating_best=0.5),
    nc.Note: nc.Note(id="n1", kind="comment", anchor=(SPAN,), text=""),
    nc.Provenance: nc.Provenance(agent="a", kind="human", extensions={"a": {"b": None}}),
    nc.Article: nc.Article(id="x", language="en", text="no", claims=(nc.Claim(id="c1", content=(SPAN,)),)),
}


@pytest.mark.parametrize("record", CONTRACT, ids=label)
def test_a_record_cannot_be_changed(record: type) -> None:
    made = FULL[record]
    for field in attrs.fields(record):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(made, field.name, getattr(made, field.name))
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(made, field.name)
    with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
        made.mood = "grim"


@pytest.mark.parametrize("record", CONTRACT, ids=label)
def test_a_record_equals_its_twin_and_hashes_like_it(record: type) -> None:
    twin = record(**attrs.asdict(FULL[record], recurse=False))
    assert twin == FULL[record]
    assert twin is not FULL[record]
    assert hash(twin) == hash(FULL[record])
    assert {twin: "found"}[FULL[record]] == "found"


@pytest.mark.parametrize("record", CONTRACT, ids=label)
def test_a_record_differs_from_one_that_differs_in_a_field_and_from_any_other_class(record: type) -> None:
    smallest = build(record)
    assert smallest != FULL[record]
    assert smallest != attrs.asdict(smallest, recurse=False)
    assert all(smallest != build(other) for other in CONTRACT if other is not record)


@pytest.mark.parametrize("record", CONTRACT, ids=label)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_record_comes_back_from_a_pickle_equal(record: type, protocol: int) -> None:
    again = pickle.loads(pickle.dumps(FULL[record], protocol))
    assert again == FULL[record]
    assert type(again) is record
    assert hash(again) == hash(FULL[record])


@pytest.mark.parametrize("record", CONTRACT, ids=label)
def test_a_record_can_be_copied(record: type) -> None:
    assert copy.copy(FULL[record]) == FULL[record]
    assert copy.deepcopy(FULL[record]) == FULL[record]


def test_evolve_gives_a_changed_record_and_leaves_the_first_as_it_was() -> None:
    source = nc.Source(id="p1", name="A", extensions={"a": 1})
    changed = attrs.evolve(source, name="B")
    assert (source.name, changed.name) == ("A", "B")
    assert changed.extensions == {"a": 1}


def test_evolve_checks_the_new_value() -> None:
    with pytest.raises(nc.FieldError) as caught:
        attrs.evolve(nc.Source(id="p1"), kind="robot")
    assert str(caught.value) == (
        'Source.kind is "robot", should be one of '
        "person, group, organization, government, media, document, author, other"
    )


def test_a_record_prints_as_the_python_that_makes_it() -> None:
    assert repr(SPAN) == "Span(start=0, end=2, quote='no')"
    for record, made in FULL.items():
        assert eval(repr(made), vars(nc)) == made, record


def test_an_anchor_is_a_plain_tuple_of_spans() -> None:
    assert nc.Anchor == tuple[nc.Span, ...]


def test_the_lists_of_a_loaded_article_are_tuples() -> None:
    seed = nc.example()
    assert type(seed.claims) is tuple
    assert type(seed.claims[0].content) is tuple
    assert type(seed.claims[0].attributions[0].source_ids) is tuple
