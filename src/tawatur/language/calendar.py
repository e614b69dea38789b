"""Absolute dates in Arabic text: month names of every Arab country, numeric dates, Hijri dates, clock times.

Only what the characters say is read: a date without a year keeps ``year=None``, and nothing is
resolved against another date. Forms stand in resources ``ar/months.tsv``, ``ar/weekdays.tsv`` and
``ar/clock.tsv``. Hijri dates are Umm al-Qura (hijridate), which other countries' sighting may
differ from by a day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from tawatur.language.lexicon import load
from tawatur.language.views import fold_word, folded

Calendar = Literal["gregorian", "hijri"]

# Umm al-Qura tables end there (hijridate): other years stay unconverted.
_HIJRI_YEARS = range(1343, 1501)
_GREGORIAN_YEARS = range(1700, 2200)
_GAP = r"[\s\u00a0]"


class _Month(Struct, frozen=True):
    form: str
    month: int
    calendar: Calendar
    region: str
    needs: str | None = None


class _Weekday(Struct, frozen=True):
    form: str
    weekday: int


class _Clock(Struct, frozen=True):
    form: str
    kind: Literal["half", "zone", "link"]
    value: str | None = None


class ClockTime(Struct, frozen=True):
    """A time of day on a 24-hour clock; ``zone`` as ``+03:00`` where the text names it."""

    hour: int
    minute: int
    zone: str | None = None


class AbsoluteDate(Struct, frozen=True):
    """A calendar date and the half-open range of code points that says it.

    ``year``, ``month`` and ``day`` are Gregorian, also for a Hijri date, whose own words are in
    ``hijri``. ``weekday`` is the ISO weekday that the text gives (Monday is 1). ``flags``:
    ``weekday`` the weekday is not that date's, ``months`` a double form names two months,
    ``order`` day and month could be read the other way round.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int | None = None
    clock: ClockTime | None = None
    weekday: int | None = None
    calendar: Calendar = "gregorian"
    hijri: str | None = None
    flags: tuple[str, ...] = ()

    @property
    def value(self) -> str | None:
        """ISO 8601, as precise as the text: ``2020-05``, ``2020-05-16`` or ``2020-05-16T10:30+03:00``."""
        if self.year is None:
            return None
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        day = f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        if self.clock is None:
            return day
        return f"{day}T{self.clock.hour:02d}:{self.clock.minute:02d}{self.clock.zone or ''}"


@cache
def _months() -> dict[str, _Month]:
    return {fold_word(row.form): row for row in load("ar/months.tsv", _Month)}


@cache
def _weekdays() -> dict[str, int]:
    return {fold_word(row.form): row.weekday for row in load("ar/weekdays.tsv", _Weekday)}


@cache
def _clock_words(kind: str) -> dict[str, str]:
    return {fold_word(row.form): row.value or "" for row in load("ar/clock.tsv", _Clock) if row.kind == kind}


def month_number(form: str) -> tuple[int, Calendar] | None:
    """The month that a name means in any Arab country's usage, and its calendar."""
    row = _months().get(fold_word(form))
    return (row.month, row.calendar) if row else None


def weekday_number(form: str) -> int | None:
    """The ISO weekday (Monday is 1) that a name means."""
    return _weekdays().get(fold_word(form))


