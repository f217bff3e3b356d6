"""What pages look like in a real browser, and whether everybody can use them."""

import io
import json
import struct
import subprocess
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import newsclaims as nc
from htmlview.articles import MARKED, large, long_named
from htmlview.conftest import Show
from htmlview.payloads import hostile
from newsclaims.views.html import View, html
from newsclaims.views.html.folder import entry, index

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

SEED = nc.example()
SECOND = nc.example("kolaborasi-militer.annotator-2")
EXAMPLES = [nc.example(name) for name in nc.examples()]


# ── Looks ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def pixels(png: bytes) -> list[tuple[int, int, int]]:
    """Every 97th pixel of a picture as RGB."""
    stream = io.BytesIO(png[8:])
    data = b""
    width = height = step = 0
    while head := stream.read(8):
        length, kind = struct.unpack(">I4s", head)
        chunk = stream.read(length)
        stream.read(4)
        if kind == b"IHDR":
            width, height, _, colour = struct.unpack(">IIBB", chunk[:10])
            step = {2: 3, 6: 4}[colour]
        data += chunk if kind == b"IDAT" else b""
    raw = zlib.decompress(data)
    rows, before = [], bytearray(width * step)
    for row in range(height):
        start = row * (width * step + 1)
        line = bytearray(raw[start + 1 : start + 1 + width * step])
        for at in range(len(line)):
            left = line[at - step] if at >= step else 0
            corner = before[at - step] if at >= step else 0
            line[at] = (line[at] + filtered(raw[start], left, before[at], corner)) & 255
        rows.append(line)
        before = line
    flat = b"".join(rows)
    return [tuple(flat[at : at + 3]) for at in range(0, len(flat), step * 97)]  # type: ignore[misc]


