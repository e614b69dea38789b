import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.language.layout import lay_out


def sentences(text):
    layout = lay_out(text)
    return [layout.span(first, last).text for first, last in layout.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل الوفد، ثم غادر. وعاد مساء.", ["وصل الوفد، ثم غادر.", "وعاد مساء."]),
        ("هل يعود؟! نعم", ["هل يعود؟!", "نعم"]),
        ('قال "لن نقبل. وسنرد." وغادر.', ['قال "لن نقبل.', 'وسنرد."', "وغادر."]),
        ("انتهى اللقاء.وغادر الوفد", ["انتهى اللقاء.", "وغادر الوفد"]),
        ("قال د. سمير لوكالة أ.ف.ب إنه بخير", ["قال د. سمير لوكالة أ.ف.ب إنه بخير"]),
        ("مكتب إف.بي.آي نفى", ["مكتب إف.بي.آي نفى"]),
        ("بلغت 3.5 نقطة في 2014. وعادت", ["بلغت 3.5 نقطة في 2014.", "وعادت"]),
        ("1. الحل السياسي", ["1. الحل السياسي"]),
        ("عام 2011 م. وبعد ذلك", ["عام 2011 م.", "وبعد ذلك"]),
        ("زر example.com الآن", ["زر example.com الآن"]),
        ("عنوان\n\nنص أول\nنص ثان", ["عنوان", "نص أول", "نص ثان"]),
        ("رحل الوفد ؛ وبقي الوزير", ["رحل الوفد ؛", "وبقي الوزير"]),
        ("قال الوزير.. ثم غادر… ولم يعد.", ["قال الوزير.. ثم غادر… ولم يعد."]),
        ("سئل.. لماذا؟.. ولم يجب", ["سئل.. لماذا؟..", "ولم يجب"]),
        ("", []),
    ],
)
def test_sentences(text, expected):
    assert sentences(text) == expected


def test_places_are_looked_up():
    layout = lay_out("عنوان الخبر\n\nوصل الوفد. وغادر.\n \nانتهى")
    assert layout.paragraphs == [(0, 2), (2, 7), (7, 8)]
    assert [layout.paragraph_of(i) for i in range(8)] == [0, 0, 1, 1, 1, 1, 1, 2]
    assert [layout.sentence_of(i) for i in range(8)] == [0, 0, 1, 1, 1, 2, 2, 3]


@given(st.lists(st.sampled_from([*'.؟!…؛،"»)(\n ', "كلمة", "د", "14", "..."]), max_size=40))
def test_sentences_cover_paragraphs_and_paragraphs_the_text(pieces):
    layout = lay_out("".join(pieces))
    for ranges in (layout.paragraphs, layout.sentences):
        assert [i for first, last in ranges for i in range(first, last)] == list(range(len(layout.tokens)))
    assert all(layout.paragraph_of(a) == layout.paragraph_of(b - 1) for a, b in layout.sentences)
    for i, token in enumerate(layout.tokens):
        assert layout.span(i, i + 1).text == token.text


def test_five_megabytes_without_a_full_stop_stay_linear():
    piece = 'قال المتحدث إن «الوضع هادئ» في 14 بلدة، وأضاف "لن نتراجع" '
    text = piece * (5_000_000 // len(piece))
    begin = time.process_time()
    layout = lay_out(text)
    assert time.process_time() - begin < 10
    assert len(layout.paragraphs) == 1
    assert max(last - first for first, last in layout.sentences) <= 501
    assert len(layout.quotations) == 2 * (5_000_000 // len(piece))
