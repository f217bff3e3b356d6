"""The commands that place quotes: what they print, where, and the exit code they end with."""

import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import newsclaims as nc
from newsclaims.cli import main
from newsclaims.draft import draft_of


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


def run(*words: str, stdin: bytes = b"") -> Ran:
    """Run a command in this process, on streams of its own."""
    out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin))
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(words)
            out.flush()
            err.flush()
    finally:
        sys.stdin = before
    return Ran(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())  # type: ignore[attr-defined]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the seed, its text and its draft."""
    monkeypatch.chdir(tmp_path)
    seed = nc.example()
    assert seed.text is not None
    nc.write(seed, "seed.json")
    Path("seed.txt").write_bytes(seed.text.encode())
    Path("draft.json").write_text(json.dumps(draft_of(seed).to_dict()), encoding="utf-8")
    return tmp_path


def changed(here: Path, **members: Any) -> str:
    """The draft with its fourth item changed, as a file."""
    draft = json.loads((here / "draft.json").read_text(encoding="utf-8"))
    draft["claims"][3] |= members
    (here / "changed.json").write_text(json.dumps(draft), encoding="utf-8")
    return "changed.json"


# ── resolve ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_draft_becomes_an_article_on_standard_output(here: Path) -> None:
    ran = run("resolve", "draft.json", "--text", "seed.json")
    assert ran.code == 0
    assert [claim.content for claim in nc.loads(ran.out).claims] == [claim.content for claim in nc.example().claims]
    assert ran.out.endswith("}\n")
    assert ran.err == "29 claims, 67 of 67 quotes placed, 0 unresolved\n"


def test_a_text_and_an_article_are_told_apart_by_the_name_of_the_file(here: Path) -> None:
    ran = run("resolve", "draft.json", "--text", "seed.txt", "--language", "id", "--id", "urn:x:1", "-o", "made.json")
    assert ran.out == ""
    made = nc.read("made.json")
    assert (made.id, made.language, made.sections) == ("urn:x:1", "id", ())
    assert "warning NC731 [/claims/0/section]" in ran.err


def test_a_draft_comes_from_standard_input_too(here: Path) -> None:
    ran = run("resolve", "-", "--text", "seed.json", stdin=(here / "draft.json").read_bytes())
    assert (ran.code, len(nc.loads(ran.out).claims)) == (0, 29)


def test_what_is_unresolved_is_told_reported_and_ends_with_1(here: Path) -> None:
    bad = changed(here, content=["telah mentransfer teknologi nuklir ke Pyongyang"])
    ran = run("resolve", bad, "--text", "seed.json", "-o", "o.json", "--report", "r.json", "--feedback", "f.txt")
    assert (ran.code, ran.out) == (1, "")
    assert 'error NC711 [/claims/3/content/0] is "telah mentransfer' in ran.err
    assert len(nc.read("o.json").claims) == 28
    report = json.loads((here / "r.json").read_text(encoding="utf-8"))
    assert report["summary"] == {"claims": 28, "quotes": 67, "placed": 66, "unresolved": 2}
    assert len(report["verdicts"]) == 67
    assert [failure["code"] for failure in report["unresolved"]] == ["NC711", "NC741"]
    assert report["unresolved"][0]["data"]["content"] == ["telah mentransfer teknologi nuklir ke Pyongyang"]
    (verdict,) = [found for found in report["verdicts"] if found["verdict"] == "missing"]
    assert verdict["pointer"] == "/claims/3/content/0"
    assert verdict["suggestions"][0]["quote"] == "telah mentransfer teknologi drone dan rudal ke Pyongyang"
    assert (here / "f.txt").read_text(encoding="utf-8").startswith("Some items of your draft")


def test_a_threshold_is_the_callers(here: Path) -> None:
    bad = changed(here, content=["telah mentransfer teknologi drone dan rudal ke Pyongyangg"])
    ran = run("resolve", bad, "--text", "seed.json", "--threshold", "95")
    assert ran.code == 0
    assert "warning NC737" in ran.err


def test_a_warning_alone_ends_with_0(here: Path) -> None:
    ran = run("resolve", changed(here, cue=["berteriak"]), "--text", "seed.json")
    assert ran.code == 0
    assert "warning NC721 [/claims/3/cue/0]" in ran.err


@pytest.mark.parametrize("reply", [b"I cannot do that.", b"", b"\xff"])
def test_a_reply_without_a_draft_ends_with_3(here: Path, reply: bytes) -> None:
    ran = run("resolve", "-", "--text", "seed.txt", stdin=reply)
    assert ran.code == 3
    assert "NC701" in ran.err
    assert nc.loads(ran.out).claims == ()


@pytest.mark.parametrize(
    "words",
    [
        ("resolve", "nothing.json", "--text", "seed.txt"),
        ("resolve", "draft.json", "--text", "nothing.txt"),
        ("resolve", "draft.json", "--text", "latin.txt"),
        ("resolve", "draft.json", "--text", "broken.json"),
        ("reanchor", "nothing.json", "--text", "seed.txt"),
        ("reanchor", "seed.json", "--text", "latin.txt"),
        ("reanchor", "broken.json", "--text", "seed.txt"),
    ],
)
def test_an_input_that_cannot_be_read_ends_with_3(here: Path, words: tuple[str, ...]) -> None:
    (here / "latin.txt").write_bytes("é".encode("latin-1"))
    (here / "broken.json").write_bytes(b'{"id": ')
    ran = run(*words)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(
        ("nothing", "latin.txt: error NC102", "broken.json:1:8: error NC101", "newsclaims: nothing")
    )


