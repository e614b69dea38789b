"""Codes of participants at the day of their event: country and sector (PLOVER), and the CAMEO string.

Who counts as government or rebel is never guessed from words: such a code stands in the actor's own row, or
comes from a pack. What words tell is a country (الأردني) and a trade (الجيش، الصحفيون).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec.structs import replace

from tawatur.codify.lexicon import Knowledge
from tawatur.codify.scene import Scene
from tawatur.language import words as w
from tawatur.model import ActorCodes, Entity, Event, Participant

_DAY = 10  # characters of an ISO day


def coded(entities: Sequence[Entity], events: Sequence[Event], scene: Scene) -> tuple[Entity, ...]:
    """The entities, those that take part in an event with their codes."""
    taking_part: dict[str, tuple[Participant, dt.date | None]] = {}
    for event in events:
        for participant in (*event.actors, *event.targets):
            if participant.entity is not None:
                taking_part.setdefault(participant.entity, (participant, _day(event)))
    found = []
    for entity in entities:
        if entity.id in taking_part and entity.codes.cameo is None:
            participant, day = taking_part[entity.id]
            codes = _of_known(entity, scene.knowledge, day) or _of_words(entity, participant, scene)
            found.append(replace(entity, codes=codes))
        else:
            found.append(entity)
    return tuple(found)


def _day(event: Event) -> dt.date | None:
    since = event.date.since if event.date is not None else None
    return dt.date.fromisoformat(since[:_DAY]) if since and len(since) >= _DAY else None


def _of_known(entity: Entity, knowledge: Knowledge, day: dt.date | None) -> ActorCodes | None:
    row = knowledge.actors.get(entity.known or "")
    if row is None:
        return None
    cameo = knowledge.governments.cameo(row.id, day) or _joined(row.country, row.sector, knowledge)
    return ActorCodes(row.country or None, row.sector or None, cameo)


def _joined(country: str, sector: str, knowledge: Knowledge) -> str | None:
    """Country and role as CAMEO writes them together; a country alone is a code too."""
    return (country + knowledge.chunks.get(sector, "")) or None


def _of_words(entity: Entity, participant: Participant, scene: Scene) -> ActorCodes:
    """What the words of a participant tell: the country of a name or an adjective, the trade of its noun."""
    if participant.span is None or (entity.known is not None and entity.codes.country is None):
        return entity.codes
    country, sector = entity.codes.country or "", ""
    first, last = scene.tokens(participant.span.start, participant.span.end)
    for k in range(first, last):
        if not country:
            country = _country(scene.marking.words[k])
        if not sector:
            sector = _sector(scene, k, last)
    return ActorCodes(country or None, sector or None, _joined(country, sector, scene.knowledge))


def _country(word: w.Word) -> str:
    if not word.classes & (w.COUNTRY | w.NISBA):
        return ""
    codes = {getattr(r.row, "iso3", "") for r in word.readings if r.classes & (w.COUNTRY | w.NISBA)} - {""}
    return codes.pop() if len(codes) == 1 else ""


def _sector(scene: Scene, k: int, last: int) -> str:
    stem, sectors = scene.marking.words[k].stem, scene.knowledge.sectors
    if k + 1 < last and (pair := sectors.get(f"{stem} {scene.marking.tokens[k + 1].folded}")):
        return pair
    return sectors.get(stem, "")
