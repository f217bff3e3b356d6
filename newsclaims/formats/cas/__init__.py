"""
UIMA CAS, as JSON (JSON CAS 0.4) or XMI, through dkpro-cassis (`pip install 'newsclaims[cas]'`).

Kept:    everything. The whole article stands as JSON in a feature structure `newsclaims.Article`; its places stand once
         more as annotations `newsclaims.Span` over the text, and its records as feature structures beside them.
         Annotations, types and views of others are kept in `extensions.cas`, and written again
Lost:    nothing
Offsets: UTF-16 units of the view's text, as everywhere in UIMA; converted exactly, or refused. The model's code points
         stand in the JSON
Source:  https://github.com/dkpro/dkpro-cassis, https://github.com/apache/uima-uimaj

A CAS in which the text or the annotations of newsclaims were changed, and the JSON was not, contradicts itself and is
refused. XMI does not hold its types: those of newsclaims are known, those of others are given as `types`.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, TypeAlias

import attrs

from newsclaims import serialization
from newsclaims._extensions import Extensions
from newsclaims._files import replace_file
from newsclaims._offsets import Offsets
from newsclaims.article import Article
from newsclaims.errors import (
    ConversionError,
    FieldError,
    InvalidArticleError,
    Issue,
    shown,
)
from newsclaims.formats._documents import JsonDocument, document_bytes, error, fingerprint, plain_article, same, told
from newsclaims.formats.cas._checks import json_faults, xmi_faults
from newsclaims.formats.cas._foreign import Parts, parted, refilled, sofas_apart
from newsclaims.formats.cas._library import (
    Cas,
    Deserializer,
    TypeSystem,
    TypeSystemMode,
    as_plain,
    known_types,
    load_cas_from_xmi,
    own_types,
    shared_types,
    trusted,
)
from newsclaims.formats.cas._types import ARTICLE, PREFIX, structures
from newsclaims.formats.losses import Loss, Lost
from newsclaims.formats.losses import count as count_losses
from newsclaims.formats.losses import forget as forget_losses
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.validation import validate

__all__ = ["LOSSES", "dumps", "forget", "from_cas", "loads", "losses", "read", "to_cas", "types", "write"]

NAME = "cas"

LOSSES: tuple[Loss, ...] = ()
"""Nothing is lost."""

Syntax: TypeAlias = Literal["json", "xmi"]

_LANGUAGE = re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_XML_STRING = 10_000_000
"""How many bytes readers of XML take in one value."""

_UNKNOWN = "x-unspecified"
"""What UIMA calls a language that nobody has stated."""


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


def loads(data: bytes | str, *, id: str | None = None, language: str = "und", types: bytes | None = None) -> Article:
    """
    The article in a CAS, written as JSON or as XMI.

    Args:
        data: The CAS: bytes, or text.
        id: The article's id; by default that of the article which the CAS carries, else `urn:sha256:` and the digest of
            `data`.
        language: The language of the text, where the CAS does not state it.
        types: The type system of types of others, as XML; for XMI, and JSON that leaves them out.

    Raises:
        ConversionError: It is no CAS, an offset is wrong, or the annotations contradict the article that it carries.

    >>> article = loads('{"%TYPES": {}, "%VIEWS": {}, "%FEATURE_STRUCTURES": [{"%ID": 1, "%TYPE": "uima.cas.Sofa", '
    ...                 '"sofaNum": 1, "sofaID": "_InitialView", "sofaString": "It rained."}]}', language="en")
    >>> article.text, article.language
    ('It rained.', 'en')
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)
    if len(raw) > DEFAULT_LIMITS.document:
        message = f"has more than {DEFAULT_LIMITS.document} bytes (Limits.document)"
        raise ConversionError([error("NC970", "", message)], NAME)
    read_ = _from_xmi if _is_xml(raw) else _from_json
    return _article(parted(read_(data, raw, types)), f"urn:sha256:{hashlib.sha256(raw).hexdigest()}", id, language)


