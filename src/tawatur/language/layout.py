"""How an article's text is laid out: tokens, paragraphs, sentences and quotations.

The paragraph is the safe unit: every line that is not blank is one. A sentence never crosses it, and
a comma never ends one.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from tawatur.language.quotations import Quotation, pair
from tawatur.language.tokens import Token, tokenize
from tawatur.model import Span

_LINE_END = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]+")
_STOP = re.compile("\\.+|[؟?!؛…]+")
_PAUSE = re.compile("\\.\\.+|…+")  # «..» inside a paragraph is a pause, not an end
_CLOSERS = frozenset("\"“”„‟″»«›‹'’‘)]}") | {"''", "``", ">>"}
_LONG, _LONGEST = (
    400,
    500,
)  # tokens: what never stops is cut, at a comma if it can be, so that all ends in time
_ABBREVIATION = 2  # letters before a full stop without a gap after it: إف.بي.آي


class Layout(Struct, frozen=True):
    """A text with its tokens; paragraphs and sentences are half-open token ranges."""

    text: str
    tokens: list[Token]
    paragraphs: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    quotations: list[Quotation]
    paragraph_numbers: array[int]
    sentence_numbers: array[int]

    def paragraph_of(self, i: int) -> int:
        """The index of the paragraph that token ``i`` stands in."""
        return self.paragraph_numbers[i]

    def sentence_of(self, i: int) -> int:
        """The index of the sentence that token ``i`` stands in."""
        return self.sentence_numbers[i]

    def span(self, first: int, last: int) -> Span:
        """The span of the tokens ``first`` to ``last`` (exclusive; at least one token)."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Span(start, end, self.text[start:end])


def lay_out(text: str) -> Layout:
    """The layout of an article's text."""
    tokens = tokenize(text)
    paragraphs = _paragraphs(text, tokens)
    sentences = [s for first, last in paragraphs for s in _sentences(tokens, first, last)]
    return Layout(
        text,
        tokens,
        paragraphs,
        sentences,
        pair(tokens, text, paragraphs),
        _numbers(paragraphs),
        _numbers(sentences),
    )


def _numbers(ranges: Sequence[tuple[int, int]]) -> array[int]:
    """The index of its range for every token."""
    numbers = array("I")
    for number, (first, last) in enumerate(ranges):
        numbers.extend([number] * (last - first))
    return numbers


def _paragraphs(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    starts = [token.start for token in tokens]
    ranges: list[tuple[int, int]] = []
    first = 0
    for line_end in _LINE_END.finditer(text):
        last = bisect_left(starts, line_end.start(), lo=first)
        if last > first:
            ranges.append((first, last))
        first = last
    if first < len(tokens):
        ranges.append((first, len(tokens)))
    return ranges


def _sentences(tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, int]]:
    """The sentences of one paragraph; a stop and the marks that close after it belong to the sentence."""
    ranges: list[tuple[int, int]] = []
    start = i = first
    while i < last:
        if i - start >= _LONGEST or (i - start >= _LONG and tokens[i].text in "،,"):
            ranges.append((start, i + 1))
            start = i = i + 1
            continue
        if not _ends_sentence(tokens, i, start, last):
            i += 1
            continue
        i += 1
        while i < last and tokens[i].start == tokens[i - 1].end and _trails(tokens, i, last):
            i += 1
        ranges.append((start, i))
        start = i
    if start < last:
        ranges.append((start, last))
    return ranges


def _trails(tokens: Sequence[Token], i: int, last: int) -> bool:
    """Whether the sign after a stop still belongs to it: another stop, or a mark that closes."""
    token = tokens[i]
    if token.kind != "punct":
        return False
    if _STOP.fullmatch(token.text):
        return True
    opens = i + 1 < last and tokens[i + 1].start == token.end and tokens[i + 1].kind != "punct"
    return token.text in _CLOSERS and not opens


def _ends_sentence(tokens: Sequence[Token], i: int, start: int, last: int) -> bool:
    token = tokens[i]
    if token.kind != "punct" or not _STOP.fullmatch(token.text) or _PAUSE.fullmatch(token.text):
        return False
    return token.text != "." or _is_full_stop(tokens, i, start, last)


def _is_full_stop(tokens: Sequence[Token], i: int, start: int, last: int) -> bool:
    """Whether a single full stop ends a sentence: not after initials, in addresses or after a list number."""
    if i == start:
        return False
    before = tokens[i - 1]
    after = tokens[i + 1] if i + 1 < last else None
    if before.end != tokens[i].start or after is None:
        return True
    if before.kind == "number":
        return i - 1 > start
    if before.kind == "word":
        letters = len(before.folded)
        glued = after.start == tokens[i].end and after.kind != "punct"
        if letters == 1:  # د. أ.ف.ب، but not the era after a year: 2011م.
            return i - 2 >= start and tokens[i - 2].kind == "number"
        if glued:
            return letters > _ABBREVIATION and not (before.text.isascii() and after.text.isascii())
    return True
