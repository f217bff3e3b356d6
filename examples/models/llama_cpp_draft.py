"""
A draft from a model on your own machine, held to the form by a grammar that llama.cpp makes of the schema.

    from llama_cpp import Llama
    found = draft(Llama(model_path="model.gguf", n_ctx=16_384), text)
"""

from typing import Any

from asking import SYSTEM, Message, placed

import newsclaims as nc
from newsclaims.draft import Resolution


def draft(model: Any, into: str | nc.Article) -> Resolution:
    """Ask a `llama_cpp.Llama` what an article claims, and find the places."""

    def ask(messages: list[Message]) -> str:
        completion = model.create_chat_completion(
            messages=[{"role": "system", "content": SYSTEM}, *messages],
            response_format={"type": "json_object", "schema": nc.schema("draft")},
            temperature=0.0,
        )
        return completion["choices"][0]["message"]["content"] or ""

    return placed(ask, into)
