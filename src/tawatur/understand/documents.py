"""Documents and those who stand behind them: «البيان» speaks for whoever issued it."""

from __future__ import annotations

from collections.abc import Callable

from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominal_words import phrase_words
from tawatur.language.nominals import Phrase, noun_phrase
from tawatur.language.vocabulary import DocumentNoun
from tawatur.understand.cluster import Cluster
from tawatur.understand.likeness import content, lemma
from tawatur.understand.register import Register

_SPEAKING = ("communique", "letter", "post", "report")


class Documents:
    """The documents of an article; ``meant`` tells whom the phrase of an issuer means."""

    def __init__(self, register: Register, meant: Callable[[Phrase], Cluster | None]) -> None:
        """Look up and add documents in ``register``."""
        self._register = register
        self._marking = register.marking
        self._meant = meant

    def document(self, phrase: Phrase) -> Cluster:
        """The issuer, where one is named or has spoken through such a document; else the document."""
        issuer = self._named_issuer(phrase)
        if issuer is not None:
            self._register.mention(issuer, phrase, "nominal")
            return issuer
        word = self._marking.words[phrase.head]
        head = lemma(word)
        if _speaks_for_issuer(self._marking, phrase) and (word.definite or word.suffix):
            for cluster in reversed(self._register.speakers[-60:]):
                if cluster.type == "DOC" and cluster.head == head:
                    self._register.mention(cluster, phrase, "nominal")
                    return cluster
            for cluster in reversed(self._register.speakers[-60:]):
                if cluster.issued and cluster.type != "DOC":
                    self._register.mention(cluster, phrase, "nominal")
                    return cluster
        cluster = self._register.new("DOC", phrase, "nominal", head)
        cluster.words.append(content(self._marking, phrase.first, phrase.last))
        return cluster

    def _named_issuer(self, phrase: Phrase) -> Cluster | None:
        """«بيان صادر عن الوزارة»، «بيان للخارجية المصرية»: who stands in the phrase itself."""
        marking = self._marking
        i = phrase.head + 1
        while i < phrase.last and (
            marking.words[i].classes & w.PREP or marking.words[i].stem in phrase_words("issued")
        ):
            i += 1
        if i >= phrase.last:
            return None
        issuer = marking.words[i]
        if issuer.classes & (w.NISBA | w.DEM) or issuer.stem in phrase_words("reflexive"):
            return None
        inner = noun_phrase(marking, i, phrase.last, appositions=False)
        if issuer.prep == "ل" and issuer.definite and issuer.classes & w.BODY:  # بيان للخارجية المصرية
            inner = Phrase(i, phrase.last, i, True, issuer.classes)
        if inner is None or not inner.classes & (w.SPEAKER & ~w.DOC):
            return None
        return self._meant(inner)


def _speaks_for_issuer(marking: Marking, phrase: Phrase) -> bool:
    """A communiqué, letter, post or report speaks for whoever issued it; a law or an agreement for itself."""
    rows = [r.row for r in marking.words[phrase.head].readings if isinstance(r.row, DocumentNoun)]
    return any(row.kind in _SPEAKING for row in rows)
