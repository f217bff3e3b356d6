"""
A quick yes: whether an article surely has no error, and surely no warning.

No message is built here. What is not surely sound is looked at again by `_checks.py`, which words every breach; a
property test holds the two together.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from newsclaims._codec import plain_json
from newsclaims._extensions import NEWER, Extensions
from newsclaims._rules import DATE, DATE_TIME, DIGEST, ID, INTEGER_HIGH, LANGUAGE, ONE_LINE, PERIOD, URI, out_of_range
from newsclaims._unicode import grapheme_cuts, splits_crlf, text_hazards
from newsclaims.article import SCHEMA_VERSION, Article, sha256
from newsclaims.limits import Limits
from newsclaims.model import Anchor, Attribution, Span, When

STANCES: frozenset[tuple[str | None, str | None]] = frozenset(
    {
        *((certainty, None) for certainty in ("certain", "probable", "possible", "uncommitted", None)),
        *((None, polarity) for polarity in ("positive", "negative", "unknown")),
        *(("certain", polarity) for polarity in ("positive", "negative", "unknown")),
        *((certainty, polarity) for certainty in ("probable", "possible") for polarity in ("positive", "negative")),
        ("uncommitted", "unknown"),
    }
)
"""Pairs of certainty and polarity that FactBank knows, and those of which one is not said."""


class _Gathered:
    """The strings, places and references of an article by the rule that they must keep."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.lines: list[str] = []
        self.languages: list[str] = []
        self.uris: list[str] = []
        self.dates: list[str] = []
        self.periods: list[str] = []
        self.spans: list[Span] = []
        self.pieces: list[Anchor] = []
        self.of_sources: list[str] = []
        self.of_claims: list[str] = []
        self.nested: list[tuple[str, str]] = []
        self.lists: list[tuple[str, ...]] = []

    def anchor(self, anchor: Anchor) -> None:
        """Take a place."""
        self.spans += anchor
        if len(anchor) > 1:
            self.pieces.append(anchor)

    def when(self, when: When | None) -> bool:
        """Take a time; False if it says nothing."""
        if when is None:
            return True
        self.anchor(when.anchor)
        if when.value is not None:
            self.periods.append(when.value)
        return when.value is not None or bool(when.anchor)

    def set_of(self, items: tuple[str, ...], among: list[str]) -> None:
        """Take a list that holds no repeats."""
        among += items
        if len(items) > 1:
            self.lists.append(items)


def is_sound(article: Article, limits: Limits) -> bool:
    """Whether no rule of the format is broken for sure."""
    text = article.text
    if article.schema_version != SCHEMA_VERSION or not _digest_holds(text, article.text_sha256):
        return False
    gathered = _Gathered()
    if not _gather(article, gathered):
        return False
    return (
        _within_limits(article, gathered, limits)
        and _places_hold(text, gathered)
        and _sections_hold(article)
        and _references_hold(article, gathered, limits)
        and ID.all_hold(gathered.ids)
        and ONE_LINE.all_hold(gathered.lines)
        and LANGUAGE.all_hold(gathered.languages)
        and URI.all_hold(gathered.uris)
        and DATE.all_hold(gathered.dates)
        and PERIOD.all_hold(gathered.periods)
        and not any(len(set(items)) != len(items) for items in gathered.lists)
    )


def _digest_holds(text: str | None, digest: str | None) -> bool:
    if text is not None:
        return digest == sha256(text)
    return digest is None or DIGEST.matches(digest)


def extensions_hold(article: Article) -> bool:
    """Whether all extensions fit into a document; a decoder has asked that already."""
    return all(not found or (NEWER not in found and plain_json(found._data)) for found in _all(article))  # noqa: SLF001


def _all(article: Article) -> Iterable[Extensions]:
    yield article.extensions
    if article.provenance is not None:
        yield article.provenance.extensions
    for records in (
        article.sections,
        article.sources,
        article.claims,
        article.relations,
        article.reviews,
        article.notes,
    ):
        for record in records:
            yield record.extensions
    for claim in article.claims:
        for attribution in claim.attributions:
            yield attribution.extensions


