"""Agreement of annotators, and a prediction against gold: all figures of many texts."""

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from newsclaims._words import counted
from newsclaims.agreement._numeric import np
from newsclaims.agreement.coefficients import cohen_kappa
from newsclaims.agreement.figures import Figure, agreement_measures, figures, score_measures
from newsclaims.agreement.layers import LayersError, Text, agent_of, grouped, key_of, layer
from newsclaims.agreement.matching import CLOSE
from newsclaims.agreement.places import Head
from newsclaims.agreement.tally import FIELDS, Options, Tally, tally
from newsclaims.article import Article
from newsclaims.errors import CODES, Issue, shown

__all__ = ["Direction", "Report", "Table", "measure", "score"]


@attrs.frozen(kw_only=True)
class Direction:
    """
    How far one annotator's attributions are found with another.

    Attributes:
        a: Whose attributions are counted.
        b: With whom they are looked for.
        rule: What two attributions must have in common, as in `content`.
        matched: Attributions of `a` that `b` has too.
        number: Attributions of `a`.
        agr: Their quotient; None where `a` has none.
    """

    a: str
    b: str
    rule: str
    matched: int
    number: int
    agr: float | None


@attrs.frozen(kw_only=True)
class Table:
    """
    A confusion table: which labels two annotators gave to attributions whose contents match closely.

    Attributes:
        field: What is labelled: certainty, polarity, attitude, form.
        a: Who gave the row; `gold` in a score.
        b: Who gave the column; `predicted` in a score.
        labels: The labels, in the order of the model.
        counts: How often `a` gave the row and `b` the column.
        unset: Pairs left out, since one of them has no label.
        kappa: Cohen's kappa; None where it is undefined.
    """

    field: str
    a: str
    b: str
    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    unset: int
    kappa: float | None


@attrs.frozen(kw_only=True)
class Report:
    """
    All figures of some texts.

    Attributes:
        kind: `agreement`, or `score` of a prediction against gold.
        texts: Texts that were measured.
        layers: Layers of them.
        annotators: Who made them.
        figures: The figures, in a fixed order.
        directions: agr of each ordered pair of annotators, and each rule; empty in a score.
        tables: The confusion tables of each pair of annotators.
        issues: What was left out or is missing, NC862 to NC864.
    """

    kind: str
    texts: int
    layers: int
    annotators: tuple[str, ...]
    figures: tuple[Figure, ...]
    directions: tuple[Direction, ...]
    tables: tuple[Table, ...]
    issues: tuple[Issue, ...] = ()

    def __getitem__(self, name: str) -> Figure:
        """
        The figure of a name.

        Raises:
            KeyError: There is none.
        """
        for figure in self.figures:
            if figure.name == name:
                return figure
        raise KeyError(name)


def measure(
    articles: Iterable[Article],
    *,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
    close: float = CLOSE,
    head: Head = "last",
) -> Report:
    """
    The agreement of annotators.

    Args:
        articles: Layers, in any order; those of one text have one id and digest. One text is held in memory at a time
            only as far as its sums go, but all layers are.
        resamples: Draws of the bootstrap over texts; 0 for no intervals. One text gives no intervals.
        seed: Where the draws begin; the same seed gives the same intervals.
        confidence: The share of draws inside an interval, between 0 and 1.
        close: The least Jaccard index of the contents of attributions whose labels are compared.
        head: Which word of a place is its head.

    Raises:
        LayersError: No text has two layers (NC861).

    >>> import newsclaims as nc
    >>> report = measure([nc.example(), nc.example("kolaborasi-militer.annotator-2")])
    >>> round(report["cohen.certainty"].value, 2), report["f1.source.identical"].value
    (0.85, 1.0)
    """
    tallies: list[Tally] = []
    issues: list[Issue] = []
    layers = 0
    for text in grouped(articles):
        if len(text.layers) == 1:
            (alone,) = text.layers
            issues.append(_issue("NC862", f"text {shown(text.id)} has one layer, by {shown(alone.name)}"))
            continue
        layers += len(text.layers)
        tallies.append(tally(text, Options(close=close, head=head)))
    if not tallies:
        raise LayersError("NC861", f"{counted(len(issues), 'text')}, none with two layers" if issues else "no articles")
    annotators = tuple(sorted({name for each in tallies for pair in each.agr for name in pair}))
    return Report(
        kind="agreement",
        texts=len(tallies),
        layers=layers,
        annotators=annotators,
        figures=figures(
            agreement_measures(two=len(annotators) == 2),
            [each.sums for each in tallies],
            resamples=resamples,
            seed=seed,
            confidence=confidence,
        ),
        directions=_directions(tallies),
        tables=_tables(tallies),
        issues=tuple(issues),
    )


