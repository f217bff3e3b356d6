"""
Bytes or text of JSON → plain data, strictly by RFC 8259, with every breach and its place.

This is the exact road: one scanner without recursion that knows where each value stands. The quick road for documents
without fault is `_codec.py`.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]  # public, but not in typeshed
from typing import Any, Literal, NamedTuple

from newsclaims._rules import SURROGATE, out_of_range
from newsclaims.errors import CODES, Issue, shown
from newsclaims.limits import Limits

_BLANK = re.compile("[ \t\n\r]*")
_NUMBER = re.compile("-?(?:0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?")
_WORDS = {"t": ("true", True), "f": ("false", False), "n": ("null", None)}


class Fault(Exception):  # noqa: N818  # it ends a scan and never leaves this module
    """The text stops being JSON at an offset."""

    def __init__(self, code: str, offset: int, message: str) -> None:
        """Keep the facts."""
        super().__init__(code, offset, message)
        self.code = code
        self.offset = offset
        self.message = message


class Event(NamedTuple):
    """One step of the scanner: an opening, a closing, a member's name, or a value."""

    kind: Literal["{", "}", "[", "]", "name", "value"]
    offset: int
    value: Any = None


class Parsed(NamedTuple):
    """What came of a document."""

    plain: Any
    """Its plain data; None if it is not JSON at all."""
    issues: tuple[Issue, ...]
    """The breaches of the JSON layer, up to the limit."""
    text: str
    """The text it was read from; empty if it never was text."""
    is_json: bool
    """Whether there is plain data to look at further."""
    uncounted: int = 0
    """Breaches beyond the limit."""


def parse(data: bytes | str, limits: Limits) -> Parsed:
    """
    Read one JSON document; never raises.

    >>> parse('{"a": [1, 2.5]}', Limits()).plain
    {'a': [1, 2.5]}
    >>> print(*parse('{"a": 1, "a": 2}', Limits()).issues)
    /a  NC104  is the second member of this name, should be the only one (the first is in line 1, column 2)
    """
    if isinstance(data, str):
        size = len(data) if data.isascii() else len(data.encode("utf-8", "surrogatepass"))
        text = data
    else:
        size, text = len(data), ""
        if size <= limits.document:
            try:
                text = str(data, "utf-8")
            except UnicodeDecodeError as error:
                return Parsed(None, (_not_utf8(data, error),), "", is_json=False)
    if size > limits.document:
        message = f"has more than {limits.document} bytes (Limits.document)"
        return Parsed(None, (_issue("NC108", "", message, 1, 1),), "", is_json=False)
    try:
        return Parsed(_surely(text, limits), (), text, is_json=True)
    except (ValueError, RecursionError):
        pass  # the scanner says what is wrong, if anything is
    issues: list[Issue] = []
    start = 0
    if text.startswith("\ufeff"):
        issues.append(_issue("NC103", "", "starts with U+FEFF, should start with the document", 1, 1))
        start = 1
    builder = _Builder(text, limits)
    try:
        for event in _events(text, start, limits.depth):
            builder.take(event)
    except Fault as fault:
        issues += builder.issues
        issues.append(_issue(fault.code, builder.pointer(), fault.message, *builder.lines.position(fault.offset)))
        return Parsed(None, tuple(issues), text, is_json=False)
    return Parsed(builder.result, (*issues, *builder.issues), text, is_json=True, uncounted=builder.uncounted)


# ── A quick yes ──────────────────────────────────────────────────────────────────────────────────────────────────


def _surely(text: str, limits: Limits) -> Any:
    """
    The plain data of a text in which the JSON layer has surely nothing to say: 10 times as quick as the scanner below.

    Raises:
        ValueError: It may have something to say.
        RecursionError: The same, of a text that is nested very deep.
    """
    if _ESCAPED_SURROGATE.search(text) or not (text.isascii() or SURROGATE.search(text) is None):
        raise ValueError
    plain = _DECODER.decode(text)
    may_be_long = len(text) * 4 > limits.string
    level = [plain]
    for _ in range(limits.depth + 1):
        if may_be_long and any(len(item) * 4 > limits.string for item in level if type(item) is str):
            raise ValueError
        level = [item for item in level if type(item) is dict or type(item) is list]
        if not level:
            return plain
        if may_be_long and any(len(name) * 4 > limits.string for item in level if type(item) is dict for name in item):
            raise ValueError
        level = [item for holder in level for item in (holder.values() if type(holder) is dict else holder)]
    raise ValueError