def _gather(article: Article, to: _Gathered) -> bool:
    lines, ids, dates = to.lines, to.ids, to.dates
    lines.append(article.id)
    to.languages.append(article.language)
    lines += [line for line in (article.title, article.publisher, article.url, *article.byline) if line is not None]
    dates += [date for date in (article.published, article.modified) if date is not None]
    for section in article.sections:
        ids.append(section.id)
        if section.heading is not None:
            to.spans.append(section.heading)
    for source in article.sources:
        ids.append(source.id)
        if source.name is not None:
            lines.append(source.name)
        if source.affiliation_id is not None:
            to.of_sources.append(source.affiliation_id)
        if source.same_as:
            to.set_of(source.same_as, to.uris)
    return _gather_claims(article, to) and _gather_rest(article, to)


def _gather_claims(article: Article, to: _Gathered) -> bool:  # noqa: C901, PLR0912  # unrolled: the hot loop of `loads`
    ids, spans, of_sources = to.ids, to.spans, to.of_sources
    for claim in article.claims:
        ids.append(claim.id)
        content = claim.content
        if content:
            spans += content
            if len(content) > 1:
                to.pieces.append(content)
        elif claim.text is None:
            return False
        if claim.language is not None:
            to.languages.append(claim.language)
        if claim.types:
            to.set_of(claim.types, to.lines)
        if claim.same_as:
            to.set_of(claim.same_as, to.uris)
        if claim.time is not None and not to.when(claim.time):
            return False
        for attribution in claim.attributions:
            ids.append(attribution.id)
            source_ids = attribution.source_ids
            of_sources += source_ids
            if len(source_ids) > 1:
                to.lists.append(source_ids)
            if source := attribution.source:
                spans += source
                if len(source) > 1:
                    to.pieces.append(source)
            if cue := attribution.cue:
                spans += cue
                if len(cue) > 1:
                    to.pieces.append(cue)
            if hedge := attribution.hedge:
                spans += hedge
                if len(hedge) > 1:
                    to.pieces.append(hedge)
            if (within := attribution.within_id) is not None:
                to.of_claims.append(within)
                to.nested.append((claim.id, within))
            if attribution.via_ids:
                to.set_of(attribution.via_ids, of_sources)
            if attribution.time is not None and not to.when(attribution.time):
                return False
            if attribution.url is not None:
                to.lines.append(attribution.url)
    return True


def _gather_rest(article: Article, to: _Gathered) -> bool:
    for relation in article.relations:
        if relation.from_id == relation.to_id:
            return False
        to.ids.append(relation.id)
        to.of_claims += (relation.from_id, relation.to_id)
        if relation.cue:
            to.anchor(relation.cue)
        if relation.drawn_by_ids:
            to.set_of(relation.drawn_by_ids, to.of_sources)
    for review in article.reviews:
        if out_of_range(review.rating_value) or out_of_range(review.rating_best) or out_of_range(review.rating_worst):
            return False
        to.ids.append(review.id)
        to.of_claims.append(review.claim_id)
        to.lines += [line for line in (review.label, review.url) if line is not None]
        if review.author_id is not None:
            to.of_sources.append(review.author_id)
        if review.published is not None:
            to.dates.append(review.published)
    for note in article.notes:
        to.ids.append(note.id)
        to.lines.append(note.kind)
        to.anchor(note.anchor)
    return _provenance_holds(article, to)


def _provenance_holds(article: Article, to: _Gathered) -> bool:
    provenance = article.provenance
    if provenance is None:
        return True
    if provenance.agent is not None:
        to.lines.append(provenance.agent)
    to.uris += [uri for uri in (provenance.guideline, provenance.derived_from) if uri is not None]
    return provenance.created is None or DATE_TIME.holds(provenance.created)


def _within_limits(article: Article, gathered: _Gathered, limits: Limits) -> bool:
    abouts = sum(note.about_id is not None for note in article.notes)
    return (
        len(article.claims) <= limits.claims
        and len(gathered.spans) <= limits.spans
        and len(gathered.of_sources) + len(gathered.of_claims) + abouts <= limits.references
    )


def _places_hold(text: str | None, gathered: _Gathered) -> bool:
    spans = gathered.spans
    if text is None:
        for span in spans:
            length = span.end - span.start
            if length <= 0 or span.end > INTEGER_HIGH or (span.quote is not None and len(span.quote) != length):
                return False
    # A slice past the end is cut short, so the lengths must agree.
    elif [
        1
        for span in spans
        if text[(start := span.start) : (end := span.end)] != (quote := span.quote)
        or not quote
        or len(quote) != end - start
    ]:
        return False
    return all(before.end <= after.start for anchor in gathered.pieces for before, after in pairwise(anchor))


