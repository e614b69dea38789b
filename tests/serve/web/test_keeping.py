"""Incidents, searching and who is who in Chromium, over a store: whole, usable and by keyboard, in both directions.

Skipped where Chromium or Playwright is not installed.
"""

import csv
import io
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from tawatur.run.settings import Settings
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.library import Kept
from tawatur.store import open_store

pytestmark = pytest.mark.filterwarnings("default")
FAULTS = Path(__file__).with_name("faults.js").read_text(encoding="utf-8")
WIDTHS = (360, 768, 1440)
QUERY = quote("السراج act:call_for")


@pytest.fixture(scope="module")
def desk(engine, sample, attack, tmp_path_factory):
    with open_store(str(tmp_path_factory.mktemp("kept") / "store"), make=True) as store:
        store.add([*sample, *attack])
        store.save_search("السراج وما يدعو إليه", "السراج act:call_for")
        yield Desk(Kept(store), engine, Settings(offline=True))


@pytest.fixture(scope="module")
def address(desk, serving):
    with serving(desk) as found:
        yield found


@pytest.fixture(scope="module")
def incident(desk):
    """The attack that three outlets count."""
    return next(one for one in desk.incidents().incidents if len({t.article for t in one.told}) == 3)


@pytest.fixture(scope="module")
def article(desk):
    return next(r.article.id for r in desk.laid() if r.article.outlet == "صدى الساحل")


PAGES = ("incidents", "incidents/{incident}", "incidents/{incident}?review=1", "search", f"search?q={QUERY}",
         "search?q=saidby:x", "articles/{article}?review=1", "story",
         "who", "who?review=1")  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_words_are_whole_and_all_can_be_reached(page, path, language, incident, article):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.goto(f"/{language}/{path.format(incident=incident.id, article=article)}")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        assert page.evaluate(FAULTS) == [], width
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours change at once
        found = axe.run(page).response["violations"]
        serious = [v for v in found if v["impact"] in ("serious", "critical")]
        assert [(v["id"], v["nodes"][0]["html"]) for v in serious] == [], scheme


def test_tolls_rise_in_the_direction_of_reading(page, incident):
    for language, later_is_left in (("ar", True), ("en", False)):
        page.goto(f"/{language}/incidents/{incident.id}")
        boxes = [dot.bounding_box() for dot in page.locator(".toll .dot").all()]
        assert len(boxes) == 3
        assert (boxes[0]["x"] > boxes[-1]["x"]) is later_is_left
        assert boxes[0]["y"] > boxes[1]["y"] > boxes[2]["y"]  # 3, 5, 7


def test_tellings_are_set_apart_by_hand_and_the_act_is_taken_back(page, incident):
    page.goto("/ar/incidents")
    page.locator(f"a[href$='{incident.id}']").click()
    page.locator(".tools a").click()
    page.locator("input[name=telling]").last.check()
    page.locator("form:has(input[name=telling]) input[name=why]").fill("هجوم آخر في اليوم نفسه")
    page.locator("form:has(input[name=telling]) input[name=who]").fill("سلمى")
    with page.expect_navigation():
        page.locator("button[value=split]").click()
    page.locator("#decided").wait_for()
    assert "هجوم آخر في اليوم نفسه" in page.locator("#decided + .cards").inner_text()
    with page.expect_navigation():
        page.locator("button[value=undo]").click()
    assert page.locator("#decided").count() == 0
    assert page.locator("input[name=telling]").count() == len(incident.told)


def test_an_event_leads_to_its_incident_without_script(browser, address, article):
    context = browser.new_context(java_script_enabled=False, base_url=address)
    opened = context.new_page()
    opened.goto(f"/ar/articles/{article}")
    opened.locator("a[href*='/events/']").first.click()
    assert re.search(r"/ar/incidents/i\w+$", opened.url)
    context.close()


def test_a_facet_narrows_and_a_condition_goes(page):
    page.goto(f"/ar/search?q={QUERY}")
    before = page.locator(".hits > li").count()
    page.locator(".facet a").first.click()
    assert 0 < page.locator(".hits > li").count() < before
    assert page.locator(".chips li").count() == 3
    page.locator(".chips a").last.click()
    assert page.locator(".hits > li").count() == before


def test_a_kept_search_is_one_click_away_and_can_go(page):
    page.goto("/en/search")
    page.locator(".kept a").first.click()
    assert page.locator(".hits > li").count() > 0
    page.locator("aside form.decide input[name=name]").fill("again")
    with page.expect_navigation():
        page.locator("aside form.decide button").click()
    assert page.locator(".kept li").count() == 2
    with page.expect_navigation():
        page.locator(".kept li").first.locator("button").click()
    assert page.locator(".kept li").count() == 1


def test_the_download_holds_the_articles_that_are_shown(page):
    page.goto(f"/ar/search?q={QUERY}")
    shown = [link.get_attribute("href").rsplit("/", 1)[1] for link in page.locator(".hits > li > a").all()]
    page.locator("#format-page").select_option("acled")
    with page.expect_download() as given:
        page.locator(".exports button").first.click()
    rows = csv.DictReader(io.StringIO(given.value.path().read_text("utf-8-sig")))
    assert {row["telling"].split("#")[0] for row in rows} <= set(shown)
    page.locator("#format-page").select_option("jsonl")
    with page.expect_download() as given:
        page.locator(".exports button").first.click()
    lines = given.value.path().read_text("utf-8").splitlines()
    assert [re.search(r'"id":"([^"]+)"', line)[1] for line in lines] == shown


def test_two_entries_are_made_one_by_keyboard_and_taken_back(page, article):
    page.goto(f"/en/articles/{article}?review=1")
    count = page.locator(".people .card").count()
    page.keyboard.press("w")
    page.keyboard.press("w")
    chosen = page.evaluate("document.activeElement.id")
    page.keyboard.press("m")
    assert page.locator("#merge select[name=entity]").input_value() == chosen
    page.locator("#merge select[name=other]").select_option(index=0)
    page.keyboard.press("Tab")
    page.keyboard.type("one and the same")
    page.keyboard.press("Tab")
    if page.locator("#merge input[name=who]").get_attribute("type") != "hidden":
        page.keyboard.type("سلمى")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".people .card").count() == count - 1
    assert "one and the same" in page.locator("#who").inner_text()
    with page.expect_navigation():
        page.locator("#who button[value=undo]").click()
    assert page.locator(".people .card").count() == count