# Half of a character or of a pair; whoever writes pairs as escapes can wait for the scanner.
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def _all_members(members: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(members)
    if len(made) != len(members):
        raise ValueError
    return made


def _in_range(kind: Callable[[str], float]) -> Callable[[str], float]:
    def convert(digits: str) -> float:
        number = kind(digits)
        if not digits.isascii() or out_of_range(number):
            raise ValueError
        return number

    return convert


def _refused(word: str) -> Any:
    """
    Refuse NaN and Infinity, which Python's decoder takes for numbers.

    Raises:
        ValueError: Always.
    """
    raise ValueError(word)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_all_members, parse_int=_in_range(int), parse_float=_in_range(float), parse_constant=_refused
)


# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────


class Lines:
    r"""
    Lines and columns of a text, both from 1, columns in code points; a line ends with U+000A.

    >>> Lines("one\ntwo").position(5)
    (2, 2)
    """

    def __init__(self, text: str) -> None:
        """Keep the text; its line ends are looked for when the first position is asked."""
        self._text = text
        self._starts: list[int] = []

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        if not self._starts:
            self._starts = [0, *(match.end() for match in re.finditer("\n", self._text))]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def locate(text: str, pointers: Iterable[str]) -> dict[str, int]:  # noqa: C901  # one walk
    """
    The offset of each value that a pointer names; of the nearest value around it where it names nothing.

    >>> locate('{"a": [1, 22]}', ["/a/1", "/a/7", "/b"])
    {'/a/1': 10, '/a/7': 6, '/b': 0}
    """
    wanted = dict.fromkeys(pointers)
    missing: set[str | None] = {*wanted}
    parents = {parent for pointer in wanted for parent in _parents(pointer)}
    places: set[str | None] = {*wanted, *parents}
    found: dict[str | None, int] = {}
    # Paths of open containers; None inside a container that nobody asked about.
    open_paths: list[str | None] = []
    steps: list[Any] = []
    path: str | None = ""
    if not missing:
        return {}
    events = _events(text, 1 if text.startswith("\ufeff") else 0, None)
    # A document that stops being JSON still has places before that.
    with suppress(Fault, StopIteration):
        event = next(events)
        while missing:
            behind = None
            if event.kind == "name":
                steps[-1] = event.value
            elif event.kind in "}]":
                open_paths.pop()
                steps.pop()
            else:
                path = ""
                if open_paths:
                    if type(steps[-1]) is int:
                        steps[-1] += 1
                    above = open_paths[-1]
                    path = None if above is None else f"{above}/{escaped(str(steps[-1]))}"
                if path in places:
                    found.setdefault(path, event.offset)
                    missing.discard(path)
                if event.kind != "value":
                    if path not in parents:
                        # Inside one that is walked since its end was not found, none is looked for again.
                        behind = None if open_paths and open_paths[-1] is None else _end(text, event.offset)
                        path = None
                    if behind is None:
                        open_paths.append(path)
                        steps.append("" if event.kind == "{" else -1)
            event = events.send(behind)
    return {pointer: _nearest(pointer, found) for pointer in wanted}


def _end(text: str, offset: int) -> int | None:
    """The offset behind a container, if it is surely one of JSON; Python's decoder finds it 10 times as quick."""
    try:
        return _DECODER.raw_decode(text, offset)[1]
    except (ValueError, RecursionError):
        return None


def escaped(step: str) -> str:
    """
    One step of an RFC 6901 pointer.

    >>> escaped("a/b~c")
    'a~1b~0c'
    """
    return step.replace("~", "~0").replace("/", "~1") if "~" in step or "/" in step else step


def _parents(pointer: str) -> Iterator[str]:
    while pointer:
        pointer = pointer.rpartition("/")[0]
        yield pointer


def _nearest(pointer: str, found: dict[str | None, int]) -> int:
    if pointer in found:
        return found[pointer]
    return next((found[parent] for parent in _parents(pointer) if parent in found), 0)


