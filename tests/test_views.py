"""Articles for people to look at: the list of who says what, what is notable, and how wide words are."""

import itertools
import json
import re
import sys
import unicodedata
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims.strategies import articles
from newsclaims.views import width
from newsclaims.views.listing import listing
from newsclaims.views.notable import dropped_hedges, notable, rising_certainty
from newsclaims.views.terminal import bullets, numbered, terminal
from newsclaims.views.width import cut, width_of, wrapped

_DANGEROUS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def columns(text: str) -> int:
    """Columns that a terminal needs at least, reckoned from Python's own tables."""
    needed = 0
    for character in text:
        if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\U0001f3fb" <= character <= "\U0001f3ff":
            continue
        needed += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return needed


def steps(function: Callable[[], object]) -> int:
    """How many steps of the library a call takes; a measure of time that no clock disturbs."""
    taken = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal taken
        if "newsclaims" not in frame.f_code.co_filename:
            return None
        taken += event in ("call", "line")
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return taken


def plain(**members: Any) -> dict[str, Any]:
    return {"schema_version": "1.0", "id": "x", "language": "en", **members}


def load(**members: Any) -> nc.Article:
    return nc.from_dict(plain(**members))


# ── Width ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("", 0),
        ("abc", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("新闻", 4),
        ("ニュース", 8),
        ("뉴스", 4),
        ("，。", 4),
        ("\U0001f600", 2),
        ("\U00020bb7", 2),
        ("خبر", 3),
        ("خَبَر", 3),
        ("חדשות", 5),
        ("a\u200bb", 2),
        ("…·“”–", 5),
        ("├└─", 3),
        ("\u2705\u231a\u26a1", 6),
        ("\u0e01\u0e33\u0e35", 2),
        ("न\u0940त\u093f", 4),
        ("क\u094dष", 2),
        ("\U0001f1eb\U0001f1f7", 2),
        ("ｈｉ", 4),
        ("ﾊﾝ", 2),
        ("a\u00adb", 3),
    ],
    ids=ascii,
)
def test_a_text_is_as_wide_as_a_terminal_draws_it(text: str, needed: int) -> None:
    assert width_of(text) == needed


def test_no_character_is_narrower_than_python_has_it() -> None:
    """Python's table is of an older version of Unicode, in which some characters were narrow that now are wide."""
    for number in range(0x20, 0x110000):
        character = chr(number)
        if not 0x7F <= number < 0xA0 and unicodedata.category(character) not in ("Cn", "Co", "Cs"):
            assert width_of(character) >= columns(character), ascii(character)


@given(st.text())
def test_no_text_is_wider_than_it_is_said_to_be(text: str) -> None:
    assert width_of(text) <= 2 * len(text)
    if text.isascii():
        assert width_of(text) == len(text)


@pytest.mark.parametrize(
    ("text", "room", "kept"),
    [
        ("a long sentence", 7, "a long…"),
        ("a long sentence", 8, "a long…"),
        ("short", 5, "short"),
        ("short", 4, "sho…"),
        ("新闻报道", 5, "新闻…"),
        ("新闻报道", 4, "新…"),
        ("新闻报道", 8, "新闻报道"),
        ("abce\u0301fg", 5, "abce\u0301…"),
        ("abce\u0301fg", 4, "abc…"),
        ("", 3, ""),
    ],
    ids=ascii,
)
def test_a_text_is_cut_at_a_column(text: str, room: int, kept: str) -> None:
    assert cut(text, room) == kept


