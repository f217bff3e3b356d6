"""Findings in every form: their words, their carets, their escapes."""

import json
import re
import unicodedata
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import reports
from newsclaims.codes import CODES
from newsclaims.corpus.records import Record
from newsclaims.errors import Issue
from newsclaims.reports import (
    Finding,
    Passage,
    Summary,
    as_github,
    as_json,
    as_jsonl,
    as_sarif,
    as_text,
    excerpt,
    findings,
    summary_text,
)

MISSING = Issue("NC801", "error", "", "does not exist")
PLACED = Issue(
    "NC301", "error", "/claims/5/attributions/0/source_ids/0", 'no source "s9"', 'did you mean "s6"?', 58, 19
)
WARNING = Issue("NC505", "warning", "/text", "holds 1 control character", "", 4, 11)
_DANGEROUS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

hostile = st.text(
    st.sampled_from(
        list(
            "ab:,%=[]{}\"'\\/ é新\U0001f600\r\n\t\x00\x1b\x7f\x9b\u0301\u061c\u200b\u200d\u200f\u2028\u202e\u2066\udcff\ufeff"  # noqa: E501
        )
    ),
    max_size=30,
)
issues = st.builds(
    Issue,
    code=st.sampled_from(sorted(CODES)),
    severity=st.sampled_from(["error", "warning"]),
    pointer=hostile.map(lambda text: f"/{text}"),
    message=hostile,
    hint=hostile,
    line=st.integers(1, 10**7),
    column=st.integers(1, 10**7),
) | st.just(MISSING)
made = st.builds(Finding, issue=issues, file=hostile.filter(bool), record=st.none() | st.integers(1, 10**7))


def columns(text: str) -> int:
    """Columns of a terminal, reckoned from Python's own tables."""
    width = 0
    for character in text:
        if unicodedata.category(character) in ("Mn", "Me") or character in "\u200b\u200c\u200d\u200e\u200f\ufe0e\ufe0f":
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


# ── Excerpts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "column", "shown", "carets"),
    [
        ('  {"end": 352, "quote": "a hole"}', 25, '  {"end": 352, "quote": "a hole"}', 24 * " " + 8 * "^"),
        ("[1, 22, 333]", 5, "[1, 22, 333]", "    ^^"),
        ("[1, true]", 5, "[1, true]", "    ^^^^"),
        ('{"a": []}', 7, '{"a": []}', "      ^"),
        ('{"a": {}}', 1, '{"a": {}}', "^"),
        ('{"id":', 7, '{"id":', "      ^"),
        ("", 1, "", "^"),
        ("", 99, "", "^"),
        ("abc", 99, "abc", "   ^"),
        (r'["a\"b", 1]', 2, r'["a\"b", 1]', " ^^^^^^"),
        ('["never closed', 2, '["never closed', " ^^^^^^^^^^^^^"),
        ("[,1]", 2, "[,1]", " ^"),
        ("\t[1]", 2, " [1]", " ^"),
        ('["a\x1b[2J\u202eb"]', 2, '["a·[2J·b"]', " ^^^^^^^^^"),
        ('["新闻", 1]', 2, '["新闻", 1]', " ^^^^^^"),
        ('["新闻", 1]', 8, '["新闻", 1]', 9 * " " + "^"),
        ('["e\u0301", 7]', 8, '["e\u0301", 7]', 6 * " " + "^"),
        ('["\U0001f600", 7]', 7, '["\U0001f600", 7]', 7 * " " + "^"),
    ],
)
def test_carets_stand_below_the_value_that_is_meant(line: str, column: int, shown: str, carets: str) -> None:
    assert excerpt(line, column) == (shown, carets)


def test_of_a_long_line_only_the_surroundings_are_shown() -> None:
    line = "a" * 5_000 + '"here"' + "b" * 5_000
    shown, carets = excerpt(line, 5_001)
    assert shown.startswith("…a")
    assert shown.endswith("b…")
    assert shown[len(carets.rstrip("^")) :][:6] == '"here"'
    assert len(shown) < 120


def test_a_wide_value_at_the_very_end_is_shown_without_an_ellipsis() -> None:
    assert excerpt('{"a": 1}', 7)[0] == '{"a": 1}'
    assert excerpt("x" * 200, 200)[0].endswith("x")


