"""The seed example is what its annotation page says, and its script builds it."""

import hashlib
import importlib.util
import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
FILE = EXAMPLES / "kolaborasi-militer.newsclaims.json"

SHA256 = "58af35c552506dd0d8ff2d75bca05e9c3d8fabe00a356051fe6d8f522639b52c"

SECTIONS = {
    "s0": (0, 48),
    "s1": (49, 503),
    "s2": (504, 915),
    "s3": (916, 1435),
    "s4": (1436, 1821),
    "s5": (1822, 2251),
    "s6": (2252, 2571),
}

CONTENT = {
    "c1": [(0, 48)],
    "c2": [(49, 60), (74, 162)],
    "c3": [(189, 262)],
    "c4": [(277, 333)],
    "c5": [(335, 502)],
    "c6": [(425, 502)],
    "c7": [(504, 554)],
    "c8": [(584, 638)],
    "c9": [(660, 778)],
    "c10": [(800, 819), (831, 914)],
    "c11": [(916, 956)],
    "c12": [(997, 1116)],
    "c13": [(997, 1068)],
    "c14": [(1118, 1230)],
    "c15": [(1150, 1230)],
    "c16": [(1294, 1379)],
    "c17": [(1386, 1434)],
    "c18": [(1509, 1565)],
    "c19": [(1601, 1674)],
    "c20": [(1621, 1674)],
    "c21": [(1705, 1820)],
    "c22": [(1722, 1820)],
    "c23": [(1829, 1856)],
    "c24": [(1871, 1882), (1895, 1967)],
    "c25": [(2029, 2130)],
    "c26": [(2152, 2215), (2224, 2250)],
    "c27": [(2284, 2312)],
    "c28": [(2321, 2414)],
    "c29": [(2444, 2570)],
}

RELATIONS = """
r1 refines c4 c18 -
r2 refines c9 c18 -
r3 refines c16 c18 -
r4 supports c16 c9 turut
r5 causes c9 c10 Sebagai imbalannya
r6 restates c7 c9 -
r7 refines c12 c13 -
r8 supports c12 c15 Hal ini memperkuat dugaan
r9 restates c11 c15 -
r10 causes c16 c17 -
r11 restates c1 c17 -
r12 contrasts c18 c19 meskipun
r13 causes c21 c19 -
r14 restates c23 c24 -
r15 refines c25 c24 -
r16 refines c26 c24 -
r17 contrasts c29 c1 -
r18 causes c2 c5 memicu
""".strip().splitlines()
DRAWN_BY_AUTHOR = {"r4", "r5", "r8", "r10", "r12", "r18"}

# In each row: attitude, certainty, polarity, orientation, then source, cue and hedge as the table quotes them.
STANCES = {
    "c1": "assertion certain positive present|||",
    "c2": "belief probable positive future||diperkirakan|",
    "c3": "assertion probable positive present|laporan terbaru|Menurut|kemungkinan besar",
    "c4": "assertion certain positive past||disebut|",
    "c5": "assertion certain positive present|||",
    "c6": "sentiment uncommitted unknown present||kekhawatiran baru|",
    "c7": "assertion uncommitted unknown past|||",
    "c8": "assertion certain positive present|||",
    "c9": "assertion possible positive past|Institut Study of War (ISW), sebuah lembaga kajian strategis berbasis di "
    "Washington|mengungkapkan|mungkin",
    "c10": "assertion certain positive past||dilaporkan|",
    "c11": "assertion uncommitted unknown present|||",
    "c12": "assertion certain positive present|Laporan tersebut|juga menyebutkan|",
    "c13": "assertion certain positive past|Laporan tersebut|juga menyebutkan|",
    "c14": "assertion certain positive present|||",
    "c15": "belief probable positive present||dugaan|",
    "c16": "assertion certain positive past|Presiden Ukraina, Volodymyr Zelenskyy|turut menegaskan|",
    "c17": "assertion certain positive present|||",
    "c18": "assertion certain positive past|||",
    "c19": "assertion certain positive present|media Jepang NHK|melaporkan|",
    "c20": "intention probable negative present|Moskow|masih enggan|",
    "c21": "assertion certain positive present|Sumber NHK|menyebutkan|",
    "c22": "sentiment possible positive future|Kremlin|khawatir|dapat",
    "c23": "belief probable positive past||Dugaan|",
    "c24": "belief probable positive present||juga diduga|",
    "c25": "assertion certain positive past|pemerintah Korea Selatan|mengklaim|",
    "c26": "assertion certain positive past||disebut|",
    "c27": "assertion certain positive present|||",
    "c28": "assertion certain positive present|||",
    "c29": "assertion possible positive future|Analis|memperingatkan|dapat",
}


def load(path: Path) -> Any:
    """A JSON file as plain data."""
    return json.loads(path.read_bytes())


