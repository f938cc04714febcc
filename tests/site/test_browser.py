"""The served folder in a real browser, with scripts turned off: what a reader does, on a desk and on a phone.

Driven by Playwright through the system's Chromium (`apt-get install chromium`). The rules of accessibility are
axe-core's, fetched by `make` into the ignored `.venv`. Where either is missing these tests skip and say so.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.error import URLError
from urllib.request import urlopen

import pytest

pytest.importorskip("datasette", reason="datasette is not installed: pip install 'lgsco-archive[datasette]'")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

ROOT: Final = Path(__file__).resolve().parents[2]
CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser")
AXE: Final = ROOT / ".venv" / "axe-core-4.10.3.tgz"
AXE_SHA256: Final = "0f2b4d7dcdf7d1219df8d1959ad68e565f51d14c3f0d88bb71cd59abeb956292"
PHONE: Final = {"width": 360, "height": 740}
PAGES: Final = (
    "/",
    "/search?q=fault",
    "/search?q=zzyzx",
    "/decision/23-905-118",
    "/decision/15-900-276",
    "/councils",
    "/council/hartlow-county-council",
    "/reasons",
    "/reason/insufficient_fault",
)
HOSTILE: Final = ('"><script>alert(1)</script>', "O'Neill", '"', "a" * 5000, "<img src=x onerror=alert(1)>", "  ")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """The address at which Datasette serves the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", str(folder), "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        while process.poll() is None:
            try:
                urlopen(address, timeout=30).close()
                break
            except URLError:
                time.sleep(0.1)
        yield address
        process.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser, without a window."""
    with playwright.sync_playwright() as driver:
        program = driver.chromium.launch(executable_path=CHROMIUM)
        yield program
        program.close()


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """Open an address in a new window, scripts off. At the end nothing may have failed in any of them."""
    wrong: list[str] = []
    contexts = []

    def opened(address: str, **options: Any) -> Page:  # noqa: ANN401 - Playwright's own options
        context = browser.new_context(**{"java_script_enabled": False, "base_url": server, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: wrong.append(f"console: {said.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
        page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
        page.on("response", lambda got: wrong.append(f"{got.status}: {got.url}") if got.status >= 400 else None)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, from the archive that `make` fetched."""
    if not AXE.is_file():
        pytest.skip(f"axe-core is not here: npm pack axe-core@4.10.3 --pack-destination {AXE.parent.name}")
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == AXE_SHA256
    with tarfile.open(AXE) as archive:
        source = archive.extractfile("package/axe.min.js")
        assert source is not None
        return source.read().decode()


def test_a_reader(visit: Callable[..., Page]) -> None:
    """Search, narrow, open a decision, follow a ground to its paragraph, go on to the council: all without a script."""
    page = visit("/")
    page.get_by_label("Search the decisions").fill("fault")
    page.get_by_role("button", name="Search").click()
    assert page.locator("#found").inner_text() == "20 decisions"
    page.locator("aside").get_by_role("link", name="Upheld", exact=True).click()
    assert page.locator("#found").inner_text() == "10 decisions"
    page.get_by_role("link", name="Hartlow County Council (23 905 118)").click()
    assert page.url.endswith("/decision/23-905-118")
    quote = page.locator("#why blockquote a").first
    words = quote.inner_text().strip("“”")
    quote.click()
    assert page.url.endswith("/decision/23-905-118#p34")
    paragraph = page.locator(":target")
    assert words in paragraph.inner_text()
    box = paragraph.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 700
    page.locator("dl.facts").get_by_role("link", name="Hartlow County Council").click()
    assert page.locator("h1").inner_text() == "Hartlow County Council"
    page.get_by_role("link", name="3 decisions").first.click()
    assert page.locator("#found").inner_text() == "3 decisions"


def test_filters_without_words(visit: Callable[..., Page]) -> None:
    """The form under the search box narrows by itself, and says what it was given."""
    page = visit("/search")
    page.get_by_text("More ways to narrow").click()
    page.get_by_label("Subject").select_option("Education")
    page.get_by_label("A payment of at least £").fill("500")
    page.locator("details.more").get_by_role("button", name="Search").click()
    assert page.locator(".chips b").all_inner_texts() == ["Education", "500.00"]
    assert page.locator(".hits h3").all_inner_texts() == ["Hartlow County Council (23 905 118)"]
    page.locator(".chips a").first.click()
    assert page.locator(".chips b").all_inner_texts() == ["500.00"]


@pytest.mark.parametrize("typed", HOSTILE, ids=["script", "apostrophe", "quote", "long", "image", "blank"])
def test_hostile(visit: Callable[..., Page], typed: str) -> None:
    """Whatever is typed into the box stands in the next page's box as text, beside a plain answer."""
    page = visit("/")
    page.get_by_label("Search the decisions").fill(typed)
    page.get_by_role("button", name="Search").click()
    assert page.locator("h1").inner_text() == "Search the decisions"
    assert page.locator("#q").input_value() == typed.strip()[:500]
    assert page.locator("#found, .note").count() >= 1
    assert page.locator("script, img").count() == 0


@pytest.mark.parametrize("address", PAGES)
def test_phone(visit: Callable[..., Page], address: str) -> None:
    """On a phone no page is wider than the screen, and text is not small."""
    page = visit(address, viewport=PHONE, is_mobile=True, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    smallest = page.evaluate(
        "Math.min(...Array.from(document.querySelectorAll('main p, main li, main td, main dd'),"
        " node => parseFloat(getComputedStyle(node).fontSize)))"
    )
    assert smallest >= 14


def test_keyboard(visit: Callable[..., Page]) -> None:
    """The first key leads past the head; what has the focus is seen."""
    page = visit("/decision/23-905-118")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the content"
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_print(visit: Callable[..., Page]) -> None:
    """On paper the decision stands alone: no search box, no contents; the acknowledgement stays."""
    page = visit("/decision/23-905-118")
    page.emulate_media(media="print")
    assert not page.locator(".finder").is_visible()
    assert not page.locator(".contents").is_visible()
    assert page.locator("#why").is_visible()
    assert "© Commission for Local Administration in England" in page.locator("footer.foot").inner_text()


@pytest.mark.parametrize("address", PAGES)
def test_accessible(visit: Callable[..., Page], axe: str, address: str) -> None:
    """axe-core finds no serious violation on any page."""
    page = visit(address, java_script_enabled=True, bypass_csp=True)
    assert found(page, axe) == []


@pytest.mark.parametrize("address", ["/", "/search?q=fault", "/decision/23-905-118"])
def test_accessible_in_the_dark_on_a_phone(visit: Callable[..., Page], axe: str, address: str) -> None:
    """Nor on a phone in dark mode."""
    page = visit(address, java_script_enabled=True, bypass_csp=True, viewport=PHONE, color_scheme="dark")
    assert found(page, axe) == []


def found(page: Page, axe: str) -> list[str]:
    """Violations that are serious or critical: the rule, and where."""
    page.evaluate(axe)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {each['nodes'][0]['target']} {each['nodes'][0]['failureSummary']}"
        for each in result["violations"]
        if each["impact"] in ("serious", "critical")
    ]
