"""The articles of files, folders, patterns and standard input, in whatever formats they are, in order."""

import glob
import io
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO, TypeAlias

import attrs

from newsclaims.article import Article
from newsclaims.conversion import verbs
from newsclaims.corpus.records import (
    PROBLEMS,
    STANDARD_INPUT,
    Record,
    expand,
    is_columns,
    is_lines,
    opened,
    problem_of,
    records_of,
    rows,
)
from newsclaims.errors import CODES, ConversionError, InvalidArticleError, Issue
from newsclaims.formats import guessing
from newsclaims.formats.files import FILES, NEWSCLAIMS, known, stem_of
from newsclaims.limits import DEFAULT_LIMITS, Limits

__all__ = ["Document", "Found", "Item", "Unread", "are_many", "documents", "items", "kinds", "parsed"]


@attrs.frozen(kw_only=True)
class Item:
    """
    An article and where it comes from.

    Attributes:
        article: The article.
        record: The document it was read from; its data are empty where that was a file with others beside it.
        form: Its format.
        folders: The folders between the path that the user named and the file.
        stem: The name of its own file without suffixes; None where the file may hold others too, or has no name.
    """

    article: Article
    record: Record
    form: str
    folders: tuple[str, ...]
    stem: str | None


@attrs.frozen(kw_only=True)
class Unread:
    """
    A document that cannot be read.

    Attributes:
        record: The document.
        issues: Why.
    """

    record: Record
    issues: tuple[Issue, ...]


Found: TypeAlias = Item | Unread


@attrs.frozen(kw_only=True)
class Document:
    """
    A document that nobody has parsed, of which articles are to be made.

    Attributes:
        record: The document; without data where it is a file with others beside it.
        form: Its format.
        folders: As of `Item`.
        stem: As of `Item`.
    """

    record: Record
    form: str
    folders: tuple[str, ...] = ()
    stem: str | None = None

    @property
    def size(self) -> int:
        """Its bytes, as far as they have been read."""
        return len(self.record.data)


def are_many(paths: Iterable[str]) -> bool:
    """
    Whether paths may give several articles, by their names.

    >>> are_many(["a.json"]), are_many(["a.jsonl"]), are_many(["-"]), are_many(["*.json"]), are_many(["a.ann", "b.ann"])
    (False, True, False, True, True)
    """
    named = list(paths)
    if len(named) != 1:
        return True
    (path,) = named
    if path == STANDARD_INPUT or os.path.isfile(path):  # noqa: PTH113  # unlike Path, it says no where it may not look
        return is_lines(path) or is_columns(path) or any(FILES[form].many for form in guessing.by_name(path)[:1])
    return _is_folder(path) or glob.has_magic(path) or is_lines(path) or is_columns(path)


def _is_folder(path: str) -> bool:
    """Whether a path is a folder; one that may not be looked at is told when it is read."""
    return os.path.isdir(path)  # noqa: PTH112  # unlike Path, it says no where it may not look


def items(
    paths: Iterable[str], *, form: str | None = None, language: str = "und", limits: Limits = DEFAULT_LIMITS
) -> Iterator[Found]:
    """
    The articles of paths, and what of them cannot be read, in order.

    Args:
        paths: Files, folders, patterns, `-`.
        form: Their format; guessed for each file by default.
        language: The language of texts, where a document names none.
        limits: The bounds to keep.

    Raises:
        MissingDependencyError: A library is not installed that a file needs.
    """
    for document in documents(paths, form=form, language=language, limits=limits):
        yield from parsed(document, language)


def documents(
    paths: Iterable[str],
    *,
    form: str | None = None,
    language: str = "und",
    limits: Limits = DEFAULT_LIMITS,
    on_read: Callable[[int], object] | None = None,
) -> Iterator[Document | Unread]:
    """
    The documents of paths, and what of them cannot be read, in order; see `items`.

    Args:
        paths: Files, folders, patterns, `-`.
        form: Their format; guessed for each file by default.
        language: The language of texts, where a document names none.
        limits: The bounds to keep.
        on_read: Is told how many bytes of the files, packed as they are, have been read since it was last told.

    Raises:
        MissingDependencyError: A library is not installed that a file needs.
    """
    for path in paths:
        root = _root(path)
        for name in expand([path], kinds(form)):
            if isinstance(name, Record):
                yield _unread(name)
                continue
            reader = _Reader(name, _folders(name, root), form, language, limits, on_read)
            try:
                yield from reader.columns() if is_columns(name) and form in (None, NEWSCLAIMS) else reader.found()
            except PROBLEMS as error:
                yield _unread(problem_of(name, error))


def parsed(document: Document | Unread, language: str) -> Iterator[Found]:
    """The articles of a document, or why there are none."""
    if isinstance(document, Unread):
        yield document
        return
    record, form = document.record, document.form
    try:
        if FILES[form].layout == "pair":
            articles: tuple[Article, ...] = (verbs.taken(form, record.file, language),)
        else:
            articles = verbs.loaded(form, record.data, language)
    except InvalidArticleError as wrong:
        yield Unread(record=record, issues=_errors(wrong.issues))
    except ConversionError as wrong:
        record = record if FILES[form].layout != "pair" else _told_of(record, wrong)
        yield Unread(record=record, issues=_errors(wrong.issues))
    except PROBLEMS as error:
        yield _unread(problem_of(record.file, error))
    else:
        for article in articles:
            yield Item(article=article, record=record, form=form, folders=document.folders, stem=document.stem)


