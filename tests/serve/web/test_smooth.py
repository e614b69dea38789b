"""A long article scrolls and lights up without jank in Chromium; skipped where that or Playwright is not installed."""

import json

import pytest

from tawatur.model import Article, Part
from tawatur.run.settings import Settings
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.library import Shelf

pytestmark = pytest.mark.filterwarnings("default")

WORDS = 5000
LONGEST = 100  # milliseconds that a task may hold the page up


@pytest.fixture(scope="module")
def address(engine, sample, serving):
    """One article made of the paragraphs of all samples, again and again."""
    paragraphs = [
        record.article.text[part.start : part.end]
        for record in sample
        for part in record.article.parts
        if part.kind == "paragraph"
    ]
    text, parts, words = "", [], 0
    while words < WORDS:
        paragraph = paragraphs[len(parts) % len(paragraphs)]
        parts.append(Part("paragraph", len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
        words += len(paragraph.split())
    record = engine.read(Article("long", text, parts=tuple(parts)))
    with serving(Desk(Shelf([record]), engine, Settings(offline=True))) as found:
        yield found


def longest_task(browser, page, doing):
    """The milliseconds of the main thread's longest task while something is done.

    Its time on a core, as the trace has it, not on the clock: other programs of the machine are none of the page's.
    """
    browser.start_tracing(page=page, categories=["toplevel"])
    doing(page)
    page.wait_for_timeout(300)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    main = {
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }
    tasks = [
        one["tdur"] / 1000
        for one in events
        if one["name"] == "ThreadControllerImpl::RunTask"
        and "tdur" in one
        and (one["pid"], one["tid"]) in main
    ]
    assert tasks
    return max(tasks)


def scroll(page):
    page.mouse.move(1000, 500)
    for _ in range(40):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(16)
    for _ in range(10):
        page.mouse.wheel(0, -2500)
        page.wait_for_timeout(16)


def point(page):
    for y in range(200, 900, 20):
        for x in (1300, 1000, 400):
            page.mouse.move(x, y)


def walk(page):
    for _ in range(30):
        page.keyboard.press("j")


@pytest.mark.parametrize("doing", [scroll, point, walk])
def test_nothing_holds_a_long_article_up(browser, looking, address, doing):
    page = looking(address)
    page.goto("/ar/articles/long")
    assert page.locator(".said").count() > 500
    page.wait_for_timeout(500)
    assert longest_task(browser, page, doing) < LONGEST


def test_the_measure_sees_a_task_that_is_too_long(browser, looking, address):
    page = looking(address)
    page.goto("/ar/help")

    def dawdle(page):
        page.evaluate("() => { let n = 0; for (let i = 0; i < 6e8; i += 1) n += i % 7; return n; }")

    assert longest_task(browser, page, dawdle) > LONGEST
