import io
import json

import pytest

from tawatur.read import Options, Rejected, from_bytes
from tawatur.read.capture import Origin
from tawatur.read.jsonl import articles

BODY = "أعلنت الهيئة عودة الملاحة.\n\n  وقال مديرها إن الأضرار محدودة.  \n"


def read(*rows, name="corpus.jsonl", **options):
    raw = b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)
    return list(from_bytes(raw, name, Options(**options)))


def test_fields_become_an_article():
    (article,) = read(
        {
            "id": "a-1",
            "url": "http://x.example/1",
            "outlet": "الساحل",
            "date": "2020-05-16",
            "title": "عودة الملاحة",
            "body": BODY,
        }
    )
    assert article.text == "عودة الملاحة\n\nأعلنت الهيئة عودة الملاحة.\n\nوقال مديرها إن الأضرار محدودة."
    assert (article.id, article.url, article.outlet) == ("a-1", "http://x.example/1", "الساحل")
    assert (article.published.at, article.published.precision, article.published.basis) == (
        "2020-05-16",
        "day",
        "given",
    )
    assert article.title.text == "عودة الملاحة"
    assert [part.kind for part in article.parts] == ["title", "paragraph", "paragraph"]
    assert article.capture.raw_sha256
    assert article.capture.text_sha256


def test_other_names_and_other_kinds_of_values():
    row = {
        "nid": 7,
        "head": "عودة الملاحة",
        "paras": ["أعلنت الهيئة ذلك.", "", "ثم أكدته."],
        "when": 1589621400,
    }
    (article,) = read(row, fields=(("id", "nid"), ("title", "head"), ("body", "paras"), ("date", "when")))
    assert (article.id, article.published.at) == ("7", "2020-05-16T09:30+00:00")
    assert article.text == "عودة الملاحة\n\nأعلنت الهيئة ذلك.\n\nثم أكدته."


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("2020-05-16 10:30:00", "2020-05-16T10:30"), ("Sat, 16 May 2020 10:30:00 +0300", "2020-05-16T10:30+03:00"),
        ("السبت 16 أيار 2020", "2020-05-16"), ("16/05/2020", "2020-05-16"), (2020, "2020"), ("قريبا", None), (None, None),
    ],
)  # fmt: skip
def test_dates_as_files_write_them(date, at):
    (article,) = read({"title": "عودة الملاحة", "body": BODY, "date": date})
    assert article.published.at == at
    assert article.published.basis == ("given" if at else "unknown")


def test_markup_in_a_field_is_taken_apart():
    (article,) = read(
        {"title": "عودة <b>الملاحة</b>", "body": "<p>أعلنت الهيئة ذلك.</p><p>ثم أكدته &quot;مرتين&quot;.</p>"}
    )
    assert article.text == 'عودة الملاحة\n\nأعلنت الهيئة ذلك.\n\nثم أكدته "مرتين".'


def test_a_bad_line_is_rejected_and_the_rest_goes_on():
    good = {"title": "عودة الملاحة", "body": BODY}
    results = read(good, b"not json", b"[1, 2]", b'{"x": 1}', b"", b'{"a":' * 5000, good)
    rejected = [result for result in results if isinstance(result, Rejected)]
    assert [result.where for result in rejected] == ["line 2", "line 3", "line 4", "line 6"]
    assert all("\n" not in result.why for result in rejected)
    assert len(results) == 6


def test_a_line_over_the_limit_is_passed_over():
    rows = [{"title": "طويل", "body": "كلمة " * 5000}, {"title": "عودة الملاحة", "body": BODY}]
    stream = io.BytesIO(b"\n".join(json.dumps(row).encode() for row in rows))
    first, second = articles(stream, "corpus.jsonl", Origin("corpus.jsonl"), Options(max_bytes=10_000))
    assert "longer than 10000 bytes" in first.why
    assert second.title.text == "عودة الملاحة"


def test_lone_surrogates_are_replaced():
    (article,) = read(b'{"title": "\\ud800 \xd8\xb9\xd9\x88\xd8\xaf\xd8\xa9", "body": "x"}')
    assert article.text.startswith("\ufffd عودة")
    article.text.encode()


def test_one_document_of_many_articles():
    rows = [{"title": "عودة الملاحة", "body": BODY}, {"title": "خبر آخر", "body": BODY}, {}]
    results = list(from_bytes(json.dumps(rows, indent=1).encode(), "all.json"))
    assert [type(result).__name__ for result in results] == ["Article", "Article", "Rejected"]
    assert results[2].where == "item 3"


def test_the_same_bytes_give_the_same_articles():
    row = {"title": "عودة الملاحة", "body": BODY}
    assert read(row) == read(row)
