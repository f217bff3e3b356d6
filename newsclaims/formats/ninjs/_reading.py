"""
What a ninjs object says that carries no article of its own: the model's fields are taken, the rest is kept.

Nothing is guessed: of several headlines or bodies the main one is taken or none, markup is never turned into text, and
a value that the model cannot hold stays as it is in `extensions.ninjs`.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import attrs

from newsclaims import _json
from newsclaims._extensions import Extensions
from newsclaims._rules import ID, LANGUAGE, ONE_LINE, URI
from newsclaims.article import Article
from newsclaims.errors import Issue, shown
from newsclaims.formats._documents import JsonDocument, error, full_moment, same
from newsclaims.model import Source, SourceKind

__all__ = ["NAME", "PLAIN", "Reader", "is_line", "is_without_markup", "media_type"]

NAME = "ninjs"
PLAIN = "text/plain"
_TAG = re.compile("<[A-Za-z/!?]")


def is_line(value: str) -> bool:
    """Whether the model can hold a string in one line."""
    return value != "" and ONE_LINE.holds(value)


def media_type(value: str) -> str:
    """A media type without its parameters."""
    return value.partition(";")[0].strip().lower()


def is_without_markup(value: str) -> bool:
    """
    Whether a string says the same as HTML and as plain text: no tag begins in it, and no entity.

    >>> is_without_markup("Berg & Sons, 3 < 4"), is_without_markup("Berg &amp; Sons"), is_without_markup("a<br>b")
    (True, False, False)
    """
    return html.unescape(value) == value and _TAG.search(value) is None


class Words(NamedTuple):
    """A headline or body: where it stands, what it is for, its type (None if not told), and what it says."""

    place: tuple[str, int | None]
    role: object
    kind: str | None
    value: str


class Reader:
    """Reads an object that carries no article: takes what the model has fields for, keeps the rest."""

    def __init__(self, document: JsonDocument) -> None:
        self._document = document
        self._item: dict[str, Any] = document.plain
        self._left: dict[str, Any] = dict(document.plain)
        self._issues: list[Issue] = []

    def article(self, id: str, language: str, *, named: bool) -> Article:
        """The article; `named` if its id is the object's own."""
        if named:
            del self._left["uri"]
        words = self._take_words("headlines", "headline")
        title = self._take_line("title", besides=words)
        text = self._take_words("bodies", "body")
        sources = (*self._take_sources("person", "people"), *self._take_sources("organization", "organisations"))
        byline = self._take_line("by", "byline")
        stated = self._take("language", LANGUAGE.holds)
        fields: dict[str, Any] = {
            "title": title if words is None else words,
            "text": text,
            "byline": () if byline is None else (byline,),
            "published": self._take("firstCreated", full_moment),
            "modified": self._take("versionCreated", full_moment),
            "publisher": self._take_publisher(),
            "sources": _with_ids(sources),
        }
        if self._issues:
            raise self._document.refusal(self._issues)
        left = {NAME: self._left} if self._left else {}
        return Article(id=id, language=language if stated is None else stated, **fields, extensions=Extensions(left))

    # ── Single members ───────────────────────────────────────────────────────────────────────────────────────

    def _find(self, name: str, kind: type, *others: str) -> str | None:
        """How a member is spelled here; a wrong type, and two spellings that say two things, are issues."""
        spellings = [spelling for spelling in dict.fromkeys((name, name.lower(), *others)) if spelling in self._item]
        for spelling in spellings:
            value = self._item[spelling]
            if type(value) is not kind:
                should = "a string" if kind is str else "an array"
                self._wrong(f"/{spelling}", f"is {shown(value)}, should be {should}")
                return None
            if not same(value, self._item[spellings[0]]):
                self._wrong(f"/{spelling}", f"says something else than {shown(spellings[0])}")
                return None
        return spellings[0] if spellings else None

    def _take(self, name: str, holds: Callable[[str], bool], *others: str) -> str | None:
        """A member's value, where the model can hold it; it stays with the rest otherwise."""
        spelling = self._find(name, str, *others)
        if spelling is None or not holds(self._item[spelling]):
            return None
        for same_again in (name, name.lower(), *others):
            self._left.pop(same_again, None)
        return str(self._item[spelling])

    def _take_line(self, name: str, *others: str, besides: str | None = None) -> str | None:
        """A member's value in one line, unless there is a better one beside it that says something else."""
        return self._take(name, lambda value: is_line(value) and besides in (None, value), *others)

    def _take_publisher(self) -> str | None:
        """The one source of information whose role is to publish."""
        name = self._find("infoSources", list, "infosource")
        entries = [] if name is None else self._item[name]
        found = [
            number
            for number, entry in enumerate(entries)
            if type(entry) is dict and entry.get("role") == "publisher" and type(entry.get("name")) is str
        ]
        if name is None or len(found) != 1 or not is_line(entries[found[0]]["name"]):
            return None
        self._leave(name, found[0], "name", unless={"role": "publisher"})
        return str(entries[found[0]]["name"])

    def _leave(self, name: str, number: int, taken: str, *, unless: dict[str, Any]) -> None:
        """Leave the rest of an entry after one of its members is taken; nothing where that says no more."""
        rest = {key: value for key, value in self._item[name][number].items() if key != taken}
        self._left[name] = [
            rest if index == number else entry
            for index, entry in enumerate(self._item[name])
            if index != number or (rest and rest != unless)
        ]
        if not self._left[name]:
            del self._left[name]

    def _wrong(self, pointer: str, message: str) -> None:
        self._issues.append(error("NC942", pointer, message))

    # ── Headlines and bodies ─────────────────────────────────────────────────────────────────────────────────

    def _take_words(self, plural: str, singular: str) -> str | None:
        """The headline or the text, where one is surely plain."""
        found = [*self._listed(plural), *self._suffixed(singular)]
        chosen = _choice([words for words in found if words.kind == PLAIN]) or _choice(
            # Where there is no markup it makes no difference whether there could be.
            [words for words in found if words.kind is None and is_without_markup(words.value)]
        )
        if chosen is None or (plural == "headlines" and not is_line(chosen.value)):
            return None
        name, number = chosen.place
        if number is None:
            del self._left[name]
        else:
            self._leave(name, number, "value", unless={})
        return chosen.value

    def _listed(self, name: str) -> Iterator[Words]:
        spelling = self._find(name, list)
        for number, entry in enumerate([] if spelling is None else self._item[name]):
            kind = entry.get("contentType", entry.get("contenttype")) if type(entry) is dict else None
            if type(entry) is not dict or type(entry.get("value")) is not str:
                self._wrong(f"/{name}/{number}", f"is {shown(entry)}, should be an object with a value")
            elif kind is not None and type(kind) is not str:
                self._wrong(f"/{name}/{number}", f"has a type that is {shown(kind)}, should be a string")
            else:
                yield Words(
                    (name, number), entry.get("role"), None if kind is None else media_type(kind), entry["value"]
                )

    def _suffixed(self, name: str) -> Iterator[Words]:
        """What version 1.x says with names of members: `headline`, `body_text`, `body_xhtml`."""
        for member, value in self._item.items():
            if member == name or member.startswith(f"{name}_"):
                role = member[len(name) + 1 :]
                if type(value) is not str:
                    self._wrong(f"/{_json.escaped(member)}", f"is {shown(value)}, should be a string")
                else:
                    marked = any(word in role for word in ("html", "xml", "rich"))
                    kind = PLAIN if role in ("", "text") else role if marked else None
                    yield Words((member, None), role or "main", kind, value)

    # ── Sources ──────────────────────────────────────────────────────────────────────────────────────────────

    def _take_sources(self, kind: SourceKind, plural: str) -> Iterator[tuple[Source, object]]:
        """The people or organisations, each beside the name it wishes for an id."""
        singular = "person" if kind == "person" else "organisation"
        name = self._find(plural, list, singular)
        for number, entry in enumerate([] if name is None else self._item[name]):
            if type(entry) is not dict:
                self._wrong(f"/{name}/{number}", f"is {shown(entry)}, should be an object")
                continue
            rest = dict(entry)
            named = rest.pop("name") if type(entry.get("name")) is str and is_line(entry["name"]) else None
            # Version 1.6 writes a URI as a code without a scheme.
            key = "uri" if "uri" in entry else "code" if "scheme" not in entry else ""
            uris = (rest.pop(key),) if type(entry.get(key)) is str and URI.holds(entry[key]) else ()
            literal = rest.pop("literal") if type(entry.get("literal")) is str and ID.holds(entry["literal"]) else None
            # Kept even when empty: it says that the source came from here.
            yield Source(id="x", kind=kind, name=named, same_as=uris, extensions=Extensions({NAME: rest})), literal
        if name is not None:
            self._left.pop(name)


def _choice(found: list[Words]) -> Words | None:
    """The only one, or the only main one."""
    if len(found) > 1:
        found = [words for words in found if words.role == "main"]
    return found[0] if len(found) == 1 else None


def _with_ids(sources: tuple[tuple[Source, object], ...]) -> tuple[Source, ...]:
    """Sources with the ids they wish for, numbered where two wish for one or have no wish."""
    wishes = Counter(wish for _, wish in sources)
    numbers: Counter[str] = Counter()
    made = []
    for source, wish in sources:
        if type(wish) is str and wishes[wish] == 1:
            made.append(attrs.evolve(source, id=wish))
            continue
        name = ""
        while name == "" or name in wishes:
            numbers[str(source.kind)] += 1
            name = f"{source.kind}{numbers[str(source.kind)]}"
        rest: dict[str, Any] = source.extensions.plain()
        if type(wish) is str:
            rest[NAME] = {**rest[NAME], "literal": wish}
        made.append(attrs.evolve(source, id=name, extensions=Extensions(rest)))
    return tuple(made)
