"""Functions over record batches, and the same on Spark."""

import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsclaims as nc
from newsclaims.corpus.arrow import DocIds, batches_of, schema
from newsclaims.corpus.batches import FINDINGS, corpus_batch, documents_in, tables_of_batches, validate_batches
from newsclaims.corpus.reading import article_or_reject
from newsclaims.corpus.records import Record
from newsclaims.corpus.tables import TABLES
from newsclaims.corpus.writing import write
from newsclaims.limits import DEFAULT_LIMITS
from tests.corpus.pool import bundled

pa = pytest.importorskip("pyarrow")

BAD = b'{"schema_version":"1.0","id":"bad"}'
DOCUMENTS = [*map(nc.dumps, bundled()), BAD]


def text_batch() -> Any:
    return pa.record_batch({"value": pa.array([document.decode() for document in DOCUMENTS], pa.string())})


def read_batch() -> Any:
    found = [article_or_reject(Record(file="a.jsonl", data=data), DEFAULT_LIMITS) for data in DOCUMENTS]
    return corpus_batch(list(enumerate(found)), "a.jsonl")


def wanted(table: str) -> list[dict[str, Any]]:
    ids = DocIds()
    rows: list[dict[str, Any]] = batches_of(bundled(), [ids.next(one.id) for one in bundled()])[table].to_pylist()
    return rows


def test_what_is_no_article_stands_beside_the_articles() -> None:
    batch = read_batch()
    assert batch.column("_corrupt").to_pylist() == [None] * len(bundled()) + [BAD.decode()]
    assert batch.column("article_id").to_pylist() == [*(article.id for article in bundled()), None]
    assert list(documents_in(batch))[-1] == BAD
    assert [nc.loads(document) for document in list(documents_in(batch))[:-1]] == bundled()


@pytest.mark.parametrize("make", [text_batch, read_batch])
def test_findings_are_those_of_validate(make: Any) -> None:
    column = "value" if make is text_batch else None
    (found,) = validate_batches([make()], column=column)
    assert found.schema == FINDINGS
    rows = [(row["position"], row["code"], row["pointer"], row["message"]) for row in found.to_pylist()]
    assert rows == [
        (number, issue.code, issue.pointer, issue.message)
        for number, document in enumerate(DOCUMENTS)
        for issue in nc.validate(document)
    ]


@pytest.mark.parametrize("table", TABLES)
def test_tables_of_documents_leave_out_what_is_no_article(table: str) -> None:
    (found,) = tables_of_batches([text_batch()], table, column="value")
    assert found.schema == schema(table)
    assert found.to_pylist() == wanted(table)


# ── Spark ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def spark(loopback: None) -> Iterator[Any]:
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed: pip install 'newsclaims[spark]'")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17: apt-get install openjdk-17-jre-headless")
    from pyspark.sql import SparkSession

    from newsclaims.corpus.spark import register

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    register(session)
    yield session
    session.stop()


pytestmark = pytest.mark.filterwarnings(
    "ignore::FutureWarning", "ignore::ResourceWarning", "ignore::DeprecationWarning"
)


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(DOCUMENTS) + b"\n")
    return path


def loaded(spark: Any, path: Path, most: int = 50_000) -> Any:
    return spark.read.format("newsclaims").option("pieceBytes", str(most)).load(str(path))


def test_spark_describes_the_same_columns(spark: Any) -> None:
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructType

    from newsclaims.corpus.spark import ddl

    for table in TABLES:
        named = {field.name: field.dataType.simpleString() for field in StructType.fromDDL(ddl(table))}
        assert named == {field.name: field.dataType.simpleString() for field in from_arrow_schema(schema(table))}


def test_spark_reads_pieces_of_a_file(spark: Any, lines: Path) -> None:
    corpus = loaded(spark, lines)
    assert corpus.rdd.getNumPartitions() > 2
    rows = corpus.orderBy("_position").collect()
    assert [row["_corrupt"] for row in rows] == [None] * len(bundled()) + [BAD.decode()]
    assert [row["article_id"] for row in rows[:-1]] == [article.id for article in bundled()]


