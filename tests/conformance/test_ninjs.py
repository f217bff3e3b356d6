"""IPTC's own examples are read, and what is written is valid against IPTC's own schemas."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import referencing
from hypothesis import given
from hypothesis import strategies as st
from referencing.jsonschema import DRAFT4

import newsclaims as nc
from newsclaims import strategies
from newsclaims.formats import ninjs

GEO = "https://geojson.org/schema/GeoJSON.json"
VERSIONS = ("3.1", "2.2")


def examples(data_dir: Path) -> list[Path]:
    folder = data_dir / "ninjs"
    return sorted([*folder.glob("examples/*/*.json"), *folder.glob("documentation/includes/examples/*/*.json")])


@cache
def schema(data_dir: Path, version: str) -> Any:
    return json.loads((data_dir / "ninjs" / "specification" / f"ninjs-schema_{version}.json").read_bytes())


@cache
def checker(data_dir: Path, version: str) -> Any:
    """A validator that asserts formats and opens no connection: GeoJSON comes from the folder."""
    geo = json.loads((data_dir / "ninjs" / "geojson" / "GeoJSON.json").read_bytes())
    registry = jsonschema_rs.Registry([(GEO, geo)])
    return jsonschema_rs.validator_for(schema(data_dir, version), validate_formats=True, registry=registry)


def faults(data_dir: Path, item: bytes, version: str) -> list[str]:
    return [fault.message for fault in checker(data_dir, version).iter_errors(json.loads(item))]


def words(value: Any) -> Iterator[str]:
    """All that a file says, names of members left out."""
    if isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from words(item)
    else:
        yield json.dumps(value)


def figures(data_dir: Path) -> list[tuple[str, int, int]]:
    """What passed, of how many."""
    paths = examples(data_dir)
    read = [ninjs.read(path) for path in paths]
    whole = sum(
        set(words(json.loads(path.read_bytes()))) <= set(words(nc.to_dict(article)))
        for path, article in zip(paths, read, strict=True)
    )
    found = [
        ("ninjs examples read", len(read), len(paths)),
        ("ninjs examples of which no word is lost", whole, len(paths)),
    ]
    bundled = [nc.example(name) for name in nc.examples()]
    for version in VERSIONS:
        written = [ninjs.dumps(article, version=version) for article in (*read, *bundled)]
        valid = sum(not faults(data_dir, item, version) for item in written)
        again = sum(ninjs.loads(item) == article for item, article in zip(written, (*read, *bundled), strict=True))
        found.append((f"ninjs {version} written, valid against the schema", valid, len(written)))
        found.append((f"ninjs {version} written, read again whole", again, len(written)))
    return found


def test_every_figure_is_full(data_dir: Path) -> None:
    rows = figures(data_dir)
    assert [(what, passed) for what, passed, of in rows] == [(what, of) for what, passed, of in rows]
    assert rows[0][1] == 41


@given(strategies.articles(warnings=True), st.sampled_from(VERSIONS))
def test_whatever_is_written_is_valid(data_dir: Path, article: nc.Article, version: str) -> None:
    assert faults(data_dir, ninjs.dumps(article, version=version), version) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_both_validators_agree(data_dir: Path, version: str) -> None:
    def nowhere(uri: str) -> referencing.Resource[Any]:
        raise referencing.exceptions.NoSuchResource(ref=uri)

    geo = json.loads((data_dir / "ninjs" / "geojson" / "GeoJSON.json").read_bytes())
    resource = referencing.Resource.from_contents(geo, default_specification=DRAFT4)
    registry = referencing.Registry(retrieve=nowhere).with_resources([(GEO, resource)])
    validator = jsonschema.Draft202012Validator(schema(data_dir, version), registry=registry)
    for path in examples(data_dir):
        item = json.loads(ninjs.dumps(ninjs.read(path), version=version))
        assert list(validator.iter_errors(item)) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_the_schema_would_notice(data_dir: Path, version: str) -> None:
    item = json.loads(ninjs.dumps(nc.example(), version=version))
    assert faults(data_dir, json.dumps({**item, "claims": []}).encode(), version)
    assert faults(data_dir, json.dumps({**item, "uri": "no uri"}).encode(), version)


def test_the_text_of_the_examples(data_dir: Path) -> None:
    folder = data_dir / "ninjs" / "documentation" / "includes" / "examples"
    lengths = {
        version: [len(ninjs.read(path).text or "") for path in sorted((folder / version).iterdir())]
        for version in ("1.6", "2.2", "3.1")
    }
    assert lengths["1.6"] == lengths["2.2"] == lengths["3.1"][:7] == [953, 3, 0, 953, 953, 0, 953]
    assert lengths["3.1"][7:] == [0]


def test_the_people_of_the_examples(data_dir: Path) -> None:
    folder = data_dir / "ninjs" / "documentation" / "includes" / "examples"
    for version in ("1.6", "2.2", "3.1"):
        article = ninjs.read(folder / version / "005_complex_text_article.json")
        assert [(source.name, source.kind, source.same_as) for source in article.sources] == [
            ("Francesco Schettino", "person", ("http://www.wikidata.org/entity/Q4421821",)),
            ("Costa Crociere SpA", "organization", ()),
        ]
