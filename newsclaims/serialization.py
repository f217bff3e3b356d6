"""
JSON: `loads` and `dumps` for values, `read` and `write` for files, `from_dict` and `to_dict` for plain data.

Nothing is coerced, nothing is dropped, nothing is mended: what comes out is what came in, or an error that holds every
breach. The converter between plain data and classes is cattrs', and public: `make_converter`.
"""

from os import PathLike

from newsclaims import _codec, _json, migration
from newsclaims._bundled import SEED, example_bytes
from newsclaims._converter import make_converter, structure, unstructure
from newsclaims._extensions import JSON
from newsclaims._files import replace_file
from newsclaims.article import Article
from newsclaims.errors import InvalidArticleError, shown
from newsclaims.limits import DEFAULT_LIMITS, Limits
from newsclaims.validation import encoded, examine, quick, sound_bytes, validate

__all__ = [
    "dumps",
    "example",
    "from_dict",
    "loads",
    "make_converter",
    "marked",
    "read",
    "reformatted",
    "sure",
    "to_dict",
    "write",
]


def loads(data: bytes | str, *, limits: Limits = DEFAULT_LIMITS) -> Article:
    """
    The article in a JSON document, every rule checked.

    Args:
        data: One document: UTF-8 bytes, or text.
        limits: The bounds to keep.

    Raises:
        InvalidArticleError: The document has errors; it holds all issues, each with line and column. Warnings alone do
            not stop a load.
        TypeError: `data` is neither bytes nor text.

    >>> loads('{"schema_version": "1.0", "id": "x", "language": "en"}').id
    'x'
    """
    data = _bytes_or_text(data)
    article = quick(data, limits)
    return marked(article if article is not None else _exactly(data, limits))


def from_dict(plain: dict[str, JSON], *, limits: Limits = DEFAULT_LIMITS) -> Article:
    """
    The article in plain data, every rule checked; the data are not changed.

    Args:
        plain: Dicts with string keys, lists, strings, numbers, booleans and None, as a JSON reader gives them.
        limits: The bounds to keep.

    Raises:
        InvalidArticleError: The data have errors; it holds all issues.
        TypeError: `plain` is text, bytes or an article.

    >>> from_dict({"schema_version": "1.0", "id": "x", "language": "en"}).language
    'en'
    """
    _expect(not isinstance(plain, (str, bytes, bytearray, memoryview, Article)), "plain", plain, "a dict")
    return marked(_exactly(plain, limits))


def _bytes_or_text(data: object) -> bytes | str:
    if isinstance(data, (bytearray, memoryview)):
        return bytes(data)
    _expect(isinstance(data, (bytes, str)), "data", data, "bytes or a string")
    return data  # type: ignore[return-value]


def _expect(holds: bool, name: str, value: object, wanted: str) -> None:  # noqa: FBT001  # an assertion
    """
    Refuse an argument of the wrong kind.

    Raises:
        TypeError: `holds` is false.
    """
    if not holds:
        message = f"{name} is {shown(value)}, should be {wanted}"
        raise TypeError(message)


def _exactly(document: object, limits: Limits) -> Article:
    issues, plain = examine(document, limits)
    if any(issue.severity == "error" for issue in issues):
        name = plain.get("id") if isinstance(plain, dict) else None
        raise InvalidArticleError(issues, f"article {name!r}" if type(name) is str else "article")
    plain.pop("$schema", None)
    return structure(plain)


def to_dict(article: Article) -> dict[str, JSON]:
    """
    An article as plain data in canonical order, every rule checked; nobody else holds the dict.

    Raises:
        InvalidArticleError: The article breaks a rule between fields.

    >>> to_dict(Article(id="x", language="en"))
    {'schema_version': '1.0', 'id': 'x', 'language': 'en'}
    """
    _checked(article)
    return migration.restore_newer(unstructure(article))


