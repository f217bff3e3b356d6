"""The article: built by hand, asked by hand."""

import copy
import hashlib
import pickle
from typing import Any

import attrs
import pytest

import newsclaims as nc
from newsclaims.article import SCHEMA_VERSION, occurrences, sha256

TEXT = "Rain, NHK's sources say, is what the Kremlin fears. Rain fell."


def article(text: str | None = TEXT, **fields: Any) -> nc.Article:
    return nc.Article(**({"id": "urn:example:rain", "language": "en", "text": text} | fields))


def said(
    name: str, claim: str, *source_ids: str, within: str | None = None, others: tuple[nc.Attribution, ...] = ()
) -> nc.Claim:
    """A claim without a place, and its attributions."""
    first = nc.Attribution(id=name, source_ids=source_ids, within_id=within)
    return nc.Claim(id=claim, text="It rains.", attributions=(first, *others))


def sources(*ids: str, author: str | None = None) -> tuple[nc.Source, ...]:
    named = tuple(nc.Source(id=name) for name in ids)
    return named if author is None else (*named, nc.Source(id=author, kind="author"))


def ids_of(chain: tuple[tuple[nc.Source, ...], ...]) -> list[list[str]]:
    return [[source.id for source in step] for step in chain]


# ── The digest ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_digest_is_computed_where_there_is_a_text_and_none_was_given() -> None:
    assert article("Grüße 😀").text_sha256 == hashlib.sha256("Grüße 😀".encode()).hexdigest()
    assert article("").text_sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert article("", text_sha256=None).text_sha256 == sha256("")


def test_the_digest_stays_as_given() -> None:
    assert article("a", text_sha256="0" * 64).text_sha256 == "0" * 64
    assert article(None, text_sha256="0" * 64).text_sha256 == "0" * 64


def test_an_article_without_text_and_digest_has_neither() -> None:
    assert article(None).text is None
    assert article(None).text_sha256 is None


def test_a_text_changed_by_evolve_keeps_the_old_digest_so_that_the_change_is_noticed() -> None:
    changed = attrs.evolve(article("one"), text="two")
    assert changed.text_sha256 == sha256("one")
    assert [issue.code for issue in nc.validate(changed)] == ["NC408"]


def test_the_text_is_kept_character_by_character() -> None:
    text = "\ufeff a\r\nb\rc\u2028e\u0301\u00e9\x00\t "
    assert article(text).text == text


def test_a_lone_surrogate_is_refused_in_every_string() -> None:
    with pytest.raises(nc.FieldError) as caught:
        article("a\udc00")
    assert str(caught.value) == "Article.text holds a lone surrogate, should hold whole characters"
    with pytest.raises(nc.FieldError) as caught:
        article(title="\ud800")
    assert str(caught.value) == "Article.title holds a lone surrogate, should hold whole characters"
    assert caught.value.code == "NC105"


def test_a_hand_made_article_is_of_the_version_that_this_release_writes() -> None:
    assert article().schema_version == SCHEMA_VERSION == "1.0"
    assert article(schema_version="1.3").schema_version == "1.3"


# ── from_text ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_from_text_takes_the_text_as_it_is_and_computes_the_digest() -> None:
    made = nc.Article.from_text(" Hi\r\n", id="urn:example:1", language="en")
    assert made == nc.Article(id="urn:example:1", language="en", text=" Hi\r\n", text_sha256=sha256(" Hi\r\n"))


def test_from_text_names_an_article_after_its_digest_and_leaves_the_language_open() -> None:
    made = nc.Article.from_text("Hi")
    assert made.id == "urn:sha256:3639efcd08abb273b1619e82e78c29a7df02c1051b1820e99fc395dcaa3326b8"
    assert made.language == "und"


def test_from_text_takes_an_empty_text() -> None:
    assert nc.Article.from_text("").text == ""


