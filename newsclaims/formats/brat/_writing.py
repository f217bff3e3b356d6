"""
The records that an article is in brat, and the order in which they stand.

Nothing is lost here; what brat has no record for is gone before (`_losses.py`). Ids and order follow the hints as
far as these fit, and are those of a file that newsclaims writes by itself where there are none.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from newsclaims.article import Article
from newsclaims.formats.brat._hints import Hints
from newsclaims.formats.brat._parsing import may_be_cut
from newsclaims.formats.brat._records import (
    Attribute,
    Blank,
    Group,
    Link,
    Record,
    Reference,
    attribute,
    link,
    reference,
    remark,
)
from newsclaims.formats.brat._settling import Said, Settled
from newsclaims.formats.brat._words import (
    AUTHOR,
    ORIENTATION,
    REFERENCE,
    RELATIONS,
    STANCES,
    VOICE,
    WITHIN,
    remark_type,
)
from newsclaims.model import Attribution, Claim, Note, Relation

R = TypeVar("R", Attribute, Link, Reference)

_RELATION_TYPES = {name: type_ for type_, name in RELATIONS.items()}


class Plan(NamedTuple):
    """
    The records of an article.

    Attributes:
        records: In the order in which they are written.
        names: The id that each record of the article has from now on, by the one that it has.
        final_newline: Whether a new line ends the last of them.
    """

    records: list[Record]
    names: dict[str, str]
    final_newline: bool

    @property
    def annotations(self) -> str:
        """The records as they are written."""
        lines = "\n".join([record.line for record in self.records])
        return f"{lines}\n" if self.records and self.final_newline else lines


def plan(article: Article, hints: Hints) -> Plan:
    """The records of an article that brat can hold."""
    return _Writer(article, hints).plan()


def _needs_new_line(records: Sequence[Record]) -> bool:
    """Whether the last record is nothing without a new line, or could be taken for one that is cut."""
    if not records or isinstance(records[-1], Blank):
        return True
    return may_be_cut(records[-1], {record.id for record in records})


class _Writer:
    """The records of an article, made in the order in which newsclaims writes them, then put in that of the hints."""

    def __init__(self, article: Article, hints: Hints) -> None:
        self.article = article
        self.hints = hints
        self.settled = Settled(article, hints)
        self.order = {name: number for number, name in enumerate(hints.order)}
        self.entries: dict[str, list[str]] = {}
        self.records: dict[str, Record] = {}

    def plan(self) -> Plan:
        """Make them all."""
        for claim in self.article.claims:
            self._write_claim(claim)
        for record in self.settled.equal:
            self._add(record)
        for relation in self.article.relations:
            self._write_relation(relation)
        for note in self.article.notes:
            self._write_note(note)
        records = self._in_order()
        return Plan(records, self.settled.names, self.hints.final_newline or _needs_new_line(records))

    # ── Records ──────────────────────────────────────────────────────────────────────────────────────────────

    def _add(self, record: Record) -> None:
        self.records[record.id] = record
        self.settled.used.add(record.id)

    def _as_it_stood(self, made: Record) -> Record:
        """The line of the hints, where it says the same as the record that would be written."""
        line = self.hints.lines.get(made.id)
        return line if line is not None and line._replace(line="") == made._replace(line="") else made

    def _free(self, line: R | None) -> R | None:
        """A line of the hints, if its id is still to be had."""
        return line if line is not None and line.id not in self.settled.used else None

    def _write_claim(self, claim: Claim) -> None:
        name, voiced = self.settled.names[claim.id], self.settled.voices.get(claim.id)
        for said in claim.attributions:
            if said.id == voiced:
                self._write_voice(claim, said)
            else:
                self._write_event(self.settled.said[said.id])
        if not claim.attributions:
            self._write_texts(self.settled.contents[claim.id])
        if claim.orientation is not None:
            self._write_attribute(ORIENTATION, name, claim.orientation)

    def _write_texts(self, names: Iterable[str]) -> None:
        """Write text-bounds that are not there yet, each mention with whom it mentions."""
        for name in names:
            if name not in self.records:
                self._add(self.settled.texts[name])
                if name in self.settled.referring:
                    self._write_references(name, self.settled.mentioned[name])

    def _write_event(self, found: Said) -> None:
        said, made, texts = found
        self._write_texts(texts)
        self.records[made.id] = made
        if not said.source:
            self._write_references(made.id, said.source_ids)
        self._write_stance(said, made.id)

    def _write_voice(self, claim: Claim, said: Attribution) -> None:
        name, target = self.settled.name(said.id, "A"), self.settled.names[claim.id]
        self._write_texts(self.settled.contents[claim.id])
        self.records[name] = self._as_it_stood(attribute(name, VOICE, target, AUTHOR))
        (author,) = said.source_ids
        if self.settled.names[author] != AUTHOR or self.settled.sources[author].name is not None:
            self._write_references(target, said.source_ids)
        self._write_stance(said, target)

    def _write_stance(self, said: Attribution, target: str) -> None:
        for name, (field, _) in STANCES.items():
            value = getattr(said, field)
            if value is not None:
                self._write_attribute(name, target, value)
        if said.within_id is not None:
            outer = self.settled.names[said.within_id]
            line = self._free(self.settled.links.get((WITHIN, target, outer)))
            fits = line is not None and line.roles == ("Arg1", "Arg2")
            self._add(line if line and fits else link(self.settled.fresh("R"), WITHIN, target, outer))

    def _write_attribute(self, name: str, target: str, value: str) -> None:
        line = self._free(self.settled.attributes.get((name, target, value)))
        fits = line is not None and line.id[0] == "A"
        self._add(line if line and fits else attribute(self.settled.fresh("A"), name, target, value))

    def _write_references(self, target: str, source_ids: Iterable[str]) -> None:
        for source_id in source_ids:
            entry, name = self.settled.entry(source_id), self.settled.sources[source_id].name
            line = self._free(self.settled.references.get((target, entry)))
            fits = line is not None and (line.type, line.name) == (REFERENCE, name)
            made = line if line and fits else reference(self.settled.fresh("N"), target, entry, name)
            self._add(made)
            self.entries.setdefault(source_id, []).append(made.id)

    def _write_relation(self, relation: Relation) -> None:
        names = self.settled.names
        name = self.settled.name(relation.id, "R")
        made = link(name, _RELATION_TYPES[relation.type], names[relation.from_id], names[relation.to_id])
        self.records[name] = self._as_it_stood(made)

    def _write_note(self, note: Note) -> None:
        raw = self.hints.raws.get(note.id)
        if raw is not None:
            # A record `*` has no id of its own, so it goes by that of its note.
            self._add(raw._replace(id=note.id) if isinstance(raw, Group) else raw)
        elif note.anchor:
            self._add(self.settled.texts[self.settled.names[note.id]])
        elif note.about_id is not None:
            name = f"#{self.settled.names[note.id][2:]}"
            self._add(remark(name, remark_type(note.kind), self._face(note.about_id), note.text))

    def _face(self, id: str) -> str:
        """The record of brat that stands for a record of the model: for a source its text-bound or first reference."""
        if id in self.settled.sources and id not in self.settled.plain:
            return min(self.entries[id], key=lambda name: self.order.get(name, len(self.order)))
        name = self.settled.names[id]
        return f"#{name[2:]}" if name.startswith("N-") else name

    # ── Order ────────────────────────────────────────────────────────────────────────────────────────────────

    def _in_order(self) -> list[Record]:
        """The records in the order of the hints, new ones at the end; groups are numbered as they come."""
        found: list[Record] = []
        for name in self.hints.order:
            if not name:
                found.append(Blank())
            elif name in self.records:
                found.append(self.records.pop(name))
        found += self.records.values()
        groups = 0
        for index, record in enumerate(found):
            if isinstance(record, Group):
                groups += 1
                found[index] = record._replace(id=f"*{groups}")
                if record.id in self.settled.names:
                    self.settled.names[record.id] = f"Q-{groups}"
        return found
