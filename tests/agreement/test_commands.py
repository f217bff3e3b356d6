"""`newsclaims agreement`, `diff` and `score`: what they print, write and end with; the pages they make."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import attrs
import pytest

import newsclaims as nc
from newsclaims.agreement import diff, measure, score
from newsclaims.agreement.pages import changes_page, report_page
from tests.agreement.layering import SECOND, SEED, by, layer
from tests.test_cli import run

ROW = {"content": [(0, 14)], "source": [(16, 19)], "cue": [(20, 24)], "certainty": "certain"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the seed's two layers."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    nc.write(SEED, tmp_path / "one.json")
    nc.write(SECOND, tmp_path / "two.json")
    return tmp_path


# ── agreement ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_agreement_prints_a_table_of_figures_directions_and_confusion(here: Path) -> None:
    ran = run("agreement", "one.json", "two.json")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].split() == ["figure", "value", "from", "to", "number", "of"]
    assert [line.split() for line in lines if line.startswith("cohen.certainty")] == [
        ["cohen.certainty", "0.8514", "22", "pairs"]
    ]
    assert any(line.startswith("annotator-1  annotator-2      29") for line in lines)
    assert "certainty: annotator-1 (rows), annotator-2 (columns); kappa 0.8514; 0 without a label" in lines
    assert any(line.startswith("no value: cohen.form, fleiss.form (all values") for line in lines)


def test_agreement_reads_folders_and_lines_and_puts_layers_together(here: Path) -> None:
    both = run("agreement", "one.json", "two.json").out
    (here / "all.jsonl").write_bytes(nc.dumps(SECOND) + b"\n" + nc.dumps(SEED) + b"\n")
    assert run("agreement", "all.jsonl").out == both
    (here / "all.jsonl").unlink()
    assert run("agreement", str(here)).out == both


def test_agreement_as_json_is_the_report(here: Path) -> None:
    ran = run("agreement", "one.json", "two.json", "--format", "json")
    plain = json.loads(ran.out)
    assert (plain["tool"], plain["kind"], plain["texts"], plain["layers"]) == ("newsclaims", "agreement", 1, 2)
    assert plain["annotators"] == ["annotator-1", "annotator-2"]
    report = measure([SEED, SECOND])
    assert plain["figures"] == json.loads(json.dumps([attrs.asdict(figure) for figure in report.figures]))
    assert {figure["definition"] != "" for figure in plain["figures"]} == {True}
    assert "NaN" not in ran.out


def test_definitions_are_printed_when_asked_for(here: Path) -> None:
    assert "agr (Wiebe" not in run("agreement", ".").out
    told = run("agreement", ".", "--definitions").out
    for figure in measure([SEED, SECOND]).figures:
        assert f"\n{figure.name}: {figure.definition}" in told


def test_three_annotators_have_a_table_of_kappas(here: Path) -> None:
    nc.write(by(SEED, "third"), here / "three.json")
    out = run("agreement", ".").out
    assert re.search(r"^kappa of +and +certainty +polarity +attitude +form$", out, re.MULTILINE)
    assert "cohen.certainty" not in out


def test_a_text_with_one_layer_is_told_and_left_out(here: Path) -> None:
    nc.write(attrs.evolve(SEED, id="urn:test:alone"), here / "alone.json")
    ran = run("agreement", ".")
    assert ran.code == 0
    assert ran.err == 'warning NC862 text "urn:test:alone" has one layer, by "annotator-1"\n'


def test_one_layer_alone_is_refused(here: Path) -> None:
    ran = run("agreement", "one.json")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines()[-1] == "error NC861 1 text, none with two layers"


def test_what_cannot_be_read_is_told_and_the_rest_is_measured(here: Path) -> None:
    (here / "bad.json").write_text("[")
    ran = run("agreement", ".")
    assert ran.code == 3
    assert "bad.json:1" in ran.err
    assert "cohen.certainty" in ran.out
    (here / "bad.json").write_text("[]")
    assert run("agreement", ".").code == 1
    assert run("agreement", "missing.json").code == 3


def test_the_same_seed_prints_the_same(here: Path) -> None:
    for n in range(3):
        nc.write(attrs.evolve(layer(ROW, agent="a"), id=f"urn:test:{n}"), here / f"a{n}.json")
        nc.write(attrs.evolve(layer(*[ROW][: n % 2], agent="b"), id=f"urn:test:{n}"), here / f"b{n}.json")
    one, same, other = (run("agreement", ".", "--seed", seed).out for seed in ("1", "1", "2"))
    assert one == same != other


@pytest.mark.parametrize(
    "words", [["--confidence", "1"], ["--close", "2"], ["--resamples", "-1"], ["--head", "middle"]]
)
def test_an_option_out_of_range_is_wrong_usage(here: Path, words: list[str]) -> None:
    assert run("agreement", ".", *words).code == 2


# ── score ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_score_prints_precision_recall_and_f1(here: Path) -> None:
    ran = run("score", "one.json", "two.json")
    assert (ran.code, ran.err) == (0, "")
    rows = {
        line.split()[0]: line.split()[1:] for line in ran.out.splitlines() if line.startswith(("prec", "rec", "f1"))
    }
    assert rows["precision.content.identical"] == [str(round(19 / 24, 4)), "24", "places"]
    assert rows["recall.content.identical"] == [str(round(19 / 29, 4)), "29", "places"]
    assert json.loads(run("score", "one.json", "two.json", "--format", "json").out)["kind"] == "score"


def test_a_missing_prediction_is_told(here: Path) -> None:
    (here / "gold").mkdir()
    nc.write(SEED, here / "gold" / "a.json")
    nc.write(attrs.evolve(SEED, id="urn:test:other"), here / "gold" / "b.json")
    ran = run("score", "gold", "two.json")
    assert ran.code == 0
    assert ran.err == 'warning NC863 gold text "urn:test:other" has no prediction, counts as missed\n'


def test_two_gold_layers_are_refused(here: Path) -> None:
    ran = run("score", ".", "two.json")
    assert (ran.code, ran.out) == (3, "")
    assert "error NC865" in ran.err


# ── diff ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_diff_of_one_layer_with_itself_is_silent_and_fine(here: Path) -> None:
    assert run("diff", "one.json", "one.json") == (0, "", "")


def test_diff_prints_a_line_a_change_and_ends_with_1(here: Path) -> None:
    ran = run("diff", "one.json", "two.json")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines() == [str(change) for change in diff(SEED, SECOND)]


def test_diff_as_json_and_table(here: Path) -> None:
    plain = json.loads(run("diff", "one.json", "two.json", "--format", "json").out)
    assert len(plain["changes"]) == len(diff(SEED, SECOND))
    assert {"kind", "record", "a", "b", "field", "before", "after"} == set(plain["changes"][0])
    table = run("diff", "one.json", "two.json", "--format", "table").out.splitlines()
    assert table[0].split() == ["kind", "record", "a", "b", "field", "before", "after"]
    assert len(table) == 2 + len(plain["changes"])


def test_diff_of_different_texts_is_refused(here: Path) -> None:
    nc.write(nc.example("night-train"), here / "train.json")
    ran = run("diff", "one.json", "train.json")
    assert (ran.code, ran.out) == (3, "")
    assert "error NC860" in ran.err


def test_diff_of_many_articles_puts_them_together(here: Path) -> None:
    train = nc.example("night-train")
    (here / "a.jsonl").write_bytes(b"\n".join(map(nc.dumps, (SEED, train))) + b"\n")
    (here / "b.jsonl").write_bytes(b"\n".join(map(nc.dumps, (train, nc.example("street-fair")))) + b"\n")
    ran = run("diff", "a.jsonl", "b.jsonl")
    assert ran.code == 1
    assert ran.out == (
        f'- article {SEED.id}  "by annotator-1"\n+ article {nc.example("street-fair").id}  "by '
        f'{nc.example("street-fair").provenance.agent}"\n'  # type: ignore[union-attr]
    )
    (here / "b.jsonl").write_bytes(b"\n".join(map(nc.dumps, (train, SEED))) + b"\n")
    assert run("diff", "a.jsonl", "b.jsonl").code == 0


def test_diff_with_an_input_that_cannot_be_read_is_no_difference(here: Path) -> None:
    ran = run("diff", "one.json", "missing.json")
    assert (ran.code, ran.out) == (3, "")


# ── The pages ────────────────────────────────────────────────────────────────────────────────────────────────────────


class Reader(HTMLParser):
    """The elements, attributes and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


