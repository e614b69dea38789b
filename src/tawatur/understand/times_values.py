"""A time on the calendar: what an expression means, given the day it is said on.

Values are TIMEX3 (2020-05-16, 2020-W19, 2015-H1, 2020-05-16TEV, 197, 19); ``since`` and ``until`` are the
days it spans. Where the text contradicts itself both readings are kept: the value, a flag, and the other.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from tawatur.language.calendar import AbsoluteDate, hijri_day, hijri_month
from tawatur.model import TimeType
from tawatur.understand.times_draft import Draft

Tense = Literal["past", "future", "none"]

_DAY = dt.timedelta(days=1)
_AHEAD = 150  # days that a date without a year and without a tense may lie ahead rather than behind
_BACK = 28  # years after which weekdays and dates repeat
_FIRST, _LAST = dt.date(1000, 1, 1), dt.date(2999, 12, 31)
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_AGO_MOD = {"MORE_THAN": "BEFORE", "LESS_THAN": "AFTER"}


class Meaning(Struct, frozen=True):
    """The value of an expression; ``relative`` where it was worked out from the anchor."""

    type: TimeType
    value: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    mod: str | None = None
    flags: tuple[str, ...] = ()
    other: str | None = None
    relative: bool = False


def meaning(d: Draft, anchor: dt.date | None, tense: Tense) -> Meaning:
    """What a draft means when it is said on the day ``anchor`` (None: unknown)."""
    try:
        return _meaning(d, anchor, tense)
    except (OverflowError, ValueError):  # a day outside the calendar
        return Meaning("DATE")


def _meaning(d: Draft, anchor: dt.date | None, tense: Tense) -> Meaning:
    if d.repeats:
        return Meaning("SET", d.repeats)
    if d.count is not None:
        return _ago(d, anchor) if d.ago else _duration(d, anchor)
    if d.daily:
        return _with_hour(d, _day(d, anchor, tense))
    if d.hour is not None:
        return _with_hour(d, Meaning("DATE", str(anchor) if anchor else None, anchor, anchor, relative=True))
    found = _period(d, anchor, tense)
    return _edged(d, found)


# ---------------------------------------------------------------- days


def _day(d: Draft, anchor: dt.date | None, tense: Tense) -> Meaning:
    if d.written is not None:
        return _written(d.written, d.weekday)
    if d.dated:
        return _dated(d, anchor, tense)
    if anchor is None:
        return Meaning("DATE", relative=True)
    if d.offset is not None:
        return _deictic(d, anchor)
    day = _weekday(d.weekday or 1, anchor, d.shift, tense)
    end = day + _DAY if d.second_weekday else day
    return Meaning("DATE", str(day), day, end, relative=True)


def _deictic(d: Draft, anchor: dt.date) -> Meaning:
    """أمس، أمس الجمعة: a weekday a day off is the text's own day, one farther off is not believed."""
    day = anchor + (d.offset or 0) * _DAY
    if d.weekday is None or day.isoweekday() == d.weekday:
        return Meaning("DATE", str(day), day, day, relative=True)
    named = nearest_weekday(day, d.weekday)
    value, other = (named, day) if abs((named - day).days) == 1 else (day, named)
    return Meaning("DATE", str(value), value, value, flags=("weekday",), other=str(other), relative=True)


def nearest_weekday(day: dt.date, weekday: int) -> dt.date:
    """The day of that weekday that is at most three days from ``day``."""
    off = (weekday - day.isoweekday() + 3) % 7 - 3
    return day + off * _DAY


def _weekday(weekday: int, anchor: dt.date, shift: int | None, tense: Tense) -> dt.date:
    """الجمعة is the last one or today, with a future verb the next; الماضي and المقبل are never today."""
    if shift == 1 or (shift is None and tense == "future"):
        start = anchor + _DAY if shift == 1 else anchor
        return start + (weekday - start.isoweekday()) % 7 * _DAY
    end = anchor - _DAY if shift == -1 else anchor
    return end - (end.isoweekday() - weekday) % 7 * _DAY


def _written(date: AbsoluteDate, weekday: int | None) -> Meaning:
    """A numeric date."""
    flags = tuple(f for f in date.flags if f != "weekday")
    if date.year is None or date.day is None:
        return Meaning("DATE", date.value, flags=flags)
    day = dt.date(date.year, date.month, date.day)
    found = Meaning("DATE", str(day), day, day, flags=flags)
    if "order" in flags:
        found = replace(found, other=str(dt.date(date.year, date.day, date.month)))
    return _checked(found, day, date.weekday or weekday)


