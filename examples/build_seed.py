"""
Build the seed example: `kolaborasi-militer.txt` and the rows below become `kolaborasi-militer.newsclaims.json`.

The rows hold verbatim words and no offsets.  Every offset is found in the text by the rules of `Page`, so anyone can
see how it came about.  `build_handmade.py` uses the same rows and rules for the other examples.

    python examples/build_seed.py [FOLDER]
"""

import itertools
import sys
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


# ── The article and its annotation ───────────────────────────────────────────────────────────────────────────────────

# Lines alternate heading and paragraph, six times.  Line 1 sums up the whole piece and the paragraph under it is a
# lead, so line 1 is the headline and s1 has no heading.
SECTIONS = [
    Section("s0", "Kolaborasi Militer Pyongyang-Moskow Semakin Erat", {"role": "headline"}),
    Section("s1", "Korea Utara diperkirakan"),
    Section("s2", "Transfer Teknologi sebagai Imbalan Bantuan Militer", {"heading": True, "level": 2}),
    Section("s3", "Uji Coba Senjata di Medan Perang Ukraina", {"heading": True, "level": 2}),
    Section("s4", "Kekhawatiran Nuklir di Tengah Hubungan Rusia-Korea Utara", {"heading": True, "level": 2}),
    Section("s5", "Dugaan Pengiriman Senjata ke Rusia", {"heading": True, "level": 2}),
    Section("s6", "Dampak terhadap Keamanan Global", {"heading": True, "level": 2}),
]

ABOUT = {
    "id": "urn:newsclaims:example:kolaborasi-militer",
    "language": "id",
    "title": "Kolaborasi Militer Pyongyang-Moskow Semakin Erat",
    "provenance": {"agent": "annotator-1", "kind": "model"},
}

SOURCES = [
    {"id": "author", "kind": "author", "naming": "unnamed", "description": "The article's own voice; no byline."},
    {
        "id": "report",
        "kind": "document",
        "naming": "unnamed",
        "description": "The latest report; who wrote it is not said. It may be the report of isw; kept apart.",
    },
    {
        "id": "isw",
        "name": "Institute for the Study of War",
        "kind": "organization",
        "naming": "named",
        "description": "A strategic studies institute based in Washington; the text garbles its name.",
    },
    {
        "id": "zelenskyy",
        "name": "Volodymyr Zelenskyy",
        "kind": "person",
        "naming": "named",
        "description": "President of Ukraine.",
    },
    {"id": "nhk", "name": "NHK", "kind": "media", "naming": "named", "description": "Japanese broadcaster."},
    {
        "id": "nhk_sources",
        "kind": "group",
        "naming": "unnamed",
        "affiliation_id": "nhk",
        "description": "Unnamed sources of NHK.",
    },
    # Two metonyms, one voice: Moskow (c20) and Kremlin (c22).
    {
        "id": "kremlin",
        "name": "Government of Russia",
        "kind": "government",
        "naming": "named",
        "description": "Called Moskow and Kremlin.",
    },
    {"id": "seoul", "name": "Government of South Korea", "kind": "government", "naming": "named"},
    {"id": "analysts", "kind": "group", "naming": "generic", "description": "Analysts, none of them named."},
]

LATEST_REPORT = ("report",)