def score(
    gold: Article | Iterable[Article],
    predicted: Article | Iterable[Article],
    *,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
    close: float = CLOSE,
    head: Head = "last",
) -> Report:
    """
    A prediction against gold: precision, recall and F1 of every role and of whole attributions, and of their labels.

    Args:
        gold: What is right, one layer a text; an article, or several.
        predicted: What was found, likewise. A text that is missing there counts as missed in full (NC863); one
            that the gold has not is left out (NC864).
        resamples: Draws of the bootstrap over texts; 0 for no intervals.
        seed: Where the draws begin.
        confidence: The share of draws inside an interval, between 0 and 1.
        close: The least Jaccard index of the contents of attributions whose labels are compared.
        head: Which word of a place is its head.

    Raises:
        LayersError: A text has two gold layers or two predicted ones (NC865), or there is no gold (NC861).

    >>> import newsclaims as nc
    >>> report = score(nc.example(), nc.example("kolaborasi-militer.annotator-2"))
    >>> figure = report["recall.content.overlap"]
    >>> figure.number, round(figure.value, 3), report["precision.content.overlap"].value
    (29, 0.828, 1.0)
    """
    right, found = _by_text(gold, "gold"), _by_text(predicted, "predicted")
    if not right:
        raise LayersError("NC861", "no gold articles")
    issues, tallies = [], []
    for key, article in right.items():
        other = found.pop(key, None)
        if other is None:
            issues.append(_issue("NC863", f"gold text {shown(key[0])} has no prediction, counts as missed"))
            other = attrs.evolve(article, sources=(), claims=(), relations=(), reviews=(), notes=())
        text = article.text if article.text is not None else other.text
        pair = Text(id=key[0], text=text, layers=(layer(article, "gold"), layer(other, "predicted")))
        tallies.append(tally(pair, Options(close=close, head=head)))
    issues += [_issue("NC864", f"predicted text {shown(key[0])} has no gold, is left out") for key in found]
    return Report(
        kind="score",
        texts=len(tallies),
        layers=2 * len(tallies),
        annotators=("gold", "predicted"),
        figures=figures(
            score_measures(), [each.sums for each in tallies], resamples=resamples, seed=seed, confidence=confidence
        ),
        directions=(),
        tables=_tables(tallies),
        issues=tuple(issues),
    )


def _issue(code: str, message: str) -> Issue:
    return Issue(code, CODES[code].severity, "", message)


def _by_text(articles: Article | Iterable[Article], what: str) -> dict[tuple[str, str | None], Article]:
    found: dict[tuple[str, str | None], Article] = {}
    for article in (articles,) if isinstance(articles, Article) else articles:
        key = key_of(article)
        if key in found:
            names = f"{shown(agent_of(found[key]))} and {shown(agent_of(article))}"
            raise LayersError("NC865", f"text {shown(article.id)} has two {what} layers, by {names}, should have one")
        found[key] = article
    return found


def _directions(tallies: Sequence[Tally]) -> tuple[Direction, ...]:
    counts: dict[tuple[str, str, str], tuple[int, int]] = {}
    for each in tallies:
        for (a, b), by_rule in each.agr.items():
            for rule, (matched, number) in by_rule.items():
                before = counts.get((a, b, rule), (0, 0))
                counts[a, b, rule] = (before[0] + matched, before[1] + number)
    rules = list(dict.fromkeys(rule for _, _, rule in counts))
    return tuple(
        Direction(a=a, b=b, rule=rule, matched=matched, number=number, agr=matched / number if number else None)
        for (a, b, rule), (matched, number) in sorted(
            counts.items(), key=lambda item: (item[0][0], item[0][1], rules.index(item[0][2]))
        )
    )


def _tables(tallies: Sequence[Tally]) -> tuple[Table, ...]:
    sums: dict[tuple[str, str], dict[str, np.ndarray]] = {}
    unset: Counter[tuple[str, str, str]] = Counter()
    for each in tallies:
        for pair, tables in each.tables.items():
            for field, table in tables.items():
                of_pair = sums.setdefault(pair, {})
                of_pair[field] = of_pair[field] + table if field in of_pair else table
                unset[(*pair, field)] += each.unset[(*pair, field)]
    return tuple(
        Table(
            field=field,
            a=a,
            b=b,
            labels=FIELDS[field],
            counts=tuple(tuple(map(int, row)) for row in table),
            unset=unset[a, b, field],
            kappa=cohen_kappa(table.tolist()),
        )
        for (a, b), tables in sorted(sums.items())
        for field, table in tables.items()
    )
