"""schema.org: what is said comes back, nobody is made to say what he denies, nothing is read into a number."""

import copy
import doctest
import json
import re
import time
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import strategies
from newsclaims.errors import CODES
from newsclaims.formats import ninjs, schema_org
from newsclaims.formats.schema_org import _nodes as reading

DATA = Path(__file__).parent / "data" / "schema_org"
CONTEXT = "https://schema.org"


def files(kind: str) -> list[Any]:
    return [pytest.param(path, id=path.stem) for path in sorted((DATA / kind).iterdir())]


def harbour() -> nc.Article:
    """An article with at least one record of each kind."""
    return ninjs.read(DATA.parent / "ninjs" / "round_trip" / "harbour-3.1.json")


def graph(article: nc.Article) -> list[dict[str, Any]]:
    return json.loads(schema_org.dumps(article))["@graph"]


def read(*nodes: dict[str, Any], **options: Any) -> nc.Article:
    return schema_org.loads(json.dumps({"@context": CONTEXT, "@graph": list(nodes)}), **options)


def refused(data: bytes | str, **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(nc.ConversionError) as caught:
        schema_org.loads(data, **options)
    assert all(issue.line is not None and issue.column is not None for issue in caught.value.issues)
    return [(issue.code, issue.pointer) for issue in caught.value.issues]


def review(**members: Any) -> dict[str, Any]:
    rating = {"@type": "Rating", "alternateName": "False"}
    whole = {
        "@type": "ClaimReview",
        "url": "https://example.org/1",
        "claimReviewed": "It rains.",
        "reviewRating": rating,
    }
    return {name: value for name, value in {**whole, **members}.items() if value is not None}


def kept(record: Any) -> Any:
    return record.extensions.plain().get("schema_org", {})


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.promise(11)
@given(strategies.articles(warnings=True))
def test_what_is_written_comes_back_but_for_the_losses(article: nc.Article) -> None:
    before = nc.dumps(article)
    left = schema_org.forget(article)
    data = schema_org.dumps(article)
    assert schema_org.loads(data) == left
    assert schema_org.dumps(article) == data
    assert nc.dumps(article) == before
    assert bool(schema_org.losses(article)) is (left != article)
    assert not [issue for issue in nc.validate(left) if issue.severity == "error"]


@pytest.mark.promise(11)
@given(strategies.articles(warnings=True))
def test_a_second_time_nothing_more_is_lost(article: nc.Article) -> None:
    left = schema_org.forget(article)
    assert schema_org.forget(left) == left
    assert schema_org.losses(left) == ()
    assert schema_org.loads(schema_org.dumps(left)) == left


@given(strategies.articles(warnings=True))
def test_only_who_puts_a_claim_forward_is_its_author(article: nc.Article) -> None:
    said = {
        (claim.id, f"#{name}")
        for claim in article.claims
        for attribution in claim.attributions
        if attribution.polarity == "positive"
        for name in attribution.source_ids
    }
    for node in graph(article):
        if "Claim" in reading.each(node["@type"]):
            authors = [*reading.each(node.get("author")), *reading.each(node.get("isBasedOn"))]
            assert {(node["@id"][1:], author["@id"]) for author in authors} <= said


@given(strategies.articles(warnings=True))
def test_reviews_have_what_google_requires(article: nc.Article) -> None:
    nodes = [node for node in graph(article) if node["@type"] == "ClaimReview"]
    for node in nodes:
        assert node["claimReviewed"] == node["itemReviewed"]["text"] != ""
        assert node["url"]
        assert node["reviewRating"]["alternateName"]
    lost = [loss.count for loss in schema_org.losses(article) if loss.code in ("NC666", "NC668")]
    assert len(article.reviews) - len(nodes) <= sum(lost)


@pytest.mark.parametrize("name", nc.examples())
def test_every_bundled_article_is_written_and_read(name: str) -> None:
    article = nc.example(name)
    assert schema_org.loads(schema_org.dumps(article)) == schema_org.forget(article)


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", files("round_trip"))
def test_files_of_our_own_are_written_again_byte_for_byte(path: Path, tmp_path: Path) -> None:
    schema_org.write(schema_org.read(path), tmp_path / "again.jsonld")
    assert (tmp_path / "again.jsonld").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", files("one_way"))
def test_files_of_others_come_back_but_for_the_losses(path: Path) -> None:
    article = schema_org.read(path)
    assert schema_org.loads(schema_org.dumps(article)) == schema_org.forget(article)
    assert {loss.code for loss in schema_org.losses(article)} == {"NC628"}


@pytest.mark.parametrize("path", files("one_way"))
def test_no_word_of_a_file_is_lost(path: Path) -> None:
    said = set(words(json.loads(path.read_bytes())))
    types = {"NewsArticle", "Claim", "ClaimReview", "Quotation", "Rating", "Person", "Organization", "CreativeWork"}
    assert said - types <= set(words(nc.to_dict(schema_org.read(path))))


def words(value: Any) -> list[str]:
    """All that is said, contexts left out."""
    if isinstance(value, dict):
        return [word for name, item in value.items() if name != "@context" for word in words(item)]
    return [word for item in value for word in words(item)] if isinstance(value, list) else [str(value)]


@pytest.mark.parametrize("path", files("broken"))
def test_broken_files_are_refused_with_their_code_and_place(path: Path) -> None:
    with pytest.raises(nc.ConversionError) as caught:
        schema_org.read(path)
    first = caught.value.issues[0]
    assert (first.code, first.severity) == (path.name[:5], "error")
    assert first.code in CODES
    assert first.line is not None
    assert first.column is not None
    assert caught.value.document == str(path)
    assert len(str(caught.value)) < 4096


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        schema_org.read(tmp_path / "none.jsonld")


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "block.jsonld"
    path.write_text("before")
    invalid = nc.Article(id="x", language="en", claims=(nc.Claim(id="c1", text="a"), nc.Claim(id="c1", text="b")))
    with pytest.raises(nc.ConversionError, match="NC302"):
        schema_org.write(invalid, path)
    assert path.read_text() == "before"


# ── What is written ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_nodes_of_a_whole_article() -> None:
    article, first, second, third, found = graph(harbour())
    assert article["@type"] == "NewsArticle"
    assert article["@id"] == "https://example.org/news/harbour"
    assert article["text"] == harbour().text
    assert article["articleBody"] == (harbour().text or "")[17:]
    assert [author["name"] for author in article["author"]] == ["Ada Tide", "B. Moor"]
    assert [source["@id"] for source in article["mentions"]] == ["#master", "#union", "#town", "#log", "#me"]
    assert article["mentions"][0]["affiliation"]["name"] == "Town council"
    assert article["mentions"][4] == {"@id": "#me", "additionalType": "urn:newsclaims:author"}
    assert first["text"] == "the pier “will open on Monday”"
    assert first["author"]["name"] == "the harbour master"
    assert first["appearance"] == {"@type": "NewsArticle", "@id": "https://example.org/news/harbour"}
    assert first["claimInterpreter"] == {"name": "annotator-1"}
    assert first["temporalCoverage"] == "2024-05-06"
    assert (second["author"]["@id"], second["isBasedOn"]["@id"]) == ("#me", "#log")
    assert "appearance" not in third
    assert found["itemReviewed"] == first
    assert found["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": 2.5,
        "bestRating": 5,
        "worstRating": 0,
        "alternateName": "Too early to say",
        "ratingExplanation": "The tide decides.",
    }


def test_a_denier_is_no_author() -> None:
    assert "union" not in json.dumps(graph(harbour())[1])


@pytest.mark.parametrize("polarity", ["negative", "unknown", None])
def test_whoever_is_not_said_to_put_it_forward_is_no_author(polarity: Any) -> None:
    said = nc.Attribution(id="x1", source_ids=("s1",), polarity=polarity, url="https://example.org/")
    claim = nc.Claim(id="c1", text="It rains.", attributions=(said,))
    article = nc.Article(id="x", language="en", sources=(nc.Source(id="s1", name="A"),), claims=(claim,))
    assert "author" not in graph(article)[1]
    assert [(loss.code, loss.count) for loss in schema_org.losses(article)] == [("NC634", 1)]


def test_each_attribution_has_its_own_node() -> None:
    said = tuple(
        nc.Attribution(
            id=f"x{number}", source_ids=(f"s{number}",), polarity="positive", time=nc.When(value=f"202{number}")
        )
        for number in (1, 2)
    )
    claim = nc.Claim(id="c1", text="It rains.", attributions=said)
    sources = (nc.Source(id="s1", name="A"), nc.Source(id="s2", name="B"))
    article = nc.Article(id="x", language="en", sources=sources, claims=(claim,))
    assert [(node["@id"], node["author"]["name"], node["datePublished"]) for node in graph(article)[1:]] == [
        ("#c1", "A", "2021"),
        ("#c1", "B", "2022"),
    ]
    assert "text" not in graph(article)[2]
    assert [(loss.code, loss.count) for loss in schema_org.losses(article)] == [("NC665", 2)]


def test_hearsay_is_told_in_words() -> None:
    (node,) = [node for node in graph(nc.example()) if node.get("@id") == "#c22"]
    assert node["author"]["@id"] == "#kremlin"
    assert node["description"]["text"] == "according to Unnamed sources of NHK."


def direct(**members: Any) -> nc.Article:
    article = nc.Article.from_text("“It rains”, he said.", id="x", language="en")
    said = nc.Attribution(id="a1", source_ids=(), polarity="positive", form="direct")
    claim = nc.Claim(**{"id": "c1", "content": article.find("It rains"), "attributions": (said,), **members})
    return attrs.evolve(article, claims=(claim,))


@pytest.mark.parametrize(
    ("members", "types"),
    [
        ({}, ["Claim", "Quotation"]),
        ({"text": "It rains"}, ["Claim", "Quotation"]),
        ({"content": (), "text": "It rains"}, ["Claim", "Quotation"]),
        # These words were not said.
        ({"text": "It rained on Monday."}, "Claim"),
    ],
)
def test_only_words_that_were_said_are_a_quotation(members: dict[str, Any], types: Any) -> None:
    article = direct(**members)
    assert graph(article)[1]["@type"] == types
    codes = [loss.code for loss in schema_org.losses(article)]
    assert ("NC636" in codes) is (types == "Claim")


def test_a_claim_whose_words_nobody_knows_is_lost_with_its_reviews() -> None:
    place = (nc.Span(start=0, end=4),)
    claim = nc.Claim(id="c1", content=place)
    found = nc.Review(id="v1", claim_id="c1", label="False", url="https://example.org/")
    article = nc.Article(id="x", language="en", claims=(claim,), reviews=(found,), provenance=nc.Provenance(agent="A"))
    assert [(loss.code, loss.count) for loss in schema_org.losses(article)] == [("NC666", 2), ("NC605", 1)]
    assert len(graph(article)) == 1


def test_a_review_without_url_is_lost_and_said_to_be() -> None:
    article = harbour()
    assert "v2" not in schema_org.dumps(article).decode()
    assert ("NC668", 1) in [(loss.code, loss.count) for loss in schema_org.losses(article)]


def test_the_block_can_stand_in_a_page() -> None:
    article = nc.Article(id="x", language="en", title="</script><!-- &lt;")
    assert b"<" not in schema_org.dumps(article)
    assert schema_org.loads(schema_org.dumps(article)).title == article.title


def test_an_id_that_is_no_uri_is_an_identifier() -> None:
    assert graph(nc.Article(id="b/2", language="en"))[0] == {
        "@type": "NewsArticle",
        "identifier": "b/2",
        "inLanguage": "en",
    }


@pytest.mark.parametrize("text", ["", "A", "Title", "Title\n\nBody", "Body\n\nTitle"])
def test_the_text_comes_back_whole_wherever_the_headline_is(text: str) -> None:
    article = nc.Article.from_text(text, id="x", language="en")
    if "Title" in text:
        start = text.index("Title")
        section = nc.Section(id="h", role="headline", start=start, end=start + 5)
        article = attrs.evolve(article, sections=(section,))
    assert schema_org.loads(schema_org.dumps(article)).text == text
    assert graph(article)[0]["articleBody"] == ("\n\nBody" if text == "Title\n\nBody" else text)


def test_what_no_reader_would_take_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(schema_org.dumps(harbour()))
    monkeypatch.setattr(schema_org, "DEFAULT_LIMITS", nc.Limits(document=size))
    assert schema_org.dumps(harbour())
    monkeypatch.setattr(schema_org, "DEFAULT_LIMITS", nc.Limits(document=size - 1))
    with pytest.raises(nc.ConversionError, match=r"NC936.*Limits[.]document"):
        schema_org.dumps(harbour())
    monkeypatch.setattr(schema_org, "DEFAULT_LIMITS", nc.Limits(string=10))
    with pytest.raises(nc.ConversionError, match=r"NC936.*Limits[.]string"):
        schema_org.dumps(harbour())


# ── Reviews of others ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_review_of_a_claim() -> None:
    article = schema_org.read(DATA / "one_way" / "object.jsonld")
    assert (article.id, article.url, article.text) == ("https://example.org/check/moon",) * 2 + (None,)
    (claim,), (found,) = article.claims, article.reviews
    # An entity is what the publisher wrote; JSON knows none.
    assert claim.text == "The moon is made of cheese &amp; crackers"
    (said,) = claim.attributions
    assert [source.name for source in article.sources] == ["M. Rind", "A neighbour", "Cheese Check"]
    assert (said.source_ids, said.polarity, said.time) == (
        ("s1", "s2"),
        "positive",
        nc.When(value="2021-02-01T09:00:00+02:00"),
    )
    assert said.url == "https://example.org/post/1"
    assert (found.label, found.author_id, found.published, found.verdict) == ("Not quite", "s3", "2021-02-03", None)
    assert (found.rating_value, found.rating_best, found.rating_worst, found.explanation) == (1, 5, None, None)
    assert kept(found) == {
        "datePublished": "2021-02-03 10:20:30",
        "reviewRating": {
            "ratingValue": "1",
            "worstRating": "",
            "alternateName": "Not \r\nquite",
            "ratingExplanation": 3,
        },
    }


def test_several_reviews_are_one_article() -> None:
    article = schema_org.read(DATA / "one_way" / "list.jsonld")
    assert [claim.text for claim in article.claims] == ["The moon is made of cheese &amp; crackers", "The moon is far"]
    assert [(found.claim_id, found.author_id) for found in article.reviews] == [("c1", "s3"), ("c2", "s3")]
    # The same person in both, who is described in the same words.
    assert article.claims[1].attributions[0].source_ids == ("s1",)
    assert article.claims[1].attributions[0].url == "https://example.org/talk"
    assert kept(article.claims[1]) == {"@type": "creativeWork", "name": "A talk", "datePublished": "February 2021"}


def test_types_may_begin_with_a_small_letter() -> None:
    claim = {"@type": "claim", "author": {"@type": "person", "name": "Kim"}}
    article = schema_org.loads(json.dumps(review(itemReviewed=claim) | {"@context": CONTEXT, "@type": "claimReview"}))
    assert [source.kind for source in article.sources][:1] == ["person"]
    assert len(article.reviews) == 1
    news = {"@context": CONTEXT, "@type": "newsArticle", "headline": "Fog", "articleBody": "Fog."}
    assert schema_org.loads(json.dumps(news)).text == "Fog."


def test_reviews_of_several_pages_have_no_page_of_their_own() -> None:
    data = json.dumps({"@context": CONTEXT, "@graph": [review(), review(url="https://example.org/2")]})
    article = schema_org.loads(data)
    assert (article.id[:11], article.url) == ("urn:sha256:", None)
    assert schema_org.loads(data).id == article.id
    assert schema_org.loads(data, id="mine", language="en").id == "mine"
    assert schema_org.loads(data, id="mine", language="en").language == "en"


def test_a_graph_is_one_article() -> None:
    article = schema_org.read(DATA / "one_way" / "graph.jsonld")
    assert (article.id, article.language, article.title) == (
        "https://example.org/p#article",
        "en",
        "Cheese, said the moon",
    )
    assert (article.byline, article.publisher) == (("Ada Tide",), "The Quay Courier")
    assert article.text == "It is &quot;far&quot;."
    # Without a label nothing is found; what is said of it all the same stays with the claim.
    assert article.reviews == ()
    assert kept(article.claims[1])["review"]["url"] == "https://example.org/check/moon"
    assert [node["@type"] for node in kept(article)["@graph"]] == ["WebPage", "Person", "Organization"]
    assert kept(article)["mentions"] == {"@type": "Place", "name": "Moon"}
    assert kept(article)["@context"] == [{"@language": "en"}]


def test_a_quotation_is_a_claim_in_direct_speech() -> None:
    article = schema_org.read(DATA / "one_way" / "quotation.jsonld")
    (claim,) = article.claims
    assert (claim.text, claim.attributions[0].form) == ("I shall be late.", "direct")
    assert [source.name for source in article.sources] == ["The White Hare"]
    assert kept(claim)["author"] == {"@type": "Person", "name": "L. Field"}


@pytest.mark.parametrize("value", [1, "1", "4.5", -1, "-1", 2.0])
def test_ratings_are_numbers_or_texts(value: Any) -> None:
    rating = {"@type": "Rating", "alternateName": "True", "ratingValue": value, "bestRating": 6}
    (found,) = read(review(reviewRating=rating)).reviews
    assert (found.rating_value, found.label, found.verdict) == (float(value), "True", None)
    assert kept(found) == ({"reviewRating": {"ratingValue": value}} if isinstance(value, str) else {})


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("False", "False"),
        ("Mostly\r\nfalse", "Mostly false"),
        ("1 of 6", "1 of 6"),
        (["Pants on fire"], "Pants on fire"),
        ({"@value": "False"}, "False"),
    ],
)
def test_words_for_a_rating_are_the_label_where_no_other_is_given(value: Any, label: str) -> None:
    article = read(review(reviewRating={"@type": "Rating", "ratingValue": value, "bestRating": 6}))
    (found,) = article.reviews
    assert (found.label, found.rating_value, found.rating_best, found.verdict) == (label, None, 6, None)
    assert kept(found) == {"reviewRating": {"ratingValue": value}}
    assert schema_org.loads(schema_org.dumps(article)) == schema_org.forget(article)


