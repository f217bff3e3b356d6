"""`newsclaims resolve`: a model's draft becomes an article."""

from typing import Any

import click

from newsclaims._words import counted
from newsclaims.cli import FINDINGS, OK, UNREADABLE
from newsclaims.cli._console import output_option, put, say
from newsclaims.cli._inputs import article_or_text, input_bytes
from newsclaims.draft.resolving import resolve
from newsclaims.draft.verdicts import Resolution, Unresolved, Verdict
from newsclaims.errors import Issue, escaped_text
from newsclaims.reports import dumped
from newsclaims.serialization import dumps


@click.command("resolve")
@click.argument("draft", metavar="DRAFT")
@click.option(
    "--text", "text", metavar="FILE", required=True, help="The text as UTF-8, or an article (.json) with its sections."
)
@click.option("--language", default="und", show_default=True, metavar="TAG", help="The text's language.")
@click.option("--id", "id_", metavar="ID", help="The article's id; made from the text's digest by default.")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 100),
    metavar="NUMBER",
    help="Accept the most similar place of a quote that is not in the text, from this similarity on (0 to 100).",
)
@click.option("--report", metavar="FILE", help="Write every verdict, and what was not resolved, as JSON; - is stdout.")
@click.option("--feedback", metavar="FILE", help="Write the message for the model; - is stdout.")
@output_option
def command(
    draft: str,
    *,
    text: str,
    language: str,
    id_: str | None,
    threshold: float | None,
    report: str | None,
    feedback: str | None,
    output: str | None,
) -> None:
    """
    Find the places of a model's quotes, and print the article; what was not found is told and never dropped.

    DRAFT is a reply in the form of `newsclaims schema draft`; - is standard input.

    Exit codes: 0 everything was placed, 1 something is unresolved, 3 an input could not be read or parsed.
    """
    _refuse_two_on_stdout(draft=draft, text=text, outputs=(output or "-", report, feedback))
    found = resolve(input_bytes(draft), article_or_text(text), language=language, id=id_, threshold=threshold)
    _tell(found)
    put(dumps(found.article, indent=2) + b"\n", output)
    if report is not None:
        put((dumped(_report(found), indent=2) + "\n").encode(), report)
    if feedback is not None:
        put(found.feedback.encode(), feedback)
    unread = any(failure.code == "NC701" for failure in found.unresolved)
    click.get_current_context().exit(UNREADABLE if unread else FINDINGS if found.unresolved else OK)


def _refuse_two_on_stdout(*, draft: str, text: str, outputs: tuple[str | None, ...]) -> None:
    """
    Refuse what cannot be: two inputs from one stream, two outputs into one.

    Raises:
        click.UsageError: A stream is named twice.
    """
    if draft == text == "-" or outputs.count("-") > 1:
        message = "- is named twice, should be named once; use -o FILE for the article"
        raise click.UsageError(message)


def _tell(found: Resolution) -> None:
    """Say what happened, on standard error."""
    for problem in found.issues:
        say(_line(problem))
    items, lost = len(found.article.claims), len(found.unresolved)
    quotes = sum(verdict.found for verdict in found.verdicts)
    say(f"{counted(items, 'claim')}, {quotes} of {counted(len(found.verdicts), 'quote')} placed, {lost} unresolved")


def _line(problem: Issue) -> str:
    hint = f" ({problem.hint})" if problem.hint else ""
    where = f" [{problem.pointer}]" if problem.pointer else ""
    return escaped_text(f"{problem.severity} {problem.code}{where} {problem.message}{hint}")


def _report(found: Resolution) -> dict[str, Any]:
    return {
        "tool": "newsclaims",
        "article": found.article.id,
        "summary": {
            "claims": len(found.article.claims),
            "quotes": len(found.verdicts),
            "placed": sum(verdict.found for verdict in found.verdicts),
            "unresolved": len(found.unresolved),
        },
        "verdicts": list(map(_verdict, found.verdicts)),
        "unresolved": list(map(_unresolved, found.unresolved)),
        "issues": list(map(_issue, found.issues)),
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "pointer": f"/claims/{verdict.item}/{verdict.field}/{verdict.index}",
        "item": verdict.item_id,
        "field": verdict.field,
        "quote": verdict.quote,
        "verdict": verdict.rule,
        "folded": verdict.folded,
        "spans": [{"start": span.start, "end": span.end, "quote": span.quote} for span in verdict.spans],
        "candidates": [
            {"start": found.span.start, "end": found.span.end, "before": found.before, "after": found.after}
            for found in verdict.candidates
        ],
        "suggestions": [
            {"start": near.span.start, "end": near.span.end, "quote": near.span.quote, "similarity": near.similarity}
            for near in verdict.suggestions
        ],
    }


def _unresolved(failure: Unresolved) -> dict[str, Any]:
    return {
        "kind": failure.kind,
        "index": failure.index,
        "id": failure.id,
        "code": failure.code,
        "issues": list(map(_issue, failure.issues)),
        "data": failure.data,
    }


def _issue(problem: Issue) -> dict[str, str]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "pointer": problem.pointer,
        "message": problem.message,
        "hint": problem.hint,
    }
