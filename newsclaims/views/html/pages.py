"""Pages: the head with its policy, one view a text, layers of one text side by side."""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from markupsafe import Markup

from newsclaims._words import counted
from newsclaims.article import Article
from newsclaims.views.html._drawing import drawn, link, one_line, plain, short
from newsclaims.views.html._layer import NOBODY, Layer, layer_of
from newsclaims.views.html._panel import panel
from newsclaims.views.html._pictures import pictures
from newsclaims.views.html._shared import Shared, shared_by
from newsclaims.views.html._text import text_of

__all__ = ["Trouble", "document", "page", "script", "style", "together", "view"]


class Trouble(NamedTuple):
    """An input that is not on a page, and why."""

    where: str
    why: str


# ── Style and script ─────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def style() -> str:
    """
    The style of every page.

    >>> len(style().encode()) + len(script().encode()) <= 20_000
    True
    """
    return _tight(re.sub(r"/\*.*?\*/", "", _asset("style.css"), flags=re.DOTALL))


@cache
def script() -> str:
    """The script of every page; it reads the page alone, and nothing of an article stands in it."""
    return re.sub(r"^ +(//.*\n)?|^//.*\n", "", _asset("script.js"), flags=re.MULTILINE)


def _tight(rules: str) -> str:
    """Rules without the blanks that are there for people; those beside `+`, `-` and `>` mean something and stay."""
    return re.sub(r" ?([{};,]) ?", r"\1", re.sub(r"\s+", " ", rules)).replace(": ", ":").replace(";}", "}").strip()


def _asset(name: str) -> str:
    return files("newsclaims.views.html").joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


# ── One text ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def together(articles: Iterable[Article]) -> list[list[Article]]:
    """
    Layers of one text side by side, in the order of the first of each; at most three, the next begin another row.

    >>> import newsclaims
    >>> first, second = newsclaims.example(), newsclaims.example("kolaborasi-militer.annotator-2")
    >>> [len(group) for group in together([first, newsclaims.example("fact-check"), second])]
    [2, 1]
    """
    groups: dict[tuple[str, str | None], list[Article]] = {}
    for article in articles:
        groups.setdefault((article.id, article.text_sha256), []).append(article)
    return [group[low : low + 3] for group in groups.values() for low in range(0, len(group), 3)]


def view(
    layers: Sequence[Layer], *, level: int = 1, alone: bool = False, scripted: bool = True, shortened: bool = False
) -> Markup:
    """
    The view of one text.

    Args:
        layers: Its layers.
        level: Level of its headline.
        alone: Whether it is all that a page shows, so that its parts are the page's landmarks.
        scripted: Whether a script will be there, so that there is something to filter with.
        shortened: Whether the text was left out because the article is large.
    """
    first, shared = layers[0], shared_by(layers)
    columns = [
        _column(layer, shared, level, alone=alone and len(layers) == 1, drawings=scripted, shortened=shortened)
        for layer in layers
    ]
    tag = "header" if alone else "div"
    head = Markup('<%s class="head">%s%s</%s>') % (
        tag,
        _head(layers, level, shared),
        _bar(layers, shared, scripted=scripted),
        tag,
    )
    cols = Markup('<div class="cols l%d">%s</div>') % (len(layers), Markup("\n").join(columns))
    if alone and len(layers) > 1:
        cols = Markup("<main>%s</main>") % cols
    return Markup('<div class="nv" id="%s" tabindex="-1"%s>\n%s\n%s\n</div>') % (
        first.key,
        Markup(" autofocus") if alone else "",
        head,
        cols,
    )


def _head(layers: Sequence[Layer], level: int, shared: Shared) -> Markup:
    article = layers[0].article
    title = Markup('<h%d class="title"><bdi>%s</bdi></h%d>') % (level, drawn(short(title_of(article), 300)), level)
    nested = sum(item.depth > 0 for item in layers[0].order)
    facts: list[Markup] = [Markup("<bdi>%s</bdi>") % drawn(short(name, 200)) for name in (article.publisher,) if name]
    facts += [Markup("<bdi>%s</bdi>") % drawn(short(", ".join(article.byline), 200))] if article.byline else []
    facts += [Markup("%s") % article.published] if article.published else []
    facts += [Markup("changed %s") % article.modified] if article.modified else []
    facts += [Markup("%s") % article.language] if article.language != "und" else []
    if len(layers) == 1:
        facts.append(Markup("%s") % counted(len(article.claims), "claim"))
        facts.append(Markup("%s") % counted(len(article.sources), "source"))
        facts += [Markup("%d nested") % nested] if nested else []
        facts += [Markup("%.1f %% of the letters explained") % (100 * article.coverage())] if article.text else []
        facts += [_made_by(article)] if article.provenance else []
    else:
        facts.append(Markup("%s side by side") % counted(len(layers), "layer"))
        facts.append(Markup("%s at exactly the same place in all") % counted(len(shared.places), "claim"))
    facts += [link(article.url, "the article")] if article.url else []
    return title + Markup('<p class="facts">%s</p>') % Markup(" · ").join(facts)


