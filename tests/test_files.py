"""Writing files: whoever looks sees the old file or the new one, whole, whatever goes wrong."""

import errno
import io
import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import newsclaims as nc
from newsclaims import _files, corpus
from newsclaims._files import replace_file

OLD = b"the old file\n" * 1_000
NEW = b"the new file, which is longer\n" * 2_000

posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A file that is there, alone in its folder."""
    path = tmp_path / "folder" / "a.json"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def beside(path: Path) -> list[str]:
    """The names of what lies in the folder of a file."""
    return sorted(entry.name for entry in path.parent.iterdir())


# ── What it does ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("data", [b"", b"x", NEW, bytes(range(256)) * 5_000], ids=len)
@pytest.mark.parametrize("kind", [str, Path])
def test_a_file_is_replaced_by_exactly_the_bytes(target: Path, data: bytes, kind: Callable[[Path], Any]) -> None:
    replace_file(kind(target), data)
    assert target.read_bytes() == data
    assert beside(target) == ["a.json"]


def test_a_file_is_made_where_there_is_none(target: Path) -> None:
    replace_file(target.with_name("new.json"), NEW)
    assert target.with_name("new.json").read_bytes() == NEW
    assert target.read_bytes() == OLD
    assert beside(target) == ["a.json", "new.json"]


def test_a_relative_name_is_one_in_the_working_folder(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(target.parent)
    replace_file("a.json", NEW)
    assert target.read_bytes() == NEW


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_the_permissions_of_the_file_are_kept(target: Path, mode: int) -> None:
    target.chmod(mode)
    replace_file(target, NEW)
    assert stat.S_IMODE(target.stat().st_mode) == mode


@posix
@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may give files away")
def test_owner_and_group_of_the_file_are_kept(target: Path) -> None:
    """A file of somebody else that root formatted was root's from then on."""
    os.chown(target, 65534, 65533)
    target.chmod(0o640)
    replace_file(target, NEW)
    there = target.stat()
    assert (there.st_uid, there.st_gid, stat.S_IMODE(there.st_mode)) == (65534, 65533, 0o640)


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.jsonl.gz"])
def test_a_file_that_is_write_protected_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """To rename a file over another asks for no right to that one."""
    path = tmp_path / name
    path.write_bytes(OLD)
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write to anything
    with pytest.raises(PermissionError) as caught:
        corpus.write([nc.example("own-data")], path)
    assert caught.value.filename == str(path)
    with pytest.raises(PermissionError):
        replace_file(path, NEW)
    assert path.read_bytes() == OLD
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


@posix
@pytest.mark.parametrize("mask", [0o022, 0o027, 0o077, 0o002])
def test_a_new_file_gets_the_permissions_that_any_new_file_gets(target: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        replace_file(target.with_name("new.json"), NEW)
        target.with_name("plain.json").write_bytes(NEW)
        now = os.umask(mask)
    finally:
        os.umask(before)
    assert now == mask, "the mask of the process has changed"
    modes = [stat.S_IMODE(target.with_name(name).stat().st_mode) for name in ("new.json", "plain.json")]
    assert modes[0] == modes[1]


@posix
def test_a_link_is_followed_and_stays_a_link(target: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(target)
    hop = tmp_path / "hop.json"
    hop.symlink_to("link.json")
    replace_file(hop, NEW)
    assert hop.is_symlink()
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert beside(target) == ["a.json"]


def test_whoever_has_the_old_file_open_goes_on_reading_it(target: Path) -> None:
    with target.open("rb") as file:
        assert file.read(5) == OLD[:5]
        replace_file(target, NEW)
        assert file.read() == OLD[5:]


@pytest.mark.parametrize("name", ["x" * 240 + ".json", "ä" * 100, " ", "-", "a\nb", "新闻.json"], ids=ascii)
def test_difficult_names_can_be_written(target: Path, name: str) -> None:
    try:
        target.with_name(name).touch()
    except OSError:
        pytest.skip("the file system does not take the name")
    replace_file(target.with_name(name), NEW)
    assert target.with_name(name).read_bytes() == NEW
    assert len(beside(target)) == 2


# ── Failures of each step ────────────────────────────────────────────────────────────────────────────────────────────


class Failing(io.FileIO):
    """A file whose write, flush or closing fails."""

    step = ""

    def write(self, data: Any, /) -> int:
        if self.step == "write":
            super().write(bytes(data)[:7])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(data)

    def flush(self) -> None:
        if self.step == "flush":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().flush()

    def close(self) -> None:
        was_open = not self.closed
        super().close()
        if self.step == "close" and was_open:
            raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))


