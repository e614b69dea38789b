"""Incidents on their pages: the list, and one happening with all that is told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from tawatur.compare.incidents import Incident, Mention
from tawatur.model import Record
from tawatur.serve.web.decisions import Act
from tawatur.serve.web.deeds import Deed, deeds
from tawatur.serve.web.happenings import Happened
from tawatur.serve.web.stories import instant
from tawatur.serve.web.tolls import Chart, charts

LISTED = 120  # incidents of the list
OFFERED = 60  # incidents that one may be merged with


class Wanted(msgspec.Struct, frozen=True):
    """What the reader asked to see; an empty field asks for nothing in particular."""

    type: str = ""
    outlet: str = ""
    several: bool = False


class Row(msgspec.Struct, frozen=True):
    """An incident in the list; ``denied`` counts tellings that deny it."""

    incident: Incident
    outlets: tuple[str, ...]
    texts: int
    denied: int

    @property
    def keys(self) -> tuple[str, ...]:
        """The messages that may name its kind, the most exact first."""
        kind = f"event.{self.incident.type}"
        return (f"{kind}.{self.incident.mode}", kind) if self.incident.mode else (kind,)


class Listed(msgspec.Struct, frozen=True):
    """The list; ``choices`` by field are counts over all incidents."""

    rows: tuple[Row, ...]
    total: int
    choices: dict[str, tuple[tuple[str, int], ...]]


class Told(msgspec.Struct, frozen=True):
    """A telling: its id, and the event as its article has it."""

    mention: Mention
    deed: Deed


class Decision(msgspec.Struct, frozen=True):
    """What a person decided: the act, and the incidents that its other tellings stand in now."""

    act: Act
    others: tuple[Row, ...]


class View(msgspec.Struct, frozen=True):
    """One incident; ``place`` is its place as the address of the map has it, where it is on the map."""

    row: Row
    told: tuple[Told, ...]
    charts: tuple[Chart, ...]
    place: str
    decisions: tuple[Decision, ...]
    others: tuple[Row, ...]


def listed(found: Happened, wanted: Wanted) -> Listed:
    """The incidents that are asked for, those with most tellings first."""
    rows = [row_of(one, found.outlets) for one in found.incidents]
    shown = [
        row
        for row in rows
        if wanted.type in ("", row.incident.type)
        and (not wanted.outlet or wanted.outlet in row.outlets)
        and (not wanted.several or row.texts > 1)
    ]
    types = Counter[str](row.incident.type for row in rows)
    printed = Counter(outlet for row in rows for outlet in row.outlets)
    choices = {"type": _ordered(types), "outlet": _ordered(printed)}
    return Listed(tuple(shown[:LISTED]), len(shown), choices)


def _ordered(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def row_of(incident: Incident, outlets: Mapping[str, str]) -> Row:
    """The incident as a row; ``outlets`` by article."""
    texts = tuple(dict.fromkeys(telling.article for telling in incident.told))
    return Row(
        incident,
        tuple(dict.fromkeys(outlets.get(name, name) for name in texts)),
        len(texts),
        sum(telling.status == "denied" for telling in incident.told),
    )


def view(found: Happened, incident: Incident, records: Sequence[Record], *, rightward: bool) -> View:
    """The page of an incident; ``rightward`` where time runs from left to right."""
    by_id = {record.article.id: record for record in records}
    outlets = found.outlets
    row = row_of(incident, outlets)
    placed = incident.lat is not None and incident.lon is not None
    place = f"{incident.lat:g},{incident.lon:g},{incident.precision or 1}" if placed else ""
    here = {telling.id for telling in incident.told}
    decisions = [
        Decision(act, tuple(row_of(one, outlets) for one in _elsewhere(found, act, here)))
        for act in found.acts(incident)
    ]
    others = [one for one in found.incidents if one.id != incident.id]
    others.sort(key=lambda one: (one.type != incident.type, _apart(one, incident)))
    return View(
        row,
        tuple(_told(by_id, incident)),
        charts(incident.toll, outlets, rightward=rightward),
        place,
        tuple(decisions),
        tuple(row_of(one, outlets) for one in others[:OFFERED]),
    )


class InStory(msgspec.Struct, frozen=True):
    """An incident that articles of a story tell, with the tolls that these give."""

    row: Row
    charts: tuple[Chart, ...]


def incidents_in(found: Happened, outlets: Mapping[str, str], *, rightward: bool) -> tuple[InStory, ...]:
    """The incidents that articles of a story tell; ``outlets`` has that of each of these articles."""
    return tuple(
        InStory(
            row_of(one, outlets),
            charts([toll for toll in one.toll if toll.article in outlets], outlets, rightward=rightward),
        )
        for one in found.incidents
        if any(telling.article in outlets for telling in one.told)
    )


def _told(by_id: Mapping[str, Record], incident: Incident) -> list[Told]:
    """The tellings in the order of publication."""
    events = {name: {deed.event.id: deed for deed in deeds(by_id[name])} for name in
              dict.fromkeys(telling.article for telling in incident.told)}  # fmt: skip
    told = [Told(telling, events[telling.article][telling.event]) for telling in incident.told]
    return sorted(told, key=lambda one: one.deed.record.article.published.at or "~")


def _elsewhere(found: Happened, act: Act, here: set[str]) -> list[Incident]:
    """The incidents of the tellings that an act is about, but for this one."""
    names = [name for pair in act.pairs for name in pair]
    homes = [found.by_telling[name] for name in names if name in found.by_telling]
    return list({one.id: one for one in homes if not any(t.id in here for t in one.told)}.values())


def _apart(a: Incident, b: Incident) -> float:
    """Seconds between the days of two incidents; a day that is not told is far away."""
    if not a.first_day or not b.first_day:
        return float("inf")
    return abs(instant(a.first_day) - instant(b.first_day))
