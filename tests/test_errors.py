"""What the library raises: one root, the builtin a caller would guess, facts as attributes, whole texts."""

import copy
import http
import pickle
import unicodedata
from typing import Any

import attrs
import pytest

import newsclaims as nc
from newsclaims import errors
from newsclaims.errors import Issue, escaped_text, printable, shortened, shown

SPANS = tuple(nc.Span(start=n, end=n + 1, quote="a") for n in range(7))
ISSUES = (
    Issue("NC401", "error", "/claims/1/content/0/end", "is 412, past the end of the text (398 code points)"),
    Issue("NC301", "error", "/claims/3/attributions/0/source_ids/0", 'no source "s9"', 'did you mean "s6"?', 58, 19),
    Issue("NC501", "warning", "", "is a warning"),
)

CASES: list[tuple[Exception, type[Exception], str, dict[str, Any]]] = [
    (
        nc.InvalidArticleError(ISSUES, "article 'ap-0412'"),
        ValueError,
        (
            "3 problems in article 'ap-0412'\n"
            "  /claims/1/content/0/end  NC401  is 412, past the end of the text (398 code points)\n"
            '  /claims/3/attributions/0/source_ids/0  NC301  no source "s9" (did you mean "s6"?)\n'
            "  (document)  NC501  is a warning"
        ),
        {"issues": ISSUES, "document": "article 'ap-0412'"},
    ),
    (
        nc.InvalidArticleError(list(ISSUES[:1])),
        ValueError,
        "1 problem in article\n  /claims/1/content/0/end  NC401  is 412, past the end of the text (398 code points)",
        {"issues": ISSUES[:1], "document": "article"},
    ),
    (
        nc.ConversionError([Issue("NC901", "error", "", "is no record of brat", "", 7, 1)], "a.ann"),
        ValueError,
        "1 problem in a.ann\n  7:1  NC901  is no record of brat",
        {"document": "a.ann"},
    ),
    (
        nc.FieldError("Span.start", "NC201", 'is "3", should be an integer'),
        TypeError,
        'Span.start is "3", should be an integer',
        {"field": "Span.start", "code": "NC201", "message": 'is "3", should be an integer'},
    ),
    (
        nc.FieldError("Span.start", "NC211", "is -1, should be at least 0"),
        ValueError,
        "Span.start is -1, should be at least 0",
        {},
    ),
    (
        nc.QuoteError("rain", "missing"),
        ValueError,
        '"rain" is missing: these words do not stand there',
        {"quote": "rain", "reason": "missing", "candidates": ()},
    ),
    (
        nc.QuoteError("a", "ambiguous", SPANS[:2]),
        ValueError,
        '"a" is ambiguous: it stands at 0-1, 1-2',
        {"quote": "a", "reason": "ambiguous", "candidates": SPANS[:2]},
    ),
    (
        nc.QuoteError("a", "ambiguous", list(SPANS)),
        ValueError,
        '"a" is ambiguous: it stands at 0-1, 1-2, 2-3, 3-4, 4-5 and 2 more',
        {"candidates": SPANS},
    ),
    (
        nc.SpanError(2, 9, 5),
        ValueError,
        "2-9 is no range of the text (5 code points)",
        {"start": 2, "end": 9, "length": 5},
    ),
    (nc.SpanError(0, 0, None), ValueError, "the article has no text", {"length": None}),
    (
        nc.UnknownIdError("source", "nhkk", 'did you mean "nhk"?'),
        KeyError,
        'no source "nhkk" (did you mean "nhk"?)',
        {"kind": "source", "wanted": "nhkk", "hint": 'did you mean "nhk"?'},
    ),
    (nc.UnknownIdError("claim", "c9"), KeyError, 'no claim "c9"', {"hint": ""}),
    (
        nc.MissingDependencyError("zstandard", extra="zst"),
        ImportError,
        "zstandard is not installed: pip install 'newsclaims[zst]'",
        {"package": "zstandard", "extra": "zst"},
    ),
]

RAISED = [name for name in nc.__all__ if name.endswith("Error")]


def label(value: object) -> str:
    return type(value).__name__ if isinstance(value, Exception) else ""


# ── Exceptions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_exception_of_the_front_door_is_tested_here() -> None:
    assert {type(error).__name__ for error, *_ in CASES} | {"NewsclaimsError"} == set(RAISED)


def test_every_exception_of_the_library_is_at_the_front_door() -> None:
    defined = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, Exception) and not name.startswith("_")
    }
    assert defined == set(RAISED)
    assert all(getattr(nc, name) is getattr(errors, name) for name in RAISED)


