"""A report as one HTML page: plots as inline SVG, every figure with its definition; no script, nothing fetched."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from markupsafe import Markup

from newsclaims._words import counted
from newsclaims.agreement.diffing import Change
from newsclaims.agreement.figures import Figure
from newsclaims.agreement.layers import ROLES
from newsclaims.agreement.measuring import Report, Table
from newsclaims.agreement.tally import RULES, WHOLE
from newsclaims.errors import terminal_text

__all__ = ["changes_page", "report_page"]

_WIDTH, _LEFT, _BAR, _ROW = 640, 150, 380, 18
"""Units of the drawings: their width, where bars begin, how long a bar of 1 is, how high a row is."""


def report_page(report: Report) -> str:
    """
    A report as a page.

    Args:
        report: From `measure` or `score`.

    >>> import newsclaims as nc
    >>> from newsclaims.agreement import measure
    >>> page = report_page(measure([nc.example(), nc.example("kolaborasi-militer.annotator-2")]))
    >>> page.startswith("<!doctype html>"), "<script" in page
    (True, False)
    """
    if report.kind == "score":
        title, kinds = "Score", ("precision", "recall", "f1")
        facts = f"{counted(report.texts, 'text')}, predicted against gold"
        bars = [(kind, f"{kind}.{{role}}.overlap") for kind in kinds]
        caption = "Precision, recall and F1 by role; places match that overlap, one to one."
    else:
        title = "Agreement"
        counts = f"{counted(report.texts, 'text')}, {counted(report.layers, 'layer')}"
        facts = f"{counts}, annotators: {', '.join(report.annotators)}"
        bars = [(rule, f"f1.{{role}}.{rule}") for rule in RULES]
        caption = "F1 by role, places matched one to one: identical, overlapping, with the same head."
    by_name = {figure.name: figure for figure in report.figures}
    parts = [
        _figure(
            caption,
            _bars([(role, name, by_name[key.format(role=role)]) for role in (*ROLES, WHOLE) for name, key in bars]),
        ),
        *(_figure(_caption(table), _confusion(table)) for table in report.tables if any(map(any, table.counts))),
        _issues(report),
        _table(
            ("figure", "value", "from", "to", "number", "of", "definition"),
            [(*_cells(figure), figure.definition) for figure in report.figures],
        ),
    ]
    return _page(title, facts, parts)


def changes_page(changes: Sequence[Change], names: tuple[str, str]) -> str:
    """
    Differences as a page.

    Args:
        changes: From `diff`.
        names: What the two layers are called.

    >>> "no difference" in changes_page((), ("a", "b"))
    True
    """
    facts = f"{names[0]} → {names[1]}: {len(changes) or 'no'} difference{'' if len(changes) < 2 else 's'}"
    rows = [
        (change.kind, change.record, change.a, change.b, change.field, _json(change.before), _json(change.after))
        for change in changes
    ]
    return _page("Difference", facts, [_table(("kind", "record", "a", "b", "field", "before", "after"), rows)])


def _json(value: object) -> str:
    return "" if value is None else str(value)


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _page(title: str, facts: str, parts: Sequence[Markup]) -> str:
    style = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = Markup(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>{}</title>\n<style>"
    ).format(policy, title)
    body = Markup(
        '</style>\n</head>\n<body class="nv">\n<main>\n<h1>{}</h1>\n'
        '<p class="facts">{}</p>\n{}\n</main>\n</body>\n</html>\n'
    )
    return head + Markup(style) + body.format(title, _clean(facts), Markup("\n").join(parts))  # noqa: S704  # our own style


def _clean(text: str) -> str:
    """A text in which nothing turns a line around or hides."""
    return terminal_text(text)


def _figure(caption: str, drawing: Markup) -> Markup:
    return Markup('<figure>\n<figcaption>{}</figcaption>\n<div class="wide">{}</div>\n</figure>').format(
        _clean(caption), drawing
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    cells = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in head)
    lines = [Markup("").join(Markup("<td>{}</td>").format(_clean(cell)) for cell in row) for row in rows]
    body = Markup("\n").join(Markup("<tr>{}</tr>").format(line) for line in lines)
    return Markup(
        '<div class="wide"><table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table></div>'
    ).format(cells, body)


def _issues(report: Report) -> Markup:
    lines = Markup("\n").join(Markup("<li>{} {}</li>").format(one.code, _clean(one.message)) for one in report.issues)
    return Markup('<ul class="issues">{}</ul>').format(lines) if report.issues else Markup("")


def _cells(figure: Figure) -> tuple[str, str, str, str, str, str]:
    value = figure.reason if figure.value is None else f"{figure.value:.4f}"
    low, high = ("" if end is None else f"{end:.4f}" for end in (figure.low, figure.high))
    return figure.name, value, low, high, str(figure.number), figure.of


# ── Plots ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _bars(rows: Sequence[tuple[str, str, Figure]]) -> Markup:
    """One bar a row, its interval as a line with ends; what is undefined says why."""
    height = len(rows) * _ROW + 30
    parts = list(_axis(height))
    before = None
    for number, (role, name, figure) in enumerate(rows):
        y = number * _ROW + 6
        if role != before:
            parts.append(_text(2, y + 12, role, "b"))
            before = role
        parts.append(_text(_LEFT - 6, y + 12, name, "who"))
        if figure.value is None:
            parts.append(_text(_LEFT + 4, y + 12, figure.reason, "none"))
            continue
        width = max(0.0, figure.value) * _BAR
        parts.append(
            Markup('<rect class="{}" x="{}" y="{}" width="{:.1f}" height="12"/>').format(name, _LEFT, y + 2, width)
        )
        if figure.low is not None and figure.high is not None:
            low, high = (_LEFT + max(0.0, end) * _BAR for end in (figure.low, figure.high))
            line = "M{:.1f} {}v6m0 -3H{:.1f}m0 -3v6"
            parts.append(Markup('<path d="{}"/>').format(line.format(low, y + 5, high)))
        parts.append(_text(_LEFT + _BAR + 8, y + 12, f"{figure.value:.3f}  ({figure.number})", "nr"))
    told = "; ".join(f"{role} {name} {_cells(figure)[1]}" for role, name, figure in rows)
    return _svg(height, told, parts)


def _axis(height: int) -> Iterator[Markup]:
    for tenth in (0, 5, 10):
        x = _LEFT + tenth * _BAR // 10
        yield Markup('<path class="ax" d="M{} 4V{}"/>').format(x, height - 20)
        yield _text(x, height - 6, f"{tenth / 10:g}", "mid")


def _confusion(table: Table) -> Markup:
    """A square a pair of labels, the fuller the darker; its number stands in it."""
    side, top = 46, 40
    most = max(max(row) for row in table.counts)
    parts = [_text(_LEFT, 14, f"{table.b} →", "b"), _text(2, 14, f"{table.a} ↓", "b")]
    for column, label in enumerate(table.labels):
        parts.append(_text(_LEFT + column * (side + 34) + 40, top - 8, label, "mid"))
    for row, label in enumerate(table.labels):
        y = top + row * side
        parts.append(_text(_LEFT - 6, y + side // 2 + 4, label, "who"))
        for column, number in enumerate(table.counts[row]):
            x = _LEFT + column * (side + 34)
            kind = "same" if row == column else "other"
            shade = f"{0.06 + 0.34 * number / most:.2f}" if number else "0"
            parts.append(
                Markup('<rect class="cell {}" x="{}" y="{}" width="78" height="{}" fill-opacity="{}"/>').format(
                    kind, x, y, side - 2, shade
                )
            )
            parts.append(_text(x + 40, y + side // 2 + 4, str(number), "mid"))
    told = "; ".join(
        f"{one} and {other} {table.counts[i][j]}"
        for i, one in enumerate(table.labels)
        for j, other in enumerate(table.labels)
        if table.counts[i][j]
    )
    return _svg(top + len(table.labels) * side + 6, told, parts)


def _caption(table: Table) -> str:
    kappa = "undefined, since one label alone is used" if table.kappa is None else f"{table.kappa:.3f}"
    unset = f"; {table.unset} pairs without a label left out" if table.unset else ""
    return f"{table.field}: {table.a} and {table.b}, closely matching attributions. Cohen's kappa {kappa}{unset}."


def _text(x: float, y: float, text: str, kind: str) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(kind, x, y, _clean(text))


def _svg(height: int, told: str, parts: Sequence[Markup]) -> Markup:
    head = Markup('<svg viewBox="0 0 {} {}" role="img"><title>{}</title>').format(_WIDTH, height, _clean(told))
    return head + Markup("").join(parts) + Markup("</svg>")
