"""What every program here does: say what is wanted, and ask again for what was not found."""

from collections.abc import Callable
from typing import Any

from newsclaims import Article
from newsclaims.draft import Resolution, instructions, prompt, resolve
from newsclaims.draft.reading import read_reply

Message = dict[str, str]
Ask = Callable[[list[Message]], str]
"""Sends the messages of a conversation, without the system prompt, and gives the text of the reply."""

SYSTEM = instructions()
"""The system prompt."""


def placed(ask: Ask, into: str | Article, *, tries: int = 3) -> Resolution:
    """
    Ask for a draft and resolve it; while something fails, send the feedback and ask again for that alone.

    Args:
        ask: Sends messages to a model.
        into: The text, or an article with sections.
        tries: How often to ask at most.
    """
    messages = [{"role": "user", "content": prompt(into)}]
    reply = ask(messages)
    found = resolve(reply, into)
    draft = read_reply(reply).plain
    for _ in range(tries - 1):
        if not found.unresolved:
            break
        messages += [{"role": "assistant", "content": reply}, {"role": "user", "content": found.feedback}]
        reply = ask(messages)
        again = read_reply(reply).plain
        # A reply without items mends nothing, and what failed still has.
        if items(again, "claims") or items(again, "relations"):
            draft = mended(draft, again, {failure.id for failure in found.unresolved})
            found = resolve(draft, into)
    return found


def mended(draft: Any, again: Any, failed: set[str]) -> dict[str, Any]:
    """The draft with the items that came again in the place of those that failed; what is new comes last."""
    old, new = (items(plain, "claims") for plain in (draft, again))
    by_id = {item.get("id"): item for item in new if isinstance(item, dict) and item.get("id")}
    known = [item.get("id") if isinstance(item, dict) else None for item in old]
    claims = [by_id[id_] if id_ in failed and id_ in by_id else item for id_, item in zip(known, old, strict=True)]
    claims += [item for id_, item in by_id.items() if id_ not in known]
    relations = items(draft, "relations")
    return {
        "claims": claims,
        "relations": relations + [item for item in items(again, "relations") if item not in relations],
    }


def items(plain: Any, name: str) -> list[Any]:
    """A list of a draft, whatever the draft is."""
    found = plain.get(name) if isinstance(plain, dict) else None
    return found if isinstance(found, list) else []
