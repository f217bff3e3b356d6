"""
Who says what in a news article, in which words, how firmly, at exactly which characters.

>>> import newsclaims as nc
>>> article = nc.example()
>>> [[source.id for source in step] for step in article.voices("a22")]
[['kremlin'], ['nhk_sources'], ['author']]
"""

from importlib import import_module
from typing import TYPE_CHECKING

from newsclaims import _program as _program  # the first, since interrupts may come at once
from newsclaims._bundled import examples, schema
from newsclaims._extensions import JSON, Extensions, JSONObject
from newsclaims.article import Article
from newsclaims.errors import (
    ConversionError,
    FieldError,
    InvalidArticleError,
    Issue,
    MissingDependencyError,
    NewsclaimsError,
    QuoteError,
    SpanError,
    UnknownIdError,
)
from newsclaims.limits import Limits
from newsclaims.model import (
    Anchor,
    Attribution,
    Claim,
    Note,
    Provenance,
    Relation,
    Review,
    Section,
    Source,
    Span,
    When,
)

if TYPE_CHECKING:
    from newsclaims.serialization import dumps, example, from_dict, loads, make_converter, read, to_dict, write
    from newsclaims.validation import validate

__all__ = [
    "JSON",
    "Anchor",
    "Article",
    "Attribution",
    "Claim",
    "ConversionError",
    "Extensions",
    "FieldError",
    "InvalidArticleError",
    "Issue",
    "JSONObject",
    "Limits",
    "MissingDependencyError",
    "NewsclaimsError",
    "Note",
    "Provenance",
    "QuoteError",
    "Relation",
    "Review",
    "Section",
    "Source",
    "Span",
    "SpanError",
    "UnknownIdError",
    "When",
    "__version__",
    "dumps",
    "example",
    "examples",
    "from_dict",
    "loads",
    "make_converter",
    "read",
    "schema",
    "to_dict",
    "validate",
    "write",
]

__version__ = "0.1.0"
"""The version of the library; the version of the data model is `Article.schema_version`."""

if not TYPE_CHECKING:
    # The verbs bring what reads and checks, a fifth of the start; `newsclaims --version` needs none of them.
    _VERBS = {
        **dict.fromkeys(
            ("dumps", "example", "from_dict", "loads", "make_converter", "read", "to_dict", "write"), "serialization"
        ),
        "validate": "validation",
    }

    def __getattr__(name: str) -> object:
        """A verb, when it is first asked for."""
        if name not in _VERBS:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        globals()[name] = getattr(import_module(f"{__name__}.{_VERBS[name]}"), name)
        return globals()[name]

    def __dir__() -> list[str]:
        return sorted({*globals(), *_VERBS})
