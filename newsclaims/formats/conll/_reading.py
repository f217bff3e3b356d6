"""Lines of CoNLL to articles: each fault with its line and column."""

import hashlib
import re
from collections.abc import Iterator

import attrs

from newsclaims import _json
from newsclaims._extensions import JSON
from newsclaims.article import Article
from newsclaims.errors import CODES, ConversionError, FieldError, Issue, shown
from newsclaims.formats.conll._layer import NAME, OWN_COMMENT, Sentence, plain_rows
from newsclaims.formats.conll._tokens import BLANKS, aligned
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.model import Claim, Note
from newsclaims.validation import validate

__all__ = ["Reader"]

_BLANK = re.compile(f"[{BLANKS}]")
_MEMBER = re.compile("# newsclaims (language|text) = (.*)", re.DOTALL)
_NEWDOC = re.compile("#[ ]*newdoc(?: id = (.+))?", re.DOTALL)
_INNER = ("I-", "L-", "E-")
_SINGLE = ("U-", "S-")
_KEYED = re.compile("#(?: .*[=].*| newdoc.*)", re.DOTALL)


@attrs.define
class _Line:
    """One token as it stands in the file."""

    number: int
    fields: list[str]
    tag: str
    column: int
    """Where the tag begins, in code points, from 1."""


@attrs.define
class _Document:
    """The lines of one article."""

    number: int
    id: str | None = None
    language: str | None = None
    text: str | None = None
    sentences: list[tuple[list[str], list[_Line]]] = attrs.field(factory=list)
    comments: list[str] = attrs.field(factory=list)
    """Those that wait for a token."""
    open: bool = False
    """Whether the next token goes on with the last sentence."""
    begun: bool = False
    """Whether a line of its own says that it begins."""


