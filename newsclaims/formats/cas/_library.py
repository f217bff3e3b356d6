"""dkpro-cassis: its types made and shared, what it reads of others taken with care; nobody else imports it."""

import json
import warnings
from functools import cache
from io import BytesIO
from typing import Any

from newsclaims.errors import ConversionError, MissingDependencyError, shown
from newsclaims.formats._documents import error
from newsclaims.formats.cas._checks import json_faults, xml_faults
from newsclaims.formats.cas._foreign import initial_apart
from newsclaims.formats.cas._types import SPAN, TYPES

try:
    from cassis import Cas, TypeSystem, load_cas_from_xmi, load_typesystem, merge_typesystems
    from cassis.json import CasJsonDeserializer
    from cassis.typesystem import TypeSystemMode
except ModuleNotFoundError as missing:
    raise MissingDependencyError("dkpro-cassis", extra="cas") from missing

__all__ = [
    "Cas",
    "Deserializer",
    "TypeSystem",
    "TypeSystemMode",
    "as_plain",
    "known_types",
    "load_cas_from_xmi",
    "own_types",
    "shared_types",
    "trusted",
]

NAME = "cas"


def own_types() -> Any:
    """The type system of newsclaims."""
    system = TypeSystem()
    for name, features in TYPES.items():
        made = system.create_type(name, "uima.tcas.Annotation" if name == SPAN else "uima.cas.TOP")
        for feature in features:
            system.create_feature(made, feature, "uima.cas.Integer" if feature == "seq" else "uima.cas.String")
    return system


@cache
def shared_types() -> Any:
    """The type system of newsclaims for CASes that nobody else gets to see; making it takes longer than using it."""
    return own_types()


def known_types(data: bytes | None) -> Any:
    """The types of newsclaims, and those of a type system of others."""
    if data is None:
        return shared_types()
    issues = xml_faults(data)
    if issues:
        raise ConversionError(issues, "types")
    load = lambda: merge_typesystems(load_typesystem(BytesIO(data)), own_types())  # noqa: E731
    return trusted(load, "types")


class Deserializer(CasJsonDeserializer):  # type: ignore[misc]  # dkpro-cassis has no types
    """
    The reader of dkpro-cassis, and several views.

    Version 0.12 makes each view but the initial one twice, for its Sofa and for its members, and fails over the second.
    It also counts no Sofa among the ids that are taken, so that what is added later may get the id of one.
    """

    def _get_or_create_view(
        self, cas: Any, view_name: str, fs_id: int | None = None, sofa_num: int | None = None
    ) -> Any:
        self._max_xmi_id: int = max(self._max_xmi_id, fs_id or 0)
        if fs_id is None and any(view.sofa.sofaID == view_name for view in cas.views):
            return cas.get_view(view_name)
        return super()._get_or_create_view(cas, view_name, fs_id, sofa_num)


def as_plain(cas: Any) -> dict[str, Any]:
    """A CAS as plain data, by dkpro-cassis."""
    text = trusted(lambda: cas.to_json(pretty_print=False, type_system_mode=TypeSystemMode.MINIMAL))
    plain = initial_apart(json.loads(text))
    faults = json_faults(plain)
    if faults:
        raise ConversionError([error(fault.code, fault.pointer, fault.message) for fault in faults], NAME)
    return plain


def trusted(use: Any, document: str = NAME) -> Any:
    """
    What dkpro-cassis makes of a document of others; it answers faults with exceptions of all kinds, and with warnings.

    Raises:
        ConversionError: It cannot.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return use()
    except Exception as wrong:  # noqa: BLE001  # whatever it stumbles over, the document is to blame
        reason = shown(f"{type(wrong).__name__}: {wrong}", 200)[1:-1]
        hint = "give the type system as `types`" if "TypeNotFound" in type(wrong).__name__ else ""
        code = "NC971" if isinstance(wrong, Warning) and " offset " in str(wrong) else "NC970"
        raise ConversionError([error(code, "", f"dkpro-cassis cannot read it: {reason}", hint)], document) from None
