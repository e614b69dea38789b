"""The index of events: a row for each event of an article, with what a map or a list of events asks for.

It is made of the record as persons let it stand, like the index of fields. A page reads the rows it shows,
and the records only of those whose words it shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, get_args

import sqlalchemy as sa
from msgspec import Struct

from tawatur.model import Entity, Record
from tawatur.store.facets import among
from tawatur.store.schema import article, event

EventField = Literal["type", "status", "claimant", "outlet"]
EVENT_FIELDS: tuple[EventField, ...] = get_args(EventField)
"""Fields whose values are counted."""
_EXACT = {
    "type": "type", "status": "status", "claimant": "claimant", "outlet": "outlet",
    "day": "since", "place": "spot",
}  # fmt: skip
"""Fields of a choice that a row must have as they are, and its columns for them."""


class EventRow(Struct, frozen=True):
    """An event of an article; what is not known of it is empty.

    ``telling`` is its name over all articles; ``again``: its article told it before. ``claimant`` is the
    innermost source, else the outlet; ``spot`` its place as ``latitude,longitude,precision``; ``since`` and
    ``until`` are ISO days.
    """

    article: str
    id: str
    telling: str
    again: bool
    type: str
    status: str
    claimant: str
    outlet: str
    since: str
    until: str
    place: str
    spot: str
    country: str


class EventChoice(Struct, frozen=True):
    """Which events, each told once: an empty field asks for nothing.

    ``since`` and ``until`` are days, both included.
    """

    type: str = ""
    status: str = ""
    claimant: str = ""
    outlet: str = ""
    day: str = ""
    place: str = ""
    since: str = ""
    until: str = ""

    def meets(self, row: EventRow) -> bool:
        """Whether a row is asked for."""
        return (
            not row.again
            and all(getattr(self, asked) in ("", getattr(row, column)) for asked, column in _EXACT.items())
            and row.since >= self.since
            and (not self.until or "" < row.since <= f"{self.until}~")
        )

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """The same of the rows of the table."""
        asked = ((column, getattr(self, name)) for name, column in _EXACT.items())
        found: list[sa.ColumnElement[bool]] = [event.c[column] == value for column, value in asked if value]
        found.append(event.c.again.is_(False))
        if self.since:
            found.append(event.c.since >= self.since)
        if self.until:
            found += [event.c.since > "", event.c.since <= f"{self.until}~"]  # a month means its last day
        return found


def rows_of(record: Record) -> Iterator[EventRow]:
    """The events of a record."""
    outlet = record.article.outlet or record.article.id
    for one in record.events:
        place = record.entity(one.place.entity) if one.place else None
        statement = record.statement(one.statement)
        yield EventRow(
            record.article.id,
            one.id,
            record.telling(one),
            one.same_as is not None,
            one.type,
            one.status,
            record.source_name(statement) if statement else outlet,
            outlet,
            (one.date.since if one.date else None) or "",
            (one.date.until if one.date else None) or "",
            place.name if place else "",
            spot_of(place),
            (place.codes.country if place else None) or "",
        )


def spot_of(place: Entity | None) -> str:
    """Where an entity lies, as rows have it; empty where that is not known."""
    where = place.place if place else None
    if where is None or where.lat is None or where.lon is None:
        return ""
    return f"{where.lat:g},{where.lon:g},{where.precision or 1}"


_NEWEST = (event.c.since.desc(), event.c.no.desc(), event.c.unit.desc())
_COLUMNS = tuple(event.c[name] for name in EventRow.__struct_fields__ if name != "article")


def write(connection: sa.Connection, pairs: Sequence[tuple[int, Record]]) -> None:
    """Write the events of articles by their numbers."""
    rows = [
        {"no": no, "unit": unit, **{column.name: getattr(row, column.name) for column in _COLUMNS}}
        for no, record in pairs
        for unit, row in enumerate(rows_of(record))
    ]
    if rows:
        connection.execute(event.insert(), rows)


def erase(connection: sa.Connection, numbers: Sequence[int]) -> None:
    """Take the events of articles away."""
    connection.execute(event.delete().where(event.c.no.in_(among(connection, numbers))))


def newest(
    connection: sa.Connection, choice: EventChoice, hidden: set[int], limit: int
) -> tuple[tuple[EventRow, ...], int]:
    """The latest events of a choice, and how many it has; ``hidden`` articles are not to be found."""
    met = _met(connection, choice, hidden)
    total = connection.scalar(sa.select(sa.func.count()).select_from(event).where(*met)) or 0
    best = sa.select(event.c.no, event.c.unit).where(*met).order_by(*_NEWEST).limit(limit).subquery()
    found = connection.execute(
        sa.select(article.c.id.label("article"), *_COLUMNS)
        .select_from(
            best.join(event, sa.and_(event.c.no == best.c.no, event.c.unit == best.c.unit)).join(
                article, article.c.no == best.c.no
            )
        )
        .order_by(*_NEWEST)
    )
    return tuple(EventRow(*row) for row in found), total


def article_of(connection: sa.Connection, telling: str) -> str | None:
    """The article that has this telling."""
    wanted = sa.select(article.c.id).join(event, event.c.no == article.c.no)
    return connection.scalar(wanted.where(event.c.telling == telling, article.c.state == "current"))


def values(
    connection: sa.Connection, field: EventField, hidden: set[int], limit: int
) -> tuple[tuple[str, int], ...]:
    """The most frequent values of a field, and how many events have each."""
    column, count = event.c[field], sa.func.count()
    found = connection.execute(
        sa.select(column, count)
        .where(*_met(connection, EventChoice(), hidden))
        .group_by(column)
        .order_by(count.desc(), column)
        .limit(limit)
    )
    return tuple((value, number) for value, number in found)


def _met(connection: sa.Connection, choice: EventChoice, hidden: set[int]) -> list[sa.ColumnElement[bool]]:
    met = choice.conditions()
    if hidden:
        met.append(event.c.no.not_in(among(connection, hidden)))
    return met
