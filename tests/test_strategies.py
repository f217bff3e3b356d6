"""The public strategies: what they make is valid, hard and small when it fails; what they break must be told."""

import importlib
import importlib.metadata
import itertools
import json
import random
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, get_args

import attrs
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

import newsclaims as nc
from newsclaims import model, strategies
from newsclaims._structs import RECORDS
from newsclaims._unicode import is_grapheme_boundary
from newsclaims.codes import CODES
from newsclaims.strategies import _layouts
from newsclaims.strategies._damages import DAMAGES, Damage
from newsclaims.strategies._dice import CHUNK, Dice
from newsclaims.strategies._makers import Counts, Maker


def scaled(share: float) -> settings:
    """A share of the examples that the profile gives to a property."""
    return settings(max_examples=max(1, round(settings.default.max_examples * share)))


def codes_of(document: object) -> list[str]:
    return [issue.code for issue in nc.validate(document)]


# ── Valid by construction ────────────────────────────────────────────────────────────────────────────────────────


@scaled(3)
@given(strategies.articles())
def test_an_article_is_valid_and_worth_no_warning(article: nc.Article) -> None:
    assert nc.validate(article) == ()


@scaled(3)
@given(strategies.articles(warnings=True))
def test_an_article_that_may_be_worth_a_warning_holds_no_error(article: nc.Article) -> None:
    assert {issue.severity for issue in nc.validate(article)} <= {"warning"}


@given(strategies.texts(min_size=1), st.data())
def test_records_of_one_text_make_a_valid_article(text: str, data: st.DataObject) -> None:
    """What a user puts together of the single strategies, with their options, holds together."""
    source = data.draw(strategies.sources())
    other = data.draw(strategies.sources(source_ids=[source.id]))
    if source.kind == other.kind == "author":
        other = attrs.evolve(other, kind=None)
    ids = [source.id, other.id]
    outer = data.draw(strategies.claims(text=text, source_ids=ids))
    attribution = attrs.evolve(data.draw(strategies.attributions(text=text, source_ids=ids, within=[outer])), id="own")
    inner = nc.Claim(id="inner", text="a", attributions=(attribution,))
    relation = data.draw(strategies.relations(text=text, claim_ids=[outer.id, inner.id], source_ids=ids))
    review = data.draw(strategies.reviews(claim_ids=[outer.id], source_ids=ids))
    note = data.draw(strategies.notes(text=text, about_ids=[outer.id, relation.id]))
    section = data.draw(strategies.sections(text=text))
    renamed: list[Any] = [
        attrs.evolve(record, id=f"new-{index}") for index, record in enumerate((relation, review, section))
    ]
    if note.about_id == relation.id:
        note = attrs.evolve(note, about_id=renamed[0].id)
    article = nc.Article(
        id="x",
        language="und",
        text=text,
        sources=(source, other),
        claims=(attrs.evolve(outer, attributions=tuple(_renamed(outer.attributions))), inner),
        relations=(renamed[0],),
        reviews=(renamed[1],),
        sections=(renamed[2],),
        notes=(attrs.evolve(note, id="new-note"),),
        provenance=data.draw(strategies.provenances()),
        extensions=data.draw(strategies.extensions()),
    )
    assert nc.validate(article) == ()


def _renamed(attributions: tuple[nc.Attribution, ...]) -> Iterator[nc.Attribution]:
    for index, attribution in enumerate(attributions):
        yield attrs.evolve(attribution, id=f"renamed-{index}")


@given(strategies.texts(min_size=1), st.data())
def test_spans_and_anchors_lie_in_their_text_and_cut_nothing(text: str, data: st.DataObject) -> None:
    anchor = (*data.draw(strategies.anchors(text=text)), data.draw(strategies.spans(text=text)))
    for span in anchor:
        assert 0 <= span.start < span.end <= len(text)
        assert span.quote == text[span.start : span.end]
        assert is_grapheme_boundary(text, span.start)
        assert is_grapheme_boundary(text, span.end)
    assert all(before.end <= after.start for before, after in itertools.pairwise(anchor[:-1]))


@given(strategies.texts(min_size=3, max_size=5), strategies.texts(max_size=0))
def test_texts_keep_to_their_sizes(text: str, empty: str) -> None:
    assert 3 <= len(text) <= 5
    assert empty == ""


