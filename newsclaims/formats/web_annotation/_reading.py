"""Reading documents of annotations: the plain data of an article, and where in the document each record stands."""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from newsclaims._rules import ONE_LINE
from newsclaims.errors import Issue, shown
from newsclaims.formats._documents import error, same
from newsclaims.formats.web_annotation._notes import About, Target, notes_of, source_of, targets, with_hints
from newsclaims.formats.web_annotation._places import POSITION, QUOTE, Places, each, has_type
from newsclaims.formats.web_annotation._records import Layer, kind_of, record_of
from newsclaims.formats.web_annotation._shapes import (
    Unfolded,
    breaches,
    common,
    extra_contexts,
    is_own_context,
    reference,
)

__all__ = ["MOTIVATIONS", "Reading", "agent_of", "creator_of", "own_layer", "read_annotation", "read_head"]

Plain: TypeAlias = dict[str, Any]

MOTIVATIONS = {"Claim": "identifying", "Attribution": "classifying", "Relation": "linking", "Review": "assessing"}
"""Why there is an annotation, for each class of records that has one."""
_LISTS = {"Claim": "claims", "Relation": "relations", "Review": "reviews"}


class Reading:
    """
    An article in the making.

    Attributes:
        plain: Its plain data.
        issues: What is wrong so far.
    """

    def __init__(self, text: str | None, *, foreign: bool) -> None:
        """Begin with the text, where it is known, and whether others have written the document."""
        self.places = Places(text, foreign=foreign)
        self.issues: list[Issue] = self.places.issues
        self.plain: Plain = {}
        self._origins: dict[str, str] = {"": ""}

    def put(self, name: str, record: Plain, pointer: str) -> None:
        """Add a record to one of the article's lists."""
        records = self.plain.setdefault(name, [])
        self._origins[f"/{name}/{len(records)}"] = pointer
        records.append(record)

    def put_within(self, claim: int, record: Plain, pointer: str) -> None:
        """Add an attribution to a claim."""
        records = self.plain["claims"][claim].setdefault("attributions", [])
        self._origins[f"/claims/{claim}/attributions/{len(records)}"] = pointer
        records.append(record)

    def origin(self, pointer: str, document: Any) -> str:
        """Where a value of the article stands in the document, or the nearest thing around it."""
        rest: list[str] = []
        while pointer not in self._origins:
            pointer, _, step = pointer.rpartition("/")
            rest.insert(0, step)
        found = self._origins[pointer]
        for step in found.split("/")[1:]:
            document = document[int(step)] if type(document) is list else document[step]
        for step in rest:
            if type(document) is dict and step in document:
                document = document[step]
            elif type(document) is list and step.isdecimal() and int(step) < len(document):
                document = document[int(step)]
            else:
                break
            found += f"/{step}"
        return found

    def read_own(self, unfolded: Unfolded, layer: Layer) -> None:
        """Read a document that newsclaims has written, and what others have put into it since."""
        self.plain |= read_head(unfolded.head, layer, self.places)
        for name in ("sections", "sources"):
            for number in range(len(self.plain.get(name, []))):
                self._origins[f"/{name}/{number}"] = f"/article/{name}/{number}"
        self._origins[""] = "/article"
        if "provenance" in unfolded.head:
            self._origins["/provenance"] = "/provenance"
        about = About(layer.source, layer.source, self.places)
        attributions: list[tuple[str, Plain]] = []
        notes: list[tuple[str, Plain]] = []
        for pointer, annotation in unfolded.items:
            for where, kind, record in read_annotation(annotation, pointer, about, layer):
                if kind == "Attribution":
                    attributions.append((where, record))
                elif kind == "Note":
                    notes.append((where, record))
                else:
                    self.put(_LISTS[kind], record, where)
        claims = {record["id"]: number for number, record in enumerate(self.plain.get("claims", []))}
        for where, record in attributions:
            claim = record.pop("claim_id", None)
            if claim not in claims:
                self.issues.append(
                    error("NC922", where, f"is an attribution of the claim {shown(claim)}, of none here")
                )
            else:
                self.put_within(claims[claim], record, where)
        self._put_notes(notes)

    def read_foreign(self, unfolded: Unfolded, document: Any, id: str | None, otherwise: str, language: str) -> None:
        """Read what others write: each annotation becomes a note, or one for each of its places."""
        for pointer, annotation in unfolded.items:
            self.issues += breaches(annotation, pointer)
        if self.issues:
            return
        found = _sources(unfolded)
        placed = list(dict.fromkeys(source for _, source, is_place in found if is_place))
        if len(placed) > 1 and id not in placed:
            where = next(pointer for pointer, source, is_place in found if is_place and source == placed[1])
            message = f"is a place in {shown(placed[1])}, others are in {shown(placed[0])}"
            self.issues.append(error("NC929", where, message, "give the id of the text that is meant"))
        named = placed or list(dict.fromkeys(source for _, source, _ in found))
        source = id if id in placed else named[0] if len(named) == 1 else otherwise
        usable = source != "" and ONE_LINE.holds(source)
        self.plain |= {"schema_version": "1.0", "id": id or (source if usable else otherwise), "language": language}
        names = Layer.named(b"", self.plain["id"])
        about = About(source, names.source, self.places)
        notes = [
            made
            for pointer, annotation in unfolded.items
            for made in notes_of(annotation, pointer, targets(annotation, pointer, about), None, self.issues)
        ]
        self._put_notes(notes)
        own = ("@context", "total", "creator", "created")
        kept = {name: value for name, value in _more_than_a_type(unfolded.head).items() if name not in own}
        extras = extra_contexts(document.get("@context", []) if type(document) is dict else [])
        self.plain = with_hints(self.plain, kept | ({"@context": extras} if extras else {}), "", self.issues)
        creators = [annotation.get("creator") for _, annotation in unfolded.items]
        if {"creator", "created"} & unfolded.head.keys():
            self.issues += common(unfolded.head, "")
            told: Plain = {name: unfolded.head[name] for name in ("creator", "created") if name in unfolded.head}
            told |= {"provenance": {"kind": "human"}} if has_type(told.get("creator"), "Person") else {}
            self.plain |= _provenance(told, names, self.places)
        elif creators and agent_of(creators[0]) is not None and all(same(other, creators[0]) for other in creators):
            kind = {"kind": "human"} if has_type(creators[0], "Person") else {}
            self.plain["provenance"] = {"agent": agent_of(creators[0])} | kind

    def _put_notes(self, notes: list[tuple[str, Plain]]) -> None:
        """Add notes; those without an id get one that nobody has."""
        taken = {record.get("id") for record in self._records()} | {note.get("id") for _, note in notes}
        number = 0
        for where, note in notes:
            if "id" not in note:
                number += 1
                while f"n{number}" in taken:
                    number += 1
            self.put("notes", {"id": f"n{number}"} | note, where)

    def _records(self) -> Iterator[Plain]:
        for name in ("sections", "sources", "claims", "relations", "reviews"):
            for record in self.plain.get(name, []):
                yield record
                yield from record.get("attributions", [])


