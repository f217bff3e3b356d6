"""brat standoff, laws: what is written comes back but for the losses, any file byte for byte, and hints never win."""

import itertools
from collections.abc import Callable
from typing import Any, TypeVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import strategies
from newsclaims.formats import brat

T = TypeVar("T")

RAIN = "Rain is coming, she said. It may pour."
"""       0              16  20"""
SAID = (
    "T1\tSource 16 19\tshe\n"
    "T2\tCue 20 24\tsaid\n"
    "T3\tContent 0 14\tRain is coming\n"
    "T4\tAttribution 20 24\tsaid\n"
    "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
)


def rain(more: str = "", text: str = RAIN) -> nc.Article:
    """One attribution, and whatever else is annotated."""
    return brat.loads(text, SAID + more)


def hints(record: Any) -> Any:
    return record.extensions.plain().get("brat", {})


def unhinted(article: nc.Article) -> nc.Article:
    """An article without any hint."""
    notes = tuple(attrs.evolve(note, extensions={}) for note in article.notes)
    return attrs.evolve(article, notes=notes, extensions={})


def hinted(article: nc.Article, *records: Any) -> nc.Article:
    return attrs.evolve(article, extensions={"brat": {"records": list(records)}})


def refused(text: str | None, annotations: str) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(nc.ConversionError) as caught:
        brat.loads(text, annotations)
    return [(issue.code, issue.line, issue.column) for issue in caught.value.issues]


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def check_the_law(article: nc.Article) -> nc.Article:
    """What is written comes back but for the losses; a second time nothing more is lost. Gives what is left."""
    before = nc.dumps(article)
    left = brat.forget(article)
    text, annotations = brat.dumps(article)
    assert text == article.text
    assert brat.loads(text, annotations) == left
    assert brat.dumps(article) == (text, annotations)
    assert nc.dumps(article) == before
    if brat.losses(article):
        assert left != article
    else:
        # Hints are no data: those about what is not there any more go without a word.
        assert unhinted(left) == unhinted(article)
    assert brat.forget(left) == left
    assert brat.losses(left) == ()
    assert brat.dumps(left) == (text, annotations)
    assert not [issue for issue in nc.validate(left) if issue.severity == "error"]
    return left


@pytest.mark.promise(11)
@given(strategies.articles(warnings=True))
def test_what_is_written_comes_back_but_for_the_losses(article: nc.Article) -> None:
    check_the_law(article)


@pytest.mark.parametrize("name", nc.examples())
def test_every_bundled_article_comes_back_but_for_the_losses(name: str) -> None:
    check_the_law(nc.example(name))


def values(article: nc.Article) -> list[Any]:
    """Who says what where, ids left out."""
    names = {source.id: source.name for source in article.sources}
    contents = {claim.id: claim.content for claim in article.claims}
    return [
        (
            claim.content,
            claim.orientation,
            [
                (
                    [names[name] for name in said.source_ids],
                    *(said.source, said.cue, said.hedge),
                    *(said.attitude, said.certainty, said.polarity, said.form),
                    None if said.within_id is None else contents[said.within_id],
                )
                for said in claim.attributions
            ],
        )
        for claim in article.claims
    ]


@pytest.mark.promise(11)
@given(strategies.articles(warnings=True))
def test_whatever_brat_can_hold_is_there(article: nc.Article) -> None:
    """Not by the word of the losses: whoever says a claim that stands in one line is found again, stance and all."""
    found = values(brat.loads(*brat.dumps(article)))
    placed = attrs.evolve(article, claims=tuple(claim for claim in article.claims if claim.content), relations=())
    kept = {claim.id for claim in placed.claims}
    loose = [said for claim in placed.claims for said in claim.attributions if said.within_id not in {None, *kept}]
    if not loose and not any(
        span.quote is None or "\n" in span.quote or "\r" in span.quote for place in article.anchors() for span in place
    ):
        assert found == values(placed)


# ── Laws: files of others ────────────────────────────────────────────────────────────────────────────────────────────

