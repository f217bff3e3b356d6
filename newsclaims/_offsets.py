"""
Offsets in code points, UTF-16 units and bytes of UTF-8: exact both ways, or an error. Nobody else converts.

The model counts code points. Java, JavaScript and UIMA count UTF-16 units, where a character beyond U+FFFF is two; many
C tools count bytes.
"""

import re
from bisect import bisect_left, bisect_right
from typing import Literal, TypeAlias

from newsclaims.errors import NewsclaimsError

__all__ = ["OffsetError", "Offsets", "Unit"]

Unit: TypeAlias = Literal["utf-16", "utf-8"]
"""What is counted: UTF-16 code units, or bytes of UTF-8."""

_WIDE: dict[Unit, re.Pattern[str]] = {
    "utf-16": re.compile("[\U00010000-\U0010ffff]"),
    "utf-8": re.compile("[^\x00-\x7f]"),
}
_NAMES: dict[Unit, str] = {"utf-16": "UTF-16 units", "utf-8": "bytes"}


class OffsetError(NewsclaimsError, ValueError):
    """
    An offset is outside the text, or inside a character.

    Attributes:
        offset: The offset.
        length: The length of the text, in the same unit.
        unit: What both count, in words.

    >>> print(OffsetError(9, 4, "code points"))
    9 is past the end of the text (4 code points)
    """

    def __init__(self, offset: int, length: int, unit: str) -> None:
        super().__init__(offset, length, unit)
        self.offset = offset
        self.length = length
        self.unit = unit

    def __str__(self) -> str:
        """What is wrong with the offset."""
        if self.offset < 0:
            return f"{self.offset} is before the start of the text"
        if self.offset > self.length:
            return f"{self.offset} is past the end of the text ({self.length} {self.unit})"
        return f"{self.offset} is inside a character, counted in {self.unit}"


class Offsets:
    """
    The offsets of one text, in code points and in another unit.

    Made in one pass over the text; each question takes the logarithm of the number of wide characters.

    Attributes:
        length: The length of the text in code points.
        units: Its length in the other unit.

    >>> offsets = Offsets("a😀b", "utf-16")
    >>> offsets.to_units(2), offsets.to_points(3)
    (3, 2)
    >>> offsets.to_points(2)
    Traceback (most recent call last):
    newsclaims._offsets.OffsetError: 2 is inside a character, counted in UTF-16 units
    """

    def __init__(self, text: str, unit: Unit) -> None:
        self._name = _NAMES[unit]
        self._wide: list[int] = []
        """The code points that take more than one unit, by their offset."""
        self._starts: list[int] = []
        """Where each of them starts, in units."""
        self._extra = [0]
        """How many more units than code points there are before the first, the second, … and after the last."""
        for found in _WIDE[unit].finditer(text):
            extra = self._extra[-1]
            self._wide.append(found.start())
            self._starts.append(found.start() + extra)
            self._extra.append(extra + _width(found[0], unit) - 1)
        self.length = len(text)
        self.units = len(text) + self._extra[-1]

    def to_units(self, point: int) -> int:
        """
        An offset in code points, told in the other unit.

        Raises:
            OffsetError: It is outside the text.
        """
        if not 0 <= point <= self.length:
            raise OffsetError(point, self.length, "code points")
        return point + self._extra[bisect_left(self._wide, point)]

    def to_points(self, unit: int) -> int:
        """
        An offset in the other unit, told in code points.

        Raises:
            OffsetError: It is outside the text, or inside a character.
        """
        if not 0 <= unit <= self.units:
            raise OffsetError(unit, self.units, self._name)
        before = bisect_right(self._starts, unit)
        if before and self._starts[before - 1] == unit:
            return self._wide[before - 1]
        point = unit - self._extra[before]
        if before and point <= self._wide[before - 1]:
            raise OffsetError(unit, self.units, self._name)
        return point


def _width(character: str, unit: Unit) -> int:
    """How many units one character takes, that takes more than one."""
    if unit == "utf-16":
        return 2
    return 2 if character < "\u0800" else 3 if character < "\U00010000" else 4
