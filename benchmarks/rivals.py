"""What the library is compared with: a pydantic model made from the same classes, and two JSON Schema validators."""

import types
import typing
from collections.abc import Callable
from typing import Annotated, Any, get_args, get_origin

import attrs
import jsonschema_rs
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ConfigDict, Field, create_model

import newsclaims as nc
from newsclaims._extensions import Extensions
from newsclaims._structs import RECORDS


def pydantic_model() -> type[BaseModel]:
    """
    A closed, strict model of an article: types, enumerations and unknown members are checked.

    It checks less than the library does: no pattern, no bound, no place, no reference, no digest, no repeated member.
    """
    config = ConfigDict(extra="forbid", strict=True)
    models: dict[Any, Any] = {Extensions: dict[str, Any]}
    for record in RECORDS:
        fields: dict[str, Any] = {}
        for field in attrs.fields(record):
            required = field.default is attrs.NOTHING or field.name == "schema_version"
            default = {} if isinstance(field.default, Extensions) else field.default
            fields[field.name] = (_type(field.type, models), ... if required else default)
        if record is nc.Article:
            fields["editor_schema"] = (str | None, Field(None, alias="$schema"))
        models[record] = create_model(record.__name__, __config__=config, **fields)
    made: type[BaseModel] = models[nc.Article]
    return made


def _type(annotation: Any, models: dict[Any, Any]) -> Any:
    """The annotation of a field for pydantic, without rules."""
    if annotation in models:
        return models[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(arguments[0], models)
    if origin is tuple:
        return types.GenericAlias(tuple, (_type(arguments[0], models), ...))
    if isinstance(annotation, types.UnionType) or origin is typing.Union:
        return typing.Union[tuple(_type(argument, models) for argument in arguments)]  # noqa: UP007
    return annotation


def jsonschema_in_python() -> Callable[[Any], bool]:
    """The test that jsonschema makes of the library's schema."""
    validator = Draft202012Validator(nc.schema())
    return validator.is_valid


def jsonschema_in_rust() -> Callable[[Any], bool]:
    """The test that jsonschema-rs makes of the library's schema."""
    validator = jsonschema_rs.Draft202012Validator(nc.schema())
    return validator.is_valid
