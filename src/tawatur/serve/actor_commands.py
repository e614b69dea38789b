"""`tawatur actors`: who is who over articles, with the reason for every join, joined and parted by hand."""

from __future__ import annotations

from collections.abc import Iterator
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
    Why,
    decided_for,
    given_records,
    keep_said,
    show,
    signed,
)
from tawatur.serve.store_commands import Place, open_kept

if TYPE_CHECKING:
    from tawatur.compare.who_is_who import Identity, WhoIsWho
    from tawatur.run.deciding import Kind
    from tawatur.serve.terminal import Look


def register(app: typer.Typer) -> None:
    """Put the command on the application."""
    app.command()(told_plainly(actors))


def actors(
    sources: Sources = None,
    *,
    store: Place = None,
    decisions: DecisionsFile = None,
    together: Annotated[
        Pair | None, typer.Option(metavar="KEY KEY", help="Keep in the store that these two are one.")
    ] = None,
    apart: Annotated[
        Pair | None, typer.Option(metavar="KEY KEY", help="Keep in the store that these two are not one.")
    ] = None,
    undo: Annotated[
        Pair | None, typer.Option(metavar="KEY KEY", help="Take back what was said last of these two.")
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
    """Show who is who over articles: each source with its names, and why they are taken for one."""
    from tawatur.run.comparing import identities

    said = [(kind, pair) for kind, pair in _said(together, apart, undo) if pair]
    if sources and said:
        raise SettingsError(
            "--together, --apart and --undo are kept in the store: name no PATH with them; "
            "decisions on files stand in --decisions FILE"
        )
    given = given_records(sources, store, (meta, fields, packs), offline=offline)
    for kind, pair in said:
        given = _keep(given, store, (kind, pair), why, by)
    found = identities(given.records, given.engine, decided_for(given, decisions))
    show(found, lambda: draw_actors(found, look(full=full)), as_json=as_json)
    if given.failed:
        raise typer.Exit(SOME_FAILED)


def _said(together: Pair | None, apart: Pair | None, undo: Pair | None) -> Iterator[tuple[Kind, Pair | None]]:
    yield "together", together
    yield "apart", apart
    yield "undo", undo


def _keep(given: Given, store: str | None, said: tuple[Kind, Pair], why: str, by: str) -> Given:
    """Keep a decision of the call; what is given, as it is decided now."""
    from tawatur.run.comparing import identities
    from tawatur.run.deciding import kept_decisions

    signature = signed(by, why, "--together, --apart and --undo")
    with open_kept(store) as kept:
        found = partial(identities, given.records, given.engine, given.decided)
        keep_said(kept, [said], found, given.records, signature)
        return given._replace(decided=kept_decisions(kept, [one.article.id for one in given.records]))


def draw_actors(found: WhoIsWho, look: Look) -> str:
    """Each source with its key, its names by article, and the reason for every join."""
    from tawatur.serve.trace_text import scope_words

    lines = [look.paint(f"Sources {scope_words(found.scope)}", "title")]
    for one in found.actors:
        lines += ["", *_identity(one, look)]
    if not found.actors:
        lines.append("nobody is made to say anything")
    return "\n".join(lines) + "\n"


def _identity(one: Identity, look: Look) -> Iterator[str]:
    from tawatur.serve.text import GAP

    yield GAP.join((look.words(one.name, "source"), one.type, look.words(one.key)))
    for called in one.names:
        yield GAP.join((f"{GAP}{called.tellings:4}", look.words(called.article), look.words(called.name)))
    for joined in one.joined:
        yield f"{GAP}{look.words(joined.key)} is taken for it: {look.words(joined.why)}"
    if one.counted:
        yield f"{GAP}counted with {look.words(one.counted)}"
