"""Resource files as typed rows: tab-separated tables into Structs, small rules from TOML.

A table is UTF-8; its first line names the columns, every other line is a row, nothing is quoted, an empty
cell is nothing, ``|`` joins the members of a list. Columns that the row type does not have are
left out. Files are read when first asked for and kept.
"""

from __future__ import annotations

import gzip
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_origin, get_type_hints

import msgspec

from tawatur.errors import PackError
from tawatur.resources import root

T = TypeVar("T", bound=msgspec.Struct)


def load(path: str, row: type[T], packs: Sequence[Path] = ()) -> tuple[T, ...]:
    """The rows of a table of the resources, with those of the same table in every pack after them.

    :raises PackError: a file is missing or a row breaks its columns; the message names file and line.
    """
    rows = _load(root() / path, row)
    for pack in packs:
        if (pack / path).is_file():
            rows += _load(pack / path, row)
    return rows


@cache
def read_toml(path: str) -> dict[str, Any]:
    """A TOML file of the resources, shared between callers: read it, never change it.

    :raises PackError: the file is missing or no TOML.
    """
    try:
        return tomllib.loads((root() / path).read_text(encoding="utf-8"))
    except OSError as error:
        raise PackError(
            f"{path}: cannot be read ({error.strerror}); reinstall or restore the file"
        ) from error
    except ValueError as error:
        raise PackError(f"{path}: is no TOML ({error}); correct the file") from error


def read_table(file: Path) -> tuple[list[str], list[list[str]]]:
    """The columns and rows of a table as cells. Raises PackError as ``read_lines`` does."""
    columns, lines = read_lines(file)
    return columns, [line.split("\t") for line in lines]


def read_lines(file: Path) -> tuple[list[str], list[str]]:
    """The columns of a table and its rows, each with as many cells but not yet split; ``.gz`` is unpacked.

    :raises PackError: the file cannot be read, is not UTF-8, or a row has too many or too few cells.
    """
    try:
        data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        lines = data.decode("utf-8").split("\n")
    except OSError as error:
        raise PackError(f"{file}: cannot be read ({error}); restore the file or leave it out") from error
    except UnicodeDecodeError as error:
        raise PackError(f"{file}: is not UTF-8 at byte {error.start}; save it as UTF-8") from error
    if lines[-1] == "":
        lines.pop()
    if not lines:
        raise PackError(f"{file}:1: is empty; the first line names the columns")
    columns = lines[0].split("\t")
    for number, line in enumerate(lines[1:], start=2):
        cells = line.count("\t") + 1
        if cells != len(columns):
            raise PackError(
                f"{file}:{number}: {cells} cells, {len(columns)} columns; put one tab between two cells"
            )
    return columns, lines[1:]


@cache
def _load(file: Path, row: type[T]) -> tuple[T, ...]:
    columns, rows = read_table(file)
    fields = msgspec.structs.fields(row)
    hints = get_type_hints(row)
    lists = {f.encode_name for f in fields if get_origin(hints[f.name]) is tuple}
    wanted = [
        (i, name, name in lists) for i, name in enumerate(columns) if name in {f.encode_name for f in fields}
    ]
    missing = [f.encode_name for f in fields if f.required and f.encode_name not in columns]
    if missing:
        raise PackError(f"{file}:1: lacks the column {', '.join(missing)}; add it to the first line")
    optional = {f.encode_name for f in fields if not f.required}
    records = [
        {
            name: cells[i].split("|") if is_list and cells[i] else cells[i] or ([] if is_list else None)
            for i, name, is_list in wanted
            if cells[i] or name not in optional
        }
        for cells in rows
    ]
    try:
        return tuple(msgspec.convert(records, list[row], strict=False))  # type: ignore[valid-type]
    except msgspec.ValidationError:
        raise _bad_row(file, records, row) from None


def _bad_row(file: Path, records: Sequence[object], row: type[T]) -> PackError:
    """The error of the first row that does not convert."""
    for number, record in enumerate(records, start=2):
        try:
            msgspec.convert(record, row, strict=False)
        except msgspec.ValidationError as error:
            return PackError(f"{file}:{number}: {error}; correct the cell")
    return PackError(f"{file}: a row cannot be read; run `tawatur pack check`")
