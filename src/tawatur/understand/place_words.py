"""The words around names of places: heads, relations, cues, adjectives and outlets that tell a country."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from tawatur.language import words as w
from tawatur.language.lexicon import load
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import Country, NisbaAdjective, Outlet
from tawatur.language.words import Word
from tawatur.model import EntityType, PlaceRelation

_NO_FEATURE = ("compound", "territory")


class PlaceClass(Struct, frozen=True, rename={"kind": "class"}):
    """A class of places: the type of its entities and how precisely its name tells where."""

    kind: str
    type: EntityType
    precision: int


class Relation(Struct, frozen=True):
    """A word that makes a new place out of a named one; no ``precision``: that of the base."""

    form: str
    relation: PlaceRelation
    precision: int | None = None


class _FeatureWord(Struct, frozen=True):
    form: str
    classes: tuple[str, ...] = ()


class _Cue(Struct, frozen=True):
    form: str
    strength: str = ""


class PlaceWords:
    """The tables by folded form."""

    def __init__(self, packs: Sequence[Path] = ()) -> None:
        """Read the tables. Raises PackError where one breaks its rules."""
        self.classes = {row.kind: row for row in load("places/classes.tsv", PlaceClass, packs)}
        heads = load("places/feature_words.tsv", _FeatureWord, packs)
        self.features = {
            fold_word(row.form): row.classes for row in heads if row.classes[0] not in _NO_FEATURE
        }
        self.compounds = frozenset(fold_word(row.form) for row in heads if "compound" in row.classes)
        self.vague = frozenset(form for form, classes in self.features.items() if "vague" in classes)
        self.territories = frozenset(fold_word(row.form) for row in heads if "territory" in row.classes)
        self.relations = {fold_word(row.form): row for row in load("places/relations.tsv", Relation, packs)}
        self.cues = {
            fold_word(row.form): row.strength for row in load("places/locative_cues.tsv", _Cue, packs)
        }
        self._common = {*self.features, *self.relations, *self.cues, *self.compounds}
        countries = load("names/countries.tsv", Country, packs)
        self.iso3 = {row.iso2: row.iso3 for row in countries if row.iso2}
        self._iso2 = {row.iso3: row.iso2 for row in countries}
        self._outlets = {
            fold_word(name): self._iso2.get(row.country, row.country)
            for row in load("outlets/outlets.tsv", Outlet, packs)
            for name in (row.id, row.name, row.domain, *row.aliases)
            if name and row.country
        }

    def is_common(self, key: str) -> bool:
        """Whether a folded name is a word that only leads to names (مدينة), whatever GeoNames lists."""
        return key in self._common or key.removeprefix("ال") in self._common

    def nisba(self, word: Word) -> str:
        """The ISO alpha-2 code of the country whose adjective the word is, or nothing."""
        if not word.classes & w.NISBA:
            return ""
        for reading in word.readings:
            row = reading.row
            if isinstance(row, Country) and reading.classes & w.NISBA:
                return row.iso2
            if isinstance(row, NisbaAdjective) and row.of:
                return self._iso2.get(row.of, "")
        return ""

    def outlet_country(self, outlet: str | None, url: str | None) -> str:
        """The country of an outlet by its name or address, or nothing."""
        host = (url or "").partition("//")[2].partition("/")[0].removeprefix("www.")
        return self._outlets.get(fold_word(outlet or "")) or self._outlets.get(host, "")