@pytest.mark.promise(13)
@given(st.text(max_size=300), st.integers(1, 320))
def test_an_excerpt_is_one_short_printable_line_with_its_carets_in_place(line: str, column: int) -> None:
    line = line.replace("\n", " ")
    shown, carets = excerpt(line, column)
    assert not _DANGEROUS.search(shown)
    assert re.fullmatch(" *\\^+", carets)
    assert len(shown) <= 100
    # Below each caret but the one for the end of a line stands something.
    assert columns(carets) <= max(columns(shown.removesuffix("…")) + 1, 1) or not line.isprintable()


def told(letter: str, number: int) -> list[str]:
    """What is told of a place in the middle of a long line: the head, the line, its carets, the hint."""
    data = f'["{letter * 300}", 1, "{letter * 300}"]'.encode()
    issue = Issue("NC201", "error", "/1", "is 1, should be a string", "or null", 1, len(letter * 300) + 6)
    (finding,) = findings(Record(file="a.jsonl", number=number, line=number, data=data), [issue])
    return as_text(finding).split("\n")


LETTERS = pytest.mark.parametrize("letter", ["x", "新", "\U0001f600", "e\u0301"], ids=ascii)


@LETTERS
@pytest.mark.parametrize("number", [1, 99_999, 100_000, 12_345_678])
def test_carets_stay_below_what_they_point_at_whatever_the_number_of_the_line(letter: str, number: int) -> None:
    _, above, below, hint = told(letter, number)
    gutter = above.index(" | ")
    assert above[:gutter].strip() == str(number)
    assert below[: gutter + 3] == " " * gutter + " | "
    assert columns(above[: above.index(", 1,") + 2]) == columns(below.rstrip("^"))
    assert hint.strip() == "hint   or null"


@LETTERS
def test_what_is_shown_of_a_line_fits_eighty_columns(letter: str) -> None:
    assert max(map(columns, told(letter, 1)[1:])) <= 80


@LETTERS
@pytest.mark.parametrize("number", [1, 99_999, 100_000, 12_345_678])
@pytest.mark.parametrize("before", [0, 10, 35, 300])
@pytest.mark.parametrize("behind", [0, 10, 300])
def test_a_line_is_cut_to_fit_and_no_shorter_than_it_must_be(
    letter: str, number: int, before: int, behind: int
) -> None:
    data = f'["{letter * before}", 1, "{letter * behind}"]'.encode()
    issue = Issue("NC201", "error", "/1", "is 1, should be a string", "", 1, len(letter * before) + 6)
    (finding,) = findings(Record(file="a.jsonl", number=number, line=number, data=data), [issue])
    _, above, below = as_text(finding).split("\n")
    assert columns(above) <= 80
    assert below.endswith(" ^")
    if "…" in above and letter in "x新":
        assert columns(above) >= 79
    elif "…" not in above:
        assert above.endswith(data.decode())


# ── A quote that is not the text it names ────────────────────────────────────────────────────────────────────────────


def misquoted(text: str, start: int, end: int, quote: str) -> list[str]:
    """What is told of a wrong quote in an article of one line."""
    claim = {"id": "c1", "content": [{"start": start, "end": end, "quote": quote}]}
    document = {"schema_version": "1.0", "id": "x", "language": "en", "text": text, "claims": [claim]}
    data = json.dumps(document, ensure_ascii=False).encode()
    issues = [issue for issue in nc.validate(data) if issue.code == "NC402"]
    (finding,) = findings(Record(file="a.json", data=data), issues)
    return as_text(finding).split("\n")


def test_the_example_of_the_interface_is_printed_word_for_word() -> None:
    text = "x" * 328 + " call it “a black hole” and go."
    span = '  {"start": 338, "end": 352, "quote": "a black hole"}'
    head = f'{{"schema_version": "1.0", "id": "x", "language": "en", "text": "{text}", "claims": ['
    claims = [f'{{"id": "c{number}", "text": "t"}},' for number in range(3)]
    lines = [head, *claims, *[""] * 35, '{"id": "c3", "content": [', span, "]}]}"]
    data = "\n".join(lines).encode()
    record = Record(file="corpus/tunnel.newsclaims.json", data=data)
    (finding,) = findings(record, nc.validate(data))
    assert as_text(finding) == (
        "corpus/tunnel.newsclaims.json:41:39: error NC402 [/claims/3/content/0/quote] is not the text it names\n"
        '   41 |   {"start": 338, "end": 352, "quote": "a black hole"}\n'
        "      |                                       ^^^^^^^^^^^^^^\n"
        "      text   “a black hole” a   (code points 338–352)\n"
        "      hint   the words are at 338–350"
    )


