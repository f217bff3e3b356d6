"""spaCy: everything is kept, no span vanishes between tokens, what contradicts itself is refused."""

import contextlib
import gc
import random
import re
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import attrs
import pytest
import spacy as library
import srsly
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span

import newsclaims as nc
from newsclaims import strategies
from newsclaims.errors import CODES
from newsclaims.formats import spacy

TEXT = "Kebijakannya, kata\r\n\r\ndia:  \U0001f469\u200d\U0001f680 e\u0301 don't."


def refused(data: bytes, **options: Any) -> list[str]:
    with pytest.raises(nc.ConversionError) as caught:
        spacy.loads(data, **options)
    return [issue.code for issue in caught.value.issues]


def off(doc: Doc, **options: Any) -> list[str]:
    with pytest.raises(nc.ConversionError) as caught:
        spacy.from_doc(doc, **options)
    return [issue.code for issue in caught.value.issues]


def packed(*docs: Doc) -> bytes:
    return DocBin(store_user_data=True, docs=docs).to_bytes()


def marked(text: str, *ranges: tuple[int, int]) -> nc.Article:
    article = nc.Article.from_text(text, id="x", language="en")
    claims = [
        nc.Claim(id=f"c{number}", content=(article.span(start, end),)) for number, (start, end) in enumerate(ranges)
    ]
    return attrs.evolve(article, claims=tuple(claims))


def said() -> nc.Article:
    article = nc.Article.from_text("Rain, they say, is coming.", id="urn:x:1", language="en")
    attribution = nc.Attribution(id="a1", source_ids=(), source=article.find("they"), cue=article.find("say"))
    content = (*article.find("Rain"), *article.find("is coming"))
    return attrs.evolve(article, claims=(nc.Claim(id="c1", content=content, attributions=(attribution,)),))


def spans(doc: Doc) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.id_) for span in doc.spans["newsclaims"]]


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.promise(11)
@given(strategies.articles(warnings=True))
def test_what_is_written_is_read_again_whole(article: nc.Article) -> None:
    before = nc.dumps(article)
    data = spacy.dumps(article)
    assert spacy.loads(data) == article == spacy.forget(article)
    assert spacy.dumps(article) == data == spacy.dumps(spacy.loads(data))
    assert nc.dumps(article) == before
    assert spacy.losses(article) == ()
    doc = spacy.to_doc(article)
    assert doc.text == (article.text or "")
    if article.text is None:
        assert not doc.spans["newsclaims"]
        return
    # No span vanishes: each has exactly the words of its place.
    words = sorted(article.text[span.start : span.end] for anchor in article.anchors() for span in anchor)
    words += [article.text[section.start : section.end] for section in article.sections]
    words += [section.heading.quote or "" for section in article.sections if section.heading is not None]
    assert sorted(span.text for span in doc.spans["newsclaims"]) == sorted(words)


