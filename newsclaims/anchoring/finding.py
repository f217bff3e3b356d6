"""
Where words stand in a text: exactly, or else folded; all of their places, or those nearest to a goal.

A search never lists more places than are asked for, and walks outward from its goal, so that repetitive texts cost no
more than others.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple, TypeAlias

from newsclaims.anchoring.folding import Folded, fold

__all__ = ["Finder", "Range", "Search", "distance", "elided", "fragments"]

Range: TypeAlias = tuple[int, int]
"""First code point and one past the last, from 0."""

MOST = 30
"""Places of one quote that are listed at most."""

_OWN, _SIGHT = ("…", "...", "[…", "[...", "…]", "...]"), 10
"""How an ellipsis begins and ends, and how far from a word it may be."""

_STEPS = 500
"""Places on one side of a goal that are looked at for one that cuts no word."""

# Latin, Greek, Cyrillic, Armenian. Arabic and Hebrew write small words on to others; Chinese and Thai have no blanks.
_LATIN = "0-9A-Za-z\\u00aa-\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u1e00-\\u1eff"
_LETTER = f"[{_LATIN}\\u0300-\\u0556\\u0561-\\u0587\\u1f00-\\u1fff]"
_INSIDE = re.compile(_LETTER + _LETTER)

_ELLIPSIS = re.compile(r"\[\s*(?:\.\s?){2}\.\s*\]|\[\s*…\s*\]|\(\s*\.{3}\s*\)|\(\s*…\s*\)|\.\s\.\s\.(?:\s\.)?|\.{3,}|…")


def distance(place: Range, goal: Range) -> int:
    """
    Code points between two ranges; 0 where they touch or overlap.

    >>> distance((0, 3), (5, 9)), distance((6, 7), (5, 9))
    (2, 0)
    """
    return max(0, goal[0] - place[1], place[0] - goal[1])


def fragments(quote: str) -> list[str]:
    """
    The words of a quote between its ellipses; empty where there is no ellipsis.

    >>> fragments("the tunnel … is closed [...]"), fragments("the tunnel")
    (['the tunnel', 'is closed'], [])
    """
    parts = _ELLIPSIS.split(quote)
    return [part.strip() for part in parts if part.strip()] if len(parts) > 1 else []


def elided(text: str, low: int, high: int) -> bool:
    """
    Whether words and an ellipsis of the text itself, at one end of them, stand in a range between two words.

    >>> elided("well now… then", 4, 10), elided("well and then", 4, 9), elided("well … then", 4, 7)
    (True, False, False)
    """
    if _ELLIPSIS.fullmatch(text[low:high].strip()):
        return False
    between = text[low : min(high, low + _SIGHT)].lstrip(), text[max(low, high - _SIGHT) : high].rstrip()
    return between[0].startswith(_OWN) or between[1].endswith(_OWN)


class Search(NamedTuple):
    """Words that stand somewhere in a region."""

    finder: "Finder"
    needle: str
    """The words as they are searched: as they are, or folded."""
    folded: bool
    low: int
    high: int

    def places(self, low: int | None = None, high: int | None = None) -> Iterator[Range]:
        """Every place inside the region, or inside a part of it, in order; places may overlap."""
        low = self.low if low is None else max(low, self.low)
        high = self.high if high is None else min(high, self.high)
        return self.finder.forwards(self.needle, low, high, folded=self.folded)

    def first(self, number: int, low: int | None = None, high: int | None = None) -> list[Range]:
        """The first places."""
        return list(islice(self.places(low, high), number))

    def last(self, low: int, high: int) -> Range | None:
        """The last place inside a part of the region."""
        low, high = max(low, self.low), min(high, self.high)
        return next(self.finder.backwards(self.needle, low, high, folded=self.folded), None)

    def nearest(self, goals: Sequence[Range], low: int | None = None, high: int | None = None) -> list[Range]:
        """
        The places nearest to any of the goals: one, or several that are equally near; at most `MOST`.

        Args:
            goals: Ranges of the text; not empty.
            low: Where the part of the region begins that is searched.
            high: Where it ends.
        """
        return self._nearest(goals, low, high, whole=False)

    def nearest_words(self, goals: Sequence[Range], low: int | None = None, high: int | None = None) -> list[Range]:
        """
        The nearest places that cut no word (*he* in *the*), or else simply the nearest; as `nearest`.

        Words are told in alphabets that are written with blanks and join nothing to a word; elsewhere none is cut.
        """
        return self._nearest(goals, low, high, whole=True) or self._nearest(goals, low, high, whole=False)

    def _nearest(self, goals: Sequence[Range], low: int | None, high: int | None, *, whole: bool) -> list[Range]:
        low = self.low if low is None else max(low, self.low)
        high = self.high if high is None else min(high, self.high)
        best, found = high - low + 1, dict[Range, None]()
        for goal in goals:
            for place in self._around(goal, low, high, whole=whole):
                away = distance(place, goal)
                if away < best:
                    best, found = away, {place: None}
                elif away == best:
                    found[place] = None
        return sorted(found)[:MOST]

    def _around(self, goal: Range, low: int, high: int, *, whole: bool) -> list[Range]:
        """The places that touch a goal, or else the next one on each side; those that cut no word, if that is asked."""
        end = goal[1]
        touching: list[Range] = []
        # What lies on the left of the goal comes last on the way back from it; the first that does not touch is next.
        left: Range | None = None
        backwards = self.finder.backwards(self.needle, low, high, folded=self.folded, until=end)
        for place in self._whole(backwards) if whole else backwards:
            if distance(place, goal):
                left = place
                break
            touching.append(place)
            if len(touching) > MOST:
                break
        if touching:
            return touching
        forwards = self.finder.forwards(self.needle, max(low, end), high, folded=self.folded)
        right = next(self._whole(forwards) if whole else forwards, None)
        return [place for place in (left, right) if place is not None]

    def _whole(self, places: Iterator[Range]) -> Iterator[Range]:
        """Those of the next places that cut no word."""
        text = self.finder.text
        return (place for place in islice(places, _STEPS) if not (_cut(text, place[0]) or _cut(text, place[1])))


def _cut(text: str, position: int) -> bool:
    """Whether a position has letters or digits of one word on both sides."""
    return _INSIDE.match(text, position - 1) is not None if position else False


class Finder:
    """
    A text in which words are found.

    >>> finder = Finder("one two one")
    >>> finder.search("one").first(9), finder.search("One")
    ([(0, 3), (8, 11)], None)
    """

    def __init__(self, text: str) -> None:
        """Keep the text; copies of it are made when they are needed."""
        self.text = text
        self._searches: dict[tuple[str, int, int], Search | None] = {}

    @cached_property
    def _folded(self) -> Folded:
        return Folded(self.text)

    @cached_property
    def _mirrored(self) -> str:
        return self.text[::-1]

    @cached_property
    def _folded_mirrored(self) -> str:
        return self._folded.text[::-1]

    def search(self, quote: str, region: Range | None = None) -> Search | None:
        """
        A search for words: exact where they stand in the region as they are, else folded; None where they do not.

        Args:
            quote: The words; without anything but blanks they stand nowhere.
            region: Where to look; the whole text by default.
        """
        low, high = region or (0, len(self.text))
        key = (quote, low, high)
        if key not in self._searches:
            self._searches[key] = self._search(quote, low, high)
        return self._searches[key]

    def _search(self, quote: str, low: int, high: int) -> Search | None:
        if not quote.strip():
            return None
        if self.text.find(quote, low, high) >= 0:
            return Search(self, quote, folded=False, low=low, high=high)
        needle = fold(quote).strip(" ")
        search = Search(self, needle, folded=True, low=low, high=high)
        return search if needle and search.first(1) else None

    def forwards(self, needle: str, low: int, high: int, *, folded: bool) -> Iterator[Range]:
        """Every place of the needle inside a range of the text, from its start."""
        if not folded:
            start = self.text.find(needle, low, high)
            while start >= 0:
                yield start, start + len(needle)
                start = self.text.find(needle, start + 1, high)
            return
        copy = self._folded
        start = copy.text.find(needle, copy.image(low))
        while start >= 0:
            place = copy.origin(start, start + len(needle))
            if place is not None:
                if place[1] > high:
                    return
                if place[0] >= low:
                    yield place
            start = copy.text.find(needle, start + 1)

    def backwards(self, needle: str, low: int, high: int, *, folded: bool, until: int | None = None) -> Iterator[Range]:
        """
        Every place of the needle inside a range of the text, from its end.

        The mirrored text is searched: Python's own search from behind takes quadratic time on repetitive texts.

        Args:
            needle: The words.
            low: Where the range begins.
            high: Where it ends.
            folded: Whether to search in the folded copy.
            until: The last position that a place may start at.
        """
        until = high if until is None else until
        if not folded:
            size, mirrored = len(self.text), self._mirrored
            needle = needle[::-1]
            start = mirrored.find(needle, size - min(high, until + len(needle)), size - low)
            while start >= 0:
                yield size - start - len(needle), size - start
                start = mirrored.find(needle, start + 1, size - low)
            return
        copy, mirrored = self._folded, self._folded_mirrored
        size, needle = len(copy.text), needle[::-1]
        # One more than the image, since a run that the position cuts is behind it.
        bound = min(size, copy.image(min(until + 1, len(self.text))) + len(needle))
        start = mirrored.find(needle, size - bound)
        while start >= 0:
            place = copy.origin(size - start - len(needle), size - start)
            if place is not None:
                if place[0] < low:
                    return
                if place[1] <= high and place[0] <= until:
                    yield place
            start = mirrored.find(needle, start + 1)
