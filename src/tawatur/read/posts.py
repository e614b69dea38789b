"""A table of posts (CSV, TSV) to articles: one a row; the first row names the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache

import msgspec
from msgspec import Struct

from tawatur.errors import UnreadableInput
from tawatur.language.lexicon import load
from tawatur.language.views import fold_word
from tawatur.model import Article
from tawatur.read import jsonl
from tawatur.read.capture import Origin
from tawatur.read.encoding import decode
from tawatur.read.options import Options, Rejected

_DELIMITERS = ",;\t|"


class _Column(Struct, frozen=True):
    column: str
    field: str


def articles(raw: bytes, source: str, origin: Origin, options: Options) -> Iterator[Article | Rejected]:
    """The rows as articles; a row that cannot be one is rejected and passed over.

    :raises UnreadableInput: no column is known to hold the text.
    """
    text = decode(raw, origin.charset).text
    csv.field_size_limit(options.max_bytes)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header = [name.strip() for name in next(rows, [])]
    names = _names(header, dict(options.fields))
    if not {"title", "body"} & names.keys():
        told = ", ".join(header[:12])
        raise UnreadableInput(f"has no column of texts ({told}): name it with --fields body=COLUMN")
    plain = msgspec.structs.replace(options, fields=())
    try:
        for number, cells in enumerate(rows, start=2):
            if any(cell.strip() for cell in cells):
                row = {name: cells[i] for name, i in names.items() if i < len(cells)}
                told_row = msgspec.json.encode(dict(zip(header, cells, strict=False)))
                yield jsonl.of_object(row, told_row, source, f"row {number}", origin, plain)
    except csv.Error as error:
        yield Rejected(
            source, f"line {rows.line_num}", f"is no row of a table ({error}); the rest is left out"
        )


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first line."""
    line = text.partition("\n")[0]
    return max(_DELIMITERS, key=line.count)


def _names(header: list[str], fields: dict[str, str]) -> dict[str, int]:
    """The column of each of our fields: as the call says, or the first that is usual."""
    found: dict[str, int] = {}
    folded = [fold_word(name) for name in header]
    for name, column in fields.items():
        if column in header:
            found[name] = header.index(column)
    for usual in _usual():
        if usual.field not in found and usual.column in folded:
            found[usual.field] = folded.index(usual.column)
    return found


@cache
def _usual() -> tuple[_Column, ...]:
    rows = load("read/columns.tsv", _Column)
    return tuple(_Column(fold_word(row.column), row.field) for row in rows)
