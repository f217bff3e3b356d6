"""
Corpora as Parquet, packed with Zstandard: one file with one row an article, or a folder with one file a table.

The file nests the rows of the other tables in columns of lists, named as the tables are; the folder holds
`articles.parquet`, `claims.parquet` and so on, which join by `doc_id`. Both hold the same.
"""

# pyarrow.compute makes its functions when it is imported.
# pyright: reportAttributeAccessIssue=false

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from newsclaims._files import followed, replaceable, settle, sync_folder
from newsclaims.article import Article
from newsclaims.corpus.arrow import Batches, DocIds, batches_of, documents_of, refuse_twins, schema
from newsclaims.corpus.records import is_tables
from newsclaims.corpus.tables import SCHEMA_URI, TABLES
from newsclaims.errors import ConversionError, Issue, MissingDependencyError
from newsclaims.limits import DEFAULT_LIMITS, Limits
from newsclaims.serialization import sure

try:
    import numpy as np
    import pyarrow as pa
    from pyarrow import compute
    from pyarrow import parquet as pq
except ModuleNotFoundError as error:
    raise MissingDependencyError("pyarrow", extra="arrow") from error

from newsclaims.corpus import _columns
from newsclaims.corpus._columns import FREE, Rows, StrayError, columns_of, homes_of, rows_of_nested

__all__ = [
    "batched",
    "documents",
    "flat",
    "found",
    "nested",
    "nested_file",
    "nested_schema",
    "tables_file",
    "write",
    "write_tables",
]

ROWS, CHARACTERS = 1000, 1_000_000
"""So many articles, or so many code points of text, become columns at once."""

GROUP = 8_000_000
"""Bytes of columns that make a row group."""

PIECE = 1000
"""So many articles are read at once, or those of a row group where that holds fewer."""

_PARTS = tuple(name for name in TABLES if name != "articles")


def batched(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """
    Articles in groups that are enough for a row group each, checked unless they come unchanged from a checked load.

    Raises:
        InvalidArticleError: An article breaks a rule.
    """
    group: list[Article] = []
    size = 0
    for article in articles:
        group.append(sure(article))
        size += len(article.text or "")
        if len(group) >= ROWS or size >= CHARACTERS:
            yield group
            group, size = [], 0
    if group:
        yield group


# ── One row an article ───────────────────────────────────────────────────────────────────────────────────────────


def nested_schema() -> pa.Schema:
    """
    The schema of the file with one row an article.

    >>> nested_schema().names[-3:]
    ['reviews', 'notes', 'spans']
    """
    articles = schema("articles")
    lists = [
        pa.field(name, pa.list_(pa.field("element", _struct(name), nullable=False)), nullable=False) for name in _PARTS
    ]
    facts = {"newsclaims.schema": SCHEMA_URI, "newsclaims.table": "corpus", "newsclaims.text_unit": "code point"}
    return pa.schema([*articles, *lists], facts)


def _struct(table: str) -> pa.DataType:
    return pa.struct([field for field in schema(table) if field.name != "doc_id"])


def nested(batches: Batches) -> pa.RecordBatch:
    """
    The batches of all tables as one, whose other tables are columns of lists.

    Args:
        batches: As `newsclaims.corpus.arrow.batches_of` gives them: rows in the order of the articles.
    """
    articles = batches["articles"]
    columns = list(articles.columns)
    for name in _PARTS:
        part = batches[name]
        homes = compute.index_in(part.column("doc_id"), articles.column("doc_id"))
        counts = dict(zip(*_counted(homes), strict=True))
        offsets, reached = [0], 0
        for home in range(articles.num_rows):
            reached += counts.get(home, 0)
            offsets.append(reached)
        struct = pa.StructArray.from_arrays(part.columns[1:], fields=list(_struct(name)))
        columns.append(
            pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), struct, type=nested_schema().field(name).type)
        )
    return pa.RecordBatch.from_arrays(columns, schema=nested_schema())


def _counted(homes: pa.Array) -> tuple[list[int], list[int]]:
    found = compute.value_counts(homes)
    return found.field("values").to_pylist(), found.field("counts").to_pylist()


def flat(batch: pa.RecordBatch) -> Batches:
    """The batches of all tables of one that nests them."""
    made = {"articles": batch.select(schema("articles").names)}
    for name in _PARTS:
        lists = batch.column(name)
        docs = batch.column("doc_id").take(compute.list_parent_indices(lists))
        made[name] = pa.RecordBatch.from_arrays([docs, *lists.flatten().flatten()], schema=schema(name))
    return made


def write(articles: Iterable[Article], path: str | Path) -> int:
    """
    Write articles to one file, one row each, the whole of it or nothing.

    Returns:
        How many articles it holds.
    """
    with nested_file(path) as put:
        return _put_all(articles, put)


Put = Callable[[Batches, Sequence[str]], None]
"""Takes articles as tables, each called by its number among them, and their ids."""


