"""What a visitor does in Chromium, in both languages; skipped where that or Playwright is not installed."""

import json
import re

import msgspec
import pytest

from tawatur.run.gold import Gold

pytestmark = pytest.mark.filterwarnings("default")
in_both = pytest.mark.parametrize("lang", ["ar", "en"])

WIDTHS = (360, 768, 1440)
ARTICLE = "articles/sada-alsahel"
CLAIM = "قلق الناتو من وجود مقاتلين مرتزقة"
SELECT = """([block, from, to]) => {
  const holder = [...document.querySelectorAll(".text [data-at]")].at(block);
  const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const node = nodes.find((one) => one.data.trim().length >= 6);
  const range = document.createRange();
  if (to) { range.setStart(node, from); range.setEnd(node, to); }
  else { range.setStart(holder, 0); range.setEnd(nodes.at(-1), nodes.at(-1).data.length); }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return String(getSelection());
}"""


def span_of(link):
    """The range of ``?span=12-40#span``."""
    return tuple(map(int, re.search(r"span=(\d+)-(\d+)", link).groups()))


def asked(page):
    """The words that a permalink lights."""
    return "".join(page.locator(".asked").all_text_contents())


@in_both
def test_pointing_at_a_card_lights_its_words_and_no_others(page, lang):
    page.goto(f"/{lang}/{ARTICLE}")
    page.locator("#s3").hover()
    lit = page.locator(".said.lit")
    assert lit.count() > 0
    assert all("s3" in lit.nth(n).get_attribute("data-s").split() for n in range(lit.count()))
    page.locator(".said[data-s='s1']").first.hover()
    assert page.locator(".card.lit").get_attribute("id") == "s1"
    page.locator(".said[data-s='s2 s3']").first.hover()  # words inside another's words are the inner one's
    assert page.locator(".card.lit").get_attribute("id") == "s3"
    page.locator(".brand").hover()
    assert page.locator(".lit").count() == 0


