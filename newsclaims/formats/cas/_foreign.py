"""
What a JSON CAS holds beside the article: types, annotations and views of others, told apart and put back.

It is kept in `extensions.cas` as a JSON CAS of its own, with the text left out, since the article has it, and with ids
numbered from 1, since those of newsclaims leave holes.
"""

from typing import Any

import attrs

from newsclaims.formats.cas._types import PREFIX

__all__ = ["Parts", "initial_apart", "parted", "refilled", "sofas_apart"]

_VIEW = "_InitialView"
_SOFA = "uima.cas.Sofa"
_DOCUMENT = "uima.tcas.DocumentAnnotation"
_PLAIN_SOFA = {"%ID", "%TYPE", "sofaNum", "sofaID", "mimeType", "sofaString"}
_PLAIN_DOCUMENT = {"%ID", "%TYPE", "@sofa", "begin", "end", "language"}

Plain = dict[str, Any]


@attrs.frozen
class Parts:
    """
    A JSON CAS taken apart.

    Attributes:
        text: The text of the initial view.
        language: The language of the initial view, as it is stated.
        own: The feature structures of newsclaims, without ids.
        foreign: A JSON CAS of all others; None where there is none.
        tied: Whether some of the others refer to one of newsclaims.
    """

    text: str | None
    language: str | None
    own: list[Plain]
    foreign: Plain | None
    tied: bool


def parted(plain: Plain) -> Parts:
    """
    Take apart what dkpro-cassis wrote.

    Args:
        plain: A JSON CAS: an array of feature structures, each with all its references resolved to ids.
    """
    found: list[Plain] = plain["%FEATURE_STRUCTURES"]
    initial = plain["%VIEWS"].get(_VIEW, {}).get("%SOFA")
    text: str | None = None
    language: str | None = None
    own: list[Plain] = []
    left: list[Plain] = []
    marks = False
    for item in found:
        type_ = item["%TYPE"]
        if type_.startswith(PREFIX):
            own.append({name: value for name, value in item.items() if name not in {"%ID", "@sofa"}})
            continue
        if item.get("@sofa") == initial and language is None and _is_document(type_, plain.get("%TYPES", {})):
            language = item.get("language")
        if type_ == _DOCUMENT and item.get("@sofa") == initial and item.keys() <= _PLAIN_DOCUMENT:
            continue
        if type_ == _SOFA and item["%ID"] == initial:
            text = item.get("sofaString")
            marks = not item.keys() <= _PLAIN_SOFA
        left.append(_without_text(item) if type_ == _SOFA and item["%ID"] == initial else item)
    types = {name: value for name, value in plain.get("%TYPES", {}).items() if not name.startswith(PREFIX)}
    left = _ordered(left)
    ids = {item["%ID"]: number for number, item in enumerate(left, 1)}
    own_ids = {item["%ID"] for item in found if item["%TYPE"].startswith(PREFIX)}
    tied = any(not own_ids.isdisjoint(_references(item)) for item in left)
    views = {
        name: {
            "%SOFA": ids.get(view["%SOFA"]),
            "%MEMBERS": [ids[member] for member in view["%MEMBERS"] if member in ids],
        }
        for name, view in plain["%VIEWS"].items()
    }
    alone = len(left) <= 1 and len(views) <= 1 and not marks
    foreign: Plain = {
        "%TYPES": types,
        "%FEATURE_STRUCTURES": [_renumbered(item, ids) for item in left],
        "%VIEWS": views,
    }
    return Parts(text, language, own, None if alone else foreign, tied)


def _without_text(sofa: Plain) -> Plain:
    return {name: value for name, value in sofa.items() if name != "sofaString"}


def _ordered(items: list[Plain]) -> list[Plain]:
    """Arrays behind all others, in the order in which these name them: XMI writes them inside, and gives new ids."""
    arrays = {item["%ID"]: item for item in items if item["%TYPE"].startswith("uima.cas.") and _is_array(item)}
    others = [item for item in items if item["%ID"] not in arrays]
    named = dict.fromkeys(
        value for item in others for name, value in item.items() if name.startswith("@") and value in arrays
    )
    return others + [arrays[key] for key in [*named, *(key for key in arrays if key not in named)]]


def _is_array(item: Plain) -> bool:
    return bool(item["%TYPE"].endswith("Array"))


