"""Who held the office that a phrase names, in the days that the article may be of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tawatur.language.lexicon import load
from tawatur.language.offices import Office, Offices, Tenure, first_day, last_day, offices
from tawatur.language.vocabulary import Actor
from tawatur.model import Entity, Published, Role

_ISO = re.compile(r"\d{4}(?:-\d{2}){0,2}(?:T|$)")
_MARKS = re.compile('ـ?["“”«»()]')  # لـ«حكومة الوفاق» is لحكومة الوفاق
_WHOLE_DAY = len("2020-05-16")


class Held(Struct, frozen=True):
    """An office with its tenure and the person who held it."""

    office: Office
    tenure: Tenure
    holder: Actor


class Holders:
    """The offices and the known persons, as they stood on certain days; nobody where no day is known."""

    def __init__(self, known: Offices, actors: Mapping[str, Actor], days: Sequence[dt.date]) -> None:
        """``actors`` are the known actors by id; whoever is named held his office on all ``days``."""
        self._offices = known
        self._actors = actors
        self._days = days

    def former(self, words: str) -> bool:
        """Whether the words speak of somebody who held an office before, or will."""
        return not self._offices.title(words).held

    def holder(self, words: str, body: str | None = None) -> Held | None:
        """The one holder of the office that the words mean; None for rivals, former holders and doubt.

        ``body`` is the id of the body that words left open mean (the alliance of «أمين عام الحلف»).
        """
        title = self._offices.title(words)
        if not self._days or not title.held:
            return None
        meant = title.offices if not title.rest else ()
        if not title.bodies and title.rest and body is not None:
            meant = self._offices.of_body(body, words)
        found = {
            t.holder: (o, t) for o in meant for day in self._days for t in self._offices.holders(o.id, day)
        }
        if len(found) != 1:
            return None
        [(office, tenure)] = found.values()
        holder = self._actors.get(tenure.holder)
        return Held(office, tenure, holder) if holder is not None and self._throughout(tenure) else None

    def with_tenures(self, person: Entity) -> Entity:
        """The person with the dates of his offices: those that the text gives him, and those he held."""
        held = self._held_throughout(person.known) if person.known and self._days else []
        told = [self._dated(role, held) for role in person.roles]
        if not person.roles:
            told = [Role(office.name, since=t.since or None, until=t.until or None) for office, t in held]
        return replace(person, roles=tuple(told))

    def _held_throughout(self, actor: str) -> list[tuple[Office, Tenure]]:
        """The offices that a person held on all days."""
        return [
            (office, tenure)
            for tenure in self._offices.held_by(actor)
            if self._throughout(tenure) and (office := self._offices.office(tenure.office)) is not None
        ]

    def _dated(self, role: Role, held: list[tuple[Office, Tenure]]) -> Role:
        """The office that the text gives, with the dates between which it was held."""
        meant = self._offices.title(_MARKS.sub("", role.title)).offices
        tenure = next((t for office, t in held if office in meant), None)
        if tenure is None:
            return role
        return replace(role, since=tenure.since or None, until=tenure.until or None)

    def _throughout(self, tenure: Tenure) -> bool:
        return all(tenure.may_cover(day) for day in self._days)


@cache
def _actors(packs: tuple[Path, ...]) -> Mapping[str, Actor]:
    return {row.id: row for row in load("names/actors.tsv", Actor, packs)}


def holders_on(published: Published, packs: Sequence[Path] = ()) -> Holders:
    """The holders in the days of publication: the one that is known, or all that are possible."""
    told = [published.at] if published.at else filter(_ISO.match, published.candidates)  # or words as written
    days = [day(at[:_WHOLE_DAY]) for at in told for day in (first_day, last_day)]
    return Holders(offices(tuple(packs)), _actors(tuple(packs)), tuple(dict.fromkeys(days)))
