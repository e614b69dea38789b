"""When two names, two offices or two bodies can be one: by the words that they share."""

from __future__ import annotations

from tawatur.language import words as w
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import (
    BodyNoun,
    Country,
    DocumentNoun,
    NisbaAdjective,
    RoleNoun,
    UnnamedNoun,
)


def lemma(word: w.Word) -> str:
    """The folded dictionary form of a speaker noun or adjective (مصدر for مصادر), else the bare stem."""
    for reading in word.readings:
        row = reading.row
        if (
            isinstance(row, (RoleNoun, BodyNoun, DocumentNoun, UnnamedNoun, NisbaAdjective))
            and " " not in row.form
        ):
            return bare(fold_word(row.form))
        if isinstance(row, Country) and reading.classes & w.NISBA:
            return fold_word(row.nisba_m)
    return bare(word.stem)


def bare(stem: str) -> str:
    """The stem without an article that belongs to a name (الامم)."""
    return stem[2:] if stem.startswith("ال") and len(stem) > 4 else stem


def same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names can be one person's: one ends the other, or both share the first and the last part.

    A first name alone is nobody's: there is more than one محمد.
    """
    short, long = sorted((a, b), key=len)
    if not short:
        return False
    if short == long[-len(short) :]:
        return True
    if len(short) > 1:
        return short[0] == long[0] and (short[-1] == long[-1] or short == long[: len(short)])
    return len(long) > 1 and short == long[-1:]


def office_score(head: str, office: frozenset[str], known: frozenset[str]) -> float:
    """How well two offices fit: the head must be shared, the shorter must lie in the longer."""
    if head not in known:
        return 0.0
    if office == known:
        return 2.0
    if office <= known or known <= office:
        return 1.0 + len(office & known) / 10
    return 0.0


def same_body(head: str, words: frozenset[str], other_head: str, known: frozenset[str]) -> bool:
    """Whether two bodies can be one: the same head, or two shared words and one within the other."""
    if (
        head != other_head
        and not (words <= known and len(words) > 1)
        and not (known <= words and len(known) > 1)
    ):
        return False
    return bool(words) and (words <= known or known <= words)
