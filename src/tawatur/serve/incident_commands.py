"""`tawatur incidents`: what happened, one row a happening, merged and split by hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from tawatur.errors import SettingsError
from tawatur.serve.call import (
    SOME_FAILED,
    Fields,
    Full,
    Meta,
    Offline,
    Packs,
    look,
    settings_of,
    told_plainly,
)
from tawatur.serve.compare_commands import (
    AsJson,
    By,
    DecisionsFile,
    Pair,
    Sources,
    Why,
    keep_said,
    read_inputs,
    show,
    signed,
)
from tawatur.serve.store_commands import Outlets, Place, Since, Until, choice_of, open_kept

if TYPE_CHECKING:
    from tawatur.compare.decisions import Decisions
    from tawatur.compare.incidents import Incidents
    from tawatur.model import Record
    from tawatur.run.deciding import Kind
    from tawatur.run.pipeline import Engine
    from tawatur.store import Store


def register(app: typer.Typer) -> None:
    """Put the command on the application."""
    app.command()(told_plainly(incidents))


def incidents(
    sources: Sources = None,
    *,
    store: Place = None,
    outlets: Outlets = None,
    since: Since = None,
    until: Until = None,
    since_frozen: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only what changed since this frozen state of the store."),
    ] = None,
    decisions: DecisionsFile = None,
    merge: Annotated[
        Pair | None, typer.Option(metavar="ID ID", help="Keep in the store that these two are one.")
    ] = None,
    split: Annotated[
        Pair | None, typer.Option(metavar="ID ID", help="Keep in the store that these two are not one.")
    ] = None,
    undo: Annotated[
        Pair | None, typer.Option(metavar="ID ID", help="Take back what was decided last of these two.")
    ] = None,
    why: Why = "",
    by: By = "",
    as_json: AsJson = False,
    meta: Meta = None,
    fields: Fields = None,
    packs: Packs = None,
    offline: Offline = False,
    full: Full = False,
) -> None:
    """Show what happened as several articles tell it: one row a happening, with tellings and tolls."""
    from tawatur.run.deciding import decisions_for

    if sources and (store or outlets or since or until or since_frozen or merge or split or undo):
        raise SettingsError(
            "--store, --outlet, --since, --until, --since-frozen, --merge, --split and --undo are about the "
            "store: name no PATH with them; decisions on files stand in --decisions FILE"
        )
    if sources:
        given = read_inputs(sources, meta, fields, packs, offline=offline)
        _show(given.records, given.engine, decisions_for(None, (), decisions), as_json, full)
        if given.failed:
            raise typer.Exit(SOME_FAILED)
        return
    from tawatur.run.pipeline import Engine
    from tawatur.run.reviewing import standing_records

    engine = Engine.load(settings_of(packs, offline=offline))
    with open_kept(store) as kept:
        records = list(standing_records(kept, choice_of(outlets, since, until)))
        if merge or split or undo:
            said: dict[Kind, Pair | None] = {"merge": merge, "split": split, "undo": undo}
            _keep(kept, records, engine, said, why, by)
        decided = decisions_for(kept, [record.article.id for record in records], decisions)
        if since_frozen:
            _show_changes(kept, since_frozen, (records, engine, decided), as_json, full)
        else:
            _show(records, engine, decided, as_json, full)


def _show(
    records: list[Record], engine: Engine, decided: Decisions | None, as_json: bool, full: bool
) -> None:
    from tawatur.run.comparing import happened
    from tawatur.serve.incident_text import draw_incidents

    found = happened(records, engine, decided)
    _complain(found)
    show(found, lambda: draw_incidents(found, look(full=full)), as_json=as_json)


def _show_changes(
    kept: Store, name: str, now: tuple[list[Record], Engine, Decisions], as_json: bool, full: bool
) -> None:
    from tawatur.run.comparing import since_then
    from tawatur.run.reviewing import standing_records
    from tawatur.serve.incident_text import draw_changes
    from tawatur.store import Choice

    records, engine, decided = now
    before = list(standing_records(kept, Choice(frozen=name)))
    found = since_then(before, records, engine, decided)
    show(found, lambda: draw_changes(found, name, look(full=full)), as_json=as_json)


def _keep(
    kept: Store, records: list[Record], engine: Engine, said: Mapping[Kind, Pair | None], why: str, by: str
) -> None:
    """Keep what the call decides."""
    from tawatur.run.comparing import happened

    signature = signed(by, why, "--merge, --split and --undo")
    keep_said(kept, said.items(), partial(happened, records, engine), records, signature)


def _complain(found: Incidents) -> None:
    from tawatur.serve.terminal import complain

    for note in found.notes:
        complain(note)
