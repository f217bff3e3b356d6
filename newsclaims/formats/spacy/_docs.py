"""Docs of spaCy: tokens cut at the borders of places, and what a Doc says, as plain data."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from newsclaims._extensions import JSONObject
from newsclaims.errors import FieldError
from newsclaims.formats._documents import fingerprint
from newsclaims.formats.spacy._places import Place

__all__ = ["DIGEST", "GROUP", "blank", "cut_at", "described", "digest", "marked", "own_spans", "rebuilt", "unmarked"]

GROUP = "newsclaims"
"""The name of the group of spans, and of the entry in `user_data`."""
DIGEST = "newsclaims.doc"
"""The entry in `user_data` that holds a digest of the Doc as it was made: one that nobody has touched needs no copy."""


@cache
def blank() -> Language:
    """SpaCy's tokenizer for any language, without a model."""
    return spacy.blank("xx")


def cut_at(doc: Doc, places: Iterable[Place]) -> Doc:
    """
    A Doc of the same text whose tokens begin and end wherever a place does; the same Doc where they do anyway.

    Only tokens go along: there is nothing else yet when they are cut.
    """
    starts, ends = set(), set()
    for place in places:
        starts.add(place.start)
        ends.add(place.end)
    words: list[str] = []
    spaces: list[bool] = []
    for token in doc:
        word, start = token.text, token.idx
        end = start + len(word)
        cuts = [index for index in range(start + 1, end) if index in starts or index in ends]
        for low, high in zip([start, *cuts], [*cuts, end], strict=True):
            words.append(word[low - start : high - start])
            spaces.append(False)
        if token.whitespace_:
            # The blank behind a word is no token, unless a place begins or ends with it.
            if end in starts or end + 1 in ends:
                words.append(token.whitespace_)
                spaces.append(False)
            else:
                spaces[-1] = True
    return doc if len(words) == len(doc) else Doc(doc.vocab, words=words, spaces=spaces)


def marked(doc: Doc, places: Iterable[Place]) -> list[Place]:
    """
    Put places into a Doc, as one group of spans: the role is the label, the record the id.

    Returns:
        The places that are off the borders of its tokens; where there are some, nothing is put.
    """
    spans, off = [], []
    for place in places:
        span = doc.char_span(place.start, place.end, label=place.role, span_id=place.owner)
        if span is None:
            off.append(place)
        else:
            spans.append(span)
    if not off:
        doc.spans[GROUP] = SpanGroup(doc, name=GROUP, spans=spans)
    return off


def unmarked(doc: Doc) -> list[tuple[int, int, str, str]]:
    """The spans of newsclaims in a Doc, in order: start, end, role, record."""
    group = doc.spans.get(GROUP)
    return [] if group is None else own_spans(group)


def own_spans(group: Any) -> list[tuple[int, int, str, str]]:
    """The spans of a group, by start, end, label and id."""
    return sorted((span.start_char, span.end_char, span.label_, span.id_) for span in group)


def described(doc: Doc) -> dict[str, Any]:
    """All that a Doc says but its text and what is of newsclaims, as plain JSON; of `user_data` what is JSON."""
    plain: dict[str, Any] = doc.to_json()
    plain.pop("text")
    plain.pop("spans", None)
    groups = {name: list(map(_told, group)) for name, group in doc.spans.items() if name != GROUP}
    if "ents" in plain:
        # `to_json` of spaCy leaves out what knowledge bases say.
        plain["ents"] = list(map(_told, doc.ents))
    data = dict(_data_of_others(doc))
    return plain | ({"spans": groups} if groups else {}) | ({"user_data": data} if data else {})


def _data_of_others(doc: Doc) -> Iterator[tuple[str, Any]]:
    """What others keep in `user_data`; values of custom attributes have no name of their own, and stay there."""
    for name, value in doc.user_data.items():
        if type(name) is str and name not in {GROUP, DIGEST}:
            try:
                yield from JSONObject({name: value}).plain().items()
            except FieldError:
                continue


def _told(span: Span) -> list[Any]:
    return [span.start_char, span.end_char, span.label_, span.kb_id_, span.id_]


def digest(doc: Doc) -> str:
    """A digest of what `described` gives."""
    return hashlib.sha256(fingerprint(described(doc))).hexdigest()


def rebuilt(vocab: Vocab, text: str, plain: dict[str, Any]) -> Doc:
    """
    The Doc that `described` has described.

    Raises:
        Exception: Of any kind: the data are not such a description, or of another text.
    """
    rest = {name: value for name, value in plain.items() if name not in {"spans", "ents", "user_data"}}
    doc: Doc = Doc(vocab).from_json({**rest, "text": text}, validate=True)
    if "ents" in plain:
        doc.set_ents(_spans(doc, plain["ents"]))
    for name, spans in plain.get("spans", {}).items():
        doc.spans[name] = SpanGroup(doc, name=name, spans=_spans(doc, spans))
    doc.user_data.update(plain.get("user_data", {}))
    return doc


def _spans(doc: Doc, told: list[Any]) -> list[Any]:
    return [doc.char_span(start, end, label=label, kb_id=base, span_id=name) for start, end, label, base, name in told]
