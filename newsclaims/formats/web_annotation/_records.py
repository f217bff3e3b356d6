"""
Records of an article ↔ nodes of linked data: which member each field becomes, and the names that nodes have.

All of it works on plain data: `serialization` says what a record may be, so this page asks for no types of its own but
where it follows a reference.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import quote

from newsclaims.errors import Issue, shown
from newsclaims.formats._documents import error, strict_uri
from newsclaims.formats.web_annotation._places import Frames, Places, has_type, selectors

__all__ = ["FIELDS", "LAYERS", "NAME", "Layer", "Read", "kind_of", "node_of", "record_of", "target_of", "without_hints"]

Plain: TypeAlias = dict[str, Any]

NAME = "web_annotation"
LAYERS = "urn:newsclaims:layer:"


class Layer(NamedTuple):
    """
    The names of a layer and of what is in it.

    A record is `<layer>#<id>`, the annotation that tells of it `<layer>/annotation/<id>`. The layer's own name is made
    of its content, so that six annotators of one text never speak of the same claim by accident.
    """

    iri: str
    """The layer."""
    source: str
    """The text that it is about."""

    @classmethod
    def named(cls, content: bytes, article_id: str) -> "Layer":
        """The names of a layer with this content, the same for equal articles."""
        digest = hashlib.sha256(content).hexdigest()
        source = article_id if strict_uri(article_id) else f"urn:newsclaims:article:{quote(article_id, safe='')}"
        return cls(f"{LAYERS}{digest}", source)

    @property
    def collection(self) -> Plain:
        """What the page of annotations is part of."""
        return {"id": self.iri, "type": "AnnotationCollection"}

    def record(self, id: str) -> str:
        """The name of a record."""
        return f"{self.iri}#{id}"

    def annotation(self, id: str) -> str:
        """The name of the annotation of a record."""
        return f"{self.iri}/annotation/{id}"

    def id_of(self, value: Any) -> str | None:
        """The id of the record that a value names, if it names one."""
        if type(value) is not str or not value.startswith(f"{self.iri}#"):
            return None
        return value[len(self.iri) + 1 :]


# ── Fields and members ───────────────────────────────────────────────────────────────────────────────────────────

_Field: TypeAlias = tuple[str, str]
"""A member's name (for places: the role of the target), and how the value goes there: as it is, or as a reference."""


def _same(*names: str) -> dict[str, _Field]:
    return {name: (name, "value") for name in names}


def _renamed(**names: str) -> dict[str, _Field]:
    return {field: (name, "value") for field, name in names.items()}


def _links(*names: str) -> dict[str, _Field]:
    return {name: (name, "links" if name.endswith("_ids") else "link") for name in names}


def _places(*names: str) -> dict[str, _Field]:
    return {name: (name, "place") for name in names}


_TIME = {"time": ("time", "time")}

FIELDS: dict[str, dict[str, _Field]] = {
    "Article": {
        **_renamed(schema_version="schema_version", language="language", text_sha256="text_sha256", modified="revised"),
        **_same("title", "publisher", "url", "byline", "published"),
    },
    "Section": {**_same("role", "start", "end", "level"), "heading": ("heading", "span")},
    "Source": {**_same("name", "kind", "naming", "description", "same_as"), **_links("affiliation_id")},
    "Claim": {
        **_places("content"),
        **_same("text", "language", "types", "orientation", "same_as", "confidence"),
        **_TIME,
    },
    "Attribution": {
        **_links("source_ids", "within_id", "via_ids", "claim_id"),
        **_places("source", "cue", "hedge"),
        **_same("attitude", "certainty", "polarity", "form", "url", "confidence"),
        **_TIME,
    },
    "Relation": {
        **_renamed(type="relation", confidence="confidence"),
        **_links("from_id", "to_id", "drawn_by_ids"),
        **_places("cue"),
    },
    "Review": {
        **_links("claim_id", "author_id"),
        **_same("label", "verdict", "rating_value", "rating_best", "rating_worst", "explanation", "url", "published"),
    },
    "Provenance": {**_same("kind", "guideline", "derived_from"), **_renamed(created="made")},
}
"""Each field of each kind of record."""


def without_hints(record: Plain, *, taken: bool = True) -> tuple[Plain, Plain]:
    """The extensions of a record without what was read with an annotation, and that; all of them if it is not taken."""
    extensions: Plain = record.get("extensions", {})
    hints = extensions.get(NAME)
    if type(hints) is not dict or not taken:
        return extensions, {}
    return {owner: value for owner, value in extensions.items() if owner != NAME}, hints


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def node_of(kind: str, record: Plain, layer: Layer, extensions: Plain) -> tuple[Plain, list[tuple[str, list[Plain]]]]:
    """
    The node of a record, and its places by role.

    Args:
        kind: Its class.
        record: Its plain data.
        layer: The names.
        extensions: Those of its extensions that stand in the node.
    """
    node: Plain = {"type": kind}
    if kind not in ("Article", "Provenance"):
        node = {"id": layer.record(record["id"])} | node
    places: list[tuple[str, list[Plain]]] = []
    newer: Plain = {}
    for field, value in record.items():
        if field in ("id", "extensions"):
            continue
        name, how = FIELDS[kind].get(field, (field, "newer"))
        if how == "value":
            node[name] = value
        elif how == "link":
            node[name] = layer.record(value)
        elif how == "links":
            node[name] = [layer.record(item) for item in value]
        elif how == "place":
            places.append((name, value))
        elif how == "time":
            node |= {name: value["value"]} if "value" in value else {}
            places += [(name, value["anchor"])] if "anchor" in value else []
        elif how == "span":
            node[name] = {"exact" if member == "quote" else member: item for member, item in value.items()}
        else:
            newer[field] = value
    node |= {"newer": newer} if newer else {}
    return node | ({"extensions": extensions} if extensions else {}), places


