"""The article's own date, where nobody gives it: the days that fit every clue of the text.

A single day is told only when one is left; a few are told as candidates with their evidence. No year is
taken for granted: what the text does not bound stays unknown.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from tawatur.language.marking import Marking
from tawatur.model import Published, Record, Span
from tawatur.understand.dating_clues import Clue, Tenures, clues, tenures

_DAY = dt.timedelta(days=1)
_MOST = 12  # days that are still candidates; more tell nothing
_EVIDENCE = 12  # spans kept
_SEARCHED = 366 * 40  # days that are looked through where the month is known
_OPEN = 400  # days that are looked through where it is not
_LAG = 45 * _DAY  # an office is still named with its holder for some weeks after it ended
_NEAR = 75  # days between publication and a date with its weekday but without its year
_ORDER = ("month_day", "month", "weekday", "bounds", "around", "terms")  # how far clues are believed


def date_article(record: Record, marking: Marking, held: Tenures | None = None) -> Record:
    """The record with the day of publication inferred, where it has none.

    ``held`` are the offices that known persons held; by default those of the resources.
    """
    article = record.article
    if article.published.at is not None:
        return record
    found = clues(article, marking, tenures() if held is None else held)
    published = _solve(found, _captured(record))
    candidates = published.candidates or article.published.candidates
    return replace(record, article=replace(article, published=replace(published, candidates=candidates)))


def _captured(record: Record) -> dt.date | None:
    """The day the article was captured: it is not younger; a day is added for zones ahead of UTC."""
    at = record.article.capture.captured_at
    return dt.date.fromisoformat(at[:10]) + _DAY if at else None


def _solve(found: Sequence[Clue], captured: dt.date | None) -> Published:
    if not found:
        return Published()
    told = [clue for clue in found if clue.kind == "day"]
    if told:
        days, contested = _told_days(told, found)
    else:
        days, contested = _searched(found, captured), False
    if captured:
        days = [day for day in days if day <= captured]
    evidence = _evidence(found)
    if not days or len(days) > _MOST:
        return Published(evidence=evidence)
    candidates = tuple(str(day) for day in days)
    if len(days) > 1 or contested:
        return Published(candidates=candidates, evidence=evidence)
    return Published(candidates[0], "day", None, "inferred", candidates, evidence)


def _evidence(found: Sequence[Clue]) -> tuple[Span, ...]:
    """The spans of the clues, in the order of the text."""
    spans = {(clue.span.start, clue.span.end): clue.span for clue in found if clue.span}
    return tuple(spans[key] for key in sorted(spans))[:_EVIDENCE]


def _told_days(told: Sequence[Clue], found: Sequence[Clue]) -> tuple[list[dt.date], bool]:
    """The days that the text names outright, and whether something in it speaks against them."""
    counted = Counter(day for clue in told for day in set(clue.days))
    most = max(counted.values())
    days = sorted(day for day, count in counted.items() if count == most)
    for clue in found:
        fitting = [day for day in days if _fits(day, clue)]
        if clue.kind == "weekday" and not fitting:
            near = {day + off * _DAY for day in days for off in (-1, 0, 1)}
            return sorted({*days, *(day for day in near if _fits(day, clue))}), True
        if clue.kind != "day" and not fitting:
            return days, True
        days = fitting or days
    return days, False


def _searched(found: Sequence[Clue], captured: dt.date | None) -> list[dt.date]:
    """The days between the bounds that fit every clue; a clue that fits none of them is left out."""
    terms = [clue for clue in found if clue.kind == "terms"]
    since = max((c.since for c in found if c.since), default=None)
    since = max((x for x in (since, _begun(terms)) if x), default=None)
    until = min((c.until for c in found if c.until), default=None)
    dated = any(c.kind in ("month", "month_day") and c.month for c in found)
    ended = _ended(terms, since) if dated else None  # offices alone bound nothing closely
    until = min((x for x in (until, captured, ended) if x), default=None)
    if since is None or until is None or since > until:
        return []
    if (until - since).days > (_SEARCHED if dated else _OPEN):
        return []
    days = list(_days(since, until, found))
    for clue in _by_weight(found):
        days = [day for day in days if _fits(day, clue)] or days
    return days


def _begun(terms: Sequence[Clue]) -> dt.date | None:
    """The latest beginning of an office that somebody is named with."""
    return max((min(a for a, _ in clue.terms) for clue in terms), default=None)


def _ended(terms: Sequence[Clue], since: dt.date | None) -> dt.date | None:
    """The earliest end of such an office that does not contradict the beginnings."""
    ends = (max(b for _, b in clue.terms) for clue in terms)
    known = [end + _LAG for end in ends if end < dt.date.max - _LAG]
    return min((end for end in known if since is None or end >= since), default=None)


def _days(since: dt.date, until: dt.date, found: Sequence[Clue]) -> Iterator[dt.date]:
    """The days between two, of the months that the clues allow."""
    allowed = {c.month for c in found if c.kind in ("month", "month_day") and c.month}
    day = since
    while day <= until:
        if allowed and day.month not in allowed:
            day = (day.replace(day=1) + 32 * _DAY).replace(day=1)
            continue
        yield day
        day += _DAY


def _by_weight(found: Sequence[Clue]) -> list[Clue]:
    """The clues in the order they are believed; of weekdays the one most often said first."""
    said = Counter(c.weekday for c in found if c.kind == "weekday")
    weighed = (c for c in found if c.kind != "day")
    return sorted(weighed, key=lambda c: (_ORDER.index(c.kind), -said.get(c.weekday, 0)))


def _fits(day: dt.date, clue: Clue) -> bool:
    """Whether the article may have been published on that day."""
    if clue.kind == "weekday":
        return day.isoweekday() == clue.weekday
    if clue.kind == "month":
        right = clue.month is None or day.month == clue.month
        return right and (clue.least or 1) <= day.day <= (clue.most or 31)
    if clue.kind == "month_day":
        return (day.month, day.day) == (clue.month, clue.number)
    if clue.kind == "bounds":
        return (clue.since or dt.date.min) <= day <= (clue.until or dt.date.max)
    if clue.kind == "terms":
        return any(a <= day and (b > dt.date.max - _LAG or day <= b + _LAG) for a, b in clue.terms)
    if clue.kind == "day":
        return day in clue.days
    return _is_near(day, clue)


def _is_near(day: dt.date, clue: Clue) -> bool:
    """Whether a date without its year has its weekday in the year nearest to the day."""
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            other = dt.date(year, clue.month or 1, clue.number or 1)
        except ValueError:
            continue
        if abs((other - day).days) <= _NEAR:
            return other.isoweekday() == clue.weekday
    return True
