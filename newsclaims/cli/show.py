"""`newsclaims show`: who says what, in the terminal."""

import sys

import click

from newsclaims._words import counted
from newsclaims.article import Article
from newsclaims.cli import FINDINGS, OK, UNREADABLE, USAGE, gravest
from newsclaims.cli._console import colour, is_unreadable, out, paths_argument, report_columns, say, terminal_columns
from newsclaims.corpus.records import Record, records
from newsclaims.errors import InvalidArticleError, Issue, UnknownIdError, escaped_text
from newsclaims.reports import as_text, dumped, findings
from newsclaims.serialization import loads
from newsclaims.views.listing import listing
from newsclaims.views.notable import notable
from newsclaims.views.terminal import bullets, terminal


@click.command("show")
@paths_argument
@click.option("--source", "source_id", metavar="ID", help="Only what this source says, and what it is said in.")
@click.option("--json", "as_data", is_flag=True, help="The list as data: a JSON object for each article, one a line.")
@click.option(
    "--width", type=click.IntRange(min=30), metavar="COLUMNS", help="Columns to fill; the terminal's by default."
)
def command(paths: tuple[str, ...], *, source_id: str | None, as_data: bool, width: int | None) -> None:
    """
    Show who says what: every claim with its number, its sources and cue, its words and its stance.

    Exit codes: 0 shown, 1 an article is invalid, 2 no article has the source of --source, 3 an input could not be read
    or parsed.
    """
    columns = width or terminal_columns(30)
    code = OK
    shown, strange = 0, 0
    stranger = ""
    for record in records(paths):
        issues: tuple[Issue, ...]
        if record.problem is not None:
            issues = (record.problem,)
        else:
            try:
                article = loads(record.data)
                if as_data:
                    out(_data(record, article, source_id))
                else:
                    out(("\n" if shown else "") + _page(article, source_id, columns))
                shown += 1
                continue
            except InvalidArticleError as error:
                issues = error.issues
            except UnknownIdError as error:
                stranger = stranger or f"{escaped_text(record.file)}: {error}"
                strange += 1
                continue
        for finding in findings(record, issues, columns=report_columns(sys.stderr)):
            say(as_text(finding, colour=colour(sys.stderr), columns=report_columns(sys.stderr)))
        code = gravest(code, UNREADABLE if any(map(is_unreadable, issues)) else FINDINGS)
    if strange:
        say(f"{strange} of {counted(shown + strange, 'article')} without this source" if shown else stranger)
    click.get_current_context().exit(USAGE if strange and not shown else code)


def _page(article: Article, source_id: str | None, columns: int) -> str:
    page = terminal(article, source_id=source_id, width=columns, colour=colour(sys.stdout))
    # What is notable is so of the whole article.
    facts = bullets(notable(article), columns) if source_id is None else []
    return "\n".join([page, "", "Notable", *facts] if facts else [page])


def _data(record: Record, article: Article, source_id: str | None) -> str:
    return dumped({"file": record.file, "record": record.number, **listing(article, source_id=source_id)})
