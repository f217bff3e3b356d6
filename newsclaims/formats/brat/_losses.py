"""
What brat has no record for, one kind of loss after the other.

What is left can be written (`_writing.py`); only its ids may still have to change (`_layout.py`).
"""

import itertools
import re
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from newsclaims._extensions import EMPTY, Extensions
from newsclaims.article import Article
from newsclaims.formats.brat._hints import FINAL_NEWLINE, ID, KEY, LINES, RAW, RECORDS, Hints, raws
from newsclaims.formats.brat._records import TYPE, Group, TextBound, has_line_end
from newsclaims.formats.brat._settling import voices
from newsclaims.formats.brat._words import AUTHOR, CLAIM, REMARK, note_kind
from newsclaims.formats.losses import Loss, dropped, rebuilt
from newsclaims.model import Anchor, Attribution, Claim, Note, Relation, Section, Source, Span

_LINE = re.compile("[^\r\n]+")
_RECORD_END = re.compile("\r?\n|\r\\Z")
_REMARK_ID = re.compile("N-[0-9]{1,62}")

# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _with_places(article: Article, change: Callable[[Anchor], Anchor]) -> Article:
    """An article with every place that brat has changed."""

    def claim(old: Claim) -> Claim:
        attributions = tuple(
            attrs.evolve(said, source=change(said.source), cue=change(said.cue), hedge=change(said.hedge))
            for said in old.attributions
        )
        return attrs.evolve(old, content=change(old.content), attributions=attributions)

    def note(old: Note) -> Note:
        return attrs.evolve(old, anchor=change(old.anchor)) if old.anchor else old

    return rebuilt(rebuilt(article, Claim, claim), Note, note)


def _cut(article: Article) -> tuple[Article, int]:
    """Cut spans at line ends, but for those that a file has shown to run over lines."""
    if not any(has_line_end(span.quote) for anchor in article.anchors() for span in anchor):
        return article, 0
    lines = (line for line in Hints(article).lines.values() if isinstance(line, TextBound))
    kept = {(span.start, span.end) for line in lines for span in line.spans}
    number = 0

    def pieces(span: Span) -> Iterable[Span]:
        nonlocal number
        if not has_line_end(span.quote) or (span.start, span.end) in kept:
            return (span,)
        number += 1
        return [
            Span(start=span.start + found.start(), end=span.start + found.end(), quote=found[0])
            for found in _LINE.finditer(span.quote or "")
        ]

    def change(anchor: Anchor) -> Anchor:
        if not any(has_line_end(span.quote) for span in anchor):
            return anchor
        return tuple(piece for span in anchor for piece in pieces(span))

    return _with_places(article, change), number


def _all_words_or_none(article: Article) -> tuple[Article, int]:
    """Drop the words of places of which some pieces have lost theirs."""
    number = 0

    def change(anchor: Anchor) -> Anchor:
        nonlocal number
        known = sum(span.quote is not None for span in anchor)
        if known in {0, len(anchor)}:
            return anchor
        number += known
        return tuple(attrs.evolve(span, quote=None) for span in anchor)

    return (_with_places(article, change), number) if article.text is None else (article, 0)


# ── Claims and what hangs on them ────────────────────────────────────────────────────────────────────────────────


def _unplaced_claims(article: Article) -> tuple[Article, int]:
    claims = tuple(claim for claim in article.claims if claim.content)
    return attrs.evolve(article, claims=claims), len(article.claims) - len(claims)


def _loose_relations(article: Article) -> tuple[Article, int]:
    claims = {claim.id for claim in article.claims}
    kept = tuple(relation for relation in article.relations if {relation.from_id, relation.to_id} <= claims)
    return attrs.evolve(article, relations=kept), len(article.relations) - len(kept)


def _loose_nesting(article: Article) -> tuple[Article, int]:
    claims = {claim.id for claim in article.claims}
    number = 0

    def change(said: Attribution) -> Attribution:
        nonlocal number
        if said.within_id is None or said.within_id in claims:
            return said
        number += 1
        return attrs.evolve(said, within_id=None)

    return rebuilt(article, Attribution, change), number


# ── Sources ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _named_ids(article: Article) -> dict[str, None]:
    """The sources that attributions name, in order."""
    return {name: None for claim in article.claims for said in claim.attributions for name in said.source_ids}


def _unnamed_sources(article: Article) -> tuple[Article, int]:
    named = _named_ids(article)
    kept = tuple(source for source in article.sources if source.id in named)
    return attrs.evolve(article, sources=kept), len(article.sources) - len(kept)


