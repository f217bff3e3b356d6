"""brat standoff: files of others come back byte for byte, the model comes back but for the losses, hints never win."""

import doctest
import json
import re
from pathlib import Path
from typing import Any

import attrs
import pytest

import newsclaims as nc
from newsclaims.errors import CODES
from newsclaims.formats import FORMATS, brat, module

DATA = Path(__file__).parent / "data" / "brat"

RAIN = "Rain is coming, she said. It may pour."
"""       0              16  20"""
SAID = (
    "T1\tSource 16 19\tshe\n"
    "T2\tCue 20 24\tsaid\n"
    "T3\tContent 0 14\tRain is coming\n"
    "T4\tAttribution 20 24\tsaid\n"
    "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
)


def files(kind: str, suffix: str = ".ann") -> list[Any]:
    return [pytest.param(path, id=path.stem) for path in sorted((DATA / kind).glob(f"*{suffix}"))]


def rain(more: str = "", text: str = RAIN) -> nc.Article:
    """One attribution, and whatever else is annotated."""
    return brat.loads(text, SAID + more)


def hints(record: Any) -> Any:
    return record.extensions.plain().get("brat", {})


def words(article: nc.Article, place: nc.Anchor) -> str:
    return article.quote(place)


def without_hints(article: nc.Article) -> nc.Article:
    return attrs.evolve(article, extensions={})


def refused(text: str | None, annotations: str) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(nc.ConversionError) as caught:
        brat.loads(text, annotations)
    return [(issue.code, issue.line, issue.column) for issue in caught.value.issues]


def hint_for(text: str, annotations: str) -> str:
    with pytest.raises(nc.ConversionError) as caught:
        brat.loads(text, annotations)
    return caught.value.issues[0].hint


# ── Examples: each kind of record ────────────────────────────────────────────────────────────────────────────────────


def test_brat_is_a_format() -> None:
    assert FORMATS["brat"] == "newsclaims.formats.brat"
    assert module("brat") is brat


def test_an_event_is_an_attribution() -> None:
    article = rain()
    (claim,) = article.claims
    (said,) = claim.attributions
    assert (claim.id, words(article, claim.content)) == ("T3", "Rain is coming")
    assert (said.id, said.source_ids) == ("E1", ("T1",))
    assert (words(article, said.source), words(article, said.cue)) == ("she", "said")
    assert article.sources == (nc.Source(id="T1"),)
    assert article.notes == ()
    assert article.extensions == {}
    assert brat.dumps(article) == (RAIN, SAID)


def test_two_events_on_one_content_are_two_attributions_of_one_claim() -> None:
    article = rain("T5\tAttribution-no-source 0 4\tRain\nE2\tAttribution-no-source:T5 Content:T3\n")
    (claim,) = article.claims
    assert [(said.id, said.source_ids) for said in claim.attributions] == [("E1", ("T1",)), ("E2", ())]


def test_a_shared_source_span_is_one_source() -> None:
    article = rain(
        "T5\tContent 26 37\tIt may pour\nT6\tAttribution 20 24\tsaid\nE2\tAttribution:T6 Source:T1 Content:T5\n"
    )
    assert [source.id for source in article.sources] == ["T1"]
    assert [said.id for said in article.claims_of("T1")] == ["T3", "T5"]


def test_without_a_source_nobody_is_named() -> None:
    text = "It is believed that it broke."
    article = brat.loads(
        text,
        "T1\tCue 0 14\tIt is believed\nT2\tContent 15 28\tthat it broke\n"
        "T3\tAttribution-no-source 0 14\tIt is believed\nE1\tAttribution-no-source:T3 Cue:T1 Content:T2\n",
    )
    (said,) = article.claims[0].attributions
    assert (said.source_ids, said.source) == ((), ())
    assert article.unsourced_claims() == article.claims


def test_an_event_without_cue_is_an_attribution_without_cue() -> None:
    annotations = (
        "T1\tSource 16 19\tshe\nT3\tContent 0 14\tRain is coming\nT4\tAttribution 20 24\tsaid\n"
        "E1\tAttribution:T4 Source:T1 Content:T3\n"
    )
    article = brat.loads(RAIN, annotations)
    assert article.claims[0].attributions[0].cue == ()
    assert brat.dumps(article)[1] == annotations


@pytest.mark.parametrize("event", ["E1\tAttribution:T4 ", "E1\tAttribution:T4", "E1\tAttribution:T4 Source:T1 Cue:T2"])
def test_an_event_without_content_is_a_note(event: str) -> None:
    annotations = SAID.rpartition("E1")[0] + event + "\n"
    article = brat.loads(RAIN, annotations)
    assert article.claims == article.sources == ()
    (note,) = [note for note in article.notes if note.id == "E1"]
    assert (note.kind, words(article, note.anchor), note.text) == ("Attribution", "said", None)
    assert hints(note) == {"raw": event}
    assert brat.dumps(article)[1] == annotations


def test_discontinuous_places_are_anchors_of_several_spans() -> None:
    annotations = SAID + "T5\tDiscuss 0 4;8 14;16 19\tRain coming she\n"
    (note,) = brat.loads(RAIN, annotations).notes
    assert [(span.start, span.end, span.quote) for span in note.anchor] == [
        (0, 4, "Rain"),
        (8, 14, "coming"),
        (16, 19, "she"),
    ]
    assert (note.kind, note.extensions) == ("discuss", {})
    assert brat.dumps(brat.loads(RAIN, annotations))[1] == annotations


