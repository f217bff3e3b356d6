"""FEVER: what was read is written byte for byte, in its own layout; a label is a verdict where the corpus says so."""

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
from newsclaims.formats import fever
from newsclaims.limits import Limits

DATA = Path(__file__).parent / "data" / "fever"
PAGE = Path(__file__).parents[2] / "docs" / "formats" / "fever.md"


def files(kind: str) -> list[Any]:
    return [pytest.param(path, id=path.stem) for path in sorted((DATA / kind).iterdir())]


def one(**members: Any) -> nc.Article:
    (article,) = fever.loads(json.dumps({"claim": "It rained.", **members}))
    return article


def written(*articles: nc.Article) -> list[dict[str, Any]]:
    return [json.loads(line) for line in fever.dumps(articles).splitlines()]


def kept(article: nc.Article) -> Any:
    return article.claims[0].extensions.plain().get("fever", {})


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

RECORD = st.fixed_dictionaries(
    {"claim": st.text(min_size=1, max_size=9)},
    optional={
        "id": st.sampled_from([None, 0, 7, -3, 10**17, 2**63 - 1, "7", "07", "a", "", "a\nb", "urn:x:1"]),
        "label": st.sampled_from([None, "", "SUPPORTS", "NOT ENOUGH INFO", "TRUE", "other", "half\n", "é"]),
        "verifiable": st.sampled_from([None, "VERIFIABLE", "NOT VERIFIABLE", ""]),
        "evidence": st.sampled_from([[], [[[1, None, None, None]]], [[[1, 2, "Página", 0]]], "é", None]),
        "members": strategies.json_values(),
        "end": strategies.json_values(),
        "more": strategies.json_values(),
    },
)


@st.composite
def lines(draw: st.DrawFn) -> str:
    """A file whose lines are laid out in any way that is known."""
    made = ""
    for record in draw(st.lists(RECORD, max_size=3)):
        shuffled = {name: record[name] for name in draw(st.permutations(list(record)))}
        separators = draw(st.sampled_from([(", ", ": "), (",", ":")]))
        made += json.dumps(shuffled, ensure_ascii=draw(st.booleans()), separators=separators)
        made += draw(st.sampled_from(["\n", "\r\n", "\n\n", " \n\t\n"]))
    return made.rstrip() if draw(st.booleans()) else made


@pytest.mark.promise(11)
@given(lines(), st.sampled_from([None, "urn:x:1"]))
def test_what_was_read_is_written_byte_for_byte(text: str, id: str | None) -> None:
    articles = fever.loads(text, id=id)
    assert fever.dumps(articles) == text.encode()
    assert fever.loads(text.encode(), id=id) == articles
    if id is None:
        assert fever.losses(articles) == ()
        assert fever.forget(articles) == articles
    assert fever.dumps(nc.loads(nc.dumps(article)) for article in articles) == text.encode()


def with_extra(article: nc.Article, extra: Any) -> nc.Article:
    def has(record: Any) -> Any:
        return attrs.evolve(record, extensions={**record.extensions.plain(), "fever": extra})

    lists = {name: tuple(map(has, getattr(article, name))) for name in ("sources", "claims", "reviews")}
    return has(attrs.evolve(article, **lists))


EXTRA = st.one_of(
    strategies.json_values(),
    RECORD.map(lambda record: {name: value for name, value in record.items() if name != "claim"}),
    st.fixed_dictionaries(
        {},
        optional={
            "members": st.lists(st.sampled_from(["claim", "label", "id", "x"]), max_size=4),
            "unescaped": st.sampled_from([True, False, 1]),
            "compact": st.sampled_from([True, False, "yes"]),
            "end": st.sampled_from(["", "\n", "\r\n", " ", "\n\n", "x\n", 3]),
        },
    ),
    st.dictionaries(st.sampled_from([*fever.FORM.usual, "x"]), strategies.json_values(), max_size=4),
)


@pytest.mark.promise(11)
@given(st.lists(strategies.articles(warnings=True), max_size=2), st.none() | EXTRA)
def test_what_is_written_comes_back_but_for_the_losses(found: list[nc.Article], extra: Any) -> None:
    articles = tuple(found) if extra is None else tuple(with_extra(article, extra) for article in found)
    before = [nc.dumps(article) for article in articles]
    data = fever.dumps(articles)
    left = fever.forget(articles)
    assert fever.loads(data) == left
    assert fever.dumps(articles) == data
    assert [nc.dumps(article) for article in articles] == before
    assert bool(fever.losses(articles)) is (left != articles)
    assert not [issue for article in left for issue in nc.validate(article) if issue.severity == "error"]


