"""`tawatur export`: records of files or of the store, or articles read on the way, out to a format."""

from __future__ import annotations

import itertools
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tawatur.errors import SettingsError
from tawatur.serve.call import (
    SOME_FAILED,
    WRONG_CALL,
    Fields,
    Jobs,
    Meta,
    Offline,
    Outlet,
    Packs,
    Published,
    Strict,
    settings_of,
    told_plainly,
)
from tawatur.serve.compare_commands import DecisionsFile
from tawatur.serve.store_commands import Place, Since, Until, choice_of, open_kept

if TYPE_CHECKING:
    from tawatur.model import Record
    from tawatur.run.many import Input
    from tawatur.run.settings import Settings
    from tawatur.store import Store
    from tawatur.store.export.codebook import Codebook
    from tawatur.store.export.formats import Report
    from tawatur.store.export.incidents import Gathered
    from tawatur.store.export.shape import Choice

FormatName = Literal[
    "jsonl", "csv", "xlsx", "parquet", "gdelt", "polecat",
    "plover", "ucdp", "acled", "annotations", "ftm", "codebook",
]  # fmt: skip
# How a record begins: of a pipe no more can be seen without taking it out.
_RECORD = re.compile(rb'\s*\{\s*"article"\s*:\s*\{\s*"id"')
_RECORD_FILES = (".json", ".jsonl", ".ndjson")
_SEEN = 64  # bytes


class Records:
    """The records of a call, in the order of its inputs; what fails is told, counted and passed over."""

    def __init__(self, given: list[Input], settings: Settings, jobs: int) -> None:
        self.failed = 0
        self._given, self._settings, self._jobs = given, settings, jobs

    def __iter__(self) -> Iterator[Record]:
        """Records out of their files, articles through the engine."""
        for written, group in itertools.groupby(self._given, key=lambda item: _holds_records(item.source)):
            given = list(group)
            yield from self._written(given) if written else self._read(given)

    def _written(self, given: Iterable[Input]) -> Iterator[Record]:
        import msgspec

        from tawatur.model import FORMAT, Record

        decode = msgspec.json.Decoder(Record).decode
        for item in given:
            for number, line in enumerate(_lines(item.source), start=1):
                if not line.strip():
                    continue
                try:
                    record = decode(line)
                except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                    self._tell(f"{item.source}:{number}: a record that cannot be read: {error}")
                    continue
                if record.format == FORMAT:
                    yield record
                else:
                    self._tell(f"{item.source}:{number}: a record of the form {record.format}, not {FORMAT}")

    def _read(self, given: list[Input]) -> Iterator[Record]:
        import msgspec

        from tawatur.model import Record
        from tawatur.run.many import Done, Job, read_many
        from tawatur.run.pipeline import encode

        decode = msgspec.json.Decoder(Record).decode
        for outcome in read_many(given, Job(self._settings, encode), self._jobs):
            if isinstance(outcome, Done):
                yield decode(outcome.body)
            else:
                self._tell(outcome.line)

    def _tell(self, line: str) -> None:
        from tawatur.serve.terminal import complain

        self.failed += 1
        complain(line)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("export")(told_plainly(_export))


def _export(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...", help="Records that `read` wrote, or what `read` takes; none for the store."
        ),
    ] = None,
    *,
    form: Annotated[FormatName, typer.Option("--format", help="The format to write.")],
    level: Annotated[
        Literal["event", "incident"],
        typer.Option(help="A row for what each article tells, or for what they tell together."),
    ] = "event",
    decisions: DecisionsFile = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to; a format of several tables names each after it."),
    ] = None,
    table: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this table of the format: events.")
    ] = None,
    statuses: Annotated[
        Literal["actual", "all"],
        typer.Option("--status", help="Only what is told as having happened, or all, with its status."),
    ] = "actual",
    best: Annotated[
        Literal["low", "high", "first-claimant"] | None,
        typer.Option(help="Which toll to call the best one where the format has one; none by default."),
    ] = None,
    codebook: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help="Your own labels, for --format codebook.")
    ] = None,
    bom: Annotated[
        bool, typer.Option(help="Begin CSV with the mark that spreadsheets know UTF-8 by.")
    ] = True,
    store: Place = None,
    since: Since = None,
    until: Until = None,
    frozen: Annotated[
        str | None, typer.Option(metavar="NAME", help="The records of a frozen state of the store.")
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    meta: Meta = None,
    fields: Fields = None,
    packs: Packs = None,
    offline: Offline = False,
    strict: Strict = False,
    jobs: Jobs = 1,
) -> None:
    """Write records in a format of the field: tables, GDELT, annotations and others."""
    from msgspec.structs import replace

    from tawatur.run.reviewing import standing_records
    from tawatur.serve.sources import base_options, inputs
    from tawatur.store.export.shape import Choice

    settings = settings_of(packs, offline=offline, strict=strict)
    choice = Choice(statuses, best, _codebook(form, codebook, settings), bom)
    if not paths:
        wanted = choice_of([outlet] if outlet else None, since, until)
        with open_kept(store) as kept:
            found = standing_records(kept, replace(wanted, frozen=frozen))
            rows = _rows(found, level, form, (settings, decisions, kept))
            report = _write(rows, form, choice, out, table)
        _tell(report, form)
        return
    if store or since or until or frozen:
        raise SettingsError(
            "--store, --since, --until and --frozen choose from the store: name no PATH with them"
        )
    given = inputs(paths, base_options(settings, published, outlet, fields or ()), meta)
    records = Records(given, settings, jobs or os.cpu_count() or 1)
    report = _write(_rows(records, level, form, (settings, decisions, None)), form, choice, out, table)
    _tell(report, form)
    if records.failed or not report.records:
        raise typer.Exit(SOME_FAILED if report.records or len(given) > 1 else WRONG_CALL)


