"""What was measured, as Markdown and as plain data."""

import os
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from typing import Any

from benchmarks import growth, speed, startup
from benchmarks.growth import Growth
from benchmarks.timing import Result

LIBRARIES = ("attrs", "cattrs", "msgspec", "orjson", "pydantic", "jsonschema", "jsonschema-rs")


def facts(documents: Sequence[bytes]) -> dict[str, Any]:
    """On what it was measured."""
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
        "cpus": os.cpu_count(),
        "libraries": {name: metadata.version(name) for name in LIBRARIES},
        "articles": len(documents),
        "bytes": sum(map(len, documents)) // len(documents),
    }


def about(found: Mapping[str, Any]) -> str:
    """The facts in two sentences."""
    libraries = ", ".join(f"{name} {version}" for name, version in found["libraries"].items())
    return (
        f"{found['articles']} articles of {found['bytes']:,} bytes on average; {found['python']} on {found['system']} "
        f"with {found['cpus']} CPUs; {libraries}."
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|---{'|---:' * (len(head) - 1)}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def contest(title: str, found: Mapping[str, Result]) -> str:
    """One contest as a table."""
    rows = [
        [
            name,
            f"{result.seconds * 1e6:,.0f}",
            f"{result.ratio:.2f}",
            f"{result.least:.2f}",
            f"{speed.AIMS[name]:.1f}" if name in speed.AIMS else "",
        ]
        for name, result in found.items()
    ]
    return "\n".join([f"### {title}", "", *_table(["", "µs", "ratio", "ratio of the least", "aim"], rows)])


def growing(found: Mapping[str, Growth]) -> str:
    """The growth as a table."""
    head = ["spans", *(f"{size:,}" for size in growth.SIZES), "worst doubling", "aim"]
    rows = [
        [
            name,
            *(f"{seconds * 1000:,.0f} ms" for seconds in grown.seconds),
            f"{max(grown.ratios):.2f}",
            f"{growth.AIM}",
        ]
        for name, grown in found.items()
    ]
    return "\n".join(["### Twice as much", "", *_table(head, rows)])


def starting(found: Mapping[str, startup.Start], packages: Sequence[str], wording: float) -> str:
    """Start-up, size and wording as a table."""
    rows = [
        [
            name,
            f"{start.seconds * 1000:.0f} ms",
            f"{start.cpu * 1000:.0f} ms",
            f"{startup.AIMS[name] * 1000:.0f} ms" if name in startup.AIMS else "",
        ]
        for name, start in found.items()
    ]
    rows.append(["packages of a base installation", str(len(packages)), "", str(startup.PACKAGES)])
    rows.append(["wording ten errors", "", f"{wording * 1000:.1f} ms", "20 ms"])
    return "\n".join(
        ["### Start, size, errors", "", *_table(["", "median", "of it CPU", "aim"], rows), "", ", ".join(packages)]
    )
