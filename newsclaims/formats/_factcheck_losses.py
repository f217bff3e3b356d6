"""
What records of fact-checking corpora cannot carry of an article, kind by kind, in the order in which it goes.

Such a record is one claim in words, at most one who said it, and at most one review. It knows no text.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import attrs

from newsclaims._extensions import EMPTY, Extensions
from newsclaims.article import SCHEMA_VERSION, Article
from newsclaims.formats._factchecks import RELAYER, SPEAKER, Form
from newsclaims.formats._wording import wording
from newsclaims.formats.losses import Loss, Lost, dropped, rebuilt
from newsclaims.formats.losses import count as count_losses
from newsclaims.formats.losses import forget as forget_losses
from newsclaims.model import Attribution, Claim, Note, Provenance, Relation, Review, Section, Source, When

__all__ = ["Losing", "changed", "emptied_of", "shared_first", "shared_last"]

_Result = tuple[Article, int]
_RECORDS = (Article, Section, Source, Claim, Attribution, Relation, Review, Note, Provenance)


# ── Ways to lose ─────────────────────────────────────────────────────────────────────────────────────────────────


def changed(code: str, what: str, kind: type, change: Callable[[Any], tuple[Any, int]]) -> Loss:
    """The loss of what a function takes from each record of a class; it gives the record and how much was lost."""

    def lose(article: Article) -> _Result:
        found = 0

        def without(record: Any) -> Any:
            nonlocal found
            made, number = change(record)
            found += number
            return made if number else record

        return rebuilt(article, kind, without), found

    return Loss(code, what, lose)


def _emptied(code: str, what: str, field: str) -> Loss:
    """The loss of all records of a list of the article."""

    def lose(article: Article) -> _Result:
        found = len(getattr(article, field))
        empty: Any = {field: ()}
        return (attrs.evolve(article, **empty), found) if found else (article, 0)

    return Loss(code, what, lose)


def emptied_of(code: str, what: str, kind: type, field: str) -> Loss:
    """The loss of all members of a tuple that records of a class hold."""

    def change(record: Any) -> tuple[Any, int]:
        empty: Any = {field: ()}
        return attrs.evolve(record, **empty), len(getattr(record, field))

    return changed(code, what, kind, change)


def _extensions(name: str) -> Callable[[Article], _Result]:
    """The loss of other people's data, but for what claims and articles keep for this format."""

    def lose(article: Article) -> _Result:
        found = 0

        def without(record: Any) -> Any:
            nonlocal found
            own = record.extensions.get(name)
            stays = hasattr(own, "items") and isinstance(record, (Article, Claim))
            left: Any = {name: own} if stays else {}
            lost = len(record.extensions) - len(left)
            found += lost
            return attrs.evolve(record, extensions=Extensions(left) if left else EMPTY) if lost else record

        for kind in _RECORDS:
            article = rebuilt(article, kind, without)
        newer = article.schema_version != SCHEMA_VERSION
        return (attrs.evolve(article, schema_version=SCHEMA_VERSION) if newer else article), found

    return lose


def _language(article: Article) -> _Result:
    known = article.language != "und"
    return (attrs.evolve(article, language="und"), 1) if known else (article, 0)


def _digest(article: Article) -> _Result:
    known = article.text is None and article.text_sha256 is not None
    return (attrs.evolve(article, text_sha256=None), 1) if known else (article, 0)


def _text(article: Article) -> _Result:
    return (attrs.evolve(article, text=None, text_sha256=None), 1) if article.text is not None else (article, 0)


def _unworded(article: Article) -> _Result:
    gone = {claim.id for claim in article.claims if wording(article, claim) is None}
    claims = tuple(claim for claim in article.claims if claim.id not in gone)
    reviews = tuple(review for review in article.reviews if review.claim_id not in gone)
    lost = len(gone) + len(article.reviews) - len(reviews)
    return (attrs.evolve(article, claims=claims, reviews=reviews), lost) if lost else (article, 0)


def _timeless(when: When | None) -> tuple[When | None, int]:
    if when is None or not when.anchor:
        return when, 0
    return (None if when.value is None else When(value=when.value)), 1


def _places(article: Article) -> _Result:
    found = 0

    def of_attribution(attribution: Attribution) -> Attribution:
        nonlocal found
        time, lost = _timeless(attribution.time)
        found += lost + sum(map(bool, (attribution.source, attribution.cue, attribution.hedge)))
        return attrs.evolve(attribution, source=(), cue=(), hedge=(), time=time)

    def of_claim(claim: Claim) -> Claim:
        nonlocal found
        time, lost = _timeless(claim.time)
        found += lost + bool(claim.content)
        return attrs.evolve(claim, content=(), text=wording(article, claim), time=time)

    return rebuilt(rebuilt(article, Attribution, of_attribution), Claim, of_claim), found