def _rows(
    records: Iterable[Record], level: str, form: str, by: tuple[Settings, Path | None, Store | None]
) -> Iterable[Record] | list[Gathered]:
    """What is written: the records, or the incidents that they tell together."""
    settings, decisions, kept = by
    if level == "event":
        if decisions:
            raise SettingsError("--decisions merges and splits incidents: add --level incident")
        return records
    from tawatur.run.comparing import gathered_rows, happened
    from tawatur.run.deciding import decisions_for
    from tawatur.run.pipeline import Engine
    from tawatur.serve.terminal import complain
    from tawatur.store.export.incidents import INCIDENT_SHAPES

    if form not in INCIDENT_SHAPES:
        raise SettingsError(f"--level incident writes {', '.join(INCIDENT_SHAPES)}, not {form}")
    given = list(records)
    if not given:
        return []
    decided = decisions_for(kept, [record.article.id for record in given], decisions)
    found = happened(given, Engine.load(settings), decided)
    for note in found.notes:
        complain(note)
    return gathered_rows(found, given)


def _write(
    rows: Iterable[Record] | list[Gathered], form: str, choice: Choice, out: Path | None, table: str | None
) -> Report:
    """All rows into the output; it stays as it was where there is nothing to write."""
    from tawatur.store.export.files import Output
    from tawatur.store.export.formats import FORMATS, export
    from tawatur.store.export.incidents import INCIDENT_SHAPES, export_incidents

    shape = INCIDENT_SHAPES[form] if isinstance(rows, list) else FORMATS[form]
    output = Output(shape, out, sys.stdout.buffer, choice, table)
    try:
        if isinstance(rows, list):
            report = export_incidents(rows, INCIDENT_SHAPES[form], choice, output)
        else:
            report = export(rows, FORMATS[form], choice, output)
        if report.records:
            output.close()
        else:
            output.discard()
    except BaseException:
        output.discard()
        raise
    return report


def _tell(report: Report, form: str) -> None:
    from tawatur.serve.terminal import complain

    if not report.records:
        complain("no record in the input")
    if report.left_out:
        counts = ", ".join(f"{count} {why}" for why, count in report.left_out)
        complain(f"events left out of {form}: {counts}")


def _codebook(form: str, path: Path | None, settings: Settings) -> Codebook | None:
    """The codebook of the call; the format and the option need each other."""
    from tawatur.store.export.codebook import read_codebook

    if (form == "codebook") != (path is not None):
        raise SettingsError("--format codebook and --codebook FILE.toml go together: give both or neither")
    return read_codebook(path, settings.pack_folders()) if path else None


def _holds_records(source: str) -> bool:
    """Whether an input holds records and not articles."""
    if source == "-":
        peek = getattr(sys.stdin.buffer, "peek", None)
        return peek is not None and _RECORD.match(peek(_SEEN)) is not None
    path = Path(source)
    if path.suffix.lower() not in _RECORD_FILES or not path.is_file():
        return False
    with path.open("rb") as file:
        return _RECORD.match(file.read(_SEEN)) is not None


def _lines(source: str) -> Iterator[bytes]:
    if source == "-":
        yield from sys.stdin.buffer
        return
    with Path(source).open("rb") as file:
        yield from file
