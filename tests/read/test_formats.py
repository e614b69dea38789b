"""Exports and documents: Telegram, tables of posts, Word, PDF, web archives."""

import gzip
import io
import json
import sys
import zipfile

import pytest

from tawatur.errors import MissingExtra, TooLarge, UnreadableInput
from tawatur.read import Options, Rejected, articles, from_bytes

STORY = "أعلنت هيئة الموانئ عودة الملاحة إلى المرفأ صباح الثلاثاء بعد توقف دام أسبوعا."


def read(raw, name, **more):
    return list(from_bytes(raw, name, Options(**more)))


# ------------------------------------------------------------ Telegram Desktop


CHANNEL = {
    "name": "قناة الساحل", "type": "public_channel", "id": 77,
    "messages": [
        {"id": 1, "type": "service", "action": "create_channel", "text": ""},
        {"id": 2, "type": "message", "date": "2020-05-16T13:30:00", "date_unixtime": "1589621400",
         "text": ["عاجل: ", {"type": "bold", "text": STORY}, "\nالمصدر: الهيئة"]},
        {"id": 3, "type": "message", "date": "2020-05-17T08:00:00", "text": "", "photo": "x.jpg"},
        {"id": 4, "type": "message", "date": "2020-05-17T09:00:00", "text": STORY},
    ],
}  # fmt: skip


def test_a_telegram_channel_is_an_outlet_and_its_messages_are_articles():
    one, two = read(json.dumps(CHANNEL, ensure_ascii=False, indent=1).encode(), "result.json")
    assert one.text == f"عاجل: {STORY}\n\nالمصدر: الهيئة"
    assert (one.id, one.outlet) == ("telegram-77-2", "قناة الساحل")
    assert one.published.at == "2020-05-16T09:30+00:00"
    assert two.published.at == "2020-05-17T09:00"
    assert one.capture.raw_sha256 != two.capture.raw_sha256


def test_in_a_group_the_sender_speaks():
    group = {**CHANNEL, "type": "private_group", "messages": [{**CHANNEL["messages"][3], "from": "سالم"}]}
    (one,) = read(json.dumps(group).encode(), "result.json")
    assert one.outlet == "سالم"


def test_a_whole_account_holds_many_chats():
    account = {"personal_information": {}, "chats": {"about": "", "list": [CHANNEL, {**CHANNEL, "id": 78}]}}
    assert len(read(json.dumps(account).encode(), "result.json")) == 4


def test_other_json_with_messages_is_no_export():
    (found,) = read(json.dumps({"messages": [], "body": STORY}).encode(), "x.json")
    assert found.text == STORY


# ------------------------------------------------------------ tables of posts


def test_a_table_of_posts_under_usual_names():
    table = f'Author,Post Created,Link,Message\nصدى,2020-05-16,https://a.example/1,"{STORY}\nتابعونا"\n,,,\nb,,,\n'
    one, bad = read(table.encode(), "posts.csv")
    assert (one.outlet, one.url, one.published.at) == ("صدى", "https://a.example/1", "2020-05-16")
    assert one.text == f"{STORY}\n\nتابعونا"
    assert isinstance(bad, Rejected)
    assert bad.where == "row 4"


def test_semicolons_tabs_and_arabic_columns():
    assert read(f"التاريخ;النص\n2020-05-16;{STORY}\n".encode(), "x.csv")[0].text == STORY
    assert read(f"id\tfull_text\n9\t{STORY}\n".encode(), "x.tsv")[0].id == "9"


def test_the_call_may_name_the_columns():
    found = read(f"a,b\n1,{STORY}\n".encode(), "x.csv", fields=(("body", "b"), ("id", "a")))
    assert (found[0].id, found[0].text) == ("1", STORY)


def test_a_table_without_a_text_is_told():
    with pytest.raises(UnreadableInput, match=r"no column of texts \(a, b\)"):
        read(b"a,b\n1,2\n", "x.csv")


# ------------------------------------------------------------ Word


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body, document=None):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            document or f"<w:document {W}><w:body>{body}</w:body></w:document>",
        )
    return raw.getvalue()


