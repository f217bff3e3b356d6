"""UIMA's and dkpro-cassis's own samples are read, and what they state is written again."""

import json
from pathlib import Path
from typing import Any

import cassis
import pytest

import newsclaims as nc
from newsclaims.formats import cas


def json_files(data_dir: Path) -> list[Path]:
    folder = data_dir / "uima-cas" / "tests" / "test_files" / "json"
    return sorted(path for path in folder.rglob("*.json"))


def xmi_files(data_dir: Path) -> list[Path]:
    folder = data_dir / "uima-cas" / "tests" / "test_files"
    return sorted([*folder.glob("xmi/*.xmi"), *folder.rglob("debug.xmi")])


def types_of(path: Path) -> list[Path]:
    """Type systems that may go with a sample: those beside it, else each of those that the samples share."""
    beside = sorted(path.parent.glob("*typesystem*.xml"))
    return beside or sorted((path.parents[1] / "typesystems").glob("*.xml"))


def annotations(made: Any) -> list[tuple[str, str, int, int]]:
    """View, type and place of all annotations but those over a whole document, with offsets in UTF-16 units."""
    found = json.loads(made.to_json())
    sofas = {item["%ID"]: item.get("sofaID") for item in found["%FEATURE_STRUCTURES"] if "sofaID" in item}
    return sorted(
        (sofas[item["@sofa"]], item["%TYPE"], item["begin"], item["end"])
        for item in found["%FEATURE_STRUCTURES"]
        if "begin" in item and not item["%TYPE"].startswith(("newsclaims.", "uima.tcas.DocumentAnnotation"))
    )


def test_every_json_sample_is_read_and_written_again(data_dir: Path) -> None:
    paths = json_files(data_dir)
    assert len(paths) > 10
    for path in paths:
        article = cas.read(path)
        data = json.loads(path.read_bytes())
        texts = [
            item.get("sofaString")
            for item in data.get("%FEATURE_STRUCTURES", [])
            if item.get("sofaID") == "_InitialView"
        ]
        assert [article.text] == (texts or [None]), path
        assert cas.loads(cas.dumps(article)) == article, path
        original = cassis.load_cas_from_json(path.read_text(encoding="utf-8"))
        assert annotations(cas.to_cas(article)) == annotations(original), path


def read_with_types(path: Path) -> nc.Article | None:
    """The article in a sample; None where the library itself reads it with none of the type systems there."""
    for types in types_of(path):
        try:
            cassis.load_cas_from_xmi(path, typesystem=cassis.load_typesystem(types))
        except Exception:  # noqa: BLE001  # whatever it raises
            continue
        return cas.read(path, types=types)
    with pytest.raises(nc.ConversionError, match="NC970"):
        cas.read(path)
    return None


def test_every_xmi_sample_that_the_library_reads_is_read_and_written_again(data_dir: Path) -> None:
    read = 0
    for path in xmi_files(data_dir):
        article = read_with_types(path)
        if article is None:
            continue
        read += 1
        assert cas.loads(cas.dumps(article)) == article, path
        written = cas.dumps(article, syntax="xmi")
        assert cas.loads(written, types=cas.types(article)) == article, path
    assert read > 15


def figures(data_dir: Path) -> list[tuple[str, int, int]]:
    """What passed, of how many."""
    paths = json_files(data_dir)
    again = sum(cas.loads(cas.dumps(article)) == article for article in map(cas.read, paths))
    return [("JSON samples of UIMA CAS read and written again", again, len(paths))]


def test_all_figures_are_full(data_dir: Path) -> None:
    assert all(passed == of > 0 for _, passed, of in figures(data_dir)), figures(data_dir)


def test_both_forms_of_a_sample_say_the_same_text(data_dir: Path) -> None:
    pairs = [path for path in xmi_files(data_dir) if (path.parent / "data.json").exists()]
    assert pairs
    for path in pairs:
        article = read_with_types(path)
        # Some of the XMI samples leave out the text that their twin has.
        missing = article is None or "sofaString" not in path.read_text(encoding="utf-8")
        assert missing or article.text == cas.read(path.parent / "data.json").text


def test_emoji_are_where_they_are(data_dir: Path) -> None:
    folder = next(path for path in json_files(data_dir) if "Emoji" in str(path)).parent
    for name in ("data.json", "debug.xmi"):
        made = cas.to_cas(cas.read(folder / name))
        words = [item.get_covered_text() for item in made.select("uima.tcas.Annotation") if item.end - item.begin < 9]
        assert words[:3] == ["\U0001f973", "This", "\U0001f473\U0001f3fb\u200d\u2640\ufe0f"]


@pytest.mark.parametrize("shift", [1, -1])
def test_offsets_counted_in_another_unit_are_noticed_where_they_can_be(data_dir: Path, shift: int) -> None:
    path = next(path for path in json_files(data_dir) if "Emoji" in str(path))
    data = json.loads(path.read_bytes())
    for item in data["%FEATURE_STRUCTURES"]:
        if "begin" in item:
            item["begin"] += shift
            item["end"] += shift
    with pytest.raises(nc.ConversionError) as caught:
        cas.loads(json.dumps(data))
    assert {issue.code for issue in caught.value.issues} == {"NC971"}
