"""
Articles out of columns without a document between: the quick road, on which whole columns are checked at once.

It never words an error: where anything is not surely sound it answers None, and the tables become documents
(`_documents.py`), which are checked one by one. Of each column every different string is looked at once, ids become
numbers, and places, references and the order of rows are compared as arrays.
"""

# pyarrow.compute makes its functions when it is imported.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import compress, islice, pairwise, repeat
from typing import Any, NamedTuple

import attrs
import msgspec
import numpy as np
import pyarrow as pa
from pyarrow import compute

from newsclaims import _sound, model
from newsclaims._codec import REFERENCES
from newsclaims._collector import paused
from newsclaims._extensions import EMPTY, Extensions
from newsclaims._rules import DIGEST, ID, INTEGER_HIGH, NO_REPEATS, NOT_EMPTY, Shape, out_of_range, shape_of
from newsclaims._structs import positional, to_extensions
from newsclaims.article import SCHEMA_VERSION, Article, sha256
from newsclaims.corpus.arrow import plain_rating, schema
from newsclaims.corpus.tables import PLACES, TABLES, Column
from newsclaims.limits import DEFAULT_LIMITS, Limits
from newsclaims.serialization import marked

__all__ = ["FREE", "Rows", "StrayError", "articles", "columns_of", "homes_of", "rows_of", "rows_of_nested"]

_RECORDS = tuple(name for name in TABLES if name not in ("articles", "spans"))
FREE = ("text", "quote", "text_sha256", "description", "explanation")
"""Columns of strings that are not expected to come again."""


class _DoubtError(Exception):
    """Something is not surely sound."""


class StrayError(_DoubtError):
    """A row belongs to no article; it holds the name of that."""


def _demand(holds: object) -> None:
    if not holds:
        raise _DoubtError


class Rows(NamedTuple):
    """The rows of one table."""

    homes: Any
    """For each row the number of its article."""
    columns: Mapping[str, Any]
    """The columns by name; `doc_id` need not be there."""


def articles(tables: Callable[[], Mapping[str, Rows]], limits: Limits) -> list[Article] | None:
    """
    The articles of tables, if all of them are surely without error; else None, and the exact road must decide.

    Args:
        tables: Gives the tables; one that is not there is empty.
        limits: The bounds to keep.
    """
    if limits.depth < DEFAULT_LIMITS.depth:
        return None
    with paused(when=True):
        try:
            return list(map(marked, _Batch(tables(), limits).articles()))
        except (_DoubtError, KeyError, ValueError, OverflowError, RecursionError, pa.ArrowException):
            # Arrow's errors are of all these kinds, and so are those of strings that are no UTF-8, and no JSON.
            return None


def rows_of(batches: Mapping[str, pa.RecordBatch | pa.Table]) -> dict[str, Rows]:
    """The tables of batches that join by `doc_id`."""
    names = batches["articles"].column("doc_id")
    _demand(compute.count_distinct(names.cast(pa.string()), mode="all").as_py() == len(names))
    return {
        name: Rows(homes_of(batch.column("doc_id"), names), columns_of(batch))
        for name, batch in batches.items()
        if name in TABLES
    }


def rows_of_nested(batch: pa.RecordBatch) -> dict[str, Rows]:
    """The tables of a batch with one row an article, whose other tables are columns of lists."""
    made = {"articles": Rows(np.arange(batch.num_rows), columns_of(batch))}
    for name in TABLES:
        if name != "articles":
            lists = batch.column(name)
            _demand(pa.types.is_list(lists.type) and pa.types.is_struct(lists.type.value_type) and not lists.null_count)
            rows = lists.flatten()
            _demand(not rows.null_count)
            inner = pa.RecordBatch.from_arrays(rows.flatten(), [field.name for field in rows.type])
            made[name] = Rows(compute.list_parent_indices(lists).to_numpy(), columns_of(inner))
    return made


