"""Corrections of an earlier reading, brought over to the present one of the same text.

A statement is the same where its cue stands at the same characters, an event where its trigger does, an
entity where one of its mentions does. What has no match is left out: the reading changed there, and nobody
has looked at it yet. An event that a person added stays what it is, until a reading finds one at its words.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from tawatur.model import Entity, Event, Record, Statement
from tawatur.run.event_changes import PARTIES, event_at, place_of
from tawatur.run.ranges import Range
from tawatur.store import Correction

Place = tuple[Range, ...]


def carried(correction: Correction, old: Record, new: Record) -> Correction | None:
    """The correction with the ids of the new record; None where nothing there is the same."""
    name, _, field = correction.place.partition(".")
    here = _same(name, old, new)
    if here is None:
        return None
    value: Any = msgspec.json.decode(correction.value) if correction.value else None
    if field in ("source.entity", "into", "claimant") and value:
        value = _same(value, old, new)
        if value is None:
            return None
    if field in PARTIES:
        value = [one if one[0].isdigit() else _same(one, old, new) for one in value]
        if None in value:
            return None
    place = f"{here}.{field}" if field else here
    return replace(correction, place=place, value=msgspec.json.encode(value).decode())


def _same(name: str, old: Record, new: Record) -> str | None:
    """The id in the new record of what has this id in the old one."""
    statement, event, place = old.statement(name), old.event(name), place_of(name)
    if statement is not None:
        fitting = [one.id for one in new.statements if _place(one) == _place(statement)]
        return fitting[0] if len(fitting) == 1 else None
    if event is not None:
        return _event(event, old, new)
    if place is not None:
        again = event_at(new, place)
        return again.id if again else name
    base, dash, start = name.partition("-")  # a name that was set apart: see ``identifying.new_id``
    entity = old.entity(base)
    found = _entity(entity, new) if entity else None
    return f"{found}{dash}{start}" if found else None


def _place(statement: Statement) -> Place:
    return tuple((span.start, span.end) for span in statement.cue or statement.content)


def _event(event: Event, old: Record, new: Record) -> str | None:
    """The event at the same trigger: of several the one in the same place among them, first of one type."""
    before, after = ([one for one in record.events if one.trigger == event.trigger] for record in (old, new))
    alike = [one for one in after if one.type == event.type]
    if alike:
        before, after = [one for one in before if one.type == event.type], alike
    number = before.index(event)
    return after[number].id if number < len(after) else None


def _entity(entity: Entity, new: Record) -> str | None:
    """The entity that shares most mentions; of equals the first."""
    places = {(m.start, m.end) for m in entity.mentions}
    shared = {
        one.id: sum((m.start, m.end) in places for m in one.mentions)
        for one in new.entities
        if one.type == entity.type or one.name == entity.name
    }
    best = max(shared, key=lambda name: shared[name], default=None)
    return best if best is not None and shared[best] else None
