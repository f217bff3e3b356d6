"""The files that come with the library: the schema and the example articles."""

import json
from functools import cache
from typing import TYPE_CHECKING

from newsclaims._extensions import JSON
from newsclaims._words import did_you_mean
from newsclaims.errors import UnknownIdError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["SCHEMAS", "example_bytes", "examples", "folder", "schema"]

SUFFIX = ".newsclaims.json"
SEED = "kolaborasi-militer"
"""The seed article, the first of the examples."""


def folder(name: str) -> "Traversable":
    """
    A bundled folder, `examples` or `schemas`: inside the package in a wheel, beside it in a checkout.

    >>> folder("schemas").joinpath("article-1.0.schema.json").is_file()
    True
    """
    from importlib.resources import files
    from pathlib import Path

    inside = files("newsclaims").joinpath("_bundle", name)
    return inside if inside.is_dir() else Path(__file__).parent.parent / name


SCHEMAS = {
    "article": "article-1.0.schema.json",
    "draft": "draft-1.0.schema.json",
    "report": "report-1.0.schema.json",
}
"""The file of each schema."""


@cache
def _schema(kind: str) -> str:
    if kind not in SCHEMAS:
        raise UnknownIdError("schema", kind, did_you_mean(kind, SCHEMAS) or f"there are {', '.join(SCHEMAS)}")
    return folder("schemas").joinpath(SCHEMAS[kind]).read_text(encoding="utf-8")


def schema(kind: str = "article") -> dict[str, JSON]:
    """
    A JSON Schema (draft 2020-12), as a dict of its own.

    Args:
        kind: `article`; `draft` for what a language model writes, in the six keywords that all providers take; or
            `report` for what `newsclaims validate --format json` prints.

    Raises:
        UnknownIdError: There is no schema of that name.

    >>> schema()["$id"]
    'urn:newsclaims:schema:article:1.0'
    """
    loaded: dict[str, JSON] = json.loads(_schema(kind))
    return loaded


def examples() -> tuple[str, ...]:
    """
    The names of all bundled articles, the seed first.

    >>> examples()[0]
    'kolaborasi-militer'
    """
    names = sorted(
        entry.name.removesuffix(SUFFIX) for entry in folder("examples").iterdir() if entry.name.endswith(SUFFIX)
    )
    return tuple(sorted(names, key=lambda name: (name != SEED, name)))


def example_bytes(name: str = SEED) -> bytes:
    """
    A bundled article as it stands in its file.

    Raises:
        UnknownIdError: There is no example of that name.

    >>> example_bytes()[:1]
    b'{'
    """
    if name not in examples():
        raise UnknownIdError("example", name, did_you_mean(name, examples()) or f"there are {', '.join(examples())}")
    return folder("examples").joinpath(name + SUFFIX).read_bytes()
