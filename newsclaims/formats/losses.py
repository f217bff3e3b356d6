"""
What a format cannot carry, as data: each kind of loss has a code, words, and a function that does it to an article.

A format's `LOSSES` drive three things that can therefore never part: what `convert` reports, what `--strict` refuses,
and the law `loads(dumps(a)) == forget(a)` that its tests hold it to.
"""

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from newsclaims._extensions import EMPTY
from newsclaims.article import Article
from newsclaims.model import Attribution, Claim, Note, Provenance, Relation, Review, Section, Source

__all__ = ["Loss", "Lost", "bare", "count", "dropped", "each", "forget", "rebuilt", "summed"]

_LISTS: dict[type, str] = {
    Section: "sections",
    Source: "sources",
    Claim: "claims",
    Relation: "relations",
    Review: "reviews",
    Note: "notes",
}


@attrs.frozen
class Loss:
    """
    One kind of loss.

    Attributes:
        code: Its code, NC6xx.
        what: What is lost, in words that follow a number: `confidence of claims`.
        lose: Gives the article without it, and how many things were lost; 0 leaves the article as it is.
    """

    code: str
    what: str
    lose: Callable[[Article], tuple[Article, int]]


@attrs.frozen
class Lost:
    """
    A loss that a conversion had.

    Attributes:
        code: Its code, NC6xx.
        what: What was lost.
        count: How many times.
    """

    code: str
    what: str
    count: int


def forget(article: Article, losses: Iterable[Loss]) -> Article:
    """
    What remains of an article after all losses, one after the other.

    >>> from newsclaims import Provenance
    >>> provenance = dropped("NC605", "provenance", Article, "provenance")
    >>> forget(Article(id="x", language="en", provenance=Provenance(agent="me")), [provenance]).provenance
    """
    for loss in losses:
        article = loss.lose(article)[0]
    return article


def count(article: Article, losses: Iterable[Loss]) -> tuple[Lost, ...]:
    """
    The losses that a conversion of an article has, those that lose nothing left out.

    >>> title = dropped("NC602", "title", Article, "title")
    >>> count(Article(id="x", language="en", title="T"), [title])
    (Lost(code='NC602', what='title', count=1),)
    """
    found = []
    for loss in losses:
        article, number = loss.lose(article)
        if number:
            found.append(Lost(loss.code, loss.what, number))
    return tuple(found)


def each(articles: Article | Iterable[Article]) -> tuple[Article, ...]:
    """Articles as a tuple; one alone is one of one."""
    return (articles,) if isinstance(articles, Article) else tuple(articles)


def summed(lost: Iterable[Lost]) -> tuple[Lost, ...]:
    """
    Losses of which each kind occurs once, in the order in which it first did.

    >>> summed([Lost("NC605", "provenance", 1), Lost("NC605", "provenance", 1)])
    (Lost(code='NC605', what='provenance', count=2),)
    """
    numbers: dict[tuple[str, str], int] = {}
    for one in lost:
        numbers[one.code, one.what] = numbers.get((one.code, one.what), 0) + one.count
    return tuple([Lost(code, what, number) for (code, what), number in numbers.items()])


def bare(article: Article, kinds: Iterable[type]) -> tuple[Article, int]:
    """An article whose records of some classes have no extensions, and how many had any."""
    number = 0

    def without(record: Any) -> Any:
        nonlocal number
        if not record.extensions:
            return record
        number += 1
        return attrs.evolve(record, extensions=EMPTY)

    for kind in kinds:
        article = rebuilt(article, kind, without)
    return article, number


def dropped(code: str, what: str, kind: type, *fields: str) -> Loss:
    """
    The loss of fields: each value that is not the field's default is one loss.

    Args:
        code: NC6xx.
        what: What is lost, in words.
        kind: The class of the records: any of the model's but Span and When.
        fields: The fields that go back to their default.
    """
    defaults = {field.name: field.default for field in attrs.fields(kind) if field.name in fields}

    def lose(article: Article) -> tuple[Article, int]:
        number = 0

        def without(record: Any) -> Any:
            nonlocal number
            changes = {name: default for name, default in defaults.items() if getattr(record, name) != default}
            number += len(changes)
            return attrs.evolve(record, **changes) if changes else record

        return rebuilt(article, kind, without), number

    return Loss(code, what, lose)


def rebuilt(article: Article, kind: type, change: Callable[[Any], Any]) -> Article:
    """An article whose records of one class are changed; the article itself where nothing changes."""
    if kind is Article:
        made: Article = change(article)
        return made
    changes: dict[str, Any]
    if kind is Provenance:
        changes = {"provenance": None if article.provenance is None else change(article.provenance)}
    elif kind is Attribution:
        changes = {"claims": tuple([_reattributed(claim, change) for claim in article.claims])}
    else:
        changes = {_LISTS[kind]: tuple(map(change, getattr(article, _LISTS[kind])))}
    return (
        article
        if all(getattr(article, name) == new for name, new in changes.items())
        else attrs.evolve(article, **changes)
    )


def _reattributed(claim: Claim, change: Callable[[Any], Any]) -> Claim:
    """A claim whose attributions are changed; the claim itself where each stays the same."""
    made = tuple(map(change, claim.attributions))
    same = all(old is new for old, new in zip(claim.attributions, made, strict=True))
    return claim if same else attrs.evolve(claim, attributions=made)
