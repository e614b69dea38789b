"""The page of events over the articles: what is asked for, the map, the days, and the events themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from tawatur.model import Record
from tawatur.serve.web.atlas import Map, drawn, place_value
from tawatur.serve.web.deeds import Deed, deeds

LISTED = 120  # events below the map


class Wanted(msgspec.Struct, frozen=True):
    """What the reader asked to see; an empty field asks for nothing in particular."""

    type: str = ""
    status: str = ""
    claimant: str = ""
    outlet: str = ""
    day: str = ""
    place: str = ""

    def shows(self, deed: Deed) -> bool:
        """Whether the event passes."""
        has = (
            deed.event.type,
            deed.event.status,
            deed.claimant,
            deed.outlet,
            deed.since or "",
            place_value(deed),
        )
        return all(
            not asked or asked == given
            for asked, given in zip(msgspec.structs.astuple(self), has, strict=True)
        )


class Day(msgspec.Struct, frozen=True):
    """The events that the text puts on an ISO day (or on the first day of a longer span)."""

    day: str
    statuses: tuple[str, ...]


class Events(msgspec.Struct, frozen=True):
    """All that the page shows; ``choices`` by field are counts over all events."""

    map: Map
    days: tuple[Day, ...]
    listed: tuple[Deed, ...]
    total: int
    undated: int
    choices: dict[str, tuple[tuple[str, int], ...]]


def events(records: Sequence[Record], wanted: Wanted) -> Events:
    """The events of the articles; what an article tells twice is shown once."""
    everything = [*_told(records)]
    shown = _newest(everything, wanted)
    return Events(
        map=drawn(shown),
        days=tuple(_days(shown)),
        listed=tuple(shown[:LISTED]),
        total=len(shown),
        undated=sum(deed.since is None for deed in shown),
        choices={
            "type": _counted(deed.event.type for deed in everything),
            "status": _counted(deed.event.status for deed in everything),
            "claimant": _counted(deed.claimant for deed in everything),
            "outlet": _counted(deed.outlet for deed in everything),
        },
    )


def asked_for(records: Sequence[Record], wanted: Wanted) -> list[Deed]:
    """The events that are asked for, the latest first."""
    return _newest(_told(records), wanted)


def _told(records: Sequence[Record]) -> Iterator[Deed]:
    return (deed for record in records for deed in deeds(record) if deed.event.same_as is None)


def _newest(given: Iterable[Deed], wanted: Wanted) -> list[Deed]:
    shown = (deed for deed in given if wanted.shows(deed))
    return sorted(shown, key=lambda deed: deed.since or "", reverse=True)


def _counted(values: Iterator[str]) -> tuple[tuple[str, int], ...]:
    return tuple(
        sorted(Counter(value for value in values if value).items(), key=lambda item: (-item[1], item[0]))
    )


def _days(shown: Sequence[Deed]) -> Iterator[Day]:
    by_day: dict[str, list[str]] = {}
    for deed in shown:
        if deed.since:
            by_day.setdefault(deed.since, []).append(deed.event.status)
    for day in sorted(by_day):
        yield Day(day, tuple(sorted(by_day[day])))
