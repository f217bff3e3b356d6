"""The findings of many documents, looked at by one process or by several, in the order of the documents."""

from collections.abc import Callable, Iterable, Iterator

import attrs

from newsclaims.corpus.parallel import Again, blocks, mapped
from newsclaims.corpus.records import Record
from newsclaims.limits import DEFAULT_LIMITS, Limits
from newsclaims.reports import Finding, findings
from newsclaims.validation import look

__all__ = ["Checked", "checked"]


@attrs.frozen(kw_only=True)
class Checked:
    """
    What a look at one document found.

    Attributes:
        file: The file's name as it was given.
        number: Number of the document in the file, from 1, where a file holds one a line; else None.
        is_read: Whether there was a document to look at.
        claims: How many claims it has.
        findings: What is wrong with it.
        unlisted: How many findings more it has.
    """

    file: str
    number: int | None
    is_read: bool
    claims: int = 0
    findings: tuple[Finding, ...] = ()
    unlisted: int = 0


def checked(
    records: Iterable[Record],
    *,
    limits: Limits = DEFAULT_LIMITS,
    columns: Callable[[], int | None] = lambda: None,
    jobs: int = 1,
) -> Iterator[Checked]:
    """
    What a look at each document finds.

    Args:
        records: The documents.
        limits: The bounds to keep.
        columns: What findings may take to show the lines that they stand in, asked as documents are taken; None shows
            none.
        jobs: How many processes look.

    >>> [found.findings[0].issue.code for found in checked([Record(file="a", data=b"[]")])]
    ['NC201']
    """
    if jobs == 1:
        yield from (_checked(record, limits, columns()) for record in records)
        return
    work = ((Again(block), limits, columns()) for block in blocks(records))
    for found in mapped(_block, work, jobs):
        yield from found


def _block(work: tuple[list[Record], Limits, int | None]) -> list[Checked]:
    block, limits, columns = work
    return [_checked(record, limits, columns) for record in block]


def _checked(record: Record, limits: Limits, columns: int | None) -> Checked:
    if record.problem is not None:
        finding = Finding(issue=record.problem, file=record.file, record=record.number)
        return Checked(file=record.file, number=record.number, is_read=False, findings=(finding,))
    issues, claims = look(record.data, limits)
    found = tuple(findings(record, issues, columns=columns))
    unlisted = sum(int(finding.issue.message.split()[1]) for finding in found if finding.issue.code == "NC114")
    return Checked(
        file=record.file, number=record.number, is_read=True, claims=claims, findings=found, unlisted=unlisted
    )
