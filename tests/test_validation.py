"""Every issue of a document: its code, its words, its place, in document order."""

import copy
import json
from collections import Counter
from time import process_time
from typing import Any, NamedTuple

import attrs
import pytest
from test_model import CHECKED, CONTRACT, RULES, SMALLEST, label

import newsclaims as nc
from newsclaims.codes import CODES

# ── One document for each code ───────────────────────────────────────────────────────────────────────────────────────

MARK = "▸"
"""Stands in a case before the value whose line and column the issue must name, and is taken out."""


class Case(NamedTuple):
    """A document with one fault, and the one issue that it must raise."""

    text: str
    issue: str
    limits: dict[str, int] = {}  # noqa: RUF012  # never changed

    @property
    def document(self) -> str:
        return self.text.replace(MARK, "")

    @property
    def place(self) -> tuple[int, int]:
        before = self.text[: self.text.index(MARK)]
        return before.count("\n") + 1, len(before) - before.rfind("\n")


def art(members: str, *, text: str | None = None, version: str = '"1.0"') -> str:
    """An article in four lines; the members that matter are the third."""
    words = "" if text is None else f',\n"text": {json.dumps(text, ensure_ascii=False)}'
    return f'{{"schema_version": {version}, "id": "x", "language": "en"{words},\n{members}\n}}'


def claim(content: str, rest: str = "") -> str:
    return f'"claims": [{{"id": "c1", "content": [{content}]{rest}}}]'


def span(start: int, end: int, quote: str | None = None) -> str:
    words = "" if quote is None else f', "quote": {json.dumps(quote, ensure_ascii=False)}'
    return f'{{"start": {start}, "end": {end}{words}}}'


def said(attribution: str) -> str:
    return f'"claims": [{{"id": "c1", "text": "t", "attributions": [{{"id": "a1", "source_ids": []{attribution}}}]}}]'


RAIN = "Rain fell."
NESTED = (
    '"claims": ▸[{"id": "c1", "text": "t"}, '
    '{"id": "c2", "text": "t", "attributions": [{"id": "a2", "source_ids": [], "within_id": "c1"}]}, '
    '{"id": "c3", "text": "t", "attributions": [{"id": "a3", "source_ids": [], "within_id": "c2"}]}]'
)
IDS = (
    '"sources": [{"id": "s1"}], '
    '"claims": [{"id": "c1", "text": "t", "attributions": [{"id": "a1", "source_ids": ["s1"], "via_ids": ["s1"]}]}]'
)

CASES: list[Case] = [
    # ── NC1xx
    Case(art('"title": ▸nope'), '/title  NC101  has "n", should have a value'),
    Case(
        art('"title": "a",').replace("\n}", "\n▸}"),
        '/title  NC101  has "}", should have the " of a member\'s name',
    ),
    Case("▸\ufeff" + art('"title": "a"'), "(document)  NC103  starts with U+FEFF, should start with the document"),
    Case(
        art('"title": "a", ▸"title": "b"'),
        "/title  NC104  is the second member of this name, should be the only one (the first is in line 2, column 1)",
    ),
    Case(art('"title": ▸"\\ud800"'), "/title  NC105  holds a lone surrogate, should hold whole characters"),
    Case(
        art('"extensions": {"a": ▸18446744073709551616}'),
        "/extensions/a  NC106  is 18446744073709551616, should be from -2^63 to 2^64-1",
    ),
    Case(
        art('"extensions": {"a": [▸[]]}'),
        "/extensions/a/0  NC107  is nested 4 deep, should be at most 3 (Limits.depth)",
        {"depth": 3},
    ),
    Case(
        MARK + art('"title": "a"'),
        "(document)  NC108  has more than 10 bytes (Limits.document)",
        {"document": 10},
    ),
    Case(
        art('"title": ▸"123456789012345"'),
        "/title  NC109  has 15 bytes, should have at most 14 (Limits.string)",
        {"string": 14},
    ),
    Case(
        art('"claims": ▸[{"id": "c1", "text": "t"}, {"id": "c2", "text": "t"}]'),
        "/claims  NC110  has 2 claims, should have at most 1 (Limits.claims)",
        {"claims": 1},
    ),
    Case(
        MARK + art(claim(f"{span(0, 1)}, {span(2, 3)}")),
        "(document)  NC111  has 2 spans, should have at most 1 (Limits.spans)",
        {"spans": 1},
    ),
    Case(
        MARK + art(IDS),
        "(document)  NC112  has 2 references, should have at most 1 (Limits.references)",
        {"references": 1},
    ),
    Case(
        art(NESTED),
        "/claims  NC113  nests 3 claims in one another, should nest at most 2 (Limits.nesting)",
        {"nesting": 2},
    ),
    Case(
        art('"mood": 1', version='▸"2.0"'),
        '/schema_version  NC117  is "2.0", should be of major version 1',
    ),
    # ── NC2xx
    Case(art('"title": ▸5'), "/title  NC201  is 5, should be a string or null"),
    Case(
        '▸{"schema_version": "1.0", "id": "x"}',
        '(document)  NC202  has no member "language", which is required',
    ),
    Case(art('"mood": ▸"grim"'), "/mood  NC203  is no member of an Article"),
    Case(
        art('"sources": [{"id": "s1", "kind": ▸"robot"}]'),
        '/sources/0/kind  NC204  is "robot", should be one of '
        "person, group, organization, government, media, document, author, other",
    ),
    Case(art('"title": ▸""'), "/title  NC205  is empty, should hold at least one character, or be left out"),
    Case(art('"title": ▸"a\\u0007"'), '/title  NC206  is "a\\u0007", should be without control characters'),
    Case(
        art('"sources": [{"id": ▸"1"}]'),
        '/sources/0/id  NC207  is "1", should be an id: a letter, then at most 63 letters, digits or _ . : -',
    ),
    Case(
        '{"schema_version": "1.0", "id": "x",\n"language": ▸"in donesia"}',
        '/language  NC208  is "in donesia", should be a language tag like id, en-GB or und',
    ),
    Case(
        art('"sources": [{"id": "s1", "same_as": ["a:b", ▸"example.org"]}]'),
        '/sources/0/same_as/1  NC209  is "example.org", should be a URI: scheme, colon, and no blank',
    ),
    Case(
        art('"published": ▸"31.10.2024"'),
        '/published  NC210  is "31.10.2024", should be a date like 2024, 2024-10, 2024-10-31 or 2024-10-31T09:30Z',
    ),
    Case(
        art('"claims": [{"id": "c1", "text": "t", "confidence": ▸101}]'),
        "/claims/0/confidence  NC211  is 101, should be at most 100",
    ),
    Case(
        art('"claims": [{"id": "c1", "text": "t", "types": ["event", "quote", ▸"event"]}]'),
        '/claims/0/types/2  NC212  is "event" again, should be there once',
    ),
    Case(art('"claims": [▸{"id": "c1"}]'), "/claims/0  NC213  has neither content nor text, should have one of them"),
    Case(
        art('"claims": [{"id": "c1", "text": "t", "time": ▸{}}]'),
        "/claims/0/time  NC214  has neither anchor nor value, should have one of them",
    ),
    Case(
        art('"extensions": {"Not an owner": ▸1}'),
        "/extensions/Not an owner  NC215  is no key for extensions, should be a small letter, then [a-z0-9_-]",
    ),
    Case(art('"title": "a"', version='▸"1"'), '/schema_version  NC216  is "1", should be MAJOR.MINOR like 1.0'),
    Case(
        art('"text_sha256": ▸"E3B0"'),
        '/text_sha256  NC217  is "E3B0", should be 64 lower-case hexadecimal digits',
    ),
    Case(art('"modified": ▸"2023-02-29"'), "/modified  NC218  names 2023-02-29, a day that does not exist"),
    Case(
        art('"claims": [{"id": "c1", "text": "t", "time": {"value": ▸"2024/2023"}}]'),
        "/claims/0/time/value  NC219  ends with 2023 before it starts with 2024",
    ),
    Case(
        art('"title": "a"', version='▸"0.9"'),
        '/schema_version  NC220  is "0.9", from which no step leads to 1.0',
    ),
    # ── NC3xx
    Case(
        art('"sources": [{"id": "s1", "affiliation_id": ▸"nhk"}]'),
        '/sources/0/affiliation_id  NC301  no source "nhk"',
    ),
    Case(
        art('"sources": [{"id": "s1"}], "notes": [{"id": ▸"s1", "kind": "comment"}]'),
        '/notes/0/id  NC302  is "s1", the id of the source at /sources/0, should be an id of its own',
    ),
    Case(
        art(
            '"claims": [{"id": "c1", "text": "t",\n'
            '"attributions": [{"id": "a1", "source_ids": [], "within_id": ▸"c1"}]}]'
        ),
        "/claims/0/attributions/0/within_id  NC303  runs in a circle: c1 → c1",
    ),
    Case(
        art('"sources": [{"id": "s1", "affiliation_id": ▸"s2"}, {"id": "s2", "affiliation_id": "s1"}]'),
        "/sources/0/affiliation_id  NC304  runs in a circle: s1 → s2 → s1",
    ),
    Case(
        art(
            '"claims": [{"id": "c1", "text": "t"}],\n'
            '"relations": [{"id": "r1", "type": "causes", "from_id": "c1", "to_id": ▸"c1"}]'
        ),
        '/relations/0/to_id  NC305  is "c1", the claim that from_id names too, should be another',
    ),
    Case(
        art('"sources": [{"id": "s1", "kind": "author"}, {"id": "s2", "kind": ▸"author"}]'),
        "/sources/1/kind  NC306  is author as at /sources/0, should be there once",
    ),
    # ── NC4xx
    Case(
        art('"sections": [{"id": "s1", "start": 0, "end": ▸11}]', text=RAIN),
        "/sections/0/end  NC401  is 11, past the end of the text (10 code points)",
    ),
    Case(
        art(claim('{"start": 0, "end": 4, "quote": ▸"rain"}'), text=RAIN),
        '/claims/0/content/0/quote  NC402  is not the text it names: has "rain", the text at 0–4 is "Rain"',
    ),
    Case(
        art(claim('{"start": 4, "end": ▸4, "quote": ""}'), text=RAIN),
        "/claims/0/content/0/end  NC403  is 4, should be greater than start, 4",
    ),
    Case(
        art(claim('{"start": 0, "end": 4, "quote": ▸"Rain "}')),
        "/claims/0/content/0/quote  NC404  has 5 code points, should have 4 as its range",
    ),
    Case(
        art(claim(MARK + span(0, 4)), text=RAIN),
        "/claims/0/content/0/quote  NC405  is missing, should be there since the article has its text "
        '(the words there are "Rain")',
    ),
    Case(
        art(claim(f'{span(5, 9, "fell")}, {{"start": ▸0, "end": 4, "quote": "Rain"}}'), text=RAIN),
        "/claims/0/content/1/start  NC406  is 0, before the span in front of it (5-9), should follow",
    ),
    Case(
        art(claim(f'{span(0, 4, "Rain")}, {{"start": ▸3, "end": 6, "quote": "n f"}}'), text=RAIN),
        "/claims/0/content/1/start  NC407  is 3, inside the span in front of it (0-4)",
    ),
    Case(
        art(f'"text_sha256": ▸"{"0" * 64}"', text=RAIN),
        "/text_sha256  NC408  is 000000000000…, the text's is 8a4b1e83d9ac…",
    ),
    Case(
        art('"sections": [{"id": "s1", "start": 0, "end": 5}, {"id": "s2", "start": ▸4, "end": 10}]', text=RAIN),
        "/sections/1/start  NC409  is 4, before the end of the section at /sections/0 (5), should follow it",
    ),
    Case(
        art('"sections": [{"id": "s1", "start": 1, "end": 9, "heading": ▸{"start": 0, "end": 4}}]'),
        "/sections/0/heading  NC410  is at 0-4, should be inside its section, 1-9",
    ),
    # ── NC5xx
    Case(
        art(said(', "certainty": "probable", "polarity": ▸"unknown"')),
        "/claims/0/attributions/0/polarity  NC501  is unknown beside certainty probable, "
        "should be positive or negative",
    ),
    Case(
        art(
            f'"claims": [{{"id": "c1", "content": [{span(5, 9)}]}},\n'
            '{"id": "c2", "text": "t", "attributions": [{"id": "a1", "source_ids": [], "within_id": "c1", '
            f'"cue": ▸[{span(0, 4)}]}}]}}]'
        ),
        '/claims/1/attributions/0/cue  NC502  lies outside the content of "c1", the claim that within_id names',
    ),
    Case(
        art(claim('{"start": 0, "end": ▸1, "quote": "e"}'), text="e\u0301a"),
        '/claims/0/content/0/end  NC503  is 1, inside what readers see as one character ("e\u0301")',
    ),
    Case(
        art(claim('{"start": 0, "end": ▸2, "quote": "a\\r"}'), text="a\r\nb"),
        "/claims/0/content/0/end  NC504  is 2, between CR and LF",
    ),
    Case(
        f'{{"schema_version": "1.0", "id": "x", "language": "en",\n"text": {MARK}"a\\u0000b\\u0007"}}',
        "/text  NC505  holds 2 control characters; the first is U+0000 at code point 1",
    ),
    Case(
        f'{{"schema_version": "1.0", "id": "x", "language": "en",\n"text": {MARK}"ab\ufdd0"}}',
        "/text  NC506  holds 1 noncharacter; the first is U+FDD0 at code point 2",
    ),
    Case(
        f'{{"schema_version": "1.0", "id": "x", "language": "en",\n"text": {MARK}"\ue000\U0010fffd"}}',
        "/text  NC506  holds 2 private-use characters; the first is U+E000 at code point 0",
    ),
    Case(
        f'{{"schema_version": "1.0", "id": "x", "language": "en",\n"text": {MARK}"a\u202eb"}}',
        "/text  NC507  holds 1 bidi control; the first is U+202E at code point 1",
    ),
]

