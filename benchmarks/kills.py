"""
Writers killed at random moments: what is left, and what it becomes when the same is asked for again.

    python -m benchmarks.kills                  200 kills a writer
    python -m benchmarks.kills --kills 20       a look

A writer is a process of its own that writes the same articles over and over to one path until it is killed; the
moments are spread evenly over the time that one writing takes. After each kill the path must hold nothing or the whole
file; after every third the writer runs to its end, and the file must be that of a run without kills, to the byte. Needs
`fork`.
"""

import argparse
import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import newsclaims as nc
from benchmarks.articles import varied
from newsclaims import conversion, corpus
from newsclaims.corpus import parallel, parquet, writing

WRITERS = {
    "jsonl": "a.jsonl",
    "gz": "a.jsonl.gz",
    "zst": "a.jsonl.zst",
    "parquet": "a.parquet",
    "tables": "tables",
    "convert --resume": "b.jsonl",
    "convert --resume, gz": "c.jsonl.gz",
}
STEP, BLOCK = 60_000, 30_000
"""Bytes between safe places, and of a block: small, so that a second of writing has many of each."""


def _work(kind: str, source: Path, target: Path) -> Callable[[], object]:
    """What a writer does again and again."""
    if kind.startswith("convert"):
        return lambda: conversion.convert([str(source)], str(target), resume=True)
    articles = list(corpus.read(source))
    if kind == "tables":
        return lambda: corpus.write_tables(articles, target)
    if kind == "parquet":
        return lambda: corpus.write(articles, target)
    return lambda: corpus.write(articles, target, resume=True)


class Counted(NamedTuple):
    """What was seen of one writer."""

    kills: int
    """How often it was killed."""
    parts: int
    """After how many there was a part."""
    torn: int
    """After how many the path held something else than the whole file."""
    resumed: int
    """How often a writer went on with a part."""
    wrong: int
    """Ends that were not the file of a run without kills: half, missing or double records."""


def digest(path: Path) -> str:
    """Of a file, or of all files of a folder."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _begun(work: Callable[[], object], *, once: bool) -> int:
    """A process that does the work, once or until it is killed; a copy of this one, so that it begins at once."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
            while not once:
                work()
        finally:
            os._exit(0)
    return pid


def _finish(work: Callable[[], object]) -> float:
    """Work to the end; how long it took."""
    begun = time.monotonic()
    os.waitpid(_begun(work, once=True), 0)
    return time.monotonic() - begun


def killed(kind: str, source: Path, folder: Path, kills: int) -> Counted:
    """Kill one writer so many times; after each third it may go on to its end."""
    target = folder / WRITERS[kind]
    work = _work(kind, source, target)
    lasts = _finish(work)
    whole = digest(target)
    _remove(target)
    dice = random.Random(kind)
    parts = torn = resumed = wrong = 0
    journal = target.with_name(f"{target.name}.part.json")
    for done in range(1, kills + 1):
        resumed += journal.exists()
        # A new folder of tables is written once: what is there is not replaced.
        pid = _begun(work, once=kind == "tables")
        time.sleep(dice.uniform(0, lasts))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        parts += target.with_name(f"{target.name}.part").exists()
        torn += target.exists() and digest(target) != whole
        if kind == "tables":
            _remove(target)
        if done % 3 == 0:
            _remove(target)
            resumed += journal.exists()
            _finish(work)
            wrong += not target.exists() or digest(target) != whole
            _remove(target)
    return Counted(kills, parts, torn, resumed, wrong)


def _remove(target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.kills", description="Kill writers and look at what is left."
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--only", nargs="+", choices=[*WRITERS], default=[*WRITERS])
    options = parser.parse_args(arguments)
    print("| writer | kills | parts left | torn | went on | not the file of one run |\n|---|---:|---:|---:|---:|---:|")
    writing.STEP, parallel.BLOCK = STEP, BLOCK
    parquet.ROWS, parquet.GROUP = 5, 100_000
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "source.jsonl")
        corpus.write(map(nc.loads, varied(40)), source)
        for kind in options.only:
            counted = killed(kind, source, Path(name), options.kills)
            bad += counted.torn + counted.wrong
            print(f"| {kind} | {' | '.join(map(str, counted))} |", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
