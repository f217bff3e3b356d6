"""
Every command on every damaged file: the right exit code, a clear word, nothing raw, nothing changed, no traceback.

Each of the commands meets each file; the forms and flags of validate, fmt and upgrade take turns. With the environment
variable `NEWSCLAIMS_SWEEP=all` each form and flag meets each file.
"""

import contextlib
import copy
import gzip
import itertools
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import pytest
from hypothesis import given
from test_cli import Ran, packed, powerless, run, spawn

import newsclaims as nc
from newsclaims.cli import COMMANDS as CLI_COMMANDS
from newsclaims.strategies import invalid_articles

# ── What every run must keep ─────────────────────────────────────────────────────────────────────────────────────────

FORMATS = ("text", "json", "jsonl", "sarif", "github")
READ_NO_FILES = {"demo", "schema", "example", "explain", "info"}
PATHS, OUT = "PATHS", "OUT"
"""Stand for what is read, which else comes last, and for a file to write to."""
RECIPES: dict[str, tuple[str, ...]] = {
    "validate": (),
    "show": (),
    "fmt": (),
    "upgrade": (),
    "view": ("-o", OUT),
    "convert": ("--from", "newsclaims", PATHS, OUT),
    "stats": (),
}
"""How each command that reads files is called; a new one is missed by the first test below."""
MAIN: tuple[tuple[str, ...], ...] = tuple((name, *RECIPES[name]) for name in CLI_COMMANDS if name in RECIPES)
PRINT_ALL_THE_SAME = {"validate", "stats"}
"""Commands that have something to print whatever they read: a report, a table."""
CHECKS_NO_RULE = {"query"}
"""A command that reads documents as columns; tests/corpus/test_sql.py says what it refuses."""
ONE_FILE = ("reanchor", "resolve")
"""Commands that read one file, and a text that goes with it."""
LAYERS = ("diff", "agreement", "score")
"""Commands that read layers of one text, two or more."""
OTHERS: tuple[tuple[str, ...], ...] = (
    *(("validate", "--format", form) for form in FORMATS[1:]),
    ("validate", "--max-findings", "1"),
    ("show", "--json"),
    ("show", "--source", "nhk"),
    ("fmt", "--check"),
    ("fmt", "--diff"),
    ("upgrade", "--check"),
    ("upgrade", "--diff"),
)
COMMANDS = (*MAIN, *OTHERS)
SWEEP_ALL = os.environ.get("NEWSCLAIMS_SWEEP") == "all"


def commands(turn: int) -> tuple[tuple[str, ...], ...]:
    """The commands for one of many files: the main ones, and one of the others in turn."""
    return COMMANDS if SWEEP_ALL else (*MAIN, OTHERS[turn % len(OTHERS)])


