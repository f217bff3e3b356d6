"""Seeded loops for what is never touched: offsets, the text, what formats keep, what is only looked at."""

import copy
import pickle
import random
import unicodedata
import zlib
from collections.abc import Iterator
from typing import Any

import newsclaims as nc
from newsclaims import _json
from newsclaims._offsets import OffsetError, Offsets, Unit
from newsclaims.formats import averitec, brat, conll, fever, ninjs, schema_org, web_annotation
from newsclaims.strategies import Dice, _article, _broken, _layouts
from newsclaims.strategies._damages import DAMAGES, OTHERS
from newsclaims.strategies._makers import FURNISHED, Counts
from newsclaims.validation import quick

Trial = Iterator[object]
LIMITS = nc.Limits()
UNITS: tuple[Unit, ...] = ("utf-16", "utf-8")
LETTERS = (
    "a",
    " ",
    "\r\n",
    "\n",
    "e\u0301",
    "é",
    "ß",
    "\u05d0",
    "你",
    "😀",
    "👩\u200d👩\u200d👧",
    "🇮🇩",
    "\uffff",
    "\U0010ffff",
    "\x00",
)


def _dice(cup: random.Random) -> Dice:
    return Dice(lambda: cup.randbytes(256)).fresh()


def _made(cup: random.Random, **options: Any) -> nc.Article:
    return _article(_dice(cup), Counts(claims=(0, 4)), text=None, warnings=True, **{"with_text": None, **options})


# ── 7: offsets ───────────────────────────────────────────────────────────────────────────────────────────────────


def offsets(cup: random.Random) -> Trial:
    """Each offset of hard texts, and those around it: exact both ways, or refused inside of a character."""
    while True:
        text = "".join(cup.choices(LETTERS, k=cup.randrange(12)))
        for unit in UNITS:
            known, at = {0: 0}, 0
            for point, letter in enumerate(text, 1):
                at += len(letter.encode("utf-8")) if unit == "utf-8" else len(letter.encode("utf-16-le")) // 2
                known[at] = point
            asked = Offsets(text, unit)
            for place in range(-1, at + 2):
                yield None if _exact(asked, place, known) else (text, unit, place)


def _exact(asked: Offsets, place: int, known: dict[int, int]) -> bool:
    try:
        point = asked.to_points(place)
    except OffsetError:
        return place not in known
    return known.get(place) == point and asked.to_units(point) == place


# ── 8: the text ──────────────────────────────────────────────────────────────────────────────────────────────────


def other_texts(cup: random.Random) -> Trial:
    """The text normalised, its line ends changed or a character exchanged, where that is another text: refused."""
    changes = (
        *(lambda text, form=form: unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")),
        lambda text: text.replace("\r\n", "\n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\r", "\n"),
        str.strip,
        lambda text: text + cup.choice(LETTERS),
        lambda text: text[:-1],
        str.swapcase,
    )
    while True:
        article = _made(cup, with_text=True)
        document = nc.to_dict(article)
        if "text_sha256" not in document:
            document = {**document, "text_sha256": nc.article.sha256(article.text or "")}
        for change in changes:
            other = change(article.text or "")
            if other != article.text:
                data = _json.canonical({**document, "text": other})
                taken = quick(data, LIMITS) is not None
                # One in twenty is told in words too, which takes much longer.
                if not taken and zlib.crc32(data) % 20 == 0:
                    taken = not any(issue.severity == "error" for issue in nc.validate(data))
                yield data if taken else None


def kept_texts(cup: random.Random) -> Trial:
    """The text through every format that holds it: the same bytes."""
    while True:
        article = _made(cup, with_text=True)
        wanted = (article.text or "").encode()
        texts = [nc.loads(nc.dumps(article)).text, conll.loads(conll.dumps([article]))[0].text]
        texts += [form.loads(form.dumps(article)).text for form in (ninjs, schema_org) if form.forget(article).text]
        written = brat.dumps(article)
        texts += [written[0], brat.loads(*written).text]
        yield None if all(text is not None and text.encode() == wanted for text in texts) else article


# ── 11: formats ──────────────────────────────────────────────────────────────────────────────────────────────────


def losses(cup: random.Random) -> Trial:
    """What a format writes is read as the article less its stated losses; where none is stated, as the article."""
    while True:
        article = _made(cup)
        for form in (ninjs, schema_org):
            left = form.forget(article)
            same = form.loads(form.dumps(article)) == left
            yield None if same and bool(form.losses(article)) is (left != article) else (form.__name__, article)
        left = web_annotation.forget(article)
        same = web_annotation.loads(web_annotation.dumps(article)) == left
        yield (
            None if same and bool(web_annotation.losses(article)) is (left != article) else ("web_annotation", article)
        )
        text, annotations = brat.dumps(article)
        yield None if brat.loads(text, annotations) == brat.forget(article) else ("brat", article)
        for form in (averitec, fever):
            lefts = form.forget([article])
            same = form.loads(form.dumps([article])) == lefts
            yield None if same and bool(form.losses([article])) is (lefts != (article,)) else (form.__name__, article)
        if article.text is not None:
            left = conll.forget(article)
            same = conll.loads(conll.dumps([article])) == (left,)
            yield None if same and bool(conll.losses(article)) is (left != article) else ("conll", article)


# ── 12, 13: validate ─────────────────────────────────────────────────────────────────────────────────────────────


def looked_at(cup: random.Random) -> Trial:
    """Documents good and broken, validated: they are afterwards what they were."""
    while True:
        document: Any = copy.deepcopy(nc.to_dict(_made(cup)))
        yield document if _changed(document) else None
        broken, _ = _broken(_dice(cup), cup.choice(DAMAGES))
        yield broken if _changed(broken) else None


def _changed(document: Any) -> bool:
    before = pickle.dumps(document), repr(document)
    nc.validate(document)
    return (pickle.dumps(document), repr(document)) != before


def told(cup: random.Random) -> Trial:
    """Anything anywhere in a document, as plain data and as bytes: findings, in short printable words, and no error."""
    pools = [pool for _, pool in OTHERS]
    while True:
        document: Any = copy.deepcopy(nc.to_dict(_article(_dice(cup), FURNISHED, text=None, with_text=None)))
        for _ in range(10):
            site = cup.choice(_layouts.sites(document))
            value = cup.choice(cup.choice(pools))
            site.record[site.name] = [value] * cup.randrange(3) if cup.random() < 0.3 else copy.deepcopy(value)
            data = _json.canonical(document)
            cut = bytearray(data)
            cut[cup.randrange(len(cut))] = cup.randrange(256)
            for asked in (document, data, bytes(cut)):
                yield None if _neat(asked) else asked


def _neat(document: Any) -> bool:
    """Whether what is said of a document is fit to print, and where it is wrong."""
    found = nc.validate(document)
    fit = all(
        len(str(issue)) < 4096 and not any(ord(letter) < 0x20 or 0x7F <= ord(letter) <= 0x9F for letter in str(issue))
        for issue in found
    )
    return fit and (not isinstance(document, bytes) or all(issue.line and issue.column for issue in found))
