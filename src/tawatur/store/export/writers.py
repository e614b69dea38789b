"""Rows to text: comma and tab separated tables, JSON Lines, one JSON document."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO, Protocol

from tawatur.store.export.shape import Cell, Container, Row, Table

BOM = b"\xef\xbb\xbf"
# What a spreadsheet takes for the start of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# What would end a cell or a line; a quotation mark, for loaders that take it for the start of a quoted cell.
_BREAKS = str.maketrans('\t\r\n"', "   '")


class Writer(Protocol):
    """Takes rows; a writer of several tables is told which by the table's index."""

    def put(self, table: int, row: Row) -> None:
        """Take a row."""
        ...

    def close(self) -> None:
        """All rows have been put; the file itself stays open."""
        ...


def harmless(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula, with the apostrophe that makes it text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def table_writer(file: BinaryIO, table: Table, container: Container, *, bom: bool) -> Writer:
    """A writer of comma separated (quoted, formulas made harmless) or tab separated (never quoted) lines."""
    writer: Writer = _Commas(file) if container == "csv" else _Tabs(file)
    if container == "csv" and bom:
        file.write(BOM)
    if table.header:
        writer.put(0, tuple(column.name for column in table.columns))
    return writer


def json_writer(file: BinaryIO, head: str = "") -> Writer:
    """A writer of one JSON value a line; behind a ``head``, of the items of the document that it opens."""
    return _Items(file, head) if head else _Lines(file)


class _Commas:
    """RFC 4180."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._line = file, io.StringIO()
        self._csv = csv.writer(self._line)

    def put(self, _table: int, row: Row) -> None:
        self._csv.writerow([harmless(_told(cell)) for cell in row])
        self._file.write(self._line.getvalue().encode("utf-8", "replace"))
        self._line.seek(0)
        self._line.truncate()

    def close(self) -> None:
        pass


class _Tabs:
    """As GDELT and POLECAT: nothing is quoted, so no cell holds a tab, a line break or a quotation mark."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def put(self, _table: int, row: Row) -> None:
        cells = (str(told).translate(_BREAKS) for told in map(_told, row))
        self._file.write("\t".join(cells).encode("utf-8", "replace") + b"\n")

    def close(self) -> None:
        pass


def _told(cell: Cell) -> Cell:
    """Nothing as an empty cell, truth as in English, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


class _Lines:
    """One JSON value a line."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def put(self, _table: int, row: Row) -> None:
        self._file.write(str(row[0]).encode("utf-8", "replace") + b"\n")

    def close(self) -> None:
        pass


class _Items:
    """The items of one JSON document, whose list the head opens."""

    def __init__(self, file: BinaryIO, head: str) -> None:
        self._file, self._before = file, b"\n"
        file.write(head.encode())

    def put(self, _table: int, row: Row) -> None:
        self._file.write(self._before + str(row[0]).encode("utf-8", "replace"))
        self._before = b",\n"

    def close(self) -> None:
        self._file.write(b"\n]}\n")
