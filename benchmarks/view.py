"""
Measure the HTML view: size, time to write, growth, and the first paint where Chromium and Playwright are there.

    python -m benchmarks.view
"""

import importlib.util
import shutil
import sys
import tempfile
from pathlib import Path

import attrs

import newsclaims as nc
from benchmarks.timing import best_of
from newsclaims.views.html import html
from newsclaims.views.html.pages import script, style

SIZES = (500, 1_000, 2_000, 4_000)
"""Claims; the text has a hundred characters for each."""
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")


def article(claims: int) -> nc.Article:
    """
    An article of so many claims, a hundred characters each, with source, cue, hedge and stance; each fifth is nested.

    Args:
        claims: How many.
    """
    line = (
        "{0:>6} Speaker {1:02} said again that the tunnel of the harbour will perhaps be dear for all, number {0:>6}.\n"
    )
    lines = [line.format(number, number % 40)[-101:] for number in range(claims)]
    base = nc.Article.from_text("".join(lines), id=f"urn:example:{claims}", language="en")
    made = []
    for number, words in enumerate(lines):
        low = sum(map(len, lines[:1])) * number
        cue, content, hedge = words.index("said again"), words.index("the tunnel"), words.index("perhaps")
        inner = number % 5 == 4
        end = low + len(words) - 2 + (len(words) if number % 5 == 3 else 0)
        attribution = nc.Attribution(
            id=f"a{number}",
            source_ids=(f"s{number % 40}",),
            source=(base.span(low, low + cue - 1),),
            cue=(base.span(low + cue, low + cue + 10),),
            hedge=(base.span(low + hedge, low + hedge + 7),),
            attitude="assertion",
            certainty=("certain", "probable", "possible")[number % 3],
            polarity="positive",
            form="indirect",
            within_id=f"c{number - 1}" if inner else None,
        )
        start = low + content
        made.append(
            nc.Claim(
                id=f"c{number}",
                content=(base.span(start, min(end, claims * len(words) - 2)),),
                attributions=(attribution,),
            )
        )
    sources = tuple(nc.Source(id=f"s{number}", name=f"Speaker {number:02}", kind="person") for number in range(40))
    return nc.loads(nc.dumps(attrs.evolve(base, sources=sources, claims=tuple(made))))


def first_paint(page: str) -> tuple[float, float] | None:
    """Seconds to the first paint of a page, and to the end of its loading; None where there is no browser."""
    browser = shutil.which("chromium")
    if browser is None or importlib.util.find_spec("playwright") is None:
        return None
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        file = Path(folder) / "page.html"
        file.write_bytes(page.encode())
        opened = driver.chromium.launch(executable_path=browser, args=list(FLAGS))
        times = []
        for _ in range(5):
            tab = opened.new_page()
            tab.goto(file.as_uri())
            paint, load = tab.evaluate(
                "() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done("
                "[performance.getEntriesByType('paint')[0].startTime,"
                " performance.getEntriesByType('navigation')[0].loadEventEnd]))))"
            )
            times.append((paint / 1000, load / 1000))
            tab.close()
        opened.close()
    return sorted(times)[2]


def main() -> int:
    """Measure and print."""
    print(f"style and script: {len(style().encode()) + len(script().encode()):,} bytes")
    print(f"page of the seed: {len(html(nc.example()).encode()):,} bytes")
    print("\n| claims | text | page | seconds to write | for twice the claims |\n|---|---|---|---|---|")
    before = None
    for claims in SIZES:
        given = article(claims)
        page = html(given)
        seconds = best_of(lambda given=given: html(given), 5)  # type: ignore[misc]
        ratio = f"× {seconds / before:.2f}" if before else ""
        print(f"| {claims:,} | {len(given.text or ''):,} | {len(page.encode()):,} | {seconds:.2f} | {ratio} |")
        before = seconds
    painted = first_paint(html(article(2_000)))
    if painted is None:
        print("\nfirst paint: not measured, no chromium or no playwright")
    else:
        print(f"\n2,000 claims in Chromium: first paint {painted[0]:.2f} s, loaded {painted[1]:.2f} s (median of 5)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
