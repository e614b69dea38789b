"""Incidents: what several articles tell of one happening, as one row that keeps every telling.

Two events are one incident when they are of one kind, their days can be the same, and at least two of
place, actor, target, count and the word for the act agree while none stands against the other. Nothing is
lost in the row: it keeps who tells it, who denies it, and whose toll is which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby, product

from msgspec import Struct

from tawatur.compare.actors import Actors, bare_words, of_entity
from tawatur.compare.decisions import Decisions
from tawatur.compare.happenings import Seen, agreement, happens, near_pairs, same_days, seen_of
from tawatur.compare.stage import Mark, scope_of
from tawatur.compare.tellings import renamed, tellings
from tawatur.compare.types import Scope
from tawatur.model import EventStatus, EventType, Record, Span

AGREE = 2  # of place, actor, target, count and word
_UNPLACED = 9  # behind all precisions of a place


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

    id: str
    article: str
    event: str
    trigger: Span
    chain: tuple[str, ...]
    status: EventStatus


class Incident(Struct, frozen=True):
    """One happening. The id is that of its first telling and stays when more are added.

    ``precision`` of the place is that of UCDP, from 1 (the exact place) to 7 (beyond one country).
    """

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
    precision: int | None = None


class Incidents(Struct, frozen=True):
    """All incidents of the texts, those with most tellings first.

    ``notes`` say which decisions could not be followed.
    """

    scope: Scope
    incidents: tuple[Incident, ...]
    notes: tuple[str, ...] = ()


def incidents(records: Sequence[Record], mark: Mark, decisions: Decisions | None = None) -> Incidents:
    """The incidents that the articles tell, merged and split as decided."""
    decisions = decisions or Decisions()
    actors = Actors(decisions)
    told = [tellings(record, mark(record.article), actors) for record in records]
    actors.settle()
    seen: list[Seen] = []
    for record, given in zip(records, told, strict=True):
        final = renamed(given, actors)
        events = [event for event in record.events if happens(event)]
        seen += [seen_of(record.telling(event), record, event, final) for event in events]
    groups = _Groups(seen)
    notes = [*groups.follow(decisions)]
    found = [_incident([seen[i] for i in members]) for members in groups.grown()]
    order = sorted(
        found, key=lambda incident: (-len({m.article for m in incident.told}), -len(incident.told))
    )
    return Incidents(scope_of(records), tuple(order), tuple(notes))


def _told_once(a: Seen, b: Seen) -> bool:
    """Whether one article tells one happening twice: it says so, or the same words count those harmed."""
    if a.record is not b.record or a.event.type != b.event.type:
        return False
    counted = {harm.quantity for harm in a.event.harm} & {harm.quantity for harm in b.event.harm} - {None}
    return bool(counted) or a.event.id == b.event.same_as


def _one(a: Seen, b: Seen) -> bool:
    """Whether two events can be one incident."""
    if a.event.type != b.event.type:
        return False  # another mode (drone, bomb) is another account of the weapon, not another happening
    if not same_days(a, b):
        return False
    agree = [agreement(a.place, b.place), agreement(a.actors, b.actors), agreement(a.targets, b.targets)]
    if any(found is False for found in agree):
        return False
    more = bool(set(a.counts) & set(b.counts)) + (a.word == b.word)
    return sum(found is True for found in agree) + more >= AGREE and any(agree)


class _Groups:
    """Events joined to incidents, first as decided, then by what they share."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        self._seen = seen
        self._where = {one.id: i for i, one in enumerate(seen)}
        self._home = list(range(len(seen)))
        self._members = {i: [i] for i in self._home}
        self._split: set[frozenset[int]] = set()

    def follow(self, decisions: Decisions) -> Iterator[str]:
        """Keep apart and join what was decided; a line for each decision that cannot be followed."""
        for kind, made in (("split", decisions.split), ("merge", decisions.merge)):
            if kind == "merge":
                self._split_all_told()
            for one in made:
                missing = [name for name in (one.a, one.b) if name not in self._where]
                if missing:
                    yield f"{kind} {one.a} {one.b}: no text here tells {' or '.join(missing)}"
                    continue
                first, second = self._where[one.a], self._where[one.b]
                if kind == "split":
                    self._split.add(frozenset((first, second)))
                elif not self._join(*sorted((self._home[first], self._home[second]))):
                    yield f"merge {one.a} {one.b}: another decision splits them"

    def _split_all_told(self) -> None:
        """Split with two tellings what their articles tell once more of each, unless that is split too."""
        for pair in sorted(map(sorted, self._split)):
            one, other = self._told_with(pair[0]), self._told_with(pair[-1])
            if not one & other:
                self._split.update(frozenset(two) for two in product(one, other))

    def _told_with(self, a: int) -> set[int]:
        again = (k for k, other in enumerate(self._seen) if _told_once(self._seen[a], other))
        return {a, *(k for k in again if frozenset((a, k)) not in self._split)}

    def grown(self) -> list[list[int]]:
        """The incidents; one takes in another only when no member stands against one of it."""
        for i, j in near_pairs(self._seen):
            a, b = sorted((self._home[i], self._home[j]))
            if a == b or not _one(self._seen[i], self._seen[j]):
                continue
            if not any(_against(self._seen[x], self._seen[y]) for x, y in self._between(a, b)):
                self._join(a, b)
        # Last: whom the second telling leaves out or names otherwise speaks against nobody.
        for _, given in groupby(range(len(self._seen)), key=lambda i: id(self._seen[i].record)):
            for i, j in combinations(given, 2):
                if _told_once(self._seen[i], self._seen[j]):
                    self._join(*sorted((self._home[i], self._home[j])))
        return [sorted(self._members[root]) for root in sorted(self._members)]

    def _between(self, a: int, b: int) -> Iterator[tuple[int, int]]:
        return product(self._members[a], self._members[b])

    def _join(self, a: int, b: int) -> bool:
        """Take group ``b`` into ``a``, unless it was decided that a member of each are two."""
        if a == b:
            return True
        if any(frozenset(pair) in self._split for pair in self._between(a, b)):
            return False
        for k in self._members[b]:
            self._home[k] = a
        self._members[a] += self._members.pop(b)
        return True


