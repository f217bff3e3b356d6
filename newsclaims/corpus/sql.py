"""
SQL over corpora with DuckDB: the tables of `newsclaims.corpus.tables` as views over files where they lie.

A query reads the files that it is given and nothing else: it opens no other file, writes none, and installs nothing.
What does not fit in memory lies in the system's temporary folder until the query ends. Documents are not checked here;
`newsclaims validate` does that.
"""

import json
import os
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import attrs

from newsclaims._extensions import Extensions
from newsclaims._rules import shape_of
from newsclaims.article import Article
from newsclaims.corpus._asked import Asked, asked
from newsclaims.corpus.records import CORPORA, STANDARD_INPUT, Record, expand, is_lines, is_tables
from newsclaims.corpus.tables import PLACES, TABLES, Column, Place, Table
from newsclaims.errors import ConversionError, Issue, MissingDependencyError, NewsclaimsError, escaped_text
from newsclaims.limits import DEFAULT_LIMITS

try:
    import duckdb
except ModuleNotFoundError as error:
    raise MissingDependencyError("duckdb", extra="sql") from error

__all__ = ["QueryError", "Result", "columns", "connect", "query", "write_parquet"]

_TYPES = {"string": "VARCHAR", "int32": "INTEGER", "float64": "DOUBLE", "strings": "VARCHAR[]"}


def columns(table: str) -> dict[str, str]:
    """
    The columns of a table and their types, as DuckDB's readers take them.

    >>> columns("spans")["start"]
    'INTEGER'
    """
    return {column.name: _TYPES[column.kind] for column in TABLES[table].columns}


class QueryError(NewsclaimsError, ValueError):
    """
    DuckDB refuses a query.

    >>> print(QueryError("Catalog Error: Table with name x does not exist!"))
    Catalog Error: Table with name x does not exist!
    """


class Result(NamedTuple):
    """
    What a query gives.

    Attributes:
        names: The names of its columns.
        rows: Its rows, one after the other.
    """

    names: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def query(sql: str, paths: Iterable[str | Path]) -> Result:
    """
    The answer to one SELECT over the tables of some files.

    Args:
        sql: The query; `articles`, `sections`, `sources`, `claims`, `attributions`, `relations`, `reviews`, `notes` and
            `spans` are its tables.
        paths: Files, folders and patterns: `.json` and `.jsonl`, also packed, and `.parquet`.

    Raises:
        QueryError: The query is no SELECT, or DuckDB refuses it.
        ConversionError: A file cannot be queried.

    >>> from newsclaims._bundled import folder
    >>> seed = folder("examples") / "kolaborasi-militer.newsclaims.json"
    >>> list(query("SELECT certainty, count(*) FROM attributions GROUP BY ALL ORDER BY 2 DESC LIMIT 2", [seed]).rows)
    [('certain', 17), ('probable', 6)]
    """
    cursor = _answered(sql, list(_files(paths)))
    return Result(tuple(field[0] for field in cursor.description), _rows(cursor))


def write_parquet(sql: str, paths: Iterable[str | Path], target: str | Path) -> None:
    """
    Write the answer to one SELECT to a Parquet file.

    Raises:
        QueryError: As of `query`.
        ConversionError: As of `query`.
    """
    _answered(sql, list(_files(paths)), writes=target)


def _answered(sql: str, files: list[str], writes: str | Path | None = None) -> duckdb.DuckDBPyConnection:
    """A query run over what it asks for of the tables, or else over whole ones, which have all names for a message."""
    connection = _connection()
    _refuse_others(connection, sql)
    (tree,) = connection.execute("SELECT json_serialize_sql(?::VARCHAR)", [sql]).fetchall()[0]
    wanted = asked(json.loads(tree))
    if writes is not None:
        sql = f"COPY ({sql.rstrip().rstrip(';')}\n) TO {_text(str(writes))} (FORMAT parquet, COMPRESSION zstd)"
    for shown in (wanted, None):
        _open(connection, files, shown, writes)
        try:
            return connection.execute(sql)
        except duckdb.Error as error:
            if shown is None or not isinstance(error, duckdb.BinderException):
                raise _told(error) from None
        connection = _connection()
    raise AssertionError


