"""Rows as a table for a terminal, or as CSV or JSON for programs."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from newsclaims.errors import terminal_text
from newsclaims.views.width import cut, width_of

__all__ = ["as_csv", "as_json", "as_table"]

_WIDEST = 60
"""Columns of a terminal that one column of a table takes at the most."""


def as_table(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    r"""
    The lines of a table; numbers stand at the right, what is too wide is cut, null is empty.

    >>> print(*as_table(["source", "claims"], [["nhk", 12], ["seoul", 3]]), sep="\n")
    source  claims
    ------  ------
    nhk         12
    seoul        3
    """
    body = list(rows)
    cells = [[_shown(value) for value in row] for row in body]
    head = list(map(terminal_text, names))
    widths = [max(map(width_of, column)) for column in zip(head, *cells, strict=True)]
    is_right = [
        all(type(row[index]) in (int, float) or row[index] is None for row in body) and bool(body)
        for index in range(len(names))
    ]
    yield _line(head, widths, is_right)
    yield "  ".join("-" * width for width in widths)
    for row in cells:
        yield _line(row, widths, is_right)


def _line(cells: Sequence[str], widths: Sequence[int], is_right: Sequence[bool]) -> str:
    padded = []
    for cell, width, right in zip(cells, widths, is_right, strict=True):
        blanks = " " * (width - width_of(cell))
        padded.append(blanks + cell if right else cell + blanks)
    return "  ".join(padded).rstrip()


def _shown(value: Any) -> str:
    return "" if value is None else cut(terminal_text(_text(value)), _WIDEST)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple, dict, bool)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def as_csv(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """
    The lines of a CSV file (RFC 4180, but for its line ends); null is empty.

    >>> list(as_csv(["words"], [['a "quote", cut']]))
    ['words', '"a ""quote"", cut"']
    """
    yield _csv_line(names)
    for row in rows:
        yield _csv_line(["" if value is None else _text(value) for value in row])


def _csv_line(values: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(values)
    return line.getvalue()


def as_json(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    r"""
    A JSON array of one object a row, a line each.

    >>> print(*as_json(["id"], [["a"], ["b"]]), sep="\n")
    [
    {"id": "a"},
    {"id": "b"}
    ]
    """
    yield "["
    waiting: str | None = None
    for row in rows:
        if waiting is not None:
            yield f"{waiting},"
        waiting = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str)
    if waiting is not None:
        yield waiting
    yield "]"