def columns_of(batch: pa.RecordBatch | pa.Table) -> dict[str, Any]:
    """The columns of a batch by name, those that stand there once."""
    names = batch.schema.names
    return {name: column for name, column in zip(names, batch.columns, strict=True) if names.count(name) == 1}


def homes_of(docs: pa.Array | pa.ChunkedArray, names: pa.Array | pa.ChunkedArray) -> Any:
    """
    For each row the number of its article, by its `doc_id`.

    Raises:
        StrayError: A row belongs to no article.
    """
    docs = docs.combine_chunks() if isinstance(docs, pa.ChunkedArray) else docs
    is_coded = pa.types.is_dictionary(docs.type)
    homes = compute.index_in((docs.dictionary if is_coded else docs).cast(pa.string()), names.cast(pa.string()))
    homes = homes.take(docs.indices) if is_coded else homes
    if homes.null_count:
        raise StrayError(docs[compute.index(homes.is_null(), value=True).as_py()].as_py())
    return homes.to_numpy().astype(np.int64)


# ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────


_CODED = pa.dictionary(pa.int32(), pa.string())
_TYPES = {"string": pa.string(), "int32": pa.int32(), "float64": pa.float64(), "strings": pa.list_(pa.string())}


class _Table:
    """One table: its columns as they are needed, and where the rows of each article begin."""

    def __init__(self, name: str, rows: Rows, count: int) -> None:
        self.name, self.homes, self.size = name, rows.homes, len(rows.homes)
        _demand(self.size < 2 or (self.homes[1:] >= self.homes[:-1]).all())
        self.bounds = np.searchsorted(self.homes, np.arange(count + 1))
        self.columns = {
            column.name: _fitting(rows.columns[column.name], column)
            for column in TABLES[name].columns
            if column.name != "doc_id"
        }

    def numbers(self, column: str) -> Any:
        """A column of whole numbers without null."""
        return self.columns[column].to_numpy()


def _empty(name: str) -> Rows:
    table = schema(name).empty_table()
    return Rows(np.empty(0, np.int64), dict(zip(table.schema.names, table.columns, strict=True)))


def _fitting(array: Any, column: Column) -> Any:
    """A column as one array of its type, strings coded or not."""
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if column.kind == "strings":
        _demand(pa.types.is_list(array.type) or pa.types.is_large_list(array.type))
    found = array.type.value_type if pa.types.is_list(array.type) and column.kind == "strings" else array.type
    is_coded = found == _CODED and column.kind in ("string", "strings") and column.name not in FREE
    if not is_coded or (column.kind == "strings") != pa.types.is_list(array.type):
        array = array.cast(_TYPES[column.kind])
    _demand(column.nullable or not array.null_count)
    return array


class _Coded(NamedTuple):
    """A column of strings: each different one, and for each row which one it has; one past the last where null."""

    values: list[str]
    places: Any

    def put(self, made: Iterable[Any], missing: Any = None) -> list[Any]:
        """What is made of each string, row by row."""
        return _objects([*made, missing]).take(self.places).tolist()  # type: ignore[no-any-return]

    def lengths(self) -> Any:
        """The code points of each row's string."""
        return np.array([*map(len, self.values), 0]).take(self.places)


def _objects(items: Sequence[Any]) -> Any:
    return np.fromiter(items, object, len(items))


def _dictionary(array: Any) -> Any:
    """Strings coded, by a dictionary that is no longer than they are; it may hold one twice."""
    if not pa.types.is_dictionary(array.type):
        return array.dictionary_encode()
    # A damaged file may name strings that are not there.
    low, high = compute.min_max(array.indices).as_py().values()
    _demand(low is None or 0 <= low <= high < len(array.dictionary))
    # A null that stands there is in no count of nulls.
    _demand(not array.dictionary.null_count)
    if len(array.dictionary) > len(array):
        array = array.dictionary_decode().dictionary_encode()
    return array


def _coded(array: Any) -> _Coded:
    array = _dictionary(array)
    return _Coded(_strings(array.dictionary), _places(array))


def _strings(array: Any) -> list[Any]:
    return array.to_numpy(zero_copy_only=False).tolist()  # type: ignore[no-any-return]


