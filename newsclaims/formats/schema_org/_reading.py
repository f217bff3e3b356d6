"""
What the nodes of schema.org say of an article, its claims, who puts them forward, and their reviews.

Whatever is not said in the words of the model stays, as it is, in `extensions.schema_org` of the record it belongs to;
nodes of other types in that of the article, under `@graph`.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from newsclaims._rules import ID, LANGUAGE, PERIOD, URI
from newsclaims.article import Article
from newsclaims.errors import FieldError, Issue, shown
from newsclaims.formats._documents import JsonDocument, error, fingerprint
from newsclaims.formats.schema_org._losses import numbered
from newsclaims.formats.schema_org._nodes import Node, Union, each, fragments, line, nodes, number, one, text, uris
from newsclaims.formats.schema_org._sources import NAME, Sources, is_party, kept, name_of, says_something
from newsclaims.model import Attribution, Claim, Provenance, Review, When

__all__ = ["VOICES_URN", "read_document"]

VOICES_URN = "urn:newsclaims:voices"
"""`additionalType` of the words that tell through whom the reader hears a claim."""

_NEWS = frozenset(
    {
        "NewsArticle",
        "AnalysisNewsArticle",
        "AskPublicNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReportageNewsArticle",
        "ReviewNewsArticle",
    }
)
_WANTED = _NEWS | {"Article", "Claim", "ClaimReview", "Quotation"}


def read_document(data: bytes | str, id: str | None, language: str) -> Article:
    """
    The article that a block of schema.org says.

    Raises:
        ConversionError: It cannot be read.
    """
    document = JsonDocument(data, NAME)
    if type(document.plain) not in (dict, list):
        raise document.refusal([error("NC931", "", f"is {shown(document.plain)}, should be nodes of schema.org")])
    taken, contexts, issues = fragments(document.plain)
    if issues:
        raise document.refusal(issues)
    reader = _Reader(taken, contexts)
    try:
        article = reader.article(list(nodes(document.plain, "", _WANTED)), document.id, id, language)
        if reader.issues:
            raise document.refusal(reader.issues)
        return document.checked(article)
    except FieldError as wrong:
        raise document.refusal([*reader.issues, error(wrong.code, "", f"gives an article whose {wrong}")]) from None


@attrs.define
class _Draft:
    """A record in the making."""

    id: str
    text: str = ""
    language: str | None = None
    time: When | None = None
    same_as: tuple[str, ...] = ()
    left: dict[str, Any] = attrs.field(factory=dict)
    more: list[dict[str, Any]] = attrs.field(factory=list)
    """What further nodes of a claim say."""
    attributions: list[Attribution] = attrs.field(factory=list)


class _Reader:
    """Reads the nodes of one document."""

    def __init__(self, taken: set[str], contexts: list[Any]) -> None:
        self._contexts = contexts
        self.issues: list[Issue] = []
        self._used: set[str] = set()
        self._fresh = {letter: numbered(letter, taken) for letter in "scv"}
        self._sources = Sources(lambda wish: self._name(wish, "s"))
        self._claims: list[_Draft] = []
        self._named_claims: dict[str, tuple[_Draft, bytes]] = {}
        self._reviews: list[Review] = []
        self._me: set[str] = set()

    def article(self, found: list[Node], digest: str, id: str | None, language: str) -> Article:
        """The article of some nodes."""
        for node in found:
            self._sources.index(node)
        root = self._root(found)
        reviews = [node for node in found if "ClaimReview" in node.types]
        claims = [
            node
            for node in found
            if {"Claim", "Quotation"}.intersection(node.types) and "ClaimReview" not in node.types
        ]
        if root is None and not reviews and not claims:
            self._wrong("NC931", "", "holds no NewsArticle, Claim, ClaimReview or Quotation")
            return Article(id=digest, language="und")
        base = self._article(root, reviews, digest, id, language)
        for node in claims:
            self._claim(node, None)
        for node in reviews:
            self._review(node)
        left = {} if root is None else root.left
        others = [node.left for node in found if not (node is root or _WANTED.intersection(node.types) - {"Article"})]
        return attrs.evolve(
            base,
            provenance=self._provenance(),
            sources=self._sources.built(),
            claims=self._numbered(),
            reviews=tuple(self._reviews),
            extensions=kept(
                {
                    **({"@context": self._contexts} if self._contexts else {}),
                    **left,
                    **({"@graph": others} if others else {}),
                }
            ),
        )

    def _wrong(self, code: str, pointer: str, message: str, hint: str = "") -> None:
        self.issues.append(error(code, pointer, message, hint))

    def _name(self, wish: str | None, letter: str) -> str:
        """The id of a record: the fragment that its node has, if that is one and free."""
        name = wish[1:] if wish is not None and wish.startswith("#") else ""
        if not ID.holds(name) or name in self._used:
            name = next(self._fresh[letter])
        self._used.add(name)
        return name

    # ── The article ──────────────────────────────────────────────────────────────────────────────────────────

    def _root(self, found: list[Node]) -> Node | None:
        """The one node that is the article."""
        news = [node for node in found if _NEWS.intersection(node.types)]
        news = news or [node for node in found if "Article" in node.types]
        for node in news[1:]:
            self._wrong("NC933", node.pointer, "is another article, should be the only one", "split the block")
        return news[0] if news else None

    def _article(self, root: Node | None, reviews: list[Node], digest: str, id: str | None, language: str) -> Article:
        """The article without its records."""
        if root is None:
            urls = {text(node.data.get("url")) for node in reviews}
            url = urls.pop() if len(urls) == 1 else None
            url = url if url is not None and line(url) == url else None
            return Article(id=id or url or digest, url=url, language=language)
        url = root.line("url")
        name = self._own_name(root, url, named=id is None)
        words = self._text(root)
        stated = text(root.data.get("inLanguage"))
        if stated is not None and LANGUAGE.holds(stated):
            root.drop("inLanguage")
            language = stated
        for own in ("NewsArticle", ["NewsArticle"]):
            if root.left.get("@type") == own:
                root.drop("@type")
        made = Article(
            id=id or name or url or digest,
            url=url,
            language=language,
            text=words,
            title=root.line("headline"),
            published=root.date("datePublished"),
            modified=root.date("dateModified"),
            byline=self._byline(root),
            publisher=self._publisher(root),
        )
        self._mentions(root)
        return made

    def _own_name(self, root: Node, url: str | None, *, named: bool) -> str | None:
        """The article's own id; what can refer to it is remembered."""
        identifier = text(root.data.get("identifier"))
        found = root.id if root.id is not None and URI.holds(root.id) else None
        if found is not None and named:
            root.drop("@id", "id")
        if found is None and identifier is not None and line(identifier) == identifier:
            found = identifier
            if named:
                root.drop("identifier")
        self._me = {name for name in (root.id, identifier, url) if name is not None}
        return found

    def _text(self, root: Node) -> str | None:
        """The whole text; a body that is only its end says nothing more."""
        whole, body = text(root.data.get("text")), text(root.data.get("articleBody"))
        if whole is not None:
            root.drop("text")
            if body is not None and whole.endswith(body):
                root.drop("articleBody")
            return whole
        if body is not None:
            root.drop("articleBody")
        return body

    def _byline(self, root: Node) -> tuple[str, ...]:
        """The names of the authors; where something else is said of them too, it stays."""
        found = [self._sources.resolved(item) for item in each(root.left.get("author"))]
        names = [name_of(item) for item in found]
        if found and all(item == {"@type": "Person", "name": name} for item, name in zip(found, names, strict=True)):
            root.drop("author")
        return tuple(name for name in names if name is not None)

    def _publisher(self, root: Node) -> str | None:
        found = self._sources.resolved(one(root.left.get("publisher")))
        name = name_of(found)
        if found == {"@type": "Organization", "name": name}:
            root.drop("publisher")
        return name

    def _mentions(self, root: Node) -> None:
        """People and organisations that the article speaks of are sources; places and the like stay."""
        rest = []
        for item in each(root.left.get("mentions")):
            if is_party(item):
                self._sources.id_of(item)
            else:
                rest.append(item)
        root.keep("mentions", rest)

    def _provenance(self) -> Provenance | None:
        """The agent, where one and the same has interpreted all claims."""
        agents = [draft.left.get("claimInterpreter") for draft in self._claims]
        if not agents or any(type(agent) is not dict or list(agent) != ["name"] for agent in agents):
            return None
        names = {name_of(agent) for agent in agents}
        name = names.pop()
        if names or name is None or agents[0] != {"name": name}:
            return None
        for draft in self._claims:
            del draft.left["claimInterpreter"]
        return Provenance(agent=name)

    # ── Claims ───────────────────────────────────────────────────────────────────────────────────────────────

    def _claim(self, node: Node, wording: str | None) -> _Draft | None:
        """
        A claim: a new one, or one more attribution of a claim that has been named before.

        Args:
            node: The claim, the quotation, or the work that a review is about.
            wording: What the review says that it is about.
        """
        name = node.id
        if name is not None and name in self._named_claims:
            draft, first = self._named_claims[name]
            if len(node.data) > 1 and fingerprint(node.data) != first:
                self._again(draft, node)
            return draft
        is_work = not {"Claim", "Quotation"}.intersection(node.types)
        words = (None if is_work else node.text("text")) or wording
        if words is None:
            hint = "a claim needs `text`, or a review of it with `claimReviewed`"
            self._wrong("NC932", node.pointer, "is a claim without words", hint)
            return None
        draft = _Draft(self._name(name, "c"), text=words)
        if name == f"#{draft.id}":
            node.drop("@id")
        if name is not None:
            self._named_claims[name] = (draft, fingerprint(node.data))
        self._claims.append(draft)
        if not is_work:
            self._about(draft, node)
        self._attribute(draft, node, is_work=is_work)
        draft.left = node.left
        return draft

    def _about(self, draft: _Draft, node: Node) -> None:
        """What a claim says of itself."""
        stated = text(node.left.get("inLanguage"))
        if stated is not None and LANGUAGE.holds(stated):
            draft.language = stated
            node.drop("inLanguage")
        period = text(node.left.get("temporalCoverage"))
        if period is not None and PERIOD.holds(period):
            draft.time = When(value=period)
            node.drop("temporalCoverage")
        draft.same_as = uris(node, "sameAs")
        told = node.left.get("description")
        if type(told) is dict and told.get("additionalType") == VOICES_URN:
            # It was made of what the article said; nobody can read it back, nor need they.
            node.drop("description")

    def _again(self, draft: _Draft, node: Node) -> None:
        """One more attribution, and whatever else is said of a claim that has been named before."""
        node.drop("@id", "id")
        if text(node.left.get("text")) == draft.text:
            node.drop("text")
        self._attribute(draft, node, is_work=False)
        draft.more.append(node.left)

    def _attribute(self, draft: _Draft, node: Node, *, is_work: bool) -> None:
        """Who puts a claim forward, when and where; nothing where none of this is said."""
        quoted = "Quotation" in node.types
        kinds = {"Claim", "Quotation"}.intersection(node.types)
        if kinds == set(node.types) and "Claim" in kinds:
            node.drop("@type", "type")
        speaker = next((name for name in ("spokenByCharacter", "author", "creator") if node.left.get(name)), "author")
        if not quoted:
            speaker = "author"
        ids = self._parties(node, speaker)
        ids = tuple(dict.fromkeys((*ids, *self._documents(node))))
        value = node.date("datePublished")
        url = node.line("url") if is_work else self._place(node)
        if ids or value is not None or url is not None or quoted:
            draft.attributions.append(
                Attribution(
                    id="a",
                    source_ids=ids,
                    time=None if value is None else When(value=value),
                    url=url,
                    polarity="positive",
                    form="direct" if quoted else None,
                )
            )

    def _parties(self, node: Node, name: str) -> tuple[str, ...]:
        """Take the sources that a member names; what names nobody stays."""
        found: list[Any] = []
        rest: list[Any] = []
        for item in each(node.left.get(name)):
            (found if says_something(item) else rest).append(item)
        node.keep(name, rest)
        return self._sources.ids(found)

    def _documents(self, node: Node) -> tuple[str, ...]:
        """Documents that a claim or review is based on, as far as they are sources of the article."""
        ours: list[Any] = []
        others: list[Any] = []
        for item in each(node.left.get("isBasedOn")):
            name = item.get("@id") if type(item) is dict else None
            (ours if name in self._sources else others).append(item)
        if ours:
            node.keep("isBasedOn", others)
        return self._sources.ids(ours)

    def _place(self, node: Node) -> str | None:
        """Where a claim was made: its first appearance, or the only one; the article itself is none."""
        appearances = [item for item in each(node.left.get("appearance")) if not self._is_me(item)]
        if len(appearances) < len(each(node.left.get("appearance"))):
            node.keep("appearance", appearances)
        name = "firstAppearance" if node.left.get("firstAppearance") else "appearance"
        found = one(node.left.get(name))
        url = text(found.get("url")) if type(found) is dict else None
        if url is None or line(url) != url:
            return None
        if found == {"@type": "CreativeWork", "url": url}:
            node.drop(name)
        return url

    def _is_me(self, item: Any) -> bool:
        """Whether a node is no more than a reference to the article."""
        if type(item) is not dict or item.keys() - {"@type", "@id", "identifier"}:
            return False
        name = item.get("@id", item.get("identifier"))
        return type(name) is str and name in self._me

    def _numbered(self) -> tuple[Claim, ...]:
        """The claims, with ids for all attributions."""
        names = numbered("a", self._used)
        return tuple(
            Claim(
                id=draft.id,
                text=draft.text,
                language=draft.language,
                time=draft.time,
                same_as=draft.same_as,
                attributions=tuple(attrs.evolve(item, id=next(names)) for item in draft.attributions),
                extensions=kept(Union(draft.left, *draft.more).plain() if draft.more else draft.left),
            )
            for draft in self._claims
        )

    # ── Reviews ──────────────────────────────────────────────────────────────────────────────────────────────

    def _review(self, node: Node) -> None:
        """A review and what it is about; one without a label is kept with the claim, since it finds nothing."""
        wording = node.text("claimReviewed")
        about = [Node(item, f"{node.pointer}/itemReviewed") for item in self._items(node)]
        if sum("text" in item.data or item.id is not None for item in about) > 1:
            self._wrong("NC935", node.pointer, "reviews several claims, should review one", "split the review")
            return
        draft = self._claim(about[0] if about else Node({"@type": "Claim"}, node.pointer), wording)
        if draft is None:
            return
        for item in about[1:]:
            self._attribute(draft, item, is_work=not {"Claim", "Quotation"}.intersection(item.types))
            draft.more.append(item.left)
        if wording is not None and wording != draft.text:
            node.left["claimReviewed"] = wording
        items = each(node.data.get("itemReviewed"))
        node.keep("itemReviewed", [item for item in items if not (type(item) is dict and item)])
        stated = one(node.data.get("reviewRating"))
        rating = Node(stated if type(stated) is dict else {}, node.pointer)
        label = rating.line("alternateName") or _worded(rating)
        if label is None:
            draft.more.append({"review": node.left})
        else:
            self._reviews.append(self._found(node, rating, draft, label))

    def _found(self, node: Node, rating: Node, draft: _Draft, label: str) -> Review:
        """What a review finds."""
        name = self._name(node.id, "v")
        if node.id == f"#{name}":
            node.drop("@id")
        if node.types == ("ClaimReview",):
            node.drop("@type", "type")
        made = Review(
            id=name,
            claim_id=draft.id,
            label=label,
            rating_value=rating.number("ratingValue"),
            rating_best=rating.number("bestRating"),
            rating_worst=rating.number("worstRating"),
            explanation=rating.text("ratingExplanation"),
            url=node.line("url"),
            author_id=self._reviewer(node),
            published=node.date("datePublished"),
        )
        if rating.types == ("Rating",):
            rating.drop("@type", "type")
        node.drop("reviewRating")
        if rating.left:
            node.left["reviewRating"] = rating.left
        return attrs.evolve(made, extensions=kept(node.left))

    def _items(self, node: Node) -> Iterator[dict[str, Any]]:
        """What a review is about; a reference stands for what it refers to."""
        for item in each(node.data.get("itemReviewed")):
            if type(item) is dict and item:
                name = item.get("@id")
                yield item if type(name) is str and name in self._named_claims else self._sources.resolved(item)

    def _reviewer(self, node: Node) -> str | None:
        """The one author of a review; several stay as they are."""
        if sum(map(says_something, each(node.left.get("author")))) > 1:
            return None
        found = self._parties(node, "author")
        if found:
            return found[0]
        documents = self._documents(node)
        return documents[0] if documents else None


def _worded(rating: Node) -> str | None:
    """The rating itself, where it is words and no number."""
    value = text(rating.data.get("ratingValue"))
    return None if value is None or number(value) is not None else line(value)
