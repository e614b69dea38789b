"""Tables to one XLSX workbook, a sheet each (extra ``xlsx``); rows go to disk as they come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import BinaryIO

from tawatur.errors import MissingExtra, TooLarge
from tawatur.store.export.shape import Row, Table
from tawatur.store.export.writers import harmless

MOST_ROWS = 1_048_576  # of a sheet, by the file format
MOST_CHARACTERS = 32_767  # of a cell
_CUT = " […]"
# A workbook carries the time it was made; the same records shall give the same bytes.
_MADE = datetime(1980, 1, 1, tzinfo=UTC)


class Workbook:
    """A workbook whose sheets grow side by side."""

    def __init__(self, file: BinaryIO, tables: Sequence[Table]) -> None:
        """Start the sheets with their header rows.

        :raises MissingExtra: xlsxwriter is not installed.
        """
        try:
            from xlsxwriter import Workbook as Book
        except ImportError as error:
            raise MissingExtra("xlsx needs xlsxwriter: pip install 'tawatur[xlsx]'") from error
        # constant_memory keeps one row of each sheet; no text becomes a formula, a link or a number.
        self._book = Book(
            file,
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self._book.set_properties({"created": _MADE})
        self._sheets = [self._book.add_worksheet(table.name) for table in tables]
        self._next = [0] * len(self._sheets)
        for place, table in enumerate(tables):
            self._sheets[place].freeze_panes(1, 0)
            self.put(place, tuple(column.name for column in table.columns))

    def put(self, table: int, row: Row) -> None:
        """Take a row.

        :raises TooLarge: the sheet is full.
        """
        number, sheet = self._next[table], self._sheets[table]
        if number >= MOST_ROWS:
            raise TooLarge(f"a sheet holds {MOST_ROWS:,} rows: export fewer records, or as csv or parquet")
        self._next[table] += 1
        for place, cell in enumerate(row):
            cell = harmless(cell)  # noqa: PLW2901 - the same cell, made safe
            if isinstance(cell, bool):
                sheet.write_boolean(number, place, cell)
            elif isinstance(cell, str):
                if cell:
                    sheet.write_string(number, place, _fitted(cell))
            elif cell is not None:
                sheet.write_number(number, place, cell)

    def close(self) -> None:
        """All rows have been put."""
        self._book.close()


def _fitted(text: str) -> str:
    """The text, cut where a cell cannot hold it."""
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(_CUT)] + _CUT
