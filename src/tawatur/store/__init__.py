"""Keeping: articles, their raw bytes and all that was read out of them, found again by words and fields."""

from tawatur.store.opening import open_store
from tawatur.store.protocol import (
    Added,
    Basis,
    Choice,
    Correction,
    DayOfOutlet,
    FacetCount,
    Found,
    Frozen,
    Hit,
    Listed,
    Page,
    Snippet,
    Store,
)
from tawatur.store.query import Query, parse

__all__ = [
    "Added",
    "Basis",
    "Choice",
    "Correction",
    "DayOfOutlet",
    "FacetCount",
    "Found",
    "Frozen",
    "Hit",
    "Listed",
    "Page",
    "Query",
    "Snippet",
    "Store",
    "open_store",
    "parse",
]
