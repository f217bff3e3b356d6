"""
The command line: one module a command, each parsing, calling, printing, and choosing an exit code.

Commands are imported when they are called, so that `newsclaims --version` is quick.
"""

import contextlib
import importlib
import io
import os
import sys
import traceback
from collections.abc import Sequence

import click
from click.shell_completion import shell_complete

from newsclaims import __version__
from newsclaims._program import is_interrupt
from newsclaims.cli._console import OutputError, writing
from newsclaims.errors import (
    ConversionError,
    InvalidArticleError,
    MissingDependencyError,
    NewsclaimsError,
    escaped_text,
    shown,
)

__all__ = ["COMMANDS", "command_line", "gravest", "main"]

OK, FINDINGS, USAGE, UNREADABLE, MISSING_EXTRA, REFUSED, FAULT, INTERRUPTED = 0, 1, 2, 3, 4, 5, 70, 130

_GRAVEST = (FAULT, INTERRUPTED, USAGE, MISSING_EXTRA, UNREADABLE, REFUSED, FINDINGS, OK)


def gravest(*codes: int) -> int:
    """
    The exit code that wins over the others.

    >>> gravest(OK, UNREADABLE, USAGE)
    2
    """
    return min(codes, key=_GRAVEST.index)


COMPLETION = "_NEWSCLAIMS_COMPLETE"
"""The variable by which a shell asks what a word may become; see "Completion" in docs/commands.md."""

COMMANDS: dict[str, str] = {
    "demo": "The main job in one go, on the seed article.",
    "validate": "All issues of files, with line, column and code.",
    "show": "Who says what, as a numbered, nested list.",
    "view": "Who says what as a page.",
    "convert": "From one format to another, every loss named.",
    "resolve": "A model's draft to an article: quotes to places.",
    "reanchor": "An article onto an edited text.",
    "diff": "What differs between two layers of a text.",
    "agreement": "How far annotators agree.",
    "score": "A prediction against gold.",
    "fmt": "Files to canonical form, in place.",
    "upgrade": "Older files to this version, in place.",
    "stats": "What a corpus holds, in numbers.",
    "query": "SQL over corpora.",
    "schema": "The JSON Schema.",
    "example": "The bundled articles.",
    "explain": "What a code means and how to mend it.",
    "info": "Versions, and which extras are there.",
}
"""Every command and what it does, in the order of `--help`."""


class _Commands(click.Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"newsclaims.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; a misspelt one gets a hint."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from newsclaims._words import did_you_mean

            hint = did_you_mean(args[0], COMMANDS) if args else ""
            message = f"{error.message.rstrip('.')}{f' ({hint})' if hint else ''}."
            raise click.UsageError(message, ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of `--help`, without importing a command."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="newsclaims", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of newsclaims itself.")
@click.pass_context
def command_line(ctx: click.Context, *, debug: bool) -> None:
    """Who says what in a news article, in which words, how firmly, at exactly which characters."""
    ctx.obj = {"debug": debug}


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run a command.

    Args:
        arguments: The words after the program's name; those of the process by default.

    Returns:
        The exit code: 0 fine, 1 findings, 2 wrong usage or an output that cannot be written, 3 unreadable input, 4 a
        missing extra, 5 a loss refused, 70 a fault of newsclaims itself, 130 interrupted.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    # `--debug` may stand anywhere, since people add it at the end of what has just failed.
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"]
    # A shell may close a stream (`>&-`); what goes there then goes nowhere.
    sys.stdout = sys.stdout or io.TextIOWrapper(io.BytesIO())
    sys.stderr = sys.stderr or io.TextIOWrapper(io.BytesIO())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    code, told = _run(words, debug=debug)
    # Where even this cannot be told, the exit code says enough.
    with contextlib.suppress(OSError):
        if told:
            click.echo(told, err=True)
    _let_go()
    return code


def _run(words: list[str], *, debug: bool) -> tuple[int, str]:
    """The exit code of a command, and what is left to be told."""
    try:
        if instruction := os.environ.get(COMPLETION):
            return _completed(instruction)
        # Not `command_line.main`, which takes a closed pipe for a failure.
        with command_line.make_context("newsclaims", words) as context:
            command_line.invoke(context)
        with writing("(standard output)"):
            sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code, ""
    except click.ClickException as error:
        told = io.StringIO()
        error.show(told)
        return USAGE, told.getvalue().rstrip("\n")
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED, "interrupted"
    except BrokenPipeError:
        return OK, ""  # nobody reads on
    except Exception as error:  # noqa: BLE001  # the last line of defence: no traceback unless asked for
        if is_interrupt(error):
            return INTERRUPTED, "interrupted"
        message, code = _told(error)
        trace = f"\n{traceback.format_exc().rstrip()}" if debug and code == FAULT else ""
        return code, f"newsclaims: {message}{trace}"
    return OK, ""


def _completed(instruction: str) -> tuple[int, str]:
    """What a shell is told; it asks for its script first, and for words later."""
    if shell_complete(command_line, {}, "newsclaims", COMPLETION, instruction) == 0:
        return OK, ""
    message = f"{COMPLETION} is {shown(instruction)}, should be bash_source, zsh_source or fish_source"
    return USAGE, f"newsclaims: {message}"


def _let_go() -> None:
    """See to it that Python, which flushes what is left when it ends, does not fail over a stream that has failed."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with contextlib.suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


_CODES: tuple[tuple[type[Exception], int], ...] = (
    (OutputError, USAGE),
    (MissingDependencyError, MISSING_EXTRA),
    (ConversionError, UNREADABLE),
    (InvalidArticleError, FINDINGS),
    (NewsclaimsError, USAGE),
)


def _told(error: Exception) -> tuple[str, int]:
    """What to say of an exception, and the exit code."""
    for kind, code in _CODES:
        if isinstance(error, kind):
            return str(error), code
    if isinstance(error, OSError):
        if error.filename:
            return f"{escaped_text(str(error.filename))}: {error.strerror or error}", UNREADABLE
        return f"(standard output): {error.strerror or error}", USAGE  # click's own words: help, version
    text = escaped_text(str(error).replace("\n", " "))
    short = text if len(text) <= 300 else f"{text[:300]}…"
    return (
        (
            f"a fault of newsclaims itself: {type(error).__name__}: {short}\n"
            "  Please report it. The same command with --debug shows where it happened."
        ),
        FAULT,
    )
