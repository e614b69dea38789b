"""The code tables that several formats share."""

from __future__ import annotations

from datetime import date
from functools import cache

from msgspec import Struct

from tawatur.language.lexicon import load

_FOLDER = "codify/export_"


class Country(Struct, frozen=True):
    """A country in the codes of the field: FIPS 10-4, Correlates of War, Gleditsch and Ward."""

    iso3: str
    numeric: str = ""
    fips: str = ""
    cow: str = ""
    gw: str = ""
    ucdp_region: str = ""
    acled_region: str = ""


class CountryName(Struct, frozen=True):
    """The name of a country, as the lexicon of countries has it."""

    iso3: str
    iso2: str = ""
    name_en: str = ""


class Sector(Struct, frozen=True):
    """A PLOVER sector: its CAMEO role, its side (state, armed, civilian) and ACLED's ``inter`` number."""

    sector: str
    cameo: str = ""
    side: str = ""
    inter: str = ""


class EventClass(Struct, frozen=True):
    """A PLOVER event type: its quad, the CAMEO code that says no more than the type, its modes."""

    type: str
    quad: int
    quad_name: str
    cameo: str
    modes: tuple[str, ...] = ()


class DatePrecision(Struct, frozen=True):
    """Codes for a range of at most ``days`` days."""

    days: int
    ucdp: str = ""
    acled: str = ""


class PlacePrecision(Struct, frozen=True):
    """What UCDP's ``where_prec`` is called elsewhere."""

    where_prec: int
    gdelt_world: str = ""
    gdelt_us: str = ""
    acled: str = ""
    plover: str = ""


@cache
def countries() -> dict[str, Country]:
    """By ISO 3166-1 alpha-3."""
    return {row.iso3: row for row in load(f"{_FOLDER}countries.tsv", Country)}


@cache
def country_names() -> dict[str, CountryName]:
    """By ISO 3166-1 alpha-3."""
    return {row.iso3: row for row in load("names/countries.tsv", CountryName)}


@cache
def sectors() -> dict[str, Sector]:
    """By PLOVER code."""
    return {row.sector: row for row in load(f"{_FOLDER}sectors.tsv", Sector)}


@cache
def event_classes() -> dict[str, EventClass]:
    """By PLOVER event type."""
    return {row.type: row for row in load(f"{_FOLDER}plover.tsv", EventClass)}


@cache
def place_precisions() -> dict[int, PlacePrecision]:
    """By UCDP's ``where_prec``."""
    return {row.where_prec: row for row in load(f"{_FOLDER}place_precision.tsv", PlacePrecision)}


def country(iso3: str) -> Country:
    """The numbers of a country; empty ones where it is not known."""
    return countries().get(iso3) or Country(iso3)


def country_name(iso3: str) -> str:
    """The English name of a country, or nothing."""
    found = country_names().get(iso3)
    return found.name_en if found else ""


def side(sector: str) -> str:
    """Whose side a sector is on in a fight: ``state``, ``armed`` (no state's), ``civilian``, or nothing."""
    found = sectors().get(sector)
    return found.side if found else ""


def days_between(since: str, until: str) -> int | None:
    """The length of a range of ISO days, ends included; None where an end is not known."""
    try:
        return (date.fromisoformat(until) - date.fromisoformat(since)).days + 1
    except ValueError:
        return None


def date_precision(since: str, until: str) -> DatePrecision:
    """The codes of a range of days; empty ones where it is not known or too long."""
    days = days_between(since, until)
    rows = load(f"{_FOLDER}date_precision.tsv", DatePrecision)
    return next((row for row in rows if days is not None and days <= row.days), DatePrecision(0))


def place_precision(where_prec: int | None) -> PlacePrecision:
    """The codes of a precision; empty ones where it is not known."""
    return place_precisions().get(where_prec or 0) or PlacePrecision(0)
