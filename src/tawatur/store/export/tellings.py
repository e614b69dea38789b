"""A record as the formats need it: each event with its names, tolls and who says so.

A *telling* is one event of an article; the tellings of one happening (``same_as``) stand together. A row
for a happening takes all its slots from one telling, the fullest: what one source says is never filled up
with what another says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal

from msgspec import Struct

from tawatur.language.layout import lay_out
from tawatur.model import Entity, EntityType, Event, Participant, Place, Quantity, Record, Span, Statement
from tawatur.store.export.codes import countries, side

CHAIN = " > "  # between the sources of a chain, from the outermost to the innermost
UNKNOWN = "?"  # a source of a chain that has neither an entity nor words
UNREVIEWED = "unreviewed"
OUTLET = "outlet"  # the kind of claimant of what the outlet says in its own voice

_THINGS: tuple[EntityType, ...] = ("FAC", "LOC", "DOC", "WEAPON")

Statuses = Literal["actual", "all"]


class Party(Struct, frozen=True):
    """Somebody in an event: whom the words mean, and the words."""

    entity: Entity | None
    span: Span | None

    @property
    def name(self) -> str:
        """The name in Arabic: the entity's, or else the words."""
        return self.entity.name if self.entity else self.words

    @property
    def label(self) -> str:
        """The English name where one is known, else the Arabic one."""
        return (self.entity.name_en if self.entity else None) or self.name

    @property
    def words(self) -> str:
        """The words that name it in the article."""
        return self.span.text if self.span else ""

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-3, or nothing."""
        return (self.entity.codes.country if self.entity else None) or ""

    @property
    def sector(self) -> str:
        """The PLOVER sector, or nothing."""
        return (self.entity.codes.sector if self.entity else None) or ""

    @property
    def side(self) -> str:
        """Whose side it is on in a fight (``codes.side``); a country that acts is its state."""
        country = self.entity and self.entity.type == "GPE" and self.entity.known in countries()
        return side(self.sector) or ("state" if country else "")

    @property
    def title(self) -> str:
        """The first office that the record gives it, or nothing."""
        return self.entity.roles[0].title if self.entity and self.entity.roles else ""

    @property
    def place(self) -> Place | None:
        """Where it lies."""
        return self.entity.place if self.entity else None


class Claim(Struct, frozen=True):
    """Who says so: the innermost source, its kind (``outlet``: nobody is quoted) and the chain around it.

    ``review`` is what a person said of the statement, ``unreviewed`` where nobody did; empty without one.
    """

    claimant: str
    kind: str
    chain: tuple[str, ...]
    statement: Statement | None = None
    review: str = ""

    @property
    def commitment(self) -> str:
        """How far the outlet stands behind it by its choice of words."""
        return self.statement.commitment if self.statement else ""


class Toll(Struct, frozen=True):
    """How many came to one harm in one telling; None where it is not told."""

    low: float | None = None
    best: float | None = None
    high: float | None = None


class Telling(Struct, frozen=True):
    """One event of an article with what its ids mean; ``claim`` says in whose mouth it stands.

    ``review`` is what a person said of the event, ``unreviewed`` where nobody did.
    """

    event: Event
    key: str
    actors: tuple[Party, ...]
    targets: tuple[Party, ...]
    place: Party | None
    claim: Claim
    review: str = UNREVIEWED

    @property
    def happened(self) -> bool:
        """Told as a thing that happened now: neither denied, future, wished for, supposed nor history."""
        return self.event.status == "actual" and not self.event.historical

    @property
    def status(self) -> str:
        """The status in one word; background is ``historical``."""
        return "historical" if self.event.status == "actual" and self.event.historical else self.event.status

    @property
    def day(self) -> str:
        """The day, where the text tells one and not a longer time."""
        return self.since if self.since == self.until else ""

    @property
    def since(self) -> str:
        """The first day the text allows, or nothing."""
        return (self.event.date.since if self.event.date else None) or ""

    @property
    def until(self) -> str:
        """The last day the text allows, or nothing."""
        return (self.event.date.until if self.event.date else None) or ""


class Happening(Struct, frozen=True):
    """What one or several tellings of an article tell of; ``key`` is that of the first, left out or not."""

    key: str
    tellings: tuple[Telling, ...]

    @property
    def main(self) -> Telling:
        """The telling that says most, before all one of a thing that happened; of equals the first."""
        return max(self.tellings, key=lambda telling: (telling.happened, _fullness(telling)))

    @property
    def others(self) -> tuple[Telling, ...]:
        """The tellings beside the main one."""
        main = self.main
        return tuple(telling for telling in self.tellings if telling is not main)


class Reading:
    """A record with its ids looked up."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.article = record.article
        self._entities = {entity.id: entity for entity in record.entities}
        self._statements = {statement.id: statement for statement in record.statements}
        self._quantities = {quantity.id: quantity for quantity in record.quantities}
        self._reviews = {review.of: review.verdict for review in record.reviews}

    @cached_property
    def tellings(self) -> tuple[Telling, ...]:
        """Every event, in the order of the text."""
        return tuple(self._telling(event) for event in self.record.events)

    def happenings(self, statuses: Statuses) -> Iterator[Happening]:
        """What the article tells of; only what happened unless ``statuses`` is ``all``."""
        parents = {event.id: event.same_as for event in self.record.events}
        groups: dict[str, list[Telling]] = {}
        for telling in self.tellings:
            if statuses == "all" or telling.happened:
                groups.setdefault(_first(telling.event.id, parents), []).append(telling)
        for first, group in groups.items():
            yield Happening(self._key(first), tuple(group))

    @cached_property
    def came(self) -> datetime | None:
        """When the article came: its capture, else its publication; in UTC, where a zone is known."""
        for moment in (self.article.capture.captured_at, self.article.published.at):
            try:
                found = datetime.fromisoformat(moment or "")
            except ValueError:
                continue
            return found if found.tzinfo is None else found.astimezone(UTC)
        return None

    def claim(self, statement: Statement | None) -> Claim:
        """Who stands behind a statement; the outlet where there is none."""
        if statement is None:
            return Claim("", OUTLET, ())
        around = list(self.around(statement))[::-1]
        return Claim(
            self.source(statement), statement.source.kind, tuple(map(self._link, around)), statement,
            self._review(statement.id),
        )  # fmt: skip

    def around(self, statement: Statement) -> Iterator[Statement]:
        """The statement itself, then the one around it, out to the outermost."""
        seen: set[str] = set()
        step: Statement | None = statement
        while step is not None and step.id not in seen:
            seen.add(step.id)
            yield step
            step = self.statement(step.parent)

    def source(self, statement: Statement) -> str:
        """The source by the name of its entity, else by its words, else nothing."""
        entity = self.entity(statement.source.entity)
        if entity:
            return entity.name
        return statement.source.span.text if statement.source.span else ""

    def entity(self, entity_id: str | None) -> Entity | None:
        """The entity of that id, or None."""
        return self._entities.get(entity_id or "")

    def statement(self, statement_id: str | None) -> Statement | None:
        """The statement of that id, or None."""
        return self._statements.get(statement_id or "")

    def toll(self, event: Event, role: str) -> Toll | None:
        """How many came to this harm; None where the event tells of no such harm.

        Of several counts, none of which is part of another, no sum is the best figure: that they are apart
        is not told. The largest lower bound and the sum of the upper ones hold either way.
        """
        harm = [harm for harm in event.harm if harm.role == role]
        if not harm:
            return None
        ids = [item.quantity for item in harm if item.quantity in self._quantities]
        counts = [self._quantities[i] for i in ids if i]
        whole = [count for count in counts if count.subset_of not in ids]
        if len(whole) == 1:
            return Toll(whole[0].low, whole[0].best, whole[0].high)
        return Toll(_most(whole), None, _sum(whole))

    def quantity(self, quantity_id: str | None) -> Quantity | None:
        """The quantity of that id, or None."""
        return self._quantities.get(quantity_id or "")

    @cached_property
    def _sentences(self) -> tuple[tuple[int, int], ...]:
        laid = lay_out(self.article.text)
        return tuple((laid.tokens[a].start, laid.tokens[b - 1].end) for a, b in laid.sentences if b > a)

    def sentence(self, span: Span) -> tuple[int, Span]:
        """The number (from 1) and the range of the sentence that a span begins in."""
        for number, (start, end) in enumerate(self._sentences, start=1):
            if span.start < end:
                return number, self.article.span(min(start, span.start), max(end, span.end))
        return 1, span

    def _telling(self, event: Event) -> Telling:
        return Telling(
            event=event,
            key=self._key(event.id),
            actors=tuple(map(self._party, event.actors)),
            targets=tuple(map(self._party, event.targets)),
            place=self._party(event.place) if event.place else None,
            claim=self.claim(self.statement(event.statement)),
            review=self._review(event.id),
        )

    def _review(self, name: str) -> str:
        return self._reviews.get(name, UNREVIEWED)

    def _key(self, event_id: str) -> str:
        return f"{self.article.id}#{event_id}"

    def _party(self, participant: Participant) -> Party:
        return Party(self.entity(participant.entity), participant.span)

    def _link(self, statement: Statement) -> str:
        return self.source(statement) or UNKNOWN


