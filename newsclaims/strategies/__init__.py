"""
Hypothesis strategies for tests of whatever reads, writes or changes articles.

Every value is valid by construction: the text comes first, places lie inside it, references name what is there. Nothing
is drawn and thrown away. What is drawn is hard on purpose: emoji with joiners, combining marks, Hebrew, Chinese, CRLF,
quotes that look like JSON, places of several spans, voices within voices, floats that writers spell in two ways.

All options are keywords. Where a `text` is not given, one is drawn, which nobody sees but through the places in it; an
empty one has no places. Ids that may be named are given, and an id that is drawn is none of these.

    from hypothesis import given
    from newsclaims import strategies

    @given(strategies.articles())
    def test_my_reader_reads_what_my_writer_writes(article): ...

Whoever has Hypothesis installed need not even import this module: `from_type(newsclaims.Article)` finds it.
"""

from collections.abc import Callable, Collection, Sequence
from typing import TypeAlias, TypeVar

from newsclaims._extensions import JSON, Extensions
from newsclaims.article import Article
from newsclaims.errors import CODES, MissingDependencyError
from newsclaims.model import (
    Anchor,
    Attribution,
    Claim,
    Note,
    Provenance,
    Relation,
    Review,
    Section,
    Source,
    Span,
    When,
)
from newsclaims.serialization import to_dict
from newsclaims.strategies._damages import DAMAGES, Damage
from newsclaims.strategies._dice import CHUNK, Dice
from newsclaims.strategies._layouts import layout, relaid, written
from newsclaims.strategies._makers import FURNISHED, Counts, Maker

try:
    from hypothesis import strategies as st
    from hypothesis.errors import InvalidArgument
    from hypothesis.strategies import DrawFn, SearchStrategy
except ModuleNotFoundError as error:
    raise MissingDependencyError("hypothesis", extra="strategies") from error

__all__ = [
    "INVALID_CODES",
    "Document",
    "anchors",
    "articles",
    "attributions",
    "claims",
    "documents",
    "encoded_documents",
    "extensions",
    "invalid_articles",
    "json_values",
    "notes",
    "provenances",
    "relations",
    "reviews",
    "sections",
    "sources",
    "spans",
    "texts",
    "whens",
]

T = TypeVar("T")

Document: TypeAlias = dict[str, JSON] | bytes
"""A document as plain data, or as the bytes of a file; what breaks NC116 says that it is JSON and is not."""

INVALID_CODES: tuple[str, ...] = tuple(code for code in CODES if any(damage.code == code for damage in DAMAGES))
"""
The codes that `invalid_articles` brings about.

Missing among NC1xx to NC4xx are a warning, and what no document of a reasonable size can be told: limits of 100,000
records or more (NC108 to NC112), and of compressed files (NC115).

>>> len(INVALID_CODES), INVALID_CODES[0]
(47, 'NC101')
"""


@st.composite
def _thrown(draw: DrawFn, make: Callable[[Dice], T]) -> T:
    """Whatever can be made from dice."""
    return make(Dice(lambda: draw(_CUP)).fresh())


_CUP = st.binary(min_size=CHUNK, max_size=CHUNK)


def _made(
    make: Callable[[Maker], T],
    *,
    text: str | None = "",
    least: int = 0,
    quotes: bool | None = True,
    warnings: bool = False,
    taken: Sequence[str] = (),
) -> SearchStrategy[T]:
    """Whatever can be made over a text, given or drawn, with ids that nobody has taken."""

    def throw(dice: Dice) -> T:
        over = dice.text(least, 80, hazards=warnings) if text is None else text
        return make(Maker(dice.fresh(), over, quotes=quotes, warnings=warnings, taken=taken))

    return _thrown(throw)


# ── Text, places, times ──────────────────────────────────────────────────────────────────────────────────────────