@given(strategies.anchors(text=""), strategies.whens(text=""), strategies.claims(text=""), strategies.notes(text=""))
def test_an_empty_text_has_no_places(anchor: model.Anchor, when: nc.When, claim: nc.Claim, note: nc.Note) -> None:
    assert anchor == when.anchor == claim.content == note.anchor == ()


@given(strategies.spans(text="the fox", quotes=False), strategies.sections(text="the fox", quotes=False))
def test_spans_may_lack_their_words(span: nc.Span, section: nc.Section) -> None:
    assert span.quote is None
    assert section.heading is None or section.heading.quote is None


@given(strategies.articles(text="Hi, fox!", with_text=True), strategies.articles(with_text=False, max_claims=0))
def test_articles_heed_their_options(given_text: nc.Article, textless: nc.Article) -> None:
    assert given_text.text == "Hi, fox!"
    assert textless.text is None
    assert textless.claims == ()


@given(strategies.articles(min_claims=9, max_claims=9))
def test_articles_have_as_many_claims_as_asked_for(article: nc.Article) -> None:
    assert len(article.claims) == 9


@given(
    strategies.sources(source_ids=["c1", "T1"]),
    strategies.claims(source_ids=["c1"]),
    strategies.notes(about_ids=["c1"]),
)
def test_an_id_that_is_given_is_not_drawn_again(source: nc.Source, claim: nc.Claim, note: nc.Note) -> None:
    ids = [claim.id, *(attribution.id for attribution in claim.attributions)]
    assert len({*ids, "c1"}) == len(ids) + 1
    assert source.id not in {"c1", "T1"}
    assert note.id != "c1"


@given(strategies.json_values())
def test_json_values_are_json_that_extensions_keep(value: nc.JSON) -> None:
    assert nc.Extensions({"x": value}).plain() == {"x": value}
    json.dumps(value, allow_nan=False).encode()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: strategies.texts(min_size=3, max_size=2), id="texts"),
        pytest.param(lambda: strategies.texts(min_size=-1), id="negative"),
        pytest.param(lambda: strategies.articles(min_claims=7), id="articles"),
        pytest.param(lambda: strategies.articles(max_claims=65), id="deeper than nesting goes"),
        pytest.param(lambda: strategies.relations(claim_ids=["c1"]), id="relations"),
        pytest.param(lambda: strategies.relations(claim_ids=["c1", "c1"]), id="same claim"),
        pytest.param(lambda: strategies.reviews(claim_ids=[]), id="reviews"),
        pytest.param(lambda: strategies.invalid_articles(codes=["NC501"]), id="a warning"),
        pytest.param(lambda: strategies.invalid_articles(codes=[]), id="no code"),
    ],
)
def test_options_that_nothing_can_keep_are_refused_at_once(make: Callable[[], object]) -> None:
    with pytest.raises(InvalidArgument):
        make()


# ── Hard enough ──────────────────────────────────────────────────────────────────────────────────────────────────


def thrown(count: int, *, warnings: bool) -> Iterator[nc.Article]:
    """Articles of a seeded cup, as the strategy makes them."""
    cup = random.Random(20241031)
    for _ in range(count):
        dice = Dice(lambda: cup.randbytes(CHUNK)).fresh()
        yield strategies._article(dice, Counts(claims=(0, 6)), text=None, with_text=None, warnings=warnings)


@pytest.fixture(scope="module")
def crowd() -> Sequence[nc.Article]:
    return tuple(thrown(500, warnings=False))


def records(article: nc.Article) -> Iterator[Any]:
    """Every record of an article, itself among them."""
    work: list[Any] = [article]
    while work:
        record = work.pop()
        yield record
        for field in attrs.fields(type(record)):
            value = getattr(record, field.name)
            work += [item for item in (value if isinstance(value, tuple) else [value]) if type(item) in RECORDS]


