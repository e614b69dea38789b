"""Incidents: what several articles tell of one happening, as one row that keeps every telling.

Two events are one incident when they are of one kind, their days can be the same, and at least two of
place, actor, target, count and the word for the act agree while none stands against the other. Nothing is
lost in the row: it keeps who tells it, who denies it, and whose toll is which.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from tawatur.compare.actors import Actors, bare_words, of_entity
from tawatur.compare.meaning import word_key
from tawatur.compare.stage import Mark, scope_of
from tawatur.compare.tellings import Told, renamed, tellings
from tawatur.compare.types import Scope
from tawatur.model import Event, EventStatus, EventType, Participant, Record, Span

AGREE = 2  # of place, actor, target, count and word
DAYS = 1  # between two days that can be one: a night has two dates
HAPPENINGS = frozenset(
    {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "SANCTION", "AID", "CONSULT", "AGREE"}
)  # what is only said (accuse, reject, threaten …) is a claim, no incident


class Toll(Struct, frozen=True):
    """A count of those harmed, and whose count it is; ``claimant`` None: the outlet's own."""

    role: str
    low: float | None
    best: float | None
    high: float | None
    claimant: str | None
    article: str
    published: str | None


class Mention(Struct, frozen=True):
    """A telling of an incident: the event of an article, in whose chain it stands."""

    article: str
    event: str
    trigger: Span
    chain: tuple[str, ...]
    status: EventStatus


class Incident(Struct, frozen=True):
    """One happening. The id is that of its first telling and stays when more are added."""

    id: str
    type: EventType
    mode: str | None
    first_day: str | None
    last_day: str | None
    place: str | None
    lat: float | None
    lon: float | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    told: tuple[Mention, ...]
    claimants: tuple[str, ...]
    denied_by: tuple[str, ...]
    toll: tuple[Toll, ...]


class Incidents(Struct, frozen=True):
    """All incidents of the texts, those with most tellings first."""

    scope: Scope
    incidents: tuple[Incident, ...]


class _Seen(Struct, frozen=True):
    """An event with what can be compared of it."""

    record: Record
    event: Event
    chain: tuple[str, ...]
    actors: frozenset[str]
    targets: frozenset[str]
    place: frozenset[str]
    counts: tuple[tuple[str, float], ...]
    word: str
    days: tuple[dt.date, dt.date] | None


def incidents(records: Sequence[Record], mark: Mark) -> Incidents:
    """The incidents that the articles tell."""
    actors = Actors()
    told = [tellings(record, mark(record.article), actors) for record in records]
    actors.settle()
    seen: list[_Seen] = []
    for record, given in zip(records, told, strict=True):
        final = renamed(given, actors)
        seen += [_seen(record, event, final) for event in record.events if _happens(event)]
    groups = _groups(seen)
    found = [_incident([seen[i] for i in members]) for members in groups]
    order = sorted(
        found, key=lambda incident: (-len({m.article for m in incident.told}), -len(incident.told))
    )
    return Incidents(scope_of(records), tuple(order))


def _happens(event: Event) -> bool:
    return event.type in HAPPENINGS and event.status in ("actual", "denied") and not event.historical


def _seen(record: Record, event: Event, told: Sequence[Told]) -> _Seen:
    around = [one for one in told if _holds(one.telling.span, event.trigger)]
    chain = max(around, key=lambda one: -len(one.telling.span.text)).telling.chain if around else ()
    return _Seen(
        record,
        event,
        chain,
        _keys(record, event.actors),
        _keys(record, event.targets),
        _place_keys(record, event.place),
        tuple(_counts(record, event)),
        word_key(bare_words(event.trigger.text)[-1]),
        _days(record, event),
    )


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _keys(record: Record, given: Sequence[Participant]) -> frozenset[str]:
    """The ids and words of participants."""
    found: set[str] = set()
    for one in given:
        entity = record.entity(one.entity)
        if entity is not None and entity.known:
            found.add("@" + entity.known)
        words = one.span.text if one.span else entity.name if entity else ""
        found.update(word_key(word) for word in bare_words(words) if len(word) > 2)
    return frozenset(found)


def _place_keys(record: Record, place: Participant | None) -> frozenset[str]:
    return _keys(record, [place]) if place is not None else frozenset()


def _counts(record: Record, event: Event) -> Iterator[tuple[str, float]]:
    quantities = {quantity.id: quantity for quantity in record.quantities}
    for harm in event.harm:
        quantity = quantities.get(harm.quantity or "")
        if quantity is not None and quantity.best is not None:
            yield harm.role, quantity.best


def _days(record: Record, event: Event) -> tuple[dt.date, dt.date] | None:
    """The days that the text allows, else the day before the article's own and that day."""
    if event.date and event.date.since:
        until = event.date.until or event.date.since
        return dt.date.fromisoformat(event.date.since), dt.date.fromisoformat(until)
    published = record.article.published
    if published.at and published.precision in ("minute", "day"):
        day = dt.date.fromisoformat(published.at[:10])
        return day - dt.timedelta(days=1), day
    return None


