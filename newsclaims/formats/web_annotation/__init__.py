"""
W3C Web Annotation in JSON-LD: the W3C's vocabulary, and a small context of newsclaims for what it has no words for.

Kept:    everything but the text, whose digest is kept
Lost:    the article's text (NC629); whoever has it gives it back with `text=`
Offsets: code points of the text, in W3C's TextPositionSelector as in the model
Source:  https://www.w3.org/TR/annotation-model/

An article is a collection of annotations. A claim, an attribution, a relation and a review is the body of one each, its
places are the targets, each in its role (`content`, `cue` …); a note is an annotation as the W3C means it. A place of
several pieces is one target of type Composite. Each span is selected twice, by position and by quote, the quote with as
much text around it as makes it the only one.

What others write is read as notes: single annotations, arrays, pages and collections. Selectors that contradict one
another are refused, and so is a quote that fits several places. What the model has no field for is kept in
`extensions.web_annotation` and goes back to where it was when the article is written again. Nothing is fetched.
"""

from pathlib import Path
from typing import Any

from newsclaims import _codec, _json, serialization
from newsclaims._files import replace_file
from newsclaims.article import Article
from newsclaims.errors import ConversionError, InvalidArticleError
from newsclaims.formats._documents import JsonDocument, document_bytes, error, fingerprint, plain_article, told
from newsclaims.formats.losses import Loss, Lost, dropped
from newsclaims.formats.losses import count as count_losses
from newsclaims.formats.losses import forget as forget_losses
from newsclaims.formats.web_annotation._reading import Reading, own_layer
from newsclaims.formats.web_annotation._records import NAME, Layer
from newsclaims.formats.web_annotation._shapes import unfold
from newsclaims.formats.web_annotation._writing import collection
from newsclaims.limits import DEFAULT_LIMITS

__all__ = ["LOSSES", "dumps", "forget", "loads", "losses", "read", "write"]

LOSSES: tuple[Loss, ...] = (dropped("NC629", "the article's text", Article, "text"),)
"""What does not come back."""


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


def loads(data: bytes | str, *, id: str | None = None, language: str = "und", text: str | None = None) -> Article:
    """
    The article in a document of annotations.

    Args:
        data: One document: UTF-8 bytes, or text.
        id: The article's id; by default that which newsclaims has written, or the IRI that the annotations are about.
            Where they are about several texts, the IRI of the one that is meant.
        language: The text's language, where the document does not tell.
        text: The text, which is not in the document. Every selector is compared with it; without it, selectors are
            compared with one another, and quotes that stand alone cannot be placed.

    Raises:
        ConversionError: It is no document of annotations, its selectors contradict one another or the text, a quote is
            not in the text or is there more than once, or part of it is elsewhere; each issue has line and column.

    >>> note = '''{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "bodyValue": "Really?",
    ...     "target": {"source": "urn:x:1", "selector": {"type": "TextQuoteSelector", "exact": "rained"}}}'''
    >>> loads(note, text="It rained.").notes[0].anchor
    (Span(start=3, end=9, quote='rained'),)
    """
    document = JsonDocument(data, NAME)
    unfolded = unfold(document.plain)
    if unfolded.issues:
        raise document.refusal(unfolded.issues)
    layer = own_layer(document.plain)
    reading = Reading(text, foreign=layer is None)
    if layer is None:
        reading.read_foreign(unfolded, document.plain, id, document.id, language)
    else:
        reading.read_own(unfolded, layer)
    reading.issues.extend(reading.places.contradictions())
    if reading.issues:
        raise document.refusal(reading.issues)
    plain = reading.plain | ({} if id is None else {"id": id}) | ({} if text is None else {"text": text})
    if text is not None:
        _quote_headings(plain, text)
    try:
        return serialization.loads(_json.canonical(plain))
    except InvalidArticleError as invalid:
        wrong = [issue for issue in invalid.issues if issue.severity == "error"]
        raise document.refusal(told(issue, reading.origin(issue.pointer, document.plain)) for issue in wrong) from None


def read(path: str | Path, *, id: str | None = None, language: str = "und", text: str | None = None) -> Article:
    """
    The article in a file of annotations.

    Args:
        path: The file.
        id: The article's id; see `loads`.
        language: The text's language, where the file does not tell.
        text: The text itself, no path; see `loads`.

    Raises:
        ConversionError: It is no document of annotations, or contradicts itself or the text.
        OSError: The file cannot be read.
    """
    try:
        return loads(document_bytes(path), id=id, language=language, text=text)
    except ConversionError as wrong:
        raise ConversionError(wrong.issues, str(path)) from None


def _quote_headings(plain: dict[str, Any], text: str) -> None:
    """Give headings the words that a file without them leaves out."""
    for section in plain.get("sections", []):
        heading = section.get("heading")
        if type(heading) is dict and "quote" not in heading:
            start, end = heading.get("start"), heading.get("end")
            if type(start) is int and type(end) is int and 0 <= start < end <= len(text):
                section["heading"] = heading | {"quote": text[start:end]}


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def dumps(article: Article) -> bytes:
    """
    An article as a collection of annotations: one line of UTF-8 without a new line at its end.

    The same article gives the same bytes. With its text, quotes have words around them that make them unique.

    Args:
        article: The article; all of it is kept but the text.

    Raises:
        ConversionError: The article breaks a rule, or the document would be too large to be read again.

    >>> article = Article.from_text("It rained.", id="urn:x:1", language="en")
    >>> loads(dumps(article)) == forget(article), loads(dumps(article), text="It rained.") == article
    (True, True)
    """
    plain = plain_article(article, NAME)
    text: Any = plain.pop("text", None)
    layer = Layer.named(fingerprint(plain), article.id)
    made = collection(plain, text, layer)
    data = _json.canonical(made)
    if len(data) > DEFAULT_LIMITS.document:
        message = f"would have {len(data)} bytes, should have at most {DEFAULT_LIMITS.document} (Limits.document)"
        raise ConversionError([error("NC108", "", message)], NAME)
    if b'"extensions"' in data and (depth := _depth(made)) > DEFAULT_LIMITS.depth:
        message = f"would be nested {depth} deep, should be at most {DEFAULT_LIMITS.depth} (Limits.depth)"
        raise ConversionError([error("NC107", "", message)], NAME)
    return data


def write(article: Article, path: str | Path) -> None:
    """
    Write an article to a file of annotations, the whole of it or nothing: two blanks a level and a final new line.

    Args:
        article: The article.
        path: The file, `.jsonld` by custom.

    Raises:
        ConversionError: The article cannot be written; the file stays as it was.
        OSError: The file cannot be written; it stays as it was.
    """
    replace_file(path, _codec.indented(dumps(article), 2) + b"\n")


def _depth(value: Any) -> int:
    """How deep containers are nested."""
    work, deepest = [(value, 1)], 0
    while work:
        item, depth = work.pop()
        if type(item) in (dict, list):
            deepest = max(deepest, depth)
            work += [(inner, depth + 1) for inner in (item.values() if type(item) is dict else item)]
    return deepest


# ── Losses ───────────────────────────────────────────────────────────────────────────────────────────────────────


def forget(article: Article) -> Article:
    """
    What comes back of an article where nobody has its text: all but the text.

    >>> forget(Article.from_text("It rained.", id="urn:x:1")).text is None
    True
    """
    return forget_losses(article, LOSSES)


def losses(article: Article) -> tuple[Lost, ...]:
    """
    What writing an article loses.

    >>> losses(Article.from_text("It rained.", id="urn:x:1"))
    (Lost(code='NC629', what="the article's text", count=1),)
    """
    return count_losses(article, LOSSES)
