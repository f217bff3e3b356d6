"""The text of an article with its places: flat segments, numbered links, paragraphs, headings."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from newsclaims.article import Article
from newsclaims.model import Claim
from newsclaims.views.html._drawing import drawn, plain
from newsclaims.views.html._layer import Layer
from newsclaims.views.html._places import Laid, Segment, lay, places, segments

__all__ = ["LANES", "Text", "text_of"]

LANES = 6
"""Lanes that are painted; a seventh strip stands for all below."""

# Line breaks, and the lines of blanks between them.
_BREAKS = re.compile(r"(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))*")


class Text(NamedTuple):
    """The text drawn."""

    markup: Markup
    """The `article` element; its text is the article's text."""
    hidden: int
    """How many places lie too deep to be drawn."""


class _Line(NamedTuple):
    start: int
    end: int
    tag: str
    """`p`, a heading, or empty for what stands between lines."""
    headline: bool = False


def text_of(layer: Layer, level: int) -> Text:
    """
    Draw the text of an article that has one.

    Args:
        layer: The layer of annotation.
        level: Level of the headings that the highest headings of the article become, 2 to 6.
    """
    article = layer.article
    text = article.text or ""
    laid, hidden = lay(places(article))
    lines = list(_lines(article, level))
    links = _links(layer, text)
    cuts = {line.end for line in lines} | set(links)
    parts = _drawn_lines(text, lines, list(segments(len(text), laid, cuts)), links)
    deepest = max((item.lane for item in laid if item.place.kind in "csu"), default=0)
    language = "" if article.language == "und" else article.language
    opening = Markup('<article lang="%s" dir="auto" class="text%s">') % (language, " deep" if deepest > 3 else "")
    return Text(opening + Markup("").join(parts) + Markup("</article>"), len(hidden))


def _lines(article: Article, level: int) -> Iterator[_Line]:
    text = article.text or ""
    headings = {}
    reached = 0
    for section in article.sections:
        is_headline = section.role == "headline"
        if section.heading is not None or is_headline:
            start, end = _trimmed(text, (section.heading or section).start, (section.heading or section).end)
            # No level may be left out on the way down.
            reached = min(section.level, reached + 1)
            headings[start] = (end, min(6, level + reached - 1), is_headline)
    start = 0
    while start < len(text):
        found = _BREAKS.search(text, start)
        end = found.start() if found else len(text)
        if end > start:
            first, last = _trimmed(text, start, end)
            heading_end, depth, headline = headings.get(first, (None, 0, False))
            whole = heading_end == last
            yield _Line(start, end, f"h{depth}" if whole else "p", whole and headline)
        if found:
            yield _Line(end, found.end(), "")
        start = found.end() if found else len(text)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without the white space at its ends."""
    words = text[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())


def _links(layer: Layer, text: str) -> Mapping[int, Sequence[Markup]]:
    """The numbered links by the offset they stand at: behind a claim, but before line breaks that it ends in."""
    links: dict[int, list[Markup]] = {}
    for item in layer.order:
        if item.claim.content:
            start, end = item.claim.content[-1].start, item.claim.content[-1].end
            words = text[start:end]
            stripped = words.rstrip("\r\n \t")
            if stripped and ("\n" in words[len(stripped) :] or "\r" in words[len(stripped) :]):
                end = start + len(stripped)
            links.setdefault(end, []).append(_link(layer, item.claim))
    return links


_LINK = Markup(
    '<a class="n%%s" id="%s-t%d" href="#%s-c%d" data-n="%s" aria-label="claim %s, %s" aria-describedby="%s-q%d"></a>'
)


def _link(layer: Layer, claim: Claim) -> Markup:
    """A link with a place left for its classes."""
    key, position, number = layer.key, layer.positions[claim.id], layer.numbers[claim.id]
    speakers = plain(layer.said_by(claim)).replace("%", "%%")
    return _LINK % (key, position, key, position, number, number, speakers, key, position)


def _drawn_lines(
    text: str, lines: Iterable[_Line], found: Sequence[Segment], links: Mapping[int, Sequence[Markup]]
) -> Iterator[Markup]:
    index, last, drawer = 0, len(found) - 1, _Drawer()
    for line in lines:
        if line.tag:
            yield Markup('<%s dir="auto"%s>') % (line.tag, Markup(' class="hl"') if line.headline else "")
        while index <= last and found[index].end <= line.end:
            segment = found[index]
            after = found[index + 1].laid if index < last else ()
            yield drawer.segment(segment, text[segment.start : segment.end], after)
            if segment.end in links:
                going_on = [item for item in segment.laid if item in after]
                classes = drawer.classes(going_on, going_on)
                for link in links[segment.end]:
                    yield link % (" s" + classes if classes else "")
            index += 1
        if line.tag:
            yield Markup("</%s>") % line.tag


_TOP = {"t": " t", "r": " r", "n": " o", "h": " h", "g": " g"}


class _Drawer:
    """Draws segments; remembers how many places the last one could not show."""

    def __init__(self) -> None:
        self._more = 0

    def segment(self, segment: Segment, words: str, after: Sequence[Laid]) -> Markup:
        """A segment, as a span where it belongs to a place."""
        if not segment.laid:
            self._more = 0
            return drawn(words)
        more = sum(item.lane >= LANES and item.place.kind in "csu" for item in segment.laid)
        mark = Markup(' data-m="+%d"') % more if more and more != self._more else Markup("")
        self._more = more
        classes = self.classes(segment.laid, after)
        tokens = " ".join([item.place.token for item in segment.laid if item.place.kind != "g"])
        named = Markup(' data-a="%s"') % tokens if tokens else Markup("")  # a gap is no annotation
        return Markup('<span class="s%s"%s%s>%s</span>') % (classes, named, mark, drawn(words))

    def classes(self, laid: Sequence[Laid], after: Sequence[Laid]) -> str:
        """The classes that paint lanes: `k1c` is a claim on lane 1, `e1` the gap before the next place on lane 1."""
        following = {(item.lane, item.place.token) for item in after}
        beside = {item.lane for item in after if item.place.kind in "csu"}
        classes = []
        for item in laid:
            kind, lane = item.place.kind, item.lane
            if kind in _TOP:
                classes.append(_TOP[kind])
            elif lane < LANES:
                classes.append(f" k{lane}{kind}")
                if lane in beside and (lane, item.place.token) not in following:
                    classes.append(f" e{lane}")
            elif " k6m" not in classes:
                classes.append(" k6m")
        return "".join(dict.fromkeys(classes))