def _places(array: Any) -> Any:
    indices = array.indices
    if indices.null_count:
        indices = indices.fill_null(len(array.dictionary))
    return indices.to_numpy()


def _lists(items: Sequence[Any], bounds: Any) -> Any:
    """What stands between each bound and the next, as tuples; most hold one or none."""
    sizes = np.diff(bounds)
    found = _objects([*zip(items, strict=True), ()]).take(np.where(sizes == 1, bounds[:-1], len(items)))
    several = np.flatnonzero(sizes > 1)
    for number, low, high in zip(several.tolist(), bounds[several].tolist(), bounds[several + 1].tolist(), strict=True):
        found[number] = tuple(items[low:high])
    return found


def _turned(record: type, columns: Iterable[Iterable[Any]]) -> list[Any]:
    """Records of columns, which have been checked."""
    made = list(map(positional(record), *columns))
    for one in made:
        one.__class__ = record
    return made


# ── A batch ──────────────────────────────────────────────────────────────────────────────────────────────────────────


_OWN = {name: TABLES[name].columns[1].name for name in _RECORDS}
"""The column of each record's own id."""
_REFERENCES = {
    (name, column.name): REFERENCES[column.path[0]]
    for name in _RECORDS
    for column in TABLES[name].columns
    if column.path and column.path[0] in REFERENCES
}
"""Every column of references, and what they refer to."""
_CLAIM, _OWNER = ("attributions", "claim_id"), ("spans", "owner_id")
_IDS = (*_OWN.items(), *_REFERENCES, _CLAIM, _OWNER)
"""Every column of ids."""


class _Linked(NamedTuple):
    """The references of one column: the rows or items that have one, their articles, and the records they name."""

    rows: Any
    homes: Any
    records: Any