def _one_of(forms: Iterable[str]) -> str:
    """A pattern of the forms, the longest first; a space in a form stands for any run of spaces."""
    spaced = (
        re.escape(form).replace(r"\ ", rf"{_GAP}+") for form in sorted(forms, key=lambda f: (-len(f), f))
    )
    return "(?:" + "|".join(spaced) + ")"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Named dates, then numeric ones; on folded text, where digits are ASCII."""
    month, weekday = _one_of(_months()), _one_of(_weekdays())
    name = rf"(?P<m1>{month})(?:{_GAP}*[/\\(-]{_GAP}*(?P<m2>{month})(?:{_GAP}*\))?)?(?!\w)"
    lead = rf"(?:(?<!\w)(?P<weekday>{weekday}){_GAP}*[,،:-]?{_GAP}*)?"
    era = rf"(?:{_GAP}?(?P<era>[هم])(?!\w))?"
    digits = r"(?P<year>(?:1[3-9]|20|21)\d\d)(?!\d)"
    year = rf"(?:{_GAP}*[,،/-]?{_GAP}*(?:من{_GAP}+)?(?:(?:ال)?(?:عام|سنه){_GAP}+)?{digits}{era})"
    day = r"(?<![\d/.:٫٬])(?P<day>\d{1,2})"
    spelled = rf"{lead}{day}(?:{_GAP}+من{_GAP}+(?:شهر{_GAP}+)?|{_GAP}*[-/]?{_GAP}*){name}{year}?"
    monthly = rf"(?<!\w)[وفبل]?{name}{year}"
    mark = rf"{_GAP}*(?P<mark>[/.\-]){_GAP}*"
    again = rf"{_GAP}*(?P=mark){_GAP}*"
    day_first = rf"{lead}(?<![\d/.:-])(?P<a>\d{{1,2}}){mark}(?P<b>\d{{1,2}}){again}{digits}(?![/])"
    year_first = rf"{lead}(?<![\d/.:-]){digits}{mark}(?P<b>\d{{1,2}}){again}(?P<a>\d{{1,2}})(?![\d/])"
    return tuple(re.compile(p) for p in (spelled, monthly, day_first + era, year_first + era))


@cache
def _clock_pattern() -> re.Pattern[str]:
    half, zone = _one_of(_clock_words("half")), _one_of(_clock_words("zone"))
    offset = rf"\(?{_GAP}*(?P<zone>{zone})?{_GAP}*(?:(?P<offset>[+-]\d{{1,2}}(?::?\d{{2}})?)(?!\d))?"
    seconds = r"(?::\d{2}(?:\.\d+)?)?"
    return re.compile(
        rf"(?:(?<!\w)(?P<before>{zone}){_GAP}+)?(?<![\d:.])(?P<hour>[01]?\d|2[0-4])(?P<sign>[:.٫])(?P<minute>[0-5]\d){seconds}(?![\d:])"
        rf"(?:{_GAP}*(?P<half>{half})(?!\w))?(?:{_GAP}*{offset})?",
        re.IGNORECASE,
    )


def clock_times(text: str) -> Iterator[tuple[int, int, ClockTime]]:
    """Every time of day in the text with its half-open range: «10:30 مساءً», «02:21 (GMT+0400)»."""
    view = folded(text)
    for match in _clock_pattern().finditer(view.text):
        if clock := _clock(match):
            yield (*view.original(match.start(), _trimmed_end(match)), clock)


def _trimmed_end(match: re.Match[str]) -> int:
    said = match.group().rstrip(" \u00a0\t\n(")
    return match.start() + len(said)


def _clock(match: re.Match[str]) -> ClockTime | None:
    hour, minute = int(match["hour"]), int(match["minute"])
    if match["sign"] != ":" and not (match["half"] or match["zone"] or match["before"]):
        return None  # 14.30 is a number unless something says that it is an hour
    half = _clock_words("half").get(" ".join((match["half"] or "").split()).lower())
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    elif half == "night" and hour <= 12:  # ليلا: 9 at night is 21, 2 at night is 2
        hour = 0 if hour == 12 else hour + 12 if hour >= 6 else hour
    if hour > 23:
        return None
    return ClockTime(hour, minute, _zone(match["zone"] or match["before"], match["offset"]))


def _zone(name: str | None, offset: str | None) -> str | None:
    if offset:
        digits = offset[1:].replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
        return f"{offset[0]}{int(hours):02d}:{minutes}" if int(hours) <= 14 and int(minutes) < 60 else None
    return _clock_words("zone").get(" ".join(name.lower().split())) if name else None


def absolute_dates(text: str) -> list[AbsoluteDate]:
    """Every calendar date that the text spells out, in order, none inside another.

    A time of day that stands before or after the date, with at most a word like الساعة between
    them, belongs to it. Bare years, ordinal words and references like أمس are not read here.
    """
    view = folded(text)
    if not re.search(r"\d", view.text):
        return []
    taken = [date for match in _matches(view.text) if (date := _date(match))]
    found = ((date, view.original(date.start, date.end)) for date in _with_clocks(taken, view.text))
    return [replace(date, start=start, end=end) for date, (start, end) in found]


def _matches(text: str) -> list[re.Match[str]]:
    """The matches of all patterns, the earlier pattern preferred where two overlap."""
    kept: list[re.Match[str]] = []
    free = bytearray(b"\1") * len(text)
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if all(free[match.start() : match.end()]):
                free[match.start() : match.end()] = bytes(match.end() - match.start())
                kept.append(match)
    return sorted(kept, key=lambda match: match.start())


def _date(match: re.Match[str]) -> AbsoluteDate | None:
    group = match.groupdict()
    year = int(group["year"]) if group["year"] else None
    row: _Month | None = None
    flags: tuple[str, ...] = ()
    if "m1" in group:
        row, flags = _named_month(group["m1"] or "", group["m2"])
        month, day = row.month, int(group["day"]) if group.get("day") else None
        if row.needs == "year" and year is None:
            return None
    else:
        (month, day), flags = _numeric_order(int(group["b"] or 0), int(group["a"] or 0))
        flags = () if match.start("year") < match.start("a") else flags  # after a year the month stands first
    weekday = _weekdays().get(" ".join((group.get("weekday") or "").split()))
    start = match.start() if day else match.start("m1")
    where = (start, _trimmed_end(match))
    if _is_hijri(row, year, group["era"]):
        return _from_hijri(where, (year, month, day), weekday)
    if not _is_day(year, month, day):
        return None
    if weekday and year and day and dt.date(year, month, day).isoweekday() != weekday:
        flags = (*flags, "weekday")
    return AbsoluteDate(*where, year, month, day, weekday=weekday, flags=flags)


def _named_month(first: str, second: str | None) -> tuple[_Month, tuple[str, ...]]:
    row = _months()[" ".join(first.split())]
    if second and _months()[" ".join(second.split())].month != row.month:
        return row, ("months",)
    return row, ()


def _numeric_order(month: int, day: int) -> tuple[tuple[int, int], tuple[str, ...]]:
    """Month and day of a numeric date. Arabic usage writes the day first; 5/16/2020 can only be the other."""
    if month > 12 >= day:
        return (day, month), ()
    return (month, day), ("order",) if day <= 12 and day != month else ()


def _is_hijri(row: _Month | None, year: int | None, era: str | None) -> bool:
    if row:
        return row.calendar == "hijri"
    return era == "ه" or (year is not None and year in _HIJRI_YEARS)


def _is_day(year: int | None, month: int, day: int | None) -> bool:
    if year is not None and year not in _GREGORIAN_YEARS:
        return False
    try:
        dt.date(year or 2000, month, day or 1)  # 2000 is a leap year: 29 February may stand
    except ValueError:
        return False
    return True


def _from_hijri(
    where: tuple[int, int], parts: tuple[int | None, int, int | None], weekday: int | None
) -> AbsoluteDate | None:
    from hijridate import Hijri

    year, month, day = parts
    if year is None or day is None or year not in _HIJRI_YEARS:
        return None  # a Hijri month alone lies in two Gregorian ones
    try:
        gregorian = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    flags = ("weekday",) if weekday and gregorian.isoweekday() != weekday else ()
    return AbsoluteDate(
        *where, gregorian.year, gregorian.month, gregorian.day, weekday=weekday, calendar="hijri",
        hijri=f"{year}-{month:02d}-{day:02d}", flags=flags,
    )  # fmt: skip


def _with_clocks(dates: list[AbsoluteDate], text: str) -> list[AbsoluteDate]:
    """Each full date with the time of day that stands next to it, its range then over both."""
    clocks = [(m.start(), _trimmed_end(m), c) for m in _clock_pattern().finditer(text) if (c := _clock(m))]
    joined: list[AbsoluteDate] = []
    for date in dates:
        near = (hit for hit in clocks if date.day and _linked(text, (date.start, date.end), hit[:2]))
        start, end, clock = next(near, (date.start, date.end, None))
        bounds = {"start": min(start, date.start), "end": max(end, date.end), "clock": clock}
        joined.append(replace(date, **bounds) if clock else date)
    return joined


def _linked(text: str, date: tuple[int, int], clock: tuple[int, int]) -> bool:
    """Whether nothing but punctuation and a word like الساعة stands between the two ranges."""
    between = text[date[1] : clock[0]] if clock[0] >= date[1] else text[clock[1] : date[0]]
    if len(between) > 40 or (clock[0] < date[1] and date[0] < clock[1]):
        return False
    words = re.sub(r"[^\w\s]|_", " ", between).split()
    return not words or " ".join(words) in _clock_words("link")


def month_forms() -> dict[str, tuple[int, Calendar]]:
    """Every folded month name with its month and calendar."""
    return {form: (row.month, row.calendar) for form, row in _months().items()}


def weekday_forms() -> dict[str, int]:
    """Every folded weekday name with its ISO number (Monday is 1)."""
    return dict(_weekdays())


def zone_forms() -> dict[str, str]:
    """Every folded name of a time zone with its offset from UTC (``+03:00``)."""
    return {" ".join(form.split()): offset for form, offset in _clock_words("zone").items()}


def hijri_day(year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian day of a Hijri date (Umm al-Qura), None where there is no such day."""
    from hijridate import Hijri

    if year not in _HIJRI_YEARS:
        return None
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return dt.date(found.year, found.month, found.day)


def hijri_month(year: int, month: int) -> tuple[dt.date, dt.date] | None:
    """First and last Gregorian day of a Hijri month (Umm al-Qura)."""
    first = hijri_day(year, month, 1)
    after = hijri_day(year + month // 12, month % 12 + 1, 1)
    return (first, after - dt.timedelta(days=1)) if first and after else None
