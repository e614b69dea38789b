import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawatur.language.calendar import absolute_dates, clock_times, month_number, weekday_number

WRITTEN = [
    ("في 14 أيار/مايو 2020", "14 أيار/مايو 2020", "2020-05-14"),
    ("في 14 مايو/ أيار 2020", "14 مايو/ أيار 2020", "2020-05-14"),
    ("يوم 14 مايو (أيار) 2020", "14 مايو (أيار) 2020", "2020-05-14"),
    ("٢٠٢٠/٥/١٦", "٢٠٢٠/٥/١٦", "2020-05-16"),
    ("بتاريخ 16-5-2020.", "16-5-2020", "2020-05-16"),
    ("2020-05-16", "2020-05-16", "2020-05-16"),
    ("يوم 5/16/2020", "5/16/2020", "2020-05-16"),
    ("١ / ١٢ / ٢٠٢٠", "١ / ١٢ / ٢٠٢٠", "2020-12-01"),
    ("16\u200f/5\u200f/2020", "16\u200f/5\u200f/2020", "2020-05-16"),
    ("28 آب 2015", "28 آب 2015", "2015-08-28"),
    ("8 فيفري 2019", "8 فيفري 2019", "2019-02-08"),
    ("12 جويلية 2019", "12 جويلية 2019", "2019-07-12"),
    ("3 غشت 2021", "3 غشت 2021", "2021-08-03"),
    ("17 دجنبر 2010", "17 دجنبر 2010", "2010-12-17"),
    ("2 تشرين أول 2019", "2 تشرين أول 2019", "2019-10-02"),
    ("12 كانون الثاني/يناير 2020", "12 كانون الثاني/يناير 2020", "2020-01-12"),
    ("11 حزيران من العام 2012", "11 حزيران من العام 2012", "2012-06-11"),
    ("03 يونيو 2020م", "03 يونيو 2020م", "2020-06-03"),
    ("السبت 16 مايو 2020", "السبت 16 مايو 2020", "2020-05-16"),
    ("منذ نيسان/ أبريل 2019", "نيسان/ أبريل 2019", "2019-04"),
    ("وفبراير 2011", "فبراير 2011", "2011-02"),
    ("23 رمضان 1441", "23 رمضان 1441", "2020-05-16"),
    ("5 ذي القعدة 1441هـ", "5 ذي القعدة 1441هـ", "2020-06-26"),
    ("٢٣ / ٩ / ١٤٤١ هـ", "٢٣ / ٩ / ١٤٤١ هـ", "2020-05-16"),
    ("1 صفر 1442", "1 صفر 1442", "2020-09-18"),
    ("١٤ مَايُو ٢٠٢٠", "١٤ مَايُو ٢٠٢٠", "2020-05-14"),
    ("السبت 16 مايو 2020 10:30 مساءً", "السبت 16 مايو 2020 10:30 مساءً", "2020-05-16T22:30"),
    ("الأربعاء، 07 أكتوبر 2020 - 12:09 م", "الأربعاء، 07 أكتوبر 2020 - 12:09 م", "2020-10-07T12:09"),
    ("٠٢:٠٠ الثلاثاء ١ / ١٢ / ٢٠٢٠", "٠٢:٠٠ الثلاثاء ١ / ١٢ / ٢٠٢٠", "2020-12-01T02:00"),
    ("الأحد 04 آب/أغسطس 2013، آخر تحديث 02:21 (GMT+0400)", None, "2013-08-04T02:21+04:00"),
    ("16 مايو 2020 الساعة 19:30 بتوقيت غرينتش", None, "2020-05-16T19:30+00:00"),
]


@pytest.mark.parametrize(("text", "words", "value"), WRITTEN)
def test_a_date_is_read_where_it_stands(text, words, value):
    (date,) = absolute_dates(text)
    assert date.value == value
    if words:
        assert text[date.start : date.end] == words


def test_a_date_without_a_year_keeps_none():
    (date,) = absolute_dates("في 14 أيار/مايو الجاري")
    assert (date.year, date.month, date.day, date.value) == (None, 5, 14, None)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("الأربعاء 1 فبراير 2020", ("weekday",)),
        ("السبت 1 فبراير 2020", ()),
        ("14 أيار/يونيو 2020", ("months",)),
        ("3/5/2020", ("order",)),
        ("2020/5/3", ()),
    ],
)
def test_what_does_not_agree_is_flagged(text, flags):
    assert absolute_dates(text)[0].flags == flags


@pytest.mark.parametrize(
    "text",
    [
        "فاز بهدفين مقابل 2 صفر",
        "ارتفع بنسبة 14.8% إلى 804",
        "31/2/2020",
        "مارس الضغط على 20 نائبا",
        "192.168.1.2020",
        "",
    ],
)
def test_what_is_no_date_is_left_alone(text):
    assert absolute_dates(text) == []


def test_hijri_dates_keep_their_own_words():
    (date,) = absolute_dates("23 رمضان 1441")
    assert (date.calendar, date.hijri) == ("hijri", "1441-09-23")


def test_both_calendars_side_by_side():
    first, second = absolute_dates("السبت 23 رمضان 1441 الموافق 16 مايو 2020")
    assert first.value == second.value == "2020-05-16"


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("10:30 صباحا", 10, 30),
        ("12:05 ص", 0, 5),
        ("12:05 ظهرا", 12, 5),
        ("9:15 ليلا", 21, 15),
        ("2:00 ليلا", 2, 0),
    ],
)
def test_clock_times(text, hour, minute):
    ((start, end, clock),) = clock_times(text)
    assert (clock.hour, clock.minute) == (hour, minute)
    assert text[start:end] == text


def test_names():
    assert month_number("آب") == (8, "gregorian")
    assert month_number("ذي الحجة") == (12, "hijri")
    assert month_number("وزير") is None
    assert weekday_number("الثلثاء") == 2


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789١٢٣/.-: \u200f\u064eمايوأبهـ()،", max_size=60))
def test_ranges_always_lie_in_the_text(text):
    for date in absolute_dates(text):
        assert 0 <= date.start < date.end <= len(text)
