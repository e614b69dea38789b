import re

import pytest

from tawatur.language.lexicon import load
from tawatur.model import Act, Channel, Commitment
from tawatur.serve.web.messages import LANGUAGES, Row, messages, plural

ROWS = load("interface/messages.tsv", Row)
NO_SUCH_CATEGORY = {"en": ("zero", "two", "few", "many")}  # CLDR


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_told_in_every_language(language):
    for row in ROWS:
        category = row.key.rpartition(".")[2]
        if category not in NO_SUCH_CATEGORY.get(language, ()):
            assert getattr(row, language), row.key


def test_languages_take_the_same_values():
    for row in ROWS:
        if row.en and row.ar and row.key.rpartition(".")[2] not in ("one", "two", "few"):
            assert set(re.findall(r"{(\w+)}", row.en)) == set(re.findall(r"{(\w+)}", row.ar)), row.key


def test_every_value_of_a_statement_has_its_words():
    for name, values in (("act", Act), ("channel", Channel), ("commitment", Commitment)):
        for value in values.__args__:
            assert messages("ar").known(f"{name}.{value}", "")


@pytest.mark.parametrize("word", ["حقيقة", "موثوق", "verified", "AI"])
def test_words_that_would_judge_stand_nowhere(word):
    for row in ROWS:
        assert not re.search(rf"\b{word}\b", f"{row.en} {row.ar}"), row.key


@pytest.mark.parametrize(
    ("number", "arabic", "english"),
    [(0, "zero", "other"), (1, "one", "one"), (2, "two", "other"), (6, "few", "other"), (11, "many", "other"),
     (100, "other", "other"), (103, "few", "other"), (111, "many", "other")],
)  # fmt: skip
def test_plurals(number, arabic, english):
    assert (plural("ar", number), plural("en", number)) == (arabic, english)


def test_counts_and_moments():
    arabic, english = messages("ar"), messages("en")
    assert [arabic.count("articles", n) for n in (1, 2, 6, 11)] == ["خبر واحد", "خبران", "٦ أخبار", "١١ خبرًا"]
    assert arabic.moment("2020-05-16T20:15+02:00") == "١٦ مايو ٢٠٢٠، ٢٠:١٥"
    assert english.moment("2020-05-16") == "16 May 2020"
    assert english.moment(None) == "date unknown"
