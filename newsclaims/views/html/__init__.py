"""
The HTML view: who says what as a page that can be read, searched, printed and listened to.

A page is one string that asks for nothing: no connection, no other file, no script but its own. Every value is escaped,
and what nobody would see is drawn as a mark (`_drawing`). The text of its `article` element is the article's text,
character by character, and each place is the union of its segments (`_places`).
"""

import secrets
from collections.abc import Collection

import attrs
from markupsafe import Markup

from newsclaims._words import counted
from newsclaims.article import Article
from newsclaims.errors import InvalidArticleError
from newsclaims.model import Claim
from newsclaims.views.html._drawing import drawn
from newsclaims.views.html._layer import layer_of
from newsclaims.views.html.pages import page, script, style, view
from newsclaims.views.terminal import numbered, terminal

__all__ = ["View", "html"]

_MOST_CLAIMS, _MOST_TEXT, _FIRST = 300, 200_000, 50


def html(*articles: Article) -> str:
    """
    A whole page: one article fills it, several can be opened one by one, layers of one text stand side by side.

    Args:
        articles: At least one.

    Returns:
        The page; the same for the same articles. It is to be written as UTF-8.

    Raises:
        InvalidArticleError: An article breaks a rule of the format, so that a page could show what the data do not say.
        ValueError: No article is given.

    >>> import newsclaims
    >>> html(newsclaims.example())[:15]
    '<!DOCTYPE html>'
    """
    if not articles:
        message = "html() is given no article, should be given one or more"
        raise ValueError(message)
    return page(articles)


@attrs.frozen
class View:
    """
    An article as a notebook shows it: the view without its page. An article that ends a cell shows itself like this.

    What remains where style and script are taken away reads well: the text in paragraphs, then the list. Of more than
    300 claims the first 50 are shown, of more than 200,000 code points of text none, with the command that writes all.

    Attributes:
        article: What to show.
        scripted: Whether to bring the script: filters and keys. Notebooks that are not trusted drop it.
        key: What the ids of its elements begin with; drawn by lot where it is not given, so that two views on one page
            share no id.

    >>> import newsclaims
    >>> str(View(newsclaims.example(), key="x"))[:7]
    '<style>'
    """

    article: Article
    scripted: bool = attrs.field(default=False, kw_only=True)
    key: str = attrs.field(
        factory=lambda: f"v{secrets.token_hex(4)}",
        kw_only=True,
        validator=attrs.validators.matches_re("[a-z][a-z0-9]*"),
    )

    def __str__(self) -> str:
        """The view as HTML that can stand in any page."""
        return f"<style>{style()}</style>\n{self._body()}{f'<script>{script()}</script>' if self.scripted else ''}\n"

    def __html__(self) -> str:
        """The same, for templates."""
        return str(self)

    def _repr_html_(self) -> str:
        """The same, for what shows HTML and asks for nothing else."""
        return self._repr_mimebundle_()["text/html"]

    def _body(self) -> Markup:
        article, head = self.article, Markup("")
        large = len(article.claims) > _MOST_CLAIMS or len(article.text or "") > _MOST_TEXT
        if large:
            head = _notice(article)
            article = _beginning(article)
        layer = layer_of(article, self.key)
        return head + view([layer], level=3, scripted=self.scripted, shortened=large and self.article.text is not None)

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """What notebooks ask for: HTML, and for those that show none the list of `newsclaims show`."""
        del include, exclude
        try:
            body = str(self)  # looks at every rule first
            return {"text/plain": _plain(self.article), "text/html": body}
        except InvalidArticleError as error:
            lines = [Markup("<li>%s</li>") % drawn(str(issue)) for issue in error.issues]
            body = Markup('<div class="nv"><p>This article breaks rules of the format:</p><ul>%s</ul></div>')
            return {
                "text/plain": str(error),
                "text/html": f"<style>{style()}</style>\n{body % Markup('').join(lines)}\n",
            }


def _notice(article: Article) -> Markup:
    """What is left out of a large article, and how to see it."""
    number = len(article.claims)
    text = "no text" if article.text is None else f"a text of {len(article.text):,} characters"
    shown = f"Its first {_FIRST} claims are shown" if number > _FIRST else "Its claims are shown"
    without = "" if article.text is None else " without its text"
    what = f"{shown}{without}" if number else "Its text is not shown"
    return Markup(
        '<div class="nv"><p class="none">This article has %s and %s. %s; '
        "<code>newsclaims view FILE -o page.html</code> writes all of it.</p></div>\n"
    ) % (counted(number, "claim"), text, what)


def _beginning(article: Article) -> Article:
    """An article's first claims and what is said of them, without its text; numbers stay the same."""
    kept = {item.claim.id: item.claim for item, _ in zip(numbered(article), range(_FIRST), strict=False)}
    known = {*kept, *[source.id for source in article.sources], *_attributions(kept.values())}
    return attrs.evolve(
        article,
        text=None,
        claims=tuple([claim for claim in article.claims if claim.id in kept]),
        sections=(),
        relations=tuple([item for item in article.relations if item.from_id in kept and item.to_id in kept]),
        reviews=tuple([review for review in article.reviews if review.claim_id in kept]),
        notes=tuple([note for note in article.notes if note.about_id in known]),
    )


def _attributions(claims: Collection[Claim]) -> list[str]:
    return [attribution.id for claim in claims for attribution in claim.attributions]


_LINES = 400


def _plain(article: Article) -> str:
    """
    The list of `newsclaims show`, its end left out where it is long.

    Raises:
        InvalidArticleError: An article breaks a rule of the format.
    """
    lines = terminal(article).splitlines()
    if len(lines) > _LINES:
        lines[_LINES:] = [f"… and {len(lines) - _LINES} more lines: newsclaims show FILE"]
    return "\n".join(lines)
