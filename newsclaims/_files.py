"""Writing files: the whole of it or nothing."""

import contextlib
import errno
import os
import tempfile
from pathlib import Path


def replace_file(path: str | Path, data: bytes) -> None:
    """
    Put bytes in the place of a file: a temporary file beside it, flushed to the disk, then renamed over it.

    Whoever opens the path sees the old file or the new one, also after a crash. A link is followed, and the file's
    permissions are kept.

    Raises:
        OSError: The file cannot be written; what was there is left as it was.
    """
    try:
        target = Path(path).resolve()
    except RuntimeError:  # what Python calls links in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None
    try:
        _replace(target, data)
    except OSError as error:
        # The user knows the file, not the temporary one.
        error.filename, error.filename2 = str(path), None
        raise
    _sync_folder(target.parent)


def _replace(target: Path, data: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "is no regular file, cannot be replaced")
    handle, name = tempfile.mkstemp(prefix=".newsclaims-", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def settle(part: Path, target: Path) -> None:
    """
    Put a part, which is whole and on the disk, in the place of its file.

    Raises:
        OSError: It cannot be renamed; the part stays.
    """
    part.chmod(_mode(target))
    part.replace(target)
    _sync_folder(target.parent)


def _mode(target: Path) -> int:
    """The permissions of the file that is there, or those a new file would get."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the renaming last; Windows cannot open a folder and does not need to."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
