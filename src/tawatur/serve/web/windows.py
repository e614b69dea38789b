"""Windows of days: the parts in which incidents of a large store are gathered and shown, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

MOST = 80  # articles of a window, unless one day has more


class Window(msgspec.Struct, frozen=True):
    """Days of articles, both included; an empty day is that of articles without one and before all others."""

    first: str
    last: str
    articles: int

    @property
    def before(self) -> str | None:
        """The day before; an incident of a night stands in the articles of both."""
        return _beside(self.first, -1)

    @property
    def behind(self) -> str | None:
        """The day behind."""
        return _beside(self.last, 1)


class Place(msgspec.Struct, frozen=True):
    """A window among the others: the last days of the newer one and of the older one."""

    window: Window
    newer: str | None
    older: str | None


def windows(days: Mapping[str, int]) -> list[Window]:
    """Whole days, the newest first, as many together as MOST articles have; ``days`` count articles."""
    found: list[Window] = []
    for day in sorted(days, reverse=True):
        open_ = found[-1] if found else None
        if open_ and open_.articles + days[day] <= MOST:
            found[-1] = Window(day, open_.last, open_.articles + days[day])
        else:
            found.append(Window(day, day, days[day]))
    return found


def place(found: Sequence[Window], day: str | None) -> Place:
    """The window of a day, else the next older one, else the oldest; None: the newest."""
    if not found:
        return Place(Window("", "", 0), None, None)
    last = len(found) - 1
    at = 0 if day is None else next((i for i, one in enumerate(found) if one.first <= day), last)
    newer = found[at - 1].last if at else None
    older = found[at + 1].last if at + 1 < len(found) else None
    return Place(found[at], newer, older)


def _beside(day: str, step: int) -> str | None:
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=step)).isoformat()
    except ValueError:  # a month, a year, or no day
        return None