def test_every_field_of_every_record_is_now_there_now_not(crowd: Sequence[nc.Article]) -> None:
    there: set[tuple[str, str]] = set()
    absent: set[tuple[str, str]] = set()
    for article in crowd:
        for record in records(article):
            for field in attrs.fields(type(record)):
                empty = getattr(record, field.name) in (None, ()) or getattr(record, field.name) == field.default
                (absent if empty else there).add((type(record).__name__, field.name))
    fields = {(record.__name__, field.name): field for record in RECORDS for field in attrs.fields(record)}
    assert there == set(fields) - {("Article", "schema_version")}
    required = {name for name, field in fields.items() if field.default is attrs.NOTHING}
    assert absent == set(fields) - required | {("Attribution", "source_ids")}


def test_every_value_of_every_enumeration_is_reached(crowd: Sequence[nc.Article]) -> None:
    reached: set[tuple[str, str, str]] = set()
    wanted: set[tuple[str, str, str]] = set()
    for site in (site for article in crowd for site in _layouts.sites(nc.to_dict(article))):
        if site.shape.choices:
            wanted |= {(site.kind.__name__, site.name, choice) for choice in site.shape.choices}
            default = attrs.fields_dict(site.kind)[site.name].default
            reached.add((site.kind.__name__, site.name, site.record.get(site.name, default)))
    assert wanted <= reached


def test_articles_are_as_hard_as_the_model_allows(crowd: Sequence[nc.Article]) -> None:
    texts = "".join(article.text or "" for article in crowd)
    for piece in strategies._dice.PIECES:
        assert piece in texts, f"no text holds {piece!r}"
    anchors = [anchor for article in crowd for anchor in article.anchors()]
    assert any(len(anchor) == 3 for anchor in anchors)
    assert any(a.end == b.start for anchor in anchors for a, b in itertools.pairwise(anchor))
    attributions = [attribution for article in crowd for claim in article.claims for attribution in claim.attributions]
    assert any(len(attribution.source_ids) > 2 for attribution in attributions)
    assert any(len(attribution.via_ids) > 1 for attribution in attributions)
    assert any(len(claim.attributions) > 2 for article in crowd for claim in article.claims)
    deepest = max(
        len(article.voices(item.id)) for article in crowd for claim in article.claims for item in claim.attributions
    )
    assert deepest >= 5
    kinds: set[type] = set()
    for article in crowd:
        about = {note.about_id for note in article.notes} - {None}
        kinds |= {type(record) for record in records(article) if getattr(record, "id", None) in about}
    assert kinds == {nc.Section, nc.Source, nc.Claim, nc.Attribution, nc.Relation, nc.Review, nc.Note}
    textless = [article for article in crowd if article.text is None]
    assert {article.text_sha256 is None for article in textless} == {True, False}
    quotes = [{span.quote is None for anchor in article.anchors() for span in anchor} for article in textless]
    assert {frozenset(found) for found in quotes} >= {frozenset({True}), frozenset({False}), frozenset({True, False})}
    assert any(article.text == "" for article in crowd)
    ids = [record.id for article in crowd for record in records(article) if type(record) is nc.Claim]
    assert max(map(len, ids)) == 64


def test_times_and_numbers_take_every_form(crowd: Sequence[nc.Article]) -> None:
    reviews = [review for article in crowd for review in article.reviews]
    lengths = {len(review.published) for review in reviews if review.published}
    assert {4, 7, 10, 17, 20, 22, 24, 27, 30} <= lengths
    values = [
        record.value for article in crowd for record in records(article) if type(record) is nc.When and record.value
    ]
    assert any(value.endswith("/..") for value in values)
    assert any(value.startswith("../") for value in values)
    assert any("T" in value.partition("/")[0] and "T" in value.partition("/")[2] for value in values)
    ratings = [review.rating_value for review in reviews if review.rating_value is not None]
    assert {type(rating) for rating in ratings} == {int, float}
    assert any("e+" in repr(rating) for rating in ratings)
    assert any("e-" in repr(rating) for rating in ratings)
    assert {repr(rating) for rating in ratings} >= {"-0.0", "1e+22", "5e-324"}
    assert any(rating > 2**63 for rating in ratings if type(rating) is int)


def test_articles_that_may_be_worth_a_warning_reach_every_warning() -> None:
    found = {code for article in thrown(200, warnings=True) for code in codes_of(article)}
    assert found == {code for code in CODES if code.startswith("NC5")}


