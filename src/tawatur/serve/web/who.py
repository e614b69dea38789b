"""The addresses of actors: one key for the same actor in all articles."""

from __future__ import annotations

from tawatur.compare.actors import bare_words
from tawatur.model import Entity

_ACTORS = ("PER", "ORG", "GROUP", "GPE")


def actor_key(entity: Entity | None) -> str | None:
    """The key of an actor's page, as comparing and naming have it: a known id, else type and folded name.

    None for what is no actor, or a source without a name.
    """
    if entity is None or entity.type not in _ACTORS:
        return None
    return entity.known or f"{entity.type.lower()}:{' '.join(bare_words(entity.name))}"
