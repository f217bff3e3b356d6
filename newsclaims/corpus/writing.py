"""
Corpora into files: the whole file or none, and a run that was interrupted goes on where it stopped.

What is not finished is called `.part`, and beside it stands how far it is sure to have come: after each `STEP` bytes of
records the part is flushed to the disk, then the count of its records and bytes is. To go on is to cut the part there.
"""

import contextlib
import io
import os
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import attrs
import msgspec

from newsclaims._files import replace_file, replaceable, settle
from newsclaims.article import Article
from newsclaims.corpus.packing import Pieces, packing, pieces_for
from newsclaims.corpus.records import is_lines
from newsclaims.errors import NewsclaimsError
from newsclaims.serialization import dumps

__all__ = ["STEP", "LinesWriter", "PartError", "write"]

STEP = 4_000_000
"""Bytes of records from one safe place to the next; also what one piece of a packed file holds at least."""


class PartError(NewsclaimsError, ValueError):
    """
    What an interrupted run has left does not fit what is to be written now.

    Attributes:
        path: The part.
        message: What is there and what should be.
    """

    def __init__(self, path: str, message: str) -> None:
        """Keep the facts; the text is made when it is asked for."""
        super().__init__(path, message)
        self.path = path
        self.message = message

    def __str__(self) -> str:
        """Where, what is there, what should be."""
        return f"{self.path} {self.message}"


@attrs.frozen
class _Safe:
    """How much of a part is sure to be on the disk."""

    records: int = 0
    bytes: int = 0
    documents: int = 0
    of_documents: int = 0
    task: str = ""
    state: tuple[int, ...] = ()


