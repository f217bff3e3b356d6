"""The panel *Who says what*: a card for each claim, nested as they are said, and the list of voices."""

from collections.abc import Collection, Iterator
from itertools import pairwise

from markupsafe import Markup

from newsclaims._words import counted
from newsclaims.article import Article
from newsclaims.errors import Issue
from newsclaims.model import Anchor, Attribution, Claim, Note, Relation, Review, Source, When
from newsclaims.views.html._drawing import drawn, link, short
from newsclaims.views.html._layer import NOBODY, Layer, name_of
from newsclaims.views.html._shared import Shared
from newsclaims.views.html._words import KINDS, NAMINGS, RELATIONS, VERDICTS
from newsclaims.views.terminal import Numbered

__all__ = ["panel"]

_QUOTE, _REMARK, _BEGINNING = 600, 2_000, 60
"""Code points of a quote, of what somebody remarks, and of a claim in a list; the text itself is never shortened."""

_ENDS = Markup("</li>"), Markup("</ol></li>")
_INNER = Markup('<ol class="in">')


def panel(layer: Layer, level: int, shared: Shared) -> Markup:
    """
    The cards, the list of voices, the notes and the problems.

    Args:
        layer: The layer of annotation.
        level: Level of its heading, 2 to 5.
        shared: What it shares with the other layers of its text.
    """
    parts = [
        Markup('<h%d id="%s-h">Who says what</h%d>') % (level, layer.key, level),
        _modes(layer) if layer.order and layer.sources else Markup(""),
        Markup('<div class="order">'),
        *_cards(layer, shared),
        Markup("</div>"),
        _voices(layer, level + 1),
        _notes(layer, level + 1),
        _problems(layer, level + 1),
    ]
    return Markup("\n").join(filter(None, parts))


def _modes(layer: Layer) -> Markup:
    return Markup(
        '<p class="modes" role="group" aria-label="Order of the list">'
        '<label><input type="radio" name="%s-m" class="mo" checked>in order</label> '
        '<label><input type="radio" name="%s-m" class="ms">by source</label></p>'
    ) % (layer.key, layer.key)


# ── Cards ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _cards(layer: Layer, shared: Shared) -> Iterator[Markup]:
    """Nested lists, written without recursion."""
    items = layer.order
    if not items:
        yield Markup('<p class="none">No claims are annotated.</p>')
        return
    yield Markup('<ol class="cards">')
    depth = 0
    for index, item in enumerate(items):
        if index:
            step = item.depth - depth
            yield _INNER if step > 0 else Markup("").join([_ENDS[0], *[_ENDS[1]] * -step])
        depth = item.depth
        yield _card(layer, item, shared)
    yield Markup("").join([_ENDS[0], *[_ENDS[1]] * depth, Markup("</ol>")])


def _card(layer: Layer, item: Numbered, shared: Shared) -> Markup:
    claim = item.claim
    position = layer.positions[claim.id]
    ids = [name for attribution in claim.attributions for name in attribution.source_ids]
    sources = dict.fromkeys(shared.names[name_of(layer.sources[name])] for name in ids)
    facts = [
        Markup(' data-s="%s"') % " ".join(map(str, sources)) if sources else "",
        Markup(' data-t="%s"') % " ".join([str(shared.types[kind]) for kind in claim.types]) if claim.types else "",
        Markup(" data-p") if position in layer.problems else "",
        Markup(" data-o") if shared.is_alone(claim) else "",
    ]
    body = [
        _who(layer, claim, position),
        _quote(layer, claim, position),
        _wording(layer, claim),
        _tags(layer, claim, position, alone=shared.is_alone(claim)),
        _chain(layer, claim),
        *[_relation(layer, claim, relation) for relation in layer.relations.get(claim.id, ())],
        *[_review(layer, review) for review in layer.reviews.get(claim.id, ())],
        *_remarks(layer, claim),
        *[_problem(issue) for issue in layer.problems.get(position, ())],
    ]
    return Markup('<li><div class="card" id="%s-c%d" data-c="%d"%s>%s</div>') % (
        layer.key,
        position,
        position,
        Markup("").join(facts),
        Markup("").join(body),
    )


_LINKED = Markup('<a class="num" href="#%s-t%d"><i>claim </i>%s</a>')
_UNLINKED = Markup('<span class="num" tabindex="-1"><i>claim </i>%s</span>')
_SAID_BY = Markup("<i>, by</i> ")


