"""
One document, many ways to write it: which members are spelled out, in which order, with which blanks and escapes.

All of them say the same, so whoever reads them must get the same article.
"""

from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any, NamedTuple

import attrs

from newsclaims import model
from newsclaims._extensions import Extensions
from newsclaims._rules import Shape, shape_of
from newsclaims.article import Article
from newsclaims.strategies._dice import Dice

Plain = dict[str, Any]


class Raw(NamedTuple):
    """JSON, or what only looks like it, to be written as it stands."""

    text: str


class Pairs(NamedTuple):
    """An object as pairs, so that a name can come twice."""

    members: tuple[tuple[str | Raw, Any], ...]


# ── Members ──────────────────────────────────────────────────────────────────────────────────────────────────────


def relaid(document: Plain, dice: Dice) -> Plain:
    """The same document with some members at their default spelled out, others left out, in another order."""
    made = _relaid(document, Article, dice.fresh(), shuffle=dice.pick((False, True)))
    if made.get("text") is not None and dice.pick((False, True)):
        made["text_sha256"] = None
    if dice.pick((False, True)):
        made = {"$schema": dice.string(), **made}
    return made


def _relaid(record: Plain, kind: type, dice: Dice, *, shuffle: bool) -> Plain:
    made = {}
    for field in attrs.fields(kind):
        name, shape = field.name, shape_of(field.type)
        if name in record:
            made[name] = _inner(record[name], shape, dice, shuffle=shuffle)
        elif dice.maybe():
            made[name] = _default(field.default)
    if shuffle:
        names = list(made)
        dice.shuffle(names)
        made = {name: made[name] for name in names}
    return made


def _inner(value: Any, shape: Shape, dice: Dice, *, shuffle: bool) -> Any:
    if shape.item is not None and shape.item.record is not None:
        return [_relaid(item, shape.item.record, dice, shuffle=shuffle) for item in value]
    if shape.record is not None and shape.record is not Extensions:
        return _relaid(value, shape.record, dice, shuffle=shuffle)
    return value


def _default(default: Any) -> Any:
    return [] if default == () else {} if isinstance(default, Extensions) else default


# ── Bytes ────────────────────────────────────────────────────────────────────────────────────────────────────────


class Layout(NamedTuple):
    """How JSON is written; the defaults give the canonical form."""

    comma: str = ","
    colon: str = ":"
    indent: str | None = None
    """What a level is indented by; None is all in one line."""
    ascii: bool = False
    every: int = 0
    """Each so-manieth character of a string is written as an escape; 0 is none."""
    upper: bool = False
    """Whether escapes are written with large digits."""
    slash: bool = False
    """Whether `/` is escaped."""
    exponent: bool = False
    """Whether floats are written with an exponent."""
    before: str = ""
    after: str = ""


def layout(dice: Dice) -> Layout:
    """Some layout."""
    return Layout(
        comma=dice.pick((",", ", ", " ,\t")),
        colon=dice.pick((":", ": ", " : ", "\n:\r\n")),
        indent=dice.pick((None, None, "", "  ", "\t")),
        ascii=dice.pick((False, True)),
        every=dice.pick((0, 0, 0, 1, 2, 3, 7)),
        upper=dice.pick((False, True)),
        slash=dice.pick((False, True)),
        exponent=dice.pick((False, True)),
        before=dice.pick(("", "\n", " \t\r\n")),
        after=dice.pick(("", "\n", "\r\n \t")),
    )


def written(value: Any, how: Layout) -> str:
    r"""
    JSON in a layout.

    >>> written({"a": [1.5, "é/"]}, Layout())
    '{"a":[1.5,"é/"]}'
    >>> written({"a": [1.5, "é/"]}, Layout(every=2, slash=True, exponent=True, indent=""))
    '{\n"\\u0061":[\n1.5e0,\n"\\u00e9\\/"\n]\n}'
    """
    return f"{how.before}{_written(value, how, '')}{how.after}"


