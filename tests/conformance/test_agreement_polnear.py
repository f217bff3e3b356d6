"""Agreement of PolNeAR's annotators, on the articles that several of them have read, against figures made by others."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import newsclaims as nc
from newsclaims.agreement import Report, measure
from newsclaims.agreement.tokens import TOKENS, spans
from newsclaims.formats import brat

GROUPS = ("train_shared", "core_shared_6_annotators")
"""All articles with several annotators, and those with six of them."""


@pytest.fixture(scope="module")
def shared(data_dir: Path) -> dict[str, list[nc.Article]]:
    return layers_of(data_dir)


def layers_of(data_dir: Path) -> dict[str, list[nc.Article]]:
    """The layers of each article with several annotators."""
    found: dict[str, list[Path]] = {}
    for path in sorted((data_dir / "polnear").rglob("*.ann")):
        found.setdefault(path.stem.rpartition("_")[0], []).append(path)
    return {name: list(map(brat.read, paths)) for name, paths in found.items() if len(paths) > 1}


@pytest.fixture(scope="module")
def expected(data_dir: Path) -> Mapping[str, Any]:
    figures: Mapping[str, Any] = json.loads((data_dir / "polnear_shared_expected.json").read_bytes())["agreement"]
    return figures


@pytest.fixture(scope="module", params=GROUPS)
def case(
    request: pytest.FixtureRequest, shared: dict[str, list[nc.Article]], expected: Mapping[str, Any]
) -> tuple[list[list[nc.Article]], Report, Mapping[str, Any]]:
    least = 6 if request.param == "core_shared_6_annotators" else 2
    groups = [layers for layers in shared.values() if len(layers) >= least]
    report = measure([layer for layers in groups for layer in layers], resamples=200)
    return groups, report, expected[request.param]


Case = tuple[list[list[nc.Article]], Report, Mapping[str, Any]]


def test_the_same_articles_and_attributions_are_measured(case: Case) -> None:
    groups, report, expected = case
    assert (report.texts, report.layers) == (expected["articles"], expected["annotation_files"])
    attributions = [
        one for layers in groups for layer in layers for claim in layer.claims for one in claim.attributions
    ]
    assert len(attributions) == expected["attributions"]
    assert len(report.annotators) == 6


def test_texts_are_cut_into_as_many_tokens(case: Case) -> None:
    groups, _, expected = case
    for tokens in TOKENS:
        number = sum(len(spans(layers[0].text or "", tokens)[0]) for layers in groups)
        assert number == expected[f"tokens:{tokens}"], tokens


def named() -> dict[str, str]:
    """The names of the figures, as the independent count has them and as the report does."""
    return {
        **{f"agr_{kind}:{rule}": f"agr.{rule}.{kind}" for kind in ("pooled", "macro") for rule in _RULES},
        **{f"{alpha}:{tokens}": f"{alpha}.{tokens}" for alpha in ("alpha", "alpha_in_or_out") for tokens in TOKENS},
    }


def figures(data_dir: Path) -> list[tuple[str, int, int]]:
    """What passed, of how many."""
    wanted = json.loads((data_dir / "polnear_shared_expected.json").read_bytes())["agreement"][GROUPS[0]]
    report = measure([layer for layers in layers_of(data_dir).values() for layer in layers], resamples=2)
    equal = sum(round(100 * (report[name].value or 0), 2) == wanted[key] for key, name in named().items())
    return [("figures of PolNeAR's agreement that are equal to two decimals", equal, len(named()))]


def test_all_figures_are_full(data_dir: Path) -> None:
    assert all(passed == of > 0 for _, passed, of in figures(data_dir)), figures(data_dir)


def test_every_figure_is_that_of_the_independent_count(case: Case) -> None:
    """All but those over CoreNLP's tokens and sentences, which are not among the data."""
    _, report, expected = case
    names = named()
    counted = {key for key in expected if key.startswith(("agr_", "alpha"))}
    assert set(names) == counted
    found = {key: round(100 * (report[name].value or 0), 2) for key, name in names.items()}
    assert found == {key: expected[key] for key in names}


def test_pairs_of_annotators_add_up(case: Case) -> None:
    _, report, _ = case
    for rule in _RULES:
        of_rule = [one for one in report.directions if one.rule == rule]
        assert len(of_rule) == 30
        assert sum(one.number for one in of_rule) == report[f"agr.{rule}.pooled"].number


def test_each_figure_lies_in_its_interval(case: Case) -> None:
    _, report, _ = case
    for figure in report.figures:
        if figure.value is not None:
            assert (figure.low or 0) <= figure.value <= (figure.high or 0), figure.name


_RULES = ("any", "cue_or_content", "content", "cue", "content_and_source", "all_roles", "exact")
