"""
A draft from Mistral's chat completion.

    from mistralai import Mistral
    found = draft(Mistral(api_key=key), text)
"""

from typing import Any

from asking import SYSTEM, Message, placed

import newsclaims as nc
from newsclaims.draft import Resolution

MODEL = "mistral-large-latest"


def draft(client: Any, into: str | nc.Article, *, model: str = MODEL) -> Resolution:
    """Ask the model of a `mistralai.Mistral` client what an article claims, and find the places."""
    # Where HTTP says `schema` the client says `schema_definition`.
    form = {"name": "draft", "strict": True, "schema_definition": nc.schema("draft")}

    def ask(messages: list[Message]) -> str:
        completion = client.chat.complete(
            model=model,
            messages=[{"role": "system", "content": SYSTEM}, *messages],
            response_format={"type": "json_schema", "json_schema": form},
        )
        return completion.choices[0].message.content or ""

    return placed(ask, into)
