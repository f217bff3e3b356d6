"""Who says what, as a numbered, nested list for a terminal."""

from collections.abc import Iterable, Iterator

import attrs

from newsclaims._words import counted
from newsclaims.article import Article
from newsclaims.errors import shortened, terminal_text
from newsclaims.model import Anchor, Attribution, Claim, Source
from newsclaims.views.width import width_of, wrapped

__all__ = ["Numbered", "bullets", "numbered", "terminal"]


@attrs.frozen(kw_only=True)
class Numbered:
    """
    A claim with the number it is shown under.

    Attributes:
        number: `17`, or `17.1` for a claim that is said inside another.
        depth: How deep it is nested; 0 is not at all.
        claim: The claim.
    """

    number: str
    depth: int
    claim: Claim


def numbered(article: Article) -> Iterator[Numbered]:
    """
    All claims in order, each behind the claim that it is said in; walked without recursion.

    A claim with several attributions stands where the first nested one of them puts it.

    >>> import newsclaims
    >>> [item.number for item in numbered(newsclaims.example())][18:21]
    ['17', '17.1', '18']
    """
    claims = {claim.id: claim for claim in article.claims}
    inner: dict[str | None, list[Claim]] = {}
    for claim in article.claims:
        outer = next((item.within_id for item in claim.attributions if item.within_id in claims), None)
        inner.setdefault(outer, []).append(claim)
    work = [Numbered(number=str(index), depth=0, claim=claim) for index, claim in enumerate(inner.get(None, []), 1)]
    work.reverse()
    while work:
        item = work.pop()
        yield item
        below = [
            Numbered(number=f"{item.number}.{index}", depth=item.depth + 1, claim=claim)
            for index, claim in enumerate(inner.get(item.claim.id, []), 1)
        ]
        work.extend(reversed(below))


_LONGEST = 20
"""Columns of a number that are shown; one sixty voices deep has more."""
_STYLES = {"source": "38;5;208", "cue": "36", "number": "1", "dim": "2", "title": "1"}


def terminal(article: Article, *, width: int = 80, colour: bool = False) -> str:
    """
    Who says what: each claim with its number, its sources and cue, its words and its stance.

    Args:
        article: A valid article.
        width: Columns to fill.
        colour: Whether to colour roles with ANSI escapes.

    >>> import newsclaims
    >>> print(terminal(newsclaims.example()).splitlines()[0])
    Kolaborasi Militer Pyongyang-Moskow Semakin Erat
    """
    lines = [*_head(article, width, colour=colour), ""]
    sources = {source.id: source for source in article.sources}
    items = list(numbered(article))
    last = {}
    for item in items:
        last[item.number.rpartition(".")[0]] = item.number
    column = max((width_of(item.number) for item in items if not item.depth), default=1)
    for item in items:
        is_last = last[item.number.rpartition(".")[0]] == item.number
        lines += _claim(article, item, sources, column, width, colour=colour, is_last=is_last)
    if not items:
        lines.append("no claims are annotated")
    return "\n".join(lines)


def _head(article: Article, width: int, *, colour: bool) -> list[str]:
    title = article.title or article.id
    facts = [article.publisher, article.published, article.language if article.language != "und" else None]
    counts = [counted(len(article.claims), "claim"), counted(len(article.sources), "source")]
    agent = article.provenance.agent if article.provenance else None
    details = [fact for fact in (*facts, *counts, f"annotated by {agent}" if agent else None) if fact]
    return [
        *(_paint(line, "title", colour=colour) for line in wrapped(terminal_text(title), width)),
        *(_paint(line, "dim", colour=colour) for line in wrapped(terminal_text(" · ".join(details)), width)),
    ]


def _claim(
    article: Article,
    item: Numbered,
    sources: dict[str, Source],
    column: int,
    width: int,
    *,
    colour: bool,
    is_last: bool,
) -> list[str]:
    number = shortened(item.number, _LONGEST)
    if item.depth:
        # However deep the nesting, half of the width is left for the words.
        margin = " " * min(column + 2 + 3 * (item.depth - 1), max(0, width // 2 - width_of(number) - 3))
        lead = f"{margin}{'└' if is_last else '├'} "
    else:
        margin = ""
        lead = " " * (column - width_of(number))
    indent = " " * (width_of(lead) + width_of(number) + 1)
    room = max(20, width - len(indent))
    head = _speakers(article, item.claim, sources)
    said = terminal_text(_words(article, item.claim.content) or " ".join((item.claim.text or "").split()))
    body = wrapped(said or "(its words are not given)", room)
    tail = _stance(item.claim)
    lines: list[str] = []
    for index, line in enumerate(wrapped(terminal_text(head), room)):
        start = f"{lead}{_paint(number, 'number', colour=colour)} " if index == 0 else indent
        lines.append(start + _paint(line, "source", colour=colour))
    lines += [indent + line for line in body]
    return lines + [indent + _paint(line, "dim", colour=colour) for line in wrapped(terminal_text(tail), room)]


def _speakers(article: Article, claim: Claim, sources: dict[str, Source]) -> str:
    if not claim.attributions:
        return "not attributed yet:"
    return "; ".join(_speaker(article, attribution, sources) for attribution in claim.attributions) + ":"


def _speaker(article: Article, attribution: Attribution, sources: dict[str, Source]) -> str:
    named = [sources[name] for name in attribution.source_ids if name in sources]
    mention = _words(article, attribution.source)
    if mention:
        who = mention
    elif any(source.kind == "author" for source in named):
        who = "the article itself"
    elif named:
        who = ", ".join(source.name or (source.description or source.id).rstrip(".") for source in named)
    else:
        who = "nobody named"
    cue = _words(article, attribution.cue)
    relay = [sources[name].name or name for name in attribution.via_ids if name in sources]
    return f"{who}{f' {cue}' if cue else ''}{' (via ' + ', '.join(relay) + ')' if relay else ''}"


def _words(article: Article, anchor: Anchor) -> str:
    return " ".join(article.quote(anchor).split())


def _stance(claim: Claim) -> str:
    stances = []
    for attribution in claim.attributions:
        polarity = attribution.polarity if attribution.polarity != "positive" else None
        marks = [attribution.attitude, attribution.certainty, polarity, attribution.form]
        stances.append(", ".join(mark for mark in marks if mark))
    return " · ".join([claim.id, *dict.fromkeys(stance for stance in stances if stance)])


def bullets(facts: Iterable[str], width: int) -> list[str]:
    """
    Facts as a list of lines.

    >>> bullets(["one two"], 6)
    ['• one', '  two']
    """
    lines = []
    for fact in facts:
        first, *rest = wrapped(terminal_text(fact), max(4, width - 2))
        lines += [f"• {first}", *(f"  {line}" for line in rest)]
    return lines


def _paint(text: str, role: str, *, colour: bool) -> str:
    return f"\x1b[{_STYLES[role]}m{text}\x1b[0m" if colour else text
