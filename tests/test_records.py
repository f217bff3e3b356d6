"""Documents out of files, folders and streams: each in order, in bounded memory; what cannot be read is told."""

import gzip
import io
import json
import random
import subprocess
import sys
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims.corpus._zst import open_zst
from newsclaims.corpus.records import Record, expand, is_lines, records
from newsclaims.corpus.rewriting import packed, rewritten

A = b'{"id":"a"}'
B = b'{"id":"b"}'


def pack(name: str, data: bytes) -> bytes:
    """Bytes packed as a file's name says."""
    return packed(name, data)


def found(*paths: str | Path, limits: nc.Limits | None = None) -> list[Record]:
    """The records of paths, whose problems have the severity and place of the table."""
    listed = list(records(map(str, paths), limits=limits or nc.Limits()))
    for record in listed:
        assert record.problem is None or (record.data == b"" and record.problem.severity == "error")
    return listed


def brief(record: Record) -> tuple[int | None, int, bytes] | str:
    """A record in a few words."""
    return record.problem.code if record.problem else (record.number, record.line, record.data)


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("a.json", False),
        ("a.jsonl", True),
        ("a.JSONL", True),
        ("a.jsonl.gz", True),
        ("a.jsonl.ZST", True),
        ("a.json.gz", False),
        ("a.gz", False),
        ("a.jsonl.txt", False),
        ("jsonl", False),
        ("x.jsonl/a.json", False),
        ("-", False),
    ],
)
def test_the_name_says_whether_a_file_holds_one_document_a_line(name: str, *, lines: bool) -> None:
    assert is_lines(name) is lines


def test_paths_are_expanded_in_the_order_they_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (
        "z.json",
        "a.json",
        "d/y.jsonl",
        "d/b.json.gz",
        "d/e/c.json",
        "d/e/.h.json",
        "d/.g/x.json",
        "d/notes.md",
    ):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()
    below = ["d/b.json.gz", "d/e/c.json", "d/y.jsonl"]
    assert list(expand(["z.json", "-", "d", "a.json", "z.json"])) == ["z.json", "-", *below, "a.json", "z.json"]
    assert list(expand(["*.json"])) == ["a.json", "z.json"]
    assert list(expand(["d/**/*.json*"])) == below
    assert list(expand(["./d/e"])) == ["d/e/c.json"]
    assert list(expand([str(tmp_path / "d")])) == [str(tmp_path / name) for name in below]


def test_what_names_no_file_is_a_problem_in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.json").touch()
    Path("empty").mkdir()
    listed = list(expand(["gone.json", "a.json", "empty", "*.txt", "x" * 300]))
    assert [item if isinstance(item, str) else (item.file, item.problem and item.problem.code) for item in listed] == [
        ("gone.json", "NC801"),
        "a.json",
        ("empty", "NC804"),
        ("*.txt", "NC804"),
        ("x" * 300, "NC802"),
    ]


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(A)
    (tmp_path / "self").symlink_to(tmp_path, target_is_directory=True)
    assert list(expand([str(tmp_path)])) == [str(tmp_path / "a.json")]


def test_a_file_that_a_dead_writer_left_over_is_no_document(tmp_path: Path) -> None:
    (tmp_path / ".newsclaims-x1y2z3.part").write_bytes(A)
    (tmp_path / ".a.json.x1y2z3.part").write_bytes(A)
    (tmp_path / "a.json").write_bytes(A)
    assert list(expand([str(tmp_path)])) == [str(tmp_path / "a.json")]


# ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("data", [A, b"", b"\xff\x00", b'{"id":\n"a"}\n\n', b"[]\n[]"])
@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_a_json_file_is_one_record_of_exactly_its_bytes(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"a.json{suffix}"
    path.write_bytes(pack(path.name, data))
    assert found(path) == [Record(file=str(path), data=data)]


LINES: list[tuple[bytes, list[tuple[int, int, bytes]]]] = [
    (A + b"\n", [(1, 1, A)]),
    (A, [(1, 1, A)]),
    (A + b"\n" + B, [(1, 1, A), (2, 2, B)]),
    (b"\n\n" + A + b"\n \t\n" + B + b"\n\n", [(1, 3, A), (2, 5, B)]),
    (A + b"\r\n" + B + b"\r\n", [(1, 1, A + b"\r"), (2, 2, B + b"\r")]),
    (A + b"\xe2\x80\xa8" + B + b"\n", [(1, 1, A + b"\xe2\x80\xa8" + B)]),
    (A + b"\x0b" + B + b"\x0c" + A + b"\x1e\x85", [(1, 1, A + b"\x0b" + B + b"\x0c" + A + b"\x1e\x85")]),
    (b"\xef\xbb\xbf" + A + b"\n" + B, [(1, 1, b"\xef\xbb\xbf" + A), (2, 2, B)]),
    (b"{\n" + A + b"\n", [(1, 1, b"{"), (2, 2, A)]),
]


@pytest.mark.parametrize(("data", "expected"), LINES)
@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_a_jsonl_file_is_one_record_a_line(
    tmp_path: Path, data: bytes, expected: list[tuple[int, int, bytes]], suffix: str
) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(pack(path.name, data))
    assert list(map(brief, found(path))) == expected


@pytest.mark.parametrize("data", [b"", b"\n", b" \n\t\n\r\n"])
@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_a_jsonl_file_without_a_record_is_a_problem(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(pack(path.name, data))
    assert list(map(brief, found(path))) == ["NC804"]


@given(st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"")), max_size=8), st.booleans())
def test_no_line_is_lost_or_made_up(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], ended: bool) -> None:  # noqa: FBT001
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes(b"\n".join(lines) + (b"\n" if ended else b""))
    expected = [(line, data) for line, data in enumerate(lines, 1) if data.strip()]
    listed = [record for record in found(path) if record.problem is None]
    assert [(record.line, record.data) for record in listed] == expected
    assert [record.number for record in listed] == list(range(1, len(expected) + 1))


# ── Standard input ───────────────────────────────────────────────────────────────────────────────────────────────────


class Trickle(io.RawIOBase):
    """A stream that gives a few bytes at a time, as pipes do."""

    def __init__(self, data: bytes, step: int) -> None:
        self._data, self._step = data, step

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data, self._data = self._data[: self._step], self._data[self._step :]
        buffer[: len(data)] = data
        return len(data)