def _checked(found: Meaning, day: dt.date, weekday: int | None) -> Meaning:
    """Flag a weekday that is not that date's; the other reading is the last year in which it was."""
    if weekday is None or day.isoweekday() == weekday:
        return found
    earlier = (_on(day.year - back, day.month, day.day) for back in range(1, _BACK))
    other = next((x for x in earlier if x and x.isoweekday() == weekday), None)
    return replace(found, flags=(*found.flags, "weekday"), other=str(other) if other else found.other)


def _on(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _dated(d: Draft, anchor: dt.date | None, tense: Tense) -> Meaning:
    flags = ("months",) if d.other_month else ()
    day, relative = _date(d, d.month, anchor, tense)
    if day is None:
        return Meaning("DATE", relative=relative, flags=flags)
    other = None
    if d.other_month:
        second, _ = _date(d, d.other_month, anchor, tense)
        other = str(second) if second else None
    clash = (
        d.year is None
        and d.shift == 0
        and d.unit is None
        and anchor is not None
        and day.month != anchor.month
    )
    if clash:
        flags = (*flags, "published")
    found = Meaning("DATE", str(day), day, day, flags=flags, other=other, relative=relative)
    return _checked(found, day, d.weekday)


def _date(d: Draft, month: int | None, anchor: dt.date | None, tense: Tense) -> tuple[dt.date | None, bool]:
    """The day, and whether the anchor was needed for it."""
    number = d.day or 1
    if d.hijri:
        return (hijri_day(d.year, month or 1, number) if d.year else None), d.year is None
    if d.year is not None:
        return _on(d.year, month or 1, number), False
    if anchor is None:
        return None, True
    if d.unit == "M":
        first = _shift_month(anchor, d.shift or 0)
        return _on(first.year, first.month, number), True
    if d.unit == "Y":
        return _on(anchor.year + (d.shift or 0), month or 1, number), True
    around = [x for year in range(-9, 10) if (x := _on(anchor.year + year, month or 1, number))]
    return _choose(around, anchor, d, tense), True


def _choose(days: list[dt.date], anchor: dt.date, d: Draft, tense: Tense) -> dt.date | None:
    """The year of a day and month: by الماضي and its like, by the weekday, by the tense, by nearness."""
    if d.shift == 0:
        return next((x for x in days if x.year == anchor.year), None)
    if d.shift is not None and d.shift < 0:
        return max((x for x in days if x < anchor), default=None)
    if d.shift is not None:
        return min((x for x in days if x > anchor), default=None)
    near = [x for x in days if abs((x - anchor).days) <= 366]
    if d.weekday and (fitting := [x for x in near if x.isoweekday() == d.weekday]):
        near = fitting
    if tense == "future" and (ahead := [x for x in near if x >= anchor]):
        return min(ahead)
    return min(near, key=lambda x: _farness((x - anchor).days), default=None)


def _farness(days: int) -> float:
    """Distance from the anchor; days ahead count more, since news tells what was."""
    return -days if days <= 0 else days * (366 - _AHEAD) / _AHEAD


# ---------------------------------------------------------------- periods


def _period(d: Draft, anchor: dt.date | None, tense: Tense) -> Meaning:
    if d.season:
        return _season(d, anchor)
    if d.unit in ("DE", "CE") and d.ordinal:
        return _long(d)
    if d.month is not None:
        return _month(d, anchor, tense)
    if d.year is not None:
        return _year(d, d.year, relative=False)
    if anchor is None:
        return Meaning("DATE", relative=True)
    shift = d.shift or 0
    if d.unit == "M":
        return _of_month(d, _shift_month(anchor, shift), relative=True)
    if d.unit == "Y":
        return _year(d, anchor.year + shift, relative=True)
    return _of_unit(d.unit or "", anchor, shift)


def _of_unit(unit: str, anchor: dt.date, shift: int) -> Meaning:
    if unit in ("W", "WE"):
        return _week(anchor + 7 * shift * _DAY, weekend=unit == "WE")
    if unit == "Q":
        number = anchor.year * 4 + (anchor.month - 1) // 3 + shift
        return _months(number // 4, number % 4 * 3 + 1, 3, f"{number // 4}-Q{number % 4 + 1}")
    if unit == "DE":
        decade = anchor.year // 10 + shift
        return _years(decade * 10, 10, str(decade), relative=True)
    if unit == "CE":
        century = anchor.year // 100 + shift
        return _years(century * 100, 100, str(century), relative=True)
    if unit == "D":
        day = anchor + shift * _DAY
        return Meaning("DATE", str(day), day, day, relative=True)
    return Meaning("DATE", relative=True)


def _week(day: dt.date, *, weekend: bool = False) -> Meaning:
    year, week, weekday = day.isocalendar()
    first = day - (weekday - 1) * _DAY
    value = f"{year}-W{week:02d}"
    if weekend:
        return Meaning("DATE", f"{value}-WE", first + 4 * _DAY, first + 6 * _DAY, relative=True)
    return Meaning("DATE", value, first, first + 6 * _DAY, relative=True)


def _shift_month(day: dt.date, shift: int) -> dt.date:
    number = day.year * 12 + day.month - 1 + shift
    return dt.date(number // 12, number % 12 + 1, 1)


def _month(d: Draft, anchor: dt.date | None, tense: Tense) -> Meaning:
    if d.hijri:
        return _hijri(d, anchor)
    month = d.month or 1
    flags = ("months",) if d.other_month else ()
    if d.year is not None:
        found = _of_month(d, dt.date(d.year, month, 1), relative=False)
    elif anchor is None:
        return Meaning("DATE", relative=True)
    elif d.unit == "Y":
        found = _of_month(d, dt.date(anchor.year + (d.shift or 0), month, 1), relative=True)
    else:
        here = anchor.replace(day=1)
        days = [dt.date(anchor.year + year, month, 1) for year in (-2, -1, 0, 1, 2)]
        first = _choose(days, here, d, tense)
        found = _of_month(d, first or here, relative=True)
    other = f"{(found.since or _FIRST).year:04d}-{d.other_month:02d}" if d.other_month else None
    return replace(found, flags=flags, other=other)


def _of_month(d: Draft, first: dt.date, *, relative: bool) -> Meaning:
    last = first.replace(day=months.monthrange(first.year, first.month)[1])
    if d.ordinal is not None:
        return _week(_thursday(first, last, d.ordinal))
    return Meaning("DATE", f"{first:%Y-%m}", first, last, relative=relative)


def _thursday(first: dt.date, last: dt.date, nth: int) -> dt.date:
    """The Thursday of the n-th week of a month: a week is where its Thursday is (ISO 8601)."""
    if nth < 0:
        return last - (last.isoweekday() - 4) % 7 * _DAY
    return first + ((4 - first.isoweekday()) % 7 + 7 * (nth - 1)) * _DAY


def _hijri(d: Draft, anchor: dt.date | None) -> Meaning:
    """A Hijri month lies in two Gregorian ones: only its days are told."""
    month = d.month or 1
    if d.year is not None:
        days = hijri_month(d.year, month)
        return Meaning("DATE", None, *days) if days else Meaning("DATE")
    if anchor is None:
        return Meaning("DATE", relative=True)
    if d.unit == "Y":
        year = anchor.year + (d.shift or 0)
        return Meaning("DATE", str(year), dt.date(year, 1, 1), dt.date(year, 12, 31), relative=True)
    about = int((anchor.year - 622) * 33 / 32)
    found = [x for year in range(about - 2, about + 4) if (x := hijri_month(year, month))]
    chosen = _hijri_choice(found, anchor, d.shift)
    return Meaning("DATE", None, *chosen, relative=True) if chosen else Meaning("DATE", relative=True)


def _hijri_choice(
    found: Iterable[tuple[dt.date, dt.date]], anchor: dt.date, shift: int | None
) -> tuple[dt.date, dt.date] | None:
    if shift is not None and shift < 0:
        return max((x for x in found if x[1] < anchor), default=None)
    if shift:
        return min((x for x in found if x[0] > anchor), default=None)
    return min(found, key=lambda x: abs((x[0] - anchor).days), default=None)


def _year(d: Draft, year: int, *, relative: bool) -> Meaning:
    if d.piece:
        length = 6 if d.piece[0] == "H" else 3
        return replace(
            _months(year, (int(d.piece[1]) - 1) * length + 1, length, f"{year}-{d.piece}"), relative=relative
        )
    if d.months:
        value = {3: f"{year}-Q1", 6: f"{year}-H1"}.get(d.months, str(year))
        return replace(_months(year, 1, d.months, value), relative=relative)
    if d.hijri:
        first, last = hijri_day(year, 1, 1), hijri_month(year, 12)
        return Meaning("DATE", None, first, last[1]) if first and last else Meaning("DATE")
    return _years(year, 1, f"{year:04d}", relative=relative)


def _months(year: int, month: int, length: int, value: str) -> Meaning:
    first = dt.date(year, month, 1)
    return Meaning("DATE", value, first, _shift_month(first, length) - _DAY, relative=True)


def _years(year: int, length: int, value: str, *, relative: bool) -> Meaning:
    return Meaning("DATE", value, dt.date(year, 1, 1), dt.date(year + length - 1, 12, 31), relative=relative)


def _long(d: Draft) -> Meaning:
    """القرن التاسع عشر is 18 (1800 to 1899); a decade without a century is of the last one."""
    if d.unit == "CE":
        century = (d.ordinal or 1) - 1
        return (
            _years(century * 100, 100, f"{century:02d}", relative=False) if century >= 10 else Meaning("DATE")
        )
    decade = 190 + (d.ordinal or 0)
    return _years(decade * 10, 10, str(decade), relative=False)


def _season(d: Draft, anchor: dt.date | None) -> Meaning:
    first, last = _SEASONS[d.season or "SU"]
    year = d.year
    if year is None:
        if anchor is None:
            return Meaning("DATE", relative=True)
        year = anchor.year + (d.shift or 0 if d.unit == "Y" else 0)
        over = anchor.month > last if last > first else False
        if d.unit != "Y" and d.shift == -1:
            year -= 0 if over else 1
        elif d.unit != "Y" and d.shift == 1:
            year += 1 if anchor.month >= first else 0
    end = year + (last < first)
    until = dt.date(end, last, months.monthrange(end, last)[1])
    return Meaning("DATE", f"{year}-{d.season}", dt.date(year, first, 1), until, relative=d.year is None)


def _edged(d: Draft, found: Meaning) -> Meaning:
    """مطلع، منتصف، أواخر as TIMEX3 mod, and the third of the period that they mean."""
    if d.edge is None or found.since is None or found.until is None:
        return found
    days = (found.until - found.since).days + 1
    third, first, last = days // 3, found.since, found.until
    if d.piece:  # the half of a month
        third = days // 2
    if d.edge == "START":
        last = first + max(third - 1, 0) * _DAY
    elif d.edge == "END":
        first = last - max(third - 1, 0) * _DAY
    else:
        first, last = first + third * _DAY, last - third * _DAY
    return replace(found, mod=d.edge, since=first, until=last)


# ---------------------------------------------------------------- amounts and hours


def _duration(d: Draft, anchor: dt.date | None) -> Meaning:
    since = until = None
    if d.shift is not None and anchor is not None and d.unit in ("D", "W", "M", "Y"):
        other = _moved(anchor, d.unit, int(d.count or 0) * (1 if d.shift > 0 else -1))
        since, until = (anchor, other) if d.shift > 0 else (other, anchor)
    return Meaning("DURATION", _length(d), since, until, mod=d.mod, relative=since is not None)


def _length(d: Draft) -> str:
    count = d.count or 0
    number = f"{count:g}" if count < 1e6 else str(int(count))
    unit = d.unit or "D"
    return f"PT{number}{unit[0]}" if unit in ("H", "MIN") else f"P{number}{unit}"


def _moved(anchor: dt.date, unit: str, count: int) -> dt.date:
    if unit in ("M", "Y"):
        first = _shift_month(anchor, count * (12 if unit == "Y" else 1))
        return first.replace(day=min(anchor.day, months.monthrange(first.year, first.month)[1]))
    return anchor + count * (7 if unit == "W" else 1) * _DAY


def _ago(d: Draft, anchor: dt.date | None) -> Meaning:
    """قبل يومين is a day, قبل شهر a month, قبل عام a year; hours and minutes are none of them."""
    unit, mod = d.unit or "", _AGO_MOD.get(d.mod or "", d.mod)
    if unit not in ("D", "W", "M", "Y"):
        return Meaning("DURATION", _length(d), mod=d.mod)
    if anchor is None:
        return Meaning("DATE", relative=True, mod=mod)
    if unit == "Y":
        year = anchor.year + int(d.ago * (d.count or 0))
        return replace(_years(year, 1, f"{year:04d}", relative=True), mod=mod)
    day = _moved(anchor, unit, int(d.ago * (d.count or 0)))
    if unit == "W":
        return replace(_week(day), mod=mod)
    if unit == "M":
        return replace(_of_month(d, day.replace(day=1), relative=True), mod=mod)
    return Meaning("DATE", str(day), day, day, mod=mod, relative=True)


def _with_hour(d: Draft, found: Meaning) -> Meaning:
    """A day with its hour or its part of the day is a TIME; a small hour of a night is the day after."""
    if d.hour is None and d.part is None:
        return found
    value, other = found.value, found.other
    tail = f"T{d.part}" if d.hour is None else f"T{d.hour:02d}:{d.minute:02d}{d.zone or ''}"
    return replace(
        found, type="TIME", value=value + tail if value else None, other=other + tail if other else None
    )
