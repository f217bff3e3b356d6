"""
The records of brat standoff, one by one: what each line may say, read strictly, and how each is written.

A record knows the line it was read from, so that whoever wants the same bytes can have them.
"""

import re
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from newsclaims.errors import shown
from newsclaims.model import Span

# ── What there is ────────────────────────────────────────────────────────────────────────────────────────────────


class TextBound(NamedTuple):
    """`T`: a type for a place, its spans in the order in which they stand."""

    id: str
    line: str
    type: str
    spans: tuple[Span, ...]


class Event(NamedTuple):
    """`E`: a trigger, and who takes part in which role."""

    id: str
    line: str
    type: str
    trigger: str
    arguments: tuple[tuple[str, str], ...]


class Link(NamedTuple):
    """`R`: a relation between two annotations."""

    id: str
    line: str
    type: str
    roles: tuple[str, str]
    first: str
    second: str


class Attribute(NamedTuple):
    """`A` or `M`: something that an annotation is, with or without a value."""

    id: str
    line: str
    type: str
    target: str
    value: str | None


class Reference(NamedTuple):
    """`N`: an entry of a data base that an annotation means; None is no third column."""

    id: str
    line: str
    type: str
    target: str
    entry: str
    name: str | None


class Group(NamedTuple):
    """`*`: annotations that are the same in some way. brat gives it no id; here it is `*` and a number."""

    id: str
    line: str
    type: str
    members: tuple[str, ...]


class Remark(NamedTuple):
    """`#`: what a person wrote about an annotation; None is no third column."""

    id: str
    line: str
    type: str
    target: str
    text: str | None


class Blank(NamedTuple):
    """An empty line."""

    id: str = ""
    line: str = ""


Named: TypeAlias = TextBound | Event | Link | Attribute | Reference | Group | Remark
Record: TypeAlias = Named | Blank


class NoRecordError(Exception):
    """
    A line is no record, or says what cannot be.

    Attributes:
        code: NC9xx.
        offset: Where, in code points from the start of the annotations.
        message: What is there and what should be.
    """

    def __init__(self, code: str, offset: int, message: str) -> None:
        """Keep the facts."""
        super().__init__(code, offset, message)
        self.code = code
        self.offset = offset
        self.message = message


class WrongWordsError(NoRecordError):
    """
    The third column of a text-bound is not the text at its offsets.

    Attributes:
        spans: The ranges that it names.
        found: What stands in the third column.
    """

    def __init__(self, offset: int, message: str, ranges: list[tuple[int, int]], found: str) -> None:
        """Keep the facts, those from which the reason can be guessed among them."""
        super().__init__("NC907", offset, message)
        self.ranges = ranges
        self.found = found


# ── Grammar ──────────────────────────────────────────────────────────────────────────────────────────────────────

_NAME = r"[^\s:;\x00-\x1f\x7f-\x9f]+"
_DIGITS = "[0-9]{1,62}"
_OFFSET = "(?:0|[1-9][0-9]{0,17})"
_RANGE = f"{_OFFSET} +{_OFFSET}"
_PRINTED = r"[^\x00-\x1f\x7f-\x9f]"

TYPE = re.compile(_NAME)
"""What may stand as type, role or name."""

# brat itself splits at any number of blanks.
_HEAD = re.compile(f"(?:[TERAMN#]{_DIGITS}|\\*)\t")
_TEXT_BOUND = re.compile(f"(T{_DIGITS})\t({_NAME}) +({_RANGE}(?: *; *{_RANGE})*) *(?:\t|(?=\n)|\\Z)")
_EVENT = re.compile(f"(E{_DIGITS})\t({_NAME}):(T{_DIGITS})((?: +{_NAME}:[TE]{_DIGITS})*)[ \t]*")
_ARGUMENT = re.compile(f"({_NAME}):([TE]{_DIGITS})")
_LINK = re.compile(f"(R{_DIGITS})\t({_NAME}) +({_NAME}):([TER]{_DIGITS}) +({_NAME}):([TER]{_DIGITS})[ \t]*")
_ATTRIBUTE = re.compile(f"([AM]{_DIGITS})\t({_NAME}) +([TER]{_DIGITS})(?: ({_PRINTED}+))?")
_REFERENCE = re.compile(
    f"(N{_DIGITS})\t({_NAME}) +([TER]{_DIGITS}) +([^\\s\\x00-\\x1f\\x7f-\\x9f]+)(?:\t({_PRINTED}*))?"
)
_GROUP = re.compile(f"\\*\t({_NAME})((?: +[TER]{_DIGITS})+) *")
_REMARK = re.compile(f"(#{_DIGITS})\t({_NAME}) +((?:[TERAMN#]){_DIGITS})(?:\t([^\n]*))?")
_LINE_END = re.compile("[\r\n]")
_NEW_LINE = re.compile("\n")

