"""Who is who, as persons decided it: entities of a record merged into one, or mentions set apart.

A change is laid over the record: everything that meant the one entity means the other, and a name that was
taken for somebody else's becomes an entity of its own, with its words for a name and nothing known of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from tawatur.model import Entity, Event, Mention, Participant, Record, Source, Statement
from tawatur.run.ranges import Range


class Identities(Struct, frozen=True):
    """``into`` tells of an entity's id which one it is; ``apart`` which mentions are somebody else."""

    into: Mapping[str, str]
    apart: Mapping[str, Sequence[Sequence[Range]]]

    def meant(self, entity_id: str) -> str:
        """The id that an entity goes by in the end."""
        seen: set[str] = set()
        while entity_id in self.into and entity_id not in seen:
            seen.add(entity_id)
            entity_id = self.into[entity_id]
        return entity_id


def new_id(entity_id: str, ranges: Sequence[Range]) -> str:
    """The id of what is set apart: that of the entity it was taken for, and where it stands first."""
    return f"{entity_id}-{min(ranges)[0]}"


def identified(record: Record, given: Identities) -> Record:
    """The record with its entities as they were decided to be."""
    for entity_id, groups in given.apart.items():
        for ranges in groups:
            record = _set_apart(record, entity_id, [(start, end) for start, end in ranges])
    if not given.into:
        return record
    there = {entity.id for entity in record.entities}
    into = {name: other for name in there if (other := given.meant(name)) != name and other in there}
    return _merged(record, dict(sorted(into.items())))


def _set_apart(record: Record, entity_id: str, ranges: Sequence[Range]) -> Record:
    """Make an entity of these mentions of another."""
    entity = record.entity(entity_id)
    moved = [m for m in entity.mentions if (m.start, m.end) in ranges] if entity else []
    if entity is None or not moved or len(moved) == len(entity.mentions):
        return record
    here = [(m.start, m.end) for m in moved]
    name = record.article.text[here[0][0] : here[0][1]]
    other = Entity(new_id(entity_id, here), entity.type, " ".join(name.split()), mentions=tuple(moved))
    rest = replace(entity, mentions=tuple(m for m in entity.mentions if m not in moved))
    entities = [one for old in record.entities for one in ((rest, other) if old.id == entity_id else (old,))]
    moving = _Moving(entity_id, other.id, here)
    return replace(
        record,
        entities=tuple(entities),
        statements=tuple(moving.statement(one) for one in record.statements),
        events=tuple(moving.event(one) for one in record.events),
    )


class _Moving:
    """What stands at the mentions that are set apart means the new entity."""

    def __init__(self, old: str, new: str, ranges: Sequence[Range]) -> None:
        self._old, self._new, self._ranges = old, new, ranges
        self._through = {f"{start}-{end}" for start, end in ranges}

    def statement(self, one: Statement) -> Statement:
        """The statement; one whose source goes back to a moved one moves with it."""
        source = one.source
        here = self._here(source.span.start, source.span.end) if source.span else False
        if here or source.through in self._through:
            moved = replace(source, entity=self._id(source.entity), issuer=self._id(source.issuer))
            if moved.entity != source.entity:
                self._through.add(one.id)
            return replace(one, source=moved)
        return one

    def event(self, one: Event) -> Event:
        """The event with its participants."""
        return replace(
            one,
            actors=tuple(map(self._participant, one.actors)),
            targets=tuple(map(self._participant, one.targets)),
            place=self._participant(one.place) if one.place else None,
        )

    def _participant(self, one: Participant) -> Participant:
        here = one.span is not None and self._here(one.span.start, one.span.end)
        return replace(one, entity=self._id(one.entity)) if here else one

    def _here(self, start: int, end: int) -> bool:
        return any(start <= a and b <= end for a, b in self._ranges)

    def _id(self, entity_id: str | None) -> str | None:
        return self._new if entity_id == self._old else entity_id


def _merged(record: Record, into: Mapping[str, str]) -> Record:
    """Let each entity of the mapping be the other one."""

    def known(entity_id: str | None) -> str | None:
        return into.get(entity_id, entity_id) if entity_id else None

    def participants(given: Iterable[Participant]) -> tuple[Participant, ...]:
        return tuple(replace(one, entity=known(one.entity)) for one in given)

    def source(given: Source) -> Source:
        return replace(given, entity=known(given.entity), issuer=known(given.issuer))

    kept = {entity.id: entity for entity in record.entities if entity.id not in into}
    for entity in record.entities:
        if entity.id in into:
            kept[into[entity.id]] = _one(kept[into[entity.id]], entity)
    return replace(
        record,
        entities=tuple(kept.values()),
        statements=tuple(
            replace(
                one,
                source=source(one.source),
                addressee=tuple(dict.fromkeys(known(name) or name for name in one.addressee)),
            )
            for one in record.statements
        ),
        events=tuple(
            replace(
                one,
                actors=participants(one.actors),
                targets=participants(one.targets),
                place=participants((one.place,))[0] if one.place else None,
            )
            for one in record.events
        ),
    )


def _one(entity: Entity, other: Entity) -> Entity:
    """Both as one, under the name of the first; what is known of only one of them holds for it."""
    mentions = {(m.start, m.end): m for m in (*other.mentions, *entity.mentions)}
    return replace(
        entity,
        name_en=entity.name_en or other.name_en,
        known=entity.known or other.known,
        codes=other.codes if entity.codes == type(entity.codes)() else entity.codes,
        ids=other.ids if entity.ids == type(entity.ids)() else entity.ids,
        place=entity.place or other.place,
        roles=tuple(dict.fromkeys((*entity.roles, *other.roles))),
        mentions=tuple(sorted(mentions.values(), key=_at)),
    )


def _at(mention: Mention) -> Range:
    return mention.start, mention.end
