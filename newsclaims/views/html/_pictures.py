"""
Two pictures as inline SVG: who says what as a graph, and how certain it is along the text.

They need no script and no library, take their colours from the page's style, and are described in words.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from markupsafe import Markup

from newsclaims._words import counted
from newsclaims.model import Attribution, Claim, Source
from newsclaims.views.html._drawing import plain
from newsclaims.views.html._layer import NOBODY, Layer, name_of
from newsclaims.views.width import cut

__all__ = ["pictures"]

_MOST = 60
"""Claims in the graph at most, and lines below; beyond that nobody could read it. The caption says what is left out."""

_MOST_EDGES = 200

_ROW, _TOP, _LEFT, _RIGHT, _WIDE = 24, 16, 190, 330, 720


class _Edge(NamedTuple):
    voice: str | None
    claim: int
    attribution: Attribution


def pictures(layer: Layer, level: int) -> Markup:
    """
    Both pictures, those that there is something to draw in.

    Args:
        layer: The layer of annotation.
        level: Level of their heading.
    """
    found = [picture for picture in (_graph(layer), _chart(layer)) if picture]
    if not found:
        return Markup("")
    return Markup('<section class="pictures"><h%d>In pictures</h%d>%s</section>') % (
        level,
        level,
        Markup("").join(found),
    )


# ── Who says what ────────────────────────────────────────────────────────────────────────────────────────────────────


def _graph(layer: Layer) -> Markup:
    items = layer.order[:_MOST]
    edges = [
        _Edge(voice, row, attribution)
        for row, item in enumerate(items)
        for attribution in item.claim.attributions
        for voice in attribution.source_ids or (None,)
    ]
    if not edges:
        return Markup("")
    without = len(edges) - _MOST_EDGES
    edges = edges[:_MOST_EDGES]
    voices = _untangled(edges)
    spread = max(1.0, (len(items) - 1) / max(1, len(voices) - 1)) if len(voices) > 1 else 1.0
    heights = {voice: round(_TOP + _ROW * spread * row) for row, voice in enumerate(voices)}
    tall = max(_TOP + _ROW * len(items), max(heights.values()) + _ROW)
    parts = [
        *[_edge(edge, heights[edge.voice], _TOP + _ROW * edge.claim) for edge in edges],
        *_nestings(layer, [item.claim for item in items]),
        *[_voice(layer, voice, y) for voice, y in heights.items()],
        *[
            Markup('<text x="%d" y="%d"><tspan class="nr">%s</tspan> %s</text>')
            % (
                _RIGHT + 12 + 10 * min(item.depth, 6),
                _TOP + _ROW * row + 4,
                layer.numbers[item.claim.id],
                plain(
                    cut(
                        layer.beginning(item.claim, 70), 51 - len(layer.numbers[item.claim.id]) - 2 * min(item.depth, 6)
                    )
                ),
            )
            for row, item in enumerate(items)
        ],
    ]
    rest = len(layer.order) - len(items)
    return _figure(
        layer,
        "Voices",
        f"{counted(len(voices), 'voice')} on the left, {counted(len(items), 'claim')} on the right"
        f"{f' ({rest:,} more are not drawn)' if rest else ''}"
        f"{f'; {without:,} more lines are not drawn' if without > 0 else ''}. A thick line is certain, a thin "
        "one probable, a dashed one possible, a dotted one uncommitted or not marked; a line with a cross is denied.",
        Markup("").join(parts),
        tall,
    )


def _untangled(edges: list[_Edge]) -> list[str | None]:
    """The voices, each near the middle of what it says, so that few lines cross."""
    rows: dict[str | None, list[int]] = {}
    for edge in edges:
        rows.setdefault(edge.voice, []).append(edge.claim)
    first = list(rows)
    return sorted(first, key=lambda voice: (sum(rows[voice]) / len(rows[voice]), first.index(voice)))


def _edge(edge: _Edge, start: int, end: int) -> Markup:
    middle = (_LEFT + _RIGHT) // 2
    kind = f"e {edge.attribution.certainty or 'unmarked'}"
    denied = edge.attribution.polarity == "negative"
    line = Markup('<path class="%s%s" d="M%d %dC%d %d %d %d %d %d"/>') % (
        kind,
        " no" if denied else "",
        *(_LEFT, start, middle, start, middle, end, _RIGHT, end),
    )
    if denied:
        x, y = _RIGHT - 14, end
        line += Markup('<path class="e cross" d="M%d %dl8 8m0 -8l-8 8"/>') % (x - 4, y - 4)
    return line


def _nestings(layer: Layer, claims: list[Claim]) -> Iterator[Markup]:
    rows = {claim.id: row for row, claim in enumerate(claims)}
    depths = {item.claim.id: min(item.depth, 6) for item in layer.order[: len(claims)]}
    for claim in claims:
        outer = next((item.within_id for item in claim.attributions if item.within_id is not None), None)
        if outer is not None:
            x = _RIGHT + 6 + 10 * depths[outer]
            yield Markup('<path class="e in" d="M%d %dV%dh%d"/>') % (
                x,
                _TOP + _ROW * rows[outer] + 6,
                _TOP + _ROW * rows[claim.id],
                10 * (depths[claim.id] - depths[outer]) + 4,
            )


def _voice(layer: Layer, voice: str | None, y: int) -> Markup:
    if voice is None:
        return Markup('<text class="who nobody" x="%d" y="%d">%s</text>') % (_LEFT - 8, y + 4, NOBODY)
    return Markup('<text class="who" x="%d" y="%d">%s</text>') % (
        _LEFT - 8,
        y + 4,
        plain(cut(name_of(layer.sources[voice]), 27)),
    )


# ── How certain, where ───────────────────────────────────────────────────────────────────────────────────────────────

_LEVELS: Final = ("certain", "probable", "possible", "uncommitted", None)


def _chart(layer: Layer) -> Markup:
    text = layer.article.text
    claims = [claim for claim in layer.article.claims if claim.content and claim.attributions]
    if not text or not claims:
        return Markup("")
    per = (_WIDE - 120) / len(text)
    marks: dict[tuple[int, str], list[str]] = {}
    for claim in claims:
        rows = {(_LEVELS.index(item.certainty), _standing(item, layer.sources)) for item in claim.attributions}
        for row, kind in sorted(rows):
            for span in claim.content:
                x = 110 + span.start * per
                wide = max(2.0, (span.end - span.start) * per)
                marks.setdefault((row, kind), []).append(f"M{x:.1f} {_bar(row, kind)}h{wide:.1f}")
    used = sorted({row for row, _ in marks})
    parts = []
    for row in range(used[-1] + 1):
        y = _middle(row)
        label = _LEVELS[row] or "not marked"
        parts.append(Markup('<text class="who" x="100" y="%d">%s</text>') % (y + 4, label))
        parts.append(Markup('<path class="ax" d="M110 %dh%d"/>') % (y + 13, _WIDE - 120))
    for section in layer.article.sections:
        x = 110 + section.start * per
        parts.append(Markup('<path class="ax" d="M%s 6V%d"/>') % (f"{x:.1f}", _middle(used[-1]) + 13))
    parts += [
        Markup('<path class="m %s" d="%s"/>') % (kind, "".join(dict.fromkeys(paths)))
        for (_, kind), paths in sorted(marks.items())
    ]
    counts = [
        f"{sum(attribution.certainty == level for claim in claims for attribution in claim.attributions)} "
        f"{level or 'not marked'}"
        for level in _LEVELS
        if any(attribution.certainty == level for claim in claims for attribution in claim.attributions)
    ]
    return _figure(
        layer,
        "Certainty along the text",
        f"From the first word on the left to the last on the right: {', '.join(counts)}. In each row the upper bars "
        "are voices that are named, the middle ones the article itself, the lower, hollow ones nobody who is named; "
        "upright lines are where sections begin.",
        Markup("").join(parts),
        _middle(used[-1]) + 22,
    )


def _middle(row: int) -> int:
    return 18 + 30 * row


def _bar(row: int, kind: str) -> int:
    return _middle(row) + {"named": -6, "itself": 1, "nobody": 8}[kind]


def _standing(attribution: Attribution, sources: Mapping[str, Source]) -> str:
    if not attribution.source_ids:
        return "nobody"
    return "itself" if any(sources[name].kind == "author" for name in attribution.source_ids) else "named"


def _figure(layer: Layer, title: str, description: str, body: Markup, tall: int) -> Markup:
    name = f"{layer.key}-{title.partition(' ')[0].lower()}"
    return Markup(
        '<figure><figcaption id="%s"><b>%s.</b> %s</figcaption>'
        '<div class="wide" tabindex="0" role="group" aria-labelledby="%s">'
        '<svg viewBox="0 0 %d %d" role="img" aria-labelledby="%s">%s</svg></div></figure>'
    ) % (name, title, description, name, _WIDE, tall, name, body)
