"""Short forms of what a text names in full."""

import pytest

from tawatur.read import Options, from_bytes
from tawatur.run.pipeline import Engine


@pytest.fixture(scope="module")
def forms():
    """Every mention of the entities of a text, by the id they are known as, else by their name."""
    engine = Engine.load()

    def of(text):
        article = next(iter(from_bytes(text.encode(), "x.txt", Options(published="2020-05-16"))))
        record = engine.read(article)
        return {
            e.known or e.name: [record.article.text[m.start : m.end] for m in e.mentions]
            for e in record.entities
        }

    return of


def test_a_bare_head_noun_is_the_only_body_of_its_kind(forms):
    text = "قال حلف شمال الأطلسي إن المهمة مستمرة. وتعقد اللجنة اجتماعا في مقر الحلف غدا."
    assert "الحلف" in forms(text)["nato"]


def test_where_two_bodies_are_of_that_kind_it_is_left_alone(forms):
    text = "تحدثت وزارة الصحة اللبنانية ووزارة الطاقة اللبنانية عن الأمر. ثم خرج الناس من مقر الوزارة."
    assert not any("الوزارة" in told for told in forms(text).values())


def test_a_government_goes_by_its_capital(forms):
    text = "أعلنت حكومة الوفاق الوطني أن القوات تقدمت. وقال السكان إن حكومة طرابلس بعيدة."
    assert "حكومة طرابلس" in forms(text)["lby-gna"]


def test_the_two_sides_are_the_only_two_persons(forms):
    text = "بحث وزير النقل سامي نصار مع وزيرة البيئة هدى ناصر ملف القطار. وأكد الجانبان أن العمل يبدأ قريبا."
    found = forms(text)
    assert "الجانبان" in found["سامي نصار"]
    assert "الجانبان" in found["هدى ناصر"]
