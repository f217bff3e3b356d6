"""
Documents out of tables, column by column.

Each column becomes a list at once, each table a list of structs, and what an article holds is a slice of those; no row
is ever a dict. msgspec writes the structs as JSON.
"""

# pyarrow.compute makes its functions when it is imported.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

import attrs
import msgspec
import pyarrow as pa
from pyarrow import compute

from newsclaims import model
from newsclaims._collector import paused
from newsclaims._extensions import EMPTY
from newsclaims._structs import RECORDS
from newsclaims.article import Article
from newsclaims.corpus.arrow import plain_rating, refuse_twins, schema
from newsclaims.corpus.tables import PLACES, TABLES, Column, Table
from newsclaims.errors import ConversionError, Issue

__all__ = ["documents"]

_RATINGS = ("rating_value", "rating_best", "rating_worst")
_ENCODER = msgspec.json.Encoder()


@cache
def _structs() -> dict[type, type]:
    """
    One struct for each class to encode it with: the same fields, defaults and order, all positional and unchecked.

    What is required has a default that it never equals, so that it is always written.
    """
    made: dict[type, type] = {}
    for record in RECORDS:
        fields: list[Any] = []
        for field in attrs.fields(record):
            always = field.default is attrs.NOTHING or field.name == "schema_version"
            fields.append((field.name, object, msgspec.UNSET if always else field.default))
        made[record] = msgspec.defstruct(record.__name__, fields, omit_defaults=True, gc=False)
    return made


def documents(batches: Mapping[str, pa.RecordBatch | pa.Table]) -> Iterator[bytes]:
    """See `newsclaims.corpus.arrow.documents_of`."""
    with paused(when=True):
        articles = _articles(batches)
    for article in articles:
        yield _ENCODER.encode(article)


def _articles(batches: Mapping[str, pa.RecordBatch | pa.Table]) -> list[Any]:
    """The articles as structs."""
    names = batches["articles"].column("doc_id").cast(pa.string())
    names = names.combine_chunks() if isinstance(names, pa.ChunkedArray) else names
    refuse_twins(names)
    tables = {name: _Rows(name, batches.get(name, schema(name).empty_table()), names) for name in TABLES}
    anchors = _anchors(tables["spans"])
    made = {
        name: _records(rows, anchors, {})
        for name, rows in tables.items()
        if name not in ("articles", "claims", "spans")
    }
    held = _of_claims(tables["attributions"], made.pop("attributions"))
    made["claims"] = _records(tables["claims"], anchors, {"attributions": held})
    _refuse_strays(anchors, held)
    parts = {name: _by_article(tables[name], records, len(names)) for name, records in made.items()}
    return _records(tables["articles"], anchors, parts)


_Key = tuple[int, str]
_Held = dict[_Key, list[Any]]
"""Lists by the number of their article and the id of the record that holds them."""


