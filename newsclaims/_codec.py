"""
The quick road between bytes and articles: records are structs in memory (`_compact.py`).

It never words an error: what it cannot vouch for is None, and the exact road decides (`_json.py`, `validation.py`).

A walk looks at every record of an article. It is one Python function without calls, its source generated from the
classes of the model as attrs generates `__init__`, so that nothing about a field is said twice. On the annotation of
the seed (185 records, 53 µs for `orjson.loads`) it takes 35 µs with every place checked, the rest noted, and each
layout turned into its record.
"""

from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

import attrs
import msgspec

from newsclaims import model
from newsclaims._compact import layout_of
from newsclaims._extensions import EMPTY, Extensions
from newsclaims._rules import (
    DATE,
    DATE_TIME,
    ID,
    INTEGER_HIGH,
    LANGUAGE,
    ONE_LINE,
    PERIOD,
    URI,
    Rule,
    Shape,
    shape_of,
)
from newsclaims._structs import RECORDS, decoded, to_extensions
from newsclaims.article import SCHEMA_VERSION, Article

__all__ = [
    "REFERENCES",
    "Noted",
    "decode",
    "encode",
    "indented",
    "noted",
    "walked",
]


class Noted(NamedTuple):
    """What a walk came across; it has checked places, and rules inside one record, itself."""

    spans: int
    """How many spans there are."""
    sources: list[str]
    """The ids of sources."""
    claims: list[str]
    """The ids of claims."""
    others: list[str]
    """The ids of all other records."""
    of_sources: list[str]
    """References to sources."""
    of_claims: list[str]
    """References to claims."""
    of_any: list[str]
    """References to records of any kind."""
    above: list[tuple[str, str]]
    """Each source with an affiliation, and that."""
    outer: list[tuple[str, str]]
    """Each claim with an attribution inside another claim, and that."""
    extensions: list[Extensions]
    lines: list[str]
    languages: list[str]
    uris: list[str]
    dates: list[str]
    moments: list[str]
    periods: list[str]
    lists: list[tuple[str, ...]]
    """The lists of several strings, none of which may hold one twice."""


Walk = Callable[[Any], "Noted | None"]
"""Looks at an article, and gives what it noted; None where something is wrong for sure."""


def _from_extensions(value: Any) -> Any:
    if isinstance(value, Extensions):
        return msgspec.Raw(value.written)
    raise NotImplementedError


# ── Bytes ────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _decoder() -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(decoded(), dec_hook=to_extensions)


_ENCODER = msgspec.json.Encoder(enc_hook=_from_extensions)


def decode(data: bytes) -> Article | None:
    """The article in a document whose shape is vouched for; None where the exact road must decide."""
    read = noted(data)
    return None if read is None else read[0]


def noted(data: bytes) -> tuple[Article, Noted] | None:
    """
    The article in a document whose shape is vouched for, and what is still to be checked; else None.

    What is tested: JSON, types, enumerations, bounds, unknown members, repeated members, depth, numbers of extensions,
    places, rules inside one record. What is not: patterns and the rules between records, which are `_sound.py`'s.
    """
    try:
        data = _squeezed(data)
        twin = _decoder().decode(data)
        if not _no_repeats(data, twin):
            return None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError):
        return None
    found = _reading(has_text=twin.text is not None)(twin)
    return None if found is None else (_article(twin), found)


def _article(twin: Any) -> Article:
    """The article of its twin, whose records a walk has turned; a twin has a member more, so it cannot turn itself."""
    made: Any = layout_of(Article)(**dict(zip(_NAMES, _VALUES_OF(twin), strict=True)))
    made.__class__ = Article
    made.__attrs_post_init__()
    return made  # type: ignore[no-any-return]


def _squeezed(data: bytes) -> bytes:
    """
    A document without blanks between its tokens, if it is one that is laid out for people.

    So many blanks make decoding take 1.7 times as long, and keep a document from being the very bytes that it is
    compared with; to take them out first makes reading it a fifth quicker.
    """
    return msgspec.json.format(data, indent=-1) if data[1:2].isspace() else data


