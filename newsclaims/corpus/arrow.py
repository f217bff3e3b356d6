"""
Articles as Arrow record batches and back: one batch a table, moved column by column.

    articles → `batches_of` → {"articles": RecordBatch, "claims": RecordBatch, …} → `articles_of` → equal articles

The schemas come from `newsclaims.corpus.tables`; nothing here knows of files or engines.
"""

# pyarrow.compute makes its functions when it is imported.
# pyright: reportAttributeAccessIssue=false

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from newsclaims._extensions import EMPTY
from newsclaims.article import Article
from newsclaims.corpus.tables import PLACES, SCHEMA_URI, TABLES, Column, Place
from newsclaims.errors import ConversionError, Issue, MissingDependencyError
from newsclaims.limits import DEFAULT_LIMITS, Limits
from newsclaims.model import Review, Span
from newsclaims.serialization import loads

try:
    import pyarrow as pa
    from pyarrow import compute
except ModuleNotFoundError as error:
    raise MissingDependencyError("pyarrow", extra="arrow") from error

__all__ = [
    "Batches",
    "DocIds",
    "articles_of",
    "batches_of",
    "documents_of",
    "found_in",
    "plain_rating",
    "refuse_twins",
    "schema",
]

Batches = dict[str, pa.RecordBatch]
"""One record batch for each table, by its name."""

_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "int32": pa.int32(),
    "float64": pa.float64(),
    "strings": pa.list_(pa.field("element", pa.string(), nullable=False)),
}


def schema(table: str) -> pa.Schema:
    """
    The Arrow schema of a table, with the version of the tables and the unit of offsets in its metadata.

    >>> schema("spans").names
    ['doc_id', 'owner_id', 'role', 'seq', 'start', 'end', 'quote']
    """
    fields = [pa.field(column.name, _TYPES[column.kind], column.nullable) for column in TABLES[table].columns]
    facts = {"newsclaims.schema": SCHEMA_URI, "newsclaims.table": table, "newsclaims.text_unit": "code point"}
    return pa.schema(fields, facts)


class DocIds:
    """
    Names for articles: the id, `#`, and a number that counts the articles of that id from 0.

    Holds one number for each id that it has seen.

    >>> ids = DocIds()
    >>> [ids.next(name) for name in ("a", "b", "a")]
    ['a#0', 'b#0', 'a#1']
    """

    def __init__(self) -> None:
        """Begin to count."""
        self._seen: dict[str, int] = {}

    def next(self, id: str) -> str:
        """The name of the next article that has this id."""
        number = self._seen.get(id, 0)
        self._seen[id] = number + 1
        return f"{id}#{number}"


class _Rows(NamedTuple):
    """The records of one table; for each, which article holds it and its number in the list that holds it."""

    records: list[Any]
    homes: list[int]
    numbers: list[int]

    @classmethod
    def of(cls, held: Sequence[tuple[Any, ...]], homes: Sequence[int]) -> "_Rows":
        """The records of lists, each list of one article."""
        return cls(
            list(chain.from_iterable(held)),
            [home for home, records in zip(homes, held, strict=True) for _ in records],
            [number for records in held for number in range(len(records))],
        )


def batches_of(articles: Sequence[Article], doc_ids: Sequence[str]) -> Batches:
    """
    Some articles as one batch for each table, their rows in the order of the articles.

    Args:
        articles: The articles; they are not checked.
        doc_ids: A name for each, different from all others of the corpus; see `DocIds`.

    Raises:
        ConversionError: A number is too large for a column of 32 bits (NC830).

    >>> from newsclaims import example
    >>> batches = batches_of([example()], ["kolaborasi#0"])
    >>> batches["claims"].num_rows, batches["relations"].num_rows
    (29, 18)
    """
    names = pa.array(doc_ids, pa.string())
    homes = range(len(articles))
    rows = {
        name: _Rows.of([getattr(article, name) for article in articles], homes)
        for name in ("sections", "sources", "claims", "relations", "reviews", "notes")
    }
    claims = rows["claims"]
    rows["attributions"] = _Rows.of([claim.attributions for claim in claims.records], claims.homes)
    rows["articles"] = _Rows(list(articles), list(homes), [])
    parents = [claim.id for claim in claims.records for _ in claim.attributions]
    made: Batches = {}
    for name, found in rows.items():
        columns = [_values(column, found, parents) for column in TABLES[name].columns[1:]]
        made[name] = _batch(name, names.take(pa.array(found.homes, pa.int32())), columns)
    made["spans"] = _spans(rows, names)
    return {name: made[name] for name in TABLES}


def _batch(table: str, docs: pa.Array, columns: Sequence[list[Any]]) -> pa.RecordBatch:
    wanted = schema(table)
    try:
        arrays = [pa.array(values, field.type) for values, field in zip(columns, list(wanted)[1:], strict=True)]
    except (pa.ArrowInvalid, OverflowError) as error:
        message = f"holds a number beyond 2^31 ({error}), should fit into the 32 bits of a column"
        raise ConversionError([Issue("NC830", "error", "", message)], table) from None
    return pa.RecordBatch.from_arrays([docs, *arrays], schema=wanted)


