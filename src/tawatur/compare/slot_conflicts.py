"""Two accounts of one happening that differ in one slot: who did it, to whom, where, on which day, with what.

Precision comes first: the slot must be filled in both with values that cannot both be right (known actors of
two sides, two towns, two days that are not one night, two classes of weapons), and at least two other things
that are told must agree while nothing else stands against it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from tawatur.compare.causes import kinds_in, other_cause
from tawatur.compare.happenings import DAYS, Seen, agreement, counts_of, happens, same_days, seen_of
from tawatur.compare.moments import moment_of, two_moments
from tawatur.compare.tellings import Told
from tawatur.compare.types import Claim, Conflict, Copies, Slot
from tawatur.compare.where import far_apart, town, two_names
from tawatur.language.tokens import tokenize
from tawatur.model import Entity, Event, Participant, Record

AGREE = 2  # of place, actor, target, count and word, beside the slot that differs
_ACTS = frozenset({"ORG", "GROUP", "GPE"})


class Difference(Struct, frozen=True):
    """Two tellings, by their places in the list, that give one happening another slot."""

    a: int
    b: int
    slot: Slot
    updates: bool
    why: str


def differences(
    records: Sequence[Record], told: Sequence[Told], copies: Sequence[Copies]
) -> list[Difference]:
    """The tellings that cannot both hold because of one slot."""
    copied = {frozenset(pair) for one in copies for pair in combinations(one.articles, 2)}
    found: dict[tuple[int, int, Slot], Difference] = {}
    for (i, a), (j, b) in combinations(_accounts(records, told), 2):
        if a.event.type == b.event.type and _two_accounts(told[i], told[j], copied):
            for slot, why in _differences(a, b):
                found.setdefault((i, j, slot), Difference(i, j, slot, _is_update(a, b), why))
    for i, j in combinations([i for i, one in enumerate(told) if one.cause], 2):
        causes = other_cause(told[i].cause, told[j].cause)
        if causes and _two_accounts(told[i], told[j], copied):
            found.setdefault((i, j, "cause"), Difference(i, j, "cause", False, causes))
    return list(found.values())


def _accounts(records: Sequence[Record], told: Sequence[Told]) -> list[tuple[int, Seen]]:
    """The happenings that the articles tell, each with the telling that holds it."""
    seen: list[tuple[int, Seen]] = []
    for record in records:
        where = [i for i, one in enumerate(told) if one.telling.article == record.article.id]
        for event in (_blamed(record, event) for event in record.events):
            home = _home(event, where, told)
            if home is not None and happens(event) and event.status == "actual":
                account = seen_of("", record, event, [told[i] for i in where])
                moment = moment_of(record, told[home].telling.span)
                tolls = tuple(_tolls(record, event))
                seen.append((home, replace(account, counts=tolls, moment=moment)))
    return seen


def _tolls(record: Record, event: Event) -> Iterator[tuple[str, float]]:
    """What an event did to how many; «هاجموا … وقتلوا أربعة»: the toll of one sentence is of all its acts."""
    yield from counts_of(record, event)
    for one in record.events:
        if event.statement is not None and one.statement == event.statement and one.type == event.type:
            yield from counts_of(record, one)


def _blamed(record: Record, event: Event) -> Event:
    """«اتهم الجيش المتمردين بقصف المطار»: who is accused of an act did it, by this account."""
    statement = record.statement(event.statement)
    if statement is None or statement.act != "accuse" or event.actors or event.type == "ACCUSE":
        return event
    accused = [
        participant
        for one in record.events
        if one.type == "ACCUSE" and any(c.start <= one.trigger.start < c.end for c in statement.cue)
        for participant in one.targets
    ]
    return replace(event, actors=tuple(accused), historical=False) if accused else event


def _two_accounts(a: Told, b: Told, copied: Collection[frozenset[str]]) -> bool:
    """Whether two articles tell it that are no copies, or one text in two mouths."""
    pair = frozenset((a.telling.article, b.telling.article))
    if len(pair) > 1 and pair not in copied:
        return True
    return bool(a.keys and b.keys) and a.keys[-1] != b.keys[-1]


def slot_conflicts(
    found: Sequence[Difference],
    told: Sequence[Told],
    groups: Sequence[Sequence[int]],
    claims: Sequence[Claim],
) -> list[Conflict]:
    """The differences as conflicts of the claims that the tellings were grouped to."""
    home = {i: claim.id for members, claim in zip(groups, claims, strict=True) for i in members}
    made: dict[tuple[str, str, Slot], Conflict] = {}
    for one in found:
        first, second = sorted((one.a, one.b), key=lambda i: int(home[i][1:]))
        if home[first] == home[second]:
            continue  # a person holds them to be one claim
        pair = told[first].telling, told[second].telling
        conflict = Conflict(home[first], home[second], one.slot, one.updates, one.why, pair)
        made.setdefault((conflict.a, conflict.b, one.slot), conflict)
    return list(made.values())


def _home(event: Event, where: Sequence[int], told: Sequence[Told]) -> int | None:
    """The telling that holds an event most closely."""
    start, end = event.trigger.start, event.trigger.end
    spans = [(i, told[i].telling.span) for i in where]
    holding = [(span.end - span.start, i) for i, span in spans if span.start <= start and end <= span.end]
    return min(holding)[1] if holding else None


def _is_update(a: Seen, b: Seen) -> bool:
    """Whether the later account is the same source's."""
    days = {one.record.article.published.at for one in (a, b)}
    return bool(a.chain and b.chain and a.chain[-1] == b.chain[-1] and None not in days and len(days) > 1)


