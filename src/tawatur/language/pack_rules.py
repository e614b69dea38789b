"""What the linter asks of the tables of knowledge: that their rows fit each other.

Names of classes and ids must exist, dates be dates in order, one office have one holder or marked rivals, a
name belong to one bearer or be called ambiguous, and every claim have its source. A pack is judged together
with the shipped tables it adds to.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import get_args

from msgspec import Struct

from tawatur.errors import PackError
from tawatur.language.lexicon import read_table
from tawatur.language.offices import word_keys
from tawatur.model import EntityType
from tawatur.resources import root

ACTORS, OFFICES, TENURES = "names/actors.tsv", "names/offices.tsv", "names/tenures.tsv"
OUTLETS, TIES = "outlets/outlets.tsv", "outlets/ties.tsv"
CAPITALS, CODES = "names/capitals.tsv", "names/codes.tsv"
_PLACES = ("places/repairs.tsv", "places/regions.tsv", "places/facilities.tsv", "places/gazetteer.tsv.gz")
_SOURCED = (OUTLETS, TIES, CAPITALS, CODES)  # every row is a claim of its own
_DATED = (TENURES, TIES, CAPITALS, CODES)
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_INTERNATIONAL = re.compile(r"(?:IGO|NGO|MNC|IMG|NGM|UIS|INT)(?:[A-Z]{3})*")


class Row(Struct, frozen=True):
    """A row of a table with its place; cells that are missing are empty."""

    path: str
    number: int
    cells: dict[str, str]
    own: bool  # stands in the folder that is checked

    def __getitem__(self, column: str) -> str:
        """The cell of a column."""
        return self.cells.get(column, "")

    def names(self, *columns: str) -> list[str]:
        """The members of some columns that hold names."""
        return [name for column in columns for name in self[column].split("|") if name]

    def problem(self, text: str) -> str:
        """A line of the linter."""
        return f"{self.path}:{self.number}: {text}"


Tables = Callable[[str], list[Row]]


def knowledge_problems(folder: Path) -> Iterator[str]:
    """What does not fit in the tables of a folder, a line a problem."""
    tables = _Tables(folder)
    yield from _unknown_values(tables)
    for path in (ACTORS, OFFICES, OUTLETS):
        yield from _repeated_ids(tables(path))
    for path in _DATED:
        for row in _own(tables(path)):
            yield from _bad_dates(row)
    yield from _overlaps(tables)
    for path in (ACTORS, OUTLETS):
        yield from _shared_names(tables(path))
    yield from _bad_codes(tables)
    yield from _without_source(tables)


class _Tables:
    """The tables of the shipped folder and of the one that is checked, each read once."""

    def __init__(self, folder: Path) -> None:
        self._folders = tuple(dict.fromkeys((root().resolve(), folder.resolve())))
        self._read: dict[str, list[Row]] = {}

    def __call__(self, path: str) -> list[Row]:
        """The rows of a table, none where it cannot be read: the linter says so elsewhere."""
        if path not in self._read:
            self._read[path] = [row for folder in self._folders for row in self._rows(folder, path)]
        return self._read[path]

    def _rows(self, folder: Path, path: str) -> Iterator[Row]:
        if not (folder / path).is_file():
            return
        try:
            columns, rows = read_table(folder / path)
        except PackError:
            return
        own = folder == self._folders[-1]
        for number, cells in enumerate(rows, start=2):
            yield Row(path, number, dict(zip(columns, cells, strict=True)), own)

    def values(self, path: str, column: str) -> frozenset[str]:
        """Every value of a column."""
        return frozenset(row[column] for row in self(path))


def _own(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.own]


def _unknown_values(tables: _Tables) -> Iterator[str]:
    """Cells that name something which no table has; an empty cell names nothing."""
    countries = tables.values("names/countries.tsv", "iso3")
    known = countries | tables.values(ACTORS, "id")
    people = frozenset(row["id"] for row in tables(ACTORS) if row["type"] == "PER")
    sectors = tables.values("names/sectors.tsv", "sector")
    checks: list[tuple[str, str, frozenset[str], str]] = [
        (ACTORS, "type", frozenset(get_args(EntityType)), "no type of entities"),
        (ACTORS, "country", countries, "no iso3 of names/countries.tsv"),
        (ACTORS, "sector", sectors, "no sector of names/sectors.tsv"),
        (OFFICES, "of", known, "no id of names/actors.tsv and no iso3"),
        (OFFICES, "class", tables.values("names/office_classes.tsv", "class"), "no office class"),
        (OFFICES, "to", countries, "no iso3 of names/countries.tsv"),
        (OFFICES, "sector", sectors, "no sector of names/sectors.tsv"),
        (OFFICES, "seats", frozenset({"many"}), "neither many nor empty"),
        (TENURES, "office", tables.values(OFFICES, "id"), "no id of names/offices.tsv"),
        (TENURES, "holder", people, "no person of names/actors.tsv"),
        (TENURES, "rival", frozenset({"1"}), "neither 1 nor empty"),
        (TENURES, "recognised_by", known, "no id of names/actors.tsv and no iso3"),
        (OUTLETS, "kind", tables.values("outlets/kinds.tsv", "kind"), "no kind of outlets/kinds.tsv"),
        (OUTLETS, "country", countries, "no iso3 of names/countries.tsv"),
        (TIES, "outlet", tables.values(OUTLETS, "id"), "no id of outlets/outlets.tsv"),
        (TIES, "tie", frozenset({"owner", "operator", "side"}), "no tie: owner, operator or side"),
        (CAPITALS, "country", countries, "no iso3 of names/countries.tsv"),
        (CAPITALS, "of", known, "no id of names/actors.tsv and no iso3"),
        (CODES, "actor", tables.values(ACTORS, "id"), "no id of names/actors.tsv"),
        *(
            (path, "class", tables.values("places/classes.tsv", "class"), "no place class")
            for path in _PLACES
        ),
    ]
    for path, column, allowed, what in checks:
        for row in _own(tables(path)):
            if row[column] and row[column] not in allowed:
                yield row.problem(f"{column} {row[column]!r} is {what}; correct it")
    for row in _own(tables(TIES)):
        if row["tie"] == "side" and row["of"] not in known:
            yield row.problem(f"the side {row['of']!r} is no id of names/actors.tsv and no iso3; correct it")


def _repeated_ids(rows: list[Row]) -> Iterator[str]:
    first: dict[str, int] = {}
    for row in _own(rows):
        if not row["id"]:
            yield row.problem("has no id; give it one")
        elif first.setdefault(row["id"], row.number) != row.number:
            yield row.problem(f"has the id of line {first[row['id']]}; keep one row, or give it another id")


def _bad_dates(row: Row) -> Iterator[str]:
    for column in ("from", "to", "as_of"):
        if row[column] and not _is_date(row[column]):
            yield row.problem(f"{column} {row[column]!r} is no YYYY, YYYY-MM or YYYY-MM-DD; correct it")
            return
    for column in ("to", "as_of"):
        if row["from"] and row[column] and _before(row[column], row["from"]):
            yield row.problem(f"{column} {row[column]} lies before from {row['from']}; correct one of them")
    if row["to"] and row["as_of"]:
        yield row.problem("has an end and as_of; keep the end")


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        dt.date(*[*map(int, text.split("-")), 1, 1][:3])
    except ValueError:
        return False
    return True


def _before(a: str, b: str) -> bool:
    """Whether a date lies before another as far as the vaguer of the two tells."""
    width = min(len(a), len(b))
    return a[:width] < b[:width]


def _overlaps(tables: _Tables) -> Iterator[str]:
    """Tenures of one office by different holders at one time, where not both are marked as rivals."""
    many = {row["id"] for row in tables(OFFICES) if row["seats"]}
    by_office: dict[str, dict[tuple[str, str], Row]] = {}
    for row in tables(TENURES):
        if row["office"] not in many and row["from"] and not list(_bad_dates(row)):
            by_office.setdefault(row["office"], {})[row["holder"], row["from"]] = row
    for office, rows in by_office.items():
        for a, b in combinations(rows.values(), 2):
            late = max(a, b, key=lambda row: row.number)
            if (a.own or b.own) and _overlap(a, b) and not (a["rival"] and b["rival"]):
                yield late.problem(
                    f"{a['holder']} and {b['holder']} hold {office} at one time;"
                    " correct a date, or mark both rival with a source"
                )


def _overlap(a: Row, b: Row) -> bool:
    if a["holder"] == b["holder"]:
        return False
    return (not b["to"] or _before(a["from"], b["to"])) and (not a["to"] or _before(b["from"], a["to"]))


def _shared_names(rows: list[Row]) -> Iterator[str]:
    """Names of several bearers that are not called ambiguous in every row, and ambiguous names nobody has."""
    bearers: dict[tuple[str, ...], dict[str, Row]] = {}
    for row in rows:
        names = row.names("name", "aliases", "contested")
        for name in names:
            bearers.setdefault(word_keys(name), {}).setdefault(row["id"], row)
        strange = [name for name in row.names("ambiguous") if name not in names]
        if strange and row.own:
            yield row.problem(f"the ambiguous {strange[0]!r} is none of its names; correct it")
    for keys, found in bearers.items():
        for row in found.values() if len(found) > 1 else ():
            if row.own and keys not in map(word_keys, row.names("ambiguous")):
                others = ", ".join(sorted(id_ for id_ in found if id_ != row["id"]))
                yield row.problem(
                    f"shares the name «{' '.join(keys)}» with {others}; list it under ambiguous in each row"
                )


def _bad_codes(tables: _Tables) -> Iterator[str]:
    """CAMEO codes are a country and roles, or those of an international body."""
    roles = {row["cameo"] for row in tables("names/sectors.tsv")} - {""}
    countries = tables.values("names/countries.tsv", "iso3")
    for path in (ACTORS, OFFICES, CODES):
        for row in _own(tables(path)):
            code = row["cameo"]
            parts = [code[i : i + 3] for i in range(0, len(code), 3)]
            if not code or _INTERNATIONAL.fullmatch(code):
                continue
            if parts[0] not in countries or not roles.issuperset(parts[1:]):
                yield row.problem(f"cameo {code!r} is no country with roles of names/sectors.tsv; correct it")
    for row in _own(tables(CODES)):
        if not row["from"]:
            yield row.problem("a code has no day it holds from; say since when")


def _without_source(tables: _Tables) -> Iterator[str]:
    for path in _SOURCED:
        for row in _own(tables(path)):
            if not row["source"]:
                yield row.problem("has no source; say where it can be seen, or that it is general knowledge")
    for row in _own(tables(TENURES)):
        if (row["rival"] or row["recognised_by"]) and not row["source"]:
            yield row.problem("a rival tenure has no source; say who claims it and since what")