def _sections_hold(article: Article) -> bool:
    reached, length = 0, None if article.text is None else len(article.text)
    for section in article.sections:
        start, end, heading = section.start, section.end, section.heading
        if not reached <= start < end <= (INTEGER_HIGH if length is None else length):
            return False
        if heading is not None and not start <= heading.start < heading.end <= end:
            return False
        reached = end
    return True


def _references_hold(article: Article, gathered: _Gathered, limits: Limits) -> bool:
    known = set(gathered.ids)
    if len(known) != len(gathered.ids):
        return False
    sources = {source.id for source in article.sources}
    if not sources.issuperset(gathered.of_sources):
        return False
    if gathered.of_claims and not {claim.id for claim in article.claims}.issuperset(gathered.of_claims):
        return False
    for note in article.notes:
        if note.about_id is not None and note.about_id not in known:
            return False
    if [source.kind for source in article.sources].count("author") > 1:
        return False
    affiliations = {source.id: (above,) for source in article.sources if (above := source.affiliation_id) is not None}
    if affiliations and longest_chain(affiliations) is None:
        return False
    nesting: dict[str, list[str]] = {}
    for inner, outer in gathered.nested:
        nesting.setdefault(inner, []).append(outer)
    length = longest_chain(nesting) if nesting else 0
    return length is not None and length <= limits.nesting


def longest_chain(upwards: Mapping[str, Sequence[str]]) -> int | None:
    """
    The number of names on the longest way upwards; None if a way runs in a circle. Walked without recursion.

    >>> longest_chain({"c3": ("c2",), "c2": ("c1",)})
    3
    >>> longest_chain({"c1": ("c2",), "c2": ("c1",)})
    """
    lengths: dict[str, int] = {}
    longest = 0
    for name in upwards:
        way, on_way = [(name, iter(upwards[name]))], {name}
        if name in lengths:
            continue
        while way:
            current, outer = way[-1]
            step = next(outer, None)
            if step is None:
                lengths[current] = 1 + max((lengths[up] for up in upwards.get(current, ())), default=0)
                longest = max(longest, lengths[current])
                on_way.discard(current)
                way.pop()
            elif step in on_way:
                return None
            elif step not in lengths:
                way.append((step, iter(upwards.get(step, ()))))
                on_way.add(step)
    return longest


def is_quiet(article: Article) -> bool:
    """Whether no warning is due for sure, in an article that is sound."""
    nested = []
    for claim in article.claims:
        for attribution in claim.attributions:
            if (attribution.certainty, attribution.polarity) not in STANCES:
                return False
            if attribution.within_id is not None:
                nested.append(attribution)
    if nested and not _nested_inside(article, nested):
        return False
    text = article.text
    if text is None:
        return True
    if text_hazards(text):
        return False
    if text.isascii() and "\r" not in text:
        return True
    borders = _borders(article)
    return not grapheme_cuts(text, borders) and not any(splits_crlf(text, border) for border in borders)


def _nested_inside(article: Article, nested: list[Attribution]) -> bool:
    outer = {attribution.within_id for attribution in nested}
    stretches = {
        claim.id: runs((span.start, span.end) for span in claim.content)
        for claim in article.claims
        if claim.id in outer
    }
    return all(
        is_inside(stretches[attribution.within_id or ""], span.start, span.end)
        for attribution in nested
        for anchor in (attribution.source, attribution.cue, attribution.hedge)
        for span in anchor
    )


def runs(content: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """
    The unbroken stretches of a place: its ranges in order, those that touch joined.

    >>> runs([(0, 5), (5, 8), (10, 12)])
    [(0, 8), (10, 12)]
    """
    joined: list[tuple[int, int]] = []
    for start, end in content:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def is_inside(stretches: list[tuple[int, int]], start: int, end: int) -> bool:
    """
    Whether a range lies wholly in one stretch; where there is no stretch, nothing lies outside.

    >>> is_inside([(0, 8), (10, 12)], 3, 8), is_inside([(0, 8), (10, 12)], 7, 11)
    (True, False)
    """
    if not stretches:
        return True
    index = bisect_right(stretches, start, key=lambda stretch: stretch[0]) - 1
    return index >= 0 and end <= stretches[index][1]


def _borders(article: Article) -> list[int]:
    headings = [section.heading for section in article.sections if section.heading is not None]
    spans = [span for anchor in article.anchors() for span in anchor] + headings
    return sorted({border for span in spans for border in (span.start, span.end)})
