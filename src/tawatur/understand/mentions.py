"""The people an article names anywhere, with their offices: «وزير النفط الإيراني، جواد أوجي»."""

from __future__ import annotations

from collections.abc import Iterator

from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase, noun_phrase


def named_people(marking: Marking) -> Iterator[Phrase]:
    """Every phrase that gives a name to an office or a title, in the order of the text."""
    last = 0
    for first, end in marking.sentences:
        for i in range(first, end):
            word = marking.words[i]
            if i < last or not word.classes & (w.ROLE | w.SPOKES | w.HONORIFIC) or word.classes & w.PLURAL:
                continue
            phrase = noun_phrase(marking, i, end) if not word.prep else None
            if phrase is not None and phrase.name is not None and phrase.name[0] > phrase.head:
                last = phrase.last
                yield phrase
