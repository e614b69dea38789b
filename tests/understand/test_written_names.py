"""When two written names can be one person's; the frozen list of pairs is in test_exams."""

import pytest

from tawatur.language.nominals import noun_phrase
from tawatur.understand.likeness import content
from tawatur.understand.written_names import read_name, same_first, same_person


@pytest.fixture(scope="module")
def name_of(marked):
    def read(text):
        marking = marked(text)
        phrase = noun_phrase(marking, 0, len(marking.tokens))
        first, last = phrase.name if phrase and phrase.name else (0, len(marking.tokens))
        return read_name(marking, first, last, content(marking, 0, first), 0)

    return read


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("عبد الله بن زايد", ["عبدالله", "بنزايد"]),
        ("أبو مازن", ["ابومازن"]),
        ("الأمير خالد بن سلطان", ["خالد", "بنسلطان"]),
        ("أورسولا فون دير لاين", ["اورسولا", "فونديرلاين"]),
        ("فوزية الهاشمي", ["فوزيه", "هاشمي"]),
    ],
)
def test_what_joins_two_parts_makes_one_of_them(name_of, text, parts):
    assert [part.spelling for part in name_of(text).parts] == parts


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("جورجيا ميلوني", "ميلوني"),
        ("كريستالينا غورغييفا", "جورجيفا"),
        ("جيك سوليفان", "جايك سوليفان"),
        ("لولا دا سيلفا", "لولا داسيلفا"),
        ("الملك سلمان", "الملك سلمان بن عبد العزيز"),
        ("محمد بن سلمان بن عبد العزيز", "بن سلمان"),
        ("نواف سلام", "سلام"),
    ],
)
def test_one_person(name_of, a, b):
    assert same_person(name_of(a), name_of(b))
    assert same_person(name_of(b), name_of(a))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("سمير جعجع", "سامر جعجع"),
        ("كريم بقرادوني", "كرم بقرادوني"),
        ("تمام سلام", "نواف سلام"),
        ("محمد بن سلمان", "سلمان"),
        ("لارا ترامب", "دونالد ترامب"),
        ("طلال أرسلان", "مجيد أرسلان"),
        ("عمر سليمان", "سليمان فرنجية"),
    ],
)
def test_two_persons(name_of, a, b):
    assert not same_person(name_of(a), name_of(b))


def test_a_first_name_alone_is_weak_evidence(name_of):
    assert not same_person(name_of("يارا"), name_of("يارا نصار"))
    assert same_first(name_of("يارا"), name_of("يارا نصار"))
