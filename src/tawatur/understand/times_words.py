"""The words that times are written with, as one index by folded token.

Forms stand in ``ar/times_words.tsv``; months, weekdays and zones come from the calendar. A form of several
words is found by its first. Glued و، ف، ب، ل، ك before a first word are read over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct

from tawatur.language.calendar import month_forms, weekday_forms, zone_forms
from tawatur.language.lexicon import load
from tawatur.language.tokens import Token, tokenize
from tawatur.language.views import fold_word

_GLUED = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")
# How a number word begins, folded.
_NUMBER = re.compile("[وفبل]?(?:ال|لل)?(?:ثلاث|اربع|خمس|ست|سبع|ثمان|تسع|عشر|مئ|مائ|احد|اثن)")
_CACHED = 100_000  # folded words


class _Row(Struct, frozen=True):
    form: str
    kind: str
    value: str = ""


class Entry(Struct, frozen=True, gc=False):
    """A form that begins with a token: kind, value, what follows in it, the letters glued before."""

    kind: str
    value: str
    rest: tuple[str, ...]
    cut: int = 0

    @property
    def number(self) -> int:
        """The value as an integer."""
        return int(self.value)


@cache
def _forms() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    rows = [(row.form, row.kind, row.value) for row in load("ar/times_words.tsv", _Row)]
    rows += [
        (f, "month" if c == "gregorian" else "hijri_month", str(m)) for f, (m, c) in month_forms().items()
    ]
    rows += [(form, "weekday", str(number)) for form, number in weekday_forms().items()]
    rows += [(form, "zone", offset) for form, offset in zone_forms().items()]
    for form, kind, value in rows:
        words = [token.folded for token in tokenize(fold_word(form))]
        entry = Entry(kind, value, tuple(words[1:]))
        entries = found.setdefault(words[0], [])
        if entry not in entries:
            entries.append(entry)
    return {word: tuple(sorted(rows, key=lambda e: -len(e.rest))) for word, rows in found.items()}


@lru_cache(_CACHED)
def entries(folded: str) -> tuple[Entry, ...]:
    """Every form that begins with this token, the longest first, those behind glued letters last."""
    forms = _forms()
    found = list(forms.get(folded, ()))
    for glued in _GLUED:
        rest = folded.removeprefix(glued)
        if rest != folded and len(rest) > 1:
            found += [Entry(e.kind, e.value, e.rest, len(glued)) for e in forms.get(rest, ())]
    if folded[:2] == "لل" and len(folded) > 3:
        found += [Entry(e.kind, e.value, e.rest, 0) for e in forms.get("ا" + folded[1:], ())]
    return tuple(found)


@lru_cache(_CACHED)
def kinds_of(folded: str) -> frozenset[str]:
    """The kinds of the forms that begin with this token."""
    return frozenset(entry.kind for entry in entries(folded))


@lru_cache(_CACHED)
def is_number_word(folded: str) -> bool:
    """Whether a number in words may begin with this token, or «الـ» before one in figures."""
    return folded == "ال" or _NUMBER.match(folded) is not None


class Words:
    """The tokens of a text, asked for forms at a place. Never reads past the end it was given."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.end = len(tokens)

    def take(self, i: int, *kinds: str, glued: bool = False) -> tuple[Entry, int] | None:
        """The longest form of one of these kinds at token ``i`` and the index after it."""
        if i >= self.end:
            return None
        for entry in entries(self.tokens[i].folded):
            if entry.kind in kinds and (glued or not entry.cut) and self._follows(i + 1, entry.rest):
                return entry, i + 1 + len(entry.rest)
        return None

    def skip(self, i: int, *kinds: str) -> int:
        """The index after a form of these kinds, or ``i`` where none stands."""
        found = self.take(i, *kinds)
        return found[1] if found else i

    def is_sign(self, i: int, signs: str) -> bool:
        """Whether token ``i`` is one of these signs."""
        return i < self.end and self.tokens[i].kind == "punct" and self.tokens[i].text in signs

    def integer(self, i: int) -> int | None:
        """The whole number that token ``i`` writes in digits."""
        if i >= self.end or self.tokens[i].kind != "number":
            return None
        folded = self.tokens[i].folded
        return int(folded) if folded.isascii() and folded.isdecimal() and len(folded) < 5 else None

    def _follows(self, i: int, rest: tuple[str, ...]) -> bool:
        if i + len(rest) > self.end:
            return False
        return all(self.tokens[i + k].folded == word for k, word in enumerate(rest))