@pytest.mark.parametrize("value", [1, "1", "", " \t", True, None, ["False", "True"]])
def test_a_number_for_a_rating_is_no_label(value: Any) -> None:
    article = read(review(reviewRating={"@type": "Rating", "ratingValue": value, "bestRating": 6}))
    assert article.reviews == ()
    assert kept(article.claims[0])["review"]["reviewRating"]["ratingValue"] == value


@pytest.mark.parametrize("value", ["", "False", True, None, [], "1 of 6", "1e3", "9" * 16, {"@value": 1}])
def test_what_is_no_number_is_kept_as_it_is(value: Any) -> None:
    rating = {"@type": "Rating", "alternateName": "True", "ratingValue": value}
    (found,) = read(review(reviewRating=rating)).reviews
    assert found.rating_value is None
    assert kept(found) == {"reviewRating": {"ratingValue": value}}


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2020-06-24", "2020-06-24"),
        ("2020", "2020"),
        ("2020-06-24T10:20Z", "2020-06-24T10:20Z"),
        ("2020-06-24T10:20:30.5+05:30", "2020-06-24T10:20:30.5+05:30"),
        ("2020-03-18T14:00:00+0200", "2020-03-18T14:00:00+02:00"),
        ("2020-03-18T14:00:00+02", "2020-03-18T14:00:00+02:00"),
        ("2020-03-18 14:00:00 -03:30", "2020-03-18T14:00:00-03:30"),
        ("2020-06-24 10:00 Z", "2020-06-24T10:00Z"),
        ("2020-06-24 00:03", "2020-06-24"),
        ("2020-06-24T00:03:59", "2020-06-24"),
        ("2020-06-24 25:03", None),
        ("2020-02-30", None),
        ("2020-02-30 10:00", None),
        ("2020-06-24T10:00:00+99:00", None),
        ("24.06.2020", None),
        ("June 2020", None),
        ("", None),
        (20200624, None),
    ],
)
def test_dates_are_no_more_exact_than_they_are_known(written: Any, read_as: str | None) -> None:
    (found,) = read(review(datePublished=written)).reviews
    assert found.published == read_as
    assert kept(found) == ({} if written == read_as else {"datePublished": written})


