"""The command line: what each command prints, where, and the exit code it ends with."""

import contextlib
import errno
import gzip
import importlib.metadata
import io
import itertools
import json
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from importlib.metadata import entry_points, metadata
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
import zstandard

import newsclaims as nc
import newsclaims._files
from newsclaims.cli import COMMANDS, _console, main
from newsclaims.codes import CODES, ROOMS
from newsclaims.validation import look
from newsclaims.views.terminal import numbered
from newsclaims.views.width import width_of

# ── Running commands ─────────────────────────────────────────────────────────────────────────────────────────────────


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


class Stream(io.TextIOWrapper):
    """A stream in memory that may say that it is a terminal."""

    terminal = False

    def isatty(self) -> bool:
        return self.terminal


def run(*words: str | Path, stdin: str | bytes = b"", terminal: bool = False, closed: tuple[str, ...] = ()) -> Ran:
    """
    Run a command in this process, on streams of its own, and give back exactly what it wrote.

    Args:
        words: What stands behind the program's name.
        stdin: What standard input holds.
        terminal: Whether the streams say that they are a terminal.
        closed: Streams that are not there, as Python has it when a shell closes them.
    """
    data = stdin.encode() if isinstance(stdin, str) else stdin
    before = {name: getattr(sys, name) for name in ("stdin", "stdout", "stderr")}
    buffers = {name: io.BytesIO(data if name == "stdin" else b"") for name in before}
    made = {name: Stream(buffer, encoding="ascii") for name, buffer in buffers.items()}
    for name, stream in made.items():
        stream.terminal = terminal
        setattr(sys, name, None if name in closed else stream)
    try:
        code = main([str(word) for word in words])
    finally:
        for name, standard in before.items():
            setattr(sys, name, standard)
    for stream in made.values():
        stream.flush()
    return Ran(code, buffers["stdout"].getvalue().decode(), buffers["stderr"].getvalue().decode())


