"""What makes places checks them: no article with an error leaves this room or `draft`."""

from newsclaims.article import Article
from newsclaims.errors import InvalidArticleError
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.validation import sound_bytes, validate

__all__ = ["refuse_invalid"]


def refuse_invalid(article: Article) -> None:
    """
    Look at every rule; warnings refuse nothing.

    Raises:
        InvalidArticleError: One is broken.
    """
    if sound_bytes(article, DEFAULT_LIMITS) is not None:
        return
    issues = validate(article)
    if any(issue.severity == "error" for issue in issues):
        raise InvalidArticleError(issues, f"article {article.id!r}")
