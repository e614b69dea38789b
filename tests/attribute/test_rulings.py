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


@pytest.mark.parametrize("case", SIBLINGS, ids=lambda case: case["id"])
def test_sentence_beside_a_case(case, examine):
    examine(case)


@pytest.mark.parametrize("case", RULINGS, ids=lambda case: case["id"])
def test_ruling(case, examine):
    examine(case)


@pytest.mark.parametrize("case", DETECTION, ids=lambda case: case["id"])
def test_what_is_a_statement(case, examine):
    examine(case)


@pytest.mark.parametrize("case", SUBJECTS, ids=lambda case: case["id"])
def test_whose_words_they_are(case, examine):
    examine(case)


def test_every_case_has_one_sentence_more_that_matches_and_one_that_does_not():
    assert sorted(case["id"] for case in SIBLINGS) == sorted(
        f"{n:02}{sign}" for n in range(1, 31) for sign in "+-"
    )


def test_names_of_rulings_are_unique():
    assert len({case["id"] for case in RULINGS}) == len(RULINGS)
