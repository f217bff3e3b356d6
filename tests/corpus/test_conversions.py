"""Conversions of corpora: the same bytes with any number of processes, bad documents kept, cut runs gone on with."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsclaims as nc
from newsclaims import corpus
from newsclaims.cli import main
from newsclaims.conversion import TargetError, convert, sources
from newsclaims.corpus import writing
from tests.corpus.pool import bundled

BAD = b'{"schema_version":"1.0","id":"bad"}'


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(name: str, *, times: int = 1, bad: bool = False) -> None:
    lines = [nc.dumps(article) for article in bundled()] * times
    if bad:
        lines[3:3] = [BAD, b'{"half']
        lines.append(b"\xff")
    Path(name).write_bytes(b"\n".join(lines) + b"\n")


def tree(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


# ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("target", "form"), [("a.parquet", None), ("a", "parquet"), ("tables", "tables")])
def test_columns_are_a_target_and_a_source(target: str, form: str | None) -> None:
    put("in.jsonl")
    report = convert(["in.jsonl"], target, target_format=form)
    assert (report.written, report.files, report.form) == (len(bundled()), 1, form or "parquet")
    Path(target).rename("b.parquet" if form != "tables" else "b")
    source = "b" if form == "tables" else "b.parquet"
    assert list(corpus.read(source)) == bundled()
    assert convert([source], "out.jsonl").written == len(bundled())
    assert Path("out.jsonl").read_bytes() == Path("in.jsonl").read_bytes()


def test_columns_in_a_folder_are_among_its_articles() -> None:
    Path("in").mkdir()
    corpus.write(bundled()[:3], "in/a.parquet")
    corpus.write(bundled()[3:5], "in/b.jsonl")
    corpus.write_tables(bundled()[5:], "in/c")
    convert(["in"], "out.jsonl")
    assert list(corpus.read("out.jsonl")) == bundled()


def test_columns_become_other_formats() -> None:
    put("in.jsonl")
    convert(["in.jsonl"], "a.parquet")
    convert(["in.jsonl"], "one", target_format="ninjs")
    convert(["a.parquet"], "other", target_format="ninjs")
    assert tree("one") == tree("other")


def test_two_layers_of_one_article_are_named_over_all_files() -> None:
    for name in ("a.jsonl", "b.jsonl"):
        corpus.write([nc.example()], name)
    convert(["a.jsonl", "b.jsonl"], "a.parquet")
    import pyarrow.parquet as pq

    ids = pq.read_table("a.parquet", columns=["doc_id"]).column("doc_id").to_pylist()
    assert ids == [f"{nc.example().id}#{number}" for number in (0, 1)]


def test_a_changed_quote_in_columns_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    import pyarrow.parquet as pq

    corpus.write_tables(bundled(), "a")
    table = pq.read_table("a/spans.parquet")
    quotes = table.column("quote").to_pylist()
    at = next(number for number, quote in enumerate(quotes) if quote)
    quotes[at] = "something else"
    import pyarrow as pa

    pq.write_table(table.set_column(6, table.schema.field(6), pa.array(quotes)), "a/spans.parquet")
    assert main(["convert", "a", "out.jsonl"]) == 1
    assert "NC402" in capsys.readouterr().err
    assert len(list(corpus.read("out.jsonl"))) == len(bundled()) - 1


@pytest.mark.parametrize(
    ("target", "form"), [("-", "parquet"), ("-", "tables"), ("folder", "parquet"), ("folder/", "parquet")]
)
def test_columns_do_not_fit_everywhere(target: str, form: str) -> None:
    put("in.jsonl")
    Path("folder").mkdir()
    with pytest.raises(TargetError, match="goes to a"):
        convert(["in.jsonl"], target, target_format=form)


def test_a_folder_that_is_not_empty_takes_no_tables() -> None:
    put("in.jsonl")
    Path("folder").mkdir()
    Path("folder/mine").touch()
    assert main(["convert", "in.jsonl", "folder", "--to", "tables"]) == 2
    assert tree("folder") == {"mine": b""}


def test_columns_are_checked_before_they_are_written() -> None:
    article = nc.Article(id="x", language="en", claims=(nc.Claim(id="c", text="x"), nc.Claim(id="c", text="y")))
    for write in (corpus.write, corpus.write_tables):
        with pytest.raises(nc.InvalidArticleError, match="NC3"):
            write([article], "a.parquet")
    assert list(Path.cwd().iterdir()) == []


# ── Processes ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("target", "form"),
    [("a.jsonl", "newsclaims"), ("a.jsonl.gz", "ninjs"), ("a.parquet", "parquet"), ("a", "tables")],
)
def test_several_processes_write_what_one_does(target: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    put("in.jsonl", times=20, bad=True)
    made = []
    for jobs in ("1", "4"):
        options = ["--to", form, "--jobs", jobs, "--losses", "losses.json", "--rejects", "rejects.jsonl"]
        assert main(["convert", "in.jsonl", target, *options]) == 3
        files = tree(target) if Path(target).is_dir() else {target: Path(target).read_bytes()}
        kept = [Path(name).read_bytes() for name in ("losses.json", "rejects.jsonl")]
        made.append((files, kept, capsys.readouterr()))
        Path(target).rename(f"before-{jobs}")
    assert made[0] == made[1]


# ── Bad documents ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_bad_documents_are_told_left_out_and_kept_as_they_were(capsys: pytest.CaptureFixture[str]) -> None:
    put("in.jsonl", bad=True)
    assert main(["convert", "in.jsonl", "out.jsonl", "--on-error", "collect", "--rejects", "bad.jsonl"]) == 3
    assert list(corpus.read("out.jsonl")) == bundled()
    kept = [json.loads(line) for line in Path("bad.jsonl").read_bytes().splitlines()]
    assert [(one["file"], one["line"], one.get("raw"), one.get("raw_base64")) for one in kept] == [
        ("in.jsonl", 4, BAD.decode(), None),
        ("in.jsonl", 5, '{"half', None),
        ("in.jsonl", len(bundled()) + 3, None, "/w=="),
    ]
    assert [one["issues"][0]["code"] for one in kept] == ["NC202", "NC101", "NC102"]
    assert "in.jsonl:4:" in capsys.readouterr().err


@pytest.mark.parametrize("target", ["out.jsonl", "out.parquet", "out"])
def test_the_first_bad_document_ends_it_where_that_is_wanted(target: str, capsys: pytest.CaptureFixture[str]) -> None:
    put("in.jsonl", bad=True)
    assert main(["convert", "in.jsonl", target, "--on-error", "stop", "--rejects", "bad.jsonl"]) == 1
    assert "in.jsonl:4:" in (err := capsys.readouterr().err)
    assert err.endswith("stopped at the first bad document (--on-error stop); nothing was written\n")
    assert sorted(path.name for path in Path.cwd().iterdir()) == ["bad.jsonl", "in.jsonl"]
    assert len(Path("bad.jsonl").read_bytes().splitlines()) == 1


def test_to_keep_them_needs_a_file() -> None:
    put("in.jsonl")
    assert main(["convert", "in.jsonl", "out.jsonl", "--on-error", "collect"]) == 2


def test_strict_keeps_its_word_in_a_corpus() -> None:
    put("in.jsonl")
    assert main(["convert", "in.jsonl", "out.jsonl", "--to", "schema_org", "--strict"]) == 5
    assert sorted(path.name for path in Path.cwd().iterdir()) == ["in.jsonl"]


# ── Going on ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def interrupting(after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the reading end with an interrupt after so many documents."""
    plain = sources._Reader.found

    def found(self: Any) -> Iterator[Any]:
        for number, one in enumerate(plain(self)):
            if number == after:
                raise KeyboardInterrupt
            yield one

    monkeypatch.setattr(sources._Reader, "found", found)


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
@pytest.mark.parametrize(
    ("form", "bad"), [("newsclaims", False), ("newsclaims", True), ("ninjs", False), ("schema_org", True)]
)
def test_an_interrupted_conversion_goes_on_and_ends_as_one_run(
    suffix: str, form: str, *, bad: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from newsclaims.corpus import parallel

    monkeypatch.setattr(writing, "STEP", 30_000)
    monkeypatch.setattr(parallel, "BLOCK", 20_000)
    put("in.jsonl", times=2, bad=bad)
    count = len(Path("in.jsonl").read_bytes().splitlines())

    def run(target: str) -> tuple[int, str]:
        options = ["--to", form, "--resume", "--losses", "losses.json", "--rejects", "bad.jsonl"]
        code = main(["convert", "in.jsonl", target, *options])
        return code, capsys.readouterr().err

    code, told = run(f"whole.jsonl{suffix}")
    kept = [Path(name).read_bytes() for name in ("losses.json", "bad.jsonl")]
    went_on = 0
    for after in range(3, count, 23):
        with monkeypatch.context() as patch:
            interrupting(after, patch)
            assert run(f"a.jsonl{suffix}")[0] == 130
        assert not Path(f"a.jsonl{suffix}").exists()
    again, second = run(f"a.jsonl{suffix}")
    went_on += "went on after" in second
    assert again == code
    assert Path(f"a.jsonl{suffix}").read_bytes() == Path(f"whole.jsonl{suffix}").read_bytes()
    assert went_on == 1
    assert second.splitlines()[-1] == told.splitlines()[-1].replace("whole.", "a.")
    assert [Path(name).read_bytes() for name in ("losses.json", "bad.jsonl")] == kept
    assert not list(Path.cwd().glob("*.part*"))


def test_what_is_done_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from newsclaims.corpus import parallel

    monkeypatch.setattr(writing, "STEP", 30_000)
    monkeypatch.setattr(parallel, "BLOCK", 20_000)
    put("in.jsonl", times=3)
    with monkeypatch.context() as patch:
        interrupting(30, patch)
        with pytest.raises(KeyboardInterrupt):
            convert(["in.jsonl"], "a.jsonl", resume=True)
    journal = json.loads(Path("a.jsonl.part.json").read_bytes())
    assert 0 < journal["documents"] <= 30
    from newsclaims.conversion import streams

    looked = []
    plain = streams.parsed
    monkeypatch.setattr(streams, "parsed", lambda document, language: (looked.append(1), plain(document, language))[1])
    report = convert(["in.jsonl"], "a.jsonl", resume=True)
    assert len(looked) == len(bundled()) * 3 - journal["documents"]
    assert (report.there, report.written, report.files) == (journal["records"], len(bundled()) * 3, 1)


def test_a_part_of_other_sources_is_not_gone_on_with(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(writing, "STEP", 10_000)
    put("in.jsonl")
    with monkeypatch.context() as patch:
        interrupting(9, patch)
        assert main(["convert", "in.jsonl", "a.jsonl"]) == 130
    assert "a.jsonl.part holds what is done; the same with --resume goes on\n" in capsys.readouterr().err
    put("in.jsonl", times=2)
    assert main(["convert", "in.jsonl", "a.jsonl", "--resume"]) == 2
    assert "a.jsonl.part is of other sources or another format; delete it to start again" in capsys.readouterr().err
    assert main(["convert", "in.jsonl", "a.jsonl"]) == 0


@pytest.mark.parametrize(
    ("target", "form"), [("a.parquet", None), ("a", "tables"), ("a", "ninjs"), ("-", "newsclaims")]
)
def test_only_lines_can_be_gone_on_with(target: str, form: str | None) -> None:
    put("in.jsonl")
    with pytest.raises(TargetError, match=r"only a \.jsonl file of articles can"):
        convert(["in.jsonl"], target, target_format=form, resume=True)


def test_a_journal_is_never_taken_for_that_of_a_part_begun_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "STEP", 10_000)
    one, other = bundled(), list(reversed(bundled()))

    def stopping(articles: list[nc.Article]) -> Iterator[nc.Article]:
        yield from articles[:9]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        corpus.write(stopping(one), "a.jsonl")
    # The part of the second run is on the disk, its own journal is not: the first must not vouch for it.
    with monkeypatch.context() as patch:
        patch.setattr(writing, "replace_file", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            corpus.write(stopping(other), "a.jsonl")
    corpus.write(other, "a.jsonl", resume=True)
    assert list(corpus.read("a.jsonl")) == other


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_killed_conversion_goes_on(here: Path) -> None:
    """A share of the two hundred kills of `python -m benchmarks.kills`."""
    put("in.jsonl", times=60)
    command = [sys.executable, "-m", "newsclaims", "convert", "in.jsonl", "a.jsonl.gz", "--resume"]
    begun = time.monotonic()
    subprocess.run([*command[:5], "whole.jsonl.gz"], check=True, capture_output=True)
    lasts = time.monotonic() - begun
    dice = random.Random(3)
    for _ in range(3):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(dice.uniform(lasts / 2, lasts))
            process.send_signal(signal.SIGKILL)
    if not Path("a.jsonl.gz").exists():
        subprocess.run(command, check=True, capture_output=True)
    assert Path("a.jsonl.gz").read_bytes() == Path("whole.jsonl.gz").read_bytes()


# ── Cuts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.json.gz", "a.json.zst"])
def test_every_cut_of_a_packed_file_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "STEP", 200)
    articles = [nc.Article.from_text(f"It rained {number}.", id=f"a{number}", language="en") for number in range(5)]
    corpus.write(articles[:1] if ".json." in name else articles, name)
    data = Path(name).read_bytes()
    assert len(data) > 150
    unnoticed = []
    for size in range(len(data)):
        Path(name).write_bytes(data[:size])
        reading = corpus.read(name, on_error="skip")
        list(reading)
        if not reading.rejected:
            unnoticed.append(size)
    assert unnoticed == []


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_every_flipped_bit_of_what_is_packed_is_noticed_or_harmless(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "STEP", 200)
    articles = [nc.Article.from_text(f"It rained {number}.", id=f"a{number}", language="en") for number in range(5)]
    corpus.write(articles, name)
    data = Path(name).read_bytes()
    wrong = []
    for at in range(len(data)):
        for bit in (0, 5):
            Path(name).write_bytes(data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :])
            reading = corpus.read(name, on_error="skip")
            if list(reading) != articles and not reading.rejected:
                wrong.append((at, bit))
    assert wrong == []