def target_of(anchor: list[Plain], layer: Layer, around: Frames, name: str, role: str | None = None) -> Plain:
    """
    The target of a place: a piece of the text, or several that are one.

    Args:
        anchor: Its spans.
        layer: The names.
        around: What stands before and after spans.
        name: The name of a place of several pieces.
        role: What the place is to its record.
    """
    told = {} if role is None else {"role": role}
    pieces: list[Plain] = [
        {"type": "SpecificResource", "source": layer.source, "selector": selectors(span, around)} for span in anchor
    ]
    # The W3C's own schemas refuse a Composite that has no id, and one with an id whose pieces are called items.
    return told | (pieces[0] if len(pieces) == 1 else {"id": name, "type": "Composite", "pieces": pieces})


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


class Read(NamedTuple):
    """What came of a node."""

    record: Plain
    extras: Plain
    """Members that no field is known for."""
    issues: list[Issue]


def record_of(
    kind: str, node: Plain, anchors: dict[str, list[Plain]], layer: Layer, pointer: str, text: Places
) -> Read:
    """
    The record that a node tells of.

    Args:
        kind: Its class.
        node: The node.
        anchors: Its places by role.
        layer: The names.
        pointer: Where the node is.
        text: What is known of the text.
    """
    read = Read({}, dict(node), [])
    read.extras.pop("type", None)
    if kind not in ("Article", "Provenance"):
        read.record["id"] = layer.id_of(read.extras.pop("id", None))
    for field, (name, how) in FIELDS[kind].items():
        if how != "place" and name in read.extras:
            read.record[field] = _value(read.extras.pop(name), how, f"{pointer}/{name}", layer, text, read.issues)
    for role, spans in anchors.items():
        how = FIELDS[kind].get(role, ("", ""))[1]
        if how == "time":
            read.record[role] = read.record.get(role, {}) | {"anchor": spans}
        elif how == "place":
            read.record[role] = spans
        else:
            read.issues.append(error("NC922", pointer, f"has a place in the role {shown(role)}, which is none of its"))
    newer = read.extras.pop("newer", {})
    if type(newer) is not dict or newer.keys() & {"id", "extensions", *FIELDS[kind]}:
        read.issues.append(error("NC922", f"{pointer}/newer", "should be an object of members that are not known"))
    else:
        read.record.update(newer)
    if "extensions" in read.extras:
        read.record["extensions"] = read.extras.pop("extensions")
    return read


def _value(value: Any, how: str, pointer: str, layer: Layer, text: Places, issues: list[Issue]) -> Any:
    """What a member says."""
    if how == "time":
        return {"value": value}
    if how == "span":
        return _span(value, pointer, text, issues)
    return value if how == "value" else _followed(value, how, layer, pointer, issues)


def _followed(value: Any, how: str, layer: Layer, pointer: str, issues: list[Issue]) -> Any:
    """The id, or ids, that a member names."""
    if how == "link":
        return next(iter(_ids([value], layer, [pointer], issues)), "")
    if type(value) is not list:
        issues.append(error("NC922", pointer, f"is {shown(value)}, should be an array of records"))
        return []
    return list(_ids(value, layer, [f"{pointer}/{index}" for index in range(len(value))], issues))


def _ids(values: list[Any], layer: Layer, pointers: list[str], issues: list[Issue]) -> Iterator[str]:
    for value, pointer in zip(values, pointers, strict=True):
        name = layer.id_of(value)
        if name is None:
            issues.append(error("NC922", pointer, f"is {shown(value)}, should be a record of {layer.iri}#"))
        else:
            yield name


def _span(value: Any, pointer: str, text: Places, issues: list[Issue]) -> Any:
    """The span of a heading."""
    if type(value) is not dict or "quote" in value:
        issues.append(error("NC922", pointer, f"is {shown(value)}, should be an object with start, end and exact"))
        return None
    text.checked(value.get("start"), value.get("end"), value.get("exact"), pointer)
    return {"quote" if member == "exact" else member: item for member, item in value.items()}


def kind_of(node: Any, layer: Layer) -> str | None:
    """The class of the record that a body tells of, if it tells of one."""
    if type(node) is not dict or layer.id_of(node.get("id")) is None:
        return None
    return next((kind for kind in FIELDS if has_type(node, kind)), None)
