"""The pieces of an article that show why it was found: true spans of its text, with the words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tawatur.language.stemming import is_particle, keys
from tawatur.language.tokens import Token, tokenize
from tawatur.model import Span
from tawatur.store.matching import first_forms
from tawatur.store.protocol import Snippet
from tawatur.store.query import Item, Query

WIDTH = 90  # code points on each side of the first mark
MOST = 2


def snippets(text: str, query: Query) -> tuple[Snippet, ...]:
    """The first pieces that hold most of what was looked for; the beginning where only fields were."""
    wanted = query.wanted
    marks = _marks(text, wanted) if wanted else []
    if not marks:
        return (Snippet(_span(text, *_piece(text, 0, 0)), ()),) if text else ()
    found: list[Snippet] = []
    while marks and len(found) < MOST:
        start, end = _piece(text, marks[0][0], marks[0][1])
        inside = [mark for mark in marks if start <= mark[0] and mark[1] <= end]
        found.append(Snippet(_span(text, start, end), tuple(_span(text, a, b) for a, b in inside)))
        marks = [mark for mark in marks if mark[0] >= end]
    return tuple(found)


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def _piece(text: str, start: int, end: int) -> tuple[int, int]:
    """From the mark out to both sides, within its line, to the next space."""
    left = max(text.rfind("\n", 0, start) + 1, start - WIDTH)
    while left < start and left > 0 and not text[left - 1].isspace():
        left += 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    right = min(line_end, end + WIDTH)
    while right > end and right < len(text) and not text[right].isspace():
        right -= 1
    return left, right


def _marks(text: str, wanted: Sequence[Item]) -> list[tuple[int, int]]:
    """Where the words and phrases stand, in order, without overlap."""
    tokens = [token for token in tokenize(text) if token.kind != "punct"]
    words: set[str] = set()
    forms: set[str] = set()
    marks: set[tuple[int, int]] = set()
    for item in wanted:
        sought = [token for token in tokenize(item.text) if token.kind != "punct"]
        if item.phrase:
            marks.update(_phrases(tokens, sought))
            continue
        for token in sought:
            if is_particle(token):
                forms.add(token.folded)
            for key in () if is_particle(token) else keys(token):
                words.update((key.first,) if key.sure else (key.first, *key.others))
    for token in tokens:
        if token.folded in forms or (words and not words.isdisjoint(_terms(token))):
            marks.add((token.start, token.end))
    return list(_apart(sorted(marks)))


def _terms(token: Token) -> Iterator[str]:
    for key in keys(token):
        yield key.first
        yield from key.others


def _phrases(tokens: Sequence[Token], sought: Sequence[Token]) -> Iterator[tuple[int, int]]:
    if not sought:
        return
    heads, rest = set(first_forms(sought[0])), [token.folded for token in sought[1:]]
    for i, token in enumerate(tokens):
        if token.folded in heads and [t.folded for t in tokens[i + 1 : i + len(sought)]] == rest:
            yield token.start, tokens[i + len(sought) - 1].end


def _apart(marks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last = -1
    for start, end in marks:
        if start >= last:
            yield start, end
            last = end
