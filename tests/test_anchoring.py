"""Quotes to places, and places onto an edited text: exact, folded, nearest, or refused."""

import importlib.util
import random
import sys
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import strategies
from newsclaims.anchoring import Finder, Folded, fold, fragments, place, place_inside, reanchor
from newsclaims.anchoring.alignment import Alignment
from newsclaims.anchoring.finding import MOST, distance
from newsclaims.anchoring.placing import Placement

ROOT = Path(__file__).resolve().parent.parent

# ── Folding ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ('"so"', "“so”"),
        ('"so"', "„so“"),
        ('"so"', "«so»"),
        ("it's", "it’s"),
        ("it's", "itʼs"),
        ("2019-2020", "2019–2020"),
        ("well - yes", "well — yes"),
        ("a-b", "a\u2011b"),
        ("a b", "a\xa0b"),
        ("a b", "a \n\t b"),
        ("a b", "a\u3000b"),
        ("a b", "a \xad b"),
        ("cooperate", "co\xadoperate"),
        ("office", "o\ufb03ce"),
        ("ijs", "\u0133s"),
        ("caf\u00e9", "cafe\u0301"),
        ("한글", unicodedata.normalize("NFD", "한글")),
        ("\u212b", "\u00c5"),
    ],
)
def test_typography_folds_to_the_same(written: str, printed: str) -> None:
    assert fold(written) == fold(printed)
    assert Folded(printed).text == fold(printed)


def test_a_copy_is_folded_like_a_quote_whatever_marks_the_text_has() -> None:
    """Marks without a letter before them, at the beginning of a text or behind a blank, were left as they were."""
    characters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    marks = list(filter(unicodedata.combining, characters))
    alone = [character for character in characters if not unicodedata.is_normalized("NFC", character)]
    assert min(len(marks), len(alone)) > 800
    for mark in marks:
        for text in (f"a{mark}\u0301b", f"a\u0301{mark}b", f"a{mark}\u0316", f"{mark}\u0301", f"a {mark}\u0316\u0301"):
            assert Folded(text).text == fold(text), ascii(text)
    for character in alone:
        for text in (character, f"a{character}b", f"{character}\u0301"):
            assert Folded(text).text == fold(text), ascii(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("would", "would not"),
        ("Rain", "rain"),
        ("rain, snow", "rain snow"),
        ("7.000", "7,000"),
        ("résumé", "resume"),
        ("ß", "ss"),
        ("œ", "oe"),
        ("２", "2"),
        ("a b", "ab"),
        ("a\u200db", "ab"),
        ("x²", "x2"),
        ("...", "…"),
    ],
)
def test_words_never_fold_to_others(one: str, other: str) -> None:
    assert fold(one) != fold(other)


PIECES = [
    "a",
    "é",
    "e\u0301",
    "  ",
    " ",
    "\xa0",
    "\xad",
    "“",
    '"',
    "’",
    "—",
    "-",
    "--",
    "\ufb03",
    "한",
    "\u1112\u1161",
    "👩\u200d👧",
    "漢",
    "\n",
]
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(texts, st.data())
def test_the_way_back_from_a_folded_copy_is_exact(text: str, data: st.DataObject) -> None:
    copy = Folded(text)
    assume(copy.text)
    start = data.draw(st.integers(0, len(copy.text) - 1))
    end = data.draw(st.integers(start + 1, len(copy.text)))
    origin = copy.origin(start, end)
    if origin is not None:
        assert fold(text[origin[0] : origin[1]]) == copy.text[start:end]


@given(texts)
def test_the_whole_copy_comes_from_the_whole_text_but_for_soft_hyphens_at_its_ends(text: str) -> None:
    copy = Folded(text)
    assume(copy.text)
    start, end = copy.origin(0, len(copy.text)) or (-1, -1)
    assert text[:start].strip("\xad") == text[end:].strip("\xad") == ""


def test_a_match_never_cuts_what_was_folded_as_one() -> None:
    assert Finder("the o\ufb03ce").search("of") is None
    assert Finder("te\u0301").search("t\u00e9") is not None
    assert Finder("te\u0301").search("“t") is None
    assert Folded("a \n b").origin(1, 2) == (1, 4)
    assert Folded("\ufb03").origin(1, 3) is None


# ── Finding ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def found(text: str, quote: str) -> list[tuple[int, int]]:
    search = Finder(text).search(quote)
    return [] if search is None else list(search.places())


