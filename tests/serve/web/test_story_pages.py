"""The page of a story: where its accounts part, and in which words they tell of one thing."""

import pytest
from starlette.testclient import TestClient

from tawatur.model import Article, Published
from tawatur.serve.web.app import create_app


def page_of(desk, lang):
    return TestClient(create_app(desk), base_url="http://localhost").get(f"/{lang}/story").text


@pytest.mark.parametrize(
    ("lang", "title", "alone"),
    [("en", "one and the same thing", "this outlet alone"), ("ar", "الشيء نفسه", "هذا المنبر وحده")],
)
def test_a_story_shows_what_each_outlet_calls_one_thing(engine, desk_over, lang, title, alone):
    told = "قتل الجيش المصري أربعة {} في مدينة العريش يوم الثلاثاء خلال حملة مداهمات."
    day = Published("2021-03-02", "day", None, "given")
    records = [
        engine.read(Article(name, told.format(word), outlet=name, published=day))
        for name, word in (("الميناء", "إرهابيين"), ("السفح", "مسلحين"), ("الثغر", "مسلحين"))
    ]
    page = page_of(desk_over("shelf", records), lang)
    table = page[page.index(title) :]
    assert table.count("<bdi>مسلحين</bdi>") == 2
    assert table.count("<bdi>إرهابيين</bdi>") == table.count(alone) == 1
    start = records[0].article.text.index("إرهابيين")
    assert f"?span={start}-{start + len('إرهابيين')}#span" in table


def test_a_conflict_shows_the_words_and_the_day_of_both(desk_over, attack):
    page = page_of(desk_over("shelf", attack), "en")
    parts = page[page.index("Where the accounts part") :]
    assert "<bdi>وكالة الثغر</bdi> › <bdi>وزارة الداخلية</bdi>" in parts
    assert "3 March 2021, 11:40" in parts
