"""Tolls over time: who counted how many, when, as a drawing with a point a count and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tawatur.compare.incidents import Toll
from tawatur.serve.web.stories import instant

WIDE, HIGH, EDGE = 640, 150, 34  # pixels
_TOP, _BASE = 26, 132
_NEAR = 22  # pixels from one point to the next below which the second moves aside


class Count(msgspec.Struct, frozen=True):
    """A count in its place; ``top`` and ``bottom`` are where its bounds lie, ``said`` is it in figures."""

    toll: Toll
    outlet: str
    said: str
    x: int
    y: int
    top: int
    bottom: int


class Chart(msgspec.Struct, frozen=True):
    """The counts of one harm in the order of publication; ``drawn`` are those whose time is known."""

    role: str
    counts: tuple[Count, ...]
    drawn: tuple[Count, ...]


def charts(tolls: Iterable[Toll], outlets: Mapping[str, str], *, rightward: bool) -> tuple[Chart, ...]:
    """A chart a harm; ``rightward`` where time runs from left to right."""
    by_role: dict[str, list[Toll]] = {}
    for toll in tolls:
        by_role.setdefault(toll.role, []).append(toll)
    return tuple(_chart(role, given, outlets, rightward=rightward) for role, given in by_role.items())


def _chart(role: str, tolls: Sequence[Toll], outlets: Mapping[str, str], *, rightward: bool) -> Chart:
    ordered = sorted(tolls, key=lambda toll: (not toll.published, instant(toll.published)))
    times = [instant(toll.published) for toll in ordered if toll.published]
    first, last = min(times, default=0.0), max(times, default=0.0)
    most = max((max(_bounds(toll)) for toll in ordered), default=0.0) or 1.0
    counts: list[Count] = []
    taken: list[tuple[int, int]] = []
    for toll in ordered:
        share = (instant(toll.published) - first) / (last - first) if last > first else 0.5
        low, high = _bounds(toll)
        middle = toll.best if toll.best is not None else (low + high) / 2
        x, y = round(EDGE + (WIDE - 2 * EDGE) * (share if rightward else 1 - share)), _height(middle, most)
        step = _NEAR if (x < WIDE / 2) else -_NEAR
        while any(abs(x - other) < _NEAR and abs(y - at) < _NEAR for other, at in taken):
            x += step
        taken.append((x, y))
        outlet = outlets.get(toll.article, toll.article)
        counts.append(Count(toll, outlet, figures(toll), x, y, _height(high, most), _height(low, most)))
    return Chart(role, tuple(counts), tuple(one for one in counts if one.toll.published))


def _bounds(toll: Toll) -> tuple[float, float]:
    given = [value for value in (toll.low, toll.best, toll.high) if value is not None] or [0.0]
    return min(given), max(given)


def _height(value: float, most: float) -> int:
    return round(_BASE - (_BASE - _TOP) * value / most)


def figures(toll: Toll) -> str:
    """The count in figures: 5, 3–5, ≥20, ≤8; a question mark where the text gives no bound."""
    low, high = (None if n is None else f"{n:g}" for n in (toll.low, toll.high))
    if low is not None and high is not None:
        return low if low == high else f"{low}–{high}"
    if low is not None:
        return f"≥{low}"
    return f"≤{high}" if high is not None else "?"
