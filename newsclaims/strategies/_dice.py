"""Small choices out of bytes: what the makers of this package throw, whoever fills the cup."""

import datetime as dt
import struct
from collections.abc import Callable, Sequence
from typing import TypeVar

from newsclaims._extensions import JSON

T = TypeVar("T")

CHUNK = 32
"""Bytes that a cup gives at a time: enough for a small record, and few of them idle when Hypothesis shrinks them."""


class Dice:
    """
    Choices read from bytes, where zero always means the first, the smallest, nothing.

    Hypothesis draws a string of bytes several times as quickly as a boolean for each, and shrinks every byte towards
    zero, so that a record costs a draw or two and still shrinks field by field. A loop without Hypothesis fills the cup
    from `random.randbytes`.

    Args:
        cup: Gives some more bytes, at least eight.

    >>> dice = Dice(lambda: bytes(CHUNK))
    >>> dice.pick(("first", "second")), dice.below(1000), dice.maybe(), dice.number(), dice.json()
    ('first', 0, False, 0, None)
    """

    def __init__(self, cup: Callable[[], bytes]) -> None:
        """Nothing is thrown yet."""
        self._cup = cup
        self._bytes = b""
        self._next = 0
        self._odds = 128

    def fresh(self) -> "Dice":
        """Turn to new bytes, for a new record; how many of its optional fields it will have is settled here."""
        self._bytes = b""
        self._next = 0
        self._odds = (0, 40, 128, 220, 255)[self.below(5)]
        return self

    def take(self, count: int) -> bytes:
        """So many bytes, at most eight."""
        if self._next + count > len(self._bytes):
            self._bytes = self._cup()
            self._next = 0
        self._next += count
        return self._bytes[self._next - count : self._next]

    def below(self, bound: int) -> int:
        """A number from 0 to `bound`, which is not among them."""
        size = 1 if bound <= 0x100 else 2 if bound <= 0x10000 else 8
        return int.from_bytes(self.take(size)) % bound

    def pick(self, pool: Sequence[T]) -> T:
        """One of a pool."""
        return pool[self.below(len(pool))]

    def shuffle(self, items: list[T]) -> None:
        """Put items in another order, in place."""
        for index in range(len(items) - 1, 0, -1):
            # Counted from the end, so that zero leaves everything where it is.
            other = index - self.below(index + 1)
            items[index], items[other] = items[other], items[index]

    def maybe(self) -> bool:
        """Whether an optional thing is there."""
        return self.take(1)[0] > 0xFF - self._odds

    # ── Numbers and JSON ─────────────────────────────────────────────────────────────────────────────────────

    def number(self) -> int | float:
        """A number that a document can hold exactly, integer or not."""
        match self.below(6):
            case 0:
                return self.below(101)
            case 1:
                return int.from_bytes(self.take(8), signed=True)
            case 2:
                return int.from_bytes(self.take(8))
            case 3:
                return self.pick(NUMBERS)
            case 4:
                return self.below(1000) / 8 - 50
            case _:
                return finite(self.take(8))

    def json(self, depth: int = 3) -> JSON:
        """Any JSON value, so many containers deep at most."""
        kind = self.below(9 if depth else 6)
        match kind:
            case 0:
                return None
            case 1:
                return self.pick((False, True))
            case 2 | 3:
                return self.number()
            case 4 | 5:
                return self.string()
            case 6:
                return [self.json(depth - 1) for _ in range(self.below(4))]
            case _:
                return {self.string(): self.json(depth - 1) for _ in range(self.below(4))}

    # ── Strings ──────────────────────────────────────────────────────────────────────────────────────────────

    def string(self) -> str:
        """Any string without lone surrogates, the empty one and control characters among them."""
        return "".join(self._piece(PIECES + HAZARDOUS_PIECES, HARD_RANGES) for _ in range(self.below(4)))

    def line(self) -> str:
        """A string that is not empty and has no control character."""
        return self._piece(LINES, RANGES) + "".join(self._piece(LINES, RANGES) for _ in range(self.pick((0, 0, 1, 2))))

    def text(self, least: int, most: int, *, hazards: bool) -> str:
        """A text of so many code points, of hard pieces, with or without characters that are worth a warning."""
        pieces, ranges = (PIECES + HAZARDOUS_PIECES, HARD_RANGES) if hazards else (PIECES, RANGES)
        made = "".join(self._piece(pieces, ranges) for _ in range(self.below(min(most, 15) + 1)))
        return (made + "a" * least)[: max(least, min(len(made), most))]

    def _piece(self, pool: Sequence[str], ranges: Sequence[tuple[int, int]]) -> str:
        number = self.below(0x100)
        if number < 192:
            return pool[number % len(pool)]
        low, high = ranges[number % len(ranges)]
        return "".join(chr(low + self.below(high - low + 1)) for _ in range(1 + self.below(3)))

    def key(self) -> str:
        """A key of `extensions`."""
        return self.pick(("brat", "averitec", "x", "my-tool_2", "z" * 70)) + self.pick(("", "", "-", "_9", "a"))

    def id(self, number: int) -> str:
        """An id unlike that of any other number, whose first digits it holds: a letter, at most 64 characters."""
        head = f"{self.pick(('c', 'T', 'a_', 'E', 'src.', 'x:y-'))}{number}"
        tail = self.pick(("", "", "", "", "-b", ".", "_:", "z" * 64))
        return (head + tail)[:64]

    def language(self) -> str:
        """A language tag."""
        return self.pick(("und", "id", "en-GB", "zh-Hant-TW", "he", "ar", "de-1996", "sl-rozaj-biske-1994", "x" * 8))

    def uri(self) -> str:
        """A URI."""
        return self.pick(("urn:x:", "https://example.org/", "a:", "tag+v1.0-x:")) + "".join(
            self.pick(("1", "%20", "?q=\\u0041", "#é", "中", '"', "\U0001f600")) for _ in range(1 + self.below(3))
        )

    def uris(self) -> tuple[str, ...]:
        """URIs without repeats."""
        return tuple(dict.fromkeys(self.uri() for _ in range(self.pick((0, 1, 2, 3)))))

    # ── Times ────────────────────────────────────────────────────────────────────────────────────────────────

    def date(self) -> str:
        """A date at any precision."""
        return _written(self._moment(), self.below(6), self._offset(), self.pick((6, 1, 3, 9)))

    def date_time(self) -> str:
        """A date with time and offset."""
        return _written(self._moment(), 3 + self.below(3), self._offset(), self.pick((6, 1, 3, 9)))

    def period(self) -> str:
        """A date or an interval; the sides of an interval are cut to their precision after they were put in order."""
        match self.below(6):
            case 0 | 1:
                return self.date()
            case 2:
                return f"{self.date()}/.."
            case 3:
                return f"../{self.date()}"
        first, last = sorted((self._moment(), self._moment()))
        west, east = sorted((self._offset(), self._offset()))
        # What is further east is earlier, and a fraction is only ever cut from the side that comes first.
        start = _written(first, self.below(6), east, self.pick((6, 1, 3)))
        return f"{start}/{_written(last, self.below(6), west, 6)}"

    def _moment(self) -> dt.datetime:
        ordinal = self.pick((738_886, 1, 3_652_059, 738_945, 577_736, 0, 0, 0)) or 1 + self.below(3_652_059)
        midnight = dt.datetime.fromordinal(ordinal)  # the offset is written beside it
        return midnight + dt.timedelta(seconds=self.below(86_400), microseconds=self.below(1_000_000))

    def _offset(self) -> int:
        return self.pick((0, 540, -300, 345, 1439, -1439))