def spawn(
    *words: str | Path, environment: dict[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process of its own."""
    command = [sys.executable, "-m", "newsclaims", *map(str, words)]
    options = {"stdin": subprocess.DEVNULL, "capture_output": True, "timeout": 60, **options}
    return subprocess.run(command, env={**os.environ, **(environment or {})}, check=False, **options)


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a shell's script in which `newsclaims` is this one."""
    start = f'newsclaims() {{ "{sys.executable}" -m newsclaims "$@"; }}\n'
    return subprocess.run(
        ["bash", "-c", start + script],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


@pytest.fixture(autouse=True)
def _quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No wish of whoever runs the tests changes what is printed."""
    for name in ("NO_COLOR", "FORCE_COLOR", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, so that names stay short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ── How far a command has come ───────────────────────────────────────────────────────────────────────────────────────


class Clock:
    """Seconds that a test turns on."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


def screen(written: str) -> list[str]:
    """What a terminal shows of what was written: a carriage return goes back to the start of the line."""
    lines = []
    for line in written.split("\n"):
        shown = ""
        for piece in line.split("\r"):
            shown = piece + shown[len(piece) :]
        lines.append(shown.rstrip())
    return lines


def test_what_is_over_at_once_shows_no_bar(here: Path) -> None:
    """It stood there at 100 %, and the first finding in the same line behind it."""
    Path("bad.json").write_text(TUNNEL.replace("black", "dark", 1))
    for words in (["validate", "bad.json"], ["stats", "bad.json"], ["convert", "bad.json", "bad.jsonl"]):
        assert "\r" not in run(*words, terminal=True).err


def test_a_bar_is_gone_before_anything_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, stream = Clock(), io.StringIO()
    monkeypatch.setattr(_console, "time", clock)
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", stream)
    with _console.showing(_console.Bar(stream, 200)) as bar:
        bar.update(50)
        assert stream.getvalue() == ""
        clock.now = 1.0
        bar.update(50)
        assert screen(stream.getvalue()) == [f"  [{'#' * 18}{'-' * 18}]   50%"]
        _console.out("found")
        assert screen(stream.getvalue()) == ["found", ""]
        bar.update(50)
        assert screen(stream.getvalue()) == ["found", ""]
        clock.now = 1.1
        bar.update(60)
        assert screen(stream.getvalue()) == ["found", f"  [{'#' * 36}]  100%"]
        _console.say("told")
        clock.now = 2.0
        bar.update(0)
        assert screen(stream.getvalue())[-1].endswith("100%")
    assert screen(stream.getvalue()) == ["found", "told", ""]
    _console.out("end")
    assert screen(stream.getvalue()) == ["found", "told", "end", ""]


def test_a_bar_that_was_never_drawn_leaves_no_trace() -> None:
    stream = io.StringIO()
    with _console.showing(_console.Bar(stream, 0)) as bar:
        bar.update(1)
    assert stream.getvalue() == ""


# ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────────

TUNNEL = """{
  "schema_version": "1.0",
  "id": "urn:test:tunnel",
  "language": "en",
  "text": "Mayor Lund said the tunnel is done. Critics call it a black hole.",
  "sources": [
    {"id": "s1", "name": "Mayor Lund", "kind": "person"},
    {"id": "s6", "name": "Critics", "kind": "group"}
  ],
  "claims": [
    {"id": "c1", "content": [
      {"start": 16, "end": 34, "quote": "the tunnel is done"}
    ], "attributions": [
      {"id": "a1", "source_ids": ["s1"],
       "polarity": "positive", "certainty": "certain"}
    ]},
    {"id": "c2", "content": [
      {"start": 52, "end": 64, "quote": "a black hole"}
    ], "attributions": [
      {"id": "a2", "source_ids": ["s6"]}
    ]}
  ]
}
"""
"""A valid article, one span a line."""
WRONG_SOURCE = TUNNEL.replace('["s1"]', '["s9"]')
WRONG_PLACE = TUNNEL.replace('"start": 52, "end": 64', '"start": 40, "end": 52')
WRONG_WORDS = TUNNEL.replace('"a black hole"}', '"a black hall"}')
DOUBTFUL = TUNNEL.replace('"certain"', '"uncommitted"').replace('"positive"', '"negative"')
"""An article with one warning."""
ONE_LINE = json.dumps(json.loads(TUNNEL))
SEED = "kolaborasi-militer"

NC301 = """\
tunnel.json:14:35: error NC301 [/claims/0/attributions/0/source_ids/0] no source "s9"
   14 |       {"id": "a1", "source_ids": ["s9"],
      |                                   ^^^^
      hint   did you mean "s6"?
"""
NC402 = """\
tunnel.json:18:41: error NC402 [/claims/1/content/0/quote] is not the text it names
   18 |       {"start": 40, "end": 52, "quote": "a black hole"}
      |                                         ^^^^^^^^^^^^^^
      text   tics call it a   (code points 40–52)
      hint   the words are at 52–64
"""
NC501 = """\
doubtful.json:15:20: warning NC501 [/claims/0/attributions/0/polarity] is negative beside certainty uncommitted, \
should be unknown
   15 |        "polarity": "negative", "certainty": "uncommitted"}
      |                    ^^^^^^^^^^
"""


def packed(name: str, data: bytes) -> bytes:
    """Bytes packed as a file's name says."""
    if name.endswith(".gz"):
        return gzip.compress(data, mtime=0)
    return zstandard.ZstdCompressor(write_checksum=True).compress(data) if name.endswith(".zst") else data


# ── The program ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_without_a_command_the_help_is_shown_and_the_exit_code_is_2() -> None:
    ran = run()
    assert ran.code == 2
    assert ran.out == ""
    assert [name for name in COMMANDS if re.search(rf"^  {name} ", ran.err, re.MULTILINE)] == list(COMMANDS)


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_lists_every_command_on_standard_output(flag: str) -> None:
    ran = run(flag)
    assert (ran.code, ran.err) == (0, "")
    listed = re.findall(r"^  (\w+)  +\S", ran.out.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_fits_eighty_columns(name: str) -> None:
    ran = run(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: newsclaims {name} ")
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("name", ["validate", "show", "fmt", "upgrade"])
def test_the_help_of_a_command_that_reads_files_says_its_exit_codes(name: str) -> None:
    assert "Exit codes: 0 " in run(name, "--help").out


def test_the_version_is_printed_on_standard_output() -> None:
    assert run("--version") == (0, f"newsclaims {nc.__version__}\n", "")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["valdate", "x.json"], '"validate"'),
        (["Show"], '"show"'),
        (["expain", "NC402"], '"explain"'),
        (["examples"], '"example"'),
        (["validate", "--fail-no", "error", "x.json"], "--fail-on"),
        (["validate", "--fromat", "json", "x.json"], "--format"),
        (["fmt", "--chekc", "x.json"], "--check"),
    ],
)
def test_a_misspelt_command_or_flag_gets_a_hint(words: list[str], hint: str) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert re.search(rf"[Dd]id you mean .*{hint}", ran.err)


@pytest.mark.parametrize(
    "words",
    [
        ["no-such-command"],
        ["--no-such-flag"],
        ["validate"],
        ["validate", "--no-such-flag", "x.json"],
        ["validate", "--format", "xml", "x.json"],
        ["validate", "--format"],
        ["validate", "--fail-on", "sometimes", "x.json"],
        ["validate", "--select", "NCX", "x.json"],
        ["validate", "--ignore", "NC402,E501", "x.json"],
        ["show"],
        ["show", "--width", "wide", "x.json"],
        ["show", "--width", "3", "x.json"],
        ["view"],
        ["view", "x.json", "-o", "x.html", "--split", "x"],
        ["view", "x.json", "--open"],
        ["fmt"],
        ["upgrade"],
        ["explain", "NC999"],
        ["explain", "NC402", "NC403"],
        ["example", "no-such-example"],
        ["schema", "no-such-schema"],
        ["info", "x"],
        ["demo", "a", "b"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_in_a_few_lines_with_exit_code_2(here: Path, words: list[str]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert 1 <= len(ran.err.splitlines()) <= 6
    assert "Traceback" not in ran.err
    assert list(here.iterdir()) == []


def test_the_script_and_the_module_are_one_program() -> None:
    scripts = [point for point in entry_points(group="console_scripts") if point.name == "newsclaims"]
    assert [point.load() for point in scripts[:1]] == [main]
    ran = spawn("--version")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"newsclaims {nc.__version__}\n".encode(), b"")


def test_the_module_ends_with_the_exit_code_of_main(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["newsclaims", "explain", "NC999"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("newsclaims", run_name="__main__")
    assert ended.value.code == 2


def test_the_exit_code_of_a_process_is_that_of_main(here: Path) -> None:
    (here / "tunnel.json").write_text(WRONG_SOURCE)
    assert spawn("validate", "tunnel.json", "nowhere.json", cwd=here).returncode == 3


def test_a_command_in_the_process_of_another_program_leaves_nothing_changed(here: Path) -> None:
    (here / "tunnel.json").write_text(TUNNEL)
    commands = [["validate", "tunnel.json"], ["show", "tunnel.json"], ["demo"], ["info"], ["nope"], ["validate", "-"]]
    for words in commands:
        run(*words)
    descriptors = Path("/proc/self/fd")
    states = []
    for words in [[], *commands]:
        if words:
            run(*words)
        opened = len(list(descriptors.iterdir())) if descriptors.is_dir() else 0
        handlers = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
        states.append((dict(os.environ), Path.cwd(), handlers, opened, sys.getrecursionlimit()))
    assert all(state == states[0] for state in states)


# ── Manners: streams, signals, colour ────────────────────────────────────────────────────────────────────────────────


@needs_bash
def test_a_closed_pipe_is_silent(here: Path) -> None:
    (here / "bad.jsonl").write_text("[]\n" * 2_000)
    (here / "seed.json").write_bytes(nc.dumps(nc.example()))
    commands = ["validate bad.jsonl", "validate --format jsonl bad.jsonl 2> /dev/null", "show seed.json", "schema"]
    for command in commands:
        ran = shell(f"newsclaims {command} | head -c 1", here)
        assert (len(ran.stdout), ran.stderr) == (1, b""), command


@needs_bash
def test_a_pipe_that_nobody_reads_ends_with_0(here: Path) -> None:
    ran = shell("exec 3> >(exec true); sleep 0.2; newsclaims explain >&3; echo ended with $?", here)
    assert ran.stdout.decode() == "ended with 0\n"
    assert ran.stderr == b""


@pytest.mark.parametrize("words", [["explain"], ["validate", "bad.jsonl"], ["example"]])
def test_a_reader_that_has_gone_is_no_failure(here: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    (here / "bad.jsonl").write_text("[]\n" * 100)
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "w", encoding="utf-8") as pipe, monkeypatch.context() as patch:  # noqa: PTH123  # a descriptor
        patch.setattr(sys, "stdout", pipe)
        assert main(words) == 0


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_an_interrupt_ends_with_130_and_without_a_traceback(here: Path) -> None:
    script = """
import sys, time
from newsclaims.cli import main

class Input:
    def readline(self, size):
        print("reading", flush=True)
        time.sleep(60)

sys.stdin = type("Standard", (), {"buffer": Input()})
sys.exit(main(["validate", "-"]))
"""
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().strip() == b"reading"
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().decode()
    assert process.returncode == 130
    assert "Traceback" not in said
    assert said.strip() == "interrupted"


@pytest.mark.parametrize("module", ["attrs", "attr", "click", "newsclaims_own"])
def test_an_interrupt_during_the_first_imports_ends_with_130_and_a_word(here: Path, module: str) -> None:
    (here / f"{module}.py").write_text("raise KeyboardInterrupt")
    ran = spawn("--version", environment={"PYTHONPATH": str(here)})
    if module == "newsclaims_own":  # nobody imports it, so nothing happens
        assert (ran.returncode, ran.stderr) == (0, b"")
    else:
        assert (ran.returncode, ran.stdout, ran.stderr) == (130, b"", b"interrupted\n")
    script = here / "newsclaims"
    script.write_text("import sys\nfrom newsclaims.cli import main\nsys.exit(main())\n")
    command = [sys.executable, script, "--version"]
    again = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(here)})
    assert (again.returncode, again.stderr) == (ran.returncode, ran.stderr)


def test_an_interrupt_that_python_wraps_up_is_an_interrupt(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise RuntimeError("wrapped") from KeyboardInterrupt()

    (here / "tunnel.json").write_text(TUNNEL)
    monkeypatch.setattr("newsclaims.checking.look", interrupted)
    assert run("validate", "tunnel.json") == (130, "", "interrupted\n")
    (here / "attrs.py").write_text("raise RuntimeError('x') from KeyboardInterrupt()")
    ran = spawn("--version", environment={"PYTHONPATH": str(here)})
    assert (ran.returncode, ran.stderr) == (130, b"interrupted\n")


def test_whoever_imports_the_library_sees_where_an_interrupt_came(here: Path) -> None:
    (here / "attrs.py").write_text("raise KeyboardInterrupt")
    command = [sys.executable, "-c", "import newsclaims"]
    ran = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(here)})
    assert b"Traceback" in ran.stderr


def test_an_interrupt_in_the_middle_of_a_run_ends_with_130(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    (here / "tunnel.json").write_text(TUNNEL)
    monkeypatch.setattr("newsclaims.checking.look", interrupted)
    ran = run("validate", "tunnel.json")
    assert (ran.code, ran.out) == (130, "")
    assert ran.err.strip() == "interrupted"


ENVIRONMENTS: list[dict[str, str]] = [
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1:strict", "PYTHONHASHSEED": "7"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONUTF8": "1", "PYTHONHASHSEED": "0"},
]


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=str)
def test_the_same_input_gives_the_same_bytes_whatever_the_locale(here: Path, environment: dict[str, str]) -> None:
    tea = nc.dumps(nc.example("tea-harvest"), indent=2).decode()
    (here / "tea.jsonl").write_text(f"{json.dumps(json.loads(tea))}\n{{}}\n新\n", encoding="utf-8")
    expected = run("show", "tea.jsonl")
    assert "茶农" in expected.out
    assert "新" in expected.err
    ran = spawn("show", "tea.jsonl", cwd=here, environment=environment)
    assert (ran.returncode, ran.stdout.decode(), ran.stderr.decode()) == expected


@pytest.mark.parametrize("command", ["validate", "show", "fmt", "upgrade"])
def test_closed_standard_input_is_an_input_that_cannot_be_read(command: str) -> None:
    ran = run(command, "-", closed=("stdin",))
    assert ran.code == 3
    assert "(standard input): error NC802 " in ran.out + ran.err


@pytest.mark.parametrize("words", [["info"], ["example"], ["explain"], ["validate", "-"], ["show", "-"], ["fmt", "-"]])
@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_closed_output_is_no_fault_of_newsclaims(words: list[str], closed: str) -> None:
    ran = run(*words, stdin=TUNNEL, closed=(closed,))
    assert ran.code != 70
    assert "fault" not in ran.err


@needs_bash
def test_streams_that_a_shell_has_closed_are_no_fault_of_newsclaims(here: Path) -> None:
    (here / "tunnel.json").write_text(TUNNEL)
    ran = shell("newsclaims validate - <&-; newsclaims info >&-; newsclaims fmt --check tunnel.json 2>&-", here)
    assert b"fault of newsclaims" not in ran.stderr
    assert b"Traceback" not in ran.stderr
    assert b"Exception ignored" not in ran.stderr


FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")


@needs_full
@pytest.mark.parametrize(
    "words",
    [
        ["example"],
        ["schema"],
        ["explain"],
        ["explain", "NC402"],
        ["info"],
        ["demo"],
        ["example", "--list"],
        ["validate", "bad.json"],
        ["validate", "bad.json", "--format", "sarif"],
        ["validate", "gone.json"],
        ["show", "tunnel.json"],
        ["show", "tunnel.json", "--json"],
        ["fmt", "--diff", "tunnel.json"],
        ["fmt", "-"],
        ["upgrade", "-"],
        ["--help"],
        ["--version"],
        ["show", "--help"],
    ],
    ids=" ".join,
)
def test_an_output_that_cannot_be_written_is_told_and_is_not_the_inputs_fault(here: Path, words: list[str]) -> None:
    (here / "bad.json").write_text(WRONG_SOURCE)
    (here / "tunnel.json").write_text(TUNNEL)
    with FULL.open("wb") as full, (here / "tunnel.json").open("rb") as given:
        ran = spawn(*words, stdin=given, stdout=full, stderr=subprocess.PIPE, capture_output=False, cwd=here)
    assert ran.stderr.decode().splitlines()[-1] == "newsclaims: (standard output): No space left on device"
    assert b"Traceback" not in ran.stderr
    assert b"Exception ignored" not in ran.stderr
    assert ran.returncode == 2
    assert (here / "tunnel.json").read_text() == TUNNEL


@needs_full
@pytest.mark.parametrize(
    ("words", "code"),
    [(["fmt", "tunnel.json"], 2), (["show", "gone.json"], 2), (["nonsense"], 2), (["example", "x"], 2)],
    ids=str,
)
def test_talk_that_cannot_be_written_shows_in_the_exit_code_alone(here: Path, words: list[str], code: int) -> None:
    (here / "tunnel.json").write_text(TUNNEL)
    with FULL.open("wb") as full:
        ran = spawn(*words, stdout=subprocess.PIPE, stderr=full, capture_output=False, cwd=here)
    assert (ran.returncode, ran.stdout) == (code, b"")


# ── Completion ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(name: str) -> None:
    ran = spawn(environment={"_NEWSCLAIMS_COMPLETE": f"{name}_source"})
    assert ran.returncode == 0
    assert f"_NEWSCLAIMS_COMPLETE={name}_complete" in ran.stdout.decode()
    assert (b"Shell completion is not supported" in ran.stderr) is (ran.stderr != b"")


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("newsclaims va", ["plain,validate"]),
        ("newsclaims fm", ["plain,fmt"]),
        ("newsclaims validate --format s", ["plain,sarif"]),
        ("newsclaims validate --fail-on n", ["plain,never"]),
        ("newsclaims validate corpus/a", ["file,corpus/a"]),
        ("newsclaims example chain", ["plain,chain-of-voices"]),
        ("newsclaims explain NC40", [f"plain,{code}" for code in CODES if code.startswith("NC40")]),
        ("newsclaims schema r", ["plain,report"]),
        ("newsclaims schema d", ["plain,draft"]),
        ("newsclaims schema -o x", ["file,x"]),
        ("newsclaims demo x", ["file,x"]),
        ("newsclaims nonsense x", []),
        ("newsclaims show --s", ["plain,--source"]),
    ],
)
def test_a_shell_is_told_what_a_word_may_become(
    monkeypatch: pytest.MonkeyPatch, words: str, completed: list[str]
) -> None:
    monkeypatch.setenv("_NEWSCLAIMS_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
    ran = run()
    assert (ran.code, ran.out.split(), ran.err) == (0, completed, "")


@needs_bash
def test_bash_completes_what_is_typed(here: Path) -> None:
    (here / "newsclaims").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m newsclaims "$@"\n')
    (here / "newsclaims").chmod(0o755)
    script = """
export PATH="$PWD:$PATH"
eval "$(_NEWSCLAIMS_COMPLETE=bash_source newsclaims)"
COMP_WORDS=(newsclaims upg) COMP_CWORD=1
_newsclaims_completion newsclaims
echo "${COMPREPLY[@]}"
"""
    assert shell(script.replace("newsclaims()", ""), here).stdout.decode() == "upgrade\n"


def test_a_shell_that_is_not_known_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_NEWSCLAIMS_COMPLETE", "csh_source\x1b")
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        'newsclaims: _NEWSCLAIMS_COMPLETE is "csh_source\\u001b", should be bash_source, zsh_source or fish_source\n'
    )


# ── Colour ───────────────────────────────────────────────────────────────────────────────────────────────────────────


ESCAPE = "\x1b["


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": "", "FORCE_COLOR": ""}, False),
        ({"TERM": "xterm-256color", "CLICOLOR_FORCE": ""}, False),
    ],
    ids=str,
)
def test_colour_is_for_terminals_unless_it_is_asked_for(
    here: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], *, coloured: bool
) -> None:
    (here / "bad.json").write_text(WRONG_SOURCE)
    (here / "tunnel.json").write_text(TUNNEL)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert (ESCAPE in run("validate", "bad.json").out) is coloured
    assert (ESCAPE in run("show", "tunnel.json").out) is coloured
    assert (ESCAPE in run("show", "bad.json").err) is coloured
    assert (ESCAPE in run("fmt", "bad.json").err) is coloured


@pytest.mark.parametrize(("no_colour", "coloured"), [(None, True), ("", True), ("1", False)])
def test_a_terminal_gets_colour_and_no_color_takes_it_away(
    here: Path, monkeypatch: pytest.MonkeyPatch, no_colour: str | None, *, coloured: bool
) -> None:
    if no_colour is not None:
        monkeypatch.setenv("NO_COLOR", no_colour)
    (here / "tunnel.json").write_text(TUNNEL)
    assert (ESCAPE in run("show", "tunnel.json", terminal=True).out) is coloured