@pytest.fixture
def given_input(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Put bytes on standard input, a few at a time."""

    def put(data: bytes, step: int = 7) -> None:
        stream = io.TextIOWrapper(io.BufferedReader(Trickle(data, step), step))
        monkeypatch.setattr(sys, "stdin", stream)

    return put


PRETTY = json.dumps({"id": "a", "of": [1, {"b": 2}]}, indent=2).encode()
INPUTS: list[tuple[bytes, list[tuple[int | None, int, bytes]]]] = [
    (b"", [(None, 1, b"")]),
    (A, [(None, 1, A)]),
    (A + b"\n", [(None, 1, A + b"\n")]),
    (A + b"\n\n  \n", [(None, 1, A + b"\n\n  \n")]),
    (b"\n" + A, [(None, 1, b"\n" + A)]),
    (PRETTY, [(None, 1, PRETTY)]),
    (PRETTY + b"\n", [(None, 1, PRETTY + b"\n")]),
    (b'{"a": {"b": 1}\n}', [(None, 1, b'{"a": {"b": 1}\n}')]),
    (b'{"a": {}\n, "b": {}}\n', [(None, 1, b'{"a": {}\n, "b": {}}\n')]),
    (b"{}\n}", [(1, 1, b"{}"), (2, 2, b"}")]),
    (A + b"\n" + B, [(1, 1, A), (2, 2, B)]),
    (A + b"\r\n" + B + b"\r\n", [(1, 1, A + b"\r"), (2, 2, B + b"\r")]),
    (b"\n\n" + A + b"\n\n" + B + b"\n", [(1, 3, A), (2, 5, B)]),
    (A + b"\n" + PRETTY[:1] + b"\n", [(1, 1, A), (2, 2, b"{")]),
    (b"\xff\xfe{\x00}\x00", [(None, 1, b"\xff\xfe{\x00}\x00")]),
]


@pytest.mark.parametrize("step", [1, 7, 1 << 16])
@pytest.mark.parametrize(("data", "expected"), INPUTS)
def test_standard_input_holds_one_document_or_one_a_line(
    given_input: Any, data: bytes, expected: list[tuple[int | None, int, bytes]], step: int
) -> None:
    given_input(data, step)
    assert list(map(brief, found("-"))) == expected


@given(st.lists(st.sampled_from([A, B, b"{}", b"", b" ", b"{", b"}", b"[]", b"1 2", PRETTY]), max_size=6))
def test_standard_input_loses_nothing(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BufferedReader(Trickle(data, 5), 5))
    try:
        listed = found("-")
    finally:
        sys.stdin = before
    joined = b"".join(record.data for record in listed)
    assert joined.replace(b"\n", b"").replace(b" ", b"") == data.replace(b"\n", b"").replace(b" ", b"")


def test_closed_standard_input_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert list(map(brief, found("-"))) == ["NC802"]


# ── Limits and memory ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
@pytest.mark.parametrize("size", [999, 1_000, 1_001, 5_000])
def test_no_more_is_read_than_tells_that_a_document_is_too_large(tmp_path: Path, suffix: str, size: int) -> None:
    limits = nc.Limits(document=1_000)
    path = tmp_path / f"a.json{suffix}"
    path.write_bytes(pack(path.name, b"x" * size))
    (record,) = found(path, limits=limits)
    assert record.data == b"x" * min(size, 1_001)


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_a_line_that_is_too_large_does_not_hide_the_next(tmp_path: Path, suffix: str) -> None:
    limits = nc.Limits(document=1_000)
    path = tmp_path / f"a.jsonl{suffix}"
    data = b"\n".join([A, b"x" * 1_000, b"y" * 1_001, b"z" * 300_000, B])
    path.write_bytes(pack(path.name, data))
    listed = found(path, limits=limits)
    assert [(record.number, record.line, len(record.data)) for record in listed] == [
        (1, 1, len(A)),
        (2, 2, 1_000),
        (3, 3, 1_001),
        (4, 4, 1_002),
        (5, 5, len(B)),
    ]


BOMB = nc.Limits(unpacked=10_000, ratio=10)


@pytest.mark.parametrize("name", ["a.json.gz", "a.json.zst", "a.jsonl.gz", "a.jsonl.zst"])
def test_a_file_that_grows_out_of_proportion_is_a_problem(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(pack(name, b" " * 10_000))
    assert "NC115" not in map(brief, found(path, limits=BOMB))
    path.write_bytes(pack(name, b" " * 10_001))
    (record,) = found(path, limits=BOMB)
    size = path.stat().st_size
    assert record.problem is not None
    assert record.problem.code == "NC115"
    assert record.problem.message == (
        f"unpacks to more than 10000 bytes from {size}, should grow at most 10-fold (Limits.ratio)"
    )


def test_a_large_file_that_does_not_grow_is_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.json.gz"
    data = random.Random(1).randbytes(50_000)
    path.write_bytes(gzip.compress(data, mtime=0))
    assert found(path, limits=BOMB)[0].data == data


_MEASURED = """
import re, sys
from pathlib import Path
from newsclaims.corpus.records import records
from newsclaims.limits import Limits
import zstandard, gzip

def peak():
    # Not ru_maxrss, which a process inherits from the one that starts it.
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

before = peak()
count = size = 0
for record in records(sys.argv[1:], limits=Limits(ratio=10**9)):
    count += 1
    size += len(record.data)
print(count, size, peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "one-frame.jsonl.zst"])
def test_memory_depends_on_the_largest_record_and_not_on_the_file(tmp_path: Path, name: str) -> None:
    line = b'{"id":"' + b"x" * 9_990 + b'"}\n'
    part, parts = line * 100, 80
    data = part * parts if "one-frame" in name or name == "a.jsonl" else b""
    (tmp_path / name).write_bytes(pack(name, data) if data else pack(name, part) * parts)
    command = [sys.executable, "-c", _MEASURED, tmp_path / name]
    ran = subprocess.run(command, capture_output=True, check=True, timeout=60)
    count, size, grown = map(int, ran.stdout.split())
    assert (count, size) == (100 * parts, 100 * parts * (len(line) - 1))
    assert grown < 64_000, f"{grown} kB for {count} records of 10 kB"


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_bomb_takes_no_more_memory_than_another_file(tmp_path: Path, suffix: str) -> None:
    packer: Any = zlib.compressobj(9, zlib.DEFLATED, 31)
    if suffix == ".zst":
        packer = zstandard.ZstdCompressor().compressobj()
    path = tmp_path / f"bomb.jsonl{suffix}"
    path.write_bytes(b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(60)), packer.flush()]))
    assert path.stat().st_size < 100_000
    command = [sys.executable, "-c", _MEASURED.replace("ratio=10**9", ""), path]
    ran = subprocess.run(command, capture_output=True, check=True, timeout=60)
    grown = int(ran.stdout.split()[-1])
    assert grown < 64_000, f"{grown} kB for a file of {path.stat().st_size} bytes"