# The convention for content: raised subjects belong to it and make it discontinuous, the complementiser `bahwa` belongs
# to neither cue nor content.  A heading is a claim if it names something that could be true or false, else a note.
CLAIMS = [
    # A full clause in the author's flat voice: the ties ARE closer.  c29 treats the same thing as a future "if".
    Claim(
        "c1",
        "s0",
        "Kolaborasi Militer Pyongyang-Moskow Semakin Erat",
        [Says(AUTHOR, "assertion certain positive")],
        "present",
    ),
    # Raised subject: two pieces round the cue, which carries the doubt.  No publication date, so the time has no value.
    # `Langkah ini` (c5) and `proyek ini` (c3) point back here.
    Claim(
        "c2",
        "s1",
        (
            "Korea Utara",
            "akan memperkuat kekuatan militernya dengan memulai produksi drone canggih pada tahun ini",
        ),
        [Says(NOBODY, "belief probable positive", cue="diperkirakan")],
        "future",
        Time("pada tahun ini"),
        "Korea Utara akan memperkuat kekuatan militernya dengan memulai produksi drone canggih pada tahun ini.",
    ),
    # `laporan terbaru` is indefinite and unnamed; taken as the same document as `Laporan tersebut` (c12).
    Claim(
        "c3",
        "s1",
        "proyek ini kemungkinan besar melibatkan kolaborasi teknologi dengan Rusia",
        [Says(LATEST_REPORT, "assertion probable positive", "laporan terbaru", "Menurut", "kemungkinan besar")],
        "present",
        text="Proyek produksi drone canggih Korea Utara kemungkinan besar melibatkan kolaborasi teknologi dengan "
        "Rusia.",
    ),
    # A relative clause with a cue of its own and no agent.  It may or may not be the report that says it, so it is not
    # nested.  Its subject is the `Rusia` just before and is given in the text.
    Claim(
        "c4",
        "s1",
        "telah mentransfer teknologi drone dan rudal ke Pyongyang",
        [Says(NOBODY, "assertion certain positive", cue="disebut")],
        "past",
        text="Rusia telah mentransfer teknologi drone dan rudal ke Pyongyang.",
    ),
    # The author asserts a cause (`memicu`).
    Claim(
        "c5",
        "s1",
        "Langkah ini memicu kekhawatiran baru di kancah geopolitik internasional, terutama terkait ketegangan di "
        "Semenanjung Korea dan konflik yang masih berlangsung di Ukraina",
        [Says(AUTHOR, "assertion certain positive")],
        "present",
    ),
    # Whose concern it is is not said, only where.  Its target is a noun phrase, so nobody commits to anything.
    Claim(
        "c6",
        "s1",
        "ketegangan di Semenanjung Korea dan konflik yang masih berlangsung di Ukraina",
        [Says(NOBODY, "sentiment uncommitted unknown", cue="kekhawatiran baru", within="c5")],
        "present",
    ),
    # Nominal heading.  It drops both hedges of the body (`mungkin`, `dilaporkan`) and turns round who repays whom (r6).
    Claim(
        "c7",
        "s2",
        "Transfer Teknologi sebagai Imbalan Bantuan Militer",
        [Says(AUTHOR, "assertion uncommitted unknown")],
        "past",
    ),
    # An apposition with checkable news about the source; identifying titles such as `Presiden Ukraina` have no row.
    Claim(
        "c8",
        "s2",
        "sebuah lembaga kajian strategis berbasis di Washington",
        [Says(AUTHOR, "assertion certain positive")],
        "present",
        text="Institut Study of War (ISW) adalah lembaga kajian strategis yang berbasis di Washington.",
    ),
    # The hedge stands inside the content.
    Claim(
        "c9",
        "s2",
        "Rusia mungkin telah memberikan teknologi militer mutakhir kepada Korea Utara sebagai bagian dari kesepakatan "
        "bilateral",
        [
            Says(
                ("isw",),
                "assertion possible positive",
                "Institut Study of War (ISW), sebuah lembaga kajian strategis berbasis di Washington",
                "mengungkapkan",
                "mungkin",
            )
        ],
        "past",
    ),
    # Hearsay without an agent, in two pieces round the cue.
    Claim(
        "c10",
        "s2",
        (
            "tentara Korea Utara",
            "telah dikerahkan ke wilayah Kursk untuk membantu upaya perang Rusia melawan Ukraina",
        ),
        [Says(NOBODY, "assertion certain positive", cue="dilaporkan")],
        "past",
        text="Tentara Korea Utara telah dikerahkan ke wilayah Kursk untuk membantu upaya perang Rusia melawan Ukraina.",
    ),
    # Nominal heading; restates c15 without its `dugaan`.
    Claim(
        "c11",
        "s3",
        "Uji Coba Senjata di Medan Perang Ukraina",
        [Says(AUTHOR, "assertion uncommitted unknown")],
        "present",
    ),
    # Second mention of the report, which the text never credits to anybody.
    Claim(
        "c12",
        "s3",
        "rudal balistik Korea Utara yang ditembakkan oleh Rusia sejak akhir 2024 menunjukkan peningkatan akurasi yang "
        "signifikan",
        [Says(LATEST_REPORT, "assertion certain positive", "Laporan tersebut", "juga menyebutkan")],
        "present",
        Time("sejak akhir 2024", "2024/.."),
    ),
    # Presupposed by the restrictive relative clause of c12 and checkable by itself; same source and cue.
    Claim(
        "c13",
        "s3",
        "rudal balistik Korea Utara yang ditembakkan oleh Rusia sejak akhir 2024",
        [Says(LATEST_REPORT, "assertion certain positive", "Laporan tersebut", "juga menyebutkan")],
        "past",
        Time("sejak akhir 2024", "2024/.."),
        "Rusia menembakkan rudal balistik Korea Utara sejak akhir 2024.",
    ),
    # The author judges that c12 strengthens a suspicion.  It could still be the report that does.
    Claim(
        "c14",
        "s3",
        "Hal ini memperkuat dugaan bahwa Korea Utara tengah menguji coba teknologi militer mereka di medan perang "
        "Ukraina",
        [Says(AUTHOR, "assertion certain positive")],
        "present",
    ),
    # A noun as cue; whose suspicion it is is not said.
    Claim(
        "c15",
        "s3",
        "Korea Utara tengah menguji coba teknologi militer mereka di medan perang Ukraina",
        [Says(NOBODY, "belief probable positive", cue="dugaan", within="c14")],
        "present",
    ),
    # `turut` ("also") marks agreement with what was said before (r4).
    Claim(
        "c16",
        "s3",
        "Rusia telah menyalurkan teknologi modern kepada Korea Utara, termasuk teknologi drone",
        [
            Says(
                ("zelenskyy",),
                "assertion certain positive",
                "Presiden Ukraina, Volodymyr Zelenskyy",
                "turut menegaskan",
            )
        ],
        "past",
    ),
    # A non-restrictive clause whose voice is unclear is given to the author.
    Claim(
        "c17",
        "s3",
        "semakin memperkuat hubungan militer kedua negara",
        [Says(AUTHOR, "assertion certain positive")],
        "present",
        text="Penyaluran teknologi modern Rusia ke Korea Utara semakin memperkuat hubungan militer kedua negara.",
    ),
    # The author's voice, unhedged, in a concessive clause: what was possible for ISW (c9) is now background.
    Claim(
        "c18",
        "s4",
        "Rusia telah berbagi teknologi militer dengan Korea Utara",
        [Says(AUTHOR, "assertion certain positive")],
        "past",
    ),
    Claim(
        "c19",
        "s4",
        "Moskow masih enggan mendukung penuh pengembangan senjata nuklir Pyongyang",
        [Says(("nhk",), "assertion certain positive", "media Jepang NHK", "melaporkan")],
        "present",
    ),
    # Unwilling (`enggan`): the source leans away from the content.
    Claim(
        "c20",
        "s4",
        "mendukung penuh pengembangan senjata nuklir Pyongyang",
        [Says(("kremlin",), "intention probable negative", "Moskow", "masih enggan", within="c19")],
        "present",
        text="Moskow mendukung penuh pengembangan senjata nuklir Pyongyang.",
    ),
    Claim(
        "c21",
        "s4",
        "Kremlin khawatir uji coba nuklir Korea Utara dapat memperburuk hubungan diplomatik dengan Amerika Serikat dan "
        "China",
        [
            Says(
                ("nhk_sources",),
                "assertion certain positive",
                "Sumber NHK",
                "menyebutkan",
                members={"via_ids": ["nhk"]},
            )
        ],
        "present",
    ),
    # The chain of voices: kremlin ← nhk_sources ← author.
    Claim(
        "c22",
        "s4",
        "uji coba nuklir Korea Utara dapat memperburuk hubungan diplomatik dengan Amerika Serikat dan China",
        [Says(("kremlin",), "sentiment possible positive", "Kremlin", "khawatir", "dapat", within="c21")],
        "future",
        text="Uji coba nuklir Korea Utara dapat memperburuk hubungan diplomatik Rusia dengan Amerika Serikat dan "
        "China.",
    ),
    # Attribution without a source even in a heading; its cue is a noun.
    Claim(
        "c23",
        "s5",
        "Pengiriman Senjata ke Rusia",
        [Says(NOBODY, "belief probable positive", cue="Dugaan")],
        "past",
        text="Korea Utara mengirim senjata ke Rusia.",
    ),
    # `Korea Utara` stands in the section twice; only the first place keeps the order of the pieces.
    Claim(
        "c24",
        "s5",
        ("Korea Utara", "aktif memasok senjata kepada Rusia untuk mendukung operasinya di Ukraina"),
        [Says(NOBODY, "belief probable positive", cue="juga diduga")],
        "present",
        text="Korea Utara aktif memasok senjata kepada Rusia untuk mendukung operasinya di Ukraina.",
    ),
    # `mengklaim` keeps its distance, but Seoul itself is committed.  `sekitar` rounds a number and is no hedge; 7.000
    # is seven thousand.
    Claim(
        "c25",
        "s5",
        "Korea Utara telah mengirim sekitar 7.000 kontainer berisi senjata ke Rusia dalam dua bulan sebelumnya",
        [
            Says(
                ("seoul",),
                "assertion certain positive",
                "pemerintah Korea Selatan",
                "mengklaim",
                time=Time("Pada Oktober lalu"),
            )
        ],
        "past",
        Time("dalam dua bulan sebelumnya"),
    ),
    # 20,000 in all agrees with 7,000 in two months.
    Claim(
        "c26",
        "s5",
        ("jumlah kontainer yang dikirim sejak awal kerja sama militer ini", "telah mencapai 20.000 unit"),
        [Says(NOBODY, "assertion certain positive", cue="disebut")],
        "past",
        text="Jumlah kontainer senjata yang dikirim Korea Utara ke Rusia sejak awal kerja sama militer telah mencapai "
        "20.000 unit.",
    ),
    Claim("c27", "s6", "Situasi ini terus berkembang", [Says(AUTHOR, "assertion certain positive")], "present"),
    Claim(
        "c28",
        "s6",
        "berbagai negara memantau secara ketat dinamika kerja sama militer antara Moskow dan Pyongyang",
        [Says(AUTHOR, "assertion certain positive")],
        "present",
    ),
    # The condition (`jika …`) stays inside the content and is not asserted.
    Claim(
        "c29",
        "s6",
        "aliansi ini dapat berdampak besar pada keamanan global, terutama jika kolaborasi militer mereka semakin erat "
        "di masa mendatang",
        [Says(("analysts",), "assertion possible positive", "Analis", "memperingatkan", "dapat")],
        "future",
        text="Aliansi militer Rusia\u2013Korea Utara dapat berdampak besar pada keamanan global, terutama jika "
        "kolaborasi militer mereka semakin erat di masa mendatang.",
    ),
]

