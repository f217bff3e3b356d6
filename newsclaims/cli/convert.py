"""`newsclaims convert`: from one format to another, every loss named."""

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from newsclaims._words import counted
from newsclaims.cli import FINDINGS, OK, REFUSED, UNREADABLE, gravest
from newsclaims.cli._console import colour, files, is_unreadable, jobs_option, put, report_columns, say, writing
from newsclaims.cli._progress import bar
from newsclaims.conversion import Unread, convert
from newsclaims.conversion.sources import kinds
from newsclaims.errors import escaped_text
from newsclaims.reports import as_text, findings


@click.command("convert")
@click.argument("sources", metavar="SRC...", nargs=-1, required=True, shell_complete=files)
@click.argument("target", metavar="DST", shell_complete=files)
@click.option("--from", "source_format", metavar="FORMAT", help="Format of SRC; guessed by default.")
@click.option("--to", "target_format", metavar="FORMAT", help="Format of DST; by default what its name tells.")
@click.option("--strict", is_flag=True, help="Write nothing at all if anything would be lost.")
@click.option("--losses", metavar="FILE", help="Write all losses to this file as JSON, replacing it whole.")
@click.option("--force", is_flag=True, help="Replace files in a folder that are there already.")
@click.option(
    "--on-error",
    type=click.Choice(["stop", "skip", "collect"]),
    help="A bad document ends it, is told and left out (the default), or is kept in --rejects as well.",
)
@click.option("--rejects", metavar="FILE", help="Write bad documents to this file, a line of JSON each.")
@click.option("--resume", is_flag=True, help="Go on with a .jsonl file where an interrupted run stopped.")
@jobs_option
@click.option("--language", metavar="TAG", default="und", help="Language of texts whose format names none.")
def command(  # noqa: C901, PLR0913  # an option each
    sources: tuple[str, ...],
    target: str,
    *,
    source_format: str | None,
    target_format: str | None,
    strict: bool,
    losses: str | None,
    force: bool,
    language: str,
    on_error: str | None,
    rejects: str | None,
    resume: bool,
    jobs: int,
) -> None:
    """
    Convert articles from one format to another, and name every loss with a code and a count.

    SRC is a file, a folder, a pattern, or - for standard input; DST is a file, a folder, or - for standard output. A
    file that cannot be read is reported, and the others are converted. DST.jsonl, DST.parquet and --to tables hold any
    number of articles.

    Exit codes: 0 nothing lost, 1 something lost, 2 a file is there already or cannot be written, 3 an input could not
    be read, 4 an extra is missing, 5 refused by --strict, nothing written.
    """
    codes = [OK]

    def tell(unread: Unread) -> None:
        for finding in findings(unread.record, unread.issues, columns=report_columns(sys.stderr)):
            say(as_text(finding, colour=colour(sys.stderr), columns=report_columns(sys.stderr)))
        codes.append(UNREADABLE if any(map(is_unreadable, unread.issues)) else FINDINGS)

    if losses == "-" and target == "-":
        raise click.UsageError("DST and --losses cannot both be standard output")  # noqa: TRY003  # said once
    if (on_error == "collect") and rejects is None:
        raise click.UsageError("--on-error collect keeps documents in a file, which --rejects names")  # noqa: TRY003  # said once
    try:
        # What cannot be read is told on the way, so what the system refuses here is to be written.
        with (
            writing("(standard output)" if target == "-" else target),
            # A bar would stand among the data.
            nullcontext() if target == "-" else bar(sources, kinds(None)) as on_read,
        ):
            report = convert(
                sources,
                target,
                source_format=source_format,
                target_format=target_format,
                strict=strict,
                force=force,
                language=language,
                tell=tell,
                jobs=jobs,
                on_error="stop" if on_error == "stop" else "skip",
                rejects=rejects,
                resume=resume,
                on_read=on_read,
            )
    except KeyboardInterrupt as stop:
        for note in getattr(stop, "__notes__", ()):
            say(note)
        if Path(f"{target}.part.json").is_file():
            say(f"{escaped_text(target)}.part holds what is done; the same with --resume goes on")
        raise
    if report.there:
        say(f"went on after {counted(report.there, 'article')} of {escaped_text(target)}.part")
    if report.went_on:
        say(f"{escaped_text(target)} was left unfinished by a conversion before")
    for line in report.ledger.lines():
        say(escaped_text(line))
    if losses is not None:
        put(report.ledger.report(), losses)
    if report.stopped:
        say("stopped at the first bad document (--on-error stop); nothing was written")
    elif report.refused:
        say("refused, since something would be lost (--strict); nothing was written")
        codes.append(REFUSED)
    else:
        say(_told(report.written, report.ledger.articles, report.files, report.form, target))
        codes.append(FINDINGS if report.ledger else OK)
    click.get_current_context().exit(gravest(*codes))


def _told(written: int, read: int, files: int, form: str, target: str) -> str:
    if not written:
        return "nothing was written"
    of = "" if written == read else f" of {read}"
    place = "standard output" if target == "-" else escaped_text(target)
    return f"{written}{of} {counted(written, 'article').split()[1]} from {counted(files, 'file')} to {form}: {place}"