def test_exact_places_come_before_folded_ones() -> None:
    assert found("it’s - it's", "it's") == [(7, 11)]
    assert found("it’s - it’s", "it's") == [(0, 4), (7, 11)]


def test_places_may_overlap() -> None:
    assert found("aaa", "aa") == [(0, 2), (1, 3)]


@pytest.mark.parametrize("quote", ["", " ", "\n\t", "\xa0"])
def test_nothing_but_blanks_stands_nowhere(quote: str) -> None:
    assert Finder("a b\n\tc").search(quote) is None


@pytest.mark.parametrize(
    ("text", "quote", "span"),
    [
        ("春茶产量可能下降三成。", "可能下降", (4, 8)),
        ("นายกฯ กล่าวว่าฝนจะตก", "กล่าวว่า", (6, 14)),
        ("قال المجلس إن المياه مالحة", "المياه مالحة", (14, 26)),
        ("They said 👩\u200d👩\u200d👧 yes", "👩\u200d👩\u200d👧", (10, 15)),
        ("𠮷 says no", "says", (2, 6)),
    ],
)
def test_characters_are_what_counts_in_every_script(text: str, quote: str, span: tuple[int, int]) -> None:
    assert found(text, quote) == [span]
    assert text[span[0] : span[1]] == quote


soup = st.text(alphabet='ab -—“"', min_size=1, max_size=30)


