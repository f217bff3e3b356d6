"""
Structs of msgspec, generated from the attrs classes so that nothing about a field is said twice.

There are three kinds: twins to decode documents into, positional ones to encode records with, and strict ones that
refuse whatever the schema of a record refuses. Each kind is made when it is first needed: to make one takes 3 ms.
"""

import types
import typing
from collections.abc import Callable, Iterable
from functools import cache
from typing import Annotated, Any, get_args, get_origin

import attrs
import msgspec

from newsclaims import model
from newsclaims._extensions import EMPTY, Extensions, is_owner
from newsclaims._rules import INTEGER_HIGH, INTEGER_LOW, NO_REPEATS, AtLeast, AtMost, Matches, NotEmpty, shape_of
from newsclaims.article import Article

__all__ = ["EITHER", "RECORDS", "keeps_schema", "plain_json", "structs", "to_extensions", "twins"]

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
def twins(*, strict: bool = False) -> dict[type, type]:
    """
    One closed struct for each class: the same fields, defaults and order, unknown members refused.

    `source_ids` and `schema_version` are required, so that they are asked for and written also at their defaults.

    Args:
        strict: Whether they keep patterns and the rules inside one record too, for which a decoder has no time.
    """
    made: dict[type, type] = {}
    for record in RECORDS:
        fields: list[Any] = []
        for field in attrs.fields(record):
            annotation = _twin_type(field.type, made, strict=strict)
            if field.default is attrs.NOTHING or field.name == "schema_version":
                fields.append((field.name, annotation))
            else:
                fields.append((field.name, annotation, field.default))
        rename = None
        if record is Article:
            fields.append(("editor_schema", str | msgspec.UnsetType, msgspec.UNSET))
            rename = {"editor_schema": "$schema"}
        made[record] = msgspec.defstruct(
            record.__name__,
            fields,
            namespace={"__post_init__": _refusing(record)} if strict else None,
            kw_only=True,
            forbid_unknown_fields=True,
            omit_defaults=True,
            gc=False,
            rename=rename,
        )
    return made


def _twin_type(annotation: Any, made: dict[type, type], *, strict: bool) -> Any:
    """The annotation of a field, with each record's class replaced by its twin."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation in made:
        return made[annotation]
    if origin is Annotated:
        inner = _twin_type(arguments[0], made, strict=strict)
        constraint = _constraint(arguments[1:], strict=strict)
        return inner if constraint is None else Annotated[inner, constraint]
    if origin is tuple and arguments[0] in made:
        # msgspec makes a list before it makes a tuple of it; the walk makes the tuple, of other records.
        return types.GenericAlias(list, (made[arguments[0]],))
    if origin is tuple:
        return types.GenericAlias(tuple, (_twin_type(arguments[0], made, strict=strict), ...))
    if isinstance(annotation, types.UnionType) or origin is typing.Union:
        members = tuple(_twin_type(argument, made, strict=strict) for argument in arguments)
        return typing.Union[members]  # noqa: UP007
    return annotation


def _constraint(rules: Iterable[Any], *, strict: bool) -> msgspec.Meta | None:
    """The rules that msgspec can test while it decodes; the others are tested by `_sound.py`."""
    found: dict[str, Any] = {}
    for rule in rules:
        if isinstance(rule, AtLeast):
            found["ge"] = rule.minimum
        elif isinstance(rule, AtMost):
            found["le"] = rule.maximum
        elif isinstance(rule, NotEmpty):
            found["min_length"] = 1
        elif isinstance(rule, Matches) and strict:
            found["pattern"] = rule.pattern
    return msgspec.Meta(**found) if found else None


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
        msgspec.convert(plain, twins(strict=True)[record], dec_hook=to_extensions)
    except (msgspec.ValidationError, ValueError, RecursionError):
        return False
    return True


@cache
def structs() -> dict[type, type]:
    """
    One struct for each class to encode it with: the same fields, defaults and order, all positional.

    What is required has a default that it never equals, so that it is always written.
    """
    made: dict[type, type] = {}
    for record in RECORDS:
        fields: list[Any] = []
        for field in attrs.fields(record):
            always = field.default is attrs.NOTHING or field.name == "schema_version"
            fields.append((field.name, object, msgspec.UNSET if always else field.default))
        made[record] = msgspec.defstruct(record.__name__, fields, omit_defaults=True, gc=False)
    return made


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
