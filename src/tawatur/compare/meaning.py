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

from tawatur.compare.units import Unit, harm_words, harms, is_content
from tawatur.language import words as w
from tawatur.language.lexicon import load
from tawatur.language.marking import Marking
from tawatur.language.numerals import number_at
from tawatur.language.stemming import keys, keys_of
from tawatur.language.views import fold_word
from tawatur.model import Record

_ENDINGS = ("تين", "ات", "ون", "ين", "ان", "وا", "يه", "تا", "ه", "ي", "ا", "ت")
_STARTS = ("مت", "ال", "ي", "ت", "م", "ن", "ا")
_WHO = w.NAME | w.ROLE | w.HONORIFIC | w.BODY | w.COUNTRY | w.ACTOR | w.NISBA
_ACT = w.FINITE | w.MASDAR
_WEAK = str.maketrans("", "", "اويء")
_ROOT = 3
WITHIN = 0.3  # how much it counts that a short telling lies in a long one, beside what both share
SHARED = 2  # keys
TOLL = 0.55  # likeness of two tellings of one toll
ORDERED = 3  # words between a noun and its ordinal, and the noun: «طائرة عسكرية سعودية ثانية»
MERE = 2  # key beside those that tell the toll


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


class TollWord(Struct, frozen=True):
    """A word that tells nothing of its own beside a toll (a row of ar/toll_words.tsv)."""

    form: str
    note: str = ""


@cache
def _toll_words() -> frozenset[str]:
    return frozenset(word_key(fold_word(row.form)) for row in load("ar/toll_words.tsv", TollWord))


class Alike(Struct, frozen=True):
    """Words that news uses for one thing (a row of ar/same_meaning.tsv)."""

    forms: tuple[str, ...]
    note: str = ""


@cache
def _alike() -> dict[str, str]:
    """For the citation form of each such word the key that its whole row shares."""
    found: dict[str, str] = {}
    for row in load("ar/same_meaning.tsv", Alike):
        for form in row.forms:
            for key in keys_of(form):
                found.setdefault(key.first, f"={row.forms[0]}")
    return found


class Count(Struct, frozen=True):
    """How many of whom: ``what`` is the role (killed) or, without one, the noun that is counted.

    ``since`` and ``until`` are the days (ISO) of the event whose harm it counts, where the text tells them.
    """

    what: str
    low: float
    high: float
    since: str | None = None
    until: str | None = None


class Meaning(Struct, frozen=True):
    """The keys of a proposition, each once, its words in order, what it counts, and whether it says no.

    ``who`` are the keys that only tell whom it is about: names, titles, bodies, nationalities. ``order`` says
    of which in a row it speaks: «طائرة ثانية».
    """

    keys: frozenset[str]
    words: tuple[str, ...]
    counts: tuple[Count, ...]
    negated: bool = False
    things: Mapping[str, str] = {}
    who: frozenset[str] = frozenset()
    order: frozenset[tuple[str, int]] = frozenset()


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
            key = word_key(marking.words[i].stem or tokens[i].folded)
            found += [key, *_harm().get(key, ())]
            if _is_who(marking.words[i]):
                who.add(key)
            things += [(_alike()[word.first], key) for word in keys(tokens[i]) if word.first in _alike()]
        i += 1
    words = tuple(t.folded for t in tokens[unit.first : unit.last] if t.kind != "punct")
    negations = sum(bool(marking.words[i].classes & w.NEG) for i in range(unit.first, unit.last))
    return Meaning(
        frozenset(found),
        words,
        tuple(_counts(record, unit)),
        negations % 2 == 1,
        dict(things),
        frozenset(who),
        frozenset(_order(record, marking, unit)),
    )


class Ordinal(Struct, frozen=True):
    """A word that tells which in a row (a row of ar/times_words.tsv)."""

    form: str
    kind: str = ""
    value: str = ""


@cache
def _ordinals() -> dict[str, int]:
    rows = [row for row in load("ar/times_words.tsv", Ordinal) if row.kind == "ordinal"]
    numbers = {fold_word(row.form): int(row.value) for row in rows if " " not in row.form}
    bare = {form.removeprefix("ال"): value for form, value in numbers.items()}
    return {**bare, **numbers}


