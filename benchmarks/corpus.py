"""
Corpora measured: streams, tables, queries and Spark on a generated corpus, each contender a process of its own.

    python -m benchmarks corpus                  1 GB of JSONL, a quarter of an hour
    python -m benchmarks corpus --size 200MB     a look
    python -m benchmarks corpus --only memory    one contest

Each process is waited for with its use of resources, so time on the CPU and peak memory are those of the work and of
what it started. Contenders of one contest run one after the other on the same file.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count, cycle
from pathlib import Path
from typing import Any, NamedTuple

import newsclaims as nc
from benchmarks.articles import varied

WORDS = tuple(
    "the government minister said council water plan on Monday budget talks would not begin before spring nobody in "  # noqa: SIM905  # words are read as a sentence
    "parliament expected a vote while farmers near coast waited for rain because prices rose again after strike".split()
)
CUES = ("said", "told reporters", "according to", "denied", "warned", "claims", "is expected to say")


def reported(number: int) -> bytes:
    """An article like those of PolNeAR: some 35 sentences, most of them attributed, a source of two words each."""
    dice = random.Random(number)
    pieces: list[str] = []
    claims: list[dict[str, Any]] = []
    sources: dict[str, str] = {}
    at = 0
    for sentence in range(dice.randrange(25, 45)):
        body = " ".join(dice.choice(WORDS) for _ in range(dice.randrange(8, 30)))
        if dice.random() < 0.4:
            text = body.capitalize() + ". "
        else:
            name, cue = f"Speaker {dice.randrange(12)}", dice.choice(CUES)
            text = f"{name} {cue} {body}. "
            places = []
            reached = at
            for words in (name, cue, body):
                places.append([{"start": reached, "end": reached + len(words), "quote": words}])
                reached += len(words) + 1
            source = sources.setdefault(name, f"s{len(sources)}")
            attribution = {"id": f"a{sentence}", "source_ids": [source], "source": places[0], "cue": places[1]}
            stance = {"certainty": dice.choice(["certain", "probable", "possible"]), "polarity": "positive"}
            claims.append({"id": f"c{sentence}", "content": places[2], "attributions": [{**attribution, **stance}]})
        pieces.append(text)
        at += len(text)
    plain = {
        "schema_version": "1.0",
        "id": f"urn:example:polnear:{number}",
        "language": "en",
        "title": " ".join(dice.choice(WORDS) for _ in range(8)),
        "text": "".join(pieces),
        "publisher": "Example Press",
        "published": "2016-10-12",
        "sources": [{"id": source, "kind": "person", "name": name} for name, source in sources.items()],
        "claims": claims,
    }
    return nc.dumps(nc.from_dict(plain))  # type: ignore[arg-type]


def generate(path: Path, size: int) -> int:
    """Write at least so many bytes of articles, half of them like the seed; how many articles there are."""
    pool = [document for pair in zip(varied(600), map(reported, range(600)), strict=True) for document in pair]
    named = re.compile(rb'"id":"urn:example:')
    written = 0
    with path.open("wb") as file:
        for number, document in zip(count(), cycle(pool)):
            if written >= size:
                return number
            written += file.write(named.sub(b'"id":"urn:example:%d:' % number, document, count=1) + b"\n")
    return 0


# ── Contenders ───────────────────────────────────────────────────────────────────────────────────────────────────────


class Run(NamedTuple):
    """What a process took."""

    wall: float
    cpu: float
    peak: int
    """Peak resident memory of the process itself, in bytes."""
    told: str


def run(command: Sequence[str]) -> Run:
    """Run a process to its end, and what it took with all that it waited for."""
    begun = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdout=out, stderr=err)
        ended, status, usage, peak = 0, 0, None, 0
        while not ended:
            # What `getrusage` gives as the peak counts the parent before the exec, too.
            peak = max(peak, _high_water(process.pid))
            time.sleep(0.005)
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - begun
        out.seek(0)
        err.seek(0)
        if process.returncode:
            raise RuntimeError(  # noqa: TRY003  # said once
                f"{command} ended with {process.returncode}: {err.read().decode()[-2000:]}"
            )
        return Run(wall, usage.ru_utime + usage.ru_stime, peak, out.read().decode())


def _high_water(pid: int) -> int:
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


def newsclaims(*words: str) -> list[str]:
    """A command."""
    return [sys.executable, "-m", "newsclaims", *words]


def python(code: str, *words: str) -> list[str]:
    """A program and its arguments."""
    return [sys.executable, "-c", code, *words]


ALL_OF_CORPUS = "from newsclaims import corpus\nimport sys\nfor article in corpus.read(sys.argv[1]): pass"
POLARS = "import polars, sys\npolars.read_ndjson(sys.argv[1], infer_schema_length=None).write_parquet(sys.argv[2])"
ARROW = """
import sys
from pyarrow import json, parquet
options = json.ReadOptions(block_size=64_000_000)
parquet.write_table(json.read_json(sys.argv[1], read_options=options), sys.argv[2], compression="zstd")
"""
DUCKDB = """
import duckdb, sys
duckdb.sql(f"COPY (FROM read_json('{sys.argv[1]}', maximum_object_size=100000000, sample_size=-1)) "
           f"TO '{sys.argv[2]}' (FORMAT parquet, COMPRESSION zstd)")