def test_pieces_out_of_text_order_are_sorted_and_written_as_they_were() -> None:
    annotations = SAID.replace("0 14\tRain is coming", "8 14;0 7\tcoming Rain is")
    article = brat.loads(RAIN, annotations)
    assert [(span.start, span.end) for span in article.claims[0].content] == [(0, 7), (8, 14)]
    assert brat.dumps(article)[1] == annotations
    in_order = SAID.replace("0 14\tRain is coming", "0 7;8 14\tRain is coming")
    assert brat.dumps(without_hints(article))[1] == in_order


def test_pieces_that_touch_are_not_joined() -> None:
    annotations = SAID.replace("0 14\tRain is coming", "0 5;5 14\tRain  is coming")
    article = brat.loads(RAIN, annotations)
    assert [span.quote for span in article.claims[0].content] == ["Rain ", "is coming"]
    assert brat.dumps(article)[1] == annotations
    assert brat.dumps(without_hints(article))[1] == annotations


def test_content2_joins_the_content() -> None:
    annotations = (
        "T1\tSource 16 19\tshe\nT2\tCue 20 24\tsaid\nT3\tContent 8 14\tcoming\nT4\tAttribution 20 24\tsaid\n"
        "T5\tContent 0 7\tRain is\nE1\tAttribution:T4 Content2:T5 Source:T1 Content:T3 Cue:T2\n"
    )
    article = brat.loads(RAIN, annotations)
    (claim,) = article.claims
    assert words(article, claim.content) == "Rain is … coming"
    assert any("Content2:T5" in record for record in hints(article)["records"])
    assert brat.dumps(article)[1] == annotations
    assert brat.loads(*brat.dumps(without_hints(article))).claims[0].content == claim.content


def test_content2_alone_is_content_too() -> None:
    annotations = SAID.replace("Content:T3", "Content2:T3")
    article = brat.loads(RAIN, annotations)
    assert article.claims[0].id == "T3"
    assert brat.dumps(article)[1] == annotations


def test_raw_line_ends_in_the_words_do_not_end_the_record() -> None:
    text = "He said:\nTwo\nT3\tthings."
    annotations = "T1\tDiscuss 9 15\tTwo\nT3\nT2\tCue 3 7\tsaid\n"
    article = brat.loads(text, annotations)
    assert [(note.id, words(article, note.anchor)) for note in article.notes] == [("T1", "Two\nT3"), ("T2", "said")]
    assert brat.dumps(article)[1] == annotations


def test_line_ends_may_be_blanks_in_the_words() -> None:
    annotations = "T1\tDiscuss 9 15\tTwo T3\n"
    article = brat.loads("He said:\nTwo\nT3\tthings.", annotations)
    assert article.notes[0].anchor[0].quote == "Two\nT3"
    assert brat.dumps(article)[1] == annotations


def test_relations_of_claims_and_of_others() -> None:
    more = "T5\tClaim 26 37\tIt may pour\nR1\tSupports Arg1:T5 Arg2:T3\nR2\tNear Arg1:T1 Arg2:T2\t\n"
    article = rain(more)
    assert article.relations == (nc.Relation(id="R1", type="supports", from_id="T5", to_id="T3"),)
    (note,) = article.notes
    assert (note.id, note.kind, note.text, hints(note)) == ("R2", "Near", None, {"raw": "R2\tNear Arg1:T1 Arg2:T2\t"})
    assert brat.dumps(article)[1] == SAID + more


def test_attributes_of_attributions_and_claims() -> None:
    more = (
        "A1\tCertainty E1 possible\nA2\tPolarity E1 positive\nA3\tAttitude E1 belief\nA4\tForm E1 indirect\n"
        "A5\tOrientation T3 future\n"
    )
    article = rain(more)
    (said,) = article.claims[0].attributions
    assert (said.certainty, said.polarity, said.attitude, said.form) == ("possible", "positive", "belief", "indirect")
    assert article.claims[0].orientation == "future"
    assert brat.dumps(article)[1] == SAID + more


@pytest.mark.parametrize("line", ["M1\tNegation E1", "A1\tConfidence E1 Likely", "A1\tCertainty E1 sure", "A1\tOdd T2"])
def test_attributes_that_mean_nothing_here_are_notes(line: str) -> None:
    article = rain(line + "\n")
    (note,) = article.notes
    assert (note.id, note.kind, note.about_id) == (line[:2], line[3:].split(" ", maxsplit=1)[0], "E1")
    assert hints(note) == {"raw": line}
    assert brat.dumps(article)[1] == SAID + line + "\n"


def test_the_hedge_of_an_attribution() -> None:
    annotations = (
        "T1\tSource 16 19\tshe\nT2\tCue 20 24\tsaid\nT3\tContent 26 37\tIt may pour\nT5\tHedge 29 32\tmay\n"
        "T4\tAttribution 20 24\tsaid\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3 Hedge:T5\n"
    )
    article = brat.loads(RAIN, annotations)
    assert words(article, article.claims[0].attributions[0].hedge) == "may"
    assert brat.dumps(article)[1] == annotations


