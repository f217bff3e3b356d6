"""What one column of tags can say of an article: places in one piece that do not overlap, each with a label."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

import attrs

from newsclaims._extensions import EMPTY, Extensions
from newsclaims.article import SCHEMA_VERSION, Article
from newsclaims.formats.conll._tokens import BLANKS, Range, aligned, edged, sentences
from newsclaims.formats.losses import Loss, bare, dropped, forget
from newsclaims.model import Anchor, Attribution, Claim, Note, Provenance, Relation, Review, Section, Source

__all__ = ["CONTENT", "LOSSES", "NAME", "OWN_COMMENT", "Row", "Sentence", "hint_of", "places", "plain_rows"]

NAME = "conll"
CONTENT = "CONTENT"
"""The label of what claims say."""

ROLES = {"source": "SOURCE", "cue": "CUE", "hedge": "HEDGE"}
"""The labels of what attributions point at."""

_LABEL = re.compile(f"[^{BLANKS}]+")
_FIELD = re.compile("[^\t\r\n]+")
OWN_COMMENT = re.compile("#[ ]*(?:newdoc|newsclaims)\\b")


# ── Places and rows ──────────────────────────────────────────────────────────────────────────────────────────────


def places(article: Article) -> list[tuple[int, int, str]]:
    """The places of an article of which nothing is left to lose: start, end and label, by start."""
    found = [(*_range(claim.content), CONTENT) for claim in article.claims]
    found += [(*_range(note.anchor), note.kind) for note in article.notes]
    return sorted(found)


def _range(anchor: Anchor) -> Range:
    return anchor[0].start, anchor[-1].end


Row = list[str]
"""The columns of a token but the last: its words first."""


@attrs.frozen
class Sentence:
    """Tokens in a row, the comments that stand before them, and where they stand in the text."""

    rows: list[Row]
    ranges: list[Range]
    comments: list[str] = attrs.field(factory=list)


def plain_rows(text: str, marked: Iterable[tuple[int, int, str]]) -> list[Sentence]:
    """The sentences of an article of which nothing else is known."""
    found = sentences(text, [(start, end) for start, end, _ in marked])
    return [Sentence([[text[start:end]] for start, end in ranges], ranges) for ranges in found]


def hint_of(article: Article) -> list[Sentence] | None:
    """
    The sentences that `extensions.conll` states; None where it states none, or some that do not fit the article.

    They fit where the words are those of the text, every place begins and ends with a token and none is in two
    sentences, and where they are not what would be written anyway.
    """
    stored: Any = article.extensions.plain().get(NAME)
    if article.text is None or type(stored) is not dict or list(stored) != ["sentences"]:
        return None
    raw = stored["sentences"]
    if type(raw) is not list or not all(map(_is_sentence, raw)):
        return None
    rows = [row for sentence in raw for row in sentence["tokens"]]
    ranges, wrong = aligned(article.text, [row[0] for row in rows])
    if wrong is not None or len({len(row) for row in rows}) > 1:
        return None
    made, position = [], 0
    for sentence in raw:
        end = position + len(sentence["tokens"])
        made.append(Sentence(sentence["tokens"], ranges[position:end], sentence.get("comments", [])))
        position = end
    marked = places(article)
    if not all(_within(made, start, end) for start, end, _ in marked):
        return None
    return None if made == plain_rows(article.text, marked) else made


def _is_sentence(value: Any) -> bool:
    if type(value) is not dict or list(value) not in (["tokens"], ["comments", "tokens"]):
        return False
    comments, rows = value.get("comments", ["#"]), value["tokens"]
    if type(comments) is not list or not comments or type(rows) is not list or not rows:
        return False
    return all(map(_is_comment, comments)) and all(map(_is_row, rows))


def _is_comment(value: Any) -> bool:
    return (
        type(value) is str
        and value.startswith("#")
        and _FIELD.fullmatch(value) is not None
        and not OWN_COMMENT.match(value)
    )


def _is_row(value: Any) -> bool:
    return (
        type(value) is list
        and len(value) > 0
        and all(type(field) is str and _FIELD.fullmatch(field) for field in value)
        and _LABEL.fullmatch(value[0]) is not None
        and value[0] != "-DOCSTART-"
    )


def _within(found: list[Sentence], start: int, end: int) -> bool:
    """Whether a place begins and ends with a token of one sentence."""
    number = bisect_left(found, end, key=lambda sentence: sentence.ranges[-1][1])
    if number == len(found):
        return False
    ranges = found[number].ranges
    first = bisect_left(ranges, start, key=lambda token: token[0])
    last = bisect_left(ranges, end, key=lambda token: token[1])
    return first < len(ranges) and ranges[first][0] == start and ranges[last][1] == end


# ── What is lost ─────────────────────────────────────────────────────────────────────────────────────────────────

_Lost = tuple[Article, int]


def _extensions(article: Article) -> _Lost:
    plain, found = bare(article, (Section, Source, Claim, Attribution, Relation, Review, Note, Provenance))
    stored = plain.extensions.plain()
    rest = forget(attrs.evolve(plain, extensions=EMPTY), LOSSES[1:])
    kept = {NAME: stored[NAME]} if NAME in stored else {}
    if hint_of(attrs.evolve(rest, extensions=Extensions(kept))) is None:
        kept = {}
    if stored != kept:
        found += 1
        plain = attrs.evolve(plain, extensions=Extensions(kept))
    return attrs.evolve(plain, schema_version=SCHEMA_VERSION), found


def _emptied(code: str, field: str) -> Loss:
    """The loss of all records of a kind."""

    def lose(article: Article) -> _Lost:
        found = len(getattr(article, field))
        empty: Any = {field: ()}
        return (attrs.evolve(article, **empty), found) if found else (article, 0)

    return Loss(code, field, lose)


def _contentless(article: Article) -> _Lost:
    kept = tuple(claim for claim in article.claims if claim.content)
    return attrs.evolve(article, claims=kept), len(article.claims) - len(kept)


def _unlabelled(article: Article) -> _Lost:
    kept = tuple(note for note in article.notes if note.anchor and note.kind != CONTENT and _LABEL.fullmatch(note.kind))
    return attrs.evolve(article, notes=kept), len(article.notes) - len(kept)


def _provenance(article: Article) -> _Lost:
    return (article, 0) if article.provenance is None else (attrs.evolve(article, provenance=None), 1)


class _Sieve:
    """Lets places pass that meet a condition, in the order of the document, and counts the others."""

    def __init__(self) -> None:
        self.lost = 0

    def passes(self, anchor: Anchor) -> bool:
        """Whether a place can be said in tags; the empty one can."""
        raise NotImplementedError

    def __call__(self, article: Article) -> _Lost:
        """The article without the places that do not pass, nor claims and notes that have no other."""
        claims = []
        for claim in article.claims:
            if self._keeps(claim.content):
                told = tuple(map(self._told, claim.attributions))
                claims.append(attrs.evolve(claim, attributions=told) if told != claim.attributions else claim)
        notes = tuple(note for note in article.notes if self._keeps(note.anchor))
        made = attrs.evolve(article, claims=tuple(claims), notes=notes) if self.lost else article
        return made, self.lost

    def _keeps(self, anchor: Anchor) -> bool:
        passes = self.passes(anchor)
        self.lost += not passes
        return passes

    def _told(self, attribution: Attribution) -> Attribution:
        gone: dict[str, Any] = {role: () for role in ROLES if not self._keeps(getattr(attribution, role))}
        return attrs.evolve(attribution, **gone) if gone else attribution


class _Pieces(_Sieve):
    def passes(self, anchor: Anchor) -> bool:
        return len(anchor) < 2


class _Overlaps(_Sieve):
    def __init__(self, text: str | None) -> None:
        super().__init__()
        self._text = text
        self._taken: list[Range] = []

    def passes(self, anchor: Anchor) -> bool:
        if not anchor:
            return True
        start, end = _range(anchor)
        if self._text is not None and edged(self._text, start, end):
            return False
        number = bisect_left(self._taken, (start, end))
        before = number > 0 and self._taken[number - 1][1] > start
        after = number < len(self._taken) and self._taken[number][0] < end
        if before or after:
            return False
        self._taken.insert(number, (start, end))
        return True


def _pieces(article: Article) -> _Lost:
    return _Pieces()(article)


def _overlaps(article: Article) -> _Lost:
    return _Overlaps(article.text)(article)


def _attributions(article: Article) -> _Lost:
    notes = list(article.notes)
    found = len(article.sources)
    for claim in article.claims:
        for attribution in claim.attributions:
            found += 1
            for role, label in ROLES.items():
                anchor = getattr(attribution, role)
                if anchor:
                    notes.append(Note(id=attribution.id, kind=label, anchor=anchor))
    if not found:
        return article, 0
    claims = tuple(attrs.evolve(claim, attributions=()) for claim in article.claims)
    return attrs.evolve(article, claims=claims, notes=tuple(notes), sources=()), found


def _ids(article: Article) -> _Lost:
    claims = sorted(article.claims, key=lambda claim: _range(claim.content))
    notes = sorted(article.notes, key=lambda note: _range(note.anchor))
    named_claims = tuple(attrs.evolve(claim, id=f"c{number}") for number, claim in enumerate(claims, 1))
    named_notes = tuple(attrs.evolve(note, id=f"n{number}") for number, note in enumerate(notes, 1))
    found = sum(old.id != new.id for old, new in zip(claims, named_claims, strict=True))
    found += sum(old.id != new.id for old, new in zip(notes, named_notes, strict=True))
    return attrs.evolve(article, claims=named_claims, notes=named_notes), found


LOSSES: tuple[Loss, ...] = (
    Loss("NC628", "extensions, but for the sentences of a file of CoNLL", _extensions),
    _emptied("NC601", "sections"),
    dropped("NC602", "title, publisher, url and byline", Article, "title", "publisher", "url", "byline"),
    dropped("NC603", "dates of the article", Article, "published", "modified"),
    Loss("NC605", "provenance", _provenance),
    _emptied("NC609", "relations"),
    _emptied("NC619", "reviews"),
    Loss("NC617", "claims without content", _contentless),
    Loss("NC627", "notes without a place, or of a kind that can be no label", _unlabelled),
    Loss("NC685", "places in several pieces", _pieces),
    Loss(
        "NC686",
        "places that overlap one before them, or begin or end with white space",
        _overlaps,
    ),
    dropped("NC610", "wordings of claims", Claim, "text"),
    dropped("NC611", "languages of wordings", Claim, "language"),
    dropped("NC612", "types of claims", Claim, "types"),
    dropped("NC613", "same_as of claims", Claim, "same_as"),
    dropped("NC614", "times of claims", Claim, "time"),
    dropped("NC615", "orientations of claims", Claim, "orientation"),
    dropped("NC616", "confidences of claims", Claim, "confidence"),
    dropped("NC689", "what notes say and are about", Note, "text", "about_id"),
    Loss("NC687", "sources, and attributions, whose places stay as notes", _attributions),
    Loss("NC688", "ids, which are numbered anew in the order of the text", _ids),
)
"""All losses. One that drops what another counts stands before it."""