"""
DATASETS = """
import sys, tempfile
import datasets
datasets.disable_progress_bars()
with tempfile.TemporaryDirectory() as cache:
    datasets.load_dataset("json", data_files=sys.argv[1], split="train", cache_dir=cache).to_parquet(sys.argv[2])
"""
QUESTION = (
    "SELECT s.name, count(*) FROM attributions a, unnest(a.source_ids) AS u(id), sources s "
    "WHERE s.doc_id = a.doc_id AND s.source_id = u.id GROUP BY ALL ORDER BY 2 DESC LIMIT 5"
)
BY_HAND = """
import duckdb, sys
folder = sys.argv[1]
sql = sys.argv[2]
for name in ("attributions", "sources"):
    sql = sql.replace(f"{name} ", f"'{folder}/{name}.parquet' ", 1)
print(duckdb.sql(sql).fetchall())
"""
LINES_BY_HAND = """
import duckdb, sys
print(duckdb.sql(f"WITH d AS (SELECT row_number() OVER () AS n, sources, claims FROM read_json('{sys.argv[1]}', "
  "maximum_object_size=100000000, format='newline_delimited', columns={sources: 'STRUCT(id VARCHAR, name VARCHAR)[]', "
  "claims: 'STRUCT(attributions STRUCT(source_ids VARCHAR[])[])[]'})), "
  "a AS (SELECT n, unnest(c.attributions).source_ids AS ids FROM (SELECT n, unnest(claims) AS c FROM d)), "
  "u AS (SELECT n, unnest(ids) AS id FROM a), s AS (SELECT n, unnest(sources) AS s FROM d) "
  "SELECT s.s.name, count(*) FROM u JOIN s ON u.n = s.n AND u.id = s.s.id GROUP BY ALL ORDER BY 2 DESC LIMIT 5"
  ).fetchall())
"""
SPARK = """
import os, sys, time
os.environ["PYSPARK_PYTHON"] = sys.executable
from pyspark.sql import SparkSession
from newsclaims.corpus.spark import register, validate
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
register(spark)
for begin in (
    lambda path: spark.read.format("newsclaims").option("as", "findings").load(path),
    lambda path: validate(spark.read.text(path), column="value"),
):
    begin(sys.argv[2]).count()
    begun = time.monotonic()
    begin(sys.argv[1]).count()
    print(time.monotonic() - begun)
