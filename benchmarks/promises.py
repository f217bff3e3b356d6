"""
The promises that are worth more examples than a test run has time for, in seeded loops without Hypothesis.

    python benchmarks/promises.py --seconds 600 --seed 1

prints a table of what was tried and what failed. The same seed tries the same things in the same order; how far it gets
depends on the seconds. A failure prints what failed, once for each promise, and the exit code is 1.
"""

import argparse
import copy
import json
import math
import pickle
import random
import struct
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import jsonschema_rs
import msgspec

import newsclaims as nc
from benchmarks import untouched
from newsclaims import _json
from newsclaims._structs import RECORDS
from newsclaims.article import sha256
from newsclaims.strategies import INVALID_CODES, Dice, _article, _broken, _layouts
from newsclaims.strategies._damages import DAMAGES, OTHERS, fits
from newsclaims.strategies._makers import FURNISHED, Counts
from newsclaims.validation import quick

LIMITS = nc.Limits()
HEAD: dict[str, Any] = {"schema_version": "1.0", "id": "x", "language": "en"}
encode: Callable[[object], bytes] = msgspec.json.encode

Trial = Iterator[object]
"""One promise put to the test again and again: each step gives what failed, or None."""


class Promise(NamedTuple):
    """A row of the table."""

    number: int
    """The number in the list of promises."""
    words: str
    trial: Callable[[random.Random], Trial]


# ── Material ─────────────────────────────────────────────────────────────────────────────────────────────────────


def dice_of(cup: random.Random) -> Dice:
    """Dice that never run dry."""
    return Dice(lambda: cup.randbytes(256)).fresh()


def articles(cup: random.Random, count: int, *, with_text: bool | None = None, claims: int = 2) -> list[nc.Article]:
    """A pool of hard articles, so that a step costs little more than what is tried."""
    made = []
    while len(made) < count:
        counts = Counts(claims=(1, claims), sections=(0, 1), sources=(1, 2), others=(0, 1), attributions=1)
        made.append(_article(dice_of(cup), counts, text=None, with_text=with_text, warnings=True))
    return made


def plain(article: nc.Article) -> dict[str, Any]:
    """The article as plain data that may be changed."""
    return copy.deepcopy(nc.to_dict(article))  # type: ignore[arg-type]


def now_and_then(data: bytes, every: int) -> bool:
    """Whether it is the turn of a document, one in so many; the same ones in every run."""
    return zlib.crc32(data) % every == 0


def refused(data: bytes, code: str) -> bool:
    """Whether a document is refused with a code by whoever loads it."""
    try:
        nc.loads(data)
    except nc.InvalidArticleError as error:
        return code in [issue.code for issue in error.issues]
    return False


# ── 2: repeated members ──────────────────────────────────────────────────────────────────────────────────────────


class Object(NamedTuple):
    """An object of a document that is written already."""

    start: int
    """Behind its opening brace."""
    end: int
    """Before its closing brace."""
    members: list[tuple[str, object]]


def repeated_members(cup: random.Random) -> Trial:
    """A member repeated in a random object: the quick road must not vouch for it, the scanner must name it."""
    while True:
        for article in articles(cup, 20):
            found: list[Object] = []
            text = "".join(_pieces(nc.to_dict(article), 0, found))
            for _ in range(400):
                data = _repeating(text, cup.choice(found), cup).encode()
                vouched = quick(data, LIMITS) is not None
                if not vouched and now_and_then(data, 20):
                    vouched = "NC104" not in [issue.code for issue in _json.parse(data, LIMITS).issues]
                yield data if vouched else None


def _pieces(value: Any, offset: int, found: list[Object]) -> Iterator[str]:
    """Canonical JSON piece by piece; every object that has members is found on the way."""
    if not isinstance(value, (dict, list)) or not value:
        yield json.dumps(value, ensure_ascii=False)
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    yield opening
    start, offset = offset + 1, offset + 1
    for number, (name, item) in enumerate(value.items() if isinstance(value, dict) else enumerate(value)):
        head = "," * (number > 0) + (f"{json.dumps(name, ensure_ascii=False)}:" if isinstance(value, dict) else "")
        inner = "".join(_pieces(item, offset + len(head), found))
        offset += len(head) + len(inner)
        yield head + inner
    yield closing
    if isinstance(value, dict):
        found.append(Object(start, offset, list(value.items())))


