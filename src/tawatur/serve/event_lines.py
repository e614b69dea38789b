"""Events as lines of text: who says so, who did what to whom, where and when; and the same in English.

In files and pipes every event is two lines, the parts of the first two spaces apart::

    ID  CHAIN ‖ ACTOR, ACTOR → TYPE/mode «TRIGGER» → TARGET  at PLACE  DATE  STATUS  background  = ID
        NOTE

CHAIN is as for statements; an event in the outlet's own voice has the outlet there. Parts that the text
does not tell are left out. STATUS stands only where the event did not happen, ``= ID`` where an earlier event
is told again. NOTE says the slots in English, and nothing that is not in one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from tawatur.language.lexicon import load
from tawatur.model import DateRange, Entity, Event, Participant, Record, Statement
from tawatur.serve.terminal import Look

_GAP = "  "
_STEP = " › "
_OWN = "own voice"
_STATUS = {
    "denied": "denied: ", "future": "announced: ", "hypothetical": "possible: ", "called_for": "called for: ",
}  # fmt: skip
_DAY = 10  # characters of an ISO day
_MONTH = 7


class ModeName(Struct, frozen=True):
    """What a type of event, or a mode of it, is called in English."""

    type: str
    mode: str = ""
    english: str = ""


@cache
def _names() -> dict[tuple[str, str], str]:
    return {(row.type, row.mode): row.english for row in load("codify/modes.tsv", ModeName) if row.english}


def event_lines(record: Record, look: Look) -> Iterator[str]:
    """The lines of every event, in the order of the text."""
    for event in record.events:
        yield _line(record, event, look)
        yield " " * (len(event.id) + len(_GAP)) + look.paint(note(record, event, look), "faint")


def _line(record: Record, event: Event, look: Look) -> str:
    claimant = _claimant(record, event, look)
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    deed = [f"{kind} «{look.words(event.trigger.text, 'cue')}»"]
    if event.actors:
        deed.insert(0, _all(record, event.actors, look))
    if event.targets:
        deed.append(_all(record, event.targets, look))
    parts = [look.paint(event.id, "faint"), f"{claimant} ‖ {' → '.join(deed)}"]
    if event.place is not None:
        parts.append(f"at {_name(record, event.place, look)}")
    if (day := _day(event.date)) is not None:
        parts.append(day)
    if event.status != "actual":
        parts.append(event.status)
    if event.historical:
        parts.append("background")
    if event.same_as is not None:
        parts.append(f"= {event.same_as}")
    return _GAP.join(parts)


def _claimant(record: Record, event: Event, look: Look) -> str:
    statement = record.statement(event.statement)
    if statement is None:
        return look.words(record.article.outlet, "source") if record.article.outlet else _OWN
    return _STEP.join(_speaker(record, s, look) for s in list(record.around(statement))[::-1])


def _speaker(record: Record, statement: Statement, look: Look) -> str:
    entity = record.entity(statement.source.entity)
    if entity is not None:
        return look.words(entity.name, "source")
    return f"[{look.words(statement.source.span.text)}]" if statement.source.span else "[?]"


def _all(record: Record, participants: Sequence[Participant], look: Look) -> str:
    return ", ".join(_name(record, p, look) for p in participants)


def _name(record: Record, participant: Participant, look: Look) -> str:
    if participant.span is not None:
        return look.words(participant.span.text)
    entity = record.entity(participant.entity)
    return look.words(entity.name) if entity is not None else "[?]"


def _day(date: DateRange | None) -> str | None:
    """The day, or the shortest name of the range: a month, a year, first/last day."""
    if date is None or date.since is None:
        return None
    first, last = date.since[:_DAY], (date.until or date.since)[:_DAY]
    if first == last:
        return first
    if first[:_MONTH] == last[:_MONTH]:
        return first[:_MONTH]
    return first[:4] if first[:4] == last[:4] else f"{first}/{last}"


def note(record: Record, event: Event, look: Look = Look()) -> str:  # noqa: B008 - a frozen value
    """The event in an English sentence made of its slots."""
    names = _names()
    deed = names.get((event.type, event.mode or ""), names.get((event.type, ""), event.type.lower()))
    told = f"{_STATUS.get(event.status, '')}{deed}"
    if event.actors:
        told += f" by {_english_all(record, event.actors, look)}"
    if event.targets:
        joint = "with" if event.type in ("CONSULT", "AGREE", "COOPERATE") else "against"
        joint = "for" if event.type in ("AID", "SUPPORT", "CONCEDE") else joint
        joint = "to" if event.type in ("REQUEST", "THREATEN") else joint
        told += f" {joint} {_english_all(record, event.targets, look)}"
    if event.place is not None:
        told += f", at {_english(record, event.place, look)}"
    if (day := _day(event.date)) is not None:
        told += f", {day}"
    return f"{_according(record, event, look)}{told}."


def _according(record: Record, event: Event, look: Look) -> str:
    """«According to X, as carried by Y, …»: the innermost speaker first, then who carries it."""
    statement = record.statement(event.statement)
    if statement is None:
        return ""
    around = [_english_of(record.entity(s.source.entity), s, look) for s in record.around(statement)]
    innermost, *carriers = dict.fromkeys(around)
    carried = "".join(f", as carried by {name}" for name in carriers)
    return f"According to {innermost}{carried}: "


def _english_of(entity: Entity | None, statement: Statement, look: Look) -> str:
    if entity is not None:
        return look.words(entity.name_en or entity.name)
    return look.words(statement.source.span.text) if statement.source.span else "a source that is not named"


def _english_all(record: Record, participants: Sequence[Participant], look: Look) -> str:
    return " and ".join(_english(record, p, look) for p in participants)


def _english(record: Record, participant: Participant, look: Look) -> str:
    entity = record.entity(participant.entity)
    if entity is not None and entity.name_en:
        return look.words(entity.name_en)
    return _name(record, participant, look)
