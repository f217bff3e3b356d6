"""
A draft from OpenAI's Chat Completions, or from any server that speaks the same protocol.

    from openai import OpenAI
    found = draft(OpenAI(), text)
"""

from typing import Any

from asking import SYSTEM, Message, placed

import newsclaims as nc
from newsclaims.draft import Resolution

MODEL = "gpt-4.1"


def draft(client: Any, into: str | nc.Article, *, model: str = MODEL) -> Resolution:
    """Ask the model of an `openai.OpenAI` client what an article claims, and find the places."""
    form = {"name": "draft", "strict": True, "schema": nc.schema("draft")}

    def ask(messages: list[Message]) -> str:
        completion = client.chat.completions.create(
            model=model,
            messages=[{"role": "system", "content": SYSTEM}, *messages],
            response_format={"type": "json_schema", "json_schema": form},
        )
        # A refusal has no content; that no draft came is for `resolve` to say.
        return completion.choices[0].message.content or ""

    return placed(ask, into)
