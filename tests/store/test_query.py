"""The query language: what is read, and where an error points."""

import pytest

from tawatur.errors import QueryError
from tawatur.store.query import Item, facet, narrowed, parse


def items(text):
    return parse(text).items


def test_words_phrases_fields_and_exclusions():
    assert items('الجسر "يفتح غدا" -تأخير said-by:الحمدي -act:deny about:«مجلس الأمن» after:2020-05') == (
        Item("الجسر", 1),
        Item("يفتح غدا", 7, phrase=True),
        Item("تأخير", 18, excluded=True),
        Item("الحمدي", 25, "said-by"),
        Item("deny", 40, "act", excluded=True),
        Item("مجلس الأمن", 50, "about", phrase=True),
        Item("2020-05", 69, "after"),
    )


def test_codes_are_taken_in_any_case_and_given_as_the_model_has_them():
    assert items("event:assault act:SAY")[0].text == "ASSAULT"
    assert items("event:assault act:SAY")[1].text == "say"


def test_what_looks_like_a_field_in_an_address_is_a_word():
    assert items("https://a.example/x")[0] == Item("https://a.example/x", 1)


def test_curly_quotation_marks_close_either_way():
    assert items("”الجسر يفتح“")[0].phrase
    assert items("“الجسر يفتح”")[0].phrase


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("", 1, "nothing to look for"),
        ("   ", 1, "nothing to look for"),
        ("-الجسر", 1, "nothing to look for"),
        ("الجسر saidby:سالم", 7, "did you mean said-by"),
        ("الجسر act:sya", 11, "did you mean say"),
        ("event:ATTACK", 7, "no event 'ATTACK'"),
        ("channel:phone", 9, "did you mean phone_call"),
        ("قال after:أمس", 11, "is no day"),
        ("before:2020-13", 8, "is no day"),
        ("said-by: سالم", 1, "write it without a space"),
        ('الجسر "يفتح غدا', 7, "is not closed"),
        ('الجسر ""', 7, "the phrase is empty"),
        ("الجسر ...", 7, "holds no word"),
        ("said-by:--", 9, "holds no word"),
        ("الجسر »", 7, "closes no phrase"),
        ("ا" * 1001, 1001, "longer than 1000"),
        ("ا " * 101, 201, "more than 100"),
    ],
)
def test_an_error_points_at_the_word(text, column, says):
    with pytest.raises(QueryError, match=says) as caught:
        parse(text)
    assert caught.value.column == column
    assert str(caught.value).startswith(f"query, column {column}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("field", "value", "condition"),
    [
        ("act", "deny", "act:deny"),
        ("day", "2020-05-16", "day:2020-05-16"),
        ("said-by", "فايز السراج", 'said-by:"فايز السراج"'),
        ("outlet", 'صحيفة "المرفأ"', 'outlet:«صحيفة "المرفأ"»'),
        ("outlet", '"أ» ب”“', 'outlet:" أ  ب  "'),
    ],
)
def test_a_value_of_a_facet_narrows_a_query(field, value, condition):
    assert narrowed(" الجسر ", field, value) == f"الجسر {condition}"
    assert narrowed("", field, value) == condition
    assert parse(condition).items[0].field == field


def test_what_has_no_values_is_no_facet():
    assert facet("Said-By") == "said-by"
    with pytest.raises(QueryError, match="count day"):
        facet("before")
    with pytest.raises(QueryError, match="count said-by"):
        facet("named")