# ── Documents of newsclaims ──────────────────────────────────────────────────────────────────────────────────────


def own_layer(document: Any) -> Layer | None:
    """The names in a document that newsclaims has written; None for any other."""
    if not has_type(document, "AnnotationCollection") or type(document.get("article")) is not dict:
        return None
    if not any(is_own_context(context) for _, context in each(document.get("@context"), "")):
        return None
    iri, source = document.get("id"), document["article"].get("id")
    return Layer(iri, source) if type(iri) is str and reference(iri) and reference(source) else None


def read_head(head: Plain, layer: Layer, places: Places) -> Plain:
    """What a document of newsclaims says of the article itself, its sections, sources and provenance."""
    issues = places.issues
    issues += common(head, "")
    node: Plain = {name: value for name, value in head["article"].items() if name not in ("id", "article_id")}
    lists = {name: node.pop(name, []) for name in ("sections", "sources")}
    read = record_of("Article", node, {}, layer, "/article", places)
    issues += read.issues
    plain: Plain = {"id": head["article"].get("article_id", layer.source)} | read.record
    for name, kind in (("sections", "Section"), ("sources", "Source")):
        if type(lists[name]) is not list:
            issues.append(error("NC922", f"/article/{name}", f"is {shown(lists[name])}, should be an array"))
            continue
        plain |= {name: []} if lists[name] else {}
        for number, item in enumerate(lists[name]):
            where = f"/article/{name}/{number}"
            if not has_type(item, kind) or layer.id_of(item.get("id")) is None:
                issues.append(error("NC922", where, f"is {shown(item)}, should be a {kind} of {layer.iri}#"))
                continue
            one = record_of(kind, item, {}, layer, where, places)
            issues += one.issues
            plain[name].append(with_hints(one.record, {"body": one.extras} if one.extras else {}, where, issues))
    kept: Plain = {"article": read.extras} if read.extras else {}
    own = ("@context", "id", "total", "article", "provenance", "first", "creator", "created")
    kept |= {name: value for name, value in _more_than_a_type(head).items() if name not in own}
    pages = [
        {name: value for name, value in page.items() if not _is_usual(name, value, layer)} for page in _pages(head)
    ]
    kept |= {"first": pages} if any(pages) else {}
    extras = extra_contexts(head["@context"])
    kept |= {"@context": extras} if extras else {}
    if provenance := _provenance(head, layer, places):
        plain |= provenance
    return with_hints(plain, kept, "", issues)


