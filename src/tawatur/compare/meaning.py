"""How near two propositions are: by the words that carry meaning, weighed by how rare they are here.

There is no tagger and no model. A word is reduced to what survives inflection (قتل، مقتل and القتلى share
one key), a number counts as its value, and what everybody says about the happening weighs little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct

from tawatur.compare.units import Unit, harm_words, is_content
from tawatur.language.marking import Marking
from tawatur.language.numerals import number_at

_ENDINGS = ("تين", "ات", "ون", "ين", "ان", "وا", "يه", "تا", "ه", "ي", "ا", "ت")
_STARTS = ("مت", "ال", "ي", "ت", "م", "ن", "ا")
_WEAK = str.maketrans("", "", "اويء")
_ROOT = 3


def word_key(stem: str) -> str:
    """What is left of a folded stem without endings, the letters of a pattern, and weak letters."""
    core = stem
    for ending in _ENDINGS:
        if core.endswith(ending) and len(core) - len(ending) >= _ROOT:
            core = core[: -len(ending)]
            break
    for start in _STARTS:
        if core.startswith(start) and len(core) - len(start) >= _ROOT:
            core = core[len(start) :]
            break
    strong = core.translate(_WEAK)
    return strong if len(strong) > 1 else core


@cache
def _harm() -> dict[str, tuple[str, ...]]:
    """What a key tells that became of somebody: قتل، وفاة and مصرع share the key @killed."""
    return {word_key(form): (f"@{role}",) for form, role in harm_words().items()}


class Meaning(Struct, frozen=True):
    """The keys of a proposition, each once, and its numbers."""

    keys: frozenset[str]
    words: tuple[str, ...]
    numbers: frozenset[float]


def meaning(marking: Marking, unit: Unit) -> Meaning:
    """The keys of a unit."""
    keys: list[str] = []
    numbers: set[float] = set()
    tokens = marking.tokens
    i = unit.first
    while i < unit.last:
        number = number_at(tokens, i)
        if number is not None:
            keys.append(f"#{number[0]:g}")
            numbers.add(number[0])
            i = number[1]
            continue
        if is_content(marking, i):
            key = word_key(marking.words[i].stem or tokens[i].folded)
            keys += [key, *_harm().get(key, ())]
        i += 1
    words = tuple(t.folded for t in tokens[unit.first : unit.last] if t.kind != "punct")
    return Meaning(frozenset(keys), words, frozenset(numbers))


def weights(texts: Iterable[Iterable[Sequence[Meaning]]]) -> dict[str, float]:
    """How much each key tells: the rarer among the propositions of all texts, the more.

    A text is the propositions of its articles; what stands in several copies of it counts once.
    """
    counts: Counter[str] = Counter()
    total = 0
    for articles in texts:
        inside: Counter[str] = Counter()
        longest = 0
        for propositions in articles:
            inside |= Counter(key for one in propositions for key in one.keys)
            longest = max(longest, len(propositions))
        counts += inside
        total += longest
    return {key: math.log(1 + total / n) for key, n in counts.items()}


def likeness(a: Meaning, b: Meaning, weight: Mapping[str, float]) -> float:
    """How near two propositions are, 0 to 1: shared weight over the smaller's and over both, half each."""
    shared = _sum(a.keys & b.keys, weight)
    if not shared:
        return 0.0
    size_a, size_b = _sum(a.keys, weight), _sum(b.keys, weight)
    return 0.5 * shared / min(size_a, size_b) + shared / (size_a + size_b)


def _sum(keys: Iterable[str], weight: Mapping[str, float]) -> float:
    return math.fsum(weight[key] for key in keys)  # exact, so the order of a set does not matter
