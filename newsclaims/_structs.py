"""
Structs of msgspec to decode into, generated from the attrs classes so that nothing about a field is said twice.

The layouts below the records (`_compact.py`) are what a document without fault is read into. Strict structs refuse
whatever the schema of a record refuses, and positional ones take the columns of tables; each kind is made when first
needed, which takes 3 ms.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import attrs
import msgspec

from newsclaims import model
from newsclaims._compact import layout_of, replaced_types
from newsclaims._extensions import EMPTY, Extensions, is_owner
from newsclaims._rules import INTEGER_HIGH, INTEGER_LOW, NO_REPEATS, shape_of
from newsclaims.article import Article

__all__ = ["EITHER", "RECORDS", "decoded", "keeps_schema", "plain_json", "positional", "to_extensions"]

RECORDS: tuple[type[Any], ...] = (
    model.Span,
    model.When,
    model.Section,
    model.Source,
    model.Attribution,
    model.Claim,
    model.Relation,
    model.Review,
    model.Note,
    model.Provenance,
    Article,
)
"""Every class of the model, parts before wholes."""

EITHER: dict[type, tuple[str, str]] = {model.Claim: ("text", "content"), model.When: ("value", "anchor")}
"""What a record must hold of two members: the one, or else the other, which is an anchor."""


@cache
def decoded() -> type:
    """What a decoder makes of a document: an article's layout that asks for the version and takes `$schema`."""
    return msgspec.defstruct(
        "Article",
        [("schema_version", str), ("editor_schema", str | msgspec.UnsetType, msgspec.UNSET)],
        bases=(layout_of(Article),),
        kw_only=True,
        forbid_unknown_fields=True,
        omit_defaults=True,
        rename={"editor_schema": "$schema"},
    )


@cache
def positional(record: type) -> type:
    """
    A layout of the same fields that takes them in order, all of them, and tests nothing.

    What it makes turns into a record as layouts do (`_compact.py`). Names take three times as long.
    """
    fields: list[Any] = [(field.name, object, msgspec.UNSET) for field in attrs.fields(record)]
    return msgspec.defstruct(f"{record.__name__}Columns", fields, bases=(layout_of(record),))


@cache
def _strict() -> dict[type, type]:
    """One closed struct for each class, which keeps its patterns and the rules inside one record too."""
    made: dict[type, type] = {}
    for record in RECORDS:
        fields: list[Any] = []
        for field in attrs.fields(record):
            annotation = replaced_types(field.type, made, strict=True)
            required = field.default is attrs.NOTHING or field.name == "schema_version"
            fields.append((field.name, annotation) if required else (field.name, annotation, field.default))
        if record is Article:
            fields.append(("editor_schema", str | msgspec.UnsetType, msgspec.UNSET))
        made[record] = msgspec.defstruct(
            record.__name__,
            fields,
            namespace={"__post_init__": _refusing(record)},
            kw_only=True,
            forbid_unknown_fields=True,
            gc=False,
            rename={"editor_schema": "$schema"} if record is Article else None,
        )
    return made


def _refusing(record: type) -> Callable[[Any], None]:
    """What a strict twin calls when it is made, and what refuses a breach inside the record."""
    lists = [field.name for field in attrs.fields(record) if NO_REPEATS in shape_of(field.type).rules]
    value, anchor = EITHER.get(record, ("", ""))

    def refuse(twin: Any) -> None:
        for name in lists:
            items = getattr(twin, name)
            if len(items) > 1 and not NO_REPEATS.holds(items):
                raise ValueError
        if value and getattr(twin, value) is None and not getattr(twin, anchor):
            raise ValueError

    return refuse


def keeps_schema(record: type, plain: Any) -> bool:
    """
    Whether plain data surely keep what the schema says of a record; False where the schema itself must be asked.

    >>> keeps_schema(model.Source, {"id": "nhk"}), keeps_schema(model.Source, {"id": "NHK 1"})
    (True, False)
    """
    try:
        msgspec.convert(plain, _strict()[record], dec_hook=to_extensions)
    except (msgspec.ValidationError, ValueError, RecursionError):
        return False
    return True


def to_extensions(wanted: type, value: Any) -> Any:
    """Extensions of a decoded object; a `dec_hook` of msgspec."""
    if wanted is not Extensions:
        raise NotImplementedError
    if not plain_json(value) or not all(map(is_owner, value)):
        raise ValueError
    return Extensions._own(value) if value else EMPTY  # noqa: SLF001


def plain_json(value: Any, depth: int = 122) -> bool:
    """
    Whether extensions are an object with numbers in range, and shallow enough wherever they stand.

    The deepest extensions, an attribution's, stand six deep in a document.
    """
    if type(value) is not dict:
        return False
    work = [(value, depth)]
    while work:
        item, left = work.pop()
        members = item.values() if type(item) is dict else item
        for member in members:
            kind = type(member)
            if kind is dict or kind is list:
                if not left:
                    return False
                work.append((member, left - 1))
            elif kind is int and not INTEGER_LOW <= member <= INTEGER_HIGH:
                return False
    return True
