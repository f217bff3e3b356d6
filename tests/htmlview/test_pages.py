"""Pages read back without a browser: the text, the places, what stands where, and that nothing else does."""

import re
from itertools import pairwise

import attrs
import pytest
from hypothesis import given

import newsclaims as nc
from htmlview.articles import MARKED, large, long_named, overlapping
from htmlview.reading import Element, Page, Text, merged, shown
from newsclaims.strategies import articles
from newsclaims.views.html import html
from newsclaims.views.html._drawing import drawn, plain
from newsclaims.views.html._layer import layer_of
from newsclaims.views.html._places import lay, places

SEED = nc.example()
SECOND = nc.example("kolaborasi-militer.annotator-2")
FACT_CHECK = nc.example("fact-check")
EXAMPLES = [nc.example(name) for name in nc.examples()]


def assert_is_the_article(page: str, article: nc.Article) -> None:
    read = Page(page)
    assert read.wrong == []
    ids = read.ids()
    assert len(ids) == len(set(ids))
    assert set(read.references()) <= set(ids)
    if not article.text:
        assert read.texts == []
        return
    (text,) = read.texts
    assert text.text == shown(article.text)
    assert_places(text, article)


def assert_places(text: Text, article: nc.Article) -> None:
    drawn_places, _ = lay(places(article))
    assert {token: merged(ranges) for token, ranges in text.ranges.items()} == {
        item.place.token: merged(item.place.ranges) for item in drawn_places if item.place.kind != "g"
    }


# ── The text and its places ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("article", EXAMPLES, ids=lambda article: f"{article.id}-{len(article.claims)}")
def test_the_text_of_a_page_is_the_text_of_its_article(article: nc.Article) -> None:
    assert_is_the_article(html(article), article)


@given(articles(warnings=True))
def test_the_text_of_any_page_is_that_of_its_article_and_each_place_the_union_of_its_segments(
    article: nc.Article,
) -> None:
    assert_is_the_article(html(article), article)


def test_every_place_that_an_annotation_names_is_in_the_text() -> None:
    anchors = [anchor for anchor in SEED.anchors() if anchor]
    named = [place for place in places(SEED) if place.kind != "g"]
    assert sorted(place.ranges for place in named) == sorted(
        tuple((span.start, span.end) for span in anchor) for anchor in anchors
    )


def test_controls_are_drawn_as_marks_and_stay_in_the_text() -> None:
    read = Page(html(MARKED))
    assert read.texts[0].text == shown(MARKED.text or "")
    marks = [element.attributes["data-c"] for element in read.named("x")]
    assert marks == [
        *("RLO", "PDF", "ZWSP", "NUL", "U+0001", "U+0007", "LRI", "PDI", "RLM", "CR", "CR", "U+E000", "U+FDD0", "BOM"),
        *("SHY", "ZWJ", "U+FE0F"),
    ]
    assert "&#13;" in html(MARKED)
    assert "\r" not in html(MARKED)


def test_joiners_that_hold_letters_or_emoji_together_are_no_marks() -> None:
    assert "data-c" not in drawn(
        "\u0645\u06cc\u200c\u062e \U0001f469\u200d\U0001f4bb \u2764\ufe0f 1\ufe0f\u20e3 क्\u200dष"
    )
    assert 'data-c="ZWNJ"' in drawn("a\u200cb")


def test_in_attributes_marks_are_words() -> None:
    assert plain("a\u202eb\x00") == "a[RLO]b[NUL]"


def test_a_numbered_link_stands_behind_the_last_character_of_its_claim() -> None:
    links = Page(html(SEED)).texts[0].links
    numbers = layer_of(SEED, "v1").numbers
    assert sorted(links) == sorted((claim.content[-1].end, numbers[claim.id]) for claim in SEED.claims if claim.content)


def test_a_link_stands_before_the_line_breaks_that_its_claim_ends_in() -> None:
    article = nc.Article.from_text("One.\r\n\r\nTwo.", id="x", language="en")
    article = attrs.evolve(article, claims=(nc.Claim(id="c1", content=(article.span(0, 8),)),))
    assert Page(html(article)).texts[0].links == [(4, "1")]
    assert_is_the_article(html(article), article)


