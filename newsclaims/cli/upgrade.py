"""`newsclaims upgrade`: older files to this version."""

import click

from newsclaims.article import SCHEMA_VERSION
from newsclaims.cli._rewrite import rewrite, rewrite_options


@click.command(
    "upgrade",
    help=f"Bring files of older versions to {SCHEMA_VERSION} and into canonical form, in place.\n\n"
    "With - the result goes to standard output. A file with an error is left as it is.\n\n"
    "Exit codes: 0 done, 1 --check or --diff found something to change or an article is invalid, "
    "3 unreadable input.",
)
@rewrite_options
def command(paths: tuple[str, ...], *, check: bool, diff: bool) -> None:
    """Bring files of older versions to this one."""
    rewrite(paths, check=check, diff=diff, would="upgrade", did="upgraded")
