"""
brat standoff, as PolNeAR uses it: one text file, one annotation file for each annotator.

Kept:    text; claims with content and orientation; attributions with source, cue, hedge, attitude, certainty, polarity,
         form and nesting; the identity and names of sources; relations; notes; every record of a foreign file
Lost:    what `LOSSES` says, each with its code and a count; the largest are sections, reviews, metadata of the article
         (NC601-NC606, NC619), claims without content (NC617), wordings, times and confidence (NC610-NC616, NC631),
         who sources are beyond a name (NC620-NC625), ids (NC640), and spans over line ends, which are cut (NC641)
Offsets: code points of the text file, the unit of the model; half-open
Source:  https://brat.nlplab.org/standoff.html, https://github.com/networkdynamics/PolNeAR

Reading a file and writing it gives the same bytes. How its records stood there is kept in `extensions.brat` of the
article and of its notes: hints for the writer, which it passes over where the article says otherwise.
"""

import errno
from pathlib import Path

import attrs

from newsclaims import _sound
from newsclaims._files import replace_both, replace_file
from newsclaims.article import Article
from newsclaims.errors import ConversionError, Issue
from newsclaims.formats.brat._files import decoded, neighbour, parts, text_beside, told, used_by_others
from newsclaims.formats.brat._hints import extensions_of
from newsclaims.formats.brat._layout import LOSSES, NAME, default_id, layout, written
from newsclaims.formats.brat._losses import PROVENANCE
from newsclaims.formats.brat._metadata import described
from newsclaims.formats.brat._parsing import parsed
from newsclaims.formats.brat._reading import interpret
from newsclaims.formats.losses import Lost
from newsclaims.formats.losses import count as count_losses
from newsclaims.formats.losses import forget as forget_losses
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.model import Provenance
from newsclaims.validation import validate

__all__ = ["LOSSES", "dumps", "forget", "loads", "losses", "read", "write"]

# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


def loads(text: str | None, annotations: str, *, id: str | None = None, language: str = "und") -> Article:
    r"""
    The article in a text and its annotations.

    Args:
        text: The text, as it is. None where it may not be shipped: words are then those of the third column, and only
            their length is checked.
        annotations: The records of brat. Offsets count code points, not UTF-16 units or bytes: U+1F600 counts once.
        id: The article's id; `urn:sha256:` and the digest of the text by default, of the annotations without a text.
        language: The text's language.

    Raises:
        ConversionError: A record is none, or says what is not so; each issue has line and column.

    >>> text = "Rain is coming, she said."
    >>> cue, trigger = "T1\tCue 20 24\tsaid", "T4\tAttribution 20 24\tsaid"
    >>> place, voice = "T2\tContent 0 14\tRain is coming", "T3\tSource 16 19\tshe"
    >>> event = "E1\tAttribution:T4 Source:T3 Cue:T1 Content:T2"
    >>> article = loads(text, "\n".join([cue, place, voice, trigger, event, ""]))
    >>> article.claims[0].content, article.claims[0].attributions[0].source_ids
    ((Span(start=0, end=14, quote='Rain is coming'),), ('T3',))
    >>> dumps(article)[1].splitlines()[-1]
    'E1\tAttribution:T4 Source:T3 Cue:T1 Content:T2'
    """
    return _read(text, annotations, id, language, "annotations")


def read(
    ann: str | Path,
    text: str | Path | None = None,
    *,
    id: str | None = None,
    language: str = "und",
    metadata: str | Path | None = None,
    without_text: bool = False,
) -> Article:
    """
    The article in a file of annotations and the text beside it.

    Args:
        ann: The annotations.
        text: The text; by default `<name>.txt` for `<name>.ann`, else `<article>.txt` for `<article>_<annotator>.ann`,
            where the annotator becomes `provenance.agent`.
        id: The article's id; by default the name of the annotations without the annotator.
        language: The text's language.
        metadata: PolNeAR's table `metadata.tsv`, from which title, publisher, byline and date are taken.
        without_text: Read the annotations alone, where the text may not be shipped.

    Raises:
        ConversionError: A record is none, or says what is not so, or a file is not UTF-8; the file, line and column are
            named.
        OSError: A file cannot be read, or there is no text.
    """
    path = Path(ann)
    beside = None if without_text else neighbour(path) if text is None else Path(text)
    article, annotator = (path.stem, None) if beside is not None and beside.stem == path.stem else parts(path)
    annotations = decoded(path)
    found = _read(
        None if beside is None else decoded(beside), annotations, article if id is None else id, language, str(path)
    )
    if annotator is not None:
        found = attrs.evolve(found, provenance=Provenance(agent=annotator))
    return found if metadata is None else described(found, Path(metadata), article)


