"""`newsclaims view`: pages, folders of pages, what is refused, what is said."""

import gzip
import re
import webbrowser
from pathlib import Path

import attrs
import pytest
from htmlview.payloads import PAYLOADS, hostile
from htmlview.reading import Page
from test_cli import run

import newsclaims as nc
from newsclaims.views.html import html
from newsclaims.views.html.folder import entry, file_name, index, is_made_up

SEED = nc.example()
SECOND = nc.example("kolaborasi-militer.annotator-2")
BROKEN = nc.dumps(SEED).replace(b'"source_ids":["nhk"]', b'"source_ids":["nkh"]')


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    nc.write(SEED, "seed.json")
    nc.write(SECOND, "second.json")
    (tmp_path / "broken.json").write_bytes(BROKEN)
    (tmp_path / "cut.json").write_bytes(nc.dumps(SEED)[:1_000])
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ── One page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_becomes_its_page(here: Path) -> None:
    ran = run("view", "seed.json", "-o", "out.html")
    assert ran == (0, "", "wrote out.html\n")
    assert (here / "out.html").read_bytes() == html(SEED).encode()


@pytest.mark.parametrize(
    "words", [["view", "seed.json"], ["view", "seed.json", "-o", "-"], ["view", "-"]], ids=" ".join
)
def test_without_a_file_the_page_goes_to_standard_output(here: Path, words: list[str]) -> None:
    assert run(*words, stdin=nc.dumps(SEED)) == (0, html(SEED), "")


def test_a_named_file_is_replaced(here: Path) -> None:
    (here / "out.html").write_text("old")
    assert run("view", "seed.json", "-o", "out.html").code == 0
    assert (here / "out.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_layers_of_one_text_stand_side_by_side(here: Path) -> None:
    assert run("view", "seed.json", "second.json").out == html(SEED, SECOND)
    assert 'class="cols l2"' in html(SEED, SECOND)


def test_folders_lines_and_packed_files_are_read(here: Path) -> None:
    lines = b"".join(nc.dumps(nc.example(name)) + b"\n" for name in ("fact-check", "desert-well"))
    (here / "corpus").mkdir()
    (here / "corpus" / "a.jsonl.gz").write_bytes(gzip.compress(lines))
    assert run("view", "corpus").out == html(nc.example("fact-check"), nc.example("desert-well"))


def test_what_cannot_be_shown_is_said_on_the_page_and_beside_it(here: Path) -> None:
    ran = run("view", "broken.json", "seed.json", "-o", "out.html")
    assert ran.code == 1
    assert "error NC301" in ran.err
    words = Page((here / "out.html").read_text(encoding="utf-8")).words
    assert "1 document could not be read and is not shown here:" in words
    assert 'broken.json NC301 no source "nkh"' in words
    assert words.count("Voices.") == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [(["broken.json"], 1), (["cut.json"], 3), (["gone.json"], 3), (["broken.json", "cut.json"], 3)],
)
def test_where_nothing_can_be_shown_no_page_is_written(here: Path, words: list[str], code: int) -> None:
    (here / "out.html").write_text("old")
    ran = run("view", *words, "-o", "out.html")
    assert (ran.code, ran.out) == (code, "")
    assert "error NC" in ran.err
    assert (here / "out.html").read_text() == "old"
    assert run("view", *words, "--split", "out").code == code
    assert not (here / "out").exists()


