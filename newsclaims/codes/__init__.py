"""
Every code an issue can carry: one code for one rule, never reused.

`newsclaims explain CODE` and the page `docs/codes.md` are both printed from this table.
"""

from typing import NamedTuple

from newsclaims.codes import _drafts, _files, _json, _losses, _places, _quality, _records, _references, _shape
from newsclaims.codes._row import Severity

__all__ = ["CODES", "ROOMS", "Code", "Severity"]


class Code(NamedTuple):
    """
    One rule and what to do when it is broken.

    >>> CODES["NC402"].title
    'quote is not the text it names'
    """

    code: str
    """`NC` and three digits; the first digit is the room (see `ROOMS`)."""
    severity: Severity
    title: str
    """The breach in a few words."""
    why: str
    """What the rule is and what it protects."""
    mend: str
    """How to put it right."""


ROOMS: dict[str, str] = {
    "NC1": "JSON, encoding, limits",
    "NC2": "shape: members, types, values",
    "NC3": "ids and references",
    "NC4": "places, quotes, digest",
    "NC5": "quality (warnings)",
    "NC6": "losses of a conversion",
    "NC7": "resolution of a draft",
    "NC8": "files and streams",
    "NC9": "records of other formats",
}
"""What the first digit of a code says."""

_TABLES = (
    _json.TABLE,
    _shape.TABLE,
    _references.TABLE,
    _places.TABLE,
    _quality.TABLE,
    _losses.TABLE,
    _drafts.TABLE,
    _files.TABLE,
    _records.TABLE,
)

CODES: dict[str, Code] = {row[0]: Code(*row) for table in _TABLES for row in table}
"""All codes by name, in order."""
