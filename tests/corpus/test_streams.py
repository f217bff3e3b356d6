"""Corpora read and written: one bad record ends nothing, an interrupted run goes on, whoever looks sees whole files."""

import json
import os
import pickle
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims.corpus import writing
from newsclaims.corpus.parallel import Again, blocks, mapped
from newsclaims.corpus.ranges import pieces, records_in
from newsclaims.corpus.reading import Reject, read
from newsclaims.corpus.records import Record, records
from newsclaims.corpus.stats import Stats, stats_of
from newsclaims.corpus.writing import PartError, write
from newsclaims.limits import DEFAULT_LIMITS
from tests.corpus.pool import bundled

NAMES = ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet"]
LINES = NAMES[:3]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_read_again(tmp_path: Path, name: str) -> None:
    assert write(bundled(), tmp_path / name) == len(bundled())
    reading = read(tmp_path / name)
    assert list(reading) == bundled()
    assert (reading.articles, reading.rejected) == (len(bundled()), 0)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_a_pattern_and_a_folder_of_tables_are_corpora(tmp_path: Path) -> None:
    from newsclaims.corpus import parquet

    (tmp_path / "in").mkdir()
    write(bundled()[:4], tmp_path / "in" / "a.jsonl")
    write(bundled()[4:5], tmp_path / "in" / "b.json")
    parquet.write_tables(bundled()[5:], tmp_path / "in" / "tables")
    assert list(read(tmp_path / "in")) == bundled()
    assert list(read(str(tmp_path / "in" / "*.json*"))) == bundled()[:5]
    assert list(read(tmp_path / "in" / "tables")) == bundled()[5:]


def test_json_holds_one_article(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="would hold several articles"):
        write(bundled(), tmp_path / "a.json")
    with pytest.raises(ValueError, match="would hold no article"):
        write([], tmp_path / "a.json")
    with pytest.raises(ValueError, match="ends in none of"):
        write(bundled(), tmp_path / "a.txt")
    assert list(tmp_path.iterdir()) == []


# ── Bad records ──────────────────────────────────────────────────────────────────────────────────────────────────────

BAD = b'{"schema_version":"1.0","id":"bad"}'


def with_bad_ones(folder: Path) -> Path:
    path = folder / "a.jsonl"
    good = [nc.dumps(article) for article in bundled()]
    path.write_bytes(b"\n".join([good[0], BAD, b"", good[1], b'{"half', b"\xff", *good[2:]]) + b"\n")
    return path


def test_a_bad_record_stops_a_reading_and_says_where(tmp_path: Path) -> None:
    path = with_bad_ones(tmp_path)
    reading = read(path)
    assert next(reading) == bundled()[0]
    with pytest.raises(nc.InvalidArticleError, match=r"a\.jsonl:2\n.*NC202"):
        next(reading)
    assert next(reading) == bundled()[1]


def test_bad_records_are_passed_over_and_counted(tmp_path: Path) -> None:
    reading = read(with_bad_ones(tmp_path), on_error="skip")
    assert list(reading) == bundled()
    assert (reading.articles, reading.rejected, reading.rejects) == (len(bundled()), 3, [])


def test_bad_records_are_kept_as_they_were(tmp_path: Path) -> None:
    reading = read(with_bad_ones(tmp_path), on_error="collect")
    assert list(reading) == bundled()
    assert [(one.record, one.line, one.data, one.issues[0].code) for one in reading.rejects] == [
        (2, 2, BAD, "NC202"),
        (4, 5, b'{"half', "NC101"),
        (5, 6, b"\xff", "NC102"),
    ]


def test_rejects_go_to_a_file(tmp_path: Path) -> None:
    reading = read(with_bad_ones(tmp_path), on_error="collect", rejects=tmp_path / "rejects.jsonl")
    assert list(reading) == bundled()
    assert reading.rejects == []
    written = [json.loads(line) for line in (tmp_path / "rejects.jsonl").read_bytes().splitlines()]
    assert [(one["line"], one.get("raw"), one.get("raw_base64")) for one in written] == [
        (2, BAD.decode(), None),
        (5, '{"half', None),
        (6, None, "/w=="),
    ]
    assert written[0]["issues"][0]["code"] == "NC202"


