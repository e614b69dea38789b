"""The article's own date: what the text leaves open, and when only one day is left."""

import pytest

from tawatur.attribute import lexicon as cues
from tawatur.language import vocabulary
from tawatur.language.layout import lay_out
from tawatur.language.marking import Marking
from tawatur.language.phrases import PhraseFinder
from tawatur.language.words import Vocabulary
from tawatur.model import Article, Capture, Engine, Published, Record
from tawatur.understand.dating import date_article
from tawatur.understand.dating_clues import Tenure, tenures

HELD = {
    "p-serraj": (Tenure("p-serraj", "رئيس المجلس الرئاسي", "2016-03-30", "2021-03-15"),),
    "p-stoltenberg": (Tenure("p-stoltenberg", "الأمين العام لحلف شمال الأطلسي", "2014-10-01", "2024-10-01"),),
}


@pytest.fixture(scope="module")
def language():
    readings = [*vocabulary.readings(), *cues.readings()]
    return Vocabulary(readings), PhraseFinder([*vocabulary.phrases(), *cues.phrases()])


@pytest.fixture
def dated(language):
    def date_text(text, held=HELD, url=None, captured=None, published=None):
        article = Article(
            "a", text, url=url, published=published or Published(), capture=Capture(captured_at=captured)
        )
        marking = Marking(lay_out(text), *language)
        return date_article(Record(article, Engine("0", "0")), marking, held).article.published

    return date_text


def test_weekday_month_office_and_a_name_that_began_leave_three_days(dated):
    found = dated(
        "زار رئيس المجلس الرئاسي فايز السراج المرفأ مساء اليوم السبت.\n\n"
        "وفي 14 أيار/مايو الجاري، دعا مسؤول أوروبي إلى احترام مخرجات مؤتمر برلين."
    )
    assert (found.at, found.basis) == (None, "unknown")
    assert found.candidates == ("2020-05-16", "2020-05-23", "2020-05-30")
    assert [span.text for span in found.evidence] == [
        "فايز السراج",
        "مساء اليوم السبت",
        "14 أيار/مايو الجاري",
        "مخرجات مؤتمر برلين",
    ]


def test_a_full_date_of_today_is_the_day(dated):
    found = dated("أعلنت البلدية، اليوم السبت 16 أيار/مايو 2020، إغلاق الجسر.")
    assert (found.at, found.precision, found.basis) == ("2020-05-16", "day", "inferred")


def test_a_full_date_of_yesterday_is_the_day_before(dated):
    assert dated("وصلت السفينة أمس الجمعة 15 أيار/مايو 2020 إلى المرفأ.").at == "2020-05-16"


def test_a_weekday_that_contradicts_the_date_leaves_no_single_day(dated):
    found = dated("أعلنت البلدية اليوم 16 أيار/مايو 2020 إغلاق الجسر. وقال العمدة اليوم الأحد إنه آسف.")
    assert found.at is None
    assert "2020-05-16" in found.candidates


def test_days_are_counted_from_a_known_beginning(dated):
    found = dated("يتواصل العدوان على قطاع غزة لليوم الـ293 على التوالي.")
    assert found.at == "2024-07-25"
    assert dated("دخل الأسير في غزة يومه الـ293 من الإضراب ضد العدوان.").candidates == ()


def test_a_short_count_fits_several_wars(dated):
    found = dated("يتواصل العدوان على قطاع غزة لليوم الـ9 على التوالي.")
    assert found.at is None
    assert {"2014-07-16", "2021-05-18", "2023-10-15"} <= set(found.candidates)


def test_a_date_line_at_the_top_is_the_articles_own(dated):
    assert dated("الجسر يفتح غدا\n\nالأربعاء 7 تشرين الأول 2020\n\nأعلنت البلدية فتحه.").at == "2020-10-07"


def test_the_address_tells_the_day(dated):
    assert dated("أعلنت البلدية فتح الجسر.", url="https://example.org/2020/05/16/bridge").at == "2020-05-16"


def test_no_article_is_younger_than_its_capture(dated):
    text = "وتحتج النقابة اليوم السبت. وفي 14 أيار/مايو الجاري، اجتمعت بسبب كوفيد-19."
    found = dated(text, captured="2020-06-01T00:00:00Z")
    assert found.candidates == ("2020-05-16", "2020-05-23", "2020-05-30")


def test_no_year_is_taken_for_granted(dated):
    found = dated("أعلنت البلدية، اليوم السبت، إغلاق الجسر الذي أقيم في 14 أيار/مايو الجاري.")
    assert (found.at, found.candidates) == (None, ())
    assert found.evidence


def test_former_holders_bound_nothing(dated):
    text = "وفي 14 أيار/مايو الجاري قال رئيس المجلس الرئاسي السابق فايز السراج إن مخرجات برلين باقية."
    assert dated(text).candidates == ()


def test_a_given_date_stays(dated):
    given = Published("2019", "year", basis="given")
    assert dated("أعلنت البلدية اليوم السبت 16 أيار 2020 فتحه.", published=given) == given


def test_the_resources_know_who_held_what():
    assert any(row.office for row in tenures()["p-stoltenberg"])


def test_a_date_that_is_no_date_is_no_day():
    from tawatur.model import Article, Published
    from tawatur.run.pipeline import Engine

    text = "قال وزير الخارجية الروسي إن المحادثات مفيدة."
    article = Article(id="a", text=text, published=Published(candidates=("No publication date",)))
    assert Engine.load().read(article).statements
