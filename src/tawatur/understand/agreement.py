"""Whether a verb can be said of an entity: gender and number of the one and of the other."""

from __future__ import annotations

from typing import NamedTuple

from tawatur.language import words as w
from tawatur.language.conjugation import Form, Gender, Number
from tawatur.language.marking import Marking
from tawatur.language.nominals import Phrase
from tawatur.language.vocabulary import BodyNoun, DocumentNoun, GivenName, RoleNoun, UnnamedNoun
from tawatur.understand.cluster import Cluster


class Features(NamedTuple):
    """Genders ("m", "f") and numbers ("s", "d", "p") that are possible; empty where nothing is known."""

    genders: frozenset[Gender]
    numbers: frozenset[Number]


_OPEN = Features(frozenset(), frozenset())
_ENOUGH = 20  # phrases that tell the gender of an entity
_PLURAL = ("ون", "ين")
_PEOPLE = ("group", "people")  # classes of body nouns that are persons


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
    """What is known of an entity: by name or office of a person, by head or document of a body or group."""
    if cluster.joint or cluster.type not in ("PER", "ORG", "GROUP", "ANON"):
        return _OPEN
    told = [_of_phrase(marking, phrase, cluster) for phrase, _ in cluster.phrases[:_ENOUGH]]
    genders = frozenset(g for features in told for g in features.genders)
    numbers = frozenset(n for features in told for n in features.numbers)
    return Features(genders, numbers or (_features("", "s").numbers if cluster.names else frozenset()))


def agree(verb: Features, entity: Features) -> bool:
    """Whether nothing that is known of both speaks against it."""
    if verb.genders and entity.genders and not verb.genders & entity.genders:
        return False
    return not (verb.numbers and entity.numbers and not verb.numbers & entity.numbers)


def _of_phrase(marking: Marking, phrase: Phrase, cluster: Cluster) -> Features:
    word = marking.words[phrase.head]
    if cluster.type == "PER" and phrase.name is not None:
        return _of_name(marking, phrase.name)
    rows = [w.Reading(0, hit.row) for hit in marking.hits(phrase.head, "body")] or word.readings
    found = [features for reading in rows if (features := _of_noun(reading)) is not None]
    if not found and word.classes & w.PLURAL:
        return _features("f", "sp")
    if not found and word.definite and word.stem.endswith(_PLURAL) and not word.classes & w.NAME:
        return _features("", "ps")  # الكاتبون, which no lexicon knows
    genders = frozenset(g for features in found for g in features.genders)
    return Features(genders, frozenset(n for features in found for n in features.numbers))


def _of_name(marking: Marking, name: tuple[int, int]) -> Features:
    """By the given name, where the whole name begins with a listed one."""
    if name[1] - name[0] < 2:
        return _OPEN
    rows = [r.row for r in marking.words[name[0]].readings]
    return _features("".join(row.gender for row in rows if isinstance(row, GivenName)), "s")


def _of_noun(reading: w.Reading) -> Features | None:
    """What a verb behind the noun looks like: an office in the plural says قالوا, sources and bodies قالت."""
    row, plural = reading.row, bool(reading.classes & w.PLURAL)
    feminine = bool(reading.classes & w.FEMININE)
    if isinstance(row, UnnamedNoun):
        several = "sp" if row.gender == "f" else "p"
        return _features(row.gender, several if row.number == "p" else row.number)
    if isinstance(row, RoleNoun) and not reading.classes & w.DUAL:
        return _features("" if plural else "f" if feminine else "m", "p" if plural else "s")
    if isinstance(row, (BodyNoun, DocumentNoun)):
        if isinstance(row, BodyNoun) and row.kind in _PEOPLE:
            return _features("", "sp")
        feminine = feminine or row.gender == "f"
        return _features("f" if plural or feminine else "m", "sp" if plural else "s")
    return None


def _features(genders: str, numbers: str) -> Features:
    """The features of letters out of "mf" and "sdp"."""
    both: tuple[Gender, ...] = ("m", "f")
    all_numbers: tuple[Number, ...] = ("s", "d", "p")
    return Features(
        frozenset(g for g in both if g in genders), frozenset(n for n in all_numbers if n in numbers)
    )
