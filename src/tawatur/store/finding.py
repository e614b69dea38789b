"""Finding in a store: what every search needs is read once for each state of it and remembered."""

from __future__ import annotations

import sqlalchemy as sa
from msgspec import Struct

from tawatur.errors import StoreError
from tawatur.language.stemming import fingerprint
from tawatur.store import coverage, events, facets, index, rows
from tawatur.store.events import EventChoice, EventField, EventRow
from tawatur.store.likely import likely
from tawatur.store.matching import Matcher, Matches
from tawatur.store.protocol import Basis, Choice, FacetCount, Found, Hit
from tawatur.store.query import Query
from tawatur.store.schema import article, meta
from tawatur.store.snippets import snippets

_REMEMBERED = 4  # queries: a wide one holds some MB
REVISION, KEYS = "revision", "keys"


class _Snapshot(Struct):
    """A state of the store."""

    revision: int
    total: int
    hidden: set[int]
    runs: list[int]
    fresh: list[index.FreshRow]
    basis: Basis
    fields: dict[tuple[str, str], set[int]]  # of the last wide fields
    found: dict[Query, Matches]  # of the last queries: facets and further pages ask the same again
    values: dict[str, list[facets.Value]]  # of the fields that were counted


class Finder:
    """Answers searches, each within a transaction that the caller has begun."""

    def __init__(self, location: str) -> None:
        """``location`` is named in errors."""
        self._location = location
        self._snapshot: _Snapshot | None = None

    def search(self, connection: sa.Connection, query: Query, start: int, limit: int) -> Found:
        """The best hits of a query, from the one numbered ``start`` on."""
        snapshot = self._now_in(connection)
        found = self._matches(connection, snapshot, query)
        best = found.best(start + limit)[start:]
        scores = dict(best)
        entries = connection.execute(
            sa.select(article.c.no, article.c.text, *rows.LISTED).where(article.c.no.in_(scores))
        ).all()
        basis = coverage.of_query(connection, query, snapshot.basis)
        by_number = {entry.no: entry for entry in entries}
        hits = tuple(
            Hit(rows.listed(by_number[no][2:]), round(score, 4), snippets(by_number[no].text, query))
            for no, score in best
        )
        total = len(found.numbers)
        more = str(start + limit) if start + limit < total else None
        return Found(hits, total, basis, more, found.left_out)

    def facets(
        self, connection: sa.Connection, query: Query | None, kind: str, limit: int
    ) -> tuple[FacetCount, ...]:
        """The most frequent values of a field among what is found."""
        snapshot = self._now_in(connection)
        chosen = None if query is None else self._matches(connection, snapshot, query).numbers
        if kind not in snapshot.values:
            snapshot.values[kind] = facets.values_of(connection, kind)
        found = facets.counts(connection, snapshot.values[kind], chosen, limit, hidden=snapshot.hidden)
        return tuple(FacetCount(*pair) for pair in found)

    def events(
        self, connection: sa.Connection, choice: EventChoice, limit: int
    ) -> tuple[tuple[EventRow, ...], int]:
        """The latest events of a choice, and how many it has."""
        return events.newest(connection, choice, self._now_in(connection).hidden, limit)

    def event_values(
        self, connection: sa.Connection, field: EventField, limit: int
    ) -> tuple[tuple[str, int], ...]:
        """The most frequent values of a field of events."""
        return events.values(connection, field, self._now_in(connection).hidden, limit)

    def likely(self, connection: sa.Connection, words: str, limit: int) -> tuple[str, ...]:
        """The articles that share many of these words, the likeliest first."""
        snapshot = self._now_in(connection)
        reader = index.Reader(connection, snapshot.runs, snapshot.fresh)
        best = likely(reader, words, snapshot.total, snapshot.hidden)[:limit]
        found = connection.execute(sa.select(article.c.no, article.c.id).where(article.c.no.in_(best)))
        ids = {row.no: row.id for row in found}
        return tuple(ids[no] for no in best)

    def _matches(self, connection: sa.Connection, snapshot: _Snapshot, query: Query) -> Matches:
        found = snapshot.found.pop(query, None)
        if found is None:
            reader = index.Reader(connection, snapshot.runs, snapshot.fresh)
            matcher = Matcher(connection, reader, snapshot.total, snapshot.hidden, snapshot.fields)
            found = matcher.matches(query)
        snapshot.found[query] = found
        for oldest in list(snapshot.found)[:-_REMEMBERED]:
            snapshot.found.pop(oldest, None)
        return found

    def _now_in(self, connection: sa.Connection) -> _Snapshot:
        revision = number_of(connection, REVISION)
        if self._snapshot is None or self._snapshot.revision != revision:
            kept = connection.scalar(sa.select(meta.c.value).where(meta.c.name == KEYS))
            if kept != fingerprint():
                raise StoreError(
                    f"{self._location}: its index was made with other word lists; "
                    "run `tawatur reread --index` to make it anew"
                )
            hidden = facets.numbers(connection, sa.select(article.c.no).where(article.c.state != "current"))
            total = connection.scalar(sa.select(sa.func.count()).select_from(article)) or 0
            runs, fresh = index.runs_of(connection), index.read_fresh(connection)
            basis = coverage.basis(connection, Choice())
            self._snapshot = _Snapshot(revision, total, hidden, runs, fresh, basis, {}, {}, {})
        return self._snapshot


def number_of(connection: sa.Connection, name: str) -> int:
    """A number that the store keeps of itself; 0 where it keeps none."""
    return int(connection.scalar(sa.select(meta.c.value).where(meta.c.name == name)) or 0)