@pytest.mark.parametrize(
    ("author", "sources"),
    [
        ({"@type": "Person", "name": "A"}, [("A", "person")]),
        ({"type": "Person", "name": "A"}, [("A", "person")]),
        ({"@type": "http://schema.org/Organization", "name": "A"}, [("A", "organization")]),
        ({"@type": "schema:GovernmentOrganization", "name": ["A"]}, [("A", "government")]),
        ({"@type": ["NewsMediaOrganization", "Thing"], "name": {"@value": "A"}}, [("A", "media")]),
        ({"@type": "Corporation", "name": "A"}, [("A", None)]),
        ({"name": "A"}, [("A", None)]),
        ({"name": ["A", "also A"]}, [("A", None)]),
        ({"@type": "Person", "name": "A\r\n B"}, [("A B", "person")]),
        ({"@type": "Person", "url": "/a"}, [(None, "person")]),
        ("A", [("A", None)]),
        (["A", "B", "A"], [("A", None), ("B", None)]),
        ({}, []),
        ("", []),
        (5, []),
    ],
)
def test_authors_of_claims_come_in_many_shapes(author: Any, sources: list[tuple[str | None, str | None]]) -> None:
    article = read(review(itemReviewed={"@type": "Claim", "author": author}))
    assert [(source.name, source.kind) for source in article.sources] == sources
    assert bool(article.claims[0].attributions) is bool(sources)
    assert set(words([author])) - {"Person"} <= {
        *words(nc.to_dict(article)),
        "http://schema.org/Organization",
        "schema:GovernmentOrganization",
    }


