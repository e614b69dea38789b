"""Events as the pages show them: who claims it, who did what to whom, where, when, and its status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from tawatur.compare.happenings import happens
from tawatur.model import Entity, Event, Participant, Record, Review, Statement


class Role(msgspec.Struct, frozen=True):
    """Somebody in an event: the words that name him there, and whom they mean where that is known."""

    words: str
    entity: Entity | None


class Deed(msgspec.Struct, frozen=True):
    """An event with its claimants, the outermost first; none is the outlet's own voice.

    ``since`` and ``until`` are ISO days. ``keys`` are the messages that may name it, the most exact first.
    ``review`` is what a person said of it.
    """

    event: Event
    record: Record
    claimants: tuple[Role, ...]
    actors: tuple[Role, ...]
    targets: tuple[Role, ...]
    place: Role | None
    since: str | None
    until: str | None
    hue: int
    review: Review | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """``event.CONSULT.phone``, then ``event.CONSULT``."""
        kind = f"event.{self.event.type}"
        return (f"{kind}.{self.event.mode}", kind) if self.event.mode else (kind,)

    @property
    def happens(self) -> bool:
        """Whether it is part of an incident: told as having happened, or denied; nobody rejected it."""
        return happens(self.event) and self.verdict != "rejected"

    @property
    def verdict(self) -> str:
        """What a person said of it in one word, or nothing."""
        return self.review.verdict if self.review else ""

    @property
    def outlet(self) -> str:
        """Who published it."""
        return self.record.article.outlet or self.record.article.id

    @property
    def claimant(self) -> str:
        """The one whose claim it is: the innermost source, else the outlet."""
        return self.claimants[-1].words if self.claimants else self.outlet


def deeds(record: Record, hue_of: Mapping[str, int] | None = None) -> Iterator[Deed]:
    """The events of a record in the order of its text; ``hue_of`` tells the colour of each statement."""
    entities = {entity.id: entity for entity in record.entities}
    reviews = {review.of: review for review in record.reviews}
    for event in record.events:
        statement = record.statement(event.statement)
        chain = tuple(record.around(statement))[::-1] if statement else ()
        yield Deed(
            event,
            record,
            tuple(_speaker(one, entities) for one in chain),
            _roles(event.actors, entities),
            _roles(event.targets, entities),
            _role(event.place, entities) if event.place else None,
            event.date.since if event.date else None,
            event.date.until if event.date else None,
            (hue_of or {}).get(event.statement or "", 0),
            reviews.get(event.id),
        )


def _speaker(statement: Statement, entities: Mapping[str, Entity]) -> Role:
    entity = entities.get(statement.source.entity or "")
    span = statement.source.span
    return Role(entity.name if entity else span.text if span else "", entity)


def _roles(given: Sequence[Participant], entities: Mapping[str, Entity]) -> tuple[Role, ...]:
    return tuple(_role(one, entities) for one in given)


def _role(given: Participant, entities: Mapping[str, Entity]) -> Role:
    entity = entities.get(given.entity or "")
    words = given.span.text if given.span else entity.name if entity else ""
    return Role(words, entity)
