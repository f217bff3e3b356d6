"""What commands share: colour, exit codes, options."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

import click
from click.shell_completion import CompletionItem

from newsclaims.errors import Issue, escaped_text

UNREADABLE_ROOMS = ("NC1", "NC8", "NC9")
"""Errors of these rooms mean that an input could not be read or parsed at all."""


class OutputError(Exception):
    """Something cannot be written: not the input's fault, so no code of a finding."""


@contextmanager
def writing(where: str) -> Iterator[None]:
    """
    Tell what cannot be written; a reader that has gone is none of it.

    Raises:
        OutputError: The operating system refuses.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        name = escaped_text(str(error.filename or where)) or '""'
        message = f"{name}: {error.strerror or error}"
        raise OutputError(message) from None


def colour(stream: TextIO) -> bool:
    """Whether to colour what goes to a stream: FORCE_COLOR, then NO_COLOR, then whether it is a terminal."""
    if os.environ.get("FORCE_COLOR"):
        return True
    if os.environ.get("NO_COLOR"):
        return False
    return stream.isatty()


class Bar:
    """
    How much has been read, on one line of a terminal that is gone before anything else is printed.

    Nothing is drawn in the first second: what is over by then needs no bar.
    """

    _WIDTH = 36

    def __init__(self, stream: TextIO, whole: int) -> None:
        """Begin with nothing of so many bytes."""
        self._stream, self._whole, self._read = stream, max(1, whole), 0
        self._due, self._drawn = time.monotonic() + 1, ""

    def update(self, number: int) -> None:
        """Count bytes, and draw the line where it has stood for a while."""
        self._read += number
        if time.monotonic() >= self._due:
            self._due = time.monotonic() + 0.1
            share = min(1.0, self._read / self._whole)
            self._write(f"  [{'#' * round(share * self._WIDTH):-<{self._WIDTH}}]  {share:4.0%}")

    def hide(self) -> None:
        """Leave the line as it was."""
        if self._drawn:
            self._write(" " * len(self._drawn))
            self._write("")

    def _write(self, line: str) -> None:
        with writing("(standard error)"):
            self._stream.write(f"\r{line}")
            self._stream.flush()
        self._drawn = line


_bars: list[Bar] = []
"""The bar that is shown, if any."""


@contextmanager
def showing(bar: Bar) -> Iterator[Bar]:
    """Show a bar as long as the block runs."""
    _bars.append(bar)
    try:
        yield bar
    finally:
        _bars.remove(bar)
        bar.hide()


def _make_room() -> None:
    """See to it that a line is printed on a line of its own."""
    for bar in _bars:
        bar.hide()


def out(text: str) -> None:
    """Data, on standard output."""
    _make_room()
    with writing("(standard output)"):
        click.echo(text, color=True)


def say(text: str) -> None:
    """Talk, on standard error."""
    _make_room()
    with writing("(standard output)"):
        sys.stdout.flush()
    with writing("(standard error)"):
        click.echo(text, err=True, color=True)


def terminal_columns(least: int) -> int:
    """Columns to fill: the terminal's, but no line longer than one likes to read."""
    return min(100, max(least, shutil.get_terminal_size((80, 24)).columns))


def report_columns(stream: TextIO) -> int:
    """Columns of the lines that findings show: 80, or those of a terminal that has less."""
    return min(80, max(40, shutil.get_terminal_size((80, 24)).columns)) if stream.isatty() else 80


def is_unreadable(issue: Issue) -> bool:
    """Whether an issue means that an input could not be read or parsed at all."""
    return issue.severity == "error" and issue.code.startswith(UNREADABLE_ROOMS)


def put(data: bytes, output: str | None) -> None:
    """
    Write bytes to a file that the user named, replacing it whole, or to standard output.

    Raises:
        OutputError: It cannot be written; a file stays as it was.
    """
    if output is None or output == "-":
        _make_room()
        with writing("(standard output)"):
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        return
    from newsclaims._files import replace_file  # only for files

    with writing(output):
        replace_file(output, data)


def paths_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """`PATH…`: files, folders, patterns, `-`."""
    argument = click.argument("paths", metavar="PATH...", nargs=-1, required=True, shell_complete=files)
    return argument(function)


def files(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Leave it to the shell to complete the name of a file."""
    return [CompletionItem(incomplete, type="file")]


def one_of(names: Callable[[], Iterable[str]]) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Complete one of some names, asked for when they are needed."""
    return lambda _, __, incomplete: [CompletionItem(name) for name in names() if name.startswith(incomplete)]


output_option = click.option(
    "-o", "--output", metavar="FILE", help="Write to this file, replacing it whole.", shell_complete=files
)


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="NUMBER",
    help="Processes that share the work; what comes out is the same.",
)
