"""Annotations read whole: every record in the order of the file, or every reason why they are refused."""

import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator

from newsclaims._rules import SURROGATE
from newsclaims.codes import CODES
from newsclaims.errors import Issue, shown
from newsclaims.formats.brat._records import (
    Attribute,
    Blank,
    Event,
    Group,
    Link,
    NoRecordError,
    Record,
    Reference,
    Remark,
    TextBound,
    WrongWordsError,
    record_at,
)
from newsclaims.limits import DEFAULT_LIMITS

_MARK = "\ufeff"


def parsed(annotations: str, text: str | None) -> tuple[list[Record], list[Issue]]:
    r"""
    The records of annotations, or what is wrong with them: one of the two is empty.

    Args:
        annotations: All of them.
        text: The text that they are about; None where it is not known.

    >>> parsed("T1\tCue 3 7\tsaid\n", "Who said it?")[1][0].hint
    'the words are at 4 8'
    """
    if broken := _no_characters(annotations, text):
        return [], broken
    records: list[Record] = []
    starts: list[int] = []
    wrong: list[NoRecordError] = []
    offset = groups = 0
    length = len(annotations)
    while offset < length:
        start = offset
        try:
            record, offset = record_at(annotations, offset, text, groups)
        except NoRecordError as error:
            if error.code == "NC909":
                # One such line says it of all.
                return [], _worded(annotations, text, [error])
            wrong.append(error)
            end = annotations.find("\n", offset)
            offset = length if end < 0 else end + 1
        else:
            records.append(record)
            starts.append(start)
            if record.__class__ is Group:
                groups += 1
    wrong += _repeated(records, starts)
    if offset > length and records and not wrong and may_be_cut(records[-1], {record.id for record in records}):
        message = f"{shown(annotations[starts[-1] :])} may be cut, should end with a new line"
        wrong.append(NoRecordError("NC902", starts[-1], message))
    if not wrong:
        # What a broken record would have been is not known, so nobody is said to be missing then.
        wrong += _missing(records, starts)
    return ([], _worded(annotations, text, wrong)) if wrong else (records, [])


def targets(record: Record) -> tuple[str, ...]:
    """The ids that a record names."""
    match record:
        case Event():
            return (record.trigger, *[target for _, target in record.arguments])
        case Link():
            return (record.first, record.second)
        case Attribute() | Reference() | Remark():
            return (record.target,)
        case Group():
            return record.members
        case _:
            return ()


def may_be_cut(record: Record, ids: Collection[str]) -> bool:
    """
    Whether a record that no new line ends may be the beginning of a longer one.

    Args:
        record: The last one of a file; of a text-bound the words show where it ends.
        ids: Those of the file: `Content:T1` may have been `Content:T12`.
    """
    if isinstance(record, TextBound | Blank):
        return False
    last = targets(record)[-1]
    cut_id = record.line.endswith(last) and any(name != last and name.startswith(last) for name in ids)
    return cut_id or record.line.endswith((" ", "\t"))


# ── What can be wrong ────────────────────────────────────────────────────────────────────────────────────────────


def _no_characters(annotations: str, text: str | None) -> list[Issue]:
    """Issues of strings that are no Unicode text, or begin with what is no part of it."""
    for name, string in (("text", text), ("annotations", annotations)):
        if string and not string.isascii() and (found := SURROGATE.search(string)):
            line, column = _position([-1, *_line_ends(string)], found.start())
            message = f"half a character stands in the {name}, a lone surrogate"
            return [Issue("NC910", "error", "", message, "", line, column)]
    if annotations.startswith(_MARK):
        message = "a byte order mark stands before the annotations, should be left out"
        return [Issue("NC910", "error", "", message, "save as UTF-8 without it", 1, 1)]
    return []


def _repeated(records: list[Record], starts: list[int]) -> Iterator[NoRecordError]:
    known: set[str] = set()
    for record, start in zip(records, starts, strict=True):
        if record.id in known and record.id:
            yield NoRecordError("NC903", start, f"{record.id} comes twice, should come once")
        known.add(record.id)


