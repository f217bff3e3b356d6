"""`newsclaims validate`: all issues of files."""

import sys
from collections.abc import Callable, Iterable, Iterator

import click

from newsclaims import __version__
from newsclaims.checking import Checked, checked
from newsclaims.cli import FINDINGS, OK, UNREADABLE
from newsclaims.cli._console import colour, is_unreadable, jobs_option, out, paths_argument, report_columns, say
from newsclaims.cli._progress import watched
from newsclaims.codes import CODES
from newsclaims.limits import DEFAULT_LIMITS, Limits
from newsclaims.reports import (
    FORMATS,
    Finding,
    Format,
    Summary,
    as_github,
    as_json,
    as_jsonl,
    as_sarif,
    as_text,
    summary_text,
    unlisted_text,
)

# A finding a line is printed as it is found, so that a million of them need no memory.
_LINES: dict[str, Callable[[Finding], str]] = {"jsonl": as_jsonl, "github": as_github}
_MOST = 1_000
"""Findings that are listed in text, where nothing else is asked for: nobody reads more."""
_WHOLE: dict[str, Callable[[list[Finding], Summary, str], str]] = {"json": as_json, "sarif": as_sarif}


@click.command("validate")
@paths_argument
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Form of the report."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option("--select", metavar="CODES", default="", help="Only these codes or rooms: NC4,NC301.")
@click.option("--ignore", metavar="CODES", default="", help="Not these codes or rooms.")
@click.option(
    "--max-findings",
    type=click.IntRange(min=0),
    metavar="NUMBER",
    help="List no more than this and count the rest by code; 0 lists all. Default: 1000 in text, else all.",
)
@jobs_option
def command(
    paths: tuple[str, ...], *, form: Format, fail_on: str, select: str, ignore: str, max_findings: int | None, jobs: int
) -> None:
    """
    Report all issues of articles, with line, column, the offending line and a caret.

    PATH is a file, a folder, a pattern, or - for standard input; .json holds one article, .jsonl one a line; .gz and
    .zst are unpacked. What cannot be read or parsed at all is always reported, whatever --select and --ignore say.

    Exit codes: 0 nothing at or above --fail-on, 1 issues, 3 an input could not be read or parsed.
    """
    selected, ignored = _codes(select, "--select"), _codes(ignore, "--ignore")
    most = _MOST if max_findings is None and form == "text" else max_findings or sys.maxsize
    summary, kept, first = Summary(), list[Finding](), None
    # What is selected must not hide behind a hundred others.
    limits = Limits(issues=100_000) if selected or ignored else DEFAULT_LIMITS
    unreadable = failed = False
    bad_file = None
    painted, columns = colour(sys.stdout), report_columns(sys.stdout)
    # Only what is listed needs its line, and only for people.
    lined = most if form == "text" else 0
    documents = checked(
        watched(paths), limits=limits, columns=lambda: columns if summary.listed < lined else None, jobs=jobs
    )
    for finding in _findings(documents, summary):
        issue = finding.issue
        cannot = is_unreadable(issue)
        if not cannot and (
            (selected and not issue.code.startswith(selected)) or (ignored and issue.code.startswith(ignored))
        ):
            continue
        unreadable |= cannot
        failed |= fail_on == "warning" or (fail_on == "error" and issue.severity == "error")
        first = first or issue.code
        if bad_file != finding.file:
            bad_file = finding.file
            summary.bad_files += 1
        if summary.listed >= most:
            # What the limit of a document leaves out is counted already.
            if issue.code != "NC114":
                summary.truncated += 1
                summary.unlisted[issue.code] += 1
            continue
        _count(summary, finding)
        if form in _WHOLE:
            kept.append(finding)
        else:
            out(as_text(finding, colour=painted, columns=columns) if form == "text" else _LINES[form](finding))
    _close(form, kept, summary, first)
    click.get_current_context().exit(UNREADABLE if unreadable else FINDINGS if failed else OK)


def _close(form: Format, kept: list[Finding], summary: Summary, first: str | None) -> None:
    """Whole reports, and the summary: among the data for people, beside them for programs."""
    closing = summary_text(summary, first)
    if summary.unlisted:
        closing = f"{unlisted_text(summary)}\n\n{closing}"
    if form == "text":
        out(("\n" if first else "") + closing)
        return
    if form in _WHOLE:
        out(_WHOLE[form](kept, summary, __version__))
    say(closing)


def _codes(words: str, option: str) -> tuple[str, ...]:
    """
    The codes or rooms of an option.

    Raises:
        click.BadParameter: One of them begins no code.
    """
    wanted = tuple(word.strip().upper() for word in words.split(",") if word.strip())
    for word in wanted:
        if not any(code.startswith(word) for code in CODES):
            message = f"{word!r} begins no code; newsclaims explain lists them"
            raise click.BadParameter(message, param_hint=option)
    return wanted


def _count(summary: Summary, finding: Finding) -> None:
    if finding.issue.severity == "error":
        summary.errors += 1
    else:
        summary.warnings += 1


def _findings(found: Iterable[Checked], summary: Summary) -> Iterator[Finding]:
    """Every finding, as files are read; the summary counts along."""
    file = None
    for one in found:
        # A file that is named twice is looked at twice.
        if one.file != file or (one.is_read and one.number in (None, 1)):
            file = one.file
            summary.files += 1
        summary.articles += one.is_read
        summary.claims += one.claims
        summary.truncated += one.unlisted
        yield from one.findings
