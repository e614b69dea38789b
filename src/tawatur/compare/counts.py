"""How many of whom a proposition counts, and when two numbers cannot both hold.

A number tells more than its value: whom it counts («ثلاثة أطفال» are a part of eight dead), whose they are
(«من عناصره»), where, over which time, and whether it is a floor, a ceiling or a round figure.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from tawatur.compare.roots import alike, among, word_key
from tawatur.compare.units import Unit
from tawatur.compare.where import Point, far_apart, town
from tawatur.language import words as w
from tawatur.language.lexicon import load
from tawatur.language.marking import Marking
from tawatur.language.numerals import number_at
from tawatur.language.stemming import keys_of
from tawatur.language.views import fold_word
from tawatur.model import Event, Quantity, Record

TOOK_PART = "took_part"  # beside the roles of harm: who came, stood and marched
NEAR = 6  # tokens between a number and the word that tells what the counted did
SAME = 0.01  # of the larger: 84.54 and 84.5 million are one number
ROUND = 0.15  # of the larger: «نحو مئة» and 97 are one number
LONG = 7  # days: what is counted over more is no single happening
TAKING_PART, ANYBODY = "ar/taking_part.tsv", "ar/anybody.tsv"
OVER_TIME, FLOORS = "ar/over_time.tsv", "ar/floor_nouns.tsv"
HIS = "~"  # whose the counted are where a pronoun tells it: the speaker's

Bound = Literal["exact", "least", "most", "about", "some"]


class Count(Struct, frozen=True):
    """How many of whom: ``what`` is the role (killed) or, without one, the noun that is counted.

    ``whom`` and ``whose`` are empty where the text does not say. ``since`` and ``until`` are the days (ISO)
    of the event whose harm it counts, where the text tells them; ``lasting`` counts over a longer time.
    ``who`` has the keys of all words that say who the counted are.
    """

    what: str
    low: float
    high: float
    since: str | None = None
    until: str | None = None
    whom: str = ""
    whose: str = ""
    bound: Bound = "exact"
    place: Point | None = None
    lasting: bool = False
    measure: bool = False
    who: frozenset[str] = frozenset()


class CountedNoun(Struct, frozen=True):
    """A noun that is counted, of what kind it is, and what befell it (a row of ar/quantity_nouns.tsv)."""

    form: str
    plural: tuple[str, ...] = ()
    kind: str = ""
    role: str = ""


@cache
def _forms() -> dict[str, CountedNoun]:
    """The row of every form of the nouns, under its citation form."""
    rows = load("ar/quantity_nouns.tsv", CountedNoun)
    return {key.first: row for row in rows for form in (row.form, *row.plural) for key in keys_of(form)}


def _row(noun: str) -> CountedNoun | None:
    """The row of a noun in any of its forms."""
    keys = (key for each in keys_of(noun) for key in each.searched)
    return next((_forms()[key] for key in keys if key in _forms()), None)


def _citation(word: str) -> str:
    return next((key.first for key in keys_of(word)), "")


def is_measure(noun: str) -> bool:
    """Whether a noun is a unit: «800 متر» and «1500 متر» are two races."""
    row = _row(noun)
    return row is not None and row.kind == "unit"


def counts_in(record: Record, marking: Marking, unit: Unit) -> Iterator[Count]:
    """Everything that a unit counts."""
    harmed = {harm.quantity: event for event in record.events for harm in event.harm}
    inside = [e for e in record.events if unit.span.start <= e.trigger.start < unit.span.end]
    lasting = _lasting(record, marking, unit)
    for one in record.quantities:
        if not unit.span.start <= one.span.start < unit.span.end:
            continue
        noun = one.of or ""
        what = one.role or (TOOK_PART if _takes_part(marking, unit, one) else word_key(fold_word(noun)))
        # «20 على الأقل» and «27 على الأقل» are two numbers, though their bounds overlap
        low, high = (one.low, one.high) if one.best is None else (one.best, one.best)
        if not what or (low is None and high is None):
            continue
        event = harmed.get(one.id) or (inside[0] if what == TOOK_PART and inside else None)
        since, until = (event.date.since, event.date.until) if event and event.date else (None, None)
        yield Count(
            what=what,
            low=low if low is not None else 0,
            high=high if high is not None else math.inf,
            since=since,
            until=until or since,
            whom=_whom(noun),
            whose=_whose(record, marking, one),
            bound=_bound(marking, one),
            place=_place(record, unit, [event] if event else inside),
            lasting=lasting,
            measure=is_measure(noun),
            who=_who(marking, one),
        )


def _takes_part(marking: Marking, unit: Unit, one: Quantity) -> bool:
    """Whether the counted persons are those who took part: «عشرة آلاف متظاهر», «شارك في المسيرة 800 شخص»."""
    if one.of and among(one.of, TAKING_PART):
        return True
    row = _row(one.of) if one.of else None
    if one.of and (row is None or row.kind != "person"):
        return False
    first, last = _tokens(marking, one)
    around = (*range(max(unit.first, first - NEAR), first), *range(last, min(unit.last, last + NEAR)))
    return any(among(marking.tokens[i].text, TAKING_PART) for i in around)


def _tokens(marking: Marking, one: Quantity) -> tuple[int, int]:
    inside = [i for i, t in enumerate(marking.tokens) if one.span.start < t.end and t.start < one.span.end]
    return inside[0], inside[-1] + 1


def _whom(noun: str) -> str:
    """The noun that says who the counted are; none where it says only that they are people, or their fate."""
    row = _row(noun)
    if not noun or (row is not None and row.role) or among(noun, ANYBODY) or among(noun, TAKING_PART):
        return ""
    citation = _citation(row.form if row else noun)
    return alike().get(citation, citation)


def _whose(record: Record, marking: Marking, one: Quantity) -> str:
    """Whose the counted are: «من عناصره», «شهيدان من الجيش», «ثلاثة جنود أتراك»."""
    first, last = _tokens(marking, one)
    if any(marking.words[i].suffix for i in range(first, last)):
        return HIS
    if last >= len(marking.tokens):
        return ""
    if marking.words[last].classes & w.NISBA or _is_person(marking, last):
        return _citation(marking.tokens[last].text)
    if marking.tokens[last].folded == "من" and last + 1 < len(marking.tokens):
        start = marking.tokens[last + 1].start
        of = next((e for e in record.entities for m in e.mentions if m.start <= start < m.end), None)
        return (of.known or of.name) if of else _citation(marking.tokens[last + 1].text)
    return ""


def _who(marking: Marking, one: Quantity) -> frozenset[str]:
    """The keys of a counted phrase: «اثنين من المسلحين الحوثيين»."""
    first, last = _tokens(marking, one)
    if last < len(marking.tokens) and marking.tokens[last].folded == "من":
        last += 2
    while last < len(marking.tokens) and marking.words[last].classes & w.NISBA:
        last += 1
    return frozenset(
        word_key(marking.words[i].stem or marking.tokens[i].folded)
        for i in range(first, min(last, len(marking.tokens)))
    )


def _is_person(marking: Marking, i: int) -> bool:
    """Whether a token is a noun for people: «جنود أتراك»."""
    row = _row(marking.tokens[i].text) if marking.tokens[i].kind == "word" else None
    return row is not None and row.kind == "person" and not row.role


def _bound(marking: Marking, one: Quantity) -> Bound:
    """What kind of number it is; «عشرات» and «آلاف» name none."""
    first, last = _tokens(marking, one)
    if one.best is None and not any(number_at(marking.tokens, i) for i in range(first, last)):
        return "some"
    if (one.best is not None and one.high is None and one.low is not None) or among(one.of or "", FLOORS):
        return "least"
    if one.low is None and one.high is not None:
        return "most"
    return "about" if one.approximate else "exact"


def _place(record: Record, unit: Unit, events: Sequence[Event]) -> Point | None:
    """The town where the counted happening is told to be, else the one town that the unit names."""
    towns = [town(record.entity(event.place.entity)) for event in events if event.place]
    if any(towns):
        return next(point for point in towns if point)
    inside = [
        town(entity)
        for entity in record.entities
        if any(unit.span.start <= m.start and m.end <= unit.span.end for m in entity.mentions)
    ]
    named = [point for point in inside if point]
    return named[0] if len(named) == 1 else None


def _lasting(record: Record, marking: Marking, unit: Unit) -> bool:
    """Whether a unit tells of a longer time: «منذ بداية العام», «خلال الأشهر الستة الماضية»."""
    _, end = marking.layout.sentences[marking.layout.sentence_of(unit.first)]
    puncts = (i for i in range(unit.last, end) if marking.tokens[i].kind == "punct")
    tokens = marking.tokens[unit.first : next(puncts, end)]
    return any(among(token.text, OVER_TIME) for token in tokens) or any(
        one.since and one.until and _days(one.since, one.until) > LONG
        for one in record.times
        if unit.span.start <= one.span.start < unit.span.end
    )


def _days(since: str, until: str) -> int:
    return (dt.date.fromisoformat(until[:10]) - dt.date.fromisoformat(since[:10])).days


def contradiction(a: Sequence[Count], b: Sequence[Count]) -> frozenset[str]:
    """What both count differently: no number of one can be a number of the other, nor all of them its sum."""
    if not (a and b):
        return frozenset()
    return frozenset(
        what
        for what in {one.what for one in a} & {one.what for one in b}
        if not any(x.low <= y.high and y.low <= x.high for x in _each(a, what) for y in _each(b, what))
    )


def _each(one: Sequence[Count], what: str) -> list[Count]:
    """The numbers of something, and their sum: «ثلاثة جنود وخمسة مدنيين» are eight."""
    counts = [count for count in one if count.what == what]
    whole = Count(what, sum(count.low for count in counts), sum(count.high for count in counts))
    return [*counts, whole]


def totals(one: Sequence[Count]) -> dict[str, Count]:
    """The largest number of each thing that is counted: what stands beside it is a part."""
    return {count.what: count for count in sorted(one, key=lambda count: (count.high, count.low))}


def cannot_both_hold(x: Count, y: Count, *, one_mouth: bool) -> bool:
    """Whether two numbers of one thing exclude each other, once it is asked what each of them counts.

    ``one_mouth``: one speaker tells both, so that his people are the same people.
    """
    if x.lasting != y.lasting or far_apart(x.place, y.place):
        return False
    if HIS in (x.whose, y.whose) and not (one_mouth and x.whose == y.whose):
        return False
    wide_x, wide_y = _holds(x, y), _holds(y, x)
    if not (wide_x or wide_y):
        return False
    if wide_x != wide_y:  # a part is smaller than the whole
        whole, part = (x, y) if wide_x else (y, x)
        return _reach(part)[0] > _reach(whole)[1]
    if x.bound == y.bound == "least":  # two floors are two counts
        return x.low != y.low
    (low, high), (least, most) = _reach(x), _reach(y)
    return low * (1 - SAME) > most or least * (1 - SAME) > high


def _holds(whole: Count, part: Count) -> bool:
    """Whether those whom one counts can be among those whom the other counts."""
    return whole.whom in ("", part.whom) and whole.whose in ("", part.whose)


def _reach(one: Count) -> tuple[float, float]:
    """The numbers that a count allows."""
    if one.bound in ("least", "some"):
        return one.low, math.inf
    if one.bound == "about":
        return one.low * (1 - ROUND), one.high * (1 + ROUND)
    return one.low, one.high
