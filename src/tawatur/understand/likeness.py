"""When two offices or two bodies can be one: by the words that they share."""

from __future__ import annotations

from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominal_words import phrase_words
from tawatur.language.nominals import Phrase
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import (
    BodyNoun,
    Country,
    DocumentNoun,
    NisbaAdjective,
    RoleNoun,
    UnnamedNoun,
)

_HEADS = (RoleNoun, BodyNoun, DocumentNoun, UnnamedNoun, NisbaAdjective)
_EMPTY = w.PREP | w.CONJ | w.REL | w.TIME | w.COMP


def lemma(word: w.Word) -> str:
    """The folded dictionary form of a speaker noun or adjective (مصدر for مصادر), else the bare stem.

    A country and its adjective are one (وزير خارجية مصر، وزير الخارجية المصري).
    """
    for reading in word.readings:
        row = reading.row
        if isinstance(row, _HEADS) and " " not in row.form:
            return bare(fold_word(row.form))
        if isinstance(row, Country) and (reading.classes & w.NISBA or word.stem == fold_word(row.name)):
            return fold_word(row.nisba_m)
    return bare(word.stem)


def bare(stem: str) -> str:
    """The stem without an article that belongs to a name (الامم)."""
    return stem[2:] if stem.startswith("ال") and len(stem) > 4 else stem


def content(marking: Marking, first: int, last: int) -> frozenset[str]:
    """The folded stems of the words that tell one body or office from another."""
    words = marking.words
    return frozenset(
        lemma(words[i])
        for i in range(first, last)
        if marking.tokens[i].kind == "word"
        and not words[i].classes & _EMPTY
        and words[i].stem not in phrase_words("reflexive")
    )


def definite(marking: Marking, phrase: Phrase) -> bool:
    """Whether the words can mean something met before: الوزير, وزير خارجية مصر, but not «وزير سابق»."""
    for i in range(phrase.head, phrase.last):
        word = marking.words[i]
        if i > phrase.head and (word.classes & w.PREP or word.prep or (word.finite and word.suffix)):
            return False  # تقرير أعدته …
        if word.definite or word.suffix:
            return True
        if word.classes & (w.NAME | w.COUNTRY | w.ACTOR) and not word.classes & (w.ADJECTIVE | w.NISBA):
            return True
        if any(hit.last <= phrase.last for hit in marking.hits(i, "actor")):
            return True
    return False


def lands(marking: Marking, first: int, last: int) -> frozenset[str]:
    """The adjectives of countries among the words."""
    return frozenset(
        lemma(word)
        for word in marking.words[first:last]
        if any(isinstance(r.row, Country) and r.classes & w.NISBA for r in word.readings)
    )


def office_score(head: str, office: frozenset[str], known: frozenset[str]) -> float:
    """How well two offices fit: the head must be shared, the shorter must lie in the longer."""
    if head not in known:
        return 0.0
    if office == known:
        return 2.0
    if office <= known or known <= office:
        return 1.0 + len(office & known) / 10
    return 0.0


def same_body(head: str, words: frozenset[str], other_heads: frozenset[str], known: frozenset[str]) -> bool:
    """Whether two bodies can be one: the same head, or two shared words and one within the other."""
    if (
        head not in other_heads
        and not (words <= known and len(words) > 1)
        and not (known <= words and len(known) > 1)
    ):
        return False
    return bool(words) and (words <= known or known <= words)
