"""The page of events over all articles: what is asked for, the map, the days, and the events themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec
from msgspec.structs import replace

from tawatur.model import Record
from tawatur.serve.web.atlas import Map, drawn
from tawatur.serve.web.deeds import Deed
from tawatur.serve.web.desk import Desk
from tawatur.store.events import EVENT_FIELDS, EventChoice, EventRow

DRAWN = 2000  # events on the map and in time, the latest
LISTED = 60  # of them below the map


class Day(msgspec.Struct, frozen=True):
    """The events that the text puts on an ISO day (or on the first day of a longer span)."""

    day: str
    statuses: tuple[str, ...]


class Events(msgspec.Struct, frozen=True):
    """All that the page shows: of ``total`` events the latest are ``drawn``, and of these some are listed.

    ``choices`` by field are the most frequent values over all events.
    """

    map: Map
    days: tuple[Day, ...]
    listed: tuple[Deed, ...]
    drawn: int
    total: int
    undated: int
    choices: dict[str, tuple[tuple[str, int], ...]]


def events(desk: Desk, choice: EventChoice) -> Events:
    """The events of a choice; what an article tells twice is shown once."""
    rows, total = desk.library.events(choice, DRAWN)
    return Events(
        map=drawn(rows),
        days=tuple(_days(rows)),
        listed=desk.deeds(rows[:LISTED]),
        drawn=len(rows),
        total=total,
        undated=sum(not row.since for row in rows),
        choices={field: desk.event_values(field) for field in EVENT_FIELDS},
    )


def shown_of(desk: Desk, choice: EventChoice) -> Iterator[Record]:
    """The articles of the events that the page draws, each with no other events."""
    rows, _ = desk.library.events(choice, DRAWN)
    wanted: dict[str, set[str]] = {}
    for row in rows:
        wanted.setdefault(row.article, set()).add(row.id)
    for article, ids in wanted.items():
        record = desk.standing(desk.record(article))
        yield replace(record, events=tuple(one for one in record.events if one.id in ids))


def _days(rows: Sequence[EventRow]) -> Iterator[Day]:
    dated = sorted((row.since, row.status) for row in rows if row.since)
    for day, given in groupby(dated, key=lambda one: one[0]):
        yield Day(day, tuple(status for _, status in given))