@pytest.mark.parametrize("form", ["json", "jsonl", "sarif", "github"])
def test_reports_for_programs_are_never_coloured(here: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    (here / "bad.json").write_text(WRONG_SOURCE)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert ESCAPE not in run("validate", "--format", form, "bad.json").out


def test_colour_changes_nothing_but_colour(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "bad.json").write_text(WRONG_SOURCE)
    (here / "seed.json").write_bytes(nc.dumps(nc.example()))
    commands = [("validate", "bad.json"), ("show", "seed.json")]
    plain = [run(*command).out for command in commands]
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = [run(*command).out for command in commands]
    assert [re.sub(r"\x1b\[[0-9;]*m", "", text) for text in coloured] == plain
    assert all(text.count(ESCAPE) == 2 * text.count("\x1b[0m") for text in coloured)


def test_a_fault_of_newsclaims_itself_is_a_short_report(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> None:
        message = "the wheels\n\x1b[2J came off " + "x" * 5_000
        raise RuntimeError(message)

    (here / "tunnel.json").write_text(TUNNEL)
    monkeypatch.setattr("newsclaims.checking.look", faulty)
    ran = run("validate", "tunnel.json")
    first, second = ran.err.splitlines()
    assert (ran.code, ran.out) == (70, "")
    assert first.startswith(
        "newsclaims: a fault of newsclaims itself: RuntimeError: the wheels \\u001b[2J came off xxx"
    )
    assert len(first) < 400
    assert second == "  Please report it. The same command with --debug shows where it happened."


@pytest.mark.parametrize("words", [["--debug", "validate", "tunnel.json"], ["validate", "tunnel.json", "--debug"]])
def test_debug_shows_the_traceback_of_a_fault(here: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    def faulty(*_: object) -> None:
        message = "the wheels came off"
        raise RuntimeError(message)

    (here / "tunnel.json").write_text(TUNNEL)
    monkeypatch.setattr("newsclaims.checking.look", faulty)
    ran = run(*words)
    assert ran.code == 70
    assert "Traceback (most recent call last):" in ran.err
    assert ran.err.rstrip().endswith("RuntimeError: the wheels came off")


def test_debug_changes_nothing_where_there_is_no_fault(here: Path) -> None:
    (here / "tunnel.json").write_text(WRONG_SOURCE)
    assert run("validate", "tunnel.json", "--debug") == run("validate", "tunnel.json")
    assert run("validate", "nowhere.json", "--debug") == run("validate", "nowhere.json")


# ── validate: text ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_valid_file_gets_one_line(here: Path) -> None:
    (here / "tunnel.json").write_text(TUNNEL)
    assert run("validate", "tunnel.json") == (0, "no problems in 1 file (1 article, 2 claims)\n", "")


def test_a_reference_to_nothing_is_shown_with_its_line_and_a_caret(here: Path) -> None:
    (here / "tunnel.json").write_text(WRONG_SOURCE)
    summary = "\n1 error in 1 of 1 file (1 article, 2 claims)   newsclaims explain NC301\n"
    assert run("validate", "tunnel.json") == (1, NC301 + summary, "")


def test_words_that_stand_elsewhere_are_shown_with_the_place_they_stand_at(here: Path) -> None:
    (here / "tunnel.json").write_text(WRONG_PLACE)
    summary = "\n1 error in 1 of 1 file (1 article, 2 claims)   newsclaims explain NC402\n"
    assert run("validate", "tunnel.json") == (1, NC402 + summary, "")


def test_words_that_stand_nowhere_are_shown_beside_those_that_do(here: Path) -> None:
    (here / "tunnel.json").write_text(WRONG_WORDS)
    assert run("validate", "tunnel.json").out == (
        "tunnel.json:18:41: error NC402 [/claims/1/content/0/quote] is not the text it names\n"
        '   18 |       {"start": 52, "end": 64, "quote": "a black hall"}\n'
        "      |                                         ^^^^^^^^^^^^^^\n"
        "      text    a black hole.   (code points 52–64)\n"
        "\n1 error in 1 of 1 file (1 article, 2 claims)   newsclaims explain NC402\n"
    )


def test_all_faults_are_told_in_one_pass_and_in_document_order(here: Path) -> None:
    both = WRONG_PLACE.replace('["s1"]', '["s9"]')
    (here / "tunnel.json").write_text(both)
    summary = "\n2 errors in 1 of 1 file (1 article, 2 claims)   newsclaims explain NC301\n"
    assert run("validate", "tunnel.json") == (1, NC301 + NC402 + summary, "")


def test_a_warning_is_told_and_refuses_nothing(here: Path) -> None:
    (here / "doubtful.json").write_text(DOUBTFUL)
    summary = "\n1 warning in 1 of 1 file (1 article, 2 claims)   newsclaims explain NC501\n"
    assert run("validate", "doubtful.json") == (0, NC501 + summary, "")


def test_several_files_are_told_in_the_order_they_are_named(here: Path) -> None:
    (here / "tunnel.json").write_text(WRONG_SOURCE)
    (here / "doubtful.json").write_text(DOUBTFUL)
    (here / "fine.json").write_text(TUNNEL)
    summary = "\n1 error and 1 warning in 2 of 3 files (3 articles, 6 claims)   newsclaims explain {}\n"
    assert run("validate", "doubtful.json", "fine.json", "tunnel.json").out == NC501 + NC301 + summary.format("NC501")
    assert run("validate", "tunnel.json", "doubtful.json", "fine.json").out == NC301 + NC501 + summary.format("NC301")


def test_a_folder_gives_its_files_sorted_and_those_below_it(here: Path) -> None:
    for name in ("b.json", "a.json", "deep/er/c.jsonl", "deep/d.json.gz", "deep/e.JSON", "z.json.zst"):
        path = here / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(packed(name, b"[]"))
    for name in ("notes.txt", ".hidden.json", ".git/f.json", "a.json.part", "pdf.gz"):
        path = here / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"{{{")
    ran = run("validate", "corpus")
    assert re.findall(r"^(\S+):1:1: error NC201", ran.out, re.MULTILINE) == [
        "corpus/a.json",
        "corpus/b.json",
        "corpus/deep/d.json.gz",
        "corpus/deep/e.JSON",
        "corpus/deep/er/c.jsonl",
        "corpus/z.json.zst",
    ]
    assert ran.out.endswith("\n6 errors in 6 of 6 files (6 articles, 0 claims)   newsclaims explain NC201\n")


def test_a_pattern_gives_the_files_that_match_sorted(here: Path) -> None:
    for name in ("b.json", "a.json", "deep/c.json", "deep/d.jsonl"):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text("[]")
    for pattern, files in [
        ("*.json", ["a.json", "b.json"]),
        ("**/*.json", ["a.json", "b.json", "deep/c.json"]),
        ("deep/?.json*", ["deep/c.json", "deep/d.jsonl"]),
        ("[ab].json", ["a.json", "b.json"]),
    ]:
        assert re.findall(r"^(\S+):1:1:", run("validate", pattern).out, re.MULTILINE) == files


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_a_pattern_of_folders_follows_no_links(here: Path) -> None:
    """Two links to the folder above have a million million ways through them."""
    deep = here / "[a]" / "b"
    deep.mkdir(parents=True)
    for name in ("one", "two"):
        (deep / name).symlink_to("..")
    (here / "[a]" / "c.json").write_text("[]")
    (deep / "d.json").write_text("[]")
    for pattern in ("**/*.json", "**", "[[]a]/**/*.json", "**/**/?.json", f"{here}/**/*.json"):
        found = re.findall(r"^(\S+):1:1:", run("validate", pattern).out, re.MULTILINE)
        assert [Path(name).name for name in found] == ["d.json", "c.json"]
    assert run("validate", "nowhere/**").out.startswith("nowhere/**: error NC804 matches no file\n")


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(here: Path) -> None:
    (here / "a[1].json").write_text("[]")
    (here / "a1.json").write_text(TUNNEL)
    assert run("validate", "a[1].json").out.startswith("a[1].json:1:1: error NC201")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere.json", "nowhere.json: error NC801 does not exist\n"),
        ("*.nothing", "*.nothing: error NC804 matches no file\n"),
        ("empty", "empty: error NC804 holds no .json, .jsonl or .parquet file\n"),
        ("folder.json", "folder.json: error NC804 holds no .json, .jsonl or .parquet file\n"),
        ("dangling.json", "dangling.json: error NC801 does not exist\n"),
        ("tunnel.json/inside.json", "tunnel.json/inside.json: error NC801 does not exist\n"),
    ],
)
@pytest.mark.parametrize("command", ["validate", "show", "fmt", "upgrade"])
def test_what_is_not_there_is_told_with_exit_code_3(here: Path, command: str, path: str, message: str) -> None:
    (here / "empty").mkdir()
    (here / "folder.json").mkdir()
    (here / "dangling.json").symlink_to("gone.json")
    (here / "tunnel.json").write_text(TUNNEL)
    if command in ("fmt", "upgrade"):  # they rewrite JSON alone
        message = message.replace(".json, .jsonl or .parquet", ".json or .jsonl")
    ran = run(command, path)
    assert ran.code == 3
    assert (ran.out if command == "validate" else ran.err).startswith(message)


def test_one_path_that_is_not_there_does_not_hide_what_the_others_hold(here: Path) -> None:
    (here / "tunnel.json").write_text(WRONG_SOURCE)
    ran = run("validate", "nowhere.json", "tunnel.json")
    assert ran.code == 3
    assert ran.out == (
        f"nowhere.json: error NC801 does not exist\n{NC301}"
        "\n2 errors in 2 of 2 files (1 article, 2 claims)   newsclaims explain NC801\n"
    )


def test_a_name_that_is_too_long_does_not_hide_what_the_others_hold(here: Path) -> None:
    (here / "tunnel.json").write_text(WRONG_SOURCE)
    ran = run("validate", "x" * 300, "tunnel.json")
    assert ran.code == 3
    assert NC301 in ran.out


def test_a_name_with_nul_is_an_input_that_cannot_be_read() -> None:
    ran = run("validate", "a\0b.json")
    assert ran.code == 3
    assert "a\\u0000b.json: error NC80" in ran.out


def test_standard_input_is_named_as_such() -> None:
    ran = run("validate", "-", stdin=WRONG_SOURCE)
    assert ran.code == 1
    assert ran.out == NC301.replace("tunnel.json", "(standard input)") + (
        "\n1 error in 1 of 1 file (1 article, 2 claims)   newsclaims explain NC301\n"
    )


@pytest.mark.parametrize(
    "document", [TUNNEL, ONE_LINE, f"{ONE_LINE}\n", f"{ONE_LINE}\r\n", f"{ONE_LINE}\n\n", f"\n{ONE_LINE}"]
)
def test_one_document_on_standard_input_is_one_article(document: str) -> None:
    assert run("validate", "-", stdin=document) == (0, "no problems in 1 file (1 article, 2 claims)\n", "")


@pytest.mark.parametrize(
    "lines",
    [
        f"{ONE_LINE}\n{ONE_LINE}\n",
        f"{ONE_LINE}\n{ONE_LINE}",
        f"{ONE_LINE}\n\n  \n{ONE_LINE}\n\n",
        f"{ONE_LINE}\r\n{ONE_LINE}\r\n",
        f"\n{ONE_LINE}\n{ONE_LINE}\n",
    ],
)
def test_several_documents_on_standard_input_are_one_a_line(lines: str) -> None:
    assert run("validate", "-", stdin=lines) == (0, "no problems in 1 file (2 articles, 4 claims)\n", "")


def test_a_document_whose_first_line_looks_whole_is_still_one_document(here: Path) -> None:
    head, rest = '{"schema_version": "1.0", "id": "x", "language": "en", "extensions": {"own": 1}', "\n}\n"
    (here / "split.json").write_text(head + rest)
    expected = (0, "no problems in 1 file (1 article, 0 claims)\n", "")
    assert run("validate", "split.json") == expected
    assert run("validate", "-", stdin=head + rest) == expected


def test_a_bad_line_is_told_with_its_line_in_the_file_and_the_others_are_looked_at(here: Path) -> None:
    (here / "corpus.jsonl").write_text(f'\n{ONE_LINE}\n\n  \n{{"id":\n{ONE_LINE}\n')
    out = """\
corpus.jsonl:5:7: error NC101 [/id] has nothing more, should have a value
    5 | {"id":
      |       ^

1 error in 1 of 1 file (3 articles, 4 claims)   newsclaims explain NC101
"""
    assert run("validate", "corpus.jsonl") == (3, out, "")


def test_the_last_line_needs_no_line_end(here: Path) -> None:
    (here / "corpus.jsonl").write_text(f"{ONE_LINE}\n{ONE_LINE}")
    assert run("validate", "corpus.jsonl").out == "no problems in 1 file (2 articles, 4 claims)\n"


@pytest.mark.parametrize("data", [b"", b"\n\n", b" \r\n\t\n"], ids=["empty", "line ends", "blanks"])
@pytest.mark.parametrize("name", ["corpus.jsonl", "corpus.jsonl.gz", "corpus.jsonl.zst"])
def test_a_file_of_lines_that_holds_no_record_says_so(here: Path, name: str, data: bytes) -> None:
    (here / name).write_bytes(packed(name, data))
    ran = run("validate", name)
    assert ran.code == 3
    assert ran.out.startswith(f"{name}: error NC804 ")
    assert "\n1 error in 1 of 1 file (0 articles, 0 claims)" in ran.out