def _written(value: Any, how: Layout, margin: str) -> str:
    match value:
        case str():
            return _string(value, how)
        case True | False | None:
            return {True: "true", False: "false", None: "null"}[value]
        case Raw():
            return value.text
        case Pairs():
            return _block("{}", [_member(name, item, how, margin) for name, item in value.members], how, margin)
        case dict():
            return _block("{}", [_member(name, item, how, margin) for name, item in value.items()], how, margin)
        case list():
            return _block("[]", [_written(item, how, _deeper(how, margin)) for item in value], how, margin)
        case float():
            spelled = repr(value)
            return spelled if "e" in spelled or not how.exponent else f"{spelled}e0"
    return str(value)


def _deeper(how: Layout, margin: str) -> str:
    return margin if how.indent is None else margin + how.indent


def _member(name: str | Raw, value: Any, how: Layout, margin: str) -> str:
    spelled = name.text if isinstance(name, Raw) else _string(name, how)
    return f"{spelled}{how.colon}{_written(value, how, _deeper(how, margin))}"


def _block(brackets: str, items: list[str], how: Layout, margin: str) -> str:
    if how.indent is None or not items:
        return f"{brackets[0]}{how.comma.join(items)}{brackets[1]}"
    line = f"\n{_deeper(how, margin)}"
    return f"{brackets[0]}{line}{f'{how.comma}{line}'.join(items)}\n{margin}{brackets[1]}"


def _string(value: str, how: Layout) -> str:
    if how.every:
        pieces = [
            escape(character, upper=how.upper) if not number % how.every else _string(character, PLAIN)[1:-1]
            for number, character in enumerate(value)
        ]
        spelled = f'"{"".join(pieces)}"'
    else:
        spelled = encode_basestring_ascii(value) if how.ascii else encode_basestring(value)
    return spelled.replace("/", "\\/") if how.slash else spelled


PLAIN = Layout()
"""The canonical layout."""


def escape(character: str, *, upper: bool = False) -> str:
    r"""
    One character as JSON's escape, in two halves where it needs them.

    >>> escape(":", upper=True), escape("\U0001f600")
    ('\\u003A', '\\ud83d\\ude00')
    """
    units = character.encode("utf-16-be", "surrogatepass").hex()
    units = units.upper() if upper else units
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


# ── Looking into a document ──────────────────────────────────────────────────────────────────────────────────────


class Site(NamedTuple):
    """A field of a record in a document, whether its member is there or not."""

    record: Plain
    kind: type
    name: str
    shape: Shape


def sites(record: Plain, kind: type = Article) -> list[Site]:
    """Every field of every record of a document, in the order of the classes; what has another type is passed over."""
    found = []
    for field in attrs.fields(kind):
        shape = shape_of(field.type)
        found.append(Site(record, kind, field.name, shape))
        value, inner = record.get(field.name), shape.record or (shape.item.record if shape.item else None)
        if inner is not None and inner is not Extensions:
            for item in value if isinstance(value, list) else [value]:
                found += sites(item, inner) if isinstance(item, dict) else []
    return found


Leaf = tuple[Any, Any]
"""A container and the key or index of a scalar in it."""


def leaves(value: Any) -> list[Leaf]:
    """Every scalar of a document, extensions included."""
    found: list[Leaf] = []
    for step, item in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(item, (dict, list)):
            found += leaves(item)
        else:
            found.append((value, step))
    return found


def objects(value: Any) -> list[Plain]:
    """Every object of a document, extensions included, the outermost first."""
    found = [value] if isinstance(value, dict) else []
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, (dict, list)):
            found += objects(item)
    return found


def anchors(document: Plain) -> list[list[Plain]]:
    """Every anchor of a document that is there, with its spans."""
    spots = [site for site in sites(document) if site.shape.item is not None and site.shape.item.record is model.Span]
    return [site.record[site.name] for site in spots if site.record.get(site.name)]


def spans(document: Plain) -> list[Plain]:
    """Every span of a document, headings included."""
    headings = [section["heading"] for section in document.get("sections", ()) if section.get("heading")]
    return [*headings, *(span for anchor in anchors(document) for span in anchor)]
