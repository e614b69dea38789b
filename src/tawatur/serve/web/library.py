"""What the pages read from: records by article id, newest first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Protocol

from tawatur.model import Record

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
