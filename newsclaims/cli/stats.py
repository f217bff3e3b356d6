"""`newsclaims stats`: what a corpus holds, in numbers."""

from functools import partial

import attrs
import click

from newsclaims.cli import FINDINGS, OK, UNREADABLE
from newsclaims.cli._console import is_unreadable, jobs_option, out, paths_argument, say
from newsclaims.cli._progress import watched
from newsclaims.corpus.parallel import blocks, mapped
from newsclaims.corpus.reading import Reject, article_or_reject
from newsclaims.corpus.records import Record
from newsclaims.corpus.stats import Stats, stats_of
from newsclaims.limits import DEFAULT_LIMITS, Limits
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
    for stats, rejects in mapped(partial(_counted, limits=DEFAULT_LIMITS), blocks(watched(paths)), jobs):
        found.add(stats)
        for reject in rejects:
            say(f"{reject.file}:{reject.line}: {reject.issues[0]}")
            code = max(code, UNREADABLE if any(map(is_unreadable, reject.issues)) else FINDINGS)
    for line in _FORMS[form](("of", "what", "number"), found.rows()):
        out(line)
    click.get_current_context().exit(code)


def _counted(records: list[Record], *, limits: Limits) -> tuple[Stats, list[Reject]]:
    found = [article_or_reject(record, limits) for record in records]
    rejects = [attrs.evolve(one, data=b"") for one in found if isinstance(one, Reject)]
    return stats_of(one for one in found if not isinstance(one, Reject)), rejects
