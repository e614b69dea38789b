"""The formats by name, and the stream from records to rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from tawatur.model import Record
from tawatur.store.export.acled import ACLED
from tawatur.store.export.annotations import ANNOTATIONS
from tawatur.store.export.files import Output
from tawatur.store.export.ftm import FTM
from tawatur.store.export.gdelt import GDELT
from tawatur.store.export.labelled import CODEBOOK
from tawatur.store.export.native import JSONL
from tawatur.store.export.plover import PLOVER
from tawatur.store.export.polecat import POLECAT
from tawatur.store.export.shape import Choice, Format
from tawatur.store.export.sheets import CSV, PARQUET, XLSX
from tawatur.store.export.tellings import Reading
from tawatur.store.export.ucdp import UCDP

_ALL = (JSONL, CSV, XLSX, PARQUET, GDELT, POLECAT, PLOVER, UCDP, ACLED, ANNOTATIONS, FTM, CODEBOOK)
FORMATS: dict[str, Format] = {form.name: form for form in _ALL}


class Report(Struct, frozen=True):
    """What came of an export: records read, and events left out by their status or for want of a row."""

    records: int
    left_out: tuple[tuple[str, int], ...] = ()


def export(records: Iterable[Record], form: Format, choice: Choice, output: Output) -> Report:
    """Write the records in a format, one after the other; the output is not closed."""
    number, left_out = 0, Counter[str]()
    for record in records:
        number += 1
        reading = Reading(record)
        rows = 0
        for table, row in form.rows(reading, choice):
            output.put(table, row)
            rows += table == 0
        if not form.shows_status and choice.statuses != "all":
            left_out.update(telling.status for telling in reading.tellings if not telling.happened)
        if form.lacks:
            left_out[form.lacks] += sum(1 for _ in reading.happenings(choice.statuses)) - rows
    return Report(number, tuple((why, count) for why, count in sorted(left_out.items()) if count))
