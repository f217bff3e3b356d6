"""What changed between two layers of one text: added, removed, moved, relabelled."""

import json
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias, cast

import attrs

from newsclaims._extensions import JSON, Extensions
from newsclaims.agreement.correspondence import (
    Pairs,
    mentions,
    pair_attributions,
    pair_by_keys,
    pair_claims,
    pair_sources,
)
from newsclaims.agreement.layers import agent_of, same_text
from newsclaims.agreement.places import place
from newsclaims.article import Article
from newsclaims.errors import escaped_text, shortened
from newsclaims.model import Attribution, Relation, Span, When

__all__ = ["Change", "ChangeKind", "RecordKind", "diff"]

ChangeKind: TypeAlias = Literal["added", "removed", "moved", "relabelled"]
RecordKind: TypeAlias = Literal["article", "section", "source", "claim", "attribution", "relation", "review", "note"]

_MARKS: dict[ChangeKind, str] = {"added": "+", "removed": "-", "moved": ">", "relabelled": "~"}
_PLACES = ("content", "source", "cue", "hedge", "anchor", "heading", "start", "end")
_SKIPPED = ("id", "attributions")
_OF_ARTICLE = ("language", "title", "publisher", "url", "byline", "published", "modified", "extensions")


@attrs.frozen(kw_only=True)
class Change:
    """
    One difference of two layers.

    Attributes:
        kind: `added` (only in the second), `removed` (only in the first), `moved` (another place), `relabelled`
            (another value).
        record: What kind of record it is.
        a: Its id in the first layer; empty where it is added.
        b: Its id in the second layer; empty where it is removed.
        field: The field that differs; empty where all of the record is added or removed.
        before: The field's value in the first layer, as plain JSON; a place is a list of pairs of offsets. Of a record
            that is removed, its words.
        after: The same of the second layer, or of a record that is added. Ids in it are those of the second layer.
    """

    kind: ChangeKind
    record: RecordKind
    a: str = ""
    b: str = ""
    field: str = ""
    before: JSON = None
    after: JSON = None

    def __str__(self) -> str:
        """The change on one line."""
        name = self.a or self.b if not (self.a and self.b) or self.a == self.b else f"{self.a} → {self.b}"
        head = f"{_MARKS[self.kind]} {self.record} {name}".rstrip()
        if self.kind in ("added", "removed"):
            words = self.after if self.kind == "added" else self.before
            return escaped_text(head if words is None else f"{head}  {_told(words)}")
        return escaped_text(f"{head}  {self.field}  {_told(self.before)} → {_told(self.after)}")


def diff(a: Article, b: Article) -> tuple[Change, ...]:
    r"""
    What changed from one layer to another.

    Records are matched by place and meaning, not by id (see `newsclaims.agreement.correspondence`), so that ids and the
    order of records make no difference; nor does `provenance`, which tells layers apart.

    Args:
        a: The first layer.
        b: The second.

    Returns:
        The changes by kind of record, in the order of the text; none where the layers say the same.

    Raises:
        LayersError: They are not layers of one text (NC860).

    >>> import newsclaims as nc
    >>> changes = diff(nc.example(), nc.example("kolaborasi-militer.annotator-2"))
    >>> print(*[change for change in changes if change.kind == "moved"][:3], sep="\n")
    > attribution a2  hedge  none → 61-73
    > claim c4  content  277-333 → 257-262, 277-333
    > claim c10 → c8  content  800-819, 831-914 → 780-819, 831-914
    """
    same_text(a, b)
    return tuple(_Difference(a, b).changes())


