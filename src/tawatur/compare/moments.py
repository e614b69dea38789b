"""At what hour something is told to have happened, and when two accounts mean two hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tawatur.model import Record, Span, TimeExpression

HOURS = 2  # between two moments that are not one: clocks are told roughly
# the hours of TIMEX3's parts of the day; a night ends on the next day, and «فجر» is written as morning
_PARTS = {"MO": (3, 12), "MI": (11, 15), "AF": (12, 18), "EV": (16, 24), "NI": (18, 30)}

Moment = tuple[dt.datetime, dt.datetime]


def moment_of(record: Record, span: Span) -> Moment | None:
    """The first and last moment that the one clock time in a stretch allows; None without or with several."""
    told = [one for one in record.times if span.start <= one.span.start and one.span.end <= span.end]
    found = [moment for one in told if (moment := _moment(one))]
    return found[0] if len(found) == 1 else None


def _moment(one: TimeExpression) -> Moment | None:
    day, clock, hour = (one.value or "").partition("T")
    if one.type != "TIME" or not clock or len(day) != len("2020-01-01"):
        return None
    midnight = dt.datetime.fromisoformat(day)
    if hour in _PARTS:
        first, last = _PARTS[hour]
        return midnight + dt.timedelta(hours=first), midnight + dt.timedelta(hours=last)
    try:
        moment = dt.datetime.fromisoformat(f"{day}T{hour}")
    except ValueError:
        return None
    return None if moment.tzinfo else (moment, moment)  # a zone would have to be known of both


def two_moments(a: Moment | None, b: Moment | None) -> str | None:
    """Two moments that are not one, as words; None where they can be, or where one is not told."""
    if a is None or b is None:
        return None
    gap = max(a[0], b[0]) - min(a[1], b[1])
    return " and ".join(map(_words, (a, b))) if gap >= dt.timedelta(hours=HOURS) else None


def _words(moment: Sequence[dt.datetime]) -> str:
    first, last = (f"{one:%Y-%m-%d %H:%M}" for one in moment)
    return first if first == last else f"{first} to {last}"
