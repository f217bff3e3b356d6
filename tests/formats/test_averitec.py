"""AVeriTeC: what was read is written byte for byte; null, "" and no member stay three things; no day is invented."""

import doctest
import json
import re
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import strategies
from newsclaims.errors import CODES
from newsclaims.formats import averitec
from newsclaims.limits import Limits

DATA = Path(__file__).parent / "data" / "averitec"
PAGE = Path(__file__).parents[2] / "docs" / "formats" / "averitec.md"


def files(kind: str) -> list[Any]:
    return [pytest.param(path, id=path.stem) for path in sorted((DATA / kind).iterdir())]


def laid_out(*records: Any) -> bytes:
    return json.dumps(records, indent=4).encode() + b"\n"


def one(**members: Any) -> nc.Article:
    (article,) = averitec.loads(laid_out({"claim": "It rained.", **members}))
    return article


def written(*articles: nc.Article) -> list[dict[str, Any]]:
    return json.loads(averitec.dumps(articles))


def kept(article: nc.Article) -> Any:
    return article.claims[0].extensions.plain().get("averitec", {})


def said(article: nc.Article) -> nc.Attribution:
    (attribution,) = article.claims[0].attributions
    return attribution


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

TEXT = st.none() | st.sampled_from(["", "Kim", " Kim ", "a\nb", "é🚢", "Refuted", "refuted", "4-8-2020", "2020-08-04"])
RECORD = st.fixed_dictionaries(
    {"claim": st.text(min_size=1, max_size=9)},
    optional={
        **dict.fromkeys(
            (
                *("label", "justification", "speaker", "reporting_source", "original_claim_url"),
                *("fact_checking_article", "location_ISO_code", "cached_original_claim_url"),
            ),
            TEXT,
        ),
        "claim_date": TEXT | st.sampled_from(["31-2-2020", "1-1-0000", "01-02-2020", "29-02-2020", "9-9-9999"]),
        "required_reannotation": st.sampled_from([None, True, False]),
        "claim_types": st.sampled_from([None, [], ["a"], ["a", "b"], ["a", "a"], [""], ["a\n"]]),
        "fact_checking_strategies": st.sampled_from([None, [], ["x"]]),
        "questions": st.sampled_from([None, [], [{}], [{"question": "Who?", "answers": [{"answer": "é", "n": 1.5}]}]]),
        "members": strategies.json_values(),
        "more": strategies.json_values(),
    },
)


