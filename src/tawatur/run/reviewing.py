"""Review: what a person says of a record, kept beside it and laid over it when it is shown or used.

A correction's ``place`` is ``s3``, ``v4`` or ``e4`` (for a statement or an event the value ``"accepted"``
or ``"rejected"``; null takes everything said of it back), ``s3.source.entity`` (an entity's id, or null:
nobody is known), ``s3.content`` and ``s3.source.span`` (ranges of code points: ``[[12, 40]]``), ``v4.type``
and the other fields of an event (``event_changes``), ``e4.into`` (the entity that it is) or ``e4.apart``
(ranges of its mentions that are somebody else). The later word holds. A correction of an earlier reading is
brought over to the present one where it fits.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tawatur.errors import StoreMissing, UnreadableInput
from tawatur.model import Event, Record, Review, Statement, Verdict
from tawatur.run.carrying import carried
from tawatur.run.event_changes import FIELDS, added, addition, changed_event, event_change
from tawatur.run.identifying import Identities, identified
from tawatur.run.ranges import ranges, spans
from tawatur.store import Choice, Correction, Store

ACCEPTED: Verdict = "accepted"
REJECTED: Verdict = "rejected"
CHANGED: Verdict = "changed"
ADDED: Verdict = "added"
_NAME = re.compile(r"[sev]\d{1,9}(-\d{1,9})?|v-\d{1,9}-\d{1,9}")
_LONGEST_NAME, _LONGEST_NOTE = 80, 500
_OF_ENTITIES = ("merge", "split")
_OF_STATEMENTS = ("source", "content", "span")

Said = Statement | Event

Earlier = Callable[[str], Record | None]


class Change(Struct, frozen=True):
    """What a visitor asks for: ``of`` is a statement, an event or an entity.

    ``what`` is accept, reject, undo; of a statement source, content, span; of an event one of its FIELDS; of
    an entity merge or split. ``value`` is an entity's id for ``source`` and ``merge``, ranges as ``12-40,
    50-62`` for ``content``, ``span`` and ``split``. ``add`` makes an event of the type ``value`` at the range
    ``of``.
    """

    of: str
    what: str
    value: str = ""
    why: str = ""


class Reviewed(Struct, frozen=True):
    """A record with what persons changed laid over it; what they rejected still stands in it.

    ``verdicts`` by statement and event, ``by`` who spoke last; ``identities`` are the merges and splits of
    entities that hold; ``unfit`` are corrections of an earlier reading that fit nothing in this one.
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
    if what == "add":
        return addition(record, of, value)
    statement, event = record.statement(of), record.event(of)
    if statement is None and event is None:
        raise UnreadableInput(
            f"there is no statement or event {of[:20]!r} in this article now: load it again"
        )
    if what in ("accept", "reject"):
        return of, ACCEPTED if what == "accept" else REJECTED
    if event is not None and what in FIELDS:
        return event_change(record, event, what, value)
    if statement is not None and what in _OF_STATEMENTS:
        return _of_statement(record, of, what, value)
    known = ("accept", "reject", "undo", *(FIELDS if event else _OF_STATEMENTS))
    raise UnreadableInput(f"{what[:20]!r} is no change of it: {', '.join(known)}")


def _of_statement(record: Record, of: str, what: str, value: str) -> tuple[str, Any]:
    if what == "source":
        return f"{of}.source.entity", _known(record, value) if value else None
    return f"{of}.{'content' if what == 'content' else 'source.span'}", ranges(record, value)


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
    entity, apart = record.entity(of), ranges(record, value)
    places = [(m.start, m.end) for m in entity.mentions] if entity else []
    if not all(one in places for one in apart) or len(apart) == len(places):
        raise UnreadableInput(f"{of}: name some of its mentions, not all, by their characters")
    return f"{of}.apart", apart


def reviewed(
    record: Record, reading: str, corrections: Sequence[Correction], earlier: Earlier = lambda _: None
) -> Reviewed:
    """The record with the corrections laid over it, oldest first.

    ``earlier`` gives the record of an earlier reading of the article by its id, or None.
    """
    given, unfit = _of_this_reading(record, reading, corrections, earlier)
    identities, holding = _identities(given)
    laid = _Laid(identified(record, identities), identities)
    for one in given:
        laid.say(one)
    whole, by = laid.record, laid.by
    said = laid.reviews()
    said += [Review(one.place.partition(".")[0], CHANGED, one.who, one.at, one.note) for one in holding]
    return Reviewed(replace(whole, reviews=tuple(said)), laid.verdicts, by, holding, unfit)


