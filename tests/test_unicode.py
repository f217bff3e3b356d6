"""Answers that depend on Unicode: letters, grapheme clusters, hazards, and the committed table behind them."""

import hashlib
import importlib.util
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims import _unicode, _unicode_tables
from newsclaims._unicode import (
    UNICODE_VERSION,
    Hazard,
    count_word_characters,
    grapheme_cuts,
    is_grapheme_boundary,
    is_word_character,
    splits_crlf,
    text_hazards,
    word_character_flags,
)

GENERATOR = Path(__file__).parent.parent / "tools" / "unicode_tables.py"
EVERY_CHARACTER = "".join(map(chr, range(sys.maxunicode + 1)))
ZWJ, ZWNJ, VS16 = "\u200d", "\u200c", "\ufe0f"
FAMILY = f"\U0001f468{ZWJ}\U0001f469{ZWJ}\U0001f467{ZWJ}\U0001f466"
FRANCE, ITALY = "\U0001f1eb\U0001f1f7", "\U0001f1ee\U0001f1f9"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


def clusters(text: str) -> list[str]:
    """The text in grapheme clusters, by asking at every offset."""
    ends = [index for index in range(len(text) + 1) if is_grapheme_boundary(text, index)]
    return [text[start:end] for start, end in pairwise(ends)]


# ── Grapheme clusters: examples ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("abc", ["a", "b", "c"], id="ascii"),
        pytest.param("a\r\n\r\rb\n\n", ["a", "\r\n", "\r", "\r", "b", "\n", "\n"], id="line ends"),
        pytest.param("Cafe\u0301s", ["C", "a", "f", "e\u0301", "s"], id="combining acute"),
        pytest.param("Caf\u00e9", ["C", "a", "f", "\u00e9"], id="precomposed"),
        pytest.param("q\u0307\u0323\u0302.", ["q\u0307\u0323\u0302", "."], id="three marks"),
        pytest.param("\u0301a", ["\u0301", "a"], id="mark at the start"),
        pytest.param("a\n\u0301", ["a", "\n", "\u0301"], id="mark after a line end"),
        pytest.param("a\u200b\u0301", ["a", "\u200b", "\u0301"], id="mark after a zero-width space"),
        pytest.param(f"{FAMILY}{FAMILY}!", [FAMILY, FAMILY, "!"], id="family"),
        pytest.param("\U0001f44d\U0001f3fd\U0001f44d", ["\U0001f44d\U0001f3fd", "\U0001f44d"], id="skin tone"),
        pytest.param(f"\u2764{VS16}{ZWJ}\U0001f525", [f"\u2764{VS16}{ZWJ}\U0001f525"], id="heart on fire"),
        pytest.param(f"a{ZWJ}\U0001f525", [f"a{ZWJ}", "\U0001f525"], id="joiner after a letter"),
        pytest.param(f"\U0001f525{ZWJ}{ZWJ}\U0001f525", [f"\U0001f525{ZWJ}{ZWJ}", "\U0001f525"], id="two joiners"),
        pytest.param(f"{ZWJ}\U0001f525", [ZWJ, "\U0001f525"], id="joiner at the start"),
        pytest.param(f"1{VS16}\u20e3 2", [f"1{VS16}\u20e3", " ", "2"], id="keycap"),
        pytest.param(f"{FRANCE}{ITALY}", [FRANCE, ITALY], id="two flags"),
        pytest.param(f"a{FRANCE}\U0001f1ee", ["a", FRANCE, "\U0001f1ee"], id="a flag and a half"),
        pytest.param(f"\U0001f1eb{ZWJ}{FRANCE}", [f"\U0001f1eb{ZWJ}", FRANCE], id="half a flag and a joiner"),
        pytest.param(SCOTLAND + SCOTLAND, [SCOTLAND, SCOTLAND], id="flags made of tags"),
        pytest.param("한국어", ["한", "국", "어"], id="hangul syllables"),
        pytest.param("\u1112\u1161\u11ab\u1100", ["\u1112\u1161\u11ab", "\u1100"], id="hangul jamo"),
        pytest.param("\uac00\u11a8\u1161", ["\uac00\u11a8", "\u1161"], id="hangul: no vowel after a final"),
        pytest.param("\uac01\u1161\u11a8", ["\uac01", "\u1161\u11a8"], id="hangul: no vowel after a closed syllable"),
        pytest.param("क्षत्रिय", ["क्ष", "त्रि", "य"], id="devanagari conjuncts"),
        pytest.param("हिन्दी", ["हि", "न्दी"], id="devanagari vowel signs"),
        pytest.param(f"क्{ZWJ}ष", [f"क्{ZWJ}ष"], id="conjunct with a joiner"),
        pytest.param(f"क्{ZWNJ}ष", [f"क्{ZWNJ}", "ष"], id="conjunct held apart"),
        pytest.param("a\u094dत", ["a\u094dत"], id="since Unicode 18.0, a linker needs no consonant before it"),
        pytest.param("\u1cf5ক", ["\u1cf5ক"], id="since Unicode 18.0, some linkers are letters"),
        pytest.param("ক্ষুদ্র", ["ক্ষু", "দ্র"], id="bengali"),
        pytest.param("நிகர்", ["நி", "க", "ர்"], id="tamil: a virama that links nothing"),
        pytest.param("ដ្ឋ", ["ដ្ឋ"], id="khmer"),
        pytest.param("ที่นี่", ["ที่", "นี่"], id="thai"),
        pytest.param("กำ", ["กำ"], id="thai am"),
        pytest.param("عَرَبِيَّة", ["عَ", "رَ", "بِ", "يَّ", "ة"], id="arabic with vowels"),
        pytest.param("\u0600\u0661a", ["\u0600\u0661", "a"], id="arabic number sign, in front of what it belongs to"),
        pytest.param("\u0600\n", ["\u0600", "\n"], id="number sign before a line end"),
        pytest.param("שָׁלוֹם", ["שָׁ", "ל", "וֹ", "ם"], id="hebrew"),
        pytest.param("中文。", ["中", "文", "。"], id="chinese"),
        pytest.param("が か\u3099", ["が", " ", "か\u3099"], id="japanese"),
    ],
)
def test_a_text_is_cut_where_a_reader_would_cut_it(text: str, parts: list[str]) -> None:
    assert clusters(text) == parts


