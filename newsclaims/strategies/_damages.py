"""
Ways to break a valid document, each with the code that tells so.

A damage takes plain data that nobody else holds and gives them back broken, or as bytes where only bytes can be broken
that way. The documents it is given hold at least one record of each kind, so there is always a fitting place. Other
breaches may follow from the one: whoever renames a source also leaves references to nothing.
"""

import datetime as dt
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple

import attrs

from newsclaims import _rules, model
from newsclaims._extensions import Extensions
from newsclaims._rules import AtLeast, AtMost, Shape
from newsclaims._schema import is_required
from newsclaims.article import Article, sha256
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.strategies._dice import Dice
from newsclaims.strategies._layouts import (
    Pairs,
    Plain,
    Raw,
    Site,
    anchors,
    escape,
    layout,
    leaves,
    objects,
    sites,
    spans,
    written,
)

Document = Plain | bytes
"""A document as plain data, or as the bytes of a file."""

# ── NC1xx: JSON ──────────────────────────────────────────────────────────────────────────────────────────────────

NOT_VALUES = (
    *("NaN", "Infinity", "-Infinity", "nan", "undefined", "None", "True", "nul", "tru", "TRUE", "nulll", "NULL"),
    *("01", "-01", "1.", ".5", "-.5", "+1", "1e", "1e+", "1.e1", "-", "--1", "0x10", "1_000", "1,5", "１", "-Inf"),
    *("'a'", '"a', '"\\x41"', '"\\u12"', '"\\u12G4"', '"\\U0001f600"', '"\\"', '"a\tb"', '"a\nb"', '"\\\n"', '"\x00"'),
    *("[1,]", "[,1]", "[1 2]", "[1", "1]", "[1}", "]", '{"a":1,}', "{,}", '{"a" 1}', '{"a":}', '{"a"}', "{a:1}"),
    *("{1:1}", "{null:1}", '{"a":1 "b":2}', '{"a"::1}', '{"a":1', "/* */ 1", "1 // one", "1 # one", "\ufeff1", "\xa01"),
    *("", " ", ";", "\f1", "\v1", "\x851", "<a/>", "{{}}", "`a`", '"a" "b"'),
)
"""What is no value of a member."""

JUNK = ("}", "]", ",", "x", "0", "{}", '""', "null", "\x00", "\f", "//", "\u2028", "\ufeff", "...", "\n\n{}")
"""What may not follow a document."""

