import pytest

from tawatur.errors import SettingsError
from tawatur.read import Options, from_bytes

LEAD = "أعلنت هيئة الموانئ، صباح الثلاثاء، استئناف حركة الملاحة في مرفأ الزهراء بعد أسبوع من التوقف."
MORE = "وقال مدير الهيئة إن الأضرار اقتصرت على رافعتين، وإن إصلاحهما لن يستغرق أكثر من عشرة أيام."


def read(text, **options):
    (article,) = from_bytes(text.encode(), "port.txt", Options(**options))
    for part in article.parts:
        assert article.text[part.start : part.end].strip() == article.text[part.start : part.end] != ""
    assert list(article.parts) == sorted(article.parts, key=lambda part: part.start)
    return article


def kinds(article):
    return [part.kind for part in article.parts]


def test_the_text_is_the_whole_file():
    text = f"\n  عنوان الخبر هنا  \r\n\r\n{LEAD}\r{MORE}\n\n"
    article = read("\ufeff" + text)
    assert article.text == f"\n  عنوان الخبر هنا  \n\n{LEAD}\n{MORE}\n\n"
    assert article.id == "port"
    assert article.title.text == "عنوان الخبر هنا"
    assert article.text[article.title.start : article.title.end] == article.title.text


def test_section_then_title():
    article = read(f"العالم العربي\n\nهيئة الموانئ تعلن عودة الملاحة\n\n{LEAD}\n\n{MORE}")
    assert article.section.text == "العالم العربي"
    assert article.title.text == "هيئة الموانئ تعلن عودة الملاحة"
    assert kinds(article) == ["section", "title", "paragraph", "paragraph"]


def test_section_and_title_before_a_byline():
    article = read(
        f"عربي ودولي\n\nهيئة الموانئ تعلن عودة الملاحة إلى المرفأ\n\nسلمى حداد – بيروت\n\n{LEAD}\n\n{MORE}"
    )
    assert kinds(article) == ["section", "title", "byline", "paragraph", "paragraph"]


def test_a_short_title_is_no_section_before_a_byline():
    article = read(f"عودة الملاحة\n\nسلمى حداد – بيروت\n\n{LEAD}")
    assert article.section is None
    assert article.title.text == "عودة الملاحة"
    assert article.byline.text == "سلمى حداد – بيروت"


def test_a_single_line_is_a_paragraph():
    assert kinds(read("أكد الوزير أن الأمن مستتب")) == ["paragraph"]


def test_a_first_line_that_ends_like_a_sentence_is_no_title():
    assert kinds(read(f"{LEAD}\n{MORE}")) == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    "dateline",
    [
        "طرابلس - وكالات:", "عمان – بترا -", "القاهرة (رويترز) -", "بيروت ـ أ ف ب:", "الرياض:", "بغداد/ وكالات:",
        "دبي، الإمارات العربية المتحدة (CNN)--", "ترهونة - وكالات:", "واس - جدة:", "(CNN) --",
    ],
)  # fmt: skip
def test_datelines(dateline):
    article = read(f"عودة الملاحة إلى المرفأ\n\n{dateline} {LEAD}\n\n{MORE}")
    assert article.dateline.text == dateline
    assert kinds(article) == ["title", "dateline", "paragraph", "paragraph"]


def test_an_outlet_names_itself_in_its_dateline():
    article = read(f"عودة الملاحة إلى المرفأ\n\nالساحل- جدة: {LEAD}\n\n{MORE}", outlet="الساحل")
    assert article.dateline.text == "الساحل- جدة:"


@pytest.mark.parametrize(
    "start",
    [
        "القاهرة، عاصمة البلاد، ",
        "رويترز: ",
        "رئيس الهيئة: ",
        "وقال - وهو يبتسم - ",
        "دمشق وبيروت: ",
        "الوزير - في كلمته - ",
    ],
)
def test_what_is_no_dateline(start):
    assert read(f"عودة الملاحة إلى المرفأ\n\n{start}{LEAD}\n\n{MORE}").dateline is None


def test_a_place_that_speaks_is_no_dateline_without_a_headline():
    assert read(f"موسكو: {LEAD}").dateline is None


@pytest.mark.parametrize(
    "byline", ["كتبت: منى سالم", "بقلم/ حسن علي", "ليلى منصور – متابعات", "فريق التحرير", "كتب أحمد عبد الله"]
)
def test_bylines(byline):
    article = read(f"عودة الملاحة إلى المرفأ\n\n{byline}\n\n{LEAD}\n\n{MORE}")
    assert article.byline.text == byline


