"""How an input came to us: hashes, times, addresses and the version of the reader."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable
from functools import cache

from msgspec import Struct

from tawatur.model import Capture


class Origin(Struct, frozen=True):
    """Where bytes came from; ``captured_at`` is ISO 8601 UTC, ``charset`` what the transport declared.

    ``keep`` is given the bytes that an article was made of, before the article is.
    """

    name: str
    captured_at: str | None = None
    requested: str | None = None
    final: str | None = None
    status: int | None = None
    charset: str | None = None
    keep: Callable[[bytes], object] | None = None


@cache
def tool() -> str:
    """Name and version of the program, as it signs its captures."""
    from importlib import metadata  # 30 ms that `tawatur --help` need not pay

    try:
        return f"tawatur/{metadata.version('tawatur')}"
    except metadata.PackageNotFoundError:  # run from a tree that is not installed
        return "tawatur"


def capture(origin: Origin, raw: bytes, text: str) -> Capture:
    """The capture of ``raw`` that was read as ``text``. Hashes are SHA-256 in hex."""
    if origin.keep is not None:
        origin.keep(raw)
    return Capture(
        captured_at=origin.captured_at,
        requested=origin.requested,
        final=origin.final,
        status=origin.status,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        tool=tool(),
    )


def utc(moment: dt.datetime) -> str:
    """ISO 8601 to the second in UTC: ``2020-05-16T19:31:00Z``."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def modified(status: os.stat_result) -> str:
    """The time a file was last written: the only capture time a file carries."""
    return utc(dt.datetime.fromtimestamp(status.st_mtime, tz=dt.UTC))


def short_id(source: str) -> str:
    """A stable id for what has no name: 16 hex digits of its SHA-256."""
    return hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()[:16]