def _missing(records: list[Record], starts: list[int]) -> Iterator[NoRecordError]:
    known = {record.id for record in records}
    for record, start in zip(records, starts, strict=True):
        if record.__class__ is not TextBound and not known.issuperset(targets(record)):
            for target in targets(record):
                if target not in known:
                    name = "*" if isinstance(record, Group) else record.id
                    yield NoRecordError("NC904", start, f"{name} names {target}, which is not there")


# ── Words for it ─────────────────────────────────────────────────────────────────────────────────────────────────


def _worded(annotations: str, text: str | None, wrong: Iterable[NoRecordError]) -> list[Issue]:
    """Issues in the order of the file, up to the limit, and then one that counts the rest."""
    ends = [-1, *_line_ends(annotations)]
    in_order = sorted(wrong, key=lambda error: (error.offset, error.code))
    reasons = None if text is None else _Reasons(text)
    issues = []
    for error in in_order[: DEFAULT_LIMITS.issues]:
        line, column = _position(ends, error.offset)
        hint = reasons.guess(error.ranges, error.found) if reasons and isinstance(error, WrongWordsError) else ""
        issues.append(Issue(error.code, "error", "", error.message, hint, line, column))
    if len(in_order) > len(issues):
        message = f"has {len(in_order) - len(issues)} more issues than are listed (Limits.issues)"
        issues.append(Issue("NC114", CODES["NC114"].severity, "", message))
    return issues


def _line_ends(string: str) -> Iterator[int]:
    at = string.find("\n")
    while at >= 0:
        yield at
        at = string.find("\n", at + 1)


def _position(ends: list[int], offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1, given where lines end, -1 before the first."""
    line = bisect_right(ends, offset - 1)
    return line, offset - ends[line - 1]


class _Reasons:
    """Why words may not stand at their offsets in a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        # What somebody may have counted in place of code points; each is tried on the offsets as they are.
        self._others: list[tuple[str, bytes, str, int]] = []
        if text.startswith(_MARK):
            counted = text[1:].encode("utf-32-le")
            self._others.append(("the offsets do not count the byte order mark of the text", counted, "utf-32-le", 4))
        if "\r\n" in text:
            counted = text.replace("\r\n", "\n").encode("utf-32-le")
            self._others.append(("the offsets count LF, the text has CR LF", counted, "utf-32-le", 4))
        elif "\n" in text:
            counted = text.replace("\n", "\r\n").encode("utf-32-le")
            self._others.append(("the offsets count CR LF, the text has LF", counted, "utf-32-le", 4))
        if not text.isascii():
            self._others += [
                ("the offsets count UTF-16 units", text.encode("utf-16-le"), "utf-16-le", 2),
                ("the offsets count bytes of UTF-8", text.encode(), "utf-8", 1),
            ]

    def guess(self, ranges: list[tuple[int, int]], found: str) -> str:
        """The likeliest reason; empty where none is likely."""
        there = " ".join(self._text[start:end] for start, end in ranges)
        if unicodedata.normalize("NFC", there) == unicodedata.normalize("NFC", found):
            return "the words are the same only after Unicode normalization"
        if there.startswith(found):
            return "the record is cut"
        where = self._elsewhere(ranges, found)
        for reason, data, encoding, size in self._others:
            pieces = [data[start * size : end * size].decode(encoding, "replace") for start, end in ranges]
            if " ".join(pieces) == found:
                return f"{where}: perhaps {reason}" if where else f"perhaps {reason}"
        return where

    def _elsewhere(self, ranges: list[tuple[int, int]], found: str) -> str:
        """Where the words stand nearest, if all pieces are off by the same number."""
        pieces, at = [], 0
        for start, end in ranges:
            pieces.append(found[at : at + end - start])
            at += end - start + 1
        if at - 1 != len(found) or not pieces[0]:
            return ""
        start = ranges[0][0]
        around = (self._text.rfind(pieces[0], 0, start + len(pieces[0])), self._text.find(pieces[0], start))
        for place in sorted((place for place in around if place >= 0), key=lambda place: abs(place - start)):
            moved = [(low + place - start, high + place - start) for low, high in ranges]
            if min(moved)[0] >= 0 and " ".join(self._text[low:high] for low, high in moved) == found:
                return f"the words are at {';'.join(f'{low} {high}' for low, high in moved)}"
        return ""
