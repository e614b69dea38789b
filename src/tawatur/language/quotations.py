"""Quotation marks paired by where they stand, never by the way the character points.

News sites open with ” and close with “, mix « with ", double marks and forget them. A mark after a gap,
a colon, a bracket, a tatweel or a glued preposition and before a letter opens; a mark after a letter or a
stop and before a gap closes; one that could do either closes what is open. Round brackets count only
inside marks, where news puts them for inner quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tawatur.language.clitics import proclitic_ok
from tawatur.language.tokens import Token

_FAMILIES = {
    "double": '"“”„‟″‶＂❝❞〝〞',
    "angle": "«»‹›《》",
    "single": "'‘’‚‛`´′",
    "round": "()",
}
_FAMILY = {mark: family for family, marks in _FAMILIES.items() for mark in marks}
_FAMILY |= {"''": "double", "``": "double", "<<": "angle", ">>": "angle"}
_MIXED = frozenset({"double", "angle"})  # families whose marks may close each other
_OPENERS_BEFORE = frozenset(":([{-–—/|*#@=ـ")
_STOPS = frozenset(".,،؛;:!؟?)]}")
_MAX_DEPTH = 8
_MAX_RUN = 4  # glued marks looked through to find the letter behind them

_OPEN, _CLOSE, _EITHER = 1, 2, 3


class Quotation(Struct, frozen=True):
    """A pair of marks by their token indices, and the half-open token range ``first:last`` between them.

    ``depth`` counts the quotations around it. When ``closed`` is false the closing mark was never printed:
    ``close`` equals ``last``, the end of the paragraph or of the quotation around.
    """

    open: int
    close: int
    first: int
    last: int
    depth: int
    closed: bool

    @property
    def content(self) -> range:
        """The token indices between the marks."""
        return range(self.first, self.last)


def pair(
    tokens: Sequence[Token], text: str | None = None, paragraphs: Sequence[tuple[int, int]] | None = None
) -> list[Quotation]:
    """The quotations of a text in order of their opening marks.

    ``text`` lets invisible characters between a mark and its word be told from a gap;
    ``paragraphs`` are half-open token ranges, without them all tokens are one paragraph.
    """
    pairing = _Pairing(tokens, text)
    ranges = paragraphs if paragraphs is not None else [(0, len(tokens))]
    for number, (first, last) in enumerate(ranges):
        pairing.read(first, last)
        following = ranges[number + 1] if number + 1 < len(ranges) else None
        if following is None or not pairing.goes_on(*following):
            pairing.end(last)
    return pairing.found()


class _Open(Struct):
    """An open mark; ``misplaced`` when it stood where a closing mark stands (``قال" نص "``).

    Only a ``sure`` one makes a quotation when nothing closes it.
    """

    mark: int
    family: str
    sure: bool
    misplaced: bool = False


class _Pairing:
    """The marks that stand open while a text is read from its start."""

    def __init__(self, tokens: Sequence[Token], text: str | None) -> None:
        self._tokens = tokens
        self._text = text
        self._stack: list[_Open] = []
        self._found: list[Quotation] = []

    def read(self, first: int, last: int) -> None:
        """Take in one paragraph."""
        marks = [i for i in range(first, last) if self._tokens[i].text in _FAMILY]
        to_come = sum(_FAMILY[self._tokens[i].text] in _MIXED for i in marks)
        for i in marks:
            family = _FAMILY[self._tokens[i].text]
            if family == "round":
                self._bracket(i)
                continue
            to_come -= family in _MIXED
            side = self._side(i, first, last)
            if self._closes_misplaced(family):
                self._close(i, family)
            elif side & _CLOSE and self._close(i, family, sure=side == _CLOSE):
                continue
            elif side & _OPEN and (family in _MIXED or side == _OPEN):
                self._push(i, family, sure=side == _OPEN)
            elif family in _MIXED and not self._stack and to_come % 2 and i + 1 < last and not self._glued(i):
                self._push(i, family, sure=False, misplaced=True)

    def goes_on(self, first: int, last: int) -> bool:
        """Whether the next paragraph closes what is open before it opens anything."""
        if not self._stack:
            return False
        for i in range(first, last):
            family = _FAMILY.get(self._tokens[i].text)
            if family in _MIXED:
                closes = self._left(i - 1, first) == _CLOSE or i == last - 1
                return closes and self._match(family, mixed=True) is not None
        return False

    def end(self, last: int) -> None:
        """End without a mark what the paragraph leaves open; an apostrophe or a bracket was none."""
        self._drop_above(-1, last)

    def found(self) -> list[Quotation]:
        """The quotations in order, doubled marks as one."""
        ordered = sorted(self._found, key=lambda q: (q.open, -q.close))
        return _with_depths(_without_doubles(ordered))

    def _push(self, mark: int, family: str, *, sure: bool, misplaced: bool = False) -> None:
        if len(self._stack) < _MAX_DEPTH:
            self._stack.append(_Open(mark, family, sure, misplaced))

    def _closes_misplaced(self, family: str) -> bool:
        return bool(self._stack) and self._stack[-1].misplaced and self._stack[-1].family == family

    def _bracket(self, i: int) -> None:
        if self._tokens[i].text == "(":
            if self._stack and self._stack[-1].family in _MIXED:
                self._push(i, "round", sure=False)
        elif self._stack and self._stack[-1].family == "round":
            self._close(i, "round")

    def _match(self, family: str, *, mixed: bool) -> int | None:
        """The place in the stack of the innermost open mark that a mark of this family can close."""
        other = None
        for place in range(len(self._stack) - 1, -1, -1):
            open_family = self._stack[place].family
            if open_family == family:
                return place
            if mixed and other is None and open_family in _MIXED and family in _MIXED:
                other = place
        return other

    def _close(self, mark: int, family: str, *, sure: bool = True) -> bool:
        """Close what is open; only a sure closing mark closes one of another family."""
        place = self._match(family, mixed=sure)
        if place is None:
            return False
        self._drop_above(place, mark)
        opened = self._stack.pop()
        self._add(opened.mark, mark, closed=True)
        return True

    def _drop_above(self, place: int, last: int) -> None:
        while len(self._stack) > place + 1:
            opened = self._stack.pop()
            if opened.family in _MIXED and opened.sure:
                self._add(opened.mark, last, closed=False)

    def _add(self, mark: int, close: int, *, closed: bool) -> None:
        if close > mark + 1:
            self._found.append(Quotation(mark, close, mark + 1, close, 0, closed))

    def _side(self, i: int, first: int, last: int) -> int:
        """What a mark can do where it stands: open, close or either."""
        before = i - 1
        while i - before < _MAX_RUN and before >= first and self._glued(before) and self._is_mark(before):
            before -= 1
        after = i + 1
        while after - i < _MAX_RUN and after < last and self._glued(after - 1) and self._is_mark(after):
            after += 1
        left, right = self._left(before, first), self._right(after, last)
        return left if left == right else _EITHER

    def _left(self, before: int, first: int) -> int:
        """What stands before the mark makes of it."""
        if before < first or not self._glued(before):
            return _OPEN
        token = self._tokens[before]
        if token.text[-1] in _OPENERS_BEFORE:
            return _OPEN
        return _OPEN if token.kind == "word" and proclitic_ok(token.light, "noun") else _CLOSE

    def _right(self, after: int, last: int) -> int:
        """What stands after the mark makes of it."""
        if after >= last or not self._glued(after - 1):
            return _CLOSE
        token = self._tokens[after]
        if token.text in _STOPS:
            return _CLOSE
        if token.text[0] in ".…":  # «...نص» opens with dots, «نص».. goes on after them
            return _OPEN if after + 1 < last and self._glued(after) else _CLOSE
        return _OPEN

    def _is_mark(self, i: int) -> bool:
        token = self._tokens[i]
        return token.kind == "punct" and _FAMILY.get(token.text, "round") != "round"

    def _glued(self, i: int) -> bool:
        """Whether token ``i`` touches the next one, but for invisible characters."""
        end, start = self._tokens[i].end, self._tokens[i + 1].start
        if end == start:
            return True
        return self._text is not None and not any(c.isspace() for c in self._text[end:start])


def _without_doubles(ordered: list[Quotation]) -> list[Quotation]:
    """Two marks glued on both sides are one pair: the outer marks with the inner content."""
    kept: list[Quotation] = []
    for quotation in ordered:
        outer = kept[-1] if kept else None
        if outer and quotation.open == outer.first and quotation.close + 1 == outer.last and quotation.closed:
            kept[-1] = Quotation(outer.open, outer.close, quotation.first, quotation.last, 0, outer.closed)
        else:
            kept.append(quotation)
    return kept


def _with_depths(ordered: list[Quotation]) -> list[Quotation]:
    around: list[int] = []
    result: list[Quotation] = []
    for q in ordered:
        while around and around[-1] <= q.open:
            around.pop()
        result.append(Quotation(q.open, q.close, q.first, q.last, len(around), q.closed))
        around.append(q.close)
    return result
