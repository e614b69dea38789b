"""The rulings on hard cases, and two more sentences for each of the thirty cases."""

import tomllib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "cases"


def load(name):
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["case"]


SIBLINGS = load("siblings.toml")
RULINGS = load("rulings.toml")
SUBJECTS = load("subjects.toml")
DETECTION = load("detection.toml")
FURTHER = load("further.toml")
UNSEEN = load("unseen.toml")
TITLES = load("titles.toml")
CLAUSES = load("clauses.toml")


@pytest.mark.parametrize("case", SIBLINGS, ids=lambda case: case["id"])
def test_sentence_beside_a_case(case, examine):
    examine(case)


@pytest.mark.parametrize("case", RULINGS, ids=lambda case: case["id"])
def test_ruling(case, examine):
    examine(case)


@pytest.mark.parametrize("case", DETECTION, ids=lambda case: case["id"])
def test_what_is_a_statement(case, examine):
    examine(case)


@pytest.mark.parametrize("case", FURTHER, ids=lambda case: case["id"])
def test_further_sentence(case, examine):
    examine(case)


@pytest.mark.parametrize("case", SUBJECTS, ids=lambda case: case["id"])
def test_whose_words_they_are(case, examine):
    examine(case)


def test_every_case_has_one_sentence_more_that_matches_and_one_that_does_not():
    assert sorted(case["id"] for case in SIBLINGS) == sorted(
        f"{n:02}{sign}" for n in range(1, 31) for sign in "+-"
    )


def test_names_of_rulings_are_unique():
    ids = [case["id"] for case in (*RULINGS, *FURTHER)]
    assert len(set(ids)) == len(ids)


GUIDE = tomllib.loads((FOLDER / "guide.toml").read_text(encoding="utf-8"))["ruling"]
NAMES = {
    case["id"]
    for name in ("cases", "siblings", "rulings", "subjects", "further")
    for case in load(f"{name}.toml")
}


@pytest.mark.parametrize("ruling", GUIDE, ids=lambda ruling: ruling["about"])
def test_every_ruling_has_three_sentences_and_one_that_must_not_match(ruling):
    sentences = {*ruling["holds"], *ruling["against"]}
    assert sentences <= NAMES
    assert len(sentences) >= 3
    assert ruling["against"]


def test_every_sentence_for_a_ruling_belongs_to_one():
    ruled = {name for ruling in GUIDE for name in (*ruling["holds"], *ruling["against"])}
    assert {case["id"] for case in (*RULINGS, *FURTHER)} <= ruled


@pytest.mark.parametrize("case", UNSEEN, ids=lambda case: case["id"])
def test_homographs_and_rarer_forms(case, examine):
    examine(case)


@pytest.mark.parametrize("case", TITLES, ids=lambda case: case["id"])
def test_where_a_title_and_its_name_end(case, examine):
    examine(case)


@pytest.mark.parametrize("case", CLAUSES, ids=lambda case: case["id"])
def test_which_clause_and_who_goes_on(case, examine):
    examine(case)
