"""
IPTC ninjs, news in JSON: 1.x, 2.x and 3.x are read, 3.1 and 2.2 are written.

Kept:    everything. The whole article stands as JSON in a body of its own (`role` newsclaims, `contentType`
         application/json), and once more, as far as ninjs has members for it, in `uri`, `language`, `title`,
         `headlines`, `bodies`, `by`, `firstCreated`, `versionCreated`, `people`, `organisations`, `infoSources`
Lost:    nothing
Offsets: code points of the plain body, which is the text as it is, headline included
Source:  https://iptc.org/std/ninjs/

Where there is no such body, the article is what the members say, and what the model has no field for is kept in
`extensions.ninjs`. XHTML is never turned into text: an article that has no plain body has no text. Where there is one,
it wins; members that contradict it are refused, members that say more are kept.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import attrs

from newsclaims import _codec, _json, serialization
from newsclaims._extensions import Extensions
from newsclaims._files import replace_file
from newsclaims.article import Article
from newsclaims.errors import ConversionError, FieldError, InvalidArticleError, Issue, shown
from newsclaims.formats._documents import (
    JsonDocument,
    document_bytes,
    error,
    fingerprint,
    full_moment,
    plain_article,
    same,
    strict_uri,
)
from newsclaims.formats.losses import Loss, Lost
from newsclaims.formats.losses import count as count_losses
from newsclaims.formats.losses import forget as forget_losses
from newsclaims.formats.ninjs._members import ENTRIES, Version, fits, respelled, spelled
from newsclaims.formats.ninjs._reading import NAME, PLAIN, Reader, is_line, media_type
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.model import Source, SourceKind

__all__ = ["LOSSES", "dumps", "forget", "loads", "losses", "read", "write"]

LOSSES: tuple[Loss, ...] = ()
"""Nothing is lost."""

ROLE = "newsclaims"
_JSON = "application/json"
_DEFAULTS = ("standard", "type")
_ORGANISATIONS: tuple[SourceKind, ...] = ("organization", "government", "media")


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


def loads(data: bytes | str, *, id: str | None = None, language: str = "und") -> Article:
    """
    The article in a ninjs object of any generation.

    Args:
        data: One object: UTF-8 bytes, or text.
        id: The article's id; `uri` by default.
        language: The text's language, where the object names none.

    Raises:
        ConversionError: It is not ninjs, or its members contradict the article that it carries; each issue has line and
            column.

    >>> item = '{"uri": "urn:x:1", "bodies": [{"contentType": "text/plain", "value": "It rained."}], "urgency": 4}'
    >>> article = loads(item, language="en")
    >>> article.id, article.text, article.extensions["ninjs"]["urgency"]
    ('urn:x:1', 'It rained.', 4)
    """
    document = JsonDocument(data, NAME)
    item = document.plain
    if type(item) is not dict:
        raise document.refusal([error("NC940", "", f"is {shown(item)}, should be an object of ninjs")])
    uri = item.get("uri")
    if type(uri) is not str or not is_line(uri):
        if "uri" in item:
            raise document.refusal([error("NC941", "/uri", f"is {shown(uri)}, should be a string of one line")])
        raise document.refusal([error("NC941", "", "has no uri, the one member that ninjs requires")])
    carriers = list(_carriers(item))
    try:
        if len(carriers) > 1:
            raise document.refusal(
                [error("NC945", place, "is one of several bodies of newsclaims") for place, _ in carriers]
            )
        if carriers:
            return document.checked(_carried(document, item, *carriers[0], id))
        return document.checked(Reader(document).article(uri if id is None else id, language, named=id is None))
    except FieldError as wrong:
        raise document.refusal([error(wrong.code, "", f"gives an article whose {wrong}")]) from None


def read(path: str | Path, *, id: str | None = None, language: str = "und") -> Article:
    """
    The article in a file of ninjs.

    Args:
        path: The file.
        id: The article's id; `uri` by default.
        language: The text's language, where the object names none.

    Raises:
        ConversionError: It is not ninjs, or contradicts itself.
        OSError: The file cannot be read.
    """
    try:
        return loads(document_bytes(path), id=id, language=language)
    except ConversionError as wrong:
        raise ConversionError(wrong.issues, str(path)) from None


def _carriers(item: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The bodies that hold a whole article, and where they are."""
    bodies = item.get("bodies")
    for number, body in enumerate(bodies if type(bodies) is list else ()):
        if type(body) is dict and body.get("role") == ROLE:
            kind = body.get("contentType", body.get("contenttype", _JSON))
            if type(kind) is str and media_type(kind) == _JSON and type(body.get("value")) is str:
                yield f"/bodies/{number}", body