def _reviews_beyond_the_first(article: Article) -> _Result:
    firsts = {review.claim_id: review.id for review in reversed(article.reviews)}
    kept = tuple(review for review in article.reviews if firsts[review.claim_id] == review.id)
    lost = len(article.reviews) - len(kept)
    return (attrs.evolve(article, reviews=kept), lost) if lost else (article, 0)


def _named(claims: Iterable[Claim]) -> set[str]:
    """The sources that say or relay claims."""
    said = [attribution for claim in claims for attribution in claim.attributions]
    return {name for attribution in said for name in (*attribution.source_ids, *attribution.via_ids)}


def _unnamed_sources(article: Article) -> _Result:
    named = _named(article.claims)
    kept = tuple(source for source in article.sources if source.id in named)
    lost = len(article.sources) - len(kept)
    return (attrs.evolve(article, sources=kept), lost) if lost else (article, 0)


# ── What both formats lose ───────────────────────────────────────────────────────────────────────────────────────


def shared_first(form: Form) -> tuple[Loss, ...]:
    """The losses that go first: what is not of claims, places, and what claims and reviews are beyond a record."""

    def settled(review: Review) -> tuple[Review, int]:
        verdict = form.verdict(review.label)
        return (review, 0) if verdict == review.verdict else (attrs.evolve(review, verdict=verdict), 1)

    return (
        Loss("NC628", "other people's extensions", _extensions(form.name)),
        _emptied("NC601", "sections", "sections"),
        _emptied("NC627", "notes", "notes"),
        _emptied("NC609", "relations", "relations"),
        dropped(
            "NC602", "title, publisher, url, byline of the article", Article, "title", "publisher", "url", "byline"
        ),
        dropped("NC603", "dates of the article", Article, "published", "modified"),
        Loss("NC604", "language of the article", _language),
        dropped("NC605", "provenance", Article, "provenance"),
        Loss("NC606", "digest of a text that is not shipped", _digest),
        Loss("NC666", "claims whose words are not known, and their reviews", _unworded),
        Loss("NC639", "places in the text", _places),
        Loss("NC629", "the article's text", _text),
        dropped("NC611", "languages of claims", Claim, "language"),
        dropped("NC613", "same_as of claims", Claim, "same_as"),
        dropped("NC614", "times of claims", Claim, "time"),
        dropped("NC615", "orientations of claims", Claim, "orientation"),
        dropped("NC616", "confidences of claims", Claim, "confidence"),
        Loss("NC678", "reviews beyond the first of each claim", _reviews_beyond_the_first),
        dropped(
            "NC619",
            "ratings, authors and dates of reviews",
            Review,
            *("rating_value", "rating_best", "rating_worst", "author_id", "published"),
        ),
        changed("NC619", "verdicts of reviews that their labels do not say", Review, settled),
    )


def shared_last() -> tuple[Loss, ...]:
    """The losses that go last: what sources are beyond a name."""
    return (
        Loss("NC626", "sources that no attribution names", _unnamed_sources),
        dropped("NC620", "kinds of sources", Source, "kind"),
        dropped("NC621", "namings of sources", Source, "naming"),
        dropped("NC622", "affiliations of sources", Source, "affiliation_id"),
        dropped("NC623", "descriptions of sources", Source, "description"),
        dropped("NC625", "same_as of sources", Source, "same_as"),
        Loss("NC676", "articles without claims", lambda article: (article, int(not article.claims))),
        Loss("NC675", "claims that leave their article for one of their own", _parted),
    )


def _parted(article: Article) -> _Result:
    """Counted here; `Losing` makes the articles."""
    return article, max(0, len(article.claims) - 1)


# ── From articles to articles ────────────────────────────────────────────────────────────────────────────────────


