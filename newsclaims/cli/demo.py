"""`newsclaims demo`: the main job in one go, on the seed article."""

import shutil
import sys
from pathlib import Path

import click

from newsclaims._bundled import SEED, example_bytes, folder
from newsclaims.cli._console import colour, out, put
from newsclaims.errors import escaped_text
from newsclaims.limits import DEFAULT_LIMITS
from newsclaims.reports import Summary, summary_text
from newsclaims.serialization import loads
from newsclaims.validation import look
from newsclaims.views.html import html
from newsclaims.views.notable import notable
from newsclaims.views.terminal import bullets, terminal

_PAGE = "who-says-what.html"
_LAYERS = (SEED, f"{SEED}.annotator-2")


@click.command("demo")
@click.argument("folder_name", metavar="[DIR]", default="newsclaims-demo")
@click.option("--force", is_flag=True, help="Replace files that are there and differ.")
def command(folder_name: str, *, force: bool) -> None:
    """
    Do the main job on the bundled seed article: validate it, show who says what, write its files and its page to DIR.

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
    page = "\n".join([terminal(article, width=80), "", "Notable", *bullets(notable(article), 80), ""])
    files = {
        f"{SEED}.txt": folder("examples").joinpath(f"{SEED}.txt").read_bytes(),
        **{f"{name}.newsclaims.json": example_bytes(name) for name in _LAYERS},
        "who-says-what.txt": page.encode(),
        _PAGE: html(article).encode(),
    }
    target = Path(folder_name)
    _refuse(target, files, force=force)
    columns = min(100, max(40, shutil.get_terminal_size((80, 24)).columns))

    _title("1  Validate")
    out(f"{summary_text(summary, None)}\nEvery quote is the text at its place.")
    _title("2  Who says what")
    out(terminal(article, width=columns, colour=colour(sys.stdout)))
    _title("3  What is notable")
    out("\n".join(bullets(notable(article), columns)))
    _title("4  Files")
    target.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        put(data, str(target / name))
        out(f"{escaped_text(str(target / name))}  ({len(data)} bytes)")
    out(f"\nOpen {escaped_text(str(target / _PAGE))} in a browser.")
    out("Next: newsclaims view FILE, newsclaims show FILE, newsclaims --help")


def _title(text: str) -> None:
    out(f"\n{text}\n{'─' * len(text)}")


def _refuse(target: Path, files: dict[str, bytes], *, force: bool) -> None:
    """
    See to it that nothing is replaced that the user did not mean.

    Raises:
        click.UsageError: The folder is a file, or a file is there that holds something else, or is a folder or link.
    """
    if target.exists() and not target.is_dir():
        message = f"{escaped_text(str(target))} is a file, should be a folder"
        raise click.UsageError(message)
    for name, data in files.items():
        path = target / name
        if path.is_symlink() or path.is_dir():
            message = f"{escaped_text(str(path))} is no file of its own, should be one or not be there"
            raise click.UsageError(message)
        if not force and path.is_file() and path.read_bytes() != data:
            message = f"{escaped_text(str(path))} is there already and holds something else (--force to replace it)"
            raise click.UsageError(message)
