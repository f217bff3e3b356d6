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
from itertools import groupby
from pathlib import Path

import attrs

from newsclaims._words import counted, did_you_mean
from newsclaims.article import Article
from newsclaims.conversion import verbs
from newsclaims.conversion.ledger import Kind, Ledger
from newsclaims.conversion.sources import Found, Item, Unread, are_many, items
from newsclaims.conversion.staging import MARK, TargetError
from newsclaims.conversion.targets import Grouping, Put, is_folder, target_for
from newsclaims.corpus.records import STANDARD_INPUT, Record
from newsclaims.errors import ConversionError, UnknownIdError, escaped_text
from newsclaims.formats import guessing
from newsclaims.formats.files import FILES, NEWSCLAIMS, known

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
    """

    form: str
    ledger: Ledger
    files: int = 0
    written: int = 0
    refused: bool = False
    went_on: bool = False


class _NothingError(Exception):
    """There is nothing to put in place."""


def convert(
    paths: Sequence[str],
    target: str,
    *,
    source_format: str | None = None,
    target_format: str | None = None,
    strict: bool = False,
    force: bool = False,
    language: str = "und",
    tell: Callable[[Unread], object] = bool,
) -> Report:
    """
    Convert the articles of paths.

    What cannot be read is told, and the others are converted. Files appear at the end, each whole.

    Args:
        paths: Files, folders, patterns, `-` for standard input.
        target: A file, a folder, or `-` for standard output.
        source_format: The format of all paths; guessed for each file by default.
        target_format: The format to write; by default what the target's name tells, else newsclaims' own.
        strict: Whether to write nothing at all if anything would be lost.
        force: Whether files that are named by newsclaims replace others of their names.
        language: The language of texts, where a document names none.
        tell: Is called with what cannot be read or written, as it is found.

    Raises:
        TargetError: The formats, paths and target do not fit, or a file is there already; nothing was written.
        UnknownIdError: There is no format of that name.
        FieldError: The language is none.
        MissingDependencyError: A library is not installed that a format needs.
        OSError: The target cannot be written; a file there is as it was.
    """
    Article(id="x", language=language)
    many = are_many(paths)
    form = _form_of(target, target_format, many=many)
    source_format = None if source_format is None else _known(source_format)
    _look_at_source(paths, source_format)
    verbs.module_of(form)
    place = target_for(target, form, many=many, held=strict, force=force)
    report = Report(form, Ledger(form), went_on=Path(target, MARK).is_dir())
    try:
        with place.opened() as put:
            run = _Run(report, put, place.grouping, tell, strict=strict)
            run.over(items(paths, form=source_format, language=language))
    except _NothingError:
        report.written = 0
    return report


def _form_of(target: str, form: str | None, *, many: bool) -> str:
    """
    The format to write.

    Raises:
        UnknownIdError: There is no format of that name.
        TargetError: The target's name leaves several.
    """
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
        hint = did_you_mean(form, known()) or f"there are {', '.join(known())}"
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
            file = "" if self.last is None else self.last.file
            place = file and f" in {'standard input' if file == STANDARD_INPUT else escaped_text(file)}"
            stop.add_note(f"stopped{place} after {counted(self.read, 'article')}")
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
            if one.record is not self.last and (
                self.last is None or one.record.file != self.last.file or one.record.number in (None, 1)
            ):
                self.report.files += 1
            self.last = one.record
            self.read += 1
            yield one
