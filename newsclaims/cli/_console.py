"""What commands share: colour, exit codes, options."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

import click

from newsclaims.errors import Issue

UNREADABLE_ROOMS = ("NC1", "NC8", "NC9")
"""Errors of these rooms mean that an input could not be read or parsed at all."""


def colour(stream: TextIO) -> bool:
    """Whether to colour what goes to a stream: FORCE_COLOR, then NO_COLOR, then whether it is a terminal."""
    if os.environ.get("FORCE_COLOR"):
        return True
    if os.environ.get("NO_COLOR"):
        return False
    return stream.isatty()


def out(text: str) -> None:
    """Data, on standard output."""
    click.echo(text, color=True)


def say(text: str) -> None:
    """Talk, on standard error."""
    sys.stdout.flush()
    click.echo(text, err=True, color=True)


def terminal_columns(least: int) -> int:
    """Columns to fill: the terminal's, but no line longer than one likes to read."""
    return min(100, max(least, shutil.get_terminal_size((80, 24)).columns))


def is_unreadable(issue: Issue) -> bool:
    """Whether an issue means that an input could not be read or parsed at all."""
    return issue.severity == "error" and issue.code.startswith(UNREADABLE_ROOMS)


def put(data: bytes, output: str | None, *, force: bool = True) -> None:
    """
    Write bytes to a file that the user named, or to standard output.

    Raises:
        click.UsageError: The file is there and `force` is not set.
    """
    if output is None or output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    if not force and Path(output).exists():
        message = f"{output} is there already (--force to replace it)"
        raise click.UsageError(message)
    from newsclaims._files import replace_file  # only for files

    replace_file(output, data)


def paths_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """`PATH…`: files, folders, patterns, `-`."""
    return click.argument("paths", metavar="PATH...", nargs=-1, required=True)(function)


output_option = click.option("-o", "--output", metavar="FILE", help="Write to this file, replacing it whole.")


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="NUMBER",
    help="Processes that share the work; what comes out is the same.",
)
