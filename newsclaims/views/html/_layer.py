"""What the parts of a page ask of an article, looked up once: numbers, voices, records by claim, problems."""

import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from newsclaims.article import Article
from newsclaims.errors import InvalidArticleError, Issue
from newsclaims.model import Anchor, Attribution, Claim, Note, Relation, Review, Source
from newsclaims.validation import validate
from newsclaims.views.html._drawing import brief, one_line, short
from newsclaims.views.terminal import Numbered, numbered

__all__ = ["NOBODY", "Layer", "layer_of", "name_of"]

NOBODY = "nobody named"
_ITSELF = "the article itself"
_LONGEST_NAME = 120
_LONGEST_CLAUSE = 1_000
_LONGEST_NUMBER = 20
_LONGEST_CHAIN = 12


@attrs.frozen(kw_only=True, eq=False)
class Layer:
    """
    One layer of annotation as a page shows it.

    Attributes:
        article: The layer.
        key: What the ids of its elements begin with.
        order: Its claims in the order they are shown.
        numbers: The number each claim is shown under, by id.
        positions: The position of each claim in the document, from 1, by id; elements are called after it.
        steps: Who says each claim, as a step of a chain of voices, by its id.
        sources: The sources by id.
        issues: Warnings of `validate`.
        problems: The issues of each claim, by its position.
        relations: The relations of each claim, in both directions, by its id.
        reviews: The reviews of each claim, by its id.
        notes: The notes about each record, by its id.
    """

    article: Article
    key: str
    order: tuple[Numbered, ...]
    numbers: Mapping[str, str]
    positions: Mapping[str, int]
    steps: Mapping[str, str]
    sources: Mapping[str, Source]
    issues: tuple[Issue, ...]
    problems: Mapping[int, Sequence[Issue]]
    relations: Mapping[str, Sequence[Relation]]
    reviews: Mapping[str, Sequence[Review]]
    notes: Mapping[str, Sequence[Note]]

    def names(self, attribution: Attribution) -> str:
        """Those who say something together."""
        return ", ".join(map(name_of, self.speakers(attribution))) or NOBODY

    def speakers(self, attribution: Attribution) -> list[Source]:
        """The sources of an attribution."""
        return [self.sources[name] for name in attribution.source_ids]

    def said_by(self, claim: Claim) -> str:
        """Who says a claim, for those who listen to the page."""
        if not claim.attributions:
            return "not attributed yet"
        return "by " + short("; ".join(self.names(attribution) for attribution in claim.attributions), _LONGEST_NAME)

    def at(self, anchor: Anchor, most: int) -> str:
        """The words of a place on one line, shortened; no more of the text is looked at than is shown."""
        room, pieces = 2 * most, []
        for span in anchor:
            end = min(span.end, span.start + room)
            words = self.article.text[span.start : end] if self.article.text is not None else (span.quote or "")[:room]
            pieces.append(words)
            room -= len(words)
            if room <= 0:
                words = one_line(" … ".join(pieces))[:most]
                return f"{words} … ({sum(span.end - span.start for span in anchor) - most:,} more characters)"
        return short(one_line(" … ".join(filter(None, pieces))), most)

    def beginning(self, claim: Claim, most: int) -> str:
        """How a claim begins."""
        words = one_line(self.at(claim.content, most) or (claim.text or "")[: 2 * most]) or "its words are not given"
        return words if len(words) <= most else words[: most - 1] + "…"

    def voices(self, claim: Claim) -> list[str]:
        """
        The chain of voices of a claim, innermost first, as `Article.voices` gives it; empty where it is one voice.

        The steps name all sources of the claims on the way. Long chains lose their middle.
        """
        outer = _outer(claim)
        if outer is None:
            return []
        chain = [self.steps[claim.id]]
        while outer is not None:
            chain.append(self.steps[outer])
            outer = _outer(self.article.claims[self.positions[outer] - 1])
        if chain[-1] != _ITSELF:
            chain.append(_ITSELF)
        if len(chain) > _LONGEST_CHAIN:
            half = _LONGEST_CHAIN // 2
            chain = [*chain[:half], f"{len(chain) - 2 * half} more voices", *chain[-half:]]
        return chain


_CLAUSE_ENDS = re.compile(r"[;(\n]")


def name_of(source: Source) -> str:
    """The name of a voice; the article's own has none."""
    if source.kind == "author":
        return _ITSELF
    # Of a voice without a name the description's first words say who it is; the list of voices gives all of them.
    about = _CLAUSE_ENDS.split((source.description or "")[:_LONGEST_CLAUSE], maxsplit=1)[0].rstrip(". ")
    return brief(source.name or about or source.id, _LONGEST_NAME)


def _outer(claim: Claim) -> str | None:
    return next((item.within_id for item in claim.attributions if item.within_id is not None), None)


def layer_of(article: Article, key: str) -> Layer:
    """
    Look everything up.

    Raises:
        InvalidArticleError: A rule of the format is broken, so that a page could show what the data do not say.
    """
    issues = validate(article)
    if any(issue.severity == "error" for issue in issues):
        raise InvalidArticleError(issues, article.id)
    order = tuple(numbered(article))
    sources = {source.id: source for source in article.sources}
    relations: dict[str, list[Relation]] = {}
    for relation in article.relations:
        relations.setdefault(relation.from_id, []).append(relation)
        relations.setdefault(relation.to_id, []).append(relation)
    reviews: dict[str, list[Review]] = {}
    for review in article.reviews:
        reviews.setdefault(review.claim_id, []).append(review)
    notes: dict[str, list[Note]] = {}
    for note in article.notes:
        if note.about_id is not None:
            notes.setdefault(note.about_id, []).append(note)
    positions = {claim.id: position for position, claim in enumerate(article.claims, 1)}
    problems: dict[int, list[Issue]] = {}
    for issue in issues:
        for position in _claims_of(issue, article, positions):
            problems.setdefault(position, []).append(issue)
    return Layer(
        article=article,
        key=key,
        order=order,
        numbers={item.claim.id: short_number(item.number) for item in order},
        positions=positions,
        steps={
            claim.id: short(
                ", ".join(
                    dict.fromkeys(name_of(sources[name]) for item in claim.attributions for name in item.source_ids)
                )
                or NOBODY,
                _LONGEST_NAME,
            )
            for claim in article.claims
        },
        sources=sources,
        issues=issues,
        problems=problems,
        relations=relations,
        reviews=reviews,
        notes=notes,
    )


def short_number(number: str) -> str:
    """
    A number that fits beside a word; one sixty voices deep does not.

    >>> short_number("1.2"), short_number("1." * 30 + "7")
    ('1.2', '1.1.1.1.1…1.1.1.1.7')
    """
    half = _LONGEST_NUMBER // 2 - 1
    return number if len(number) <= _LONGEST_NUMBER else f"{number[:half]}…{number[-half:]}"


_POINTER = re.compile(r"/(claims|relations)/([0-9]{1,9})(?:/|$(?!\n))")


def _claims_of(issue: Issue, article: Article, positions: Mapping[str, int]) -> Iterator[int]:
    """The positions of the claims that an issue is about."""
    match = _POINTER.match(issue.pointer)
    if match is None:
        return
    index = int(match[2])
    if match[1] == "claims":
        yield index + 1
    else:
        yield positions[article.relations[index].from_id]
        yield positions[article.relations[index].to_id]
