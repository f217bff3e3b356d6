"""What the documentation shows is what happens: Python, commands, JSON, links, and the page that is generated."""

import doctest
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import newsclaims as nc

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
REPLAYED = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
LINKED = [
    *sorted(ROOT.glob("*.md")),
    *sorted(DOCS.glob("*.md")),
    DOCS / "formats" / "index.md",
    ROOT / "examples" / "README.md",
]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


# ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Block(NamedTuple):
    """A fenced block of a page."""

    language: str
    text: str
    line: int
    """The line of the page that its text begins in, from 1."""


def blocks(page: str) -> Iterator[Block]:
    for match in re.finditer("^```([a-z]*)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        yield Block(match[1], match[2], page.count("\n", 0, match.start(2)) + 1)


def test_blocks_are_found_with_the_line_they_begin_in() -> None:
    assert list(blocks("# A\n\n```json\n{}\n```\n\n```\nb\n```\n")) == [Block("json", "{}\n", 4), Block("", "b\n", 8)]


# ── Python ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def option_flags() -> int:
    """Those of the docstrings, but the message of an exception must be what is raised: readers search for it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    names = [name for name in settings["doctest_optionflags"] if name != "IGNORE_EXCEPTION_DETAIL"]
    return sum(doctest.OPTIONFLAGS_BY_NAME[name] for name in names)


def converse(block: Block, known: dict[str, Any], page: str) -> str:
    """Run what stands behind prompts; what fails, as doctest tells it. Names stay known to the blocks below."""
    test = doctest.DocTestParser().get_doctest(block.text, known, page, page, block.line - 1)
    report = StringIO()
    doctest.DocTestRunner(optionflags=option_flags()).run(test, out=report.write, clear_globs=False)
    known.update(test.globs)
    return report.getvalue()


def test_a_wrong_output_is_noticed_with_its_line() -> None:
    assert 'File "page.md", line 7' in converse(Block("pycon", ">>> 1 + 1\n3\n", 7), {}, "page.md")


def loaded(file: Path) -> ModuleType:
    """A Python file as a module of its own."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def execute(block: Block, folder: Path) -> None:
    """Run a program, and the tests that it defines, with the line numbers of its page."""
    file = folder / f"program_{block.line}.py"
    file.write_text("\n" * (block.line - 1) + block.text, encoding="utf-8")
    for name, value in vars(loaded(file)).items():
        if name.startswith("test_"):
            value()


# ── Commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Command(NamedTuple):
    """A line of a console, and what is shown below it."""

    line: str
    output: str


def commands(block: Block) -> Iterator[Command]:
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        line, _, output = part.partition("\n")
        yield Command(line, output)


def is_shown(output: str, shown: str) -> bool:
    """Whether a page shows an output; `…` on a line of its own stands for any lines, also for none."""
    lines = ("(?:.*\n)*?" if line == "…" else re.escape(line) + "\n" for line in shown.rstrip("\n").split("\n"))
    return re.fullmatch("".join(lines), output.rstrip("\n") + "\n") is not None


def test_only_a_line_of_dots_stands_for_others() -> None:
    assert is_shown("a\nb\nc\n", "a\n…\nc\n\n")
    assert is_shown("a\nc\n", "a\n…\nc\n")
    assert not is_shown("a\nb\nc\n", "a\nc\n")
    assert not is_shown("abc\n", "a…\n")
    assert is_shown("", "")


class Console:
    """A shell that knows `newsclaims` and the code that the last command ended with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._code = 0

    def run(self, line: str) -> str:
        python = shlex.quote(sys.executable)
        script = f'newsclaims() {{ {python} -m newsclaims "$@"; }}\n(exit {self._code})\n{line}\n'
        kept = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "NO_COLOR")}
        ended = subprocess.run(
            ["/bin/sh", "-c", script],
            cwd=self._folder,
            env={**kept, "COLUMNS": "80", "LINES": "24", "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        self._code = ended.returncode
        return ended.stdout.decode()


def file_of(command: Command) -> str | None:
    """The file that a command shows, if it does nothing else."""
    match = re.fullmatch(r"cat ([\w.-]+)", command.line)
    return match[1] if match else None


def replay(page: Path, folder: Path) -> list[str]:
    """
    Do what a page does, in its order and in one folder; what differs.

    `$ cat FILE` makes the file that is shown where there is none yet.
    """
    console, known, wrong = Console(folder), {"__name__": "page"}, []
    for block in blocks(page.read_text(encoding="utf-8")):
        where = f"{name_of(page)}:{block.line}"
        if block.language in ("python", "pycon") and ">>>" in block.text:
            wrong += filter(None, [converse(block, known, str(page))])
        elif block.language == "python":
            execute(block, folder)
        elif block.language == "console":
            for command in commands(block):
                file = file_of(command)
                if file is not None and not (folder / file).exists():
                    (folder / file).write_bytes(command.output.encode())
                elif not is_shown(output := console.run(command.line), command.output):
                    wrong.append(f"{where}: $ {command.line}\nshown:\n{command.output}\nprinted:\n{output}")
    return wrong


@pytest.mark.skipif(not shutil.which("/bin/sh"), reason="needs a POSIX shell")
@pytest.mark.parametrize("page", REPLAYED, ids=name_of)
def test_a_page_shows_what_happens(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = replay(page, tmp_path)
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("page", REPLAYED, ids=name_of)
def test_json_on_a_page_is_json_and_articles_are_valid(page: Path) -> None:
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.language == "json":
            shown = json.loads(block.text)
            if "schema_version" in shown:
                assert nc.validate(block.text) == (), f"{name_of(page)}:{block.line}"


@pytest.mark.parametrize("page", REPLAYED, ids=name_of)
def test_no_command_of_ours_stands_where_it_is_not_run(page: Path) -> None:
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.language != "console":
            assert not re.search(r"^\$ ", block.text, re.MULTILINE), f"{name_of(page)}:{block.line}"


# ── The page that is generated ───────────────────────────────────────────────────────────────────────────────────────


def test_the_page_of_the_format_is_what_the_classes_say() -> None:
    page = (DOCS / "format.md").read_text(encoding="utf-8")
    assert loaded(ROOT / "tools" / "format_page.py").refreshed(page) == page, "run python tools/format_page.py"


def test_the_page_of_the_format_names_every_class_and_field() -> None:
    page = (DOCS / "format.md").read_text(encoding="utf-8")
    schema: Any = nc.schema()
    for name, record in {"Article": schema, **schema["$defs"]}.items():
        section = page.partition(f"\n### {name}\n")[2].partition("\n### ")[0]
        assert section, name
        members = record.get("properties", {}).keys() - {"$schema"}
        missing = [member for member in members if f"\n| `{member}` |" not in section]
        assert not missing, f"{name}: {missing}"


def test_a_part_that_nobody_writes_is_noticed() -> None:
    with pytest.raises(KeyError, match="clases"):
        loaded(ROOT / "tools" / "format_page.py").refreshed("<!-- begin clases -->\n<!-- end clases -->\n")


def test_the_page_of_the_formats_is_what_their_losses_say() -> None:
    page = (DOCS / "formats" / "index.md").read_text(encoding="utf-8")
    assert loaded(ROOT / "tools" / "formats_page.py").page() == page, "run python tools/formats_page.py"


def test_the_page_of_the_formats_knows_what_is_kept_and_what_is_not() -> None:
    page = (DOCS / "formats" / "index.md").read_text(encoding="utf-8")
    (head,) = re.findall(r"^\| Claim \| (.*) \|$", page, re.MULTILINE)
    for name, cell in (("ninjs", "✓"), ("schema_org", "–")):
        column = head.split(" | ").index(name)
        (row,) = re.findall(r"^\| `content` \| (.*) \|$", page, re.MULTILINE)
        assert row.split(" | ")[column] == cell


# ── Links ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def prose(page: Path) -> str:
    """A page without its blocks and code."""
    return re.sub("^```.*?^```$|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def links(page: Path) -> Iterator[str]:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if not re.match("[a-z]+:", target):
            yield target


def headings(page: Path) -> set[str]:
    """The names that a page's headings are linked by."""
    text = re.sub("^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    titles = re.findall("^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", title).strip().lower().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", LINKED, ids=name_of)
def test_links_lead_to_something(page: Path) -> None:
    for link in links(page):
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{name_of(page)} links to {link}"
        assert not heading or heading in headings(target), f"{name_of(page)} links to {link}"


# ── The site ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_site_names_pages_that_exist_and_every_page_of_the_top() -> None:
    site = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    named = re.findall(r"^ +- [^:\n]+: (\S+\.md)$", site.partition("\nnav:\n")[2], re.MULTILINE)
    assert len(named) == len(set(named))
    assert not [name for name in named if not (DOCS / name).is_file()]
    assert {page.name for page in DOCS.glob("*.md")} <= set(named)


def test_the_site_asks_no_server_for_fonts() -> None:
    assert "\n  font: false\n" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
