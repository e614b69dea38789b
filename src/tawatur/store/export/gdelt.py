"""GDELT 2.0: events (61 columns) and mentions (16), no header, tab separated; who says so in ``claims``.

Columns after the GDELT Event Codebook 2.0. An event is a happening, its mentions are its tellings. As CAMEO
has it, «A and B met C» is two events, one a pair. What the text does not tell stays empty: tone is not
measured, a day is given only where the text tells one. Offsets are code points of the Arabic text, or -1.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from urllib.parse import urlsplit

from msgspec import Struct

from tawatur.language.lexicon import load
from tawatur.store.export.claims import chain, claimant, sidecar, sidecar_rows
from tawatur.store.export.codes import country, event_classes, place_precision, sectors
from tawatur.store.export.shape import Choice, Column, Format, Row, Table, columns
from tawatur.store.export.tellings import Happening, Party, Reading, Telling, number_of

_ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code "
    "Type1Code Type2Code Type3Code"
)
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
EVENT_COLUMNS = columns(
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{field}" for n in (1, 2) for field in _ACTOR.split()),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{field}" for who in ("Actor1", "Actor2", "Action") for field in _GEO.split()),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = columns(
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName",
    "MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset",
    "InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
_NO_ACTOR = Party(None, None)
_NO_GEO: Row = (0, *("",) * 7)  # as in released files
_WEB, _CITATION_ONLY = 1, 2  # MentionType
_USA = "USA"
_COUNTRY_TYPE = "1"


class _Root(Struct, frozen=True):
    """GDELT's QuadClass of a CAMEO root, which is not PLOVER's for 09 and 14."""

    root: str
    quad: int


class _Score(Struct, frozen=True):
    """The Goldstein score of a code, where public copies of the table agree."""

    code: str
    score: float


class _Chunk(Struct, frozen=True):
    """Three letters of a CAMEO actor code: a type (role) or a region."""

    code: str
    kind: str


@cache
def _quads() -> dict[str, int]:
    return {row.root: row.quad for row in load("codify/export_cameo_roots.tsv", _Root)}


@cache
def _scores() -> dict[str, float]:
    return {row.code: row.score for row in load("codify/export_goldstein.tsv", _Score)}


@cache
def _chunks() -> dict[str, str]:
    return {row.code: row.kind for row in load("codify/export_cameo_chunks.tsv", _Chunk)}


def _rows(reading: Reading, choice: Choice) -> Iterator[tuple[int, Row]]:
    for happening in reading.happenings(choice.statuses):
        main = happening.main
        for actor, target in product(_coded(main.actors), _coded(main.targets)):
            number = number_of(f"{happening.key} {actor.name} {target.name}")
            yield 0, _event(reading, happening, number, actor, target)
            for telling in happening.tellings:
                yield 1, _mention(reading, telling, number, (actor, target))
            for row in sidecar_rows(reading, number, happening):
                yield 2, row


def _coded(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Those who have a code, as CAMEO makes events of them only; else the first; else nobody."""
    return tuple(party for party in parties if cameo_code(party)) or parties[:1] or (_NO_ACTOR,)


def _event(reading: Reading, happening: Happening, number: int, actor: Party, target: Party) -> Row:
    main = happening.main
    code = main.event.codes.cameo or event_classes()[main.event.type].cameo
    return (
        number,
        *_dates(main),
        *_actor(actor),
        *_actor(target),
        int(any(_in_lead(reading, telling) for telling in happening.tellings)),
        code,
        code[:3],
        code[:2],
        _quads().get(code[:2], ""),
        _scores().get(code, _scores().get(code[:3], "")),
        len(happening.tellings),
        1,
        1,
        "",
        *_geo(actor),
        *_geo(target),
        *(_geo(main.place) if main.place else _NO_GEO),
        _added(reading),
        reading.article.url or reading.article.id,
    )


def _dates(telling: Telling) -> Row:
    """SQLDATE, MonthYear, Year and FractionDate as far as the text tells the day, the month, the year."""
    since, until = telling.since, telling.until
    year, month, day = since[:4], since[:7], telling.day
    fraction = ""
    if day:
        # The codebook's own approximation: months of 30 days in a year of 365.
        share = ((int(day[5:7]) - 1) * 30 + int(day[8:10])) / 365
        fraction = f"{int(year) + min(share, 0.9999):.4f}"
    return (
        telling.day.replace("-", ""),
        month.replace("-", "") if month == until[:7] else "",
        year if year == until[:4] else "",
        fraction,
    )


def _actor(party: Party) -> Row:
    code = cameo_code(party)
    types, land, group = [], "", ""
    for start in range(0, len(code), 3):
        chunk = code[start : start + 3]
        kind = _chunks().get(chunk)
        if kind == "type":
            types.append(chunk)
        elif kind == "region" or (start == 0 and country(chunk).numeric):
            land = land or chunk
        elif start > 0:
            group = group or chunk
    return (code, party.label.upper(), land, group, "", "", "", *[*types, "", "", ""][:3])


def cameo_code(party: Party) -> str:
    """The CAMEO string: the record's own, or the country followed by the sector's role."""
    if party.entity and party.entity.codes.cameo:
        return party.entity.codes.cameo
    sector = sectors().get(party.sector)
    return party.country + (sector.cameo if sector else "")


def _geo(party: Party) -> Row:
    place = party.place
    if place is None or place.lat is None or place.lon is None:
        return _NO_GEO
    precision = place_precision(place.precision)
    kind = precision.gdelt_us if party.country == _USA else precision.gdelt_world
    fips = country(party.country).fips
    # GeoNames ids are not the GNS ids of FeatureID; a country's FeatureID is its code.
    feature = fips if kind == _COUNTRY_TYPE else ""
    return (kind, party.label, fips, "", "", place.lat, place.lon, feature)


def _in_lead(reading: Reading, telling: Telling) -> bool:
    """Whether it stands in the headline or the first paragraph."""
    lead = next((part for part in reading.article.parts if part.kind == "paragraph"), None)
    title = reading.article.title
    start = telling.event.trigger.start
    return any(part is not None and part.start <= start < part.end for part in (title, lead))


def _mention(reading: Reading, telling: Telling, number: int, pair: tuple[Party, Party]) -> Row:
    article, event = reading.article, telling.event
    added = _added(reading)
    return (
        number,
        added,
        added,
        _WEB if article.url else _CITATION_ONLY,
        (urlsplit(article.url).hostname if article.url else article.outlet) or "",
        article.url or article.id,
        reading.sentence(event.trigger)[0],
        _offset(telling.actors, pair[0]),
        _offset(telling.targets, pair[1]),
        event.trigger.start,
        1,
        round(event.confidence * 100),
        len(article.text),
        "",
        "srclc:ara" if article.language in (None, "ar") else "",
        f"claimant:{claimant(telling.claim)};chain:{chain(telling.claim)};status:{telling.status}",
    )


def _offset(parties: tuple[Party, ...], wanted: Party) -> int:
    """Where a telling names somebody."""
    return next((party.span.start for party in parties if party.span and party.name == wanted.name), -1)


def _added(reading: Reading) -> str:
    """YYYYMMDDHHMMSS, or nothing."""
    return reading.came.strftime("%Y%m%d%H%M%S") if reading.came else ""


GDELT = Format(
    name="gdelt",
    tables=(
        Table("events", EVENT_COLUMNS, header=False),
        Table("mentions", MENTION_COLUMNS, header=False),
        sidecar(Column("GLOBALEVENTID", "int")),
    ),
    rows=_rows,
    container="tsv",
    suffix=".csv",
)
