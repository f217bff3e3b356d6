"""`newsclaims query`: SQL over corpora."""

from collections.abc import Callable, Iterator

import click

from newsclaims.cli import UNREADABLE, USAGE
from newsclaims.cli._console import out, say
from newsclaims.views.table import as_csv, as_json, as_table

_FORMS: dict[str, Callable[..., Iterator[str]]] = {"table": as_table, "csv": as_csv, "json": as_json}


@click.command("query")
@click.argument("sql")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice([*_FORMS, "parquet"]),
    default="table",
    show_default=True,
    help="Form of the answer.",
)
@click.option("-o", "--output", metavar="FILE", help="Write Parquet to this file, replacing it whole.")
def command(sql: str, paths: tuple[str, ...], *, form: str, output: str | None) -> None:
    """
    Ask a question in SQL: one SELECT over the tables of a corpus.

    They are articles, sections, sources, claims, attributions, relations, reviews, notes and spans. PATH is a file, a
    folder or a pattern: .json, .jsonl (also .gz, .zst), .parquet, or the files of one folder of tables. The query reads
    these files and no other. Documents are not checked: newsclaims validate does that.

    Exit codes: 0 answered, 2 the query is refused, 3 a file cannot be read.
    """
    from newsclaims.corpus import sql as engine  # the extra `sql`
    from newsclaims.errors import ConversionError

    if (form == "parquet") != (output is not None):
        message = "--format parquet writes a file, which -o names; other forms go to standard output"
        raise click.UsageError(message)
    try:
        if output is not None:
            _write(engine.write_parquet, sql, paths, output)
            return
        result = engine.query(sql, paths)
        for line in _FORMS[form](result.names, result.rows):
            out(line)
    except engine.QueryError as error:
        say(f"newsclaims: the query is refused: {error}")
        click.get_current_context().exit(USAGE)
    except ConversionError as error:
        say(f"newsclaims: {error}")
        click.get_current_context().exit(UNREADABLE)


def _write(write: Callable[..., None], sql: str, paths: tuple[str, ...], output: str) -> None:
    from newsclaims._files import replaceable, settle

    target = replaceable(output)
    part = target.with_name(f"{target.name}.part")
    try:
        write(sql, paths, part)
        settle(part, target)
    finally:
        part.unlink(missing_ok=True)
