"""The commands over many articles: compare, trace, naming. They print; what they print comes from ``run``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tawatur.serve.call import SOME_FAILED, Fields, Full, Offline, Packs, look, settings_of, told_plainly

if TYPE_CHECKING:
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


def register(app: typer.Typer) -> None:
    """Put the commands on the application."""
    for command in (compare,):
        app.command()(told_plainly(command))


def compare(
    sources: Sources,
    *,
    form: Annotated[
        Literal["text", "json", "dot", "svg"], typer.Option("--format", help="How to show the comparison.")
    ] = "text",
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

    records, engine, failed = _read(sources, meta, fields, packs, offline=offline)
    found = compared(records, engine)
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
