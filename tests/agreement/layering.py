"""Layers to measure, made by hand or drawn."""

from collections.abc import Sequence
from random import Random
from typing import Any

import attrs
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import strategies

TEXT = "Rain is coming, she said. Snow may fall, NHK reported on Monday. Nobody knows."

SEED = nc.example()
SECOND = nc.example("kolaborasi-militer.annotator-2")

Row = tuple[Any, ...]


def spans(text: str, *ranges: tuple[int, int]) -> tuple[nc.Span, ...]:
    return tuple(nc.Span(start=start, end=end, quote=text[start:end]) for start, end in ranges)


def layer(
    *rows: dict[str, Any], text: str | None = TEXT, agent: str | None = "one", id: str = "urn:test:layer"
) -> nc.Article:
    """A layer of one attribution a row; places are lists of ranges, everything else a field of the attribution."""
    claims = []
    for number, row in enumerate(rows, 1):
        places = {
            name: spans(text or " " * 10_000, *row.get(name, ())) if text is not None else bare(row.get(name, ()))
            for name in ("content", "source", "cue", "hedge")
        }
        rest = {name: value for name, value in row.items() if name not in places}
        content = places.pop("content")
        attribution = nc.Attribution(id=f"a{number}", **{"source_ids": (), **places, **rest})
        wording = None if content else f"claim {number}"
        claims.append(nc.Claim(id=f"c{number}", content=content, text=wording, attributions=(attribution,)))
    named = {name for row in rows for name in row.get("source_ids", ())}
    article = nc.Article(
        id=id,
        language="en",
        text=text,
        text_sha256=None if text is not None else "0" * 64,
        sources=tuple(nc.Source(id=name) for name in sorted(named)),
        claims=tuple(claims),
        provenance=nc.Provenance(agent=agent) if agent else None,
    )
    assert not [issue for issue in nc.validate(article) if issue.severity == "error"]
    return article


def bare(ranges: Sequence[tuple[int, int]]) -> tuple[nc.Span, ...]:
    return tuple(nc.Span(start=start, end=end) for start, end in ranges)


def by(article: nc.Article, agent: str) -> nc.Article:
    return attrs.evolve(article, provenance=nc.Provenance(agent=agent))


def shuffled(article: nc.Article, seed: int) -> nc.Article:
    """The same records in another order."""
    random = Random(seed)

    def mixed(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(items, len(items)))

    claims = (attrs.evolve(claim, attributions=mixed(claim.attributions)) for claim in mixed(article.claims))
    return attrs.evolve(
        article,
        claims=tuple(claims),
        sources=mixed(article.sources),
        relations=mixed(article.relations),
        reviews=mixed(article.reviews),
        notes=mixed(article.notes),
    )


@st.composite
def layers(draw: st.DrawFn, *, number: int = 2) -> list[nc.Article]:
    """Layers of one text, drawn apart from one another."""
    text = draw(strategies.texts(min_size=8, max_size=60))
    found = []
    for n in range(number):
        article = draw(strategies.articles(text=text, with_text=True))
        found.append(attrs.evolve(article, id="urn:test:drawn", provenance=nc.Provenance(agent=f"annotator-{n}")))
    return found
