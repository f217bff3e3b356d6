"""Reading, checking and writing articles, beside the quickest JSON codec of Python and beside pydantic."""

import json
from collections.abc import Sequence
from contextlib import suppress

import attrs
import orjson

import newsclaims as nc
from benchmarks import articles, rivals
from benchmarks.timing import Contender, Result, contest, median_of

AIMS = {"newsclaims.loads": 3.0, "newsclaims.dumps, unchanged": 3.3, "newsclaims.dumps, changed": 4.5}
"""At most so many times the first contender."""


def reading(documents: Sequence[bytes], rounds: int) -> dict[str, dict[str, Result]]:
    """The contest in reading, for each layout."""
    model = rivals.pydantic_model()
    in_rust, in_python = rivals.jsonschema_in_rust(), rivals.jsonschema_in_python()
    # The others get their data from Python's own decoder: orjson's would be warm when its turn comes again.
    contenders = {
        "orjson.loads": Contender(orjson.loads),
        "newsclaims.loads": Contender(nc.loads),
        "newsclaims.validate": Contender(nc.validate),
        "pydantic model_validate_json": Contender(model.model_validate_json),
        "jsonschema-rs, parsed data": Contender(in_rust, json.loads),
        "jsonschema, parsed data": Contender(in_python, json.loads, share=20),
    }
    layouts = {
        "compact": list(documents),
        "indented": [articles.indented(document) for document in documents],
        "escaped": [articles.escaped(document) for document in documents],
    }
    return {name: contest(contenders, laid_out, rounds) for name, laid_out in layouts.items()}


def writing(documents: Sequence[bytes], rounds: int) -> dict[str, Result]:
    """The contest in writing."""
    model = rivals.pydantic_model()
    contenders = {
        "orjson.dumps of a dict": Contender(orjson.dumps, orjson.loads),
        "newsclaims.dumps, unchanged": Contender(nc.dumps, nc.loads),
        "newsclaims.dumps, changed": Contender(nc.dumps, _changed),
        "newsclaims.dumps, all made anew": Contender(nc.dumps, _made_anew, share=4),
        "pydantic model_dump_json": Contender(
            lambda made: made.model_dump_json(exclude_defaults=True, by_alias=True), model.model_validate_json
        ),
    }
    return contest(contenders, documents, rounds)


def _changed(document: bytes) -> nc.Article:
    """An article whose title is another than was loaded."""
    return attrs.evolve(nc.loads(document), title="Another title")


def _made_anew(document: bytes) -> nc.Article:
    """An article of which every record has been made by its constructor, and none was ever checked with the others."""
    article: nc.Article = _CONVERTER.structure(orjson.loads(document), nc.Article)
    return article


_CONVERTER = nc.make_converter()


def wording(rounds: int) -> float:
    """Seconds to refuse a damaged article, every error worded."""
    document = articles.damaged()

    def refuse() -> None:
        with suppress(nc.InvalidArticleError):
            nc.loads(document)

    refuse()
    assert len(nc.validate(document)) >= 10
    return median_of(refuse, rounds)
