"""
What the W3C's data model demands of a document of annotations, and where its annotations are.

Nothing is ever fetched: a context that is not known by name, and annotations that the file only links to, are refused.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from newsclaims._bundled import folder
from newsclaims._rules import DATE_TIME
from newsclaims.errors import Issue, shown
from newsclaims.formats._documents import error, same
from newsclaims.formats.web_annotation._places import each, has_type

__all__ = [
    "OURS",
    "W3C",
    "Unfolded",
    "breaches",
    "common",
    "contexts",
    "extra_contexts",
    "is_own_context",
    "own_context",
    "reference",
    "unfold",
]

Plain: TypeAlias = dict[str, Any]

W3C = "http://www.w3.org/ns/anno.jsonld"
"""The context of the W3C, a name that nobody follows."""
OURS = "urn:newsclaims:context:1.0"
"""The context of newsclaims. It is written out, so that JSON-LD software needs none but the W3C's."""

_FILES = {
    W3C: "web-annotation-context.jsonld",
    W3C.replace("http:", "https:"): "web-annotation-context.jsonld",
    OURS: "context-1.0.jsonld",
}
_ALSO_READ = "http://www.w3.org/ns/ldp.jsonld"
"""The other context of the W3C's protocol, whose terms an annotation does not use."""

_REFERENCE = re.compile('[^\x00-\x20\x7f-\x9f<>"{}|\\\\^`]+')


def reference(value: Any) -> bool:
    """
    Whether a value is a reference to something: an IRI, or one relative to the document, without blanks.

    >>> reference("http://example.org/é"), reference("#a1"), reference("an hour ago"), reference(42)
    (True, True, False, False)
    """
    return type(value) is str and _REFERENCE.fullmatch(value) is not None


# ── Contexts ─────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _file(name: str) -> str:
    return folder("schemas").joinpath(name).read_text(encoding="utf-8")


def contexts() -> dict[str, Plain]:
    """
    The contexts that come with the library, by the names they are known by.

    >>> sorted(contexts())[0]
    'http://www.w3.org/ns/anno.jsonld'
    """
    return {name: json.loads(_file(file)) for name, file in _FILES.items()}


@cache
def own_context() -> Plain:
    """The terms of newsclaims; nobody changes them."""
    terms: Plain = contexts()[OURS]["@context"]
    return terms


def is_own_context(context: Any) -> bool:
    """Whether a context is that of newsclaims, by its name or written out."""
    return context == OURS or (type(context) is dict and same(context, own_context()))


@cache
def _terms() -> frozenset[str]:
    return frozenset(term for context in contexts().values() for term in context["@context"])


def extra_contexts(value: Any) -> list[Plain]:
    """The contexts of a document that stand in it and bring terms of their own."""
    return [context for _, context in each(value, "") if _brings_terms(context)]


def _brings_terms(context: Any) -> bool:
    """Whether a context stands in the document, takes no known term away, and leads nowhere else."""
    if type(context) is not dict or _terms() & context.keys() or any(name.startswith("@") for name in context):
        return False
    return not any(type(term) is dict and {"@context", "@import"} & term.keys() for term in context.values())


def _context_issues(document: Plain, pointer: str) -> Iterator[Issue]:
    if "@context" not in document:
        yield error("NC920", pointer, "has no @context, should have one", f"that of the W3C is {W3C}")
        return
    pointer += "/@context"
    names = []
    for where, context in each(document["@context"], pointer):
        if type(context) is str and context in (*_FILES, _ALSO_READ):
            names.append(context)
        elif type(context) is str:
            message = f"is {shown(context)}, a context that is not known, and none is ever fetched"
            yield error("NC921", where, message, "write its terms into the document")
        elif not is_own_context(context) and not _brings_terms(context):
            yield error("NC921", where, f"is {shown(context)}, should bring new terms only, and lead nowhere else")
    if all(_FILES.get(name) != _FILES[W3C] for name in names):
        yield error("NC920", pointer, f"is {shown(document['@context'])}, should name {W3C}")


# ── Where the annotations are ────────────────────────────────────────────────────────────────────────────────────


class Unfolded(NamedTuple):
    """The parts of a document."""

    items: list[tuple[str, Plain]]
    """The annotations, each with its pointer."""
    head: Plain
    """The collection or page that holds them, without them; empty where there is none."""
    issues: list[Issue]
    """What is wrong with contexts, types, and links to annotations elsewhere."""