def texts(*, min_size: int = 0, max_size: int = 80, warnings: bool = False) -> SearchStrategy[str]:
    """
    Texts of articles: pieces that have broken programs, and what they become side by side.

    Shrinks to the shortest text of letters *a*.

    Args:
        min_size: The least of code points.
        max_size: The most of code points.
        warnings: Whether there may be control characters (U+0000 among them), noncharacters, private characters and
            bidi controls, all of which are allowed but worth a warning.

    >>> from hypothesis import find
    >>> find(texts(min_size=3), lambda text: True)
    'aaa'
    """
    if not 0 <= min_size <= max_size:
        message = f"min_size is {min_size} and max_size {max_size}, should be 0 <= min_size <= max_size"
        raise InvalidArgument(message)
    return _thrown(lambda dice: dice.text(min_size, max_size, hazards=warnings))


def spans(*, text: str | None = None, quotes: bool | None = True, warnings: bool = False) -> SearchStrategy[Span]:
    """
    Spans of a text; there are none of an empty one.

    Shrinks to the first character.

    Args:
        text: The text they lie in.
        quotes: Whether they carry their words; None is now so, now so, as where an article has no text.
        warnings: Whether they may cut a grapheme cluster or a line end.

    >>> from hypothesis import find
    >>> find(spans(text="fox"), lambda span: True)
    Span(start=0, end=1, quote='f')
    """
    if text == "":
        return st.nothing()
    return _made(Maker.span, text=text, least=1, quotes=quotes, warnings=warnings)


def anchors(
    *, text: str | None = None, max_spans: int = 3, quotes: bool | None = True, warnings: bool = False
) -> SearchStrategy[Anchor]:
    """
    Places in a text: spans in order, touching or apart.

    Shrinks to the empty anchor.

    Args:
        text: The text they lie in.
        max_spans: The most of spans; several are one discontinuous place.
        quotes: Whether spans carry their words; None is now so, now so.
        warnings: Whether spans may cut a grapheme cluster or a line end.

    >>> from hypothesis import find
    >>> find(anchors(text="the fox"), lambda anchor: len(anchor) == 2)
    (Span(start=0, end=1, quote='t'), Span(start=1, end=2, quote='h'))
    """
    return _made(lambda maker: maker.anchor(max_spans), text=text, quotes=quotes, warnings=warnings)


def whens(*, text: str | None = None, quotes: bool | None = True, warnings: bool = False) -> SearchStrategy[When]:
    """
    Times with a value, with words, or with both: dates at all precisions, and intervals open and closed.

    Shrinks to the year 2024.

    Args:
        text: The text that the words lie in.
        quotes: Whether spans carry their words; None is now so, now so.
        warnings: Whether spans may cut a grapheme cluster or a line end.

    >>> from hypothesis import find
    >>> find(whens(text=""), lambda when: True)
    When(value='2024', anchor=())
    """
    return _made(Maker.when, text=text, quotes=quotes, warnings=warnings)


# ── Other people's data ──────────────────────────────────────────────────────────────────────────────────────────


def json_values(*, max_depth: int = 3) -> SearchStrategy[JSON]:
    """
    Any JSON that a document can hold: integers from -2^63 to 2^64-1, finite floats, any string, nested.

    Shrinks to None.

    Args:
        max_depth: How many arrays and objects may be inside one another.

    >>> from hypothesis import find
    >>> find(json_values(max_depth=1), lambda value: isinstance(value, dict))
    {}
    """
    return _thrown(lambda dice: dice.json(max_depth))


def extensions() -> SearchStrategy[Extensions]:
    """
    Extensions of a record: a few owners, any JSON.

    Shrinks to none.

    >>> from hypothesis import find
    >>> find(extensions(), lambda data: True)
    Extensions({})
    """
    return _made(lambda maker: maker.extensions(always=True))


# ── Records ──────────────────────────────────────────────────────────────────────────────────────────────────────


