"""Search keys: what is written differently and meant alike has one key."""

import pytest

from tawatur.language.stemming import fingerprint, is_particle, keys_of
from tawatur.language.tokens import tokenize


def key(word):
    (found,) = keys_of(word)
    return found


@pytest.mark.parametrize(
    "words",
    [
        "وزير الوزير والوزير للوزير بالوزير الوزراء وزيران وزيرين لوزراء",
        "حكومة الحكومة للحكومة حكومات حكومتها وبحكومتهم",
        "أعلن اعلن أعلنت يعلن سيعلنون وأعلنوا تعلن",
        "مسؤول مسئول المسئولين مسؤولون",
        "قتيل قتلى القتلى قتيلان",
        "سوري السوريين سوريون السورية",
        "أميركي الأمريكي أمريكيين",
        "ترامب لترمب",
        "خطة خطتها خطته الخطة",
        "هيئة هيأة الهيئات",
        "صاروخ الصواريخ بصاروخين",
        "فَتْح فتح",
    ],
)
def test_one_word_one_key(words):
    found = {(k.first, *k.others) for k in map(key, words.split())}
    assert len({first for first, *_ in found}) == 1 or set.intersection(*map(set, found))


@pytest.mark.parametrize(
    ("one", "other"),
    [("كامل", "أمل"), ("سلطان", "سلطة"), ("لبنان", "لبن"), ("خطة", "خط"), ("التزام", "تزام"), ("وليد", "يد")],
)
def test_different_words_stay_apart(one, other):
    assert key(one).first != key(other).first


def test_a_clitic_that_may_be_a_letter_is_kept_both_ways():
    unknown = key("لبرطومي")
    assert not unknown.sure
    assert unknown.others == (key("برطومي").first,)


def test_a_name_that_hides_a_word_is_found_by_both():
    assert key("بدور").first == "بدور"
    assert key("دور").first in key("بدور").others


def test_a_word_that_is_also_a_plural_is_found_by_both():
    assert key("جسور").first == "جسور"
    assert key("جسر").first in key("جسور").others


def test_servants_of_god_are_two_words():
    assert [k.first for k in keys_of("لعبدالرحمن")] == [k.first for k in keys_of("لعبد الرحمن")]


def test_signs_have_no_key():
    assert keys_of("«.»") == ()


def test_particles_are_known_with_their_clitics():
    assert all(is_particle(token) for token in tokenize("في وفي أن من"))
    assert not is_particle(tokenize("فيل")[0])


def test_the_fingerprint_is_a_short_hash():
    assert len(fingerprint()) == 16