# ── Scanning ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _events(text: str, offset: int, depth: int | None) -> Generator[Event, int | None, None]:  # noqa: C901, PLR0912  # one loop
    """
    Walk a document; `depth` bounds the containers that are open at once.

    Who is sent an opening may send the offset behind the container, and gets no event from inside it.

    Raises:
        Fault: The text is not JSON, or too deep.
    """
    closers: list[Literal["}", "]"]] = []
    offset = _skip(text, offset)
    while True:
        # A value is due.
        character = text[offset : offset + 1]
        if character in ("{", "["):
            closer: Literal["}", "]"] = "}" if character == "{" else "]"
            behind = yield Event("{" if closer == "}" else "[", offset)
            if behind is None:
                closers.append(closer)
                if depth is not None and len(closers) > depth:
                    message = f"is nested {len(closers)} deep, should be at most {depth} (Limits.depth)"
                    raise Fault("NC107", offset, message)
                offset = _skip(text, offset + 1)
                if text[offset : offset + 1] != closer:
                    if closer == "}":
                        name, offset = _name(text, offset)
                        yield name
                    continue
            else:
                offset = _skip(text, behind)
        else:
            value, end = _scalar(text, offset, character)
            yield Event("value", offset, value)
            offset = _skip(text, end)
        # Something has ended: close what closes, then a comma or the end.
        while closers and text[offset : offset + 1] == closers[-1]:
            yield Event(closers.pop(), offset)
            offset = _skip(text, offset + 1)
        if not closers:
            if offset < len(text):
                raise Fault("NC101", offset, f"goes on after the value with {_next(text, offset)}")
            return
        if text[offset : offset + 1] != ",":
            raise Fault("NC101", offset, f"has {_next(text, offset)}, should have , or {closers[-1]}")
        offset = _skip(text, offset + 1)
        if closers[-1] == "}":
            name, offset = _name(text, offset)
            yield name


def _skip(text: str, offset: int) -> int:
    """The offset behind any blanks."""
    match = _BLANK.match(text, offset)
    return match.end() if match else offset


def _name(text: str, offset: int) -> tuple[Event, int]:
    if text[offset : offset + 1] != '"':
        raise Fault("NC101", offset, f"has {_next(text, offset)}, should have the \" of a member's name")
    name, end = _string(text, offset)
    colon = _skip(text, end)
    if text[colon : colon + 1] != ":":
        raise Fault("NC101", colon, f"has {_next(text, colon)}, should have : after the name {shown(name)}")
    return Event("name", offset, name), _skip(text, colon + 1)


def _scalar(text: str, offset: int, character: str) -> tuple[Any, int]:
    if character == '"':
        return _string(text, offset)
    if character in _WORDS:
        word, value = _WORDS[character]
        if text.startswith(word, offset):
            return value, offset + len(word)
    elif match := _NUMBER.match(text, offset):
        return _number(match), match.end()
    raise Fault("NC101", offset, f"has {_next(text, offset)}, should have a value")


def _string(text: str, offset: int) -> tuple[str, int]:
    try:
        value, end = scanstring(text, offset + 1, True)  # noqa: FBT003  # it takes no keywords
    except JSONDecodeError as error:
        if error.msg.startswith("Unterminated"):
            raise Fault("NC101", offset, "opens a string that never ends") from None
        if error.msg.startswith("Invalid control character"):
            message = f"has the control character U+{ord(text[error.pos]):04X} in a string, should be escaped"
            raise Fault("NC101", error.pos, message) from None
        raise Fault("NC101", error.pos, "has an escape that JSON does not know") from None
    return value, end


def _number(match: re.Match[str]) -> int | float:
    if match[1] is not None or match[2] is not None:
        return float(match[0])
    # Python refuses to convert more than 4300 digits; anything over 20 is out of range, whatever it is.
    digits = match[0] if len(match[0]) <= 4000 else match[0][:4000]
    return int(digits)


def _next(text: str, offset: int) -> str:
    return shown(text[offset : offset + 1]) if offset < len(text) else "nothing more"


# ── Building ─────────────────────────────────────────────────────────────────────────────────────────────────────


