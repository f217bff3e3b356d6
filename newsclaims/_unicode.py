"""
Answers that depend on Unicode, the same on every Python: they come from one committed table (`_unicode_tables.py`).

Offsets are code points, as everywhere in the library. Nothing here changes a text or looks at a normal form.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Literal, TypeAlias

import attrs

from newsclaims import _unicode_tables as tables

UNICODE_VERSION: str = tables.UNICODE_VERSION
"""The version of Unicode that every answer of this module follows."""


# ── Letters and digits ───────────────────────────────────────────────────────────────────────────────────────────────


def is_word_character(character: str) -> bool:
    """
    Whether one character is a letter or a number (General_Category L or N); marks and underscores are neither.

    Args:
        character: One code point.

    >>> [is_word_character(character) for character in "aß७½_ "]
    [True, True, True, True, False, False]
    """
    return bool(_word_flags()[ord(character)])


def count_word_characters(text: str) -> int:
    """
    How many code points of a text are letters or numbers.

    >>> count_word_characters("Grüße, 2 mal")
    9
    """
    return word_character_flags(text).count(1)


def word_character_flags(text: str) -> bytearray:
    """
    One byte for each code point of a text: 1 for a letter or a number, 0 for anything else.

    >>> list(word_character_flags("Ja, 7!"))
    [1, 1, 0, 0, 1, 0]
    """
    return bytearray(text.translate(_word_flags()), "latin-1")


@cache
def _word_flags() -> bytes:
    """The flag of every code point there is."""
    flags = bytearray(0x110000)
    _fill(flags, tables.WORD_CHARACTERS, 1)
    return bytes(flags)


def _fill(table: bytearray, ranges: str, value: int) -> None:
    """Write a value at every code point of ranges such as `0041-005A 00AA`."""
    for entry in ranges.split():
        first, _, last = entry.partition("-")
        start, end = int(first, 16), int(last or first, 16) + 1
        table[start:end] = bytes([value]) * (end - start)


# ── Columns of a terminal ────────────────────────────────────────────────────────────────────────────────────────────


def columns(text: str) -> bytes:
    r"""
    One byte for each code point of a text: the columns of a terminal that it takes, 0, 1 or 2.

    Emoji that joiners make one are counted one by one: terminals differ, and none takes more.

    >>> list(columns("aё新e\u0301"))
    [1, 1, 2, 1, 0]
    """
    return text.translate(_columns()).encode("latin-1")


@cache
def _columns() -> bytes:
    """The columns of every code point there is."""
    needed = bytearray(b"\x01") * 0x110000
    _fill(needed, tables.ZERO_COLUMNS, 0)
    _fill(needed, tables.TWO_COLUMNS, 2)
    return bytes(needed)


# ── Grapheme clusters ────────────────────────────────────────────────────────────────────────────────────────────────


def splits_crlf(text: str, index: int) -> bool:
    r"""
    Whether an offset, in code points, stands between a carriage return and its line feed.

    >>> splits_crlf("a\r\nb", 2), splits_crlf("a\n\nb", 2)
    (True, False)
    """
    return index > 0 and text[index - 1 : index + 1] == "\r\n"


def is_grapheme_boundary(text: str, index: int) -> bool:
    r"""
    Whether a reader sees one character end and another begin at an offset (extended grapheme clusters of UAX #29).

    Args:
        text: Any text.
        index: The offset, in code points. Both ends of the text are boundaries, and outside of it nothing is cut.

    >>> [is_grapheme_boundary("e\u0301t\r\n", index) for index in range(6)]
    [True, False, True, True, False, True]
    """
    return not (splits_crlf(text, index) or grapheme_cuts(text, (index,)))


def grapheme_cuts(text: str, indices: Iterable[int]) -> list[int]:
    r"""
    The offsets that cut a grapheme cluster, except between CR and LF (for that, see `splits_crlf`).

    The time is linear in the length of the text and the number of offsets, whatever the text.

    Args:
        text: Any text.
        indices: Offsets in code points, in any order, repeated or not.

    Returns:
        Those that are no boundary, ascending, each once.

    >>> grapheme_cuts("e\u0301t\u00e9", [3, 1, 2, 1])
    [1]
    """
    if text.isascii():
        return []
    classes = _grapheme_classes()
    cuts = []
    # No two offsets walk back over the same character: an emoji or a consonant ends the run of marks before it, and a
    # run of regional indicators is walked back to the last offset seen in it.
    seen = seen_start = 0
    for index in sorted(set(indices)):
        if not 0 < index < len(text):
            continue
        before, after = text[index - 1], text[index]
        if before < _FIRST_JOINING and after < _FIRST_JOINING:
            continue
        between = _between(classes[ord(before)], classes[ord(after)])
        if between == "flag":
            start = _skip_back(text, index, _FLAG, until=seen)
            seen_start = seen_start if start == seen else start
            seen = index
            joined = (index - seen_start) % 2 == 1
        elif between == "emoji":
            joined = _class_before(text, _skip_back(text, index - 1, _EXTEND)) == _Class.Pictographic
        elif between == "conjunct":
            joined = _class_before(text, _skip_back(text, index, _CONJUNCT_EXTEND)) in _LINKERS
        else:
            joined = between == "join"
        if joined:
            cuts.append(index)
    return cuts


class _Class:
    """What UAX #29 tells apart; the names are those of the table."""

    Other = 0
    CR = 1
    LF = 2
    Control = 3
    Prepend = 4
    Extend = 5
    ExtendLinker = 6
    ExtendOnly = 7
    ZWJ = 8
    SpacingMark = 9
    Consonant = 10
    Linker = 11
    Pictographic = 12
    RegionalIndicator = 13
    L = 14
    V = 15
    T = 16
    LV = 17
    LVT = 18


_Between: TypeAlias = Literal["break", "join", "conjunct", "emoji", "flag"]
"""What stands between two classes; the last three depend on what comes before them."""

_FIRST_JOINING = "\u0300"
"""No two characters below this one join, but for CR and LF."""

_CONTROL = frozenset({_Class.CR, _Class.LF, _Class.Control})
_EXTEND = frozenset({_Class.Extend, _Class.ExtendLinker, _Class.ExtendOnly})
_FLAG = frozenset({_Class.RegionalIndicator})
_LINKERS = frozenset({_Class.ExtendLinker, _Class.Linker})
_CONJUNCT_EXTEND = frozenset({_Class.Extend, _Class.ZWJ})
_HANGUL: Mapping[int, Collection[int]] = {
    _Class.L: frozenset({_Class.L, _Class.V, _Class.LV, _Class.LVT}),
    _Class.LV: frozenset({_Class.V, _Class.T}),
    _Class.V: frozenset({_Class.V, _Class.T}),
    _Class.LVT: frozenset({_Class.T}),
    _Class.T: frozenset({_Class.T}),
}


@cache
def _between(left: int, right: int) -> _Between:  # one return for each rule, in the order of the annex
    """The rules of UAX #29, section 3.1.1, for the classes on both sides of an offset; GB3 is `splits_crlf`."""
    if left in _CONTROL or right in _CONTROL:  # GB4, GB5
        return "break"
    if right in _HANGUL.get(left, ()):  # GB6, GB7, GB8
        return "join"
    if right in _EXTEND or right in {_Class.ZWJ, _Class.SpacingMark} or left == _Class.Prepend:  # GB9, GB9a, GB9b
        return "join"
    if right == _Class.Consonant and (left in _LINKERS or left in _CONJUNCT_EXTEND):  # GB9c
        return "conjunct"
    if left == _Class.ZWJ and right == _Class.Pictographic:  # GB11
        return "emoji"
    if left == right == _Class.RegionalIndicator:  # GB12, GB13
        return "flag"
    return "break"  # GB999


@cache
def _grapheme_classes() -> bytes:
    """The class of every code point there is."""
    classes = bytearray(0x110000)
    for name, ranges in tables.GRAPHEME_CLASSES.items():
        _fill(classes, ranges, getattr(_Class, name))
    first, last = tables.HANGUL_SYLLABLES
    classes[first : last + 1] = bytes([_Class.LV, *[_Class.LVT] * 27]) * ((last + 1 - first) // 28)
    return bytes(classes)


def _class_before(text: str, index: int) -> int:
    """The class of the character before an offset; Other at the start of the text."""
    return _grapheme_classes()[ord(text[index - 1])] if index else _Class.Other


def _skip_back(text: str, index: int, over: Collection[int], until: int = 0) -> int:
    """Where the run of characters of some classes starts that ends at an offset; no further back than `until`."""
    classes = _grapheme_classes()
    while index > until and classes[ord(text[index - 1])] in over:
        index -= 1
    return index


# ── Characters worth a warning ───────────────────────────────────────────────────────────────────────────────────────

HazardKind: TypeAlias = Literal["control", "noncharacter", "private use", "bidi control"]
"""Why a character is worth a warning."""


@attrs.frozen(kw_only=True)
class Hazard:
    """
    Characters of one kind that a text should not need: invisible, without a meaning, or able to turn a line around.

    Attributes:
        kind: What they are.
        count: How many code points of the text are of this kind.
        first: Offset of the first of them, in code points.
        character: The first of them.
    """

    kind: HazardKind
    count: int
    first: int
    character: str


def text_hazards(text: str) -> tuple[Hazard, ...]:
    r"""
    The kinds of characters in a text that are worth a warning, by the offset of their first.

    Tabs, line feeds and carriage returns are plain text. Unlike the tables, these kinds are fixed for all versions of
    Unicode.

    >>> text_hazards("tab\tand line\r\n")
    ()
    >>> for hazard in text_hazards("a\u202eb\u202cc\x00"):
    ...     print(hazard.kind, hazard.count, hazard.first, ascii(hazard.character))
    bidi control 2 1 '\u202e'
    control 1 5 '\x00'
    """
    suspect = (_ASCII_SUSPECT if text.isascii() else _suspect()).search(text)
    if suspect is None:
        return ()
    found = []
    for kind, pattern in _hazard_patterns().items():
        runs = pattern.finditer(text, suspect.start())
        first = next(runs, None)
        if first is not None:
            count = len(first[0]) + sum(len(run[0]) for run in runs)
            found.append(Hazard(kind=kind, count=count, first=first.start(), character=first[0][0]))
    return tuple(sorted(found, key=lambda hazard: hazard.first))


_HAZARDS: dict[HazardKind, str] = {
    "control": "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f",
    "noncharacter": "\ufdd0-\ufdef" + "".join(chr(last - 1) + chr(last) for last in range(0xFFFF, 0x110000, 0x10000)),
    "private use": "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd",
    "bidi control": "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
}

_ASCII_SUSPECT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@cache
def _suspect() -> re.Pattern[str]:
    """Every hazard, and all of planes 2 to 16: one wide range is searched ten times as fast as the exact ones."""
    wide = "\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U0010ffff"
    return re.compile(f"[{_HAZARDS['control']}{_HAZARDS['bidi control']}{wide}]")


@cache
def _hazard_patterns() -> dict[HazardKind, re.Pattern[str]]:
    """A pattern for runs of each kind."""
    return {kind: re.compile(f"[{characters}]+") for kind, characters in _HAZARDS.items()}