def _told_of(record: Record, wrong: ConversionError) -> Record:
    """The file of several that something is wrong with, and what it holds."""
    file = wrong.document if Path(wrong.document).is_file() else record.file
    try:
        with opened(file, DEFAULT_LIMITS) as source:
            return Record(file=file, data=source.read(DEFAULT_LIMITS.document + 1))
    except PROBLEMS:
        return Record(file=file)


def kinds(form: str | None) -> tuple[str, ...]:
    """The last suffixes of the files of a folder that are looked at."""
    forms = known() if form is None else (form,)
    suffixes = [suffix for name in forms for suffix in (*FILES[name].suffixes, *FILES[name].more)]
    suffixes += [".parquet"] if NEWSCLAIMS in forms else []
    return tuple(dict.fromkeys("." + suffix.rpartition(".")[2] for suffix in suffixes))


def _root(path: str) -> Path:
    """Below what names of folders are kept: the folder that is named, or where a pattern begins to be one."""
    if path != STANDARD_INPUT and _is_folder(path):
        return Path(path)
    parts = Path(path).parent.parts
    plain = next((number for number, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    return Path(*parts[:plain])


def _folders(name: str, root: Path) -> tuple[str, ...]:
    parent = Path(name).parent
    return parent.relative_to(root).parts if name != STANDARD_INPUT and parent.is_relative_to(root) else ()


@attrs.frozen
class _Reader:
    """Reads one file."""

    name: str
    folders: tuple[str, ...]
    form: str | None
    language: str
    limits: Limits
    on_read: Callable[[int], object] | None

    def found(self) -> Iterator[Document | Unread]:
        """The documents of the file, and what of it cannot be read."""
        form = self.form
        named = guessing.by_name(self.name)
        if form is None and len(named) == 1:
            (form,) = named
        if form is not None and FILES[form].layout == "pair":
            yield Document(record=Record(file=self.name), form=form, folders=self.folders, stem=stem_of(self.name))
            return
        with opened(self.name, self.limits, self.on_read) as source:
            if form is not None and FILES[form].layout == "own":
                yield from self._own(form, Record(file=self.name, data=source.read(self.limits.document + 1)))
                return
            recorder = _Recorder(source)
            documents = records_of(self.name, io.BufferedReader(recorder, 1 << 17), self.limits)
            first = next(documents)
            if first.problem is not None:
                yield _unread(first)
                return
            if form is None:
                guessed = self._guessed(first, named)
                if isinstance(guessed, Unread):
                    yield guessed
                    return
                form = guessed
            if FILES[form].layout == "own":
                yield from self._own(form, Record(file=self.name, data=recorder.all(self.limits.document + 1)))
                return
            recorder.stop()
            for record in chain((first,), documents):
                yield from self._documents(form, record, many=record.number is not None)

    def columns(self) -> Iterator[Document | Unread]:
        """The documents of a file or folder of columns."""
        for record in rows(self.name):
            yield from self._documents(NEWSCLAIMS, record, many=True)

    def _guessed(self, record: Record, named: tuple[str, ...]) -> str | Unread:
        """The format of a file whose name does not tell it, by its first document."""
        if named and not any(map(guessing.is_told_by_content, named)):
            return self._untold(record, named)
        forms = guessing.by_content(record.data)
        if len(forms) == 1:
            return forms[0]
        if not forms and named:
            # What is no JSON at all is told as such, with line and column.
            try:
                verbs.loaded(NEWSCLAIMS, record.data, self.language)
            except InvalidArticleError as wrong:
                broken = tuple(issue for issue in wrong.issues if issue.code.startswith("NC1"))
                if broken:
                    return Unread(record=record, issues=broken)
        return self._untold(record, forms)

    def _untold(self, record: Record, forms: tuple[str, ...]) -> Unread:
        says = f"may be {' or '.join(forms)}" if forms else "has the marks of no format"
        message = f"{says}, should be told which it is (--from {'/'.join(forms or known())})"
        return Unread(record=record, issues=(Issue("NC980", CODES["NC980"].severity, "", message),))

    def _own(self, form: str, record: Record) -> Iterator[Document | Unread]:
        return self._documents(form, record, many=FILES[form].many)

    def _documents(self, form: str, record: Record, *, many: bool) -> Iterator[Document | Unread]:
        """One document."""
        if record.problem is not None:
            yield _unread(record)
            return
        stem = None if many or self.name == STANDARD_INPUT else stem_of(self.name)
        yield Document(record=record, form=form, folders=self.folders, stem=stem)


def _unread(record: Record) -> Unread:
    return Unread(record=record, issues=() if record.problem is None else (record.problem,))


def _errors(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Errors, and how many more there are than are listed."""
    return tuple(issue for issue in issues if issue.severity == "error" or issue.code == "NC114")


class _Recorder(io.RawIOBase):
    """Remembers what was read, since only what is read tells whether a file is one document or one a line."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._seen: list[bytes] | None = []

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read what is there already, without waiting for more."""
        read = getattr(self._source, "read1", self._source.read)
        data: bytes = read(len(buffer))
        if self._seen is not None:
            self._seen.append(data)
        buffer[: len(data)] = data
        return len(data)

    def stop(self) -> None:
        """Remember no more."""
        self._seen = None

    def all(self, most: int) -> bytes:
        """What was read and what is left, but not much more than so many bytes."""
        seen = b"".join(self._seen or ())
        return seen + self._source.read(max(0, most - len(seen)))
