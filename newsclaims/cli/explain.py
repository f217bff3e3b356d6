"""`newsclaims explain`: what a code means and how to mend it."""

import textwrap

import click

from newsclaims._words import nearest
from newsclaims.cli._console import one_of, out
from newsclaims.codes import CODES, ROOMS
from newsclaims.errors import shortened


@click.command("explain")
@click.argument("code", metavar="[CODE]", required=False, shell_complete=one_of(lambda: CODES))
def command(code: str | None) -> None:
    """Explain a code such as NC402; list those that begin so, as NC4; without one, list them all."""
    found = CODES.get(code.upper()) if code else None
    if found is None:
        _list("NC" if code is None else code)
        return
    out(f"{found.code}  {found.severity}: {found.title}\n")
    out(textwrap.fill(found.why, 78))
    out("\n" + textwrap.fill(f"To mend it: {found.mend}", 78))


def _list(word: str) -> None:
    """
    List the codes that begin so, room by room.

    Raises:
        click.BadParameter: None does.
    """
    beginning = word.upper()
    rows = [row for row in CODES.values() if beginning and row.code.startswith(beginning)]
    if not rows:
        near = nearest(beginning, CODES)
        hint = f" (did you mean {near}?)" if near else ""
        message = f"no code {shortened(word, 60)!r}{hint}; newsclaims explain lists them"
        raise click.BadParameter(message, param_hint="CODE")
    for room, title in ROOMS.items():
        here = [row for row in rows if row.code.startswith(room)]
        if here:
            out(f"{room}xx  {title}")
        for row in here:
            out(f"  {row.code}  {row.severity:<7}  {row.title}")
