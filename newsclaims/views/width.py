"""How many columns of a terminal a text takes; the same on every version of Python."""

import re
import unicodedata

# East Asian Wide and Fullwidth blocks, and the pictographs that terminals draw two columns wide.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
    "\U0001f1e6-\U0001f1ff\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff\U00020000-\U0003fffd]"
)
_ZERO = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u200b-\u200f\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)


def width_of(text: str) -> int:
    r"""
    Columns that a text takes.

    >>> width_of("abc"), width_of("新闻"), width_of("e\u0301")
    (3, 4, 1)
    """
    if text.isascii():
        return len(text)
    return len(text) + len(_WIDE.findall(text)) - len(_ZERO.findall(text))


def cut(text: str, columns: int) -> str:
    """
    A text that takes at most so many columns, with an ellipsis where something is left out.

    >>> cut("a long sentence", 7), cut("short", 7)
    ('a long…', 'short')
    """
    if width_of(text) <= columns:
        return text
    kept = text[:columns]
    while kept and width_of(kept) > columns - 1:
        kept = kept[:-1]
    while kept and unicodedata.combining(text[len(kept)]):
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped(text: str, columns: int) -> list[str]:
    """
    A text in lines of at most so many columns, broken at blanks where there are any.

    >>> wrapped("one two three", 8)
    ['one two', 'three']
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        candidate = f"{line} {word}" if line else word
        if width_of(candidate) <= columns:
            line = candidate
            continue
        if line:
            lines.append(line)
        line = word
        while width_of(line) > columns:
            head = cut(line, columns + 1).removesuffix("…") or line[0]
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line] if line or not lines else lines