def _kinds(article: Article) -> tuple[Article, int]:
    """Drop the kinds of all sources but of the author who speaks in his own voice."""
    spoken = voices(article)
    authors = {
        said.source_ids[0] for claim in article.claims for said in claim.attributions if said.id == spoken.get(claim.id)
    }
    number = 0

    def change(source: Source) -> Source:
        nonlocal number
        if source.kind is None or source.id in authors:
            return source
        number += 1
        return attrs.evolve(source, kind=None)

    return rebuilt(article, Source, change), number


def _order_of_sources(article: Article) -> tuple[Article, int]:
    by_id = {source.id: source for source in article.sources}
    in_order = tuple(by_id[name] for name in _named_ids(article))
    moved = sum(old.id != new.id for old, new in zip(article.sources, in_order, strict=True))
    return attrs.evolve(article, sources=in_order), moved


# ── Notes ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _with_notes(article: Article, change: Callable[[Note], Note]) -> tuple[Article, int]:
    """An article with its notes changed, but for those that are records; and how many were."""
    records = raws(article)
    notes = tuple(note if note.id in records else change(note) for note in article.notes)
    return attrs.evolve(article, notes=notes), sum(
        old is not new for old, new in zip(article.notes, notes, strict=True)
    )


def _remarkable(article: Article) -> set[str]:
    """The ids that a remark can be about: those of records that brat has."""
    records = raws(article)
    spoken = set(voices(article).values())
    found = {record.id for records in (article.claims, article.relations) for record in records}
    found.update(said.id for claim in article.claims for said in claim.attributions)
    found.update(note.id for note in article.notes if not isinstance(records.get(note.id), Group))
    # The author who only speaks in his own voice has no record, unless it names him.
    unspoken = {
        name
        for claim in article.claims
        for said in claim.attributions
        if said.id not in spoken
        for name in said.source_ids
    }
    found.update(
        source.id
        for source in article.sources
        if source.id in unspoken or source.name is not None or source.id != AUTHOR
    )
    return found


def _loose_notes(article: Article) -> tuple[Article, int]:
    """Drop notes that are about no place and about no record that brat has."""
    records = raws(article)
    kept = article
    while True:
        known = _remarkable(kept)
        notes = tuple(note for note in kept.notes if note.anchor or note.about_id in known or note.id in records)
        if len(notes) == len(kept.notes):
            return kept, len(article.notes) - len(notes)
        kept = attrs.evolve(kept, notes=notes)


def _loose_abouts(article: Article) -> tuple[Article, int]:
    known = _remarkable(article)
    return _with_notes(
        article,
        lambda note: note if note.about_id is None or note.about_id in known else attrs.evolve(note, about_id=None),
    )


def _note_kinds(article: Article) -> tuple[Article, int]:
    """Kinds that are no type in brat, or mean another kind there, become comment."""

    def change(note: Note) -> Note:
        is_remark = not note.anchor or note.about_id is not None or note.text is not None
        taken = (note.anchor and (note.kind == CLAIM or note_kind(note.kind) != note.kind)) or (
            is_remark and note.kind == REMARK
        )
        return attrs.evolve(note, kind="comment") if taken or not TYPE.fullmatch(note.kind) else note

    return _with_notes(article, change)


def _note_lines(article: Article) -> tuple[Article, int]:
    def change(note: Note) -> Note:
        text = note.text and _RECORD_END.sub(" ", note.text)
        return note if text == note.text else attrs.evolve(note, text=text)

    return _with_notes(article, change)


def _split_notes(article: Article) -> tuple[Article, int]:
    """A note with a place and with something to say becomes two: the place, and what is said about it."""
    hints = Hints(article)
    ids = {note.id for note in article.notes}
    fresh = (made for at in itertools.count(1) if (made := f"N-{at}") not in ids and f"#{at}" not in hints.pinned)
    notes: list[Note] = []
    number = 0
    for note in article.notes:
        if note.id in hints.raws or not note.anchor or (note.about_id is None and note.text is None):
            notes.append(note)
            if note.id not in hints.raws and not note.anchor and not _REMARK_ID.fullmatch(note.id):
                # It is a remark and will get a new id, so that remarks are numbered as they come.
                next(fresh)
            continue
        number += 1
        about = note.id if note.about_id is None else note.about_id
        notes.append(attrs.evolve(note, about_id=None, text=None))
        notes.append(Note(id=next(fresh), kind=note.kind, about_id=about, text=note.text))
    return attrs.evolve(article, notes=tuple(notes)), number


