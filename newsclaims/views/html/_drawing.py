r"""
Strings as a page shows them: escaped, and with every character that nobody would see drawn as a mark.

A mark is generated content beside the character itself, which stands alone in a box of its own: it can be copied, and
it cannot turn or join what stands around it. So the text of a page is the text of the article, character by character.
Two characters are written another way: U+0000, which no page can hold, as U+2400, and U+000D as `&#13;`.
"""

import re
from typing import Final

from markupsafe import Markup, escape

__all__ = ["brief", "drawn", "link", "one_line", "plain", "short"]

_NAMES: Final = {
    0x00: "NUL",
    0x09: "TAB",
    0x0D: "CR",
    0x1B: "ESC",
    0x7F: "DEL",
    0x85: "NEL",
    0xAD: "SHY",
    0x34F: "CGJ",
    0x61C: "ALM",
    0x200B: "ZWSP",
    0x200C: "ZWNJ",
    0x200D: "ZWJ",
    0x200E: "LRM",
    0x200F: "RLM",
    0x2028: "LS",
    0x2029: "PS",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2060: "WJ",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0xFEFF: "BOM",
}

# Controls, bidi controls, what has no width, fillers, tags, selectors, private use and noncharacters. Joiners and
# selectors hold letters and emoji together; where they do, they are no more than a part of what is seen.
_JOINED = "\u0590-\u1fff\u2190-\u2bff\u3000-\ud7ff\U00010800-\U0003ffff"
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\r\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U0001fffe\U0001ffff\U0002fffe\U0002ffff"
    "\U0003fffe-\U000effff\U000f0000-\U0010ffff]"
    f"|(?<![{_JOINED}\ufe00-\ufe0f])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"
    "|(?<![#*0-9\u00a9\u00ae\u203c-\u3299\u1820-\u18aa\u3400-\u9fff\U0001f000-\U0003ffff])[\ufe00-\ufe0f]"
)
_LINE_BREAKS = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029 ]+")


def drawn(text: str) -> Markup:
    r"""
    A text as a page shows it: escaped, unseen characters drawn as marks; U+0009 and U+000A are left to the page.

    >>> drawn("a<b\u202e")
    Markup('a&lt;b<span class="x" data-c="RLO">\u202e</span>')
    """
    if text.isascii() and text.isprintable():
        return escape(text)
    parts = []
    reached = 0
    for match in _UNSEEN.finditer(text):
        parts += [escape(text[reached : match.start()]), _mark(match[0])]
        reached = match.end()
    parts.append(escape(text[reached:]))
    return Markup("").join(parts)


def _mark(character: str) -> Markup:
    code = ord(character)
    written = {0: "\u2400", 13: "&#13;"}.get(code, character)
    # One character out of a closed set, none of which means anything in HTML.
    return Markup('<span class="x" data-c="%s">') % name(code) + Markup(written) + Markup("</span>")  # noqa: S704


def name(code: int) -> str:
    """
    What the mark of a character says.

    >>> name(0x202E), name(0xE000)
    ('RLO', 'U+E000')
    """
    return _NAMES.get(code, f"U+{code:04X}")


def plain(text: str) -> str:
    r"""
    A text for attributes, options and pictures, where no mark can be drawn: what is unseen is named in brackets.

    >>> plain("a\u202eb")
    'a[RLO]b'
    """
    return _UNSEEN.sub(lambda match: f"[{name(ord(match[0]))}]", text)


def one_line(text: str) -> str:
    r"""
    A text on one line: each run of blanks and line breaks is one blank.

    >>> one_line("a \n b")
    'a b'
    """
    return _LINE_BREAKS.sub(" ", text).strip(" ")


def short(text: str, most: int) -> str:
    """
    A text of at most so many code points; what is left out is counted.

    >>> short("a long sentence", 7), short("short", 7)
    ('a long … (8 more characters)', 'short')
    """
    return text if len(text) <= most else f"{text[:most].rstrip(' ')} … ({len(text) - most:,} more characters)"


def brief(text: str, most: int) -> str:
    r"""
    A text on one line, of at most so many code points; no more of it is looked at than is shown.

    >>> brief("a\nb", 5), brief("abcdefghij", 2)
    ('a b', 'ab … (8 more characters)')
    """
    if len(text) <= 2 * most:
        return short(one_line(text), most)
    return f"{one_line(text[: 2 * most])[:most]} … ({len(text) - most:,} more characters)"


_SAFE = re.compile(r"https?://[^\s\\]+", re.IGNORECASE)


def link(url: str, words: str | None = None) -> Markup:
    """
    A link to another site, if it is one of the web; anything else is no more than its words.

    >>> link("javascript:alert(1)")
    Markup('<span class="url">javascript:alert(1)</span>')
    >>> link("https://example.org/", "there")
    Markup('<a class="url" href="https://example.org/" rel="noopener noreferrer nofollow">there</a>')
    """
    shown = drawn(short(words or url, 200))
    if len(url) > 2_000 or _UNSEEN.search(url) or not _SAFE.fullmatch(url):
        return Markup('<span class="url">%s</span>') % shown
    return Markup('<a class="url" href="%s" rel="noopener noreferrer nofollow">%s</a>') % (url, shown)
