"""The pieces of an article that show why it was found: true spans of its text, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tawatur.language.stemming import is_particle, keys, terms_of
from tawatur.language.tokens import Token, tokenize
from tawatur.model import Span
from tawatur.store.matching import first_forms
from tawatur.store.protocol import Snippet
from tawatur.store.query import Item, Query

WIDTH = 90  # code points on each side of the first mark
MOST = 2

_RUN = re.compile(r"\S+")


def snippets(text: str, query: Query) -> tuple[Snippet, ...]:
    """The first pieces that hold what was looked for; the beginning where only fields were."""
    sought = _Sought(query.wanted)
    found: list[Snippet] = []
    end = 0
    for start, stop in sought.hints(text):
        if start < end:
            continue
        left, right = _piece(text, start, stop)
        left = max(left, end)
        marks = sought.marks(text[left:right])
        if marks:
            inside = tuple(_span(text, left + a, left + b) for a, b in marks)
            found.append(Snippet(_span(text, left, right), inside))
            end = right
        if len(found) == MOST:
            break
    if not found and text:
        found.append(Snippet(_span(text, *_piece(text, 0, 0)), ()))
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


class _Sought:
    """The words and phrases of a query, ready to be looked for in texts."""

    def __init__(self, wanted: Sequence[Item]) -> None:
        self._keys: set[str] = set()
        self._forms: set[str] = set()
        self._phrases: list[list[Token]] = []
        self._hints: set[str] = set()  # one of them stands where a mark begins
        self._longest = max((len(item.text) for item in wanted if item.phrase), default=0)
        for item in wanted:
            tokens = [token for token in tokenize(item.text) if token.kind != "punct"]
            if item.phrase and tokens:
                self._phrases.append(tokens)
                self._hints.update(f"={form}" for form in first_forms(tokens[0]))
                continue
            for token in tokens:
                if is_particle(token):
                    self._forms.add(token.folded)
                else:
                    self._keys.update(term for key in keys(token) for term in key.searched)
        self._hints.update(self._keys, (f"={form}" for form in self._forms))

    def hints(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a mark may begin. Taking only these places apart saves most of the time of a search."""
        for run in _RUN.finditer(text) if self._hints else ():
            if not self._hints.isdisjoint(_found_under(run[0])):
                yield run.start(), min(len(text), run.end() + self._longest)

    def marks(self, piece: str) -> list[tuple[int, int]]:
        """Where the words and phrases stand in a piece, in order, without overlap."""
        tokens = [token for token in tokenize(piece) if token.kind != "punct"]
        marks = {
            (token.start, token.end)
            for token in tokens
            if token.folded in self._forms or not self._keys.isdisjoint(terms_of(token))
        }
        for phrase in self._phrases:
            marks.update(_phrases(tokens, phrase))
        return list(_apart(sorted(marks)))


@lru_cache(maxsize=200_000)
def _found_under(run: str) -> tuple[str, ...]:
    """All that a piece of text without spaces is found under, forms as ``=form``."""
    return tuple(term for token in tokenize(run) for term in (f"={token.folded}", *terms_of(token)))


def _phrases(tokens: Sequence[Token], sought: Sequence[Token]) -> Iterator[tuple[int, int]]:
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
