"""A row of the table of codes."""

from typing import Literal

Severity = Literal["error", "warning"]
"""An error refuses a document; a warning does not."""

Row = tuple[str, Severity, str, str, str]
"""Code, severity, the breach in a few words, why the rule is there, and how to mend it."""
