"""The verbs of every format under one signature: bytes or a path in, articles out; articles in, bytes out."""

import shutil
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from newsclaims import _codec, serialization
from newsclaims.article import Article
from newsclaims.corpus.records import opened
from newsclaims.errors import ConversionError, InvalidArticleError
from newsclaims.formats import module
from newsclaims.formats.files import FILES, NEWSCLAIMS, PACKED, known
from newsclaims.formats.losses import Lost
from newsclaims.limits import DEFAULT_LIMITS

__all__ = ["STORES", "line", "loaded", "losses", "module_of", "pair", "samples", "taken", "whole"]

STORES = ("parquet", "tables")
"""Other ways to keep newsclaims' own format: a file with one row an article, a folder with one file a table."""


def module_of(form: str) -> ModuleType:
    """
    The module that has a format's verbs.

    Raises:
        MissingDependencyError: The library that the format needs is not installed.
    """
    if form in STORES:
        return import_module("newsclaims.corpus.parquet")
    return serialization if form == NEWSCLAIMS else module(form)


# ── In ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def loaded(form: str, data: bytes, language: str) -> tuple[Article, ...]:
    """
    The articles in one document.

    Raises:
        InvalidArticleError: It is newsclaims' own and breaks a rule.
        ConversionError: It is another format's and cannot be read.
    """
    if form == NEWSCLAIMS:
        return (serialization.loads(data),)
    made = module(form).loads(data, language=language)
    return tuple(made) if FILES[form].many else (made,)


def taken(form: str, name: str, language: str) -> Article:
    """
    The article in a file of annotations and the text beside it, packed or not.

    Raises:
        ConversionError: They cannot be read; it names the file.
        OSError: A file cannot be read, or there is no text.
    """
    path = Path(name)
    if path.suffix.lower() not in PACKED:
        found: Article = module(form).read(path, language=language)
        return found
    with TemporaryDirectory(prefix="newsclaims-") as folder:
        for file in (path, *_texts(path)):
            unpacked = Path(folder, file.stem if file.suffix.lower() in PACKED else file.name)
            with opened(str(file), DEFAULT_LIMITS) as source, unpacked.open("wb") as target:
                shutil.copyfileobj(source, target)
        try:
            found = module(form).read(Path(folder, path.stem), language=language)
        except ConversionError as wrong:
            raise ConversionError(wrong.issues, name) from None
        except OSError as error:
            error.filename = name
            raise
        return found


def _texts(annotations: Path) -> Iterator[Path]:
    """The texts that packed annotations may be about, packed or not."""
    stem = Path(annotations.stem).stem
    for folder in (annotations.parent, annotations.parent.parent / "text"):
        for name in {stem: None, stem.rpartition("_")[0]: None}:
            files = [folder / f"{name}.txt{suffix}" for suffix in ("", *PACKED)]
            yield from [file for file in files if name and file.is_file()][:1]


# ── Out ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def whole(form: str, articles: Sequence[Article], suffix: str = "") -> bytes:
    """
    The bytes of a file, those that the format's `write` writes; of one article where the format holds one a file.

    Args:
        form: The format.
        articles: What goes into the file.
        suffix: That of the file, where the format has several of its own; the first by default.

    Raises:
        ConversionError: An article cannot be written.
    """
    given = _given(form, articles)
    if FILES[form].layout == "json":
        return _codec.indented(_dumped(form, given), 2) + b"\n"
    with TemporaryDirectory(prefix="newsclaims-") as folder:
        path = Path(folder, f"made{suffix if suffix in FILES[form].suffixes else FILES[form].suffixes[0]}")
        module(form).write(given, path)
        return path.read_bytes()


def _given(form: str, articles: Sequence[Article]) -> Any:
    """What the verbs of a format take."""
    if FILES[form].many:
        return tuple(articles)
    (article,) = articles
    return article


def line(form: str, article: Article) -> bytes:
    """
    An article as one line of a `.jsonl` file.

    Raises:
        ConversionError: The article cannot be written.
    """
    return _dumped(form, article) + b"\n"


def pair(form: str, article: Article) -> tuple[bytes | None, bytes]:
    """
    The text of an article, if it has one, and its annotations.

    Raises:
        ConversionError: The article cannot be written.
    """
    text, annotations = module(form).dumps(article)
    return None if text is None else text.encode(), annotations.encode()


def samples(article: Article, stem: str) -> Iterator[tuple[str, dict[str, bytes], tuple[Lost, ...]]]:
    """
    An article in each of the other formats that has files of its own kind, and needs no extra.

    Args:
        article: The article.
        stem: What the files are called. None is a `.json` file, so that a folder of articles may hold them too.

    Returns:
        The format, its files by name, and what is lost.
    """
    for form in known():
        files = FILES[form]
        name = stem + files.suffixes[0]
        if files.many or files.extra or name.endswith(".json"):
            continue
        if files.layout == "pair":
            text, annotations = pair(form, article)
            made = {name: annotations} if text is None else {name: annotations, f"{stem}.txt": text}
        else:
            made = {name: whole(form, [article])}
        yield form, made, losses(form, [article])


def losses(form: str, articles: Sequence[Article], name: str | None = None) -> tuple[Lost, ...]:
    """
    What writing articles loses, those that go to one file together; of one where the format holds one a file.

    Args:
        form: The format.
        articles: What is written.
        name: That of the file, without folder and suffix, where the format is two files and reads something in it.
    """
    if form in (NEWSCLAIMS, *STORES):
        return ()
    tell = module(form).losses
    options = {} if name is None else {"name": name}
    found: tuple[Lost, ...] = tell(_given(form, articles), **options)
    return found


def _dumped(form: str, article: Any) -> bytes:
    try:
        made: bytes = module_of(form).dumps(article)
    except InvalidArticleError as invalid:
        raise ConversionError([issue for issue in invalid.issues if issue.severity == "error"], form) from None
    return made
