"""Conflicts in sixty small stories that were written before the code was read: what is found, and what is made up."""

import hashlib
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from tawatur.compare.stage import compare
from tawatur.model import Article, Published

EXAM = Path(__file__).with_name("conflict_exam.toml")
FROZEN = "616ac3f94fca393b00f10d45895c62c82ba54a6a6ccc69b8684f6123f15f9887"


def examined(engine, asked):
    """What a story asks for, what was found of it, and the slots that are conflicts of nobody's."""
    records = [
        engine.read(Article(one["outlet"], one["text"], outlet=one["outlet"], published=_day(one["day"])))
        for one in asked["texts"]
    ]
    found = compare(records, engine.mark)
    texts = {one["outlet"]: one["text"] for one in asked["texts"]}
    told = {
        claim.id: [_sentence(texts[one.article], one.span) for one in claim.told] for claim in found.claims
    }
    given = [(one.slot, one.updates, told[one.a], told[one.b]) for one in found.conflicts]
    for thing in found.wordings:
        for a, b in combinations(thing.uses, 2):
            if a.wording != b.wording:
                sides = ([_sentence(texts[one.article], one.telling)] for one in (a, b))
                given.append((thing.slot, False, *sides))
    right, wanted = [], list(asked["conflicts"])
    made_up = []
    for slot, updates, a, b in given:
        met = next((one for one in asked["conflicts"] if _meets(one, slot, a, b, updates=updates)), None)
        if met is None:
            made_up.append(slot)
        elif met in wanted:
            wanted.remove(met)
            right.append(slot)
    return right, [one["slot"] for one in wanted], made_up


def _sentence(text, span):
    """The sentence around a telling: who denies it stands before what is denied."""
    start = max(text.rfind(mark, 0, span.start) for mark in (". ", "\n")) + 1
    return text[start : span.end]


def _day(day):
    return Published(day, "day", None, "given")


def _meets(wanted, slot, a, b, *, updates):
    """Whether a conflict is the one asked for: slot, words of both tellings, and whether it only goes on."""
    if (slot, updates) != (wanted["slot"], wanted.get("updates", False)):
        return False
    return any(
        any(wanted["a"] in text for text in one) and any(wanted["b"] in text for text in other)
        for one, other in ((a, b), (b, a))
    )


@pytest.fixture(scope="module")
def answers(engine):
    asked = tomllib.loads(EXAM.read_text(encoding="utf-8"))["story"]
    return {one["name"]: examined(engine, one) for one in asked}


def test_the_exam_is_as_it_was_written():
    assert hashlib.sha256(EXAM.read_bytes()).hexdigest() == FROZEN


def test_nothing_is_made_up(answers):
    assert {name: one[2] for name, one in answers.items() if one[2]} == {}


def test_enough_is_found(answers):
    missed = {name: one[1] for name, one in answers.items() if one[1]}
    assert sum(len(one[0]) for one in answers.values()) >= 21, missed
