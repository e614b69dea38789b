"""What a new text or a new reading of an article gained, lost and changed, statement by statement.

Two statements are the same when the same source is made to do the same with the same words. What is left is
paired by its words alone, then by its source and most of its words: those have changed. The rest
came or went.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from tawatur.errors import StoreMissing
from tawatur.language.tokens import tokenize
from tawatur.model import Record
from tawatur.store.protocol import Store

ALIKE = 1 / 3  # share of words, of both together, from which two contents are versions of one another


class Told(Struct, frozen=True):
    """A statement or an event in a line: its id in its record, who, what they do, and the words."""

    id: str
    who: str | None
    what: str
    words: str


class Change(Struct, frozen=True):
    """``old`` is None for what is gained, ``new`` for what is lost; both stand for what changed."""

    kind: Literal["statement", "event"]
    old: Told | None
    new: Told | None


def changes(old: Record, new: Record) -> tuple[Change, ...]:
    """The changes from one record to another: lost, changed and gained, in the order of the texts."""
    found: list[Change] = []
    for kind, before, after in (
        ("statement", list(_statements(old)), list(_statements(new))),
        ("event", list(_events(old)), list(_events(new))),
    ):
        found.extend(_changes("event" if kind == "event" else "statement", before, after))
    return tuple(found)


def pair(store: Store, article: str, with_: str | None = None) -> tuple[Record, Record]:
    """The record of an article in use and the one to compare it with: an earlier reading, or an earlier text.

    :raises StoreMissing: there is neither.
    """
    new = store.record(article)
    if with_ is not None:
        return store.record(article, with_), new
    readings = store.readings(article)
    if len(readings) > 1:
        return store.record(article, readings[1][0]), new
    previous = store.one(article).previous
    if previous is None:
        raise StoreMissing(f"{article}: was read once and has one text: there is nothing to compare it with")
    return store.record(previous), new


def _statements(record: Record) -> Iterator[Told]:
    for statement in record.statements:
        entity = record.entity(statement.source.entity)
        what = f"{statement.act}{' (negated)' if statement.negated else ''}"
        yield Told(statement.id, entity.name if entity else None, what, statement.text)


def _events(record: Record) -> Iterator[Told]:
    for event in record.events:
        actors = [record.entity(actor.entity) for actor in event.actors]
        targets = [record.entity(target.entity) for target in event.targets]
        who = "، ".join(entity.name for entity in actors if entity) or None
        whom = "، ".join(entity.name for entity in targets if entity)
        yield Told(event.id, who, f"{event.type} {event.status}", f"{event.trigger.text} {whom}".strip())


def _changes(kind: Literal["statement", "event"], before: list[Told], after: list[Told]) -> Iterator[Change]:
    _paired(before, after, lambda a, b: (a.who, a.what, _words(a)) == (b.who, b.what, _words(b)))
    changed = _paired(before, after, lambda a, b: _words(a) == _words(b))
    changed += _paired(before, after, lambda a, b: a.who == b.who and _alike(a, b) >= ALIKE)
    yield from (Change(kind, told, None) for told in before)
    yield from (Change(kind, a, b) for a, b in changed)
    yield from (Change(kind, None, told) for told in after)


def _paired(
    before: list[Told], after: list[Told], same: Callable[[Told, Told], bool]
) -> list[tuple[Told, Told]]:
    """Take the pairs that are the same out of both lists."""
    pairs: list[tuple[Told, Told]] = []
    for told in tuple(before):
        match = next((other for other in after if same(told, other)), None)
        if match is not None:
            before.remove(told)
            after.remove(match)
            pairs.append((told, match))
    return pairs


def _words(told: Told) -> Sequence[str]:
    return [token.folded for token in tokenize(told.words) if token.kind != "punct"]


def _alike(a: Told, b: Told) -> float:
    one, other = set(_words(a)), set(_words(b))
    return len(one & other) / len(one | other) if one | other else 0.0
