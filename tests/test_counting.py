"""The table after a thorough run counts what Hypothesis ran, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

TESTS = """
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

@pytest.mark.promise(3)
@settings(max_examples=30)
@given(st.integers())
def test_passes(number):
    pass

@pytest.mark.promise(3)
@given(st.booleans())
def test_ends_when_all_is_tried(value):
    pass

@pytest.mark.promise(9)
@settings(max_examples=20)
@given(st.integers(0, 10**9))
def test_what_is_filtered_out_does_not_count(number):
    assume(number % 2)

@pytest.mark.promise(20)
@settings(max_examples=10, database=None)
@given(st.integers(0, 10**9))
def test_fails(number):
    assert number < 0

@settings(max_examples=5)
@given(st.integers())
def test_proves_nothing_promised(number):
    pass

def test_without_examples():
    pass
"""


def rows(folder: Path, profile: str) -> list[str]:
    (folder / "conftest.py").write_bytes((Path(__file__).parent / "conftest.py").read_bytes())
    (folder / "test_some.py").write_text(TESTS)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={folder}", "test_some.py"],
        cwd=folder,
        env={**os.environ, "HYPOTHESIS_PROFILE": profile},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 failed, 5 passed" in ran.stdout, ran.stdout
    return [line for line in ran.stdout.splitlines() if line.startswith("|")]


def test_examples_are_counted_for_each_promise(tmp_path: Path) -> None:
    assert rows(tmp_path, "thorough") == [
        "| promise | properties | examples | failed |",
        "|---|--:|--:|--:|",
        "| 3 | 2 | 32 | 0 |",
        "| 9 | 1 | 20 | 0 |",
        "| 20 | 1 | 0 | 1 |",
        "| 1 to 13 | 3 | 52 | 0 |",
        "| none | 1 | 5 | 0 |",
    ]


def test_a_quick_run_prints_no_table(tmp_path: Path) -> None:
    assert rows(tmp_path, "quick") == []
