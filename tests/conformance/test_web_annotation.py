"""The W3C's own samples are read or refused; what is written passes the W3C's schemas, and JSON-LD drops none of it."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from pyld import jsonld

import newsclaims as nc
from newsclaims import strategies
from newsclaims.formats import web_annotation
from newsclaims.formats.web_annotation import _shapes as shapes
from newsclaims.formats.web_annotation.ld import expand

MUSTS = "annotations/annotationMusts.test"
OF_COLLECTIONS = "collections/collectionMusts.test"
OF_PAGES = "collections/pages/pageMusts.test"
TERMS = "urn:newsclaims:terms#"


# ── The W3C's schemas ────────────────────────────────────────────────────────────────────────────────────────────────


def adopted(value: Any) -> Any:
    """A schema whose references to files lead to names that the registry knows."""
    if isinstance(value, list):
        return [adopted(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {name: adopted(item) for name, item in value.items()}
    if isinstance(made.get("$ref"), str) and not made["$ref"].startswith("#"):
        made["$ref"] = f"urn:w3c:{made['$ref']}"
    return made


def schema(path: Path) -> dict[str, Any]:
    return {name: value for name, value in adopted(json.loads(path.read_bytes())).items() if name != "id"}


@cache
def assertions(folder: Path, test: str) -> list[tuple[str, Any, bool]]:
    """The assertions of one of the W3C's tests: name, validator, and what it should find."""
    definitions = [(f"urn:w3c:{path.name}", schema(path)) for path in (folder / "definitions").glob("*.json")]
    registry = jsonschema_rs.Registry(definitions, draft=jsonschema_rs.Draft4)
    found = []
    for name in json.loads((folder / test).read_bytes())["assertions"]:
        one = schema(folder / name)
        validator = jsonschema_rs.Draft4Validator(one, registry=registry, validate_formats=True)
        found.append((name, validator, one.get("expectedResult", "valid") == "valid"))
    return found


def failures(folder: Path, test: str, value: Any) -> list[str]:
    return [name for name, validator, expected in assertions(folder, test) if validator.is_valid(value) != expected]


def checks(folder: Path, data: bytes) -> Iterator[list[str]]:
    """What each part of a document fails: the collection, its page, each annotation."""
    whole = json.loads(data)
    context = {"@context": whole["@context"]}
    yield failures(folder, OF_COLLECTIONS, whole)
    yield failures(folder, OF_PAGES, whole["first"] | context)
    for item in whole["first"]["items"]:
        yield failures(folder, MUSTS, item | context)


# ── What expansion drops ─────────────────────────────────────────────────────────────────────────────────────────────


@cache
def iris() -> dict[str, str]:
    """The IRI of every term of both contexts."""
    terms: dict[str, Any] = {}
    for name in (shapes.W3C, shapes.OURS):
        terms |= shapes.contexts()[name]["@context"]
    prefixes = {name: iri for name, iri in terms.items() if isinstance(iri, str) and iri[-1] in "#/"}
    found = {}
    for name, term in terms.items():
        iri = term["@id"] if isinstance(term, dict) else str(term)
        prefix, colon, rest = iri.partition(":")
        found[name] = prefixes[prefix] + rest if colon and prefix in prefixes else iri
    return found


def dropped(value: Any, expanded: Any, path: str = "") -> Iterator[str]:
    """The members of a document that its expansion does not have."""
    if isinstance(value, list):
        if len(value) != len(expanded):
            yield f"{path} ({len(value)} → {len(expanded)})"
        for number, item in enumerate(value[: len(expanded)]):
            yield from dropped(item, expanded[number], f"{path}/{number}")
    elif not isinstance(value, dict):
        told = expanded.get("@value", expanded.get("@id"))
        if type(told) is not type(value) or told not in (value, iris().get(value) if isinstance(value, str) else None):
            yield f"{path} says {told!r}"
    else:
        for name, item in value.items():
            if name != "@context":
                yield from _dropped_member(name, item, expanded, f"{path}/{name}")


def _dropped_member(name: str, value: Any, node: Any, path: str) -> Iterator[str]:
    values = value if isinstance(value, list) else [value]
    inner = node.get(iris()[name])
    if inner is None:
        yield path
    elif iris()[name] in ("@id", "@type"):
        wanted = [iris().get(one, one) for one in values]
        if inner not in (wanted, wanted[0]):
            yield path
    elif name in ("extensions", "newer"):
        if inner != [{"@type": "@json", "@value": value}]:
            yield path
    else:
        yield from dropped(values, inner[0]["@list"] if inner and "@list" in inner[0] else inner, path)


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def samples(data_dir: Path, kind: str) -> list[Path]:
    return sorted((data_dir / "webanno" / "tools" / "samples" / kind).glob("*.json"))