def sections(*, text: str | None = None, quotes: bool | None = True, warnings: bool = False) -> SearchStrategy[Section]:
    """
    Sections of a text; there are none of an empty one.

    Shrinks to the first character as body.

    Args:
        text: The text they lie in.
        quotes: Whether headings carry their words; None is now so, now so.
        warnings: Whether headings may cut a grapheme cluster or a line end.

    >>> from hypothesis import find
    >>> find(sections(text="Fox"), lambda section: section.heading is not None).heading
    Span(start=0, end=1, quote='F')
    """
    if text == "":
        return st.nothing()
    return _made(Maker.section, text=text, least=1, quotes=quotes, warnings=warnings)


def sources(*, source_ids: Sequence[str] = ()) -> SearchStrategy[Source]:
    """
    Sources of every kind, the author among them.

    Shrinks to an id.

    Args:
        source_ids: Other sources, which `affiliation_id` may name.

    >>> from hypothesis import find
    >>> find(sources(), lambda source: source.kind == "author").id
    'c1'
    """
    return _made(lambda maker: maker.source(source_ids, author=None), taken=source_ids)


def claims(
    *,
    text: str | None = None,
    source_ids: Sequence[str] = (),
    within: Sequence[Claim] = (),
    quotes: bool | None = True,
    warnings: bool = False,
) -> SearchStrategy[Claim]:
    """
    Claims with up to three attributions; the ids inside one claim differ from each other.

    Shrinks to a claim of one character, or of the wording *a* where the text is empty.

    Args:
        text: The text that all places lie in.
        source_ids: The sources that attributions may name.
        within: Claims inside whose content an attribution may happen; its words then lie there too.
        quotes: Whether spans carry their words; None is now so, now so.
        warnings: Whether spans may cut a grapheme cluster or a line end, words lie outside the outer claim, and stances
            be none of FactBank's.

    >>> from hypothesis import find
    >>> find(claims(text="fox"), lambda claim: bool(claim.content)).content[0].quote in "fox"
    True
    """
    taken = (*source_ids, *(claim.id for claim in within))
    return _made(
        lambda maker: maker.claim(source_ids, within), text=text, quotes=quotes, warnings=warnings, taken=taken
    )


def attributions(
    *,
    text: str | None = None,
    source_ids: Sequence[str] = (),
    within: Sequence[Claim] = (),
    quotes: bool | None = True,
    warnings: bool = False,
) -> SearchStrategy[Attribution]:
    """
    Attributions: who says it, in what words, and how firmly.

    Shrinks to one that names nobody.

    Args:
        text: The text that all places lie in.
        source_ids: The sources that may be named, also as those who relay.
        within: Claims inside whose content it may happen; its words then lie there too.
        quotes: Whether spans carry their words; None is now so, now so.
        warnings: Whether spans may cut a grapheme cluster or a line end, words lie outside the outer claim, and stances
            be none of FactBank's.

    >>> from hypothesis import find
    >>> find(attributions(), lambda attribution: attribution.certainty == "uncommitted").source_ids
    ()
    """
    taken = (*source_ids, *(claim.id for claim in within))
    return _made(
        lambda maker: maker.attribution(source_ids, within), text=text, quotes=quotes, warnings=warnings, taken=taken
    )


def relations(
    *,
    text: str | None = None,
    claim_ids: Sequence[str] = ("c1", "c2"),
    source_ids: Sequence[str] = (),
    quotes: bool | None = True,
    warnings: bool = False,
) -> SearchStrategy[Relation]:
    """
    Relations between two different claims.

    Shrinks to the first claim supporting the second.

    Args:
        text: The text that the cue lies in.
        claim_ids: The claims to choose from, two at least, all different.
        source_ids: The sources that may draw it.
        quotes: Whether spans carry their words; None is now so, now so.
        warnings: Whether spans may cut a grapheme cluster or a line end.

    >>> from hypothesis import find
    >>> relation = find(relations(), lambda relation: True)
    >>> relation.from_id, relation.type, relation.to_id
    ('c1', 'supports', 'c2')
    """
    if len(set(claim_ids)) != len(claim_ids) or len(claim_ids) < 2:
        message = f"claim_ids is {claim_ids!r}, should be two different ids at least"
        raise InvalidArgument(message)
    taken = (*claim_ids, *source_ids)
    return _made(
        lambda maker: maker.relation(claim_ids, source_ids), text=text, quotes=quotes, warnings=warnings, taken=taken
    )