@given(st.text(max_size=80), st.integers(2, 40))
def test_what_is_cut_fits_and_is_the_beginning(text: str, room: int) -> None:
    kept = cut(text, room)
    assert width_of(kept) <= room
    assert kept == text or text.startswith(kept.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 10, [""]),
        ("   ", 10, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 6, ["one", "two", "three"]),
        ("one  two\n\tthree", 80, ["one two three"]),
        ("abcdefghij", 10, ["abcdefghij"]),
        ("abcdefghijk", 10, ["abcdefghij", "k"]),
        ("abcdefghijkl", 10, ["abcdefghij", "kl"]),
        ("a abcdefghijk", 10, ["a", "abcdefghij", "k"]),
        ("abcdefghi… x", 9, ["abcdefghi", "… x"]),
        ("新闻新闻新", 4, ["新闻", "新闻", "新"]),
        ("新闻新闻新", 5, ["新闻", "新闻", "新"]),
        ("新闻", 1, ["新", "闻"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("\U0001f44d\U0001f3fd\U0001f44d\U0001f3fd", 7, ["\U0001f44d\U0001f3fd", "\U0001f44d\U0001f3fd"]),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", 4, ["\U0001f468\u200d\U0001f469\u200d", "\U0001f467"]),
    ],
    ids=ascii,
)
def test_a_text_is_wrapped_at_blanks_and_where_there_is_none_at_the_edge(
    text: str, room: int, lines: list[str]
) -> None:
    assert wrapped(text, room) == lines


hard = st.text(st.sampled_from(list("ab… \n新闻éخبر\U0001f600\u0301\u200d")), max_size=200)


@given(hard, st.integers(2, 40))
def test_wrapping_loses_nothing_and_every_line_fits(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    # Marks without a letter take no column of their own.
    assert all(width_of(line) <= room for line in lines)


@pytest.mark.parametrize("letter", ["x", "新", "e\u0301", "\U0001f600"], ids=ascii)
def test_a_long_word_fills_its_lines(letter: str) -> None:
    lines = wrapped(letter * 200, 40)
    assert "".join(lines) == letter * 200
    assert {width_of(line) for line in lines[:-1]} == {40}


@pytest.mark.parametrize("text", ["新", "x", "x ", "e\u0301"], ids=ascii)
def test_wrapping_takes_time_in_proportion_to_the_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = 0
    real = width.width_of

    def counting(part: str) -> int:
        nonlocal looked_at
        looked_at += len(part)
        return real(part)

    monkeypatch.setattr(width, "width_of", counting)
    counts, taken = [], []
    for number in (2_000, 4_000):
        looked_at = 0
        taken.append(steps(lambda number=number: wrapped(text * number, 70)))  # type: ignore[misc]
        counts.append(looked_at)
    assert min(counts) > 2_000
    assert counts[1] <= 2.3 * counts[0] + 200
    assert taken[1] <= 2.3 * taken[0]


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def nested(*outer: int | None) -> nc.Article:
    """Claims c0, c1, …, each inside the claim of the number given."""
    claims = [
        {
            "id": f"c{number}",
            "text": f"claim {number}",
            "attributions": [
                {"id": f"a{number}", "source_ids": ["s1"], **({} if within is None else {"within_id": f"c{within}"})}
            ],
        }
        for number, within in enumerate(outer)
    ]
    return load(sources=[{"id": "s1", "name": "Eve"}], claims=claims)


@pytest.mark.parametrize(
    ("outer", "numbers"),
    [
        ((), []),
        ((None,), ["1"]),
        ((None, None, None), ["1", "2", "3"]),
        ((None, 0, 0, None), ["1", "1.1", "1.2", "2"]),
        ((None, 0, 1, 0, None, 4), ["1", "1.1", "1.1.1", "1.2", "2", "2.1"]),
        ((2, None, None), ["1", "2", "2.1"]),
    ],
)
def test_claims_are_numbered_behind_the_claim_they_are_said_in(
    outer: tuple[int | None, ...], numbers: list[str]
) -> None:
    items = list(numbered(nested(*outer)))
    assert [item.number for item in items] == numbers
    assert [item.depth for item in items] == [number.count(".") for number in numbers]
    assert sorted(item.claim.id for item in items) == sorted(f"c{number}" for number in range(len(outer)))


def test_a_claim_with_several_attributions_stands_inside_the_first_nested_one() -> None:
    article = load(
        claims=[
            {"id": "c1", "text": "t"},
            {"id": "c2", "text": "t"},
            {
                "id": "c3",
                "text": "t",
                "attributions": [
                    {"id": "a1", "source_ids": []},
                    {"id": "a2", "source_ids": [], "within_id": "c2"},
                    {"id": "a3", "source_ids": [], "within_id": "c1"},
                ],
            },
        ]
    )
    assert [(item.number, item.claim.id) for item in numbered(article)] == [("1", "c1"), ("2", "c2"), ("2.1", "c3")]


@given(articles())
def test_every_claim_has_one_number(article: nc.Article) -> None:
    items = list(numbered(article))
    assert sorted(item.claim.id for item in items) == sorted(claim.id for claim in article.claims)
    assert len({item.number for item in items}) == len(items)


# ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────────

TEXT = "Mayor Lund said the tunnel is done, but critics, citing the Post, deny it."


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "quote": words}


