"""``tawatur serve``: the reading room over the articles that are named in the call."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tawatur.errors import SettingsError
from tawatur.serve.call import Packs, Strict, settings_of, told_plainly

if TYPE_CHECKING:
    from fastapi import FastAPI

    from tawatur.model import Record
    from tawatur.run.pipeline import Engine
    from tawatur.run.settings import Settings
    from tawatur.serve.web.library import Kept

TRIED = 20  # ports above the wished one that are tried where it is taken


def register(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command()(serve)


@told_plainly
def serve(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="PATH|URL...", help="Articles to lay out.")
    ] = None,
    *,
    host: Annotated[str, typer.Option(metavar="NAME", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="The port, or the next free one above it.")
    ] = 8765,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Answer to this name too; may be repeated, needs --token."),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(envvar="TAWATUR_TOKEN", metavar="TEXT", help="What visitors from elsewhere must bring."),
    ] = None,
    meta: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help="What the files themselves do not tell, as for `read`."),
    ] = None,
    store: Annotated[
        str | None, typer.Option(metavar="DIR|URL", help="The store whose articles are laid out.")
    ] = None,
    sample: Annotated[bool, typer.Option("--sample", help="Lay out the sample story.")] = False,
    online: Annotated[
        bool, typer.Option("--online", help="Let visitors give addresses, which are fetched.")
    ] = False,
    packs: Packs = None,
    strict: Strict = False,
) -> None:
    """Open the reading room: pages in Arabic and English, until Ctrl-C."""
    from tawatur.run.pipeline import Engine
    from tawatur.serve.terminal import complain, say
    from tawatur.serve.web.app import create_app
    from tawatur.serve.web.desk import Desk
    from tawatur.serve.web.library import Shelf

    if allow_host and not token:
        raise SettingsError("--allow-host opens the pages to others: add --token, or TAWATUR_TOKEN")
    settings = settings_of(packs, offline=not online, strict=strict)
    engine = Engine.load(settings)
    laid = _laid_out(sources or (), meta, settings, engine, complain, sample=sample)
    library = _kept(store, laid) if store else Shelf(laid)
    desk = Desk(library, engine, settings)
    app = create_app(desk, hosts=tuple(allow_host or ()), token=token, max_bytes=settings.max_bytes)
    run(app, host, port, lambda address: say(f"{address}  (Ctrl-C ends it)"))


def _kept(store: str, laid: Iterator[Record]) -> Kept:
    """The store, with the articles of the call on a shelf beside it."""
    from tawatur.serve.web.library import Kept
    from tawatur.store import open_store

    library = Kept(open_store(store))
    for record in laid:
        library.add(record)
    return library


def _laid_out(
    sources: Sequence[str],
    meta: Path | None,
    settings: Settings,
    engine: Engine,
    complain: Callable[[str], None],
    *,
    sample: bool,
) -> Iterator[Record]:
    """The records of the articles; what cannot be read is told and left out."""
    from tawatur.read import Rejected, articles
    from tawatur.serve.demo import records
    from tawatur.serve.sources import base_options, inputs

    if sample:
        yield from records(engine)
    for given in inputs(sources, base_options(settings, None, None, ()), meta):
        for article in articles(given.source, given.options):
            if isinstance(article, Rejected):
                complain(f"{article.source}: {article.why}")
            else:
                yield engine.read(article)


def listening(host: str, port: int) -> socket.socket:
    """A socket on the port, or the first free one of those above it. SettingsError where there is none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    wished: Sequence[int] = range(port, port + TRIED + 1) if port else (0,)
    for number in wished:
        free = socket.socket(family, socket.SOCK_STREAM)
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            free.bind((host, number))
        except OSError:
            free.close()
            continue
        return free
    raise SettingsError(f"{host}: ports {port} to {port + TRIED} are taken or not ours; name another --port")


def run(app: FastAPI, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until a signal ends it; ``tell`` gets the address."""
    import uvicorn

    bound = listening(host, port)
    name = f"[{host}]" if ":" in host else host
    tell(f"http://{name}:{bound.getsockname()[1]}/")
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[bound])
