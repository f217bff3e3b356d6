"""SQL over corpora: the same rows however they are kept, and nothing else within reach."""

import json
from pathlib import Path

import pytest

import newsclaims as nc
from newsclaims.cli import main
from newsclaims.corpus import parquet, sql
from newsclaims.corpus.arrow import DocIds, batches_of
from newsclaims.corpus.tables import TABLES
from newsclaims.corpus.writing import write
from tests.corpus.pool import bundled


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    write(bundled(), folder / "lines.jsonl")
    write(bundled(), folder / "packed.jsonl.gz")
    write(bundled(), folder / "zst.jsonl.zst")
    write(bundled(), folder / "rows.parquet")
    parquet.write_tables(bundled(), folder / "tables")
    return folder


KEPT = ["lines.jsonl", "packed.jsonl.gz", "zst.jsonl.zst", "rows.parquet", "tables/*.parquet", "tables"]


def comparable(rows: object) -> list[str]:
    """Rows to compare; DuckDB writes the numbers of JSON in its own way."""
    return sorted(
        repr([_thawed(value) for value in row])
        for row in rows  # type: ignore[attr-defined]
    )


def _thawed(value: object) -> object:
    return repr(json.loads(value)) if isinstance(value, str) and value.startswith("{") else value


@pytest.mark.parametrize("kept", KEPT)
@pytest.mark.parametrize("table", TABLES)
def test_the_rows_of_a_table_are_the_same_however_they_are_kept(corpora: Path, kept: str, table: str) -> None:
    ids = DocIds()
    wanted = batches_of(bundled(), [ids.next(article.id) for article in bundled()])[table]
    found = sql.query(f"SELECT * EXCLUDE ({_unheld(table, kept)}) FROM {table}", [str(corpora / kept)])
    columns = [name for name in wanted.schema.names if name != _unheld(table, kept)]
    assert list(found.names) == columns
    assert comparable(found.rows) == comparable([row[name] for name in columns] for row in wanted.to_pylist())


def _unheld(table: str, kept: str) -> str:
    """The one column that JSON gives without its exact numbers; any column where there is none such."""
    return "ratings_json" if table == "reviews" and "jsonl" in kept else TABLES[table].columns[-1].name


PARTS = [
    "SELECT count(*) FROM claims",
    "SELECT count(*) FROM spans",
    "SELECT COUNT(*), max(length(C.Text)) FROM Claims AS C WHERE c.CONFIDENCE IS NULL",
    (
        "SELECT s.name, count(*) FROM attributions a, unnest(a.source_ids) AS u(id), sources s "
        "WHERE s.doc_id = a.doc_id AND s.source_id = u.id GROUP BY ALL"
    ),
    "SELECT role, quote FROM spans JOIN claims USING (doc_id) WHERE owner_id = claim_id",
    "SELECT a.title, s.* FROM articles a JOIN sections s USING (doc_id)",
    "SELECT n FROM notes n",
    "SELECT to_json(notes)->>'$.text' FROM notes",
    "SELECT #1 FROM sources",
    "SELECT count(*), max(ord) FROM claims NATURAL JOIN relations",
    "SELECT d FROM sources AS s(d)",
    "SELECT COLUMNS('id') FROM reviews",
    "FROM relations",
    "WITH quoted AS (SELECT doc_id, owner_id, quote FROM spans WHERE role = 'content') SELECT max(quote) FROM quoted",
    "SELECT text FROM notes UNION ALL SELECT text FROM claims",
    "SELECT (SELECT max(title) FROM articles WHERE articles.doc_id = claims.doc_id) FROM claims",
    "SELECT column_name FROM (DESCRIBE claims)",
    "SELECT name FROM query_table('sources')",
    "SELECT column_name FROM duckdb_columns() WHERE table_name = 'claims'",
    "SELECT 1",
]


@pytest.mark.parametrize("kept", ["lines.jsonl", "rows.parquet", "tables"])
def test_no_answer_depends_on_how_much_of_the_documents_is_read(corpora: Path, kept: str) -> None:
    whole = sql.connect([corpora / kept])
    for select in PARTS:
        wanted = whole.execute(select).fetchall()
        assert comparable(sql.query(select, [corpora / kept]).rows) == comparable(wanted), select


def test_a_column_alone_is_what_it_is_among_others(corpora: Path) -> None:
    whole = sql.connect([corpora / "lines.jsonl"])
    for table in TABLES.values():
        for column in table.columns:
            select = f'SELECT "{column.name}" FROM {table.name}'
            wanted = whole.execute(select).fetchall()
            assert comparable(sql.query(select, [corpora / "lines.jsonl"]).rows) == comparable(wanted), select


def test_what_a_query_cannot_see_is_not_read(tmp_path: Path) -> None:
    """The sources are none, which only a query that asks for them can notice."""
    (tmp_path / "a.json").write_text('{"id": "x", "sources": 3, "claims": [{"id": "c", "text": "It rains."}]}')
    assert list(sql.query("SELECT doc_id, text FROM claims", [tmp_path]).rows) == [("x#0", "It rains.")]
    with pytest.raises(nc.ConversionError, match="NC835"):
        list(sql.query("SELECT name FROM sources", [tmp_path]).rows)


def test_a_name_that_is_no_column_is_told_with_those_that_are(corpora: Path) -> None:
    with pytest.raises(sql.QueryError, match=r'"certainties" not found.*certainty'):
        sql.query("SELECT certainties FROM attributions", [corpora / "lines.jsonl"])


