"""FollowTheMoney entities, one a line: articles, who takes part, events, and a link for each who says so.

A link (``UnknownLink``) goes from a source to the event: ``role`` is *claimant* for the innermost source and
*carries the claim* for those around it, ``status`` is the event's, ``summary`` the whole chain,
``description`` the words. Who is known by Wikidata or in the lexicon of actors has one id over all articles.
Schemata and properties after FollowTheMoney's model, written without the package.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain as chained

import msgspec
from msgspec import Struct

from tawatur.model import Entity, EntityType
from tawatur.store.export.claims import chain
from tawatur.store.export.codes import country_names, side
from tawatur.store.export.shape import Choice, Format, Row, Table, columns
from tawatur.store.export.tellings import OUTLET, Happening, Party, Reading, Telling, joined

_ENCODER = msgspec.json.Encoder()
# What may take part in an event there; a place or a document is none of it.
_SCHEMATA: dict[EntityType, str] = {
    "PER": "Person", "ORG": "Organization", "GROUP": "Organization",
    "GPE": "LegalEntity", "ANON": "LegalEntity",
}  # fmt: skip
_PUBLIC = "PublicBody"
_ARABIC = "ara"


class _Made(Struct):
    """An entity as FollowTheMoney exchanges it; a property has a list of values."""

    id: str
    schema: str
    properties: dict[str, list[str]]


def _rows(reading: Reading, choice: Choice) -> Iterator[tuple[int, Row]]:
    happenings = list(reading.happenings(choice.statuses))
    if not happenings:
        return
    made = [_article(reading)]
    for happening in happenings:
        made += _happening(reading, happening)
    for item in {item.id: item for item in made}.values():
        yield 0, (_ENCODER.encode(item).decode(),)


def _happening(reading: Reading, happening: Happening) -> Iterator[_Made]:
    main = happening.main
    place = _address(reading, main.place) if main.place else None
    if place:
        yield place
    for party in (*main.actors, *main.targets):
        if party.entity and party.entity.type in _SCHEMATA:
            yield _legal(reading, party.entity)
    event = _event(reading, happening, place)
    yield event
    for telling in happening.tellings:
        yield from _links(reading, telling, event)


def _event(reading: Reading, happening: Happening, place: _Made | None) -> _Made:
    main, article = happening.main, reading.article
    code = joined((main.event.type, main.event.mode or ""), "/")
    where = main.place.label if main.place else ""
    own = any(telling.claim.kind == OUTLET for telling in happening.tellings)
    parties = chained((("actor", p) for p in main.actors), (("target", p) for p in main.targets))
    return _made(
        _hashed("event", happening.key),
        "Event",
        name=[joined((f"{code}: {_names(main.actors)} → {_names(main.targets)}", where, main.since), ", ")],
        startDate=[main.since],
        endDate=[main.until],
        location=[where],
        country=_iso2(main.place.country if main.place else ""),
        addressEntity=[place.id if place else ""],
        involved=[
            _entity_id(reading, party.entity)
            for party in (*main.actors, *main.targets)
            if party.entity and party.entity.type in _SCHEMATA
        ],
        keywords=[code, *main.event.contexts],
        summary=[reading.sentence(main.event.trigger)[1].text],
        notes=[
            f"status: {main.status}",
            *(f"said by: {chain(telling.claim)}" for telling in happening.tellings),
            *(f"review: {telling.review}" for telling in happening.tellings),
            *(
                f"review of the statement: {telling.claim.review}"
                for telling in happening.tellings
                if telling.claim.review
            ),
            *(f"{role}: {party.name}" for role, party in parties if party.name),
        ],
        publisher=[article.outlet or ""] if own else [],
        sourceUrl=[article.url or ""],
        recordId=[happening.key],
        proof=[_article_id(reading)],
    )


def _links(reading: Reading, telling: Telling, event: _Made) -> Iterator[_Made]:
    """Who says so, from the innermost source outwards, each with its own entity."""
    statement = telling.claim.statement
    if statement is None:
        return
    for place, step in enumerate(reading.around(statement)):
        source = reading.entity(step.source.entity)
        if source is None or source.type not in _SCHEMATA:
            continue
        yield _legal(reading, source)
        yield _made(
            _hashed("claim", telling.key, step.id),
            "UnknownLink",
            subject=[_entity_id(reading, source)],
            object=[event.id],
            role=["carries the claim" if place else "claimant"],
            status=[telling.status],
            date=[_published(reading)],
            summary=[chain(telling.claim)],
            description=[step.text],
            recordId=[f"{telling.key}/{step.id}"],
            sourceUrl=[reading.article.url or ""],
            proof=[_article_id(reading)],
        )


def _article(reading: Reading) -> _Made:
    article = reading.article
    return _made(
        _article_id(reading),
        "Article",
        title=[article.title.text if article.title else ""],
        publisher=[article.outlet or ""],
        sourceUrl=[article.url or ""],
        publishedAt=[_published(reading)],
        language=[_ARABIC] if article.language in (None, "ar") else [],
    )


def _legal(reading: Reading, entity: Entity) -> _Made:
    public = side(entity.codes.sector or "") == "state" and entity.type == "ORG"
    person = entity.type == "PER"
    return _made(
        _entity_id(reading, entity),
        _PUBLIC if public else _SCHEMATA[entity.type],
        name=[entity.name],
        alias=[entity.name_en or ""],
        country=_iso2(entity.codes.country or ""),
        wikidataId=[entity.ids.wikidata or ""],
        position=[role.title for role in entity.roles] if person else [],
        keywords=[entity.codes.sector or ""],
    )


def _address(reading: Reading, party: Party) -> _Made | None:
    place, entity = party.place, party.entity
    if entity is None or place is None or place.lat is None or place.lon is None:
        return None
    return _made(
        _hashed(
            "place", *([entity.ids.geonames] if entity.ids.geonames else [reading.article.id, entity.id])
        ),
        "Address",
        full=[party.label],
        latitude=[f"{place.lat:g}"],
        longitude=[f"{place.lon:g}"],
        country=_iso2(party.country),
    )


def _made(made_id: str, schema: str, **properties: Iterable[str]) -> _Made:
    """An entity without empty values."""
    kept = {name: list(dict.fromkeys(filter(None, values))) for name, values in properties.items()}
    return _Made(made_id, schema, {name: values for name, values in kept.items() if values})


def _entity_id(reading: Reading, entity: Entity) -> str:
    if entity.ids.wikidata:
        return entity.ids.wikidata
    if entity.known:
        return _hashed("actor", entity.known)
    return _hashed("entity", reading.article.id, entity.id)


def _article_id(reading: Reading) -> str:
    return _hashed("article", reading.article.id)


def _hashed(*words: str) -> str:
    return "tawatur-" + hashlib.sha1("\n".join(words).encode(), usedforsecurity=False).hexdigest()


def _published(reading: Reading) -> str:
    return (reading.article.published.at or "")[:10]


def _names(parties: tuple[Party, ...]) -> str:
    return joined((party.name for party in parties), ", ") or "?"


def _iso2(iso3: str) -> list[str]:
    found = country_names().get(iso3)
    return [found.iso2.lower()] if found and found.iso2 else []


FTM = Format(
    name="ftm",
    tables=(Table("entities", columns("entity")),),
    rows=_rows,
    container="json",
    suffix=".ftm.json",
)