# Between a character in front (a row) and one behind it (a column): `x` joined, `.` a boundary. These are the 400 pairs
# of GraphemeBreakTest.txt of Unicode 18.0, one character for each class.
PAIRS = """
      000D 000A 0000 094D 0300 200C 200D 1F1E6 06DD 0903 1100 1160 11A8 AC00 AC01 1CF5 0915 00A9 0020 0378
000D   .    x    .    .    .    .    .     .    .    .    .    .    .    .    .    .    .    .    .    .
000A   .    .    .    .    .    .    .     .    .    .    .    .    .    .    .    .    .    .    .    .
0000   .    .    .    .    .    .    .     .    .    .    .    .    .    .    .    .    .    .    .    .
094D   .    .    .    x    x    x    x     .    .    x    .    .    .    .    .    .    x    .    .    .
0300   .    .    .    x    x    x    x     .    .    x    .    .    .    .    .    .    .    .    .    .
200C   .    .    .    x    x    x    x     .    .    x    .    .    .    .    .    .    .    .    .    .
200D   .    .    .    x    x    x    x     .    .    x    .    .    .    .    .    .    .    .    .    .
1F1E6  .    .    .    x    x    x    x     x    .    x    .    .    .    .    .    .    .    .    .    .
06DD   .    .    .    x    x    x    x     x    x    x    x    x    x    x    x    x    x    x    x    x
0903   .    .    .    x    x    x    x     .    .    x    .    .    .    .    .    .    .    .    .    .
1100   .    .    .    x    x    x    x     .    .    x    x    x    .    x    x    .    .    .    .    .
1160   .    .    .    x    x    x    x     .    .    x    .    x    x    .    .    .    .    .    .    .
11A8   .    .    .    x    x    x    x     .    .    x    .    .    x    .    .    .    .    .    .    .
AC00   .    .    .    x    x    x    x     .    .    x    .    x    x    .    .    .    .    .    .    .
AC01   .    .    .    x    x    x    x     .    .    x    .    .    x    .    .    .    .    .    .    .
1CF5   .    .    .    x    x    x    x     .    .    x    .    .    .    .    .    .    x    .    .    .
0915   .    .    .    x    x    x    x     .    .    x    .    .    .    .    .    .    .    .    .    .
00A9   .    .    .    x    x    x    x     .    .    x    .    .    .    .    .    .    .    .    .    .
0020   .    .    .    x    x    x    x     .    .    x    .    .    .    .    .    .    .    .    .    .
0378   .    .    .    x    x    x    x     .    .    x    .    .    .    .    .    .    .    .    .    .
"""


