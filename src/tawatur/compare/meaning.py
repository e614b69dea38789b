"""How near two propositions are: by the words that carry meaning, weighed by how rare they are here.

There is no tagger and no model. A word is reduced to what survives inflection (قتل، مقتل and القتلى share
one key), a number counts as its value, and what everybody says about the happening weighs little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from tawatur.compare.counts import Count, contradiction, counts_in
from tawatur.compare.order import Order, another_in_order, order_in
from tawatur.compare.roots import alike, listed, word_key
from tawatur.compare.units import Unit, harm_words, harms, is_content
from tawatur.language import words as w
from tawatur.language.marking import Marking
from tawatur.language.numerals import number_at
from tawatur.language.stemming import keys
from tawatur.model import Record

_WHO = w.NAME | w.ROLE | w.HONORIFIC | w.BODY | w.COUNTRY | w.ACTOR | w.NISBA
_ACT = w.FINITE | w.MASDAR
WITHIN = 0.3  # how much it counts that a short telling lies in a long one, beside what both share
SHARED = 2  # keys
TOLL = 0.55  # likeness of two tellings of one toll
MERE = 2  # key beside those that tell the toll


@cache
def _harm() -> dict[str, tuple[str, ...]]:
    """What a key tells that became of somebody: قتل، وفاة and مصرع share the key @killed."""
    return {word_key(form): (f"@{role}",) for form, role in harm_words().items()}


class Meaning(Struct, frozen=True):
    """The keys of a proposition, each once, its words in order, what it counts, and whether it says no.

    ``things`` are its words that news uses for one thing, ``refused`` the keys of verbs right behind a «لم»,
    ``who`` the keys that only tell whom it is about: names, titles, bodies, nationalities, ``owned`` those of
    words with a pronoun («انتماؤه»), ``order`` says of which in a row it speaks.
    """

    keys: frozenset[str]
    words: tuple[str, ...]
    counts: tuple[Count, ...]
    negated: bool = False
    things: Mapping[str, str] = {}
    refused: frozenset[str] = frozenset()
    who: frozenset[str] = frozenset()
    owned: frozenset[str] = frozenset()
    order: Order = frozenset()


def meaning(record: Record, marking: Marking, unit: Unit) -> Meaning:
    """What a unit tells, as keys and counts."""
    found: list[str] = []
    things: list[tuple[str, str]] = []
    who: set[str] = set()
    tokens = marking.tokens
    i = unit.first
    while i < unit.last:
        number = number_at(tokens, i)
        if number is not None:
            found.append(f"#{number[0]:g}")
            i = number[1]
            continue
        if is_content(marking, i):
            key = _key(marking, i)
            found += [key, *_harm().get(key, ())]
            if _only_names(marking, i):
                who.add(key)
            things += [(alike()[word.first], key) for word in keys(tokens[i]) if word.first in alike()]
        i += 1
    words = tuple(t.folded for t in tokens[unit.first : unit.last] if t.kind != "punct")
    refused = [i for i in range(unit.first, unit.last) if marking.words[i].classes & w.NEG]
    return Meaning(
        frozenset(found),
        words,
        tuple(counts_in(record, marking, unit)),
        len(refused) % 2 == 1,
        dict(things),
        frozenset(_key(marking, i + 1) for i in refused if i + 1 < unit.last and _refuses(marking, i)),
        frozenset(who),
        frozenset(_key(marking, i) for i in range(unit.first, unit.last) if marking.words[i].suffix),
        frozenset(order_in(record, marking, unit)),
    )


def _refuses(marking: Marking, i: int) -> bool:
    """Whether a negation that can be nothing else («ما» can) stands right before a verb."""
    sure = not marking.words[i].classes & (w.REL | w.CONJ | w.COMP)
    return sure and bool(marking.words[i + 1].classes & w.FINITE) and is_content(marking, i + 1)


def _key(marking: Marking, i: int) -> str:
    return word_key(marking.words[i].stem or marking.tokens[i].folded)


def refuses(a: Meaning, b: Meaning) -> bool:
    """Whether one says «لم» of what the other says without it."""
    return bool((a.refused - b.refused) & b.keys or (b.refused - a.refused) & a.keys)


def contradict(a: Meaning, b: Meaning) -> bool:
    """Whether both count the same, and differently, or speak of another in a row."""
    return bool(contradiction(a.counts, b.counts)) or another_in_order(a.order, b.order)


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
    """How near two propositions are, 0 to 1: shared weight over the smaller's (WITHIN) and over both."""
    if _one_toll(a, b):
        return TOLL
    if not _share_what(a, b):
        return 0.0
    both, count = _both(a, b, weight)
    if count < min(SHARED, len(a.keys), len(b.keys)):
        return 0.0
    size_a, size_b = _sum(a.keys, weight), _sum(b.keys, weight)
    return WITHIN * both / min(size_a, size_b) + (1 - WITHIN) * 2 * both / (size_a + size_b) if both else 0.0