COUNCIL = plain(
    title="Tunnel",
    publisher="The Lamp",
    published="2026-01",
    text=TEXT,
    sources=[
        {"id": "me", "kind": "author"},
        {"id": "s1", "name": "Mayor Lund"},
        {"id": "s2", "description": "People against the tunnel."},
        {"id": "s3", "name": "Post"},
        {"id": "s4"},
    ],
    claims=[
        {
            "id": "c1",
            "content": [span("the tunnel is done")],
            "attributions": [
                {
                    "id": "a1",
                    "source_ids": ["s1"],
                    "source": [span("Mayor Lund")],
                    "cue": [span("said")],
                    "attitude": "assertion",
                    "certainty": "certain",
                    "polarity": "positive",
                    "form": "indirect",
                },
                {
                    "id": "a2",
                    "source_ids": ["s2"],
                    "source": [span("critics")],
                    "cue": [span("deny")],
                    "via_ids": ["s3", "s4"],
                    "certainty": "certain",
                    "polarity": "negative",
                },
            ],
        },
        {"id": "c2", "text": "Inside.", "attributions": [{"id": "a3", "source_ids": ["s2", "s4"], "within_id": "c1"}]},
        {"id": "c3", "text": "Inside too.", "attributions": [{"id": "a4", "source_ids": [], "within_id": "c1"}]},
        {"id": "c4", "text": "Deeper.", "attributions": [{"id": "a5", "source_ids": ["me"], "within_id": "c3"}]},
        {"id": "c5", "content": [span("Mayor"), span("tunnel")]},
    ],
    provenance={"agent": "annotator-1"},
)


def test_the_list_reads_like_this() -> None:
    assert terminal(nc.from_dict(COUNCIL)).splitlines() == [
        "Tunnel",
        "The Lamp · 2026-01 · en · 5 claims · 5 sources · annotated by annotator-1",
        "",
        "1 Mayor Lund said; critics deny (via Post, s4):",
        "  the tunnel is done",
        "  c1 · assertion, certain, indirect · certain, negative",
        "   ├ 1.1 People against the tunnel, s4:",
        "         Inside.",
        "         c2",
        "   └ 1.2 nobody named:",
        "         Inside too.",
        "         c3",
        "      └ 1.2.1 the article itself:",
        "              Deeper.",
        "              c4",
        "2 not attributed yet:",
        "  Mayor … tunnel",
        "  c5",
    ]


def test_each_of_several_speakers_has_a_stance_of_their_own() -> None:
    document = json.loads(json.dumps(COUNCIL))
    third = {"id": "a9", "source_ids": ["s3"], "certainty": "certain", "polarity": "negative"}
    document["claims"][0]["attributions"].append(third)
    shown = terminal(nc.from_dict(document))
    assert shown.count("certain") == 3, "who of the three doubts it cannot be told"


@pytest.mark.parametrize(
    ("members", "stance"),
    [
        ([{}, {}], "c1"),
        ([{"certainty": "certain"}, {}], "c1 · certain · unmarked"),
        ([{}, {"certainty": "possible"}], "c1 · unmarked · possible"),
        ([{}, {"certainty": "possible"}, {"polarity": "negative"}], "c1 · unmarked · possible · negative"),
        ([{"certainty": "certain"}] * 2, "c1 · certain · certain"),
        ([{"certainty": "certain", "polarity": "positive"}], "c1 · certain"),
    ],
    ids=str,
)
def test_stances_stand_in_the_order_of_the_speakers(members: list[dict[str, str]], stance: str) -> None:
    attributions = [{"id": f"a{number}", "source_ids": [], **given} for number, given in enumerate(members)]
    shown = terminal(load(claims=[{"id": "c1", "text": "t", "attributions": attributions}])).splitlines()
    assert shown[3] == "1 " + "; ".join(["nobody named"] * len(members)) + ":"
    assert shown[-1].strip() == stance


