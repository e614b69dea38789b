"""From a query to the articles that meet it, with their scores: sets of numbers, BM25 by our own counts."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from itertools import accumulate

import sqlalchemy as sa
from msgspec import Struct

from tawatur.language.clitics import clitics
from tawatur.language.stemming import is_particle, keys
from tawatur.language.tokens import Token, tokenize
from tawatur.store import facets
from tawatur.store.index import SCALE, Posting, Reader, rarity
from tawatur.store.query import CODES, EVENT, STATEMENT, Item, Query
from tawatur.store.schema import article

_REMEMBERED = 6  # fields: one that most of 100,000 articles have takes 8 MB
_FEW = 2_000  # articles that are looked up one by one sooner than all articles of a field are fetched


class Scored(Struct):
    """Articles that meet one condition, with its part of their score in hundredths; ``rarity`` weighs it."""

    weights: dict[int, int]
    rarity: float


class Matches(Struct):
    """All articles that meet a query: their numbers, and the scored conditions."""

    numbers: set[int]
    scored: list[Scored]
    left_out: tuple[str, ...]

    def best(self, count: int) -> list[tuple[int, float]]:
        """The best ``count``, newest first where scores are equal; without words, the newest."""
        if not self.scored:
            return [(number, 0.0) for number in sorted(self.numbers, reverse=True)[:count]]
        if len(self.scored) == 1 and len(self.scored[0].weights) == len(self.numbers):
            weights = self.scored[0].weights  # all of them, one word: the usual case
            newest_first = zip(reversed(weights.values()), reversed(weights), strict=True)
            heaviest = heapq.nlargest(count, newest_first)
            return [(number, weight * self.scored[0].rarity / SCALE) for weight, number in heaviest]
        numbers = sorted(
            self.numbers, reverse=True
        )  # as the order of equal scores is: the heap is built once
        scores = [0.0] * len(numbers)
        for part in self.scored:
            weights, rare = part.weights, part.rarity
            scores = [score + weights[number] * rare for score, number in zip(scores, numbers, strict=True)]
        best = heapq.nlargest(count, zip(scores, numbers, strict=True))
        return [(number, score / SCALE) for score, number in best]


class Matcher:
    """Finds the articles of a query within one transaction."""

    def __init__(
        self,
        connection: sa.Connection,
        reader: Reader,
        total: int,
        hidden: set[int],
        fields: dict[tuple[str, str], set[int]],
    ) -> None:
        """``total`` is how many articles the index holds; ``hidden`` are not to be found.

        ``fields`` remembers the articles of wide fields: the next search often keeps them.
        """
        self._connection = connection
        self._reader = reader
        self._total = total
        self._hidden = hidden
        self._fields = fields

    def matches(self, query: Query) -> Matches:
        """The articles that meet all items of the query: words first, since fields may have most articles."""
        scored: list[Scored] = []
        left_out: list[str] = []
        for item in query.wanted:
            found = self._phrase(item.text) if item.phrase else list(self._words(item.text))
            scored.extend(found)
            if not found:
                left_out.append(item.text)
        fields = [item for item in query.items if item.field is not None and not item.excluded]
        if not scored and not fields:  # nothing but words that stand everywhere
            scored.extend(part for item in query.wanted for part in self._words(item.text, alone=True))
            left_out.clear()
        numbers = _common(scored) if scored else None
        for item in fields:
            numbers = self._field(item, numbers)
        numbers = (numbers or set()) - self._hidden
        for together in (STATEMENT, EVENT):
            numbers = self._of_one([item for item in fields if item.field in together], numbers)
        for item in query.items:
            if item.excluded and numbers:
                numbers -= self._excluded(item, numbers)
        return Matches(numbers, scored, tuple(left_out))

    def _of_one(self, items: Sequence[Item], numbers: set[int]) -> set[int]:
        """The articles in which one statement, or one event, meets all of these fields.

        A place by itself is any that the article names; beside other fields of an event it is the event's.
        """
        if len(items) < 2 or all(item.field == "place" for item in items):
            return numbers
        met: dict[int, set[int]] = {}
        for step, item in enumerate(items):
            found = facets.units(
                self._connection, str(item.field), item.text, numbers, code=item.field in CODES
            )
            met = found if step == 0 else {no: met[no] & found[no] for no in met.keys() & found.keys()}
            numbers = {no for no, units in met.items() if units}
        return numbers

    def _excluded(self, item: Item, numbers: set[int]) -> set[int]:
        if item.field is not None:
            return self._field(item, numbers)
        return _common(self._phrase(item.text) if item.phrase else list(self._words(item.text, alone=True)))

    # ------------------------------------------------------------ fields

    def _field(self, item: Item, within: set[int] | None) -> set[int]:
        """The articles that meet a field; ``within`` these, None for all."""
        known = self._fields.get((str(item.field), item.text))
        if known is not None:
            return known.copy() if within is None else within & known
        wanted = with_field(self._connection, item)
        if within is not None and len(within) < _FEW:  # looked up one by one
            column = wanted.selected_columns[0]
            return facets.numbers(
                self._connection, wanted.where(column.in_(facets.among(self._connection, within)))
            )
        found = facets.numbers(self._connection, wanted)
        if len(self._fields) >= _REMEMBERED:
            self._fields.pop(next(iter(self._fields)))
        self._fields[str(item.field), item.text] = found
        return found.copy() if within is None else within & found

    # ------------------------------------------------------------ words

    def _words(self, text: str, *, alone: bool = False) -> Iterator[Scored]:
        """A word, or the words that one written word is; none where all of them stand everywhere."""
        for token in tokenize(text):
            if is_particle(token):
                if alone:
                    yield self._scored([self._reader.form(token.folded)], by_count=False)
                continue
            for key in keys(token):
                yield self._scored([self._reader.key(term) for term in key.searched])

    def _scored(self, postings: Sequence[Posting], *, by_count: bool = True) -> Scored:
        first, *others = sorted(postings, key=lambda p: -len(p.numbers))
        counts = first.counts if by_count else bytes(len(first.counts))
        weights = dict(zip(first.numbers, counts, strict=True))
        for other in others:
            for number, count in zip(other.numbers, other.counts, strict=True):
                if count > weights.get(number, -1):
                    weights[number] = count
        return Scored(weights, rarity(len(weights), self._total))

    # ------------------------------------------------------------ phrases

    def _phrase(self, text: str) -> list[Scored]:
        """The articles that hold these words in a row, the first one perhaps behind a clitic."""
        tokens = [token for token in tokenize(text) if token.kind != "punct"]
        if not tokens:
            return []
        rest = [self._reader.form(token.folded) for token in tokens[1:]]
        within: set[int] | None = None
        for posting in rest:
            within = set(posting.numbers) if within is None else within & set(posting.numbers)
        head = self._reader.form(*first_forms(tokens[0]), core=_core(tokens[0]), within=within)
        within = set(head.numbers) if within is None else within & set(head.numbers)
        starts: dict[int, set[int]] = {}
        for number, places in _places_in(head, within):
            starts.setdefault(number, set()).update(places)
        for step, posting in enumerate(rest, start=1):
            at = dict(_places_in(posting, within))
            starts = {n: s & {place - step for place in at.get(n, ())} for n, s in starts.items()}
        weights = {number: min(255, SCALE + 10 * len(s)) for number, s in starts.items() if s}
        return [Scored(weights, rarity(len(weights), self._total))]


def _common(parts: Sequence[Scored]) -> set[int]:
    """The articles that meet all conditions."""
    weights = sorted((part.weights for part in parts), key=len)
    numbers = set(weights[0]) if weights else set()
    for other in weights[1:]:
        numbers &= other.keys()
    return numbers


def with_field(connection: sa.Connection, item: Item) -> sa.Select[tuple[int]]:
    """The articles that meet a field, as a query."""
    assert item.field is not None
    if item.field == "day":  # or the month, the year that it begins with
        return sa.select(article.c.no).where(article.c.day >= item.text, article.c.day <= f"{item.text}~")
    if item.field == "before":
        return sa.select(article.c.no).where(article.c.day < item.text)
    if item.field == "after":  # a day stands before a longer one that begins with it: ~ means its end
        return sa.select(article.c.no).where(article.c.day > f"{item.text}~")
    return facets.with_words(connection, item.field, item.text, code=item.field in CODES)


def _core(token: Token) -> str:
    """The part that all first forms share."""
    return token.folded.removeprefix("ال") or token.folded


def first_forms(token: Token) -> list[str]:
    """How the first word of a phrase may be written: alone, or behind a clitic (بمجلس, للمجلس)."""
    word = token.folded
    if token.kind != "word" or is_particle(token):
        return [word]
    forms = [word]
    for chain in sorted(clitics("before", "noun") - {""}):
        if word.startswith("ال"):
            if chain.endswith("لل"):
                forms.append(chain + word[2:])
            elif not chain.endswith(("ال", "ل")):
                forms.append(chain + word)
        elif not chain.endswith(("ال", "لل")):
            forms.append(chain + word)
    return forms


def _places_in(posting: Posting, within: set[int]) -> Iterator[tuple[int, list[int]]]:
    """The places of a form in the articles wanted."""
    ends = accumulate(posting.counts)
    for number, count, end in zip(posting.numbers, posting.counts, ends, strict=True):
        if number in within:
            yield number, posting.places[end - count : end].tolist()
