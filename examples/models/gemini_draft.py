"""
A draft from Google's Gemini.

    from google import genai
    found = draft(genai.Client(), text)
"""

from typing import Any

from asking import SYSTEM, Message, placed

import newsclaims as nc
from newsclaims.draft import Resolution

MODEL = "gemini-2.5-flash"
ROLES = {"user": "user", "assistant": "model"}


def draft(client: Any, into: str | nc.Article, *, model: str = MODEL) -> Resolution:
    """Ask the model of a `google.genai.Client` what an article claims, and find the places."""

    def ask(messages: list[Message]) -> str:
        response = client.models.generate_content(
            model=model,
            contents=[{"role": ROLES[said["role"]], "parts": [{"text": said["content"]}]} for said in messages],
            config={
                "system_instruction": SYSTEM,
                "response_mime_type": "application/json",
                "response_json_schema": nc.schema("draft"),
            },
        )
        return response.text or ""

    return placed(ask, into)
