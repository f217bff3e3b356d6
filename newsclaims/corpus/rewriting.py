"""Files of articles put into canonical form, record by record."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import attrs

from newsclaims.corpus.records import Record, opened, problem_of, records_of
from newsclaims.errors import InvalidArticleError, Issue
from newsclaims.limits import DEFAULT_LIMITS, Limits
from newsclaims.serialization import reformatted

__all__ = ["Rewritten", "packed", "rewritten"]


@attrs.frozen(kw_only=True)
class Rewritten:
    """
    What a file becomes.

    Attributes:
        file: The file's name as it was given; `-` is standard input.
        before: What it holds, unpacked; where a record has an error, only what was read before that.
        after: What it should hold, unpacked; None where a record has an error.
        problems: The errors, each with the record that has it, up to a thousand.
        unlisted: How many more there are.
    """

    file: str
    before: bytes
    after: bytes | None
    problems: tuple[tuple[Record, Issue], ...] = ()
    unlisted: int = 0


_LISTED = 1_000
"""Problems that are kept of one file, so that a million bad lines need no memory."""


def rewritten(file: str, *, limits: Limits = DEFAULT_LIMITS) -> Rewritten:
    """
    A file's content in canonical form: indented by two, or one line a record in `.jsonl`.

    From the first error on nothing more is kept but the errors, so that no more memory is needed than for a good file.

    Args:
        file: The file, or `-` for standard input; packed files are unpacked.
        limits: The bounds to keep.
    """
    kept = _Kept()
    after: list[bytes] = []
    problems: list[tuple[Record, Issue]] = []
    unlisted = 0
    for record in _records(file, kept, limits):
        found: tuple[Issue, ...] = (record.problem,) if record.problem is not None else ()
        if record.problem is None:
            try:
                data = reformatted(record.data, indent=2 if record.number is None else None, limits=limits)
            except InvalidArticleError as error:
                found = error.issues
            else:
                if kept.keeps:
                    after += [data, b"\n"]
        if found:
            kept.keeps = False
            after.clear()
        room = _LISTED - len(problems)
        problems += [(record, issue) for issue in found[:room]]
        unlisted += len(found[room:])
    return Rewritten(
        file=file,
        before=b"".join(kept.parts),
        after=b"".join(after) if kept.keeps else None,
        problems=tuple(problems),
        unlisted=unlisted,
    )


def _records(file: str, kept: "_Kept", limits: Limits) -> Iterator[Record]:
    """The documents of a file, what is read being kept; a problem where it cannot be read."""
    try:
        with opened(file, limits) as source:
            kept.source = source
            yield from records_of(file, io.BufferedReader(kept, 1 << 17), limits)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        yield problem_of(file, error)


class _Kept(io.RawIOBase):
    """What passes through is kept as long as it is wanted."""

    def __init__(self) -> None:
        self.source: IO[bytes] = io.BytesIO()
        self.parts: list[bytes] = []
        self.keeps = True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self.source.read(len(buffer))
        if self.keeps:
            self.parts.append(data)
        buffer[: len(data)] = data
        return len(data)


def packed(file: str, data: bytes) -> bytes:
    """The bytes of a file that unpacks to `data`, packed as its name says; the same bytes every time."""
    return _PACKERS.get(Path(file).suffix.lower(), bytes)(data)


def _gz(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def _zst(data: bytes) -> bytes:
    import zstandard  # its absence was noticed on reading

    compressed: bytes = zstandard.ZstdCompressor(write_checksum=True).compress(data)
    return compressed


_PACKERS: dict[str, Callable[[bytes], bytes]] = {".gz": _gz, ".zst": _zst}
