"""What `fmt` and `upgrade` share: rewrite files in place, or show what would change."""

import difflib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from newsclaims.cli import FINDINGS, OK, UNREADABLE, USAGE
from newsclaims.cli._console import colour, is_unreadable, out, paths_argument, put, say
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
    code = OK
    for name in expand(paths):
        files += 1
        if isinstance(name, Record):
            code = max(code, _report(((name, name.problem),) if name.problem else ()))
            continue
        if name != STANDARD_INPUT and not Path(name).is_file():
            say(f"{escaped_text(name)}: is no regular file, cannot be replaced")
            code = max(code, USAGE)
            continue
        result = rewritten(name)
        if result.after is None:
            code = max(code, _report(result.problems))
            continue
        if result.file == STANDARD_INPUT and not (check or diff):
            put(result.after, None)
            continue
        if result.before == result.after:
            continue
        changed += 1
        if diff:
            _show_difference(result)
        if check or diff:
            say(f"would {would} {escaped_text(result.file)}")
            code = max(code, FINDINGS)
        else:
            put(packed(result.file, result.after), result.file)
            say(f"{did} {escaped_text(result.file)}")
    if paths != (STANDARD_INPUT,):
        say(f"{changed} of {files} {'file' if files == 1 else 'files'} {'to change' if check or diff else 'changed'}")
    click.get_current_context().exit(code)


def _report(problems: tuple[tuple[Record, Issue], ...]) -> int:
    for record, issue in problems:
        if issue.severity == "error":
            for finding in findings(record, [issue]):
                say(as_text(finding, colour=colour(sys.stderr)))
    return UNREADABLE if any(is_unreadable(issue) for _, issue in problems) else FINDINGS


def _show_difference(result: Rewritten) -> None:
    before, after = _lines_of(result.before), _lines_of(result.after or b"")
    for line in difflib.unified_diff(before, after, result.file, result.file, lineterm=""):
        out(escaped_text(line))


def _lines_of(data: bytes) -> list[str]:
    """Lines as a difference shows them: one that does not end is told, as by other tools."""
    lines = data.decode().split("\n")
    return lines[:-1] if not lines[-1] else [*lines, "\\ No newline at end of file"]
