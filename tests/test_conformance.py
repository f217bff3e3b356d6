"""The command that prints how other people's files and checkers fare with the library."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def conformance(*words: str, data_dir: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.conformance", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "NEWSCLAIMS_TEST_DATA": str(data_dir)},
        check=False,
    )


def test_the_table_has_the_figures_that_the_tests_hold_to_be_full(data_dir: Path) -> None:
    ran = conformance("ninjs", data_dir=data_dir)
    assert (ran.returncode, ran.stderr) == (0, "")
    lines = ran.stdout.splitlines()
    assert lines[:3] == ["| | passed | of |", "|---|---:|---:|", "| ninjs examples read | 41 | 41 |"]
    assert len(lines) == 2 + 6


def test_every_format_of_the_folder_has_figures() -> None:
    for path in (ROOT / "tests" / "conformance").glob("test_*.py"):
        assert "\ndef figures(data_dir: Path) -> list[tuple[str, int, int]]:\n" in path.read_text(encoding="utf-8")


def test_without_corpora_or_for_a_format_without_figures_the_command_says_so(tmp_path: Path) -> None:
    none = conformance(data_dir=tmp_path / "none")
    assert none.returncode == 2
    assert "no foreign corpora at" in none.stderr
    unknown = conformance("nothing", data_dir=tmp_path)
    assert unknown.returncode == 2
    assert "no figures of nothing; there are " in unknown.stderr