def _read(text: str | None, annotations: str, id: str | None, language: str, name: str) -> Article:
    limit = DEFAULT_LIMITS.string
    if text is not None and len(text) > limit // 4 and len(text.encode(errors="replace")) > limit:
        message = f"the text has more than {limit} bytes, the most there may be (Limits.string)"
        raise ConversionError([Issue("NC109", "error", "", message)], name)
    records, issues = parsed(annotations, text)
    if issues:
        raise ConversionError(issues, name)
    reading = interpret(records)
    article = Article(
        id=default_id(text, annotations) if id is None else id,
        language=language,
        text=text,
        sources=reading.sources,
        claims=reading.claims,
        relations=reading.relations,
        notes=reading.notes,
    )
    # The last line end of the file may be one of the words of the last record.
    ended = sum([len(record.line) + 1 for record in records]) == len(annotations)
    hints = layout(records, reading, article, final_newline=ended)
    return _checked(attrs.evolve(article, extensions=extensions_of(hints)) if hints else article, name)


def _checked(article: Article, name: str) -> Article:
    """
    An article in which every rule holds.

    Raises:
        ConversionError: One does not.
    """
    if not _sound.is_sound(article, DEFAULT_LIMITS):
        issues = [issue for issue in validate(article) if issue.severity == "error"]
        if issues:
            raise ConversionError(issues, name)
    return article


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def dumps(article: Article) -> tuple[str | None, str]:
    r"""
    The text of an article and its annotations; what brat cannot carry is missing, as `losses` says.

    The text is None where the article has none.

    Raises:
        ConversionError: The article breaks a rule.

    >>> import newsclaims
    >>> text, annotations = dumps(newsclaims.example("ferry-denial"))
    >>> for line in annotations.splitlines()[2:4]:
    ...     print(line.split("\t"))
    ['T2', 'Cue 14 20', 'denies']
    ['T3', 'Content 21 41', 'hiding crack in hull']
    """
    _checked(article, f"article {article.id!r}")
    return article.text, written(article)


def write(article: Article, path: str | Path) -> None:
    """
    Write an article to a file of annotations and a text beside it: both, whole, or nothing.

    The text goes to `<article>.txt` where the path is `<article>_<annotator>.ann` of the article's own annotator, else
    to `<name>.txt`. An article without text has the file of annotations only.

    Raises:
        ConversionError: The article breaks a rule.
        FileExistsError: The text beside is another one, and other annotations are about it.
        OSError: A file cannot be written.
    """
    target = Path(path)
    text, annotations = dumps(article)
    if text is None:
        replace_file(target, annotations.encode())
        return
    agent = None if article.provenance is None else article.provenance.agent
    beside = text_beside(target, agent)
    if beside == target:
        raise FileExistsError(errno.EEXIST, "annotations cannot have the name of their text", str(target))
    data, before = text.encode(), beside.read_bytes() if beside.is_file() else None
    if before is not None and before != data and used_by_others(beside, target):
        raise FileExistsError(
            errno.EEXIST, "another text stands there, and other annotations are about it", str(beside)
        )
    replace_both(beside, data, target, annotations.encode())


# ── Losses ───────────────────────────────────────────────────────────────────────────────────────────────────────


def forget(article: Article) -> Article:
    """
    What remains of an article in brat: `loads(*dumps(article))`, found without writing.

    >>> import newsclaims
    >>> forget(newsclaims.example()).title is None
    True
    """
    return forget_losses(article, LOSSES)


def losses(article: Article, *, name: str | None = None) -> tuple[Lost, ...]:
    """
    What writing an article to brat loses, each kind with a count.

    Args:
        article: The article.
        name: That of the file of annotations, without folder and suffix, where the article goes to one: the id and the
            annotator that `read` finds in it are not lost.

    >>> import newsclaims
    >>> losses(newsclaims.example("ferry-denial"))[0]
    Lost(code='NC601', what='sections', count=1)
    """
    lost = count_losses(article, LOSSES)
    if name is None:
        return lost
    found, annotator = told(name, article)
    kept = [loss.what for loss in [NAME] if article.id == found]
    kept += [loss.what for loss in [PROVENANCE] if article.provenance == Provenance(agent=annotator)]
    return tuple([one for one in lost if one.what not in kept])