TYPES = [
    "Source",
    "Cue",
    "Content",
    "Hedge",
    "Attribution",
    "Attribution-no-source",
    "Claim",
    "Discuss",
    "discuss",
    "X",
]
ROLES = ["Source", "Cue", "Content", "Content2", "Hedge", "Theme", "Source2"]
FACTS = ["Certainty E possible", "Polarity E positive", "Voice T author", "Orientation T past", "Certainty T certain"]


class Sheet:
    """Annotations in the making: any record over the ids that are there, sense or nonsense."""

    def __init__(self, draw: st.DrawFn, text: str) -> None:
        self.draw = draw
        self.text = text
        self.numbers = draw(st.permutations(range(1, 80)))
        self.lines: list[str] = []
        self.bounds: dict[str, list[str]] = {}
        self.ids: dict[str, list[str]] = {letter: [] for letter in "TERAMN#"}

    def one(self, *options: str) -> str:
        return self.draw(st.sampled_from(options))

    def name(self, letter: str) -> str:
        self.ids[letter].append(f"{letter}{self.numbers[len(self.lines)]}")
        return self.ids[letter][-1]

    def known(self, letters: str) -> str:
        return self.one(*[name for letter in letters for name in self.ids[letter]])

    def of_type(self, *types: str) -> str:
        found = [name for type_ in types for name in self.bounds.get(type_, [])]
        return self.one(*found) if found else self.known("TE")

    def text_bound(self, type_: str = "") -> str:
        cuts = sorted(self.draw(st.sets(st.integers(0, len(self.text)), min_size=2, max_size=6)))
        ranges = list(itertools.pairwise(cuts))[:: 1 if self.draw(st.booleans()) else 2]
        if self.draw(st.booleans()):
            ranges = self.draw(st.permutations(ranges))
        quote = " ".join(self.text[start:end] for start, end in ranges)
        if self.draw(st.booleans()):
            quote = quote.replace("\n", " ").replace("\r", " ")
        type_, name = type_ or self.one(*TYPES), self.name("T")
        self.bounds.setdefault(type_, []).append(name)
        self.lines.append(f"{name}\t{type_} {';'.join(f'{start} {end}' for start, end in ranges)}\t{quote}")
        return name

    def attribution(self) -> None:
        """An event that makes sense, on its own places or on those of others."""
        type_ = self.one("Attribution", "Attribution", "Attribution-no-source")
        roles = self.one(
            "Source Cue Content", "Content", "Cue Content Content2", "Source Source2 Content", "Hedge Content"
        )
        parts = []
        for role in self.draw(st.permutations(roles.split(" "))):
            base = role.rstrip("2")
            again = base in self.bounds and self.draw(st.booleans())
            parts.append(f" {role}:{self.of_type(base) if again else self.text_bound(base)}")
        trigger = self.text_bound(type_)
        self.lines.append(f"{self.name('E')}\t{type_}:{trigger}{''.join(parts)}")

    def event(self) -> None:
        type_ = self.one("Attribution", "Attribution-no-source", "X")
        trigger = self.one(*(self.bounds.get(type_) or self.ids["T"]))
        roles = self.draw(st.lists(st.sampled_from(ROLES), max_size=4))
        arguments = "".join([f" {role}:{self.of_type(role.rstrip('2'))}" for role in roles])
        self.lines.append(f"{self.name('E')}\t{type_}:{trigger}{arguments}{self.one('', '', ' ')}")

    def attribute(self) -> None:
        fact, letter, value = self.one(*FACTS).split(" ")
        target = self.known("E" if letter == "E" and self.ids["E"] else "T")
        target = target if letter == "E" else self.of_type("Content", "Claim")
        self.lines.append(f"{self.name('A')}\t{fact} {target} {value}")

    def mark(self) -> None:
        self.lines.append(f"{self.name('M')}\tNegation {self.known('TE')}")

    def link(self) -> None:
        type_ = self.one("Supports", "Causes", "Within", "Near")
        inner = type_ == "Within" and self.ids["E"]
        first = self.known("E") if inner else self.of_type("Content", "Claim")
        second = self.of_type("Content", "Claim")
        self.lines.append(f"{self.name('R')}\t{type_} Arg1:{first} Arg2:{second}{self.one('', chr(9))}")

    def reference(self) -> None:
        entry = self.one("newsclaims:ann", "newsclaims:bob", "newsclaims:T1", "Wiki:4")
        label = self.one("", "\tAnn", "\t")
        self.lines.append(f"{self.name('N')}\tReference {self.of_type('Source')} {entry}{label}")

    def group(self) -> None:
        members = [self.of_type("Source") for _ in range(self.draw(st.integers(1, 3)))]
        self.lines.append(f"*\t{self.one('Equiv', 'Alias')} {' '.join(members)}")

    def remark(self) -> None:
        type_, target = self.one("AnnotatorNotes", "Check", "comment"), self.known("TERAMN#")
        self.lines.append(f"{self.name('#')}\t{type_} {target}" + self.one("", "\t", "\thm é", "\t\t ", "\ta\rb"))

    def blank(self) -> None:
        self.lines.append("")


