"""What a conversion lost: each kind with a code and a count, in total and for each article."""

import json
from collections.abc import Sequence
from typing import Any

import attrs

from newsclaims import __version__
from newsclaims._words import counted
from newsclaims.conversion import verbs
from newsclaims.conversion.sources import Item
from newsclaims.corpus.records import Record
from newsclaims.errors import escaped_text
from newsclaims.formats.losses import Lost

__all__ = ["Kind", "Ledger"]


@attrs.frozen
class Kind:
    """
    One kind of loss, over all articles.

    Attributes:
        code: Its code, NC6xx.
        what: What is lost.
        count: How many times.
        articles: How many articles have it.
    """

    code: str
    what: str
    count: int
    articles: int


class Ledger:
    """
    Counts losses.

    Attributes:
        articles: How many articles were looked at.
    """

    def __init__(self, form: str) -> None:
        self.articles = 0
        self._form = form
        self._kinds: dict[tuple[str, str], Kind] = {}
        self._entries: list[dict[str, Any]] = []

    def __bool__(self) -> bool:
        """Whether anything is lost."""
        return bool(self._kinds)

    def add(self, items: Sequence[Item], name: str | None = None) -> None:
        """
        Note what is lost of articles that are written together.

        Args:
            items: The articles.
            name: That of the file, without folder and suffix, where it carries something.
        """
        self.articles += len(items)
        lost = verbs.losses(self._form, [item.article for item in items], name)
        self._count(lost)
        if lost:
            keys = {(one.code, one.what) for one in lost}
            for item in items:
                # What is lost of an article alone may survive beside others, such as its number in a file.
                own = lost if len(items) == 1 else verbs.losses(self._form, [item.article])
                self._enter(item.record, item.article.id, [one for one in own if (one.code, one.what) in keys])

    def add_one(self, record: Record, id: str, lost: Sequence[Lost]) -> None:
        """Note what is lost of one article that somebody else has looked at."""
        self.articles += 1
        self._count(lost)
        self._enter(record, id, lost)

    def _count(self, lost: Sequence[Lost]) -> None:
        for one in lost:
            key = (one.code, one.what)
            kind = self._kinds.get(key, Kind(*key, 0, 0))
            self._kinds[key] = attrs.evolve(kind, count=kind.count + one.count)

    def _enter(self, record: Record, id: str, lost: Sequence[Lost]) -> None:
        for one in lost:
            kind = self._kinds[one.code, one.what]
            self._kinds[one.code, one.what] = attrs.evolve(kind, articles=kind.articles + 1)
        if lost:
            place = {"file": record.file, "record": record.number, "id": id}
            self._entries.append({**place, "losses": [attrs.asdict(one) for one in lost]})

    def kinds(self) -> list[Kind]:
        """Every kind of loss, by code."""
        return [self._kinds[key] for key in sorted(self._kinds)]

    def lines(self) -> list[str]:
        """
        One line for each kind of loss.

        >>> Ledger("brat").lines()
        []
        """
        return [
            f"{kind.code} lost: {kind.count} × {kind.what}, in {kind.articles} of {counted(self.articles, 'article')}"
            for kind in self.kinds()
        ]

    def report(self) -> bytes:
        """
        All of it as JSON; articles that lose nothing are not listed.

        >>> print(Ledger("brat").report().decode().splitlines()[3])
          "to": "brat",
        """
        plain = {
            "tool": "newsclaims",
            "version": __version__,
            "to": self._form,
            "articles": self.articles,
            "losses": [attrs.asdict(kind) for kind in self.kinds()],
            "by_article": self._entries,
        }
        lines = json.dumps(plain, ensure_ascii=False, indent=2).split("\n")
        return ("\n".join(map(escaped_text, lines)) + "\n").encode()
