"""JSON Lines of records, as `tawatur read --format jsonl` writes them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tawatur.store.export.shape import Choice, Format, Row, Table, columns
from tawatur.store.export.tellings import Reading

_ENCODER = msgspec.json.Encoder()


def _rows(reading: Reading, _choice: Choice) -> Iterator[tuple[int, Row]]:
    yield 0, (_ENCODER.encode(reading.record).decode(),)


JSONL = Format(
    name="jsonl",
    tables=(Table("records", columns("record")),),
    rows=_rows,
    container="json",
    suffix=".jsonl",
    shows_status=True,
)