class _Batch:
    """Some articles on their way; `_DoubtError` wherever something is not surely sound."""

    def __init__(self, tables: Mapping[str, Rows], limits: Limits) -> None:
        self._count, self._limits = len(tables["articles"].homes), limits
        _demand(not tables["articles"].columns["doc_id"].cast(pa.string()).null_count)
        self._tables = {name: _Table(name, tables.get(name) or _empty(name), self._count) for name in TABLES}
        # No article has more bytes as a document.
        self._sizes = np.zeros(self._count)
        self._ids: dict[tuple[str, str], _Coded] = {}
        self._first: dict[str, int] = {}

    def articles(self) -> list[Article]:
        """The articles."""
        tables = self._tables
        for name, table in tables.items():
            self._sizes += np.diff(table.bounds) * _WIDTHS[name]
            if name in _RECORDS and name != "attributions":
                _demand(_counts_up(table.numbers("ord"), table.homes, table.bounds))
        versions = _coded(tables["articles"].columns["schema_version"])
        _demand(set(versions.values) <= {SCHEMA_VERSION})
        texts = list(islice(self._values("articles", _TEXT), self._count))
        lengths = np.array([INTEGER_HIGH >> 1 if text is None else len(text) for text in texts])
        starts = self._runs()
        links = self._links(starts)
        _demand(self._is_of(links[_CLAIM].records, "claims").all())
        owners = links[_CLAIM].records - self._first["claims"]
        begins = np.searchsorted(owners, np.arange(tables["claims"].size + 1))
        _demand((owners[1:] >= owners[:-1]).all())
        _demand(_counts_up(tables["attributions"].numbers("ord"), owners, begins))
        self._agree(links, owners)
        places = self._places(starts, links[_OWNER].records, self._made_spans(texts, lengths))
        self._sections_hold(lengths, places)
        made = {name: self._records(name, places) for name in _RECORDS if name != "claims"}
        places["claims", "attributions"] = _lists(made.pop("attributions"), begins).tolist()
        made["claims"] = self._records("claims", places)
        for name, records in made.items():
            bounds = tables[name].bounds.tolist()
            places["articles", name] = [tuple(records[low:high]) for low, high in pairwise(bounds)]
        places["articles", "text"] = texts
        places["articles", "text_sha256"] = self._digests(texts)
        places["articles", "provenance"] = self._provenances()
        found = self._records("articles", places)
        self._keep_limits(links)
        return found

    # ── Ids ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _links(self, starts: Any) -> dict[tuple[str, str], _Linked]:
        """Number all records, table after table, and find that which each reference names."""
        homes, arrays = [], []
        for name, column in _IDS:
            array, of_rows = self._tables[name].columns[column], self._tables[name].homes
            if name == "spans":
                array, of_rows = array.take(pa.array(starts)), of_rows[starts]
            elif pa.types.is_list(array.type):
                of_rows = of_rows.repeat(np.diff(array.offsets.to_numpy()))
                array = array.flatten()
                _demand(not array.null_count)
            homes.append(of_rows)
            arrays.append(_dictionary(array))
        # One dictionary for all, so that each different id is looked at once.
        chunks = pa.chunked_array(arrays).unify_dictionaries().chunks
        values = _strings(chunks[0].dictionary)
        _demand(_sound.all_hold(ID, values) and len(set(values)) == len(values))
        self._ids = {name: _Coded(values, _places(chunk)) for name, chunk in zip(_IDS, chunks, strict=True)}
        self._names = _objects([*values, None])
        rows = [np.flatnonzero(coded.places < len(values)) for coded in self._ids.values()]
        keys = [
            (of_rows[at] << 32) | coded.places[at]
            for of_rows, coded, at in zip(homes, self._ids.values(), rows, strict=True)
        ]
        known = np.concatenate(keys[: len(_OWN)])
        reached = 0
        for name in _OWN:
            self._first[name] = reached
            reached += self._tables[name].size
        order = np.argsort(known)
        known = known[order]
        _demand((known[1:] != known[:-1]).all())
        wanted = np.concatenate(keys[len(_OWN) :])
        at = np.searchsorted(known, wanted)
        _demand(not len(wanted) or (reached and (known.take(at, mode="clip") == wanted).all()))
        records = np.split(
            order.take(at, mode="clip") if reached else at, np.cumsum([len(some) for some in keys[len(_OWN) : -1]])
        )
        return {
            name: _Linked(at, of_rows[at], numbers)
            for name, at, of_rows, numbers in zip(
                _IDS[len(_OWN) :], rows[len(_OWN) :], homes[len(_OWN) :], records, strict=True
            )
        }

    def _is_of(self, records: Any, table: str) -> Any:
        """Which numbers of records are of a table."""
        first = self._first[table]
        return (records >= first) & (records < first + self._tables[table].size)

    def _agree(self, links: Mapping[tuple[str, str], _Linked], owners: Any) -> None:
        """See to the rules between records."""
        for name, kind in _REFERENCES.items():
            if kind != "of_any":
                _demand(self._is_of(links[name].records, kind.removeprefix("of_")).all())
        sources = self._tables["sources"]
        above, outer = links["sources", "affiliation_id"], links["attributions", "within_id"]
        steps = zip((self._first["sources"] + above.rows).tolist(), above.records.tolist(), strict=True)
        _demand(_sound.ways_end(list(steps), sources.size + 1))
        steps = zip((self._first["claims"] + owners[outer.rows]).tolist(), outer.records.tolist(), strict=True)
        _demand(_sound.ways_end(list(steps), self._limits.nesting))
        _demand((links["relations", "from_id"].records != links["relations", "to_id"].records).all())
        kinds = _coded(sources.columns["kind"])
        authors = sources.homes[np.array([*(kind == "author" for kind in kinds.values), False]).take(kinds.places)]
        _demand(np.bincount(authors).max(initial=0) <= 1)

    def _keep_limits(self, links: Mapping[tuple[str, str], _Linked]) -> None:
        limits = self._limits
        references = np.bincount(np.concatenate([links[name].homes for name in _REFERENCES]), minlength=self._count)
        _demand((references <= limits.references).all())
        _demand((np.diff(self._tables["claims"].bounds) <= limits.claims).all())
        _demand((np.diff(self._tables["spans"].bounds) <= limits.spans).all())
        _demand((self._sizes <= min(limits.document, limits.string)).all())

    # ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _runs(self) -> Any:
        """Where each list of spans begins."""
        table = self._tables["spans"]
        numbers, begins, ends = table.numbers("seq"), table.numbers("start"), table.numbers("end")
        later = np.flatnonzero(numbers)
        _demand(not len(later) or later[0] > 0)
        _demand((numbers[later] == numbers[later - 1] + 1).all())
        _demand((begins[later] >= ends[later - 1]).all())
        _demand((table.homes[later] == table.homes[later - 1]).all())
        if len(later):
            for name in ("owner_id", "role"):
                column = table.columns[name]
                one, other = column.take(pa.array(later)), column.take(pa.array(later - 1))
                if pa.types.is_dictionary(column.type):
                    one, other = one.indices, other.indices
                _demand(compute.all(compute.equal(one, other)).as_py())
        return np.flatnonzero(numbers == 0)

    def _made_spans(self, texts: Sequence[str | None], lengths: Any) -> list[Any]:
        table = self._tables["spans"]
        begins, ends, quotes = table.numbers("start"), table.numbers("end"), table.columns["quote"]
        _demand(((begins >= 0) & (begins < ends) & (ends <= lengths[table.homes])).all())
        # Together with its length, that a text starts with a quote there says that it is the quote.
        sizes = compute.utf8_length(quotes)
        _demand(compute.all(compute.equal(sizes, pa.array(ends - begins))).as_py() is not False)
        starts, stops, words = begins.tolist(), ends.tolist(), _strings(quotes)
        for text, (low, high) in zip(texts, pairwise(table.bounds.tolist()), strict=True):
            if text is not None:
                _demand(None not in words[low:high] if quotes.null_count else True)
                _demand(all(map(text.startswith, words[low:high], starts[low:high])))
        self._add(table, 6.0 * (ends - begins))
        return _turned(model.Span, (starts, stops, words))

    def _places(self, starts: Any, owners: Any, spans: list[Any]) -> dict[tuple[str, str], Any]:
        """The places of all records, a list for each field of each table that has some."""
        table = self._tables["spans"]
        # The last one, which is no place, is what a record has that has none.
        anchors = _lists(spans, np.append(starts, [table.size] * 2))
        roles = _coded(table.columns["role"].take(pa.array(starts)))
        codes = {role: code for code, role in enumerate(roles.values)}
        used = 0
        # A claim has a text or a content.
        is_said = self._tables["claims"].columns["text"].is_valid().to_numpy(zero_copy_only=False).copy()
        made: dict[tuple[str, str], Any] = {}
        for place in PLACES:
            size = self._tables[place.table].size
            runs = np.flatnonzero((roles.places == codes.get(place.role, -1)) & self._is_of(owners, place.table))
            if not len(runs):
                continue
            used += len(runs)
            rows = owners[runs] - self._first[place.table]
            at = np.full(size, len(starts))
            at[rows] = runs
            _demand(np.count_nonzero(at < len(starts)) == len(runs))
            made[place.table, place.path[0]] = anchors.take(at).tolist()
            if place.role == "content":
                is_said[rows] = True
        _demand(used == len(starts))
        _demand(is_said.all())
        if ("sections", "heading") in made:
            headings = made["sections", "heading"]
            _demand(max(map(len, headings)) <= 1)
            made["sections", "heading"] = [one[0] if one else None for one in headings]
        for name in ("claims", "attributions"):
            made[name, "time"] = self._times(name, made.get((name, "time")))
        return made

    def _times(self, name: str, anchors: list[Any] | None) -> Iterable[Any]:
        """The times of records; few have one."""
        table = self._tables[name]
        is_dated = table.columns["time_value"].is_valid().to_numpy(zero_copy_only=False)
        if anchors is None and not is_dated.any():
            return repeat(None)
        values = list(islice(self._values(name, _TIMES[name]), table.size))
        anchors = anchors or [()] * table.size
        made: list[Any] = [None] * table.size
        for row in {*np.flatnonzero(is_dated).tolist(), *compress(range(table.size), anchors)}:
            made[row] = positional(model.When)(values[row], anchors[row])
            made[row].__class__ = model.When
        return made

    def _sections_hold(self, lengths: Any, places: Mapping[tuple[str, str], Any]) -> None:
        table = self._tables["sections"]
        starts, ends, homes = table.numbers("start"), table.numbers("end"), table.homes
        _demand(((starts >= 0) & (starts < ends) & (ends <= lengths[homes])).all())
        _demand(((starts[1:] >= ends[:-1]) | (homes[1:] != homes[:-1])).all())
        for start, end, heading in zip(
            starts.tolist(), ends.tolist(), places.get(("sections", "heading"), ()), strict=False
        ):
            _demand(heading is None or start <= heading.start <= heading.end <= end)

    # ── Records ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _add(self, table: _Table, sizes: Any) -> None:
        """Add to the sizes of articles those of rows."""
        self._sizes += np.bincount(table.homes, sizes, self._count)

    def _records(self, name: str, given: Mapping[tuple[str, str], Iterable[Any]]) -> list[Any]:
        """The records of a table: all values of one field, then all of the next."""
        table, record = self._tables[name], TABLES[name].record
        if not table.size:
            return []
        columns = {column.path: column for column in TABLES[name].columns if column.path}
        ratings = self._ratings() if name == "reviews" else {}
        fields = []
        for field in attrs.fields(record):
            if (name, field.name) in given:
                fields.append(given[name, field.name])
            elif field.name in ratings:
                fields.append(ratings[field.name])
            elif (field.name,) in columns:
                fields.append(self._values(name, columns[field.name,], field.default))
            else:
                fields.append(repeat(field.default))
        return _turned(record, fields)

    def _values(self, name: str, column: Column, default: Any = None) -> Iterable[Any]:
        """The values of a column, each of which keeps the rules of its field."""
        table = self._tables[name]
        array, shape = table.columns[column.name], _shape(TABLES[name].record, column.path)
        if (name, column.name) in self._ids and column.kind == "string":
            return self._names.take(self._ids[name, column.name].places).tolist()  # type: ignore[no-any-return]
        if array.null_count == table.size:
            return repeat(EMPTY if column.path[-1] == "extensions" else None)
        if column.kind == "strings":
            return self._tuples(table, column, shape)
        if column.kind == "int32":
            for rule in shape.rules:
                low, high = compute.min_max(array).as_py().values()
                _demand(rule.holds(low) and rule.holds(high))
            return array.to_pylist() if array.null_count else array.to_numpy().tolist()  # type: ignore[no-any-return]
        if column.name in FREE:
            self._add(table, 6.0 * compute.binary_length(array).fill_null(0).to_numpy())
            values = array.to_numpy(zero_copy_only=False).tolist()
            _demand(NOT_EMPTY not in shape.rules or "" not in values)
            return values  # type: ignore[no-any-return]
        coded = _coded(array)
        self._add(table, 6.0 * coded.lengths())
        if column.path[-1] == "extensions":
            return coded.put(map(_extensions, coded.values), EMPTY)
        _demand(not shape.choices or set(coded.values).issubset(shape.choices))
        _demand(all(_sound.all_hold(rule, coded.values) for rule in shape.rules))
        # The encoder leaves out what is its default, and knows it by identity.
        return coded.put([default if value == default else value for value in coded.values])

    def _tuples(self, table: _Table, column: Column, shape: Shape) -> Iterable[Any]:
        array = table.columns[column.name]
        bounds = array.offsets.to_numpy()
        bounds = bounds - bounds[0]
        if not bounds[-1]:
            return repeat(())
        sizes: Any = 70.0
        if (table.name, column.name) in self._ids:
            values = self._names.take(self._ids[table.name, column.name].places).tolist()
        else:
            items = array.flatten()
            _demand(not items.null_count)
            coded = _coded(items)
            rules = () if shape.item is None else shape.item.rules
            _demand(all(_sound.all_hold(rule, coded.values) for rule in rules))
            sizes = 6.0 * coded.lengths() + 3
            values = coded.put(coded.values)
        counts = np.diff(bounds)
        self._sizes += np.bincount(table.homes.repeat(counts), np.broadcast_to(sizes, len(values)), self._count)
        if NO_REPEATS in shape.rules:
            several = np.flatnonzero(counts > 1)
            for low, high in zip(bounds[several].tolist(), bounds[several + 1].tolist(), strict=True):
                _demand(len(set(values[low:high])) == high - low)
        return _lists(values, bounds).tolist()  # type: ignore[no-any-return]

    def _ratings(self) -> dict[str, list[Any]]:
        table = self._tables["reviews"]
        names = ("rating_value", "rating_best", "rating_worst")
        found = {
            name: [None if value is None else plain_rating(value) for value in table.columns[name].to_pylist()]
            for name in names
        }
        for number, written in enumerate(table.columns["ratings_json"].to_pylist()):
            if written is not None:
                ratings = _decoded(written)
                _demand(type(ratings) is list and len(ratings) == len(names))
                for name, rating in zip(names, ratings, strict=True):
                    found[name][number] = rating
        for values in found.values():
            _demand(all(type(value) in (int, float, type(None)) and not out_of_range(value) for value in values))
        return found

    def _digests(self, texts: Sequence[str | None]) -> list[str | None]:
        digests = self._tables["articles"].columns["text_sha256"].to_pylist()
        for number, (text, digest) in enumerate(zip(texts, digests, strict=True)):
            if text is None:
                _demand(digest is None or DIGEST.matches(digest))
            else:
                found = sha256(text)
                _demand(digest in (None, found))
                digests[number] = found
        return digests  # type: ignore[no-any-return]

    def _provenances(self) -> list[Any]:
        columns = {column.path[1]: column for column in TABLES["articles"].columns if len(column.path) > 1}
        arrays = [self._tables["articles"].columns[column.name] for column in columns.values()]
        are_there = [not all(nulls) for nulls in zip(*(array.is_null().to_pylist() for array in arrays), strict=True)]
        fields = [self._values("articles", columns[field.name]) for field in attrs.fields(model.Provenance)]
        made = [
            positional(model.Provenance)(*values) if is_there else None
            for is_there, *values in zip(are_there, *fields, strict=False)
        ]
        for one in made:
            if one is not None:
                one.__class__ = model.Provenance
        return made


