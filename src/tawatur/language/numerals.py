"""Numbers in words, duals and digits: خمسة وعشرون، ثلاثمئة ألف، مليون ونصف المليون، 1.5 مليون، ١٢٣.

A number is a sum of groups (1-999, words or digits), each with a scale (thousand and up) that falls from
left to right: that is what tells «مئة وعشرة» from the two numbers of «عشرة ومئة».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from tawatur.language.clitics import proclitic_ok
from tawatur.language.lexicon import load
from tawatur.language.tokens import Token
from tawatur.language.views import fold_word

NumeralKind = Literal[
    "unit", "teen", "bound", "ten", "hundred", "dual_hundred",
    "scale", "plural_scale", "dual_scale", "construct", "fraction",
]  # fmt: skip

_COUNTED = frozenset({"scale", "plural_scale", "construct"})  # what a count may stand before
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_MAX_DIGITS = 18
_MAX_TOKENS = 24
_MAX_CHAIN = 4  # letters of the longest chain of proclitics


class Numeral(Struct, frozen=True):
    """A number word."""

    form: str
    value: float
    kind: NumeralKind
    note: str = ""


class _Word(Struct, frozen=True):
    """What a token is in a number: a numeral and what is glued before it."""

    numeral: Numeral
    joined: bool
    article: bool
    preposition: bool


@cache
def _numerals() -> dict[str, Numeral]:
    return {fold_word(row.form): row for row in load("ar/numerals.tsv", Numeral)}


def number_at(tokens: Sequence[Token], i: int) -> tuple[float, int] | None:
    """The number that begins at token ``i`` and the index after its last token, or None.

    A whole number comes as an int. Clitics before the first word (بخمسة، والثلاثة) are read over. Dates,
    clock times, fractions with a slash, and plurals without a count (آلاف، مئات) are no number.
    """
    total: float = 0
    ceiling = float("inf")  # the next group must stay under the scale of the one before
    at, end = i, None
    while at - i < _MAX_TOKENS:
        group = _scaled_group(tokens, at, first=end is None)
        if group is None:
            break
        value, scale, after = group
        if value >= ceiling:
            break
        total += value
        end = at = after
        ceiling = scale
        if scale == 1:
            break
        more = _fraction_of(tokens, at, scale)
        if more is not None:
            total += more[0]
            end = more[1]
            break
    return None if end is None else (_whole(total), end)


def is_number_word(folded: str) -> bool:
    """Whether a folded word is a number word, with or without proclitics; it need not begin a number."""
    return _split(folded) is not None


def digits(text: str, *, decimal: bool = False) -> float | None:
    """The value of folded digits with separators and per cent sign; None for dates, times, fractions.

    Three digits after a separator are thousands (1.500), unless ``decimal`` (1.235 مليون).
    """
    text = text.rstrip("%")
    if len(text) > _MAX_DIGITS:
        return None
    grouped = _GROUPED.fullmatch(text)
    if grouped and not (decimal and text.count(grouped[1]) == 1):
        separator = grouped[1]
        return _whole(float(text.replace(separator, "").replace(",", ".")))
    return _whole(float(text.replace(",", "."))) if _PLAIN.fullmatch(text) else None


def _scaled_group(tokens: Sequence[Token], i: int, *, first: bool) -> tuple[float, float, int] | None:
    """A group with its scale: (value, scale, index after it)."""
    group = _group(tokens, i, first=first)
    if group is not None:
        value, after = group
        if i and tokens[i - 1].text == "(" and after < len(tokens) and tokens[after].text == ")":
            after += 1  # (15) مليار
        word = _word(tokens, after)
        if word is not None and not word.joined and word.numeral.kind in _COUNTED:
            return value * word.numeral.value, word.numeral.value, after + 1
        return value, 1, group[1]
    word = _word(tokens, i, first=first)
    return (
        None
        if word is None or not (first or word.joined)
        else _scale_alone(tokens, i, word.numeral, first=first)
    )


def _scale_alone(
    tokens: Sequence[Token], i: int, numeral: Numeral, *, first: bool
) -> tuple[float, float, int] | None:
    """A scale without a count before it: ألف، ألفان، ألفا شخص، نصف مليون."""
    if numeral.kind == "scale":
        return numeral.value, numeral.value, i + 1
    if numeral.kind == "dual_scale":
        return numeral.value, numeral.value / 2, i + 1
    if numeral.kind == "construct":
        # «ألفا شخص» is two thousand; «ألفاً» with its tanwin, or with more of the number to come, is one.
        plain = tokens[i].text == tokens[i].light
        noun = (
            i + 1 < len(tokens) and tokens[i + 1].kind == "word" and not tokens[i + 1].folded.startswith("و")
        )
        return numeral.value * (2 if plain and noun else 1), numeral.value, i + 1
    if numeral.kind == "fraction" and first:
        of = _word(tokens, i + 1)
        if of is not None and not of.joined and of.numeral.kind == "scale":
            return numeral.value * of.numeral.value, 1, i + 2
    return None


def _group(tokens: Sequence[Token], i: int, *, first: bool) -> tuple[float, int] | None:
    """A number under a thousand in words, or any number in digits."""
    at = i if first or i >= len(tokens) or tokens[i].folded != "و" else i + 1
    if at < len(tokens) and tokens[at].kind == "number" and (first or at > i):
        scaled = _word(tokens, at + 1)
        value = digits(tokens[at].folded, decimal=scaled is not None and scaled.numeral.kind in _COUNTED)
        return None if value is None else _with_half(tokens, value, at + 1)
    word = _word(tokens, i, first=first)
    if word is None or not (first or word.joined):
        return None
    hundreds = _hundreds(tokens, i, word)
    if hundreds is None:
        tens = _tens(tokens, i, word)
        return None if tens is None else _with_half(tokens, *tens)
    value, after = hundreds
    rest = _word(tokens, after)
    tens = _tens(tokens, after, rest) if rest is not None and rest.joined else None
    if tens is not None and not _is_hundred(tokens, tens[1]):
        return value + tens[0], tens[1]
    return hundreds


def _hundreds(tokens: Sequence[Token], i: int, word: _Word) -> tuple[float, int] | None:
    numeral = word.numeral
    if numeral.kind in {"hundred", "dual_hundred"}:
        return numeral.value, i + 1
    if numeral.kind == "unit" and numeral.value > 2 and _is_hundred(tokens, i + 1):
        return numeral.value * 100, i + 2
    return None


def _is_hundred(tokens: Sequence[Token], i: int) -> bool:
    word = _word(tokens, i)
    return word is not None and not word.joined and word.numeral.kind == "hundred"


def _tens(tokens: Sequence[Token], i: int, word: _Word) -> tuple[float, int] | None:
    """A number under a hundred: خمسة، خمسة عشر، خمسة وعشرون، عشرون."""
    numeral = word.numeral
    if numeral.kind in {"ten", "teen"}:
        return numeral.value, i + 1
    if numeral.kind not in {"unit", "bound"}:
        return None
    following = _word(tokens, i + 1)
    if following is not None and numeral.value:
        if following.numeral.kind == "teen" and not following.joined and not following.article:
            return numeral.value + 10, i + 2
        if following.numeral.kind == "ten" and following.joined:
            return numeral.value + following.numeral.value, i + 2
    return (numeral.value, i + 1) if numeral.kind == "unit" else None


def _with_half(tokens: Sequence[Token], value: float, i: int) -> tuple[float, int]:
    """Take in a fraction after a number (ثلاثة ونصف), unless it is one of the scale (ونصف المليون)."""
    word = _word(tokens, i)
    if word is None or not word.joined or word.numeral.kind != "fraction" or value != int(value):
        return value, i
    of = _word(tokens, i + 1)
    if of is not None and of.article and of.numeral.kind in _COUNTED:
        return value, i
    return value + word.numeral.value, i + 1


def _fraction_of(tokens: Sequence[Token], i: int, scale: float) -> tuple[float, int] | None:
    """The «ونصف» or «ونصف المليون» after a scale."""
    word = _word(tokens, i)
    if word is None or not word.joined or word.numeral.kind != "fraction":
        return None
    of = _word(tokens, i + 1)
    repeated = of is not None and not of.joined and of.numeral.kind == "scale" and of.numeral.value == scale
    return word.numeral.value * scale, i + (2 if repeated else 1)


def _word(tokens: Sequence[Token], i: int, *, first: bool = False) -> _Word | None:
    """The numeral at token ``i``; only the first of a number may carry a preposition."""
    if i >= len(tokens) or tokens[i].kind != "word":
        return None
    word = _split(tokens[i].folded)
    return None if word is None or (word.preposition and not first) else word


@lru_cache(maxsize=50_000)
def _split(folded: str) -> _Word | None:
    numerals = _numerals()
    for length in range(min(len(folded), _MAX_CHAIN + 1)):
        chain = folded[:length]
        numeral = numerals.get(folded[length:])
        if numeral is not None and proclitic_ok(chain, "noun"):
            joined = chain.startswith(("و", "ف"))
            article = chain.endswith(("ال", "لل"))
            bare = chain[joined:].removesuffix("ال")
            return _Word(numeral, joined, article, bool(bare))
    return None


def _whole(value: float) -> float:
    """An int where the value is one; thirds are rounded to a thousandth."""
    return int(value) if value == int(value) else round(value, 3)