@pytest.mark.parametrize("name", ["a.json.gz", "a.json.zst", "a.jsonl.gz", "a.jsonl.zst", "A.JSON.GZ"])
def test_packed_files_are_unpacked_and_their_own_lines_are_counted(here: Path, name: str) -> None:
    data = f"{ONE_LINE}\n{ONE_LINE}\n" if ".jsonl" in name else TUNNEL
    (here / name).write_bytes(packed(name.lower(), data.encode()))
    articles = "2 articles, 4 claims" if ".jsonl" in name else "1 article, 2 claims"
    assert run("validate", name) == (0, f"no problems in 1 file ({articles})\n", "")
    (here / name).write_bytes(packed(name.lower(), data.replace('["s6"]', '["s9"]').encode()))
    ran = run("validate", name)
    assert ran.code == 1
    assert re.findall(r"^(\S+?):(\d+):\d+: error NC301 ", ran.out, re.MULTILINE) == (
        [(name, "1"), (name, "2")] if ".jsonl" in name else [(name, "20")]
    )


def test_the_same_file_named_twice_is_looked_at_twice(here: Path) -> None:
    (here / "tunnel.json").write_text(TUNNEL)
    assert run("validate", "tunnel.json", "tunnel.json").out == "no problems in 2 files (2 articles, 4 claims)\n"


def test_large_figures_are_written_in_groups_of_three(here: Path) -> None:
    (here / "many.jsonl").write_text('{"schema_version":"1.0","id":"x","language":"en"}\n' * 1_234)
    assert run("validate", "many.jsonl").out == "no problems in 1 file (1 234 articles, 0 claims)\n"


def test_beyond_a_hundred_issues_of_a_document_the_rest_is_counted(here: Path) -> None:
    claims = ",".join(f'{{"id": "c{number}", "text": "t", "x": 1}}' for number in range(130))
    (here / "many.json").write_text(f'{{"schema_version": "1.0", "id": "x", "language": "en", "claims": [{claims}]}}')
    ran = run("validate", "many.json")
    assert ran.code == 1
    assert ran.out.count(": error NC203 ") == 100
    assert "warning NC114 has 30 more issues, should have at most 100 to be listed (Limits.issues)\n" in ran.out
    assert ran.out.endswith(
        "\n100 errors and 1 warning, 30 more issues not listed in 1 of 1 file (1 article, 130 claims)"
        "   newsclaims explain NC203\n"
    )


@pytest.fixture
def crowd(here: Path) -> Path:
    """A file of 1,200 bad lines, and behind it a bad file of another code."""
    (here / "crowd.jsonl").write_text("[]\n" * 1_200)
    (here / "tunnel.json").write_text(WRONG_SOURCE)
    return here


CROWD = ["crowd.jsonl", "tunnel.json"]
COUNTED = "in 2 of 2 files (1 201 articles, 2 claims)   newsclaims explain NC201\n"


def test_in_text_a_thousand_findings_are_listed_and_the_rest_is_counted_by_code(crowd: Path) -> None:
    ran = run("validate", *CROWD)
    assert (ran.code, ran.err) == (1, "")
    assert len(re.findall(r": error NC", ran.out)) == 1_000
    assert ran.out.endswith(
        "\nnot listed (--max-findings 0 lists all):\n"
        "      200  NC201  wrong type\n"
        "        1  NC301  reference to nothing\n"
        f"\n1 000 errors, 201 more issues not listed {COUNTED}"
    )


@pytest.mark.parametrize(("words", "listed"), [(["0"], 1_201), (["5000"], 1_201), (["7"], 7), (["1201"], 1_201)])
def test_max_findings_says_how_many_are_listed(crowd: Path, words: list[str], listed: int) -> None:
    ran = run("validate", *CROWD, "--max-findings", *words)
    assert ran.code == 1
    assert len(re.findall(r": error NC", ran.out)) == listed
    assert ("not listed" in ran.out) is (listed < 1_201)


@pytest.mark.parametrize("form", ["json", "jsonl", "sarif", "github"])
def test_programs_get_all_findings_unless_they_ask_for_fewer(crowd: Path, form: str) -> None:
    def count(ran: Ran) -> int:
        if form in ("jsonl", "github"):
            return ran.out.count("\n")
        report = json.loads(ran.out)
        return len(report["findings"] if form == "json" else report["runs"][0]["results"])

    every = run("validate", *CROWD, "--format", form)
    assert (every.code, count(every), every.err) == (1, 1_201, f"1 201 errors {COUNTED}")
    few = run("validate", *CROWD, "--format", form, "--max-findings", "3")
    assert (few.code, count(few)) == (1, 3)
    assert few.err.endswith(f"3 errors, 1 198 more issues not listed {COUNTED}")
    if form == "json":
        summary = json.loads(few.out)["summary"]
        assert (summary["errors"], summary["truncated"], summary["articles"]) == (3, 1_198, 1_201)
        jsonschema.Draft202012Validator(nc.schema("report")).validate(json.loads(few.out))


@pytest.mark.parametrize(("last", "code"), [("{", 3), (WRONG_SOURCE.replace("\n", " "), 1)])
def test_what_is_not_listed_counts_for_the_exit_code(here: Path, last: str, code: int) -> None:
    (here / "crowd.jsonl").write_text(f"{DOUBTFUL.replace(chr(10), ' ')}\n" * 3 + last + "\n")
    ran = run("validate", "crowd.jsonl", "--max-findings", "2")
    assert ran.code == code
    assert "2 warnings, 2 more issues not listed in 1 of 1 file" in ran.out


def test_what_a_document_leaves_out_is_counted_once(here: Path) -> None:
    claims = ",".join(f'{{"id": "c{number}", "text": "t", "x": 1}}' for number in range(130))
    (here / "many.json").write_text(f'{{"schema_version": "1.0", "id": "x", "language": "en", "claims": [{claims}]}}')
    ran = run("validate", "many.json", "--max-findings", "40")
    assert "       60  NC203  unknown member\n" in ran.out
    assert "40 errors, 90 more issues not listed in 1 of 1 file" in ran.out


def test_selected_findings_alone_fill_the_list(crowd: Path) -> None:
    ran = run("validate", *CROWD, "--select", "NC301", "--max-findings", "1")
    assert re.findall(r"error (NC\d+)", ran.out) == ["NC301"]
    assert "not listed" not in ran.out


# ── validate: which findings count, and exit codes ───────────────────────────────────────────────────────────────────

SEVERITIES = {"fine": TUNNEL, "warning": DOUBTFUL, "error": WRONG_SOURCE, "unreadable": '{"id":'}


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "github"])
@pytest.mark.parametrize(
    ("fail_on", "codes"),
    [
        ("error", {"fine": 0, "warning": 0, "error": 1, "unreadable": 3}),
        ("warning", {"fine": 0, "warning": 1, "error": 1, "unreadable": 3}),
        ("never", {"fine": 0, "warning": 0, "error": 0, "unreadable": 3}),
    ],
)
def test_fail_on_says_which_severity_makes_the_exit_code_1(
    here: Path, form: str, fail_on: str, codes: dict[str, int]
) -> None:
    for name, document in SEVERITIES.items():
        (here / f"{name}.json").write_text(document)
    found = {name: run("validate", f"{name}.json", "--fail-on", fail_on, "--format", form).code for name in SEVERITIES}
    assert found == codes
    assert run("validate", "fine.json", "--format", form).code == 0
    assert run("validate", "nowhere.json", "--fail-on", fail_on, "--format", form).code == 3


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ([], ["NC203", "NC301", "NC402", "NC501"]),
        (["--select", "NC4"], ["NC402"]),
        (["--select", "NC402,NC5"], ["NC402", "NC501"]),
        (["--select", "nc402, nc301"], ["NC301", "NC402"]),
        (["--select", "NC"], ["NC203", "NC301", "NC402", "NC501"]),
        (["--select", ""], ["NC203", "NC301", "NC402", "NC501"]),
        (["--ignore", "NC4"], ["NC203", "NC301", "NC501"]),
        (["--ignore", "NC2,NC3,NC402"], ["NC501"]),
        (["--select", "NC3,NC4", "--ignore", "NC402"], ["NC301"]),
        (["--select", "NC302"], []),
        (["--ignore", "NC"], []),
    ],
    ids=str,
)
def test_select_and_ignore_take_codes_and_rooms(here: Path, words: list[str], codes: list[str]) -> None:
    document = WRONG_PLACE.replace('["s6"]', '["s9"]').replace('"certain"', '"uncommitted"')
    (here / "tunnel.json").write_text(document.replace('"polarity"', '"x": 1, "polarity"'))
    ran = run("validate", "tunnel.json", *words)
    assert sorted(re.findall(r"^tunnel\.json:\d+:\d+: \w+ (NC\d+)", ran.out, re.MULTILINE)) == codes
    assert ran.code == (1 if set(codes) - {"NC501"} else 0)
    assert (ran.out == "no problems in 1 file (1 article, 2 claims)\n") == (not codes)


@pytest.mark.parametrize("words", [["--ignore", "NC1"], ["--select", "NC4"], ["--ignore", "NC"]])
def test_what_cannot_be_read_is_told_whatever_is_selected(here: Path, words: list[str]) -> None:
    (here / "broken.json").write_text('{"id":')
    ran = run("validate", "broken.json", "nowhere.json", *words)
    assert ran.code == 3
    assert re.findall(r"error (NC\d+)", ran.out) == ["NC101", "NC801"]


def test_files_whose_findings_are_all_ignored_are_not_counted_as_bad(here: Path) -> None:
    (here / "tunnel.json").write_text(WRONG_SOURCE)
    (here / "doubtful.json").write_text(DOUBTFUL)
    ran = run("validate", "tunnel.json", "doubtful.json", "--ignore", "NC5")
    assert ran.out == f"{NC301}\n1 error in 1 of 2 files (2 articles, 4 claims)   newsclaims explain NC301\n"


def test_a_selected_error_is_found_behind_a_hundred_others(here: Path) -> None:
    claims = ",".join(f'{{"id": "c{number}", "text": "t", "x": 1}}' for number in range(130))
    document = (
        f'{{"schema_version": "1.0", "id": "x", "language": "en", "claims": [{claims}], "relations": [{{"id": "r1", '
    )
    document += '"type": "supports", "from_id": "c1", "to_id": "gone"}]}'
    (here / "many.json").write_text(document)
    ran = run("validate", "many.json", "--select", "NC301")
    assert re.findall(r"error (NC\d+)", ran.out) == ["NC301"]
    assert ran.code == 1


def fail_with(error: BaseException) -> Any:
    """A function that raises an error on its second call."""
    calls: list[object] = []

    def looking(data: bytes, limits: nc.Limits) -> Any:
        calls.append(data)
        if len(calls) > 1:
            raise error
        return look(data, limits)

    return looking


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["fine.json"], 0),
        (["warning.json"], 0),
        (["fine.json", "error.json"], 1),
        (["error.json", "unreadable.json"], 3),
        (["unreadable.json", "error.json"], 3),
        (["nowhere.json", "error.json"], 3),
        (["unreadable.json", "packed.json.zst"], 4),
        (["error.json", "packed.json.zst"], 4),
        (["packed.json.zst", "--fail-on", "sometimes"], 2),
        (["nowhere.json", "--fail-on", "sometimes"], 2),
    ],
    ids=str,
)
def test_of_several_exit_codes_the_gravest_wins(
    here: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int
) -> None:
    for name, document in SEVERITIES.items():
        (here / f"{name}.json").write_text(document)
    (here / "packed.json.zst").write_bytes(packed("packed.json.zst", TUNNEL.encode()))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    assert run("validate", *words).code == code


