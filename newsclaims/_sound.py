"""
A quick yes: whether an article surely has no error, and surely no warning.

No message is built here. What is not surely sound is looked at again by `_checks.py`, which words every breach; a
property test holds the two together.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from newsclaims import _codec
from newsclaims._codec import Noted
from newsclaims._extensions import NEWER, Extensions
from newsclaims._rules import (
    DATE,
    DATE_TIME,
    DIGEST,
    ID,
    INTEGER_HIGH,
    LANGUAGE,
    ONE_LINE,
    PERIOD,
    URI,
    Matches,
    Rule,
    out_of_range,
)
from newsclaims._structs import plain_json
from newsclaims._unicode import grapheme_cuts, splits_crlf, text_hazards
from newsclaims.article import SCHEMA_VERSION, Article, sha256
from newsclaims.limits import Limits
from newsclaims.model import Attribution

_Name = TypeVar("_Name", str, int)

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


def is_sound(article: Article, limits: Limits) -> bool:
    """Whether no rule of the format is broken for sure in an article that constructors have made."""
    noted = _codec.walked(article)
    return noted is not None and records_agree(article, noted, limits) and all(map(_fits, noted.extensions))


def values_hold(noted: Noted, article: Article) -> bool:
    """Whether each value that was decoded keeps the rule of its field; what constructors made does so anyway."""
    return (
        _are_ids([*noted.sources, *noted.claims, *noted.others])
        and ("".join(noted.lines).isprintable() or ONE_LINE.all_hold(noted.lines))
        and all(map(_is_language, noted.languages))
        and URI.all_hold(noted.uris)
        and all(map(_is_date, noted.dates))
        and all(map(_is_moment, noted.moments))
        and all(map(_is_period, noted.periods))
        and not any(len(set(items)) != len(items) for items in noted.lists)
        and (article.text_sha256 is None or article.text is not None or DIGEST.matches(article.text_sha256))
        and not any(map(out_of_range, _ratings(article)))
    )


def _are_ids(ids: list[str]) -> bool:
    """Whether all strings are ids: all at once take 5 µs, one by one 30."""
    joined = "\n".join([*ids, ""])
    # An id with a line end would be taken for two.
    return joined.count("\n") == len(ids) and _IDS.fullmatch(joined) is not None


# The atomic group forbids to try an id's length again.
_IDS = re.compile(f"(?:(?>{ID.body})\n)*")
# These come again and again, in an article and from one to the next: 0.1 µs where a match takes 1 to 3.
_is_language = lru_cache(1024)(LANGUAGE.holds)
_is_date = lru_cache(1024)(DATE.holds)
_is_moment = lru_cache(1024)(DATE_TIME.holds)
_is_period = lru_cache(1024)(PERIOD.holds)


def all_hold(rule: Rule, values: list[str]) -> bool:
    """Whether all of many strings keep a rule."""
    if rule is ID:
        return _are_ids(values)
    if isinstance(rule, Matches):
        return rule.all_hold(values)
    return all(map(rule.holds, values))


def _ratings(article: Article) -> list[float | None]:
    return [
        rating
        for review in article.reviews
        for rating in (review.rating_value, review.rating_best, review.rating_worst)
    ]


def records_agree(article: Article, noted: Noted, limits: Limits) -> bool:
    """Whether no rule between records, and no limit, is broken in an article that a walk has been over."""
    text = article.text
    return (
        article.schema_version == SCHEMA_VERSION
        and (text is None or article.text_sha256 == sha256(text))
        and len(article.claims) <= limits.claims
        and noted.spans <= limits.spans
        and len(noted.of_sources) + len(noted.of_claims) + len(noted.of_any) <= limits.references
        and _sections_hold(article)
        and _references_hold(article, noted, limits)
    )


def _fits(extensions: Extensions) -> bool:
    return NEWER not in extensions and plain_json(extensions._data)  # noqa: SLF001  # read only


def _sections_hold(article: Article) -> bool:
    reached, length = 0, INTEGER_HIGH if article.text is None else len(article.text)
    for section in article.sections:
        start, end, heading = section.start, section.end, section.heading
        if not reached <= start < end <= length:
            return False
        if heading is not None and not start <= heading.start < heading.end <= end:
            return False
        reached = end
    return True


def _references_hold(article: Article, noted: Noted, limits: Limits) -> bool:
    sources, claims = set(noted.sources), set(noted.claims)
    known = sources.union(claims, noted.others)
    return (
        len(known) == len(noted.sources) + len(noted.claims) + len(noted.others)
        and sources.issuperset(noted.of_sources)
        and claims.issuperset(noted.of_claims)
        and known.issuperset(noted.of_any)
        and [source.kind for source in article.sources].count("author") <= 1
        and ways_end(noted.above, len(noted.sources) + 1)
        and ways_end(noted.outer, limits.nesting)
    )


def ways_end(steps: list[tuple[_Name, _Name]], limit: int) -> bool:
    """Whether the ways upwards run in no circle, and over no more names than the limit."""
    # Where nothing is both below and above, as nearly always, there is no way of two steps; to walk takes 20 µs.
    if limit > 1 and {high for _, high in steps}.isdisjoint([low for low, _ in steps]):
        return True
    above: dict[_Name, list[_Name]] = {}
    for low, high in steps:
        above.setdefault(low, []).append(high)
    length = longest_chain(above)
    return length is not None and length <= limit


def longest_chain(upwards: Mapping[_Name, Sequence[_Name]]) -> int | None:
    """
    The number of names on the longest way upwards; None if a way runs in a circle. Walked without recursion.

    >>> longest_chain({"c3": ("c2",), "c2": ("c1",)})
    3
    >>> longest_chain({"c1": ("c2",), "c2": ("c1",)})
    """
    lengths: dict[_Name, int] = {}
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
    has_crlf = "\r\n" in text
    if text.isascii() and not has_crlf:
        return True
    borders = _borders(article)
    return not (has_crlf and any(splits_crlf(text, border) for border in borders)) and not grapheme_cuts(text, borders)


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
