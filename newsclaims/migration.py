"""
Documents of other versions: older ones become today's, newer minor ones keep what is not known yet.

All functions take and give plain data and change nothing that they are given.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import attrs

from newsclaims import model
from newsclaims._extensions import NEWER
from newsclaims._rules import VERSION, Shape, shape_of
from newsclaims.article import SCHEMA_VERSION, Article

__all__ = [
    "MIGRATIONS",
    "Step",
    "is_newer_major",
    "is_newer_minor",
    "is_older",
    "keep_newer",
    "migrate",
    "misplaced",
    "records",
    "reserved",
    "restore_newer",
    "without_newer",
]

Plain = dict[str, Any]
Step = Callable[[Plain], Plain]
"""Turns a document of one version into the next; it must set `schema_version`."""

MIGRATIONS: Mapping[str, Step] = {}
"""For each older version the step that leads away from it. There is none yet: 1.0 is the first."""


def migrate(document: Plain, steps: Mapping[str, Step] | None = None) -> Plain:
    """
    A document of an older version as one of today's, step by step; any other document as it is.

    Args:
        document: Plain data; not changed.
        steps: For each older version the step that leads away from it; `MIGRATIONS` by default.

    >>> steps = {"0.9": lambda old: {**old, "schema_version": "1.0"}}
    >>> migrate({"schema_version": "0.9", "id": "x"}, steps)
    {'schema_version': '1.0', 'id': 'x'}
    """
    steps = MIGRATIONS if steps is None else steps
    seen: set[str] = set()
    while True:
        version = document.get("schema_version")
        if type(version) is not str or version in seen or version not in steps:
            return document
        seen.add(version)
        document = steps[version](document)


def _number(version: Any) -> tuple[int, int] | None:
    if type(version) is not str or not VERSION.matches(version):
        return None
    major, minor = version.split(".")
    return int(major), int(minor)


_TODAY = _number(SCHEMA_VERSION) or (1, 0)


def is_older(version: Any) -> bool:
    """
    Whether a version is older than the first that there was.

    >>> is_older("0.9"), is_older("1.0")
    (True, False)
    """
    return type(version) is str and re.fullmatch("0[.][0-9]{1,9}", version) is not None


def is_newer_major(version: Any) -> bool:
    """
    Whether a version is of a major that this release does not know.

    >>> is_newer_major("2.0"), is_newer_major("1.7"), is_newer_major("nonsense")
    (True, False, False)
    """
    number = _number(version)
    return number is not None and number[0] > _TODAY[0]


def is_newer_minor(version: Any) -> bool:
    """
    Whether a version is of this release's major and a minor that it does not know.

    >>> is_newer_minor("1.7"), is_newer_minor("1.0"), is_newer_minor("2.0")
    (True, False, False)
    """
    number = _number(version)
    return number is not None and number[0] == _TODAY[0] and number[1] > _TODAY[1]


# ── Members of a newer minor version ─────────────────────────────────────────────────────────────────────────────

_CLOSED = (model.Span, model.When)


def keep_newer(document: Plain) -> Plain:
    """
    A document of a newer minor version, its unknown members put under the key `_newer` of their record's extensions.

    >>> keep_newer({"schema_version": "1.7", "mood": "grim"})
    {'schema_version': '1.7', 'extensions': {'_newer': {'mood': 'grim'}}}
    """
    kept: Plain = _kept(document, Article)
    return kept


def without_newer(document: Plain) -> Plain:
    """
    A document without what `keep_newer` has put away: what this version knows of it.

    >>> without_newer({"extensions": {"_newer": {"mood": "grim"}, "brat": 1}})
    {'extensions': {'brat': 1}}
    """
    known: Plain = _known(document, Article)
    return known


def restore_newer(document: Plain) -> Plain:
    """
    The way back: members kept under `_newer` stand in their record again, behind the known ones.

    >>> restore_newer({"schema_version": "1.7", "extensions": {"_newer": {"mood": "grim"}}})
    {'schema_version': '1.7', 'mood': 'grim'}
    """
    restored: Plain = _restored(document, Article)
    return restored


def records(document: Plain) -> Iterator[tuple[str, Plain, type]]:
    """
    Every record of a document that may have extensions, with its pointer and its class, as far as it is an object.

    >>> [pointer for pointer, _, _ in records({"claims": [{"attributions": [{}]}]})]
    ['', '/claims/0', '/claims/0/attributions/0']
    """
    work: list[tuple[str, Any, type]] = [("", document, Article)]
    while work:
        pointer, record, kind = work.pop()
        if type(record) is not dict or kind in _CLOSED:
            continue
        yield pointer, record, kind
        for name, shape in reversed(_shapes(kind).items()):
            inner = shape.item.record if shape.item is not None else shape.record
            value = record.get(name)
            if inner is None or not attrs.has(inner):
                continue
            if type(value) is list:
                work += [(f"{pointer}/{name}/{index}", item, inner) for index, item in enumerate(value)][::-1]
            else:
                work.append((f"{pointer}/{name}", value, inner))


def reserved(document: Plain) -> Iterator[str]:
    """
    The pointer to every `_newer` in a document, where only the loader may write it.

    >>> list(reserved({"claims": [{"extensions": {"_newer": {}}}]}))
    ['/claims/0/extensions/_newer']
    """
    for pointer, record, _ in records(document):
        if type(record.get("extensions")) is dict and NEWER in record["extensions"]:
            yield f"{pointer}/extensions/{NEWER}"


def misplaced(document: Plain) -> Iterator[str]:
    """
    The pointer to every `_newer` that does not hold what it is for: members that this version does not know.

    >>> list(misplaced({"extensions": {"_newer": {"id": "y"}}}))
    ['/extensions/_newer']
    """
    for pointer, record, kind in records(document):
        extensions = record.get("extensions")
        if type(extensions) is dict and NEWER in extensions:
            newer = extensions[NEWER]
            if type(newer) is not dict or not newer or not _shapes(kind).keys().isdisjoint(newer):
                yield f"{pointer}/extensions/{NEWER}"


@cache
def _shapes(kind: type) -> dict[str, Shape]:
    return {field.name: shape_of(field.type) for field in attrs.fields(kind)}


def _kept(record: Any, kind: type) -> Any:
    if type(record) is not dict:
        return record
    if kind in _CLOSED:
        return record
    known = _shapes(kind)
    made: Plain = {}
    unknown: Plain = {}
    for name, value in record.items():
        if name in known:
            made[name] = _each(value, known[name], _kept)
        elif kind is Article and name == "$schema":
            made[name] = value
        else:
            unknown[name] = value
    if unknown and type(made.get("extensions", {})) is dict:
        made["extensions"] = {**made.get("extensions", {}), NEWER: unknown}
    return made


def _restored(record: Any, kind: type) -> Any:
    if type(record) is not dict or kind in _CLOSED:
        return record
    known = _shapes(kind)
    made = {name: _each(value, known[name], _restored) if name in known else value for name, value in record.items()}
    if NEWER in made.get("extensions", {}):
        extensions = dict(made.pop("extensions"))
        newer = extensions.pop(NEWER)
        made |= {**({"extensions": extensions} if extensions else {}), **newer}
    return made


def _known(record: Any, kind: type) -> Any:
    if type(record) is not dict or kind in _CLOSED:
        return record
    shapes = _shapes(kind)
    made = {name: _each(value, shapes[name], _known) if name in shapes else value for name, value in record.items()}
    if type(made.get("extensions")) is dict and NEWER in made["extensions"]:
        made["extensions"] = {name: value for name, value in made["extensions"].items() if name != NEWER}
    return made


def _each(value: Any, shape: Any, change: Callable[[Any, type], Any]) -> Any:
    if shape.item is not None and shape.item.record is not None and type(value) is list:
        return [change(item, shape.item.record) for item in value]
    if shape.kind == "object" and shape.record is not None and attrs.has(shape.record):
        return change(value, shape.record)
    return value