def reviews(*, claim_ids: Sequence[str] = ("c1",), source_ids: Sequence[str] = ()) -> SearchStrategy[Review]:
    """
    Reviews with any label, any of the verdicts and any numbers, integers and floats.

    Shrinks to a label alone.

    Args:
        claim_ids: The claims to choose from, one at least.
        source_ids: The sources that may have written it.

    >>> from hypothesis import find
    >>> find(reviews(), lambda review: True).label
    'Mostly false'
    """
    if not claim_ids:
        message = "claim_ids is empty, should name one claim at least"
        raise InvalidArgument(message)
    return _made(lambda maker: maker.review(claim_ids, source_ids), taken=(*claim_ids, *source_ids))


def notes(
    *, text: str | None = None, about_ids: Sequence[str] = (), quotes: bool | None = True, warnings: bool = False
) -> SearchStrategy[Note]:
    """
    Notes about a place, a record, both or neither.

    Shrinks to an empty comment.

    Args:
        text: The text that the place lies in.
        about_ids: The records, of any kind, that it may be about.
        quotes: Whether spans carry their words; None is now so, now so.
        warnings: Whether spans may cut a grapheme cluster or a line end.

    >>> from hypothesis import find
    >>> find(notes(about_ids=["s7"]), lambda note: note.about_id is not None).about_id
    's7'
    """
    return _made(lambda maker: maker.note(about_ids), text=text, quotes=quotes, warnings=warnings, taken=about_ids)


def provenances() -> SearchStrategy[Provenance]:
    """
    Provenances of every kind.

    Shrinks to one that says nothing.

    >>> from hypothesis import find
    >>> find(provenances(), lambda provenance: True) == Provenance()
    True
    """
    return _made(Maker.provenance)


# ── Articles ─────────────────────────────────────────────────────────────────────────────────────────────────────


def articles(
    *,
    text: str | None = None,
    with_text: bool | None = None,
    min_claims: int = 0,
    max_claims: int = 6,
    warnings: bool = False,
) -> SearchStrategy[Article]:
    """
    Articles in which every rule of the format holds.

    Claims are nested up to `max_claims` deep, inwards or outwards in the order of the document; sources belong to one
    another; notes are about records of any kind. Without a text, spans may have lost their words and the article its
    digest.

    Shrinks to an article of the text *a* with nothing else.

    Args:
        text: The text that all places lie in.
        with_text: Whether the article has its text; None is now so, now so.
        min_claims: The least of claims.
        max_claims: The most of claims, 64 at most, which is as deep as nesting goes.
        warnings: Whether `newsclaims.validate` may find something worth a warning; it finds nothing at all otherwise,
            and never an error.

    >>> from hypothesis import find
    >>> find(articles(), lambda article: True).text
    'a'
    >>> import newsclaims
    >>> newsclaims.validate(find(articles(), lambda article: len(article.claims) > 1 and article.relations))
    ()
    """
    if not 0 <= min_claims <= max_claims <= 64:
        message = (
            f"min_claims is {min_claims} and max_claims {max_claims}, should be 0 <= min_claims <= max_claims <= 64"
        )
        raise InvalidArgument(message)
    counts = Counts(claims=(min_claims, max_claims))
    return _thrown(lambda dice: _article(dice, counts, text=text, with_text=with_text, warnings=warnings))