_WIDTHS = {
    name: sum(len(column.name) + {"int32": 20, "float64": 30}.get(column.kind, 8) for column in table.columns)
    + 66 * sum((name, column.name) in _IDS or column.name == "text_sha256" for column in table.columns)
    for name, table in TABLES.items()
}
"""At most so many bytes the names and numbers of a row, and its ids, have in a document."""
_TEXT = next(column for column in TABLES["articles"].columns if column.name == "text")
_TIMES = {
    name: next(column for column in TABLES[name].columns if column.path == ("time", "value"))
    for name in ("claims", "attributions")
}


@cache
def _shape(record: type, path: tuple[str, ...]) -> Shape:
    """What a field may hold, or one of a record in that."""
    first, *rest = path
    shape = shape_of(getattr(attrs.fields(record), first).type)
    return _shape(shape.record, tuple(rest)) if rest and shape.record is not None else shape


def _counts_up(numbers: Any, groups: Any, bounds: Any) -> bool:
    """Whether rows are numbered from 0 in each group."""
    return bool((numbers == np.arange(len(numbers)) - bounds[groups]).all())


def _extensions(written: str) -> Extensions:
    found = to_extensions(Extensions, _decoded(written))
    # Where they would be written otherwise, a member may be there twice.
    _demand(found.written == written.encode())
    return found  # type: ignore[no-any-return]


def _decoded(written: str) -> Any:
    return msgspec.json.decode(written)