@pytest.mark.parametrize(
    ("text", "start", "end", "quote", "line"),
    [
        ("Rain fell.", 0, 4, "rain", "Rain    (code points 0–4)"),
        ("Rain fell.", 5, 10, "fell!", " fell.   (code points 5–10)"),
        ("Rain fell.", 4, 5, "x", "n f   (code points 4–5)"),
        ("Rain\n\u202efell\x1b.", 0, 6, "rain..", "Rain··f   (code points 0–6)"),
        ("雨が降った。", 0, 2, "風が", "雨が降   (code points 0–2)"),
    ],
    ids=ascii,
)
def test_beside_a_wrong_quote_stands_what_the_text_has_there(
    text: str, start: int, end: int, quote: str, line: str
) -> None:
    told = misquoted(text, start, end, quote)
    assert told[0].endswith("NC402 [/claims/0/content/0/quote] is not the text it names")
    assert told[3] == f"      text   {line}"


@LETTERS
def test_a_long_passage_is_cut_to_fit(letter: str) -> None:
    text = letter * 400
    told = misquoted(text, 100, 300, "y" * 200)
    assert max(map(columns, told[1:])) <= 80
    assert told[3].endswith("…   (code points 100–300)")


def test_a_passage_that_is_not_what_the_issue_says_is_not_shown() -> None:
    span = b'{"start":0,"end":1,"quote":"q"}'
    head = b'{"schema_version":"1.0","id":"x","language":"en","text":"abc",'
    data = head + b'"claims":[{"id":"c1","content":[%s]}]}' % span
    (issue,) = nc.validate(data)
    there = [
        next(findings(Record(file="a.json", data=read), [issue])).there
        for read in (data, data.replace(b"abc", b"xyz"), data.replace(b'"text"', b'"txet"'), data[:-1], b"[]", b"\xff")
    ]
    assert there == [Passage(start=0, end=1, words="ab"), None, None, None, None, None]


def test_programs_are_told_the_whole_of_it_in_the_message() -> None:
    issue = Issue("NC402", "error", "/x", 'is not the text it names: has "a", the text at 0–1 is "b"', "", 1, 1)
    assert json.loads(as_jsonl(Finding(issue=issue, file="a.json")))["message"] == issue.message


# ── Findings of a record ─────────────────────────────────────────────────────────────────────────────────────────────


def test_lines_are_counted_from_the_start_of_the_file() -> None:
    record = Record(file="a.jsonl", number=7, line=9, data=b'{"id": 1}')
    (finding,) = findings(record, [Issue("NC201", "error", "/id", "is 1", "", 1, 8)])
    assert (finding.issue.line, finding.issue.column) == (9, 8)
    assert (finding.file, finding.record) == ("a.jsonl", 7)
    assert finding.excerpt == ('{"id": 1}', "       ^")


def test_a_finding_without_a_place_has_no_excerpt() -> None:
    record = Record(file="a.json", problem=MISSING)
    assert list(findings(record, [MISSING])) == [Finding(issue=MISSING, file="a.json")]


@pytest.mark.parametrize("data", [b"[\r\n1]\r\n", b"[\n1]", b"[\n1"])
def test_the_line_is_shown_without_its_end(data: bytes) -> None:
    (finding,) = findings(Record(file="a.json", data=data), [Issue("NC201", "error", "/0", "is 1", "", 2, 1)])
    assert finding.excerpt is not None
    assert finding.excerpt[0].rstrip("]") == "1"


def test_a_line_that_is_not_utf8_is_shown_all_the_same() -> None:
    (finding,) = findings(Record(file="a.json", data=b'{"a": "\xff"}'), nc.validate(b'{"a": "\xff"}'))
    assert finding.issue.code == "NC102"
    assert finding.excerpt == ('{"a": "�"}', "       ^")


def test_a_place_behind_the_last_line_is_shown_as_an_empty_line() -> None:
    data = b'{"id":\n'
    (finding,) = findings(Record(file="a.json", data=data), nc.validate(data))
    assert (finding.issue.line, finding.issue.column) == (2, 1)
    assert finding.excerpt == ("", "^")


