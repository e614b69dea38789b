"""A table in the shape of UCDP GED (49 columns), for violence that killed; then the columns of the claim.

``source_original`` is the chain of who says so. ``low`` and ``high`` are the bounds over all claimants;
``best`` (and ``deaths_unknown``, which UCDP adds up to it) stays empty unless a policy is chosen. Numbers
that UCDP gives to conflicts, dyads and sides are its own and stay empty. Columns, date and precision codes
after the UCDP GED codebook; PRIO-GRID cells are half degrees, numbered from the south-west corner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tawatur.model import Article
from tawatur.store.export.claims import JOINT, chain, main_cells
from tawatur.store.export.codes import country, country_name, date_precision
from tawatur.store.export.shape import Choice, Format, Row, Table, columns
from tawatur.store.export.tellings import (
    OUTLET,
    Happening,
    Party,
    Reading,
    Telling,
    acting,
    joined,
    number_of,
)
from tawatur.store.export.tolls import Deaths, deaths

COLUMNS = columns(
    "id:int", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id",
    "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources:int",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec:int",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude:float", "longitude:float",
    "geom_wkt", "priogrid_gid:int", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a:float", "deaths_b:float", "deaths_civilians:float",
    "deaths_unknown:float", "best:float", "high:float", "low:float", "gwnoa", "gwnob",
)  # fmt: skip
VIOLENCE = "ASSAULT"
_PROVINCE, _DISTRICT = 4, 3  # where_prec
_STATE_BASED, _NON_STATE, _ONE_SIDED = 1, 2, 3
_ROW_CELLS = 720  # of PRIO-GRID: half degrees around the globe


def _rows(reading: Reading, choice: Choice) -> Iterator[tuple[int, Row]]:
    for happening in reading.happenings(choice.statuses):
        toll = deaths(reading, happening)
        if happening.main.event.type == VIOLENCE and toll.told:
            yield 0, row_of((reading.article,), happening, toll, choice)


def row_of(articles: Sequence[Article], happening: Happening, toll: Deaths, choice: Choice) -> Row:
    """The row of a happening that these articles tell."""
    best = toll.best(choice.best)
    figures = (None, None, None, best, best, toll.high, toll.low)
    return (*_event(articles, happening, figures), *main_cells(happening), toll.by_claimant)


def _event(articles: Sequence[Article], happening: Happening, figures: Row) -> Row:
    main = happening.main
    sources = [
        (a.outlet or "", (a.published.at or "")[:10], a.title.text if a.title else "") for a in articles
    ]
    names = (_side(main.actors), _side(main.targets))
    return (
        number_of(happening.key),
        happening.key,
        main.since[:4] if main.since[:4] == main.until[:4] else "",
        *("", ""),
        type_of_violence(main),
        *("", "", ""),
        *("", "", joined(names, " - ")),
        *("", "", names[0]),
        *("", "", names[1]),
        len(articles),
        joined(joined(source, ", ") for source in sources),
        *(joined(cells) for cells in zip(*sources, strict=True)),
        joined(chain(telling.claim) for telling in happening.tellings if telling.claim.kind != OUTLET),
        *_place(main.place),
        "",
        date_precision(main.since, main.until).ucdp,
        _midnight(main.since),
        _midnight(main.until),
        *figures,
        _state_number(main.actors),
        _state_number(main.targets),
    )


def type_of_violence(telling: Telling) -> int | None:
    """1 a state fights, 2 armed groups do, 3 against civilians; None where a side is not known."""
    by = {party.side for party in telling.actors} - {""}
    against = {party.side for party in telling.targets} - {""}
    if not by or not against or "civilian" in by:
        return None
    if against == {"civilian"}:
        return _ONE_SIDED
    return _STATE_BASED if "state" in by | against else _NON_STATE


def _side(parties: tuple[Party, ...]) -> str:
    return joined((party.label for party in acting(parties)), ", ")


def _state_number(parties: tuple[Party, ...]) -> str:
    """The Gleditsch and Ward number of a side that is a state."""
    return joined(country(party.country).gw for party in parties if party.side == "state")


def _place(party: Party | None) -> Row:
    """From ``where_prec`` to ``region``."""
    if party is None:
        return (None, "", "", "", "", None, None, "", None, "", "", "")
    place = party.place
    lat, lon = (place.lat, place.lon) if place else (None, None)
    precision = place.precision if place else None
    known = lat is not None and lon is not None
    return (
        precision,
        party.label if known else "",
        party.words,
        party.label if precision == _PROVINCE else "",
        party.label if precision == _DISTRICT else "",
        lat,
        lon,
        f"POINT ({lon:g} {lat:g})" if known else "",
        priogrid(lat, lon) if lat is not None and lon is not None else None,
        country_name(party.country),
        country(party.country).gw,
        country(party.country).ucdp_region,
    )


def priogrid(lat: float, lon: float) -> int:
    """The number of the PRIO-GRID cell of a point in degrees."""
    row, column = min(int((lat + 90) * 2), 359), min(int((lon + 180) * 2), _ROW_CELLS - 1)
    return row * _ROW_CELLS + column + 1


def _midnight(day: str) -> str:
    """A day as UCDP writes it."""
    return f"{day} 00:00:00.000" if day else ""


TABLE = Table("events", (*COLUMNS, *JOINT, *columns("deaths_by_claimant")))
UCDP = Format(
    name="ucdp",
    tables=(TABLE,),
    rows=_rows,
    container="csv",
    suffix=".csv",
    lacks="not violence that killed",
)