BAD_BYTES = (b"\xff", b"\xc0\x80", b"\x80", b"\xf5\x80\x80\x80", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\xfe")
"""What UTF-8 never holds, wherever it is put in."""

SURROGATES = (
    "\\ud800",
    "\\uDBFF",
    "\\udc00",
    "\\uDFFF",
    "\\ud800\\ud800",
    "\\udc00\\ud800",
    "\\ud83dx",
    "\\ud83d\\u0041",
)
NOT_NUMBERS = (
    "1e400",
    "-1E309",
    "1" * 400,
    "-" + "9" * 5000,
    "18446744073709551616",
    "-9223372036854775809",
    "1e999999999",
)
BAD_NUMBERS: tuple[int | float, ...] = (
    2**64,
    -(2**63) - 1,
    10**400,
    -(2**70),
    float("inf"),
    float("-inf"),
    float("nan"),
)


def encoded(value: object, dice: Dice) -> bytes:
    """A document in some layout."""
    return written(value, layout(dice.fresh())).encode()


def _put_raw(document: Plain, dice: Dice, pool: Sequence[str]) -> bytes:
    holder, step = dice.pick(leaves(document))
    holder[step] = Raw(dice.pick(pool))
    return encoded(document, dice)


def not_a_value(document: Plain, dice: Dice) -> Document:
    """Something that is no JSON stands where the value of a member should."""
    # Not in an array, where `1,5` is two values and nothing at all is none.
    holder, name = dice.pick([(holder, step) for holder, step in leaves(document) if isinstance(holder, dict)])
    holder[name] = Raw(dice.pick(NOT_VALUES))
    return encoded(document, dice)


def cut_short(document: Plain, dice: Dice) -> Document:
    """The document ends before its end."""
    text = encoded(document, dice).decode().rstrip()
    return text[: dice.below(len(text))].encode()


def goes_on(document: Plain, dice: Dice) -> Document:
    """Something follows the document."""
    return encoded(document, dice) + dice.pick(JUNK).encode()


def not_utf8(document: Plain, dice: Dice) -> Document:
    """Bytes that are no UTF-8, somewhere."""
    data = encoded(document, dice)
    place = dice.below(len(data) + 1)
    return data[:place] + dice.pick(BAD_BYTES) + data[place:]


def utf16(document: Plain, dice: Dice) -> Document:
    """The document in UTF-16, its byte order marked."""
    return encoded(document, dice).decode().encode("utf-16")


def with_mark(document: Plain, dice: Dice) -> Document:
    """A byte order mark before the document."""
    return b"\xef\xbb\xbf" + encoded(document, dice)


def repeated_member(document: Plain, dice: Dice) -> Document:
    """A member comes twice in one object, perhaps spelled otherwise, perhaps with another value."""
    target = dice.pick([item for item in objects(document) if item])
    name = dice.pick(list(target))
    value = target[name] if dice.pick((True, False)) else dice.json(1)
    again = name if dice.pick((False, True)) else Raw(f'"{"".join(map(escape, name))}"')
    members: list[tuple[str | Raw, Any]] = list(target.items())
    members.insert(dice.below(len(members) + 1), (again, value))
    return encoded(_replaced(document, target, Pairs(tuple(members))), dice)


def _replaced(value: Any, target: Plain, by: Pairs) -> Any:
    if value is target:
        return by
    if isinstance(value, dict):
        return {name: _replaced(item, target, by) for name, item in value.items()}
    return [_replaced(item, target, by) for item in value] if isinstance(value, list) else value


def half_character(document: Plain, dice: Dice) -> Document:
    """An escape names half a character, in a string."""
    strings = [(holder, step) for holder, step in leaves(document) if type(holder[step]) is str]
    holder, step = dice.pick(strings)
    holder[step] = Raw(dice.pick(('"{}"', '"a{}"', '"\U0001f600{}"', '"{} "')).format(dice.pick(SURROGATES)))
    return encoded(document, dice)


def half_character_in_name(document: Plain, dice: Dice) -> Document:
    """An escape names half a character, in the name of a member."""
    document["extensions"] = {"x": Pairs(((Raw(f'"{dice.pick(SURROGATES)}"'), dice.json(1)),))}
    return encoded(document, dice)


def half_character_unwritten(document: Plain, dice: Dice) -> Document:
    """Half a character in a string of plain data."""
    strings = [(holder, step) for holder, step in leaves(document) if type(holder[step]) is str]
    holder, step = dice.pick(strings)
    holder[step] += chr(0xD800 + dice.below(0x800))
    return document


def number_too_large(document: Plain, dice: Dice) -> Document:
    """A number that cannot be kept, as it is written."""
    return _put_raw(document, dice, NOT_NUMBERS)


def number_too_large_unwritten(document: Plain, dice: Dice) -> Document:
    """A number that cannot be kept, in plain data."""
    holder, step = dice.pick(leaves(document))
    holder[step] = dice.pick(BAD_NUMBERS)
    return document


def too_deep(document: Plain, dice: Dice) -> Document:
    """More containers in one another than any document may have."""
    value = dice.json(1)
    # The document and its extensions are two; the value itself may be one more.
    for _ in range(DEFAULT_LIMITS.depth - 1 + dice.below(30)):
        value = [value] if dice.pick((False, True)) else {"a": value}
    document["extensions"] = {"x": value}
    return document if dice.pick((False, True)) else encoded(document, dice)


def chain_too_long(document: Plain, dice: Dice) -> Document:
    """More claims nested in one another than any document may have."""
    count = DEFAULT_LIMITS.nesting + 1 + dice.below(10)
    for number in range(count):
        attributions = (
            [{"id": f"chain-{number}", "source_ids": [], "within_id": f"link-{number - 1}"}] if number else []
        )
        document["claims"].append({"id": f"link-{number}", "text": "so they say", "attributions": attributions})
    return document


def not_json(document: Plain, dice: Dice) -> Document:
    """A value that JSON does not have."""
    holder, step = dice.pick(leaves(document))
    holder[step] = dice.pick(({1, 2}, b"a", (1, 2), Decimal(1), dt.date(2024, 1, 1), object(), 1j, Ellipsis, range(2)))
    return document


def key_not_a_string(document: Plain, dice: Dice) -> Document:
    """A key that is no string."""
    target: dict[Any, Any] = dice.pick(objects(document))
    target[dice.pick((1, None, 1.5, True, b"id", ("a",)))] = "a"
    return document


def newer_major(document: Plain, dice: Dice) -> Document:
    """A version that this release cannot know."""
    return {**document, "schema_version": dice.pick(("2.0", "2.1", "10.0", "999999999.0"))}


def older(document: Plain, dice: Dice) -> Document:
    """A version from before the first."""
    return {**document, "schema_version": dice.pick(("0.9", "0.1", "0.0", "0.10"))}


# ── NC2xx: shape ─────────────────────────────────────────────────────────────────────────────────────────────────

OTHERS: tuple[tuple[str, Sequence[Any]], ...] = (
    ("null", (None,)),
    ("boolean", (True, False)),
    ("integer", (0, 1, 3, -1)),
    ("float", (3.0, 0.5, 1e22)),
    ("string", ("3", "true", "null", "a", "[]")),
    ("array", ([], [1], ["a"])),
    ("object", ({}, {"a": 1})),
)
"""Values of each JSON type, integers and floats told apart."""


def fits(shape: Shape, name: str) -> bool:
    """Whether a field holds values of a JSON type."""
    if name == "null":
        return shape.nullable
    return name == shape.kind or (shape.kind == "number" and name in ("integer", "float"))


def wrong_type(document: Plain, dice: Dice) -> Document:
    """A field holds another type than its own."""
    site = dice.pick(sites(document))
    site.record[site.name] = _unfit(site.shape, dice)
    return document


def wrong_item(document: Plain, dice: Dice) -> Document:
    """A list holds an item of another type than its own."""
    site = dice.pick([site for site in sites(document) if site.shape.item is not None])
    items = site.record.setdefault(site.name, [])
    if site.shape.item is not None:
        items.insert(dice.below(len(items) + 1), _unfit(site.shape.item, dice))
    return document


def _unfit(shape: Shape, dice: Dice) -> Any:
    _, pool = dice.pick([(name, pool) for name, pool in OTHERS if not fits(shape, name)])
    return dice.pick(pool)


def no_object(document: Plain, dice: Dice) -> Document:
    """The document is something else than an object."""
    return encoded(dice.pick(([document], [], "a", 1, 1.5, True, None, list(document))), dice)


def member_missing(document: Plain, dice: Dice) -> Document:
    """A member that a record must have is not there."""
    everywhere = sites(document)
    site = dice.pick([site for site in everywhere if is_required(site.kind, attrs.fields_dict(site.kind)[site.name])])
    del site.record[site.name]
    return document


UNKNOWN = (
    "langage",
    "ids",
    "Id",
    "sourceIds",
    "$schema",
    "_newer",
    "",
    "a/b",
    "m~n",
    "\u202e",
    "id ",
    "Extensions",
    "中",
)
"""Names that no record has; the root has one of them."""


def unknown_member(document: Plain, dice: Dice) -> Document:
    """A record has a member that it does not know."""
    site = dice.pick(sites(document))
    site.record[dice.pick([name for name in UNKNOWN if name != "$schema" or site.kind is not Article])] = dice.json(1)
    return document


def no_choice(document: Plain, dice: Dice) -> Document:
    """An enumeration holds a string that it does not have."""
    site = dice.pick([site for site in sites(document) if site.shape.choices])
    value = dice.pick(site.shape.choices)
    site.record[site.name] = dice.pick(
        (value.upper(), f"{value} ", f"{value}\n", f"\ufeff{value}", "", "unheard-of", value[:-1])
    )
    return document


BAD: dict[int, tuple[str, ...]] = {
    id(_rules.ONE_LINE): ("a\nb", "a\n", "\r", "\x00", "a\tb", "\x1b[2Jx", "\x7f", "a\x85", "\x9f"),
    id(_rules.ID): (
        "",
        "1a",
        "_a",
        "a b",
        "a/b",
        "é",
        "a" * 65,
        " a",
        "a\u0301",
        "а",
        "a#1",
        "#",
        "a\n",
        "a\nb",
        "\na",
    ),
    id(_rules.LANGUAGE): (
        *("", "e", "en_GB", "en-", "-en", "e1", "en-toolongtag", "enen-x y", "日本", "x" * 9),
        *("en\n", "en\nid", "\nen"),
    ),
    id(_rules.URI): (
        *("", "a", "a:", ":a", "1a:b", "a b:c", "a:b c", "é:b", "a:\x85", "//a/b", "a: "),
        *("a:\n", "a:b\n", "a:b\na:c", "\na:b"),
    ),
    id(_rules.DATE): (
        *[
            "",
            "24",
            "2024-1",
            "2024-13",
            "2024-00",
            "2024-10-32",
            "2024-10-00",
            "0000",
            "0000-01-01",
            "2024/10/31",
            "20241031",
        ],
        *["2024-10-31T09:30", "2024-10-31T24:00Z", "2024-10-31T09:60Z", "2024-10-31T09:30:60Z", "2024-10-31 09:30Z"],
        *["2024-10-31T09Z", "2024-10-31T09:30:00.Z", "2024-10-31T09:30+0700", "2024-10-31T09:30+24:00"],
        *[
            "2024-10-31t09:30z",
            "٢٠٢٤",
            "２０２４",
            "+2024",
            "-2024",
            "12024",
            " 2024",
            "2024-W10",
            "2024~",
            "October 2024",
        ],
        *("2024/2025", "2024/..", "2024\n", "2024\n2025", "\n2024"),
    ),
    id(_rules.PERIOD): (
        *[
            "",
            "2024/",
            "/2024",
            "../..",
            "..",
            "2024/2025/2026",
            "2024//2025",
            "2024-2025",
            "../2024/..",
            "2024/open",
            "P1D/2024",
        ],
        *("2024 / 2025", "2024-13/2025", "2024/2025-13", "2024..2025", "2024/2025\n", "2024\n2025", "\n2024"),
    ),
    id(_rules.DATE_TIME): (
        *["", "2024", "2024-10", "2024-10-31", "2024-10-31T09:30", "2024-10-31T25:00Z", "2024-10-31T09:30Z/.."],
        *("2024-10-31T09:30Z\n", "2024-10-31T09:30Z\n2024-10-31T09:30Z"),
    ),
    id(_rules.VERSION): (
        *["", "1", "1.0.0", "v1.0", "01.0", "1.00", "1.01", "00.9", "1,0", "1.x", "-1.0", "١.٠", "1.1111111111"],
        *("1.0\n", "1.0\n1.0"),
    ),
    id(_rules.DIGEST): (
        *("", "a", "0" * 63, "0" * 65, "A" * 64, "g" * 64, " " * 64, "０" * 64),
        *("0" * 64 + "\n", "0" * 64 + "\n" + "0" * 64),
    ),
    id(_rules.NOT_EMPTY): ("",),
}
"""For each rule on strings some that break it."""


def breaks(*rules: Any) -> "Callable[[Plain, Dice], Document]":
    """The damage that puts a string that breaks one of these rules where the rule is asked for."""

    def damage(document: Plain, dice: Dice) -> Document:
        fitting = [(site, rule) for site in sites(document) for rule in rules if _asks(site.shape, rule)]
        site, rule = dice.pick(fitting)
        bad = dice.pick(BAD[id(rule)])
        site.record[site.name] = [*site.record.get(site.name, ()), bad] if site.shape.item is not None else bad
        return document

    return damage


def _asks(shape: Shape, rule: Any) -> bool:
    # Some rules are equal but for their patterns, and one is the same object wherever it stands.
    return any(other is rule for other in (*shape.rules, *(shape.item.rules if shape.item is not None else ())))


def out_of_bounds(document: Plain, dice: Dice) -> Document:
    """A number is smaller or larger than its field allows."""
    bounded = [
        (site, rule) for site in sites(document) for rule in site.shape.rules if isinstance(rule, (AtLeast, AtMost))
    ]
    site, rule = dice.pick(bounded)
    beyond = dice.pick((1, 2, 1000, 2**62))
    site.record[site.name] = rule.minimum - beyond if isinstance(rule, AtLeast) else rule.maximum + beyond
    return document


def repeated_item(document: Plain, dice: Dice) -> Document:
    """A list that is a set holds an item twice."""
    site = dice.pick([site for site in sites(document) if any(rule is _rules.NO_REPEATS for rule in site.shape.rules)])
    items = site.record.setdefault(site.name, []) or ["a:b" if site.name == "same_as" else "a"]
    again = [*items, dice.pick(items)]
    dice.shuffle(again)
    site.record[site.name] = again
    return document


def says_nothing(document: Plain, dice: Dice) -> Document:
    """A claim has neither content nor text."""
    return _emptied(dice.pick(document["claims"]), "content", "text", document, dice)


def _emptied(record: Plain, anchor: str, value: str, document: Plain, dice: Dice) -> Plain:
    record.pop(anchor, None)
    record.pop(value, None)
    record.update(dice.pick(({}, {value: None}, {anchor: []}, {anchor: [], value: None})))
    return document


def empty_time(document: Plain, dice: Dice) -> Document:
    """A time has neither value nor anchor."""
    claim = dice.pick(document["claims"])
    holder = dice.pick([claim, *claim.get("attributions", ())])
    holder["time"] = {}
    return _emptied(holder["time"], "anchor", "value", document, dice)


def bad_owner(document: Plain, dice: Dice) -> Document:
    """A key of extensions names no owner, or is reserved."""
    site = dice.pick([site for site in sites(document) if site.shape.record is Extensions])
    key = dice.pick(("", "Brat", "1a", "-a", "_a", "a b", "a.b", "é", "a\n", "aé", "_newer", "a:b", "A"))
    site.record[site.name] = {**site.record.get(site.name, {}), key: dice.json(1)}
    return document


def _dated(document: Plain, dice: Dice) -> Site:
    rules = (_rules.DATE, _rules.PERIOD, _rules.DATE_TIME)
    return dice.pick([site for site in sites(document) if any(_asks(site.shape, rule) for rule in rules)])


def no_such_day(document: Plain, dice: Dice) -> Document:
    """A day that the calendar does not have."""
    site = _dated(document, dice)
    day = dice.pick(("2023-02-29", "1900-02-29", "2024-02-30", "2024-04-31", "0001-11-31", "9999-09-31"))
    if _asks(site.shape, _rules.PERIOD):
        site.record[site.name] = dice.pick(("{}", "{}/..", "../{}", "0001/{}", "{}/9999", "{}T10:00Z/9999")).format(day)
    else:
        site.record[site.name] = f"{day}T10:00Z" if _asks(site.shape, _rules.DATE_TIME) else day
    return document


BACKWARDS = (
    *("2025/2024", "2024-11/2024-10", "2024-10-31/2024-10-30", "2024-11/2024-10-31", "2025/2024-12-31", "9999/0001"),
    *(
        "2024-10-31T10:00Z/2024-10-31T09:59Z",
        "2024-10-31T10:00:01Z/2024-10-31T10:00:00Z",
        "2024-11-01/2024-10-31T23:59:59Z",
    ),
    *("2024-10-31T10:00+00:00/2024-10-31T10:00+00:01", "2024-10-31T10:00:00.2Z/2024-10-31T10:00:00.1Z"),
)
"""Intervals that end before they start, whatever finer dates were meant."""


def ends_before(document: Plain, dice: Dice) -> Document:
    """An interval ends before it starts."""
    site = dice.pick([*(site for site in sites(document) if _asks(site.shape, _rules.PERIOD)), None])
    if site is None:
        dice.pick(document["claims"])["time"] = {"value": dice.pick(BACKWARDS)}
    else:
        site.record[site.name] = dice.pick(BACKWARDS)
    return document


# ── NC3xx: ids and references ────────────────────────────────────────────────────────────────────────────────────


def _named_records(document: Plain) -> list[tuple[type, Plain]]:
    return [(site.kind, site.record) for site in sites(document) if site.name == "id" and site.kind is not Article]


def dangling(document: Plain, dice: Dice) -> Document:
    """A reference names nothing, or a record of another kind."""
    site = dice.pick([site for site in sites(document) if site.name.endswith(("_id", "_ids"))])
    to_claims = site.name in ("within_id", "from_id", "to_id", "claim_id")
    wanted = model.Claim if to_claims else model.Source
    others = [record["id"] for kind, record in _named_records(document) if kind is not wanted]
    name = "no-such-id" if site.name == "about_id" or dice.pick((True, False)) else dice.pick(others)
    if site.name.endswith("_ids"):
        items = list(site.record.get(site.name, ()))
        items.insert(dice.below(len(items) + 1), name)
        site.record[site.name] = items
    else:
        site.record[site.name] = name
    return document


def repeated_id(document: Plain, dice: Dice) -> Document:
    """Two records have one id."""
    records = [record for _, record in _named_records(document)]
    first = dice.below(len(records))
    second = (first + 1 + dice.below(len(records) - 1)) % len(records)
    records[first]["id"] = records[second]["id"]
    return document


def nested_in_circle(document: Plain, dice: Dice) -> Document:
    """Claims are nested in one another in a circle of one or more."""
    claims = list(document["claims"])
    dice.shuffle(claims)
    ring = claims[: 1 + dice.below(len(claims))]
    for number, claim in enumerate(ring):
        claim.setdefault("attributions", []).append(
            {"id": f"ring-{number}", "source_ids": [], "within_id": ring[(number + 1) % len(ring)]["id"]}
        )
    return document


def affiliated_in_circle(document: Plain, dice: Dice) -> Document:
    """Sources belong to one another in a circle of one or more."""
    sources = list(document["sources"])
    dice.shuffle(sources)
    ring = sources[: 1 + dice.below(len(sources))]
    for number, source in enumerate(ring):
        source["affiliation_id"] = ring[(number + 1) % len(ring)]["id"]
    return document


def relation_to_itself(document: Plain, dice: Dice) -> Document:
    """A relation joins a claim with itself."""
    relation = dice.pick(document["relations"])
    first, second = dice.pick((("from_id", "to_id"), ("to_id", "from_id")))
    relation[first] = relation[second]
    return document


def two_authors(document: Plain, dice: Dice) -> Document:
    """A second source is the author."""
    dice.pick(document["sources"])["kind"] = "author"
    place = dice.below(len(document["sources"]) + 1)
    document["sources"].insert(place, {"id": "another-author", "kind": "author"})
    if sum(source.get("kind") == "author" for source in document["sources"]) < 2:
        document["sources"].append({"id": "a-third-author", "kind": "author"})
    return document


# ── NC4xx: places ────────────────────────────────────────────────────────────────────────────────────────────────


def past_the_end(document: Plain, dice: Dice) -> Document:
    """A span or a section ends behind the text; a slice would be cut short there, and perhaps be the quote."""
    place = dice.pick([*spans(document), *document["sections"]])
    place["end"] = len(document["text"]) + dice.pick((1, 2, 1000, 2**63))
    if "quote" in place and dice.pick((True, False)):
        place["quote"] = document["text"][place["start"] :]
    return document


def other_words(document: Plain, dice: Dice) -> Document:
    """A quote is not what the text says, by one character."""
    span = dice.pick(spans(document))
    quote = span["quote"]
    place = dice.below(len(quote))
    other = dice.pick([other for other in ("a", "b", "\u0301", "\u200d", "\r", "\x00", "A") if other != quote[place]])
    span["quote"] = quote[:place] + other + quote[place + 1 :]
    return document


def other_length(document: Plain, dice: Dice) -> Document:
    """A quote is longer or shorter than the words of the text: blanks, marks, none."""
    span = dice.pick(spans(document))
    quote = span["quote"]
    span["quote"] = dice.pick(
        (f"{quote} ", f" {quote}", f"{quote}\u200b", f"\ufeff{quote}", quote[1:], quote[:-1], "", quote * 2)
    )
    return document


def normalised(document: Plain, dice: Dice) -> Document:
    """A quote says the same only to those who normalise; where there is nothing to normalise, its case differs."""
    span = dice.pick(spans(document))
    quote = span["quote"]
    forms = [unicodedata.normalize(form, quote) for form in ("NFC", "NFD", "NFKC", "NFKD")]
    others = [*forms, quote.replace("\r\n", "\n"), quote.strip(), quote.swapcase(), f"{quote}\u00ad"]
    span["quote"] = dice.pick([other for other in others if other != quote])
    return document


def moved(document: Plain, dice: Dice) -> Document:
    """A range is another one than that of its words; where the text repeats itself, the quote gives way."""
    text, span = document["text"], dice.pick(spans(document))
    by = dice.pick((1, -1, 2, -2, 7))
    start, end = span["start"] + by, span["end"] + by
    if start >= 0 and text[start:end] != span["quote"]:
        span["start"], span["end"] = start, end
        return document
    span["end"] += dice.pick((1, 3))
    return document


def other_text(document: Plain, dice: Dice) -> Document:
    """The text is edited under a quote, and the digest follows."""
    text, span = document["text"], dice.pick(spans(document))
    place = span["start"] + dice.below(span["end"] - span["start"])
    other = dice.pick([other for other in ("a", "b", "\u0301", "\r") if other != text[place]])
    edited = text[:place] + other + text[place + 1 :]
    return {**document, "text": edited, "text_sha256": sha256(edited)}


def backwards(document: Plain, dice: Dice) -> Document:
    """A span or a section ends before it starts, or where it starts."""
    place = dice.pick([*spans(document), *document["sections"]])
    place["start"] = place["end"] + dice.pick((0, 0, 1, 100))
    return document


def unlike_its_range(document: Plain, dice: Dice) -> Document:
    """A quote is longer or shorter than its range, in an article without text."""
    span = dice.pick(spans(document))
    length = span["end"] - span["start"]
    span["quote"] = "\U0001f600" * dice.pick((length + 1, length - 1, 0, 2 * length, length + 100))
    return document


def unquoted(document: Plain, dice: Dice) -> Document:
    """A span has no quote although the text is there."""
    span = dice.pick(spans(document))
    span.pop("quote")
    span.update(dice.pick(({}, {"quote": None})))
    return document


def _span(text: str, start: int, end: int) -> Plain:
    return {"start": start, "end": end, "quote": text[start:end]}


def out_of_order(document: Plain, dice: Dice) -> Document:
    """The spans of a place stand against the order of the text."""
    text, anchor = document["text"], dice.pick(anchors(document))
    middle = 1 + dice.below(len(text) - 1)
    first = _span(text, dice.below(middle), middle)
    second = _span(text, middle, middle + 1 + dice.below(len(text) - middle))
    anchor[:] = [second, first]
    return document


def overlapping(document: Plain, dice: Dice) -> Document:
    """A span of a place begins inside the one before it."""
    text, anchor = document["text"], dice.pick(anchors(document))
    before = anchor[-1]
    start = before["start"] + dice.below(before["end"] - before["start"])
    anchor.append(_span(text, start, start + 1 + dice.below(len(text) - start)))
    return document


def other_digest(document: Plain, dice: Dice) -> Document:
    """The digest is that of another text: of another form, another end, another encoding, or of none."""
    text = document["text"]
    others = [
        text + "\n",
        text[:-1],
        text.upper(),
        unicodedata.normalize("NFC", text),
        text.replace("\r\n", "\n"),
        "",
        f"\ufeff{text}",
    ]
    return {**document, "text_sha256": sha256(dice.pick([other for other in others if other != text]))}


def sections_overlap(document: Plain, dice: Dice) -> Document:
    """A section begins before the one in front of it ends."""
    before = dice.pick(document["sections"])
    start = before["start"] + dice.below(before["end"] - before["start"])
    again = {"id": "again", "start": start, "end": dice.pick((before["end"], start + 1))}
    document["sections"].insert(document["sections"].index(before) + 1, again)
    return document


def heading_outside(document: Plain, dice: Dice) -> Document:
    """A heading lies outside its section, or reaches out of it."""
    text, section = document["text"], dice.pick(document["sections"])
    if section["end"] < len(text):
        section["heading"] = _span(text, dice.pick((section["end"] - 1, section["end"])), section["end"] + 1)
    elif section["start"] > 0:
        section["heading"] = _span(text, section["start"] - 1, section["start"] + dice.below(2))
    else:
        section["end"] -= 1
        section["heading"] = _span(text, dice.below(section["end"]), section["end"] + 1)
    return document


# ── The table ────────────────────────────────────────────────────────────────────────────────────────────────────


class Damage(NamedTuple):
    """A way to break a document."""

    code: str
    """What whoever reads it must be told."""
    apply: Callable[[Plain, Dice], Document]
    """Breaks plain data that nobody else holds."""
    text: Literal["with", "without", "either"] = "either"
    """Whether the article must have its text."""


DAMAGES: tuple[Damage, ...] = (
    Damage("NC101", not_a_value),
    Damage("NC101", cut_short),
    Damage("NC101", goes_on),
    Damage("NC102", not_utf8),
    Damage("NC102", utf16),
    Damage("NC103", with_mark),
    Damage("NC104", repeated_member),
    Damage("NC105", half_character),
    Damage("NC105", half_character_in_name),
    Damage("NC105", half_character_unwritten),
    Damage("NC106", number_too_large),
    Damage("NC106", number_too_large_unwritten),
    Damage("NC107", too_deep),
    Damage("NC113", chain_too_long),
    Damage("NC116", not_json),
    Damage("NC116", key_not_a_string),
    Damage("NC117", newer_major),
    Damage("NC201", wrong_type),
    Damage("NC201", wrong_item),
    Damage("NC201", no_object),
    Damage("NC202", member_missing),
    Damage("NC203", unknown_member),
    Damage("NC204", no_choice),
    Damage("NC205", breaks(_rules.NOT_EMPTY)),
    Damage("NC206", breaks(_rules.ONE_LINE)),
    Damage("NC207", breaks(_rules.ID)),
    Damage("NC208", breaks(_rules.LANGUAGE)),
    Damage("NC209", breaks(_rules.URI)),
    Damage("NC210", breaks(_rules.DATE, _rules.DATE_TIME, _rules.PERIOD)),
    Damage("NC211", out_of_bounds),
    Damage("NC212", repeated_item),
    Damage("NC213", says_nothing),
    Damage("NC214", empty_time),
    Damage("NC215", bad_owner),
    Damage("NC216", breaks(_rules.VERSION)),
    Damage("NC217", breaks(_rules.DIGEST)),
    Damage("NC218", no_such_day),
    Damage("NC219", ends_before),
    Damage("NC220", older),
    Damage("NC301", dangling),
    Damage("NC302", repeated_id),
    Damage("NC303", nested_in_circle),
    Damage("NC304", affiliated_in_circle),
    Damage("NC305", relation_to_itself),
    Damage("NC306", two_authors),
    Damage("NC401", past_the_end, "with"),
    Damage("NC402", other_words, "with"),
    Damage("NC402", other_length, "with"),
    Damage("NC402", normalised, "with"),
    Damage("NC402", moved, "with"),
    Damage("NC402", other_text, "with"),
    Damage("NC403", backwards),
    Damage("NC404", unlike_its_range, "without"),
    Damage("NC405", unquoted, "with"),
    Damage("NC406", out_of_order, "with"),
    Damage("NC407", overlapping, "with"),
    Damage("NC408", other_digest, "with"),
    Damage("NC409", sections_overlap, "with"),
    Damage("NC410", heading_outside, "with"),
)
"""Every way to break a document that this package knows."""
