"""What persons decided of claims, as the grouping takes it: which tellings of these texts are meant.

A telling is meant by its article and its characters. A later reading may cut it otherwise: then it is the
telling of that article which is nearest to it, if they share half of the longer one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from tawatur.compare.decisions import Decision, Decisions
from tawatur.compare.tellings import Told
from tawatur.compare.types import Telling

HALF = 2  # the longer of two tellings has at most so many times the characters that they share


class Pair(Struct, frozen=True):
    """Two tellings, by their places in the list, and the decision that is about them."""

    i: int
    j: int
    said: Decision


class ByHand(Struct, frozen=True):
    """Tellings that are one claim and such as are not; ``notes`` say which decisions cannot be followed."""

    same: tuple[Pair, ...] = ()
    other: tuple[Pair, ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, members: Sequence[int]) -> tuple[str, ...]:
        """What made a claim of these tellings what it is, each reason once: ``merged: told twice``."""
        merged = (_reason("merged", one.said) for one in self.same if {one.i, one.j} <= {*members})
        split = (_reason("split", one.said) for one in self.other if {one.i, one.j} & {*members})
        return tuple(dict.fromkeys((*merged, *split)))


def _reason(kind: str, said: Decision) -> str:
    return f"{kind}: {said.why}" if said.why else kind


def by_hand(decisions: Decisions, told: Sequence[Told]) -> ByHand:
    """The decisions that are about these tellings; one about other articles alone is no matter of theirs."""
    notes: list[str] = []
    same = tuple(_pairs("same", decisions.same, told, notes))
    return ByHand(same, tuple(_pairs("other", decisions.other, told, notes)), tuple(notes))


def _pairs(kind: str, made: Sequence[Decision], told: Sequence[Told], notes: list[str]) -> Iterator[Pair]:
    tellings = [one.telling for one in told]
    articles = {one.article for one in tellings}
    for one in made:
        if not {article_of(one.a), article_of(one.b)} & articles:
            continue
        i, j = meant(one.a, tellings), meant(one.b, tellings)
        if i is None or j is None:
            missing = " or ".join(name for name, at in ((one.a, i), (one.b, j)) if at is None)
            notes.append(f"{kind} {one.a} {one.b}: no text here tells {missing}")
        elif i == j:
            notes.append(f"{kind} {one.a} {one.b}: they are one telling in this reading")
        else:
            yield Pair(i, j, one)


def article_of(name: str) -> str:
    """The article that a telling is named after."""
    return name.rpartition(":")[0]


def meant(name: str, told: Sequence[Telling]) -> int | None:
    """The place in the list of the telling that is meant."""
    exact = next((i for i, one in enumerate(told) if one.id == name), None)
    if exact is not None:
        return exact
    article, _, where = name.rpartition(":")
    first, dash, last = where.partition("-")
    if not (dash and first.isdecimal() and last.isdecimal()):
        return None
    start, end = int(first), int(last)
    near = []
    for i, one in enumerate(told):
        span = one.span
        shared = min(end, span.end) - max(start, span.start)
        longest = max(end - start, span.end - span.start)
        if one.article == article and shared * HALF >= longest:
            near.append((-shared / longest, i))
    return min(near)[1] if near else None
