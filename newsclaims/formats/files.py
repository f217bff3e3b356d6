"""How the files of each format look: what must be known of a format before its module is imported."""

from pathlib import PurePath
from typing import Literal

import attrs

from newsclaims.formats import FORMATS

__all__ = ["FILES", "NEWSCLAIMS", "PACKED", "Files", "known", "stem_of", "suffix_of"]

NEWSCLAIMS = "newsclaims"
"""The name of the project's own format."""

PACKED = (".gz", ".zst")
"""Suffixes of packed files."""


@attrs.frozen(kw_only=True)
class Files:
    """
    How the files of a format look.

    Attributes:
        suffixes: Suffixes that no other format has; files that newsclaims names get the first.
        more: Suffixes that it shares with others, told apart by what the files hold.
        layout: `json`, one object that may also stand on a line of a `.jsonl` file; `pair`, annotations and a text
            beside them; `own`, whatever its module writes.
        many: Whether one file holds many articles, so that its verbs give and take a tuple of them.
        reads: Whether it can be read.
        extra: The extra that brings the library it needs; empty where it needs none.
    """

    suffixes: tuple[str, ...]
    more: tuple[str, ...] = ()
    layout: Literal["json", "pair", "own"] = "json"
    many: bool = False
    reads: bool = True
    extra: str = ""


FILES: dict[str, Files] = {
    NEWSCLAIMS: Files(suffixes=(".newsclaims.json", ".newsclaims.jsonl"), more=(".json", ".jsonl")),
    "brat": Files(suffixes=(".ann",), layout="pair"),
    "web_annotation": Files(suffixes=(".anno.jsonld", ".anno.jsonl"), more=(".jsonld", ".json", ".jsonl")),
    "schema_org": Files(suffixes=(".schema.jsonld", ".schema.jsonl"), more=(".jsonld", ".json", ".jsonl")),
    "ninjs": Files(suffixes=(".ninjs.json", ".ninjs.jsonl"), more=(".json", ".jsonl")),
    "averitec": Files(suffixes=(".averitec.json",), more=(".json",), layout="own", many=True),
    "fever": Files(suffixes=(".fever.jsonl",), more=(".jsonl",), layout="own", many=True),
    "conll": Files(suffixes=(".conll", ".bio", ".iob"), layout="own", many=True),
    "cas": Files(suffixes=(".cas.json", ".xmi"), more=(".json",), layout="own", extra="cas"),
    "spacy": Files(suffixes=(".spacy",), layout="own", extra="spacy"),
}
"""The formats that `convert` may know, newsclaims' own first; those it does know are `known()`."""


def known() -> tuple[str, ...]:
    """
    The formats that there are, newsclaims' own first.

    >>> known()[0]
    'newsclaims'
    """
    return (NEWSCLAIMS, *(name for name in FILES if name in FORMATS))


def suffix_of(name: str) -> str:
    """
    What of a file's name tells its format: the longest suffix that a format has, that of a packer left out.

    >>> suffix_of("a.b/corpus.fever.jsonl.gz"), suffix_of("x.ninjs.json"), suffix_of("notes.md"), suffix_of("x")
    ('.fever.jsonl', '.ninjs.json', '.md', '')
    """
    plain = _unpacked(name).lower()
    every = {suffix for files in FILES.values() for suffix in (*files.suffixes, *files.more)}
    fitting = [suffix for suffix in every if plain.endswith(suffix) and plain != suffix]
    return max(fitting, key=len, default=PurePath(plain).suffix)


def stem_of(name: str) -> str:
    """
    A file's name without folders and suffixes.

    >>> stem_of("corpus/a.newsclaims.json.gz"), stem_of("x_ann1.ann"), stem_of("-")
    ('a', 'x_ann1', '-')
    """
    plain = _unpacked(name)
    return plain[: len(plain) - len(suffix_of(name))]


def _unpacked(name: str) -> str:
    path = PurePath(name)
    return path.stem if path.suffix.lower() in PACKED else path.name
