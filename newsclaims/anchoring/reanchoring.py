"""
An article on an edited text: every place is moved, and of each it is said what became of it.

`unmoved` and `moved` are said only where it is sure: the words are the same, and no other words of the new text may be
they. What is not sure is called `edited`, and what cannot be told is `lost`.
"""

from collections.abc import Iterator
from typing import Literal, TypeAlias

import attrs

from newsclaims.anchoring.alignment import Alignment, Block
from newsclaims.anchoring.checking import refuse_invalid
from newsclaims.anchoring.finding import Range, distance
from newsclaims.article import Article
from newsclaims.errors import SpanError
from newsclaims.model import Anchor, Attribution, Claim, Note, Relation, Section, Span, When

__all__ = ["Move", "Outcome", "Reanchored", "reanchor"]

Outcome: TypeAlias = Literal["unmoved", "moved", "edited", "lost"]
"""What became of a place."""

_ALIKE = 50.0
"""What is less alike than this, 0 to 100, is not the same place any more."""
_SHORT, _CLOSE, _BESIDE = 8, 3, 6
"""Length of short words, and code points beside words by which they are known; what was copied is not sure."""
_TELLING = 20
"""Code points of words that stand once in each text and are the same ones wherever they stand."""


@attrs.frozen(kw_only=True)
class Move:
    """
    What became of one place.

    Attributes:
        pointer: Where the old article has it: a span, a heading, or a section.
        outcome: `unmoved`, `moved`: the same words; `edited`: other words, or perhaps not the same ones; `lost`: none.
        old: The range in the old text.
        new: The range in the new text; None if it is lost.
        old_quote: The words in the old text; empty of a section.
        new_quote: The words in the new text; empty of a section, and if they are lost.
        similarity: How much of both is the same, 0 to 100; None but for what was edited.
    """

    pointer: str
    outcome: Outcome
    old: Range
    new: Range | None
    old_quote: str = ""
    new_quote: str = ""
    similarity: float | None = None


@attrs.frozen(kw_only=True)
class Reanchored:
    """
    An article on another text.

    Attributes:
        article: The article; lost places are left out, and the words of lost content stand in `Claim.text`.
        verdicts: What became of each place, in the order of the old article.
    """

    article: Article
    verdicts: tuple[Move, ...]

    def having(self, outcome: Outcome) -> tuple[Move, ...]:
        """The verdicts of one kind."""
        return tuple(verdict for verdict in self.verdicts if verdict.outcome == outcome)


def reanchor(article: Article, new_text: str) -> Reanchored:
    """
    Move the places of an article onto an edited text.

    Args:
        article: The article; it has a text.
        new_text: The text as it is now.

    Returns:
        The article with the new text, and a verdict for each span and section of the old one.

    Raises:
        SpanError: The article has no text.
        InvalidArticleError: The article breaks a rule.
        FieldError: The new text holds a lone surrogate.

    >>> article = Article.from_text("NHK reports rain in Tokyo.", id="x")
    >>> claim = Claim(id="c1", content=article.find("rain in Tokyo"))
    >>> found = reanchor(attrs.evolve(article, claims=(claim,)), "Today NHK reports rain in Tokyo.")
    >>> found.verdicts[0].outcome, found.article.claims[0].content
    ('moved', (Span(start=18, end=31, quote='rain in Tokyo'),))
    """
    if article.text is None:
        raise SpanError(0, 0, None)
    refuse_invalid(article)
    mover = _Mover(article.text, new_text)
    moved = attrs.evolve(
        article,
        text=new_text,
        text_sha256=None,
        sections=tuple(mover.sections(article.sections)),
        claims=tuple(mover.claim(claim, f"/claims/{index}") for index, claim in enumerate(article.claims)),
        relations=tuple(mover.relation(item, f"/relations/{index}") for index, item in enumerate(article.relations)),
        notes=tuple(mover.note(note, f"/notes/{index}") for index, note in enumerate(article.notes)),
    )
    refuse_invalid(moved)
    return Reanchored(article=moved, verdicts=tuple(mover.verdicts))