def test_the_browser_is_opened_when_asked(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    run("view", "seed.json", "-o", "out.html")
    assert opened == []
    run("view", "seed.json", "-o", "out.html", "--open")
    run("view", "seed.json", "--split", "out", "--open")
    assert opened == [(here / "out.html").as_uri(), (here / "out" / "index.html").as_uri()]


@pytest.mark.parametrize(
    "words",
    [
        ["seed.json", "--open"],
        ["seed.json", "-o", "-", "--open"],
        ["seed.json", "-o", "a", "--split", "b"],
        ["seed.json", "--split", "seed.json"],
        [],
    ],
)
def test_wrong_usage_writes_nothing(here: Path, words: list[str]) -> None:
    before = names(here)
    ran = run("view", *words)
    assert (ran.code, ran.out) == (2, "")
    assert names(here) == before


@pytest.mark.parametrize("words", [["-o", "gone/out.html"], ["--split", "seed.json/out"]], ids=" ".join)
def test_a_page_that_cannot_be_written_is_told_with_exit_code_2(here: Path, words: list[str]) -> None:
    before = names(here)
    ran = run("view", "seed.json", *words)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert names(here) == before


# ── A folder ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_holds_a_page_each_and_an_index(here: Path) -> None:
    ran = run("view", "seed.json", "broken.json", "second.json", "--split", "out")
    assert ran.code == 1
    assert ran.err.endswith("wrote out/index.html\n")
    first, second = (file_name(number, SEED.id) for number in (1, 2))
    assert names(here / "out") == [first, second, "index.html"]
    assert (here / "out" / first).read_bytes() == html(SEED).encode()
    assert (here / "out" / second).read_bytes() == html(SECOND).encode()
    read = Page((here / "out" / "index.html").read_text(encoding="utf-8"))
    assert [item.attributes["href"] for item in read.elements if "href" in item.attributes] == [first, second]
    for words in (SEED.title or "?", "annotator-2", "2 articles, 53 claims", "1 document could not be read"):
        assert words in read.words


def test_pages_that_are_there_are_kept_unless_they_are_to_be_replaced(here: Path) -> None:
    run("view", "seed.json", "--split", "out")
    page = here / "out" / file_name(1, SEED.id)
    page.write_text("mine")
    ran = run("view", "second.json", "--split", "out")
    assert ran.code == 2
    assert "is there already (--force to replace it)" in ran.err
    assert page.read_text() == "mine"
    assert run("view", "second.json", "--split", "out", "--force").code == 0
    assert page.read_bytes() == html(SECOND).encode()


def test_other_files_of_a_folder_are_left_alone(here: Path) -> None:
    (here / "out").mkdir()
    (here / "out" / "notes.html").write_text("mine")
    assert run("view", "seed.json", "--split", "out").code == 0
    assert (here / "out" / "notes.html").read_text() == "mine"


@pytest.mark.parametrize("name", ["index.html", "0001-x.html"])
def test_links_and_folders_in_the_place_of_a_page_are_refused_even_with_force(here: Path, name: str) -> None:
    (here / "out").mkdir()
    (here / "out" / name).symlink_to(here / "outside.html")
    assert run("view", "seed.json", "--split", "out", "--force").code == 2
    assert not (here / "outside.html").exists()
    (here / "out" / name).unlink()
    (here / "out" / name).mkdir()
    assert run("view", "seed.json", "--split", "out", "--force").code == 2


IDS = (
    *(
        "../..",
        "/etc/passwd",
        "C:\\Windows",
        "CON",
        "nul.html",
        "a\u0301",
        "\u00e1",
        "A",
        "a",
        "..",
        ".",
        "-rf",
        "~",
        "%2e%2e",
    ),
    *("\u202eabc", "x" * 10_000, "新闻", "urn:example:1", "index", "a/b/../c", "a b", "'; rm -rf *", "aux ", "$HOME"),
)


def test_names_come_from_a_fixed_alphabet_and_never_collide(here: Path) -> None:
    made = [file_name(number, name) for number, name in enumerate([*IDS, *PAYLOADS], 1)]
    assert len({name.lower() for name in made}) == len(made)
    for name in made:
        assert re.fullmatch(r"[0-9]{4}(?:-[a-z0-9-]{1,40})?\.html", name)
        assert is_made_up(name)


def test_ids_lead_to_no_file_outside_of_the_folder(here: Path) -> None:
    lines = [nc.dumps(attrs.evolve(SEED, id=name)) for name in IDS]
    (here / "ids.jsonl").write_bytes(b"\n".join(lines))
    before = names(here)
    assert run("view", "ids.jsonl", "--split", "out").code == 0
    assert names(here) == sorted([*before, "out"])
    assert len(names(here / "out")) == len(IDS) + 1
    assert all(path.is_file() for path in (here / "out").iterdir())


def test_hostile_words_in_an_index_are_words() -> None:
    for payload in PAYLOADS:
        article = hostile(payload)
        line, page = entry(article, file_name(1, article.id))
        assert page == html(article)
        read = Page(index([line]))
        assert read.wrong == []
        assert [element.tag for element in read.elements].count("script") == 1
        assert len([element for element in read.elements if element.tag == "a"]) == 1


def test_an_index_of_nothing_but_one_article_says_one() -> None:
    assert "1 article, 29 claims" in index([entry(SEED, "0001.html")[0]])
