"""
Which ids and text-bounds the records of an article have in brat: those of the hints where these fit, else new ones.

New ids are given in the order of the document, and never one that the hints know.
"""

import itertools
import re
from typing import NamedTuple

from newsclaims.article import Article
from newsclaims.formats.brat._hints import Hints
from newsclaims.formats.brat._reading import anchor_of, claim_names
from newsclaims.formats.brat._records import (
    Attribute,
    Event,
    Group,
    Link,
    Reference,
    TextBound,
    event,
    group,
    text_bound,
)
from newsclaims.formats.brat._words import (
    ATTRIBUTION,
    BRAT_ID,
    CLAIM,
    DATA_BASE,
    EQUIV,
    NO_SOURCE,
    ROLES,
    VOICE,
    note_kind,
    note_type,
)
from newsclaims.model import Anchor, Attribution, Claim, Note

_TEXT_ID = re.compile("T[0-9]{1,62}")


def voices(article: Article) -> dict[str, str]:
    """
    The attributions by which the author says a claim in his own voice: the first one for each claim, by the claim's id.

    There is no event for them, since an event needs a trigger.
    """
    authors = {source.id for source in article.sources if source.kind == "author"}
    found: dict[str, str] = {}
    for claim in article.claims if authors else ():
        for said in claim.attributions:
            silent = not (said.source or said.cue or said.hedge)
            if silent and len(said.source_ids) == 1 and said.source_ids[0] in authors:
                found.setdefault(claim.id, said.id)
    return found


class Said(NamedTuple):
    """An attribution and its records."""

    attribution: Attribution
    event: Event
    texts: tuple[str, ...]
    """Ids of its text-bounds, in the order in which they are written by default."""


