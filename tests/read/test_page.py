from pathlib import Path

import pytest

from tawatur.errors import InputError, TooLarge, UnreadableInput
from tawatur.read import Options, from_bytes

PAGES = Path(__file__).parent / "pages"
SENTENCE = "قال الوزير إن الحكومة ستعلن غدا خطة جديدة لدعم المزارعين في المناطق المتضررة من الجفاف. "
TITLE = "خطة جديدة لدعم المزارعين في المناطق الجافة"
PARAGRAPHS = f"<p>{SENTENCE * 2}</p><p>وأضاف أن التمويل متوفر، وأن الصرف يبدأ مطلع الشهر المقبل عبر المصارف الزراعية.</p>"


def read(html, name="page.html", **options):
    raw = html if isinstance(html, bytes) else html.encode("utf-8", "surrogatepass")
    (article,) = from_bytes(raw, name, Options(**options))
    for part in article.parts:
        assert article.text[part.start : part.end].strip() == article.text[part.start : part.end] != ""
    return article


def page(body, head=""):
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body>{body}</body></html>"


def story(body=PARAGRAPHS, head="", above=""):
    return page(f"<div><h1>{TITLE}</h1>{above}<div class='text'>{body}</div></div>", head)


def lines(article, kind="paragraph"):
    return [article.text[part.start : part.end] for part in article.parts if part.kind == kind]


def test_a_news_theme_with_everything_around_the_text():
    article = read((PAGES / "wordpress.html").read_bytes())
    assert article.outlet == "صدى الساحل"
    assert article.title.text == "هيئة الموانئ: استئناف الملاحة في مرفأ الزهراء بعد توقف أسبوع"
    assert article.byline.text == "ليلى منصور"
    assert (article.published.at, article.published.zone) == ("2021-03-09T10:15+02:00", "+02:00")
    assert len(lines(article)) == 6
    assert lines(article)[2] == "خسائر محدودة"
    dropped = {drop.why for drop in article.dropped}
    assert {"caption of an image", "related line", "advertisement box", "date line"} <= dropped
    assert not any(word in article.text for word in ("اقرأ أيضا", "أبو خالد", "الوسوم", "عاجل", "إعلان ممول"))


def test_a_layout_of_tables_in_an_old_encoding():
    html = (PAGES / "tables.html").read_text(encoding="utf-8")
    article = read(html.encode("windows-1256"))
    assert article.outlet == "شبكة الوادي الإخبارية"
    assert article.title.text == "قتيلان في انهيار مبنى قديم وسط المدينة"
    assert article.dateline.text == "الوادي - وكالات:"
    assert article.published.at == "2015-08-28T09:40"
    assert len(lines(article)) == 4


def test_a_layout_of_divisions_with_a_standfirst():
    article = read((PAGES / "divs.html").read_bytes())
    assert article.outlet == "جريدة المنارة"
    assert article.byline.text == "كتب: مراد بلحاج"
    assert article.published.at == "2019-02-08"
    assert lines(article)[0].startswith("خطة من ثلاث مراحل")
    assert "التجهيزات الضرورية" not in article.text


def test_a_breaking_story_of_one_sentence():
    article = read((PAGES / "short.html").read_bytes())
    assert len(lines(article)) == 1
    assert article.published.at == "2022-11-03T05:12+03:00"


def test_text_is_title_and_blocks_between_blank_lines():
    article = read(story())
    assert article.text == "\n\n".join([TITLE, *lines(article)])
    assert article.text[article.title.start : article.title.end] == TITLE


@pytest.mark.parametrize(
    "html",
    [
        (PAGES / "front.html").read_text(encoding="utf-8"),
        page("<h1>404</h1><p>الصفحة غير موجودة</p>"),
        page("<script>var x</script>"),
    ],
)
def test_a_page_without_an_article(html):
    with pytest.raises(UnreadableInput, match="holds no article"):
        read(html)


def test_a_lead_above_the_picture_is_kept():
    lead = "وزارة الزراعة تخصص مبالغ لتعويض المزارعين وتعد بصرفها قبل نهاية الموسم الحالي."
    article = read(
        story(
            above=f"<h2 class='sub'>عنوان فرعي</h2><p class='lead'>{lead}</p><figure><img alt='حقل'><figcaption>حقل جاف</figcaption></figure>"
        )
    )
    assert lead in lines(article)
    assert "حقل جاف" not in article.text


@pytest.mark.parametrize(
    ("foot", "kept"),
    [
        ("بوابة المرسى 2005 - 2020، تصميم واستضافة شركة النورس", False),
        ("موقع إخباري مستقل تصدره مؤسسة المرسى للنشر © 2020", False),
        ("دامت الحرب بين البلدين 1990 - 1995، ثم وقع الطرفان اتفاق السلام.", True),
    ],
)
def test_the_foot_of_a_site_is_no_paragraph(foot, kept):
    paragraph = "قال وزير النقل اليوم إن الجسر سيفتح غدا أمام السيارات في المدينة بعد سنتين من العمل."
    rows = f"<tr><td><h2>{TITLE}</h2>{f'<p>{paragraph}</p>' * 6}</td></tr><tr><td>{foot}</td></tr>"
    found = lines(read(page(f"<table>{rows}</table>")))
    assert paragraph in found
    assert (foot in found) is kept


