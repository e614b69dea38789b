"""Keeping what is read: inputs through the engine into a store, confirmed part by part.

The articles of an input, and their bytes, are taken out of it here, in one process; workers only read them::

    inputs ── articles ──► known? ──► yes: nothing to do
                             │ no
                             ▼
                         read_tasks (workers) ──► records ──► store.add, BATCH at a time ──► Kept
                                                                      └──► its place among the stories
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import msgspec
from msgspec import Struct

from tawatur.errors import SettingsError, StoreError, TawaturError
from tawatur.model import Article, Engine, Record
from tawatur.read.fetch import CacheEntry
from tawatur.run.gathering import PART, Gatherer
from tawatur.run.many import Done, Failed, Input, Job, Outcome, Task, fault, read_tasks, without
from tawatur.run.reviewing import stands
from tawatur.store import Added, Choice, Store
from tawatur.store.protocol import Answer

BATCH = 32  # records of one transaction: a disk confirms some hundred transactions a second
SECONDS = 2.0  # after which a smaller part is confirmed, too


class Kept(Struct, frozen=True):
    """An article that the store has confirmed."""

    number: int
    source: str
    added: Added
    record: Record | None


def keep_many(
    inputs: Sequence[Input], store: Store, job: Job, engine: Engine, jobs: int = 1
) -> Iterator[Kept | Failed]:
    """Read inputs into a store; what comes out is confirmed. ``job`` renders records as JSON.

    :raises StoreError: the store fails; what came out before is kept.
    """
    outcomes = read_tasks(_tasks(inputs, store, engine), job, jobs)
    gatherer, fresh = Gatherer(store), 0
    for outcome in _confirmed(outcomes, store):
        yield outcome
        fresh += isinstance(outcome, Kept) and outcome.added.outcome in ("new", "version")
        if fresh >= PART:
            gatherer.bring_up()
            fresh = 0
    if fresh:
        gatherer.bring_up()


def read_again(
    store: Store, choice: Choice, job: Job, engine: Engine, jobs: int = 1
) -> Iterator[Kept | Failed]:
    """Read the articles of a choice again, where their record is by another engine."""
    from tawatur.read import Options
    from tawatur.store.rows import as_read

    def tasks() -> Iterator[Task]:
        for number, record in enumerate(store.records(choice)):
            if record.engine != engine:
                yield Task(number, Input(record.article.id, Options()), as_read(record))

    yield from _confirmed(read_tasks(tasks(), job, jobs), store)


def _confirmed(outcomes: Iterable[Outcome], store: Store) -> Iterator[Kept | Failed]:
    """Put records into the store, a part at a time, and let out what is in it."""
    waiting: list[Done] = []
    since = time.monotonic()
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            yield outcome
        elif not outcome.body:
            yield Kept(outcome.number, outcome.source, Added(outcome.article, "known"), None)
        else:
            waiting.append(outcome)
        if len(waiting) >= BATCH or (waiting and time.monotonic() - since > SECONDS):
            yield from _put(waiting, store)
            waiting, since = [], time.monotonic()
    if waiting:
        yield from _put(waiting, store)


def _put(waiting: Sequence[Done], store: Store) -> Iterator[Kept]:
    records = [msgspec.json.decode(done.body, type=Record) for done in waiting]
    kept = store.add(records, partial(stands, store, in_use=False))
    for done, record, added in zip(waiting, records, kept, strict=True):
        yield Kept(done.number, done.source, added, record)


def _tasks(inputs: Sequence[Input], store: Store, engine: Engine) -> Iterator[Task | Outcome]:
    for number, given in enumerate(inputs):
        count, failed = 0, None
        for found in _articles(number, given, store):
            if isinstance(found, Failed):
                failed = found
                yield found
                continue
            count += 1
            there = store.known(found, engine)
            yield Done(number, given.source, there.id, b"") if there else Task(number, given, found)
        _note(store, given, count, failed)


def _articles(number: int, given: Input, store: Store) -> Iterator[Article | Failed]:
    from tawatur.read import Rejected, articles

    try:
        for found in articles(given.source, given.options, StoreCache(store), keep=store.keep_raw):
            if isinstance(found, Rejected):
                yield Failed(number, given.source, found.where, found.why)
            else:
                yield found
    except (SettingsError, StoreError):  # the call is wrong or the store fails, not this input
        raise
    except TawaturError as error:
        yield Failed(number, given.source, None, without(given.source, str(error)))
    except Exception as error:  # noqa: BLE001 - one input must not end the others
        yield fault(number, given.source, None, error)


def _note(store: Store, given: Input, count: int, failed: Failed | None) -> None:
    """Note for the coverage that a source gave nothing; a file that no outlet publishes tells nothing."""
    outlet = given.options.outlet
    if count or not (outlet or given.source.lower().startswith(("http://", "https://"))):
        return
    day = dt.datetime.now(dt.UTC).date().isoformat()
    store.collect(outlet, day, "failed" if failed else "empty", failed.why if failed else None)


class StoreCache:
    """The cache of conditional requests, kept in the store."""

    def __init__(self, store: Store) -> None:
        """The bytes go where all raw bytes are."""
        self._store = store

    def get(self, url: str) -> CacheEntry | None:
        """The stored answer, or None."""
        answer = self._store.answer(url)
        if answer is None:
            return None
        return CacheEntry(
            self._store.raw(answer.raw), answer.fetched_at, answer.final, answer.status,
            etag=answer.etag, last_modified=answer.last_modified, charset=answer.charset,
        )  # fmt: skip

    def put(self, url: str, entry: CacheEntry) -> None:
        """Store an answer; a later one replaces it."""
        raw = self._store.keep_raw(entry.body)
        self._store.keep_answer(
            url,
            Answer(
                raw, entry.fetched_at, entry.final, entry.status,
                etag=entry.etag, last_modified=entry.last_modified, charset=entry.charset,
            ),
        )  # fmt: skip
