"""
FEVER and corpora like it: checked claims, one a line of JSON.

Kept:    of each claim its id, words, and its first review's label; every member of a record that was read
Lost:    who says it (NC680), text and places (NC629, NC639), sections, notes, relations, provenance, types, what a
         review says beside its label (NC619), all but one review of a claim (NC678), most ids (NC679); see LOSSES
Offsets: none; the claims stand in no text
Source:  https://fever.ai/dataset/fever.html

One file is a tuple of articles, each of one claim: a line stands alone. The labels are those of FEVER (SUPPORTS,
REFUTES, NOT ENOUGH INFO) and the words for ratings of MultiFC and ClaimsKG (TRUE, FALSE, MIXTURE, OTHER); any other is
kept and is no verdict. `evidence`, `verifiable` and all that the model has no field for stay in `extensions.fever` of
the claim. What was read is written again byte for byte, where each line is one that `json.dumps` writes.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from newsclaims._files import replace_file
from newsclaims.article import Article
from newsclaims.errors import CODES, ConversionError, FieldError, Issue
from newsclaims.formats._documents import JsonDocument, error, plain_article
from newsclaims.formats._factcheck_losses import Losing, emptied_of, shared_first, shared_last
from newsclaims.formats._factchecks import Form, Member, article_of, breaches, line, one_of, record_of, words
from newsclaims.formats.losses import Loss, Lost, dropped, each
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.model import Claim, Review

__all__ = ["LOSSES", "dumps", "forget", "loads", "losses", "read", "write"]

NAME = "fever"


# ── Members ──────────────────────────────────────────────────────────────────────────────────────────────────────

_NUMBER = re.compile("0|-?[1-9][0-9]{0,17}")


def _id(value: Any) -> str | None:
    return str(value) if type(value) is int else line(value)


def _id_written(id: str) -> int | str:
    """
    An id as the corpus writes it: a number if it is one.

    >>> _id_written("75397"), _id_written("075"), _id_written("urn:x:1")
    (75397, '075', 'urn:x:1')
    """
    return int(id) if _NUMBER.fullmatch(id) else id


FORM = Form(
    name=NAME,
    usual=("id", "verifiable", "label", "claim", "evidence"),
    members={
        "id": Member("id", _id, _id_written),
        "label": Member("label", line),
        "claim": Member("claim", words),
    },
    shapes={
        "id": one_of(int, str, type(None), should="a number without fraction, or a string"),
        "label": one_of(str, type(None), should="a string or null"),
        "verifiable": one_of(str, type(None), should="a string or null"),
        "evidence": one_of(list, dict, str, type(None), should="an array, an object or words"),
    },
    nothing={},
    verdicts={
        "supports": "supported",
        "refutes": "refuted",
        "not enough info": "not_enough_evidence",
        "true": "supported",
        "false": "refuted",
        "mixture": "conflicting",
        "other": "other",
    },
)


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────

UNESCAPED, COMPACT, END = "unescaped", "compact", "end"
"""The hints of a line: that characters beyond ASCII stand as they are, that there are no blanks, how the line ends."""

_LAYOUTS = ((), (UNESCAPED,), (COMPACT,), (UNESCAPED, COMPACT))
_BLANKS = " \t\r\n"
_END = re.compile("[ \t\r\n]*")


def _json_line(record: dict[str, Any], layout: Iterable[str]) -> str:
    separators = (",", ":") if COMPACT in layout else (", ", ": ")
    return json.dumps(record, ensure_ascii=UNESCAPED not in layout, separators=separators)


def _hints(record: dict[str, Any], text: str, end: str) -> dict[str, Any]:
    """How a line is laid out, where that is not the usual way."""
    layout: Iterable[str] = next((layout for layout in _LAYOUTS if _json_line(record, layout) == text), ())
    return dict.fromkeys(layout, True) | ({} if end == "\n" else {END: end})


class _Line(NamedTuple):
    """A line that holds a record."""

    number: int
    """From 1."""
    data: Any
    """The record, bytes or text."""
    end: str
    """What stands behind it, up to the next record."""


def _lines(data: bytes | str) -> Iterator[_Line]:
    """The lines of a file that are not blank."""
    text: Any = data
    blanks: Any = _BLANKS if isinstance(data, str) else _BLANKS.encode()
    last: tuple[int, Any, int] | None = None
    for number, start, stop in _ranges(data):
        record = text[start:stop].strip(blanks)
        if record:
            if last is not None:
                yield _line(data, last, start)
            last = number, record, start + len(text[start:stop].rstrip(blanks))
    if last is not None:
        yield _line(data, last, len(data))


def _line(data: bytes | str, found: tuple[int, Any, int], start: int) -> _Line:
    """A line whose number, record and end are known, and where the next one starts."""
    number, record, stop = found
    end = data[stop:start]
    return _Line(number, record, end if isinstance(end, str) else end.decode())


def _ranges(data: bytes | str) -> Iterator[tuple[int, int, int]]:
    """The number, start and end of each line; lines end with U+000A alone."""
    text: Any = data
    new: Any = "\n" if isinstance(data, str) else b"\n"
    number = start = 0
    while start < len(data):
        number, stop = number + 1, text.find(new, start) + 1 or len(data)
        yield number, start, stop
        start = stop


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


def loads(data: bytes | str, *, id: str | None = None, language: str = "und") -> tuple[Article, ...]:
    """
    The articles in a file of FEVER, one for each line.

    Args:
        data: The file: UTF-8 bytes, or text. Blank lines hold no record.
        id: What the articles' ids begin with, `#` and the number of the record from 0 behind it. By default an
            article's id is that of its record; where it has none, `urn:sha256:` and the digest of what was read stand
            before the `#`.
        language: The language of the claims, which the file does not tell.

    Raises:
        ConversionError: A line is no record, has no claim, or a member of a wrong type; each issue has line and column.

    >>> (article,) = loads('{"id": 7, "label": "REFUTES", "claim": "It rained.", "evidence": [[[1, 2, "Rain", 0]]]}')
    >>> article.id, article.reviews[0].verdict, article.claims[0].extensions["fever"]["evidence"][0][0][2]
    ('7', 'refuted', 'Rain')
    """
    data = data if isinstance(data, (bytes, str)) else bytes(data)
    made: list[Article] = []
    failed: list[_Line] = []
    wrong = 0
    digest = hashlib.sha256(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data).hexdigest()
    base = f"urn:sha256:{digest}" if id is None else id
    for number, found in enumerate(_lines(data)):
        try:
            made.append(_article(found, f"{base}#{number}", language, named=id is not None))
        except ConversionError as broken:
            failed.append(found)
            wrong += len(broken.issues)
    if failed:
        most = DEFAULT_LIMITS.issues
        issues = [issue for found in failed[:most] for issue in _issues(found, base, language)][:most]
        if wrong > most:
            message = f"has {wrong - most} more issues than are listed (Limits.issues)"
            issues.append(Issue("NC114", CODES["NC114"].severity, "", message))
        raise ConversionError(issues, NAME)
    return tuple(made)


def _article(found: _Line, otherwise: str, language: str, *, named: bool) -> Article:
    """
    The article of a line.

    Args:
        found: The line.
        otherwise: The article's id, where its record has none.
        language: The article's language.
        named: Whether it has that id in any case.

    Raises:
        ConversionError: It is no record.
    """
    document = JsonDocument(found.data, NAME)
    record = document.plain
    if wrong := breaches(FORM, record, ""):
        raise document.refusal(wrong)
    text = found.data if isinstance(found.data, str) else found.data.decode()
    own = None if named else _id(record.get("id"))
    try:
        made = article_of(FORM, record, own or otherwise, language, _hints(record, text, found.end))
    except FieldError as breach:
        raise document.refusal([error(breach.code, "", f"gives an article whose {breach}")]) from None
    return document.checked(made)


def _issues(found: _Line, id: str, language: str) -> Sequence[Issue]:
    """What is wrong with a line, told of its place in the file: as many line ends stand before it."""
    new: Any = "\n" if isinstance(found.data, str) else b"\n"
    try:
        _article(found._replace(data=new * (found.number - 1) + found.data), id, language, named=True)
    except ConversionError as wrong:
        return wrong.issues
    return ()


def read(path: str | Path, *, id: str | None = None, language: str = "und") -> tuple[Article, ...]:
    """
    The articles in a file of FEVER, one for each line.

    Args:
        path: The file.
        id: What the articles' ids begin with; see `loads`.
        language: The language of the claims.

    Raises:
        ConversionError: A line is no record.
        OSError: The file cannot be read.
    """
    try:
        return loads(Path(path).read_bytes(), id=id, language=language)
    except ConversionError as wrong:
        raise ConversionError(wrong.issues, str(path)) from None


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def dumps(articles: Article | Iterable[Article]) -> bytes:
    r"""
    Articles as a file of FEVER, one claim a line, the same bytes every time.

    Args:
        articles: The articles; one alone will do. Each claim is a record.

    Raises:
        ConversionError: An article breaks a rule, or a line would be too large to be read again.

    >>> dumps(Article(id="7", language="en", claims=(Claim(id="c1", text="It rained."),)))
    b'{"id": 7, "claim": "It rained."}\n'
    """
    written = each(articles)
    for article in written:
        plain_article(article, NAME)
    return _dumped(_LOSING.parts(written))


def _dumped(parts: tuple[Article, ...]) -> bytes:
    lines = []
    for number, part in enumerate(parts, 1):
        hints: Any = part.extensions.plain().get(NAME)
        hints = hints if type(hints) is dict else {}
        layout = [name for name in (UNESCAPED, COMPACT) if hints.get(name) is True]
        text = _json_line(record_of(FORM, part), layout).encode()
        if len(text) > DEFAULT_LIMITS.document:
            message = f"would have {len(text)} bytes in a line, should have at most {DEFAULT_LIMITS.document}"
            raise ConversionError([error("NC108", "", f"{message} (Limits.document)")], NAME)
        end = hints.get(END)
        fits = type(end) is str and _END.fullmatch(end) and ("\n" in end or number == len(parts))
        lines.append(text + (end.encode() if fits else b"\n"))
    return b"".join(lines)


def write(articles: Article | Iterable[Article], path: str | Path) -> None:
    """
    Write articles to a file of FEVER, the whole of it or nothing.

    Args:
        articles: The articles.
        path: The file, `.jsonl` by custom.

    Raises:
        ConversionError: The articles cannot be written; the file stays as it was.
        OSError: The file cannot be written; it stays as it was.
    """
    replace_file(path, dumps(articles))


# ── Losses ───────────────────────────────────────────────────────────────────────────────────────────────────────

_LOSING = Losing(
    form=FORM,
    losses=(
        *shared_first(FORM),
        emptied_of("NC680", "attributions", Claim, "attributions"),
        dropped("NC612", "types of claims", Claim, "types"),
        dropped("NC619", "explanations and urls of reviews", Review, "explanation", "url"),
        *shared_last(),
    ),
    again=lambda parts: loads(_dumped(parts)),
)

LOSSES: tuple[Loss, ...] = _LOSING.table
"""What does not come back."""


def forget(articles: Article | Iterable[Article]) -> tuple[Article, ...]:
    """
    What comes back of articles: one for each claim, with what a record can say.

    >>> [article.id for article in forget(Article(id="x", language="en", claims=(
    ...     Claim(id="c1", text="It rained."), Claim(id="c2", text="It snowed."))))]
    ['x#c1', 'x#c2']
    """
    return _LOSING.forget(each(articles))


def losses(articles: Article | Iterable[Article]) -> tuple[Lost, ...]:
    """
    What writing articles loses, each kind with a count.

    >>> losses(Article(id="7", language="und", title="Rain", claims=(Claim(id="c1", text="It rained."),)))
    (Lost(code='NC602', what='title, publisher, url, byline of the article', count=1),)
    """
    return _LOSING.count(each(articles))
