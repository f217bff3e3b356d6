"""
The rules between fields, worded: every breach in plain data whose shape may be wrong in places.

Each function looks at one rule and yields what it finds; what has the wrong type is passed over, since the schema has
reported it already.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any, NamedTuple, TypeGuard

from newsclaims._rules import DATE, DATE_TIME, DIGEST, PERIOD, Matches
from newsclaims._sound import STANCES, is_inside, longest_chain, runs
from newsclaims._unicode import grapheme_cuts, splits_crlf, text_hazards
from newsclaims._words import counted, did_you_mean
from newsclaims.article import occurrences, sha256
from newsclaims.errors import CODES, Issue, escaped_text, shortened, shown
from newsclaims.limits import Limits

Plain = dict[str, Any]


class Placed(NamedTuple):
    """A record and the pointer to it."""

    pointer: str
    record: Plain


class Range(NamedTuple):
    """A span whose numbers are numbers, and the pointer to it."""

    pointer: str
    start: int
    end: int
    quote: Any


class View:
    """The records of a document by kind, as far as they are objects."""

    def __init__(self, document: Plain) -> None:
        """Walk the document once."""
        self.document = document
        text = document.get("text")
        self.text: str | None = text if type(text) is str else None
        self.sections = _records(document, "", "sections")
        self.sources = _records(document, "", "sources")
        self.claims = _records(document, "", "claims")
        self.relations = _records(document, "", "relations")
        self.reviews = _records(document, "", "reviews")
        self.notes = _records(document, "", "notes")
        self.attributions: list[tuple[Placed, Placed]] = [
            (claim, attribution)
            for claim in self.claims
            for attribution in _records(claim.record, claim.pointer, "attributions")
        ]
        self.ids = self._ids()
        self.anchors = list(self._anchors())

    def _ids(self) -> dict[str, tuple[str, str]]:
        """Each id with the kind and the pointer of the first record of that name."""
        found: dict[str, tuple[str, str]] = {}
        for kind, record in self.named():
            name = record.record.get("id")
            if type(name) is str:
                found.setdefault(name, (kind, record.pointer))
        return found

    def named(self) -> Iterator[tuple[str, Placed]]:
        """Every record that has an id, with its kind."""
        for kind, records in (("section", self.sections), ("source", self.sources)):
            yield from ((kind, record) for record in records)
        for claim in self.claims:
            yield "claim", claim
            yield from (("attribution", item) for item in _records(claim.record, claim.pointer, "attributions"))
        for kind, records in (("relation", self.relations), ("review", self.reviews), ("note", self.notes)):
            yield from ((kind, record) for record in records)

    def _anchors(self) -> Iterator[tuple[str, list[Range]]]:
        """Every anchor, with those of its spans that have a range."""
        for claim in self.claims:
            yield from self.places(claim, "content")
        for _, attribution in self.attributions:
            yield from self.places(attribution, "source", "cue", "hedge")
        for relation in self.relations:
            yield from self.places(relation, "cue")
        for note in self.notes:
            yield from self.places(note, "anchor")
        for holder in self.timed():
            time = holder.record["time"]
            yield from self.places(Placed(f"{holder.pointer}/time", time), "anchor")

    def timed(self) -> Iterator[Placed]:
        """Every record with a time."""
        for holder in (*self.claims, *(attribution for _, attribution in self.attributions)):
            if type(holder.record.get("time")) is dict:
                yield holder

    def headings(self) -> Iterator[Range]:
        """Every heading that has a range."""
        for section in self.sections:
            heading = _range(section.record.get("heading"), f"{section.pointer}/heading")
            if heading is not None:
                yield heading

    def spans(self) -> Iterator[Range]:
        """Every span that has a range."""
        for _, spans in self.anchors:
            yield from spans
        yield from self.headings()

    @staticmethod
    def places(holder: Placed, *fields: str) -> Iterator[tuple[str, list[Range]]]:
        """The anchors of a record, with those of their spans that have a range."""
        for field in fields:
            items = holder.record.get(field)
            if type(items) is list and items:
                pointer = f"{holder.pointer}/{field}"
                found = [_range(item, f"{pointer}/{index}") for index, item in enumerate(items)]
                yield pointer, [item for item in found if item is not None]


def _records(holder: Plain, pointer: str, field: str) -> list[Placed]:
    items = holder.get(field)
    if type(items) is not list:
        return []
    return [Placed(f"{pointer}/{field}/{index}", item) for index, item in enumerate(items) if type(item) is dict]


def _range(value: Any, pointer: str) -> Range | None:
    if type(value) is not dict:
        return None
    start, end = value.get("start"), value.get("end")
    if type(start) is not int or type(end) is not int or start < 0:
        return None
    return Range(pointer, start, end, value.get("quote"))


def _issue(code: str, pointer: str, message: str, hint: str = "") -> Issue:
    return Issue(code, CODES[code].severity, pointer, message, hint)


def breaches(document: Plain, limits: Limits) -> Iterator[Issue]:
    """Every breach of a rule between fields, rule by rule."""
    view = View(document)
    excess = list(_too_many(view, limits))
    yield from excess
    if excess:
        return
    for rule in _RULES:
        yield from rule(view)
    yield from _nesting(view, limits)


# ── NC1xx: how many ──────────────────────────────────────────────────────────────────────────────────────────────


def _too_many(view: View, limits: Limits) -> Iterator[Issue]:
    claims = view.document.get("claims")
    spans = sum(len(spans) for _, spans in view.anchors) + sum(1 for _ in view.headings())
    for code, number, limit, noun, pointer in (
        ("NC110", len(claims) if type(claims) is list else 0, limits.claims, "claims", "/claims"),
        ("NC111", spans, limits.spans, "spans", ""),
        ("NC112", sum(1 for _ in _references(view)), limits.references, "references", ""),
    ):
        if number > limit:
            yield _issue(code, pointer, f"has {number} {noun}, should have at most {limit} (Limits.{noun})")


# ── NC2xx: values that a pattern cannot judge ────────────────────────────────────────────────────────────────────


def _dates(view: View) -> Iterator[Issue]:
    document = view.document
    yield from _refined(document, "", DATE, "published", "modified")
    for review in view.reviews:
        yield from _refined(review.record, review.pointer, DATE, "published")
    for holder in view.timed():
        yield from _refined(holder.record["time"], f"{holder.pointer}/time", PERIOD, "value")
    provenance = document.get("provenance")
    if type(provenance) is dict:
        yield from _refined(provenance, "/provenance", DATE_TIME, "created")


def _refined(record: Plain, pointer: str, rule: Matches, *fields: str) -> Iterator[Issue]:
    for field in fields:
        value = record.get(field)
        if type(value) is str and rule.matches(value) and (breach := rule.breach(value)):
            yield _issue(breach[0], f"{pointer}/{field}", breach[1])


# ── NC3xx: ids and references ────────────────────────────────────────────────────────────────────────────────────


def _repeated_ids(view: View) -> Iterator[Issue]:
    for _, record in view.named():
        name = record.record.get("id")
        if type(name) is str:
            kind, first = view.ids[name]
            if first != record.pointer:
                message = f"is {shown(name)}, the id of the {kind} at {first}, should be an id of its own"
                yield _issue("NC302", f"{record.pointer}/id", message)


def _references(view: View) -> Iterator[tuple[str, str, str]]:
    """Every reference: where, the kind it asks for, the id."""
    for source in view.sources:
        yield from _refer(source, "source", "affiliation_id")
    for _, attribution in view.attributions:
        yield from _refer(attribution, "source", "source_ids", "via_ids")
        yield from _refer(attribution, "claim", "within_id")
    for relation in view.relations:
        yield from _refer(relation, "claim", "from_id", "to_id")
        yield from _refer(relation, "source", "drawn_by_ids")
    for review in view.reviews:
        yield from _refer(review, "claim", "claim_id")
        yield from _refer(review, "source", "author_id")
    for note in view.notes:
        yield from _refer(note, "record", "about_id")


def _refer(holder: Placed, kind: str, *fields: str) -> Iterator[tuple[str, str, str]]:
    for field in fields:
        value = holder.record.get(field)
        if field.endswith("_id"):
            if type(value) is str:
                yield f"{holder.pointer}/{field}", kind, value
        elif type(value) is list:
            for index, item in enumerate(value):
                if type(item) is str:
                    yield f"{holder.pointer}/{field}/{index}", kind, item


def _dangling(view: View) -> Iterator[Issue]:
    by_kind: dict[str, list[str]] = {}
    for name, (kind, _) in view.ids.items():
        by_kind.setdefault(kind, []).append(name)
        by_kind.setdefault("record", []).append(name)
    hints: dict[tuple[str, str], str] = {}
    for pointer, kind, name in _references(view):
        found = view.ids.get(name)
        if found is not None and kind in (found[0], "record"):
            continue
        if (kind, name) not in hints:
            # A wide choice of names makes each guess slow, and a document with a thousand wrong ids needs no guesses.
            known = by_kind.get(kind, []) if len(hints) < _GUESSES else []
            hints[kind, name] = f"it is the id of the {found[0]} at {found[1]}" if found else did_you_mean(name, known)
        yield _issue("NC301", pointer, f"no {kind} {shown(name)}", hints[kind, name])


_GUESSES = 20


def _affiliations(view: View) -> Iterator[Issue]:
    above: dict[str, tuple[str]] = {}
    pointers: dict[str, str] = {}
    for source in view.sources:
        name, affiliation = source.record.get("id"), source.record.get("affiliation_id")
        if _is_text(name) and _is_text(affiliation):
            above[name] = (affiliation,)
            pointers[name] = f"{source.pointer}/affiliation_id"
    for circle in _rings(above):
        yield _issue("NC304", pointers[circle[0]], f"runs in a circle: {_way(circle)}")


def _is_text(value: object) -> TypeGuard[str]:
    return type(value) is str


def _nesting(view: View, limits: Limits) -> Iterator[Issue]:
    outer: dict[str, list[str]] = {}
    pointers: dict[str, str] = {}
    for claim, attribution in view.attributions:
        name, within = claim.record.get("id"), attribution.record.get("within_id")
        if _is_text(name) and _is_text(within):
            outer.setdefault(name, []).append(within)
            pointers.setdefault(name, f"{attribution.pointer}/within_id")
    rings = list(_rings(outer))
    for circle in rings:
        yield _issue("NC303", pointers[circle[0]], f"runs in a circle: {_way(circle)}")
    if not rings:
        length = longest_chain(outer) or 0
        if length > limits.nesting:
            message = f"nests {length} claims in one another, should nest at most {limits.nesting} (Limits.nesting)"
            yield _issue("NC113", "/claims", message)


def _rings(upwards: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """The circles among references, each once, found without recursion; every circle shares no name with another."""
    done: set[str] = set()
    for name in upwards:
        way: list[str] = []
        place: dict[str, int] = {}
        steps = [iter((name,))]
        while steps:
            step = next(steps[-1], None)
            if step is None:
                steps.pop()
                if way:
                    done.add(way[-1])
                    del place[way.pop()]
            elif step in place:
                ring = way[place[step] :]
                yield ring
                # All of the way so far leads into this circle: nothing new can be told about it.
                done.update(way)
                break
            elif step not in done:
                place[step] = len(way)
                way.append(step)
                steps.append(iter(upwards.get(step, ())))


def _way(names: list[str]) -> str:
    short = names if len(names) <= 6 else [*names[:3], "…", names[-1]]  # what fits a line
    named = [escaped_text(shortened(name, 40)) for name in (*short, names[0])]
    return " → ".join(named)


def _relation_ends(view: View) -> Iterator[Issue]:
    for relation in view.relations:
        end = relation.record.get("to_id")
        if type(end) is str and relation.record.get("from_id") == end:
            message = f"is {shown(end)}, the claim that from_id names too, should be another"
            yield _issue("NC305", f"{relation.pointer}/to_id", message)


def _authors(view: View) -> Iterator[Issue]:
    authors = [source for source in view.sources if source.record.get("kind") == "author"]
    for source in authors[1:]:
        yield _issue("NC306", f"{source.pointer}/kind", f"is author as at {authors[0].pointer}, should be there once")


# ── NC4xx: places ────────────────────────────────────────────────────────────────────────────────────────────────


def _ranges(view: View) -> Iterator[Issue]:
    for span in view.spans():
        yield from _range_holds(span, view.text)
        if span.end > span.start:
            yield from _quote_holds(span, view.text)


def _range_holds(span: Range | tuple[str, int, int], text: str | None) -> Iterator[Issue]:
    pointer, start, end = span[:3]
    if end <= start:
        yield _issue("NC403", f"{pointer}/end", f"is {shown(end)}, should be greater than start, {shown(start)}")
    elif text is not None and end > len(text):
        message = f"is {shown(end)}, past the end of the text ({counted(len(text), 'code point')})"
        yield _issue("NC401", f"{pointer}/end", message)


def _quote_holds(span: Range, text: str | None) -> Iterator[Issue]:
    quote, length = span.quote, span.end - span.start
    pointer = f"{span.pointer}/quote"
    if quote is None:
        if text is not None:
            words = f"the words there are {shown(text[span.start : span.end])}" if span.end <= len(text) else ""
            yield _issue("NC405", pointer, "is missing, should be there since the article has its text", words)
    elif type(quote) is not str:
        return
    elif text is None:
        if len(quote) != length:
            message = f"has {counted(len(quote), 'code point')}, should have {shown(length)} as its range"
            yield _issue("NC404", pointer, message)
    elif text[span.start : span.end] != quote or len(quote) != length:
        there = text[span.start : min(span.end, span.start + 200)]
        message = f"is not the text it names: has {shown(quote)}, the text at {span.start}–{span.end} is {shown(there)}"
        yield _issue("NC402", pointer, message, _moved(quote, text, span.start))


_SEARCH = 2_000


def _moved(quote: str, text: str, start: int) -> str:
    """Where the words of a quote do stand, or why they stand nowhere."""
    if not quote or len(quote) > _SEARCH:
        return ""
    low, high = (0, len(text)) if len(text) <= _SEARCH * 20 else (max(0, start - _SEARCH), start + 2 * _SEARCH)
    found = list(islice(occurrences(text, quote, low, high), 100))
    if found:
        place = min(found, key=lambda candidate: abs(candidate - start))
        return f"the words are at {place}–{place + len(quote)}"
    return _normalised(quote, text, start)


def _normalised(quote: str, text: str, start: int) -> str:
    if quote.isascii() and text.isascii():
        return ""
    import unicodedata  # only for a wrong quote

    window = text[max(0, start - 100) : start + 2 * len(quote) + 100]
    for form in ("NFC", "NFD"):
        if unicodedata.normalize(form, quote) in unicodedata.normalize(form, window):
            return "they are the same only after Unicode normalisation; copy them from the text as it is"
    return ""


def _order(view: View) -> Iterator[Issue]:
    for _, spans in view.anchors:
        for before, after in pairwise(spans):
            if after.start < before.start:
                message = (
                    f"is {after.start}, before the span in front of it ({before.start}-{before.end}), should follow"
                )
                yield _issue("NC406", f"{after.pointer}/start", message)
            elif after.start < before.end:
                message = f"is {after.start}, inside the span in front of it ({before.start}-{before.end})"
                yield _issue("NC407", f"{after.pointer}/start", message)


def _sections(view: View) -> Iterator[Issue]:
    reached, before = 0, ""
    for section in view.sections:
        span = _range(section.record, section.pointer)
        if span is None:
            continue
        yield from _range_holds(span, view.text)
        if span.start < reached:
            message = f"is {span.start}, before the end of the section at {before} ({reached}), should follow it"
            yield _issue("NC409", f"{section.pointer}/start", message)
        if span.end > reached:
            reached, before = span.end, section.pointer
        heading = _range(section.record.get("heading"), f"{section.pointer}/heading")
        if heading is not None and not (span.start <= heading.start and heading.end <= span.end):
            message = f"is at {heading.start}-{heading.end}, should be inside its section, {span.start}-{span.end}"
            yield _issue("NC410", heading.pointer, message)


def _digest(view: View) -> Iterator[Issue]:
    digest = view.document.get("text_sha256")
    if view.text is None or type(digest) is not str or not DIGEST.matches(digest):
        return
    try:
        actual = sha256(view.text)
    except UnicodeEncodeError:
        return
    if digest != actual:
        yield _issue("NC408", "/text_sha256", f"is {digest[:12]}…, the text's is {actual[:12]}…")


# ── NC5xx: quality ───────────────────────────────────────────────────────────────────────────────────────────────


def _stances(view: View) -> Iterator[Issue]:
    for _, attribution in view.attributions:
        certainty, polarity = attribution.record.get("certainty"), attribution.record.get("polarity")
        if certainty in _CERTAINTIES and polarity in _POLARITIES and (certainty, polarity) not in STANCES:
            fitting = [other for other in ("positive", "negative", "unknown") if (certainty, other) in STANCES]
            message = f"is {polarity} beside certainty {certainty}, should be {' or '.join(fitting)}"
            yield _issue("NC501", f"{attribution.pointer}/polarity", message)


_CERTAINTIES = ("certain", "probable", "possible", "uncommitted")
_POLARITIES = ("positive", "negative", "unknown")


def _nested_places(view: View) -> Iterator[Issue]:
    wanted = {
        attribution.record["within_id"]
        for _, attribution in view.attributions
        if type(attribution.record.get("within_id")) is str
    }
    stretches: dict[str, list[tuple[int, int]]] = {}
    for claim in view.claims:
        name, content = claim.record.get("id"), claim.record.get("content")
        if type(name) is str and name in wanted and type(content) is list:
            ranges = [_range(item, "") for item in content]
            stretches.setdefault(name, runs((item.start, item.end) for item in ranges if item is not None))
    for _, attribution in view.attributions:
        within = attribution.record.get("within_id")
        if type(within) is not str or not stretches.get(within):
            continue
        for pointer, spans in View.places(attribution, "source", "cue", "hedge"):
            if not all(is_inside(stretches[within], span.start, span.end) for span in spans):
                message = f"lies outside the content of {shown(within)}, the claim that within_id names"
                yield _issue("NC502", pointer, message)


def _cuts(view: View) -> Iterator[Issue]:
    text = view.text
    if text is None or (text.isascii() and "\r" not in text):
        return
    spans = [span for span in view.spans() if span.start < span.end <= len(text)]
    borders = sorted({border for span in spans for border in (span.start, span.end)})
    cuts = set(grapheme_cuts(text, borders))
    lines = {border for border in borders if splits_crlf(text, border)}
    for span in spans:
        for field, border in (("start", span.start), ("end", span.end)):
            if border in lines:
                yield _issue("NC504", f"{span.pointer}/{field}", f"is {border}, between CR and LF")
            elif border in cuts:
                around = text[max(0, border - 1) : border + 1]
                message = f"is {border}, inside what readers see as one character ({shown(around)})"
                yield _issue("NC503", f"{span.pointer}/{field}", message)


_HAZARDS = {
    "control": ("NC505", "control character"),
    "noncharacter": ("NC506", "noncharacter"),
    "private use": ("NC506", "private-use character"),
    "bidi control": ("NC507", "bidi control"),
}


def _hazards(view: View) -> Iterator[Issue]:
    if view.text is None:
        return
    for hazard in text_hazards(view.text):
        code, noun = _HAZARDS[hazard.kind]
        first = f"the first is U+{ord(hazard.character):04X} at code point {hazard.first}"
        yield _issue(code, "/text", f"holds {counted(hazard.count, noun)}; {first}")


_RULES: tuple[Callable[[View], Iterator[Issue]], ...] = (
    _dates,
    _repeated_ids,
    _dangling,
    _relation_ends,
    _affiliations,
    _authors,
    _ranges,
    _order,
    _sections,
    _digest,
    _stances,
    _nested_places,
    _cuts,
    _hazards,
)
