"""
Places of Web Annotations: spans ↔ selectors of text, both of which count code points.

A span is written as two selectors that name the same place, by position and by quote. The quote has as much text before
and after it as makes it the only one of the text. Reading, the two must agree; a quote that is alone is looked for in
the text, and one that fits several places names none.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from newsclaims.errors import Issue, shown
from newsclaims.formats._documents import error

__all__ = ["POSITION", "QUOTE", "Frames", "Places", "each", "frames", "has_type", "selectors"]

Plain: TypeAlias = dict[str, Any]
Range: TypeAlias = tuple[int, int]
Frames: TypeAlias = dict[Range, tuple[str, str]]
"""What stands before and after each place."""

POSITION = "TextPositionSelector"
QUOTE = "TextQuoteSelector"

_REACH = 32
"""Code points before and after a quote, doubled as long as that is not enough."""
_COSTLY = 10**9, 10**7
"""Beyond that many code points compared, or written, a quote that is still not the only one stays as it is."""


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def frames(text: str, ranges: Iterable[Range]) -> Frames:
    """
    What stands before and after each place, so much of it that the three together stand in the text once.

    >>> frames("no, no", [(4, 6)])
    {(4, 6): ('no, ', '')}
    """
    made: Frames = {}
    pending = dict.fromkeys(ranges)
    reach, length = _REACH, len(text)
    while pending:
        size = 2 * reach
        if size >= length:
            return made | {(start, end): (text[:start], text[end:]) for start, end in pending}
        # A window of one size that lies in what is written, and that is in the text once, makes the whole of it so.
        windows = {place: min(max(0, place[0] - reach), length - size) for place in pending}
        counts = Counter(dict.fromkeys((text[low : low + size] for low in windows.values()), 0))
        for low in range(length - size + 1):
            if (window := text[low : low + size]) in counts:
                counts[window] += 1
        for (start, end), low in windows.items():
            if reach == _REACH or counts[text[low : low + size]] == 1:
                high = max(min(length, end + reach), low + size)
                made[start, end] = (text[low:start], text[end:high])
        pending = {place: None for place, low in windows.items() if counts[text[low : low + size]] > 1}
        reach *= 2
        if size * length > _COSTLY[0] or size * len(pending) > _COSTLY[1]:
            break
    return made


def selectors(span: Plain, around: Frames) -> list[Plain]:
    """
    The selectors of a span: its position, and its quote where it has one.

    >>> selectors({"start": 4, "end": 6, "quote": "no"}, {})
    [{'type': 'TextPositionSelector', 'start': 4, 'end': 6}, {'type': 'TextQuoteSelector', 'exact': 'no'}]
    """
    made: list[Plain] = [{"type": POSITION, "start": span["start"], "end": span["end"]}]
    if "quote" in span:
        prefix, suffix = around.get((span["start"], span["end"]), ("", ""))
        quote = {"type": QUOTE, "exact": span["quote"], "prefix": prefix, "suffix": suffix}
        made.append({name: value for name, value in quote.items() if value or name == "exact"})
    return made


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


class _Words(NamedTuple):
    """A stretch of the text that a selector tells: where it begins, what it says, where that stands in the document."""

    start: int
    words: str
    pointer: str


class _TooMany(Exception):  # noqa: N818  # it ends a search and never leaves this module
    """A quote stands at so many places that looking for the right one would take too long."""


class _NeedsText(Exception):  # noqa: N818  # it ends a search and never leaves this module
    """A quote cannot be looked for, since there is no text."""


class Places:
    """
    Reads selectors, and notes what is wrong with them.

    Attributes:
        issues: What is wrong so far.
    """

    def __init__(self, text: str | None, *, foreign: bool = False) -> None:
        """Look for places in this text; without it, positions must be told. `foreign` are selectors of others."""
        self._text = text
        self._foreign = foreign
        self._told: list[_Words] = []
        self.issues: list[Issue] = []

    def span(self, value: Any, pointer: str) -> tuple[Plain | None, list[Any]]:
        """
        The span that selectors name, and those of them that are not understood, or say more than the span.

        There is no span where none is understood, or where one is wrong, which is noted.
        """
        before = len(self.issues)
        known: list[tuple[str, Plain]] = []
        others: list[Any] = []
        said: set[str] = set()
        for where, selector in each(value, pointer):
            if _is_text(selector):
                known.append((where, selector))
                self._check_shape(selector, where)
            if not _is_text(selector) or self._says_more(selector, said):
                others.append(selector)
        if not known or len(self.issues) > before:
            return None, others
        positions = [(where, _offsets(selector)) for where, selector in known if _only_positions(selector)]
        quotes = [(where, selector) for where, selector in known if not _only_positions(selector)]
        return (self._placed(positions, quotes) if positions else self._found(quotes)), others

    def checked(self, start: Any, end: Any, exact: Any, pointer: str) -> None:
        """Compare a range, and its words if told, with what is known of the text; wrong types are left to others."""
        if type(start) is int and type(end) is int and type(exact) is str:
            self._agree((start, end), {"exact": exact}, pointer)

    def contradictions(self) -> Iterator[Issue]:
        """Where two selectors tell different words of the same stretch of a text that is not known."""
        last = _Words(0, "", "")
        for told in sorted(self._told):
            offset = told.start - last.start
            shared = min(len(told.words), len(last.words) - offset)
            if shared > 0:
                if not last.words.startswith(told.words[:shared], offset):
                    message = f"tells other words of the text from {told.start} on than another selector does"
                    yield error("NC925", told.pointer, message, f"the other is {last.pointer}")
                    continue
                if shared == len(told.words):
                    continue
            last = told

    # ── One selector ─────────────────────────────────────────────────────────────────────────────────────────

    def _says_more(self, selector: Plain, said: set[str]) -> bool:
        """Whether a selector says more than the span does, or than one of its type before it."""
        kind = POSITION if selector["type"] == POSITION else QUOTE
        # What stands around a quote is in the text; where that is not known, nobody else says it.
        unsaid = self._foreign and self._text is None and not {"prefix", "suffix"}.isdisjoint(selector)
        if selector["type"] != kind or not selector.keys() <= _MEMBERS[kind] or kind in said or unsaid:
            return True
        said.add(kind)
        return False

    def _check_shape(self, selector: Plain, pointer: str) -> None:
        if has_type(selector, POSITION):
            start, end = selector.get("start"), selector.get("end")
            for name, value in (("start", start), ("end", end)):
                if type(value) is not int or value < 0:
                    message = f"has {shown(value) if name in selector else 'nothing'} for {name}"
                    self._wrong("NC924", _step(pointer, name, selector), f"{message}, should be an integer from 0 on")
                    return
            if type(start) is int and type(end) is int and end <= start:
                self._wrong("NC924", f"{pointer}/end", f"is {end}, should be greater than start, which is {start}")
        else:
            for name in ("exact", "prefix", "suffix"):
                value = selector.get(name, None if name == "exact" else "")
                if type(value) is not str or (name == "exact" and value == ""):
                    there = shown(value) if name in selector else "nothing"
                    message = f"has {there} for {name}, should be a string{' that is not empty' * (name == 'exact')}"
                    self._wrong("NC924", _step(pointer, name, selector), message)
        for where, inner in each(selector.get("refinedBy", []), f"{pointer}/refinedBy"):
            before = len(self.issues)
            self._check_shape(inner, where)
            if len(self.issues) > before or not (has_type(selector, POSITION) and has_type(inner, POSITION)):
                continue
            if inner["end"] > selector["end"] - selector["start"]:
                size = selector["end"] - selector["start"]
                self._wrong("NC924", f"{where}/end", f"is {inner['end']}, past the end of what it refines ({size})")

    def _placed(self, positions: list[tuple[str, Range]], quotes: list[tuple[str, Plain]]) -> Plain | None:
        """The span that positions tell and quotes confirm."""
        before = len(self.issues)
        _, place = positions[0]
        for where, other in positions[1:]:
            if other != place:
                self._wrong("NC925", where, f"names {_range(other)}, another selector {_range(place)}")
        if self._text is not None and place[1] > len(self._text):
            message = f"names {_range(place)}, past the end of the text ({len(self._text)} code points)"
            self._wrong("NC924", positions[0][0], message, "offsets count code points, not bytes or UTF-16 units")
        if len(self.issues) > before:
            return None
        for where, selector in quotes:
            if "refinedBy" not in selector and has_type(selector, QUOTE):
                self._agree(place, selector, where)
            elif self._text is None:
                self._wrong("NC928", where, "can only be compared with the text, which is not given")
            else:
                self._confirm(place, selector, where)
        if len(self.issues) > before:
            return None
        exact = next((selector["exact"] for _, selector in quotes if "refinedBy" not in selector), None)
        return self._span(place, exact)

    def _confirm(self, place: Range, selector: Plain, pointer: str) -> None:
        """Look whether a selector names a place, alone or among others."""
        try:
            if place not in self._candidates(selector):
                self._wrong("NC925", pointer, f"names another place than {_range(place)}")
        except _TooMany:
            self._wrong("NC927", pointer, f"quotes {shown(_words(selector))}, which stands at very many places")

    def _found(self, quotes: list[tuple[str, Plain]]) -> Plain | None:
        """The only span that quotes name."""
        shared: list[Range] = []
        for number, (where, selector) in enumerate(quotes):
            try:
                places = self._candidates(selector)
                found = list(places if len(quotes) > 1 else islice(places, _SHOWN + 1))
            except _NeedsText:
                message = "is a quote alone, which names a place only where the text is known"
                self._wrong("NC928", where, message, "give the text")
                return None
            except _TooMany:
                self._wrong("NC927", where, f"quotes {shown(_words(selector))}, which stands at very many places")
                return None
            if not found:
                self._wrong("NC926", where, f"quotes {shown(_words(selector))}, which is not in the text")
                return None
            shared = found if number == 0 else sorted(set(found) & set(shared))
            if not shared:
                self._wrong("NC925", where, "names another place than the selector before it")
                return None
        if len(shared) > 1:
            there = ", ".join(map(_range, shared[:_SHOWN]))
            more = " and more" if len(shared) > _SHOWN else ""
            message = f"quotes {shown(_words(quotes[0][1]))}, which is ambiguous: it stands at {there}{more}"
            self._wrong("NC927", quotes[0][0], message, "a longer prefix or suffix, or a position, decides")
            return None
        return self._span(shared[0], None)

    def _candidates(self, selector: Plain) -> Iterator[Range]:
        """
        The places that a selector names, each once.

        Raises:
            _NeedsText: There is no text.
            _TooMany: More places than anybody tells apart have to be looked at.
        """
        if self._text is None:
            raise _NeedsText
        seen: dict[Range, None] = {(0, len(self._text)): None}
        looked = 0
        *outer, last = _chain(selector)
        for step in (*outer, last):
            around, seen = seen, {}
            for low, high in around:
                for place in _occurrences(self._text, step, low, high):
                    looked += 1
                    if looked > _MANY:
                        raise _TooMany
                    if step is last and place not in seen:
                        yield place
                    seen[place] = None

    def _agree(self, place: Range, selector: Plain, pointer: str) -> None:
        """Compare a quote and what stands around it with a place."""
        start, end = place
        exact, prefix, suffix = selector["exact"], selector.get("prefix", ""), selector.get("suffix", "")
        if len(exact) != end - start:
            message = f"has {len(exact)} code points, the position {end - start} ({_range(place)})"
            self._wrong("NC925", pointer, message, "offsets count code points, not bytes or UTF-16 units")
        elif start < len(prefix):
            self._wrong("NC925", pointer, f"has a prefix of {len(prefix)} code points, but starts at {start}")
        elif self._text is None:
            self._told.append(_Words(start - len(prefix), prefix + exact + suffix, pointer))
        elif self._text[start:end] != exact:
            found = islice(_occurrences(self._text, selector, 0, len(self._text)), _SHOWN + 1)
            there = list(map(_range, found))
            hint = f"the words are at {', '.join(there)}" if 0 < len(there) <= _SHOWN else ""
            message = f"quotes {shown(exact)}, but the text has {shown(self._text[start:end])} at {_range(place)}"
            self._wrong("NC925", pointer, message, hint)
        elif not self._text.startswith(prefix, start - len(prefix)) or not self._text.startswith(suffix, end):
            which = "suffix" if self._text.startswith(prefix, start - len(prefix)) else "prefix"
            self._wrong("NC925", pointer, f"has a {which} that does not stand beside {_range(place)}")

    def _span(self, place: Range, exact: str | None) -> Plain:
        start, end = place
        quote = exact if self._text is None else self._text[start:end]
        return {"start": start, "end": end} | ({} if quote is None else {"quote": quote})

    def _wrong(self, code: str, pointer: str, message: str, hint: str = "") -> None:
        self.issues.append(error(code, pointer, message, hint))


_MEMBERS = {POSITION: {"type", "start", "end"}, QUOTE: {"type", "exact", "prefix", "suffix"}}
"""The members of a selector that says nothing but a place."""
_SHOWN = 5
"""Places that a message names."""
_MANY = 100_000
"""Places that are looked at for one selector; in a text that people read no quote has so many."""


def each(value: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    """
    The values of a member that may be one or several, each with its pointer.

    >>> list(each("a", "/x")), list(each(["a"], "/x"))
    ([('/x', 'a')], [('/x/0', 'a')])
    """
    if type(value) is list:
        yield from ((f"{pointer}/{index}", item) for index, item in enumerate(value))
    else:
        yield pointer, value


def has_type(value: Any, name: str) -> bool:
    """
    Whether an object is of a type, alone or among others.

    >>> has_type({"type": ["Annotation", "x"]}, "Annotation")
    True
    """
    if type(value) is not dict:
        return False
    types = value.get("type")
    return bool(types == name or (type(types) is list and name in types))


def _is_text(selector: Any) -> bool:
    """Whether a selector, and all that refine it, select text."""
    if not has_type(selector, POSITION) and not has_type(selector, QUOTE):
        return False
    inner = list(each(selector.get("refinedBy", []), ""))
    return len(inner) <= 1 and all(_is_text(item) for _, item in inner)


def _only_positions(selector: Plain) -> bool:
    return all(has_type(step, POSITION) for step in _chain(selector))


def _offsets(selector: Plain) -> Range:
    """The range that positions within positions name."""
    *outer, last = _chain(selector)
    low = sum(step["start"] for step in outer)
    return low + last["start"], low + last["end"]


def _words(selector: Plain) -> str:
    """The words of the innermost quote."""
    return next((str(step["exact"]) for step in reversed(_chain(selector)) if "exact" in step), "")


def _chain(selector: Plain) -> list[Plain]:
    """A selector, the one that refines it, and so on."""
    inner = [item for _, item in each(selector.get("refinedBy", []), "")]
    return [selector, *(_chain(inner[0]) if inner else ())]


def _occurrences(text: str, selector: Plain, low: int, high: int) -> Iterator[Range]:
    """The places in a stretch of the text that a position names, or a quote with its prefix and suffix."""
    if has_type(selector, POSITION):
        if low + selector["end"] <= high:
            yield low + selector["start"], low + selector["end"]
        return
    prefix, exact = selector.get("prefix", ""), selector["exact"]
    needle = f"{prefix}{exact}{selector.get('suffix', '')}"
    start = text.find(needle, low, high)
    while start >= 0:
        yield start + len(prefix), start + len(prefix) + len(exact)
        start = text.find(needle, start + 1, high)


def _step(pointer: str, name: str, selector: Plain) -> str:
    return f"{pointer}/{name}" if name in selector else pointer


def _range(place: Range) -> str:
    return f"{place[0]}–{place[1]}"
