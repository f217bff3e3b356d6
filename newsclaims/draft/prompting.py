"""What to tell a language model: the fields and labels of the form, as the classes describe them, and the text."""

import attrs

from newsclaims._rules import shape_of
from newsclaims._schema import descriptions
from newsclaims.article import Article
from newsclaims.draft.form import DraftClaim, DraftRelation, json_name
from newsclaims.errors import SpanError

__all__ = ["field_descriptions", "instructions", "prompt"]

_RULES = """\
Read the article and write down every claim in it: who says what, in which words, and how firmly. Answer with one JSON
object that has the members claims and relations, and nothing around it.

- One item is one claim with one attribution. Where two sources say the same, write two items with the same content.
- Quotes are copied from the article character by character, case, punctuation and mistakes included. Never change,
  shorten or translate one. Words that stand apart are several quotes, in the order of the text.
- A quote of the content should stand in the article once. If it stands there more often, quote more words, or name the
  section.
- Whether a claim is true is not asked.
- Every member is required. None is "" for a string, [] for a list, and none for a label."""


def field_descriptions(record: type = DraftClaim) -> dict[str, str]:
    """
    What each member of an item or of a relation means, by its name in JSON.

    Args:
        record: `DraftClaim` or `DraftRelation`.

    >>> field_descriptions()["certainty"]
    'How far the source commits itself to it. One of certain, probable, possible, uncommitted, none.'
    """
    words = descriptions(record)
    found = {}
    for field in attrs.fields(record):
        choices = shape_of(field.type).choices
        labels = f" One of {', '.join(choices)}." if choices else ""
        found[json_name(field.name)] = words[field.name] + labels
    return found


def instructions() -> str:
    """
    The rules of the form and the meaning of every field, for the system prompt.

    >>> "hedge: The words inside content or cue" in instructions()
    True
    """
    parts = [_RULES]
    for title, record in (("An item of claims has", DraftClaim), ("An item of relations has", DraftRelation)):
        parts.append(f"{title}\n" + "\n".join(f"- {name}: {text}" for name, text in field_descriptions(record).items()))
    return "\n\n".join(parts)


def prompt(into: str | Article) -> str:
    """
    The text to be read, and the sections that may be named, for the user's turn.

    Args:
        into: The text or the article that will be given to `resolve`.

    Raises:
        SpanError: `into` is an article without a text.

    >>> print(prompt("NHK reports it rained."))
    <article>
    NHK reports it rained.
    </article>
    """
    if not isinstance(into, Article):
        return f"<article>\n{into}\n</article>"
    if into.text is None:
        raise SpanError(0, 0, None)
    sections = [
        f"- {section.id}: {into.quote((section.heading,)) if section.heading else section.role}"
        for section in into.sections
    ]
    head = "\n".join(["Sections:", *sections, ""]) if sections else ""
    return f"{head}<article>\n{into.text}\n</article>"
