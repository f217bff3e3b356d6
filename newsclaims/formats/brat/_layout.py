"""Which ids and which order an article's records have in brat, and which hints say so."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import attrs

from newsclaims._extensions import EMPTY
from newsclaims.article import Article, sha256
from newsclaims.formats import losses
from newsclaims.formats.brat._hints import (
    FINAL_NEWLINE,
    RECORDS,
    Hints,
    extensions_of,
    items,
    without_layout,
    without_order,
    without_raws,
)
from newsclaims.formats.brat._losses import DROPPED
from newsclaims.formats.brat._parsing import targets
from newsclaims.formats.brat._reading import Reading, interpret
from newsclaims.formats.brat._records import Record, has_line_end
from newsclaims.formats.brat._writing import Plan, plan
from newsclaims.formats.losses import Loss
from newsclaims.model import Attribution, Claim, Note, Relation, Source


def written(article: Article) -> str:
    """The annotations of an article, as they are written after all that brat has no record for is gone."""
    settled, _, made = _settled(article)
    if made is None:
        carried = losses.forget(settled, DROPPED)
        made = plan(carried, Hints(carried))
    return made.annotations


def layout(records: list[Record], reading: Reading, bare: Article, *, final_newline: bool) -> dict[str, Any]:
    """
    The hints that give the records back, none where newsclaims writes them so by itself.

    Args:
        records: In the order of the file.
        reading: What they say.
        bare: The article that they are, without hints about itself.
        final_newline: Whether a new line ends the last of them.
    """
    hints: dict[str, Any] = {} if final_newline else {FINAL_NEWLINE: False}
    lines = [record.line for record in records]
    # Words run over lines only where a file has shown that they do.
    if any(map(has_line_end, lines)) or lines != [record.line for record in plan(bare, Hints(bare)).records]:
        hints[RECORDS] = items(records, reading)
    return hints


# ── Hints that contradict ────────────────────────────────────────────────────────────────────────────────────────


class _Look(NamedTuple):
    """What became of an article, looked at before it is written."""

    made: Plan
    wrong: set[str] | None
    """Notes that would be read as something else than they are; none where other things would; None if all is well."""


def _settle(article: Article) -> tuple[Article, int]:
    """Drop the hints that contradict the model: of single notes, else on the order, else all about the article."""
    article, number, _ = _settled(article)
    return article, number


def _settled(article: Article) -> tuple[Article, int, Plan | None]:
    """An article whose hints are all good, how many were not, and its plan if that was looked at."""
    number = 0
    while hints := Hints(article):
        wrong: set[str] | None = set(hints.unfit)
        if not wrong:
            made, wrong = _look(article)
            if wrong is None:
                return article, number, made
        number += max(1, len(wrong))
        if wrong:
            article = without_raws(article, wrong)
        elif hints.order:
            article = without_order(article)
        elif (bare := without_layout(article)) != article:
            article = bare
        else:
            article = without_raws(article, hints.raws)
    return article, number, None


def _look(article: Article) -> _Look:
    """Whether what would be written says what the article says."""
    carried = losses.forget(article, DROPPED)
    hints = Hints(carried)
    made = plan(carried, hints)
    if loose := _loose(made.records, hints.raws):
        return _Look(made, loose)
    reading = interpret(made.records)
    expected = _renamed(carried, made.names)
    found = {note.id: _bare(note) for note in reading.notes}
    wanted = [_bare(note) for note in expected.notes]
    same = (
        reading.claims == expected.claims
        and reading.sources == expected.sources
        and reading.relations == expected.relations
        and list(found.values()) == wanted
    )
    if same:
        return _Look(made, None)
    pairs = zip(carried.notes, wanted, strict=True)
    return _Look(made, {old.id for old, new in pairs if old.id in hints.raws and found.get(new.id) != new})


def _loose(records: Iterable[Record], raws: Mapping[str, Record]) -> set[str]:
    """The notes whose record names one that is not there, or the record of another such note."""
    known = {record.id for record in records}
    naming: dict[str, list[str]] = {}
    for note, record in raws.items():
        for target in targets(record):
            naming.setdefault(target, []).append(note)
    missing = [target for target in naming if target not in known]
    loose: set[str] = set()
    while missing:
        for note in naming.get(missing.pop(), ()):
            if note not in loose:
                loose.add(note)
                missing.append(raws[note].id)
    return loose


def _bare(note: Note) -> Note:
    return attrs.evolve(note, extensions=EMPTY) if note.extensions else note


# ── Ids ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rename(article: Article) -> tuple[Article, int]:
    """Give each record the id that it has in brat, and the hints that go with it."""
    made = plan(article, Hints(article))
    renamed = _renamed(article, made.names)
    reading = interpret(made.records)
    hints = {note.id: note.extensions for note in reading.notes}
    notes = tuple(attrs.evolve(note, extensions=hints.get(note.id, EMPTY)) for note in renamed.notes)
    bare = attrs.evolve(renamed, notes=notes, extensions=EMPTY)
    own = layout(made.records, reading, bare, final_newline=made.final_newline)
    return attrs.evolve(bare, extensions=extensions_of(own)), sum(old != new for old, new in made.names.items())


def _renamed(article: Article, names: Mapping[str, str]) -> Article:
    """An article whose records have other ids."""

    def said(old: Attribution) -> Attribution:
        return attrs.evolve(
            old,
            id=names[old.id],
            source_ids=tuple([names[name] for name in old.source_ids]),
            within_id=None if old.within_id is None else names[old.within_id],
        )

    def claim(old: Claim) -> Claim:
        return attrs.evolve(old, id=names[old.id], attributions=tuple(map(said, old.attributions)))

    def relation(old: Relation) -> Relation:
        return attrs.evolve(old, id=names[old.id], from_id=names[old.from_id], to_id=names[old.to_id])

    def note(old: Note) -> Note:
        about = None if old.about_id is None else names.get(old.about_id, old.about_id)
        return attrs.evolve(old, id=names[old.id], about_id=about)

    def source(old: Source) -> Source:
        return attrs.evolve(old, id=names[old.id])

    return attrs.evolve(
        article,
        sources=tuple(map(source, article.sources)),
        claims=tuple(map(claim, article.claims)),
        relations=tuple(map(relation, article.relations)),
        notes=tuple(map(note, article.notes)),
    )


def default_id(text: str | None, annotations: str) -> str:
    """The id of an article to which none is given: the digest of its text, or of what there is in its place."""
    return f"urn:sha256:{sha256(annotations if text is None else text)}"


def _identify(article: Article) -> tuple[Article, int]:
    """Give the article the id that is made from what is read."""
    annotations = plan(article, Hints(article)).annotations if article.text is None else ""
    name = default_id(article.text, annotations)
    return (article, 0) if article.id == name else (attrs.evolve(article, id=name), 1)


NAME = Loss("NC606", "id of the article", _identify)

LOSSES: tuple[Loss, ...] = (
    Loss("NC648", "hints about records of brat that contradict the article", _settle),
    *DROPPED,
    Loss("NC640", "ids, new in the order of the document", _rename),
    NAME,
)
"""All losses, in this order."""
