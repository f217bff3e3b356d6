"""
The JSON Schema of a draft, in the dialect that every provider's strict mode and every grammar-based decoder takes.

Six keywords: `type`, `properties`, `required`, `items`, `enum`, and `additionalProperties`, which is false. Every
member is required; there are no unions, references, limits or recursion, and objects are two levels deep.
"""

from collections.abc import Iterator
from typing import Any

from newsclaims._rules import Shape
from newsclaims.draft.form import Draft, fields_of

__all__ = ["KEYWORDS", "breaches", "generate"]

KEYWORDS = ("type", "properties", "required", "items", "enum", "additionalProperties")
"""All that a schema in the dialect may hold."""

_TYPES = ("object", "array", "string", "integer", "number", "boolean")
_LEVELS = 2
_OWNERS = {"properties": "object", "required": "object", "additionalProperties": "object", "items": "array"}


def generate() -> dict[str, Any]:
    """
    The schema of a draft; `schemas/draft-1.0.schema.json` holds it.

    >>> list(generate()["properties"]), breaches(generate())
    (['claims', 'relations'], [])
    """
    return _object(Draft)


def _object(record: type) -> dict[str, Any]:
    members = fields_of(record)
    return {
        "type": "object",
        "properties": {name: _value(shape) for name, shape in members.items()},
        "required": list(members),
        "additionalProperties": False,
    }


def _value(shape: Shape) -> dict[str, Any]:
    if shape.record is not None:
        return _object(shape.record)
    if shape.item is not None:
        return {"type": "array", "items": _value(shape.item)}
    return {"type": "string", "enum": list(shape.choices)} if shape.choices else {"type": "string"}


def breaches(schema: object) -> list[str]:
    """
    What in a schema is outside the dialect: where, what is there, what should be; empty if nothing is.

    >>> breaches({"type": "object", "properties": {"a": {"type": ["string", "null"]}}, "required": []})[0]
    '(root): additionalProperties is missing, should be false'
    """
    return list(_breaches(schema, "", 0))


def _breaches(schema: object, place: str, level: int) -> Iterator[str]:
    where = place or "(root)"
    if not isinstance(schema, dict):
        yield f"{where}: is no object, should be a schema"
        return
    for keyword in schema:
        if keyword not in KEYWORDS:
            yield f"{where}: {keyword} is outside the dialect, should be one of {', '.join(KEYWORDS)}"
    kind = schema.get("type")
    if kind not in _TYPES:
        yield f"{where}: type is {kind!r}, should be one of {', '.join(_TYPES)}"
    yield from _company(schema, kind, where)
    if "enum" in schema:
        yield from _enumeration(schema["enum"], kind, where)
    if kind == "object":
        yield from _members(schema, place, level + 1)
    elif kind == "array":
        items = schema.get("items")
        if isinstance(items, dict) and items.get("type") == "array":
            yield f"{where}: items is an array of arrays, should be one of strings or objects"
        elif "items" in schema:
            yield from _breaches(items, f"{place}/items", level)


def _company(schema: dict[str, Any], kind: object, where: str) -> Iterator[str]:
    """Keywords that a type needs, and those that belong to another."""
    for keyword, owner in _OWNERS.items():
        if keyword in schema and kind != owner:
            yield f"{where}: {keyword} is there, should be left out of what is no {owner}"
        elif keyword not in schema and kind == owner:
            should = "be false" if keyword == "additionalProperties" else "be there"
            yield f"{where}: {keyword} is missing, should {should}"


def _members(schema: dict[str, Any], place: str, level: int) -> Iterator[str]:
    """What is wrong with the members of an object."""
    where = place or "(root)"
    if level > _LEVELS:
        yield f"{where}: is an object on level {level}, should be on level {_LEVELS} at most"
        return
    if schema.get("additionalProperties", False) is not False:
        yield f"{where}: additionalProperties is {schema['additionalProperties']!r}, should be false"
    properties = schema.get("properties")
    if not isinstance(properties, dict) or not properties:
        yield f"{where}: properties is {properties!r}, should name a member at least"
        return
    if schema.get("required") != list(properties):
        yield f"{where}: required is {schema.get('required')!r}, should be every member in its order"
    for name, member in properties.items():
        yield from _breaches(member, f"{place}/properties/{name}", level)


def _enumeration(values: object, kind: object, where: str) -> Iterator[str]:
    if kind != "string" or not isinstance(values, list) or not values or not all(type(v) is str for v in values):
        yield f"{where}: enum is {values!r}, should be a list of strings on a string"
    elif len(set(values)) < len(values):
        yield f"{where}: enum names a value twice, should name each once"
