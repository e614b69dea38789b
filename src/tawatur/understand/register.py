"""The entities of one article in the making, found again by the words of their names, offices and heads.

Every list that is looked through is bounded, so that a text of any length is read in linear time.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase
from tawatur.model import EntityType, MentionForm
from tawatur.understand.cluster import Cluster

_MOST = 60  # entities that are looked at for one word, the latest first


class Register:
    """The clusters of an article, an index of their words, and who spoke in which order."""

    def __init__(self, marking: Marking) -> None:
        """Start without any entity."""
        self.marking = marking
        self.speakers: list[Cluster] = []
        self._count = 0
        self._index: dict[str, list[Cluster]] = {}

    def new(self, kind: EntityType, phrase: Phrase, form: MentionForm, head: str) -> Cluster:
        """An entity that nothing before stands for."""
        cluster = Cluster(kind, self._count, head=head)
        self._count += 1
        self.mention(cluster, phrase, form)
        return cluster

    def mention(self, cluster: Cluster, phrase: Phrase, form: MentionForm) -> None:
        """Note that the phrase speaks of the entity."""
        cluster.phrases.append((phrase, form))
        insort(cluster.places, phrase.first)

    def index(self, cluster: Cluster, keys: Iterable[str]) -> None:
        """Let the entity be found by these keys."""
        for key in keys:
            known = self._index.setdefault(key, [])
            if cluster not in known[-_MOST:]:
                known.append(cluster)

    def found(self, keys: Iterable[str]) -> list[Cluster]:
        """The entities that have one of the keys, in the order in which they were met."""
        met = {c.order: c for key in keys for c in self._index.get(key, ())[-_MOST:]}
        return [met[order] for order in sorted(met)]

    def last_speaker(self, among: Iterable[Cluster]) -> Cluster | None:
        """Who of these spoke last."""
        ids = {id(c) for c in among}
        return next((c for c in reversed(self.speakers[-_MOST:]) if id(c) in ids), None)

    def nearest(self, among: Iterable[Cluster], at: int) -> Cluster | None:
        """Who of these was mentioned last before the token ``at``, else first behind it."""
        return max(among, key=lambda c: _nearness(c, at), default=None)


def _nearness(cluster: Cluster, at: int) -> tuple[bool, int, int]:
    behind = bisect_left(cluster.places, at)
    if behind:
        return True, cluster.places[behind - 1], cluster.order
    return False, -cluster.places[0] if cluster.places else 0, -cluster.order
