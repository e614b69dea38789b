"""Claims that cannot both hold: two numbers of one thing, a thing and its denial.

Precision comes first: most pairs of numbers in news are parts, lists, prices of two hours, or tolls of two
happenings. The same source later, or a toll that rises from one day to the next, is an update.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations, product

from msgspec import Struct
from msgspec.structs import replace

from tawatur.compare.counts import TOOK_PART, cannot_both_hold, contradiction, totals
from tawatur.compare.happenings import DAYS
from tawatur.compare.meaning import likeness, own_keys, refuses
from tawatur.compare.tellings import Told
from tawatur.compare.types import Claim, Conflict, Slot
from tawatur.compare.units import STANDS, harms
from tawatur.compare.where import Point, far_apart

DENIED = 3  # keys that a denial and what it denies share at least
NEAR = 0.35  # likeness of two tellings that speak of one thing
GATHERED = 0.2  # of two that count who took part in something in one town
LISTED = 0.6  # of two that count things and no harm: courses and medals are listed, one kind after the other


Lists = frozenset[tuple[str, str]]


class Group(Struct, frozen=True):
    """A claim with its tellings and what they mean."""

    claim: Claim
    told: tuple[Told, ...]


def conflicts(
    groups: Sequence[Group], weight: Mapping[str, float], days: Mapping[str, str]
) -> list[Conflict]:
    """The pairs of claims that stand against each other. ``days``: the day of each article, where known."""
    groups = _completed(groups)
    lists = _lists(groups)
    found: list[_Clash] = []
    for a, b in combinations(groups, 2):
        pair = _clash(a, b, weight, lists, days)
        if pair is not None:
            found.append(_told_apart(a, b, *pair, days))
    kept = [one for one in found if not _outdated(one, found)]
    return [one.conflict for one in kept if not any(_inside(one.conflict, other.conflict) for other in kept)]


def _inside(one: Conflict, other: Conflict) -> bool:
    """Whether both tellings of a conflict lie in those of another: a clause of what is told there."""
    pairs = list(zip(one.tellings, other.tellings, strict=True))
    within = all(
        x.article == y.article and y.span.start <= x.span.start and x.span.end <= y.span.end for x, y in pairs
    )
    return within and one.slot == other.slot and any(x.span != y.span for x, y in pairs)


def _completed(groups: Sequence[Group]) -> list[Group]:
    """The groups with what an article tells of a number elsewhere: where, and over which time."""
    lasting: set[tuple[str, str, float]] = set()
    places: dict[tuple[str, str, float], Point] = {}
    for group in groups:
        for one in group.told:
            for count in one.meaning.counts:
                number = one.telling.article, count.what, count.low
                if count.lasting:
                    lasting.add(number)
                if count.place:
                    places.setdefault(number, count.place)

    def completed(one: Told) -> Told:
        numbers = [((one.telling.article, count.what, count.low), count) for count in one.meaning.counts]
        counts = tuple(
            replace(count, lasting=number in lasting, place=count.place or places.get(number))
            for number, count in numbers
        )
        return replace(one, meaning=replace(one.meaning, counts=counts))

    return [replace(group, told=tuple(map(completed, group.told))) for group in groups]


def _lists(groups: Sequence[Group]) -> frozenset[tuple[str, str]]:
    """The articles that count one kind of thing in several numbers: prices, contracts, races."""
    told: dict[tuple[str, str], set[float]] = defaultdict(set)
    for group in groups:
        for one in group.told:
            for count in one.meaning.counts:
                told[one.telling.article, count.what].add(count.low)
    return frozenset(key for key, numbers in told.items() if len(numbers) > 1)


class _Clash(Struct, frozen=True):
    """A conflict; ``old`` is the claim that its own source has given up, ``new`` what it says instead."""

    conflict: Conflict
    old: str | None = None
    new: str | None = None


def _told_apart(a: Group, b: Group, x: Told, y: Told, days: Mapping[str, str]) -> _Clash:
    """The conflict of two claims whose nearest tellings are these."""
    first, second = (a.claim.id, x), (b.claim.id, y)
    later_first = days.get(x.telling.article, "") > days.get(y.telling.article, "")
    if x.denies != y.denies:
        changed = _changed(x, y, days)
        if changed and later_first:
            first, second = second, first
        return _Clash(_conflict(first, second, "happened", _denied(x, y), updates=changed))
    if not _apart(x, y):
        refused, told = (x, y) if x.meaning.refused - y.meaning.refused else (y, x)
        came = days.get(refused.telling.article, "~") < days.get(told.telling.article, "")
        if came and later_first:
            first, second = second, first
        why = f"not so in {refused.telling.article}"
        return _Clash(_conflict(first, second, "happened", why, updates=came))
    updates, why = _updates(x, y, days)
    if updates and later_first:
        first, second = second, first  # an update is told in its sequence
    conflict = _conflict(first, second, "number", why, updates=updates)
    return _Clash(conflict, first[0], second[0]) if updates and _one_source(x, y) else _Clash(conflict)


def _conflict(
    a: tuple[str, Told], b: tuple[str, Told], slot: Slot, why: str, *, updates: bool = False
) -> Conflict:
    return Conflict(a[0], b[0], slot, updates, why, (a[1].telling, b[1].telling))


def _outdated(one: _Clash, found: Sequence[_Clash]) -> bool:
    """Whether a number was given up by its own source for one that stands against the same other number."""
    pair = {one.conflict.a, one.conflict.b}
    for given in found:
        if given.old in pair and given.new not in pair:
            instead = pair - {given.old} | {given.new}
            if any({each.conflict.a, each.conflict.b} == instead for each in found):
                return True
    return False


def _one_source(x: Told, y: Told) -> bool:
    return bool(x.keys and y.keys) and x.keys[-1] == y.keys[-1]


def _clash(
    a: Group, b: Group, weight: Mapping[str, float], lists: Lists, days: Mapping[str, str]
) -> tuple[Told, Told] | None:
    """The nearest tellings of two claims that contradict each other, if all that count do."""
    pairs = []
    for x, y in product(a.told, b.told):
        least = _least(x, y, lists)
        if least is None:
            continue
        near = likeness(x.meaning, y.meaning, weight)
        if near >= least:
            pairs.append((near, x, y))
    best = max(pairs, key=lambda pair: pair[0], default=None)
    if best is None:
        return None
    _, x, y = best
    return (x, y) if _changed(x, y, days) or not _of_one_mouth(a, b, x, y) else None


def _changed(x: Told, y: Told, days: Mapping[str, str]) -> bool:
    """Whether a source denies one day what it tells on another."""
    told = days.get(x.telling.article), days.get(y.telling.article)
    return x.denies != y.denies and _one_source(x, y) and None not in told and told[0] != told[1]


def _least(x: Told, y: Told, lists: Lists) -> float | None:
    """How near two tellings must be that contradict each other; None where they do not."""
    if x.denies != y.denies:
        denial, told = (x, y) if x.denies else (y, x)
        shared = denial.meaning.keys & told.meaning.keys
        each_his_own = shared & denial.meaning.owned & told.meaning.owned  # «انتماءهم» and «انتمائه»
        if told.telling.act in STANDS or each_his_own or len(shared) < DENIED:
            return None
        return NEAR
    apart = _apart(x, y)
    if not apart:
        return LISTED if refuses(x.meaning, y.meaning) else None
    if _at_other_times(x, y):
        return None
    if TOOK_PART in apart and _in_one_town(x, y):
        return GATHERED
    if apart & harms():
        # what one article itself sets beside each other must be told alike: it knows what it counts
        together = x.telling.article == y.telling.article
        return (LISTED if together else NEAR) if _one_setting(x, y) else None
    in_lists = any((one.telling.article, what) in lists for one in (x, y) for what in apart)
    return None if in_lists or _other_names(x, y) else LISTED


def _other_names(x: Told, y: Told) -> bool:
    """Whether each of two tellings names somebody or some place that the other does not."""
    return bool(x.names - y.names and y.names - x.names)


def _one_setting(x: Told, y: Told) -> bool:
    """Whether two tolls have something in common beside what befell whom: what did it, or where.

    «وفاة 20 شخصا» tells nothing of it; then the sentence around it does.
    """
    first, second = (own_keys(one.meaning.keys) or one.setting for one in (x, y))
    whom = {key for one in (x, y) for count in one.meaning.counts for key in count.who}
    return bool((first & second) - whom) or not (first and second)


def _apart(x: Told, y: Told) -> frozenset[str]:
    """What two tellings count so that the largest number of the one excludes that of the other."""
    counted = contradiction(x.meaning.counts, y.meaning.counts)
    if not counted:  # so most do, and there are very many pairs
        return counted
    first, second = totals(x.meaning.counts), totals(y.meaning.counts)
    one_mouth = x.keys[-1:] == y.keys[-1:]
    return frozenset(
        what
        for what in counted
        if not first[what].measure and cannot_both_hold(first[what], second[what], one_mouth=one_mouth)
    )


def _in_one_town(x: Told, y: Told) -> bool:
    """Whether both count those who took part in something in one town."""
    first, second = (
        [count.place for count in one.meaning.counts if count.what == TOOK_PART and count.place]
        for one in (x, y)
    )
    return any(not far_apart(a, b) for a in first for b in second)


def _of_one_mouth(a: Group, b: Group, x: Told, y: Told) -> bool:
    """Whether one mouth tells both: nobody contradicts himself in one breath.

    Two numbers that one article tells in one mouth are of two things, or parts of one. Who denies something
    has not said it in another article either.
    """
    if x.denies != y.denies:
        return bool(
            {one.keys[-1] for one in a.told if one.keys} & {one.keys[-1] for one in b.told if one.keys}
        )
    apart = _apart(x, y)
    mouths, others = (
        {
            (one.telling.article, one.keys[-1:])
            for one in group.told
            if not apart or any(count.what in apart for count in one.meaning.counts)
        }
        for group in (a, b)
    )
    return bool(mouths & others)


def _at_other_times(x: Told, y: Told) -> bool:
    """Whether what both count befell on days that are not one: background of another year."""
    near = dt.timedelta(days=DAYS)
    for a in x.meaning.counts:
        for b in y.meaning.counts:
            if a.what == b.what and a.since and a.until and b.since and b.until:
                a_days, b_days = (
                    (dt.date.fromisoformat(one[0]), dt.date.fromisoformat(one[1]))
                    for one in ((a.since, a.until), (b.since, b.until))
                )
                if a_days[0] > b_days[1] + near or b_days[0] > a_days[1] + near:
                    return True
    return False


def _denied(x: Told, y: Told) -> str:
    denial = x if x.denies else y
    who = denial.telling.chain[-1] if denial.telling.chain else denial.telling.article
    return f"denied by {who}"


def _updates(x: Told, y: Told, days: Mapping[str, str]) -> tuple[bool, str]:
    """Whether the later of two counts only continues the earlier one, and why."""
    first, second = sorted((x, y), key=lambda one: days.get(one.telling.article, ""))
    earlier, later = days.get(first.telling.article), days.get(second.telling.article)
    before, after = totals(first.meaning.counts), totals(second.meaning.counts)
    counts = [(before[what], after[what]) for what in before if what in after]
    apart = [(c, d) for c, d in counts if c.high < d.low or d.high < c.low]
    shown = ", ".join(f"{c.what}: {c.low:g} and {d.low:g}" for c, d in apart)
    if not (earlier and later and earlier < later):
        return False, shown
    rose = ", ".join(f"{c.what}: {c.low:g} on {earlier}, {d.low:g} on {later}" for c, d in apart)
    if _one_source(x, y):
        return True, f"{rose}; the same source later"
    if all(c.high <= d.low for c, d in counts):
        return True, f"{rose}; it rose"
    return False, shown
