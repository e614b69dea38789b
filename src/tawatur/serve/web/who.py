"""The addresses of actors: one key for the same actor in all articles."""

from __future__ import annotations

from tawatur.compare.actors import of_entity
from tawatur.model import Entity

_ACTORS = ("PER", "ORG", "GROUP", "GPE")


def actor_key(entity: Entity | None) -> str | None:
    """The key of an actor's page; None for what is no actor, or a source without a name."""
    return of_entity(entity).key if entity is not None and entity.type in _ACTORS else None