def is_read(path: Path) -> bool:
    try:
        article = web_annotation.read(path)
    except nc.ConversionError:
        return False
    return web_annotation.loads(web_annotation.dumps(article)) == article


def figures(data_dir: Path) -> list[tuple[str, int, int]]:
    """What passed, of how many."""
    correct, incorrect = samples(data_dir, "correct"), samples(data_dir, "incorrect")
    found = [checked for name in nc.examples() for checked in checks(data_dir / "webanno", written(name))]
    whole = [not list(dropped([json.loads(written(name))], expand(written(name)))) for name in nc.examples()]
    return [
        ("correct samples of the W3C read and kept", sum(map(is_read, correct)), len(correct)),
        ("incorrect samples of the W3C refused", sum(not is_read(path) for path in incorrect), len(incorrect)),
        ("parts of the examples that pass the W3C's schemas", sum(not failed for failed in found), len(found)),
        ("examples that expand without dropping a member", sum(whole), len(whole)),
    ]


def written(name: str) -> bytes:
    return web_annotation.dumps(nc.example(name))


# ── Tests ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_all_figures_are_full(data_dir: Path) -> None:
    assert all(passed == of > 0 for _, passed, of in figures(data_dir)), figures(data_dir)


def test_the_reasons_of_refusals_are_those_of_the_samples(data_dir: Path) -> None:
    for path in samples(data_dir, "incorrect"):
        with pytest.raises(nc.ConversionError) as caught:
            web_annotation.read(path)
        codes = {issue.code for issue in caught.value.issues}
        expected = {"anno3.json": "NC920", "anno5.json": "NC921", "anno9.json": "NC920", "anno39.json": "NC924"}
        try:
            json.loads(path.read_bytes())
        except ValueError:
            assert codes == {"NC101"}
        else:
            assert expected.get(path.name, "NC922") in codes


@settings(max_examples=settings().max_examples // 4)
@given(article=strategies.articles())
def test_what_is_written_passes_the_schemas_and_expands_whole(data_dir: Path, article: nc.Article) -> None:
    data = web_annotation.dumps(article)
    assert [failed for failed in checks(data_dir / "webanno", data) if failed] == []
    assert list(dropped([json.loads(data)], expand(data))) == []


def test_the_schemas_do_find_what_is_wrong(data_dir: Path) -> None:
    whole = json.loads(written(nc.examples()[0]))
    item = whole["first"]["items"][0] | {"@context": whole["@context"]}
    folder = data_dir / "webanno"
    assert failures(folder, MUSTS, item) == []
    assert failures(folder, MUSTS, item | {"id": "no uri"}) == ["annotations/3.1-annotationIdValidated.json"]
    composite = {"type": "Composite", "items": ["urn:x:1", "urn:x:2"]}
    assert failures(folder, MUSTS, item | {"target": composite}) == ["annotations/3.2-targetObjectsRecognized.json"]
    assert failures(folder, OF_PAGES, whole["first"]) == ["collections/pages/5.2-pageContextValidated.json"]


def test_the_walk_does_find_what_is_dropped() -> None:
    whole = json.loads(written(nc.examples()[0]))
    expanded: Any = expand(json.dumps(whole))
    del expanded[0][f"{TERMS}article"][0][f"{TERMS}title"]
    assert list(dropped([whole], expanded)) == ["/0/article/0/title"]


def test_the_terms_of_the_w3c_are_those_of_its_own_context(data_dir: Path) -> None:
    theirs = json.loads((data_dir / "webanno" / "context" / "anno.jsonld").read_bytes())["@context"]
    ours = shapes.contexts()[shapes.W3C]["@context"]
    assert ours == theirs


def test_other_software_needs_no_context_but_the_w3cs(data_dir: Path) -> None:
    theirs = json.loads((data_dir / "webanno" / "context" / "anno.jsonld").read_bytes())

    def load(url: str, options: dict[str, Any]) -> dict[str, Any]:
        assert url == shapes.W3C
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": theirs}

    for name in nc.examples():
        data = written(name)
        assert jsonld.expand(json.loads(data), {"documentLoader": load}) == expand(data)
