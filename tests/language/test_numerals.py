import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.language.numerals import number_at
from tawatur.language.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "value", "width"),
    [
        ("خمسة وعشرون شخصا", 25, 2),
        ("خَمْسَةَ عَشَرَ جنديا", 15, 2),
        ("أحد عشر", 11, 2),
        ("إحدى وعشرين امرأة", 21, 2),
        ("اثنا عشر ألفا", 12_000, 3),
        ("الثلاثة والعشرين", 23, 2),
        ("بخمسة جنود", 5, 1),
        ("ثلاث مئة وعشرون", 320, 3),
        ("خمسمائة", 500, 1),
        ("ثلاثمئة وخمسة وأربعين ألفا", 345_000, 4),
        ("سبعة آلاف وثمانمئة", 7800, 3),
        ("ألف وتسعمئة وسبعة وستين", 1967, 4),
        ("مليون ومئة وعشرة آلاف وخمسة", 1_110_005, 5),
        ("مليونين ومئتي ألف", 2_200_000, 3),
        ("مليون ونصف المليون", 1_500_000, 3),
        ("ثلاثة ملايين ونصف المليون", 3_500_000, 4),
        ("مليون ونصف", 1_500_000, 2),
        ("نصف مليون", 500_000, 2),
        ("ثلاثة ونصف", 3.5, 2),
        ("ألفا شخص", 2000, 1),
        ("ألفاً وأكثر", 1000, 1),
        ("ألفا وخمسمئة", 1500, 2),
        ("١٢٣", 123, 1),
        ("1,234,567", 1_234_567, 1),
        ("1.500 قتيل", 1500, 1),
        ("1.235 مليون", 1_235_000, 2),
        ("٣٫٥ مليار", 3_500_000_000, 2),
        ("14%", 14, 1),
        ("0.125", 0.125, 1),
        ("12 ألفا و500", 12_500, 4),
        ("خمسة ملايين و200 ألف", 5_200_000, 5),
        ("خمسة وأصيب", 5, 1),
        ("عشرة ومئة", 10, 1),
        ("ثلاثة وأربعة", 3, 1),
        ("5 و6", 5, 1),
        ("واحد", 1, 1),
    ],
)
def test_numbers(text, value, width):
    number = number_at(tokenize(text), 0)
    assert number == (value, width)
    assert number is not None
    assert isinstance(number[0], type(value))


@pytest.mark.parametrize(
    "text", ["آلاف المتظاهرين", "إحدى الدول", "نصف", "2020/5/16", "10:30", "1/3", "ألغى", "،", "9" * 40]
)
def test_no_numbers(text):
    assert number_at(tokenize(text), 0) is None


@given(st.lists(st.sampled_from(["خمسة", "وعشرون", "مئة", "ألف", "وألفا", "مليون", "ونصف", "و", "12", "،"])))
def test_width_stays_in_the_text(words):
    tokens = tokenize(" ".join(words))
    for i in range(len(tokens)):
        number = number_at(tokens, i)
        assert number is None or (number[0] >= 0 and i < number[1] <= len(tokens))
