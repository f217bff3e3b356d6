"""Which files belong together: annotations, the text beside them, and who annotated."""

import errno
from pathlib import Path

from newsclaims.article import Article
from newsclaims.errors import ConversionError, Issue
from newsclaims.limits import DEFAULT_LIMITS


def decoded(path: Path) -> str:
    """
    The characters of a file, none of them changed, line ends as they are.

    Raises:
        ConversionError: It is not UTF-8, or too large.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(DEFAULT_LIMITS.document + 1)
    if len(data) > DEFAULT_LIMITS.document:
        message = f"has more than {DEFAULT_LIMITS.document} bytes, the most there may be (Limits.document)"
        raise ConversionError([Issue("NC108", "error", "", message)], str(path))
    try:
        return data.decode()
    except UnicodeDecodeError as wrong:
        before = data[: wrong.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        message = f"is the byte 0x{data[wrong.start]:02x}, should be UTF-8"
        raise ConversionError([Issue("NC910", "error", "", message, "", line, column)], str(path)) from None


def neighbour(annotations: Path) -> Path:
    """
    The text of annotations: `<name>.txt` for `<name>.ann`, else `<article>.txt` for `<article>_<annotator>.ann`.

    It stands beside them, or in a folder `text` beside theirs, as PolNeAR has it.

    Raises:
        FileNotFoundError: There is none.
    """
    names = dict.fromkeys((f"{annotations.stem}.txt", f"{parts(annotations)[0]}.txt"))
    for folder in (annotations.parent, annotations.parent.parent / "text"):
        for name in names:
            if (folder / name).is_file():
                return folder / name
    raise FileNotFoundError(errno.ENOENT, f"no text beside the annotations ({' or '.join(names)})", str(annotations))


def parts(annotations: Path) -> tuple[str, str | None]:
    """
    Article and annotator in the name of a file: what stands before and after the last `_`.

    >>> parts(Path("corpus/harbour-fire_2016_ann1.ann")), parts(Path("plain.ann"))
    (('harbour-fire_2016', 'ann1'), ('plain', None))
    """
    article, _, annotator = annotations.stem.rpartition("_")
    return (article, annotator) if article and annotator else (annotations.stem, None)


def told(name: str, article: Article) -> tuple[str, str | None]:
    """
    The id and the annotator that `read` takes from the name of an article's annotations.

    Args:
        name: The name, without folder and suffix.
        article: What is written there, and its text beside it.
    """
    found, annotator = parts(Path(f"{name}.ann"))
    agent = None if article.provenance is None else article.provenance.agent
    return (found, annotator) if article.text is None or annotator == agent else (name, None)


def text_beside(annotations: Path, annotator: str | None) -> Path:
    """
    Where the text of annotations that are to be written belongs.

    Args:
        annotations: Their file.
        annotator: Who made them, if known; the text then goes by the name of the article.
    """
    own = annotations.with_name(f"{annotations.stem}.txt")
    article, named = parts(annotations)
    return own if own.is_file() or named is None or named != annotator else annotations.with_name(f"{article}.txt")


def used_by_others(text: Path, annotations: Path) -> bool:
    """Whether other annotations beside a text are about it."""
    for other in text.parent.glob("*.ann"):
        if other.name != annotations.name and text.stem in {other.stem, parts(other)[0]}:
            own = other.with_name(f"{other.stem}.txt")
            if own == text or not own.is_file():
                return True
    return False
