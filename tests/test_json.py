"""The JSON layer: exactly RFC 8259, every breach with its place."""

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import _codec, _json, strategies
from newsclaims._json import Parsed, adopt, canonical, escaped, locate, parse
from newsclaims.errors import Issue

ENOUGH = nc.Limits()


def parsed(data: bytes | str, **limits: int) -> Parsed:
    return parse(data, nc.Limits(**limits))


def lines(found: Parsed) -> list[str]:
    """Each issue as `line:column text`."""
    return [f"{issue.line}:{issue.column} {issue}" for issue in found.issues]


def only(found: Parsed) -> str:
    (line,) = lines(found)
    return line


def document(member: str) -> str:
    """An article without fault but for what stands under `extensions.k`."""
    return f'{{"schema_version":"1.0","id":"x","language":"en","extensions":{{"k":{member}}}}}'


# ── What is JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-0", 0),
        ("-1", -1),
        ("10", 10),
        ("0.5", 0.5),
        ("-0.0", -0.0),
        ("1e2", 100.0),
        ("1E+2", 100.0),
        ("1.5e-2", 0.015),
        ("5e-324", 5e-324),
        ("1e-400", 0.0),
        ("1.7976931348623157e308", 1.7976931348623157e308),
        ("9007199254740993", 9007199254740993),
        ("-9223372036854775808", -(2**63)),
        ("18446744073709551615", 2**64 - 1),
        ('""', ""),
        ('"a"', "a"),
        ("[]", []),
        ("{}", {}),
        ("[[],{}]", [[], {}]),
        ('{"":{"":""}}', {"": {"": ""}}),
        ('{"b":1,"a":2}', {"b": 1, "a": 2}),
        (' \t\r\n[ 1 ,\n2 ] \t\r\n"'[:-1], [1, 2]),
        ('{ "a" : 1 }', {"a": 1}),
    ],
)
def test_json_is_read_as_it_stands(text: str, value: Any) -> None:
    for data in (text, text.encode()):
        found = parsed(data)
        assert found.issues == ()
        assert found.is_json
        assert repr(found.plain) == repr(value)
        assert found.text == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"\"\\\/\b\f\n\r\t"', '"\\/\b\f\n\r\t'),
        (r'"\u0000\u001f\u007f\u00e9\u00E9"', "\x00\x1f\x7féé"),
        (r'"\ud83d\ude00\uD83D\uDE00"', "😀😀"),
        (r'"\ud83d\ude00x"', "😀x"),
        (r'"\udbff\udfff"', "\U0010ffff"),
        ('"\x7f\x80\u2028\u2029\ufeff\ufdd0\U0010ffff"', "\x7f\x80\u2028\u2029\ufeff\ufdd0\U0010ffff"),
        (r'{"\u0061":1}', {"a": 1}),
    ],
)
def test_escapes_are_read_as_the_characters_they_name(text: str, value: Any) -> None:
    assert parsed(text) == Parsed(value, (), text, is_json=True)


def test_the_order_of_members_is_kept() -> None:
    assert list(parsed('{"z":1,"a":2,"m":3}').plain) == ["z", "a", "m"]


