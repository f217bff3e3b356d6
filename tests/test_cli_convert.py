"""`newsclaims convert`: what it writes and says, what it refuses, and what is left when it is stopped half-way."""

import contextlib
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
import zstandard
from test_cli import SEED, TUNNEL, WRONG_PLACE, Ran, packed, run, spawn
from test_cli_damage import DAMAGES, Damage, assert_neat, damaged

import newsclaims as nc
from newsclaims.conversion.staging import MARK
from newsclaims.formats import FORMATS, ninjs, schema_org
from newsclaims.formats.files import FILES

needs_brat = pytest.mark.skipif("brat" not in FORMATS, reason="brat is not among the formats")

TEXT = "Rain is coming, she said."
ANNOTATIONS = """\
T1\tCue 20 24\tsaid
T2\tContent 0 14\tRain is coming
T3\tSource 16 19\tshe
T4\tAttribution 20 24\tsaid
E1\tAttribution:T4 Source:T3 Cue:T1 Content:T2
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with one article in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "tunnel.json").write_text(TUNNEL)
    return tmp_path


def numbered(count: int) -> list[nc.Article]:
    article = nc.loads(TUNNEL)
    return [attrs.evolve(article, id=f"urn:test:{number}") for number in range(count)]


def lines(*articles: nc.Article) -> bytes:
    return b"".join(nc.dumps(article) + b"\n" for article in articles)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ── What it does ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_becomes_a_file_and_nothing_is_said_on_standard_output(here: Path) -> None:
    assert run("convert", "tunnel.json", "a.ninjs.json") == Ran(0, "", "1 article from 1 file to ninjs: a.ninjs.json\n")
    assert ninjs.read(here / "a.ninjs.json") == nc.loads(TUNNEL)
    assert run("convert", "a.ninjs.json", "back.json").code == 0
    assert nc.read(here / "back.json") == nc.loads(TUNNEL)
    assert (here / "back.json").read_bytes() == nc.dumps(nc.loads(TUNNEL), indent=2) + b"\n"


def test_every_kind_of_loss_has_one_line_with_code_and_count(here: Path) -> None:
    ran = run("convert", "tunnel.json", "a.jsonld", "--to", "schema_org")
    lost = schema_org.losses(nc.loads(TUNNEL))
    assert lost
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        *sorted(f"{one.code} lost: {one.count} × {one.what}, in 1 of 1 article" for one in lost),
        "1 article from 1 file to schema_org: a.jsonld",
    ]
    assert schema_org.read(here / "a.jsonld") == schema_org.forget(nc.loads(TUNNEL))


def test_losses_are_summed_over_articles_and_listed_in_a_file(here: Path) -> None:
    (here / "in.jsonl").write_bytes(lines(*numbered(3), nc.Article(id="urn:test:bare", language="en")))
    ran = run("convert", "in.jsonl", "out", "--to", "schema_org", "--losses", "losses.json")
    assert ran.code == 1
    lost = schema_org.losses(numbered(1)[0])
    report = json.loads((here / "losses.json").read_bytes())
    assert list(report) == ["tool", "version", "to", "articles", "losses", "by_article"]
    assert (report["tool"], report["to"], report["articles"]) == ("newsclaims", "schema_org", 4)
    assert report["losses"] == sorted(
        ({"code": one.code, "what": one.what, "count": 3 * one.count, "articles": 3} for one in lost),
        key=lambda one: one["code"],
    )
    assert report["by_article"] == [
        {
            "file": "in.jsonl",
            "record": number + 1,
            "id": f"urn:test:{number}",
            "losses": [{"code": one.code, "what": one.what, "count": one.count} for one in lost],
        }
        for number in range(3)
    ]
    assert f"{lost[0].code} lost: {3 * lost[0].count} × {lost[0].what}, in 3 of 4 articles" in ran.err


@pytest.mark.parametrize("suffix", [".ninjs.jsonl", ".schema.jsonl", ".anno.jsonl", ".ninjs.jsonl.gz"])
def test_the_name_of_a_file_of_lines_tells_its_format_too(here: Path, suffix: str) -> None:
    form = {"ninjs": "ninjs", "schema": "schema_org", "anno": "web_annotation"}[suffix.split(".")[1]]
    (here / "again.json").write_bytes((here / "tunnel.json").read_bytes())
    ran = run("convert", "tunnel.json", "again.json", f"a{suffix}")
    assert ran.err.endswith(f"2 articles from 2 files to {form}: a{suffix}\n")
    assert run("convert", f"a{suffix}", "back.jsonl").err == "2 articles from 1 file to newsclaims: back.jsonl\n"


def test_losses_go_to_standard_output_where_they_are_wanted_there(here: Path) -> None:
    ran = run("convert", "tunnel.json", "a.schema.jsonld", "--losses", "-")
    assert json.loads(ran.out)["articles"] == 1
    both = run("convert", "tunnel.json", "-", "--losses", "-")
    assert both.code == 2
    assert "cannot both be standard output" in both.err


def test_a_folder_becomes_a_folder_of_the_same_shape(here: Path) -> None:
    (here / "in" / "deep").mkdir(parents=True)
    (here / "in" / ".hidden").mkdir()
    for name in ("a.json", "deep/b.newsclaims.json", ".hidden/c.json"):
        (here / "in" / name).write_text(TUNNEL)
    (here / "in" / "c.ninjs.json").write_bytes(ninjs.dumps(nc.loads(TUNNEL)))
    (here / "in" / "notes.txt").write_text("mine")
    ran = run("convert", "in", "out", "--to", "newsclaims")
    assert ran == Ran(0, "", "3 articles from 3 files to newsclaims: out\n")
    assert sorted(tree(here / "out")) == ["a.newsclaims.json", "c.newsclaims.json", "deep/b.newsclaims.json"]
    assert run("validate", "out").code == 0


def test_folders_patterns_and_several_sources(here: Path) -> None:
    (here / "in" / "x").mkdir(parents=True)
    (here / "in" / "y").mkdir()
    for name in ("x/a.json", "y/a.json", "y/b.json"):
        (here / "in" / name).write_text(TUNNEL)
    run("convert", "in/*/a.json", "one")
    assert sorted(tree(here / "one")) == ["x/a.newsclaims.json", "y/a.newsclaims.json"]
    run("convert", "in/x/a.json", "in/y/a.json", "in/y/b.json", "two")
    assert sorted(tree(here / "two")) == ["a-2.newsclaims.json", "a.newsclaims.json", "b.newsclaims.json"]
    assert run("convert", "in", "all.jsonl").err == "3 articles from 3 files to newsclaims: all.jsonl\n"
    assert (here / "all.jsonl").read_bytes() == lines(nc.loads(TUNNEL)) * 3
    missing = run("convert", "nothing/*.json", "gone.json", "three")
    assert missing.code == 3
    assert "NC804 matches no file" in missing.err
    assert "NC801 does not exist" in missing.err
    assert not (here / "three").exists()


def test_a_stream_becomes_files_named_after_ids_and_back(here: Path) -> None:
    (here / "in.jsonl").write_bytes(lines(*numbered(3)))
    assert run("convert", "in.jsonl", "out").code == 0
    assert sorted(tree(here / "out")) == [f"urn-test-{number}.newsclaims.json" for number in range(3)]
    assert run("convert", "out", "back.jsonl").code == 0
    assert (here / "back.jsonl").read_bytes() == (here / "in.jsonl").read_bytes()


def test_json_lines_of_other_formats(here: Path) -> None:
    (here / "in.jsonl").write_bytes(lines(*numbered(3)))
    assert run("convert", "in.jsonl", "ninjs.jsonl", "--to", "ninjs").code == 0
    written = (here / "ninjs.jsonl").read_bytes().splitlines()
    assert [ninjs.loads(line).id for line in written] == [f"urn:test:{number}" for number in range(3)]
    assert run("convert", "ninjs.jsonl", "back.jsonl").code == 0
    assert (here / "back.jsonl").read_bytes() == (here / "in.jsonl").read_bytes()


# ── Streams and packers ──────────────────────────────────────────────────────────────────────────────────────────────


def test_standard_input_and_output(here: Path) -> None:
    pretty = nc.dumps(nc.loads(TUNNEL), indent=2).decode() + "\n"
    item = ninjs.dumps(nc.loads(TUNNEL))
    assert run("convert", "-", "-", stdin=item) == Ran(
        0, pretty, "1 article from 1 file to newsclaims: standard output\n"
    )
    stream = lines(*numbered(3))
    assert run("convert", "-", "-", stdin=stream).out == stream.decode()
    assert run("convert", "-", "-", "--to", "ninjs", stdin=stream).out.count("\n") == 3
    assert run("convert", "-", "a.json", stdin=TUNNEL).code == 0
    assert (here / "a.json").read_text(encoding="utf-8") == pretty
    assert run("convert", "-", "out/", stdin=stream).code == 0
    assert len(tree(here / "out")) == 3
    assert run("convert", "tunnel.json", "-").out == pretty
    assert run("convert", "tunnel.json", "-", "--to", "schema_org", "--strict").out == ""


def test_what_is_not_json_on_standard_input_is_asked_for(here: Path) -> None:
    ran = run("convert", "-", "-", stdin="some words")
    assert (ran.code, ran.out) == (3, "")
    assert "NC980 has the marks of no format, should be told which it is (--from newsclaims/" in ran.err


@needs_brat
def test_two_files_cannot_be_a_stream(here: Path) -> None:
    for words in (("convert", "-", "a.json", "--from", "brat"), ("convert", "tunnel.json", "-", "--to", "brat")):
        ran = run(*words)
        assert ran.code == 2
        assert "brat is two files and cannot" in ran.err


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_packed_files_in_and_out(here: Path, suffix: str) -> None:
    stream = lines(*numbered(5))
    (here / f"in.jsonl{suffix}").write_bytes(packed(f"x{suffix}", stream))
    assert run("convert", f"in.jsonl{suffix}", "out.jsonl").code == 0
    assert (here / "out.jsonl").read_bytes() == stream
    for name in (f"a.jsonl{suffix}", f"b.jsonl{suffix}"):
        assert run("convert", "out.jsonl", name).code == 0
    made = (here / f"a.jsonl{suffix}").read_bytes()
    assert made == (here / f"b.jsonl{suffix}").read_bytes()
    opened = gzip.decompress(made) if suffix == ".gz" else zstandard.ZstdDecompressor().stream_reader(made).read()
    assert opened == stream
    assert run("convert", "tunnel.json", f"a.ninjs.json{suffix}").code == 0
    assert run("convert", f"a.ninjs.json{suffix}", "-").out == nc.dumps(nc.loads(TUNNEL), indent=2).decode() + "\n"


def test_a_cut_packed_file_is_told_and_leaves_nothing(here: Path) -> None:
    data = gzip.compress(lines(*numbered(200)))
    (here / "in.jsonl.gz").write_bytes(data[: len(data) // 2])
    ran = run("convert", "in.jsonl.gz", "out.jsonl.gz", "--strict")
    assert ran.code == 3
    assert "in.jsonl.gz: error NC803" in ran.err


def test_the_same_bytes_twice(here: Path) -> None:
    (here / "in.jsonl").write_bytes(lines(*(nc.example(name) for name in nc.examples()[1:5])))
    for form in ("newsclaims", *FORMATS):
        for out in ("one", "two"):
            run("convert", "in.jsonl", f"{out}/{form}/", "--to", form)
    assert tree(here / "one")
    assert tree(here / "one") == tree(here / "two")


def test_the_same_bytes_under_every_hash_seed(here: Path) -> None:
    (here / "in.jsonl").write_bytes(lines(nc.example("ferry-denial"), nc.example("fact-check")))
    for seed in ("0", "4294967295"):
        for form in ("brat", "schema_org"):
            if form in FORMATS:
                spawn("convert", "in.jsonl", f"{seed}/{form}/", "--to", form, environment={"PYTHONHASHSEED": seed})
    assert tree(here / "0")
    assert tree(here / "0") == tree(here / "4294967295")


# ── Which format ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("document", ["{}", "[]", '{"a": 1}', '{"schema_version": "1.0", "uri": "urn:x:1"}', '"x"'])
def test_a_document_of_no_or_two_formats_is_refused_and_from_is_named(here: Path, document: str) -> None:
    (here / "in.json").write_text(document)
    ran = run("convert", "in.json", "out.json")
    assert ran.code == 3
    assert "in.json: error NC980" in ran.err
    assert "--from" in ran.err
    assert not (here / "out.json").exists()


def test_what_is_told_is_not_guessed(here: Path) -> None:
    (here / "in.json").write_text('{"schema_version": "1.0", "uri": "urn:x:1", "language": "en"}')
    assert run("convert", "in.json", "out.json", "--from", "ninjs").code == 0
    assert nc.read(here / "out.json").id == "urn:x:1"
    ran = run("convert", "in.json", "out2.json", "--from", "newsclaims")
    assert ran.code == 1
    assert "NC203" in ran.err


def test_the_name_of_the_target_may_leave_its_format_open(here: Path) -> None:
    for name in ("a.jsonld", "a.md", "a.unknown.gz"):
        ran = run("convert", "tunnel.json", name)
        if name == "a.jsonld" and "web_annotation" not in FORMATS:
            continue
        assert ran.code == 2
        assert "--to" in ran.err
        assert not (here / name).exists()


def test_the_name_of_the_target_tells_its_format_also_where_several_articles_come(here: Path) -> None:
    (here / "in.jsonl").write_bytes(lines(*numbered(2)))
    for form in FORMATS:
        name = f"out{FILES[form].suffixes[0]}"
        ran = run("convert", "in.jsonl", name)
        if FILES[form].many:
            assert f"2 articles from 1 file to {form}: {name}" in ran.err
        else:
            assert ran.code == 2
            assert f"{name} holds one article of {form}, and several came: name a folder" in ran.err
            assert not (here / name).exists()
    assert "to newsclaims: v1.2" in run("convert", "in.jsonl", "v1.2").err


def test_a_format_that_does_not_exist_is_wrong_usage_with_a_hint(here: Path) -> None:
    for option in ("--from", "--to"):
        ran = run("convert", "tunnel.json", "out.json", option, "ninj")
        assert ran.code == 2
        assert 'no format "ninj" (did you mean "ninjs"?)' in ran.err
        assert "there are newsclaims," in run("convert", "tunnel.json", "out.json", option, "zzzzzz").err


def test_json_is_another_word_for_newsclaims_own_format(here: Path) -> None:
    assert (
        run("convert", "tunnel.json", "-", "--from", "json", "--to", "json").out
        == run("convert", "tunnel.json", "-", "--from", "newsclaims", "--to", "newsclaims").out
    )


def test_a_missing_extra_ends_with_the_line_to_type(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "cas", "newsclaims.formats.cas_without_library")
    module = here / "stub.py"
    module.write_text(
        "from newsclaims.errors import MissingDependencyError\nraise MissingDependencyError('dkpro-cassis', 'cas')\n"
    )
    monkeypatch.syspath_prepend(str(here))
    monkeypatch.setitem(FORMATS, "cas", "stub")
    for words in (("tunnel.json", "a.xmi"), ("a.xmi", "a.json"), ("tunnel.json", "out/", "--to", "cas")):
        (here / "a.xmi").write_text("<xmi/>")
        before = tree(here)
        ran = run("convert", *words)
        assert ran.code == 4
        assert "pip install 'newsclaims[cas]'" in ran.err
        assert tree(here) == before
        assert not (here / "out").exists()


def test_a_language_for_texts_that_name_none(here: Path) -> None:
    (here / "in.ninjs.json").write_text('{"uri": "urn:x:1"}')
    assert run("convert", "in.ninjs.json", "a.json").code == 0
    assert nc.read(here / "a.json").language == "und"
    assert run("convert", "in.ninjs.json", "a.json", "--language", "id").code == 0
    assert nc.read(here / "a.json").language == "id"
    assert run("convert", "in.ninjs.json", "b.json", "--language", "not a tag").code == 2
    assert not (here / "b.json").exists()


# ── What is there already ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_that_the_user_names_is_replaced_whole(here: Path) -> None:
    (here / "out.json").write_text("old" * 10_000)
    assert run("convert", "tunnel.json", "out.json").code == 0
    assert nc.read(here / "out.json") == nc.loads(TUNNEL)


def test_files_in_a_folder_are_not_replaced_unasked_and_then_none_is_written(here: Path) -> None:
    (here / "in.jsonl").write_bytes(lines(*numbered(3)))
    (here / "out").mkdir()
    (here / "out" / "urn-test-1.newsclaims.json").write_text("mine")
    ran = run("convert", "in.jsonl", "out")
    assert ran.code == 2
    assert "out/urn-test-1.newsclaims.json is there already (--force to replace it)" in ran.err
    assert tree(here / "out") == {"urn-test-1.newsclaims.json": b"mine"}
    assert sorted(path.name for path in (here / "out").iterdir()) == ["urn-test-1.newsclaims.json"]
    assert run("convert", "in.jsonl", "out", "--force").code == 0
    assert len(tree(here / "out")) == 3
    assert run("convert", "in.jsonl", "out").code == 2, "files of the same bytes are files too"


def test_several_articles_do_not_fit_one_file(here: Path) -> None:
    (here / "in.jsonl").write_bytes(lines(*numbered(2)))
    (here / "out.json").write_text("mine")
    ran = run("convert", "in.jsonl", "out.json")
    assert ran.code == 2
    assert "out.json holds one article of newsclaims, and several came: name a folder, or a .jsonl file" in ran.err
    assert (here / "out.json").read_text() == "mine"


@needs_brat
def test_annotations_cannot_take_the_name_of_their_text(here: Path) -> None:
    for name in ("a.txt", "a.ann.gz"):
        ran = run("convert", "tunnel.json", name, "--to", "brat")
        assert ran.code == 2
        assert "should end in .ann" in ran.err
        assert not (here / name).exists()


# ── Bad input ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_bad_line_is_told_with_its_place_and_the_others_are_converted(here: Path) -> None:
    good = numbered(2)
    bad = json.dumps(json.loads(WRONG_PLACE)).encode() + b"\n"
    (here / "in.jsonl").write_bytes(lines(good[0]) + bad + b"{\n" + lines(good[1]))
    ran = run("convert", "in.jsonl", "out.jsonl")
    assert ran.code == 3
    assert "in.jsonl:2:" in ran.err
    assert "error NC402 [/claims/1/content/0/quote]" in ran.err
    assert "in.jsonl:3:" in ran.err
    assert "error NC101" in ran.err
    assert ran.err.endswith("2 articles from 1 file to newsclaims: out.jsonl\n")
    assert (here / "out.jsonl").read_bytes() == lines(*good)
    (here / "in.jsonl").write_bytes(lines(good[0]) + bad)
    assert run("convert", "in.jsonl", "out.jsonl").code == 1, "it can be read, and breaks a rule"


def test_bad_files_are_told_and_the_good_ones_converted(here: Path) -> None:
    (here / "in").mkdir()
    (here / "in" / "a.json").write_text(TUNNEL)
    (here / "in" / "b.json").write_text(TUNNEL[:200])
    (here / "in" / "c.ninjs.json").write_text('{\n  "uri": 7}')
    (here / "in" / "d.json").write_text(TUNNEL)
    ran = run("convert", "in", "out")
    assert ran.code == 3
    assert "in/b.json:" in ran.err
    assert "in/c.ninjs.json:2:10: error NC941 [/uri] is 7, should be a string of one line" in ran.err
    assert "2 articles from 2 files to newsclaims: out" in ran.err
    assert sorted(tree(here / "out")) == ["a.newsclaims.json", "d.newsclaims.json"]


@pytest.mark.parametrize("target", ["out.json", "out.jsonl", "out.jsonl.gz", "out/"])
def test_where_nothing_can_be_converted_nothing_is_written(here: Path, target: str) -> None:
    (here / "in.json").write_text(TUNNEL[:200])
    if not target.endswith("/"):
        (here / target).write_bytes(b"mine")
    before = tree(here)
    ran = run("convert", "in.json", target)
    assert ran.code == 3
    assert ran.err.endswith("\nnothing was written\n")
    assert tree(here) == before
    assert not (here / "out").exists()


@needs_brat
@pytest.mark.parametrize(
    ("damage", "code", "line"),
    [
        (lambda ann: ann.replace("0 14", "1 15"), "NC", 2),
        (lambda ann: ann.replace("0 14", "14 0"), "NC", 2),
        (lambda ann: ann.replace("0 14", "0 999"), "NC", 2),
        (lambda ann: ann.replace("T3\tSource 16 19\tshe\n", ""), "NC", 4),
        (lambda ann: ann + "T1\tCue 20 24\tsaid\n", "NC", 6),
        (lambda ann: ann[:-20], "NC", 5),
        (lambda ann: ann.replace("\n", "\r\n"), "NC", 1),
    ],
    ids=["shifted", "backwards", "past-the-end", "missing", "twice", "cut", "crlf"],
)
def test_damaged_annotations_are_refused_with_file_and_line(
    here: Path, damage: Callable[[str], str], code: str, line: int
) -> None:
    (here / "in").mkdir()
    for name in ("bad", "good"):
        (here / "in" / f"{name}.txt").write_text(TEXT)
        (here / "in" / f"{name}.ann").write_text(damage(ANNOTATIONS) if name == "bad" else ANNOTATIONS, newline="")
    ran = run("convert", "in", "out")
    assert ran.code in (1, 3)
    assert f"in/bad.ann:{line}:" in ran.err
    assert f"error {code}" in ran.err
    assert sorted(tree(here / "out")) == ["good.newsclaims.json"]


@needs_brat
def test_annotations_without_their_text_are_told(here: Path) -> None:
    (here / "a.ann").write_text(ANNOTATIONS)
    ran = run("convert", "a.ann", "a.json")
    assert ran.code == 3
    assert "a.ann: error NC802 cannot be read: no text beside the annotations" in ran.err
    assert not (here / "a.json").exists()
    (here / "a.txt").write_bytes(b"\xff")
    ran = run("convert", "a.ann", "a.json")
    assert ran.code == 3
    assert "a.txt:1:1: error NC910" in ran.err


@needs_brat
def test_brat_comes_back_byte_for_byte(here: Path) -> None:
    (here / "in").mkdir()
    (here / "in" / "rain_ann1.ann").write_text(ANNOTATIONS)
    (here / "in" / "rain.txt").write_text(TEXT)
    assert run("convert", "in", "out", "--to", "brat").code in (0, 1)
    assert tree(here / "out") == tree(here / "in")
    assert run("convert", "in", "all.jsonl").code == 0
    assert nc.validate((here / "all.jsonl").read_bytes()) == ()


def test_an_article_that_a_format_cannot_take_is_told_with_its_file(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dumps = ninjs.dumps

    def choosy(article: nc.Article, **options: Any) -> bytes:
        if article.id.endswith("1"):
            raise nc.ConversionError([nc.Issue("NC946", "error", "", "would be too large", "", 3, 4)], "ninjs")
        return dumps(article, **options)

    monkeypatch.setattr(ninjs, "dumps", choosy)
    (here / "in.jsonl").write_bytes(lines(*numbered(3)))
    ran = run("convert", "in.jsonl", "out", "--to", "ninjs")
    assert ran.code == 3
    assert "in.jsonl: error NC946 would be too large\n" in ran.err
    assert "2 of 3 articles from 1 file to ninjs: out\n" in ran.err
    assert len(tree(here / "out")) == 2


@pytest.mark.skipif("averitec" not in FORMATS, reason="AVeriTeC is not among the formats")
def test_one_that_cannot_be_written_does_not_keep_the_others_out_of_a_file(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from newsclaims.formats import averitec

    write = averitec.write

    def choosy(articles: Any, path: Path) -> None:
        if any(article.id.endswith("1") for article in articles):
            raise nc.ConversionError([nc.Issue("NC946", "error", "", "has no text", "", 3, 4)], "averitec")
        write(articles, path)

    monkeypatch.setattr(averitec, "write", choosy)
    articles = [
        nc.Article(id=f"urn:test:{number}", language="en", claims=(nc.Claim(id="c1", text=f"It is {number}."),))
        for number in range(3)
    ]
    (here / "in.jsonl").write_bytes(lines(*articles))
    for target in ("out.averitec.json", "out/"):
        ran = run("convert", "in.jsonl", target, "--to", "averitec")
        assert ran.code == 3
        assert ran.err.count("in.jsonl: error NC946 has no text\n") == 1
        assert f"2 of 3 articles from 1 file to averitec: {target}\n" in ran.err
    assert (here / "out" / "in.averitec.json").read_bytes() == (here / "out.averitec.json").read_bytes()
    assert [one.claims[0].text for one in averitec.read(here / "out.averitec.json")] == ["It is 0.", "It is 2."]


@pytest.mark.skipif("averitec" not in FORMATS, reason="AVeriTeC is not among the formats")
def test_a_file_of_many_articles_becomes_many_files_or_one_and_comes_back(here: Path) -> None:
    records = [{"claim": f"It is {number}.", "label": "Refuted"} for number in range(3)]
    data = json.dumps(records, indent=4).encode() + b"\n"
    (here / "dev.json").write_bytes(data)
    assert (
        run("convert", "dev.json", "back.averitec.json").err
        == "3 articles from 1 file to averitec: back.averitec.json\n"
    )
    assert (here / "back.averitec.json").read_bytes() == data
    assert run("convert", "-", "-", "--to", "averitec", "--strict", stdin=data) == Ran(
        0, data.decode(), "3 articles from 1 file to averitec: standard output\n"
    )
    assert run("convert", "dev.json", "out/").code == 0
    assert len(tree(here / "out")) == 3
    assert run("convert", "dev.json", "all.jsonl").code == 0
    assert run("convert", "dev.json", "-").out == (here / "all.jsonl").read_text(encoding="utf-8")
    assert run("convert", "dev.json", "one.json").code == 2
    assert run("convert", "dev.json", "out2/", "--to", "averitec").code == 0
    assert tree(here / "out2") == {"dev.averitec.json": data}
    ran = run("convert", "all.jsonl", "-", "--to", "averitec")
    assert [record["claim"] for record in json.loads(ran.out)] == ["It is 0.", "It is 1.", "It is 2."]


FEVER = (
    b'\n{"id": 1, "claim": "It is one.", "label": "SUPPORTS"}\r\n \r\n'
    b'{"id": 2, "claim": "It is two.", "label": "REFUTES"}'
)


@pytest.mark.skipif("fever" not in FORMATS, reason="FEVER is not among the formats")
def test_lines_of_a_format_of_many_articles_are_one_document(here: Path) -> None:
    folder = Path(__file__).parent / "formats" / "data" / "fever" / "round_trip"
    for path in (one for one in folder.glob("*.jsonl") if one.stat().st_size):
        data = path.read_bytes()
        assert run("convert", path, "back.fever.jsonl", "--strict").code == 0
        assert (here / "back.fever.jsonl").read_bytes() == data
        assert run("convert", "-", "-", "--to", "fever", stdin=data).out.encode() == data
    (here / "dev.jsonl").write_bytes(FEVER.replace(b'"It is two."', b"7"))
    ran = run("convert", "dev.jsonl", "out.jsonl")
    assert ran.code == 3
    assert "dev.jsonl:4:20: error NC952" in ran.err
    (here / "dev.jsonl").write_bytes((FEVER.replace(b"\n{", b"{", 1) + b"\n") * 5000)
    assert run("convert", "dev.jsonl", "many.jsonl").err == "10000 articles from 1 file to newsclaims: many.jsonl\n"


# ── Every damaged file ───────────────────────────────────────────────────────────────────────────────────────────────

BROKEN = sorted(
    path
    for form in FORMATS
    for path in (Path(__file__).parent / "formats" / "data" / form / "broken").glob("*")
    if path.suffix != ".txt"
)
SEEN_WITH_THE_TEXT_ALONE = {
    "NC924-past-the-end.json",
    "NC925-shifted-by-one.json",
    "NC925-utf16-offsets.json",
    "NC925-wrong-prefix.json",
}
"""Annotations that contradict only the text that they are about, which `convert` does not have."""


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_damaged_article_is_not_converted(here: Path, damage: Damage) -> None:
    (here / "in.newsclaims.json").write_bytes(damaged(damage))
    (here / "in.json").write_bytes(damaged(damage))
    before = tree(here)
    for words in (("in.newsclaims.json", "out/", "--to", "ninjs"), ("in.json", "out.jsonl")):
        ran = run("convert", *words)
        assert_neat(ran, words)
        assert (ran.code, ran.out) == (damage.exit_code, "") or (ran.code == 3 and "NC980" in ran.err), ran
        assert "error NC" in ran.err
        assert tree(here) == before
        assert not (here / "out").exists()


@pytest.mark.parametrize(
    "path",
    [path for path in BROKEN if path.name not in SEEN_WITH_THE_TEXT_ALONE],
    ids=lambda path: f"{path.parent.parent.name}-{path.name}",
)
def test_a_damaged_file_of_another_format_is_told_and_leaves_nothing(here: Path, path: Path) -> None:
    form = path.parent.parent.name
    before = tree(here)
    for words in (("--from", form), ()):
        ran = run("convert", path, "out/", *words)
        assert_neat(ran, path)
        assert ran.code in (1, 3) or (not words and ran.code == 0), ran
        if words or ran.code:
            assert "error NC" in ran.err
            assert tree(here) == before
            assert not (here / "out").exists()


def test_damaged_files_of_other_formats_are_among_the_tests() -> None:
    assert len(BROKEN) > 60


# ── --strict ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("target", ["-", "out.jsonl", "out.jsonl.gz", "out", "new/deep/out/"])
def test_strict_writes_nothing_if_the_last_of_many_would_lose_something(here: Path, target: str) -> None:
    bare = [nc.Article(id=f"urn:test:{number}", language="en") for number in range(30)]
    assert schema_org.losses(bare[0]) == ()
    (here / "in.jsonl").write_bytes(lines(*bare, nc.loads(TUNNEL)))
    before = tree(here)
    ran = run("convert", "in.jsonl", target, "--to", "schema_org", "--strict")
    assert (ran.code, ran.out) == (5, "")
    assert ran.err.endswith("refused, since something would be lost (--strict); nothing was written\n")
    assert "in 1 of 31 articles" in ran.err
    assert tree(here) == before
    assert sorted(path.name for path in here.iterdir()) == ["in.jsonl", "tunnel.json"]
    (here / "in.jsonl").write_bytes(lines(*bare))
    again = run("convert", "in.jsonl", target, "--to", "schema_org", "--strict")
    assert again.code == 0
    assert (again.out.count("\n") if target == "-" else 30) == 30


def test_strict_writes_the_losses_where_they_are_asked_for_and_nothing_else(here: Path) -> None:
    ran = run("convert", "tunnel.json", "a.schema.jsonld", "--strict", "--losses", "losses.json")
    assert ran.code == 5
    assert json.loads((here / "losses.json").read_bytes())["losses"]
    assert not (here / "a.schema.jsonld").exists()


@needs_brat
def test_strict_leaves_a_pair_as_it_was(here: Path) -> None:
    for name in ("a.ann", "a.txt"):
        (here / name).write_text("mine")
    (here / "in.json").write_bytes(nc.dumps(attrs.evolve(nc.loads(TUNNEL), title="Lost")))
    before = tree(here)
    assert run("convert", "in.json", "a.ann", "--strict").code == 5
    assert tree(here) == before


@needs_brat
def test_strict_lets_pass_what_the_name_of_a_file_carries(here: Path) -> None:
    (here / "storm_ann1.ann").write_text(ANNOTATIONS)
    (here / "storm.txt").write_text(TEXT)
    assert run("convert", "storm_ann1.ann", "out/", "--to", "brat", "--strict").code == 0
    assert tree(here / "out") == {"storm.txt": TEXT.encode(), "storm_ann1.ann": ANNOTATIONS.encode()}
    assert run("convert", "storm_ann1.ann", "storm_ann1.json", "--strict").code == 0
    assert run("convert", "storm_ann1.json", "again/", "--to", "brat", "--strict").code == 0
    assert tree(here / "again") == tree(here / "out")
    assert run("convert", "storm_ann1.json", "again/storm_ann1.ann", "--strict").code == 0


@needs_brat
@pytest.mark.parametrize(
    ("target", "codes"),
    [("other_ann1.ann", {"NC606"}), ("storm_ann2.ann", {"NC605", "NC606"}), ("storm.ann", {"NC605"})],
)
def test_strict_refuses_what_the_name_of_a_file_does_not_carry(here: Path, target: str, codes: set[str]) -> None:
    article = nc.Article(id="storm", language="und", text=TEXT, provenance=nc.Provenance(agent="ann1"))
    (here / "in.json").write_bytes(nc.dumps(article))
    ran = run("convert", "in.json", target, "--strict")
    assert ran.code == 5
    assert {line.split()[0] for line in ran.err.splitlines()} - {"refused,"} == codes


def test_an_unreadable_file_weighs_more_than_a_loss(here: Path) -> None:
    (here / "bad.json").write_text("{")
    ran = run("convert", "tunnel.json", "bad.json", "out", "--to", "schema_org", "--strict")
    assert ran.code == 3
    assert "refused" in ran.err
    assert not (here / "out").exists()


# ── Stopped half-way ─────────────────────────────────────────────────────────────────────────────────────────────────

COUNT = 150


def killed(here: Path, target: str, after: float) -> int:
    """Begin a conversion and kill it; the code it ended with."""
    command = [sys.executable, "-m", "newsclaims", "convert", "in.jsonl", target, "--to", "ninjs"]
    with subprocess.Popen(command, cwd=here, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(after)
        process.kill()
        return process.wait()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("target", ["out", "out.jsonl"])
def test_a_killed_conversion_leaves_whole_files_and_can_go_on(here: Path, target: str) -> None:
    (here / "in.jsonl").write_bytes(lines(*numbered(COUNT)))
    begun = time.monotonic()
    assert run("convert", "in.jsonl", f"whole-{target}", "--to", "ninjs").code == 0
    whole = here / f"whole-{target}"
    lasts = time.monotonic() - begun + 0.3
    dice = random.Random(len(target))
    codes = []
    for _ in range(6):
        codes.append(killed(here, target, dice.uniform(0, lasts)))
        for name, data in tree(here / target).items() if target == "out" else ():
            if MARK not in name:
                assert data == (whole / name).read_bytes(), "no half file has a name of its own"
        if target != "out" and (here / target).exists():
            assert (here / target).read_bytes() == whole.read_bytes()
        if codes[-1] == 0:
            break
    again = run("convert", "in.jsonl", target, "--to", "ninjs")
    if codes[-1] == 0 and target == "out":
        assert again.code == 2, "it was finished, and looks so"
    else:
        assert again.code == 0
    if target == "out":
        assert tree(here / target) == tree(whole)
        assert not (here / target / MARK).exists()
    else:
        assert (here / target).read_bytes() == whole.read_bytes()


def test_a_folder_that_was_left_unfinished_is_named_and_finished(here: Path) -> None:
    (here / "in.jsonl").write_bytes(lines(*numbered(3)))
    run("convert", "in.jsonl", "out")
    whole = tree(here / "out")
    (here / "out" / MARK).mkdir()
    (here / "out" / "urn-test-2.newsclaims.json").unlink()
    ran = run("convert", "in.jsonl", "out")
    assert ran.code == 0
    assert "out was left unfinished by a conversion before\n" in ran.err
    assert tree(here / "out") == whole


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupted_conversion_says_where_it_stopped_and_leaves_nothing(here: Path) -> None:
    command = [sys.executable, "-m", "newsclaims", "convert", "-", "out/", "--to", "ninjs"]
    options: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=here, **options) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(lines(*numbered(3)))
        process.stdin.flush()
        deadline = time.monotonic() + 30
        while not list(here.glob(f"out/{MARK}/*.json")) and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        err = process.stderr.read().decode()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
    assert process.returncode == 130
    assert err.endswith("interrupted\n")
    assert "stopped in standard input after " in err
    assert not (here / "out").exists()


def test_a_disk_that_is_full_leaves_the_old_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "in.jsonl").write_bytes(lines(*numbered(3)))
    (here / "out.jsonl").write_text("mine")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    for target in ("out.jsonl", "out/"):
        before = tree(here)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            ran = run("convert", "in.jsonl", target)
        assert ran.code == 2
        assert ran.err == f"newsclaims: {target}: No space left on device\n"
        assert tree(here) == before
        assert not (here / "out").exists()


def test_a_target_that_cannot_be_written_is_named(here: Path) -> None:
    (here / "file").write_text("mine")
    for target in ("nowhere/out.json", "file/out/", "file/out.json"):
        ran = run("convert", "tunnel.json", target)
        assert ran.code == 2
        assert ran.err.startswith(f"newsclaims: {target.rstrip('/')}: ") or "file is no folder" in ran.err
    assert sorted(path.name for path in here.iterdir()) == ["file", "tunnel.json"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_standard_output_is_told(here: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = spawn("convert", "tunnel.json", "-", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert ran.returncode == 2
    assert ran.stderr == b"newsclaims: (standard output): No space left on device\n"


def test_whoever_reads_only_the_beginning_is_told_nothing(here: Path) -> None:
    (here / "in.jsonl").write_bytes(lines(*numbered(2000)))
    command = [sys.executable, "-m", "newsclaims", "convert", "in.jsonl", "-"]
    options: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=here, **options) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


# ── demo, help ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_help_names_formats_options_and_exit_codes(here: Path) -> None:
    text = " ".join(run("convert", "--help").out.split())
    for word in ("--from", "--to", "--strict", "--losses", "--force", "5 refused"):
        assert word in text
    assert run("convert", "tunnel.json").code == 2


def test_demo_converts_too(here: Path) -> None:
    run("demo", "d")
    made = sorted(path.name for path in (here / "d").iterdir())
    assert f"{SEED}.schema.jsonld" in made
    assert schema_org.read(here / "d" / f"{SEED}.schema.jsonld") == schema_org.forget(nc.example())


@pytest.mark.parametrize("target", ["gone/a.ninjs.json", "tunnel.json/a.ninjs.json"])
def test_a_target_that_cannot_be_written_is_wrong_usage_and_named(here: Path, target: str) -> None:
    ran = run("convert", "tunnel.json", target)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"newsclaims: {target}: ")
    assert (here / "tunnel.json").read_text() == TUNNEL


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_standard_output_that_cannot_be_written_is_told(here: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        options: dict[str, Any] = {"stdout": full, "stderr": subprocess.PIPE, "capture_output": False, "cwd": here}
        ran = spawn("convert", "tunnel.json", "-", "--to", "ninjs", **options)
    assert ran.returncode == 2
    assert ran.stderr.decode().startswith("newsclaims: (standard output): No space left on device\n")
