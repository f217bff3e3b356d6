"""How long it takes to start, in new processes, and how many packages an installation brings."""

import os
import re
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

STARTS = {
    "python -c pass": ["-c", "pass"],
    "import newsclaims": ["-c", "import newsclaims"],
    "newsclaims --version": ["-m", "newsclaims", "--version"],
}
AIMS = {"import newsclaims": 0.120, "newsclaims --version": 0.150}
"""At most so many seconds, the start of Python included."""
PACKAGES = 15
"""At most so many packages, newsclaims included."""


class Start(NamedTuple):
    """How long one start takes."""

    seconds: float
    """Median on the clock on the wall, which other programs push up."""
    cpu: float
    """Median of the processor's time, user and system, which they push up less."""


def starts(rounds: int) -> dict[str, Start]:
    """Each start some times, in turns."""
    times: dict[str, list[Start]] = {name: [] for name in STARTS}
    for turn in range(rounds + 1):
        for name, arguments in STARTS.items():
            found = _start(arguments)
            # The first may have to compile.
            if turn:
                times[name].append(found)
    return {name: Start(*map(statistics.median, zip(*found, strict=True))) for name, found in times.items()}


def _start(arguments: Sequence[str]) -> Start:
    begin, used = time.perf_counter(), os.times()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    end, after = time.perf_counter(), os.times()
    cpu = after.children_user + after.children_system - used.children_user - used.children_system
    return Start(end - begin, cpu)


def packages() -> list[str]:
    """The names of all packages that a base installation brings, newsclaims first."""
    found = ["newsclaims"]
    for name in found:
        for requirement in _requirements(name):
            needed = _name_of(requirement)
            if needed not in found and "extra ==" not in requirement and _is_installed(needed):
                found.append(needed)
    return found


def _requirements(name: str) -> Sequence[str]:
    if name == "newsclaims":
        # The checkout says it best: it may not be installed, or in an older form.
        project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
        declared: list[str] = project["dependencies"]
        return declared
    return metadata.requires(name) or []


def _name_of(requirement: str) -> str:
    """The normal form of the name at the start of a requirement."""
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[-_.]+", "-", match[0]).lower() if match else ""


def _is_installed(name: str) -> bool:
    """Whether it is: a requirement for another system or an older Python is not."""
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True