ELEMENTS = set(
    "html head meta title style body main h1 p figure figcaption div svg rect path text table".split()
) | set("thead tbody tr th td ul li".split())
HOSTILE = "</style><script>alert(1)</script><img src=x onerror=y>&\"'\u202e\x1b"


def pages() -> dict[str, str]:
    seed = measure([SEED, SECOND])
    other = attrs.evolve(by(layer(ROW), "a"), id="urn:test:two")
    several = measure([SEED, SECOND, by(SEED, "third"), other, by(other, "b")], resamples=20)
    agent = HOSTILE.replace("\x1b", "")
    hostile = measure([by(SEED, agent), SECOND])
    changes = diff(SEED, attrs.evolve(SECOND, url="x" if SECOND.url is None else None, title=agent))
    return {
        "seed": report_page(seed),
        "several": report_page(several),
        "hostile": report_page(hostile),
        "score": report_page(score([SEED], [SECOND])),
        "empty": report_page(measure([layer(), layer(agent="two")])),
        "diff": changes_page(changes, (HOSTILE, "b")),
    }


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages()


NAMES = ("seed", "several", "hostile", "score", "empty", "diff")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_holds_its_own_elements_alone_and_asks_for_nothing(made: dict[str, str], name: str) -> None:
    page = made[name]
    reader = Reader(page)
    assert set(reader.tags) <= ELEMENTS
    assert not [name for name, _ in reader.attributes if name.startswith("on") or name in ("src", "href", "style")]
    assert not re.search(r"https?:|url\(|@import|<script", page)
    assert "\x1b" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize("name", NAMES)