@pytest.mark.parametrize(("error", "code"), [(RuntimeError("broken"), 70), (KeyboardInterrupt(), 130)])
def test_a_fault_and_an_interrupt_win_over_every_finding(
    here: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    (here / "a.json").write_text('{"id":')
    (here / "b.json").write_text(TUNNEL)
    monkeypatch.setattr("newsclaims.checking.look", fail_with(error))
    assert run("validate", "nowhere.json", "a.json", "b.json").code == code


@pytest.mark.parametrize("command", ["validate", "show", "fmt", "upgrade"])
def test_a_missing_extra_prints_the_line_to_type(here: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    (here / "a.json.zst").write_bytes(packed("a.json.zst", TUNNEL.encode()))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    assert run(command, "a.json.zst") == (
        4,
        "",
        "newsclaims: zstandard is not installed: pip install 'newsclaims[zst]'\n",
    )


def test_a_missing_extra_does_not_hide_what_the_files_before_hold(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "tunnel.json").write_text(WRONG_SOURCE)
    (here / "a.json.zst").write_bytes(packed("a.json.zst", TUNNEL.encode()))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    for form in ("text", "jsonl", "github"):
        assert "NC301" in run("validate", "tunnel.json", "a.json.zst", "--format", form).out


# ── validate: forms for programs ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def mixed(here: Path) -> list[str]:
    """Files with findings of many kinds, and hostile names."""
    (here / "tunnel.json").write_text(WRONG_PLACE)
    (here / "doubtful.json").write_text(DOUBTFUL)
    (here / "lines.jsonl").write_text(f'{ONE_LINE}\n[]\n{{"id": 1}}\n')
    (here / "broken.json").write_text('{"id": "a\x01"}')
    (here / "a%b:c,d e.json").write_text("[]")
    (here / "new\nline.json").write_text("[]")
    names = ["tunnel.json", "doubtful.json", "lines.jsonl", "broken.json", "a%b:c,d e.json", "new\nline.json"]
    with contextlib.suppress(OSError, UnicodeError):  # some file systems hold no such names
        Path("\x1b[31m\u202e.json").write_text("[]")
        Path("\udcff.json").write_text("[]")
        names += ["\x1b[31m\u202e.json", "\udcff.json"]
    return [*names, "nowhere.json"]


def test_json_is_one_object_that_its_own_schema_allows(mixed: list[str]) -> None:
    ran = run("validate", *mixed, "--format", "json")
    report = json.loads(ran.out)
    jsonschema.Draft202012Validator(nc.schema("report")).validate(report)
    assert ran.code == 3
    assert list(report) == ["tool", "version", "schema_version", "summary", "findings"]
    assert (report["tool"], report["version"], report["schema_version"]) == ("newsclaims", nc.__version__, "1.0")
    assert report["summary"] == {
        "files": len(mixed),
        "articles": len(mixed) + 1,
        "claims": 6,
        "errors": sum(finding["severity"] == "error" for finding in report["findings"]),
        "warnings": 1,
        "truncated": 0,
    }
    assert list(dict.fromkeys(finding["file"] for finding in report["findings"])) == mixed


def test_json_of_one_finding_has_these_bytes(here: Path) -> None:
    (here / "tunnel.json").write_text(WRONG_PLACE)
    out = """{
  "tool": "newsclaims",
  "version": "VERSION",
  "schema_version": "1.0",
  "summary": {
    "files": 1,
    "articles": 1,
    "claims": 2,
    "errors": 1,
    "warnings": 0,
    "truncated": 0
  },
  "findings": [
    {
      "code": "NC402",
      "severity": "error",
      "file": "tunnel.json",
      "record": null,
      "pointer": "/claims/1/content/0/quote",
      "line": 18,
      "column": 41,
      "message": "is not the text it names: has \\"a black hole\\", the text at 40–52 is \\"ics call it \\"",
      "hint": "the words are at 52–64"
    }
  ]
}
""".replace("VERSION", nc.__version__)
    talk = "1 error in 1 of 1 file (1 article, 2 claims)   newsclaims explain NC402\n"
    assert run("validate", "tunnel.json", "--format", "json") == (1, out, talk)


def test_jsonl_is_the_findings_of_json_one_a_line(mixed: list[str]) -> None:
    findings = json.loads(run("validate", *mixed, "--format", "json").out)["findings"]
    ran = run("validate", *mixed, "--format", "jsonl")
    assert [json.loads(line) for line in ran.out.splitlines()] == findings
    assert [list(json.loads(line)) for line in ran.out.splitlines()] == [list(finding) for finding in findings]


def test_no_finding_is_no_line_for_programs(here: Path) -> None:
    (here / "tunnel.json").write_text(TUNNEL)
    talk = "no problems in 1 file (1 article, 2 claims)\n"
    assert run("validate", "tunnel.json", "--format", "jsonl") == (0, "", talk)
    assert run("validate", "tunnel.json", "--format", "github") == (0, "", talk)


def test_records_of_lines_are_numbered_without_the_blank_ones(here: Path) -> None:
    (here / "lines.jsonl").write_text(f"\n{ONE_LINE}\n\n[]\n\n[]\n")
    findings = json.loads(run("validate", "lines.jsonl", "--format", "json").out)["findings"]
    assert [(finding["record"], finding["line"], finding["column"]) for finding in findings] == [(2, 4, 1), (3, 6, 1)]


def test_sarif_is_valid_against_the_schema_of_oasis(mixed: list[str], data_dir: Path) -> None:
    schema = json.loads((data_dir / "sarif" / "sarif-schema-2.1.0.json").read_bytes())
    validator = jsonschema.validators.validator_for(schema)(schema)
    for paths in (mixed, ["doubtful.json"], ["a%b:c,d e.json"]):
        validator.validate(json.loads(run("validate", *paths, "--format", "sarif").out))
    Path("fine.json").write_text(TUNNEL)
    validator.validate(json.loads(run("validate", "fine.json", "--format", "sarif").out))
    validator.validate(json.loads(run("validate", "-", "--format", "sarif", stdin="[]").out))


def test_sarif_says_what_json_says(mixed: list[str]) -> None:
    findings = json.loads(run("validate", *mixed, "--format", "json").out)["findings"]
    (analysis,) = json.loads(run("validate", *mixed, "--format", "sarif").out)["runs"]
    rules = analysis["tool"]["driver"]["rules"]
    assert analysis["columnKind"] == "unicodeCodePoints"
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule["shortDescription"]["text"] == CODES[rule["id"]].title for rule in rules)
    assert len(analysis["results"]) == len(findings)
    for result, finding in zip(analysis["results"], findings, strict=True):
        place = result["locations"][0]["physicalLocation"]
        region = place.get("region", {})
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["code"]
        assert result["level"] == finding["severity"]
        assert (region.get("startLine"), region.get("startColumn")) == (finding["line"], finding["column"])
        assert finding["message"] in result["message"]["text"]
        assert finding["hint"] in result["message"]["text"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%\[\]:-]+", place["artifactLocation"]["uri"])


# GitHub's own syntax, as actions/toolkit writes it and actions/runner reads it: in the message % \r \n are escaped, in
# properties also : and ,.
_WORKFLOW_COMMAND = re.compile(r"::(error|warning) ([^:]+)::(.*)")


def from_github(line: str) -> dict[str, str]:
    """A workflow command as GitHub's runner reads it."""
    command = _WORKFLOW_COMMAND.fullmatch(line)
    assert command is not None, line
    read = {"level": command[1], "message": command[3]}
    for pair in command[2].split(","):
        name, _, value = pair.partition("=")
        read[name] = value.replace("%3A", ":").replace("%2C", ",")
    return {name: value.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%") for name, value in read.items()}


def test_github_lines_are_read_back_as_what_json_says(mixed: list[str]) -> None:
    findings = json.loads(run("validate", *mixed, "--format", "json").out)["findings"]
    lines = run("validate", *mixed, "--format", "github").out.splitlines()
    assert len(lines) == len(findings)
    for line, finding in zip(lines, findings, strict=True):
        read = from_github(line)
        assert (read["level"], read["title"]) == (finding["severity"], finding["code"])
        assert (read.get("line"), read.get("col")) == tuple(
            None if finding[name] is None else str(finding[name]) for name in ("line", "column")
        )
        assert read["message"].startswith(finding["message"])
        if finding["file"].isprintable():
            assert read["file"] == finding["file"]


def test_github_lines_have_these_bytes(here: Path) -> None:
    (here / "a%b:c,d.json").write_text(WRONG_SOURCE)
    (here / "doubtful.json").write_text(DOUBTFUL)
    assert run("validate", "a%b:c,d.json", "doubtful.json", "nowhere.json", "--format", "github").out == (
        "::error file=a%25b%3Ac%2Cd.json,line=14,col=35,title=NC301::"
        'no source "s9" (did you mean "s6"?) [/claims/0/attributions/0/source_ids/0]\n'
        "::warning file=doubtful.json,line=15,col=20,title=NC501::"
        "is negative beside certainty uncommitted, should be unknown [/claims/0/attributions/0/polarity]\n"
        "::error file=nowhere.json,title=NC801::does not exist\n"
    )


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "github"])
def test_the_same_files_give_the_same_report_twice(mixed: list[str], form: str) -> None:
    assert run("validate", *mixed, "--format", form) == run("validate", *mixed, "--format", form)


# ── Compressed files ─────────────────────────────────────────────────────────────────────────────────────────────────

MINIMAL = b'{"schema_version":"1.0","id":"x","language":"en"}'


@pytest.mark.parametrize("name", ["a.json.gz", "a.json.zst", "a.jsonl.gz", "a.jsonl.zst"])
def test_a_file_that_is_cut_anywhere_is_noticed(here: Path, name: str) -> None:
    whole = packed(name, MINIMAL + b"\n" + (MINIMAL + b"\n" if ".jsonl" in name else b""))
    path = here / name
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        ran = run("validate", name)
        assert ran.code == 3, f"cut to {length} of {len(whole)} bytes: {ran.out}"
        assert "NC80" in ran.out or (length == 0 and "NC101" in ran.out)
    path.write_bytes(whole)
    assert run("validate", name).code == 0


@pytest.mark.parametrize("name", ["a.json.gz", "a.json.zst"])
def test_junk_behind_a_packed_file_is_noticed(here: Path, name: str) -> None:
    for junk in (b"x", b"junk", b"\x1f\x8b", MINIMAL):
        (here / name).write_bytes(packed(name, MINIMAL) + junk)
        ran = run("validate", name)
        assert ran.code == 3
        assert ran.out.startswith(f"{name}: error NC803 cannot be unpacked: ")


@pytest.mark.parametrize("name", ["a.json.gz", "a.json.zst"])
def test_a_file_that_is_not_packed_at_all_is_told_so(here: Path, name: str) -> None:
    (here / name).write_bytes(MINIMAL)
    ran = run("validate", name)
    assert ran.code == 3
    assert ran.out.startswith(f"{name}: error NC803 cannot be unpacked: ")
    assert "b'" not in ran.out, "a reader is shown Python's repr of bytes"


@pytest.mark.parametrize("name", ["bomb.json.gz", "bomb.json.zst", "bomb.jsonl.gz", "bomb.jsonl.zst"])
def test_a_decompression_bomb_is_refused(here: Path, name: str) -> None:
    (here / name).write_bytes(packed(name, b" " * 17_000_000))
    ran = run("validate", name)
    assert ran.code == 3
    assert re.match(
        rf"{re.escape(name)}: error NC115 unpacks to more than 16000000 bytes from \d+, "
        r"should grow at most 200-fold \(Limits\.ratio\)\n",
        ran.out,
    )


# ── show ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_is_shown_as_who_says_what(here: Path) -> None:
    (here / "tunnel.json").write_text(TUNNEL)
    assert run("show", "tunnel.json") == (
        0,
        """\
urn:test:tunnel
en · 2 claims · 2 sources

1 Mayor Lund:
  the tunnel is done
  c1 · certain
2 Critics:
  a black hole
  c2

Notable
• 49.0% of the letters and digits are explained by some annotation
""",
        "",
    )


def test_claims_within_claims_are_numbered_and_indented() -> None:
    ran = run("show", "-", stdin=nc.dumps(nc.example("chain-of-voices")))
    assert ran.code == 0
    numbers = re.findall(r"^ *(?:[└├] )?(\d+(?:\.\d+)*) ", ran.out, re.MULTILINE)
    assert max(number.count(".") for number in numbers) >= 3
    assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])


