"""An article as the draft that a model would have had to write: examples for prompts, tests and tuning."""

from collections.abc import Iterator

from newsclaims.article import Article
from newsclaims.draft.form import Draft, DraftClaim, DraftRelation
from newsclaims.errors import SpanError
from newsclaims.model import Anchor, Attribution, Claim, Source

__all__ = ["draft_of"]


def draft_of(article: Article) -> Draft:
    """
    The draft of an article: its places as quotes.

    A draft says less than an article. Times, relays, confidence, types, the cues of relations, sections, reviews, notes
    and extensions have no place in it; several sources of one attribution lose their names and kinds, and a source
    without name or mention is named by its id; of the author no mention is kept; a claim without attribution comes
    back with one whose source is unstated. Each attribution is an item. A claim that stands nowhere in the text has an
    item without content, which `resolve` reports.

    Args:
        article: The article; it has a text.

    Raises:
        SpanError: The article has no text.

    >>> import newsclaims
    >>> draft_of(newsclaims.example()).claims[1].content[0]
    'Korea Utara'
    """
    if article.text is None:
        raise SpanError(0, 0, None)
    sources = {source.id: source for source in article.sources}
    rows = [(claim, said) for claim in article.claims for said in claim.attributions or (None,)]
    numbers: dict[str, str] = {}
    for number, (claim, _) in enumerate(rows, 1):
        numbers.setdefault(claim.id, str(number))
    items = (_item(article, claim, said, str(number), numbers, sources) for number, (claim, said) in enumerate(rows, 1))
    relations = (
        DraftRelation(from_item=numbers[relation.from_id], type=relation.type, to_item=numbers[relation.to_id])
        for relation in article.relations
    )
    return Draft(claims=tuple(items), relations=tuple(relations))


def _item(
    article: Article,
    claim: Claim,
    said: Attribution | None,
    number: str,
    numbers: dict[str, str],
    sources: dict[str, Source],
) -> DraftClaim:
    said = said or Attribution(id="a", source_ids=())
    who = [sources[name] for name in said.source_ids]
    by_author = [source.kind for source in who] == ["author"]
    named = who[0] if len(who) == 1 and not by_author else None
    kind = None if named is None or named.kind == "author" else named.kind
    mention = () if by_author or not who else said.source
    anchors = (claim.content, mention, said.cue, said.hedge)
    return DraftClaim(
        id=number,
        section=_section(article, anchors),
        content=_quotes(article, claim.content),
        source=_quotes(article, mention),
        cue=_quotes(article, said.cue),
        hedge=_quotes(article, said.hedge),
        voice="author" if by_author else "source" if who else "unstated",
        source_name=_name(who, by_author=by_author, mentioned=bool(mention)),
        source_kind=kind or "none",
        attitude=said.attitude or "none",
        certainty=said.certainty or "none",
        polarity=said.polarity or "none",
        form=said.form or "none",
        orientation=claim.orientation or "none",
        within=numbers[said.within_id] if said.within_id else "",
        restatement=claim.text or "",
    )


def _name(who: list[Source], *, by_author: bool, mentioned: bool) -> str:
    """A name that `resolve` needs, where the source has none: one is asked for where nobody is mentioned."""
    if by_author or not who:
        return ""
    if len(who) == 1 and who[0].name:
        return who[0].name
    return "" if mentioned else " and ".join(source.name or source.id for source in who)


def _quotes(article: Article, anchor: Anchor) -> tuple[str, ...]:
    return tuple(article.quote((span,)) for span in anchor)


def _section(article: Article, anchors: tuple[Anchor, ...]) -> str:
    """The section that holds all places; empty if there is none."""
    spans = [span for anchor in anchors for span in anchor]
    return next(_holding(article, min(s.start for s in spans), max(s.end for s in spans)), "") if spans else ""


def _holding(article: Article, start: int, end: int) -> Iterator[str]:
    return (section.id for section in article.sections if section.start <= start and end <= section.end)
