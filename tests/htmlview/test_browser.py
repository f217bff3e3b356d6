"""Pages in a real browser: what it reads, what keys and filters do, what hostile words cannot, what it looks like."""

from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

import newsclaims as nc
from htmlview.articles import MARKED, large, overlapping
from htmlview.conftest import Seen, Show, record, wake
from htmlview.payloads import PAYLOADS, hostile
from htmlview.reading import shown
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
        wake(tab)
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
    tab.evaluate("() => { heard.length = 0; }")
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


# ── Size ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_large_page_and_many_overlaps_are_shown_whole(show: Show) -> None:
    for article in (large(2_000, 200_000), overlapping(2_000)):
        tab, seen = show(html(article))
        assert_text(tab, article)
        assert tab.locator(".card").count() == len(article.claims)
        assert seen == NOTHING