class LinesWriter:
    """
    A file of records, one a line, that appears when it is whole.

    As a context: left in peace it becomes the file, left by an exception it stays a part.

    Attributes:
        records: How many records it holds.
        documents: How many documents of its source have gone into it whole; see `passed`.
        of_documents: How many records were made of those.
    """

    def __init__(self, path: str | Path, *, resume: bool = False, task: str = "") -> None:
        """
        Open the part; without `resume`, or where there is none, from the start.

        Args:
            path: The file, packed as its name says.
            resume: Go on with what an interrupted run has left; `records` says how many records it holds.
            task: Of what it is made; a part that was made of something else is refused.

        Raises:
            PartError: The part is shorter than it is said to be, or is that of another task.
            MissingDependencyError: The name asks for a packer that is not installed.
        """
        self._path = replaceable(path)
        self._part = self._path.with_name(f"{self._path.name}.part")
        self._journal = self._path.with_name(f"{self._path.name}.part.json")
        self._task = task
        safe = _safe(self._part, self._journal, task) if resume else _Safe()
        if not safe.bytes:
            # It must never be taken for that of the part that begins here.
            self._journal.unlink(missing_ok=True)
        self._pieces = pieces_for(self._path.name, safe.state)
        self._file: IO[bytes] = self._part.open("r+b" if safe.bytes else "wb")
        self._file.truncate(safe.bytes)
        self._file.seek(safe.bytes)
        if not safe.bytes:
            self._file.write(self._pieces.first())
        self._waiting: list[bytes] = []
        self._size = 0
        self.records, self.documents, self.of_documents = safe.records, safe.documents, safe.of_documents

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish, or leave the part."""
        if kind is None:
            self.finish()
        else:
            self._file.close()

    def finish(self) -> None:
        """Put the file in its place."""
        self._flush(is_last=True)
        self._file.close()
        settle(self._part, self._path)
        with contextlib.suppress(OSError):
            self._journal.unlink()

    def keep(self) -> None:
        """Leave the part to a later run."""
        if type(self._pieces) is Pieces:
            # A packed file is cut in pieces of the same size in every run, so a smaller one would make other bytes.
            self._flush()
        self._file.close()

    def discard(self) -> None:
        """Leave nothing."""
        with contextlib.suppress(OSError):
            self._file.close()
        self._journal.unlink(missing_ok=True)
        self._part.unlink(missing_ok=True)

    def passed(self, documents: int) -> None:
        """Note that all records of so many documents of the source have been added."""
        self.documents, self.of_documents = documents, self.records

    def add(self, line: bytes) -> None:
        """Take one record, without its end of line."""
        self._waiting.append(line + b"\n")
        self._size += len(line) + 1
        self.records += 1
        if self._size >= STEP:
            self._flush()

    def _flush(self, *, is_last: bool = False) -> None:
        """Make what was taken so far safe."""
        if self._waiting:
            self._file.write(self._pieces.piece(b"".join(self._waiting)))
            self._waiting, self._size = [], 0
        if is_last:
            self._file.write(self._pieces.last())
        self._file.flush()
        os.fsync(self._file.fileno())
        if is_last:
            return
        safe = _Safe(self.records, self._file.tell(), self.documents, self.of_documents, self._task, self._pieces.state)
        replace_file(self._journal, msgspec.json.encode(attrs.asdict(safe)))


def _safe(part: Path, journal: Path, task: str) -> _Safe:
    try:
        safe = msgspec.convert(msgspec.json.decode(journal.read_bytes()), _Safe)
        size = part.stat().st_size
    except FileNotFoundError:
        return _Safe()
    except msgspec.MsgspecError:
        raise PartError(str(journal), "is no record of a run that was interrupted; delete it to start again") from None
    if safe.task != task:
        raise PartError(str(part), "is of other sources or another format; delete it to start again")
    if size < safe.bytes:
        raise PartError(str(part), f"has {size} bytes, should have at least {safe.bytes}; delete it to start again")
    return safe


def write(articles: Iterable[Article], path: str | Path, *, resume: bool = False) -> int:
    """
    Write articles to a file, the whole of it or nothing.

    `.jsonl` gets one article a line, `.json` the only one, both packed where `.gz` or `.zst` follows; `.parquet` one
    row an article (extra `arrow`). The same articles give the same bytes.

    Args:
        articles: The articles; checked unless they come unchanged from a checked load.
        path: The file.
        resume: Go on where an interrupted run stopped: the articles it has written are passed over. They must come in
            the same order. A `.json` or `.parquet` file starts again.

    Returns:
        How many articles the file holds.

    Raises:
        InvalidArticleError: An article breaks a rule; the file is not there.
        ValueError: The name ends otherwise, or `.json` is given more or less than one article.
        OSError: The file cannot be written.

    >>> import newsclaims
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write([newsclaims.example()], f"{folder}/a.jsonl.gz")
    1
    """
    return _writer_of(path)(articles, path, resume)


_Write = Callable[[Iterable[Article], str | Path, bool], int]


def _writer_of(path: str | Path) -> _Write:
    name = str(path)
    if is_lines(name):
        return _lines
    if name.lower().endswith((".json", ".json.gz", ".json.zst")):
        return _one
    if name.lower().endswith(".parquet"):
        from newsclaims.corpus import parquet  # the extra `arrow`

        return lambda articles, path, _: parquet.write(articles, path)
    message = f"{name} ends in none of .jsonl, .json, .parquet (the first two also packed: .gz, .zst)"
    raise ValueError(message)


def _lines(articles: Iterable[Article], path: str | Path, resume: bool) -> int:  # noqa: FBT001  # of one type with the others
    with LinesWriter(path, resume=resume) as writer:
        for article in islice(articles, writer.records, None):
            writer.add(dumps(article))
    return writer.records


def _one(articles: Iterable[Article], path: str | Path, resume: bool) -> int:  # noqa: FBT001  # of one type with the others
    del resume
    found = list(islice(articles, 2))
    if len(found) != 1:
        count = "several articles" if found else "no article"
        message = f"{path} would hold {count}, should hold one; .jsonl holds any number"
        raise ValueError(message)
    packed = io.BytesIO()
    with packing(str(path), packed) as file:
        file.write(dumps(found[0], indent=2) + b"\n")
    replace_file(path, packed.getvalue())
    return 1