def test_from_text_checks_its_arguments() -> None:
    with pytest.raises(nc.FieldError) as caught:
        nc.Article.from_text("Hi", id="")
    assert str(caught.value) == 'Article.id is "", should hold at least one character, or be left out'
    with pytest.raises(nc.FieldError) as caught:
        nc.Article.from_text("Hi", language="english language")
    assert str(caught.value) == 'Article.language is "english language", should be a language tag like id, en-GB or und'
    with pytest.raises(nc.FieldError) as caught:
        nc.Article.from_text("\ud800", id="x")
    assert str(caught.value) == "Article.text holds a lone surrogate, should hold whole characters"


def test_from_text_refuses_a_lone_surrogate_also_where_the_id_comes_of_the_digest() -> None:
    with pytest.raises(nc.FieldError) as caught:
        nc.Article.from_text("\ud800")
    assert str(caught.value) == "Article.text holds a lone surrogate, should hold whole characters"


def test_from_text_refuses_what_is_no_string_also_where_the_id_comes_of_the_digest() -> None:
    wrong: Any = b"Hi"
    with pytest.raises(nc.FieldError) as caught:
        nc.Article.from_text(wrong)
    assert str(caught.value) == "Article.text is a bytes, should be a string"


def test_from_text_of_a_subclass_makes_one_of_the_subclass() -> None:
    class Report(nc.Article):
        pass

    assert type(Report.from_text("Hi")) is Report


# ── span ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_span_fills_in_the_quote() -> None:
    assert article("a😀e\u0301b").span(1, 4) == nc.Span(start=1, end=4, quote="😀e\u0301")


def test_span_may_cover_the_whole_text_and_its_last_code_point() -> None:
    assert article("abc").span(0, 3).quote == "abc"
    assert article("abc").span(2, 3).quote == "c"


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2), (0, 4), (3, 4), (-3, -1)])
def test_span_refuses_a_range_that_is_empty_or_not_inside_the_text(start: int, end: int) -> None:
    with pytest.raises(nc.SpanError) as caught:
        article("abc").span(start, end)
    assert str(caught.value) == f"{start}-{end} is no range of the text (3 code points)"
    assert (caught.value.start, caught.value.end, caught.value.length) == (start, end, 3)


def test_span_needs_a_text() -> None:
    with pytest.raises(nc.SpanError, match=r"^the article has no text$"):
        article(None).span(0, 1)


# ── find ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_find_gives_the_one_place_of_the_words() -> None:
    assert article().find("the Kremlin fears") == (nc.Span(start=33, end=50, quote="the Kremlin fears"),)
    assert TEXT[33:50] == "the Kremlin fears"


def test_find_counts_code_points_and_compares_them_one_by_one() -> None:
    made = article("😀😀e\u0301 \u00e9")
    assert made.find("\u00e9") == (nc.Span(start=5, end=6, quote="\u00e9"),)
    assert made.find("e\u0301") == (nc.Span(start=2, end=4, quote="e\u0301"),)


def test_find_finds_the_whole_text() -> None:
    assert article("abc").find("abc") == (nc.Span(start=0, end=3, quote="abc"),)


@pytest.mark.parametrize("words", ["rain", "Rain ,", "Rain  fell", "RAIN", "Rain fell. ", ""])
def test_find_says_that_words_are_missing(words: str) -> None:
    with pytest.raises(nc.QuoteError) as caught:
        article().find(words)
    assert str(caught.value) == f'"{words}" is missing: these words do not stand there'
    assert (caught.value.quote, caught.value.reason, caught.value.candidates) == (words, "missing", ())


def test_find_tells_all_places_of_ambiguous_words() -> None:
    with pytest.raises(nc.QuoteError) as caught:
        article().find("Rain")
    assert str(caught.value) == '"Rain" is ambiguous: it stands at 0-4, 52-56'
    assert caught.value.reason == "ambiguous"
    assert caught.value.candidates == (
        nc.Span(start=0, end=4, quote="Rain"),
        nc.Span(start=52, end=56, quote="Rain"),
    )


