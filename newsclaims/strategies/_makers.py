"""
Records made from dice, valid by construction.

The text comes first, places lie inside it, references name what is there. Nothing is thrown away:
where a choice has no fitting value it is not offered.
"""

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeVar, get_args

import attrs

from newsclaims._extensions import EMPTY, JSON, Extensions
from newsclaims._sound import STANCES, runs
from newsclaims._unicode import grapheme_cuts, splits_crlf
from newsclaims.article import Article, sha256
from newsclaims.model import (
    Anchor,
    Attitude,
    Attribution,
    Certainty,
    Claim,
    Form,
    Naming,
    Note,
    Orientation,
    Polarity,
    Provenance,
    ProvenanceKind,
    Relation,
    RelationType,
    Review,
    Section,
    SectionRole,
    Source,
    SourceKind,
    Span,
    Verdict,
    When,
)
from newsclaims.strategies._dice import Dice

T = TypeVar("T")

Stretch = tuple[int, int]
"""Two positions in the list of borders: where spans may begin and end."""

TYPES = ("event", "numerical", "quote", "causal", "position", "prediction", "réclame \U0001f600", '":')
NOTE_KINDS = ("comment", "no-claim", "discuss", "discard", "中")
LABELS = ("Mostly false", "True", "Menyesatkan", '"Pants\\u0020on fire"', "خاطئ")
CUES = ("a", "He said: “no”.", "L’e\u0301te\u0301", "line\r\nbreak\x00", "מילים", '\\u0041":', "\U0001f600 ")

# What a field without a value is beside its values, so that one choice settles both.
ROLES: tuple[SectionRole, ...] = ("body", "headline", "caption", "other")
KINDS: tuple[SourceKind | None, ...] = (None, *(kind for kind in get_args(SourceKind) if kind != "author"))
NAMINGS: tuple[Naming | None, ...] = (None, *get_args(Naming))
ORIENTATIONS: tuple[Orientation | None, ...] = (None, *get_args(Orientation))
ATTITUDES: tuple[Attitude | None, ...] = (None, *get_args(Attitude))
FORMS: tuple[Form | None, ...] = (None, *get_args(Form))
RELATION_TYPES: tuple[RelationType, ...] = get_args(RelationType)
VERDICTS: tuple[Verdict | None, ...] = (None, *get_args(Verdict))
AGENTS: tuple[ProvenanceKind | None, ...] = (None, *get_args(ProvenanceKind))
CERTAINTIES: tuple[Certainty | None, ...] = (None, *get_args(Certainty))
POLARITIES: tuple[Polarity | None, ...] = (None, *get_args(Polarity))
PAIRS = tuple(itertools.product(CERTAINTIES, POLARITIES))
QUIET_PAIRS = tuple(pair for pair in PAIRS if pair in STANCES)


@lru_cache(maxsize=256)
def borders_of(text: str, *, anywhere: bool) -> tuple[int, ...]:
    r"""
    Where spans of a text may begin and end: anywhere, or only where no warning follows.

    >>> borders_of("e\u0301\r\nb", anywhere=False)
    (0, 2, 4, 5)
    """
    everywhere = range(len(text) + 1)
    if anywhere or (text.isascii() and "\r" not in text):
        return tuple(everywhere)
    cuts = set(grapheme_cuts(text, everywhere))
    return tuple(offset for offset in everywhere if offset not in cuts and not splits_crlf(text, offset))


@attrs.frozen
class Counts:
    """How many records of each kind an article gets: for each the least and the most."""

    claims: tuple[int, int]
    sections: tuple[int, int] = (0, 3)
    sources: tuple[int, int] = (0, 4)
    others: tuple[int, int] = (0, 2)
    """Relations, reviews and notes each, as far as there are claims for them."""
    attributions: int = 0
    """The least of attributions that a claim gets."""


FURNISHED = Counts(claims=(2, 4), sections=(1, 3), sources=(1, 3), others=(1, 2), attributions=1)
"""At least one record of each kind."""


