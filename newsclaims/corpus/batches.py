"""
Pure functions over iterators of Arrow record batches, which know no engine: Spark's `mapInArrow`, Ray, a plain loop.

Documents come as a column of JSON text, or as whole articles, one a row, as `newsclaims.corpus.parquet` nests them.
"""

# pyarrow.compute makes its functions when it is imported.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Iterable, Iterator, Sequence

from newsclaims.article import Article
from newsclaims.corpus.arrow import DocIds, batches_of, documents_of
from newsclaims.corpus.parquet import flat, nested, nested_schema
from newsclaims.corpus.reading import Reject, article_or_reject
from newsclaims.corpus.records import Record
from newsclaims.draft import resolve
from newsclaims.errors import Issue, MissingDependencyError, NewsclaimsError
from newsclaims.limits import DEFAULT_LIMITS, Limits
from newsclaims.serialization import dumps
from newsclaims.validation import look

try:
    import pyarrow as pa
    from pyarrow import compute
except ModuleNotFoundError as error:
    raise MissingDependencyError("pyarrow", extra="arrow") from error

__all__ = [
    "FINDINGS",
    "RESOLVED",
    "corpus_batch",
    "corpus_schema",
    "documents_in",
    "findings_batch",
    "resolve_batches",
    "tables_of_batches",
    "validate_batches",
]

FINDINGS = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in ("file", "code", "severity", "pointer", "message", "hint")),
        *(pa.field(name, pa.int32()) for name in ("line", "column")),
        pa.field("position", pa.int64()),
    ]
)
"""The columns of findings: `file` and `position` tell which document, line and column count in it from 1."""

RESOLVED = pa.schema(
    [
        pa.field("article", pa.string()),
        pa.field("unresolved", pa.int32()),
        pa.field("feedback", pa.string()),
        pa.field("error", pa.string()),
    ]
)
"""The columns of drafts that were placed: the article as JSON, or why there is none; how many items have no place."""

_FILE, _POSITION, _CORRUPT = "_file", "_position", "_corrupt"


def corpus_schema() -> pa.Schema:
    """
    The columns of articles that were read in pieces: where each stood, what it was if it is none, and its tables.

    `doc_id` is not there, since no piece knows how many articles of one id others hold.
    """
    fields = [field.with_nullable(nullable=True) for field in nested_schema() if field.name != "doc_id"]
    where = [pa.field(_FILE, pa.string()), pa.field(_POSITION, pa.int64()), pa.field(_CORRUPT, pa.string())]
    return pa.schema([*where, *fields])


def corpus_batch(found: Sequence[tuple[int, Article | Reject]], file: str) -> pa.RecordBatch:
    """Articles and what is none, each with its position in a file, as one batch of `corpus_schema`."""
    articles = [one for _, one in found if isinstance(one, Article)]
    rows = nested(batches_of(articles, [str(number) for number in range(len(articles))]))
    indices, reached = [], 0
    for _, one in found:
        indices.append(reached if isinstance(one, Article) else None)
        reached += isinstance(one, Article)
    taken = rows.take(pa.array(indices, pa.int32()))
    corrupt = [None if isinstance(one, Article) else one.data.decode("utf-8", "backslashreplace") for _, one in found]
    where = [[file] * len(found), [position for position, _ in found], corrupt]
    wanted = corpus_schema()
    columns = [pa.array(values, field.type) for values, field in zip(where, wanted, strict=False)]
    columns += [taken.column(name) for name in wanted.names[3:]]
    return pa.RecordBatch.from_arrays(columns, schema=wanted)


def documents_in(batch: pa.RecordBatch, column: str | None = None) -> Iterator[bytes]:
    """
    The documents of a batch, as JSON that nobody has checked.

    Args:
        batch: A column of JSON text, or articles, one a row.
        column: The column of JSON text; without one the rows are articles.
    """
    if column is not None:
        yield from ((value or "").encode() for value in batch.column(column).to_pylist())
        return
    if _CORRUPT not in batch.schema.names:
        yield from documents_of(flat(_named(batch)))
        return
    corrupt = batch.column(_CORRUPT)
    articles = documents_of(flat(_named(batch.filter(compute.is_null(corrupt)))))
    for raw in corrupt.to_pylist():
        yield next(articles) if raw is None else raw.encode()