class Settled:
    """
    Every id, text-bound and event of an article, settled before a record is written.

    Attributes:
        names: The id that each record of the article has from now on, by the one that it has.
        texts: Text-bounds by id.
        contents: The text-bounds of each claim.
        said: Attributions that are events.
        mentioned: The sources that each mention names.
        plain: Sources that are their one mention.
        referring: Mentions that say by references who they mention.
        equal: Groups of mentions of the same sources.
        used: Ids that are taken.
    """

    def __init__(self, article: Article, hints: Hints) -> None:
        self.article = article
        self.hints = hints
        self.voices = voices(article)
        own = set(self.voices.values())
        self.sources = {source.id: source for source in article.sources}
        self.used: set[str] = {record.id for record in hints.raws.values()}
        self.next: dict[str, int] = {}
        self.names: dict[str, str] = {}
        self.texts: dict[str, TextBound] = {}
        self.contents: dict[str, tuple[str, ...]] = {}
        self.holders: dict[tuple[str, ...], str] = {}
        self.mentions: dict[tuple[Anchor, tuple[str, ...]], str] = {}
        self.mentioned: dict[str, tuple[str, ...]] = {}
        self.said: dict[str, Said] = {}
        self.authors = {said.source_ids[0] for claim in article.claims for said in claim.attributions if said.id in own}
        self._find_lines()
        self._name_others()
        for claim in article.claims:
            self._settle_claim(claim)
        for note in article.notes:
            self._settle_note(note)
        self._name_claims()
        self._name_sources()
        self._settle_groups()

    def _find_lines(self) -> None:
        """The lines of the hints by what they say, where the model does not know their id."""
        self.attributes: dict[tuple[str, str, str | None], Attribute] = {}
        self.references: dict[tuple[str, str], Reference] = {}
        self.links: dict[tuple[str, str, str], Link] = {}
        self.groups: dict[str, list[Group]] = {}
        self.leaders: dict[str, str] = {}
        for record in self.hints.lines.values():
            match record:
                case Attribute(type=type_, target=target, value=value) if type_ != VOICE:
                    self.attributes.setdefault((type_, target, value), record)
                case Reference(target=target, entry=entry):
                    self.references.setdefault((target, entry), record)
                case Link(type=type_, first=first, second=second):
                    self.links.setdefault((type_, first, second), record)
                case Group(members=members):
                    self.groups.setdefault(members[0], []).append(record)
                    for member in members:
                        self.leaders.setdefault(member, members[0])

    # ── Ids ──────────────────────────────────────────────────────────────────────────────────────────────────

    def fresh(self, letter: str) -> str:
        """The next id that nobody has or may come to have."""
        number = self.next.get(letter, 1)
        while (name := f"{letter}{number}") in self.used or name in self.hints.pinned:
            number += 1
        self.next[letter] = number + 1
        self.used.add(name)
        return name

    def name(self, id: str, letter: str) -> str:
        """The id in brat of a record that is written only once: its own if it has this letter, else a new one."""
        if id not in self.names:
            self.names[id] = self.fresh(letter)
        return self.names[id]

    def _keep(self, id: str, letter: str) -> None:
        if re.fullmatch(f"{letter}[0-9]{{1,62}}", id) and id not in self.used:
            self.used.add(id)
            self.names[id] = id

    def _name_others(self) -> None:
        """Name attributions, relations and remarks that keep their ids, and the events and remarks that do not."""
        own = set(self.voices.values())
        said = [said.id for claim in self.article.claims for said in claim.attributions]
        for name in said:
            self._keep(name, "A" if name in own else "E")
        for relation in self.article.relations:
            self._keep(relation.id, "R")
        for name in said:
            if name not in own:
                self.name(name, "E")
        self.names.update({name: name for name in self.hints.raws})
        remarks = [note for note in self.article.notes if note.id not in self.hints.raws and not note.anchor]
        kept = {note.id: f"#{note.id[2:]}" for note in remarks if re.fullmatch("N-[0-9]{1,62}", note.id)}
        self.used.update(kept.values())
        for note in remarks:
            self.names[note.id] = f"N-{(kept.get(note.id) or self.fresh('#'))[1:]}"

    def _free(self, name: str) -> bool:
        """Whether a text-bound may have the id that a record of the model has: only if the hints know it."""
        return name in self.hints.pinned and _TEXT_ID.fullmatch(name) is not None and name not in self.used

    def _bound(self, name: str, type: str, place: Anchor) -> str:
        """Settle a text-bound; its line is that of the hints where this says the same."""
        line = self.hints.lines.get(name)
        fits = isinstance(line, TextBound) and line.type == type and anchor_of([line]) == place
        self.texts[name] = line if fits and isinstance(line, TextBound) else text_bound(name, type, place)
        self.used.add(name)
        return name

    # ── Places ───────────────────────────────────────────────────────────────────────────────────────────────

    def _settle_claim(self, claim: Claim) -> None:
        """Settle the text-bounds of a claim and of its attributions."""
        voiced = self.voices.get(claim.id)
        events = [said for said in claim.attributions if said.id != voiced]
        type_ = "Content" if events else CLAIM
        for said in events:
            name = self.names[said.id]
            found = self._fitting(claim, said, name) or self._settle_attribution(claim, said, name)
            self.said[said.id] = found
        if claim.id not in self.contents:
            self._settle_content(claim, type_)

    def _settle_content(self, claim: Claim, type: str) -> tuple[str, ...]:
        if claim.id not in self.contents:
            name = claim.id if self._free(claim.id) else self.fresh("T")
            self.contents[claim.id] = (self._bound(name, type, claim.content),)
            self.holders[(name,)] = claim.id
        return self.contents[claim.id]

    def _settle_attribution(self, claim: Claim, said: Attribution, name: str) -> Said:
        """Settle an attribution as newsclaims writes it."""
        arguments: list[tuple[str, str]] = []
        if said.source:
            arguments.append(("Source", self._settle_mention(said)))
        if said.cue:
            arguments.append(("Cue", self._bound(self.fresh("T"), "Cue", said.cue)))
        for number, part in enumerate(self._settle_content(claim, "Content"), 1):
            arguments.append(("Content" if number == 1 else f"Content{number}", part))
        if said.hedge:
            arguments.append(("Hedge", self._bound(self.fresh("T"), "Hedge", said.hedge)))
        type_ = ATTRIBUTION if said.source_ids else NO_SOURCE
        trigger = self._bound(self.fresh("T"), type_, said.cue or claim.content)
        made = event(name, type_, trigger, tuple(arguments))
        return Said(said, made, (*[part for _, part in arguments], trigger))

    def _settle_mention(self, said: Attribution) -> str:
        key = (said.source, said.source_ids)
        if key not in self.mentions:
            known = len(said.source_ids) == 1 and self._free(said.source_ids[0])
            name = said.source_ids[0] if known else self.fresh("T")
            self.mentions[key] = self._bound(name, "Source", said.source)
            if said.source_ids:
                self.mentioned[name] = said.source_ids
        return self.mentions[key]

    def _settle_note(self, note: Note) -> None:
        if note.anchor and note.id not in self.hints.raws:
            name = note.id if self._free(note.id) else self.fresh("T")
            line = self.hints.lines.get(name)
            known = isinstance(line, TextBound) and note_kind(line.type) == note.kind
            type_ = line.type if known and isinstance(line, TextBound) else note_type(note.kind)
            self.names[note.id] = self._bound(name, type_, note.anchor)

    # ── An attribution as the hints have it ──────────────────────────────────────────────────────────────────

    def _fitting(self, claim: Claim, said: Attribution, name: str) -> Said | None:
        """Settle an attribution as its line says, if this says the same as the model."""
        line = self.hints.lines.get(name)
        if not isinstance(line, Event) or not self._type_fits(line, said):
            return None
        parts = _by_role(line)
        places = {"Source": said.source, "Cue": said.cue, "Content": claim.content, "Hedge": said.hedge}
        contents = parts.get("Content", ())
        if any(base not in places for base in parts) or self.contents.get(claim.id, contents) != contents:
            return None
        if self.holders.setdefault(contents, claim.id) != claim.id:
            return None
        chosen: dict[str, TextBound] = {}
        for base, place in places.items():
            bounds = self._bounds(base, parts.get(base, ()), place)
            if bounds is None:
                return None
            chosen.update(bounds)
        trigger = self.hints.lines.get(line.trigger)
        if not isinstance(trigger, TextBound) or trigger.type != line.type:
            trigger = text_bound(line.trigger, line.type, said.cue or claim.content)
        if not self._agrees(trigger):
            return None
        chosen[trigger.id] = trigger
        owned = self._owned(parts.get("Source", ()), said)
        if owned is None:
            return None
        self.mentioned.update(owned)
        for part, ids in owned.items():
            self.mentions.setdefault((anchor_of([chosen[part]]), ids), part)
        self.contents.setdefault(claim.id, contents)
        self.texts.update(chosen)
        self.used.update(chosen)
        texts = [part for base in ROLES for part in parts.get(base, ())]
        return Said(said, line, (*texts, trigger.id))

    @staticmethod
    def _type_fits(line: Event, said: Attribution) -> bool:
        if said.source_ids:
            return line.type == ATTRIBUTION
        return line.type == NO_SOURCE or (line.type == ATTRIBUTION and not said.source)

    def _bounds(self, base: str, targets: tuple[str, ...], place: Anchor) -> dict[str, TextBound] | None:
        """The text-bounds of a role, if they are the place that the model has."""
        lines = [self.hints.lines.get(target) for target in targets]
        bounds = [line for line in lines if isinstance(line, TextBound) and line.type == base]
        if len(bounds) < len(targets) or anchor_of(bounds) != place:
            if len(targets) != 1 or not place:
                return None
            bounds = [text_bound(targets[0], base, place)]
        return {bound.id: bound for bound in bounds} if all(map(self._agrees, bounds)) else None

    def _agrees(self, bound: TextBound) -> bool:
        """Whether nobody has the id of a text-bound, or one that says the same."""
        known = self.texts.get(bound.id)
        if known is None:
            return bound.id not in self.used
        return known.type == bound.type and known.spans == bound.spans

    def _owned(self, mentions: tuple[str, ...], said: Attribution) -> dict[str, tuple[str, ...]] | None:
        """Whom each mention names, if together they name the sources of the attribution."""
        if not said.source_ids or not mentions:
            return {}
        owned: dict[str, tuple[str, ...]] = {}
        for mention in mentions:
            if mention in self.mentioned:
                owned[mention] = self.mentioned[mention]
            elif len(mentions) == 1:
                owned[mention] = said.source_ids
            else:
                first = self.leaders.get(mention, mention)
                referred = (name for name in said.source_ids if (first, DATA_BASE + name) in self.references)
                owned[mention] = tuple(referred) or (mention,)
        named = tuple(dict.fromkeys(name for ids in owned.values() for name in ids))
        return owned if named == said.source_ids else None

    # ── Claims and sources ───────────────────────────────────────────────────────────────────────────────────

    def _name_claims(self) -> None:
        names = claim_names(self.contents[claim.id] for claim in self.article.claims)
        for claim in self.article.claims:
            contents = self.contents[claim.id]
            self.names[claim.id] = names.get(contents, contents[0])

    def _name_sources(self) -> None:
        """Name the sources: one that is mentioned in one place has the id of that text-bound, any other a reference."""
        places: dict[str, list[str]] = {}
        referred = {found.attribution.source_ids for found in self.said.values() if not found.attribution.source}
        for mention, ids in self.mentioned.items():
            if len(ids) == 1:
                places.setdefault(ids[0], []).append(mention)
            else:
                referred.add(ids)
        unplain = {name for ids in referred for name in ids}
        taken = set(self.sources).union(self.names.values())
        fresh = (made for number in itertools.count(1) if (made := f"s{number}") not in taken)
        self.plain: set[str] = set()
        for name, source in self.sources.items():
            alone = places.get(name, ())
            text_id = _TEXT_ID.fullmatch(name) is not None
            if text_id and source.name is None and name not in unplain and len(alone) == 1 and name not in self.authors:
                self.plain.add(name)
                self.names[name] = alone[0]
            elif BRAT_ID.fullmatch(name):
                self.names[name] = next(fresh)
            else:
                self.names[name] = name

    def _settle_groups(self) -> None:
        """Settle which mentions say themselves who they mention, and which are the same as such a one."""
        same: dict[tuple[str, ...], list[str]] = {}
        for mention, ids in self.mentioned.items():
            if ids[0] not in self.plain or len(ids) > 1:
                same.setdefault(ids, []).append(mention)
        self.referring: set[str] = set()
        self.equal: list[Group] = []
        for ids, mentions in same.items():
            own = [
                mention for mention in mentions if all((mention, self.entry(name)) in self.references for name in ids)
            ]
            own = own or mentions[:1]
            others = dict.fromkeys(mentions)
            for mention in own:
                others.pop(mention)
            for line in (line for mention in own for line in self.groups.get(mention, ())):
                rest = line.members[1:]
                if line.type == EQUIV and rest and len(set(rest)) == len(rest) and all(part in others for part in rest):
                    self.equal.append(line)
                    for part in rest:
                        others.pop(part)
            if others:
                self.equal.append(group(f"*{len(self.hints.order) + len(self.equal) + 1}", (own[0], *others)))
            self.referring.update(own)

    def entry(self, source_id: str) -> str:
        """What stands for a source in a reference."""
        return DATA_BASE + self.names[source_id]


def _by_role(line: Event) -> dict[str, tuple[str, ...]]:
    """The ids that an event names by role, `Content2` being `Content` too."""
    parts: dict[str, tuple[str, ...]] = {}
    for role, target in line.arguments:
        base = role.rstrip("0123456789")
        parts[base] = (*parts.get(base, ()), target)
    return parts
