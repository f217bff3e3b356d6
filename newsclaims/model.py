"""
The records of an article, from the smallest to the largest; the article itself stands in `article.py`.

A claim is *what is said*. An attribution is *who says it, in what words, and how firmly*. Truth is neither: it belongs
to a review. Fields with bare names (`content`, `source`, `cue`, `hedge`) are places in the text; fields that end in
`_id` or `_ids` are references. All offsets count Unicode code points from 0, half-open.
"""

from typing import Annotated, Literal, TypeAlias

import attrs

from newsclaims._compact import compact
from newsclaims._extensions import EMPTY, Extensions, extensions
from newsclaims._rules import (
    DATE,
    DATE_TIME,
    ID,
    LANGUAGE,
    NO_REPEATS,
    NOT_EMPTY,
    ONE_LINE,
    PERIOD,
    URI,
    AtLeast,
    AtMost,
    checked,
)

__all__ = [
    "Anchor",
    "Attitude",
    "Attribution",
    "Certainty",
    "Claim",
    "Form",
    "Naming",
    "Note",
    "Orientation",
    "Polarity",
    "Provenance",
    "ProvenanceKind",
    "Relation",
    "RelationType",
    "Review",
    "Section",
    "SectionRole",
    "Source",
    "SourceKind",
    "Span",
    "Verdict",
    "When",
]

# ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────

Id: TypeAlias = Annotated[str, ID]
Ids: TypeAlias = Annotated[tuple[Annotated[str, ID], ...], NO_REPEATS]
Line: TypeAlias = Annotated[str, NOT_EMPTY, ONE_LINE]
Lines: TypeAlias = Annotated[tuple[Annotated[str, NOT_EMPTY, ONE_LINE], ...], NO_REPEATS]
Words: TypeAlias = Annotated[str, NOT_EMPTY]
Uri: TypeAlias = Annotated[str, URI]
Uris: TypeAlias = Annotated[tuple[Annotated[str, URI], ...], NO_REPEATS]
Date: TypeAlias = Annotated[str, DATE]
DateTime: TypeAlias = Annotated[str, DATE_TIME]
Period: TypeAlias = Annotated[str, PERIOD]
Language: TypeAlias = Annotated[str, LANGUAGE]
Confidence: TypeAlias = Annotated[int, AtLeast(0), AtMost(100)]

SectionRole: TypeAlias = Literal["headline", "body", "caption", "other"]
SourceKind: TypeAlias = Literal["person", "group", "organization", "government", "media", "document", "author", "other"]
Naming: TypeAlias = Literal["named", "unnamed", "generic"]
Orientation: TypeAlias = Literal["past", "present", "future", "timeless"]
Attitude: TypeAlias = Literal["assertion", "belief", "knowledge", "sentiment", "intention"]
Certainty: TypeAlias = Literal["certain", "probable", "possible", "uncommitted"]
Polarity: TypeAlias = Literal["positive", "negative", "unknown"]
Form: TypeAlias = Literal["direct", "indirect", "mixed"]
RelationType: TypeAlias = Literal["supports", "contradicts", "restates", "refines", "causes", "contrasts"]
Verdict: TypeAlias = Literal["supported", "refuted", "conflicting", "not_enough_evidence", "other"]
ProvenanceKind: TypeAlias = Literal["human", "model", "rule", "mixed"]

# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────


@compact()
@attrs.frozen(kw_only=True, field_transformer=checked)
class Span:
    """
    One unbroken piece of an article's text.

    Attributes:
        start: First code point covered, counted from 0 (W3C TextPositionSelector.start).
        end: One past the last code point covered; greater than `start` (W3C TextPositionSelector.end).
        quote: The words covered, equal to `text[start:end]` (W3C TextQuoteSelector.exact). May be absent only where
            the article has no text.

    >>> Span(start=4, end=7, quote="fox")
    Span(start=4, end=7, quote='fox')
    """

    start: Annotated[int, AtLeast(0)]
    end: Annotated[int, AtLeast(1)]
    quote: str | None = None


Anchor: TypeAlias = tuple[Span, ...]
"""
One place in the text: spans sorted by start that do not overlap. Several spans are one discontinuous place. Spans may
touch and are never joined. The empty anchor is no place.
"""


@compact()
@attrs.frozen(kw_only=True, field_transformer=checked)
class When:
    """
    A time: a date, the words that name it, or both (TIMEX3 made small).

    Attributes:
        value: A date (`2024`, `2024-10`, `2024-10-31`, `2024-10-31T09:30Z`) or an interval of two (`2024-10/2024-12`,
            `2024/..`, `../2024`), as known and no finer (ninjs truncatedDateTime, EDTF level 0).
        anchor: The words, as in *Pada Oktober lalu* (TimeML TIMEX3).

    >>> When(value="2024/..").value
    '2024/..'
    """

    value: Period | None = None
    anchor: Anchor = ()