def _more_than_a_type(head: Plain) -> Plain:
    """A collection or page without its type, unless it has others beside."""
    return {name: value for name, value in head.items() if name != "type" or type(value) is list}


def _pages(head: Plain) -> list[Plain]:
    return list(head.get("first", []))


def _is_usual(name: str, value: Any, layer: Layer) -> bool:
    usual = {"id": f"{layer.iri}/page", "type": "AnnotationPage", "partOf": layer.collection, "startIndex": 0}
    return name in usual and same(value, usual[name])


def _provenance(head: Plain, layer: Layer, places: Places) -> Plain:
    """Who made the layer."""
    if not {"provenance", "creator", "created"} & head.keys():
        return {}
    node = head.get("provenance", {})
    if type(node) is not dict:
        places.issues.append(error("NC922", "/provenance", f"is {shown(node)}, should be an object"))
        return {}
    read = record_of("Provenance", node, {}, layer, "/provenance", places)
    places.issues.extend(read.issues)
    kept: Plain = {"body": read.extras} if read.extras else {}
    if "created" in head:
        if "created" in read.record:
            places.issues.append(error("NC922", "/provenance/made", "stands beside created, should be alone"))
        read.record["created"] = head["created"]
    if "creator" in head:
        agent = agent_of(head["creator"])
        if agent is not None:
            read.record["agent"] = agent
        if agent is None or not same(head["creator"], creator_of(agent, read.record.get("kind"))):
            kept["creator"] = head["creator"]
    return {"provenance": with_hints(read.record, kept, "/provenance", places.issues)}


def agent_of(creator: Any) -> str | None:
    """What a creator is called, if anything that fits on a line."""
    names = [creator]
    if type(creator) is dict:
        names = [value for name in ("name", "nickname", "id") for _, value in each(creator.get(name), "")]
    return next((name for name in names if type(name) is str and name and ONE_LINE.holds(name)), None)


def creator_of(agent: str, kind: Any) -> Plain:
    """
    The creator that an agent is written as.

    >>> creator_of("annotator-1", "human")
    {'type': 'Person', 'name': 'annotator-1'}
    """
    types = {"human": "Person", "model": "Software", "rule": "Software"}
    return ({"type": types[kind]} if type(kind) is str and kind in types else {}) | {"name": agent}


class Told(NamedTuple):
    """A record that an annotation tells of."""

    pointer: str
    kind: str
    record: Plain


