"""``tawatur serve`` and ``demo``: the reading room, over the articles of the call or the sample story."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tawatur.errors import SettingsError
from tawatur.serve.call import Full, Packs, Strict, look, settings_of, told_plainly

if TYPE_CHECKING:
    from fastapi import FastAPI

    from tawatur.model import Record
    from tawatur.run.pipeline import Engine
    from tawatur.run.settings import Settings
    from tawatur.serve.web.library import Kept

LOOPBACK, PORT = "127.0.0.1", 8765
TRIED = 20  # ports above the wished one that are tried where it is taken


def register(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    app.command()(serve)
    app.command()(demo)


@told_plainly
def serve(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="PATH|URL...", help="Articles to lay out.")
    ] = None,
    *,
    host: Annotated[str, typer.Option(metavar="NAME", help="Where to listen.")] = LOOPBACK,
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="The port, or the next free one above it.")
    ] = PORT,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Answer to this name too; may be repeated, needs --token."),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(envvar="TAWATUR_TOKEN", metavar="TEXT", help="With it visitors from elsewhere read."),
    ] = None,
    write_token: Annotated[
        str | None,
        typer.Option(
            envvar="TAWATUR_WRITE_TOKEN", metavar="TEXT", help="With it they also bring texts and review."
        ),
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
    from tawatur.serve.web.guard import Doors, is_loopback
    from tawatur.serve.web.library import Shelf

    if (allow_host or not is_loopback(host)) and not (token or write_token):
        raise SettingsError("this opens the pages to others: add --token, or TAWATUR_TOKEN")
    settings = settings_of(packs, offline=not online, strict=strict)
    engine = Engine.load(settings)
    laid = _laid_out(sources or (), meta, settings, engine, complain, sample=sample)
    library = _kept(store, laid) if store else Shelf(laid)
    desk = Desk(library, engine, settings)
    app = create_app(desk, Doors(tuple(allow_host or ()), token, write_token))
    run(app, host, port, lambda address: say(f"{address}  (Ctrl-C ends it)"))


@told_plainly
def demo(
    full: Full = False,
    no_pages: Annotated[bool, typer.Option("--no-pages", help="Show the story here only.")] = False,
) -> None:
    """Read the sample story: one day, six outlets, who says so; then serve it as pages until Ctrl-C."""
    from tawatur.run.comparing import compared
    from tawatur.run.pipeline import Engine
    from tawatur.run.settings import Settings
    from tawatur.serve.demo import behind, records, story
    from tawatur.serve.terminal import say
    from tawatur.serve.web.app import create_app
    from tawatur.serve.web.desk import Desk
    from tawatur.serve.web.library import Shelf

    settings = Settings(offline=True)
    engine = Engine.load(settings)
    read = list(records(engine))
    for piece in (*story(read, look(full=full)), *behind(compared(read, engine), look(full=full))):
        say(piece)
    if no_pages:
        return
    if not sys.stdout.isatty():  # nobody is there to press Ctrl-C
        say(
            f"The same as pages, in Arabic and English: tawatur serve --sample, then http://{LOOPBACK}:{PORT}/"
        )
        return
    app = create_app(Desk(Shelf(read), engine, settings))
    run(app, LOOPBACK, PORT, lambda address: say(f"The same as pages: {address}  (Ctrl-C ends it)"))


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
            free.listen()  # who comes before the server is up waits
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
    with suppress(KeyboardInterrupt):  # uvicorn raises it again when it has closed its connections
        uvicorn.Server(config).run(sockets=[bound])
