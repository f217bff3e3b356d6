"""
Articles on their way to a corpus: made in blocks, by one process or several, written in order, gone on with later.

What a block becomes does not depend on who makes it, so the bytes are the same with any number of processes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

import attrs

from newsclaims.article import Article
from newsclaims.conversion import verbs
from newsclaims.conversion.sources import Document, Item, Unread, parsed
from newsclaims.corpus.parallel import blocks, mapped
from newsclaims.corpus.records import Record
from newsclaims.corpus.writing import LinesWriter
from newsclaims.errors import ConversionError, InvalidArticleError
from newsclaims.formats.files import NEWSCLAIMS
from newsclaims.formats.losses import Lost

if TYPE_CHECKING:
    from newsclaims.corpus.arrow import Batches

__all__ = ["Block", "Ended", "Made", "Sink", "Stream", "columns", "lines", "made_of"]

Stream: TypeAlias = Iterable[Document | Unread]


@attrs.frozen(kw_only=True)
class Made:
    """
    What one article has become.

    Attributes:
        record: The document that it was read from, without its data.
        id: The article's id.
        lost: What was lost of it.
        line: It as one line; empty where it goes into columns, or could not be written.
        is_good: Whether it could be written.
    """

    record: Record
    id: str
    lost: tuple[Lost, ...]
    line: bytes = b""
    is_good: bool = True


@attrs.frozen
class Ended:
    """All articles of so many documents more have been told."""

    documents: int = 1


@attrs.frozen(kw_only=True)
class Block:
    """
    What some documents have become.

    Attributes:
        told: What happened, in order; after what was made of each document stands an `Ended`.
        batches: The articles as tables, each called by its number in this block.
    """

    told: list[Made | Unread | Ended]
    batches: "Batches | None" = None


def made_of(block: Sequence[Document | Unread], *, form: str, language: str, is_columns: bool) -> Block:
    """
    Make a block.

    Args:
        block: The documents.
        form: The format of lines.
        language: The language of texts, where a document names none.
        is_columns: Whether to make tables, not lines.
    """
    told: list[Made | Unread | Ended] = []
    articles: list[Article] = []
    for document in block:
        for found in parsed(document, language):
            if isinstance(found, Unread):
                told.append(found)
                continue
            record = attrs.evolve(found.record, data=b"")
            lost = verbs.losses(form, [found.article])
            made = Made(record=record, id=found.article.id, lost=lost)
            try:
                if is_columns:
                    _fits(found)
                    articles.append(found.article)
                else:
                    made = attrs.evolve(made, line=verbs.line(form, found.article).removesuffix(b"\n"))
            except (ConversionError, InvalidArticleError) as wrong:
                # A line of what is written says nothing of what was read.
                issues = tuple(attrs.evolve(issue, line=None, column=None) for issue in wrong.issues)
                told += [attrs.evolve(made, is_good=False), Unread(record=found.record, issues=issues)]
            else:
                told.append(made)
        told.append(Ended())
    if not is_columns:
        return Block(told=told)
    from newsclaims.corpus.arrow import batches_of  # the extra `arrow`

    return Block(told=told, batches=batches_of(articles, [str(number) for number in range(len(articles))]))


def _fits(item: Item) -> None:
    """
    See to it that an article fits into columns.

    Raises:
        ConversionError: A number is too large for them.
    """
    if item.article.text is None:
        # Offsets are bound by the text; without one they are bound by nothing.
        from newsclaims.corpus.arrow import batches_of  # the extra `arrow`

        batches_of([item.article], ["0"])


# ── Where blocks go ──────────────────────────────────────────────────────────────────────────────────────────────


class Sink(Protocol):
    """A corpus that is being written."""

    @property
    def documents(self) -> int:
        """How many documents an earlier run has done, whose articles need not be made again."""

    @property
    def articles(self) -> int:
        """How many articles an earlier run has written."""

    @property
    def of_documents(self) -> int:
        """How many of these were made of those documents."""

    def put(self, block: Block, *, is_plain: bool) -> None:
        """
        Take a block.

        Args:
            block: The block.
            is_plain: Whether nothing has been lost or left out so far, so that a later run need not look again.
        """


@contextmanager
def lines(name: str, *, resume: bool, task: str) -> Iterator[Sink]:
    """
    A `.jsonl` file.

    Left by an interrupt it stays a part that can be gone on with; left by another exception nothing stays.

    Raises:
        PartError: As of `LinesWriter`.
        OSError: The file cannot be written.
    """
    try:
        writer = LinesWriter(name, resume=resume, task=task)
        try:
            yield _Lines(writer)
            writer.finish()
        except KeyboardInterrupt:
            writer.keep()
            raise
        except BaseException:
            writer.discard()
            raise
    except OSError as error:
        # The user knows the file, not the part.
        if str(error.filename or "").endswith((".part", ".part.json")):
            error.filename, error.filename2 = name, None
        raise


class _Lines:
    def __init__(self, writer: LinesWriter) -> None:
        self._writer = writer
        self.documents, self.of_documents, self.articles = writer.documents, writer.of_documents, writer.records
        self._there = self.articles - self.of_documents
        self._ended = self.documents

    def put(self, block: Block, *, is_plain: bool) -> None:
        for one in block.told:
            if isinstance(one, Ended):
                self._ended += one.documents
                if is_plain and not self._there:
                    self._writer.passed(self._ended)
            elif isinstance(one, Unread):
                is_plain = False
            else:
                is_plain &= not one.lost
                if one.is_good and self._there:
                    self._there -= 1
                elif one.is_good:
                    self._writer.add(one.line)


@contextmanager
def columns(name: str, *, is_folder: bool) -> Iterator[Sink]:
    """A `.parquet` file, or a folder of tables; an exception leaves nothing."""
    from newsclaims.corpus import parquet  # the extra `arrow`

    with ExitStack() as stack:
        opened = parquet.tables_file(name) if is_folder else parquet.nested_file(name)
        yield _Columns(stack.enter_context(opened))


class _Columns:
    documents = of_documents = articles = 0

    def __init__(self, put: "Callable[[Batches, Sequence[str]], None]") -> None:
        self._put = put

    def put(self, block: Block, *, is_plain: bool) -> None:
        del is_plain
        ids = [one.id for one in block.told if isinstance(one, Made) and one.is_good]
        if block.batches is not None and ids:
            self._put(block.batches, ids)


def blocks_of(found: Stream, *, form: str, language: str, is_columns: bool, jobs: int) -> Iterator[Block]:
    """The blocks of documents, in order, made by so many processes."""
    work = partial(made_of, form=NEWSCLAIMS if is_columns else form, language=language, is_columns=is_columns)
    yield from mapped(work, blocks(found, _size), jobs)


def _size(one: Document | Unread) -> int:
    return len(one.record.data)


def task_of(paths: Sequence[str], form: str, source_format: str | None, language: str) -> str:
    """What a conversion is made of, to tell whether another may go on with it."""
    sizes = [Path(path).stat().st_size if Path(path).is_file() else 0 for path in paths]
    return repr((list(zip(paths, sizes, strict=True)), form, source_format, language))
