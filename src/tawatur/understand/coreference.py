"""Mentions that name nobody (الوزير، البيان، الحلف), each with the mention that told whom it means."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tawatur.model import Entity, Mention


def with_through(entity: Entity) -> Entity:
    """The entity with ``through`` set on its mentions by office, head noun or pronoun.

    A mention goes back to the last one before it that names the entity, else to the first that does; one
    that holds the name itself, and every mention of somebody who is never named, goes back to none.
    """
    names = [m for m in entity.mentions if m.form == "name"]
    if not names:
        return entity
    return replace(entity, mentions=tuple(_resolved(m, names) for m in entity.mentions))


def _resolved(mention: Mention, names: Sequence[Mention]) -> Mention:
    if mention.form == "name" or any(mention.start <= n.start and n.end <= mention.end for n in names):
        return mention
    before = [n for n in names if n.start < mention.start]
    told = before[-1] if before else names[0]
    return replace(mention, through=f"{told.start}-{told.end}")


def told_by(entity: Entity, start: int, end: int) -> str | None:
    """Through which mention the words at these offsets mean the entity; None where they name it."""
    return next((m.through for m in entity.mentions if (m.start, m.end) == (start, end)), None)