def test_the_publisher_is_never_the_author_of_a_claim() -> None:
    publisher = {"@type": "Organization", "name": "The Quay Courier"}
    article = read(review(author=None, publisher=publisher, itemReviewed={"@type": "Claim"}))
    assert article.sources == ()
    assert article.claims[0].attributions == ()
    assert kept(article.reviews[0])["publisher"] == publisher


def test_several_reviewers_stay_as_they_are() -> None:
    article = read(review(author=[{"@type": "Person", "name": "A"}, {"@type": "Person", "name": "B"}]))
    assert article.reviews[0].author_id is None
    assert len(kept(article.reviews[0])["author"]) == 2


def test_one_node_is_one_source_wherever_it_is_named() -> None:
    article = read(
        {"@type": "Person", "@id": "https://example.org/#a", "name": "A", "jobTitle": "Mayor"},
        review(
            author={"@id": "https://example.org/#a"},
            itemReviewed={"@type": "Claim", "author": {"@id": "https://example.org/#a"}},
        ),
    )
    (source,) = article.sources
    assert (source.name, source.kind, kept(source)["jobTitle"]) == ("A", "person", "Mayor")
    assert article.reviews[0].author_id == article.claims[0].attributions[0].source_ids[0] == source.id


def test_a_source_that_is_told_of_in_two_ways_keeps_both() -> None:
    first, second = ({"@type": "Person", "@id": "_:a", "name": name, "sameAs": f"urn:x:{name}"} for name in "AB")
    (source,) = read(review(author=first, itemReviewed={"@type": "Claim", "author": second})).sources
    assert (source.name, source.same_as) == ("B", ("urn:x:B", "urn:x:A"))
    assert kept(source)["name"] == ["B", "A"]


