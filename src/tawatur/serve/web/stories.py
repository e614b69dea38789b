"""The page of stories: of each what stands behind it in one line, and when who printed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import msgspec

from tawatur.compare.types import Claim, Comparison
from tawatur.serve.web.story import is_denial

WIDE, EDGE, APART = 640, 14, 13  # pixels of a timeline, and from one point to the next
PILE = 5  # points that stand one above the other


class Dot(msgspec.Struct, frozen=True):
    """An article on the timeline; not ``sourced`` where it tells in its own voice what others attribute."""

    article: str
    outlet: str
    at: str
    title: str
    x: int
    y: int
    sourced: bool


class Line(msgspec.Struct, frozen=True):
    """The timeline of a story, by the minute where the articles tell it; ``high`` in pixels."""

    dots: tuple[Dot, ...]
    undated: int
    high: int = 0


class Story(msgspec.Struct, frozen=True):
    """A story in one line: counts that are never added up, and the slots that are contested.

    ``named`` and ``sides`` are the most that one claim of several texts has; ``unsourced`` counts texts that
    print such a claim in their own voice.
    """

    title: str
    outlets: int
    texts: int
    named: int
    sides: int | None
    unsourced: int
    claims: int
    denied: int
    contested: tuple[str, ...]
    first: str | None
    last: str | None
    line: Line


def told(comparison: Comparison, *, rightward: bool) -> Story:
    """The comparison as a story; ``rightward`` where time runs from left to right."""
    shared = [claim for claim in comparison.claims if len(claim.texts) > 1]
    sides = [claim.sides for claim in shared if claim.sides is not None]
    slots = dict.fromkeys(one.slot for one in comparison.conflicts if not one.updates)
    moments = [one.published for one in comparison.articles if one.published]
    return Story(
        title=_title(comparison),
        outlets=len(comparison.scope.outlets),
        texts=len(comparison.texts),
        named=max((claim.named for claim in shared), default=0),
        sides=max(sides, default=None),
        unsourced=len({text for claim in shared for text in claim.unsourced_texts}),
        claims=len(shared),
        denied=sum(_denied(claim) for claim in comparison.claims),
        contested=tuple(slots),
        first=min(moments, key=instant, default=None),
        last=max(moments, key=instant, default=None),
        line=_line(comparison, shared, rightward=rightward),
    )


def _denied(claim: Claim) -> bool:
    return any(is_denial(telling) for telling in claim.told)


def _title(comparison: Comparison) -> str:
    """The headline of the earliest article."""
    dated = sorted(comparison.articles, key=lambda one: (one.published is None, instant(one.published)))
    return dated[0].title if dated else ""


def instant(at: str | None) -> float:
    """Seconds since 1970; what names only a day is taken at its noon, a naive time as UTC."""
    if not at:
        return 0.0
    try:
        moment = dt.datetime.fromisoformat(at if "T" in at else f"{(at + '-01-01')[:10]}T12:00")
    except ValueError:
        return 0.0
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp()


def _line(comparison: Comparison, shared: Sequence[Claim], *, rightward: bool) -> Line:
    dated = sorted(
        (one for one in comparison.articles if instant(one.published)),
        key=lambda one: instant(one.published),
    )
    if not dated:
        return Line((), len(comparison.articles))
    times = [instant(one.published) for one in dated]
    places = [_place(time, times[0], times[-1], rightward=rightward) for time in times]
    pale, piled = own_voice(comparison, shared), _piled(places)
    high = APART * max(level for _, level in piled) + 2 * APART
    dots = tuple(
        Dot(
            one.id, one.outlet or one.id, one.published or "", one.title,
            x, high - APART - APART * level, one.id not in pale,
        )
        for one, (x, level) in zip(dated, piled, strict=True)
    )  # fmt: skip
    return Line(dots, len(comparison.articles) - len(dated), high)


def own_voice(comparison: Comparison, claims: Sequence[Claim]) -> set[str]:
    """The articles that tell one of the claims in their own voice while others attribute it."""
    texts = {text for claim in claims if claim.named for text in claim.unsourced_texts}
    return {article for text in comparison.texts if text.id in texts for article in text.articles}


def _place(time: float, first: float, last: float, *, rightward: bool) -> int:
    share = (time - first) / (last - first) if last > first else 0.5
    return round(EDGE + (WIDE - 2 * EDGE) * (share if rightward else 1 - share))


def _piled(places: Sequence[int]) -> list[tuple[int, int]]:
    """Where each point stands, and on how many others: no two cover each other while there is room.

    A point stands above those of its minute; where they are a full pile, as near beside it as it can.
    """
    found: list[tuple[int, int]] = []
    for x in places:
        free = ((at, level) for at in _beside(x) for level in range(PILE) if _is_free(at, level, found))
        found.append(next(free, (x, 0)))
    return found


def _beside(x: int) -> Iterator[int]:
    """All places on the line, the nearest first."""
    for step in range(WIDE):
        for at in dict.fromkeys((x - step, x + step)):
            if EDGE <= at <= WIDE - EDGE:
                yield at


def _is_free(x: int, level: int, taken: Sequence[tuple[int, int]]) -> bool:
    return all(abs(x - other) >= APART for other, height in taken if height == level)
