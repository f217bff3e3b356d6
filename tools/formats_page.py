"""
Write docs/formats/index.md: which format keeps what, found by asking each format's `forget` about the bundled examples.

    python tools/formats_page.py            # writes the page
    python tools/formats_page.py --check    # exit code 1 if the page is not what would be written
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs

import newsclaims as nc
from newsclaims import model
from newsclaims.codes import CODES
from newsclaims.formats import module
from newsclaims.formats.files import FILES, NEWSCLAIMS, Files, known

TARGET = Path(__file__).parent.parent / "docs" / "formats" / "index.md"

RECORDS: dict[type, str] = {
    nc.Article: "",
    model.Provenance: "provenance",
    model.Section: "sections",
    model.Source: "sources",
    model.Claim: "claims",
    model.Attribution: "",
    model.Relation: "relations",
    model.Review: "reviews",
    model.Note: "notes",
}
"""The classes of the model, and the field of an article that holds their records."""

HEAD = """\
# Formats

<!-- Written by tools/formats_page.py from the formats' own tables of losses; change those. -->

Each format is a module with the same words: `loads`, `dumps`, `read`, `write`; and `losses`, which tells of an article
what writing it loses, kind by kind, with a code and a count. [`newsclaims convert`](../commands.md#convert) prints
that, and `--strict` refuses it. Whatever is not told survives: what comes back is `forget(article)`, which is tested
with generated articles.
"""

MATRIX = """\
## What each keeps

What comes back of an article that is written and read again, measured on the bundled examples, in which every field
occurs: **✓** all of it, **part** some of it, **–** nothing. Newsclaims' own JSON keeps all. Of references, and of ids
other than the article's, what counts is that they lead to the same.
"""


def page() -> str:
    """The whole page, ending with a new line."""
    forms = [form for form in known() if form != NEWSCLAIMS]
    return "\n".join([HEAD, *_files(), MATRIX, *_matrix(forms), *(line for form in forms for line in _losses(form))])


def _files() -> Iterator[str]:
    yield from ("| format | names of files | one file holds | extra |", "|---|---|---|---|")
    for form in known():
        files = FILES[form]
        link = f"[{form}]({form}.md)" if TARGET.with_name(f"{form}.md").is_file() else form
        names = ", ".join(f"`{suffix}`" for suffix in (*files.suffixes, *files.more))
        yield f"| {link} | {names} | {_holds(files)} | {files.extra and f'`{files.extra}`'} |"
    yield ""


def _holds(files: Files) -> str:
    if files.layout == "pair":
        return "one article, its text in a `.txt` beside"
    return (
        "many articles" if files.many else "one article" + ("; `.jsonl` one a line" if files.layout == "json" else "")
    )


# ── The matrix ───────────────────────────────────────────────────────────────────────────────────────────────────


def _matrix(forms: list[str]) -> Iterator[str]:
    examples = [nc.example(name) for name in nc.examples()]
    before = _values(examples)
    after = {form: _values(_forgotten(form, examples)) for form in forms}
    for kind in RECORDS:
        yield f"| {kind.__name__} | {' | '.join(forms)} |"
        yield "|---|" + ":-:|" * len(forms)
        for field in attrs.fields(kind):
            if field.name != "schema_version":
                key = (kind.__name__, field.name)
                cells = (_cell(before[key], after[form].get(key, Counter())) for form in forms)
                yield f"| `{field.name}` | {' | '.join(cells)} |"
        yield ""


def _cell(before: Counter[str], after: Counter[str]) -> str:
    kept = (before & after).total()
    return "✓" if kept == before.total() else "part" if kept else "–"


def _forgotten(form: str, articles: Iterable[nc.Article]) -> Iterator[nc.Article]:
    for article in articles:
        made = module(form).forget(article)
        yield from made if isinstance(made, tuple) else (made,)


def _values(articles: Iterable[nc.Article]) -> dict[tuple[str, str], Counter[str]]:
    """How often each value of each field occurs, defaults left out; ids and references by their number only."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for article in articles:
        for record in _records(article):
            for field in attrs.fields(type(record)):
                value = getattr(record, field.name)
                if value == field.default:
                    continue
                pieces = value if type(value) is tuple else (value,)
                counter = found.setdefault((type(record).__name__, field.name), Counter())
                counter.update("" if _leads(record, field.name) else repr(piece) for piece in pieces or ("none",))
    return found


def _leads(record: Any, name: str) -> bool:
    """Whether a field leads to a record, or holds records that have rows of their own."""
    if isinstance(record, nc.Article):
        return name in RECORDS.values()
    return name.endswith(("_id", "_ids")) or name in ("id", "attributions")


def _records(article: nc.Article) -> Iterator[Any]:
    yield article
    if article.provenance is not None:
        yield article.provenance
    for name in RECORDS.values():
        if name not in ("", "provenance"):
            yield from getattr(article, name)
    for claim in article.claims:
        yield from claim.attributions


# ── The lists ────────────────────────────────────────────────────────────────────────────────────────────────────


def _losses(form: str) -> Iterator[str]:
    yield f"## What {form} loses\n"
    losses = sorted({(loss.code, loss.what) for loss in module(form).LOSSES})
    if not losses:
        yield "Nothing.\n"
        return
    yield from (f"- [{code}](../codes.md#{_heading(code)}): {what}" for code, what in losses)
    yield ""


def _heading(code: str) -> str:
    """The name by which the heading of a code is linked."""
    return re.sub(r"[^\w\s-]", "", f"{code}: {CODES[code].title}").lower().replace(" ", "-")


def main(arguments: list[str]) -> int:
    """Write the page, or say whether it is up to date."""
    if arguments == ["--check"]:
        return 0 if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == page() else 1
    TARGET.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