class _Difference:
    """Two layers and what belongs together in them."""

    def __init__(self, a: Article, b: Article) -> None:
        self._a, self._b = a, b
        ids_count = agent_of(a) == agent_of(b)
        self._sources = pair_sources(a.sources, b.sources, mentions(a), mentions(b))
        self._claims = pair_claims(a.claims, b.claims, ids_count=ids_count)
        names = {a.sources[i].id: b.sources[j].id for i, j in self._sources}
        self._spoken = {
            (i, j): pair_attributions(a.claims[i].attributions, b.claims[j].attributions, names)
            for i, j in self._claims
        }
        names |= {a.claims[i].id: b.claims[j].id for i, j in self._claims}
        for (i, j), pairs in self._spoken.items():
            one, other = a.claims[i].attributions, b.claims[j].attributions
            names |= {one[m].id: other[n].id for m, n in pairs}
        self._names: dict[str, str] = names
        self._notes = ({note.id: note for note in a.notes}, {note.id: note for note in b.notes})

    def _key(self, *fields: str) -> Callable[[Any, int], Hashable]:
        """A key made of fields, references named as in the second layer."""

        def key(record: Any, side: int) -> Hashable:
            return tuple(self._part(record, field, side) for field in fields)

        return key

    def _part(self, record: Any, field: str, side: int) -> str:
        # Notes are named last, so that one about a note is known by what that note says.
        note = self._notes[side].get(record.about_id) if field == "about_id" else None
        if note is not None:
            return _written([note.kind, _plain(note.anchor), note.text])
        return _written(self._plain(record, field, side))

    def changes(self) -> Iterator[Change]:
        """Every change, in order."""
        a, b = self._a, self._b
        yield from self._fields("article", a, b, _OF_ARTICLE)
        sections = pair_by_keys(a.sections, b.sections, self._key("start", "end"), self._key("start"), self._key("end"))
        self._names |= {a.sections[i].id: b.sections[j].id for i, j in sections}
        yield from self._records("section", a.sections, b.sections, sections)
        yield from self._records("source", a.sources, b.sources, self._sources)
        yield from self._claims_and_attributions()
        key = self._key
        relations = (key("type", "from_id", "to_id"), key("from_id", "to_id"))
        yield from self._others("relation", a.relations, b.relations, *relations)
        reviews = (key("claim_id", "label", "url"), key("claim_id", "url"), key("claim_id"))
        yield from self._others("review", a.reviews, b.reviews, *reviews)
        about = ("anchor", "about_id")
        notes = (key("kind", "text", *about), key("kind", *about), key(*about))
        yield from self._others("note", a.notes, b.notes, *notes)

    def _others(
        self, record: RecordKind, one: Sequence[Any], other: Sequence[Any], *keys: Callable[[Any, int], Hashable]
    ) -> Iterator[Change]:
        """The changes of records that are paired by what they are about."""
        pairs = pair_by_keys(one, other, self._key(*_all_but_id(one)), *keys)
        self._names |= {one[i].id: other[j].id for i, j in pairs}
        yield from self._records(record, one, other, pairs)

    def _claims_and_attributions(self) -> Iterator[Change]:
        a, b = self._a.claims, self._b.claims
        partner = dict(self._claims)
        added = [(j, b[j]) for j in range(len(b)) if j not in partner.values()]
        places = [(place(claim.content), 0, i) for i, claim in enumerate(a)]
        places += [(place(claim.content), 1, j) for j, claim in added]
        for _, side, n in sorted(places):
            if side:
                yield self._alone("added", "claim", b[n])
                yield from (self._alone("added", "attribution", each) for each in b[n].attributions)
            elif n not in partner:
                yield self._alone("removed", "claim", a[n])
                yield from (self._alone("removed", "attribution", each) for each in a[n].attributions)
            else:
                other = b[partner[n]]
                yield from self._fields("claim", a[n], other)
                pairs = self._spoken[n, partner[n]]
                yield from self._records("attribution", a[n].attributions, other.attributions, pairs)

    def _records(self, record: RecordKind, one: Sequence[Any], other: Sequence[Any], pairs: Pairs) -> Iterator[Change]:
        partner = dict(pairs)
        for i, each in enumerate(one):
            if i in partner:
                yield from self._fields(record, each, other[partner[i]])
            else:
                yield self._alone("removed", record, each)
        taken = set(partner.values())
        yield from (self._alone("added", record, each) for j, each in enumerate(other) if j not in taken)

    def _alone(self, kind: Literal["added", "removed"], record: RecordKind, value: Any) -> Change:
        words = _words(self._a if kind == "removed" else self._b, value)
        if kind == "added":
            return Change(kind=kind, record=record, b=value.id, after=words)
        return Change(kind=kind, record=record, a=value.id, before=words)

    def _fields(self, record: RecordKind, one: Any, other: Any, names: Sequence[str] = ()) -> Iterator[Change]:
        ids = ("", "") if record == "article" else (one.id, other.id)
        for field in names or [field.name for field in attrs.fields(type(one)) if field.name not in _SKIPPED]:
            before, after = self._plain(one, field, 0), self._plain(other, field, 1)
            if _written(before) == _written(after):
                continue
            values = (getattr(one, field), getattr(other, field))
            is_place = field in _PLACES and not isinstance(values[0] or values[1], str)
            kind: ChangeKind = "moved" if is_place or _is_time_moved(*values) else "relabelled"
            yield Change(kind=kind, record=record, a=ids[0], b=ids[1], field=field, before=before, after=after)

    def _plain(self, record: Any, field: str, side: int) -> JSON:
        """A field as plain data, references named as in the second layer and in a fixed order."""
        value = getattr(record, field)
        if value is None:
            return None
        if field.endswith("_ids"):
            return cast(
                "JSON", sorted(value if side else (self._names.get(name, f"{name} (first layer)") for name in value))
            )
        if field.endswith("_id"):
            return value if side else self._names.get(value, f"{value} (first layer)")
        return _plain(value)


