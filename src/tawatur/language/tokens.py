"""Words, numbers and signs of a text, each with its place and its matching keys.

A word is a run of letters with the marks, tatweel and invisible characters inside it; clitics stay on
(``clitics`` and ``phrases`` take them off). A number keeps its inner separators and its per cent sign.
Every other character that shows is a sign of its own, but for ``...``, ``''``, `` `` ``, ``<<`` and ``>>``.
Marks and invisible characters that stand alone belong to no token. Two words that lost the space between
them (الأميركيةفي، المصادرإنّ) are parted where the letters cannot stand inside one.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from tawatur.language.views import MARKS, TATWEEL, ZERO_WIDTH, fold_word, light_word

Kind = Literal["word", "number", "punct"]

# Possessive quantifiers keep every rule linear on hostile input.
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"


def _run(letter: str, inside: str = "", unless: str = "") -> str:
    """A run of letters of one kind, with what may stand inside it; ``unless`` ends it before a letter."""
    joined = rf"[{MARKS}{TATWEEL}]|[{ZERO_WIDTH}]++(?={letter}|[{MARKS}{TATWEEL}])"
    return rf"{letter}(?:{unless}{letter}|{joined}{inside})*+"


# «لـCNN» is two words: a word never runs from Arabic letters on into Latin ones. «O'Neil» is one.
_LATIN_WORD = _run(f"[{_LATIN}]", rf"|(?<=[{_LATIN}])['’ʼ](?=[{_LATIN}])")
_LETTER = rf"[^\W\d_{_LATIN}]"
# Pages lose the space where a link begins. ة and ى before ال end a word: «صحيفة|نيويورك»، «إلى|التقرير».
_OTHER_WORD = _run(_LETTER, unless=rf"(?<!ة)(?<!ة[{MARKS}])(?!(?<=ى)ال)")
_PRONOUN = rf"(?:ه|ها|هم|هن|هما|ك|كم|كن|كما|نا|ني|ي|ما)(?!{_LETTER}|[{MARKS}])"
# «أنّ|عدد»، «بأنّها|تأتي»: the complementiser with its sign of doubling, and a pronoun, before another word.
_GLUED_THAT = (
    rf"[وفبل]?[أإ]نّ(?:ها(?={_LETTER}{{2}})|ه(?=[^امن]{_LETTER})|(?=[^ه]{_LETTER}{{2}})(?!{_PRONOUN}))"
)
_WORD = rf"{TATWEEL}*+(?:{_GLUED_THAT}|{_OTHER_WORD}|{_LATIN_WORD})"
_NUMBER = rf"\d++(?:[{ZERO_WIDTH}]*+[.,٫٬/:]?[{ZERO_WIDTH}]*+\d++)*+(?:[{ZERO_WIDTH}]*+[%٪])?"
_SIGN = rf"\.{{2,}}|…+|''|``|<<|>>|{TATWEEL}+|[^\s{MARKS}{ZERO_WIDTH}]"
_TOKEN = re.compile(f"({_WORD})|({_NUMBER})|(?:{_SIGN})")
_KINDS: tuple[Kind, ...] = ("punct", "word", "number")

# ة, ى and the accusative اً only end a word (but ىء is a spelling of ئ), so does «أنّ» before «ال»;
# إ only begins one, behind clitics or «لا»; «أنّ» ends no long word but اطمأنّ.
_LETTER = "[ء-غف-ي]"
_ENDED = rf"(?:(?<=[ةى])[{MARKS}]*+|(?<=اً|ًا))(?={_LETTER})(?!ء)|(?<=[أإ]نّ)(?=ال)"
_BEGUN = rf"(?<={_LETTER})[{MARKS}]*+(?=إ)|(?<={_LETTER}{{4}})(?=أنّ(?:ه|ها|هم)?$)"
_SEAM = re.compile(f"{_ENDED}|({_BEGUN})")
_LEANS = re.compile("[وفأ]?[بلك]?(?:ال|لل|ل)?(?:لا)?|.*ال|.*اطم")  # before إ or أنّ

_CACHE_LIMIT = 200_000  # word types; a day of news has fewer
_keys: dict[str, tuple[str, str]] = {}


class Token(Struct, frozen=True, gc=False):
    """A word, a number or a sign: ``article.text[start:end] == text``, with its light and folded keys."""

    start: int
    end: int
    text: str
    light: str
    folded: str
    kind: Kind


def tokenize(text: str) -> list[Token]:
    """The tokens of a whole article, in order and without overlap."""
    keys, kinds = _keys, _KINDS
    tokens: list[Token] = []
    append = tokens.append
    for match in _TOKEN.finditer(text):
        surface = match[0]
        pair = keys.get(surface)
        start, end = match.span()
        if pair is None:
            if seams := _seams(surface):
                tokens += _parted(surface, start, seams)
                continue
            pair = _keys_of(surface)
        append(Token(start, end, surface, pair[0], pair[1], kinds[match.lastindex or 0]))
    return tokens


def _seams(surface: str) -> list[int]:
    """Where the words that were glued to one meet."""
    seams = [0]
    for seam in _SEAM.finditer(surface):
        before = light_word(surface[seams[-1] : seam.end()])
        if seam[1] is None or not _LEANS.fullmatch(before):
            seams.append(seam.end())
    return seams[1:]


def _parted(surface: str, start: int, seams: list[int]) -> list[Token]:
    """The words that were glued to the one that begins at ``start``."""
    parts = [(a, b, surface[a:b]) for a, b in pairwise([0, *seams, len(surface)])]
    return [Token(start + a, start + b, part, *_keys_of(part), "word") for a, b, part in parts]


def _keys_of(surface: str) -> tuple[str, str]:
    """The light and folded keys; never empty, so that a sign made of tatweel alone still blocks a phrase."""
    if len(_keys) >= _CACHE_LIMIT:
        _keys.clear()
    pair = (light_word(surface) or surface, fold_word(surface) or surface)
    _keys[surface] = pair
    return pair
