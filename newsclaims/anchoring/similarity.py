"""
Where words stand that resemble a quote: a suggestion, never a place.

Runs of three characters that quote and text share vote for windows of the text; only those windows are compared, and
only up to a bounded length, so that a quote costs about the same in any text.
"""

from collections import Counter
from collections.abc import Iterable

from newsclaims.anchoring.finding import Range
from newsclaims.errors import MissingDependencyError

try:
    from rapidfuzz import fuzz
except ModuleNotFoundError as error:
    raise MissingDependencyError("rapidfuzz", extra="draft") from error

__all__ = ["Likenesses"]

_GRAM = 3
_SAMPLES, _PLACES = 96, 24
"""Runs of a quote that vote, spread evenly over it; and places of a run, beyond which it says nothing."""
_WINDOWS, _KEPT = 8, 3
_LONGEST, _JOINED = 400, 20_000
"""Characters of a quote that are looked for; beyond, its beginning and end are, and joined up to the second length."""
_REACH, _EDGES = 40, 16
"""How far from an edge it is looked where words begin or end, and how many of these places are tried."""


class Likenesses:
    """
    A text in which words are looked for that resemble a quote.

    >>> likenesses = Likenesses("The tunnel under the bay would not open before May, the mayor said.")
    >>> [(place, round(score)) for place, score in likenesses.nearest("the tunnel under the bay would open")][0]
    ((0, 39), 92)
    """

    def __init__(self, text: str) -> None:
        """Note where each run of three characters stands; the time is linear in the length of the text."""
        self._text = text
        lowered = text.lower()
        # Some capitals have two characters as small letters; then capitals count as different.
        self._lowered = lowered if len(lowered) == len(text) else text
        self._runs: dict[str, list[int]] = {}
        for start in range(len(text) - _GRAM + 1):
            places = self._runs.setdefault(self._lowered[start : start + _GRAM], [])
            if len(places) <= _PLACES:
                places.append(start)

    def nearest(self, quote: str) -> list[tuple[Range, float]]:
        """
        The places whose words resemble a quote most: at most three, none of which overlaps another, the best first.

        Of a quote that is too long, these are the places of its beginning, then those of its end.

        Args:
            quote: The words.

        Returns:
            Each place with its similarity, 0 to 100: twice the characters in common among those of both.
        """
        if len(quote) <= _LONGEST:
            return _best(self._told(quote, self._nearest(quote)))
        begins, ends = self._nearest(quote[:_LONGEST]), self._nearest(quote[-_LONGEST:])
        joined = [(begin[0], end[1]) for begin in begins for end in ends if self._joins(quote, begin, end)]
        return _best(self._told(quote, joined)) if joined else _apart(self._told(quote, [*begins, *ends]))

    def _told(self, quote: str, places: Iterable[Range]) -> list[tuple[Range, float]]:
        """Places with their similarity to the whole quote as it is: another case is a difference, too."""
        return [(place, fuzz.ratio(quote, self._text[place[0] : place[1]])) for place in places]

    @staticmethod
    def _joins(quote: str, begin: Range, end: Range) -> bool:
        """Whether a place of the beginning and one of the end hold about as much between them as the quote has."""
        size = len(quote)
        return size <= _JOINED and abs(end[1] - begin[0] - size) <= size // 4

    def _nearest(self, quote: str) -> list[Range]:
        """The places whose words resemble a quote most, capitals or not."""
        lowered = quote.lower()
        compared = lowered if len(lowered) == len(quote) else quote
        places = {self._refined(compared, start) for start in self._windows(compared)}
        scored = [(place, self._score(compared, place)) for place in places if place[0] < place[1]]
        return [place for place, _ in _best(scored)]

    def _windows(self, quote: str) -> list[int]:
        """Where the windows begin that share most runs with the quote."""
        last = len(quote) - _GRAM
        runs = {offset: quote[offset : offset + _GRAM] for offset in range(0, last + 1, max(1, last // _SAMPLES))}
        noted = {offset: self._runs[run] for offset, run in runs.items() if run in self._runs}
        telling = {offset: places for offset, places in noted.items() if len(places) <= _PLACES}
        width = max(4, len(quote) // 4)
        votes = Counter((place - offset) // width for offset, places in (telling or noted).items() for place in places)
        # Votes for one window may fall on both sides of a border.
        joined = {bucket: number + votes.get(bucket + 1, 0) for bucket, number in votes.items()}
        ranked = sorted(joined, key=lambda bucket: (-joined[bucket], bucket))
        return [max(0, bucket * width) for bucket in ranked[:_WINDOWS]]

    def _refined(self, quote: str, start: int) -> Range:
        """The range about a window whose words resemble the quote most, its edges where words end."""
        slack = max(4, len(quote) // 4)
        low, high = max(0, start - slack), min(len(self._text), start + len(quote) + 2 * slack)
        found = fuzz.partial_ratio_alignment(quote, self._lowered[low:high])
        begin, end = (low, high) if found is None else (low + found.dest_start, low + found.dest_end)
        begins = self._edges(begin, low, max(low, end - 1))
        begin, end = max((self._stripped(edge, end) for edge in begins), key=lambda place: self._score(quote, place))
        ends = self._edges(end, begin, high)
        return max((self._stripped(begin, edge) for edge in ends), key=lambda place: self._score(quote, place))

    def _stripped(self, begin: int, end: int) -> Range:
        """A range without the blanks at its edges; empty where there is nothing else."""
        words = self._text[begin:end]
        start = end - len(words.lstrip())
        return start, max(start, begin + len(words.rstrip()))

    def _edges(self, position: int, low: int, high: int) -> list[int]:
        """Where words begin or end on both sides of a position, or the position itself."""
        near = range(max(low, position - _REACH), min(high, position + _REACH) + 1)
        edges = sorted(filter(self._is_edge, near), key=lambda edge: abs(edge - position))
        return edges[:_EDGES] or [position]

    def _is_edge(self, position: int) -> bool:
        if not 0 < position < len(self._text):
            return True
        left, right = self._text[position - 1], self._text[position]
        # Beyond ASCII it is not asked how a script ends its words.
        return not (left.isascii() and right.isascii() and left.isalnum() and right.isalnum())

    def _score(self, quote: str, place: Range) -> float:
        return fuzz.ratio(quote, self._lowered[place[0] : place[1]])


def _best(scored: Iterable[tuple[Range, float]]) -> list[tuple[Range, float]]:
    """The best of some places that do not overlap, the best first."""
    return _apart(sorted(scored, key=lambda found: (-found[1], found[0])))


def _apart(scored: Iterable[tuple[Range, float]]) -> list[tuple[Range, float]]:
    """The first of some places that do not overlap."""
    kept: list[tuple[Range, float]] = []
    for place, score in scored:
        if all(place[1] <= other[0] or other[1] <= place[0] for other, _ in kept):
            kept.append((place, score))
    return kept[:_KEPT]
