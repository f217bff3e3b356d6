"""Many articles as a folder: a page each, and an index that leads to them. Nothing is written here."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from newsclaims._words import counted
from newsclaims.article import Article
from newsclaims.views.html._drawing import drawn, one_line, short
from newsclaims.views.html._layer import layer_of
from newsclaims.views.html.pages import Trouble, document, notice, title_of, view

__all__ = ["INDEX", "Entry", "entry", "file_name", "index", "is_made_up"]

INDEX = "index.html"
_MADE_UP = re.compile(r"(?:index|[0-9]{4,9}(?:-[a-z0-9-]{1,40})?)\.html$(?!\n)", re.IGNORECASE)
_LONGEST = 40


def file_name(number: int, id: str) -> str:
    """
    The name of an article's page: its number, and what of its id can stand in a name everywhere.

    Only `a` to `z`, digits and `-` are used, so that no id leads out of a folder, and the number tells all apart.

    >>> file_name(7, "urn:example:../../Tunnel"), file_name(8, "CON"), file_name(9, "新闻")
    ('0007-urn-example-tunnel.html', '0008-con.html', '0009.html')
    >>> file_name(1, "urn:newsclaims:example:kolaborasi-militer")
    '0001-newsclaims-example-kolaborasi-militer.html'
    """
    slug = re.sub("[^a-z0-9]+", "-", id[:200].lower()).strip("-")
    if len(slug) > _LONGEST:
        # What tells ids apart stands at their end; a word that is cut is left out, unless it is the only one.
        end = slug[-_LONGEST:]
        slug = end if slug[-_LONGEST - 1] == "-" or "-" not in end else end.partition("-")[2]
    slug = slug.strip("-")
    return f"{number:04d}{f'-{slug}' if slug else ''}.html"


def is_made_up(name: str) -> bool:
    """
    Whether a name is one that `file_name` could have made, or the index's.

    >>> is_made_up("0007-tunnel.html"), is_made_up("Index.html"), is_made_up("notes.html")
    (True, True, False)
    """
    return _MADE_UP.match(name) is not None


class Entry(NamedTuple):
    """An article as the index shows it."""

    name: str
    title: str
    publisher: str
    published: str
    language: str
    agent: str
    claims: int
    sources: int
    problems: int


def entry(article: Article, name: str) -> tuple[Entry, str]:
    """
    An article's line in the index, and its page.

    Args:
        article: The article.
        name: The page's file name.

    Raises:
        InvalidArticleError: It breaks a rule of the format.
    """
    layer = layer_of(article, "v1")
    made = article.provenance
    found = Entry(
        name=name,
        title=short(title_of(article), 200),
        publisher=short(one_line(article.publisher or ""), 100),
        published=article.published or "",
        language=article.language,
        agent=short(one_line(made.agent or ""), 100) if made else "",
        claims=len(article.claims),
        sources=len(article.sources),
        problems=len(layer.issues),
    )
    return found, document(title_of(article), view([layer], alone=True))


_HEADS = ("Headline", "Published by", "Date", "Language", "Annotated by", "Claims", "Sources", "Problems")


def index(entries: Sequence[Entry], troubles: Sequence[Trouble] = ()) -> str:
    """
    The page that leads to all others, with a filter where there is a script.

    Args:
        entries: The articles, in the order of the input.
        troubles: What was to be shown and cannot be.
    """
    title = (
        f"Who says what: {counted(len(entries), 'article')}, {counted(sum(item.claims for item in entries), 'claim')}"
    )
    heads = Markup("").join([Markup('<th scope="col">%s</th>') % head for head in _HEADS])
    rows = Markup("\n").join(map(_row, entries))
    body = Markup(
        '<div class="nv" id="v1" tabindex="-1" autofocus>\n<header class="head"><h1 class="title">%s</h1>\n'
        '<div class="bar" role="group" aria-label="Filter"><div class="fl" hidden>'
        '<label>Find <input type="search" class="ff" autocomplete="off"></label> '
        '<span role="status" class="st">%s</span>'
        "</div></div></header>\n"
        '<main class="index" tabindex="0">%s'
        "<table><thead><tr>%s</tr></thead><tbody>\n%s\n</tbody></table></main>\n</div>"
    )
    return document(title, body % (title, counted(len(entries), "article"), notice(troubles), heads, rows))


_ROW = Markup(
    '<tr><td><a href="%s"><bdi>%s</bdi></a></td><td><bdi>%s</bdi></td><td>%s</td><td>%s</td><td><bdi>%s</bdi></td>'
    '<td class="no">%d</td><td class="no">%d</td><td class="no">%d</td></tr>'
)


def _row(item: Entry) -> Markup:
    title, publisher, agent = drawn(item.title), drawn(item.publisher), drawn(item.agent)
    return _ROW % (
        *(item.name, title, publisher, item.published, item.language, agent),
        *(item.claims, item.sources, item.problems),
    )