def _who(layer: Layer, claim: Claim, position: int) -> Markup:
    number = layer.numbers[claim.id]
    if claim.content and layer.article.text is not None:
        shown = _LINKED % (layer.key, position, number)
    else:
        shown = _UNLINKED % number
    if not claim.attributions:
        return Markup('<p class="who">%s <em>not attributed yet</em></p>') % shown
    if len(claim.attributions) == 1:
        lines = [_attribution(layer, claim.attributions[0])]
    else:
        lines = [_one_of_several(layer, attribution) for attribution in claim.attributions]
    return Markup('<p class="who">%s%s%s</p>') % (shown, _SAID_BY, Markup("<br>and ").join(lines))


def _attribution(layer: Layer, attribution: Attribution) -> Markup:
    parts = []
    mention = layer.at(attribution.source, 120)
    speakers = layer.speakers(attribution)
    if not speakers:
        parts.append(Markup("<em>%s</em>") % NOBODY)
    for speaker in speakers:
        name = name_of(speaker)
        parts.append(Markup('<bdi class="by">%s</bdi>') % drawn(name))
        if role := _role(layer, speaker):
            parts.append(Markup('<span class="role">%s</span>') % role)
    if mention and mention not in [name_of(speaker) for speaker in speakers]:
        parts.append(Markup('<span class="role">(“<bdi>%s</bdi>”)</span>') % drawn(mention))
    if attribution.cue:
        cue = layer.at(attribution.cue, 120)
        parts.append(Markup('<bdi class="cue">%s</bdi>') % drawn(cue))
    if attribution.via_ids:
        relays = Markup(", ").join(
            [Markup("<bdi>%s</bdi>") % drawn(name_of(layer.sources[name])) for name in attribution.via_ids]
        )
        parts.append(Markup('<span class="role">via %s</span>') % relays)
    return Markup(" ").join(parts)


def _one_of_several(layer: Layer, attribution: Attribution) -> Markup:
    """One of several who say the same: each has a stance, a time and a place of their own."""
    tags = list(_stance(attribution))
    if attribution.time is not None:
        tags.append(Markup("<span>said %s</span>") % _when(layer, attribution.time))
    if attribution.within_id is not None:
        outer = attribution.within_id
        within = Markup('<a href="#%s-c%d">inside claim %s</a>')
        tags.append(within % (layer.key, layer.positions[outer], layer.numbers[outer]))
    said = _attribution(layer, attribution)
    return said + Markup(' <span class="tags">%s</span>') % Markup(" ").join(tags) if tags else said


def _role(layer: Layer, source: Source) -> Markup:
    """What kind of voice it is: `media`, `not named, of NHK`."""
    if source.kind == "author":
        return Markup("")
    words = [drawn(word) for word in (KINDS[source.kind], NAMINGS[source.naming]) if word]
    if source.affiliation_id is not None:
        words.append(Markup("of <bdi>%s</bdi>") % drawn(name_of(layer.sources[source.affiliation_id])))
    return Markup(", ").join(words)


def _quote(layer: Layer, claim: Claim, position: int) -> Markup:
    if not claim.content:
        return Markup('<p class="role" id="%s-q%d">Stands nowhere in the text.</p>') % (layer.key, position)
    words = _hedged(layer.article, claim) or Markup("<em>its words are not given</em>")
    return Markup('<blockquote id="%s-q%d" dir="auto">%s</blockquote>') % (layer.key, position, words)


def _hedged(article: Article, claim: Claim) -> Markup:
    """The words of a claim, its hedges marked; pieces are joined by ` … `."""
    hedges = {(span.start, span.end) for item in claim.attributions for span in item.hedge}
    left = _QUOTE
    pieces = []
    for span in claim.content:
        words = article.text[span.start : span.end] if article.text is not None else span.quote or ""
        pieces.append(_marked(words[:left], span.start, hedges))
        left -= len(words)
        if left < 0:
            pieces[-1] += Markup(" … (%s more characters)") % f"{_length(claim.content) - _QUOTE:,}"
            break
    return Markup(' <span class="gap">…</span> ').join(filter(None, pieces))


def _length(anchor: Anchor) -> int:
    return sum(span.end - span.start for span in anchor)


def _marked(words: str, start: int, hedges: Collection[tuple[int, int]]) -> Markup:
    """Some words that begin at an offset, those inside hedges marked."""
    near = [hedge for hedge in hedges if hedge[0] < start + len(words) and hedge[1] > start]
    cuts = sorted({0, len(words), *[min(len(words), max(0, cut - start)) for hedge in near for cut in hedge]})
    parts = []
    for low, high in pairwise(cuts):
        hedged = any(first <= start + low and start + high <= last for first, last in near)
        parts.append((Markup('<em class="h">%s</em>') if hedged else Markup("%s")) % drawn(words[low:high]))
    return Markup("").join(parts)


