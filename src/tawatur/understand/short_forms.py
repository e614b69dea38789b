"""Short forms of what a text names in full: «الحلف»، «الوزير»، «الجانبان», a government by its capital.

A bare head noun means the only body or person of that kind that was named before it; where there are two it
is left alone. «The two sides» are the only two persons, else bodies or countries, of whom it speaks so far.
"""

from __future__ import annotations

from collections.abc import Iterator

from tawatur.language import words as w
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import Actor, Country, is_joint
from tawatur.understand.cluster import Cluster
from tawatur.understand.likeness import lemma
from tawatur.understand.register import Register

_BODIES = ("ORG", "GROUP")
_ENOUGH = 20  # phrases that tell the heads of an entity
_CAPITAL_AND_HEAD = 2
_PAIR = 2


class ShortForms:
    """The short forms of an article's entities."""

    def __init__(self, register: Register) -> None:
        """Look for them in the text of ``register``."""
        self._register = register
        self._marking = register.marking

    def join(self) -> None:
        """Enter every short form as a mention of what it stands for."""
        for cluster in self._register.every:
            self._by_capital(cluster)
        for phrase in self._alone():
            self._enter(phrase)
        self._pairs()

    # ------------------------------------------------------------- nouns

    def _alone(self) -> Iterator[Phrase]:
        """Definite offices and body nouns that nothing qualifies, outside every mention."""
        marking = self._marking
        taken = bytearray(len(marking.tokens))
        for cluster in self._register.every:
            for phrase, _ in cluster.phrases:
                taken[phrase.first : phrase.last] = b"\1" * (phrase.last - phrase.first)
        for first, last in marking.sentences:
            for i in range(first, last):
                word = marking.words[i]
                if taken[i] or not word.definite or word.suffix or not word.classes & (w.BODY | w.ROLE):
                    continue
                if word.classes & (w.PLURAL | w.DUAL | w.NAME | w.MASDAR) or not self._ends(i, last):
                    continue
                yield Phrase(i, i + 1, i, True, word.classes)

    def _ends(self, i: int, last: int) -> bool:
        """Whether the noun at ``i`` is a whole phrase."""
        following = self._marking.words[i + 1] if i + 1 < last else None
        if following is not None and (following.definite or following.classes & (w.NISBA | w.NAME)):
            return not following.classes & (w.NISBA | w.ADJECTIVE | w.NAME) and bool(following.conj)
        phrase = noun_phrase(self._marking, i, last, appositions=False)
        return phrase is None or phrase.last <= i + 1

    def _enter(self, phrase: Phrase) -> None:
        head = lemma(self._marking.words[phrase.head])
        if phrase.classes & w.BODY:
            met = self._met(f"body {head}", phrase.first)
            bodies = [c for c in met if c.type in _BODIES and not c.joint and head in self._heads(c)]
            if len(bodies) == 1:
                self._register.mention(bodies[0], phrase, "nominal")
        else:
            persons = [c for c in self._met(f"office {head}", phrase.first) if c.type == "PER" and c.names]
            if len(persons) == 1:
                self._register.mention(persons[0], phrase, "role")

    def _met(self, key: str, at: int) -> list[Cluster]:
        """The entities in the record that the key finds, of which the text spoke before."""
        found = [c.root for c in self._register.found([key])]
        return list({id(c): c for c in found if c.places[0] < at and (c.named or c.spoke)}.values())

    def _heads(self, cluster: Cluster) -> set[str]:
        return {lemma(self._marking.words[p.head]) for p, _ in cluster.phrases[:_ENOUGH]}

    # ------------------------------------------------------------- pairs

    def _pairs(self) -> None:
        """Enter «الجانبان» for both who are meant."""
        sides = [c for c in self._register.every if c.within is None and (c.named or c.spoke) and _told(c)]
        sides.sort(key=lambda c: c.places[0])
        kinds = [[c for c in sides if c.type in types][: _PAIR + 1] for types in (("PER",), ("ORG", "GPE"))]
        for i, word in enumerate(self._marking.words):
            if not (word.definite and is_joint(word)):
                continue
            met = ([c for c in kind if c.places[0] < i] for kind in kinds)
            for cluster in next((pair for pair in met if len(pair) == _PAIR), ()):
                self._register.mention(cluster, Phrase(i, i + 1, i, True, word.classes), "nominal")

    # ------------------------------------------------------- governments

    def _by_capital(self, cluster: Cluster) -> None:
        """«حكومة طرابلس» is the one government of that country of which the text speaks."""
        if cluster.key is not None or cluster.within is not None or cluster.type != "ORG":
            return
        phrase = cluster.phrases[0][0]
        if phrase.last - phrase.first != _CAPITAL_AND_HEAD:
            return
        word = self._marking.words[phrase.last - 1]
        countries = {
            r.row.iso3
            for r in word.readings
            if isinstance(r.row, Country)
            and word.stem in {fold_word(name) for name in (r.row.capital, *r.row.capital_aliases) if name}
        }
        rulers = [
            c
            for c in self._register.found([f"body {cluster.head}"])
            if isinstance(c.key, Actor) and c.key.country in countries and cluster.head in self._heads(c)
        ]
        if len(rulers) == 1:
            for each, form in cluster.phrases:
                self._register.mention(rulers[0], each, form)
            cluster.within = rulers[0]


def _told(cluster: Cluster) -> bool:
    """Whether it is told by name who or what it is."""
    return bool(cluster.names) or cluster.key is not None