def test_every_command_that_reads_files_is_among_those_that_meet_them() -> None:
    assert set(CLI_COMMANDS) - READ_NO_FILES - CHECKS_NO_RULE - {*ONE_FILE, *LAYERS} == {command[0] for command in MAIN}
    assert set(CLI_COMMANDS) >= READ_NO_FILES


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that stays empty; one for all, since to make and remove one takes longer than a command."""
    folder = tempfile.TemporaryDirectory()
    Path(folder.name).chmod(0o777)  # also for who has no rights
    return folder


@pytest.fixture(scope="module", autouse=True)
def _folder_goes() -> Iterator[None]:
    yield
    _folder().cleanup()
    _folder.cache_clear()


def call(command: tuple[str, ...], *paths: str | Path, stdin: str | bytes = b"") -> Ran:
    """Run a command on files that it must refuse, so that it may write none."""
    folder = _folder().name
    named = [str(path) for path in paths]
    words = [[f"{folder}/out.json"] if word == OUT else named if word == PATHS else [word] for word in command]
    ran = run(*itertools.chain(*words), *([] if PATHS in command else named), stdin=stdin)
    assert os.listdir(folder) == [], f"{command} has written a file"  # noqa: PTH208  # quick
    return ran


_LONGEST = 4_096
_DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def is_dangerous(character: str) -> bool:
    """Whether a terminal could act on a character, or show words elsewhere than they stand."""
    return character != "\n" and (
        unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(character) in _DIRECTIONS
        or character in "\u200e\u200f\u061c"
    )


def assert_neat(ran: Ran, what: object) -> None:
    """Nothing raw, nothing endless, no traceback, no fault."""
    for stream in (ran.out, ran.err):
        assert "Traceback" not in stream, what
        assert "fault of newsclaims" not in stream, what
        if not stream.replace("\n", "").isprintable():
            assert not [character for character in set(stream) if is_dangerous(character)], what
        if max(map(len, stream.split("\n"))) * 4 > _LONGEST:
            assert max(len(told.encode()) for told in messages(stream)) <= _LONGEST, what


def messages(stream: str) -> list[str]:
    """What is told, line by line; of reports for programs the messages alone, since their pointers must be exact."""
    try:
        report = json.loads(stream)
        found = report["findings"] if "findings" in report else report["runs"][0]["results"]
        return [str(finding["message"]) for finding in found]
    except (ValueError, KeyError, TypeError):
        lines = stream.split("\n")
        return [str(json.loads(line)["message"]) if line.startswith('{"code"') else line for line in lines]


def sweep(path: Path, code: int, with_commands: tuple[tuple[str, ...], ...]) -> None:
    """Run commands on a file that is to be refused by all of them with one exit code."""
    data, beside = path.read_bytes(), set(os.listdir(path.parent))  # noqa: PTH208  # quick
    for command in with_commands:
        ran = call(command, path)
        assert_neat(ran, (command, path.name))
        assert ran.code == code, (command, path.name, ran.out[:500], ran.err[:500])
        assert path.read_bytes() == data, f"{command} has changed {path.name}"
        if command[0] not in PRINT_ALL_THE_SAME:
            assert ran.out == "", (command, path.name)
        assert "error" in ran.out + ran.err, (command, path.name)
    assert set(os.listdir(path.parent)) == beside, f"something was left beside {path.name}"  # noqa: PTH208


# ── Files that are not JSON ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def suite(data_dir: Path) -> Path:
    """The JSON test suite."""
    return data_dir / "json-test-suite" / "test_parsing"


@pytest.mark.parametrize("letters", ["n_[a-n]", "n_[o-z]"])
def test_every_file_that_is_not_json_is_refused_by_every_command(suite: Path, letters: str) -> None:
    for turn, path in enumerate(sorted(suite.glob(f"{letters}*.json"))):
        sweep(path, 3, commands(turn))


def test_the_suite_holds_188_files_that_are_not_json(suite: Path) -> None:
    assert len(list(suite.glob("n_*.json"))) == 188


def test_every_file_that_is_not_json_gets_an_nc1_with_its_line(suite: Path) -> None:
    paths = sorted(suite.glob("n_*.json"))
    findings = json.loads(run("validate", *paths, "--format", "json").out)["findings"]
    assert {finding["file"] for finding in findings} == {str(path) for path in paths}
    for finding in findings:
        assert re.fullmatch("NC1[0-9]{2}", finding["code"]), finding
        assert finding["line"] >= 1
        assert finding["column"] >= 1


READ = {"i_number_double_huge_neg_exp.json", "i_number_real_underflow.json"}
"""What RFC 8259 leaves free and newsclaims reads: the nearest binary64 of these is 0."""


def test_what_json_leaves_free_is_refused_but_for_numbers_that_are_nearly_zero(suite: Path) -> None:
    paths = sorted(suite.glob("i_*.json"))
    assert len(paths) == 35
    for turn, path in enumerate(paths):
        sweep(path, 1 if path.name in READ else 3, commands(turn))


REPEATED = {"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"}


def test_json_that_is_no_article_is_invalid_but_readable(suite: Path) -> None:
    for path in sorted(suite.glob("y_*.json")):
        sweep(path, 3 if path.name in REPEATED else 1, MAIN[:1])


# ── A seed document, damaged in every layer ──────────────────────────────────────────────────────────────────────────


def first_claims(number: int) -> dict[str, Any]:
    """The seed with its first claims and the relations between these: every kind of record, and errors in less time."""
    article = nc.example()
    claims = article.claims[:number]
    ids = {claim.id for claim in claims}
    relations = tuple(relation for relation in article.relations if {relation.from_id, relation.to_id} <= ids)
    return nc.to_dict(attrs.evolve(article, claims=claims, relations=relations, notes=()))


SEED = first_claims(10)
TEXT: str = SEED["text"]
DELETED = object()


class Damage(NamedTuple):
    """A way to break the seed document, and a code that must be among its errors."""

    name: str
    code: str
    data: Callable[[], bytes]

    @property
    def exit_code(self) -> int:
        return 3 if self.code.startswith("NC1") else 1


def written(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def changed(pointer: str, value: Any) -> Callable[[], bytes]:
    """The seed with one value changed, added or deleted."""

    def data() -> bytes:
        document = copy.deepcopy(SEED)
        holder: Any = document
        *steps, last = [int(step) if step.isdecimal() else step for step in pointer.split("/")[1:]]
        for step in steps:
            holder = holder[step]
        if value is DELETED:
            del holder[last]
        elif isinstance(holder, list) and last == len(holder):
            holder.append(value)
        else:
            holder[last] = value
        return written(document)

    return data


def replaced(old: str, new: str) -> Callable[[], bytes]:
    """The seed's bytes with some characters changed once."""

    def data() -> bytes:
        text = written(SEED).decode()
        assert old in text
        return text.replace(old, new, 1).encode("utf-8", "surrogatepass")

    return data