@compact()
@attrs.frozen(kw_only=True, field_transformer=checked)
class Section:
    """
    A stretch of the text, from its heading to the next heading of any level.

    This is not schema.org's `articleSection`, which is the newspaper's desk.

    Attributes:
        id: Name within the article.
        role: What the section is to the article (ninjs role).
        start: First code point of the section, its heading included.
        end: One past its last code point.
        heading: The heading's place, inside the section.
        level: Depth of the heading, as in HTML: 1 to 6.
        extensions: Other people's data.

    >>> Section(id="s0", role="headline", start=0, end=48).level
    1
    """

    id: Id
    role: SectionRole = "body"
    start: Annotated[int, AtLeast(0)]
    end: Annotated[int, AtLeast(1)]
    heading: Span | None = None
    level: Annotated[int, AtLeast(1), AtMost(6)] = 1
    extensions: Extensions = attrs.field(default=EMPTY, converter=extensions)


# ── Who ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@compact()
@attrs.frozen(kw_only=True, field_transformer=checked)
class Source:
    """
    One voice, however often it is mentioned.

    Attributes:
        id: Name within the article (MPQA agent).
        name: The canonical name (Quotebank speaker).
        kind: What kind of voice; `author` is the article's own, once at most. A document can be a source (PolNeAR).
        naming: `named` (*NHK*), `unnamed` (*Sumber NHK*) or `generic` (*Analis*) (PDTB's Wr, Ot, Arb made finer).
        affiliation_id: The source that this one belongs to or speaks for (schema.org affiliation).
        description: Who that is, in words.
        same_as: URIs of the same voice elsewhere (schema.org sameAs).
        extensions: Other people's data.

    >>> Source(id="nhk", kind="media", naming="named", name="NHK").name
    'NHK'
    """

    id: Id
    name: Line | None = None
    kind: SourceKind | None = None
    naming: Naming | None = None
    affiliation_id: Id | None = None
    description: Words | None = None
    same_as: Uris = ()
    extensions: Extensions = attrs.field(default=EMPTY, converter=extensions)


# ── What is said, and who says it ────────────────────────────────────────────────────────────────────────────────


@compact()
@attrs.frozen(kw_only=True, field_transformer=checked)
class Attribution:
    """
    Who says the claim that holds it, in what words, and how firmly.

    Certainty and polarity are the source's, as FactBank puts them on the pair of source and event: the same claim may
    be certain for one voice and possible for another.

    Attributes:
        id: Name within the article.
        source_ids: The sources that say it together. The id of the author: the article says it itself. Empty: the text
            reports it but names nobody (*disebut*, *diduga*) (FactBank source).
        source: The mention of the source, with the apposition that identifies it (PARC source).
        cue: The words that attribute: *menegaskan*, *Menurut*, *dugaan* (PARC cue).
        hedge: The words that lower certainty, in cue or content: *mungkin* (modality markers).
        attitude: What kind of saying it is (PARC types).
        certainty: How far the source commits itself (FactBank CT, PR, PS, U).
        polarity: Whether the source puts the content forward or denies it (FactBank +, −, u).
        form: Direct, indirect or mixed speech (Quotation).
        within_id: The claim inside whose content this attribution happens (PARC nesting).
        via_ids: Sources that relay it: medium, wire, platform (AVeriTeC reporting_source).
        time: When it was said (AVeriTeC claim_date).
        url: Where it was said; any text without control characters (schema.org firstAppearance).
        confidence: How sure the annotator is that this record is right, 0 to 100 (STIX, NewsML-G2).
        extensions: Other people's data.

    >>> Attribution(id="a1", source_ids=()).source_ids
    ()
    """

    id: Id
    source_ids: Ids
    source: Anchor = ()
    cue: Anchor = ()
    hedge: Anchor = ()
    attitude: Attitude | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None
    form: Form | None = None
    within_id: Id | None = None
    via_ids: Ids = ()
    time: When | None = None
    url: Line | None = None
    confidence: Confidence | None = None
    extensions: Extensions = attrs.field(default=EMPTY, converter=extensions)


