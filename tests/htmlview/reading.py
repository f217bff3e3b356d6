"""A page read back: its elements, its ids, the text of its articles, and where their places stand."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

VOID = {"meta", "input", "br", "path"}


class Element(NamedTuple):
    tag: str
    attributes: dict[str, str | None]


class Text:
    """An `article` element: its text, and the ranges of each token."""

    def __init__(self) -> None:
        self.text = ""
        self.ranges: dict[str, list[tuple[int, int]]] = {}
        self.links: list[tuple[int, str]] = []
        self.gaps: list[str] = []


class Page(HTMLParser):
    """A page, or the view of a notebook, read by the standard library alone."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.texts: list[Text] = []
        self._words: list[str] = []
        self.style = ""
        self.script = ""
        self.wrong: list[str] = []
        self._open: list[Element] = []
        self.feed(page)
        self.close()
        self.words = "".join(self._words)
        self.wrong += [f"<{element.tag}> is not closed" for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len({name for name, _ in attrs}) < len(attrs):
            self.wrong.append(f"<{tag}> has an attribute twice")
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if tag == "article":
            self.texts.append(Text())
        if tag not in VOID:
            self._open.append(element)
        if tag == "a" and self._in_article:
            self.texts[-1].links.append((len(self.texts[-1].text), element.attributes["data-n"] or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs)))
        if tag != "path":
            self.wrong.append(f"<{tag}/>")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            self.wrong.append(f"</{tag}> where {[element.tag for element in self._open[-3:]]} are open")
        else:
            self._open.pop()

    @property
    def _in_article(self) -> bool:
        return any(element.tag == "article" for element in self._open)

    def handle_data(self, data: str) -> None:
        inside = self._open[-1].tag if self._open else ""
        if inside == "style":
            self.style += data
        elif inside == "script":
            self.script += data
        else:
            self._words.append(data)
        if not self._in_article:
            return
        text = self.texts[-1]
        start = len(text.text)
        text.text += data
        tokens = [token for element in self._open for token in (element.attributes.get("data-a") or "").split()]
        if "s g" in [element.attributes.get("class") for element in self._open]:
            text.gaps.append(data)
        for token in tokens:
            ranges = text.ranges.setdefault(token, [])
            if ranges and ranges[-1][1] == start:
                ranges[-1] = (ranges[-1][0], len(text.text))
            else:
                ranges.append((start, len(text.text)))

    def ids(self) -> list[str]:
        return [element.attributes["id"] or "" for element in self.elements if "id" in element.attributes]

    def named(self, name: str) -> list[Element]:
        """The elements of a class."""
        return [element for element in self.elements if name in (element.attributes.get("class") or "").split()]

    def references(self) -> Iterator[str]:
        """Every id that an attribute names."""
        for element in self.elements:
            for name in ("aria-labelledby", "aria-describedby", "for"):
                yield from (element.attributes.get(name) or "").split()
            if (element.attributes.get("href") or "").startswith("#"):
                yield (element.attributes["href"] or "")[1:]


def merged(ranges: list[tuple[int, int]] | tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Ranges of which those that touch are joined."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if found and found[-1][1] >= start:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def shown(text: str | None) -> str:
    """An article's text as a page holds it."""
    return (text or "").replace("\x00", "\u2400")
