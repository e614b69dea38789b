import datetime as dt

import pytest

from tawatur.language.offices import Offices, Tenure, first_day, last_day, offices


@pytest.fixture(scope="module")
def known():
    return offices()


def who(known, words, day):
    return [t.holder for office in known.title(words).offices for t in known.holders(office.id, day)]


@pytest.mark.parametrize(
    ("words", "day", "holder"),
    [
        ("الأمين العام لحلف الناتو", dt.date(2020, 5, 16), "p-stoltenberg"),
        ("أمين عام حلف شمال الأطلسي", dt.date(2020, 5, 16), "p-stoltenberg"),
        ("وزير الخارجية الروسي", dt.date(2020, 5, 16), "p-lavrov"),
        ("وزير خارجية روسيا", dt.date(2020, 5, 16), "p-lavrov"),
        ("والرئيس الأميركي", dt.date(2020, 5, 16), "p-trump"),
        ("الرئيس الأمريكي", dt.date(2022, 5, 16), "p-biden"),
        ("رئيس الوزراء الإسرائيلي الجديد", dt.date(2022, 7, 20), "p-lapid"),
        ("رئيس حكومة الوفاق", dt.date(2020, 5, 16), "p-serraj"),
        ("وزير الداخلية في حكومة الوفاق", dt.date(2020, 5, 16), "p-bashagha"),
        ("رئيس كوريا الجنوبية", dt.date(2020, 5, 16), "p-moon"),
        ("الرئيس الكوري الجنوبي", dt.date(2020, 5, 16), "p-moon"),
        ("المتحدثة باسم الخارجية الروسية", dt.date(2020, 5, 16), "p-zakharova"),
        ("مدير عام منظمة الصحة العالمية", dt.date(2020, 5, 16), "p-tedros"),
        ("المستشارة الألمانية", dt.date(2020, 5, 16), "p-merkel"),
    ],
)
def test_an_office_phrase_and_a_day_give_the_holder(known, words, day, holder):
    assert who(known, words, day) == [holder]


def test_the_alliance_of_the_text_gives_its_secretary_general(known):
    title = known.title("أمين عام الحلف")
    assert (title.classes, title.bodies, title.rest) == (("secretary-general",), (), "الحلف")
    (office,) = known.of_body("nato", "أمين عام الحلف")
    assert [t.holder for t in known.holders(office.id, dt.date(2020, 5, 16))] == ["p-stoltenberg"]


def test_the_country_of_the_story_tells_one_envoy_from_the_others(known):
    assert len(known.of_body("un", "المبعوث الأممي")) > 3
    (office,) = known.of_body("un", "المبعوث الأممي", to="LBY")
    assert [t.holder for t in known.holders(office.id, dt.date(2018, 5, 16))] == ["p-ghassan-salame"]


def test_an_office_without_its_body_names_nobody(known):
    title = known.title("وزير الخارجية")
    assert (title.classes, title.bodies, title.offices) == (("foreign-minister",), (), ())
    assert known.title("مصدر مسؤول").classes == ()
    assert known.title("").classes == ()


@pytest.mark.parametrize("words", ["الرئيس الأمريكي السابق", "رئيسة الحكومة المكلفة", "الرئيس المنتخب"])
def test_former_and_coming_holders_do_not_hold(known, words):
    title = known.title(words)
    assert not title.held
    assert title.rest == ""


def test_a_word_of_the_title_itself_ends_no_office(known):
    title = known.title("رئيس الحكومة الليبية المكلفة من مجلس النواب")
    assert (title.bodies, title.held, title.rest) == (("lby-gns",), True, "")
    assert not known.title("رئيس الحكومة الليبية المكلفة من مجلس النواب السابق").held


def test_rivals_stand_side_by_side(known):
    found = known.holders("lby-hcs:chair", dt.date(2025, 1, 15))
    assert {(t.holder, t.rival) for t in found} == {("p-takala", "1"), ("p-mishri", "1")}


def test_an_office_of_many_seats_has_no_holder(known):
    assert known.holders("us-senate:member", dt.date(2016, 5, 16)) == ()
    assert any(t.office == "us-senate:member" for t in known.held_by("p-mccain"))


@pytest.mark.parametrize(
    ("tenure", "day", "covered"),
    [
        (("2019", "2021-06", ""), dt.date(2019, 1, 1), True),
        (("2019", "2021-06", ""), dt.date(2021, 6, 30), True),
        (("2019", "2021-06", ""), dt.date(2021, 7, 1), False),
        (("2019-03-15", "", "2025-06"), dt.date(2025, 6, 30), True),
        (("2019-03-15", "", "2025-06"), dt.date(2025, 7, 1), False),
        (("2019-03-15", "", ""), dt.date(2020, 7, 1), False),
        (("", "2021", ""), dt.date(2020, 7, 1), False),
    ],
)
def test_a_tenure_answers_between_two_known_ends(tenure, day, covered):
    since, until, as_of = tenure
    assert Tenure("x:chair", "p-x", since, until, as_of).may_cover(day) is covered


def test_vague_days_are_stretched_to_their_ends():
    assert (first_day("2019"), last_day("2019")) == (dt.date(2019, 1, 1), dt.date(2019, 12, 31))
    assert (first_day("2020-02"), last_day("2020-02")) == (dt.date(2020, 2, 1), dt.date(2020, 2, 29))
    assert (first_day(""), last_day("")) == (dt.date.min, dt.date.max)


def test_a_pack_ends_a_tenure_that_was_open(tmp_path):
    (tmp_path / "names").mkdir()
    (tmp_path / "names/tenures.tsv").write_text(
        "office\tholder\tfrom\tto\tas_of\trival\trecognised_by\tsource\n"
        "RUS:foreign-minister\tp-lavrov\t2004-03-09\t2019-12-31\t\t\t\ta newsroom\n"
    )
    known = Offices((tmp_path,))
    assert known.holders("RUS:foreign-minister", dt.date(2020, 5, 16)) == ()
    assert [t.until for t in known.held_by("p-lavrov")] == ["2019-12-31"]
