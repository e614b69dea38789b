"""When a page says it was published: its metadata, its date line, its address, and how they agree."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from tawatur.language.calendar import AbsoluteDate, absolute_dates
from tawatur.model import Published
from tawatur.read.published import iso, of_date, written

_MOST = 12  # candidates kept
_URL_DATE = re.compile(r"(?<!\d)(20\d\d|19\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?!\d)")
_LARGEST_OFFSET = 14 * 60  # minutes; no zone is farther from UTC


def published(told: Sequence[str], shown: Sequence[str], url: str | None) -> Published:
    """The publication time.

    ``told`` are the values of metadata, the more trustworthy first; ``shown`` the date lines beside
    the headline. Metadata wins over a line, a line over the address; what is more precise wins
    where they name the same day.
    """
    candidates = tuple(dict.fromkeys((*told, *shown)))[:_MOST]
    lines = [date for line in shown for date in absolute_dates(line) if date.year and date.day]
    found = _first_readable(told)
    if found is None and lines:
        found = of_date(lines[0], "page")
    if found is None:
        found = _of_address(url)
    if found is None:
        return Published(candidates=candidates)
    found = _with_line_clock(found, lines)
    found = _with_zone(found, told, lines)
    return replace(found, candidates=candidates)


def _first_readable(told: Iterable[str]) -> Published | None:
    """The first value that is a date; a later one of the same day if it also tells the time."""
    best: Published | None = None
    for words in told:
        found = written(words, "page")
        if not found.at or found.precision in ("year", "month"):
            continue
        if best is None:
            best = found
        elif best.precision == "day" and found.precision == "minute" and found.at[:10] == best.at:
            best = found
    return best


def _of_address(url: str | None) -> Published | None:
    match = _URL_DATE.search(url or "")
    found = iso(f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}") if match else None
    return Published(at=found[0], precision="day", basis="page") if found else None


def _with_line_clock(found: Published, lines: Sequence[AbsoluteDate]) -> Published:
    """A day from metadata takes the time of day from a line that shows the same day."""
    if found.precision != "day":
        return found
    same = next((date for date in lines if date.clock and (date.value or "")[:10] == found.at), None)
    return of_date(same, "page") if same else found


def _with_zone(found: Published, told: Iterable[str], lines: Sequence[AbsoluteDate]) -> Published:
    """The zone as far as the page's own times agree on it.

    Many sites write local time with a ``Z`` behind it. A time that is declared UTC and shown with the
    same figures tells no zone; one that is shown some whole hours apart tells the outlet's own zone.
    """
    if found.precision != "minute" or not found.at:
        return found
    if found.zone is None:
        return _zone_from_metadata(found, told)
    if found.zone != "+00:00":
        return found
    utc = dt.datetime.fromisoformat(found.at).replace(tzinfo=None)
    for date in lines:
        if not date.clock:
            continue
        shown = dt.datetime.fromisoformat((date.value or "")[:16])
        if date.clock.zone:
            continue
        offset = round((shown - utc).total_seconds() / 60)
        if offset == 0:
            return replace(found, at=found.at[:16], zone=None)
        if abs(offset) <= _LARGEST_OFFSET and offset % 30 == 0:
            zone = f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"
            return replace(found, at=f"{shown:%Y-%m-%dT%H:%M}{zone}", zone=zone)
    return found


def _zone_from_metadata(found: Published, told: Iterable[str]) -> Published:
    """A time without a zone takes it from a value that has the same figures and a zone other than UTC."""
    for words in told:
        other = iso(words.strip())
        if other and other[2] not in (None, "+00:00") and other[0][:16] == found.at:
            return replace(found, at=other[0], zone=other[2])
    return found