def _no_repeats(data: bytes, twin: Any) -> bool:
    """
    Whether no object of the document has two members of one name.

    A member more in the bytes than arrived is a colon more. Colons inside strings are the same on both sides, unless
    written as an escape. Members that stand there with their default (null, []) do not arrive in the twin; then
    the plain data are counted instead, which costs as much as reading them.
    """
    written = _ENCODER.encode(twin)
    if written == data:
        return True
    if b"\\u003" in data:
        return False
    colons = data.count(b":")
    return colons == written.count(b":") or colons == msgspec.json.encode(msgspec.json.decode(data)).count(b":")


def encode(article: Article) -> bytes | None:
    """
    The canonical bytes of an article, unchecked; None where the exact road must write them.

    The exact road is needed for members of a newer version, and for floats that Python and msgspec spell differently.
    """
    if article.schema_version != SCHEMA_VERSION:
        return None
    for review in article.reviews:
        for rating in (review.rating_value, review.rating_best, review.rating_worst):
            if type(rating) is float and "e" in repr(rating):
                return None
    return _ENCODER.encode(article)


def walked(article: Article) -> Noted | None:
    """
    What is still to be checked in an article once constructors have made it.

    None where a place, or a rule inside one record, is broken for sure.
    """
    return _checking(has_text=article.text is not None)(article)


def indented(data: bytes, indent: int) -> bytes:
    """Canonical bytes laid out for people, so many blanks a level."""
    return msgspec.json.format(data, indent=indent)


# ── Walks ────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _reading(*, has_text: bool) -> Walk:
    """The walk that turns decoded layouts into records, and notes all that a decoder cannot check."""
    return _Source(noting=set(_LISTS) - {"extensions"}, has_text=has_text, is_reading=True).walk()


@cache
def _checking(*, has_text: bool) -> Walk:
    """The walk that notes all that constructors cannot check."""
    return _Source(noting=set(_LISTS) - {*_VALUES.values(), "lists"}, has_text=has_text).walk()


_NAMES = [field.name for field in attrs.fields(Article)]
_VALUES_OF = attrgetter(*_NAMES)
_LISTS = Noted._fields[1:]
_IDS = {model.Source: "sources", model.Claim: "claims"}
REFERENCES: Mapping[str, str] = {
    **dict.fromkeys(("affiliation_id", "source_ids", "via_ids", "drawn_by_ids", "author_id"), "of_sources"),
    **dict.fromkeys(("within_id", "from_id", "to_id", "claim_id"), "of_claims"),
    "about_id": "of_any",
}
"""Every field of references, and the list in which a walk notes what it refers to."""
_PAIRS = {"affiliation_id": "above.append((source.id, {}))", "within_id": "outer.append((claim.id, {}))"}
_VALUES: Mapping[Rule, str] = {
    ONE_LINE: "lines",
    LANGUAGE: "languages",
    URI: "uris",
    DATE: "dates",
    DATE_TIME: "moments",
    PERIOD: "periods",
}
_BREACHES: Mapping[type, str] = {
    model.When: "{0}.value is None and not {0}_anchor",
    model.Claim: "{0}.text is None and not {0}_content",
    model.Relation: "{0}_from_id == {0}_to_id",
}
"""What a record must not be; `{0}` is the variable that holds it."""
# A slice past the end is cut short; and a quote that holds something is no backward range.
_IN_TEXT = "text[start:end] != quote or not quote or end > length"
_NO_TEXT = f"not start < end <= {INTEGER_HIGH} or (quote is not None and len(quote) != end - start)"


def _note_list(record: type, name: str, shape: Shape) -> str | None:
    """The list in which a field's value is noted."""
    rules = shape.rules if shape.item is None else shape.item.rules
    if name == "extensions":
        return "extensions"
    if ID in rules:
        return _IDS.get(record, "others") if name == "id" else REFERENCES[name]
    return next((_VALUES[rule] for rule in rules if rule in _VALUES), None)


