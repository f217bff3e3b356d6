"""PolNeAR and brat's own demo corpora: the same bytes back, and the counts that others have made of them."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import newsclaims as nc
from newsclaims.formats import brat

# ── A reader of its own, so that nobody marks his own work ──────────────────────────────────────────────────────────


class Bound(NamedTuple):
    type: str
    ranges: list[tuple[int, int]]
    quote: str


class Event(NamedTuple):
    type: str
    trigger: str
    roles: list[tuple[str, str]]


class Sheet(NamedTuple):
    """The records of one file, by id."""

    bounds: dict[str, Bound]
    events: dict[str, Event]
    remarks: int


_BOUND = re.compile(r"(T\d+)\t(\S+) ([\d ;]+)\t")


def sheet(data: str) -> Sheet:
    """What stands in a file of PolNeAR: text-bounds by the length of their words, all others by lines."""
    bounds: dict[str, Bound] = {}
    events: dict[str, Event] = {}
    remarks = at = 0
    while at < len(data):
        found = _BOUND.match(data, at)
        if found:
            ranges = [(int(start), int(end)) for start, end in (pair.split(" ") for pair in found[3].split(";"))]
            stop = found.end() + sum(end - start for start, end in ranges) + len(ranges) - 1
            bounds[found[1]] = Bound(found[2], ranges, data[found.end() : stop])
        else:
            stop = data.index("\n", at)
            name, _, rest = data[at:stop].partition("\t")
            head, *roles = rest.split()
            if name[0] == "E":
                type_, trigger = head.split(":")
                events[name] = Event(type_, trigger, [(role, part) for role, part in (r.split(":") for r in roles)])
            else:
                assert name[0] == "#", data[at:stop]
                remarks += 1
        assert data[stop] == "\n"
        at = stop + 1
    return Sheet(bounds, events, remarks)


# ── PolNeAR ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def polnear(data_dir: Path) -> Path:
    return data_dir / "polnear"


@cache
def annotations(polnear: Path) -> list[Path]:
    return sorted((polnear / "train" / "attributions").glob("*.ann"))


@cache
def articles(polnear: Path) -> list[nc.Article]:
    return [brat.read(path, language="en", metadata=polnear / "metadata.tsv") for path in annotations(polnear)]


@cache
def expected(data_dir: Path) -> dict[str, int]:
    figures = json.loads((data_dir / "polnear_shared_expected.json").read_bytes())
    found: dict[str, int] = figures["compartments"]["train"]
    return found


def said(article: nc.Article) -> Iterator[tuple[nc.Claim, nc.Attribution]]:
    return ((claim, attribution) for claim in article.claims for attribution in claim.attributions)


def silent(article: nc.Article) -> list[nc.Note]:
    """Events that say nothing, and so are no attributions."""
    return [note for note in article.notes if note.kind.startswith("Attribution") and note.id[0] == "E"]


def pieces(place: nc.Anchor) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in place]


def test_all_files_come_back_byte_for_byte_by_way_of_json(polnear: Path, tmp_path: Path) -> None:
    for path, article in zip(annotations(polnear), articles(polnear), strict=True):
        again = nc.loads(nc.dumps(article))
        assert again == article
        brat.write(again, tmp_path / path.name)
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path
    assert len(list(tmp_path.glob("*.ann"))) == 290
    texts = list(tmp_path.glob("*.txt"))
    assert len(texts) == 251
    for text in texts:
        assert text.read_bytes() == (polnear / "train" / "text" / text.name).read_bytes(), text


def test_nothing_but_metadata_is_lost(polnear: Path) -> None:
    codes = {loss.code for article in articles(polnear) for loss in brat.losses(article)}
    assert codes == {"NC602", "NC603", "NC604", "NC605", "NC606", "NC628"}
    for article in articles(polnear)[::10]:
        assert brat.loads(*brat.dumps(article)) == brat.forget(article)


def test_every_attribution_survives_json(polnear: Path) -> None:
    """Roles, spans and quotes, held against a reader of its own."""
    seen = 0
    for path, article in zip(annotations(polnear), articles(polnear), strict=True):
        file = sheet(path.read_bytes().decode())
        again = nc.loads(nc.dumps(article))
        found = {attribution.id: (claim, attribution) for claim, attribution in said(again)}
        assert len(found) + len(silent(again)) == len(file.events), path
        for name, (claim, attribution) in found.items():
            event = file.events[name]
            places = {"Source": attribution.source, "Cue": attribution.cue, "Content": claim.content}
            for role, place in places.items():
                parts = [file.bounds[part] for base, part in event.roles if base.rstrip("2") == role]
                ranges = sorted(pair for part in parts for pair in part.ranges)
                assert pieces(place) == ranges, (path, name, role)
                words = {span.start: span.quote for span in place}
                for part in parts:
                    assert " ".join(words[start] or "" for start, _ in part.ranges) == part.quote, (path, name, role)
            sources = [part for role, part in event.roles if role == "Source"]
            assert list(attribution.source_ids) == (sources if event.type == "Attribution" else []), (path, name)
            seen += 1
    assert seen == 7357


def test_the_counts_of_the_model(polnear: Path, data_dir: Path) -> None:
    """Counted in the articles, not in the files."""
    count: Counter[str] = Counter(annotation_files=len(annotations(polnear)))
    texts: dict[str, str] = {}
    layers: Counter[str] = Counter()
    for article in articles(polnear):
        assert article.text is not None
        texts[article.id] = article.text
        layers[article.id] += 1
        events, empty = list(said(article)), silent(article)
        count["attributions"] += len(events) + len(empty)
        count["records_E"] += len(events) + len(empty)
        count["annotation_files_empty"] += not (events or article.notes)
        count["annotation_files_without_attribution"] += not events
        count["attributions_without_content"] += len(empty)
        for note in empty:
            raw = str(note.extensions.plain()["brat"])
            for role, key in (("Source", "source"), ("Cue", "cue")):
                count[f"role:{role}"] += f" {role}:" in raw
                count[f"attributions_without_{key}"] += f" {role}:" not in raw
        count["records_note"] += sum(note.id.startswith("N-") for note in article.notes)
        kinds = Counter(note.kind for note in article.notes if note.id[0] == "T")
        for kind, key in (("discuss", "T_type:Discuss"), ("discard", "T_type:Discard")):
            count[key] += kinds[kind]
        for kind in ("Content", "Cue", "Source"):
            count[f"unreferenced_T:{kind}"] += kinds[kind]
        for _, attribution in events:
            count["role:Content"] += 1
            count["role:Cue"] += bool(attribution.cue)
            count["role:Source"] += bool(attribution.source)
            count["role_discontinuous:Source"] += len(attribution.source) > 1
            complete = attribution.source and attribution.cue
            count["attributions_complete"] += bool(complete)
            count["attributions_without_source"] += not attribution.source
            count["attributions_without_cue"] += not attribution.cue
    # Several contents of one event are one place here.
    count["role:Content"] += expected(data_dir)["E_several_spans_one_base_role"]
    count["text_files"] = len(texts)
    count["text_chars"] = sum(map(len, texts.values()))
    count["text_bytes"] = sum(len(text.encode()) for text in texts.values())
    count["texts_non_ascii"] = sum(not text.isascii() for text in texts.values())
    count["texts_with_nbsp"] = sum("\u00a0" in text for text in texts.values())
    count["texts_without_final_newline"] = sum(not text.endswith("\n") for text in texts.values())
    for number, times in Counter(layers.values()).items():
        count[f"annotators_hist:{number}"] = times
    count["articles_multi_annotator"] = sum(number > 1 for number in layers.values())
    assert count == {key: expected(data_dir)[key] for key in count}


def test_the_counts_of_the_records(polnear: Path, data_dir: Path) -> None:
    """Counted in what is written."""
    count: Counter[str] = Counter()
    for article in articles(polnear):
        written = brat.dumps(article)[1]
        count["annotation_bytes"] += len(written.encode())
        file = sheet(written)
        count["records_T"] += len(file.bounds)
        count["records_note"] += file.remarks
        count["records_reserialised_identically"] += len(file.bounds) + len(file.events) + file.remarks
        used = Counter(part for event in file.events.values() for part in {event.trigger, *(p for _, p in event.roles)})
        for name, bound in file.bounds.items():
            count[f"T_type:{bound.type}"] += 1
            count[f"fragments_hist:{len(bound.ranges)}"] += 1
            count["discontinuous_T"] += len(bound.ranges) > 1
            if len(bound.ranges) > 1:
                count[f"discontinuous_T:{bound.type}"] += 1
            count["T_fragments_not_sorted"] += bound.ranges != sorted(bound.ranges)
            count["T_quote_contains_newline"] += "\n" in bound.quote
            count["T_quote_contains_nbsp"] += "\u00a0" in bound.quote
            count["T_referenced_more_than_once"] += used[name] > 1
            if used[name] > 1:
                count[f"T_referenced_more_than_once:{bound.type}"] += 1
        for event in file.events.values():
            count[f"E_type:{event.type}"] += 1
            count[f"role_signature:{event.type}({' '.join(role for role, _ in event.roles)})"] += 1
            for role, _ in event.roles:
                count[f"role_raw:{role}"] += 1
    assert count == {key: expected(data_dir)[key] for key in count}


def test_the_counts_of_each_file(polnear: Path, data_dir: Path) -> None:
    figures = json.loads((data_dir / "polnear_shared_expected.json").read_bytes())
    wanted = figures["compartments"]["train"]["per_file_attributions"]
    pairs = zip(annotations(polnear), articles(polnear), strict=True)
    assert {path.name: len(list(said(article))) + len(silent(article)) for path, article in pairs} == wanted


def test_the_table_fills_the_fields(polnear: Path) -> None:
    head, *lines = (polnear / "metadata.tsv").read_bytes().decode().split("\n")
    columns = head.split("\t")
    rows = {
        row["filename"]: row for row in (dict(zip(columns, line.split("\t"), strict=True)) for line in lines if line)
    }
    assert len(rows) == 251
    for path, article in zip(annotations(polnear), articles(polnear), strict=True):
        row = rows[article.id]
        named = {name: value for name, value in row.items() if value not in {"", "None"}}
        assert article.title == named.get("title")
        assert article.publisher == named.get("publisher")
        assert article.published == named.get("publication_date")
        assert article.byline == ((named["author"],) if "author" in named else ())
        rest = article.extensions.plain()["polnear"]
        assert isinstance(rest, dict)
        assert {**rest, **{name: row[name] for name in row.keys() - rest.keys()}} == row
        assert article.provenance == nc.Provenance(agent=path.stem.rpartition("_")[2])
        assert article.provenance.agent in row["annotators"]


def test_everything_is_read_without_the_texts(polnear: Path) -> None:
    for path in annotations(polnear):
        article = brat.read(path, without_text=True)
        assert article.text is None
        assert brat.dumps(article)[1].encode() == path.read_bytes(), path


def test_a_shift_by_one_is_refused_in_every_file_that_says_anything(polnear: Path) -> None:
    for path, article in zip(annotations(polnear), articles(polnear), strict=True):
        if path.stat().st_size:
            with pytest.raises(nc.ConversionError) as caught:
                brat.loads(f"x{article.text}", path.read_bytes().decode())
            assert caught.value.issues[0].code in {"NC907", "NC901", "NC902"}, path


# ── brat's own ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_demo_corpora_and_tutorials_come_back_byte_for_byte(data_dir: Path) -> None:
    paths = sorted((data_dir / "brat-demo").rglob("*.ann"))
    assert len(paths) == 66
    kinds: Counter[str] = Counter()
    for path in paths:
        article = brat.read(path)
        text, written = brat.dumps(nc.loads(nc.dumps(article)))
        assert written.encode() == path.read_bytes(), path
        assert text is not None
        assert text.encode() == path.with_suffix(".txt").read_bytes(), path
        assert brat.loads(text, written) == brat.forget(article)
        kinds.update(line[0] for line in written.splitlines() if line)
    assert {"T", "E", "R", "*", "N"} <= set(kinds), kinds


# ── The table ────────────────────────────────────────────────────────────────────────────────────────────────────────


def figures(data_dir: Path) -> list[tuple[str, int, int]]:
    """What passed, of how many."""
    polnear = data_dir / "polnear"
    demo = sorted((data_dir / "brat-demo").rglob("*.ann"))
    same = sum(
        brat.dumps(article)[1].encode() == path.read_bytes()
        for path, article in zip(annotations(polnear), articles(polnear), strict=True)
    )
    again = sum(nc.loads(nc.dumps(article)) == article for article in articles(polnear))
    return [
        ("PolNeAR files written again byte for byte", same, len(annotations(polnear))),
        ("PolNeAR files the same after JSON", again, len(annotations(polnear))),
        (
            "brat demo files written again byte for byte",
            sum(brat.dumps(brat.read(path))[1].encode() == path.read_bytes() for path in demo),
            len(demo),
        ),
    ]


def test_every_figure_is_full(data_dir: Path) -> None:
    rows = figures(data_dir)
    assert [(what, passed) for what, passed, _ in rows] == [(what, of) for what, _, of in rows]
    assert [of for _, _, of in rows] == [290, 290, 66]
