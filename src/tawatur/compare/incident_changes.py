"""What became of incidents from one state of the texts to a later one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from tawatur.compare.incidents import Incident, Incidents
from tawatur.compare.types import Scope

ChangeKind = Literal["new", "gone", "merged", "split", "told", "toll", "denied", "place", "day"]


class IncidentChange(Struct, frozen=True):
    """One change: ``incident`` as it is called now (a gone one: as it was), ``before`` as then."""

    kind: ChangeKind
    incident: str
    before: tuple[str, ...]
    why: str


class IncidentChanges(Struct, frozen=True):
    """All changes between two states, and the texts that each of them rests on."""

    before: Scope
    after: Scope
    changes: tuple[IncidentChange, ...]


def incident_changes(before: Incidents, after: Incidents) -> IncidentChanges:
    """What is new, gone, merged, split, or told otherwise. An incident is the same if it shares a telling."""
    old_home = {telling.id: old for old in before.incidents for telling in old.told}
    new_home = {telling.id: new for new in after.incidents for telling in new.told}
    found: list[IncidentChange] = []
    for new in after.incidents:
        olds = list(dict.fromkeys(old_home[t.id].id for t in new.told if t.id in old_home))
        if not olds:
            found.append(IncidentChange("new", new.id, (), f"{len(new.told)} tellings"))
        elif len(olds) > 1:
            found.append(IncidentChange("merged", new.id, tuple(olds), f"out of {len(olds)}"))
        else:
            old = next(old_home[t.id] for t in new.told if t.id in old_home)
            found += _told_otherwise(old, new)
    for old in before.incidents:
        news = list(dict.fromkeys(new_home[t.id].id for t in old.told if t.id in new_home))
        if not news:
            found.append(IncidentChange("gone", old.id, (old.id,), "no text that is loaded tells it"))
        elif len(news) > 1:
            found.append(IncidentChange("split", news[0], (old.id,), "into " + ", ".join(news)))
    return IncidentChanges(before.scope, after.scope, tuple(found))


def _told_otherwise(old: Incident, new: Incident) -> Iterator[IncidentChange]:
    """What one incident gained or lost."""
    known = {telling.id for telling in old.told}
    more = dict.fromkeys(telling.article for telling in new.told if telling.id not in known)
    if more:
        yield IncidentChange("told", new.id, (old.id,), "also in " + ", ".join(more))
    counted = {(toll.role, toll.low, toll.high, toll.claimant) for toll in old.toll}
    for toll in new.toll:
        if (toll.role, toll.low, toll.high, toll.claimant) not in counted:
            counted.add((toll.role, toll.low, toll.high, toll.claimant))
            bounds = "–".join("?" if n is None else f"{n:g}" for n in dict.fromkeys((toll.low, toll.high)))
            why = f"{toll.role} {bounds} by {toll.claimant or 'the outlet itself'} in {toll.article}"
            yield IncidentChange("toll", new.id, (old.id,), why)
    for who in new.denied_by:
        if who not in old.denied_by:
            yield IncidentChange("denied", new.id, (old.id,), f"by {who}")
    if new.place != old.place:
        yield IncidentChange("place", new.id, (old.id,), f"{old.place or '?'} → {new.place or '?'}")
    if (new.first_day, new.last_day) != (old.first_day, old.last_day):
        yield IncidentChange("day", new.id, (old.id,), f"{_days(old)} → {_days(new)}")


def _days(one: Incident) -> str:
    return " to ".join(dict.fromkeys(day for day in (one.first_day, one.last_day) if day)) or "?"
