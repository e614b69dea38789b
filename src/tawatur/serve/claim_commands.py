"""`tawatur claims`: every claim with the ids of its tellings, merged and split by hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from tawatur.errors import SettingsError
from tawatur.serve.call import SOME_FAILED, Fields, Full, Meta, Offline, Packs, look, told_plainly
from tawatur.serve.compare_commands import (
    AsJson,
    By,
    DecisionsFile,
    Given,
    Pair,
    Sources,
    StoryOf,
    Why,
    articles_or_story,
    decided_for,
    keep_said,
    show,
    signed,
)
from tawatur.serve.store_commands import Place, open_kept
from tawatur.serve.terminal import complain

if TYPE_CHECKING:
    from tawatur.run.deciding import Kind


def register(app: typer.Typer) -> None:
    """Put the command on the application."""
    app.command()(told_plainly(claims))


def claims(
    sources: Sources = None,
    *,
    story: StoryOf = None,
    store: Place = None,
    decisions: DecisionsFile = None,
    merge: Annotated[
        Pair | None, typer.Option(metavar="ID ID", help="Keep in the store that these two tell one claim.")
    ] = None,
    split: Annotated[
        Pair | None, typer.Option(metavar="ID ID", help="Keep in the store that these two tell two claims.")
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
    """Show what several articles claim: each claim with its tellings and their ids, its counts, and why."""
    from tawatur.run.comparing import compared
    from tawatur.serve.compare_text import draw_claims

    given_kinds: tuple[tuple[Kind, Pair | None], ...] = (("same", merge), ("other", split), ("undo", undo))
    said = [(kind, pair) for kind, pair in given_kinds if pair]
    if sources and said:
        raise SettingsError(
            "--merge, --split and --undo are kept in the store: name --story ID and no PATH with them; "
            "decisions on files stand in --decisions FILE"
        )
    given = articles_or_story(sources, story, store, (meta, fields, packs), offline=offline)
    if said:
        given = _keep(given, store, said, why, by)
    found = compared(given.records, given.engine, decided_for(given, decisions))
    for note in found.notes:
        complain(note)
    show(found, lambda: draw_claims(found, look(full=full)), as_json=as_json)
    if given.failed:
        raise typer.Exit(SOME_FAILED)


def _keep(given: Given, store: str | None, said: list[tuple[Kind, Pair]], why: str, by: str) -> Given:
    """Keep the decisions of the call; what is given, as it is decided now."""
    from tawatur.run.comparing import compared
    from tawatur.run.deciding import kept_decisions

    signature = signed(by, why, "--merge, --split and --undo")
    with open_kept(store) as kept:
        found = partial(compared, given.records, given.engine, given.decided)
        keep_said(kept, said, found, given.records, signature)
        return given._replace(decided=kept_decisions(kept, [one.article.id for one in given.records]))
