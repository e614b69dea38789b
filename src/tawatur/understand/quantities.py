"""How many, of what, in which role: every count of the text with its bounds.

A count is a number, a vague plural (عشرات), a dual (قتيلان) or a single victim (مقتل مدني). Its role comes
from its own noun (قتيل), from the verb or verbal noun before it in the sentence, from the count it is joined
to or part of, from a verb right behind it, or from «عدد القتلى». Counts are never added up, and where none is
told there is none. Dates, hours, percentages and numbers that are names (القرار 1701) are no counts.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from msgspec.structs import replace

from tawatur.language import vocabulary
from tawatur.language.layout import lay_out
from tawatur.language.marking import Marking
from tawatur.language.phrases import PhraseFinder
from tawatur.language.words import Vocabulary
from tawatur.model import Article, Engine, Quantity, Record, Span
from tawatur.understand.quantity_counts import Count
from tawatur.understand.quantity_sentence import Sentence
from tawatur.understand.quantity_words import QuantityWords, quantity_words


def quantities(record: Record, marking: Marking, knowledge: QuantityWords | None = None) -> Record:
    """The record with every count of its text, in the order of the text.

    What ``record.times`` holds is no count, so that times are read first where both are wanted.
    """
    words = knowledge or quantity_words()
    found: list[Count] = []
    for bounds in marking.sentences:
        Sentence(marking, words, bounds, found).read()
    times = sorted((t.span.start, t.span.end) for t in record.times)
    kept = [count for count in found if not _is_time(marking.span(count.first, count.last), times)]
    ids = {id(count): f"q{n}" for n, count in enumerate(kept, start=1)}
    return replace(record, quantities=tuple(_quantity(marking, words, count, ids) for count in kept))


def quantities_in(text: str) -> tuple[Quantity, ...]:
    """The counts of a text, for trying a phrase."""
    words, finder = _lexicons()
    record = Record(Article("", text), Engine("", ""))
    return quantities(record, Marking(lay_out(text), words, finder)).quantities


@cache
def _lexicons() -> tuple[Vocabulary, PhraseFinder]:
    return Vocabulary(vocabulary.readings()), PhraseFinder(list(vocabulary.phrases()))


def _is_time(span: Span, times: list[tuple[int, int]]) -> bool:
    """Whether the count overlaps a time expression; ``times`` are sorted and apart."""
    k = bisect_left(times, (span.end, 0)) - 1
    return k >= 0 and times[k][1] > span.start


def _bare(marking: Marking, words: QuantityWords, first: int, last: int) -> Span:
    """The span of the tokens without the particle glued to the first (و، ب), its article kept."""
    span = marking.span(first, last)
    entry = words.entry(marking.tokens[first].folded)
    glued = len(entry.chain.removesuffix("ال")) if entry is not None and not entry.chain.endswith("لل") else 0
    if glued == 0 or marking.tokens[first].light[:glued] != span.text[:glued]:
        return span  # vowel marks between the letters: the word is left as it is
    return Span(span.start + glued, span.end, span.text[glued:])


def _quantity(marking: Marking, words: QuantityWords, count: Count, ids: dict[int, str]) -> Quantity:
    amount = count.amount
    return Quantity(
        id=ids[id(count)],
        span=_bare(marking, words, count.first, count.last),
        low=amount.low,
        best=amount.best,
        high=amount.high,
        approximate=amount.approximate,
        of=None if count.of is None else _bare(marking, words, count.of, count.of + 1).text,
        role=count.role,
        subset_of=None if count.parent is None else ids.get(id(count.parent)),
    )
