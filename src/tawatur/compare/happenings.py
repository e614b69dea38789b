"""An event with what can be compared of it over articles: who, whom, where, when, how many."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from tawatur.compare.actors import bare_words
from tawatur.compare.counts import ANYBODY
from tawatur.compare.moments import Moment
from tawatur.compare.roots import among, word_key
from tawatur.compare.tellings import Told
from tawatur.compare.where import features
from tawatur.language.numerals import is_number_word
from tawatur.model import Event, Participant, Record, Span

DAYS = 1  # between two days that can be one: a night has two dates
_MANY = 14  # days of a span that is compared with all others
SAME = 0.5  # of the words of the shorter name: it is the same participant or place
HAPPENINGS = frozenset(
    {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "SANCTION", "AID", "CONSULT", "AGREE"}
)  # what is only said (accuse, reject, threaten …) is a claim, no incident


class Seen(Struct, frozen=True):
    """An event with what can be compared of it."""

    id: str
    record: Record
    event: Event
    chain: tuple[str, ...]
    actors: frozenset[str]
    targets: frozenset[str]
    place: frozenset[str]
    counts: tuple[tuple[str, float], ...]
    word: str
    days: tuple[dt.date, dt.date] | None
    moment: Moment | None = None


def happens(event: Event) -> bool:
    """Whether an event is told as a thing that happened now, or that somebody denies."""
    return event.type in HAPPENINGS and event.status in ("actual", "denied") and not event.historical


def seen_of(name: str, record: Record, event: Event, told: Sequence[Told]) -> Seen:
    """An event of a record; the widest of the article's tellings around it has its chain."""
    around = [one for one in told if _holds(one.telling.span, event.trigger)]
    chain = max(around, key=lambda one: -len(one.telling.span.text)).telling.chain if around else ()
    return Seen(
        name,
        record,
        event,
        chain,
        _keys(record, event.actors),
        _keys(record, event.targets),
        _place_keys(record, event.place),
        tuple(counts_of(record, event)),
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
        name = one.span.text if one.span else entity.name if entity else ""
        # «خمسة أشخاص» tells nobody apart
        words = [w for w in bare_words(name) if not (among(w, ANYBODY) or is_number_word(w))]
        own = [word for word in words if word not in features()]  # «بلدة» stands in many names of places
        found.update(word_key(word) for word in own or words if len(word) > 2)
    return frozenset(found)


def _place_keys(record: Record, place: Participant | None) -> frozenset[str]:
    return _keys(record, [place]) if place is not None else frozenset()


def counts_of(record: Record, event: Event) -> Iterator[tuple[str, float]]:
    """How many were killed, wounded …: role and number."""
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
    published = record.article.published.day
    if published is None:
        return None
    day = dt.date.fromisoformat(published)
    return day - dt.timedelta(days=1), day


def agreement(a: frozenset[str], b: frozenset[str]) -> bool | None:
    """True where both tell the same, False where they tell another, None where one tells nothing.

    «وزير الخارجية» and «رئيس الوزراء» share a word and may be two: None, too.
    """
    shared = a & b
    if not (a and b) or (shared and len(shared) < SAME * min(len(a), len(b)) and not _known(shared)):
        return None
    return bool(shared)


def _known(keys: frozenset[str]) -> bool:
    return any(key.startswith("@") for key in keys)


def same_days(a: Seen, b: Seen) -> bool:
    """Whether the days of two events can be one."""
    if a.days is None or b.days is None:
        return True
    near = dt.timedelta(days=DAYS)
    return a.days[0] <= b.days[1] + near and b.days[0] <= a.days[1] + near


def near_pairs(seen: Sequence[Seen]) -> Iterator[tuple[int, int]]:
    """All two events of one kind whose days can be the same, in order: in large stores most others cannot."""
    by_day: defaultdict[tuple[str, dt.date | None], list[int]] = defaultdict(list)
    for i, one in enumerate(seen):
        for day in _buckets(one):
            by_day[one.event.type, day].append(i)
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(seen):
        by_kind[one.event.type].append(i)
    for i, one in enumerate(seen):
        days = _buckets(one, DAYS)
        kind = one.event.type
        near = by_kind[kind] if None in days else [j for day in (*days, None) for j in by_day[kind, day]]
        yield from ((i, j) for j in sorted({j for j in near if j > i and same_days(one, seen[j])}))


def _buckets(one: Seen, around: int = 0) -> Sequence[dt.date | None]:
    """The days of an event and so many around them; None where they are unknown or many."""
    if one.days is None or (one.days[1] - one.days[0]).days > _MANY:
        return (None,)
    first, last = one.days[0].toordinal() - around, one.days[1].toordinal() + around
    return [dt.date.fromordinal(day) for day in range(first, last + 1)]