def test_find_sees_occurrences_that_overlap() -> None:
    with pytest.raises(nc.QuoteError) as caught:
        article("anana").find("ana")
    assert [(span.start, span.end) for span in caught.value.candidates] == [(0, 3), (2, 5)]


def test_a_message_names_five_places_and_counts_the_rest() -> None:
    with pytest.raises(nc.QuoteError) as caught:
        article("a" * 7).find("a")
    assert str(caught.value) == '"a" is ambiguous: it stands at 0-1, 1-2, 2-3, 3-4, 4-5 and 2 more'
    assert len(caught.value.candidates) == 7
    with pytest.raises(nc.QuoteError) as caught:
        article("a" * 5).find("a")
    assert str(caught.value) == '"a" is ambiguous: it stands at 0-1, 1-2, 2-3, 3-4, 4-5'


SECTIONED = article(sections=(nc.Section(id="s0", start=0, end=51), nc.Section(id="s1", start=52, end=62)))


def test_find_within_a_section_looks_nowhere_else() -> None:
    second = (nc.Span(start=52, end=56, quote="Rain"),)
    assert SECTIONED.find("Rain", within="s1") == second
    assert SECTIONED.find("Rain", within=SECTIONED.sections[1]) == second
    assert SECTIONED.find("Rain", within="s0") == (nc.Span(start=0, end=4, quote="Rain"),)


def test_find_within_a_section_misses_words_that_reach_beyond_it() -> None:
    with pytest.raises(nc.QuoteError, match="is missing"):
        SECTIONED.find("fears. Rain", within="s0")
    assert SECTIONED.find("fears.", within="s0") == (nc.Span(start=45, end=51, quote="fears."),)


def test_find_within_a_section_that_does_not_exist_guesses_the_name() -> None:
    with pytest.raises(nc.UnknownIdError) as caught:
        SECTIONED.find("Rain", within="s1x")
    assert str(caught.value) == 'no section "s1x" (did you mean "s1"?)'


def test_find_within_an_anchor_looks_inside_each_of_its_spans() -> None:
    made = article("one two one two one")
    assert made.find("one", within=(made.span(1, 11), made.span(15, 18))) == (nc.Span(start=8, end=11, quote="one"),)
    with pytest.raises(nc.QuoteError) as caught:
        made.find("one", within=(made.span(0, 3), made.span(16, 19)))
    assert [span.start for span in caught.value.candidates] == [0, 16]


def test_find_does_not_join_spans_that_touch() -> None:
    made = article("one two")
    with pytest.raises(nc.QuoteError, match="is missing"):
        made.find("one two", within=(made.span(0, 3), made.span(3, 7)))


def test_find_counts_a_place_once_that_lies_in_two_spans() -> None:
    made = article("one two")
    assert made.find("two", within=(made.span(0, 7), made.span(3, 7))) == (made.span(4, 7),)


def test_find_within_no_place_finds_nothing() -> None:
    with pytest.raises(nc.QuoteError, match="is missing"):
        article().find("Rain", within=())


def test_find_needs_a_text() -> None:
    with pytest.raises(nc.SpanError, match=r"^the article has no text$"):
        article(None).find("Rain")
    with pytest.raises(nc.SpanError, match=r"^the article has no text$"):
        article(None, sections=SECTIONED.sections).find("Rain", within="s0")


def test_occurrences_stay_inside_their_bounds() -> None:
    assert list(occurrences("aXaXa", "a", 1, 4)) == [2]
    assert list(occurrences("aaa", "aa", 0, 3)) == [0, 1]
    assert list(occurrences("aaa", "", 0, 3)) == []


# ── quote ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_quote_gives_the_words_of_a_place() -> None:
    assert article().quote(article().find("the Kremlin")) == "the Kremlin"