# ── What is not JSON: every message, and its place ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "1:1 (document)  NC101  has nothing more, should have a value"),
        ("  \n ", "2:2 (document)  NC101  has nothing more, should have a value"),
        ("x", '1:1 (document)  NC101  has "x", should have a value'),
        ("é", '1:1 (document)  NC101  has "é", should have a value'),
        ("nul", '1:1 (document)  NC101  has "n", should have a value'),
        ("True", '1:1 (document)  NC101  has "T", should have a value'),
        ("NaN", '1:1 (document)  NC101  has "N", should have a value'),
        ("Infinity", '1:1 (document)  NC101  has "I", should have a value'),
        ("-Infinity", '1:1 (document)  NC101  has "-", should have a value'),
        ("-", '1:1 (document)  NC101  has "-", should have a value'),
        ("+1", '1:1 (document)  NC101  has "+", should have a value'),
        (".5", '1:1 (document)  NC101  has ".", should have a value'),
        ("'a'", '1:1 (document)  NC101  has "\'", should have a value'),
        ("\x00", '1:1 (document)  NC101  has "\\u0000", should have a value'),
        ("\u202e", '1:1 (document)  NC101  has "\\u202e", should have a value'),
        ("\u00a0[]", '1:1 (document)  NC101  has "\xa0", should have a value'),
        ("\x0c[]", '1:1 (document)  NC101  has "\\f", should have a value'),
        ("01", '1:2 (document)  NC101  goes on after the value with "1"'),
        ("1.", '1:2 (document)  NC101  goes on after the value with "."'),
        ("1e", '1:2 (document)  NC101  goes on after the value with "e"'),
        ("1_000", '1:2 (document)  NC101  goes on after the value with "_"'),
        ("1 2", '1:3 (document)  NC101  goes on after the value with "2"'),
        ("{}}", '1:3 (document)  NC101  goes on after the value with "}"'),
        ("[] // x", '1:4 (document)  NC101  goes on after the value with "/"'),
        ("[]\n\n  x", '3:3 (document)  NC101  goes on after the value with "x"'),
        ("[", "1:2 (document)  NC101  has nothing more, should have a value"),
        ("[1", "1:3 /0  NC101  has nothing more, should have , or ]"),
        ("[1,", "1:4 /0  NC101  has nothing more, should have a value"),
        ("[1,]", '1:4 /0  NC101  has "]", should have a value'),
        ("[,1]", '1:2 (document)  NC101  has ",", should have a value'),
        ("[1 2]", '1:4 /0  NC101  has "2", should have , or ]'),
        ("[1}", '1:3 /0  NC101  has "}", should have , or ]'),
        ("[012]", '1:3 /0  NC101  has "1", should have , or ]'),
        ("{", "1:2 (document)  NC101  has nothing more, should have the \" of a member's name"),
        ("{]", '1:2 (document)  NC101  has "]", should have the " of a member\'s name'),
        ("{a:1}", '1:2 (document)  NC101  has "a", should have the " of a member\'s name'),
        ("{1:1}", '1:2 (document)  NC101  has "1", should have the " of a member\'s name'),
        ('{"a"', '1:5 (document)  NC101  has nothing more, should have : after the name "a"'),
        ('{"a" 1}', '1:6 (document)  NC101  has "1", should have : after the name "a"'),
        ('{"a":', "1:6 /a  NC101  has nothing more, should have a value"),
        ('{"a":}', '1:6 /a  NC101  has "}", should have a value'),
        ('{"a":1', "1:7 /a  NC101  has nothing more, should have , or }"),
        ('{"a":1,', "1:8 /a  NC101  has nothing more, should have the \" of a member's name"),
        ('{"a":1,}', '1:8 /a  NC101  has "}", should have the " of a member\'s name'),
        ('{"a":1 "b":2}', '1:8 /a  NC101  has "\\"", should have , or }'),
        ('{"a":1]', '1:7 /a  NC101  has "]", should have , or }'),
        ('{"a":[{"b":x}]}', '1:12 /a/0/b  NC101  has "x", should have a value'),
        ('"a', "1:1 (document)  NC101  opens a string that never ends"),
        ('"a\\', "1:1 (document)  NC101  opens a string that never ends"),
        ('["a", "b', "1:7 /0  NC101  opens a string that never ends"),
        ('"a\tb"', "1:3 (document)  NC101  has the control character U+0009 in a string, should be escaped"),
        ('"a\nb"', "1:3 (document)  NC101  has the control character U+000A in a string, should be escaped"),
        ('"\x00"', "1:2 (document)  NC101  has the control character U+0000 in a string, should be escaped"),
        ('"é\x1f"', "1:3 (document)  NC101  has the control character U+001F in a string, should be escaped"),
        ('"a\\x"', "1:3 (document)  NC101  has an escape that JSON does not know"),
        ('"\\u12"', "1:3 (document)  NC101  has an escape that JSON does not know"),
        ('"\\u12g4"', "1:3 (document)  NC101  has an escape that JSON does not know"),
        ('"\\U0041"', "1:2 (document)  NC101  has an escape that JSON does not know"),
        ('{"a\\x":1}', "1:4 (document)  NC101  has an escape that JSON does not know"),
    ],
)
def test_what_is_not_json_is_worded_with_its_place(text: str, line: str) -> None:
    for data in (text, text.encode()):
        found = parsed(data)
        assert only(found) == line
        assert (found.plain, found.is_json, found.text) == (None, False, text)


def test_columns_count_code_points_and_lines_end_with_a_line_feed() -> None:
    assert only(parsed('["é😀e\u0301", x]')) == '1:10 /0  NC101  has "x", should have a value'
    assert only(parsed('[\r\n"😀",\r\n  x]')) == '3:3 /0  NC101  has "x", should have a value'
    assert only(parsed("[\r1,\rx]")) == '1:6 /0  NC101  has "x", should have a value'
    assert only(parsed('["\u2028", x]')) == '1:7 /0  NC101  has "x", should have a value'


def test_issues_before_the_end_of_the_json_are_reported_with_it() -> None:
    assert lines(parsed('{"a": 1, "a": "\\ud800", "b": x}')) == [
        "1:10 /a  NC104  is the second member of this name, should be the only one (the first is in line 1, column 2)",
        "1:15 /a  NC105  holds a lone surrogate, should hold whole characters",
        '1:30 /b  NC101  has "x", should have a value',
    ]


TOKENS = (
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"b"',
    '"\\ud83d"',
    '"\\u0061"',
    "1",
    "-0",
    "1e400",
    "2.50",
    "NaN",
    "tru",
    " ",
)
WRITTEN = st.builds(json.dumps, strategies.json_values(max_depth=4), ensure_ascii=st.booleans())


