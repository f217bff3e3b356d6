"""Records that are attrs classes to everybody and structs in memory: what is true of both at once."""

import copy
import gc
import pickle
import weakref
from collections.abc import Iterator
from typing import Any, ClassVar

import attrs
import msgspec
import pytest

import newsclaims as nc
from newsclaims import _codec
from newsclaims._compact import layout_of
from newsclaims._structs import RECORDS


def inside(record: Any) -> Iterator[Any]:
    """A record and all records in it."""
    yield record
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, msgspec.Struct):
                yield from inside(item)


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_is_an_attrs_class_and_a_struct_of_the_same_fields(record: Any) -> None:
    names = [field.name for field in msgspec.structs.fields(record)]
    assert issubclass(record, layout_of(record))
    assert record.__basicsize__ == layout_of(record).__basicsize__
    assert attrs.has(record)
    assert [field.name for field in attrs.fields(record)] == names


@pytest.mark.parametrize("name", nc.examples())
def test_no_layout_is_left_in_an_article_that_was_read(name: str) -> None:
    found = {type(record) for record in inside(nc.example(name))}
    assert nc.Article in found
    assert found <= set(RECORDS)


@pytest.mark.parametrize("name", nc.examples())
def test_what_was_read_equals_what_constructors_make_of_it(name: str) -> None:
    read = nc.example(name)
    made = nc.make_converter().structure(nc.to_dict(read), nc.Article)
    assert made == read
    assert hash(made) == hash(read)
    assert repr(made) == repr(read)
    assert pickle.loads(pickle.dumps(read)) == read


def test_every_way_of_msgspec_to_make_a_record_keeps_its_rules() -> None:
    """So that the codec is no back door to a record that a constructor would refuse."""
    claim: Any = nc.Claim(id="c1")
    ways = (
        lambda: msgspec.convert({"id": "1"}, nc.Claim),
        lambda: msgspec.json.decode(b'{"id": "1"}', type=nc.Claim),
        lambda: msgspec.structs.replace(claim, id="1"),
        lambda: msgspec.convert({"id": "c1", "content": [{"start": -1, "end": 1}]}, nc.Claim),
    )
    for way in ways:
        with pytest.raises((nc.FieldError, msgspec.ValidationError)):
            way()


def test_a_record_is_never_turned_back_into_its_layout() -> None:
    span = nc.Span(start=0, end=1)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        span.__class__ = layout_of(nc.Span)  # type: ignore[assignment]
    assert span == nc.Span(start=0, end=1)


def test_the_collector_does_not_know_records_but_an_article_can_be_referred_to_weakly() -> None:
    article = nc.example()
    assert [type(record) for record in inside(article) if gc.is_tracked(record)] == [nc.Article]
    assert weakref.ref(article)() is article


def test_a_default_that_is_not_the_same_object_is_left_out_all_the_same() -> None:
    role: Any = "BODY".lower()
    section = nc.Section(id="s", role=role, start=0, end=4)
    assert b"role" not in nc.dumps(attrs.evolve(nc.Article.from_text("Rain", id="x"), sections=(section,)))


def test_the_mark_of_a_checked_load_goes_with_no_change() -> None:
    article: Any = nc.example()
    wrong = nc.Claim(id="c1", content=(article.span(0, 5),))
    for change in (attrs.evolve, msgspec.structs.replace):
        changed = change(article, claims=(*article.claims, wrong))
        with pytest.raises(nc.InvalidArticleError):
            nc.dumps(changed)


def test_the_version_is_written_though_it_has_a_default_and_read_only_if_it_is_there() -> None:
    assert nc.dumps(nc.Article(id="x", language="en")) == b'{"schema_version":"1.0","id":"x","language":"en"}'
    assert _codec.decode(b'{"id":"x","language":"en"}') is None


def test_a_copy_of_a_checked_article_is_equal_and_written_alike() -> None:
    article = nc.example()
    for again in (copy.copy(article), copy.deepcopy(article), attrs.evolve(article)):
        assert again == article
        assert nc.dumps(again) == nc.dumps(article)


def test_a_method_finds_its_own_class_and_attrs_finds_its_rules() -> None:
    assert type(nc.Article.from_text("Rain", id="x")) is nc.Article
    assert nc.Span.__doc__ is not None
    assert nc.Span.__module__ == "newsclaims.model"
    assert attrs.fields(nc.Span).start.validator is not None
    assert attrs.asdict(nc.Span(start=0, end=1)) == {"start": 0, "end": 1, "quote": None}


class _Titled(nc.Article):
    """An article with a method of its own."""

    unit: ClassVar[str] = "code points"

    def heading(self) -> str:
        return self.title or self.id


def test_a_class_may_derive_from_a_record_to_add_methods() -> None:
    article = _Titled(id="x", language="en", text="abc")
    assert article.heading() == "x"
    assert attrs.evolve(article, title="T").heading() == "T"
    assert type(_Titled.from_text("abc")) is _Titled
    assert nc.dumps(article) == nc.dumps(nc.Article(id="x", language="en", text="abc"))
    assert nc.validate(article) == ()
    assert article != nc.Article(id="x", language="en", text="abc")


def test_a_class_that_derives_from_a_record_adds_no_fields() -> None:
    """What `dumps` wrote of one had a member that no reader knows, and `to_dict` dropped it."""
    message = "Moody adds the field mood to a record; data of your own go into its extensions"
    with pytest.raises(TypeError, match=message):
        type("Moody", (nc.Article,), {"__annotations__": {"mood": str}, "mood": "grim"})
    with pytest.raises(TypeError, match=message):

        @attrs.frozen(kw_only=True)
        class Moody(nc.Claim):
            mood: str = "grim"
