"""Events under the labels of a user's own codebook; those that no rule fits have no row."""

from __future__ import annotations

from collections.abc import Iterator

from tawatur.store.export.claims import JOINT, main_cells
from tawatur.store.export.shape import Choice, Format, Row, Table, columns
from tawatur.store.export.sheets import ARTICLE, EVENT, article_cells, event_cells
from tawatur.store.export.tellings import Reading


def _rows(reading: Reading, choice: Choice) -> Iterator[tuple[int, Row]]:
    if choice.codebook is None:
        return
    for happening in reading.happenings(choice.statuses):
        main = happening.main
        label = choice.codebook.label(main)
        if label:
            cells = (*article_cells(reading), *event_cells(reading, main), *main_cells(happening))
            yield 0, (label, *cells)


CODEBOOK = Format(
    name="codebook",
    tables=(Table("events", (*columns("label"), *ARTICLE, *EVENT, *JOINT)),),
    rows=_rows,
    container="csv",
    suffix=".csv",
    lacks="without a label",
)
