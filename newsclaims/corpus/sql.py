"""
SQL over corpora with DuckDB: the tables of `newsclaims.corpus.tables` as views over files where they lie.

A query reads the files that it is given and nothing else: it opens no other file, writes none, and installs nothing.
Documents are not checked here; `newsclaims validate` does that.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import attrs

from newsclaims._extensions import Extensions
from newsclaims._rules import shape_of
from newsclaims.article import Article
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
    connection = connect(paths)
    cursor = _run(connection, _single(connection, sql))
    return Result(tuple(field[0] for field in cursor.description), _rows(cursor))


def write_parquet(sql: str, paths: Iterable[str | Path], target: str | Path) -> None:
    """
    Write the answer to one SELECT to a Parquet file.

    Raises:
        QueryError: As of `query`.
        ConversionError: As of `query`.
    """
    connection = connect(paths, writes=target)
    select = _single(connection, sql).rstrip().rstrip(";")
    _run(connection, f"COPY ({select}\n) TO {_text(str(target))} (FORMAT parquet, COMPRESSION zstd)")


def _single(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise _told(error) from None
    if len(statements) != 1 or statements[0].type.name != "SELECT":
        message = f"is {len(statements)} statements, should be one SELECT" if len(statements) != 1 else "is no SELECT"
        raise QueryError(message)
    return sql


def _run(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyConnection:
    try:
        return connection.execute(sql)
    except duckdb.Error as error:
        raise _told(error) from None


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
    files = list(_files(paths))
    connection = duckdb.connect(
        ":memory:", config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    )
    try:
        for name, select in _views(connection, files):
            connection.execute(f'CREATE VIEW "{name}" AS {select}')
    except duckdb.Error as error:
        raise ConversionError([Issue("NC835", "error", "", str(error).splitlines()[0])], "the files") from None
    allowed = [*files, *([] if writes is None else [str(writes)])]
    connection.execute(f"SET allowed_paths = [{', '.join(map(_text, allowed))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


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


def _views(connection: duckdb.DuckDBPyConnection, files: list[str]) -> Iterator[tuple[str, str]]:
    """Each view with its SELECT, in an order in which none needs a later one."""
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
        yield table, f"SELECT * FROM read_parquet({_text(name)})"
    if nested and documents:
        message = "is Parquet, which cannot be queried together with JSON; convert one of them"
        raise ConversionError([Issue("NC836", "error", "", message)], nested[0])
    if nested:
        yield from _nested_views(nested)
    elif documents:
        yield from _document_views(documents)


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


def _nested_views(files: list[str]) -> Iterator[tuple[str, str]]:
    source = f"SELECT * EXCLUDE (doc_id) RENAME (article_id AS id) FROM read_parquet({_list(files)})"
    yield "_corpus", _NUMBERED.format(source=source)
    names = ", ".join("id AS article_id" if name == "article_id" else f'"{name}"' for name in columns("articles"))
    yield "articles", f"SELECT {names} FROM _corpus"
    for table in TABLES:
        if table != "articles":
            fields = ", ".join(f'r."{name}"' for name in list(columns(table))[1:])
            yield table, f"SELECT doc_id, {fields} FROM (SELECT doc_id, unnest({table}) AS r FROM _corpus)"


def _document_views(files: list[str]) -> Iterator[tuple[str, str]]:
    lines = [name for name in files if is_lines(name)]
    wholes = [name for name in files if not is_lines(name)]
    shape = ", ".join(f'"{name}": {_text(kind)}' for name, kind in _json_fields(Article))
    parts = [
        f"SELECT * FROM read_json({_list(named)}, format = '{form}', columns = {{{shape}}}, "
        f"maximum_object_size = {DEFAULT_LIMITS.document})"
        for named, form in ((lines, "newline_delimited"), (wholes, "unstructured"))
        if named
    ]
    yield "_documents", _NUMBERED.format(source=" UNION ALL ".join(parts))
    for table in TABLES.values():
        if table.name != "spans":
            yield table.name, _of_documents(table)
    yield "spans", " UNION ALL ".join(map(_span_rows, PLACES))


def _json_fields(record: type) -> Iterator[tuple[str, str]]:
    """The members of a record in JSON and their types in DuckDB."""
    for field in attrs.fields(record):
        yield field.name, _json_type(field.type)


def _json_type(annotation: Any) -> str:
    if annotation is Extensions:
        return "JSON"
    shape = shape_of(annotation)
    if shape.record is not None:
        return f"STRUCT({', '.join(f'{chr(34)}{name}{chr(34)} {kind}' for name, kind in _json_fields(shape.record))})"
    if shape.kind == "array":
        item = None if shape.item is None else shape.item.record
        return "VARCHAR[]" if item is None else f"{_json_type(item)}[]"
    return {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE"}[shape.kind]


_HOLDERS = {"attributions": ("claims", "c.attributions")}


def _rows_of(table: str) -> str:
    """The records of a table as `r`, each with the name of its article, its number, and what holds it."""
    if table == "articles":
        return "(SELECT doc_id, _documents AS r FROM _documents)"
    if table == "attributions":
        inner = "(SELECT doc_id, unnest(claims) AS c FROM _documents)"
        return (
            "(SELECT doc_id, c.id AS claim_id, unnest(c.attributions) AS r, "
            f"generate_subscripts(c.attributions, 1) - 1 AS ord FROM {inner})"
        )
    return f"(SELECT doc_id, unnest({table}) AS r, generate_subscripts({table}, 1) - 1 AS ord FROM _documents)"


def _of_documents(table: Table) -> str:
    fields = ", ".join(f'{_expression(table, column)} AS "{column.name}"' for column in table.columns)
    return f"SELECT {fields} FROM {_rows_of(table.name)}"


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


def _span_rows(place: Place) -> str:
    value = ".".join(["r", *(f'"{step}"' for step in place.path)])
    anchor = f"CASE WHEN {value} IS NULL THEN [] ELSE [{value}] END" if place.role == "heading" else value
    return (
        f"SELECT doc_id, owner_id, '{place.role}' AS role, CAST(seq AS INTEGER) AS seq, "
        'CAST(s."start" AS INTEGER) AS "start", CAST(s."end" AS INTEGER) AS "end", s.quote AS quote '
        f"FROM (SELECT doc_id, r.id AS owner_id, unnest({anchor}) AS s, generate_subscripts({anchor}, 1) - 1 AS seq "
        f"FROM {_rows_of(place.table)})"
    )