def test_quote_joins_no_pieces_whose_words_are_not_given() -> None:
    hidden = nc.Article(id="x", language="en")
    anchor = (nc.Span(start=0, end=4), nc.Span(start=6, end=9, quote="one"), nc.Span(start=12, end=14))
    assert hidden.quote(anchor) == "one"
    assert hidden.quote(anchor[::2]) == ""


def test_quote_joins_pieces_with_an_ellipsis_also_where_they_touch() -> None:
    made = article()
    assert made.quote((made.span(0, 4), made.span(25, 27))) == "Rain … is"
    assert made.quote((made.span(0, 2), made.span(2, 4))) == "Ra … in"


def test_quote_of_no_place_is_empty() -> None:
    assert article().quote(()) == ""


def test_quote_needs_no_text_where_the_spans_carry_their_words() -> None:
    spans = (nc.Span(start=0, end=4, quote="Rain"), nc.Span(start=25, end=27, quote="is"))
    assert article(None).quote(spans) == "Rain … is"


# ── claims_of, unsourced_claims ──────────────────────────────────────────────────────────────────────────────────────

VOICED = article(
    sources=sources("nhk", "isw", "quiet", author="me"),
    claims=(
        said("a1", "c1", "nhk", others=(nc.Attribution(id="a2", source_ids=("isw", "nhk")),)),
        nc.Claim(id="c2", text="t", attributions=(nc.Attribution(id="a3", source_ids=(), via_ids=("quiet",)),)),
        nc.Claim(id="c3", text="t"),
        said("a4", "c4", "isw"),
        said("a5", "c5", others=(nc.Attribution(id="a6", source_ids=("me",)),)),
        said("a7", "c6", others=(nc.Attribution(id="a8", source_ids=()),)),
    ),
)


def test_claims_of_a_source_are_those_it_says_each_once_in_order() -> None:
    assert [claim.id for claim in VOICED.claims_of("isw")] == ["c1", "c4"]
    assert [claim.id for claim in VOICED.claims_of("nhk")] == ["c1"]
    assert [claim.id for claim in VOICED.claims_of("me")] == ["c5"]


def test_what_a_source_only_relays_is_not_what_it_says() -> None:
    assert VOICED.claims_of("quiet") == ()


def test_claims_of_a_source_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(nc.UnknownIdError) as caught:
        VOICED.claims_of("nkh")
    assert str(caught.value) == 'no source "nkh" (did you mean "nhk"?)'
    assert (caught.value.kind, caught.value.wanted, caught.value.hint) == ("source", "nkh", 'did you mean "nhk"?')


def test_the_id_of_a_claim_is_no_source() -> None:
    with pytest.raises(nc.UnknownIdError, match='no source "c1"'):
        VOICED.claims_of("c1")


def test_unsourced_claims_are_attributed_but_to_nobody() -> None:
    """c3 is not attributed at all, c5 is the author's too."""
    assert [claim.id for claim in VOICED.unsourced_claims()] == ["c2", "c6"]


def test_an_article_without_claims_has_no_unsourced_ones() -> None:
    assert article().unsourced_claims() == ()


# ── voices ───────────────────────────────────────────────────────────────────────────────────────────────────────────

NESTED = article(
    sources=sources("kremlin", "nhk", "nhk_sources", author="me"),
    claims=(
        said("a1", "c1", "nhk"),
        said("a2", "c2", "nhk_sources", within="c1"),
        said("a3", "c3", "kremlin", within="c2"),
        said("a4", "c4", "me"),
        nc.Claim(id="c5", text="t", attributions=(nc.Attribution(id="a5", source_ids=()),)),
    ),
)


def test_voices_runs_from_the_innermost_to_the_author() -> None:
    assert ids_of(NESTED.voices("a3")) == [["kremlin"], ["nhk_sources"], ["nhk"], ["me"]]
    assert ids_of(NESTED.voices("a2")) == [["nhk_sources"], ["nhk"], ["me"]]
    assert ids_of(NESTED.voices("a1")) == [["nhk"], ["me"]]


