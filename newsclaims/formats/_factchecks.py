"""
Records of fact-checking corpora ↔ articles: each record is a claim that stands in no text, who said it, and a review.

A format says in a `Form` what its members are called. What a member says goes to the field of the model that means it;
only what the field cannot hold stays in the extensions of the claim, under the format's name. The order of members goes
to the extensions of the article where it is not the usual one, so that a record is written as it was read. Both are
hints: what contradicts the article is passed over.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import attrs

from newsclaims._extensions import Extensions
from newsclaims._json import escaped
from newsclaims._rules import ONE_LINE
from newsclaims.article import Article
from newsclaims.errors import Issue, shown
from newsclaims.formats._documents import error, same
from newsclaims.formats._wording import wording
from newsclaims.model import Attribution, Claim, Review, Source, Verdict, When

__all__ = [
    "ORDER",
    "RELAYER",
    "SPEAKER",
    "Form",
    "Member",
    "Shape",
    "article_of",
    "breaches",
    "is_line",
    "line",
    "list_of",
    "one_of",
    "record_of",
    "unchanged",
    "words",
]

Plain: TypeAlias = dict[str, Any]
Shape: TypeAlias = tuple[Callable[[Any], bool], str]
"""Whether a value is what a member may be, and what it should be, in words."""

ORDER = "members"
"""The hint that holds the order of a record's members."""
SPEAKER, RELAYER = "speaker", "reporting_source"
"""The ids of the two sources that a record can name."""


# ── What a format is ─────────────────────────────────────────────────────────────────────────────────────────────


def unchanged(value: Any) -> Any:
    """A fact as it is written."""
    return value


def is_line(value: Any) -> bool:
    """Whether the model can hold a value in one line."""
    return type(value) is str and value != "" and ONE_LINE.holds(value)


def line(value: Any) -> str | None:
    """A value in one line, None where the model cannot hold it."""
    return value if is_line(value) else None


def words(value: Any) -> str | None:
    """A value in words, None where there are none."""
    return value if type(value) is str and value else None


@attrs.frozen
class Member:
    """
    A member of a record that the model has a field for.

    Attributes:
        fact: What it says: `claim`, `id`, `types`, `speaker`, `relayer`, `date`, `url`, `label`, `explanation` or
            `review_url`.
        read: The fact a value says; None where it says none that the model can hold.
        write: The value that says a fact.
    """

    fact: str
    read: Callable[[Any], Any]
    write: Callable[[Any], Any] = unchanged


@attrs.frozen
class Form:
    """
    What the records of a format look like.

    Attributes:
        name: The format's name, its key in extensions.
        usual: All members in their usual order.
        members: Those that the model has a field for.
        shapes: What members may be, as far as that is known; the claim itself aside.
        nothing: The value of members that say nothing; one that is not listed is left out then.
        verdicts: What labels mean, by their case-folded words.
    """

    name: str
    usual: tuple[str, ...]
    members: Mapping[str, Member]
    shapes: Mapping[str, Shape]
    nothing: Mapping[str, Any]
    verdicts: Mapping[str, Verdict]

    def verdict(self, label: str) -> Verdict | None:
        """What a label means; None where the format does not say."""
        return self.verdicts.get(label.casefold())


def one_of(*types: type, should: str) -> Shape:
    """The shape of a member that is of one of these types."""
    return lambda value: type(value) in types, should


def list_of(kind: type, *, should: str) -> Shape:
    """The shape of a member that is null, or an array of values of one type."""
    return lambda value: value is None or (type(value) is list and all(type(item) is kind for item in value)), should


def breaches(form: Form, record: Any, pointer: str) -> list[Issue]:
    """What keeps a value from being a record of a format."""
    if type(record) is not dict:
        return [error("NC951", pointer, f"is {shown(record)}, should be an object that holds a claim")]
    found = []
    if words(record.get("claim")) is None:
        there = shown(record["claim"]) if "claim" in record else "nothing"
        where = f"{pointer}/claim" if "claim" in record else pointer
        found.append(error("NC952", where, f"has {there} for claim, should have a string that is not empty"))
    for name, value in record.items():
        # "" is one of the three ways to say nothing, of whatever type the member is.
        if name in form.shapes and value != "" and not form.shapes[name][0](value):
            message = f"is {shown(value)}, should be {form.shapes[name][1]}"
            found.append(error("NC953", f"{pointer}/{escaped(name)}", message))
    return found


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _told(form: Form, record: Plain) -> Plain:
    """What a record says, by facts."""
    found = {}
    for name, member in form.members.items():
        fact = member.read(record[name]) if name in record else None
        if fact is not None:
            found[member.fact] = fact
    # An explanation explains a label; without one there is no review to hold it.
    return found if "label" in found else {name: fact for name, fact in found.items() if name not in _OF_REVIEW}


_OF_REVIEW = ("explanation", "review_url")