def _repeating(text: str, target: Object, cup: random.Random) -> str:
    name, value = cup.choice(target.members)
    again = json.dumps(name) if cup.random() < 0.6 else f'"{"".join(map(_layouts.escape, name))}"'
    other = (
        json.dumps(value)
        if cup.random() < 0.5
        else cup.choice(("null", "1", '"a:b"', "[]", "{}", '{"a":1}', '"\\u003a"'))
    )
    if cup.random() < 0.5:
        return f"{text[: target.start]}{again}:{other},{text[target.start :]}"
    return f"{text[: target.end]},{again}:{other}{text[target.end :]}"


# ── 3: no coercion, exact numbers ────────────────────────────────────────────────────────────────────────────────


def wrong_types(cup: random.Random) -> Trial:
    """Every field and every item of every record, given every other JSON type: loading fails."""
    while True:
        document = plain(_article(dice_of(cup), FURNISHED, text=None, with_text=None))
        for site in _layouts.sites(document):
            for name, pool in OTHERS:
                places = (
                    [(site.shape, [])] if site.shape.item is None else [(site.shape, []), (site.shape.item, [None])]
                )
                for shape, wrapped in places:
                    if not fits(shape, name):
                        other = cup.choice(pool)
                        made = [other] if wrapped else other
                        yield from _wrongly_typed(document, site, made)


def _wrongly_typed(document: dict[str, Any], site: _layouts.Site, value: object) -> Trial:
    absent = object()
    kept = site.record.get(site.name, absent)
    site.record[site.name] = value
    data = encode(document)
    # One in fifty goes all the way, since wording an error takes a hundred times as long as finding it.
    yield None if quick(data, LIMITS) is None and (not now_and_then(data, 50) or refused(data, "NC201")) else data
    if kept is absent:
        del site.record[site.name]
    else:
        site.record[site.name] = kept


RATED = (
    '{"schema_version":"1.0","id":"x","language":"en","claims":[{"id":"c","text":"t"}],'
    '"reviews":[{"id":"v","claim_id":"c","label":"l","rating_value":%s}],"extensions":{"x":%s}}'
)


def integers(cup: random.Random) -> Trial:
    """Integers up to 2^70 either side, in a field and in extensions: kept exactly, or refused."""
    while True:
        number = cup.choice((1, -1)) * cup.getrandbits(cup.randrange(1, 71))
        number += cup.choice((0, 0, 2**63, -(2**63), 2**64, 2**64 - 1)) if cup.random() < 0.3 else 0
        data = (RATED % (number, number)).encode()
        if -(2**63) <= number < 2**64:
            article = nc.loads(data)
            kept = article.reviews[0].rating_value
            exact = type(kept) is int and kept == article.extensions["x"] == number and nc.dumps(article) == data
        else:
            exact = (
                quick(data, LIMITS) is None
                and [issue.code for issue in _json.parse(data, LIMITS).issues] == ["NC106"] * 2
            )
        yield None if exact else number


def floats(cup: random.Random) -> Trial:
    """Any sixty-four bits that are a finite number, in a field and in extensions: the same bits come back."""
    while True:
        bits = cup.randbytes(8)
        (number,) = struct.unpack(">d", bits)
        if math.isfinite(number):
            text = (RATED % (repr(number), repr(number))).encode()
            article = nc.loads(text)
            again = nc.loads(nc.dumps(article))
            kept = (again.reviews[0].rating_value, again.extensions["x"])
            same = all(type(value) is float and struct.pack(">d", value) == bits for value in kept)
            yield None if same and nc.dumps(article) == text else number


def decimals(cup: random.Random) -> Trial:
    """Decimal numbers of many digits: the nearest float, on both roads."""
    while True:
        digits = "".join(cup.choice("0123456789") for _ in range(cup.randrange(1, 40)))
        number = f"{cup.choice(('', '-'))}{int(digits)}.{digits[::-1]}e{cup.randrange(-340, 280)}"
        data = (RATED % (number, number)).encode()
        article, parsed = quick(data, LIMITS), _json.parse(data, LIMITS)
        if article is None:
            yield None if math.isinf(float(number)) and parsed.issues else number
        else:
            found = (article.reviews[0].rating_value, article.extensions["x"], parsed.plain["extensions"]["x"])
            yield None if {repr(value) for value in found} == {repr(float(number))} else number


