"""Whom the sources of a text mean."""

import pytest

from tawatur.read import Options, from_bytes
from tawatur.run.pipeline import Engine


@pytest.fixture(scope="module")
def read():
    engine = Engine.load()

    def reading(text, published="2020-05-16"):
        article = next(iter(from_bytes(text.encode(), "x.txt", Options(published=published))))
        return engine.read(article)

    return reading


@pytest.fixture(scope="module")
def speakers(read):
    """The entity of each source by its words, or by its cue where it has none, in the order of the text."""

    def of(text, **options):
        record = read(text, **options)
        return [
            (s.source.span.text if s.source.span else s.cue[0].text, record.entity(s.source.entity))
            for s in record.statements
        ]

    return of


def names(found):
    return [entity and entity.name for _, entity in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال وزير الري حسام نجيب إن السد جاهز. وأضاف الوزير أن الملء بدأ.", "حسام نجيب"),
        (
            "قال وزير خارجية سلوفينيا ماركو نوفاك إن الحدود مفتوحة. وأكد الوزير السلوفيني أن الأمر مؤقت.",
            "ماركو نوفاك",
        ),
        ("أكد الأمير سعود بن ماجد أن المشروع يكتمل قريبا. وأوضح سموه أن العمل مستمر.", "سعود بن ماجد"),
        (
            "صرح المتحدث باسم هيئة السكك فادي حنا بأن الخط توقف. وقال المتحدث باسم الهيئة إن العمل يعود غدا.",
            "فادي حنا",
        ),
    ],
)
def test_an_office_is_its_holder(speakers, text, name):
    assert set(names(speakers(text))) == {name}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("أصدرت نقابة الأطباء بيانا أعلنت فيه الإضراب. وجاء في البيان أن المطالب قديمة.", "البيان"),
        ("قالت وزارة الزراعة في بيان إن المحصول وفير. وأضاف البيان أن التصدير يبدأ قريبا.", "البيان"),
        ("أعدت صحيفة الأفق تقريرا عن الأسعار. وذكر التقرير أن الغلاء مستمر.", "التقرير"),
        ("وجاء في بيان لوزارة النقل أن الطريق مغلق.", "بيان لوزارة النقل"),
    ],
)
def test_a_document_speaks_for_its_issuer(read, text, source):
    record = read(text)
    statement = next(s for s in record.statements if s.source.span and s.source.span.text == source)
    entity = record.entity(statement.source.entity)
    assert entity.type == "ORG"
    assert statement.source.issuer == entity.id


def test_the_capital_of_a_conference_is_not_the_issuer_of_its_declaration(speakers):
    assert [e.type for _, e in speakers("وأكد إعلان برازيليا أن المناخ يهم الجميع.")] == ["DOC"]


def test_an_office_without_a_name_is_its_holder_of_that_day(speakers):
    text = "أكد أمين عام حلف شمال الأطلسي أن المهمة مستمرة."
    [(_, then)] = speakers(text, published="2020-05-16")
    [(_, later)] = speakers(text, published="2025-03-01")
    [(_, undated)] = speakers(text, published=None)
    assert then.known == "p-stoltenberg"
    assert later.known == "p-rutte"
    assert undated.known is None
    assert [(r.since, r.until) for r in then.roles] == [("2014-10-01", "2024-10-01")]


def test_a_former_holder_is_not_the_holder(speakers):
    text = "أكد الأمين العام السابق لحلف شمال الأطلسي أن المهمة صعبة."
    assert [e.known for _, e in speakers(text)] == [None]


def test_a_surname_of_two_is_the_one_who_speaks(speakers):
    text = "كان رئيس البلدية جورج خوري غائبا. وقال المهندس سامي خوري إن الجسر آمن. وأضاف خوري أن الفحص انتهى."
    assert names(speakers(text)) == ["سامي خوري", "سامي خوري"]


def test_a_surname_that_two_bear_and_nobody_spoke_is_nobody(read):
    text = "حضر رئيس البلدية جورج خوري أمس. وحضر المهندس سامي خوري أيضا. وقال خوري إن الجسر آمن."
    record = read(text)
    [statement] = record.statements
    assert statement.source.entity is None


