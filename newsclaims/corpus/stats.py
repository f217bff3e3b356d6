"""What a corpus holds, in numbers that add up."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs

from newsclaims.article import Article

__all__ = ["Stats", "stats_of"]

RECORDS = ("sections", "sources", "claims", "attributions", "relations", "reviews", "notes", "spans")
LABELS: Mapping[str, tuple[str, ...]] = {
    "claims": ("orientation",),
    "attributions": ("attitude", "certainty", "polarity", "form"),
    "sources": ("kind", "naming"),
    "relations": ("type",),
    "reviews": ("verdict",),
    "notes": ("kind",),
}
"""The fields whose values are counted; a value that is not known is counted as `(none)`."""


def _counters() -> dict[str, Counter[str]]:
    return {"languages": Counter(), **{f"{name}.{field}": Counter() for name in LABELS for field in LABELS[name]}}


@attrs.define
class Stats:
    """
    The numbers of a corpus.

    Attributes:
        articles: Articles.
        characters: Code points of their texts.
        records: Records of each kind, and spans.
        voices: Attributions by whether the text names a source, speaks itself (`author`) or names nobody (`nobody`).
        shapes: Claims that are discontinuous, nested, in several pieces of text, without content, without attribution.
        labels: Values of each label and how often they are given.
    """

    articles: int = 0
    characters: int = 0
    records: Counter[str] = attrs.field(factory=Counter)
    voices: Counter[str] = attrs.field(factory=Counter)
    shapes: Counter[str] = attrs.field(factory=Counter)
    labels: dict[str, Counter[str]] = attrs.field(factory=_counters)

    def add(self, other: "Stats") -> None:
        """Count what another counted."""
        self.articles += other.articles
        self.characters += other.characters
        self.records.update(other.records)
        self.voices.update(other.voices)
        self.shapes.update(other.shapes)
        for name, counts in other.labels.items():
            self.labels[name].update(counts)

    def rows(self) -> Iterator[tuple[str, str, int]]:
        """
        Each number with what it counts; where nothing was counted there is no row.

        >>> from newsclaims import example
        >>> next(row for row in stats_of([example()]).rows() if row[1] == "nobody")
        ('attributions by voice', 'nobody', 8)
        """
        yield "corpus", "articles", self.articles
        yield "corpus", "characters", self.characters
        yield from (("records", name, self.records[name]) for name in RECORDS)
        yield from (("attributions by voice", name, self.voices[name]) for name in ("named", "author", "nobody"))
        yield from (("claims by shape", name, count) for name, count in sorted(self.shapes.items()))
        for name, counts in self.labels.items():
            yield from (
                (name, value, count) for value, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            )


def stats_of(articles: Iterable[Article]) -> Stats:
    """
    The numbers of some articles.

    >>> from newsclaims import example
    >>> stats_of([example()]).records["claims"]
    29
    """
    found = Stats()
    for article in articles:
        _count(article, found)
    return found


def _count(article: Article, found: Stats) -> None:
    found.articles += 1
    found.characters += len(article.text or "")
    attributions = [attribution for claim in article.claims for attribution in claim.attributions]
    records = {
        "sections": article.sections,
        "sources": article.sources,
        "claims": article.claims,
        "attributions": attributions,
        "relations": article.relations,
        "reviews": article.reviews,
        "notes": article.notes,
    }
    headings = sum(section.heading is not None for section in article.sections)
    found.records.update({name: len(items) for name, items in records.items()})
    found.records["spans"] += headings + sum(map(len, article.anchors()))
    authors = {source.id for source in article.sources if source.kind == "author"}
    for attribution in attributions:
        ids = set(attribution.source_ids)
        found.voices["nobody" if not ids else "author" if ids <= authors else "named"] += 1
    for claim in article.claims:
        found.shapes["discontinuous"] += len(claim.content) > 1
        found.shapes["nested"] += any(attribution.within_id is not None for attribution in claim.attributions)
        found.shapes["of several voices"] += len(claim.attributions) > 1
        found.shapes["without attribution"] += not claim.attributions
        found.shapes["without content"] += not claim.content
    found.labels["languages"][article.language] += 1
    for name, fields in LABELS.items():
        for field in fields:
            found.labels[f"{name}.{field}"].update(getattr(record, field) or "(none)" for record in records[name])
