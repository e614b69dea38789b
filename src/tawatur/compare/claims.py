"""Claims: tellings grouped to one proposition each, then counted.

Two tellings make the same claim when their words that carry meaning agree well enough and no number of
theirs tells otherwise. Groups grow from the nearest pair outwards, and a group is joined to another only
when they agree on the whole, so that no chain of likenesses runs from one thing to quite another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tawatur.compare.counting import common_link, disjoint, smallest_cut
from tawatur.compare.meaning import likeness
from tawatur.compare.tellings import Told
from tawatur.compare.types import Claim, Copies, Link, Text, Way
from tawatur.compare.units import STANDS

PAIR = 0.5  # likeness of two tellings that begin a group
WHOLE = 0.4  # mean likeness of two groups that are joined


def group(told: Sequence[Told], weight: Mapping[str, float]) -> list[list[int]]:
    """The tellings of each claim, as indices, in the order of their first."""
    near = _near(told, weight)
    home = list(range(len(told)))
    members: dict[int, list[int]] = {i: [i] for i in home}
    for _, i, j in sorted((-score, i, j) for (i, j), score in near.items() if score >= PAIR):
        a, b = sorted((home[i], home[j]))
        if a == b or not _agree(told, members[a], members[b], near):
            continue
        for k in members[b]:
            home[k] = a
        members[a] = sorted(members[a] + members.pop(b))
    return [members[i] for i in sorted(members)]


def _near(told: Sequence[Told], weight: Mapping[str, float]) -> dict[tuple[int, int], float]:
    """The likeness of every two tellings that share a word."""
    where: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(told):
        for key in one.meaning.keys:
            where[key].append(i)
    pairs = sorted({(i, j) for places in where.values() for i in places for j in places if i < j})
    return {
        (i, j): likeness(told[i].meaning, told[j].meaning, weight)
        for i, j in pairs
        if compatible(told[i], told[j])
    }


def compatible(a: Told, b: Told) -> bool:
    """Whether two tellings can be of one claim, whatever their words share.

    Numbers must not stand against each other, a denial is not the thing denied, an attitude is one
    person's, and a proposition that stands inside another is not that other.
    """
    numbers, others = a.meaning.numbers, b.meaning.numbers
    if numbers and others and not numbers & others:
        return False
    if a.denies != b.denies:
        return False
    if (
        a.keys
        and b.keys
        and a.keys[-1] != b.keys[-1]
        and (a.telling.act in STANDS or b.telling.act in STANDS)
    ):
        return False
    return a.telling.article != b.telling.article or not (
        a.unit.first < b.unit.last and b.unit.first < a.unit.last
    )


def _agree(
    told: Sequence[Told], a: Sequence[int], b: Sequence[int], near: Mapping[tuple[int, int], float]
) -> bool:
    if not all(compatible(told[i], told[j]) for i in a for j in b):
        return False
    scores = [near.get((min(i, j), max(i, j)), 0.0) for i in a for j in b]
    return sum(scores) / len(scores) >= WHOLE


def claim(number: int, told: Sequence[Told], copies: Sequence[Copies]) -> Claim:
    """A claim with its counts and their proof."""
    texts = texts_of([one.telling.article for one in told], copies)
    chains: dict[str, list[tuple[str, ...]]] = {text.id: [] for text in texts}
    silent: set[str] = set()
    names = {each.key: each.name for one in told for each in one.telling.links}
    for text in texts:
        own = [one for one in told if one.telling.article in text.articles]
        chains[text.id] = [one.keys for one in own if one.keys]
        if not chains[text.id] and not any(one.telling.unclear for one in own):
            silent.add(text.id)
        if not chains[text.id] and text.origin:
            chains[text.id] = [(text.origin.key,)]  # a copy rests on where it is from
            names[text.origin.key] = text.origin.name
    ways = disjoint(chains)
    sourced = [chain for given in chains.values() for chain in given]
    link = None if silent else common_link(sourced)
    first = max(told, key=lambda one: (not one.telling.headline, -one.unit.number))
    return Claim(
        id=f"c{number}",
        text=first.telling.span.text,
        told=tuple(one.telling for one in told),
        named=len(ways),
        unsourced=len(silent),
        sides=_sides(told, ways),
        common_link=names.get(link) if link else None,
        texts=tuple(text.id for text in texts),
        ways=tuple(
            Way(text, _article(told, texts, text, chain), tuple(names[key] for key in chain))
            for text, chain in ways
        ),
        cut=tuple(names[key] for key in smallest_cut(sourced)),
        unsourced_texts=tuple(sorted(silent)),
    )


def _article(told: Sequence[Told], texts: Sequence[Text], text: str, chain: tuple[str, ...]) -> str:
    inside = next(one.articles for one in texts if one.id == text)
    carriers = [one.telling.article for one in told if one.telling.article in inside and one.keys == chain]
    return carriers[0] if carriers else inside[0]


def _sides(told: Sequence[Told], ways: Sequence[tuple[str, tuple[str, ...]]]) -> int | None:
    """How many sides the innermost sources of the ways stand on; None where one is unknown."""
    side = {each.key: each.side for one in told for each in one.telling.links}
    found = [side.get(chain[-1]) for _, chain in ways]
    return len(set(found)) if all(found) else None


def texts_of(articles: Sequence[str], copies: Sequence[Copies]) -> list[Text]:
    """The texts that these articles are: copies of each other among them are one."""
    order = list(dict.fromkeys(articles))
    home = {article: article for article in order}
    origin: dict[str, Link | None] = {}
    for one in copies:
        inside = [a for a in order if a in one.articles]
        if len(inside) < 2:
            continue
        roots = {home[a] for a in inside}
        into = min(roots, key=order.index)
        for article in order:
            if home[article] in roots:
                home[article] = into
        origin[into] = origin.get(into) or one.origin
    groups: dict[str, list[str]] = defaultdict(list)
    for article in order:
        groups[home[article]].append(article)
    return [Text("+".join(inside), tuple(inside), origin.get(root)) for root, inside in groups.items()]
