"""
Rows of verbatim words become articles: how every offset of the bundled examples came about.

A row holds words and labels and no offsets; `Page` finds the places: the only one in the section, or else the one
nearest to what it belongs to, and never a guess. `build_seed.py` and `build_handmade.py` hold the rows.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import newsclaims

HERE = Path(__file__).resolve().parent

Record = dict[str, Any]
"""One record as JSON has it."""
Range = tuple[int, int]
"""Start and end in code points, half-open."""
Words = str | tuple[str, ...]
"""Words as they stand in the text; several strings are the pieces of one discontinuous place; "" or () is no place."""

AUTHOR = ("author",)
NOBODY = ()
"""The text reports that somebody says it and names nobody."""


# ── Rows: what an annotator writes down ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Section:
    """
    A stretch of the text, from its opening words to those of the next section, without the line ends between.

    Attributes:
        id: Its id.
        opening: The words at the beginning of a line with which it starts.
        members: Its other members; `heading` is True where the opening words are a heading.
    """

    id: str
    opening: str
    members: Record = field(default_factory=dict)


@dataclass(frozen=True)
class Time:
    """A time by its words, its value, or both."""

    words: Words = ()
    value: str | None = None


@dataclass(frozen=True)
class Says:
    """
    One attribution of the claim that holds it.

    Attributes:
        by: Ids of the sources; `NOBODY` where the text names none.
        stance: Attitude, certainty and polarity.
        source: The mention of the source.
        cue: The words that report.
        hedge: The words that lower certainty.
        form: Left open, it is `indirect` where there is a cue and unsaid where there is none.
        within: The claim inside whose content this happens.
        time: When it was said.
        members: Other members, as JSON has them.
    """

    by: tuple[str, ...]
    stance: str
    source: Words = ()
    cue: Words = ()
    hedge: Words = ()
    form: str | None = None
    within: str | None = None
    time: Time | None = None
    members: Record = field(default_factory=dict)


@dataclass(frozen=True)
class Claim:
    """
    What is said.

    Attributes:
        id: Its id.
        section: Where its words and those of its attributions stand.
        content: Its words; () for a claim that the article does not hold.
        says: Its attributions.
        orientation: Seen from the article.
        time: What time it is about.
        text: A wording that stands alone.
        members: Other members, as JSON has them.
    """

    id: str
    section: str
    content: Words
    says: Sequence[Says]
    orientation: str | None = None
    time: Time | None = None
    text: str | None = None
    members: Record = field(default_factory=dict)


@dataclass(frozen=True)
class Relation:
    """
    What one claim does to another.

    Attributes:
        type: Its type.
        from_id: The claim that does it.
        to_id: The claim it is done to.
        cue: The words that say so.
        drawn_by: Ids of the sources that draw the relation; empty where the annotator does.
        members: Other members, as JSON has them.
    """

    type: str
    from_id: str
    to_id: str
    cue: Words = ()
    drawn_by: tuple[str, ...] = ()
    members: Record = field(default_factory=dict)


@dataclass(frozen=True)
class Note:
    """A remark of the annotator, on words in a section, on a record, or on both."""

    kind: str
    section: str = ""
    words: Words = ()
    members: Record = field(default_factory=dict)


# ── Places: how words become offsets ─────────────────────────────────────────────────────────────────────────────────


class PlaceError(ValueError):
    """Words are not in their section, or stand there more than once and no rule prefers one place."""


class Page:
    """
    A text in which places are found.

    Words are searched verbatim inside one section.  Words that stand there once are found.  Of several places, a cue
    takes the one nearest to the content, a source the one nearest to the cue (to the content if there is no cue), a
    hedge the one inside content or cue.  Distance is counted in code points between two places and is 0 where they
    overlap.  No place, or two that are equally near, is an error: nothing is guessed.
    """

    def __init__(self, text: str, sections: Iterable[Section] = ()) -> None:
        """Take the text and find its sections."""
        self.text = text
        self.sections = list(sections)
        starts = [self._line_start(section.opening) for section in self.sections]
        ends = [self._trimmed(end) for end in [*starts[1:], len(text)][: len(starts)]]
        self.regions: dict[str, Range] = {
            section.id: (start, end) for section, start, end in zip(self.sections, starts, ends, strict=True)
        }

    def _line_start(self, opening: str) -> int:
        """Where the only line that begins with these words does."""
        starts = [start for start, _ in self.all(opening, (0, len(self.text))) if self.text[:start][-1:] in "\r\n"]
        if len(starts) != 1:
            raise PlaceError(f"{len(starts)} lines begin with {opening!r}")
        return starts[0]

    def _trimmed(self, end: int) -> int:
        """The end without the line ends before it."""
        return len(self.text[:end].rstrip("\r\n"))

    def region(self, section: str) -> Range:
        """The range of a section; the whole text where none is named."""
        return self.regions[section] if section else (0, len(self.text))

    def all(self, words: str, region: Range) -> list[Range]:
        """Every place where the words stand, in order, also where these places overlap."""
        places = []
        start = self.text.find(words, *region)
        while start >= 0:
            places.append((start, start + len(words)))
            start = self.text.find(words, start + 1, region[1])
        return places

    def nearest(self, words: str, goal: Sequence[Range], region: Range) -> Range:
        """The place of the words that lies nearest to any of the goals."""
        places = self.all(words, region)
        if not places:
            raise PlaceError(f"{words!r} is not in {self.text[slice(*region)][:60]!r}…")
        ranked = sorted(places, key=lambda place: distance(place, goal))
        if len(ranked) > 1 and (not goal or distance(ranked[0], goal) == distance(ranked[1], goal)):
            raise PlaceError(f"{words!r} stands at {places}, and no place is nearer to {goal} than all others")
        return ranked[0]

    def near(self, words: Words, goal: Sequence[Range], region: Range) -> list[Range]:
        """The nearest place of each piece; they have to stand in the order of the text."""
        places = [self.nearest(piece, goal, region) for piece in pieces(words)]
        if any(left[1] > right[0] for left, right in itertools.pairwise(places)):
            raise PlaceError(f"{words!r} stands at {places}: overlapping or out of order")
        return places

    def content(self, words: Words, region: Range) -> list[Range]:
        """
        The places of the pieces of a content.

        Pieces that occur once are fixed.  Any other takes the place that keeps the order and lies nearest to the fixed.
        """
        found = [self.all(piece, region) for piece in pieces(words)]
        fixed = [places[0] if len(places) == 1 else None for places in found]
        goal = [place for place in fixed if place]
        chosen = []
        for index, piece in enumerate(pieces(words)):
            low = max((place[1] for place in fixed[:index] if place), default=region[0])
            high = min((place[0] for place in fixed[index + 1 :] if place), default=region[1])
            chosen.append(fixed[index] or self.nearest(piece, goal, (low, high)))
        if any(left[1] > right[0] for left, right in itertools.pairwise(chosen)):
            raise PlaceError(f"{words!r} stands at {chosen}: overlapping or out of order")
        return chosen

    def inside(self, words: Words, hosts: Sequence[Range]) -> list[Range]:
        """The places of words that stand inside the hosts, once."""
        places = []
        for piece in pieces(words):
            hits = sorted({hit for host in hosts for hit in self.all(piece, host)})
            if len(hits) != 1:
                raise PlaceError(f"{piece!r} stands {len(hits)} times inside {hosts}")
            places += hits
        return places

    def anchor(self, places: Iterable[Range]) -> list[Record]:
        """The places as spans with their words."""
        return [{"start": start, "end": end, "quote": self.text[start:end]} for start, end in places]


def pieces(words: Words) -> tuple[str, ...]:
    """The pieces of a place."""
    return words if isinstance(words, tuple) else (words,) * bool(words)


def distance(place: Range, goal: Sequence[Range]) -> int:
    """Code points between a place and the nearest of the goals; 0 where they touch or overlap."""
    return min((max(0, start - place[1], place[0] - end) for start, end in goal), default=0)


# ── Records: what is written ─────────────────────────────────────────────────────────────────────────────────────────


def build(
    about: Record,
    page: Page,
    *,
    sources: Sequence[Record],
    claims: Sequence[Claim],
    relations: Sequence[Relation] = (),
    reviews: Sequence[Record] = (),
    notes: Sequence[Note] = (),
) -> Record:
    """
    Make an article of its rows, as plain data.

    Args:
        about: The members of the article that stand in no row.
        page: The text with its sections.
        sources: Sources as JSON has them.
        claims: Attributions get the ids a1, a2 … in the order of the claims.
        relations: They get the ids r1, r2 …
        reviews: Reviews as JSON has them.
        notes: They get the ids n1, n2 …

    Raises:
        PlaceError: Words of a row are missing from the text, or ambiguous.
    """
    numbers = itertools.count(1)
    return {
        **about,
        "schema_version": "1.0",
        "text": page.text,
        "sections": [section_record(page, section) for section in page.sections],
        "sources": list(sources),
        "claims": [claim_record(page, claim, numbers) for claim in claims],
        "relations": [
            relation_record(page, f"r{number}", relation, {claim.id: claim for claim in claims})
            for number, relation in enumerate(relations, 1)
        ],
        "reviews": list(reviews),
        "notes": [note_record(page, f"n{number}", note) for number, note in enumerate(notes, 1)],
    }


def section_record(page: Page, section: Section) -> Record:
    """A section with its range, and the place of its heading if it has one."""
    start, end = page.regions[section.id]
    members = {"id": section.id, "start": start, "end": end, **section.members}
    if members.pop("heading", False):
        members["heading"] = page.anchor([(start, start + len(section.opening))])[0]
    return members


def claim_record(page: Page, claim: Claim, numbers: Iterator[int]) -> Record:
    """A claim with its places and its attributions, which take their ids from the numbers."""
    region = page.region(claim.section)
    content = page.content(claim.content, region)
    return {
        "id": claim.id,
        "content": page.anchor(content),
        "text": claim.text,
        "orientation": claim.orientation,
        "time": when(page, claim.time, content, region),
        "attributions": [attribution_record(page, f"a{next(numbers)}", says, content, region) for says in claim.says],
        **claim.members,
    }


def attribution_record(page: Page, name: str, says: Says, content: Sequence[Range], region: Range) -> Record:
    """An attribution with its places: cue by content, source by cue, hedge inside either, time by cue."""
    cue = page.near(says.cue, content, region)
    source = page.near(says.source, cue or content, region)
    attitude, certainty, polarity = says.stance.split()
    return {
        "id": name,
        "source_ids": list(says.by),
        "source": page.anchor(source),
        "cue": page.anchor(cue),
        "hedge": page.anchor(page.inside(says.hedge, [*content, *cue])),
        "attitude": attitude,
        "certainty": certainty,
        "polarity": polarity,
        "form": says.form or ("indirect" if cue else None),
        "within_id": says.within,
        "time": when(page, says.time, cue or source or content, region),
        **says.members,
    }


def when(page: Page, time: Time | None, goal: Sequence[Range], region: Range) -> Record | None:
    """A time with the place of its words that is nearest to the goal."""
    if time is None:
        return None
    return {"value": time.value, "anchor": page.anchor(page.near(time.words, goal, region))}


def relation_record(page: Page, name: str, relation: Relation, claims: dict[str, Claim]) -> Record:
    """A relation; its cue is the place nearest to content or cue of either claim, in the sections of the two."""
    goal, regions = [], []
    for claim in (claims[relation.from_id], claims[relation.to_id]):
        regions.append(region := page.region(claim.section))
        goal += (content := page.content(claim.content, region))
        goal += [place for says in claim.says for place in page.near(says.cue, content, region)]
    region = (min(start for start, _ in regions), max(end for _, end in regions))
    return {
        "id": name,
        "type": relation.type,
        "from_id": relation.from_id,
        "to_id": relation.to_id,
        "cue": page.anchor(page.near(relation.cue, goal, region)),
        "drawn_by_ids": list(relation.drawn_by),
        **relation.members,
    }


def note_record(page: Page, name: str, note: Note) -> Record:
    """A note; its words have to stand in its section once."""
    anchor = page.anchor(page.near(note.words, (), page.region(note.section)))
    return {"id": name, "kind": note.kind, "anchor": anchor, **note.members}


def write(article: Record, folder: Path, name: str) -> None:
    """
    Check an article by every rule of the format, and write it in canonical form.

    Raises:
        ValueError: It breaks a rule, be it only one that gives a warning.
    """
    if issues := newsclaims.validate(article):
        raise newsclaims.InvalidArticleError(issues, name)
    newsclaims.write(newsclaims.from_dict(article), folder / f"{name}.newsclaims.json")
