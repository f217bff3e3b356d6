"""
Whether the time grows no faster than the article: each size is twice the one before.

Beside them stands what the quickest codec takes for the same bytes: once, where the values no longer fit into the
caches of the processor, its time more than doubles too.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

import newsclaims as nc
from benchmarks import articles
from benchmarks.timing import best_of

SIZES = (6_250, 12_500, 25_000, 50_000, 100_000)
"""Spans; the last is the most that the default limits allow."""
AIM = 2.3
"""At most so many times as long for twice the spans."""


class Growth(NamedTuple):
    """The seconds for each size."""

    seconds: Sequence[float]

    @property
    def ratios(self) -> list[float]:
        """Each to the one before."""
        return [later / before for before, later in zip(self.seconds, self.seconds[1:], strict=False)]


def growth(sizes: Sequence[int] = SIZES) -> dict[str, Growth]:
    """The growth of each kind of work."""
    works: Mapping[str, tuple[Callable[[bytes], Any], Callable[[Any], object], bool, int]] = {
        "orjson.loads, to compare": (bytes, orjson.loads, False, 5),
        "loads": (bytes, nc.loads, False, 5),
        "dumps": (nc.loads, nc.dumps, False, 5),
        "validate": (bytes, nc.validate, False, 5),
        "validate, one error": (bytes, nc.validate, True, 2),
    }
    found = {}
    for name, (prepare, work, broken, rounds) in works.items():
        seconds = []
        for size in sizes:
            given = prepare(articles.grown(size, broken=broken))
            seconds.append(best_of(lambda work=work, given=given: work(given), rounds))  # type: ignore[misc]
            del given
        found[name] = Growth(seconds)
    return found
