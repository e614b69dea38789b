"""The commands over many articles: compare, trace, naming. They print; what they print comes from ``run``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tawatur.errors import SettingsError
from tawatur.serve.call import SOME_FAILED, Fields, Full, Offline, Packs, look, settings_of, told_plainly

if TYPE_CHECKING:
    from tawatur.compare.decisions import Decisions
    from tawatur.model import Record
    from tawatur.run.pipeline import Engine

Sources = Annotated[
    list[str],
    typer.Argument(metavar="PATH|URL|-...", help="Articles: texts, pages, feeds, JSONL files, addresses."),
]
Meta = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.jsonl", help='Lines {"file", "published", "outlet", "url"} tell what files do not.'
    ),
]


DecisionsFile = Annotated[
    Path | None,
    typer.Option(
        "--decisions", metavar="FILE", help="TOML or JSON: what is merged, split, or two actors apart."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Put the commands on the application."""
    for command in (compare, trace, naming, stories):
        app.command()(told_plainly(command))


def compare(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH|URL|-...]", help="Articles: texts, pages, feeds, JSONL files, addresses."
        ),
    ] = None,
    *,
    story: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Instead: what the store holds of the story of this article."),
    ] = None,
    store: Annotated[
        str | None, typer.Option("--store", metavar="DIR|URL", help="The store: a folder, or postgresql://….")
    ] = None,
    form: Annotated[
        Literal["text", "json", "dot", "svg"], typer.Option("--format", help="How to show the comparison.")
    ] = "text",
    decisions: DecisionsFile = None,
    apart: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="KEY KEY", help="These two names, taken for one, are two actors."),
    ] = None,
    meta: Meta = None,
    fields: Fields = None,
    packs: Packs = None,
    offline: Offline = False,
    full: Full = False,
) -> None:
    """Show who stands behind what several articles tell: copies, claims, named and unsourced tellings."""
    from tawatur.run.comparing import compared, encode
    from tawatur.serve.compare_graph import draw_dot, draw_svg
    from tawatur.serve.compare_text import draw
    from tawatur.serve.terminal import write

    if bool(sources) == bool(story):
        raise SettingsError("name either the articles to compare, or --story ID of an article in the store")
    if story:
        records, engine, failed = _kept(story, store, packs)
    else:
        records, engine, failed = _read(sources or (), meta, fields, packs, offline=offline)
    found = compared(records, engine, _decided(decisions, apart))
    if form == "json":
        write(encode(found) + b"\n")
    else:
        shown = {
            "text": lambda: draw(found, look(full=full)),
            "dot": lambda: draw_dot(found),
            "svg": lambda: draw_svg(found),
        }
        write(shown[form]().encode("utf-8", "replace"))
    if failed:
        raise typer.Exit(SOME_FAILED)


def trace(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="The words to look for.")],
    sources: Sources,
    *,
    said_by: Annotated[
        str | None, typer.Option("--said-by", metavar="NAME", help="In whose mouth they are put.")
    ] = None,
    as_json: AsJson = False,
    meta: Meta = None,
    fields: Fields = None,
    packs: Packs = None,
    offline: Offline = False,
    full: Full = False,
) -> None:
    """Trace a sentence: who carries it, word for word or altered, in whose mouth, through whom."""
    from tawatur.run.comparing import encode, traced
    from tawatur.serve.terminal import write
    from tawatur.serve.trace_text import draw_trace

    records, engine, failed = _read(sources, meta, fields, packs, offline=offline)
    found = traced(sentence, said_by, records, engine)
    body = encode(found) + b"\n" if as_json else draw_trace(found, look(full=full)).encode("utf-8", "replace")
    write(body)
    if failed:
        raise typer.Exit(SOME_FAILED)


def naming(
    sources: Sources,
    *,
    as_json: AsJson = False,
    meta: Meta = None,
    fields: Fields = None,
    packs: Packs = None,
    offline: Offline = False,
    full: Full = False,
) -> None:
    """Show what each outlet calls each actor, counted, with a sentence for every name."""
    from tawatur.run.comparing import encode, named
    from tawatur.serve.terminal import write
    from tawatur.serve.trace_text import draw_naming

    records, engine, failed = _read(sources, meta, fields, packs, offline=offline)
    found = named(records, engine)
    body = (
        encode(found) + b"\n" if as_json else draw_naming(found, look(full=full)).encode("utf-8", "replace")
    )
    write(body)
    if failed:
        raise typer.Exit(SOME_FAILED)


def stories(
    sources: Sources,
    *,
    as_json: AsJson = False,
    meta: Meta = None,
    fields: Fields = None,
    packs: Packs = None,
    offline: Offline = False,
    full: Full = False,
) -> None:
    """Gather articles to stories: which tell of one happening, and by what they are one."""
    from tawatur.run.comparing import encode, gathered
    from tawatur.serve.terminal import write
    from tawatur.serve.trace_text import draw_stories

    records, engine, failed = _read(sources, meta, fields, packs, offline=offline)
    placed = gathered(records, engine)
    titles = {r.article.id: r.article.title.text if r.article.title else "" for r in records}
    drawn = "" if as_json else draw_stories(placed, titles, look(full=full))
    write(encode(placed) + b"\n" if as_json else drawn.encode("utf-8", "replace"))
    if failed:
        raise typer.Exit(SOME_FAILED)


def _decided(path: Path | None, apart: tuple[str, str] | None) -> Decisions:
    """What the file and the call decide."""
    from tawatur.compare.decisions import Decision, Decisions
    from tawatur.run.deciding import read_decisions

    found = read_decisions(path) if path else Decisions()
    return found + Decisions(apart=(Decision(*apart),)) if apart else found


def _kept(story: str, store: str | None, packs: list[Path] | None) -> tuple[list[Record], Engine, int]:
    """The records of a story that a store holds."""
    from tawatur.run.comparing import story_of
    from tawatur.run.pipeline import Engine
    from tawatur.store import open_store

    settings = settings_of(packs, store=store)
    engine = Engine.load(settings)
    with open_store(settings.store) as opened:
        return story_of(story, opened, engine), engine, 0


def _read(
    sources: Sequence[str],
    meta: Path | None,
    fields: Sequence[str] | None,
    packs: list[Path] | None,
    *,
    offline: bool,
) -> tuple[list[Record], Engine, int]:
    """The records of the inputs, and how many inputs failed; those are told on standard error."""
    from tawatur.run.comparing import records_of
    from tawatur.run.many import Failed
    from tawatur.run.pipeline import Engine
    from tawatur.serve.sources import base_options, inputs
    from tawatur.serve.terminal import complain

    settings = settings_of(packs, offline=offline)
    engine = Engine.load(settings)
    records: list[Record] = []
    failed = 0
    for found in records_of(inputs(sources, base_options(settings, None, None, fields or ()), meta), engine):
        if isinstance(found, Failed):
            failed += 1
            complain(found.line)
        else:
            records.append(found)
    return records, engine, failed