def test_voices_gives_the_records_themselves() -> None:
    assert NESTED.voices("a1")[0][0] is NESTED.sources[1]


def test_voices_ends_with_the_author_once_where_the_author_speaks() -> None:
    assert ids_of(NESTED.voices("a4")) == [["me"]]


def test_a_step_of_voices_is_empty_where_nobody_is_named() -> None:
    assert ids_of(NESTED.voices("a5")) == [[], ["me"]]


def test_the_last_step_of_voices_is_empty_where_the_article_has_no_author() -> None:
    made = attrs.evolve(NESTED, sources=NESTED.sources[:-1], claims=(*NESTED.claims[:3], NESTED.claims[4]))
    assert ids_of(made.voices("a3")) == [["kremlin"], ["nhk_sources"], ["nhk"], []]
    assert ids_of(made.voices("a1")) == [["nhk"], []]
    assert ids_of(made.voices("a5")) == [[], []]


def test_a_step_of_voices_holds_the_sources_of_all_attributions_of_its_claim_each_once() -> None:
    made = article(
        sources=sources("a", "b", "c", "d", author="me"),
        claims=(
            said("a1", "c1", "a", "b", others=(nc.Attribution(id="a2", source_ids=("b", "c")),)),
            said("a3", "c2", "d", within="c1"),
        ),
    )
    assert ids_of(made.voices("a1")) == [["a", "b", "c"], ["me"]]
    assert ids_of(made.voices("a2")) == [["a", "b", "c"], ["me"]]
    assert ids_of(made.voices("a3")) == [["d"], ["a", "b", "c"], ["me"]]


def test_voices_starts_on_the_way_of_the_attribution_that_was_asked_for() -> None:
    made = article(
        sources=sources("a", "b", "c", author="me"),
        claims=(
            said("a1", "c1", "a"),
            said("a2", "c2", "b"),
            said("a3", "c3", "c", within="c1", others=(nc.Attribution(id="a4", source_ids=("c",), within_id="c2"),)),
            said("a5", "c4", "c", others=(nc.Attribution(id="a6", source_ids=("b",), within_id="c1"),)),
        ),
    )
    assert ids_of(made.voices("a3")) == [["c"], ["a"], ["me"]]
    assert ids_of(made.voices("a4")) == [["c"], ["b"], ["me"]]
    assert ids_of(made.voices("a5")) == [["c", "b"], ["me"]]
    assert ids_of(made.voices("a6")) == [["c", "b"], ["a"], ["me"]]


def test_voices_goes_on_from_an_outer_claim_through_whichever_of_its_attributions_is_nested() -> None:
    made = article(
        sources=sources("a", "b", "c", author="me"),
        claims=(
            said("a1", "c1", "a"),
            said("a2", "c2", "me", others=(nc.Attribution(id="a3", source_ids=("b",), within_id="c1"),)),
            said("a4", "c3", "c", within="c2"),
        ),
    )
    assert ids_of(made.voices("a4")) == [["c"], ["me", "b"], ["a"], ["me"]]


def test_voices_keeps_the_author_apart_from_a_step_the_author_shares() -> None:
    made = article(sources=sources("a", author="me"), claims=(said("a1", "c1", "me", "a"),))
    assert ids_of(made.voices("a1")) == [["me", "a"], ["me"]]


def test_voices_ends_also_in_a_circle() -> None:
    """Such an article is not valid, but asking it must not hang."""
    made = article(
        sources=sources("a", "b", author="me"),
        claims=(said("a1", "c1", "a", within="c2"), said("a2", "c2", "b", within="c1")),
    )
    assert ids_of(made.voices("a1")) == [["a"], ["b"], ["me"]]


def test_voices_needs_no_recursion() -> None:
    depth = 5000
    made = article(
        sources=sources("a", author="me"),
        claims=tuple(said(f"a{n}", f"c{n}", "a", within=f"c{n + 1}" if n < depth else None) for n in range(depth + 1)),
    )
    assert len(made.voices("a0")) == depth + 2


