"""`newsclaims view`: the HTML view."""

import sys
import webbrowser
from collections.abc import Iterator
from pathlib import Path

import click

from newsclaims.article import Article
from newsclaims.cli import FINDINGS, OK, UNREADABLE, gravest
from newsclaims.cli._console import (
    colour,
    files,
    is_unreadable,
    output_option,
    paths_argument,
    put,
    report_columns,
    say,
    writing,
)
from newsclaims.corpus.records import Record, records
from newsclaims.errors import InvalidArticleError, Issue, escaped_text
from newsclaims.reports import as_text, findings
from newsclaims.serialization import loads
from newsclaims.views.html.folder import INDEX, entry, file_name, index, is_made_up
from newsclaims.views.html.pages import Trouble, page


@click.command("view")
@paths_argument
@output_option
@click.option(
    "--split", "folder", metavar="DIR", help="Write a page for each article to DIR, and an index.", shell_complete=files
)
@click.option("--open", "opens", is_flag=True, help="Open what was written in the browser.")
@click.option("--force", is_flag=True, help="With --split: replace pages that are there.")
def command(paths: tuple[str, ...], output: str | None, folder: str | None, *, opens: bool, force: bool) -> None:
    """
    Write who says what as a page: one article fills it, several can be opened one by one.

    Layers of one text, which have the same id and the same text, stand side by side. The page goes to standard output
    unless a file is named. It needs nothing beside itself.

    Exit codes: 0 written, 1 an article is invalid and left out, 2 pages are there already or cannot be written, 3 an
    input could not be read or parsed and is left out.
    """
    if folder is not None and output is not None:
        message = "--output and --split are there, should be one of them"
        raise click.UsageError(message)
    if opens and (output in (None, "-") and folder is None):
        message = "--open needs a file to open: --output FILE or --split DIR"
        raise click.UsageError(message)
    reading = _Reading(paths)
    if folder is not None:
        target = _split(reading, Path(folder), force=force)
    else:
        articles = [article for article, _ in reading.articles()]
        target = None
        if articles:
            put(page(articles, reading.troubles).encode(), output)
            target = Path(output) if output not in (None, "-") else None
    if target is not None:
        say(f"wrote {escaped_text(str(target))}")
        if opens:
            webbrowser.open(target.resolve().as_uri())
    click.get_current_context().exit(reading.code)


class _Reading:
    """The articles of paths; what cannot be shown is said, and remembered for a notice on the page."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        self._paths = paths
        self.code = OK
        self.troubles: list[Trouble] = []

    def articles(self) -> Iterator[tuple[Article, str]]:
        """Those that are valid, with where they stand."""
        for record in records(self._paths):
            where = record.file if record.number is None else f"{record.file}:{record.line}"
            issues: tuple[Issue, ...] = (record.problem,) if record.problem is not None else ()
            if not issues:
                try:
                    yield loads(record.data), where
                except InvalidArticleError as error:
                    issues = error.issues
            if issues:
                self._note(record, where, issues)

    def _note(self, record: Record, where: str, issues: tuple[Issue, ...]) -> None:
        columns = report_columns(sys.stderr)
        for finding in findings(record, issues, columns=columns):
            say(as_text(finding, colour=colour(sys.stderr), columns=columns))
        first = next(issue for issue in issues if issue.severity == "error")
        self.troubles.append(Trouble(where, f"{first.code} {first.message}"))
        self.code = gravest(self.code, UNREADABLE if any(map(is_unreadable, issues)) else FINDINGS)


def _split(reading: _Reading, folder: Path, *, force: bool) -> Path | None:
    """
    Write a page for each article as it is read, and then the index.

    Raises:
        click.UsageError: The folder is a file, or holds a name that could be needed.
    """
    _refuse(folder, force=force)
    entries = []
    for number, (article, _) in enumerate(reading.articles(), 1):
        name = file_name(number, article.id)
        line, text = entry(article, name)
        with writing(str(folder)):
            folder.mkdir(parents=True, exist_ok=True)
        put(text.encode(), str(folder / name))
        entries.append(line)
    if not entries:
        return None
    put(index(entries, reading.troubles).encode(), str(folder / INDEX))
    return folder / INDEX


def _refuse(folder: Path, *, force: bool) -> None:
    """
    See to it that nothing is replaced that the user did not mean.

    Raises:
        click.UsageError: The folder is a file, or holds a page already, or a link or folder under the name of one.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        message = f"{escaped_text(str(folder))} is a file, should be a folder"
        raise click.UsageError(message)
    for path in sorted(folder.iterdir()):
        if not is_made_up(path.name):
            continue
        if path.is_symlink() or path.is_dir():
            message = f"{escaped_text(str(path))} is no file of its own, should be one or not be there"
            raise click.UsageError(message)
        if not force:
            message = f"{escaped_text(str(path))} is there already (--force to replace it)"
            raise click.UsageError(message)
