"""Pages in a real browser: what it reads, what keys and filters do, what hostile words cannot, what it looks like."""

import io
import json
import struct
import subprocess
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

import newsclaims as nc
from htmlview.articles import MARKED, large, long_named, overlapping
from htmlview.conftest import Seen, Show, record
from htmlview.payloads import PAYLOADS, hostile
from newsclaims.strategies import articles
from newsclaims.views.html import View, html
from newsclaims.views.html._layer import layer_of
from newsclaims.views.html._places import lay, places
from newsclaims.views.html.folder import entry, index

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

SEED = nc.example()
SECOND = nc.example("kolaborasi-militer.annotator-2")
EXAMPLES = [nc.example(name) for name in nc.examples()]
NOTHING = Seen([], [], [])


def shown(text: str | None) -> str:
    return (text or "").replace("\x00", "\u2400")


# ── The text ─────────────────────────────────────────────────────────────────────────────────────────────────────────

UNIONS = """() => [...document.querySelectorAll('article')].map(article => {
  const found = {}; let at = 0;
  const walk = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const place = walk.currentNode.parentElement.closest('[data-a]');
    const end = at + [...walk.currentNode.data].length;
    for (const token of place ? place.dataset.a.split(' ') : []) {
      const ranges = found[token] ??= [];
      if (ranges.length && ranges.at(-1)[1] === at) ranges.at(-1)[1] = end; else ranges.push([at, end]);
    }
    at = end;
  }
  return found;
})"""


def assert_text(tab: "Tab", *shown_articles: nc.Article) -> None:
    texts = tab.evaluate("() => [...document.querySelectorAll('article')].map(article => article.textContent)")
    assert texts == [shown(article.text) for article in shown_articles if article.text]
    unions = tab.evaluate(UNIONS)
    for article, union in zip([item for item in shown_articles if item.text], unions, strict=True):
        laid, _ = lay(places(article))
        expected = {}
        for item in laid:
            if item.place.kind != "g":
                expected[item.place.token] = joined(item.place.ranges)
        assert union == expected


def joined(ranges: tuple[tuple[int, int], ...]) -> list[list[int]]:
    found: list[list[int]] = []
    for start, end in ranges:
        if found and found[-1][1] == start:
            found[-1][1] = end
        else:
            found.append([start, end])
    return found


@pytest.mark.parametrize("article", [*EXAMPLES, MARKED], ids=lambda article: f"{article.id}-{len(article.claims)}")
def test_a_browser_reads_the_text_of_the_article_and_its_places(show: Show, article: nc.Article) -> None:
    tab, seen = show(html(article))
    assert_text(tab, article)
    assert seen == NOTHING


@settings(parent=settings(), suppress_health_check=list(HealthCheck))
@given(articles(warnings=True))
def test_a_browser_reads_the_text_of_any_article(browser: "Browser", tmp_path: Path, article: nc.Article) -> None:
    file = tmp_path / "any.html"
    file.write_bytes(html(article).encode())
    tab = browser.new_page()
    seen = Seen([], [], [])
    record(tab, seen, file.as_uri())
    try:
        tab.goto(file.as_uri())
        assert_text(tab, article)
        assert seen == NOTHING
    finally:
        tab.close()


def test_what_is_copied_is_the_text(show: Show) -> None:
    tab, _ = show(html(SEED))
    copied = tab.evaluate(
        """() => { getSelection().selectAllChildren(document.querySelector('article'));
        return getSelection().toString(); }"""
    )
    assert copied.split() == (SEED.text or "").split()


def test_bidi_controls_turn_nothing_around_them(show: Show) -> None:
    tab, _ = show(
        html(nc.Article.from_text("abc \u202edef\u202c ghi \u2067jkl\u2069 \u2069mno", id="x", language="en"))
    )
    lefts = tab.evaluate(
        """() => { const lefts = []; const walk = document.createTreeWalker(document.querySelector('article'), 4);
        while (walk.nextNode()) for (let at = 0; at < walk.currentNode.length; at++) {
          if (!/[a-z]/.test(walk.currentNode.data[at])) continue;
          const range = document.createRange();
          range.setStart(walk.currentNode, at); range.setEnd(walk.currentNode, at + 1);
          lefts.push(range.getBoundingClientRect().left); } return lefts; }"""
    )
    assert len(lefts) == 15
    assert lefts == sorted(lefts)


