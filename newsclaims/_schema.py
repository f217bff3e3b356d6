"""
The JSON Schema of an article, generated from the classes: fields, rules and docstrings, nothing else.

`schemas/article-1.0.schema.json` is what `generate` gives; a test compares. At run time `newsclaims.schema()` reads
that file.
"""

import inspect
import re
from typing import Any

import attrs

from newsclaims import model
from newsclaims._extensions import KEY, Extensions
from newsclaims._rules import Shape, shape_of
from newsclaims._structs import EITHER
from newsclaims.article import Article

__all__ = ["DIALECT", "SCHEMA_ID", "descriptions", "generate"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_ID = "urn:newsclaims:schema:article:1.0"

_DEFINED: tuple[type, ...] = (
    model.Span,
    model.When,
    model.Section,
    model.Source,
    model.Claim,
    model.Attribution,
    model.Relation,
    model.Review,
    model.Note,
    model.Provenance,
)
_JSON_NAMES = {"array": "array", "object": "object", "string": "string", "integer": "integer", "number": "number"}


def generate() -> dict[str, Any]:
    """
    The schema of an article, draft 2020-12: closed objects, no `anyOf`, no `oneOf`, no recursion.

    >>> generate()["required"]
    ['schema_version', 'id', 'language']
    """
    schema = {"$schema": DIALECT, "$id": SCHEMA_ID, "title": "Article", "type": "object", **_object(Article)}
    properties = {"$schema": {"type": "string", "description": "For editors; ignored on reading, never written."}}
    schema["properties"] = properties | schema["properties"]
    schema["$defs"] = {record.__name__: {"title": record.__name__, **_object(record)} for record in _DEFINED}
    schema["$defs"]["Extensions"] = {
        "title": "Extensions",
        "description": "Other people's data: owner to any JSON.",
        "propertyNames": {"pattern": f"^(?:{KEY})$(?!\\n)"},
    }
    return schema


def descriptions(record: type) -> dict[str, str]:
    """
    What each field of a class means, from the `Attributes` of its docstring.

    Raises:
        KeyError: A field is not described, or something described is no field.

    >>> descriptions(model.Span)["start"]
    'First code point covered, counted from 0 (W3C TextPositionSelector.start).'
    """
    text = inspect.getdoc(record) or ""
    section = re.search("\nAttributes:\n((?:    .*\n|\n)*)", text + "\n")
    found: dict[str, str] = {}
    for name, words in re.findall(
        "^    ([a-z0-9_]+): ((?:.*\n)(?:        .*\n)*)", section[1] if section else "", re.MULTILINE
    ):
        found[name] = re.sub(r"\s+", " ", words).strip().replace("`", "").replace("*", "")
    fields = [field.name for field in attrs.fields(record)]
    if list(found) != fields:
        raise KeyError(record.__name__, sorted(set(found) ^ set(fields)) or "order")
    return found


def _object(record: type) -> dict[str, Any]:
    words = descriptions(record)
    fields = attrs.fields(record)
    schema: dict[str, Any] = {
        "description": (inspect.getdoc(record) or "").split("\n\n")[0].replace("*", ""),
        "properties": {field.name: _property(field, words[field.name]) for field in fields},
        "required": [field.name for field in fields if is_required(record, field)],
        "additionalProperties": False,
    }
    if not schema["required"]:
        del schema["required"]
    if record in EITHER:
        # `if` keeps the message short where `anyOf` would only say that nothing fits.
        value, anchor = EITHER[record]
        schema["if"] = {"properties": {value: {"type": "null"}}}
        schema["then"] = {"required": [anchor], "properties": {anchor: {"minItems": 1}}}
    return schema


def is_required(record: type, field: "attrs.Attribute[Any]") -> bool:
    """Whether a document must hold the member; `schema_version` has a default in Python alone."""
    return field.default is attrs.NOTHING or (record is Article and field.name == "schema_version")


def _property(field: "attrs.Attribute[Any]", words: str) -> dict[str, Any]:
    shape = shape_of(field.type)
    schema = {"description": words, **_shape(shape)}
    if field.default is not attrs.NOTHING and not shape.nullable and field.name != "schema_version":
        default = field.default
        schema["default"] = [] if default == () else {} if isinstance(default, Extensions) else default
    return schema


def _shape(shape: Shape) -> dict[str, Any]:
    name = _JSON_NAMES[shape.kind]
    schema: dict[str, Any] = {"type": [name, "null"] if shape.nullable else name}
    if shape.record is not None:
        schema["$ref"] = f"#/$defs/{shape.record.__name__}"
    if shape.choices:
        schema["enum"] = [*shape.choices, None] if shape.nullable else [*shape.choices]
    for rule in shape.rules:
        schema |= rule.keywords
    if shape.item is not None:
        schema["items"] = _shape(shape.item)
    return schema