_SHOULD = {
    "T": "T1, a tab, a type and ranges like `Content 49 60;74 162`, a tab, the words",
    "E": "E1, a tab, `Attribution:T4` and roles like `Source:T1`",
    "R": "R1, a tab, a type and two like `Arg1:T1 Arg2:T2`",
    "A": "A1, a tab, a name, an id and perhaps a value",
    "M": "M1, a tab, a name and an id",
    "N": "N1, a tab, a type, an id and an entry like `Wikipedia:42`, perhaps a tab and a name",
    "*": "*, a tab, a type and ids",
    "#": "#1, a tab, a type and an id, perhaps a tab and what is to be said",
}


def as_blanks(words: str) -> str:
    """Words as brat writes them where they run over lines: each line end a blank."""
    return _LINE_END.sub(" ", words)


def has_line_end(words: str | None) -> bool:
    """Whether words run over lines; where they are not known, they do not."""
    return words is not None and ("\n" in words or "\r" in words)


def record_at(annotations: str, offset: int, text: str | None, groups: int) -> tuple[Record, int]:
    r"""
    The record that starts at an offset, and the offset behind it and its line end.

    Args:
        annotations: All of them.
        offset: Where the record starts.
        text: The text; None where it is not known, so that words can be checked for their length only.
        groups: How many records `*` came before.

    Raises:
        NoRecordError: There is none.

    >>> record_at("T1\tCue 3 7;9 10\tsaid x\n", 0, "He said, x.", 0)[0].spans[1]
    Span(start=9, end=10, quote='x')
    """
    letter = annotations[offset : offset + 1]
    if letter == "T":
        match = _TEXT_BOUND.match(annotations, offset)
        if match is not None:
            return _text_bound(annotations, match, text)
    end = annotations.find("\n", offset)
    end = len(annotations) if end < 0 else end
    line = annotations[offset:end]
    if line.endswith("\r"):
        raise _carriage_return(offset + len(line) - 1)
    record = _of_one_line(letter, line, groups)
    if record is None:
        if letter in _SHOULD and _HEAD.match(line):
            raise NoRecordError("NC902", offset, f"is {shown(line)}, should be {_SHOULD[letter]}")
        should = "should begin with T, E, R, A, M, N or #, a number and a tab, or with * and a tab"
        raise NoRecordError("NC901", offset, f"is {shown(line)}, {should}")
    return record, end + 1


def _of_one_line(letter: str, line: str, groups: int) -> Record | None:  # one line for each letter
    match letter:
        case "E" if found := _EVENT.fullmatch(line):
            arguments = tuple(_ARGUMENT.findall(found[4])) if found[4] else ()
            return Event(found[1], line, found[2], found[3], arguments)
        case "R" if found := _LINK.fullmatch(line):
            return Link(found[1], line, found[2], (found[3], found[5]), found[4], found[6])
        case "A" | "M" if found := _ATTRIBUTE.fullmatch(line):
            return Attribute(found[1], line, found[2], found[3], found[4])
        case "N" if found := _REFERENCE.fullmatch(line):
            return Reference(found[1], line, found[2], found[3], found[4], found[5])
        case "*" if found := _GROUP.fullmatch(line):
            return Group(f"*{groups + 1}", line, found[1], tuple(found[2].split()))
        case "#" if found := _REMARK.fullmatch(line):
            return Remark(found[1], line, found[2], found[3], found[4])
        case "" | "\n" if not line:
            return Blank()
    return None


def _carriage_return(offset: int) -> NoRecordError:
    return NoRecordError("NC909", offset, "ends with CR and LF, should end with LF alone")


def _text_bound(annotations: str, match: re.Match[str], text: str | None) -> tuple[TextBound, int]:
    name, type_, places = match.group(1, 2, 3)
    ranges = [(int(start), int(end)) for start, end in (place.split() for place in places.split(";"))]
    for start, end in ranges:
        if start >= end:
            raise NoRecordError("NC905", match.start(3), f"{name} is at {start} {end}, should end after it starts")
    in_order = ranges if len(ranges) == 1 else sorted(ranges)
    for before, after in pairwise(in_order):
        if before[1] > after[0]:
            message = f"{name} is at {before[0]} {before[1]} and {after[0]} {after[1]}, should not overlap"
            raise NoRecordError("NC908", match.start(3), message)
    if text is not None and in_order[-1][1] > len(text):
        message = f"{name} ends at {in_order[-1][1]}, should end inside the text, at {len(text)} or before"
        raise NoRecordError("NC906", match.start(3), message)
    if text is None:
        spans, length = _unseen(annotations, match, ranges)
    else:
        spans = tuple([Span(start=start, end=end, quote=text[start:end]) for start, end in ranges])
        length = _verified(annotations, match, spans)
    end = match.end() + length
    return TextBound(name, annotations[match.start() : end], type_, spans), end + 1


