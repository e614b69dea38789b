"""How the pages lie in Chromium: nothing hangs over, is cut off or covers other words, in both directions.

Skipped where Chromium or Playwright is not installed.
"""

from pathlib import Path

import pytest

from tawatur.read import Options, from_bytes
from tawatur.run.settings import Settings
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.library import Shelf

pytestmark = pytest.mark.filterwarnings("default")

WIDTHS = (360, 768, 1440)
ARTICLE = "articles/sada-alsahel"
PATHS = [
    "", "stories", "story", "story/c", "incidents", "incidents/", ARTICLE, f"{ARTICLE}?review=1", f"{ARTICLE}?review=1&event=v3", "story?review=1", "story/c1?review=1",
    "articles/minbar-albadiya", "map", "actors/p-stoltenberg", "names", "trace?q=العمل+المشترك+مع+الحلف",
    "search", "help", "who", "who?review=1", "nothing",
]  # fmt: skip
LISTS = {
    "story/c": "story",
    "incidents/": "incidents",
}  # pages whose name a list tells: its first is looked at

FAULTS = Path(__file__).with_name("faults.js").read_text(encoding="utf-8")


def visit(page, language, path):
    page.goto(f"/{language}/{LISTS.get(path, path)}")
    if path in LISTS:
        page.locator(f"main a[href^='/{language}/{path}']").first.click()
        page.wait_for_url(f"**/{language}/{path}*")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_words_are_whole_and_apart_and_within_everybodys_reach(page, path, language):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    visit(page, language, path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        assert page.evaluate(FAULTS) == [], width
    found = axe.run(page).response["violations"]
    serious = [v for v in found if v["impact"] in ("serious", "critical")]
    assert [(v["id"], v["nodes"][0]["html"]) for v in serious] == []


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("document.querySelector('.contents').style.marginTop = '-4rem'", "covers"),
        ("document.querySelector('h1').style.whiteSpace = 'nowrap'", "hangs over"),
        (
            "document.querySelector('.numbers').style.cssText = 'overflow: hidden; white-space: nowrap; flex-wrap: nowrap'",
            "cut off",
        ),
        (
            "document.querySelectorAll('.node text').forEach((label) => { label.style.fontSize = '30px'; })",
            "wider",
        ),
    ],
)
def test_the_look_sees_what_is_wrong(page, harm, told):
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto("/ar/story")
    page.evaluate(harm)
    assert any(fault.startswith(told) for fault in page.evaluate(FAULTS))


def overlong():
    """Articles with names and words that no page was made for."""
    unbroken = "ا" * 140
    body = "الهيئة العامة للتنسيق والمتابعة والإشراف على شؤون الموانئ البحرية والجافة في المنطقة الجنوبية الشرقية"
    for n in range(3):
        text = (
            f"عنوان {'كلمة ' * 60}{unbroken}\n\nوقال الناطق باسم {body} محمد بن عبد الرحمن بن عبد العزيز آل عبد اللطيف "
            f"إن ثلاثة جنود قتلوا في هجوم لمسلحين على ثكنة في بنغازي يوم الثلاثاء {unbroken}.\n"
        )
        outlet = f"صحيفة {n} {'الاسم الطويل جدًّا ' * 8}{'ب' * 60}"
        options = Options(published=f"2021-03-03T1{n}:00+02:00", outlet=outlet)
        yield from from_bytes(text.encode(), f"long{n}.txt", options)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_overlong_names_stay_within_the_page(looking, serving, engine, language):
    read = [engine.read(article) for article in overlong()]
    with serving(Desk(Shelf(read), engine, Settings(offline=True))) as found:
        page = looking(found)
        for path in (
            "",
            "stories",
            "story",
            "incidents",
            "articles/long0",
            "map",
            "names",
            "who",
            "trace?q=ثلاثة جنود قتلوا في هجوم",
        ):
            page.goto(f"/{language}/{path}")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
                assert page.evaluate(FAULTS) == [], (path, width)


@pytest.mark.parametrize("path", PATHS)
def test_the_dark_scheme_is_within_everybodys_reach(page, path):
    """Contrast and all else that depends on the looks; the light one is looked at above."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.emulate_media(color_scheme="dark")
    visit(page, "ar", path)
    found = axe.run(page).response["violations"]
    serious = [v for v in found if v["impact"] in ("serious", "critical")]
    assert [(v["id"], v["nodes"][0]["html"]) for v in serious] == []


def test_paper_holds_what_the_screen_scrolls(page):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})  # A4 between its margins
    for path in ("story", "articles/minbar-albadiya", "map", "help"):
        page.goto(f"/ar/{path}")
        assert (
            page.evaluate(
                "[...document.querySelectorAll('main *')].filter((one) => one.checkVisibility() && !one.closest('svg *')"
                " && (one.getBoundingClientRect().left < -1 || one.getBoundingClientRect().right > innerWidth + 1))"
                ".map((one) => one.outerHTML.slice(0, 80))"
            )
            == []
        ), path