def _put_all(articles: Iterable[Article], put: Put) -> int:
    count = 0
    for group in batched(articles):
        count += len(group)
        put(batches_of(group, [str(number) for number in range(len(group))]), [article.id for article in group])
    return count


@contextlib.contextmanager
def nested_file(path: str | Path) -> Iterator[Put]:
    """A file with one row an article, there when the block ends; an exception leaves nothing."""
    path = replaceable(path)
    part = path.with_name(f"{path.name}.part")
    ids = DocIds()
    try:
        with _files({"corpus": (part, nested_schema())}) as put:
            yield lambda batches, names: put({"corpus": nested(_named(batches, [ids.next(name) for name in names]))})
        settle(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def tables_file(folder: str | Path) -> Iterator[Put]:
    """
    A new folder with one file a table, there when the block ends; an exception leaves nothing.

    Raises:
        FileExistsError: There is such a folder, and it is not empty.
    """
    folder = followed(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(17, "exists and is not empty", str(folder))
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    ids = DocIds()
    try:
        with _files({name: (part / f"{name}.parquet", schema(name)) for name in TABLES}) as put:
            yield lambda batches, names: put(_named(batches, [ids.next(name) for name in names]))
        sync_folder(part)
        part.replace(folder)
        sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _named(batches: Batches, names: Sequence[str]) -> Batches:
    """Tables in which articles are called by their numbers, with the names that they shall have."""
    given = pa.array(names, pa.string())
    return {
        table: batch.set_column(0, batch.schema.field(0), given.take(batch.column(0).cast(pa.int32())))
        for table, batch in batches.items()
    }


@contextlib.contextmanager
def _files(parts: Mapping[str, tuple[Path, pa.Schema]]) -> Iterator[Callable[[Batches], None]]:
    """
    Parquet files to put rows into, by the names of their tables; on the disk when they are left.

    A row group takes what comes until it is worth one: small ones pack badly and are slow to read. Those of one number
    hold the same articles in each file, so that they are read together.
    """
    waiting: dict[str, list[pa.RecordBatch]] = {name: [] for name in parts}
    size = 0

    with contextlib.ExitStack() as stack:
        files = {name: stack.enter_context(path.open("wb")) for name, (path, _) in parts.items()}
        with contextlib.ExitStack() as writing:
            writers = {
                name: writing.enter_context(pq.ParquetWriter(files[name], wanted, compression="zstd"))
                for name, (_, wanted) in parts.items()
            }

            def put(batches: Batches) -> None:
                nonlocal size
                for name, batch in batches.items():
                    waiting[name].append(batch)
                    size += batch.nbytes
                if size >= GROUP:
                    flush()

            def flush() -> None:
                nonlocal size
                for name, batches in waiting.items():
                    if batches:
                        writers[name].write_table(pa.Table.from_batches(batches, parts[name][1]))
                    batches.clear()
                size = 0

            yield put
            flush()
        for file in files.values():
            file.flush()
            os.fsync(file.fileno())


def documents(path: str | Path) -> Iterator[bytes]:
    """
    The articles of a file, or of a folder of tables, as documents in JSON that nobody has checked.

    They come in the order of the articles. Tables whose rows stand in that order, too, are read piece by piece, others
    as a whole.

    Raises:
        ConversionError: A file is none that was written here (NC831, NC833, NC834), or a row of a table belongs to no
            article (NC832).
    """
    with _whole(path):
        for piece in _pieces(path):
            yield from piece.documents()


def found(path: str | Path, limits: Limits = DEFAULT_LIMITS) -> Iterator[Article | bytes]:
    """
    The articles of a file, or of a folder of tables, as `documents` gives them; those without any error as articles.

    Raises:
        ConversionError: As of `documents`.
    """
    with _whole(path):
        for piece in _pieces(path):
            articles = _columns.articles(piece.rows, limits)
            yield from piece.documents() if articles is None else articles


@contextlib.contextmanager
def _whole(path: str | Path) -> Iterator[None]:
    """
    Refuse a file whose pages are damaged.

    Raises:
        ConversionError: It holds strings that are no UTF-8, or numbers that name nothing (NC834).
    """
    try:
        yield
    except (UnicodeDecodeError, pa.ArrowException) as error:
        raise _no_parquet(path, error) from None


def _no_parquet(path: str | Path, error: Exception) -> ConversionError:
    # What Arrow says may hold the damaged bytes themselves.
    reason = str(error).encode(errors="replace").decode().splitlines()[0]
    return ConversionError([Issue("NC834", "error", "", f"is no whole Parquet file: {reason}")], str(path))


class _Piece(NamedTuple):
    """Some articles of a file or folder, to be taken as rows or as documents."""

    rows: Callable[[], Mapping[str, Rows]]
    documents: Callable[[], Iterator[bytes]]


def _pieces(path: str | Path) -> Iterator[_Piece]:
    return _of_tables(Path(path)) if is_tables(path) else _of_file(path)


def _of_file(path: str | Path) -> Iterator[_Piece]:
    file = _opened(path)
    missing = set(nested_schema().names) - set(file.schema_arrow.names)
    if missing:
        message = (
            f"has no column {min(missing)!r}; one file holds a table where a folder holds them all, so name the folder"
        )
        raise ConversionError([Issue("NC833", "error", "", message)], str(path))
    for batch in _batches(file, nested_schema().names):
        yield _Piece(partial(rows_of_nested, batch), partial(_documents_of_nested, batch))


def _batches(file: pq.ParquetFile, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
    """The rows of a file, none of two row groups: those of other tables end where these do."""
    for group in range(file.num_row_groups):
        yield from file.iter_batches(PIECE, row_groups=[group], columns=columns)


def _documents_of_nested(batch: pa.RecordBatch) -> Iterator[bytes]:
    wanted = nested_schema()
    with _refusing("corpus"):
        rows = batch.select(wanted.names).cast(wanted)
    # Each row is an article of its own, even where two have one name.
    numbers = pa.array([str(number) for number in range(rows.num_rows)], pa.string())
    return documents_of(flat(rows.set_column(0, wanted.field(0), numbers)))


@contextlib.contextmanager
def _refusing(table: str) -> Iterator[None]:
    """
    Refuse columns that are none of a table.

    Raises:
        ConversionError: They are not there, or of another type (NC831).
    """
    try:
        yield
    except ConversionError:
        raise
    except (KeyError, ValueError, pa.ArrowException) as error:
        message = f"has no columns of that table: {error}"
        raise ConversionError([Issue("NC831", "error", "", message)], table) from None


def _opened(path: str | Path, coded: Sequence[str] = ()) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path, read_dictionary=list(coded))
    except pa.ArrowInvalid as error:
        raise _no_parquet(path, error) from None


# ── One file a table ─────────────────────────────────────────────────────────────────────────────────────────────


def write_tables(articles: Iterable[Article], folder: str | Path) -> int:
    """
    Write articles to a new folder, one file a table, all of them or none.

    Returns:
        How many articles it holds.

    Raises:
        FileExistsError: There is such a folder, and it is not empty.
    """
    with tables_file(folder) as put:
        return _put_all(articles, put)


def _of_tables(folder: Path) -> Iterator[_Piece]:
    articles = _opened(folder / "articles.parquet")
    with _refusing("articles"):
        names = articles.read(["doc_id"]).column("doc_id").combine_chunks()
        refuse_twins(names)
    parts = {
        name: _part(name, folder / f"{name}.parquet", names) for name in _PARTS if (folder / f"{name}.parquet").exists()
    }
    reached = 0
    for batch in _batches(articles):
        own = Rows(np.arange(batch.num_rows), columns_of(batch))
        found = {}
        for name, part in parts.items():
            with _refusing(name):
                found[name] = part.until(reached + batch.num_rows)
        rows = {
            "articles": own,
            **{name: Rows(homes - reached, columns_of(table)) for name, (homes, table) in found.items()},
        }
        tables = {"articles": batch, **{name: table for name, (_, table) in found.items()}}
        yield _Piece(partial(dict, rows), partial(documents_of, tables))
        reached += batch.num_rows


def _part(table: str, path: Path, names: pa.Array) -> "_Part":
    with _refusing(table):
        return _Part(table, path, names)


class _Part:
    """The rows of one table, given out article by article."""

    def __init__(self, table: str, path: Path, names: pa.Array) -> None:
        # Strings that come again are read as they stand in the file: numbers, and a dictionary.
        coded = [field.name for field in schema(table) if field.type == pa.string() and field.name not in FREE]
        file = _opened(path, coded)
        try:
            self._homes = homes_of(file.read(["doc_id"]).column("doc_id"), names)
        except StrayError as error:
            message = f"has a row of {error.args[0]!r}, which is no article"
            raise ConversionError([Issue("NC832", "error", "", message)], table) from None
        columns = schema(table).names
        self._groups: Iterator[pa.Table] = (file.read_row_group(group, columns) for group in range(file.num_row_groups))
        if (self._homes[1:] < self._homes[:-1]).any():
            # Some other tool has written it: all rows are needed to know which are an article's.
            order = np.argsort(self._homes, kind="stable")
            rows = file.read(columns).unify_dictionaries().take(pa.array(order))
            self._homes, self._groups = self._homes[order], iter([rows])
        self._given = 0
        self._waiting = file.schema_arrow.empty_table().select(
            [name for name in columns if name in file.schema_arrow.names]
        )

    def until(self, home: int) -> tuple[Any, pa.Table]:
        """The next rows, of articles before this number, and the numbers of their articles."""
        reached = int(np.searchsorted(self._homes, home))
        homes, count = self._homes[self._given : reached], reached - self._given
        self._given = reached
        while len(self._waiting) < count:
            self._waiting = pa.concat_tables([self._waiting, next(self._groups)])
        given, self._waiting = self._waiting.slice(0, count), self._waiting.slice(count)
        return homes, given