def test_ids_that_two_kinds_of_records_have_are_told_apart() -> None:
    article = read(
        review(
            **{"@id": "#s1"},
            author={"@type": "Person", "@id": "#c1", "name": "A"},
            itemReviewed={"@type": "Claim", "@id": "#c1"},
        )
    )
    ids = [record.id for record in (*article.sources, *article.claims, *article.reviews)]
    assert len(set(ids)) == 3
    assert set(ids) >= {"c1", "s1"}


def test_a_claim_that_is_named_before_is_the_one_reviewed() -> None:
    claim = {"@type": "Claim", "@id": "https://example.org/#c", "text": "It rains.", "author": {"name": "A"}}
    for item in (claim, {"@id": claim["@id"]}):
        article = read(claim, review(itemReviewed=item))
        assert len(article.claims) == 1
        assert len(article.claims[0].attributions) == 1
    more = {"@type": "Claim", "@id": claim["@id"], "text": "It rains.", "author": {"name": "B"}, "keywords": "rain"}
    article = read(claim, review(itemReviewed=more))
    assert [item.source_ids for item in article.claims[0].attributions] == [("s1",), ("s2",)]
    assert kept(article.claims[0])["keywords"] == "rain"


def test_another_wording_of_the_review_is_kept() -> None:
    article = read(review(itemReviewed={"@type": "Claim", "text": "Rain falls."}))
    assert article.claims[0].text == "Rain falls."
    assert kept(article.reviews[0]) == {"claimReviewed": "It rains."}


