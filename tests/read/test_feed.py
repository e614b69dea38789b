import pytest

from tawatur.errors import UnreadableInput
from tawatur.read import Options, Rejected, from_bytes

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0"><channel><title>صدى الساحل</title>
<item><title>الوزير يفتتح المعبر</title><link>http://x.example/1</link><guid>n-1</guid>
<pubDate>Sat, 16 May 2020 19:30:00 +0200</pubDate>
<description><![CDATA[<p>طرابلس - وكالات: افتتح الوزير المعبر الحدودي.</p><p>وقال إن العمل يبدأ غدا.</p>]]></description></item>
<item><link>http://x.example/2</link></item>
<item><title>عودة الملاحة إلى المرفأ</title><pubDate>السبت، 16 مايو 2020 10:30</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>المنارة</title>
<entry><id>urn:1</id><title>عودة الملاحة إلى المرفأ</title><link href="http://x.example/a"/>
<published>2020-05-16T10:30:00Z</published><summary>موجز</summary>
<content type="html">&lt;p&gt;أعلنت الهيئة عودة الملاحة إلى المرفأ.&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
def test_rss(encoding):
    first, second, third = from_bytes(RSS.format(encoding=encoding).encode(encoding), "feed.xml")
    assert (
        first.text
        == "الوزير يفتتح المعبر\n\nطرابلس - وكالات: افتتح الوزير المعبر الحدودي.\n\nوقال إن العمل يبدأ غدا."
    )
    assert (first.outlet, first.url, first.published.at) == (
        "صدى الساحل",
        "http://x.example/1",
        "2020-05-16T19:30+02:00",
    )
    assert first.dateline.text == "طرابلس - وكالات:"
    assert isinstance(second, Rejected)
    assert second.where == "item 2"
    assert third.published.at == "2020-05-16T10:30"


def test_wrongly_declared():
    (first, *_) = from_bytes(RSS.format(encoding="utf-8").encode("windows-1256"), "feed.xml")
    assert first.title.text == "الوزير يفتتح المعبر"


def test_atom_takes_the_content_before_the_summary():
    (article,) = from_bytes(ATOM.encode(), "feed", Options(outlet="الساحل"))
    assert article.text == "عودة الملاحة إلى المرفأ\n\nأعلنت الهيئة عودة الملاحة إلى المرفأ."
    assert (article.outlet, article.published.at) == ("الساحل", "2020-05-16T10:30+00:00")


def test_ids_are_stable_and_differ():
    ids = [
        article.id
        for article in from_bytes(RSS.format(encoding="utf-8").encode(), "x")
        if not isinstance(article, Rejected)
    ]
    assert len(set(ids)) == 2
    assert ids == [
        article.id
        for article in from_bytes(RSS.format(encoding="utf-8").encode(), "y")
        if not isinstance(article, Rejected)
    ]


def test_what_only_begins_like_a_feed():
    with pytest.raises(UnreadableInput, match="is no feed"):
        list(from_bytes(b"<rss><channel><<<", "feed.xml"))


def test_entities_do_not_explode():
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9))
        + "]><rss><channel><item><title>&j;</title></item></channel></rss>"
    )
    results = list(from_bytes(bomb.encode(), "feed.xml"))
    assert all(isinstance(result, Rejected) or len(result.text) < 10_000_000 for result in results)
