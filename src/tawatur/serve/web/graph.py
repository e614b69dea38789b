"""The transmission graph of a claim, laid out: sources where reading begins, outlets where it ends."""

from __future__ import annotations

import msgspec

from tawatur.compare.types import Claim

COLUMN, ROW, BOX, HIGH, MARGIN = 230, 56, 186, 38, 8  # pixels
LETTERS = 24  # that a box has room for


class Node(msgspec.Struct, frozen=True):
    """A box: ``kind`` is outlet, source or common (every path with a source runs through it)."""

    name: str
    kind: str
    x: int
    y: int

    @property
    def label(self) -> str:
        """The name as far as there is room."""
        return self.name if len(self.name) <= LETTERS else self.name[: LETTERS - 1] + "…"


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
            edges[link.key, before] = None
            before = link.key
    places, rows, depth = _places(columns, rightward=rightward)
    nodes = tuple(Node(names[key], _kind(key, names[key], claim), *places[key]) for key in columns)
    drawn = tuple(_edge(places[a], places[b], rightward=rightward) for a, b in edges if a != b)
    width = depth * COLUMN - (COLUMN - BOX) + 2 * MARGIN
    return Graph(nodes, drawn, width, rows * ROW - (ROW - HIGH) + 2 * MARGIN)


def _kind(key: str, name: str, claim: Claim) -> str:
    if key.startswith("outlet "):
        return "outlet"
    return "common" if claim.common_link in (key, name) else "source"


def _places(columns: dict[str, int], *, rightward: bool) -> tuple[dict[str, tuple[int, int]], int, int]:
    """The corners of the boxes, the rows and the columns; short columns stand in the middle."""
    members: dict[int, list[str]] = {}
    for key, column in columns.items():
        members.setdefault(column, []).append(key)
    rows, depth = max(map(len, members.values())), max(members) + 1
    places = {}
    for column, keys in members.items():
        x = MARGIN + (depth - 1 - column if rightward else column) * COLUMN
        top = MARGIN + (rows - len(keys)) * ROW // 2
        places.update({key: (x, top + n * ROW) for n, key in enumerate(keys)})
    return places, rows, depth


def _edge(start: tuple[int, int], end: tuple[int, int], *, rightward: bool) -> Edge:
    (x1, y1), (x2, y2) = start, end
    x1, x2 = (x1 + BOX, x2) if rightward else (x1, x2 + BOX)
    y1, y2 = y1 + HIGH // 2, y2 + HIGH // 2
    middle = (x1 + x2) // 2
    return Edge(f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}")
