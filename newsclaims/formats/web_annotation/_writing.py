"""Writing the plain data of an article as a collection of annotations."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from newsclaims.formats._documents import full_moment, same
from newsclaims.formats.web_annotation._notes import About, annotation_of_note
from newsclaims.formats.web_annotation._places import Frames, Places, frames
from newsclaims.formats.web_annotation._reading import (
    MOTIVATIONS,
    agent_of,
    creator_of,
    read_annotation,
    read_head,
)
from newsclaims.formats.web_annotation._records import NAME, Layer, node_of, target_of, without_hints
from newsclaims.formats.web_annotation._shapes import W3C, extra_contexts, own_context

__all__ = ["collection"]

Plain: TypeAlias = dict[str, Any]


def collection(plain: Plain, text: str | None, layer: Layer) -> Plain:
    """
    The document of an article.

    Args:
        plain: The article without its text.
        text: The text, for what stands before and after quotes.
        layer: The names.
    """
    around = {} if text is None else frames(text, _ranges(plain))
    items = list(_annotations(plain, layer, around))
    page = {"id": f"{layer.iri}/page", "type": "AnnotationPage", "partOf": layer.collection, "startIndex": 0}
    head = _head(plain, layer)
    return head | {"total": len(items), "first": page | {"items": items}}


def _ranges(value: Any) -> Iterator[tuple[int, int]]:
    """The range of every span that has a quote; extensions are no places."""
    if type(value) is list:
        for item in value:
            yield from _ranges(item)
    elif type(value) is dict:
        if "quote" in value and "start" in value:
            yield value["start"], value["end"]
        for name, item in value.items():
            if name != "extensions":
                yield from _ranges(item)


# ── The article ──────────────────────────────────────────────────────────────────────────────────────────────────


def _head(plain: Plain, layer: Layer) -> Plain:
    """All but the annotations; what was read with it goes back to where it was, where that does no harm."""
    wanted = {name: value for name, value in plain.items() if name not in ("claims", "relations", "reviews", "notes")}
    for restored in (True, False):
        head = _made_head(wanted, layer, restored=restored)
        places = Places(None)
        if not restored or (same(read_head(head, layer, places), wanted) and not places.issues):
            break
    return head


def _made_head(plain: Plain, layer: Layer, *, restored: bool) -> Plain:
    extensions, hints = without_hints(plain, taken=restored)
    # The names and types of a collection and its pages are made anew.
    stay = {name: value for name, value in hints.items() if name in ("id", "type", "first")}
    extensions = extensions | ({NAME: stay} if stay else {})
    hints = {name: value for name, value in hints.items() if name not in stay}
    record = {name: value for name, value in plain.items() if name not in ("sections", "sources", "provenance")}
    node, _ = node_of("Article", record, layer, extensions)
    named = {"id": layer.source} | ({} if plain["id"] == layer.source else {"article_id": plain["id"]})
    for name, kind in (("sections", "Section"), ("sources", "Source")):
        if name in plain:
            node[name] = [_node(kind, item, layer, restored=restored) for item in plain[name]]
    article = _beside(hints.get("article"), named | node)
    head: Plain = {"@context": [W3C, own_context(), *extra_contexts(hints.get("@context", []))]}
    head |= {"id": layer.iri, "type": "AnnotationCollection"}
    if "provenance" in plain:
        head |= _provenance(plain["provenance"], layer, restored=restored)
    head = _beside({name: value for name, value in hints.items() if name not in ("@context", "article")}, head)
    return head | {"article": article}


def _node(kind: str, record: Plain, layer: Layer, *, restored: bool) -> Plain:
    """The node of a section or source."""
    extensions, hints = without_hints(record, taken=restored)
    return _beside(hints.get("body"), node_of(kind, record, layer, extensions)[0])


def _provenance(record: Plain, layer: Layer, *, restored: bool) -> Plain:
    """Who made the layer and when, as far as the W3C can say it, and a node with the rest."""
    extensions, hints = without_hints(record, taken=restored)
    rest = {name: value for name, value in record.items() if name != "agent"}
    head: Plain = {}
    if "creator" in hints and agent_of(hints["creator"]) == record.get("agent"):
        head["creator"] = hints["creator"]
    elif "agent" in record:
        head["creator"] = creator_of(record["agent"], record.get("kind"))
    if full_moment(record.get("created", "")):
        head["created"] = rest.pop("created")
    node = _beside(hints.get("body"), node_of("Provenance", rest, layer, extensions)[0])
    return head if head and node == {"type": "Provenance"} else head | {"provenance": node}


def _beside(kept: Any, made: Plain) -> Plain:
    """Members with those that were kept behind them."""
    return made | {name: value for name, value in kept.items() if name not in made} if type(kept) is dict else made


# ── Annotations ──────────────────────────────────────────────────────────────────────────────────────────────────


def _annotations(plain: Plain, layer: Layer, around: Frames) -> Iterator[Plain]:
    """The annotations of all records, each claim followed by its attributions."""
    for claim in plain.get("claims", []):
        alone = {name: value for name, value in claim.items() if name != "attributions"}
        yield _annotation("Claim", alone, layer, around)
        for attribution in claim.get("attributions", []):
            yield _annotation("Attribution", attribution | {"claim_id": claim["id"]}, layer, around)
    for relation in plain.get("relations", []):
        yield _annotation("Relation", relation, layer, around)
    for review in plain.get("reviews", []):
        yield _annotation("Review", review, layer, around)
    for note in plain.get("notes", []):
        yield _annotation("Note", note, layer, around)


def _annotation(kind: str, record: Plain, layer: Layer, around: Frames) -> Plain:
    """The annotation of a record; what was read with it goes back to where it was, where that does no harm."""
    if without_hints(record)[1]:
        made = _made(kind, record, layer, around, restored=True)
        about = About(layer.source, layer.source, Places(None))
        told = [found[1:] for found in read_annotation(made, "", about, layer)] if made.get("target") else []
        if not about.text.issues and len(told) == 1 and told[0][0] == kind and same(told[0][1], record):
            return made
    return _made(kind, record, layer, around, restored=False)


def _made(kind: str, record: Plain, layer: Layer, around: Frames, *, restored: bool) -> Plain:
    if kind == "Note":
        return annotation_of_note(record, layer, around, restored=restored)
    extensions, hints = without_hints(record, taken=restored)
    node, places = node_of(kind, record, layer, extensions)
    name = layer.annotation(record["id"])
    found: list[Any] = [target_of(anchor, layer, around, f"{name}/{role}", role) for role, anchor in places]
    found = found or [layer.record(record["claim_id"]) if kind == "Review" else layer.source]
    made: Plain = {"id": name, "type": "Annotation", "motivation": MOTIVATIONS[kind]}
    made |= {name: value for name, value in hints.items() if name not in ("type", "body", "target")}
    made["body"] = _beside(hints.get("body"), node)
    made["target"] = found[0] if len(found) == 1 else found
    return made