def test_works_in_which_a_claim_was_made() -> None:
    works = [
        {"@type": "VideoObject", "url": f"https://example.org/v{number}", "name": f"V{number}"} for number in (1, 2)
    ]
    article = read(review(itemReviewed=works))
    assert [said.url for said in article.claims[0].attributions] == ["https://example.org/v1", "https://example.org/v2"]
    assert kept(article.claims[0]) == {"@type": "VideoObject", "name": ["V1", "V2"]}


@pytest.mark.parametrize(
    ("members", "url"),
    [
        ({"firstAppearance": {"@type": "CreativeWork", "url": "u"}, "appearance": [{"url": "v"}]}, "u"),
        ({"appearance": {"url": "v"}}, "v"),
        ({"appearance": [{"url": "v"}, {"url": "w"}]}, None),
        ({"appearance": {"url": "v\n"}}, None),
        ({"appearance": "v"}, None),
        ({"firstAppearance": {"name": "A"}, "appearance": {"url": "v"}}, None),
    ],
)
def test_where_a_claim_was_made(members: dict[str, Any], url: str | None) -> None:
    (claim,) = read({"@type": "Claim", "text": "It rains.", "author": "A", **members}).claims
    assert claim.attributions[0].url == url
    assert set(words(members)) - {"CreativeWork"} <= set(
        words(nc.to_dict(read({"@type": "Claim", "text": "x", **members})))
    )


def test_documents_are_what_a_claim_is_based_on() -> None:
    document = {"@type": "CreativeWork", "@id": "#d", "name": "Report"}
    article = read(
        {"@type": "NewsArticle", "mentions": document},
        {"@type": "Claim", "text": "It rains.", "isBasedOn": [{"@id": "#d"}, "https://example.org/other"]},
    )
    assert article.claims[0].attributions[0].source_ids == ("d",)
    assert kept(article.claims[0]) == {"isBasedOn": "https://example.org/other"}


def test_an_agent_is_one_who_interpreted_all_claims() -> None:
    claims = [{"@type": "Claim", "text": text, "claimInterpreter": {"name": "Me"}} for text in ("A", "B")]
    assert read(*claims).provenance == nc.Provenance(agent="Me")
    claims[1]["claimInterpreter"] = {"name": "You"}
    article = read(*claims)
    assert article.provenance is None
    assert [kept(claim)["claimInterpreter"]["name"] for claim in article.claims] == ["Me", "You"]


@pytest.mark.parametrize(
    ("node", "id", "url"),
    [
        ({"@id": "urn:x:1", "identifier": "i", "url": "u"}, "urn:x:1", "u"),
        ({"@id": "#a", "identifier": "i", "url": "u"}, "i", "u"),
        ({"identifier": {"@type": "PropertyValue", "value": "5"}, "url": "u"}, "u", "u"),
        ({"url": "u"}, "u", "u"),
    ],
)
def test_the_id_of_an_article(node: dict[str, Any], id: str, url: str) -> None:
    article = read({"@type": "NewsArticle", **node})
    assert (article.id, article.url) == (id, url)
    assert set(words(node)) - {"PropertyValue"} <= set(words(nc.to_dict(article)))
    assert read({"@type": "NewsArticle", **node}, id="mine").id == "mine"


