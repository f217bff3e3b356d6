"""What readers of JSON formats share: a document parsed within limits, issues placed in it, what came of it checked."""

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs

from newsclaims import _json
from newsclaims._rules import DATE_TIME
from newsclaims.article import Article
from newsclaims.errors import CODES, ConversionError, InvalidArticleError, Issue
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.serialization import to_dict
from newsclaims.validation import validate

__all__ = [
    "JsonDocument",
    "document_bytes",
    "error",
    "fingerprint",
    "full_moment",
    "plain_article",
    "same",
    "strict_uri",
    "told",
]

_CHARS = "[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}"
_URI = re.compile(
    "[A-Za-z][A-Za-z0-9+.-]*:"
    "(?://(?:[A-Za-z0-9._~!$&'()*+,;=:-]+@)?[A-Za-z0-9._~-]*(?::[0-9]{0,5})?(?:/(?:" + _CHARS + ")*)*"
    "|/?(?:(?:" + _CHARS + ")(?:" + _CHARS + "|/)*)?)"
    "(?:[?](?:" + _CHARS + "|[/?])*)?(?:#(?:" + _CHARS + "|[/?])*)?"
)


def strict_uri(text: str) -> bool:
    """
    Whether a text is a URI of RFC 3986 that every checker of the format `uri` lets pass; IP literals are left out.

    >>> strict_uri("https://example.org/a?b=%20#c"), strict_uri("urn:x:é"), strict_uri("a b:c"), strict_uri("no")
    (True, False, False, False)
    """
    return _URI.fullmatch(text) is not None and not text.endswith(":")


def full_moment(text: str) -> bool:
    """
    Whether a text is a date-time of RFC 3339, seconds and offset included, on a day that exists.

    >>> full_moment("2024-10-31T09:30:00Z"), full_moment("2024-10-31T09:30Z"), full_moment("2024-10-31")
    (True, False, False)
    """
    return DATE_TIME.holds(text) and text[16] == ":"


class JsonDocument:
    """
    A document of a format that is written in JSON.

    Attributes:
        plain: Its plain data.
        id: `urn:sha256:` and the digest of what was read.
    """

    def __init__(self, data: bytes | str, name: str) -> None:
        """
        Parse.

        Raises:
            ConversionError: It is not JSON, or goes beyond the limits.
        """
        data = data if isinstance(data, (bytes, str)) else bytes(data)
        self._name = name
        parsed = _json.parse(data, DEFAULT_LIMITS)
        if parsed.issues:
            raise ConversionError(parsed.issues, name)
        self.plain: Any = parsed.plain
        self.id = f"urn:sha256:{hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()}"
        self._text = parsed.text

    def refusal(self, issues: Iterable[Issue]) -> ConversionError:
        """The error that holds these issues, in the order of the document, each with line and column."""
        found = list(issues)
        offsets = _json.locate(self._text, {issue.pointer for issue in found})
        lines = _json.Lines(self._text)
        found.sort(key=lambda issue: offsets[issue.pointer])
        placed = []
        for issue in found[: DEFAULT_LIMITS.issues]:
            line, column = lines.position(offsets[issue.pointer])
            placed.append(attrs.evolve(issue, line=line, column=column))
        if len(found) > len(placed):
            message = f"has {len(found) - len(placed)} more issues than are listed (Limits.issues)"
            placed.append(Issue("NC114", CODES["NC114"].severity, "", message))
        return ConversionError(placed, self._name)

    def checked(self, article: Article) -> Article:
        """
        The article that was read, every rule checked.

        Raises:
            ConversionError: It breaks a rule; the place in the article is named in words.
        """
        issues = [issue for issue in validate(article) if issue.severity == "error"]
        if issues:
            raise self.refusal(told(issue, "") for issue in issues)
        return article


def error(code: str, pointer: str, message: str, hint: str = "") -> Issue:
    """An issue that refuses a document."""
    return Issue(code, "error", pointer, message, hint)


def told(issue: Issue, pointer: str) -> Issue:
    """An issue of an article, told of the place in a document where the article comes from."""
    where = f" at {issue.pointer}" if issue.pointer else ""
    return Issue(issue.code, "error", pointer, f"gives an article that{where} {issue.message}", issue.hint)


def plain_article(article: Article, name: str) -> dict[str, Any]:
    """
    The plain data of an article that is to be written, every rule checked.

    Raises:
        ConversionError: The article breaks a rule.
    """
    try:
        return to_dict(article)
    except InvalidArticleError as invalid:
        raise ConversionError([issue for issue in invalid.issues if issue.severity == "error"], name) from None


def document_bytes(path: str | Path) -> bytes:
    """The bytes of a file; of one that is too large only so many that the reader can tell."""
    with Path(path).open("rb") as file:
        return file.read(DEFAULT_LIMITS.document + 1)


def same(one: Any, other: Any) -> bool:
    """
    Whether two values are the same JSON: true is not 1, 1 is not 1.0, the order of members does not matter.

    >>> same({"a": 1}, {"a": 1}), same({"a": 1}, {"a": True})
    (True, False)
    """
    return fingerprint(one) == fingerprint(other)


def fingerprint(value: Any) -> bytes:
    """Bytes that are equal for the same JSON only."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
