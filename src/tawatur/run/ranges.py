"""Ranges of characters as persons give them (``12-40, 50-62``), and the words of an article at them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tawatur.errors import UnreadableInput
from tawatur.model import Record, Span

Range = tuple[int, int]
_RANGES = re.compile(r"\s*\d{1,9}-\d{1,9}(\s*,\s*\d{1,9}-\d{1,9})*\s*")


def ranges(record: Record, value: str) -> list[Range]:
    """The ranges, in the order given. UnreadableInput where they are none of this text."""
    if not _RANGES.fullmatch(value):
        raise UnreadableInput(f"{value[:40]!r}: give ranges of characters as 12-40, or 12-40, 50-62")
    found = [(int(start), int(end)) for start, end in (one.split("-") for one in value.split(","))]
    if not all(start < end <= len(record.article.text) for start, end in found):
        raise UnreadableInput(f"{value[:40]!r}: each range begins before it ends, within the text")
    return found


def spans(record: Record, given: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    """The ranges with their words."""
    return tuple(record.article.span(start, end) for start, end in given)


def written(span: Span) -> str:
    """A range as a person writes it."""
    return f"{span.start}-{span.end}"
