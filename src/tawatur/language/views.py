"""Matching views of Arabic text: spellings levelled for comparison, with the way back to the original.

Two keys are kept apart. The light key drops what writing adds without changing the word (marks, tatweel,
direction characters, presentation forms, Persian letter shapes); the folded key also levels the hamza
seats, ى/ي, ة/ه, digits and case. Both work character by character, so a view of a slice is the
slice of the view, and no Unicode normal form is applied (it would move offsets without a map).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable

from msgspec import Struct

MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
)
"""Regular-expression class body: combining marks that never change which word is meant."""
TATWEEL = "\u0640"
ZERO_WIDTH = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
"""Regular-expression class body: direction and zero-width characters."""

_DROPPED = re.compile(f"[{MARKS}{TATWEEL}{ZERO_WIDTH}]")
_EXPANDED = "\ufb50-\ufdff\ufe70-\ufefc"  # Arabic presentation forms A and B
# What may change the number of characters, for the whole text at once.
_UNEVEN = re.compile(f"[{MARKS}{TATWEEL}{ZERO_WIDTH}{_EXPANDED}]+")
# What stands on the letter before it and therefore belongs to its range.
_CLINGING = re.compile(f"[{MARKS}{TATWEEL}]*")

# Letter shapes of Persian, Urdu and Kurdish keyboards that stand for an Arabic letter in Arabic text.
_LETTER_SHAPES = dict(zip("کڪیےۍېەہھۀۂۃٱ", "ككييييهههههةٱ", strict=True))
_FOLDED_LETTERS = dict(zip("أإآٱٲٳىةؤئپچڤڥگژڨ", "اااااايهويبجففكزق", strict=True))
_FOLDED_SIGNS = {"٫": ".", "٬": ",", "٪": "%"}


def _light_character(char: str) -> str:
    if _DROPPED.match(char):
        return ""
    code = ord(char)
    if 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC:
        return "".join(_light_character(c) for c in unicodedata.normalize("NFKC", char) if c != char) or char
    return _LETTER_SHAPES.get(char, char)


def _folded_character(char: str) -> str:
    return "".join(_fold_one(c) for c in _light_character(char))


def _fold_one(char: str) -> str:
    if char in _FOLDED_LETTERS:
        return _FOLDED_LETTERS[char]
    if char in _FOLDED_SIGNS:
        return _FOLDED_SIGNS[char]
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    lower = char.lower()
    return lower if len(lower) == 1 else char


class _Table(dict[int, str]):
    """A ``str.translate`` table that works out each character when it first meets it."""

    def __init__(self, character: Callable[[str], str]) -> None:
        super().__init__()
        self._character = character

    def __missing__(self, code: int) -> str:
        value = self[code] = self._character(chr(code))
        return value


_LIGHT = _Table(_light_character)
_FOLDED = _Table(_folded_character)


def light_word(word: str) -> str:
    """The light key: without marks, tatweel and invisible characters, in Arabic letter shapes."""
    return word.translate(_LIGHT)


def fold_word(word: str) -> str:
    """The folded key: the light key with hamza seats, ى, ة, digits and Latin case levelled too."""
    return word.translate(_FOLDED)


class View(Struct, frozen=True):
    """A levelled text and the map of its characters back to the original.

    ``offsets[i]`` and ``ends[i]`` bound the original characters of view character ``i`` (with the marks and
    tatweel that stand on it); ``offsets`` has one entry more, the length of the original.
    None means that every character kept its place.
    """

    text: str
    offsets: array[int] | None = None
    ends: array[int] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original range that shows as ``text[start:end]``; whole characters where one was expanded."""
        if self.offsets is None or self.ends is None:
            return start, end
        first = self.offsets[start]
        return first, (self.ends[end - 1] if end > start else first)


def light(text: str) -> View:
    """The light view of a whole text."""
    return _view(text, _LIGHT)


def folded(text: str) -> View:
    """The folded view of a whole text."""
    return _view(text, _FOLDED)


def _view(text: str, table: _Table) -> View:
    if _UNEVEN.search(text) is None:
        return View(text.translate(table))
    offsets, ends = array("I"), array("I")
    at = 0
    for uneven in _UNEVEN.finditer(text):
        offsets.extend(range(at, uneven.start()))
        ends.extend(range(at + 1, uneven.start() + 1))
        _map_uneven(text, uneven.start(), uneven.end(), table, offsets, ends)
        at = uneven.end()
    offsets.extend(range(at, len(text) + 1))
    ends.extend(range(at + 1, len(text) + 1))
    return View(text.translate(table), offsets, ends)


def _map_uneven(
    text: str, start: int, end: int, table: _Table, offsets: array[int], ends: array[int]
) -> None:
    """Map the characters of one run that were dropped or expanded."""
    at = start
    if ends and ends[-1] == start:
        at = _cling(text, start)
        for i in range(len(ends) - 1, -1, -1):  # an expanded character shows as several
            if ends[i] != start:
                break
            ends[i] = at
    while at < end:
        width = len(table[ord(text[at])])
        after = _cling(text, at + 1) if width else at + 1
        offsets.extend([at] * width)
        ends.extend([after] * width)
        at = after


def _cling(text: str, at: int) -> int:
    match = _CLINGING.match(text, at)
    return match.end() if match else at
