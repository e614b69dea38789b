"""When an article was published: dates as users, feeds and pages write them, as `model.Published`."""

from __future__ import annotations

import datetime as dt
import email.utils
import re

from tawatur.errors import SettingsError
from tawatur.language.calendar import AbsoluteDate, absolute_dates
from tawatur.model import Basis, Precision, Published

_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d(?:[.,]\d+)?)?\s?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?)?)?"
)


def iso(words: str) -> tuple[str, Precision, str | None] | None:
    """``at``, precision and zone of an ISO 8601 date in any precision; None if it is none."""
    match = _ISO.fullmatch(words.strip())
    if match is None:
        return None
    names = ("year", "month", "day", "hour", "minute")
    year, month, day, hour, minute = (int(match[name]) if match[name] else None for name in names)
    try:
        dt.datetime(year or 0, month or 1, day or 1, hour or 0, minute or 0)  # noqa: DTZ001 - checks only
    except ValueError:
        return None
    if month is None:
        return f"{year:04d}", "year", None
    if day is None:
        return f"{year:04d}-{month:02d}", "month", None
    if hour is None:
        return f"{year:04d}-{month:02d}-{day:02d}", "day", None
    zone = _zone(match["zone"])
    return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}{zone or ''}", "minute", zone


def _zone(words: str | None) -> str | None:
    if not words:
        return None
    if words == "Z":
        return "+00:00"
    digits = words[1:].replace(":", "").ljust(4, "0")
    return f"{words[0]}{digits[:2]}:{digits[2:]}"


def given(words: str) -> Published:
    """The time a user gives. SettingsError if it is no date."""
    found = iso(words)
    if found is None:
        raise SettingsError(
            f"published is {words!r}: give it as 2020, 2020-05, 2020-05-16 or 2020-05-16T10:30+03:00"
        )
    at, precision, zone = found
    return Published(at=at, precision=precision, zone=zone, basis="given")


def written(words: str, basis: Basis) -> Published:
    """The time a field or a page writes in words: ISO 8601, RFC 822 or Arabic; unknown if none of them."""
    words = " ".join(words.split())
    found = iso(words) or _rfc822(words)
    if found:
        return Published(at=found[0], precision=found[1], zone=found[2], basis=basis, candidates=(words,))
    dates = [date for date in absolute_dates(words[:400]) if date.value]
    if dates:
        return of_date(dates[0], basis, candidates=(words,))
    return Published(candidates=(words,) if words else ())


def of_date(date: AbsoluteDate, basis: Basis, candidates: tuple[str, ...] = ()) -> Published:
    """The publication time that a date found in text tells; its year must be known."""
    precision: Precision = "minute" if date.clock and date.day else "day" if date.day else "month"
    zone = date.clock.zone if date.clock else None
    return Published(at=date.value, precision=precision, zone=zone, basis=basis, candidates=candidates)


def epoch(seconds: float) -> Published:
    """The time that a data file gives as Unix seconds (or milliseconds)."""
    try:
        moment = dt.datetime.fromtimestamp(seconds / 1000 if abs(seconds) > 1e11 else seconds, tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        return Published(candidates=(str(seconds),))
    return Published(f"{moment:%Y-%m-%dT%H:%M}+00:00", "minute", "+00:00", "given", (str(seconds),))


def _rfc822(words: str) -> tuple[str, Precision, str | None] | None:
    if not re.search(r"[A-Za-z]{3}", words):
        return None
    try:
        moment = email.utils.parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError):
        return None
    return iso(moment.strftime("%Y-%m-%dT%H:%M") + (moment.strftime("%z") if moment.tzinfo else ""))