def test_unpacking_zstandard_takes_a_bounded_number_of_copies() -> None:
    """A chunk that unpacks to a lot is handed out without being copied again for every piece."""
    data = zstandard.ZstdCompressor().compress(bytes(8_000_000))
    reader = open_zst(io.BytesIO(data))
    tracemalloc.start()
    try:
        reader.read(1 << 17)
        tracemalloc.reset_peak()
        held = tracemalloc.get_traced_memory()[0]
        for _ in range(20):
            reader.read(1 << 17)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak - held < 4_000_000, "the rest of the chunk is copied for every piece that is read"


# ── Corruption ───────────────────────────────────────────────────────────────────────────────────────────────────────

CONTENT = b'{"id":"a","text":"The quick brown fox"}\n'


def whole_or_problem(path: Path, data: bytes) -> str:
    """What a file that was damaged comes as: `whole` if nothing is lost, else the code of its problem."""
    listed = found(path)
    problems = [record.problem.code for record in listed if record.problem]
    if problems:
        return problems[-1]
    return "whole" if [record.data for record in listed] == data else "lost"


@pytest.mark.parametrize("name", ["a.json.gz", "a.json.zst", "a.jsonl.gz", "a.jsonl.zst"])
def test_a_cut_anywhere_is_noticed(tmp_path: Path, name: str) -> None:
    content = CONTENT * 3 if "jsonl" in name else CONTENT
    expected = [line for line in content.split(b"\n") if line] if "jsonl" in name else [content]
    data, path = pack(name, content), tmp_path / name
    outcomes = {}
    for length in range(len(data)):
        path.write_bytes(data[:length])
        outcomes[length] = whole_or_problem(path, expected)
    # An empty file unpacks to nothing, and nothing is no document.
    assert outcomes.pop(0) in ("NC804", "NC803", "lost")
    assert set(outcomes.values()) == {"NC803"}
    path.write_bytes(data)
    assert whole_or_problem(path, expected) == "whole"


def test_an_empty_file_is_never_a_document_of_nothing(tmp_path: Path) -> None:
    for name in ("a.json", "a.json.gz", "a.json.zst"):
        (tmp_path / name).write_bytes(b"")
        (record,) = found(tmp_path / name)
        assert record.problem is not None or record.data == b""
        assert record.problem is not None or nc.validate(record.data)[0].code == "NC101"


