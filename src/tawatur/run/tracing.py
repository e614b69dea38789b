"""Trace over a whole store: its index tells which articles may carry the sentence, and those are read.

::

    sentence ── likely (words of the index) ──► sieve (one paragraph has enough) ─┐
    speaker ─── search said-by ──► the likeliest of what he is told to have said ─┴──► trace, word by word

The answer rests on all articles of the store, since all of them stand in the index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from tawatur.compare.stage import scope_of
from tawatur.compare.trace import Trace, sieve
from tawatur.compare.types import Scope
from tawatur.model import Record
from tawatur.run.comparing import Marks, traced
from tawatur.run.reviewing import stands
from tawatur.store import Choice, Query, Store
from tawatur.store.query import Item

MOST = 120  # articles that may carry it: each costs some milliseconds
OWN = 20  # articles of the speaker in which his nearest statements are looked for
_PART = 20  # likely articles that are sifted at once; where none of them passes, those behind are less likely


def traced_in(
    store: Store, sentence: str, said_by: str | None, engine: Marks, brought: Sequence[Record] = ()
) -> Trace:
    """Where a sentence stands in a store, and in articles that were ``brought`` beside it."""
    passes = sieve(sentence, engine.mark)
    found = [record for record in brought if passes(record.article.text)]
    likely = store.likely(sentence)
    kept, unread = _carriers(store, likely, passes)
    found += kept
    if said_by:
        there = {record.article.id for record in found}
        own = [name for name in _own(store, likely, said_by) if name not in there]
        found += (stands(store, record) for record in _records(store, own))
    scope = _scope(store, brought)
    if not found:
        return Trace(scope, sentence, said_by, (), unread=unread)
    return replace(traced(sentence, said_by, found, engine), scope=scope, unread=unread)


def _scope(store: Store, brought: Sequence[Record]) -> Scope:
    """What a number over a whole store and what was brought beside it rests on."""
    basis = store.basis()
    printed = [one.value for one in store.facets(None, "outlet", limit=max(1, basis.outlets))]
    beside = scope_of(brought)
    days = [day for day in (basis.since, basis.until, beside.first_day, beside.last_day) if day]
    return Scope(
        articles=basis.articles + beside.articles,
        outlets=tuple(dict.fromkeys((*printed, *beside.outlets))),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        undated=basis.undated + beside.undated,
        failed_days=basis.failed_days,
    )


def _carriers(store: Store, likely: Sequence[str], passes: Callable[[str], bool]) -> tuple[list[Record], int]:
    """The articles that may carry the sentence, and how many likely ones were not looked at."""
    found: list[Record] = []
    for start in range(0, len(likely), _PART):
        if len(found) >= MOST:
            return found, len(likely) - start
        part = [one for one in _records(store, likely[start : start + _PART]) if passes(one.article.text)]
        if not part:
            break
        found += (stands(store, record) for record in part)
    return found, 0


def _own(store: Store, likely: Sequence[str], said_by: str) -> list[str]:
    """The articles in which the speaker is told to say something: the likely ones, then the newest."""
    found = store.search(Query((Item(said_by, 1, "said-by"),)), limit=2 * OWN)
    ids = [hit.article.id for hit in found.hits]
    return list(dict.fromkeys([*(name for name in likely if name in ids), *ids]))[:OWN]


def _records(store: Store, ids: Sequence[str]) -> list[Record]:
    """The articles of these ids in their order."""
    by_id = {one.article.id: one for one in store.records(Choice(ids=tuple(ids)))} if ids else {}
    return [by_id[name] for name in ids if name in by_id]