# ── For people ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("finding", "text"),
    [
        (Finding(issue=MISSING, file="a.json"), "a.json: error NC801 does not exist"),
        (Finding(issue=MISSING, file="-"), "(standard input): error NC801 does not exist"),
        (
            Finding(issue=PLACED, file="corpus/tunnel.json"),
            (
                "corpus/tunnel.json:58:19: error NC301 [/claims/5/attributions/0/source_ids/0] "
                'no source "s9" (did you mean "s6"?)'
            ),
        ),
        (
            Finding(issue=PLACED, file="a.json", excerpt=('["s9"]', " ^^^^")),
            (
                'a.json:58:19: error NC301 [/claims/5/attributions/0/source_ids/0] no source "s9"\n'
                '   58 | ["s9"]\n'
                "      |  ^^^^\n"
                '      hint   did you mean "s6"?'
            ),
        ),
        (
            Finding(issue=WARNING, file="a.json", excerpt=("  x", "  ^")),
            "a.json:4:11: warning NC505 [/text] holds 1 control character\n    4 |   x\n      |   ^",
        ),
        (
            Finding(issue=MISSING, file="\x1b[2J\n\u202e\udcff"),
            "\\u001b[2J\\u000a\\u202e\\udcff: error NC801 does not exist",
        ),
    ],
)
def test_a_finding_reads_as_a_compiler_would_say_it(finding: Finding, text: str) -> None:
    assert as_text(finding) == text


def test_colour_is_added_around_words_and_taken_off_again() -> None:
    finding = Finding(issue=PLACED, file="a.json", excerpt=('["s9"]', " ^^^^"))
    coloured = as_text(finding, colour=True)
    assert coloured.startswith("\x1b[1ma.json:58:19\x1b[0m: \x1b[31;1merror\x1b[0m NC301 ")
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == as_text(finding)


def test_a_very_long_pointer_is_shortened_for_people_alone() -> None:
    issue = Issue("NC203", "error", "/claims/" + "x" * 100_000, "is no member of a Claim")
    finding = Finding(issue=issue, file="a.json")
    assert len(as_text(finding)) < 1_000
    assert len(as_github(finding)) < 1_000
    assert json.loads(as_jsonl(finding))["pointer"] == issue.pointer


@pytest.mark.promise(13)
@given(made)
def test_nothing_is_ever_printed_raw(finding: Finding) -> None:
    for text in (
        as_text(finding),
        as_github(finding),
        as_jsonl(finding),
        as_json([finding], Summary(), "1"),
        as_sarif([finding], Summary(), "1"),
    ):
        assert not _DANGEROUS.search(text)
    assert "\n" not in as_text(finding)
    assert "\n" not in as_github(finding)
    assert "\n" not in as_jsonl(finding)


@pytest.mark.parametrize(
    ("summary", "first", "text"),
    [
        (Summary(), None, "no problems in 0 files (0 articles, 0 claims)"),
        (Summary(files=1, articles=1, claims=1), None, "no problems in 1 file (1 article, 1 claim)"),
        (
            Summary(files=214, articles=3_118, claims=21_950, errors=2, bad_files=1),
            "NC402",
            "2 errors in 1 of 214 files (3 118 articles, 21 950 claims)   newsclaims explain NC402",
        ),
        (
            Summary(files=2, articles=2, claims=0, errors=1, warnings=1, bad_files=2),
            "NC501",
            "1 error and 1 warning in 2 of 2 files (2 articles, 0 claims)   newsclaims explain NC501",
        ),
        (
            Summary(files=1, articles=1, claims=5, warnings=1_000, truncated=1, bad_files=1),
            None,
            "1 000 warnings, 1 more issue not listed in 1 of 1 file (1 article, 5 claims)",
        ),
        (
            Summary(files=1_234_567, articles=1_000_000, claims=999),
            None,
            "no problems in 1 234 567 files (1 000 000 articles, 999 claims)",
        ),
    ],
)
def test_a_summary_is_one_line(summary: Summary, first: str | None, text: str) -> None:
    assert summary_text(summary, first) == text


# ── For programs ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_forms_are_those_of_the_interface() -> None:
    assert reports.FORMATS == ("text", "json", "jsonl", "sarif", "github")


@given(st.lists(made, max_size=4))
def test_json_is_what_its_schema_says_and_holds_every_fact(listed: list[Finding]) -> None:
    summary = Summary(files=3, articles=2, claims=1, errors=len(listed), warnings=0, truncated=7, bad_files=9)
    report = json.loads(as_json(listed, summary, "0.1.0"))
    jsonschema.Draft202012Validator(nc.schema("report")).validate(report)
    assert report["summary"] == {
        "files": 3,
        "articles": 2,
        "claims": 1,
        "errors": len(listed),
        "warnings": 0,
        "truncated": 7,
    }
    for finding, plain in zip(listed, report["findings"], strict=True):
        assert plain == json.loads(as_jsonl(finding))
        issue = finding.issue
        assert plain == {
            "code": issue.code,
            "severity": issue.severity,
            "file": finding.file,
            "record": finding.record,
            "pointer": issue.pointer,
            "line": issue.line,
            "column": issue.column,
            "message": issue.message,
            "hint": issue.hint,
        }


