"""
An old and a new text, aligned: which stretches of the one are surely stretches of the other.

A stretch is sure where both texts begin or end with it, or where it grew out of words that stand once in each. Around
an edit a stretch may often be moved by some characters and fit as well (of "a cat a cat", which one was deleted?);
what may belong to two stretches is told apart from what belongs to one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from newsclaims.anchoring.finding import Range

__all__ = ["Alignment", "Block"]

_SEEDS = (48, 24, 12, 8)
"""Lengths of the words that stretches grow from, in code points."""
_SURE, _SURE_HALF = 20, 12
"""
Length from which a stretch does not stand there by chance, or stands there as half of a text; shorter ones only show
what may be elsewhere.
"""
_SMALL = 20_000
"""Length of a gap of which every word is taken for a seed."""


class Block(NamedTuple):
    """A stretch that both texts have, as far as it reaches."""

    old: int
    """First code point in the old text."""
    new: int
    """First code point in the new text."""
    length: int

    @property
    def old_end(self) -> int:
        """One past its last code point in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """One past its last code point in the new text."""
        return self.new + self.length


class Alignment:
    """
    The stretches that two texts have in common, in order.

    Attributes:
        blocks: Stretches, each as far as it reaches; neighbours may overlap in one of the texts.

    >>> Alignment("The tunnel is closed.", "The old tunnel is closed.").blocks
    [Block(old=0, new=0, length=4), Block(old=3, new=7, length=18)]
    """

    def __init__(self, old: str, new: str) -> None:
        """Align two texts; the time is about linear in their lengths."""
        self.blocks = _blocks(old, new)
        self._old, self._new = len(old), len(new)
        # One stretch may hold another, so that ends do not rise as beginnings do; the highest end so far does.
        self._starts = [block.old for block in self.blocks]
        self._reached = list(accumulate((block.old_end for block in self.blocks), max))
        self._by_new = sorted(self.blocks, key=lambda block: block.new)
        self._new_starts = [block.new for block in self._by_new]
        self._new_reached = list(accumulate((block.new_end for block in self._by_new), max))

    def sure(self, block: Block) -> bool:
        """Whether a stretch is one for sure: long, half of a short text, the beginning or the end of both texts."""
        begins = block.old == block.new == 0
        ends = block.old_end == self._old and block.new_end == self._new
        half = max(_SURE_HALF, min(self._old, self._new) // 2)
        return begins or ends or block.length >= min(_SURE, half)

    def holding(self, start: int, end: int) -> list[Block]:
        """The stretches that hold all of a range of the old text."""
        return [block for block in self.touching(start, end) if block.old <= start and end <= block.old_end]

    def touching(self, start: int, end: int) -> list[Block]:
        """The stretches that hold some of a range of the old text."""
        low, high = bisect_right(self._reached, start), bisect_left(self._starts, end)
        return [block for block in self.blocks[low:high] if block.old_end > start]

    def claimed(self, start: int, end: int, but: Block) -> bool:
        """Whether another stretch than this one holds some of a range of the new text."""
        low, high = bisect_right(self._new_reached, start), bisect_left(self._new_starts, end)
        return any(block is not but and block.new_end > start for block in self._by_new[low:high])

    def gap(self, start: int, end: int) -> tuple[Range, Range] | None:
        """
        What stands between two stretches around a range of the old text, in both texts.

        Returns:
            The two ranges; None where the stretches leave nothing between them.
        """
        index = bisect_left(self._starts, end)
        behind = self.blocks[index] if index < len(self.blocks) else None
        ended = (block for block in reversed(self.blocks[max(0, index - _NEAR) : index]) if block.old_end <= start)
        before = next(ended, Block(0, 0, 0))
        old = before.old_end, self._old if behind is None else behind.old
        new = before.new_end, self._new if behind is None else behind.new
        return (old, new) if old[0] <= old[1] and new[0] <= new[1] else None


_NEAR = 50
"""Stretches that are looked at for the one before a range; all but the last few end before it."""


def _blocks(old: str, new: str) -> list[Block]:
    """The beginning that both texts have, the end that both have, and between them what grew from telling words."""
    head = _forwards(old, 0, new, 0)
    if head == len(old) == len(new):
        return [Block(0, 0, head)] if head else []
    tail = _backwards(old, len(old), new, len(new))
    found = [Block(0, 0, head)] if head else []
    for size in _SEEDS:
        gaps = _gaps(found, (head, len(old) - tail), (head, len(new) - tail))
        found = sorted([*found, *(block for gap in list(gaps) for block in _grown(old, new, *gap, size))])
    return [*found, Block(len(old) - tail, len(new) - tail, tail)] if tail else found


def _forwards(old: str, at_old: int, new: str, at_new: int) -> int:
    """How many characters two texts have in common from two places on."""
    length, step = 0, 64
    while True:
        left, right = old[at_old + length : at_old + length + step], new[at_new + length : at_new + length + step]
        if left == right and len(left) == step:
            length, step = length + step, step * 2
            continue
        return length + _common(left, right)


def _backwards(old: str, at_old: int, new: str, at_new: int) -> int:
    """How many characters two texts have in common before two places."""
    length, step = 0, 64
    while True:
        left = old[max(0, at_old - length - step) : at_old - length][::-1]
        right = new[max(0, at_new - length - step) : at_new - length][::-1]
        if left == right and len(left) == step:
            length, step = length + step, step * 2
            continue
        return length + _common(left, right)


def _common(left: str, right: str) -> int:
    """How many characters two texts have in common at their beginning."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _gaps(blocks: Sequence[Block], of_old: Range, of_new: Range) -> Iterator[tuple[Range, Range]]:
    """What stretches leave in both texts, inside a range of each."""
    old, new = of_old[0], of_new[0]
    for block in blocks:
        if block.old > old and block.new > new:
            yield (old, block.old), (new, block.new)
        old, new = max(old, block.old_end), max(new, block.new_end)
    if of_old[1] > old and of_new[1] > new:
        yield (old, of_old[1]), (new, of_new[1])


def _grown(old: str, new: str, old_gap: Range, new_gap: Range, size: int) -> list[Block]:
    """The stretches that grow from words of one size in a gap, none of which crosses another."""
    blocks: list[Block] = []
    for at_old, at_new in _in_order(list(_unique_pairs(old, new, old_gap, new_gap, size))):
        if blocks and at_old < blocks[-1].old_end and at_new - at_old == blocks[-1].new - blocks[-1].old:
            continue
        back = _backwards(old, at_old, new, at_new)
        blocks.append(Block(at_old - back, at_new - back, back + _forwards(old, at_old, new, at_new)))
    return blocks


def _unique_pairs(old: str, new: str, old_gap: Range, new_gap: Range, size: int) -> Iterator[tuple[int, int]]:
    """The places of words that stand once in the old gap and once in the new one."""
    there = _places(old, *old_gap, size, 1 if old_gap[1] - old_gap[0] <= _SMALL else size // 2)
    if not there:
        return
    here: dict[str, int] = {}
    for start in range(new_gap[0], new_gap[1] - size + 1):
        words = new[start : start + size]
        if words in there:
            here[words] = -1 if words in here else start
    once: dict[str, int] = dict.fromkeys(here, -1)
    seen = set[str]()
    for start in range(old_gap[0], old_gap[1] - size + 1):
        words = old[start : start + size]
        if words in once:
            once[words] = -1 if words in seen else start
            seen.add(words)
    for words, start in sorted(once.items(), key=lambda item: item[1]):
        if start >= 0 and here[words] >= 0:
            yield start, here[words]


def _places(text: str, low: int, high: int, size: int, step: int) -> set[str]:
    """Words of one size, every few characters, that a gap has; more of them would find the same stretches."""
    return {text[start : start + size] for start in range(low, high - size + 1, step)}


def _in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, sorted by the first, whose second members rise too."""
    tails: list[int] = []
    tops: list[int] = []
    previous: list[int] = []
    for index, (_, at_new) in enumerate(pairs):
        place = bisect_left(tops, at_new)
        previous.append(tails[place - 1] if place else -1)
        tails[place : place + 1] = [index]
        tops[place : place + 1] = [at_new]
    chosen: list[tuple[int, int]] = []
    index = tails[-1] if tails else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = previous[index]
    return chosen[::-1]
