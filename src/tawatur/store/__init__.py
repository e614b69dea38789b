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
    FrozenFile,
    Hit,
    KeptFile,
    Listed,
    Page,
    SavedSearch,
    Snippet,
    Store,
)
from tawatur.store.query import FACETS, Query, narrowed, parse

__all__ = [
    "FACETS",
    "Added",
    "Basis",
    "Choice",
    "Correction",
    "DayOfOutlet",
    "FacetCount",
    "Found",
    "Frozen",
    "FrozenFile",
    "Hit",
    "KeptFile",
    "Listed",
    "Page",
    "Query",
    "SavedSearch",
    "Snippet",
    "Store",
    "narrowed",
    "open_store",
    "parse",
]
