"""Who wrote it and from where: bylines and datelines (resources ``ar/bylines.tsv``, ``ar/datelines.tsv``)."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from tawatur.language.calendar import weekday_number
from tawatur.language.lexicon import load
from tawatur.language.views import fold_word

_REACH = 90  # code points within which a dateline ends
_SEPARATOR = re.compile(r"\s*(?:[-–—]+|(?<=\s)ـ+(?=\s)|[:/|،,()])\s*")
_CLOSING = ":-–—/)ـ|"
_PIECES = 6

Place = Literal["place", "agency", "desk", "outlet", "unknown"]


class _Dateline(Struct, frozen=True):
    form: str
    kind: Literal["place", "agency", "desk"]


class _Byline(Struct, frozen=True):
    form: str
    kind: Literal["lead", "desk"]


@cache
def _dateline_words() -> dict[str, Place]:
    return {fold_word(row.form): row.kind for row in load("ar/datelines.tsv", _Dateline)}


@cache
def _byline_words(kind: str) -> frozenset[str]:
    return frozenset(fold_word(row.form) for row in load("ar/bylines.tsv", _Byline) if row.kind == kind)


class _Piece(Struct, frozen=True):
    words: str
    kind: Place
    sign: str
    end: int


def _pieces(line: str, outlets: tuple[str, ...]) -> list[_Piece]:
    """The pieces of the line's beginning that a separator ends, with what each may be."""
    found: list[_Piece] = []
    at = 0
    names = {fold_word(name) for name in outlets if name}
    for mark in _SEPARATOR.finditer(line, 0, _REACH):
        key = " ".join(
            fold_word(line[at : mark.start()]).replace('"', "").replace("«", "").replace("»", "").split()
        )
        sign = mark.group().strip()
        if key:
            kind = "outlet" if key in names else _dateline_words().get(key, "unknown")
            found.append(_Piece(key, "desk" if weekday_number(key) else kind, sign, mark.end()))
        elif found:
            found[-1] = _Piece(found[-1].words, found[-1].kind, found[-1].sign + sign, mark.end())
        at = mark.end()
        if len(found) > _PIECES:
            break
    return found


def dateline_end(line: str, outlets: tuple[str, ...] = (), *, titled: bool = True) -> int | None:
    """Where a dateline at the start of ``line`` ends: «طرابلس - وكالات:», «سبق- الرياض:»; None without one.

    ``titled`` says that a headline stands above: without one, «موسكو: …» is somebody who speaks.
    """
    pieces = _pieces(line, outlets)
    taken: list[_Piece] = []
    for i, piece in enumerate(pieces):
        ahead = pieces[i + 1].kind if i + 1 < len(pieces) else "unknown"
        first_of_two = i == 0 and ahead in {"agency", "desk", "outlet", "place"} and piece.sign not in "،,"
        if piece.kind == "unknown" and not (first_of_two and len(piece.words.split()) <= 3):
            break
        taken.append(piece)
    while taken and not (set(taken[-1].sign) & set(_CLOSING)):
        taken.pop()
    if not taken or all(piece.kind == "unknown" for piece in taken):
        return None
    if len(taken) == 1 and taken[0].sign in (":", "/"):
        return taken[0].end if titled and taken[0].kind == "place" and taken[0].sign == ":" else None
    if len(taken) == 1 and (taken[0].kind == "desk" or "(" in taken[0].sign):
        return None
    return taken[-1].end


def is_dateline(line: str, outlets: tuple[str, ...] = ()) -> bool:
    """Whether the whole line is a dateline: «طرابلس – وكالات»."""
    if len(line) > _REACH:
        return False
    pieces = _pieces(line.strip() + " -", outlets)
    kinds = {piece.kind for piece in pieces}
    return len(pieces) > 1 and "unknown" not in kinds and "place" in kinds


def is_byline(line: str, outlets: tuple[str, ...] = ()) -> bool:
    """Whether the whole line says who wrote: «كتبت: منى سالم», «سلوى كريم – جدة», «فريق التحرير»."""
    line = line.strip()
    words = fold_word(line).replace(":", " : ").replace("/", " / ").split()
    if not words or len(words) > 9 or len(line) > 80 or line[-1] in ".؟!؛،":
        return False
    if " ".join(words) in _byline_words("desk"):
        return True
    if words[0] in _byline_words("lead"):
        return len(words) > 1 and (words[1] in {":", "/", "-", "–"} or 2 <= len(words) <= 5)
    pieces = _pieces(line + " -", outlets)
    if len(pieces) < 2 or len(pieces) > 3:
        return False
    people = [piece for piece in pieces if piece.kind == "unknown"]
    return len(people) == 1 and 2 <= len(people[0].words.split()) <= 4 and not re.search(r"\d", line)