def _verified(annotations: str, match: re.Match[str], spans: tuple[Span, ...]) -> int:
    """The length of the third column, which is the words of the text, their line ends as they are or as blanks."""
    offset = match.end()
    words = spans[0].quote or "" if len(spans) == 1 else " ".join([span.quote or "" for span in spans])
    end = offset + len(words)
    follows = annotations[end : end + 1]
    if follows in {"", "\n"} and annotations[offset - 1] == "\t":
        if annotations.startswith(words, offset):
            return len(words)
        if has_line_end(words) and annotations.startswith(as_blanks(words), offset):
            return len(words)
    if annotations.startswith(words, offset) and annotations.startswith("\r\n", end):
        raise _carriage_return(end)
    if annotations[offset - 1] != "\t":
        raise NoRecordError("NC902", match.start(), f"{match[1]} has no third column, should have the words")
    stop = annotations.find("\n", offset)
    found = annotations[offset : len(annotations) if stop < 0 else stop]
    message = f"{match[1]} has the words {shown(found, 40)}, should have {shown(words, 40)}, which stand there"
    raise WrongWordsError(offset, message, [(span.start, span.end) for span in spans], found)


def _unseen(annotations: str, match: re.Match[str], ranges: list[tuple[int, int]]) -> tuple[tuple[Span, ...], int]:
    """The spans of a text that is not known: the third column is cut to their lengths, or is not there at all."""
    if annotations[match.end() - 1] != "\t":
        return tuple([Span(start=start, end=end) for start, end in ranges]), 0
    offset = match.end()
    spans: list[Span] = []
    for start, end in ranges:
        if spans and annotations[offset : offset + 1] != " ":
            raise _wrong_length(annotations, match, ranges)
        offset += bool(spans)
        spans.append(Span(start=start, end=end, quote=annotations[offset : offset + end - start]))
        offset += end - start
    # Words may run over lines, but without the text nobody knows: a line that looks like a record is one, and the line
    # end at the end of the words is that of the record.
    breaks = [at.end() for at in _NEW_LINE.finditer(annotations, match.end(), offset)]
    runs_on = any(at == offset or _HEAD.match(annotations, at) for at in breaks)
    if runs_on or offset > len(annotations) or annotations[offset : offset + 1] not in {"", "\n"}:
        if annotations.startswith("\r\n", offset):
            raise _carriage_return(offset)
        raise _wrong_length(annotations, match, ranges)
    return tuple(spans), offset - match.end()


def _wrong_length(annotations: str, match: re.Match[str], ranges: list[tuple[int, int]]) -> NoRecordError:
    stop = annotations.find("\n", match.end())
    found = annotations[match.end() : len(annotations) if stop < 0 else stop]
    length = sum(end - start for start, end in ranges) + len(ranges) - 1
    message = f"{match[1]} has {len(found)} code points of words, should have {length}, blanks between pieces included"
    return WrongWordsError(match.end(), message, ranges, found)


def record_of(line: str, text: str | None) -> Record | None:
    r"""
    The record that a line says, None where it says none.

    >>> record_of("E1\tAttribution:T4 Source:T1", None).arguments
    (('Source', 'T1'),)
    """
    try:
        record, end = record_at(line, 0, text, 0)
    except NoRecordError:
        return None
    return record if end == len(line) + 1 else None


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def text_bound(id: str, type: str, spans: tuple[Span, ...]) -> TextBound:
    """A text-bound as it is written; where some words are not known, none are."""
    places = ";".join([f"{span.start} {span.end}" for span in spans])
    line = f"{id}\t{type} {places}"
    if all(span.quote is not None for span in spans):
        line += "\t" + " ".join([span.quote or "" for span in spans])
    return TextBound(id, line, type, spans)


def event(id: str, type: str, trigger: str, arguments: tuple[tuple[str, str], ...]) -> Event:
    """An event as it is written."""
    return Event(id, f"{id}\t{type}:{trigger}" + "".join([f" {r}:{t}" for r, t in arguments]), type, trigger, arguments)


def link(id: str, type: str, first: str, second: str) -> Link:
    """A relation as it is written."""
    return Link(id, f"{id}\t{type} Arg1:{first} Arg2:{second}", type, ("Arg1", "Arg2"), first, second)


def attribute(id: str, type: str, target: str, value: str) -> Attribute:
    """An attribute as it is written."""
    return Attribute(id, f"{id}\t{type} {target} {value}", type, target, value)


def reference(id: str, target: str, entry: str, name: str | None) -> Reference:
    """A reference as it is written."""
    line = f"{id}\tReference {target} {entry}" + ("" if name is None else f"\t{name}")
    return Reference(id, line, "Reference", target, entry, name)


def group(id: str, members: tuple[str, ...]) -> Group:
    """A group of the same as it is written."""
    return Group(id, f"*\tEquiv {' '.join(members)}", "Equiv", members)


def remark(id: str, type: str, target: str, text: str | None) -> Remark:
    """A remark as it is written."""
    return Remark(id, f"{id}\t{type} {target}" + ("" if text is None else f"\t{text}"), type, target, text)
