"""Incidents as tables: a row a happening that several articles tell, its tellings, and every toll.

Bounds of a toll are the lowest and highest that anybody gives; counts of several tellings are never added
up. The slots of a row come from its fullest telling, as in the other formats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from tawatur.model import Article, Record
from tawatur.store.export.claims import OWN_VOICE
from tawatur.store.export.files import Output
from tawatur.store.export.formats import Report
from tawatur.store.export.shape import Choice, Row, Shape, Table, columns
from tawatur.store.export.sheets import place_cells
from tawatur.store.export.tellings import CHAIN, Happening, Party, Reading, Telling, joined
from tawatur.store.export.tolls import Deaths
from tawatur.store.export.ucdp import TABLE, VIOLENCE, row_of


class Member(Struct, frozen=True):
    """A telling of an incident: an event of a record, and the chain by the names that all articles share."""

    record: Record
    event: str
    chain: tuple[str, ...]


class Gathered(Struct, frozen=True):
    """An incident with its tellings, the first one first; the days as ISO, where all tellings allow them."""

    id: str
    since: str | None
    until: str | None
    members: tuple[Member, ...]


class IncidentShape(Shape, frozen=True, kw_only=True):
    """A format of incidents."""

    rows: Callable[[Gathered, Choice], Iterator[tuple[int, Row]]]


class _Told(Struct, frozen=True):
    """A member with its ids looked up."""

    member: Member
    reading: Reading
    telling: Telling

    @property
    def claimant(self) -> str:
        return self.member.chain[-1] if self.member.chain else OWN_VOICE


_TABLES = (
    Table(
        "incidents",
        columns(
            "incident", "type", "mode", "date_from", "date_to", "place", "place_en", "country",
            "latitude:float", "longitude:float", "place_precision:int", "geonames", "actors", "targets",
            "tellings:int", "articles:int", "outlets", "claimants", "denied_by", "killed_low:float",
            "killed_high:float", "wounded_low:float", "wounded_high:float",
        ),
    ),
    Table(
        "tellings",
        columns(
            "incident", "article", "url", "outlet", "published", "event", "status", "chain", "trigger",
            "start:int", "end:int", "sentence", "confidence:float", "review",
        ),
    ),
    Table(
        "tolls",
        columns(
            "incident", "role", "low:float", "best:float", "high:float", "claimant", "article", "published",
            "words",
        ),
    ),
)  # fmt: skip


def _told(given: Gathered) -> list[_Told]:
    readings: dict[str, Reading] = {}
    found = []
    for member in given.members:
        reading = readings.setdefault(member.record.article.id, Reading(member.record))
        telling = next(one for one in reading.tellings if one.event.id == member.event)
        found.append(_Told(member, reading, telling))
    return found


def _sheets(given: Gathered, choice: Choice) -> Iterator[tuple[int, Row]]:
    told = _chosen(given, choice)
    if not told:
        return
    yield 0, _incident(given, told)
    for one in told:
        yield 1, (given.id, *_telling(one))
    for row in dict.fromkeys(_tolls(told)):
        yield 2, (given.id, *row)


def _tolls(told: list[_Told]) -> Iterator[Row]:
    """Every count of those harmed, in the order of publication."""
    for one in _published(told):
        for harm in one.telling.event.harm:
            count = one.reading.quantity(harm.quantity)
            if count is not None:
                article = one.reading.article
                cells = (harm.role, count.low, count.best, count.high, one.claimant, article.id)
                yield (*cells, article.published.at or "", count.span.text)


def _published(told: list[_Told]) -> list[_Told]:
    return sorted(told, key=lambda one: one.reading.article.published.at or "9999")


def _chosen(given: Gathered, choice: Choice) -> list[_Told]:
    """The tellings of an incident; none where only what happened is wanted and all of them deny it."""
    told = _told(given)
    return told if choice.statuses == "all" or any(one.telling.happened for one in told) else []


def _incident(given: Gathered, told: list[_Told]) -> Row:
    main = Happening(given.id, tuple(one.telling for one in told)).main
    denials = [one for one in told if one.telling.status == "denied"]
    articles = _articles(told)
    return (
        given.id,
        main.event.type,
        main.event.mode or "",
        given.since or "",
        given.until or "",
        *place_cells(_most_precise(told)),
        joined(party.name for party in main.actors),
        joined(party.name for party in main.targets),
        len(told),
        len(articles),
        joined(article.outlet or "" for article in articles),
        joined(one.claimant for one in told if one not in denials),
        joined(one.claimant for one in denials),
        *_bounds(told, "killed"),
        *_bounds(told, "wounded"),
    )


def _articles(told: list[_Told]) -> tuple[Article, ...]:
    return tuple({one.reading.article.id: one.reading.article for one in told}.values())


def _most_precise(told: list[_Told]) -> Party | None:
    places = [one.telling.place for one in told if one.telling.place]
    return min(places, key=lambda one: (one.place.precision if one.place else None) or 9, default=None)


def _bounds(told: list[_Told], role: str) -> Row:
    toll = _toll(told, role)
    return (toll.low, toll.high)


def _toll(told: list[_Told], role: str) -> Deaths:
    """What every telling of a thing that happened gives, in the order of publication."""
    tolls = (
        (one.claimant, one.reading.toll(one.telling.event, role))
        for one in _published(told)
        if one.telling.happened
    )
    return Deaths(tuple(dict.fromkeys((who, toll) for who, toll in tolls if toll)))


def _telling(one: _Told) -> Row:
    article, event = one.reading.article, one.telling.event
    return (
        article.id,
        article.url or "",
        article.outlet or "",
        article.published.at or "",
        event.id,
        one.telling.status,
        CHAIN.join(one.member.chain) or OWN_VOICE,
        event.trigger.text,
        event.trigger.start,
        event.trigger.end,
        one.reading.sentence(event.trigger)[1].text,
        event.confidence,
        one.telling.review,
    )


def _ucdp(given: Gathered, choice: Choice) -> Iterator[tuple[int, Row]]:
    told = _chosen(given, choice)
    if not told or told[0].telling.event.type != VIOLENCE:
        return
    toll = _toll(told, "killed")
    if toll.told:
        happening = Happening(given.id, tuple(one.telling for one in told))
        yield 0, row_of(_articles(told), happening, toll, choice)


_CSV = IncidentShape(name="csv", tables=_TABLES, rows=_sheets, container="csv", suffix=".csv")
_ALL = (
    _CSV,
    IncidentShape(name="xlsx", tables=_TABLES, rows=_sheets, container="xlsx", suffix=".xlsx"),
    IncidentShape(name="parquet", tables=_TABLES, rows=_sheets, container="parquet", suffix=".parquet"),
    IncidentShape(name="ucdp", tables=(TABLE,), rows=_ucdp, container="csv", suffix=".csv"),
)
INCIDENT_SHAPES = {shape.name: shape for shape in _ALL}


def export_incidents(
    given: Iterable[Gathered], shape: IncidentShape, choice: Choice, output: Output
) -> Report:
    """Write the incidents, one after the other; the output is not closed."""
    number = left_out = 0
    for one in given:
        number += 1
        rows = list(shape.rows(one, choice))
        for table, row in rows:
            output.put(table, row)
        left_out += not rows
    why = "not violence that killed" if shape.name == "ucdp" else "only denied"
    return Report(number, ((why, left_out),) if left_out else ())
