r"""
What agreement is counted over: four simple ways to cut a text, each a regular expression of Python's `re`.

| name | a token is | expression |
|---|---|---|
| `word_or_punct` | a run of word characters, or one other character that is no white space | `\w+|[^\w\s]` |
| `word_only` | a run of word characters | `\w+` |
| `whitespace` | a run of what is no white space | `\S+` |
| `character` | one code point that is no white space | `\S` |
"""

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from newsclaims.agreement._numeric import NDArray, np
from newsclaims.agreement.layers import Layer
from newsclaims.agreement.places import Place

__all__ = ["LABELS", "TOKENS", "Tokens", "covered", "labels", "spans", "token_labels"]

Tokens: TypeAlias = Literal["word_or_punct", "word_only", "whitespace", "character"]

TOKENS: dict[Tokens, str] = {
    "word_or_punct": r"\w+|[^\w\s]",
    "word_only": r"\w+",
    "whitespace": r"\S+",
    "character": r"\S",
}
"""The ways to cut a text, the usual one first."""

LABELS = ("cue", "source", "content", "none")
"""What a character or a token is; where roles overlap the earlier one wins."""

Numbers: TypeAlias = NDArray[np.int64]


def spans(text: str, tokens: Tokens) -> tuple[Numbers, Numbers]:
    """
    Where the tokens of a text start and end, in code points.

    >>> [found.tolist() for found in spans("Rain, they say.", "word_or_punct")]
    [[0, 4, 6, 11, 14], [4, 5, 10, 14, 15]]
    """
    found = [match.span() for match in re.finditer(TOKENS[tokens], text)]
    ends = np.array(found, dtype=np.int64).reshape(-1, 2)
    return ends[:, 0], ends[:, 1]


def covered(places: Sequence[Place], length: int) -> NDArray[np.bool_]:
    """
    Which code points some place has.

    >>> covered([((0, 2),), ((1, 3),)], 4).tolist()
    [True, True, True, False]
    """
    steps = np.zeros(length + 1, dtype=np.int64)
    ends = np.array([piece for where in places for piece in where], dtype=np.int64).reshape(-1, 2)
    np.add.at(steps, ends[:, 0], 1)
    np.add.at(steps, ends[:, 1], -1)
    covering: NDArray[np.bool_] = np.cumsum(steps[:-1]) > 0
    return covering


def labels(layer: Layer, length: int) -> Numbers:
    """The label of each code point, as a number into `LABELS`."""
    found = np.full(length, len(LABELS) - 1, dtype=np.int64)
    for number in reversed(range(len(LABELS) - 1)):
        found[covered(layer.places[LABELS[number]], length)] = number
    return found


def token_labels(of_characters: Numbers, starts: Numbers, ends: Numbers) -> Numbers:
    """
    The label of each token: the role that most of its code points have, the earlier of two; none if none has any.

    >>> token_labels(np.array([3, 2, 2, 1, 3, 3]), np.array([0, 4]), np.array([4, 6])).tolist()
    [2, 3]
    """
    roles = len(LABELS) - 1
    shares = np.zeros((len(starts), roles), dtype=np.int64)
    for role in range(roles):
        sums = np.concatenate(([0], np.cumsum(of_characters == role)))
        shares[:, role] = sums[ends] - sums[starts]
    found: Numbers = np.where(shares.any(axis=1), shares.argmax(axis=1), roles)
    return found
