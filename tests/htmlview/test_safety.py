"""Pages hold data only: hostile words stay words, nothing is asked for; colours and sizes."""

import base64
import hashlib
import re

import attrs
import pytest
from markupsafe import Markup

import newsclaims as nc
from htmlview.articles import large
from htmlview.contrast import colours, contrast
from htmlview.payloads import PAYLOADS, hostile
from htmlview.reading import Page, shown
from newsclaims.views.html import View, html
from newsclaims.views.html._drawing import drawn, link, short
from newsclaims.views.html._places import Place
from newsclaims.views.html.pages import script, style

SEED = nc.example()

# ── Data only ────────────────────────────────────────────────────────────────────────────────────────────────────────

TAGS = {
    *"html head meta title style body script div header main aside section article h1 h2 h3 h4 h5 h6 p a span".split(),
    *"b bdi em i".split(),
    *"strong code blockquote br ol ul li dl dt dd label input select option details summary figure figcaption".split(),
    *"svg path text tspan".split(),
}
ATTRIBUTES = {
    *"lang dir class id href rel role tabindex autofocus hidden type name value".split(),
    *"checked autocomplete charset content open scope".split(),
    *"http-equiv data-a data-b data-c data-m data-n data-o data-p data-s data-t".split(),
    *"aria-label aria-labelledby aria-describedby".split(),
    *"viewbox x y d".split(),
}


def assert_holds_data_only(page: str) -> None:
    read = Page(page)
    assert read.wrong == []
    assert {element.tag for element in read.elements} <= TAGS
    assert {name for element in read.elements for name in element.attributes} <= ATTRIBUTES
    hrefs = [element.attributes["href"] or "" for element in read.elements if "href" in element.attributes]
    assert [href for href in hrefs if not re.match("(?:https?://|#v[0-9a-f]+-[a-z]+[0-9]*$)", href)] == []
    assert len([element for element in read.elements if element.tag == "script"]) <= 1
    assert read.script in ("", script())
    assert read.style == style()
    ids = read.ids()
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_hostile_words_in_every_field_are_words(payload: str) -> None:
    article = hostile(payload)
    page = html(article)
    assert_holds_data_only(page)
    assert Page(page).texts[0].text == shown(article.text or "")
    assert_holds_data_only(html(article, attrs.evolve(article, provenance=None)))
    assert_holds_data_only(str(View(article, key="v1", scripted=True)))


def test_every_field_that_holds_words_holds_the_payload() -> None:
    """A field added to the model is to be added to `hostile`."""
    article = hostile("PAYLOAD")
    unset = {
        "schema_version",
        "language",
        "published",
        "modified",
        "text_sha256",
        "created",
        "derived_from",
        "confidence",
    }
    unset |= {"orientation", "attitude", "form", "rating_best", "rating_worst", "extensions", "level"}
    found: set[tuple[str, str]] = set()

    def walk(value: object) -> None:
        if attrs.has(type(value)):
            for field in attrs.fields(type(value)):
                inner = getattr(value, field.name)
                if inner not in (None, ()):
                    found.add((type(value).__name__, field.name))
                walk(inner)
        elif isinstance(value, tuple):
            for item in value:
                walk(item)

    walk(article)
    for kind in (
        *(nc.Article, nc.Section, nc.Source, nc.Claim, nc.Attribution, nc.Relation, nc.Review, nc.Note),
        nc.Provenance,
    ):
        missing = [field.name for field in attrs.fields(kind) if (kind.__name__, field.name) not in found]
        assert set(missing) <= unset, kind


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:alert(1)",
            "//evil.example",
            "/x",
            "data:,x",
            "https:/x",
            "https://a\\b",
            "ftp://x/",
            "https://a b",
        ),
        *("https://a/\u202ebad", "https://a/\ue000", "https://a/" + "x" * 2_000),
    ],
)
def test_what_is_no_address_of_the_web_is_no_link(url: str) -> None:
    assert link(url).startswith("<span")


def test_links_to_other_sites_give_nothing_away() -> None:
    assert 'rel="noopener noreferrer nofollow"' in link("https://example.org/")
    assert '<meta name="referrer" content="no-referrer">' in html(SEED)


def test_nothing_is_requested_outside_of_what_links_say() -> None:
    page = html(attrs.evolve(SEED, url=None, text=SEED.text))
    for words in ("http://", "https://", "url(", "@import", "src=", "<link", "<iframe", "<img"):
        assert words not in page.replace("SHA", ""), words
    for words in ("url(", "@import", "http:", "fetch(", "XMLHttp", "import(", "eval(", "innerHTML", "document.write"):
        assert words not in style() + script()


def test_no_handler_is_bound_to_the_document() -> None:
    assert not re.search(r"(?:document|window|globalThis)\s*\.\s*(?:addEventListener|on[a-z]+\s*=)", script())
    assert "window." not in script()


def test_the_policy_names_the_digests_of_style_and_script() -> None:
    read = Page(html(SEED))
    policy = next(item.attributes["content"] or "" for item in read.elements if item.attributes.get("http-equiv"))
    assert policy == (
        f"default-src 'none'; style-src '{digest(read.style)}'; script-src '{digest(read.script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_escaping_is_that_of_markupsafe() -> None:
    assert isinstance(drawn("<"), Markup)
    assert drawn("<&\"'>") == Markup("&lt;&amp;&#34;&#39;&gt;")


# ── Colour, size ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_contrast_is_seven_for_text_and_four_and_a_half_for_all_else(theme: int) -> None:
    pairs = {name: pair[theme] for name, pair in colours(style()).items()}
    assert contrast(pairs["ink"], pairs["bg"]) >= 7
    assert contrast(pairs["ink"], pairs["lit"]) >= 7
    assert contrast(pairs["ink"], pairs["raised"]) >= 7
    for name in ("muted", "c", "sc", "uc", "hc", "tc", "rc", "bad"):
        assert contrast(pairs[name], pairs["bg"]) >= 4.5, name
    for name in ("c", "sc", "uc", "bad", "hc"):
        assert contrast(pairs[name], pairs["lit"]) >= 4.5, name
    for name in ("muted", "bad", "uc", "sc"):
        assert contrast(pairs[name], pairs["raised"]) >= 4.5, name
    assert contrast(pairs["field"], pairs["bg"]) >= 3


def test_style_and_script_take_twenty_kilobytes_at_most_and_the_page_of_the_seed_120() -> None:
    assert len(style().encode()) + len(script().encode()) <= 20_000
    assert len(html(SEED).encode()) <= 120_000


def test_the_page_of_two_thousand_claims_takes_less_than_three_megabytes() -> None:
    page = html(large(2_000, 200_000))
    assert len(page.encode()) < 3_000_000


def test_pages_grow_with_their_articles_and_no_faster() -> None:
    small, twice = (len(html(large(claims, claims * 100))) for claims in (500, 1_000))
    assert twice / small < 2.3


def test_what_is_left_out_is_counted() -> None:
    assert short("abcdef", 3) == "abc … (3 more characters)"
    assert short("abc", 3) == "abc"


def test_a_place_is_a_value() -> None:
    assert Place("c1", "c", ((0, 1),)) == Place("c1", "c", ((0, 1),))
