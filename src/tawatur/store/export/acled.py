"""A table with ACLED's columns (31) and labels, and nothing of its data; then tolls and the claim.

``fatalities`` stays empty unless a policy is chosen; the bounds stand behind. An event has a row if the table
of labels has one for it. Columns, labels and numbers after the ACLED codebook.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from tawatur.language.lexicon import load
from tawatur.model import EventType
from tawatur.store.export.claims import JOINT, main_cells
from tawatur.store.export.codebook import Rule, fits
from tawatur.store.export.codes import (
    country,
    country_name,
    date_precision,
    place_precision,
    sectors,
)
from tawatur.store.export.shape import Choice, Format, Row, Table, columns
from tawatur.store.export.tellings import Happening, Party, Reading, Telling, acting, joined, number_of
from tawatur.store.export.tolls import Deaths, deaths

COLUMNS = columns(
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction",
    "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location",
    "latitude:float", "longitude:float", "geo_precision", "source", "source_scale", "notes",
    "fatalities:float", "tags", "timestamp:int",
)  # fmt: skip
TOLLS = columns("fatalities_low:float", "fatalities_high:float", "fatalities_by_claimant")
_VIOLENT = "Political violence"
_TARGETING = "Civilian targeting"


class _Label(Struct, frozen=True):
    """A row of the table of labels; an empty condition holds for all."""

    disorder_type: str
    event_type: str
    sub_event_type: str
    type: tuple[EventType, ...] = ()
    mode: tuple[str, ...] = ()
    weapon: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    inter: str = ""


@cache
def _labels() -> tuple[tuple[Rule, _Label], ...]:
    rows = load("codify/export_acled_labels.tsv", _Label)
    return tuple(
        (Rule(row.sub_event_type, row.type, row.mode, row.weapon, row.actor, row.target), row) for row in rows
    )


def _rows(reading: Reading, choice: Choice) -> Iterator[tuple[int, Row]]:
    for happening in reading.happenings(choice.statuses):
        label = next((label for rule, label in _labels() if fits(rule, happening.main)), None)
        if label:
            toll = deaths(reading, happening)
            row = _event(reading, happening, label, toll.best(choice.best))
            yield 0, (*row, *_tolls(toll), *main_cells(happening))


def _event(reading: Reading, happening: Happening, label: _Label, fatalities: float | None) -> Row:
    main, article = happening.main, reading.article
    place = main.place or Party(None, None)
    nation = country(place.country)
    inter = (label.inter or _inter(main.actors), _inter(main.targets))
    return (
        f"{place.country}{number_of(happening.key)}",
        main.since,
        main.since[:4] if main.since[:4] == main.until[:4] else "",
        date_precision(main.since, main.until).acled,
        label.disorder_type,
        label.event_type,
        label.sub_event_type,
        *_actors(main.actors),
        inter[0],
        *_actors(main.targets),
        inter[1],
        interaction(*inter),
        _TARGETING if label.disorder_type == _VIOLENT and _at_civilians(main) else "",
        nation.numeric,
        nation.acled_region,
        country_name(place.country),
        *("", "", ""),
        place.label,
        place.place.lat if place.place else None,
        place.place.lon if place.place else None,
        place_precision(place.place.precision if place.place else None).acled,
        article.outlet or "",
        "",
        reading.sentence(main.event.trigger)[1].text,
        fatalities,
        "",
        int(reading.came.timestamp()) if reading.came and reading.came.tzinfo else None,
    )


def _actors(parties: tuple[Party, ...]) -> Row:
    """The first, and those with it."""
    names = [party.label for party in acting(parties)]
    return (names[0] if names else "", joined(names[1:]))


def _inter(parties: tuple[Party, ...]) -> str:
    found = [sectors().get(party.sector) for party in acting(parties)[:1]]
    return found[0].inter if found and found[0] else ""


def interaction(first: str, second: str) -> str:
    """Both numbers, the smaller one first; 0 for nobody; nothing where the actor's is not known."""
    if not first:
        return ""
    return "".join(sorted((first, second))) if second else f"{first}0"


def _at_civilians(telling: Telling) -> bool:
    return any(party.side == "civilian" for party in telling.targets)


def _tolls(toll: Deaths) -> Row:
    return (toll.low, toll.high, toll.by_claimant)


ACLED = Format(
    name="acled",
    tables=(Table("events", (*COLUMNS, *TOLLS, *JOINT)),),
    rows=_rows,
    container="csv",
    suffix=".csv",
    lacks="without a label",
)
