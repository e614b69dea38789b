"""A text cut where any layer begins or ends: flat pieces, each with the marks that cover it.

Layers overlap (a name inside a content inside another content), and HTML elements may not: so the pieces
stand side by side. Letters keep their joins, since nothing but background and underline is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec


class Mark(msgspec.Struct, frozen=True):
    """One thing that a range of the text is: a statement's content, its cue, a name, a time.

    ``start`` and ``end`` are code points of the text, half-open; ``of`` is the id of a statement or entity.
    """

    start: int
    end: int
    kind: str
    of: str


class Piece(msgspec.Struct, frozen=True):
    """Characters that the same marks cover; ``begins`` are the marks whose first piece this is."""

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]


def pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The pieces of ``text[start:end]`` in order; joined, they are those characters."""
    inside = sorted((m for m in marks if m.start < end and m.end > start), key=lambda m: (m.start, -m.end))
    cuts = sorted({start, end, *(p for m in inside for p in (m.start, m.end) if start < p < end)})
    open_marks: list[Mark] = []
    waiting = iter(inside)
    following = next(waiting, None)
    for left, right in pairwise(cuts):
        open_marks = [m for m in open_marks if m.end > left]
        begun = []
        while following is not None and max(following.start, start) <= left:
            open_marks.append(following)
            begun.append(following)
            following = next(waiting, None)
        yield Piece(text[left:right], tuple(open_marks), tuple(m for m in begun if m.start >= start))
