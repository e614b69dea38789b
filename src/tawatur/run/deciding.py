"""What persons decided of incidents and actors: read from a file, kept in a store beside the articles.

In a store a decision is a correction of the article whose telling it names first: its place is
``incident`` and its value names both tellings and whether they are merged or split.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from tawatur.compare.decisions import Decision, Decisions
from tawatur.compare.incidents import Incidents
from tawatur.errors import SettingsError
from tawatur.store.protocol import Correction, Store

_PLACE = "incident"


class _Kept(Struct, frozen=True):
    kind: Literal["merge", "split"]
    a: str
    b: str


def read_decisions(path: Path) -> Decisions:
    """The decisions of a TOML or JSON file. SettingsError where it is neither, or names what there is not."""
    try:
        body = path.read_bytes()
        if path.suffix.lower() == ".json":
            return msgspec.json.decode(body, type=Decisions)
        return msgspec.convert(tomllib.loads(body.decode()), Decisions)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise SettingsError(f"--decisions {path}: {why}") from error


def kept_decisions(store: Store, articles: Sequence[str]) -> Decisions:
    """The decisions that a store keeps of these articles: of the same two tellings, the last one holds."""
    kept = [one for article in articles for one in store.corrections(article) if one.place == _PLACE]
    found = Decisions()
    for one in sorted(kept, key=lambda correction: correction.at):
        value = msgspec.json.decode(one.value or "", type=_Kept)
        made = (Decision(value.a, value.b, one.note),)
        found += Decisions(merge=made) if value.kind == "merge" else Decisions(split=made)
    return found


def decisions_for(store: Store | None, articles: Sequence[str], path: Path | None) -> Decisions:
    """What a store keeps and what a file says; of the same two tellings the file holds."""
    found = kept_decisions(store, articles) if store else Decisions()
    return found + read_decisions(path) if path else found


def keep_decisions(store: Store, decided: Decisions, found: Incidents, who: str, at: str) -> None:
    """Keep decisions in a store. SettingsError where one names a telling that no article of it has."""
    homes = {telling.id: telling.article for one in found.incidents for telling in one.told}
    made = [("merge", one) for one in decided.merge] + [("split", one) for one in decided.split]
    for _, one in made:
        for name in (one.a, one.b):
            if name not in homes:
                raise SettingsError(f"{name}: no telling of this id; `tawatur incidents --json` has them all")
    for kind, one in made:
        article = homes[one.a]
        value = msgspec.json.encode({"kind": kind, "a": one.a, "b": one.b}).decode()
        store.correct(
            Correction(article, store.readings(article)[0][0], _PLACE, value, who, at, note=one.why)
        )