def read(path: str | Path, *, id: str | None = None, language: str = "und", types: str | Path | None = None) -> Article:
    """
    The article in a file of a CAS, JSON or XMI, whatever its name.

    Args:
        path: The file.
        id: As in `loads`.
        language: As in `loads`.
        types: The file of the type system of types of others, as XML.

    Raises:
        ConversionError: It is no CAS, or contradicts itself.
        OSError: A file cannot be read.
    """
    known = None if types is None else document_bytes(types)
    try:
        return loads(document_bytes(path), id=id, language=language, types=known)
    except ConversionError as wrong:
        raise ConversionError(wrong.issues, str(path)) from None


def from_cas(cas: Cas, *, id: str | None = None, language: str = "und") -> Article:
    """
    The article in a CAS of dkpro-cassis; the CAS is not changed.

    Args:
        cas: The CAS.
        id: As in `loads`; without one, the digest is that of the CAS as JSON.
        language: As in `loads`.

    Raises:
        ConversionError: An offset is wrong, or the annotations contradict the article that it carries.

    >>> from_cas(to_cas(Article.from_text("It rained.", id="x", language="en"))).text
    'It rained.'
    """
    plain = as_plain(cas)
    digest = hashlib.sha256(fingerprint(plain)).hexdigest()
    return _article(parted(plain), f"urn:sha256:{digest}", id, language)


def _is_xml(raw: bytes) -> bool:
    return raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _from_json(data: bytes | str, raw: bytes, types: bytes | None) -> dict[str, Any]:
    del raw
    document = JsonDocument(data, NAME)
    faults = json_faults(document.plain)
    if faults:
        raise document.refusal(error(fault.code, fault.pointer, fault.message) for fault in faults)
    # A JSON CAS brings its types along, or says nothing of types.
    brings = types is None and type(document.plain.get("%TYPES")) is dict
    system = TypeSystem() if brings else known_types(types)

    def read_() -> Any:
        whole = {"%TYPES": {}, **sofas_apart(document.plain)}
        return Deserializer().deserialize(json.dumps(whole), typesystem=system)

    return as_plain(trusted(read_))


def _from_xmi(data: bytes | str, raw: bytes, types: bytes | None) -> dict[str, Any]:
    del data
    issues = xmi_faults(raw)
    if issues:
        raise ConversionError(issues[: DEFAULT_LIMITS.issues], NAME)
    system = known_types(types)
    return as_plain(trusted(lambda: load_cas_from_xmi(BytesIO(raw), typesystem=system)))


# ── An article, and the annotations beside it ────────────────────────────────────────────────────────────────────


def _article(parts: Parts, digest: str, id: str | None, language: str) -> Article:
    carriers = [item for item in parts.own if item["%TYPE"] == ARTICLE]
    if len(carriers) > 1:
        raise _refusal("NC972", f"carries {len(carriers)} articles, should carry one")
    if not carriers and parts.own:
        raise _refusal("NC972", "has annotations of newsclaims, and no article that they belong to")
    if parts.tied:
        raise _refusal("NC972", "has annotations of others that refer to those of newsclaims, which cannot be kept")
    if carriers:
        return _checked(_carried(parts, carriers[0].get("json"), id))
    stated = parts.language
    if stated is None or not _LANGUAGE.fullmatch(stated):
        stated = language
    data: dict[str, Any] = {} if parts.foreign is None else {NAME: parts.foreign}
    try:
        article = Article(id=digest if id is None else id, language=stated, text=parts.text, extensions=data)
    except FieldError as wrong:
        raise _refusal(wrong.code, f"gives an article whose {wrong}") from None
    return _checked(article)


def _refusal(code: str, message: str, hint: str = "") -> ConversionError:
    return ConversionError([error(code, "", message, hint)], NAME)


def _checked(article: Article) -> Article:
    issues = [told(issue, "") for issue in validate(article) if issue.severity == "error"]
    if issues:
        raise ConversionError(issues, NAME)
    return article