def title_of(article: Article) -> str:
    """What an article is called: its title, or its id."""
    return one_line(article.title or article.id)


def _made_by(article: Article) -> Markup:
    made = article.provenance
    if made is None:
        return Markup("layer without a name")
    agent = Markup("annotated by <bdi>%s</bdi>") % drawn(short(made.agent, 120)) if made.agent else Markup("annotated")
    facts = [agent, *[Markup("%s") % fact for fact in (made.kind, made.created and made.created[:10]) if fact]]
    return Markup(", ").join(facts)


def _column(layer: Layer, shared: Shared, level: int, *, alone: bool, drawings: bool, shortened: bool) -> Markup:
    article = layer.article
    heading = level + 1
    parts = []
    if shared.layers > 1:
        claims = counted(len(article.claims), "claim")
        parts.append(Markup('<h%d class="layer">%s · %s</h%d>') % (heading, _made_by(article), claims, heading))
        heading += 1
    if shortened:
        parts.append(Markup('<p class="none">The text of this article is left out here.</p>'))
    elif article.text is None:
        digest = Markup(" Its SHA-256 is <code>%s</code>.") % article.text_sha256 if article.text_sha256 else ""
        parts.append(Markup('<p class="none">The text of this article is not in its file.%s</p>') % digest)
    elif not article.text:
        parts.append(Markup('<p class="none">The text of this article is empty.</p>'))
    else:
        text = text_of(layer, heading)
        if text.hidden:
            parts.append(
                Markup('<p class="none">%s %s too deep below others to be drawn in the text; the list holds all.</p>')
                % (counted(text.hidden, "place"), "lies" if text.hidden == 1 else "lie")
            )
        parts.append(text.markup)
    drawing = pictures(layer, heading) if drawings else Markup("")
    # Where there are several lists, each with the same name, none of them is a landmark.
    side = Markup(' aria-labelledby="%s-h"') % layer.key if alone else Markup("")
    tag = "aside" if alone else "section"
    return Markup('<div class="ly">\n<%s class="left">%s%s</%s>\n<%s class="side"%s>\n%s\n</%s>\n</div>') % (
        "main" if alone else "div",
        Markup("\n").join(parts),
        drawing,
        "main" if alone else "div",
        tag,
        side,
        panel(layer, heading, shared),
        tag,
    )


# ── Switches and filters ─────────────────────────────────────────────────────────────────────────────────────────────

_LAYERS = (
    ("c", "claims", True),
    ("s", "sources", True),
    ("u", "cues", True),
    ("h", "hedges", True),
    ("t", "times", False),
    ("r", "links", False),
    ("o", "notes", False),
    ("g", "not explained", False),
)


def _bar(layers: Sequence[Layer], shared: Shared, *, scripted: bool) -> Markup:
    if all(layer.article.text is None for layer in layers) and not layers[0].order:
        return Markup("")
    used = _used(layers)
    switches = [
        Markup('<label><input type="checkbox" class="L%s"%s> <span class="lg y%s">%s</span></label>')
        % (kind, Markup(" checked") if is_on else "", kind, words)
        for kind, words, is_on in _LAYERS
        if kind in used
    ]
    filters = _filters(layers, shared) if scripted and any(layer.order for layer in layers) else Markup("")
    return Markup('<div class="bar" role="group" aria-label="Layers and filters">%s%s</div>') % (
        Markup("\n").join(switches),
        filters,
    )


def _used(layers: Sequence[Layer]) -> set[str]:
    """The kinds of places that there are in a text that is shown."""
    used = set()
    for article in [layer.article for layer in layers if layer.article.text]:
        attributions = [item for claim in article.claims for item in claim.attributions]
        used |= {"c"} if any(claim.content for claim in article.claims) else set()
        used |= {"s"} if any(item.source for item in attributions) else set()
        used |= {"u"} if any(item.cue for item in attributions) else set()
        used |= {"h"} if any(item.hedge for item in attributions) else set()
        times = [item.time for item in article.claims if item.time] + [item.time for item in attributions if item.time]
        used |= {"t"} if any(time.anchor for time in times) else set()
        used |= {"r"} if any(relation.cue for relation in article.relations) else set()
        used |= {"o"} if any(note.anchor for note in article.notes) else set()
        used |= {"g"} if article.uncovered() else set()
    return used


_HELP = (
    ("n, j", "next claim"),
    ("p, k", "claim before"),
    ("Enter", "from the text to the list, and back"),
    ("/", "find"),
    ("1 2 3", "claims, sources, cues on or off"),
    ("Esc", "all filters off"),
    ("?", "this list"),
)