spark.stop()
"""


class Corpus(NamedTuple):
    """What is measured on."""

    lines: Path
    size: int
    articles: int
    folder: Path

    def path(self, name: str) -> str:
        """Of a file beside the lines."""
        return str(self.folder / name)


Row = tuple[str, ...]


def validating(corpus: Corpus) -> Iterator[Row]:
    """Validation by one process and by two."""
    commands = newsclaims("validate", str(corpus.lines)), newsclaims("validate", str(corpus.lines), "--jobs", "2")
    # The middle one of three of each, by turns: a machine is faster at one time than at another.
    one, two = (sorted(runs)[1] for runs in zip(*(map(run, commands) for _ in range(3)), strict=True))
    for name, took in (("validate", one), ("validate --jobs 2", two)):
        yield name, f"{corpus.size / took.wall / 1e6:.0f}", f"{corpus.size / took.cpu / 1e6:.0f}", ""
    yield "two jobs to one, by the clock", f"{one.wall / two.wall:.2f}", "", "1.7"


def memory(corpus: Corpus) -> Iterator[Row]:
    """Peak memory over that of the imports, at a fifth of the size, the size and twice the size."""
    base = run(python("import newsclaims.cli.validate, newsclaims.validation, newsclaims._sound")).peak
    path = Path(corpus.path("memory.jsonl"))
    for size in (corpus.size // 5, corpus.size, corpus.size * 2):
        generate(path, size)
        took = run(newsclaims("validate", str(path)))
        yield f"validate {size / 1e6:.0f} MB", f"{(took.peak - base) / 2**20:.0f} MiB", "", "64 MiB"
    path.unlink()


def tabling(corpus: Corpus) -> Iterator[Row]:
    """From lines to Parquet; only newsclaims checks anything."""
    lines = str(corpus.lines)
    took = {
        "newsclaims, tables, all checks": run(newsclaims("convert", lines, corpus.path("tables"), "--to", "tables")),
        "newsclaims, tables, --jobs 2": run(
            newsclaims("convert", lines, corpus.path("tables2"), "--to", "tables", "--jobs", "2")
        ),
        "newsclaims, one file": run(newsclaims("convert", lines, corpus.path("nested.parquet"))),
        "polars, no checks": run(python(POLARS, lines, corpus.path("polars.parquet"))),
        "pyarrow, no checks": run(python(ARROW, lines, corpus.path("arrow.parquet"))),
        "DuckDB, no checks": run(python(DUCKDB, lines, corpus.path("duckdb.parquet"))),
        "Hugging Face datasets, no checks": run(python(DATASETS, lines, corpus.path("datasets.parquet"))),
    }
    base = took["polars, no checks"]
    for name, one in took.items():
        aim = "2" if name == "newsclaims, tables, all checks" else ""
        yield (
            name,
            f"{one.wall:.1f} s",
            f"{one.cpu:.1f} s",
            f"{one.peak / 2**20:.0f} MiB",
            f"{one.wall / base.wall:.2f}",
            aim,
        )


def reading(corpus: Corpus) -> Iterator[Row]:
    """Articles out of lines and out of columns, every rule checked either way."""
    lines = run(python(ALL_OF_CORPUS, str(corpus.lines)))
    for name, path in (("lines", str(corpus.lines)), ("tables", "tables"), ("one Parquet file", "nested.parquet")):
        took = lines if name == "lines" else run(python(ALL_OF_CORPUS, corpus.path(path)))
        yield (
            name,
            f"{took.wall:.1f} s",
            f"{took.cpu:.1f} s",
            f"{lines.cpu / took.cpu:.2f}",
            "" if name == "lines" else "3",
        )


def querying(corpus: Corpus) -> Iterator[Row]:
    """Attributions counted by source."""
    pairs: tuple[tuple[str, Callable[[], list[str]], Callable[[], list[str]]], ...] = (
        (
            "tables",
            lambda: newsclaims("query", QUESTION, corpus.path("tables")),
            lambda: python(BY_HAND, corpus.path("tables"), QUESTION),
        ),
        (
            "lines",
            lambda: newsclaims("query", QUESTION, str(corpus.lines)),
            lambda: python(LINES_BY_HAND, str(corpus.lines)),
        ),
    )
    for name, ours, theirs in pairs:
        one, other = min(run(ours()) for _ in range(3)), min(run(theirs()) for _ in range(3))
        yield f"{name}: query", f"{one.wall:.2f} s", f"{one.cpu:.2f} s", f"{one.wall / other.wall:.2f}", "1.2"
        yield f"{name}: by hand", f"{other.wall:.2f} s", f"{other.cpu:.2f} s", "", ""


def spark(corpus: Corpus) -> Iterator[Row]:
    """Validation on Spark beside two processes; Spark has started, and has answered the same about four articles."""
    two = run(newsclaims("validate", str(corpus.lines), "--jobs", "2"))
    few = Path(corpus.path("few.jsonl"))
    few.write_bytes(b"\n".join(varied(4)))
    files, text = map(float, run(python(SPARK, str(corpus.lines), str(few))).told.split()[-2:])
    yield "validate --jobs 2", f"{two.wall:.1f} s", "", ""
    yield "Spark local[2], findings of files", f"{files:.1f} s", f"{two.wall / files:.2f}", "0.8"
    yield "Spark local[2], a column of text", f"{text:.1f} s", f"{two.wall / text:.2f}", ""


CONTESTS: dict[str, tuple[Row, Callable[[Corpus], Iterator[Row]]]] = {
    "validating": (("", "MB/s by the clock", "MB/s on the CPU", "aim"), validating),
    "memory": (("", "peak over imports", "", "aim"), memory),
    "tabling": (("", "clock", "CPU", "peak", "to polars", "aim"), tabling),
    "reading": (("", "clock", "CPU", "times as fast as lines", "aim"), reading),
    "querying": (("", "clock", "CPU", "to by hand", "aim"), querying),
    "spark": (("", "clock", "throughput to --jobs 2", "aim"), spark),
}


def size_of(words: str) -> int:
    """Bytes of `200MB` or `1GB`."""
    match = re.fullmatch(r"(\d+)(MB|GB)", words)
    if match is None:
        raise ValueError(words)
    return int(match[1]) * {"MB": 10**6, "GB": 10**9}[match[2]]


def measured(size: int, only: Sequence[str] = ()) -> dict[str, Any]:
    """All contests, or some of them."""
    with tempfile.TemporaryDirectory(prefix="newsclaims-corpus-") as name:
        lines = Path(name, "corpus.jsonl")
        articles = generate(lines, size)
        corpus = Corpus(lines, lines.stat().st_size, articles, Path(name))
        found: dict[str, Any] = {"articles": articles, "bytes": corpus.size, "load": os.getloadavg()[0]}
        if "tabling" not in (only or CONTESTS) and {"reading", "querying"} & set(only):
            run(newsclaims("convert", str(lines), corpus.path("tables"), "--to", "tables"))
            run(newsclaims("convert", str(lines), corpus.path("nested.parquet")))
        for contest, (head, work) in CONTESTS.items():
            if not only or contest in only:
                found[contest] = [head, *work(corpus)]
                print(json.dumps({contest: found[contest]}), file=sys.stderr, flush=True)
        return found


def markdown(found: dict[str, Any]) -> str:
    """The contests as tables."""
    about = f"{found['articles']:,} articles, {found['bytes'] / 1e6:,.0f} MB of JSONL; {os.cpu_count()} CPUs"
    parts = [f"{about}, load {found['load']:.1f} when it began."]
    for contest in CONTESTS:
        if contest in found:
            head, *rows = found[contest]
            lines = [f"| {' | '.join(head)} |", f"|---{'|---:' * (len(head) - 1)}|"]
            lines += [f"| {' | '.join([*row, *[''] * (len(head) - len(row))])} |" for row in rows]
            parts.append("\n".join([f"### {contest.capitalize()}", "", *lines]))
    return "\n\n".join(parts)
