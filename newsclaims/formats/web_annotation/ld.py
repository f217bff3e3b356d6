"""
JSON-LD expansion of annotations by PyLD, with the contexts that come with the library and no others.

Expanded, a document says of each member which vocabulary it is from; any JSON-LD software goes on from there. The extra
`newsclaims[jsonld]` brings PyLD.
"""

from typing import Any

from newsclaims._extensions import JSON
from newsclaims.errors import MissingDependencyError, shown
from newsclaims.formats._documents import JsonDocument, error
from newsclaims.formats.web_annotation._shapes import contexts

try:
    from pyld import jsonld
except ModuleNotFoundError:
    raise MissingDependencyError("PyLD", extra="jsonld") from None

__all__ = ["expand"]


class _UnknownContextError(Exception):
    """A context is named that does not come with the library."""


def expand(data: bytes | str) -> list[dict[str, JSON]]:
    """
    A document of annotations in expanded form, by the rules of JSON-LD 1.1.

    Args:
        data: One document: UTF-8 bytes, or text. It may name the context of the W3C and that of newsclaims, and hold
            others.

    Raises:
        ConversionError: It is no JSON-LD, or names a context that does not come with the library; nothing is fetched.

    >>> note = '{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:x:1", "type": "Annotation"}'
    >>> expand(note)
    [{'@id': 'urn:x:1', '@type': ['http://www.w3.org/ns/oa#Annotation']}]
    """
    document = JsonDocument(data, "web_annotation")
    unknown: list[str] = []

    def load(url: str, options: dict[str, Any]) -> dict[str, Any]:
        del options
        known = contexts()
        if url not in known:
            unknown.append(url)
            raise _UnknownContextError
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": known[url]}

    options: Any = {"documentLoader": load}
    try:
        expanded: list[dict[str, JSON]] = jsonld.expand(document.plain, options)
    except Exception as wrong:  # noqa: BLE001  # what PyLD raises on bad data is not only its own error
        if unknown:
            message = f"names {shown(unknown[0])}, a context that does not come with newsclaims, and none is fetched"
            raise document.refusal([error("NC921", "", message)]) from None
        reason = wrong.type if isinstance(wrong, jsonld.JsonLdError) else type(wrong).__name__
        raise document.refusal([error("NC920", "", f"is no JSON-LD ({shown(reason)})")]) from None
    return expanded
