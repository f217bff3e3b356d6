"""`newsclaims reanchor`: an article on an edited text."""

from typing import Any

import click

from newsclaims.anchoring.reanchoring import Move, Reanchored, reanchor
from newsclaims.cli import FINDINGS, OK
from newsclaims.cli._console import output_option, put, say
from newsclaims.cli._inputs import article, text
from newsclaims.errors import escaped_text, shown
from newsclaims.reports import dumped
from newsclaims.serialization import dumps

_CODES = {"edited": "NC751", "lost": "NC752"}


@click.command("reanchor")
@click.argument("document", metavar="DOC")
@click.option("--text", "new_text", metavar="NEW", required=True, help="The text as it is now, in UTF-8.")
@click.option("--report", metavar="FILE", help="Write the verdict of every place as JSON; - is stdout.")
@output_option
def command(document: str, *, new_text: str, report: str | None, output: str | None) -> None:
    """
    Move the places of an article onto an edited text, and print it; what was edited or lost is told.

    DOC and NEW are files, or - for standard input.

    Exit codes: 0 every place has its words, some perhaps edited, 1 a place is lost or DOC is invalid, 3 an input could
    not be read or parsed.
    """
    if document == new_text == "-" or (report == "-" and output in (None, "-")):
        message = "- is named twice, should be named once; use -o FILE for the article"
        raise click.UsageError(message)
    moved = reanchor(article(document), text(new_text))
    for verdict in moved.verdicts:
        if verdict.outcome in _CODES:
            say(_line(verdict))
    counts = _counts(moved)
    say(", ".join(f"{number} {outcome}" for outcome, number in counts.items()))
    put(dumps(moved.article, indent=2) + b"\n", output)
    if report is not None:
        found = {"tool": "newsclaims", "article": moved.article.id, "summary": counts}
        put((dumped({**found, "verdicts": list(map(_verdict, moved.verdicts))}, indent=2) + "\n").encode(), report)
    click.get_current_context().exit(FINDINGS if counts["lost"] else OK)


def _counts(moved: Reanchored) -> dict[str, int]:
    return {outcome: len(moved.having(outcome)) for outcome in ("unmoved", "moved", "edited", "lost")}


def _line(verdict: Move) -> str:
    severity = "error" if verdict.outcome == "lost" else "warning"
    words = f" {shown(verdict.old_quote)}" if verdict.old_quote else ""
    now = ""
    if verdict.new is not None:
        now = (
            f" is {shown(verdict.new_quote)} at {verdict.new[0]}-{verdict.new[1]}"
            if verdict.new_quote
            else " is edited"
        )
        now += f", {verdict.similarity:g} of 100 alike" if verdict.similarity is not None else ""
    return escaped_text(f"{severity} {_CODES[verdict.outcome]} [{verdict.pointer}]{words}{now or ' is lost'}")


def _verdict(verdict: Move) -> dict[str, Any]:
    return {
        "pointer": verdict.pointer,
        "verdict": verdict.outcome,
        "code": _CODES.get(verdict.outcome),
        "old": {"start": verdict.old[0], "end": verdict.old[1], "quote": verdict.old_quote},
        "new": verdict.new and {"start": verdict.new[0], "end": verdict.new[1], "quote": verdict.new_quote},
        "similarity": verdict.similarity,
    }
