# ruff: noqa: INP001  # a command, no package
"""Freeze the outlines of the map: land and states of Natural Earth, simplified.

A command for the tree, not part of the package. ``countries-50m.json`` is that of world-atlas::

    npm pack world-atlas@2.0.2
    python scripts/outlines.py package/countries-50m.json

It writes ``resources/places/outline_lines.tsv`` (lines in hundredths of a degree) and ``outlines.tsv``
(states as rings of lines). Lines are simplified once, not state by state: neighbours still share them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tawatur.language.lexicon import read_table
from tawatur.resources import root

Point = tuple[float, float]
State = tuple[str, str, list[list[int]]]  # ISO code or nothing, name, rings of lines
NEAR = (-19.0, 8.0, 64.0, 46.0)  # degrees: where Arabic news mostly happens is drawn finer
FINE, COARSE = 0.05, 0.3  # degrees that a point may lie off the line without which it is drawn
SMALL_NEAR, SMALL = 0.01, 0.6  # square degrees below which a ring is left out
# All borders of these are dashed: units to which the source gives no ISO number, or the TYPE indeterminate.
DISPUTED = ("Kosovo", "N. Cyprus", "Palestine", "Siachen Glacier", "Somaliland", "W. Sahara")
# So are lines between two states, south of a latitude, that Natural Earth 5.1 has as disputed, indefinite
# or a line of control (FEATURECLA of ne_50m_admin_0_boundary_lines_land). Between Israel and Syria that is
# the line of 1974: its layer of disputed areas has the Golan as "Admin. by Israel, Claimed by Syria".
DISPUTED_BETWEEN = (
    ("Ethiopia", "Somalia", 90.0),
    ("Israel", "Lebanon", 90.0),
    ("Israel", "Syria", 90.0),
    ("North Korea", "South Korea", 90.0),
    ("Russia", "Ukraine", 46.5),  # to Crimea
)


def lines(source: dict) -> list[list[Point]]:
    """All lines in degrees (the arcs of TopoJSON are differences of whole steps)."""
    (sx, sy), (tx, ty) = source["transform"]["scale"], source["transform"]["translate"]
    found = []
    for arc in source["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        found.append(points)
    return found


def is_near(points: Sequence[Point]) -> bool:
    """Whether any of the points lies where lines are drawn finer."""
    west, south, east, north = NEAR
    return any(west < x < east and south < y < north for x, y in points)


def simplified(points: Sequence[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's algorithm (1973), without recursion."""
    keep, todo = {0, len(points) - 1}, [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        far, at = 0.0, None
        for i in range(first + 1, last):
            off = distance(points[i], points[first], points[last])
            if off > far:
                far, at = off, i
        if at is not None and far > tolerance:
            keep.add(at)
            todo += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def distance(p: Point, a: Point, b: Point) -> float:
    """From a point to a line between two others; to the first where they are one."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = (dx * dx + dy * dy) ** 0.5
    if not length:
        return ((p[0] - a[0]) ** 2 + (p[1] - a[1]) ** 2) ** 0.5
    return abs(dx * (a[1] - p[1]) - (a[0] - p[0]) * dy) / length


def rings(geometry: dict) -> Iterator[list[int]]:
    """The rings of a state; a negative number is a line run backwards (~n)."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in parts:
        yield from polygon


def is_seen(ring: Sequence[int], drawn: Sequence[Sequence[Point]]) -> bool:
    """Whether a ring is large enough to be drawn."""
    points = [p for n in ring for p in (drawn[n] if n >= 0 else drawn[~n][::-1])]
    area = (
        abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))) / 2
    )
    return area > (SMALL_NEAR if is_near(points) else SMALL)


def doubtful(states: Sequence[State], whole: Sequence[Sequence[Point]]) -> Iterator[int]:
    """The lines that are drawn dashed."""
    of = {name: {n if n >= 0 else ~n for ring in found for n in ring} for _, name, found in states}
    for name in DISPUTED:
        yield from of.get(name, ())  # a unit too small to be drawn has none
    for one, other, north in DISPUTED_BETWEEN:
        yield from (n for n in of[one] & of[other] if max(y for _, y in whole[n]) < north)


def main(path: str) -> None:
    """Write both tables."""
    source = json.loads(Path(path).read_text(encoding="utf-8"))
    whole = lines(source)
    drawn = [simplified(points, FINE if is_near(points) else COARSE) for points in whole]
    _, rows = read_table(root() / "codify/export_countries.tsv")
    codes = {numeric: iso3 for iso3, numeric, *_ in rows}
    states = [
        (codes.get(g["id"].lstrip("0"), "") if "id" in g else "", g["properties"]["name"],
         [ring for ring in rings(g) if is_seen(ring, whole)])
        for g in source["objects"]["countries"]["geometries"]
        if g["properties"]["name"] != "Antarctica"
    ]  # fmt: skip
    states = [state for state in states if state[2]]
    uses = Counter(n if n >= 0 else ~n for _, _, found in states for ring in found for n in ring)
    dashed = set(doubtful(states, whole))
    number = {old: new for new, old in enumerate(sorted(uses), start=1)}
    folder = root() / "places"
    with (folder / "outline_lines.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("line\tkind\tpoints\n")
        for old, new in number.items():
            kind = "coast" if uses[old] < 2 else "disputed" if old in dashed else "border"
            points = " ".join(f"{round(x * 100)},{round(y * 100)}" for x, y in drawn[old])
            out.write(f"{new}\t{kind}\t{points}\n")
    with (folder / "outlines.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("iso3\tname_en\trings\n")
        for code, name, found in sorted(states, key=lambda state: state[1]):
            told = "|".join(
                " ".join(str(number[n] if n >= 0 else -number[~n]) for n in ring) for ring in found
            )
            out.write(f"{code}\t{name}\t{told}\n")


if __name__ == "__main__":
    main(sys.argv[1])
