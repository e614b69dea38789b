"""Options that several commands have, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Published = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="When it was published: 2020-05-16, or 2020-05-16T10:30+03:00."),
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Which outlet published it.")]
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
Strict = Annotated[bool, typer.Option("--strict", help="Name only sources that are as good as certain.")]
Jobs = Annotated[int, typer.Option(min=0, metavar="N", help="Processes to read with; 0 for one a core.")]
Full = Annotated[bool, typer.Option("--full", help="Cut nothing to the width of the terminal.")]
