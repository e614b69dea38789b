"""An event as a reviewer corrects it: what each of its fields can be, and what he made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from tawatur.model import Entity, Event, Participant, Record, Statement
from tawatur.run.event_changes import (
    FIELDS,
    PARTIES,
    STATUSES,
    TYPES,
    days_value,
    field_value,
    named,
    parties,
)
from tawatur.run.ranges import written
from tawatur.run.reviewing import Change

NEAR = 400  # characters around the trigger in which every mention is offered; of others, the nearest one


class Option(msgspec.Struct, frozen=True):
    """A value as a change gives it, and the words that a reader knows it by."""

    value: str
    words: str


class Somebody(msgspec.Struct, frozen=True):
    """An entity and the mentions that may be taken for a part of the event."""

    name: str
    mentions: tuple[Option, ...]


class Role(msgspec.Struct, frozen=True):
    """Those who take a part, and how many more may be named in the form."""

    field: str
    filled: tuple[Option, ...]
    free: int


class Form(msgspec.Struct, frozen=True):
    """All that can be chosen for an event; what it is now comes first where it is in no list.

    ``seen`` is the moment of the last word on it: who did not see a later one must not overwrite it.
    """

    event: Event
    trigger: str
    date: str
    seen: str
    roles: tuple[Role, ...]
    people: tuple[Somebody, ...]
    claimants: tuple[Option, ...]
    days: tuple[Option, ...]
    types: tuple[str, ...] = TYPES
    statuses: tuple[str, ...] = STATUSES

    def offers(self, value: str) -> bool:
        """Whether a value is that of a mention in the lists."""
        return any(value == mention.value for one in self.people for mention in one.mentions)


def form(record: Record, event: Event) -> Form:
    """The form of an event of a record as it stands."""
    date = field_value(event, "date")
    told = (Option(days_value(one.since, one.until), one.span.text) for one in record.times if one.since)
    days = {one.value: one for one in told}
    return Form(
        event,
        field_value(event, "trigger"),
        date,
        last_word(record, event.id),
        tuple(_role(record, event, field) for field in PARTIES),
        tuple(_people(record, event.trigger.start)),
        tuple(Option(one.id, _speaking(record, one)) for one in record.statements),
        tuple({**({date: Option(date, date)} if date else {}), **days}.values()),
    )


def last_word(record: Record, event_id: str) -> str:
    """The moment at which a person last said something of an event, or nothing."""
    return next((one.at for one in record.reviews if one.of == event_id), "")


def _role(record: Record, event: Event, field: str) -> Role:
    filled = tuple(Option(named(one), _words(record, one)) for one in parties(event, field) if named(one))
    return Role(field, filled, 0 if field == "place" and filled else 1)


def _words(record: Record, one: Participant) -> str:
    entity = record.entity(one.entity)
    return one.span.text if one.span else entity.name if entity else ""


def _people(record: Record, near: int) -> Iterator[Somebody]:
    """Every entity, those who are named nearest first."""
    away = {one.id: min(abs(m.start - near) for m in one.mentions) for one in record.entities if one.mentions}
    for entity in sorted((one for one in record.entities if one.id in away), key=lambda one: away[one.id]):
        yield Somebody(
            entity.name, tuple(_mentions(record, entity, near)) or (Option(entity.id, entity.name),)
        )


def _mentions(record: Record, entity: Entity, near: int) -> Iterator[Option]:
    nearest = min(entity.mentions, key=lambda one: abs(one.start - near))
    for one in entity.mentions:
        if one is nearest or abs(one.start - near) <= NEAR:
            span = record.article.span(one.start, one.end)
            yield Option(written(span), span.text)


def _speaking(record: Record, statement: Statement) -> str:
    """«وزارة الدفاع: أكد …»: who speaks, by what word, and what."""
    who = record.source_name(statement) or "؟"
    return f"{who}: {' '.join(one.text for one in statement.cue)} «{statement.text}»"


def changes(event: Event, given: Mapping[str, Sequence[str]]) -> list[Change]:
    """The fields of a form that a person changed; a field that the form does not have stays as it is."""
    found = []
    for field in FIELDS:
        if field not in given:
            continue
        value = ", ".join(dict.fromkeys(one.strip() for one in given[field] if one.strip()))
        if value != field_value(event, field):
            found.append(Change(event.id, field, value))
    return found
