"""Files cut into pieces that can be read apart: a file a piece, or a range of bytes of a `.jsonl` file."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import attrs

from newsclaims.corpus.records import BUFFER, CORPORA, Record, expand, records
from newsclaims.errors import ConversionError
from newsclaims.limits import DEFAULT_LIMITS, Limits

__all__ = ["Piece", "pieces", "records_in"]


@attrs.frozen
class Piece:
    """
    A file, or the records of it that start in a range of bytes.

    Attributes:
        file: The file's name.
        start: The first byte; 0 with `end` None is the whole file.
        end: One past the last byte.
    """

    file: str
    start: int = 0
    end: int | None = None


def pieces(paths: Iterable[str], *, most: int) -> Iterator[Piece]:
    """
    The pieces of files, folders and patterns.

    Args:
        paths: As of `newsclaims.corpus.records.records`.
        most: Bytes of a piece. Only plain `.jsonl` can be cut; what is packed is one piece.

    Raises:
        ConversionError: A path names no file.
    """
    for name in expand(paths, CORPORA):
        if isinstance(name, Record):
            raise ConversionError([] if name.problem is None else [name.problem], name.file)
        size = Path(name).stat().st_size
        if not name.lower().endswith(".jsonl") or size <= most:
            yield Piece(name)
        else:
            yield from (Piece(name, start, min(start + most, size)) for start in range(0, size, most))


def records_in(piece: Piece, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[tuple[int, Record]]:
    """
    The records of a piece, each with a number that orders it among all of its file.

    A record belongs to the piece that holds its first byte.
    """
    if piece.end is None:
        yield from enumerate(records([piece.file], limits=limits))
        return
    with Path(piece.file).open("rb", buffering=BUFFER) as file:
        if piece.start:
            # One byte back, so that a record which starts right here is not passed over.
            file.seek(piece.start - 1)
            _skip_line(file)
        while (at := file.tell()) < piece.end:
            line = file.readline(limits.document + 2)
            if not line.endswith(b"\n"):
                _skip_line(file)
            if line.strip():
                yield at, Record(file=piece.file, data=line.removesuffix(b"\n"))


def _skip_line(file: IO[bytes]) -> None:
    while (part := file.readline(1 << 16)) and not part.endswith(b"\n"):
        pass
