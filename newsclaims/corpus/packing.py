"""Bytes packed as a file's name says, in members that each end where a run may be interrupted."""

import gzip
from collections.abc import Callable
from pathlib import Path

from newsclaims.errors import MissingDependencyError

__all__ = ["packer"]


def packer(name: str | Path) -> Callable[[bytes], bytes]:
    """
    What packs bytes for a file of this name: the same bytes every time.

    Packed pieces may stand one after the other: gzip calls them members, Zstandard frames, and both checksum them.

    Raises:
        MissingDependencyError: It is a `.zst` file and zstandard is not installed.

    >>> packer("a.jsonl")(b"{}"), len(packer("a.jsonl.gz")(b"{}"))
    (b'{}', 22)
    """
    match Path(name).suffix.lower():
        case ".gz":
            return lambda data: gzip.compress(data, mtime=0)
        case ".zst":
            return _zst
    return bytes


def _zst(data: bytes) -> bytes:
    try:
        import zstandard
    except ModuleNotFoundError:
        raise MissingDependencyError("zstandard", extra="zst") from None
    compressed: bytes = zstandard.ZstdCompressor(write_checksum=True).compress(data)
    return compressed
