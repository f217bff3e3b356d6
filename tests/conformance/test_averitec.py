"""The dev part of AVeriTeC: read, counted in the model against the figures given, and written back byte for byte."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import newsclaims as nc
from newsclaims.formats import averitec


@pytest.fixture(scope="module")
def articles(data_dir: Path) -> tuple[nc.Article, ...]:
    return averitec.read(corpus(data_dir))


@pytest.fixture(scope="module")
def expected(data_dir: Path) -> dict[str, Any]:
    return json.loads((data_dir / "averitec_shared_expected.json").read_bytes())


def corpus(data_dir: Path) -> Path:
    return data_dir / "averitec" / "dev.json"


# ── Counting in the model ────────────────────────────────────────────────────────────────────────────────────────────


def kept(article: nc.Article) -> Any:
    return article.claims[0].extensions.plain()["averitec"]


def questions(articles: Iterable[nc.Article]) -> Iterator[tuple[nc.Article, dict[str, Any]]]:
    return ((article, question) for article in articles for question in kept(article)["questions"])


def answers(articles: Iterable[nc.Article]) -> Iterator[tuple[nc.Article, dict[str, Any]]]:
    return ((article, answer) for article, question in questions(articles) for answer in question["answers"])


def name(article: nc.Article, role: str) -> str | None:
    """Who says a claim (`source_ids`), or who relays it (`via_ids`)."""
    names = {source.id: source.name for source in article.sources}
    return next((names[who] for said in article.claims[0].attributions for who in getattr(said, role)), None)


def day(article: nc.Article) -> str:
    (said,) = article.claims[0].attributions
    assert said.time is not None
    assert said.time.value is not None
    return said.time.value


def shape(date: str) -> str:
    _, month, number = date.split("-")
    return f"{'9' * len(str(int(number)))}-{'9' * len(str(int(month)))}-9999"


def counted(values: Iterable[Any]) -> dict[str, int]:
    return dict(Counter(map(str, values)))


def kind(record: dict[str, Any], member: str) -> str:
    """What a member is, as the figures call it."""
    if member not in record:
        return "ABSENT"
    value = record[member]
    return "str:empty" if value == "" else "null" if value is None else type(value).__name__


def fields(records: Iterable[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """What each member is, how often."""
    found = list(records)
    names = {member for record in found for member in record}
    return {member: dict(Counter(kind(record, member) for record in found)) for member in names}


def top(names: Iterable[str | None], number: int) -> list[list[Any]]:
    return [[str(value), count] for value, count in Counter(names).most_common(number)]


def figures_of(articles: tuple[nc.Article, ...]) -> dict[str, Any]:
    """What the figures of the corpus count, counted in articles."""
    reviews = [article.reviews[0] for article in articles]
    days = [day(article) for article in articles]
    speakers = [name(article, "source_ids") for article in articles]
    relayers = [name(article, "via_ids") for article in articles]
    claims = [article.claims[0] for article in articles]
    told = [answer for _, answer in answers(articles)]
    texts = [claim.text or "" for claim in claims]
    return {
        "claims": len(claims),
        "questions": len(list(questions(articles))),
        "answers": len(told),
        "labels": counted(review.label for review in reviews),
        "answer_types": counted(answer["answer_type"] for answer in told),
        "source_mediums": counted(answer["source_medium"] for answer in told),
        "claim_types": counted(kind for claim in claims for kind in claim.types),
        "fact_checking_strategies": counted(
            way for article in articles for way in kept(article)["fact_checking_strategies"]
        ),
        "questions_per_claim": counted(len(kept(article)["questions"]) for article in articles),
        "answers_per_question": counted(len(question["answers"]) for _, question in questions(articles)),
        "required_reannotation": counted(kept(article)["required_reannotation"] for article in articles),
        "claim_date_shapes": counted(map(shape, days)),
        "claim_dates_valid_d-m-Y": sum(dt.date.fromisoformat(value).isoformat() == value for value in days),
        "claim_date_range": [min(days), max(days)],
        "dates_with_one_digit_day_or_month": sum(shape(value) != "99-99-9999" for value in days),
        "location_codes": counted(kept(article)["location_ISO_code"] for article in articles),
        "duplicate_claim_texts": len(texts) - len(set(texts)),
        "claims_with_edge_whitespace": sum(text != text.strip() for text in texts),
        "claims_with_newline": sum("\n" in text for text in texts),
        "claims_non_ascii": sum(not text.isascii() for text in texts),
        "speaker_edge_whitespace": sum(who is not None and who != who.strip() for who in speakers),
        "reporting_source_top": top(relayers, 12),
        "justification_edge_whitespace": sum(
            review.explanation != (review.explanation or "").strip() for review in reviews
        ),
        "boolean_explanation_present": sum("boolean_explanation" in answer for answer in told),
        "boolean_answers": counted(answer["answer"] for answer in told if answer["answer_type"] == "Boolean"),
        "label_by_nr_answers": counted(article.reviews[0].label for article, _ in answers(articles)),
        "fact_checking_article_on_web_archive": sum("web.archive.org" in (review.url or "") for review in reviews),
        "boolean_explanation_without_boolean_type": sum(
            "boolean_explanation" in answer and answer["answer_type"] != "Boolean" for answer in told
        ),
        "unanswerable_with_url": sum(bool(a["source_url"]) for a in told if a["answer_type"] == "Unanswerable"),
        "answerable_without_url": sum(not a["source_url"] for a in told if a["answer_type"] != "Unanswerable"),
        "answers_with_newline": sum("\n" in answer["answer"] for answer in told),
        "distinct_source_url": len({answer["source_url"] for answer in told if answer["source_url"]}),
        "source_url_not_http": counted(a["source_url"] for a in told if not a["source_url"].startswith("http")),
        "questions_without_answers": sum(not question["answers"] for _, question in questions(articles)),
        "duplicate_fact_checking_article": len(reviews) - len({review.url for review in reviews}),
        "speakers_distinct": len(
            {kept(article).get("speaker", who) for article, who in zip(articles, speakers, strict=True)}
        ),
        "question_fields": fields(question for _, question in questions(articles)),
        "answer_fields": fields(told),
        "url:original_claim_url": {
            "None": sum(said.url is None for claim in claims for said in claim.attributions),
            "http": sum((said.url or "").startswith("http") for claim in claims for said in claim.attributions),
        },
        "url:fact_checking_article": {"http": sum((review.url or "").startswith("http") for review in reviews)},
    }


def figures(data_dir: Path) -> list[tuple[str, int, int]]:
    """What passed, of how many."""
    data = corpus(data_dir).read_bytes()
    found = averitec.loads(data)
    wanted = json.loads((data_dir / "averitec_shared_expected.json").read_bytes())
    equal = sum(value == wanted[figure] for figure, value in figures_of(found).items())
    return [
        ("claims of AVeriTeC read", len(found), wanted["claims"]),
        ("files of AVeriTeC written back byte for byte", int(averitec.dumps(found) == data), 1),
        ("figures of AVeriTeC that are equal, counted in the model", equal, len(figures_of(found))),
    ]


# ── Tests ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_all_figures_are_full(data_dir: Path) -> None:
    assert all(passed == of > 0 for _, passed, of in figures(data_dir)), figures(data_dir)


def test_what_the_model_counts_is_what_the_figures_say(
    articles: tuple[nc.Article, ...], expected: dict[str, Any]
) -> None:
    for figure, value in figures_of(articles).items():
        assert value == expected[figure], figure


def test_the_three_ways_of_writing_nothing_are_kept_apart(
    articles: tuple[nc.Article, ...], expected: dict[str, Any]
) -> None:
    records = json.loads(averitec.dumps(articles))
    assert fields(records) == expected["claim_fields"]


def test_nobody_speaks_where_no_speaker_is_told(articles: tuple[nc.Article, ...], expected: dict[str, Any]) -> None:
    speakers = [name(article, "source_ids") for article in articles]
    nobody = expected["claim_fields"]["speaker"]["null"] + expected["claim_fields"]["speaker"]["str:empty"]
    assert speakers.count(None) == nobody
    assert all(Counter(speakers)[who] == count for who, count in expected["speaker_top"] if who != "None")
    relayers = [name(article, "via_ids") for article in articles]
    assert relayers.count(None) == expected["claim_fields"]["reporting_source"]["null"]


def test_every_label_is_one_of_the_four_verdicts(articles: tuple[nc.Article, ...], expected: dict[str, Any]) -> None:
    verdicts = {article.reviews[0].label: article.reviews[0].verdict for article in articles}
    assert verdicts.keys() == expected["labels"].keys()
    assert set(verdicts.values()) == {"supported", "refuted", "conflicting", "not_enough_evidence"}


def test_any_part_of_the_corpus_is_written_as_it_stands(data_dir: Path, articles: tuple[nc.Article, ...]) -> None:
    records = json.loads(corpus(data_dir).read_bytes())
    for number, article in enumerate(articles):
        assert averitec.dumps(article) == json.dumps([records[number]], indent=4).encode() + b"\n"
    assert averitec.dumps(articles[::-1]) == json.dumps(records[::-1], indent=4).encode() + b"\n"


def test_the_librarys_own_json_keeps_all_of_it(data_dir: Path, articles: tuple[nc.Article, ...]) -> None:
    through = tuple(nc.loads(nc.dumps(article)) for article in articles)
    assert through == articles
    assert averitec.dumps(through) == corpus(data_dir).read_bytes()


def test_nothing_is_lost(articles: tuple[nc.Article, ...]) -> None:
    assert averitec.losses(articles) == ()
    assert averitec.forget(articles) == articles
