"""
An interrupt while the library is still being imported, told in a word where the program is what was started.

The command line words its own interrupts, but it can do so only when it is there itself, and before that all of the
library is imported. For whoever imports the library nothing changes.
"""

import os
import sys
from types import TracebackType

INTERRUPTED = 130


def started(words: list[str]) -> bool:
    """
    Whether the interpreter was started as the program, by the words that it was started with.

    >>> started(["python3", "/usr/bin/newsclaims", "demo"]), started(["python3", "-I", "-m", "newsclaims"])
    (True, True)
    >>> started(["python3", "-c", "import newsclaims"]), started(["python3", "own.py", "newsclaims"]), started([])
    (False, False, False)
    """
    rest = words[1:]
    while rest and rest[0].startswith("-") and rest[0] not in ("-c", "-m"):
        del rest[0]
    if rest[:1] == ["-m"]:
        return rest[1:2] == ["newsclaims"]
    return bool(rest) and rest[0].replace("\\", "/").rpartition("/")[2].removesuffix(".exe") == "newsclaims"


def is_interrupt(error: BaseException | None) -> bool:
    """
    Whether an exception is an interrupt, or was made of one: Python 3.11 does so while a class is being built.

    >>> error = RuntimeError("Error calling __set_name__")
    >>> error.__cause__ = KeyboardInterrupt()
    >>> is_interrupt(error), is_interrupt(RuntimeError())
    (True, False)
    """
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__
    return error is not None


def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What Python does with an exception that nobody has caught, but for interrupts."""
    if is_interrupt(error):
        os.write(2, b"interrupted\n")
        os._exit(INTERRUPTED)
    sys.__excepthook__(kind, error, trace)


if started(sys.orig_argv):
    sys.excepthook = told
