import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.language.tokens import tokenize

SIGNS = st.sampled_from([*"ابو ـ\u064b\u200f\ufeff\n14.,/:%،\"“«'…(", "...", "O'N", "ﷲ", "٪"])


def kinds(text):
    return [(t.text, t.kind) for t in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("الـ”ناتو”،", ["الـ", "”", "ناتو", "”", "،"]),
        ("في 14، و3.5مليار", ["في", "14", "،", "و", "3.5", "مليار"]),
        ("2020/5/16 10:30 ١٤٫٥٪", ["2020/5/16", "10:30", "١٤٫٥٪"]),
        ("16\u200f/5\u200f/2020.", ["16\u200f/5\u200f/2020", "."]),
        ("أن ّ الوضع", ["أن", "الوضع"]),
        ("صحيفةالصباح روىالمدرب", ["صحيفة", "الصباح", "روى", "المدرب"]),
        ("أنّعدد بأنّهاتأتي إنّهلا", ["أنّ", "عدد", "بأنّها", "تأتي", "إنّه", "لا"]),
        ("وأنّه أنّهما إنّما أنّني", ["وأنّه", "أنّهما", "إنّما", "أنّني"]),
        ("قال\u200f: لا...", ["قال", ":", "لا", "..."]),
        ("O'Neil ''نعم''", ["O'Neil", "''", "نعم", "''"]),
        ("لـCNN وBBC", ["لـ", "CNN", "و", "BBC"]),
        ("Nguyễn d’Arc so\u00adft", ["Nguyễn", "d’Arc", "so\u00adft"]),
        ("مُؤَكِّداً", ["مُؤَكِّداً"]),
        ("ـــ", ["ـــ"]),
        ("الحكومةفي علىموقفها وثيقةًتكشف", ["الحكومة", "في", "على", "موقفها", "وثيقةً", "تكشف"]),
        ("يومياًبعد كبيراًمن", ["يومياً", "بعد", "كبيراً", "من"]),
        ("المصدرإنّ الوزارةأنّه فإنّالوضع", ["المصدر", "إنّ", "الوزارة", "أنّه", "فإنّ", "الوضع"]),
        ("وبالإضافة لاإنسانية عبدالإله المفاجىء", ["وبالإضافة", "لاإنسانية", "عبدالإله", "المفاجىء"]),
        ("اطمأنّ وَإِلَى فتىً لأنّه", ["اطمأنّ", "وَإِلَى", "فتىً", "لأنّه"]),
    ],
)
def test_texts(text, tokens):
    assert [t.text for t in tokenize(text)] == tokens


def test_kinds():
    assert kinds("بعد 3 أيام!") == [("بعد", "word"), ("3", "number"), ("أيام", "word"), ("!", "punct")]


def test_keys():
    (token,) = tokenize("المُؤتـمر")
    assert (token.light, token.folded) == ("المؤتمر", "الموتمر")


@given(st.one_of(st.lists(SIGNS, max_size=40).map("".join), st.text(max_size=40)))
def test_tokens_are_the_text_in_order(text):
    tokens = tokenize(text)
    at = 0
    for token in tokens:
        assert at <= token.start < token.end
        assert text[token.start : token.end] == token.text
        assert token.light
        assert token.folded
        at = token.end
    left = "".join(c for i, c in enumerate(text) if not any(t.start <= i < t.end for t in tokens))
    assert not any(c.isalnum() for c in left)
