"""
Documents out of files, folders and streams: one JSON document a file, or one a line in `.jsonl`, packed or not.

Nothing is parsed here. What cannot be read comes as a record with a problem instead of data, so that one bad file never
ends a run.
"""

import glob
import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Protocol

import attrs

from newsclaims.corpus._zst import CorruptFileError, open_zst
from newsclaims.errors import CODES, Issue
from newsclaims.limits import DEFAULT_LIMITS, Limits

__all__ = ["STANDARD_INPUT", "Record", "expand", "is_lines", "records"]

STANDARD_INPUT = "-"
_PACKED = (".gz", ".zst")
_KINDS = (".json", ".jsonl")


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
    """

    file: str
    number: int | None = None
    line: int = 1
    data: bytes = b""
    problem: Issue | None = None


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def expand(paths: Iterable[str]) -> Iterator[Record | str]:
    """
    The files that paths, folders and patterns name, in order; a problem where one names none.

    A folder gives every `.json` and `.jsonl` file in it and below, packed or not, sorted; hidden folders are left out.
    """
    for path in paths:
        if path == STANDARD_INPUT or Path(path).is_file():
            yield path
        elif Path(path).is_dir():
            files = sorted(_below(path))
            yield from files
            if not files:
                yield _problem(path, "NC804", "holds no .json or .jsonl file")
        elif glob.has_magic(path):
            found = glob.iglob(path, recursive=True)  # noqa: PTH207  # the user's pattern may be absolute
            matches = sorted(match for match in found if not Path(match).is_dir())
            yield from matches
            if not matches:
                yield _problem(path, "NC804", "matches no file")
        elif Path(path).exists():
            yield path
        else:
            yield _problem(path, "NC801", "does not exist")


def _below(folder: str) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if _kind(name) in _KINDS and not name.startswith("."):
                yield str(Path(parent, name))


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


def records(paths: Iterable[str], *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Record]:
    """
    Every document of files, folders, patterns and standard input (`-`), in order, in bounded memory.

    Args:
        paths: As the user named them.
        limits: `document` bounds a file or a line, `ratio` and `unpacked` what a packed file may grow to.

    Raises:
        MissingDependencyError: A `.zst` file is named and zstandard is not installed.

    >>> from newsclaims._bundled import folder
    >>> [record.file.endswith("kolaborasi-militer.newsclaims.json")
    ...  for record in records([str(folder("examples") / "kolaborasi-militer.newsclaims.json")])]
    [True]
    """
    for name in expand(paths):
        if isinstance(name, Record):
            yield name
            continue
        try:
            yield from _of_file(name, limits)
        except (gzip.BadGzipFile, CorruptFileError, zlib.error, EOFError) as error:
            yield _problem(name, "NC803", f"cannot be unpacked: {_plain(error)}")
        except OSError as error:
            yield _problem(name, "NC802", f"cannot be read: {error.strerror or _plain(error)}")


def _of_file(name: str, limits: Limits) -> Iterator[Record]:
    if name == STANDARD_INPUT:
        yield from _of_standard_input(sys.stdin.buffer, limits)
        return
    with Path(name).open("rb") as file:
        source: _Readable = file
        suffix = Path(name).suffix.lower()
        if suffix in _PACKED:
            packed = os.fstat(file.fileno()).st_size
            opened = gzip.GzipFile(fileobj=file) if suffix == ".gz" else open_zst(file)
            source = _Bounded(opened, packed, limits)
        try:
            if is_lines(name):
                yield from _lines(name, source, limits)
            else:
                # One byte over the limit tells that there is more; no more of it is read.
                yield Record(file=name, data=source.read(limits.document + 1))
        except _BombError as error:
            yield _problem(name, "NC115", str(error))


def _of_standard_input(stream: IO[bytes], limits: Limits) -> Iterator[Record]:
    """One document, unless the first line is an object of its own and more lines follow."""
    head = stream.readline(limits.document + 1)
    rest = stream.read(1) if head.endswith(b"\n") else b""
    if rest and head.lstrip()[:1] == b"{" and head.rstrip().endswith(b"}"):
        yield from _lines(STANDARD_INPUT, io.BufferedReader(_Joined(head + rest, stream)), limits)
        return
    room = max(0, limits.document + 1 - len(head) - len(rest))
    yield Record(file=STANDARD_INPUT, data=head + rest + (stream.read(room) if rest else b""))


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


def _lines(name: str, source: _Readable, limits: Limits) -> Iterator[Record]:
    """One record a line; lines end with U+000A alone. Lines of white space hold no record."""
    buffered = source if isinstance(source, io.BufferedIOBase) else io.BufferedReader(_Raw(source), 1 << 16)
    number = 0
    line = 0
    while data := buffered.readline(limits.document + 2):
        line += 1
        whole = data.endswith(b"\n")
        if data.isspace():
            continue
        number += 1
        yield Record(file=name, number=number, line=line, data=data.removesuffix(b"\n"))
        while not whole and (data := buffered.readline(1 << 16)):
            whole = data.endswith(b"\n")


class _Raw(io.RawIOBase):
    """A reader as io wants it."""

    def __init__(self, source: _Readable) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._source.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _BombError(Exception):
    """A packed file unpacks to far more than it is."""


class _Bounded:
    """A reader that stops when a packed file grows out of proportion."""

    def __init__(self, source: _Readable, packed: int, limits: Limits) -> None:
        self._source, self._packed, self._limits, self._read = source, max(1, packed), limits, 0

    def read(self, size: int = -1) -> bytes:
        chunks = []
        while size != 0:
            chunk = self._source.read(min(size, 1 << 20) if size > 0 else 1 << 20)
            if not chunk:
                break
            self._read += len(chunk)
            size = size - len(chunk) if size > 0 else size
            allowed = max(self._limits.unpacked, self._packed * self._limits.ratio)
            if self._read > allowed:
                message = (
                    f"unpacks to more than {allowed} bytes from {self._packed}, "
                    f"should grow at most {self._limits.ratio}-fold (Limits.ratio)"
                )
                raise _BombError(message)
            chunks.append(chunk)
        return b"".join(chunks)


def _problem(name: str, code: str, message: str) -> Record:
    return Record(file=name, problem=Issue(code, CODES[code].severity, "", message))


def _plain(error: Exception) -> str:
    text = str(error)
    return (text[:1].lower() + text[1:]) or type(error).__name__