def test_marks_are_seen(show: Show) -> None:
    tab, _ = show(html(MARKED))
    boxes = tab.evaluate("() => [...document.querySelectorAll('p .x')].map(mark => mark.getBoundingClientRect().width)")
    assert len(boxes) >= 15
    assert min(boxes) > 10


# ── Hostile words ────────────────────────────────────────────────────────────────────────────────────────────────────

ALIVE = """() => [...document.querySelectorAll('*')].flatMap(element => [...element.attributes]
  .filter(({ name, value }) => /^on|^src|^style$/.test(name) || (name === 'href' && !/^(https?:\\/\\/|#v)/.test(value)))
  .map(({ name, value }) => `${element.tagName} ${name}=${value}`))"""


USED = """for (const field of document.querySelectorAll('select')) { field.selectedIndex = 1;
    field.dispatchEvent(new Event('input', { bubbles: true })); }
  for (const element of document.querySelectorAll('.card, .s, .fb')) {
    element.dispatchEvent(new PointerEvent('pointerover', { bubbles: true })); element.click(); }"""


@pytest.mark.parametrize("group", range(6))
def test_hostile_words_ask_for_nothing_and_run_nothing(browser: "Browser", tmp_path: Path, group: int) -> None:
    """Every field holds the payload at once; filters, keys and pictures are used while it is there."""
    assert len(PAYLOADS) >= 100
    context = browser.new_context()
    tab = context.new_page()
    for number, payload in enumerate(PAYLOADS[group::6]):
        file = tmp_path / f"{number}.html"
        file.write_bytes(html(hostile(payload)).encode())
        seen = Seen([], [], [])
        record(tab, seen, file.as_uri())
        tab.goto(file.as_uri())
        tab.keyboard.press("n")
        alive, scripts, text = tab.evaluate(
            f"""() => {{ {USED} return [({ALIVE})(), document.scripts.length,
            document.querySelector('article').textContent]; }}"""
        )
        assert alive == [], payload
        assert scripts == 1
        assert text == shown(hostile(payload).text)
        assert seen == NOTHING, payload
    context.close()


@pytest.mark.parametrize("payload", PAYLOADS[::11], ids=range(len(PAYLOADS[::11])))
def test_hostile_words_do_nothing_in_a_notebook_either(show: Show, payload: str) -> None:
    """There no policy stands before them."""
    tab, seen = show(f"<!DOCTYPE html><meta charset=utf-8><body>{View(hostile(payload), scripted=True)}")
    tab.wait_for_timeout(20)
    assert tab.evaluate(ALIVE) == []
    assert seen == NOTHING


def test_the_recorder_sees_what_it_is_there_to_see(show: Show) -> None:
    tab, seen = show(
        "<!DOCTYPE html><body><img src='file:///nowhere.png'><script>console.log('ran'); alert('asked')</script>"
    )
    tab.wait_for_timeout(50)
    assert seen.requests == ["file:///nowhere.png"]
    assert seen.dialogs == ["asked"]
    assert "ran" in seen.messages


def test_the_policy_stops_a_script_that_it_does_not_name(show: Show) -> None:
    tab, seen = show(html(SEED).replace("</body>", "<script>document.title = 'ran'</script></body>"))
    assert tab.title() == SEED.title
    assert any("Content Security Policy" in message for message in seen.messages)


# ── Keys and filters ─────────────────────────────────────────────────────────────────────────────────────────────────

LIT = "() => document.querySelector('.card.lit')?.dataset.c"
FOCUSED = "() => document.activeElement.className.split(' ')[0]"


