"""Conversion: formats guessed, names made up, folders filled as a whole or not at all, losses counted."""

import contextlib
import importlib
import json
import re
import string
from collections import Counter
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims import _files, strategies
from newsclaims.conversion import TargetError, Unread, convert, verbs
from newsclaims.conversion.naming import LONGEST, Names, slug
from newsclaims.conversion.sources import items
from newsclaims.conversion.staging import MARK, Stage
from newsclaims.errors import MissingDependencyError
from newsclaims.formats import FORMATS, brat
from newsclaims.formats.files import FILES, NEWSCLAIMS, known, stem_of, suffix_of
from newsclaims.formats.guessing import by_content, by_name

ALONE = [form for form in known() if not FILES[form].many]
JSON = [form for form in known() if FILES[form].layout == "json"]


def article(id: str, text: str = "It rained.", **fields: Any) -> nc.Article:
    return attrs.evolve(nc.Article.from_text(text, id=id, language="en"), **fields)


def put_lines(path: Path, *articles: nc.Article) -> None:
    path.write_bytes(b"".join(nc.dumps(one) + b"\n" for one in articles))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, links to files as what they are."""
    return {
        path.relative_to(folder).as_posix(): bytes(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


# ── What must be known of a format ───────────────────────────────────────────────────────────────────────────────────


def test_every_format_has_its_files_described() -> None:
    assert set(FORMATS) <= set(FILES)
    assert known() == (NEWSCLAIMS, *(name for name in FILES if name in FORMATS))


def test_no_two_formats_have_one_suffix_of_their_own() -> None:
    own = [suffix for files in FILES.values() for suffix in files.suffixes]
    assert len(own) == len(set(own))
    assert all(files.suffixes for files in FILES.values())
    assert not set(own) & {suffix for files in FILES.values() for suffix in files.more}


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_said_of_a_format_is_so(form: str) -> None:
    files = FILES[form]
    try:
        module = importlib.import_module(FORMATS[form])
    except MissingDependencyError as missing:
        pytest.skip(str(missing))
    assert hasattr(module, "loads") == files.reads
    assert callable(module.dumps)
    assert callable(module.losses)


@pytest.mark.parametrize("form", [form for form in ALONE if FILES[form].layout != "pair"])
def test_what_is_rendered_is_what_the_format_writes(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{FILES[form].suffixes[0]}"
    for name in nc.examples():
        verbs.module_of(form).write(nc.example(name), path)
        assert verbs.whole(form, [nc.example(name)]) == path.read_bytes()


def test_to_know_the_formats_is_to_import_none_of_them() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from newsclaims.formats import guessing; guessing.by_content(b'{}'); guessing.by_name('a.json');"
        "print([name for name in sys.modules if name.startswith('newsclaims.formats.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['newsclaims.formats.files', 'newsclaims.formats.guessing']\n"


# ── Guessing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "suffix", "stem"),
    [
        ("a.newsclaims.json", ".newsclaims.json", "a"),
        ("corpus/a.newsclaims.jsonl.gz", ".newsclaims.jsonl", "a"),
        ("a.b.json", ".json", "a.b"),
        ("A.JSON", ".json", "A"),
        ("x_ann1.ann.zst", ".ann", "x_ann1"),
        ("a.conll", ".conll", "a"),
        ("a.xmi", ".xmi", "a"),
        ("a", "", "a"),
        ("-", "", "-"),
        (".json", "", ".json"),
        ("a.txt", ".txt", "a"),
    ],
)
def test_suffix_and_stem_of_a_name(name: str, suffix: str, stem: str) -> None:
    assert (suffix_of(name), stem_of(name)) == (suffix, stem)


def test_a_name_that_only_one_format_has_tells_it() -> None:
    for form in known():
        for suffix in FILES[form].suffixes:
            assert by_name(f"a{suffix}") == by_name(f"A{suffix.upper()}.gz") == (form,)
    assert set(by_name("a.json")) > {NEWSCLAIMS, "ninjs", "schema_org"}
    assert by_name("a.md") == ()


@pytest.mark.parametrize("form", JSON)
def test_each_format_is_known_by_what_it_writes(form: str) -> None:
    for name in nc.examples():
        written = verbs.line(form, nc.example(name))
        assert by_content(written) == (form,)


@given(strategies.articles(), st.sampled_from(JSON))
def test_whatever_is_written_is_known(article: nc.Article, form: str) -> None:
    assert by_content(verbs.whole(form, [article])) == (form,)


@pytest.mark.parametrize(
    ("document", "forms"),
    [
        ('{"schema_version": "1.0"}', ["newsclaims"]),
        ('{"uri": "urn:x:1"}', ["ninjs"]),
        ('{"standard": {"name": "ninjs"}, "body_text": "x"}', ["ninjs"]),
        ('{"@context": "https://schema.org", "@type": "Claim"}', ["schema_org"]),
        ('{"@context": ["http://schema.org/"], "@type": "Claim", "uri": "x"}', ["schema_org"]),
        ('{"@context": {"@vocab": "http://schema.org/"}, "@graph": []}', ["schema_org"]),
        ('[{"@context": "https://schema.org", "@type": "Claim"}]', ["schema_org"]),
        ('{"@type": "ClaimReview"}', ["schema_org"]),
        ('{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation"}', ["web_annotation"]),
        ('[{"@context": "http://www.w3.org/ns/anno.jsonld"}]', ["web_annotation"]),
        ('{"type": "AnnotationPage"}', ["web_annotation"]),
        ('{"@context": ["http://www.w3.org/ns/anno.jsonld", "https://schema.org"]}', ["web_annotation", "schema_org"]),
        ('{"schema_version": "1.0", "uri": "urn:x:1"}', ["newsclaims", "ninjs"]),
        ('{"@context": "https://example.org/other", "@type": "Claim"}', []),
        ("{}", []),
        ("[]", []),
        ("7", []),
        ("<html><xmi:XMI>", []),
        ('["uri"]', []),
        ("{", []),
        ('{"uri": "\ud800"}', []),
        ("[" * 100_000, []),
    ],
)
def test_what_a_document_holds_tells_its_format(document: str, forms: list[str]) -> None:
    assert list(by_content(document.encode("utf-8", "surrogatepass"))) == forms


@pytest.mark.skipif("averitec" not in FORMATS, reason="AVeriTeC is not among the formats")
def test_a_list_of_claims_is_averitec() -> None:
    assert by_content(b'[{"claim": "x", "label": "Refuted"}]') == ("averitec",)


@pytest.mark.skipif("cas" not in FORMATS, reason="UIMA CAS is not among the formats")
def test_a_cas_is_known_as_json_and_as_xmi() -> None:
    assert by_content(b'{"%TYPES": {}, "%FEATURE_STRUCTURES": []}') == ("cas",)
    assert by_content(b'<?xml version="1.0" encoding="UTF-8"?>\n<xmi:XMI xmlns:xmi="x">') == ("cas",)


def test_contexts_that_are_anything_are_told_apart_without_an_error() -> None:
    for context in (None, 7, [None, {"a": None, "b": ["https://schema.org"]}], {}, [[]]):
        by_content(json.dumps({"@context": context, "type": ["Annotation", None, 3]}).encode())


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────

ALPHABET = set(string.ascii_letters + string.digits + "_.-")
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
HOSTILE = [
    *("../..", "/etc/passwd", "..", ".", "", "a/../../b", "\\\\server\\share", "C:\\x", "~root", "$HOME", "`id`"),
    *("CON", "con", "Con.txt", "NUL", "COM1", "lpt9.json", "aux.", ".hidden", "-rf", "a:b", "a*?", "..a..b.."),
    *("a\0b", "a\nb", "a ", "a.", "é", "e\u0301", "\u202egpj", "😀", "A", "a", "a", "a-2", "a", "x" * 5000),
]


def is_safe(name: str) -> bool:
    return (
        bool(name)
        and set(name) <= ALPHABET
        and ".." not in name
        and name[0] not in ".-"
        and name[-1] not in ".-"
        and name.lower().split(".")[0] not in DEVICES
        and len(name) <= LONGEST + 1
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_ids_give_safe_names(text: str) -> None:
    assert is_safe(slug(text))


@given(st.text() | st.sampled_from(HOSTILE) | st.text("./\\-cCoOnNaAuUxX1 "))
def test_every_text_gives_a_safe_name(text: str) -> None:
    assert is_safe(slug(text))
    assert slug(slug(text)) == slug(text)


@given(st.lists(st.text("aAbB-2./", min_size=1, max_size=4), max_size=30))
def test_no_name_is_given_twice_and_no_file_stands_where_a_folder_must(wanted: list[str]) -> None:
    names, given = Names(), []
    for text in wanted:
        above = "".join(f"{slug(part)}/" for part in text.split("/")[:-1])
        name = next(name for name in names.free(above + slug(text)) if names.is_free(f"{name}.json"))
        names.take(f"{name}.json")
        given.append(f"{name}.json".lower())
    assert len(set(given)) == len(given)
    assert not [one for one in given for other in given if other.startswith(f"{one}/")]


def test_a_file_cannot_have_the_name_of_a_folder_nor_a_folder_that_of_a_file() -> None:
    names = Names()
    names.take("a.json/b.json")
    assert not names.is_free("A.json")
    assert not names.is_free("a.json/B.json")
    assert not names.is_free("a.json/b.json/c.json")
    assert names.is_free("a.json/c.json")


def test_a_thousand_articles_of_one_id_take_no_quadratic_time() -> None:
    names = Names()
    tried = 0
    for _ in range(1000):
        for name in names.free("a"):
            tried += 1
            if names.is_free(name):
                names.take(name)
                break
    assert tried == 1000


def test_hostile_ids_stay_in_the_chosen_folder_and_none_is_lost(tmp_path: Path) -> None:
    articles = []
    for number, wanted in enumerate(HOSTILE):
        with contextlib.suppress(nc.FieldError):
            articles.append(article(wanted, f"It rained {number} times."))
    assert len(articles) > 20
    put_lines(tmp_path / "in.jsonl", *articles)
    for form in ALONE:
        out = tmp_path / form / "out"
        convert([str(tmp_path / "in.jsonl")], f"{out}/", target_format=form)
        assert [path.name for path in (tmp_path / form).iterdir()] == ["out"]
        made = list(tree(out))
        main = [name for name in made if name.endswith(FILES[form].suffixes[0])]
        assert len(main) == len(articles)
        assert len({name.lower() for name in made}) == len(made)
        assert all(is_safe(name.removesuffix(FILES[form].suffixes[0]).removesuffix(".txt")) for name in made)
    back = [one.article for one in items([str(tmp_path / NEWSCLAIMS / "out")]) if not isinstance(one, Unread)]
    assert sorted(map(repr, back)) == sorted(map(repr, articles))


@given(st.lists(strategies.articles(), max_size=6), st.sampled_from(ALONE))
def test_each_article_of_a_stream_gets_a_file_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, articles: list[nc.Article], form: str
) -> None:
    folder = tmp_path_factory.mktemp("convert")
    put_lines(folder / "in.jsonl", *articles)
    report = convert([str(folder / "in.jsonl")], str(folder / "out"), target_format=form)
    assert report.written == len(articles)
    files = tree(folder / "out") if articles else {}
    assert sum(name.endswith(FILES[form].suffixes[0]) for name in files) == len(articles)
    assert len({name.lower() for name in files}) == len(files)


# ── Folders, whole or not at all ─────────────────────────────────────────────────────────────────────────────────────


def fill(out: Path, files: dict[str, bytes]) -> None:
    with Stage(out) as stage:
        for name, data in files.items():
            stage.put(name, data)


class StopError(Exception):
    """Something comes between."""


def test_a_folder_is_filled_when_the_block_ends(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    with Stage(out) as stage:
        stage.put("x.json", b"1")
        stage.put("deep/y.json", b"2")
        assert set(tree(out)) == {f"{MARK}/x.json", f"{MARK}/deep/y.json"}
    assert tree(out) == {"x.json": b"1", "deep/y.json": b"2"}
    assert sorted(path.name for path in out.iterdir()) == ["deep", "x.json"]


def test_an_exception_leaves_nothing_not_even_the_folders(tmp_path: Path) -> None:
    def stop() -> None:
        with Stage(tmp_path / "a" / "b") as stage:
            stage.put("x.json", b"1")
            raise StopError

    with pytest.raises(StopError):
        stop()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["file", "link", "dangling", "folder"])
def test_what_is_there_is_refused_and_nothing_is_written(tmp_path: Path, kind: str) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    out.mkdir()
    other.write_bytes(b"mine")
    there = out / "b.json"
    if kind == "folder":
        there.mkdir()
    elif kind == "file":
        there.write_bytes(b"mine")
    else:
        there.symlink_to(other if kind == "link" else tmp_path / "nowhere")
    before = tree(tmp_path)
    with pytest.raises(TargetError, match=r"b\.json is"):
        fill(out, {"a.json": b"1", "b.json": b"mine"})
    assert tree(tmp_path) == before
    assert [path.name for path in out.iterdir()] == ["b.json"]


def test_force_replaces_a_link_and_never_what_it_leads_to(tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    out.mkdir()
    other.write_bytes(b"mine")
    (out / "b.json").symlink_to(other)
    with Stage(out, force=True) as stage:
        stage.put("b.json", b"new")
    assert other.read_bytes() == b"mine"
    assert not (out / "b.json").is_symlink()
    assert tree(out) == {"b.json": b"new"}


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_that_is_a_link_is_never_followed(tmp_path: Path, *, force: bool) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (out / "sub").symlink_to(elsewhere)
    with pytest.raises(TargetError, match="no folder of its own"), Stage(out, force=force) as stage:
        stage.put("sub/a.json", b"1")
    assert list(elsewhere.iterdir()) == []


def test_a_mark_that_is_a_link_is_never_followed(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (elsewhere / "precious").write_bytes(b"mine")
    (out / MARK).symlink_to(elsewhere)
    with pytest.raises(TargetError, match="is a link"), Stage(out):
        raise AssertionError
    assert tree(elsewhere) == {"precious": b"mine"}


def test_a_file_cannot_be_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(TargetError, match="is no folder"), Stage(tmp_path / "out"):
        raise AssertionError
    assert tree(tmp_path) == {"out": b"mine"}


def test_a_folder_that_was_left_unfinished_goes_on_but_keeps_what_differs(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / MARK / "sub").mkdir(parents=True)
    (out / MARK / "sub" / "half.json").write_bytes(b"ha")
    (out / "a.json").write_bytes(b"1")
    with Stage(out) as stage:
        stage.put("a.json", b"1")
        stage.put("b.json", b"2")
    assert stage.goes_on
    assert tree(out) == {"a.json": b"1", "b.json": b"2"}
    assert not (out / MARK).exists()
    (out / MARK).mkdir()
    with pytest.raises(TargetError, match="is there already"), Stage(out) as stage:
        stage.put("a.json", b"other")
    assert tree(out) == {"a.json": b"1", "b.json": b"2"}
    assert (out / MARK).is_dir(), "it still is unfinished"


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_move_that_fails_leaves_the_mark_and_the_same_again_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    out = tmp_path / "out"
    replace, calls = Path.replace, []

    def failing(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == at:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    files = {"a.json": b"a", "b.json": b"b", "c.json": b"c"}
    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="No space"):
        fill(out, files)
    assert (out / MARK).is_dir()
    assert len([name for name in tree(out) if "/" not in name]) == at - 1
    monkeypatch.undo()
    fill(out, files)
    assert tree(out) == files


# ── Losses ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.promise(11)
@given(st.lists(strategies.articles(), min_size=1, max_size=4), st.sampled_from(ALONE))
def test_the_losses_told_are_those_of_the_format(
    tmp_path_factory: pytest.TempPathFactory, articles: list[nc.Article], form: str
) -> None:
    folder = tmp_path_factory.mktemp("losses")
    put_lines(folder / "in.jsonl", *articles)
    report = convert([str(folder / "in.jsonl")], str(folder / "out"), target_format=form)
    every = [lost for one in articles for lost in verbs.losses(form, [one])]
    if FILES[form].layout == "pair":
        # What the names of the files carry is not lost; it is counted below.
        assert {(kind.code, kind.what) for kind in report.ledger.kinds()} <= {(lost.code, lost.what) for lost in every}
        return
    assert sum(kind.count for kind in report.ledger.kinds()) == sum(lost.count for lost in every)
    assert {(kind.code, kind.what) for kind in report.ledger.kinds()} == {(lost.code, lost.what) for lost in every}
    told = json.loads(report.ledger.report())
    assert told["articles"] == len(articles)
    assert sum(lost["count"] for one in told["by_article"] for lost in one["losses"]) == sum(
        lost["count"] for lost in told["losses"]
    )
    strict = convert([str(folder / "in.jsonl")], str(folder / "strict"), target_format=form, strict=True)
    assert strict.refused == bool(every)
    assert (folder / "strict").exists() != strict.refused
    if every:
        assert all(
            re.fullmatch(r"NC6\d\d lost: \d+ × .+, in \d+ of \d+ articles?", line) for line in report.ledger.lines()
        )


@pytest.mark.parametrize("form", [form for form in ALONE if FILES[form].reads])
def test_what_comes_back_is_the_article_without_what_was_lost(form: str, tmp_path: Path) -> None:
    for name in nc.examples():
        one = nc.example(name)
        put_lines(tmp_path / "in.jsonl", one)
        convert([str(tmp_path / "in.jsonl")], f"{tmp_path}/{name}/", target_format=form)
        (found,) = items([str(tmp_path / name)])
        if FILES[form].layout == "pair" and one.text is None:
            assert isinstance(found, Unread), "annotations without their text are not read unasked"
            continue
        assert not isinstance(found, Unread)
        assert found.form == form
        if form == NEWSCLAIMS:
            assert found.article == one
        elif FILES[form].layout == "pair":
            text, annotations = verbs.module_of(form).dumps(one)
            expected = verbs.module_of(form).loads(text, annotations, id=found.article.id)
            assert attrs.evolve(found.article, provenance=None) == expected
        else:
            assert found.article == verbs.module_of(form).loads(verbs.whole(form, [one]))


# ── brat's two files ─────────────────────────────────────────────────────────────────────────────────────────────────

needs_brat = pytest.mark.skipif("brat" not in FORMATS, reason="brat is not among the formats")


def layer(agent: str, text: str = "It rained.") -> nc.Article:
    return article("storm", text, provenance=nc.Provenance(agent=agent))


@needs_brat
def test_layers_of_an_article_share_its_text_and_keep_their_annotators(tmp_path: Path) -> None:
    put_lines(tmp_path / "in.jsonl", layer("ann1"), layer("ann2"))
    convert([str(tmp_path / "in.jsonl")], f"{tmp_path}/out/", target_format="brat")
    assert sorted(tree(tmp_path / "out")) == ["storm.txt", "storm_ann1.ann", "storm_ann2.ann"]
    found = [one.article for one in items([f"{tmp_path}/out"]) if not isinstance(one, Unread)]
    assert [one.provenance and one.provenance.agent for one in found] == ["ann1", "ann2"]
    assert {one.id for one in found} == {"storm"}


AGENTS = st.sampled_from([None, "ann1", "ann-1.b", "ann_1", "Anna Berg", "_"])


@needs_brat
@given(
    st.sampled_from(["storm", "the_storm", "storm_ann1", "urn:test:storm", "a.b_c"]),
    st.lists(AGENTS, min_size=1, max_size=4),
    st.sampled_from([None, "2024-10-31T09:30Z"]),
)
def test_what_the_names_of_files_carry_is_not_lost_and_all_else_is_told(
    tmp_path_factory: pytest.TempPathFactory, id: str, agents: list[str | None], created: str | None
) -> None:
    folder = tmp_path_factory.mktemp("names")
    made = [None if agent is None else nc.Provenance(agent=agent, created=created) for agent in agents]
    put_lines(folder / "in.jsonl", *[article(id, language="und", provenance=one) for one in made])
    report = convert([str(folder / "in.jsonl")], f"{folder}/out/", target_format="brat")
    lost = {(kind.code, kind.what): kind.count for kind in report.ledger.kinds()}
    found = [one.article for one in items([f"{folder}/out"]) if not isinstance(one, Unread)]
    assert len(found) == len(made), "each finds its text"
    assert lost.pop(("NC606", "id of the article"), 0) == sum(one.id != id for one in found)
    gone = Counter(filter(None, made)) - Counter([one.provenance for one in found])
    assert lost.pop(("NC605", "provenance, but for the annotator in the name of the file"), 0) == gone.total()
    assert not lost


@needs_brat
@pytest.mark.parametrize("name", ["storm_ann_1.ann", "storm_ann1.ann", "storm.ann", "ann_1.ann", "_ann_1.ann"])
@pytest.mark.parametrize("agent", ["ann_1", "ann1", "1"])
def test_a_pair_finds_its_text_whoever_annotated(tmp_path: Path, name: str, agent: str) -> None:
    nc.write(layer(agent), tmp_path / "in.json")
    convert([str(tmp_path / "in.json")], str(tmp_path / name))
    assert brat.read(tmp_path / name).text == "It rained."


@needs_brat
def test_layers_of_two_texts_under_one_id_do_not_share_one(tmp_path: Path) -> None:
    put_lines(tmp_path / "in.jsonl", layer("ann1"), layer("ann2", "It snowed."), layer("ann1", "It hailed."))
    convert([str(tmp_path / "in.jsonl")], f"{tmp_path}/out/", target_format="brat")
    files = tree(tmp_path / "out")
    assert sorted(data for name, data in files.items() if name.endswith(".txt")) == [
        b"It hailed.", b"It rained.", b"It snowed.",
    ]  # fmt: skip
    found = [one.article for one in items([f"{tmp_path}/out"]) if not isinstance(one, Unread)]
    assert sorted(one.text or "" for one in found) == ["It hailed.", "It rained.", "It snowed."]


@needs_brat
def test_a_text_that_is_there_is_shared_if_it_is_the_same_and_kept_if_it_is_not(tmp_path: Path) -> None:
    put_lines(tmp_path / "in.jsonl", layer("ann1"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "storm.txt").write_bytes(b"It rained.")
    convert([str(tmp_path / "in.jsonl")], f"{tmp_path}/out", target_format="brat")
    assert sorted(tree(tmp_path / "out")) == ["storm.txt", "storm_ann1.ann"]
    (tmp_path / "out" / "storm_ann1.ann").unlink()
    (tmp_path / "out" / "storm.txt").write_bytes(b"It poured.")
    with pytest.raises(TargetError, match=r"storm\.txt is there already"):
        convert([str(tmp_path / "in.jsonl")], f"{tmp_path}/out", target_format="brat")
    assert tree(tmp_path / "out") == {"storm.txt": b"It poured."}


@needs_brat
def test_a_pair_is_named_by_the_user_and_its_text_is_not_replaced_unasked(tmp_path: Path) -> None:
    nc.write(layer("ann1"), tmp_path / "in.json")
    source, target = str(tmp_path / "in.json"), tmp_path / "x.ann"
    convert([source], str(target))
    assert (tmp_path / "x.txt").read_bytes() == b"It rained."
    convert([source], str(target))  # the named file is replaced whole, the same text stays
    (tmp_path / "x.txt").write_bytes(b"mine")
    target.write_bytes(b"old")
    with pytest.raises(TargetError, match="another text"):
        convert([source], str(target))
    assert (target.read_bytes(), (tmp_path / "x.txt").read_bytes()) == (b"old", b"mine")
    convert([source], str(target), force=True)
    assert (tmp_path / "x.txt").read_bytes() == b"It rained."


@needs_brat
@pytest.mark.parametrize("text", ["new", "old", "same"])
def test_a_pair_is_written_as_a_pair_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    nc.write(layer("ann1"), tmp_path / "in.json")
    if text != "new":
        (tmp_path / "x.txt").write_bytes(b"old" if text == "old" else b"It rained.")
    before, replace = tree(tmp_path), _files.replace_file

    def failing(path: Path, data: bytes) -> None:
        if path.suffix == ".ann":
            raise OSError(28, "No space left on device", str(path))
        replace(path, data)

    monkeypatch.setattr(_files, "replace_file", failing)
    with pytest.raises(OSError, match="No space"):
        convert([str(tmp_path / "in.json")], str(tmp_path / "x.ann"), force=True)
    assert tree(tmp_path) == before


@needs_brat
@pytest.mark.parametrize("text", ["storm.txt", "storm.txt.gz", "storm_ann1.txt.gz", "text/storm.txt"])
def test_packed_annotations_are_read_with_their_text(tmp_path: Path, text: str) -> None:
    from newsclaims.corpus.rewriting import packed

    annotations = "T1\tContent 0 9\tIt rained\n"
    folder = tmp_path / "ann"
    folder.mkdir()
    (folder / "storm_ann1.ann.gz").write_bytes(packed("a.gz", annotations.encode()))
    place = (tmp_path if "/" in text else folder) / text
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(packed(text, b"It rained."))
    (found,) = items([str(folder / "storm_ann1.ann.gz")])
    assert not isinstance(found, Unread), found
    assert found.article.text == "It rained."
    place.unlink()
    (found,) = items([str(folder / "storm_ann1.ann.gz")])
    assert isinstance(found, Unread)
    assert found.record.file.endswith("storm_ann1.ann.gz")
