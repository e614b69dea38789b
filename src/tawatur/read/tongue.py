"""Which language a text is in: letters that only some languages write, and function words.

Arabic is typed with Persian keyboards too, so a letter alone never decides: each language gets the
share of words that are its function words, and letters of its own only add to it.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from tawatur.language.lexicon import load

_SAMPLE = 3_000  # code points
_ARABIC_SCRIPT = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_SCRIPTS = (
    ("en", re.compile(r"[A-Za-z\u00c0-\u024f]")),
    ("he", re.compile(r"[\u05d0-\u05ea]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)


class _Row(Struct, frozen=True):
    language: str
    letters: str
    words: tuple[str, ...]


@cache
def _rows() -> tuple[tuple[_Row, frozenset[str], re.Pattern[str]], ...]:
    rows = load("languages.tsv", _Row)
    return tuple((row, frozenset(row.words), re.compile(f"[{row.letters}]")) for row in rows)


def language(text: str) -> str | None:
    """ISO 639 code of the language most of the text is in; None without letters."""
    sample = text[:_SAMPLE]
    arabic = len(_ARABIC_SCRIPT.findall(sample))
    counts = [(len(pattern.findall(sample)), code) for code, pattern in _SCRIPTS]
    most, code = max(counts, key=lambda pair: pair[0])
    if most > arabic:
        return code
    return _arabic_script(sample) if arabic else None


def _arabic_script(sample: str) -> str:
    words = re.findall(r"\w+", sample)
    letters = max(1, len(_ARABIC_SCRIPT.findall(sample)))
    best, most = "ar", -1.0
    for row, known, own in _rows():  # Arabic stands first and wins a tie
        score = sum(map(known.__contains__, words)) / max(1, len(words)) + min(
            0.15, len(own.findall(sample)) / letters
        )
        if score > most:
            best, most = row.language, score
    return best
