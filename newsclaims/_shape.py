"""
What is wrong with a document's shape, found by jsonschema and worded here: one issue a breach.

A pattern, an enumeration or a bound that fails says which rule it comes from, so that each gets its own code.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from newsclaims import _json
from newsclaims._bundled import schema
from newsclaims._extensions import KEY, NEWER
from newsclaims._rules import PATTERNS
from newsclaims._structs import RECORDS, keeps_schema
from newsclaims._words import did_you_mean, nearest
from newsclaims.errors import Issue, shown


def reserved_issue(pointer: str) -> Issue:
    """The issue of a `_newer` that somebody wrote into a file."""
    return Issue("NC215", "error", pointer, f"is {NEWER}, which is reserved for members of a newer version")


@cache
def _validator() -> Any:
    """Jsonschema's validator, made when the first bad document comes; it opens nothing and takes 3.0 for no integer."""
    from jsonschema import Draft202012Validator  # 60 ms that good documents need not pay
    from jsonschema.validators import extend
    from referencing import Registry

    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {
            "integer": lambda _, value: type(value) is int,
            "number": lambda _, value: type(value) in (int, float),
        }
    )
    registry: Registry[Any] = Registry()
    keywords = {"items": _items, "uniqueItems": _unique_items}
    made = extend(Draft202012Validator, keywords, type_checker=checker)  # type: ignore[no-untyped-call]
    validator: Any = made(schema(), registry=registry)
    return validator


_RECORDS = {f"#/$defs/{record.__name__}": record for record in RECORDS}


def _items(validator: Any, items: dict[str, Any], instance: Any, schema: dict[str, Any]) -> Iterator[Any]:
    """
    The keyword `items`, which passes over the records that surely keep their schema.

    A record of three spans takes jsonschema 1 ms, and `keeps_schema` 5 µs; of a large document few are broken.
    """
    del schema
    if type(instance) is list:
        record = _RECORDS.get(items.get("$ref", ""))
        for index, item in enumerate(instance):
            if record is None or not keeps_schema(record, item):
                yield from validator.descend(item, items, path=index)


def _unique_items(validator: Any, is_wanted: bool, instance: Any, schema: dict[str, Any]) -> Iterator[Any]:  # noqa: FBT001
    """
    The keyword `uniqueItems`, for strings: all that its lists may hold.

    Jsonschema compares each object with every other, so that 3,000 of them take 20 s; they have the wrong type anyway.
    """
    del validator, is_wanted, schema
    strings = [item for item in instance if type(item) is str] if type(instance) is list else []
    if len(set(strings)) < len(strings):
        from jsonschema import ValidationError

        yield ValidationError("repeats")


def shape_issues(plain: Any) -> Iterator[Issue]:
    """What the schema finds, one issue a breach; a value of the wrong type is reported for that alone."""
    wrongly_typed: set[str] = set()
    for error in _validator().iter_errors(plain):
        pointer = "".join(f"/{_json.escaped(str(step))}" for step in error.absolute_path)
        if error.validator == "type":
            wrongly_typed.add(pointer)
            yield Issue("NC201", "error", pointer, f"is {shown(error.instance)}, should be {_type_name(error)}")
        elif pointer not in wrongly_typed:
            yield from _WORDED.get(error.validator, _unworded)(error, pointer)


_TYPE_NAMES = {
    "object": "an object",
    "array": "an array",
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "null": "null",
}


def _type_name(error: Any) -> str:
    wanted = error.validator_value
    names = [_TYPE_NAMES[name] for name in (wanted if isinstance(wanted, list) else [wanted])]
    return " or ".join(names)


def _required(error: Any, pointer: str) -> Iterator[Issue]:
    if "then" in error.absolute_schema_path:
        yield from _either(error, pointer)
        return
    for name in error.validator_value:
        if name not in error.instance:
            near = nearest(name, [other for other in error.instance if other not in error.schema["properties"]])
            hint = "" if near is None else f"misspelt as {shown(near)}?"
            yield Issue("NC202", "error", pointer, f"has no member {shown(name)}, which is required", hint)


def _unknown(error: Any, pointer: str) -> Iterator[Issue]:
    known = error.schema["properties"]
    title = error.schema["title"]
    article = "an" if title[0] == "A" else "a"
    missing = [name for name in known if name not in error.instance]
    for number, name in enumerate(name for name in error.instance if name not in known):
        # Each guess takes 80 µs, and a document with a million unknown members needs no guesses.
        hint = did_you_mean(name, missing) or did_you_mean(name, known) if number < _GUESSES else ""
        yield Issue("NC203", "error", f"{pointer}/{_json.escaped(name)}", f"is no member of {article} {title}", hint)


_GUESSES = 100


def _choice(error: Any, pointer: str) -> Iterator[Issue]:
    choices = [choice for choice in error.validator_value if choice is not None]
    message = f"is {shown(error.instance)}, should be one of {', '.join(choices)}"
    yield Issue("NC204", "error", pointer, message, did_you_mean(str(error.instance), choices))


def _pattern(error: Any, pointer: str) -> Iterator[Issue]:
    rule = PATTERNS.get(str(error.validator_value))
    if rule is None:
        # A pattern of a key: `propertyNames` reports the object that holds it.
        owner = f"{pointer}/{_json.escaped(str(error.instance))}"
        if error.instance == NEWER:
            yield reserved_issue(owner)
        else:
            yield Issue(
                "NC215", "error", owner, f"is no key for extensions, should be a small letter, then {KEY[5:-1]}"
            )
        return
    yield Issue(rule.code, "error", pointer, f"is {shown(error.instance)}, should {rule.should}")


def _bound(error: Any, pointer: str) -> Iterator[Issue]:
    words = "at least" if error.validator == "minimum" else "at most"
    message = f"is {shown(error.instance)}, should be {words} {error.validator_value}"
    yield Issue("NC211", "error", pointer, message)


def _empty(error: Any, pointer: str) -> Iterator[Issue]:
    del error
    yield Issue("NC205", "error", pointer, "is empty, should hold at least one character, or be left out")


def _repeated(error: Any, pointer: str) -> Iterator[Issue]:
    seen: set[str] = set()
    for index, item in enumerate(error.instance):
        if type(item) is str and item in seen:
            yield Issue("NC212", "error", f"{pointer}/{index}", f"is {shown(item)} again, should be there once")
        elif type(item) is str:
            seen.add(item)


def _either(error: Any, pointer: str) -> Iterator[Issue]:
    """The `then` of a claim or a time: its anchor is missing or empty, and so is the other member."""
    if error.validator == "minItems":
        pointer, _, missing = pointer.rpartition("/")
    else:
        missing = error.validator_value[0]
    code, other = ("NC213", "text") if missing == "content" else ("NC214", "value")
    yield Issue(code, "error", pointer, f"has neither {missing} nor {other}, should have one of them")


def _unworded(error: Any, pointer: str) -> Iterator[Issue]:
    yield Issue("NC201", "error", pointer, f"breaks the rule {shown(str(error.validator))} of the schema")


_WORDED = {
    "required": _required,
    "additionalProperties": _unknown,
    "enum": _choice,
    "pattern": _pattern,
    "minimum": _bound,
    "maximum": _bound,
    "minLength": _empty,
    "minItems": _either,
    "uniqueItems": _repeated,
}
