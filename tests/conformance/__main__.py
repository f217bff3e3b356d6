"""
How other people's files and checkers fare with the library, as a table: what passed, of how many.

    python -m tests.conformance            # every format
    python -m tests.conformance ninjs      # one of them

Reads the foreign corpora that `NEWSCLAIMS_TEST_DATA` names, or `shared/data` beside the checkout. Exit code 1 if some
did not pass. The figures come from the functions that the tests of this folder hold to be full.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

Row = tuple[str, int, int]

FOLDER = Path(__file__).resolve().parent


def formats() -> list[str]:
    """The formats that have figures, by the names of their test modules."""
    return [path.stem.removeprefix("test_") for path in sorted(FOLDER.glob("test_*.py"))]


def rows(names: Iterable[str], data_dir: Path) -> Iterator[Row]:
    """The figures of formats."""
    for name in names:
        yield from importlib.import_module(f"{__package__}.test_{name}").figures(data_dir)


def table(found: Iterable[Row]) -> Iterator[str]:
    """Figures as a Markdown table."""
    yield from ("| | passed | of |", "|---|---:|---:|")
    yield from (f"| {what} | {passed} | {of} |" for what, passed, of in found)


def main(arguments: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description="Print figures of conformance.")
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=", ".join(formats()))
    names = parser.parse_args(arguments).formats or formats()
    if unknown := set(names) - set(formats()):
        parser.error(f"no figures of {', '.join(sorted(unknown))}; there are {', '.join(formats())}")
    data_dir = Path(os.environ.get("NEWSCLAIMS_TEST_DATA") or FOLDER.parents[2] / "shared" / "data")
    if not data_dir.is_dir():
        sys.stderr.write(f"no foreign corpora at {data_dir}; set NEWSCLAIMS_TEST_DATA to their folder\n")
        return 2
    found = list(rows(names, data_dir))
    sys.stdout.write("\n".join(table(found)) + "\n")
    return 0 if all(passed == of for _, passed, of in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
