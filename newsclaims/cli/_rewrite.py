"""What `fmt` and `upgrade` share: rewrite files in place, or show what would change."""

import difflib
import sys
from collections.abc import Callable
from typing import Any

import attrs
import click

from newsclaims.cli import FINDINGS, OK, UNREADABLE
from newsclaims.cli._console import colour, is_unreadable, out, paths_argument, put, say
from newsclaims.corpus.records import STANDARD_INPUT, Record, expand
from newsclaims.corpus.rewriting import Rewritten, packed, rewritten
from newsclaims.errors import escaped_text
from newsclaims.reports import Finding, as_text


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
        result = name if isinstance(name, Record) else rewritten(name)
        files += 1
        if isinstance(result, Record) or result.after is None:
            code = max(code, _report(result))
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


def _report(result: Rewritten | Record) -> int:
    problems = [(result, result.problem)] if isinstance(result, Record) else result.problems
    for record, issue in problems:
        if issue is None or issue.severity != "error":
            continue
        if issue.line is not None:
            issue = attrs.evolve(issue, line=issue.line + record.line - 1)  # noqa: PLW2901
        say(as_text(Finding(issue=issue, file=record.file, record=record.number), colour=colour(sys.stderr)))
    return UNREADABLE if any(issue is not None and is_unreadable(issue) for _, issue in problems) else FINDINGS


def _show_difference(result: Rewritten) -> None:
    before = result.before.decode().splitlines()
    after = (result.after or b"").decode().splitlines()
    for line in difflib.unified_diff(before, after, result.file, result.file, lineterm=""):
        out(escaped_text(line))
