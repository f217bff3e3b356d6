"""How large a document may be."""

from typing import Annotated

import attrs

from newsclaims._rules import AtLeast, AtMost, checked

__all__ = ["DEFAULT_LIMITS", "Limits"]


@attrs.frozen(kw_only=True, field_transformer=checked)
class Limits:
    """
    The bounds that every reader keeps, so that no document costs more than its size.

    A bound itself is allowed; one more is an error that names it.

    Attributes:
        depth: Objects and arrays inside one another, at most 256.
        document: Bytes of a document, or of one line of a `.jsonl` file.
        string: Bytes of one string's UTF-8.
        claims: Claims of an article.
        spans: Spans of an article, headings included.
        references: References of an article: every id in a field that ends in `_id` or `_ids`.
        nesting: Claims from the innermost to the outermost of a chain of `within_id`.
        issues: Issues listed; the rest is counted.
        ratio: Bytes unpacked for each byte packed, once more than `unpacked` bytes have come.
        unpacked: Bytes a compressed file may unpack to before `ratio` counts.

    >>> Limits(depth=3).claims
    100000
    """

    depth: Annotated[int, AtLeast(1), AtMost(256)] = 128
    document: Annotated[int, AtLeast(1)] = 64_000_000
    string: Annotated[int, AtLeast(1)] = 16_000_000
    claims: Annotated[int, AtLeast(1)] = 100_000
    spans: Annotated[int, AtLeast(1)] = 100_000
    references: Annotated[int, AtLeast(1)] = 100_000
    nesting: Annotated[int, AtLeast(1)] = 64
    issues: Annotated[int, AtLeast(1)] = 100
    ratio: Annotated[int, AtLeast(1)] = 200
    unpacked: Annotated[int, AtLeast(1)] = 16_000_000


DEFAULT_LIMITS = Limits()
"""The limits where none are given."""
