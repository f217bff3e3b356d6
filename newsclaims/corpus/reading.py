"""Articles out of files, folders and patterns, one after the other, in memory that the largest record sets."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Self, TypeAlias

import attrs
import msgspec

from newsclaims.article import Article
from newsclaims.corpus.records import CORPORA, Record, expand, guarded, is_columns, records
from newsclaims.corpus.writing import LinesWriter
from newsclaims.errors import InvalidArticleError, Issue
from newsclaims.limits import DEFAULT_LIMITS, Limits
from newsclaims.serialization import loads

__all__ = ["OnError", "Reading", "Reject", "read"]

OnError: TypeAlias = Literal["stop", "skip", "collect"]
"""What a bad record does: end the reading, be counted and passed over, or be kept as well."""


@attrs.frozen(kw_only=True)
class Reject:
    """
    A record that is no valid article.

    Attributes:
        file: The file's name as it was given.
        record: Number of the record in the file, from 1, where a file holds one a line; else None.
        line: The line of the file that the record starts in, from 1.
        issues: What is wrong with it; lines count from the record's first.
        data: The record as it stands in the file; empty where it could not be read at all.
    """

    file: str
    record: int | None
    line: int
    issues: tuple[Issue, ...]
    data: bytes

    def written(self) -> bytes:
        """The reject as JSON in one line; a record that is not UTF-8 stands in `raw_base64`."""
        try:
            raw: dict[str, str] = {"raw": self.data.decode()}
        except UnicodeDecodeError:
            raw = {"raw_base64": base64.b64encode(self.data).decode()}
        facts: dict[str, Any] = {"file": self.file, "record": self.record, "line": self.line}
        facts["issues"] = [attrs.asdict(issue) for issue in self.issues]
        return msgspec.json.encode({**facts, **raw})


class Reading(Iterator[Article]):
    """
    The articles of a corpus, and what happened on the way.

    Attributes:
        articles: How many articles have come.
        rejected: How many records were none.
        rejects: Those records, with `on_error="collect"` and without a file for them.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        on_error: OnError = "stop",
        rejects: str | Path | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        """Begin; see `read`."""
        self.articles = 0
        self.rejected = 0
        self.rejects: list[Reject] = []
        self._on_error = on_error
        self._records = _articles(str(path), limits)
        self._file = None if rejects is None else LinesWriter(rejects)

    def __iter__(self) -> Self:
        """Itself."""
        return self

    def __next__(self) -> Article:
        """
        The next article.

        Raises:
            InvalidArticleError: A record is none, and `on_error` is "stop".
        """
        for found in self._records:
            if isinstance(found, Article):
                self.articles += 1
                return found
            self._reject(found)
        self._finish()
        raise StopIteration

    def _reject(self, reject: Reject) -> None:
        self.rejected += 1
        if self._file is not None:
            self._file.add(reject.written())
        elif self._on_error == "collect":
            self.rejects.append(reject)
        if self._on_error == "stop":
            self._finish()
            where = reject.file if reject.record is None else f"{reject.file}:{reject.line}"
            raise InvalidArticleError(reject.issues, where)

    def _finish(self) -> None:
        if self._file is not None:
            self._file.finish()
            self._file = None


def read(
    path: str | Path,
    *,
    on_error: OnError = "stop",
    rejects: str | Path | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Reading:
    """
    The articles of a file, a folder or a pattern, every rule checked, one after the other.

    `.json` holds one article, `.jsonl` one a line; both may be packed as `.gz` or `.zst`. `.parquet` holds what
    `newsclaims.corpus.write` wrote, and so does a folder of tables. One bad record never spoils the others.

    Args:
        path: A file, a folder, a pattern such as `corpus/*.jsonl.gz`, or `-` for standard input.
        on_error: "stop" raises at the first bad record, "skip" counts it, "collect" also keeps it.
        rejects: A file for bad records, a line of JSON each: file, line, record, issues, and the record as it was. It
            appears when the reading ends, also where it ends at a bad record; until then it is called `.part`.
        limits: The bounds to keep.

    Raises:
        FileNotFoundError: There is no such file, and it is no pattern.
        MissingDependencyError: The file needs a library that is not installed.

    >>> from newsclaims._bundled import folder
    >>> reading = read(folder("examples") / "kolaborasi-militer.newsclaims.json")
    >>> [len(article.claims) for article in reading], reading.articles, reading.rejected
    ([29], 1, 0)
    """
    return Reading(path, on_error=on_error, rejects=rejects, limits=limits)


def _articles(path: str, limits: Limits) -> Iterator[Article | Reject]:
    for name in expand([path], CORPORA):
        if isinstance(name, str) and is_columns(name):
            yield from _of_columns(name, limits)
        else:
            for record in [name] if isinstance(name, Record) else records([name], limits=limits):
                yield article_or_reject(record, limits)


def _of_columns(name: str, limits: Limits) -> Iterator[Article | Reject]:
    from newsclaims.corpus import parquet  # the extra `arrow`

    for number, found in enumerate(guarded(name, parquet.found(name, limits)), 1):
        if isinstance(found, Article):
            yield found
        else:
            if isinstance(found, bytes):
                found = Record(file=name, number=number, line=number, data=found)  # noqa: PLW2901  # the same thing
            yield article_or_reject(found, limits)


def article_or_reject(record: Record, limits: Limits) -> Article | Reject:
    """The article of a record, or why it is none."""
    if record.problem is not None:
        return Reject(file=record.file, record=record.number, line=record.line, issues=(record.problem,), data=b"")
    try:
        return loads(record.data, limits=limits)
    except InvalidArticleError as error:
        return Reject(file=record.file, record=record.number, line=record.line, issues=error.issues, data=record.data)
