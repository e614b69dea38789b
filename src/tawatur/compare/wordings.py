"""Rival words: what the outlets call the same people and acts, side by side; none of them is the right one.

«ثلاثة شهداء» here and «ثلاثة قتلى» there are two wordings where the two tellings are of one thing: what else
they say agrees, and neither numbers nor names tell two things apart. Shown are the words of those who
keep to theirs; an outlet that uses both has made no choice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations

from msgspec import Struct

from tawatur.compare.meaning import Meaning, contradict, overlap
from tawatur.compare.roots import word_key
from tawatur.compare.tellings import Told
from tawatur.compare.types import Use, Wording
from tawatur.language.lexicon import load
from tawatur.language.marking import Marking
from tawatur.language.stemming import keys, keys_of
from tawatur.model import Record

ALIKE = 0.4  # overlap of what two tellings say beside the rival words
SHARED = 3  # keys beside them

Phrase = tuple[str, ...]


class Rival(Struct, frozen=True):
    """A wording of a thing, and the words that choose it (a row of ar/rival_words.tsv)."""

    thing: str
    wording: str
    forms: tuple[str, ...]
    note: str = ""


class _Found(Struct, frozen=True):
    """A rival word in a telling, by the telling's place in the list."""

    told: int
    rival: Rival
    use: Use


@cache
def _rivals() -> dict[Phrase, Rival]:
    """The row of each form, by the citation forms of its words."""
    found: dict[Phrase, Rival] = {}
    for row in load("ar/rival_words.tsv", Rival):
        for form in row.forms:
            found.setdefault(tuple(key.first for key in keys_of(form)), row)
    return found


def wordings(
    records: Sequence[Record],
    markings: Sequence[Marking],
    told: Sequence[Told],
    weight: Mapping[str, float],
) -> list[Wording]:
    """The things that the texts call differently, with every outlet's word for them."""
    by_thing: dict[str, list[_Found]] = defaultdict(list)
    for record, marking in zip(records, markings, strict=True):
        for one in _uses(record, marking, told):
            by_thing[one.rival.thing].append(one)
    made = []
    for thing, found in by_thing.items():
        for uses in _of_one_thing(found, told, weight):
            kept = _kept(uses)
            if len({one.wording for one in kept}) > 1:
                made.append(Wording(thing, tuple(kept)))
    return made


def _of_one_thing(
    found: Sequence[_Found], told: Sequence[Told], weight: Mapping[str, float]
) -> list[list[_Found]]:
    """The words of several outlets for one and the same: each is joined to all that speak of it, too."""
    home = list(range(len(found)))
    for i, j in combinations(home[:], 2):
        a, b = found[i], found[j]
        if home[i] != home[j] and a.use.outlet != b.use.outlet and _one_thing(a, b, told, weight):
            old, new = home[j], home[i]
            home = [new if one == old else one for one in home]
    return [[found[i] for i, one in enumerate(home) if one == of] for of in dict.fromkeys(home)]


def _uses(record: Record, marking: Marking, told: Sequence[Told]) -> Iterator[_Found]:
    """Every rival word of an article, each once, in the narrowest telling that holds it."""
    longest = max(map(len, _rivals()))
    holders: dict[int, int] = {}
    where = [i for i, one in enumerate(told) if one.telling.article == record.article.id]
    for i in sorted(where, key=lambda i: told[i].unit.first - told[i].unit.last):  # the widest first
        holders.update(dict.fromkeys(range(told[i].unit.first, told[i].unit.last), i))
    words = [next((key.first for key in keys(token)), "") for token in marking.tokens]
    at = 0
    while at < len(words):
        length = next((n for n in range(longest, 0, -1) if tuple(words[at : at + n]) in _rivals()), 0)
        if length and at in holders:
            rival = _rivals()[tuple(words[at : at + length])]
            telling = told[holders[at]].telling
            use = Use(
                rival.wording,
                record.article.outlet or record.article.id,
                record.article.id,
                marking.span(at, at + length),
                telling.span,
                telling.chain,
            )
            yield _Found(holders[at], rival, use)
        at += max(length, 1)


def _one_thing(a: _Found, b: _Found, told: Sequence[Told], weight: Mapping[str, float]) -> bool:
    """Whether two tellings call one thing differently: all else that they say agrees."""
    x, y = told[a.told], told[b.told]
    if contradict(x.meaning, y.meaning) or (
        x.names - y.names and y.names - x.names and not x.names & y.names
    ):
        return False
    first, second = _without(x.meaning, a.rival.thing), _without(y.meaning, b.rival.thing)
    return len(first.keys & second.keys) >= SHARED and overlap(first, second, weight) >= ALIKE


def _without(one: Meaning, thing: str) -> Meaning:
    """What is told beside all words for a thing."""
    return Meaning(one.keys - _words_for(thing), one.words, one.counts, things=one.things)


@cache
def _words_for(thing: str) -> frozenset[str]:
    rivals = [form for row in load("ar/rival_words.tsv", Rival) if row.thing == thing for form in row.forms]
    return frozenset(word_key(key.first) for form in rivals for key in keys_of(form))


def _kept(found: Sequence[_Found]) -> list[Use]:
    """The words of the outlets that keep to one, in the order of the texts."""
    chosen: dict[str, set[str]] = defaultdict(set)
    for one in found:
        chosen[one.use.outlet].add(one.rival.wording)
    return [one.use for one in found if len(chosen[one.use.outlet]) == 1]
