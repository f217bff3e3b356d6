"""`newsclaims demo`: the main job in one go, on the seed article."""

import sys
from pathlib import Path

import click

from newsclaims._bundled import SEED, example_bytes, folder
from newsclaims._words import counted
from newsclaims.cli._console import colour, out, put, terminal_columns, writing
from newsclaims.cli._console import files as complete_files
from newsclaims.conversion import verbs
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
@click.argument("folder_name", metavar="[DIR]", default="newsclaims-demo", shell_complete=complete_files)
@click.option("--force", is_flag=True, help="Replace files that are there and differ.")
def command(folder_name: str, *, force: bool) -> None:
    """
    Do the main job on the bundled seed article: validate, show who says what, convert, write all and a page to DIR.

    DIR is made where it is missing, newsclaims-demo by default. Files that are there already and hold something else
    are not replaced without --force.
    """
    if not folder_name:
        raise click.BadParameter("is empty, should name a folder", param_hint="DIR")  # noqa: TRY003  # said once
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
    converted = list(verbs.samples(article, SEED))
    page = "\n".join([terminal(article, width=80), "", "Notable", *bullets(notable(article), 80), ""])
    files = {
        f"{SEED}.txt": folder("examples").joinpath(f"{SEED}.txt").read_bytes(),
        **{f"{name}.newsclaims.json": example_bytes(name) for name in _LAYERS},
        "who-says-what.txt": page.encode(),
        **{name: data for _, made, _ in converted for name, data in made.items()},
        _PAGE: html(article).encode(),
    }
    target = Path(folder_name)
    _refuse(target, files, force=force)
    columns = terminal_columns(40)

    _title("1  Validate")
    out(f"{summary_text(summary, None)}\nEvery quote is the text at its place.")
    _title("2  Who says what")
    out(terminal(article, width=columns, colour=colour(sys.stdout)))
    _title("3  What is notable")
    out("\n".join(bullets(notable(article), columns)))
    _title("4  Convert")
    for form, made, lost in converted:
        kinds = f"{counted(len(lost), 'kind')} of loss" if lost else "nothing lost"
        out(f"{form:<15} {kinds:<17} {next(iter(made))}")
    _title("5  Files")
    with writing(folder_name):
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
