"""
What a query can see of the tables, told by its syntax tree, so that no more of a corpus is read than that.

A name that the query does not say is a column that it cannot see, but for the few ways to say "all columns".
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

__all__ = ["Asked", "asked"]

_ALL = {"STAR", "POSITIONAL_REFERENCE", "SHOW_REF", "PIVOT"}
"""Nodes that stand for columns that they do not name."""
_HARMLESS = {"unnest", "range", "generate_series"}
"""Functions in FROM that look at nothing but their arguments."""


class Asked(NamedTuple):
    """
    What a query can see.

    Attributes:
        tables: The tables that it names, each as often as it is named.
        names: All words of the query that could be columns.
    """

    tables: tuple[str, ...]
    names: frozenset[str]


def asked(tree: dict[str, Any]) -> Asked | None:
    """
    What a query can see; None where it may see every column.

    Args:
        tree: What `json_serialize_sql` of DuckDB makes of the query.

    >>> from_table = {"type": "BASE_TABLE", "table_name": "claims", "alias": "c"}
    >>> select = {"type": "COLUMN_REF", "column_names": ["c", "text"]}
    >>> found = asked({"select_list": [select], "from_table": from_table})
    >>> found.tables, "text" in found.names, "confidence" in found.names
    (('claims',), True, False)
    >>> asked({"select_list": [{"type": "STAR"}], "from_table": from_table})
    """
    tables, labels, references = [], set(), set()
    if tree.get("error"):
        return None
    for node in _nodes(tree):
        kind = node.get("type")
        if kind in _ALL or node.get("ref_type") == "NATURAL":
            return None
        if kind == "BASE_TABLE":
            if node.get("column_name_alias"):
                return None
            tables.append(node["table_name"].lower())
            labels.add(node["table_name"].lower())
        if kind == "TABLE_FUNCTION" and node["function"].get("function_name") not in _HARMLESS:
            return None
        if kind == "COLUMN_REF":
            references.add(node["column_names"][-1].lower())
        labels.add(str(node.get("alias")).lower())
    # The name of a table, as a column, is the whole row.
    if labels & references - {""}:
        return None
    return Asked(tuple(tables), frozenset(_words(tree)))


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    work = [tree]
    while work:
        item = work.pop()
        if isinstance(item, dict):
            yield item
            work += item.values()
        elif isinstance(item, list):
            work += item


def _words(tree: Any) -> Iterator[str]:
    for node in _nodes(tree):
        for value in node.values():
            for word in value if isinstance(value, list) else (value,):
                if isinstance(word, str):
                    yield word.lower()
