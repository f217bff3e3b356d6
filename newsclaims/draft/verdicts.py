"""What a resolution says: of each quote the rule that decided, of each failure a code, and a message to send back."""

import json
from collections.abc import Sequence
from typing import Literal, TypeAlias

import attrs

from newsclaims._extensions import JSON
from newsclaims.anchoring.placing import Rule
from newsclaims.article import Article
from newsclaims.errors import Issue
from newsclaims.model import Anchor, Span

__all__ = ["Candidate", "Field", "Kind", "Resolution", "Suggestion", "Unresolved", "Verdict", "feedback_of"]

Field: TypeAlias = Literal["content", "source", "cue", "hedge"]
Kind: TypeAlias = Literal["draft", "claim", "relation"]

CONTEXT = 32
"""Code points of context on each side of a candidate."""


@attrs.frozen(kw_only=True)
class Candidate:
    """
    A place where a quote may stand.

    Attributes:
        span: The place.
        before: The 32 code points before it, or as many as there are.
        after: The 32 code points behind it.
    """

    span: Span
    before: str
    after: str


@attrs.frozen(kw_only=True)
class Suggestion:
    """
    A place whose words resemble a quote: never taken, unless the caller has set a threshold.

    Attributes:
        span: The place.
        similarity: How much it resembles the quote, 0 to 100.
    """

    span: Span
    similarity: float


@attrs.frozen(kw_only=True)
class Verdict:
    """
    What was found out about one quote.

    Attributes:
        item: Number of the item in the draft, from 0.
        item_id: The id that the item has in the draft.
        field: What the quote is of the item.
        index: Number of the quote in the field, from 0.
        quote: The words of the draft.
        rule: The rule that decided: `exact`, `folded` and `nearest` gave a place; `ambiguous` and `missing` did not;
            `similar` gave the most similar place, because the caller set a threshold.
        folded: Whether the words differ from the text in typography.
        spans: The place, slices of the text: several where the quote has an ellipsis.
        candidates: Where an ambiguous quote may stand, at most thirty places.
        suggestions: The nearest places of a missing quote, at most three; empty without the extra `draft`.
    """

    item: int
    item_id: str
    field: Field
    index: int
    quote: str
    rule: Rule | Literal["similar"]
    folded: bool = False
    spans: Anchor = ()
    candidates: tuple[Candidate, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def found(self) -> bool:
        """Whether the quote has a place."""
        return bool(self.spans)


@attrs.frozen(kw_only=True)
class Unresolved:
    """
    What did not become a record of the article, as it was.

    Attributes:
        kind: An item, a relation, or something of the draft as a whole.
        index: Its number in the draft, from 0; None of the draft as a whole.
        id: The id that the item has in the draft; empty if there is none.
        issues: Why, with codes and pointers into the draft.
        data: The item or relation as it was, or the text that could not be read.
        verdicts: What was found out about the quotes of the item.
    """

    kind: Kind
    index: int | None
    id: str = ""
    issues: tuple[Issue, ...]
    data: JSON = None
    verdicts: tuple[Verdict, ...] = ()

    @property
    def code(self) -> str:
        """The code of the first reason."""
        return self.issues[0].code


@attrs.frozen(kw_only=True)
class Resolution:
    """
    A draft as places.

    Attributes:
        article: The article with the claims that were placed: a layer of its own over the text.
        verdicts: One for each quote of the draft, in its order.
        unresolved: What was not placed, with the reasons; empty if all was.
        feedback: A message to send back to the model, that lists only what failed; empty if nothing did.
        issues: All that was noticed, warnings among them, with pointers into the draft.
    """

    article: Article
    verdicts: tuple[Verdict, ...]
    unresolved: tuple[Unresolved, ...]
    feedback: str
    issues: tuple[Issue, ...]


# ── The message to the model ─────────────────────────────────────────────────────────────────────────────────────

_WORDS, _LISTED = 160, 5
"""Characters of a quote that are repeated to the model, and candidates that are listed."""

_HEAD = (
    "Some items of your draft could not be placed in the text. Send these items again, and only these, in the same "
    "form and with the same ids. Copy every quote from the text character by character; leave out what you cannot "
    "quote."
)


def feedback_of(unresolved: Sequence[Unresolved]) -> str:
    """The message that lists what failed; empty if nothing did."""
    if not unresolved:
        return ""
    message = "\n\n".join([_HEAD, *map(_told, unresolved)]) + "\n"
    # A draft may hold lone surrogates, which no message can be sent with.
    return message.encode("utf-8", "backslashreplace").decode()


def _told(failure: Unresolved) -> str:
    if failure.kind == "draft":
        head = "The reply as a whole"
    elif failure.kind == "relation":
        head = f"Relation {_number(failure.index)}"
    else:
        head = f"Item {_shown(failure.id)}" if failure.id else f"Item {_number(failure.index)}"
    reasons = [f"- {_reason(problem, failure)}" for problem in failure.issues if problem.severity == "error"]
    return "\n".join([head, *reasons])


def _number(index: int | None) -> str:
    return f"number {(index or 0) + 1}"


def _reason(problem: Issue, failure: Unresolved) -> str:
    """One reason; that of a quote names the words and the places."""
    steps = problem.pointer.split("/")
    verdict = next((found for found in failure.verdicts if [found.field, str(found.index)] == steps[-2:]), None)
    if verdict is None or verdict.found:
        where = f"{steps[-1]}: " if len(steps) > 3 else ""
        hint = f" ({problem.hint})" if problem.hint else ""
        return f"{where}{problem.message}{hint}"
    should = f"should{problem.message.rpartition(', should')[2]}"
    what = "may be meant in several places" if verdict.candidates else should
    lines = [f"{verdict.field} {_shown(verdict.quote)} {what}"]
    if verdict.candidates:
        lines += [
            f"  - …{_line(c.before)}[{_line(c.span.quote or '')}]{_line(c.after)}…"
            for c in verdict.candidates[:_LISTED]
        ]
        lines.append("  Quote more of the words around the one you mean.")
    elif verdict.suggestions:
        lines += [f"  - nearest: {_shown(near.span.quote or '')}" for near in verdict.suggestions]
    return "\n".join(lines)


def _shown(words: str) -> str:
    short = words if len(words) <= _WORDS else f"{words[: _WORDS // 2]} … {words[-_WORDS // 2 :]}"
    return json.dumps(short, ensure_ascii=False)


def _line(words: str) -> str:
    """Words on one line, inside a line of their own."""
    return json.dumps(words if len(words) <= _WORDS else f"{words[:_WORDS]}…", ensure_ascii=False)[1:-1]
