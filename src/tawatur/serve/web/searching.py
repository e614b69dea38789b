"""The page of a search: its conditions, what was found, and how many of what is found have which value."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import msgspec

from tawatur.store import FACETS, Found, Query, SavedSearch, Snippet, Store, narrowed, parse
from tawatur.store.query import CODES, Field, Item

VALUES = 8  # of a facet

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("words", "حظر السلاح"),
    ("phrase", '"حظر السلاح"'),
    ("not", "-act:deny"),
    ("said-by", "said-by:السراج"),
    ("about", "about:الناتو"),
    ("addressee", "addressee:السراج"),
    ("act", "act:deny"),
    ("channel", "channel:phone_call"),
    ("event", "event:ASSAULT"),
    ("status", "status:denied"),
    ("actor", "actor:الناتو"),
    ("target", "target:الوطية"),
    ("claimant", "claimant:السراج"),
    ("place", "place:الوطية"),
    ("named", "named:الناتو"),
    ("outlet", 'outlet:"صدى الساحل"'),
    ("day", "day:2020-05-16"),
    ("before", "before:2020-05-17"),
    ("after", "after:2020-05"),
)


class Value(msgspec.Struct, frozen=True):
    """A value of a facet: how many articles have it, and the query that finds these."""

    value: str
    articles: int
    query: str


class Facet(msgspec.Struct, frozen=True):
    """The most frequent values of a field among what was found."""

    field: Field
    values: tuple[Value, ...]


class Condition(msgspec.Struct, frozen=True):
    """A condition of the query, as written, and the query without it."""

    item: Item
    words: str
    without: str


class Searched(msgspec.Struct, frozen=True):
    """All that the page shows; without a query ``found`` is None and the facets are those of all articles."""

    query: str
    found: Found | None
    conditions: tuple[Condition, ...]
    facets: tuple[Facet, ...]
    saved: tuple[SavedSearch, ...]


def searched(store: Store, query: str, after: str | None) -> Searched:
    """The page of a query. QueryError where it cannot be read."""
    asked = parse(query) if query.strip() else None
    return Searched(
        query.strip(),
        store.search(asked, after) if asked else None,
        tuple(_conditions(query, asked)) if asked else (),
        tuple(_facets(store, query, asked)),
        store.saved_searches(),
    )


def unread(store: Store, query: str) -> Searched:
    """The page of a query that cannot be read: what was kept stays at hand."""
    return Searched(query.strip(), None, (), (), store.saved_searches())


def _facets(store: Store, query: str, asked: Query | None) -> Iterator[Facet]:
    for field in FACETS:
        counts = store.facets(asked, field, VALUES)
        values = (Value(one.value, one.articles, narrowed(query, field, one.value)) for one in counts)
        if shown := tuple(values):
            yield Facet(field, shown)


def _conditions(query: str, asked: Query) -> Iterator[Condition]:
    for item, following in zip_longest(asked.items, asked.items[1:]):
        start, end = item.column - 1, following.column - 1 if following else len(query)
        without = f"{query[:start]} {query[end:]}"
        yield Condition(item, query[start:end].strip(), " ".join(without.split()))


def snippet_parts(snippet: Snippet) -> Iterator[tuple[str, bool]]:
    """The words of a snippet in order, and whether they were looked for."""
    at, start, text = 0, snippet.span.start, snippet.span.text
    for mark in snippet.marks:
        yield text[at : mark.start - start], False
        yield text[mark.start - start : mark.end - start], True
        at = mark.end - start
    yield text[at:], False


def message_keys(field: str | None, value: str) -> tuple[str, ...]:
    """The messages that may name a value of a facet: ``act.deny``, ``event.ASSAULT``."""
    return (f"{field}.{value}",) if field in CODES else ()
