"""The places of an article as spans: where, in what role, of which record."""

from collections.abc import Iterator

import attrs

from newsclaims.article import Article
from newsclaims.model import Anchor, When

__all__ = ["Place", "places"]


@attrs.frozen
class Place:
    """
    One span.

    Attributes:
        start: First code point covered.
        end: One past the last code point covered.
        role: What it is to its record; the label.
        owner: The id of its record.
        pointer: Where it stands in the article.
    """

    start: int
    end: int
    role: str
    owner: str
    pointer: str


def places(article: Article) -> Iterator[Place]:
    """
    Every span of every place, in the order of the records, the ranges of sections among them.

    None where the article has no text.
    """
    if article.text is None:
        return
    for number, section in enumerate(article.sections):
        at = f"/sections/{number}"
        yield Place(section.start, section.end, "section", section.id, at)
        if section.heading is not None:
            yield Place(section.heading.start, section.heading.end, "heading", section.id, f"{at}/heading")
    for number, claim in enumerate(article.claims):
        at = f"/claims/{number}"
        yield from _spans(claim.content, "content", claim.id, f"{at}/content")
        yield from _spans(_words(claim.time), "time", claim.id, f"{at}/time/anchor")
        for index, item in enumerate(claim.attributions):
            inner = f"{at}/attributions/{index}"
            yield from _spans(item.source, "source", item.id, f"{inner}/source")
            yield from _spans(item.cue, "cue", item.id, f"{inner}/cue")
            yield from _spans(item.hedge, "hedge", item.id, f"{inner}/hedge")
            yield from _spans(_words(item.time), "time", item.id, f"{inner}/time/anchor")
    for number, relation in enumerate(article.relations):
        yield from _spans(relation.cue, "relation", relation.id, f"/relations/{number}/cue")
    for number, note in enumerate(article.notes):
        yield from _spans(note.anchor, "note", note.id, f"/notes/{number}/anchor")


def _spans(anchor: Anchor, role: str, owner: str, pointer: str) -> Iterator[Place]:
    for number, span in enumerate(anchor):
        yield Place(span.start, span.end, role, owner, f"{pointer}/{number}")


def _words(when: When | None) -> Anchor:
    return () if when is None else when.anchor