def test_every_pair_of_classes_is_cut_as_the_unicode_chart_says() -> None:
    header, *rows = (line.split() for line in PAIRS.strip().splitlines())
    expected = {(row[0], column): mark for row in rows for column, mark in zip(header, row[1:], strict=True)}
    found = {
        (left, right): "." if is_grapheme_boundary(chr(int(left, 16)) + chr(int(right, 16)), 1) else "x"
        for left, right in expected
    }
    assert len(expected) == 400
    assert found == expected


def test_both_ends_of_a_text_are_boundaries_and_nothing_is_cut_outside_of_it() -> None:
    text = "\u0301e\u0301"
    assert [is_grapheme_boundary(text, index) for index in (-4, -2, -1, 0, 3, 4, 10**30)] == [True] * 7
    assert grapheme_cuts(text, [-4, -2, -1, 0, 3, 4, 10**30]) == []


def test_cuts_are_ascending_and_named_once_whatever_the_order_of_the_offsets() -> None:
    text = f"e\u0301 {FAMILY} {FRANCE}{ITALY} \r\n"
    every = [index for index in range(len(text)) if not is_grapheme_boundary(text, index)]
    assert grapheme_cuts(text, [*reversed(range(len(text))), *range(len(text))]) == every[:-1]
    assert grapheme_cuts(text, iter(())) == []


def test_a_carriage_return_and_its_line_feed_are_one_cluster_with_a_question_of_its_own() -> None:
    for text in ("a\r\nb", "é\r\n\u0301"):
        assert [splits_crlf(text, index) for index in range(-3, 5)] == [False] * 5 + [True, False, False]
        assert not is_grapheme_boundary(text, 2)
        assert grapheme_cuts(text, [1, 2, 3]) == []
    assert not splits_crlf("\n\r", 1)
    assert not splits_crlf("", 0)


def test_flags_are_paired_from_the_start_of_their_run_wherever_one_asks() -> None:
    text = f"x{FRANCE * 3}\U0001f1ee y{ITALY * 2}"
    assert grapheme_cuts(text, range(len(text))) == [2, 4, 6, 11, 13]
    assert grapheme_cuts(text, [6, 7, 13]) == [6, 13]
    assert grapheme_cuts(text, [3, 6, 12]) == [6]
    assert grapheme_cuts(FRANCE * 2, [1, 2, 3]) == [1, 3]


def test_half_a_surrogate_pair_is_a_character_like_any_other() -> None:
    assert clusters("a\ud83d\u0301\ude00") == ["a", "\ud83d\u0301", "\ude00"]


# ── Grapheme clusters: properties ────────────────────────────────────────────────────────────────────────────────────