def whole(make: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    """The seed's bytes, changed as a whole."""

    def data() -> bytes:
        return make(written(SEED))

    return data


def ring(size: int, kind: str) -> bytes:
    """Claims or sources, each pointing at the next and the last at the first."""
    document: dict[str, Any] = {"schema_version": "1.0", "id": "ring", "language": "en"}
    if kind == "claims":
        document["claims"] = [
            {
                "id": f"c{number}",
                "text": "t",
                "attributions": [{"id": f"a{number}", "source_ids": [], "within_id": f"c{(number + 1) % size}"}],
            }
            for number in range(size)
        ]
    else:
        document["sources"] = [
            {"id": f"s{number}", "affiliation_id": f"s{(number + 1) % size}"} for number in range(size)
        ]
    return json.dumps(document).encode()


HOSTILE_MEMBER = changed("/claims/3/\x1b[2J\u202e\u2066\x00\x9b\r\n\u2028", "\x1b]0;x\x07")


DAMAGES = (
    # JSON, encoding, limits
    Damage("empty", "NC101", lambda: b""),
    Damage("blank", "NC101", lambda: b" \n\t\r\n"),
    Damage("cut in the middle", "NC101", whole(lambda data: data[: len(data) // 2])),
    Damage("without its last brace", "NC101", whole(lambda data: data.rstrip()[:-1])),
    Damage("trailing comma", "NC101", replaced('"language": "id",', '"language": "id",,')),
    Damage("comment", "NC101", replaced('"language"', '// which?\n"language"')),
    Damage("single quotes", "NC101", replaced('"language"', "'language'")),
    Damage("two documents", "NC101", whole(lambda data: data + b"\n" + data)),
    Damage("junk behind", "NC101", whole(lambda data: data + b"\x00\x00\x00")),
    Damage("NaN", "NC101", replaced('"start": 0', '"start": NaN')),
    Damage("Infinity", "NC101", replaced('"start": 0', '"start": -Infinity')),
    Damage("leading zero", "NC101", replaced('"start": 0', '"start": 007')),
    Damage("hexadecimal", "NC101", replaced('"start": 0', '"start": 0x0')),
    Damage("raw line end in a string", "NC101", replaced("Kolaborasi Militer", "Kolaborasi\nMiliter")),
    Damage("raw escape character in a string", "NC101", replaced("Kolaborasi Militer", "Kolaborasi\x1b[2JMiliter")),
    Damage("unknown escape", "NC101", replaced("Kolaborasi Militer", r"Kolaborasi\xMiliter")),
    Damage("half an escape", "NC101", replaced("Kolaborasi Militer", r"Kolaborasi\u12 Militer")),
    Damage("member without a value", "NC101", replaced('"language": "id"', '"language"')),
    Damage("UTF-16", "NC102", whole(lambda data: data.decode().encode("utf-16"))),
    Damage("Latin-1", "NC102", whole(lambda data: data.replace(b"Kolaborasi", "Kolaboräsi".encode("latin-1"), 1))),
    Damage("overlong", "NC102", whole(lambda data: data.replace(b"Kolaborasi", b"\xc0\xaf", 1))),
    Damage("bad byte at the end", "NC102", whole(lambda data: data + b"\xff")),
    Damage("binary junk", "NC102", lambda: b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(20_000)),
    Damage("packed", "NC102", whole(lambda data: gzip.compress(data, mtime=0))),
    Damage("encoded surrogate", "NC102", replaced("Kolaborasi", "Kol\ud800")),
    Damage("byte order mark", "NC103", whole(lambda data: b"\xef\xbb\xbf" + data)),
    Damage("repeated member", "NC104", replaced('"language": "id"', '"language": "id", "language": "en"')),
    Damage("repeated by an escape", "NC104", replaced('"language": "id"', r'"language": "id", "l\u0061nguage": "en"')),
    Damage("lone surrogate", "NC105", replaced("Kolaborasi Militer", r"Kolaborasi \ud83d Militer")),
    Damage("integer of 5000 digits", "NC106", replaced('"start": 0', f'"start": {"9" * 5_000}')),
    Damage("integer just too large", "NC106", replaced('"start": 0', '"start": 18446744073709551616')),
    Damage("float too large", "NC106", replaced('"start": 0', '"start": 1e400')),
    Damage("100,000 arrays", "NC107", lambda: b"[" * 100_000),
    Damage("100,000 closed arrays", "NC107", lambda: b"[" * 100_000 + b"]" * 100_000),
    Damage("100,000 objects", "NC107", lambda: b'{"a":' * 100_000),
    Damage(
        "deep extensions",
        "NC107",
        replaced('"language": "id"', f'"language": "id", "extensions": {{"own": {"[" * 200}{"]" * 200}}}'),
    ),
    Damage(
        "surrogate behind very long names",
        "NC105",
        lambda: b"".join(b'{"%s%d":' % (b"x" * 2_000, depth) for depth in range(100)) + rb'"\ud800"' + b"}" * 100,
    ),
    Damage("newer major version", "NC117", changed("/schema_version", "2.0")),
    # Shape
    Damage("array", "NC201", lambda: b"[]"),
    Damage("string", "NC201", lambda: b'"article"'),
    Damage("null", "NC201", lambda: b"null"),
    Damage("number for text", "NC201", changed("/text", 7)),
    Damage("string for an offset", "NC201", changed("/claims/0/content/0/start", "0")),
    Damage("float for an offset", "NC201", changed("/claims/0/content/0/start", 0.0)),
    Damage("true for an offset", "NC201", changed("/claims/0/content/0/end", value=True)),
    Damage("null for an id", "NC201", changed("/claims/0/id", None)),
    Damage("object for a list", "NC201", changed("/claims", {})),
    Damage("string for a claim", "NC201", changed("/claims/4", "c5")),
    Damage("no language", "NC202", changed("/language", DELETED)),
    Damage("no source_ids", "NC202", changed("/claims/0/attributions/0/source_ids", DELETED)),
    Damage("unknown member", "NC203", changed("/claims/0/mood", "bad")),
    Damage("hostile member", "NC203", HOSTILE_MEMBER),
    Damage("member with a name of 100,000", "NC203", changed("/claims/0/" + "long" * 25_000, 1)),
    Damage("unknown value", "NC204", changed("/claims/0/attributions/0/certainty", "sure")),
    Damage("value of 100,000", "NC204", changed("/claims/0/attributions/0/certainty", "sure" * 25_000)),
    Damage("empty name", "NC205", changed("/sources/1/name", "")),
    Damage("control character in a name", "NC206", changed("/sources/1/name", "N\x1b[31mHK")),
    Damage("id with a blank", "NC207", changed("/sources/1/id", "my source")),
    Damage("language with an underscore", "NC208", changed("/language", "id_ID")),
    Damage("URI without a scheme", "NC209", changed("/sources/1/same_as", ["example.org"])),
    Damage("day first", "NC210", changed("/published", "01.02.2026")),
    Damage("negative offset", "NC211", changed("/claims/0/content/0/start", -1)),
    Damage("repeated type", "NC212", changed("/claims/0/types", ["event", "event"])),
    Damage("claim of nothing", "NC213", changed("/claims/0", {"id": "c1"})),
    Damage("time of nothing", "NC214", changed("/claims/0/time", {})),
    Damage("reserved key", "NC215", changed("/extensions", {"_newer": {}})),
    Damage("version of one number", "NC216", changed("/schema_version", "1")),
    Damage("digest in capitals", "NC217", changed("/text_sha256", "A" * 64)),
    Damage("30 February", "NC218", changed("/published", "2026-02-30")),
    Damage("interval turned round", "NC219", changed("/claims/0/time", {"value": "2026/2024"})),
    Damage("version that never was", "NC220", changed("/schema_version", "0.0")),
    # References
    Damage("unknown source", "NC301", changed("/claims/8/attributions/0/source_ids", ["iws"])),
    Damage("repeated id", "NC302", changed("/claims/1/id", "c1")),
    Damage("ring of two", "NC303", lambda: ring(2, "claims")),
    Damage("ring of 300", "NC303", lambda: ring(300, "claims")),
    Damage("source in itself", "NC304", lambda: ring(1, "sources")),
    Damage("relation with itself", "NC305", changed("/relations/0/to_id", SEED["relations"][0]["from_id"])),
    Damage("two authors", "NC306", changed("/sources/1/kind", "author")),
    # Places
    Damage("past the end", "NC401", changed("/claims/0/content/0/end", 9_999)),
    Damage("offset of 2^60", "NC401", changed("/claims/0/content/0/end", 2**60)),
    Damage("wrong quote", "NC402", changed("/claims/0/content/0/quote", "Kolaborasi militer")),
    Damage("hostile quote", "NC402", changed("/claims/0/content/0/quote", "\u202e\x1b[2J" * 20_000)),
    Damage("ends before it starts", "NC403", changed("/claims/0/content/0", {"start": 9, "end": 3, "quote": "x"})),
    Damage("no quote", "NC405", changed("/claims/0/content/0/quote", DELETED)),
    Damage("spans out of order", "NC406", changed("/claims/1/content", SEED["claims"][1]["content"][::-1])),
    Damage(
        "spans overlap", "NC407", changed("/claims/1/content/2", {"start": 150, "end": 162, "quote": TEXT[150:162]})
    ),
    Damage("wrong digest", "NC408", changed("/text_sha256", "0" * 64)),
    Damage("sections overlap", "NC409", changed("/sections/1/start", 40)),
    Damage("heading outside", "NC410", changed("/sections/2/heading", {"start": 0, "end": 10, "quote": TEXT[:10]})),
    Damage("text one character longer", "NC402", changed("/text", "x" + TEXT)),
    Damage("text with line ends of Windows", "NC408", changed("/text", TEXT.replace("\n", "\r\n"))),
    Damage("empty text", "NC401", changed("/text", "")),
)


@cache
def damaged(damage: Damage) -> bytes:
    return damage.data()


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_damaged_seed_is_refused_by_every_command(tmp_path: Path, damage: Damage) -> None:
    path = tmp_path / "damaged.json"
    path.write_bytes(damaged(damage))
    findings = json.loads(run("validate", "--format", "json", path).out)["findings"]
    assert damage.code in [finding["code"] for finding in findings]
    for finding in findings:
        assert (finding["line"] is None) == (finding["column"] is None) == False, finding  # noqa: E712  # all three
    sweep(path, damage.exit_code, commands(DAMAGES.index(damage)))


@pytest.mark.parametrize("name", ONE_FILE)
def test_what_reads_one_file_refuses_a_damaged_one(tmp_path: Path, suite: Path, name: str) -> None:
    path, text = tmp_path / "damaged.json", tmp_path / "text.txt"
    text.write_text("A text.")
    command = (name, "--text", str(text))
    for damage in DAMAGES:
        path.write_bytes(damaged(damage))
        ran = call(command, path)
        assert_neat(ran, (name, damage.name))
        # To a draft, an article is any other JSON: no draft, whatever its offsets say.
        assert ran.code == damage.exit_code if name == "reanchor" else ran.code in (1, 3), (name, damage.name, ran)
        assert re.search("NC[0-9]{3}", ran.err), (name, damage.name, ran)
    for path in sorted(suite.glob("n_*.json")):
        ran = call(command, path)
        assert_neat(ran, (name, path.name))
        assert ran.code == 3, (name, path.name, ran)
        assert re.search("NC[0-9]{3}", ran.err), (name, path.name, ran)


@pytest.mark.parametrize("name", LAYERS)
def test_what_compares_layers_refuses_a_damaged_one(tmp_path: Path, suite: Path, name: str) -> None:
    path, fine = tmp_path / "damaged.json", tmp_path / "fine.json"
    fine.write_bytes(nc.dumps(nc.example()))
    for damage in DAMAGES[::2]:
        path.write_bytes(damaged(damage))
        for both in ((path, fine), (fine, path)):
            ran = call((name,), *both)
            assert_neat(ran, (name, damage.name))
            # With one layer left there is nothing to measure, which is told by 3.
            assert ran.code in {damage.exit_code, damage.exit_code if name == "diff" else 3}, (damage.name, ran)
            assert re.search("NC[0-9]{3}", ran.err), (name, damage.name, ran)
    for path in sorted(suite.glob("n_*.json"))[::4]:
        ran = call((name,), path, fine)
        assert_neat(ran, (name, path.name))
        assert ran.code == 3, (name, path.name, ran)
        assert re.search("NC[0-9]{3}", ran.err), (name, path.name, ran)


@pytest.mark.parametrize("damage", DAMAGES[::4], ids=lambda damage: damage.name)
@pytest.mark.parametrize("name", ["-", "damaged.json.gz", "damaged.json.zst"])
def test_a_damaged_seed_is_refused_however_it_comes(tmp_path: Path, damage: Damage, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(packed(name, damaged(damage)))
    for command in (*MAIN, ("upgrade", "--diff"), ("show", "--json")):
        ran = call(command, "-", stdin=damaged(damage)) if name == "-" else call(command, path)
        assert_neat(ran, command)
        assert ran.code == damage.exit_code, (command, ran)
    assert path.read_bytes() == packed(name, damaged(damage))


def test_a_damaged_line_does_not_hide_the_others(tmp_path: Path) -> None:
    fine = nc.dumps(nc.example("own-data"))
    lines, codes = [fine], []
    for damage in DAMAGES:
        if b"\n" not in (data := damaged(damage)) and data.strip():
            lines += [data, fine]
            codes.append(damage.code)
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n")
    findings = json.loads(run("validate", "--format", "json", path).out)["findings"]
    by_record = {
        record: {finding["code"] for finding in findings if finding["record"] == record}
        for record in range(1, len(lines) + 1)
    }
    assert len(codes) >= 8
    for number, code in enumerate(codes):
        assert code in by_record[2 * number + 2]
        assert by_record[2 * number + 1] == set()
    ran = run("show", path)
    assert ran.code == 3
    assert ran.out.count("Clock in Tolm gains a minute\n2026") == lines.count(fine)
    sweep(path, 3, (("fmt",), ("upgrade",)))


def test_at_least_95_percent_of_findings_say_line_and_column(tmp_path: Path, suite: Path) -> None:
    for number, damage in enumerate(DAMAGES):
        (tmp_path / f"{number}.json").write_bytes(damaged(damage))
    (tmp_path / "cut.json.gz").write_bytes(packed("x.gz", b"{}")[:-4])
    report = json.loads(run("validate", tmp_path, suite, tmp_path / "gone.json", "--format", "json").out)
    findings = report["findings"]
    placed = [finding for finding in findings if finding["line"] is not None and finding["column"] is not None]
    assert report["summary"]["files"] == len(DAMAGES) + 2 + 318
    assert len(findings) > 500
    assert len(placed) / len(findings) >= 0.95
    # Nothing but what concerns a file as a whole has no place.
    assert {finding["code"] for finding in findings if finding["line"] is None} <= {
        "NC801",
        "NC802",
        "NC803",
        "NC804",
        "NC115",
    }


@pytest.mark.promise(13)
@given(invalid_articles())
def test_what_the_strategy_breaks_every_command_refuses(broken: tuple[Any, str]) -> None:
    document, code = broken
    try:
        data = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()
    except (TypeError, ValueError):  # what no file can hold: sets, lone surrogates, keys that are no strings
        return
    ran = run("validate", "-", "--format", "github", stdin=data.replace(b"\n", b" ") if b'"\n' not in data else data)
    assert_neat(ran, code)
    assert ran.code in (1, 3)
    for command in ("show", "fmt"):
        ran = run(command, "-", stdin=data)
        assert_neat(ran, (command, code))
        assert ran.code in (1, 3)
        assert ran.out == ""


def test_a_ring_of_ten_thousand_ends(tmp_path: Path) -> None:
    path = tmp_path / "ring.json"
    path.write_bytes(ring(10_000, "sources"))
    ran = run("validate", path)
    assert_neat(ran, "ring")
    assert ran.code == 1
    assert "error NC304 [/sources/0/affiliation_id] runs in a circle: s0 → s1 → s2 → … → s9999 → s0\n" in ran.out


def test_thousands_of_faults_are_told_in_a_page(tmp_path: Path) -> None:
    document = json.loads(ring(1_000, "sources"))
    for source in document["sources"]:
        source["affiliation_id"] = "gone"
    path = tmp_path / "many.json"
    path.write_text(json.dumps(document))
    for command in (("validate",), ("validate", "--format", "sarif"), ("show",)):
        ran = run(*command, path)
        assert_neat(ran, command)
        assert ran.code == 1
        assert len(ran.out + ran.err) < 200_000
    assert "100 errors and 1 warning, 900 more issues not listed in 1 of 1 file" in run("validate", path).out


# ── Files that are none ──────────────────────────────────────────────────────────────────────────────────────────────


@contextlib.contextmanager
def secrets() -> Iterator[Path]:
    """A folder with a file that may not be read and a folder that may not be looked into."""
    with powerless() as folder:
        root = os.getuid() == 0
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
        (folder / "secret.json").write_text("{}")
        (folder / "secret.json").chmod(0)
        (folder / "closed").mkdir()
        (folder / "closed" / "a.json").write_text("{}")
        (folder / "closed").chmod(0)
        if root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if not root:
                (folder / "closed").chmod(0o700)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_may_not_be_read_is_told(command: tuple[str, ...]) -> None:
    call(command, "-", stdin=b"{}")  # modules are loaded while all may be read
    with secrets() as folder:
        outcomes = [call(command, folder / name) for name in ("secret.json", "closed/a.json")]
    for ran in outcomes:
        assert_neat(ran, command)
        assert ran.code == 3
        assert "ermission denied" in ran.out + ran.err
    assert "NC802" in outcomes[0].out + outcomes[0].err


@pytest.mark.parametrize("command", MAIN, ids=" ".join)
def test_a_file_in_a_folder_that_may_not_be_entered_does_not_hide_the_others(command: tuple[str, ...]) -> None:
    call(command, "-", stdin=b"{}")
    with secrets() as folder:
        ran = call(command, folder / "closed" / "a.json", folder / "secret.json")
    assert ran.code == 3
    assert "secret.json: error NC802 cannot be read: Permission denied\n" in ran.out + ran.err


@pytest.mark.parametrize("path", ["closed", "."])
def test_a_folder_that_may_not_be_looked_into_is_not_passed_over_in_silence(path: str) -> None:
    run("validate", "-", stdin=b"{}")
    with secrets() as folder:
        ran = run("validate", folder / path)
    assert ran.code == 3
    assert re.search(r"closed: error NC802 cannot be read: Permission denied\n", ran.out)


def test_a_pipe_with_a_name_is_read(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("needs pipes with names")
    os.mkfifo(tmp_path / "pipe.json")
    script = "import newsclaims; open('pipe.json', 'wb').write(newsclaims.dumps(newsclaims.example()))"
    with subprocess.Popen([sys.executable, "-c", script], cwd=tmp_path):
        assert run("validate", tmp_path / "pipe.json").out == "no problems in 1 file (1 article, 29 claims)\n"


@pytest.mark.parametrize("paths", [["."], ["*.json"]], ids=["folder", "pattern"])
def test_a_pipe_among_files_does_not_make_a_command_wait_for_ever(tmp_path: Path, paths: list[str]) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("needs pipes with names")
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "a.json").write_text("[]")
    ran = spawn("validate", *paths, cwd=tmp_path, timeout=5)
    assert b"a.json:1:1: error NC201" in ran.stdout


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_a_device_without_an_end_is_read_to_the_limit() -> None:
    ran = run("validate", "/dev/zero")
    assert_neat(ran, "/dev/zero")
    assert ran.code == 3
    assert "/dev/zero:1:1: error NC108 has more than 64000000 bytes" in ran.out
    assert run("validate", "/dev/null").code == 3


NAMES = (
    "new\nline.json",
    "esc\x1b[31m.json",
    "bidi\u202egnp.json",
    "per%cent.json",
    "col:on,comma.json",
    "quote\"'`.json",
    "$(touch hacked).json",
    "-dash.json",
    "--help.json",
    "star*.json",
    "br[a]cket.json",
    "back\\slash.json",
    "tab\t.json",
    "blank .json",
    "umläut.json",
    "u\u0308mlaut.json",
    "新闻.json",
    "\U0001f468\u200d\U0001f469.json",
    "\udcff\udcfe.json",
    "x" * 250 + ".json",
    "NUL.json",
    ".json",
)


@pytest.fixture(scope="session")
def named_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A folder with files of difficult names, as far as the file system takes them."""
    folder = tmp_path_factory.mktemp("names")
    names = []
    for name in NAMES:
        try:
            (folder / name).write_text('{"id":')
        except (OSError, UnicodeError):
            continue
        names.append(name)
    return folder, names


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_names_of_files_are_never_printed_raw(
    named_folder: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    folder, names = named_folder
    monkeypatch.chdir(folder)
    for name in names:
        ran = call(command, "--", name)
        assert_neat(ran, (command, name))
        assert ran.code == 3, (command, name, ran)
        assert "NC101" in ran.out + ran.err
        assert (folder / name).read_text() == '{"id":'
    assert len(list(folder.iterdir())) == len(names)


def test_programs_are_told_the_names_of_files_exactly(
    named_folder: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, names = named_folder
    monkeypatch.chdir(folder)
    report = json.loads(run("validate", "--format", "json", "--", *names).out)
    assert [finding["file"] for finding in report["findings"]] == names


def test_one_line_of_text_names_one_file_whatever_its_name(
    named_folder: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, names = named_folder
    monkeypatch.chdir(folder)
    ran = run("validate", "--", *names)
    assert ran.out.count("\n") == 3 * len(names) + 2
    assert ran.out.count(":1:7: error NC101 [/id] has nothing more, should have a value\n") == len(names)


@pytest.mark.parametrize("code", ["NC402", "", "\x1b[31m", "NC" + "9" * 100_000, "\udcff", "新"])
def test_explain_and_example_and_schema_survive_any_word(code: str) -> None:
    for command in ("explain", "example", "schema"):
        ran = run(command, "--", code)
        assert_neat(ran, (command, code[:20]))
        assert ran.code == (0 if (command, code) == ("explain", "NC402") else 2)


def test_show_survives_the_damages_that_are_only_warnings() -> None:
    document = copy.deepcopy(SEED)
    document["claims"][0]["attributions"][0].update(certainty="uncommitted", polarity="negative")
    ran = run("show", "-", stdin=written(document))
    assert (ran.code, ran.err) == (0, "")


def test_a_family_of_emoji_cut_in_two_is_shown_without_harm() -> None:
    text = "\U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301 \r\n \U0001f1eb\U0001f1f7"
    claims = [
        {"id": f"c{start}-{end}", "content": [{"start": start, "end": end, "quote": text[start:end]}]}
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
    ]
    document = {"schema_version": "1.0", "id": "x", "language": "en", "text": text, "claims": claims}
    for command in (("show",), ("show", "--width", "30"), ("validate",)):
        ran = run(*command, "-", stdin=json.dumps(document))
        assert ran.code == 0
        assert_neat(ran, command)
