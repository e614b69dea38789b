"""The transmission graph of a claim, laid out: sources where reading begins, outlets where it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import fmean

import msgspec

from tawatur.compare.types import Claim
from tawatur.serve.terminal import shorten

COLUMN, ROW, BOX, HIGH, MARGIN = 230, 56, 186, 38, 8  # pixels
LETTERS = 24  # that a box has room for
_FREE = "free "  # what the key of a place without a box begins with


class Node(msgspec.Struct, frozen=True):
    """A box: ``kind`` is outlet, source or common (every path with a source runs through it)."""

    name: str
    kind: str
    x: int
    y: int

    @property
    def label(self) -> str:
        """The name as far as there is room."""
        return shorten(self.name, LETTERS)


class Edge(msgspec.Struct, frozen=True):
    """A curve from a source to who passes it on."""

    path: str


class Graph(msgspec.Struct, frozen=True):
    """Boxes and curves in a drawing of so many pixels."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int


def graph(claim: Claim, outlets: dict[str, str], *, rightward: bool) -> Graph:
    """The graph of a claim; ``rightward`` where the language runs from left to right."""
    columns: dict[str, int] = {}
    names: dict[str, str] = {}
    edges: dict[tuple[str, str], None] = {}
    for telling in claim.told:
        before = f"outlet {telling.article}"
        columns.setdefault(before, 0)
        names[before] = outlets[telling.article]
        for link in telling.links:
            columns[link.key] = max(columns.get(link.key, 0), columns[before] + 1)
            names.setdefault(link.key, link.name)
            if link.key != before:
                edges[link.key, before] = None
            before = link.key
    steps = list(_steps(edges, columns))
    places, rows, depth = _places(columns, steps, rightward=rightward)
    nodes = tuple(Node(names[key], _kind(key, names[key], claim), *places[key]) for key in names)
    drawn = tuple(_edge(a, b, places, rightward=rightward) for a, b in steps)
    width = depth * COLUMN - (COLUMN - BOX) + 2 * MARGIN
    return Graph(nodes, drawn, width, rows * ROW - (ROW - HIGH) + 2 * MARGIN)


def _steps(edges: Iterable[tuple[str, str]], columns: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Edges from a column to the next: one that spans more gets a free place in each column on its way."""
    for start, end in edges:
        before = start
        for column in range(columns[start] - 1, columns[end], -1):
            free = f"{_FREE}{column} {start} {end}"
            columns[free] = column
            yield before, free
            before = free
        yield before, end


def _kind(key: str, name: str, claim: Claim) -> str:
    if key.startswith("outlet "):
        return "outlet"
    return "common" if claim.common_link in (key, name) else "source"


def _places(
    columns: dict[str, int], steps: Sequence[tuple[str, str]], *, rightward: bool
) -> tuple[dict[str, tuple[int, int]], int, int]:
    """The corners of the boxes, the rows and the columns; short columns stand in the middle.

    Outlets stand as the claim has them, each further column beside what it leads to.
    """
    members: dict[int, list[str]] = {}
    for key, column in columns.items():
        members.setdefault(column, []).append(key)
    rows, depth = max(map(len, members.values())), max(members) + 1
    places: dict[str, tuple[int, int]] = {}
    for column in sorted(members):
        heights = {
            key: fmean(places[end][1] for start, end in steps if start == key and end in places)
            for key in members[column]
            if column
        }
        ordered = sorted(members[column], key=lambda key: heights.get(key, 0))
        x = MARGIN + (depth - 1 - column if rightward else column) * COLUMN
        top = MARGIN + (rows - len(ordered)) * ROW // 2
        places.update({key: (x, top + n * ROW) for n, key in enumerate(ordered)})
    return places, rows, depth


def _edge(start: str, end: str, places: dict[str, tuple[int, int]], *, rightward: bool) -> Edge:
    """A curve between two boxes, and a straight line through a free place."""
    (x1, y1), (x2, y2) = places[start], places[end]
    x1, x2 = (x1 + BOX, x2) if rightward else (x1, x2 + BOX)
    y1, y2 = y1 + HIGH // 2, y2 + HIGH // 2
    middle = (x1 + x2) // 2
    curve = f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"
    return Edge(f"{curve}h{BOX if rightward else -BOX}" if end.startswith(_FREE) else curve)
