"""What the pages' script does in Chromium; skipped where that or Playwright is not installed."""

import pytest

pytestmark = pytest.mark.filterwarnings("default")

WIDTHS = (360, 768, 1440)
ARTICLE = "articles/sada-alsahel"


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


def test_words_that_are_selected_get_a_link_in_code_points(page, sample):
    record = sample[0]
    page.goto(f"/ar/{ARTICLE}")
    page.evaluate(
        """() => {
          const block = [...document.querySelectorAll(".text [data-at]")][3];
          const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
          let node = walker.nextNode();
          while (node.data.trim().length < 6) node = walker.nextNode();
          const range = document.createRange();
          range.setStart(node, 1);
          range.setEnd(node, 6);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    link = page.locator(".towords")
    link.wait_for()
    words = page.evaluate("String(getSelection())")
    start, end = map(int, link.get_attribute("href").removeprefix("?span=").removesuffix("#span").split("-"))
    assert record.article.text[start:end] == words
    link.click()
    page.wait_for_url("**span=*")
    assert "".join(page.locator(".asked").all_text_contents()) == words


def test_offsets_count_code_points(page, address, browser):
    """An emoji is one character of the text and two units of the script."""
    page.goto("/ar/")
    page.fill("#text", "عنوان\n\nكتبت الوزيرة هدى النجار 🕊🕊 أن الطريق مفتوح أمام القوافل.\n")
    page.locator("form.way button").first.click()
    page.wait_for_url("**/articles/**")
    page.evaluate(
        """() => {
          const block = [...document.querySelectorAll(".text [data-at]")].at(-1);
          const range = document.createRange();
          range.selectNodeContents(block);
          range.setStart(block, 0);
          const last = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
          let node = null;
          while (last.nextNode()) node = last.currentNode;
          range.setEnd(node, node.data.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    words = page.evaluate("String(getSelection())")
    link = page.locator(".towords")
    link.wait_for()
    start, end = map(int, link.get_attribute("href").removeprefix("?span=").removesuffix("#span").split("-"))
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


def test_a_citation_is_copied(browser, address):
    context = browser.new_context(base_url=address, permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.goto(f"/en/{ARTICLE}?span=60-90#span")
    opened.locator(".notes .copy").click()
    copied = opened.evaluate("navigator.clipboard.readText()")
    for part in (
        "صدى الساحل",
        "2020-05-16T20:15+02:00",
        "https://sada-alsahel.example/",
        "sha256",
        "characters 60-90",
        "tawatur ",
    ):
        assert part in copied
    context.close()


def test_a_review_round_trip_by_mouse_and_keyboard(page, sample):
    page.goto(f"/en/{ARTICLE}?review=1")
    page.locator("#s1 input[name=who]").fill("سلمى")
    page.locator("#s1 button[value=accept]").click()
    page.wait_for_url("**#s1")
    assert "reviewed by سلمى" in page.locator("#s1").inner_text()
    assert page.evaluate("document.activeElement.id") == "s1"
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("x")
    assert "rejected by سلمى" in page.locator("#s2").inner_text()
    assert page.locator("#t-s2").count() == 0
    with page.expect_navigation():
        page.keyboard.press("u")
    assert "not reviewed" in page.locator("#s2").inner_text()
    other = page.locator("#s1 select[name=source] option").nth(2)
    page.locator("#s1 select[name=source]").select_option(other.get_attribute("value"))
    name = other.inner_text()
    page.locator("#s1 button[value=source]").click()
    page.wait_for_url("**#s1")
    assert name in page.locator("#s1 .chain").inner_text()
    page.locator("#s1 button[value=undo]").click()
    page.wait_for_url("**#s1")


def test_the_map_filters_and_leads_to_words(page):
    page.goto("/ar/map")
    whole = page.locator(".deedcard").count()
    page.locator(".spot .point").last.click()
    page.wait_for_url("**place=*")
    assert 0 < page.locator(".deedcard").count() < whole
    page.locator(".deedcard .cueword a").first.click()
    assert page.locator(".asked").first.is_visible()


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


def test_the_face_is_ours_and_the_first_page_is_light(browser, address):
    context = browser.new_context(base_url=address)
    opened = context.new_page()
    sizes = []
    opened.on("response", lambda answer: sizes.append((answer.url, len(answer.body()))))
    opened.goto("/ar/")
    opened.wait_for_load_state("networkidle")
    assert opened.evaluate("document.fonts.check('16px \"Noto Naskh Arabic\"', 'تواتر')")
    assert any(url.endswith(".woff2") for url, _ in sizes)
    assert sum(size for _, size in sizes) < 200_000
    context.close()
