"""Claims: tellings grouped to one proposition each, then counted.

Two tellings make the same claim when their words that carry meaning agree well enough and no number of
theirs tells otherwise. Groups grow from the nearest pair outwards, and a group is joined to another only
when they agree on the whole, so that no chain of likenesses runs from one thing to quite another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

from tawatur.compare.by_hand import ByHand
from tawatur.compare.meaning import contradict, likeness, refuses
from tawatur.compare.tellings import Told
from tawatur.compare.units import STANDS

NEAR = 0.48  # likeness of two groups that are joined: of each telling to the nearest of the other group


class _Groups:
    """Tellings joined to groups, with the enmity of every two groups kept up to date."""

    def __init__(
        self, told: Sequence[Told], weight: Mapping[str, float], foes: Collection[frozenset[int]]
    ) -> None:
        self.home = list(range(len(told)))
        self.members = {i: [i] for i in self.home}
        self._near: list[dict[int, float]] = [{} for _ in told]
        self._foes: dict[int, set[int]] = {i: set() for i in self.home}
        self._split: set[frozenset[int]] = set()
        self.pairs: list[tuple[float, int, int]] = []
        for i, j in _sharing(told):
            if frozenset((i, j)) in foes or not compatible(told[i], told[j]):
                self._foes[i].add(j)
                self._foes[j].add(i)
            elif score := likeness(told[i].meaning, told[j].meaning, weight):
                self._near[i][j] = self._near[j][i] = score
                if score >= NEAR:
                    self.pairs.append((-score, i, j))

    def part(self, hand: ByHand) -> None:
        """Keep apart what a person parted."""
        for pair in hand.other:
            self._split.add(frozenset((pair.i, pair.j)))
            self._foes[pair.i].add(pair.j)
            self._foes[pair.j].add(pair.i)

    def unite(self, hand: ByHand) -> Iterator[str]:
        """Join what a person joined, whatever the words say; a line for what another decision forbids."""
        for pair in hand.same:
            a, b = sorted((self.home[pair.i], self.home[pair.j]))
            if any(frozenset(two) in self._split for two in product(self.members[a], self.members[b])):
                yield f"same {pair.said.a} {pair.said.b}: another decision says that they are two claims"
            elif a != b:
                self.join(a, b)

    def agree(self, a: int, b: int) -> bool:
        """Whether two groups tell one thing: near on the whole, and no member against one of the other."""
        if b in self._foes[a]:
            return False
        one, other = self.members[a], self.members[b]
        return (self._nearest(one, other) + self._nearest(other, one)) / 2 >= NEAR

    def _nearest(self, one: Sequence[int], other: Sequence[int]) -> float:
        """How near each member comes to some member of the other group, in the mean."""
        return sum(max(self._near[i].get(j, 0.0) for j in other) for i in one) / len(one)

    def join(self, a: int, b: int) -> None:
        """Take group ``b`` into ``a``."""
        for k in self.members[b]:
            self.home[k] = a
        self.members[a] += self.members.pop(b)
        for c in self._foes.pop(b) - {a}:
            self._foes[c].discard(b)
            self._foes[c].add(a)
            self._foes[a].add(c)
        self._foes[a].discard(b)


def group(
    told: Sequence[Told],
    weight: Mapping[str, float],
    foes: Collection[frozenset[int]] = (),
    hand: ByHand = ByHand(),  # noqa: B008 - it is frozen
) -> tuple[list[list[int]], list[str]]:
    """The tellings of each claim, as indices, in the order of their first, and notes on decisions.

    ``foes`` are never one, unless ``hand`` says so.
    """
    groups = _Groups(told, weight, foes)
    groups.part(hand)
    for _, i, j in sorted(groups.pairs):
        a, b = sorted((groups.home[i], groups.home[j]))
        if a != b and groups.agree(a, b):
            groups.join(a, b)
    notes = [*hand.notes, *groups.unite(hand)]
    return [sorted(groups.members[i]) for i in sorted(groups.members)], notes


def _sharing(told: Sequence[Told]) -> list[tuple[int, int]]:
    """Every two tellings that share a word."""
    where: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(told):
        for key in one.meaning.keys:
            where[key].append(i)
    return sorted({(i, j) for places in where.values() for i in places for j in places if i < j})


def compatible(a: Told, b: Told) -> bool:
    """Whether two tellings can be of one claim, whatever their words share.

    Numbers must not stand against each other, a denial is not the thing denied, an attitude is one
    person's, and a proposition that stands inside another is not that other.
    """
    if contradict(a.meaning, b.meaning):
        return False
    if a.denies != b.denies or refuses(a.meaning, b.meaning):
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
