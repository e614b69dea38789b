"""What is left of a word when inflection is taken off, and which words news uses for one thing."""

from __future__ import annotations

from functools import cache, lru_cache

from msgspec import Struct

from tawatur.language.lexicon import load
from tawatur.language.stemming import keys_of
from tawatur.language.views import fold_word

_ENDINGS = ("تين", "ات", "ون", "ين", "ان", "وا", "يه", "تا", "ه", "ي", "ا", "ت")
_STARTS = ("مت", "ال", "ي", "ت", "م", "ن", "ا")
_WEAK = str.maketrans("", "", "اويء")
_ROOT = 3


@lru_cache(maxsize=100_000)  # stems: news has no more, and every comparison asks for all of its words
def word_key(stem: str) -> str:
    """What is left of a folded stem without endings, the letters of a pattern, and weak letters."""
    core = stem
    for ending in _ENDINGS:
        if core.endswith(ending) and len(core) - len(ending) >= _ROOT:
            core = core[: -len(ending)]
            break
    for start in _STARTS:
        if core.startswith(start) and len(core) - len(start) >= _ROOT:
            core = core[len(start) :]
            break
    strong = core.translate(_WEAK)
    return strong if len(strong) > 1 else core


class Form(Struct, frozen=True):
    """A word of a table that lists words and nothing else about them."""

    form: str
    note: str = ""


@cache
def listed(table: str) -> frozenset[str]:
    """The keys of the words of such a table."""
    return frozenset(word_key(fold_word(row.form)) for row in load(table, Form))


@cache
def _citations(table: str) -> frozenset[str]:
    return frozenset(key.first for row in load(table, Form) for key in keys_of(row.form))


def among(word: str, table: str) -> bool:
    """Whether a word stands in such a table, in any of its forms."""
    return any(key in _citations(table) for each in keys_of(word) for key in each.searched)


class Alike(Struct, frozen=True):
    """Words that news uses for one thing (a row of ar/same_meaning.tsv)."""

    forms: tuple[str, ...]
    note: str = ""


@cache
def alike() -> dict[str, str]:
    """For the citation form of each such word the key that its whole row shares."""
    found: dict[str, str] = {}
    for row in load("ar/same_meaning.tsv", Alike):
        for form in row.forms:
            for key in keys_of(form):
                found.setdefault(key.first, f"={row.forms[0]}")
    return found