@pytest.mark.parametrize(
    "text",
    [
        "قال وزير العدل كريم سعد إن المحاكمة تبدأ غدا. وأضافت أن القضاة جاهزون.",
        "أوضحت وزيرة العدل ليلى سعد أن المحاكمة تبدأ غدا. وأضافوا أن القضاة جاهزون.",
    ],
)
def test_a_verb_that_does_not_agree_has_no_speaker(speakers, text):
    found = speakers(text)
    assert found[0][1] is not None
    assert found[1][1] is None


def test_the_source_is_the_unnamed_one_before_it(speakers):
    text = "قال مصدر في وزارة الطاقة إن الخط يعمل. وقال مصدر أمني إن الطريق آمن. وأضاف المصدر الأمني أن الدوريات مستمرة."
    first, second, third = (e for _, e in speakers(text))
    assert third is second
    assert first is not second


def test_the_newspaper_is_the_one_named_last(speakers):
    text = 'ذكرت "الغارديان" أن الاتفاق قريب. وقالت وزارة الطاقة إن الخط يعمل. وأكدت الصحيفة أن الجولة ناجحة.'
    found = speakers(text)
    assert found[2][1] is found[0][1]


def test_what_belongs_to_a_body_is_not_the_body(speakers):
    text = "قال برنامج الغذاء العالمي إن المخزون قليل. وأضاف البرنامج التابع للأمم المتحدة أن الطرق مغلقة."
    first, second = (e for _, e in speakers(text))
    assert first is second
    assert first.known == "wfp"


def test_an_office_tells_through_which_mention_it_was_understood(read):
    record = read("قال وزير الري حسام نجيب إن السد جاهز. وأضاف الوزير أن الملء بدأ.")
    start, _, end = record.statements[1].source.through.partition("-")
    assert record.article.text[int(start) : int(end)] == "حسام نجيب"


def test_a_lead_printed_twice_has_one_speaker(speakers):
    lead = "مسؤول لبناني يقول إن المرفأ يعمل."
    text = f"المرفأ يعمل\n\n{lead}\n\nوأكد وزير النقل علي حمية أن السفن تصل. وقال مسؤول سوري إن الحدود مفتوحة.\n\n{lead}"
    found = [e for source, e in speakers(text) if source == "مسؤول لبناني"]
    assert len(found) == 2
    assert found[0] is found[1]


def test_who_was_quoted_last_goes_on(speakers):
    text = (
        "قال معهد الدراسات إن الأرقام ثابتة. ونقلت وكالة فارس عن الوزير محمد عيسى قوله: «الأرقام تغيرت»."
        " وأضاف: «سننشرها غدا»."
    )
    found = names(speakers(text))
    assert found[-1] == "محمد عيسى"


def test_after_a_long_silence_a_verb_without_a_subject_is_nobodys(speakers):
    background = "والسد من أقدم سدود البلاد، وقد بني على النهر قبل ستين عاما في مضيق بين جبلين عاليين. " * 5
    text = f"قال وزير الري حسام نجيب إن السد جاهز. {background}وأضاف أن الملء بدأ."
    assert [e and e.name for _, e in speakers(text)] == ["حسام نجيب", None]


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("قالت مصادر محلية إن الطريق مغلق. وأضافت أن الأمطار غزيرة.", True),
        ("قال خبراء الأرصاد إن العاصفة تقترب. وأضافوا أن الأمطار غزيرة.", True),
        ("قال خبراء الأرصاد إن العاصفة تقترب. وأضافت أن الأمطار غزيرة.", False),
        ("أفادت وسائل إعلام محلية بأن الطريق مغلق. وأضافت أن الأمطار غزيرة.", True),
    ],
)
def test_a_group_is_spoken_of_in_its_own_number(speakers, text, goes_on):
    first, second = (e for _, e in speakers(text))
    assert (second is first) is goes_on


def test_two_offices_before_one_name(speakers):
    text = "أوضح مدير الإدارة المتحدث الرسمي بأمانة المنطقة سعيد بن ناصر الغامدي أن العمل يبدأ غدا. وأكد الغامدي أن الفريق جاهز."
    first, second = (e for _, e in speakers(text))
    assert first is second
