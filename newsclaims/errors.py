"""Issues, and every exception the library raises."""

import json
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import attrs

from newsclaims.codes import CODES, Code, Severity

if TYPE_CHECKING:
    from newsclaims.model import Span

__all__ = [
    "CODES",
    "Code",
    "ConversionError",
    "FieldError",
    "InvalidArticleError",
    "Issue",
    "MissingDependencyError",
    "NewsclaimsError",
    "QuoteError",
    "Severity",
    "SpanError",
    "UnknownIdError",
    "escaped_text",
    "printable",
    "shortened",
    "shown",
    "terminal_text",
]

# What a terminal or a log could act on: controls, line separators, bidi controls, zero-width and lone surrogates.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def shown(value: object, width: int = 60) -> str:  # noqa: PLR0911  # one line for each type of JSON
    r"""
    A JSON value in a few words, fit for any terminal.

    Args:
        value: Anything; containers are named by their size, what is no JSON by its class.
        width: At most this many code points of a string.

    >>> shown("a\nb"), shown(None), shown([1, 2]), shown({"a": 1}), shown(True)
    ('"a\\nb"', 'null', 'an array of 2', 'an object of 1', 'true')
    """
    if type(value) is str:
        short = value if len(value) <= width else value[: width - 1] + "…"
        text = json.dumps(short, ensure_ascii=False)
        return escaped_text(text)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"an array of {len(value)}"
    if isinstance(value, tuple):
        return f"a tuple of {len(value)}"
    if isinstance(value, dict):
        return f"an object of {len(value)}"
    if type(value) is int and value.bit_length() > 200:
        return "an integer of more than 200 bits"
    if type(value) in (int, float):
        return repr(value)
    return _classed(value, width)


def _classed(value: object, width: int) -> str:
    """What is of no class of JSON, by its own; with what it is made from, if that is one."""
    name = type(value).__name__
    kind = f"{'an' if name[:1] in 'AEIOUaeio' else 'a'} {name}"
    for base, plain in _PLAIN:
        if isinstance(value, base):
            return f"{shown(plain(value), width)} ({kind})"
    return kind


# What a class of its own makes of itself may be anything; what it is made from is not.
_PLAIN: tuple[tuple[type, Callable[[Any], str | int | float]], ...] = (
    (str, str.__str__),
    (int, int.__int__),
    (float, float.__float__),
)


def printable(text: str) -> bool:
    r"""
    Whether a terminal can do nothing with a text but show it.

    >>> printable("é"), printable("\x1b[2J"), printable("\u202e")
    (True, False, False)
    """
    return _UNPRINTABLE.search(text) is None


def escaped_text(text: str) -> str:
    r"""
    A text whose unprintable characters are written as escapes.

    >>> escaped_text("a\x1b")
    'a\\u001b'
    """
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


# Joiners and selectors hold emoji and Indic or Persian letters together; terminals show them well.
_JOINERS = re.compile("[\u200c\u200d]")


def terminal_text(text: str) -> str:
    """
    A text to be read as it is: what a terminal could act on is written as an escape, joiners stay.

    >>> terminal_text("a" + chr(0x200D) + "b") == "a" + chr(0x200D) + "b", len(terminal_text(chr(27)))
    (True, 6)
    """
    return _UNPRINTABLE.sub(lambda match: match[0] if _JOINERS.match(match[0]) else f"\\u{ord(match[0]):04x}", text)


def shortened(text: str, most: int = 1000) -> str:
    """
    A text of at most so many code points, its middle left out where it is longer.

    >>> shortened("/claims/12/content", 9)
    '/cla…tent'
    """
    return text if len(text) <= most else f"{text[: most // 2]}…{text[len(text) - most // 2 :]}"


@attrs.frozen
class Issue:
    """
    One breach of one rule: where, what is there, what should be.

    Attributes:
        code: The rule, as in `NC402`; `newsclaims explain NC402` tells more.
        severity: `error` refuses the document, `warning` does not.
        pointer: RFC 6901 pointer to the value; `""` is the whole document.
        message: What is there and what should be.
        hint: What was probably meant; empty where nothing can be guessed.
        line: Line of the value, from 1; None where the input was not text.
        column: Column of the value in code points, from 1; None where the input was not text.

    >>> print(Issue("NC301", "error", "/claims/0/attributions/0/source_ids/0", 'no source "s9"', 'did you mean "s6"?'))
    /claims/0/attributions/0/source_ids/0  NC301  no source "s9" (did you mean "s6"?)
    """

    code: str
    severity: Severity
    pointer: str
    message: str
    hint: str = ""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """The issue on one line."""
        hint = f" ({self.hint})" if self.hint else ""
        return escaped_text(f"{shortened(self.pointer) or '(document)'}  {self.code}  {self.message}{hint}")


class NewsclaimsError(Exception):
    """
    The root of every exception that newsclaims raises on purpose.

    >>> issubclass(InvalidArticleError, NewsclaimsError)
    True
    """


class _IssuesError(NewsclaimsError, ValueError):
    """An error that holds issues."""

    def __init__(self, issues: Sequence[Issue], document: str = "article") -> None:
        """Keep the facts; the text is made when it is asked for."""
        super().__init__(issues, document)
        self.issues = tuple(issues)
        self.document = document

    def __str__(self) -> str:
        """All problems at once, one a line."""
        count = len(self.issues)
        head = f"{count} problem{'' if count == 1 else 's'} in {escaped_text(shortened(self.document))}"
        return "\n  ".join([head, *map(self._told, self.issues)])

    def _told(self, issue: Issue) -> str:
        return str(issue)


