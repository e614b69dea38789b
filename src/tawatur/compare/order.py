"""Which in a row a proposition speaks of: «أول طائرة» and «طائرة ثانية» are two."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from tawatur.compare.roots import word_key
from tawatur.compare.units import Unit, is_content
from tawatur.language import words as w
from tawatur.language.lexicon import load
from tawatur.language.marking import Marking
from tawatur.language.views import fold_word
from tawatur.model import Record

REACH = 3  # words between a noun and its ordinal, and the noun: «طائرة عسكرية سعودية ثانية»

Order = frozenset[tuple[str, int]]


class Ordinal(Struct, frozen=True):
    """A word that tells which in a row (a row of ar/times_words.tsv)."""

    form: str
    kind: str = ""
    value: str = ""


@cache
def _ordinals() -> dict[str, int]:
    rows = [row for row in load("ar/times_words.tsv", Ordinal) if row.kind == "ordinal"]
    numbers = {fold_word(row.form): int(row.value) for row in rows if " " not in row.form}
    return {form.removeprefix("ال"): value for form, value in numbers.items()} | numbers


def order_in(record: Record, marking: Marking, unit: Unit) -> Iterator[tuple[str, int]]:
    """The keys of the nouns beside an ordinal, each with its number; none of an ordinal that tells a time."""
    tokens, words = marking.tokens, marking.words
    for i in range(unit.first, unit.last):
        number = _ordinals().get(tokens[i].folded)
        if number is None or any(t.span.start <= tokens[i].start < t.span.end for t in record.times):
            continue
        for k in range(max(unit.first, i - REACH), min(unit.last, i + 2)):
            noun = tokens[k].kind == "word" and is_content(marking, k) and not words[k].classes & w.NISBA
            if noun and k != i:
                yield word_key(words[k].stem or tokens[k].folded), number


def another_in_order(a: Order, b: Order) -> bool:
    """Whether something is the first here and the second there."""
    if not (a and b):
        return False
    shared = {key for key, _ in a} & {key for key, _ in b}
    return any({n for k, n in a if k == key}.isdisjoint(n for k, n in b if k == key) for key in shared)
