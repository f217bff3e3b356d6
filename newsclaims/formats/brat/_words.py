"""The words of brat that mean something in the model: types, roles, names and values."""

import re
from typing import get_args

from newsclaims.model import Attitude, Certainty, Form, Orientation, Polarity, RelationType

ATTRIBUTION = "Attribution"
NO_SOURCE = "Attribution-no-source"
CLAIM = "Claim"
ROLES = ("Source", "Cue", "Content", "Hedge")
"""The roles of an attribution, each also the type of its text-bounds, in the order in which they are written."""

STANCES: dict[str, tuple[str, tuple[str, ...]]] = {
    "Certainty": ("certainty", get_args(Certainty)),
    "Polarity": ("polarity", get_args(Polarity)),
    "Attitude": ("attitude", get_args(Attitude)),
    "Form": ("form", get_args(Form)),
}
"""Attributes of an attribution: name in brat, field and values in the model."""
ORIENTATION = "Orientation"
ORIENTATIONS: tuple[str, ...] = get_args(Orientation)
RELATIONS: dict[str, RelationType] = {name.capitalize(): name for name in get_args(RelationType)}
WITHIN = "Within"
VOICE, AUTHOR = "Voice", "author"
EQUIV, REFERENCE = "Equiv", "Reference"
DATA_BASE = "newsclaims:"
"""What stands before the id of a source in a reference."""

BRAT_ID = re.compile("[TERAMN][0-9]+|[NQ]-[0-9]+")
"""The ids that records give; no source may have one of these in a reference."""

REMARK = "AnnotatorNotes"
_NOTE_TYPES = {"discuss": "Discuss", "discard": "Discard"}
_NOTE_KINDS = {type_: kind for kind, type_ in _NOTE_TYPES.items()}


def note_type(kind: str) -> str:
    """The type of the text-bound that a note of this kind is."""
    return _NOTE_TYPES.get(kind, kind)


def remark_type(kind: str) -> str:
    """The type of the remark that a note of this kind is."""
    return REMARK if kind == "comment" else kind


def note_kind(type: str) -> str:
    """The kind of the note that a text-bound of this type is."""
    return _NOTE_KINDS.get(type, type)


def remark_kind(type: str) -> str:
    """The kind of the note that a remark of this type is."""
    return "comment" if type == REMARK else type