@pytest.mark.promise(1)
@given(
    text=st.lists(st.sampled_from(TOKENS), max_size=12).map("".join) | WRITTEN,
    depth=st.integers(1, 4),
    size=st.integers(1, 20),
)
@example(text='{"a":1,"\\u0061":2}', depth=4, size=20)
@example(text="[18446744073709551616]", depth=4, size=20)
@example(text='[["abcdef"]]', depth=2, size=5)
@example(text='{"abcdef":[[]]}', depth=2, size=20)
def test_what_needs_no_scanner_is_read_as_the_scanner_reads_it(text: str, depth: int, size: int) -> None:
    limits = nc.Limits(depth=depth, string=size)
    quickly = _json.parse(text, limits)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_json, "_surely", refuse)
        scanned = _json.parse(text, limits)
    assert repr(quickly) == repr(scanned)


def refuse(text: str, limits: nc.Limits) -> Any:
    raise ValueError(text, limits)


# ── Pointers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("step", "written"), [("a", "a"), ("", ""), ("a/b", "a~1b"), ("a~b", "a~0b"), ("~1", "~01"), ("/~/", "~1~0~1")]
)
def test_a_step_of_a_pointer_is_escaped_as_rfc_6901_says(step: str, written: str) -> None:
    assert escaped(step) == written


def test_pointers_name_members_with_any_name() -> None:
    text = '{"a/b": {"~": [0, {"": "\\ud800"}]}}'
    assert only(parsed(text)) == ("1:24 /a~1b/~0/1/  NC105  holds a lone surrogate, should hold whole characters")
    assert locate(text, ["/a~1b/~0/1/", "/a~1b/~0/1", "/a~1b/~0", "/a~1b", ""]) == {
        "/a~1b/~0/1/": 23,
        "/a~1b/~0/1": 18,
        "/a~1b/~0": 14,
        "/a~1b": 8,
        "": 0,
    }


def test_locate_gives_the_nearest_value_around_what_is_not_there() -> None:
    text = ' {"a": [1, {"b": 2}], "c": 3}'
    assert locate(text, ["/a/1/x", "/a/7", "/a/1/b/c", "/z", "/c"]) == {
        "/a/1/x": 11,
        "/a/7": 7,
        "/a/1/b/c": 17,
        "/z": 1,
        "/c": 27,
    }


@pytest.mark.parametrize(
    "text",
    ['{"a":[{"c":NaN},2],"b":7}', '{"a":[{"c":1,"c":2},2],"b":7}', '{"a":[[[[1]]],2],"b":7}', '{"a":{"x":3},"b":7'],
)
def test_locate_steps_over_what_nobody_asked_about(text: str) -> None:
    found = _json.locate(text, ["/b"])["/b"]
    assert found in {text.index("7"), 0}
    assert (found == 0) == ("NaN" in text)


def test_locate_is_not_led_astray_by_numbers_that_are_names() -> None:
    assert locate('{"0": {"1": "x"}, "a": [5, 6]}', ["/0/1", "/a/1"]) == {"/0/1": 12, "/a/1": 27}


def test_locate_takes_the_first_of_repeated_members() -> None:
    assert locate('{"a": 1, "a": 2}', ["/a"]) == {"/a": 6}


def test_locate_works_up_to_where_the_text_stops_being_json() -> None:
    assert locate('[1, 22, "x', ["/1", "/2"]) == {"/1": 4, "/2": 0}
    assert locate("", ["/a"]) == {"/a": 0}


# ── Encoding ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"\xff", "1:1 (document)  NC102  has the byte 0xFF, should be UTF-8"),
        (b'["\xe9"]', "1:3 (document)  NC102  has the byte 0xE9, should be UTF-8"),
        ('["é😀'.encode() + b"\x80", "1:5 (document)  NC102  has the byte 0x80, should be UTF-8"),
        ('[\n"é",\n"'.encode() + b'\xc0\xaf"]', "3:2 (document)  NC102  has the byte 0xC0, should be UTF-8"),
        (b'["\xed\xa0\x80"]', "1:3 (document)  NC102  has the byte 0xED, should be UTF-8"),
        (b'["\xf4\x90\x80\x80"]', "1:3 (document)  NC102  has the byte 0xF4, should be UTF-8"),
        (b'["\xe2\x82', "1:3 (document)  NC102  has the byte 0xE2, should be UTF-8"),
    ],
)
def test_bytes_that_are_not_utf_8_are_named_with_their_place(data: bytes, line: str) -> None:
    found = parsed(data)
    assert only(found) == line
    assert not found.is_json


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised_where_it_has_its_mark(encoding: str) -> None:
    mark = {"utf-16": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    data = mark + '{"a":1}'.encode(encoding)
    assert only(parsed(data)) == (
        f"1:1 (document)  NC102  has the byte 0x{data[0]:02X}, should be UTF-8 (it looks like UTF-16)"
    )


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (gzip.compress(b"{}"), "it is packed with gzip; unpack it, or name the file .gz"),
        (b"\x28\xb5\x2f\xfd\x20\x02", "it is packed with Zstandard; unpack it, or name the file .zst"),
        (b"{}\xff", ""),
    ],
)
def test_packed_bytes_are_recognised(data: bytes, hint: str) -> None:
    (issue,) = parsed(data).issues
    assert (issue.code, issue.hint) == ("NC102", hint)


