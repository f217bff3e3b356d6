"""Real blocks are read, no word of them is lost, and what is written names nothing that schema.org does not know."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import newsclaims as nc
from newsclaims import strategies
from newsclaims.formats import schema_org

# What a record says without repeating the type's name.
TYPES = {"NewsArticle", "Claim", "ClaimReview", "Quotation", "Rating", "Person", "Organization", "CreativeWork"}


def blocks(data_dir: Path, *folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (data_dir / "claimreview" / folder).glob("*.jsonld"))


def real(data_dir: Path) -> list[Path]:
    return blocks(data_dir, "real")


def examples(data_dir: Path) -> list[Path]:
    """Google's and schema.org's own; MediaReview is not among the types that are read."""
    return [path for path in blocks(data_dir, "google-docs", "schemaorg-examples") if "MediaReview" not in path.name]


# ── The vocabulary ───────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def vocabulary(data_dir: Path) -> dict[str, Any]:
    return json.loads((data_dir / "claimreview" / "schemaorg-30.0" / "vocab.json").read_bytes())


def each(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def above(types: list[str], data_dir: Path) -> set[str]:
    """Types with all that they are kinds of."""
    found = list(types)
    for name in found:
        found += [kind for kind in vocabulary(data_dir)["types"].get(name, ()) if kind not in found]
    return set(found)


def faults(node: Any, data_dir: Path) -> Iterator[str]:
    """Names that schema.org does not know, properties of other types, values of other types."""
    known = vocabulary(data_dir)
    types = each(node.get("@type"))
    yield from (f"type {name}" for name in types if name not in known["types"])
    for name, value in node.items():
        nodes = [item for item in each(value) if isinstance(item, dict)]
        for item in nodes:
            yield from faults(item, data_dir)
        if name.startswith("@"):
            if name not in ("@context", "@graph", "@id", "@type"):
                yield f"keyword {name}"
            continue
        if name not in known["properties"]:
            yield f"property {name}"
            continue
        if types and not above(types, data_dir) & set(known["properties"][name]["domain"]):
            yield f"{name} of {types}"
        for item in nodes:
            kinds = each(item.get("@type"))
            if kinds and not above(kinds, data_dir) & set(known["properties"][name]["range"]):
                yield f"{name} is {kinds}"


def required(data: bytes) -> bool:
    """Whether each review has what Google requires."""
    reviews = [node for node in json.loads(data)["@graph"] if node["@type"] == "ClaimReview"]
    return all(node["claimReviewed"] and node["url"] and node["reviewRating"]["alternateName"] for node in reviews)


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def words(value: Any) -> Iterator[str]:
    """All that a block says, contexts and names of members left out."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from () if name == "@context" else words(item)
    elif isinstance(value, list):
        for item in value:
            yield from words(item)
    else:
        yield str(value)


def figures(data_dir: Path) -> list[tuple[str, int, int]]:
    """What passed, of how many."""
    paths = [*real(data_dir), *examples(data_dir)]
    read = [schema_org.read(path) for path in paths]
    whole = sum(
        set(words(json.loads(path.read_bytes()))) - TYPES <= set(words(nc.to_dict(article)))
        for path, article in zip(paths, read, strict=True)
    )
    articles = [*read, *(nc.example(name) for name in nc.examples())]
    written = [schema_org.dumps(article) for article in articles]
    again = [
        schema_org.loads(data) == schema_org.forget(article) for data, article in zip(written, articles, strict=True)
    ]
    known = [not list(faults(json.loads(data), data_dir)) for data in written]
    return [
        ("schema_org real blocks read", sum("real" in path.parts for path in paths), len(real(data_dir))),
        (
            "schema_org examples of Google and schema.org read",
            len(paths) - len(real(data_dir)),
            len(examples(data_dir)),
        ),
        ("schema_org blocks of which no word is lost", whole, len(paths)),
        ("schema_org written, all names, domains and ranges of release 30.0", sum(known), len(written)),
        ("schema_org written, reviews with what Google requires", sum(map(required, written)), len(written)),
        ("schema_org written, read again but for the losses", sum(again), len(written)),
    ]


def test_every_figure_is_full(data_dir: Path) -> None:
    rows = figures(data_dir)
    assert [(what, passed) for what, passed, of in rows] == [(what, of) for what, passed, of in rows]
    assert [of for what, passed, of in rows[:3]] == [12, 9, 21]