class InvalidArticleError(_IssuesError):
    """
    A document breaks the rules of the format; `issues` holds every breach, warnings among them.

    Attributes:
        issues: All issues in document order, up to the limit.
        document: What was checked: an id, a file.

    >>> import newsclaims
    >>> newsclaims.loads("[]")
    Traceback (most recent call last):
    newsclaims.errors.InvalidArticleError: 1 problem in article
      (document)  NC201  is an array of 0, should be an object
    """


class ConversionError(_IssuesError):
    """
    A document of another format cannot be read, or an article cannot be written in it; `issues` holds every reason.

    Attributes:
        issues: The reasons, NC9xx, with line and column where the input has lines.
        document: What was converted: an id, a file.

    >>> print(ConversionError([Issue("NC901", "error", "", "is no record of brat", "", 7, 1)], "a.ann"))
    1 problem in a.ann
      7:1  NC901  is no record of brat
    """

    def _told(self, issue: Issue) -> str:
        """A file that is no JSON has lines in place of pointers."""
        if issue.pointer or issue.line is None:
            return str(issue)
        return f"{issue.line}:{issue.column}{str(issue).removeprefix('(document)')}"


class FieldError(NewsclaimsError, TypeError, ValueError):
    """
    A constructor was given a value that its field cannot hold.

    It is a TypeError and a ValueError at once, since a wrong type and a wrong value are told apart only by `code`.

    Attributes:
        field: Class and field, as in `Span.start`.
        code: The code the same breach has in a document.
        message: What is there and what should be.

    >>> import newsclaims
    >>> newsclaims.Span(start="3", end=5)
    Traceback (most recent call last):
    newsclaims.errors.FieldError: Span.start is "3", should be an integer
    """

    def __init__(self, field: str, code: str, message: str) -> None:
        """Keep the facts; the text is made when it is asked for."""
        super().__init__(field, code, message)
        self.field = field
        self.code = code
        self.message = message

    def __str__(self) -> str:
        """Where, what is there, what should be."""
        return f"{self.field} {self.message}"


class QuoteError(NewsclaimsError, ValueError):
    """
    Words were to be found in a text and are not there, or are there more than once.

    Attributes:
        quote: The words.
        reason: `missing` or `ambiguous`.
        candidates: Every place where the words stand; empty if missing.

    >>> import newsclaims
    >>> newsclaims.Article.from_text("no no", id="x").find("no")
    Traceback (most recent call last):
    newsclaims.errors.QuoteError: "no" is ambiguous: it stands at 0-2, 3-5
    """

    def __init__(self, quote: str, reason: Literal["missing", "ambiguous"], candidates: "Sequence[Span]" = ()) -> None:
        """Keep the facts; the text is made when it is asked for."""
        super().__init__(quote, reason, candidates)
        self.quote = quote
        self.reason: Literal["missing", "ambiguous"] = reason
        self.candidates = tuple(candidates)

    def __str__(self) -> str:
        """The words, and where they stand."""
        if self.reason == "missing":
            return f"{shown(self.quote)} is missing: these words do not stand there"
        places = [f"{span.start}-{span.end}" for span in self.candidates[:5]]
        more = f" and {len(self.candidates) - 5} more" if len(self.candidates) > 5 else ""
        return f"{shown(self.quote)} is ambiguous: it stands at {', '.join(places)}{more}"


class SpanError(NewsclaimsError, ValueError):
    """
    A range does not lie inside the text, or there is no text.

    >>> import newsclaims
    >>> newsclaims.Article.from_text("short", id="x").span(2, 9)
    Traceback (most recent call last):
    newsclaims.errors.SpanError: 2-9 is no range of the text (5 code points)
    """

    def __init__(self, start: int, end: int, length: int | None) -> None:
        """Keep the facts; the text is made when it is asked for."""
        super().__init__(start, end, length)
        self.start = start
        self.end = end
        self.length = length

    def __str__(self) -> str:
        """The range, and the text it should lie in."""
        if self.length is None:
            return "the article has no text"
        return f"{self.start}-{self.end} is no range of the text ({self.length} code points)"


class UnknownIdError(NewsclaimsError, KeyError):
    """
    No record of the asked kind has this id.

    >>> import newsclaims
    >>> newsclaims.example().claims_of("nhkk")
    Traceback (most recent call last):
    newsclaims.errors.UnknownIdError: no source "nhkk" (did you mean "nhk"?)
    """

    def __init__(self, kind: str, wanted: str, hint: str = "") -> None:
        """Keep the facts; the text is made when it is asked for."""
        super().__init__(kind, wanted, hint)
        self.kind = kind
        self.wanted = wanted
        self.hint = hint

    def __str__(self) -> str:
        """The id, and the nearest one that exists."""
        return f"no {self.kind} {shown(self.wanted)}{f' ({self.hint})' if self.hint else ''}"


class MissingDependencyError(NewsclaimsError, ImportError):
    """
    An optional library is not installed.

    >>> print(MissingDependencyError("zstandard", extra="zst"))
    zstandard is not installed: pip install 'newsclaims[zst]'
    """

    def __init__(self, package: str, extra: str) -> None:
        """Keep the facts; the text is made when it is asked for."""
        super().__init__(package, extra)
        self.package = package
        self.extra = extra

    def __str__(self) -> str:
        """The line to type."""
        return f"{self.package} is not installed: pip install 'newsclaims[{self.extra}]'"
