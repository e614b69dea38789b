"""Page furniture: what stands beside an article and is not the article (resources ``ar/furniture.tsv``)."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from tawatur.language.lexicon import load
from tawatur.language.views import fold_word, folded

Furniture = Literal[
    "control", "share", "related", "tags", "comments", "rights", "disclaimer", "about", "caption", "date"
]

# A real sentence may begin with the same words: a control or a link is short.
_MOST_WORDS = {"share": 14, "related": 30, "tags": 60, "date": 20, "caption": 30, "about": 60}
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+")
_PUNCTUATION = re.compile(r"^[\W_]+|[\W_]+$")


class _Row(Struct, frozen=True):
    form: str
    kind: Furniture
    match: Literal["whole", "start", "tail", "contains"]


@cache
def _rows(match: str) -> dict[str, Furniture]:
    return {_key(row.form): row.kind for row in load("ar/furniture.tsv", _Row) if row.match == match}


@cache
def _pattern(match: str) -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(_rows(match), key=lambda f: (-len(f), f)))
    return re.compile(rf"(?:{forms})(?!\w)")


def _key(line: str) -> str:
    return _PUNCTUATION.sub("", " ".join(fold_word(line).split()))


def furniture(line: str) -> Furniture | None:
    """What piece of furniture a line is by its own words; None for a line of the article.

    ``about`` lines are furniture only beside other furniture: the caller knows what stands there.
    """
    if len(line) > 600:
        return None
    if _ADDRESS.fullmatch(line.strip()):
        return "control"
    key = _key(line) or fold_word(line).strip()
    if kind := _rows("whole").get(key):
        return kind
    words = key.count(" ") + 1
    for match, search in (("start", _pattern("start").match), ("contains", _pattern("contains").search)):
        if hit := search(key):
            kind = _rows(match)[hit.group()]
            return kind if words <= _MOST_WORDS.get(kind, 100) else None
    return None


def tail(line: str) -> int | None:
    """Where tags or a source link begin that were glued to the end of the last paragraph; None without."""
    view = folded(line)
    for hit in re.finditer(rf"(?<=[.!?؟»”\")])\s+(?={_pattern('tail').pattern})", view.text):
        rest = view.text[hit.end() :]
        if len(rest.split()) <= 40 and not re.search(r"[.؟!]\s+\w", rest):
            return view.original(hit.end(), hit.end() + 1)[0]
    return None