def _order(record: Record, marking: Marking, unit: Unit) -> Iterator[tuple[str, int]]:
    """The nouns beside an ordinal with its number: «أول طائرة», «طائرة عسكرية ثانية»; none of a time."""
    tokens, words = marking.tokens, marking.words
    for i in range(unit.first, unit.last):
        number = _ordinals().get(tokens[i].folded)
        if number is None or any(t.span.start <= tokens[i].start < t.span.end for t in record.times):
            continue
        for k in range(max(unit.first, i - ORDERED), min(unit.last, i + 2)):
            noun = tokens[k].kind == "word" and is_content(marking, k) and not words[k].classes & w.NISBA
            if noun and k != i:
                yield word_key(words[k].stem or tokens[k].folded), number


def _is_who(word: w.Word) -> bool:
    return bool(word.classes & _WHO) and not word.classes & _ACT


def _counts(record: Record, unit: Unit) -> Iterator[Count]:
    dates = {harm.quantity: event.date for event in record.events for harm in event.harm if event.date}
    for one in record.quantities:
        if not unit.span.start <= one.span.start < unit.span.end:
            continue
        what = one.role or (word_key(fold_word(one.of)) if one.of else None)
        # «20 على الأقل» and «27 على الأقل» are two numbers, though their bounds overlap
        low, high = (one.low, one.high) if one.best is None else (one.best, one.best)
        if what and (low is not None or high is not None):
            bounds = (low if low is not None else 0, high if high is not None else math.inf)
            date = dates.get(one.id)
            days = (date.since, date.until or date.since) if date else (None, None)
            yield Count(what, *bounds, *days)


def contradict(a: Meaning, b: Meaning) -> bool:
    """Whether both count the same, and differently, or speak of another in the row."""
    return bool(contradiction(a, b)) or _another_in_order(a, b)


def _another_in_order(a: Meaning, b: Meaning) -> bool:
    """Whether something is the first here and the second there: «أول طائرة», «طائرة ثانية»."""
    shared = {key for key, _ in a.order} & {key for key, _ in b.order}
    return any(
        {n for k, n in a.order if k == key}.isdisjoint(n for k, n in b.order if k == key) for key in shared
    )


def contradiction(a: Meaning, b: Meaning) -> frozenset[str]:
    """What both count differently: no number of one can be a number of the other, nor all of them its sum."""
    if not (a.counts and b.counts):
        return frozenset()
    return frozenset(
        what
        for what in {one.what for one in a.counts} & {one.what for one in b.counts}
        if not any(x.low <= y.high and y.low <= x.high for x in _each(a, what) for y in _each(b, what))
    )


def _each(one: Meaning, what: str) -> list[Count]:
    """The numbers of something, and their sum: «ثلاثة جنود وخمسة مدنيين» are eight."""
    counts = [count for count in one.counts if count.what == what]
    whole = Count(what, sum(count.low for count in counts), sum(count.high for count in counts))
    return [*counts, whole]


def totals(one: Meaning) -> dict[str, Count]:
    """The largest number of each thing that is counted: what stands beside it is a part."""
    return {count.what: count for count in sorted(one.counts, key=lambda count: (count.high, count.low))}


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
    both, count = _both(a, b, weight)
    if count < min(SHARED, len(a.keys), len(b.keys)):
        return 0.0
    size_a, size_b = _sum(a.keys, weight), _sum(b.keys, weight)
    return WITHIN * both / min(size_a, size_b) + (1 - WITHIN) * 2 * both / (size_a + size_b) if both else 0.0


def share_what(a: Meaning, b: Meaning) -> bool:
    """Whether two propositions share more than whom they are about, or one toll."""
    shared = a.keys & b.keys
    return bool(shared - a.who - b.who) or bool(a.things.keys() & b.things.keys()) or _one_toll(a, b)


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
    own = [key for key in one.keys if key[0] not in "#@" and key not in _harm() and key not in _toll_words()]
    return len(own) <= MERE


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
