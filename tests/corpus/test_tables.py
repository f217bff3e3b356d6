"""Articles as flat tables and back: nothing lost, one description for every engine."""

from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import strategies
from newsclaims._structs import RECORDS
from newsclaims.corpus import hub, parquet, sql
from newsclaims.corpus.arrow import DocIds, articles_of, batches_of, schema
from newsclaims.corpus.reading import read
from newsclaims.corpus.tables import PLACES, TABLES
from tests.corpus.pool import bundled, exact_ratings

pa = pytest.importorskip("pyarrow")


def named(articles: list[nc.Article]) -> list[str]:
    ids = DocIds()
    return [ids.next(article.id) for article in articles]


def same(one: list[nc.Article], other: list[nc.Article]) -> bool:
    """Whether articles are equal to the byte: 1 and 1.0 are equal in Python, but not the same."""
    return one == other and list(map(nc.dumps, one)) == list(map(nc.dumps, other))


# ── What the tables hold ─────────────────────────────────────────────────────────────────────────────────────────────


def test_every_field_of_the_model_has_its_column_or_its_rows() -> None:
    held = {(table.record, column.path[0]) for table in TABLES.values() for column in table.columns if column.path}
    held |= {(TABLES[place.table].record, place.path[0]) for place in PLACES}
    lists = {(nc.Article, name) for name in TABLES} | {(nc.Claim, "attributions")}
    inside = {(nc.Provenance, field.name) for field in attrs.fields(nc.Provenance)} | {
        (nc.When, field.name) for field in attrs.fields(nc.When)
    }
    fields = {(record, field.name) for record in RECORDS for field in attrs.fields(record)}
    assert fields - held - lists - inside == set()


def test_the_columns_are_those_of_the_contract() -> None:
    assert [column.name for column in TABLES["spans"].columns] == [
        "doc_id",
        "owner_id",
        "role",
        "seq",
        "start",
        "end",
        "quote",
    ]
    assert [column.name for column in TABLES["attributions"].columns] == (
        "doc_id attribution_id ord claim_id source_ids via_ids attitude certainty polarity form within_id time_value "
        "url confidence ext_json"
    ).split()
    assert [column.name for column in TABLES["articles"].columns] == (
        "doc_id schema_version article_id language title text text_sha256 byline publisher url published modified "
        "agent agent_kind created guideline derived_from provenance_ext_json ext_json"
    ).split()


def test_every_engine_describes_the_same_columns() -> None:
    """One list says it; each engine only spells the types."""
    spelt = {
        "string": (pa.string(), "VARCHAR", "Value('string')"),
        "int32": (pa.int32(), "INTEGER", "Value('int32')"),
        "float64": (pa.float64(), "DOUBLE", "Value('float64')"),
        "strings": (pa.list_(pa.field("element", pa.string(), nullable=False)), "VARCHAR[]", "List(Value('string'))"),
    }
    for name, table in TABLES.items():
        wanted = {column.name: spelt[column.kind] for column in table.columns}
        assert {field.name: field.type for field in schema(name)} == {key: value[0] for key, value in wanted.items()}
        assert sql.columns(name) == {key: value[1] for key, value in wanted.items()}
        assert {key: repr(value) for key, value in hub.features(name).items()} == {
            key: value[2] for key, value in wanted.items()
        }
        assert schema(name).metadata[b"newsclaims.schema"] == b"urn:newsclaims:schema:tables-1.0"
        assert schema(name).metadata[b"newsclaims.text_unit"] == b"code point"


def test_layers_of_one_id_are_counted_in_their_order() -> None:
    assert named([nc.example(), nc.example("desert-well"), nc.example()]) == [
        "urn:newsclaims:example:kolaborasi-militer#0",
        "urn:newsclaims:example:desert-well#0",
        "urn:newsclaims:example:kolaborasi-militer#1",
    ]


# ── There and back ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_bundled_articles_come_back_the_same() -> None:
    articles = bundled()
    assert same(list(articles_of(batches_of(articles, named(articles)))), articles)


def test_ratings_are_kept_exactly() -> None:
    batches = batches_of([exact_ratings()], ["x"])
    assert batches["reviews"].column("ratings_json").to_pylist() == [
        None,
        "[1.0, 5, 0]",
        "[9223372036854775808, null, -0.0]",
        "[9007199254740993, 18446744073709551615, -9223372036854775808]",
        None,
    ]
    assert same(list(articles_of(batches)), [exact_ratings()])