def article_of(form: Form, record: Plain, id: str, language: str, hints: Mapping[str, Any]) -> Article:
    """
    The article that a record is.

    Args:
        form: The format.
        record: The record, without breaches.
        id: The article's id.
        language: The article's language.
        hints: What else is to be kept for writing it again, beside the order of its members.
    """
    facts = _told(form, record)
    written = _written(form, facts | {"id": id})
    left = {name: value for name, value in record.items() if name not in written or not same(value, written[name])}
    arranged = _arranged(form, written | left, None)
    kept = dict(hints) if list(record) == list(arranged) else {ORDER: list(record), **hints}
    label = facts.get("label")
    review = label and Review(
        id="v1",
        claim_id="c1",
        label=label,
        verdict=form.verdict(label),
        explanation=facts.get("explanation"),
        url=facts.get("review_url"),
    )
    sources = _sources(facts)
    claim = Claim(
        id="c1",
        text=facts["claim"],
        types=facts.get("types", ()),
        attributions=_attributions(facts, sources),
        extensions=_under(form.name, left),
    )
    return Article(
        id=id,
        language=language,
        sources=sources,
        claims=(claim,),
        reviews=(review,) if review else (),
        extensions=_under(form.name, kept),
    )


def _sources(facts: Plain) -> tuple[Source, ...]:
    """The voices of a record; one name is one voice."""
    ids = {facts[fact]: own for fact, own in (("relayer", RELAYER), ("speaker", SPEAKER)) if fact in facts}
    return tuple(Source(id=own, name=name) for name, own in reversed(ids.items()))


def _attributions(facts: Plain, sources: tuple[Source, ...]) -> tuple[Attribution, ...]:
    if not {"speaker", "relayer", "date", "url"} & facts.keys():
        return ()
    ids = {source.name: source.id for source in sources}
    made = Attribution(
        id="a1",
        source_ids=(ids[facts["speaker"]],) if "speaker" in facts else (),
        via_ids=(ids[facts["relayer"]],) if "relayer" in facts else (),
        time=When(value=facts["date"]) if "date" in facts else None,
        url=facts.get("url"),
    )
    return (made,)


def _under(name: str, data: Plain) -> Extensions:
    return Extensions({name: data} if data else {})


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def record_of(form: Form, article: Article) -> Plain:
    """The record of an article of one claim."""
    claim = article.claims[0]
    left, hints = _kept(claim, form.name), _kept(article, form.name)
    order = hints.get(ORDER)
    if type(order) is not list or not all(type(name) is str for name in order) or len(set(order)) < len(order):
        order = None
    facts = _facts(form, article, claim)
    name = next((name for name, member in form.members.items() if member.fact == "id"), None)
    if name is not None:
        if name in left:
            facts["id"] = form.members[name].read(left[name])
        elif order is None or name in order:
            facts["id"] = article.id
    facts = {fact: value for fact, value in facts.items() if value not in (None, ())}
    record = _written(form, facts)
    for name, value in left.items():
        # A value that says something else than the article is out of date, one of a wrong type cannot be read again.
        trial = record | {name: value}
        if not breaches(form, trial, "") and _told(form, trial) == facts:
            record = trial
    return _arranged(form, record, order)


def _kept(record: Claim | Article, name: str) -> Plain:
    kept: Any = record.extensions.plain().get(name)
    return kept if type(kept) is dict else {}


def _facts(form: Form, article: Article, claim: Claim) -> Plain:
    """What an article says of a claim that a record can say."""
    names = {source.id: source.name for source in article.sources}
    said = claim.attributions[0] if claim.attributions else None
    review = next((review for review in article.reviews if review.claim_id == claim.id), None)
    facts = {
        "claim": wording(article, claim),
        "types": claim.types,
        "speaker": said and next((names[source] for source in said.source_ids), None),
        "relayer": said and next((names[source] for source in said.via_ids), None),
        "date": said and said.time and said.time.value,
        "url": said and said.url,
        "label": review and review.label,
        "explanation": review and review.explanation,
        "review_url": review and review.url,
    }
    known = {member.fact for member in form.members.values()}
    return {fact: value for fact, value in facts.items() if fact in known}


def _written(form: Form, facts: Plain) -> Plain:
    """The members that say these facts; no others are known here."""
    made = {name: value for name, value in form.nothing.items() if name in form.members}
    return made | {
        name: member.write(facts[member.fact]) for name, member in form.members.items() if member.fact in facts
    }


def _arranged(form: Form, record: Plain, order: Iterable[str] | None) -> Plain:
    """A record in an order that is known, else the usual one; members that were absent and say nothing stay absent."""
    if order is not None:
        made = {name: record[name] for name in order if name in record}
        absent = [name for name in form.nothing if name not in made and record.get(name) == form.nothing[name]]
        record = made | {name: value for name, value in record.items() if name not in absent}
        return record
    usual = {name: record[name] for name in form.usual if name in record}
    return usual | record
