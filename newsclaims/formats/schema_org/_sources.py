"""Who is named in a block of schema.org: people, organisations and documents, each once however often it is named."""

from collections.abc import Callable
from typing import Any

import attrs

from newsclaims._extensions import EMPTY, Extensions
from newsclaims.formats._documents import fingerprint
from newsclaims.formats.schema_org._losses import ORGANISATIONS
from newsclaims.formats.schema_org._nodes import Node, Union, each, line, one, text, uris
from newsclaims.model import Source, SourceKind

__all__ = ["KIND_URN", "NAME", "TYPES_OF_KINDS", "Sources", "is_party", "kept", "name_of", "says_something"]

NAME = "schema_org"
KIND_URN = "urn:newsclaims:"
"""What `additionalType` begins with for kinds of sources that schema.org has no type for."""

TYPES_OF_KINDS: dict[SourceKind, str] = {
    "person": "Person",
    "organization": "Organization",
    "government": "GovernmentOrganization",
    "media": "NewsMediaOrganization",
    "document": "CreativeWork",
}
"""The types of sources; other kinds have none."""

_KINDS: dict[str, SourceKind] = {type_: kind for kind, type_ in TYPES_OF_KINDS.items()}
_URN_KINDS: dict[str, SourceKind] = {f"{KIND_URN}{kind}": kind for kind in ("group", "author", "other")}


def kept(left: dict[str, Any]) -> Extensions:
    """Extensions that keep what is left."""
    return Extensions({NAME: left}) if left else EMPTY


def is_party(item: Any) -> bool:
    """Whether a node is a person or an organisation, or named as a part of the document."""
    if type(item) is not dict:
        return False
    own = type(item.get("@id")) is str and item["@id"].startswith("#")
    return own or any(_KINDS.get(type_, "document") != "document" for type_ in Node(item, "").types)


def says_something(item: Any) -> bool:
    """Whether there is a source behind a value: a name, or a node with members."""
    return (type(item) is str and line(item) is not None) or (type(item) is dict and item != {})


def name_of(item: Any) -> str | None:
    """The name of a person or organisation, who may be no more than that name."""
    value = text(item) if type(item) is not dict or "name" not in item else text(item["name"])
    return None if value is None else line(value)


@attrs.define
class _Draft:
    """A source in the making: its id, and what nodes say of it."""

    id: str
    said: Union = attrs.field(factory=Union)


class Sources:
    """The sources of one document."""

    def __init__(self, name: Callable[[str | None], str]) -> None:
        """
        Know nobody yet.

        Args:
            name: Gives the id for a source whose node has this `@id`.
        """
        self._name = name
        self._index: dict[str, list[dict[str, Any]]] = {}
        self._drafts: dict[str, _Draft] = {}

    def index(self, node: Node) -> None:
        """Remember a node that others may refer to."""
        if node.id is not None:
            self._index.setdefault(node.id, []).append(node.left.copy())

    def __contains__(self, name: object) -> bool:
        """Whether there is a source of this `@id`."""
        return type(name) is str and name in self._drafts

    def built(self) -> tuple[Source, ...]:
        """All sources, from all that is said of them."""
        return tuple(map(self._source, self._drafts.values()))

    def resolved(self, item: Any) -> Any:
        """A node, or the one that it refers to."""
        if type(item) is dict and len(item) == 1 and type(item.get("@id")) is str:
            found = self._index.get(item["@id"], [item])
            if len(found) > 1:
                self._index[item["@id"]] = found = [Union(*found).plain()]
            return found[0]
        return item

    def ids(self, value: Any) -> tuple[str, ...]:
        """The ids of the sources that a member names."""
        return tuple(dict.fromkeys(self.id_of(item) for item in each(value) if says_something(item)))

    def id_of(self, item: Any) -> str:
        """The id of a source: one for all nodes of one `@id`, one for all nodes that say exactly the same."""
        members = {"name": item} if type(item) is str else item
        name = members.get("@id", members.get("id"))
        key = name if type(name) is str else f" {fingerprint(members).decode()}"
        if key not in self._drafts:
            self._drafts[key] = _Draft(self._name(name if type(name) is str else None))
            for node in self._index.get(name, ()) if type(name) is str else ():
                self._drafts[key].said.add(node)
        self._drafts[key].said.add(members)
        return self._drafts[key].id

    def _source(self, draft: _Draft) -> Source:
        """A source from all that is said of it."""
        node = Node(draft.said.plain(), "")
        left = node.left
        if node.id == f"#{draft.id}":
            node.drop("@id", "id")
        kind: SourceKind | None = None
        for type_ in node.types:
            if kind is None and type_ in _KINDS:
                kind = _KINDS[type_]
        if kind is not None and left.get("@type") == TYPES_OF_KINDS[kind]:
            node.drop("@type")
        elif kind is None and not node.types and text(left.get("additionalType")) in _URN_KINDS:
            kind = _URN_KINDS[str(text(left["additionalType"]))]
            node.drop("additionalType")
        names = [made for value in draft.said.get("name") if (made := line(text(value) or "")) is not None]
        if names and left["name"] == names[0]:
            node.drop("name")
        return Source(
            id=draft.id,
            kind=kind,
            name=names[0] if names else None,
            description=node.text("description"),
            same_as=uris(node, "sameAs"),
            affiliation_id=self._affiliation(node, kind),
            extensions=kept(left),
        )

    def _affiliation(self, node: Node, kind: SourceKind | None) -> str | None:
        """The organisation of a person, where it is itself a source."""
        above = one(node.left.get("affiliation"))
        if kind != "person" or type(above) is not dict or type(above.get("@id")) is not str:
            return None
        found = self._drafts.get(above["@id"])
        types = [] if found is None else found.said.get("@type")
        if found is None or not any(_KINDS.get(str(type_)) in ORGANISATIONS for type_ in types):
            return None
        if all(found.said.says(name, value) for name, value in above.items()):
            node.drop("affiliation")
        return found.id
