"""Who says what, as a numbered, nested list for a terminal."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate, groupby, pairwise
from typing import TypeAlias

import attrs

from newsclaims._words import counted
from newsclaims.article import Article
from newsclaims.errors import shortened, terminal_text
from newsclaims.model import Attribution, Claim, Source
from newsclaims.views.width import broken, width_of, wrapped

__all__ = ["Numbered", "around", "bullets", "numbered", "speaker", "terminal"]


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


def around(items: Iterable[Numbered], ids: Collection[str]) -> Iterator[Numbered]:
    """
    Some of the claims, by their ids, and those that they are said in, with the numbers they have among all.

    >>> import newsclaims
    >>> [item.number for item in around(numbered(newsclaims.example()), ["c20"])]
    ['17', '17.1']
    """
    listed = list(items)
    wanted = set()
    for item in listed:
        number = item.number if item.claim.id in ids else ""
        while number and number not in wanted:
            wanted.add(number)
            number = number.rpartition(".")[0]
    return (item for item in listed if item.number in wanted)


_LONGEST = 20
"""Columns of a number that are shown; one sixty voices deep has more."""
_STYLES = {"source": "38;5;208", "cue": "36", "hedge": "33", "number": "1", "dim": "2", "title": "1"}

_Pieces: TypeAlias = list[tuple[str, str]]
"""Words, each with the role that colours them; an empty role is none."""


def terminal(article: Article, *, source_id: str | None = None, width: int = 80, colour: bool = False) -> str:
    """
    Who says what: each claim with its number, its sources and cue, its words and its stance.

    Args:
        article: A valid article.
        source_id: Show only the claims of this source, and those that they are said in.
        width: Columns to fill, 30 at least.
        colour: Whether to colour sources, cues and hedges with ANSI escapes.

    Raises:
        UnknownIdError: No source has the id.

    >>> import newsclaims
    >>> print(terminal(newsclaims.example()).splitlines()[0])
    Kolaborasi Militer Pyongyang-Moskow Semakin Erat
    """
    lines = [*_head(article, width, colour=colour), ""]
    sources = {source.id: source for source in article.sources}
    items = list(numbered(article))
    column = max((width_of(item.number) for item in items if not item.depth), default=1)
    if source_id is not None:
        items = list(around(items, {claim.id for claim in article.claims_of(source_id)}))
    last = {}
    for item in items:
        last[item.number.rpartition(".")[0]] = item.number
    for item in items:
        is_last = last[item.number.rpartition(".")[0]] == item.number
        lines += _claim(article, item, sources, column, width, colour=colour, is_last=is_last)
    if not items:
        lines.append("no claims are annotated" if source_id is None else f"no claims of {terminal_text(source_id)}")
    return "\n".join(lines)


def _head(article: Article, width: int, *, colour: bool) -> list[str]:
    title = article.title or article.id
    facts = [article.publisher, article.published, article.language if article.language != "und" else None]
    counts = [counted(len(article.claims), "claim"), counted(len(article.sources), "source")]
    agent = article.provenance.agent if article.provenance else None
    details = [fact for fact in (*facts, *counts, f"annotated by {agent}" if agent else None) if fact]
    return [
        *_laid([(title, "title")], width, colour=colour),
        *_laid([(" · ".join(details), "dim")], width, colour=colour),
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
    # However deep the nesting, half of the width is left for the words.
    number = shortened(item.number, min(_LONGEST, width // 2 - 4))
    if item.depth:
        margin = " " * min(column + 2 + 3 * (item.depth - 1), max(0, width // 2 - width_of(number) - 3))
        lead = f"{margin}{'└' if is_last else '├'} "
    else:
        lead = " " * (column - width_of(number))
    indent = " " * (width_of(lead) + width_of(number) + 1)
    room = width - len(indent)
    said = _content(item.claim) or [((item.claim.text or "").strip() or "(its words are not given)", "")]
    first, *others = _laid(_speakers(article, item.claim, sources), room, colour=colour)
    others += _laid(said, room, colour=colour)
    others += _laid([(_stance(item.claim), "dim")], room, colour=colour)
    return [f"{lead}{_paint(number, 'number', colour=colour)} {first}", *(indent + line for line in others)]


def _speakers(article: Article, claim: Claim, sources: dict[str, Source]) -> _Pieces:
    if not claim.attributions:
        return [("not attributed yet:", "")]
    pieces: _Pieces = []
    for attribution in claim.attributions:
        cue = article.quote(attribution.cue)
        relay = ", ".join(sources[name].name or name for name in attribution.via_ids if name in sources)
        pieces += [("; " if pieces else "", ""), (speaker(article, attribution, sources), "source")]
        pieces += [(f" {cue}" if cue else "", "cue"), (f" (via {relay})" if relay else "", "")]
    return [*pieces, (":", "")]


def speaker(article: Article, attribution: Attribution, sources: dict[str, Source]) -> str:
    """
    Who speaks, in the words of the text where they are marked, else by name.

    Args:
        article: The article.
        attribution: One of its attributions.
        sources: Its sources, by id.
    """
    named = [sources[name] for name in attribution.source_ids if name in sources]
    mention = article.quote(attribution.source)
    if mention.strip():
        return mention
    if any(source.kind == "author" for source in named):
        return "the article itself"
    if named:
        return ", ".join(source.name or (source.description or source.id).rstrip(".") for source in named)
    return "nobody named"


def _content(claim: Claim) -> _Pieces:
    """The words of a claim, its hedges told apart; none where the article does not give them."""
    hedges = [span for attribution in claim.attributions for span in attribution.hedge]
    pieces: _Pieces = []
    for span in claim.content:
        if span.quote is None or not span.quote.strip():
            continue
        pieces += [(" … " if pieces else "", "")]
        edges = {span.start, span.end}
        for hedge in hedges:
            edges |= {edge for edge in (hedge.start, hedge.end) if span.start < edge < span.end}
        for low, high in pairwise(sorted(edges)):
            hedged = any(hedge.start <= low and high <= hedge.end for hedge in hedges)
            pieces.append((span.quote[low - span.start : high - span.start], "hedge" if hedged else ""))
    return pieces


def _stance(claim: Claim) -> str:
    """The claim's id and the stance of each of its speakers, in their order."""
    stances = []
    for attribution in claim.attributions:
        polarity = attribution.polarity if attribution.polarity != "positive" else None
        marks = [attribution.attitude, attribution.certainty, polarity, attribution.form]
        stances.append(", ".join(mark for mark in marks if mark))
    # Where only some of several are marked, a gap would give a stance to somebody else.
    return " · ".join([claim.id, *((stance or "unmarked") for stance in stances if any(stances))])


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


