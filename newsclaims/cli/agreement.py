"""`newsclaims agreement`: how far annotators agree."""

from typing import Any

import click

from newsclaims.cli._console import output_option, paths_argument, put
from newsclaims.cli._layers import articles_of, measuring_options, refused, rendered, tell


@click.command("agreement")
@paths_argument
@measuring_options
@output_option
def command(
    paths: tuple[str, ...],
    *,
    form: str,
    definitions: bool,
    output: str | None,
    **options: Any,
) -> None:
    """
    Measure the agreement of annotators: alpha, unitizing alpha, agr, F1 of every role, kappa of every label.

    Layers are put together by id and digest of their text, and told apart by provenance.agent. Texts with one layer are
    named and left out.

    Exit codes: 0 measured, 1 an article is invalid, 3 an input could not be read or no text has two layers, 4 the extra
    agreement is missing.
    """
    from newsclaims.agreement.layers import LayersError  # the extra `agreement`, which --help does not need
    from newsclaims.agreement.measuring import measure

    articles, code = articles_of(paths)
    try:
        report = measure(articles, **options)
    except LayersError as error:
        click.get_current_context().exit(refused(error, code))
    tell(report.issues)
    put(f"{rendered(report, form, definitions=definitions)}\n".encode(), output)
    click.get_current_context().exit(code)
