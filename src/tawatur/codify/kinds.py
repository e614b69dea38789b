"""What a word can be in an event: a person, a force, a party, a place, a thing or a notion."""

from __future__ import annotations

from tawatur.language import words as w
from tawatur.language.words import Word

_CONCRETE = frozenset(["person", "force", "party", "place", "thing"])


def of_entity(entity_type: str | None) -> set[str]:
    """The kinds that the type of an entity tells."""
    if entity_type in ("GPE", "LOC"):
        return {"place", "party"}
    if entity_type == "FAC":
        return {"place", "thing"}
    if entity_type in ("PER", "ANON"):
        return {"party", "person"}
    return {"party", "force"} if entity_type in ("ORG", "GROUP") else set()


def of_classes(word: Word) -> set[str]:
    """The kinds that a word's lexical classes tell."""
    classes = word.classes
    if classes & w.COUNTRY:
        return {"party", "place", "state"}
    if classes & (w.ROLE | w.SPOKES | w.HONORIFIC | w.GIVEN | w.SURNAME):
        return {"party", "person"}
    if classes & (w.BODY | w.ACTOR | w.MEDIA):
        return {"party", "force"}
    if classes & (w.GENERIC | w.ANON):
        return {"person"}
    if classes & w.NISBA:
        return {"person", "force"}
    if classes & (w.NOUN | w.MASDAR | w.DOC | w.CUE_NOUN | w.TIME | w.ADJECTIVE):
        return {"abstract"}
    return set()


def fits(kinds: frozenset[str], wanted: frozenset[str]) -> bool:
    """Whether kinds meet a guard; an unknown word meets all."""
    if "unknown" in kinds or not wanted:
        return "sure" not in wanted
    if "violent" in wanted:
        return "abstract" not in kinds
    if "crowd" in wanted and "person" in kinds and "party" not in kinds:
        return True
    if "people" in wanted and kinds & {"person", "force", "party"}:
        return True
    if "concrete" in wanted and kinds & _CONCRETE:
        return True
    return bool(kinds & wanted)