class _Mover:
    """The way from an old text to a new one, and what was said about it."""

    def __init__(self, old: str, new: str) -> None:
        self.verdicts: list[Move] = []
        self._lost_sections: dict[str, Range] = {}
        self._old, self._new = old, new
        self._alignment = Alignment(old, new)
        # Many records share their spans.
        self._known: dict[Range, tuple[Outcome, Range | None, float | None]] = {}

    # ── Records ──────────────────────────────────────────────────────────────────────────────────────────────

    def claim(self, claim: Claim, pointer: str) -> Claim:
        """A claim on the new text; where content was lost, its old words are its text."""
        content = self.anchor(claim.content, f"{pointer}/content")
        text = claim.text
        if text is None and len(content) < len(claim.content):
            text = " … ".join(self._old[span.start : span.end] for span in claim.content)
        return attrs.evolve(
            claim,
            content=content,
            text=text,
            time=self._when(claim.time, f"{pointer}/time"),
            attributions=tuple(
                self._attribution(said, f"{pointer}/attributions/{index}")
                for index, said in enumerate(claim.attributions)
            ),
        )

    def _attribution(self, said: Attribution, pointer: str) -> Attribution:
        return attrs.evolve(
            said,
            source=self.anchor(said.source, f"{pointer}/source"),
            cue=self.anchor(said.cue, f"{pointer}/cue"),
            hedge=self.anchor(said.hedge, f"{pointer}/hedge"),
            time=self._when(said.time, f"{pointer}/time"),
        )

    def _when(self, time: When | None, pointer: str) -> When | None:
        """A time on the new text; one that had nothing but its words goes with them."""
        if time is None:
            return None
        anchor = self.anchor(time.anchor, f"{pointer}/anchor")
        return attrs.evolve(time, anchor=anchor) if anchor or time.value is not None else None

    def relation(self, relation: Relation, pointer: str) -> Relation:
        """A relation on the new text."""
        return attrs.evolve(relation, cue=self.anchor(relation.cue, f"{pointer}/cue"))

    def note(self, note: Note, pointer: str) -> Note:
        """A note on the new text; one about a section that is lost is about nothing."""
        anchor = self.anchor(note.anchor, f"{pointer}/anchor")
        lost = self._lost_sections.get(note.about_id or "")
        if lost is None:
            return attrs.evolve(note, anchor=anchor)
        self.verdicts.append(Move(pointer=f"{pointer}/about_id", outcome="lost", old=lost, new=None))
        return attrs.evolve(note, anchor=anchor, about_id=None)

    def anchor(self, anchor: Anchor, pointer: str) -> Anchor:
        """A place on the new text, without what was lost of it."""
        spans: list[Span] = []
        for index, span in enumerate(anchor):
            outcome, new, similarity = self._moved((span.start, span.end))
            # Two pieces of one place that come to overlap were edited into one another.
            if new is not None and any(new[0] < other.end and other.start < new[1] for other in spans):
                outcome, new, similarity = "lost", None, None
            self._say(f"{pointer}/{index}", outcome, (span.start, span.end), new, similarity)
            if new is not None:
                spans.append(Span(start=new[0], end=new[1], quote=self._new[new[0] : new[1]]))
        return tuple(sorted(spans, key=lambda span: span.start))

    def _say(self, pointer: str, outcome: Outcome, old: Range, new: Range | None, similarity: float | None) -> None:
        self.verdicts.append(
            Move(
                pointer=pointer,
                outcome=outcome,
                old=old,
                new=new,
                old_quote=self._old[old[0] : old[1]],
                new_quote=self._new[new[0] : new[1]] if new else "",
                similarity=similarity,
            )
        )

    # ── Sections ─────────────────────────────────────────────────────────────────────────────────────────────

    def sections(self, sections: tuple[Section, ...]) -> Iterator[Section]:
        """The sections on the new text; they keep their order, and one of which nothing is left is lost."""
        reached = 0
        for index, section in enumerate(sections):
            start, start_sure = self._edge(section.start, opens=True)
            end, end_sure = self._edge(section.end, opens=False)
            start = max(start, reached)
            old, pointer = (section.start, section.end), f"/sections/{index}"
            if end <= start:
                self._lost_sections[section.id] = old
                self.verdicts.append(Move(pointer=pointer, outcome="lost", old=old, new=None))
                if section.heading:
                    heading = (section.heading.start, section.heading.end)
                    self._say(f"{pointer}/heading", "lost", heading, None, None)
                continue
            reached = end
            outcome: Outcome = (
                "edited" if not (start_sure and end_sure) else "unmoved" if (start, end) == old else "moved"
            )
            self.verdicts.append(Move(pointer=pointer, outcome=outcome, old=old, new=(start, end)))
            heading_span = self._heading(section, (start, end), pointer)
            yield attrs.evolve(section, start=start, end=end, heading=heading_span)

    def _heading(self, section: Section, inside: Range, pointer: str) -> Span | None:
        if section.heading is None:
            return None
        old = (section.heading.start, section.heading.end)
        outcome, new, similarity = self._moved(old)
        if new is not None and not (inside[0] <= new[0] and new[1] <= inside[1]):
            outcome, new, similarity = "lost", None, None
        self._say(f"{pointer}/heading", outcome, old, new, similarity)
        return Span(start=new[0], end=new[1], quote=self._new[new[0] : new[1]]) if new else None

    def _edge(self, position: int, *, opens: bool) -> tuple[int, bool]:
        """Where an edge of a section lies now, and whether that is sure: it hangs on the character inside it."""
        inner = (position, position + 1) if opens else (position - 1, position)
        holding = self._alignment.holding(*inner)
        if holding:
            block = holding[-1] if opens else holding[0]
            return position - block.old + block.new, len(holding) == 1
        gap = self._alignment.gap(*inner)
        if gap is None:
            return (0, False) if opens else (len(self._new), False)
        return (gap[1][0] if opens else gap[1][1]), False

    # ── Places ───────────────────────────────────────────────────────────────────────────────────────────────

    def _moved(self, old: Range) -> tuple[Outcome, Range | None, float | None]:
        if old not in self._known:
            self._known[old] = self._aligned(old)
        return self._known[old]

    def _aligned(self, old: Range) -> tuple[Outcome, Range | None, float | None]:
        start, end = old
        holding = self._alignment.holding(start, end)
        if len(holding) == 1:
            block = holding[0]
            new = start - block.old + block.new, end - block.old + block.new
            alone = (
                self._alignment.sure(block)
                and len(self._alignment.touching(start, end)) == 1
                and not self._alignment.claimed(*new, but=block)
            )
            if alone and not self._copied(old, block):
                return ("unmoved" if new == old else "moved"), new, None
            return "edited", new, 100.0
        if holding:
            return "lost", None, None
        return self._carried(old) or self._edited(old) or self._between(old) or ("lost", None, None)

    def _copied(self, old: Range, block: Block) -> bool:
        """Whether a place or half of it, with characters beside it, stands in one text more often than in the other."""
        start, end = old
        middle, low, high = (start + end) // 2, max(block.old, start - _BESIDE), min(block.old_end, end + _BESIDE)
        ranges = [(low, middle + 1), (middle, high)]
        if end - start < _SHORT:
            # Short words are written anew by chance, so that some of what is beside them has to be there too.
            ranges += [(max(low, start - _CLOSE), end), (start, min(high, end + _CLOSE))]
        else:
            ranges.append(old)
        return any(self._old.count(words) != self._new.count(words) for words in (self._old[a:b] for a, b in ranges))

    def _carried(self, old: Range) -> tuple[Outcome, Range | None, float | None] | None:
        """Words that stand once in each text, wherever they went."""
        words = self._old[old[0] : old[1]]
        if len(words) < _TELLING:
            return None
        there = self._only(words, self._new, (0, len(self._new)))
        if there is None or self._only(words, self._old, (0, len(self._old))) is None:
            return None
        return ("unmoved" if there == old else "moved"), there, None

    @staticmethod
    def _only(words: str, text: str, inside: Range) -> Range | None:
        first = text.find(words, *inside)
        if first < 0 or text.find(words, first + 1, inside[1]) >= 0:
            return None
        return first, first + len(words)

    def _edited(self, old: Range) -> tuple[Outcome, Range | None, float | None] | None:
        """The stretch of the new text that has the beginning and the end of a place, if enough of it is the same."""
        touching = self._alignment.touching(*old)
        if not touching:
            return None
        kept, new_kept = 0, []
        reached_old, reached_new = old[0], -1
        for block in touching:
            low, high = max(block.old, reached_old, old[0]), min(block.old_end, old[1])
            low = max(low, block.old + reached_new - block.new)
            if low < high:
                kept += high - low
                new_kept += [low - block.old + block.new, high - block.old + block.new]
                reached_old, reached_new = high, new_kept[-1]
        if not new_kept:
            return None
        start, end = self._outer_edges(old, new_kept[0], new_kept[-1])
        similarity = round(200 * kept / (old[1] - old[0] + end - start), 1)
        return ("edited", (start, end), min(similarity, 100.0)) if similarity >= _ALIKE else None

    def _outer_edges(self, old: Range, start: int, end: int) -> Range:
        """A range that takes in what replaced the first or last words of a place."""
        first, last = self._alignment.touching(*old)[0], self._alignment.touching(*old)[-1]
        if first.old > old[0]:
            gap = self._alignment.gap(old[0], old[0] + 1)
            if gap is not None and gap[0][0] == old[0] and gap[1][0] <= start:
                start = gap[1][0]
        if last.old_end < old[1]:
            gap = self._alignment.gap(old[1] - 1, old[1])
            if gap is not None and gap[0][1] == old[1] and gap[1][1] >= end:
                end = gap[1][1]
        return start, end

    def _between(self, old: Range) -> tuple[Outcome, Range | None, float | None] | None:
        """Words too few to be sure of, which stand once between the same two stretches in each text."""
        gap = self._alignment.gap(*old)
        if gap is None or distance(gap[0], old):
            return None
        words = self._old[old[0] : old[1]]
        there = self._only(words, self._new, gap[1])
        if there is None or self._only(words, self._old, gap[0]) is None:
            return None
        return "edited", there, 100.0
