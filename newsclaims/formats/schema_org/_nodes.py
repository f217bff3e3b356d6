"""
JSON-LD as pages write it, read without a processor: nodes, values in their several shapes, dates, numbers.

A list of one is that one, `{"@value": x}` is x, and a type may be written with its whole address. No context is ever
fetched: those of schema.org are known, any other is refused.
"""

import re
from collections.abc import Iterator
from typing import Any

from newsclaims._rules import DATE, ONE_LINE, URI, out_of_range
from newsclaims.errors import Issue, shown
from newsclaims.formats._documents import error, fingerprint

__all__ = ["CONTEXT", "Node", "Union", "date", "each", "fragments", "line", "nodes", "number", "one", "text", "uris"]

CONTEXT = "https://schema.org"

_CONTEXT = re.compile("https?://(?:www[.])?schema[.]org(?:/|/docs/jsonldcontext[.]jsonld?)?")
_TYPE = re.compile("(?:https?://(?:www[.])?schema[.]org/|schema:)?(.+)")
_CLOCK = re.compile(
    "([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?) ?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_NUMBER = re.compile("-?[0-9]{1,15}(?:[.][0-9]{1,15})?")
_CONTROLS = re.compile("[\\s\\x00-\\x1f\\x7f-\\x9f]*[\\x00-\\x1f\\x7f-\\x9f][\\s\\x00-\\x1f\\x7f-\\x9f]*")
_CONTAINERS = ("@graph", "dataFeedElement", "item", "itemListElement", "mainEntity")


class Node:
    """
    A node that is being read.

    Attributes:
        data: Its members.
        left: Those that nobody has taken yet.
        pointer: Where it stands.
        types: Its types, bare.
    """

    def __init__(self, data: dict[str, Any], pointer: str) -> None:
        """Look at the types."""
        self.data = data
        self.left = dict(data)
        self.pointer = pointer
        found = (_TYPE.fullmatch(name) for name in each(data.get("@type", data.get("type"))) if type(name) is str)
        # Types begin with a capital, properties do not; pages write `creativeWork` and `claimReview` all the same.
        self.types = tuple(match[1][0].upper() + match[1][1:] for match in found if match)

    @property
    def id(self) -> str | None:
        """Its `@id`, if that is a string."""
        value = self.data.get("@id", self.data.get("id"))
        return value if type(value) is str else None

    def drop(self, *names: str) -> None:
        """Take members, whatever they say."""
        for name in names:
            self.left.pop(name, None)

    def keep(self, name: str, values: list[Any]) -> None:
        """Take a member but for some of its values."""
        self.drop(name)
        if values:
            self.left[name] = values if len(values) > 1 else values[0]

    def text(self, name: str) -> str | None:
        """Take a text that is not empty."""
        value = text(self.left.get(name))
        if value:
            self.drop(name)
        return value or None

    def line(self, name: str) -> str | None:
        """Take a text of one line; where a control character had to go, the original stays."""
        value = text(self.left.get(name))
        made = None if value is None else line(value)
        if made is not None and made == value:
            self.drop(name)
        return made

    def date(self, name: str) -> str | None:
        """Take a date; where it is written in another way than the model does, the original stays."""
        value = text(self.left.get(name))
        made = None if value is None else date(value)
        if made is not None and made == value:
            self.drop(name)
        return made

    def number(self, name: str) -> int | float | None:
        """Take a number; where it is written as a text, that stays."""
        value = one(self.left.get(name))
        made = number(value)
        if made is not None and type(value) is not str:
            self.drop(name)
        return made


class Union:
    """
    Nodes that are one, joined as JSON-LD does: each different value of a member once.

    >>> Union({"a": 1}, {"a": [1, 2], "b": 3}).plain()
    {'a': [1, 2], 'b': 3}
    """

    def __init__(self, *nodes: dict[str, Any]) -> None:
        """Join some."""
        self._values: dict[str, list[Any]] = {}
        self._seen: set[tuple[str, bytes]] = set()
        for node in nodes:
            self.add(node)

    def add(self, members: dict[str, Any]) -> None:
        """Join one more."""
        for name, value in members.items():
            for item in each(value):
                mark = (name, fingerprint(item))
                if mark not in self._seen:
                    self._seen.add(mark)
                    self._values.setdefault(name, []).append(item)

    def says(self, name: str, value: Any) -> bool:
        """Whether these are among the values of a member; what has no values denies none."""
        return name not in self._values or all((name, fingerprint(item)) in self._seen for item in each(value))

    def get(self, name: str) -> list[Any]:
        """The values of a member."""
        return self._values.get(name, [])

    def plain(self) -> dict[str, Any]:
        """One node that says it all."""
        return {name: values[0] if len(values) == 1 else values for name, values in self._values.items()}


# ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────


def each(value: Any) -> list[Any]:
    """
    The values of a member: nothing, one or many.

    >>> each(None), each("a"), each(["a", "b"])
    ([], ['a'], ['a', 'b'])
    """
    return [] if value is None else value if type(value) is list else [value]


def one(value: Any) -> Any:
    """
    The value of a member; a list of one is that one.

    >>> one(["a"]), one("a"), one(["a", "b"])
    ('a', 'a', ['a', 'b'])
    """
    return value[0] if type(value) is list and len(value) == 1 else value


def text(value: Any) -> str | None:
    """
    A text in any of its shapes.

    >>> text(["a"]), text({"@value": "b"}), text({"@value": "c", "@language": "en"}), text(5)
    ('a', 'b', None, None)
    """
    value = one(value)
    if type(value) is dict and list(value) == ["@value"]:
        value = value["@value"]
    return value if type(value) is str else None


def uris(node: Node, name: str) -> tuple[str, ...]:
    """Take what is a URI among the values of a member; what is none stays."""
    found: list[str] = []
    rest: list[Any] = []
    for value in each(node.left.get(name)):
        if type(value) is str and URI.holds(value):
            found.append(value)
        else:
            rest.append(value)
    node.keep(name, rest)
    return tuple(dict.fromkeys(found))


def line(value: str) -> str | None:
    r"""
    A text in one line: control characters, and the white space around them, are one blank, or none at either end.

    >>> line("Incorrect \r"), line("Not\r\nquite"), line("\n"), line(" as it is ")
    ('Incorrect', 'Not quite', None, ' as it is ')
    """
    if value == "" or ONE_LINE.holds(value):
        return value or None
    return _CONTROLS.sub(" ", value).strip() or None


def date(value: str) -> str | None:
    """
    A date as the model writes it, no more exact than it is known: a clock without an offset is left out.

    >>> date("2020-03-18T14:00:00+0200"), date("2020-06-24 00:03"), date("2020-06"), date("June 2020")
    ('2020-03-18T14:00:00+02:00', '2020-06-24', '2020-06', None)
    """
    if DATE.holds(value):
        return value
    match = _CLOCK.fullmatch(value)
    if match is None:
        return None
    day, clock, offset = match.groups()
    if offset is None:
        # The clock must be one all the same.
        return day if DATE.holds(f"{day}T{clock}Z") else None
    if offset != "Z":
        digits = offset[1:].replace(":", "").ljust(4, "0")
        offset = f"{offset[0]}{digits[:2]}:{digits[2:]}"
    made = f"{day}T{clock}{offset}"
    return made if DATE.holds(made) else None


def number(value: Any) -> int | float | None:
    """
    A number, or a text that is nothing else.

    >>> number(1), number("1"), number("4.5"), number("-1"), number(""), number("False"), number(True)
    (1, 1, 4.5, -1, None, None, None)
    """
    if type(value) in (int, float):
        return None if out_of_range(value) else value
    if type(value) is str and _NUMBER.fullmatch(value):
        return float(value) if "." in value else int(value)
    return None


# ── The whole document ───────────────────────────────────────────────────────────────────────────────────────────


def nodes(value: Any, pointer: str, wanted: frozenset[str]) -> Iterator[Node]:
    """
    The nodes of a document in order: those in lists, graphs, feeds and items of feeds stand for themselves.

    A container that says more than what it contains is a node too, after these.

    Args:
        value: The document.
        pointer: Where it stands.
        wanted: The types of nodes that are never taken for containers.
    """
    if type(value) is list:
        for number, item in enumerate(value):
            yield from nodes(item, f"{pointer}/{number}", wanted)
        return
    if type(value) is not dict:
        return
    node = Node(value, pointer)
    if not wanted.intersection(node.types):
        for name in _CONTAINERS:
            inner = list(nodes(value.get(name), f"{pointer}/{name}", wanted))
            if inner and (name == "@graph" or any(wanted.intersection(part.types) for part in inner)):
                yield from inner
                node.drop(name)
        if not node.left.keys() - {"@context", "@type", "type"} and node.left.keys() != node.data.keys():
            return
    node.drop("@context")
    yield node


def fragments(value: Any) -> tuple[set[str], list[Any], list[Issue]]:
    """
    The ids of nodes that are parts of the document, its contexts beside schema.org, and whatever is wrong with these.

    Contexts that are allowed beside schema.org say no more than a language or a base.
    """
    found: set[str] = set()
    issues: list[Issue] = []
    beside: dict[bytes, Any] = {}
    contexts = 0
    work: list[tuple[Any, str]] = [(value, "")]
    while work:
        item, pointer = work.pop()
        if type(item) is list:
            work += [(part, f"{pointer}/{number}") for number, part in enumerate(item)]
        elif type(item) is dict:
            for name, part in item.items():
                if name == "@context":
                    contexts += 1
                    issues += _foreign(part, f"{pointer}/@context")
                    more = [context for context in each(part) if type(context) is dict and context.keys() - {"@vocab"}]
                    beside |= {fingerprint(context): context for context in more}
                elif name in ("@id", "id") and type(part) is str and part.startswith("#"):
                    found.add(part[1:])
                elif type(part) in (dict, list):
                    work.append((part, f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"))
    if not contexts:
        issues.append(error("NC930", "", "has no @context, should have that of schema.org"))
    return found, list(beside.values()), issues


def _foreign(context: Any, pointer: str) -> Iterator[Issue]:
    for part in each(context):
        if type(part) is str and _CONTEXT.fullmatch(part):
            continue
        if type(part) is dict and _is_vocabulary(part):
            continue
        hint = "no context is fetched; terms of others are not known"
        yield error("NC930", pointer, f"is {shown(part)}, should be https://schema.org", hint)


def _is_vocabulary(context: dict[str, Any]) -> bool:
    """Whether a context does no more than to name schema.org, or a base or language beside it."""
    vocabulary = context.get("@vocab", CONTEXT)
    return not context.keys() - {"@vocab", "@language", "@base"} and (
        type(vocabulary) is str and _CONTEXT.fullmatch(vocabulary) is not None
    )
