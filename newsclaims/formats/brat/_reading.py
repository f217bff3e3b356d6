"""
What brat's records say in the model: attributions as PolNeAR draws them, what newsclaims adds to them, and notes.

A record is taken into the model only where the model can give it back. Any other becomes a note that holds the record
as it stands, so that nothing vanishes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from newsclaims._rules import ID
from newsclaims._sound import longest_chain
from newsclaims.formats.brat._records import (
    Attribute,
    Blank,
    Event,
    Group,
    Link,
    Named,
    Record,
    Reference,
    Remark,
    TextBound,
    has_line_end,
    remark,
)
from newsclaims.formats.brat._words import (
    ATTRIBUTION,
    AUTHOR,
    BRAT_ID,
    CLAIM,
    DATA_BASE,
    EQUIV,
    NO_SOURCE,
    ORIENTATION,
    ORIENTATIONS,
    REFERENCE,
    RELATIONS,
    ROLES,
    STANCES,
    VOICE,
    WITHIN,
    note_kind,
    note_type,
    remark_kind,
    remark_type,
)
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.model import (
    Anchor,
    Attribution,
    Claim,
    Note,
    Relation,
    Source,
    SourceKind,
)


class Reading(NamedTuple):
    """
    What records say in the model.

    Attributes:
        sources: In the order in which attributions name them.
        claims: In the order of their first attribution.
        relations: In the order of the records.
        notes: In the order of the records.
        taken: Ids of the records that the model gives back, but neither their id nor their line.
    """

    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    notes: tuple[Note, ...]
    taken: frozenset[str]


class _Said(NamedTuple):
    """An event that is an attribution, and the text-bounds of each role."""

    event: Event
    parts: dict[str, tuple[TextBound, ...]]


def anchor_of(parts: Sequence[TextBound]) -> Anchor:
    """The place of some text-bounds: all their spans in order."""
    if len(parts) == 1 and len(parts[0].spans) == 1:
        return parts[0].spans
    return tuple(sorted([span for part in parts for span in part.spans], key=lambda span: span.start))


def claim_names(contents: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """
    The ids of claims, given the ids of their text-bounds: of several the first that no other claim has.

    >>> claim_names([("T3", "T4"), ("T3",)])
    {('T3',): 'T3', ('T3', 'T4'): 'T4'}
    """
    keys = list(dict.fromkeys(contents))
    names: dict[tuple[str, ...], str] = {key: key[0] for key in keys if len(key) == 1}
    taken = set(names.values())
    for key in keys:
        if key not in names and (free := [name for name in key if name not in taken]):
            names[key] = free[0]
            taken.add(free[0])
    return names


def interpret(records: Sequence[Record]) -> Reading:
    """What records say in the model; each id is there once, each target exists."""
    return _Interpreter(records).reading()


class _Interpreter:
    """The records of one file, sorted into what they are in the model."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self.texts: dict[str, TextBound] = {}
        self.said: dict[str, _Said] = {}
        self.attributes: list[Attribute] = []
        self.links: list[Link] = []
        self.references: list[Reference] = []
        self.groups: list[Group] = []
        events: list[Event] = []
        sorted_in: dict[type, list[Any]] = {
            Event: events,
            Attribute: self.attributes,
            Link: self.links,
            Reference: self.references,
            Group: self.groups,
        }
        for record in records:
            if isinstance(record, TextBound):
                self.texts[record.id] = record
            elif (target := sorted_in.get(record.__class__)) is not None:
                target.append(record)
        # Whom each taken record belongs to, so that a remark about it finds its way.
        self.owners: dict[str, str] = {}
        self.taken: set[str] = set()
        self._take_events(events)
        self._take_voices()
        self._take_sources()
        self._take_stances()
        self._take_links()

    # ── Attributions ─────────────────────────────────────────────────────────────────────────────────────────

    def _take_events(self, events: list[Event]) -> None:
        """Find the events that are attributions, and the claims that they are about."""
        said = [found for event in events if (found := self._attribution(event)) is not None]
        contents = {item.event.id: tuple([part.id for part in item.parts["Content"]]) for item in said}
        self.claim_ids = claim_names(contents.values())
        self.claim_of: dict[str, str] = {}
        for item in said:
            key = contents[item.event.id]
            if key in self.claim_ids:
                self.said[item.event.id] = item
                self.claim_of[item.event.id] = self.claim_ids[key]
        for key, name in self.claim_ids.items():
            self.owners.update(dict.fromkeys(key, name))
        for item in self.said.values():
            self._take_parts(item)
        for text in self.texts.values():
            if text.type == CLAIM:
                self.claim_ids[(text.id,)] = text.id
                self.owners[text.id] = text.id
                if not _plain(text):
                    self.taken.add(text.id)
        self.known_claims = frozenset(self.claim_ids.values())

    def _attribution(self, event: Event) -> _Said | None:
        """The text-bounds of an event by role, if it is an attribution."""
        texts = self.texts
        trigger = texts.get(event.trigger)
        if event.type not in {ATTRIBUTION, NO_SOURCE} or trigger is None or trigger.type != event.type:
            return None
        parts: dict[str, tuple[TextBound, ...]] = {}
        for role, target in event.arguments:
            base = role.rstrip("0123456789")
            part = texts.get(target)
            if part is None or part.type != base or base not in ROLES:
                return None
            parts[base] = (*parts[base], part) if base in parts else (part,)
        if "Content" not in parts:
            return None
        if len(parts) < len(event.arguments):
            for several in parts.values():
                place = anchor_of(several)
                if any(one.end > other.start for one, other in pairwise(place)):
                    return None
        return _Said(event, parts)

    def _take_parts(self, item: _Said) -> None:
        """Take the text-bounds of an attribution; those that the model does not give back as they are, wholly."""
        event, parts = item
        self.taken.add(event.id)
        self.owners[event.id] = event.id
        for base, several in parts.items():
            if len(several) != 1 or not _plain(several[0]):
                self.taken.update([part.id for part in several])
            if base != "Content":
                for part in several:
                    self.owners.setdefault(part.id, event.id)
        trigger = self.texts[event.trigger]
        self.owners.setdefault(trigger.id, event.id)
        if trigger.spans != anchor_of(parts.get("Cue") or parts["Content"]) or not _plain(trigger):
            self.taken.add(trigger.id)

    def _take_voices(self) -> None:
        """Take the author's own voice: one for a claim."""
        found = [
            item
            for item in self.attributes
            if item.type == VOICE and item.value == AUTHOR and item.id[0] == "A" and item.target in self.known_claims
        ]
        once = Counter(item.target for item in found)
        self.voices = {item.target: item for item in found if once[item.target] == 1}
        for item in self.voices.values():
            self.taken.add(item.id)
            self.owners[item.id] = item.id

    # ── Sources ──────────────────────────────────────────────────────────────────────────────────────────────

    def _take_sources(self) -> None:
        """Take references to the ids of sources, and groups of mentions of the same ones."""
        attributed = [item for item in self.said.values() if item.event.type == ATTRIBUTION]
        self.mentions = {part.id for item in attributed for part in item.parts.get("Source", ())}
        unmentioned = {item.event.id for item in attributed if "Source" not in item.parts}
        by_entry: dict[str, list[Reference]] = {}
        for item in self.references:
            name = item.entry.removeprefix(DATA_BASE)
            ours = item.type == REFERENCE and item.name != "" and item.entry.startswith(DATA_BASE) and _is_name(name)
            if ours and (item.target in self.mentions or item.target in unmentioned or item.target in self.voices):
                by_entry.setdefault(name, []).append(item)
        for name, items in list(by_entry.items()):
            if len({item.name for item in items}) > 1 or len({item.target for item in items}) < len(items):
                del by_entry[name]
        self._take_author(by_entry)
        self.names: dict[str, str | None] = {}
        self.referred: dict[str, tuple[str, ...]] = {}
        # Which reference stands for a source, where something is about it.
        self.faces: dict[str, str] = {}
        good = {item.id: name for name, items in by_entry.items() for item in items}
        for item in self.references:
            if item.id in good:
                name = good[item.id]
                self.names[name] = item.name
                self.faces.setdefault(name, item.id)
                self.taken.add(item.id)
                self.owners[item.id] = name
                if item.target not in self.voices:
                    self.referred[item.target] = (*self.referred.get(item.target, ()), name)
        self._take_groups()
        for mention in self.mentions:
            self.owners[mention] = self.referred.get(mention, (mention,))[0]

    def _take_author(self, by_entry: dict[str, list[Reference]]) -> None:
        """Find out who the author is: all voices refer to the same source, or none to any, which is `author`."""
        found = [
            (item.target, name) for name, items in by_entry.items() for item in items if item.target in self.voices
        ]
        names = {name for _, name in found}
        self.author = AUTHOR
        needed = names != {AUTHOR} or by_entry[AUTHOR][0].name is not None
        if len(names) == 1 and len(found) == len(self.voices) and needed:
            (self.author,) = names
            return
        for name in names:
            by_entry[name] = [item for item in by_entry[name] if item.target not in self.voices]
        if self.voices and any(item.name is not None for item in by_entry.get(AUTHOR, ())):
            # He would have a name in one place and none in the other.
            del by_entry[AUTHOR]

    def _take_groups(self) -> None:
        """Take groups of mentions whose first member alone says who they mention."""
        grouped: set[str] = set()
        for item in self.groups:
            first, *others = item.members
            fits = (
                item.type == EQUIV
                and self.mentions.issuperset(item.members)
                and first in self.referred
                and not any(other in self.referred for other in others)
                and len(set(item.members)) == len(item.members) > 1
            )
            if fits and grouped.isdisjoint(item.members):
                grouped.update(item.members)
                self.referred.update(dict.fromkeys(others, self.referred[first]))
                self.taken.add(item.id)

    def _source_ids(self, item: _Said) -> tuple[str, ...]:
        if item.event.type == NO_SOURCE:
            return ()
        mentions = item.parts.get("Source")
        if mentions is None:
            return self.referred.get(item.event.id, ())
        if len(mentions) == 1:
            return self.referred.get(mentions[0].id) or (mentions[0].id,)
        return tuple(dict.fromkeys([name for part in mentions for name in self.referred.get(part.id) or (part.id,)]))

    # ── Stance, nesting, relations ───────────────────────────────────────────────────────────────────────────

    def _take_stances(self) -> None:
        """Take attributes with a value of the model; where two say the same thing of one record, neither."""
        found: dict[tuple[str, str], list[Attribute]] = {}
        for item in self.attributes:
            if item.id[0] != "A" or item.value is None:
                continue
            if item.type in STANCES and (item.target in self.said or item.target in self.voices):
                field, values = STANCES[item.type]
            elif item.type == ORIENTATION and item.target in self.known_claims:
                field, values = "orientation", ORIENTATIONS
            else:
                continue
            if item.value in values:
                found.setdefault((item.target, field), []).append(item)
        self.stances: dict[str, dict[str, Any]] = {}
        self.orientations: dict[str, Any] = {}
        for (target, field), items in found.items():
            if len(items) > 1:
                continue
            (item,) = items
            self.taken.add(item.id)
            if field == "orientation":
                self.orientations[target] = item.value
                self.owners[item.id] = target
            else:
                self.stances.setdefault(target, {})[field] = item.value
                self.owners[item.id] = target if target in self.said else self.voices[target].id

    def _take_links(self) -> None:
        """Take relations of claims, and what is said inside which claim, if that ends somewhere."""
        claims = self.known_claims
        self.relations: list[Relation] = []
        inner: list[Link] = []
        for item in self.links:
            if item.roles != ("Arg1", "Arg2") or item.second not in claims:
                continue
            if item.type in RELATIONS and item.first in claims and item.first != item.second:
                type_ = RELATIONS[item.type]
                self.relations.append(Relation(id=item.id, type=type_, from_id=item.first, to_id=item.second))
                self.taken.add(item.id)
                self.owners[item.id] = item.id
            elif item.type == WITHIN and (item.first in self.said or item.first in self.voices):
                inner.append(item)
        once = Counter(item.first for item in inner)
        upwards: dict[str, list[str]] = {}
        for item in inner:
            upwards.setdefault(self.claim_of.get(item.first, item.first), []).append(item.second)
        depth = longest_chain(upwards) if max(once.values(), default=0) < 2 else None
        self.within: dict[str, str] = {}
        if depth is not None and depth <= DEFAULT_LIMITS.nesting:
            for item in inner:
                self.within[item.first] = item.second
                self.taken.add(item.id)
                self.owners[item.id] = item.first if item.first in self.said else self.voices[item.first].id

    # ── The model ────────────────────────────────────────────────────────────────────────────────────────────

    def reading(self) -> Reading:
        """Sources, claims, relations and notes."""
        claims = self._claims()
        sources: dict[str, Source] = {}
        for claim in claims:
            for attribution in claim.attributions:
                for name in attribution.source_ids:
                    if name not in sources:
                        kind: SourceKind | None = "author" if self.voices and name == self.author else None
                        sources[name] = Source(id=name, name=self.names.get(name), kind=kind)
        notes = self._notes(sources)
        return Reading(tuple(sources.values()), claims, tuple(self.relations), notes, frozenset(self.taken))

    def _claims(self) -> tuple[Claim, ...]:
        attributions: dict[str, list[Attribution]] = {}
        voices = {item.id: item for item in self.voices.values()}
        for record in self.records:
            # The order of the events is the order of the claims; a claim that nobody says stands where its words do.
            if record.id in self.said:
                said = self.said[record.id]
                attributions.setdefault(self.claim_of[record.id], []).append(self._attributed(said))
            elif record.id in voices:
                target = voices[record.id].target
                attributions.setdefault(target, []).append(self._voiced(record.id, target))
        spoken = frozenset(attributions)
        order: dict[str, None] = {}
        for record in self.records:
            if record.id in self.said:
                order[self.claim_of[record.id]] = None
            elif record.id in voices:
                order[voices[record.id].target] = None
            elif record.id in self.known_claims and record.id not in spoken:
                order[record.id] = None
        parts = {name: [self.texts[part] for part in key] for key, name in self.claim_ids.items()}
        return tuple(
            Claim(
                id=name,
                content=anchor_of(parts[name]),
                orientation=self.orientations.get(name),
                attributions=tuple(attributions.get(name, ())),
            )
            for name in order
        )

    def _attributed(self, item: _Said) -> Attribution:
        name, parts = item.event.id, item.parts
        return Attribution(
            id=name,
            source_ids=self._source_ids(item),
            source=anchor_of(parts.get("Source", ())),
            cue=anchor_of(parts.get("Cue", ())),
            hedge=anchor_of(parts.get("Hedge", ())),
            within_id=self.within.get(name),
            **self.stances.get(name, {}),
        )

    def _voiced(self, name: str, target: str) -> Attribution:
        stance = self.stances.get(target, {})
        return Attribution(id=name, source_ids=(self.author,), within_id=self.within.get(target), **stance)

    # ── Notes ────────────────────────────────────────────────────────────────────────────────────────────────

    def _notes(self, sources: Iterable[str]) -> tuple[Note, ...]:
        """Every record that is not taken, in order."""
        plain = {name: name for name in sources if name not in self.names}
        self.faces.update(plain)
        return tuple(
            self._note(record)
            for record in self.records
            if not isinstance(record, Blank) and record.id not in self.owners and record.id not in self.taken
        )

    def _owner(self, target: str) -> str:
        """The record of the model that a record of brat is, or belongs to."""
        return f"N-{target[1:]}" if target[0] == "#" else self.owners.get(target, target)

    def _face(self, owner: str) -> str:
        """The record of brat that stands for a record of the model."""
        return f"#{owner[2:]}" if owner.startswith("N-") else self.faces.get(owner, owner)

    def _note(self, record: Named) -> Note:
        name, line = record.id, record.line
        match record:
            case TextBound(type=type_):
                if not _plain(record) or type_ != note_type(note_kind(type_)):
                    self.taken.add(name)
                return Note(id=name, kind=note_kind(type_), anchor=anchor_of([record]))
            case Remark(type=type_, target=target, text=text):
                about, kind = self._owner(target), remark_kind(type_)
                hints = {"id": name}
                if line != remark(name, remark_type(kind), self._face(about), text).line:
                    hints["raw"] = line
                return Note(id=f"N-{name[1:]}", kind=kind, about_id=about, text=text, extensions={"brat": hints})
            case Group(type=type_):
                return Note(id=f"Q-{name[1:]}", kind=type_, extensions={"brat": {"id": "*", "raw": line}})
        anchor = anchor_of([self.texts[record.trigger]]) if isinstance(record, Event) else ()
        about_id = self._owner(record.target) if isinstance(record, Attribute | Reference) else None
        return Note(id=name, kind=record.type, anchor=anchor, about_id=about_id, extensions={"brat": {"raw": line}})


def _plain(text: TextBound) -> bool:
    """Whether its spans are in order, none runs over lines, and no blank is too many."""
    spans, words = text.spans, text.line.find("\t", len(text.id) + 1)
    if text.line.count(" ", 0, words if words >= 0 else len(text.line)) > len(spans) + 1:
        return False
    if len(spans) == 1:
        return not has_line_end(spans[0].quote)
    in_order = all(one.start < other.start for one, other in pairwise(spans))
    return in_order and not any(has_line_end(span.quote) for span in spans)


def _is_name(name: str) -> bool:
    """Whether a name in a reference can be the id of a source."""
    return ID.holds(name) and BRAT_ID.fullmatch(name) is None
