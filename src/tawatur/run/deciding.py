"""What persons decided of incidents, actors and claims: read from a file, kept in a store beside articles.

In a store a decision is a correction of the article whose telling or name it names first: its place is
``incident``, ``actor`` or ``claim`` and its value names both and whether they are one or two, or ``undo``
where what was said of the two before is taken back.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from tawatur.compare.decisions import Decision, Decisions
from tawatur.compare.incidents import Incidents
from tawatur.compare.types import Comparison
from tawatur.compare.who_is_who import WhoIsWho, homes
from tawatur.errors import SettingsError
from tawatur.store.protocol import Correction, Store

About = Literal["incident", "actor", "claim"]
Kind = Literal["merge", "split", "together", "apart", "same", "other", "undo"]
_SHOWN = {
    "incident": "no telling of this id; `tawatur incidents --json` has them all",
    "actor": "no source has this key; `tawatur actors` shows them all",
    "claim": "no telling of this id; `tawatur claims` shows them all",
}


class _Kept(Struct, frozen=True):
    kind: Kind
    a: str
    b: str


class Decided(Struct, frozen=True):
    """A decision as it is kept: which two, one or two, who says so, when (ISO 8601 UTC) and why.

    ``merge`` and ``split`` are of tellings of a happening, ``together`` and ``apart`` of names of actors,
    ``same`` and ``other`` of tellings of a claim. ``article`` is the one beside which it is kept.
    """

    kind: Kind
    a: str
    b: str
    who: str
    at: str
    why: str
    article: str = ""

    @property
    def pair(self) -> frozenset[str]:
        """Both, in no order."""
        return frozenset((self.a, self.b))


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
    given = (one for one in corrections if one.place in _SHOWN)
    for one in sorted(given, key=lambda one: one.at):
        value = msgspec.json.decode(one.value or "", type=_Kept)
        of_pair = said.setdefault(frozenset((value.a, value.b)), [])
        if value.kind != "undo":
            of_pair.append(Decided(value.kind, value.a, value.b, one.who, one.at, one.note, one.article))
        elif of_pair:
            of_pair.pop()
    return tuple(sorted((given[-1] for given in said.values() if given), key=lambda one: one.at))


def decisions_of(decided: Iterable[Decided]) -> Decisions:
    """They, as comparing takes them."""
    made = [(one.kind, Decision(one.a, one.b, one.why)) for one in decided]
    kinds = Decisions.__struct_fields__
    return Decisions(*(tuple(one for kind, one in made if kind == wanted) for wanted in kinds))


def held(store: Store, articles: Iterable[str]) -> tuple[Decided, ...]:
    """What a store keeps that was decided beside these articles and holds."""
    return decided_in(one for article in articles for one in store.corrections(article))


def kept_decisions(store: Store, articles: Sequence[str]) -> Decisions:
    """The decisions that a store keeps of these articles and that hold."""
    return decisions_of(held(store, articles))


def decisions_for(store: Store | None, articles: Sequence[str], path: Path | None) -> Decisions:
    """What a store keeps and what a file says; of the same two tellings the file holds."""
    found = kept_decisions(store, articles) if store else Decisions()
    return found + read_decisions(path) if path else found


def keep_decisions(
    store: Store, made: Sequence[Decided], found: Incidents | WhoIsWho | Comparison, articles: Iterable[str]
) -> None:
    """Keep decisions on what was found in these articles of a store, all or none; errors as ``beside``.

    A decision on what has gone since can still be taken back.
    """
    about, where = _named(found)
    given = beside(about, made, where, held(store, articles))
    store.correct(*(as_correction(one, about, name, store.readings(name)[0][0]) for name, one in given))


def beside(
    about: About, made: Sequence[Decided], where: Mapping[str, str], decided: Iterable[Decided]
) -> list[tuple[str, Decided]]:
    """Each decision with the article that it is kept beside; ``decided`` are those that hold.

    SettingsError where one names what is not there (``where`` has an article for each name), or takes back
    what nobody decided.
    """
    known = {one.pair: one.article for one in decided}
    found = []
    for one in made:
        missing = next((name for name in (one.a, one.b) if name not in where), None)
        if one.a == one.b:
            raise SettingsError(f"{one.a[:80]}: name two, not the same one twice")
        if one.kind == "undo" and one.pair not in known:
            raise SettingsError(f"{one.a[:80]} {one.b[:80]}: nothing was decided of these two")
        if one.kind != "undo" and missing:
            raise SettingsError(f"{missing[:80]}: {_SHOWN[about]}")
        found.append((known[one.pair] if one.kind == "undo" else where[one.a], one))
    return found


def _named(found: Incidents | WhoIsWho | Comparison) -> tuple[About, Mapping[str, str]]:
    """What the ids are of, and an article for each: of tellings their own."""
    if isinstance(found, Incidents):
        return "incident", {telling.id: telling.article for one in found.incidents for telling in one.told}
    if isinstance(found, Comparison):
        return "claim", {telling.id: telling.article for one in found.claims for telling in one.told}
    return "actor", homes(found)


def as_correction(decided: Decided, about: About, article: str, reading: str) -> Correction:
    """A decision as it is kept beside an article that has the first."""
    value = msgspec.json.encode(_Kept(decided.kind, decided.a, decided.b)).decode()
    return Correction(article, reading, about, value, decided.who, decided.at, decided.why)