def test_keys_lead_through_all_claims_forth_and_back(show: Show) -> None:
    tab, _ = show(html(SEED))
    order = [str(layer_of(SEED, "v1").positions[item.claim.id]) for item in layer_of(SEED, "v1").order]
    visited = []
    for _ in order:
        tab.keyboard.press("n")
        visited.append(tab.evaluate(LIT))
        assert tab.evaluate(FOCUSED) == "num"
    assert visited == order
    tab.keyboard.press("j")
    assert tab.evaluate(LIT) == order[-1]
    back = []
    for key in ["p", "k"] * (len(order) // 2):
        tab.keyboard.press(key)
        back.append(tab.evaluate(LIT))
    assert back == order[-2::-1]


def test_enter_leads_to_the_other_side_and_back(show: Show) -> None:
    tab, _ = show(html(SEED))
    for _ in range(3):
        tab.keyboard.press("n")
    tab.keyboard.press("Enter")
    assert tab.evaluate("() => document.activeElement.id") == "v1-t3"
    tab.keyboard.press("n")
    assert tab.evaluate("() => document.activeElement.id") == "v1-t4"
    tab.keyboard.press("Enter")
    assert tab.evaluate("() => document.activeElement.closest('.card').id") == "v1-c4"


def test_tab_reaches_switches_links_and_cards(show: Show) -> None:
    tab, _ = show(html(SEED))
    reached = set()
    for _ in range(120):
        tab.keyboard.press("Tab")
        reached.add(tab.evaluate(FOCUSED))
    assert {"Lc", "Ls", "fs", "ff", "n", "wide", "mo", "num", "back"} <= reached


def test_digits_switch_layers_and_the_question_mark_shows_the_keys(show: Show) -> None:
    tab, _ = show(html(SEED))
    strip = "() => getComputedStyle(document.querySelector('.k0c')).getPropertyValue('--dc').trim()"
    before = tab.evaluate(strip)
    tab.keyboard.press("1")
    assert tab.evaluate(strip) == "transparent" != before
    assert tab.evaluate("() => getComputedStyle(document.querySelector('article .n')).display") == "none"
    for digit in "123":
        tab.keyboard.press(digit)
    checked = tab.evaluate("() => ['.Lc', '.Ls', '.Lu'].map(name => document.querySelector(name).checked)")
    assert checked == [True, False, False]
    tab.keyboard.press("?")
    assert tab.evaluate("() => document.querySelector('.help').open")


def status(tab: "Tab") -> str:
    return str(tab.text_content(".st"))


def test_filters_dim_and_never_remove(show: Show) -> None:
    article = nc.example("fact-check")
    tab, _ = show(html(article))
    cards = tab.locator(".card")
    assert status(tab) == f"{len(article.claims)} claims"
    tab.select_option(".ft", label="numerical")
    numerical = sum("numerical" in claim.types for claim in article.claims)
    assert status(tab) == f"{numerical} of {len(article.claims)} claims"
    assert tab.locator(".card.d").count() == len(article.claims) - numerical
    assert cards.count() == len(article.claims)
    assert_text(tab, article)
    tab.keyboard.press("Escape")
    assert status(tab) == f"{len(article.claims)} claims"
    assert tab.locator(".d").count() == 0
    tab.select_option(".fs", "none")
    assert status(tab) == "2 of 11 claims"


def test_find_looks_in_quotes_and_names_and_keys_skip_what_is_dim(show: Show) -> None:
    tab, _ = show(html(SEED))
    tab.keyboard.press("n")
    tab.keyboard.press("/")
    assert tab.evaluate(FOCUSED) == "ff"
    tab.keyboard.type("NHK")
    found = tab.locator(".card:not(.d)")
    assert 1 < found.count() < 10
    assert all("nhk" in words.lower() for words in found.all_text_contents())
    assert status(tab) == f"{found.count()} of 29 claims"
    tab.keyboard.press("Tab")
    for _ in range(found.count()):
        tab.keyboard.press("n")
        assert "d" not in tab.evaluate("() => [...document.querySelector('.card.lit').classList]")
    tab.keyboard.press("Escape")
    assert status(tab) == "29 claims"


def test_a_source_is_chosen_by_its_name(show: Show) -> None:
    tab, _ = show(html(SEED))
    tab.select_option(".fs", label="NHK")
    assert status(tab) == f"{len(SEED.claims_of('nhk'))} of 29 claims"


def test_one_filter_serves_all_layers(show: Show) -> None:
    tab, _ = show(html(SEED, SECOND))
    tab.select_option(".fs", label="Volodymyr Zelenskyy")
    said = sum(
        len(article.claims_of(source.id))
        for article in (SEED, SECOND)
        for source in article.sources
        if source.name == "Volodymyr Zelenskyy"
    )
    assert said >= 2
    assert status(tab) == f"{said} of 53 claims"
    tab.keyboard.press("Escape")
    tab.check(".fd")
    assert status(tab) == f"{tab.locator('.only').count()} of 53 claims"


def test_only_problems(show: Show) -> None:
    article = nc.Article.from_text("e\u0301te\u0301 de pluie", id="x", language="fr")
    claims = (nc.Claim(id="c1", content=(article.span(1, 4),)), nc.Claim(id="c2", content=(article.span(6, 8),)))
    tab, _ = show(html(attrs.evolve(article, claims=claims)))
    tab.check(".fp")
    assert status(tab) == "1 of 2 claims"


def test_a_click_on_words_leads_to_their_card(show: Show) -> None:
    tab, _ = show(html(SEED))
    tab.locator("article [data-a~=c20]").last.click()
    assert tab.evaluate(LIT) == "20"
    assert tab.evaluate("() => document.querySelectorAll('.s.lit').length") >= 1


def test_borders_are_spoken_in_generated_content_alone(show: Show) -> None:
    tab, _ = show(html(SEED))
    spoken = "() => getComputedStyle(document.querySelector('[data-a~=c20]'), '::before').content"
    assert tab.evaluate(spoken) == "none"
    tab.check(".fb")
    assert "claim 17.1 begins" in tab.evaluate(spoken)
    assert_text(tab, SEED)
    tab.uncheck(".fb")
    assert tab.evaluate(spoken) == "none"


def test_by_source_the_voices_come_first(show: Show) -> None:
    tab, _ = show(html(SEED))
    above = "() => document.querySelector('.voices').offsetTop < document.querySelector('.order').offsetTop"
    assert not tab.evaluate(above)
    tab.check(".ms")
    assert tab.evaluate(above)


def test_without_a_script_layers_can_be_switched_and_links_lead_there(show: Show) -> None:
    tab, _ = show(html(SEED), java_script_enabled=False)
    assert not tab.locator(".fl").is_visible()
    tab.locator(".Ls").uncheck()
    tab.locator("article .n").first.click()
    assert tab.url.endswith("#v1-c1")
    assert tab.locator(".card:target").count() == 1


def test_keys_of_a_view_do_not_leave_it_and_others_are_left_alone(show: Show) -> None:
    outer = "<script>window.heard = []; document.addEventListener('keydown', event => heard.push(event.key));</script>"
    tab, _ = show(
        f"<!DOCTYPE html><meta charset=utf-8><body><input id=outside>{View(SEED, scripted=True, key='a')}{outer}"
    )
    tab.focus("#a")
    for key in ("j", "k", "x"):
        tab.keyboard.press(key)
    tab.focus("#outside")
    tab.keyboard.press("j")
    assert tab.evaluate("() => heard") == ["x", "j"]


def test_the_index_finds_articles(show: Show) -> None:
    lines = [entry(article, f"{number:04d}.html")[0] for number, article in enumerate(EXAMPLES)]
    tab, seen = show(index(lines))
    tab.fill(".ff", "lighthouse")
    assert tab.locator("tbody tr:visible").count() == sum("lighthouse" in line.title.lower() for line in lines)
    assert seen == NOTHING


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


# ── Size ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_large_page_and_many_overlaps_are_shown_whole(show: Show) -> None:
    for article in (large(2_000, 200_000), overlapping(2_000)):
        tab, seen = show(html(article))
        assert_text(tab, article)
        assert tab.locator(".card").count() == len(article.claims)
        assert seen == NOTHING
