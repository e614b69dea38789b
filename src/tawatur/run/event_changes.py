"""Events as persons correct them: what a change of one is kept as, and how it is laid over the record.

A correction's ``place`` is ``v4.type`` or another of FIELDS. Whoever takes part is named by the characters
that name him (``"12-40"``), or by his entity's id where no words do; a date by its days (``2020-05-16``, or
``2020-05-01/2020-05-31``). An event that no machine read is called after its trigger, ``v-120-130``: giving
it a type makes it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any, get_args

from msgspec.structs import replace

from tawatur.errors import UnreadableInput
from tawatur.model import DateRange, Event, EventCodes, EventStatus, EventType, Participant, Record, Span
from tawatur.run.ranges import Range, ranges, spans, written

TYPES: tuple[EventType, ...] = get_args(EventType)
STATUSES: tuple[EventStatus, ...] = get_args(EventStatus)
PARTIES = ("actors", "targets", "place")
FIELDS = ("trigger", "type", "status", *PARTIES, "date", "claimant")
RULE = "added in a review"  # what made an event that no rule did
_ADDED = re.compile(r"v-(\d{1,9})-(\d{1,9})")

Meant = Callable[[str], str]


def event_change(record: Record, event: Event, field: str, value: str) -> tuple[str, Any]:
    """The place and the value of a change of one field. UnreadableInput where the field cannot be that."""
    return f"{event.id}.{field}", _value(record, field, value.strip())


def addition(record: Record, words: str, kind: str) -> tuple[str, Any]:
    """The place and the value that add an event of a type at these words. UnreadableInput if it cannot be."""
    start, end = _one_range(record, words)
    taken = event_at(record, (start, end))
    if taken is not None:
        raise UnreadableInput(f"these words tell the event {taken.id} already: change that one")
    return f"v-{start}-{end}.type", _listed(kind, TYPES, "type")


def event_at(record: Record, place: Range) -> Event | None:
    """The event whose trigger stands at these characters."""
    return next((one for one in record.events if _at(one.trigger) == place), None)


def place_of(name: str) -> Range | None:
    """The characters that an added event is called after; None for any other name."""
    match = _ADDED.fullmatch(name)
    return (int(match[1]), int(match[2])) if match else None


def _value(record: Record, field: str, value: str) -> Any:  # noqa: ANN401 - JSON
    if field in ("type", "status"):
        return _listed(value, TYPES if field == "type" else STATUSES, field)
    if field == "trigger":
        return [_one_range(record, value)]
    if field == "claimant":
        if value and record.statement(value) is None:
            raise UnreadableInput(f"there is no statement {value[:20]!r} in this article")
        return value or None
    if field == "date":
        return _days(value)
    named = [_participant(record, one.strip()) for one in value.split(",") if one.strip()]
    if field == "place" and len(named) > 1:
        raise UnreadableInput("an event has one place: give one range of characters")
    return named


def _listed(value: str, known: Sequence[str], what: str) -> str:
    if value not in known:
        raise UnreadableInput(f"{value[:20]!r} is no {what} of an event: {', '.join(known)}")
    return value


def _one_range(record: Record, value: str) -> Range:
    """The range, without the spaces that were selected with the words."""
    found = ranges(record, value)
    if len(found) != 1:
        raise UnreadableInput("an event has one trigger, and each name is one range of characters")
    start, end = found[0]
    words = record.article.text[start:end]
    if not words.strip():
        raise UnreadableInput(f"{value}: no words stand at these characters")
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _days(value: str) -> str | None:
    first, _, last = value.partition("/")
    try:
        right = not value or dt.date.fromisoformat(first) <= dt.date.fromisoformat(last or first)
    except ValueError:
        right = False
    if not right:
        raise UnreadableInput(f"{value[:30]!r}: give a day as 2020-05-16, or 2020-05-01/2020-05-31")
    return value or None


def _participant(record: Record, value: str) -> str:
    if record.entity(value) is not None:
        return value
    start, end = _one_range(record, value)
    return f"{start}-{end}"


def added(record: Record, name: str) -> Event | None:
    """The event that a person adds under this name, before its type is told; None for any other name."""
    place = place_of(name)
    if place is None or place[1] > len(record.article.text):
        return None
    trigger = record.article.span(*place)
    around = [
        (span.end - span.start, one.id)
        for one in record.statements
        for span in one.content
        if span.start <= trigger.start and trigger.end <= span.end
    ]
    statement = min(around)[1] if around else None
    return Event(name, trigger, TYPES[0], statement=statement, rule=RULE, confidence=1.0)


def changed_event(record: Record, event: Event, field: str, value: Any, meant: Meant) -> Event:  # noqa: ANN401
    """The event with one field as a person has it; ``meant`` tells which entity an id goes by now."""
    if field == "trigger":
        return replace(event, trigger=spans(record, value)[0])
    if field == "type":  # a mode is one of its type, and so is a CAMEO code
        return (
            event if value == event.type else replace(event, type=value, mode=None, codes=EventCodes(value))
        )
    if field == "status":
        return replace(event, status=value)
    if field == "claimant":
        return replace(event, statement=value)
    if field == "date":
        first, _, last = (value or "").partition("/")
        return replace(event, date=DateRange(first, last or first) if first else None)
    there = [*parties(event, field), *(one for other in PARTIES for one in parties(event, other))]
    found = tuple(_taking_part(record, there, one, meant) for one in value)
    if field == "place":
        return replace(event, place=found[0] if found else None)
    return replace(event, actors=found) if field == "actors" else replace(event, targets=found)


def parties(event: Event, field: str) -> tuple[Participant, ...]:
    """Those who take a part: of PARTIES."""
    place = (event.place,) if event.place else ()
    return {"actors": event.actors, "targets": event.targets, "place": place}[field]


def _taking_part(record: Record, there: Sequence[Participant], value: str, meant: Meant) -> Participant:
    """Whom a value names; words that the event has already mean whom they mean there."""
    if not value[0].isdigit():
        entity = record.entity(meant(value))
        return Participant(entity.id if entity else None, None)
    start, end = map(int, value.split("-"))
    known = (one for one in there if one.span and _at(one.span) == (start, end))
    return next(known, None) or Participant(_named(record, start, end), record.article.span(start, end))


def _named(record: Record, start: int, end: int) -> str | None:
    """Whom words name: the entity of the longest mention among them, else of the shortest around them."""
    mentions = [(m.end - m.start, m.start, one.id) for one in record.entities for m in one.mentions]
    inside = [(-long, at, name) for long, at, name in mentions if start <= at and at + long <= end]
    around = [(long, at, name) for long, at, name in mentions if at <= start and end <= at + long]
    found = inside or around
    return min(found)[2] if found else None


def field_value(event: Event, field: str) -> str:
    """What a field of an event is, as a change would give it."""
    if field == "date":
        date = event.date or DateRange()
        return days_value(date.since, date.until)
    if field in PARTIES:
        return ", ".join(filter(None, map(named, parties(event, field))))
    found = {"trigger": written(event.trigger), "type": event.type, "status": event.status}
    return found.get(field) or event.statement or ""


def days_value(since: str | None, until: str | None) -> str:
    """Days as a change names them: one, or the first and the last."""
    return "/".join(dict.fromkeys(filter(None, (since, until))))


def named(one: Participant) -> str:
    """Whoever takes part, as a change names him: by his words, else by his entity."""
    return written(one.span) if one.span else one.entity or ""


def _at(span: Span) -> Range:
    return span.start, span.end
