"""Other people's data: any JSON, copied, read-only, told apart exactly."""

import copy
import enum
import json
import pickle
from collections import OrderedDict, UserDict
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pytest

import newsclaims as nc
from newsclaims._extensions import EMPTY, extensions

EVERYTHING = {
    "brat": {"ids": ["T1", "T2"], "nested": {"deep": [[], {}, [None, True, False]]}},
    "own": None,
    "a-b_9": 0.1,
    "z": "é\u2028\x00😀",
    "int": -(2**63),
    "big": 2**64 - 1,
}

# ── Equality ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (True, 1),
        (False, 0),
        (1, 1.0),
        (0, 0.0),
        (0.0, -0.0),
        (0, -0.0),
        (None, False),
        (None, 0),
        ("1", 1),
        ("", None),
        ([], {}),
        ([1], [True]),
        ([1], [1.0]),
        ([[1]], [[1.0]]),
        ({"x": 1}, {"x": True}),
        ({"x": [{"y": 1}]}, {"x": [{"y": 1.0}]}),
        ("\u00e9", "e\u0301"),
        (2**53, float(2**53)),
        ([1, 2], [2, 1]),
    ],
)
def test_values_that_python_may_call_equal_are_told_apart(one: Any, other: Any) -> None:
    for kind in (nc.Extensions, nc.JSONObject):
        assert kind({"k": one}) != kind({"k": other})
        assert kind({"k": one}) != {"k": other}
        assert len({kind({"k": one}), kind({"k": other})}) == 2


def test_records_with_extensions_that_differ_in_type_alone_differ() -> None:
    assert nc.Source(id="a", extensions={"k": 1}) != nc.Source(id="a", extensions={"k": True})
    assert nc.Source(id="a", extensions={"k": 1}) != nc.Source(id="a", extensions={"k": 1.0})


def test_equal_extensions_hash_alike_whatever_the_order_of_their_members() -> None:
    one, other = nc.Extensions({"a": {"x": 1, "y": 2}, "b": 3}), nc.Extensions({"b": 3, "a": {"y": 2, "x": 1}})
    assert one == other
    assert hash(one) == hash(other)
    assert {one: 1}[other] == 1


def test_extensions_equal_the_plain_mapping_they_were_made_of() -> None:
    assert nc.Extensions(EVERYTHING) == EVERYTHING
    assert EVERYTHING == nc.Extensions(EVERYTHING)  # noqa: SIM300  # a dict on the left asks the right
    assert nc.Extensions({"a": (1, 2)}) == {"a": [1, 2]}
    assert nc.Extensions({"a": 1}) == nc.JSONObject({"a": 1})


@pytest.mark.parametrize("other", [None, 1, "a", [], [("a", 1)], {1: 2}, {"a": {1}}, {"a": float("nan")}])
def test_extensions_differ_from_everything_that_is_not_the_same_json(other: Any) -> None:
    assert nc.Extensions({"a": 1}) != other
    assert nc.Extensions({}) != other


# ── Order ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_order_of_members_is_kept_at_every_level() -> None:
    made = nc.Extensions({"z": {"y": 1, "a": 2}, "b": 3, "a": [{"q": 1, "c": 2}]})
    assert list(made) == ["z", "b", "a"]
    inner = made["z"]
    assert isinstance(inner, Mapping)
    assert list(inner) == ["y", "a"]
    assert made.written == b'{"z":{"y":1,"a":2},"b":3,"a":[{"q":1,"c":2}]}'


def test_plain_gives_dicts_and_lists_of_its_own() -> None:
    made = nc.Extensions({"a": [1, {"b": []}]})
    plain = made.plain()
    assert plain == {"a": [1, {"b": []}]}
    plain["a"][1]["b"].append(1)
    plain["a"].append(2)
    assert made == {"a": [1, {"b": []}]}
    assert json.dumps(made.plain()) == '{"a": [1, {"b": []}]}'


