"""
Documents out of files, folders and streams: one a file, one a line in `.jsonl`, packed or not, one a row in Parquet.

Nothing is parsed here. What cannot be read comes as a record with a problem instead of data, so that one bad file never
ends a run.
"""

import errno
import glob
import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeVar

import attrs
import msgspec

from newsclaims.corpus._zst import CorruptFileError, open_zst, refuse_cut
from newsclaims.errors import CODES, ConversionError, Issue
from newsclaims.limits import DEFAULT_LIMITS, Limits

__all__ = [
    "BUFFER",
    "CORPORA",
    "PROBLEMS",
    "STANDARD_INPUT",
    "Record",
    "expand",
    "guarded",
    "is_columns",
    "is_lines",
    "is_tables",
    "lines_again",
    "opened",
    "problem_of",
    "records",
    "records_of",
    "rows",
]

_Found = TypeVar("_Found")

BUFFER = 1 << 18
"""Bytes that are read of a file at once: lines of 16 kB come four times as fast as through Python's 8 kB."""
STANDARD_INPUT = "-"
_PACKED = (".gz", ".zst")
_KINDS = (".json", ".jsonl")
CORPORA = (*_KINDS, ".parquet")
"""The suffixes of files that hold articles."""


@attrs.frozen(kw_only=True)
class Record:
    """
    One document as it stands in a file, or why it cannot be read.

    Attributes:
        file: The file's name as it was given; `-` is standard input.
        number: Number of the document in the file, from 1, where a file holds one a line; else None.
        line: The line of the file that the document starts in, from 1.
        data: The document; empty where there is a problem.
        problem: Why it cannot be read.
        offset: The first byte of the document in a file whose lines can be read again from there; else None.
    """

    file: str
    number: int | None = None
    line: int = 1
    data: bytes = b""
    problem: Issue | None = None
    offset: int | None = attrs.field(default=None, eq=False)


def expand(paths: Iterable[str], kinds: Sequence[str] = _KINDS) -> Iterator[Record | str]:
    """
    The files that paths, folders and patterns name, in order; a problem where one names none.

    A folder gives every file in it and below whose suffix is one of `kinds`, packed or not, sorted; hidden folders are
    left out. A folder of tables is one file.
    """
    for path in paths:
        try:
            yield from _expand(path, kinds)
        except OSError as error:
            yield problem_of(path, error)


def _expand(path: str, kinds: Sequence[str]) -> Iterator[Record | str]:
    if not path:
        yield _problem(path, "NC801", "is an empty name, should be that of a file or folder")
    elif path == STANDARD_INPUT or Path(path).is_file() or (".parquet" in kinds and is_tables(path)):
        yield path
    elif Path(path).is_dir():
        unseen: list[OSError] = []
        files = sorted(_below(path, kinds, unseen))
        yield from files
        for error in unseen:
            yield problem_of(str(error.filename), error)
        if not files and not unseen:
            named = " or ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))
            yield _problem(path, "NC804", f"holds no {named} file")
    elif glob.has_magic(path):
        found = {match for match in _matching(path) if not Path(match).is_dir() and _is_no_pipe(Path(match))}
        matches = sorted(found)
        yield from matches
        if not matches:
            yield _problem(path, "NC804", "matches no file")
    elif Path(path).exists():
        yield path
    else:
        yield _problem(path, "NC801", "does not exist")


