"""How far a command has come, told on a terminal only."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from newsclaims.cli._console import Bar, showing
from newsclaims.corpus.records import CORPORA, Record, expand, records
from newsclaims.limits import DEFAULT_LIMITS, Limits


def watched(paths: Sequence[str], *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Record]:
    """Every document of paths; where standard error is a terminal, a bar counts the bytes read, packed as they are."""
    with bar(paths, CORPORA) as on_read:
        yield from records(paths, limits=limits, on_read=on_read)


@contextmanager
def bar(paths: Sequence[str], kinds: Sequence[str]) -> Iterator[Callable[[int], object] | None]:
    """What is told how many bytes have been read of files of these kinds; None where nobody would see it."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    sizes = [
        Path(name).stat().st_size for name in expand(paths, kinds) if isinstance(name, str) and Path(name).is_file()
    ]
    with showing(Bar(sys.stderr, sum(sizes))) as shown:
        yield shown.update
