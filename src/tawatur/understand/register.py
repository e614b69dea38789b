"""The entities of one article in the making, found again by the words of their names, offices and heads.

Every list that is looked through is bounded, so that a text of any length is read in linear time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable

from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase
from tawatur.model import EntityType, MentionForm
from tawatur.understand.cluster import Cluster

_LEAD_TOKENS = (25, 80)  # of headline and lead, at least and at most
_MOST = 60  # entities that are looked at for one word, the latest first


class Register:
    """The clusters of an article, an index of their words, and who spoke in which order."""

    def __init__(self, marking: Marking) -> None:
        """Start without any entity."""
        self.marking = marking
        self.every: list[Cluster] = []  # in the order in which they were met
        self.speakers: list[Cluster] = []
        self.headline, self.lead = self._beginning()
        self._count = 0
        self._at: dict[int, Cluster] = {}
        self._twins = self._twin_sentences()
        self._index: dict[str, list[Cluster]] = {}

    def new(self, kind: EntityType, phrase: Phrase, form: MentionForm, head: str) -> Cluster:
        """An entity that nothing before stands for."""
        cluster = Cluster(kind, self._count, head=head)
        self._count += 1
        self.every.append(cluster)
        self.mention(cluster, phrase, form)
        return cluster

    def mention(self, cluster: Cluster, phrase: Phrase, form: MentionForm) -> None:
        """Note that the phrase speaks of the entity."""
        cluster.phrases.append((phrase, form))
        insort(cluster.places, phrase.first)
        self._at.setdefault(phrase.first, cluster)

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

    def told_before(self, phrase: Phrase) -> Cluster | None:
        """The entity that the same phrase means in an equal sentence before (a lead printed twice)."""
        sentence = bisect_right(self._sentence_starts, phrase.first) - 1
        twin = self._twins.get(sentence)
        return (
            self._at.get(twin + phrase.first - self._sentence_starts[sentence]) if twin is not None else None
        )

    def _beginning(self) -> tuple[int, int]:
        """The first tokens behind headline and lead: a speaker of the lead may be named only later."""
        least, most = _LEAD_TOKENS
        ends = [last for _, last in self.marking.layout.paragraphs[:2]] or [least]
        return min(most, max(least, ends[0])), min(most, max(least, ends[-1]))

    def _twin_sentences(self) -> dict[int, int]:
        """The first token of the equal sentence before, by the number of the sentence."""
        self._sentence_starts = [first for first, _ in self.marking.sentences]
        met: dict[tuple[str, ...], int] = {}
        twins: dict[int, int] = {}
        for n, (first, last) in enumerate(self.marking.sentences):
            words = tuple(token.folded for token in self.marking.tokens[first:last])
            if met.setdefault(words, first) != first:
                twins[n] = met[words]
        return twins


def _nearness(cluster: Cluster, at: int) -> tuple[bool, int, int]:
    behind = bisect_left(cluster.places, at)
    if behind:
        return True, cluster.places[behind - 1], cluster.order
    return False, -cluster.places[0] if cluster.places else 0, -cluster.order