def test_furniture_at_the_end_is_kept_as_boilerplate():
    tail = ["اقرأ أيضا: عاصفة تغلق ثلاثة مرافئ", "شارك", "سمات الموانئ الزهراء", "زر الذهاب إلى الأعلى"]
    article = read("\n\n".join(["عودة الملاحة إلى المرفأ", LEAD, MORE, *tail]))
    assert kinds(article) == ["title", "paragraph", "paragraph", *["boilerplate"] * 4]
    assert article.text.endswith("الأعلى")


def test_what_an_outlet_says_of_itself_is_boilerplate_beside_its_rights():
    about = ["قناة فضائية عربية مستقلة تبث من المدينة الإعلامية", "جميع الحقوق محفوظة"]
    assert (
        kinds(read("\n\n".join(["عودة الملاحة إلى المرفأ", LEAD, MORE, *about])))[-2:] == ["boilerplate"] * 2
    )
    assert kinds(read("\n\n".join(["عودة الملاحة إلى المرفأ", LEAD, MORE, about[0]])))[-1] == "paragraph"


def test_tags_glued_to_the_last_paragraph_are_cut_off():
    article = read(f"عودة الملاحة إلى المرفأ\n\n{LEAD}\n\n{MORE} سمات الموانئ الزهراء")
    last, tags = article.parts[-2:]
    assert article.text[last.start : last.end] == MORE
    assert (tags.kind, article.text[tags.start : tags.end]) == ("boilerplate", "سمات الموانئ الزهراء")


def test_repeated_paragraphs_name_the_first():
    article = read(f"عودة الملاحة إلى المرفأ\n\n{LEAD} {MORE}\n\n{MORE}\n\n{LEAD}")
    assert [part.duplicate_of for part in article.parts] == [None, None, None, 1]


def test_a_date_line_tells_when():
    article = read(
        f"عودة الملاحة إلى المرفأ\n\nنشر في: الثلاثاء 9 آذار/مارس 2021 - 10:15 صباحا\n\n{LEAD}\n\n{MORE}"
    )
    (evidence,) = article.published.evidence
    assert (article.published.at, article.published.basis) == ("2021-03-09T10:15", "page")
    assert (
        article.text[evidence.start : evidence.end]
        == evidence.text
        == "الثلاثاء 9 آذار/مارس 2021 - 10:15 صباحا"
    )
    assert kinds(article)[1] == "boilerplate"


@pytest.mark.parametrize(
    ("given", "precision", "zone"),
    [
        ("2020", "year", None), ("2020-05", "month", None), ("2020-05-16", "day", None),
        ("2020-05-16T10:30", "minute", None), ("2020-05-16T10:30+03:00", "minute", "+03:00"),
        ("2020-05-16T07:30:12Z", "minute", "+00:00"),
    ],
)  # fmt: skip
def test_a_given_time(given, precision, zone):
    published = read(LEAD, published=given).published
    assert (published.precision, published.zone, published.basis) == (precision, zone, "given")
    assert given.startswith(published.at[:10])


def test_a_given_time_that_is_none():
    with pytest.raises(SettingsError, match="give it as"):
        read(LEAD, published="yesterday")


def test_marks_and_directions_stay():
    text = f"\u202bعنوان\u200f قصير\u00a0هنا\u202c\n\n{LEAD}"
    assert read(text).text == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LEAD, "ar"),
        ("رئیس جمهوری گفت که این طرح از هفته آینده در همه استان‌ها اجرا می‌شود و بودجه آن تصویب شده است", "fa"),
        ("وزیر اعظم نے کہا ہے کہ حکومت اس منصوبے کے لیے فنڈز جاری کرے گی اور کام جلد شروع ہو گا", "ur"),
        ("سەرۆکی هەرێم ڕایگەیاند کە ئەم پڕۆژەیە لە هەفتەی داهاتوو دەست پێ دەکات", "ckb"),
        ("وقال المتحدث ان الوزیر وصل الی العاصمة فی زیارة رسمیة", "ar"),
        ("The minister said that the work would begin tomorrow", "en"),
        ("1234", None),
    ],
)
def test_language(text, code):
    assert read(text).language == code
