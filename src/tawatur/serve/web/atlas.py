"""The map: outlines of states, and events at their places, as shapes of an SVG drawing.

Outlines are those of ``places/outlines.tsv``; nothing is fetched. The projection is equirectangular, true to
scale at the middle of the window. A place is drawn by its precision (UCDP ``where_prec``): the place itself
as a point, what is only near it in a ring, what is a region in a wide ring, a whole state by its shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from math import cos, radians

import msgspec

from tawatur.language.lexicon import load
from tawatur.serve.web.deeds import Deed
from tawatur.store.events import EventRow, spot_of

WIDE, HIGH = 860, 520  # pixels
LEAST = 9.0  # degrees of longitude that a window shows at least
MARGIN = 1.35  # times what the places take
STATE = 6  # the precision that names a whole state
_RADIUS = {1: 6, 2: 13, 3: 20, 4: 26, 5: 30, 6: 34, 7: 34}
_HOME = (-12.0, 10.0, 60.0, 40.0)  # degrees: where there is nothing to show, the Arab countries

Box = tuple[float, float, float, float]  # west, south, east, north
Points = tuple[tuple[float, float], ...]


class _Line(msgspec.Struct, frozen=True):
    line: str
    kind: str = ""
    points: str = ""


class _Outline(msgspec.Struct, frozen=True):
    iso3: str = ""
    name_en: str = ""
    rings: tuple[str, ...] = ()


class Spot(msgspec.Struct, frozen=True):
    """A place with its events; ``status`` is theirs where they share one, else ``mixed``.

    ``label`` is the height at which its name stands.
    """

    name: str
    x: int
    y: int
    label: int
    radius: int
    precision: int
    status: str
    events: int
    iso3: str
    value: str


class Map(msgspec.Struct, frozen=True):
    """Paths of land, coasts, states that are meant as a whole, borders, disputed ones; places on them."""

    land: str
    coasts: str
    states: tuple[str, ...]
    borders: str
    disputed: str
    spots: tuple[Spot, ...]
    unplaced: int


class _Ground(msgspec.Struct, frozen=True):
    """What lies under the places: paths of land, lines, and each ring of a state with its code."""

    land: str
    coasts: str
    borders: str
    disputed: str
    states: tuple[tuple[str, str], ...]


@cache
def _lines() -> dict[int, tuple[str, Points, Box]]:
    found = {}
    for row in load("places/outline_lines.tsv", _Line):
        pairs = (point.split(",") for point in row.points.split(" "))
        points = tuple((int(x) / 100, int(y) / 100) for x, y in pairs)
        found[int(row.line)] = row.kind, points, _box(points)
    return found


@cache
def _states() -> tuple[tuple[str, Points, Box], ...]:
    """Every ring with the code of its state."""
    lines, found = _lines(), []
    for row in load("places/outlines.tsv", _Outline):
        for ring in row.rings:
            numbers = [int(number) for number in ring.split(" ")]
            points = tuple(p for n in numbers for p in (lines[n][1] if n > 0 else lines[-n][1][::-1]))
            found.append((row.iso3, points, _box(points)))
    return tuple(found)


def _box(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


class _Window(msgspec.Struct, frozen=True):
    """Degrees to pixels: ``scale`` of them are a degree of longitude, ``scale / squeeze`` one of latitude."""

    box: Box
    scale: float
    squeeze: float

    @classmethod
    def around(cls, points: Sequence[tuple[float, float]]) -> _Window:
        """The window that shows all points."""
        west, south, east, north = _box(points) if points else _HOME
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        squeeze = cos(radians(middle_y))
        per_height = (north - south) / squeeze * WIDE / HIGH
        span = max((east - west) * MARGIN, per_height * MARGIN, LEAST)
        scale = WIDE / span
        tall = HIGH / scale * squeeze
        box = (middle_x - span / 2, middle_y - tall / 2, middle_x + span / 2, middle_y + tall / 2)
        return cls(box, scale, squeeze)

    def place(self, x: float, y: float) -> tuple[int, int]:
        """The pixel of a longitude and latitude."""
        return round((x - self.box[0]) * self.scale), round((self.box[3] - y) * self.scale / self.squeeze)

    def sees(self, box: Box) -> bool:
        """Whether anything of a box lies in the window."""
        west, south, east, north = self.box
        return box[0] < east and box[2] > west and box[1] < north and box[3] > south

    def path(self, points: Points, end: str = "") -> str:
        """An SVG path; points that fall on one pixel are one."""
        pixels = list(dict.fromkeys(self.place(x, y) for x, y in points))
        return "M" + "L".join(f"{x} {y}" for x, y in pixels) + end if len(pixels) > 1 else ""


def drawn(rows: Sequence[EventRow]) -> Map:
    """The map of the events that have a place."""
    placed = [row for row in rows if row.spot]
    window = _Window.around([(lon, lat) for lat, lon, _ in map(_where, {row.spot for row in placed})])
    spots = tuple(_spots(placed, window))
    meant = {spot.iso3 for spot in spots if spot.precision == STATE and spot.iso3}
    ground = _ground(window)
    return Map(
        land=ground.land,
        coasts=ground.coasts,
        states=tuple(path for iso3, path in ground.states if iso3 in meant),
        borders=ground.borders,
        disputed=ground.disputed,
        spots=spots,
        unplaced=len(rows) - len(placed),
    )


@lru_cache(maxsize=64)  # windows: every filter of the page has its own
def _ground(window: _Window) -> _Ground:
    seen = [(iso3, window.path(points, "Z")) for iso3, points, box in _states() if window.sees(box)]
    lines = [(kind, points) for kind, points, box in _lines().values() if window.sees(box)]
    coasts, borders, disputed = (
        "".join(window.path(points) for one, points in lines if one == kind)
        for kind in ("coast", "border", "disputed")
    )
    return _Ground("".join(path for _, path in seen), coasts, borders, disputed, tuple(seen))


def place_value(deed: Deed) -> str:
    """The place of an event as the address of the page has it; empty where it is not known."""
    return spot_of(deed.place.entity if deed.place else None)


def _where(spot: str) -> tuple[float, float, int]:
    """Latitude, longitude and precision."""
    lat, lon, precision = spot.split(",")
    return float(lat), float(lon), int(precision)


def _spots(placed: Sequence[EventRow], window: _Window) -> Iterator[Spot]:
    """Wide rings first, so that points lie on them."""
    groups: dict[str, list[EventRow]] = {}
    for row in placed:
        groups.setdefault(row.spot, []).append(row)
    names: list[tuple[int, int]] = []
    for spot, given in sorted(groups.items(), key=lambda item: -_where(item[0])[2]):
        lat, lon, precision = _where(spot)
        statuses = {row.status for row in given}
        x, y = window.place(lon, lat)
        radius = _RADIUS.get(precision, 6)
        label = next(
            (at for at in (y - radius - 7, y + radius + 18, y + radius + 40) if _free(x, at, names)),
            y - radius - 29,
        )
        names.append((x, label))
        status = statuses.pop() if len(statuses) == 1 else "mixed"
        first = given[0]
        yield Spot(
            first.place, x, y, label, radius, precision, status, len(given), first.country, spot
        )  # fmt: skip


def _free(x: int, y: int, names: Sequence[tuple[int, int]]) -> bool:
    """Whether a name can stand there beside the others."""
    return all(abs(x - other) > 120 or abs(y - at) > 18 for other, at in names)  # pixels of a name
