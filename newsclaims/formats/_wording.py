"""The words in which a claim is stated, for formats that know no places in a text."""

from newsclaims.article import Article
from newsclaims.model import Claim

__all__ = ["quoted", "wording"]


def wording(article: Article, claim: Claim) -> str | None:
    """
    The words a claim is stated in: its own text, or those of the article; None where neither is known.

    >>> from newsclaims import Span
    >>> claim = Claim(id="c1", content=(Span(start=0, end=4, quote="Rain"), Span(start=8, end=13, quote="comes")))
    >>> wording(Article(id="x", language="en"), claim)
    'Rain … comes'
    """
    return claim.text if claim.text is not None else quoted(article, claim)


def quoted(article: Article, claim: Claim) -> str | None:
    """The words of the article that a claim stands in; None where it stands nowhere, or they are not known."""
    if not claim.content or any(span.quote is None for span in claim.content):
        return None
    return article.quote(claim.content)
