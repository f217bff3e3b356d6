"""
The members of a ninjs object that are written beside those that the model fills: their shapes and their spellings.

Names here are those of ninjs 3.1. Version 2.2 spells them without capitals, version 1.x some in the singular.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias

from newsclaims.formats._documents import full_moment, strict_uri

Version: TypeAlias = Literal["3.1", "2.2"]
"""A version that is written."""

Fits: TypeAlias = Callable[[Any], bool]
"""Whether a value has a shape."""


def text(value: Any) -> bool:
    """Any string."""
    return type(value) is str


def moment(value: Any) -> bool:
    """A full date-time."""
    return type(value) is str and full_moment(value)


def uri(value: Any) -> bool:
    """A URI."""
    return type(value) is str and strict_uri(value)


def whole(value: Any) -> bool:
    """An integer."""
    return type(value) is int


def number(value: Any) -> bool:
    """Any number."""
    return type(value) in (int, float)


def between(low: int, high: int) -> Fits:
    """An integer within bounds."""
    return lambda value: type(value) is int and low <= value <= high


def among(*choices: str) -> Fits:
    """One of some strings."""
    return lambda value: type(value) is str and value in choices


def record(required: str = "", /, **members: Fits) -> Fits:
    """An object with these members and no others; the names that must be there stand apart with blanks."""

    def fits(value: Any) -> bool:
        return (
            type(value) is dict
            and all(name in members and members[name](item) for name, item in value.items())
            and all(name in value for name in required.split())
        )

    return fits


def each(item: Fits) -> Fits:
    """An array of such."""
    return lambda value: type(value) is list and all(map(item, value))


def either(one: str, other: str, fits: Fits) -> Fits:
    """An object that has one of two members, not both."""
    return lambda value: fits(value) and (one in value) != (other in value)


_TYPES = ("text", "audio", "video", "picture", "graphic", "composite", "component")
_TAG: dict[str, Fits] = {"name": text, "rel": text, "uri": uri, "literal": text}
_WORDS = record("value", role=text, contentType=text, value=text)

ENTRIES: dict[str, Fits] = {
    "headlines": _WORDS,
    "bodies": record("value", role=text, contentType=text, charCount=whole, wordCount=whole, value=text),
    "people": record("", **_TAG),
    "organisations": record("", **_TAG, symbols=each(record("", exchange=text, symbolType=uri, symbol=text))),
    "infoSources": record("", name=text, role=text, uri=uri, literal=text),
}
"""What an entry of those lists may be that the model fills, but perhaps not alone."""

MEMBERS: dict[str, Fits] = {
    "type": among(*_TYPES, "event", "planning"),
    "representationType": among("full", "partial"),
    "profile": text,
    "version": text,
    "contentCreated": moment,
    "embargoedUntil": moment,
    "pubStatus": among("usable", "withheld", "canceled"),
    "urgency": between(1, 9),
    "copyrightHolder": text,
    "copyrightNotice": text,
    "usageTerms": text,
    "edNote": text,
    "descriptions": each(_WORDS),
    "places": each(record("", **_TAG)),
    "subjects": each(record("", **_TAG, creator=text, relevance=between(0, 100), confidence=between(0, 100))),
    "events": each(record("", **_TAG)),
    "objects": each(record("", **_TAG)),
    "slugline": text,
    "located": text,
    "renditions": each(
        record(
            "name",
            name=text,
            href=uri,
            contentType=text,
            title=text,
            width=whole,
            height=whole,
            sizeInBytes=whole,
            duration=number,
            format=text,
        )
    ),
    "altIds": each(record("", role=text, value=text)),
    "trustIndicators": each(record("", role=uri, title=text, href=uri)),
    "genres": each(record("", name=text, uri=uri, literal=text)),
    "expires": moment,
    "rightsInfo": either("linkedRights", "encodedRights", record("", langId=uri, linkedRights=uri, encodedRights=text)),
    "digitalSourceType": record("", name=text, uri=uri, literal=text),
}
"""Whole members that are kept in `extensions.ninjs` and written again where they have this shape."""

_NAMES = (
    *MEMBERS,
    *ENTRIES,
    "uri",
    "firstCreated",
    "versionCreated",
    "language",
    "title",
    "by",
    "standard",
    "schema",
    "value",
    "role",
    "name",
    "contentType",
    "charCount",
    "wordCount",
    "rel",
    "literal",
    "symbols",
    "symbolType",
    "exchange",
    "symbol",
    "creator",
    "relevance",
    "confidence",
    "href",
    "width",
    "height",
    "sizeInBytes",
    "duration",
    "format",
    "langId",
    "linkedRights",
    "encodedRights",
)
_IN_2_2 = {name: name.lower() for name in _NAMES} | {"embargoedUntil": "embargoed"}
_PLURALS = {name: f"{name}s" for name in ("place", "subject", "event", "object", "genre")}
_TODAY = {old: new for new, old in _IN_2_2.items()} | {name: name for name in _NAMES} | _PLURALS


def spelled(value: Any, version: Version) -> Any:
    """
    Members named as ninjs 3.1 does, at any depth, named as a version does.

    >>> spelled({"altIds": [{"role": "x"}], "embargoedUntil": "y"}, "2.2")
    {'altids': [{'role': 'x'}], 'embargoed': 'y'}
    """
    return value if version == "3.1" else _renamed(value, _IN_2_2)


def respelled(value: Any) -> Any:
    """
    Members named as any version does, at any depth, named as ninjs 3.1 does.

    An object in which two names fall together stays as it is.

    >>> respelled({"subject": [{"name": "x"}], "embargoed": "y", "unknown": 1})
    {'subjects': [{'name': 'x'}], 'embargoedUntil': 'y', 'unknown': 1}
    """
    return _renamed(value, _TODAY)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if type(value) is list:
        return [_renamed(item, names) for item in value]
    if type(value) is not dict:
        return value
    made = {names.get(name, name): _renamed(item, names) for name, item in value.items()}
    return made if len(made) == len(value) else value


def fits(name: str, value: Any, version: Version) -> bool:
    """Whether a member, named as ninjs 3.1 does, may be written in a version."""
    if name not in MEMBERS or not MEMBERS[name](value):
        return False
    return version == "3.1" or name != "type" or value in _TYPES
