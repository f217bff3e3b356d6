"""Files of articles put into canonical form, record by record."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import attrs

from newsclaims.corpus.records import Record, opened, problem_of, records_of
from newsclaims.errors import InvalidArticleError, Issue, MissingDependencyError
from newsclaims.limits import DEFAULT_LIMITS, Limits
from newsclaims.serialization import reformatted

__all__ = ["Rewritten", "packed", "packing", "rewritten"]


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
    target = io.BytesIO()
    with packing(file, target) as source:
        source.write(data)
    return target.getvalue()


@contextmanager
def packing(name: str, file: IO[bytes]) -> Iterator[IO[bytes]]:
    """
    What packs the bytes that it is given into an open file, as the file's name says; the same bytes every time.

    Raises:
        MissingDependencyError: It is a `.zst` file and zstandard is not installed.
    """
    suffix = Path(name).suffix.lower()
    if suffix == ".gz":
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packer:
            yield cast("IO[bytes]", packer)
    elif suffix == ".zst":
        try:
            import zstandard  # optional
        except ModuleNotFoundError:
            raise MissingDependencyError("zstandard", extra="zst") from None
        compressor = zstandard.ZstdCompressor(write_checksum=True)
        with compressor.stream_writer(file, closefd=False) as packer:
            yield packer
    else:
        yield file