@compact()
@attrs.frozen(kw_only=True, field_transformer=checked)
class Claim:
    """
    What is said, once, in one place of the text or in none.

    Attributes:
        id: Name within the article.
        content: The words that say it (PARC content). `content` or `text` must be there.
        text: A wording that stands alone: names for pronouns, hedges and negation kept (schema.org claimReviewed).
        language: Language of `text`; the article's by default (BCP 47).
        types: Kinds of claim, an open list: event, numerical, quote, causal, position, prediction (AVeriTeC).
        orientation: What time it is about, seen from the article (TimeML tense, coarsened).
        time: What time it is about (TIMEX3).
        same_as: URIs of the same claim elsewhere (schema.org sameAs).
        confidence: How sure the annotator is that this record is right, 0 to 100 (STIX, NewsML-G2).
        attributions: Who says it. Empty: nobody has annotated that yet.
        extensions: Other people's data.

    >>> Claim(id="c1", text="The tunnel is closed.").attributions
    ()
    """

    id: Id
    content: Anchor = ()
    text: Words | None = None
    language: Language | None = None
    types: Lines = ()
    orientation: Orientation | None = None
    time: When | None = None
    same_as: Uris = ()
    confidence: Confidence | None = None
    attributions: tuple[Attribution, ...] = ()
    extensions: Extensions = attrs.field(default=EMPTY, converter=extensions)


# ── The rest ─────────────────────────────────────────────────────────────────────────────────────────────────────


@compact()
@attrs.frozen(kw_only=True, field_transformer=checked)
class Relation:
    """
    What one claim does to another.

    Attributes:
        id: Name within the article.
        type: What `from_id` does to `to_id`; *refines* means that it entails it once hedges are set aside.
        from_id: The claim that does it.
        to_id: The claim it is done to; another one.
        cue: The words that show it: *Sebagai imbalannya*.
        drawn_by_ids: The sources that draw the relation; empty is the annotator.
        confidence: How sure the annotator is that this record is right, 0 to 100.
        extensions: Other people's data.

    >>> Relation(id="r1", type="supports", from_id="c16", to_id="c9").type
    'supports'
    """

    id: Id
    type: RelationType
    from_id: Id
    to_id: Id
    cue: Anchor = ()
    drawn_by_ids: Ids = ()
    confidence: Confidence | None = None
    extensions: Extensions = attrs.field(default=EMPTY, converter=extensions)


@compact()
@attrs.frozen(kw_only=True, field_transformer=checked)
class Review:
    """
    What somebody found out about the truth of a claim.

    Attributes:
        id: Name within the article.
        claim_id: The claim reviewed.
        label: The verdict verbatim as published: *Mostly false* (schema.org alternateName).
        verdict: The label put into one of five; never computed from a rating (AVeriTeC label).
        rating_value: The number published beside the label (schema.org ratingValue).
        rating_best: The number that the scale calls best; it may be the smaller one.
        rating_worst: The number that the scale calls worst.
        explanation: Why, in words (schema.org ratingExplanation).
        url: Where the review was published; any text without control characters.
        author_id: The source that reviewed.
        published: When the review was published.
        extensions: Other people's data.

    >>> Review(id="v1", claim_id="c1", label="Mostly false", verdict="refuted").verdict
    'refuted'
    """

    id: Id
    claim_id: Id
    label: Line
    verdict: Verdict | None = None
    rating_value: int | float | None = None
    rating_best: int | float | None = None
    rating_worst: int | float | None = None
    explanation: Words | None = None
    url: Line | None = None
    author_id: Id | None = None
    published: Date | None = None
    extensions: Extensions = attrs.field(default=EMPTY, converter=extensions)


@compact()
@attrs.frozen(kw_only=True, field_transformer=checked)
class Note:
    """
    What an annotator has to say about a place or a record, such as that a heading holds no claim.

    Attributes:
        id: Name within the article.
        kind: What kind of note, an open list: comment, no-claim, discuss, discard.
        anchor: The place it is about.
        about_id: The record it is about, of any kind.
        text: What the annotator wrote; may be empty.
        extensions: Other people's data.

    >>> Note(id="n1", kind="no-claim").anchor
    ()
    """

    id: Id
    kind: Line
    anchor: Anchor = ()
    about_id: Id | None = None
    text: str | None = None
    extensions: Extensions = attrs.field(default=EMPTY, converter=extensions)


@compact()
@attrs.frozen(kw_only=True, field_transformer=checked)
class Provenance:
    """
    Who or what made this layer of annotation.

    Attributes:
        agent: Who made it: a name, a model.
        kind: What kind of agent.
        created: When: date, time and offset.
        guideline: URI of the guideline that was followed.
        derived_from: URI of what it was made from.
        extensions: Other people's data.

    >>> Provenance(agent="annotator-1", kind="human").kind
    'human'
    """

    agent: Line | None = None
    kind: ProvenanceKind | None = None
    created: DateTime | None = None
    guideline: Uri | None = None
    derived_from: Uri | None = None
    extensions: Extensions = attrs.field(default=EMPTY, converter=extensions)
