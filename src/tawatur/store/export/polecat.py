"""POLECAT: 40 tab separated columns with a header, ``None`` for nothing; who says so in ``claims``.

Columns after the released POLECAT files. Several actors stand in one cell, as there. Intensity, Wikipedia
titles, administrative divisions and feature types are not in a record and stay ``None``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tawatur.model import EntityType
from tawatur.store.export.claims import sidecar, sidecar_rows
from tawatur.store.export.codes import country, country_name, event_classes
from tawatur.store.export.shape import Cell, Choice, Column, Format, Row, Table, columns
from tawatur.store.export.tellings import Happening, Party, Reading, joined

COLUMNS = columns(
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type", "Source", "Publication Date",
    "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_NOTHING = "None"
_PEOPLE: tuple[EntityType, ...] = ("PER",)
_ORGANISATIONS: tuple[EntityType, ...] = ("ORG", "GROUP")
_LOCATIONS: tuple[EntityType, ...] = ("GPE", "LOC", "FAC")
_TOWN, _DISTRICT, _PROVINCE = 1, 3, 4  # UCDP's where_prec


def _rows(reading: Reading, choice: Choice) -> Iterator[tuple[int, Row]]:
    for happening in reading.happenings(choice.statuses):
        yield 0, tuple(_NOTHING if cell in (None, "") else cell for cell in _event(reading, happening))
        for row in sidecar_rows(reading, happening.key, happening):
            yield 1, row


def _event(reading: Reading, happening: Happening) -> Row:
    main, article = happening.main, reading.article
    event = main.event
    return (
        happening.key,
        main.day,
        event.type,
        event.mode,
        None,
        event_classes()[event.type].quad_name,
        joined(event.contexts),
        *_parties(main.actors),
        *_parties(main.targets),
        *_place(main.place),
        article.outlet,
        (article.published.at or "")[:10],
        *(_story(reading, types) for types in (_PEOPLE, _ORGANISATIONS, _LOCATIONS)),
        article.language,
        f"tawatur {reading.record.engine.version}",
    )


def _parties(parties: tuple[Party, ...]) -> Row:
    def each(value: Callable[[Party], str]) -> Cell:
        return joined(map(value, parties))

    return (
        each(lambda party: party.label),
        each(lambda party: country_name(party.country)),
        each(lambda party: country(party.country).cow),
        next((party.sector for party in parties if party.sector), None),
        each(lambda party: party.sector),
        each(lambda party: party.title),
        each(lambda party: party.words),
        None,
    )


def _place(party: Party | None) -> Row:
    if party is None:
        return (None,) * 10
    entity, place = party.entity, party.place
    precision = place.precision if place and entity and entity.type == "GPE" else None
    return (
        party.label,
        *(party.label if precision == level else None for level in (_TOWN, _DISTRICT, _PROVINCE)),
        country_name(party.country),
        place.lat if place else None,
        place.lon if place else None,
        entity.ids.geonames if entity else None,
        party.words,
        None,
    )


def _story(reading: Reading, types: tuple[EntityType, ...]) -> str:
    return joined(entity.name for entity in reading.record.entities if entity.type in types)


POLECAT = Format(
    name="polecat",
    tables=(Table("events", COLUMNS), sidecar(Column("Event ID"))),
    rows=_rows,
    container="tsv",
    suffix=".txt",
)
