"""PLOVER JSON Lines: the field names of the manual's chapter on data, and ``attribution`` for who says so.

The manual allows extensions: ``attribution`` (a list, the telling that the slots are from first), ``status``,
``weapons`` and ``size_range`` are ours. The auxiliary modes of the manual (historical, future, hypothetical,
negation) go into ``context``, as it says. ``text`` is left out: the right to it is the publisher's.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from tawatur.store.export.codes import country_name, event_classes, place_precision
from tawatur.store.export.shape import Choice, Format, Row, Table, columns
from tawatur.store.export.tellings import OUTLET, Happening, Party, Reading, Telling

_ENCODER = msgspec.json.Encoder()
_SIZES = {"killed": "dead", "wounded": "injured", "arrested": "arrested"}
_AUXILIARY = {
    "denied": "negation", "future": "future", "hypothetical": "hypothetical", "historical": "historical",
}  # fmt: skip


class _Entity(Struct, omit_defaults=True):
    code: str = ""
    sector: str = ""
    entity_text: str = ""
    identifier_id: str = ""
    identifier_text: str = ""
    office: str = ""


class _Location(Struct, omit_defaults=True):
    extracted_place: str = ""
    resolved_place: str = ""
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str = ""
    country_code: str = ""
    resolution: int | None = None


class _TextInfo(Struct):
    sequence: int
    start: int
    end: int


class _CiteInfo(Struct, omit_defaults=True):
    citation: str = ""
    url: str = ""
    title: str = ""
    language: str = ""
    publication: str = ""
    coder: str = ""


class _Attribution(Struct):
    claimant: str | None
    kind: str
    chain: tuple[str, ...]
    own_voice: bool
    commitment: str
    status: str
    historical: bool
    statement: str
    start: int
    end: int
    telling: str
    review: str
    statement_review: str


class _Event(Struct, omit_defaults=True):
    """The manual's order; what is required is always there."""

    id: str
    date: str | None
    actor: list[_Entity]
    event: list[str]
    attribution: list[_Attribution]
    enddate: str = ""
    recipient: list[_Entity] = []
    event_loc: _Location | None = None
    event_text: list[str] = []
    quad_code: int = 0
    mode: list[str] = []
    context: list[str] = []
    size: dict[str, int | float] = {}
    size_range: dict[str, tuple[int | float | None, int | float | None]] = {}
    weapons: list[str] = []
    text_info: _TextInfo | None = None
    cite_info: _CiteInfo | None = None
    status: str = ""


def _rows(reading: Reading, choice: Choice) -> Iterator[tuple[int, Row]]:
    for happening in reading.happenings(choice.statuses):
        yield 0, (_ENCODER.encode(_event(reading, happening)).decode(),)


def _event(reading: Reading, happening: Happening) -> _Event:
    main = happening.main
    event = main.event
    auxiliary = _AUXILIARY.get(main.status)
    sentence, span = reading.sentence(event.trigger)
    tolls = {name: reading.toll(event, role) for role, name in _SIZES.items()}
    return _Event(
        id=happening.key,
        date=main.since or None,
        enddate=main.until if main.until != main.since else "",
        actor=[_entity(party) for party in main.actors],
        recipient=[_entity(party) for party in main.targets],
        event=[event.type],
        event_loc=_location(main.place) if main.place else None,
        event_text=[event.trigger.text],
        quad_code=event_classes()[event.type].quad,
        mode=[event.mode] if event.mode else [],
        context=[*event.contexts, *([auxiliary] if auxiliary else [])],
        size={name: best for name, toll in tolls.items() if toll and (best := _whole(toll.best)) is not None},
        size_range={name: (_whole(toll.low), _whole(toll.high)) for name, toll in tolls.items() if toll},
        weapons=[weapon.weapon_class for weapon in event.weapons],
        text_info=_TextInfo(sentence, span.start, span.end),
        cite_info=_cite_info(reading),
        attribution=[_attribution(telling) for telling in (main, *happening.others)],
        status=main.status,
    )


def _whole(count: float | None) -> int | float | None:
    """A whole number without a point."""
    return int(count) if count is not None and float(count).is_integer() else count


def _entity(party: Party) -> _Entity:
    entity = party.entity
    return _Entity(
        code=party.country,
        sector=party.sector,
        entity_text=party.words,
        identifier_id=(entity.ids.wikidata if entity else None) or "",
        identifier_text=party.label,
        office=party.title,
    )


def _location(party: Party) -> _Location:
    place, entity = party.place, party.entity
    geonames = (entity.ids.geonames if entity else None) or ""
    resolution = place_precision(place.precision if place else None).plover
    return _Location(
        extracted_place=party.words,
        resolved_place=party.label if entity else "",
        geonameid=int(geonames) if geonames.isdecimal() else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        country=country_name(party.country),
        country_code=party.country,
        resolution=int(resolution) if resolution else None,
    )


def _cite_info(reading: Reading) -> _CiteInfo:
    article = reading.article
    return _CiteInfo(
        citation=article.id,
        url=article.url or "",
        title=article.title.text if article.title else "",
        language=article.language or "",
        publication=article.outlet or "",
        coder=f"tawatur {reading.record.engine.version}",
    )


def _attribution(telling: Telling) -> _Attribution:
    claim, trigger = telling.claim, telling.event.trigger
    return _Attribution(
        claimant=claim.claimant or None,
        kind=claim.kind,
        chain=claim.chain,
        own_voice=claim.kind == OUTLET,
        commitment=claim.commitment,
        status=telling.event.status,
        historical=telling.event.historical,
        statement=claim.statement.text if claim.statement else "",
        start=trigger.start,
        end=trigger.end,
        telling=telling.key,
        review=telling.review,
        statement_review=claim.review,
    )


PLOVER = Format(
    name="plover",
    tables=(Table("events", columns("event")),),
    rows=_rows,
    container="json",
    suffix=".jsonl",
)
