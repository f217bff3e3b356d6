"""
Corpora for the Hugging Face Hub: the tables as `datasets`, and a folder to upload with its dataset card.

Nothing is uploaded here.
"""

from collections.abc import Iterable
from pathlib import Path

from newsclaims._files import replace_file
from newsclaims.article import Article
from newsclaims.corpus.arrow import DocIds, batches_of, schema
from newsclaims.corpus.parquet import batched, write_tables
from newsclaims.corpus.stats import Stats, stats_of
from newsclaims.corpus.tables import TABLES
from newsclaims.errors import MissingDependencyError, UnknownIdError

try:
    import pyarrow as pa
    from datasets import Dataset, Features, List, Value
    from huggingface_hub import DatasetCardData
except ModuleNotFoundError as error:
    raise MissingDependencyError("datasets", extra="hf") from error

__all__ = ["dataset", "export", "features"]

_TYPES = {
    "string": Value("string"),
    "int32": Value("int32"),
    "float64": Value("float64"),
    "strings": List(Value("string")),
}


def features(table: str) -> Features:
    """
    The columns of a table as `datasets` describes them.

    >>> features("spans")["start"]
    Value('int32')
    """
    return Features({column.name: _TYPES[column.kind] for column in TABLES[table].columns})


def dataset(articles: Iterable[Article], table: str) -> Dataset:
    """
    One table of some articles as a `Dataset`, held in memory.

    Raises:
        UnknownIdError: There is no such table.

    >>> from newsclaims import example
    >>> dataset([example()], "claims").num_rows
    29
    """
    if table not in TABLES:
        raise UnknownIdError("table", table)
    ids = DocIds()
    batches = [batches_of(group, [ids.next(article.id) for article in group])[table] for group in batched(articles)]
    rows = pa.Table.from_batches(batches, schema(table)).replace_schema_metadata(None)
    return Dataset(rows.cast(features(table).arrow_schema))


def export(articles: Iterable[Article], folder: str | Path, *, name: str, license: str) -> Stats:
    """
    Write a new folder that the Hub takes as a dataset: `data/` with one Parquet file a table, and the card.

    Args:
        articles: The articles; their texts are in it, so ask who owns them.
        folder: The folder; it must not exist yet, or be empty.
        name: What people call the dataset.
        license: The licence, as the Hub names it: `cc-by-4.0`.

    Returns:
        What the dataset holds, in numbers.

    Raises:
        FileExistsError: The folder is there and is not empty.
    """
    found = Stats()

    def counted() -> Iterable[Article]:
        for article in articles:
            found.add(stats_of([article]))
            yield article

    folder = Path(folder)
    write_tables(counted(), folder / "data")
    replace_file(folder / "README.md", _card(found, name, license).encode())
    return found


def _card(found: Stats, name: str, license: str) -> str:
    facts = DatasetCardData(
        language=sorted({tag.split("-")[0].lower() for tag in found.labels["languages"] if tag != "und"}),
        license=license,
        pretty_name=name,
        tags=["news", "claims", "attribution", "newsclaims"],
        configs=[{"config_name": table, "data_files": f"data/{table}.parquet"} for table in TABLES],
    )
    rows = "\n".join(f"| {of} | {what} | {number} |" for of, what, number in found.rows())
    tables = "\n".join(
        f"| `{table.name}` | {', '.join(column.name for column in table.columns)} |" for table in TABLES.values()
    )
    return f"""---
{facts.to_yaml()}
---

# {name}

Who says what in news articles, in which words, how firmly, at exactly which characters: {found.articles} articles in
the form of newsclaims. Offsets count Unicode code points from 0, half-open. Tables join by `doc_id` and the id of a
record; `spans` holds every place.

| of | what | number |
|---|---|---:|
{rows}

## Tables

| table | columns |
|---|---|
{tables}
"""