def test_utf_16_without_its_mark_is_not_json() -> None:
    assert only(parsed("{}".encode("utf-16-be"))) == '1:1 (document)  NC101  has "\\u0000", should have a value'
    assert only(parsed("{}".encode("utf-16-le"))) == (
        '1:2 (document)  NC101  has "\\u0000", should have the " of a member\'s name'
    )


def test_a_byte_order_mark_is_an_error_in_bytes_and_in_text() -> None:
    for data in (b"\xef\xbb\xbf{}", "\ufeff{}"):
        found = parsed(data)
        assert only(found) == "1:1 (document)  NC103  starts with U+FEFF, should start with the document"
        assert found.plain == {}


def test_behind_a_byte_order_mark_the_rest_is_looked_at_and_placed_all_the_same() -> None:
    assert lines(parsed('\ufeff{"a":1,"a":2}')) == [
        "1:1 (document)  NC103  starts with U+FEFF, should start with the document",
        "1:9 /a  NC104  is the second member of this name, should be the only one (the first is in line 1, column 3)",
    ]
    assert locate('\ufeff{"a":1}', ["/a"]) == {"/a": 6}


def test_a_second_byte_order_mark_is_no_json() -> None:
    assert lines(parsed("\ufeff\ufeff{}")) == [
        "1:1 (document)  NC103  starts with U+FEFF, should start with the document",
        '1:2 (document)  NC101  has "\\ufeff", should have a value',
    ]


# ── Repeated members ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_repeated_member_is_an_error_at_any_depth_and_names_the_first() -> None:
    assert lines(parsed('{"a":[{"b":1,\n "b":1}]}')) == [
        (
            "2:2 /a/0/b  NC104  is the second member of this name, should be the only one "
            "(the first is in line 1, column 8)"
        )
    ]


def test_a_member_repeated_with_an_escape_is_repeated_all_the_same() -> None:
    assert only(parsed('{"a":1,"\\u0061":1}')) == (
        "1:8 /a  NC104  is the second member of this name, should be the only one (the first is in line 1, column 2)"
    )


def test_a_member_that_is_there_three_times_is_two_issues() -> None:
    assert [issue.column for issue in parsed('{"a":1,"a":2,"a":3}').issues] == [8, 14]


def test_one_name_in_two_objects_is_not_repeated() -> None:
    assert parsed('[{"a":{"a":1}},{"a":1}]').issues == ()


@pytest.mark.parametrize(
    "text",
    [
        '{"schema_version":"1.0","id":"x","language":"en","id":"x"}',
        '{"schema_version":"1.0","id":"x","language":"en","$schema":"a","$schema":"a"}',
        '{"schema_version":"1.0","id":"x","language":"en","title":null,"title":null}',
        '{"schema_version":"1.0","id":"x","language":"en","title":":","title":"b"}',
        '{"schema_version":"1.0","id":"x","language":"en","sources":[],"sources":[]}',
        '{"schema_version":"1.0","id":"x","language":"en","sources":[{"id":"a","id":"a"}]}',
        '{"schema_version":"1.0","id":"x","language":"en","title":"\\u003a","title":"b"}',
        '{"schema_version":"1.0","id":"x","language":"en","ti\\u0074le":"a","title":"b"}',
        document('{"a":1,"a":1}'),
        document('{"a:":1,"a:":1}'),
        document('[{"":1,"":":"}]'),
        document('{"a":{"b":1,"b":1},"c":":::"}'),
        '{"schema_version":"1.0","id":"x","language":"en","extensions":{"a":1,"a":2}}',
        '{"schema_version":"1.0","id":"x","language":"en","extensions":{"a":1},"extensions":{"b":1}}',
        ' {"schema_version":"1.0","id":"x","language":"en","byline":[],"provenance":{"agent":null,"agent":null}} ',
    ],
)
def test_a_repeated_member_never_gets_past_the_quick_road(text: str) -> None:
    """The quick road counts colons, and must not be talked out of it."""
    assert _codec.decode(text.encode()) is None
    assert [issue.code for issue in nc.validate(text)] == ["NC104"]
    with pytest.raises(nc.InvalidArticleError):
        nc.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"schema_version":"1.0","id":"x","language":"en","title":":::"}',
        '{"schema_version":"1.0","id":"x","language":"en","title":"\\u003a","publisher":null,"sources":[]}',
        '{"schema_version":"1.0","id":"x","language":"en","title":null,"byline":[],"extensions":{}}',
        '{"$schema":"a:b","schema_version":"1.0","id":"x","language":"en"}',
        document('{"a":{"a":":"}}'),
    ],
)
def test_colons_and_defaults_are_no_repeated_members(text: str) -> None:
    assert nc.validate(text) == ()
    assert nc.loads(text).id == "x"


# ── Surrogates and numbers ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("escape", ["\\ud800", "\\udfff", "\\ude00\\ud83d", "\\ud83d\\u0041", "\\ud83dx", "\\uD83D\\n"])
def test_a_lone_surrogate_is_an_error_in_values_and_names(escape: str) -> None:
    assert only(parsed(f'["{escape}"]')) == "1:2 /0  NC105  holds a lone surrogate, should hold whole characters"
    assert [issue.code for issue in parsed(f'{{"{escape}":1}}').issues] == ["NC105"]
    assert [issue.code for issue in nc.validate(document(f'"{escape}"'))] == ["NC105"]


