"""
Every issue of a document in one pass, in document order.

A document without fault is told so quickly (`_codec.py`, `_sound.py`); any other goes the exact road, where jsonschema
words what is wrong with its shape and `_checks.py` what is wrong between its fields.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import attrs
import msgspec

from newsclaims import _checks, _codec, _json, _sound, migration
from newsclaims._collector import LARGE, paused
from newsclaims._converter import unstructure
from newsclaims._shape import reserved_issue, shape_issues
from newsclaims._words import counted
from newsclaims.article import SCHEMA_VERSION, Article
from newsclaims.errors import CODES, Issue, shown
from newsclaims.limits import DEFAULT_LIMITS, Limits

__all__ = ["Look", "Outcome", "encoded", "examine", "look", "quick", "sound_bytes", "validate"]


def validate(document: object, *, limits: Limits = DEFAULT_LIMITS) -> tuple[Issue, ...]:
    """
    Every issue of a document, in document order; it is valid when no error is among them.

    Never raises on bad data and never changes what it is given.

    Args:
        document: An Article, plain data, or JSON as bytes or text.
        limits: The bounds to keep.

    Returns:
        All issues up to `limits.issues`, errors before warnings where there are more, then one that counts the rest.
        Line and column are there where the input was text.

    >>> for issue in validate('{"schema_version": "1.0", "id": "x", "langage": "en"}'):
    ...     print(issue)
    (document)  NC202  has no member "language", which is required (misspelt as "langage"?)
    /langage  NC203  is no member of an Article (did you mean "language"?)
    """
    if isinstance(document, Article):
        if sound_bytes(document, limits) is not None and _sound.is_quiet(document):
            return ()
        return examine(document, limits).issues
    if isinstance(document, (bytearray, memoryview)):
        document = bytes(document)
    return look(document, limits).issues if isinstance(document, (bytes, str)) else examine(document, limits).issues


class Look(NamedTuple):
    """What a look at a document in JSON found."""

    issues: tuple[Issue, ...]
    """All issues, in document order, up to the limit."""
    claims: int
    """The number of its claims, as far as it has a list of them."""


def look(data: bytes | str, limits: Limits) -> Look:
    """The issues of a JSON document, as `validate` finds them, and the number of its claims."""
    article = quick(data, limits)
    if article is not None and _sound.is_quiet(article):
        return Look((), len(article.claims))
    outcome = examine(data, limits)
    claims = outcome.plain.get("claims") if type(outcome.plain) is dict else None
    return Look(outcome.issues, len(claims) if type(claims) is list else 0)


def quick(data: bytes | str, limits: Limits) -> Article | None:
    """The article of a document that is surely without error; None where the exact road must decide."""
    if isinstance(data, str):
        try:
            data = data.encode()
        except UnicodeEncodeError:
            return None
    if not _within(data, limits):
        return None
    with paused(when=len(data) > LARGE):
        read = _codec.noted(data)
        if read is None:
            return None
        article, noted = read
        sound = _sound.values_hold(noted, article) and _sound.records_agree(article, noted, limits)
        return article if sound else None


def encoded(article: Article) -> bytes | None:
    """The canonical bytes of an article, unchecked; None where only the exact road can write them."""
    try:
        with paused(when=_is_large(article)):
            return _codec.encode(article)
    except msgspec.ValidationError:
        return None


def sound_bytes(article: Article, limits: Limits) -> bytes | None:
    """The canonical bytes of an article that was built by hand, if it surely breaks no rule."""
    with paused(when=_is_large(article)):
        data = encoded(article) if _sound.is_sound(article, limits) else None
    return data if data is not None and _within(data, limits) else None


def _is_large(article: Article) -> bool:
    """Whether an article makes a large document: a claim with its attribution takes about 500 bytes."""
    return len(article.claims) * 500 > LARGE


def _within(data: bytes, limits: Limits) -> bool:
    """Whether a document keeps the limits of size for sure; the codec keeps that of depth, where it is not lowered."""
    return len(data) <= min(limits.document, limits.string) and limits.depth >= DEFAULT_LIMITS.depth


class Outcome(NamedTuple):
    """What the exact road found."""

    issues: tuple[Issue, ...]
    """All issues, in document order, up to the limit."""
    plain: Any
    """The document as plain data of today's version, members of a newer one kept under `_newer`."""


def examine(document: object, limits: Limits) -> Outcome:
    """
    Take the exact road: parse or copy, migrate, and look at every rule.

    Args:
        document: An Article, plain data, or JSON as bytes or text.
        limits: The bounds to keep.
    """
    if isinstance(document, Article):
        large = _is_large(document)
    else:
        large = isinstance(document, (bytes, str)) and len(document) > LARGE
    with paused(when=large):
        return _examined(document, limits)