def _filters(layers: Sequence[Layer], shared: Shared) -> Markup:
    """What needs a script, hidden until there is one."""
    problems = sum(len(layer.problems) for layer in layers)
    alone = sum(shared.is_alone(claim) for layer in layers for claim in layer.article.claims)
    parts = []
    if shared.types:
        parts.append(_choice("ft", "Type", [short(kind, 60) for kind in shared.types]))
    if shared.names:
        parts.append(_choice("fs", "Source", [short(name, 60) for name in shared.names], NOBODY))
    if alone:
        parts.append(Markup('<label><input type="checkbox" class="fd"> only differences (%d)</label>') % alone)
    if problems:
        parts.append(Markup('<label><input type="checkbox" class="fp"> only problems (%d)</label>') % problems)
    keys = Markup("").join([Markup("<dt>%s</dt><dd>%s</dd>") % pair for pair in _HELP])
    parts += [
        Markup('<label>Find <input type="search" class="ff" autocomplete="off"></label>'),
        Markup('<label><input type="checkbox" class="fb"> speak where claims begin and end</label>'),
        Markup('<span role="status" class="st">%s</span>')
        % counted(sum(len(layer.order) for layer in layers), "claim"),
        Markup('<details class="help"><summary>Keys</summary><dl>%s</dl></details>') % keys,
    ]
    return Markup('\n<div class="fl" hidden>%s</div>') % Markup("\n").join(parts)


def _choice(name: str, words: str, options: Sequence[str], last: str | None = None) -> Markup:
    shown = [Markup('<option value="%d">%s</option>') % (index, plain(option)) for index, option in enumerate(options)]
    if last is not None:
        shown.append(Markup('<option value="none">%s</option>') % last)
    return Markup('<label>%s <select class="%s"><option value="">all (%d)</option>%s</select></label>') % (
        words,
        name,
        len(options),
        Markup("").join(shown),
    )


# ── The whole page ───────────────────────────────────────────────────────────────────────────────────────────────────

_DOCUMENT = Markup("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="%s">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>%s</title>
<style>%s</style>
</head>
<body class="nv-page">
%s
<script>%s</script>
</body>
</html>
""")


def document(title: str, body: Markup) -> str:
    """
    A whole page around its body.

    It can load nothing, send nothing and run no script but the one that is named by its digest.
    """
    policy = (
        f"default-src 'none'; style-src '{_digest(style())}'; script-src '{_digest(script())}'; "
        "base-uri 'none'; form-action 'none'"
    )
    # Both are files of this package, never data.
    return str(_DOCUMENT % (policy, plain(short(title, 200)), Markup(style()), body, Markup(script())))  # noqa: S704


def page(articles: Sequence[Article], troubles: Sequence[Trouble] = ()) -> str:
    """
    A page of articles: one fills it, several can be opened one by one; layers of one text stand side by side.

    Args:
        articles: What to show.
        troubles: What was to be shown and cannot be, for a notice.

    Raises:
        InvalidArticleError: An article breaks a rule of the format.
    """
    groups = together(articles)
    keys = (f"v{number}" for number in range(1, len(articles) + 1))
    layers = [[layer_of(article, next(keys)) for article in group] for group in groups]
    if len(layers) == 1 and not troubles:
        return document(title_of(articles[0]), view(layers[0], alone=True))
    title = f"Who says what: {counted(len(groups), 'article')}"
    parts = [Markup('<header class="nv all"><h1 class="title">%s</h1>%s</header>') % (title, notice(troubles))]
    parts.append(Markup("<main>"))
    parts += [
        Markup('<details class="nv-doc"%s><summary><bdi>%s</bdi> <span>%s</span></summary>\n%s</details>')
        % (
            Markup(" open") if len(layers) <= 3 else "",
            drawn(short(title_of(group[0].article), 300)),
            " / ".join(counted(len(layer.article.claims), "claim") for layer in group),
            view(group, level=2),
        )
        for group in layers
    ]
    parts.append(Markup("</main>"))
    return document(title, Markup("\n").join(parts))


def notice(troubles: Sequence[Trouble]) -> Markup:
    """What is not on the page, and why; empty where nothing is missing."""
    if not troubles:
        return Markup("")
    entries = [
        Markup("<li><code>%s</code> %s</li>") % (drawn(short(item.where, 200)), drawn(short(item.why, 300)))
        for item in troubles[:100]
    ]
    rest = len(troubles) - len(entries)
    return Markup('<div class="none"><p>%s could not be read and %s not shown here:</p><ul>%s%s</ul></div>') % (
        counted(len(troubles), "document"),
        "is" if len(troubles) == 1 else "are",
        Markup("").join(entries),
        Markup("<li>… and %d more</li>") % rest if rest else "",
    )