class _Source:
    """
    The source of one walk. It holds lines like these.

        for relation in article.relations:
            others.append(relation.id)
            …
            relation.__class__ = Relation
    """

    def __init__(self, *, noting: set[str], has_text: bool, is_reading: bool = False) -> None:
        self._noting = noting
        self._is_reading = is_reading
        self._breach = _IN_TEXT if has_text else _NO_TEXT
        self._lines: list[str] = []

    def walk(self) -> Walk:
        """The function itself."""
        self._put(0, "def walk(article):")
        self._put(1, "spans, text, empty = 0, article.text, EMPTY", "length = 0 if text is None else len(text)")
        self._put(1, *(f"{name} = {'[]' if name in self._noting else '()'}" for name in _LISTS))
        self._fields(Article, "article", 1)
        self._put(1, f"return Noted(spans, {', '.join(_LISTS)})")
        names: dict[str, Any] = {"EMPTY": EMPTY, "Noted": Noted, **{record.__name__: record for record in RECORDS}}
        # Nothing but names of our own classes and fields goes into the source.
        exec(compile("\n".join(self._lines), f"<{__name__}>", "exec"), names)  # noqa: S102
        return names["walk"]  # type: ignore[no-any-return]

    def _put(self, depth: int, *lines: str) -> None:
        self._lines += [" " * depth + line for line in lines]

    def _record(self, record: type, given: str, depth: int) -> None:
        """Look at the record that the variable `given` holds."""
        if record is model.Span:
            self._put(depth, *(f"{field.name} = {given}.{field.name}" for field in attrs.fields(record)))
            self._put(depth, f"if {self._breach}: return None", "spans += 1")
        else:
            self._fields(record, given, depth)
        if self._is_reading:
            self._put(depth, f"{given}.__class__ = {record.__name__}")

    def _fields(self, record: type, given: str, depth: int) -> None:
        for field in attrs.fields(record):
            self._field(record, given, field, depth)
        if record in _BREACHES:
            self._put(depth, f"if {_BREACHES[record].format(given)}: return None")

    def _field(self, record: type, given: str, field: "attrs.Attribute[Any]", depth: int) -> None:
        shape, local = shape_of(field.type), f"{given}_{field.name}"
        to = _note_list(record, field.name, shape)
        inner = shape.record if shape.item is None else shape.item.record
        noted = to if to in self._noting else None
        if inner not in RECORDS and noted is None:
            return
        self._put(depth, f"{local} = {given}.{field.name}")
        if shape.item is not None and inner is model.Span:
            self._anchor(local, depth)
        elif shape.item is not None and inner in RECORDS:
            one = inner.__name__.lower()
            self._put(depth, f"for {one} in {local}:")
            self._record(inner, one, depth + 1)
        elif inner in RECORDS:
            self._put(depth, f"if {local} is not None:")
            self._record(inner, local, depth + 1)
        elif noted is not None:
            self._note(noted, field.name, shape, local, depth)

    def _anchor(self, local: str, depth: int) -> None:
        self._put(depth, f"if {local}:", " reached = 0", f" for span in {local}:")
        self._record(model.Span, "span", depth + 2)
        self._put(depth + 2, "if start < reached: return None", "reached = end")

    def _note(self, to: str, name: str, shape: Shape, local: str, depth: int) -> None:
        if shape.item is not None:
            self._put(depth, f"if {local}:", f" {to} += {local}")
            if shape.rules and "lists" in self._noting:
                self._put(depth + 1, f"if len({local}) > 1: lists.append({local})")
        elif to == "extensions":
            self._put(depth, f"if {local} is not empty: extensions.append({local})")
        elif shape.nullable:
            self._put(depth, f"if {local} is not None:", f" {to}.append({local})")
            if name in _PAIRS:
                self._put(depth + 1, _PAIRS[name].format(local))
        else:
            self._put(depth, f"{to}.append({local})")
