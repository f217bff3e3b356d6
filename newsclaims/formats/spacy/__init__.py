"""
spaCy: an article as a `Doc` with spans, and as the bytes of a `DocBin` (`pip install 'newsclaims[spacy]'`).

Kept:    everything. The whole article stands as JSON in `doc.user_data["newsclaims"]`; each span of each place
         stands once more in the group `doc.spans["newsclaims"]`, its label the role, its id the record. Tokens, tags,
         entities and groups of others are kept in `extensions.spacy`, and put back
Lost:    nothing
Offsets: spans are made of whole tokens, so tokens are cut where a place begins or ends inside one; with `cut=False`
         such a place is refused. `start_char` and `end_char` are code points
Source:  https://spacy.io/api/docbin, https://spacy.io/api/spangroup

No model is needed and none is loaded. What stands in `user_data` under other names is kept where it is JSON. `to_json`
of spaCy leaves `user_data` out: use `DocBin(store_user_data=True)`, `Doc.to_bytes` or `Doc.to_disk`. The bytes of a
DocBin are those of one build of zlib.
"""

import gc
import hashlib
import re
import warnings
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from newsclaims import serialization
from newsclaims._files import replace_file
from newsclaims.article import Article
from newsclaims.errors import (
    ConversionError,
    FieldError,
    InvalidArticleError,
    Issue,
    MissingDependencyError,
    shown,
)
from newsclaims.formats._documents import document_bytes, error, fingerprint, plain_article, same, told
from newsclaims.formats.losses import Loss, Lost
from newsclaims.formats.losses import count as count_losses
from newsclaims.formats.losses import forget as forget_losses
from newsclaims.formats.spacy._places import places
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.validation import validate

try:
    from spacy.tokens import Doc, DocBin
except ModuleNotFoundError as missing:
    raise MissingDependencyError("spacy", extra="spacy") from missing

from newsclaims.formats.spacy._docs import DIGEST, GROUP, blank, cut_at, described, digest, marked, rebuilt, unmarked

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["LOSSES", "dumps", "forget", "from_doc", "loads", "losses", "read", "to_doc", "write"]

NAME = "spacy"

LOSSES: tuple[Loss, ...] = ()
"""Nothing is lost."""

_LANGUAGE = re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_ANY = "xx"
"""What spaCy calls a language that nobody has stated."""


# ── Docs ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def to_doc(article: Article, nlp: "Language | None" = None, *, cut: bool = True) -> Doc:
    """
    An article as a Doc.

    Args:
        article: The article. Where it has no text there are no tokens, and no spans.
        nlp: Whose tokenizer to use; no more of it is run. By default the tokens are those in `extensions.spacy`, where
            these fit the article, else those of `spacy.blank("xx")`.
        cut: Whether to cut tokens where a place begins or ends inside one.

    Raises:
        ConversionError: The article breaks a rule; or, without `cut`, places are off the borders of tokens.

    >>> article = Article.from_text("Rain, they say.", id="x", language="en")
    >>> [token.text for token in to_doc(article)]
    ['Rain', ',', 'they', 'say', '.']
    """
    plain_article(article, NAME)
    text, spans = article.text or "", list(places(article))
    doc = _kept(article) if nlp is None else None
    if doc is None:
        doc = (nlp or blank()).make_doc(text)
        if doc.text != text:
            raise _refusal("NC979", "/text", "is changed by the tokenizer", "use one that keeps every character")
        doc = cut_at(doc, spans) if cut else doc
    off = marked(doc, spans)
    if off:
        issues = [error("NC975", place.pointer, "begins or ends inside a token", "cut=True cuts it") for place in off]
        raise ConversionError(issues[: DEFAULT_LIMITS.issues], NAME)
    doc.user_data[GROUP] = serialization.dumps(article).decode()
    doc.user_data[DIGEST] = digest(doc)
    return doc