def test_a_body_that_is_not_the_end_of_the_text_is_kept() -> None:
    article = read({"@type": "Article", "text": "Summary.", "articleBody": "The whole."})
    assert (article.text, kept(article)["articleBody"]) == ("Summary.", "The whole.")


def test_items_of_feeds_are_read_and_other_lists_stay_whole() -> None:
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [{"@type": "ListItem", "item": {"@type": "Thing", "name": "A"}}],
    }
    article = read(crumbs, {"@type": "WebPage", "name": "P", "mainEntity": review()})
    assert len(article.reviews) == 1
    assert kept(article)["@graph"] == [crumbs, {"@type": "WebPage", "name": "P"}]


@pytest.mark.parametrize("item", ["a string", 5, [], [{"@type": "Claim", "author": "A"}, "a string"], [{}, None]])
def test_what_is_no_node_is_kept_where_it_stood(item: Any) -> None:
    article = read(review(itemReviewed=item))
    assert set(words(item)) - {"Claim", "None"} <= set(words(nc.to_dict(article)))


def test_of_what_is_denied_nobody_is_named() -> None:
    (node,) = [node for node in graph(nc.example()) if node.get("@id") == "#c20"]
    assert not {"author", "description"} & node.keys()


@pytest.mark.parametrize("said", [{"time": nc.When(value="2024")}, {"url": "u"}, {"form": "direct"}, {}])
def test_an_attribution_without_source_stays_where_something_is_known_of_it(said: dict[str, Any]) -> None:
    attribution = nc.Attribution(id="a1", source_ids=(), polarity="positive", **said)
    claim = nc.Claim(id="c1", text="It rains.", attributions=(attribution,))
    article = nc.Article(id="x", language="en", claims=(claim,))
    (left,) = schema_org.loads(schema_org.dumps(article)).claims
    assert left.attributions == ((attribution,) if said else ())
    assert [(loss.code, loss.count) for loss in schema_org.losses(article)] == ([] if said else [("NC667", 1)])


def test_hearsay_names_who_relays_and_who_is_not_named() -> None:
    outer = nc.Claim(id="c1", text="They say it rains.", attributions=(nc.Attribution(id="a1", source_ids=()),))
    said = nc.Attribution(id="a2", source_ids=("s1",), via_ids=("s2",), within_id="c1", polarity="positive")
    inner = nc.Claim(id="c2", text="It rains.", attributions=(said,))
    sources = (nc.Source(id="s1", name="A"), nc.Source(id="s2", description="a wire"))
    article = nc.Article(id="x", language="en", sources=sources, claims=(outer, inner))
    assert graph(article)[2]["description"]["text"] == "according to somebody, via a wire"


def test_what_cannot_be_an_id_or_language_is_refused() -> None:
    block = json.dumps({"@context": CONTEXT, **review()})
    assert refused(block, id="two\nlines") == [("NC206", "")]
    assert refused(block, language="no tag") == [("NC208", "")]


def test_members_of_a_newer_version_are_lost() -> None:
    article = nc.loads('{"schema_version": "1.7", "id": "x", "language": "en", "mood": "calm"}')
    assert [(loss.code, loss.count) for loss in schema_org.losses(article)] == [("NC628", 1)]
    assert (
        schema_org.loads(schema_org.dumps(article)) == schema_org.forget(article) == nc.Article(id="x", language="en")
    )


def test_other_types_beside_are_kept() -> None:
    rating = {"@type": ["Rating", "Thing"], "alternateName": "False"}
    (found,) = read(review(**{"@type": ["ClaimReview", "Review"]}, reviewRating=rating)).reviews
    assert kept(found) == {"@type": ["ClaimReview", "Review"], "reviewRating": {"@type": ["Rating", "Thing"]}}


def test_nodes_of_one_id_are_one_author() -> None:
    parts: list[dict[str, Any]] = [{"@type": "Person", "name": "A"}, {"name": "A", "url": "/a"}]
    nodes = [{"@id": "_:a", **part} for part in parts]
    article = read({"@type": "NewsArticle", "author": [{"@id": "_:a"}, {"@id": "_:a"}], "mentions": "a string"}, *nodes)
    assert article.byline == ("A", "A")
    assert kept(article)["mentions"] == "a string"


