"""What a reader of an annotation should notice: facts that the data state, each in a line."""

from collections.abc import Iterator

import attrs

from newsclaims._words import counted
from newsclaims.article import Article
from newsclaims.model import Attribution, Claim, Source

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
    claims = {claim.id: claim for claim in article.claims}
    targets = dict.fromkeys(relation.to_id for relation in article.relations if relation.type == "refines")
    for target in targets:
        ids = [
            relation.from_id
            for relation in article.relations
            if relation.type == "refines" and relation.to_id == target
        ]
        chain = sorted(
            (
                step
                for name in dict.fromkeys([*ids, target])
                if (step := _voiced(article, claims.get(name))) is not None
            ),
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
    claims = {claim.id: claim for claim in article.claims}
    headings = [(section.start, section.end) for section in article.sections if section.role == "headline"]
    headings += [(section.heading.start, section.heading.end) for section in article.sections if section.heading]
    for relation in article.relations:
        above, below = _voiced(article, claims.get(relation.from_id)), _voiced(article, claims.get(relation.to_id))
        if relation.type != "restates" or above is None or below is None:
            continue
        in_heading = bool(above.claim.content) and any(
            low <= above.claim.content[0].start and above.claim.content[-1].end <= high for low, high in headings
        )
        by_author = any(source.kind == "author" for source in above.sources)
        hedged = below.attribution.certainty in ("possible", "probable")
        if in_heading and by_author and hedged:
            yield above.claim, below.claim


def _voiced(article: Article, claim: Claim | None) -> Voiced | None:
    if claim is None or not claim.attributions:
        return None
    attribution = claim.attributions[0]
    sources = {source.id: source for source in article.sources}
    named = tuple(sources[name] for name in attribution.source_ids if name in sources)
    return Voiced(claim=claim, attribution=attribution, sources=named)


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