def _below(folder: str, kinds: Sequence[str], unseen: list[OSError]) -> Iterator[str]:
    for parent, folders, names in os.walk(folder, onerror=unseen.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if ".parquet" in kinds and is_tables(parent):
            yield parent
            names = [name for name in names if _kind(name) != ".parquet"]  # noqa: PLW2901  # they are one
        for name in names:
            if _kind(name) in kinds and not name.startswith(".") and _is_no_pipe(Path(parent, name)):
                yield str(Path(parent, name))


_EVERY_FOLDER = re.compile(rf"(?:^|(?<=[/{re.escape(os.sep)}]))\*\*(?:[/{re.escape(os.sep)}]+|$)")
"""What stands in a pattern for a folder and all below it."""


def _matching(pattern: str) -> Iterator[str]:
    """What a pattern names, some of it perhaps twice; `**` follows no links, which may run in a circle."""
    before, *behind = _EVERY_FOLDER.split(pattern, maxsplit=1)
    if not behind:
        yield from glob.iglob(pattern)  # noqa: PTH207  # the user's pattern may be absolute
        return
    for base in glob.iglob(before) if before else [""]:  # noqa: PTH207  # the same
        for parent, folders, _ in os.walk(base or os.curdir):
            folders[:] = [name for name in folders if not name.startswith(".")]
            inside = parent if base else parent.removeprefix(os.curdir).lstrip(os.sep)
            yield from _matching(os.path.join(glob.escape(inside), behind[0] or "*"))  # noqa: PTH118  # the same


def _is_no_pipe(path: Path) -> bool:
    """Whether a name that was only found, not given, can be read without waiting for ever."""
    return path.is_file() or not path.exists()


def _kind(name: str) -> str:
    """The suffix below that of a packer."""
    path = Path(name)
    return Path(path.stem).suffix.lower() if path.suffix.lower() in _PACKED else path.suffix.lower()


def is_lines(name: str) -> bool:
    """
    Whether a file holds one document a line, by its name.

    >>> is_lines("corpus.jsonl.gz"), is_lines("a.newsclaims.json")
    (True, False)
    """
    return _kind(name) == ".jsonl"


def is_columns(name: str) -> bool:
    """
    Whether what is called so holds columns: a `.parquet` file, or a folder of tables.

    >>> is_columns("corpus.parquet"), is_columns("corpus.jsonl")
    (True, False)
    """
    return _kind(name) == ".parquet" or is_tables(name)


def is_tables(folder: str | Path) -> bool:
    """Whether a folder holds tables, one Parquet file each."""
    # A Path would raise where it may not look, and name a file that nobody has asked for.
    return os.path.isfile(os.path.join(folder, "articles.parquet"))  # noqa: PTH113, PTH118


def records(
    paths: Iterable[str], *, limits: Limits = DEFAULT_LIMITS, on_read: Callable[[int], object] | None = None
) -> Iterator[Record]:
    """
    Every document of files, folders, patterns and standard input (`-`), in order, in bounded memory.

    Args:
        paths: As the user named them.
        limits: `document` bounds a file or a line, `ratio` and `unpacked` what a packed file may grow to.
        on_read: Is told how many bytes of the files, packed as they are, have been read since it was last told.

    Raises:
        MissingDependencyError: A `.zst` or `.parquet` file is named and what reads it is not installed.

    >>> from newsclaims._bundled import folder
    >>> [record.file.endswith("kolaborasi-militer.newsclaims.json")
    ...  for record in records([str(folder("examples") / "kolaborasi-militer.newsclaims.json")])]
    [True]
    """
    for name in expand(paths, CORPORA):
        if isinstance(name, Record):
            yield name
            continue
        if is_columns(name):
            yield from rows(name)
            continue
        try:
            with opened(name, limits, on_read) as source:
                yield from records_of(name, source, limits)
        except PROBLEMS as error:
            yield problem_of(name, error)


def rows(name: str) -> Iterator[Record]:
    """
    The documents of a `.parquet` file or a folder of tables, each written as JSON; its row is its line.

    Raises:
        MissingDependencyError: What reads it is not installed.
    """
    from newsclaims.corpus import parquet  # the extra `arrow`

    for number, data in enumerate(guarded(name, parquet.documents(name)), 1):
        yield data if isinstance(data, Record) else Record(file=name, number=number, line=number, data=data)


def guarded(name: str, found: Iterator[_Found]) -> Iterator[_Found | Record]:
    """What is found in columns, and a problem where they can be read no further."""
    try:
        yield from found
    except ConversionError as error:
        yield Record(file=name, problem=error.issues[0])
    except OSError as error:
        yield problem_of(name, error)


def records_of(name: str, source: IO[bytes], limits: Limits) -> Iterator[Record]:
    """The documents of one input that is open and unpacked: one a line, or one in all."""
    if name == STANDARD_INPUT:
        source, in_lines = _told_apart(source, limits)
    else:
        in_lines = is_lines(name)
    if not in_lines:
        # One byte over the limit tells that there is more; no more of it is read.
        yield Record(file=name, data=source.read(limits.document + 1))
        return
    empty = True
    can_again = name.lower().endswith(".jsonl") and Path(name).is_file()
    for record in _lines(name, source, limits.document, 0 if can_again else None):
        empty = False
        yield record
    if empty:
        yield _problem(name, "NC804", "holds no record")


@contextmanager
def opened(name: str, limits: Limits, on_read: Callable[[int], object] | None = None) -> Iterator[IO[bytes]]:
    """
    An input, unpacked as its name says, its growth bounded.

    Raises:
        OSError: It cannot be opened.
        MissingDependencyError: It is a `.zst` file and zstandard is not installed.
    """
    if name == STANDARD_INPUT:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        yield sys.stdin.buffer
        return
    with Path(name).open("rb", buffering=BUFFER) as raw:
        file: IO[bytes] = raw if on_read is None else io.BufferedReader(_Told(raw, on_read), 1 << 17)
        suffix = Path(name).suffix.lower()
        if suffix not in _PACKED:
            yield file
            return
        if suffix == ".zst":
            refuse_cut(raw)
        packed = os.fstat(raw.fileno()).st_size
        unpacked = gzip.GzipFile(fileobj=file) if suffix == ".gz" else open_zst(file)
        yield io.BufferedReader(_Bounded(unpacked, packed, limits), 1 << 17)


def problem_of(name: str, error: Exception) -> Record:
    """The problem of an input that cannot be read."""
    if isinstance(error, _BombError):
        return _problem(name, "NC115", str(error))
    if isinstance(error, gzip.BadGzipFile) and "Not a gzipped file" in str(error):
        return _problem(name, "NC803", "cannot be unpacked: it is not packed with gzip")
    if isinstance(error, (gzip.BadGzipFile, CorruptFileError, zlib.error, EOFError)):
        return _problem(name, "NC803", f"cannot be unpacked: {_plain(error)}")
    return _problem(name, "NC802", f"cannot be read: {getattr(error, 'strerror', None) or _plain(error)}")


def _told_apart(stream: IO[bytes], limits: Limits) -> tuple[IO[bytes], bool]:
    """Standard input with nothing lost, and whether it holds one document a line: a whole one, and then more."""
    read = []
    while (line := stream.readline(limits.document + 1)).isspace():
        read.append(line)
    read.append(line)
    is_whole = _is_whole(line)
    while is_whole and (line := stream.readline(limits.document + 1)).isspace():
        read.append(line)
    read.append(line if is_whole else b"")
    joined = io.BufferedReader(_Joined(b"".join(read), stream), 1 << 17)
    return joined, is_whole and line != b""


def _is_whole(line: bytes) -> bool:
    """Whether a line is a JSON document of its own."""
    try:
        msgspec.json.decode(line, type=msgspec.Raw)
    except (msgspec.MsgspecError, RecursionError):
        return False
    return True


class _Joined(io.RawIOBase):
    """Bytes that have been read already, then the rest of their stream."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _lines(
    name: str, source: IO[bytes], most: int, offset: int | None = None, number: int = 1, line: int = 1
) -> Iterator[Record]:
    """One record a line; lines end with U+000A alone. Lines of white space hold no record."""
    while data := source.readline(most + 2):
        size, whole = len(data), data.endswith(b"\n")
        if not data.isspace():
            # The rest of a line that is too long is nowhere.
            at = offset if size < most + 2 else None
            yield Record(file=name, number=number, line=line, data=data.removesuffix(b"\n"), offset=at)
            number += 1
        while not whole and (data := source.readline(1 << 16)):
            size, whole = size + len(data), data.endswith(b"\n")
        line += 1
        offset = None if offset is None else offset + size


def lines_again(file: str, start: int, end: int, number: int, line: int) -> list[Record]:
    """
    The records of a range of bytes of a plain file of lines, which have been read before.

    Args:
        file: The file's name.
        start: Where the first of them starts.
        end: Where the last of them ends, with or without its line end.
        number: The first one's number.
        line: The first one's line.
    """
    try:
        with Path(file).open("rb") as source:
            source.seek(start)
            data = source.read(end - start)
    except OSError as error:
        return [problem_of(file, error)]
    return list(_lines(file, io.BytesIO(data), len(data), start, number, line))


class _Told(io.RawIOBase):
    """A reader that tells how much is read."""

    def __init__(self, source: IO[bytes], on_read: Callable[[int], object]) -> None:
        self._source, self._on_read = source, on_read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._source.read(len(buffer))
        buffer[: len(data)] = data
        self._on_read(len(data))
        return len(data)


class _BombError(ValueError):
    """A packed file unpacks to far more than it is."""


class _Bounded(io.RawIOBase):
    """A reader that stops when a packed file grows out of proportion."""

    def __init__(self, source: IO[bytes] | gzip.GzipFile, packed: int, limits: Limits) -> None:
        self._source, self._packed, self._limits, self._read = source, max(1, packed), limits, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._source.read(len(buffer))
        self._read += len(chunk)
        allowed = max(self._limits.unpacked, self._packed * self._limits.ratio)
        if self._read > allowed:
            message = (
                f"unpacks to more than {allowed} bytes from {self._packed}, "
                f"should grow at most {self._limits.ratio}-fold (Limits.ratio)"
            )
            raise _BombError(message)
        buffer[: len(chunk)] = chunk
        return len(chunk)


PROBLEMS = (OSError, EOFError, zlib.error, _BombError)
"""What reading an input raises where it cannot be read."""


def _problem(name: str, code: str, message: str) -> Record:
    return Record(file=name, problem=Issue(code, CODES[code].severity, "", message))


def _plain(error: Exception) -> str:
    text = str(error)
    return (text[:1].lower() + text[1:]) or type(error).__name__