def test_the_author_in_his_own_voice() -> None:
    annotations = "T1\tClaim 26 37\tIt may pour\nA1\tVoice T1 author\nA2\tCertainty T1 possible\n"
    article = brat.loads(RAIN, annotations)
    (claim,) = article.claims
    assert article.sources == (nc.Source(id="author", kind="author"),)
    assert claim.attributions == (nc.Attribution(id="A1", source_ids=("author",), certainty="possible"),)
    assert brat.dumps(article)[1] == annotations


def test_a_voice_inside_a_voice() -> None:
    more = (
        "T5\tSource 0 4\tRain\nT6\tContent 8 14\tcoming\nT7\tAttribution 5 7\tis\n"
        "E2\tAttribution:T7 Source:T5 Content:T6\nR1\tWithin Arg1:E2 Arg2:T3\n"
    )
    article = rain(more)
    assert article.claims[1].attributions[0].within_id == "T3"
    assert [[source.id for source in step] for step in article.voices("E2")] == [["T5"], ["T1"], []]
    assert brat.dumps(article)[1] == SAID + more


def test_a_circle_of_voices_is_not_taken_but_kept() -> None:
    more = "R1\tWithin Arg1:E1 Arg2:T3\n"
    article = rain(more)
    assert article.claims[0].attributions[0].within_id is None
    assert [note.kind for note in article.notes] == ["Within"]
    assert brat.dumps(article)[1] == SAID + more


def test_references_name_sources_and_groups_join_their_mentions() -> None:
    text = "Ann Lee said yes. She said no."
    annotations = (
        "T1\tSource 0 7\tAnn Lee\nN1\tReference T1 newsclaims:lee\tAnn Lee\n"
        "T2\tCue 8 12\tsaid\nT3\tContent 13 16\tyes\nT4\tAttribution 8 12\tsaid\n"
        "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
        "T5\tSource 18 21\tShe\nT6\tCue 22 26\tsaid\nT7\tContent 27 29\tno\nT8\tAttribution 22 26\tsaid\n"
        "E2\tAttribution:T8 Source:T5 Cue:T6 Content:T7\n*\tEquiv T1 T5\n"
    )
    article = brat.loads(text, annotations)
    assert article.sources == (nc.Source(id="lee", name="Ann Lee"),)
    assert [claim.id for claim in article.claims_of("lee")] == ["T3", "T7"]
    assert article.notes == ()
    assert brat.dumps(article) == (text, annotations)


VOICES = "T5\tClaim 26 37\tIt may pour\nA1\tVoice T5 author\nT6\tClaim 26 28\tIt\nA2\tVoice T6 author\n"


def test_the_author_may_have_an_id_and_a_name() -> None:
    more = VOICES + "N1\tReference T5 newsclaims:inge\tInge Sol\nN2\tReference T6 newsclaims:inge\tInge Sol\n"
    article = rain(more)
    assert article.sources[1:] == (nc.Source(id="inge", name="Inge Sol", kind="author"),)
    assert [claim.id for claim in article.claims_of("inge")] == ["T5", "T6"]
    assert brat.dumps(article)[1] == SAID + more


@pytest.mark.parametrize(
    "more",
    [
        "N1\tReference T1 newsclaims:ann\tAnn\nN2\tReference T1 newsclaims:ann\tAnn\n",  # twice
        VOICES + "N1\tReference T5 newsclaims:inge\tInge Sol\n",  # one voice of two
        VOICES + "N1\tReference T5 newsclaims:inge\nN2\tReference T6 newsclaims:ann\n",  # two authors
        VOICES + "N1\tReference T1 newsclaims:author\tInge Sol\n",  # an author with a name and without
        "N1\tReference T3 newsclaims:ann\n",  # no mention
        "N1\tReference T1 newsclaims:E1\n",  # an id of brat
    ],
)
def test_references_that_do_not_fit_are_notes(more: str) -> None:
    article = rain(more)
    assert {note.kind for note in article.notes} == {"Reference"}
    assert {source.name for source in article.sources} == {None}
    assert brat.dumps(article)[1] == SAID + more


def test_mentions_of_several_sources_in_one_event() -> None:
    text = "Ann and Bob say it rains."
    annotations = (
        "T1\tSource 0 3\tAnn\nT2\tSource 8 11\tBob\nT3\tContent 16 24\tit rains\nT4\tAttribution 12 15\tsay\n"
        "E1\tAttribution:T4 Source:T1 Source2:T2 Content:T3\n"
    )
    article = brat.loads(text, annotations)
    (said,) = article.claims[0].attributions
    assert (said.source_ids, words(article, said.source)) == (("T1", "T2"), "Ann … Bob")
    assert brat.dumps(article) == (text, annotations)
    assert brat.loads(*brat.dumps(without_hints(article))).claims[0].attributions[0].source == said.source


def test_references_and_groups_of_others_are_notes() -> None:
    more = "N1\tReference T1 Wikipedia:42\tHer\n*\tAlias T1 T2\n*\tEquiv T2 T3\n"
    article = rain(more)
    assert [(note.id, note.kind) for note in article.notes] == [
        ("N1", "Reference"),
        ("Q-1", "Alias"),
        ("Q-2", "Equiv"),
    ]
    assert hints(article.notes[1]) == {"id": "*", "raw": "*\tAlias T1 T2"}
    assert all(note.text is None for note in article.notes)
    assert brat.dumps(article)[1] == SAID + more