def _differences(a: Seen, b: Seen) -> Iterator[tuple[Slot, str]]:
    """The slots in which two accounts of one happening part, and their values."""
    apart = _places(a, b)
    agree: dict[str, bool | None] = {
        "place": agreement(a.place, b.place) if apart is None else False,
        "actor": agreement(a.actors, b.actors),
        "target": agreement(a.targets, b.targets),
        "count": _same_counts(a, b),
        "word": True if a.word == b.word else None,
    }
    unlike: tuple[tuple[Slot, str | None], ...] = (
        ("place", apart),
        ("actor", _known(a, b, a.event.actors, b.event.actors)),
        ("target", _known(a, b, a.event.targets, b.event.targets) or _target_kinds(a, b)),
        ("date", _dates(a, b)),
        ("weapon", _weapons(a, b)),
    )
    for slot, why in unlike:
        # what happens again on another day has much in common, and is told in the same word
        unasked = (slot, "word") if slot == "date" and a.days != b.days else (slot,)
        rest = [value for name, value in agree.items() if name not in unasked]
        wanted = AGREE + (slot == "date")
        named = [agree[name] for name in ("place", "actor", "target") if name != slot]
        if why is None or agree.get(slot) is True or (slot != "date" and not same_days(a, b)):
            continue
        if False not in rest and rest.count(True) >= wanted and True in named:
            yield slot, why


def _same_counts(a: Seen, b: Seen) -> bool | None:
    """Whether both have one toll; two tolls are of two happenings, or a conflict of their own."""
    if set(a.counts) & set(b.counts):
        return True
    return False if {role for role, _ in a.counts} & {role for role, _ in b.counts} else None


def _places(a: Seen, b: Seen) -> str | None:
    """Two towns that are not one, or two names behind one word for a kind of place."""
    pair = [_entity(one, one.event.place) for one in (a, b)]
    if far_apart(town(pair[0]), town(pair[1])):
        return _names(pair)
    first, second = (one.event.place.span if one.event.place else None for one in (a, b))
    return two_names(first.text, second.text) if first and second else None


def _known(a: Seen, b: Seen, x: Sequence[Participant], y: Sequence[Participant]) -> str | None:
    """Known actors that are two; nobody is known on both sides."""
    first, second = ([_entity(one, p) for p in given] for one, given in ((a, x), (b, y)))
    if not (first and second):
        return None
    for one in first:
        for other in second:
            if (
                one is None
                or other is None
                or not (_two(one, other) or _blames(a, one, other) or _blames(b, other, one))
            ):
                return None
    return _names([first[0], second[0]])


def _target_kinds(a: Seen, b: Seen) -> str | None:
    """Two kinds of things that are said to be struck by one attack: with one toll, in one place."""
    if not (set(a.counts) & set(b.counts) and agreement(a.place, b.place)):
        return None
    first, second = (
        kinds_in(tokenize(" ".join(p.span.text for p in one.event.targets if p.span)), "ar/target_kinds.tsv")
        for one in (a, b)
    )
    if not (first and second) or first.keys() & second.keys():
        return None
    return f"{', '.join(first.values())} and {', '.join(second.values())}"


def _two(a: Entity, b: Entity) -> bool:
    """Whether two entities are known actors that are not part of one another.

    They are of two countries, or one of a country and one of none, or of one country and two sectors.
    """
    if not (a.known and b.known and a.known != b.known and {a.type, b.type} <= _ACTS):
        return False
    if a.codes.country != b.codes.country:
        return True
    sectors = {a.codes.sector, b.codes.sector}
    return "GPE" not in (a.type, b.type) and None not in sectors and len(sectors) > 1


def _blames(one: Seen, accused: Entity, other: Entity) -> bool:
    """Whether the source of an account is who did it by the other account: nobody accuses himself."""
    statement = one.record.statement(one.event.statement)
    source = one.record.entity(statement.source.entity) if statement else None
    return bool(source and source.known and accused.known and source.known == other.known != accused.known)


def _dates(a: Seen, b: Seen) -> str | None:
    """Two days that the texts themselves tell and that are not one night, or two hours."""
    hours = two_moments(a.moment, b.moment)
    if hours:
        return hours
    dates = [one.event.date for one in (a, b)]
    if any(date is None or date.since is None or date.since != date.until for date in dates):
        return None
    assert a.days
    assert b.days
    apart = abs((a.days[0] - b.days[0]).days)
    return f"{a.days[0]} and {b.days[0]}" if apart > DAYS else None


def _weapons(a: Seen, b: Seen) -> str | None:
    classes = [sorted({w.weapon_class for w in one.event.weapons if w.weapon_class}) for one in (a, b)]
    if not all(classes) or any(_within(x, y) or _within(y, x) for x in classes[0] for y in classes[1]):
        return None
    return " and ".join(", ".join(found) for found in classes)


def _within(part: str, whole: str) -> bool:
    """Whether a row of the weapon tree is another or lies below it: ``air.uav`` in ``air``."""
    return f"{part}.".startswith(f"{whole}.")


def _entity(one: Seen, participant: Participant | None) -> Entity | None:
    return one.record.entity(participant.entity) if participant else None


def _names(pair: Sequence[Entity | None]) -> str:
    return " and ".join(entity.name for entity in pair if entity)
