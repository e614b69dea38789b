"""Who is who in an article, for the review: its entities with their mentions, and what persons decided."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tawatur.model import Entity, Record, Span
from tawatur.run.reviewing import Reviewed
from tawatur.store import Correction

_TYPES = ("PER", "ORG", "GROUP", "GPE", "LOC", "FAC", "ANON", "DOC", "OTHER", "WEAPON")


class Someone(msgspec.Struct, frozen=True):
    """An entity and its mentions in the order of the text."""

    entity: Entity
    mentions: tuple[Span, ...]


class Held(msgspec.Struct, frozen=True):
    """A decision that holds on the entity ``of``: whom it is one with, or which words were set apart."""

    of: str
    name: str
    into: str
    apart: tuple[Span, ...]
    said: Correction


def people(record: Record) -> tuple[Someone, ...]:
    """All entities, persons and bodies first; of a kind those that the text names most."""
    ordered = sorted(record.entities, key=lambda one: (_TYPES.index(one.type), -len(one.mentions)))
    return tuple(
        Someone(
            one,
            tuple(record.article.span(m.start, m.end) for m in one.mentions),
        )
        for one in ordered
    )


def held(record: Record, found: Reviewed) -> tuple[Held, ...]:
    """What persons decided, the last first; ``record`` is as it was read."""
    names = {entity.id: entity.name for entity in (*found.record.entities, *record.entities)}
    return tuple(_held(record, names, said) for said in reversed(found.identities))


def _held(record: Record, names: dict[str, str], said: Correction) -> Held:
    of, _, field = said.place.partition(".")
    value = msgspec.json.decode(said.value or "null")
    name = names.get(of) or "".join(_words(record, of))
    if field == "into":
        return Held(of, name, names.get(value, value), (), said)
    return Held(of, name, "", tuple(record.article.span(start, end) for start, end in value), said)


def _words(record: Record, of: str) -> Iterator[str]:
    """The words of a name that was set apart (``e4-120``) and then made one with another."""
    base, _, start = of.partition("-")
    entity = record.entity(base)
    for mention in entity.mentions if entity else ():
        if str(mention.start) == start:
            yield record.article.text[mention.start : mention.end]
            return