def _all_but_id(records: Sequence[Any]) -> list[str]:
    """The fields in which records say something."""
    names = [field.name for field in attrs.fields(type(records[0]))] if records else []
    return [name for name in names if name != "id"]


def _plain(value: Any) -> JSON:
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, When):
        return {"value": value.value, "anchor": _plain(value.anchor)}
    if isinstance(value, tuple):
        if value and isinstance(value[0], Span):
            return [list(piece) for piece in place(value)]
        return [_plain(item) for item in value]
    if isinstance(value, Extensions):
        return value.plain()
    return cast("JSON", value)


def _written(value: JSON) -> str:
    """A value in one form, which tells true, 1 and 1.0 apart."""
    return json.dumps(value, sort_keys=True)


def _is_time_moved(one: object, other: object) -> bool:
    return isinstance(one, When) and isinstance(other, When) and one.value == other.value


def _words(article: Article, record: Any) -> JSON:
    """What a record that stands alone says, in short."""
    if isinstance(record, Relation):
        return f"{record.from_id} {record.type} {record.to_id}"
    for field in ("content", "cue", "source", "anchor"):
        anchor = getattr(record, field, ())
        if anchor:
            return {"place": _plain(anchor), "words": article.quote(anchor)}
    if isinstance(record, Attribution):
        return f"by {' and '.join(record.source_ids)}" if record.source_ids else None
    for field in ("text", "name", "label", "kind", "role"):
        value = getattr(record, field, None)
        if value is not None:
            return cast("JSON", value)
    return None


def _told(value: JSON) -> str:
    """A value in short, on one line."""
    if value is None or value == []:
        return "none"
    if isinstance(value, Mapping) and "words" in value:
        return f"{_told(value['words'])} at {_told(value['place'])}"
    if isinstance(value, str):
        return f'"{shortened(value.replace(chr(10), " "), 60)}"'
    if _is_place(value):
        pieces = cast("list[list[int]]", value if isinstance(cast("list[Any]", value)[0], list) else [value])
        return ", ".join(f"{start}-{end}" for start, end in pieces)
    if isinstance(value, list):
        return ", ".join(map(_told, value))
    return shortened(str(value), 60)


def _is_place(value: JSON) -> bool:
    if not isinstance(value, list):
        return False
    pieces = value if isinstance(value[0], list) else [value]
    return all(isinstance(one, list) and len(one) == 2 and all(type(end) is int for end in one) for one in pieces)
