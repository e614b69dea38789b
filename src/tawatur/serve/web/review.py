"""Review: what a person says of a statement, kept beside the record and laid over it when it is shown.

A correction's ``place`` is ``s3`` (the value ``"accepted"``, ``"rejected"``, or null, which takes everything
said of the statement back), ``s3.source.entity`` (an entity's id, or null: nobody is known) or ``s3.content``
and ``s3.source.span`` (ranges of code points: ``[[12, 40]]``). The later word holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from tawatur.errors import UnreadableInput
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
from tawatur.store import Correction

ACCEPTED, REJECTED = "accepted", "rejected"
_RANGES = re.compile(r"\s*\d{1,9}-\d{1,9}(\s*,\s*\d{1,9}-\d{1,9})*\s*")
_LONGEST_NAME = 80


class Reviewed(msgspec.Struct, frozen=True):
    """A record with what persons changed laid over it; ``verdicts`` by statement, ``by`` who spoke last."""

    record: Record
    verdicts: dict[str, str]
    by: dict[str, Correction]


def correction(record: Record, reading: str, change: tuple[str, str, str], who: str, at: str) -> Correction:
    """A visitor's change (statement, what, value) as it is kept. UnreadableInput where it cannot be made."""
    statement_id, what, value = change
    if record.statement(statement_id) is None:
        raise UnreadableInput(f"there is no statement {statement_id[:20]!r} in this article")
    name = " ".join(who.split())[:_LONGEST_NAME]
    if not name:
        raise UnreadableInput("a correction needs the name of who makes it")
    place, given = _told(record, statement_id, what, value)
    return Correction(record.article.id, reading, place, msgspec.json.encode(given).decode(), name, at)


def _told(record: Record, statement: str, what: str, value: str) -> tuple[str, Any]:
    """The place and the value of a change."""
    if what in ("accept", "reject"):
        return statement, ACCEPTED if what == "accept" else REJECTED
    if what == "undo":
        return statement, None
    if what == "source":
        if value and record.entity(value) is None:
            raise UnreadableInput(f"there is no entity {value[:20]!r} in this article")
        return f"{statement}.source.entity", value or None
    if what in ("content", "span"):
        ranges = _ranges(record, value)
        return f"{statement}.{'content' if what == 'content' else 'source.span'}", ranges
    raise UnreadableInput(f"{what[:20]!r} is no change: accept, reject, undo, source, content or span")


def _ranges(record: Record, value: str) -> list[list[int]]:
    if not _RANGES.fullmatch(value):
        raise UnreadableInput(f"{value[:40]!r}: give ranges of characters as 12-40, or 12-40, 50-62")
    pairs = [[int(end) for end in one.split("-")] for one in value.split(",")]
    if not all(start < end <= len(record.article.text) for start, end in pairs):
        raise UnreadableInput(f"{value[:40]!r}: each range begins before it ends, within the text")
    return pairs


def reviewed(record: Record, reading: str, corrections: Sequence[Correction]) -> Reviewed:
    """The record with the corrections of this reading laid over it, oldest first."""
    verdicts: dict[str, str] = {}
    by: dict[str, Correction] = {}
    changed = {statement.id: statement for statement in record.statements}
    for one in corrections:
        name, _, field = one.place.partition(".")
        if one.record != reading or name not in changed:
            continue
        value = msgspec.json.decode(one.value) if one.value else None
        by[name] = one
        if field:
            changed[name] = _changed(record, changed[name], field, value)
            verdicts[name] = ACCEPTED
        elif value in (ACCEPTED, REJECTED):
            verdicts[name] = value
        else:
            verdicts.pop(name, None)
            by.pop(name, None)
            changed[name] = next(s for s in record.statements if s.id == name)
    statements = tuple(changed[statement.id] for statement in record.statements)
    return Reviewed(replace(record, statements=statements), verdicts, by)


def _changed(record: Record, statement: Statement, field: str, value: Any) -> Statement:  # noqa: ANN401 - JSON
    if field == "content":
        return replace(statement, content=_spans(record, value))
    if field == "source.span":
        span = _spans(record, value)[0] if value else None
        return replace(statement, source=replace(statement.source, span=span, through=None))
    return replace(statement, source=replace(statement.source, entity=value, through=None))


def _spans(record: Record, value: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(record.article.span(start, end) for start, end in value)


def gold(found: Reviewed) -> Gold:
    """The reviewed record as an annotated article: what was rejected is gone, what is inside it moves out."""
    record = found.record
    gone = {name for name, verdict in found.verdicts.items() if verdict == REJECTED}
    kept = [statement for statement in record.statements if statement.id not in gone]
    return Gold(
        text=record.article.text,
        published=(record.article.published.at or "")[:10] or None,
        entities=tuple(
            GoldEntity(e.id, e.name, e.type, _mention(record, e.mentions[0].start, e.mentions[0].end))
            for e in record.entities
            if e.mentions
        ),
        statements=tuple(_gold_statement(record, statement, gone) for statement in kept),
        events=tuple(_gold_events(record, gone)),
        times=tuple(GoldTime(_span(t.span), t.value) for t in record.times),
    )


def _gold_statement(record: Record, statement: Statement, gone: set[str]) -> GoldStatement:
    around = [one for one in record.around(statement) if one.id not in gone]
    source = statement.source
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
        parent=around[1].id if len(around) > 1 else None,
        negated=statement.negated,
    )


def _gold_events(record: Record, gone: set[str]) -> Iterator[GoldEvent]:
    for event in record.events:
        inside = record.statement(event.statement)
        within = [s.id for s in record.around(inside) if s.id not in gone] if inside else []
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
            statement=within[0] if within else None,
        )


def _gold_participant(given: Participant) -> GoldParticipant:
    return GoldParticipant(_span(given.span) if given.span else None, given.entity)


def _span(span: Span) -> GoldSpan:
    return GoldSpan(span.start, span.end, span.text)


def _mention(record: Record, start: int, end: int) -> GoldSpan:
    return GoldSpan(start, end, record.article.text[start:end])