@in_both
def test_the_keyboard_walks_from_statement_to_statement(page, lang):
    page.goto(f"/{lang}/{ARTICLE}")
    for key, expected in (("j", "s1"), ("j", "s2"), ("k", "s1"), ("k", "s1")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == expected
        assert page.locator(".card.lit").get_attribute("id") == expected


@in_both
def test_the_keyboard_sees_where_it_stands(page, lang):
    """The first key leads past the head of the page; whatever has the focus is framed."""
    page.goto(f"/{lang}/story")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    for _ in range(12):
        page.keyboard.press("Tab")
        inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
        framed = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert inside
        assert framed == "solid"


def test_words_lead_to_their_card(page):
    page.goto(f"/ar/{ARTICLE}")
    page.locator(".said[data-s$='s8']").first.click()
    assert page.evaluate("document.activeElement.id") == "s8"


def test_chains_run_with_the_language(page):
    """The outermost source stands where reading begins: on the right in Arabic, on the left in English."""
    for language, outermost_is_right in (("ar", True), ("en", False)):
        page.goto(f"/{language}/{ARTICLE}")
        first, second = (page.locator("#s3 .chain bdi").nth(n).bounding_box() for n in (0, 1))
        same_line = abs(first["y"] - second["y"]) < 2
        assert not same_line or (first["x"] > second["x"]) is outermost_is_right
        page.goto(f"/{language}/story")
        source, outlet = (
            page.locator(f".node.is-{kind}").first.bounding_box() for kind in ("source", "outlet")
        )
        assert (source["x"] > outlet["x"]) is outermost_is_right


@in_both
def test_a_permalink_shows_its_words(page, lang, sample):
    page.goto(f"/{lang}/{ARTICLE}?span=260-300#span")
    assert asked(page) == sample[0].article.text[260:300]
    assert page.locator(".asked").first.is_visible()


@in_both
def test_filters_leave_what_is_asked_for(page, lang, sample):
    record = sample[0]
    page.goto(f"/{lang}/{ARTICLE}")
    page.locator(".filters summary").click()
    source = record.statements[1].source.entity
    page.locator("select[name=source]").select_option(source)
    page.locator("select[name=act]").select_option("affirm")
    page.locator(".filters button").click()
    page.wait_for_url("**source=*")
    wanted = {s.id for s in record.statements if s.source.entity == source and s.act == "affirm"}
    cards = page.locator(".statements .card")
    assert {cards.nth(n).get_attribute("id") for n in range(cards.count())} == wanted
    marked = page.eval_on_selector_all(".said", "all => all.flatMap((one) => one.dataset.s.split(' '))")
    assert set(marked) == wanted


def test_reading_needs_no_script(looking, address):
    page = looking(address, java_script_enabled=False)
    page.goto(f"/ar/{ARTICLE}")
    page.locator(".layers input[value=people]").check()
    page.locator(".filters button").click()
    assert "layer=people" in page.url
    page.locator("#s2 blockquote a").click()
    assert page.url.endswith("#t-s2")
    page.goto("/ar/story")
    assert page.locator(".graph .node").count() > 6
    page.locator(".cell a").first.click()
    assert page.locator(".asked").first.is_visible()


@in_both
def test_words_that_are_selected_get_a_link_in_code_points(page, lang, sample):
    page.goto(f"/{lang}/{ARTICLE}")
    words = page.evaluate(SELECT, [3, 1, 6])
    link = page.locator(".towords")
    link.wait_for()
    start, end = span_of(link.get_attribute("href"))
    assert sample[0].article.text[start:end] == words
    link.click()
    page.wait_for_url("**span=*")
    assert asked(page) == words


@in_both
def test_offsets_count_code_points(page, lang):
    """An emoji is one character of the text and two units of the script."""
    page.goto(f"/{lang}/")
    page.fill("#text", "عنوان\n\nكتبت الوزيرة هدى النجار 🕊🕊 أن الطريق مفتوح أمام القوافل.\n")
    page.locator("form.way button").first.click()
    page.wait_for_url("**/articles/**")
    words = page.evaluate(SELECT, [-1, 0, 0])
    link = page.locator(".towords")
    link.wait_for()
    start, end = span_of(link.get_attribute("href"))
    assert end - start == len(words)


def test_layers_switch_at_once(page):
    page.goto(f"/ar/{ARTICLE}")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    shadow = "getComputedStyle(document.querySelector('.text .places')).boxShadow"
    assert page.evaluate(shadow) == "none"
    page.locator(".layers input[value=places]").check()
    assert page.evaluate(shadow) != "none"
    assert "layer=places" in page.url
    assert [url for url in asked if "/articles/" in url] == []
    page.reload()
    assert page.evaluate(shadow) != "none"


def test_a_citation_is_copied(looking, address):
    page = looking(address, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/en/{ARTICLE}?span=60-90#span")
    page.locator(".notes .copy").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    for part in (
        "صدى الساحل",
        "2020-05-16T20:15+02:00",
        "https://sada-alsahel.example/",
        "sha256",
        "characters 60-90",
        "tawatur ",
    ):
        assert part in copied


@in_both
def test_a_story_is_compared_from_claim_to_words(page, lang, sample):
    """Pointing at a claim lights its paths and no others; a cell leads to the words that it stands for."""
    page.goto(f"/{lang}/story")
    row = page.locator("tr", has_text=CLAIM)
    name = row.get_attribute("id")
    row.locator("th a").hover()
    for shape in (".edge", ".node"):
        through = page.locator(f"{shape}[data-s~='{name}']").count()
        assert page.locator(f"{shape}.lit").count() == through > 0
    cell = row.locator(".cell a").first
    link, told = cell.get_attribute("href"), cell.get_attribute("title")
    cell.click()
    page.wait_for_url("**/articles/**")
    start, end = span_of(link)
    article = next(r.article for r in sample if f"/{r.article.id}?" in link)
    assert asked(page) == article.text[start:end]
    assert asked(page).startswith(told.removesuffix("..."))


@in_both
def test_an_outlet_lights_where_it_stands(page, lang):
    """The pale one: in the graph, on the timeline and over its column."""
    page.goto(f"/{lang}/story")
    page.locator(".node.is-own").hover()
    for part in (".node.is-own", "thead th", ".dot.pale"):
        assert page.locator(f"{part}.lit:visible").count() == 1, part
    assert page.locator("tr.lit").count() == 0


@in_both
def test_a_claim_shows_its_paths(page, lang):
    page.goto(f"/{lang}/story")
    page.locator("tr", has_text=CLAIM).locator("th a").click()
    page.wait_for_url("**/story/c*")
    assert page.locator(".node.is-common").count() == 1
    page.locator(".node.is-common").hover()
    assert page.locator(".edge.lit").count() == page.locator(".edge").count()
    page.locator(".cards blockquote a").first.click()
    page.wait_for_url("**/articles/**")
    assert page.locator(".asked").first.is_visible()


@in_both
def test_a_sentence_is_traced_to_the_mouth(page, lang):
    page.goto(f"/{lang}/")
    page.fill("#q", "العمل المشترك مع الحلف على إعادة الاستقرار")
    page.locator("form[action$='/trace'] button").click()
    page.wait_for_url("**/trace?q=*")
    assert page.locator(".cards .card").count() > 0
    page.locator(".cards a[href*='span=']").first.click()
    page.wait_for_url("**span=*")
    assert "الاستقرار" in asked(page)
    page.goto(f"/{lang}/trace?q=الغواصات+عادت+إلى+القمر")
    assert page.locator(".deed").count() == 0
    assert page.get_by_text("الغواصات").count() > 0


@in_both
def test_an_actor_leads_to_its_words(page, lang):
    page.goto(f"/{lang}/{ARTICLE}")
    page.locator(".chain .actor", has_text="ستولتنبرغ").first.click()
    page.wait_for_url("**/actors/p-stoltenberg")
    page.locator(".halves blockquote a").first.click()
    page.wait_for_url("**/articles/**#t-*")
    assert page.locator(f"[id='{page.url.split('#')[1]}']").count() == 1


@in_both
def test_a_review_round_trip_by_mouse_and_keyboard(page, lang):
    by, open_, rejected = {
        "en": ("reviewed by سلمى", "not reviewed", "rejected by سلمى"),
        "ar": ("راجعه سلمى", "لم يُراجَع", "رفضه سلمى"),
    }[lang]
    page.goto(f"/{lang}/{ARTICLE}?review=1")
    page.locator("#s1 input[name=who]").fill("سلمى")
    page.locator("#s1 button[value=accept]").click()
    page.wait_for_url("**#s1")
    assert by in page.locator("#s1").inner_text()
    assert page.evaluate("document.activeElement.id") == "s1"
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("x")
    assert rejected in page.locator("#s2").inner_text()
    assert page.locator("#t-s2").count() == 0
    with page.expect_navigation():
        page.keyboard.press("u")
    assert open_ in page.locator("#s2").inner_text()
    other = page.locator("#s1 select[name=source] option").nth(2)
    page.locator("#s1 select[name=source]").select_option(other.get_attribute("value"))
    name = other.inner_text()
    page.locator("#s1 button[value=source]").click()
    page.wait_for_url("**#s1")
    assert name in page.locator("#s1 .chain").inner_text()
    page.locator("#s1 button[value=undo]").click()
    page.wait_for_url("**#s1")


@in_both
def test_words_selected_by_mouse_become_the_statements(page, lang, address):
    """Choose a card, drag over words, press the button: they are its content, and in the export too."""
    page.goto(f"/{lang}/{ARTICLE}?review=1")
    page.locator("#s1 .deed").click()
    words = page.locator(".said[data-s='s1']").first
    words.scroll_into_view_if_needed()
    line = words.evaluate(
        "one => { const box = one.getClientRects()[0]; return [box.left, box.right, box.top + box.height / 2]; }"
    )
    page.mouse.move(line[1] - 4, line[2])
    page.mouse.down()
    page.mouse.move(line[0] + 8, line[2], steps=5)
    page.mouse.up()
    chosen = page.evaluate("String(getSelection())")
    assert len(chosen) > 3
    start, end = map(int, page.locator("#s1 input.range").input_value().split("-"))
    name = page.locator("#s1 input[name=who]")
    if name.count():
        name.fill("سلمى")
    page.locator("#s1 button[value=content]").click()
    page.wait_for_url("**#s1")
    assert page.locator("#s1 blockquote").inner_text().strip() == chosen.strip()
    found = page.request.get(f"{address}/api/articles/sada-alsahel/gold")
    gold = msgspec.json.decode(found.body(), type=Gold)
    one = next(statement for statement in gold.statements if statement.id == "s1")
    assert [(span.start, span.end, span.exact) for span in one.content] == [(start, end, chosen)]
    page.locator("#s1 button[value=undo]").click()
    page.wait_for_url("**#s1")


@in_both
def test_what_is_taken_along_is_what_is_shown(page, lang, address):
    """The JSON of an article has the statements of its page, each with the same words and chain."""
    page.goto(f"/{lang}/{ARTICLE}")
    told = json.loads(page.request.get(f"{address}/api/articles/sada-alsahel/statements").body())
    cards = page.locator(".statements .card")
    assert {cards.nth(n).get_attribute("id") for n in range(cards.count())} == {one["id"] for one in told}
    for one in told:
        card = page.locator(f"#{one['id']}")
        shown = card.locator("blockquote").inner_text().strip().removesuffix("...")
        assert " … ".join(span["text"] for span in one["content"]).startswith(shown)
        names = card.locator(".chain bdi")
        assert names.count() <= len(one["chain"])


@in_both
def test_the_map_filters_and_leads_to_words(page, lang):
    page.goto(f"/{lang}/map")
    whole = page.locator(".deedcard").count()
    page.locator(".spot .point").last.click()
    page.wait_for_url("**place=*")
    assert 0 < page.locator(".deedcard").count() < whole
    page.goto(f"/{lang}/map")
    page.locator("select[name=status]").select_option("denied")
    page.locator("form.filters button").click()
    page.wait_for_url("**status=denied*")
    denied = page.locator(".deedcard.denied").count()
    assert page.locator(".deedcard").count() == denied > 0
    page.locator(".deedcard .cueword a").first.click()
    page.wait_for_url("**/articles/**")
    assert page.locator(".asked").first.is_visible()


@in_both
def test_an_event_a_place_and_a_day_light_each_other(page, lang):
    page.goto(f"/{lang}/map")
    spot = page.locator(".spot").last
    spot.locator(".point").hover()
    there = page.locator(".deedcard.lit").count()
    assert there > 0
    page.locator(f".deedcard[data-s$=' {spot.get_attribute('data-s')}']").first.hover()
    assert page.locator(".spot.lit").count() == 1
    page.locator(".days li").last.hover()
    assert page.locator(".spot.lit").count() == 0
    day = page.locator(".days li").last.get_attribute("data-s")
    assert page.locator(".deedcard.lit").count() == page.locator(f".deedcard[data-s^='{day} ']").count() > 0


@pytest.mark.parametrize("width", WIDTHS)
def test_names_on_the_map_do_not_cover_each_other(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/ar/map")
    boxes = [box.bounding_box() for box in page.locator(".spot text").all()]
    for n, a in enumerate(boxes):
        for b in boxes[n + 1 :]:
            apart = (
                a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
                or a["y"] + a["height"] * 0.7 <= b["y"] or b["y"] + b["height"] * 0.7 <= a["y"]
            )  # fmt: skip
            assert apart


LIGHT = (
    "",
    "stories",
    "story",
    "incidents",
    "map",
    ARTICLE,
    f"{ARTICLE}?review=1",
    "actors/p-stoltenberg",
    "help",
)


@pytest.mark.parametrize("path", LIGHT)
def test_a_page_is_light_and_in_our_face(browser, address, path):
    context = browser.new_context(base_url=address)
    opened = context.new_page()
    answers = []
    opened.on("requestfinished", lambda one: answers.append(one))  # noqa: PLW0108 - no built-in may listen
    opened.goto(f"/ar/{path}")
    opened.wait_for_load_state("networkidle")
    assert opened.evaluate("document.fonts.check('16px \"Noto Naskh Arabic\"', 'تواتر')")
    assert any(one.url.endswith(".woff2") for one in answers)
    assert sum(one.sizes()["responseBodySize"] for one in answers) < 200_000
    context.close()