NOT_IN_A_TEXT = {
    "NC102": (art('"title": "é"').encode("latin-1"), "(document)  NC102  has the byte 0xE9, should be UTF-8"),
    "NC116": (
        {"schema_version": "1.0", "id": "x", "language": "en", "byline": {"A. B."}},
        "/byline  NC116  is a set, should be a JSON value",
    ),
}
"""Codes of what is bytes or plain data."""

ELSEWHERE = {
    "NC114": "counts other issues and never comes alone: see the tests of the limit",
    "NC115": "a compressed file: raised by the readers of the corpus",
    "NC801": "a file that is not there: raised by the readers of the corpus",
    "NC802": "a file that cannot be read: raised by the readers of the corpus",
    "NC803": "a compressed file: raised by the readers of the corpus",
    "NC804": "a folder or a pattern: raised by the readers of the corpus",
}
"""Codes that no document raises alone, and why."""


def code_of(case: Case) -> str:
    return case.issue.split("  ")[1]


def test_every_code_of_a_document_has_a_document_here() -> None:
    documents = {code for code in CODES if code < "NC6"} | {code for code in CODES if code.startswith("NC80")}
    tested = {*map(code_of, CASES), *NOT_IN_A_TEXT}
    assert tested | set(ELSEWHERE) == documents
    assert not tested & set(ELSEWHERE)


@pytest.mark.parametrize("case", CASES, ids=code_of)
def test_a_document_with_one_fault_raises_exactly_its_issue_at_its_place(case: Case) -> None:
    limits = nc.Limits(**case.limits)
    for document in (case.document, case.document.encode("utf-8", "surrogatepass")):
        issues = nc.validate(document, limits=limits)
        assert [str(issue) for issue in issues] == [case.issue]
        assert (issues[0].line, issues[0].column) == case.place
        assert issues[0].severity == CODES[issues[0].code].severity


@pytest.mark.parametrize("case", CASES, ids=code_of)
def test_a_document_with_an_error_is_not_loaded_and_one_with_a_warning_is(case: Case) -> None:
    limits = nc.Limits(**case.limits)
    issues = nc.validate(case.document, limits=limits)
    if issues[0].severity == "warning":
        assert nc.loads(case.document, limits=limits).id == "x"
        return
    with pytest.raises(nc.InvalidArticleError) as caught:
        nc.loads(case.document, limits=limits)
    assert caught.value.issues == issues


@pytest.mark.parametrize("case", [case for case in CASES if code_of(case)[:3] != "NC1"], ids=code_of)
def test_plain_data_raise_what_their_text_raises_without_line_and_column(case: Case) -> None:
    plain = json.loads(case.document)
    kept = copy.deepcopy(plain)
    issues = nc.validate(plain, limits=nc.Limits(**case.limits))
    assert [str(issue) for issue in issues] == [case.issue]
    assert (issues[0].line, issues[0].column) == (None, None)
    assert plain == kept
    if issues[0].severity == "error":
        with pytest.raises(nc.InvalidArticleError) as caught:
            nc.from_dict(plain)
        assert caught.value.issues == issues
        assert plain == kept


@pytest.mark.parametrize("code", NOT_IN_A_TEXT)
def test_bytes_and_plain_data_with_one_fault_raise_exactly_its_issue(code: str) -> None:
    document, line = NOT_IN_A_TEXT[code]
    issues = nc.validate(document)
    assert [str(issue) for issue in issues] == [line]
    if isinstance(document, bytes):
        assert (issues[0].line, issues[0].column) == (2, 11)


BETWEEN_FIELDS = [case for case in CASES if code_of(case)[:3] in ("NC3", "NC4", "NC5") or code_of(case) == "NC213"]


@pytest.mark.parametrize("case", BETWEEN_FIELDS, ids=code_of)
def test_an_article_built_by_hand_raises_what_its_document_raises(case: Case) -> None:
    article = nc.make_converter().structure(json.loads(case.document), nc.Article)
    issues = nc.validate(article)
    assert [str(issue) for issue in issues] == [case.issue]
    assert (issues[0].line, issues[0].column) == (None, None)
    if issues[0].severity == "error":
        for write in (nc.dumps, nc.to_dict):
            with pytest.raises(nc.InvalidArticleError) as caught:
                write(article)
            assert caught.value.issues == issues