# ── An article that is carried, and the members beside it ────────────────────────────────────────────────────────


def _carried(document: JsonDocument, item: dict[str, Any], place: str, body: dict[str, Any], id: str | None) -> Article:
    """
    The article in a body, after a look at what stands beside it.

    Raises:
        ConversionError: The body holds no valid article, or the members contradict it.
    """
    try:
        article = serialization.loads(body["value"])
    except InvalidArticleError as invalid:
        wrong = [issue for issue in invalid.issues if issue.severity == "error"]
        issues = [error("NC943", f"{place}/value", f"holds no valid article: {issue}", issue.hint) for issue in wrong]
        raise document.refusal(issues) from None
    # What contradicts the article is refused before it can be given another id.
    version: Version = "2.2" if "contenttype" in body else "3.1"
    more = _Beside(article, version).more(document, item, body)
    data: dict[str, Any] = article.extensions.plain()
    if more:
        data[NAME] = more
    if id is not None and id != article.id:
        if type(data.setdefault(NAME, {})) is not dict:
            raise document.refusal([error("NC944", "/uri", "cannot be kept beside another id", "give no id")])
        data[NAME] = {**data[NAME], "uri": item["uri"]}
        article = attrs.evolve(article, id=id)
    return article if data == article.extensions.plain() else attrs.evolve(article, extensions=Extensions(data))