def test_written_is_canonical_json() -> None:
    made = nc.Extensions({"a": [1.0, 1e16, 1e-7, -0.0, "é\n\u2028/\x7f"], "b": {}, "c": []})
    assert made.written.decode() == '{"a":[1.0,1e+16,1e-07,-0.0,"é\\n\u2028/\x7f"],"b":{},"c":[]}'


# ── Read-only ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "change",
    [
        lambda made: made.__setitem__("a", 1),
        lambda made: made.__delitem__("a"),
        lambda made: made.update({"b": 1}),
        lambda made: made.pop("a"),
        lambda made: made.clear(),
        lambda made: made.setdefault("b", 1),
        lambda made: setattr(made, "mood", "grim"),
        lambda made: made["a"].__setitem__("b", 1),
        lambda made: made["a"]["b"].append(1),
        lambda made: made["a"]["b"].__setitem__(0, 1),
        lambda made: made["a"]["b"][1].__setitem__("c", 1),
    ],
)
def test_nothing_in_extensions_can_be_changed(change: Callable[[Any], object]) -> None:
    made = nc.Extensions({"a": {"b": [1, {"c": 2}]}})
    with pytest.raises((TypeError, AttributeError)):
        change(made)
    assert made == {"a": {"b": [1, {"c": 2}]}}


def test_values_and_items_are_read_only_too() -> None:
    made = nc.Extensions({"a": {"b": [1]}})
    for value in (*made.values(), dict(made.items())["a"]):
        with pytest.raises(TypeError):
            value["c"] = 1
    assert next(iter(made.values())) == {"b": [1]}


# ── Access ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_objects_inside_read_as_objects_and_arrays_as_tuples() -> None:
    made: Any = nc.Extensions(EVERYTHING)
    assert type(made["brat"]) is nc.JSONObject
    assert made["brat"]["ids"] == ("T1", "T2")
    assert made["brat"]["nested"]["deep"] == ((), nc.JSONObject({}), (None, True, False))
    assert type(made["brat"]["nested"]["deep"][1]) is nc.JSONObject


def test_extensions_behave_like_a_mapping() -> None:
    made = nc.Extensions({"a": 1, "b": None})
    assert isinstance(made, Mapping)
    assert (len(made), "a" in made, "c" in made, 1 in made) == (2, True, False, False)
    assert made.get("c") is None
    assert made.get("c", 7) == 7
    assert dict(made) == {"a": 1, "b": None}
    assert {**made} == {"a": 1, "b": None}
    assert (bool(made), bool(EMPTY)) == (True, False)
    with pytest.raises(KeyError, match="c"):
        made["c"]


def test_extensions_print_as_the_python_that_makes_them() -> None:
    assert repr(nc.Extensions({"a": [1, {"b": None}]})) == "Extensions({'a': [1, {'b': None}]})"
    assert repr(nc.JSONObject({"b": 2})) == "JSONObject({'b': 2})"
    assert eval(repr(nc.Extensions(EVERYTHING)), vars(nc)) == nc.Extensions(EVERYTHING)


# ── Copies ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_extensions_are_a_deep_copy_of_what_they_are_made_of() -> None:
    inner: list[Any] = [1, {"c": [2]}]
    given = {"a": inner}
    made = nc.Extensions(given)
    inner[1]["c"].append(3)
    inner.append(4)
    given["b"] = []
    assert made == {"a": [1, {"c": [2]}]}


@pytest.mark.parametrize(
    "given",
    [
        {"a": {"b": 1}},
        OrderedDict(a=OrderedDict(b=1)),
        UserDict({"a": UserDict({"b": 1})}),
        MappingProxyType({"a": MappingProxyType({"b": 1})}),
        nc.JSONObject({"a": {"b": 1}}),
        nc.Extensions({"a": {"b": 1}}),
        {"a": nc.JSONObject({"b": 1})},
    ],
    ids=lambda given: type(given).__name__,
)
def test_extensions_can_be_made_of_any_mapping(given: Any) -> None:
    made = nc.Extensions(given)
    assert made == {"a": {"b": 1}}
    assert made.plain() == {"a": {"b": 1}}
    assert type(made.plain()["a"]) is dict


