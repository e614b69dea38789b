"""What the reading is asked to do, and what it gives back for an input it cannot read."""

from __future__ import annotations

from msgspec import Struct

MEGABYTE = 1024 * 1024


class Options(Struct, frozen=True, kw_only=True):
    """How to read a source. What is given here wins over what the source says itself.

    ``published`` is ISO 8601 in any precision (``2020``, ``2020-05-16T10:30+03:00``).
    ``fields`` pairs our names (id, url, outlet, date, title, body) with those of a JSONL file.
    Limits: ``max_bytes`` of one file, response or JSONL line; ``max_depth`` of nested elements;
    ``timeout`` seconds of one network operation, ``max_seconds`` of a whole response.
    ``allow_private`` lets an address lead to private, loopback and link-local hosts.
    """

    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    offline: bool = False
    allow_private: bool = False
    obey_robots: bool = True
    proxy: str | None = None
    max_bytes: int = 50 * MEGABYTE
    max_depth: int = 250
    max_redirects: int = 5
    timeout: float = 20.0
    max_seconds: float = 60.0


class Rejected(Struct, frozen=True):
    """A piece of a source that could not be read: ``where`` is a line or an item, ``why`` one line."""

    source: str
    where: str | None
    why: str