def test_a_lone_surrogate_in_text_that_was_never_bytes_is_an_error_too() -> None:
    assert only(parsed('["\udc00"]')) == "1:2 /0  NC105  holds a lone surrogate, should hold whole characters"
    assert only(parsed("\udc00")) == '1:1 (document)  NC101  has "\\udc00", should have a value'
    assert [issue.code for issue in nc.validate(document('"\ud800"'))] == ["NC105"]


OUT_OF_RANGE = [
    ("18446744073709551616", "is 18446744073709551616, should be from -2^63 to 2^64-1"),
    ("-9223372036854775809", "is -9223372036854775809, should be from -2^63 to 2^64-1"),
    ("1e309", "is too large for a binary64 number"),
    ("-1e309", "is too large for a binary64 number"),
    ("1" + "0" * 400 + ".5", "is too large for a binary64 number"),
]


@pytest.mark.parametrize(("number", "message"), OUT_OF_RANGE, ids=lambda value: value[:12])
def test_a_number_out_of_range_is_an_error(number: str, message: str) -> None:
    assert only(parsed(f"[{number}]")) == f"1:2 /0  NC106  {message}"


@pytest.mark.parametrize("digits", [21, 31, 400, 5000, 100_000])
def test_an_integer_of_any_length_is_refused_without_being_misquoted(digits: int) -> None:
    """Python refuses to convert more than 4300 digits, and nobody may be shown a number that is not in the document."""
    found = parsed(f"[{'9' * digits}]")
    assert [issue.code for issue in found.issues] == ["NC106"]
    message = found.issues[0].message
    assert len(message) < 200
    quoted = message.removeprefix("is ").partition(",")[0]
    assert quoted == "9" * digits or not quoted.isdecimal()


@pytest.mark.parametrize("number", [*(number for number, _ in OUT_OF_RANGE), "9" * 30, "9" * 5000])
@pytest.mark.parametrize(
    "members",
    [
        '"extensions":{"k":NUMBER}',
        '"claims":[{"id":"c","text":"t","confidence":NUMBER}]',
        '"sections":[{"id":"s","start":0,"end":NUMBER}]',
        '"claims":[{"id":"c","content":[{"start":0,"end":NUMBER}]}]',
        '"claims":[{"id":"c","text":"t"}],"reviews":[{"id":"v","claim_id":"c","label":"l","rating_value":NUMBER}]',
        '"claims":[{"id":"c","text":"t"}],"reviews":[{"id":"v","claim_id":"c","label":"l","rating_worst":NUMBER}]',
    ],
    ids=["extensions", "confidence", "section", "span", "rating_value", "rating_worst"],
)
def test_a_number_out_of_range_is_refused_wherever_it_stands(number: str, members: str) -> None:
    text = f'{{"schema_version":"1.0","id":"x","language":"en",{members.replace("NUMBER", number)}}}'
    assert "NC106" in [issue.code for issue in nc.validate(text)]
    with pytest.raises(nc.InvalidArticleError):
        nc.loads(text)


@pytest.mark.parametrize("number", ["-9223372036854775808", "18446744073709551615", "1e308", "5e-324", "0.1", "-0.0"])
def test_a_number_at_the_border_is_kept_exactly(number: str) -> None:
    value = json.loads(number)
    assert repr(nc.loads(document(number)).extensions["k"]) == repr(value)
    rated = (
        '{"schema_version":"1.0","id":"x","language":"en","claims":[{"id":"c","text":"t"}],'
        f'"reviews":[{{"id":"v","claim_id":"c","label":"l","rating_value":{number}}}]}}'
    )
    assert repr(nc.loads(rated).reviews[0].rating_value) == repr(value)


# ── Limits ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def nested(levels: int, opening: str = "[", closing: str = "]") -> str:
    return opening * levels + "1" + closing * levels


@pytest.mark.parametrize("depth", [1, 2, 10, 127, 128, 129, 256])
def test_depth_is_bounded_exactly(depth: int) -> None:
    for levels in (depth - 1, depth):
        assert parsed(nested(levels), depth=depth).issues == ()
        assert adopt(json.loads(nested(levels)), nc.Limits(depth=depth)).issues == ()
    column = depth + 1
    message = f"is nested {column} deep, should be at most {depth} (Limits.depth)"
    found = parsed(nested(depth + 1), depth=depth)
    assert found.issues == (Issue("NC107", "error", "/0" * depth, message, "", 1, column),)
    found = adopt(json.loads(nested(depth + 1)), nc.Limits(depth=depth))
    assert found.issues == (Issue("NC107", "error", "/0" * depth, message),)


def test_depth_counts_objects_like_arrays() -> None:
    assert parsed(nested(3, '{"a":', "}"), depth=3).issues == ()
    assert only(parsed(nested(4, '{"a":', "}"), depth=3)) == (
        "1:16 /a/a/a  NC107  is nested 4 deep, should be at most 3 (Limits.depth)"
    )