def _wording(layer: Layer, claim: Claim) -> Markup:
    if claim.text is None:
        return Markup("")
    language = claim.language or layer.article.language
    return Markup('<p class="own" dir="auto"%s>%s</p>') % (
        Markup(' lang="%s"') % ("" if language == "und" else language),
        drawn(short(claim.text, _REMARK)),
    )


def _tags(layer: Layer, claim: Claim, position: int, *, alone: bool) -> Markup:
    tags: list[Markup] = [Markup('<span class="only">not in all layers</span>')] if alone else []
    if len(claim.attributions) == 1:
        tags += _stance(claim.attributions[0])
    tags += [Markup("<span>%s</span>") % drawn(short(kind, 60)) for kind in claim.types]
    if claim.orientation is not None:
        tags.append(Markup("<span>%s</span>") % claim.orientation)
    if claim.time is not None:
        tags.append(Markup("<span>about %s</span>") % _when(layer, claim.time))
    if claim.confidence is not None:
        tags.append(Markup("<span>annotator %d %% sure</span>") % claim.confidence)
    tags += [link(address, "the same elsewhere") for address in claim.same_as]
    if claim.content and layer.article.text is not None:
        tags.append(
            Markup('<a class="back" href="#%s-t%d">in text<i>: claim %s</i> ↩</a>')
            % (layer.key, position, layer.numbers[claim.id])
        )
    return Markup('<p class="tags">%s</p>') % Markup(" ").join(dict.fromkeys(tags)) if tags else Markup("")


def _stance(attribution: Attribution) -> Iterator[Markup]:
    if attribution.certainty is not None:
        yield Markup('<span class="ct %s">%s</span>') % (attribution.certainty, attribution.certainty)
    if attribution.polarity is not None and attribution.polarity != "positive":
        words = {"negative": "denied", "unknown": "polarity unknown"}[attribution.polarity]
        yield Markup('<span class="%s">%s</span>') % (attribution.polarity, words)
    for value in (attribution.attitude, attribution.form):
        if value is not None:
            yield Markup("<span>%s</span>") % value
    if attribution.confidence is not None:
        yield Markup("<span>attribution %d %% sure</span>") % attribution.confidence
    if attribution.url is not None:
        yield link(attribution.url, "where it was said")


def _when(layer: Layer, when: When) -> Markup:
    words = layer.at(when.anchor, 80)
    value = Markup("<bdi>“%s”</bdi>") % drawn(words) if words else Markup("")
    told = filter(None, [Markup("%s") % when.value if when.value else Markup(""), value])
    return Markup(" ").join(told) or Markup("<em>(its words are not given)</em>")


def _chain(layer: Layer, claim: Claim) -> Markup:
    voices = layer.voices(claim)
    only = claim.attributions[0] if len(claim.attributions) == 1 else None
    said = [Markup("said %s") % _when(layer, only.time)] if only is not None and only.time is not None else []
    steps = Markup(" ← ").join([Markup("<bdi>%s</bdi>") % drawn(step) for step in voices])
    lines = ([Markup("<i>voices, innermost first: </i>%s") % steps] if voices else []) + said
    return Markup('<p class="chain">%s</p>') % Markup("<br>").join(lines) if lines else Markup("")


def _relation(layer: Layer, claim: Claim, relation: Relation) -> Markup:
    is_from = relation.from_id == claim.id
    other = relation.to_id if is_from else relation.from_id
    facts = []
    if cue := layer.at(relation.cue, 120):
        facts.append(Markup('“<bdi class="cue">%s</bdi>”') % drawn(cue))
    if relation.drawn_by_ids:
        names = Markup(", ").join(
            [Markup("<bdi>%s</bdi>") % drawn(name_of(layer.sources[name])) for name in relation.drawn_by_ids]
        )
        facts.append(Markup("drawn by %s") % names)
    return Markup('<p class="rel">%s <a href="#%s-c%d">%s</a>%s</p>') % (
        RELATIONS[relation.type][0 if is_from else 1],
        layer.key,
        layer.positions[other],
        layer.numbers[other],
        Markup(' <span class="role">(%s)</span>') % Markup(", ").join(facts) if facts else "",
    )


def _review(layer: Layer, review: Review) -> Markup:
    facts = []
    if review.rating_value is not None:
        ends = [(review.rating_worst, "worst"), (review.rating_best, "best")]
        scale = ", ".join([f"{end} is the {name}" for end, name in ends if end is not None])
        facts.append(Markup("%s") % f"rated {review.rating_value}{f' ({scale})' if scale else ''}")
    if review.author_id is not None:
        facts.append(Markup("by <bdi>%s</bdi>") % drawn(name_of(layer.sources[review.author_id])))
    if review.published is not None:
        facts.append(Markup("%s") % review.published)
    if review.url is not None:
        facts.append(link(review.url, "the review"))
    explanation = (
        Markup('<p dir="auto">%s</p>') % drawn(short(review.explanation, _REMARK)) if review.explanation else ""
    )
    return Markup('<div class="review"><p><strong class="v %s">%s</strong> <bdi>“%s”</bdi> %s</p>%s</div>') % (
        review.verdict or "open",
        VERDICTS[review.verdict],
        drawn(short(review.label, 200)),
        Markup(" · ").join(facts),
        explanation,
    )