def finite(data: bytes) -> float:
    r"""
    The float of eight bytes; where they say infinity or no number, a bit of the exponent is cleared.

    >>> finite(b"\x3f\xf8" + bytes(6)), finite(b"\xff" * 8)
    (1.5, -1.7976931348623157e+308)
    """
    number = int.from_bytes(data)
    if number >> 52 & 0x7FF == 0x7FF:
        number &= ~(1 << 52)
    (made,) = struct.unpack(">d", number.to_bytes(8))
    return float(made)


def _written(moment: dt.datetime, precision: int, offset: int, digits: int) -> str:
    """A moment, cut to a precision: 0 the year, 1 the month, 2 the day, 3 the minute, 4 the second, 5 a fraction."""
    text = f"{moment.year:04d}{moment.isoformat(timespec='microseconds')[4:]}"
    if precision < 3:
        return text[: (4, 7, 10)[precision]]
    fraction = f"{text[20:]}000"[:digits]
    clock = (text[:16], text[:19], f"{text[:19]}.{fraction}")[precision - 3]
    if not offset:
        return f"{clock}Z"
    return f"{clock}{'+' if offset > 0 else '-'}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"


# ── What is hard ─────────────────────────────────────────────────────────────────────────────────────────────────

PIECES: tuple[str, ...] = (
    "a",
    " ",
    "Kremlin said ",
    "uji coba",
    "“no”, ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "e\u0301",
    "\u00e9",
    "q\u0307\u0323",
    "A\u030angstro\u0308m",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "\U0001f44d\U0001f3fd",
    "\U0001f1ee\U0001f1e9\U0001f1ef\U0001f1f5",
    "\u2764\ufe0f",
    "שלום ",
    "שָׁלוֹם",
    "قال ",
    "中文，",
    "𝒳𝔸",
    "\U00020bb7野家",
    "क्षि",
    "\u1112\u1161\u11ab",
    "각",
    '"',
    "\\",
    '\\"',
    "\\u003a",
    "\\ud800",
    '":',
    '{"id": "x", "id": 1}',
    "</script><b>",
    "\u2028",
    "\u00ad",
    "\ufeff",
    "/~1",
    "'; --",
)
"""Pieces of text that have broken programs; none of them is worth a warning."""

