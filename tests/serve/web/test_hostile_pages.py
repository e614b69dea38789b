"""What hostile articles do to the pages in Chromium: nothing. Skipped where that or Playwright is not installed."""

import pytest
from msgspec.structs import replace

from tawatur.model import Article, Engine, Part, Record
from tawatur.run.settings import Settings
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.library import Shelf

pytestmark = pytest.mark.filterwarnings("default")

MARK = "window.broken = 1"
SCRIPT = f"</title></textarea><script>{MARK}</script><img src=x onerror='{MARK}'>"
ATTRIBUTE = f"\" onmouseover='{MARK}' autofocus onfocus='{MARK}' x=\""
TURNED = "صوت \u202eالمرفأ\u2067 \u202d"  # opens three directions and closes none
BODY = "قال {0} إن الميناء مفتوح أمام السفن. وأكد «{0}» في طرابلس أن السفن وصلت. وقصف {0} الميناء."


def hostile(engine, name, wild):
    """An article that holds ``wild`` wherever an article can hold anything."""
    body = BODY.format(wild)
    text = f"{wild} في الميناء\n\n{body}"
    end = len(text) - len(body) - 2
    article = Article(
        name, text, outlet=wild, parts=(Part("title", 0, end), Part("paragraph", end + 2, len(text)))
    )
    record = engine.read(replace(article, url="javascript:" + MARK, title=article.span(0, end)))
    entities = tuple(replace(one, name=wild, name_en=wild) for one in record.entities)
    return replace(record, entities=entities, notes=(wild,))


@pytest.fixture(scope="module")
def address(engine, sample, serving):
    wild = (SCRIPT, ATTRIBUTE, TURNED)
    records = [hostile(engine, f"wild{n}", words) for n, words in enumerate(wild)]
    with serving(Desk(Shelf([*records, sample[0]]), engine, Settings(offline=True))) as found:
        yield found


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_nothing_of_it_runs_or_becomes_an_element(page, lang, address):
    """``page`` itself fails on a fault of the script, on what the policy refuses, and on other hosts."""
    paths = ["", "stories", "story", "map", "names", f"trace?q={SCRIPT[:60]}", f"search?q={SCRIPT[:60]}"]
    paths += [
        f"articles/wild{n}{more}" for n in range(3) for more in ("", "?review=1&layer=people&span=0-30")
    ]
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for path in paths:
        page.goto(f"/{lang}/{path}")
        for part in page.locator("[data-s]").all()[:5]:
            part.dispatch_event("pointerover")
        assert page.evaluate("window.broken") is None, path
        assert page.locator("main img, main script").count() == 0, path
        assert page.locator("[onmouseover], [onfocus], [autofocus], a[href^='javascript']").count() == 0, path


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_name_that_turns_directions_keeps_it_to_itself(page, lang):
    """Every such name stands in an element that isolates it, so that what follows keeps its order."""
    for path in ("", "story", "map", "names", "articles/wild2?review=1"):
        page.goto(f"/{lang}/{path}")
        loose = page.evaluate(
            """() => {
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              const found = [];
              for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                if (!node.data.includes("\\u202e") || node.parentElement.closest("title, option, svg")) continue;
                const alone = (one) => getComputedStyle(one).unicodeBidi !== "normal" || getComputedStyle(one).display !== "inline";
                let holder = node.parentElement;
                while (!alone(holder)) holder = holder.parentElement;
                const others = [...holder.childNodes].filter((one) => one.textContent.trim() && !one.contains(node));
                if (others.length && getComputedStyle(holder).unicodeBidi === "normal") found.push(holder.outerHTML.slice(0, 200));
              }
              return found;
            }"""
        )
        assert [one for one in loose if 'class="text' not in one and "data-at" not in one] == [], path


def test_a_title_of_two_megabytes_is_shown_and_cut_elsewhere(looking, engine, serving):
    title = ("عنوان طويل جدا عن الميناء " * 42_000).strip()
    text = f"{title}\n\nقالت المديرة إن الأرصفة ستفتح."
    parts = (Part("title", 0, len(title)), Part("paragraph", len(title) + 2, len(text)))
    article = Article("long", text, outlet="صوت المرفأ", parts=parts)
    record = Record(replace(article, title=article.span(0, len(title))), Engine("0", "0"))
    assert len(title.encode()) > 1_900_000
    with serving(Desk(Shelf([record]), engine, Settings(offline=True))) as found:
        page = looking(found)
        first = page.goto("/ar/")
        assert len(first.body()) < 100_000
        whole = page.goto("/ar/articles/long")
        assert len(whole.body()) < 1.2 * len(text.encode())
        assert (
            page.eval_on_selector_all(".title, h1", "all => all.map((one) => one.textContent).join('')")
            == title
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 1440
        assert len(page.title()) < 200
        assert page.locator(".cite").last.inner_text().count("عنوان") < 20
