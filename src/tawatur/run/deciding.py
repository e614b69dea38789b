"""What persons decided of incidents and actors: read from a file, kept in a store beside the articles.

In a store a decision is a correction of the article whose telling or name it names first: its place is
``incident`` or ``actor`` and its value names both and whether they are one or two, or ``undo`` where what
was said of the two before is taken back.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from tawatur.compare.decisions import Decision, Decisions
from tawatur.compare.incidents import Incidents
from tawatur.compare.who_is_who import WhoIsWho, homes
from tawatur.errors import SettingsError
from tawatur.store.protocol import Correction, Store

_INCIDENT, _ACTOR = "incident", "actor"

Kind = Literal["merge", "split", "together", "apart", "undo"]


class _Kept(Struct, frozen=True):
    kind: Kind
    a: str
    b: str


class Decided(Struct, frozen=True):
    """A decision as it is kept: which two, one or two, who says so, when (ISO 8601 UTC) and why.

    ``merge`` and ``split`` are of tellings of a happening, ``together`` and ``apart`` of names of actors.
    """

    kind: Kind
    a: str
    b: str
    who: str
    at: str
    why: str


def now() -> str:
    """This moment as decisions and corrections have it: ISO 8601 in UTC, fine enough to order them."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


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


def decided_in(corrections: Iterable[Correction]) -> tuple[Decided, ...]:
    """The decisions that hold, oldest first: of the same two the last one.

    Where that was taken back, the one before it holds again.
    """
    said: dict[frozenset[str], list[Decided]] = {}
    given = (one for one in corrections if one.place in (_INCIDENT, _ACTOR))
    for one in sorted(given, key=lambda one: one.at):
        value = msgspec.json.decode(one.value or "", type=_Kept)
        of_pair = said.setdefault(frozenset((value.a, value.b)), [])
        if value.kind != "undo":
            of_pair.append(Decided(value.kind, value.a, value.b, one.who, one.at, one.note))
        elif of_pair:
            of_pair.pop()
    return tuple(sorted((given[-1] for given in said.values() if given), key=lambda one: one.at))


def decisions_of(decided: Iterable[Decided]) -> Decisions:
    """They, as comparing takes them."""
    made = [(one.kind, Decision(one.a, one.b, one.why)) for one in decided]
    merge, split, apart, together = (
        tuple(one for kind, one in made if kind == wanted)
        for wanted in ("merge", "split", "apart", "together")
    )
    return Decisions(merge, split, apart, together)


def kept_decisions(store: Store, articles: Sequence[str]) -> Decisions:
    """The decisions that a store keeps of these articles and that hold."""
    return decisions_of(decided_in(one for article in articles for one in store.corrections(article)))


def decisions_for(store: Store | None, articles: Sequence[str], path: Path | None) -> Decisions:
    """What a store keeps and what a file says; of the same two tellings the file holds."""
    found = kept_decisions(store, articles) if store else Decisions()
    return found + read_decisions(path) if path else found


def keep_decisions(store: Store, made: Sequence[Decided], found: Incidents) -> None:
    """Keep decisions on tellings in a store. SettingsError where one names a telling that no article has."""
    homes = {telling.id: telling.article for one in found.incidents for telling in one.told}
    for one in made:
        for name in (one.a, one.b):
            if name not in homes:
                raise SettingsError(f"{name}: no telling of this id; `tawatur incidents --json` has them all")
    for one in made:
        article = homes[one.a]
        store.correct(as_correction(one, article, store.readings(article)[0][0]))


def as_correction(decided: Decided, article: str, reading: str) -> Correction:
    """A decision on tellings as it is kept beside the article that has the first."""
    value = msgspec.json.encode(_Kept(decided.kind, decided.a, decided.b)).decode()
    return Correction(article, reading, _INCIDENT, value, decided.who, decided.at, decided.why)


def keep_identity(store: Store, decided: Decided, found: WhoIsWho) -> None:
    """Keep a decision on two names in a store. SettingsError where one of them is no key in it."""
    where = homes(found)
    for key in (decided.a, decided.b):
        if key not in where:
            raise SettingsError(f"{key}: no source has this key; `tawatur actors` shows them all")
    article = where[decided.a]
    store.correct(as_identity(decided, article, store.readings(article)[0][0]))


def as_identity(decided: Decided, article: str, reading: str) -> Correction:
    """A decision on names as it is kept beside an article that has the first."""
    value = msgspec.json.encode(_Kept(decided.kind, decided.a, decided.b)).decode()
    return Correction(article, reading, _ACTOR, value, decided.who, decided.at, decided.why)