def unfold(document: Any) -> Unfolded:
    """The annotations of a document: of one, of an array, of a page, of a collection."""
    found = Unfolded([], {}, [])
    if type(document) is list:
        for where, item in each(document, ""):
            if type(item) is dict:
                found.issues.extend(_context_issues(item, where))
            _take(found, where, item)
        return found
    if type(document) is not dict:
        found.issues.append(error("NC920", "", f"is {shown(document)}, should be an object of the W3C's"))
        return found
    found.issues.extend(_context_issues(document, ""))
    if has_type(document, "AnnotationCollection"):
        found.head.update((name, value) for name, value in document.items() if name not in ("first", "items"))
        first = document.get("first")
        if first is not None:
            _take_pages(found, "/first", first)
        _take_all(found, "", document.get("items", []))
        total = document.get("total")
        if total is not None and total != len(found.items) and not found.issues:
            message = f"is {shown(total)}, but the file holds {len(found.items)} annotations"
            found.issues.append(error("NC923", "/total", message, "part of the collection is elsewhere, or cut off"))
    elif has_type(document, "AnnotationPage"):
        found.head.update((name, value) for name, value in document.items() if name != "items")
        _take_all(found, "", document.get("items"))
    else:
        _take(found, "", document)
    return found


def _take_pages(found: Unfolded, pointer: str, page: Any) -> None:
    """Take a page of a collection, and those that follow it in the file."""
    kept: list[Plain] = []
    while True:
        [(pointer, page)] = list(each(page, pointer))[:1] or [(pointer, None)]
        if type(page) is not dict or "items" not in page:
            message = f"is {shown(page)}, a page that is not in the file, and nothing is ever fetched"
            found.issues.append(error("NC923", pointer, message))
            return
        if not has_type(page, "AnnotationPage"):
            there = shown(page["type"]) if "type" in page else "nothing"
            found.issues.append(error("NC920", pointer, f"has {there} for type, should have AnnotationPage"))
        _take_all(found, pointer, page["items"])
        kept.append({name: value for name, value in page.items() if name not in ("items", "next")})
        if page.get("next") is None:
            break
        pointer, page = f"{pointer}/next", page["next"]
    found.head["first"] = kept


def _take_all(found: Unfolded, pointer: str, items: Any) -> None:
    if type(items) is not list:
        found.issues.append(error("NC920", pointer, f"has {shown(items)} for items, should have an array"))
        return
    for index, item in enumerate(items):
        where = f"{pointer}/items/{index}"
        if type(item) is dict and "@context" in item:
            found.issues.extend(_context_issues(item, where))
        _take(found, where, item)


def _take(found: Unfolded, pointer: str, item: Any) -> None:
    if type(item) is str:
        message = f"is {shown(item)}, an annotation that is not in the file, and nothing is ever fetched"
        found.issues.append(error("NC923", pointer, message))
    elif type(item) is not dict:
        found.issues.append(error("NC920", pointer, f"is {shown(item)}, should be an annotation"))
    elif not has_type(item, "Annotation"):
        there = shown(item["type"]) if "type" in item else "nothing"
        found.issues.append(error("NC920", pointer, f"has {there} for type, should have Annotation"))
    else:
        found.items.append((pointer, item))


# ── What an annotation must be ───────────────────────────────────────────────────────────────────────────────────


def breaches(annotation: Plain, pointer: str) -> Iterator[Issue]:
    """What an annotation must be and is not, save for its selectors of text."""
    yield from common(annotation, pointer)
    if "body" in annotation and "bodyValue" in annotation:
        yield _wrong(pointer, "bodyValue", "stands beside a body, should be alone")
    if type(annotation.get("bodyValue", "")) is not str:
        yield _wrong(pointer, "bodyValue", f"is {shown(annotation['bodyValue'])}, should be a string")
    for where, body in each(annotation.get("body") or [], f"{pointer}/body"):
        yield from _resource(body, where, is_body=True)
    if not annotation.get("target"):
        yield error("NC922", pointer, "has no target, should have one")
    for where, target in each(annotation.get("target") or [], f"{pointer}/target"):
        yield from _resource(target, where, is_body=False)


def _wrong(pointer: str, name: str, message: str) -> Issue:
    return error("NC922", f"{pointer}/{name}", message)


def _is_string(value: Any) -> bool:
    return type(value) is str


def _is_moment(value: Any) -> bool:
    return type(value) is str and DATE_TIME.holds(value)