def test_the_policy_of_a_page_allows_its_style_alone(made: dict[str, str], name: str) -> None:
    style = re.search("<style>(.*)</style>", made[name], re.DOTALL)
    policy = dict(Reader(made[name]).attributes)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    contents = [value for key, value in Reader(made[name]).attributes if key == "content"]
    assert contents[0].startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "content" in policy


def test_a_page_shows_bars_by_role_tables_of_confusion_and_every_definition(made: dict[str, str]) -> None:
    reader = Reader(made["seed"])
    assert reader.tags.count("svg") == 1 + 4
    texts = " ".join(reader.texts)
    for figure in measure([SEED, SECOND]).figures:
        assert figure.definition in texts
    assert "certainty: annotator-1 and annotator-2, closely matching attributions. Cohen's kappa 0.851." in texts
    assert "nothing to compare" in " ".join(Reader(made["empty"]).texts)


def test_a_bar_is_as_long_as_its_figure(made: dict[str, str]) -> None:
    widths = [
        float(width) for width in re.findall(r'<rect class="identical" x="150" y="\d+" width="([\d.]+)"', made["seed"])
    ]
    report = measure([SEED, SECOND])
    values = [
        report[f"f1.{role}.identical"].value or 0 for role in ("content", "source", "cue", "hedge", "attribution")
    ]
    assert widths == pytest.approx([380 * value for value in values], abs=0.1)


def test_intervals_are_drawn_where_there_are_any(made: dict[str, str]) -> None:
    assert not re.search(r'<path d="M', made["seed"])
    assert re.search(r'<path d="M', made["several"])


def test_a_page_is_written_whole_to_a_file(here: Path) -> None:
    ran = run("agreement", ".", "--format", "html", "-o", "report.html")
    assert (ran.code, ran.out) == (0, "")
    assert (here / "report.html").read_text(encoding="utf-8") == report_page(measure([SEED, SECOND]))
    assert run("diff", "one.json", "two.json", "--format", "html", "-o", "diff.html").code == 1
    assert (here / "diff.html").read_text(encoding="utf-8").startswith("<!doctype html>")


# ── Without the extra ────────────────────────────────────────────────────────────────────────────────────────────────

WITHOUT = """
import sys
sys.modules["scipy"] = sys.modules["numpy"] = None
from newsclaims.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("words", [["agreement", "one.json", "two.json"], ["diff", "one.json", "two.json"]])
def test_a_missing_extra_is_told_with_the_line_to_type(here: Path, words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert done.stderr.startswith("newsclaims: ")
    assert done.stderr.endswith(" is not installed: pip install 'newsclaims[agreement]'\n")


def test_a_report_of_one_text_says_so() -> None:
    assert "1 text, 2 layers, annotators: annotator-1, annotator-2" in report_page(measure([SEED, SECOND], resamples=0))
    assert "1 text, predicted against gold" in report_page(score(SEED, SECOND, resamples=0))
