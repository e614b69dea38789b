"""What other rooms say in English sentences (errors, reasons, notes), in the language of a page.

``resources/interface/sentences.tsv`` holds a row a sentence, with the names of the values that are put in.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice

import msgspec
from markupsafe import Markup

from tawatur.language.lexicon import load
from tawatur.serve.web.messages import ARABIC_DIGITS, Messages

_VALUE = re.compile(r"{(\w+)}")
_QUOTED = re.compile(r"'(.*)'|\"(.*)\"", re.DOTALL)  # Python's repr of a word
_LONGEST, _COLONS = 600, 3  # characters of a sentence, beginnings that are left out: matching takes its time


class _Row(msgspec.Struct, frozen=True):
    en: str
    ar: str


def said(sentence: str, t: Messages) -> str:
    """The sentence in the language of the page; in English, and marked so, where nobody translated it."""
    if t.language == "en":
        return sentence
    return in_arabic(sentence) or Markup('<bdi lang="en" dir="ltr">{}</bdi>').format(sentence)


@lru_cache(maxsize=4096)  # sentences: a page shows the same reasons again and again
def in_arabic(sentence: str) -> str | None:
    """The sentence in Arabic; its values are put in as they are, unless they are such sentences themselves.

    What stands before it with a colon (the name of a file) stays before it. None where nobody translated it.
    """
    sentence = sentence[:_LONGEST]
    if found := _whole(sentence):
        return found
    for colon in islice(re.finditer(": ", sentence), _COLONS):
        if found := _whole(sentence[colon.end() :]):
            return sentence[: colon.end()] + found
    return None


def _whole(sentence: str) -> str | None:
    for pattern, arabic in _patterns():
        if match := pattern.fullmatch(sentence):
            return arabic.format(**{name: _value(given) for name, given in match.groupdict().items()})
    return None


def _value(given: str) -> str:
    quoted = _QUOTED.fullmatch(given)
    if quoted:
        return quoted[1] or quoted[2] or ""
    if given.replace(",", "").isdecimal():
        return given.translate(ARABIC_DIGITS)
    return _whole(given) or given


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences as patterns, those with most words of their own first."""
    rows = sorted(load("interface/sentences.tsv", _Row), key=lambda row: -len(_VALUE.sub("", row.en)))
    return tuple((re.compile(_pattern(row.en), re.DOTALL), row.ar) for row in rows)


def _pattern(sentence: str) -> str:
    pieces = _VALUE.split(sentence)  # words and names of values in turn
    return "".join(
        f"(?P<{piece}>.*?)" if number % 2 else re.escape(piece) for number, piece in enumerate(pieces)
    )