def test_spark_finds_what_validate_finds(spark: Any, lines: Path) -> None:
    from newsclaims.corpus.spark import validate

    found = validate(loaded(spark, lines)).orderBy("position").collect()
    assert [row["code"] for row in found] == [issue.code for one in DOCUMENTS for issue in nc.validate(one)]
    assert {row["file"] for row in found} == {str(lines)}


def test_spark_finds_the_same_without_columns(spark: Any, lines: Path, tmp_path: Path) -> None:
    from newsclaims.corpus.spark import validate

    (tmp_path / "b.jsonl.gz").write_bytes(b"no gzip")
    source = spark.read.format("newsclaims").option("as", "findings").option("pieceBytes", "50000")
    found = source.load(str(lines)).orderBy("position", "pointer", "code").collect()
    assert found == validate(loaded(spark, lines)).orderBy("position", "pointer", "code").collect() != []
    assert source.load(str(tmp_path)).where("code = 'NC803'").count() == 1
    with pytest.raises(Exception, match="should be articles or findings"):
        spark.read.format("newsclaims").option("as", "rows").load(str(lines))


def test_spark_makes_the_same_tables(spark: Any, lines: Path) -> None:
    from newsclaims.corpus.spark import tables

    made = tables(loaded(spark, lines))
    for table in TABLES:
        found = [row.asDict() for row in made[table].collect()]
        assert sorted(map(repr, found)) == sorted(map(repr, wanted(table)))


def test_spark_filters_before_columns_are_made(spark: Any, lines: Path) -> None:
    corpus = loaded(spark, lines)
    assert corpus.where("language = 'zh-Hans'").count() == 1
    assert corpus.where("article_id IN ('ratings', 'none')").count() == 1
    assert corpus.where("_corrupt IS NOT NULL").count() == 1
    assert corpus.where("_corrupt IS NULL AND language <> 'en'").count() == sum(
        one.language != "en" for one in bundled()
    )


def test_spark_writes_what_can_be_read_again(spark: Any, lines: Path, tmp_path: Path) -> None:
    corpus = loaded(spark, lines).where("_corrupt IS NULL")
    for mode, times in (("append", 1), ("append", 2), ("overwrite", 1)):
        corpus.write.format("newsclaims").mode(mode).save(str(tmp_path / "out"))
        again = loaded(spark, tmp_path / "out")
        assert again.where("_corrupt IS NULL").count() == again.count() == len(bundled()) * times
    from newsclaims.corpus.reading import read

    assert sorted(map(nc.dumps, read(tmp_path / "out"))) == sorted(map(nc.dumps, bundled()))


def test_spark_writes_nothing_where_a_record_is_none(spark: Any, lines: Path, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="InvalidArticleError"):
        loaded(spark, lines).write.format("newsclaims").mode("append").save(str(tmp_path / "out"))
    assert [path.name for path in (tmp_path / "out").iterdir() if path.suffix == ".jsonl"] == []


def test_spark_reads_packed_files_and_folders(spark: Any, tmp_path: Path) -> None:
    write(bundled(), tmp_path / "in.jsonl.gz")
    write(bundled(), tmp_path / "in.parquet")
    assert loaded(spark, tmp_path).count() == 2 * len(bundled())


def test_drafts_become_articles_row_by_row() -> None:
    from newsclaims.corpus.batches import RESOLVED, resolve_batches
    from newsclaims.draft import Draft, DraftClaim, resolve

    text = "NHK reports it rained."
    item = DraftClaim(id="1", content=("it rained",), source=("NHK",), cue=("reports",), voice="source")
    good = json.dumps(Draft(claims=(item,)).to_dict())
    batch = pa.record_batch(
        {"draft": [good, "{", None, good], "text": [text, text, text, "It snowed."], "id": ["a", "b", "c", ""]}
    )
    (found,) = resolve_batches([batch], id="id", language="en")
    assert found.schema == RESOLVED
    rows = found.to_pylist()
    expected = resolve(Draft(claims=(item,)), text, language="en", id="a").article
    assert nc.loads(rows[0]["article"]).claims[0].content == expected.claims[0].content
    assert [row["unresolved"] for row in rows[1:3]] == [1, 1]
    assert rows[3]["article"] is None
    assert rows[3]["error"]
