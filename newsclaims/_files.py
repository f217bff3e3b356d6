"""Writing files: the whole of it or nothing."""

import contextlib
import errno
import os
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def replace_file(path: str | os.PathLike[str], data: bytes) -> None:
    """
    Put bytes in the place of a file: a temporary file beside it, flushed to the disk, then renamed over it.

    Whoever opens the path sees the old file or the new one, also after a crash. A link is followed; permissions are
    kept, and owner and group as far as that is allowed.

    Raises:
        OSError: The file cannot be written, or must not be; what was there is left as it was.
    """
    with replacing(path) as file:
        file.write(data)


def replace_both(first: "Path", data: bytes, second: "Path", other: bytes) -> None:
    """
    Put bytes in the place of two files that belong together; a first one that has its bytes already is left alone.

    Raises:
        OSError: One cannot be written; both are as they were.
    """
    before = first.read_bytes() if first.is_file() else None
    if before != data:
        replace_file(first, data)
    try:
        replace_file(second, other)
    except BaseException:
        if before is None:
            first.unlink(missing_ok=True)
        elif before != data:
            replace_file(first, before)
        raise


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """
    What `replace_file` does, for bytes that come one after the other: the block's end puts them in place.

    An exception leaves what was there as it was, and nothing beside it.

    Raises:
        OSError: The file cannot be written.
    """
    from pathlib import Path  # only to write
    from tempfile import mkstemp  # the same; it brings three compressors

    target = replaceable(path)
    name: str | None = None
    try:
        handle, name = mkstemp(prefix=".newsclaims-", suffix=".part", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _take_rights(Path(name), target)
        Path(name).replace(target)
    except BaseException as error:
        # The user knows the file, not the temporary one.
        if isinstance(error, OSError) and _is_part(error.filename):
            error.filename, error.filename2 = str(path), None
        if name is not None:
            with contextlib.suppress(OSError):
                Path(name).unlink()
        raise
    sync_folder(target.parent)


def followed(path: str | os.PathLike[str]) -> "Path":
    """
    The place that a path leads to, its links followed; there need not be anything.

    Raises:
        OSError: Links run in a circle.
    """
    from pathlib import Path

    circle = OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    try:
        target = Path(path).resolve()
    except RuntimeError:  # what Python before 3.13 says of a circle
        raise circle from None
    if target.is_symlink():  # what later ones give back as it is
        raise circle
    return target


def _is_part(name: object) -> bool:
    """Whether an error names no file, or a temporary one."""
    return name is None or str(name).endswith(".part")


def replaceable(path: str | os.PathLike[str]) -> "Path":
    """
    The place that a path leads to, its links followed, where a file may be put.

    Raises:
        OSError: Links run in a circle, or a folder, a pipe or a write-protected file is there.
    """
    target, name = followed(path), str(path)
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "is no regular file, cannot be replaced", name)
    # To rename needs no right to the file itself.
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)
    return target


def settle(part: "Path", target: "Path") -> None:
    """
    Put a part, which is whole and on the disk, in the place of its file.

    Raises:
        OSError: It cannot be renamed; the part stays.
    """
    _take_rights(part, target)
    part.replace(target)
    sync_folder(target.parent)


def _take_rights(part: "Path", target: "Path") -> None:
    """Give a part the rights of the file that is there, or those that a new file would get."""
    try:
        there = target.stat()
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o666 & ~mask)
        return
    # Whoever may not give a file away keeps it; Windows has neither owner nor group.
    for owner, group in ((-1, there.st_gid), (there.st_uid, -1)):
        with contextlib.suppress(OSError, AttributeError):
            os.chown(part, owner, group)
    part.chmod(there.st_mode & 0o7777)


def sync_folder(folder: "Path") -> None:
    """Make the renaming last; Windows cannot open a folder and does not need to."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
