"""Trace: 30 sentences written before the code, of which the invented ones must not be found."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from tawatur.compare.trace import trace

EXAM = Path(__file__).with_name("trace_exam.toml")
FROZEN = "e1685afc88ed003f8f1b7daf29b9a91e83133bc6477601ef114e7c2b4b5f04b6"


@pytest.fixture(scope="module")
def answers(engine, sample):
    asked = tomllib.loads(EXAM.read_text(encoding="utf-8"))["sentence"]
    return [(one, trace(one["text"], one.get("mouth"), sample, engine.mark)) for one in asked]


def right(asked, found):
    """Whether the answer names the carriers, the mouth, and whether words were changed."""
    wanted = set(asked.get("carriers", ()))
    if asked["kind"] == "invented":
        return not found.carriers
    mouth = any(one.in_mouth for one in found.carriers)
    whole = {one.article for one in found.carriers if all(c.kind == "same" for c in one.changes)}
    if asked["kind"] == "true":
        return mouth and whole == wanted and any(one.verbatim for one in found.carriers)
    return (
        mouth
        and {one.article for one in found.carriers} == wanted
        and not any(one.verbatim for one in found.carriers)
    )


def test_the_exam_is_as_it_was_written():
    assert hashlib.sha256(EXAM.read_bytes()).hexdigest() == FROZEN


def test_nothing_invented_is_found(answers):
    invented = [found for asked, found in answers if asked["kind"] == "invented"]
    assert len(invented) == 10
    assert not [found.sentence for found in invented if found.carriers]


def test_enough_of_the_exam_is_right(answers):
    assert sum(right(asked, found) for asked, found in answers) >= 27


def test_a_changed_word_is_told_word_by_word(engine, sample):
    found = trace("لا مخرج من الأزمة إلا بالسلاح", None, sample, engine.mark)
    changes = [(c.kind, c.asked, c.found) for c in found.carriers[0].changes if c.kind != "same"]
    assert changes == [("replaced", "بالسلاح", "بالسياسة")]


def test_what_was_cut_off_is_told(engine, sample):
    found = trace("الحلف مستعد لمساعدة ليبيا على بناء قدراتها الدفاعية", None, sample, engine.mark)
    assert not found.carriers[0].verbatim
    assert found.carriers[0].goes_on.text.startswith("والأمنية")


def test_the_wrong_mouth_is_not_found_and_his_own_words_are_shown(engine, sample):
    found = trace("الحلف مستعد لمساعدة ليبيا على بناء قدراتها الدفاعية", "السراج", sample, engine.mark)
    assert found.carriers
    assert not found.found
    assert found.nearest
    assert all("السراج" in near.chain[-1] for near in found.nearest)


def test_the_first_to_carry_it_comes_first(engine, sample):
    found = trace("الجهة الشرعية الوحيدة ولا يتعامل مع سواها", None, sample, engine.mark)
    days = [one.published for one in found.carriers]
    assert days == sorted(days)
    assert found.scope.articles == 6


@pytest.mark.parametrize("words", ["", "نعم", "«»", "، .", "قال"])
def test_too_few_words_are_found_nowhere(engine, sample, words):
    assert not trace(words, "أحد", sample, engine.mark).carriers
