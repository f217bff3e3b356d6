"""`newsclaims diff`: what differs between two layers."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
import click

from newsclaims.article import Article
from newsclaims.cli import FINDINGS, OK, gravest
from newsclaims.cli._console import files, output_option, put
from newsclaims.cli._layers import articles_of, refused
from newsclaims.errors import escaped_text
from newsclaims.views.table import as_table

if TYPE_CHECKING:
    from newsclaims.agreement import Change

_HEAD = ("kind", "record", "a", "b", "field", "before", "after")


@click.command("diff")
@click.argument("one", metavar="A", shell_complete=files)
@click.argument("other", metavar="B", shell_complete=files)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "table", "json", "html"]),
    default="text",
    show_default=True,
    help="Form of the differences.",
)
@output_option
def command(one: str, other: str, *, form: str, output: str | None) -> None:
    """
    Show what differs between two layers of a text: added (+), removed (-), moved (>), relabelled (~).

    Records are matched by place and meaning, so that ids and their order make no difference. A and B may hold many
    articles, which are put together by id and digest.

    Exit codes: 0 no difference, 1 differences or an invalid article, 3 an input could not be read or the layers are of
    different texts, 4 the extra agreement is missing.
    """
    from newsclaims.agreement import LayersError  # the extra `agreement`, which --help does not need

    (first, one_code), (second, other_code) = articles_of((one,)), articles_of((other,))
    code = gravest(one_code, other_code)
    if code not in (OK, FINDINGS):
        click.get_current_context().exit(code)
    try:
        changes = _changes(first, second)
    except LayersError as error:
        click.get_current_context().exit(refused(error, code))
    put(_rendered(changes, form, (one, other)).encode(), output)
    click.get_current_context().exit(FINDINGS if changes else code)


def _changes(first: Sequence[Article], second: Sequence[Article]) -> "list[Change]":
    """The differences of all articles, in the order of the first file."""
    from newsclaims.agreement.diffing import Change, diff
    from newsclaims.agreement.layers import agent_of, key_of

    if len(first) == len(second) == 1:
        return list(diff(first[0], second[0]))
    waiting: dict[tuple[str, str | None], list[Article]] = {}
    for article in reversed(second):
        waiting.setdefault(key_of(article), []).append(article)
    changes: list[Change] = []
    for article in first:
        left = waiting.get(key_of(article))
        if left:
            changes += diff(article, left.pop())
        else:
            changes.append(Change(kind="removed", record="article", a=article.id, before=f"by {agent_of(article)}"))
    for left in reversed(waiting.values()):
        for article in reversed(left):
            changes.append(Change(kind="added", record="article", b=article.id, after=f"by {agent_of(article)}"))
    return changes


def _rendered(changes: "Sequence[Change]", form: str, names: tuple[str, str]) -> str:
    if form == "html":
        from newsclaims.agreement.pages import changes_page

        return changes_page(changes, (escaped_text(names[0]), escaped_text(names[1])))
    plain = [attrs.asdict(change, recurse=False) for change in changes]
    if form == "json":
        return (
            json.dumps(
                {"tool": "newsclaims", "a": names[0], "b": names[1], "changes": plain}, ensure_ascii=False, indent=2
            )
            + "\n"
        )
    lines = as_table(_HEAD, [[row[name] for name in _HEAD] for row in plain]) if form == "table" else map(str, changes)
    return "".join(f"{line}\n" for line in lines)