@pytest.mark.parametrize("name", ["a.json.gz", "a.jsonl.zst"])
def test_one_bit_that_is_flipped_anywhere_is_noticed_or_means_nothing(tmp_path: Path, name: str) -> None:
    expected = [CONTENT.removesuffix(b"\n") if "jsonl" in name else CONTENT]
    data, path = pack(name, CONTENT), tmp_path / name
    outcomes: dict[str, set[int]] = {}
    for place in range(len(data)):
        for bit in range(8):
            damaged = bytearray(data)
            damaged[place] ^= 1 << bit
            path.write_bytes(damaged)
            outcomes.setdefault(whole_or_problem(path, expected), set()).add(place)
    assert set(outcomes) <= {"NC803", "NC802", "NC115", "whole"}
    # Only what the header says of the file, not of its content, may change unseen: time, system, hints.
    assert max(outcomes.get("whole", {0})) < (10 if name.endswith(".gz") else 6)


@pytest.mark.parametrize("name", ["a.json.gz", "a.json.zst", "a.jsonl.gz", "a.jsonl.zst"])
def test_random_damages_are_noticed_or_mean_nothing(tmp_path: Path, name: str) -> None:
    dice = random.Random(16)
    content = b"".join(b'{"id":"%d"}\n' % dice.getrandbits(64) for _ in range(200))
    expected = [line for line in content.split(b"\n") if line] if "jsonl" in name else [content]
    data, path = pack(name, content), tmp_path / name
    for _ in range(100):
        low, high = sorted((dice.randrange(len(data)), dice.randrange(len(data))))
        damaged = dice.choice(
            [
                data[:low] + data[high:],
                data[:low] + dice.randbytes(high - low) + data[high:],
                data[:low] + bytes(high - low) + data[high:],
                data[:high] + data[low:],
                data + data[:low],
                data[:low] + dice.randbytes(1) + data[low:],
            ]
        )
        path.write_bytes(damaged)
        outcome = whole_or_problem(path, expected)
        assert outcome in ("NC803", "NC802", "NC115") or damaged == data or (outcome == "whole" and low < 10)


@pytest.mark.parametrize("junk", [b"x", b"\x1f", b"\x1f\x8b\x08", b"junk behind it", b"{}\n", b"\x28\xb5\x2f\xfd"])
@pytest.mark.parametrize("name", ["a.json.gz", "a.json.zst"])
def test_junk_behind_the_end_is_noticed(tmp_path: Path, name: str, junk: bytes) -> None:
    (tmp_path / name).write_bytes(pack(name, CONTENT) + junk)
    assert whole_or_problem(tmp_path / name, [CONTENT]) == "NC803"


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_files_of_several_parts_are_read_to_the_end(tmp_path: Path, name: str) -> None:
    parts = [pack(name, CONTENT), pack(name, b""), pack(name, CONTENT[:9]), pack(name, CONTENT[9:])]
    (tmp_path / name).write_bytes(b"".join(parts))
    assert [record.data for record in found(tmp_path / name)] == [CONTENT[:-1]] * 2
    (tmp_path / name).write_bytes(b"".join(parts)[:-1])
    assert [brief(record) for record in found(tmp_path / name)][-1] == "NC803"


def test_frames_that_are_to_be_skipped_are_skipped(tmp_path: Path) -> None:
    skipped = b"\x50\x2a\x4d\x18\x04\x00\x00\x00skip"
    for data in (skipped + pack("x.zst", CONTENT), pack("x.zst", CONTENT) + skipped):
        (tmp_path / "a.json.zst").write_bytes(data)
        assert whole_or_problem(tmp_path / "a.json.zst", [CONTENT]) == "whole"
    (tmp_path / "a.json.zst").write_bytes(pack("x.zst", CONTENT) + skipped[:-1])
    assert whole_or_problem(tmp_path / "a.json.zst", [CONTENT]) == "NC803"


