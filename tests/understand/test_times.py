"""Times: what a phrase means on a day, what contradicts it, and what is no time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.language import vocabulary
from tawatur.language.layout import lay_out
from tawatur.language.marking import Marking
from tawatur.language.phrases import PhraseFinder
from tawatur.language.words import Vocabulary
from tawatur.model import Article, Engine, Part, Published, Record, Source, Span, Statement
from tawatur.understand.times import resolve_phrase, times

SATURDAY = "2020-05-16"


@pytest.fixture(scope="module")
def language():
    return Vocabulary(vocabulary.readings()), PhraseFinder(vocabulary.phrases())


@pytest.fixture
def read(language):
    def read_text(text, published=SATURDAY, statements=(), parts=()):
        when = Published(published, "day", basis="given") if published else Published()
        record = Record(
            Article("a", text, published=when, parts=tuple(parts)),
            Engine("0", "0"),
            statements=tuple(statements),
        )
        found = times(record, Marking(lay_out(text), *language)).times
        assert all(text[t.span.start : t.span.end] == t.span.text for t in found)
        return found

    return read_text


def values(found):
    return [(t.span.text, t.value) for t in found]


# ------------------------------------------------------------------ phrases

MEANT = [
    ("14 أيار/مايو الجاري", "2020-05-14"),
    ("14 مايو/أيار الجاري", "2020-05-14"),
    ("مساء اليوم السبت", "2020-05-16TEV"),
    ("أمس الجمعة", "2020-05-15"),
    ("نيسان/ أبريل 2019", "2019-04"),
    ("23 رمضان 1441", "2020-05-16"),
    ("٢٠٢٠/٥/١٦", "2020-05-16"),
    ("الأسبوع الماضي", "2020-W19"),
    ("الشهر الجاري", "2020-05"),
    ("العام المنصرم", "2019"),
    ("قبل يومين", "2020-05-14"),
    ("قبل شهر", "2020-04"),
    ("قبل عامين", "2018"),
    ("يوم 17 ماي", "2020-05-17"),
    ("الثاني من شهر يوليوز الماضي", "2019-07-02"),
    ("17 دجنبر 2010", "2010-12-17"),
    ("12 جويلية 2019", "2019-07-12"),
    ("بعد ظهر الأحد", "2020-05-10TAF"),
    ("أول من أمس", "2020-05-14"),
    ("أمس الأول", "2020-05-14"),
    ("بعد غد الاثنين", "2020-05-18"),
    ("غداً الأحد", "2020-05-17"),
    ("الليلة الماضية", "2020-05-15TNI"),
    ("وقت متأخر من مساء أمس", "2020-05-15TEV"),
    ("وقت سابق من هذا الشهر", "2020-05"),
    ("الأربعاء المقبل", "2020-05-20"),
    ("السبت المقبل", "2020-05-23"),
    ("السبت الماضي", "2020-05-09"),
    ("السبت", "2020-05-16"),
    ("اليوم (السبت)", "2020-05-16"),
    ("أيار الماضي", "2019-05"),
    ("آب المقبل", "2020-08"),
    ("27 مايو المقبل", "2020-05-27"),
    ("الخامس من الشهر الجاري", "2020-05-05"),
    ("31 مارس من العام الماضي", "2019-03-31"),
    ("النصف الأول من العام الحالي", "2020-H1"),
    ("الربع الثالث من العام 2019", "2019-Q3"),
    ("الأشهر الستة الأولى من العام الجاري", "2020-H1"),
    ("الأسبوع الأخير من شهر أغسطس 2015", "2015-W35"),
    ("صيف 2014", "2014-SU"),
    ("سبعينيات القرن الماضي", "197"),
    ("القرن التاسع عشر", "18"),
    ("الساعة 4:30 فجر الجمعة", "2020-05-15T04:30"),
    ("الساعة الثامنة والنصف من مساء الأحد", "2020-05-10T20:30"),
    ("التاسعة صباحا", "2020-05-16T09:00"),
    ("الساعة 10:30 مساء بتوقيت غرينتش", "2020-05-16T22:30+00:00"),
    ("اليوم السبت عند الساعة 14:00 (بتوقيت مكة المكرمة)", "2020-05-16T14:00+03:00"),
    ("خمس سنوات", "P5Y"),
    ("كل أسبوع", "P1W"),
]


@pytest.mark.parametrize(("phrase", "value"), MEANT)
def test_a_phrase_means_one_time(phrase, value):
    assert values(resolve_phrase(phrase, SATURDAY)) == [(phrase, value)]


@pytest.mark.parametrize(
    ("phrase", "mod", "since", "until"),
    [
        ("مطلع الشهر المقبل", "START", "2020-06-01", "2020-06-10"),
        ("أواخر أيار 2020", "END", "2020-05-22", "2020-05-31"),
        ("منتصف مايو 2020", "MID", "2020-05-11", "2020-05-21"),
        ("ليل السبت الأحد", None, "2020-05-16", "2020-05-17"),
        ("ليل الجمعة - السبت", None, "2020-05-15", "2020-05-16"),
        ("الأسبوع الماضي", None, "2020-05-04", "2020-05-10"),
        ("رمضان الماضي", None, "2019-05-06", "2019-06-03"),
        ("السنوات الخمس الماضية", None, "2015-05-16", "2020-05-16"),
    ],
)
def test_a_time_spans_days(phrase, mod, since, until):
    (time,) = resolve_phrase(phrase, SATURDAY)
    assert (time.mod, time.since, time.until) == (mod, since, until)


@pytest.mark.parametrize(
    ("phrase", "all_values"),
    [
        ("من 10 إلى 15 مايو", ["2020-05-10", "2020-05-15"]),
        ("بين 10 حزيران و2 أيلول المقبلين", ["2020-06-10", "2020-09-02"]),
        ("عامي 2013 و2014", ["2013", "2014"]),
        ("2011-2014", ["2011", "2014"]),
        ("من 7 نيسان إلى 5 أيار 2015", ["2015-04-07", "2015-05-05"]),
    ],
)
def test_a_range_is_two_times(phrase, all_values):
    assert [t.value for t in resolve_phrase(phrase, SATURDAY)] == all_values


@pytest.mark.parametrize(
    ("phrase", "flags", "value", "other"),
    [
        ("الأربعاء 1 فبراير/شباط", ("weekday",), "2020-02-01", "2017-02-01"),
        ("14 مايو/يونيو 2020", ("months",), "2020-05-14", "2020-06-14"),
        ("5/3/2020", ("order",), "2020-03-05", "2020-05-03"),
        ("اليوم الأحد", ("weekday",), "2020-05-17", "2020-05-16"),
    ],
)
def test_what_contradicts_itself_keeps_both_readings(phrase, flags, value, other):
    (time,) = resolve_phrase(phrase, SATURDAY)
    assert (time.flags, time.value, time.other_reading) == (flags, value, other)


def test_two_calendars_that_disagree_are_flagged_on_both():
    first, second = resolve_phrase("23 رمضان 1441 هـ الموافق 17 مايو 2020 م", SATURDAY)
    assert (first.value, first.flags, first.other_reading) == ("2020-05-16", ("hijri",), "2020-05-17")
    assert (second.value, second.flags, second.other_reading) == ("2020-05-17", ("hijri",), "2020-05-16")
    agreeing = resolve_phrase("23 رمضان 1441 هـ الموافق 16 مايو 2020 م", SATURDAY)
    assert [t.flags for t in agreeing] == [(), ()]


@pytest.mark.parametrize(
    "phrase", ["الأمين العام", "الأمين العام الحالي", "اليوم التالي", "الأيام الماضية", ""]
)
def test_what_names_no_time_is_left_alone(phrase):
    assert resolve_phrase(phrase, SATURDAY) == []


def test_without_an_anchor_only_what_the_text_tells_is_known():
    found = resolve_phrase("أمس، وفي 14 أيار 2020", None)
    assert [(t.value, t.basis) for t in found] == [(None, None), ("2020-05-14", None)]


# ------------------------------------------------------------------ in an article


def test_the_tense_of_the_verb_chooses_the_week(read):
    assert values(read("التقى الوزير نظيره الخميس في عمّان.")) == [("الخميس", "2020-05-14")]
    assert values(read("سيلتقي الوزير نظيره الخميس في عمّان.")) == [("الخميس", "2020-05-21")]
    assert values(read("ومن المقرر أن تبدأ الجلسة الاثنين.")) == [("الاثنين", "2020-05-18")]


def test_a_day_without_its_year_is_the_nearest_or_the_one_the_verb_tells(read):
    assert values(read("وقعت الهيئة العقد في 30 كانون الأول.")) == [("30 كانون الأول", "2019-12-30")]
    assert values(read("وستجرى الجولة الثانية في 30 كانون الأول.")) == [("30 كانون الأول", "2020-12-30")]


def test_glued_letters_do_not_belong_to_a_time(read):
    assert values(read("وفجر اليوم وصلت القافلة.")) == [("فجر اليوم", "2020-05-16TMO")]


def test_years_need_a_cue_and_nothing_counted(read):
    text = "بنت الشركة في 2015 مصنعا، واستقبلت في 2000 مدرسة تلاميذ، وعادت عام 2018."
    assert values(read(text)) == [("2015", "2015"), ("عام 2018", "2018")]


def test_names_with_time_words_are_no_times(read):
    assert read("قال الأمين العام للمنظمة لـ«اليوم» إن المدير العام الحالي باق.") == ()


def test_the_same_period_takes_up_the_half_named_before(read):
    text = "ارتفعت الصادرات في النصف الأول من العام الجاري مقارنة مع الفترة نفسها من العام الماضي."
    assert [t.value for t in read(text)] == ["2020-H1", "2019-H1"]


def test_lists_and_boilerplate_beside_an_article_are_left_out(read):
    text = "عاد الوفد أمس.\n\nاليوم 06:42\n\n20 آب\n\nتأسست القناة عام 2012"
    start = text.index("تأسست")
    assert values(read(text, parts=[Part("boilerplate", start, len(text))])) == [("أمس", "2020-05-15")]


def test_inside_a_dated_interview_the_anchor_is_its_day(read):
    text = "وفي 4 أيار/مايو الجاري، قال الحاكم في مقابلة مع صحيفة محلية إن المصرف اتخذ أمس قرارا صعبا."
    cue, content = text.index("قال"), text.index("المصرف")
    statement = Statement(
        "s1",
        (Span(cue, cue + 3, "قال"),),
        Source("role"),
        (Span(content, len(text) - 1, text[content:-1]),),
        "indirect",
        "say",
        channel="interview",
    )
    first, second = read(text, statements=[statement])
    assert (second.span.text, second.value, second.basis) == ("أمس", "2020-05-03", first.id)


def test_marks_on_letters_do_not_move_a_span(read):
    assert values(read("وَأَمْسِ وصل الوفد.")) == [("أَمْسِ", "2020-05-15")]


@given(st.text(alphabet="اليوم أمس 0123456789/-:،.()مايوأيرسبتلشهعاقنم\u064e\u200f\n", max_size=80))
def test_any_text_is_read_and_spans_lie_in_it(text):
    for time in resolve_phrase(text, SATURDAY):
        assert text[time.span.start : time.span.end] == time.span.text
