"""
Hints: how the records of a file stood there, kept under `extensions.brat`, so that the same bytes can be written.

The article has `records`, one item for each record in the order of the file: its id where the model says the rest, else
its whole line; and `final_newline`, false where there was none. `lines` are such items whose order no longer holds. A
note that is a record which the model has no field for has the record's line in `raw`. Nothing here is a value: what
contradicts the model is passed over.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

import attrs

from newsclaims._extensions import EMPTY, Extensions
from newsclaims.article import Article
from newsclaims.formats.brat._parsing import targets
from newsclaims.formats.brat._reading import Reading
from newsclaims.formats.brat._records import (
    Attribute,
    Event,
    Group,
    Link,
    Record,
    Reference,
    Remark,
    record_of,
)
from newsclaims.formats.brat._words import remark_kind
from newsclaims.model import Note

KEY = "brat"
RECORDS, LINES, FINAL_NEWLINE = "records", "lines", "final_newline"
ID, RAW = "id", "raw"

_ITEM = re.compile("[TERAMN#][0-9]{1,62}|Q-[0-9]{1,62}")


class Hints:
    """
    What an article's extensions say of the records it came from.

    Attributes:
        order: Ids in the order of the file, "" for an empty line. `*` goes by `*` and a number, or by its note.
        lines: The records whose lines are given, by id.
        raws: The records that notes are, by the id of the note.
        unfit: Notes whose record does not say what they say.
        pinned: Every id that is named here; no new record may have it.
        final_newline: Whether the file ended with a new line.
    """

    def __init__(self, article: Article) -> None:
        """Read the hints, passing over what is none."""
        self.order: list[str] = []
        self.lines: dict[str, Record] = {}
        self.raws: dict[str, Record] = {}
        self.unfit: list[str] = []
        self.pinned: set[str] = set()
        own = _mapping(article.extensions)
        self.final_newline = own.get(FINAL_NEWLINE) is not False
        for member in (LINES, RECORDS):
            items = own.get(member)
            order = self._read_items(items if isinstance(items, tuple) else (), article.text)
            self.order = order if member == RECORDS else []
        for note, record in _raws(article):
            if record is None:
                self.unfit.append(note.id)
            else:
                self.raws[note.id] = record
                self.pinned.update((record.id, *targets(record)))

    def _read_items(self, items: Iterable[Any], text: str | None) -> list[str]:
        """Read what records say; the order in which they stand is given."""
        order: list[str] = []
        groups = 0
        seen: set[str] = set()
        for item in items:
            if type(item) is not str:
                continue
            name = item
            if "\t" in item:
                record = record_of(item, text)
                if record is None:
                    continue
                name = record.id
                if isinstance(record, Group):
                    groups += 1
                    name = f"*{groups}"
                    record = record._replace(id=name)
                if name not in seen:
                    self.lines[name] = record
                    self.pinned.update(targets(record))
            elif item and _ITEM.fullmatch(item) is None:
                continue
            if name not in seen:
                order.append(name)
                self.pinned.add(name)
            if name:
                seen.add(name)
        return order

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.pinned or self.order or self.unfit or not self.final_newline)


def raws(article: Article) -> dict[str, Record]:
    """The records that notes are, by the id of the note."""
    return {note.id: record for note, record in _raws(article) if record is not None}


def _raws(article: Article) -> Iterator[tuple[Note, Record | None]]:
    """Every note that has a record, and this one if it says what the note says."""
    for note in article.notes:
        raw = _mapping(note.extensions).get(RAW)
        if raw is not None:
            record = record_of(raw, article.text) if type(raw) is str else None
            yield note, record if record is not None and _says(record, note) else None


def _mapping(extensions: Extensions) -> Mapping[str, Any]:
    own = extensions.get(KEY) if extensions else None
    return own if isinstance(own, Mapping) else {}


def _says(record: Record, note: Note) -> bool:
    """Whether a record can be a note; whom it is about and where is looked at when all records are there."""
    match record:
        case Remark(id=name, type=type_, text=text):
            return f"N-{name[1:]}" == note.id and remark_kind(type_) == note.kind and text == note.text
        case Group(type=type_):
            return type_ == note.kind and note.id.startswith("Q-")
        case Event() | Link() | Reference() | Attribute():
            return record.id == note.id and record.type == note.kind
        case _:
            return False


# ── Writing them ─────────────────────────────────────────────────────────────────────────────────────────────────


def items(records: Iterable[Record], reading: Reading) -> list[str]:
    """The item of each record: its id where the model says the rest, else its line."""
    made = []
    for record in records:
        if record.id in reading.taken:
            made.append(record.line)
        else:
            made.append(f"Q-{record.id[1:]}" if isinstance(record, Group) else record.id)
    return made


def extensions_of(hints: Mapping[str, Any]) -> Extensions:
    """Extensions that hold hints and nothing else."""
    return Extensions({KEY: hints}) if hints else EMPTY


def without_order(article: Article) -> Article:
    """An article whose hints do not say where the records stood."""
    own = dict(_mapping(article.extensions))
    own[LINES] = own.pop(RECORDS, ())
    return attrs.evolve(article, extensions=Extensions({**article.extensions, KEY: own}))


def without_layout(article: Article) -> Article:
    """An article without hints about itself."""
    return attrs.evolve(article, extensions=_without(article.extensions, RECORDS, LINES, FINAL_NEWLINE))


def without_raws(article: Article, notes: Container[str]) -> Article:
    """An article of which some notes are no records."""
    changed = tuple(
        attrs.evolve(note, extensions=_without(note.extensions, RAW)) if note.id in notes else note
        for note in article.notes
    )
    return attrs.evolve(article, notes=changed)


def _without(extensions: Extensions, *members: str) -> Extensions:
    own = _mapping(extensions)
    if not any(member in own for member in members):
        return extensions
    kept = {name: value for name, value in own.items() if name not in members}
    others = {owner: value for owner, value in extensions.items() if owner != KEY}
    return Extensions({**others, KEY: kept} if kept else others)
