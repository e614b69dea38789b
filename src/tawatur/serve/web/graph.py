"""Who draws on whom, laid out: sources where reading begins, outlets where it ends.

One claim, or all claims of a story. Boxes and lines know what runs through them, so that pointing at a claim,
a source or an outlet lights its paths.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import fmean
from textwrap import wrap

import msgspec

from tawatur.compare.types import Claim

COLUMN, ROW, BOX, HIGH, MARGIN = 262, 60, 212, 46, 8  # pixels
LETTERS = 26  # that a line of a box has room for; it has two
_FREE = "free "  # what the key of a place without a box begins with

Step = tuple[str, str]  # from a source to who passes it on


class Node(msgspec.Struct, frozen=True):
    """A box: ``kind`` is source, common (every path with a source runs through it), outlet or own.

    ``own`` is an outlet that tells in its own voice what others attribute. ``of`` names the claims and boxes
    that share a path with it, itself last.
    """

    name: str
    kind: str
    x: int
    y: int
    of: tuple[str, ...]

    @property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """The name as far as there is room, and how far below the top of the box each line stands."""
        cut = wrap(self.name, LETTERS, max_lines=2, placeholder="…") or [self.name]
        return tuple(zip((27,) if len(cut) < 2 else (19, 36), cut, strict=True))


class Edge(msgspec.Struct, frozen=True):
    """A curve from a source to who passes it on, with the claims and boxes of its paths."""

    path: str
    of: tuple[str, ...]


class Graph(msgspec.Struct, frozen=True):
    """Boxes and curves in a drawing of so many pixels; ``box_of`` names the box of each article."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int
    box_of: dict[str, str]
    box: tuple[int, int] = (BOX, HIGH)


class _Web(msgspec.Struct):
    """Boxes by key in the order they are met, the steps between them, and what runs through each."""

    names: dict[str, str]
    steps: dict[Step, dict[str, None]]
    through: dict[str, dict[str, None]]


def graph(
    claims: Sequence[Claim], outlets: Mapping[str, str], own: Collection[str] = (), *, rightward: bool
) -> Graph:
    """The graph of claims as ``outlets`` (names by article) tell them, all of which are drawn.

    ``own`` are articles that tell in their own voice; ``rightward`` where the language runs that way.
    """
    web = _woven(claims, outlets)
    columns = _columns(web)
    edges = [(step, of) for whole, of in web.steps.items() for step in _steps(whole, columns)]
    places, rows, depth = _places(columns, [step for step, _ in edges], rightward=rightward)
    common = claims[0].common_link if len(claims) == 1 else None
    pale = {f"outlet {article}" for article in own}
    ids = {key: f"n{number}" for number, key in enumerate(web.names)}

    def named(keys: Mapping[str, None], *last: str) -> tuple[str, ...]:
        return tuple(ids.get(key, key) for key in (*(key for key in keys if key not in last), *last))

    nodes = tuple(
        Node(name, _kind(key, name, common, pale), *places[key], named(web.through[key], key))
        for key, name in web.names.items()
    )
    drawn = tuple(Edge(_curve(*step, places, rightward=rightward), named(of)) for step, of in edges)
    width = depth * COLUMN - (COLUMN - BOX) + 2 * MARGIN
    height = rows * ROW - (ROW - HIGH) + 2 * MARGIN
    return Graph(nodes, drawn, width, height, {article: ids[f"outlet {article}"] for article in outlets})


def _woven(claims: Sequence[Claim], outlets: Mapping[str, str]) -> _Web:
    web = _Web({f"outlet {article}": name for article, name in outlets.items()}, {}, {})
    for key in web.names:
        web.through[key] = {key: None}
    for claim in claims:
        for telling in claim.told:
            chain = [f"outlet {telling.article}", *dict.fromkeys(link.key for link in telling.links)]
            of = dict.fromkeys((claim.id, *chain))
            for link in telling.links:
                web.names.setdefault(link.key, link.name)
            for key in chain:
                web.through.setdefault(key, {}).update(of)
            for end, start in pairwise(chain):
                if (start, end) in web.steps or not _leads(web.steps, end, start):
                    web.steps.setdefault((start, end), {}).update(of)
    return web


def _leads(steps: Collection[Step], start: str, end: str) -> bool:
    """Whether steps lead from one box to another: two that quote each other would have no order."""
    seen, todo = {start}, [start]
    while todo:
        here = todo.pop()
        further = [b for a, b in steps if a == here and b not in seen]
        seen.update(further)
        todo += further
    return end in seen


def _columns(web: _Web) -> dict[str, int]:
    """How far each box stands from the outlets: one further than all it leads to."""
    columns = dict.fromkeys(web.names, 0)
    for _ in columns:  # no path is longer
        for start, end in web.steps:
            columns[start] = max(columns[start], columns[end] + 1)
    return columns


def _steps(whole: Step, columns: dict[str, int]) -> Iterator[Step]:
    """An edge from column to column: one that spans more gets a free place in each column on its way."""
    before, end = whole
    for column in range(columns[before] - 1, columns[end], -1):
        free = f"{_FREE}{column} {whole[0]} {end}"
        columns[free] = column
        yield before, free
        before = free
    yield before, end


def _kind(key: str, name: str, common: str | None, pale: Collection[str]) -> str:
    if key.startswith("outlet "):
        return "own" if key in pale else "outlet"
    return "common" if common in (key, name) else "source"


def _places(
    columns: dict[str, int], steps: Sequence[Step], *, rightward: bool
) -> tuple[dict[str, tuple[int, int]], int, int]:
    """The corners of the boxes, the rows and the columns; short columns stand in the middle.

    Outlets stand as they are given, each further column beside what it leads to.
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


def _curve(start: str, end: str, places: dict[str, tuple[int, int]], *, rightward: bool) -> str:
    """A curve between two boxes, and a straight line through a free place."""
    (x1, y1), (x2, y2) = places[start], places[end]
    x1, x2 = (x1 + BOX, x2) if rightward else (x1, x2 + BOX)
    y1, y2 = y1 + HIGH // 2, y2 + HIGH // 2
    middle = (x1 + x2) // 2
    curve = f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"
    return f"{curve}h{BOX if rightward else -BOX}" if end.startswith(_FREE) else curve
