"""How far a command has come, told on a terminal only."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from newsclaims.corpus.records import CORPORA, Record, expand, records
from newsclaims.limits import DEFAULT_LIMITS, Limits


def watched(paths: Sequence[str], *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Record]:
    """Every document of paths; where standard error is a terminal, a bar counts the bytes read, packed as they are."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from records(paths, limits=limits)
        return
    sizes = [
        Path(name).stat().st_size for name in expand(paths, CORPORA) if isinstance(name, str) and Path(name).is_file()
    ]
    with click.progressbar(length=sum(sizes), file=sys.stderr) as bar:
        yield from records(paths, limits=limits, on_read=bar.update)