def _one(a: _Seen, b: _Seen) -> bool:
    """Whether two events can be one incident."""
    if a.event.type != b.event.type:
        return False  # another mode (drone, bomb) is another account of the weapon, not another happening
    if a.record is b.record and a.event.id == b.event.same_as:
        return True
    if not _same_days(a, b):
        return False
    agree = [_agreement(a.place, b.place), _agreement(a.actors, b.actors), _agreement(a.targets, b.targets)]
    if any(found is False for found in agree):
        return False
    more = bool(set(a.counts) & set(b.counts)) + (a.word == b.word)
    return sum(found is True for found in agree) + more >= AGREE and any(agree)


def _agreement(a: frozenset[str], b: frozenset[str]) -> bool | None:
    """True where both tell the same, False where they tell another, None where one tells nothing."""
    return bool(a & b) if a and b else None


def _same_days(a: _Seen, b: _Seen) -> bool:
    if a.days is None or b.days is None:
        return True
    near = dt.timedelta(days=DAYS)
    return a.days[0] <= b.days[1] + near and b.days[0] <= a.days[1] + near


def _groups(seen: Sequence[_Seen]) -> list[list[int]]:
    """Events joined to incidents; a group takes in another only when no member stands against one of it."""
    home = list(range(len(seen)))
    members = {i: [i] for i in home}
    for i, j in combinations(range(len(seen)), 2):
        a, b = sorted((home[i], home[j]))
        if a == b or not _one(seen[i], seen[j]):
            continue
        if any(_against(seen[x], seen[y]) for x in members[a] for y in members[b]):
            continue
        for k in members[b]:
            home[k] = a
        members[a] += members.pop(b)
    return [sorted(members[root]) for root in sorted(members)]


def _against(a: _Seen, b: _Seen) -> bool:
    places = _agreement(a.place, b.place) is False
    return places or not _same_days(a, b) or _agreement(a.targets, b.targets) is False


def _incident(seen: Sequence[_Seen]) -> Incident:
    first = seen[0]
    name = f"{first.event.type}|{first.record.article.id}|{first.event.trigger.start}"
    days = [one_seen.days for one_seen in seen if one_seen.days and one_seen.event.date]
    place, lat, lon = _where(seen)
    denials = [one_seen for one_seen in seen if one_seen.event.status == "denied"]
    return Incident(
        id="i" + hashlib.sha256(name.encode()).hexdigest()[:12],
        type=first.event.type,
        mode=next((s.event.mode for s in seen if s.event.mode), None),
        first_day=max(day[0] for day in days).isoformat() if days else None,
        last_day=min(day[1] for day in days).isoformat() if days else None,
        place=place,
        lat=lat,
        lon=lon,
        actors=_names(seen, "actors"),
        targets=_names(seen, "targets"),
        told=tuple(
            Mention(s.record.article.id, s.event.id, s.event.trigger, s.chain, s.event.status) for s in seen
        ),
        claimants=tuple(dict.fromkeys(s.chain[-1] for s in seen if s.chain and s not in denials)),
        denied_by=tuple(dict.fromkeys(s.chain[-1] for s in denials if s.chain)),
        toll=tuple(_toll(seen)),
    )


def _names(seen: Sequence[_Seen], role: str) -> tuple[str, ...]:
    """Who takes part, by the names of the texts, one for each actor."""
    found: dict[str, str] = {}
    for one_seen in seen:
        given = one_seen.event.actors if role == "actors" else one_seen.event.targets
        for participant in given:
            entity = one_seen.record.entity(participant.entity)
            name = entity.name if entity else participant.span.text if participant.span else ""
            key = of_entity(one_seen.record, entity).key if entity else " ".join(bare_words(name))
            if name:
                found.setdefault(key, name)
    return tuple(found.values())


def _where(seen: Sequence[_Seen]) -> tuple[str | None, float | None, float | None]:
    """The place that is told most precisely."""
    best: tuple[int, str | None, float | None, float | None] = (9, None, None, None)
    for one_seen in seen:
        given = one_seen.event.place
        entity = one_seen.record.entity(given.entity) if given else None
        place = entity.place if entity else None
        if place is not None and entity is not None and (place.precision or 8) < best[0]:
            best = (place.precision or 8, entity.name, place.lat, place.lon)
        elif best[1] is None and given is not None and given.span is not None:
            best = (9, given.span.text, None, None)
    return best[1:]


def _toll(seen: Sequence[_Seen]) -> Iterator[Toll]:
    """Every count of those harmed, in the order of publication."""
    for one_seen in sorted(seen, key=lambda s: s.record.article.published.at or "9999"):
        quantities = {quantity.id: quantity for quantity in one_seen.record.quantities}
        for harm in one_seen.event.harm:
            quantity = quantities.get(harm.quantity or "")
            if quantity is not None:
                yield Toll(
                    harm.role,
                    quantity.low,
                    quantity.best,
                    quantity.high,
                    one_seen.chain[-1] if one_seen.chain else None,
                    one_seen.record.article.id,
                    one_seen.record.article.published.at,
                )
