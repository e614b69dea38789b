"""Where a happening is told to be: towns as points, and how far they lie apart."""

from __future__ import annotations

import math
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from msgspec import Struct

from tawatur.compare.actors import bare_words
from tawatur.language.lexicon import load
from tawatur.model import Entity

TOWN = 2  # UCDP precision: what is told more vaguely may lie around it
APART = 30.0  # kilometres between two towns that are not one
_EARTH = 6371.0  # mean radius in kilometres

SPELT = 0.75  # likeness of two spellings of one name
BORDERED = frozenset({"city", "region", "suburb"})

Point = tuple[float, float]


def town(entity: Entity | None) -> Point | None:
    """The point of a town, in degrees; None for what is unknown or wider."""
    place = entity.place if entity else None
    if place is None or place.lat is None or place.lon is None or not 1 <= (place.precision or 9) <= TOWN:
        return None
    return place.lat, place.lon


def far_apart(a: Point | None, b: Point | None) -> bool:
    """Whether two known towns are two."""
    return a is not None and b is not None and _distance(a, b) > APART


def _distance(a: Point, b: Point) -> float:
    """Kilometres between two points in degrees (haversine)."""
    (lat, lon), (other, along) = (tuple(map(math.radians, one)) for one in (a, b))
    half = math.sin((other - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(other) * math.sin((along - lon) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))


class Feature(Struct, frozen=True):
    """A word for a kind of place (a row of places/feature_words.tsv)."""

    form: str
    classes: tuple[str, ...] = ()


@cache
def features() -> dict[str, tuple[str, ...]]:
    """The kinds of place that each word can tell, bare of its article."""
    rows = load("places/feature_words.tsv", Feature)
    return {word: row.classes for row in rows for word in bare_words(row.form)}


def two_names(a: str, b: str) -> str | None:
    """Two names behind one word for a kind of place: «حي الكرادة» and «حي الجادرية»."""
    first, second = _featured(a), _featured(b)
    for kind in sorted(first.keys() & second.keys()):
        one, other = first[kind], second[kind]
        if SequenceMatcher(None, one, other, autojunk=False).ratio() < SPELT:
            return f"{kind} {one} and {kind} {other}"
    return None


def _featured(words: str) -> dict[str, str]:
    """The name behind each word for a kind of place that has borders; vague ones («منطقة») have none."""
    bare = bare_words(words)
    return {
        kind: name
        for kind, name in pairwise(bare)
        if any(one in BORDERED for one in features().get(kind, ())) and "vague" not in features()[kind]
    }
