"""Searches kept under a name."""

from __future__ import annotations

import sqlalchemy as sa

from tawatur.errors import StoreError, StoreMissing
from tawatur.store.protocol import SavedSearch
from tawatur.store.query import parse
from tawatur.store.schema import saved_search

LONGEST = 120  # code points of a name


def keep(connection: sa.Connection, name: str, query: str, at: str) -> None:
    """Keep a query under a name, in place of an earlier one. QueryError where it cannot be read."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise StoreError(f"a search is kept under a name of 1 to {LONGEST} characters")
    parse(query)
    connection.execute(saved_search.delete().where(saved_search.c.name == name))
    connection.execute(saved_search.insert().values(name=name, query=query.strip(), at=at))


def all_kept(connection: sa.Connection) -> tuple[SavedSearch, ...]:
    """All of them, by name."""
    found = connection.execute(sa.select(saved_search).order_by(saved_search.c.name)).all()
    return tuple(SavedSearch(row.name, row.query, row.at) for row in found)


def forget(connection: sa.Connection, name: str) -> None:
    """Let one go. StoreMissing where there is none of that name."""
    if not connection.execute(saved_search.delete().where(saved_search.c.name == name)).rowcount:
        raise StoreMissing(f"{name[:80]}: no search is kept under this name")