@st.composite
def standoffs(draw: st.DrawFn) -> tuple[str, str]:
    """A text and annotations that say anything that brat can say."""
    sheet = Sheet(draw, draw(st.text(st.sampled_from("ab \n\r\té\U0001f600"), min_size=1, max_size=24)))
    kinds = [sheet.attribute, sheet.mark, sheet.link, sheet.reference, sheet.group, sheet.remark, sheet.blank]
    for _ in range(draw(st.integers(0, 5))):
        sheet.text_bound()
    for _ in range(draw(st.integers(0, 4))):
        sheet.attribution()
    if sheet.lines:
        for _ in range(draw(st.integers(0, 4))):
            sheet.event()
        for kind in draw(st.lists(st.sampled_from(kinds), max_size=9)):
            kind()
    lines = draw(st.permutations(sheet.lines)) if draw(st.booleans()) else sheet.lines
    # Where no new line ends the last record, it is one whose words show that it is whole.
    whole = bool(lines) and lines[-1][:1] == "T" and draw(st.booleans())
    return sheet.text, "\n".join(lines) + ("" if whole else "\n")


@pytest.mark.promise(11)
@given(standoffs())
def test_whatever_brat_says_is_written_again_byte_for_byte(standoff: tuple[str, str]) -> None:
    article = brat.loads(*standoff)
    assert brat.dumps(article) == standoff
    assert brat.losses(article) == ()
    again = nc.loads(nc.dumps(article))
    assert again == article
    assert brat.dumps(again) == standoff


@pytest.mark.promise(11)
@given(standoffs(), st.data())
def test_edits_after_reading_are_written(standoff: tuple[str, str], data: st.DataObject) -> None:
    article = edited(brat.loads(*standoff), data)
    left = check_the_law(article)
    bare = brat.forget(attrs.evolve(article, extensions={}))
    if not set(article.text or "") & {"\n", "\r"}:
        # With hints or without: they decide on ids and order, never on values.
        assert values(left) == values(bare)


