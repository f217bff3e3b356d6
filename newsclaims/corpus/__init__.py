"""
Many articles: files, folders, streams, tables.

>>> from newsclaims import corpus, example
>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as folder:
...     written = corpus.write([example(), example()], f"{folder}/a.jsonl.gz")
...     [len(article.claims) for article in corpus.read(f"{folder}/a.jsonl.gz")]
[29, 29]
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclaims.corpus.parquet import write_tables
    from newsclaims.corpus.reading import OnError, Reading, Reject, read
    from newsclaims.corpus.stats import Stats, stats_of
    from newsclaims.corpus.writing import PartError, write

__all__ = ["OnError", "PartError", "Reading", "Reject", "Stats", "read", "stats_of", "write", "write_tables"]

if not TYPE_CHECKING:
    # A command that looks at one file needs none of them, and tables need a library that may not be there.
    _HOMES = {
        "write_tables": "parquet",
        **dict.fromkeys(("OnError", "Reading", "Reject", "read"), "reading"),
        **dict.fromkeys(("Stats", "stats_of"), "stats"),
        **dict.fromkeys(("PartError", "write"), "writing"),
    }

    def __getattr__(name: str) -> object:
        """A name, when it is first asked for."""
        if name not in _HOMES:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        return globals()[name]

    def __dir__() -> list[str]:
        return sorted({*globals(), *_HOMES})
