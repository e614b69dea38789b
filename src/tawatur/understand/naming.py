"""The names of an article joined with the entities that speak in it, and with one another.

A name joins an entity whose longest name it shortens, lengthens or repeats; the same row of the resources is
the same entity whatever it is called. Candidates are looked up by their words, so that a long article with
thousands of names takes no longer for each than a short one.
"""

from __future__ import annotations

from collections.abc import Iterable

from tawatur.language.nominals import Phrase
from tawatur.language.vocabulary import Actor, Country, Outlet
from tawatur.understand.cluster import Cluster
from tawatur.understand.clusters import Clusters
from tawatur.understand.likeness import same_name
from tawatur.understand.mentions import Named

_TELLING = 2  # words without which a short name tells too little
_BODIES = ("ORG", "GROUP", "GPE")


class Naming:
    """The entities of one article by the words of their names."""

    def __init__(self, clusters: Clusters) -> None:
        """Begin with the entities that speak or are spoken to."""
        self._clusters = clusters
        self._by_word: dict[str, dict[int, Cluster]] = {}
        self._by_row: dict[str, Cluster] = {}
        self._read: set[tuple[int, int]] = set()
        self._at: dict[tuple[int, int], Cluster] = {}  # whose phrase stands there: (first or last, 0 or 1)
        for cluster in clusters.every():
            self._enter(cluster)
            for phrase, _ in cluster.phrases:
                self._stand(cluster, phrase)

    def join(self, names: Iterable[Named]) -> list[Cluster]:
        """The entities that are named, each once, with the mentions entered in them."""
        found = [self._put(each) for each in names]
        found += [c for c in self._clusters.every() if c.type in _BODIES]
        for cluster in found:
            self._shortens(cluster)
        named = list({id(cluster.root): cluster.root for cluster in found if cluster.root.named}.values())
        self._settle_forms()
        return named

    def _settle_forms(self) -> None:
        """A body's source phrase is a mention by name where the name was read there, else by a noun."""
        for cluster in self._clusters.every():
            if cluster.type in ("ORG", "GROUP", "DOC"):
                cluster.phrases = [
                    (p, "nominal" if form == "name" and (p.head, p.last) not in self._read else form)
                    for p, form in cluster.phrases
                ]

    def _put(self, named: Named) -> Cluster:
        cluster = self._find(named)
        if cluster is None:
            cluster = self._clusters.add(named.phrase, named.type)
        else:
            self._clusters.mention(cluster, named.phrase)
            cluster = self._same_row(cluster, named)
        cluster.named = True
        self._read.add((named.phrase.first, named.phrase.last))
        if named.row is not None and cluster.key is None:
            cluster.key = named.row
        self._note(cluster, named)
        self._enter(cluster)
        return cluster

    def _begins(self, longer: Cluster, shorter: Cluster) -> bool:
        """Whether a longer name begins with the shorter one, word for word."""
        short = {self._clusters.stems(p.first, p.last) for p, form in shorter.phrases if form == "name"}
        long = {self._clusters.stems(p.first, p.last) for p, form in longer.phrases if form == "name"}
        return any(b[: len(a)] == a for a in short for b in long if a)

    def _same_row(self, cluster: Cluster, named: Named) -> Cluster:
        """One entity for one row: «شيمشك» who speaks is «محمد شمشك» of the headline."""
        known = self._by_row.get(named.row.id) if named.row is not None else None
        if known is None or known is cluster or (known.type == "PER") != (cluster.type == "PER"):
            return cluster
        return self._unite(cluster, known)

    def _unite(self, cluster: Cluster, known: Cluster) -> Cluster:
        """The two are one: the second stands for both."""
        known.phrases += cluster.phrases
        known.words += cluster.words
        known.names += cluster.names
        known.named = known.named or cluster.named
        cluster.within = known
        return known

    def _stand(self, cluster: Cluster, phrase: Phrase) -> None:
        """Remember where a source phrase stands, so that a name inside it is its own."""
        if cluster.type == "PER" and phrase.name is not None:
            for i in range(*phrase.name):
                self._at.setdefault((i, 0), cluster)
        elif cluster.type == "PER" and not cluster.plural:
            self._at.setdefault((phrase.last, 1), cluster)
        elif cluster.type in _BODIES and not cluster.joint:
            self._at.setdefault((phrase.last, 1), cluster)
            self._at.setdefault((phrase.head, 0), cluster)

    def _there(self, named: Named) -> Cluster | None:
        """Whose source phrase holds the name: the same words, or an office with the name at its end."""
        phrase = named.phrase
        if named.type == "PER":
            assert phrase.name is not None
            met = self._at.get((phrase.name[0], 0)) or self._at.get((phrase.name[1], 1))
            return met if met is not None and met.type == "PER" else None
        met = self._at.get((phrase.first, 0))
        same = met is not None and met is self._at.get((phrase.last, 1))
        return met if same and met is not None and met.type in _BODIES else None

    def _find(self, named: Named) -> Cluster | None:
        there = self._there(named)
        if there is not None:
            return there.root
        if named.row is not None and named.row.id in self._by_row:
            return self._by_row[named.row.id]
        if named.type == "PER":
            return self._person(named)
        return self._body(named)

    def _person(self, named: Named) -> Cluster | None:
        assert named.phrase.name is not None
        name = self._clusters.name_words(*named.phrase.name)
        met = (c for c in self._candidates(name) if c.type == "PER" and self._agrees(c, named))
        return max(
            (c for c in met if _one_person(name, c.names)), key=lambda c: c.phrases[-1][0].first, default=None
        )

    def _body(self, named: Named) -> Cluster | None:
        words = self._clusters.content(named.phrase.first, named.phrase.last)
        kinds = ("DOC",) if named.type == "DOC" else _BODIES
        for cluster in self._candidates(words):
            if cluster.type not in kinds or cluster.joint or not self._agrees(cluster, named):
                continue
            if isinstance(cluster.key, Country) or cluster.phrases[0][1] == "role":
                continue
            if words == _longest(cluster) or words in cluster.words:
                return cluster
        return None

    def _shortens(self, cluster: Cluster) -> None:
        """«حزب العمال» is «حزب العمال الكردستاني» where the article names but one party of that kind."""
        words = _longest(cluster)
        if (
            cluster.within is not None
            or cluster.key is not None
            or len(words) < _TELLING
            or not _body(cluster)
        ):
            return
        longer = [
            c for c in self._candidates(words)
            if c is not cluster and _body(c) and words < _longest(c) and self._begins(c, cluster)
        ]  # fmt: skip
        if len(longer) == 1:
            self._unite(cluster, longer[0])

    def _agrees(self, cluster: Cluster, named: Named) -> bool:
        """Whether the resources do not tell the two apart."""
        if named.row is None or cluster.key is None:
            return True
        return isinstance(cluster.key, (Actor, Outlet)) and cluster.key.id == named.row.id

    def _candidates(self, words: Iterable[str]) -> list[Cluster]:
        found: dict[int, Cluster] = {}
        for word in sorted(words):
            found.update(self._by_word.get(word, {}))
        return [cluster for cluster in found.values() if cluster.within is None]

    def _note(self, cluster: Cluster, named: Named) -> None:
        phrase = named.phrase
        if named.type == "PER" and cluster.type == "PER":
            assert phrase.name is not None
            name = self._clusters.name_words(*phrase.name)
            if name not in cluster.names:
                cluster.names.append(name)
        else:
            words = self._clusters.content(phrase.first, phrase.last)
            if words not in cluster.words:
                cluster.words.append(words)

    def _enter(self, cluster: Cluster) -> None:
        words = {word for name in cluster.names for word in name}
        if cluster.type != "PER":
            words.update(word for known in cluster.words for word in known)
        for word in sorted(words):
            self._by_word.setdefault(word, {})[id(cluster)] = cluster
        if isinstance(cluster.key, (Actor, Outlet)):
            self._by_row.setdefault(cluster.key.id, cluster)


def _longest(cluster: Cluster) -> frozenset[str]:
    return max(cluster.words, key=len, default=frozenset[str]())


def _body(cluster: Cluster) -> bool:
    return cluster.type in _BODIES and not cluster.joint and cluster.phrases[0][1] != "role"


def _one_person(name: tuple[str, ...], names: list[tuple[str, ...]]) -> bool:
    """Whether the name is that of somebody with these names: by the whole ones, if there are any."""
    whole = [known for known in names if len(known) > 1] or names
    return any(same_name(name, known) for known in whole)