def _against(a: Seen, b: Seen) -> bool:
    places = agreement(a.place, b.place) is False
    return places or not same_days(a, b) or agreement(a.targets, b.targets) is False


def _incident(seen: Sequence[Seen]) -> Incident:
    first = seen[0]
    days = [one_seen.days for one_seen in seen if one_seen.days and one_seen.event.date]
    place, lat, lon, precision = _where(seen)
    denials = [one_seen for one_seen in seen if one_seen.event.status == "denied"]
    return Incident(
        id=first.id,
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
            Mention(s.id, s.record.article.id, s.event.id, s.event.trigger, s.chain, s.event.status)
            for s in seen
        ),
        claimants=tuple(dict.fromkeys(s.chain[-1] for s in seen if s.chain and s not in denials)),
        denied_by=tuple(dict.fromkeys(s.chain[-1] for s in denials if s.chain)),
        toll=tuple(dict.fromkeys(_toll(seen))),
        precision=precision,
    )


def _names(seen: Sequence[Seen], role: str) -> tuple[str, ...]:
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


def _where(seen: Sequence[Seen]) -> tuple[str | None, float | None, float | None, int | None]:
    """The place that is told most precisely: its name, latitude, longitude and precision."""
    best: tuple[int, str | None, float | None, float | None] = (_UNPLACED, None, None, None)
    for one_seen in seen:
        given = one_seen.event.place
        entity = one_seen.record.entity(given.entity) if given else None
        place = entity.place if entity else None
        if place is not None and entity is not None and (place.precision or _UNPLACED - 1) < best[0]:
            best = (place.precision or _UNPLACED - 1, entity.name, place.lat, place.lon)
        elif best[1] is None and given is not None and given.span is not None:
            best = (_UNPLACED, given.span.text, None, None)
    return *best[1:], best[0] if best[0] < _UNPLACED - 1 else None


def _toll(seen: Sequence[Seen]) -> Iterator[Toll]:
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