def test_all_exceptions_have_one_root() -> None:
    assert issubclass(nc.NewsclaimsError, Exception)
    assert all(issubclass(getattr(nc, name), nc.NewsclaimsError) for name in RAISED)


@pytest.mark.parametrize(("error", "builtin", "text", "facts"), CASES, ids=label)
def test_an_exception_reads_where_what_is_there_what_should_be(
    error: Exception, builtin: type[Exception], text: str, facts: dict[str, Any]
) -> None:
    assert str(error) == text
    assert isinstance(error, builtin)
    for name, value in facts.items():
        assert getattr(error, name) == value


@pytest.mark.parametrize(("error", "builtin", "text", "facts"), CASES, ids=label)
def test_an_exception_comes_back_from_a_pickle_with_its_facts(
    error: Exception, builtin: type[Exception], text: str, facts: dict[str, Any]
) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(error, protocol))
        assert type(again) is type(error)
        assert isinstance(again, builtin)
        assert str(again) == text
        assert again.args == error.args
        for name, value in facts.items():
            assert getattr(again, name) == value
    assert str(copy.copy(error)) == text


@pytest.mark.parametrize(("error", "builtin", "text", "facts"), CASES, ids=label)
def test_an_exception_is_caught_by_the_builtin_that_a_caller_would_guess(
    error: Exception, builtin: type[Exception], text: str, facts: dict[str, Any]
) -> None:
    del facts
    with pytest.raises(builtin) as caught:
        raise error
    assert str(caught.value) == text


HOSTILE = "a\x1b[2J\n\r\x00\x7f\x9b\u202e\u2066\u200b\u2028\ufeff\ud800é"


@pytest.mark.parametrize(
    "error",
    [
        nc.InvalidArticleError(
            [Issue("NC203", "error", f"/{HOSTILE}", f"is {HOSTILE}", HOSTILE)], f"article {HOSTILE}"
        ),
        nc.ConversionError([Issue("NC901", "error", HOSTILE, HOSTILE, HOSTILE)], HOSTILE),
        nc.QuoteError(HOSTILE, "missing"),
        nc.QuoteError(HOSTILE, "ambiguous", SPANS),
        nc.UnknownIdError("source", HOSTILE),
    ],
    ids=label,
)
def test_no_exception_prints_a_control_character(error: Exception) -> None:
    lines = str(error).split("\n")
    assert len(lines) <= 2
    assert all(line.isprintable() for line in lines)
    assert "\\u001b" in str(error)
    assert "\\u202e" in str(error)
    assert "\\ud800" in str(error)
    assert "é" in str(error)


def test_no_exception_of_a_constructor_prints_a_control_character() -> None:
    for build in (
        lambda: nc.Source(id=HOSTILE),
        lambda: nc.Source(id="a", name=HOSTILE),
        lambda: nc.Source(id="a", same_as=(HOSTILE,)),
        lambda: nc.Source(id="a", extensions={HOSTILE.replace("\ud800", ""): 1}),
        lambda: nc.Source(id="a", extensions={"a": HOSTILE}),
    ):
        with pytest.raises(nc.FieldError) as caught:
            build()
        assert str(caught.value).isprintable()


@pytest.mark.parametrize("length", [10_000, 1_000_000])
def test_an_exception_stays_short_whatever_it_is_about(length: int) -> None:
    long = "x" * length
    many = tuple(nc.Span(start=n, end=n + 1) for n in range(1000))
    for error in (
        nc.QuoteError(long, "missing"),
        nc.QuoteError(long, "ambiguous", many),
        nc.UnknownIdError("source", long),
    ):
        assert len(str(error)) < 300
    with pytest.raises(nc.FieldError) as caught:
        nc.Source(id=long)
    assert len(str(caught.value)) < 300


def test_an_exception_without_reason_needs_none() -> None:
    assert str(nc.NewsclaimsError()) == ""


# ── Issues ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_issue_prints_on_one_line_with_pointer_code_message_and_hint() -> None:
    assert [str(issue) for issue in ISSUES] == [
        "/claims/1/content/0/end  NC401  is 412, past the end of the text (398 code points)",
        '/claims/3/attributions/0/source_ids/0  NC301  no source "s9" (did you mean "s6"?)',
        "(document)  NC501  is a warning",
    ]


def test_an_issue_has_the_fields_of_the_interface_in_its_order() -> None:
    names = [field.name for field in attrs.fields(Issue)]
    assert names == ["code", "severity", "pointer", "message", "hint", "line", "column"]
    assert Issue("NC101", "error", "/a", "m") == Issue("NC101", "error", "/a", "m", "", None, None)