@pytest.fixture(scope="module")
def article() -> Any:
    """The committed example."""
    return load(FILE)


@pytest.fixture(scope="module")
def attributions(article: Any) -> dict[str, Any]:
    """The only attribution of each claim, by the claim's id."""
    assert all(len(claim["attributions"]) == 1 for claim in article["claims"])
    return {claim["id"]: claim["attributions"][0] for claim in article["claims"]}


def program(name: str) -> ModuleType:
    """A program of the examples, imported from its file."""
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def ranges(anchor: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """The offsets of a place."""
    return [(span["start"], span["end"]) for span in anchor]


def quotes(record: dict[str, Any], name: str) -> str:
    """The words of a place; nothing where there is none."""
    return " … ".join(span["quote"] for span in record.get(name, ()))


def spans(node: Any) -> Iterator[dict[str, Any]]:
    """Every span in plain data."""
    if isinstance(node, dict) and "quote" in node:
        yield node
    elif isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from spans(child)


def test_text_is_the_article_byte_for_byte(article: Any) -> None:
    data = (EXAMPLES / "kolaborasi-militer.txt").read_bytes()
    assert article["text"].encode() == data
    assert article["text_sha256"] == hashlib.sha256(data).hexdigest() == SHA256
    assert (len(data), data.isascii(), data.count(b"\n"), data.endswith(b"\n")) == (2571, True, 11, False)


@pytest.mark.parametrize(("name", "count"), [("build_seed", 1), ("build_handmade", 13)])
def test_programs_build_the_committed_files(
    name: str, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(EXAMPLES)
    monkeypatch.setattr(sys, "argv", [f"{name}.py", str(tmp_path)])
    program(name).main()
    built = sorted(tmp_path.iterdir())
    assert len(built) == count
    for path in built:
        assert path.read_bytes() == (EXAMPLES / path.name).read_bytes(), path.name


def test_members_of_the_article(article: Any) -> None:
    assert article["id"] == "urn:newsclaims:example:kolaborasi-militer"
    assert article["title"] == "Kolaborasi Militer Pyongyang-Moskow Semakin Erat"
    assert article["provenance"] == {"agent": "annotator-1", "kind": "model"}
    assert not article.keys() & {"byline", "published", "publisher", "url"}, "the article states none of these"


def test_sections_have_the_ranges_of_the_table(article: Any) -> None:
    assert {section["id"]: (section["start"], section["end"]) for section in article["sections"]} == SECTIONS
    headings = [section.get("heading", {}).get("start") for section in article["sections"]]
    assert headings == [None, None, 504, 916, 1436, 1822, 2252]
    assert [section.get("level", 1) for section in article["sections"]] == [1, 1, 2, 2, 2, 2, 2]
    assert [section.get("role", "body") for section in article["sections"]] == ["headline", *["body"] * 6]


def test_contents_have_the_ranges_of_the_table(article: Any) -> None:
    assert {claim["id"]: ranges(claim["content"]) for claim in article["claims"]} == CONTENT


def test_every_claim_lies_in_its_section(article: Any) -> None:
    home = "s0 s1 s1 s1 s1 s1 s2 s2 s2 s2 s3 s3 s3 s3 s3 s3 s3 s4 s4 s4 s4 s4 s5 s5 s5 s5 s6 s6 s6".split()
    for claim, section in zip(article["claims"], home, strict=True):
        start, end = SECTIONS[section]
        assert all(start <= span["start"] <= span["end"] <= end for span in spans(claim)), claim["id"]


def test_stances_and_words_are_those_of_the_table(article: Any, attributions: dict[str, Any]) -> None:
    found = {}
    for claim in article["claims"]:
        says = attributions[claim["id"]]
        labels = [says["attitude"], says["certainty"], says["polarity"], claim["orientation"]]
        words = [quotes(says, name) for name in ("source", "cue", "hedge")]
        found[claim["id"]] = "|".join([" ".join(labels), *words])
    assert found == STANCES


def test_counts_are_those_of_the_page(article: Any, attributions: dict[str, Any]) -> None:
    says = attributions.values()
    assert len(article["claims"]) == 29
    assert len(article["relations"]) == 18
    assert len(article["notes"]) == 2
    assert len(article["sources"]) == 9
    assert len(article["sections"]) == 7
    assert [one["id"] for one in says] == [f"a{number}" for number in range(1, 30)]
    assert sum(one["source_ids"] == [] for one in says) == 8
    assert sum(one["source_ids"] == ["author"] for one in says) == 10
    assert sum("within_id" in one for one in says) == 4
    assert sum(len(claim["content"]) > 1 for claim in article["claims"]) == 4
    assert sum("hedge" in one for one in says) == 4
    assert sum(one["polarity"] == "negative" for one in says) == 1


def test_unsourced_and_nested_claims_are_those_of_the_page(attributions: dict[str, Any]) -> None:
    assert [name for name, one in attributions.items() if not one["source_ids"]] == (
        "c2 c4 c6 c10 c15 c23 c24 c26".split()
    )
    nested = {name: one["within_id"] for name, one in attributions.items() if "within_id" in one}
    assert nested == {"c6": "c5", "c15": "c14", "c20": "c19", "c22": "c21"}
    assert {name: one["via_ids"] for name, one in attributions.items() if "via_ids" in one} == {"c21": ["nhk"]}


def test_form_is_indirect_where_there_is_a_cue(attributions: dict[str, Any]) -> None:
    assert all(one.get("form") == ("indirect" if "cue" in one else None) for one in attributions.values())


def test_times_are_those_of_the_page(article: Any, attributions: dict[str, Any]) -> None:
    about = {
        claim["id"]: (quotes(claim["time"], "anchor"), claim["time"].get("value"))
        for claim in article["claims"]
        if "time" in claim
    }
    assert about == {
        "c2": ("pada tahun ini", None),
        "c12": ("sejak akhir 2024", "2024/.."),
        "c13": ("sejak akhir 2024", "2024/.."),
        "c25": ("dalam dua bulan sebelumnya", None),
    }
    said = {name: quotes(one["time"], "anchor") for name, one in attributions.items() if "time" in one}
    assert said == {"c25": "Pada Oktober lalu"}
    assert "value" not in attributions["c25"]["time"]


def test_relations_are_those_of_the_page(article: Any) -> None:
    rows = [
        f"{one['id']} {one['type']} {one['from_id']} {one['to_id']} {quotes(one, 'cue') or '-'}"
        for one in article["relations"]
    ]
    assert rows == RELATIONS
    drawn = {one["id"]: one["drawn_by_ids"] for one in article["relations"] if "drawn_by_ids" in one}
    assert drawn == {name: ["author"] for name in DRAWN_BY_AUTHOR}


def test_wordings_are_given_where_the_page_gives_them(article: Any) -> None:
    worded = "c2 c3 c4 c8 c10 c13 c17 c20 c22 c23 c24 c26 c29".split()
    assert [claim["id"] for claim in article["claims"] if "text" in claim] == worded


def test_letters_and_digits_are_covered_as_the_page_counts(article: Any) -> None:
    text = article["text"]
    covered = set(itertools.chain(*(range(span["start"], span["end"]) for span in spans(article))))
    counted = [index for index, character in enumerate(text) if character.isalnum()]
    assert len(counted) == 2191
    assert sum(index in covered for index in counted) == 2110
    words = "".join(" " if index in covered else character for index, character in enumerate(text)).split()
    left = [word.strip(",") for word in words if word.strip(",.")]
    assert sorted(left) == sorted(["bahwa"] * 7 + "yang yang dengan Namun Di sisi lain Secara keseluruhan".split())


@pytest.mark.parametrize("name", ["kolaborasi-militer", "kolaborasi-militer.annotator-2"])
def test_every_quote_is_the_text_it_names(name: str) -> None:
    layer = load(EXAMPLES / f"{name}.newsclaims.json")
    assert layer["text_sha256"] == SHA256
    for span in spans(layer):
        assert layer["text"][span["start"] : span["end"]] == span["quote"]


def test_second_layer_is_about_the_same_text(article: Any) -> None:
    second = load(EXAMPLES / "kolaborasi-militer.annotator-2.newsclaims.json")
    assert (second["id"], second["text"]) == (article["id"], article["text"])
    assert second["provenance"]["agent"] == "annotator-2"
    assert len(second["claims"]) == 24


def page(text: str) -> Any:
    """A text without sections, in which the program finds places."""
    return program("rows").Page(text)


def test_nearest_place_is_found() -> None:
    assert page("a said b, c said d").nearest("said", [(17, 18)], (0, 18)) == (12, 16)


def test_equal_distance_is_an_error() -> None:
    with pytest.raises(ValueError, match="no place is nearer"):
        page("said b said").nearest("said", [(5, 6)], (0, 11))


def test_missing_words_are_an_error() -> None:
    with pytest.raises(ValueError, match="is not in"):
        page("a said b").nearest("says", [(0, 1)], (0, 8))


def test_piece_that_occurs_twice_keeps_the_order() -> None:
    assert page("it is said it fell; it rose").content(("it", "fell"), (0, 27)) == [(11, 13), (14, 18)]
    assert page("it, they say, fell; it rose").content(("it", "fell"), (0, 27)) == [(0, 2), (14, 18)]


def test_hedge_inside_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="2 times inside"):
        page("may or may not").inside("may", [(0, 14)])
