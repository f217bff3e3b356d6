"""
Annotations ↔ notes, and the targets of both: what other tools write becomes notes, and notes become what they read.

What a note has no field for is kept in `extensions.web_annotation` as it stood: creators, bodies that are no text, the
selectors of other media. When the note is written again it goes back where it was, unless it contradicts the note.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from newsclaims._rules import ONE_LINE
from newsclaims.errors import Issue
from newsclaims.formats._documents import error
from newsclaims.formats.web_annotation._places import POSITION, Frames, Places, each, has_type, selectors
from newsclaims.formats.web_annotation._records import LAYERS, NAME, Layer, target_of, without_hints
from newsclaims.formats.web_annotation._shapes import W3C, extra_contexts

__all__ = ["About", "Target", "annotation_of_note", "notes_of", "source_of", "targets", "with_hints"]

Plain: TypeAlias = dict[str, Any]

_MOTIVATIONS = (
    *("assessing", "bookmarking", "classifying", "describing", "editing", "highlighting", "identifying", "linking"),
    *("moderating", "questioning", "replying", "reviewing", "tagging"),
)
_UNMOTIVATED = "annotation"
_PLACE: Plain = {"selector": [{"type": POSITION}]}
"""Among targets that were kept, the one that is nothing but a place."""
_TAGS = ("tagging", "classifying", "identifying", "linking")


# ── Targets ──────────────────────────────────────────────────────────────────────────────────────────────────────


class About(NamedTuple):
    """What annotations are about."""

    source: str
    """What the document calls the text."""
    written: str
    """What the text is called when it is written."""
    text: Places
    """What is known of it; notes what is wrong."""


class Target(NamedTuple):
    """One target, as far as it is understood."""

    pointer: str
    anchor: list[Plain]
    """The place it names; empty if it names none in the text."""
    kept: Any
    """The target with the numbers taken out; None where there is nothing to it but the place."""
    role: Any = None
    """The role it has."""


def source_of(target: Plain) -> Any:
    """What a target is part of."""
    source = target.get("source")
    return source.get("id") if type(source) is dict else source


def targets(annotation: Plain, pointer: str, about: About) -> list[Target]:
    """The targets of an annotation; the text as a whole is one only where there are others."""
    found = [_target(target, where, about) for where, target in each(annotation["target"], f"{pointer}/target")]
    if len(found) == 1:
        return found
    return [
        target._replace(kept=about.source) if not target.anchor and target.kept is None else target for target in found
    ]


def _target(target: Any, pointer: str, about: About) -> Target:
    if type(target) is str:
        return Target(pointer, [], None if target == about.source == about.written else target)
    role = target.get("role")
    if not has_type(target, "Composite"):
        piece = _piece(target, pointer, about)
        if piece is None:
            return Target(pointer, [], target, role)
        return Target(pointer, [piece[0]], None if piece[1] == _blank(about) else piece[1], role)
    name = "items" if "items" in target else "pieces"
    pieces = [_piece(item, where, about) for where, item in each(target.get(name), f"{pointer}/{name}")]
    found = sorted((piece for piece in pieces if piece is not None), key=lambda piece: int(piece[0]["start"]))
    if not found or len(found) < len(pieces):
        return Target(pointer, [], target, role)
    for (one, _), (other, _) in pairwise(found):
        if other["start"] < one["end"]:
            message = f"has pieces that overlap: {one['start']}–{one['end']}, {other['start']}–{other['end']}"
            about.text.issues.append(error("NC925", pointer, message))
    kept = {member: value for member, value in target.items() if member not in (name, "id")}
    if "id" in target and not str(target["id"]).startswith(LAYERS):
        kept["id"] = target["id"]
    kept["pieces"] = [piece[1] for piece in found]
    plain = {"type": "Composite", "pieces": [_blank(about)] * len(found)}
    return Target(pointer, [piece[0] for piece in found], None if kept == plain else kept, role)


def _blank(about: About) -> Plain:
    """What there is to a target that is nothing but a place."""
    return {"type": "SpecificResource", "source": about.written, "selector": [{"type": POSITION}]}


def _piece(target: Any, pointer: str, about: About) -> tuple[Plain, Plain] | None:
    """The span that a target is, and the target without its numbers; None if it is none of the text."""
    if type(target) is not dict or "selector" not in target or source_of(target) not in (about.source, None):
        return None
    span, others = about.text.span(target["selector"], f"{pointer}/selector")
    if span is None:
        return None
    kept: Plain = {"type": "SpecificResource", "source": about.written} | target
    kept["selector"] = [{"type": POSITION}, *others]
    return span, kept


def _filled(kept: Any, spans: list[Plain], around: Frames, name: str) -> Any:
    """A target that was kept, with the numbers put back; each takes the next span."""
    if type(kept) is not dict:
        return kept
    made: Plain = dict(kept)
    if type(kept.get("pieces")) is list:
        made = {"id": name, **made, "pieces": [_filled(piece, spans, around, name) for piece in kept["pieces"]]}
    elif type(kept.get("selector")) is list and kept["selector"][:1] == [{"type": POSITION}] and spans:
        made["selector"] = [*selectors(spans.pop(0), around), *kept["selector"][1:]]
    return made


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


def notes_of(
    annotation: Plain, pointer: str, found: list[Target], layer: Layer | None, issues: list[Issue]
) -> Iterator[tuple[str, Plain]]:
    """
    The notes that an annotation gives, each with the pointer to where it comes from.

    Several targets with places are each on their own, so each gives a note. An id is given by whoever has none.

    Args:
        annotation: The annotation, which keeps the shape of the W3C.
        pointer: Where it is.
        found: Its targets.
        layer: The names, where the annotation stands in a document of newsclaims.
        issues: Takes what is wrong.
    """
    rest = {name: value for name, value in annotation.items() if name not in ("target", "@context")}
    if rest["type"] == "Annotation":
        del rest["type"]
    # The context of a document that is one annotation is kept with the article.
    terms = extra_contexts(annotation.get("@context", [])) if pointer or layer else []
    rest |= {"@context": terms} if terms else {}
    note: Plain = {}
    note["kind"] = _kind(rest)
    if layer is not None:
        found = list(_without_links(found, layer, note))
        _take_own(rest, layer, note)
    text = _take_text(rest)
    placed = [target for target in found if target.anchor]
    others = [target.kept for target in found if not target.anchor and target.kept is not None]
    for number, target in enumerate(placed or (None,)):
        kept = dict(rest)
        if number:
            note.pop("id", None)
        if number and "id" in kept:
            kept.setdefault("via", kept.pop("id"))
        about = list(others) if number == 0 else []
        if target is not None and (about or target.kept is not None):
            about.insert(0, _PLACE if target.kept is None else target.kept)
        if about:
            kept["target"] = about[0] if len(about) == 1 else about
        made = note | ({} if target is None else {"anchor": target.anchor}) | ({} if text is None else {"text": text})
        where = pointer if target is None else target.pointer
        yield where, with_hints(made, kept, pointer, issues)


def with_hints(record: Plain, kept: Plain, pointer: str, issues: list[Issue]) -> Plain:
    """A record with what it has no field for, beside its other extensions; two that say two things are an issue."""
    extensions = record.get("extensions", {})
    if not kept or type(extensions) is not dict:
        return record
    there = extensions.get(NAME, {})
    if type(there) is not dict or there.keys() & kept.keys():
        issues.append(error("NC922", pointer, f"has members that its extensions hold already: {', '.join(kept)}"))
        return record
    return record | {"extensions": extensions | {NAME: there | kept}}


def _kind(rest: Plain) -> str:
    """What a motivation is called among kinds of notes; a motivation that says no more is taken away."""
    motivation = rest.get("motivation")
    if motivation == "commenting":
        del rest["motivation"]
        return "comment"
    if motivation in _MOTIVATIONS:
        del rest["motivation"]
        return str(motivation)
    first = next((value for _, value in each(motivation, "")), None)
    return first if type(first) is str and first and ONE_LINE.holds(first) else _UNMOTIVATED


def _take_own(rest: Plain, layer: Layer, note: Plain) -> None:
    """Take the members that newsclaims has written."""
    name = layer.id_of(rest.get("record"))
    if name is not None:
        del rest["record"]
        note["id"] = name
        if rest.get("id") == layer.annotation(name):
            del rest["id"]
    for name in ("kind", "extensions"):
        if name in rest:
            note[name] = rest.pop(name)
    newer = rest.get("newer")
    if type(newer) is dict and not newer.keys() & {"id", "kind", "anchor", "about_id", "text", "extensions"}:
        note.update(rest.pop("newer"))


def _without_links(found: list[Target], layer: Layer, note: Plain) -> Iterator[Target]:
    """Targets without the record that the note is about, which the note takes."""
    for target in found:
        name = layer.id_of(target.kept)
        if name is not None and "about_id" not in note:
            note["about_id"] = name
        else:
            yield target


def _take_text(rest: Plain) -> str | None:
    """The words that somebody wrote, taken out of the bodies."""
    if "bodyValue" in rest:
        return str(rest.pop("bodyValue"))
    body = rest.get("body")
    written = [item for _, item in each(body, "") if _is_written(item)]
    if len(written) > 1:
        written = [item for item in written if item.get("purpose") not in _TAGS]
    if len(written) != 1:
        return None
    emptied = {name: value for name, value in written[0].items() if name != "value"}
    if type(body) is list:
        rest["body"] = [emptied if item is written[0] else item for item in body]
    elif emptied == {"type": "TextualBody"}:
        del rest["body"]
    else:
        rest["body"] = emptied
    return str(written[0]["value"])


def _is_written(body: Any) -> bool:
    return type(body) is dict and type(body.get("value")) is str and "source" not in body and "items" not in body


def _is_emptied(body: Any) -> bool:
    return has_type(body, "TextualBody") and "value" not in body


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def annotation_of_note(note: Plain, layer: Layer, around: Frames, *, restored: bool) -> Plain:
    """
    The annotation of a note.

    Args:
        note: The note.
        layer: The names.
        around: What stands before and after spans.
        restored: Whether what was read with it goes back to where it was, or stays in the extensions.
    """
    extensions, hints = without_hints(note, taken=restored)
    rest = {name: value for name, value in hints.items() if name not in ("target", "body", "@context")}
    derived = _kind(dict(rest))
    terms = hints.get("@context")
    made: Plain = {"@context": [W3C, *terms]} if type(terms) is list else {}
    made |= {"id": layer.annotation(note["id"]), "type": "Annotation", "record": layer.record(note["id"])}
    if "motivation" not in rest and note["kind"] != _UNMOTIVATED:
        derived = note["kind"] if note["kind"] in (*_MOTIVATIONS, "comment") else "comment"
        made["motivation"] = "commenting" if derived == "comment" else derived
    made |= {"kind": note["kind"]} if note["kind"] != derived else {}
    made |= rest
    body = _body(hints.get("body"), note.get("text"))
    # No bodies are no member: the W3C's schemas take an empty array for a body that is broken.
    made |= {} if body in (None, []) else {"body": body}
    made["target"] = _note_target(note, layer, around, hints.get("target"))
    newer = {
        name: value
        for name, value in note.items()
        if name not in ("id", "kind", "anchor", "about_id", "text", "extensions")
    }
    made |= {"newer": newer} if newer else {}
    return made | ({"extensions": extensions} if extensions else {})


def _body(kept: Any, text: str | None) -> Any:
    """The bodies, the words put back where they were."""
    if text is None:
        return kept
    if kept is None:
        return {"type": "TextualBody", "value": text}
    if type(kept) is list:
        places = [number for number, item in enumerate(kept) if _is_emptied(item)]
        return [item | {"value": text} if [number] == places else item for number, item in enumerate(kept)]
    return kept | {"value": text} if type(kept) is dict else kept


def _note_target(note: Plain, layer: Layer, around: Frames, kept: Any) -> Any:
    """The targets: the record it is about, its place, and those that were kept."""
    name = f"{layer.annotation(note['id'])}/anchor"
    made: list[Any] = [layer.record(note["about_id"])] if "about_id" in note else []
    anchor = note.get("anchor", [])
    if kept is None:
        made += [target_of(anchor, layer, around, name)] if anchor else []
    else:
        spans = list(anchor)
        for _, item in each(kept, ""):
            whole = {"type": "SpecificResource", "source": layer.source} | _PLACE if item == _PLACE else item
            made.append(_filled(whole, spans, around, name))
    return (made[0] if len(made) == 1 else made) if made else layer.source
