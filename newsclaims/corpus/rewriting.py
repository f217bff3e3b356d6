"""Files of articles put into canonical form, record by record."""

import gzip
import io
import zlib
from collections.abc import Callable
from pathlib import Path

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
        before: What it holds, unpacked.
        after: What it should hold, unpacked; None where a record has an error.
        problems: The errors, each with the record that has it.
    """

    file: str
    before: bytes
    after: bytes | None
    problems: tuple[tuple[Record, Issue], ...] = ()


def rewritten(file: str, *, limits: Limits = DEFAULT_LIMITS) -> Rewritten:
    """
    A file's content in canonical form: indented by two, or one line a record in `.jsonl`.

    Args:
        file: The file, or `-` for standard input; packed files are unpacked.
        limits: The bounds to keep.
    """
    before = b""
    try:
        with opened(file, limits) as source:
            before = source.read()
            found = list(records_of(file, io.BytesIO(before), limits))
    except (OSError, EOFError, zlib.error, ValueError) as error:
        found = [problem_of(file, error)]
    after: list[bytes] = []
    problems: list[tuple[Record, Issue]] = []
    for record in found:
        if record.problem is not None:
            problems.append((record, record.problem))
            continue
        try:
            after.append(reformatted(record.data, indent=2 if record.number is None else None, limits=limits) + b"\n")
        except InvalidArticleError as error:
            problems += [(record, issue) for issue in error.issues]
    return Rewritten(
        file=file,
        before=before,
        after=None if problems else b"".join(after),
        problems=tuple(problems),
    )


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
