"""Corrections in Chromium, by mouse and by keyboard, in both languages, and without a script."""

import json
import re

import msgspec
import pytest

from tawatur.run.gold import Gold

pytestmark = pytest.mark.filterwarnings("default")
in_both = pytest.mark.parametrize("lang", ["ar", "en"])
WHO = "سلمى"
WORDS = {
    "en": {"accepted": "reviewed by", "rejected": "rejected by", "changed": "corrected by", "added": "added by",
           "open": "not reviewed", "one": "One claim", "two": "Two claims"},
    "ar": {"accepted": "راجعه", "rejected": "رفضه", "changed": "صحّحه", "added": "أضافه", "open": "لم يُراجَع",
           "one": "ادعاء واحد", "two": "ادعاءان"},
}  # fmt: skip
SELECT = """(words) => {
  const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return true;
  }
  return false;
}"""


@pytest.fixture
def desk(desk_over, sample):
    """A desk of its own for each test: what one corrects another must not see."""
    return desk_over("store", sample)


@pytest.fixture
def article(desk):
    """The first article of the sample, as the store calls it."""
    return next(one.article.id for one in desk.laid() if one.article.outlet == "صدى الساحل")


@pytest.fixture
def served(serving, desk):
    with serving(desk) as address:
        yield address


def gold(page, served, article):
    body = page.request.get(f"{served}/api/articles/{article}/gold").body()
    return {event.id: event for event in msgspec.json.decode(body, type=Gold).events}


@in_both
def test_events_are_judged_by_keyboard(looking, served, article, lang):
    page = looking(served)
    page.goto(f"/{lang}/articles/{article}?review=1")
    page.locator("#v1 input[name=who]").fill(WHO)
    with page.expect_navigation():
        page.locator("#v1 button[value=accept]").click()
    assert f"{WORDS[lang]['accepted']} {WHO}" in page.locator("#v1").inner_text()
    assert page.evaluate("document.activeElement.id") == "v1"
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.id") == "v2"
    with page.expect_navigation():
        page.keyboard.press("x")
    assert f"{WORDS[lang]['rejected']} {WHO}" in page.locator("#v2").inner_text()
    assert "v2" not in gold(page, served, article)
    with page.expect_navigation():
        page.keyboard.press("u")
    assert WORDS[lang]["open"] in page.locator("#v2").inner_text()
    page.keyboard.press("Shift+E")
    assert page.evaluate("document.activeElement.id") == "v1"


@in_both
def test_an_event_is_corrected_with_lists_and_with_words_of_the_text(looking, served, article, lang, sample):
    page = looking(served)
    page.goto(f"/{lang}/articles/{article}?review=1#v3")
    with page.expect_navigation():
        page.keyboard.press("c")
    card = page.locator("#v3")
    assert page.locator(".asked").first.is_visible()  # the word that tells it is lit
    card.locator("select[name=type]").select_option("MOBILIZE")
    card.locator("select[name=status]").select_option("denied")
    card.locator("select[name=targets]").last.focus()
    assert page.evaluate(SELECT, "الأزمة")
    words = sample[0].article.text.index("الأزمة")
    span = f"{words}-{words + len('الأزمة')}"
    assert card.locator("select[name=targets]").last.input_value() == span
    actor = card.locator("select[name=actors] optgroup option").first
    card.locator("select[name=actors]").first.select_option(actor.get_attribute("value"))
    card.locator("select[name=claimant]").select_option("")
    for field in card.locator("input[name=who]").all():
        field.fill(WHO)
    with page.expect_navigation():
        card.locator("button[value=change]").click()
    assert f"{WORDS[lang]['changed']} {WHO}" in card.inner_text()
    assert "الأزمة" in card.locator(".what").inner_text()
    found = gold(page, served, article)["v3"]
    assert (found.type, found.status, found.statement) == ("MOBILIZE", "denied", None)
    assert found.targets[-1].span.exact == "الأزمة"
    assert f"{found.actors[0].span.start}-{found.actors[0].span.end}" == actor.get_attribute("value")