# Their cues are found like the others: in the sections of the two claims, nearest to content or cue of either.
RELATIONS = [
    Relation("refines", "c4", "c18"),  # drones and rockets are military technology
    Relation("refines", "c9", "c18"),  # the version of ISW, more specific
    Relation("refines", "c16", "c18"),  # the version of Zelenskyy, more specific
    Relation("supports", "c16", "c9", "turut", AUTHOR),  # "also" affirms; part of the cue of c16
    Relation("causes", "c9", "c10", "Sebagai imbalannya", AUTHOR),  # "in return": technology, then troops
    Relation("restates", "c7", "c9"),  # the heading restates the exchange and turns its direction round
    Relation("refines", "c12", "c13"),  # c12 entails c13
    Relation("supports", "c12", "c15", "Hal ini memperkuat dugaan", AUTHOR),  # overlaps the cue of c15, `dugaan`
    Relation("restates", "c11", "c15"),
    Relation("causes", "c16", "c17", drawn_by=AUTHOR),  # the relative clause "which further strengthens" has no cue
    Relation("restates", "c1", "c17"),
    Relation("contrasts", "c18", "c19", "meskipun", AUTHOR),  # concession: "although"
    Relation("causes", "c21", "c19"),  # inferred: the fear explains the reluctance
    Relation("restates", "c23", "c24"),
    Relation("refines", "c25", "c24"),  # containers of arms are arms supplied
    Relation("refines", "c26", "c24"),
    Relation("contrasts", "c29", "c1"),  # inferred: a fact in the headline, a condition here
    Relation("causes", "c2", "c5", "memicu", AUTHOR),  # "triggers"
]

NOTES = [
    Note(
        "no-claim",
        "s4",
        "Kekhawatiran Nuklir di Tengah Hubungan Rusia-Korea Utara",
        {"text": "A topic heading that asserts nothing."},
    ),
    Note("no-claim", "s6", "Dampak terhadap Keamanan Global", {"text": "A topic heading that asserts nothing."}),
]


def seed() -> Record:
    """The annotated seed article."""
    text = (HERE / "kolaborasi-militer.txt").read_bytes().decode()
    page = Page(text, SECTIONS)
    return build(ABOUT, page, sources=SOURCES, claims=CLAIMS, relations=RELATIONS, notes=NOTES)


def main() -> None:
    """Write the example into the folder named, else beside this program."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    write(seed(), folder, "kolaborasi-militer")


if __name__ == "__main__":
    main()