# ── 5: schema and loader ─────────────────────────────────────────────────────────────────────────────────────────

LISTED = {
    *("NC105", "NC106", "NC107", "NC108", "NC109", "NC110", "NC111", "NC112", "NC113", "NC117", "NC218", "NC219"),
    *(code for code in INVALID_CODES if code[2] in "34"),
}
"""Rules that only the loader knows; tests/test_agreement.py says why. Integral floats are looked for beside them."""

JUNK = (
    *(
        None,
        True,
        False,
        0,
        1,
        -1,
        3.0,
        0.5,
        101,
        2**63,
        "",
        "a",
        "a\n",
        "1.0",
        "1.1",
        "2.0",
        "2024",
        "2024-02-30",
        [],
        {},
    ),
    *(
        "c1",
        "no one",
        "a:b",
        "a: b",
        "\x7f",
        "é",
        "x" * 65,
        "body",
        "certain",
        "und",
        "_newer",
        ["a", "a"],
        {"x": 1},
        {"X": 1},
    ),
    *(
        [{"start": 0, "end": 1}],
        [{"start": 0, "end": 1, "quote": "a"}],
        {"value": "2024"},
        {"value": None},
        {"value": "2024/"},
        [{}],
    ),
)
NAMES = sorted({field.name for record in RECORDS for field in record.__attrs_attrs__} | {"$schema", "", "Id", "_newer"})


def _nowhere(uri: str) -> object:
    raise ValueError(uri)


def agreement(cup: random.Random) -> Trial:
    """Valid, damaged and random documents: schema (by jsonschema-rs) and loader say the same, or differ as listed."""
    validator = jsonschema_rs.Draft202012Validator(nc.schema(), retriever=_nowhere)
    while True:
        for article in articles(cup, 20):
            for _ in range(10):
                document = plain(article)
                sites = _layouts.sites(document)
                for _ in range(cup.randrange(4)):
                    site = cup.choice(sites)
                    name = site.name if cup.random() < 0.8 else cup.choice(NAMES)
                    site.record[name] = copy.deepcopy(cup.choice(JUNK))
                yield _disagreement(document, validator)
        broken, code = _broken(dice_of(cup), cup.choice(DAMAGES))
        if isinstance(broken, dict) and code not in {"NC105", "NC106", "NC107", "NC116"}:
            yield _disagreement(broken, validator)


def _disagreement(document: dict[str, Any], validator: Any) -> object:
    accepted = validator.is_valid(document)
    try:
        nc.loads(encode(document))
    except nc.InvalidArticleError as error:
        codes = {issue.code for issue in error.issues if issue.severity == "error"}
    else:
        codes = set()
    if accepted:
        integral = codes == {"NC201"} | codes & LISTED and any(
            type(site.record.get(site.name)) is float
            for site in _layouts.sites(document)
            if site.shape.kind == "integer"
        )
        return None if codes <= LISTED or integral else (document, codes)
    version = document.get("schema_version")
    newer = isinstance(version, str) and version.startswith("1.") and version != "1.0"
    return None if codes or newer else document


# ── 6: quotes ────────────────────────────────────────────────────────────────────────────────────────────────────


def quotes(cup: random.Random) -> Trial:
    """Any edit of a range, a quote or the text that breaks `text[start:end] == quote` is refused; no other edit is."""
    while True:
        for article in articles(cup, 50, with_text=True):
            document = plain(article)
            spans = _layouts.spans(document)
            if not spans or not document["text"]:
                continue
            for _ in range(60):
                yield _edit(document, cup.choice(spans), spans, cup)