@attrs.frozen
class Losing:
    """
    Everything that writing articles loses.

    Attributes:
        form: The format.
        losses: What each article loses, before each claim is an article of its own.
        again: Writes articles of one claim each, and reads them again: only this tells what hints and ids come back.
    """

    form: Form
    losses: tuple[Loss, ...]
    again: Callable[[tuple[Article, ...]], Sequence[Article]]

    @property
    def table(self) -> tuple[Loss, ...]:
        """All kinds of loss; those of ids and hints are counted over all articles at once."""
        return (*self.losses, _SETTLED, _RENAMED)

    def forget(self, articles: tuple[Article, ...]) -> tuple[Article, ...]:
        """What comes back of articles."""
        return self._after(articles)[0]

    def count(self, articles: tuple[Article, ...]) -> tuple[Lost, ...]:
        """The losses that writing articles has."""
        numbers: dict[tuple[str, str], int] = {(loss.code, loss.what): 0 for loss in self.table}
        for article in articles:
            for lost in count_losses(article, self.losses):
                numbers[lost.code, lost.what] += lost.count
        _, settled, renamed = self._after(articles)
        numbers[_SETTLED.code, _SETTLED.what] += settled
        numbers[_RENAMED.code, _RENAMED.what] += renamed
        return tuple(Lost(code, what, number) for (code, what), number in numbers.items() if number)

    def parts(self, articles: tuple[Article, ...]) -> tuple[Article, ...]:
        """Articles of one claim each, without all that is lost but hints and ids."""
        return tuple(part for article in articles for part in _parts(forget_losses(article, self.losses)))

    def _after(self, articles: tuple[Article, ...]) -> tuple[tuple[Article, ...], int, int]:
        """What comes back, and how many hints and ids it lost."""
        parts = self.parts(articles)
        made = []
        settled = renamed = 0
        for part, there in zip(parts, self.again(parts), strict=True):
            hints = there.extensions, there.claims[0].extensions
            settled += self._hints(there) != self._hints(part)
            article, number = _renamed(part, there.id)
            renamed += number
            claim = attrs.evolve(article.claims[0], extensions=hints[1])
            made.append(attrs.evolve(article, extensions=hints[0], claims=(claim,)))
        return tuple(made), settled, renamed

    def _hints(self, article: Article) -> tuple[Any, Any]:
        """What is kept for the format, but for a record's own id, which is the article's when it is read again."""
        own = {name for name, member in self.form.members.items() if member.fact == "id"}
        kept: Any = article.claims[0].extensions.get(self.form.name, {})
        return article.extensions, {name: value for name, value in kept.items() if name not in own}


_SETTLED = Loss("NC648", "hints that contradict the article", lambda article: (article, 0))
_RENAMED = Loss("NC679", "ids, which are given anew", lambda article: (article, 0))


def _parts(article: Article) -> Iterator[Article]:
    for claim in article.claims:
        named = _named((claim,))
        yield attrs.evolve(
            article,
            id=article.id if len(article.claims) == 1 else f"{article.id}#{claim.id}",
            claims=(claim,),
            sources=tuple(source for source in article.sources if source.id in named),
            reviews=tuple(review for review in article.reviews if review.claim_id == claim.id),
        )


def _renamed(article: Article, id: str) -> _Result:
    """An article of one claim with the ids that a record gives, and how many are other ones than before."""
    claim = article.claims[0]
    sources = {source.id: source for source in article.sources}
    names: dict[str, str] = {}
    fresh: dict[str, str] = {}
    for attribution in claim.attributions:
        for ids, name in ((attribution.via_ids, RELAYER), (attribution.source_ids, SPEAKER)):
            fresh |= {str(sources[old].name): name for old in ids}
        names |= {old: fresh[str(sources[old].name)] for old in (*attribution.source_ids, *attribution.via_ids)}
    attributions = tuple(
        attrs.evolve(
            attribution,
            id="a1",
            source_ids=tuple(names[old] for old in attribution.source_ids),
            via_ids=tuple(names[old] for old in attribution.via_ids),
        )
        for attribution in claim.attributions
    )
    made = attrs.evolve(
        article,
        id=id,
        sources=tuple(Source(id=name, name=words) for words, name in reversed(fresh.items())),
        claims=(attrs.evolve(claim, id="c1", attributions=attributions),),
        reviews=tuple(attrs.evolve(review, id="v1", claim_id="c1") for review in article.reviews),
    )
    before = [article.id, claim.id, *names, *_ids(claim.attributions), *_ids(article.reviews)]
    after = [id, "c1", *names.values(), *_ids(attributions), *_ids(made.reviews)]
    moved = [names[source.id] for source in article.sources] != [source.id for source in made.sources]
    return made, sum(old != new for old, new in zip(before, after, strict=True)) or int(moved)


def _ids(records: Iterable[Attribution] | Iterable[Review]) -> list[str]:
    return [record.id for record in records]