def test_the_seed_is_shown_with_its_nested_claims() -> None:
    lines = run("show", "-", stdin=nc.dumps(nc.example())).out.splitlines()
    at = lines.index("17 media Jepang NHK melaporkan:")
    assert lines[at : at + 6] == [
        "17 media Jepang NHK melaporkan:",
        "   Moskow masih enggan mendukung penuh pengembangan senjata nuklir Pyongyang",
        "   c19 · assertion, certain, indirect",
        "    └ 17.1 Moskow masih enggan:",
        "           mendukung penuh pengembangan senjata nuklir Pyongyang",
        "           c20 · intention, probable, negative, indirect",
    ]
    assert "• 8 claims with no source named (of 29): c2, c4, c6, c10, c15, c23, c24, c26" in lines
    assert "18 Sumber NHK menyebutkan (via NHK):" in lines


@pytest.mark.parametrize("name", nc.examples())
@pytest.mark.parametrize("width", [40, 57, 80])
def test_every_example_can_be_shown_and_fits(
    here: Path, monkeypatch: pytest.MonkeyPatch, name: str, width: int
) -> None:
    data = nc.dumps(nc.example(name))
    ran = run("show", "-", "--width", str(width), stdin=data)
    assert (ran.code, ran.err) == (0, "")
    # Wide characters take two columns; tests/test_views.py counts them.
    assert max(map(width_of, ran.out.splitlines())) <= width
    monkeypatch.setenv("COLUMNS", str(width))
    assert run("show", "-", stdin=data) == ran


def test_an_article_without_its_text_is_shown_with_what_there_is() -> None:
    ran = run("show", "-", stdin=nc.dumps(nc.example("withheld-text")))
    assert ran.code == 0
    assert "The Golden Crust went to the bakery in Tolm." in ran.out
    assert "(its words are not given)" in ran.out


def test_an_article_without_claims_says_so_and_nothing_more() -> None:
    ran = run("show", "-", stdin=MINIMAL)
    assert (ran.code, ran.out) == (0, "x\nen · 0 claims · 0 sources\n\nno claims are annotated\n")


def test_nothing_notable_needs_no_heading() -> None:
    ran = run("show", "-", stdin=nc.dumps(nc.example("withheld-text")))
    assert ran.code == 0
    assert not ran.out.rstrip().endswith("Notable")


def test_several_speakers_of_one_claim_are_told_apart_from_one_another() -> None:
    ran = run("show", "-", stdin=nc.dumps(nc.example("ferry-denial")))
    flat = " ".join(ran.out.split())
    assert "2 The Orrel Ferry Company denied; two former deckhands, Ines Vall and Pim Osters allege:" in flat


def test_chains_of_sixty_claims_fit_the_terminal() -> None:
    claims = [
        {
            "id": f"c{number}",
            "text": f"claim {number} is long enough to be wrapped in a terminal of eighty columns, by far",
            "attributions": [
                {"id": f"a{number}", "source_ids": ["s1"], **({"within_id": f"c{number - 1}"} if number else {})}
            ],
        }
        for number in range(60)
    ]
    document = {
        "schema_version": "1.0",
        "id": "x",
        "language": "en",
        "sources": [{"id": "s1", "name": "Eve"}],
        "claims": claims,
    }
    ran = run("show", "-", stdin=json.dumps(document))
    assert (ran.code, ran.err) == (0, "")
    assert all(f"claim {number} " in ran.out for number in range(60))
    assert max(map(len, ran.out.splitlines())) <= 80


def test_one_source_alone_is_shown_with_what_it_is_said_in(here: Path) -> None:
    (here / "chain.json").write_bytes(nc.dumps(nc.example("chain-of-voices")))
    ran = run("show", "chain.json", "--source", "fisherman")
    assert (ran.code, ran.err) == (0, "")
    assert re.findall(r"^ *(?:[└├] )?(\d+(?:\.\d+)*) ", ran.out, re.MULTILINE) == ["2", "2.1", "2.1.1"]
    assert "Notable" not in ran.out
    assert run("show", "chain.json", "--source", "vell").out.endswith("\n\nno claims of vell\n")


def test_a_source_that_no_article_has_is_wrong_usage(here: Path) -> None:
    (here / "chain.json").write_bytes(nc.dumps(nc.example("chain-of-voices")))
    (here / "own.json").write_bytes(nc.dumps(nc.example("own-data")))
    for flags in ([], ["--json"]):
        ran = run("show", "own.json", "chain.json", "--source", "fishermen", *flags)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == 'own.json: no source "fishermen"\n'
        ran = run("show", "own.json", "chain.json", "gone.json", "--source", "fisherman", *flags)
        assert ran.code == 3
        assert ran.out.count("fisherman") >= 1
        assert ran.err == "gone.json: error NC801 does not exist\n1 of 2 articles without this source\n"
    assert run("show", "chain.json", "--source", "fishermen").err == (
        'chain.json: no source "fishermen" (did you mean "fisherman"?)\n'
    )
    assert run("show", "chain.json", "gone.json", "--source", "\x1b[2J").code == 2, "2 wins over 3"


def test_the_list_as_data_is_a_line_for_each_article(here: Path) -> None:
    names = nc.examples()
    (here / "all.jsonl").write_bytes(b"\n".join([*(nc.dumps(nc.example(name)) for name in names), b"[]"]))
    ran = run("show", "--json", "all.jsonl")
    assert ran.code == 1
    assert ran.err.startswith(f"all.jsonl:{len(names) + 1}:1: error NC201 ")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["record"] for line in lines] == list(range(1, len(names) + 1))
    for name, line in zip(names, lines, strict=True):
        article = nc.example(name)
        assert (line["file"], line["id"]) == ("all.jsonl", article.id)
        assert [claim["number"] for claim in line["claims"]] == [item.number for item in numbered(article)]
    assert run("show", "--json", "all.jsonl") == ran


