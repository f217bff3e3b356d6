"""
A folder that many files are written to: all of them or none.

Files are made in a hidden folder inside the chosen one and moved to their places when all are there. Where that is cut
short, the hidden folder stays as a mark: the folder does not look finished, and the same conversion can go on.
"""

import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from newsclaims._files import sync_folder
from newsclaims.errors import NewsclaimsError, escaped_text

__all__ = ["MARK", "Stage", "TargetError"]

MARK = ".newsclaims-unfinished"
"""The hidden folder."""


class TargetError(NewsclaimsError, ValueError):
    """What is to be written cannot be written there; nothing was."""


class Stage:
    """
    Files on their way into a folder: the block's end puts them in place, an exception leaves the folder as it was.

    Files that are there already are refused, but for these: all of them with `force`; after a run that was cut short,
    and where the file may be shared, those that hold the same bytes.
    """

    def __init__(self, folder: str | Path, *, force: bool = False) -> None:
        self._folder = Path(folder)
        self._stage = self._folder / MARK
        self._force = force
        self._files: dict[str, bool] = {}
        self._made: list[Path] = []
        self.goes_on = False

    def __enter__(self) -> Self:
        """
        Make the hidden folder.

        Raises:
            TargetError: The folder is a file, or the hidden folder is none.
            OSError: A folder cannot be made.
        """
        missing = [path for path in (self._folder, *self._folder.parents) if not os.path.lexists(path)]
        if not missing and not self._folder.is_dir():
            message = f"{escaped_text(str(self._folder))} is no folder, should be one or not be there"
            raise TargetError(message)
        if self._stage.is_symlink():
            message = f"{escaped_text(str(self._stage))} is a link, should be a folder or not be there"
            raise TargetError(message)
        if self._stage.exists():
            self.goes_on = True
            shutil.rmtree(self._stage)
        for path in reversed(missing):
            path.mkdir()
            self._made.append(path)
        self._stage.mkdir()
        return self

    def put(self, path: str, data: bytes, *, shared: bool = False) -> None:
        """
        Add a file.

        Args:
            path: Where it belongs below the folder, divided by `/`, of the alphabet of `naming`.
            data: Its bytes.
            shared: Whether a file of the same bytes may be there already.

        Raises:
            OSError: The file cannot be written.
        """
        target = self._stage / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        self._files[path] = shared

    def holds(self, path: str, data: bytes) -> bool:
        """Whether a file has been added that has these bytes."""
        return path in self._files and (self._stage / path).read_bytes() == data

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """
        Put all files in place, or none of them.

        Raises:
            TargetError: A file is there already, or a folder is a link and leads elsewhere.
            OSError: A file cannot be put in place; those that are in place stay, and the mark with them.
        """
        if kind is None:
            try:
                self._look()
            except TargetError:
                self._undo()
                raise
            self._settle()
        else:
            self._undo()

    def _look(self) -> None:
        for path, shared in self._files.items():
            *folders, _ = path.split("/")
            place = self._folder
            for folder in folders:
                place /= folder
                if place.is_symlink() or (place.exists() and not place.is_dir()):
                    message = f"{escaped_text(str(place))} is no folder of its own, should be one or not be there"
                    raise TargetError(message)
            target = self._folder / path
            if not os.path.lexists(target):
                continue
            if target.is_dir() and not target.is_symlink():
                message = f"{escaped_text(str(target))} is a folder, should be a file or not be there"
                raise TargetError(message)
            if not self._force and not ((self.goes_on or shared) and self._is_there(path)):
                message = f"{escaped_text(str(target))} is there already (--force to replace it); nothing was written"
                raise TargetError(message)

    def _is_there(self, path: str) -> bool:
        target = self._folder / path
        return target.is_file() and not target.is_symlink() and target.read_bytes() == (self._stage / path).read_bytes()

    def _settle(self) -> None:
        folders = dict.fromkeys((self._folder / path).parent for path in self._files)
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        for path in self._files:
            (self._stage / path).replace(self._folder / path)
        for folder in folders:
            sync_folder(folder)
        shutil.rmtree(self._stage)
        sync_folder(self._folder)

    def _undo(self) -> None:
        # A folder that was left unfinished before stays marked as such.
        shutil.rmtree(self._stage, ignore_errors=True)
        if self.goes_on:
            self._stage.mkdir(exist_ok=True)
        for path in reversed(self._made):
            path.rmdir()