def test_remarks_hold_what_a_person_wrote() -> None:
    more = "#1\tAnnotatorNotes T1\twho?  \n#7\tCheck E1\tdone\n#2\tAnnotatorNotes T2\n#3\tAnnotatorNotes #1\t\n"
    article = rain(more)
    assert [(note.id, note.kind, note.about_id, note.text) for note in article.notes] == [
        ("N-1", "comment", "T1", "who?  "),
        ("N-7", "Check", "E1", "done"),
        ("N-2", "comment", "E1", None),
        ("N-3", "comment", "N-1", ""),
    ]
    assert hints(article.notes[0])["id"] == "#1"
    assert brat.dumps(article)[1] == SAID + more


def test_only_what_ends_a_record_is_a_line_end_in_a_remark() -> None:
    more = "#1\tAnnotatorNotes T1\ta\rb\x85c\u2028d\n"
    article = rain(more)
    assert article.notes[0].text == "a\rb\x85c\u2028d"
    assert brat.dumps(article)[1] == SAID + more
    note = attrs.evolve(article.notes[0], text="a\r\nb\nc\r")
    assert brat.dumps(attrs.evolve(article, notes=(note,)))[1] == SAID + "#1\tAnnotatorNotes T1\ta b c \n"


def test_marks_and_stray_places_are_notes() -> None:
    more = "T5\tDiscard 0 4\tRain\nT6\tDiscuss 5 7\tis\nT7\tCue 26 28\tIt\n"
    article = rain(more)
    assert [(note.id, note.kind, words(article, note.anchor)) for note in article.notes] == [
        ("T5", "discard", "Rain"),
        ("T6", "discuss", "is"),
        ("T7", "Cue", "It"),
    ]
    assert brat.dumps(article)[1] == SAID + more


def test_events_as_arguments_of_events() -> None:
    path = DATA / "round_trip" / "events.ann"
    article = brat.read(path)
    event = next(note for note in article.notes if note.id == "E2")
    assert (event.kind, words(article, event.anchor)) == ("Negative_regulation", "represses")
    assert hints(event) == {"raw": "E2\tNegative_regulation:T6 Cause:E1 Theme:T2"}
    assert brat.dumps(article)[1].encode() == path.read_bytes()


@pytest.mark.parametrize(
    ("usual", "odd"),
    [
        ("T1\tSource 16 19\t", "T1\tSource  16 19\t"),
        ("T1\tSource 16 19\t", "T1\tSource 16  19\t"),
        ("T4\tAttribution 20 24\t", "T4\tAttribution 20 24 \t"),
        ("T3\tContent 0 4;8 14\t", "T3\tContent 0 4; 8 14\t"),
        ("T3\tContent 0 4;8 14\t", "T3\tContent 0 4 ;8 14\t"),
        ("T7\tDiscuss 0 4\t", "T7\tDiscuss  0 4\t"),
        ("Cue:T2 Content:T3\n", "Cue:T2  Content:T3\t\n"),
        ("A1\tCertainty E1 ", "A1\tCertainty  E1 "),
        ("R1\tWithin Arg1:E1 Arg2", "R1\tWithin  Arg1:E1  Arg2"),
        ("N1\tReference T1 newsclaims:kim", "N1\tReference  T1  newsclaims:kim"),
        ("*\tEquiv T1 T2\n", "*\tEquiv  T1 T2 \n"),
        ("#1\tAnnotatorNotes T1\t", "#1\tAnnotatorNotes  T1\t"),
    ],
)
def test_blanks_too_many_mean_nothing_and_are_kept(usual: str, odd: str) -> None:
    # brat itself splits at any number of blanks.
    annotations = SAID.replace("0 14\tRain is coming", "0 4;8 14\tRain coming") + (
        "T7\tDiscuss 0 4\tRain\nA1\tCertainty E1 possible\nR1\tWithin Arg1:E1 Arg2:T3\n"
        "N1\tReference T1 newsclaims:kim\tKim\n*\tEquiv T1 T2\n#1\tAnnotatorNotes T1\twho?\n"
    )
    assert annotations.count(usual) == 1
    changed = annotations.replace(usual, odd)
    article, plain = brat.loads(RAIN, changed), brat.loads(RAIN, annotations)
    assert brat.dumps(article) == brat.dumps(nc.loads(nc.dumps(article))) == (RAIN, changed)
    assert (article.claims, article.sources) == (plain.claims, plain.sources)
    for notes in zip(article.notes, plain.notes, strict=True):
        assert len({attrs.evolve(note, extensions={}) for note in notes}) == 1


@pytest.mark.parametrize("annotations", ["", "\n", "\n\n"])
def test_an_empty_file_holds_nothing(annotations: str) -> None:
    article = brat.loads(RAIN, annotations)
    assert article.text == RAIN
    assert article.claims == article.sources == article.notes == ()
    assert brat.dumps(article) == (RAIN, annotations)


def test_a_last_line_without_new_line_stays_so() -> None:
    article = brat.loads(RAIN, SAID[:-1])
    assert hints(article) == {"final_newline": False}
    assert brat.dumps(article)[1] == SAID[:-1]


