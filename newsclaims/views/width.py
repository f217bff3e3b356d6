"""How many columns of a terminal a text takes; the same on every version of Python."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from newsclaims._unicode import columns as columns_of
from newsclaims._unicode import grapheme_cuts

__all__ = ["Line", "broken", "cut", "fitting", "width_of", "wrapped"]

Line: TypeAlias = list[tuple[int, int]]
"""The words of a line: where each starts and ends in the text, in code points. One blank stands between them."""


def width_of(text: str) -> int:
    r"""
    Columns that a text takes.

    >>> width_of("abc"), width_of("新闻"), width_of("e\u0301")
    (3, 4, 1)
    """
    return len(text) if text.isascii() else sum(columns_of(text))


def fitting(text: str, room: int) -> int:
    r"""
    How many code points at the beginning of a text take at most so many columns; marks stay with their letter.

    >>> fitting("新闻", 3), fitting("e\u0301e", 1)
    (1, 2)
    """
    if text.isascii():
        return min(len(text), max(0, room))
    used = 0
    for index, columns in enumerate(columns_of(text)):
        used += columns
        if used > room:
            return index
    return len(text)


def cut(text: str, columns: int) -> str:
    """
    A text that takes at most so many columns, with an ellipsis where something is left out.

    >>> cut("a long sentence", 7), cut("short", 7)
    ('a long…', 'short')
    """
    if width_of(text) <= columns:
        return text
    return text[: fitting(text, columns - 1)].rstrip() + "…"


def wrapped(text: str, columns: int) -> list[str]:
    """
    A text in lines of at most so many columns, broken at blanks where there are any.

    >>> wrapped("one two three", 8)
    ['one two', 'three']
    """
    return [" ".join(text[start:end] for start, end in line) for line in broken(text, columns)]


def broken(text: str, columns: int) -> list[Line]:
    """
    The lines of `wrapped` as places in the text; a word that is too long is broken between what a reader takes for one.

    >>> broken("one  two three", 8)
    [[(0, 3), (5, 8)], [(9, 14)]]
    """
    lines: list[Line] = [[]]
    used = 0
    for word in re.finditer(r"\S+", text):
        needed = width_of(word[0])
        if lines[-1] and used + 1 + needed <= columns:
            lines[-1].append(word.span())
            used += 1 + needed
            continue
        pieces = [(0, len(word[0]))] if needed <= columns else list(_pieces(word[0], columns))
        placed = [[(word.start() + start, word.start() + end)] for start, end in pieces]
        lines[-1:] = [lines[-1], *placed] if lines[-1] else placed
        used = width_of(word[0][slice(*pieces[-1])])
    return lines


def _pieces(word: str, columns: int) -> Iterator[tuple[int, int]]:
    """A word in pieces that fill the columns; only where a single character is too wide, it is broken as well."""
    joined = set(grapheme_cuts(word, range(1, len(word))))
    start = used = boundary = since = 0
    for index, needed in enumerate(columns_of(word)):
        if index not in joined:
            boundary, since = index, 0
        while used + needed > columns and index > start:
            end = boundary if boundary > start else index
            yield start, end
            start, used = end, since if end == boundary else 0
        used += needed
        since += needed
    yield start, len(word)