@pytest.mark.parametrize("levels", [126, 127])
def test_a_document_as_deep_as_allowed_is_loaded_and_written_again(levels: int) -> None:
    """`extensions` is an object at depth 2, its arrays begin at depth 3."""
    text = document(nested(levels))
    if levels == 127:
        assert [issue.code for issue in nc.validate(text)] == ["NC107"]
        assert [issue.code for issue in nc.validate(json.loads(text))] == ["NC107"]
        return
    assert nc.validate(text) == ()
    assert nc.dumps(nc.loads(text)).decode() == text
    assert nc.dumps(nc.from_dict(json.loads(text))).decode() == text


@pytest.mark.parametrize("depth", [129, 150, 256])
def test_a_document_is_loaded_that_is_as_deep_as_a_raised_limit_allows(depth: int) -> None:
    text = document(nested(depth - 2))
    limits = nc.Limits(depth=depth)
    assert nc.validate(text, limits=limits) == ()
    assert nc.dumps(nc.loads(text, limits=limits)).decode() == text
    assert nc.dumps(nc.from_dict(json.loads(text), limits=limits)).decode() == text


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, nested(100_000), "[{" * 50_000])
@pytest.mark.parametrize("place", [str, document], ids=["alone", "in an article"])
def test_a_hundred_thousand_levels_are_refused_quickly(text: str, place: Callable[[str], str]) -> None:
    start = time.perf_counter()
    issues = nc.validate(place(text))
    assert time.perf_counter() - start < 0.5
    assert [issue.code for issue in issues] == ["NC101" if text.startswith("[{") else "NC107"]


def test_the_size_of_a_document_is_bounded_in_bytes() -> None:
    text = '["é"]'
    assert parsed(text, document=6).issues == ()
    assert parsed(text.encode(), document=6).issues == ()
    for data in (text, text.encode()):
        found = parsed(data, document=5)
        assert only(found) == "1:1 (document)  NC108  has more than 5 bytes (Limits.document)"
        assert not found.is_json


def test_the_size_of_a_string_is_bounded_in_bytes_for_values_and_names() -> None:
    assert parsed('["éé"]', string=4).issues == ()
    assert only(parsed('["éé"]', string=3)) == ("1:2 /0  NC109  has 4 bytes, should have at most 3 (Limits.string)")
    assert only(parsed('{"abcd":1}', string=3)) == (
        "1:2 /abcd  NC109  has 4 bytes, should have at most 3 (Limits.string)"
    )
    assert only(parsed('["abcd"]', string=3)) == "1:2 /0  NC109  has 4 bytes, should have at most 3 (Limits.string)"


def test_issues_of_the_json_layer_beyond_the_limit_are_counted() -> None:
    found = parsed("[" + ",".join(['"\\ud800"'] * 10) + "]", issues=3)
    assert len(found.issues) + found.uncounted == 10
    assert found.uncounted > 0


# ── Plain data ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _Text(str):
    __slots__ = ()


def adopted(value: object, **limits: int) -> list[str]:
    return [str(issue) for issue in adopt(value, nc.Limits(**limits)).issues]


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ({"a": {1, 2}}, "/a  NC116  is a set, should be a JSON value"),
        ({"a": b"x"}, "/a  NC116  is a bytes, should be a JSON value"),
        ([object()], "/0  NC116  is an object, should be a JSON value"),
        ({"a": 1j}, "/a  NC116  is a complex, should be a JSON value"),
        ({"a": {2: 1}}, "/a  NC116  has the key 2, should have strings for keys"),
        ({"a": {None: 1}}, "/a  NC116  has the key null, should have strings for keys"),
        ({"a": {_Text("x"): 1}}, '/a  NC116  has the key "x" (a _Text), should have strings for keys'),
        ({"a/b": [b""]}, "/a~1b/0  NC116  is a bytes, should be a JSON value"),
        ({"a": "\ud800"}, "/a  NC105  holds a lone surrogate, should hold whole characters"),
        ({"\udc00": 1}, "/\\udc00  NC105  holds a lone surrogate, should hold whole characters"),
        ({"a": float("nan")}, "/a  NC106  is NaN, should be a number"),
        ({"a": float("inf")}, "/a  NC106  is too large for a binary64 number"),
        ({"a": 2**64}, "/a  NC106  is 18446744073709551616, should be from -2^63 to 2^64-1"),
        ({"a": -(2**63) - 1}, "/a  NC106  is -9223372036854775809, should be from -2^63 to 2^64-1"),
        ({"a": 10**1000}, "/a  NC106  is an integer of more than 200 bits, should be from -2^63 to 2^64-1"),
    ],
)
def test_what_is_not_json_in_plain_data_is_named(value: object, line: str) -> None:
    assert adopted(value) == [line]


@pytest.mark.parametrize("value", [{1: 2}, {"a": [{None: 1}]}, [b""], {"a": 1j}])
def test_plain_data_that_are_no_json_are_looked_at_no_further(value: Any) -> None:
    assert not adopt(value, ENOUGH).is_json
    assert [issue.code for issue in nc.validate(value)] == ["NC116"]


