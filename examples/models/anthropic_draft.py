"""
A draft from Anthropic's Messages.

    from anthropic import Anthropic
    found = draft(Anthropic(), text)
"""

from typing import Any

from asking import SYSTEM, Message, placed

import newsclaims as nc
from newsclaims.draft import Resolution

MODEL = "claude-sonnet-4-5"


def draft(client: Any, into: str | nc.Article, *, model: str = MODEL) -> Resolution:
    """Ask the model of an `anthropic.Anthropic` client what an article claims, and find the places."""

    def ask(messages: list[Message]) -> str:
        message = client.messages.create(
            model=model,
            max_tokens=16_000,
            system=SYSTEM,
            messages=messages,
            output_config={"format": {"type": "json_schema", "schema": nc.schema("draft")}},
        )
        # A reply that `max_tokens` has cut off is read as far as it goes.
        return "".join(block.text for block in message.content if block.type == "text")

    return placed(ask, into)