def test_an_article_that_breaks_a_rule_ends_with_1(here: Path) -> None:
    (here / "bad.json").write_bytes(b'{"schema_version": "1.0", "id": "x"}')
    for words in (("resolve", "draft.json", "--text", "bad.json"), ("reanchor", "bad.json", "--text", "seed.txt")):
        ran = run(*words)
        assert ran.code == 1
        assert "NC202" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ("resolve", "draft.json"),
        ("resolve", "-", "--text", "-"),
        ("resolve", "draft.json", "--text", "seed.txt", "--report", "-"),
        ("resolve", "draft.json", "--text", "seed.txt", "-o", "o.json", "--report", "-", "--feedback", "-"),
        ("resolve", "draft.json", "--text", "seed.txt", "--threshold", "101"),
        ("resolve", "draft.json", "--text", "seed.txt", "--language", "no tag"),
        ("reanchor", "seed.json"),
        ("reanchor", "-", "--text", "-"),
        ("reanchor", "seed.json", "--text", "seed.txt", "--report", "-"),
        ("reanchor", "bare.json", "--text", "seed.txt"),
    ],
)
def test_wrong_usage_ends_with_2(here: Path, words: tuple[str, ...]) -> None:
    nc.write(nc.example("withheld-text"), "bare.json")
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err


def test_the_report_or_the_feedback_may_take_standard_output_when_the_article_does_not(here: Path) -> None:
    ran = run("resolve", "draft.json", "--text", "seed.json", "-o", "o.json", "--report", "-")
    assert json.loads(ran.out)["summary"]["placed"] == 67
    bad = changed(here, content=["x\x1by"])
    ran = run("resolve", bad, "--text", "seed.json", "-o", "o.json", "--feedback", "-")
    assert "Some items" in ran.out
    assert "\x1b" not in ran.out + ran.err


def test_a_missing_extra_ends_with_4(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    monkeypatch.delitem(sys.modules, "newsclaims.anchoring.similarity", raising=False)
    assert run("resolve", "draft.json", "--text", "seed.json").code == 0
    ran = run("resolve", "draft.json", "--text", "seed.json", "--threshold", "90")
    assert ran.code == 4
    assert "pip install 'newsclaims[draft]'" in ran.err


def test_a_draft_of_more_than_a_document_may_have_is_not_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsclaims.cli._inputs.DEFAULT_LIMITS", nc.Limits(document=10))
    ran = run("resolve", "draft.json", "--text", "seed.txt")
    assert (ran.code, ran.err) == (
        3,
        "draft.json: error NC108 has more than 10 bytes, should have at most 10 (Limits.document)\n",
    )


# ── reanchor ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_moves_onto_an_edited_text(here: Path) -> None:
    text = (here / "seed.txt").read_text(encoding="utf-8")
    (here / "new.txt").write_bytes(("Baru: " + text.replace("7.000", "7.500")).encode())
    ran = run("reanchor", "seed.json", "--text", "new.txt", "--report", "r.json")
    assert ran.code == 0
    moved = nc.loads(ran.out)
    assert moved.text == "Baru: " + text.replace("7.000", "7.500")
    assert "warning NC751 [/claims/24/content/0]" in ran.err
    report = json.loads((here / "r.json").read_text(encoding="utf-8"))
    assert report["summary"]["lost"] == 0
    assert report["summary"]["edited"] == 1
    (verdict,) = [found for found in report["verdicts"] if found["verdict"] == "edited"]
    assert (verdict["code"], verdict["pointer"]) == ("NC751", "/claims/24/content/0")
    assert "7.500" in verdict["new"]["quote"]
    assert 90 < verdict["similarity"] < 100


def test_the_same_text_leaves_the_same_bytes(here: Path) -> None:
    ran = run("reanchor", "seed.json", "--text", "seed.txt")
    assert (ran.code, ran.out) == (0, (here / "seed.json").read_text(encoding="utf-8"))


def test_what_is_lost_is_told_and_ends_with_1(here: Path) -> None:
    (here / "new.txt").write_bytes(b"")
    ran = run("reanchor", "seed.json", "--text", "new.txt", "-o", "moved.json")
    assert ran.code == 1
    assert "error NC752 [/claims/0/content/0]" in ran.err
    assert nc.read("moved.json").claims[0].text == "Kolaborasi Militer Pyongyang-Moskow Semakin Erat"


def test_a_new_text_comes_from_standard_input_too(here: Path) -> None:
    assert run("reanchor", "seed.json", "--text", "-", stdin=(here / "seed.txt").read_bytes()).code == 0


# ── schema ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_schema_of_a_draft_is_printed(here: Path) -> None:
    ran = run("schema", "draft")
    assert (ran.code, json.loads(ran.out)) == (0, nc.schema("draft"))
