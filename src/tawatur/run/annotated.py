"""A reviewed record as an annotated article: what a person let stand, in the form that `evaluate` reads."""

from __future__ import annotations

from collections.abc import Iterator

from tawatur.model import Participant, Record, Span, Statement
from tawatur.run.gold import (
    Gold,
    GoldEntity,
    GoldEvent,
    GoldParticipant,
    GoldSource,
    GoldSpan,
    GoldStatement,
    GoldTime,
)
from tawatur.run.reviewing import Reviewed, standing


def gold(found: Reviewed) -> Gold:
    """The reviewed record as an annotated article: what was rejected is gone, what is inside it moves out."""
    record = standing(found)
    return Gold(
        text=record.article.text,
        published=(record.article.published.at or "")[:10] or None,
        entities=tuple(
            GoldEntity(e.id, e.name, e.type, _mention(record, e.mentions[0].start, e.mentions[0].end))
            for e in record.entities
            if e.mentions
        ),
        statements=tuple(_gold_statement(record, statement) for statement in record.statements),
        events=tuple(_gold_events(record)),
        times=tuple(GoldTime(_span(t.span), t.value) for t in record.times),
    )


def _gold_statement(record: Record, statement: Statement) -> GoldStatement:
    around, source = list(record.around(statement)), statement.source
    return GoldStatement(
        id=statement.id,
        cue=tuple(map(_span, statement.cue)),
        source=GoldSource(source.kind, _span(source.span) if source.span else None, source.entity),
        content=tuple(map(_span, statement.content)),
        form=statement.form,
        act=statement.act,
        commitment=statement.commitment,
        channel=statement.channel,
        addressee=statement.addressee,
        chain=tuple(one.source.entity for one in reversed(around)),
        parent=statement.parent,
        negated=statement.negated,
    )


def _gold_events(record: Record) -> Iterator[GoldEvent]:
    for event in record.events:
        place = event.place.span if event.place else None
        yield GoldEvent(
            id=event.id,
            trigger=_span(event.trigger),
            type=event.type,
            actors=tuple(map(_gold_participant, event.actors)),
            targets=tuple(map(_gold_participant, event.targets)),
            status=event.status,
            place=_span(place) if place else None,
            date=event.date.since[:10] if event.date and event.date.since else None,
            statement=event.statement,
        )


def _gold_participant(given: Participant) -> GoldParticipant:
    return GoldParticipant(_span(given.span) if given.span else None, given.entity)


def _span(span: Span) -> GoldSpan:
    return GoldSpan(span.start, span.end, span.text)


def _mention(record: Record, start: int, end: int) -> GoldSpan:
    return GoldSpan(start, end, record.article.text[start:end])