def test_a_word_document():
    body = (
        "<w:p><w:r><w:t>عودة الملاحة</w:t></w:r></w:p><w:p/>"
        "<w:p><w:r><w:t xml:space='preserve'>أعلنت </w:t></w:r><w:ins><w:r><w:t>الهيئة</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>الشركة</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:t> عودتها.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>خانة</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    (found,) = read(docx(body), "report.docx")
    assert found.text == "عودة الملاحة\n\nأعلنت الهيئة عودتها.\n\nخانة\n"
    assert found.id == "report"


@pytest.mark.parametrize(
    ("raw", "error", "says"),
    [
        (docx(""), UnreadableInput, "holds no text"),
        (docx("", "<w:document"), UnreadableInput, "damaged document"),
        (docx("<w:p/>")[:-30], UnreadableInput, "damaged"),
        (docx("<w:p>" + " " * 200_000 + "</w:p>"), TooLarge, "unpacks to over"),
        (docx("", '<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><x>&a;</x>'), UnreadableInput, "holds no text"),
    ],
)
def test_documents_that_cannot_be_read(raw, error, says):
    with pytest.raises(error, match=says):
        read(raw, "x.docx", max_bytes=100_000)


def test_a_plain_zip_is_told():
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(UnreadableInput, match="unpack it"):
        read(raw.getvalue(), "x.zip")


# ------------------------------------------------------------ PDF


def pdf(*lines):
    """A PDF of one page whose font maps its codes to Unicode, as office programs write them."""
    letters = sorted({c for line in lines for c in line})
    codes = {c: i + 1 for i, c in enumerate(letters)}
    maps = "\n".join(f"<{codes[c]:04x}> <{ord(c):04x}>" for c in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{maps}\nendbfchar endcmap end end"
    )
    shown = "\n".join(
        f"<{''.join(f'{codes[c]:04x}' for c in line[::-1])}> Tj T*" for line in lines
    )  # as it is seen
    content = f"BT /F 12 Tf 14 TL 50 800 Td\n{shown}\nET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 850]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/DW 500/CIDSystemInfo<<>>>>",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
    ]
    body, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj{text}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    start = body.index("xref\n0")
    return f"{body}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode(
        "latin-1"
    )


def test_a_pdf_with_text():
    pytest.importorskip("pypdf")
    (found,) = read(
        pdf("أعلنت الهيئة عودة الملاحة إلى المرفأ صباح", "الثلاثاء بعد توقف.", "خبر آخر"), "x.pdf"
    )
    assert found.text == "أعلنت الهيئة عودة الملاحة إلى المرفأ صباح الثلاثاء بعد توقف.\n\nخبر آخر\n"


def test_pdfs_that_cannot_be_read():
    pytest.importorskip("pypdf")
    with pytest.raises(UnreadableInput, match="as a scan does"):
        read(pdf(" "), "x.pdf")
    with pytest.raises(UnreadableInput, match="is no PDF that can be read"):
        read(b"%PDF-1.4\nnothing", "x.pdf")


def test_a_missing_reader_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(MissingExtra, match=r"tawatur\[pdf\]"):
        read(b"%PDF-1.4\n", "x.pdf")


# ------------------------------------------------------------ web archives


def page(title):
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{STORY} {STORY}</p>"
        f"<p>وقال مدير الهيئة إن السفن ستدخل المرفأ تباعا، وإن العمل سيستمر ليلا ونهارا.</p></article></body></html>"
    )


def warc(*answers):
    """(url, status, type, body) of each answer, as a crawler writes them."""
    raw = b""
    for number, (url, status, kind, body) in enumerate(answers):
        http = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n\r\n".encode() + body.encode()
        head = (
            "WARC/1.1\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\nWARC-Date: 2020-05-16T09:30:00Z\r\n"
            f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        raw += head.encode() + http + b"\r\n\r\n"
    return raw


ANSWERS = (
    ("https://a.example/1", 200, "text/html; charset=utf-8", page("عودة الملاحة إلى المرفأ")),
    ("https://a.example/x", 404, "text/html", page("غير موجود")),
    ("https://a.example/2.png", 200, "image/png", "x"),
    ("https://a.example/3", 200, "text/html; charset=utf-8", "<html><body>لا شيء</body></html>"),
    ("https://a.example/2", 200, "text/html; charset=utf-8", page("توقف الرافعات في المرفأ")),
)


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive(tmp_path, packed):
    pytest.importorskip("fastwarc")
    file = tmp_path / ("a.warc.gz" if packed else "a.warc")
    file.write_bytes(gzip.compress(warc(*ANSWERS)) if packed else warc(*ANSWERS))
    kept = []
    one, bad, two = articles(str(file), Options(max_bytes=5_000), keep=kept.append)
    assert (one.url, two.url) == ("https://a.example/1", "https://a.example/2")
    assert STORY in one.text
    assert (one.capture.captured_at, one.capture.status) == ("2020-05-16T09:30:00Z", 200)
    assert isinstance(bad, Rejected)
    assert bad.where == "https://a.example/3"
    assert ANSWERS[0][3].encode() in kept


def test_a_wacz(tmp_path):
    pytest.importorskip("fastwarc")
    file = tmp_path / "a.wacz"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/data.warc.gz", gzip.compress(warc(ANSWERS[0])))
    (one,) = articles(str(file))
    assert one.url == "https://a.example/1"
    (same,) = from_bytes(file.read_bytes(), "b.wacz")
    assert same.text == one.text
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(UnreadableInput, match="damaged WACZ"):
        list(articles(str(file)))


def test_a_web_archive_that_breaks_off_gives_what_it_has(tmp_path):
    pytest.importorskip("fastwarc")
    file = tmp_path / "a.warc.gz"
    whole = gzip.compress(warc(ANSWERS[0])) + gzip.compress(warc(ANSWERS[4]))
    file.write_bytes(whole[:-200])
    found = list(articles(str(file)))
    assert found[0].url == "https://a.example/1"
    assert all(isinstance(item, Rejected) for item in found[1:])