def test_extensions_that_are_ready_are_taken_as_they_are() -> None:
    made = nc.Extensions({"a": 1})
    assert extensions(made) is made
    assert nc.Source(id="a", extensions=made).extensions is made


def test_all_empty_extensions_of_records_are_one_object() -> None:
    assert extensions({}) is extensions(nc.Extensions({})) is EMPTY


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("kind", [nc.Extensions, nc.JSONObject])
def test_extensions_come_back_from_a_pickle_equal(kind: type, protocol: int) -> None:
    made = kind(EVERYTHING)
    again = pickle.loads(pickle.dumps(made, protocol))
    assert again == made
    assert type(again) is kind
    assert hash(again) == hash(made)
    assert list(again) == list(made)


def test_an_object_inside_comes_back_from_a_pickle_equal() -> None:
    inner = nc.Extensions(EVERYTHING)["brat"]
    assert pickle.loads(pickle.dumps(inner)) == inner


def test_empty_extensions_stay_one_object_through_a_pickle() -> None:
    assert pickle.loads(pickle.dumps(EMPTY)) is EMPTY


def test_a_copy_of_what_cannot_change_is_itself() -> None:
    made = nc.Extensions(EVERYTHING)
    assert copy.copy(made) is made
    assert copy.deepcopy(made) is made


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["a", "z9", "brat", "web_annotation", "a-b", "a" * 1000])
def test_a_key_names_an_owner(key: str) -> None:
    assert list(nc.Extensions({key: 1})) == [key]


@pytest.mark.parametrize("key", ["", "A", "9a", "_a", "-a", "a b", "a.b", "ä", "a\n", "aB", "a\u0661", "ａ"])
def test_a_key_that_names_no_owner_is_refused(key: str) -> None:
    with pytest.raises(nc.FieldError) as caught:
        nc.Extensions({key: 1})
    shown = key.replace("\n", "\\n")
    assert str(caught.value) == f'Extensions has the key "{shown}", should be a small letter, then [a-z0-9_-]'
    assert caught.value.code == "NC215"


def test_inside_an_owners_data_any_key_goes() -> None:
    made = nc.Extensions({"a": {"": 1, "Not an owner": 2, "_newer": 3, "\x00": 4}})
    inner = made["a"]
    assert isinstance(inner, Mapping)
    assert list(inner) == ["", "Not an owner", "_newer", "\x00"]


def test_an_object_that_is_no_extensions_takes_any_key() -> None:
    assert nc.JSONObject({"Not an owner": 1})["Not an owner"] == 1


class _Number(enum.IntEnum):
    ONE = 1


class _Text(str):
    __slots__ = ()


REFUSED = [
    (float("nan"), "NC106", "holds nan, should be finite"),
    (float("inf"), "NC106", "holds inf, should be finite"),
    (float("-inf"), "NC106", "holds -inf, should be finite"),
    (2**64, "NC106", "holds 18446744073709551616, should be from -2^63 to 2^64-1"),
    (-(2**63) - 1, "NC106", "holds -9223372036854775809, should be from -2^63 to 2^64-1"),
    ("a\ud800", "NC105", 'holds a lone surrogate in "a\\ud800"'),
    ({"\udfff": 1}, "NC105", 'holds a lone surrogate in "\\udfff"'),
    ({1, 2}, "NC116", "holds a set, should be a JSON value"),
    (b"a", "NC116", "holds a bytes, should be a JSON value"),
    (1j, "NC116", "holds a complex, should be a JSON value"),
    (range(3), "NC116", "holds a range, should be a JSON value"),
    (_Number.ONE, "NC116", "holds 1 (a _Number), should be a JSON value"),
    (_Text("a"), "NC116", 'holds "a" (a _Text), should be a JSON value'),
    ({1: 2}, "NC116", "has the key 1, should be a string"),
    ({None: 2}, "NC116", "has the key null, should be a string"),
    ({True: 2}, "NC116", "has the key true, should be a string"),
    ({_Text("a"): 2}, "NC116", 'has the key "a" (a _Text), should be a string'),
]