def test_voices_of_an_attribution_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(nc.UnknownIdError) as caught:
        NESTED.voices("a33")
    assert str(caught.value) == 'no attribution "a33" (did you mean "a3"?)'
    with pytest.raises(nc.UnknownIdError, match='no attribution "c1"'):
        NESTED.voices("c1")


def test_voices_through_a_reference_to_nothing_is_an_error() -> None:
    with pytest.raises(nc.UnknownIdError) as caught:
        article(claims=(said("a1", "c1", within="c9"),)).voices("a1")
    assert str(caught.value) == 'no claim "c9" (did you mean "c1"?)'
    with pytest.raises(nc.UnknownIdError) as caught:
        article(claims=(said("a1", "c1", "nobody"),)).voices("a1")
    assert str(caught.value) == 'no source "nobody"'


# ── section_text ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_section_text_gives_the_words_of_a_section() -> None:
    assert SECTIONED.section_text("s0") == "Rain, NHK's sources say, is what the Kremlin fears."
    assert SECTIONED.section_text("s1") == "Rain fell."


def test_section_text_of_a_section_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(nc.UnknownIdError) as caught:
        SECTIONED.section_text("heading")
    assert str(caught.value) == 'no section "heading"'


def test_section_text_needs_a_text() -> None:
    with pytest.raises(nc.SpanError, match=r"^the article has no text$"):
        article(None, sections=SECTIONED.sections).section_text("s0")


# ── anchors, coverage, uncovered ─────────────────────────────────────────────────────────────────────────────────────


def place(start: int, end: int) -> nc.Anchor:
    return (nc.Span(start=start, end=end),)


def test_anchors_gives_every_place_that_an_annotation_names_in_order() -> None:
    made = article(
        sections=(nc.Section(id="s1", start=0, end=60, heading=nc.Span(start=0, end=4)),),
        claims=(
            nc.Claim(
                id="c1",
                content=place(0, 1),
                time=nc.When(anchor=place(1, 2)),
                attributions=(
                    nc.Attribution(
                        id="a1",
                        source_ids=(),
                        source=place(2, 3),
                        cue=place(3, 4),
                        hedge=place(4, 5),
                        time=nc.When(anchor=place(5, 6)),
                    ),
                    nc.Attribution(id="a2", source_ids=(), cue=place(6, 7)),
                ),
            ),
        ),
        relations=(nc.Relation(id="r1", type="causes", from_id="c1", to_id="c2", cue=place(7, 8)),),
        notes=(nc.Note(id="n1", kind="no-claim", anchor=place(8, 9)),),
    )
    assert [anchor[0].start for anchor in made.anchors() if anchor] == [0, 1, 2, 3, 4, 5, 6, 7, 8]


def noted(text: str, *spans: tuple[int, int]) -> nc.Article:
    return article(
        text, notes=tuple(nc.Note(id=f"n{n}", kind="no-claim", anchor=place(*span)) for n, span in enumerate(spans))
    )


@pytest.mark.parametrize(
    ("text", "spans", "share"),
    [
        pytest.param("abcd", [], 0.0, id="nothing"),
        pytest.param("abcd", [(0, 4)], 1.0, id="all"),
        pytest.param("abcd", [(0, 1)], 0.25, id="a quarter"),
        pytest.param("abcd", [(0, 2), (1, 3)], 0.75, id="overlapping places count once"),
        pytest.param("abcd", [(0, 3), (1, 2)], 0.75, id="a place inside another counts once"),
        pytest.param("abcd", [(2, 4), (0, 1)], 0.75, id="places in any order"),
        pytest.param("ab, c!", [(0, 2)], 2 / 3, id="blanks and points do not count"),
        pytest.param("ab, c!", [(0, 2), (4, 5)], 1.0, id="blanks and points need no place"),
        pytest.param("a७_", [(0, 1)], 0.5, id="digits of any script count and underscores do not"),
        pytest.param("e\u0301a", [(0, 1)], 0.5, id="marks do not count"),
        pytest.param("", [], 1.0, id="an empty text is explained"),
        pytest.param(" …!", [], 1.0, id="a text without letters is explained"),
    ],
)
def test_coverage_is_the_share_of_letters_and_digits_that_some_place_holds(
    text: str, spans: list[tuple[int, int]], share: float
) -> None:
    assert noted(text, *spans).coverage() == share