@given(st.lists(strategies.articles(warnings=True), max_size=3))
def test_any_articles_come_back_the_same_or_are_refused(articles: list[nc.Article]) -> None:
    if any(span.end >= 2**31 for article in articles for anchor in article.anchors() for span in anchor) or any(
        section.end >= 2**31 for article in articles for section in article.sections
    ):
        with pytest.raises(nc.ConversionError, match="NC830"):
            batches_of(articles, named(articles))
        return
    batches = batches_of(articles, named(articles))
    assert same(list(articles_of(batches)), articles)
    assert same(list(map(nc.loads, _documents(parquet.flat(parquet.nested(batches))))), articles)


def _documents(batches: dict[str, object]) -> list[bytes]:
    from newsclaims.corpus.arrow import documents_of

    return list(documents_of(batches))


def test_rows_in_any_order_are_put_in_order() -> None:
    articles = bundled()
    batches = batches_of(articles, named(articles))
    turned = {
        name: batch if name == "articles" else batch.take(pa.array(range(batch.num_rows - 1, -1, -1)))
        for name, batch in batches.items()
    }
    assert same(list(articles_of(turned)), articles)


def test_a_number_beyond_32_bits_is_refused() -> None:
    claim = nc.Claim(id="c", content=(nc.Span(start=0, end=2**31),))
    with pytest.raises(nc.ConversionError, match="NC830"):
        batches_of([nc.Article(id="x", language="en", claims=(claim,))], ["x"])


def test_a_row_that_joins_nothing_is_refused() -> None:
    batches = batches_of([nc.example()], ["x"])
    batches["articles"] = batches_of([nc.example()], ["y"])["articles"]
    with pytest.raises(nc.ConversionError, match="NC832"):
        list(articles_of(batches))


def test_a_table_without_a_column_is_refused() -> None:
    batches = batches_of([nc.example()], ["x"])
    batches["claims"] = batches["claims"].drop_columns(["orientation"])
    with pytest.raises(nc.ConversionError, match="NC831"):
        list(articles_of(batches))


def test_a_quote_that_was_changed_in_a_table_is_refused() -> None:
    batches = batches_of([nc.example()], ["x"])
    quotes = batches["spans"].column("quote").to_pylist()
    changed = pa.array(["Rusia", *quotes[1:]], pa.string())
    batches["spans"] = batches["spans"].set_column(6, schema("spans").field("quote"), changed)
    with pytest.raises(nc.InvalidArticleError, match="NC402"):
        list(articles_of(batches))


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_file_and_a_folder_hold_the_same(tmp_path: Path) -> None:
    articles = bundled() * 3
    assert parquet.write(articles, tmp_path / "a.parquet") == len(articles)
    assert parquet.write_tables(articles, tmp_path / "tables") == len(articles)
    for path in (tmp_path / "a.parquet", tmp_path / "tables"):
        assert same(list(map(nc.loads, parquet.documents(path))), articles)


def test_the_same_articles_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        parquet.write(bundled(), tmp_path / f"{name}.parquet")
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_row_groups_are_read_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 4)
    monkeypatch.setattr(parquet, "GROUP", 1)
    articles = bundled() * 3
    parquet.write_tables(articles, tmp_path / "tables")
    assert parquet.pq.ParquetFile(tmp_path / "tables" / "spans.parquet").num_row_groups > 5
    assert same(list(map(nc.loads, parquet.documents(tmp_path / "tables"))), articles)


def test_a_table_that_another_tool_has_sorted_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "ROWS", 4)
    monkeypatch.setattr(parquet, "GROUP", 1)
    articles = bundled()
    parquet.write_tables(articles, tmp_path / "tables")
    path = tmp_path / "tables" / "spans.parquet"
    spans = parquet.pq.read_table(path)
    parquet.pq.write_table(spans.sort_by([("quote", "ascending")]), path, row_group_size=50)
    assert same(list(map(nc.loads, parquet.documents(tmp_path / "tables"))), articles)


