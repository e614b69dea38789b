"""Where the accounts part: claims that cannot both hold, and what a telling lost on its way.

A conflict is two claims about one thing that differ in one slot. The same source later, or a toll that
rises from one day to the next, is an update. A loss is one telling beside its sister: the source is gone,
the verb is stronger, the headline asserts what the body attributes, a denial was not carried.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from msgspec import Struct

from tawatur.compare.counts import TOOK_PART, cannot_both_hold, contradiction, totals
from tawatur.compare.happenings import DAYS
from tawatur.compare.meaning import likeness, refuses
from tawatur.compare.tellings import Told
from tawatur.compare.types import Claim, Conflict, Loss, LossKind, Telling
from tawatur.compare.units import harms
from tawatur.compare.where import far_apart

DENIED = 3  # keys that a denial and what it denies share at least
NEAR = 0.35  # likeness of two tellings that speak of one thing
GATHERED = 0.2  # of two that count who took part in something in one town
LISTED = 0.6  # of two that count things and no harm: courses and medals are listed, one kind after the other


class Group(Struct, frozen=True):
    """A claim with its tellings and what they mean."""

    claim: Claim
    told: tuple[Told, ...]


def conflicts(
    groups: Sequence[Group], weight: Mapping[str, float], days: Mapping[str, str]
) -> list[Conflict]:
    """The pairs of claims that stand against each other. ``days``: the day of each article, where known."""
    found: list[_Clash] = []
    for a, b in combinations(groups, 2):
        pair = _clash(a, b, weight)
        if pair is not None:
            found.append(_told_apart(a, b, *pair, days))
    return [one.conflict for one in found if not _outdated(one, found)]


class _Clash(Struct, frozen=True):
    """A conflict; ``old`` is the claim that its own source has given up, ``new`` what it says instead."""

    conflict: Conflict
    old: str | None = None
    new: str | None = None


def _told_apart(a: Group, b: Group, x: Told, y: Told, days: Mapping[str, str]) -> _Clash:
    """The conflict of two claims whose nearest tellings are these."""
    ids = a.claim.id, b.claim.id
    if x.denies != y.denies:
        return _Clash(Conflict(*ids, "happened", False, _denied(x, y)))
    if not _apart(x, y):
        refused, told = (x, y) if x.meaning.refused - y.meaning.refused else (y, x)
        came = days.get(refused.telling.article, "~") < days.get(told.telling.article, "")
        return _Clash(Conflict(*ids, "happened", came, f"not so in {refused.telling.article}"))
    updates, why = _updates(x, y, days)
    conflict = Conflict(*ids, "number", updates, why)
    if not (updates and _one_source(x, y)):
        return _Clash(conflict)
    old, new = (a, b) if days[x.telling.article] < days[y.telling.article] else (b, a)
    return _Clash(conflict, old.claim.id, new.claim.id)


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


def _clash(a: Group, b: Group, weight: Mapping[str, float]) -> tuple[Told, Told] | None:
    """The nearest tellings of two claims that contradict each other, if all that count do."""
    pairs = []
    for x, y in product(a.told, b.told):
        least = _least(x, y)
        if least is not None and (near := likeness(x.meaning, y.meaning, weight)) >= least:
            pairs.append((near, x, y))
    best = max(pairs, key=lambda pair: pair[0], default=None)
    if best is None or (best[1].denies == best[2].denies and _told_together(a, b, *best[1:])):
        return None
    return best[1], best[2]


def _least(x: Told, y: Told) -> float | None:
    """How near two tellings must be that contradict each other; None where they do not."""
    if x.denies != y.denies:
        return NEAR if len(x.meaning.keys & y.meaning.keys) >= DENIED else None
    apart = _apart(x, y)
    if not apart:
        return LISTED if refuses(x.meaning, y.meaning) else None
    if _at_other_times(x, y):
        return None
    if TOOK_PART in apart and _in_one_town(x, y):
        return GATHERED
    return NEAR if apart & harms() else LISTED


def _apart(x: Told, y: Told) -> frozenset[str]:
    """What two tellings count so that the largest number of the one excludes that of the other."""
    first, second = totals(x.meaning.counts), totals(y.meaning.counts)
    one_mouth = x.keys[-1:] == y.keys[-1:]
    return frozenset(
        what
        for what in contradiction(x.meaning.counts, y.meaning.counts)
        if not first[what].measure and cannot_both_hold(first[what], second[what], one_mouth=one_mouth)
    )


def _in_one_town(x: Told, y: Told) -> bool:
    """Whether both count those who took part in something in one town."""
    first, second = (
        [count.place for count in one.meaning.counts if count.what == TOOK_PART and count.place]
        for one in (x, y)
    )
    return any(not far_apart(a, b) for a in first for b in second)


def _told_together(a: Group, b: Group, x: Told, y: Told) -> bool:
    """Whether one article tells both numbers in one mouth: then they are of two things, or parts of one."""
    apart = _apart(x, y)
    mouths, others = (
        {
            (one.telling.article, one.keys[-1:])
            for one in group.told
            if any(count.what in apart for count in one.meaning.counts)
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
    if _one_source(x, y):
        return True, f"{shown}; the same source later"
    if all(c.high <= d.low for c, d in counts):
        return True, f"{shown}; it rose from {earlier} to {later}"
    return False, shown


def losses(groups: Sequence[Group], found: Sequence[Conflict]) -> list[Loss]:
    """What the tellings of each claim lost."""
    by_id = {group.claim.id: group for group in groups}
    lost: list[Loss] = []
    for group in groups:
        lost += _as_fact(group.claim)
        lost += _headlines(group.claim)
        lost += _verbs(group.claim)
    for conflict in found:
        if conflict.slot == "happened":
            lost += _denials(by_id[conflict.a], by_id[conflict.b])
    return lost


def _as_fact(claim: Claim) -> Iterator[Loss]:
    """Texts that print in their own voice what other texts give a source for."""
    sourced = [one for one in claim.told if one.chain and not one.headline]
    if not sourced:
        return
    for text in claim.unsourced_texts:
        one = next(t for t in claim.told if t.article in text.split("+"))
        beside = sourced[0]
        yield _loss("told_as_fact", claim, one, beside, f"«{beside.chain[-1]}» says it there, nobody here")


def _headlines(claim: Claim) -> Iterator[Loss]:
    """Headlines that assert what their own article attributes."""
    for one in claim.told:
        body = [t for t in claim.told if t.article == one.article and not t.headline]
        if one.headline and not one.chain and body and all(t.chain for t in body):
            yield _loss(
                "headline_asserts", claim, one, body[0], f"the body gives it to «{body[0].chain[-1]}»"
            )


def _verbs(claim: Claim) -> Iterator[Loss]:
    """«زعم» in one text, «أكد» in another, of the same source."""
    for doubted in claim.told:
        for one in claim.told:
            if (
                doubted.commitment == "distance"
                and one.commitment != "distance"
                and one.act in ("affirm", "reveal", "explain")
                and one.article != doubted.article
                and doubted.chain[-1:] == one.chain[-1:]
            ):
                yield _loss("stronger_verb", claim, one, doubted, f"{doubted.act} there, {one.act} here")


def _denials(a: Group, b: Group) -> Iterator[Loss]:
    """Articles that tell a claim and nothing of its denial."""
    claim, denial = (b, a) if any(one.denies for one in a.told) else (a, b)
    carriers = {one.article for one in denial.claim.told}
    beside = denial.claim.told[0]
    who = beside.chain[-1] if beside.chain else beside.article
    for article in dict.fromkeys(one.article for one in claim.claim.told):
        if article not in carriers:
            one = next(t for t in claim.claim.told if t.article == article)
            yield _loss("denial_missing", claim.claim, one, beside, f"«{who}» denies it there")


def _loss(kind: LossKind, claim: Claim, one: Telling, beside: Telling, why: str) -> Loss:
    return Loss(kind, claim.id, one.article, one.span, beside.article, beside.span, beside.chain, why)