def _edit(document: dict[str, Any], span: dict[str, Any], spans: list[dict[str, Any]], cup: random.Random) -> object:
    text, digest, kept = document["text"], document["text_sha256"], dict(span)
    place = cup.randrange(len(text))
    match cup.randrange(6):
        case 0:
            span["start"] += cup.choice((-2, -1, 1, 2))
        case 1:
            span["end"] += cup.choice((-2, -1, 1, 2, 2**40))
        case 2:
            by = cup.choice((-2, -1, 1, 2))
            span["start"], span["end"] = span["start"] + by, span["end"] + by
        case 3:
            span["quote"] = text[place : place + cup.randrange(4)]
        case 4:
            document["text"] = text[:place] + cup.choice(("", "a", "\u0301", "\r", text[place])) + text[place + 1 :]
        case _:
            document["text"] = text[:place] + cup.choice(("a", "\n", "\U0001f600")) + text[place:]
    edited = document["text"]
    document["text_sha256"] = sha256(edited)
    holds = all(
        0 <= one["start"] < one["end"] <= len(edited) and edited[one["start"] : one["end"]] == one["quote"]
        for one in spans
    )
    data = encode(document)
    taken = quick(data, LIMITS) is not None
    failed: object = None
    if taken and not holds:
        failed = data
    elif now_and_then(data, 100):
        # Now and then all the way: the errors, their codes, and what was built by hand instead of read.
        codes = {issue.code for issue in nc.validate(data)}
        if holds == bool(codes & {"NC401", "NC402", "NC403", "NC405"} or (span["start"] < 0 and "NC211" in codes)):
            failed = data
    span.clear()
    span.update(kept)
    document["text"], document["text_sha256"] = text, digest
    return failed


def hand_built(cup: random.Random) -> Trial:
    """A place of another text, put into an article by hand, is never written."""
    while True:
        for article in articles(cup, 50, with_text=True):
            assert article.text is not None
            loaded = nc.loads(nc.dumps(article))
            for _ in range(20):
                start = cup.randrange(len(article.text) + 1)
                end = start + 1 + cup.randrange(4)
                quote = cup.choice(("a", article.text[:2], article.text[start:end], "\u0301", "e"))
                claim = nc.Claim(id="by-hand", content=(nc.Span(start=start, end=end, quote=quote),))
                holds = article.text[start:end] == quote and end <= len(article.text)
                made = nc.Article(
                    id="x",
                    language="en",
                    text=loaded.text,
                    claims=(claim,),
                    sources=loaded.sources,
                    sections=loaded.sections,
                )
                try:
                    nc.dumps(made)
                except nc.InvalidArticleError:
                    yield made if holds else None
                else:
                    yield None if holds else made


# ── 9: references and circles ────────────────────────────────────────────────────────────────────────────────────


def references(cup: random.Random) -> Trial:
    """Random claims, nested in any way, some ids repeated, some names of nobody: refused exactly where that is so."""
    while True:
        size = cup.randrange(1, 12)
        ids = [f"c{cup.randrange(40)}" if cup.random() < 0.05 else f"k{number}" for number in range(size)]
        arrows = [(cup.randrange(size), cup.randrange(size)) for _ in range(cup.randrange(size + 2))]
        # Half of the graphs are made to have no circle.
        arrows = [(max(pair), min(pair)) for pair in arrows if pair[0] != pair[1]] if cup.random() < 0.5 else arrows
        claims: list[dict[str, Any]] = [{"id": name, "text": "t", "attributions": []} for name in ids]
        dangling = False
        for number, (inner, outer) in enumerate(arrows):
            lost = cup.random() < 0.02
            dangling |= lost
            within = "nobody" if lost else ids[outer]
            claims[inner]["attributions"].append({"id": f"a{number}", "source_ids": [], "within_id": within})
        left = set(range(size))
        while free := {one for one in left if not any(inner == one and outer in left for inner, outer in arrows)}:
            left -= free
        data = encode({**HEAD, "claims": claims})
        taken = quick(data, LIMITS) is not None
        if dangling or len(set(ids)) < size:
            yield data if taken else None
        elif taken == bool(left):
            yield data
        elif not now_and_then(data, 100):
            yield None
        else:
            codes = {issue.code for issue in nc.validate(data)}
            yield None if codes == ({"NC303"} if left else set()) else (data, codes)


def rings(cup: random.Random) -> Trial:
    """Rings of one to ten thousand, of claims and of sources: an end, and an error."""
    while True:
        size = cup.choice((1, 2, 3, 10, 100, 1000, 10_000))
        first = cup.randrange(size)
        claims = [
            {
                "id": f"c{n}",
                "text": "t",
                "attributions": [{"id": f"a{n}", "source_ids": [], "within_id": f"c{(n + 1) % size}"}],
            }
            for n in range(first, first + size)
        ]
        for number, claim in enumerate(claims):
            claim["id"] = f"c{(first + number) % size}"
        data = encode({**HEAD, "claims": claims})
        yield None if quick(data, LIMITS) is None and refused(data, "NC303") else (size, first)
        sources = [{"id": f"s{n}", "affiliation_id": f"s{(n + 1) % size}"} for n in range(size)]
        data = encode({**HEAD, "sources": sources})
        yield None if quick(data, LIMITS) is None and refused(data, "NC304") else size