def _named(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Articles with a `doc_id`, which those that were read in pieces do not have."""
    wanted = nested_schema()
    docs = pa.array([str(number) for number in range(batch.num_rows)], pa.string())
    columns = [docs, *(batch.column(name) for name in wanted.names[1:])]
    return pa.RecordBatch.from_arrays(columns, names=wanted.names).cast(wanted)


def validate_batches(
    batches: Iterable[pa.RecordBatch], *, column: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[pa.RecordBatch]:
    """
    The findings of documents, one batch for each that comes.

    Args:
        batches: A column of JSON text, or articles, one a row; where they have `_file` and `_position`, findings do.
        column: The column of JSON text.
        limits: The bounds to keep.

    >>> batch = pa.record_batch({"value": ['{"schema_version": "1.0", "id": "x"}']})
    >>> next(validate_batches([batch], column="value")).column("code").to_pylist()
    ['NC202']
    """
    for batch in batches:
        names = batch.schema.names
        files = batch.column(_FILE).to_pylist() if _FILE in names else [None] * batch.num_rows
        positions = batch.column(_POSITION).to_pylist() if _POSITION in names else range(batch.num_rows)
        found = (look(document, limits).issues for document in documents_in(batch, column))
        yield findings_batch(zip(files, positions, found, strict=True))


def findings_batch(documents: Iterable[tuple[str | None, int, Sequence[Issue]]]) -> pa.RecordBatch:
    """The issues of documents as one batch of `FINDINGS`, each document with its file and its position in it."""
    rows = []
    for file, position, issues in documents:
        for issue in issues:
            facts = {name: getattr(issue, name) for name in FINDINGS.names[1:-1]}
            rows.append({"file": file, "position": position, **facts})
    return pa.RecordBatch.from_pylist(rows, FINDINGS)


def tables_of_batches(
    batches: Iterable[pa.RecordBatch], table: str, *, column: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[pa.RecordBatch]:
    """
    The rows of one table, one batch for each that comes.

    Args:
        batches: Articles, one a row, with `doc_id`; or a column of JSON text, which is checked: what is no valid
            article has no rows.
        table: The name of the table.
        column: The column of JSON text. Articles of one id are then counted over these batches alone.
        limits: The bounds to keep.

    >>> from newsclaims import dumps, example
    >>> batch = pa.record_batch({"value": [dumps(example()).decode()]})
    >>> next(tables_of_batches([batch], "claims", column="value")).num_rows
    29
    """
    ids = DocIds()
    for batch in batches:
        if column is None:
            yield flat(batch.select(nested_schema().names).cast(nested_schema()))[table]
            continue
        found = [article_or_reject(Record(file="", data=data), limits) for data in documents_in(batch, column)]
        articles = [one for one in found if isinstance(one, Article)]
        yield batches_of(articles, [ids.next(article.id) for article in articles])[table]


def resolve_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    draft: str = "draft",
    text: str = "text",
    id: str | None = None,
    language: str = "und",
) -> Iterator[pa.RecordBatch]:
    """
    The articles that drafts of language models become, one row for each draft, one batch for each that comes.

    Args:
        batches: A column of drafts in JSON and one of the texts that they were made of.
        draft: The column of drafts.
        text: The column of texts.
        id: The column of the articles' ids; without one an id is made of the text's digest.
        language: The language of the texts.

    >>> drafted = '{"claims": [], "relations": []}'
    >>> batch = pa.record_batch({"draft": [drafted, drafted], "text": ["It rained.", None]})
    >>> found = next(resolve_batches([batch]))
    >>> found.column("unresolved").to_pylist(), found.column("error").to_pylist()
    ([0, None], [None, 'has no text'])
    """
    for batch in batches:
        ids = [None] * batch.num_rows if id is None else batch.column(id).to_pylist()
        given = zip(batch.column(draft).to_pylist(), batch.column(text).to_pylist(), ids, strict=True)
        yield pa.RecordBatch.from_pylist([_resolved(*one, language) for one in given], RESOLVED)


def _resolved(draft: str | None, text: str | None, id: str | None, language: str) -> dict[str, object]:
    if text is None:
        return {"error": "has no text"}
    try:
        found = resolve(draft or "", text, language=language, id=id)
        article = dumps(found.article).decode()
    except NewsclaimsError as error:
        return {"error": str(error)}
    return {"article": article, "unresolved": len(found.unresolved), "feedback": found.feedback}
