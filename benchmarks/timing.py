"""
Contests: the same work done by several, in turns, so that whatever else the machine does falls on all of them alike.

The clock is the CPU time of the process, all of its threads on all cores: another program does not count, and a
contender that has a thread work for it does not gain.
"""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

CHUNK = 10
"""Articles that one contender handles before it is the turn of the next."""

clock = time.process_time


class Contender(NamedTuple):
    """One way to do the work."""

    work: Callable[[Any], object]
    """What is timed; its result is dropped, and dropping it is timed too."""
    prepare: Callable[[bytes], Any] = bytes
    """Makes of a document what the work takes; not timed."""
    share: int = 1
    """Takes part in one chunk of so many: slow ones need fewer."""


class Result(NamedTuple):
    """How a contender did."""

    seconds: float
    """Median for one article."""
    ratio: float
    """Median over the chunks of its time to that of the first contender, on the same articles."""
    least: float
    """The smallest of the times to the smallest of the first contender: with nobody else on the machine."""


def contest(contenders: Mapping[str, Contender], documents: Sequence[bytes], rounds: int) -> dict[str, Result]:
    """
    Have every contender handle all documents so many times, in turns chunk by chunk.

    Args:
        contenders: Ways to do the same work; ratios are to the first.
        documents: What they work on.
        rounds: How often they go through all documents.
    """
    chunks = [documents[low : low + CHUNK] for low in range(0, len(documents), CHUNK)]
    idle = _idle()
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for contender in contenders.values():
        _chunk_time(contender, chunks[0], idle)
    for turn, chunk in enumerate(chunks * rounds):
        for name, contender in contenders.items():
            times[name].append(0.0 if turn % contender.share else _chunk_time(contender, chunk, idle))
    return {name: _result(times[name], next(iter(times.values()))) for name in contenders}


def _result(times: list[float], base: list[float]) -> Result:
    pairs = [(one, other) for one, other in zip(times, base, strict=True) if one]
    return Result(
        statistics.median(one for one, _ in pairs),
        statistics.median(one / other for one, other in pairs),
        min(one for one, _ in pairs) / min(base),
    )


def _chunk_time(contender: Contender, chunk: Sequence[bytes], idle: float) -> float:
    """Seconds for an article; each is handled and dropped before the next is prepared."""
    work, prepare, total = contender.work, contender.prepare, 0.0
    for document in chunk:
        given = prepare(document)
        start = clock()
        work(given)
        total += clock() - start
        del given
    return max(total / len(chunk) - idle, 1e-9)


def _idle() -> float:
    """What looking at the clock takes."""
    looks = []
    for _ in range(1000):
        start = clock()
        looks.append(clock() - start)
    return statistics.median(looks)


def best_of(work: Callable[[], object], rounds: int) -> float:
    """The smallest CPU time of some runs."""
    times = []
    for _ in range(rounds):
        start = clock()
        work()
        times.append(clock() - start)
    return min(times)


def median_of(work: Callable[[], object], rounds: int) -> float:
    """The median CPU time of some runs."""
    times = []
    for _ in range(rounds):
        start = clock()
        work()
        times.append(clock() - start)
    return statistics.median(times)