def _refuse_others(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise _told(error) from None
    if len(statements) != 1 or statements[0].type.name != "SELECT":
        message = f"is {len(statements)} statements, should be one SELECT" if len(statements) != 1 else "is no SELECT"
        raise QueryError(message)


def _told(error: duckdb.Error) -> Exception:
    """What DuckDB says of the query, or of a file that it cannot read as articles."""
    text = str(error)
    if isinstance(error, (duckdb.IOException, duckdb.InvalidInputException)) and "JSON" in text:
        found = re.search(r'file "([^"]+)"', text)
        message = f"cannot be read: {escaped_text(text.splitlines()[0])}"
        return ConversionError([Issue("NC835", "error", "", message)], found[1] if found else "a file")
    return QueryError(escaped_text(text.replace("\n", " ")))


def _rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while True:
        try:
            rows = cursor.fetchmany(1000)
        except duckdb.Error as error:
            raise _told(error) from None
        if not rows:
            return
        yield from rows


def connect(paths: Iterable[str | Path], *, writes: str | Path | None = None) -> duckdb.DuckDBPyConnection:
    """
    A connection whose views are the tables of some files, shut against all other files.

    Args:
        paths: As of `query`.
        writes: The one file that may be written.

    Raises:
        ConversionError: A file does not exist, cannot be read, or is none that can be queried.
    """
    connection = _connection()
    _open(connection, list(_files(paths)), None, writes)
    return connection


def _connection() -> duckdb.DuckDBPyConnection:
    spill = Path(tempfile.gettempdir(), f"newsclaims-{os.urandom(8).hex()}")
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "temp_directory": str(spill),
    }
    return duckdb.connect(":memory:", config=settings)


