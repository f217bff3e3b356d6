"""Reading Zstandard, every cut and every flipped bit noticed (extra `zst`)."""

import io
from typing import IO


def open_zst(file: IO[bytes]) -> io.BufferedReader:
    """
    The unpacked content of a `.zst` file, frame after frame.

    zstandard's own stream reader ends quietly where a file is cut, so frames are unpacked one by one here, and a file
    that ends inside one is an error.

    Raises:
        MissingDependencyError: zstandard is not installed.
    """
    return io.BufferedReader(_Frames(file), 1 << 17)


# Skippable frames, which every reader of Zstandard passes over: a file written here begins with the one and ends with
# the other, so that one which is cut between two frames is no shorter good one.
FIRST = b"\x50\x2a\x4d\x18\x04\x00\x00\x00NC-1"
LAST = b"\x50\x2a\x4d\x18\x04\x00\x00\x00NC-."


def refuse_cut(file: IO[bytes]) -> None:
    """
    See to it that a file which was written here has its end; where it stands in the file is left as it was.

    Raises:
        CorruptFileError: It has none.
    """
    if file.read(len(FIRST)) == FIRST:
        file.seek(max(0, file.seek(0, io.SEEK_END) - len(LAST)))
        if file.read() != LAST:
            raise CorruptFileError("the file is cut: its end is missing")  # noqa: TRY003  # said once
    file.seek(0)


class CorruptFileError(OSError):
    """A packed file is cut or damaged."""


# One byte of Zstandard can stand for 40 kB, so this many at once unpack to 10 MB at the most. They are taken from the
# file's own buffer, and less at a time would only make ordinary files slower.
_STEP = 256


class _Frames(io.RawIOBase):
    """Frames one after the other."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            import zstandard  # optional
        except ModuleNotFoundError:
            from newsclaims.errors import MissingDependencyError

            raise MissingDependencyError("zstandard", extra="zst") from None
        self._module = zstandard
        self._file = file
        self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._begun = False
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            chunk = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame, self._begun = self._module.ZstdDecompressor().decompressobj(), False
            chunk = chunk or self._file.read(_STEP)
            if not chunk:
                if self._begun:
                    raise CorruptFileError("the file ends inside a frame")  # noqa: TRY003  # said once
                return 0
            self._begun = True
            try:
                # A view, so that handing out a part never copies the rest.
                self._ready = memoryview(self._frame.decompress(chunk))
            except self._module.ZstdError as error:
                raise CorruptFileError(str(error)) from None
        size = min(len(self._ready), len(buffer))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size