def edited(article: nc.Article, data: st.DataObject) -> nc.Article:
    """An article in which claims are gone, changed, said otherwise, and hints are torn and mixed."""
    places = strategies.anchors(text=article.text)

    def maybe(old: T, new: Callable[[], T]) -> T:
        return new() if data.draw(st.integers(0, 3)) == 3 else old

    def said(old: nc.Attribution) -> nc.Attribution:
        return attrs.evolve(
            old,
            cue=maybe(old.cue, lambda: data.draw(places)),
            source=maybe(old.source, lambda: data.draw(places)),
            source_ids=maybe(old.source_ids, lambda: data.draw(st.sampled_from([(), old.source_ids[:1]]))),
            certainty=maybe(old.certainty, lambda: data.draw(st.sampled_from([None, "possible"]))),
        )

    def claim(old: nc.Claim) -> nc.Claim:
        return attrs.evolve(
            old,
            content=maybe(old.content, lambda: data.draw(places) or old.content),
            attributions=tuple(said(item) for item in old.attributions),
        )

    def note(old: nc.Note) -> nc.Note:
        return attrs.evolve(
            old,
            text=maybe(old.text, lambda: data.draw(st.sampled_from([None, "new", "a\nb"]))),
            kind=maybe(
                old.kind, lambda: data.draw(st.sampled_from(["comment", "discuss", "Cue", "Claim", "two words"]))
            ),
        )

    claims = [claim(old) for old in article.claims]
    if claims and data.draw(st.booleans()):
        claims = [claims[index] for index in data.draw(st.permutations(range(len(claims))))]
    if data.draw(st.booleans()):
        added = nc.Claim(
            id="new", content=data.draw(places), text="new", attributions=(nc.Attribution(id="n1", source_ids=()),)
        )
        claims.insert(data.draw(st.integers(0, len(claims))), added)
    own = dict(hints(article))
    if data.draw(st.integers(0, 7)) == 7:
        own["lines"] = own.pop("records", ["T1"])
    if "records" in own and data.draw(st.booleans()):
        pool = [*own["records"], 7, "T1", "T99\tCue 0 1\tzz", "E1\tAttribution:T1", "\t", "*\tEquiv T1 T1"]
        own["records"] = data.draw(st.lists(st.sampled_from(pool), max_size=12))
    notes = [note(old) for old in article.notes]
    if data.draw(st.booleans()):
        notes = [item for item in notes if data.draw(st.booleans()) or any(o.about_id == item.id for o in notes)]
    return attrs.evolve(article, claims=tuple(claims), notes=tuple(notes), extensions={"brat": own} if own else {})


# ── Hints ────────────────────────────────────────────────────────────────────────────────────────────────────────────

MIXED = SAID.replace("T2", "T9").replace("Source:T1 Cue:T9 Content:T3", "Content:T3 Cue:T9 Source:T1")


def test_a_place_that_was_moved_is_written_where_it_is_now() -> None:
    article = brat.loads(RAIN, MIXED)
    (claim,) = article.claims
    (said,) = claim.attributions
    moved = attrs.evolve(said, cue=(article.span(21, 24),))
    claim = attrs.evolve(claim, attributions=(moved,))
    changed = attrs.evolve(article, claims=(claim,))
    # The trigger stands over the cue, so it moves too.
    assert brat.dumps(changed)[1] == MIXED.replace("20 24\tsaid", "21 24\taid")


def test_pieces_that_were_moved_leave_every_other_line_as_it_was() -> None:
    """A line of the hints that names other pieces is passed over, and no other line with it."""
    annotations = MIXED.replace("0 14\tRain is coming", "8 14;0 7\tcoming Rain is")
    article = brat.loads(RAIN, annotations)
    claim = attrs.evolve(article.claims[0], content=(article.span(0, 4),))
    changed = attrs.evolve(article, claims=(claim,))
    assert brat.dumps(changed)[1] == annotations.replace("8 14;0 7\tcoming Rain is", "0 4\tRain")
    assert [loss.code for loss in brat.losses(changed)] == []


def test_of_two_events_that_share_a_trigger_only_the_one_that_was_changed_is_written_anew() -> None:
    more = "T5\tContent 26 37\tIt may pour\nT6\tCue 20 24\tsaid\nE2\tAttribution:T4 Content:T5 Source:T1 Cue:T6\n"
    article = brat.loads(RAIN, MIXED + more)
    first, second = article.claims
    said = attrs.evolve(second.attributions[0], cue=(article.span(21, 24),))
    changed = attrs.evolve(article, claims=(first, attrs.evolve(second, attributions=(said,))))
    kept = MIXED.splitlines() + more.splitlines()[:1]
    written = brat.dumps(changed)[1].splitlines()
    assert [line for line in written if line in kept] == kept
    assert any(line.startswith("E2\tAttribution:") for line in written)
    assert [loss.code for loss in brat.losses(changed)] == []
    check_the_law(changed)