@pytest.mark.parametrize(("value", "code", "message"), REFUSED, ids=lambda value: ascii(value)[:40])
@pytest.mark.parametrize(
    "place",
    [lambda value: {"a": value}, lambda value: {"a": [1, value]}, lambda value: {"a": {"b": ({"c": value},)}}],
    ids=["member", "item", "deep"],
)
def test_what_is_not_json_is_refused_wherever_it_stands(
    value: Any, code: str, message: str, place: Callable[[Any], Any]
) -> None:
    for kind in (nc.Extensions, nc.JSONObject):
        with pytest.raises(nc.FieldError) as caught:
            kind(place(value))
        assert str(caught.value) == f"{kind.__name__} {message}"
        assert (caught.value.field, caught.value.code) == (kind.__name__, code)


@pytest.mark.parametrize("kind", [nc.Extensions, nc.JSONObject])
@pytest.mark.parametrize("value", [None, 5, "a", ["a"], [("a", 1)], ()])
def test_what_is_no_mapping_makes_no_object(kind: Any, value: Any) -> None:
    with pytest.raises(nc.FieldError) as caught:
        kind(value)
    assert caught.value.code == "NC201"
    assert str(caught.value).endswith("should be a mapping")


@pytest.mark.parametrize("value", [-(2**63), 2**64 - 1, 5e-324, 1.7976931348623157e308, -0.0, "\U0010ffff\ue000\ufdd0"])
def test_every_number_and_character_at_the_border_is_kept(value: Any) -> None:
    made = nc.Extensions({"a": value})
    assert repr(made["a"]) == repr(value)


def nested(levels: int) -> Any:
    """Lists inside one another around a number."""
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


def test_extensions_that_a_document_can_hold_are_as_deep_as_a_document_can_be() -> None:
    """An article's extensions stand at depth 2 of 128, so that 126 levels go into them."""
    made = nc.Article(id="x", language="en", extensions={"a": nested(126)})
    assert nc.loads(nc.dumps(made)) == made


@pytest.mark.parametrize("wrap", [lambda value: [value], lambda value: {"a": value}], ids=["lists", "objects"])
def test_extensions_too_deep_for_any_document_are_refused(wrap: Callable[[Any], Any]) -> None:
    """Limits.depth goes up to 256; what lies deeper can be read by nobody."""
    value: Any = 1
    for _ in range(255):
        value = wrap(value)
    assert nc.Extensions({"a": value}).plain() == {"a": value}
    with pytest.raises(nc.FieldError) as caught:
        nc.Extensions({"a": wrap(value)})
    assert str(caught.value) == "Extensions is nested deeper than 256"
    assert caught.value.code == "NC107"


def test_extensions_of_a_thousand_levels_are_refused_without_recursion_error() -> None:
    with pytest.raises(nc.FieldError, match="is nested deeper than 256"):
        nc.JSONObject({"a": nested(100_000)})


def test_a_list_that_holds_itself_is_refused_and_hangs_nobody() -> None:
    ring: list[Any] = [1]
    ring.append(ring)
    with pytest.raises(nc.FieldError) as caught:
        nc.Extensions({"a": ring})
    assert caught.value.code == "NC107"


def test_extensions_of_a_document_read_as_they_are_written() -> None:
    given = json.dumps({"schema_version": "1.0", "id": "x", "language": "en", "extensions": EVERYTHING})
    article = nc.loads(given)
    assert article.extensions == EVERYTHING
    assert nc.to_dict(article)["extensions"] == EVERYTHING
    assert json.loads(nc.dumps(article))["extensions"] == EVERYTHING