@pytest.mark.promise(11)
@given(st.lists(strategies.articles(warnings=True), max_size=2))
def test_a_second_time_nothing_more_is_lost(found: list[nc.Article]) -> None:
    left = fever.forget(found)
    assert fever.forget(left) == left
    assert fever.losses(left) == ()
    assert fever.loads(fever.dumps(left)) == left


@pytest.mark.parametrize("name", nc.examples())
def test_every_bundled_article_is_written_and_read(name: str) -> None:
    article = nc.example(name)
    assert fever.loads(fever.dumps(article)) == fever.forget(article)
    assert fever.losses(article)


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", files("round_trip"))
def test_files_are_written_again_byte_for_byte(path: Path, tmp_path: Path) -> None:
    articles = fever.read(path)
    fever.write(articles, tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == path.read_bytes()
    assert fever.losses(articles) == ()


@pytest.mark.parametrize("path", files("one_way"))
def test_a_line_that_is_laid_out_otherwise_says_the_same_when_it_is_written(path: Path) -> None:
    articles = fever.read(path)
    assert written(*articles) == [json.loads(line) for line in path.read_bytes().splitlines() if line]


@pytest.mark.parametrize("path", files("broken"))
def test_a_damaged_file_is_refused_with_its_code_line_and_column(path: Path) -> None:
    with pytest.raises(nc.ConversionError) as caught:
        fever.read(path)
    issues = caught.value.issues
    assert issues[0].code == path.stem.partition("-")[0]
    assert all(issue.line and issue.column and issue.severity == "error" for issue in issues)
    assert {issue.code for issue in issues} <= CODES.keys()
    assert caught.value.document == str(path)


def test_lines_and_columns_are_those_of_the_file() -> None:
    with pytest.raises(nc.ConversionError) as caught:
        fever.loads('{"claim": "a"}\n\n{"claim": "b", "label": 3}\n{"claim": "a", "claim": "b"}\n{"claim":\n')
    places = [(issue.code, issue.pointer, issue.line, issue.column) for issue in caught.value.issues]
    assert places == [("NC953", "/label", 3, 25), ("NC104", "/claim", 4, 16), ("NC101", "/claim", 5, 10)]
    assert caught.value.issues[1].hint == "the first is in line 4, column 2"


def test_a_file_that_is_cut_within_a_line_is_refused() -> None:
    data = (DATA / "round_trip" / "usual.jsonl").read_bytes()
    whole = 0
    for cut in range(len(data)):
        if data[:cut].endswith((b"}", b"\n")) or cut == 0:
            whole += 1
            assert len(fever.loads(data[:cut])) == data[:cut].count(b"}")
        else:
            with pytest.raises(nc.ConversionError, match="NC101"):
                fever.loads(data[:cut])
    assert whole == 6


def test_very_many_problems_are_counted() -> None:
    with pytest.raises(nc.ConversionError) as caught:
        fever.loads("[]\n" * 150)
    assert len(caught.value.issues) == 101
    assert caught.value.issues[-1].code == "NC114"
    assert "50 more" in caught.value.issues[-1].message


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        fever.read(tmp_path / "none.jsonl")


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("before")
    wrong = nc.Article(id="x", language="en", claims=(nc.Claim(id="c1", text="a"), nc.Claim(id="c1", text="b")))
    with pytest.raises(nc.ConversionError, match="NC302"):
        fever.write((one(), wrong), path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_line_cannot_be_too_long_to_be_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fever, "DEFAULT_LIMITS", Limits(document=100))
    with pytest.raises(nc.ConversionError, match="NC108"):
        fever.dumps(one(evidence="x" * 200))


# ── What members become ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_record_is_a_claim_with_a_review_and_its_evidence_is_kept() -> None:
    article = fever.read(DATA / "round_trip" / "usual.jsonl", language="en")[0]
    assert (article.id, article.language, article.text) == ("90101", "en", None)
    (claim,) = article.claims
    assert (claim.text, claim.content, claim.attributions) == ("The Ballard ferry sails at night.", (), ())
    assert article.reviews == (nc.Review(id="v1", claim_id="c1", label="SUPPORTS", verdict="supported"),)
    assert article.sources == ()
    assert kept(article) == {
        "verifiable": "VERIFIABLE",
        "evidence": [
            [[11, 22, "Ballard_ferry_-LRB-ship-RRB-", 3], [11, 23, "Night", 0]],
            [[12, 24, "Ballard_ferry_-LRB-ship-RRB-", 7]],
        ],
    }
    assert article.extensions.plain() == {}


@pytest.mark.parametrize(
    ("label", "verdict"),
    [
        ("SUPPORTS", "supported"),
        ("REFUTES", "refuted"),
        ("NOT ENOUGH INFO", "not_enough_evidence"),
        ("TRUE", "supported"),
        ("FALSE", "refuted"),
        ("MIXTURE", "conflicting"),
        ("OTHER", "other"),
        ("true", "supported"),
        ("mostly true", None),
        ("5", None),
    ],
)
def test_a_label_is_kept_and_means_what_the_corpora_say_or_nothing(label: str, verdict: str | None) -> None:
    (review,) = one(label=label).reviews
    assert (review.label, review.verdict) == (label, verdict)


def test_a_record_without_a_label_has_no_review() -> None:
    assert [article.reviews for article in fever.read(DATA / "round_trip" / "unlabelled.jsonl")] == [(), ()]


@pytest.mark.parametrize(
    ("id", "read"), [(75397, "75397"), (0, "0"), (-1, "-1"), ("75397", "75397"), ("07", "07"), ("urn:x:1", "urn:x:1")]
)
def test_an_id_is_the_articles_and_is_written_as_it_was(id: int | str, read: str) -> None:
    article = one(id=id)
    assert article.id == read
    assert type(written(article)[0]["id"]) is type(id)
    assert written(article)[0]["id"] == id


def test_a_record_without_an_id_is_called_by_the_digest_and_stays_without() -> None:
    article = one(label="TRUE")
    assert re.fullmatch("urn:sha256:[0-9a-f]{64}#0", article.id)
    assert written(article) == [{"claim": "It rained.", "label": "TRUE"}]


def test_an_id_that_is_given_goes_before_that_of_the_record_which_is_kept() -> None:
    (article,) = fever.loads('{"id": 7, "claim": "It rained."}', id="urn:x:dev")
    assert article.id == "urn:x:dev#0"
    assert kept(article) == {"id": 7}
    assert written(article) == [{"id": 7, "claim": "It rained."}]


def test_an_id_that_cannot_be_one_is_refused() -> None:
    with pytest.raises(nc.ConversionError, match=r"Article[.]id"):
        fever.loads('{"claim": "It rained."}', id="a\nb")


# ── What articles become ─────────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_made_by_hand_is_a_line() -> None:
    article = nc.Article(
        id="75397",
        language="en",
        sources=(nc.Source(id="kim", name="Kim"),),
        claims=(
            nc.Claim(
                id="c1",
                text="Ça va.",
                types=("Quote",),
                attributions=(nc.Attribution(id="a1", source_ids=("kim",)), nc.Attribution(id="a2", source_ids=())),
            ),
        ),
        reviews=(nc.Review(id="v1", claim_id="c1", label="REFUTES", verdict="conflicting", explanation="No."),),
    )
    assert fever.dumps(article) == b'{"id": 75397, "label": "REFUTES", "claim": "\\u00c7a va."}\n'
    assert [(lost.code, lost.count) for lost in fever.losses(article)] == [
        ("NC604", 1),
        ("NC619", 1),
        ("NC680", 2),
        ("NC612", 1),
        ("NC619", 1),
        ("NC626", 1),
    ]


def test_claims_of_one_article_get_ids_of_their_own() -> None:
    claims = (nc.Claim(id="c1", text="a"), nc.Claim(id="c2", text="b"))
    article = nc.Article(id="urn:x:1", language="und", claims=claims)
    assert written(article) == [{"id": "urn:x:1#c1", "claim": "a"}, {"id": "urn:x:1#c2", "claim": "b"}]


def test_what_an_article_says_wins_over_what_was_read() -> None:
    article = one(id=7, label="", evidence=[[[1, 2, "Rain", 0]]])
    edited = attrs.evolve(article, id="8", reviews=(nc.Review(id="v1", claim_id="c1", label="REFUTES"),))
    assert written(edited) == [{"claim": "It rained.", "id": 8, "label": "REFUTES", "evidence": [[[1, 2, "Rain", 0]]]}]


def test_a_line_without_its_end_gets_one_where_another_follows() -> None:
    articles = fever.read(DATA / "round_trip" / "no-final-newline.jsonl")
    assert fever.dumps(articles[::-1]).count(b"\n") == 3


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_lists_the_losses() -> None:
    rows = re.findall(r"^\| (NC6[0-9]{2}) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(loss.code, loss.what) for loss in fever.LOSSES]


def test_the_examples_of_the_page_are_what_happens() -> None:
    done = doctest.testfile(str(PAGE), module_relative=False)
    assert (done.failed, done.attempted > 8) == (0, True)