def _only_names(marking: Marking, i: int) -> bool:
    """Whether the word only tells who: a name, a title, a body, or «الإغاثة» in «مركز الإغاثة»."""
    word = marking.words[i]
    if word.classes & _ACT:
        body = i > 0 and marking.words[i - 1].classes & (w.BODY | w.ROLE)
        return bool(body) and word.definite and not word.classes & w.FINITE
    return bool(word.classes & _WHO)


def _share_what(a: Meaning, b: Meaning) -> bool:
    """Whether two propositions share more than whom they are about: a name with its long titles is no act."""
    shared = a.keys & b.keys
    return bool(shared - a.who - b.who) or bool(a.things.keys() & b.things.keys())


def overlap(a: Meaning, b: Meaning, weight: Mapping[str, float]) -> float:
    """The weight that both share, over the mean of both, 0 to 1 (Dice)."""
    both, _ = _both(a, b, weight)
    return 2 * both / (_sum(a.keys, weight) + _sum(b.keys, weight)) if both else 0.0


def _one_toll(a: Meaning, b: Meaning) -> bool:
    """Whether both count the same harm alike, and one of them tells nothing else: «وفاة 20 شخصا»."""
    if not (a.counts and b.counts):
        return False
    one, other = ({(c.what, c.low, c.high) for c in given.counts if c.what in harms()} for given in (a, b))
    return bool(one & other) and any(_mere_toll(given) for given in (a, b))


def _mere_toll(one: Meaning) -> bool:
    return len(own_keys(one.keys)) <= MERE


def own_keys(keys: Iterable[str]) -> frozenset[str]:
    """What is told beside a toll: no number, no harm, none of the words around it."""
    tolls = listed("ar/toll_words.tsv")
    return frozenset(k for k in keys if k[0] not in "#@" and k not in _harm() and k not in tolls)


def sentence_keys(marking: Marking, sentence: int) -> Iterator[str]:
    """The keys of the sentence of that number."""
    first, last = marking.layout.sentences[sentence]
    words = (i for i in range(first, last) if marking.tokens[i].kind == "word")
    return (_key(marking, i) for i in words if is_content(marking, i))


def _both(a: Meaning, b: Meaning, weight: Mapping[str, float]) -> tuple[float, int]:
    """The weight and the number of the keys that both have, and of those that name one thing in two words."""
    shared = a.keys & b.keys
    alike = [
        (a.things[thing], b.things[thing])
        for thing in sorted(a.things.keys() & b.things.keys())
        if not {a.things[thing], b.things[thing]} & shared
    ]
    both = [weight[key] for key in shared] + [(weight[x] + weight[y]) / 2 for x, y in alike]
    return math.fsum(both), len(both)


def _sum(keys: Iterable[str], weight: Mapping[str, float]) -> float:
    return math.fsum(weight[key] for key in keys)  # exact, so the order of a set does not matter
