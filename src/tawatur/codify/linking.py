"""Events of one article that tell of one happening: ``same_as`` goes to the first of them.

Headline, lead and body tell the same deed with more or fewer of its participants. Two events are one
happening where type and status are the same, nothing that both tell differs, and something agrees: who
acts, who is acted upon, or a word with the article that goes back to the deed before it. What one of
them tells of the day holds for the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tawatur.language.views import fold_word
from tawatur.model import DateRange, Event, Participant

_HEADS = 200  # happenings of one kind that are looked back to
_DAY = 10  # characters of an ISO day
_NEAR = 300  # characters, a sentence or two: what is told there is mostly of one day


def link(
    events: Sequence[Event], told: frozenset[str], titles: frozenset[str], news: DateRange | None
) -> tuple[Event, ...]:
    """The events, each that tells again what an earlier one told with its id, and with the day it lacks.

    ``told`` are the ids of those that the article tells as its news: only they are given a
    day by default, that of the nearest told event or ``news``. ``titles`` are those of the headline.
    """
    linked: list[Event] = []
    heads: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        earlier = heads.setdefault((event.type, event.status), [])
        first = next((e for e in earlier[-_HEADS:] if _same(e, event, e.id in titles)), None)
        if first is None:
            earlier.append(event)
        linked.append(event if first is None else replace(event, same_as=first.id))
    return _dated(linked, told, news)


def _same(first: Event, later: Event, headline: bool) -> bool:  # noqa: FBT001
    if (first.type, first.status) != (later.type, later.status) or _apart(first.date, later.date):
        return False
    agree = differ = 0
    for one, other in ((first.actors, later.actors), (first.targets, later.targets)):
        if one and other:
            same = bool(_keys(one) & _keys(other))
            agree, differ = agree + same, differ + (not same)
    if differ and not (headline and agree):
        return False  # a headline may call who acts by another name
    if first.place and later.place:
        agree += bool(_keys((first.place,)) & _keys((later.place,)))
    return agree > 0 or (
        fold_word(later.trigger.text).startswith("ال") and not later.actors and not later.targets
    )


def _keys(participants: Sequence[Participant]) -> set[str]:
    """What may show that two name the same: the entity, or the words' first noun."""
    found: set[str] = set()
    for participant in participants:
        if participant.entity:
            found.add(participant.entity)
        if participant.span:
            text = fold_word(participant.span.text)
            found |= {text.removeprefix("ال"), text.split()[0].removeprefix("ال")}
    return found


def _apart(one: DateRange | None, other: DateRange | None) -> bool:
    """Whether two dates cannot be of one happening."""
    if one is None or other is None or not (one.since and other.since):
        return False
    return (one.until or one.since) < other.since or (other.until or other.since) < one.since


def _dated(events: list[Event], told: frozenset[str], news: DateRange | None) -> tuple[Event, ...]:
    """The events with the day of their happening, else of the nearest of their kind, else the month."""
    days: dict[str, DateRange] = {}
    for event in events:
        head = event.same_as or event.id
        if head not in days and event.date is not None and _is_day(event.date):
            days[head] = event.date
    before = _day_of_kind(events, told)
    behind = _day_of_kind(events[::-1], told)[::-1]
    found = []
    for number, event in enumerate(events):
        date = event.date
        if date is None and event.status == "actual":
            date = days.get(event.same_as or event.id)
            if date is None and event.id in told:
                date = before[number] or behind[number] or _neighbour(events, number, told) or news
        found.append(replace(event, date=date))
    return tuple(found)


def _day_of_kind(events: Sequence[Event], told: frozenset[str]) -> list[DateRange | None]:
    """For every event the day of the last told event of its type up to it."""
    last: dict[str, DateRange] = {}
    found = []
    for event in events:
        if _gives_day(event, told):
            last[event.type] = event.date  # type: ignore[assignment]
        found.append(last.get(event.type))
    return found


def _neighbour(events: Sequence[Event], number: int, told: frozenset[str]) -> DateRange | None:
    """The day of a told event of any type close by, before it or else behind it."""
    at = events[number].trigger.start
    for direction in (range(number - 1, -1, -1), range(number + 1, len(events))):
        for k in direction:
            if abs(events[k].trigger.start - at) >= _NEAR:
                break
            if _gives_day(events[k], told):
                return events[k].date
    return None


def _gives_day(event: Event, told: frozenset[str]) -> bool:
    return event.id in told and event.status == "actual" and _is_day(event.date)


def _is_day(date: DateRange | None) -> bool:
    return (
        date is not None and date.since is not None and (date.until or date.since)[:_DAY] == date.since[:_DAY]
    )