# ── Other people's data ──────────────────────────────────────────────────────────────────────────────────────────

_HINTS: dict[type, dict[str, type]] = {
    Article: {RECORDS: tuple, LINES: tuple, FINAL_NEWLINE: bool},
    Note: {ID: str, RAW: str},
}


def _extensions(article: Article) -> tuple[Article, int]:
    """Drop other people's data; hints are no data."""
    number = 0

    def kept(record: Any) -> Any:
        nonlocal number
        if not record.extensions:
            return record
        hints: dict[str, Any] = {}
        for owner, value in record.extensions.items():
            own = _HINTS.get(type(record), {}) if owner == KEY else {}
            if not own or not hasattr(value, "items"):
                number += 1
                continue
            for name, item in value.items():
                if isinstance(item, own.get(name, ())):
                    hints[name] = item
                else:
                    number += 1
        return attrs.evolve(record, extensions=Extensions({KEY: hints}) if hints else EMPTY)

    for kind in (Article, Section, Source, Claim, Attribution, Relation, Note):
        article = rebuilt(article, kind, kept)
    return article, number


def _language(article: Article) -> tuple[Article, int]:
    known = article.language != "und"
    return (attrs.evolve(article, language="und"), 1) if known else (article, 0)


def _digest(article: Article) -> tuple[Article, int]:
    known = article.text is None and article.text_sha256 is not None
    return (attrs.evolve(article, text_sha256=None), 1) if known else (article, 0)


PROVENANCE = dropped("NC605", "provenance, but for the annotator in the name of the file", Article, "provenance")

DROPPED: tuple[Loss, ...] = (
    dropped("NC601", "sections", Article, "sections"),
    dropped("NC602", "title, publisher, url, byline of the article", Article, "title", "publisher", "url", "byline"),
    dropped("NC603", "dates of the article", Article, "published", "modified"),
    Loss("NC604", "language of the article", _language),
    PROVENANCE,
    Loss("NC606", "digest of a text that is not shipped", _digest),
    Loss("NC628", "extensions", _extensions),
    dropped("NC619", "reviews", Article, "reviews"),
    Loss("NC641", "spans that run over lines, cut at each line end", _cut),
    Loss("NC642", "words of pieces, where others of the same place have none", _all_words_or_none),
    Loss("NC617", "claims without content", _unplaced_claims),
    dropped("NC610", "wordings of claims", Claim, "text"),
    dropped("NC611", "languages of claims", Claim, "language"),
    dropped("NC612", "types of claims", Claim, "types"),
    dropped("NC613", "same_as of claims", Claim, "same_as"),
    dropped("NC614", "times of claims", Claim, "time"),
    dropped("NC616", "confidence in claims", Claim, "confidence"),
    dropped("NC616", "confidence in attributions", Attribution, "confidence"),
    dropped("NC630", "via of attributions", Attribution, "via_ids"),
    dropped("NC631", "times of attributions", Attribution, "time"),
    dropped("NC632", "urls of attributions", Attribution, "url"),
    Loss("NC637", "nesting in claims without content", _loose_nesting),
    dropped("NC622", "affiliations of sources", Source, "affiliation_id"),
    Loss("NC626", "sources that no attribution names", _unnamed_sources),
    Loss("NC620", "kinds of sources, but for the author in his own voice", _kinds),
    dropped("NC621", "naming of sources", Source, "naming"),
    dropped("NC623", "descriptions of sources", Source, "description"),
    dropped("NC625", "same_as of sources", Source, "same_as"),
    Loss("NC647", "sources out of the order in which attributions name them", _order_of_sources),
    Loss("NC609", "relations of claims without content", _loose_relations),
    dropped("NC607", "cues of relations", Relation, "cue"),
    dropped("NC608", "drawn_by of relations", Relation, "drawn_by_ids"),
    dropped("NC616", "confidence in relations", Relation, "confidence"),
    Loss("NC627", "notes without place or record", _loose_notes),
    Loss("NC646", "records that notes are about, where brat has none", _loose_abouts),
    Loss("NC644", "kinds of notes", _note_kinds),
    Loss("NC645", "line ends in the texts of notes, blanks from now on", _note_lines),
    Loss("NC643", "notes with both a place and something to say, split in two", _split_notes),
)
"""What is dropped, cut or split, in this order; what is left brat can hold under other ids."""
