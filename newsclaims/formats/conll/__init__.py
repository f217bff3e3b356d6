"""
CoNLL: one token a line, its BIO tag (IOB2) in the last column, an empty line after each sentence.

Kept:    text, id, language; claims whose content is one piece; places of sources, cues, hedges and notes, as notes
Lost:    what one column of tags cannot say: pieces (NC685), overlaps (NC686), who says which claim (NC687), ids
         (NC688), and what has no place in a text at all; `LOSSES` has all kinds
Offsets: none in the file. The words stand in the text one after the other, with nothing but white space between; the
         text itself stands in a comment. Read offsets are code points
Source:  https://www.clips.uantwerpen.be/conll2003/ner/

One file is a tuple of articles. Tokens are this library's own, cut where a place begins or ends; those of a file that
was read are kept, with its other columns and comments, in `extensions.conll`. Where a file has no such comment, its
words are joined by blanks and its sentences by line feeds. Nothing in tags tells which source goes with which content,
so none is guessed: spans labelled CONTENT are claims without attribution, all others are notes of that kind.
"""

from collections.abc import Iterable
from pathlib import Path

from newsclaims import _json
from newsclaims._files import replace_file
from newsclaims.article import Article
from newsclaims.errors import ConversionError
from newsclaims.formats._documents import document_bytes, error, plain_article
from newsclaims.formats.conll._layer import CONTENT, LOSSES, NAME, Sentence, hint_of, places, plain_rows
from newsclaims.formats.conll._reading import Reader
from newsclaims.formats.losses import Lost, each, summed
from newsclaims.formats.losses import count as count_losses
from newsclaims.formats.losses import forget as forget_losses

__all__ = ["LOSSES", "dumps", "forget", "loads", "losses", "read", "write"]


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


def loads(
    data: bytes | str, *, id: str | None = None, language: str = "und", content: str = CONTENT, column: int = -1
) -> tuple[Article, ...]:
    r"""
    The articles in a file of CoNLL. A new one begins at `# newdoc` or `-DOCSTART-`.

    Args:
        data: The file: UTF-8 bytes, or text. Columns are parted by tabs, or by blanks where there is no tab.
        id: The id of the article, followed by `#` and a number where there are several; by default the one that stands
            behind `# newdoc id =`, else `urn:sha256:` and the digest of `data`.
        language: The language of the texts, where the file does not say it.
        content: The label of the spans that are claims.
        column: The column of the tags, counted from 0, or from the end if negative; the words stand in column 0.

    Raises:
        ConversionError: A line is not CoNLL, tags are broken, or words and text differ; each issue has line and column.

    >>> article, = loads("Rain\tB-CONTENT\nis\tI-CONTENT\ncoming\tI-CONTENT\n,\tO\nthey\tB-SOURCE\nsay\tB-CUE\n")
    >>> article.text, article.quote(article.claims[0].content), [note.kind for note in article.notes]
    ('Rain is coming , they say', 'Rain is coming', ['SOURCE', 'CUE'])
    """
    return Reader(data, content, column).articles(id, language)


def read(
    path: str | Path, *, id: str | None = None, language: str = "und", content: str = CONTENT, column: int = -1
) -> tuple[Article, ...]:
    """
    The articles in a file of CoNLL.

    Args:
        path: The file.
        id: As in `loads`.
        language: As in `loads`.
        content: As in `loads`.
        column: As in `loads`.

    Raises:
        ConversionError: A line is not CoNLL, tags are broken, or words and text differ.
        OSError: The file cannot be read.
    """
    try:
        return loads(document_bytes(path), id=id, language=language, content=content, column=column)
    except ConversionError as wrong:
        raise ConversionError(wrong.issues, str(path)) from None


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def dumps(articles: Article | Iterable[Article], *, comments: bool = True) -> bytes:
    r"""
    Articles as a file of CoNLL, the same bytes for the same articles.

    Args:
        articles: The articles, or one; what is lost of them, `losses` says.
        comments: False writes tokens and tags alone, for readers that take every line for a token; articles are parted
            by `-DOCSTART-` then, and text, id and language cannot be read back.

    Raises:
        ConversionError: An article has no text, or breaks a rule.

    >>> article = Article.from_text("It rained.", id="x", language="en")
    >>> print(dumps([article]).decode(), end="")
    # newdoc id = x
    # newsclaims language = en
    # newsclaims text = "It rained."
    It	O
    rained	O
    .	O
    <BLANKLINE>
    >>> loads(dumps([article])) == (article,)
    True
    """
    articles = each(articles)
    lines: list[str] = []
    for article in articles:
        plain_article(article, NAME)
        if article.text is None:
            raise ConversionError([error("NC969", "/text", "is not there: without a text there are no tokens")], NAME)
        lines += _lines(forget_losses(article, LOSSES), article.text, comments=comments, several=len(articles) > 1)
    return "".join(f"{line}\n" for line in lines).encode()


def _lines(article: Article, text: str, *, comments: bool, several: bool) -> list[str]:
    """The lines of an article that has nothing left to lose."""
    if comments:
        lines = [
            f"# newdoc id = {article.id}",
            f"# newsclaims language = {article.language}",
            f"# newsclaims text = {_json.canonical(text).decode()}",
        ]
    else:
        lines = ["-DOCSTART-\tO", ""] if several else []
    marked = places(article)
    sentences = hint_of(article)
    if sentences is None:
        sentences = plain_rows(text, marked)
    tags = _tags(sentences, marked)
    for sentence in sentences:
        lines += sentence.comments if comments else []
        for row, (start, _) in zip(sentence.rows, sentence.ranges, strict=True):
            lines.append("\t".join([*row, tags.get(start, "O")]))
        lines.append("")
    return lines if sentences or not comments else [*lines, ""]


def _tags(sentences: list[Sentence], marked: list[tuple[int, int, str]]) -> dict[int, str]:
    """The tags that are not O, by the start of their token."""
    tags: dict[int, str] = {}
    starts = (start for sentence in sentences for start, _ in sentence.ranges)
    token = next(starts, None)
    for low, high, label in marked:
        while token is not None and token < low:
            token = next(starts, None)
        while token is not None and token < high:
            tags[token] = f"{'B' if token == low else 'I'}-{label}"
            token = next(starts, None)
    return tags


def write(articles: Article | Iterable[Article], path: str | Path, *, comments: bool = True) -> None:
    """
    Write articles to a file of CoNLL, the whole of it or nothing.

    Args:
        articles: The articles.
        path: The file.
        comments: As in `dumps`.

    Raises:
        ConversionError: An article cannot be written; the file stays as it was.
        OSError: The file cannot be written; it stays as it was.
    """
    replace_file(path, dumps(articles, comments=comments))


def forget(articles: Article | Iterable[Article]) -> tuple[Article, ...]:
    """
    What comes back of articles.

    >>> article = Article(id="x", language="en", text="It rained.", title="Rain")
    >>> forget(article) == (Article(id="x", language="en", text="It rained."),)
    True
    """
    return tuple([forget_losses(article, LOSSES) for article in each(articles)])


def losses(articles: Article | Iterable[Article]) -> tuple[Lost, ...]:
    """
    What writing articles loses, each kind with a count.

    >>> losses(Article(id="x", language="en", text="It rained.", title="Rain"))
    (Lost(code='NC602', what='title, publisher, url and byline', count=1),)
    """
    return summed(lost for article in each(articles) for lost in count_losses(article, LOSSES))
