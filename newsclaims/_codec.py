"""
The quick road between bytes and articles, through closed msgspec structs generated from the attrs classes.

It never words an error: what it cannot vouch for is None, and the exact road decides (`_json.py`, `validation.py`).
Measured on the seed's annotation, in multiples of a bare `orjson.loads`: decoding straight into the attrs classes takes
3.1 and drops unknown members unsaid; a closed struct and then `msgspec.convert` into the classes take 0.8 and 1.1.
"""

import types
import typing
from typing import Annotated, Any, get_args, get_origin

import attrs
import msgspec

from newsclaims import model
from newsclaims._extensions import EMPTY, Extensions, is_owner
from newsclaims._rules import INTEGER_HIGH, INTEGER_LOW, AtLeast, AtMost, NotEmpty
from newsclaims.article import SCHEMA_VERSION, Article

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


def _constraint(rules: typing.Iterable[Any]) -> msgspec.Meta | None:
    """The rules that msgspec can test while it decodes; the others are tested by `_sound.py`."""
    found: dict[str, Any] = {}
    for rule in rules:
        if isinstance(rule, AtLeast):
            found["ge"] = rule.minimum
        elif isinstance(rule, AtMost):
            found["le"] = rule.maximum
        elif isinstance(rule, NotEmpty):
            found["min_length"] = 1
    return msgspec.Meta(**found) if found else None


def _twin_type(annotation: Any, twins: dict[type, type]) -> Any:
    """The annotation of a field, with each record's class replaced by its twin."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation in twins:
        return twins[annotation]
    if origin is Annotated:
        inner = _twin_type(arguments[0], twins)
        constraint = _constraint(arguments[1:])
        return inner if constraint is None else Annotated[inner, constraint]
    if origin is tuple:
        return types.GenericAlias(tuple, (_twin_type(arguments[0], twins), ...))
    if isinstance(annotation, types.UnionType) or origin is typing.Union:
        return typing.Union[tuple(_twin_type(argument, twins) for argument in arguments)]  # noqa: UP007
    return annotation


def _make_twins() -> dict[type, type]:
    """
    One closed struct for each class: the same fields, defaults and order, unknown members refused.

    `source_ids` and `schema_version` are required, so that they are asked for and written also at their defaults.
    """
    twins: dict[type, type] = {}
    for record in RECORDS:
        fields: list[Any] = []
        for field in attrs.fields(record):
            annotation = _twin_type(field.type, twins)
            if field.default is attrs.NOTHING or field.name == "schema_version":
                fields.append((field.name, annotation))
            else:
                fields.append((field.name, annotation, field.default))
        rename = None
        if record is Article:
            fields.append(("editor_schema", str | msgspec.UnsetType, msgspec.UNSET))
            rename = {"editor_schema": "$schema"}
        twins[record] = msgspec.defstruct(
            record.__name__,
            fields,
            kw_only=True,
            forbid_unknown_fields=True,
            omit_defaults=True,
            gc=False,
            rename=rename,
        )
    return twins


def _skip_validators() -> None:
    """
    Have msgspec learn the attrs classes without their validators, which the twins have run already.

    msgspec looks at a class once and keeps what it saw; validators would cost a Python call for each field (0.9 of the
    1.1 above become 3.5). Should a release of msgspec look again, the validators run and nothing but time is lost.
    """
    seen = {record: attrs.fields(record) for record in RECORDS}
    try:
        for record, fields in seen.items():
            record.__attrs_attrs__ = tuple(_Unvalidated(field) for field in fields)
        msgspec.convert({"id": "x", "language": "und"}, Article)
    finally:
        for record, fields in seen.items():
            record.__attrs_attrs__ = fields


class _Unvalidated:
    """What msgspec asks of an attrs field."""

    def __init__(self, field: "attrs.Attribute[Any]") -> None:
        self.name = field.name
        self.default = field.default
        self.validator = None


def _to_extensions(wanted: type, value: Any) -> Any:
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


def _from_extensions(value: Any) -> Any:
    if isinstance(value, Extensions):
        return msgspec.Raw(value.written)
    raise NotImplementedError


_TWINS = _make_twins()
_DECODER: msgspec.json.Decoder[Any] = msgspec.json.Decoder(_TWINS[Article], dec_hook=_to_extensions)
_ENCODER = msgspec.json.Encoder(enc_hook=_from_extensions)
_skip_validators()


def decode(data: bytes) -> Article | None:
    """
    The article in a document whose shape msgspec vouches for; None where the exact road must decide.

    What is tested: JSON, types, enumerations, bounds, unknown members, repeated members, numbers, depth. What is not:
    patterns and everything between fields, which is `_sound.py`'s.
    """
    try:
        twin = _DECODER.decode(data)
        if not _no_repeats(data, twin):
            return None
        return msgspec.convert(twin, Article, from_attributes=True)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError):
        return None


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
    The canonical bytes of an article; None where the exact road must write them.

    The exact road is needed for members of a newer version, and for floats that Python and msgspec spell differently.

    Raises:
        msgspec.ValidationError: A value has not the type of its field.
    """
    if article.schema_version != SCHEMA_VERSION:
        return None
    for review in article.reviews:
        for rating in (review.rating_value, review.rating_best, review.rating_worst):
            if type(rating) is float and "e" in repr(rating):
                return None
    return _ENCODER.encode(msgspec.convert(article, _TWINS[Article], from_attributes=True))


def indented(data: bytes, indent: int) -> bytes:
    """Canonical bytes laid out for people, so many blanks a level."""
    return msgspec.json.format(data, indent=indent)