@given(
    st.sampled_from([TEXT, " a  b ", "\n\n", "a \u00a0b"]) | st.text("ab \n\u0301\U0001f600'", min_size=1), st.data()
)
def test_tokens_are_cut_where_a_place_begins_or_ends(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    article = marked(text, (start, end))
    doc = spacy.to_doc(article)
    assert doc.text == text
    (span,) = doc.spans["newsclaims"]
    assert (span.start_char, span.end_char, span.text) == (start, end, text[start:end])
    assert spacy.loads(spacy.dumps(article)) == article
    # Tokens that nothing cuts stay as spaCy makes them.
    whole = {(token.idx, token.idx + len(token)) for token in library.blank("xx").make_doc(text)}
    for token in doc:
        low, high = token.idx, token.idx + len(token)
        assert (low, high) in whole or {low, high} & {start, end}


@pytest.mark.parametrize("name", nc.examples())
def test_every_bundled_article_survives(name: str) -> None:
    article = nc.example(name)
    assert spacy.loads(spacy.dumps(article)) == article


@pytest.mark.promise(11)
@given(strategies.articles(), strategies.json_values())
def test_whatever_stands_under_the_name_of_the_format_is_kept(article: nc.Article, value: Any) -> None:
    article = attrs.evolve(article, extensions={"spacy": value})
    assert spacy.loads(spacy.dumps(article)) == article


@pytest.mark.promise(13)
@settings(max_examples=40)
@given(st.binary(max_size=60) | st.binary(max_size=60).map(zlib.compress))
def test_whatever_is_no_docbin_is_refused_with_a_code(data: bytes) -> None:
    assert refused(data)[0] in CODES


def test_damaged_bytes_are_read_or_refused() -> None:
    doc = spacy.to_doc(said())
    doc.ents = [Span(doc, 0, 1, label="X")]
    doc.spans["other"] = [Span(doc, 0, 3, label="q")]
    raw = zlib.decompress(packed(doc))
    dice = random.Random(20)
    refusals = 0
    for _ in range(150):
        damaged = bytearray(raw)
        damaged[dice.randrange(len(raw))] = dice.randrange(256)
        article = None
        with contextlib.suppress(nc.ConversionError):
            article = spacy.loads(zlib.compress(bytes(damaged), 1))
        refusals += article is None
        assert article is None or not [issue for issue in nc.validate(article) if issue.severity == "error"]
    assert refusals > 50


def test_cut_bytes_are_refused() -> None:
    data = spacy.dumps(said())
    for size in range(0, len(data), 7):
        assert refused(data[:size]) == ["NC976"]
    assert refused(data + b"x") == ["NC976"]


# ── Docs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_spans_have_their_role_and_their_record() -> None:
    doc = spacy.to_doc(said())
    assert spans(doc) == [
        ("Rain", "content", "c1"),
        ("is coming", "content", "c1"),
        ("they", "source", "a1"),
        ("say", "cue", "a1"),
    ]
    assert nc.loads(doc.user_data["newsclaims"]) == said()


def test_a_place_inside_a_token_cuts_it_or_is_refused() -> None:
    article = marked(TEXT, (0, 9), (3, 9))
    assert [token.text for token in spacy.to_doc(article)][:4] == ["Keb", "ijakan", "nya", ","]
    with pytest.raises(nc.ConversionError) as caught:
        spacy.to_doc(article, cut=False)
    assert [(issue.code, issue.pointer) for issue in caught.value.issues] == [
        ("NC975", "/claims/0/content/0"),
        ("NC975", "/claims/1/content/0"),
    ]
    assert spans(spacy.to_doc(said(), cut=False)) == spans(spacy.to_doc(said()))


def test_places_may_overlap() -> None:
    article = marked("one two three", (0, 7), (4, 13), (0, 13), (0, 7))
    assert len(spans(spacy.to_doc(article))) == 4
    assert spacy.loads(spacy.dumps(article)) == article


def test_the_tokenizer_of_a_pipeline_can_be_used() -> None:
    nlp = library.blank("en")
    article = marked("They don't know.", (0, 4))
    doc = spacy.to_doc(article, nlp)
    assert [token.text for token in doc] == ["They", "do", "n't", "know", "."]
    assert spacy.from_doc(doc) == article
    assert spacy.loads(packed(doc)) == article


def test_a_tokenizer_that_changes_the_text_is_refused() -> None:
    nlp = library.blank("en")
    nlp.tokenizer = lambda text: Doc(nlp.vocab, words=text.split())
    with pytest.raises(nc.ConversionError, match="NC979"):
        spacy.to_doc(marked("a  b"), nlp)


def test_an_article_that_breaks_a_rule_is_refused() -> None:
    with pytest.raises(nc.ConversionError, match="NC4"):
        spacy.to_doc(attrs.evolve(said(), text_sha256="0" * 64))


# ── What others have changed ─────────────────────────────────────────────────────────────────────────────────────────


def test_what_a_pipeline_adds_is_kept_and_put_back() -> None:
    doc = spacy.to_doc(said())
    doc.ents = [Span(doc, 2, 3, label="WHO")]
    doc.spans["sc"] = [Span(doc, 0, 1, label="weather", span_id="w1"), Span(doc, 0, 3, label="x")]
    doc[0].tag_ = "NN"
    for token in doc:
        token.tag_ = token.tag_ or "X"
    article = spacy.from_doc(doc)
    assert attrs.evolve(article, extensions={}) == said()
    again = spacy.to_doc(article)
    assert [(entity.text, entity.label_) for entity in again.ents] == [("they", "WHO")]
    assert [(span.text, span.label_, span.id_) for span in again.spans["sc"]] == [
        ("Rain", "weather", "w1"),
        ("Rain, they", "x", ""),
    ]
    assert [token.tag_ for token in again] == [token.tag_ for token in doc]
    assert spacy.from_doc(again) == article == spacy.loads(spacy.dumps(article))


def test_user_data_of_others_are_kept_where_they_are_json() -> None:
    doc = library.blank("en")("It rained.")
    doc.user_data |= {"batch": {"n": 3, "tags": ["a", "b"]}, "code": object, "bad": float("nan"), ("x", 1): "y"}
    article = spacy.from_doc(doc)
    assert article.extensions.plain()["spacy"]["user_data"] == {"batch": {"n": 3, "tags": ["a", "b"]}}
    again = spacy.loads(spacy.dumps(article))
    assert again == article
    assert spacy.to_doc(again).user_data["batch"] == doc.user_data["batch"]
    # A Doc of ours that others have added to.
    ours = spacy.to_doc(said())
    ours.user_data["batch"] = 3
    assert spacy.from_doc(ours).extensions.plain()["spacy"]["user_data"] == {"batch": 3}
    assert spacy.loads(packed(ours)) == spacy.from_doc(ours)


def test_what_no_longer_fits_stays_in_the_article() -> None:
    doc = spacy.to_doc(said())
    doc.ents = [Span(doc, 2, 3, label="WHO")]
    article = spacy.from_doc(doc)
    other = attrs.evolve(article, notes=(nc.Note(id="n1", kind="x", anchor=(article.span(1, 3),)),))
    again = spacy.to_doc(other)
    assert not again.ents
    assert ("ai", "note", "n1") in spans(again)
    assert spacy.from_doc(again) == other


@pytest.mark.parametrize("edit", ["gone", "shorter", "label", "record", "more", "cleared", "text"])
def test_what_contradicts_the_article_is_refused(edit: str) -> None:
    doc = spacy.to_doc(said())
    group = list(doc.spans["newsclaims"])
    if edit == "gone":
        del doc.spans["newsclaims"]
    elif edit == "text":
        other = spacy.to_doc(marked("Rain, they said, is coming."))
        other.user_data["newsclaims"] = doc.user_data["newsclaims"]
        doc = other
    else:
        changed = {
            "shorter": [Span(doc, 9 - 3, 7, label="content", span_id="c1")],
            "label": [Span(doc, group[0].start, group[0].end, label="cue", span_id="c1")],
            "record": [Span(doc, group[0].start, group[0].end, label="content", span_id="c2")],
            "more": [group[0], group[0]],
            "cleared": [],
        }[edit]
        doc.spans["newsclaims"] = [*changed, *(group[1:] if edit != "cleared" else [])]
    assert set(off(doc)) == {"NC977"}
    assert set(refused(packed(doc))) == {"NC977"}


def test_a_contradiction_is_named() -> None:
    doc = spacy.to_doc(said())
    doc.spans["newsclaims"] = list(doc.spans["newsclaims"])[1:]
    with pytest.raises(nc.ConversionError) as caught:
        spacy.from_doc(doc)
    assert [issue.message for issue in caught.value.issues] == [
        'lacks the span content of "c1" at 0–4, which the article states'
    ]


def test_spans_without_their_article_are_refused() -> None:
    doc = spacy.to_doc(said())
    del doc.user_data["newsclaims"]
    assert off(doc) == ["NC977"]
    assert refused(DocBin(docs=[spacy.to_doc(said())]).to_bytes()) == ["NC977"]


@pytest.mark.parametrize("carried", ["", "{}", 5, b"{}"])
def test_an_article_that_is_not_valid_is_refused(carried: Any) -> None:
    doc = spacy.to_doc(said())
    doc.user_data["newsclaims"] = carried
    assert set(off(doc)) == {"NC978"}


def test_another_id_can_be_given() -> None:
    assert spacy.loads(spacy.dumps(said()), id="mine") == attrs.evolve(said(), id="mine")
    assert refused(spacy.dumps(said()), id="two\nlines") == ["NC206"]


# ── What others write ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_doc_of_others_is_kept_and_put_back() -> None:
    nlp = library.blank("en")
    doc = nlp("Ada said she won't. Bo agreed.")
    doc.ents = [Span(doc, 0, 1, label="PERSON", kb_id="Q1")]
    doc.spans["quotes"] = [Span(doc, 2, 5, label="content")]
    doc.cats = {"news": 1.0}
    for token in doc:
        token.is_sent_start = token.i in (0, 6)
    article = spacy.from_doc(doc)
    assert (article.text, article.language) == (doc.text, "en")
    assert article.id.startswith("urn:sha256:")
    assert not article.claims
    again = spacy.to_doc(article)
    assert [token.text for token in again] == [token.text for token in doc]
    assert [(entity.text, entity.label_, entity.kb_id_) for entity in again.ents] == [("Ada", "PERSON", "Q1")]
    assert [span.text for span in again.spans["quotes"]] == ["she won't"]
    assert [sentence.text for sentence in again.sents] == [sentence.text for sentence in doc.sents]
    assert again.cats == doc.cats
    assert spacy.from_doc(again) == article == spacy.loads(spacy.dumps(article))
    assert spacy.loads(packed(doc), language="en") == attrs.evolve(article, id=spacy.loads(packed(doc)).id)


def test_a_plain_doc_is_a_plain_article() -> None:
    doc = library.blank("xx").make_doc("Rain, they say.")
    article = spacy.from_doc(doc, language="en", id="x")
    assert article == nc.Article(id="x", language="en", text="Rain, they say.")


def test_one_file_holds_one_doc(tmp_path: Path) -> None:
    spacy.write(said(), tmp_path / "a.spacy")
    assert spacy.read(tmp_path / "a.spacy") == said()
    doc = spacy.to_doc(said())
    for docs in ([], [doc, doc]):
        (tmp_path / "b.spacy").write_bytes(packed(*docs))
        with pytest.raises(nc.ConversionError, match="NC979") as caught:
            spacy.read(tmp_path / "b.spacy")
        assert caught.value.document == str(tmp_path / "b.spacy")


def test_limits_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    data = spacy.dumps(said())
    monkeypatch.setattr(spacy, "DEFAULT_LIMITS", nc.Limits(document=500))
    assert refused(data) == ["NC976"]
    with pytest.raises(nc.ConversionError, match=r"NC979.*Limits[.]document"):
        spacy.dumps(said())


def test_the_collector_stays_as_it_was() -> None:
    # srsly leaves it off when msgpack is broken.
    with pytest.raises(ValueError, match="incomplete"):
        srsly.msgpack_loads(b"\xdb")
    assert not gc.isenabled()
    gc.enable()
    refused(zlib.compress(b"\xdb"))
    assert gc.isenabled()


def test_a_missing_library_is_named_with_the_line_to_type() -> None:
    code = "import sys; sys.modules['spacy.tokens'] = None; import newsclaims.formats.spacy"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "spacy is not installed: pip install 'newsclaims[spacy]'" in done.stderr


def test_the_page_tells_the_same_losses_as_the_module() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "spacy.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (NC6[0-9]{2}) \|", page, re.MULTILINE) == [loss.code for loss in spacy.LOSSES] == []