@in_both
def test_a_missed_event_is_added_from_selected_words(looking, served, article, lang):
    page = looking(served)
    page.goto(f"/{lang}/articles/{article}?review=1")
    before = page.locator(".deeds .card").count()
    assert page.evaluate(SELECT, "الأزمة")
    page.keyboard.press("n")
    form = page.locator("#missed")
    assert re.fullmatch(r"\d+-\d+", form.locator("input[name=range]").input_value())
    form.locator("select[name=type]").select_option("AID")
    form.locator("input[name=who]").fill(WHO)
    with page.expect_navigation():
        form.locator("button").click()
    added = page.locator("#" + page.url.rpartition("#")[2])
    assert f"{WORDS[lang]['added']} {WHO}" in added.inner_text()
    assert added.locator("select[name=type]").input_value() == "AID"  # its form is open
    assert page.locator(".deeds .card").count() == before + 1
    assert "الأزمة" in {event.trigger.exact for event in gold(page, served, article).values()}


def test_events_are_corrected_without_a_script(looking, served, article):
    page = looking(served, java_script_enabled=False)
    page.goto(f"/ar/articles/{article}?review=1")
    page.locator("#v3 a.correct").click()
    card = page.locator("#v3")
    card.locator("select[name=place]").select_option("")
    card.locator(".identify input[name=who]").fill(WHO)
    card.locator("button[value=change]").click()
    assert f"{WORDS['ar']['changed']} {WHO}" in card.inner_text()
    assert gold(page, served, article)["v3"].place is None
    form = page.locator("#missed")
    form.locator("input[name=range]").fill("13-19")
    form.locator("select[name=type]").select_option("CONSULT")
    with page.expect_navigation():
        form.locator("button").click()
    assert gold(page, served, article)["v-13-19"].type == "CONSULT"


CLAIM = "قلق الناتو من وجود مقاتلين مرتزقة"


def comparison_of(page, served):
    return json.loads(page.request.get(f"{served}/api/story").body())


@in_both
def test_a_telling_is_set_apart_and_taken_back(looking, served, lang):
    page = looking(served)
    page.goto(f"/{lang}/story?review=1")
    page.locator("tr", has_text=CLAIM).first.locator("th a").first.click()
    page.wait_for_url("**/story/c*")
    before = page.locator(".numbers").inner_text()
    page.locator(".tools a").click()
    page.wait_for_url("**review=1")
    told = page.locator("input[name=telling]")
    count = told.count()
    assert count > 2
    told.nth(1).focus()
    page.keyboard.press("Space")  # without a mouse
    form = page.locator("form", has=page.locator("button[value=split]"))
    form.locator("input[name=why]").fill("قول آخر")
    form.locator("input[name=who]").fill(WHO)
    with page.expect_navigation():
        form.locator("input[name=why]").press("Enter")
    assert page.locator("input[name=telling]").count() < count
    decided = page.locator(".card.changed")
    for words in (WHO, "قول آخر", WORDS[lang]["two"]):
        assert words in decided.inner_text()
    page.goto(f"/{lang}/story")
    assert page.locator(".tally a[href='#decided']").first.is_visible()
    assert page.locator(".card.changed button").count() == 0  # who only reads decides nothing
    page.goto(f"/{lang}/story?review=1")
    with page.expect_navigation():
        page.locator(".card.changed button[value=undo]").click()
    assert page.locator(".card.changed").count() == 0
    assert page.locator(".numbers").inner_text() == before


@in_both
@pytest.mark.parametrize("script", [True, False])
def test_claims_are_marked_on_the_story_and_become_one(looking, served, lang, script):
    page = looking(served, java_script_enabled=script)
    before = comparison_of(page, served)["claims"]
    page.goto(f"/{lang}/story?review=1")
    marks = page.locator("input[name=claim][form=merge]")
    assert marks.count() == len(before)
    marked = [marks.nth(n).get_attribute("value") for n in (0, 1)]
    for n in (0, 1):
        marks.nth(n).check()
    form = page.locator("#merge")
    form.locator("input[name=why]").fill("خبر واحد")
    form.locator("input[name=who]").fill(WHO)
    with page.expect_navigation():
        form.locator("button").click()
    page.wait_for_url("**/story/c*")
    after = comparison_of(page, served)["claims"]
    assert len(after) == len(before) - 1
    (one,) = [claim for claim in after if claim["by_hand"]]
    assert set(marked) <= {telling["id"] for telling in one["told"]}
    assert WORDS[lang]["one"] in page.locator(".card.changed").inner_text()
    assert page.locator("select[name=claim] option").count() == len(after)  # the others, and none of them
