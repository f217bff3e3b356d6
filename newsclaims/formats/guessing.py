"""Which format a document is in, by the name of its file and, where that leaves several, by what it holds."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from newsclaims.formats.files import FILES, known, suffix_of

__all__ = ["by_content", "by_name", "is_told_by_content"]

_ANNOTATIONS = ("Annotation", "AnnotationPage", "AnnotationCollection")


def by_name(name: str) -> tuple[str, ...]:
    """
    The formats that a file may be in, by its name; none where the name tells nothing.

    >>> by_name("a.newsclaims.json.zst"), by_name("a.json")[0], by_name("a.md")
    (('newsclaims',), 'newsclaims', ())
    """
    suffix = suffix_of(name)
    own = tuple(form for form in known() if suffix in FILES[form].suffixes)
    return own or tuple(form for form in known() if suffix in FILES[form].more)


def by_content(data: bytes) -> tuple[str, ...]:
    """
    The formats that a document may be in, by its members, or its first words; none where no format has them.

    >>> by_content(b'{"schema_version": "1.0"}'), by_content(b'{"uri": "urn:x:1"}'), by_content(b'{"a": 1}')
    (('newsclaims',), ('ninjs',), ())
    >>> by_content(b'{"@context": "https://schema.org", "@type": "ClaimReview"}')
    ('schema_org',)
    """
    if _XMI.match(data):
        return tuple(form for form in known() if form == "cas")
    try:
        plain = msgspec.json.decode(data)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return ()
    return tuple(form for form in known() if form in _SIGNS and _SIGNS[form](plain))


def is_told_by_content(form: str) -> bool:
    """Whether documents of a format can be known by their members."""
    return form in _SIGNS


# An XML document whose outermost element is of XMI, behind a declaration and comments.
_XMI = re.compile(rb"\s*(?:<[?!][^>]{0,500}>\s*){0,9}<xmi:XMI\b")


def _is_newsclaims(plain: Any) -> bool:
    return type(plain) is dict and "schema_version" in plain


def _is_ninjs(plain: Any) -> bool:
    if type(plain) is not dict or "@context" in plain:
        return False
    standard = plain.get("standard")
    return "uri" in plain or (type(standard) is dict and standard.get("name") == "ninjs")


def _is_cas(plain: Any) -> bool:
    return type(plain) is dict and not {"%TYPES", "%VIEWS", "%FEATURE_STRUCTURES"}.isdisjoint(plain)


def _is_averitec(plain: Any) -> bool:
    return type(plain) is list and bool(plain) and type(plain[0]) is dict and "claim" in plain[0]


def _is_fever(plain: Any) -> bool:
    return type(plain) is dict and "claim" in plain and "@context" not in plain


def _is_schema_org(plain: Any) -> bool:
    contexts = list(_contexts(plain))
    if any("schema.org" in context for context in contexts):
        return True
    # Blocks cut out of a page may have left their context there.
    return not contexts and any("@type" in node or "@graph" in node for node in _nodes(plain))


def _is_web_annotation(plain: Any) -> bool:
    contexts = list(_contexts(plain))
    if any("www.w3.org/ns/anno" in context or "urn:newsclaims:" in context for context in contexts):
        return True
    return not contexts and any(
        kind in _ANNOTATIONS for node in _nodes(plain) for kind in _listed(node.get("type")) if type(kind) is str
    )


def _nodes(plain: Any) -> Iterator[dict[str, Any]]:
    return (node for node in _listed(plain) if type(node) is dict)


def _contexts(plain: Any) -> Iterator[str]:
    """All IRIs that the contexts of the outermost nodes name."""
    for node in _nodes(plain):
        for context in _listed(node.get("@context")):
            named: Iterable[Any] = context.values() if type(context) is dict else (context,)
            yield from (name for name in named if type(name) is str)


def _listed(value: Any) -> list[Any]:
    return value if type(value) is list else [value]


_SIGNS: dict[str, Callable[[Any], bool]] = {
    "newsclaims": _is_newsclaims,
    "web_annotation": _is_web_annotation,
    "schema_org": _is_schema_org,
    "ninjs": _is_ninjs,
    "averitec": _is_averitec,
    "fever": _is_fever,
    "cas": _is_cas,
}
"""What only a JSON document of this format has."""
