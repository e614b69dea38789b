import re
from pathlib import Path

import pytest

from tawatur.language.lexicon import load
from tawatur.model import Act, Channel, Commitment
from tawatur.serve.web.messages import LANGUAGES, Row, messages, plural
from tawatur.serve.web.routes import Figure

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


LABELS = {
    "precision": "statements found that are there (precision)",
    "recall": "statements there that are found (recall)",
    "source": "source right, where the gold names one",
    "wrong_source": "a wrong source, of statements found",
    "chain": "chain exact, statements inside no other",
    "chain_nested": "chain exact, statements inside another",
    "act": "kind of act right",
    "addressee": "addressee (F1)",
    "events": "events, trigger and type (F1)",
    "claimant": "who says that it happened",
    "times": "times, words and value (F1)",
}


def test_the_help_page_has_the_figures_of_the_readme():
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    rows = {
        cells[1].strip(): cells[2:4] for line in readme.splitlines() if len(cells := line.split("|")) == 5
    }
    for figure in load("interface/figures.tsv", Figure):
        seen, unseen = (float(cell) for cell in rows[LABELS[figure.key]])
        assert (figure.seen, figure.unseen) == (seen, unseen), figure.key
        assert messages("ar").known(f"figure.{figure.key}", "")
