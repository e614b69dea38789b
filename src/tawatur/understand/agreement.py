"""Whether a verb can be said of an entity: gender and number of the one and of the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tawatur.language import words as w
from tawatur.language.conjugation import Form, Gender, Number
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase
from tawatur.language.vocabulary import BodyNoun, DocumentNoun, GivenName, RoleNoun
from tawatur.understand.cluster import Cluster


class Features(NamedTuple):
    """Genders ("m", "f") and numbers ("s", "d", "p") that are possible; empty where nothing is known."""

    genders: frozenset[Gender]
    numbers: frozenset[Number]


_ENOUGH = 20  # phrases that tell the gender of an entity
_ONE: tuple[Number, ...] = ("s",)


def of_word(word: w.Word) -> Features:
    """What a verb or participle asks of its subject in the third person."""
    forms = [
        r.feature
        for r in (() if word.classes & w.CUE_NOUN else word.readings)
        if isinstance(r.feature, Form) and r.feature.person != 1 and r.classes & (w.CUE_VERB | w.CUE_PART)
    ]
    genders = frozenset(form.gender for form in forms if form.gender)
    return Features(genders, frozenset(form.number for form in forms))


def of_cluster(marking: Marking, cluster: Cluster) -> Features:
    """What is known of an entity: a person's gender by name or office, a body's by heads and documents."""
    if cluster.type not in ("PER", "ORG") or cluster.joint or cluster.plural:
        return Features(frozenset(), frozenset())
    of_phrase = _of_person if cluster.type == "PER" else _of_body
    genders = [g for phrase, _ in cluster.phrases[:_ENOUGH] for g in of_phrase(marking, phrase)]
    return Features(frozenset(genders), frozenset(_ONE) if genders else frozenset())


def agree(verb: Features, entity: Features) -> bool:
    """Whether nothing that is known of both speaks against it."""
    if verb.genders and entity.genders and not verb.genders & entity.genders:
        return False
    return not (verb.numbers and entity.numbers and not verb.numbers & entity.numbers)


def _of_person(marking: Marking, phrase: Phrase) -> Iterator[Gender]:
    """By the given name, where the whole name begins with a listed one; without a name by the office."""
    if phrase.name is None:
        for reading in marking.words[phrase.head].readings:
            if isinstance(reading.row, RoleNoun):
                yield "f" if reading.classes & w.FEMININE else "m"
    elif phrase.name[1] - phrase.name[0] > 1:
        for reading in marking.words[phrase.name[0]].readings:
            if isinstance(reading.row, GivenName) and reading.row.gender in ("m", "f"):
                yield "f" if reading.row.gender == "f" else "m"


def _of_body(marking: Marking, phrase: Phrase) -> Iterator[Gender]:
    for reading in marking.words[phrase.head].readings:
        if isinstance(reading.row, (BodyNoun, DocumentNoun)):
            yield "f" if reading.classes & (w.FEMININE | w.PLURAL) else "m"
