"""Packing what is written, piece by piece, as the name of its file says; the same bytes every time."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from newsclaims.errors import MissingDependencyError

__all__ = ["packing"]


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
