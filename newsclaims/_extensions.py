"""Other people's data on a record: JSON, read-only, always kept."""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self, TypeAlias

from newsclaims.errors import FieldError, shown

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"
"""Any value of JSON; arrays read back as tuples, objects as read-only mappings."""

KEY = "[a-z][a-z0-9_-]*"
"""Pattern of a key of `extensions`: it names an owner."""
NEWER = "_newer"
"""The reserved key under which members of a newer minor version are kept."""

MAX_DEPTH = 256
"""How deep a value may be nested in Python: the highest `Limits.depth`. What is written keeps that of documents."""

_KEY = re.compile(KEY)


class JSONObject(Mapping[str, JSON]):
    """
    A JSON object that nobody can change: hashable, picklable, equal only to the same JSON.

    Equality tells true, 1 and 1.0 apart and takes no heed of the order of members; the order is kept for writing.

    >>> JSONObject({"n": 1}) == JSONObject({"n": 1.0})
    False
    >>> JSONObject({"a": [1, {"b": 2}]})["a"]
    (1, JSONObject({'b': 2}))
    """

    __slots__ = ("_canonical", "_data")

    def __init__(self, data: Mapping[str, JSON]) -> None:
        """
        Copy a mapping of JSON values.

        Raises:
            FieldError: Something in it is not JSON: a key that is no string, NaN, a set, a lone surrogate.
        """
        self._data: dict[str, Any] = copied(data, type(self).__name__)
        self._canonical: bytes | None = None

    @classmethod
    def _own(cls, data: dict[str, Any]) -> Self:
        """Wrap plain JSON that nobody else holds, unchecked."""
        made = cls.__new__(cls)
        made._data = data  # noqa: SLF001  # its own
        made._canonical = None  # noqa: SLF001  # its own
        return made

    def __getitem__(self, key: str) -> JSON:
        """The member, read-only."""
        return _read_only(self._data[key])

    def __iter__(self) -> Iterator[str]:
        """The names in the order they came."""
        return iter(self._data)

    def __len__(self) -> int:
        """The number of members."""
        return len(self._data)

    def __contains__(self, key: object) -> bool:
        """Whether there is a member of this name."""
        return key in self._data

    def __eq__(self, other: object) -> bool:
        """Whether both say the same JSON."""
        if isinstance(other, JSONObject):
            return self._data is other._data or self._sorted() == other._sorted()
        if isinstance(other, Mapping):
            try:
                return self == JSONObject(other)
            except FieldError:
                return False
        return NotImplemented

    def __hash__(self) -> int:
        """The same for equal objects."""
        return hash(self._sorted())

    def __repr__(self) -> str:
        """Python that makes it again."""
        return f"{type(self).__name__}({self._data!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the data."""
        return type(self), (self._data,)

    def __copy__(self) -> Self:
        """Itself: there is nothing to change."""
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Itself: there is nothing to change."""
        return self

    def _sorted(self) -> bytes:
        if self._canonical is None:
            self._canonical = json.dumps(self._data, sort_keys=True, ensure_ascii=False).encode()
        return self._canonical

    @property
    def written(self) -> bytes:
        """Canonical JSON: members as they came, floats as Python's `repr`, no blanks."""
        return json.dumps(self._data, ensure_ascii=False, separators=(",", ":")).encode()

    def plain(self) -> dict[str, JSON]:
        """
        A copy as dicts and lists.

        >>> JSONObject({"a": [1]}).plain()
        {'a': [1]}
        """
        return _thawed(self._data)  # type: ignore[no-any-return]


class Extensions(JSONObject):
    """
    The one door for other people's data: owner → any JSON, kept through every read and write.

    Keys match `[a-z][a-z0-9_-]*` and name an owner (`brat`, `averitec`).

    >>> Extensions({"polnear": {"batch": 3}})["polnear"]["batch"]
    3
    >>> Extensions({"Not an owner": 1})
    Traceback (most recent call last):
    newsclaims.errors.FieldError: Extensions has the key "Not an owner", should be a small letter, then [a-z0-9_-]
    """

    __slots__ = ()

    def __init__(self, data: Mapping[str, JSON]) -> None:
        """
        Copy a mapping of JSON values.

        Raises:
            FieldError: A key is not an owner's, or something in it is not JSON.
        """
        super().__init__(data)
        for key in self._data:
            if not is_owner(key) and key != NEWER:
                raise FieldError(
                    "Extensions", "NC215", f"has the key {shown(key)}, should be a small letter, then [a-z0-9_-]"
                )

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the data; empty extensions stay one object."""
        return extensions, (self._data,)


def is_owner(key: str) -> bool:
    """
    Whether a key of extensions names an owner.

    >>> is_owner("brat"), is_owner("_newer")
    (True, False)
    """
    return _KEY.fullmatch(key) is not None


def extensions(data: Mapping[str, JSON]) -> Extensions:
    """Extensions of a mapping; those that are extensions already stay themselves, empty ones are one object."""
    if isinstance(data, Extensions):
        return data or EMPTY
    if not isinstance(data, Mapping):
        raise FieldError("extensions", "NC201", f"is {shown(data)}, should be a mapping")
    return Extensions(data) or EMPTY


def _read_only(value: Any) -> JSON:
    if type(value) is dict:
        return JSONObject._own(value)  # noqa: SLF001  # its own
    if type(value) is list:
        return tuple(map(_read_only, value))
    return value  # type: ignore[no-any-return]


def _thawed(value: Any) -> Any:
    if type(value) is dict:
        return {key: _thawed(item) for key, item in value.items()}
    return list(map(_thawed, value)) if type(value) is list else value


def copied(data: object, where: str) -> dict[str, Any]:
    """
    A deep copy of JSON-like data as dicts and lists, refusing what is not JSON.

    Raises:
        FieldError: Names what is not JSON.
    """
    if not isinstance(data, Mapping):
        raise FieldError(where, "NC201", f"is {shown(data)}, should be a mapping")
    made: dict[str, Any] = _copied(data, where, 0)
    return made


def _copied(value: Any, where: str, depth: int) -> Any:  # noqa: C901  # one branch for each type of JSON
    if depth > MAX_DEPTH:
        raise FieldError(where, "NC107", f"is nested deeper than {MAX_DEPTH}")
    if value is None or type(value) is bool:
        return value
    if type(value) is str:
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            raise FieldError(where, "NC105", f"holds a lone surrogate in {shown(value)}")
        return value
    if type(value) is int:
        if not -(2**63) <= value < 2**64:
            raise FieldError(where, "NC106", f"holds {shown(value)}, should be from -2^63 to 2^64-1")
        return value
    if type(value) is float:
        if not math.isfinite(value):
            raise FieldError(where, "NC106", f"holds {value!r}, should be finite")
        return value
    if isinstance(value, Mapping):
        made = {}
        for key, item in value.items():
            if type(key) is not str:
                raise FieldError(where, "NC116", f"has the key {shown(key)}, should be a string")
            made[_copied(key, where, depth)] = _copied(item, where, depth + 1)
        return made
    if isinstance(value, (list, tuple)):
        return [_copied(item, where, depth + 1) for item in value]
    raise FieldError(where, "NC116", f"holds {shown(value)}, should be a JSON value")


EMPTY = Extensions({})
"""The extensions of a record that has none."""