def number_of(key: str) -> int:
    """A whole number for a text key, always the same: 49 bits, which spreadsheets keep to the last digit."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:7]) >> 7


def acting(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Those who can act or suffer, not what stands there or is carried."""
    return tuple(party for party in parties if party.entity is None or party.entity.type not in _THINGS)


def joined(words: Iterable[str], separator: str = "; ") -> str:
    """Words one after the other, empty ones and repetitions left out."""
    return separator.join(dict.fromkeys(word for word in words if word))


def _first(event_id: str, parents: dict[str, str | None]) -> str:
    """The id of the event that the chain of ``same_as`` ends at."""
    seen = {event_id}
    while (parent := parents.get(event_id)) and parent in parents and parent not in seen:
        seen.add(parent)
        event_id = parent
    return event_id


def _fullness(telling: Telling) -> int:
    """How many slots are filled."""
    event = telling.event
    slots = (event.actors, event.targets, event.place, event.date, event.mode, event.weapons, event.harm)
    return sum(1 for slot in slots if slot)


def _most(counts: Iterable[Quantity]) -> float | None:
    return max((count.low for count in counts if count.low is not None), default=None)


def _sum(counts: list[Quantity]) -> float | None:
    highs = [count.high for count in counts if count.high is not None]
    return sum(highs) if highs and len(highs) == len(counts) else None
