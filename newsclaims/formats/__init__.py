"""
Other people's formats: each a module with the same four verbs, its losses stated as data.

This page imports none of them, so that a missing library costs only the one who asks for its format.
"""

import importlib
from types import ModuleType

from newsclaims._words import did_you_mean
from newsclaims.errors import UnknownIdError

__all__ = ["FORMATS", "module"]

FORMATS: dict[str, str] = {
    "brat": "newsclaims.formats.brat",
    "schema_org": "newsclaims.formats.schema_org",
    "ninjs": "newsclaims.formats.ninjs",
    "web_annotation": "newsclaims.formats.web_annotation",
    "averitec": "newsclaims.formats.averitec",
    "fever": "newsclaims.formats.fever",
    "conll": "newsclaims.formats.conll",
    "cas": "newsclaims.formats.cas",
    "spacy": "newsclaims.formats.spacy",
}
"""The name of each format, which is also the name of its option and of its key in `extensions`, and its module."""


def module(name: str) -> ModuleType:
    """
    The module of a format.

    Raises:
        UnknownIdError: There is no format of that name.
        MissingDependencyError: The library that the format needs is not installed.
    """
    if name not in FORMATS:
        raise UnknownIdError("format", name, did_you_mean(name, FORMATS))
    return importlib.import_module(FORMATS[name])
