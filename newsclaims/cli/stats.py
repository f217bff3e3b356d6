"""`newsclaims stats`: what a corpus holds, in numbers."""

import sys
from functools import partial

import click

from newsclaims.article import Article
from newsclaims.cli import FINDINGS, OK, UNREADABLE
from newsclaims.cli._console import colour, is_unreadable, jobs_option, out, paths_argument, report_columns, say
from newsclaims.cli._progress import watched
from newsclaims.corpus.parallel import Again, blocks, mapped
from newsclaims.corpus.reading import Reject, article_or_reject
from newsclaims.corpus.records import Record
from newsclaims.corpus.stats import Stats, stats_of
from newsclaims.limits import DEFAULT_LIMITS, Limits
from newsclaims.reports import Finding, as_text, findings
from newsclaims.views.table import as_csv, as_json, as_table

_FORMS = {"table": as_table, "csv": as_csv, "json": as_json}


@click.command("stats")
@paths_argument
@click.option("--format", "form", type=click.Choice(list(_FORMS)), default="table", show_default=True)
@jobs_option
def command(paths: tuple[str, ...], *, form: str, jobs: int) -> None:
    """
    Count articles, records, voices and labels. Documents that are no valid articles are named and left out.

    Exit codes: 0 counted, 1 a document is invalid, 3 an input could not be read or parsed.
    """
    found, code = Stats(), OK
    painted, columns = colour(sys.stderr), report_columns(sys.stderr)
    count = partial(_counted, limits=DEFAULT_LIMITS, columns=columns)
    for stats, told in mapped(count, map(Again, blocks(watched(paths))), jobs):
        found.add(stats)
        for finding in told:
            say(as_text(finding, colour=painted, columns=columns))
            if finding.issue.severity == "error":
                code = max(code, UNREADABLE if is_unreadable(finding.issue) else FINDINGS)
    for line in _FORMS[form](("of", "what", "number"), found.rows()):
        out(line)
    click.get_current_context().exit(code)


def _counted(records: list[Record], *, limits: Limits, columns: int) -> tuple[Stats, list[Finding]]:
    """The numbers of some documents, and what is wrong with those that are no articles."""
    articles: list[Article] = []
    told: list[Finding] = []
    for record in records:
        found = article_or_reject(record, limits)
        if isinstance(found, Reject):
            told += findings(record, found.issues, columns=columns)
        else:
            articles.append(found)
    return stats_of(articles), told