@pytest.mark.parametrize("text", ["\n", "\r\n\r\n", " \n ", "\n\nOne", "One\n", "\t", "\r"])
def test_claims_of_white_space_have_their_links_too(text: str) -> None:
    article = nc.Article.from_text(text, id="x", language="en")
    for start in range(len(text)):
        claimed = attrs.evolve(article, claims=(nc.Claim(id="c1", content=(article.span(start, len(text)),)),))
        assert_is_the_article(html(claimed), claimed)


def test_lines_are_paragraphs_and_headings_of_sections_are_headings_in_order() -> None:
    tags = [element.tag for element in Page(html(SEED)).elements]
    article = tags[tags.index("article") :][: 1 + tags.count("p")]
    assert article[1] == "h2"
    assert {"h2", "h3"} <= set(tags)
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_ends_of_neighbours_on_a_lane_leave_a_gap_and_a_seventh_lane_is_counted() -> None:
    article = nc.Article.from_text("abcdefghij", id="x", language="en")
    touching = tuple(nc.Claim(id=f"c{low}", content=(article.span(low, low + 2),)) for low in (0, 2))
    assert 'class="s k0c e0" data-a="c1"' in html(attrs.evolve(article, claims=touching))
    deep = tuple(nc.Claim(id=f"c{number}", content=(article.span(0, 10 - number),)) for number in range(9))
    page = html(attrs.evolve(article, claims=deep))
    assert ' k6m" data-a="c9 c8 c7 c6 c5 c4 c3 c2 c1" data-m="+3">a' in page
    assert 'class="text deep"' in page


# ── Cards ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def nested(read: Page) -> list[Element]:
    return [element for element in read.named("in") if element.tag == "ol"]


def test_every_claim_has_a_card_nested_as_it_is_said() -> None:
    read = Page(html(SEED))
    assert len(read.named("card")) == len(SEED.claims)
    assert len(nested(read)) == len({item.within_id for claim in SEED.claims for item in claim.attributions} - {None})


def test_a_card_tells_who_says_it_how_firmly_and_through_whom() -> None:
    page = html(SEED)
    at = page.index('data-c="20"')
    card = re.sub("<[^>]*>", "", page[at : page.index('class="card"', at)])
    for words in ("17.1", "Government of Russia", "(“Moskow”)", "masih enggan", "probable", "denied", "intention"):
        assert words in card
    assert "Government of Russia ← NHK ← the article itself" in card


@pytest.mark.parametrize("article", EXAMPLES, ids=lambda article: f"{article.id}-{len(article.claims)}")
def test_the_chain_of_voices_is_that_of_the_article(article: nc.Article) -> None:
    layer = layer_of(article, "v1")
    for claim in article.claims:
        nested = next((item for item in claim.attributions if item.within_id), None)
        if nested is None:
            assert layer.voices(claim) == []
        else:
            steps = [[source.kind == "author" for source in step] for step in article.voices(nested.id)]
            shown_steps = layer.voices(claim)
            assert shown_steps[-1] == "the article itself"
            assert len(shown_steps) == len(steps)


def test_each_of_several_speakers_has_a_stance_a_time_and_a_place_of_their_own() -> None:
    attributions = (
        nc.Attribution(id="a1", source_ids=("s1",), certainty="certain", time=nc.When(value="2024")),
        nc.Attribution(id="a2", source_ids=("s2",), certainty="possible", polarity="negative", within_id="c2"),
        nc.Attribution(id="a3", source_ids=(), certainty="probable"),
    )
    article = nc.Article(
        id="x",
        language="en",
        sources=(nc.Source(id="s1", name="Ann"), nc.Source(id="s2", name="Ben")),
        claims=(nc.Claim(id="c1", text="It rains.", attributions=attributions), nc.Claim(id="c2", text="Outer.")),
    )
    words = " ".join(Page(html(article)).words.split())
    assert (
        "by Ann certain said 2024and Ben possible denied inside claim 1and nobody named probable It"
        in words.replace("Stands nowhere in the text.", " ").replace("  ", " ")
    )


def test_hedges_are_marked_in_the_list_and_in_the_text() -> None:
    page = html(SEED)
    assert '<em class="h">mungkin</em>' in page
    assert re.search(r'<span class="s[^"]* h[^"]*" data-a="[^"]*h9[^"]*">mungkin</span>', page)