@pytest.mark.parametrize("case", [case for case in CASES if case.limits and code_of(case) < "NC114"], ids=code_of)
def test_a_bound_itself_is_allowed(case: Case) -> None:
    (limit,) = case.limits
    numbers = {"depth": 4, "document": 69, "string": 15, "claims": 2, "spans": 2, "references": 2, "nesting": 3}
    assert nc.validate(case.document, limits=nc.Limits(**{limit: numbers[limit]})) == ()


@pytest.mark.parametrize("case", [case for case in CASES if case.limits and code_of(case) != "NC108"], ids=code_of)
def test_the_limits_hold_for_plain_data(case: Case) -> None:
    issues = nc.validate(json.loads(case.document), limits=nc.Limits(**case.limits))
    assert [str(issue) for issue in issues] == [case.issue]


@pytest.mark.parametrize("case", [case for case in CASES if case.limits], ids=code_of)
def test_the_limits_hold_for_an_article_built_by_hand(case: Case) -> None:
    article = nc.loads(case.document)
    issues = nc.validate(article, limits=nc.Limits(**case.limits))
    assert [str(issue) for issue in issues] == [case.issue]


# ── Each field of each class ─────────────────────────────────────────────────────────────────────────────────────────

HOLDERS: dict[type, tuple[str, ...]] = {
    nc.Article: (),
    nc.Section: ("sections", "0"),
    nc.Source: ("sources", "0"),
    nc.Claim: ("claims", "0"),
    nc.Attribution: ("claims", "0", "attributions", "0"),
    nc.Relation: ("relations", "0"),
    nc.Review: ("reviews", "0"),
    nc.Note: ("notes", "0"),
    nc.Provenance: ("provenance",),
    nc.When: ("claims", "0", "time"),
    nc.Span: ("notes", "0", "anchor", "0"),
}
"""Where a document holds a record of each class."""


HEAD: dict[str, Any] = {"schema_version": "1.0", "id": "x", "language": "en"}


def whole() -> dict[str, Any]:
    """A document that holds a record of every class, and nothing wrong."""
    return {
        "schema_version": "1.0",
        "id": "x",
        "language": "en",
        "sections": [{"id": "s1", "start": 0, "end": 1}],
        "sources": [{"id": "p1"}, {"id": "p2"}],
        "claims": [
            {
                "id": "c1",
                "text": "t",
                "time": {"value": "2024"},
                "attributions": [{"id": "a1", "source_ids": ["p2"]}],
            },
            {"id": "c2", "text": "t"},
        ],
        "relations": [{"id": "r1", "type": "causes", "from_id": "c1", "to_id": "c2"}],
        "reviews": [{"id": "v1", "claim_id": "c2", "label": "l"}],
        "notes": [{"id": "n1", "kind": "k", "anchor": [{"start": 0, "end": 1}]}],
        "provenance": {"agent": "me"},
    }


def record_in(document: dict[str, Any], record: type) -> dict[str, Any]:
    found: Any = document
    for step in HOLDERS[record]:
        found = found[int(step)] if isinstance(found, list) else found[step]
    assert isinstance(found, dict)
    return found


def pointer_to(record: type, name: str = "") -> str:
    return "".join(f"/{step}" for step in (*HOLDERS[record], *([name] if name else [])))