def test_lines_end_with_a_line_feed_alone(tmp_path: Path) -> None:
    text = "one\u2028two\u0085three\x0bfour\rfive"
    article = nc.Article.from_text(text, id="x", language="en")
    write([article, article], tmp_path / "a.jsonl")
    assert [one.text for one in read(tmp_path / "a.jsonl")] == [text, text]


# ── Going on ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def interrupted(articles: list[nc.Article], after: int) -> Iterator[nc.Article]:
    yield from articles[:after]
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", LINES)
def test_an_interrupted_run_goes_on_where_it_stopped(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "STEP", 20_000)
    articles = bundled() * 4
    whole = tmp_path / f"whole-{name}"
    write(articles, whole)
    for after in range(0, len(articles), 7):
        with pytest.raises(KeyboardInterrupt):
            write(interrupted(articles, after), tmp_path / name, resume=True)
        assert not (tmp_path / name).exists()
    assert write(articles, tmp_path / name, resume=True) == len(articles)
    assert (tmp_path / name).read_bytes() == whole.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, whole.name])


def test_without_asking_a_run_starts_again(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write(interrupted(bundled(), 3), tmp_path / "a.jsonl")
    assert write(bundled(), tmp_path / "a.jsonl") == len(bundled())
    assert list(read(tmp_path / "a.jsonl")) == bundled()


def test_a_part_that_was_cut_is_not_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "STEP", 10_000)
    with pytest.raises(KeyboardInterrupt):
        write(interrupted(bundled(), 9), tmp_path / "a.jsonl")
    (tmp_path / "a.jsonl.part").write_bytes(b"")
    with pytest.raises(PartError, match=r"a\.jsonl\.part has 0 bytes, should have at least"):
        write(bundled(), tmp_path / "a.jsonl", resume=True)


WRITER = """
import sys, time
import newsclaims as nc
from newsclaims.corpus import writing
writing.STEP = 30_000
articles = [nc.example(name) for name in nc.examples()] * 6
print("ready", flush=True)
writing.write(articles, sys.argv[1], resume=True)
"""


@pytest.mark.parametrize("name", LINES)
def test_a_killed_run_leaves_whole_records_and_goes_on(tmp_path: Path, name: str) -> None:
    """A share of the two hundred kills of `python -m benchmarks.kills`."""
    target = tmp_path / name
    articles = [nc.example(example) for example in nc.examples()] * 6
    cup = random.Random(7)
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, target], stdout=subprocess.PIPE, cwd=Path.cwd()
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(cup.random() * 0.02)
            process.send_signal(signal.SIGKILL)
    assert not target.exists() or list(read(target)) == articles
    write(articles, target, resume=True)
    assert list(read(target)) == articles


# ── Pieces ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("most", [1, 7, 100, 5000, 10**9])
def test_every_record_belongs_to_one_piece(tmp_path: Path, most: int) -> None:
    path = tmp_path / "a.jsonl"
    lines = [b'{"a":1}', b"", b"  ", b'{"b":"' + b"x" * 300 + b'"}', b"[]", b'{"c":2}']
    for data in (b"\n".join(lines), b"\n".join(lines) + b"\n"):
        path.write_bytes(data)
        found = [record for piece in pieces([str(path)], most=most) for record in records_in(piece)]
        assert [record.data for _, record in found] == [line for line in lines if line.strip()]
        positions = [position for position, _ in found]
        assert positions == sorted(set(positions))


def test_what_is_packed_is_one_piece(tmp_path: Path) -> None:
    write(bundled(), tmp_path / "a.jsonl.gz")
    assert [piece.end for piece in pieces([str(tmp_path)], most=10)] == [None]
    with pytest.raises(nc.ConversionError, match="NC801"):
        list(pieces([str(tmp_path / "none")], most=10))