def test_characters_beyond_the_plane_count_once() -> None:
    text = "\U0001f600\U0001f600 " + RAIN
    annotations = "T1\tCue 23 27\tsaid\nT2\tDiscuss 0 2;3 7\t\U0001f600\U0001f600 Rain\n"
    article = brat.loads(text, annotations)
    assert [note.anchor[0].start for note in article.notes] == [23, 0]
    assert brat.dumps(article) == (text, annotations)


def test_holes_in_the_numbers_and_any_order_of_records() -> None:
    lines = SAID.replace("T2", "T20").replace("E1", "E7").splitlines(keepends=True)
    annotations = "".join([lines[4], *lines[:4]])
    article = brat.loads(RAIN, annotations)
    assert article.claims[0].attributions[0].id == "E7"
    assert brat.dumps(article)[1] == annotations


def test_hints_are_left_out_where_nothing_needs_them() -> None:
    assert brat.loads(RAIN, SAID).extensions == {}
    assert hints(brat.loads(RAIN, SAID.replace("T2", "T9"))) == {
        "records": ["T1", "T9", "T3", "T4", SAID.splitlines()[4].replace("T2", "T9")]
    }


# ── Examples: the text ───────────────────────────────────────────────────────────────────────────────────────────────


def test_without_the_text_the_words_are_those_of_the_third_column() -> None:
    article = brat.loads(None, SAID)
    assert article.text is None
    assert article.text_sha256 is None
    assert article.claims[0].content == (nc.Span(start=0, end=14, quote="Rain is coming"),)
    assert brat.dumps(article) == (None, SAID)


def test_without_the_text_and_the_words_places_are_ranges() -> None:
    article = brat.loads(None, "T1\tDiscuss 0 4;6 9\n")
    assert article.notes[0].anchor == (nc.Span(start=0, end=4), nc.Span(start=6, end=9))
    assert brat.dumps(article)[1] == "T1\tDiscuss 0 4;6 9\n"


def test_without_the_text_the_length_of_the_words_is_checked() -> None:
    assert refused(None, "T1\tCue 20 26\tsaid\n") == [("NC907", 1, 14)]
    assert refused(None, "T1\tCue 20 22;23 25\tsaaid\n") == [("NC907", 1, 20)]


@pytest.mark.parametrize("more", ["", "\n", "T2\tCue 0 1\ta\n"])
def test_without_the_text_a_range_that_is_too_long_does_not_take_the_line_end(more: str) -> None:
    assert refused(None, "T1\tCue 20 25\tsaid\n" + more) == [("NC907", 1, 14)]
    inside = "T1\tDiscuss 20 28\tsaid\nit.\n"
    assert brat.dumps(brat.loads(None, inside))[1] == inside


def test_the_text_is_never_altered() -> None:
    text = "\ufeffCafe\u0301\r\n\u00a0\u200b\u202a\x1b no end"
    assert brat.dumps(brat.loads(text, ""))[0] == text


def test_the_id_is_the_one_given_or_the_digest_of_the_text() -> None:
    assert brat.loads(RAIN, SAID, id="urn:x:1", language="en").id == "urn:x:1"
    assert brat.loads(RAIN, SAID, language="en").language == "en"
    assert brat.loads(RAIN, SAID).id == brat.loads(RAIN, "").id == f"urn:sha256:{brat.loads(RAIN, '').text_sha256}"
    assert brat.loads(None, SAID).id.startswith("urn:sha256:")
    assert brat.loads(RAIN, SAID).language == "und"


# ── Losses ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", files("one_way", ".newsclaims.json"))
def test_articles_of_ours_are_written_as_they_are_expected_to_be(path: Path) -> None:
    article = nc.read(path)
    text, annotations = brat.dumps(article)
    expected = path.with_name(path.name.replace(".newsclaims.json", ".ann"))
    assert annotations.encode() == expected.read_bytes()
    assert text == article.text
    assert brat.loads(*brat.dumps(article)) == brat.forget(article)


def test_every_loss_has_its_count() -> None:
    found = {
        (loss.code, loss.what): loss.count for loss in brat.losses(nc.read(DATA / "one_way" / "dam.newsclaims.json"))
    }
    assert {code: count for (code, _), count in found.items() if code not in {"NC606", "NC616", "NC640"}} == {
        "NC601": 1,
        "NC602": 4,
        "NC603": 2,
        "NC604": 1,
        "NC605": 1,
        "NC607": 1,
        "NC608": 1,
        "NC609": 1,
        "NC610": 1,
        "NC611": 1,
        "NC612": 1,
        "NC613": 1,
        "NC614": 1,
        "NC617": 1,
        "NC619": 1,
        "NC620": 3,
        "NC621": 2,
        "NC622": 1,
        "NC623": 1,
        "NC625": 1,
        "NC626": 1,
        "NC627": 1,
        "NC628": 1,
        "NC630": 1,
        "NC631": 1,
        "NC632": 1,
        "NC637": 1,
        "NC641": 2,
        "NC643": 1,
        "NC644": 1,
        "NC645": 1,
        "NC646": 1,
        "NC647": 3,
    }
    assert all(loss.code in CODES for loss in brat.LOSSES)


