"""The quotes of one item: where each stands, what is said of it, and which failures fail the item."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from newsclaims.anchoring.finding import Finder, Range, Search
from newsclaims.anchoring.placing import Placement, overlapping, place, place_inside
from newsclaims.draft.form import issue
from newsclaims.draft.verdicts import CONTEXT, Candidate, Field, Suggestion, Verdict
from newsclaims.errors import Issue, MissingDependencyError, shown
from newsclaims.model import Anchor, Section, Span

if TYPE_CHECKING:
    from newsclaims.anchoring.similarity import Likenesses

__all__ = ["Page", "Placed", "placed"]

_MISSING: dict[Field, str] = {"content": "NC711", "source": "NC714", "cue": "NC721", "hedge": "NC723"}
_AMBIGUOUS: dict[Field, str] = {"content": "NC712", "source": "NC715", "cue": "NC722", "hedge": "NC724"}
_OVERLAPPING: dict[Field, str] = {"content": "NC717", "source": "NC717", "cue": "NC725", "hedge": "NC725"}


class Page:
    """A text with its sections, and what is needed to find words in it."""

    def __init__(self, text: str, sections: Sequence[Section], threshold: float | None) -> None:
        """
        Keep them.

        Raises:
            MissingDependencyError: There is a threshold and no RapidFuzz.
        """
        self.text = text
        self.finder = Finder(text)
        self.threshold = threshold
        self._sections: dict[str, list[Section]] = {}
        for section in sections:
            names = {section.id, text[section.heading.start : section.heading.end] if section.heading else section.id}
            for name in names:
                self._sections.setdefault(name, []).append(section)
        self._likenesses: Likenesses | None = None
        self._has_likenesses = True
        if threshold is not None:
            self._load()

    def region(self, name: str, pointer: str) -> tuple[Range, Issue | None]:
        """The range of a section that is named by its id or heading, else that of the whole text."""
        whole = (0, len(self.text))
        if not name:
            return whole, None
        found = self._sections.get(name, [])
        # An id is a name of its own; two sections may have one heading.
        found = [section for section in found if section.id == name] or found
        if len(found) == 1:
            return (found[0].start, found[0].end), None
        there = f"is {shown(name)}, the heading of {len(found)} sections" if found else f"is {shown(name)}"
        message = f"{there}, should be the id or the heading of a section; the whole text was searched"
        return whole, issue("NC731", f"{pointer}/section", message)

    def span(self, place: Range) -> Span:
        """A range as a span."""
        return Span(start=place[0], end=place[1], quote=self.text[place[0] : place[1]])

    def anchor(self, places: Sequence[Range]) -> Anchor:
        """Ranges as one place."""
        return tuple(map(self.span, sorted(places)))

    def candidate(self, place: Range) -> Candidate:
        """A range with its context."""
        start, end = place
        before, after = self.text[max(0, start - CONTEXT) : start], self.text[end : end + CONTEXT]
        return Candidate(span=self.span(place), before=before, after=after)

    def suggestions(self, quote: str) -> tuple[Suggestion, ...]:
        """Where a quote stands outside of where it was searched, or else what resembles it most."""
        if not quote.strip():
            return ()
        elsewhere: Search | None = self.finder.search(quote)
        if elsewhere is not None:
            return tuple(Suggestion(span=self.span(found), similarity=100.0) for found in elsewhere.first(3))
        likenesses = self._likenesses or self._load_if_there()
        found = likenesses.nearest(quote) if likenesses else []
        return tuple(Suggestion(span=self.span(place), similarity=round(score, 1)) for place, score in found)

    def _load(self) -> "Likenesses":
        from newsclaims.anchoring.similarity import Likenesses  # RapidFuzz is an extra, and only some texts need it

        self._likenesses = Likenesses(self.text)
        return self._likenesses

    def _load_if_there(self) -> "Likenesses | None":
        if self._has_likenesses:
            try:
                return self._load()
            except MissingDependencyError:
                self._has_likenesses = False
        return None


@attrs.frozen(kw_only=True)
class Placed:
    """
    The quotes of an item with their places.

    Attributes:
        anchors: The place of each field; empty where a quote of it failed.
        verdicts: One for each quote.
        issues: What failed; errors fail the item.
    """

    anchors: Mapping[Field, Anchor]
    verdicts: tuple[Verdict, ...]
    issues: tuple[Issue, ...]


def placed(page: Page, index: int, item_id: str, quotes: Mapping[Field, Sequence[str]], section: str) -> Placed:
    """
    Give the quotes of an item their places: content first, cue by content, hedge inside both, source by cue.

    Args:
        page: The text.
        index: Number of the item, from 0.
        item_id: The id that the item has in the draft.
        quotes: The quotes of each field.
        section: The section that the item names.
    """
    return _Item(page, index, item_id, quotes, section).placed()


class _Item:
    """An item while its quotes are placed."""

    def __init__(
        self, page: Page, index: int, item_id: str, quotes: Mapping[Field, Sequence[str]], section: str
    ) -> None:
        self._page = page
        self._index = index
        self._id = item_id
        self._quotes = quotes
        self._pointer = f"/claims/{index}"
        self._region, note = page.region(section, self._pointer)
        self._issues = [note] if note else []
        self._places: dict[Field, list[Range]] = {}
        self._verdicts: dict[Field, list[Verdict]] = {}

    def placed(self) -> Placed:
        """The quotes with their places."""
        content = self._near("content", ())
        cue = self._near("cue", content)
        hosts = [*content, *cue]
        finder, hedges = self._page.finder, self._quotes["hedge"]
        self._keep("hedge", place_inside(finder, hedges, self._region, hosts) if hedges else [])
        self._near("source", cue or content)
        fields: tuple[Field, ...] = ("content", "source", "cue", "hedge")
        return Placed(
            anchors={field: self._page.anchor(self._places[field]) for field in fields},
            verdicts=tuple(verdict for field in fields for verdict in self._verdicts[field]),
            issues=tuple(self._issues),
        )

    def _near(self, field: Field, goals: Sequence[Range]) -> list[Range]:
        quotes = self._quotes[field]
        return self._keep(field, place(self._page.finder, quotes, self._region, goals) if quotes else [])

    def _keep(self, field: Field, placements: Sequence[Placement]) -> list[Range]:
        """Note what was found, and give back the places of the field if all of them are sure."""
        self._verdicts[field] = [self._verdict(field, number, found) for number, found in enumerate(placements)]
        failures: list[tuple[str, ...]] = [
            failure for verdict in self._verdicts[field] for failure in self._judged(verdict)
        ]
        ranges = [(span.start, span.end) for verdict in self._verdicts[field] for span in verdict.spans]
        if not failures and overlapping(ranges):
            message = f"has pieces that overlap: {_listed(ranges)}, should have each word once"
            failures.append((_OVERLAPPING[field], f"{self._pointer}/{field}", message))
        self._issues += [issue(*failure) for failure in failures]
        self._places[field] = [] if failures else ranges
        return self._places[field]

    def _verdict(self, field: Field, number: int, found: Placement) -> Verdict:
        quote = self._quotes[field][number]
        page = self._page
        facts: dict[str, Any] = {"item": self._index, "item_id": self._id, "field": field, "index": number}
        suggestions = page.suggestions(quote) if found.rule == "missing" else ()
        if suggestions and page.threshold is not None and field != "hedge":
            best = suggestions[0]
            alone = len(suggestions) == 1 or suggestions[1].similarity < best.similarity
            inside = self._region[0] <= best.span.start and best.span.end <= self._region[1]
            if inside and alone and best.similarity >= page.threshold:
                message = f"is {shown(quote)}, taken for {shown(best.span.quote)} ({best.similarity} of 100 alike)"
                self._issues.append(issue("NC737", f"{self._pointer}/{field}/{number}", message))
                return Verdict(**facts, quote=quote, rule="similar", spans=(best.span,), suggestions=suggestions)
        return Verdict(
            **facts,
            quote=quote,
            rule=found.rule,
            folded=found.folded,
            spans=page.anchor(found.places),
            candidates=tuple(map(page.candidate, found.candidates)),
            suggestions=suggestions,
        )

    def _judged(self, verdict: Verdict) -> Iterator[tuple[str, ...]]:
        """Why a quote has no place: code, pointer, message, hint."""
        field, pointer = verdict.field, f"{self._pointer}/{verdict.field}/{verdict.index}"
        if verdict.found:
            return
        if not verdict.quote.strip():
            code = "NC718" if field in ("content", "source") else _MISSING[field]
            yield code, pointer, "is empty, should be words of the text, or no quote at all", ""
        elif verdict.rule == "missing":
            yield _MISSING[field], pointer, f"is {shown(verdict.quote)}, {self._should(verdict)}", _near_hint(verdict)
        else:
            places = _listed([(found.span.start, found.span.end) for found in verdict.candidates])
            message = f"is {shown(verdict.quote)}, may stand at {places}, should have one place"
            yield _AMBIGUOUS[field], pointer, message, "quote more words around it"

    def _should(self, verdict: Verdict) -> str:
        if verdict.field == "hedge":
            return "should be words of the content or the cue"
        region = "of the text" if self._region == (0, len(self._page.text)) else "of its section"
        return f"should be words {region}"


def _near_hint(verdict: Verdict) -> str:
    if not verdict.suggestions:
        return ""
    best = verdict.suggestions[0]
    return f"{best.span.start}-{best.span.end} is {shown(best.span.quote)}, {best.similarity:g} of 100 alike"


def _listed(places: Sequence[Range]) -> str:
    listed = [f"{start}-{end}" for start, end in places[:5]]
    more = f" and {len(places) - 5} more" if len(places) > 5 else ""
    return f"{', '.join(listed)}{more}"
