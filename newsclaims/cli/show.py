"""`newsclaims show`: who says what, in the terminal."""

import shutil
import sys

import click

from newsclaims.cli import FINDINGS, OK, UNREADABLE
from newsclaims.cli._console import colour, is_unreadable, out, paths_argument, say
from newsclaims.corpus.records import records
from newsclaims.errors import InvalidArticleError, Issue
from newsclaims.reports import as_text, findings
from newsclaims.serialization import loads
from newsclaims.views.notable import notable
from newsclaims.views.terminal import bullets, terminal


@click.command("show")
@paths_argument
@click.option(
    "--width", type=click.IntRange(min=30), metavar="COLUMNS", help="Columns to fill; the terminal's by default."
)
def command(paths: tuple[str, ...], *, width: int | None) -> None:
    """
    Show who says what: every claim with its number, its sources and cue, its words and its stance.

    Exit codes: 0 shown, 1 an article is invalid, 3 an input could not be read or parsed.
    """
    columns = width or min(100, max(30, shutil.get_terminal_size((80, 24)).columns))
    code, shown = OK, 0
    for record in records(paths):
        issues: tuple[Issue, ...]
        if record.problem is not None:
            issues = (record.problem,)
        else:
            try:
                article = loads(record.data)
            except InvalidArticleError as error:
                issues = error.issues
            else:
                out(("\n" if shown else "") + terminal(article, width=columns, colour=colour(sys.stdout)))
                if facts := bullets(notable(article), columns):
                    out("\n".join(["", "Notable", *facts]))
                shown += 1
                continue
        for finding in findings(record, issues):
            say(as_text(finding, colour=colour(sys.stderr)))
        code = max(code, UNREADABLE if any(map(is_unreadable, issues)) else FINDINGS)
    click.get_current_context().exit(code)
