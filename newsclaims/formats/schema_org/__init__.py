"""
schema.org in JSON-LD: NewsArticle, Claim, ClaimReview, Quotation.

Kept:    id, text, title, publisher, url, byline, dates, language; sources with kind, name, description and URIs; claims
         in words; who puts them forward, when and where; reviews with label, rating and reviewer
Lost:    places in the text, sections, notes, relations, denials, hearsay, certainties, verdicts and more: `LOSSES`
Offsets: none; `articleBody` is the text without a headline at its start, and then `text` is the whole
Source:  https://schema.org/ClaimReview,
         https://developers.google.com/search/docs/appearance/structured-data/factcheck

Of a claim only those are the `author` who put it forward: never who denies it, never who is not known to do either,
never the publisher. A verdict is never computed from a number. Strings are kept as they are, HTML entities included.
What the model has no field for, or holds in another form, is kept in `extensions.schema_org`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsclaims import _codec, _json
from newsclaims._files import replace_file
from newsclaims.article import Article
from newsclaims.errors import ConversionError
from newsclaims.formats._documents import document_bytes, error, plain_article, strict_uri
from newsclaims.formats.losses import Lost
from newsclaims.formats.losses import count as count_losses
from newsclaims.formats.losses import forget as forget_losses
from newsclaims.formats.schema_org._losses import LOSSES
from newsclaims.formats.schema_org._nodes import CONTEXT
from newsclaims.formats.schema_org._reading import VOICES_URN, read_document
from newsclaims.formats.schema_org._sources import KIND_URN, NAME, TYPES_OF_KINDS
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.model import Attribution, Claim, Review, Source

__all__ = ["LOSSES", "dumps", "forget", "loads", "losses", "read", "write"]


def loads(data: bytes | str, *, id: str | None = None, language: str = "und") -> Article:
    """
    The article in a block of schema.org: an object, a list, an `@graph`, a DataFeed or an item of one.

    All that a page says is one article. Several reviews give several claims.

    Args:
        data: One block of JSON-LD: UTF-8 bytes, or text. No context is ever fetched; only that of schema.org is known.
        id: The article's id; else the NewsArticle's `@id`, `identifier` or `url`, or the one url of all reviews.
        language: The text's language, where the block names none.

    Raises:
        ConversionError: It is not schema.org, holds none of the four types, or a claim without words; each issue has
            line and column.

    >>> block = '''{"@context": "https://schema.org", "@type": "ClaimReview", "url": "https://example.org/flat",
    ...   "claimReviewed": "The world is flat", "author": {"@type": "Organization", "name": "Science Watch"},
    ...   "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "S. Quare"}},
    ...   "reviewRating": {"@type": "Rating", "ratingValue": "1", "bestRating": 5, "alternateName": "False"}}'''
    >>> article = loads(block)
    >>> [source.name for source in article.sources], article.claims[0].text, article.reviews[0].label
    (['S. Quare', 'Science Watch'], 'The world is flat', 'False')
    >>> article.reviews[0].rating_value, article.reviews[0].verdict
    (1, None)
    """
    return read_document(data, id, language)


def read(path: str | Path, *, id: str | None = None, language: str = "und") -> Article:
    """
    The article in a file of schema.org.

    Args:
        path: The file.
        id: The article's id; else the file's own, as `loads` finds it.
        language: The text's language, where the file names none.

    Raises:
        ConversionError: It is not schema.org, or cannot be an article.
        OSError: The file cannot be read.
    """
    try:
        return loads(document_bytes(path), id=id, language=language)
    except ConversionError as wrong:
        raise ConversionError(wrong.issues, str(path)) from None


def dumps(article: Article) -> bytes:
    r"""
    An article as an `@graph`: one line of UTF-8 without a new line at its end, the same bytes for the same article.

    `<` is written as an escape, so that the block can stand in a page as it is.

    Args:
        article: The article; `losses` tells what of it does not come along.

    Raises:
        ConversionError: The article breaks a rule, or is too large.

    >>> article = Article.from_text("It rained.", id="urn:x:1", language="en")
    >>> print(dumps(article).decode().replace(",", ",\n"))
    {"@context":"https://schema.org",
    "@graph":[{"@type":"NewsArticle",
    "@id":"urn:x:1",
    "inLanguage":"en",
    "articleBody":"It rained."}]}
    """
    plain_article(article, NAME)
    graph = list(_Writer(article).nodes())
    data = _json.canonical({"@context": CONTEXT, "@graph": graph}).replace(b"<", b"\\u003c")
    # A claim's words may be longer together than each of their spans.
    longest = max((len(node.get("text", "").encode()) for node in graph), default=0)
    for size, limit, name in (
        (longest, DEFAULT_LIMITS.string, "string"),
        (len(data), DEFAULT_LIMITS.document, "document"),
    ):
        if size > limit:
            message = f"would have {size} bytes, should have at most {limit} (Limits.{name})"
            raise ConversionError([error("NC936", "", message)], NAME)
    return data


def write(article: Article, path: str | Path) -> None:
    """
    Write an article to a file of schema.org, the whole of it or nothing: two blanks a level and a final new line.

    Args:
        article: The article.
        path: The file.

    Raises:
        ConversionError: The article cannot be written; the file stays as it was.
        OSError: The file cannot be written; it stays as it was.
    """
    replace_file(path, _codec.indented(dumps(article), 2) + b"\n")


def forget(article: Article) -> Article:
    """
    What comes back of an article that is written and read again.

    >>> from newsclaims import Attribution, Claim
    >>> denial = Attribution(id="x1", source_ids=(), polarity="negative", url="https://example.org/")
    >>> claim = Claim(id="c1", text="The tunnel is closed.", confidence=90, attributions=(denial,))
    >>> forget(Article(id="x", language="en", claims=(claim,))).claims
    (Claim(id='c1', content=(), text='The tunnel is closed.', ..., confidence=None, attributions=(), ...),)
    """
    return forget_losses(article, LOSSES)


def losses(article: Article) -> tuple[Lost, ...]:
    """
    What writing an article loses, kind by kind.

    >>> from newsclaims import Note
    >>> losses(Article(id="x", language="en", notes=(Note(id="n1", kind="comment"),)))
    (Lost(code='NC627', what='notes', count=1),)
    """
    return count_losses(article, LOSSES)


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────

_Node = dict[str, Any]


class _Writer:
    """The nodes of an article's graph."""

    def __init__(self, article: Article) -> None:
        self._whole = article
        self._kept = forget(article)
        self._sources = {source.id: source for source in self._kept.sources}
        self._outer = {claim.id: claim for claim in article.claims}
        self._claims: dict[str, _Node] = {}
        self._me: _Node = {"@type": "NewsArticle"}
        self._me["@id" if strict_uri(article.id) else "identifier"] = article.id

    def nodes(self) -> Iterator[_Node]:
        """The article, its claims and who puts them forward, the reviews."""
        yield self._article()
        before = {claim.id: claim for claim in self._whole.claims}
        for claim in self._kept.claims:
            yield from self._claim(claim, before[claim.id])
        for review in self._kept.reviews:
            yield self._review(review)

    def _article(self) -> _Node:
        article = self._kept
        return _there(
            {
                **self._me,
                "url": article.url,
                "inLanguage": article.language,
                "headline": article.title,
                **_body(self._whole),
                "datePublished": article.published,
                "dateModified": article.modified,
                "author": [{"@type": "Person", "name": name} for name in article.byline],
                "publisher": article.publisher and {"@type": "Organization", "name": article.publisher},
                "mentions": [self._source(source) for source in article.sources],
            }
        )

    # ── Sources ──────────────────────────────────────────────────────────────────────────────────────────────

    def _source(self, source: Source) -> _Node:
        """All that is said of a source."""
        above = source.affiliation_id
        return {
            **self._named(source.id),
            **_there({"description": source.description, "affiliation": above and self._named(above)}),
        }

    def _named(self, id: str) -> _Node:
        """A source in short, so that whoever does not follow references knows it too."""
        source = self._sources[id]
        kind = TYPES_OF_KINDS.get(source.kind) if source.kind else None
        return _there(
            {
                "@type": kind,
                "@id": f"#{id}",
                "additionalType": f"{KIND_URN}{source.kind}" if source.kind and kind is None else None,
                "name": source.name,
                "sameAs": list(source.same_as),
            }
        )

    def _authors(self, ids: tuple[str, ...]) -> _Node:
        """Sources as authors; documents cannot be any."""
        documents = [name for name in ids if self._sources[name].kind == "document"]
        return {
            "author": [self._named(name) for name in ids if name not in documents],
            "isBasedOn": [self._named(name) for name in documents],
        }

    # ── Claims and reviews ───────────────────────────────────────────────────────────────────────────────────

    def _claim(self, claim: Claim, before: Claim) -> Iterator[_Node]:
        """A claim with its first attribution, and for each further one the same node again with no more than that."""
        agent = self._kept.provenance and self._kept.provenance.agent
        first, *further = claim.attributions or (None,)
        node = {
            **self._attributed(claim, first),
            "text": claim.text,
            "inLanguage": claim.language,
            "temporalCoverage": claim.time and claim.time.value,
            "sameAs": list(claim.same_as),
            "claimInterpreter": agent and {"name": agent},
            "appearance": self._me if before.content else None,
            **self._voices(before),
        }
        self._claims[claim.id] = _there(node)
        yield self._claims[claim.id]
        for attribution in further:
            yield _there(self._attributed(claim, attribution))

    def _attributed(self, claim: Claim, attribution: Attribution | None) -> _Node:
        if attribution is None:
            return {"@type": "Claim", "@id": f"#{claim.id}"}
        return {
            "@type": ["Claim", "Quotation"] if attribution.form == "direct" else "Claim",
            "@id": f"#{claim.id}",
            **self._authors(attribution.source_ids),
            "datePublished": attribution.time and attribution.time.value,
            "firstAppearance": attribution.url and {"@type": "CreativeWork", "url": attribution.url},
        }

    def _voices(self, claim: Claim) -> _Node:
        """Through whom the reader hears a claim, in words: without them its author would seem to speak on record."""
        told = []
        for attribution in claim.attributions:
            if attribution.polarity != "positive":
                continue
            outer = attribution.within_id
            while outer is not None:
                around = self._outer[outer]
                said_by = dict.fromkeys(name for item in around.attributions for name in item.source_ids)
                told.append(f"according to {', '.join(map(self._label, said_by)) or 'somebody'}")
                outer = next((item.within_id for item in around.attributions if item.within_id is not None), None)
            if attribution.via_ids:
                told.append(f"via {', '.join(map(self._label, attribution.via_ids))}")
        if not told:
            return {}
        words = ", ".join(dict.fromkeys(told))
        return {"description": {"@type": "TextObject", "additionalType": VOICES_URN, "text": words}}

    def _label(self, id: str) -> str:
        source = self._sources[id]
        return source.name or source.description or id

    def _review(self, review: Review) -> _Node:
        claim = self._claims[review.claim_id]
        rating = {
            "@type": "Rating",
            "ratingValue": review.rating_value,
            "bestRating": review.rating_best,
            "worstRating": review.rating_worst,
            "alternateName": review.label,
            "ratingExplanation": review.explanation,
        }
        return _there(
            {
                "@type": "ClaimReview",
                "@id": f"#{review.id}",
                "url": review.url,
                "claimReviewed": claim["text"],
                **self._authors(() if review.author_id is None else (review.author_id,)),
                "datePublished": review.published,
                "itemReviewed": claim,
                "reviewRating": _there(rating),
            }
        )


def _there(node: _Node) -> _Node:
    """A node without the members that say nothing; a list of one is that one."""
    made = {}
    for name, value in node.items():
        if type(value) is list and len(value) == 1:
            made[name] = value[0]
        elif value is not None and value != []:
            made[name] = value
    return made


def _body(article: Article) -> _Node:
    """The text; where it starts with the headline, once without and once with it."""
    if article.text is None:
        return {}
    first = article.sections[0] if article.sections else None
    if first is None or first.role != "headline" or first.start > 0 or first.end == len(article.text):
        return {"articleBody": article.text}
    return {"articleBody": article.text[first.end :], "text": article.text}
