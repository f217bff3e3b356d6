"""
Write the tables of docs/format.md from the docstrings, the JSON Schema and the rules; the rest of the page is kept.

    python tools/format_page.py            # writes the tables
    python tools/format_page.py --check    # exit code 1 if the page is not what would be written
"""

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from newsclaims import Article, Limits, _rules, model
from newsclaims._extensions import Extensions
from newsclaims._schema import generate

TARGET = Path(__file__).parent.parent / "docs" / "format.md"

RECORDS: tuple[type, ...] = (
    Article,
    model.Section,
    model.Source,
    model.Claim,
    model.Attribution,
    model.Relation,
    model.Review,
    model.Note,
    model.Provenance,
    model.Span,
    model.When,
)
"""The order of the page: what a file holds first comes first."""

VALUES: dict[str, _rules.Matches] = {
    "Id": _rules.ID,
    "Line": _rules.ONE_LINE,
    "Language": _rules.LANGUAGE,
    "URI": _rules.URI,
    "Date": _rules.DATE,
    "DateTime": _rules.DATE_TIME,
    "Period": _rules.PERIOD,
    "Version": _rules.VERSION,
    "Digest": _rules.DIGEST,
}
"""Strings that a pattern rules, by the names of the page."""

_NAMES = {rule.pattern: name for name, rule in VALUES.items()}


def refreshed(page: str) -> str:
    """
    A page whose parts between `<!-- begin NAME … -->` and `<!-- end NAME -->` are written anew.

    Raises:
        KeyError: A part has a name that nothing is written for.
    """
    parts = {"classes": _classes, "values": _values, "limits": _limits}
    return re.sub(
        r"(<!-- begin (\w+)[^>]*-->\n).*?(<!-- end \2 -->)",
        lambda part: "\n".join([part[1], *parts[part[2]](), "", part[3]]),
        page,
        flags=re.DOTALL,
    )


# ── Classes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _classes() -> Iterator[str]:
    schema = generate()
    for record in RECORDS:
        words, fields = _described(record)
        yield f"### {record.__name__}\n"
        yield f"{words}\n"
        yield from _table(schema if record is Article else schema["$defs"][record.__name__], fields)
        yield ""
    yield "### Extensions\n"
    yield _described(Extensions)[0]


def _table(schema: dict[str, Any], fields: dict[str, str]) -> Iterator[str]:
    yield "| member | holds | | meaning |"
    yield "|---|---|---|---|"
    for name, words in fields.items():
        shape = schema["properties"][name]
        yield f"| `{name}` | {_holds(shape)} | {_presence(name, shape, schema)} | {words} |"


def _described(record: type) -> tuple[str, dict[str, str]]:
    """The words about a class, without its examples, and those about each field, as they stand in its docstring."""
    text = re.sub(r"\n>>> .*", "", inspect.getdoc(record) or "", flags=re.DOTALL).rstrip()
    words, _, attributes = text.partition("\n\nAttributes:\n")
    found = re.findall(r"^    (\w+): ((?:.*\n)(?:        .*\n)*)", attributes + "\n", re.MULTILINE)
    return words, {name: re.sub(r"\s+", " ", meaning).strip().replace("|", "\\|") for name, meaning in found}


def _presence(name: str, shape: dict[str, Any], schema: dict[str, Any]) -> str:
    if name in schema.get("required", ()):
        return "required"
    if "default" not in shape:
        return "optional"
    default = shape["default"]
    return "default empty" if default in ([], {}) else f"default {_code(default)}"


def _holds(shape: dict[str, Any]) -> str:
    """What a member holds, in a word or two."""
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in shape:
        return ", ".join(_code(choice) for choice in shape["enum"] if choice is not None)
    kind = shape["type"] if isinstance(shape["type"], str) else shape["type"][0]
    if kind == "array" and shape["items"].get("$ref") == "#/$defs/Span":
        return "[Anchor](#anchor)"
    if kind == "array":
        repeats = ", no repeats" if shape.get("uniqueItems") else ""
        return f"list of {_holds(shape['items'])}{repeats}"
    if kind == "integer":
        return f"integer {_bounds(shape)}"
    if "pattern" in shape:
        return f"[{_NAMES[shape['pattern']]}](#values)"
    return "string, not empty" if shape.get("minLength") else str(kind)


def _bounds(shape: dict[str, Any]) -> str:
    if "maximum" not in shape:
        return f"≥ {shape['minimum']}"
    return f"{shape['minimum']} to {shape['maximum']}"


def _code(value: object) -> str:
    return f"`{value}`"


# ── Values and limits ────────────────────────────────────────────────────────────────────────────────────────────────


def _values() -> Iterator[str]:
    yield "| name | a string that is | pattern |"
    yield "|---|---|---|"
    for name, rule in VALUES.items():
        words = rule.should.removeprefix("be ") + (", not empty" if rule is _rules.ONE_LINE else "")
        # A bar would end the cell; the patterns that have one say less than their examples.
        pattern = "" if "|" in rule.body else _code(rule.body)
        yield f"| {name} | {words} | {pattern} |"


def _limits() -> Iterator[str]:
    _, fields = _described(Limits)
    defaults = {field.name: field.default for field in attrs.fields(Limits)}
    yield "| limit | default | bounds |"
    yield "|---|---|---|"
    for name, words in fields.items():
        yield f"| `{name}` | {f'{defaults[name]:,}'.replace(',', ' ')} | {words} |"


def main(arguments: list[str]) -> int:
    """Write the tables, or say whether they are up to date."""
    page = TARGET.read_text(encoding="utf-8")
    if arguments == ["--check"]:
        return 0 if refreshed(page) == page else 1
    TARGET.write_text(refreshed(page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