def _examined(document: object, limits: Limits) -> Outcome:
    misplaced: tuple[str, ...] = ()
    if isinstance(document, Article):
        document, misplaced = _as_document(document)
    parsed = _json.parse(document, limits) if isinstance(document, (bytes, str)) else _json.adopt(document, limits)
    collected = _Collected(limits)
    collected.add(parsed.issues)
    collected.uncounted += parsed.uncounted
    plain = parsed.plain
    if parsed.is_json and type(plain) is dict:
        plain = migration.migrate(plain)
        version = plain.get("schema_version")
        if migration.is_newer_major(version):
            message = f"is {shown(version)}, should be of major version {SCHEMA_VERSION.partition('.')[0]}"
            collected.add([Issue("NC117", "error", "/schema_version", message)])
        elif migration.is_older(version):
            message = f"is {shown(version)}, from which no step leads to {SCHEMA_VERSION}"
            collected.add([Issue("NC220", "error", "/schema_version", message)])
        elif migration.is_newer_minor(version):
            collected.add(map(reserved_issue, misplaced or migration.reserved(plain)))
            plain = migration.keep_newer(plain)
            collected.add(_known_issues(migration.without_newer(plain), limits))
        else:
            collected.add(_known_issues(plain, limits))
    elif parsed.is_json:
        collected.add(shape_issues(plain))
    return Outcome(collected.in_order(parsed), plain)


def _as_document(article: Article) -> tuple[dict[str, Any], tuple[str, ...]]:
    """An article as its document would be, or as it is where members of a newer version are misplaced; these too."""
    plain = unstructure(article)
    if not migration.is_newer_minor(article.schema_version):
        return plain, ()
    misplaced = tuple(migration.misplaced(plain))
    return (plain if misplaced else migration.restore_newer(plain)), misplaced


def _known_issues(plain: dict[str, Any], limits: Limits) -> Iterator[Issue]:
    """Every issue of a document of this version."""
    yield from shape_issues(plain)
    yield from _checks.breaches(plain, limits)


# ── Collecting ───────────────────────────────────────────────────────────────────────────────────────────────────


class _Collected:
    """Issues up to a limit, errors first, and the number of the others."""

    def __init__(self, limits: Limits) -> None:
        self._limit = limits.issues
        self._errors: list[Issue] = []
        self._warnings: list[Issue] = []
        self._seen: set[tuple[str, str, str]] = set()
        self._counts: Counter[str] = Counter()
        self.uncounted = 0

    def add(self, issues: Iterable[Issue]) -> None:
        """Take issues; the same one twice is enough once."""
        for issue in issues:
            # A member may be repeated twice in the same words, each time at another place.
            if (issue.pointer, issue.code, issue.message) in self._seen and issue.code != "NC104":
                continue
            self._counts[issue.code] += 1
            # Rules are looked at one after the other, each in the order of the document, so a reserve of each code is
            # enough to list the first of the document.
            if self._counts[issue.code] > 2 * self._limit:
                self.uncounted += 1
                continue
            self._seen.add((issue.pointer, issue.code, issue.message))
            (self._errors if issue.severity == "error" else self._warnings).append(issue)

    def in_order(self, parsed: _json.Parsed) -> tuple[Issue, ...]:
        """The issues in document order, placed, cut at the limit."""
        placed = _placed(self._errors + self._warnings, parsed)
        errors = [item for item in placed if item[1].severity == "error"]
        warnings = [item for item in placed if item[1].severity == "warning"]
        room = max(0, self._limit - len(errors))
        kept = errors[: self._limit] + warnings[:room]
        rest = len(errors) + len(warnings) - len(kept) + self.uncounted
        kept.sort(key=lambda placed: placed[0])
        issues = [issue for _, issue in kept]
        if rest:
            message = (
                f"has {counted(rest, 'more issue')}, should have at most {self._limit} to be listed (Limits.issues)"
            )
            line, column = (1, 1) if parsed.text else (None, None)
            issues.append(Issue("NC114", CODES["NC114"].severity, "", message, "", line, column))
        return tuple(issues)


_Sorted = list[tuple[tuple[tuple[int, ...], str], Issue]]
"""Issues beside what they are sorted by: their place, then their code."""


def _placed(issues: list[Issue], parsed: _json.Parsed) -> _Sorted:
    """Issues in document order; those of a text get line and column."""
    placed: _Sorted = []
    if parsed.text:
        offsets = _json.locate(parsed.text, {issue.pointer for issue in issues if issue.line is None})
        lines = _json.Lines(parsed.text)
        for issue in issues:
            line, column = issue.line, issue.column
            if line is None or column is None:
                line, column = lines.position(offsets[issue.pointer])
            placed.append((((line, column), issue.code), attrs.evolve(issue, line=line, column=column)))
    else:
        ranks: dict[int, dict[str, int]] = {}
        placed = [((_rank(parsed.plain, issue.pointer, ranks), issue.code), issue) for issue in issues]
    return sorted(placed, key=lambda item: item[0])


def _rank(plain: Any, pointer: str, ranks: dict[int, dict[str, int]]) -> tuple[int, ...]:
    """Where a value stands among plain data: its number in each container on the way to it."""
    found = []
    for step in pointer.split("/")[1:]:
        if type(plain) is dict:
            if id(plain) not in ranks:
                ranks[id(plain)] = {_json.escaped(name): number for number, name in enumerate(plain)}
            if step not in ranks[id(plain)]:
                break
            found.append(ranks[id(plain)][step])
            plain = plain[step.replace("~1", "/").replace("~0", "~")]
        elif type(plain) is list and step.isdecimal() and int(step) < len(plain):
            found.append(int(step))
            plain = plain[int(step)]
        else:
            break
    return tuple(found)
