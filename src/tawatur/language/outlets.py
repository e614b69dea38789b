"""Which outlet a name or an address means, who owns and runs it, and whose own voice it is.

A party's organ that speaks in its own voice is that party speaking. Two outlets of one name (سبأ in Sanaa
and in Aden) are told apart by their address; by name alone both are candidates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct, field

from tawatur.language.lexicon import load
from tawatur.language.offices import Words, country_adjectives, first_day, grouped, last_day, word_keys
from tawatur.language.vocabulary import Outlet


class Tie(Struct, frozen=True):
    """Who owns or runs an outlet, or whose organ it is (side), in ISO days, months or years; empty is open.

    ``of`` is an ISO3 code or an actor's id, or a name where no actor stands for it.
    """

    outlet: str
    tie: Literal["owner", "operator", "side"]
    of: str
    since: str = field(default="", name="from")
    until: str = field(default="", name="to")
    source: str = ""

    def may_cover(self, day: dt.date) -> bool:
        """Whether the tie may hold on a day: its vague ends are stretched as far as they go."""
        return first_day(self.since) <= day <= last_day(self.until)


class _Kind(Struct, frozen=True):
    form: str
    kind: str


@cache
def outlets(packs: tuple[Path, ...] = ()) -> Outlets:
    """The outlets of the resources and the packs, loaded once."""
    return Outlets(packs)


class Outlets:
    """The known outlets with their names, addresses and ties."""

    def __init__(self, packs: Sequence[Path] = ()) -> None:
        """Load the tables."""
        rows = load("outlets/outlets.tsv", Outlet, packs)
        self._by_name = grouped((word_keys(name), row) for row in rows for name in (row.name, *row.aliases))
        self._by_domain = {row.domain: row for row in rows if row.domain}
        kinds = load("outlets/kinds.tsv", _Kind, packs)
        self._kinds = grouped((word_keys(row.form), row.kind) for row in kinds)
        self._adjectives = country_adjectives(packs)
        self._ties = grouped((row.outlet, row) for row in load("outlets/ties.tsv", Tie, packs))

    def named(self, name: str) -> tuple[Outlet, ...]:
        """The outlets of that name: one, none or several.

        The noun of its kind may stand before it and the adjective of its country behind it, marks around it.
        """
        keys = word_keys(name)
        if found := self._bearing(keys):
            return found
        countries = self._adjectives.get(keys[-1:], ())
        return tuple(row for row in self._bearing(keys[:-1]) if row.country in countries)

    def _bearing(self, keys: Words) -> tuple[Outlet, ...]:
        if listed := self._by_name.get(keys):
            return listed
        for last in range(min(2, len(keys) - 1), 0, -1):
            kinds = self._kinds.get(keys[:last], ())
            if found := tuple(row for row in self._by_name.get(keys[last:], ()) if row.kind in kinds):
                return found
        return ()

    def at(self, address: str) -> Outlet | None:
        """The outlet that publishes under an address: that of the longest known domain its host ends with."""
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
        labels = host.split(".")
        domains = (".".join(labels[first:]) for first in range(len(labels)))
        return next((self._by_domain[domain] for domain in domains if domain in self._by_domain), None)

    def ties(self, outlet: str) -> tuple[Tie, ...]:
        """Who owns and runs an outlet, and whose organ it is, in the order of the table."""
        return self._ties.get(outlet, ())

    def own_voice(self, outlet: str, day: dt.date | None) -> str | None:
        """Whose organ an outlet is on a day: the id or ISO3 of who speaks when it speaks in its own voice.

        None where it is nobody's organ, or where the day leaves open whose.
        """
        sides = {
            tie.of for tie in self.ties(outlet) if tie.tie == "side" and (day is None or tie.may_cover(day))
        }
        return sides.pop() if len(sides) == 1 else None