def _laid(pieces: _Pieces, room: int, *, colour: bool) -> list[str]:
    """Words in lines of a width, each in the colour of its role; what a terminal could act on is escaped."""
    parts = [(terminal_text(re.sub(r"\s", " ", words)), role) for words, role in pieces if words]
    text = "".join(words for words, _ in parts)
    starts = list(accumulate((len(words) for words, _ in parts), initial=0))
    lines = []
    for line in broken(text, room):
        marked: _Pieces = []
        for start, end in line:
            edges = [edge for edge in starts[bisect_right(starts, start) : bisect_left(starts, end)] if colour]
            for low, high in pairwise([start, *edges, end]):
                role = parts[bisect_right(starts, low) - 1][1]
                blank = " " if low == start and marked else ""
                # Blanks have a colour only between words of one role.
                joined = blank and role == marked[-1][1]
                marked += [(blank, role if joined else ""), (text[low:high], role)]
        lines.append("".join(_runs(marked, colour=colour)))
    return lines


def _runs(marked: _Pieces, *, colour: bool) -> Iterator[str]:
    for role, run in groupby((piece for piece in marked if piece[0]), key=lambda piece: piece[1]):
        yield _paint("".join(words for words, _ in run), role, colour=colour)


def _paint(text: str, role: str, *, colour: bool) -> str:
    return f"\x1b[{_STYLES[role]}m{text}\x1b[0m" if colour and role else text