def _carried(parts: Parts, text: Any, id: str | None) -> Article:
    """The article that a CAS carries, after a look at what stands beside it."""
    try:
        article = serialization.loads(text if type(text) is str else "")
    except InvalidArticleError as invalid:
        wrong = [issue for issue in invalid.issues if issue.severity == "error"]
        raise ConversionError(
            [error("NC973", "", f"holds no valid article: {issue}", issue.hint) for issue in wrong], NAME
        ) from None
    issues = list(_contradictions(parts, article))
    if issues:
        raise ConversionError(issues[: DEFAULT_LIMITS.issues], NAME)
    data: dict[str, Any] = article.extensions.plain()
    written = _fitting(article)
    if not same(written, parts.foreign):
        # Others have added or changed annotations of their own.
        data.pop(NAME, None)
        if parts.foreign is not None:
            data[NAME] = parts.foreign
        article = attrs.evolve(article, extensions=Extensions(data))
    if id is None or id == article.id:
        return article
    try:
        return attrs.evolve(article, id=id)
    except FieldError as wrong:
        raise _refusal(wrong.code, f"gives an article whose {wrong}") from None


def _contradictions(parts: Parts, article: Article) -> Iterable[Issue]:
    hint = "change the article itself and write it again"
    if parts.text != article.text:
        yield error("NC972", "", "has another text than the article it carries", hint)
        return
    if parts.language not in (None, _UNKNOWN, article.language):
        message = f"has the language {shown(parts.language)}, the article {shown(article.language)}"
        yield error("NC972", "", message, hint)
    wanted = _counted(_wanted(article))
    there = _counted(parts.own)
    for key in sorted(wanted.keys() | there.keys()):
        surplus = there.get(key, 0) - wanted.get(key, 0)
        if surplus > 0:
            yield error("NC972", "", f"has {_named(json.loads(key))}, which the article does not state", hint)
        elif surplus < 0:
            yield error("NC972", "", f"lacks {_named(json.loads(key))}, which the article states", hint)


def _named(item: dict[str, Any]) -> str:
    """A feature structure in a few words."""
    name = item.pop("%TYPE").removeprefix(PREFIX)
    return f"{name} {shown(', '.join(f'{key}={value}' for key, value in item.items() if key != 'json'))}"


def _counted(items: Iterable[dict[str, Any]]) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for item in items:
        key = fingerprint(item)
        found[key] = found.get(key, 0) + 1
    return found


def _wanted(article: Article) -> Iterable[dict[str, Any]]:
    """The feature structures of newsclaims that belong to an article, as in a JSON CAS."""
    offsets = Offsets(article.text or "", "utf-16")
    for item in structures(article):
        place = {}
        if item.begin is not None and item.end is not None:
            place = {"begin": offsets.to_units(item.begin), "end": offsets.to_units(item.end)}
        yield {"%TYPE": item.type, **place, **item.features}


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def dumps(article: Article, *, syntax: Syntax = "json") -> bytes:
    """
    An article as a CAS, the same bytes for the same article.

    Args:
        article: The article; nothing of it is lost.
        syntax: `json`, which holds its types; or `xmi`, which `types` goes with.

    Raises:
        ConversionError: The article breaks a rule or is too large, or XML cannot hold its characters.

    >>> article = Article.from_text("It rained.", id="x", language="en")
    >>> loads(dumps(article)) == loads(dumps(article, syntax="xmi")) == article
    True
    """
    if syntax not in ("json", "xmi"):
        raise _refusal("NC974", f"cannot be {shown(syntax)}, should be json or xmi")
    plain_article(article, NAME)
    size, bound = len(serialization.dumps(article)), _XML_STRING if syntax == "xmi" else DEFAULT_LIMITS.string
    if size > bound:
        raise _refusal("NC974", f"would have a string of {size} bytes, should have at most {bound}")
    cas = _filled(article, shared_types())
    if syntax == "json":
        text: str = cas.to_json(pretty_print=False, type_system_mode=TypeSystemMode.MINIMAL)
    else:
        try:
            text = cas.to_xmi()
        except ValueError as wrong:
            raise _refusal("NC974", f"cannot stand in XML: {wrong}", "write it as JSON") from None
    data = text.encode()
    if len(data) > DEFAULT_LIMITS.document:
        message = f"would have {len(data)} bytes, should have at most {DEFAULT_LIMITS.document} (Limits.document)"
        raise _refusal("NC974", message)
    return data


