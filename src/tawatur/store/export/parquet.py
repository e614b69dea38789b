"""A table to a Parquet file (extra ``parquet``); a row group every few thousand rows."""

from __future__ import annotations

from typing import Any, BinaryIO

from tawatur.errors import MissingExtra
from tawatur.store.export.shape import Kind, Row, Table

_GROUP = 4096  # rows held in memory, and rows a group


class Parquet:
    """A Parquet file with the columns of a table, typed."""

    def __init__(self, file: BinaryIO, table: Table) -> None:
        """Start the file.

        :raises MissingExtra: pyarrow is not installed.
        """
        try:
            import pyarrow as pa
            from pyarrow import parquet
        except ImportError as error:
            raise MissingExtra("parquet needs pyarrow: pip install 'tawatur[parquet]'") from error
        self._arrow: Any = pa
        kinds: dict[Kind, Any] = {
            "text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(),
        }  # fmt: skip
        self._schema = pa.schema([(column.name, kinds[column.kind]) for column in table.columns])
        self._writer = parquet.ParquetWriter(file, self._schema)
        self._rows: list[Row] = []

    def put(self, _table: int, row: Row) -> None:
        """Take a row."""
        self._rows.append(row)
        if len(self._rows) >= _GROUP:
            self._flush()

    def close(self) -> None:
        """All rows have been put."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        columns = list(zip(*self._rows, strict=True)) or [()] * len(self._schema)
        arrays = [
            self._arrow.array(cells, type=field.type)
            for cells, field in zip(columns, self._schema, strict=True)
        ]
        self._writer.write_batch(self._arrow.record_batch(arrays, schema=self._schema))
        self._rows.clear()