def test_one_table_is_no_corpus(tmp_path: Path) -> None:
    parquet.write_tables(bundled(), tmp_path / "tables")
    with pytest.raises(nc.ConversionError, match="NC833"):
        list(parquet.documents(tmp_path / "tables" / "claims.parquet"))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_is_refused(tmp_path: Path, share: float) -> None:
    parquet.write(bundled(), tmp_path / "a.parquet")
    data = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(data[: int(len(data) * share)])
    with pytest.raises(nc.ConversionError, match="NC834"):
        list(parquet.documents(tmp_path / "a.parquet"))


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        parquet.write_tables(bundled(), tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_nothing_is_left_of_a_run_that_failed(tmp_path: Path) -> None:
    def failing() -> object:
        yield nc.example()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        parquet.write_tables(failing(), tmp_path / "tables")
    assert [path.name for path in tmp_path.iterdir()] == []
    assert parquet.write_tables(bundled(), tmp_path / "tables") == len(bundled())
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


# ── The Hub ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_dataset_holds_the_rows_of_its_table() -> None:
    articles = bundled()
    batches = batches_of(articles, named(articles))
    for name in TABLES:
        found = hub.dataset(articles, name)
        assert found.features == hub.features(name)
        assert found.to_list() == batches[name].to_pylist()


def test_a_folder_for_the_hub_has_its_tables_and_a_card(tmp_path: Path) -> None:
    stats = hub.export(bundled(), tmp_path / "out", name="Examples", license="cc0-1.0")
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert card.startswith("---\nlanguage:\n- ar\n- de\n- en\n")
    assert "license: cc0-1.0" in card
    assert f"| corpus | articles | {stats.articles} |" in card
    assert sorted(path.stem for path in (tmp_path / "out" / "data").iterdir()) == sorted(TABLES)
    assert list(map(nc.loads, parquet.documents(tmp_path / "out" / "data"))) == bundled()


# ── Rows that somebody else has written ──────────────────────────────────────────────────────────────────────────────


def changed(table: str, column: str, value: object) -> dict[str, object]:
    """The tables of the seed with another value in the first row of one."""
    batches = dict(batches_of([nc.example()], ["x#0"]))
    batch = batches[table]
    values = batch.column(column).to_pylist()
    values[0] = value
    at = batch.schema.names.index(column)
    batches[table] = batch.set_column(at, batch.schema.field(at), pa.array(values, batch.schema.field(at).type))
    return batches


@pytest.mark.parametrize(
    ("table", "column", "value", "code"),
    [
        ("spans", "owner_id", "nobody", "NC837"),
        ("spans", "role", "nothing", "NC837"),
        ("spans", "role", "note", "NC837"),
        ("attributions", "claim_id", "nobody", "NC837"),
        ("claims", "ext_json", '{"a:b":1},"url":"https://example.org"', "NC838"),
        ("articles", "ext_json", "", "NC838"),
        ("spans", "doc_id", "nobody", "NC832"),
    ],
)
def test_no_row_is_dropped_unsaid(table: str, column: str, value: object, code: str) -> None:
    with pytest.raises(nc.ConversionError, match=code):
        list(articles_of(changed(table, column, value)))


def test_articles_of_one_name_are_refused(tmp_path: Path) -> None:
    """Rows of both would be taken for those of one."""
    articles = [nc.example("street-fair"), nc.example()]
    batches = batches_of(articles, ["a#0", "a#0"])
    with pytest.raises(nc.ConversionError, match=r"NC839  has several rows of 'a#0'"):
        list(articles_of(batches))
    for name, batch in batches.items():
        parquet.pq.write_table(pa.Table.from_batches([batch]), tmp_path / f"{name}.parquet")
    reading = read(tmp_path, on_error="collect")
    assert list(reading) == []
    assert [issue.code for reject in reading.rejects for issue in reject.issues] == ["NC839"]


@pytest.mark.parametrize(
    ("table", "column", "value", "code"),
    [
        ("spans", "quote", "something else", "NC402"),
        ("sources", "kind", "paper", "NC204"),
        ("claims", "ext_json", "[1]", "NC2"),
        ("claims", "confidence", 101, "NC2"),
    ],
)
def test_a_changed_value_is_no_article(table: str, column: str, value: object, code: str) -> None:
    with pytest.raises(nc.InvalidArticleError, match=code):
        list(articles_of(changed(table, column, value)))


def test_rows_in_any_order_are_the_same_articles() -> None:
    articles = bundled()
    batches = batches_of(articles, named(articles))
    mixed = {
        name: batch if name == "articles" else batch.take(pa.array(range(batch.num_rows)[::-1], pa.int64()))
        for name, batch in batches.items()
    }
    assert same(list(articles_of(mixed)), articles)
