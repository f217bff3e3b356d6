"""
Findings about files, in the forms that people and programs read: text, JSON, JSON Lines, SARIF 2.1.0, GitHub.

Every string of a document is shortened and escaped; nothing here prints.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, Literal, TypeAlias
from urllib.parse import quote

import attrs
import msgspec

from newsclaims._words import counted
from newsclaims.article import SCHEMA_VERSION
from newsclaims.codes import CODES
from newsclaims.corpus.records import Record
from newsclaims.errors import Issue, Severity, escaped_text, printable, shortened, shown
from newsclaims.views.width import cut, fitting, width_of

__all__ = [
    "FORMATS",
    "Finding",
    "Format",
    "Summary",
    "as_github",
    "as_json",
    "as_jsonl",
    "as_sarif",
    "as_text",
    "dumped",
    "excerpt",
    "unlisted_text",
]

Format: TypeAlias = Literal["text", "json", "jsonl", "sarif", "github"]
FORMATS: tuple[Format, ...] = ("text", "json", "jsonl", "sarif", "github")

TOOL = "newsclaims"


@attrs.frozen(kw_only=True)
class Finding:
    """
    An issue and the file it was found in.

    Attributes:
        issue: The issue; its line and column count from the start of the file.
        file: The file's name as it was given; `-` is standard input.
        record: Number of the document in the file, from 1, where a file holds one a line; else None.
        excerpt: The line that the issue stands in and a line of carets below it; None where there is none.
        there: Of a quote that is not the text it names, the text that stands there; None for all else.
    """

    issue: Issue
    file: str
    record: int | None = None
    excerpt: tuple[str, str] | None = None
    there: "Passage | None" = None


@attrs.frozen(kw_only=True)
class Passage:
    """
    A stretch of an article's text, with what stands right beside it.

    Attributes:
        start: First code point, counted from 0.
        end: One past the last code point.
        words: The text from one code point before `start` to one behind `end`.
    """

    start: int
    end: int
    words: str


@attrs.define(kw_only=True)
class Summary:
    """
    What was looked at and what was found.

    Attributes:
        files: Files read, standard input among them.
        articles: Documents in them.
        claims: Claims of the documents that could be read.
        errors: Errors found and listed.
        warnings: Warnings found and listed.
        truncated: Issues found beyond the limit of each document or of the run, and not listed.
        bad_files: Files with a finding.
        unlisted: How many findings of each code are not listed because of the limit of the run.
    """

    files: int = 0
    articles: int = 0
    claims: int = 0
    errors: int = 0
    warnings: int = 0
    truncated: int = 0
    bad_files: int = 0
    unlisted: Counter[str] = attrs.field(factory=Counter)

    @property
    def listed(self) -> int:
        """How many findings are listed."""
        return self.errors + self.warnings


def findings(record: Record, issues: Iterable[Issue], *, columns: int | None = 80) -> Iterator[Finding]:
    """
    The findings of a record's issues: lines counted from the start of the file, with the line that each stands in.

    Args:
        record: The document that has the issues.
        issues: Its issues.
        columns: What the lines may take of a terminal; None where no lines are needed.

    >>> record = Record(file="a.jsonl", number=7, line=9, data=b"[]")
    >>> print(*map(as_text, findings(record, [Issue("NC201", "error", "", "is an array of 0", "", 1, 1)])))
    a.jsonl:9:1: error NC201 is an array of 0
        9 | []
          | ^
    """
    lines: list[bytes] = []
    places: _Places | None = None
    for issue in issues:
        if issue.line is None or issue.column is None:
            yield Finding(issue=issue, file=record.file, record=record.number)
            continue
        placed = attrs.evolve(issue, line=issue.line + record.line - 1)
        if columns is None:
            yield Finding(issue=placed, file=record.file, record=record.number)
            continue
        if issue.code == "NC402":
            places = places or _Places(record.data)
        lines = lines or record.data.split(b"\n")
        line = lines[issue.line - 1].decode("utf-8", "replace").removesuffix("\r")
        yield Finding(
            issue=placed,
            file=record.file,
            record=record.number,
            excerpt=excerpt(line, issue.column, columns - len(_gutter(placed.line)) - 3),
            there=places.passage(issue) if places is not None and issue.code == "NC402" else None,
        )


class _Places:
    """What a document has at the places of its spans."""

    def __init__(self, data: bytes) -> None:
        try:
            self._document: Any = msgspec.json.decode(data)
        except (msgspec.DecodeError, RecursionError):
            self._document = None

    def passage(self, issue: Issue) -> Passage | None:
        """The text at the span whose quote is meant; None where it is not surely this one."""
        value: Any = self._document
        try:
            text = value["text"]
            for step in issue.pointer.split("/")[1:-1]:
                value = value[int(step) if type(value) is list else step]
            start, end = value["start"], value["end"]
            words = text[start:end]
        except (LookupError, TypeError, ValueError):
            return None
        # A member that is there twice is read otherwise by this quick reader.
        if shown(words[:200]) not in issue.message:
            return None
        return Passage(start=start, end=end, words=text[max(0, start - 1) : end + 1])


# ── For people ───────────────────────────────────────────────────────────────────────────────────────────────────

_LONGEST, _LEAST = 98, 10
"""The most code points that are shown of a line, and the least columns of a text."""
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[^\s,:\[\]{}"]+')


def excerpt(line: str, column: int, room: int = 72) -> tuple[str, str]:
    r"""
    A line around a column, and carets below the JSON value that begins there.

    Args:
        line: One line of a document.
        column: Where to point, in code points from 1.
        room: Columns of a terminal that the line may take.

    >>> print(*excerpt('  {"end": 352, "quote": "a black hole"}', 25), sep="\n")
      {"end": 352, "quote": "a black hole"}
                            ^^^^^^^^^^^^^^
    """
    at = min(max(0, column - 1), len(line))
    before, after = _flat(line[max(0, at - _LONGEST) : at]), _flat(line[at : at + _LONGEST])
    most_before = room * 2 // 5
    room_after = max(room - width_of(before), room - most_before)
    shown_after = _head(after, len(line) - at, room_after, _LONGEST - min(len(before), most_before))
    # What is not needed behind the place is given to what stands before it; both are cut with an ellipsis.
    shown_before = _head(before[::-1], at, room - width_of(shown_after), _LONGEST - len(shown_after))[::-1]
    token = _TOKEN.match(after)
    carets = min(width_of(token[0]) if token else 1, width_of(shown_after))
    return f"{shown_before}{shown_after}", " " * width_of(shown_before) + "^" * max(1, carets)


def _head(text: str, whole: int, room: int, longest: int) -> str:
    """The beginning of a text of `whole` code points, in at most so many columns and code points."""
    if whole == len(text) <= longest and width_of(text) <= room:
        return text
    return text[: min(fitting(text, room - 1), longest)] + "…"


def _flat(text: str) -> str:
    """Text as one mark a character: what cannot be printed is a dot."""
    return "".join(character if printable(character) else " " if character == "\t" else "·" for character in text)


def as_text(finding: Finding, *, colour: bool = False, columns: int = 80) -> str:
    """
    A finding as a compiler would say it: file, line, column, then the line with carets, then the hint.

    Args:
        finding: The finding.
        colour: Whether to colour it with ANSI escapes.
        columns: What a line of the article's text may take of a terminal.

    >>> issue = Issue("NC301", "error", "/claims/5/attributions/0/source_ids/0", 'no source "s9"', 'did you mean "s6"?')
    >>> print(as_text(Finding(issue=issue, file="a.json")))
    a.json: error NC301 [/claims/5/attributions/0/source_ids/0] no source "s9" (did you mean "s6"?)
    """
    issue = finding.issue
    place = _shown_name(finding.file)
    if issue.line is not None:
        place += f":{issue.line}:{issue.column}"
    severity = _painted(issue.severity, "31;1" if issue.severity == "error" else "33;1", colour=colour)
    pointer = f" [{escaped_text(shortened(issue.pointer, 300))}]" if issue.pointer else ""
    # Carets and a line of text say the rest of it better.
    message = issue.message.partition(":")[0] if finding.there else issue.message
    head = f"{_painted(place, '1', colour=colour)}: {severity} {issue.code}{pointer} {escaped_text(message)}"
    hint = escaped_text(issue.hint)
    if finding.excerpt is None:
        return f"{head} ({hint})" if hint else head
    number = _gutter(issue.line)
    below = " " * len(number)
    line, carets = finding.excerpt
    lines = [head, f"{number} | {line}", f"{below} | {_painted(carets, '36', colour=colour)}"]
    if finding.there:
        lines.append(f"{below} text   {_passage(finding.there, columns)}")
    return "\n".join([*lines, f"{below} hint   {hint}"] if hint else lines)


def _gutter(line: int | None) -> str:
    return f"{line:>5}"


def _passage(passage: Passage, columns: int) -> str:
    place = f"(code points {passage.start}–{passage.end})"
    return f"{cut(_flat(passage.words[:_LONGEST]), max(_LEAST, columns - 16 - len(place)))}   {place}"


def summary_text(summary: Summary, first: str | None) -> str:
    """
    What was checked and found, in one line.

    Args:
        summary: The figures.
        first: A code to explain, that of the first finding.

    >>> summary_text(Summary(files=1, articles=1, claims=29), None)
    'no problems in 1 file (1 article, 29 claims)'
    """
    checked = f"({_grouped(summary.articles, 'article')}, {_grouped(summary.claims, 'claim')})"
    if not summary.errors and not summary.warnings:
        return f"no problems in {_grouped(summary.files, 'file')} {checked}"
    found = [
        _grouped(number, noun) for number, noun in ((summary.errors, "error"), (summary.warnings, "warning")) if number
    ]
    more = f", {_grouped(summary.truncated, 'more issue')} not listed" if summary.truncated else ""
    explain = f"   newsclaims explain {first}" if first else ""
    files = f"{summary.bad_files} of {_grouped(summary.files, 'file')}"
    return f"{' and '.join(found)}{more} in {files} {checked}{explain}"


def unlisted_text(summary: Summary) -> str:
    """
    What the limit of the run kept from being listed, a code a line.

    >>> print(unlisted_text(Summary(unlisted=Counter(NC203=99_000, NC301=2))))
    not listed (--max-findings 0 lists all):
       99 000  NC203  unknown member
            2  NC301  reference to nothing
    """
    rows = [
        f"{f'{number:,}'.replace(',', ' '):>9}  {code}  {CODES[code].title}"
        for code, number in sorted(summary.unlisted.items())
    ]
    return "\n".join(["not listed (--max-findings 0 lists all):", *rows])


def _grouped(number: int, noun: str) -> str:
    return counted(number, noun).replace(str(number), f"{number:,}".replace(",", " "), 1)


def _painted(text: str, style: str, *, colour: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if colour else text


def _shown_name(file: str) -> str:
    return {"-": "(standard input)", "": '""'}.get(file) or escaped_text(file)


# ── For programs ─────────────────────────────────────────────────────────────────────────────────────────────────


def _plain(finding: Finding) -> dict[str, Any]:
    issue = finding.issue
    return {
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


def dumped(plain: Any, indent: int | None = None) -> str:
    """JSON without anything that a terminal could act on; names of files and pointers may hold lone surrogates."""
    lines = json.dumps(plain, ensure_ascii=False, indent=indent).split("\n")
    return "\n".join(map(escaped_text, lines))


def as_json(findings: list[Finding], summary: Summary, version: str) -> str:
    """
    One object with everything; `newsclaims schema report` is its schema.

    >>> as_json([], Summary(), "0.1.0").splitlines()[1]
    '  "tool": "newsclaims",'
    """
    figures = {name: value for name, value in attrs.asdict(summary).items() if name not in ("bad_files", "unlisted")}
    report = {
        "tool": TOOL,
        "version": version,
        "schema_version": SCHEMA_VERSION,
        "summary": figures,
        "findings": list(map(_plain, findings)),
    }
    return dumped(report, indent=2)


def as_jsonl(finding: Finding) -> str:
    """
    A finding as one line of JSON.

    >>> as_jsonl(Finding(issue=Issue("NC801", "error", "", "does not exist"), file="a.json"))[:42]
    '{"code": "NC801", "severity": "error", "fi'
    """
    return dumped(_plain(finding))


_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning"}


def as_sarif(findings: list[Finding], summary: Summary, version: str) -> str:
    """
    All findings as SARIF 2.1.0 (OASIS), which code scanners and editors read; columns count code points.

    >>> json.loads(as_sarif([], Summary(), "0.1.0"))["version"]
    '2.1.0'
    """
    del summary  # SARIF has no place for it
    codes = sorted({finding.issue.code for finding in findings})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": CODES[code].title},
            "fullDescription": {"text": CODES[code].why},
            "help": {"text": CODES[code].mend},
            "defaultConfiguration": {"level": _LEVELS[CODES[code].severity]},
        }
        for code in codes
    ]
    run = {
        "tool": {"driver": {"name": TOOL, "semanticVersion": version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(finding, codes.index(finding.issue.code)) for finding in findings],
    }
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return dumped({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2)


def _sarif_result(finding: Finding, rule: int) -> dict[str, Any]:
    issue = finding.issue
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.file)}}
    if issue.line is not None:
        place["region"] = {"startLine": issue.line, "startColumn": issue.column}
    location: dict[str, Any] = {"physicalLocation": place}
    if issue.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": issue.pointer}]
    message = f"{issue.message} ({issue.hint})" if issue.hint else issue.message
    return {
        "ruleId": issue.code,
        "ruleIndex": rule,
        "level": _LEVELS[issue.severity],
        "message": {"text": message},
        "locations": [location],
    }


def _uri(file: str) -> str:
    if file == "-":
        return "stdin"
    path = PurePath(file)
    posix = path.as_posix()
    # A relative reference must not begin with what looks like a scheme (RFC 3986, 4.2).
    prefix = "file://" if path.is_absolute() else "./" if ":" in posix.split("/")[0] else ""
    return prefix + quote(posix.encode("utf-8", "surrogateescape"))


def as_github(finding: Finding) -> str:
    """
    A finding as a workflow command of GitHub Actions.

    >>> issue = Issue("NC402", "error", "/x", "is 100 % wrong", "", 41, 39)
    >>> print(as_github(Finding(issue=issue, file="a,b.json")))
    ::error file=a%2Cb.json,line=41,col=39,title=NC402::is 100 %25 wrong [/x]
    """
    issue = finding.issue
    places = {"file": finding.file, "line": issue.line, "col": issue.column, "title": issue.code}
    properties = ",".join(
        f"{name}={_github_property(str(value))}" for name, value in places.items() if value is not None
    )
    message = f"{issue.message} ({issue.hint})" if issue.hint else issue.message
    text = f"{message} [{shortened(issue.pointer, 300)}]" if issue.pointer else message
    return f"::{issue.severity} {properties}::{_github_data(text)}"


def _github_data(text: str) -> str:
    return escaped_text(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")