class _Laid:
    """The statements and events of a record with what was said of each, one word after the other."""

    def __init__(self, record: Record, identities: Identities) -> None:
        self._record, self._identities = record, identities
        things: tuple[Said, ...] = (*record.statements, *record.events)
        self._read = {one.id: one for one in things}
        self._now = dict(self._read)
        self.verdicts: dict[str, Verdict] = {}
        self.by: dict[str, Correction] = {}

    def say(self, one: Correction) -> None:
        """Lay one correction over what was said before."""
        name, _, field = one.place.partition(".")
        thing = self._now.get(name) or (added(self._record, name) if field else None)
        if thing is None:
            return
        value = msgspec.json.decode(one.value) if one.value else None
        if field:
            thing = self._changed(thing, field, value)
        elif value is None:
            self._take_back(name)
            return
        self._now[name], self.by[name] = thing, one
        self.verdicts[name] = REJECTED if value == REJECTED and not field else self._verdict(name)

    def _take_back(self, name: str) -> None:
        self.verdicts.pop(name, None)
        self.by.pop(name, None)
        if name in self._read:
            self._now[name] = self._read[name]
        else:
            del self._now[name]

    def _verdict(self, name: str) -> Verdict:
        if name not in self._read:
            return ADDED
        return ACCEPTED if self._now[name] == self._read[name] else CHANGED

    def _changed(self, thing: Said, field: str, value: Any) -> Said:  # noqa: ANN401 - JSON
        if isinstance(thing, Event):
            return changed_event(self._record, thing, field, value, self._identities.meant)
        return _changed(self._record, thing, field, value, self._identities)

    def reviews(self) -> list[Review]:
        """What was said of the statements and events that there are now, in their order."""
        given = ((name, self.by[name]) for name in self._now if name in self.by)
        return [Review(name, self.verdicts[name], one.who, one.at, one.note) for name, one in given]

    @property
    def record(self) -> Record:
        """The record as it stands now; what was added has its place in the order of the text."""
        things = self._now.values()
        events = [one for one in things if isinstance(one, Event)]
        if len(events) > len(self._record.events):
            events.sort(key=lambda one: one.trigger.start)
        statements = tuple(one for one in things if isinstance(one, Statement))
        return replace(self._record, statements=statements, events=tuple(events))


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
        return replace(statement, content=spans(record, value))
    if field == "source.span":
        span = spans(record, value)[0] if value else None
        return replace(statement, source=replace(statement.source, span=span, through=None))
    entity = record.entity(identities.meant(value)) if value else None
    source = replace(statement.source, entity=entity.id if entity else None, through=None)
    return replace(statement, source=source)


def standing(found: Reviewed) -> Record:
    """The record without what was rejected.

    What stood inside moves out to what stands around; what told a rejected event again is told by them alone.
    """
    record = found.record
    gone = {name for name, verdict in found.verdicts.items() if verdict == REJECTED}
    if not gone:
        return record

    def around(statement_id: str | None) -> str | None:
        statement = record.statement(statement_id)
        here = record.around(statement) if statement else ()
        return next((one.id for one in here if one.id not in gone), None)

    before = _told_before(record, gone)
    return replace(
        record,
        statements=tuple(
            replace(one, parent=around(one.parent)) for one in record.statements if one.id not in gone
        ),
        events=tuple(
            replace(one, statement=around(one.statement), same_as=before.get(one.id))
            for one in record.events
            if one.id not in gone
        ),
    )


def _told_before(record: Record, gone: Collection[str]) -> dict[str, str]:
    """For each event that stands and tells a happening again, the one that tells it before."""
    before = {event.id: event.same_as for event in record.events}
    found: dict[str, str] = {}
    heirs: dict[str, str] = {}  # who tells first what a rejected event told first
    for event in record.events:
        if event.id in gone:
            continue
        last, step = event.id, event.same_as
        for _ in gone:
            if step in gone:
                last, step = step or last, before.get(step or "")
        heir = step or (heirs.setdefault(last, event.id) if last in gone else event.id)
        if heir != event.id:
            found[event.id] = heir
    return found


def standing_records(store: Store, choice: Choice | None = None) -> Iterator[Record]:
    """The records of a choice as persons let them stand; those of a frozen state as they stood then."""
    name = choice.frozen if choice else None
    until = next((state.at for state in store.frozen() if state.name == name), None)
    for record in store.records(choice):
        yield stands(store, record, until=until, in_use=until is None)


def keep_corrections(store: Store, *given: Correction) -> None:
    """Keep what a person changed, all or none; searches find the articles by what stands of them then."""
    of_records = any(
        _NAME.match(one.place) for one in given
    )  # others are of incidents or actors: ``deciding``
    store.correct(*given, stand=partial(stands, store, more=given) if of_records else None)


def stands(
    store: Store,
    record: Record,
    *,
    more: tuple[Correction, ...] = (),
    until: str | None = None,
    in_use: bool = True,
) -> Record:
    """A record of the store as persons let it stand.

    ``more`` are corrections, of any article, that the store does not have yet, ``until`` bounds moments.
    Where the record is not the one in use, what was said of another is brought over by its places.
    """
    article = record.article.id
    said = (*store.corrections(article), *(one for one in more if one.article == article))
    corrections = [one for one in said if until is None or _by(one.at, until)]
    if not corrections:
        return record
    reading = store.readings(article)[0][0] if in_use else ""
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