def test_hedges_are_coloured_in_the_words_they_weaken() -> None:
    article = nc.example()
    lines = [line.strip() for line in terminal(article, colour=True).splitlines()]
    assert "proyek ini \x1b[33mkemungkinan besar\x1b[0m melibatkan kolaborasi teknologi dengan Rusia" in lines
    assert any(line.startswith("Rusia \x1b[33mmungkin\x1b[0m telah") for line in lines)


@pytest.mark.parametrize("name", nc.examples())
@pytest.mark.parametrize("room", [30, 41, 80])
def test_colours_never_change_the_words_of_any_example(name: str, room: int) -> None:
    article = nc.example(name)
    coloured = terminal(article, colour=True, width=room)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == terminal(article, width=room)
    assert all(line.count("\x1b[0m") * 2 == line.count("\x1b[") for line in coloured.splitlines())


@given(articles(), st.integers(30, 100))
def test_colours_never_change_the_words(article: nc.Article, room: int) -> None:
    coloured = terminal(article, colour=True, width=room)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == terminal(article, width=room)


def test_words_of_blanks_alone_are_not_shown_as_words() -> None:
    blank = {"start": 0, "end": 2, "quote": "  "}
    attribution = {"id": "a1", "source_ids": [], "source": [blank]}
    shown = terminal(load(text="   x", claims=[{"id": "c1", "content": [blank], "attributions": [attribution]}]))
    assert shown.splitlines()[-3:] == ["1 nobody named:", "  (its words are not given)", "  c1"]


# ── A voice alone ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("source", "numbers"),
    [
        ("s1", ["1"]),
        ("s2", ["1", "1.1"]),
        ("me", ["1", "1.2", "1.2.1"]),
        ("s3", []),
    ],
)
def test_a_voice_alone_is_shown_with_what_it_is_said_in(source: str, numbers: list[str]) -> None:
    article = nc.from_dict(COUNCIL)
    shown = terminal(article, source_id=source)
    assert re.findall(r"^ *(?:[├└] )?([0-9][0-9.]*) ", shown, re.MULTILINE) == numbers
    assert ("no claims of s3" in shown) is (not numbers)
    data = listing(article, source_id=source)
    assert [claim["number"] for claim in data["claims"]] == numbers  # type: ignore[index, union-attr, call-overload]
    assert data["notable"] == []


def test_a_voice_alone_is_the_last_of_its_branch() -> None:
    assert "   └ 1.1 People against the tunnel, s4:" in terminal(nc.from_dict(COUNCIL), source_id="s4").splitlines()


def test_a_voice_that_there_is_not_gets_a_hint() -> None:
    for show in (terminal, listing):
        with pytest.raises(nc.UnknownIdError, match=r'no source "s9" .did you mean "s'):
            show(nc.from_dict(COUNCIL), source_id="s9")  # type: ignore[operator]


# ── The list as data ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_list_as_data_says_what_is_shown() -> None:
    data = listing(nc.from_dict(COUNCIL))
    assert list(data) == ["id", "title", "language", "claims", "notable"]
    first, second, *_, deeper, _ = data["claims"]  # type: ignore[misc, union-attr]
    assert first == {
        "number": "1",
        "depth": 0,
        "within": None,
        "id": "c1",
        "words": "the tunnel is done",
        "text": None,
        "content": [{"start": 16, "end": 34, "quote": "the tunnel is done"}],
        "speakers": [
            {
                "id": "a1",
                "who": "Mayor Lund",
                "source_ids": ["s1"],
                "via_ids": [],
                "cue": "said",
                "hedge": None,
                "attitude": "assertion",
                "certainty": "certain",
                "polarity": "positive",
                "form": "indirect",
            },
            {
                "id": "a2",
                "who": "critics",
                "source_ids": ["s2"],
                "via_ids": ["s3", "s4"],
                "cue": "deny",
                "hedge": None,
                "attitude": None,
                "certainty": "certain",
                "polarity": "negative",
                "form": None,
            },
        ],
    }
    assert (second["number"], second["within"], second["words"], second["text"]) == ("1.1", "c1", None, "Inside.")
    assert (deeper["number"], deeper["depth"], deeper["within"]) == ("1.2.1", 2, "c3")