def test_no_byline_is_made_up():
    head = '<meta name="author" content="admin"><meta property="og:site_name" content="المنارة">'
    assert read(story(head=head)).byline is None
    named = '<meta name="author" content="هدى السالم">'
    assert read(story(head=named)).byline is None
    assert read(story(head=named, above="<span>هدى السالم</span>")).byline.text == "هدى السالم"


@pytest.mark.parametrize(
    ("head", "above", "at"),
    [
        ('<meta property="article:published_time" content="2020-05-16T10:30:00+03:00">', "", "2020-05-16T10:30+03:00"),
        ('<meta property="article:published_time" content="السبت، 16 مايو 2020 - 10:30 م">', "", "2020-05-16T22:30"),
        ("", "<div>السبت 16 أيار/مايو 2020 10:30 صباحا</div>", "2020-05-16T10:30"),
        ("", "<time datetime='2020-05-16'>قبل يومين</time>", "2020-05-16"),
        ('<meta name="date" content="2020-05-16">', "<div>السبت 16 مايو 2020 - 08:05</div>", "2020-05-16T08:05"),
        # written with a Z, shown with the same figures: the zone is not known
        ('<meta property="article:published_time" content="2020-05-16T10:30:00Z">', "<div>16 مايو 2020 10:30 ص</div>", "2020-05-16T10:30"),
        ('<meta property="article:published_time" content="2020-05-16T10:30:00Z">', "<div>16 مايو 2020 13:30</div>", "2020-05-16T13:30+03:00"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2020-05-16T10:30:00+01:00"}</script>', "", "2020-05-16T10:30+01:00"),
        ('<script type="application/ld+json">{"@type": broken</script>', "", None),
    ],
)  # fmt: skip
def test_dates(head, above, at):
    article = read(story(head=head, above=above))
    assert article.published.at == at
    assert article.published.basis == ("page" if at else "unknown")


def test_the_address_dates_what_says_nothing_itself():
    article = read(story(), url="https://www.x.example/news/2020/05/16/story.html")
    assert article.published.at == "2020-05-16"
    assert (article.url, article.outlet) == ("https://www.x.example/news/2020/05/16/story.html", "x.example")


def test_given_values_win():
    article = read(
        story(head='<meta property="og:site_name" content="المنارة">'), outlet="الساحل", published="2019"
    )
    assert (article.outlet, article.published.at, article.published.basis) == ("الساحل", "2019", "given")


def test_related_box_in_the_middle():
    box = "<div><b>اقرأ أيضاً</b><ul><li><a href=/1>أسعار القمح ترتفع في الأسواق العالمية</a></li></ul></div>"
    article = read(story(PARAGRAPHS + box + f"<p>{SENTENCE}</p>"))
    assert "القمح" not in article.text
    assert len(lines(article)) == 3


@pytest.mark.parametrize(
    "html",
    [
        b"<html><body>" + b"<div>" * 100_000 + SENTENCE.encode() + b"</div>" * 100_000,
        page("<b>" * 400 + SENTENCE),
    ],
)
def test_deep_nesting_is_said_not_suffered(html):
    with pytest.raises(TooLarge, match="nests elements"):
        read(html)


@pytest.mark.parametrize(
    "html",
    [
        story(PARAGRAPHS + "\0\0" + PARAGRAPHS),
        story(PARAGRAPHS + "<p>&#xD800; \ud800</p>"),
        story("<p>\u202b" + SENTENCE * 3 + "\u202c\u200f</p>"),
        story("<p " + "a=b " * 5000 + ">" + SENTENCE * 3 + "</p>"),
        story(PARAGRAPHS) + "<!--" * 500,
        story(PARAGRAPHS)[:-30],
        '<?xml version="1.0" encoding="utf-8"?>' + story(PARAGRAPHS),
    ],
)
def test_broken_pages_are_read_all_the_same(html):
    article = read(html)
    assert "التمويل" in article.text or "الحكومة" in article.text
    article.text.encode()


def test_direction_marks_and_nbsp_stay():
    article = read(story(f"<p>{SENTENCE}\u200f(\u202aAB\u202c)&nbsp;«نص» {SENTENCE}</p>"))
    assert "\u200f(\u202aAB\u202c)\u00a0«نص»" in article.text


def test_a_paragraph_of_five_megabytes():
    article = read(story(f"<p>{SENTENCE * 33_000}</p>"))
    assert len(article.text) > 2_900_000


@pytest.mark.parametrize("raw", [b"<" * 50_000, b"<html>" + b"<a <a " * 5000, b"<html></html>", b"<p>"])
def test_no_traceback_on_what_is_hardly_html(raw):
    with pytest.raises(InputError):
        read(raw)


@pytest.mark.parametrize("names", ["post share-box", "gallery caption", "entry has-sidebar comments"])
def test_a_box_that_holds_the_text_is_no_noise_whatever_its_name(names):
    article = read(
        page(f"<h1>{TITLE}</h1><div class='{names}'>{PARAGRAPHS}</div><div class='related'>{SENTENCE}</div>")
    )
    assert len(lines(article)) == 2


def test_short_lines_of_other_boxes_before_the_text_are_left_out():
    logo = "<div><div><span itemprop='name'>إذاعة المدينة الأولى</span></div></div>"
    article = read(story(above=logo))
    assert "إذاعة" not in article.text


def test_an_address_that_is_none_is_left_out():
    assert read(story(head='<link rel="canonical" href="/news/7">')).url is None
