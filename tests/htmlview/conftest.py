"""A real browser for those tests that need one; where it is missing they are skipped, and say how to get it."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

NODE_MODULES = Path(__file__).parent / "node_modules"
FLAGS = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


def chromium() -> str:
    """The path of Chromium: `NEWSCLAIMS_TEST_BROWSER`, or the one of the system."""
    found = os.environ.get("NEWSCLAIMS_TEST_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no chromium: apt-get install chromium, or name one in NEWSCLAIMS_TEST_BROWSER")
    return found


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install playwright")
    path = chromium()
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=[*FLAGS, *(["--no-sandbox"] if root else [])])
        yield opened
        opened.close()


class Seen(NamedTuple):
    """What a page did beside being shown."""

    requests: list[str]
    dialogs: list[str]
    messages: list[str]


Show = Callable[..., tuple["Tab", Seen]]


@pytest.fixture
def show(browser: "Browser", tmp_path: Path) -> Iterator[Show]:
    """Opens a page from a file, in a context of its own, and records every request, dialog and message."""
    contexts = []

    def opened(page: str, **settings: object) -> "tuple[Tab, Seen]":
        file = tmp_path / f"{len(contexts)}.html"
        file.write_bytes(page.encode())
        context = browser.new_context(**settings)  # type: ignore[arg-type]
        contexts.append(context)
        seen = Seen([], [], [])
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        record(tab, seen, file.as_uri())
        tab.goto(file.as_uri())
        if settings.get("java_script_enabled", True):
            wake(tab)
        return tab, seen

    yield opened
    for context in contexts:
        context.close()


def wake(tab: "Tab") -> None:
    """Press a key that means nothing until the page hears it: Chromium drops what is pressed before it painted."""
    tab.evaluate("() => addEventListener('keydown', () => { window.awake = true; }, { capture: true, once: true })")
    deadline = time.monotonic() + 10
    while not tab.evaluate("() => window.awake === true"):
        assert time.monotonic() < deadline, "the page hears no key"
        tab.keyboard.press("Shift")


def record(tab: "Tab", seen: Seen, own: str) -> None:
    """Write down whatever a page asks for; the page itself is no request of its own."""
    tab.on("request", lambda request: request.url.partition("#")[0] == own or seen.requests.append(request.url))
    tab.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
    tab.on("console", lambda message: seen.messages.append(message.text))
    tab.on("pageerror", lambda error: seen.messages.append(str(error)))


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    file = NODE_MODULES / "axe-core" / "axe.min.js"
    if not file.is_file():
        pytest.skip("no axe-core: npm install --prefix tests/htmlview")
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def checker() -> list[str]:
    """The command of the W3C's checker of HTML."""
    jar = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    if java is None:
        pytest.skip("no java: apt-get install default-jre-headless")
    if not jar.is_file():
        pytest.skip("no vnu-jar: npm install --prefix tests/htmlview")
    return [java, "-jar", str(jar), "--stdout", "--exit-zero-always", "--format", "json"]
