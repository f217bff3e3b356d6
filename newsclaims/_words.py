"""Words for messages that several modules need."""

from collections.abc import Iterable
from functools import lru_cache

from newsclaims.errors import shown

# Long names and long lists make difflib slow, and nobody misspells an id of 200 characters.
_LONGEST, _LENGTHS_APART, _MOST = 100, 3, 500


def nearest(wanted: str, known: Iterable[str]) -> str | None:
    """
    The known name that a misspelt one most resembles.

    >>> nearest("atributions", ["content", "attributions"])
    'attributions'
    >>> nearest("xyz", ["content"])
    """
    return None if len(wanted) > _LONGEST else _nearest(wanted, tuple(known))


# A document misspells the same name a thousand times.
@lru_cache(maxsize=256)
def _nearest(wanted: str, known: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches  # only for a misspelt name

    candidates = [name for name in known if abs(len(name) - len(wanted)) <= _LENGTHS_APART][:_MOST]
    lowered = {name.lower().replace("-", "_"): name for name in reversed(candidates)}
    # "s6" and "s9" are half alike, and yet the one is what was meant.
    alike = 0.5 if len(wanted) <= 3 else 0.7
    found = get_close_matches(wanted.lower().replace("-", "_"), lowered, n=1, cutoff=alike)
    return lowered[found[0]] if found else None


def did_you_mean(wanted: str, known: Iterable[str]) -> str:
    """
    A hint for a misspelt name; empty where nothing is near.

    >>> did_you_mean("s9", ["s6"]), did_you_mean("s9", [])
    ('did you mean "s6"?', '')
    """
    name = nearest(wanted, known)
    return "" if name is None else f"did you mean {shown(name)}?"


def counted(number: int, noun: str) -> str:
    """
    A number and its noun.

    >>> counted(1, "file"), counted(3118, "article")
    ('1 file', '3118 articles')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
