"""PolNeAR's table of its articles, `metadata.tsv`: one line of tabs for each."""

from pathlib import Path

import attrs

from newsclaims._extensions import Extensions
from newsclaims.article import Article
from newsclaims.errors import ConversionError, FieldError, Issue, shown
from newsclaims.formats.brat._files import decoded

FILENAME = "filename"
_NOTHING = frozenset({"", "None"})
_TAKEN = frozenset({"title", "publisher", "publication_date", "author"})


def described(article: Article, table: Path, name: str) -> Article:
    """
    An article with what a table says of it: title, publisher, byline and date; the rest in `extensions.polnear`.

    Args:
        article: The article.
        table: The table.
        name: The article's name in the column `filename`.

    Raises:
        ConversionError: The table says nothing of it, or says it twice, or its line is damaged.
        OSError: The table cannot be read.
    """
    head, *lines = decoded(table).split("\n")
    columns = head.split("\t")
    if FILENAME not in columns:
        raise _refused(table, f"has the columns {shown(head)}, should have one named {FILENAME}", 1)
    at = columns.index(FILENAME)
    rows = [
        (number, cells)
        for number, line in enumerate(lines, 2)
        if name in line and len(cells := line.split("\t")) > at and cells[at] == name
    ]
    if len(rows) != 1:
        line = rows[1][0] if rows else 1
        raise _refused(table, f"has {len(rows)} lines for {shown(name)}, should have one", line)
    number, cells = rows[0]
    if len(cells) != len(columns):
        raise _refused(table, f"has {len(cells)} columns, should have {len(columns)}", number)
    row = dict(zip(columns, cells, strict=True))
    known = {column: value for column, value in row.items() if column in _TAKEN and value not in _NOTHING}
    rest = {column: value for column, value in row.items() if column not in known}
    try:
        return attrs.evolve(
            article,
            title=known.get("title"),
            publisher=known.get("publisher"),
            published=known.get("publication_date"),
            byline=(known["author"],) if "author" in known else (),
            extensions=Extensions({**article.extensions, "polnear": rest}),
        )
    except FieldError as wrong:
        raise _refused(table, f"gives an article whose {wrong}", number) from None


def _refused(table: Path, message: str, line: int) -> ConversionError:
    return ConversionError([Issue("NC911", "error", "", message, "", line, 1)], str(table))