def dumps(article: Article, *, indent: int | None = None) -> bytes:
    """
    An article as canonical JSON: the same bytes for the same article, everywhere.

    Args:
        article: The article; checked unless it comes unchanged from a checked load.
        indent: 2 for people: two blanks a level. None is one line without blanks. Neither ends with a new line.

    Raises:
        InvalidArticleError: The article breaks a rule between fields.

    >>> dumps(Article(id="x", language="en"))
    b'{"schema_version":"1.0","id":"x","language":"en"}'
    """
    data = _checked(article)
    if data is None:
        data = _json.canonical(migration.restore_newer(unstructure(article)))
    return data if indent is None else _codec.indented(data, indent)


def read(path: str | PathLike[str], *, limits: Limits = DEFAULT_LIMITS) -> Article:
    """
    The article in a JSON file, every rule checked.

    Args:
        path: The file.
        limits: The bounds to keep.

    Raises:
        InvalidArticleError: The document has errors; it holds all issues, each with line and column.
        OSError: The file cannot be read.

    >>> from newsclaims._bundled import folder
    >>> read(folder("examples") / "kolaborasi-militer.newsclaims.json").language
    'id'
    """
    from pathlib import Path  # only to read files

    with Path(path).open("rb") as file:
        # One byte more than the limit tells that there is more, and no more of it is read.
        data = file.read(limits.document + 1)
    try:
        return loads(data, limits=limits)
    except InvalidArticleError as error:
        raise InvalidArticleError(error.issues, str(path)) from None


def write(article: Article, path: str | PathLike[str]) -> None:
    """
    Write an article to a file, the whole of it or nothing: two blanks a level and a final new line.

    A path that ends in `.jsonl` gets one line.

    Raises:
        InvalidArticleError: The article breaks a rule between fields; the file stays as it was.
        OSError: The file cannot be written; it stays as it was.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write(Article(id="x", language="en"), f"{folder}/x.newsclaims.json")
    ...     read(f"{folder}/x.newsclaims.json").id
    'x'
    """
    replace_file(path, dumps(article, indent=None if str(path).endswith(".jsonl") else 2) + b"\n")


def reformatted(data: bytes, *, indent: int | None = 2, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """
    A document of this or an older version in canonical form, without a new line at its end.

    `$schema`, which editors ask for, stays and comes first; nothing else differs from `dumps(loads(data))`.

    Raises:
        InvalidArticleError: The document has errors.

    >>> reformatted(b'{"id": "x", "language": "en", "schema_version": "1.0"}', indent=None)
    b'{"schema_version":"1.0","id":"x","language":"en"}'
    """
    canonical = dumps(loads(data, limits=limits))
    editor_schema = _json.parse(data, limits).plain.get("$schema")
    if editor_schema is not None:
        canonical = b'{"$schema":' + _json.canonical(editor_schema) + b"," + canonical[1:]
    return canonical if indent is None else _codec.indented(canonical, indent)


def example(name: str = SEED) -> Article:
    """
    A bundled article; the seed by default.

    Raises:
        UnknownIdError: There is no example of that name.

    >>> len(example().claims)
    29
    """
    return loads(example_bytes(name))


def sure(article: Article) -> Article:
    """
    The article itself, checked unless it comes unchanged from a checked load.

    Raises:
        InvalidArticleError: It breaks a rule.
    """
    if not getattr(article, "_checked", False):
        _checked(article)
    return article


# ── The mark of a checked load ───────────────────────────────────────────────────────────────────────────────────


def marked(article: Article) -> Article:
    """Note that the article is checked; any change makes another article, without the note."""
    vars(article)["_checked"] = True
    return article


def _checked(article: Article) -> bytes | None:
    """
    The canonical bytes of an article, which is checked unless it comes from a checked load; None as of `encoded`.

    Raises:
        InvalidArticleError: It breaks a rule.
    """
    _expect(isinstance(article, Article), "article", article, "an Article")
    if getattr(article, "_checked", False):
        return encoded(article)
    data = sound_bytes(article, DEFAULT_LIMITS)
    if data is not None:
        return data
    issues = validate(article)
    if any(issue.severity == "error" for issue in issues):
        raise InvalidArticleError(issues, f"article {article.id!r}")
    return encoded(article)