def test_coverage_does_not_count_headings_as_annotation() -> None:
    made = article("abcd", sections=(nc.Section(id="s1", start=0, end=4, heading=nc.Span(start=0, end=2)),))
    assert made.coverage() == 0.0


def test_uncovered_gives_the_stretches_that_no_annotation_explains_without_blanks_around_them() -> None:
    made = noted("one two,  three\n\nfour.", (4, 7), (17, 18))
    assert [(span.start, span.end, span.quote) for span in made.uncovered()] == [
        (0, 3, "one"),
        (7, 15, ",  three"),
        (18, 22, "our."),
    ]


def test_uncovered_passes_over_stretches_without_letters_or_digits() -> None:
    assert noted("one, two.", (0, 3), (5, 8)).uncovered() == ()
    assert noted("!? …").uncovered() == ()
    assert noted("").uncovered() == ()


def test_uncovered_is_the_whole_text_where_nothing_is_annotated() -> None:
    assert noted(" one two ").uncovered() == (nc.Span(start=1, end=8, quote="one two"),)


def test_what_is_uncovered_and_what_is_covered_are_the_whole() -> None:
    seed = nc.example()
    left = sum(len([c for c in span.quote or "" if c.isalnum()]) for span in seed.uncovered())
    total = len([c for c in seed.text or "" if c.isalnum()])
    assert seed.coverage() == (total - left) / total


def test_coverage_and_uncovered_need_a_text() -> None:
    with pytest.raises(nc.SpanError, match=r"^the article has no text$"):
        article(None).coverage()
    with pytest.raises(nc.SpanError, match=r"^the article has no text$"):
        article(None).uncovered()


# ── An article is a value ────────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_is_hashable_and_comparable_with_all_it_holds() -> None:
    seed, again = nc.example(), nc.loads(nc.dumps(nc.example()))
    assert seed == again
    assert hash(seed) == hash(again)
    assert len({seed, again, attrs.evolve(seed, title="Other")}) == 2


def test_an_article_comes_back_from_a_pickle_equal_and_still_works() -> None:
    again = pickle.loads(pickle.dumps(nc.example()))
    assert again == nc.example()
    assert ids_of(again.voices("a22")) == [["kremlin"], ["nhk_sources"], ["author"]]
    assert nc.dumps(again) == nc.dumps(nc.example())


def test_a_copied_article_is_equal() -> None:
    assert copy.copy(nc.example()) == nc.example()
    assert copy.deepcopy(nc.example()) == nc.example()


def test_an_article_cannot_be_changed_nor_given_more_attributes() -> None:
    seed: Any = nc.example()
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        seed.text = "other"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        seed.mood = "grim"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        seed._checked = True


def test_the_mark_of_a_checked_load_is_no_part_of_the_value() -> None:
    plain = {"schema_version": "1.0", "id": "x", "language": "en"}
    assert nc.from_dict(plain) == nc.Article(id="x", language="en")
    assert repr(nc.from_dict(plain)) == repr(nc.Article(id="x", language="en"))
    assert hash(nc.from_dict(plain)) == hash(nc.Article(id="x", language="en"))


def test_an_article_knows_nothing_of_its_writers() -> None:
    names = [name for name in dir(nc.Article) if not name.startswith("__")]
    assert [name for name in names if "json" in name or "dict" in name] == []