def test_frames_without_size_or_checksum_are_read(tmp_path: Path) -> None:
    for options in ({"write_content_size": False}, {"write_checksum": False}, {"level": 19}):
        data = zstandard.ZstdCompressor(**options).compress(CONTENT * 100)
        (tmp_path / "a.json.zst").write_bytes(data)
        assert whole_or_problem(tmp_path / "a.json.zst", [CONTENT * 100]) == "whole"


def test_a_wrong_length_or_checksum_of_gzip_is_noticed(tmp_path: Path) -> None:
    data = gzip.compress(CONTENT, mtime=0)
    for place in (-1, -5):
        damaged = bytearray(data)
        damaged[place] ^= 0xFF
        (tmp_path / "a.json.gz").write_bytes(damaged)
        assert whole_or_problem(tmp_path / "a.json.gz", [CONTENT]) == "NC803"


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (PermissionError(13, "Permission denied"), "NC802", "cannot be read: Permission denied"),
        (OSError("odd"), "NC802", "cannot be read: odd"),
        (EOFError("Compressed file ended early"), "NC803", "cannot be unpacked: compressed file ended early"),
        (zlib.error("Error -3 while decompressing"), "NC803", "cannot be unpacked: error -3 while decompressing"),
        (gzip.BadGzipFile("CRC check failed 0x1 != 0x2"), "NC803", "cannot be unpacked: cRC check failed 0x1 != 0x2"),
        (EOFError(), "NC803", "cannot be unpacked: EOFError"),
    ],
)
def test_an_error_while_reading_is_a_problem_behind_what_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str, message: str
) -> None:
    class Failing(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            line = super().readline(size)
            if not line:
                raise error
            return line

    (tmp_path / "a.jsonl").write_bytes(b"")
    (tmp_path / "b.jsonl").write_bytes(B)
    real = Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, mode, **_: Failing(A + b"\n") if path.name == "a.jsonl" else real(path, mode)
    )
    first, second, third = found(tmp_path / "a.jsonl", tmp_path / "b.jsonl")
    assert (first.data, third.data) == (A, B)
    assert second.problem is not None
    assert second.problem.code == code
    assert second.problem.message.lower() == message.lower()


def test_without_zstandard_the_line_to_type_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json.zst").write_bytes(pack("a.json.zst", A))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(nc.MissingDependencyError, match=r"pip install 'newsclaims\[zst\]'"):
        found(tmp_path / "a.json.zst")


def test_every_file_is_closed(tmp_path: Path) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("needs /proc")
    names = ["a.json", "a.jsonl", "a.json.gz", "a.jsonl.zst", "cut.json.gz"]
    for name in names:
        (tmp_path / name).write_bytes(pack(name, CONTENT)[: 20 if "cut" in name else None])
    before = len(list(descriptors.iterdir()))
    found(*(tmp_path / name for name in names))
    next(records([str(tmp_path / "a.jsonl")]))
    assert len(list(descriptors.iterdir())) == before


def test_records_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes((A + b"\n") * 100_000)
    reading = records([str(path), str(tmp_path / "gone.json")])
    assert next(reading).number == 1
    tracemalloc.start()
    for _ in range(1_000):
        next(reading)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 500_000


# ── Rewriting ────────────────────────────────────────────────────────────────────────────────────────────────────────

ARTICLE = b'{"language": "en", "id": "x", "schema_version": "1.0"}'
INDENTED = b'{\n  "schema_version": "1.0",\n  "id": "x",\n  "language": "en"\n}\n'
LINE = b'{"schema_version":"1.0","id":"x","language":"en"}\n'


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_a_file_is_rewritten_as_its_name_says(tmp_path: Path, suffix: str) -> None:
    for name, before, after in [("a.json", ARTICLE, INDENTED), ("a.jsonl", ARTICLE + b"\n\n" + ARTICLE, LINE * 2)]:
        path = tmp_path / f"{name}{suffix}"
        path.write_bytes(pack(path.name, before))
        result = rewritten(str(path))
        assert (result.file, result.before, result.after, result.problems) == (str(path), before, after, ())


