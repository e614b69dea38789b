"""Why something happened: two accounts of one thing that name causes of other kinds.

A cause stands behind a marker («بسبب خلل فني», «نجم عن تماس كهربائي»); before it stands what was caused.
Causes that no table names are passed over: what cannot be placed cannot be told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from tawatur.compare.roots import word_key
from tawatur.compare.units import Unit, is_content
from tawatur.language.lexicon import load
from tawatur.language.marking import Marking
from tawatur.language.stemming import keys, keys_of
from tawatur.language.tokens import Token

NEAR = 6  # tokens behind the marker: further on the sentence tells something else
EFFECT = 0.5  # of the smaller effect's words: two sentences tell why one thing happened

Phrase = tuple[str, ...]


class Marker(Struct, frozen=True):
    """Words behind which a cause stands (a row of ar/cause_markers.tsv)."""

    form: str
    note: str = ""


class Kind(Struct, frozen=True):
    """Words for one kind of thing (a row of ar/causes.tsv or ar/target_kinds.tsv)."""

    kind: str
    forms: tuple[str, ...]
    note: str = ""


class Cause(Struct, frozen=True):
    """The kinds of causes that a telling names, with their words, and the words of what was caused."""

    kinds: Mapping[str, str]
    effect: frozenset[str]


@cache
def _markers() -> frozenset[Phrase]:
    return frozenset(_phrase(row.form) for row in load("ar/cause_markers.tsv", Marker))


@cache
def kinds_of(table: str) -> dict[Phrase, str]:
    """The kind of every phrase of a table of kinds."""
    return {_phrase(form): row.kind for row in load(table, Kind) for form in row.forms}


def _phrase(form: str) -> Phrase:
    return tuple(key.first for key in keys_of(form))


def kinds_in(tokens: Sequence[Token], table: str) -> dict[str, str]:
    """The kinds that these tokens name, with the words for each."""
    known = kinds_of(table)
    longest = max(map(len, known))
    words = [next((key.first for key in keys(token)), "") for token in tokens]
    found: dict[str, str] = {}
    for i in range(len(words)):
        for length in range(min(longest, len(words) - i), 0, -1):
            kind = known.get(tuple(words[i : i + length]))
            if kind is not None:
                found.setdefault(kind, " ".join(token.text for token in tokens[i : i + length]))
                break
    return found


def cause_of(marking: Marking, unit: Unit) -> Cause | None:
    """The causes that a unit names; None where it names none."""
    tokens = marking.tokens[unit.first : unit.last]
    words = [next((key.first for key in keys(token)), "") for token in tokens]
    for i in range(len(tokens)):
        length = next((n for n in (2, 1) if tuple(words[i : i + n]) in _markers()), 0)
        if not length:
            continue
        kinds = kinds_in(tokens[i : i + length + NEAR], "ar/causes.tsv")
        effect = [k for k in range(unit.first, unit.first + i) if is_content(marking, k)]
        if not effect:  # «سبب الحريق تماس كهربائي»: what is caused stands behind
            effect = [k for k in range(unit.first + i + length, unit.last) if is_content(marking, k)]
        if kinds:
            return Cause(
                kinds,
                frozenset(word_key(marking.words[k].stem or marking.tokens[k].folded) for k in effect),
            )
    return None


def other_cause(a: Cause | None, b: Cause | None) -> str | None:
    """The causes of other kinds that two tellings give one thing; None where they do not stand apart."""
    if a is None or b is None or a.kinds.keys() & b.kinds.keys():
        return None
    if len(a.effect & b.effect) < max(1, EFFECT * min(len(a.effect), len(b.effect))):
        return None
    return f"{', '.join(a.kinds.values())} and {', '.join(b.kinds.values())}"
