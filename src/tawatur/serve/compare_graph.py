"""The transmission graph of the claims that several articles tell, as Graphviz source or as a drawing.

The reader stands at the right, as one reads Arabic; to the left of him the outlets, then agencies and
documents, then who speaks. In the drawing text never follows a path.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from msgspec import Struct

from tawatur.compare.types import Claim, Comparison
from tawatur.serve.terminal import one_line, shorten
from tawatur.serve.trace_text import scope_words

CLAIMS = 12  # the drawing shows the claims that most texts tell
COLUMN, ROW, TOP, BOX, HIGH, MARGIN = 190, 44, 74, 160, 28, 24  # pixels
LETTERS = 22  # that a box has room for
READER = "القارئ"


class _Node(Struct, frozen=True):
    key: str
    name: str
    column: int


class _Graph(Struct, frozen=True):
    claim: Claim
    nodes: tuple[_Node, ...]
    edges: tuple[tuple[str, str], ...]


def draw_dot(found: Comparison) -> str:
    """The graphs of the claims as Graphviz source."""
    lines = [
        "digraph tawatur {",
        f"  label={_quoted(scope_words(found.scope))};",
        "  rankdir=RL; node [shape=box];",
    ]
    for graph in _graphs(found):
        lines.append(f"  subgraph cluster_{graph.claim.id} {{")
        lines.append(f"    label={_quoted(_title(found, graph.claim))};")
        lines += [
            f"    {_quoted(graph.claim.id + node.key)} [label={_quoted(node.name)}];" for node in graph.nodes
        ]
        lines += [
            f"    {_quoted(graph.claim.id + a)} -> {_quoted(graph.claim.id + b)};" for a, b in graph.edges
        ]
        lines.append("  }")
    return "\n".join([*lines, "}"]) + "\n"


def draw_svg(found: Comparison) -> str:
    """The graphs of the claims as one SVG drawing, the reader at the right."""
    graphs = list(_graphs(found))
    columns = max((node.column for graph in graphs for node in graph.nodes), default=0) + 1
    width = columns * COLUMN + 2 * MARGIN
    body, top = [], 40
    for graph in graphs:
        drawn, height = _panel(found, graph, top, width)
        body += drawn
        top += height
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{top}" viewBox="0 0 {width} {top}" '
        'font-family="sans-serif" font-size="13" direction="rtl">'
    )
    scope = _line_of_words(24, scope_words(found.scope))
    return "\n".join([head, scope, *body, "</svg>"]) + "\n"


def _graphs(found: Comparison) -> Iterator[_Graph]:
    several = [claim for claim in found.claims if len({one.article for one in claim.told}) > 1]
    shown = sorted(several, key=lambda one: (-len(one.texts), -one.named, int(one.id[1:])))[:CLAIMS]
    outlets = {one.id: one.outlet or one.id for one in found.articles}
    for claim in shown:
        nodes: dict[str, _Node] = {"reader": _Node("reader", READER, 0)}
        edges: dict[tuple[str, str], None] = {}
        for telling in claim.told:
            path = [("outlet " + telling.article, outlets[telling.article])]
            path += [(link.counted, link.name) for link in telling.links]
            before = "reader"
            for key, name in path:
                column = max(nodes[before].column + 1, nodes[key].column if key in nodes else 0)
                nodes[key] = _Node(key, name, column)
                edges[before, key] = None
                before = key
        yield _Graph(claim, tuple(nodes.values()), tuple(edges))


def _title(found: Comparison, claim: Claim) -> str:
    sides = "?" if claim.sides is None else claim.sides
    return (
        f"{claim.id}: named {claim.named}, unsourced {claim.unsourced}, sides {sides} {found.scope.words}: "
        f"{shorten(one_line(claim.text), 90)}"
    )


def _panel(found: Comparison, graph: _Graph, top: int, width: int) -> tuple[list[str], int]:
    """The drawing of one claim and its height."""
    places, rows = _places(graph.nodes, top, width)
    drawn = [_line_of_words(top + 20, _title(found, graph.claim), weight="bold")]
    middle = HIGH // 2
    for a, b in graph.edges:
        (x1, y1), (x2, y2) = places[a], places[b]
        ends = f'x1="{x1}" y1="{y1 + middle}" x2="{x2 + BOX}" y2="{y2 + middle}"'
        drawn.append(f'<line {ends} stroke="#8a8a8a"/>')
    drawn += [_box(node, *places[node.key]) for node in graph.nodes]
    return drawn, TOP + rows * ROW


def _line_of_words(y: int, words: str, weight: str = "normal") -> str:
    """A line of our own words, which run from left to right."""
    place = f'x="{MARGIN}" y="{y}" direction="ltr" text-anchor="start" font-weight="{weight}"'
    return f"<text {place}>{escape(words)}</text>"


def _box(node: _Node, x: int, y: int) -> str:
    name = one_line(node.name)
    shape = f'x="{x}" y="{y}" width="{BOX}" height="{HIGH}" rx="4" fill="#f4f1ea" stroke="#444"'
    words = f'x="{x + BOX // 2}" y="{y + 19}" text-anchor="middle"'
    return (
        f"<g><title>{escape(name)}</title><rect {shape}/>"
        f"<text {words}>{escape(shorten(name, LETTERS))}</text></g>"
    )


def _places(nodes: Sequence[_Node], top: int, width: int) -> tuple[dict[str, tuple[int, int]], int]:
    """The upper left corner of each box, column by column from the right, and the rows that are used."""
    used: dict[int, int] = {}
    places = {}
    for node in nodes:
        row = used.get(node.column, 0)
        used[node.column] = row + 1
        places[node.key] = (width - MARGIN - BOX - node.column * COLUMN, top + 36 + row * ROW)
    return places, max(used.values(), default=0)


def _quoted(text: str) -> str:
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
