"""Names of files made from ids and other names: a fixed alphabet, valid on every system, each given once."""

import re
from collections.abc import Iterator

__all__ = ["LONGEST", "Names", "slug"]

LONGEST = 100
"""Characters of a name, suffix and number left out."""

_OTHERS = re.compile("[^A-Za-z0-9_.-]+")
_DEVICES = re.compile("(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[.].*)?", re.IGNORECASE)


def slug(text: str, default: str = "article") -> str:
    """
    A text as the name of a file: ASCII letters, digits, `_`, `.`, `-` and no others; no hidden file, no device.

    Args:
        text: Any text.
        default: The name of a text of which nothing remains.

    >>> slug("urn:example:tunnel"), slug("../.."), slug("/etc/passwd"), slug("CON"), slug("été"), slug("a.b")
    ('urn-example-tunnel', 'article', 'etc-passwd', '_CON', 't', 'a.b')
    """
    name = _OTHERS.sub("-", text).strip(".-")[:LONGEST].rstrip(".-")
    # Dots in a row say nothing, and somebody may join names by them.
    name = re.sub("[.][.]+", ".", name)
    return f"_{name}" if _DEVICES.fullmatch(name) else name or default


class Names:
    """
    Gives each name once, as systems see it that do not tell `A` from `a`.

    >>> names = Names()
    >>> [next(names.free(wanted)) for wanted in ("a", "b")]
    ['a', 'b']
    >>> names.take("a.json"); names.is_free("A.JSON"), names.is_free("a.json/b"), names.is_free("b.json")
    (False, False, True)
    """

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()
        self._last: dict[str, int] = {}

    def free(self, wanted: str) -> Iterator[str]:
        """A name, and then the same with one number after the other, each that has not been tried before."""
        key = wanted.lower()
        while True:
            number = self._last[key] = self._last.get(key, 0) + 1
            yield wanted if number == 1 else f"{wanted}-{number}"

    def is_free(self, path: str) -> bool:
        """Whether a path may be that of a new file: nothing has it, and no file stands where a folder must."""
        key = path.lower()
        return key not in self._files and key not in self._folders and not self._files.intersection(_above(key))

    def take(self, path: str) -> None:
        """Note that a file has this path, its folders divided by `/`."""
        key = path.lower()
        self._files.add(key)
        self._folders.update(_above(key))


def _above(path: str) -> Iterator[str]:
    """The folders that a path lies in."""
    at = path.find("/")
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)
