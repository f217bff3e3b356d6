"""`newsclaims score`: a prediction against gold."""

from typing import Any

import click

from newsclaims.cli import gravest
from newsclaims.cli._console import files, output_option, put
from newsclaims.cli._layers import articles_of, measuring_options, refused, rendered, tell


@click.command("score")
@click.argument("gold", metavar="GOLD", shell_complete=files)
@click.argument("predicted", metavar="PREDICTED", shell_complete=files)
@measuring_options
@output_option
def command(
    gold: str,
    predicted: str,
    *,
    form: str,
    definitions: bool,
    output: str | None,
    **options: Any,
) -> None:
    """
    Score a prediction against gold: precision, recall and F1 of every role and of whole attributions, and labels.

    GOLD and PREDICTED are files, folders or patterns, with one layer a text each; texts are put together by id and
    digest. A gold text without a prediction counts as missed in full; a prediction without gold is left out; both are
    named.

    Exit codes: 0 scored, 1 an article is invalid, 3 an input could not be read or there is nothing to score, 4 the
    extra agreement is missing.
    """
    from newsclaims.agreement.layers import LayersError  # the extra `agreement`, which --help does not need
    from newsclaims.agreement.measuring import score

    right, one = articles_of((gold,))
    found, other = articles_of((predicted,))
    code = gravest(one, other)
    try:
        report = score(right, found, **options)
    except LayersError as error:
        click.get_current_context().exit(refused(error, code))
    tell(report.issues)
    put(f"{rendered(report, form, definitions=definitions)}\n".encode(), output)
    click.get_current_context().exit(code)