def sarif(listed: list[Finding]) -> Any:
    return json.loads(as_sarif(listed, Summary(), "0.1.0"))


def test_sarif_holds_the_rules_and_the_places() -> None:
    (run,) = sarif(
        [Finding(issue=PLACED, file="a.json"), Finding(issue=WARNING, file="-"), Finding(issue=MISSING, file="b")]
    )["runs"]
    assert run["tool"]["driver"]["name"] == "newsclaims"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["NC301", "NC505", "NC801"]
    assert [rule["defaultConfiguration"]["level"] for rule in run["tool"]["driver"]["rules"]] == [
        "error",
        "warning",
        "error",
    ]
    first, second, third = run["results"]
    assert first == {
        "ruleId": "NC301",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": 'no source "s9" (did you mean "s6"?)'},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "a.json"},
                    "region": {"startLine": 58, "startColumn": 19},
                },
                "logicalLocations": [{"fullyQualifiedName": "/claims/5/attributions/0/source_ids/0"}],
            }
        ],
    }
    assert second["level"] == "warning"
    assert "region" not in third["locations"][0]["physicalLocation"]
    assert "logicalLocations" not in third["locations"][0]


@given(st.lists(made, min_size=1, max_size=3))
def test_sarif_is_valid_whatever_a_document_holds(data_dir: Any, listed: list[Finding]) -> None:
    validator = _sarif_validator(data_dir)
    validator.validate(sarif(listed))


_validators: dict[str, Any] = {}


def _sarif_validator(data_dir: Any) -> Any:
    if not _validators:
        schema = json.loads((data_dir / "sarif" / "sarif-schema-2.1.0.json").read_bytes())
        _validators["sarif"] = jsonschema.validators.validator_for(schema)(schema)
    return _validators["sarif"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a.json", "a.json"),
        ("corpus/a b.json", "corpus/a%20b.json"),
        ("100%.json", "100%25.json"),
        ("a#b?c.json", "a%23b%3Fc.json"),
        ("/abs/a.json", "file:///abs/a.json"),
        ("新.json", "%E6%96%B0.json"),
        ("\udcff.json", "%FF.json"),
        ("../a.json", "../a.json"),
    ],
)
def test_a_name_of_a_file_is_a_uri_reference_in_sarif(file: str, uri: str) -> None:
    (run,) = sarif([Finding(issue=MISSING, file=file)])["runs"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


@pytest.mark.parametrize("file", ["c:on.json", "a:b/c.json", "http://example.org/a.json", "x:"])
def test_a_name_with_a_colon_is_not_taken_for_a_scheme(file: str) -> None:
    (run,) = sarif([Finding(issue=MISSING, file=file)])["runs"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert urlsplit(uri).scheme == ""
    assert urlsplit(uri).netloc == ""
    assert unquote(uri).removeprefix("./").replace("//", "/") == file.replace("//", "/")


def test_github_gets_its_own_escapes() -> None:
    issue = Issue("NC402", "error", "/x", "is 100 % wrong: a,b::c", "%0A", 41, 39)
    assert as_github(Finding(issue=issue, file="a%,b:c.json")) == (
        "::error file=a%25%2Cb%3Ac.json,line=41,col=39,title=NC402::is 100 %25 wrong: a,b::c (%250A) [/x]"
    )
    assert as_github(Finding(issue=MISSING, file="a.json")) == "::error file=a.json,title=NC801::does not exist"


@pytest.mark.promise(13)
@given(made)
def test_a_github_line_is_one_command_whatever_a_document_holds(finding: Finding) -> None:
    line = as_github(finding)
    command = re.fullmatch(r"::(error|warning) ((?:[a-z]+=[^:,]*,?)+)::(.*)", line)
    assert command is not None
    properties = dict(pair.split("=", 1) for pair in command[2].split(","))
    assert next(iter(properties)) == "file"
    assert properties["title"] == finding.issue.code
    assert not re.search("%(?!25|0D|0A|3A|2C)", command[2])
    assert not re.search("%(?!25|0D|0A)", command[3])