class _Builder:
    """Makes plain data of events, and notes what the grammar allows but the format does not."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.lines = Lines(text)
        self.limits = limits
        self.result: Any = None
        self.issues: list[Issue] = []
        self.uncounted = 0
        # Open containers, beside each the step that leads to its newest value.
        self._open: list[Any] = []
        self._steps: list[Any] = []
        self._first: list[dict[str, int]] = []
        self._strings_fit = len(text) * 4 <= limits.string

    def take(self, event: Event) -> None:
        """Take one step."""
        if event.kind == "name":
            self._steps[-1] = event.value
            self._name(event)
        elif event.kind in "}]":
            self._open.pop()
            self._steps.pop()
            if event.kind == "}":
                self._first.pop()
        else:
            value = {} if event.kind == "{" else [] if event.kind == "[" else event.value
            self._put(value)
            if event.kind == "value":
                self._scalar(event)
                return
            self._open.append(value)
            self._steps.append(None if event.kind == "{" else -1)
            if event.kind == "{":
                self._first.append({})

    def pointer(self) -> str:
        """RFC 6901 pointer to the newest value."""
        return "".join(f"/{escaped(str(step))}" for step in self._steps if step is not None and step != -1)

    def _put(self, value: Any) -> None:
        if not self._open:
            self.result = value
        elif type(self._open[-1]) is list:
            self._steps[-1] += 1
            self._open[-1].append(value)
        else:
            self._open[-1][self._steps[-1]] = value

    def _name(self, event: Event) -> None:
        first = self._first[-1]
        if event.value in first:
            line, column = self.lines.position(first[event.value])
            self._note(
                "NC104",
                event.offset,
                "is the second member of this name, should be the only one",
                f"the first is in line {line}, column {column}",
            )
        first.setdefault(event.value, event.offset)
        self._scalar(event)

    def _scalar(self, event: Event) -> None:
        value = event.value
        if type(value) is str:
            if not value.isascii() and SURROGATE.search(value):
                self._note("NC105", event.offset, "holds a lone surrogate, should hold whole characters")
            if not self._strings_fit:
                size = len(value.encode("utf-8", "surrogatepass"))
                if size > self.limits.string:
                    limit = self.limits.string
                    self._note("NC109", event.offset, f"has {size} bytes, should have at most {limit} (Limits.string)")
        elif message := out_of_range(value):
            self._note("NC106", event.offset, message)

    def _note(self, code: str, offset: int, message: str, hint: str = "") -> None:
        if len(self.issues) > self.limits.issues:
            self.uncounted += 1
            return
        self.issues.append(_issue(code, self.pointer(), message, *self.lines.position(offset), hint=hint))


def _issue(code: str, pointer: str, message: str, line: int, column: int, *, hint: str = "") -> Issue:
    return Issue(code, CODES[code].severity, pointer, message, hint, line, column)


_STARTS = {
    b"\xff\xfe": "it looks like UTF-16",
    b"\xfe\xff": "it looks like UTF-16",
    b"\x1f\x8b": "it is packed with gzip; unpack it, or name the file .gz",
    b"\x28\xb5\x2f\xfd": "it is packed with Zstandard; unpack it, or name the file .zst",
}
"""What bytes that are no UTF-8 look like, by how they begin."""


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> Issue:
    line = data.count(b"\n", 0, error.start) + 1
    head = data[data.rfind(b"\n", 0, error.start) + 1 : error.start]
    hint = next((hint for start, hint in _STARTS.items() if data.startswith(start)), "")
    message = f"has the byte 0x{data[error.start]:02X}, should be UTF-8"
    return _issue("NC102", "", message, line, len(head.decode()) + 1, hint=hint)


def canonical(plain: Any) -> bytes:
    r"""
    Plain data as canonical bytes: members as they come, no blanks, floats as Python's `repr`.

    >>> canonical({"a": [1.0, "\u00e9\n"]})
    b'{"a":[1.0,"\xc3\xa9\\n"]}'
    """
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


# ── Plain data that was never text ───────────────────────────────────────────────────────────────────────────────


def adopt(value: object, limits: Limits) -> Parsed:
    """
    Copy plain data as the scanner would have made it, with the breaches of the JSON layer; never raises.

    >>> print(*adopt({"a": {1, 2}}, Limits()).issues)
    /a  NC116  is a set, should be a JSON value
    """
    weight = _weight(value, limits.depth, {}) - 1
    if weight <= limits.document:
        adopter = _Adopter(limits)
        plain = adopter.copy(value, "", 1)
        found = Parsed(plain, tuple(adopter.issues), "", is_json=adopter.is_json, uncounted=adopter.uncounted)
        # A value of 2 takes 25 bytes at most, so that few documents need to be written to be measured.
        if found.issues or weight * 13 <= limits.document or len(canonical(plain)) <= limits.document:
            return found
    message = f"has more than {limits.document} bytes (Limits.document)"
    return Parsed(None, (Issue("NC108", CODES["NC108"].severity, "", message),), "", is_json=False)


def _weight(value: Any, depth: int, known: dict[int, int]) -> int:
    """
    The bytes that a value takes in JSON at least, and one for what stands behind it.

    What is there many times is looked at once: a list that holds another twice, which does so too, and so on, is no
    work. Containers deeper than `depth`, or in themselves, count nothing, since they are refused anyway.
    """
    if type(value) is str:
        return len(value) + 3
    if not isinstance(value, (dict, list)):
        return 2
    if id(value) not in known:
        known[id(value)] = 0
        if depth:
            items = value.values() if isinstance(value, dict) else value
            names = sum(len(name) + 3 for name in value if type(name) is str) if isinstance(value, dict) else 0
            known[id(value)] = 2 + names + sum([_weight(item, depth - 1, known) for item in items])
    return known[id(value)]


def _quotable(number: float) -> float:
    """
    A number out of range as messages may quote it: Python prints no integer of more than 4300 digits.

    Any integer of more than 200 bits is quoted in the same words, so one of them, of the same sign, stands for all.
    """
    if type(number) is int and number.bit_length() > 200:
        return 1 << 200 if number > 0 else -(1 << 200)
    return number


class _Adopter:
    """Copies plain data; its recursion is bounded by the limit of depth."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.issues: list[Issue] = []
        self.uncounted = 0
        self.is_json = True
        self._stopped = False

    def copy(self, value: Any, pointer: str, depth: int) -> Any:
        """A copy of a value at a pointer, None where it is not JSON."""
        if self._stopped:
            return None
        if isinstance(value, (dict, list)):
            if depth > self.limits.depth:
                self._note(
                    "NC107", pointer, f"is nested {depth} deep, should be at most {self.limits.depth} (Limits.depth)"
                )
                return self._refused(stop=True)
            if isinstance(value, list):
                return [self.copy(item, f"{pointer}/{index}", depth + 1) for index, item in enumerate(value)]
            return self._object(value, pointer, depth)
        if type(value) is str:
            self._string(value, pointer)
        elif type(value) in (int, float):
            if message := out_of_range(value):
                self._note("NC106", pointer, message)
                return _quotable(value)
        elif value is not None and type(value) is not bool:
            self._note("NC116", pointer, f"is {shown(value)}, should be a JSON value")
            return self._refused()
        return value

    def _object(self, value: dict[Any, Any], pointer: str, depth: int) -> dict[str, Any]:
        made = {}
        for name, item in value.items():
            if type(name) is not str:
                self._note("NC116", pointer, f"has the key {shown(name)}, should have strings for keys")
                self._refused()
                continue
            member = f"{pointer}/{escaped(name)}"
            self._string(name, member)
            made[name] = self.copy(item, member, depth + 1)
        return made

    def _string(self, value: str, pointer: str) -> None:
        if not value.isascii() and SURROGATE.search(value):
            self._note("NC105", pointer, "holds a lone surrogate, should hold whole characters")
        if len(value) * 4 > self.limits.string:
            size = len(value.encode("utf-8", "surrogatepass"))
            if size > self.limits.string:
                limit = self.limits.string
                self._note("NC109", pointer, f"has {size} bytes, should have at most {limit} (Limits.string)")

    def _refused(self, *, stop: bool = False) -> None:
        self.is_json = False
        self._stopped = self._stopped or stop

    def _note(self, code: str, pointer: str, message: str) -> None:
        if len(self.issues) > self.limits.issues:
            self.uncounted += 1
            return
        self.issues.append(Issue(code, CODES[code].severity, pointer, message))