@st.composite
def records(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Records whose members come in any order."""
    found = draw(st.lists(RECORD, max_size=3))
    return [{name: record[name] for name in draw(st.permutations(list(record)))} for record in found]


@pytest.mark.promise(11)
@given(records(), st.sampled_from([None, "urn:x:1"]))
def test_what_was_read_is_written_byte_for_byte(found: list[dict[str, Any]], id: str | None) -> None:
    data = laid_out(*found)
    articles = averitec.loads(data, id=id)
    assert averitec.dumps(articles) == data
    assert [article.id.partition("#")[2] for article in articles] == [str(number) for number in range(len(found))]
    if id is None:
        assert averitec.losses(articles) == ()
        assert averitec.forget(articles) == articles
    # The library's own JSON keeps all of it, too.
    assert averitec.dumps(nc.loads(nc.dumps(article)) for article in articles) == data


def with_extra(article: nc.Article, extra: Any) -> nc.Article:
    def has(record: Any) -> Any:
        return attrs.evolve(record, extensions={**record.extensions.plain(), "averitec": extra})

    lists = {name: tuple(map(has, getattr(article, name))) for name in ("sources", "claims", "reviews")}
    return has(attrs.evolve(article, **lists))


ODD = RECORD.map(lambda record: {name: value for name, value in record.items() if name != "claim"})
EXTRA = st.one_of(
    strategies.json_values(),
    ODD,
    st.fixed_dictionaries({"members": st.lists(st.sampled_from(["claim", "label", "speaker", "x"]), max_size=4)}),
    st.dictionaries(st.sampled_from([*averitec.FORM.usual, "x"]), strategies.json_values(), max_size=4),
    st.fixed_dictionaries(
        {},
        optional={
            "indent": st.sampled_from([None, 0, 2, 4, -1, 17, True, 1.0, "\t", "  ", "x", "\t" * 17]),
            "unescaped": st.sampled_from([True, False, 1]),
            "compact": st.sampled_from([True, None]),
            "end": st.sampled_from(["", "\r\n", "x", 5]),
        },
    ),
)


@pytest.mark.promise(11)
@given(st.lists(strategies.articles(warnings=True), max_size=2), st.none() | EXTRA)
def test_what_is_written_comes_back_but_for_the_losses(found: list[nc.Article], extra: Any) -> None:
    articles = tuple(found) if extra is None else tuple(with_extra(article, extra) for article in found)
    before = [nc.dumps(article) for article in articles]
    data = averitec.dumps(articles)
    left = averitec.forget(articles)
    assert averitec.loads(data) == left
    assert averitec.dumps(articles) == data
    assert [nc.dumps(article) for article in articles] == before
    assert bool(averitec.losses(articles)) is (left != articles)
    assert not [issue for article in left for issue in nc.validate(article) if issue.severity == "error"]


@pytest.mark.promise(11)
@given(st.lists(strategies.articles(warnings=True), max_size=2))
def test_a_second_time_nothing_more_is_lost(found: list[nc.Article]) -> None:
    left = averitec.forget(found)
    assert averitec.forget(left) == left
    assert averitec.losses(left) == ()
    assert averitec.loads(averitec.dumps(left)) == left


@given(strategies.articles(warnings=True))
def test_nobody_is_made_to_say_what_he_denies(article: nc.Article) -> None:
    names = {source.id: source.name for source in article.sources}
    denied = {
        names[who]
        for claim in article.claims
        for attribution in claim.attributions
        if attribution.polarity in ("negative", "unknown")
        for who in attribution.source_ids
    }
    affirmed = {
        names[who]
        for claim in article.claims
        for attribution in claim.attributions
        if attribution.polarity in ("positive", None)
        for who in attribution.source_ids
    }
    assert not {record["speaker"] for record in written(article)} & (denied - affirmed - {None})


@given(strategies.articles(warnings=True))
def test_every_claim_in_words_is_a_record(article: nc.Article) -> None:
    known = [claim for claim in article.claims if claim.text or all(span.quote for span in claim.content)]
    records = written(article)
    assert len(records) == len(known)
    assert [record["claim"] for record in records] == [claim.text or article.quote(claim.content) for claim in known]


@pytest.mark.parametrize("name", nc.examples())
def test_every_bundled_article_is_written_and_read(name: str) -> None:
    article = nc.example(name)
    assert averitec.loads(averitec.dumps(article)) == averitec.forget(article)
    assert averitec.losses(article)


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", files("round_trip"))
def test_files_are_written_again_byte_for_byte(path: Path, tmp_path: Path) -> None:
    articles = averitec.read(path)
    averitec.write(articles, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()
    assert averitec.losses(articles) == ()


@pytest.mark.parametrize("end", ["\n", "", "\r\n"])
@pytest.mark.parametrize("compact", [True, False])
@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("indent", [None, 0, 2, 4, "\t"])
def test_every_layout_of_the_standard_library_is_written_again(
    indent: int | str | None, end: str, *, compact: bool, ascii_only: bool
) -> None:
    separators = (",", ":") if compact else None
    found = [{"claim": 'Å: "b": c', "label": "Refuted", "questions": [{"a": []}]}, {"claim": "d", "speaker": None}]
    text = json.dumps(found, indent=indent, ensure_ascii=ascii_only, separators=separators) + end
    articles = averitec.loads(text.encode())
    assert averitec.dumps(articles) == text.encode() == averitec.dumps(averitec.loads(text))
    assert averitec.losses(articles) == ()
    backwards = articles[::-1]
    assert averitec.loads(averitec.dumps(backwards)) == averitec.forget(backwards)


@pytest.mark.parametrize("path", files("one_way"))
def test_a_file_that_is_laid_out_otherwise_says_the_same_when_it_is_written(path: Path) -> None:
    articles = averitec.read(path)
    assert written(*articles) == json.loads(path.read_bytes())
    assert {lost.code for lost in averitec.losses(articles)} == {"NC679"}


@pytest.mark.parametrize("path", files("broken"))
def test_a_damaged_file_is_refused_with_its_code_line_and_column(path: Path) -> None:
    with pytest.raises(nc.ConversionError) as caught:
        averitec.read(path)
    issues = caught.value.issues
    assert issues[0].code == path.stem.partition("-")[0]
    assert all(issue.line and issue.column and issue.severity == "error" for issue in issues)
    assert {issue.code for issue in issues} <= CODES.keys()
    assert caught.value.document == str(path)


@pytest.mark.parametrize("cut", range(0, 1900, 37))
def test_a_file_that_is_cut_anywhere_is_refused(cut: int) -> None:
    data = (DATA / "round_trip" / "usual.json").read_bytes()
    with pytest.raises(nc.ConversionError, match="NC101"):
        averitec.loads(data[:cut])


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(nc.ConversionError) as caught:
        averitec.loads(laid_out({"claim": "", "label": 3}, "x", {"claim": "It rained."}, {"speaker": 4}))
    assert [(issue.code, issue.pointer) for issue in caught.value.issues] == [
        ("NC952", "/0/claim"),
        ("NC953", "/0/label"),
        ("NC951", "/1"),
        ("NC952", "/3"),
        ("NC953", "/3/speaker"),
    ]


def test_an_error_says_where_what_is_there_and_what_should_be() -> None:
    with pytest.raises(nc.ConversionError) as caught:
        averitec.loads('[\n {"claim": "It rained.",\n  "label": true}]')
    assert str(caught.value) == "1 problem in averitec\n  /0/label  NC953  is true, should be a string or null"
    assert (caught.value.issues[0].line, caught.value.issues[0].column) == (3, 12)


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        averitec.read(tmp_path / "none.json")


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("before")
    wrong = nc.Article(id="x", language="en", claims=(nc.Claim(id="c1", text="a"), nc.Claim(id="c1", text="b")))
    with pytest.raises(nc.ConversionError, match="NC302"):
        averitec.write((one(), wrong), path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_cannot_be_too_large_to_be_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(averitec, "DEFAULT_LIMITS", Limits(document=100))
    with pytest.raises(nc.ConversionError, match="NC108"):
        averitec.dumps(one(justification="x" * 200))


# ── What members become ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_whole_record_is_a_claim_that_somebody_says_and_somebody_reviews() -> None:
    article = averitec.read(DATA / "round_trip" / "usual.json", language="en")[0]
    assert article.language == "en"
    assert article.text is None
    assert article.sources == (
        nc.Source(id="speaker", name="Mira Olsen"),
        nc.Source(id="reporting_source", name="Harbour Radio"),
    )
    (claim,) = article.claims
    assert claim.text == "The harbour council paid for the new ferry out of the flood fund."
    assert claim.content == ()
    assert claim.types == ("Event/Property Claim", "Numerical Claim")
    assert claim.attributions == (
        nc.Attribution(
            id="a1",
            source_ids=("speaker",),
            via_ids=("reporting_source",),
            time=nc.When(value="2020-08-04"),
            url="https://example.org/posts/17",
        ),
    )
    assert article.reviews == (
        nc.Review(
            id="v1",
            claim_id="c1",
            label="Refuted",
            verdict="refuted",
            explanation="The accounts show that the ferry was paid for by a loan. ",
            url="https://example.org/checks/ferry-fund",
        ),
    )
    assert list(kept(article)) == [
        *("required_reannotation", "location_ISO_code", "fact_checking_strategies", "questions"),
        "cached_original_claim_url",
    ]
    assert kept(article)["questions"][0]["answers"][0]["answer"] == "A loan of the county bank – 12 million."
    assert article.extensions.plain() == {}


@pytest.mark.parametrize(
    ("date", "value"),
    [
        ("4-8-2020", "2020-08-04"),
        ("04-08-2020", "2020-08-04"),
        ("31-10-2020", "2020-10-31"),
        ("29-2-2020", "2020-02-29"),
        ("1-1-0001", "0001-01-01"),
    ],
)
def test_days_come_first_and_become_iso(date: str, value: str) -> None:
    article = one(claim_date=date)
    assert said(article).time == nc.When(value=value)
    assert written(article)[0]["claim_date"] == date
    assert kept(article).get("claim_date") == (date if date.startswith("0") else None)


@pytest.mark.parametrize(
    "date",
    [
        *("31-2-2020", "29-2-2021", "10-31-2020", "0-1-2020", "1-0-2020", "1-1-0000", "2020-08-04", "8/4/2020"),
        *("4-8-20", "4-8-2020 ", "+4-8-2020", "٤-٨-٢٠٢٠", "August 2020", "4-8-2020\n"),
    ],
)
def test_a_date_that_is_no_day_stays_text_and_is_never_invented(date: str) -> None:
    article = one(claim_date=date)
    assert article.claims[0].attributions == ()
    assert kept(article) == {"claim_date": date}
    assert written(article)[0]["claim_date"] == date


def test_null_an_empty_string_and_no_member_are_three_things() -> None:
    found = averitec.loads(laid_out({"claim": "a", "speaker": None}, {"claim": "a", "speaker": ""}, {"claim": "a"}))
    assert [article.sources for article in found] == [(), (), ()]
    assert [list(record.items()) for record in written(*found)] == [
        [("claim", "a"), ("speaker", None)],
        [("claim", "a"), ("speaker", "")],
        [("claim", "a")],
    ]


@pytest.mark.parametrize("name", [name for name in averitec.FORM.usual if name != "claim"])
def test_every_member_can_say_nothing_in_three_ways(name: str) -> None:
    data = laid_out({"claim": "a", name: None}, {"claim": "b", name: ""}, {"claim": "c"})
    articles = averitec.loads(data)
    assert averitec.dumps(articles) == data
    assert averitec.losses(articles) == ()


@pytest.mark.parametrize(
    ("label", "verdict"),
    [
        ("Supported", "supported"),
        ("Refuted", "refuted"),
        ("Not Enough Evidence", "not_enough_evidence"),
        ("Conflicting Evidence/Cherrypicking", "conflicting"),
        ("REFUTED", "refuted"),
        ("Half true", None),
        ("1", None),
    ],
)
def test_a_label_is_kept_and_means_what_the_corpus_says_or_nothing(label: str, verdict: str | None) -> None:
    (review,) = one(label=label).reviews
    assert (review.label, review.verdict) == (label, verdict)


@pytest.mark.parametrize("label", [None, ""])
def test_without_a_label_there_is_no_review_and_its_reasons_are_kept(label: str | None) -> None:
    article = one(label=label, justification="Because.", fact_checking_article="https://example.org/1")
    assert article.reviews == ()
    assert kept(article)["justification"] == "Because."
    assert written(article)[0]["justification"] == "Because."


def test_one_name_is_one_voice() -> None:
    article = one(speaker="Kim", reporting_source="Kim")
    assert article.sources == (nc.Source(id="speaker", name="Kim"),)
    assert (said(article).source_ids, said(article).via_ids) == (("speaker",), ("speaker",))


def test_whoever_relays_what_nobody_is_named_for_is_no_speaker() -> None:
    article = one(speaker=None, reporting_source="Facebook")
    assert (said(article).source_ids, said(article).via_ids) == ((), ("reporting_source",))
    assert article.unsourced_claims() == article.claims


def test_a_claim_of_which_nothing_is_told_is_not_attributed() -> None:
    assert one(speaker=None, reporting_source="", claim_date=None).claims[0].attributions == ()


def test_ids_are_the_digest_or_the_name_that_is_given_and_the_number_of_the_record() -> None:
    data = (DATA / "round_trip" / "usual.json").read_bytes()
    assert [article.id for article in averitec.loads(data, id="urn:x:dev")] == [f"urn:x:dev#{n}" for n in range(4)]
    (article,) = averitec.loads('[{"claim": "It rained."}]')
    assert re.fullmatch("urn:sha256:[0-9a-f]{64}#0", article.id)


def test_an_id_that_cannot_be_one_is_refused() -> None:
    with pytest.raises(nc.ConversionError, match=r"Article[.]id"):
        averitec.loads('[{"claim": "It rained."}]', id="a\nb")


# ── What articles become ─────────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_made_by_hand_is_a_record_in_the_usual_order() -> None:
    article = nc.Article(
        id="urn:x:1",
        language="en",
        sources=(nc.Source(id="kim", name="Kim"), nc.Source(id="radio", name="Radio", kind="media")),
        claims=(
            nc.Claim(
                id="c7",
                text="It rained.",
                types=("Numerical Claim",),
                attributions=(
                    nc.Attribution(
                        id="a7", source_ids=("kim",), via_ids=("radio",), time=nc.When(value="2020-08-04"), url="x"
                    ),
                ),
            ),
        ),
        reviews=(nc.Review(id="v7", claim_id="c7", label="Supported", verdict="supported", rating_value=5),),
    )
    (record,) = written(article)
    assert list(record.items()) == [
        ("claim", "It rained."),
        ("label", "Supported"),
        ("justification", None),
        ("claim_date", "4-8-2020"),
        ("speaker", "Kim"),
        ("original_claim_url", "x"),
        ("fact_checking_article", None),
        ("reporting_source", "Radio"),
        ("claim_types", ["Numerical Claim"]),
    ]
    assert [(lost.code, lost.count) for lost in averitec.losses(article)] == [
        ("NC604", 1),
        ("NC619", 1),
        ("NC620", 1),
        ("NC679", 6),
    ]


def test_what_an_article_says_wins_over_what_was_read() -> None:
    article = one(claim_date="04-08-2020", speaker="", label="Refuted", questions=[{"question": "Who?"}])
    claim = article.claims[0]
    later = attrs.evolve(said(article), time=nc.When(value="2021-01-02"), source_ids=("kim",))
    edited = attrs.evolve(
        article,
        sources=(nc.Source(id="kim", name="Kim"),),
        claims=(attrs.evolve(claim, text="It snowed.", attributions=(later,)),),
        reviews=(),
    )
    (record,) = written(edited)
    assert record == {
        "claim": "It snowed.",
        "claim_date": "2-1-2021",
        "speaker": "Kim",
        "label": None,
        "questions": [{"question": "Who?"}],
    }
    assert ("NC648", 1) in [(lost.code, lost.count) for lost in averitec.losses(edited)]


def test_a_claim_in_several_pieces_is_stated_with_them() -> None:
    base = nc.Article.from_text("Rain, they say, is coming.", id="x")
    claim = nc.Claim(id="c1", content=(base.span(0, 4), base.span(16, 25)))
    assert written(attrs.evolve(base, claims=(claim,)))[0]["claim"] == "Rain … is coming"


def test_articles_of_several_claims_and_of_none_are_counted() -> None:
    articles = (
        nc.Article(id="x", language="und", claims=tuple(nc.Claim(id=f"c{n}", text=f"{n}") for n in range(3))),
        nc.Article(id="y", language="und"),
    )
    assert [record["claim"] for record in written(*articles)] == ["0", "1", "2"]
    counts = {lost.code: lost.count for lost in averitec.losses(articles)}
    assert (counts["NC675"], counts["NC676"]) == (2, 1)


def test_the_first_attribution_that_puts_the_claim_forward_counts() -> None:
    def by(id: str, source: str, **more: Any) -> nc.Attribution:
        return nc.Attribution(id=id, source_ids=(source,), **more)

    article = nc.Article(
        id="x",
        language="und",
        sources=tuple(nc.Source(id=own, name=name) for own, name in [("a", "A"), ("b", None), ("c", "C"), ("d", "D")]),
        claims=(
            nc.Claim(
                id="c1",
                text="It rained.",
                attributions=(
                    by("a1", "a", polarity="negative"),
                    by("a2", "b"),
                    by("a3", "c", polarity="positive"),
                    by("a4", "d"),
                ),
            ),
        ),
    )
    assert written(article)[0]["speaker"] == "C"
    assert [(lost.code, lost.count) for lost in averitec.losses(article)] == [
        ("NC634", 1),
        ("NC634", 1),
        ("NC681", 1),
        ("NC667", 1),
        ("NC677", 1),
        ("NC626", 3),
        ("NC679", 3),
    ]


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_lists_the_losses() -> None:
    rows = re.findall(r"^\| (NC6[0-9]{2}) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(loss.code, loss.what) for loss in averitec.LOSSES]


def test_the_examples_of_the_page_are_what_happens() -> None:
    done = doctest.testfile(str(PAGE), module_relative=False)
    assert (done.failed, done.attempted > 8) == (0, True)
