"""The addresses of actors: one key for the same actor in all articles."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from tawatur.compare.actors import bare_words
from tawatur.model import Entity, Record

_ACTORS = ("PER", "ORG", "GROUP", "GPE")


def actor_key(entity: Entity | None) -> str | None:
    """The key of an actor's page, as comparing and naming have it: a known id, else type and folded name.

    None for what is no actor, or a source without a name.
    """
    if entity is None or entity.type not in _ACTORS:
        return None
    return entity.known or f"{entity.type.lower()}:{folded(entity.name)}"


def by_actor(records: Iterable[Record]) -> dict[str, list[tuple[Record, Entity]]]:
    """Where each actor is named, in the order of publication."""
    found: dict[str, list[tuple[Record, Entity]]] = {}
    for record in sorted(records, key=lambda r: r.article.published.at or "~"):
        for entity in record.entities:
            key = actor_key(entity)
            if key:
                found.setdefault(key, []).append((record, entity))
    return found


@lru_cache(maxsize=20_000)  # names: a page asks for the keys of all that it shows
def folded(name: str) -> str:
    """The name as the key of an actor has it."""
    return " ".join(bare_words(name))
