"""`newsclaims example`: the bundled articles."""

import click

from newsclaims import examples
from newsclaims._bundled import SEED, example_bytes
from newsclaims.cli._console import one_of, out, output_option, put


@click.command("example")
@click.argument("name", metavar="[NAME]", default=SEED, shell_complete=one_of(examples))
@click.option("--list", "listing", is_flag=True, help="List the names.")
@output_option
def command(name: str, *, listing: bool, output: str | None) -> None:
    """Print a bundled article, the seed by default."""
    if listing:
        for known in examples():
            out(known)
        return
    put(example_bytes(name), output)
