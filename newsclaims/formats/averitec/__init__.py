"""
AVeriTeC: claims of fact-checkers with questions and answers, a file of JSON.

Kept:    of each claim its words, types, speaker, reporting source, day and address, and its first review's label,
         explanation and address; every member of a record that was read
Lost:    text and places (NC629, NC639), sections, notes, relations, provenance, stance (NC633 to NC637), all but one
         speaker, attribution and review of a claim (NC677, NC678, NC681), ids (NC679); see LOSSES
Offsets: none; the claims stand in no text
Source:  https://fever.ai/dataset/averitec.html

One file is a tuple of articles, each of one claim: a record stands alone. What the model has no field for (questions,
strategies, country) stays in `extensions.averitec` of the claim; so does a value that the field cannot hold, such as a
date that does not exist. null, an empty string and no member at all are kept apart. What was read is written again byte
for byte, where the file is laid out as the corpus is, `json.dumps(records, indent=4)` and a new line, or in another way
that `json.dumps` has; that way is kept with the first article.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs

from newsclaims._files import replace_file
from newsclaims._rules import DATE
from newsclaims.article import Article
from newsclaims.errors import ConversionError, FieldError, shown
from newsclaims.formats._documents import JsonDocument, document_bytes, error, plain_article
from newsclaims.formats._factcheck_losses import Losing, changed, shared_first, shared_last
from newsclaims.formats._factchecks import (
    Form,
    Member,
    article_of,
    breaches,
    is_line,
    line,
    list_of,
    one_of,
    record_of,
    words,
)
from newsclaims.formats.losses import Loss, Lost, dropped, each
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.model import Attribution, Claim

__all__ = ["LOSSES", "dumps", "forget", "loads", "losses", "read", "write"]

NAME = "averitec"


# ── Members ──────────────────────────────────────────────────────────────────────────────────────────────────────

_ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY = re.compile("([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")


def _day(value: Any) -> str | None:
    """
    A day that is written day first, as ISO writes it; None where it does not exist or is no day.

    >>> _day("4-8-2020"), _day("31-2-2020"), _day("2020-08-04")
    ('2020-08-04', None, None)
    """
    match = _DAY.fullmatch(value) if type(value) is str else None
    if match is None:
        return None
    day = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}"
    return day if DATE.holds(day) else None


def _day_first(day: str) -> str:
    """
    An ISO day as the corpus writes it.

    >>> _day_first("2020-08-04")
    '4-8-2020'
    """
    year, month, date = day.split("-")
    return f"{int(date)}-{int(month)}-{year}"


def _types(value: Any) -> tuple[str, ...] | None:
    fits = type(value) is list and value and all(map(is_line, value)) and len(set(value)) == len(value)
    return tuple(value) if fits else None


_TEXT = one_of(str, type(None), should="a string or null")

FORM = Form(
    name=NAME,
    usual=(
        *("claim", "required_reannotation", "label", "justification", "claim_date", "speaker", "original_claim_url"),
        *("fact_checking_article", "reporting_source", "location_ISO_code", "claim_types", "fact_checking_strategies"),
        *("questions", "cached_original_claim_url"),
    ),
    members={
        "claim": Member("claim", words),
        "label": Member("label", line),
        "justification": Member("explanation", words),
        "claim_date": Member("date", _day, _day_first),
        "speaker": Member("speaker", line),
        "original_claim_url": Member("url", line),
        "fact_checking_article": Member("review_url", line),
        "reporting_source": Member("relayer", line),
        "claim_types": Member("types", _types, list),
    },
    shapes={
        **dict.fromkeys(("label", "justification", "claim_date", "speaker", "reporting_source"), _TEXT),
        **dict.fromkeys(("original_claim_url", "cached_original_claim_url", "fact_checking_article"), _TEXT),
        "location_ISO_code": _TEXT,
        "required_reannotation": one_of(bool, type(None), should="true or false"),
        "claim_types": list_of(str, should="an array of strings"),
        "fact_checking_strategies": list_of(str, should="an array of strings"),
        "questions": list_of(dict, should="an array of objects"),
    },
    nothing={
        **dict.fromkeys(("label", "justification", "claim_date", "speaker", "original_claim_url"), None),
        **dict.fromkeys(("fact_checking_article", "reporting_source"), None),
        "claim_types": [],
    },
    verdicts={
        "supported": "supported",
        "refuted": "refuted",
        "not enough evidence": "not_enough_evidence",
        "conflicting evidence/cherrypicking": "conflicting",
    },
)


# ── Layout ───────────────────────────────────────────────────────────────────────────────────────────────────────

_INDENT, _UNESCAPED, _COMPACT, _END = "indent", "unescaped", "compact", "end"
"""The hints of a file: what a line is indented by, that characters beyond ASCII stand as they are, that there are no
blanks, what stands behind the records."""
_USUAL: dict[str, Any] = {_INDENT: 4, _UNESCAPED: False, _COMPACT: False, _END: "\n"}

_BLANKS = " \t\r\n"
_FIRST = re.compile(r"\[(?:\n([ \t]*))?")
_FITTING = re.compile("[ \t]{0,16}")


def _laid_out(records: list[dict[str, Any]], layout: dict[str, Any]) -> str:
    separators = (",", ":") if layout[_COMPACT] else None
    text = json.dumps(records, ensure_ascii=not layout[_UNESCAPED], indent=layout[_INDENT], separators=separators)
    return text + str(layout[_END])


def _layout_of(records: list[dict[str, Any]], data: bytes | str) -> dict[str, Any]:
    """How a file is laid out, as far as that is not the usual way; nothing where it is in none that is known."""
    text = data if isinstance(data, str) else bytes(data).decode()
    body = text.rstrip(_BLANKS)
    first = _FIRST.match(body)
    blanks = first[1] if first else None
    layout = {
        _INDENT: len(blanks) if blanks is not None and "\t" not in blanks else blanks,
        _UNESCAPED: not body.isascii(),
        _COMPACT: body[body.find('":') + 2 :][:1] != " ",
        _END: text[len(body) :],
    }
    if layout == _USUAL or not records or _laid_out(records, layout) != text:
        return {}
    return {name: value for name, value in layout.items() if value != _USUAL[name]}


def _layout_hinted(article: Article) -> dict[str, Any]:
    """The layout that the hints of an article ask for; those that make no sense are passed over."""
    kept: Any = article.extensions.plain().get(NAME)
    hints = kept if type(kept) is dict else {}
    indent, end = hints.get(_INDENT, _USUAL[_INDENT]), hints.get(_END)
    is_indent = indent is None or (type(indent) is int and 0 <= indent <= 16)
    is_tabs = type(indent) is str and "\t" in indent and _FITTING.fullmatch(indent) is not None
    indent = indent if is_indent or is_tabs else _USUAL[_INDENT]
    return {
        _INDENT: indent,
        _UNESCAPED: hints.get(_UNESCAPED) is True,
        _COMPACT: hints.get(_COMPACT) is True,
        _END: end if type(end) is str and not end.strip(_BLANKS) else _USUAL[_END],
    }


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


def loads(data: bytes | str, *, id: str | None = None, language: str = "und") -> tuple[Article, ...]:
    """
    The articles in a file of AVeriTeC, one for each claim.

    Args:
        data: The file: UTF-8 bytes, or text.
        id: What the articles' ids begin with, `#` and the number of the record from 0 behind it; `urn:sha256:` and the
            digest of what was read by default.
        language: The language of the claims, which the file does not tell.

    Raises:
        ConversionError: It is no array of records, or a record has no claim or a member of a wrong type; each issue has
            line and column.

    >>> (article,) = loads('[{"claim": "It rained.", "label": "Refuted", "claim_date": "4-8-2020", "speaker": "Kim"}]')
    >>> article.claims[0].attributions[0].time, article.sources[0].name, article.reviews[0].verdict
    (When(value='2020-08-04', anchor=()), 'Kim', 'refuted')
    """
    document = JsonDocument(data, NAME)
    records = document.plain
    if type(records) is not list:
        raise document.refusal([error("NC950", "", f"is {shown(records)}, should be an array of records")])
    issues = [issue for number, record in enumerate(records) for issue in breaches(FORM, record, f"/{number}")]
    if issues:
        raise document.refusal(issues)
    base = document.id if id is None else id
    made = []
    layout = _layout_of(records, data)
    for number, record in enumerate(records):
        hints = {} if number else layout
        try:
            made.append(document.checked(article_of(FORM, record, f"{base}#{number}", language, hints)))
        except FieldError as wrong:
            issue = error(wrong.code, f"/{number}", f"gives an article whose {wrong}")
            raise document.refusal([issue]) from None
    return tuple(made)


def read(path: str | Path, *, id: str | None = None, language: str = "und") -> tuple[Article, ...]:
    """
    The articles in a file of AVeriTeC, one for each claim.

    Args:
        path: The file.
        id: What the articles' ids begin with; see `loads`.
        language: The language of the claims.

    Raises:
        ConversionError: It is no array of records, or a record is malformed.
        OSError: The file cannot be read.
    """
    try:
        return loads(document_bytes(path), id=id, language=language)
    except ConversionError as wrong:
        raise ConversionError(wrong.issues, str(path)) from None


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def dumps(articles: Article | Iterable[Article]) -> bytes:
    """
    Articles as a file of AVeriTeC, the same bytes every time.

    It is indented by four, ASCII, with a new line at its end, or laid out as the file was that the first comes from.

    Args:
        articles: The articles; one alone will do. Each claim is a record.

    Raises:
        ConversionError: An article breaks a rule, or the file would be too large to be read again.

    >>> data = b'''[
    ...     {
    ...         "claim": "It rained.",
    ...         "speaker": "",
    ...         "claim_date": "31-2-2020"
    ...     }
    ... ]
    ... '''
    >>> dumps(loads(data)) == data
    True
    """
    written = each(articles)
    for article in written:
        plain_article(article, NAME)
    return _dumped(_LOSING.parts(written))


def _dumped(parts: tuple[Article, ...]) -> bytes:
    records = [record_of(FORM, part) for part in parts]
    data = _laid_out(records, _layout_hinted(parts[0]) if parts else _USUAL).encode()
    if len(data) > DEFAULT_LIMITS.document:
        message = f"would have {len(data)} bytes, should have at most {DEFAULT_LIMITS.document} (Limits.document)"
        raise ConversionError([error("NC108", "", message)], NAME)
    return data


def write(articles: Article | Iterable[Article], path: str | Path) -> None:
    """
    Write articles to a file of AVeriTeC, the whole of it or nothing.

    Args:
        articles: The articles.
        path: The file.

    Raises:
        ConversionError: The articles cannot be written; the file stays as it was.
        OSError: The file cannot be written; it stays as it was.
    """
    replace_file(path, dumps(articles))


# ── Losses ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _one_voice(article: Article) -> tuple[Article, int]:
    """Each attribution with one source that has a name, and one relayer that has."""
    named = {source.id for source in article.sources if source.name is not None}

    def first(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(source for source in ids if source in named)[:1]

    def change(said: Attribution) -> tuple[Attribution, int]:
        made = attrs.evolve(said, source_ids=first(said.source_ids), via_ids=first(said.via_ids))
        before, after = (*said.source_ids, *said.via_ids), (*made.source_ids, *made.via_ids)
        return made, len(before) - len(after)

    return changed("", "", Attribution, change).lose(article)


def _undated(said: Attribution) -> tuple[Attribution, int]:
    value = None if said.time is None else said.time.value
    is_day = value is None or _ISO_DAY.fullmatch(value) is not None
    return (said, 0) if is_day else (attrs.evolve(said, time=None), 1)


def _said_by(keep: Any) -> Any:
    """Claims with only some of their attributions."""

    def change(claim: Claim) -> tuple[Claim, int]:
        kept = tuple(keep(claim.attributions))
        return attrs.evolve(claim, attributions=kept), len(claim.attributions) - len(kept)

    return change


def _tells(said: Attribution) -> bool:
    return bool(said.source_ids or said.via_ids or said.time or said.url)


_LOSING = Losing(
    form=FORM,
    losses=(
        *shared_first(FORM),
        dropped("NC637", "nestings of attributions", Attribution, "within_id"),
        changed(
            "NC634",
            "attributions whose source does not put the claim forward",
            Claim,
            _said_by(lambda said: (one for one in said if one.polarity not in ("negative", "unknown"))),
        ),
        dropped("NC634", "polarities", Attribution, "polarity"),
        changed("NC631", "times of attributions that are no day", Attribution, _undated),
        Loss("NC681", "sources without a name, and those beyond the first of each attribution", _one_voice),
        dropped("NC635", "attitudes", Attribution, "attitude"),
        dropped("NC633", "certainties", Attribution, "certainty"),
        dropped("NC636", "forms of attributions", Attribution, "form"),
        dropped("NC616", "confidences of attributions", Attribution, "confidence"),
        changed(
            "NC667", "attributions without source, date and url", Claim, _said_by(lambda said: filter(_tells, said))
        ),
        changed("NC677", "attributions beyond the first of each claim", Claim, _said_by(lambda said: said[:1])),
        *shared_last(),
    ),
    again=lambda parts: loads(_dumped(parts)),
)

LOSSES: tuple[Loss, ...] = _LOSING.table
"""What does not come back."""


def forget(articles: Article | Iterable[Article]) -> tuple[Article, ...]:
    """
    What comes back of articles: one for each claim, with what a record can say.

    >>> [article.claims[0].text for article in forget(Article(id="x", language="en", claims=(
    ...     Claim(id="c1", text="It rained."), Claim(id="c2", text="It snowed."))))]
    ['It rained.', 'It snowed.']
    """
    return _LOSING.forget(each(articles))


def losses(articles: Article | Iterable[Article]) -> tuple[Lost, ...]:
    """
    What writing articles loses, each kind with a count.

    >>> losses(Article(id="x", language="en", title="Rain", claims=(Claim(id="c1", text="It rained."),)))[0]
    Lost(code='NC602', what='title, publisher, url, byline of the article', count=1)
    """
    return _LOSING.count(each(articles))