@given(strategies.articles(warnings=True))
def test_nothing_is_written_that_schema_org_does_not_know(data_dir: Path, article: nc.Article) -> None:
    assert list(faults(json.loads(schema_org.dumps(article)), data_dir)) == []


def test_the_vocabulary_would_notice(data_dir: Path) -> None:
    node = {
        "@type": "Claim",
        "verdict": "x",
        "headings": {"@type": "Nothing"},
        "articleBody": "x",
        "@graph": [],
        "@set": [],
    }
    assert list(faults({**node, "appearance": {"@type": "Person"}}, data_dir)) == [
        "property verdict",
        "type Nothing",
        "property headings",
        "articleBody of ['Claim']",
        "keyword @set",
        "appearance is ['Person']",
    ]


# ── What the real blocks say ─────────────────────────────────────────────────────────────────────────────────────────


def test_each_real_block_is_one_claim_with_a_review(data_dir: Path) -> None:
    found = {}
    for path in real(data_dir):
        article = schema_org.read(path)
        (claim,), (review,) = article.claims, article.reviews
        speakers = [
            source.name
            for source in article.sources
            if any(source.id in said.source_ids for said in claim.attributions)
        ]
        times = [said.time.value for said in claim.attributions if said.time is not None]
        found[path.stem] = (speakers, times, review.label[:20], review.rating_value, review.published)
        assert review.verdict is None
        assert review.url is not None
    assert found == {
        "afp": (["multiple sources"], ["2020-05-14"], "False", 1, "2020-06-24"),
        "africa_check": (
            ["Mzwandile Masina"],
            ["2020-03-18T14:00:00+02:00"],
            "Incorrect",
            1,
            "2020-03-27T10:46:13+02:00",
        ),
        "africa_check_old": (
            ["South African president Cyril Ramaphosa"],
            ["2020-06-13T00:00:00+00:00"],
            "Incorrect",
            1,
            "2020-07-06T12:35:18+01:00",
        ),
        "boom_live": (
            ["Facebook Page - NoConversion"],
            ["2019-04-10T12:09:05+05:30"],
            "False",
            1,
            "2019-04-10T12:09:05+05:30",
        ),
        "comprova": (["Boatos de redes sociais"], ["2022-05-23"], "FALSO: As imagens fo", None, "2022-05-30"),
        "data_commons": (["Irmin Suhl"], ["2019-09-07"], "Reker hat diesen Sat", None, "2019-09-20"),
        "lupa": (["Post no Facebook"], ["2020-08-31"], "Falso", 4, "2020-08-31"),
        "newtral_fakes": ([], [], "Falso", None, "2022-10-17"),
        "tfc_taiwan": (["Line, FB"], ["2022-04-04"], "錯誤", None, "2022-04-08"),
        "the_quint": (
            ["Facebook,WhatsApp,Twitter,media outlets"],
            ["2020-06-16T20:15:35+05:30"],
            "False",
            1,
            "2020-06-16T20:15:35+05:30",
        ),
        "twenty_minutes_claim_review_page": (["Réseaux sociaux"], ["2022-05-11"], "really_false", -1, "2022-05-11"),
        "vishvas_news": (
            ["Facebook user बसंत मलिक"],
            ["2022-10-18T11:31:08+05:30"],
            "False",
            1,
            "2022-10-18T11:31:08+05:30",
        ),
    }


def test_the_article_of_a_graph(data_dir: Path) -> None:
    article = schema_org.read(data_dir / "claimreview" / "real" / "newtral_fakes.jsonld")
    assert (article.byline, article.publisher, article.language) == (("Diego Navarro",), "Newtral", "es")
    assert article.published == "2022-10-17T16:16:42+00:00"


def test_schema_orgs_own_number_is_no_verdict(data_dir: Path) -> None:
    path = data_dir / "claimreview" / "schemaorg-examples" / "eg-0324-ClaimReview-1.jsonld"
    (review,) = schema_org.read(path).reviews
    assert (review.label, review.rating_value, review.rating_best, review.verdict) == ("True", 1, 6, None)


def test_a_review_of_media_is_refused(data_dir: Path) -> None:
    path = data_dir / "claimreview" / "schemaorg-examples" / "eg-0467-MediaReview-4.jsonld"
    with pytest.raises(nc.ConversionError, match="NC931"):
        schema_org.read(path)