def test_nobody_named_the_article_itself_and_not_attributed_are_three_things() -> None:
    article = nc.Article(
        id="x",
        language="en",
        sources=(nc.Source(id="s1", kind="author"),),
        claims=(
            nc.Claim(id="c1", text="A", attributions=(nc.Attribution(id="a1", source_ids=("s1",)),)),
            nc.Claim(id="c2", text="B", attributions=(nc.Attribution(id="a2", source_ids=()),)),
            nc.Claim(id="c3", text="C"),
        ),
    )
    words = Page(html(article)).words
    assert words.index("the article itself") < words.index("nobody named") < words.index("not attributed yet")


def test_unnamed_and_collective_sources_are_said_to_be_so() -> None:
    words = Page(html(SEED)).words
    assert re.search(r"Unnamed sources of NHK\s+group, not named, of NHK", words)
    assert "in general" in words


def test_relations_are_on_the_cards_of_both_claims() -> None:
    words = Page(html(SEED)).words
    assert "supports 8" in words
    assert "is supported by 14" in words


def test_reviews_show_verdict_label_rating_and_link() -> None:
    read = Page(html(FACT_CHECK))
    for review in FACT_CHECK.reviews:
        assert f"“{review.label}”" in read.words
        assert review.explanation is None or review.explanation in read.words
    assert {"supported", "refuted"} <= {
        name for item in read.named("v") for name in (item.attributes["class"] or "").split()
    }
    hrefs = {element.attributes.get("href") for element in read.elements}
    assert {review.url for review in FACT_CHECK.reviews if review.url and review.url.startswith("http")} <= hrefs


def test_every_note_is_shown_once_with_its_place() -> None:
    for article in EXAMPLES:
        page = html(article)
        assert page.count('<p class="note">') == len(article.notes)


def test_warnings_are_shown_with_the_claims_they_are_about() -> None:
    article = nc.Article.from_text("e\u0301t\u00e9 de pluie", id="x", language="fr")
    article = attrs.evolve(article, claims=(nc.Claim(id="c1", content=(article.span(1, 4),)),))
    issues = nc.validate(article)
    assert issues
    read = Page(html(article))
    assert len(read.named("issue")) == len([issue for issue in issues if issue.pointer.startswith("/claims")])
    assert "only problems (1)" in read.words
    assert "data-p" in read.named("card")[0].attributes


def test_a_warning_about_a_relation_is_on_both_cards_and_others_are_listed_below() -> None:
    article = nc.Article.from_text("e\u0301te\u0301 de pluie\u202e", id="x", language="fr")
    claims = (nc.Claim(id="c1", text="a"), nc.Claim(id="c2", text="b"), nc.Claim(id="c3", text="c"))
    relation = nc.Relation(id="r1", type="supports", from_id="c1", to_id="c3", cue=(article.span(1, 3),))
    read = Page(html(attrs.evolve(article, claims=claims, relations=(relation,))))
    assert ["data-p" in card.attributes for card in read.named("card")] == [True, False, True]
    assert read.words.count("NC503") == 2
    assert "NC507 holds 1 bidi control" in read.words


def test_what_nothing_explains_is_a_layer_and_the_share_that_something_does_is_said() -> None:
    page = html(SEED)
    assert Page(page).texts[0].gaps == [span.quote for span in SEED.uncovered()]
    assert "96.3 % of the letters explained" in page


# ── Pictures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_pictures_show_a_line_for_each_voice_of_each_claim_and_are_described() -> None:
    read = Page(html(SEED))
    edges = [
        element for element in read.named("e") if not {"in", "cross"} & set((element.attributes["class"] or "").split())
    ]
    assert len(edges) == sum(max(1, len(item.source_ids)) for claim in SEED.claims for item in claim.attributions)
    negative = [item for claim in SEED.claims for item in claim.attributions if item.polarity == "negative"]
    assert len(read.named("cross")) == len(negative)
    assert len([element for element in read.elements if element.tag == "svg"]) == 2
    assert "17 certain, 6 probable, 3 possible, 3 uncommitted" in read.words


def test_a_graph_that_nobody_could_read_is_cut_and_says_so() -> None:
    assert "60 claims on the right (40 more are not drawn)" in html(large(100, 10_000))


# ── Layers and several articles ──────────────────────────────────────────────────────────────────────────────────────


