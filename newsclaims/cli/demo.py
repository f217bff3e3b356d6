"""`newsclaims demo`: the main job in one go, on the seed article."""

import json
import shutil
import sys
from pathlib import Path

import click

from newsclaims import __version__, schema
from newsclaims._bundled import SEED, example_bytes, folder
from newsclaims._files import replace_file
from newsclaims.cli._console import colour, out
from newsclaims.errors import escaped_text
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.reports import Summary, as_json, summary_text
from newsclaims.serialization import loads
from newsclaims.validation import look
from newsclaims.views.notable import notable
from newsclaims.views.terminal import bullets, terminal

_LAYERS = (SEED, f"{SEED}.annotator-2")


@click.command("demo")
@click.argument("folder_name", metavar="[DIR]", default="newsclaims-demo")
@click.option("--force", is_flag=True, help="Replace files that are there and differ.")
def command(folder_name: str, *, force: bool) -> None:
    """
    Do the main job on the bundled seed article: validate it, show who says what, and write its files to DIR.

    DIR is made where it is missing, newsclaims-demo by default. Files that are there already and hold something else
    are not replaced without --force.
    """
    summary = Summary()
    for name in _LAYERS:
        data = example_bytes(name)
        issues, claims = look(data, DEFAULT_LIMITS)
        summary.files += 1
        summary.articles += 1
        summary.claims += claims
        summary.errors += sum(issue.severity == "error" for issue in issues)
        summary.warnings += sum(issue.severity == "warning" for issue in issues)
    article = loads(example_bytes(SEED))
    columns = min(100, max(40, shutil.get_terminal_size((80, 24)).columns))
    painted = colour(sys.stdout)

    _title("1  Validate")
    out(f"{summary_text(summary, None)}: every quote is the text at its place")
    _title("2  Who says what")
    out(terminal(article, width=columns, colour=painted))
    _title("3  What is notable")
    out("\n".join(bullets(notable(article), columns)))
    page = "\n".join([terminal(article), "", "Notable", *bullets(notable(article), 80), ""])
    files = {
        f"{SEED}.txt": folder("examples").joinpath(f"{SEED}.txt").read_bytes(),
        **{f"{name}.newsclaims.json": example_bytes(name) for name in _LAYERS},
        "who-says-what.txt": page.encode(),
        "validation.json": (as_json([], summary, __version__) + "\n").encode(),
        "article-1.0.schema.json": (json.dumps(schema(), ensure_ascii=False, indent=2) + "\n").encode(),
    }
    _title("4  Files")
    _write(Path(folder_name), files, force=force)
    out("\nNext: newsclaims show FILE, newsclaims validate FILE, newsclaims explain NC402, newsclaims --help")


def _title(text: str) -> None:
    out(f"\n{text}\n{'─' * len(text)}")


def _write(target: Path, files: dict[str, bytes], *, force: bool) -> None:
    """
    Write all files or, where one is there that differs, none.

    Raises:
        click.UsageError: A file is there that holds something else.
    """
    if target.exists() and not target.is_dir():
        message = f"{target} is a file, should be a folder"
        raise click.UsageError(message)
    there = {name: (target / name).read_bytes() for name in files if (target / name).is_file()}
    differing = [name for name, data in there.items() if data != files[name]]
    if differing and not force:
        message = f"{target / differing[0]} is there already and holds something else (--force to replace it)"
        raise click.UsageError(message)
    target.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        if there.get(name) != data:
            replace_file(target / name, data)
        out(f"{escaped_text(str(target / name))}  ({len(data)} bytes)")