# ── 10: round trips ──────────────────────────────────────────────────────────────────────────────────────────────


def round_trips(cup: random.Random) -> Trial:
    """Articles of every kind: written, read, equal, and written as the same bytes on either road."""
    while True:
        article = _article(dice_of(cup), Counts(claims=(0, 4)), text=None, with_text=None, warnings=True)
        data = nc.dumps(article)
        again = nc.loads(data)
        same = again == article and hash(again) == hash(article) and nc.dumps(again) == data
        yield None if same and _json.canonical(nc.to_dict(article)) == data else article


def layouts(cup: random.Random) -> Trial:
    """Articles in any layout: whoever reads them gets the same article."""
    while True:
        for article in articles(cup, 20):
            canonical = nc.dumps(article)
            document = nc.to_dict(article)
            for _ in range(5):
                laid = _layouts.relaid(document, dice_of(cup))
                data = _layouts.written(laid, _layouts.layout(dice_of(cup))).encode()
                again = nc.loads(data)
                yield None if again == article and nc.dumps(again) == canonical else data


def copies(cup: random.Random) -> Trial:
    """Articles through pickle and plain data: equal, and written as the same bytes."""
    while True:
        for article in articles(cup, 20):
            data = nc.dumps(article)
            taken = (pickle.loads(pickle.dumps(article)), nc.from_dict(json.loads(data)))
            yield None if all(one == article and nc.dumps(one) == data for one in taken) else article


PROMISES = (
    Promise(2, "a repeated member is an error", repeated_members),
    Promise(3, "no value is taken for another type", wrong_types),
    Promise(3, "integers are exact or refused", integers),
    Promise(3, "floats keep every bit", floats),
    Promise(3, "decimals are the nearest float", decimals),
    Promise(5, "schema and loader agree as listed", agreement),
    Promise(6, "a quote that is not its text is refused", quotes),
    Promise(6, "nor is it written when built by hand", hand_built),
    Promise(7, "offsets are exact in every unit", untouched.offsets),
    Promise(8, "another text is refused", untouched.other_texts),
    Promise(8, "formats keep the text to the byte", untouched.kept_texts),
    Promise(9, "ids, references and circles", references),
    Promise(9, "rings of up to 10,000 end", rings),
    Promise(10, "what is written is read again, same bytes", round_trips),
    Promise(10, "any layout is read as the same article", layouts),
    Promise(10, "pickles and plain data are the same article", copies),
    Promise(11, "what no format says it loses comes back", untouched.losses),
    Promise(12, "validate changes nothing", untouched.looked_at),
    Promise(13, "validate never raises, and its words are fit to print", untouched.told),
)


def run(promise: Promise, seconds: float, seed: int) -> tuple[int, int]:
    """How often a promise was put to the test in some seconds, and how often it failed."""
    trial = promise.trial(random.Random(f"{seed} {promise.words}"))
    tried = failed = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = next(trial)
        tried += 1
        if result is not None:
            failed += 1
            if failed == 1:
                sys.stderr.write(f"{promise.number} {promise.words}: {str(result)[:2000]}\n")
    return tried, failed


def main() -> int:
    """Run all promises, or some, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10, help="for each row of the table (10)")
    parser.add_argument("--seed", type=int, default=1, help="what is tried (1)")
    parser.add_argument("--only", type=int, action="append", help="the number of a promise; may be repeated")
    options = parser.parse_args()
    sys.stdout.write("| promise | tried | failed |\n|---|--:|--:|\n")
    failures = 0
    for promise in PROMISES:
        if options.only and promise.number not in options.only:
            continue
        tried, failed = run(promise, options.seconds, options.seed)
        failures += failed
        sys.stdout.write(f"| {promise.number}: {promise.words} | {tried:,} | {failed:,} |\n")
        sys.stdout.flush()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