def from_doc(doc: Doc, *, id: str | None = None, language: str = "und") -> Article:
    """
    The article in a Doc; the Doc is not changed.

    Args:
        doc: The Doc.
        id: The article's id; by default that of the article which the Doc carries, else `urn:sha256:` and the digest of
            what the Doc says.
        language: The language of the text, where the Doc does not state it.

    Raises:
        ConversionError: The spans or the text contradict the article that the Doc carries, or it is not valid.

    >>> article = Article.from_text("Rain, they say.", id="x", language="en")
    >>> from_doc(to_doc(article)) == article
    True
    """
    text, plain, spans = _stated(doc)
    carried = doc.user_data.get(GROUP)
    if carried is not None:
        article = _carried(text, spans, carried)
        if doc.user_data.get(DIGEST) != hashlib.sha256(fingerprint(plain)).hexdigest():
            # Others have added or changed something of their own.
            article = _with(article, extensions={**article.extensions.plain(), NAME: plain})
        return _checked(article if id is None or id == article.id else _with(article, id=id))
    if GROUP in doc.spans:
        raise _refusal("NC977", "", "has spans of newsclaims, and no article that they belong to")
    stated = doc.lang_ if doc.lang_ != _ANY and _LANGUAGE.fullmatch(doc.lang_) else language
    made = f"urn:sha256:{hashlib.sha256(fingerprint([text, plain])).hexdigest()}"
    article = _with(Article(id="x", language="und", text=text), id=made if id is None else id, language=stated)
    plainest = same(plain, described(blank().make_doc(text)))
    return _checked(article if plainest else _with(article, extensions={NAME: plain}))


def _stated(doc: Doc) -> tuple[str, dict[str, Any], list[tuple[int, int, str, str]]]:
    """What a Doc says: its text, what is not of newsclaims, and the spans of newsclaims."""
    try:
        with _quiet():
            return doc.text, described(doc), unmarked(doc)
    except Exception as wrong:  # noqa: BLE001  # a Doc from damaged bytes fails when it is looked at
        raise _damaged(wrong) from None


def _damaged(wrong: Exception) -> ConversionError:
    """What spaCy stumbled over, whatever it raised: the document is to blame."""
    reason = shown(f"{type(wrong).__name__}: {wrong}", 200)[1:-1]
    return _refusal("NC976", "", f"cannot be read by spaCy: {reason}")


def _with(article: Article, **changes: Any) -> Article:
    """A changed article; what cannot be is the document's fault."""
    try:
        return attrs.evolve(article, **changes)
    except FieldError as wrong:
        raise _refusal(wrong.code, "", f"gives an article whose {wrong}") from None


def _refusal(code: str, pointer: str, message: str, hint: str = "") -> ConversionError:
    return ConversionError([error(code, pointer, message, hint)], NAME)


def _checked(article: Article) -> Article:
    issues = [told(issue, "") for issue in validate(article) if issue.severity == "error"]
    if issues:
        raise ConversionError(issues, NAME)
    return article


def _carried(text: str, spans: list[tuple[int, int, str, str]], carried: object) -> Article:
    """The article that a Doc carries, after a look at what stands beside it."""
    try:
        article = serialization.loads(carried if type(carried) is str else "")
    except InvalidArticleError as invalid:
        wrong = [issue for issue in invalid.issues if issue.severity == "error"]
        issues = [error("NC978", "", f"holds no valid article: {issue}", issue.hint) for issue in wrong]
        raise ConversionError(issues, NAME) from None
    issues = list(_contradictions(text, spans, article))
    if issues:
        raise ConversionError(issues[: DEFAULT_LIMITS.issues], NAME)
    return article


def _contradictions(text: str, spans: list[tuple[int, int, str, str]], article: Article) -> Iterator[Issue]:
    hint = "change the article itself and make the Doc again"
    if text != (article.text or ""):
        yield error("NC977", "", "has another text than the article it carries", hint)
        return
    wanted = Counter((place.start, place.end, place.role, place.owner) for place in places(article))
    there = Counter(spans)
    for start, end, role, owner in sorted((there - wanted).elements()):
        words = f"{role} of {shown(owner)} at {start}–{end}"
        yield error("NC977", "", f"has the span {words}, which the article does not state", hint)
    for start, end, role, owner in sorted((wanted - there).elements()):
        words = f"{role} of {shown(owner)} at {start}–{end}"
        yield error("NC977", "", f"lacks the span {words}, which the article states", hint)


