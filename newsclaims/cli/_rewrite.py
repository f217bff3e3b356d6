"""What `fmt` and `upgrade` share: rewrite files in place, or show what would change."""

import difflib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from newsclaims._words import counted
from newsclaims.cli import FINDINGS, OK, UNREADABLE, USAGE, gravest
from newsclaims.cli._console import OutputError, colour, is_unreadable, out, paths_argument, put, report_columns, say
from newsclaims.corpus.records import STANDARD_INPUT, Record, expand
from newsclaims.corpus.rewriting import Rewritten, packed, rewritten
from newsclaims.errors import Issue, escaped_text
from newsclaims.reports import as_text, findings


def rewrite_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """`PATH… --check --diff`."""
    function = click.option("--diff", is_flag=True, help="Show what would change; write nothing.")(function)
    function = click.option("--check", is_flag=True, help="Name what would change; write nothing.")(function)
    return paths_argument(function)


def rewrite(paths: tuple[str, ...], *, check: bool, diff: bool, would: str, did: str) -> None:
    """Rewrite every file that is not in canonical form; a file with an error stays as it is."""
    files = changed = 0
    codes = [OK]
    for name in expand(paths):
        files += 1
        result = _rewritten(name, codes)
        if result is None or result.after is None:
            continue
        if result.file == STANDARD_INPUT and not (check or diff):
            put(result.after, None)
        elif result.before != result.after:
            if diff:
                _show_difference(result)
            if check or diff:
                say(f"would {would} {escaped_text(result.file)}")
                codes.append(FINDINGS)
            elif not _replaced(result, result.after, did):
                codes.append(USAGE)
                continue
            changed += 1
    if paths != (STANDARD_INPUT,):
        say(f"{changed} of {counted(files, 'file')} {'to change' if check or diff else 'changed'}")
    click.get_current_context().exit(gravest(*codes))


def _rewritten(name: Record | str, codes: list[int]) -> Rewritten | None:
    """What a file becomes; None, and another exit code, where it is none or has an error, which is told."""
    if isinstance(name, Record):
        codes.append(_report(((name, name.problem),) if name.problem else ()))
        return None
    if name != STANDARD_INPUT and not Path(name).is_file():
        say(f"{escaped_text(name)}: is no regular file, cannot be replaced")
        codes.append(USAGE)
        return None
    result = rewritten(name)
    if result.after is None:
        codes.append(_report(result.problems, result.unlisted))
    return result


def _replaced(result: Rewritten, after: bytes, did: str) -> bool:
    """Whether the file could be replaced; one that could not does not keep the others from it."""
    try:
        put(packed(result.file, after), result.file)
    except OutputError as error:
        say(f"newsclaims: {error}")
        return False
    say(f"{did} {escaped_text(result.file)}")
    return True


def _report(problems: tuple[tuple[Record, Issue], ...], unlisted: int = 0) -> int:
    for record, issue in problems:
        if issue.severity == "error":
            for finding in findings(record, [issue], columns=report_columns(sys.stderr)):
                say(as_text(finding, colour=colour(sys.stderr), columns=report_columns(sys.stderr)))
    if unlisted:
        say(f"{counted(unlisted, 'more issue')} not listed; newsclaims validate --max-findings 0 lists all")
    return UNREADABLE if any(is_unreadable(issue) for _, issue in problems) else FINDINGS


def _show_difference(result: Rewritten) -> None:
    before, after = _lines_of(result.before), _lines_of(result.after or b"")
    for line in difflib.unified_diff(before, after, result.file, result.file, lineterm=""):
        out(escaped_text(line))


def _lines_of(data: bytes) -> list[str]:
    """Lines as a difference shows them: one that does not end is told, as by other tools."""
    lines = data.decode().split("\n")
    return lines[:-1] if not lines[-1] else [*lines, "\\ No newline at end of file"]