def test_spans_over_lines_are_cut_at_each_line_end() -> None:
    text = "He said:\n\nTwo\r\nthings."
    content = (nc.Span(start=3, end=21, quote=text[3:21]),)
    article = nc.Article(id="x", language="en", text=text, claims=(nc.Claim(id="c1", content=content),))
    assert brat.dumps(article)[1] == "T1\tClaim 3 8;10 13;15 21\tsaid: Two things\n"
    assert ("NC641", 1) in [(loss.code, loss.count) for loss in brat.losses(article)]


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", files("round_trip"))
def test_files_of_others_are_written_again_byte_for_byte(path: Path, tmp_path: Path) -> None:
    article = brat.read(path)
    again = tmp_path / path.name
    brat.write(nc.loads(nc.dumps(article)), again)
    (text,) = tmp_path.glob("*.txt")
    assert again.read_bytes() == path.read_bytes()
    assert text.read_bytes() == path.with_name(text.name).read_bytes()
    assert brat.losses(attrs.evolve(article, id=brat.loads(article.text, "").id, provenance=None)) == ()
    assert brat.loads(*brat.dumps(article)) == brat.forget(article)


@pytest.mark.parametrize("path", files("round_trip"))
def test_the_order_of_records_means_little_and_is_kept(path: Path) -> None:
    known = brat.read(path)
    text, annotations = brat.dumps(known)
    if path.stem == "lines_ann1":
        annotations = annotations[: annotations.index("T6")]
    turned = "\n".join(reversed(annotations.removesuffix("\n").split("\n"))) + "\n"
    if "T-bolts" not in annotations:
        article = brat.loads(text, turned)
        assert {source.id for source in article.sources} == {source.id for source in known.sources}
        assert {claim.id for claim in article.claims} == {claim.id for claim in known.claims}
        assert brat.dumps(article) == (text, turned)


@pytest.mark.parametrize("path", files("round_trip"))
def test_files_of_others_are_read_without_their_text(path: Path) -> None:
    data = path.read_bytes()
    if path.stem == "lines_ann1":
        # The last of its words end nowhere that can be seen.
        data = data[: data.index(b"T5")]
    known, article = brat.loads(brat.read(path).text, data.decode()), brat.loads(None, data.decode())
    assert brat.dumps(article) == (None, data.decode())
    assert [len(claim.attributions) for claim in article.claims] == [len(claim.attributions) for claim in known.claims]


def test_several_annotators_are_several_layers_of_one_article(tmp_path: Path) -> None:
    first, second = (brat.read(DATA / "round_trip" / f"harbour_ann{number}.ann") for number in (1, 2))
    assert first.id == second.id == "harbour"
    assert first.text_sha256 == second.text_sha256
    assert [article.provenance and article.provenance.agent for article in (first, second)] == ["ann1", "ann2"]
    brat.write(first, tmp_path / "harbour_ann1.ann")
    brat.write(second, tmp_path / "harbour_ann2.ann")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["harbour.txt", "harbour_ann1.ann", "harbour_ann2.ann"]
    assert brat.read(tmp_path / "harbour_ann2.ann") == second


def test_the_text_stands_beside_or_in_a_folder_text_or_where_it_is_said(tmp_path: Path) -> None:
    for folder in ("attributions", "text", "elsewhere"):
        (tmp_path / folder).mkdir()
    annotations = tmp_path / "attributions" / "big_rain_ann1.ann"
    annotations.write_text(SAID, encoding="utf-8")
    with pytest.raises(FileNotFoundError, match=r"big_rain_ann1\.txt or big_rain\.txt") as caught:
        brat.read(annotations)
    assert caught.value.filename == str(annotations)
    (tmp_path / "elsewhere" / "x.txt").write_text(RAIN, encoding="utf-8")
    assert brat.read(annotations, tmp_path / "elsewhere" / "x.txt").text == RAIN
    (tmp_path / "text" / "big_rain.txt").write_text(RAIN, encoding="utf-8")
    article = brat.read(annotations, language="en")
    assert (article.id, article.text, article.language) == ("big_rain", RAIN, "en")
    assert article.provenance == nc.Provenance(agent="ann1")
    assert brat.read(annotations, id="urn:x:1").id == "urn:x:1"
    withheld = brat.read(annotations, without_text=True)
    assert (withheld.text, withheld.id) == (None, "big_rain")
    assert withheld.claims == article.claims


def test_a_text_of_the_same_name_leaves_no_annotator_in_the_name() -> None:
    article = brat.read(DATA / "round_trip" / "ferry.ann")
    assert (article.id, article.provenance) == ("ferry", None)


def test_an_article_without_text_is_written_without_one(tmp_path: Path) -> None:
    brat.write(brat.loads(None, SAID), tmp_path / "a.ann")
    assert [path.name for path in tmp_path.iterdir()] == ["a.ann"]


def test_nothing_is_left_of_what_cannot_be_written(tmp_path: Path) -> None:
    invalid = nc.Article(
        id="x", language="en", text="a", claims=(nc.Claim(id="c1", text="a"), nc.Claim(id="c1", text="b"))
    )
    with pytest.raises(nc.ConversionError, match="NC302"):
        brat.write(invalid, tmp_path / "a.ann")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "b.ann").mkdir()
    with pytest.raises(OSError, match=r"b\.ann"):
        brat.write(rain(), tmp_path / "b.ann")
    assert [path.name for path in tmp_path.iterdir()] == ["b.ann"]
    (tmp_path / "b.txt").write_text("before", encoding="utf-8")
    with pytest.raises(OSError, match=r"b\.ann"):
        brat.write(rain(), tmp_path / "b.ann")
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == "before"


