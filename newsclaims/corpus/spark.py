"""
Corpora on Spark 4: a data source, and findings and tables of what it reads.

    register(spark)
    corpus = spark.read.format("newsclaims").load("corpus/")
    validate(corpus).show()
    tables(corpus)["claims"].groupBy("language").count().show()

The work is done by `newsclaims.corpus.batches`, a piece of a file in a process of its own; this module only says so to
Spark. It needs Java 17.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from newsclaims.article import Article
from newsclaims.corpus.batches import (
    FINDINGS,
    corpus_batch,
    corpus_schema,
    documents_in,
    findings_batch,
    tables_of_batches,
    validate_batches,
)
from newsclaims.corpus.parquet import nested_schema
from newsclaims.corpus.ranges import Piece, pieces, records_in
from newsclaims.corpus.reading import Reject, article_or_reject
from newsclaims.corpus.records import Record
from newsclaims.corpus.tables import TABLES
from newsclaims.corpus.writing import LinesWriter
from newsclaims.errors import Issue, MissingDependencyError
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.serialization import dumps, loads
from newsclaims.validation import look

try:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession, Window
    from pyspark.sql import functions as F  # noqa: N812  # as everybody calls it
    from pyspark.sql.datasource import (
        DataSource,
        DataSourceArrowWriter,
        DataSourceReader,
        EqualTo,
        Filter,
        In,
        InputPartition,
        IsNotNull,
        IsNull,
        WriterCommitMessage,
    )
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructType
except ModuleNotFoundError as error:
    raise MissingDependencyError("pyspark", extra="spark") from error

__all__ = ["NewsclaimsSource", "ddl", "register", "tables", "validate"]

_TYPES = {"string": "STRING", "int32": "INT", "float64": "DOUBLE", "strings": "ARRAY<STRING>"}
_PIECE = 64_000_000
_ROWS = 500


def ddl(table: str) -> str:
    """
    The columns of a table, as Spark's DDL says them.

    >>> ddl("spans").split(", ")[-2:]
    ['`end` INT NOT NULL', '`quote` STRING']
    """
    return ", ".join(
        f"`{column.name}` {_TYPES[column.kind]}{'' if column.nullable else ' NOT NULL'}"
        for column in TABLES[table].columns
    )


def _nullable_ddl(table: str) -> str:
    return ddl(table).replace(" NOT NULL", "")


def register(spark: SparkSession) -> None:
    """Make `spark.read.format("newsclaims")` known to a session, and let it push filters down."""
    # Spark refuses a source that takes filters while this is off, as it is by default.
    spark.conf.set("spark.sql.python.filterPushdown.enabled", "true")
    spark.dataSource.register(NewsclaimsSource)


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


class NewsclaimsSource(DataSource):
    """
    Articles, one a row: `spark.read.format("newsclaims").load(path)`, `df.write.format("newsclaims").save(path)`.

    The path is a file, a folder or a pattern that every worker can open. A `.jsonl` file is read in ranges of
    `pieceBytes` bytes (64 MB), any other as a whole. What is no valid article stands in `_corrupt`, other columns null.

    With the option `as` set to `findings`, the rows are what `validate` finds instead, and no article becomes columns.
    """

    @classmethod
    def name(cls) -> str:
        """The name of the format."""
        return "newsclaims"

    def schema(self) -> StructType:
        """The columns; see `newsclaims.corpus.batches`, `corpus_schema` and `FINDINGS`."""
        return from_arrow_schema(FINDINGS if self._gives_findings() else corpus_schema())

    def reader(self, schema: StructType) -> DataSourceReader:
        """What reads."""
        del schema
        reader = _Findings if self._gives_findings() else _Reader
        return reader(self.options["path"], int(self.options.get("pieceBytes", str(_PIECE))))

    def writer(self, schema: StructType, overwrite: bool) -> DataSourceArrowWriter:  # noqa: FBT001  # Spark's signature
        """What writes."""
        return _Writer(self.options["path"], schema, overwrite)

    def _gives_findings(self) -> bool:
        given = self.options.get("as", "articles")
        if given not in ("articles", "findings"):
            message = f"the option `as` is {given!r}, should be articles or findings"
            raise ValueError(message)
        return given == "findings"


_FIELDS = {"article_id": "id", "language": "language"}
"""The columns on which filters are answered, and the fields that they hold."""


class _Pieces(DataSourceReader):
    """Files in pieces, each a partition."""

    def __init__(self, path: str, most: int) -> None:
        self._path, self._most = path, most

    def partitions(self) -> Sequence[InputPartition]:
        """The pieces."""
        return [InputPartition(piece) for piece in pieces([self._path], most=self._most)]


class _Findings(_Pieces):
    """What is found in files."""

    def read(self, partition: InputPartition) -> Iterator[pa.RecordBatch]:
        """The findings in a piece."""
        piece: Piece = partition.value
        # No document waits for others: what stays in the processor's cache is checked a quarter faster.
        found = ((piece.file, position, _issues(record)) for position, record in records_in(piece))
        for first in found:
            yield findings_batch(chain([first], islice(found, _ROWS - 1)))


def _issues(record: Record) -> Sequence[Issue]:
    return look(record.data, DEFAULT_LIMITS).issues if record.problem is None else [record.problem]


class _Reader(_Pieces):
    """The articles of files, and what of a query can be answered before they become columns."""

    def __init__(self, path: str, most: int) -> None:
        super().__init__(path, most)
        self._wanted: list[tuple[str, frozenset[Any]]] = []
        self._corrupt: bool | None = None

    def pushFilters(self, filters: list[Filter]) -> Iterable[Filter]:  # noqa: N802  # Spark's name
        """Keep filters on id and language, and on whether a record is corrupt; give back the others."""
        for one in filters:
            match one:
                case EqualTo(attribute=(name,), value=value) if name in _FIELDS:
                    self._wanted.append((_FIELDS[name], frozenset([value])))
                case In(attribute=(name,), value=values) if name in _FIELDS:
                    self._wanted.append((_FIELDS[name], frozenset(values)))
                case IsNull(attribute=("_corrupt",)):
                    self._corrupt = False
                case IsNotNull(attribute=("_corrupt",)):
                    self._corrupt = True
                case _:
                    yield one

    def read(self, partition: InputPartition) -> Iterator[pa.RecordBatch]:
        """The batches of a piece."""
        piece: Piece = partition.value
        found: list[tuple[int, Article | Reject]] = []
        for position, record in records_in(piece):
            one = article_or_reject(record, DEFAULT_LIMITS)
            if self._is_wanted(one):
                found.append((position, one))
            if len(found) == _ROWS:
                yield corpus_batch(found, piece.file)
                found = []
        if found:
            yield corpus_batch(found, piece.file)

    def _is_wanted(self, one: Article | Reject) -> bool:
        if isinstance(one, Reject):
            return self._corrupt is not False and not self._wanted
        return self._corrupt is not True and all(getattr(one, name) in values for name, values in self._wanted)


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


class _Written(WriterCommitMessage):
    """The file that a task has written."""

    def __init__(self, name: str) -> None:
        self.name = name


class _Writer(DataSourceArrowWriter):
    """One `.jsonl` file a task, each there when it is whole, all named at the end."""

    def __init__(self, path: str, schema: StructType, overwrite: bool) -> None:  # noqa: FBT001  # as Spark says it
        self._folder, self._names, self._overwrite = Path(path), schema.names, overwrite
        self._run = uuid4().hex[:8]

    def write(self, iterator: Iterator[pa.RecordBatch]) -> WriterCommitMessage:
        """Write the articles of a task; each is checked again."""
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f".part-{self._run}-{uuid4().hex[:12]}.jsonl"
        with LinesWriter(self._folder / name) as writer:
            for batch in iterator:
                for document in documents_in(batch):
                    writer.add(dumps(loads(document)))
        return _Written(name)

    def commit(self, messages: list[WriterCommitMessage | None]) -> None:
        """Show the files of all tasks, and with `overwrite` drop those that were there."""
        if self._overwrite:
            for old in self._folder.glob("*.jsonl"):
                if not old.name.startswith("."):
                    old.unlink()
        for number, message in enumerate(message for message in messages if isinstance(message, _Written)):
            hidden = self._folder / message.name
            hidden.replace(self._folder / f"part-{number:05d}-{self._run}.jsonl")

    def abort(self, messages: list[WriterCommitMessage | None]) -> None:
        """Drop what was written, also by tasks that sent no message."""
        del messages
        for hidden in self._folder.glob(f".part-{self._run}-*"):
            hidden.unlink(missing_ok=True)


# ── What can be asked ────────────────────────────────────────────────────────────────────────────────────────────


def validate(corpus: DataFrame, column: str | None = None) -> DataFrame:
    """
    The findings of a corpus, one a row.

    Args:
        corpus: What the data source reads; or anything with a column of JSON text.
        column: That column.
    """
    return corpus.mapInArrow(lambda batches: validate_batches(batches, column=column), from_arrow_schema(FINDINGS))


def tables(corpus: DataFrame) -> dict[str, DataFrame]:
    """
    The tables of a corpus that the data source has read, by name; what is corrupt has no rows.

    To name articles, `doc_id`, all of one id are counted in the order of files and positions: one shuffle by id.
    """
    window = Window.partitionBy("article_id").orderBy("_file", "_position")
    number = F.row_number().over(window) - 1
    named = corpus.where("_corrupt IS NULL").withColumn("doc_id", F.concat_ws("#", "article_id", number.cast("string")))
    rows = named.select(*nested_schema().names)
    return {name: rows.mapInArrow(_of_table(name), _nullable_ddl(name)) for name in TABLES}


def _of_table(name: str) -> Any:
    return lambda batches: tables_of_batches(batches, name)