def test_what_was_there_is_kept_byte_for_byte(tmp_path: Path) -> None:
    for data in (b"\n" + LINE, LINE.rstrip(), LINE + b"\n \n", LINE.replace(b"\n", b"\r\n")):
        (tmp_path / "a.jsonl").write_bytes(data)
        result = rewritten(str(tmp_path / "a.jsonl"))
        assert (result.before, result.after) == (data, LINE)


def test_a_record_with_an_error_keeps_the_file_from_being_rewritten(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINE + b"[]\n" + LINE + b"{\n")
    result = rewritten(str(tmp_path / "a.jsonl"))
    assert result.after is None
    assert [(record.number, record.line, issue.code) for record, issue in result.problems] == [
        (2, 2, "NC201"),
        (4, 4, "NC101"),
    ]


@pytest.mark.parametrize("name", ["a.json.gz", "a.json.zst", "A.JSON.GZ", "a.json"])
def test_packing_gives_the_same_bytes_every_time_and_can_be_undone(tmp_path: Path, name: str) -> None:
    data = b"".join(INDENTED * 50 for _ in range(3))
    assert packed(name, data) == packed(name, bytes(data))
    (tmp_path / name).write_bytes(packed(name, data))
    assert found(tmp_path / name)[0].data == data


def test_a_file_that_cannot_be_read_is_a_problem_of_the_rewriting(tmp_path: Path) -> None:
    (tmp_path / "cut.json.gz").write_bytes(pack("a.gz", ARTICLE)[:-3])
    for name, code in [("cut.json.gz", "NC803"), ("gone.json", "NC802")]:
        result = rewritten(str(tmp_path / name))
        assert result.after is None
        assert [issue.code for _, issue in result.problems] == [code]


def test_no_more_is_kept_of_a_file_that_is_too_large_than_its_limit(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b" " * 3_000_000)
    tracemalloc.start()
    result = rewritten(str(tmp_path / "a.json"), limits=nc.Limits(document=1_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [issue.code for _, issue in result.problems] == ["NC108"]
    assert peak < 1_000_000


def test_of_many_bad_lines_the_first_thousand_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINE + b"[]\n" * 1_500 + LINE)
    result = rewritten(str(tmp_path / "a.jsonl"))
    assert result.after is None
    assert len(result.problems) == 1_000
    assert result.unlisted == 500
    assert result.problems[-1][0].line == 1_001


def test_of_a_file_with_an_error_nothing_more_is_kept(tmp_path: Path) -> None:
    line = LINE.replace(b'"x"', b'"%s"' % (b"x" * 20_000))
    (tmp_path / "a.jsonl").write_bytes(b"[]\n" + line * 200)
    tracemalloc.start()
    result = rewritten(str(tmp_path / "a.jsonl"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [issue.code for _, issue in result.problems] == ["NC201"]
    assert peak < 2_000_000


@pytest.mark.parametrize("name", ["bomb.json.gz", "bomb.json.zst", "bomb.jsonl.gz", "bomb.jsonl.zst"])
def test_a_bomb_is_not_rewritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(pack(name, b" " * 10_001))
    result = rewritten(str(tmp_path / name), limits=BOMB)
    assert result.after is None
    assert [issue.code for _, issue in result.problems] == ["NC115"]


def test_a_stream_without_an_end_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            buffer[:] = b"x" * len(buffer)
            return len(buffer)

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Endless())))
    result = rewritten("-", limits=nc.Limits(document=1_000_000))
    assert [issue.code for _, issue in result.problems] == ["NC108"]
    assert len(result.before) < 4_000_000