def write(article: Article, path: str | Path, *, syntax: Syntax | None = None) -> None:
    """
    Write an article to a file of a CAS, the whole of it or nothing.

    Args:
        article: The article.
        path: The file.
        syntax: `json` or `xmi`; by default `xmi` where the name ends so, else `json`.

    Raises:
        ConversionError: The article cannot be written; the file stays as it was.
        OSError: The file cannot be written; it stays as it was.
    """
    chosen = syntax or ("xmi" if str(path).lower().endswith(".xmi") else "json")
    replace_file(path, dumps(article, syntax=chosen) + b"\n")


def types(article: Article | None = None) -> bytes:
    """
    The type system that goes with XMI, as XML.

    Args:
        article: An article whose `extensions.cas` has types of others, which are added.

    >>> b"<name>newsclaims.Span</name>" in types()
    True
    """
    system = own_types() if article is None else to_cas(article).typesystem
    return str(system.to_xml()).encode()


def to_cas(article: Article) -> Cas:
    """
    An article as a CAS of dkpro-cassis.

    Args:
        article: The article.

    Raises:
        ConversionError: The article breaks a rule, or is too large.

    >>> cas = to_cas(Article.from_text("It rained.", id="x", language="en"))
    >>> cas.sofa_string, cas.document_language
    ('It rained.', 'en')
    """
    plain_article(article, NAME)
    return _filled(article, own_types())


def _filled(article: Article, system: Any) -> Any:
    """A CAS that holds an article, made with a type system that has the types of newsclaims."""
    cas = _of_others(article, system) if _fitting(article) is not None else Cas(typesystem=system)
    if article.text is not None and cas.sofa_string is None:
        cas.sofa_string = article.text
        cas.sofa_mime = "text/plain"
    _state_language(cas, article)
    for item in structures(article):
        type_ = cas.typesystem.get_type(item.type)
        place = {} if item.begin is None else {"begin": item.begin, "end": item.end}
        cas.add(type_(**place, **item.features))
    return cas


def _state_language(cas: Any, article: Article) -> None:
    """State the language in the annotation over the document, unless that is one of others, which has its own."""
    if article.text is None:
        return
    document = cas.get_document_annotation()
    if document.type.name == "uima.tcas.DocumentAnnotation":
        document.begin, document.end = 0, len(article.text)
        document.language = article.language


def _of_others(article: Article, system: Any) -> Any:
    """The CAS of others that `extensions.cas` states, with the text of the article."""
    stored: Any = article.extensions.plain().get(NAME)
    whole = json.dumps(refilled(stored, article.text))
    cas = Deserializer().deserialize(whole, typesystem=system)
    _state_language(cas, article)
    return cas


def _fitting(article: Article) -> dict[str, Any] | None:
    """What `extensions.cas` states of others; None where that does not fit the article, or would not come back."""
    stored: Any = article.extensions.plain().get(NAME)
    if type(stored) is not dict or stored.keys() != {"%TYPES", "%FEATURE_STRUCTURES", "%VIEWS"}:
        return None
    try:
        faults = json_faults(refilled(stored, article.text))
        parts = None if faults else parted(as_plain(trusted(lambda: _of_others(article, shared_types()))))
    except (ConversionError, LookupError, TypeError, AttributeError):
        return None
    if parts is None or parts.own or parts.text != article.text:
        return None
    stated = parts.language in (None, _UNKNOWN, article.language)
    return stored if stated and same(parts.foreign, stored) else None


def forget(article: Article) -> Article:
    """
    What comes back of an article: all of it.

    >>> article = Article(id="x", language="en")
    >>> forget(article) is article
    True
    """
    return forget_losses(article, LOSSES)


def losses(article: Article) -> tuple[Lost, ...]:
    """
    What writing an article loses: nothing.

    >>> losses(Article(id="x", language="en"))
    ()
    """
    return count_losses(article, LOSSES)
