"""What the commands that compare layers share: articles out of paths, options, the report in three forms."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import attrs
import click

from newsclaims import __version__
from newsclaims.article import Article
from newsclaims.cli import FINDINGS, OK, UNREADABLE, gravest
from newsclaims.cli._console import colour, is_unreadable, report_columns, say
from newsclaims.corpus.records import records
from newsclaims.errors import CODES, InvalidArticleError, Issue
from newsclaims.reports import as_text, findings
from newsclaims.serialization import loads
from newsclaims.views.table import as_table

if TYPE_CHECKING:
    from newsclaims.agreement import LayersError, Report

FORMS = ("table", "json", "html")


def articles_of(paths: Sequence[str]) -> tuple[list[Article], int]:
    """The valid articles of paths, and the exit code that the others ask for; those are told."""
    found, code = [], OK
    for record in records(paths):
        issues: tuple[Issue, ...]
        if record.problem is not None:
            issues = (record.problem,)
        else:
            try:
                found.append(loads(record.data))
                continue
            except InvalidArticleError as error:
                issues = error.issues
        for finding in findings(record, issues, columns=report_columns(sys.stderr)):
            say(as_text(finding, colour=colour(sys.stderr), columns=report_columns(sys.stderr)))
        code = gravest(code, UNREADABLE if any(map(is_unreadable, issues)) else FINDINGS)
    return found, code


def refused(error: "LayersError", code: int) -> int:
    """Tell what cannot be compared; the exit code."""
    tell((Issue(error.code, CODES[error.code].severity, "", error.message),))
    return gravest(code, UNREADABLE)


def tell(issues: Sequence[Issue]) -> None:
    """Tell what was left out or is missing."""
    for issue in issues:
        say(f"{issue.severity} {issue.code} {issue.message}")


def measuring_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of `agreement` and `score`."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


form_option = click.option(
    "--format", "form", type=click.Choice(FORMS), default="table", show_default=True, help="Form of the report."
)

_OPTIONS = (
    form_option,
    click.option("--definitions", is_flag=True, help="Print how each figure is made, below the table."),
    click.option(
        "--resamples",
        type=click.IntRange(min=0, max=1_000_000),
        default=1000,
        show_default=True,
        help="Draws of the bootstrap over texts; 0 for no confidence intervals.",
    ),
    click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Where the draws begin."),
    click.option(
        "--confidence",
        type=click.FloatRange(min=0, max=1, min_open=True, max_open=True),
        default=0.95,
        show_default=True,
        help="The share of draws inside an interval.",
    ),
    click.option(
        "--close",
        type=click.FloatRange(min=0, max=1),
        default=0.8,
        show_default=True,
        help="The least Jaccard index of contents whose labels are compared.",
    ),
    click.option(
        "--head",
        type=click.Choice(["first", "last"]),
        default="last",
        show_default=True,
        help="Which word of a place is its head.",
    ),
)


def rendered(report: "Report", form: str, *, definitions: bool) -> str:
    """A report in one of the forms, with no final newline."""
    if form == "json":
        plain = {"tool": "newsclaims", "version": __version__, **attrs.asdict(report)}
        return json.dumps(plain, ensure_ascii=False, indent=2)
    if form == "html":
        from newsclaims.agreement.pages import report_page  # the extra `agreement`

        return report_page(report).rstrip("\n")
    return "\n".join(_tables(report, definitions=definitions))


def _tables(report: "Report", *, definitions: bool) -> Iterator[str]:
    head = ("figure", "value", "from", "to", "number", "of")
    yield from as_table(
        head,
        [
            (one.name, _rounded(one.value), _rounded(one.low), _rounded(one.high), one.number, one.of)
            for one in report.figures
        ],
    )
    undefined: dict[str, list[str]] = {}
    for figure in report.figures:
        if figure.value is None:
            undefined.setdefault(figure.reason, []).append(figure.name)
    if undefined:
        yield ""
        yield from (f"no value: {', '.join(names)} ({reason})" for reason, names in undefined.items())
    if report.directions:
        yield ""
        yield from _directions(report)
    for table in report.tables if len(report.tables) <= 4 else ():
        if any(map(any, table.counts)):
            yield ""
            kappa = "undefined" if table.kappa is None else f"{table.kappa:.4f}"
            yield f"{table.field}: {table.a} (rows), {table.b} (columns); kappa {kappa}; {table.unset} without a label"
            rows = [(label, *row) for label, row in zip(table.labels, table.counts, strict=True)]
            yield from as_table((table.field, *table.labels), rows)
    if len(report.tables) > 4:
        yield ""
        yield from _kappas(report)
    if definitions:
        yield ""
        yield from (f"{figure.name}: {figure.definition}" for figure in report.figures)


def _directions(report: "Report") -> Iterator[str]:
    rules = list(dict.fromkeys(one.rule for one in report.directions))
    rows: dict[tuple[str, str], dict[str, float | int | None]] = {}
    for one in report.directions:
        rows.setdefault((one.a, one.b), {"number": one.number})[one.rule] = _rounded(one.agr)
    head = ("agr of", "with", "number", *rules)
    yield from as_table(head, [(*pair, row["number"], *(row[rule] for rule in rules)) for pair, row in rows.items()])


def _kappas(report: "Report") -> Iterator[str]:
    fields = list(dict.fromkeys(table.field for table in report.tables))
    rows: dict[tuple[str, str], dict[str, float | None]] = {}
    for table in report.tables:
        rows.setdefault((table.a, table.b), {})[table.field] = _rounded(table.kappa)
    yield from as_table(
        ("kappa of", "and", *fields), [(*pair, *(row[field] for field in fields)) for pair, row in rows.items()]
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