def test_a_tuple_in_plain_data_is_called_a_tuple() -> None:
    """`an array of 2, should be a JSON value` would tell nobody what is wrong."""
    (line,) = adopted({"byline": ("a", "b")})
    assert line.startswith("/byline  NC116  is a tuple")


def test_plain_data_are_copied() -> None:
    given = {"a": [1, {"b": 2}]}
    plain = adopt(given, ENOUGH).plain
    assert plain == given
    assert plain is not given
    assert plain["a"] is not given["a"]
    assert plain["a"][1] is not given["a"][1]


def test_subclasses_of_dict_and_list_are_plain_data() -> None:
    class Listed(list[int]):
        pass

    class Keyed(dict[str, object]):
        pass

    plain = adopt(Keyed(a=Listed([1])), ENOUGH).plain
    assert plain == {"a": [1]}
    assert type(plain) is dict
    assert type(plain["a"]) is list


def test_a_list_that_holds_itself_is_too_deep_and_nothing_else() -> None:
    ring: list[Any] = []
    ring.append(ring)
    assert [issue.code for issue in adopt(ring, ENOUGH).issues] == ["NC107"]
    broad: list[Any] = []
    broad += [broad, broad]
    assert [issue.code for issue in adopt(broad, ENOUGH).issues] == ["NC107"]


def test_a_list_that_doubles_at_every_level_ends_at_the_limit_of_size() -> None:
    value: Any = [1]
    for _ in range(60):
        value = [value, value]
    start = time.perf_counter()
    assert adopted(value, document=1000) == ["(document)  NC108  has more than 1000 bytes (Limits.document)"]
    assert time.perf_counter() - start < 0.5


def test_what_plain_data_share_is_weighed_once_and_counted_as_often_as_it_is_written() -> None:
    """64 million lists were copied before such data were refused: minutes, and all of the memory."""
    value: Any = "x"
    for _ in range(60):
        value = [value, value]
    start = time.perf_counter()
    assert adopted({"a": value}) == ["(document)  NC108  has more than 64000000 bytes (Limits.document)"]
    assert time.perf_counter() - start < 0.5
    shared = ["x" * 100] * 10
    value = {"a": shared, "b": shared}
    size = len(canonical(value))
    assert size > 2000
    assert adopted(value, document=size) == []
    assert adopted(value, document=size - 1) != []


@pytest.mark.parametrize(
    "value",
    [1, -1.5e-300, None, "", "é\n\x01", [], {}, [[]], [1, [2, {"a": 3}]], {"": ""}, {"é": {"b": [True, "😀" * 9]}}],
)
def test_plain_data_are_as_large_as_they_are_written(value: Any) -> None:
    """Data of 75 MB were taken, and what was written of them could not be read again."""
    size = len(canonical(value))
    assert adopted(value, document=size) == []
    if size > 1:
        assert adopted(value, document=size - 1) == [
            f"(document)  NC108  has more than {size - 1} bytes (Limits.document)"
        ]


def test_strings_of_plain_data_are_bounded() -> None:
    assert adopted({"a": "éé"}, string=4) == []
    assert adopted({"a": "éé"}, string=3) == ["/a  NC109  has 4 bytes, should have at most 3 (Limits.string)"]
    assert adopted({"abcd": 1}, string=3) == ["/abcd  NC109  has 4 bytes, should have at most 3 (Limits.string)"]


def test_issues_of_plain_data_beyond_the_limit_are_counted() -> None:
    found = adopt([b""] * 10, nc.Limits(issues=3))
    assert len(found.issues) + found.uncounted == 10
    assert found.uncounted > 0


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_canonical_json_has_no_blanks_short_escapes_and_floats_as_python_writes_them() -> None:
    plain = {"b": [1, 1.0, 1e16, 1e-7, True, None], "a": 'é"\\/\b\f\n\r\t\x00\x1f\x7f\u2028😀', "": {}}
    assert canonical(plain).decode() == (
        '{"b":[1,1.0,1e+16,1e-07,true,null],"a":"é\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7f\u2028😀","":{}}'
    )


def test_canonical_json_has_no_nan() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"a": float("nan")})


# ── JSONTestSuite (nst/JSONTestSuite) ────────────────────────────────────────────────────────────────────────────────

REPEATED = {"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"}