# ── Jobs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_results_come_in_the_order_of_what_was_given() -> None:
    assert list(mapped(abs, range(-9, 0), 2)) == list(range(9, 0, -1))


def test_blocks_hold_every_record_once() -> None:
    records = [Record(file="a", number=number, data=b"x" * 700_000) for number in range(5)]
    grouped = list(blocks(records))
    assert [len(block) for block in grouped] == [2, 2, 1]
    assert [record for block in grouped for record in block] == records


@given(
    lines=st.lists(st.sampled_from([b"{}", b'{"a": 1}', b"", b" \t", b"\r", b"x" * 30, b"\xff\r"]), max_size=12),
    document=st.sampled_from([5, 29, 30, 1000]),
    skipped=st.integers(0, 6),
)
def test_another_process_reads_the_same_records_again(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], document: int, skipped: int
) -> None:
    folder = tmp_path_factory.mktemp("again")
    (folder / "a.jsonl").write_bytes(b"\n".join(lines))
    (folder / "b.jsonl").write_bytes(b"{}\n\n[]\n")
    names = [str(folder / "a.jsonl"), str(folder / "a.jsonl"), str(folder / "b.jsonl")]
    block = Again(list(records(names, limits=attrs.evolve(DEFAULT_LIMITS, document=document)))[skipped:])
    for some in filter(None, (block, Again(block[:3]), Again(block[-2:]))):
        assert pickle.loads(pickle.dumps(some)) == list(some)


def test_a_block_goes_to_another_process_as_its_place_in_the_file(tmp_path: Path) -> None:
    write(bundled(), tmp_path / "a.jsonl")
    write(bundled(), tmp_path / "a.jsonl.gz")
    sizes = [len(pickle.dumps(Again(records([str(tmp_path / name)])))) for name in ("a.jsonl", "a.jsonl.gz")]
    assert sizes[0] < 1_000 < sizes[1]
    block = Again(records([str(tmp_path / "a.jsonl")]))
    sent = pickle.dumps(block)
    (tmp_path / "a.jsonl").unlink()
    (gone,) = pickle.loads(sent)
    assert gone.problem.code == "NC802"


@pytest.mark.parametrize("command", [["validate", "--format", "jsonl"], ["validate", "--format", "text"], ["stats"]])
def test_several_processes_print_what_one_does(tmp_path: Path, command: list[str]) -> None:
    good = [nc.dumps(article) for article in bundled()]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([*good, BAD] * 60))
    printed = [
        subprocess.run(
            [sys.executable, "-m", "newsclaims", *command, tmp_path / "a.jsonl", "--jobs", jobs],
            capture_output=True,
            check=False,
            env={**os.environ, "NO_COLOR": "1"},
        )
        for jobs in ("1", "4")
    ]
    assert printed[0].returncode == printed[1].returncode == 1
    assert printed[0].stdout == printed[1].stdout != b""
    assert printed[0].stderr == printed[1].stderr


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_seed_in_numbers() -> None:
    found = {(of, what): number for of, what, number in stats_of([nc.example()]).rows()}
    assert found["records", "claims"] == 29
    assert found["records", "relations"] == 18
    assert found["attributions by voice", "nobody"] == 8
    assert found["attributions by voice", "author"] == 10
    assert found["attributions by voice", "named"] == 11
    assert found["claims by shape", "discontinuous"] == 4
    assert found["claims by shape", "nested"] == 4
    assert found["attributions.polarity", "negative"] == 1
    assert found["corpus", "characters"] == 2571


def test_numbers_of_parts_add_up() -> None:
    whole = Stats()
    for article in bundled():
        whole.add(stats_of([article]))
    assert whole == stats_of(bundled())


def test_a_reject_is_no_article() -> None:
    reject = Reject(file="a", record=None, line=1, issues=(), data=b"")
    assert json.loads(reject.written()) == {"file": "a", "record": None, "line": 1, "issues": [], "raw": ""}
