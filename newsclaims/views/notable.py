"""What a reader of an annotation should notice: facts that the data state, each in a line."""

from bisect import bisect_right
from collections.abc import Iterator

import attrs

from newsclaims._words import counted
from newsclaims.article import Article
from newsclaims.model import Anchor, Attribution, Claim, Source

__all__ = ["Voiced", "dropped_hedges", "notable", "rising_certainty"]


@attrs.frozen(kw_only=True)
class Voiced:
    """
    A claim in the mouth of those who say it.

    Attributes:
        claim: What is said.
        attribution: How it is said.
        sources: Who says it; empty where nobody is named.
    """

    claim: Claim
    attribution: Attribution
    sources: tuple[Source, ...]

    @property
    def standing(self) -> str:
        """
        Hearsay, a degree of certainty, or background fact, in a word.

        The author's own certain claim is background; a certain claim of nobody who is named is hearsay.
        """
        certainty = self.attribution.certainty or "unmarked"
        if any(source.kind == "author" for source in self.sources):
            return "background fact" if certainty == "certain" else certainty
        return "hearsay" if not self.sources and certainty == "certain" else certainty


def rising_certainty(article: Article) -> Iterator[tuple[Voiced, ...]]:
    """
    Chains of claims that refine one and the same claim and end in it, in the order of the text, when certainty rises.

    Certainty rises when an earlier claim is hearsay, possible or probable and the last is the author's own and certain.

    >>> import newsclaims
    >>> [[step.claim.id for step in chain] for chain in rising_certainty(newsclaims.example())]
    [['c4', 'c9', 'c16', 'c18']]
    """
    voices = _voices(article)
    refining: dict[str, list[str]] = {}
    for relation in article.relations:
        if relation.type == "refines":
            refining.setdefault(relation.to_id, []).append(relation.from_id)
    for target, ids in refining.items():
        chain = sorted(
            (voices[name] for name in dict.fromkeys([*ids, target]) if name in voices),
            key=lambda step: step.claim.content[0].start if step.claim.content else -1,
        )
        weak = any(step.standing in ("hearsay", "possible", "probable", "uncommitted") for step in chain[:-1])
        if len(chain) > 1 and weak and chain[-1].claim.id == target and chain[-1].standing == "background fact":
            yield tuple(chain)


def dropped_hedges(article: Article) -> Iterator[tuple[Claim, Claim]]:
    """
    Claims in a heading or headline that restate a hedged or merely attributed claim of the body in the author's voice.

    >>> import newsclaims
    >>> [(above.id, below.id) for above, below in dropped_hedges(newsclaims.example())]
    [('c7', 'c9'), ('c11', 'c15')]
    """
    voices = _voices(article)
    headlines = sorted((section.start, section.end) for section in article.sections if section.role == "headline")
    headings = sorted((section.heading.start, section.heading.end) for section in article.sections if section.heading)
    for relation in article.relations:
        above, below = voices.get(relation.from_id), voices.get(relation.to_id)
        if relation.type != "restates" or above is None or below is None:
            continue
        in_heading = _lies_in(above.claim.content, headlines) or _lies_in(above.claim.content, headings)
        by_author = any(source.kind == "author" for source in above.sources)
        hedged = below.attribution.certainty in ("possible", "probable")
        if in_heading and by_author and hedged:
            yield above.claim, below.claim


def _lies_in(anchor: Anchor, ranges: list[tuple[int, int]]) -> bool:
    """Whether a place lies inside one of some ranges, sorted, which do not overlap."""
    if not anchor:
        return False
    low, high = anchor[0].start, anchor[-1].end
    before = bisect_right(ranges, low, key=lambda found: found[0])
    return before > 0 and high <= ranges[before - 1][1]


def _voices(article: Article) -> dict[str, Voiced]:
    """Each claim that is attributed, by its id, in the mouth of those who say it first."""
    sources = {source.id: source for source in article.sources}
    voices = {}
    for claim in article.claims:
        for attribution in claim.attributions[:1]:
            named = tuple(sources[name] for name in attribution.source_ids if name in sources)
            voices[claim.id] = Voiced(claim=claim, attribution=attribution, sources=named)
    return voices


def notable(article: Article) -> Iterator[str]:
    """
    The facts worth a line.

    >>> import newsclaims
    >>> next(notable(newsclaims.example()))
    '8 claims with no source named (of 29): c2, c4, c6, c10, c15, c23, c24, c26'
    """
    unsourced = article.unsourced_claims()
    if unsourced:
        ids = ", ".join(claim.id for claim in unsourced)
        yield f"{counted(len(unsourced), 'claim')} with no source named (of {len(article.claims)}): {ids}"
    for chain in rising_certainty(article):
        steps = " → ".join(f"{step.standing} ({step.claim.id}, {_who(step)})" for step in chain)
        yield f"certainty rising from {chain[0].standing} to {chain[-1].standing}: {steps}"
    for above, below in dropped_hedges(article):
        yield f"a heading that drops a hedge: {above.id} restates {below.id} as the article's own words"
    if article.text is not None and article.claims:
        yield f"{article.coverage():.1%} of the letters and digits are explained by some annotation"


def _who(step: Voiced) -> str:
    if not step.sources:
        return "nobody named"
    return ", ".join("the article" if source.kind == "author" else source.name or source.id for source in step.sources)
