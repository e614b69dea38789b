"""Two exams stay as they were written.

``name_pairs.tsv``: two written names; ``same`` is 1 when they are one person's name in two spellings or lengths.

``quantities_exam.tsv``: a phrase and the main count it tells (empty: not told). ``of`` is the counted word as the
phrase writes it, with its case ending and article. ``subset`` holds the sub-counts as ``number:word`` joined by
"|". Of several counts the killed are the main one; a phrase without a count has role ``none`` and nothing else.

What is not named here is empty, and ``approximate`` is 0:

- N alone, a dual, a singular victim: low, best and high are N
- about N (نحو، حوالي، قرابة، زهاء): best N, approximate
- more than N (أكثر من): low N + 1, best N, approximate
- at least N (ما لا يقل عن، على الأقل): low and best N
- less than N (أقل من): high N - 1
- between N and M (بين، ما بين): low N, high M
- بضعة 3 to 9, عشرات 20 to 99, مئات 200 to 999, آلاف 2000 to 9999, عشرات الآلاف 20000 to 99999: low and high
"""

from csv import DictReader
from hashlib import sha256
from pathlib import Path

import pytest

from tawatur.language.nominals import noun_phrase
from tawatur.understand.likeness import content
from tawatur.understand.written_names import read_name, same_person

PAIRS = Path(__file__).with_name("name_pairs.tsv")
NEEDED = 0.9  # share of the spellings of one person that must be joined


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("name_pairs.tsv", "afeedce175128568bc3ce251d49e14442d7ad6cb10a9f7a8f272ab0dade90c9f"),
        ("quantities_exam.tsv", "9364522b467e84dff195185d0729ebcc5eb300d8364eb7f54f9b8893d75d728e"),
    ],
)
def test_the_exam_is_as_it_was_written(name, digest):
    assert sha256(Path(__file__).with_name(name).read_bytes()).hexdigest() == digest


@pytest.fixture(scope="module")
def joined(marked):
    def name_of(text):
        marking = marked(text)
        phrase = noun_phrase(marking, 0, len(marking.tokens))
        first, last = phrase.name if phrase and phrase.name else (0, len(marking.tokens))
        return read_name(marking, first, last, content(marking, 0, first), 0)

    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(DictReader(file, delimiter="\t"))
    return [
        (row["a"], row["b"], row["same"] == "1", same_person(name_of(row["a"]), name_of(row["b"])))
        for row in rows
    ]


def test_no_two_persons_are_made_one(joined):
    assert [(a, b) for a, b, same, one in joined if one and not same] == []


def test_the_spellings_of_one_name_are_joined(joined):
    asked = [one for _, _, same, one in joined if same]
    assert sum(asked) >= NEEDED * len(asked), [(a, b) for a, b, same, one in joined if same and not one]