class Reader:
    """
    One file of CoNLL.

    All faults are collected; `articles` raises them together.
    """

    def __init__(self, data: bytes | str, content: str, column: int) -> None:
        """
        Decode.

        Raises:
            ConversionError: The file is too large, is no UTF-8, or has a byte order mark.
        """
        self._issues: list[Issue] = []
        self._content = content
        self._column = column
        data = data if isinstance(data, (bytes, str)) else bytes(data)
        raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
        if len(raw) > DEFAULT_LIMITS.document:
            self._refuse("NC965", 1, 1, f"has more than {DEFAULT_LIMITS.document} bytes (Limits.document)")
            raise self._error()
        self._digest = f"urn:sha256:{hashlib.sha256(raw).hexdigest()}"
        try:
            text = raw.decode()
        except UnicodeDecodeError as wrong:
            line = raw.count(b"\n", 0, wrong.start) + 1
            self._refuse("NC965", line, 1, "is not UTF-8")
            raise self._error() from None
        if text.startswith("\ufeff"):
            self._refuse("NC965", 1, 1, "begins with a byte order mark", "delete it")
            raise self._error()
        self._text = text
        lines = text.split("\n")
        self._ended = lines.pop() == ""
        if not self._ended:
            lines = text.split("\n")
        if lines and all(line.endswith("\r") for line in lines):
            lines = [line[:-1] for line in lines]
        self._lines = lines
        self._tabs = any("\t" in line for line in lines)
        self._width = 0
        self._closing = False
        """Whether the tags mark the last token of spans (BILOU, BIOES)."""

    # ── Faults ───────────────────────────────────────────────────────────────────────────────────────────────

    def _refuse(self, code: str, line: int, column: int, message: str, hint: str = "") -> None:
        self._issues.append(Issue(code, "error", "", message, hint, line, column))

    def _error(self) -> ConversionError:
        found = self._issues[: DEFAULT_LIMITS.issues]
        if len(self._issues) > len(found):
            message = f"has {len(self._issues) - len(found)} more issues than are listed (Limits.issues)"
            found.append(Issue("NC114", CODES["NC114"].severity, "", message))
        return ConversionError(found, NAME)

    # ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────

    def articles(self, id: str | None, language: str) -> tuple[Article, ...]:
        """
        All articles of the file.

        Raises:
            ConversionError: Something is wrong; it holds all that is.
        """
        documents = self._documents()
        if not self._ended and self._lines and self._lines[-1]:
            number = len(self._lines)
            self._refuse("NC965", number, len(self._lines[-1]) + 1, "ends without a line feed", "was the file cut?")
        several = len(documents) > 1
        made = []
        for number, document in enumerate(documents, 1):
            base = id if id is not None else self._digest
            name = f"{base}#{number}" if several else base
            if id is None and document.id is not None:
                name = document.id
            article = self._article(document, name, language)
            if article is not None:
                made.append(article)
        if self._issues:
            self._issues.sort(key=lambda issue: issue.line or 0)
            raise self._error()
        return tuple(made)

    def _documents(self) -> list[_Document]:
        """The lines of each article."""
        found: list[_Document] = []
        for number, line in enumerate(self._lines, 1):
            if not line.strip(" "):
                if found:
                    found[-1].open = False
            elif self._is_comment(line):
                self._comment(found, number, line)
            else:
                self._token_line(found, number, line)
        return found

    def _is_comment(self, line: str) -> bool:
        if not line.startswith("#"):
            return False
        return "\t" not in line if self._tabs else bool(_KEYED.fullmatch(line))

    def _comment(self, found: list[_Document], number: int, line: str) -> None:
        opens = _NEWDOC.fullmatch(line)
        if opens:
            # Comments above a `# newdoc` belong to what follows.
            waiting = found[-1].comments if found else []
            if found and not (found[-1].sentences or found[-1].begun):
                found.pop()
            elif found:
                found[-1].comments = []
            found.append(_Document(number, id=opens[1], comments=waiting, begun=True))
            return
        if not found:
            found.append(_Document(number))
        known = _MEMBER.fullmatch(line)
        if known is not None:
            self._member(found[-1], number, known)
        elif OWN_COMMENT.match(line):
            self._refuse("NC965", number, 1, f"is no comment that newsclaims writes: {shown(line)}")
        elif found[-1].open:
            self._refuse("NC965", number, 1, "is a comment inside a sentence", "comments stand before its tokens")
        else:
            found[-1].comments.append(line)

    def _member(self, document: _Document, number: int, known: re.Match[str]) -> None:
        """What newsclaims says of an article in a comment."""
        if getattr(document, known[1]) is not None or document.sentences:
            self._refuse("NC965", number, 1, f"states the {known[1]} again, or after tokens")
        elif known[1] == "language":
            document.language = known[2]
        else:
            parsed = _json.parse(known[2], DEFAULT_LIMITS)
            if parsed.issues or type(parsed.plain) is not str:
                column = known.start(2) + 1
                self._refuse("NC965", number, column, "should be the text as a string of JSON", "was the line cut?")
                document.text = ""
            else:
                document.text = parsed.plain

    def _token_line(self, found: list[_Document], number: int, line: str) -> None:
        fields, columns = _fields(line, tabs=self._tabs)
        if fields[0] == "-DOCSTART-":
            found.append(_Document(number, begun=True))
            return
        if not found:
            found.append(_Document(number))
        self._width = self._width or len(fields)
        token = self._token(number, fields, columns, self._width)
        if token is None:
            return
        document = found[-1]
        if not document.open:
            document.sentences.append((document.comments, []))
            document.comments = []
            document.open = True
        document.sentences[-1][1].append(token)

    def _token(self, number: int, fields: list[str], columns: list[int], width: int) -> _Line | None:
        if len(fields) != width or width < 2:
            wanted = "a word and a tag at least" if width < 2 else f"{width}, as in the lines before"
            self._refuse("NC967", number, 1, f"has {len(fields)} column(s), should have {wanted}")
            return None
        if not -width <= self._column < width or self._column in (0, -width):
            self._refuse("NC967", number, 1, f"has no column {self._column} of tags behind its word")
            return None
        at = self._column % width
        for field, column in zip(fields, columns, strict=True):
            if not field or "\r" in field:
                self._refuse("NC967", number, column, "is an empty column" if not field else "has a carriage return")
                return None
        if _BLANK.search(fields[0]):
            self._refuse("NC967", number, 1, f"is {shown(fields[0])}, a word should hold no white space")
            return None
        self._closing = self._closing or fields[at][:2] in (*_INNER[1:], *_SINGLE)
        return _Line(number, fields[:at] + fields[at + 1 :], fields[at], columns[at])

    # ── Articles ─────────────────────────────────────────────────────────────────────────────────────────────

    def _article(self, document: _Document, id: str, language: str) -> Article | None:
        before = len(self._issues)
        tokens = [line for _, lines in document.sentences for line in lines]
        text = document.text
        if text is None:
            text = "\n".join(" ".join(line.fields[0] for line in lines) for _, lines in document.sentences)
        if document.comments:
            self._refuse("NC965", document.number, 1, "has comments that no token follows")
        elif document.text is None and not tokens and (document.id is not None or document.language is not None):
            self._refuse("NC965", document.number, 1, "begins an article that has no token", "was the file cut?")
        ranges, wrong = aligned(text, [line.fields[0] for line in tokens])
        if wrong is not None:
            if wrong < len(tokens):
                line = tokens[wrong]
                rest = text[ranges[-1][1] if ranges else 0 :].lstrip()
                message = f"has the word {shown(line.fields[0])}, the text goes on with {shown(rest, 20)}"
                self._refuse("NC968", line.number, 1, message)
            else:
                last = tokens[-1].number if tokens else document.number
                left = text[ranges[-1][1] if ranges else 0 :].strip()
                self._refuse("NC968", last, 1, f"is the last token, the text goes on with {shown(left, 20)}")
            return None
        sentences: list[Sentence] = []
        position = 0
        firsts = set()
        for comments, lines in document.sentences:
            firsts.add(position)
            here = ranges[position : position + len(lines)]
            position += len(lines)
            sentences.append(Sentence([line.fields for line in lines], here, comments))
        chunks = [(ranges[low][0], ranges[high][1], label) for low, high, label in self._chunks(tokens, firsts)]
        if len(self._issues) > before:
            return None
        return self._built(document, text, chunks, sentences, id, language)

    def _chunks(self, tokens: list[_Line], firsts: set[int]) -> Iterator[tuple[int, int, str]]:
        """
        The first token, the last token and the label of each span of an article.

        Args:
            tokens: All tokens.
            firsts: The numbers of those that begin a sentence. A span of IOB2 ends there at the latest; where the file
                marks the last token of spans (L- or E-), nothing else ends them.
        """
        label, first = "", 0
        for number, line in enumerate(tokens):
            mark, name = line.tag[:2], line.tag[2:]
            begins = number in firsts and not self._closing
            goes_on = name != "" and name == label and mark in _INNER and not begins
            if label and not goes_on:
                if self._closing:
                    message = f"is {shown(line.tag)}, before the {label} above has ended with L- or E-"
                    self._refuse("NC966", line.number, line.column, message)
                else:
                    yield first, number - 1, label
            if goes_on and mark != "I-":
                yield first, number, label
            label = label if goes_on and mark == "I-" else ""
            if goes_on or line.tag == "O":
                continue
            if mark == "B-" and name:
                label, first = name, number
            elif mark in _SINGLE and name:
                yield number, number, name
            else:
                self._misplaced(line)
        if label and self._closing:
            self._refuse("NC966", tokens[-1].number, tokens[-1].column, f"is the last, and {label} has no L- or E-")
        elif label:
            yield first, len(tokens) - 1, label

    def _misplaced(self, line: _Line) -> None:
        """A tag that continues nothing, or is none."""
        message, hint = f"is {shown(line.tag)}, should be O, B-… or I-…", ""
        if line.tag[:2] in _INNER and line.tag[2:]:
            label = shown(line.tag[2:])[1:-1]
            message = f"is {shown(line.tag)}, which continues nothing: no B-{label} or I- of it before"
            hint = "write B- where a span begins (IOB2)"
        self._refuse("NC966", line.number, line.column, message, hint)

    def _built(
        self,
        document: _Document,
        text: str,
        chunks: list[tuple[int, int, str]],
        sentences: list[Sentence],
        id: str,
        language: str,
    ) -> Article | None:
        try:
            article = Article(id=id, language=document.language or language, text=text)
            claims: list[Claim] = []
            notes: list[Note] = []
            for start, end, label in chunks:
                anchor = (article.span(start, end),)
                if label == self._content:
                    claims.append(Claim(id=f"c{len(claims) + 1}", content=anchor))
                else:
                    notes.append(Note(id=f"n{len(notes) + 1}", kind=label, anchor=anchor))
            extensions: dict[str, JSON] = {}
            if sentences != plain_rows(text, chunks):
                extensions[NAME] = {"sentences": [_stored(sentence) for sentence in sentences]}
            article = attrs.evolve(article, claims=tuple(claims), notes=tuple(notes), extensions=extensions)
        except FieldError as wrong:
            self._refuse(wrong.code, document.number, 1, f"gives an article whose {wrong}")
            return None
        for issue in validate(article):
            if issue.severity == "error":
                where = f" at {issue.pointer}" if issue.pointer else ""
                self._refuse(issue.code, document.number, 1, f"gives an article that{where} {issue.message}")
        return article


def _stored(sentence: Sentence) -> dict[str, JSON]:
    rows: list[JSON] = [list[JSON](row) for row in sentence.rows]
    return {"comments": list[JSON](sentence.comments), "tokens": rows} if sentence.comments else {"tokens": rows}


def _fields(line: str, *, tabs: bool) -> tuple[list[str], list[int]]:
    """The columns of a line, and where each begins, from 1."""
    found = list(re.finditer("[^\t]*" if tabs else "[^ ]+", line))
    if tabs:
        fields = line.split("\t")
        columns, position = [], 1
        for field in fields:
            columns.append(position)
            position += len(field) + 1
        return fields, columns
    return [match[0] for match in found], [match.start() + 1 for match in found]
