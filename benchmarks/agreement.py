"""
Measure agreement: a thousand articles with three layers each, and the growth with the spans of one article.

    python -m benchmarks.agreement
"""

import random
import sys
import time

import attrs

import newsclaims as nc
from benchmarks import articles
from benchmarks.timing import best_of
from newsclaims.agreement import diff, measure, merge, score
from newsclaims.model import Anchor, Certainty

ARTICLES, LAYERS, RESAMPLES = 1_000, 3, 1_000
SIZES = (2_500, 5_000, 10_000, 20_000)
"""Attributions of one article; each has a content, a source and a cue."""
CERTAINTIES: tuple[Certainty, ...] = ("certain", "probable", "possible", "uncommitted")


def another(article: nc.Article, agent: str, seed: int) -> nc.Article:
    """The layer of somebody else, who leaves out every tenth claim, and cuts and doubts every fifth otherwise."""
    dice = random.Random(seed)

    def cut(anchor: Anchor) -> Anchor:
        last = anchor[-1] if anchor else None
        if last is None or dice.random() > 0.2 or last.end - last.start < 4:
            return anchor
        end = last.end - dice.randrange(1, 4)
        return (*anchor[:-1], nc.Span(start=last.start, end=end, quote=(last.quote or "")[: end - last.start]))

    claims = []
    for claim in article.claims:
        if dice.random() < 0.1:
            continue
        attributions = tuple(
            attrs.evolve(
                one,
                cue=cut(one.cue),
                certainty=dice.choice(CERTAINTIES) if dice.random() < 0.2 else one.certainty,
                within_id=None,
            )
            for one in claim.attributions
        )
        claims.append(attrs.evolve(claim, content=cut(claim.content), attributions=attributions))
    return attrs.evolve(
        article, claims=tuple(claims), relations=(), reviews=(), notes=(), provenance=nc.Provenance(agent=agent)
    )


def grown(number: int) -> nc.Article:
    """An article of so many attributions, forty characters each; every hundred in a row have one source mention."""
    line = "{:>8} said it rains a lot in {:>8}.\n"
    text = "".join(line.format(n, n) for n in range(number))
    length = len(text) // number
    base = nc.Article.from_text(text, id=f"urn:example:{number}", language="en")
    claims = []
    for n in range(number):
        low, source = n * length, (n - n % 100) * length
        attribution = nc.Attribution(
            id=f"a{n}",
            source_ids=(),
            source=(base.span(source, source + 8),),
            cue=(base.span(low + 9, low + 13),),
            certainty=CERTAINTIES[n % 4],
        )
        claims.append(
            nc.Claim(id=f"c{n}", content=(base.span(low + 14, low + length - 2),), attributions=(attribution,))
        )
    return attrs.evolve(base, claims=tuple(claims), provenance=nc.Provenance(agent="a"))


def main() -> int:
    """Measure and print."""
    firsts = [nc.loads(document) for document in articles.varied(ARTICLES)]
    layers = [attrs.evolve(first, provenance=nc.Provenance(agent="a")) for first in firsts]
    layers += [another(first, agent, n) for agent in "bc" for n, first in enumerate(firsts)]
    for resamples in (RESAMPLES, 0):
        start, used = time.perf_counter(), time.process_time()
        report = measure(layers, resamples=resamples)
        wall, used = time.perf_counter() - start, time.process_time() - used
        print(
            f"{report.texts:,} articles, {report.layers:,} layers, {len(report.figures)} figures, {resamples:,} draws: "
            f"{wall:.1f} s, {used:.1f} s of CPU"
        )
    start = time.perf_counter()
    score(layers[:ARTICLES], layers[ARTICLES : 2 * ARTICLES])
    print(f"score of {ARTICLES:,} articles with intervals: {time.perf_counter() - start:.1f} s")
    print("\n| attributions | measure | for twice as many | diff | for twice | merge | for twice |")
    print("|---|---|---|---|---|---|---|")
    before: list[float] = []
    for number in SIZES:
        one = grown(number)
        other = another(one, "b", number)
        works = (lambda: measure([one, other]), lambda: diff(one, other), lambda: merge([one, other]))  # noqa: B023
        seconds = [best_of(work, 2) for work in works]
        cells = [
            f"{now:.2f} s | {f'x {now / then:.2f}' if then else ''}"
            for now, then in zip(seconds, before or [0.0] * len(seconds), strict=True)
        ]
        print(f"| {number:,} | {' | '.join(cells)} |")
        before = seconds
    return 0


if __name__ == "__main__":
    sys.exit(main())
