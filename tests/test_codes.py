"""The table of codes, and the page made of it."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from newsclaims import codes
from newsclaims.codes import CODES, ROOMS, Code, Severity

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "codes.md"


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("codes_page", ROOT / "tools" / "codes_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ── The table ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_code_stands_twice_in_the_table() -> None:
    """A dict would keep the last of two and say nothing."""
    written = [row[0] for table in codes._TABLES for row in table]
    assert len(written) == len(set(written)) == len(CODES)


def test_codes_are_in_order_and_have_three_digits() -> None:
    assert list(CODES) == sorted(CODES)
    assert all(re.fullmatch("NC[1-9][0-9]{2}", code) for code in CODES)
    assert all(name == code.code for name, code in CODES.items())


def test_the_numbers_of_a_room_have_no_gap() -> None:
    """A gap would look like a code that was taken away, and no code ever is; NC8 goes by what reads the files."""
    for room in ("NC1", "NC2", "NC3", "NC4", "NC5"):
        numbers = [int(code[2:]) for code in CODES if code.startswith(room)]
        assert numbers == list(range(int(room[2:]) * 100 + 1, int(room[2:]) * 100 + 1 + len(numbers))), room


def test_every_code_is_in_a_room_of_the_interface() -> None:
    assert list(ROOMS) == [f"NC{digit}" for digit in range(1, 10)]
    assert {code[:3] for code in CODES} <= set(ROOMS)


def test_the_room_of_quality_holds_warnings_and_the_others_errors() -> None:
    warnings = {code for code, row in CODES.items() if row.severity == "warning"}
    assert {code for code in warnings if code[:3] < "NC6"} == {"NC114", *(code for code in CODES if code[:3] == "NC5")}
    assert {row.severity for row in CODES.values()} == set(get_args(Severity))


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.code)
def test_every_code_says_what_why_and_how_to_mend_it(code: Code) -> None:
    assert code.title
    assert len(code.title) <= 60
    assert not code.title.endswith(".")
    assert code.title[0] == code.title[0].lower() or code.title.startswith(("JSON", "UTF"))
    assert code.why.endswith(".") or code.why.endswith("_ . : -")
    assert code.mend.endswith(".")
    assert all(text == text.strip() and "  " not in text and "\n" not in text for text in code[2:])


def test_two_codes_do_not_have_one_title() -> None:
    assert len({code.title for code in CODES.values()}) == len(CODES)


def test_a_mend_that_names_a_limit_names_one_that_exists() -> None:
    from newsclaims import Limits

    for code in CODES.values():
        for name in re.findall(r"Limits\(([a-z_]+)=…\)", code.mend):
            assert hasattr(Limits(), name), code.code


def test_a_code_can_be_read_by_name() -> None:
    assert CODES["NC402"] == Code(
        "NC402",
        "error",
        "quote is not the text it names",
        "`text[start:end] == quote`, always: a reader is never shown words that the text does not hold at that place.",
        "Move `start` and `end` to the words, or copy the words that stand there. `Article.find` does it.",
    )


def test_every_code_of_the_table_is_used_somewhere_and_every_code_used_is_in_the_table() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "newsclaims").rglob("*.py"))
        if "codes" not in path.parts and "strategies" not in path.parts
    )
    used = set(re.findall('"(NC[0-9]{3})"', sources))
    assert {code for code in used if code < "NC6"} <= set(CODES)
    assert {code for code in CODES if code < "NC6"} <= used


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_is_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == generator().page(), "run python tools/codes_page.py"
    assert generator().main(["--check"]) == 0


def test_the_page_has_an_entry_for_every_code() -> None:
    page = generator().page()
    assert re.findall("^### (NC[0-9]{3}): ", page, re.MULTILINE) == list(CODES)
    assert "### NC402: quote is not the text it names\n\n*error* · `text[start:end] == quote`, always" in page


def test_the_check_of_the_page_notices_a_page_that_is_old_or_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    module = generator()
    target = tmp_path / "docs" / "codes.md"
    monkeypatch.setattr(module, "TARGET", target)
    assert module.main(["--check"]) == 1
    assert module.main([]) == 0
    assert module.main(["--check"]) == 0
    target.write_text("old", encoding="utf-8")
    assert module.main(["--check"]) == 1