def test_the_list_as_data_has_no_colour_and_nothing_raw(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = hostile_document()
    (here / "hostile.json").write_text(json.dumps(document), encoding="utf-8")
    monkeypatch.setenv("FORCE_COLOR", "1")
    ran = run("show", "--json", "hostile.json", terminal=True)
    assert not _DANGEROUS.search(ran.out)
    assert json.loads(ran.out)["claims"][0]["words"] == HOSTILE


@pytest.mark.parametrize("room", [40, 60, 200])
def test_lines_of_findings_fit_a_terminal(here: Path, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    monkeypatch.setenv("COLUMNS", str(room))
    document = json.dumps(json.loads(WRONG_PLACE)).replace("a black hole", "a black hole " * 30)
    (here / "long.json").write_text(document)
    for command, stream in (("validate", 1), ("show", 2), ("fmt", 2)):
        told = run(command, "long.json", terminal=True)[stream]
        lines = re.sub(r"\x1b\[[0-9;]*m", "", told).splitlines()
        shown = [line for line in lines if re.match(r" +(\d+ \| |\| )", line)]
        # Ten columns of the article's words are shown even where its place needs the rest of the line.
        shown += [line for line in lines if room > 40 and line.startswith("      text ")]
        assert len(shown) >= 2
        assert max(map(width_of, shown)) <= min(room, 80)
        assert run(command, "long.json")[stream].splitlines()[1] != lines[1] or room >= 80


HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07 \x9b31m \u202egnp.exe\u202c \u2066x\u2069 \u200e\u200f\u061c "
    "a\rb \x00\x7f\u0085 \u2028\u2029 end"
)


def hostile_document() -> dict[str, Any]:
    """A document with hostile strings wherever the format allows them."""
    span = {"start": 0, "end": len(HOSTILE), "quote": HOSTILE}
    bidi = "A\u202eB\u2066C\u200fD"
    return {
        "schema_version": "1.0",
        "id": f"urn:{bidi}",
        "language": "en",
        "text": HOSTILE,
        "title": bidi,
        "publisher": bidi,
        "sources": [{"id": "s1", "name": bidi, "description": HOSTILE}],
        "claims": [
            {
                "id": "c1",
                "content": [span],
                "text": HOSTILE,
                "types": [bidi],
                "attributions": [
                    {"id": "a1", "source_ids": ["s1"], "source": [span], "cue": [span], "via_ids": ["s1"]},
                    {"id": "a2", "source_ids": ["s1"]},
                    {"id": "a3", "source_ids": []},
                ],
            },
            {"id": "c2", "text": HOSTILE},
        ],
        "notes": [{"id": "n1", "kind": bidi, "text": HOSTILE}],
        "provenance": {"agent": bidi},
        "extensions": {"own": {HOSTILE: HOSTILE}},
    }


_DANGEROUS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal could act on, or what could make words appear where they do not stand."""


@pytest.mark.parametrize("ascii_only", [True, False], ids=["escaped", "raw"])
def test_hostile_strings_are_never_printed_raw(here: Path, *, ascii_only: bool) -> None:
    fine = json.dumps(hostile_document(), ensure_ascii=ascii_only)
    bad = hostile_document()
    bad["claims"][0]["attributions"][0]["source_ids"] = [HOSTILE]
    bad["claims"][0][HOSTILE] = {HOSTILE: HOSTILE}
    bad["sources"][0]["kind"] = HOSTILE
    bad["claims"][0]["content"][0]["quote"] = "x" + HOSTILE[1:]
    bad["language"] = HOSTILE
    (here / "fine.json").write_text(fine, encoding="utf-8")
    (here / "bad.json").write_text(json.dumps(bad, ensure_ascii=ascii_only), encoding="utf-8")
    (here / "hostile.jsonl").write_text(fine + "\n" + HOSTILE + "\n", encoding="utf-8")
    commands = [["validate", "--format", form] for form in ("text", "json", "jsonl", "sarif", "github")]
    commands += [["show"], ["fmt"], ["fmt", "--check"], ["fmt", "--diff"], ["upgrade", "--diff"]]
    for command in commands:
        for path in ("bad.json", "hostile.jsonl", "fine.json"):
            ran = run(*command, path)
            assert ran.code in (0, 1, 3)
            assert not _DANGEROUS.search(ran.out), f"{command} {path} on standard output"
            assert not _DANGEROUS.search(ran.err), f"{command} {path} on standard error"


def test_hostile_words_on_the_command_line_are_never_printed_raw(here: Path) -> None:
    word = "\x1b[31m\u202ex"
    (here / word).write_text("[]")
    (here / f"{word}.json").write_text("[]")
    for words in (
        [word],
        [f"--{word}"],
        ["validate", f"--{word}"],
        ["validate", "--format", word, "x"],
        ["validate", "--fail-on", word, "x"],
        ["validate", "--select", word, "x"],
        ["validate", word, f"{word}.json", f"{word}.gone", f"{word}*"],
        ["show", word, "--width", word],
        ["show", word, f"{word}.gone"],
        ["view", word, f"{word}.gone"],
        ["view", word, "--split", word],
        ["fmt", word, f"{word}.gone"],
        ["explain", word],
        ["example", word],
        ["example", "-o", f"gone/{word}"],
        ["schema", word],
        ["schema", "-o", f"gone/{word}"],
        ["demo", word],
        ["demo", f"{word}.json/x"],
    ):
        ran = run(*words)
        assert ran.code in (1, 2, 3), words
        assert not _DANGEROUS.search(ran.out + ran.err), words


def test_line_ends_of_windows_are_shown_as_blanks() -> None:
    ran = run("show", "-", stdin=nc.dumps(nc.example("windows-lines")))
    assert ran.code == 0
    assert "\\u000d" not in ran.out
    shown = " ".join(unicodedata.normalize("NFC", ran.out).split())
    assert "Nous étions prêts dès février. Il ne manquait que le pain" in shown


def test_emoji_are_shown_as_they_are_written() -> None:
    ran = run("show", "-", stdin=nc.dumps(nc.example("street-fair")))
    assert ran.code == 0
    assert "\\u200d" not in ran.out


def test_backslashes_in_the_text_are_shown_as_they_stand() -> None:
    text = r"She wrote \u000a and C:\new."
    document = {"schema_version": "1.0", "id": "x", "language": "en", "text": text}
    document["claims"] = [{"id": "c1", "content": [{"start": 0, "end": len(text), "quote": text}]}]
    assert rf"  {text}" in run("show", "-", stdin=json.dumps(document)).out.splitlines()


def test_show_tells_what_is_wrong_and_shows_the_others(here: Path) -> None:
    (here / "tunnel.json").write_text(WRONG_SOURCE)
    (here / "fine.jsonl").write_text(f"{ONE_LINE}\n")
    ran = run("show", "tunnel.json", "fine.jsonl")
    assert (ran.code, ran.err) == (1, NC301)
    assert ran.out.startswith("urn:test:tunnel\n")
    assert run("show", "tunnel.json", "nowhere.json", "fine.jsonl").code == 3


def test_articles_of_one_file_are_shown_one_after_the_other(here: Path) -> None:
    (here / "two.jsonl").write_text(f"{ONE_LINE}\n{ONE_LINE}\n")
    one = run("show", "-", stdin=ONE_LINE).out
    assert run("show", "two.jsonl").out == f"{one}\n{one}"


# ── demo ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

DEMO_FILES = (
    f"{SEED}.txt",
    f"{SEED}.newsclaims.json",
    f"{SEED}.annotator-2.newsclaims.json",
    "who-says-what.txt",
    f"{SEED}.ann",
    f"{SEED}.anno.jsonld",
    f"{SEED}.schema.jsonld",
    "who-says-what.html",
)


def test_demo_does_the_main_job_in_one_go(here: Path) -> None:
    ran = run("demo")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    for line in (
        "no problems in 2 files (2 articles, 53 claims)",
        "Every quote is the text at its place.",
        "17 media Jepang NHK melaporkan:",
        "   Moskow masih enggan mendukung penuh pengembangan senjata nuklir Pyongyang",
        "    └ 17.1 Moskow masih enggan:",
        "• 8 claims with no source named (of 29): c2, c4, c6, c10, c15, c23, c24, c26",
    ):
        assert line in lines
    assert "certainty rising from hearsay to background fact" in ran.out
    titles = [line for line, rule in itertools.pairwise(lines) if rule and set(rule) == {"─"}]
    assert titles == ["1  Validate", "2  Who says what", "3  What is notable", "4  Convert", "5  Files"]
    assert max(map(len, lines)) <= 100
    sizes = {name: (here / "newsclaims-demo" / name).stat().st_size for name in DEMO_FILES}
    at = lines.index("5  Files") + 2
    assert lines[at : at + len(sizes)] == [f"newsclaims-demo/{name}  ({size} bytes)" for name, size in sizes.items()]


def test_demo_fits_eighty_columns(here: Path) -> None:
    assert [line for line in run("demo").out.splitlines() if len(line) > 80] == []


def test_what_demo_writes_is_valid_and_can_be_used(here: Path) -> None:
    run("demo", "made/here")
    folder = here / "made" / "here"
    assert sorted(path.name for path in folder.iterdir()) == sorted(DEMO_FILES)
    articles = [str(folder / name) for name in DEMO_FILES if name.endswith(".newsclaims.json")]
    assert run("validate", *articles).out == "no problems in 2 files (2 articles, 53 claims)\n"
    assert nc.read(articles[0]) == nc.example()
    assert (folder / f"{SEED}.txt").read_bytes().decode() == nc.example().text
    assert (folder / "who-says-what.txt").read_text(encoding="utf-8") == run("show", articles[0], "--width", "80").out
    assert run("validate", "made").code == 0, "whoever validates the folder is told of files that are no articles"


def test_demo_can_be_called_twice_and_keeps_files_that_differ(here: Path) -> None:
    first = run("demo", "d")
    files = {path.name: path.read_bytes() for path in (here / "d").iterdir()}
    assert run("demo", "d") == first
    assert {path.name: path.read_bytes() for path in (here / "d").iterdir()} == files
    mine = here / "d" / "who-says-what.txt"
    mine.write_text("my own notes")
    refused = run("demo", "d")
    assert refused.code == 2
    assert mine.read_text() == "my own notes"
    assert "who-says-what.txt is there already and holds something else (--force to replace it)" in refused.err
    forced = run("demo", "d", "--force")
    assert forced == first
    assert mine.read_bytes() == files["who-says-what.txt"]


def test_demo_writes_all_files_or_none(here: Path) -> None:
    for name in DEMO_FILES:
        folder = here / f"over-{name}"
        (folder / name).mkdir(parents=True)
        ran = run("demo", folder)
        assert ran.code in (2, 3)
        assert [path.name for path in folder.iterdir()] == [name], f"files were written though {name} is a folder"


def test_demo_does_not_write_outside_its_folder(here: Path) -> None:
    (here / "d").mkdir()
    (here / "d" / "who-says-what.txt").symlink_to(here / "outside.txt")
    ran = run("demo", "d")
    assert not (here / "outside.txt").exists()
    assert ran.code in (0, 2)


def test_demo_into_a_file_is_wrong_usage_and_told_before_anything_else(here: Path) -> None:
    (here / "d").write_text("mine")
    ran = run("demo", "d")
    assert ran.code == 2
    assert "d is a file, should be a folder" in ran.err
    assert (here / "d").read_text() == "mine"
    assert ran.out == ""


@contextlib.contextmanager
def powerless() -> Iterator[Path]:
    """A folder that this process may enter and may not write to, whoever runs the tests."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.name == "nt":
            pytest.skip("needs POSIX permissions")
        folder.chmod(0o755)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        else:
            folder.chmod(0o555)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            else:
                folder.chmod(0o755)


def test_demo_into_a_folder_that_cannot_be_written_to_says_so(here: Path) -> None:
    run("demo")  # modules are loaded while all may be read
    with powerless() as folder:
        ran = run("demo", folder / "inside")
        direct = run("demo", folder)
        left = list(folder.iterdir())
    assert ran.code == direct.code == 2
    assert ran.err == f"newsclaims: {folder / 'inside'}: Permission denied\n"
    assert direct.err == f"newsclaims: {folder / DEMO_FILES[0]}: Permission denied\n"
    assert left == []


# ── schema, example, explain, info ───────────────────────────────────────────────────────────────────────────────────


def test_the_schema_is_printed_as_the_library_gives_it(here: Path) -> None:
    ran = run("schema")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == nc.schema()
    assert json.loads(run("schema", "report").out) == nc.schema("report")
    assert run("schema", "-o", "s.json") == (0, "", "")
    assert (here / "s.json").read_text(encoding="utf-8") == ran.out
    assert run("schema", "-o", "-") == ran


@pytest.mark.parametrize("words", [["demo", ""], ["example", "-o", ""], ["schema", "-o", ""]], ids=str)
def test_an_empty_name_is_no_output(here: Path, words: list[str]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: Invalid value for DIR: is empty, should name a folder" in ran.err or '"": ' in ran.err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("command", ["validate", "show", "fmt", "upgrade"])
def test_an_empty_name_is_no_input(command: str) -> None:
    ran = run(command, "")
    assert ran.code == 3
    assert '"": error NC801 is an empty name, should be that of a file or folder\n' in ran.out + ran.err


def test_the_examples_are_listed_and_printed_byte_for_byte() -> None:
    ran = run("example", "--list")
    assert (ran.code, ran.err) == (0, "")
    assert tuple(ran.out.splitlines()) == nc.examples()
    for name in nc.examples():
        printed = run("example", name)
        assert (printed.code, printed.err) == (0, "")
        assert nc.loads(printed.out) == nc.example(name)
        assert run("fmt", "-", stdin=printed.out).out == printed.out
    assert run("example") == run("example", SEED)


def test_an_example_is_written_to_the_file_that_is_named_replacing_it(here: Path) -> None:
    (here / "a.json").write_text("old")
    assert run("example", "tea-harvest", "-o", "a.json") == (0, "", "")
    assert nc.read("a.json") == nc.example("tea-harvest")
    assert run("example", "tea-harvest", "--output", "a.json") == (0, "", "")
    assert [path.name for path in here.iterdir()] == ["a.json"]


@pytest.mark.parametrize(
    ("output", "message"),
    [("gone/a.json", "gone/a.json: No such file or directory"), ("folder", "folder: Is a directory")],
)
@pytest.mark.parametrize("command", ["example", "schema"])
def test_an_output_that_cannot_be_written_is_named_as_the_user_named_it(
    here: Path, command: str, output: str, message: str
) -> None:
    (here / "folder").mkdir()
    ran = run(command, "-o", output)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("newsclaims: ")
    assert ran.err.endswith(f"{message}\n")
    assert ".part" not in ran.err


def test_a_wrong_name_of_an_example_gets_a_hint() -> None:
    ran = run("example", "tea-harvets")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == 'newsclaims: no example "tea-harvets" (did you mean "tea-harvest"?)\n'


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str) -> None:
    ran = run("explain", code)
    assert (ran.code, ran.err) == (0, "")
    head, why, mend = ran.out.rstrip("\n").split("\n\n")
    row = CODES[code]
    assert head == f"{code}  {row.severity}: {row.title}"
    assert " ".join(why.split()) == row.why
    assert " ".join(mend.split()) == f"To mend it: {row.mend}"
    assert max(map(len, ran.out.splitlines())) <= 80
    assert run("explain", code.lower()) == ran


def test_without_a_code_all_are_listed_by_room() -> None:
    ran = run("explain")
    assert (ran.code, ran.err) == (0, "")
    assert re.findall(r"^  (NC\d+)  \w+ +\S", ran.out, re.MULTILINE) == list(CODES)
    rooms = re.findall(r"^(NC\d)xx  (.+)$", ran.out, re.MULTILINE)
    assert rooms == [(room, title) for room, title in ROOMS.items() if any(code.startswith(room) for code in CODES)]
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("word", ["NC999", "NC4022", "402", "", "quote"])
def test_a_code_that_does_not_exist_is_wrong_usage(word: str) -> None:
    ran = run("explain", word)
    assert (ran.code, ran.out) == (2, "")
    assert f"no code '{word}'" in ran.err
    assert "newsclaims explain lists them" in ran.err


def test_a_code_that_is_nearly_right_gets_a_hint() -> None:
    assert "(did you mean NC402?)" in run("explain", "NC4022").err


def test_info_names_versions_and_extras() -> None:
    ran = run("info")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"newsclaims {nc.__version__}, data model 1.0"
    assert lines[1].startswith(f"Python {sys.version.split()[0]} (")
    listed = re.findall(r"^  (\S+) +(\S.*)$", ran.out, re.MULTILINE)
    about = metadata("newsclaims")
    required = [line for line in about.get_all("Requires-Dist", []) if "extra ==" not in line]
    names = {re.split(r"[<>=~!;\[ ]", line)[0] for line in required} | set(about.get_all("Provides-Extra", []))
    assert names == {name for name, _ in listed}
    assert ("zst", "installed") in listed


def test_info_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.metadata.version

    def version(package: str) -> str:
        if package == "zstandard":
            raise importlib.metadata.PackageNotFoundError(package)
        return real(package)

    monkeypatch.setattr("newsclaims.cli.info.version", version)
    assert re.search(r"^  zst +pip install 'newsclaims\[zst\]'$", run("info").out, re.MULTILINE)


def test_info_needs_no_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    def requires(package: str) -> list[str]:
        raise importlib.metadata.PackageNotFoundError(package)

    monkeypatch.setattr("newsclaims.cli.info.requires", requires)
    ran = run("info")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"newsclaims {nc.__version__}, data model 1.0\n")


# ── fmt and upgrade ──────────────────────────────────────────────────────────────────────────────────────────────────

CANONICAL = nc.dumps(nc.loads(TUNNEL), indent=2).decode() + "\n"
CANONICAL_LINE = nc.dumps(nc.loads(TUNNEL)).decode() + "\n"


@pytest.mark.parametrize(("command", "did"), [("fmt", "formatted"), ("upgrade", "upgraded")])
def test_a_file_is_put_into_canonical_form_in_place(here: Path, command: str, did: str) -> None:
    (here / "tunnel.json").write_text(TUNNEL)
    (here / "tunnel.json").chmod(0o640)
    assert run(command, "tunnel.json") == (0, "", f"{did} tunnel.json\n1 of 1 file changed\n")
    assert (here / "tunnel.json").read_text() == CANONICAL
    assert (here / "tunnel.json").stat().st_mode & 0o777 == 0o640
    stamp = (here / "tunnel.json").stat().st_mtime_ns
    assert run(command, "tunnel.json") == (0, "", "0 of 1 file changed\n")
    assert (here / "tunnel.json").stat().st_mtime_ns == stamp
    assert [path.name for path in here.iterdir()] == ["tunnel.json"]


