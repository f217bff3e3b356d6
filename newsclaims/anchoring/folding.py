"""
A copy of a text in which typography is folded, and the way back from each of its places to the text.

Folded are quotation marks, dashes, white space, soft hyphens, ligatures and normal forms: what changes when words are
copied by hand, by a word processor or by a language model. Never case, never a letter, a digit or a comma.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

__all__ = ["Folded", "fold"]

# White_Space of Unicode, and the four separators of ASCII that Python splits at as well.
_WHITE = "\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_DASHES = "\\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_SOFT_HYPHEN = "\xad"
_SINGLE, _DOUBLE = "\u2018\u2019\u201a\u201b\u2039\u203a\u02bc", "\u201c\u201d\u201e\u201f\xab\xbb"
_LIGATURES = {
    **dict(
        zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
    ),
    **dict(zip("\ufb13\ufb14\ufb15\ufb16\ufb17", ("մն", "մե", "մի", "վն", "մխ"), strict=True)),
    **dict(zip("\u0132\u0133", ("IJ", "ij"), strict=True)),
}
_SINGLE_CHARACTERS = {**dict.fromkeys(_SINGLE, "'"), **dict.fromkeys(_DOUBLE, '"'), **_LIGATURES, _SOFT_HYPHEN: ""}

# A run of blanks or dashes is one unit, also where a soft hyphen stands in it. A single blank or hyphen is plain text.
_TYPOGRAPHY = re.compile(
    f"(?P<white>[{_WHITE}](?:[{_WHITE}{_SOFT_HYPHEN}]*[{_WHITE}])?)"
    f"|(?P<dash>[{_DASHES}](?:[{_DASHES}{_SOFT_HYPHEN}]*[{_DASHES}])?)"
    f"|[{_SINGLE}{_DOUBLE}{_SOFT_HYPHEN}{''.join(_LIGATURES)}]"
)
# What `_TYPOGRAPHY` finds and changes: the quick test of a text, and the only places where something is done.
_CHANGING = re.compile(f"(?! [^{_WHITE}{_SOFT_HYPHEN}])(?!-[^{_DASHES}{_SOFT_HYPHEN}])(?:{_TYPOGRAPHY.pattern})")


class Folded:
    r"""
    A folded copy of a text, with an exact way back.

    Attributes:
        text: The folded copy.

    >>> copy = Folded("He  said: \u201cthe o\ufb03ce\u201d")
    >>> copy.text
    'He said: "the office"'
    >>> copy.origin(14, 20), copy.origin(14, 17)
    ((15, 19), None)
    """

    __slots__ = ("_lengths", "_origins", "_plain", "_starts", "text")

    def __init__(self, text: str) -> None:
        """Fold a text; the time is linear in its length."""
        pieces: list[str] = []
        # Stretches of the copy: where each begins, where it comes from, how long that is, and whether it is plain.
        self._starts: list[int] = []
        self._origins: list[int] = []
        self._lengths: list[int] = []
        self._plain: list[bool] = []
        size = 0
        for start, end, folded in _stretches(text):
            plain = folded is None
            piece = text[start:end] if folded is None else folded
            self._starts.append(size)
            self._origins.append(start)
            self._lengths.append(end - start)
            self._plain.append(plain)
            pieces.append(piece)
            size += len(piece)
        self.text = "".join(pieces)

    def origin(self, start: int, end: int) -> tuple[int, int] | None:
        """
        Where a range of the copy comes from.

        Args:
            start: First code point of the range in the copy, from 0.
            end: One past the last; greater than `start`.

        Returns:
            The range in the text; None where an edge would cut what was folded as one: a ligature, a run of blanks.
        """
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        if not self._plain[first] and start != self._starts[first]:
            return None
        begins = self._origins[first] + (start - self._starts[first])
        if self._plain[last]:
            return begins, self._origins[last] + (end - self._starts[last])
        reached = self._starts[last + 1] if last + 1 < len(self._starts) else len(self.text)
        return None if end != reached else (begins, self._origins[last] + self._lengths[last])

    def image(self, position: int) -> int:
        """The first place of the copy that comes from a position of the text or from behind it."""
        index = bisect_right(self._origins, position) - 1
        if index < 0:
            return 0
        offset = position - self._origins[index]
        reached = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.text)
        if self._plain[index]:
            return min(self._starts[index] + offset, reached)
        return self._starts[index] if offset == 0 else reached


def fold(text: str) -> str:
    r"""
    A text with its typography folded; two texts that fold to the same differ in typography alone.

    >>> fold("\u201cI\u2019m  late\u201d \u2014 caf" + "e\u0301")
    '"I\'m late" - café'
    """
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _CHANGING.search(text) is None:
        return text
    return _TYPOGRAPHY.sub(_folded, text)


def _folded(match: re.Match[str]) -> str:
    if match.lastgroup == "white":
        return " "
    return "-" if match.lastgroup == "dash" else _SINGLE_CHARACTERS[match[0]]


def _stretches(text: str) -> Iterator[tuple[int, int, str | None]]:
    """The stretches of a text in order: start, end, and what they fold to; None where they stay as they are."""
    composed = unicodedata.is_normalized("NFC", text)
    reached = 0
    for match in _CHANGING.finditer(text) if composed else _segments(text):
        start, end = match.span()
        folded = _folded(match) if composed else fold(match[0])
        if start > reached:
            yield reached, start, None
        yield start, end, folded
        reached = end
    if reached < len(text):
        yield reached, len(text), None


def _segments(text: str) -> Iterator[re.Match[str]]:
    """Typography, and every character with marks behind it that it may be one with."""
    return (match for match in _composing().finditer(text) if fold(match[0]) != match[0])


@cache
def _composing() -> re.Pattern[str]:
    """
    Typography, a character followed by what may compose with it, and a character that decomposes by itself.

    What may compose stands alone at the beginning of a text, or behind typography.
    """
    marks, single = set[str](), set[str]()
    for code in (*range(0x80, 0xD800), *range(0xF900, 0x20000), *range(0x2F800, 0x2FA20)):
        character = chr(code)
        if unicodedata.combining(character):
            marks.add(character)
        parts = unicodedata.decomposition(character).split()
        if parts and not parts[0].startswith("<"):
            marks.update(chr(int(part, 16)) for part in parts[1:])
            if not unicodedata.is_normalized("NFC", character):
                single.add(character)
    # The vowels and final consonants of Hangul compose by a rule, not by a table.
    behind = "".join(sorted(marks)) + "\u1161-\u1175\u11a8-\u11c2"
    alone = "".join(sorted(single))
    return re.compile(f"{_TYPOGRAPHY.pattern}|[^{behind}]?[{behind}]+|[{alone}]", re.DOTALL)
