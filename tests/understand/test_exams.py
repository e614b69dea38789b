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

from hashlib import sha256
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("name_pairs.tsv", "afeedce175128568bc3ce251d49e14442d7ad6cb10a9f7a8f272ab0dade90c9f"),
        ("quantities_exam.tsv", "9364522b467e84dff195185d0729ebcc5eb300d8364eb7f54f9b8893d75d728e"),
    ],
)
def test_the_exam_is_as_it_was_written(name, digest):
    assert sha256(Path(__file__).with_name(name).read_bytes()).hexdigest() == digest
