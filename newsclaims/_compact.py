"""
Records that are attrs classes to everybody and msgspec structs in memory.

To make an attrs object of every decoded struct takes a third of a checked load, and to make the struct again that the
encoder needs takes half of writing. So each class of the model is laid out as a struct: its fields, rules, arguments,
equality and frozenness are those of its attrs class, and the codec reads and writes its objects as they are.

Below each class lies its *layout*, a struct of the same fields that guards nothing. A decoder makes layouts; what has
been checked in one turns into the record by `layout.__class__ = record` (30 ns), in place, with nothing copied. Python
allows that between a class and one that adds no field to it; nobody can do the same to a record, since it is frozen.
"""

import inspect
import types
import typing
from collections.abc import Callable, Iterable
from functools import partial
from typing import Annotated, Any, TypeVar, get_args, get_origin

import attrs
import msgspec
from msgspec.structs import force_setattr

from newsclaims._rules import AtLeast, AtMost, Matches, NotEmpty

__all__ = ["compact", "layout_of", "put", "replaced_types"]

_Record = TypeVar("_Record")

_LAYOUTS: dict[type, type] = {}
"""The layout below each record."""

_BY_STRUCT = {
    *("__dict__", "__weakref__", "__slots__", "__annotations__", "__match_args__", "__init__", "__repr__"),
    *("__eq__", "__ne__", "__hash__", "__setattr__", "__delattr__", "__getstate__", "__setstate__"),
}
"""What a record has from its struct, or gets when it is made, and not from the attrs class."""


def layout_of(record: type) -> type:
    """The layout below a record."""
    return _LAYOUTS[record]


def put(made: Any, name: str, value: object) -> None:
    """Set a field of a record while it is made, before anybody else has it."""
    force_setattr(made, name, value)


def compact(*, marks: bool = False) -> Callable[[type[_Record]], type[_Record]]:
    """
    Lay an attrs class out as a struct.

    Args:
        marks: Whether its objects have a `__dict__` for what is no part of their value, and can be referred to weakly;
            without, they are not known to the cyclic collector, which has nothing to find in them.

    >>> from newsclaims import Span
    >>> attrs.has(Span), issubclass(Span, msgspec.Struct), layout_of(Span) in Span.__mro__
    (True, True, True)
    """

    def lay_out(record: type[_Record]) -> type[_Record]:
        layout = _layout(record, marks=marks)
        fields = set(attrs.fields_dict(record))  # type: ignore[arg-type]
        namespace = {name: value for name, value in vars(record).items() if name not in fields | _BY_STRUCT}
        namespace["__post_init__"] = _constructor(record)
        namespace["__init_subclass__"] = classmethod(_add_no_fields)
        made: Any = type(layout)(record.__name__, (layout,), namespace, frozen=True)
        # Annotations that stand there beforehand would be taken for fields beside those of the layout, and the setter
        # of the struct's own would win over one.
        made.__annotations__ = record.__annotations__
        made.__setattr__, made.__delattr__ = record.__setattr__, record.__delattr__
        _LAYOUTS[made] = layout
        return made  # type: ignore[no-any-return]

    return lay_out


def _add_no_fields(cls: type) -> None:
    """
    See to it that a class that derives from a record adds methods alone: a document has no place for more fields.

    Raises:
        TypeError: It adds a field.
    """
    fields = [name for name, kind in inspect.get_annotations(cls).items() if "ClassVar" not in str(kind)]
    if fields:
        message = f"{cls.__name__} adds the field {fields[0]} to a record; data of your own go into its extensions"
        raise TypeError(message)


def _layout(record: type, *, marks: bool) -> type:
    """
    The struct of a record's fields, closed, with the bounds that a decoder can keep.

    What is required, and the version, has no default that could equal it, so that it is always written.
    """
    fields: list[Any] = []
    for field in attrs.fields(record):
        annotation = replaced_types(field.type, _LAYOUTS)
        if field.default is attrs.NOTHING:
            fields.append((field.name, annotation))
        elif field.name == "schema_version":
            fields.append((field.name, annotation, msgspec.field(default_factory=partial(str, field.default))))
        else:
            fields.append((field.name, annotation, field.default))
    return msgspec.defstruct(
        f"{record.__name__}Layout",
        fields,
        module=record.__module__,
        kw_only=True,
        forbid_unknown_fields=True,
        omit_defaults=True,
        gc=marks,
        dict=marks,
        weakref=marks,
    )


def _constructor(record: type) -> Callable[[Any], None]:
    """What attrs does in a constructor once the fields are set: converters, rules, the class's own last word."""
    fields = attrs.fields(record)
    converters = [(field.name, field.default, field.converter) for field in fields if field.converter is not None]
    texts = [(field.name, field.default) for field in fields if isinstance(field.default, str)]
    last: Callable[[Any], None] | None = getattr(record, "__attrs_post_init__", None)

    def construct(made: Any) -> None:
        for name, default, convert in converters:
            value = getattr(made, name)
            if value is not default:
                put(made, name, convert(value))
        attrs.validate(made)
        for name, default in texts:
            # The encoder leaves out what is its default, and knows it by identity.
            if getattr(made, name) == default:
                put(made, name, default)
        if last is not None:
            last(made)

    return construct


# ── Types ────────────────────────────────────────────────────────────────────────────────────────────────────────


def replaced_types(annotation: Any, made: dict[type, type], *, strict: bool = False) -> Any:
    """
    The annotation of a field for a decoder: other classes for records, and of the rules those that it can keep.

    Args:
        annotation: The annotation.
        made: What stands for each record.
        strict: Whether patterns are kept too, for which reading has no time.
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation in made:
        return made[annotation]
    if origin is Annotated:
        inner = replaced_types(arguments[0], made, strict=strict)
        constraint = _constraint(arguments[1:], strict=strict)
        return inner if constraint is None else Annotated[inner, constraint]
    if origin is tuple:
        return types.GenericAlias(tuple, (replaced_types(arguments[0], made, strict=strict), ...))
    if isinstance(annotation, types.UnionType) or origin is typing.Union:
        members = tuple(replaced_types(argument, made, strict=strict) for argument in arguments)
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
