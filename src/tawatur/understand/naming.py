"""The names of an article joined with the entities that speak in it, and with one another.

A person is found by his name as any speaker is. A body joins the entity with its very words, or that of the
same row of the resources whatever it is called; at the end a short name joins the one longer name that begins
with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from tawatur.language.nominals import Phrase
from tawatur.language.vocabulary import Actor, Country, Outlet
from tawatur.understand.cluster import Cluster
from tawatur.understand.likeness import content, lemma
from tawatur.understand.mentions import Named
from tawatur.understand.persons import Persons
from tawatur.understand.register import Register

_TELLING = 2  # words without which a short name tells too little
_BODIES = ("ORG", "GROUP", "GPE")


class Naming:
    """The entities of one article by the words of their names."""

    def __init__(self, register: Register, persons: Persons) -> None:
        """Begin with the entities that speak or are spoken to."""
        self._register = register
        self._persons = persons
        self._marking = register.marking
        self._read: set[tuple[int, int]] = set()
        self._met: dict[tuple[object, ...], Cluster] = {}
        self._bearer: dict[int, Cluster] = {}  # whose name a token belongs to
        self._ends: dict[tuple[int, int], Cluster] = {}  # the body of a source phrase
        for cluster in register.every:
            for phrase, _ in cluster.phrases:
                self._stand(cluster, phrase)

    def join(self, names: Iterable[Named]) -> list[Cluster]:
        """The entities that are named, each once, with the mentions entered in them."""
        for each in names:
            if each.type == "PER":
                self._person(each)
            else:
                self._body(each)
        for cluster in self._register.every:
            self._shortens(cluster)
        self._settle_forms()
        return [c for c in self._register.every if c.named and c.within is None]

    def _stand(self, cluster: Cluster, phrase: Phrase) -> None:
        """Remember where a source phrase stands, so that a name inside it is its own."""
        if cluster.type == "PER" and phrase.name is not None:
            for i in range(*phrase.name):
                self._bearer.setdefault(i, cluster)
        elif cluster.type in _BODIES and not cluster.joint:
            self._ends.setdefault((phrase.head, phrase.last), cluster)

    # -------------------------------------------------- people

    def _person(self, each: Named) -> None:
        """Enter a person named; a name that two could bear is left out."""
        assert each.phrase.name is not None
        cluster = self._bearer.get(each.phrase.name[0])
        if cluster is None or cluster.type != "PER":
            cluster = self._persons.named(each.phrase)
        elif all(phrase.name != each.phrase.name for phrase, _ in cluster.phrases):
            self._register.mention(cluster, each.phrase, "name")
        if cluster is not None:
            cluster.named = True

    # -------------------------------------------------- bodies and documents

    def _body(self, each: Named) -> None:
        phrase, row = each.phrase, each.row
        there = self._ends.get((phrase.first, phrase.last))
        words = content(self._marking, phrase.first, phrase.last)
        cluster = there.root if there is not None and there.type in _BODIES else self._found(each, words)
        if cluster is None:
            cluster = self._register.new(each.type, phrase, "name", lemma(self._marking.words[phrase.first]))
        else:
            self._register.mention(cluster, phrase, "name")
        known = self._of_row(row)
        if known is not None and known is not cluster:
            cluster = self._unite(cluster, known)
        if row is not None and cluster.key is None:
            cluster.key = row
        self._learn(cluster, words)
        self._read.add((phrase.first, phrase.last))

    def _found(self, each: Named, words: frozenset[str]) -> Cluster | None:
        if (known := self._of_row(each.row)) is not None:
            return known
        kinds = ("DOC",) if each.type == "DOC" else _BODIES
        for cluster in self._register.found(_keys(words)):
            fits = cluster.type in kinds and cluster.within is None and not cluster.joint
            if fits and self._agrees(cluster, each) and words in cluster.words and not _office(cluster):
                return cluster
        return None

    def _of_row(self, row: Actor | Outlet | None) -> Cluster | None:
        found = self._register.found([row.id]) if row is not None else []
        return next((c.root for c in found if c.type in _BODIES), None)

    def _agrees(self, cluster: Cluster, each: Named) -> bool:
        """Whether the resources do not tell the two apart."""
        if isinstance(cluster.key, Country):
            return False
        return each.row is None or cluster.key is None or getattr(cluster.key, "id", "") == each.row.id

    def _learn(self, cluster: Cluster, words: frozenset[str]) -> None:
        cluster.named = True
        if words not in cluster.words:
            cluster.words.append(words)
        row = [cluster.key.id] if isinstance(cluster.key, (Actor, Outlet)) else []
        self._register.index(cluster, (*_keys(words), *row))

    # -------------------------------------------------- short names

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
            c
            for c in self._register.found(_keys(words))
            if c is not cluster and c.within is None and _body(c) and words < _longest(c)
            and not isinstance(c.key, Country) and self._begins(c, cluster)
        ]  # fmt: skip
        if len(longer) == 1:
            self._unite(cluster, longer[0])

    def _begins(self, longer: Cluster, shorter: Cluster) -> bool:
        """Whether a longer name begins with the shorter one, word for word."""
        short, long = self._stems(shorter), self._stems(longer)
        return any(b[: len(a)] == a for a in short for b in long if a)

    def _stems(self, cluster: Cluster) -> set[tuple[str, ...]]:
        words = self._marking.words
        return {
            tuple(lemma(words[i]) for i in range(p.head, p.last))
            for p, form in cluster.phrases
            if form == "name"
        }

    def _unite(self, cluster: Cluster, known: Cluster) -> Cluster:
        """The two are one: the second stands for both."""
        for phrase, form in cluster.phrases:
            self._register.mention(known, phrase, form)
        known.words += [words for words in cluster.words if words not in known.words]
        known.named = known.named or cluster.named
        cluster.within = known
        return known

    def _settle_forms(self) -> None:
        """A body's source phrase is a mention by name where the name was read there, else by a noun."""
        for cluster in self._register.every:
            if cluster.type in ("ORG", "GROUP", "DOC"):
                cluster.phrases = [
                    (p, "nominal" if form == "name" and (p.head, p.last) not in self._read else form)
                    for p, form in cluster.phrases
                ]


def _keys(words: Iterable[str]) -> list[str]:
    return [f"body {word}" for word in sorted(words)]


def _longest(cluster: Cluster) -> frozenset[str]:
    return max(cluster.words, key=len, default=frozenset[str]())


def _office(cluster: Cluster) -> bool:
    return cluster.phrases[0][1] == "role"


def _body(cluster: Cluster) -> bool:
    return cluster.type in _BODIES and not cluster.joint and not _office(cluster)
