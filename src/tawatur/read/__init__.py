"""Reading: whatever a user has (text, JSONL, pages, feeds, addresses) becomes articles."""

from tawatur.read.fetch import CacheEntry, FetchCache
from tawatur.read.options import Options, Rejected
from tawatur.read.source import articles, from_bytes

__all__ = ["CacheEntry", "FetchCache", "Options", "Rejected", "articles", "from_bytes"]