def _article(
    dice: Dice, counts: Counts, *, text: str | None, with_text: bool | None, warnings: bool = False
) -> Article:
    """An article over a text that is shipped or not."""
    shipped = dice.pick((True, True, False)) if with_text is None else with_text
    quotes = True if shipped else dice.pick((True, None, False))
    if text is None:
        # What nobody sees is worth no warning; and there is nothing to break in a text of one character.
        least = 2 if counts is FURNISHED else dice.pick((1, 1, 1, 0))
        text = dice.text(least, 200, hazards=warnings or not shipped)
    return Maker(dice, text, quotes=quotes, warnings=warnings).article(counts, with_text=shipped)


def documents(*, article: Article | None = None, warnings: bool = False) -> SearchStrategy[dict[str, JSON]]:
    """
    Valid documents as plain data, laid out as other programs do: `newsclaims.from_dict` reads each as its article.

    Members at their default are left out or spelled out, as null or an empty list; members stand in another order; a
    digest that follows from the text may be missing; `$schema` may be there.

    Shrinks to the canonical form.

    Args:
        article: The article that they all say; drawn where it is not given.
        warnings: Whether a drawn article may be worth a warning.

    >>> from hypothesis import find
    >>> import newsclaims
    >>> article = newsclaims.Article(id="x", language="en")
    >>> find(documents(article=article), lambda document: "title" in document)["title"]
    """
    return _thrown(lambda dice: _document(dice, article, warnings=warnings))


def _document(dice: Dice, article: Article | None, *, warnings: bool) -> dict[str, JSON]:
    if article is None:
        article = _article(dice, Counts(claims=(0, 6)), text=None, with_text=None, warnings=warnings)
    return relaid(to_dict(article), dice)


def encoded_documents(*, article: Article | None = None, warnings: bool = False) -> SearchStrategy[bytes]:
    r"""
    Valid documents as bytes in any layout: `newsclaims.loads` reads each as its article.

    What `documents` does, and blanks, line ends, indentation, escapes of any character in either case, exponents.

    Shrinks to the canonical form.

    Args:
        article: The article that they all say; drawn where it is not given.
        warnings: Whether a drawn article may be worth a warning.

    >>> from hypothesis import find
    >>> import newsclaims
    >>> article = newsclaims.Article(id="x", language="en")
    >>> find(encoded_documents(article=article), lambda data: b"\\u" not in data)
    b'{"schema_version":"1.0","id":"x","language":"en"}'
    """

    def throw(dice: Dice) -> bytes:
        document = _document(dice, article, warnings=warnings)
        return written(document, layout(dice.fresh())).encode()

    return _thrown(throw)


def invalid_articles(*, codes: Collection[str] | None = None) -> SearchStrategy[tuple[Document, str]]:
    """
    A broken document and the code of an error that whoever reads it must be told.

    A valid document with records of each kind is broken in one place. The code is always among those of
    `newsclaims.validate`; others may follow from the same breach, as a source of another id leaves references to
    nothing. Bytes stand for what plain data cannot say, such as a member that comes twice.

    Shrinks to a small article, broken at its beginning.

    Args:
        codes: The codes to choose from, some of `INVALID_CODES`; all of these by default.

    >>> from hypothesis import find
    >>> document, code = find(invalid_articles(codes=["NC402"]), lambda pair: True)
    >>> import newsclaims
    >>> code in [issue.code for issue in newsclaims.validate(document)]
    True
    """
    wanted = INVALID_CODES if codes is None else tuple(codes)
    if not wanted or not set(wanted) <= set(INVALID_CODES):
        message = f"codes is {codes!r}, should be some of {', '.join(INVALID_CODES)}"
        raise InvalidArgument(message)
    damages = [[damage for damage in DAMAGES if damage.code == code] for code in wanted]
    return _thrown(lambda dice: _broken(dice, dice.pick(dice.pick(damages))))


def _broken(dice: Dice, damage: Damage) -> tuple[Document, str]:
    with_text = {"with": True, "without": False, "either": None}[damage.text]
    article = _article(dice, FURNISHED, text=None, with_text=with_text)
    return damage.apply(to_dict(article), dice.fresh()), damage.code
