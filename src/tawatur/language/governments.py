"""Which government a capital stands for on a day, and the codes that packs give to actors.

A capital names a government only while one government sits in it (``names/capitals.tsv``); of every other
country the capital names the state. Who counts as government or rebel is never shipped for a divided country:
such a code comes from a pack, dated and with its source (``names/codes.tsv``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct, field

from tawatur.language.lexicon import load
from tawatur.language.offices import first_day, grouped, last_day, word_keys
from tawatur.language.vocabulary import Actor, Country


class Capital(Struct, frozen=True):
    """A government (``of``: ISO3 or an actor's id) that sits in a city: ISO days, months or years."""

    country: str
    capital: str
    of: str
    since: str = field(default="", name="from")
    until: str = field(default="", name="to")
    source: str = ""


class Code(Struct, frozen=True):
    """A CAMEO code that a pack gives to an actor for a time."""

    actor: str
    cameo: str
    since: str = field(name="from")
    until: str = field(default="", name="to")
    source: str = ""


@cache
def governments(packs: tuple[Path, ...] = ()) -> Governments:
    """The capitals and codes of the resources and the packs, loaded once."""
    return Governments(packs)


class Governments:
    """Capitals and the governments in them, actors and their codes."""

    def __init__(self, packs: Sequence[Path] = ()) -> None:
        """Load the tables."""
        seats = load("names/capitals.tsv", Capital, packs)
        told = {word_keys(seat.capital) for seat in seats}
        self._seats = grouped((word_keys(seat.capital), seat) for seat in seats)
        self._capitals = {
            keys: country.iso3
            for country in load("names/countries.tsv", Country, packs)
            for name in (country.capital, *country.capital_aliases)
            if name and not country.rivals and (keys := word_keys(name)) not in told
        }
        self._cameo = {actor.id: actor.cameo for actor in load("names/actors.tsv", Actor, packs)}
        self._codes = grouped((row.actor, row) for row in load("names/codes.tsv", Code, packs))

    def named_by(self, capital: str, day: dt.date) -> str | None:
        """The government or country (actor id or ISO3) that a capital stands for on a day.

        None where the city is no capital, or the day leaves open who sat in it.
        """
        keys = word_keys(capital)
        if keys in self._capitals:
            return self._capitals[keys]
        seats = self._seats.get(keys, ())
        found = {s.of for s in seats if first_day(s.since) <= day <= last_day(s.until)}
        return found.pop() if len(found) == 1 else None

    def cameo(self, actor: str, day: dt.date | None) -> str | None:
        """The CAMEO code of an actor: a pack's for that day, else the undisputed one of its row."""
        rows = self._codes.get(actor, ()) if day is not None else ()
        found = {r.cameo for r in rows if day and first_day(r.since) <= day <= last_day(r.until)}
        if len(found) == 1:
            return found.pop()
        return self._cameo.get(actor) or None
