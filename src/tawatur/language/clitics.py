"""Which letters may be glued to the front and the end of a word, as chains in folded spelling."""

from __future__ import annotations

from functools import cache
from typing import Literal

from msgspec import Struct

from tawatur.language.lexicon import load
from tawatur.language.views import fold_word

WordKind = Literal["noun", "verb", "fixed"]
Position = Literal["before", "after"]


class Clitic(Struct, frozen=True):
    """A legal chain of clitics before or after a word of one kind."""

    chain: str
    position: Position
    kind: WordKind
    note: str = ""


@cache
def clitics(position: Position, kind: WordKind) -> frozenset[str]:
    """The legal chains at one side of a word, folded, the empty chain among them."""
    rows = load("ar/clitics.tsv", Clitic)
    return frozenset(fold_word(r.chain) for r in rows if r.position == position and r.kind == kind) | {""}


def proclitic_ok(chain: str, kind: WordKind) -> bool:
    """Whether the folded chain may stand glued before a word of this kind (``وال``, ``فس``)."""
    return chain in clitics("before", kind)


def enclitic_ok(text: str, kind: WordKind) -> bool:
    """Whether the folded text may stand glued after a word of this kind (``هم``, ``ني``)."""
    return text in clitics("after", kind)