def _is_linked(value: Any) -> bool:
    return reference(value.get("id") if type(value) is dict else value)


def _is_agent(value: Any) -> bool:
    return type(value) is dict or reference(value)


_SHARED: tuple[tuple[tuple[str, ...], Callable[[Any], bool], bool, str], ...] = (
    (("id", "canonical"), reference, True, "one IRI"),
    (("created", "modified", "generated"), _is_moment, True, "one date and time with an offset"),
    (("processingLanguage", "textDirection"), _is_string, True, "one string"),
    (("via", "rights"), _is_linked, False, "an IRI"),
    (("creator", "generator", "audience"), _is_agent, False, "an IRI or an object"),
    (("language", "format", "motivation", "purpose"), _is_string, False, "a string"),
)
"""Members, what each value must be, whether there may be only one, and that in words."""


def common(thing: Plain, pointer: str) -> Iterator[Issue]:
    """What is wrong with the members that annotations, collections and resources share."""
    for names, holds, alone, should in _SHARED:
        for name in names:
            if name not in thing:
                continue
            values = list(each(thing[name], f"{pointer}/{name}"))
            if alone and len(values) > 1:
                values = [(f"{pointer}/{name}", thing[name])]
            for where, value in values:
                if not holds(value):
                    yield error("NC922", where, f"is {shown(value)}, should be {should}")


def _resource(thing: Any, pointer: str, *, is_body: bool) -> Iterator[Issue]:
    """A body, a target, or one item of several."""
    if type(thing) is str and reference(thing):
        return
    if type(thing) is not dict:
        yield error("NC922", pointer, f"is {shown(thing)}, should be an IRI or a {'body' if is_body else 'target'}")
        return
    yield from common(thing, pointer)
    if message := _unlike(thing, is_body=is_body):
        yield error("NC922", pointer, message)
    if "source" in thing and not _is_linked(thing["source"]):
        yield _wrong(pointer, "source", f"is {shown(thing['source'])}, should be an IRI or an object with one")
    for name in ("items", "pieces"):
        if name in thing and (type(thing[name]) is not list or not thing[name]):
            yield _wrong(pointer, name, f"is {shown(thing[name])}, should be an array that is not empty")
        for where, item in each(thing.get(name, []), f"{pointer}/{name}"):
            yield from _resource(item, where, is_body=is_body)
    for where, selector in each(thing.get("selector", []), f"{pointer}/selector"):
        yield from _selector(selector, where)


def _unlike(thing: Plain, *, is_body: bool) -> str:
    """Why an object is no body or no target; empty where it is one."""
    is_textual = has_type(thing, "TextualBody")
    if "type" not in thing and {"items", "pieces"} & thing.keys():
        return "has items but no type, which says whether they are a choice"
    if is_textual and is_body and type(thing.get("value")) is not str:
        return f"has {shown(thing['value']) if 'value' in thing else 'nothing'} for value, should have a string"
    if is_textual and not is_body and "id" not in thing:
        return "is a TextualBody, which no target is"
    if has_type(thing, "SpecificResource") and "source" not in thing:
        return "has no source, should have one"
    if not {"id", "value", "source", "selector", "type"} & thing.keys():
        return f"says nothing of what the {'body' if is_body else 'target'} is"
    return ""


_ONE_VALUE = ("FragmentSelector", "CssSelector", "XPathSelector", "SvgSelector")


def _selector(selector: Any, pointer: str) -> Iterator[Issue]:
    """A selector; those of text are looked at where they are read."""
    if type(selector) is str and reference(selector):
        return
    if type(selector) is not dict:
        yield error("NC924", pointer, f"is {shown(selector)}, should be a selector or its IRI")
        return
    if any(has_type(selector, name) for name in _ONE_VALUE) and type(selector.get("value", "")) is not str:
        yield error("NC924", f"{pointer}/value", f"is {shown(selector['value'])}, should be one string")
    if has_type(selector, "DataPositionSelector"):
        start, end = selector.get("start"), selector.get("end")
        if type(start) is not int or type(end) is not int or not 0 <= start <= end:
            yield error("NC924", pointer, f"goes from {shown(start)} to {shown(end)}, should be two offsets in order")
    for name in ("startSelector", "endSelector"):
        if name in selector:
            yield from _selector(selector[name], f"{pointer}/{name}")
    for where, inner in each(selector.get("refinedBy", []), f"{pointer}/refinedBy"):
        yield from _selector(inner, where)
