"""The JSON Schema: generated from the classes, committed, and such that one mistake is one message."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
from jsonschema import Draft202012Validator

import newsclaims as nc
from newsclaims import _schema, model
from newsclaims._extensions import KEY
from newsclaims._rules import PATTERNS, shape_of
from newsclaims._structs import RECORDS

FILE = Path(__file__).resolve().parent.parent / "schemas" / "article-1.0.schema.json"

DEFINED = [record for record in RECORDS if record is not nc.Article]


def schema() -> dict[str, Any]:
    return _schema.generate()


def of(record: type) -> dict[str, Any]:
    """The schema of one class."""
    whole = schema()
    found = whole if record is nc.Article else whole["$defs"][record.__name__]
    assert isinstance(found, dict)
    return found


def nodes(value: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object in a schema, with its place."""
    if isinstance(value, dict):
        yield place, value
        for name, item in value.items():
            yield from nodes(item, f"{place}/{name}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from nodes(item, f"{place}/{index}")


def keywords() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every subschema; `properties` and `$defs` are maps of them, not subschemas."""
    return ((place, node) for place, node in nodes(schema()) if not place.endswith(("/properties", "/$defs")))


def label(value: object) -> str:
    return getattr(value, "__name__", str(value))


# ── The file ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_committed_file_is_what_the_classes_say() -> None:
    expected = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    assert FILE.read_text(encoding="utf-8") == expected, "run python tools/schema.py"


def test_the_front_door_gives_the_committed_file_as_a_dict_of_ones_own() -> None:
    given: Any = nc.schema()
    assert given == schema()
    assert list(given) == list(schema())
    given["properties"]["id"]["type"] = "integer"
    assert nc.schema() == schema()
    assert nc.schema("article") == nc.schema()


def test_a_schema_that_does_not_exist_guesses_the_name() -> None:
    with pytest.raises(nc.UnknownIdError) as caught:
        nc.schema("artikle")
    assert str(caught.value) == 'no schema "artikle" (did you mean "article"?)'
    with pytest.raises(nc.UnknownIdError) as caught:
        nc.schema("xml")
    assert str(caught.value) == 'no schema "xml" (there are article, draft, report)'


def test_the_schema_keeps_the_rules_of_its_dialect() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_has_a_name_that_nobody_can_fetch() -> None:
    assert schema()["$id"] == "urn:newsclaims:schema:article:1.0"
    assert [place for place, node in keywords() if "$id" in node] == [""]


# ── One mistake, one message ─────────────────────────────────────────────────────────────────────────────────────────


def test_no_keyword_of_the_schema_says_only_that_nothing_fits() -> None:
    used = {name for _, node in keywords() for name in node}
    assert not used & {"anyOf", "oneOf", "allOf", "not", "const", "dependentSchemas", "unevaluatedProperties", "format"}


def test_every_reference_stays_inside_and_none_leads_back_to_where_it_came_from() -> None:
    whole = schema()
    refers: dict[str, set[str]] = {}
    for place, node in keywords():
        if "$ref" in node:
            target = node["$ref"].removeprefix("#/$defs/")
            assert target in whole["$defs"], place
            home = place.split("/")[2] if place.startswith("/$defs/") else "Article"
            refers.setdefault(home, set()).add(target)
    assert "Claim" in refers["Article"]

    def reached(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, way
        for target in refers.get(name, ()):
            reached(target, (*way, name))

    reached("Article", ())


def test_there_is_a_definition_for_every_class_and_no_other_but_extensions() -> None:
    assert set(schema()["$defs"]) == {record.__name__ for record in DEFINED} | {"Extensions"}


@pytest.mark.parametrize("record", RECORDS, ids=label)
def test_every_object_is_closed(record: type) -> None:
    assert of(record)["additionalProperties"] is False
    assert of(record)["title"] == record.__name__


@pytest.mark.parametrize("record", RECORDS, ids=label)
def test_the_members_are_the_fields_in_the_order_of_the_class_and_of_its_docstring(record: type) -> None:
    fields = [field.name for field in attrs.fields(record)]
    members = list(of(record)["properties"])
    assert members == (["$schema", *fields] if record is nc.Article else fields)
    assert list(_schema.descriptions(record)) == fields


@pytest.mark.parametrize("record", RECORDS, ids=label)
def test_what_is_required_is_what_the_contract_requires(record: type) -> None:
    required = {
        nc.Article: ["schema_version", "id", "language"],
        nc.Span: ["start", "end"],
        nc.When: None,
        nc.Section: ["id", "start", "end"],
        nc.Source: ["id"],
        nc.Claim: ["id"],
        nc.Attribution: ["id", "source_ids"],
        nc.Relation: ["id", "type", "from_id", "to_id"],
        nc.Review: ["id", "claim_id", "label"],
        nc.Note: ["id", "kind"],
        nc.Provenance: None,
    }
    assert of(record).get("required") == required[record]


@pytest.mark.parametrize("record", RECORDS, ids=label)
def test_null_is_allowed_where_a_field_is_optional_and_nowhere_else(record: type) -> None:
    for field in attrs.fields(record):
        member = of(record)["properties"][field.name]
        nullable = type(None) in get_args(field.type)
        assert ("null" in member["type"]) is nullable, field.name
        assert isinstance(member["type"], list) is nullable, field.name
        if "enum" in member:
            assert (None in member["enum"]) is nullable, field.name


@pytest.mark.parametrize("record", RECORDS, ids=label)
def test_a_default_is_named_where_a_member_may_be_left_out_but_not_null(record: type) -> None:
    for field in attrs.fields(record):
        member = of(record)["properties"][field.name]
        optional = type(None) in get_args(field.type)
        if field.name == "schema_version" or optional or field.default is attrs.NOTHING:
            assert "default" not in member, field.name
        else:
            assert member["default"] == ([] if field.default == () else field.default), field.name


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("record", RECORDS, ids=label)
def test_every_field_is_described_once_and_the_schema_says_the_same(record: type) -> None:
    words = _schema.descriptions(record)
    for field in attrs.fields(record):
        assert len(re.findall(rf"^    +{field.name}: ", record.__doc__ or "", re.MULTILINE)) == 1, field.name
        description = of(record)["properties"][field.name]["description"]
        assert description == words[field.name]
        assert description.endswith(".")
        assert "`" not in description
        assert "\n" not in description


@pytest.mark.parametrize("record", RECORDS, ids=label)
def test_every_class_is_described_by_the_first_words_of_its_docstring(record: type) -> None:
    first = (record.__doc__ or "").strip().split("\n\n")[0]
    assert of(record)["description"] == first.replace("*", "")


def test_a_section_says_that_it_is_not_the_desk_of_a_newspaper() -> None:
    assert "articleSection" in (nc.Section.__doc__ or "")


def test_a_field_left_out_of_the_docstring_is_noticed() -> None:
    @attrs.frozen(kw_only=True)
    class Undescribed:
        """
        Something.

        Attributes:
            one: The first.
        """

        one: int
        two: int

    with pytest.raises(KeyError, match="two"):
        _schema.descriptions(Undescribed)


def test_a_field_described_that_does_not_exist_is_noticed() -> None:
    @attrs.frozen(kw_only=True)
    class Overdescribed:
        """
        Something.

        Attributes:
            one: The first.
            two: The second.
        """

        one: int

    with pytest.raises(KeyError, match="two"):
        _schema.descriptions(Overdescribed)


def test_fields_described_in_another_order_are_noticed() -> None:
    @attrs.frozen(kw_only=True)
    class Disordered:
        """
        Something.

        Attributes:
            two: The second.
            one: The first.
        """

        one: int
        two: int

    with pytest.raises(KeyError, match="order"):
        _schema.descriptions(Disordered)


def test_a_class_without_attributes_in_its_docstring_is_noticed() -> None:
    @attrs.frozen(kw_only=True)
    class Silent:
        one: int

    with pytest.raises(KeyError, match="one"):
        _schema.descriptions(Silent)


# ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_pattern_is_that_of_a_rule_or_of_the_keys_of_extensions() -> None:
    patterns = {node["pattern"] for _, node in keywords() if "pattern" in node}
    assert patterns == set(PATTERNS) | {f"^(?:{KEY})$(?!\\n)"}


def test_no_pattern_uses_what_python_and_ecma_262_read_differently() -> None:
    for pattern in PATTERNS:
        assert pattern.startswith("^(?:")
        assert pattern.endswith(")$(?!\\n)")
        assert not re.search(r"\\[dwsbDWSBAZz]|\(\?[a-zP<]", pattern)


def test_every_rule_of_a_field_is_a_keyword_of_its_member() -> None:
    for record in RECORDS:
        for field in attrs.fields(record):
            shape, member = shape_of(field.type), of(record)["properties"][field.name]
            for rule in shape.rules:
                assert rule.keywords.items() <= member.items(), (record, field.name)
            for rule in shape.item.rules if shape.item else ():
                assert rule.keywords.items() <= member["items"].items(), (record, field.name)


def test_enumerations_are_those_of_the_contract() -> None:
    found = {
        f"{record.__name__}.{name}": [choice for choice in member["enum"] if choice is not None]
        for record in RECORDS
        for name, member in of(record)["properties"].items()
        if "enum" in member
    }
    assert found == {
        "Section.role": ["headline", "body", "caption", "other"],
        "Source.kind": ["person", "group", "organization", "government", "media", "document", "author", "other"],
        "Source.naming": ["named", "unnamed", "generic"],
        "Attribution.attitude": ["assertion", "belief", "knowledge", "sentiment", "intention"],
        "Attribution.certainty": ["certain", "probable", "possible", "uncommitted"],
        "Attribution.polarity": ["positive", "negative", "unknown"],
        "Attribution.form": ["direct", "indirect", "mixed"],
        "Claim.orientation": ["past", "present", "future", "timeless"],
        "Relation.type": ["supports", "contradicts", "restates", "refines", "causes", "contrasts"],
        "Review.verdict": ["supported", "refuted", "conflicting", "not_enough_evidence", "other"],
        "Provenance.kind": ["human", "model", "rule", "mixed"],
    }


def test_the_version_is_a_pattern_and_never_a_constant() -> None:
    member = of(nc.Article)["properties"]["schema_version"]
    assert set(member) == {"description", "type", "pattern"}
    for version in ("1.0", "1.7", "2.0"):
        assert re.search(member["pattern"], version)


@pytest.mark.parametrize(
    ("record", "value", "anchor"), [(model.Claim, "text", "content"), (model.When, "value", "anchor")], ids=label
)
def test_one_of_two_members_is_asked_for_by_if_and_then(record: type, value: str, anchor: str) -> None:
    part = of(record)
    assert part["if"] == {"properties": {value: {"type": "null"}}}
    assert part["then"] == {"required": [anchor], "properties": {anchor: {"minItems": 1}}}
    assert [name for name, node in ((r.__name__, of(r)) for r in RECORDS) if "if" in node] == (["When", "Claim"])


def test_only_extensions_are_open() -> None:
    extensions = schema()["$defs"]["Extensions"]
    assert "additionalProperties" not in extensions
    assert extensions["propertyNames"] == {"pattern": "^(?:[a-z][a-z0-9_-]*)$(?!\\n)"}


# ── The schema alone, as somebody else's validator would use it ──────────────────────────────────────────────────────


def accepts(document: object) -> bool:
    return Draft202012Validator(nc.schema()).is_valid(document)


HEAD: dict[str, Any] = {"schema_version": "1.0", "id": "x", "language": "en"}


def test_every_example_keeps_the_schema() -> None:
    for name in nc.examples():
        assert accepts(nc.to_dict(nc.example(name)))


@pytest.mark.parametrize(
    "document",
    [
        HEAD,
        {**HEAD, "$schema": "x"},
        {**HEAD, "claims": [{"id": "c", "text": "t"}]},
        {**HEAD, "claims": [{"id": "c", "content": [{"start": 0, "end": 1}]}]},
        {**HEAD, "claims": [{"id": "c", "text": None, "content": [{"start": 0, "end": 1}]}]},
        {**HEAD, "claims": [{"id": "c", "text": "t", "time": {"value": "2024"}}]},
        {**HEAD, "extensions": {"brat": None}},
        # What only the loader can see: see model.md, "the schema and the loader agree".
        {**HEAD, "sections": [{"id": "s", "start": 5, "end": 1, "level": 3.0}]},
        {**HEAD, "published": "2023-02-30"},
        {**HEAD, "notes": [{"id": "n", "kind": "k", "about_id": "nothing"}]},
        {**HEAD, "schema_version": "2.0"},
    ],
)
def test_the_schema_accepts_what_it_should(document: dict[str, Any]) -> None:
    assert accepts(document)


@pytest.mark.parametrize(
    "document",
    [
        [],
        {},
        {**HEAD, "mood": 1},
        {**HEAD, "id": ""},
        {**HEAD, "id": "a\n"},
        {**HEAD, "language": "en\n"},
        {**HEAD, "text": 5},
        {**HEAD, "claims": [{"id": "c"}]},
        {**HEAD, "claims": [{"id": "c", "text": None}]},
        {**HEAD, "claims": [{"id": "c", "content": []}]},
        {**HEAD, "claims": [{"id": "c", "text": None, "content": []}]},
        {**HEAD, "claims": [{"id": "c", "text": "t", "time": {}}]},
        {**HEAD, "claims": [{"id": "c", "text": "t", "time": {"value": None, "anchor": []}}]},
        {**HEAD, "claims": [{"id": "c", "text": "t", "attributions": [{"id": "a"}]}]},
        {**HEAD, "claims": [{"id": "c", "text": "t", "types": ["a", "a"]}]},
        {**HEAD, "claims": [{"id": "c", "text": "t", "confidence": 101}]},
        {**HEAD, "sections": None},
        {**HEAD, "sections": [{"id": "s", "start": 0, "end": 1, "level": 3.5}]},
        {**HEAD, "sections": [{"id": "s", "start": 0, "end": 1, "heading": []}]},
        {**HEAD, "sources": [{"id": "1s"}]},
        {**HEAD, "sources": [{"id": "s", "extensions": {"B": 1}}]},
        {**HEAD, "sources": [{"id": "s", "extensions": {"_newer": {}}}]},
        {**HEAD, "published": "2024-13"},
        {**HEAD, "published": "2024/2025"},
        {**HEAD, "provenance": {"created": "2024"}},
        {**HEAD, "schema_version": "1"},
    ],
)
def test_the_schema_alone_refuses_what_it_should(document: object) -> None:
    assert not accepts(document)


def test_one_mistake_in_a_document_is_one_error_of_the_schema() -> None:
    document = json.loads(nc.dumps(nc.example()))
    document["claims"][3]["attributions"][0]["certainty"] = "surely"
    errors = list(Draft202012Validator(nc.schema()).iter_errors(document))
    assert [(error.validator, error.json_path) for error in errors] == [
        ("enum", "$.claims[3].attributions[0].certainty")
    ]
