"""
What one field may hold: each rule is at once an attrs validator, a keyword of the schema and a test of many values.

A field's annotation says everything (`Annotated[str, ID] | None`). `shape_of` reads it into a `Shape`: attrs calls
it on construction, `_schema.py` asks it for keywords, and the rules carry the codes of their breaches. Rules between
fields stand in `_checks.py`.
"""

import math
import re
import types
import typing
from collections.abc import Callable, Iterable
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Protocol, get_args, get_origin

import attrs

from newsclaims import _dates
from newsclaims.errors import FieldError, shown

INTEGER_LOW, INTEGER_HIGH = -(2**63), 2**64 - 1
"""The integers that are kept exactly; anything outside is refused."""

SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a character."""


class Rule(Protocol):
    """A rule about one value whose type is right already."""

    @property
    def code(self) -> str:
        """The code of a breach."""
        ...

    @property
    def should(self) -> str:
        """What should be, to follow the word `should`."""
        ...

    @property
    def keywords(self) -> dict[str, Any]:
        """The rule in JSON Schema."""
        ...

    def holds(self, value: Any) -> bool:
        """Whether the value keeps the rule."""
        ...


@attrs.frozen
class AtLeast:
    """A lower bound, included."""

    minimum: int
    code: ClassVar[str] = "NC211"

    @property
    def should(self) -> str:
        """What should be."""
        return f"be at least {self.minimum}"

    @property
    def keywords(self) -> dict[str, Any]:
        """The rule in JSON Schema."""
        return {"minimum": self.minimum}

    def holds(self, value: float) -> bool:
        """Whether the number is large enough."""
        return value >= self.minimum


@attrs.frozen
class AtMost:
    """An upper bound, included."""

    maximum: int
    code: ClassVar[str] = "NC211"

    @property
    def should(self) -> str:
        """What should be."""
        return f"be at most {self.maximum}"

    @property
    def keywords(self) -> dict[str, Any]:
        """The rule in JSON Schema."""
        return {"maximum": self.maximum}

    def holds(self, value: float) -> bool:
        """Whether the number is small enough."""
        return value <= self.maximum


@attrs.frozen
class NotEmpty:
    """At least one character."""

    code: ClassVar[str] = "NC205"
    should: ClassVar[str] = "hold at least one character, or be left out"

    @property
    def keywords(self) -> dict[str, Any]:
        """The rule in JSON Schema."""
        return {"minLength": 1}

    def holds(self, value: str) -> bool:
        """Whether there is a character."""
        return value != ""


@attrs.frozen
class NoRepeats:
    """Each item at most once."""

    code: ClassVar[str] = "NC212"
    should: ClassVar[str] = "hold each item once"

    @property
    def keywords(self) -> dict[str, Any]:
        """The rule in JSON Schema."""
        return {"uniqueItems": True}

    def holds(self, value: tuple[str, ...]) -> bool:
        """Whether all items differ."""
        return len(set(value)) == len(value)


@attrs.frozen
class Matches:
    r"""
    A string that a pattern matches from end to end.

    Attributes:
        code: The code of a breach.
        should: What should be, to follow the word `should`.
        body: The pattern without anchors, in the dialect that Python and ECMA-262 share: no `\d`, no `\w`, no flags.
        refine: What no pattern can say (days of the calendar), so that the schema does not say it either.
    """

    code: str
    should: str
    body: str
    refine: Callable[[str], _dates.Breach | None] | None = None

    @property
    def pattern(self) -> str:
        """The anchored pattern; a bare `$` would also match before a final newline in Python."""
        return f"^(?:{self.body})$(?!\\n)"

    @property
    def keywords(self) -> dict[str, Any]:
        """The rule in JSON Schema."""
        return {"pattern": self.pattern}

    def matches(self, value: str) -> bool:
        """Whether the pattern matches the whole of the value."""
        return _compiled(self.body).fullmatch(value) is not None

    def breach(self, value: str) -> _dates.Breach | None:
        """What the refinement finds in a value that the pattern matches."""
        return None if self.refine is None else self.refine(value)

    def holds(self, value: str) -> bool:
        """Whether pattern and refinement are kept."""
        return self.matches(value) and self.breach(value) is None

    def all_hold(self, values: list[str]) -> bool:
        """Whether all values keep the rule: one match over the joined values, several times quicker than one each."""
        joined = "\n".join(values)
        if joined.count("\n") != len(values) - 1:
            return not values
        if _compiled(f"(?:{self.body})(?:\\n(?:{self.body}))*").fullmatch(joined) is None:
            return False
        return self.refine is None or not any(map(self.refine, values))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


# ── The rules of model.md ────────────────────────────────────────────────────────────────────────────────────────

# Control characters are Unicode's Cc: C0, DEL and C1. A blank is U+0020.
_VISIBLE = "[^\\u0000-\\u001f\\u007f-\\u009f]"
_NO_BLANK = "[^\\u0000-\\u0020\\u007f-\\u009f]"

NOT_EMPTY = NotEmpty()
NO_REPEATS = NoRepeats()
ONE_LINE = Matches("NC206", "be without control characters", f"{_VISIBLE}*")
ID = Matches("NC207", "be an id: a letter, then at most 63 letters, digits or _ . : -", "[A-Za-z][A-Za-z0-9_.:-]{0,63}")
LANGUAGE = Matches("NC208", "be a language tag like id, en-GB or und", "[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
URI = Matches("NC209", "be a URI: scheme, colon, and no blank", f"[A-Za-z][A-Za-z0-9+.-]*:{_NO_BLANK}+")
DATE = Matches(
    "NC210", "be a date like 2024, 2024-10, 2024-10-31 or 2024-10-31T09:30Z", _dates.DATE, _dates.no_such_day
)
DATE_TIME = Matches("NC210", "be a date-time like 2024-10-31T09:30:00Z", _dates.DATE_TIME, _dates.no_such_day)
PERIOD = Matches(
    "NC210", "be a date or an interval like 2024-10 or 2024-10/2024-12 or 2024/..", _dates.PERIOD, _dates.no_such_period
)
VERSION = Matches("NC216", "be MAJOR.MINOR like 1.0", "[1-9][0-9]{0,8}\\.(?:0|[1-9][0-9]{0,8})")
DIGEST = Matches("NC217", "be 64 lower-case hexadecimal digits", "[0-9a-f]{64}")

PATTERNS: dict[str, Matches] = {
    rule.pattern: rule for rule in (ONE_LINE, ID, LANGUAGE, URI, DATE, DATE_TIME, PERIOD, VERSION, DIGEST)
}
"""Every pattern of the schema and the rule that it comes from."""


def out_of_range(value: object) -> str:
    """
    What is wrong with a number; empty where nothing is.

    >>> out_of_range(2**64)
    'is 18446744073709551616, should be from -2^63 to 2^64-1'
    """
    if type(value) is int and not INTEGER_LOW <= value <= INTEGER_HIGH:
        return f"is {shown(value)}, should be from -2^63 to 2^64-1"
    if type(value) is float and not math.isfinite(value):
        return "is NaN, should be a number" if math.isnan(value) else "is too large for a binary64 number"
    return ""


# ── Shapes: annotations read into rules ──────────────────────────────────────────────────────────────────────────


@attrs.frozen
class Shape:
    """
    What one field may hold.

    Attributes:
        kind: The JSON type: `string`, `integer`, `number`, `array` or `object`.
        rules: What the value must keep beside its type.
        choices: The strings of an enumeration; empty if free.
        item: The shape of an array's items.
        record: The class of an object.
        nullable: Whether null stands for "not known".
    """

    kind: Literal["string", "integer", "number", "array", "object"]
    rules: tuple[Rule, ...] = ()
    choices: tuple[str, ...] = ()
    item: "Shape | None" = None
    record: type | None = None
    nullable: bool = False

    def __call__(self, instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        """
        Test one value; this is what attrs calls on construction.

        Raises:
            FieldError: The value has another type or breaks a rule; the field is named.
        """
        if breach := self.breach(value):
            raise FieldError(f"{type(instance).__name__}.{attribute.name}", *breach)

    def breach(self, value: Any) -> tuple[str, str] | None:  # noqa: C901  # one line for each kind of rule
        """The code and the message of the first rule that a value breaks."""
        if self.nullable and value is None:
            return None
        if not self._type_fits(value):
            return "NC201", f"is {shown(value)}, should be {self.type_name}"
        if self.choices and value not in self.choices:
            return "NC204", f"is {shown(value)}, should be one of {', '.join(self.choices)}"
        if self.kind == "string" and not value.isascii() and SURROGATE.search(value):
            return "NC105", "holds a lone surrogate, should hold whole characters"
        if self.kind in ("integer", "number") and (message := out_of_range(value)):
            return "NC106", message
        for rule in self.rules:
            if not rule.holds(value):
                return _worded(rule, value)
        if self.item is not None:
            for index, item in enumerate(value):
                if breach := self.item.breach(item):
                    return breach[0], f"[{index}] {breach[1]}"
        return None

    def _type_fits(self, value: Any) -> bool:
        match self.kind:
            case "string":
                return type(value) is str
            case "integer":
                return type(value) is int
            case "number":
                return type(value) in (int, float)
            case "array":
                return type(value) is tuple
            case "object":
                return self.record is not None and isinstance(value, self.record)

    @property
    def type_name(self) -> str:
        """The type in words, as Python users know it."""
        if self.record is not None:
            name = self.record.__name__
            return f"{'an' if name[0] in 'AE' else 'a'} {name}"
        return {
            "string": "a string",
            "integer": "an integer",
            "number": "a number",
            "array": "a tuple",
        }[self.kind]


def _worded(rule: Rule, value: Any) -> tuple[str, str]:
    if isinstance(rule, Matches) and rule.matches(value) and (breach := rule.breach(value)):
        return breach
    return rule.code, f"is {shown(value)}, should {rule.should}"


def shape_of(annotation: Any) -> Shape:
    """
    Read the annotation of a field.

    >>> shape = shape_of(Annotated[int, AtLeast(1)] | None)
    >>> shape.kind, shape.rules, shape.nullable
    ('integer', (AtLeast(minimum=1),), True)
    """
    return _shape_of(annotation)


@cache
def _shape_of(annotation: Any) -> Shape:
    rules: tuple[Rule, ...] = ()
    nullable = False
    if isinstance(annotation, types.UnionType) or get_origin(annotation) is typing.Union:
        members = [member for member in get_args(annotation) if member is not type(None)]
        nullable = len(members) < len(get_args(annotation))
        if set(members) == {int, float}:
            return Shape("number", nullable=nullable)
        (annotation,) = members
    if get_origin(annotation) is Annotated:
        annotation, *metadata = get_args(annotation)
        rules = tuple(metadata)
    if get_origin(annotation) is Literal:
        return Shape("string", rules, choices=get_args(annotation), nullable=nullable)
    if get_origin(annotation) is tuple:
        return Shape("array", rules, item=shape_of(get_args(annotation)[0]), nullable=nullable)
    if annotation is str:
        return Shape("string", rules, nullable=nullable)
    if annotation is int:
        return Shape("integer", rules, nullable=nullable)
    return Shape("object", rules, record=annotation, nullable=nullable)


def checked(cls: type, fields: "Iterable[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    """Give each field of a class its shape as validator; an attrs `field_transformer`."""
    del cls
    return [field.evolve(validator=shape_of(field.type)) for field in fields]
