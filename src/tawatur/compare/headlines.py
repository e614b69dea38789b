"""How the headlines of several articles stand to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from tawatur.compare.meaning import Meaning, meaning
from tawatur.compare.stance import stance
from tawatur.compare.types import Headlines
from tawatur.compare.units import Unit
from tawatur.language.marking import Marking
from tawatur.model import Record

MOST = 40  # articles: more have too many pairs to be read


def headline_meaning(record: Record, marking: Marking, end: int) -> Meaning:
    """What the headline, which ends at offset ``end``, tells."""
    last = next((i for i, t in enumerate(marking.tokens) if t.start >= end), len(marking.tokens))
    if not last:
        return Meaning(frozenset(), (), ())
    return meaning(record, marking, Unit(0, 0, last, marking.span(0, last), None, headline=True))


def compared_headlines(
    articles: Sequence[str], meanings: Sequence[Meaning], weight: Mapping[str, float]
) -> list[Headlines]:
    """Every two headlines, where both are there."""
    told = [(a, m) for a, m in zip(articles, meanings, strict=True) if m.keys]
    if len(told) > MOST:
        return []
    return [Headlines(a, b, stance(m, n, weight)) for (a, m), (b, n) in combinations(told, 2)]
