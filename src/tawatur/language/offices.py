"""Who held which office when, and which office a phrase means.

A phrase is taken apart into the head of an office and what it belongs to: «وزير الخارجية» and «الروسي»,
«أمين عام» and «الحلف». Heads come from ``names/office_classes.tsv``, countries and bodies from their own
tables, so that no table lists every office of every country. What the phrase leaves open stays open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from tawatur.language.lexicon import load
from tawatur.language.tokens import tokenize
from tawatur.language.views import fold_word
from tawatur.language.vocabulary import Actor, Country

Words = tuple[str, ...]
K = TypeVar("K")
V = TypeVar("V")

_DAY = dt.timedelta(days=1)
_ARTICLE = "ال"
_GLUED = ("و", "ف", "ب", "ل", "ك")  # folded letters that may be glued to the first word of a phrase
_LINKS = frozenset({"في", "لدي"})  # folded words between an office and its body


class OfficeClass(Struct, frozen=True):
    """A class of offices with its heads: ``definite`` before an adjective, ``construct`` before a name."""

    id: str = field(name="class")
    definite: tuple[str, ...] = ()
    construct: tuple[str, ...] = ()


class Office(Struct, frozen=True):
    """An office of a country (``of`` is its ISO3 code) or a body (an actor's id).

    ``to`` is the country (ISO3) that an envoy or ambassador is sent to; ``seats`` is "many" where several
    hold the office at once.
    """

    id: str
    of: str = ""
    kind: str = field(default="", name="class")
    name: str = ""
    aliases: tuple[str, ...] = ()
    to: str = ""
    sector: str = ""
    cameo: str = ""
    seats: str = ""

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of the office, the usual one first."""
        return (self.name, *self.aliases)


class Tenure(Struct, frozen=True):
    """An office held by a known person: ISO days, months or years, empty where not known.

    ``as_of`` is the last month that a tenure without an end is known for. ``rival`` is "1" where another
    claims the office at the time, ``recognised_by`` the actor who recognises this one.
    """

    office: str
    holder: str
    since: str = field(default="", name="from")
    until: str = field(default="", name="to")
    as_of: str = ""
    rival: str = ""
    recognised_by: str = ""
    source: str = ""

    def may_cover(self, day: dt.date) -> bool:
        """Whether the day lies between the two known ends, the vague ones stretched as far as they go."""
        until = self.until or self.as_of
        return bool(self.since and until) and first_day(self.since) <= day <= last_day(until)


class Title(Struct, frozen=True):
    """What a phrase says of an office.

    ``classes`` are those its head can mean; ``bodies`` the countries (ISO3) and actors it names; ``rest`` the
    folded words that named none of them (الحلف); ``held`` is false for former and coming holders.
    """

    classes: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    rest: str = ""
    held: bool = True


class _OfficeWord(Struct, frozen=True):
    form: str
    kind: Literal["former", "coming", "present"] = field(name="class")


class _Head(Struct, frozen=True):
    words: Words
    kind: str
    construct: bool


@cache
def offices(packs: tuple[Path, ...] = ()) -> Offices:
    """The offices of the resources and the packs, loaded once."""
    return Offices(packs)


class Offices:
    """Offices, their holders and the words for them."""

    def __init__(self, packs: Sequence[Path] = ()) -> None:
        """Load the tables; of two rows with one office, holder and beginning the later counts."""
        self._packs = packs
        self._offices = {row.id: row for row in load("names/offices.tsv", Office, packs)}
        rows = load("names/tenures.tsv", Tenure, packs)
        self.tenures = tuple({(row.office, row.holder, row.since): row for row in rows}.values())
        self._holders = grouped((row.office, row) for row in self.tenures)
        self._held = grouped((row.holder, row) for row in self.tenures)
        self._by_body = grouped((row.of, row) for row in self._offices.values())
        self._by_title = grouped((word_keys(t), row) for row in self._offices.values() for t in row.titles)
        self._heads = _heads(load("names/office_classes.tsv", OfficeClass, packs))
        words = load("names/office_words.tsv", _OfficeWord, packs)
        self._words = {fold_word(row.form): row.kind for row in words}
        self._names, self._adjectives = self._bodies(), country_adjectives(packs)

    def office(self, office: str) -> Office | None:
        """The office of that id."""
        return self._offices.get(office)

    def holders(self, office: str, day: dt.date) -> tuple[Tenure, ...]:
        """Who held an office on a day: one, none, or the rivals side by side.

        Where a day is in doubt (a handover, a year without its month), everybody who may have held it. A
        tenure answers only between two known ends, and an office of many seats never.
        """
        row = self._offices.get(office)
        if row is None or row.seats:
            return ()
        return tuple(t for t in self._holders.get(office, ()) if t.may_cover(day))

    def held_by(self, actor: str) -> tuple[Tenure, ...]:
        """Every tenure of a person, in the order of the table."""
        return self._held.get(actor, ())

    def of_body(self, body: str, words: str, to: str = "") -> tuple[Office, ...]:
        """The offices of a body or country that the head of a phrase can mean (nato, «أمين عام الحلف»).

        With ``to``, the country (ISO3) of the story, those sent there: «المبعوث الأممي» is one of many.
        """
        classes = self.title(words).classes
        rows = tuple(office for office in self._by_body.get(body, ()) if office.kind in classes)
        return tuple(office for office in rows if not to or office.to == to)

    def title(self, words: str) -> Title:
        """What office a phrase means (without a holder's name); an empty ``Title`` where it has no head."""
        keys = word_keys(words)
        for spelling in _unglued(keys):
            if listed := self._listed(spelling):
                return listed
        bare = tuple(key for key in keys if key not in self._words)
        for spelling in _unglued(bare):
            if found := self._listed(spelling) or self._composed(spelling):
                return replace(found, held=self._is_held(keys))
        return Title(held=self._is_held(keys))

    def _is_held(self, keys: Words) -> bool:
        """Whether none of the words tells that an office is held no longer, or not yet."""
        return not {"former", "coming"}.intersection(self._words.get(key, "") for key in keys)

    def _listed(self, keys: Words) -> Title | None:
        """The longest title of the tables that the phrase begins with."""
        for last in range(len(keys), 0, -1):
            if rows := self._by_title.get(keys[:last]):
                classes = dict.fromkeys(office.kind for office in rows)
                bodies = dict.fromkeys(office.of for office in rows if office.of)
                held = self._is_held(keys[last:])
                rest = " ".join(key for key in keys[last:] if key not in self._words)
                return Title(tuple(classes), tuple(bodies), rows, rest, held)
        return None

    def _composed(self, keys: Words) -> Title | None:
        """A head of a class and what stands behind it; where that is no known body, every class it can be."""
        readings = [self._with_body(head, keys) for head in self._heads_of(keys)]
        best = max(readings, key=lambda t: (bool(t.offices), bool(t.bodies)), default=None)
        if best is None or best.offices:
            return best
        same = [t for t in readings if (t.bodies, t.rest) == (best.bodies, best.rest)]
        return replace(best, classes=tuple(dict.fromkeys(kind for t in same for kind in t.classes)))

    def _heads_of(self, keys: Words) -> list[_Head]:
        """The heads that the phrase begins with, the longest first."""
        return [head for head in self._heads.get(keys[0], ()) if keys[: len(head.words)] == head.words]

    def _with_body(self, head: _Head, keys: Words) -> Title:
        rest = keys[len(head.words) :]
        bodies, used = self._body(rest, construct=head.construct)
        found = tuple(o for body in bodies for o in self._by_body.get(body, ()) if o.kind == head.kind)
        return Title((head.kind,), bodies, found, " ".join(rest[used:]))

    def _body(self, rest: Words, *, construct: bool) -> tuple[tuple[str, ...], int]:
        """The countries and bodies that the words after a head begin with, and how many words that takes."""
        if not rest:
            return (), 0
        if not construct:
            for last in range(min(3, len(rest)), 0, -1):
                if found := self._adjectives.get(rest[:last]):
                    return found, last
        linked = rest[1:] if rest[0] in _LINKS else ()
        for words, before in ((rest, 0), (linked, 1)):
            for spelling in (words,) if construct else _unglued(words):
                for last in range(len(spelling), 0, -1):
                    if found := self._names.get(spelling[:last]):
                        return found, last + before
        return (), 0

    def _bodies(self) -> Mapping[Words, tuple[str, ...]]:
        """The names of countries and of bodies with offices."""
        names: list[tuple[Words, str]] = []
        for country in load("names/countries.tsv", Country, self._packs):
            names.extend((word_keys(n), country.iso3) for n in (country.name, *country.aliases))
        for actor in load("names/actors.tsv", Actor, self._packs):
            if actor.id in self._by_body:
                names.extend((word_keys(n), actor.id) for n in (actor.name, *actor.aliases, *actor.contested))
        return grouped(names)


def country_adjectives(packs: Sequence[Path] = ()) -> Mapping[Words, tuple[str, ...]]:
    """The countries (ISO3) by their definite adjectives (الروسي، الكورية الجنوبية)."""
    return grouped(
        (_definite(word_keys(form)), country.iso3)
        for country in load("names/countries.tsv", Country, packs)
        for form in (country.nisba_m, country.nisba_f, *country.nisba_aliases)
        if form
    )


def first_day(day: str) -> dt.date:
    """The first day of an ISO day, month or year; the first of all days for an empty one."""
    year, month, number = [*map(int, day.split("-")), 1, 1][:3] if day else (1, 1, 1)
    return dt.date(year, month, number)


def last_day(day: str) -> dt.date:
    """The last day of an ISO day, month or year; the last of all days for an empty one."""
    if not day:
        return dt.date.max
    parts = [*map(int, day.split("-"))]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return dt.date(year + month // 12, month % 12 + 1, 1) - _DAY


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """The different values of each key, in their order."""
    found: dict[K, dict[V, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


def _heads(classes: Iterable[OfficeClass]) -> dict[str, tuple[_Head, ...]]:
    """The heads by their first word, the longest first."""
    heads = [
        _Head(word_keys(form), row.id, construct)
        for row in classes
        for construct, forms in ((False, row.definite), (True, row.construct))
        for form in forms
    ]
    heads.sort(key=lambda head: -len(head.words))
    return grouped((head.words[0], head) for head in heads)


def word_keys(text: str) -> Words:
    """The folded words and numbers of a name."""
    return tuple(token.folded for token in tokenize(text) if token.kind != "punct")


def _definite(words: Words) -> Words:
    """An adjective with the article on each of its words (الكوري الجنوبي)."""
    return tuple(word if word.startswith(_ARTICLE) else _ARTICLE + word for word in words)


def _unglued(words: Words) -> Iterator[Words]:
    """The words as they stand, and without what may be glued to the first of them (للحلف، بحكومة)."""
    if not words:
        return
    yield words
    first, rest = words[0], words[1:]
    if first.startswith("لل"):
        yield _ARTICLE + first[2:], *rest
        yield first[1:], *rest
    elif first.startswith(_GLUED) and len(first) > 3:
        yield first[1:], *rest
