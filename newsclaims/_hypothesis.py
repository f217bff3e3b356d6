"""
Hypothesis' entry point: `st.from_type(newsclaims.Article)` works wherever both are installed.

Hypothesis loads this module when it is imported itself, so nothing is made here: each strategy is looked up when a test
asks for its type for the first time.
"""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

import newsclaims as nc

_STRATEGIES: dict[type, str] = {
    nc.Span: "spans",
    nc.When: "whens",
    nc.Section: "sections",
    nc.Source: "sources",
    nc.Claim: "claims",
    nc.Attribution: "attributions",
    nc.Relation: "relations",
    nc.Review: "reviews",
    nc.Note: "notes",
    nc.Provenance: "provenances",
    nc.Extensions: "extensions",
    nc.Article: "articles",
}
"""Each class of the model, and the function of `newsclaims.strategies` that makes it."""


def _lazily(name: str) -> Callable[[type], st.SearchStrategy[Any]]:
    def resolve(wanted: type) -> st.SearchStrategy[Any]:
        del wanted
        from newsclaims import strategies  # whoever imports Hypothesis need not want these

        made: st.SearchStrategy[Any] = getattr(strategies, name)()
        return made

    return resolve


for _record, _name in _STRATEGIES.items():
    st.register_type_strategy(_record, _lazily(_name))