def test_what_does_not_fit_in_memory_lies_in_the_temporary_folder(
    corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "spilled"))
    connection = sql.connect([corpora / "tables"])
    spilled = connection.execute("SELECT current_setting('temp_directory')").fetchall()[0][0]
    assert Path(spilled).parent == tmp_path / "spilled"


def test_pretty_documents_are_read_too(tmp_path: Path) -> None:
    nc.write(nc.example(), tmp_path / "a.json")
    nc.write(nc.example("desert-well"), tmp_path / "b.json")
    assert list(sql.query("SELECT count(*) FROM articles", [tmp_path]).rows) == [(2,)]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_text('{secret}')",
        "SELECT * FROM '{secret}'",
        "SELECT * FROM glob('{folder}/*')",
        "COPY (SELECT 1) TO '{folder}/made.csv'",
        "SELECT 1; SELECT 2",
        "DROP VIEW claims",
        "ATTACH '{folder}/made.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SELECT * FROM read_csv('http://127.0.0.1:9/a.csv')",
        "CREATE TABLE x AS SELECT 1",
        "SELEC",
        "",
    ],
)
def test_a_query_reaches_nothing_but_the_files_it_is_given(corpora: Path, tmp_path: Path, query: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    with pytest.raises(sql.QueryError):
        list(sql.query(query.format(secret=secret, folder=tmp_path), [corpora / "lines.jsonl"]).rows)
    assert [path.name for path in tmp_path.iterdir()] == ["secret.txt"]


def test_names_with_quotes_are_names(tmp_path: Path) -> None:
    path = tmp_path / "it's; DROP.jsonl"
    write(bundled(), path)
    assert list(sql.query("SELECT count(*) FROM articles", [path]).rows) == [(len(bundled()),)]


def test_what_would_join_wrongly_is_refused(corpora: Path, tmp_path: Path) -> None:
    parquet.write_tables(bundled(), tmp_path / "tables")
    for paths in (
        [corpora / "lines.jsonl", corpora / "rows.parquet"],
        [corpora / "tables", corpora / "rows.parquet"],
        [corpora / "tables", tmp_path / "tables"],
    ):
        with pytest.raises(nc.ConversionError, match="NC836"):
            sql.query("SELECT 1", paths)


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    with pytest.raises(nc.ConversionError, match="NC834"):
        sql.query("SELECT 1", [tmp_path / "a.parquet"])
    with pytest.raises(nc.ConversionError, match="NC801"):
        sql.query("SELECT 1", [tmp_path / "none.jsonl"])


# ── The command ──────────────────────────────────────────────────────────────────────────────────────────────────────

QUERY = "SELECT certainty, count(*) AS n FROM attributions GROUP BY ALL ORDER BY n DESC, certainty LIMIT 2"


def test_an_answer_is_a_table_csv_or_json(corpora: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(corpora / "lines.jsonl")
    assert main(["query", QUERY, path]) == 0
    table = capsys.readouterr().out
    assert table.splitlines()[:2] == ["certainty    n", "---------  ---"]
    assert main(["query", QUERY, path, "--format", "csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "certainty,n"
    assert main(["query", QUERY, path, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [f"{row['certainty']},{row['n']}" for row in rows] == lines[1:]


def test_an_answer_is_a_parquet_file(corpora: Path, tmp_path: Path) -> None:
    target = tmp_path / "answer.parquet"
    target.write_text("old")
    assert main(["query", QUERY + ";", str(corpora / "tables"), "--format", "parquet", "-o", str(target)]) == 0
    assert parquet.pq.read_table(target).column_names == ["certainty", "n"]
    assert [path.name for path in tmp_path.iterdir()] == ["answer.parquet"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["SELECT * FROM nothing"], 2, "Table with name nothing does not exist"),
        (["DROP VIEW claims"], 2, "is no SELECT"),
        (["SELECT 1", "--format", "parquet"], 2, "-o names"),
        (["SELECT 1", "-o", "x"], 2, "-o names"),
    ],
)
def test_wrong_queries_are_told(
    corpora: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
) -> None:
    assert main(["query", *words, str(corpora / "lines.jsonl")]) == code
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""


def test_a_missing_file_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "SELECT 1", "none.jsonl"]) == 3
    assert "NC801" in capsys.readouterr().err


@pytest.mark.parametrize("letters", ["n_[a-n]", "n_[o-z]"])
def test_what_is_not_json_is_refused_or_read_as_no_article(
    data_dir: Path, capsys: pytest.CaptureFixture[str], letters: str
) -> None:
    """DuckDB passes over blanks and reads a trailing comma; everything else that is not JSON ends a query."""
    for path in sorted((data_dir / "json-test-suite" / "test_parsing").glob(f"{letters}*.json")):
        code = main(["query", "SELECT count(*) AS n, max(language) FROM articles", str(path), "--format", "json"])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        nothing = code == 0 and next(iter(json.loads(captured.out)[0].values())) == 0
        assert code == 3 or nothing or path.name == "n_object_trailing_comma.json", path.name


@pytest.mark.parametrize(
    "data",
    [b"[]", b'"x"', b'{"schema_version":"1.0","id":"x","language":"en","claims":3}', b'{"id":"x","id":"y"}', b"\xff"],
)
def test_documents_of_another_shape_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    (tmp_path / "a.json").write_bytes(data)
    assert main(["query", "SELECT count(*), max(doc_id) FROM claims", str(tmp_path / "a.json")]) == 3
    captured = capsys.readouterr()
    assert "NC835" in captured.err
    assert captured.out == ""


def test_standard_input_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "SELECT 1", "-"]) == 3
    assert "can be read only once" in capsys.readouterr().err
