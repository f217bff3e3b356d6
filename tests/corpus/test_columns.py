"""Articles out of columns: the quick road gives what the road over documents gives, or leaves it to that."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import strategies
from newsclaims.corpus import _columns, parquet, read
from newsclaims.corpus.arrow import batches_of, documents_of, found_in
from newsclaims.corpus.tables import TABLES
from newsclaims.limits import DEFAULT_LIMITS, Limits
from tests.corpus.pool import bundled, exact_ratings

pa = pytest.importorskip("pyarrow")

Tables = dict[str, Any]


def tables_of(articles: list[nc.Article]) -> Tables:
    return dict(batches_of(articles, [f"x#{number}" for number in range(len(articles))]))


def quickly(batches: Tables, limits: Limits = DEFAULT_LIMITS) -> list[nc.Article] | None:
    return _columns.articles(lambda: _columns.rows_of(batches), limits)


def told(articles: Callable[[], Iterator[nc.Article]]) -> Any:
    """What comes out: the articles to the byte, or what is said against them."""
    try:
        return list(map(nc.dumps, articles()))
    except nc.NewsclaimsError as error:
        return type(error), str(error)


def agree(batches: Tables) -> bool:
    """Whether the quick road took the tables; if it did, the road over documents gives the same."""
    found = quickly(batches)
    if found is not None:
        assert told(lambda: map(nc.loads, documents_of(batches))) == list(map(nc.dumps, found))
        assert all(article == nc.loads(nc.dumps(article)) for article in found)
    return found is not None


def put(batches: Mapping[str, Any], table: str, column: str, row: int, value: object) -> Tables:
    """The tables with another value in one cell."""
    batch = batches[table]
    values = batch.column(column).to_pylist()
    values[row] = value
    at = batch.schema.names.index(column)
    changed = batch.set_column(at, batch.schema.field(at), pa.array(values, batch.schema.field(at).type))
    return {**batches, table: changed}


def rich() -> nc.Article:
    """The seed, with something in every column."""
    seed = nc.example()
    claims, sources, sections = seed.claims, seed.sources, seed.sections
    claim = attrs.evolve(
        claims[0],
        text="So it is",
        language="en",
        types=("event", "quote"),
        time=nc.When(value="2024-10"),
        same_as=("urn:a:b",),
        confidence=5,
        extensions={"a": {"b": [1, 2.5, None]}},
    )
    said = attrs.evolve(
        claims[1].attributions[0], via_ids=(sources[0].id, sources[1].id), url="x", confidence=100, form="direct"
    )
    return attrs.evolve(
        seed,
        byline=("A", "B"),
        publisher="P",
        url="u",
        title="T",
        published="2024-10-31",
        modified="2024-10-31T09:30Z",
        claims=(claim, attrs.evolve(claims[1], attributions=(said,)), *claims[2:]),
        sources=(attrs.evolve(sources[0], description="D", affiliation_id=sources[1].id), *sources[1:]),
        sections=(attrs.evolve(sections[0], level=2, extensions={"a": 1}), *sections[1:]),
        reviews=(
            nc.Review(
                id="review1", claim_id=claim.id, label="No", verdict="refuted", rating_value=1, author_id=sources[0].id
            ),
            nc.Review(
                id="review2", claim_id=claim.id, label="No", explanation="E", published="2024", rating_best=2**60 + 1
            ),
        ),
        notes=(nc.Note(id="note1", kind="comment", about_id=claim.id, text=""), nc.Note(id="note2", kind="discuss")),
        provenance=nc.Provenance(agent="me", kind="human", created="2024-10-31T09:30:00Z", guideline="urn:a:b"),
    )


ARTICLES = [rich(), nc.example("desert-well"), exact_ratings(), nc.Article(id="none", language="und")]
BATCHES = tables_of(ARTICLES)


def test_good_tables_go_the_quick_road() -> None:
    assert quickly(BATCHES) == ARTICLES
    assert quickly(tables_of(bundled())) == bundled()
    assert quickly({name: pa.Table.from_batches([batch]) for name, batch in BATCHES.items()}) == ARTICLES
    assert quickly(tables_of([])) == []


@given(st.lists(strategies.articles(warnings=True), max_size=3))
def test_any_articles_come_the_quick_road_the_same(articles: list[nc.Article]) -> None:
    try:
        batches = tables_of(articles)
    except nc.ConversionError:
        return
    agree(batches)
    nested = parquet.nested(batches)
    found = _columns.articles(lambda: _columns.rows_of_nested(nested), DEFAULT_LIMITS)
    assert found is None or list(map(nc.dumps, found)) == list(map(nc.dumps, articles))


STRINGS = [
    "",
    " ",
    "a b",
    "\n",
    "x\x00",
    "c1",
    "c2",
    "s0",
    "nhk",
    "author",
    "body",
    "en",
    "2024-13",
    "2024",
    "urn:a:b",
    "1.0",
]
STRINGS += [
    "1.1",
    "{}",
    "[1]",
    "{",
    '{"a":1,"a":2}',
    '{"A":1}',
    '{"a": 1}',
    '{"_newer":1}',
    "direct",
    "certain",
    "content",
]
STRINGS += ["x#0", "x#1", "x" * 65, "[1,2,3]", "[1e400,2,3]", "[null,null,true]", "é", "0" * 64]
VALUES: dict[str, list[Any]] = {
    "string": STRINGS,
    "int32": [-1, 0, 1, 2, 6, 7, 50, 100, 101, 2**31 - 1],
    "float64": [0.0, -0.0, 1.5, float("nan"), float("inf"), 1e300, 2.0**63],
    "strings": [[], ["nhk"], ["nhk", "nhk"], ["nhk", "kremlin"], [""], ["a b"], ["urn:a:b", "urn:a:c"], ["x"]],
}
CELLS = [(table, column) for table in TABLES.values() for column in table.columns]


@given(st.data())
def test_a_changed_cell_is_accepted_only_where_documents_accept_it(data: st.DataObject) -> None:
    batches: Tables = BATCHES
    for _ in range(data.draw(st.integers(1, 2))):
        table, column = data.draw(st.sampled_from(CELLS))
        row = data.draw(st.integers(0, batches[table.name].num_rows - 1))
        others = batches[table.name].column(column.name).to_pylist()
        values = st.sampled_from(VALUES[column.kind]) | st.sampled_from(others)
        value = data.draw(values | st.none() if column.nullable else values)
        batches = put(batches, table.name, column.name, row, value)
    agree(batches)


@given(st.data())
def test_rows_that_were_moved_doubled_or_dropped_are_accepted_only_where_documents_accept_them(
    data: st.DataObject,
) -> None:
    table = data.draw(st.sampled_from(list(TABLES)))
    rows = list(range(BATCHES[table].num_rows))
    at, other = data.draw(st.sampled_from(rows)), data.draw(st.sampled_from(rows))
    match data.draw(st.sampled_from(["swap", "double", "drop"])):
        case "swap":
            rows[at], rows[other] = rows[other], rows[at]
        case "double":
            rows.insert(other, at)
        case "drop":
            del rows[at]
    agree({**BATCHES, table: BATCHES[table].take(pa.array(rows, pa.int64()))})


@pytest.mark.parametrize(
    "limits",
    [
        Limits(claims=28),
        Limits(spans=5),
        Limits(references=5),
        Limits(document=1000),
        Limits(string=1000),
        Limits(depth=4),
        Limits(nesting=1),
    ],
    ids=str,
)
def test_no_limit_is_passed_over(limits: Limits) -> None:
    assert quickly(BATCHES, limits) is None
    found = list(found_in(BATCHES, limits))
    assert [isinstance(one, bytes) for one in found] == [True] * len(ARTICLES)


@pytest.mark.parametrize("article", [*ARTICLES, *bundled()], ids=lambda article: article.id)
def test_an_article_one_byte_too_large_is_never_taken(article: nc.Article) -> None:
    size = len(nc.dumps(article))
    assert quickly(tables_of([article]), Limits(document=size - 1)) is None
    assert quickly(tables_of([article]), Limits(document=20 * size + 10_000)) == [article]


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("attributions", "source_ids", ["nhk"]),
        ("claims", "claim_id", [1]),
        ("claims", "confidence", ["x"]),
        ("spans", "quote", [["x"]]),
        ("articles", "text", [1.5]),
    ],
)
def test_columns_of_another_type_are_left_to_the_exact_road(table: str, column: str, values: list[Any]) -> None:
    batch = pa.Table.from_batches([BATCHES[table]])
    at = batch.schema.names.index(column)
    changed = batch.set_column(at, column, pa.array(values * batch.num_rows))
    assert quickly({**BATCHES, table: changed}) is None
    with pytest.raises(nc.NewsclaimsError):
        list(map(nc.loads, documents_of({**BATCHES, table: changed})))


def test_an_article_without_a_name_is_refused() -> None:
    batches = put(BATCHES, "articles", "doc_id", 3, None)
    assert quickly(batches) is None
    with pytest.raises(nc.ConversionError, match="NC831"):
        list(documents_of(batches))


def test_strings_may_be_coded_or_of_another_type() -> None:
    coded = {
        name: pa.table(
            {
                field.name: column.dictionary_encode() if field.type == pa.string() else column
                for field, column in zip(batch.schema, batch.columns, strict=True)
            }
        )
        for name, batch in BATCHES.items()
    }
    large = {
        name: pa.table(
            {
                field.name: column.cast(pa.large_string()) if field.type == pa.string() else column
                for field, column in zip(batch.schema, batch.columns, strict=True)
            }
        )
        for name, batch in BATCHES.items()
    }
    assert quickly(coded) == quickly(large) == ARTICLES
    assert told(lambda: map(nc.loads, documents_of(coded))) == list(map(nc.dumps, ARTICLES))


def test_one_bad_article_does_not_spoil_the_others(tmp_path: Path) -> None:
    """Those around it come over documents, and the same reason is given as ever."""
    parquet.write_tables(ARTICLES, tmp_path / "tables")
    path = tmp_path / "tables" / "sources.parquet"
    table = parquet.pq.read_table(path)
    kinds = ["paper", *table.column("kind").to_pylist()[1:]]
    at = table.schema.names.index("kind")
    parquet.pq.write_table(table.set_column(at, table.schema.field(at), pa.array(kinds, pa.string())), path)
    reading = read(tmp_path / "tables", on_error="collect")
    assert list(reading) == ARTICLES[1:]
    assert [(reject.line, reject.issues[0].code, reject.issues[0].pointer) for reject in reading.rejects] == [
        (1, "NC204", "/sources/0/kind")
    ]


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_row_groups_of_one_number_hold_the_same_articles(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "ROWS", 2)
    monkeypatch.setattr(parquet, "GROUP", 100_000)
    (parquet.write_tables if kind == "folder" else parquet.write)(bundled() * 4, tmp_path / "out.parquet")
    path = tmp_path / "out.parquet"
    files = sorted(path.iterdir()) if kind == "folder" else [path]
    groups = {parquet.pq.ParquetFile(file).num_row_groups for file in files}
    assert len(groups) == 1 < groups.pop()


def test_pieces_join_across_row_groups_and_dictionaries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 2)
    monkeypatch.setattr(parquet, "GROUP", 1)
    monkeypatch.setattr(parquet, "PIECE", 3)
    articles = [attrs.evolve(article, id=f"{article.id}{number}") for number in range(3) for article in ARTICLES]
    parquet.write_tables(articles, tmp_path / "tables")
    parquet.write(articles, tmp_path / "a.parquet")
    for path in (tmp_path / "tables", tmp_path / "a.parquet"):
        assert list(parquet.found(path)) == articles
    again = parquet.pq.read_table(tmp_path / "tables" / "spans.parquet")
    parquet.pq.write_table(
        again, tmp_path / "tables" / "spans.parquet", dictionary_pagesize_limit=10, data_page_size=10
    )
    assert list(parquet.found(tmp_path / "tables")) == articles


def with_column(batches: Tables, table: str, column: str, values: Any) -> Tables:
    batch = batches[table]
    return {**batches, table: batch.set_column(batch.schema.names.index(column), column, values)}


def coded(values: list[Any], dictionary: list[Any]) -> Any:
    """Strings coded by a dictionary that holds more than they need, or one twice: the second `author` is `AUTHOR`."""
    numbers = [None if value is None else dictionary.index(value) for value in values]
    dictionary = ["author" if value == "AUTHOR" else value for value in dictionary]
    return pa.DictionaryArray.from_arrays(pa.array(numbers, pa.int32()), pa.array(dictionary, pa.string()))


@pytest.mark.parametrize("named", ["review1", "note1", "r1", "a5"])
def test_an_attribution_of_what_is_no_claim_is_left_to_the_exact_road(named: str) -> None:
    batches = tables_of([rich()])
    batches = put(batches, "attributions", "claim_id", batches["attributions"].num_rows - 1, named)
    assert not agree(batches)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table.name, column.name)
        for table, column in CELLS
        if column.kind == "string" and not column.nullable and column.name not in _columns.FREE
    ],
)
def test_a_null_in_a_dictionary_is_a_null(table: str, column: str) -> None:
    values = BATCHES[table].column(column).to_pylist()
    dictionary = [*dict.fromkeys(values), None, *(f"z{number}" for number in range(len(values)))]
    array = coded(values, dictionary)
    indices = [*array.indices.to_pylist()[:-1], dictionary.index(None)]
    array = pa.DictionaryArray.from_arrays(pa.array(indices, pa.int32()), array.dictionary)
    batches = with_column(BATCHES, table, column, array)
    assert not agree(batches)
    with pytest.raises(nc.ConversionError, match=r"NC831|NC832"):
        list(documents_of(batches))


def test_a_dictionary_that_holds_a_string_twice_hides_no_second_author() -> None:
    batches = tables_of([rich()])
    kinds = batches["sources"].column("kind").to_pylist()
    assert kinds[:2] == ["author", "document"]
    kinds[1] = "AUTHOR"
    batches = with_column(batches, "sources", "kind", coded(kinds, list(dict.fromkeys(kinds))))
    assert not agree(batches)


@pytest.mark.parametrize("number", [-1, 7, 1 << 20])
@pytest.mark.parametrize(("table", "column"), [("sources", "kind"), ("claims", "orientation"), ("notes", "about_id")])
def test_numbers_of_no_string_are_never_taken(table: str, column: str, number: int) -> None:
    """Damaged files hold them."""
    rows = BATCHES[table].num_rows
    indices = pa.array([number, *[0] * (rows - 1)], pa.int32())
    array = pa.DictionaryArray.from_arrays(indices, pa.array(["c1"]), safe=False)
    assert quickly(with_column(BATCHES, table, column, array)) is None


@pytest.mark.parametrize("table", list(TABLES))
def test_a_column_that_stands_there_twice_is_left_to_the_exact_road(table: str) -> None:
    whole = pa.Table.from_batches([BATCHES[table]])
    batches = {**BATCHES, table: whole.append_column(whole.schema.names[1], whole.column(1))}
    assert not agree(batches)
    assert quickly({**BATCHES, table: whole.append_column("mine", whole.column(1))}) == ARTICLES


@pytest.mark.parametrize("is_good", [True, False])
def test_rows_of_one_file_are_articles_of_their_own_whatever_their_names(is_good: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Whole files that were joined have every name twice, and other tools move columns and add some."""
    batches = BATCHES if is_good else put(BATCHES, "articles", "language", 3, "?")
    whole = pa.Table.from_batches([parquet.nested(batches)])
    joined = pa.concat_tables([whole, whole]).append_column("mine", pa.array(range(8)))
    parquet.pq.write_table(joined.select(joined.schema.names[::-1]), tmp_path / "a.parquet")
    reading = read(tmp_path / "a.parquet", on_error="collect")
    assert list(reading) == (ARTICLES if is_good else ARTICLES[:3]) * 2
    assert [reject.issues[0].code for reject in reading.rejects] == ([] if is_good else ["NC208"] * 2)


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("sources", "doc_id", None),
        ("articles", "doc_id", None),
        ("reviews", "ext_json", None),
        ("sources", "doc_id", [1]),
        ("claims", "doc_id", [["x"]]),
        ("corpus", "title", [["x"]]),
        ("corpus", "notes", [1]),
        ("corpus", "language", [None]),
    ],
)
def test_foreign_columns_of_a_file_are_refused(
    table: str, column: str, values: list[Any] | None, tmp_path: Path
) -> None:
    if table == "corpus":
        path = file = tmp_path / "a.parquet"
        parquet.write(ARTICLES, path)
    else:
        path, file = tmp_path / "tables", tmp_path / "tables" / f"{table}.parquet"
        parquet.write_tables(ARTICLES, path)
    whole = parquet.pq.read_table(file)
    at = whole.schema.names.index(column)
    whole = whole.remove_column(at)
    if values is not None:
        whole = whole.add_column(at, column, pa.array(values * whole.num_rows))
    parquet.pq.write_table(whole, file)
    with pytest.raises(nc.ConversionError, match=r"NC831|NC832"):
        list(parquet.found(path))


def test_a_file_whose_strings_are_damaged_is_refused(tmp_path: Path) -> None:
    whole = pa.Table.from_batches([parquet.nested(BATCHES)])
    path = tmp_path / "a.parquet"
    parquet.pq.write_table(whole, path, compression="none")
    data = path.read_bytes()
    words = b"Presiden Ukraina"
    assert words in data
    path.write_bytes(data.replace(words, b"\xff" + words[1:]))
    with pytest.raises(nc.ConversionError, match="NC834"):
        list(parquet.found(path))
