"""The root: one text, and one layer of annotation over it."""

from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import TYPE_CHECKING, Annotated, Self

import attrs

from newsclaims._compact import compact, put
from newsclaims._extensions import EMPTY, Extensions, extensions
from newsclaims._rules import DIGEST, VERSION, checked
from newsclaims._unicode import word_character_flags
from newsclaims._words import did_you_mean
from newsclaims.errors import QuoteError, SpanError, UnknownIdError
from newsclaims.model import (
    Anchor,
    Claim,
    Date,
    Language,
    Line,
    Note,
    Provenance,
    Relation,
    Review,
    Section,
    Source,
    Span,
)

if TYPE_CHECKING:
    import hashlib

__all__ = ["SCHEMA_VERSION", "Article"]

SCHEMA_VERSION = "1.0"
"""The version of the data model that this release writes."""


@compact(marks=True)
@attrs.frozen(kw_only=True, field_transformer=checked)
class Article:
    """
    One layer of annotation over one text.

    Six annotators of a text are six articles with the same `id` and `text_sha256`, told apart by `provenance.agent`.

    Attributes:
        schema_version: MAJOR.MINOR of the data model the article is written in.
        id: Not empty; a URI if there is one (ninjs uri).
        language: Language of the text, `und` if unknown (BCP 47, schema.org inLanguage).
        text: The whole text, headline and headings included, never altered (UIMA sofa). None where it may not be
            shipped.
        text_sha256: SHA-256 of the text's UTF-8, 64 lower-case hexadecimal digits; computed where not given. None only
            where there is no text and no digest is known.
        title: The title (schema.org NewsArticle headline).
        publisher: Who publishes it (schema.org NewsArticle publisher).
        url: Where; any text without control characters (schema.org url).
        byline: The names of those who signed it (schema.org NewsArticle author).
        published: When it was first published (schema.org datePublished).
        modified: When it was last changed (schema.org dateModified).
        sections: Stretches of the text, in order.
        sources: The voices.
        claims: What is said, with who says it.
        relations: What claims do to one another.
        reviews: What was found out about their truth.
        notes: What the annotator has to say.
        provenance: Who made this layer.
        extensions: Other people's data.

    >>> article = Article.from_text("NHK reports it rained.", id="urn:example:1", language="en")
    >>> article.find("it rained")
    (Span(start=12, end=21, quote='it rained'),)
    """

    schema_version: Annotated[str, VERSION] = SCHEMA_VERSION
    id: Line
    language: Language
    text: str | None = None
    text_sha256: Annotated[str, DIGEST] | None = None
    title: Line | None = None
    publisher: Line | None = None
    url: Line | None = None
    byline: tuple[Line, ...] = ()
    published: Date | None = None
    modified: Date | None = None
    sections: tuple[Section, ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    reviews: tuple[Review, ...] = ()
    notes: tuple[Note, ...] = ()
    provenance: Provenance | None = None
    extensions: Extensions = attrs.field(default=EMPTY, converter=extensions)

    def __attrs_post_init__(self) -> None:
        """Compute the digest where there is a text and none was given."""
        if self.text_sha256 is None and self.text is not None:
            put(self, "text_sha256", sha256(self.text))

    # ── Building ─────────────────────────────────────────────────────────────────────────────────────────────

    @classmethod
    def from_text(cls, text: str, *, id: str | None = None, language: str = "und") -> Self:
        """
        An article without annotation.

        Args:
            text: The whole text; kept as it is.
            id: The article's id; `urn:sha256:` and the text's digest by default.
            language: The text's language.

        Raises:
            FieldError: An argument breaks a rule of its field.

        >>> Article.from_text("Hi", language="en").id[:20]
        'urn:sha256:3639efcd0'
        """
        # The constructor looks at the text before anything is made of it.
        article = cls(id=id if id is not None else "urn:sha256:", language=language, text=text)
        return article if id is not None else attrs.evolve(article, id=f"urn:sha256:{article.text_sha256}")

    def span(self, start: int, end: int) -> Span:
        """
        The span of a range, its quote filled in.

        Args:
            start: First code point, from 0.
            end: One past the last code point.

        Raises:
            SpanError: The range is empty or not inside the text, or there is no text.

        >>> Article.from_text("Hi there", id="x").span(3, 8)
        Span(start=3, end=8, quote='there')
        """
        text = self._text()
        if not 0 <= start < end <= len(text):
            raise SpanError(start, end, len(text))
        return Span(start=start, end=end, quote=text[start:end])

    def find(self, quote: str, *, within: str | Section | Anchor | None = None) -> Anchor:
        """
        The one place where words stand, character by character.

        Args:
            quote: The words, verbatim.
            within: Where to look: a section or its id, or an anchor (inside one of its spans); else the whole text.

        Raises:
            QuoteError: The words are missing there, or stand there more than once; `candidates` tells where.
            UnknownIdError: No section has the id.
            SpanError: The article has no text.

        >>> article = Article.from_text("one two one", id="x")
        >>> article.find("one", within=(article.span(4, 11),))
        (Span(start=8, end=11, quote='one'),)
        """
        text = self._text()
        found = {start for low, high in self._regions(within) for start in occurrences(text, quote, low, high)}
        spans = tuple(Span(start=start, end=start + len(quote), quote=quote) for start in sorted(found))
        if len(spans) == 1:
            return spans
        raise QuoteError(quote, "ambiguous" if spans else "missing", spans)

    def quote(self, anchor: Anchor) -> str:
        """
        The words of a place; pieces are joined by ` … `.

        Where the article has no text the spans' own quotes are given, as far as there are any.

        >>> article = Article.from_text("Rain, they say, is coming.", id="x")
        >>> article.quote((article.span(0, 4), article.span(16, 25)))
        'Rain … is coming'
        """
        if self.text is None:
            return " … ".join(span.quote for span in anchor if span.quote)
        return " … ".join(self.text[span.start : span.end] for span in anchor)

    # ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────

    def claims_of(self, source_id: str) -> tuple[Claim, ...]:
        """
        The claims that a source says, in order; what it only relays is not among them.

        Raises:
            UnknownIdError: No source has the id.

        >>> import newsclaims
        >>> [claim.id for claim in newsclaims.example().claims_of("kremlin")]
        ['c20', 'c22']
        """
        self._source(source_id)
        return tuple(
            claim
            for claim in self.claims
            if any(source_id in attribution.source_ids for attribution in claim.attributions)
        )

    def unsourced_claims(self) -> tuple[Claim, ...]:
        """
        The claims that are attributed, but to nobody who is named.

        >>> import newsclaims
        >>> [claim.id for claim in newsclaims.example().unsourced_claims()]
        ['c2', 'c4', 'c6', 'c10', 'c15', 'c23', 'c24', 'c26']
        """
        return tuple(
            claim
            for claim in self.claims
            if claim.attributions and not any(attribution.source_ids for attribution in claim.attributions)
        )

    def voices(self, attribution_id: str) -> tuple[tuple[Source, ...], ...]:
        """
        The chain of voices through which an attribution reaches the reader, innermost first.

        There is one step a claim, each the sources of all its attributions; a step is empty where nobody is named. The
        last step is always the author, empty where the article has no such source.

        Raises:
            UnknownIdError: No attribution has the id, or something in the chain names nothing.

        >>> import newsclaims
        >>> [[source.id for source in step] for step in newsclaims.example().voices("a22")]
        [['kremlin'], ['nhk_sources'], ['author']]
        """
        claims = {claim.id: claim for claim in self.claims}
        holders = {attribution.id: claim for claim in self.claims for attribution in claim.attributions}
        if attribution_id not in holders:
            raise UnknownIdError("attribution", attribution_id, did_you_mean(attribution_id, holders))
        author = tuple(source for source in self.sources if source.kind == "author")
        claim: Claim | None = holders[attribution_id]
        outer = next(item.within_id for item in claim.attributions if item.id == attribution_id) if claim else None
        chain: list[tuple[Source, ...]] = []
        seen: set[str] = set()
        while claim is not None and claim.id not in seen:
            seen.add(claim.id)
            ids = dict.fromkeys(name for attribution in claim.attributions for name in attribution.source_ids)
            chain.append(tuple(map(self._source, ids)))
            if outer is None:
                break
            if outer not in claims:
                raise UnknownIdError("claim", outer, did_you_mean(outer, claims))
            claim = claims[outer]
            outer = next((item.within_id for item in claim.attributions if item.within_id is not None), None)
        if not author or chain[-1] != author:
            chain.append(author)
        return tuple(chain)

    def section_text(self, section_id: str) -> str:
        """
        The words of a section, heading included.

        Raises:
            UnknownIdError: No section has the id.
            SpanError: The article has no text.

        >>> import newsclaims
        >>> newsclaims.example().section_text("s0")
        'Kolaborasi Militer Pyongyang-Moskow Semakin Erat'
        """
        section = self._section(section_id)
        return self._text()[section.start : section.end]

    def anchors(self) -> Iterator[Anchor]:
        """
        Every place that an annotation names, in the order of the records; headings of sections are not annotations.

        >>> import newsclaims
        >>> sum(1 for anchor in newsclaims.example().anchors() if len(anchor) > 1)
        4
        """
        for claim in self.claims:
            yield claim.content
            if claim.time is not None:
                yield claim.time.anchor
            for attribution in claim.attributions:
                yield attribution.source
                yield attribution.cue
                yield attribution.hedge
                if attribution.time is not None:
                    yield attribution.time.anchor
        for relation in self.relations:
            yield relation.cue
        for note in self.notes:
            yield note.anchor

    def coverage(self) -> float:
        """
        The share of the text's letters and digits that some annotation explains, from 0 to 1.

        A text without letters and digits is fully explained.

        Raises:
            SpanError: The article has no text.

        >>> import newsclaims
        >>> round(newsclaims.example().coverage(), 3)
        0.963
        """
        flags = word_character_flags(self._text())
        total = flags.count(1)
        left = sum(flags.count(1, low, high) for low, high in self._gaps())
        return (total - left) / total if total else 1.0

    def uncovered(self) -> Anchor:
        """
        The stretches that no annotation explains: those with a letter or digit, without white space around them.

        Raises:
            SpanError: The article has no text.

        >>> import newsclaims
        >>> [span.quote for span in newsclaims.example().uncovered()][:3]
        [', yang', 'bahwa', 'bahwa']
        """
        text = self._text()
        flags = word_character_flags(text)
        stretches = []
        for low, high in self._gaps():
            if 1 in flags[low:high]:
                piece = text[low:high]
                start = low + len(piece) - len(piece.lstrip())
                stretches.append(self.span(start, start + len(piece.strip())))
        return tuple(stretches)

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """What a notebook shows of an article that ends a cell: the HTML view, and the list of `newsclaims show`."""
        from newsclaims.views.html import View

        return View(self)._repr_mimebundle_(include, exclude)

    def _repr_html_(self) -> str:
        """The HTML view alone, for what does not ask for a bundle."""
        return self._repr_mimebundle_()["text/html"]

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────────────

    def _text(self) -> str:
        if self.text is None:
            raise SpanError(0, 0, None)
        return self.text

    def _source(self, id: str) -> Source:
        for source in self.sources:
            if source.id == id:
                return source
        raise UnknownIdError("source", id, did_you_mean(id, [source.id for source in self.sources]))

    def _section(self, id: str) -> Section:
        for section in self.sections:
            if section.id == id:
                return section
        raise UnknownIdError("section", id, did_you_mean(id, [section.id for section in self.sections]))

    def _regions(self, within: str | Section | Anchor | None) -> list[tuple[int, int]]:
        if within is None:
            return [(0, len(self._text()))]
        if isinstance(within, str):
            within = self._section(within)
        if isinstance(within, Section):
            return [(within.start, within.end)]
        return [(span.start, span.end) for span in within]

    def _gaps(self) -> Iterator[tuple[int, int]]:
        reached = 0
        for start, end in sorted((span.start, span.end) for anchor in self.anchors() for span in anchor):
            if start > reached:
                yield reached, start
            reached = max(reached, end)
        if reached < len(self._text()):
            yield reached, len(self._text())


def occurrences(text: str, quote: str, low: int, high: int) -> Iterator[int]:
    """Each start of `quote` inside `low` to `high`; occurrences may overlap."""
    start = text.find(quote, low, high) if quote else -1
    while start >= 0:
        yield start
        start = text.find(quote, start + 1, high)


def sha256(text: str) -> str:
    """SHA-256 of a text's UTF-8 in lower-case hexadecimal."""
    return _digest()(text.encode()).hexdigest()


@cache
def _digest() -> "Callable[[bytes], hashlib._Hash]":
    from hashlib import sha256 as digest  # it sets up OpenSSL, which takes 3 ms

    return digest
