"""A draft becomes an article: items to claims, names to sources, references to ids; what fails is kept and told."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import attrs

from newsclaims._extensions import JSON
from newsclaims.anchoring.checking import refuse_invalid
from newsclaims.article import Article
from newsclaims.draft.form import Draft, DraftClaim, DraftRelation, fields_of, issue, shape_issues
from newsclaims.draft.nesting import Nesting
from newsclaims.draft.quotes import Page, Placed, placed
from newsclaims.draft.reading import Reply, read_reply
from newsclaims.draft.verdicts import Field, Resolution, Unresolved, feedback_of
from newsclaims.errors import FieldError, Issue, SpanError, shown
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.model import Anchor, Attribution, Claim, Relation, Source

__all__ = ["resolve"]

_QUOTED: tuple[Field, ...] = ("content", "source", "cue", "hedge")


def resolve(
    draft: Draft | Mapping[str, JSON] | str | bytes,
    into: str | Article,
    *,
    language: str = "und",
    id: str | None = None,
    threshold: float | None = None,
) -> Resolution:
    """
    Find the places of a draft's quotes, and make an article of it.

    A quote has its place for sure or has none; an item whose content or source has none is kept among the unresolved,
    and never dropped or guessed. The article is a layer of its own: what `into` says of the text stays, its claims,
    sources, relations, reviews, notes and provenance do not.

    Args:
        draft: What the model wrote: JSON, plain data, or a `Draft`. Anything at all may be in it.
        into: The text, or an article whose text and sections are used.
        language: The text's language; that of the article where it is not known.
        id: The article's id; that of `into`, or `urn:sha256:` and the text's digest, by default.
        threshold: Accept the most similar place of a missing quote if it is at least so similar, 0 to 100, with a
            warning. None accepts nothing that is not in the text. Needs the extra `draft`.

    Returns:
        The article, one verdict a quote, what was not resolved, and a message about it for the model.

    Raises:
        InvalidArticleError: `into` is an article that breaks a rule.
        FieldError: The text, the language or the id breaks a rule.
        SpanError: `into` is an article without a text.
        MissingDependencyError: There is a threshold and no RapidFuzz.

    >>> item = DraftClaim(id="1", content=("it rained",), source=("NHK",), cue=("reports",), voice="source")
    >>> found = resolve(Draft(claims=(item,)), "NHK reports it rained.")
    >>> found.article.claims[0].content, [verdict.rule for verdict in found.verdicts], found.unresolved
    ((Span(start=12, end=21, quote='it rained'),), ['exact', 'exact', 'exact'], ())
    """
    base = _layer(into, language, id)
    page = Page(base.text or "", base.sections, threshold)
    reply = read_reply(draft) if isinstance(draft, (str, bytes)) else Reply(_as_plain(draft))
    made = _Resolving(base, page)
    made.take(reply)
    article = made.article()
    refuse_invalid(article)
    return Resolution(
        article=article,
        verdicts=tuple(made.verdicts),
        unresolved=tuple(made.unresolved),
        feedback=feedback_of(made.unresolved),
        issues=tuple(made.issues),
    )


def _layer(into: str | Article, language: str, id: str | None) -> Article:
    """
    An article without annotation over the text.

    Raises:
        SpanError: There is no text.
    """
    if not isinstance(into, Article):
        return Article.from_text(into, id=id, language=language)
    if into.text is None:
        raise SpanError(0, 0, None)
    return attrs.evolve(
        into,
        id=into.id if id is None else id,
        language=into.language if language == "und" else language,
        sources=(),
        claims=(),
        relations=(),
        reviews=(),
        notes=(),
        provenance=None,
    )


def _as_plain(draft: object) -> Any:
    if isinstance(draft, Draft):
        return draft.to_dict()
    return dict(draft) if isinstance(draft, Mapping) else draft


@attrs.define
class _Entry:
    """A claim while items come to it."""

    id: str
    content: Anchor
    first: int
    """Number of the item that it came from."""
    labels: dict[str, str]
    """Text and orientation; empty or `none` where they are not known."""
    attributions: list[Attribution] = attrs.field(factory=list)


class _Resolving:
    """A draft while it becomes an article."""

    def __init__(self, base: Article, page: Page) -> None:
        self.verdicts: list[Any] = []
        self.unresolved: list[Unresolved] = []
        self.issues: list[Issue] = []
        self._base = base
        self._page = page
        self._entries: dict[Anchor, _Entry] = {}
        self._sources: dict[str, Source] = {}
        self._by_name: dict[str, str] = {}
        self._relations: list[Relation] = []
        # Which claims an id of the draft names; None stands for an item that was not placed.
        self._named: dict[str, set[str | None]] = {}
        self._within: list[tuple[int, str, str, str]] = []
        self._outer: dict[str, str] = {}
        taken = [section.id for section in base.sections]
        self._prefixes = {prefix: _free(prefix, taken) for prefix in ("c", "a", "r", "src")}
        self._author = "author" if "author" not in taken else _free("author", taken)
        self._attributions = 0

    # ── Taking what the model wrote ──────────────────────────────────────────────────────────────────────────

    def take(self, reply: Reply) -> None:
        """Everything in a reply, in its order."""
        self.issues += reply.notes
        plain = reply.plain
        if plain is not None or not reply.scraps:
            problems = [
                problem
                for problem in shape_issues(plain, Draft, "")
                # What is cut off has no end, and is told already.
                if not (reply.scraps and problem.code == "NC706")
            ]
            if problems:
                members = fields_of(Draft)
                strange = {n: v for n, v in plain.items() if n not in members} if isinstance(plain, dict) else plain
                self._fail("draft", None, "", problems, strange)
        for name, take in (("claims", self._take_item), ("relations", self._take_relation)):
            items = plain.get(name, []) if isinstance(plain, dict) else []
            if not isinstance(items, (list, tuple)):
                message = f"is {shown(items)}, should be an array"
                self._fail("draft", None, "", [issue("NC705", f"/{name}", message)], items)
                continue
            if len(items) > DEFAULT_LIMITS.claims:
                message = f"has {len(items)} items, should have at most {DEFAULT_LIMITS.claims}"
                self._fail(
                    "draft", None, "", [issue("NC710", f"/{name}", message)], list(items[DEFAULT_LIMITS.claims :])
                )
            for index, item in enumerate(islice(items, DEFAULT_LIMITS.claims)):
                take(index, item)
            if name == "claims":
                self._nest()
        for scrap in reply.scraps:
            self._fail("draft", None, "", [scrap.issue], scrap.text)

    def _fail(self, kind: Any, index: int | None, id: str, problems: Sequence[Issue], data: Any, **more: Any) -> None:
        self.issues += problems
        self.unresolved.append(Unresolved(kind=kind, index=index, id=id, issues=tuple(problems), data=data, **more))

    def _take_item(self, index: int, plain: Any) -> None:
        pointer = f"/claims/{index}"
        problems = list(shape_issues(plain, DraftClaim, pointer))
        item = _readable(plain)
        quotes: dict[Field, tuple[str, ...]] = {field: item[field] for field in _QUOTED}
        found = placed(self._page, index, item["id"], quotes, item["section"])
        self.verdicts += found.verdicts
        if not problems:
            problems += _disagreements(item, pointer)
        problems += found.issues
        source = None
        if not any(problem.severity == "error" for problem in problems):
            try:
                source = self._source(item, pointer, problems)
            except FieldError as error:
                problems.append(issue("NC709", f"{pointer}/source_name", error.message))
        named = self._named.setdefault(item["id"], set()) if item["id"] else set()
        if any(problem.severity == "error" for problem in problems):
            named.add(None)
            self._fail("claim", index, item["id"], problems, plain, verdicts=found.verdicts)
            return
        self.issues += problems
        claim = self._claim(index, item, found, source or ())
        if named and claim not in named:
            message = f"is {shown(item['id'])}, the id of another item, should be an id of its own"
            self.issues.append(issue("NC735", f"{pointer}/id", message))
        named.add(claim)

    def _source(self, item: dict[str, Any], pointer: str, problems: list[Issue]) -> tuple[str, ...]:
        """The ids of the sources of an item: the author, one that is known by its name, or a new one."""
        if item["voice"] == "author":
            self._sources.setdefault(self._author, Source(id=self._author, kind="author"))
            return (self._author,)
        if item["voice"] == "unstated":
            return ()
        name, kind = item["source_name"], _label(item["source_kind"])
        if name not in self._by_name:
            number = len(self._sources) - (self._author in self._sources) + 1
            source = Source(id=f"{self._prefixes['src']}{number}", name=name or None, kind=kind)
            self._sources[source.id] = source
            if name:
                self._by_name[name] = source.id
            return (source.id,)
        known = self._sources[self._by_name[name]]
        if known.kind is None:
            self._sources[known.id] = attrs.evolve(known, kind=kind)
        elif kind not in (None, known.kind):
            message = f"is {kind}, should be {known.kind}, as of the first item with this source"
            problems.append(issue("NC736", f"{pointer}/source_kind", message))
        return (known.id,)

    def _claim(self, index: int, item: dict[str, Any], found: Placed, source_ids: tuple[str, ...]) -> str:
        """The claim of an item: a new one, or the one with the same content; its id."""
        content = found.anchors["content"]
        labels = {"restatement": item["restatement"], "orientation": item["orientation"]}
        entry = self._entries.get(content)
        if entry is None:
            entry = _Entry(f"{self._prefixes['c']}{len(self._entries) + 1}", content, index, labels)
            self._entries[content] = entry
        for name, value in labels.items():
            if _label(entry.labels[name]) is None:
                entry.labels[name] = value
            elif _label(value) is not None and value != entry.labels[name]:
                message = f"is {shown(value)}, should be {shown(entry.labels[name])}, as of item {entry.first + 1}"
                hint = "both have the same content and are one claim; the label of the first stays"
                self.issues.append(issue("NC734", f"/claims/{index}/{name}", message, hint))
        self._attributions += 1
        attribution = Attribution(
            id=f"{self._prefixes['a']}{self._attributions}",
            source_ids=source_ids,
            source=found.anchors["source"],
            cue=found.anchors["cue"],
            hedge=found.anchors["hedge"],
            attitude=_label(item["attitude"]),
            certainty=_label(item["certainty"]),
            polarity=_label(item["polarity"]),
            form=_label(item["form"]),
        )
        entry.attributions.append(attribution)
        if item["within"]:
            self._within.append((index, entry.id, attribution.id, item["within"]))
        return entry.id

    # ── References ───────────────────────────────────────────────────────────────────────────────────────────

    def _referred(self, name: str) -> str | None:
        """The claim that an id of the draft names; None where it names none, or two."""
        named = self._named.get(name, set())
        return next(iter(named)) if len(named) == 1 else None

    def _nest(self) -> None:
        """Settle what is said within what, once all items are known."""
        nesting = Nesting(DEFAULT_LIMITS.nesting)
        pointers: dict[str, str] = {}
        for index, claim, attribution, name in self._within:
            pointers[attribution] = pointer = f"/claims/{index}/within"
            outer = self._referred(name)
            if outer is None:
                message = f"is {shown(name)}, {self._unnamed(name)}, should be the id of an item that was placed"
                self.issues.append(issue("NC732", pointer, message))
            elif not nesting.add(attribution, claim, outer):
                self.issues.append(
                    issue("NC733", pointer, f"is {shown(name)}, which is said inside this item itself, or too deep")
                )
        for attribution in nesting.cut():
            message = f"nests more than {DEFAULT_LIMITS.nesting} claims in one another"
            self.issues.append(issue("NC733", pointers[attribution], message))
        self._outer = nesting.outer

    def _unnamed(self, name: str) -> str:
        named = self._named.get(name)
        if not named:
            return "the id of no item"
        return "the id of several items" if len(named) > 1 else "the id of an item that was not placed"

    def _take_relation(self, index: int, plain: Any) -> None:
        pointer = f"/relations/{index}"
        problems = list(shape_issues(plain, DraftRelation, pointer))
        ends: dict[str, str | None] = {}
        if not problems:
            ends = {name: self._referred(plain[name]) for name in ("from", "to")}
            for name, claim in ends.items():
                if claim is None:
                    there = f"is {shown(plain[name])}, {self._unnamed(plain[name])}"
                    message = f"{there}, should be the id of an item that was placed"
                    problems.append(issue("NC741", f"{pointer}/{name}", message))
            if not problems and ends["from"] == ends["to"]:
                message = (
                    f"is {shown(plain['to'])}, which is the same claim as {shown(plain['from'])}, should be another"
                )
                problems.append(issue("NC742", f"{pointer}/to", message))
        if problems:
            self._fail("relation", index, "", problems, plain)
            return
        number = len(self._relations) + 1
        self._relations.append(
            Relation(
                id=f"{self._prefixes['r']}{number}",
                type=plain["type"],
                from_id=ends["from"] or "",
                to_id=ends["to"] or "",
            )
        )

    # ── Giving ───────────────────────────────────────────────────────────────────────────────────────────────

    def article(self) -> Article:
        """The article of what was placed."""
        outer = self._outer
        claims = (
            Claim(
                id=entry.id,
                content=entry.content,
                text=entry.labels["restatement"] or None,
                orientation=_label(entry.labels["orientation"]),
                attributions=tuple(
                    attrs.evolve(attribution, within_id=outer[attribution.id])
                    if attribution.id in outer
                    else attribution
                    for attribution in entry.attributions
                ),
            )
            for entry in self._entries.values()
        )
        return attrs.evolve(
            self._base,
            sources=tuple(self._sources.values()),
            claims=tuple(claims),
            relations=tuple(self._relations),
        )


def _readable(plain: Any) -> dict[str, Any]:
    """The members of an item that have the right shape; the others as if there were nothing in them."""
    values: dict[str, Any] = {}
    for name, shape in fields_of(DraftClaim).items():
        value = plain.get(name) if isinstance(plain, dict) else None
        value = tuple(value) if type(value) is list else value
        if shape.kind == "array":
            values[name] = value if shape.breach(value) is None or _quotes(value) else ()
        else:
            values[name] = value if type(value) is str else ""
    return values


def _quotes(value: Any) -> bool:
    """Whether each item is a string, be it one that no text can hold."""
    return type(value) is tuple and all(type(item) is str for item in value)


def _disagreements(item: dict[str, Any], pointer: str) -> Iterator[Issue]:
    """What of an item contradicts itself."""
    if not item["content"]:
        yield issue("NC713", f"{pointer}/content", "is empty, should quote what is said")
    given = [name for name in ("source", "source_name") if item[name]]
    if item["source_kind"] != "none":
        given.append("source_kind")
    if item["voice"] == "source":
        if not {"source", "source_name"} & set(given):
            message = "is source, and neither source nor source_name says who"
            yield issue("NC716", f"{pointer}/voice", f"{message}, should be unstated, or a source be quoted or named")
    elif given:
        message = f"is {item['voice']}, and {' and '.join(given)} {'names' if len(given) == 1 else 'name'} a source"
        yield issue("NC716", f"{pointer}/voice", f"{message}, should be source, or there should be none")


def _label(value: str) -> Any:
    """A label of the model; None for none."""
    return None if value in ("", "none") else value


def _free(prefix: str, taken: Sequence[str]) -> str:
    """A prefix whose numbered ids are not taken, which is nearly always the one that is asked for."""
    letter = prefix[-1]
    while any((name.startswith(prefix) and name[len(prefix) :].isdecimal()) or name == prefix for name in taken):
        prefix += letter
    return prefix