@pytest.mark.parametrize(("command", "would"), [("fmt", "format"), ("upgrade", "upgrade")])
def test_check_names_what_would_change_and_writes_nothing(here: Path, command: str, would: str) -> None:
    (here / "tunnel.json").write_text(TUNNEL)
    (here / "canonical.json").write_text(CANONICAL)
    ran = run(command, "--check", "canonical.json", "tunnel.json")
    assert ran == (1, "", f"would {would} tunnel.json\n1 of 2 files to change\n")
    assert run(command, "--check", "canonical.json") == (0, "", "0 of 1 file to change\n")
    assert (here / "tunnel.json").read_text() == TUNNEL
    assert (here / "canonical.json").read_text() == CANONICAL


@pytest.mark.parametrize("flags", [["--diff"], ["--diff", "--check"]])
def test_diff_shows_what_would_change_and_writes_nothing(here: Path, flags: list[str]) -> None:
    document = CANONICAL.replace('"language": "en"', '"language":"en"')
    (here / "tunnel.json").write_text(document)
    ran = run("fmt", *flags, "tunnel.json")
    assert ran.code == 1
    assert ran.err == "would format tunnel.json\n1 of 1 file to change\n"
    assert ran.out.splitlines() == [
        "--- tunnel.json",
        "+++ tunnel.json",
        "@@ -1,7 +1,7 @@",
        " {",
        '   "schema_version": "1.0",',
        '   "id": "urn:test:tunnel",',
        '-  "language":"en",',
        '+  "language": "en",',
        '   "text": "Mayor Lund said the tunnel is done. Critics call it a black hole.",',
        '   "text_sha256": "1e633007abb363bc9ce295a69568454eccc2354838bade1e7ac2668adf90175d",',
        '   "sources": [',
    ]
    assert (here / "tunnel.json").read_text() == document


@pytest.mark.parametrize(
    "document",
    [CANONICAL.removesuffix("\n"), CANONICAL.replace("\n", "\r\n"), CANONICAL + "\n"],
    ids=["no last line end", "line ends of Windows", "one line end too many"],
)
def test_diff_shows_something_for_every_file_that_would_change(here: Path, document: str) -> None:
    (here / "tunnel.json").write_bytes(document.encode())
    ran = run("fmt", "--diff", "tunnel.json")
    assert ran.code == 1
    assert [line for line in ran.out.splitlines()[2:] if line.startswith(("+", "-", "\\"))]


@pytest.mark.parametrize("command", ["fmt", "upgrade"])
def test_standard_input_goes_to_standard_output(command: str) -> None:
    assert run(command, "-", stdin=TUNNEL) == (0, CANONICAL, "")
    assert run(command, "-", stdin=CANONICAL) == (0, CANONICAL, "")
    assert run(command, "-", stdin=f"{ONE_LINE}\n{ONE_LINE}\n") == (0, CANONICAL_LINE * 2, "")


@pytest.mark.parametrize("document", [ONE_LINE, f"{ONE_LINE}\n", f"{ONE_LINE}\n\n"])
def test_one_document_on_standard_input_is_indented(document: str) -> None:
    assert run("fmt", "-", stdin=document).out == CANONICAL


def test_standard_input_can_be_checked() -> None:
    assert run("fmt", "-", "--check", stdin=CANONICAL).code == 0
    ran = run("fmt", "-", "--check", stdin=TUNNEL)
    assert (ran.code, ran.out) == (1, "")
    assert run("fmt", "-", "--diff", stdin=TUNNEL).code == 1


@pytest.mark.parametrize("command", ["fmt", "upgrade"])
def test_invalid_standard_input_gives_nothing_on_standard_output(command: str) -> None:
    ran = run(command, "-", stdin=WRONG_SOURCE)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == NC301.replace("tunnel.json", "(standard input)")
    assert run(command, "-", stdin=f"{ONE_LINE}\n[]\n").out == ""
    assert run(command, "-", stdin="{").code == 3


def test_the_schema_that_editors_ask_for_stays_first(here: Path) -> None:
    document = json.loads(TUNNEL)
    document["$schema"] = "./article-1.0.schema.json"
    (here / "a.json").write_text(json.dumps(document))
    assert run("fmt", "a.json").code == 0
    text = (here / "a.json").read_text()
    assert text == CANONICAL.replace("{\n", '{\n  "$schema": "./article-1.0.schema.json",\n', 1)
    assert run("fmt", "a.json").err == "0 of 1 file changed\n"
    assert run("upgrade", "--check", "a.json").code == 0


def test_lines_stay_lines(here: Path) -> None:
    (here / "a.jsonl").write_text(f"{ONE_LINE}\n{ONE_LINE}\n")
    assert run("fmt", "a.jsonl").code == 0
    assert (here / "a.jsonl").read_text() == CANONICAL_LINE * 2
    assert run("fmt", "--check", "a.jsonl").code == 0


@pytest.mark.parametrize(
    "data",
    [
        CANONICAL_LINE.removesuffix("\n"),
        CANONICAL_LINE + CANONICAL_LINE.removesuffix("\n"),
        f"\n{CANONICAL_LINE}",
        f"{CANONICAL_LINE}\n\n{CANONICAL_LINE}",
        f"{CANONICAL_LINE}  \n",
    ],
    ids=["no last line end", "no last line end of two", "blank line first", "blank lines between", "blanks at the end"],
)
def test_lines_in_canonical_form_have_no_blank_ones_and_a_last_line_end(here: Path, data: str) -> None:
    (here / "a.jsonl").write_text(data)
    assert run("fmt", "--check", "a.jsonl").code == 1
    assert run("fmt", "a.jsonl").code == 0
    assert (here / "a.jsonl").read_text() == CANONICAL_LINE * data.count('{"schema_version')


@pytest.mark.parametrize("name", ["a.json.gz", "a.json.zst", "a.jsonl.gz", "a.jsonl.zst"])
def test_packed_files_stay_packed_and_have_the_same_bytes_every_time(here: Path, name: str) -> None:
    lines = ".jsonl" in name
    data = packed(name, (f"{ONE_LINE}\n" if lines else TUNNEL).encode())
    made = set()
    for copy in ("one", "two"):
        path = here / copy / name
        path.parent.mkdir()
        path.write_bytes(data)
        assert run("fmt", path).code == 0
        made.add(path.read_bytes())
        assert run("fmt", path).err == "0 of 1 file changed\n"
    (bytes_,) = made
    unpacked = gzip.decompress(bytes_) if name.endswith(".gz") else zstandard.ZstdDecompressor().decompress(bytes_)
    assert unpacked.decode() == (CANONICAL_LINE if lines else CANONICAL)
    assert run("validate", here / "one" / name).code == 0
    if name.endswith(".gz"):
        assert bytes_[4:8] == bytes(4), "the time of writing stands in the file"
    else:
        assert zstandard.get_frame_parameters(bytes_).has_checksum


@pytest.mark.parametrize("command", [["fmt"], ["upgrade"], ["fmt", "--check"], ["fmt", "--diff"]])
def test_an_invalid_file_is_left_as_it_is_and_the_others_are_done(here: Path, command: list[str]) -> None:
    (here / "tunnel.json").write_text(WRONG_SOURCE)
    (here / "lines.jsonl").write_text(f'{ONE_LINE}\n{{"id":\n')
    (here / "doubtful.json").write_text(DOUBTFUL)
    ran = run(*command, "tunnel.json", "lines.jsonl", "doubtful.json")
    assert ran.code == 3
    assert NC301 in ran.err
    assert "lines.jsonl:2:7: error NC101" in ran.err
    assert (here / "tunnel.json").read_text() == WRONG_SOURCE
    assert (here / "lines.jsonl").read_text() == f'{ONE_LINE}\n{{"id":\n'
    assert ((here / "doubtful.json").read_text() == DOUBTFUL) == (len(command) > 1)
    assert run(*command, "tunnel.json").code == 1


def test_a_link_is_followed_and_stays_a_link(here: Path) -> None:
    (here / "real.json").write_text(TUNNEL)
    (here / "link.json").symlink_to("real.json")
    assert run("fmt", "link.json").code == 0
    assert (here / "link.json").is_symlink()
    assert (here / "real.json").read_text() == CANONICAL


def test_a_pipe_is_not_replaced_by_a_file(here: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("needs pipes with names")
    os.mkfifo(here / "pipe.json")
    writer = [sys.executable, "-c", f"open('pipe.json', 'w').write({TUNNEL!r})"]
    with subprocess.Popen(writer, cwd=here, stderr=subprocess.DEVNULL) as process:
        ran = run("fmt", "pipe.json")
        process.kill()
    assert (here / "pipe.json").is_fifo()
    assert ran.code in (0, 2, 3)


@pytest.mark.parametrize("command", ["fmt", "upgrade"])
def test_warnings_do_not_keep_a_file_from_being_put_in_form(here: Path, command: str) -> None:
    (here / "doubtful.json").write_text(DOUBTFUL)
    assert run(command, "doubtful.json").code == 0
    assert nc.read(here / "doubtful.json") == nc.loads(DOUBTFUL)


def test_what_a_newer_minor_version_added_survives(here: Path) -> None:
    document = json.loads(TUNNEL)
    document["schema_version"] = "1.7"
    document["claims"][0]["mood"] = {"b": 1, "a": [1.0, None]}
    (here / "newer.json").write_text(json.dumps(document))
    assert run("fmt", "newer.json").code == 0
    written = json.loads((here / "newer.json").read_text())
    assert written["schema_version"] == "1.7"
    assert list(written["claims"][0])[-1] == "mood"
    assert written["claims"][0]["mood"] == {"b": 1, "a": [1.0, None]}
    assert run("fmt", "--check", "newer.json").code == 0


def test_a_file_that_cannot_be_written_is_told_and_stays_whole(here: Path) -> None:
    (here / "tunnel.json").write_text(TUNNEL)
    run("fmt", "--check", "tunnel.json")
    with powerless() as folder:
        inside = folder / "a.json"
        if os.geteuid() == 65534:
            os.seteuid(0)
            inside.write_text(TUNNEL)
            inside.chmod(0o644)
            os.seteuid(65534)
        else:
            folder.chmod(0o755)
            inside.write_text(TUNNEL)
            folder.chmod(0o555)
        ran = run("fmt", inside)
        left = [(path.name, path.read_text()) for path in folder.iterdir()]
    assert ran.code == 2
    assert left == [("a.json", TUNNEL)]
    assert ran.err.splitlines()[0] == f"newsclaims: {inside}: Permission denied"


@needs_bash
def test_a_file_that_cannot_be_replaced_does_not_hide_the_others(here: Path) -> None:
    os.mkfifo(here / "pipe.json")
    (here / "tunnel.json").write_text(TUNNEL)
    for paths in (["pipe.json", "tunnel.json", "gone.json"], ["gone.json", "pipe.json", "tunnel.json"]):
        (here / "tunnel.json").write_text(TUNNEL)
        ran = run("fmt", *paths)
        assert ran.code == 2, "2 wins over 3"
        assert "pipe.json: is no regular file, cannot be replaced\n" in ran.err
        assert "formatted tunnel.json\n" in ran.err
        assert "gone.json: error NC801 does not exist\n" in ran.err


def test_a_full_folder_does_not_hide_the_other_files(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: str, data: bytes) -> None:
        if path == "a.json":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        real(path, data)

    real = newsclaims._files.replace_file
    monkeypatch.setattr("newsclaims._files.replace_file", full)
    for name in ("a.json", "b.json"):
        (here / name).write_text(TUNNEL)
    ran = run("fmt", "a.json", "b.json")
    assert ran == (
        2,
        "",
        "newsclaims: a.json: No space left on device\nformatted b.json\n1 of 2 files changed\n",
    )
    assert (here / "a.json").read_text() == TUNNEL


def test_the_gravest_exit_code_of_several_files_wins(here: Path) -> None:
    (here / "tunnel.json").write_text(TUNNEL)
    (here / "bad.json").write_text(WRONG_SOURCE)
    assert run("fmt", "--check", "bad.json", "tunnel.json").code == 1
    assert run("fmt", "bad.json", "nowhere.json", "tunnel.json").code == 3
    assert run("fmt", "nowhere.json", "bad.json", "tunnel.json").code == 3
