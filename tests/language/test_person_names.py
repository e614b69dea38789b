"""How far a person's name goes."""

import pytest

from tawatur.language import vocabulary
from tawatur.language.layout import lay_out
from tawatur.language.marking import Marking
from tawatur.language.person_names import Part, kin, name_end, part
from tawatur.language.phrases import PhraseFinder
from tawatur.language.words import Vocabulary


@pytest.fixture(scope="module")
def mark():
    words, finder = Vocabulary(vocabulary.readings()), PhraseFinder(())
    return lambda text: Marking(lay_out(text), words, finder)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("سالم الحمدي قال ذلك", "سالم الحمدي"),
        ("أحمد أبو الغيط في القاهرة", "أحمد أبو الغيط"),
        ("عبد الرحمن الراشد مدير القناة", "عبد الرحمن الراشد"),
        ("عبدالله بن زايد آل نهيان وزير الخارجية", "عبدالله بن زايد آل نهيان"),
        ("محمد بن عبد الكريم الخطابي أمس", "محمد بن عبد الكريم الخطابي"),
        ("فاطمة بنت سعد وصلت", "فاطمة بنت سعد"),
        ("نور الدين البوشي أكد", "نور الدين البوشي"),
        ("حسن نصر الله أعلن", "حسن نصر الله"),
        ("محمد السادس وصل", "محمد السادس"),
        ("لويس الرابع عشر حكم", "لويس الرابع عشر"),
        ("محمد المصري لاعب", "محمد المصري"),
        ("جان-إيف لودريان زار", "جان-إيف لودريان"),
        ("محمد وعلي", "محمد"),
        ("سامي حداد بمدينة صيدا", "سامي حداد"),
        ("جورج بوش أو بيل كلينتون", "جورج بوش"),
        ("محمد أبو", "محمد"),
        ("فهد الحازمي أكد", "فهد الحازمي"),
    ],
)
def test_a_name_goes_as_far_as_its_parts(mark, text, name):
    marking = mark(text)
    last = name_end(marking, 0, len(marking.tokens))
    assert marking.span(0, last).text == name


def test_what_a_word_can_be_in_a_name(mark):
    words = mark("فاطمة صالح الوزير تشخرن").words
    assert [part(word) for word in words[:2]] == [Part.SURE, Part.PERHAPS]
    assert part(words[3]) is Part.UNKNOWN
    assert part(mark("اشتروها").words[0]) in (Part.NONE, Part.UNKNOWN)


def test_kin_names_somebody_else(mark):
    assert kin(mark("شقيق سارة").words[0])
    assert not kin(mark("شقيقها سامي").words[0])
    assert not kin(mark("مدير المكتب").words[0])
