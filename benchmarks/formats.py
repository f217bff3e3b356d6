"""Other people's formats: articles per second, in and out; dkpro-cassis alone beside CAS; PolNeAR to JSON."""

import io
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import newsclaims as nc
from benchmarks.timing import Contender, Result, clock, contest
from newsclaims.conversion import convert
from newsclaims.errors import MissingDependencyError
from newsclaims.formats import module
from newsclaims.formats.files import FILES, NEWSCLAIMS, known

POLNEAR_AIM = 10.0
"""Seconds for the 290 files of PolNeAR's shared part, read, checked and written as JSON."""


class Corpus(NamedTuple):
    """How long a corpus took."""

    articles: int
    seconds: float
    """On the clock of the wall."""
    cpu: float
    """Of the process."""


def forms() -> list[str]:
    """The formats whose libraries are installed, newsclaims' own first."""
    found = [NEWSCLAIMS]
    for form in known()[1:]:
        try:
            module(form)
        except MissingDependencyError:
            continue
        found.append(form)
    return found


def dumper(form: str) -> Callable[[nc.Article], Any]:
    """What writes one article into memory."""
    if form == NEWSCLAIMS:
        return nc.dumps
    dumps = module(form).dumps
    return (lambda article: dumps((article,))) if FILES[form].many else dumps


def loader(form: str) -> Callable[[Any], object]:
    """What reads what `dumper` gave."""
    if form == NEWSCLAIMS:
        return nc.loads
    loads = module(form).loads
    return (lambda pair: loads(*pair)) if FILES[form].layout == "pair" else loads


def writing(documents: Sequence[bytes], rounds: int) -> dict[str, Result]:
    """The contest in writing."""
    contenders = {form: Contender(dumper(form), nc.loads) for form in forms()}
    if "cas" in contenders:
        to_cas = module("cas").to_cas
        contenders["dkpro-cassis alone, JSON"] = Contender(
            lambda cas: cas.to_json(), lambda data: to_cas(nc.loads(data))
        )
    return contest(contenders, documents, rounds)


def reading(documents: Sequence[bytes], rounds: int) -> dict[str, Result]:
    """The contest in reading what was written."""
    contenders = {form: Contender(loader(form), _prepared(form)) for form in forms()}
    if "cas" in contenders:
        import cassis

        contenders["dkpro-cassis alone, JSON"] = Contender(
            lambda data: cassis.load_cas_from_json(io.BytesIO(data)), _prepared("cas")
        )
    return contest(contenders, documents, rounds)


def _prepared(form: str) -> Callable[[bytes], Any]:
    dumps = dumper(form)
    return lambda document: dumps(nc.loads(document))


def polnear() -> Corpus | None:
    """PolNeAR's shared part from brat to one file of JSON lines; None where it is not there."""
    named = os.environ.get("NEWSCLAIMS_TEST_DATA")
    data_dir = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = data_dir / "polnear" / "train"
    if "brat" not in known() or not folder.is_dir():
        return None
    with tempfile.TemporaryDirectory() as target:
        wall, cpu = time.perf_counter(), clock()
        report = convert([str(folder)], f"{target}/polnear.jsonl")
        return Corpus(report.written, time.perf_counter() - wall, clock() - cpu)


def measured(documents: Sequence[bytes], rounds: int) -> dict[str, Any]:
    """All of it."""
    return {"reading": reading(documents, rounds), "writing": writing(documents, rounds), "polnear": polnear()}


def markdown(found: Mapping[str, Any]) -> str:
    """The figures as tables."""
    return "\n".join(_lines(found))


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    yield from ("### Formats", "")
    yield from (
        "| | read, articles/s | time to JSON | written, articles/s | time to JSON |",
        "|---|---:|---:|---:|---:|",
    )
    for name, read in found["reading"].items():
        written = found["writing"][name]
        yield f"| {name} | {_rate(read)} | {read.ratio:.1f} | {_rate(written)} | {written.ratio:.1f} |"
    corpus: Corpus | None = found["polnear"]
    if corpus is not None:
        yield ""
        yield (
            f"PolNeAR: {corpus.articles} files of brat read, checked and written as JSON in {corpus.seconds:.1f} s "
            f"({corpus.cpu:.1f} s of CPU time; aim {POLNEAR_AIM:.0f} s)."
        )


def _rate(result: Result) -> str:
    return f"{1 / result.seconds:,.0f}"
