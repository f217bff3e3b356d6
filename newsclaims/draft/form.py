"""
The form that a language model writes: quotes for places, words for labels, nothing to count.

Every member is required in JSON; none is `""`, `[]` or `none`. Quotes come before labels: evidence first, judgement
after. `from` and `to` of a relation are called `from_item` and `to_item` in Python, where `from` is taken.
"""

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias, TypeVar

import attrs

from newsclaims._extensions import JSON
from newsclaims._rules import Shape, checked, shape_of
from newsclaims._words import did_you_mean, nearest
from newsclaims.codes import CODES
from newsclaims.errors import Issue, shown

__all__ = ["Draft", "DraftClaim", "DraftRelation", "fields_of", "issue", "json_name", "shape_issues"]

Voice: TypeAlias = Literal["author", "source", "unstated"]
SourceKind: TypeAlias = Literal["person", "group", "organization", "government", "media", "document", "other", "none"]
Attitude: TypeAlias = Literal["assertion", "belief", "knowledge", "sentiment", "intention", "none"]
Certainty: TypeAlias = Literal["certain", "probable", "possible", "uncommitted", "none"]
Polarity: TypeAlias = Literal["positive", "negative", "unknown", "none"]
Form: TypeAlias = Literal["direct", "indirect", "mixed", "none"]
Orientation: TypeAlias = Literal["past", "present", "future", "timeless", "none"]
RelationType: TypeAlias = Literal["supports", "contradicts", "restates", "refines", "causes", "contrasts"]

T = TypeVar("T")


@attrs.frozen(kw_only=True, field_transformer=checked)
class DraftClaim:
    """
    One claim with one attribution, in quotes.

    Attributes:
        id: A number of your own for this item, which `within` and relations refer to.
        section: The section it stands in, by its id or its heading word for word; "" if you do not know.
        content: What is said, copied from the text character by character, in as many pieces as the text has it in.
        source: The mention of who says it, copied, with the words that identify them; [] if nobody is mentioned.
        cue: The words that attribute, copied (said, according to); [] if there are none.
        hedge: The words inside content or cue that lower certainty, copied (may, allegedly); [] if there are none.
        voice: Who says it: the author of the article, a source in it, or nobody who is stated.
        source_name: The name of the source, the same for every mention of it; "" if it has none.
        source_kind: What kind of source it is.
        attitude: What kind of saying it is.
        certainty: How far the source commits itself to it.
        polarity: Whether the source puts the content forward or denies it.
        form: Direct, indirect or mixed speech.
        orientation: What time the content is about, seen from the article.
        within: The id of the item inside whose content this is said; "" if there is none.
        restatement: The content in a sentence that stands alone: names for pronouns, hedges and negation kept; "" if
            the content does so itself.

    >>> DraftClaim(content=("it rained",), voice="source", source=("NHK",), source_name="NHK").certainty
    'none'
    """

    id: str = ""
    section: str = ""
    content: tuple[str, ...]
    source: tuple[str, ...] = ()
    cue: tuple[str, ...] = ()
    hedge: tuple[str, ...] = ()
    voice: Voice
    source_name: str = ""
    source_kind: SourceKind = "none"
    attitude: Attitude = "none"
    certainty: Certainty = "none"
    polarity: Polarity = "none"
    form: Form = "none"
    orientation: Orientation = "none"
    within: str = ""
    restatement: str = ""


@attrs.frozen(kw_only=True, field_transformer=checked)
class DraftRelation:
    """
    What one item does to another.

    Attributes:
        from_item: The id of the item that does it.
        type: What it does: support, contradict, restate, refine (entail once hedges are set aside), cause, contrast.
        to_item: The id of the item it is done to.

    >>> DraftRelation(from_item="2", type="causes", to_item="1").type
    'causes'
    """

    from_item: str
    type: RelationType
    to_item: str


@attrs.frozen(kw_only=True, field_transformer=checked)
class Draft:
    """
    What a language model says about a text.

    Attributes:
        claims: The items, in the order of the text.
        relations: What items do to one another.

    >>> Draft(claims=(DraftClaim(id="1", content=("it rained",), voice="author"),)).claims[0].content
    ('it rained',)
    """

    claims: tuple[DraftClaim, ...] = ()
    relations: tuple[DraftRelation, ...] = ()

    def to_dict(self) -> dict[str, JSON]:
        """
        The draft as JSON has it.

        >>> Draft().to_dict()
        {'claims': [], 'relations': []}
        """
        return {"claims": list(map(_plain, self.claims)), "relations": list(map(_plain, self.relations))}


def _plain(record: attrs.AttrsInstance) -> dict[str, Any]:
    values = ((field.name, getattr(record, field.name)) for field in attrs.fields(type(record)))
    return {json_name(name): list(value) if type(value) is tuple else value for name, value in values}


def json_name(field: str) -> str:
    """
    The name of a field in JSON.

    >>> json_name("from_item"), json_name("content")
    ('from', 'content')
    """
    return field.removesuffix("_item")


def fields_of(record: type) -> dict[str, Shape]:
    """What each member of a class of the form may hold, by its name in JSON."""
    return {json_name(field.name): shape_of(field.type) for field in attrs.fields(record)}


# ── What does not fit ────────────────────────────────────────────────────────────────────────────────────────────

_CODES = {"NC204": "NC708", "NC105": "NC709"}
"""Codes of breaches in an article, and what the same breach is called in a draft; anything else is a wrong type."""


def issue(code: str, pointer: str, message: str, hint: str = "") -> Issue:
    """An issue of a draft, with the severity of its code."""
    return Issue(code, CODES[code].severity, pointer, message, hint)


def shape_issues(plain: object, record: type, pointer: str) -> Iterator[Issue]:
    r"""
    What is wrong with the shape of one object of a draft.

    Args:
        plain: What should be such an object.
        record: The class whose members it should have.
        pointer: Where it stands in the draft.

    >>> print(*shape_issues({"from": "1", "typ": "causes", "to": "2"}, DraftRelation, "/relations/0"), sep="\n")
    /relations/0  NC706  has no member "type", which is required (misspelt as "typ"?)
    /relations/0/typ  NC707  is no member of a draft (did you mean "type"?)
    """
    if not isinstance(plain, dict):
        yield issue("NC705", pointer, f"is {shown(plain)}, should be an object")
        return
    if isinstance(plain, Repeated):
        yield issue("NC704", pointer, f"has the member {shown(plain.name)} twice, should have it once")
    known = fields_of(record)
    unknown = [name for name in plain if name not in known]
    for name, shape in known.items():
        if name not in plain:
            near = nearest(name, filter(_is_text, unknown))
            hint = f"misspelt as {shown(near)}?" if near else ""
            yield issue("NC706", pointer, f"has no member {shown(name)}, which is required", hint)
        elif record is not Draft:
            value = plain[name]
            breach = shape.breach(tuple(value) if type(value) is list else value)
            if breach is not None:
                message = breach[1].replace("a tuple", "an array")
                yield issue(_CODES.get(breach[0], "NC705"), f"{pointer}/{name}", message)
    for name in unknown:
        hint = did_you_mean(name, known) if _is_text(name) else ""
        yield issue("NC707", f"{pointer}/{_step(name)}", "is no member of a draft", hint)


def _is_text(value: object) -> bool:
    return type(value) is str


def _step(name: object) -> str:
    """A name as a step of a pointer, of a length that a message can bear."""
    return str(name)[:200].replace("~", "~0").replace("/", "~1")


class Repeated(dict[str, Any]):
    """An object of a reply in which one member stands twice."""

    name: str = ""