def plain(value: Any) -> Any:
    """A value of Python as plain data."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if attrs.has(type(value)):
        return nc.make_converter().unstructure(value)
    return value


def test_the_whole_document_has_no_issue() -> None:
    assert nc.validate(whole()) == ()
    assert nc.validate(json.dumps(whole())) == ()
    assert set(HOLDERS) == set(CONTRACT)


@pytest.mark.parametrize(("record", "name", "rule", "optional"), CHECKED, ids=label)
def test_a_bad_value_has_the_same_code_in_a_document_as_in_a_constructor(
    record: type, name: str, rule: str, *, optional: bool
) -> None:
    del optional
    for value, code, _ in RULES[rule].bad:
        if any(attrs.has(type(item)) or item == {} for item in (value if isinstance(value, tuple) else ())):
            continue
        document = whole()
        record_in(document, record)[name] = plain(value)
        found = [(issue.code, issue.pointer) for issue in nc.validate(document)]
        pointer = pointer_to(record, name)
        assert any(found_code == code and place.startswith(pointer) for found_code, place in found), (value, found)


@pytest.mark.parametrize(("record", "name", "rule", "optional"), CHECKED, ids=label)
def test_a_good_value_raises_nothing_about_its_shape(record: type, name: str, rule: str, *, optional: bool) -> None:
    for value in [*RULES[rule].good, *([None] if optional else [])]:
        document = whole()
        record_in(document, record)[name] = plain(value)
        shape = [str(issue) for issue in nc.validate(document) if issue.code[:3] in ("NC1", "NC2")]
        # The smallest claim has neither content nor text, and the smallest article of another major is another matter.
        assert not [line for line in shape if "NC213" not in line and "NC214" not in line and "NC117" not in line]


@pytest.mark.parametrize(("record", "name", "rule", "optional"), CHECKED, ids=label)
def test_every_other_type_of_json_is_refused_at_its_place_in_text_and_in_plain_data(
    record: type, name: str, rule: str, *, optional: bool
) -> None:
    values = {
        "str": ("3", '"3"'),
        "bool": (True, "true"),
        "int": (3, "3"),
        "float": (3.0, "3.0"),
        "list": ([1], "an array of 1"),
        "dict": ({"a": 1}, "an object of 1"),
        "null": (None, "null"),
    }
    own = {"a tuple": "list", "a string": "str", "an integer": "int", "a number": "int float"}
    fitting = own.get(RULES[rule].type_name, "dict").split() + (["null"] if optional else [])
    type_name = {"a tuple": "an array", "a number": "a number"}.get(
        RULES[rule].type_name, RULES[rule].type_name if RULES[rule].type_name in own else "an object"
    )
    should = f"{type_name} or null" if optional else type_name
    for kind, (value, words) in values.items():
        if kind in fitting:
            continue
        document = whole()
        record_in(document, record)[name] = value
        line = f"{pointer_to(record, name)}  NC201  is {words}, should be {should}"
        for form in (document, json.dumps(document), json.dumps(document, indent=1).encode()):
            found = [str(issue) for issue in nc.validate(form) if issue.pointer == pointer_to(record, name)]
            assert found == [line]


@pytest.mark.parametrize(
    ("record", "name"),
    [(record, name) for record, given in SMALLEST.items() for name in given] + [(nc.Article, "schema_version")],
    ids=label,
)
def test_a_required_member_left_out_is_named_with_its_record(record: type, name: str) -> None:
    document = whole()
    del record_in(document, record)[name]
    found = [str(issue) for issue in nc.validate(document) if issue.code == "NC202"]
    assert found == [f'{pointer_to(record) or "(document)"}  NC202  has no member "{name}", which is required']


@pytest.mark.parametrize(
    "number",
    [2**64, 2**64 + 1, -(2**63) - 1, 10**30, 10**1000, -(10**1000)],
    ids=["2^64", "next", "low", "30", "1000", "-1000"],
)
@pytest.mark.parametrize("place", ["/title", "/sections/0/start", "/claims/0/confidence", "/notes/0", "/byline"])
def test_a_number_out_of_range_is_told_the_same_way_in_text_and_in_plain_data(number: int, place: str) -> None:
    """And it is the number of the document that the messages quote."""
    document: Any = whole()
    *way, last = place.split("/")[1:]
    holder: Any = document
    for step in way:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    holder[int(last) if isinstance(holder, list) else last] = number
    from_text = [str(issue) for issue in nc.validate(json.dumps(document))]
    assert [str(issue) for issue in nc.validate(document)] == from_text
    assert any("NC106" in line for line in from_text)
    if number.bit_length() < 200:
        assert all(str(number) in line for line in from_text if line.startswith(f"{place}  "))


def test_every_required_member_left_out_is_named() -> None:
    """All faults in one pass, also where one record lacks several members."""
    assert [str(issue) for issue in nc.validate("{}")] == [
        '(document)  NC202  has no member "schema_version", which is required',
        '(document)  NC202  has no member "id", which is required',
        '(document)  NC202  has no member "language", which is required',
    ]


@pytest.mark.parametrize("record", [record for record, fields in CONTRACT.items() if "extensions" in fields], ids=label)
def test_extensions_of_another_type_are_refused_in_every_record(record: type) -> None:
    for value, words in [(None, "null"), ([], "an array of 0"), ("a", '"a"'), (1, "1"), (False, "false")]:
        document = whole()
        record_in(document, record)["extensions"] = value
        line = f"{pointer_to(record, 'extensions')}  NC201  is {words}, should be an object"
        assert [str(issue) for issue in nc.validate(document)] == [line]
        assert [str(issue) for issue in nc.validate(json.dumps(document))] == [line]


@pytest.mark.parametrize("record", [record for record, fields in CONTRACT.items() if "extensions" in fields], ids=label)
def test_keys_of_extensions_are_looked_at_in_every_record(record: type) -> None:
    document = whole()
    record_in(document, record)["extensions"] = {"brat": {"Any key": 1}, "Brat": 1}
    pointer = pointer_to(record, "extensions") + "/Brat"
    for form in (document, json.dumps(document)):
        assert [(issue.code, issue.pointer) for issue in nc.validate(form)] == [("NC215", pointer)]


def test_null_and_empty_are_as_good_as_absent_where_one_of_two_is_asked_for() -> None:
    document = whole()
    for claim in ({"text": None}, {"content": []}, {"text": None, "content": []}):
        document["claims"][1] = {"id": "c2", **claim}
        for form in (document, json.dumps(document)):
            assert [(issue.code, issue.pointer) for issue in nc.validate(form)] == [("NC213", "/claims/1")]
    document = whole()
    for time in ({"value": None}, {"anchor": []}, {"value": None, "anchor": []}):
        for holder in (document["claims"][0], document["claims"][0]["attributions"][0]):
            holder["time"] = time
        for form in (document, json.dumps(document)):
            assert [(issue.code, issue.pointer) for issue in nc.validate(form)] == [
                ("NC214", "/claims/0/time"),
                ("NC214", "/claims/0/attributions/0/time"),
            ]


def test_a_list_with_items_of_a_wrong_type_is_told_that_and_what_it_repeats() -> None:
    document = whole()
    document["claims"][0]["types"] = ["a", 1, 1, "a"]
    assert [(issue.code, issue.pointer) for issue in nc.validate(document)] == [
        ("NC201", "/claims/0/types/1"),
        ("NC201", "/claims/0/types/2"),
        ("NC212", "/claims/0/types/3"),
    ]


def test_a_text_that_is_no_text_has_no_digest() -> None:
    document = {**whole(), "text": "\ud800", "text_sha256": "0" * 64}
    assert "NC408" not in [issue.code for issue in nc.validate(document)]
    assert "NC105" in [issue.code for issue in nc.validate(document)]


def test_a_digest_is_computed_on_every_road_where_a_document_has_none() -> None:
    for text in ("Rain fell.", "Gr\u00fc\u00dfe"):
        for document in ({**HEAD, "text": text}, {**HEAD, "text": text, "text_sha256": None}):
            digest = nc.Article.from_text(text).text_sha256
            assert nc.loads(json.dumps(document)).text_sha256 == digest
            assert nc.from_dict(document).text_sha256 == digest


@pytest.mark.parametrize("record", CONTRACT, ids=label)
def test_a_member_that_no_record_has_is_refused_in_every_record(record: type) -> None:
    document = whole()
    record_in(document, record)["mood"] = 1
    article = "an" if record.__name__[0] == "A" else "a"
    line = f"{pointer_to(record, 'mood')}  NC203  is no member of {article} {record.__name__}"
    assert [str(issue) for issue in nc.validate(document)] == [line]
    assert [str(issue) for issue in nc.validate(json.dumps(document))] == [line]


def test_several_unknown_members_are_several_issues() -> None:
    document = whole() | {"mood": 1, "heat": 2}
    assert [issue.pointer for issue in nc.validate(document)] == ["/mood", "/heat"]


@pytest.mark.parametrize("document", [None, 5, "5", b"[]", [], True, 1.5, "null", '"a"'])
def test_what_is_no_object_is_no_article(document: object) -> None:
    (issue,) = nc.validate(document)
    assert (issue.code, issue.pointer) == ("NC201", "")
    assert issue.message.endswith(", should be an object")


# ── Where, and in which order ────────────────────────────────────────────────────────────────────────────────────────

FAULTY = """{"schema_version": "1.0", "id": "x",
 "notes": [{"id": "n1", "kind": ""}],
 "language": "e",
 "title": "",
 "claims": [
  {"id": "c1", "text": "t", "attributions": [
    {"id": "a1", "source_ids": ["s1"], "certainty": "uncommitted", "polarity": "positive"}]},
  {"id": "c1"}],
 "text": "a\\u202eb",
 "mood": 5,
 "text_sha256": "0000000000000000000000000000000000000000000000000000000000000000"
}"""


def test_issues_stand_in_document_order_whatever_rule_found_them() -> None:
    found = [(issue.code, issue.pointer, issue.line, issue.column) for issue in nc.validate(FAULTY)]
    assert found == [
        ("NC205", "/notes/0/kind", 2, 33),
        ("NC208", "/language", 3, 14),
        ("NC205", "/title", 4, 11),
        ("NC301", "/claims/0/attributions/0/source_ids/0", 7, 33),
        ("NC501", "/claims/0/attributions/0/polarity", 7, 80),
        ("NC213", "/claims/1", 8, 3),
        ("NC302", "/claims/1/id", 8, 10),
        ("NC507", "/text", 9, 10),
        ("NC203", "/mood", 10, 10),
        ("NC408", "/text_sha256", 11, 17),
    ]


def test_issues_of_plain_data_stand_in_the_order_of_their_members() -> None:
    from_text = [(issue.code, issue.pointer) for issue in nc.validate(FAULTY)]
    assert [(issue.code, issue.pointer) for issue in nc.validate(json.loads(FAULTY))] == from_text


def test_issues_of_two_equal_lists_are_each_at_their_own_place() -> None:
    """Plain data may hold one object twice."""
    source: dict[str, Any] = {"id": "1"}
    document = whole() | {"sources": [source, source]}
    pointers = [issue.pointer for issue in nc.validate(document) if issue.code == "NC207"]
    assert pointers == ["/sources/0/id", "/sources/1/id"]


def test_a_pointer_to_a_member_with_slash_and_tilde_is_escaped_and_placed() -> None:
    (issue,) = nc.validate(art('"a/b~c": 1'))
    assert (issue.pointer, issue.line, issue.column) == ("/a~1b~0c", 2, 10)


def test_columns_count_code_points() -> None:
    (issue,) = nc.validate(art('"title": "😀e\u0301", "mood": 1'))
    assert (issue.line, issue.column) == (2, 25)


def many(errors: int, warnings: int) -> dict[str, Any]:
    """A document with so many errors, behind so many warnings."""
    stance = {"certainty": "uncommitted", "polarity": "positive"}
    attributions = [{"id": f"a{n}", "source_ids": [], **stance} for n in range(warnings)]
    claims: list[dict[str, Any]] = [{"id": "c", "text": "t", "attributions": attributions}] if warnings else []
    return {
        "schema_version": "1.0",
        "id": "x",
        "language": "en",
        "claims": [*claims, *({"id": f"e{n}"} for n in range(errors))],
    }


def count(issues: tuple[nc.Issue, ...]) -> tuple[int, int, int]:
    """How many errors, warnings, and counts of the rest."""
    severities = [issue.severity for issue in issues if issue.code != "NC114"]
    return severities.count("error"), severities.count("warning"), sum(issue.code == "NC114" for issue in issues)


def test_a_hundred_issues_are_all_listed() -> None:
    assert count(nc.validate(many(100, 0))) == (100, 0, 0)
    assert count(nc.validate(many(0, 100))) == (0, 100, 0)
    assert count(nc.validate(many(60, 40))) == (60, 40, 0)


@pytest.mark.parametrize(
    ("number", "line"), [(101, "1 more issue"), (102, "2 more issues"), (1500, "1400 more issues")]
)
def test_beyond_a_hundred_one_issue_counts_the_rest(number: int, line: str) -> None:
    for document in (many(number, 0), many(0, number)):
        issues = nc.validate(document)
        assert len(issues) == 101
        assert str(issues[-1]) == (
            f"(document)  NC114  has {line}, should have at most 100 to be listed (Limits.issues)"
        )
        assert issues[-1].severity == "warning"


def test_the_count_of_the_rest_has_a_line_and_a_column_where_the_input_was_text() -> None:
    issues = nc.validate(json.dumps(many(101, 0)))
    assert (issues[-1].code, issues[-1].line, issues[-1].column) == ("NC114", 1, 1)


def test_errors_come_before_warnings_where_not_all_can_be_listed() -> None:
    """They are all kept, though the warnings stand first in the document."""
    assert count(nc.validate(many(100, 50))) == (100, 0, 1)
    assert count(nc.validate(many(99, 50))) == (99, 1, 1)
    assert count(nc.validate(many(150, 50))) == (100, 0, 1)
    issues = nc.validate(many(99, 50))
    assert [issue.code for issue in issues][:2] == ["NC501", "NC213"]


def test_the_issues_listed_are_the_first_of_the_document() -> None:
    issues = nc.validate(many(150, 0))
    assert [issue.pointer for issue in issues[:-1]] == [f"/claims/{n}" for n in range(100)]


def test_the_issues_listed_are_the_first_of_the_document_though_thousands_of_another_rule_follow() -> None:
    """The reference is looked at after the shape, and stands before it."""
    document = many(2000, 0)
    document = {"notes": [{"id": "n1", "kind": "k", "about_id": "nothing"}], **document}
    issues = nc.validate(document)
    assert issues[0].pointer == "/notes/0/about_id"
    assert "has 1901 more issues" in issues[-1].message


@pytest.mark.parametrize("limit", [1, 2, 7])
def test_the_limit_of_issues_can_be_set(limit: int) -> None:
    issues = nc.validate(many(10, 0), limits=nc.Limits(issues=limit))
    assert len(issues) == limit + 1
    assert f"has {10 - limit} more issues, should have at most {limit} to be listed" in issues[-1].message


def test_a_load_holds_the_issues_up_to_the_limit() -> None:
    with pytest.raises(nc.InvalidArticleError) as caught:
        nc.from_dict(many(150, 0))
    assert len(caught.value.issues) == 101


def test_issues_of_the_json_layer_are_counted_with_the_others() -> None:
    text = art('"extensions": {"a": [' + ", ".join(['"\\ud800"'] * 150) + "]}")
    issues = nc.validate(text)
    assert len(issues) == 101
    assert "has 50 more issues" in issues[-1].message


def test_two_kinds_of_characters_of_one_code_are_both_reported() -> None:
    issues = nc.validate(nc.Article.from_text("\ue000 \ufdd0", id="x"))
    assert [str(issue) for issue in issues] == [
        "/text  NC506  holds 1 private-use character; the first is U+E000 at code point 0",
        "/text  NC506  holds 1 noncharacter; the first is U+FDD0 at code point 2",
    ]


# ── Any input ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_plain_data_text_and_bytes_are_all_looked_at() -> None:
    seed = nc.example()
    data = nc.dumps(seed)
    for document in (seed, nc.to_dict(seed), data, data.decode(), bytearray(data), memoryview(data)):
        assert nc.validate(document) == ()


def test_a_document_is_read_from_a_bytearray_and_left_as_it_was() -> None:
    data = bytearray(b'{"schema_version": "1.0", "id": "x"}')
    assert [issue.code for issue in nc.validate(data)] == ["NC202"]
    assert data == b'{"schema_version": "1.0", "id": "x"}'


@pytest.mark.parametrize("document", [object(), {1, 2}, 1j, float("nan"), range(3), (1, 2), nc.Span(start=0, end=1)])
def test_anything_at_all_gets_an_answer(document: object) -> None:
    assert any(issue.severity == "error" for issue in nc.validate(document))


@pytest.mark.parametrize("number", [10**5000, -(10**5000)], ids=["huge", "low"])
def test_a_number_that_python_does_not_print_gets_an_answer_everywhere(number: int) -> None:
    """Python refuses to write more than 4300 digits."""
    for record, name, rule, _ in CHECKED:
        document = whole()
        record_in(document, record)[name] = (number,) if rule == "byline" else number
        assert any(issue.severity == "error" for issue in nc.validate(document)), (record, name)


def test_nothing_is_changed() -> None:
    document = json.loads(FAULTY)
    document["extensions"] = {"_newer": 1, "B": {}}
    kept = copy.deepcopy(document)
    nc.validate(document)
    nc.validate(document | {"schema_version": "1.9"})
    assert document == kept
    assert list(document) == list(kept)
    seed = nc.example()
    changed = attrs.evolve(seed, text="other")
    nc.validate(changed)
    assert changed == attrs.evolve(seed, text="other")


def test_an_article_that_was_never_checked_is_checked() -> None:
    article = nc.Article(id="x", language="en", claims=(nc.Claim(id="c1"),))
    assert [str(issue) for issue in nc.validate(article)] == [
        "/claims/0  NC213  has neither content nor text, should have one of them"
    ]


@pytest.mark.parametrize("newer", [5, None, [], "a", {}, {"mood": 1}, {"id": "y"}, {"extensions": {}}])
@pytest.mark.parametrize("version", ["1.0", "1.7"])
def test_an_article_built_with_the_reserved_key_is_answered_and_never_written_as_something_else(
    newer: Any, version: str
) -> None:
    """Only the loader may write `_newer`; what a user puts there must not overwrite members or be lost."""
    article = nc.Article(id="x", language="en", schema_version=version, extensions={"_newer": newer})
    issues = nc.validate(article)
    if version == "1.7" and newer == {"mood": 1}:
        assert issues == ()
        assert nc.loads(nc.dumps(article)) == article
        return
    assert any(issue.severity == "error" for issue in issues)
    with pytest.raises(nc.InvalidArticleError):
        nc.dumps(article)


def test_a_key_that_only_looks_reserved_is_no_key() -> None:
    assert [issue.code for issue in nc.validate(whole() | {"extensions": {"_older": 1}})] == ["NC215"]


def test_the_reserved_key_is_refused_in_every_record_of_a_document() -> None:
    for record in CONTRACT:
        if "extensions" not in CONTRACT[record]:
            continue
        for version in ("1.0", "1.7"):
            document = whole() | {"schema_version": version}
            record_in(document, record)["extensions"] = {"_newer": {}}
            (issue,) = nc.validate(document)
            assert (issue.code, issue.pointer) == ("NC215", f"{pointer_to(record)}/extensions/_newer")
            assert issue.message == "is _newer, which is reserved for members of a newer version"


# ── Hints ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def hints(document: object) -> list[str]:
    return [issue.hint for issue in nc.validate(document)]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("langage", 'did you mean "language"?'),
        ("Title", 'did you mean "title"?'),
        ("textSha256", 'did you mean "text_sha256"?'),
        ("text-sha256", 'did you mean "text_sha256"?'),
        ("claim", 'did you mean "claims"?'),
        ("xyzzy", ""),
        ("n" * 1000, ""),
    ],
)
def test_an_unknown_member_is_compared_with_the_known_ones(name: str, hint: str) -> None:
    document = {"schema_version": "1.0", "id": "x", "language": "en", name: 1}
    assert hints(document) == [hint]


def test_a_member_that_is_missing_is_preferred_to_one_that_is_there() -> None:
    document = whole()
    document["relations"][0] = {"id": "r1", "type": "causes", "fromid": "c1", "to_id": "c2"}
    found = {issue.code: issue.hint for issue in nc.validate(document)}
    assert found["NC203"] == 'did you mean "from_id"?'
    assert '"fromid"' in found["NC202"]


def test_only_the_first_hundred_unknown_members_of_a_record_get_a_guess() -> None:
    """A megabyte of unknown members took 8 s."""
    plain = {"schema_version": "1.0", "id": "x", "language": "en", **{f"titl{number}": 1 for number in range(150)}}
    issues = nc.validate(plain, limits=nc.Limits(issues=1_000))
    assert [issue.code for issue in issues] == ["NC203"] * 150
    assert [issue.hint for issue in issues] == ['did you mean "title"?'] * 100 + [""] * 50


def test_many_ways_through_the_same_claims_are_walked_once() -> None:
    """Sixty claims, each twice inside the next, have a million million million ways through them."""
    claims = [
        {
            "id": f"c{number}",
            "text": "t",
            "attributions": [
                {"id": f"a{number}{side}", "source_ids": [], "within_id": f"c{number + 1}"} for side in "lr"
            ],
        }
        for number in range(60)
    ]
    document = {"schema_version": "1.0", "id": "x", "language": "en", "claims": [*claims, {"id": "c60", "text": "t"}]}
    assert nc.validate(document) == ()
    claims[59]["attributions"][1]["within_id"] = "c0"  # type: ignore[index]
    assert [issue.code for issue in nc.validate(document)] == ["NC303"]


def test_words_at_the_beginning_of_a_long_text_are_found() -> None:
    text = "First words. " + "x" * 50_000
    article = nc.Article.from_text(text, id="x")
    span = nc.Span(start=1, end=12, quote="First words")
    (issue,) = nc.validate(attrs.evolve(article, notes=(nc.Note(id="n1", kind="comment", anchor=(span,)),)))
    assert (issue.code, issue.hint) == ("NC402", "the words are at 0–11")


def typed(types: list[Any]) -> dict[str, Any]:
    claim = {"id": "c1", "text": "t", "types": types}
    return {"schema_version": "1.0", "id": "x", "language": "en", "claims": [claim]}


def test_objects_where_strings_should_be_are_not_compared_with_one_another() -> None:
    """3,000 of them took 20 s, and 30,000 half an hour."""
    types = ["event", *({"a": [number]} for number in range(30_000)), "event"]
    start = process_time()
    issues = nc.validate(typed(types))
    assert process_time() - start < 20
    assert Counter(issue.code for issue in issues) == {"NC201": 100, "NC114": 1}
    types = ["event", {}, {}, "event"]
    issues = nc.validate(typed(types))
    assert [(issue.code, issue.pointer[-1]) for issue in issues] == [("NC201", "1"), ("NC201", "2"), ("NC212", "3")]


def test_a_value_near_one_of_an_enumeration_is_recognised() -> None:
    document = whole()
    document["claims"][0]["orientation"] = "futur"
    assert hints(document) == ['did you mean "future"?']
    document["claims"][0]["orientation"] = "FUTURE"
    assert hints(document) == ['did you mean "future"?']
    document["claims"][0]["orientation"] = "someday"
    assert hints(document) == [""]


def test_a_reference_is_compared_with_the_ids_of_the_kind_it_asks_for() -> None:
    document = whole()
    document["sources"] = [{"id": "kremlin"}, {"id": "nhk_sources"}]
    document["claims"][0]["attributions"][0]["source_ids"] = ["kremlim", "nhk", "c1", "zzz"]
    assert hints(document) == ['did you mean "kremlin"?', "", "it is the id of the claim at /claims/0", ""]


def test_the_interface_promises_a_hint_for_ids_of_two_letters() -> None:
    document = whole()
    document["sources"] = [{"id": "s6"}]
    document["claims"][0]["attributions"][0]["source_ids"] = ["s9"]
    assert [str(issue) for issue in nc.validate(document)] == [
        '/claims/0/attributions/0/source_ids/0  NC301  no source "s9" (did you mean "s6"?)'
    ]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"affiliation_id": "c1"}, "source"),
        ({"about_id": "zz"}, "record"),
    ],
)
def test_a_reference_to_nothing_names_the_kind_it_asks_for(fields: dict[str, str], kind: str) -> None:
    document = whole()
    document["sources" if kind == "source" else "notes"][0].update(fields)
    (issue,) = nc.validate(document)
    assert issue.message == f'no {kind} "{next(iter(fields.values()))}"'


def test_every_reference_asks_for_the_right_kind() -> None:
    document = whole()
    document["sources"][0]["affiliation_id"] = "n1"
    attribution = document["claims"][0]["attributions"][0]
    attribution.update({"source_ids": ["n1"], "via_ids": ["n1"], "within_id": "n1"})
    document["relations"][0].update({"from_id": "n1", "to_id": "r1", "drawn_by_ids": ["n1"]})
    document["reviews"][0].update({"claim_id": "n1", "author_id": "n1"})
    document["notes"][0]["about_id"] = "n1"
    found = {issue.pointer: issue.message for issue in nc.validate(document)}
    assert found == {
        "/sources/0/affiliation_id": 'no source "n1"',
        "/claims/0/attributions/0/source_ids/0": 'no source "n1"',
        "/claims/0/attributions/0/via_ids/0": 'no source "n1"',
        "/claims/0/attributions/0/within_id": 'no claim "n1"',
        "/relations/0/from_id": 'no claim "n1"',
        "/relations/0/to_id": 'no claim "r1"',
        "/relations/0/drawn_by_ids/0": 'no source "n1"',
        "/reviews/0/claim_id": 'no claim "n1"',
        "/reviews/0/author_id": 'no source "n1"',
    }


def test_each_kind_of_dangling_reference_is_found_on_both_roads() -> None:
    places: list[tuple[tuple[str, int, str], str]] = [
        (("sources", 0, "affiliation_id"), "/sources/0/affiliation_id"),
        (("notes", 0, "about_id"), "/notes/0/about_id"),
        (("reviews", 0, "author_id"), "/reviews/0/author_id"),
        (("reviews", 0, "claim_id"), "/reviews/0/claim_id"),
        (("relations", 0, "to_id"), "/relations/0/to_id"),
    ]
    for (records, index, field), pointer in places:
        document = whole()
        document[records][index][field] = "nothing"
        for form in (document, json.dumps(document)):
            assert [(issue.code, issue.pointer) for issue in nc.validate(form)] == [("NC301", pointer)]


@pytest.mark.parametrize("kind", ["s1", "p1", "c1", "a1", "r1", "v1", "n1"])
def test_a_note_may_be_about_a_record_of_any_kind(kind: str) -> None:
    document = whole()
    document["notes"][0]["about_id"] = kind
    assert nc.validate(document) == ()


QUOTED = "Rain fell. Rain, they say, fell. Caf\u00e9."


@pytest.mark.parametrize(
    ("start", "quote", "hint"),
    [
        (6, "Rain", "the words are at 11–15"),
        (2, "Rain", "the words are at 0–4"),
        (30, "Rain", "the words are at 11–15"),
        (0, "rain", ""),
        (33, "Cafe\u0301", "they are the same only after Unicode normalisation; copy them from the text as it is"),
        (33, "Kaff", ""),
    ],
)
def test_a_wrong_quote_is_looked_for_near_its_place(start: int, quote: str, hint: str) -> None:
    document = {
        "schema_version": "1.0",
        "id": "x",
        "language": "en",
        "text": QUOTED,
        "claims": [{"id": "c1", "content": [{"start": start, "end": start + len(quote), "quote": quote}]}],
    }
    assert [(issue.code, issue.hint) for issue in nc.validate(document) if issue.code != "NC401"] == [("NC402", hint)]


def test_a_quote_that_counts_bytes_or_utf_16_is_found_where_it_stands() -> None:
    text = "😀😀 Grüße, Welt"
    start = len("😀😀 Grüße, ".encode())
    document = {
        "schema_version": "1.0",
        "id": "x",
        "language": "de",
        "text": text,
        "claims": [{"id": "c1", "content": [{"start": start, "end": start + 4, "quote": "Welt"}]}],
    }
    assert "the words are at 10–14" in [issue.hint for issue in nc.validate(document) if issue.code == "NC402"]


# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────────

TEXT = "Rain fell on Kiev."

ANCHORS = {
    "/claims/0/content": lambda anchor: {"claims": [{"id": "c1", "content": anchor}]},
    "/claims/0/time/anchor": lambda anchor: {"claims": [{"id": "c1", "text": "t", "time": {"anchor": anchor}}]},
    **{
        f"/claims/0/attributions/0/{field}": lambda anchor, field=field: {
            "claims": [{"id": "c1", "text": "t", "attributions": [{"id": "a1", "source_ids": [], field: anchor}]}]
        }
        for field in ("source", "cue", "hedge")
    },
    "/claims/0/attributions/0/time/anchor": lambda anchor: {
        "claims": [
            {"id": "c1", "text": "t", "attributions": [{"id": "a1", "source_ids": [], "time": {"anchor": anchor}}]}
        ]
    },
    "/relations/0/cue": lambda anchor: {
        "claims": [{"id": "c1", "text": "t"}, {"id": "c2", "text": "t"}],
        "relations": [{"id": "r1", "type": "causes", "from_id": "c1", "to_id": "c2", "cue": anchor}],
    },
    "/notes/0/anchor": lambda anchor: {"notes": [{"id": "n1", "kind": "k", "anchor": anchor}]},
}
"""Every place where a document holds an anchor, and a document around one."""


def placed(pointer: str, anchor: list[dict[str, Any]], text: str | None = TEXT) -> dict[str, Any]:
    base = {"schema_version": "1.0", "id": "x", "language": "en"}
    return base | ({} if text is None else {"text": text}) | ANCHORS[pointer](anchor)


@pytest.mark.parametrize("pointer", ANCHORS)
@pytest.mark.parametrize(
    ("anchor", "code", "place"),
    [
        ([(0, 4, "rain")], "NC402", "/0/quote"),
        ([(0, 4, None)], "NC405", "/0/quote"),
        ([(4, 4, "")], "NC403", "/0/end"),
        ([(4, 1, "")], "NC403", "/0/end"),
        ([(5, 9, "fell"), (0, 4, "Rain")], "NC406", "/1/start"),
        ([(0, 4, "Rain"), (3, 5, "n ")], "NC407", "/1/start"),
        ([(0, 4, "Rain"), (0, 4, "Rain")], "NC407", "/1/start"),
        ([(0, 4, "Rain"), (0, 4, "Rain"), (5, 9, "fell")], "NC407", "/1/start"),
        ([(0, 4, "Rain"), (4, 5, " ")], None, ""),
        ([(0, 1, "R"), (17, 18, ".")], None, ""),
    ],
)
def test_every_anchor_of_a_document_is_looked_at(
    pointer: str, anchor: list[tuple[int, int, str | None]], code: str | None, place: str
) -> None:
    spans = [
        {"start": start, "end": end, **({} if quote is None else {"quote": quote})} for start, end, quote in anchor
    ]
    found = [(issue.code, issue.pointer) for issue in nc.validate(placed(pointer, spans))]
    assert found == ([] if code is None else [(code, pointer + place)])


@pytest.mark.parametrize("pointer", ANCHORS)
def test_a_span_past_the_end_is_reported_with_its_path(pointer: str) -> None:
    found = {
        issue.pointer: str(issue)
        for issue in nc.validate(placed(pointer, [{"start": 13, "end": 19, "quote": "Kiev."}]))
    }
    assert found[f"{pointer}/0/end"] == f"{pointer}/0/end  NC401  is 19, past the end of the text (18 code points)"


@pytest.mark.parametrize("pointer", ANCHORS)
def test_without_a_text_a_quote_may_be_absent_but_not_of_another_length(pointer: str) -> None:
    assert nc.validate(placed(pointer, [{"start": 0, "end": 4}], None)) == ()
    assert nc.validate(placed(pointer, [{"start": 0, "end": 4, "quote": "Rain"}], None)) == ()
    assert nc.validate(placed(pointer, [{"start": 0, "end": 4, "quote": None}], None)) == ()
    found = [
        (issue.code, issue.pointer)
        for issue in nc.validate(placed(pointer, [{"start": 0, "end": 4, "quote": "Rai"}], None))
    ]
    assert found == [("NC404", f"{pointer}/0/quote")]
    far = nc.validate(placed(pointer, [{"start": 10**12, "end": 10**12 + 4}], None))
    assert far == ()


@pytest.mark.parametrize("pointer", ANCHORS)
def test_a_place_of_several_pieces_is_sound_everywhere(pointer: str) -> None:
    pieces = [{"start": 0, "end": 4, "quote": "Rain"}, {"start": 5, "end": 9, "quote": "fell"}]
    document = placed(pointer, pieces)
    for form in (document, json.dumps(document), nc.from_dict(document)):
        assert nc.validate(form) == ()
    backwards = placed(pointer, pieces[::-1])
    for form in (backwards, json.dumps(backwards)):
        assert [(issue.code, issue.pointer) for issue in nc.validate(form)] == [("NC406", f"{pointer}/1/start")]


def test_a_quote_that_repeats_at_another_place_is_not_taken_for_the_right_one() -> None:
    document = placed("/notes/0/anchor", [{"start": 1, "end": 2, "quote": "n"}], "nana")
    assert [issue.code for issue in nc.validate(document)] == ["NC402"]


def test_a_heading_is_a_span_like_any_other() -> None:
    def headed(heading: dict[str, Any], text: str | None = TEXT) -> list[tuple[str, str]]:
        base = {"schema_version": "1.0", "id": "x", "language": "en"} | ({} if text is None else {"text": text})
        document = base | {"sections": [{"id": "s1", "start": 0, "end": 9, "heading": heading}]}
        return [(issue.code, issue.pointer) for issue in nc.validate(document)]

    assert headed({"start": 0, "end": 4, "quote": "Rain"}) == []
    assert headed({"start": 0, "end": 9, "quote": "Rain fell"}) == []
    assert headed({"start": 0, "end": 4, "quote": "rain"}) == [("NC402", "/sections/0/heading/quote")]
    assert headed({"start": 0, "end": 4}) == [("NC405", "/sections/0/heading/quote")]
    assert headed({"start": 5, "end": 10, "quote": "fell "}) == [("NC410", "/sections/0/heading")]
    assert headed({"start": 5, "end": 10}, None) == [("NC410", "/sections/0/heading")]


@pytest.mark.parametrize(
    ("sections", "found"),
    [
        ([(0, 5), (5, 9)], []),
        ([(0, 5), (7, 9)], []),
        ([(0, 18)], []),
        ([(0, 0)], [("NC403", "/sections/0/end"), ("NC211", "/sections/0/end")]),
        ([(5, 5)], [("NC403", "/sections/0/end")]),
        ([(5, 9), (0, 5)], [("NC409", "/sections/1/start")]),
        ([(0, 9), (0, 9)], [("NC409", "/sections/1/start")]),
        ([(0, 19)], [("NC401", "/sections/0/end")]),
    ],
)
def test_sections_stand_in_order_inside_the_text_and_do_not_overlap(
    sections: list[tuple[int, int]], found: list[tuple[str, str]]
) -> None:
    document = {
        "schema_version": "1.0",
        "id": "x",
        "language": "en",
        "text": TEXT,
        "sections": [{"id": f"s{n}", "start": start, "end": end} for n, (start, end) in enumerate(sections)],
    }
    assert sorted((issue.code, issue.pointer) for issue in nc.validate(document)) == sorted(found)


def test_a_section_that_overlaps_names_the_one_that_reaches_into_it() -> None:
    document = whole() | {
        "sections": [
            {"id": "s1", "start": 0, "end": 100},
            {"id": "s2", "start": 10, "end": 20},
            {"id": "s3", "start": 50, "end": 60},
        ]
    }
    assert [str(issue) for issue in nc.validate(document)] == [
        "/sections/1/start  NC409  is 10, before the end of the section at /sections/0 (100), should follow it",
        "/sections/2/start  NC409  is 50, before the end of the section at /sections/0 (100), should follow it",
    ]


# ── Circles and chains ───────────────────────────────────────────────────────────────────────────────────────────────


def nesting(pairs: list[tuple[int, int | None]]) -> dict[str, Any]:
    """Claims and those they are nested in; None outermost."""
    claims: dict[int, list[dict[str, Any]]] = {}
    for number, (inner, outer) in enumerate(pairs):
        attributions = claims.setdefault(inner, [])
        if outer is not None:
            attributions.append({"id": f"a{number}", "source_ids": [], "within_id": f"c{outer}"})
    listed = [{"id": f"c{n}", "text": "t", "attributions": items} for n, items in claims.items()]
    return {"schema_version": "1.0", "id": "x", "language": "en", "claims": listed}


@pytest.mark.parametrize("length", [2, 3, 6])
def test_claims_nested_in_a_circle_are_one_issue_that_names_the_way(length: int) -> None:
    (issue,) = nc.validate(nesting([(n, (n + 1) % length) for n in range(length)]))
    way = " → ".join(f"c{n % length}" for n in range(length + 1))
    assert str(issue) == f"/claims/0/attributions/0/within_id  NC303  runs in a circle: {way}"


def test_a_long_circle_is_cut_short() -> None:
    (issue,) = nc.validate(nesting([(n, (n + 1) % 10_000) for n in range(10_000)]))
    assert issue.message == "runs in a circle: c0 → c1 → c2 → … → c9999 → c0"


def test_a_way_into_a_circle_is_no_circle_of_its_own() -> None:
    issues = nc.validate(nesting([(0, 1), (1, 2), (2, 1)]))
    assert [issue.message for issue in issues] == ["runs in a circle: c1 → c2 → c1"]


def test_two_circles_are_two_issues() -> None:
    issues = nc.validate(nesting([(0, 1), (1, 0), (2, 3), (3, 2)]))
    assert [issue.message for issue in issues] == ["runs in a circle: c0 → c1 → c0", "runs in a circle: c2 → c3 → c2"]


def test_a_claim_reached_on_two_ways_is_no_circle() -> None:
    assert nc.validate(nesting([(0, None), (1, 0), (2, 0), (3, 1), (3, 2)])) == ()


def test_a_circle_through_the_second_attribution_is_found() -> None:
    issues = nc.validate(nesting([(0, None), (1, 0), (1, 2), (2, 1)]))
    assert [issue.code for issue in issues] == ["NC303"]


@pytest.mark.parametrize(("length", "codes"), [(63, []), (64, []), (65, ["NC113"])])
def test_chains_of_nesting_are_bounded_at_64_claims(length: int, codes: list[str]) -> None:
    document = nesting([(n, n - 1 if n else None) for n in range(length)])
    assert [issue.code for issue in nc.validate(document)] == codes
    assert [issue.code for issue in nc.validate(json.dumps(document))] == codes


def test_a_chain_of_two_thousand_claims_is_counted_without_recursion() -> None:
    document = json.dumps(nesting([(n, n + 1 if n < 1_999 else None) for n in range(2_000)]))
    (issue,) = nc.validate(document)
    assert issue.message == "nests 2000 claims in one another, should nest at most 64 (Limits.nesting)"


def test_affiliations_in_a_circle_of_ten_thousand_are_found() -> None:
    sources = [{"id": f"s{n}", "affiliation_id": f"s{(n + 1) % 10_000}"} for n in range(10_000)]
    (issue,) = nc.validate({"schema_version": "1.0", "id": "x", "language": "en", "sources": sources})
    assert issue.message == "runs in a circle: s0 → s1 → s2 → … → s9999 → s0"


def test_a_long_chain_of_affiliations_is_allowed() -> None:
    sources = [{"id": f"s{n}", "affiliation_id": f"s{n + 1}"} for n in range(5_000)] + [{"id": "s5000"}]
    assert nc.validate({"schema_version": "1.0", "id": "x", "language": "en", "sources": sources}) == ()


# ── Warnings ─────────────────────────────────────────────────────────────────────────────────────────────────────────

FITTING = {
    "certain": {"positive", "negative", "unknown"},
    "probable": {"positive", "negative"},
    "possible": {"positive", "negative"},
    "uncommitted": {"unknown"},
}


@pytest.mark.parametrize("certainty", [*FITTING, None])
@pytest.mark.parametrize("polarity", ["positive", "negative", "unknown", None])
def test_stances_are_those_of_factbank(certainty: str | None, polarity: str | None) -> None:
    document = whole()
    attribution = document["claims"][0]["attributions"][0]
    attribution.update({"certainty": certainty, "polarity": polarity})
    fits = certainty is None or polarity is None or polarity in FITTING[certainty]
    for form in (document, json.dumps(document), nc.from_dict(document)):
        assert [issue.code for issue in nc.validate(form)] == ([] if fits else ["NC501"])
    assert all(issue.severity == "warning" for issue in nc.validate(document))


def outer(content: list[tuple[int, int]], cue: list[tuple[int, int]], field: str = "cue") -> list[str]:
    document = {
        "schema_version": "1.0",
        "id": "x",
        "language": "en",
        "claims": [
            {"id": "c1", "content": [{"start": low, "end": high} for low, high in content], "text": "t"},
            {
                "id": "c2",
                "text": "t",
                "attributions": [
                    {
                        "id": "a1",
                        "source_ids": [],
                        "within_id": "c1",
                        field: [{"start": low, "end": high} for low, high in cue],
                    }
                ],
            },
        ],
    }
    assert nc.validate(nc.from_dict(document)) == nc.validate(document)
    return [str(issue) for issue in nc.validate(document)]


@pytest.mark.parametrize("field", ["source", "cue", "hedge"])
def test_a_nested_attribution_outside_the_outer_claim_is_a_warning(field: str) -> None:
    assert outer([(5, 9)], [(5, 9)], field) == []
    assert outer([(5, 9)], [(4, 6)], field) == [
        f'/claims/1/attributions/0/{field}  NC502  lies outside the content of "c1", the claim that within_id names'
    ]


def test_the_pieces_of_an_outer_claim_that_touch_are_one_stretch() -> None:
    assert outer([(0, 5), (5, 9)], [(3, 7)]) == []
    assert len(outer([(0, 5), (6, 9)], [(3, 7)])) == 1
    assert outer([(0, 5), (6, 9)], [(3, 5), (6, 7)]) == []


def test_nothing_lies_outside_an_outer_claim_without_a_place() -> None:
    assert outer([], [(0, 4)]) == []


def test_a_span_may_begin_and_end_at_the_edge_of_a_character_but_not_inside() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    text = f"a{family}\U0001f1eb\U0001f1f7b"
    made = nc.Article.from_text(text, id="x", language="en")

    def codes(start: int, end: int) -> list[str]:
        note = nc.Note(id="n1", kind="k", anchor=(made.span(start, end),))
        return [str(issue) for issue in nc.validate(attrs.evolve(made, notes=(note,)))]

    assert codes(0, 1) == codes(1, 6) == codes(6, 8) == codes(0, len(text)) == []
    assert codes(1, 3) == [
        '/notes/0/anchor/0/end  NC503  is 3, inside what readers see as one character ("\\u200d\U0001f469")'
    ]
    assert [line[:29] for line in codes(7, 9)] == ["/notes/0/anchor/0/start  NC50"]


def test_line_ends_are_cut_only_between_cr_and_lf() -> None:
    made = nc.Article.from_text("a\r\nb\r", id="x")
    note = nc.Note(id="n1", kind="k", anchor=(made.span(0, 2), made.span(2, 4)))
    assert [(issue.code, issue.pointer) for issue in nc.validate(attrs.evolve(made, notes=(note,)))] == [
        ("NC504", "/notes/0/anchor/0/end"),
        ("NC504", "/notes/0/anchor/1/start"),
    ]
    note = nc.Note(id="n1", kind="k", anchor=(made.span(0, 1), made.span(1, 3), made.span(4, 5)))
    assert nc.validate(attrs.evolve(made, notes=(note,))) == ()


@pytest.mark.parametrize("character", ["\t", "\n", "\r", "\r\n", "\u00a0", "\u200b", "\u2028", "\ufeff", "\u00ad"])
def test_ordinary_blanks_and_invisible_characters_of_a_text_are_no_warning(character: str) -> None:
    assert nc.validate(nc.Article.from_text(f"a{character}b", id="x")) == ()


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\x00", "NC505"),
        ("\x0b", "NC505"),
        ("\x1f", "NC505"),
        ("\x7f", "NC505"),
        ("\x85", "NC505"),
        ("\ufdef", "NC506"),
        ("\uffff", "NC506"),
        ("\U0010ffff", "NC506"),
        ("\uf8ff", "NC506"),
        ("\U000f0000", "NC506"),
        ("\u061c", "NC507"),
        ("\u200f", "NC507"),
        ("\u2066", "NC507"),
        ("\u2069", "NC507"),
    ],
)
def test_hazards_of_a_text_are_warnings_and_kept(character: str, code: str) -> None:
    article = nc.Article.from_text(f"a{character}b", id="x")
    assert [(issue.code, issue.severity) for issue in nc.validate(article)] == [(code, "warning")]
    assert nc.loads(nc.dumps(article)).text == f"a{character}b"


# ── Versions ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_newer_major_version_is_told_alone() -> None:
    issues = nc.validate(FAULTY.replace('"1.0"', '"2.0"'))
    assert [(str(issue), issue.line, issue.column) for issue in issues] == [
        ('/schema_version  NC117  is "2.0", should be of major version 1', 1, 20)
    ]


def test_a_newer_minor_version_is_looked_at_like_this_one_but_for_unknown_members() -> None:
    found = [issue.code for issue in nc.validate(FAULTY.replace('"1.0"', '"1.7"'))]
    assert found == [issue.code for issue in nc.validate(FAULTY) if issue.code != "NC203"]


@pytest.mark.parametrize("record", [nc.Span, nc.When], ids=label)
def test_spans_and_times_are_closed_also_in_a_newer_minor_version(record: type) -> None:
    document = whole() | {"schema_version": "1.7"}
    record_in(document, record)["mood"] = 1
    assert [(issue.code, issue.pointer) for issue in nc.validate(document)] == [("NC203", pointer_to(record, "mood"))]


def test_enumerations_are_fixed_also_in_a_newer_minor_version() -> None:
    document = whole() | {"schema_version": "1.7"}
    document["claims"][0]["orientation"] = "someday"
    assert [issue.code for issue in nc.validate(document)] == ["NC204"]


@pytest.mark.parametrize("version", ["1", "1.0.0", "v1.0", "one", "", "1.0 ", "1.-1", "0", "0.", "00.9", "0.9\n"])
def test_what_is_no_version_is_no_version(version: str) -> None:
    document = whole() | {"schema_version": version}
    assert [issue.code for issue in nc.validate(document)] == ["NC216"]


@pytest.mark.parametrize("value", [5, None, "x", [5], [None], [[]], {"a": 1}])
def test_records_of_a_wrong_type_are_told_also_in_a_newer_minor_version(value: Any) -> None:
    for name in ("sections", "sources", "claims", "relations", "reviews", "notes"):
        document = {**HEAD, "schema_version": "1.7", name: value}
        assert {issue.code for issue in nc.validate(document)} == {"NC201"}
        assert nc.validate(json.dumps(document))[0].pointer == nc.validate(document)[0].pointer


def test_a_provenance_may_name_nobody() -> None:
    for provenance in ({}, {"kind": "rule"}, {"guideline": "a:b"}):
        document = {**HEAD, "provenance": provenance}
        for form in (document, json.dumps(document)):
            assert nc.validate(form) == ()


# ── Bad data in bulk ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_messages_hold_a_few_words_of_the_document_at_most() -> None:
    """No message over 4 KB, no control character raw, whatever the document holds."""
    long = "x" * 100_000 + "\x1b\u202e\n"
    document = {
        "schema_version": long,
        "id": long,
        "language": long,
        "title": long,
        "text": long,
        "text_sha256": long,
        "sections": [{"id": long, "start": 0, "end": 5, "heading": {"start": 0, "end": 3, "quote": long}}],
        "sources": [{"id": long, "kind": long, "affiliation_id": long}, {"id": long}],
        "claims": [
            {
                "id": long,
                "text": long,
                "time": {"value": long},
                "attributions": [{"id": long, "source_ids": [long, long], "within_id": long, "certainty": long}],
            }
        ],
        "relations": [{"id": long, "type": long, "from_id": long, "to_id": long}],
        "notes": [{"id": "n1", "kind": "k", "anchor": [{"start": 0, "end": 100_003, "quote": long[1:]}]}],
        long: 1,
    }
    issues = nc.validate(document)
    assert len(issues) > 15
    for issue in issues:
        assert len(issue.message) + len(issue.hint) <= 4096, issue.code
        assert issue.message.isprintable(), issue.code
        assert issue.hint.isprintable(), issue.code


def test_an_issue_on_one_line_stays_short_where_a_name_is_long() -> None:
    (issue,) = nc.validate({"schema_version": "1.0", "id": "x", "language": "en", "x" * 100_000: 1})
    assert len(str(issue)) <= 4096


def test_an_error_of_an_article_with_a_long_id_stays_short() -> None:
    with pytest.raises(nc.InvalidArticleError) as caught:
        nc.from_dict({"schema_version": "1.0", "id": "x" * 100_000, "language": ""})
    assert len(str(caught.value)) <= 4096


def test_a_time_with_endless_digits_is_answered() -> None:
    """Python refuses to convert more than 4300 digits; nobody may see that."""
    moment = f"2024-10-31T10:00:00.{'1' * 5000}Z"
    document = whole()
    document["claims"][0]["time"] = {"value": f"{moment}/{moment}"}
    assert nc.validate(document) == ()
    assert nc.validate(json.dumps(document)) == ()