def test_a_text_may_hold_what_nobody_can_see_if_warnings_may_occur() -> None:
    assert "\x00" in find(strategies.texts(warnings=True), lambda text: "\x00" in text)


# ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────


@given(strategies.articles(max_claims=3), st.data())
def test_documents_say_what_their_article_says(article: nc.Article, data: st.DataObject) -> None:
    assert nc.from_dict(data.draw(strategies.documents(article=article))) == article
    assert nc.loads(data.draw(strategies.encoded_documents(article=article))) == article


@given(strategies.documents(), strategies.encoded_documents())
def test_documents_are_valid(document: dict[str, Any], data: bytes) -> None:
    assert codes_of(document) == codes_of(data) == []


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(lambda data: b"null" in data, id="null"),
        pytest.param(lambda data: b"\\u00" in data, id="escape"),
        pytest.param(lambda data: data.startswith(b"\n"), id="blanks before"),
        pytest.param(lambda data: b"\r\n" in data, id="line end of Windows"),
        pytest.param(lambda data: b'"$schema"' in data, id="$schema"),
        pytest.param(lambda data: not data.lstrip().startswith(b'{"schema_version'), id="order"),
    ],
)
def test_documents_are_laid_out_in_many_ways(wanted: Callable[[bytes], bool]) -> None:
    article = nc.Article(id="x", language="en")
    assert nc.loads(find(strategies.encoded_documents(article=article), wanted)) == article


@given(strategies.json_values(), st.randoms(use_true_random=True))
def test_any_layout_says_the_same_json(value: nc.JSON, cup: random.Random) -> None:
    how = _layouts.layout(Dice(lambda: cup.randbytes(CHUNK)))
    assert repr(json.loads(_layouts.written(value, how))) == repr(value)
    assert _layouts.written(value, _layouts.PLAIN) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# ── Broken documents ─────────────────────────────────────────────────────────────────────────────────────────────

UNREACHED: Mapping[str, str] = {
    "NC108": "64 MB by default; test_properties.py breaks it with a smaller limit",
    "NC109": "16 MB by default; test_properties.py breaks it with a smaller limit",
    "NC110": "100,001 claims by default; test_properties.py breaks it with a smaller limit",
    "NC111": "100,001 spans by default; test_properties.py breaks it with a smaller limit",
    "NC112": "100,001 references by default; test_properties.py breaks it with a smaller limit",
    "NC115": "a fault of a compressed file, not of the document in it",
}
"""Errors of NC1xx to NC4xx that `invalid_articles` does not bring about, and why."""


def test_every_error_that_a_document_can_raise_is_reached() -> None:
    errors = {code for code, row in CODES.items() if row.severity == "error" and code[2] in "1234"}
    assert set(strategies.INVALID_CODES) | set(UNREACHED) == errors
    assert not set(strategies.INVALID_CODES) & set(UNREACHED)


@pytest.mark.promise(13)
@pytest.mark.parametrize("code", strategies.INVALID_CODES)
@scaled(0.3)
@given(data=st.data())
def test_a_broken_document_is_told_by_its_code(code: str, data: st.DataObject) -> None:
    document, wanted = data.draw(strategies.invalid_articles(codes=[code]))
    assert wanted == code
    refused_with(document, code)


@pytest.mark.promise(13)
@scaled(1)
@given(strategies.invalid_articles())
def test_any_broken_document_is_told_by_its_code(pair: tuple[strategies.Document, str]) -> None:
    refused_with(*pair)


def refused_with(document: strategies.Document, code: str) -> None:
    """The code is told by each way in: plain data, bytes, text, and the errors of those who load."""
    assert code in codes_of(document)
    if isinstance(document, dict):
        with pytest.raises(nc.InvalidArticleError) as plain:
            nc.from_dict(document)
        assert code in [issue.code for issue in plain.value.issues]
        try:
            document = _layouts.written(document, _layouts.PLAIN).encode()
        except (UnicodeEncodeError, TypeError, AttributeError, ValueError):
            return
        if code == "NC116" or b"inf" in document or b"nan" in document:
            return
        assert code in codes_of(document)
    with pytest.raises(nc.InvalidArticleError) as read:
        nc.loads(document)
    assert code in [issue.code for issue in read.value.issues]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: f"{damage.code}-{damage.apply.__name__}")