FREE = {
    "i_number_double_huge_neg_exp.json": "read",
    "i_number_huge_exp.json": "NC106",
    "i_number_neg_int_huge_exp.json": "NC106",
    "i_number_pos_double_huge_exp.json": "NC106",
    "i_number_real_neg_overflow.json": "NC106",
    "i_number_real_pos_overflow.json": "NC106",
    "i_number_real_underflow.json": "read",
    "i_number_too_big_neg_int.json": "NC106",
    "i_number_too_big_pos_int.json": "NC106",
    "i_number_very_big_negative_int.json": "NC106",
    "i_object_key_lone_2nd_surrogate.json": "NC105",
    "i_string_1st_surrogate_but_2nd_missing.json": "NC105",
    "i_string_1st_valid_surrogate_2nd_invalid.json": "NC105",
    "i_string_UTF-16LE_with_BOM.json": "NC102",
    "i_string_UTF-8_invalid_sequence.json": "NC102",
    "i_string_UTF8_surrogate_U+D800.json": "NC102",
    "i_string_incomplete_surrogate_and_escape_valid.json": "NC105",
    "i_string_incomplete_surrogate_pair.json": "NC105",
    "i_string_incomplete_surrogates_escape_valid.json": "NC105",
    "i_string_invalid_lonely_surrogate.json": "NC105",
    "i_string_invalid_surrogate.json": "NC105",
    "i_string_invalid_utf-8.json": "NC102",
    "i_string_inverted_surrogates_U+1D11E.json": "NC105",
    "i_string_iso_latin_1.json": "NC102",
    "i_string_lone_second_surrogate.json": "NC105",
    "i_string_lone_utf8_continuation_byte.json": "NC102",
    "i_string_not_in_unicode_range.json": "NC102",
    "i_string_overlong_sequence_2_bytes.json": "NC102",
    "i_string_overlong_sequence_6_bytes.json": "NC102",
    "i_string_overlong_sequence_6_bytes_null.json": "NC102",
    "i_string_truncated-utf-8.json": "NC102",
    "i_string_utf16BE_no_BOM.json": "NC102",
    "i_string_utf16LE_no_BOM.json": "NC102",
    "i_structure_500_nested_arrays.json": "NC107",
    "i_structure_UTF-8_BOM_empty_object.json": "NC103",
}
"""What we do where the suite leaves it free: numbers exact or refused, UTF-8 and whole characters only, depth 128."""


@pytest.fixture(scope="session")
def suite(data_dir: Path) -> dict[str, bytes]:
    folder = data_dir / "json-test-suite" / "test_parsing"
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def of_the_json_layer(issues: tuple[Issue, ...]) -> list[Issue]:
    return [issue for issue in issues if issue.code.startswith("NC1") and issue.severity == "error"]


def test_the_suite_is_there_in_full(suite: dict[str, bytes]) -> None:
    assert {kind: sum(name.startswith(kind) for name in suite) for kind in "yni"} == {"y": 95, "n": 188, "i": 35}


def test_every_case_that_must_pass_passes_but_for_the_two_with_repeated_members(suite: dict[str, bytes]) -> None:
    refused = {name for name in suite if name.startswith("y_") and of_the_json_layer(nc.validate(suite[name]))}
    assert refused == REPEATED


def test_every_case_that_must_pass_is_read_as_python_reads_it(suite: dict[str, bytes]) -> None:
    for name, data in suite.items():
        if name.startswith("y_") and name not in REPEATED:
            assert repr(parsed(data).plain) == repr(json.loads(data)), name


def test_every_case_that_must_fail_fails_with_its_line_and_column(suite: dict[str, bytes]) -> None:
    for name, data in suite.items():
        if name.startswith("n_"):
            issues = of_the_json_layer(nc.validate(data))
            assert issues, name
            assert all(issue.line and issue.column for issue in issues), name
            rows = data.split(b"\n")
            assert all(1 <= (issue.line or 0) <= len(rows) for issue in issues), name


def test_every_case_that_must_fail_fails_through_every_way_in(suite: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    for name, data in suite.items():
        if not name.startswith("n_"):
            continue
        file.write_bytes(data)
        with pytest.raises(nc.InvalidArticleError):
            nc.loads(data)
        with pytest.raises(nc.InvalidArticleError):
            nc.read(file)
        assert _codec.decode(data) is None, name
        try:
            text = data.decode()
        except UnicodeDecodeError:
            continue
        with pytest.raises(nc.InvalidArticleError):
            nc.loads(text)


def test_what_the_suite_leaves_free_is_as_published(suite: dict[str, bytes]) -> None:
    found = {}
    for name, data in suite.items():
        if name.startswith("i_"):
            codes = sorted({issue.code for issue in of_the_json_layer(nc.validate(data))})
            found[name] = " ".join(codes) or "read"
    assert found == FREE


def test_every_case_gets_the_same_answer_inside_an_article(suite: dict[str, bytes]) -> None:
    """Here the quick road looks first, and must not let anything pass."""
    head, tail = document("|").encode().split(b"|")
    for name, data in suite.items():
        issues = nc.validate(head + data + tail)
        if name.startswith("y_") and name not in REPEATED:
            assert issues == (), name
            assert nc.loads(head + data + tail).extensions.plain()["k"] == json.loads(data), name
        elif name.startswith("n_") or name in REPEATED:
            assert issues, name
            assert _codec.decode(head + data + tail) is None, name
        else:
            assert bool(issues) == (FREE[name] != "read"), name


def test_the_two_roads_agree_on_the_whole_suite(suite: dict[str, bytes]) -> None:
    head, tail = document("|").encode().split(b"|")
    for name, data in suite.items():
        exact = _json.parse(head + data + tail, ENOUGH)
        quick = _codec.decode(head + data + tail)
        if quick is not None:
            assert exact.issues == (), name
            assert quick.extensions.plain() == exact.plain["extensions"], name