def _remarks(layer: Layer, claim: Claim) -> Iterator[Markup]:
    for name in (claim.id, *[attribution.id for attribution in claim.attributions]):
        yield from [_note(layer, note) for note in layer.notes.get(name, ())]


def _note(layer: Layer, note: Note) -> Markup:
    place = layer.at(note.anchor, 200)
    return Markup('<p class="note"><b>%s</b>%s <span dir="auto">%s</span></p>') % (
        drawn(short(note.kind, 60)),
        Markup(" “<bdi>%s</bdi>”") % drawn(place) if place else "",
        drawn(short(note.text or "", _REMARK)),
    )


def _problem(issue: Issue) -> Markup:
    return Markup('<p class="issue"><b>%s</b> %s</p>') % (issue.code, drawn(short(issue.message, 300)))


# ── Below the cards ──────────────────────────────────────────────────────────────────────────────────────────────────


def _voices(layer: Layer, level: int) -> Markup:
    """Each source once, with what it says."""
    said: dict[str | None, dict[str, Claim]] = {}
    for item in layer.order:
        for attribution in item.claim.attributions:
            for name in attribution.source_ids or (None,):
                said.setdefault(name, {})[item.claim.id] = item.claim
    entries = [_voice(layer, source, list(said.get(source.id, {}).values())) for source in layer.article.sources]
    if None in said:
        claims = list(said[None].values())
        entries.append(
            Markup("<li><em>%s</em> · %s%s</li>") % (NOBODY, counted(len(claims), "claim"), _beginnings(layer, claims))
        )
    if not entries:
        return Markup("")
    return Markup('<section class="voices"><h%d>Voices</h%d><ul>%s</ul></section>') % (
        level,
        level,
        Markup("\n").join(entries),
    )


def _voice(layer: Layer, source: Source, claims: list[Claim]) -> Markup:
    role = _role(layer, source)
    about = [
        Markup('<p class="role" dir="auto">%s</p>') % drawn(short(source.description, _REMARK))
        if source.description and source.description.rstrip(".") != name_of(source)
        else "",
        *[Markup("<p>%s</p>") % link(address) for address in source.same_as],
        *[_note(layer, note) for note in layer.notes.get(source.id, ())],
    ]
    return Markup('<li><bdi class="by">%s</bdi>%s · %s%s%s</li>') % (
        drawn(name_of(source)),
        Markup(' <span class="role">%s</span>') % role if role else "",
        counted(len(claims), "claim"),
        Markup("").join(about),
        _beginnings(layer, claims),
    )


def _beginnings(layer: Layer, claims: list[Claim]) -> Markup:
    if not claims:
        return Markup("")
    entry = Markup('<li><a href="#%s-c%d">%s</a> <bdi>%s</bdi></li>')
    entries = [
        entry
        % (layer.key, layer.positions[claim.id], layer.numbers[claim.id], drawn(layer.beginning(claim, _BEGINNING)))
        for claim in claims
    ]
    return Markup('<ul class="said">%s</ul>') % Markup("").join(entries)


def _notes(layer: Layer, level: int) -> Markup:
    """The notes that stand on no card and with no voice."""
    article = layer.article
    shown = {*layer.positions, *layer.sources, *[item.id for claim in article.claims for item in claim.attributions]}
    notes = [note for note in article.notes if note.about_id not in shown]
    if not notes:
        return Markup("")
    entries = Markup("").join([Markup("<li>%s</li>") % _note(layer, note) for note in notes])
    return Markup('<section class="notes"><h%d>Notes</h%d><ul>%s</ul></section>') % (
        level,
        level,
        entries,
    )


def _problems(layer: Layer, level: int) -> Markup:
    """The warnings that no claim is to blame for."""
    on_cards = {id(issue) for issues in layer.problems.values() for issue in issues}
    issues = [issue for issue in layer.issues if id(issue) not in on_cards]
    if not issues:
        return Markup("")
    entries = [
        Markup("<li><b>%s</b> %s <code>%s</code></li>")
        % (issue.code, drawn(short(issue.message, 300)), drawn(short(issue.pointer or "(document)", 100)))
        for issue in issues
    ]
    return Markup('<section class="issues"><h%d>Problems</h%d><ul>%s</ul></section>') % (
        level,
        level,
        Markup("").join(entries),
    )