@given(soup, st.data())
def test_the_nearest_places_are_those_that_all_places_tell(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    low = data.draw(st.integers(0, len(text) - 1))
    goal = (low, data.draw(st.integers(low + 1, len(text))))
    search = Finder(text).search(quote)
    assume(search is not None)
    assert search is not None
    every = list(search.places())
    least = min(distance(place, goal) for place in every)
    assert search.nearest([goal]) == [place for place in every if distance(place, goal) == least][:MOST]


@given(soup, st.data())
def test_places_from_the_end_are_those_from_the_start(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    needle = fold(text[start : data.draw(st.integers(start + 1, len(text)))]).strip(" ")
    assume(needle)
    finder = Finder(text)
    forwards = list(finder.forwards(needle, 0, len(text), folded=True))
    assert list(finder.backwards(needle, 0, len(text), folded=True)) == forwards[::-1]
    assert all(fold(text[low:high]) == needle for low, high in forwards)


@pytest.mark.parametrize(
    ("quote", "parts"),
    [
        ("the tunnel … is closed", ["the tunnel", "is closed"]),
        ("the tunnel ... is closed", ["the tunnel", "is closed"]),
        ("the tunnel [...] is closed", ["the tunnel", "is closed"]),
        ("the tunnel [. . .] is closed", ["the tunnel", "is closed"]),
        ("the tunnel (…) is closed", ["the tunnel", "is closed"]),
        ("… is closed …", ["is closed"]),
        ("…", []),
        ("closed.", []),
    ],
)
def test_a_quote_is_split_at_its_ellipses(quote: str, parts: list[str]) -> None:
    assert fragments(quote) == parts


# ── Placing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def placed(text: str, *quotes: str, goals: tuple[tuple[int, int], ...] = ()) -> list[Placement]:
    return place(Finder(text), quotes, (0, len(text)), goals)


def test_a_piece_that_occurs_once_is_exact() -> None:
    assert placed("one two", "two") == [Placement("exact", places=((4, 7),))]


def test_a_piece_that_occurs_twice_is_ambiguous_by_itself() -> None:
    assert placed("one two one", "one") == [Placement("ambiguous", candidates=((0, 3), (8, 11)))]


def test_a_repeated_piece_keeps_the_order_and_lies_nearest_to_what_is_fixed() -> None:
    text = "Korea one. Korea, it is said, will arm. Korea two."
    first, second = placed(text, "Korea", "will arm")
    assert (first.rule, first.places) == ("nearest", ((11, 16),))
    assert (second.rule, second.places) == ("exact", ((30, 38),))


def test_a_repeated_piece_that_cannot_keep_the_order_is_ambiguous() -> None:
    (first, second) = placed("b x a x", "b", "x")
    assert second.rule == "nearest"
    first, second = placed("x x b", "b", "x")
    assert (first.rule, second.rule) == ("exact", "ambiguous")
    assert second.candidates == ((0, 1), (2, 3))


def test_pieces_that_only_fit_together_in_one_way_are_placed() -> None:
    first, second = placed("y x y x", "x", "y")
    assert (first.places, second.places) == (((2, 3),), ((4, 5),))
    assert (first.rule, second.rule) == ("nearest", "nearest")


def test_two_pieces_of_equal_distance_are_ambiguous() -> None:
    (first,) = placed("x  goal  x", "x", goals=((3, 7),))
    assert (first.rule, first.candidates) == ("ambiguous", ((0, 1), (9, 10)))


def test_a_quote_with_an_ellipsis_has_a_place_of_several_ranges() -> None:
    (whole,) = placed("the tunnel, she said, is closed", "the tunnel … is closed")
    assert (whole.rule, whole.places) == ("exact", ((0, 10), (22, 31)))


def test_an_ellipsis_that_the_text_has_is_not_split() -> None:
    (whole,) = placed("well ... maybe, well", "well ... maybe")
    assert whole.places == ((0, 14),)


@pytest.mark.parametrize(
    "quote",
    ["Not….researchers using samples are at risk", "Protection Ac…is almost"],
)
def test_an_ellipsis_of_the_text_whose_words_were_changed_is_no_reason_to_split(quote: str) -> None:
    text = "Not now. But not….researchers using samples are at risk. The Protection Act…is almost done."
    assert placed(text, quote) == [Placement("missing")]


def test_the_parts_of_one_quote_keep_their_order() -> None:
    assert placed("is closed, the tunnel", "the tunnel … is closed") == [Placement("missing")]


def test_a_quote_one_part_of_which_is_missing_is_missing() -> None:
    assert placed("the tunnel is closed", "the tunnel … is open") == [Placement("missing")]


def test_a_nearest_place_cuts_no_word_where_words_have_blanks() -> None:
    (he,) = placed("he and the others: said", "he", goals=((19, 23),))
    assert he.places == ((0, 2),)
    (tea,) = placed("茶农说茶好", "茶", goals=((4, 5),))
    assert tea.places == ((3, 4),)


def test_a_hedge_stands_inside_one_of_its_hosts() -> None:
    text = "It may rain, and it may snow."
    finder, whole = Finder(text), (0, len(text))
    assert place_inside(finder, ["may"], whole, [(0, 11)]) == [Placement("nearest", places=((3, 6),))]
    assert place_inside(finder, ["may"], whole, [(0, 28)])[0].rule == "ambiguous"
    assert place_inside(finder, ["may"], whole, [(0, 5)]) == [Placement("missing")]
    assert place_inside(finder, ["snow"], whole, [(17, 28)]) == [Placement("exact", places=((24, 28),))]
    assert place_inside(finder, ["may … snow"], whole, [(17, 28)])[0].places == ((20, 23), (24, 28))


def test_a_hedge_is_folded_where_it_does_not_stand_as_it_is() -> None:
    text = "It\u2019s said, so it\u2019s true; it's likely."
    finder, whole = Finder(text), (0, len(text))
    host = (0, text.index(";"))
    assert place_inside(finder, ["it's true"], whole, [host]) == [Placement("folded", folded=True, places=((14, 23),))]
    # Words that stand there as they are come before those that are only like them.
    assert place_inside(finder, ["it's"], whole, [whole]) == [Placement("exact", places=((25, 29),))]


def test_repetitive_texts_and_long_quotes_end() -> None:
    text = "a" * 20_000
    assert placed(text, "a" * 9_999, goals=((5_000, 5_001),))[0].rule == "ambiguous"
    assert placed("ab" * 10_000, "ab" * 5_000 + "b")[0].rule == "missing"


# ── Similarity ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_most_similar_places_end_where_words_end() -> None:
    from newsclaims.anchoring.similarity import Likenesses

    text = "He wept. The tunnel would not open before May, the mayor said. The tunnel was dug by hand."
    (first, score), *others = Likenesses(text).nearest("The tunnel would open before May")
    assert text[first[0] : first[1]] == "The tunnel would not open before May"
    assert 90 < score < 100
    assert all(similarity <= score for _, similarity in others)
    assert len(others) <= 2


def test_a_long_quote_is_likened_to_all_of_its_words() -> None:
    from newsclaims.anchoring.similarity import Likenesses

    numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    words = " ".join(f"the {number} of the {number}teen doors" for number in numbers)
    text = f"{'Nobody had seen any of it. ' * 20}Then they opened {words}, and went in."
    start = text.index("the one")
    for changed in (
        words.replace("six", "5"),
        words.replace("of the two", "of a two"),
        words.replace(" doors the", " gates the"),
    ):
        assert Likenesses(text).nearest(changed)[0][0] == (start, start + len(words))


def test_words_that_are_everywhere_in_a_text_are_suggested_all_the_same() -> None:
    from newsclaims.anchoring.similarity import Likenesses

    assert Likenesses("la " * 40).nearest("la la lu")[0] == ((0, 8), 87.5)


@given(st.text(max_size=60), st.text(max_size=30))
def test_similar_places_lie_in_the_text_and_apart(text: str, quote: str) -> None:
    from newsclaims.anchoring.similarity import Likenesses

    places = [place for place, score in Likenesses(text).nearest(quote) if 0 <= score <= 100]
    assert all(0 <= start < end <= len(text) for start, end in places)
    ordered = sorted(places)
    assert all(left[1] <= right[0] for left, right in pairwise(ordered))


def test_the_similarity_of_texts_whose_small_letters_are_longer_is_told() -> None:
    from newsclaims.anchoring.similarity import Likenesses

    assert Likenesses("İstanbul is a city of bridges").nearest("İstanbul is the city")[0][0][0] == 0


# ── Re-anchoring ─────────────────────────────────────────────────────────────────────────────────────────────────────

TEXT = "The tunnel under the bay is closed, the mayor said. Shops on both sides may close too, NHK reported."


def article(text: str = TEXT, *quotes: str) -> nc.Article:
    made = nc.Article.from_text(text, id="x", language="en")
    claims = tuple(nc.Claim(id=f"c{n}", content=made.find(quote)) for n, quote in enumerate(quotes, 1))
    return attrs.evolve(made, claims=claims)


def outcomes(old: nc.Article, new: str) -> list[str]:
    return [verdict.outcome for verdict in reanchor(old, new).verdicts]


def test_the_same_text_moves_nothing() -> None:
    old = nc.example()
    assert old.text is not None
    moved = reanchor(old, old.text)
    assert moved.article == old
    assert {verdict.outcome for verdict in moved.verdicts} == {"unmoved"}


def test_words_behind_an_edit_move_and_words_before_it_do_not() -> None:
    old = article(TEXT, "The tunnel under the bay", "NHK")
    moved = reanchor(old, TEXT.replace("is closed", "has been closed since May"))
    assert [verdict.outcome for verdict in moved.verdicts] == ["unmoved", "moved"]
    assert moved.article.quote(moved.article.claims[1].content) == "NHK"


def test_short_words_between_edits_are_where_the_stretch_around_them_went() -> None:
    """That both texts begin and end alike says nothing of what stands between two edits."""
    new = TEXT.replace("The tunnel", "A new tunnel").replace("closed,", "shut,").replace("NHK reported", "as NHK said")
    moved = reanchor(article(TEXT, "bay", "the bay is", "mayor", "Shops", "may close"), new)
    assert [verdict.outcome for verdict in moved.verdicts] == ["moved", "moved", "unmoved", "unmoved", "unmoved"]
    assert [verdict.new_quote for verdict in moved.verdicts] == [verdict.old_quote for verdict in moved.verdicts]


def test_four_edits_of_the_seed_leave_all_other_places() -> None:
    old = nc.example()
    assert old.text is not None
    new = old.text
    for written, instead in [
        ("Korea Utara diperkirakan", "Korut diperkirakan"),
        ("Menurut laporan", "Menurut sebuah laporan"),
        ("meskipun", "walau"),
        ("Di sisi lain, ", ""),
    ]:
        assert new.count(written) == 1
        new = new.replace(written, instead)
    verdicts = reanchor(old, new).verdicts
    assert sum(verdict.outcome in ("moved", "unmoved") for verdict in verdicts) == len(verdicts) - 3


def test_edited_words_are_told_with_their_similarity() -> None:
    moved = reanchor(article(TEXT, "is closed, the mayor said"), TEXT.replace("closed", "not closed"))
    (verdict,) = moved.verdicts
    assert verdict.outcome == "edited"
    assert verdict.similarity == round(200 * 25 / (25 + 29), 1)
    assert verdict.new_quote == "is not closed, the mayor said"
    assert moved.article.claims[0].content[0].quote == "is not closed, the mayor said"


@pytest.mark.parametrize(
    ("written", "instead", "words"),
    [
        ("Shops", "All stores", "All stores on both sides may close too"),
        ("close too", "shut down", "Shops on both sides may shut down"),
    ],
)
def test_what_replaced_the_first_or_last_words_is_part_of_the_place(written: str, instead: str, words: str) -> None:
    moved = reanchor(article(TEXT, "Shops on both sides may close too"), TEXT.replace(written, instead))
    assert [(verdict.outcome, verdict.new_quote) for verdict in moved.verdicts] == [("edited", words)]


def test_words_taken_out_are_lost_though_their_last_ones_follow_again() -> None:
    assert outcomes(article("and The and nobody knew knew", "and The and nobody"), "nobody knew") == ["lost"]


def test_lost_content_leaves_its_old_words_in_the_text_of_the_claim() -> None:
    moved = reanchor(article(TEXT, "Shops on both sides may close too"), TEXT[:52])
    assert moved.article.claims[0].content == ()
    assert moved.article.claims[0].text == "Shops on both sides may close too"
    assert [verdict.pointer for verdict in moved.having("lost")] == ["/claims/0/content/0"]


def test_a_wording_that_is_there_stays_when_content_is_lost() -> None:
    old = article(TEXT, "Shops on both sides may close too")
    old = attrs.evolve(old, claims=(attrs.evolve(old.claims[0], text="Shops may close."),))
    assert reanchor(old, TEXT[:52]).article.claims[0].text == "Shops may close."


def test_a_piece_that_is_lost_leaves_the_others_and_the_old_words() -> None:
    old = article(TEXT)
    content = (*old.find("The tunnel"), *old.find("NHK reported"))
    old = attrs.evolve(old, claims=(nc.Claim(id="c1", content=content),))
    moved = reanchor(old, TEXT.replace(", NHK reported", ""))
    assert [verdict.outcome for verdict in moved.verdicts] == ["unmoved", "lost"]
    assert moved.article.claims[0].text == "The tunnel … NHK reported"


def test_a_long_sentence_is_found_wherever_it_went() -> None:
    first, second = TEXT[:51], TEXT[52:]
    moved = reanchor(article(TEXT, "Shops on both sides may close too"), f"{second} {first}")
    assert [verdict.outcome for verdict in moved.verdicts] == ["moved"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a foo c", "a foo b foo c"),  # which of the two was written in?
        ("a foo b foo c", "a foo c"),  # which of the two was taken out?
    ],
)
def test_a_coin_toss_is_not_tossed(old: str, new: str) -> None:
    made = nc.Article.from_text(old, id="x")
    spans = tuple(made.span(at, at + 3) for at in range(len(old)) if old.startswith("foo", at))
    made = attrs.evolve(made, claims=tuple(nc.Claim(id=f"c{n}", content=(span,)) for n, span in enumerate(spans)))
    assert not {"moved", "unmoved"} & set(outcomes(made, new))


@pytest.mark.parametrize(
    ("old", "words", "new", "now"),
    [
        ("were nobody schools", "nobody", "schools in schools schools nobody", "nobody"),
        ("town it and nobody nobody nobody town", "and nobody nobody nobody", "why nobody rained", ""),
    ],
    ids=["many in the new text", "many in the old text"],
)
def test_words_that_are_there_many_times_lead_nowhere(old: str, words: str, new: str, now: str) -> None:
    assert [verdict.new_quote for verdict in reanchor(article(old, words), new).verdicts] == [now]


def test_an_edit_that_may_have_been_inside_the_words_makes_them_unsure() -> None:
    """Was `tall ` written before `tunnel`, or `all t` behind its first letter?"""
    moved = reanchor(article(TEXT, "tunnel under the bay"), TEXT.replace("tunnel", "tall tunnel"))
    assert [(verdict.outcome, verdict.similarity) for verdict in moved.verdicts] == [("edited", 100.0)]
    assert outcomes(article(TEXT, "tunnel under the bay"), TEXT.replace("tunnel", "old tunnel")) == ["moved"]


def test_few_words_between_two_edits_are_not_sure() -> None:
    old = article("Nobody would say why. She would not say when it will be. Yes.", "would not say")
    moved = reanchor(old, "Anyone may say why. He that would not say so is wrong. No.")
    assert [(verdict.outcome, verdict.similarity) for verdict in moved.verdicts] == [("edited", 100.0)]


def test_a_copy_of_the_words_makes_them_unsure() -> None:
    old = article(TEXT, "the mayor said")
    assert outcomes(old, "the mayor said: " + TEXT) == ["edited"]


def test_all_words_gone_are_all_lost() -> None:
    old = nc.example()
    moved = reanchor(old, "")
    assert {verdict.outcome for verdict in moved.verdicts} == {"lost"}
    assert moved.article.sections == ()
    assert all(claim.text for claim in moved.article.claims)


def test_sections_move_with_their_headings() -> None:
    old = nc.example()
    assert old.text is not None
    moved = reanchor(old, "Baru.\n" + old.text)
    assert [section.start for section in moved.article.sections] == [section.start + 6 for section in old.sections]
    assert moved.article.sections[2].heading is not None
    assert {verdict.outcome for verdict in moved.verdicts} == {"moved"}


@pytest.mark.parametrize(
    ("written", "instead", "edited"),
    [
        ("\nUji Coba Senjata di Medan", "\nTes Senjata di Medan", ["/sections/3"]),
        ("berlangsung di Ukraina.\n", "berlangsung di sana!\n", ["/sections/1"]),
    ],
)
def test_a_section_one_edge_of_which_is_unsure_is_edited(written: str, instead: str, edited: list[str]) -> None:
    old = nc.example()
    assert old.text is not None
    assert old.text.count(written) == 1
    moved = reanchor(old, old.text.replace(written, instead))
    sections = [verdict for verdict in moved.having("edited") if is_section(verdict.pointer)]
    assert [verdict.pointer for verdict in sections] == edited


def test_a_note_about_a_section_that_is_lost_is_about_nothing_and_this_is_told() -> None:
    old = nc.example("own-data")
    moved = reanchor(old, "")
    assert [v.pointer for v in moved.verdicts if v.pointer.endswith("about_id")] == ["/notes/5/about_id"]
    assert moved.article.notes[5].about_id is None


def test_an_article_without_text_cannot_be_moved() -> None:
    with pytest.raises(nc.SpanError):
        reanchor(nc.example("withheld-text"), "x")


def test_an_invalid_article_is_refused_before_anything_is_moved() -> None:
    bad = attrs.evolve(article(), claims=(nc.Claim(id="c1", content=(nc.Span(start=0, end=3, quote="xxx"),)),))
    with pytest.raises(nc.InvalidArticleError):
        reanchor(bad, TEXT)


@cache
def benchmark() -> Any:
    """`benchmarks/drafts.py`, wherever the tests are run from."""
    spec = importlib.util.spec_from_file_location("benchmark_of_drafts", ROOT / "benchmarks" / "drafts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ARTICLES = [made for made in map(nc.example, nc.examples()) if made.text]


@given(st.sampled_from(ARTICLES), st.integers(0, 2**32))
def test_nothing_is_silently_wrong_after_random_edits(old: nc.Article, seed: int) -> None:
    """The same judge as in benchmarks/drafts.py, which runs it thousands of times."""
    drafts = benchmark()
    assert old.text is not None
    for judged in drafts.judged(old, drafts.edited_text(old.text, random.Random(seed))):
        assert not judged.wrong


@given(strategies.articles(), st.data())
def test_any_article_on_any_text_is_valid_and_every_place_has_one_verdict(old: nc.Article, data: st.DataObject) -> None:
    assume(old.text is not None)
    assert old.text is not None
    cut = data.draw(st.integers(0, len(old.text)))
    new = data.draw(st.sampled_from([old.text[cut:], old.text[:cut], old.text[cut:] + old.text[:cut], "x" + old.text]))
    moved = reanchor(old, new)
    assert not [issue for issue in nc.validate(moved.article) if issue.severity == "error"]
    assert moved.article.text == new
    spans = sum(len(anchor) for anchor in old.anchors()) + sum(section.heading is not None for section in old.sections)
    said = [v for v in moved.verdicts if not v.pointer.endswith("about_id") and not is_section(v.pointer)]
    assert len(said) == spans
    assert len({verdict.pointer for verdict in moved.verdicts}) == len(moved.verdicts)


def is_section(pointer: str) -> bool:
    return pointer.startswith("/sections/") and pointer.count("/") == 2


@given(texts, texts)
def test_stretches_are_in_both_texts(old: str, new: str) -> None:
    for block in Alignment(old, new).blocks:
        assert old[block.old : block.old_end] == new[block.new : block.new_end]


def test_places_do_not_need_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    monkeypatch.delitem(sys.modules, "newsclaims.anchoring.similarity", raising=False)
    assert outcomes(article(TEXT, "NHK"), "x" + TEXT) == ["moved"]
    with pytest.raises(nc.MissingDependencyError, match=r"newsclaims\[draft\]"):
        import newsclaims.anchoring.similarity  # noqa: F401