# A few characters of every class that the rules tell apart, and neighbours of them that differ.
HARD = (
    "ab 1.©®\t\r\n\x00\u00ad\u200b\u2028\ufeff\U000e0001\ud800"
    "\u0300\u0301\u034f\u0308\ufe0f\U0001f3fb\U0001f3ff\U000e0067\U000e007f\u20e3\u3099\u0e31\u0e48"
    "\u200c\u200d\u094d\u09cd\u0bcd\u0d4d\u1039\u17d2\U00011f42\U00011133\u093c\u0903\u093f\u0a03\u0e33\u0eb3\u0a3e"
    "\u1cf5\u1cf6\U00011a3a\u0915\u0924\u0995\u0d15\u1019\u178f\U00011a0b\U00011103\u0ba8\u0904"
    "\u0600\u06dd\u070f\u08e2\u0d4e\U000110bd\U00011d46"
    "\u1100\u115f\ua960\u1160\u11a7\ud7b0\U00016d63\u11a8\ud7cb\uac00\uac01\ud788\ud7a3"
    "\U0001f1e6\U0001f1eb\U0001f1ff\U0001f468\u2764\U0001f525\U0001fc00\u2122\u303d\u263a\u0378\u4e2d\u05d0\U0010ffff"
)
hard_text = st.lists(
    st.sampled_from(HARD)
    | st.sampled_from(
        ["\r\n", FAMILY, FRANCE, "क्ष", SCOTLAND, f"\U0001f468\U0001f3fb{ZWJ}", "\u094d\u200d", "\u0300" * 5]
    )
    | st.characters(codec=None, exclude_categories=())
).map("".join)


@pytest.fixture(scope="module")
def regex() -> Any:  # a module without annotations
    """The module `regex`, if it follows the Unicode version of our table."""
    reason = "compares with \\X of the package `regex`, which is not installed"
    module = pytest.importorskip("regex", reason=reason)
    version = generator().unicode_version()
    if version != UNICODE_VERSION:
        pytest.skip(f"the installed `regex` follows Unicode {version}, our table {UNICODE_VERSION}")
    return module


def generator() -> ModuleType:
    """The script that writes the table, as a module."""
    specification = importlib.util.spec_from_file_location("unicode_tables", GENERATOR)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@given(text=hard_text)
def test_clusters_are_those_of_another_implementation(regex: Any, text: str) -> None:
    assert clusters(text) == regex.findall(r"\X", text)


@given(text=hard_text, data=st.data())
def test_asking_for_many_offsets_at_once_gives_the_same_as_asking_one_by_one(text: str, data: st.DataObject) -> None:
    offsets = data.draw(st.lists(st.integers(-2, len(text) + 2)))
    one_by_one = {
        offset for offset in offsets if not is_grapheme_boundary(text, offset) and not splits_crlf(text, offset)
    }
    assert grapheme_cuts(text, offsets) == sorted(one_by_one)


