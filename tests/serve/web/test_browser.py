"""The pages in headless Chromium; skipped where it or Playwright is not installed."""

import shutil
import threading

import pytest

from tawatur.run.pipeline import Engine
from tawatur.run.settings import Settings
from tawatur.serve.demo import records
from tawatur.serve.serving import listening
from tawatur.serve.web.app import create_app
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.library import Shelf

playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt install chromium"),
    pytest.mark.filterwarnings("default"),
]
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WIDTHS = (360, 768, 1440)
ARTICLE = "articles/sada-alsahel"


@pytest.fixture(scope="module")
def address():
    """The sample story, served."""
    import uvicorn

    settings = Settings(offline=True)
    engine = Engine.load(settings)
    app = create_app(Desk(Shelf(records(engine)), engine, settings))
    bound = listening("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def page(browser, address):
    """A page that fails on any request to another host."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, base_url=address)
    opened = context.new_page()
    asked = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: asked.append(f"fault: {error}"))
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith(address)] == []


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["", ARTICLE, "story", "story/c1", "help"])
def test_nothing_hangs_over_the_edge(page, language, width, path):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/{language}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", ["", ARTICLE, "story", "story/c1", "help", "nothing"])
def test_no_serious_violation_of_accessibility(page, language, path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.goto(f"/{language}/{path}")
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []


def test_pointing_at_a_card_lights_its_words_and_no_others(page):
    page.goto(f"/ar/{ARTICLE}")
    page.locator("#s3").hover()
    lit = page.locator(".said.lit")
    assert lit.count() > 0
    assert all("s3" in lit.nth(n).get_attribute("data-s").split() for n in range(lit.count()))
    page.locator(".said[data-s='s1']").first.hover()
    assert page.locator(".card.lit").get_attribute("id") == "s1"


def test_the_keyboard_walks_from_statement_to_statement(page):
    page.goto(f"/ar/{ARTICLE}")
    for key, expected in (("j", "s1"), ("j", "s2"), ("k", "s1"), ("k", "s1")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == expected


def test_chains_run_with_the_language(page):
    """The outermost source stands where reading begins: on the right in Arabic, on the left in English."""
    for language, outermost_is_right in (("ar", True), ("en", False)):
        page.goto(f"/{language}/{ARTICLE}")
        first, second = (page.locator("#s3 .chain bdi").nth(n).bounding_box() for n in (0, 1))
        same_line = abs(first["y"] - second["y"]) < 2
        assert not same_line or (first["x"] > second["x"]) is outermost_is_right


def test_a_permalink_shows_its_words(page):
    page.goto(f"/ar/{ARTICLE}?span=60-90#span")
    assert "".join(page.locator(".asked").all_inner_texts()).strip()
    assert page.locator(".asked").first.is_visible()


def test_reading_needs_no_script(browser, address):
    context = browser.new_context(java_script_enabled=False, base_url=address)
    opened = context.new_page()
    opened.goto(f"/ar/{ARTICLE}")
    opened.locator(".layers input[value=people]").check()
    opened.locator(".filters button").click()
    assert "layer=people" in opened.url
    opened.locator("#s2 blockquote a").click()
    assert opened.url.endswith("#t-s2")
    context.close()
