"""
The flat tables of a corpus, whatever engine holds them: their names, columns and types, taken from the model.

One row a record, one row a span; places and records are joined by `doc_id` and the record's id, which is unique in its
article. `doc_id` is the article's id, `#`, and a number, since several layers share an article. Extensions are one JSON
text. Nothing is lost.
"""

from typing import Any, Literal, TypeAlias

import attrs

from newsclaims._extensions import Extensions
from newsclaims._rules import Shape, shape_of
from newsclaims.article import Article
from newsclaims.model import Attribution, Claim, Note, Relation, Review, Section, Source, Span

__all__ = ["PLACES", "SCHEMA_URI", "TABLES", "Column", "Kind", "Place", "Table"]

Kind: TypeAlias = Literal["string", "int32", "float64", "strings"]
"""What a column holds; `strings` is a list of strings."""

SCHEMA_URI = "urn:newsclaims:schema:tables-1.0"
"""Names the form of the tables, in the metadata of files that hold them."""


@attrs.frozen
class Column:
    """
    One column.

    Attributes:
        name: Its name.
        kind: What it holds.
        path: The field of the record that it holds, and of a record in that; empty where the table makes it up.
        nullable: Whether null stands for "not known".
    """

    name: str
    kind: Kind
    path: tuple[str, ...] = ()
    nullable: bool = False


@attrs.frozen
class Table:
    """
    One table.

    Attributes:
        name: Its name.
        record: The class of which each record is a row.
        columns: Its columns, the key first.
    """

    name: str
    record: type
    columns: tuple[Column, ...]


@attrs.frozen
class Place:
    """
    One place that a record of some class has.

    Attributes:
        role: What the place is to its record, a value of `spans.role`.
        table: The table of its record.
        path: The field that holds it.
    """

    role: str
    table: str
    path: tuple[str, ...]


PLACES: tuple[Place, ...] = (
    Place("heading", "sections", ("heading",)),
    Place("content", "claims", ("content",)),
    Place("time", "claims", ("time", "anchor")),
    Place("source", "attributions", ("source",)),
    Place("cue", "attributions", ("cue",)),
    Place("hedge", "attributions", ("hedge",)),
    Place("time", "attributions", ("time", "anchor")),
    Place("relation", "relations", ("cue",)),
    Place("note", "notes", ("anchor",)),
)
"""Every place of an article, in the order of the table of spans."""


def _kind(shape: Shape) -> Kind:
    if shape.kind == "array":
        return "strings"
    kinds: dict[str, Kind] = {"string": "string", "integer": "int32", "number": "float64"}
    return kinds[shape.kind]


def _column(record: type, words: str) -> Column:
    """A column from `name`, or from `name=field` or `name=field.field` where the field is called otherwise."""
    name, _, path = words.partition("=")
    steps = tuple((path or name).split("."))
    kind: Kind = "string"
    nullable = False
    for step in steps:
        annotation: Any = getattr(attrs.fields(record), step).type
        if annotation is Extensions:
            return Column(name, "string", steps, nullable=True)
        shape = shape_of(annotation)
        nullable |= shape.nullable
        if shape.record is None:
            kind = _kind(shape)
        else:
            record = shape.record
    return Column(name, kind, steps, nullable)


def _table(name: str, record: type, words: str, parent: str = "", exact: Column | None = None) -> Table:
    one = name.removesuffix("s")
    key = [Column("doc_id", "string"), Column(f"{one}_id", "string", ("id",)), Column("ord", "int32")]
    key += [Column(parent, "string")] if parent else []
    fields = [_column(record, word) for word in words.split()]
    return Table(name, record, (*key, *fields, *([exact] if exact else [])))


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "articles",
            Article,
            (
                Column("doc_id", "string"),
                *(
                    _column(Article, word)
                    for word in (
                        *[
                            "schema_version",
                            "article_id=id",
                            "language",
                            "title",
                            "text",
                            "text_sha256",
                            "byline",
                            "publisher",
                            "url",
                        ],
                        *["published", "modified", "agent=provenance.agent", "agent_kind=provenance.kind"],
                        *["created=provenance.created", "guideline=provenance.guideline"],
                        *["derived_from=provenance.derived_from"],
                        *["provenance_ext_json=provenance.extensions", "ext_json=extensions"],
                    )
                ),
            ),
        ),
        _table("sections", Section, "role start end level ext_json=extensions"),
        _table("sources", Source, "name kind naming affiliation_id description same_as ext_json=extensions"),
        _table(
            "claims",
            Claim,
            "text language types orientation time_value=time.value same_as confidence ext_json=extensions",
        ),
        _table(
            "attributions",
            Attribution,
            "source_ids via_ids attitude certainty polarity form within_id time_value=time.value url confidence "
            "ext_json=extensions",
            parent="claim_id",
        ),
        _table("relations", Relation, "type from_id to_id drawn_by_ids confidence ext_json=extensions"),
        _table(
            "reviews",
            Review,
            "claim_id label verdict rating_value rating_best rating_worst explanation url author_id published "
            "ext_json=extensions",
            exact=Column("ratings_json", "string", nullable=True),
        ),
        _table("notes", Note, "kind about_id text ext_json=extensions"),
        Table(
            "spans",
            Span,
            (
                Column("doc_id", "string"),
                Column("owner_id", "string"),
                Column("role", "string"),
                Column("seq", "int32"),
                *(_column(Span, word) for word in ("start", "end", "quote")),
            ),
        ),
    )
}
"""Every table by its name, in the order of the model."""
