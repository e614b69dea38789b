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
from itertools import count, pairwise
from pathlib import Path

from tawatur.language.lexicon import read_table
from tawatur.resources import root

Point = tuple[float, float]
State = tuple[str, str, list[list[int]]]  # ISO code or nothing, name, rings of lines
Box = tuple[float, float, float, float]  # west, south, east, north
NEAR = (-19.0, 8.0, 78.0, 46.0)  # degrees: where Arabic news mostly happens is drawn finer
FINE, COARSE = 0.05, 0.3  # degrees that a point may lie off the line without which it is drawn
SMALL_NEAR, SMALL = 0.01, 0.6  # square degrees below which an island is left out
# All borders of these are dashed: units to which the source gives no ISO number, or the TYPE indeterminate.
DISPUTED = ("Kosovo", "N. Cyprus", "Palestine", "Siachen Glacier", "Somaliland", "W. Sahara")
# So are lines between two states, as far as they run within degrees of west, south, east and north, that
# Natural Earth 5.1 has as disputed, indefinite or a line of control (FEATURECLA of
# ne_50m_admin_0_boundary_lines_land), or that bound one of its disputed areas. Between Israel and Syria that
# is the line of 1974: the Golan is «Admin. by Israel, Claimed by Syria». Between Egypt and Sudan it is the
# 22nd parallel from Bir Tawil on. The source holds one line for each; what is claimed besides (the line of
# 1967 in the Golan, that of 1902 round Halaib, that of Aksai Chin) bounds no state there and is not drawn.
WORLD = (-180.0, -90.0, 180.0, 90.0)
DISPUTED_BETWEEN = (
    ("China", "India", WORLD),
    ("Egypt", "Sudan", (33.1, 21.0, 37.0, 23.0)),
    ("Ethiopia", "Somalia", WORLD),
    ("India", "Pakistan", (73.0, 32.3, 78.0, 36.0)),  # Jammu and Kashmir
    ("Israel", "Lebanon", WORLD),
    ("Israel", "Syria", WORLD),
    ("North Korea", "South Korea", WORLD),
    ("Russia", "Ukraine", (32.0, 44.0, 37.0, 46.5)),  # Crimea
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


def is_seen(ring: Sequence[int], drawn: Sequence[Sequence[Point]], uses: Counter[int]) -> bool:
    """Whether a ring is drawn: what has a neighbour on land (else it is a hole), and large islands."""
    if any(uses[n if n >= 0 else ~n] > 1 for n in ring):
        return True
    points = [p for n in ring for p in (drawn[n] if n >= 0 else drawn[~n][::-1])]
    area = (
        abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))) / 2
    )
    return area > (SMALL_NEAR if is_near(points) else SMALL)


def doubtful(states: Sequence[State]) -> Iterator[tuple[int, Box]]:
    """The lines that are drawn dashed, and where."""
    of = {name: {n if n >= 0 else ~n for ring in found for n in ring} for _, name, found in states}
    for name in DISPUTED:
        yield from ((n, WORLD) for n in of[name])
    for one, other, where in DISPUTED_BETWEEN:
        yield from ((n, where) for n in of[one] & of[other])


def cut(points: Sequence[Point], where: Box) -> list[tuple[bool, list[Point]]]:
    """A line in parts that lie within degrees and without, in its order; neighbours share a point."""
    west, south, east, north = where
    found: list[tuple[bool, list[Point]]] = []
    for a, b in pairwise(points):
        x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        within = west < x < east and south < y < north
        if found and found[-1][0] == within:
            found[-1][1].append(b)
        else:
            found.append((within, [a, b]))
    return found


def pieces(
    whole: Sequence[Sequence[Point]], states: Sequence[State], uses: Counter[int]
) -> dict[int, list[tuple[str, str]]]:
    """Every line of a state as parts: the kind of each, and its points as they are written."""
    dashed = dict(doubtful(states))
    made = {}
    for n in sorted(uses):
        plain = "coast" if uses[n] < 2 else "border"
        made[n] = [
            ("disputed" if within and n in dashed else plain, written(part))
            for within, part in cut(whole[n], dashed.get(n, WORLD))
        ]
    return made


def written(points: Sequence[Point]) -> str:
    """A line in hundredths of a degree, without the points that it can do without."""
    kept = simplified(points, FINE if is_near(points) else COARSE)
    return " ".join(f"{round(x * 100)},{round(y * 100)}" for x, y in kept)


def main(path: str) -> None:
    """Write both tables."""
    source = json.loads(Path(path).read_text(encoding="utf-8"))
    whole = lines(source)
    _, rows = read_table(root() / "codify/export_countries.tsv")
    codes = {numeric: iso3 for iso3, numeric, *_ in rows}
    states = [
        (codes.get(g["id"].lstrip("0"), "") if "id" in g else "", g["properties"]["name"], list(rings(g)))
        for g in source["objects"]["countries"]["geometries"]
        if g["properties"]["name"] != "Antarctica"
    ]
    uses = Counter(n if n >= 0 else ~n for _, _, found in states for ring in found for n in ring)
    made = pieces(whole, states, uses)
    drawn = [
        (code, name, [ring for ring in found if is_seen(ring, whole, uses)]) for code, name, found in states
    ]
    drawn = [state for state in drawn if state[2]]
    used = sorted({n if n >= 0 else ~n for _, _, found in drawn for ring in found for n in ring})
    numbers = count(1)
    number = {n: [next(numbers) for _ in made[n]] for n in used}
    write_lines(made, number)
    write_states(drawn, number)


def write_lines(made: dict[int, list[tuple[str, str]]], number: dict[int, list[int]]) -> None:
    """A row a part of a line."""
    with (root() / "places/outline_lines.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("line\tkind\tpoints\n")
        for old, parts in number.items():
            for new, (kind, points) in zip(parts, made[old], strict=True):
                out.write(f"{new}\t{kind}\t{points}\n")


def write_states(states: Sequence[State], number: dict[int, list[int]]) -> None:
    """A row a state; a line that is run backwards has its number below zero."""

    def told(ring: Sequence[int]) -> str:
        signed = [n for old in ring for n in (number[old] if old >= 0 else [-n for n in number[~old][::-1]])]
        return " ".join(map(str, signed))

    with (root() / "places/outlines.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("iso3\tname_en\trings\n")
        for code, name, found in sorted(states, key=lambda state: state[1]):
            out.write(f"{code}\t{name}\t{'|'.join(map(told, found))}\n")


if __name__ == "__main__":
    main(sys.argv[1])