def test_an_issue_is_a_value() -> None:
    issue: Any = ISSUES[1]
    assert hash(issue) == hash(attrs.evolve(issue))
    assert pickle.loads(pickle.dumps(issue)) == issue
    assert issue != attrs.evolve(issue, line=59)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        issue.line = 1


# ── Values in messages ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-5, "-5"),
        (1.0, "1.0"),
        (1e16, "1e+16"),
        (float("nan"), "nan"),
        (2**199, str(2**199)),
        (2**200, "an integer of more than 200 bits"),
        (10**5000, "an integer of more than 200 bits"),
        ("", '""'),
        ("é😀", '"é😀"'),
        ('a"\\b', '"a\\"\\\\b"'),
        ("a\n\t\x00\x1f", '"a\\n\\t\\u0000\\u001f"'),
        (
            "\x7f\x80\x9f\xad\u061c\u200b\u202e\u2028\u2066\ufeff\ufffb\udc00",
            '"\\u007f\\u0080\\u009f\\u00ad\\u061c\\u200b\\u202e\\u2028\\u2066\\ufeff\\ufffb\\udc00"',
        ),
        ("x" * 60, f'"{"x" * 60}"'),
        ("x" * 61, f'"{"x" * 59}…"'),
        ([], "an array of 0"),
        ([1, 2], "an array of 2"),
        ((1, 2), "a tuple of 2"),
        ({}, "an object of 0"),
        ({"a": 1}, "an object of 1"),
        (b"x", "a bytes"),
        ({1}, "a set"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_is_shown_in_a_few_printable_words(value: object, words: str) -> None:
    assert shown(value) == words
    assert shown(value).isprintable()


def test_an_article_is_written_before_a_vowel() -> None:
    """`an integer`, `a string`: and so `an Article`, `an object`, `an int`."""
    assert shown(object()) == "an object"
    assert shown(nc.Article(id="x", language="en")) == "an Article"
    assert shown(nc.Claim(id="x")) == "a Claim"


class _Loud(str):
    """What calls itself something else."""

    __slots__ = ()

    def __str__(self) -> str:
        raise RuntimeError

    def __repr__(self) -> str:
        return "\x1b[2J"


class _Half(float):
    __slots__ = ()

    def __repr__(self) -> str:
        return "\x1b[2J"


def test_what_only_derives_from_a_string_or_a_number_is_named_with_its_class() -> None:
    """`is "x", should be a string` would tell nobody what is wrong; and its own words may be anything."""
    assert shown(_Loud("x")) == '"x" (a _Loud)'
    assert shown(_Half(0.5)) == "0.5 (a _Half)"
    assert shown(http.HTTPStatus.OK) == "200 (a HTTPStatus)"
    with pytest.raises(nc.FieldError) as caught:
        nc.Claim(id=_Loud("c1"))
    assert str(caught.value) == 'Claim.id is "c1" (a _Loud), should be a string'


def test_the_width_of_a_shown_string_can_be_set() -> None:
    assert shown("abcdef", 3) == '"ab…"'
    assert shown("abc", 3) == '"abc"'


def test_every_character_that_a_terminal_could_act_on_is_escaped() -> None:
    """Controls, format characters of direction and width, line and paragraph separators, surrogates."""
    acting = [
        chr(point)
        for point in range(0x110000)
        if unicodedata.category(chr(point)) in ("Cc", "Zl", "Zp", "Cs")
        or unicodedata.bidirectional(chr(point)) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    ]
    assert len(acting) > 2000
    for character in acting:
        assert not printable(character)
        assert escaped_text(character) == f"\\u{ord(character):04x}"


def test_a_text_is_shortened_in_its_middle() -> None:
    assert shortened("x" * 1000) == "x" * 1000
    assert shortened("a" * 500 + "-" + "b" * 500) == "a" * 500 + "…" + "b" * 500
    assert shortened("abcdef", 6) == "abcdef"
    assert shortened("abcdef", 4) == "ab…ef"


def test_a_long_pointer_and_a_long_name_are_shortened_in_print_and_kept_whole_as_facts() -> None:
    long = "/" + "x" * 5000
    issue = Issue("NC203", "error", long, "is no member")
    error = nc.InvalidArticleError([issue], long)
    assert len(str(issue)) < 1100
    assert len(str(error)) < 2200
    assert (issue.pointer, error.document) == (long, long)


def test_letters_of_every_script_are_left_as_they_are() -> None:
    text = "Grüße עברית 中文 हिन्दी 😀 e\u0301 \u00a0"
    assert printable(text)
    assert escaped_text(text) == text
