"""Work shared among processes, its results in the order of what it was given."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar, overload

from newsclaims.corpus.records import Record, lines_again

__all__ = ["Again", "blocks", "mapped"]

Given = TypeVar("Given")
Found = TypeVar("Found")

BLOCK = 1_000_000
"""Bytes of records that are worth a trip to another process: a pickle and a pipe cost a thirtieth of their check."""


class Again(list[Record]):
    """
    Records, at least one, which another process reads again where they stand, if it can.

    To send 200 MB takes the first process 0.5 s of CPU, to say where they are 0.3 s, and it feeds all the others.

    >>> import pickle
    >>> pickle.loads(pickle.dumps(Again([Record(file="-", data=b"{}")])))
    [Record(file='-', number=None, line=1, data=b'{}', problem=None, offset=None)]
    """

    def __reduce__(self) -> tuple[Any, ...]:
        first, last = self[0], self[-1]
        numbers = [record.number for record in self if record.file == first.file and record.offset is not None]
        if first.number is None or numbers != [*range(first.number, first.number + len(self))]:
            return list, (list(self),)
        end = (last.offset or 0) + len(last.data)
        return lines_again, (first.file, first.offset, end, first.number, first.line)


def _size(record: Record) -> int:
    return len(record.data)


@overload
def blocks(items: Iterable[Record]) -> Iterator[list[Record]]: ...
@overload
def blocks(items: Iterable[Given], size_of: Callable[[Given], int]) -> Iterator[list[Given]]: ...
def blocks(items: Iterable[Any], size_of: Callable[[Any], int] = _size) -> Iterator[list[Any]]:
    """
    Records, or what else has a size in bytes, in groups that are worth a trip to another process.

    >>> list(map(len, blocks([1_000_000, 2, 3], int)))
    [1, 2]
    """
    block: list[Any] = []
    size = 0
    for item in items:
        block.append(item)
        # A record without data costs something, too.
        size += size_of(item) + 1000
        if size >= BLOCK:
            yield block
            block, size = [], 0
    if block:
        yield block


def mapped(function: Callable[[Given], Found], items: Iterable[Given], jobs: int) -> Iterator[Found]:
    """
    What a function makes of each item, in the order of the items.

    At most two items a process are on their way, so that memory does not grow with their number.

    Args:
        function: A function of a module, which another process can import.
        items: What it is given; they are taken one after the other, in this process.
        jobs: How many processes; with 1 all is done in this one.

    >>> list(mapped(abs, [-3, 2], 1))
    [3, 2]
    """
    if jobs == 1:
        yield from map(function, items)
        return
    # A new interpreter, not a copy of this one: the same everywhere, and safe beside threads of other libraries.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_interrupts_to_the_first) as pool:
        waiting: deque[Future[Found]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(function, item))
                if len(waiting) > 2 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _leave_interrupts_to_the_first() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
