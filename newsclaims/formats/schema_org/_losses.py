"""
What schema.org cannot carry, kind by kind, in the order in which it goes.

schema.org knows who is the author of a claim, and when and where it was said. It knows no places in the text, no
denials, no hearsay, no degrees of certainty, and nothing between claims.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from newsclaims._rules import DATE
from newsclaims.article import SCHEMA_VERSION, Article
from newsclaims.formats._wording import quoted, wording
from newsclaims.formats.losses import Loss, bare, dropped, rebuilt
from newsclaims.model import Attribution, Claim, Note, Provenance, Relation, Review, Section, Source, SourceKind, When

__all__ = ["LOSSES", "ORGANISATIONS", "is_quotation", "numbered"]

ORGANISATIONS: tuple[SourceKind, ...] = ("organization", "government", "media")
"""Kinds of sources that schema.org takes for organisations."""


def is_quotation(article: Article, claim: Claim, attribution: Attribution) -> bool:
    """Whether what a claim is stated in may be called a quotation: direct speech, and no other words than were said."""
    if attribution.form != "direct":
        return False
    return not claim.content or wording(article, claim) == quoted(article, claim)


def numbered(letter: str, taken: Iterable[str]) -> Iterator[str]:
    """
    Ids of one letter and a number, those left out that somebody has.

    >>> ids = numbered("a", ["a1", "a3"])
    >>> next(ids), next(ids)
    ('a2', 'a4')
    """
    known = set(taken)
    number = 0
    while True:
        number += 1
        if f"{letter}{number}" not in known:
            yield f"{letter}{number}"


# ── The article ──────────────────────────────────────────────────────────────────────────────────────────────────

_Lost = tuple[Article, int]


def _extensions(article: Article) -> _Lost:
    every = (Article, Section, Source, Claim, Attribution, Relation, Review, Note, Provenance)
    article, found = bare(article, every)
    if article.schema_version != SCHEMA_VERSION:
        article = attrs.evolve(article, schema_version=SCHEMA_VERSION)
    return article, found


def _digest(article: Article) -> _Lost:
    if article.text is not None or article.text_sha256 is None:
        return article, 0
    return attrs.evolve(article, text_sha256=None), 1


def _provenance(article: Article) -> _Lost:
    there = article.provenance
    if there is None:
        return article, 0
    # The agent is named beside each claim, as the one who interpreted it.
    agent = there.agent if article.claims else None
    kept = None if agent is None else Provenance(agent=agent)
    if kept == there:
        return article, 0
    return attrs.evolve(article, provenance=kept), 1


# ── Records ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _unworded(article: Article) -> _Lost:
    gone = {claim.id for claim in article.claims if wording(article, claim) is None}
    if not gone:
        return article, 0
    claims = tuple(claim for claim in article.claims if claim.id not in gone)
    reviews = tuple(review for review in article.reviews if review.claim_id not in gone)
    return attrs.evolve(article, claims=claims, reviews=reviews), len(gone) + len(article.reviews) - len(reviews)


def _without_url(article: Article) -> _Lost:
    reviews = tuple(review for review in article.reviews if review.url is not None)
    lost = len(article.reviews) - len(reviews)
    return (attrs.evolve(article, reviews=reviews), lost) if lost else (article, 0)


def _affiliations(article: Article) -> _Lost:
    kinds = {source.id: source.kind for source in article.sources}
    found = 0

    def without(source: Source) -> Source:
        nonlocal found
        above = source.affiliation_id
        if above is None or (source.kind == "person" and kinds.get(above) in ORGANISATIONS):
            return source
        found += 1
        return attrs.evolve(source, affiliation_id=None)

    return rebuilt(article, Source, without), found


def _places(article: Article) -> _Lost:
    found = 0

    def untold(when: When | None) -> When | None:
        nonlocal found
        if when is None or not when.anchor:
            return when
        found += 1
        return When(value=when.value) if when.value is not None else None

    def of_attribution(attribution: Attribution) -> Attribution:
        nonlocal found
        found += sum(bool(place) for place in (attribution.source, attribution.cue, attribution.hedge))
        return attrs.evolve(attribution, source=(), cue=(), hedge=(), time=untold(attribution.time))

    def of_claim(claim: Claim) -> Claim:
        nonlocal found
        found += bool(claim.content)
        return attrs.evolve(claim, content=(), text=wording(article, claim), time=untold(claim.time))

    return rebuilt(rebuilt(article, Attribution, of_attribution), Claim, of_claim), found


# ── Attributions ─────────────────────────────────────────────────────────────────────────────────────────────────


def _attributions_without(gone: Callable[[Attribution], bool]) -> Callable[[Article], _Lost]:
    def lose(article: Article) -> _Lost:
        found = 0

        def without(claim: Claim) -> Claim:
            nonlocal found
            kept = tuple(attribution for attribution in claim.attributions if not gone(attribution))
            found += len(claim.attributions) - len(kept)
            return claim if len(kept) == len(claim.attributions) else attrs.evolve(claim, attributions=kept)

        return rebuilt(article, Claim, without), found

    return lose


def _traceless(attribution: Attribution) -> bool:
    # What is known of such an attribution has no member of schema.org to stand in.
    dated = attribution.time is not None
    return not (attribution.source_ids or dated or attribution.url is not None or attribution.form == "direct")


def _times(article: Article) -> _Lost:
    found = 0

    def without(attribution: Attribution) -> Attribution:
        nonlocal found
        when = attribution.time
        if when is None or (when.value is not None and DATE.holds(when.value)):
            return attribution
        found += 1
        return attrs.evolve(attribution, time=None)

    return rebuilt(article, Attribution, without), found


def _forms(article: Article) -> _Lost:
    found = 0

    def without(claim: Claim) -> Claim:
        nonlocal found
        kept = []
        for attribution in claim.attributions:
            if attribution.form is None or is_quotation(article, claim, attribution):
                kept.append(attribution)
            else:
                found += 1
                kept.append(attrs.evolve(attribution, form=None))
        return attrs.evolve(claim, attributions=tuple(kept))

    return rebuilt(article, Claim, without), found


def _order(article: Article) -> _Lost:
    documents = {source.id for source in article.sources if source.kind == "document"}
    found = 0

    def sorted_(attribution: Attribution) -> Attribution:
        nonlocal found
        ids = tuple(sorted(attribution.source_ids, key=documents.__contains__))
        found += ids != attribution.source_ids
        return attrs.evolve(attribution, source_ids=ids)

    return rebuilt(article, Attribution, sorted_), found


def _ids(article: Article) -> _Lost:
    taken = (records.id for kind in (article.sources, article.claims, article.reviews) for records in kind)
    names = numbered("a", taken)
    found = 0

    def renamed(attribution: Attribution) -> Attribution:
        nonlocal found
        name = next(names)
        found += name != attribution.id
        return attrs.evolve(attribution, id=name)

    return rebuilt(article, Attribution, renamed), found


def _emptied(code: str, field: str) -> Loss:
    """The loss of all records of a kind."""

    def lose(article: Article) -> _Lost:
        found = len(getattr(article, field))
        empty: Any = {field: ()}
        return (attrs.evolve(article, **empty), found) if found else (article, 0)

    return Loss(code, field, lose)


def _both(code: str, what: str, field: str) -> Loss:
    """The loss of a field that claims and attributions have."""
    first, second = dropped(code, what, Claim, field), dropped(code, what, Attribution, field)

    def lose(article: Article) -> _Lost:
        article, one = first.lose(article)
        article, other = second.lose(article)
        return article, one + other

    return Loss(code, what, lose)


LOSSES: tuple[Loss, ...] = (
    Loss("NC628", "records' extensions", _extensions),
    _emptied("NC601", "sections"),
    _emptied("NC627", "notes"),
    _emptied("NC609", "relations"),
    Loss("NC606", "digest of a text that is not shipped", _digest),
    dropped("NC637", "nestings of attributions", Attribution, "within_id"),
    Loss("NC666", "claims whose words are not known, and their reviews", _unworded),
    Loss("NC605", "provenance, but for the agent of a layer that has claims", _provenance),
    Loss("NC668", "reviews without a url", _without_url),
    dropped("NC619", "verdicts of reviews", Review, "verdict"),
    Loss(
        "NC634",
        "attributions whose source is not said to put the claim forward",
        _attributions_without(lambda attribution: attribution.polarity != "positive"),
    ),
    Loss("NC631", "times of attributions that are no date", _times),
    Loss("NC636", "forms of attributions other than direct, or direct with other words than were said", _forms),
    Loss("NC667", "attributions without source, date and url", _attributions_without(_traceless)),
    Loss("NC669", "orders of sources, documents being last", _order),
    dropped("NC635", "attitudes", Attribution, "attitude"),
    dropped("NC633", "certainties", Attribution, "certainty"),
    dropped("NC630", "relayers of attributions", Attribution, "via_ids"),
    _both("NC616", "confidences of claims and attributions", "confidence"),
    dropped("NC615", "orientations of claims", Claim, "orientation"),
    dropped("NC612", "types of claims", Claim, "types"),
    Loss("NC639", "places in the text", _places),
    dropped("NC621", "namings of sources", Source, "naming"),
    Loss("NC622", "affiliations other than of a person with an organisation", _affiliations),
    Loss("NC665", "ids of attributions, which are numbered anew", _ids),
)
"""All losses. One that drops what another counts stands before it."""