HAZARDOUS_PIECES: tuple[str, ...] = (
    "\x00",
    "\x1b[2J",
    "\x7f\x85",
    "\ufffe",
    "\U0010ffff",
    "\ue000",
    "\u202eabc\u202c",
    "\u2066\u2069",
    "\u200f",
)
"""Pieces that a text may hold, but not without a warning."""

LINES: tuple[str, ...] = (
    "a",
    "Kementerian Pertahanan",
    'O’Neill, J. "Jack"',
    "Cafe\u0301",
    "קול ישראל",
    "新华社",
    "\U0001f468\u200d\U0001f33e",
    "\\u0041",
    '":',
    "<b>&amp;",
    " ",
    "\u202e\u2066",
    "\ue000\uffff",
    "../..",
    "C:\\nul",
)
"""Pieces of names and titles: anything but control characters."""

RANGES: tuple[tuple[int, int], ...] = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x300, 0x36F),
    (0x5D0, 0x5EA),
    (0x620, 0x669),
    (0x904, 0x94D),
    (0x1100, 0x11FF),
    (0x200A, 0x200D),
    (0x2028, 0x2029),
    (0x4E00, 0x4EFF),
    (0xAC00, 0xAC20),
    (0xFE00, 0xFE0F),
    (0x1D400, 0x1D7FF),
    (0x1F1E6, 0x1F1FF),
    (0x1F3F4, 0x1F6FF),
    (0x20000, 0x200FF),
    (0xE0020, 0xE007F),
)
"""Characters that combine, join, turn or need two UTF-16 units, and plain ones; none is worth a warning."""

HARD_RANGES: tuple[tuple[int, int], ...] = (
    *RANGES,
    (0x00, 0x9F),
    (0x200E, 0x202F),
    (0xE000, 0xE010),
    (0xFDD0, 0xFDEF),
    (0xFFF0, 0x10010),
    (0x10FFF0, 0x10FFFF),
)
"""All that a text may hold."""

NUMBERS: tuple[int | float, ...] = (
    1,
    -1,
    2**53 + 1,
    2**63,
    2**64 - 1,
    -(2**63),
    0.0,
    -0.0,
    1.0,
    0.1,
    1e22,
    1e16,
    1e-7,
    5e-324,
    2.2250738585072014e-308,
    1.7976931348623157e308,
    -1e100,
    123456789012345680.0,
)
"""Numbers at the borders, and floats that writers spell in two ways."""
