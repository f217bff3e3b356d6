"""`newsclaims schema`: the JSON Schema."""

import json

import click

from newsclaims import schema
from newsclaims._bundled import SCHEMAS
from newsclaims.cli._console import one_of, output_option, put


@click.command("schema")
@click.argument("kind", metavar="[KIND]", default="article", shell_complete=one_of(lambda: SCHEMAS))
@output_option
def command(kind: str, output: str | None) -> None:
    """Print the JSON Schema (draft 2020-12) of an article, a `draft`, or a `report` of validate."""
    put((json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n").encode(), output)
