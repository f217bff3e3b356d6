"""Whole inputs of commands that take one of each: a draft, a text, an article."""

import sys
from pathlib import Path
from typing import NoReturn

import click

from newsclaims.article import Article
from newsclaims.cli import FINDINGS, UNREADABLE
from newsclaims.cli._console import colour, is_unreadable, report_columns, say
from newsclaims.corpus.records import Record
from newsclaims.errors import InvalidArticleError, escaped_text
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.reports import as_text, findings
from newsclaims.serialization import loads

__all__ = ["article", "article_or_text", "input_bytes", "text"]


def input_bytes(path: str) -> bytes:
    """
    A file, or standard input, as it is.

    Raises:
        OSError: It cannot be read.
    """
    most = DEFAULT_LIMITS.document
    if path == "-":
        data = sys.stdin.buffer.read(most + 1) if sys.stdin is not None else b""
    else:
        with Path(path).open("rb") as file:
            data = file.read(most + 1)
    if len(data) > most:
        _stop(path, f"has more than {most} bytes, should have at most {most} (Limits.document)", "NC108")
    return data


def _stop(path: str, message: str, code: str) -> NoReturn:
    """
    End the command for an input that cannot be read.

    Raises:
        click.exceptions.Exit: Always.
    """
    say(f"{escaped_text(path)}: error {code} {message}")
    raise click.exceptions.Exit(UNREADABLE)


def text(path: str) -> str:
    """A text in UTF-8, not a character of it changed."""
    try:
        return input_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        _stop(path, f"is no UTF-8 from byte {error.start} on", "NC102")


def article(path: str) -> Article:
    """
    An article in JSON; what is wrong with it is told as `validate` tells it.

    Raises:
        click.exceptions.Exit: It cannot be read, or breaks a rule.
    """
    data = input_bytes(path)
    try:
        return loads(data)
    except InvalidArticleError as error:
        columns = report_columns(sys.stderr)
        for finding in findings(Record(file=path, data=data), error.issues, columns=columns):
            say(as_text(finding, colour=colour(sys.stderr), columns=columns))
        raise click.exceptions.Exit(UNREADABLE if any(map(is_unreadable, error.issues)) else FINDINGS) from None


def article_or_text(path: str) -> str | Article:
    """What a draft is about: an article where the file is called `.json`, else a text."""
    return article(path) if path.endswith(".json") else text(path)
