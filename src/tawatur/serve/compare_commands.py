"""The commands over many articles: compare, trace, naming. They print; what they print comes from ``run``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from tawatur.model import Record
    from tawatur.run.pipeline import Engine

Plain = Callable[[Callable[..., None]], Callable[..., None]]
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
Packs = Annotated[
    list[Path] | None,
    typer.Option("--pack", metavar="DIR", help="A folder of resources to add; may be repeated."),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME=COLUMN", help="What a JSONL file calls id, url, outlet, date, title or body."),
]
Offline = Annotated[bool, typer.Option("--offline", help="Never use the network.")]
Full = Annotated[bool, typer.Option("--full", help="Cut nothing to the width of the terminal.")]


def register(app: typer.Typer, plainly: Plain) -> None:
    """Put the commands on the application; ``plainly`` turns errors into one line and an exit code."""
    for command in (compare,):
        app.command()(plainly(command))


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
    from tawatur.serve.terminal import write

    records, engine = _read(sources, meta, fields, packs, offline=offline)
    found = compared(records, engine)
    if form == "json":
        write(encode(found) + b"\n")
        return
    raise NotImplementedError


def _read(
    sources: Sequence[str],
    meta: Path | None,
    fields: Sequence[str] | None,
    packs: Sequence[Path] | None,
    *,
    offline: bool,
) -> tuple[list[Record], Engine]:
    """The records of the inputs; what could not be read is told on standard error."""
    from tawatur.run.comparing import records_of
    from tawatur.run.many import Failed
    from tawatur.run.pipeline import Engine
    from tawatur.run.settings import load_settings
    from tawatur.serve.sources import base_options, inputs
    from tawatur.serve.terminal import complain

    settings = load_settings(packs=[str(pack) for pack in packs] if packs else None, offline=offline or None)
    settings.pack_folders()
    engine = Engine.load(settings)
    records: list[Any] = []
    for found in records_of(inputs(sources, base_options(settings, None, None, fields or ()), meta), engine):
        if isinstance(found, Failed):
            complain(found.line)
        else:
            records.append(found)
    return records, engine