def test_a_text_that_others_are_about_is_not_replaced(tmp_path: Path) -> None:
    for number in (1, 2):
        brat.write(brat.read(DATA / "round_trip" / f"harbour_ann{number}.ann"), tmp_path / f"harbour_ann{number}.ann")
    other = attrs.evolve(rain(), provenance=nc.Provenance(agent="ann1"))
    with pytest.raises(FileExistsError) as caught:
        brat.write(other, tmp_path / "harbour_ann1.ann")
    assert caught.value.filename == str(tmp_path / "harbour.txt")
    assert brat.read(tmp_path / "harbour_ann1.ann").claims[0].id == "T3"
    (tmp_path / "harbour_ann2.ann").unlink()
    brat.write(other, tmp_path / "harbour_ann1.ann")
    assert brat.read(tmp_path / "harbour_ann1.ann").text == RAIN


def test_annotations_cannot_have_the_name_of_their_text(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError) as caught:
        brat.write(rain(), tmp_path / "a.txt")
    assert caught.value.filename == str(tmp_path / "a.txt")
    assert list(tmp_path.iterdir()) == []


# ── The table of metadata ────────────────────────────────────────────────────────────────────────────────────────────

COLUMNS = ("level", "filename", "publisher", "publication_date", "author", "title", "credit")
ROW = ("3", "rain", "The Valley Post", "2016-11-02", "R. Amsel and K. Ito", "Rain “soon”", "None")


def table(tmp_path: Path, *rows: tuple[str, ...]) -> Path:
    path = tmp_path / "metadata.tsv"
    path.write_bytes("".join("\t".join(row) + "\n" for row in rows).encode())
    return path


def with_metadata(tmp_path: Path, *rows: tuple[str, ...]) -> nc.Article:
    path = tmp_path / "rain_ann1.ann"
    path.write_bytes(SAID.encode())
    (tmp_path / "rain.txt").write_bytes(RAIN.encode())
    return brat.read(path, metadata=table(tmp_path, *rows))


def test_the_table_fills_what_the_article_has_fields_for(tmp_path: Path) -> None:
    other = ("1", "rainy", *ROW[2:])
    article = with_metadata(tmp_path, COLUMNS, other, ROW)
    assert (article.title, article.publisher, article.published) == ("Rain “soon”", "The Valley Post", "2016-11-02")
    assert article.byline == ("R. Amsel and K. Ito",)
    assert article.extensions.plain()["polnear"] == {"level": "3", "filename": "rain", "credit": "None"}
    assert brat.dumps(article) == (RAIN, SAID)


def test_none_in_the_table_is_nothing(tmp_path: Path) -> None:
    article = with_metadata(tmp_path, COLUMNS, ("3", "rain", "None", "", "None", "None", "None"))
    assert (article.title, article.publisher, article.published, article.byline) == (None, None, None, ())
    assert article.extensions.plain()["polnear"]["author"] == "None"


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([("name", *COLUMNS[2:]), ROW], 1),
        ([COLUMNS], 1),
        ([COLUMNS, ("1", "rainy", *ROW[2:])], 1),
        ([COLUMNS, ROW, ROW], 3),
        ([COLUMNS, ROW[:-1]], 2),
        ([COLUMNS, (*ROW[:3], "2.11.2016", *ROW[4:])], 2),
        ([COLUMNS, (*ROW[:5], "a\x1bb", *ROW[6:])], 2),
    ],
)
def test_a_table_that_does_not_fit_is_refused(tmp_path: Path, rows: list[tuple[str, ...]], line: int) -> None:
    with pytest.raises(nc.ConversionError) as caught:
        with_metadata(tmp_path, *rows)
    (issue,) = caught.value.issues
    assert (issue.code, issue.line, issue.column) == ("NC911", line, 1)
    assert caught.value.document == str(tmp_path / "metadata.tsv")


# ── What is damaged ──────────────────────────────────────────────────────────────────────────────────────────────────

EXPECTED: dict[str, list[list[Any]]] = json.loads((DATA / "broken" / "expected.json").read_bytes())


@pytest.mark.parametrize("path", files("broken"))
def test_broken_files_are_refused_with_code_file_line_and_column(path: Path, tmp_path: Path) -> None:
    text = path.with_suffix(".txt")
    with pytest.raises(nc.ConversionError) as caught:
        brat.read(path, text if text.is_file() else DATA / "broken" / "text.txt")
    issues = caught.value.issues
    assert [[issue.code, issue.line, issue.column] for issue in issues] == EXPECTED[path.stem]
    assert all(issue.severity == "error" and issue.code in CODES for issue in issues)
    assert str(path) in str(caught.value) or str(text) in str(caught.value)
    assert f"\n  {issues[0].line}:{issues[0].column}  {issues[0].code}  " in str(caught.value)
    assert len(str(caught.value)) < 4096
    assert "\x00" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_every_broken_file_has_its_expectation() -> None:
    assert {path.stem for path in (DATA / "broken").glob("*.ann")} == set(EXPECTED)