def _kept(article: Article) -> Doc | None:
    """The Doc that `extensions.spacy` describes; None where it describes none that the article fits."""
    stored: Any = article.extensions.plain().get(NAME)
    if type(stored) is not dict or article.text is None:
        return None
    try:
        with _quiet():
            doc = rebuilt(blank().vocab, article.text, stored)
            fits = doc.text == article.text and same(described(doc), stored)
            off = marked(doc, places(article))
    except Exception:  # noqa: BLE001  # spaCy answers data that do not fit with exceptions of all kinds
        return None
    return doc if fits and not off else None


@contextmanager
def _quiet() -> Iterator[None]:
    """What spaCy warns of is an error; and its reader of msgpack, which fails with the collector off, leaves it on."""
    collects = gc.isenabled()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield
    finally:
        if collects:
            gc.enable()


# ── Bytes and files ──────────────────────────────────────────────────────────────────────────────────────────────


def loads(data: bytes, *, id: str | None = None, language: str = "und") -> Article:
    """
    The article in the bytes of a DocBin that holds one Doc.

    Args:
        data: The bytes.
        id: As in `from_doc`.
        language: The language of the text, where no article is carried: a DocBin does not state it.

    Raises:
        ConversionError: It is no DocBin, holds several docs, or contradicts the article that it carries.
    """
    data = bytes(data)
    try:
        with _quiet():
            problem = _pack_problem(data)
            docs = [] if problem else list(DocBin(store_user_data=True).from_bytes(data).get_docs(blank().vocab))
    except Exception as wrong:  # noqa: BLE001  # it raises whatever it likes
        raise _damaged(wrong) from None
    if problem:
        raise _refusal("NC976", "", problem)
    if len(docs) != 1:
        raise _refusal("NC979", "", f"holds {len(docs)} docs, should hold one", "take them one by one, with from_doc")
    return from_doc(docs[0], id=id, language=language)


def _pack_problem(data: bytes) -> str:
    """What is wrong with packed bytes, before spaCy unpacks them without a limit; nothing if nothing is."""
    limit = DEFAULT_LIMITS.document
    unpacker = zlib.decompressobj()
    if len(unpacker.decompress(data, limit + 1)) > limit:
        return f"has more than {limit} bytes unpacked (Limits.document)"
    if not unpacker.eof:
        return "is cut"
    return "has something behind its end" if unpacker.unused_data else ""


def dumps(article: Article) -> bytes:
    """
    An article as the bytes of a DocBin with one Doc.

    Args:
        article: The article; nothing of it is lost.

    Raises:
        ConversionError: The article breaks a rule, or is too large.

    >>> article = Article.from_text("Rain, they say.", id="x", language="en")
    >>> loads(dumps(article)) == article
    True
    """
    data: bytes = DocBin(store_user_data=True, docs=[to_doc(article)]).to_bytes()
    size = len(zlib.decompress(data))
    if size > DEFAULT_LIMITS.document:
        message = f"would have {size} bytes unpacked, should have at most {DEFAULT_LIMITS.document} (Limits.document)"
        raise _refusal("NC979", "", message)
    return data


def read(path: str | Path, *, id: str | None = None, language: str = "und") -> Article:
    """
    The article in a file that holds a DocBin, `.spacy` by custom.

    Args:
        path: The file.
        id: As in `from_doc`.
        language: As in `loads`.

    Raises:
        ConversionError: It is no DocBin, holds several docs, or contradicts itself.
        OSError: The file cannot be read.
    """
    try:
        return loads(document_bytes(path), id=id, language=language)
    except ConversionError as wrong:
        raise ConversionError(wrong.issues, str(path)) from None


def write(article: Article, path: str | Path) -> None:
    """
    Write an article to a file as a DocBin, the whole of it or nothing.

    Args:
        article: The article.
        path: The file.

    Raises:
        ConversionError: The article cannot be written; the file stays as it was.
        OSError: The file cannot be written; it stays as it was.
    """
    replace_file(path, dumps(article))


def forget(article: Article) -> Article:
    """
    What comes back of an article: all of it.

    >>> article = Article(id="x", language="en", text="It rained.")
    >>> forget(article) is article
    True
    """
    return forget_losses(article, LOSSES)


def losses(article: Article) -> tuple[Lost, ...]:
    """
    What writing an article loses: nothing.

    >>> losses(Article(id="x", language="en", text="It rained."))
    ()
    """
    return count_losses(article, LOSSES)
