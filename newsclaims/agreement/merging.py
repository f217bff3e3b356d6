"""Layers of one text made into one: what enough of them have, each value by vote, every conflict listed."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeAlias, cast, get_args

import attrs

from newsclaims._extensions import JSON, Extensions
from newsclaims.agreement.correspondence import mentions, pair_attributions, pair_claims, pair_sources
from newsclaims.agreement.layers import LayersError, names_of, same_text
from newsclaims.agreement.places import Place, place
from newsclaims.article import Article
from newsclaims.errors import escaped_text, shortened, shown
from newsclaims.model import Attribution, Claim, Note, Provenance, ProvenanceKind, Relation, Review, Section, Source

__all__ = ["Conflict", "How", "Merged", "merge"]

How: TypeAlias = Literal["union", "majority", "intersection"]

OWNER = "newsclaims"
"""The key of extensions under which a merged record tells which layers it is from."""


_SILENT = ("types", "same_as", "byline")
"""Lists whose emptiness says nothing; no hedge or no source, on the other hand, is a finding."""


@attrs.frozen(kw_only=True)
class Conflict:
    """
    Something that the layers do not agree about.

    Attributes:
        record: The id in the merged article; of a record that was left out, its id in the first layer that has it.
        field: The field that differs; empty where the record itself was left out.
        values: Who says what, as `(agent, value)`; a value is written as Python shows it, in short.
        chosen: What the merged article says; empty where the record was left out.
    """

    record: str
    field: str
    values: tuple[tuple[str, str], ...]
    chosen: str

    def __str__(self) -> str:
        """The conflict on one line."""
        said = "; ".join(f"{agent}: {value}" for agent, value in self.values)
        if not self.field:
            return escaped_text(f"{self.record}  left out, only in {said}")
        return escaped_text(f"{self.record}  {self.field}  {said}; chosen: {self.chosen}")


@attrs.frozen(kw_only=True)
class Merged:
    """
    Layers made into one.

    Attributes:
        article: The merged layer.
        conflicts: Everything that the layers do not agree about, in the order of the article.
    """

    article: Article
    conflicts: tuple[Conflict, ...]


def merge(layers: Sequence[Article], how: How = "union") -> Merged:
    """
    Merge layers of one text.

    Records that are the same (see `newsclaims.agreement.correspondence`) become one. A record is kept if one layer has
    it (`union`), if more than half have it (`majority`), or if all have it (`intersection`); a source also where a kept
    record names it. Each value of a record is the one that most layers give it, the earliest layer's where several are
    given equally often; what is not set has no vote.

    Each record tells its layers in `extensions.newsclaims`, the article in `provenance`.

    Args:
        layers: Layers of one text, the most trusted first.
        how: Which records are kept.

    Raises:
        LayersError: There is no layer (NC861), or they are not of one text (NC860).
        ValueError: `how` is none of the three.

    >>> import newsclaims as nc
    >>> both = [nc.example(), nc.example("kolaborasi-militer.annotator-2")]
    >>> [len(merge(both, how).article.claims) for how in ("union", "majority", "intersection")]
    [29, 24, 24]
    """
    if how not in get_args(How):
        message = f"how is {shown(how)}, should be one of {', '.join(get_args(How))}"
        raise ValueError(message)
    if not layers:
        raise LayersError("NC861", "no layers")
    same_text(*layers)
    return _Merger(layers, how).merged()


@attrs.define
class _Cluster:
    """One record in the layers that have it."""

    members: dict[int, Any]
    id: str = ""

    @property
    def first(self) -> Any:
        return next(iter(self.members.values()))


class _Merger:
    """The layers, and what is made of them."""

    def __init__(self, layers: Sequence[Article], how: How) -> None:
        self._layers = layers
        self._agents = names_of(layers)
        self._least = {"union": 1, "majority": len(layers) // 2 + 1, "intersection": len(layers)}[how]
        self._how = how
        self._conflicts: list[Conflict] = []
        self._ids: set[str] = set()
        self._renamed: list[dict[str, str]] = [{} for _ in layers]
        """For each layer its ids and what they are called in the merged article."""

    # ── Clusters ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _name(self, cluster: _Cluster) -> None:
        """Give a record its id: that of the first layer that has it, numbered where it is taken."""
        wanted, number = cluster.first.id, 1
        name = wanted
        while name in self._ids:
            number += 1
            name = f"{wanted[:56]}.{number}"
        self._ids.add(name)
        cluster.id = name
        for n, member in cluster.members.items():
            self._renamed[n][member.id] = name

    def _sorted_out(self, clusters: Sequence[_Cluster]) -> list[_Cluster]:
        """Those that enough layers have, with ids; the others are conflicts."""
        kept = [cluster for cluster in clusters if len(cluster.members) >= self._least]
        for cluster in clusters:
            if len(cluster.members) >= self._least:
                self._name(cluster)
            else:
                self._left_out(cluster)
        return kept

    def _left_out(self, cluster: _Cluster) -> None:
        values = tuple((self._agents[n], _shown(member)) for n, member in cluster.members.items())
        self._conflicts.append(Conflict(record=cluster.first.id, field="", values=values, chosen=""))

    def _source_clusters(self) -> list[_Cluster]:
        clusters: list[_Cluster] = []
        known: dict[str, set[Place]] = {}
        for n, article in enumerate(self._layers):
            found = mentions(article)
            # The first of a cluster speaks for it; ids of different layers must not be taken for each other.
            firsts = [attrs.evolve(cluster.first, id=f"x{k}") for k, cluster in enumerate(clusters)]
            by_id = {source.id: k for k, source in enumerate(article.sources)}
            same_ids = {k: by_id[cluster.first.id] for k, cluster in enumerate(clusters) if cluster.first.id in by_id}
            others = [
                attrs.evolve(source, id=next((f"x{k}" for k, j in same_ids.items() if j == m), f"y{m}"))
                for m, source in enumerate(article.sources)
            ]
            where = {others[m].id: found[source.id] for m, source in enumerate(article.sources)}
            pairs = {j: i for i, j in pair_sources(firsts, others, known, where)}
            for m, source in enumerate(article.sources):
                if m in pairs:
                    clusters[pairs[m]].members[n] = source
                    known[f"x{pairs[m]}"] |= found[source.id]
                else:
                    known[f"x{len(clusters)}"] = set(found[source.id])
                    clusters.append(_Cluster({n: source}))
        return clusters

    def _claim_clusters(self) -> list[_Cluster]:
        clusters: list[_Cluster] = []
        for n, article in enumerate(self._layers):
            firsts = [cluster.first for cluster in clusters]
            pairs = {j: i for i, j in pair_claims(firsts, article.claims, ids_count=False)}
            for m, claim in enumerate(article.claims):
                if m in pairs:
                    clusters[pairs[m]].members[n] = claim
                else:
                    clusters.append(_Cluster({n: claim}))
        order = lambda cluster: place(cluster.first.content) or ((1 << 62, 0),)  # noqa: E731  # the order of the text
        return sorted(clusters, key=order)

    def _attribution_clusters(self, claim: _Cluster) -> list[_Cluster]:
        clusters: list[_Cluster] = []
        for n, member in claim.members.items():
            firsts = [self._translated(cluster.first, next(iter(cluster.members))) for cluster in clusters]
            others = [self._translated(each, n) for each in member.attributions]
            pairs = {j: i for i, j in pair_attributions(firsts, others, {})}
            for m, attribution in enumerate(member.attributions):
                if m in pairs:
                    clusters[pairs[m]].members[n] = attribution
                else:
                    clusters.append(_Cluster({n: attribution}))
        return clusters

    def _translated(self, attribution: Attribution, layer: int) -> Attribution:
        names = self._renamed[layer]
        ids = tuple(dict.fromkeys(names.get(name, f"{name[:50]}.{layer}") for name in attribution.source_ids))
        return attrs.evolve(attribution, source_ids=ids)

    def _clusters_by(self, of: Callable[[Article], Sequence[Any]], key: Callable[[Any, int], Any]) -> list[_Cluster]:
        """Records that are the same where their keys are; the second of one layer with the same key stands alone."""
        clusters: dict[tuple[Any, int], _Cluster] = {}
        for n, article in enumerate(self._layers):
            seen: dict[Any, int] = {}
            for record in of(article):
                value = key(record, n)
                seen[value] = seen.get(value, 0) + 1
                clusters.setdefault((value, seen[value]), _Cluster({})).members[n] = record
        return list(clusters.values())

    # ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _voted(self, cluster: _Cluster, skipped: Sequence[str] = ()) -> dict[str, Any]:
        """The fields of a record, each by vote."""
        made: dict[str, Any] = {"id": cluster.id}
        for field in attrs.fields(type(cluster.first)):
            if field.name in ("id", "extensions", *skipped):
                continue
            votes = {n: self._value(member, field.name, n) for n, member in cluster.members.items()}
            for n, member in cluster.members.items():
                if field.name.endswith("_id") and votes[n] is None and getattr(member, field.name) is not None:
                    said = ((self._agents[n], getattr(member, field.name)),)
                    self._conflicts.append(Conflict(record=cluster.id, field=field.name, values=said, chosen="none"))
            made[field.name] = self._chosen(cluster.id, field.name, votes)
        layers = [[self._agents[n], member.id] for n, member in cluster.members.items()]
        own = self._extensions(cluster.id, {n: member.extensions for n, member in cluster.members.items()})
        made["extensions"] = Extensions({**own, OWNER: {"layers": cast("JSON", layers)}})
        return made

    def _extensions(self, record: str, members: Mapping[int, Extensions]) -> dict[str, JSON]:
        """Other people's data: each owner's by vote of the layers that have it."""
        made: dict[str, JSON] = {}
        for owner in dict.fromkeys(key for found in members.values() for key in found):
            votes = {n: Extensions({owner: found[owner]}) for n, found in members.items() if owner in found}
            made |= self._chosen(record, f"extensions.{owner}", votes).plain()
        return made

    def _value(self, record: Any, field: str, layer: int) -> Any:
        value, names = getattr(record, field), self._renamed[layer]
        if field.endswith("_ids"):
            return tuple(dict.fromkeys(names[name] for name in value if name in names))
        if field.endswith("_id") and value is not None:
            return names.get(value)
        return value

    def _chosen(self, record: str, field: str, votes: Mapping[int, Any]) -> Any:
        """The value that most layers give, the earliest of several; a difference is a conflict."""
        values = [value for value in votes.values() if value is not None and not (value == () and field in _SILENT)]
        if not values:
            return next(iter(votes.values()))
        keys = [_key(value) for value in values]
        chosen = values[max(range(len(values)), key=lambda n: (keys.count(keys[n]), -n))]
        if len(set(keys)) > 1:
            said = tuple((self._agents[n], _shown(value)) for n, value in votes.items())
            self._conflicts.append(Conflict(record=record, field=field, values=said, chosen=_shown(chosen)))
        return chosen

    # ── The article ──────────────────────────────────────────────────────────────────────────────────────────────

    def merged(self) -> Merged:
        """The merged layer."""
        sources = self._source_clusters()
        for cluster in sources:
            self._name(cluster)
        claims = self._sorted_out(self._claim_clusters())
        spoken = [(claim, self._sorted_out(self._attribution_clusters(claim))) for claim in claims]
        voted = tuple(
            Claim(
                **self._voted(claim, ("attributions",)),
                attributions=tuple(Attribution(**self._voted(each)) for each in attributions),
            )
            for claim, attributions in spoken
        )
        made_claims = _without_cycles(voted)
        for before, after in zip(voted, made_claims, strict=True):
            for one, other in zip(before.attributions, after.attributions, strict=True):
                self._cut(one.id, "within_id", one.within_id, other.within_id)
        sections = self._sections()
        relations = self._of(lambda article: article.relations, Relation, ("type", "from_id", "to_id"))
        reviews = self._of(lambda article: article.reviews, Review, ("claim_id", "label", "verdict", "url"))
        notes = self._of(lambda article: article.notes, Note, ("kind", "anchor", "about_id", "text"))
        used = _used(made_claims, relations, reviews, notes)
        text = next((article.text for article in self._layers if article.text is not None), None)
        head = {
            name: self._chosen("article", name, {n: getattr(article, name) for n, article in enumerate(self._layers)})
            for name in ("schema_version", "language", "title", "publisher", "url", "byline", "published", "modified")
        }
        article = Article(
            **head,
            id=self._layers[0].id,
            text=text,
            text_sha256=self._layers[0].text_sha256,
            sections=sections,
            sources=self._sources(sources, used),
            claims=made_claims,
            relations=relations,
            reviews=reviews,
            notes=notes,
            provenance=self._provenance(),
            extensions=Extensions(self._extensions("article", {n: a.extensions for n, a in enumerate(self._layers)})),
        )
        return Merged(article=article, conflicts=tuple(self._conflicts))

    def _of(self, of: Callable[[Article], Sequence[Any]], kind: type[Any], fields: Sequence[str]) -> tuple[Any, ...]:
        """Relations, reviews or notes; those about a claim that was left out are left out with it."""

        def key(record: Any, layer: int) -> Any:
            return tuple(_key(self._value(record, field, layer)) for field in fields)

        clusters: list[_Cluster] = []
        lost: list[_Cluster] = []
        needed = [name for name in fields if name.endswith("_id") and name != "about_id"]
        for cluster in self._clusters_by(of, key):
            n, first = next(iter(cluster.members.items()))
            whole = all(self._value(first, name, n) is not None for name in needed)
            (clusters if whole else lost).append(cluster)
        for cluster in lost:
            self._left_out(cluster)
        return tuple(kind(**self._voted(cluster)) for cluster in self._sorted_out(clusters))

    def _sections(self) -> tuple[Any, ...]:
        """The sections of the first layer that has any; others would overlap them."""
        own = next((n for n, article in enumerate(self._layers) if article.sections), None)
        if own is None:
            return ()
        sections = self._layers[own].sections
        keys = {
            n: [(one.role, one.start, one.end, one.level) for one in a.sections] for n, a in enumerate(self._layers)
        }
        if any(found and found != keys[own] for found in keys.values()):
            said = tuple((self._agents[n], shortened(str(found), 200)) for n, found in keys.items())
            chosen = shortened(str(keys[own]), 200)
            self._conflicts.append(Conflict(record="article", field="sections", values=said, chosen=chosen))
        made = []
        for section in sections:
            same = [
                (n, one) for n, a in enumerate(self._layers) for one in a.sections if _extent(one) == _extent(section)
            ]
            cluster = _Cluster({own: section} | dict(same))
            self._name(cluster)
            made.append(attrs.evolve(section, id=cluster.id))
        return tuple(made)

    def _sources(self, clusters: Sequence[_Cluster], used: set[str]) -> tuple[Source, ...]:
        made = {cluster.id: Source(**self._voted(cluster)) for cluster in clusters}
        kept = {cluster.id for cluster in clusters if len(cluster.members) >= self._least} | (used & made.keys())
        for name in list(kept):
            while (name := made[name].affiliation_id or "") and name not in kept:  # walks up
                kept.add(name)
        for cluster in clusters:
            if cluster.id not in kept:
                self._left_out(cluster)
        found, authors = [], 0
        for name, source in made.items():
            if name not in kept:
                continue
            authors += source.kind == "author"
            # Votes may make two authors of sources that are two; an article has one voice of its own.
            one = attrs.evolve(source, kind=None) if source.kind == "author" and authors > 1 else source
            self._cut(name, "kind", source.kind, one.kind)
            found.append(one)
        cut = _without_circles(tuple(found))
        for one, other in zip(found, cut, strict=True):
            self._cut(one.id, "affiliation_id", one.affiliation_id, other.affiliation_id)
        return cut

    def _cut(self, record: str, field: str, before: str | None, after: str | None) -> None:
        """List a value that votes have made and that cannot stand."""
        if before != after:
            values = (("the votes together", _shown(before)),)
            self._conflicts.append(Conflict(record=record, field=field, values=values, chosen=_shown(after)))

    def _provenance(self) -> Provenance:
        layers = [article.provenance for article in self._layers]
        kinds: set[ProvenanceKind] = {one.kind for one in layers if one is not None and one.kind is not None}
        kind: ProvenanceKind | None = None if not kinds else next(iter(kinds)) if len(kinds) == 1 else "mixed"
        told = [
            {"agent": agent} | ({} if one is None or one.created is None else {"created": one.created})
            for agent, one in zip(self._agents, layers, strict=True)
        ]
        name = self._layers[0].id
        return Provenance(
            agent=f"merge ({self._how}) of {', '.join(self._agents)}",
            kind=kind,
            derived_from=name if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x1f\x7f-\x9f]+", name) else None,
            extensions=Extensions({OWNER: {"merge": self._how, "layers": cast("JSON", told)}}),
        )


def _extent(section: Section) -> tuple[int, int]:
    return section.start, section.end


def _key(value: Any) -> Any:
    """What two equal values have in common: places by their characters."""
    if isinstance(value, tuple) and value and hasattr(value[0], "quote"):
        return place(value)
    return value


def _shown(value: Any) -> str:
    """A value in short."""
    if isinstance(value, tuple):
        where = place(value) if value and hasattr(value[0], "quote") else None
        return ", ".join(f"{start}-{end}" for start, end in where) if where else ", ".join(map(str, value)) or "none"
    return "none" if value is None else shortened(value.id if hasattr(value, "id") else str(value), 80)


def _used(claims: Sequence[Claim], *others: Sequence[Any]) -> set[str]:
    """The ids that kept records name."""
    attributions = [each for claim in claims for each in claim.attributions]
    names = {name for each in attributions for name in (*each.source_ids, *each.via_ids)}
    for record in (one for each in others for one in each):
        names |= set(getattr(record, "drawn_by_ids", ()))
        names |= {getattr(record, field, None) or "" for field in ("author_id", "about_id")}
    return names


def _without_cycles(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Claims none of which is said within itself: votes may close a circle, whose last link is cut."""
    outer: dict[str, set[str]] = {}

    def reaches(name: str, goal: str) -> bool:
        seen, ahead = set(), [name]
        while ahead:
            here = ahead.pop()
            if here == goal:
                return True
            if here not in seen:
                seen.add(here)
                ahead += outer.get(here, ())
        return False

    made = []
    for claim in claims:
        attributions = []
        for each in claim.attributions:
            if each.within_id is not None and reaches(each.within_id, claim.id):
                attributions.append(attrs.evolve(each, within_id=None))
                continue
            if each.within_id is not None:
                outer.setdefault(claim.id, set()).add(each.within_id)
            attributions.append(each)
        made.append(attrs.evolve(claim, attributions=tuple(attributions)))
    return tuple(made)


def _without_circles(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Sources none of which belongs to itself."""
    outer: dict[str, str] = {}
    made = []
    for source in sources:
        name = source.affiliation_id
        while name is not None and name != source.id:
            name = outer.get(name)
        if name is None and source.affiliation_id is not None:
            outer[source.id] = source.affiliation_id
        made.append(source if name is None else attrs.evolve(source, affiliation_id=None))
    return tuple(made)
