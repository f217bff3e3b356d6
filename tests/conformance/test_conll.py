"""Files of tags that others made: those that can be read in one way are read in full, others are refused."""

from pathlib import Path

import pytest

import newsclaims as nc
from newsclaims.formats import conll


def test_pfsa_id_is_read_in_full(data_dir: Path) -> None:
    data = (data_dir / "pfsa-id" / "sample.txt").read_bytes()
    lines = [line.split("\t") for line in data.decode().split("\n") if line]
    articles = conll.loads(data, language="id", content="STATEMENT")
    # The file marks last tokens (BILOU), and some statements are longer than a sentence.
    labels = [line[1][2:] for line in lines if line[1][:2] in {"B-", "U-"}]
    claims = [claim for article in articles for claim in article.claims]
    notes = [note for article in articles for note in article.notes]
    assert len(claims) == labels.count("STATEMENT") > 0
    assert sorted(note.kind for note in notes) == sorted(label for label in labels if label != "STATEMENT")
    words = " ".join((article.text or "") for article in articles).split()
    assert words == [line[0] for line in lines]
    lengths = [len(article.quote(claim.content).split()) for article in articles for claim in article.claims]
    tagged = sum(line[1].endswith("-STATEMENT") for line in lines)
    assert sum(lengths) == tagged
    assert conll.loads(conll.dumps(articles)) == conll.forget(articles)
    assert [article.claims for article in conll.loads(conll.dumps(articles))] == [
        article.claims for article in articles
    ]


def figures(data_dir: Path) -> list[tuple[str, int, int]]:
    """What passed, of how many."""
    data = (data_dir / "pfsa-id" / "sample.txt").read_bytes()
    begun = sum(line.split("\t")[1][:2] in {"B-", "U-"} for line in data.decode().split("\n") if line)
    articles = conll.loads(data, language="id", content="STATEMENT")
    return [("labelled stretches of PFSA-ID read", sum(len(one.claims) + len(one.notes) for one in articles), begun)]


def test_all_figures_are_full(data_dir: Path) -> None:
    assert all(passed == of > 0 for _, passed, of in figures(data_dir)), figures(data_dir)


def test_columns_that_are_no_bio_are_refused(data_dir: Path) -> None:
    for path in sorted((data_dir / "redewiedergabe" / "tsv").glob("*.tsv")):
        with pytest.raises(nc.ConversionError, match="NC966"):
            conll.read(path)
