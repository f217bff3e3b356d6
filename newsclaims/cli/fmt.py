"""`newsclaims fmt`: files to canonical form."""

import click

from newsclaims.cli._rewrite import rewrite, rewrite_options


@click.command("fmt")
@rewrite_options
def command(paths: tuple[str, ...], *, check: bool, diff: bool) -> None:
    """
    Put files into canonical form, in place: members in their order, two blanks a level, one line each in .jsonl.

    With - the result goes to standard output. A file with an error is left as it is.

    Exit codes: 0 done, 1 --check or --diff found something to change or an article is invalid, 3 unreadable input.
    """
    rewrite(paths, check=check, diff=diff, would="format", did="formatted")
