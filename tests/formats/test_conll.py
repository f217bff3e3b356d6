"""CoNLL: what tags can say comes back, what they cannot is counted, what could be read in two ways is refused."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import strategies
from newsclaims.errors import CODES
from newsclaims.formats import conll
from newsclaims.formats.conll import _tokens

DATA = Path(__file__).parent / "data" / "conll"
BROKEN = sorted((DATA / "broken").iterdir())

HARD = [
    "e\u0301te\u0301, \U0001f469\u200d\U0001f469\u200d\U0001f467 said: \U0001f600\U0001f600.",
    "one\r\ntwo\r\n\r\nthree",
    "a\u00a0b\u2028c\u0085d\x0be",
    "# - # newdoc id = y\n-DOCSTART- O\n\tx",
    "\u05e9\u05dc\u05d5\u05dd \u4f60\u597d\uff0c\u4e16\u754c",
    " \u0301\u0301 x\u0301 ",
]


def refused(data: bytes | str, **options: Any) -> list[tuple[str, int | None]]:
    with pytest.raises(nc.ConversionError) as caught:
        conll.loads(data, **options)
    assert all(issue.column is not None for issue in caught.value.issues if issue.code != "NC114")
    return [(issue.code, issue.line) for issue in caught.value.issues]


def marked(text: str, *ranges: tuple[int, int]) -> nc.Article:
    article = nc.Article.from_text(text, id="x", language="en")
    claims = [nc.Claim(id=f"k{start}-{end}", content=(article.span(start, end),)) for start, end in ranges]
    return attrs.evolve(article, claims=tuple(claims))


def lost(article: nc.Article) -> dict[str, int]:
    return {loss.code: loss.count for loss in conll.losses(article)}


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.promise(11)
@given(st.lists(strategies.articles(warnings=True), max_size=3))
def test_what_is_written_comes_back_but_for_what_is_lost(articles: list[nc.Article]) -> None:
    articles = [article for article in articles if article.text is not None]
    before = [nc.dumps(article) for article in articles]
    data = conll.dumps(articles)
    again = conll.loads(data)
    assert again == conll.forget(articles)
    assert conll.dumps(again) == data == conll.dumps(articles)
    assert [nc.dumps(article) for article in articles] == before
    assert conll.forget(again) == again
    assert conll.dumps(iter(articles)) == data
    assert sum(one.count for one in conll.losses(iter(articles))) == sum(
        one.count for article in articles for one in conll.losses(article)
    )
    for article in articles:
        # What is not kept is counted, and nothing is counted where all is kept.
        assert bool(conll.losses(article)) is (conll.forget(article) != (article,))


@pytest.mark.promise(6)
@given(st.sampled_from(HARD) | st.text(max_size=20), st.data())
def test_places_stand_where_they_stood_in_any_text(text: str, data: st.DataObject) -> None:
    text = text.encode("utf-8", "ignore").decode()
    borders = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    article = marked(text, *pairwise(borders))
    (again,) = conll.loads(conll.dumps([article]))
    assert (again,) == conll.forget(article)
    assert again.text == text
    kept = [(claim.content[0].start, claim.content[0].end) for claim in again.claims]
    whole = [(low, high) for low, high in pairwise(borders) if not _tokens.edged(text, low, high)]
    assert kept == whole
    assert lost(article).get("NC686", 0) == len(article.claims) - len(kept)


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=4)
TAGGED = st.tuples(WORDS.filter("-DOCSTART-".__ne__), WORDS, st.sampled_from(["O", "B-CUE", "B-CONTENT", "B-x"]))


@pytest.mark.promise(11)
@given(st.lists(st.lists(TAGGED, min_size=1, max_size=4), min_size=1, max_size=3))
def test_the_columns_of_others_come_back_byte_for_byte(sentences: list[list[tuple[str, str, str]]]) -> None:
    data = "".join("".join("\t".join(row) + "\n" for row in rows) + "\n" for rows in sentences)
    (article,) = conll.loads(data)
    assert conll.dumps([article], comments=False).decode() == data
    assert conll.loads(conll.dumps([article])) == (article,) == conll.forget(article)


BROKEN_TAGS = st.sampled_from(["O", "I-A", "B-A", "I-B"])


@given(st.lists(st.lists(st.tuples(WORDS, BROKEN_TAGS), min_size=1, max_size=6), min_size=1, max_size=4))
def test_a_tag_that_goes_on_with_nothing_is_never_read(sentences: list[list[tuple[str, str]]]) -> None:
    data = "".join("".join("\t".join(row) + "\n" for row in rows) + "\n" for rows in sentences)
    broken = any(
        tag[0] == "I" and before[2:] != tag[2:]
        for rows in sentences
        for before, tag in zip(["O", *[row[1] for row in rows]], [row[1] for row in rows], strict=False)
    )
    if broken:
        assert {code for code, _ in refused(data)} == {"NC966"}
    else:
        assert conll.loads(data)


@given(strategies.articles(warnings=True), st.data())
def test_a_cut_file_is_never_read_as_a_shorter_one(article: nc.Article, data: st.DataObject) -> None:
    if article.text is None or not article.text.strip():
        return
    whole = conll.dumps([article])
    cut = data.draw(st.integers(1, len(whole.rstrip(b"\n"))))
    refused(whole[:cut])


def test_a_file_that_is_cut_before_its_text_is_refused() -> None:
    head = b"# newdoc id = x\n# newsclaims language = en\n"
    assert conll.dumps(nc.Article.from_text("It rained.", id="x", language="en")).startswith(head)
    for cut in (16, len(head)):
        assert refused(head[:cut]) == [("NC965", 1)]
    empty = nc.Article.from_text("", id="x", language="en")
    assert conll.loads(conll.dumps(empty)) == (empty,)


@pytest.mark.parametrize("name", [name for name in nc.examples() if nc.example(name).text is not None])
def test_every_bundled_article_keeps_its_text_and_what_tags_can_say(name: str) -> None:
    article = nc.example(name)
    (again,) = conll.loads(conll.dumps([article]))
    assert (again,) == conll.forget(article)
    assert again.text == article.text


@pytest.mark.promise(13)
@given(st.binary(max_size=60))
def test_whatever_is_no_conll_is_refused_with_a_code(data: bytes) -> None:
    found: tuple[nc.Issue, ...] = ()
    try:
        conll.loads(data)
    except nc.ConversionError as wrong:
        found = wrong.issues
    assert all(issue.code in CODES and issue.severity == "error" for issue in found)


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_of_newsclaims_comes_back_byte_for_byte(tmp_path: Path) -> None:
    path = DATA / "round_trip" / "ferry.conll"
    articles = conll.read(path)
    assert [article.id for article in articles] == ["urn:example:ferry", "urn:example:empty"]
    assert articles[0].quote(articles[0].claims[0].content) == "The ferry was late"
    assert [note.kind for note in articles[0].notes] == ["SOURCE", "CUE", "doubt"]
    assert articles[1].text == ""
    assert not articles[0].extensions
    conll.write(articles, tmp_path / "again.conll")
    assert (tmp_path / "again.conll").read_bytes() == path.read_bytes()


def test_two_columns_of_others_are_read_and_written_again() -> None:
    data = (DATA / "one_way" / "two-columns.conll").read_bytes()
    (article,) = conll.loads(data, language="id", content="STATEMENT")
    assert article.text == "JEMBATAN — Warga mengatakan jalan itu ditutup .\nBesok kata dia ."
    assert [article.quote(claim.content) for claim in article.claims] == ["jalan itu ditutup"]
    assert [note.kind for note in article.notes] == ["PERSON", "CUE", "DATETIME", "CUE", "PERSONCOREF"]
    assert article.claims[0].attributions == ()
    assert article.id.startswith("urn:sha256:")
    assert article.language == "id"
    assert conll.dumps(conll.loads(data), comments=False) == data + b"\n"


def test_columns_parted_by_blanks_and_articles_by_docstart() -> None:
    first, second = conll.read(DATA / "one_way" / "docstart.conll")
    assert first.text == "Ada said it rained ."
    assert [first.quote(claim.content) for claim in first.claims] == ["it rained"]
    assert second.text == "# no"
    assert second.id == first.id[:-1] + "2"
    assert first.extensions.plain()["conll"]["sentences"][0]["tokens"][1] == ["said", "VBD", "B-VP"]
    again = conll.loads(conll.dumps([first, second]))
    assert again == (first, second)
    body = conll.dumps([first, second], comments=False).decode()
    assert body.startswith("-DOCSTART-\tO\n\nAda\tNNP\tB-NP\tB-SOURCE\n")
    assert [article.text for article in conll.loads(body)] == [first.text, second.text]


def test_comments_of_others_are_kept() -> None:
    (article,) = conll.read(DATA / "one_way" / "comments.conll")
    assert article.id == "d-7"
    kept = article.extensions.plain()["conll"]["sentences"]
    assert [sentence["comments"] for sentence in kept] == [
        ["# global.columns = ID? FORM POS BIO", "# sent_id = 1"],
        ["# sent_id = 2"],
    ]
    assert article.text == "Ada spoke\n# 4"
    assert conll.loads(conll.dumps([article])) == (article,)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_damaged_file_is_refused_with_its_line(path: Path) -> None:
    code, line, _ = path.stem.split("-", 2)
    with pytest.raises(nc.ConversionError) as caught:
        conll.read(path)
    assert (code, int(line)) in [(issue.code, issue.line) for issue in caught.value.issues]
    assert caught.value.document == str(path)


def test_lines_that_all_end_with_a_carriage_return_are_read() -> None:
    (article,) = conll.loads("Ada\tB-SOURCE\r\nsaid\tO\r\n\r\n")
    assert article.text == "Ada said"


def test_an_empty_file_holds_nothing() -> None:
    assert conll.loads(b"") == conll.loads("\n\n") == ()
    assert conll.dumps([]) == b""


def test_all_faults_are_told_in_one_pass() -> None:
    found = refused("a\tI-X\nb\nc\tQ\n\nd\tI-X")
    assert found == [("NC966", 1), ("NC967", 2), ("NC966", 3), ("NC965", 5), ("NC966", 5)]
    assert len(refused("a\tQ\n" * 150)) == 101


def test_an_error_reads_where_what_and_what_should_be() -> None:
    with pytest.raises(nc.ConversionError) as caught:
        conll.loads("Ada\tB-SOURCE\nsaid\tI-CUE\n")
    (issue,) = caught.value.issues
    assert (issue.line, issue.column) == (2, 6)
    assert str(issue) == (
        '(document)  NC966  is "I-CUE", which continues nothing: no B-CUE or I- of it before '
        "(write B- where a span begins (IOB2))"
    )


@pytest.mark.parametrize(("last", "single"), [("L", "U"), ("E", "S")])
def test_tags_that_mark_the_last_token_are_read(last: str, single: str) -> None:
    data = f"a\tB-X\nb\tI-X\n\nc\t{last}-X\nd\t{single}-X\ne\tB-X\nf\t{last}-X\n"
    (article,) = conll.loads(data)
    assert [article.quote(note.anchor) for note in article.notes] == ["a b\nc", "d", "e f"]
    assert conll.loads(conll.dumps([article])) == conll.forget(article)
    for broken, line in (
        (f"a\tB-X\nb\tO\nc\t{single}-X\n", 2),
        (f"a\tB-X\nb\t{single}-Y\n", 2),
        (f"a\t{single}-X\nb\tB-X\n", 2),
        (f"a\t{last}-X\n", 1),
        (f"a\tB-X\nb\t{last}-Y\n", 2),
        (f"a\t{single}-\n", 1),
    ):
        assert ("NC966", line) in refused(broken)


def test_another_column_can_hold_the_tags() -> None:
    (article,) = conll.loads("Ada\tB-SOURCE\tN\nsaid\tB-CUE\tV\n", column=1)
    assert [note.kind for note in article.notes] == ["SOURCE", "CUE"]
    assert article.extensions.plain()["conll"]["sentences"][0]["tokens"] == [["Ada", "N"], ["said", "V"]]
    for column in (0, 3, -3):
        assert refused("Ada\tB-SOURCE\tN\n", column=column) == [("NC967", 1)]


def test_ids_are_those_given() -> None:
    data = (DATA / "round_trip" / "ferry.conll").read_bytes()
    assert [article.id for article in conll.loads(data, id="mine")] == ["mine#1", "mine#2"]
    assert [article.id for article in conll.loads("a\tO\n", id="mine")] == ["mine"]
    assert refused("a\tO\n", id="two\nlines") == [("NC206", 1)]


# ── What is written, and what is lost ────────────────────────────────────────────────────────────────────────────────


def test_a_place_cuts_the_token_that_it_ends_in() -> None:
    article = marked("kebijakannya", (0, 9))
    assert conll.dumps([article], comments=False) == b"kebijakan\tB-CONTENT\nnya\tO\n\n"


def test_a_place_over_a_line_end_is_one_sentence() -> None:
    article = marked("one\ntwo\nthree", (0, 7))
    assert conll.dumps([article], comments=False) == b"one\tB-CONTENT\ntwo\tI-CONTENT\n\nthree\tO\n\n"


def test_of_places_that_overlap_the_first_in_the_document_stays() -> None:
    article = marked("one two three", (4, 13), (0, 7), (0, 3))
    assert lost(article) == {"NC686": 1, "NC688": 2}
    (again,) = conll.loads(conll.dumps([article]))
    assert [again.quote(claim.content) for claim in again.claims] == ["one", "two three"]


def test_places_in_pieces_and_with_blank_ends_are_counted() -> None:
    article = nc.Article.from_text("one two three", id="x", language="en")
    pieces = (article.span(0, 3), article.span(8, 13))
    claims = (nc.Claim(id="c1", content=pieces), nc.Claim(id="c2", content=(article.span(3, 7),)))
    assert lost(attrs.evolve(article, claims=claims)) == {"NC685": 1, "NC686": 1}


def test_attributions_stay_as_notes_of_their_roles() -> None:
    article = nc.example("ferry-denial")
    (again,) = conll.loads(conll.dumps([article]))
    assert not again.sources
    assert not any(claim.attributions for claim in again.claims)
    assert {note.kind for note in again.notes} <= {"SOURCE", "CUE", "HEDGE", *[note.kind for note in article.notes]}
    assert lost(article)["NC687"] == len(article.sources) + sum(len(claim.attributions) for claim in article.claims)


def test_sentences_that_no_longer_fit_are_lost_and_counted() -> None:
    (article,) = conll.loads("Ada\tN\tB-SOURCE\nspoke\tV\tO\n")
    assert lost(article) == {}
    other = attrs.evolve(article, notes=(nc.Note(id="n1", kind="x", anchor=(article.span(1, 5),)),))
    assert lost(other) == {"NC628": 1}
    assert conll.loads(conll.dumps([other])) == conll.forget(other)


@pytest.mark.parametrize(
    "stored",
    [
        5,
        {},
        {"sentences": 5},
        {"sentences": [5]},
        {"sentences": [{"tokens": []}]},
        {"sentences": [{"tokens": [[]]}]},
        {"sentences": [{"tokens": [["a"], ["b", "x"]]}]},
        {"sentences": [{"tokens": [["a", ""], ["b", "x"]]}]},
        {"sentences": [{"tokens": [["a", "x\ty"], ["b", "x"]]}]},
        {"sentences": [{"tokens": [["a b", "x"]]}]},
        {"sentences": [{"tokens": [["a", 1], ["b", 1]]}]},
        {"sentences": [{"tokens": [["a", "x"]]}]},
        {"sentences": [{"tokens": [["a"], ["b"]]}]},
        {"sentences": [{"tokens": [["a", "x"], ["b", "x"]], "comments": ["# c"]}]},
        {"sentences": [{"comments": ["# newdoc"], "tokens": [["a", "x"], ["b", "x"]]}]},
        {"sentences": [{"comments": [], "tokens": [["a", "x"], ["b", "x"]]}]},
        {"sentences": [{"comments": ["c"], "tokens": [["a", "x"], ["b", "x"]]}]},
        {"sentences": [{"tokens": [["a", "x"], ["b", "x"]]}], "more": 1},
    ],
)
def test_sentences_that_nobody_read_are_ignored(stored: Any) -> None:
    article = nc.Article(id="x", language="en", text="a b", extensions={"conll": stored})
    assert lost(article) == {"NC628": 1}
    assert conll.loads(conll.dumps([article])) == conll.forget(article)


def test_an_article_without_a_text_is_refused() -> None:
    with pytest.raises(nc.ConversionError, match="NC969"):
        conll.dumps([nc.example("withheld-text")])


def test_one_article_is_taken_for_a_list_of_one() -> None:
    article = marked("one", (0, 3))
    assert conll.dumps(article) == conll.dumps([article])  # type: ignore[arg-type]


def test_tokens_are_the_same_whatever_python_thinks_of_blanks() -> None:
    blank = re.compile(f"[{_tokens.BLANKS}]")
    assert [character for character in map(chr, range(0x110000)) if blank.match(character)] == [
        character for character in map(chr, range(0x110000)) if character.isspace()
    ]


def test_the_time_of_tokens_is_linear() -> None:
    # A quadratic search takes minutes here.
    article = marked("ab\n" * 8_000, *[(3 * number, 3 * number + 1) for number in range(0, 8_000, 2)])
    assert len(conll.loads(conll.dumps([article]))[0].claims) == 4_000


def test_the_page_tells_the_same_losses_as_the_module() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "conll.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (NC6[0-9]{2}) \|", page, re.MULTILINE) == [loss.code for loss in conll.LOSSES]
