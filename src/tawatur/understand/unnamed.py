"""Sources without a name: unnamed ones, documents, two who speak as one."""

from __future__ import annotations

from tawatur.language import words as w
from tawatur.language.nominal_words import phrase_words
from tawatur.language.nominals import Phrase
from tawatur.language.vocabulary import is_joint
from tawatur.understand.cluster import Cluster
from tawatur.understand.likeness import content, lemma
from tawatur.understand.register import Register

_STEM = 4  # letters


class Unnamed:
    """The unnamed sources and the pairs of an article."""

    def __init__(self, register: Register) -> None:
        """Look up and add sources in ``register``."""
        self._register = register
        self._marking = register.marking

    def unnamed(self, phrase: Phrase) -> Cluster:
        """«المصدر» goes back to an unnamed source; a new «مصدر» is another one."""
        head = lemma(self._marking.words[phrase.head])
        words = content(self._marking, phrase.first, phrase.last)
        best = self._before(phrase, head, words) if self._goes_back(phrase) else self._of_title(head, words)
        if best is None:
            best = self._register.new("ANON", phrase, "nominal", head)
            best.plural = bool(phrase.classes & w.PLURAL)
            self._register.index(best, [f"unnamed {head}"])
        else:
            self._register.mention(best, phrase, "nominal")
        if words not in best.words:
            best.words.append(words)
        return best

    def _goes_back(self, phrase: Phrase) -> bool:
        """Whether the words mean somebody met before: المصدر، مصدر نفسه، مراسلنا."""
        word = self._marking.words[phrase.head]
        if word.definite or word.suffix:
            return True
        same = phrase_words("reflexive")
        return any(
            self._marking.words[i].stem in same or self._marking.tokens[i].folded in same
            for i in range(phrase.head, phrase.last)
        )

    def _before(self, phrase: Phrase, head: str, words: frozenset[str]) -> Cluster | None:
        fitting = [
            c
            for c in self._register.found([f"unnamed {head}"])
            if c.places[0] < phrase.first and all(_has(c.words[0], word) for word in words - {head})
        ]
        return self._register.last_speaker(fitting) or self._register.nearest(fitting, phrase.first)

    def _of_title(self, head: str, words: frozenset[str]) -> Cluster | None:
        return next(
            (
                c
                for c in self._register.found([f"unnamed {head}"])
                if c.places[0] < self._register.headline and (c.words[0] <= words or words <= c.words[0])
            ),
            None,
        )

    def pair(self, phrase: Phrase) -> Cluster:
        """Two who speak together: the pair just named where the words are «the two sides», else these two."""
        told = not is_joint(self._marking.words[phrase.head])
        words = content(self._marking, phrase.first, phrase.last) if told else frozenset()
        for cluster in reversed(self._register.found(["pair"])):
            if not told or not cluster.words or words in cluster.words:
                self._register.mention(cluster, phrase, "nominal")
                break
        else:
            cluster = self._register.new("GROUP", phrase, "nominal", "")
            cluster.joint = True
            self._register.index(cluster, ["pair"])
        if told:
            cluster.words.append(words)
        return cluster


def _has(words: frozenset[str], word: str) -> bool:
    """Whether the word or one of its stem is among them: «المصدر الحكومي» is a «مصدر في الحكومة»."""
    return word in words or (len(word) > _STEM and any(other.startswith(word[:_STEM]) for other in words))
