"""Who is who among the sources of all articles: their names, why they are one, and what persons decided."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tawatur.compare.who_is_who import Identity, WhoIsWho
from tawatur.run.deciding import Decided
from tawatur.serve.web.who import folded

LISTED = 100  # sources of the list
OFFERED = 400  # sources that one may be made one with


class Said(msgspec.Struct, frozen=True):
    """A decision that holds, with the names of both."""

    decided: Decided
    a: str
    b: str


class Sources(msgspec.Struct, frozen=True):
    """All that the page shows: sources of several names first, in the order of their tellings.

    ``names`` tells how an article writes the name that a key holds.
    """

    listed: tuple[Identity, ...]
    total: int
    offered: tuple[Identity, ...]
    said: tuple[Said, ...]
    names: dict[str, str]


def sources(found: WhoIsWho, decided: Sequence[Decided]) -> Sources:
    """The page of who is who."""
    names = {joined.key: _written(one, joined.key) for one in found.actors for joined in one.joined}
    names |= {one.key: one.name for one in found.actors}
    said = [
        Said(one, names.get(one.a, one.a), names.get(one.b, one.b))
        for one in reversed(decided)
        if one.kind in ("together", "apart")
    ]
    listed = sorted(found.actors, key=lambda one: not one.joined)
    offered = sorted(found.actors[:OFFERED], key=lambda one: one.name)
    return Sources(tuple(listed[:LISTED]), len(found.actors), tuple(offered), tuple(said), names)


def _written(one: Identity, key: str) -> str:
    words = key.rpartition(":")[2]
    return next((called.name for called in one.names if folded(called.name) == words), words)
