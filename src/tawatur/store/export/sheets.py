"""Tables to look at and to filter: a sheet of statements and a sheet of events (CSV, XLSX, Parquet)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from tawatur.model import Span, Statement
from tawatur.store.export.claims import CLAIM, chain, claim_cells
from tawatur.store.export.codes import country_name
from tawatur.store.export.shape import Choice, Format, Row, Table, columns
from tawatur.store.export.tellings import Party, Reading, Telling, Toll, joined

ARTICLE = columns("article", "url", "outlet", "published", "title")
STATEMENTS = (
    *ARTICLE,
    *columns(
        "statement", "source", "source_kind", "source_words", "chain", "act", "form", "commitment",
        "negated:bool", "channel", "addressee", "cue", "content", "start:int", "end:int", "parent",
        "confidence:float", "rule", "review",
    ),
)  # fmt: skip
EVENT = columns(
    "event", "same_as", "type", "mode", "contexts", "plover", "cameo", "actors", "actor_countries",
    "actor_sectors", "targets", "target_countries", "target_sectors", "place", "place_en", "country",
    "latitude:float", "longitude:float", "place_precision:int", "geonames", "date_from", "date_to",
    "weapons", "weapon_classes", "killed_low:float", "killed_best:float", "killed_high:float",
    "wounded_low:float", "wounded_best:float", "wounded_high:float", "harm", "trigger", "start:int",
    "end:int", "sentence", "confidence:float", "rule",
)  # fmt: skip
EVENTS = (*ARTICLE, *EVENT, *CLAIM)
_TABLES = (Table("statements", STATEMENTS), Table("events", EVENTS))


def _rows(reading: Reading, _choice: Choice) -> Iterator[tuple[int, Row]]:
    head = article_cells(reading)
    for statement in reading.record.statements:
        yield 0, (*head, *_statement(reading, statement))
    for telling in reading.tellings:
        yield 1, (*head, *event_cells(reading, telling), *claim_cells(telling))


def article_cells(reading: Reading) -> Row:
    """The cells of the ARTICLE columns."""
    article = reading.article
    title = article.title.text if article.title else ""
    return (article.id, article.url or "", article.outlet or "", article.published.at or "", title)


def _statement(reading: Reading, statement: Statement) -> Row:
    claim = reading.claim(statement)
    names = (reading.entity(entity) for entity in statement.addressee)
    spans = (*statement.content, *statement.cue)
    return (
        statement.id,
        reading.source(statement),
        statement.source.kind,
        statement.source.span.text if statement.source.span else "",
        chain(claim),
        statement.act,
        statement.form,
        statement.commitment,
        statement.negated,
        statement.channel,
        joined(entity.name for entity in names if entity),
        _texts(statement.cue),
        statement.text,
        min((span.start for span in spans), default=None),
        max((span.end for span in spans), default=None),
        statement.parent or "",
        statement.confidence,
        statement.rule,
        claim.review,
    )


def event_cells(reading: Reading, telling: Telling) -> Row:
    """The cells of the EVENT columns."""
    event = telling.event
    return (
        event.id,
        event.same_as or "",
        event.type,
        event.mode or "",
        joined(event.contexts),
        event.codes.plover or "",
        event.codes.cameo or "",
        *_parties(telling.actors),
        *_parties(telling.targets),
        *place_cells(telling.place),
        telling.since,
        telling.until,
        joined(weapon.name or weapon.span.text for weapon in event.weapons),
        joined(weapon.weapon_class for weapon in event.weapons),
        *_bounds(reading.toll(event, "killed")),
        *_bounds(reading.toll(event, "wounded")),
        _harm(reading, telling),
        event.trigger.text,
        event.trigger.start,
        event.trigger.end,
        reading.sentence(event.trigger)[1].text,
        event.confidence,
        event.rule,
    )


def _parties(parties: tuple[Party, ...]) -> Row:
    return (
        joined(party.name for party in parties),
        joined(party.country for party in parties),
        joined(party.sector for party in parties),
    )


def place_cells(party: Party | None) -> Row:
    """The seven cells of a place: names, country, point, precision, GeoNames id; empty where none is told."""
    if party is None:
        return ("", "", "", None, None, None, "")
    place, entity = party.place, party.entity
    return (
        party.name,
        (entity.name_en if entity else None) or "",
        country_name(party.country) or party.country,
        place.lat if place else None,
        place.lon if place else None,
        place.precision if place else None,
        (entity.ids.geonames if entity else None) or "",
    )


def _bounds(toll: Toll | None) -> Row:
    return (toll.low, toll.best, toll.high) if toll else (None, None, None)


def _harm(reading: Reading, telling: Telling) -> str:
    """Every harm with the words that count it: «killed: ثلاثة مدنيين»."""
    counts = ((harm.role, reading.quantity(harm.quantity)) for harm in telling.event.harm)
    return joined(f"{role}: {count.span.text}" if count else role for role, count in counts)


def _texts(spans: tuple[Span, ...]) -> str:
    return " … ".join(span.text for span in spans)


CSV = Format(
    name="csv",
    tables=_TABLES,
    rows=_rows,
    container="csv",
    suffix=".csv",
    shows_status=True,
)
XLSX = replace(CSV, name="xlsx", container="xlsx", suffix=".xlsx")
PARQUET = replace(
    CSV,
    name="parquet",
    container="parquet",
    suffix=".parquet",
)
