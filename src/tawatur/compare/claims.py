"""Claims: tellings grouped to one proposition each, then counted.

Two tellings make the same claim when their words that carry meaning agree well enough and no number of
theirs tells otherwise. Groups grow from the nearest pair outwards, and a group is joined to another only
when they agree on the whole, so that no chain of likenesses runs from one thing to quite another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tawatur.compare.meaning import contradict, likeness
from tawatur.compare.tellings import Told
from tawatur.compare.units import STANDS

PAIR = 0.4  # likeness of two tellings that begin a group
WHOLE = 0.45  # mean likeness of two groups that are joined


def group(told: Sequence[Told], weight: Mapping[str, float]) -> list[list[int]]:
    """The tellings of each claim, as indices, in the order of their first."""
    near = _near(told, weight)
    home = list(range(len(told)))
    members: dict[int, list[int]] = {i: [i] for i in home}
    for _, i, j in sorted((-score, i, j) for (i, j), score in near.items() if score >= PAIR):
        a, b = sorted((home[i], home[j]))
        if a == b or not _agree(told, members[a], members[b], near):
            continue
        for k in members[b]:
            home[k] = a
        members[a] = sorted(members[a] + members.pop(b))
    return [members[i] for i in sorted(members)]


def _near(told: Sequence[Told], weight: Mapping[str, float]) -> dict[tuple[int, int], float]:
    """The likeness of every two tellings that share a word."""
    where: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(told):
        for key in one.meaning.keys:
            where[key].append(i)
    pairs = sorted({(i, j) for places in where.values() for i in places for j in places if i < j})
    return {
        (i, j): likeness(told[i].meaning, told[j].meaning, weight)
        for i, j in pairs
        if compatible(told[i], told[j])
    }


def compatible(a: Told, b: Told) -> bool:
    """Whether two tellings can be of one claim, whatever their words share.

    Numbers must not stand against each other, a denial is not the thing denied, an attitude is one
    person's, and a proposition that stands inside another is not that other.
    """
    if contradict(a.meaning, b.meaning):
        return False
    if a.denies != b.denies:
        return False
    if not _one_stand(a, b):
        return False
    return a.telling.article != b.telling.article or not (
        a.unit.first < b.unit.last and b.unit.first < a.unit.last
    )


def _one_stand(a: Told, b: Told) -> bool:
    """Whether an attitude is the same person's in both; a headline may leave out whom its text names."""
    if a.telling.act not in STANDS and b.telling.act not in STANDS:
        return True
    if not (a.keys and b.keys):
        return a.telling.article == b.telling.article and (a if b.keys else b).telling.headline
    return a.keys[-1] == b.keys[-1]


def _agree(
    told: Sequence[Told], a: Sequence[int], b: Sequence[int], near: Mapping[tuple[int, int], float]
) -> bool:
    if not all(compatible(told[i], told[j]) for i in a for j in b):
        return False
    scores = [near.get((min(i, j), max(i, j)), 0.0) for i in a for j in b]
    return sum(scores) / len(scores) >= WHOLE