class _Beside:
    """Compares the members of an object with those that would be written for the article it carries."""

    def __init__(self, article: Article, version: Version) -> None:
        self._written = _members(article, version)
        stored: Any = article.extensions.plain().get(NAME, {})
        self._stored: Any = stored
        self._stored_names = {_today(name): name for name in stored} if type(stored) is dict else {}

    def more(self, document: JsonDocument, item: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """All that is to be kept for ninjs if some members say more than the article; nothing if they do not."""
        made: dict[str, Any] = {}
        issues = []
        seen: dict[str, str] = {}
        for name, value in item.items():
            today, pointer = _today(name), f"/{_json.escaped(name)}"
            if today in seen:
                issues.append(error("NC942", pointer, f"says again what {shown(seen[today])} says"))
                continue
            seen[today] = name
            kept = [entry for entry in value if entry is not body] if name == "bodies" else value
            if name == "bodies" and not kept:
                continue
            found, rest = self._compared(today, kept)
            if found == "more":
                made[self._stored_names.get(today, name)] = rest
            elif found == "other":
                hint = "change the article itself, or delete the body of newsclaims and lose what only that says"
                issues.append(error("NC944", pointer, "contradicts the article in the body of newsclaims", hint))
        if made and type(self._stored) is not dict:
            issues.append(error("NC944", "", "says more than the article, whose extensions cannot take it"))
        if issues:
            raise document.refusal(issues)
        return {**self._stored, **made} if made else {}

    def _compared(self, name: str, value: Any) -> tuple[str, Any]:
        """Whether a member says the `same`, `more` (and what is to be kept then) or something `other`."""
        value_today = respelled(value)
        stored = self._stored.get(self._stored_names.get(name, name)) if type(self._stored) is dict else None
        if name in self._written and same(value_today, self._written[name]):
            return "same", None
        if name in ENTRIES and type(value) is list and (stored is None or type(stored) is list):
            surplus = Counter(map(fingerprint, value_today))
            surplus.subtract(map(fingerprint, self._written.get(name, ())))
            if min(surplus.values(), default=0) < 0:
                return "other", None
            rest = list(stored or ())
            for entry, as_today in zip(value, value_today, strict=True):
                if surplus[fingerprint(as_today)] > 0:
                    surplus[fingerprint(as_today)] -= 1
                    rest.append(entry)
            return "more", rest
        if name in self._stored_names:
            return ("same", None) if same(respelled(stored), value_today) else ("other", None)
        if name in self._written and name not in _DEFAULTS:
            return "other", None
        return "more", value


def _today(name: str) -> str:
    """How ninjs 3.1 spells the name of a member."""
    return str(next(iter(respelled({name: None}))))


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def dumps(article: Article, *, version: str = "3.1") -> bytes:
    """
    An article as a ninjs object: one line of UTF-8 without a new line at its end, the same bytes for the same article.

    Args:
        article: The article; nothing of it is lost.
        version: `3.1` or `2.2`.

    Raises:
        ConversionError: The article breaks a rule, is too large for a body, or there is no such version.

    >>> article = Article.from_text("It rained.", id="urn:x:1", language="en")
    >>> loads(dumps(article)) == article, loads(dumps(article, version="2.2")) == article
    (True, True)
    """
    if version not in ("3.1", "2.2"):
        raise ConversionError([error("NC947", "", f"cannot be version {shown(version)}, should be 3.1 or 2.2")], NAME)
    plain_article(article, NAME)
    written: Version = "2.2" if version == "2.2" else "3.1"
    members = _members(article, written)
    whole = serialization.dumps(article)
    if len(whole) > DEFAULT_LIMITS.string:
        raise ConversionError([_too_large(len(whole), DEFAULT_LIMITS.string, "string")], NAME)
    carrier = {"role": ROLE, "contentType": _JSON, "value": whole.decode()}
    members["bodies"] = [*members.get("bodies", ()), carrier]
    data = _json.canonical(spelled(members, written))
    if len(data) > DEFAULT_LIMITS.document:
        raise ConversionError([_too_large(len(data), DEFAULT_LIMITS.document, "document")], NAME)
    return data


def write(article: Article, path: str | Path, *, version: str = "3.1") -> None:
    """
    Write an article to a file of ninjs, the whole of it or nothing: two blanks a level and a final new line.

    Args:
        article: The article.
        path: The file.
        version: `3.1` or `2.2`.

    Raises:
        ConversionError: The article cannot be written; the file stays as it was.
        OSError: The file cannot be written; it stays as it was.
    """
    replace_file(path, _codec.indented(dumps(article, version=version), 2) + b"\n")


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


def _too_large(size: int, bound: int, name: str) -> Issue:
    return error("NC946", "", f"would have {size} bytes, should have at most {bound} (Limits.{name})")


def _members(article: Article, version: Version) -> dict[str, Any]:
    """What is written beside the body that carries the article, named as in ninjs 3.1."""
    stored: Any = article.extensions.plain().get(NAME)
    kept: dict[str, Any] = {}
    if type(stored) is dict:
        for name, value in stored.items():
            kept.setdefault(_today(name), respelled(value))
    lists = {
        "headlines": _worded(article.title, kept.get("headlines"), counted=False),
        "bodies": _worded(article.text, kept.get("bodies"), counted=True),
        "people": [_party(source) for source in article.sources if source.kind == "person" and source.name],
        "organisations": [
            _party(source) for source in article.sources if source.kind in _ORGANISATIONS and source.name
        ],
        "infoSources": [{"name": article.publisher, "role": "publisher"}] if article.publisher else [],
    }
    for name in lists:
        more = kept.get(name)
        lists[name] += [entry for entry in more if _is_entry(name, entry)] if type(more) is list else []
    schema = f"http://www.iptc.org/std/ninjs/ninjs-schema_{version}.json#"
    members: dict[str, Any] = {
        "standard": {"name": NAME, "version": version, "schema": schema},
        "uri": article.id if strict_uri(article.id) else f"urn:newsclaims:{quote(article.id, safe='')}",
        "type": "text",
        "language": article.language,
        "title": article.title,
        "by": ", ".join(article.byline),
        "firstCreated": article.published if full_moment(article.published or "") else None,
        "versionCreated": article.modified if full_moment(article.modified or "") else None,
    }
    members = {name: value for name, value in members.items() if value}
    members |= {name: value for name, value in kept.items() if fits(name, value, version)}
    return members | {name: entries for name, entries in lists.items() if entries}


def _is_entry(name: str, entry: Any) -> bool:
    """Whether an entry that is kept may stand beside those that the article fills."""
    return ENTRIES[name](entry) and entry.get("role") != ROLE


def _worded(value: str | None, kept: Any, *, counted: bool) -> list[dict[str, Any]]:
    """The headline or the text, in the role it was read from."""
    if value is None:
        return []
    # An entry that has lost its value is the one that was taken.
    roles = (
        (entry.get("role") for entry in kept if type(entry) is dict and "value" not in entry)
        if type(kept) is list
        else ()
    )
    role = next((role for role in roles if type(role) is str and role != ROLE), "main")
    count = {"charCount": len(value)} if counted else {}
    return [{"role": role, "contentType": PLAIN, **count, "value": value}]


def _party(source: Source) -> dict[str, Any]:
    """A source that has a name, as one of the people or organisations."""
    rest: Any = source.extensions.plain().get(NAME)
    kept = rest if type(rest) is dict else {"rel": "source"}
    uri = next(filter(strict_uri, source.same_as), None)
    entry = {
        "name": source.name,
        "rel": kept.get("rel"),
        "uri": uri,
        "literal": kept.get("literal", source.id),
        "symbols": respelled(kept.get("symbols")),
    }
    kind = "people" if source.kind == "person" else "organisations"
    return {name: value for name, value in entry.items() if value is not None and ENTRIES[kind]({name: value})}
