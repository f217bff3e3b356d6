"""The programs that ask language models: run with clients that answer from a list, without key or connection."""

import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pydantic
import pytest

import newsclaims as nc
from newsclaims.draft import draft_of, instructions

FOLDER = Path(__file__).resolve().parent.parent / "examples" / "models"
SEED = nc.example()
WHOLE: dict[str, Any] = draft_of(SEED).to_dict()
"""What a perfect model would write."""
FLAWED: dict[str, Any] = {
    **WHOLE,
    "claims": [
        {**item, "content": [item["content"][0].upper()]} if item["id"] == "4" else item for item in WHOLE["claims"]
    ],
}
"""What a model writes that has changed one quote."""
MENDED = {"claims": [item for item in WHOLE["claims"] if item["id"] == "4"], "relations": []}
"""What it writes when it is told."""


@pytest.fixture(autouse=True)
def beside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The programs import one another."""
    monkeypatch.syspath_prepend(str(FOLDER))
    yield
    sys.modules.pop("asking", None)


def program(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Answers:
    """A method of a client: keeps what it was called with, and gives one reply after the other."""

    def __init__(self, wrap: Any, *replies: Any) -> None:
        self.calls: list[dict[str, Any]] = []
        self._wrap = wrap
        self._replies = [reply if isinstance(reply, str) else json.dumps(reply) for reply in replies]

    def __call__(self, **members: Any) -> Any:
        self.calls.append(json.loads(json.dumps(members)))
        return self._wrap(self._replies[len(self.calls) - 1])


def chat(text: str) -> Any:
    return SimpleNamespace(choices=[SimpleNamespace(message=SimpleNamespace(content=text, refusal=None))])


def blocks(text: str) -> Any:
    return SimpleNamespace(content=[SimpleNamespace(type="thinking"), SimpleNamespace(type="text", text=text)])


def llama(text: str) -> Any:
    return {"choices": [{"message": {"role": "assistant", "content": text}}]}


def gemini(text: str) -> Any:
    return SimpleNamespace(text=text)


CLIENTS: dict[str, tuple[Any, Any]] = {
    "openai_draft": (chat, lambda ask: SimpleNamespace(chat=SimpleNamespace(completions=SimpleNamespace(create=ask)))),
    "mistral_draft": (chat, lambda ask: SimpleNamespace(chat=SimpleNamespace(complete=ask))),
    "anthropic_draft": (blocks, lambda ask: SimpleNamespace(messages=SimpleNamespace(create=ask))),
    "gemini_draft": (gemini, lambda ask: SimpleNamespace(models=SimpleNamespace(generate_content=ask))),
    "llama_cpp_draft": (llama, lambda ask: SimpleNamespace(create_chat_completion=ask)),
}


def form_of(name: str, call: dict[str, Any]) -> Any:
    """Where a provider is told the schema."""
    match name:
        case "openai_draft":
            assert call["response_format"]["type"] == "json_schema"
            assert call["response_format"]["json_schema"]["strict"] is True
            return call["response_format"]["json_schema"]["schema"]
        case "mistral_draft":
            assert call["response_format"]["type"] == "json_schema"
            return call["response_format"]["json_schema"]["schema_definition"]
        case "anthropic_draft":
            assert call["max_tokens"] > 1_000
            assert call["output_config"]["format"]["type"] == "json_schema"
            return call["output_config"]["format"]["schema"]
        case "gemini_draft":
            assert call["config"]["response_mime_type"] == "application/json"
            return call["config"]["response_json_schema"]
        case _:
            assert call["response_format"]["type"] == "json_object"
            return call["response_format"]["schema"]


@pytest.mark.parametrize("name", CLIENTS)
def test_a_program_asks_for_the_form_and_places_the_reply(name: str) -> None:
    wrap, client = CLIENTS[name]
    ask = Answers(wrap, WHOLE)
    found = program(name).draft(client(ask), SEED)
    assert [claim.content for claim in found.article.claims] == [claim.content for claim in SEED.claims]
    (call,) = ask.calls
    assert form_of(name, call) == nc.schema("draft")
    told = json.dumps(call, ensure_ascii=False)
    assert json.dumps(instructions(), ensure_ascii=False)[1:-1] in told
    assert json.dumps(SEED.text, ensure_ascii=False)[1:-1] in told
    assert "system" in told


@pytest.mark.parametrize("name", CLIENTS)
def test_a_program_sends_the_feedback_back_and_takes_what_comes_again(name: str) -> None:
    wrap, client = CLIENTS[name]
    ask = Answers(wrap, FLAWED, MENDED)
    found = program(name).draft(client(ask), SEED)
    assert found.unresolved == ()
    assert [claim.content for claim in found.article.claims] == [claim.content for claim in SEED.claims]
    assert len(ask.calls) == 2
    assert "Some items of your draft could not be placed" in json.dumps(ask.calls[1])
    assert "Some items of your draft could not be placed" not in json.dumps(ask.calls[0])


@pytest.mark.parametrize("name", CLIENTS)
def test_a_model_that_never_finds_it_is_asked_three_times_and_the_rest_kept(name: str) -> None:
    wrap, client = CLIENTS[name]
    ask = Answers(wrap, FLAWED, "I cannot find it.", "")
    found = program(name).draft(client(ask), SEED)
    assert len(ask.calls) == 3
    assert [failure.id for failure in found.unresolved if failure.kind == "claim"] == ["4"]
    assert len(found.article.claims) == 28


def test_an_empty_reply_is_no_failure_of_the_program() -> None:
    wrap, client = CLIENTS["openai_draft"]
    ask = Answers(lambda _: wrap(None), "", "", "")
    found = program("openai_draft").draft(client(ask), SEED)
    assert [failure.code for failure in found.unresolved] == ["NC701"]


def test_a_reply_that_was_cut_off_goes_on_with_what_comes_again() -> None:
    wrap, client = CLIENTS["anthropic_draft"]
    text = json.dumps(WHOLE)
    rest = {**WHOLE, "claims": WHOLE["claims"][20:]}
    ask = Answers(wrap, text[: text.index('"id": "22"')], rest)
    found = program("anthropic_draft").draft(client(ask), SEED)
    assert found.unresolved == ()
    assert len(found.article.claims) == 29


# ── instructor ───────────────────────────────────────────────────────────────────────────────────────────────────────


class Instructor:
    """What instructor does with a model: validate, and ask again with the error."""

    def __init__(self, *replies: dict[str, Any]) -> None:
        self.errors: list[str] = []
        self._replies = list(replies)

    def create(self, *, response_model: Any, messages: list[Any], max_retries: int, context: dict[str, Any]) -> Any:
        assert SEED.text is not None
        assert SEED.text in messages[-1]["content"]
        for reply in self._replies[: max_retries + 1]:
            try:
                return response_model.model_validate(reply, context=context)
            except pydantic.ValidationError as error:
                self.errors.append(str(error))
        pytest.fail("instructor would raise")


def test_the_program_for_instructor_asks_again_with_the_feedback() -> None:
    client = Instructor(FLAWED, WHOLE)
    found = program("instructor_draft").draft(client, SEED)
    assert len(found.article.claims) == 29
    assert len(client.errors) == 1
    assert "Some items of your draft could not be placed" in client.errors[0]


def test_the_model_for_instructor_has_the_members_and_labels_of_the_schema() -> None:
    made = program("instructor_draft").models()
    schema: Any = nc.schema("draft")
    for name, definition in (("claims", "Claim"), ("relations", "Relation")):
        wanted = schema["properties"][name]["items"]["properties"]
        found = made.model_json_schema()["$defs"][definition]
        assert list(found["properties"]) == list(wanted)
        assert found["additionalProperties"] is False
        for member, shape in wanted.items():
            assert found["properties"][member].get("enum") == shape.get("enum")
            assert found["properties"][member]["type"] == shape["type"]


def test_every_program_is_named_in_the_list_and_run_here() -> None:
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    names = {path.stem for path in FOLDER.glob("*_draft.py")}
    assert names == {*CLIENTS, "instructor_draft"}
    assert all(f"`{name}.py`" in listed for name in names)
