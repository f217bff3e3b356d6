"""
A draft by way of instructor, which asks again by itself while a Pydantic validator is not content.

    import instructor
    found = draft(instructor.from_provider("openai/gpt-4.1"), text)

The validator resolves the draft, and its error is the feedback: instructor sends it to the model. The model then writes
the whole draft again.
"""

from typing import Any, Literal

from asking import SYSTEM
from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, create_model, model_validator

import newsclaims as nc
from newsclaims.draft import Resolution, field_descriptions, prompt, resolve

CLOSED = ConfigDict(extra="forbid", populate_by_name=True)


class Resolving(BaseModel):
    """A draft that is content with itself only when every quote was found."""

    model_config = CLOSED

    @model_validator(mode="after")
    def every_quote_is_found(self, info: ValidationInfo) -> "Resolving":
        """
        Resolve the draft into the text of the context.

        Raises:
            ValueError: Something was not found; the text is the message for the model.
        """
        found = resolve(self.model_dump(by_alias=True), info.context["into"])
        if found.unresolved:
            raise ValueError(found.feedback)
        return self


def models() -> type[Resolving]:
    """The form as a Pydantic model, made of the schema."""
    schema: Any = nc.schema("draft")
    lists = {}
    for name, part in schema["properties"].items():
        described = field_descriptions() if name == "claims" else {}
        fields = {}
        for member, shape in part["items"]["properties"].items():
            field = Field(alias=member, description=described.get(member))
            fields["from_item" if member == "from" else member] = (kind(shape), field)
        record = create_model(name.capitalize().removesuffix("s"), __config__=CLOSED, **fields)
        lists[name] = (list[record], ...)
    return create_model("Draft", __base__=Resolving, **lists)


def kind(shape: Any) -> Any:
    """The Python type of a member."""
    if shape["type"] == "array":
        return list[str]
    return Literal[tuple(shape["enum"])] if "enum" in shape else str


def draft(client: Any, into: str | nc.Article, *, tries: int = 3) -> Resolution:
    """Ask the model of an instructor client what an article claims, and find the places."""
    made = client.create(
        response_model=models(),
        messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": prompt(into)}],
        max_retries=tries,
        context={"into": into},
    )
    return resolve(made.model_dump(by_alias=True), into)
