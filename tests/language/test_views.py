import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.language.views import fold_word, folded, light, light_word

PIECES = st.sampled_from(
    [
        *"اأإآٱىيةهؤئكکیپـ",
        "\u064b",
        "\u064e",
        "\u0651",
        "\u0670",
        "\u0654",
        "\u200f",
        "\u200c",
        "\ufeff",
        *"ﻻﷲﷺﺍ١۲3aAİ ،.\n",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=30))


@pytest.mark.parametrize(
    ("word", "light_key", "folded_key"),
    [
        ("مُؤَكِّداً", "مؤكدا", "موكدا"),
        ("الـ", "ال", "ال"),
        ("علىٰ", "على", "علي"),
        ("کیان", "كيان", "كيان"),
        ("ﷲ", "الله", "الله"),
        ("ﻷمة", "لأمة", "لامه"),
        ("١٤٫٥٪", "١٤٫٥٪", "14.5%"),
        ("۲۰۲۰", "۲۰۲۰", "2020"),
        ("رئيسه\u200f", "رئيسه", "رييسه"),
        ("NATO", "NATO", "nato"),
        ("ڤيينا", "ڤيينا", "فيينا"),
        ("ٱلعالم", "ٱلعالم", "العالم"),
    ],
)
def test_keys(word, light_key, folded_key):
    assert light_word(word) == light_key
    assert fold_word(word) == folded_key


def test_range_takes_its_marks_with_it():
    view = light("قالَ مُحَمَّدٌ شيئاً")
    start = view.text.index("محمد")
    assert view.original(start, start + 4) == (5, 14)


def test_text_without_uneven_characters_keeps_every_place():
    assert folded("أكد الوزير").offsets is None


@pytest.mark.parametrize(("make", "key"), [(light, light_word), (folded, fold_word)])
@given(text=TEXTS, data=st.data())
def test_offset_law(make, key, text, data):
    view = make(text)
    assert view.text == key(text)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    first, last = view.original(start, end)
    assert 0 <= first <= last <= len(text)
    assert view.text[start:end] in key(text[first:last])
    if max(text, default=" ") < "\ufb50":  # nothing was expanded: exact
        assert key(text[first:last]) == view.text[start:end]


@given(text=TEXTS)
def test_places_are_monotone(text):
    view = folded(text)
    ranges = [view.original(i, i + 1) for i in range(len(view.text))]
    assert ranges == sorted(ranges)
    assert all(a < b for a, b in ranges)


@given(text=TEXTS)
def test_keys_are_stable(text):
    assert fold_word(fold_word(text)) == fold_word(text)
    assert fold_word(light_word(text)) == fold_word(text)