@given(text=hard_text)
def test_a_boundary_depends_only_on_what_stands_before_it_and_one_character_more(text: str) -> None:
    for index in range(len(text)):
        assert is_grapheme_boundary(text, index) == is_grapheme_boundary(text[: index + 1], index)


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        pytest.param("e" + "\u0301" * 100_000, 100_000, id="marks"),
        pytest.param("\U0001f1eb" * 100_000, 50_000, id="regional indicators"),
        pytest.param(f"\U0001f468{ZWJ}" * 50_000, 99_999, id="joined emoji"),
        pytest.param("\U0001f468" + "\u0301" * 99_998 + ZWJ + "\U0001f468", 100_000, id="emoji far apart"),
        pytest.param("क्" * 50_000, 99_999, id="conjuncts"),
        pytest.param("क" + "\u0301" * 99_999 + "क", 99_999, id="consonants far apart"),
        pytest.param("\u1100" * 100_000, 99_999, id="leading jamo"),
        pytest.param("\u0600" * 100_000, 99_999, id="prepended marks"),
        pytest.param("é" * 100_000, 0, id="nothing joined"),
        pytest.param("\r\n" * 50_000 + "é", 0, id="line ends"),
    ],
)
def test_a_character_of_any_length_is_walked_over_once(text: str, cuts: int, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = 0
    walk = _unicode._skip_back  # the only loop over characters

    def counted(text: str, index: int, over: Any, until: int = 0) -> int:
        nonlocal steps
        start = walk(text, index, over, until)
        steps += index - start + 1
        assert steps <= 2 * len(text), "walked over again and again"
        return start

    monkeypatch.setattr(_unicode, "_skip_back", counted)
    assert len(grapheme_cuts(text, range(len(text) + 1))) == cuts


# ── Letters and digits ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("character", [*"aZ09ßéЖשعกकあ中한", "½", "²", "Ⅷ", "७", "ʰ", "\U0001d400", "\U00020000"])
def test_letters_and_numbers_of_any_script_are_word_characters(character: str) -> None:
    assert is_word_character(character)
    assert count_word_characters(character) == 1


@pytest.mark.parametrize(
    "character", [*" _-'\u2019.,!$%\t\n\x00", "\u0301", "\u093f", "\u20ac", "\U0001f600", "\ue000", "\ud800"]
)
def test_marks_signs_and_white_space_are_no_word_characters(character: str) -> None:
    assert not is_word_character(character)
    assert count_word_characters(character) == 0


def test_flags_stand_at_the_offset_of_their_character() -> None:
    text = "Né\u0301e à 東京 \U0001d7d8!"
    flags = word_character_flags(text)
    assert isinstance(flags, bytearray)
    assert flags == bytes([1, 1, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0])
    assert flags.count(1) == count_word_characters(text)
    assert word_character_flags("") == b""


@given(text=hard_text)
def test_flags_and_count_agree_with_the_question_for_each_character(text: str) -> None:
    flags = [is_word_character(character) for character in text]
    assert list(word_character_flags(text)) == flags
    assert count_word_characters(text) == sum(flags)


# ── Hazards ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain text.\r\n\tTabbed.",
        "Grüße, 東京 中文 שלום",
        FAMILY + FRANCE,
        SCOTLAND,
        "\U00020000\u200d\u200b\ufeff\u00ad\ufffd",
    ],
)
def test_a_text_without_hazards_has_none(text: str) -> None:
    assert text_hazards(text) == ()


@pytest.mark.parametrize(
    ("kind", "characters"),
    [
        ("control", "\x00\x01\x08\x0b\x0c\x0e\x1b\x1f\x7f\x80\x85\x9f"),
        ("noncharacter", "\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0001ffff\U000efffe\U000fffff\U0010fffe\U0010ffff"),
        ("private use", "\ue000\uf8ff\U000f0000\U000ffffd\U00100000\U0010fffd"),
        ("bidi control", "\u061c\u200e\u200f\u202a\u202e\u2066\u2069"),
    ],
)
def test_a_hazard_names_its_kind_and_where_it_first_stands(kind: Any, characters: str) -> None:
    for character in characters:
        for before in ("ab", "é\U0001f600", "中\U00020000"):
            text = f"{before}{character}c{character}{character}"
            assert text_hazards(text) == (Hazard(kind=kind, count=3, first=2, character=character),)


def test_hazards_of_several_kinds_come_in_the_order_of_their_first() -> None:
    found = text_hazards("a\ue000\x07\u202e\x07\uffffé\U0010ffff\u202c\ue001\ue000")
    assert [(hazard.kind, hazard.count, hazard.first, hazard.character) for hazard in found] == [
        ("private use", 3, 1, "\ue000"),
        ("control", 2, 2, "\x07"),
        ("bidi control", 2, 3, "\u202e"),
        ("noncharacter", 2, 5, "\uffff"),
    ]