def _is_document(type_: str, types: Plain) -> bool:
    """Whether a type is the annotation over a document, or one made from it."""
    seen: set[str] = set()
    while type_ != _DOCUMENT and type_ in types and type_ not in seen:
        seen.add(type_)
        type_ = types[type_].get("%SUPER_TYPE", "")
    return type_ == _DOCUMENT


def _references(item: Plain) -> set[Any]:
    """The ids that a feature structure refers to."""
    single = {value for name, value in item.items() if name.startswith("@")}
    return single | {value for value in _elements(item) if value is not None}


def _elements(item: Plain) -> list[Any]:
    """The ids in an array of references; arrays of other things have none."""
    held = item.get("%ELEMENTS") if item["%TYPE"] == "uima.cas.FSArray" else None
    return held if type(held) is list else []


def _renumbered(item: Plain, ids: dict[int, int]) -> Plain:
    made: Plain = {}
    for name, value in item.items():
        if name == "%ID" or name.startswith("@"):
            made[name] = ids.get(value)
        elif name == "%ELEMENTS" and item["%TYPE"] == "uima.cas.FSArray":
            made[name] = [ids.get(element) for element in value]
        else:
            made[name] = value
    return made


def sofas_apart(plain: Plain) -> Plain:
    """
    A JSON CAS where no Sofa has the id of another feature structure.

    Some of UIMA's own samples have such ids. Nothing is ambiguous in them: only `@sofa` and `%SOFA` name a Sofa.
    """
    found = plain.get("%FEATURE_STRUCTURES")
    if type(found) is not list:
        return plain
    others = {item.get("%ID") for item in found if item["%TYPE"] != _SOFA}
    sofas = [item["%ID"] for item in found if item["%TYPE"] == _SOFA and item.get("%ID") in others]
    new = {key: _fresh(found) + number for number, key in enumerate(sofas)}
    if not new:
        return plain
    items = []
    for item in found:
        own = {"%ID": new.get(item["%ID"], item["%ID"])} if item["%TYPE"] == _SOFA else {}
        named = {"@sofa": new.get(item["@sofa"], item["@sofa"])} if "@sofa" in item else {}
        items.append({**item, **own, **named})
    views = {
        name: {**view, "%SOFA": new.get(view["%SOFA"], view["%SOFA"])} if "%SOFA" in view else view
        for name, view in plain["%VIEWS"].items()
    }
    return {**plain, "%FEATURE_STRUCTURES": items, "%VIEWS": views}


def initial_apart(plain: Plain) -> Plain:
    """
    What dkpro-cassis wrote, the Sofa of its initial view with an id of its own.

    A CAS may have other views only. dkpro-cassis makes the initial one all the same, empty, and may give its Sofa the
    id of something that was read; whatever names that id means the latter.
    """
    found: list[Plain] = plain["%FEATURE_STRUCTURES"]
    made = next((item for item in found if item["%TYPE"] == _SOFA and item.get("sofaID") == _VIEW), None)
    if made is None or all(item is made or item["%ID"] != made["%ID"] for item in found):
        return plain
    fresh = _fresh(found)
    items = [{**item, "%ID": fresh} if item is made else item for item in found]
    view = {_VIEW: {**plain["%VIEWS"].get(_VIEW, {"%MEMBERS": []}), "%SOFA": fresh}}
    return {**plain, "%FEATURE_STRUCTURES": items, "%VIEWS": {**plain["%VIEWS"], **view}}


def _fresh(found: list[Plain]) -> int:
    """An id that no feature structure has, nor any number above it."""
    return 1 + max((key for item in found if type(key := item.get("%ID")) is int), default=0)


def refilled(foreign: Plain, text: str | None) -> Plain:
    """
    A JSON CAS of others with the text back in its initial view.

    Raises:
        LookupError: It is none that `parted` could have made.
        TypeError: The same.
    """
    initial = foreign["%VIEWS"][_VIEW]["%SOFA"]
    items = []
    for item in foreign["%FEATURE_STRUCTURES"]:
        is_it = item["%TYPE"] == _SOFA and item["%ID"] == initial
        items.append({**item, "sofaString": text} if is_it and text is not None else item)
    return {**foreign, "%FEATURE_STRUCTURES": items}
