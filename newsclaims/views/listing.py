"""Who says what as plain data: the list of `terminal.py` for programs."""

from newsclaims._extensions import JSON
from newsclaims.article import Article
from newsclaims.model import Anchor, Attribution, Claim, Source
from newsclaims.views.notable import notable
from newsclaims.views.terminal import Numbered, around, numbered, speaker

__all__ = ["listing"]


def listing(article: Article, *, source_id: str | None = None) -> dict[str, JSON]:
    """
    Every claim with its number, its speakers and its words, in the order that they are shown in.

    Offsets count code points. Nothing is escaped: all strings are those of the article.

    Args:
        article: A valid article.
        source_id: Only the claims of this source, and those that they are said in.

    Raises:
        UnknownIdError: No source has the id.

    >>> import newsclaims
    >>> claims = listing(newsclaims.example(), source_id="kremlin")["claims"]
    >>> [(claim["number"], claim["within"], claim["speakers"][0]["who"]) for claim in claims][:2]
    [('17', None, 'media Jepang NHK'), ('17.1', 'c19', 'Moskow')]
    """
    sources = {source.id: source for source in article.sources}
    items = list(numbered(article))
    ids = {item.number: item.claim.id for item in items}
    if source_id is not None:
        items = list(around(items, {claim.id for claim in article.claims_of(source_id)}))
    facts: list[JSON] = list(notable(article)) if source_id is None else []
    return {
        "id": article.id,
        "title": article.title,
        "language": article.language,
        "claims": [_claim(article, item, ids.get(item.number.rpartition(".")[0]), sources) for item in items],
        "notable": facts,
    }


def _claim(article: Article, item: Numbered, within: str | None, sources: dict[str, Source]) -> JSON:
    claim: Claim = item.claim
    return {
        "number": item.number,
        "depth": item.depth,
        "within": within,
        "id": claim.id,
        "words": article.quote(claim.content) or None,
        "text": claim.text,
        "content": [{"start": span.start, "end": span.end, "quote": span.quote} for span in claim.content],
        "speakers": [_speaker(article, attribution, sources) for attribution in claim.attributions],
    }


def _speaker(article: Article, attribution: Attribution, sources: dict[str, Source]) -> JSON:
    def words(anchor: Anchor) -> str | None:
        return article.quote(anchor) or None

    return {
        "id": attribution.id,
        "who": speaker(article, attribution, sources),
        "source_ids": list(attribution.source_ids),
        "via_ids": list(attribution.via_ids),
        "cue": words(attribution.cue),
        "hedge": words(attribution.hedge),
        "attitude": attribution.attitude,
        "certainty": attribution.certainty,
        "polarity": attribution.polarity,
        "form": attribution.form,
    }
