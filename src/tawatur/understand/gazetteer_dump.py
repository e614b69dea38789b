"""Rows of the gazetteer from other people's lists: a GeoNames dump, or a table of places.

A dump is the tab-separated file of a country (or allCountries) with its 19 columns, as described in the
readme of download.geonames.org/export/dump. A table names its columns in the first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from msgspec import Struct

from tawatur.errors import PackError
from tawatur.language.lexicon import load
from tawatur.language.views import MARKS, TATWEEL, fold_word, light_word

COLUMNS = ("keys", "name", "name_en", "geonames", "iso2", "admin1", "lat", "lon", "population", "class")
_DUMP_COLUMNS = 19
_TOLD = ("name", "aliases", "name_en", "geonames", "iso2", "admin1", "lat", "lon", "population", "class")

# GeoNames tags no name with its language here; these letters are Arabic's own, so that Kurdish, Uyghur and
# most Urdu spellings drop out (what is left of them does no harm: nobody writes it in Arabic).
_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+)*")
_ADDED = re.compile(f"[{MARKS}{TATWEEL}]")
_PERSIAN = str.maketrans("یک", "يك")  # شیراز is شيراز
_STRAY = re.compile(r"ااا|^ء|[ىة][\u0621-\u064a]")
_FULL = frozenset("أإآةئؤ")


class _FeatureCode(Struct, frozen=True, rename={"kind": "class"}):
    code: str
    kind: str


def arabic_names(names: Iterable[str]) -> list[str]:
    """The Arabic spellings, the plainest first: of few words, with its hamza and ة, short."""
    bare = {_ADDED.sub("", name).translate(_PERSIAN).strip() for name in names}
    good = [n for n in bare if _ARABIC.fullmatch(n) and not _STRAY.search(n) and len(n) > 1]
    return sorted(good, key=lambda n: (n.count(" "), -sum(c in _FULL for c in n), len(n), n))


def row(names: Iterable[str], told: Mapping[str, str]) -> tuple[str, ...]:
    """The cells of a gazetteer row; ``names`` are Arabic, the first one is its name."""
    names = list(names)
    keys = dict.fromkeys(fold_word(name) for name in names)
    return ("|".join(keys), names[0], *(told.get(column, "") for column in COLUMNS[2:]))


def degrees(value: float) -> str:
    """Degrees to some ten metres."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def is_dump(line: str) -> bool:
    """Whether a first line is a row of a GeoNames dump."""
    cells = line.split("\t")
    return len(cells) == _DUMP_COLUMNS and cells[0].isdigit()


def dump_rows(lines: Iterable[str], where: str) -> Iterator[tuple[str, ...]]:
    """The rows of a GeoNames dump that have an Arabic name and a class we know.

    :raises PackError: a line has not the columns of a dump.
    """
    classes = _classes()
    for number, line in enumerate(lines, start=1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != _DUMP_COLUMNS:
            raise PackError(
                f"{where}:{number}: {len(cells)} cells, a GeoNames dump has 19; give the unpacked file"
            )
        kind = classes.get(cells[7])
        names = arabic_names([cells[1], *cells[3].split(",")]) if kind else []
        if kind and names:
            lat, lon = _point(cells[4], cells[5], f"{where}:{number}")
            yield row(names, {
                "name_en": cells[1], "geonames": cells[0], "iso2": cells[8], "admin1": cells[10],
                "lat": lat, "lon": lon, "population": cells[14] or "0", "class": kind,
            })  # fmt: skip


def table_rows(lines: Iterable[str], where: str, country: str = "") -> Iterator[tuple[str, ...]]:
    """The rows of a table of places; it needs the columns name, lat and lon, and iso2 or ``country``.

    :raises PackError: a column is missing or a cell is no coordinate.
    """
    columns: list[str] = []
    for number, line in enumerate(lines, start=1):
        cells = line.rstrip("\r\n").split("\t")
        if not columns:
            columns = cells
            _check_columns(columns, where, country)
            continue
        if len(cells) != len(columns):
            raise PackError(
                f"{where}:{number}: {len(cells)} cells, {len(columns)} columns; put one tab between two"
            )
        told = dict(zip(columns, (cell.strip() for cell in cells), strict=True))
        names = [light_word(n) for n in (told["name"], *told.get("aliases", "").split("|")) if n]
        if names:
            told["lat"], told["lon"] = _point(told["lat"], told["lon"], f"{where}:{number}")
            told["iso2"] = told.get("iso2") or country
            told["class"] = told.get("class") or "city"
            told["population"] = told.get("population") or "0"
            yield row(names, told)


def _check_columns(columns: list[str], where: str, country: str) -> None:
    needed = ("name", "lat", "lon") if country else ("name", "lat", "lon", "iso2")
    missing = [name for name in needed if name not in columns]
    if missing:
        raise PackError(
            f"{where}:1: lacks the column {', '.join(missing)}; "
            f"the first line names the columns, of {', '.join(_TOLD)}"
        )


def _point(lat: str, lon: str, where: str) -> tuple[str, str]:
    try:
        north, east = float(lat), float(lon)
    except ValueError as error:
        raise PackError(f"{where}: {lat!r}, {lon!r} are no degrees; write 32.89 and 13.18") from error
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise PackError(f"{where}: {lat}, {lon} lie outside the globe; latitude comes first")
    return degrees(north), degrees(east)


@cache
def _classes() -> dict[str, str]:
    return {row.code: row.kind for row in load("places/feature_codes.tsv", _FeatureCode)}
