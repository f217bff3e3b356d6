"""
A model's reply read into plain data, whatever has become of it on the way: fenced, talked around, cut off.

What can be read is read, and what cannot is kept as it is and reported. Nothing is mended.
"""

import json
import re
from typing import Any, NamedTuple

from newsclaims.draft.form import Repeated, issue
from newsclaims.errors import Issue, shown

__all__ = ["Reply", "Scrap", "read_reply"]


class Scrap(NamedTuple):
    """A stretch of a reply that could not be read."""

    issue: Issue
    text: str


class Reply(NamedTuple):
    """What was read."""

    plain: Any
    """The draft as plain data; None where there is none."""
    notes: tuple[Issue, ...] = ()
    """What was left out without loss."""
    scraps: tuple[Scrap, ...] = ()
    """What could not be read."""


_FENCE = re.compile(r"```[A-Za-z0-9_-]*[ \t]*\r?\n?")
_LIST = {name: re.compile(rf'"{name}"\s*:\s*\[') for name in ("claims", "relations")}
_BETWEEN = re.compile(r"\s*,?\s*")
_NEXT = re.compile(r"\}\s*,\s*(?=\{)")
_TRIES = 50
"""How often reading is taken up again behind damage or in front of a brace."""


def read_reply(reply: str | bytes) -> Reply:
    r"""
    The draft in a reply.

    >>> read_reply('{"claims": [], "relations": []}').plain
    {'claims': [], 'relations': []}
    >>> found = read_reply('```json\n{"claims": [{"id": "1"}, {"id": "2", "cont')
    >>> found.plain, [scrap.text for scrap in found.scraps]
    ({'claims': [{'id': '1'}]}, ['{"id": "2", "cont'])
    """
    if isinstance(reply, bytes):
        data = reply
        try:
            reply = data.decode("utf-8")
        except UnicodeDecodeError as error:
            message = f"is no UTF-8 from byte {error.start} on, should be JSON"
            return Reply(None, (), (Scrap(issue("NC701", "", message), data.decode("utf-8", "replace")),))
    plain = _decoded(reply)
    if plain is not None:
        return Reply(plain[0])
    return _around(reply) or _salvaged(reply)


def _decoded(text: str) -> tuple[Any] | None:
    """The value in a text that is JSON and nothing else."""
    try:
        return (_DECODER.decode(text),)
    except (ValueError, RecursionError):
        return None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; one with a repeated member is marked."""
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    seen = set[str]()
    marked = Repeated(made)
    marked.name = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
    return marked


def _refused(constant: str) -> Any:
    """
    Refuse what Python takes for JSON and nobody else does.

    Raises:
        ValueError: Always.
    """
    raise ValueError(constant)


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_refused)


def _around(reply: str) -> Reply | None:
    """The draft inside a fence or other talk, if it is whole."""
    start = reply.find("{")
    for _ in range(_TRIES):
        if start < 0:
            return None
        try:
            plain, end = _DECODER.raw_decode(reply, start)
        except (ValueError, RecursionError):
            end = start + 1
        else:
            if "claims" in plain:
                left = shown(_FENCE.sub("", reply[:start] + reply[end:]).strip(), 40)
                message = "has a Markdown fence" if left == '""' else f"has other text around it: {left}"
                return Reply(plain, (issue("NC703", "", f"{message}, should be JSON alone"),))
        start = reply.find("{", end)
    return None


def _salvaged(reply: str) -> Reply:
    """What can be read of a draft that is cut off or broken."""
    opened = _LIST["claims"].search(reply)
    if opened is None:
        message = f"is {shown(reply.strip(), 40)}, should be a JSON object with claims"
        return Reply(None, (), (Scrap(issue("NC701", "", message), reply),))
    claims, scraps, end = _items(reply, opened.end(), "claims")
    plain: dict[str, Any] = {"claims": claims}
    opened = _LIST["relations"].search(reply, end)
    if opened is not None:
        plain["relations"], more, end = _items(reply, opened.end(), "relations")
        scraps += more
    if not scraps:
        tail = reply[end:].strip()
        message = "ends before the draft does" if not tail else f"is broken near {shown(tail, 40)}"
        scraps.append(Scrap(issue("NC702", "", f"{message}, should be a whole JSON object"), tail))
    return Reply(plain, (), tuple(scraps))


def _items(reply: str, start: int, name: str) -> tuple[list[Any], list[Scrap], int]:
    """The items of a list that can be read, what cannot, and where the list ends."""
    found: list[Any] = []
    scraps: list[Scrap] = []
    while True:
        blank = _BETWEEN.match(reply, start)
        start = blank.end() if blank else start
        if start >= len(reply) or reply[start] == "]":
            return found, scraps, min(start + 1, len(reply))
        try:
            item, start = _DECODER.raw_decode(reply, start)
        except (ValueError, RecursionError):
            again = _NEXT.search(reply, start) if len(scraps) < _TRIES else None
            # Behind the broken item the list may go on; where its end is cannot be told otherwise.
            end = again.start() + 1 if again else len(reply)
            where = f"/{name}/{len(found) + len(scraps)}"
            message = f"is cut off or broken: {shown(reply[start:end], 40)}, should be a whole JSON object"
            scraps.append(Scrap(issue("NC702", where, message), reply[start:end]))
            start = end
        else:
            found.append(item)