def test_layers_of_one_text_stand_side_by_side_and_share_no_id() -> None:
    page = html(SEED, SECOND)
    read = Page(page)
    assert 'class="cols l2"' in page
    assert [text.text for text in read.texts] == [SEED.text, SECOND.text]
    assert_places(read.texts[0], SEED)
    assert_places(read.texts[1], SECOND)
    assert len(read.ids()) == len(set(read.ids()))
    assert set(read.references()) <= set(read.ids())
    assert "2 layers side by side" in page
    assert "annotator-2" in read.words
    ranges = [
        {tuple((span.start, span.end) for span in claim.content) for claim in article.claims}
        for article in (SEED, SECOND)
    ]
    assert f"{len(ranges[0] & ranges[1])} claims at exactly the same place in all" in page
    different = len(ranges[0] ^ ranges[1])
    assert f"only differences ({different})" in page
    assert (
        read.words.count("not in all layers")
        == different
        == len([c for c in read.named("card") if "data-o" in c.attributes])
    )


def test_several_articles_can_be_opened_one_by_one() -> None:
    read = Page(html(*EXAMPLES))
    texts = {(article.id, article.text_sha256) for article in EXAMPLES}
    assert len([element for element in read.elements if "nv-doc" in (element.attributes.get("class") or "")]) == len(
        texts
    )
    assert sorted(text.text for text in read.texts) == sorted(article.text for article in EXAMPLES if article.text)
    assert len(read.ids()) == len(set(read.ids()))
    assert len([element for element in read.elements if element.tag == "main"]) == 1


def test_a_page_needs_an_article() -> None:
    with pytest.raises(ValueError, match="is given no article"):
        html()


def test_the_same_article_gives_the_same_page() -> None:
    assert html(SEED) == html(nc.loads(nc.dumps(SEED)))


# ── Bad input ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_without_its_text_says_so_and_shows_its_quotes() -> None:
    article = attrs.evolve(SEED, text=None)
    read = Page(html(article))
    assert "The text of this article is not in its file." in read.words
    assert (article.text_sha256 or "?") in read.words
    quotes = [span.quote for claim in article.claims for span in claim.content if span.quote]
    assert len(quotes) > 29
    assert all(quote in read.words for quote in quotes)
    assert "in text" not in read.words
    assert "its words are not given" in Page(html(nc.example("withheld-text"))).words


def test_pieces_and_times_whose_words_are_not_given_are_told_as_such() -> None:
    hidden = (nc.Span(start=0, end=4), nc.Span(start=9, end=12))
    claims = (
        nc.Claim(id="c1", content=hidden, time=nc.When(anchor=hidden[:1])),
        nc.Claim(id="c2", content=hidden, text="It rained.", attributions=(nc.Attribution(id="a", source_ids=()),)),
    )
    page = html(nc.Article(id="x", language="en", text_sha256="0" * 64, claims=claims))
    assert "about (its words are not given)" in Page(page).words
    assert "</tspan> It rained.</text>" in page
    assert "</tspan> …" not in page


def test_an_article_with_nothing_says_so() -> None:
    read = Page(html(nc.Article(id="x", language="en", text="")))
    assert "The text of this article is empty." in read.words
    assert "No claims are annotated." in read.words
    assert read.wrong == []


def test_ten_thousand_claims_that_all_overlap_are_a_page_that_says_what_it_does_not_draw() -> None:
    article = overlapping(10_000)
    page = html(article)
    assert len(page) < 15_000_000
    assert "9960 places lie too deep below others to be drawn in the text" in page
    assert Page(page).texts[0].text == article.text


def test_a_name_of_a_million_characters_is_shortened_and_says_so() -> None:
    page = html(long_named(1_000_000))
    assert len(page) < 60_000
    assert "NNN … (999,880 more characters)" in page


def test_a_chain_of_sixty_four_voices_is_a_page() -> None:
    claims = [
        nc.Claim(
            id=f"c{depth}",
            text=f"claim {depth}",
            attributions=(nc.Attribution(id=f"a{depth}", source_ids=(), within_id=f"c{depth - 1}" if depth else None),),
        )
        for depth in range(64)
    ]
    read = Page(html(nc.Article(id="x", language="en", claims=tuple(claims))))
    assert read.wrong == []
    assert len(nested(read)) == 63
    assert "53 more voices" in read.words


def test_an_article_that_breaks_a_rule_is_refused_with_all_its_issues() -> None:
    broken = attrs.evolve(SEED, sources=())
    with pytest.raises(nc.InvalidArticleError, match="NC301"):
        html(broken)