def fail_at(step: str, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have one step of the writing fail."""

    def failing(*_: object, **__: object) -> Any:
        raise error

    if step in ("write", "flush", "close"):
        monkeypatch.setattr(os, "fdopen", type("FailingNow", (Failing,), {"step": step}))
    elif step in ("mkstemp", "fdopen", "fsync"):
        monkeypatch.setattr({"mkstemp": tempfile}.get(step, os), step, failing)
    else:
        monkeypatch.setattr(Path, step, failing)


STEPS = {
    "mkstemp": errno.EACCES,
    "write": errno.ENOSPC,
    "flush": errno.EIO,
    "fsync": errno.EIO,
    "close": errno.EDQUOT,
    "chmod": errno.EPERM,
    "replace": errno.EXDEV,
}


@pytest.mark.parametrize("exists", [True, False], ids=["replaced", "made"])
@pytest.mark.parametrize(("step", "number"), STEPS.items())
def test_a_step_that_fails_leaves_everything_as_it_was(
    target: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, *, exists: bool
) -> None:
    path = target if exists else target.with_name("new.json")
    with monkeypatch.context() as patch:
        # What mkstemp, chmod and replace say names the temporary file.
        fail_at(step, OSError(number, os.strerror(number), "/tmp/.newsclaims-x.part"), patch)
        with pytest.raises(OSError, match=r".") as caught:
            replace_file(path, NEW)
    assert caught.value.errno == number
    assert caught.value.filename == str(path), "the error names a file that the user does not know"
    assert ".part" not in str(caught.value)
    assert target.read_bytes() == OLD
    assert beside(target) == ["a.json"]


@pytest.mark.parametrize("step", ["write", "fsync", "chmod", "replace"])
@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), MemoryError(), SystemExit(3)], ids=lambda error: type(error).__name__
)
def test_an_interrupt_leaves_everything_as_it_was(
    target: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    with monkeypatch.context() as patch:
        if step == "write":
            patch.setattr(Failing, "write", lambda *_: (_ for _ in ()).throw(error))
        fail_at(step, error, patch)
        with pytest.raises(type(error)):
            replace_file(target, NEW)
    assert target.read_bytes() == OLD
    assert beside(target) == ["a.json"]


def test_the_first_error_is_told_even_if_tidying_up_fails_too(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        fail_at("fsync", OSError(errno.EIO, "first"), patch)
        fail_at("unlink", OSError(errno.EROFS, "second"), patch)
        with pytest.raises(OSError, match="first"):
            replace_file(target, NEW)
    assert target.read_bytes() == OLD


def test_a_folder_that_cannot_be_synced_is_no_failure(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        fail_at("open", OSError(errno.EACCES, "no"), patch)
        patch.setattr(os, "open", os.open)
        real = os.fsync
        folders = []

        def fsync(handle: int) -> None:
            if stat.S_ISDIR(os.fstat(handle).st_mode):
                folders.append(handle)
                raise OSError(errno.EINVAL, "no")
            real(handle)

        patch.setattr(os, "fsync", fsync)
        replace_file(target, NEW)
    assert target.read_bytes() == NEW
    assert os.name == "nt" or len(folders) == 1, "the folder was not synced: the renaming may be lost"


def test_the_bytes_are_on_the_disk_before_the_name_is_given(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, rename = os.fsync, Path.replace

    def synced(handle: int) -> None:
        done.append(f"fsync {os.fstat(handle).st_size if stat.S_ISREG(os.fstat(handle).st_mode) else 'folder'}")
        fsync(handle)

    def renamed(path: Path, new: Path) -> Path:
        done.append("replace")
        return rename(path, new)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", synced)
        patch.setattr(Path, "replace", renamed)
        replace_file(target, NEW)
    assert done[:2] == [f"fsync {len(NEW)}", "replace"]
    assert os.name == "nt" or done[2:] == ["fsync folder"]


@pytest.mark.parametrize("name", ["gone/a.json", "a.json/b.json", ""], ids=["no folder", "in a file", "a folder"])
def test_what_cannot_be_written_to_is_an_error_that_names_it(target: Path, name: str) -> None:
    path = target.parent / name
    with pytest.raises(OSError, match=r".") as caught:
        replace_file(path, NEW)
    assert caught.value.filename == str(path)
    assert target.read_bytes() == OLD
    assert beside(target) == ["a.json"]


@posix
def test_links_in_a_circle_are_an_error_that_names_the_link(target: Path) -> None:
    link = target.with_name("link.json")
    link.symlink_to("link.json")
    with pytest.raises(OSError, match=r".") as caught:
        replace_file(link, NEW)
    assert (caught.value.errno, caught.value.filename) == (errno.ELOOP, str(link))
    assert beside(target) == ["a.json", "link.json"]


@posix
@pytest.mark.parametrize("name", ["link.jsonl", "link.parquet", "link.jsonl.gz"])
def test_corpora_are_not_written_where_links_run_in_a_circle(tmp_path: Path, name: str) -> None:
    # Python before 3.13 calls it a RuntimeError, and from then on nothing at all.
    (tmp_path / name).symlink_to(name)
    with pytest.raises(OSError, match=r".") as caught:
        corpus.write([nc.example("own-data")], tmp_path / name)
    assert (caught.value.errno, caught.value.filename) == (errno.ELOOP, str(tmp_path / name))
    assert [path.name for path in tmp_path.iterdir()] == [name]


@posix
def test_what_is_no_regular_file_is_never_replaced(target: Path) -> None:
    pipe = target.with_name("pipe.json")
    os.mkfifo(pipe)
    with pytest.raises(OSError, match=r".") as caught:
        replace_file(pipe, NEW)
    assert caught.value.filename == str(pipe)
    assert pipe.is_fifo()
    assert beside(target) == ["a.json", "pipe.json"]


def test_nothing_is_left_open(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("needs /proc")
    before = len(list(descriptors.iterdir()))
    for step, number in STEPS.items():
        with monkeypatch.context() as patch:
            fail_at(step, OSError(number, "no"), patch)
            with pytest.raises(OSError, match="no|" + os.strerror(number)):
                replace_file(target, NEW)
    replace_file(target, NEW)
    assert len(list(descriptors.iterdir())) == before


# ── Kills ────────────────────────────────────────────────────────────────────────────────────────────────────────────

KILLS = int(os.environ.get("NEWSCLAIMS_KILLS", "20"))
_WRITER = """
import runpy, sys
# The module alone: the whole library takes longer to start than to be killed.
replace_file = runpy.run_path(sys.argv[2])["replace_file"]
path, number = sys.argv[1], 0
contents = [bytes([65 + turn]) * size for turn, size in enumerate((1, 900_000, 70_000, 2_500_000, 4_097, 300_000))]
print("writing", flush=True)
while True:
    replace_file(path, contents[number % len(contents)])
    number += 1
"""
SIZES = {65 + turn: size for turn, size in enumerate((1, 900_000, 70_000, 2_500_000, 4_097, 300_000))}


@posix
def test_a_file_is_whole_whenever_its_writer_is_killed(target: Path) -> None:
    dice = random.Random(14)  # seeded; the moment is random enough through what the machine does meanwhile
    torn = []
    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITER, target, _files.__file__], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"writing\n"
            time.sleep(dice.random() * 0.05)
            process.send_signal(signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL
        data = target.read_bytes()
        if data != OLD and (len(set(data)) != 1 or len(data) != SIZES[data[0]]):
            torn.append((data[:1], len(data)))
    assert torn == [], f"{len(torn)} of {KILLS} files are torn"
    # What is left over is hidden, and no reader takes it for a document.
    left = [name for name in beside(target) if name != "a.json"]
    assert all(name.startswith(".") and name.endswith(".part") for name in left)
    replace_file(target, NEW)
    assert target.read_bytes() == NEW


@posix
def test_a_reader_never_sees_half_a_file_while_another_writes(target: Path) -> None:
    seen = set()
    with subprocess.Popen([sys.executable, "-c", _WRITER, target, _files.__file__], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        for _ in range(300):
            data = target.read_bytes()
            seen.add(OLD if data == OLD else (data[:1], len(data), len(set(data))))
        process.kill()
    assert seen <= {OLD, *((bytes([letter]), size, 1) for letter, size in SIZES.items())}


# ── The library's own writer ─────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_that_is_not_valid_leaves_the_file_as_it_was(target: Path) -> None:
    article = nc.Article(id="x", language="en", claims=(nc.Claim(id="c1", text="t"), nc.Claim(id="c1", text="t")))
    with pytest.raises(nc.InvalidArticleError):
        nc.write(article, target)
    assert target.read_bytes() == OLD
    assert beside(target) == ["a.json"]


def test_an_article_is_written_whole_or_not_at_all(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for step, number in STEPS.items():
        with monkeypatch.context() as patch:
            fail_at(step, OSError(number, os.strerror(number)), patch)
            with pytest.raises(OSError, match=os.strerror(number)):
                nc.write(nc.example(), target)
        assert target.read_bytes() == OLD
        assert beside(target) == ["a.json"]
    nc.write(nc.example(), target)
    assert nc.read(target) == nc.example()