def filtered(kind: int, left: int, up: int, corner: int) -> int:
    """What a PNG filter adds to a byte."""
    guess = left + up - corner
    nearest = min((left, up, corner), key=lambda value: abs(guess - value))
    return (0, left, up, (left + up) // 2, nearest)[kind]


SIZE = {"width": 700, "height": 500}


@pytest.mark.parametrize(("scheme", "low", "high"), [("light", 240, 256), ("dark", 10, 40)])
def test_light_and_dark_look_like_it(show: Show, scheme: str, low: int, high: int) -> None:
    tab, _ = show(html(SEED), color_scheme=scheme, viewport=SIZE)
    seen = pixels(tab.screenshot())
    middle = sorted(sum(pixel) / 3 for pixel in seen)[len(seen) // 2]
    assert low <= middle < high
    blue = [pixel for pixel in seen if pixel[2] > pixel[0] + 60]
    assert len(blue) > 20


@pytest.mark.parametrize(
    "switch",
    [
        "document.documentElement.dataset.theme = 'dark'",
        "document.body.dataset.theme = 'dark'",
        "document.body.classList.add('vscode-dark')",
        "document.body.dataset.jpThemeLight = 'false'",
    ],
)
def test_switches_of_themes_are_obeyed(show: Show, switch: str) -> None:
    tab, _ = show(html(SEED), color_scheme="light", viewport=SIZE)
    background = "() => getComputedStyle(document.querySelector('.nv')).backgroundColor"
    assert tab.evaluate(background) == "rgb(255, 255, 255)"
    tab.evaluate(f"() => {{ {switch}; }}")
    assert tab.evaluate(background) == "rgb(21, 24, 28)"


def test_paper_has_no_switches_one_column_and_light_colours(show: Show) -> None:
    tab, _ = show(html(SEED), color_scheme="dark")
    tab.emulate_media(media="print", color_scheme="dark")
    assert not tab.locator(".bar").is_visible()
    assert not tab.locator(".back").first.is_visible()
    below = "() => document.querySelector('.side').offsetTop >= document.querySelector('.left').offsetHeight"
    assert tab.evaluate(below)
    assert tab.evaluate("() => getComputedStyle(document.querySelector('.nv')).backgroundColor") == "rgb(255, 255, 255)"
    cards = "() => [...document.querySelectorAll('.cards > li')].map(card => getComputedStyle(card).contentVisibility)"
    assert set(tab.evaluate(cards)) == {"visible"}
    long, _ = show(html(large(200, 30_000)))
    assert set(long.evaluate(cards)) == {"visible", "auto"}
    long.emulate_media(media="print")
    assert set(long.evaluate(cards)) == {"visible"}
    pdf = tab.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 20_000


def test_forced_colours_keep_the_patterns(show: Show) -> None:
    tab, _ = show(html(SEED), forced_colors="active")
    image = "() => getComputedStyle(document.querySelector('.k0s')).backgroundImage"
    assert "repeating-linear-gradient" in tab.evaluate(image)
    line = "() => getComputedStyle(document.querySelector('.k0c:not(.h)')).textDecorationLine"
    assert tab.evaluate(line) == "underline"


def test_reduced_motion_moves_nothing(show: Show) -> None:
    length = "() => getComputedStyle(document.querySelector('.card')).transitionDuration"
    assert show(html(SEED), reduced_motion="reduce")[0].evaluate(length) == "0s"
    assert show(html(SEED), reduced_motion="no-preference")[0].evaluate(length) != "0s"


@pytest.mark.parametrize(
    "article", [SEED, long_named(1_000_000), hostile("<" * 3_000), nc.example("desert-well")], ids=range(4)
)
def test_a_narrow_window_is_not_scrolled_sideways(show: Show, article: nc.Article) -> None:
    tab, _ = show(html(article), viewport={"width": 400, "height": 800})
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= 400


def test_lines_are_seventy_characters_at_most(show: Show) -> None:
    tab, _ = show(html(large(20, 8_000)), viewport={"width": 1600, "height": 900})
    longest = tab.evaluate(
        """() => { const lines = {}; const walk = document.createTreeWalker(document.querySelector('article'), 4);
        while (walk.nextNode()) for (let at = 0; at < walk.currentNode.length; at++) {
          const range = document.createRange();
          range.setStart(walk.currentNode, at); range.setEnd(walk.currentNode, at + 1);
          const box = range.getBoundingClientRect(), line = Math.round(box.bottom / 20);
          if (box.width) lines[line] = (lines[line] ?? 0) + 1;
        } return Math.max(...Object.values(lines)); }"""
    )
    assert 50 <= longest <= 72


def test_right_to_left_text_runs_from_the_right(show: Show) -> None:
    tab, _ = show(html(nc.example("desert-well")))
    paragraph = tab.locator("article p").first
    assert paragraph.evaluate("element => getComputedStyle(element).direction") == "rtl"
    assert tab.locator("blockquote").nth(1).evaluate("element => getComputedStyle(element).direction") == "rtl"


def test_targets_are_twenty_four_pixels(show: Show) -> None:
    tab, _ = show(html(SEED))
    small = tab.evaluate(
        """() => [...document.querySelectorAll('.num, .rel a, .said a, .tags > a, label, select, [type=search]')]
        .map(element => [element.className, element.getBoundingClientRect()])
        .filter(([, box]) => box.height < 23.5 || box.width < 23.5)
        .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
    )
    assert small == []


# ── Everybody ────────────────────────────────────────────────────────────────────────────────────────────────────────

PAGES: dict[str, Any] = {
    "seed": lambda: html(SEED),
    "fact check": lambda: html(nc.example("fact-check")),
    "right to left": lambda: html(nc.example("desert-well")),
    "no text": lambda: html(nc.example("withheld-text")),
    "marks": lambda: html(MARKED),
    "nothing": lambda: html(nc.Article(id="x", language="en", text="")),
    "two layers": lambda: html(SEED, SECOND),
    "all": lambda: html(*EXAMPLES),
    "notebook": lambda: (
        f"<!DOCTYPE html><html lang=en><title>x</title><main><h1>x</h1><h2>y</h2>{View(SEED, scripted=True)}</main>"
    ),
    "index": lambda: index([entry(article, f"{number:04d}.html")[0] for number, article in enumerate(EXAMPLES)]),
}


@pytest.mark.parametrize(
    ("name", "scheme"),
    [*[(name, "light") for name in PAGES], *[(name, "dark") for name in ("seed", "fact check", "marks")]],
)
def test_axe_finds_no_violation(show: Show, axe: str, name: str, scheme: str) -> None:
    tab, _ = show(PAGES[name](), color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    tab.evaluate("() => { for (const part of document.querySelectorAll('details')) part.open = true; }")
    tab.evaluate(axe)
    assert violations(tab) == []
    if name == "seed":
        tab.locator(".num").nth(1).focus()
        assert violations(tab) == []


def violations(tab: "Tab") -> list[str]:
    found = tab.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{item['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for item in found["violations"]
        for node in item["nodes"][:3]
    ]


KNOWN = (
    "CSS: ",  # the checker knows no nesting and no container queries
    "A numeric character reference expanded to carriage return",  # how U+000D is written, on purpose
    "Text run is not in Unicode Normalization Form C",  # texts are never normalised
    "Inline script violates Content Security Policy",  # it does not compute digests; the browser does
)


def test_the_checker_of_the_w3c_finds_no_error(checker: list[str], tmp_path: Path) -> None:
    made = {name: page() for name, page in PAGES.items() if name not in ("marks", "notebook")}
    for number, page in enumerate(made.values()):
        (tmp_path / f"{number}.html").write_bytes(page.encode())
    done = subprocess.run([*checker, *map(str, sorted(tmp_path.glob("*.html")))], capture_output=True, check=True)
    messages = json.loads(done.stdout)["messages"]
    assert [item for item in messages if not item["message"].startswith(KNOWN)] == []


def test_the_landmarks_are_one_banner_one_main_and_the_list_beside_it(show: Show) -> None:
    tab, _ = show(html(SEED))
    assert [tab.get_by_role(role).count() for role in ("banner", "main", "complementary")] == [1, 1, 1]  # type: ignore[arg-type]
    assert tab.get_by_role("complementary", name="Who says what").count() == 1
    assert tab.get_by_role("link", name="claim 17, by NHK", exact=True).count() == 1