def test_mentions_that_name_others_than_the_model_are_written_anew() -> None:
    text = "Ann and Bob say it rains. It is so."
    annotations = (
        "T7\tDiscuss 26 28\tIt\nT2\tSource 8 11\tBob\nT1\tSource 0 3\tAnn\nT3\tContent 16 24\tit rains\n"
        "T4\tAttribution 12 15\tsay\nE1\tAttribution:T4 Source:T1 Source2:T2 Content:T3\n"
    )
    article = brat.loads(text, annotations)
    (claim,) = article.claims
    said = attrs.evolve(claim.attributions[0], source_ids=("T2",))
    changed = attrs.evolve(article, sources=article.sources[1:], claims=(attrs.evolve(claim, attributions=(said,)),))
    assert brat.dumps(changed)[1].splitlines() == [
        "T7\tDiscuss 26 28\tIt",
        "T2\tSource 0 3;8 11\tAnn Bob",
        "T3\tContent 16 24\tit rains",
        "E1\tAttribution:T5 Source:T2 Content:T3",
        "T5\tAttribution 16 24\tit rains",
    ]
    check_the_law(changed)


def test_a_claim_that_was_added_goes_to_the_end() -> None:
    article = brat.loads(RAIN, MIXED)
    added = nc.Claim(id="c9", content=(article.span(26, 37),))
    changed = attrs.evolve(article, claims=(*article.claims, added))
    assert brat.dumps(changed)[1] == MIXED + "T2\tClaim 26 37\tIt may pour\n"


def test_a_claim_that_was_put_first_comes_first_and_the_lines_stay() -> None:
    """The order of claims is a value, the order of lines a hint."""
    article = brat.loads(RAIN, MIXED)
    added = nc.Claim(id="c9", content=(article.span(26, 37),))
    changed = attrs.evolve(article, claims=(added, *article.claims))
    first, *lines = brat.dumps(changed)[1].splitlines()
    assert first == "T2\tClaim 26 37\tIt may pour"
    assert sorted(lines) == sorted(MIXED.splitlines())
    assert ("NC648", 1) in [(loss.code, loss.count) for loss in brat.losses(changed)]
    check_the_law(changed)


def test_what_was_deleted_is_not_written() -> None:
    article = brat.loads(RAIN, MIXED + "T5\tDiscard 0 4\tRain\n")
    changed = attrs.evolve(article, claims=(), sources=())
    assert brat.dumps(changed)[1] == "T5\tDiscard 0 4\tRain\n"
    changed = attrs.evolve(article, notes=())
    assert brat.dumps(changed)[1] == MIXED


def test_who_says_it_is_what_the_model_says() -> None:
    article = brat.loads(RAIN, MIXED)
    (claim,) = article.claims
    said = attrs.evolve(claim.attributions[0], source_ids=(), source=(), certainty="possible")
    changed = attrs.evolve(article, sources=(), claims=(attrs.evolve(claim, attributions=(said,)),))
    (again,) = brat.loads(*brat.dumps(changed)).claims
    assert (again.attributions[0].source_ids, again.attributions[0].certainty) == ((), "possible")


def test_a_remark_that_was_reworded_is_written_as_it_is_now() -> None:
    article = rain("#4\tCheck T2\twhich?\n")
    (note,) = article.notes
    assert hints(note)["raw"] == "#4\tCheck T2\twhich?"
    changed = attrs.evolve(article, notes=(attrs.evolve(note, text="that one"),))
    assert [loss.code for loss in brat.losses(changed)] == ["NC648"]
    assert brat.dumps(changed)[1] == SAID + "#4\tCheck E1\tthat one\n"


