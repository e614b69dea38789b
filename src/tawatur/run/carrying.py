"""Corrections of an earlier reading, brought over to the present one of the same text.

A statement is the same where its cue stands at the same characters, an entity where one of its mentions
does. What has no match is left out: the reading changed there, and nobody has looked at it yet.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from tawatur.model import Entity, Record, Statement
from tawatur.store import Correction

Place = tuple[tuple[int, int], ...]


def carried(correction: Correction, old: Record, new: Record) -> Correction | None:
    """The correction with the ids of the new record; None where nothing there is the same."""
    name, _, field = correction.place.partition(".")
    here = _same(name, old, new)
    if here is None:
        return None
    value = correction.value
    if field in ("source.entity", "into"):
        named = msgspec.json.decode(value) if value else None
        other = _same(named, old, new) if named else None
        if named and other is None:
            return None
        value = msgspec.json.encode(other).decode()
    return replace(correction, place=f"{here}.{field}" if field else here, value=value)


def _same(name: str, old: Record, new: Record) -> str | None:
    """The id in the new record of what has this id in the old one."""
    statement = old.statement(name)
    if statement is not None:
        fitting = [one.id for one in new.statements if _place(one) == _place(statement)]
        return fitting[0] if len(fitting) == 1 else None
    base, dash, start = name.partition("-")  # a name that was set apart: see ``identifying.new_id``
    entity = old.entity(base)
    found = _entity(entity, new) if entity else None
    return f"{found}{dash}{start}" if found else None


def _place(statement: Statement) -> Place:
    return tuple((span.start, span.end) for span in statement.cue or statement.content)


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
