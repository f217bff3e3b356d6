"""
Where converted articles go: a file, a pair of files, one a line, standard output, a folder of files.

Each is a block: what is put into it appears when the block ends, whole, and not at all if it ends with an exception.
Standard output alone shows each article at once, unless it is held back.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Literal, TypeAlias

import attrs

from newsclaims._files import replace_both, replace_file, replacing
from newsclaims.conversion import verbs
from newsclaims.conversion.naming import Names, slug
from newsclaims.conversion.sources import Item
from newsclaims.conversion.staging import Stage, TargetError
from newsclaims.corpus.packing import packing
from newsclaims.corpus.records import STANDARD_INPUT
from newsclaims.errors import escaped_text
from newsclaims.formats.files import FILES, PACKED, stem_of, suffix_of

__all__ = ["Grouping", "Put", "Target", "target_for"]

Grouping: TypeAlias = Literal["article", "file", "all"]
"""What is put at once: one article, those of one file, or all."""

Put: TypeAlias = Callable[[Sequence[Item]], str | None]
"""Puts articles; gives the name of their file, without folder and suffix, where the format reads something in it."""

STANDARD_OUTPUT = "-"


@attrs.frozen(kw_only=True)
class Target:
    """
    A place that articles go to.

    Attributes:
        grouping: What one call of `put` takes.
        opened: Makes the block, which gives `put`.
    """

    grouping: Grouping
    opened: Callable[[], AbstractContextManager[Put]]


def target_for(name: str, form: str, *, many: bool, held: bool = False, force: bool = False) -> Target:
    """
    The place of a name.

    Args:
        name: A file, a folder, or `-` for standard output. It is a folder if it is there and is one, if it ends with a
            slash, and if several articles are to go where one file holds one.
        form: The format to write.
        many: Whether several articles may come.
        held: Whether standard output is to show nothing before the end.
        force: Whether files that are named by newsclaims replace others.

    Raises:
        TargetError: The format does not fit the place.
    """
    files = FILES[form]
    if name == STANDARD_OUTPUT and files.layout == "pair":
        message = f"{form} is two files and cannot go to standard output, should go to a folder or a file"
        raise TargetError(message)
    if is_folder(name, form, many=many):
        return Target(
            grouping="file" if files.many else "article", opened=lambda: _folder(Path(name), form, force=force)
        )
    if files.layout == "pair":
        if Path(name).suffix.lower() in (*PACKED, ".txt"):
            message = f"{escaped_text(name)} cannot be the name of annotations, should end in {files.suffixes[0]}"
            raise TargetError(message)
        return Target(grouping="article", opened=lambda: _pair(Path(name), form, force=force))
    sink = _sink(name, held=held)
    if files.many:
        return Target(grouping="all", opened=lambda: _all(sink, name, form))
    if files.layout == "json" and name == STANDARD_OUTPUT:
        return Target(grouping="article", opened=lambda: _stream(sink, form, many=many))
    if files.layout == "json" and _is_lines(name):
        return Target(grouping="article", opened=lambda: _lines(sink, form))
    return Target(grouping="article", opened=lambda: _one(sink, name, form))


def is_folder(name: str, form: str, *, many: bool) -> bool:
    """
    Whether a name is that of a folder.

    >>> is_folder("out/", "brat", many=False), is_folder("a.ann", "brat", many=False)
    (True, False)
    >>> is_folder("corpus.jsonl", "newsclaims", many=True), is_folder("corpus", "newsclaims", many=True)
    (False, True)
    """
    if name == STANDARD_OUTPUT:
        return False
    if name.endswith(("/", os.sep)) or Path(name).is_dir():
        return True
    if not many or Path(name).is_file() or os.path.lexists(name):
        return False
    return suffix_of(name) not in (*FILES[form].suffixes, *FILES[form].more)


def _is_lines(name: str) -> bool:
    return suffix_of(name).endswith(".jsonl")


# ── Streams ──────────────────────────────────────────────────────────────────────────────────────────────────────

_Sink: TypeAlias = Callable[[], AbstractContextManager[IO[bytes]]]


def _sink(name: str, *, held: bool) -> _Sink:
    if name != STANDARD_OUTPUT:
        return lambda: _file(name)
    return _held_output if held else _output


@contextmanager
def _file(name: str) -> Iterator[IO[bytes]]:
    with replacing(name) as file, packing(name, file) as packed:
        yield packed


@contextmanager
def _output() -> Iterator[IO[bytes]]:
    sys.stdout.flush()
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()


@contextmanager
def _held_output() -> Iterator[IO[bytes]]:
    with tempfile.SpooledTemporaryFile(max_size=16_000_000) as spool:
        yield spool
        spool.seek(0)
        with _output() as output:
            shutil.copyfileobj(spool, output)


# ── One file ─────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _lines(sink: _Sink, form: str) -> Iterator[Put]:
    """One article a line."""
    with sink() as file:

        def put(items: Sequence[Item]) -> None:
            _write_all(file, [verbs.line(form, item.article) for item in items])

        yield put


@contextmanager
def _stream(sink: _Sink, form: str, *, many: bool) -> Iterator[Put]:
    """A single article for people to read; one a line where the source may hold several."""
    made: list[str] = []
    with sink() as file:

        def put(items: Sequence[Item]) -> None:
            (item,) = items
            if many or item.record.number is not None or FILES[item.form].many:
                file.write(verbs.line(form, item.article))
                return
            _refuse_second(made, STANDARD_OUTPUT, form)
            file.write(verbs.whole(form, [item.article]))
            made.append(item.article.id)

        yield put


def _write_all(file: IO[bytes], pieces: Sequence[bytes]) -> None:
    for piece in pieces:
        file.write(piece)


@contextmanager
def _all(sink: _Sink, name: str, form: str) -> Iterator[Put]:
    """All articles in one file."""
    made: list[bytes] = []

    def put(items: Sequence[Item]) -> None:
        made.append(verbs.whole(form, [item.article for item in items], suffix_of(name)))

    yield put
    with sink() as file:
        _write_all(file, made)


@contextmanager
def _one(sink: _Sink, name: str, form: str) -> Iterator[Put]:
    """A single article."""
    made: list[bytes] = []

    def put(items: Sequence[Item]) -> None:
        _refuse_second(made, name, form)
        made.append(verbs.whole(form, [item.article for item in items], suffix_of(name)))

    yield put
    with sink() as file:
        _write_all(file, made)


def _refuse_second(made: Sequence[object], name: str, form: str) -> None:
    """
    See to it that a file gets one article.

    Raises:
        TargetError: It has one already.
    """
    if made:
        lines = ", or a .jsonl file" if FILES[form].layout == "json" else ""
        place = "standard output" if name == STANDARD_OUTPUT else escaped_text(name)
        message = f"{place} holds one article of {form}, and several came: name a folder{lines}"
        raise TargetError(message)


# ── Annotations and their text ───────────────────────────────────────────────────────────────────────────────────


def _text_stem(stem: str, item: Item) -> str:
    """What the text of annotations is called: those of several annotators share the text of `<article>`."""
    agent = _agent(item)
    # An annotator with a `_` in his name is not read in the name of a file.
    shared = stem.removesuffix(f"_{agent}") if agent and "_" not in agent else stem
    return shared if shared and not shared.endswith("/") else stem


def _agent(item: Item) -> str | None:
    return None if item.article.provenance is None else item.article.provenance.agent


@contextmanager
def _pair(target: Path, form: str, *, force: bool) -> Iterator[Put]:
    """
    A single article in two files.

    Raises:
        TargetError: A text beside the target is there already and is another one.
    """
    made: list[tuple[Path, bytes | None, bytes]] = []

    def put(items: Sequence[Item]) -> str:
        _refuse_second(made, str(target), form)
        (item,) = items
        text, annotations = verbs.pair(form, item.article)
        made.append((target.with_name(f"{_text_stem(target.stem, item)}.txt"), text, annotations))
        return target.stem

    yield put
    for beside, text, annotations in made:
        if text is None:
            replace_file(target, annotations)
            continue
        is_same = beside.is_file() and beside.read_bytes() == text
        if not force and not is_same and os.path.lexists(beside):
            message = f"{escaped_text(str(beside))} is there already and is another text (--force to replace it)"
            raise TargetError(message)
        replace_both(beside, text, target, annotations)


# ── A folder ─────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _folder(folder: Path, form: str, *, force: bool) -> Iterator[Put]:
    """A file for each group, its name made of that of its source, or of the article's id."""
    names = Names()
    with Stage(folder, force=force) as stage:

        def put(items: Sequence[Item]) -> str | None:
            is_pair = FILES[form].layout == "pair"
            files = _pair_of(form, items[0]) if is_pair else _single(form, items)
            above = "".join(f"{slug(name, 'folder')}/" for name in items[0].folders)
            stem, made, shared = "", dict[str, bytes](), set[str]()
            for stem in names.free(above + _stem(items[0], is_pair=is_pair, by_file=FILES[form].many)):
                made = {path: data for path, data in files(stem).items() if data is not None}
                shared = {path for path in made if path.endswith(".txt")}
                if all(
                    names.is_free(path) or (path in shared and stage.holds(path, data)) for path, data in made.items()
                ):
                    break
            for path, data in made.items():
                if names.is_free(path):
                    names.take(path)
                    stage.put(path, data, shared=path in shared)
            return stem.rpartition("/")[2] if is_pair else None

        yield put


def _stem(item: Item, *, is_pair: bool, by_file: bool) -> str:
    """The name of a file: its source's, else the article's id, and its annotator where names of files tell him."""
    if item.stem is not None:
        return slug(item.stem)
    if by_file and item.record.file != STANDARD_INPUT:
        return slug(stem_of(item.record.file))
    agent = _agent(item)
    tells = is_pair and agent and slug(agent) == agent and "_" not in agent
    return f"{slug(item.article.id)}_{agent}" if tells else slug(item.article.id)


_Named: TypeAlias = Callable[[str], dict[str, bytes | None]]
"""Files with their bytes, for a stem."""


def _single(form: str, items: Sequence[Item]) -> _Named:
    data = verbs.whole(form, [item.article for item in items])
    return lambda stem: {stem + FILES[form].suffixes[0]: data}


def _pair_of(form: str, item: Item) -> _Named:
    text, annotations = verbs.pair(form, item.article)
    return lambda stem: {f"{_text_stem(stem, item)}.txt": text, stem + FILES[form].suffixes[0]: annotations}
