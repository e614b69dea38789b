"""What the pages read from: records by article id, newest first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Protocol

from tawatur.errors import StoreMissing
from tawatur.model import Record
from tawatur.store import Store

PASTED = 200  # records that a shelf keeps beside those it was given; older ones make room


class Library(Protocol):
    """Where records come from: a store, or a shelf in memory."""

    def record(self, article_id: str) -> Record | None:
        """The record of that article, or None."""
        ...

    def records(self) -> Iterator[Record]:
        """All records, the newest article first."""
        ...

    def add(self, record: Record) -> None:
        """Keep one more."""
        ...


class Shelf:
    """Records in memory, for a story that is looked at and not kept."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        """``records`` stay for good; what is added later makes room for what comes after it."""
        self._kept = {record.article.id: record for record in records}
        self._added: OrderedDict[str, Record] = OrderedDict()

    def record(self, article_id: str) -> Record | None:
        """The record of that article, or None."""
        return self._added.get(article_id) or self._kept.get(article_id)

    def records(self) -> Iterator[Record]:
        """All records, the newest article first; those without a date last."""
        everything = [*self._added.values(), *self._kept.values()]
        yield from sorted(everything, key=lambda r: r.article.published.at or "", reverse=True)

    def add(self, record: Record) -> None:
        """Keep one more."""
        self._added[record.article.id] = record
        while len(self._added) > PASTED:
            self._added.popitem(last=False)


class Kept:
    """The articles of a store; what visitors bring lies on a shelf beside it and is not kept."""

    def __init__(self, store: Store) -> None:
        """``store`` is open and stays so."""
        self.store = store
        self._shelf = Shelf()

    def record(self, article_id: str) -> Record | None:
        """The record of that article, or None."""
        try:
            return self._shelf.record(article_id) or self.store.record(article_id)
        except StoreMissing:
            return None

    def records(self) -> Iterator[Record]:
        """What visitors brought, then the articles of the store, the newest first."""
        yield from self._shelf.records()
        after: str | None = None
        while True:
            page = self.store.listed(after=after)
            for entry in page.items:
                yield self.store.record(entry.id)
            after = page.after
            if after is None:
                return

    def add(self, record: Record) -> None:
        """Lay one more on the shelf."""
        self._shelf.add(record)
