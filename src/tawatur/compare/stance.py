"""Whether two sentences about one thing agree: by negation, opposites, numbers, and what replaces what.

There is no model. Two sentences that share too little speak of different things; a negation, an opposite
word or another number in one of them makes them disagree; so does another word in the place of
one that is missing. What is left agrees.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from tawatur.compare.meaning import Meaning, contradict, overlap
from tawatur.compare.roots import word_key
from tawatur.compare.types import Stance
from tawatur.language.lexicon import load
from tawatur.language.views import fold_word

APART = 0.05  # overlap under which two sentences speak of different things
AGREE = 0.65  # overlap from which they say the same where nothing speaks against it


class Axis(Struct, frozen=True):
    """Two poles of which a thing can only be at one."""

    one: tuple[str, ...]
    other: tuple[str, ...]
    note: str = ""


@cache
def _poles() -> dict[str, tuple[tuple[int, bool], ...]]:
    """For every key the axes on which it stands, and at which end."""
    found: dict[str, list[tuple[int, bool]]] = {}
    for number, axis in enumerate(load("ar/opposites.tsv", Axis)):
        for pole, forms in ((True, axis.one), (False, axis.other)):
            for form in forms:
                key = word_key(fold_word(form))
                if (number, not pole) not in found.get(key, ()):
                    found.setdefault(key, []).append((number, pole))
    return {key: tuple(dict.fromkeys(ends)) for key, ends in found.items()}


def opposed(a: Meaning, b: Meaning) -> bool:
    """Whether a word of one is the opposite of a word that only the other has."""
    here = {end for key in a.keys - b.keys for end in _poles().get(key, ())}
    there = {end for key in b.keys - a.keys for end in _poles().get(key, ())}
    both = {number for key in a.keys & b.keys for number, _ in _poles().get(key, ())}
    return any((number, not pole) in there for number, pole in here if number not in both)


def stance(a: Meaning, b: Meaning, weight: Mapping[str, float]) -> Stance:
    """How two sentences stand to each other."""
    near = overlap(a, b, weight)
    if near < APART:
        return "other"
    if a.negated != b.negated or opposed(a, b) or contradict(a, b):
        return "disagree"
    return "agree" if near >= AGREE else "disagree"
