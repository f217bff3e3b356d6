"""Plain data ↔ classes, by cattrs with hooks that take exact types only."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin

import attrs

from newsclaims._extensions import Extensions, extensions
from newsclaims._structs import RECORDS
from newsclaims.article import Article
from newsclaims.errors import shown

if TYPE_CHECKING:
    from cattrs import Converter


def make_converter() -> "Converter":
    """
    A cattrs converter between plain data and the classes of the model, for those who want other hooks.

    It checks types, enumerations, members and each value, but no rule between fields: `newsclaims.validate` does that.
    Nothing is coerced: `"3"` is refused for 3, true for 1, a string for a list. Members at their default are left out.

    >>> from newsclaims import Span
    >>> make_converter().unstructure(Span(start=0, end=2, quote="no"))
    {'start': 0, 'end': 2, 'quote': 'no'}
    """
    # cattrs and its generated functions take longer than all the rest of the library; documents in JSON need neither.
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn
    from cattrs.strategies import configure_union_passthrough

    converter = Converter(forbid_extra_keys=True, unstruct_collection_overrides={tuple: list})
    configure_union_passthrough(int | float | None, converter)
    for kind in (str, int, float, bool):
        converter.register_structure_hook(kind, _exactly(kind))
    converter.register_structure_hook_factory(_is_tuple, lambda wanted: _tuple_hook(converter, wanted))
    converter.register_structure_hook(Extensions, lambda value, _: extensions(value))
    converter.register_unstructure_hook(Extensions, Extensions.plain)
    # Factories, so that hooks which a user registers later are used inside these records too.
    converter.register_structure_hook_factory(
        RECORDS.__contains__,
        lambda record: _object_hook(make_dict_structure_fn(record, converter, _cattrs_forbid_extra_keys=True)),
    )
    converter.register_unstructure_hook_factory(
        RECORDS.__contains__, lambda record: _unstructure_hook(converter, record)
    )
    return converter


def _unstructure_hook(converter: "Converter", record: type) -> Callable[[Any], dict[str, Any]]:
    from cattrs.gen import make_dict_unstructure_fn, override

    names = tuple(field.name for field in attrs.fields(record))
    if record is Article:
        always = override(omit_if_default=False)
        make = make_dict_unstructure_fn(record, converter, _cattrs_omit_if_default=True, schema_version=always)
    else:
        make = make_dict_unstructure_fn(record, converter, _cattrs_omit_if_default=True)
    return _in_order(make, names)


def _in_order(make: Callable[[Any], dict[str, Any]], names: tuple[str, ...]) -> Callable[[Any], dict[str, Any]]:
    """Members in the order of the class; cattrs puts those with a default last."""

    def hook(value: Any) -> dict[str, Any]:
        made = make(value)
        return {name: made[name] for name in names if name in made}

    return hook


def _exactly(kind: type) -> Callable[[Any, Any], Any]:
    def hook(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            message = f"is {shown(value)}, should be {kind.__name__}"
            raise TypeError(message)
        return value

    return hook


def _is_tuple(wanted: Any) -> bool:
    return get_origin(wanted) is tuple


def _tuple_hook(converter: "Converter", wanted: Any) -> Callable[[Any, Any], Any]:
    item = get_args(wanted)[0]

    def hook(value: Any, _: Any) -> Any:
        if type(value) is not list:
            message = f"is {shown(value)}, should be an array"
            raise TypeError(message)
        return tuple(converter.structure(member, item) for member in value)

    return hook


def _object_hook(structure_record: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def hook(value: Any, wanted: Any) -> Any:
        if not isinstance(value, dict):
            message = f"is {shown(value)}, should be an object"
            raise TypeError(message)
        return structure_record(value, wanted)

    return hook


@cache
def _converter() -> "Converter":
    return make_converter()


def structure(plain: dict[str, Any]) -> Article:
    """The article in plain data whose rules are checked already."""
    return _converter().structure(plain, Article)


def unstructure(article: Article) -> dict[str, Any]:
    """An article as plain data, members of a newer version still under `_newer`."""
    plain: dict[str, Any] = _converter().unstructure(article, unstructure_as=Article)
    return plain
