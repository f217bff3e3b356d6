"""
From one format to another: articles of files, folders, patterns and streams, every loss counted.

>>> from tempfile import TemporaryDirectory
>>> from newsclaims._bundled import folder
>>> with TemporaryDirectory() as made:
...     report = convert([str(folder("examples") / "ferry-denial.newsclaims.json")], f"{made}/a.ninjs.json")
>>> report.form, report.written, report.ledger.kinds()
('ninjs', 1, [])
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import groupby, islice
from pathlib import Path
from typing import Literal, TypeAlias

import attrs

from newsclaims._words import counted, did_you_mean
from newsclaims.article import Article
from newsclaims.conversion import streams, verbs
from newsclaims.conversion.ledger import Kind, Ledger
from newsclaims.conversion.sources import Document, Found, Item, Unread, are_many, documents, parsed
from newsclaims.conversion.staging import MARK, TargetError
from newsclaims.conversion.targets import Grouping, Put, is_folder, target_for
from newsclaims.corpus.reading import Reject
from newsclaims.corpus.records import STANDARD_INPUT, Record, is_columns
from newsclaims.corpus.writing import LinesWriter
from newsclaims.errors import ConversionError, UnknownIdError, escaped_text
from newsclaims.formats import guessing
from newsclaims.formats.files import FILES, NEWSCLAIMS, known, suffix_of

__all__ = ["Kind", "Ledger", "Report", "TargetError", "Unread", "convert"]


@attrs.define
class Report:
    """
    What a conversion did.

    Attributes:
        form: The format that was written.
        ledger: What was lost, or would have been.
        files: Files that articles came from.
        written: Articles that were written.
        refused: Whether nothing was written because something would have been lost.
        went_on: Whether the target is a folder that a conversion before had left unfinished.
        there: Articles of these that an interrupted run had written.
        stopped: Whether it ended at a document that cannot be read or written; then nothing was written.
    """

    form: str
    ledger: Ledger
    files: int = 0
    written: int = 0
    refused: bool = False
    went_on: bool = False
    there: int = 0
    stopped: bool = False


OnError: TypeAlias = Literal["stop", "skip"]
"""What a document does that cannot be read or written: end the conversion, or be left out."""


class _NothingError(Exception):
    """There is nothing to put in place."""


def convert(  # noqa: PLR0913  # each has a default, and is named
    paths: Sequence[str],
    target: str,
    *,
    source_format: str | None = None,
    target_format: str | None = None,
    strict: bool = False,
    force: bool = False,
    language: str = "und",
    tell: Callable[[Unread], object] = bool,
    jobs: int = 1,
    on_error: OnError = "skip",
    rejects: str | None = None,
    resume: bool = False,
    on_read: Callable[[int], object] | None = None,
) -> Report:
    """
    Convert the articles of paths.

    What cannot be read is told, and the others are converted. Files appear at the end, each whole.

    Args:
        paths: Files, folders, patterns, `-` for standard input.
        target: A file, a folder, or `-` for standard output. `.parquet` gets one row an article.
        source_format: The format of all paths; guessed for each file by default.
        target_format: The format to write; by default what the target's name tells, else newsclaims' own. `tables` is
            that as a new folder with one Parquet file a table.
        strict: Whether to write nothing at all if anything would be lost.
        force: Whether files that are named by newsclaims replace others of their names.
        language: The language of texts, where a document names none.
        tell: Is called with what cannot be read or written, as it is found.
        jobs: How many processes make articles that go to a `.jsonl` or `.parquet` file or to tables; the bytes are the
            same with any number. Other targets take one.
        on_error: What a document does that cannot be read or written.
        rejects: A file for such documents, a line of JSON each; see `newsclaims.corpus.read`.
        resume: Go on with the `.jsonl` file that an interrupted run has left as `.part`; it ends as that of one run.
        on_read: Is told how many bytes of the files, packed as they are, have been read since it was last told.

    Raises:
        PartError: What was left does not fit what is to be written.
        TargetError: The formats, paths and target do not fit, or a file is there already; nothing was written.
        UnknownIdError: There is no format of that name.
        FieldError: The language is none.
        MissingDependencyError: A library is not installed that a format needs.
        OSError: The target cannot be written; a file there is as it was.
    """
    Article(id="x", language=language)
    many = are_many(paths)
    form = _form_of(target, target_format, many=many)
    if source_format is not None:
        source_format = NEWSCLAIMS if source_format in verbs.STORES else _known(source_format)
    _look_at_source(paths, source_format)
    verbs.module_of(form)
    to_corpus = _is_corpus(target, form, many=many)
    if resume and (not to_corpus or form in verbs.STORES):
        message = f"{escaped_text(target)} cannot be gone on with, only a .jsonl file of articles can"
        raise TargetError(message)
    report = Report(form, Ledger(form), went_on=Path(target, MARK).is_dir())
    found = documents(paths, form=source_format, language=language, on_read=on_read)
    with _telling(tell, rejects, report, on_error) as told:
        try:
            if to_corpus:
                task = streams.task_of(paths, form, source_format, language)
                with _sink(target, form, resume=resume, task=task) as sink:
                    _Flow(report, sink, told, strict, language, jobs).over(found)
                return report
            place = target_for(target, form, many=many, held=strict, force=force)
            with place.opened() as put:
                run = _Run(report, put, place.grouping, told, strict=strict)
                run.over(one for document in found for one in parsed(document, language))
        except _NothingError:
            report.written = 0
    return report


@contextmanager
def _telling(
    tell: Callable[[Unread], object], rejects: str | None, report: Report, on_error: OnError
) -> Iterator[Callable[[Unread], object]]:
    """What tells of a document that cannot be read or written, and keeps it where that is wanted."""
    writer = None if rejects is None else LinesWriter(rejects)

    def told(unread: Unread) -> None:
        tell(unread)
        record = unread.record
        if writer is not None:
            reject = Reject(
                file=record.file, record=record.number, line=record.line, issues=unread.issues, data=record.data
            )
            writer.add(reject.written())
        if on_error == "stop":
            report.stopped = True
            raise _NothingError

    try:
        yield told
    except BaseException:
        if writer is not None:
            writer.keep()
        raise
    if writer is not None:
        writer.finish()


def _is_corpus(target: str, form: str, *, many: bool) -> bool:
    """Whether a target is one file of lines or of columns, or tables, to which articles flow in blocks."""
    if form in verbs.STORES:
        return True
    return (
        target != STANDARD_INPUT
        and not is_folder(target, form, many=many)
        and FILES[form].layout == "json"
        and suffix_of(target).endswith(".jsonl")
    )


def _sink(target: str, form: str, *, resume: bool, task: str) -> AbstractContextManager[streams.Sink]:
    if form in verbs.STORES:
        return streams.columns(target, is_folder=form == "tables")
    return streams.lines(target, resume=resume, task=task)


def _form_of(target: str, form: str | None, *, many: bool) -> str:
    """
    The format to write.

    Raises:
        UnknownIdError: There is no format of that name.
        TargetError: The target's name leaves several, or is that of a folder where a file must be.
    """
    if form is None and is_columns(target) and not Path(target).is_dir():
        form = "parquet"
    if form in verbs.STORES:
        if target == STANDARD_INPUT or (form == "parquet" and (Path(target).is_dir() or target.endswith("/"))):
            message = f"{form} goes to a {'file' if form == 'parquet' else 'new folder'}, not to {escaped_text(target)}"
            raise TargetError(message)
        return form
    if form is not None:
        return _known(form)
    if target == STANDARD_INPUT or is_folder(target, NEWSCLAIMS, many=False):
        return NEWSCLAIMS
    forms = guessing.by_name(target)
    if not forms and is_folder(target, NEWSCLAIMS, many=many):
        return NEWSCLAIMS
    if len(forms) == 1 or NEWSCLAIMS in forms:
        return forms[0]
    tells = f"may be {' or '.join(forms)}" if forms else "tells no format"
    message = f"the name {escaped_text(target)} {tells}, should be told which (--to {'/'.join(forms or known())})"
    raise TargetError(message)


def _known(form: str) -> str:
    """
    A format that there is.

    Raises:
        UnknownIdError: There is none of that name.
    """
    if form == "json":  # what people call it
        return NEWSCLAIMS
    if form not in known():
        names = (*known(), *verbs.STORES)
        hint = did_you_mean(form, names) or f"there are {', '.join(names)}"
        raise UnknownIdError("format", form, hint)
    return form


def _look_at_source(paths: Iterable[str], form: str | None) -> None:
    """
    See to it that the paths can be in their format.

    Raises:
        TargetError: The format cannot be read, or not from there.
    """
    if form is None:
        return
    files = FILES[form]
    if not files.reads:
        message = f"{form} can be written but not read"
        raise TargetError(message)
    if files.layout == "pair" and STANDARD_INPUT in paths:
        message = f"{form} is two files and cannot come from standard input, should be named"
        raise TargetError(message)


@attrs.define
class _Flow:
    """Takes documents to a corpus, in blocks."""

    report: Report
    sink: streams.Sink
    tell: Callable[[Unread], object]
    strict: bool
    language: str
    jobs: int
    last: Record | None = None
    is_plain: bool = True

    def over(self, found: Iterator[Document | Unread]) -> None:
        """
        Convert what is found.

        Raises:
            _NothingError: Nothing is to be put in place.
        """
        report = self.report
        for document in islice(found, self.sink.documents):
            self._come(document.record)
        report.there = self.sink.articles
        report.written = report.ledger.articles = self.sink.of_documents
        form = report.form
        try:
            made = streams.blocks_of(
                found,
                form=NEWSCLAIMS if form in verbs.STORES else form,
                language=self.language,
                is_columns=form in verbs.STORES,
                jobs=self.jobs,
            )
            for block in made:
                self._take(block)
        except KeyboardInterrupt as stop:
            stop.add_note(_stopped(self.last, report.ledger.articles))
            raise
        report.refused = self.strict and bool(report.ledger)
        if report.refused or not report.written:
            raise _NothingError

    def _take(self, block: streams.Block) -> None:
        was_plain = self.is_plain
        for one in block.told:
            if isinstance(one, Unread):
                self.is_plain = False
                self.tell(one)
            elif isinstance(one, streams.Made):
                self._come(one.record)
                self.report.ledger.add_one(one.record, one.id, one.lost)
                self.report.written += one.is_good
                self.is_plain &= not one.lost
        self.sink.put(block, is_plain=was_plain)

    def _come(self, record: Record) -> None:
        self.report.files += _is_next_file(record, self.last)
        self.last = record


def _is_next_file(record: Record, last: Record | None) -> bool:
    """Whether a document is the first of its file."""
    return record != last and (last is None or record.file != last.file or record.number in (None, 1))


def _stopped(last: Record | None, count: int) -> str:
    file = "" if last is None else last.file
    place = file and f" in {'standard input' if file == STANDARD_INPUT else escaped_text(file)}"
    return f"stopped{place} after {counted(count, 'article')}"


@attrs.define
class _Run:
    """Takes articles from the source to the target."""

    report: Report
    put: Put
    grouping: Grouping
    tell: Callable[[Unread], object]
    strict: bool = attrs.field(kw_only=True)
    last: Record | None = None
    read: int = 0

    def over(self, found: Iterator[Found]) -> None:
        """
        Convert what is found.

        Raises:
            _NothingError: Nothing is to be put in place.
        """
        try:
            for group in self._groups(found):
                self._take(group)
        except KeyboardInterrupt as stop:
            stop.add_note(_stopped(self.last, self.read))
            raise
        self.report.refused = self.strict and bool(self.report.ledger)
        if self.report.refused or not self.report.written:
            raise _NothingError

    def _take(self, group: Sequence[Item]) -> None:
        """Note what is lost of articles and put them."""
        if FILES[self.report.form].layout == "pair":
            # The name that they get decides what is lost; nothing appears before the end.
            self.report.ledger.add(group, self._put(group))
            return
        self.report.ledger.add(group)
        if not (self.strict and self.report.ledger):
            self._put(group)

    def _put(self, group: Sequence[Item]) -> str | None:
        """Put articles, those left out that alone cannot be written; what their name carries, see `Put`."""
        name = None
        try:
            name = self.put(group)
        except ConversionError as wrong:
            good = [] if len(group) == 1 else [item for item in group if self._can_be_written(item)]
            if 0 < len(good) < len(group):
                self._put(good)
            else:
                self._tell(group[0], wrong)
        else:
            self.report.written += len(group)
        return name

    def _can_be_written(self, item: Item) -> bool:
        try:
            verbs.whole(self.report.form, [item.article])
        except ConversionError as wrong:
            self._tell(item, wrong)
            return False
        return True

    def _tell(self, item: Item, wrong: ConversionError) -> None:
        # A line of what is written says nothing of what was read.
        issues = tuple([attrs.evolve(issue, line=None, column=None) for issue in wrong.issues])
        self.tell(Unread(record=item.record, issues=issues))

    def _groups(self, found: Iterator[Found]) -> Iterator[Sequence[Item]]:
        """What is put at once."""
        one_by_one = self._readable(found)
        if self.grouping == "article":
            yield from ([item] for item in one_by_one)
        elif self.grouping == "file":
            yield from (list(group) for _, group in groupby(one_by_one, key=lambda item: item.record.file))
        elif group := list(one_by_one):
            yield group

    def _readable(self, found: Iterator[Found]) -> Iterator[Item]:
        for one in found:
            if isinstance(one, Unread):
                self.tell(one)
                continue
            if one.record is not self.last:
                self.report.files += _is_next_file(one.record, self.last)
            self.last = one.record
            self.read += 1
            yield one