def _values(column: Column, rows: _Rows, parents: list[str]) -> list[Any]:
    """What a column holds."""
    if column.name == "ord":
        return rows.numbers
    if column.name == "ratings_json":
        return list(map(_ratings_json, rows.records))
    if not column.path:
        return parents
    first, *rest = column.path
    values = list(map(attrgetter(first), rows.records))
    if rest == ["extensions"]:
        return [None if value is None else value.extensions.written.decode() for value in values]
    if rest:
        get = attrgetter(*rest)
        return [None if value is None else get(value) for value in values]
    if column.kind == "float64":
        return [None if value is None else float(value) for value in values]
    if first == "extensions":
        return [None if value is EMPTY else value.written.decode() for value in values]
    return values


def _ratings_json(review: Review) -> str | None:
    """The ratings exactly, where a float of 64 bits, read back by `plain_rating`, is not the same."""
    ratings = [review.rating_value, review.rating_best, review.rating_worst]
    kept = [None if rating is None else plain_rating(float(rating)) for rating in ratings]
    return None if repr(ratings) == repr(kept) else json.dumps(ratings)


def plain_rating(number: float) -> float:
    """
    A number as people publish it: a whole one is an integer.

    >>> plain_rating(4.0), plain_rating(4.5)
    (4, 4.5)
    """
    return int(number) if number.is_integer() and abs(number) < 2**53 and str(number) != "-0.0" else number


def _spans(rows: Mapping[str, _Rows], names: pa.Array) -> pa.RecordBatch:
    homes: list[int] = []
    owners: list[str] = []
    roles: list[str] = []
    numbers: list[int] = []
    spans: list[Span] = []
    for place in PLACES:
        found = rows[place.table]
        anchors = list(map(_anchor_of(place), found.records))
        sizes = list(map(len, anchors))
        homes += [home for home, size in zip(found.homes, sizes, strict=True) for _ in range(size)]
        owners += [record.id for record, size in zip(found.records, sizes, strict=True) for _ in range(size)]
        numbers += [number for size in sizes for number in range(size)]
        roles += [place.role] * sum(sizes)
        spans += chain.from_iterable(anchors)
    fields = [list(map(attrgetter(name), spans)) for name in ("start", "end", "quote")]
    indices = pa.array(homes, pa.int32())
    unsorted = _batch("spans", names.take(indices), [owners, roles, numbers, *fields])
    return unsorted.take(compute.array_sort_indices(indices))


def _anchor_of(place: Place) -> Callable[[Any], tuple[Span, ...]]:
    first, *rest = place.path
    get = attrgetter(first)
    if place.role == "heading":
        return lambda record: () if record.heading is None else (record.heading,)
    if rest:
        return lambda record: () if get(record) is None else get(record).anchor
    return get


# ── Batches → articles ───────────────────────────────────────────────────────────────────────────────────────────


def articles_of(batches: Mapping[str, pa.RecordBatch | pa.Table]) -> Iterator[Article]:
    """
    The articles of tables, every rule checked, in the order of the table of articles.

    Args:
        batches: The tables by name; one that is not there is empty. Their rows may stand in any order.

    Raises:
        ConversionError: A table lacks a column or has another type (NC831), a row belongs to no article (NC832) or to
            no record (NC837), extensions are no JSON (NC838), or two articles have one name (NC839).
        InvalidArticleError: The rows of an article break a rule of the format.

    >>> from newsclaims import example
    >>> list(articles_of(batches_of([example()], ["kolaborasi#0"]))) == [example()]
    True
    """
    return (found if isinstance(found, Article) else loads(found) for found in found_in(batches))


def found_in(
    batches: Mapping[str, pa.RecordBatch | pa.Table], limits: Limits = DEFAULT_LIMITS
) -> Iterator[Article | bytes]:
    """
    The articles of tables; as documents in JSON that nobody has checked, where one of them may have an error.

    Raises:
        ConversionError: As of `articles_of`.
    """
    from newsclaims.corpus import _columns  # which needs the schemas

    articles = _columns.articles(lambda: _columns.rows_of(batches), limits)
    return documents_of(batches) if articles is None else iter(articles)


def refuse_twins(names: pa.Array) -> None:
    """
    Refuse articles that have one `doc_id`, by which rows are joined.

    Raises:
        ConversionError: Two of them have (NC839).
    """
    names = names.cast(pa.string())
    if compute.count_distinct(names, mode="all").as_py() < len(names):
        counted = compute.value_counts(names)
        twin = counted.field("values")[compute.index(compute.greater(counted.field("counts"), 1), value=True).as_py()]
        message = f"has several rows of {twin.as_py()!r}, which names one article"
        raise ConversionError([Issue("NC839", "error", "", message)], "articles")


def documents_of(batches: Mapping[str, pa.RecordBatch | pa.Table]) -> Iterator[bytes]:
    """
    The articles of tables as documents in JSON that nobody has checked; see `articles_of`.

    Raises:
        ConversionError: As of `articles_of`.
    """
    from newsclaims.corpus._documents import documents  # which needs the schemas

    return documents(batches)