def _open(
    connection: duckdb.DuckDBPyConnection, files: list[str], wanted: Asked | None, writes: str | Path | None
) -> None:
    """Put the tables of files on a connection, and shut it against all others."""
    try:
        for name, select, kept in _views(connection, files, wanted):
            connection.execute(f'CREATE {"TEMP TABLE" if kept else "VIEW"} "{name}" AS {select}')
    except duckdb.Error as error:
        told = _told(error)
        if isinstance(told, ConversionError):
            raise told from None
        raise ConversionError([Issue("NC835", "error", "", str(error).splitlines()[0])], "the files") from None
    allowed = [*files, *([] if writes is None else [str(writes)])]
    connection.execute(f"SET allowed_paths = [{', '.join(map(_text, allowed))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _files(paths: Iterable[str | Path]) -> Iterator[str]:
    for name in expand(map(str, paths), CORPORA):
        if isinstance(name, Record):
            raise ConversionError([] if name.problem is None else [name.problem], name.file)
        if name == STANDARD_INPUT:
            message = "can be read only once, and a query may read what it asks about several times; name a file"
            raise ConversionError([Issue("NC835", "error", "", message)], "standard input")
        path = Path(name).resolve()
        if is_tables(path):
            yield from (str(path / f"{table}.parquet") for table in TABLES if (path / f"{table}.parquet").is_file())
        else:
            yield str(path)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"


# ── Views ────────────────────────────────────────────────────────────────────────────────────────────────────────


_View = tuple[str, str, bool]
"""A view, its SELECT, and whether it is to be kept as a table."""


def _views(connection: duckdb.DuckDBPyConnection, files: list[str], wanted: Asked | None) -> Iterator[_View]:
    """Each view with its SELECT, and whether it is to be kept as a table, in an order in which none needs a later."""
    tables: dict[str, str] = {}
    documents = [name for name in files if not name.endswith(".parquet")]
    nested = []
    for name in files:
        if name.endswith(".parquet"):
            table = _table_of(connection, name)
            if table == "corpus":
                nested.append(name)
            elif table in tables:
                message = f"is a second table of {table}, after {tables[table]}; a query takes one folder of tables"
                raise ConversionError([Issue("NC836", "error", "", message)], name)
            else:
                tables[table] = name
    if tables and (documents or nested):
        message = "is a table, which cannot be queried together with whole articles"
        raise ConversionError([Issue("NC836", "error", "", message)], next(iter(tables.values())))
    for table, name in tables.items():
        yield table, f"SELECT * FROM read_parquet({_text(name)})", False
    if nested and documents:
        message = "is Parquet, which cannot be queried together with JSON; convert one of them"
        raise ConversionError([Issue("NC836", "error", "", message)], nested[0])
    if nested:
        yield from _nested_views(nested, wanted)
    elif documents:
        yield from _document_views(documents, wanted)


def _table_of(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    try:
        facts = dict(connection.execute(f"SELECT key, value FROM parquet_kv_metadata({_text(name)})").fetchall())
    except duckdb.Error as error:
        message = f"is no whole Parquet file: {str(error).splitlines()[0]}"
        raise ConversionError([Issue("NC834", "error", "", message)], name) from None
    table = facts.get(b"newsclaims.table", b"").decode() or Path(name).stem
    if table not in (*TABLES, "corpus"):
        message = f"is no table of newsclaims; they are {', '.join(TABLES)}"
        raise ConversionError([Issue("NC833", "error", "", message)], name)
    return table


# The order of the files and of their records, in which the articles of one id are counted.
_NUMBERED = """
    SELECT * EXCLUDE (_row), id || '#' || (row_number() OVER (PARTITION BY id ORDER BY _row) - 1) AS doc_id
    FROM (SELECT *, row_number() OVER () AS _row FROM ({source}))
"""
_NAMED = """
    SELECT doc_id FROM (
        SELECT rowid AS _row, id || '#' || (row_number() OVER (PARTITION BY id ORDER BY rowid) - 1) AS doc_id FROM _read
    ) ORDER BY _row
"""


def _seen(wanted: Asked | None) -> Iterator[tuple[Table, list[Column]]]:
    """The tables that a query can see and the columns of each, of which there is always one."""
    for table in TABLES.values():
        if wanted is None:
            yield table, list(table.columns)
        elif table.name in wanted.tables:
            yield table, [column for column in table.columns if column.name in wanted.names] or [table.columns[1]]


def _whole(name: str, source: str, seen: list[tuple[Table, list[Column]]], wanted: Asked | None) -> Iterator[_View]:
    """
    The records of a source with their `doc_id`, which is null if nobody asks for it.

    What is read more than once is read once and kept, which takes half as long; and to name what is kept, no more than
    the ids are sorted.
    """
    is_named = any(column.name == "doc_id" for _, columns in seen for column in columns)
    is_kept = wanted is not None and (is_named or len(_tables(wanted)) > 1 or "spans" in wanted.tables)
    if not is_named:
        yield name, f"SELECT *, CAST(NULL AS VARCHAR) AS doc_id FROM ({source})", is_kept
    elif is_kept:
        yield "_read", source, True
        yield "_named", _NAMED, True
        yield name, "SELECT * FROM _read POSITIONAL JOIN _named", False
    else:
        yield name, _NUMBERED.format(source=source), False


def _tables(wanted: Asked) -> list[str]:
    return [name for name in wanted.tables if name in TABLES]


def _nested_views(files: list[str], wanted: Asked | None) -> Iterator[_View]:
    seen = list(_seen(wanted))
    lists = [table.name for table, _ in seen if table.name != "articles"]
    fields = [column.name for table, columns in seen if table.name == "articles" for column in columns]
    kept = [f'"{name}"' for name in (*fields, *lists) if name not in ("doc_id", "article_id")]
    source = f"SELECT {', '.join(['article_id AS id', *kept])} FROM read_parquet({_list(files)})"
    yield from _whole("_corpus", source, seen, wanted)
    for table, columns in seen:
        if table.name == "articles":
            names = ("id AS article_id" if name == "article_id" else f'"{name}"' for name in fields)
            yield "articles", f"SELECT {', '.join(names)} FROM _corpus", False
        else:
            names = (name if name == "doc_id" else f'r."{name}"' for name in (column.name for column in columns))
            rows = f"SELECT doc_id, unnest({table.name}) AS r FROM _corpus"
            yield table.name, f"SELECT {', '.join(names)} FROM ({rows})", False


def _document_views(files: list[str], wanted: Asked | None) -> Iterator[_View]:
    seen = list(_seen(wanted))
    lines = [name for name in files if is_lines(name)]
    wholes = [name for name in files if not is_lines(name)]
    shape = ", ".join(f'"{name}": {_text(kind)}' for name, kind in _json_fields(Article, _members(seen)))
    # Without `records`, DuckDB takes a document for a struct of its own kind when it is asked for one member.
    parts = [
        f"SELECT * FROM read_json({_list(named)}, format = '{form}', columns = {{{shape}}}, records = true, "
        f"maximum_object_size = {DEFAULT_LIMITS.document})"
        for named, form in ((lines, "newline_delimited"), (wholes, "unstructured"))
        if named
    ]
    yield from _whole("_documents", " UNION ALL ".join(parts), seen, wanted)
    for table, columns in seen:
        if table.name == "spans":
            yield "spans", " UNION ALL ".join(_span_rows(place, columns) for place in PLACES), False
        else:
            yield table.name, _of_documents(table, columns), False


def _home(table: str) -> tuple[str, ...]:
    """Where the records of a table are in an article."""
    return {"articles": (), "attributions": ("claims", "attributions")}.get(table, (table,))


_Members = dict[str, Any]
"""The members of a record that are read, and those of what each holds."""


def _members(seen: list[tuple[Table, list[Column]]]) -> _Members:
    """What must be read of documents for some columns of tables."""
    members: _Members = {"id": {}}
    for table, columns in seen:
        names = {column.name for column in columns}
        fields = [column.path for column in columns if column.path]
        if table.name == "spans":
            for place in PLACES:
                home = _home(place.table)
                for path in fields or [("start",)]:
                    _add(members, (*home, *place.path, *path))
                if "owner_id" in names:
                    _add(members, (*home, "id"))
            continue
        if "text_sha256" in names:
            fields.append(("text",))
        if table.name == "attributions" and "claim_id" in names:
            _add(members, ("claims", "id"))
        for path in fields or [("id",)]:
            _add(members, (*_home(table.name), *path))
    return members


def _add(members: _Members, path: tuple[str, ...]) -> None:
    for step in path:
        members = members.setdefault(step, {})


def _json_fields(record: type, members: _Members) -> Iterator[tuple[str, str]]:
    """The members of a record in JSON and their types in DuckDB."""
    for field in attrs.fields(record):
        if field.name in members:
            yield field.name, _json_type(field.type, members[field.name])


def _json_type(annotation: Any, members: _Members) -> str:
    if annotation is Extensions:
        return "JSON"
    shape = shape_of(annotation)
    if shape.record is not None:
        kinds = (f'"{name}" {kind}' for name, kind in _json_fields(shape.record, members))
        return f"STRUCT({', '.join(kinds)})"
    if shape.kind == "array":
        item = None if shape.item is None else shape.item.record
        return "VARCHAR[]" if item is None else f"{_json_type(item, members)}[]"
    return {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}[shape.kind]


def _rows_of(table: str, names: Collection[str]) -> str:
    """The records of a table as `r`, each with the name of its article, its number, and what holds it."""
    if table == "articles":
        return "(SELECT doc_id, _documents AS r FROM _documents)"
    if table == "attributions":
        claim = "c.id AS claim_id, " if "claim_id" in names else ""
        inner = "(SELECT doc_id, unnest(claims) AS c FROM _documents)"
        return (
            f"(SELECT doc_id, {claim}unnest(c.attributions) AS r, "
            f"generate_subscripts(c.attributions, 1) - 1 AS ord FROM {inner})"
        )
    return f"(SELECT doc_id, unnest({table}) AS r, generate_subscripts({table}, 1) - 1 AS ord FROM _documents)"


def _of_documents(table: Table, columns: list[Column]) -> str:
    fields = ", ".join(f'{_expression(table, column)} AS "{column.name}"' for column in columns)
    return f"SELECT {fields} FROM {_rows_of(table.name, [column.name for column in columns])}"


def _expression(table: Table, column: Column) -> str:
    if column.name == "ratings_json":
        return "CAST(NULL AS VARCHAR)"
    if not column.path:
        return f"CAST({column.name} AS {_TYPES[column.kind]})"
    value = ".".join(["r", *(f'"{step}"' for step in column.path)])
    if column.path[-1] == "extensions":
        return _extensions(column.path, value)
    if column.kind == "strings":
        return f"coalesce({value}, [])"
    if column.path == ("text_sha256",):
        return f"coalesce({value}, sha256(r.text))"
    default = getattr(attrs.fields(table.record), column.path[0]).default if len(column.path) == 1 else None
    if default is not None and default is not attrs.NOTHING:
        return f"CAST(coalesce({value}, {_text(str(default))}) AS {_TYPES[column.kind]})"
    return f"CAST({value} AS {_TYPES[column.kind]})"


def _extensions(path: tuple[str, ...], value: str) -> str:
    text = f"nullif(CAST({value} AS VARCHAR), '{{}}')"
    return text if len(path) == 1 else f"CASE WHEN r.{path[0]} IS NOT NULL THEN coalesce({text}, '{{}}') END"


def _span_rows(place: Place, columns: list[Column]) -> str:
    value = ".".join(["r", *(f'"{step}"' for step in place.path)])
    anchor = f"CASE WHEN {value} IS NULL THEN [] ELSE [{value}] END" if place.role == "heading" else value
    made = {"doc_id": "doc_id", "owner_id": "owner_id", "role": f"'{place.role}'", "seq": "seq"}
    fields = (
        f"CAST({made.get(column.name) or f's.{chr(34)}{column.name}{chr(34)}'} AS {_TYPES[column.kind]}) "
        f'AS "{column.name}"'
        for column in columns
    )
    owner = "r.id AS owner_id, " if any(column.name == "owner_id" for column in columns) else ""
    return (
        f"SELECT {', '.join(fields)} "
        f"FROM (SELECT doc_id, {owner}unnest({anchor}) AS s, generate_subscripts({anchor}, 1) - 1 AS seq "
        f"FROM {_rows_of(place.table, ())})"
    )
