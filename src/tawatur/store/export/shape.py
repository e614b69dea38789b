"""What a format is: its tables and their columns, and the function from a record to rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, get_args

from msgspec import Struct

from tawatur.store.export.codebook import Codebook
from tawatur.store.export.tellings import Reading, Statuses

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]
Kind = Literal["text", "int", "float", "bool"]
Container = Literal["csv", "tsv", "json", "xlsx", "parquet"]
Best = Literal["low", "high", "first-claimant"]


class Column(Struct, frozen=True):
    """A column by the name that the format gives it."""

    name: str
    kind: Kind = "text"


class Table(Struct, frozen=True):
    """One table of a format; ``header`` says whether its first line names the columns.

    ``container`` is its own where it is not the format's.
    """

    name: str
    columns: tuple[Column, ...]
    header: bool = True
    container: Container | None = None


class Choice(Struct, frozen=True):
    """What the user chose: which statuses, which toll is the best one, the codebook, a byte order mark."""

    statuses: Statuses = "actual"
    best: Best | None = None
    codebook: Codebook | None = None
    bom: bool = True


Rows = Callable[[Reading, Choice], Iterator[tuple[int, Row]]]


class Shape(Struct, frozen=True, kw_only=True):
    """The tables of a format and how they are written.

    Rows of a ``json`` format hold one JSON value: a line, or an item of the document that ``head`` opens.
    """

    name: str
    tables: tuple[Table, ...]
    container: Container
    suffix: str
    head: str = ""


class Format(Shape, frozen=True, kw_only=True):
    """A format of records; ``rows`` gives each row with the index of its table.

    ``shows_status`` says that a reader of the format cannot take a denial for a deed: such a format takes
    events of every status. ``lacks`` is why an event may have no row.
    """

    rows: Rows
    shows_status: bool = False
    lacks: str = ""


def columns(*words: str) -> tuple[Column, ...]:
    """Columns from ``name`` or ``name:kind``."""
    return tuple(_column(word) for word in words)


def _column(word: str) -> Column:
    name, _, kind = word.partition(":")
    kinds: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
    return Column(name, kinds[kind or "text"])
