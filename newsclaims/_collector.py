"""
A pause of Python's cyclic garbage collector while one large document is read or written.

The collector looks through all young objects after every 700 new ones, and through all objects whenever they have
become a quarter more. Records are in no circles, so in a document of 100,000 spans it looks at millions of objects for
nothing: reading takes four times as long, and twice the spans take three times the time. Small documents are read
before it comes round, so they leave it alone.
"""

import gc
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock

LARGE = 500_000
"""Bytes of a document from which on the collector pauses."""

_lock = Lock()
_pausing = 0
_was_enabled = False
_RUNNING = nullcontext()


def paused(*, when: bool) -> AbstractContextManager[None]:
    """
    Pause the collector, if it runs and `when` is true, until the last of those that asked for it is done.

    >>> with paused(when=True):
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    return _paused() if when else _RUNNING


@contextmanager
def _paused() -> Iterator[None]:
    global _pausing, _was_enabled  # noqa: PLW0603  # the collector is one for the whole process, too
    with _lock:
        if not _pausing:
            _was_enabled = gc.isenabled()
            gc.disable()
        _pausing += 1
    try:
        yield
    finally:
        with _lock:
            _pausing -= 1
            if not _pausing and _was_enabled:
                gc.enable()
