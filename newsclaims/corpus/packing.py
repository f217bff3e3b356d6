"""Packing what is written, piece by piece, as the name of its file says; the same bytes every time."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from newsclaims.corpus._zst import FIRST, LAST
from newsclaims.errors import MissingDependencyError

__all__ = ["Pieces", "packing", "pieces_for"]


@contextmanager
def packing(name: str, file: IO[bytes]) -> Iterator[IO[bytes]]:
    """
    What packs bytes into an open file: with gzip for `.gz`, Zstandard with a checksum for `.zst`, else as they are.

    Raises:
        MissingDependencyError: It is a `.zst` file and zstandard is not installed.

    >>> import io
    >>> target = io.BytesIO()
    >>> with packing("a.jsonl.gz", target) as file:
    ...     written = file.write(b"{}")
    >>> gzip.decompress(target.getvalue())
    b'{}'
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
        with zstandard.ZstdCompressor(write_checksum=True).stream_writer(file, closefd=False) as packer:
            yield packer
    else:
        yield file


# ── Piece by piece ───────────────────────────────────────────────────────────────────────────────────────────────


class Pieces:
    """
    What packs a file piece by piece, so that the file can be cut after any piece and gone on with; here, as it is.

    A file whose end is missing is never a whole one, wherever it is cut, not even between two pieces.

    Attributes:
        state: What a later run must know to go on.
    """

    state: tuple[int, ...] = ()

    def first(self) -> bytes:
        """What the file begins with."""
        return b""

    def piece(self, data: bytes) -> bytes:
        """A piece, packed."""
        return data

    def last(self) -> bytes:
        """What the file ends with."""
        return b""


class _Gz(Pieces):
    """One member of gzip over all pieces: a cut one lacks its checksum and length."""

    def __init__(self, state: tuple[int, ...]) -> None:
        self.state = state or (0, 0)

    def first(self) -> bytes:
        return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"

    def piece(self, data: bytes) -> bytes:
        checksum, size = self.state
        self.state = zlib.crc32(data, checksum), (size + len(data)) % 2**32
        packer = zlib.compressobj(wbits=-15)
        return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)

    def last(self) -> bytes:
        checksum, size = self.state
        return zlib.compressobj(wbits=-15).flush() + checksum.to_bytes(4, "little") + size.to_bytes(4, "little")


class _Zst(Pieces):
    """A frame with a checksum each, between two frames without content that say where the file begins and ends."""

    def __init__(self) -> None:
        try:
            import zstandard  # optional
        except ModuleNotFoundError:
            raise MissingDependencyError("zstandard", extra="zst") from None
        self._packer = zstandard.ZstdCompressor(write_checksum=True)

    def first(self) -> bytes:
        return FIRST

    def piece(self, data: bytes) -> bytes:
        packed: bytes = self._packer.compress(data)
        return packed

    def last(self) -> bytes:
        return LAST


def pieces_for(name: str, state: tuple[int, ...] = ()) -> Pieces:
    """
    What packs a file of this name.

    Args:
        name: The name of the file.
        state: What an earlier run has left.

    Raises:
        MissingDependencyError: It is a `.zst` file and zstandard is not installed.

    >>> made = pieces_for("a.gz")
    >>> whole = b"".join([made.first(), made.piece(b"one "), made.piece(b"two"), made.last()])
    >>> gzip.decompress(whole)
    b'one two'
    """
    suffix = Path(name).suffix.lower()
    return _Gz(state) if suffix == ".gz" else _Zst() if suffix == ".zst" else Pieces()