@pytest.mark.parametrize(
    "records",
    [
        ["T2\tCue 0 4\tRain"],  # another place
        ["T2\tCue 20 24\tsays"],  # other words
        ["T2\tSource 20 24\tsaid"],  # another type
        ["E1\tAttribution:T4 Source:T2 Cue:T1 Content:T3"],  # other roles
        ["E1\tAttribution-no-source:T4 Content:T3"],
        ["T3\tContent 0 4\tRain"],
        ["E1\tAttribution:T99 Source:T98 Cue:T97 Content:T96"],
        ["nonsense", "T1 Source", "", "\t", "E1\t", "*\tEquiv T1", "T0"],
        ["T1", "T1", "E1", "T2\tCue 20 24\tsaid", "T2"],
        ["A1\tCertainty E1 certain", "#1\tAnnotatorNotes E1\tinvented", "T7\tDiscuss 0 4\tRain"],
    ],
)
def test_hints_that_contradict_are_ignored(records: list[str]) -> None:
    article = rain()
    text, annotations = brat.dumps(hinted(article, *records))
    assert unhinted(attrs.evolve(brat.loads(text, annotations), id=article.id)).claims[0].content == (
        article.claims[0].content
    )
    assert values(brat.loads(text, annotations)) == values(article)
    assert "invented" not in annotations
    assert "Discuss" not in annotations
    check_the_law(hinted(article, *records))


@pytest.mark.parametrize(
    "value", [None, 1, "T1", [], {}, {"records": None}, {"records": {"a": 1}}, {"records": [1, None]}]
)
def test_hints_of_another_shape_are_none(value: Any) -> None:
    article = attrs.evolve(rain(), extensions={"brat": value})
    assert brat.dumps(article)[1] == SAID
    check_the_law(article)


@pytest.mark.parametrize(
    "raw",
    [
        "R1\tNear Arg1:T1 Arg2:T98",  # names what is not there
        "R2\tNear Arg1:T1 Arg2:T2",  # another id
        "R1\tFar Arg1:T1 Arg2:T2",  # another kind
        "R1\tSupports Arg1:T1 Arg2",  # cut
        "T2\tCue 20 24\tsaid",
        "R1\tNear Arg1:T1 Arg2:T2\nA9\tCertainty E1 certain",  # two
        7,
    ],
)
def test_the_record_of_a_note_counts_only_where_it_says_the_same(raw: Any) -> None:
    article = rain("R1\tNear Arg1:T1 Arg2:T2\n")
    (note,) = article.notes
    torn = attrs.evolve(article, notes=(attrs.evolve(note, extensions={"brat": {"raw": raw}}),))
    assert brat.dumps(torn)[1] == SAID
    assert [loss.code for loss in brat.losses(torn)] == ["NC648", "NC627"]
    check_the_law(torn)


# ── Damage ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.promise(13)
@given(standoffs(), st.data())
def test_damage_is_refused_or_read_as_what_it_says(standoff: tuple[str, str], data: st.DataObject) -> None:
    text, annotations = standoff
    at = data.draw(st.integers(0, len(annotations)))
    put = data.draw(st.sampled_from(["", "\n", "\r\n", "\t", " ", "0", "T", ":", ";", "\x00", "\ufeff", "\U0001f600"]))
    damaged = annotations[:at] + put + annotations[at + data.draw(st.integers(0, 3)) :]
    try:
        article = brat.loads(text, damaged)
    except nc.ConversionError as wrong:
        places = [(issue.line, issue.column) for issue in wrong.issues if issue.code != "NC114"]
    else:
        places = []
        assert brat.dumps(article) == (text, damaged)
    assert None not in {number for place in places for number in place}


@pytest.mark.promise(6)
@given(standoffs(), st.integers(1, 3))
def test_shifted_offsets_are_refused_unless_the_same_words_stand_there(standoff: tuple[str, str], by: int) -> None:
    text, annotations = standoff
    shifted = "\u2603" * by + text
    blank = str.maketrans("\r\n", "  ")
    fits = all(
        shifted[span.start : span.end].translate(blank) == (span.quote or "").translate(blank)
        for place in brat.loads(text, annotations).anchors()
        for span in place
    )
    if not fits:
        assert {code for code, _, _ in refused(shifted, annotations)} <= {"NC901", "NC902", "NC907", "NC909", "NC114"}