def test_the_whole_of_unicode_has_so_many_hazards() -> None:
    counts = {hazard.kind: hazard.count for hazard in text_hazards(EVERY_CHARACTER)}
    assert counts == {"control": 62, "bidi control": 12, "private use": 137_468, "noncharacter": 66}


def test_a_hazard_is_a_value_that_nobody_changes() -> None:
    hazard = Hazard(kind="control", count=1, first=0, character="\x00")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        hazard.count = 2  # type: ignore[misc]
    assert hash(hazard) == hash(attrs.evolve(hazard))


@given(text=hard_text)
def test_hazards_are_counted_as_one_by_one(text: str) -> None:
    hazards = {character: hazard.kind for character in set(text) for hazard in text_hazards(character)}
    found = text_hazards(text)
    for hazard in found:
        offsets = [index for index, character in enumerate(text) if hazards.get(character) == hazard.kind]
        assert (hazard.count, hazard.first, hazard.character) == (len(offsets), offsets[0], text[offsets[0]])
    assert {hazard.kind for hazard in found} == set(hazards.values())


# ── The table ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_python_reads_the_same_classes_from_the_table() -> None:
    digest = hashlib.sha256(_unicode._grapheme_classes() + _unicode._word_flags()).hexdigest()
    assert UNICODE_VERSION == "18.0.0"
    assert digest == "7f35654802417698d602e028d26f45ab5941ec8d0e4987bc2ade0a1a44887211"


def test_every_python_reads_the_same_columns_from_the_table() -> None:
    digest = hashlib.sha256(_unicode._columns()).hexdigest()
    assert digest == "f175e1bc50a90a99b8ce771d2d2b6a633a76e11824e8db583cf283f9c24604d3"


def test_the_table_parts_the_code_points_without_overlap() -> None:
    columns = [_unicode_tables.ZERO_COLUMNS, _unicode_tables.TWO_COLUMNS]
    for tables in (list(_unicode_tables.GRAPHEME_CLASSES.values()), [_unicode_tables.WORD_CHARACTERS], columns):
        spans = [entry.partition("-") for ranges in tables for entry in ranges.split()]
        ends = sorted((int(first, 16), int(last or first, 16)) for first, _, last in spans)
        assert all(first <= last for first, last in ends)
        assert all(last < first for (_, last), (first, _) in pairwise(ends))


def test_the_committed_table_is_what_the_generator_writes(regex: Any) -> None:
    assert regex is not None
    committed = Path(_unicode_tables.__file__).read_text(encoding="utf-8")
    assert generator().render() == committed, "run `python tools/unicode_tables.py`"


def test_hazards_are_those_of_the_unicode_character_database(regex: Any) -> None:
    patterns = {
        "control": r"[\p{Cc}--[\t\n\r]]",
        "private use": r"\p{Co}",
        "bidi control": r"\p{Bidi_Control}",
        "noncharacter": r"\p{Noncharacter_Code_Point}",
    }
    expected = {
        (kind, character)
        for kind, pattern in patterns.items()
        for character in regex.findall(pattern, EVERY_CHARACTER, regex.VERSION1)
    }
    suspects = {character for _, character in expected} | set(HARD)
    assert {(hazard.kind, character) for character in suspects for hazard in text_hazards(character)} == expected


def test_importing_the_module_decodes_no_table() -> None:
    program = """if True:
        from newsclaims import _unicode
        _unicode.text_hazards("plain")
        _unicode.grapheme_cuts("plain", [1])
        lazy = _unicode._word_flags, _unicode._grapheme_classes, _unicode._suspect, _unicode._hazard_patterns
        print([function.cache_info().currsize for function in lazy])
    """
    home = Path(_unicode.__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", program], cwd=home, capture_output=True, text=True, check=True)
    assert done.stdout == "[0, 0, 0, 0]\n"