@pytest.mark.parametrize(
    ("place", "code"), [("37 39\t.?", "NC906"), ("0 4;3 5\tRain n ", "NC908"), ("4 4\t", "NC905"), ("5 4\t", "NC905")]
)
def test_one_too_many_is_too_many(place: str, code: str) -> None:
    assert refused(RAIN, f"T1\tCue {place}\n") == [(code, 1, 8)]


ASTRAL = "\U0001f600\U0001f680 Zoë said: rain.\nShe left."
"""       0         1           2 3              17"""


@pytest.mark.parametrize(
    ("place", "hint"),
    [
        ("8 12", "the words are at 7 11"),
        ("6 10", "the words are at 7 11"),
        ("9 13", "the words are at 7 11: perhaps the offsets count UTF-16 units"),
        ("14 18", "the words are at 7 11: perhaps the offsets count bytes of UTF-8"),
    ],
)
def test_offsets_that_count_something_else_are_refused_with_the_reason(place: str, hint: str) -> None:
    assert refused(ASTRAL, f"T1\tCue {place}\tsaid\n") == [("NC907", 1, len(f"T1\tCue {place}\t") + 1)]
    assert hint_for(ASTRAL, f"T1\tCue {place}\tsaid\n") == hint


def test_offsets_before_line_ends_were_turned_are_refused_with_the_reason() -> None:
    lf, crlf = "One.\nTwo.\nThree.", "One.\r\nTwo.\r\nThree."
    assert (
        hint_for(crlf, "T1\tDiscuss 10 15\tThree\n")
        == "the words are at 12 17: perhaps the offsets count LF, the text has CR LF"
    )
    assert hint_for(lf, "T1\tDiscuss 12 16\tThre\n").endswith("perhaps the offsets count CR LF, the text has LF")
    assert hint_for("\ufeff" + lf, "T1\tDiscuss 5 8\tTwo\n").endswith("do not count the byte order mark of the text")


def test_words_that_are_the_same_after_normalization_are_not_the_same() -> None:
    assert refused("Zoe\u0308 left.", "T1\tSource 0 4\tZo\u00eb\n") == [("NC907", 1, 15)]
    assert "normalization" in hint_for("Zoe\u0308 left.", "T1\tSource 0 4\tZo\u00eb\n")


def test_all_that_is_wrong_is_said_up_to_the_limit() -> None:
    found = refused(RAIN, "".join(f"T{number}\tCue 0 1\tx\n" for number in range(1, 131)))
    assert found[0] == ("NC907", 1, 12)
    assert len(found) == nc.Limits().issues + 1
    assert found[-1][0] == "NC114"


@pytest.mark.parametrize("limit", range(1, len(SAID)))
def test_a_file_that_was_cut_is_refused_or_ends_behind_a_record(limit: int) -> None:
    cut = SAID[:limit]
    if SAID[limit - 1] == "\n" or SAID[limit] == "\n" or SAID[limit : limit + 5] in {" Sour", " Cue:", " Cont"}:
        # Without a new line nobody can tell an event that is whole from one that has lost a role.
        assert brat.dumps(brat.loads(RAIN, cut))[1] == cut
    else:
        assert refused(RAIN, cut)[0][1] == cut.count("\n") + 1


@pytest.mark.parametrize("cut", ["E1\tAttribution:T4 Source:T1 ", "R1\tNear Arg1:T1 Arg2:T2\t", "#1\tNotes T1\t"])
def test_a_last_record_that_ends_in_a_blank_needs_its_new_line(cut: str) -> None:
    annotations = SAID.rpartition("E1")[0] + cut
    assert refused(RAIN, annotations) == [("NC902", 5, 1)]
    assert brat.dumps(brat.loads(RAIN, annotations + "\n"))[1] == annotations + "\n"


def test_a_last_id_that_may_be_longer_needs_its_new_line() -> None:
    annotations = "T12\tContent 26 37\tIt may pour\n" + SAID.removesuffix("3\n") + "1"
    assert refused(RAIN, annotations) == [("NC902", 6, 1)]
    article = brat.loads(RAIN, annotations + "\n")
    # A hint cannot take the new line away.
    own = {**hints(article), "final_newline": False}
    assert brat.dumps(attrs.evolve(article, extensions={"brat": own}))[1] == annotations + "\n"


@pytest.mark.parametrize("name", ["text", "annotations"])
def test_half_a_character_is_refused(name: str) -> None:
    text, annotations = ("a\ud83d", "") if name == "text" else ("a", "T1\tCue 0 1\ta\n#1\tNote T1\t\ud83d\n")
    assert refused(text, annotations) == [("NC910", 1, 2) if name == "text" else ("NC910", 2, 12)]


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_shows_what_happens() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "brat.md").read_text(encoding="utf-8")
    known: dict[str, Any] = {}
    for number, block in enumerate(re.findall("^```pycon\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)):
        test = doctest.DocTestParser().get_doctest(block, known, f"brat.md, block {number}", None, None)
        assert doctest.DocTestRunner().run(test, clear_globs=False).failed == 0
        known.update(test.globs)
    assert known


def test_the_page_tells_the_same_losses_and_codes_as_the_module() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "brat.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (NC6[0-9]{2}) \| (.*) \|$", page, re.MULTILINE)
    assert rows == [(loss.code, loss.what) for loss in brat.LOSSES]
    assert set(re.findall("NC90[0-9]|NC91[0-9]", page)) == {code for code in CODES if "NC901" <= code <= "NC919"}
