"""The words that a page uses for the values of the model."""

from typing import Final

from newsclaims.model import Naming, RelationType, SourceKind, Verdict

__all__ = ["KINDS", "NAMINGS", "RELATIONS", "VERDICTS"]

VERDICTS: Final[dict[Verdict | None, str]] = {
    "supported": "supported",
    "refuted": "refuted",
    "conflicting": "conflicting evidence",
    "not_enough_evidence": "not enough evidence",
    "other": "another verdict",
    None: "no verdict given",
}

RELATIONS: Final[dict[RelationType, tuple[str, str]]] = {
    "supports": ("supports", "is supported by"),
    "contradicts": ("contradicts", "is contradicted by"),
    "restates": ("restates", "is restated by"),
    "refines": ("refines", "is refined by"),
    "causes": ("causes", "is caused by"),
    "contrasts": ("contrasts with", "contrasts with"),
}
"""Seen from the claim that does it, and from the one it is done to."""

KINDS: Final[dict[SourceKind | None, str]] = {
    "person": "",
    "group": "group",
    "organization": "organisation",
    "government": "government",
    "media": "media",
    "document": "document",
    "author": "",
    "other": "",
    None: "",
}
"""What is said of a source beside its name; nothing of a person."""

NAMINGS: Final[dict[Naming | None, str]] = {"named": "", "unnamed": "not named", "generic": "in general", None: ""}
