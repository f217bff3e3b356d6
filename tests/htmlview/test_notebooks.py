"""An article at the end of a cell: the view, what remains of it untrusted, and what is left out of large ones."""

import re
from html.parser import HTMLParser

import attrs
import pytest

import newsclaims as nc
from htmlview.articles import large
from htmlview.payloads import hostile
from htmlview.reading import Page
from newsclaims.views.html import View, html
from newsclaims.views.terminal import numbered, terminal

SEED = nc.example()


def shown(article: nc.Article) -> dict[str, str]:
    return article._repr_mimebundle_()


def test_an_article_shows_its_view_and_its_list() -> None:
    bundle = shown(SEED)
    assert list(bundle) == ["text/plain", "text/html"]
    assert bundle["text/plain"] == terminal(SEED)
    read = Page(bundle["text/html"])
    assert read.wrong == []
    assert read.texts[0].text == SEED.text
    assert len(read.named("card")) == len(SEED.claims)


def test_what_asks_for_html_alone_has_the_same_view() -> None:
    view = View(SEED, key="a")
    assert view._repr_html_() == str(view)
    assert len(SEED._repr_html_()) == len(str(View(SEED)))
    assert "NC301" in attrs.evolve(hostile("x"), sources=())._repr_html_()


def test_it_brings_no_script_no_landmark_and_no_heading_above_the_notebooks_own() -> None:
    tags = {element.tag for element in Page(shown(SEED)["text/html"]).elements}
    assert not tags & {"script", "main", "aside", "header", "html", "body", "meta", "title", "h1", "h2"}
    assert tags & {"h3", "h4", "h5"}
    assert "autofocus" not in shown(SEED)["text/html"]


def test_a_script_comes_when_it_is_asked_for() -> None:
    assert str(View(SEED, scripted=True)).count("<script>") == 1
    assert View(SEED, key="a").__html__() == str(View(SEED, key="a"))


def test_two_views_on_one_page_share_no_id() -> None:
    read = Page(shown(SEED)["text/html"] + shown(SEED)["text/html"] + html(SEED))
    ids = read.ids()
    assert len(ids) > 3 * len(SEED.claims)
    assert len(ids) == len(set(ids))


def test_a_view_with_a_key_is_the_same_every_time() -> None:
    assert str(View(SEED, key="x")) == str(View(SEED, key="x"))
    with pytest.raises(ValueError, match="key"):
        View(SEED, key='"><script>')


class Untrusted(HTMLParser):
    """What a notebook that trusts nothing leaves: text, paragraphs, lists, headings and links; no style, no script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines = [""]
        self._dropped = 0
        self.feed(page)
        self.close()
        self.lines = [re.sub(r"\s+", " ", line).strip() for line in self.lines if line.strip()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._dropped += tag in ("style", "script", "option")
        if tag in ("p", "li", "div", "blockquote", "h3", "h4", "h5", "h6", "br", "article", "section"):
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self._dropped -= tag in ("style", "script", "option")

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self.lines[-1] += data


def test_what_remains_without_style_and_script_reads_well() -> None:
    lines = Untrusted(shown(SEED)["text/html"]).lines
    paragraphs = [line.strip() for line in (SEED.text or "").split("\n") if line.strip()]
    at = lines.index(paragraphs[0], 1)
    assert lines[at : at + len(paragraphs)] == [re.sub(r"\s+", " ", line) for line in paragraphs]
    assert "claim 17, by NHK media (“media Jepang NHK”) melaporkan" in lines
    assert "claim 2, by nobody named diperkirakan" in lines
    assert not [line for line in lines if len(line) > 2 * max(map(len, paragraphs))], (
        "something is left of what was dropped"
    )


def test_no_text_is_there_twice() -> None:
    """What style hides comes to light where style is taken away."""
    body = shown(SEED)["text/html"]
    for paragraph in (SEED.text or "").split("\n"):
        if len(paragraph) > 100:
            assert Page(body).words.count(paragraph) == 1


def test_of_a_large_article_the_first_claims_are_shown_with_the_command_that_writes_all() -> None:
    article = large(301, 30_000)
    bundle = shown(article)
    read = Page(bundle["text/html"])
    assert read.wrong == []
    assert "This article has 301 claims and a text of 30,000 characters. Its first 50 claims are shown" in read.words
    assert "newsclaims view FILE -o page.html" in read.words
    assert len(read.named("card")) == 50
    assert read.texts == []
    numbers = [item.number for item in numbered(article)][:50]
    assert re.findall(r'<span class="num"[^>]*><i>claim </i>([0-9.]+)', bundle["text/html"]) == numbers
    assert len(bundle["text/html"]) < 200_000
    assert bundle["text/plain"].splitlines()[-1].endswith("more lines: newsclaims show FILE")


def test_three_hundred_claims_and_two_hundred_thousand_characters_are_shown_in_full() -> None:
    assert len(Page(shown(large(300, 30_000))["text/html"]).named("card")) == 300
    long = nc.Article.from_text("a" * 200_000, id="x", language="en")
    assert Page(shown(long)["text/html"]).texts[0].text == long.text
    longer = nc.Article.from_text("a" * 200_001, id="x", language="en")
    read = Page(shown(longer)["text/html"])
    assert read.texts == []
    assert "This article has 0 claims and a text of 200,001 characters. Its text is not shown;" in read.words
    assert "The text of this article is left out here." in read.words
    assert "not in its file" not in read.words


def test_of_a_large_article_without_a_text_it_is_said_that_there_is_none() -> None:
    claims = tuple(nc.Claim(id=f"c{number}", text="more") for number in range(301))
    words = Page(shown(nc.Article(id="x", language="en", claims=claims))["text/html"]).words
    assert "This article has 301 claims and no text. Its first 50 claims are shown;" in words
    assert "The text of this article is not in its file." in words


def test_the_beginning_of_a_large_article_keeps_its_reviews_relations_and_notes() -> None:
    small = nc.example("fact-check")
    article = attrs.evolve(
        small, claims=(*small.claims, *[nc.Claim(id=f"more{number}", text="more") for number in range(300)])
    )
    words = Page(shown(article)["text/html"]).words
    assert all(f"“{review.label}”" in words for review in small.reviews)


def test_an_article_that_breaks_rules_shows_which_and_never_raises() -> None:
    broken = attrs.evolve(hostile("<script>alert(1)</script>"), sources=())
    bundle = shown(broken)
    assert "NC301" in bundle["text/plain"]
    read = Page(bundle["text/html"])
    assert read.wrong == []
    assert "This article breaks rules of the format:" in read.words
    assert "NC301" in read.words
    assert not [element for element in read.elements if element.tag == "script"]


def test_notebooks_may_say_what_they_want() -> None:
    assert list(SEED._repr_mimebundle_(include=["text/html"], exclude=["text/plain"])) == ["text/plain", "text/html"]
