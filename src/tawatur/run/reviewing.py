"""Review: what a person says of a record, kept beside it and laid over it when it is shown or used.

A correction's ``place`` is ``s3`` or ``e4`` (for a statement the value ``"accepted"`` or ``"rejected"``; null
takes everything said of it back), ``s3.source.entity`` (an entity's id, or null: nobody is known),
``s3.content`` and ``s3.source.span`` (ranges of code points: ``[[12, 40]]``), ``e4.into`` (the entity that
it is) or ``e4.apart`` (ranges of its mentions that are somebody else). The later word holds. A correction
of an earlier reading is brought over to the present one where it fits.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tawatur.errors import StoreMissing, UnreadableInput
from tawatur.model import Record, Review, Span, Statement, Verdict
from tawatur.run.carrying import carried
from tawatur.run.identifying import Identities, identified
from tawatur.store import Choice, Correction, Store

ACCEPTED: Verdict = "accepted"
REJECTED: Verdict = "rejected"
CHANGED: Verdict = "changed"
_RANGES = re.compile(r"\s*\d{1,9}-\d{1,9}(\s*,\s*\d{1,9}-\d{1,9})*\s*")
_NAME = re.compile(r"[se]\d{1,9}(-\d{1,9})?")
_LONGEST_NAME, _LONGEST_NOTE = 80, 500
_OF_ENTITIES = ("merge", "split")

Earlier = Callable[[str], Record | None]


class Change(Struct, frozen=True):
    """What a visitor asks for: ``of`` is a statement or an entity.

    ``what`` is accept, reject, undo, source, content, span, merge or split. ``value`` is an entity's id for
    ``source`` and ``merge``, ranges as ``12-40, 50-62`` for ``content``, ``span`` and ``split``.
    """

    of: str
    what: str
    value: str = ""
    why: str = ""


class Reviewed(Struct, frozen=True):
    """A record with what persons changed laid over it; what they rejected still stands in it.

    ``verdicts`` by statement, ``by`` who spoke last; ``identities`` are the merges and splits of entities
    that hold; ``unfit`` are corrections of an earlier reading that fit nothing in this one.
    """

    record: Record
    verdicts: dict[str, Verdict]
    by: dict[str, Correction]
    identities: tuple[Correction, ...] = ()
    unfit: tuple[Correction, ...] = ()


def correction(record: Record, reading: str, change: Change, who: str, at: str) -> Correction:
    """A change as it is kept; ``record`` as it was shown. UnreadableInput where it cannot be made."""
    name = " ".join(who.split())[:_LONGEST_NAME]
    if not name:
        raise UnreadableInput("a correction needs the name of who makes it")
    place, value = _told(record, change)
    note = " ".join(change.why.split())[:_LONGEST_NOTE]
    return Correction(record.article.id, reading, place, msgspec.json.encode(value).decode(), name, at, note)


def _told(record: Record, change: Change) -> tuple[str, Any]:
    """The place and the value of a change."""
    of, what, value = change.of, change.what, change.value
    if what in _OF_ENTITIES:
        if not change.why.strip():
            raise UnreadableInput("who is who needs a reason: say why")
        return _identity(record, of, what, value)
    if what == "undo" and _NAME.fullmatch(of):
        return of, None  # also of an entity that was merged and stands in the record no more
    if record.statement(of) is None:
        raise UnreadableInput(f"there is no statement {of[:20]!r} in this article")
    if what in ("accept", "reject"):
        return of, ACCEPTED if what == "accept" else REJECTED
    if what == "source":
        return f"{of}.source.entity", _known(record, value) if value else None
    if what in ("content", "span"):
        return f"{of}.{'content' if what == 'content' else 'source.span'}", _ranges(record, value)
    known = "accept, reject, undo, source, content, span, merge or split"
    raise UnreadableInput(f"{what[:20]!r} is no change: {known}")


def _known(record: Record, entity_id: str) -> str:
    if record.entity(entity_id) is None:
        raise UnreadableInput(f"there is no entity {entity_id[:20]!r} in this article")
    return entity_id


def _identity(record: Record, of: str, what: str, value: str) -> tuple[str, Any]:
    _known(record, of)
    if what == "merge":
        if of == _known(record, value):
            raise UnreadableInput(f"{of} is itself already: name the entity that it is")
        return f"{of}.into", value
    entity, ranges = record.entity(of), _ranges(record, value)
    places = [[m.start, m.end] for m in entity.mentions] if entity else []
    if not all(one in places for one in ranges) or len(ranges) == len(places):
        raise UnreadableInput(f"{of}: name some of its mentions, not all, by their characters")
    return f"{of}.apart", ranges


def _ranges(record: Record, value: str) -> list[list[int]]:
    if not _RANGES.fullmatch(value):
        raise UnreadableInput(f"{value[:40]!r}: give ranges of characters as 12-40, or 12-40, 50-62")
    pairs = [[int(end) for end in one.split("-")] for one in value.split(",")]
    if not all(start < end <= len(record.article.text) for start, end in pairs):
        raise UnreadableInput(f"{value[:40]!r}: each range begins before it ends, within the text")
    return pairs


def reviewed(
    record: Record, reading: str, corrections: Sequence[Correction], earlier: Earlier = lambda _: None
) -> Reviewed:
    """The record with the corrections laid over it, oldest first.

    ``earlier`` gives the record of an earlier reading of the article by its id, or None.
    """
    given, unfit = _of_this_reading(record, reading, corrections, earlier)
    identities, holding = _identities(given)
    record = identified(record, identities)
    verdicts: dict[str, Verdict] = {}
    by: dict[str, Correction] = {}
    changed = {statement.id: statement for statement in record.statements}
    for one in given:
        name, _, field = one.place.partition(".")
        if name not in changed:
            continue
        value = msgspec.json.decode(one.value) if one.value else None
        by[name] = one
        if field:
            changed[name] = _changed(record, changed[name], field, value, identities)
            verdicts[name] = CHANGED
        elif value == REJECTED:
            verdicts[name] = REJECTED
        elif value == ACCEPTED:
            verdicts[name] = CHANGED if verdicts.get(name) == CHANGED else ACCEPTED
        else:
            verdicts.pop(name, None)
            by.pop(name, None)
            changed[name] = next(s for s in record.statements if s.id == name)
    statements = tuple(changed[statement.id] for statement in record.statements)
    said = [Review(n, verdicts[n], by[n].who, by[n].at, by[n].note) for n in changed if n in verdicts]
    said += [Review(one.place.partition(".")[0], CHANGED, one.who, one.at, one.note) for one in holding]
    whole = replace(record, statements=statements, reviews=tuple(said))
    return Reviewed(whole, verdicts, by, holding, unfit)


def _of_this_reading(
    record: Record, reading: str, corrections: Iterable[Correction], earlier: Earlier
) -> tuple[list[Correction], tuple[Correction, ...]]:
    """The corrections by the ids of this reading, and those that fit nothing in it."""
    found: list[Correction] = []
    unfit: list[Correction] = []
    for one in corrections:
        if not _NAME.match(one.place):
            continue  # of incidents or actors: see ``deciding``
        if one.record == reading:
            found.append(one)
            continue
        old = earlier(one.record)
        here = carried(one, old, record) if old else None
        (unfit if here is None else found).append(here or one)
    return found, tuple(unfit)


def _identities(given: Iterable[Correction]) -> tuple[Identities, tuple[Correction, ...]]:
    """Which entities are one or two by the last word on each, and the corrections that say so."""
    holding: dict[str, list[Correction]] = {}
    for one in given:
        name, _, field = one.place.partition(".")
        if field in ("into", "apart"):
            said = [other for other in holding.get(name, ()) if field == "apart" or other.place != one.place]
            holding[name] = [*said, one]
        elif not field:
            holding.pop(name, None)
    into: dict[str, str] = {}
    apart: dict[str, list[list[tuple[int, int]]]] = {}
    for name, said in holding.items():
        for one in said:
            value = msgspec.json.decode(one.value or "null")
            if one.place.endswith(".into"):
                into[name] = value
            else:
                apart.setdefault(name, []).append([(start, end) for start, end in value])
    return Identities(into, apart), tuple(one for said in holding.values() for one in said)


def _changed(
    record: Record,
    statement: Statement,
    field: str,
    value: Any,  # noqa: ANN401 - JSON
    identities: Identities,
) -> Statement:
    if field == "content":
        return replace(statement, content=_spans(record, value))
    if field == "source.span":
        span = _spans(record, value)[0] if value else None
        return replace(statement, source=replace(statement.source, span=span, through=None))
    entity = record.entity(identities.meant(value)) if value else None
    source = replace(statement.source, entity=entity.id if entity else None, through=None)
    return replace(statement, source=source)


def _spans(record: Record, value: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(record.article.span(start, end) for start, end in value)


def standing(found: Reviewed) -> Record:
    """The record without what was rejected: what stood inside moves out to what stands around."""
    record = found.record
    gone = {name for name, verdict in found.verdicts.items() if verdict == REJECTED}
    if not gone:
        return record

    def around(statement_id: str | None) -> str | None:
        statement = record.statement(statement_id)
        here = record.around(statement) if statement else ()
        return next((one.id for one in here if one.id not in gone), None)

    return replace(
        record,
        statements=tuple(
            replace(one, parent=around(one.parent)) for one in record.statements if one.id not in gone
        ),
        events=tuple(replace(one, statement=around(one.statement)) for one in record.events),
    )


def standing_records(store: Store, choice: Choice | None = None) -> Iterator[Record]:
    """The records of a choice as persons let them stand; those of a frozen state as they stood then."""
    name = choice.frozen if choice else None
    until = next((state.at for state in store.frozen() if state.name == name), None)
    for record in store.records(choice):
        yield stands(store, record, until)


def stands(store: Store, record: Record, until: str | None = None) -> Record:
    """A record of the store as persons let it stand, with what they said up to a moment."""
    article = record.article.id
    corrections = [one for one in store.corrections(article) if until is None or _by(one.at, until)]
    if not corrections:
        return record
    reading = store.readings(article)[0][0] if until is None else ""  # by its places, whichever it is
    return standing(reviewed(record, reading, corrections, _earlier(store, article)))


def _by(moment: str, last: str) -> bool:
    return dt.datetime.fromisoformat(moment) <= dt.datetime.fromisoformat(last)


def _earlier(store: Store, article: str) -> Earlier:
    def earlier(reading: str) -> Record | None:
        try:
            return store.record(article, reading)
        except StoreMissing:
            return None

    return earlier
