"""Layers of one text: who made them, which belong together, and what of them is compared."""

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from newsclaims.agreement.places import Place, place
from newsclaims.article import Article
from newsclaims.errors import CODES, NewsclaimsError, shown
from newsclaims.model import Anchor, Attribution, Claim

__all__ = ["ROLES", "Layer", "LayersError", "Text", "Unit", "grouped", "same_text"]

ROLES = ("content", "source", "cue", "hedge")
"""The roles whose places are compared."""


class LayersError(NewsclaimsError, ValueError):
    """
    Layers cannot be compared.

    Attributes:
        code: The rule, NC86x.
        message: What is there and what should be.

    >>> print(LayersError("NC861", "one layer, should be two or more"))
    one layer, should be two or more (NC861: nothing to compare)
    """

    def __init__(self, code: str, message: str) -> None:
        """Keep the facts; the text is made when it is asked for."""
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        """What is there and what should be."""
        return f"{self.message} ({self.code}: {CODES[self.code].title})"


@attrs.frozen(kw_only=True)
class Unit:
    """
    One attribution and the claim that it says, as places.

    Attributes:
        claim: The claim.
        attribution: The attribution; None where the claim has none.
        content: The characters of the claim's content.
        source: Those of the source.
        cue: Those of the cue.
        hedge: Those of the hedge.
    """

    claim: Claim
    attribution: Attribution | None
    content: Place
    source: Place = ()
    cue: Place = ()
    hedge: Place = ()

    @property
    def whole(self) -> tuple[Place, Place, Place]:
        """Content, source and cue: the three roles that make an attribution."""
        return self.content, self.source, self.cue

    @property
    def labels(self) -> tuple[str, ...]:
        """What is said of it beside its places."""
        one = self.attribution
        return (
            () if one is None else tuple(str(value) for value in (one.attitude, one.certainty, one.polarity, one.form))
        )


@attrs.frozen(kw_only=True)
class Layer:
    """
    One layer, prepared for comparison.

    Attributes:
        name: Who made it, unlike that of any other layer of its text.
        article: The layer itself.
        units: Its attributions, in the order of the text whatever their order in the file.
        keys: What each unit says, but for ids: what `units` are sorted by.
        places: For each role the different places that have it, in order.
        numbers: For each role the number of each unit's place in `places`; -1 where it has none.
        anchors: For each role the anchors of these places.
    """

    name: str
    article: Article
    units: tuple[Unit, ...]
    keys: tuple[tuple[object, ...], ...]
    places: dict[str, tuple[Place, ...]]
    numbers: dict[str, tuple[int, ...]]
    anchors: dict[str, tuple[Anchor, ...]]


@attrs.frozen(kw_only=True)
class Text:
    """
    One text and its layers.

    Attributes:
        id: The article's id.
        text: The text; None where no layer has it.
        layers: The layers, by name.
    """

    id: str
    text: str | None
    layers: tuple[Layer, ...]


def layer(article: Article, name: str) -> Layer:
    """A layer, prepared."""
    found: dict[str, dict[Place, Anchor]] = {role: {} for role in ROLES}

    def keep(role: str, where: Place, anchor: Anchor) -> None:
        # Of anchors that cut one place in several ways the same is kept whatever the order of the file.
        before = found[role].get(where)
        if where and (before is None or _ends(anchor) < _ends(before)):
            found[role][where] = anchor

    units = []
    for claim in article.claims:
        content = place(claim.content)
        keep("content", content, claim.content)
        for attribution in claim.attributions:
            places = {role: place(getattr(attribution, role)) for role in ROLES[1:]}
            units.append(Unit(claim=claim, attribution=attribution, content=content, **places))
            for role, where in places.items():
                keep(role, where, getattr(attribution, role))
    keyed = sorted((((*unit.whole, unit.hedge, unit.labels), n) for n, unit in enumerate(units)))
    ordered = {role: tuple(sorted(places)) for role, places in found.items()}
    anchors = {role: tuple(found[role][where] for where in places) for role, places in ordered.items()}
    in_order = tuple(units[n] for _, n in keyed)
    numbered = {role: {where: n for n, where in enumerate(places)} for role, places in ordered.items()}
    return Layer(
        name=name,
        article=article,
        units=in_order,
        keys=tuple(key for key, _ in keyed),
        places=ordered,
        numbers={role: tuple(of.get(getattr(unit, role), -1) for unit in in_order) for role, of in numbered.items()},
        anchors=anchors,
    )


def _ends(anchor: Anchor) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in anchor]


def agent_of(article: Article) -> str:
    """Who made a layer."""
    agent = article.provenance.agent if article.provenance is not None else None
    return agent if agent is not None else "(unnamed)"


def names_of(articles: Sequence[Article]) -> list[str]:
    """
    A name for each layer of a text: its agent; the second of one agent is numbered.

    >>> article = Article.from_text("x", id="x")
    >>> names_of([article, article])
    ['(unnamed)', '(unnamed) #2']
    """
    seen: Counter[str] = Counter()
    names = []
    for article in articles:
        name = agent_of(article)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return names


def key_of(article: Article) -> tuple[str, str | None]:
    """What layers of one text have in common."""
    return article.id, article.text_sha256


def same_text(*articles: Article) -> None:
    """
    Make sure that articles are layers of one text.

    Raises:
        LayersError: They differ in their id or text (NC860).

    >>> one = Article.from_text("Rain.", id="x")
    >>> same_text(one, Article.from_text("Rain!", id="x"))
    Traceback (most recent call last):
    newsclaims.agreement.layers.LayersError: layers of article "x" have different texts ...
    """
    for article in articles[1:]:
        if article.id != articles[0].id:
            message = f"layers are of articles {shown(articles[0].id)} and {shown(article.id)}, should be of one"
            raise LayersError("NC860", message)
        if article.text_sha256 != articles[0].text_sha256:
            message = f"layers of article {shown(article.id)} have different texts, should have one (text_sha256)"
            raise LayersError("NC860", message)


def grouped(articles: Iterable[Article]) -> tuple[Text, ...]:
    """
    The layers of each text, put together by id and digest, in the order in which texts first come.

    >>> import newsclaims as nc
    >>> both = [nc.example("kolaborasi-militer.annotator-2"), nc.example()]
    >>> [[layer.name for layer in text.layers] for text in grouped(both)]
    [['annotator-1', 'annotator-2']]
    """
    found: dict[tuple[str, str | None], list[Article]] = {}
    for article in articles:
        found.setdefault(key_of(article), []).append(article)
    return tuple(text_of(layers) for layers in found.values())


def text_of(articles: Sequence[Article]) -> Text:
    """
    One text and its layers.

    Raises:
        LayersError: They differ in their id or text (NC860).
    """
    same_text(*articles)
    layers = [layer(article, name) for article, name in zip(articles, names_of(articles), strict=True)]
    text = next((article.text for article in articles if article.text is not None), None)
    return Text(id=articles[0].id, text=text, layers=tuple(sorted(layers, key=lambda one: one.name)))
