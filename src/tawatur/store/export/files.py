"""Where rows go: files that take their names when they are whole, or a stream.

A file grows as ``NAME.part``. What bears the name is whole, and an older file stays until a newer one is.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from tawatur.errors import SettingsError
from tawatur.store.export.shape import Choice, Container, Row, Shape, Table
from tawatur.store.export.writers import Writer, json_writer, table_writer

_ONE_FILE: tuple[Container, ...] = ("xlsx",)  # holds all tables
_BINARY: tuple[Container, ...] = ("xlsx", "parquet")


class Output:
    """Takes the rows of a call; ``close`` gives the files their names, ``discard`` leaves nothing behind."""

    def __init__(
        self, form: Shape, out: Path | None, stream: BinaryIO, choice: Choice, only: str | None = None
    ) -> None:
        """Open what the format writes.

        :raises SettingsError: there is no such table, or several would have to go into one stream.
        """
        tables = _tables(form, only)
        if out is None and (form.container in _BINARY or len(tables) > 1):
            raise SettingsError(_no_stream(form, tables))
        self._place = {form.tables.index(table): place for place, table in enumerate(tables)}
        self.paths = _paths(form, out, tables) if out else ()
        self._files: list[BinaryIO] = []
        self._writers: list[Writer] = []
        try:
            self._files = [_open(path) for path in self.paths] or [stream]
            self._writers = _writers(form, tables, self._files, choice)
        except BaseException:
            self.discard()
            raise

    def put(self, table: int, row: Row) -> None:
        """Take a row of the format's table with this index; rows of tables not asked for are let go."""
        place = self._place.get(table)
        if place is None:
            return
        if len(self._writers) == 1:
            self._writers[0].put(place, row)
        else:
            self._writers[place].put(0, row)

    def close(self) -> None:
        """All rows have been put."""
        for writer in self._writers:
            writer.close()
        for path, file in zip(self.paths, self._files, strict=False):
            file.close()
            os.replace(_half(path), path)  # noqa: PTH105 - one step, also over an older file

    def discard(self) -> None:
        """Nothing shall come of it: older files stay."""
        for path, file in zip(self.paths, self._files, strict=False):
            file.close()
            _half(path).unlink(missing_ok=True)


def _tables(form: Shape, only: str | None) -> tuple[Table, ...]:
    if only is None:
        return form.tables
    found = tuple(table for table in form.tables if table.name == only)
    if not found:
        names = ", ".join(table.name for table in form.tables)
        raise SettingsError(f"--table {only!r}: {form.name} has {names}")
    return found


def _paths(form: Shape, out: Path, tables: Sequence[Table]) -> tuple[Path, ...]:
    """One file as it is called; of several, each has its table's name before the suffix."""
    if len(tables) == 1 or form.container in _ONE_FILE:
        return (out,)
    suffix = out.suffix or form.suffix
    suffixes = [f".{table.container}" if table.container else suffix for table in tables]
    return tuple(
        out.with_name(f"{out.stem}.{table.name}{ending}")
        for table, ending in zip(tables, suffixes, strict=True)
    )


def _no_stream(form: Shape, tables: Sequence[Table]) -> str:
    if form.container in _BINARY:
        return f"{form.name} is no text: add --out FILE"
    names = ", ".join(table.name for table in tables)
    return f"{form.name} is {len(tables)} files ({names}): add --out FILE, or choose one with --table"


def _writers(form: Shape, tables: Sequence[Table], files: Sequence[BinaryIO], choice: Choice) -> list[Writer]:
    if form.container == "xlsx":
        from tawatur.store.export.workbook import Workbook

        return [Workbook(files[0], tables)]
    if form.container == "parquet":
        from tawatur.store.export.parquet import Parquet

        return [Parquet(file, table) for file, table in zip(files, tables, strict=True)]
    if form.container == "json":
        return [json_writer(files[0], form.head)]
    return [
        table_writer(file, table, table.container or form.container, bom=choice.bom)
        for file, table in zip(files, tables, strict=True)
    ]


def _open(path: Path) -> BinaryIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _half(path).open("wb")
    except OSError as error:
        raise SettingsError(f"--out {path}: {error.strerror}; name a file that can be written") from error


def _half(path: Path) -> Path:
    """What a file is called until it is whole."""
    return path.with_name(path.name + ".part")