def read_annotation(annotation: Plain, pointer: str, about: About, layer: Layer) -> Iterator[Told]:
    """The record that an annotation of a document of newsclaims tells of, or the notes that it gives."""
    issues = about.text.issues
    before = len(issues)
    issues += breaches(annotation, pointer)
    if len(issues) > before:
        return
    body: Any = annotation.get("body")
    kind = kind_of(body, layer)
    if kind is None and any(has_type(body, name) for name in MOTIVATIONS):
        there = shown(body.get("id"))
        issues.append(error("NC922", f"{pointer}/body", f"is the record {there}, should be one of {layer.iri}#"))
        return
    found = targets(annotation, pointer, about)
    if kind not in MOTIVATIONS:
        for where, note in notes_of(annotation, pointer, found, layer, issues):
            yield Told(where, "Note", note)
        return
    node: Plain = annotation["body"]
    read = record_of(kind, node, _anchors(found, issues), layer, f"{pointer}/body", about.text)
    issues += read.issues
    usual = {"type": "Annotation", "motivation": MOTIVATIONS[kind], "id": layer.annotation(str(read.record["id"]))}
    kept = {
        name: value
        for name, value in annotation.items()
        if name not in ("body", "target", "@context") and not (name in usual and same(value, usual[name]))
    }
    others = list(_others(kind, found, node, layer, issues))
    kept |= {"target": others} if others else {}
    kept |= {"body": read.extras} if read.extras else {}
    yield Told(f"{pointer}/body", kind, with_hints(read.record, kept, pointer, issues))


def _anchors(found: list[Target], issues: list[Issue]) -> dict[str, list[Plain]]:
    """Places by their role."""
    anchors: dict[str, list[Plain]] = {}
    for target in found:
        if not target.anchor:
            continue
        if type(target.role) is not str or target.role in anchors:
            message = f"is a place in the role {shown(target.role)}, should have one that no other has"
            issues.append(error("NC922", target.pointer, message))
        else:
            anchors[target.role] = target.anchor
    return anchors


def _others(kind: str, found: list[Target], node: Plain, layer: Layer, issues: list[Issue]) -> Iterator[Any]:
    """What stands in targets beside the places, and beside the claim that a review is about."""
    for target in found:
        if target.anchor:
            kept = {name: value for name, value in (target.kept or {}).items() if name != "role"}
            if not _is_plain(kept, layer):
                yield target.kept
        elif kind == "Review" and layer.id_of(target.kept) is not None:
            if target.kept != node.get("claim_id"):
                issues.append(error("NC925", target.pointer, f"is {shown(target.kept)}, the body says another claim"))
        elif target.kept is not None:
            yield target.kept


def _is_plain(kept: Plain, layer: Layer) -> bool:
    """Whether there is nothing to a target but the place."""
    blank = {"type": "SpecificResource", "source": layer.source, "selector": [{"type": POSITION}]}
    if "pieces" in kept:
        return kept == {"type": "Composite", "pieces": [blank] * len(kept["pieces"])}
    return not kept or kept == blank


# ── Documents of others ──────────────────────────────────────────────────────────────────────────────────────────


def _sources(unfolded: Unfolded) -> list[tuple[str, str, bool]]:
    """What annotations are about: where it is named, its name, and whether a place in its text is meant."""
    found: list[tuple[str, str, bool]] = []
    for pointer, annotation in unfolded.items:
        work = list(each(annotation["target"], f"{pointer}/target"))
        while work:
            where, target = work.pop(0)
            if type(target) is str:
                found.append((where, target, False))
                continue
            inner = target.get("items", target.get("pieces"))
            if inner is not None:
                work[:0] = each(inner, f"{where}/{'items' if 'items' in target else 'pieces'}")
                continue
            source = source_of(target)
            name = source if type(source) is str else target.get("id")
            if type(name) is str:
                chosen = [selector for _, selector in each(target.get("selector"), "")]
                is_place = any(has_type(selector, kind) for selector in chosen for kind in (POSITION, QUOTE))
                found.append((where, name, is_place and type(source) is str))
    return found
