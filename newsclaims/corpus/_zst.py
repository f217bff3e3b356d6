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


class CorruptFileError(OSError):
    """A packed file is cut or damaged."""


# One byte of Zstandard can stand for 40 kB, so this many at once unpack to 80 MB at the most.
_STEP = 2048


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
        self._ready = b""

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
                self._ready = self._frame.decompress(chunk)
            except self._module.ZstdError as error:
                raise CorruptFileError(str(error)) from None
        data = self._ready[: len(buffer)]
        self._ready = self._ready[len(data) :]
        buffer[: len(data)] = data
        return len(data)