@pytest.mark.parametrize(
    ("affiliation", "found", "left"),
    [
        ({"@id": "#o"}, "o", None),
        ([{"@id": "#o", "name": "O"}], "o", None),
        ({"@id": "#o", "name": "P"}, "o", {"@id": "#o", "name": "P"}),
        ({"@id": "#b"}, None, {"@id": "#b"}),
        ({"@id": "#none"}, None, {"@id": "#none"}),
        ({"name": "O"}, None, {"name": "O"}),
        ("O", None, "O"),
    ],
)
def test_affiliations_of_persons_with_organisations(affiliation: Any, found: str | None, left: Any) -> None:
    person = {"@type": "Person", "@id": "#a", "affiliation": affiliation}
    others = [{"@type": "Organization", "@id": "#o", "name": "O"}, {"@type": "Person", "@id": "#b"}]
    source = read({"@type": "NewsArticle", "mentions": [person, *others]}).sources[0]
    assert source.affiliation_id == found
    assert kept(source).get("affiliation") == left


def test_an_organisation_has_no_affiliation() -> None:
    parts = [{"@type": "Organization", "@id": f"#{name}", "affiliation": {"@id": "#b"}} for name in "ab"]
    source = read({"@type": "NewsArticle", "mentions": parts}).sources[0]
    assert (source.affiliation_id, kept(source)["affiliation"]) == (None, {"@id": "#b"})


# ── Contexts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "context",
    [
        "http://schema.org",
        "https://schema.org/",
        "http://www.schema.org",
        "https://schema.org/docs/jsonldcontext.jsonld",
        ["https://schema.org", {"@language": "en"}],
        {"@vocab": "http://schema.org/"},
    ],
)
def test_contexts_of_schema_org(context: Any) -> None:
    assert schema_org.loads(json.dumps({"@context": context, **review()})).reviews


@pytest.mark.parametrize(
    "context",
    [
        "https://schema.org.example.com/",
        "file:///etc/passwd",
        {"@vocab": "https://example.org/"},
        {"author": "x"},
        5,
        [None],
    ],
)
def test_other_contexts_are_refused_and_never_fetched(context: Any, network_attempts: list[str]) -> None:
    assert refused(json.dumps({"@context": context, **review()}))[0][0] == "NC930"
    nested = review(itemReviewed={"@context": context, "@type": "Claim"})
    assert refused(json.dumps({"@context": CONTEXT, **nested}))[0] == (
        "NC930",
        "/itemReviewed/@context",
    )
    assert network_attempts == []


# ── Bad input ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.promise(13)
@settings(max_examples=20)
@given(st.binary(max_size=60))
def test_whatever_is_no_json_is_refused_with_a_code(data: bytes) -> None:
    assert refused(data)[0][0] in CODES


JUNK: list[Any] = [
    *[
        None,
        True,
        0,
        "",
        "\r",
        "#c1",
        [],
        {},
        [[]],
        {"@id": "#s1"},
        {"@id": [1]},
        {"@value": "x"},
        ["a", "b"],
        "2024-02-30",
    ],
    *[{"@type": ["Claim", "Quotation"], "text": "q", "@id": "#c1"}, "urn:newsclaims:author", {"name": 5}, [{}]],
]


@pytest.mark.promise(13)
@given(st.data())
def test_whatever_is_changed_is_refused_with_a_code_or_read(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted([*(DATA / "one_way").iterdir(), *(DATA / "round_trip").iterdir()])))
    document = json.loads(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        places = spots(document)
        holder, key = places[data.draw(st.integers(0, len(places) - 1))]
        holder[key] = copy.deepcopy(JUNK[data.draw(st.integers(0, len(JUNK) - 1))])
    try:
        article = schema_org.loads(json.dumps(document))
    except nc.ConversionError as wrong:
        assert all(issue.code in CODES and issue.line for issue in wrong.issues)  # noqa: PT017  # either may happen
    else:
        assert not [issue for issue in nc.validate(article) if issue.severity == "error"]
        assert schema_org.loads(schema_org.dumps(article)) == schema_org.forget(article)


def spots(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        found += [(value, key), *spots(value[key])]
    return found


def test_time_grows_with_the_block() -> None:
    def seconds(count: int) -> float:
        nodes = [
            {"@type": "Claim", "@id": "#c1", "text": "x", "foo": number, "author": {"@id": "_:p", "name": f"n{number}"}}
            for number in range(count)
        ]
        data = json.dumps({"@context": CONTEXT, "@graph": nodes})
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            schema_org.loads(data)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(1600) < 12 * seconds(400)


def test_the_page_shows_what_happens() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "schema_org.md").read_text(encoding="utf-8")
    known: dict[str, Any] = {}
    for number, block in enumerate(re.findall("^```pycon\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)):
        test = doctest.DocTestParser().get_doctest(block, known, f"schema_org.md, block {number}", None, None)
        assert doctest.DocTestRunner().run(test, clear_globs=False).failed == 0
        known.update(test.globs)
    assert known


def test_the_page_tells_the_same_losses_as_the_module() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "schema_org.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (NC6[0-9]{2}) \| (.*) \|$", page, re.MULTILINE)
    assert rows == [(loss.code, loss.what) for loss in schema_org.LOSSES]
    assert {code for code, _ in rows} <= set(CODES)
