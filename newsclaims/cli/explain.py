"""`newsclaims explain`: what a code means and how to mend it."""

import textwrap

import click

from newsclaims._words import nearest
from newsclaims.cli._console import out
from newsclaims.codes import CODES, ROOMS


@click.command("explain")
@click.argument("code", metavar="[CODE]", required=False)
def command(code: str | None) -> None:
    """Explain a code such as NC402; without one, list them all."""
    if code is None:
        for room, title in ROOMS.items():
            rows = [row for row in CODES.values() if row.code.startswith(room)]
            if rows:
                out(f"{room}xx  {title}")
            for row in rows:
                out(f"  {row.code}  {row.severity:<7}  {row.title}")
        return
    found = CODES.get(code.upper())
    if found is None:
        near = nearest(code.upper(), CODES)
        hint = f" (did you mean {near}?)" if near else ""
        message = f"no code {code!r}{hint}; newsclaims explain lists them"
        raise click.BadParameter(message, param_hint="CODE")
    out(f"{found.code}  {found.severity}: {found.title}\n")
    out(textwrap.fill(found.why, 78))
    out("\n" + textwrap.fill(f"To mend it: {found.mend}", 78))
