"""
The type system of newsclaims, and what an article looks like in it.

`newsclaims.Article` carries the whole article as JSON. The other types say it once more, as far as other tools can use
it: `newsclaims.Span` is an annotation, one for each span of each place; the others are plain feature structures, one
for each record. All features but offsets and `seq` are strings; lists of ids are parted by blanks.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from newsclaims import serialization
from newsclaims.article import Article
from newsclaims.model import Anchor, When

__all__ = ["ARTICLE", "PREFIX", "SPAN", "TYPES", "Structure", "structures"]

PREFIX = "newsclaims."
ARTICLE = "newsclaims.Article"
SPAN = "newsclaims.Span"

TYPES: dict[str, tuple[str, ...]] = {
    ARTICLE: ("json",),
    "newsclaims.Source": ("source", "name", "kind", "naming", "affiliation"),
    "newsclaims.Claim": ("claim", "text", "orientation"),
    "newsclaims.Attribution": (
        "attribution",
        "claim",
        "sources",
        "via",
        "attitude",
        "certainty",
        "polarity",
        "form",
        "within",
    ),
    "newsclaims.Relation": ("relation", "relationType", "fromClaim", "toClaim"),
    "newsclaims.Review": ("review", "claim", "label", "verdict"),
    "newsclaims.Note": ("note", "kind", "about", "text"),
    SPAN: ("owner", "role", "seq"),
}
"""Types and their features. `newsclaims.Span` is an annotation, the others are no more than feature structures."""


@attrs.frozen
class Structure:
    """
    One feature structure of newsclaims.

    Attributes:
        type: Its type.
        features: Its features; those that say nothing are left out.
        begin: First code point covered, for a span.
        end: One past the last code point covered, for a span.
    """

    type: str
    features: dict[str, Any]
    begin: int | None = None
    end: int | None = None


def structures(article: Article) -> Iterator[Structure]:
    """All that is written of an article, in the order of its records."""
    yield _made(ARTICLE, serialization.dumps(article).decode())
    for source in article.sources:
        yield _made("newsclaims.Source", source.id, source.name, source.kind, source.naming, source.affiliation_id)
    for claim in article.claims:
        yield _made("newsclaims.Claim", claim.id, claim.text, claim.orientation)
        for item in claim.attributions:
            sources, via = " ".join(item.source_ids), " ".join(item.via_ids)
            stance = (item.attitude, item.certainty, item.polarity, item.form)
            yield _made("newsclaims.Attribution", item.id, claim.id, sources, via, *stance, item.within_id)
    for relation in article.relations:
        yield _made("newsclaims.Relation", relation.id, relation.type, relation.from_id, relation.to_id)
    for review in article.reviews:
        yield _made("newsclaims.Review", review.id, review.claim_id, review.label, review.verdict)
    for note in article.notes:
        yield _made("newsclaims.Note", note.id, note.kind, note.about_id, note.text)
    if article.text is not None:
        yield from _spans(article)


def _made(type: str, *values: str | None) -> Structure:
    return Structure(type, {name: value for name, value in zip(TYPES[type], values, strict=True) if value})


def _spans(article: Article) -> Iterator[Structure]:
    """Every span of every place, the ranges of sections among them."""
    for section in article.sections:
        yield _span(section.id, "section", 0, section.start, section.end)
        if section.heading is not None:
            yield _span(section.id, "heading", 0, section.heading.start, section.heading.end)
    for owner, role, anchor in _places(article):
        for seq, span in enumerate(anchor):
            yield _span(owner, role, seq, span.start, span.end)


def _span(owner: str, role: str, seq: int, begin: int, end: int) -> Structure:
    return Structure(SPAN, {"owner": owner, "role": role, "seq": seq}, begin, end)


def _places(article: Article) -> Iterator[tuple[str, str, Anchor]]:
    for claim in article.claims:
        yield claim.id, "content", claim.content
        yield claim.id, "time", _words(claim.time)
        for item in claim.attributions:
            yield item.id, "source", item.source
            yield item.id, "cue", item.cue
            yield item.id, "hedge", item.hedge
            yield item.id, "time", _words(item.time)
    for relation in article.relations:
        yield relation.id, "relation", relation.cue
    for note in article.notes:
        yield note.id, "note", note.anchor


def _words(when: When | None) -> Anchor:
    return () if when is None else when.anchor