class _Rows:
    """The rows of one table in the order of the articles, and of the lists that held them."""

    def __init__(self, name: str, found: pa.RecordBatch | pa.Table, names: pa.Array) -> None:
        self.table: Table = TABLES[name]
        wanted = schema(name)
        try:
            rows = found.select(wanted.names).cast(wanted)
        except (KeyError, pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as error:
            message = f"has no columns of that table: {error}"
            raise ConversionError([Issue("NC831", "error", "", message)], name) from None
        if isinstance(rows, pa.Table):
            rows = rows.combine_chunks()
        homes = compute.index_in(rows.column("doc_id"), names)
        if isinstance(homes, pa.ChunkedArray):
            homes = homes.combine_chunks()
        if homes.null_count:
            stray = rows.filter(compute.is_null(homes)).column("doc_id")[0].as_py()
            raise ConversionError([Issue("NC832", "error", "", f"has a row of {stray!r}, which is no article")], name)
        for field in wanted:
            if not field.nullable and rows.column(field.name).null_count:
                message = f"has a null in its column {field.name}, which holds none"
                raise ConversionError([Issue("NC831", "error", "", message)], name)
        keys = {"spans": ("owner_id", "role", "seq"), "attributions": ("claim_id", "ord"), "articles": ()}.get(
            name, ("ord",)
        )
        if keys and not _is_ordered(homes, [rows.column(key) for key in keys]):
            columns = {"_home": homes, **{key: rows.column(key) for key in keys}}
            order = compute.sort_indices(pa.table(columns), [(key, "ascending") for key in columns])
            rows, homes = rows.take(order), homes.take(order)
        self._rows = rows
        self.homes: list[int] = homes.to_numpy().tolist()

    def values(self, column: Column) -> Sequence[Any]:
        """The values of a column; one that holds none costs nothing."""
        found = self._rows.column(column.name)
        if isinstance(found, pa.ChunkedArray):
            found = found.combine_chunks()
        if column.kind == "strings":
            return _lists(found)
        if found.null_count == len(found):
            return [None] * len(found)
        if column.kind == "string" or not found.null_count:
            return found.to_numpy(zero_copy_only=False).tolist()  # type: ignore[no-any-return]
        return found.to_pylist()  # type: ignore[no-any-return]

    def named(self, name: str) -> Sequence[Any]:
        """The values of the column of that name."""
        return self.values(next(column for column in self.table.columns if column.name == name))


def _is_ordered(homes: pa.Array, keys: Sequence[Any]) -> bool:
    """Whether rows stand in the order in which they were written: by article, and in each list from 0 on."""
    if len(homes) < 2:
        return len(homes) == 0 or keys[-1][0].as_py() == 0
    *same, number = (key.combine_chunks() if isinstance(key, pa.ChunkedArray) else key for key in keys)
    size = len(homes) - 1
    goes_on = compute.equal(number.slice(1), compute.add(number.slice(0, size), 1))
    for key in (homes, *same):
        goes_on = compute.and_(goes_on, compute.equal(key.slice(1), key.slice(0, size)))
    begins = compute.equal(number, 0)
    fits = compute.or_(goes_on, begins.slice(1))
    ascends = compute.less_equal(homes.slice(0, size), homes.slice(1))
    return bool(begins[0].as_py() and compute.all(compute.and_(fits, ascends)).as_py())


def _lists(found: pa.ListArray) -> list[Any]:
    offsets = found.offsets.to_numpy().tolist()
    if found.null_count:
        return [tuple(value or ()) for value in found.to_pylist()]
    first = offsets[0]
    values = found.flatten().to_numpy(zero_copy_only=False).tolist()
    if not values:
        return [()] * len(found)
    return [values[low - first : high - first] if low < high else () for low, high in pairwise(offsets)]


# ── Records ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _records(rows: _Rows, anchors: Mapping[str, _Held], parts: Mapping[str, Any]) -> list[Any]:
    """The records of a table as structs: all values of one field, then all of the next."""
    record, homes = rows.table.record, rows.homes
    keys = [] if record is Article else list(zip(homes, rows.values(rows.table.columns[1]), strict=True))
    columns = {column.path: column for column in rows.table.columns if column.path}
    fields = []
    for field in attrs.fields(record):
        path = (field.name,)
        if field.name in parts:
            part = parts[field.name]
            fields.append([part.pop(key, ()) for key in keys] if isinstance(part, dict) else part)
        elif path in columns:
            fields.append(_field(rows, columns[path], field.default))
        else:
            fields.append(_composed(rows, field.name, keys, anchors))
    if record is model.Review:
        _exact(rows, fields)
    return list(map(_structs()[record], *fields)) if homes else []


def _field(rows: _Rows, column: Column, default: Any) -> Sequence[Any]:
    values = rows.values(column)
    if column.path[-1] == "extensions":
        return [EMPTY if value is None else _extensions(value, rows.table.name) for value in values]
    if column.kind == "float64":
        return [None if value is None else plain_rating(value) for value in values]
    if isinstance(default, str):
        # The encoder leaves out what is its default, and knows it by identity.
        return [default if value == default else value for value in values]
    return values


def _composed(rows: _Rows, name: str, keys: Sequence[_Key], anchors: Mapping[str, _Held]) -> Sequence[Any]:
    """The values of a field that has rows of spans, or columns for each of its own fields."""
    inner = [column for column in rows.table.columns if len(column.path) == 2 and column.path[0] == name]
    for place in PLACES:
        if place.table == rows.table.name and place.path[0] == name:
            held = anchors[f"{place.table} {place.role}"]
            spans: list[Any] = [held.pop(key, ()) for key in keys]
            if place.role == "heading":
                return [_heading(one) for one in spans]
            if not inner:
                return spans
            moments = zip(rows.values(inner[0]), spans, strict=True)
            made = _structs()[model.When]
            return [made(value, anchor) if value is not None or anchor else None for value, anchor in moments]
    made = _structs()[model.Provenance]
    values = {column.path[1]: rows.values(column) for column in inner}
    written = values["extensions"]
    values["extensions"] = [EMPTY if value is None else _extensions(value, rows.table.name) for value in written]
    fields = [values[field.name] for field in attrs.fields(model.Provenance)]
    is_there = map(
        any,
        zip(
            *(
                ([value is not None for value in values[name]])
                for name in ("agent", "kind", "created", "guideline", "derived_from")
            ),
            [value is not None for value in written],
            strict=True,
        ),
    )
    return [made(*one) if there else None for one, there in zip(zip(*fields, strict=True), is_there, strict=True)]


def _heading(spans: Sequence[Any]) -> Any:
    if len(spans) > 1:
        message = "has two rows for one heading, which is one piece of the text"
        raise ConversionError([Issue("NC837", "error", "", message)], "spans")
    return spans[0] if spans else None


def _extensions(written: str, table: str) -> Any:
    """Extensions as they are written; whatever is no JSON of its own would become part of the document around it."""
    if written == "{}":
        return EMPTY
    data = written.encode()
    _decoded(data, table)
    return msgspec.Raw(data)


def _decoded(data: bytes, table: str) -> Any:
    try:
        return msgspec.json.decode(data)
    except (msgspec.MsgspecError, RecursionError) as error:
        message = f"has extensions or ratings that are no JSON: {error}"
        raise ConversionError([Issue("NC838", "error", "", message)], table) from None


def _exact(rows: _Rows, fields: list[Any]) -> None:
    """Put ratings that no float holds in their places."""
    names = [field.name for field in attrs.fields(model.Review)]
    for number, written in enumerate(rows.named("ratings_json")):
        if written is not None:
            ratings = _decoded(written.encode(), rows.table.name)
            if type(ratings) is not list or len(ratings) != len(_RATINGS):
                message = f"has {written!r} for the three ratings of a review"
                raise ConversionError([Issue("NC838", "error", "", message)], rows.table.name)
            for name, rating in zip(_RATINGS, ratings, strict=True):
                fields[names.index(name)][number] = rating


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _runs(homes: Sequence[int], owners: Sequence[str], numbers: Sequence[int]) -> Iterator[tuple[_Key, int, int]]:
    """Where each list of rows begins and ends, with its key."""
    starts = [
        at
        for at, number in enumerate(numbers)
        if number == 0 or at == 0 or owners[at] != owners[at - 1] or homes[at] != homes[at - 1]
    ]
    for low, high in pairwise([*starts, len(numbers)]):
        yield (homes[low], owners[low]), low, high


def _anchors(rows: _Rows) -> dict[str, _Held]:
    """The places of all records, by table and role."""
    spans = _records(rows, {}, {})
    owners, roles, numbers = rows.named("owner_id"), rows.named("role"), rows.named("seq")
    by_role: dict[str, _Held] = {}
    held: _Held
    # `time` is the role of places of claims and of attributions, whose ids are of one article and so differ.
    starts = [
        at
        for at, number in enumerate(numbers)
        if number == 0
        or at == 0
        or owners[at] != owners[at - 1]
        or roles[at] != roles[at - 1]
        or rows.homes[at] != rows.homes[at - 1]
    ]
    for low, high in pairwise([*starts, len(numbers)]):
        held = by_role.setdefault(roles[low], {})
        key = rows.homes[low], owners[low]
        held[key] = held[key] + spans[low:high] if key in held else spans[low:high]
    known = {f"{place.table} {place.role}": by_role.pop(place.role, {}) for place in PLACES if place.role != "time"}
    times = by_role.pop("time", {})
    known |= {f"{table} time": times for table in ("claims", "attributions")}
    for role in by_role:
        message = f"has a row whose role is {role!r}, which is none"
        raise ConversionError([Issue("NC837", "error", "", message)], "spans")
    return known


def _of_claims(rows: _Rows, records: list[Any]) -> _Held:
    held: _Held = {}
    for key, low, high in _runs(rows.homes, rows.named("claim_id"), rows.named("ord")):
        held.setdefault(key, []).extend(records[low:high])
    return held


def _refuse_strays(anchors: Mapping[str, _Held], held: _Held) -> None:
    """
    See to it that every row has been used.

    Raises:
        ConversionError: A place or an attribution belongs to no record.
    """
    for left, table, what in ((held, "attributions", "claim"), *((one, "spans", "record") for one in anchors.values())):
        for _, owner in left:
            message = f"has a row of {owner!r}, which is no {what} of its article that has such rows"
            raise ConversionError([Issue("NC837", "error", "", message)], table)


def _by_article(rows: _Rows, records: list[Any], count: int) -> list[Any]:
    """The records of each article."""
    sizes = [0] * count
    for home in rows.homes:
        sizes[home] += 1
    bounds = pairwise([0, *accumulate(sizes)])
    return [records[low:high] if low < high else () for low, high in bounds]