@given(articles())
def test_the_list_as_data_holds_every_claim_and_every_speaker_as_they_are(article: nc.Article) -> None:
    data = listing(article)
    assert json.loads(json.dumps(data)) == data
    shown = {claim["id"]: claim for claim in data["claims"]}  # type: ignore[index, union-attr, call-overload]
    assert sorted(shown) == sorted(claim.id for claim in article.claims)
    assert [claim["number"] for claim in shown.values()] == [item.number for item in numbered(article)]
    for claim in article.claims:
        speakers = shown[claim.id]["speakers"]
        assert [speaker["id"] for speaker in speakers] == [attribution.id for attribution in claim.attributions]
        assert shown[claim.id]["words"] == (article.quote(claim.content) or None)


def test_an_article_without_title_or_claims_is_shown_by_its_id() -> None:
    assert terminal(load(language="und")).splitlines() == ["x", "0 claims · 0 sources", "", "no claims are annotated"]


def test_colour_marks_roles_and_nothing_else() -> None:
    article = nc.from_dict(COUNCIL)
    coloured = terminal(article, colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == terminal(article)
    source, cue, end = "\x1b[38;5;208m", "\x1b[36m", "\x1b[0m"
    said = f"{source}Mayor Lund{end} {cue}said{end}; {source}critics{end} {cue}deny{end} (via Post, s4):"
    assert f"\n\x1b[1m1{end} {said}\n" in coloured
    assert all(line.count("\x1b[") % 2 == 0 for line in coloured.splitlines()), "a colour runs on over a line's end"


@pytest.mark.parametrize("name", nc.examples())
@pytest.mark.parametrize("room", [40, 64, 80, 100])
def test_every_example_fits_every_terminal(name: str, room: int) -> None:
    article = nc.example(name)
    lines = [*terminal(article, width=room).splitlines(), *bullets(notable(article), room)]
    assert [line for line in lines if columns(line) > room] == []


@pytest.mark.parametrize("name", nc.examples())
def test_every_word_of_every_claim_is_shown(name: str) -> None:
    article = nc.example(name)
    shown = "".join(terminal(article, width=60).split())
    for claim in article.claims:
        words = article.quote(claim.content) or claim.text or ""
        assert "".join(words.split()) in shown


@pytest.mark.parametrize("room", [30, 50, 80])
def test_nesting_sixty_deep_leaves_room_for_the_words(room: int) -> None:
    lines = terminal(nested(None, *range(60)), width=room).splitlines()
    assert max(map(len, lines)) <= room
    shown = " ".join(" ".join(lines).split())
    assert all(f"claim {number} c{number}" in shown for number in range(61))


@pytest.mark.promise(13)
@given(articles(), st.integers(40, 100))
def test_any_article_is_shown_without_anything_raw(article: nc.Article, room: int) -> None:
    shown = terminal(article, width=room)
    assert not _DANGEROUS.search(shown)
    facts = "\n".join(bullets(notable(article), room))
    assert not _DANGEROUS.search(facts)
    assert terminal(article, width=room) == shown


def test_what_could_move_words_is_written_as_an_escape() -> None:
    article = load(
        title="A\u202eB",
        sources=[{"id": "s1", "name": "Eve\u2066"}],
        claims=[
            {
                "id": "c1",
                "text": "a\x1b[2J\x9b\u202egnp.exe\u202c",
                "attributions": [{"id": "a1", "source_ids": ["s1"]}],
            }
        ],
    )
    assert terminal(article).splitlines() == [
        "A\\u202eB",
        "en · 1 claim · 1 source",
        "",
        "1 Eve\\u2066:",
        "  a\\u001b[2J\\u009b\\u202egnp.exe\\u202c",
        "  c1",
    ]


def test_the_list_takes_time_in_proportion_to_the_claims() -> None:
    counts = []
    for number in (200, 400):
        article = nested(*(None if index % 5 == 0 else index - 1 for index in range(number)))
        counts.append(steps(lambda article=article: terminal(article)))  # type: ignore[misc]
    assert counts[1] <= 2.3 * counts[0]


# ── What is notable ──────────────────────────────────────────────────────────────────────────────────────────────────

WORDS = "aa bb cc dd ee ff gg hh ii jj"


def voiced(
    *claims: tuple[int, str | None, str | None], relations: tuple[tuple[str, int, int], ...] = (), heading: int = 0
) -> nc.Article:
    """
    Claims c0, c1, … over the words of a text.

    Args:
        claims: Word, source ("author", "s", "" for nobody, None for no attribution at all) and certainty.
        relations: Type and the numbers of two claims.
        heading: How many words at the beginning are a heading.
    """

    def attribution(number: int, source: str, certainty: str | None) -> dict[str, Any]:
        made: dict[str, Any] = {"id": f"a{number}", "source_ids": [source] if source else []}
        return made if certainty is None else {**made, "certainty": certainty}

    def place(word: int) -> dict[str, Any]:
        return {"start": 3 * word, "end": 3 * word + 2, "quote": WORDS[3 * word : 3 * word + 2]}

    sections = []
    if heading:
        end = 3 * heading - 1
        sections = [
            {"id": "h", "start": 0, "end": len(WORDS), "heading": {"start": 0, "end": end, "quote": WORDS[:end]}}
        ]
    return load(
        text=WORDS,
        sections=sections,
        sources=[{"id": "author", "kind": "author"}, {"id": "s", "name": "Eve"}],
        claims=[
            {
                "id": f"c{number}",
                "content": [place(word)],
                **({} if source is None else {"attributions": [attribution(number, source, certainty)]}),
            }
            for number, (word, source, certainty) in enumerate(claims)
        ],
        relations=[
            {"id": f"r{number}", "type": kind, "from_id": f"c{first}", "to_id": f"c{second}"}
            for number, (kind, first, second) in enumerate(relations)
        ],
    )


def chains(article: nc.Article) -> list[list[str]]:
    return [[step.claim.id for step in chain] for chain in rising_certainty(article)]


REFINES = (("refines", 0, 1),)


@pytest.mark.parametrize(
    ("first", "second", "rises"),
    [
        ((0, "", "certain"), (1, "author", "certain"), True),
        ((0, "s", "possible"), (1, "author", "certain"), True),
        ((0, "s", "probable"), (1, "author", "certain"), True),
        ((0, "s", "uncommitted"), (1, "author", "certain"), True),
        ((0, "author", "possible"), (1, "author", "certain"), True),
        ((0, "s", "certain"), (1, "author", "certain"), False),
        ((0, "author", "certain"), (1, "author", "certain"), False),
        ((0, "", "certain"), (1, "s", "certain"), False),
        ((0, "", "certain"), (1, "author", "probable"), False),
        ((0, "", "certain"), (1, "author", None), False),
        ((0, None, None), (1, "author", "certain"), False),
        ((0, "", "certain"), (1, None, None), False),
        # The article says it first and names its source afterwards: nothing rises.
        ((1, "", "certain"), (0, "author", "certain"), False),
    ],
    ids=str,
)
def test_certainty_rises_from_hearsay_or_doubt_to_the_articles_own_fact(
    first: tuple[int, str | None, str | None], second: tuple[int, str | None, str | None], *, rises: bool
) -> None:
    assert chains(voiced(first, second, relations=REFINES)) == ([["c0", "c1"]] if rises else [])


@pytest.mark.parametrize("kind", ["supports", "contradicts", "restates", "causes", "contrasts"])
def test_only_what_refines_makes_a_chain(kind: str) -> None:
    article = voiced((0, "", "certain"), (1, "author", "certain"), relations=((kind, 0, 1),))
    assert chains(article) == []


def test_a_chain_is_told_in_the_order_of_the_text() -> None:
    article = voiced(
        (3, "author", "certain"),
        (2, "s", "certain"),
        (0, "", "certain"),
        (1, "s", "possible"),
        relations=(("refines", 1, 0), ("refines", 2, 0), ("refines", 3, 0), ("refines", 2, 1)),
    )
    assert chains(article) == [["c2", "c3", "c1", "c0"]]
    assert list(notable(article)) == [
        "1 claim with no source named (of 4): c2",
        (
            "certainty rising from hearsay to background fact: hearsay (c2, nobody named) → possible (c3, Eve) → "
            "certain (c1, Eve) → background fact (c0, the article)"
        ),
        "40.0% of the letters and digits are explained by some annotation",
    ]


@pytest.mark.parametrize(
    ("above", "below", "heading", "dropped"),
    [
        ((0, "author", None), (5, "s", "possible"), 2, True),
        ((1, "author", "certain"), (5, "", "probable"), 2, True),
        ((0, "author", None), (5, "s", "certain"), 2, False),
        ((0, "author", None), (5, "s", "uncommitted"), 2, False),
        ((0, "s", None), (5, "s", "possible"), 2, False),
        ((2, "author", None), (5, "s", "possible"), 2, False),
        ((0, "author", None), (5, "s", "possible"), 0, False),
        ((0, None, None), (5, "s", "possible"), 2, False),
        ((0, "author", None), (5, None, None), 2, False),
    ],
    ids=str,
)
def test_a_heading_that_restates_what_the_body_doubts_is_noticed(
    above: tuple[int, str | None, str | None],
    below: tuple[int, str | None, str | None],
    heading: int,
    *,
    dropped: bool,
) -> None:
    article = voiced(above, below, relations=(("restates", 0, 1),), heading=heading)
    found = [(first.id, second.id) for first, second in dropped_hedges(article)]
    assert found == ([("c0", "c1")] if dropped else [])
    told = "a heading that drops a hedge: c0 restates c1 as the article's own words"
    assert (told in notable(article)) is dropped


def test_a_headline_is_a_heading_as_a_whole() -> None:
    document = nc.to_dict(voiced((0, "author", None), (5, "s", "possible"), relations=(("restates", 0, 1),)))
    document["sections"] = [{"id": "h", "role": "headline", "start": 0, "end": 6}]
    assert len(list(dropped_hedges(nc.from_dict(document)))) == 1


def test_the_seed_is_notable_for_this() -> None:
    assert list(notable(nc.example())) == [
        "8 claims with no source named (of 29): c2, c4, c6, c10, c15, c23, c24, c26",
        (
            "certainty rising from hearsay to background fact: hearsay (c4, nobody named) → "
            "possible (c9, Institute for the Study of War) → certain (c16, Volodymyr Zelenskyy) → "
            "background fact (c18, the article)"
        ),
        "a heading that drops a hedge: c7 restates c9 as the article's own words",
        "a heading that drops a hedge: c11 restates c15 as the article's own words",
        "96.3% of the letters and digits are explained by some annotation",
    ]


def test_nothing_is_notable_about_nothing() -> None:
    assert list(notable(load())) == []
    assert list(notable(load(text="Words."))) == []
    assert list(notable(load(claims=[{"id": "c1", "text": "t"}]))) == []


@given(articles())
def test_what_is_notable_is_told_of_any_article(article: nc.Article) -> None:
    facts = list(notable(article))
    assert facts == list(notable(article))
    assert all(facts)


def test_what_is_notable_is_found_in_time_in_proportion_to_the_relations() -> None:
    counts = []
    for number in (60, 120):
        article = load(
            text=WORDS,
            sources=[{"id": f"s{index}"} for index in range(number)],
            claims=[
                {
                    "id": f"c{index}",
                    "text": "t",
                    "attributions": [{"id": f"a{index}", "source_ids": [f"s{index}"], "certainty": "possible"}],
                }
                for index in range(number)
            ],
            relations=[
                {"id": f"r{index}", "type": kind, "from_id": f"c{index}", "to_id": f"c{index + 1}"}
                for index, kind in zip(range(number - 1), itertools.cycle(("refines", "restates")), strict=False)
            ],
        )
        counts.append(steps(lambda article=article: list(notable(article))))  # type: ignore[misc]
    assert counts[1] <= 2.3 * counts[0]


# ── Bullets ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("facts", "room", "lines"),
    [
        ([], 80, []),
        (["one two"], 80, ["• one two"]),
        (["one two"], 6, ["• one", "  two"]),
        (["a", "b"], 3, ["• a", "• b"]),
        (["a\x1b\u202e"], 80, ["• a\\u001b\\u202e"]),
    ],
)
def test_facts_are_a_list_of_lines(facts: list[str], room: int, lines: list[str]) -> None:
    assert bullets(facts, room) == lines