def test_a_damage_touches_one_rule_where_it_can(damage: Damage) -> None:
    """Among a few documents broken in one way there is one with that breach and no other."""
    cup = random.Random(7)
    found: Collection[set[str]] = []
    for _ in range(40):
        document, _ = strategies._broken(Dice(lambda: cup.randbytes(CHUNK)).fresh(), damage)
        found = [*found, set(codes_of(document))]
        if found[-1] == {damage.code}:
            return
    # A broken value may well be a reference, a chain of a circle is no chain: these never come alone.
    assert damage.code in {"NC303", "NC408"} or min(map(len, found)) <= 2, found


# ── Small when it fails ──────────────────────────────────────────────────────────────────────────────────────────


def test_everything_shrinks_to_the_smallest_of_its_kind() -> None:
    assert find(strategies.articles(), lambda _: True) == nc.Article(id="a", language="und", text="a")
    assert find(strategies.articles(), lambda article: bool(article.claims)).claims == (
        nc.Claim(id="c1", content=(nc.Span(start=0, end=1, quote="a"),)),
    )
    assert find(strategies.articles(), lambda article: bool(article.sections)).sections == (
        nc.Section(id="c1", start=0, end=1),
    )
    assert find(strategies.json_values(), lambda value: isinstance(value, list) and len(value) == 2) == [None, None]


def test_a_broken_document_shrinks_to_a_small_one() -> None:
    document, _ = find(strategies.invalid_articles(codes=["NC402"]), lambda _: True)
    assert isinstance(document, dict)
    assert len(document["claims"]) == 2
    assert document["text"] == "aa"


# ── Hypothesis' entry point ──────────────────────────────────────────────────────────────────────────────────────

TYPES = (*(record for record in RECORDS), nc.Extensions)


@pytest.mark.parametrize("wanted", TYPES, ids=lambda wanted: wanted.__name__)
def test_hypothesis_finds_a_strategy_for_each_class(wanted: type) -> None:
    import newsclaims._hypothesis  # noqa: F401  # what the entry point loads, if the package is installed

    @settings(max_examples=5, suppress_health_check=list(HealthCheck))
    @given(st.from_type(wanted))
    def holds(value: object) -> None:
        assert type(value) is wanted

    holds()


IN_A_NEW_PYTHON = """
import sys
from hypothesis import find, strategies as st
assert "newsclaims._hypothesis" in sys.modules, "the entry point was not loaded"
assert "newsclaims.strategies" not in sys.modules, "the entry point is not lazy"
import newsclaims as nc
print(find(st.from_type(nc.Article), lambda article: True).text)
print(find(st.from_type(nc.Span), lambda span: True))
"""


@pytest.mark.skipif(
    not any(entry.value == "newsclaims._hypothesis" for entry in importlib.metadata.entry_points(group="hypothesis")),
    reason="newsclaims is not installed, so Hypothesis cannot know of it",
)
def test_the_entry_point_registers_all_types_without_an_import() -> None:
    done = subprocess.run([sys.executable, "-c", IN_A_NEW_PYTHON], capture_output=True, text=True, check=False)
    assert (done.stderr, done.stdout) == ("", "a\nSpan(start=0, end=1, quote='a')\n")


def test_without_hypothesis_the_line_to_type_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "hypothesis"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "newsclaims.strategies")
    with pytest.raises(nc.MissingDependencyError, match=r"pip install 'newsclaims\[strategies\]'"):
        importlib.import_module("newsclaims.strategies")


def test_every_public_name_is_described_with_an_example() -> None:
    assert set(strategies.__all__) == {name for name in vars(strategies) if name in strategies.__all__}
    for name in strategies.__all__:
        made = getattr(strategies, name)
        if callable(made) and name != "Document":
            assert "Shrinks to" in (made.__doc__ or ""), name
            assert ">>> " in (made.__doc__ or ""), name


def test_enumerations_of_the_makers_are_those_of_the_model() -> None:
    assert set(strategies._makers.ROLES) == set(get_args(model.SectionRole))
    assert {*strategies._makers.KINDS, "author"} == {None, *get_args(model.SourceKind)}
    assert Maker(Dice(lambda: bytes(CHUNK)), "").source(author=True).kind == "author"