class Maker:
    """
    Makes records over one text.

    Args:
        dice: What decides.
        text: The text that all places lie in; not part of the records.
        quotes: Whether spans carry their words; None is now so, now so.
        warnings: Whether records may be worth a warning.
        taken: Ids that others have already.
    """

    def __init__(
        self,
        dice: Dice,
        text: str,
        *,
        quotes: bool | None = True,
        warnings: bool = False,
        taken: Iterable[str] = (),
    ) -> None:
        """Look where the text may be cut."""
        self._dice = dice
        self._text = text
        self._quotes = quotes
        self._warnings = warnings
        # A text that is not shipped cannot be seen to be cut.
        self._borders = borders_of(text, anywhere=warnings or quotes is not True)
        self._whole: tuple[Stretch, ...] = ((0, len(self._borders) - 1),) if text else ()
        self._taken = frozenset(taken)
        self._numbers = itertools.count(1)

    # ── Places ───────────────────────────────────────────────────────────────────────────────────────────────

    def span(self) -> Span:
        """A span of a text that is not empty."""
        return self._spans(self._whole, 1)[0]

    def anchor(self, most: int = 3) -> Anchor:
        """A place of so many spans at most, none of it in an empty text."""
        return self._spans(self._whole, self._dice.below(most + 1))

    def _place(self, stretches: Sequence[Stretch]) -> Anchor:
        """An optional place; three in four of those that are there have one span."""
        return self._spans(stretches, self._dice.pick((1, 1, 1, 1, 1, 1, 2, 3))) if self._dice.maybe() else ()

    def _spans(self, stretches: Sequence[Stretch], most: int) -> Anchor:
        return tuple(self._span(start, end) for start, end in self._ranges(stretches, most))

    def _span(self, start: int, end: int) -> Span:
        quoted = self._dice.pick((True, False)) if self._quotes is None else self._quotes
        return Span(start=start, end=end, quote=self._text[start:end] if quoted else None)

    def _ranges(self, stretches: Sequence[Stretch], most: int) -> list[tuple[int, int]]:
        """Up to so many ranges in order, each inside one stretch, as offsets."""
        found: list[tuple[int, int]] = []
        while stretches and len(found) < most:
            index = self._dice.below(len(stretches)) if len(stretches) > 1 else 0
            low, high = stretches[index]
            start = low + self._dice.below(high - low)
            end = start + 1 + self._dice.below(high - start)
            found.append((self._borders[start], self._borders[end]))
            rest = ((end, high),) if end < high else ()
            stretches = (*rest, *stretches[index + 1 :])
        return found

    def _inside(self, claim: Claim) -> Sequence[Stretch]:
        """The stretches in which the words of an attribution inside a claim lie."""
        if self._warnings or not claim.content:
            return self._whole
        joined = runs((span.start, span.end) for span in claim.content)
        return tuple((bisect_left(self._borders, start), bisect_left(self._borders, end)) for start, end in joined)

    def when(self) -> When:
        """A time with a value, with words, or with both."""
        if not self._text:
            return When(value=self._dice.period())
        kind = self._dice.pick(("value", "anchor", "both"))
        return When(
            value=None if kind == "anchor" else self._dice.period(),
            anchor=() if kind == "value" else self._spans(self._whole, 1 + self._dice.below(2)),
        )

    def _time(self) -> When | None:
        return self.when() if self._dice.maybe() else None

    # ── Small fields ─────────────────────────────────────────────────────────────────────────────────────────

    def id(self) -> str:
        """An id that nobody has yet."""
        while (name := self._dice.id(next(self._numbers))) in self._taken:
            pass
        return name

    def extensions(self, *, always: bool = False) -> Extensions:
        """Other people's data, or none."""
        if not always and not self._dice.maybe():
            return EMPTY
        data: dict[str, JSON] = {self._dice.key(): self._dice.json() for _ in range(self._dice.pick((0, 1, 1, 2)))}
        return Extensions(data) if data else EMPTY

    def _line(self) -> str | None:
        return self._dice.line() if self._dice.maybe() else None

    def _words(self) -> str:
        return self._dice.pick(CUES) + self._dice.string()

    def _confidence(self) -> int | None:
        return self._dice.below(101) if self._dice.maybe() else None

    def _subset(self, pool: Sequence[T], most: int) -> tuple[T, ...]:
        """Some of a pool, each once, in any order."""
        if not pool:
            return ()
        return tuple(dict.fromkeys(self._dice.pick(pool) for _ in range(self._dice.below(most + 1))))

    def _one_of(self, pool: Sequence[T]) -> T | None:
        return self._dice.pick(pool) if pool and self._dice.maybe() else None

    def _stance(self) -> tuple[Certainty | None, Polarity | None]:
        return self._dice.pick(PAIRS if self._warnings else QUIET_PAIRS)

    # ── Records ──────────────────────────────────────────────────────────────────────────────────────────────

    def section(self) -> Section:
        """A section of a text that is not empty."""
        return self._section(*self._ranges(self._whole, 1)[0])

    def sections(self, least: int, most: int) -> tuple[Section, ...]:
        """Sections in order; fewer than asked for where the text is too short."""
        count = least + self._dice.fresh().below(most - least + 1)
        return tuple(self._section(start, end) for start, end in self._ranges(self._whole, count))

    def _section(self, start: int, end: int) -> Section:
        stretch = (bisect_left(self._borders, start), bisect_left(self._borders, end))
        heading = self._spans((stretch,), 1)[0] if self._dice.fresh().maybe() else None
        return Section(
            id=self.id(),
            role=self._dice.pick(ROLES),
            start=start,
            end=end,
            heading=heading,
            level=1 + self._dice.below(6),
            extensions=self.extensions(),
        )

    def source(self, above: Sequence[str] = (), *, author: bool | None = False) -> Source:
        """A source, perhaps the author; its affiliation is one of the ids given."""
        dice = self._dice.fresh()
        author = dice.pick((False, False, False, True)) if author is None else author
        return Source(
            id=self.id(),
            name=self._line(),
            kind="author" if author else dice.pick(KINDS),
            naming=dice.pick(NAMINGS),
            affiliation_id=self._one_of(above),
            description=self._words() if dice.maybe() else None,
            same_as=dice.uris() if dice.maybe() else (),
            extensions=self.extensions(),
        )

    def sources(self, least: int, most: int) -> tuple[Source, ...]:
        """Sources, at most one of them the author, in any order of affiliation."""
        count = least + self._dice.fresh().below(most - least + 1)
        author = self._dice.below(2 * count) - count if count else 0
        upwards = self._dice.pick((False, True))
        made: list[Source] = []
        for number in range(count):
            made.append(self.source([source.id for source in made], author=number == author))
        return tuple(reversed(made) if upwards else made)

    def claim(self, source_ids: Sequence[str], outer: Sequence[Claim], *, nest: bool = False, least: int = 0) -> Claim:
        """
        A claim with its attributions.

        Args:
            source_ids: The sources it may name.
            outer: The claims inside whose content it may be attributed.
            nest: Whether its first attribution does happen inside the last of these.
            least: The least of its attributions; where there is one at least, the claim has a place too.
        """
        dice = self._dice.fresh()
        said = dice.pick(("content", "both") if least else ("content", "both", "text")) if self._text else "text"
        content = () if said == "text" else self._spans(self._whole, dice.pick((1, 1, 2, 3)))
        count = max(least, 1 if nest else 0, dice.pick((0, 1, 1, 1, 2, 3)))
        made = Claim(
            id=self.id(),
            content=content,
            text=None if said == "content" else self._words(),
            language=dice.language() if dice.maybe() else None,
            types=self._subset(TYPES, 3) if dice.maybe() else (),
            orientation=dice.pick(ORIENTATIONS),
            time=self._time(),
            same_as=dice.uris() if dice.maybe() else (),
            confidence=self._confidence(),
            extensions=self.extensions(),
        )
        attributions = [self.attribution(source_ids, outer, nest=nest and not number) for number in range(count)]
        return attrs.evolve(made, attributions=tuple(attributions))

    def attribution(self, source_ids: Sequence[str], outer: Sequence[Claim], *, nest: bool = False) -> Attribution:
        """An attribution; if it happens inside a claim, so do its words."""
        dice = self._dice.fresh()
        within = (outer[-1] if nest else self._one_of(outer)) if outer else None
        stretches = self._whole if within is None else self._inside(within)
        certainty, polarity = self._stance()
        return Attribution(
            id=self.id(),
            source_ids=self._subset(source_ids, 3),
            source=self._place(stretches),
            cue=self._place(stretches),
            hedge=self._place(stretches),
            attitude=dice.pick(ATTITUDES),
            certainty=certainty,
            polarity=polarity,
            form=dice.pick(FORMS),
            within_id=None if within is None else within.id,
            via_ids=self._subset(source_ids, 2) if dice.maybe() else (),
            time=self._time(),
            url=self._line(),
            confidence=self._confidence(),
            extensions=self.extensions(),
        )

    def claims(self, source_ids: Sequence[str], least: int, most: int, attributions: int) -> tuple[Claim, ...]:
        """Claims; one time in four each is nested in the one before it."""
        dice = self._dice.fresh()
        count = least + dice.below(most - least + 1)
        nest, inwards = dice.pick((False, False, False, True)), dice.pick((False, True))
        made: list[Claim] = []
        for _ in range(count):
            made.append(self.claim(source_ids, made, nest=nest and bool(made), least=attributions))
        return tuple(reversed(made) if inwards else made)

    def relation(self, claim_ids: Sequence[str], source_ids: Sequence[str]) -> Relation:
        """A relation between two of several claims."""
        dice = self._dice.fresh()
        first = dice.below(len(claim_ids))
        second = dice.below(len(claim_ids) - 1)
        return Relation(
            id=self.id(),
            type=dice.pick(RELATION_TYPES),
            from_id=claim_ids[first],
            to_id=claim_ids[second + (second >= first)],
            cue=self._place(self._whole),
            drawn_by_ids=self._subset(source_ids, 2) if dice.maybe() else (),
            confidence=self._confidence(),
            extensions=self.extensions(),
        )

    def review(self, claim_ids: Sequence[str], source_ids: Sequence[str]) -> Review:
        """A review of one of some claims."""
        dice = self._dice.fresh()
        return Review(
            id=self.id(),
            claim_id=dice.pick(claim_ids),
            label=dice.pick(LABELS) + (self._line() or ""),
            verdict=dice.pick(VERDICTS),
            rating_value=dice.number() if dice.maybe() else None,
            rating_best=dice.number() if dice.maybe() else None,
            rating_worst=dice.number() if dice.maybe() else None,
            explanation=self._words() if dice.maybe() else None,
            url=self._line(),
            author_id=self._one_of(source_ids),
            published=dice.date() if dice.maybe() else None,
            extensions=self.extensions(),
        )

    def note(self, about_ids: Sequence[str], *, itself: bool = False) -> Note:
        """A note, perhaps about one of some records, or about itself."""
        dice = self._dice.fresh()
        name = self.id()
        return Note(
            id=name,
            kind=dice.pick(NOTE_KINDS),
            anchor=self._place(self._whole),
            about_id=self._one_of((*about_ids, name) if itself else about_ids),
            text=dice.string() if dice.maybe() else None,
            extensions=self.extensions(),
        )

    def provenance(self) -> Provenance:
        """A provenance."""
        dice = self._dice.fresh()
        return Provenance(
            agent=self._line(),
            kind=dice.pick(AGENTS),
            created=dice.date_time() if dice.maybe() else None,
            guideline=dice.uri() if dice.maybe() else None,
            derived_from=dice.uri() if dice.maybe() else None,
            extensions=self.extensions(),
        )

    # ── The whole ────────────────────────────────────────────────────────────────────────────────────────────

    def article(self, counts: Counts, *, with_text: bool) -> Article:
        """An article with so many records, over this maker's text, shipped or not."""
        least, most = counts.others
        sections = self.sections(*counts.sections)
        sources = self.sources(*counts.sources)
        source_ids = [source.id for source in sources]
        claims = self.claims(source_ids, *counts.claims, counts.attributions)
        claim_ids = [claim.id for claim in claims]
        dice = self._dice.fresh()
        relations, reviews, notes = (least + dice.below(most - least + 1) for _ in range(3))
        drawn = [self.relation(claim_ids, source_ids) for _ in range(relations if len(claims) > 1 else 0)]
        found = [self.review(claim_ids, source_ids) for _ in range(reviews if claims else 0)]
        known = [*ids_of((*sections, *sources, *claims, *drawn, *found))]
        noted: list[Note] = []
        for _ in range(notes):
            noted.append(self.note([*known, *(note.id for note in noted)], itself=True))
        dice = self._dice.fresh()
        digest = sha256(self._text) if dice.pick((True, False)) else None
        return Article(
            id=dice.line(),
            language=dice.language(),
            text=self._text if with_text else None,
            text_sha256=digest,
            title=self._line(),
            publisher=self._line(),
            url=self._line(),
            byline=tuple(dice.line() for _ in range(dice.below(3))) if dice.maybe() else (),
            published=dice.date() if dice.maybe() else None,
            modified=dice.date() if dice.maybe() else None,
            sections=sections,
            sources=sources,
            claims=claims,
            relations=tuple(drawn),
            reviews=tuple(found),
            notes=tuple(noted),
            provenance=self.provenance() if counts.others[0] or dice.maybe() else None,
            extensions=self.extensions(),
        )


def ids_of(records: Iterable[Section | Source | Claim | Relation | Review]) -> Iterable[str]:
    """The ids of records, those of attributions among them."""
    for record in records:
        yield record.id
        if isinstance(record, Claim):
            yield from (attribution.id for attribution in record.attributions)
