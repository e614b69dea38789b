import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.language.layout import lay_out
from tawatur.language.phrases import Lexicon, PhraseFinder

NOUNS = [
    "رئيس",
    "الحلف",
    "اللجنة",
    "رئاسة",
    "وزراء",
    "الأمم المتحدة",
    "مجلس الأمن",
    "وزير",
    "زير",
    "يد",
    "مستشفى",
]
VERBS = ["قال", "يقول", "أبلغوا"]


def finder(nouns=NOUNS, verbs=VERBS, fixed=("من جهته", "إذ")):
    return PhraseFinder(
        [
            Lexicon("noun", [(n, n) for n in nouns], "noun", enclitics=True),
            Lexicon("verb", [(v, v) for v in verbs], "verb", enclitics=True),
            Lexicon("fixed", [(f, f) for f in fixed], "fixed"),
        ]
    )


FINDER = finder()


def found(text, paragraphs=None):
    return [(h.proclitic, h.row, h.enclitic) for h in FINDER.find(lay_out(text).tokens, paragraphs)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الرئيس", [("ال", "رئيس", "")]),
        ("وبالرئيس", [("وبال", "رئيس", "")]),
        ("رئيسها", [("", "رئيس", "ها")]),
        ("الرئيسها", []),
        ("للحلف", [("ل", "الحلف", "")]),
        ("وللجنة", [("ول", "اللجنة", "")]),
        ("بالحلف", [("ب", "الحلف", "")]),
        ("رئاستهم", [("", "رئاسة", "هم")]),
        ("رئاست", []),
        ("وزراؤهم ووزرائها", [("", "وزراء", "هم"), ("و", "وزراء", "ها")]),
        ("مستشفاهم", [("", "مستشفى", "هم")]),
        ("والأُمَم  المتّحِدة", [("و", "الأمم المتحدة", "")]),
        ("الامم المتحده", [("", "الأمم المتحدة", "")]),
        ("الأمم، المتحدة", []),
        ("وزير", [("", "وزير", "")]),
        ("بيد ويد", [("و", "يد", "")]),
        ("وسيقولها", [("وس", "يقول", "ها")]),
        ("سقال", []),
        ("أبلغوه", [("", "أبلغوا", "ه")]),
        ("ومن جهته بإذ", [("و", "من جهته", "")]),
        ("مقال", []),
    ],
)
def test_clitics_and_spellings(text, expected):
    assert found(text) == expected


def test_places_leave_the_clitics_out():
    text = "أكدت وبالرَّئيسِ لـلـحلفِ رئاسَتُهم"
    hits = FINDER.find(lay_out(text).tokens)
    assert [text[h.start : h.end] for h in hits] == ["رَّئيسِ", "لـحلفِ", "رئاسَتُ"]
    assert [(h.first, h.last) for h in hits] == [(1, 2), (2, 3), (3, 4)]


def test_the_longest_of_a_lexicon_wins_and_lexicons_may_overlap():
    words = PhraseFinder(
        [
            Lexicon("body", [("مجلس", 1), ("مجلس الأمن", 2), ("الأمن القومي", 3)]),
            Lexicon("word", [("الأمن", 4)]),
        ]
    )
    hits = words.find(lay_out("مجلس الأمن القومي").tokens)
    assert [(h.first, h.last, h.row) for h in hits] == [(0, 2, 2), (1, 2, 4)]


def test_a_longer_false_hit_hides_nothing():
    words = PhraseFinder([Lexicon("body", [("رئيس الوزراء ال", 1), ("رئيس الوزراء", 2)])])
    assert [h.row for h in words.find(lay_out("رئيس الوزراء القطري").tokens)] == [2]


def test_every_row_of_a_form_is_a_hit():
    words = PhraseFinder([Lexicon("name", [("علي", "person"), ("على", "preposition"), ("علي", "person")])])
    assert [h.row for h in words.find(lay_out("على").tokens)] == ["person", "preposition"]


def test_no_phrase_crosses_paragraphs():
    layout = lay_out("قرار مجلس\nالأمن الوطني")
    assert FINDER.find(layout.tokens, layout.paragraphs) == []
    assert [h.row for h in FINDER.find(layout.tokens)] == ["مجلس الأمن"]


def test_nothing_to_find():
    assert PhraseFinder([]).find(lay_out("نص").tokens) == []
    assert FINDER.find([]) == []


@given(
    st.lists(st.sampled_from([*NOUNS, *VERBS, "و", "ال", "ها", " ", " ", "،", "\u064e", "ـ"]), max_size=25)
)
def test_hits_stand_in_their_tokens(pieces):
    layout = lay_out("".join(pieces))
    hits = FINDER.find(layout.tokens, layout.paragraphs)
    assert hits == sorted(hits, key=lambda h: (h.first, h.last, ["noun", "verb", "fixed"].index(h.lexicon)))
    for hit in hits:
        span = layout.span(hit.first, hit.last)
        assert span.start <= hit.start < hit.end <= span.end
