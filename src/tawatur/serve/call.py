"""What every command shares: its options, its exit codes, and how it tells of errors.

Exit codes: 0 all went well, 1 some inputs failed, 2 the call or its only input is wrong. What the commands
need is imported inside the functions, so that ``tawatur --help`` costs only Typer.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ParamSpec

import typer

from tawatur.errors import TawaturError

if TYPE_CHECKING:
    from tawatur.run.many import Reader
    from tawatur.run.settings import Settings
    from tawatur.serve.terminal import Look

SOME_FAILED, WRONG_CALL = 1, 2
STOPPED, CLOSED_PIPE = 130, 141  # as a shell tells SIGINT and SIGPIPE

Params = ParamSpec("Params")
Published = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="When it was published: 2020-05-16, or 2020-05-16T10:30+03:00."),
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Which outlet published it.")]
Packs = Annotated[
    list[Path] | None,
    typer.Option("--pack", metavar="DIR", help="A folder of resources to add; may be repeated."),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME=COLUMN", help="What a JSONL file calls id, url, outlet, date, title or body."),
]
Meta = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.jsonl", help='Lines {"file", "published", "outlet", "url"} tell what files do not.'
    ),
]
Jobs = Annotated[int, typer.Option(min=0, metavar="N", help="Processes to read with; 0 for one a core.")]
Offline = Annotated[bool, typer.Option("--offline", help="Never use the network.")]
Strict = Annotated[bool, typer.Option("--strict", help="Name only sources that are as good as certain.")]
Full = Annotated[bool, typer.Option("--full", help="Cut nothing to the width of the terminal.")]
FileName = Annotated[str, typer.Argument(metavar="PATH", help="A file, an address, or - for standard input.")]


def told_plainly(command: Callable[Params, None]) -> Callable[Params, None]:
    """Errors of the call or the input as one line and an exit code, never a traceback."""

    @functools.wraps(command)
    def run(*args: Params.args, **kwargs: Params.kwargs) -> None:
        from tawatur.serve.terminal import complain, prepare_streams

        prepare_streams()
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except TawaturError as error:
            complain(str(error))
            raise typer.Exit(WRONG_CALL) from None
        except KeyboardInterrupt:
            complain("stopped")
            raise typer.Exit(STOPPED) from None
        except BrokenPipeError:
            _close_quietly()
            raise typer.Exit(CLOSED_PIPE) from None
        except OSError as error:
            complain(f"{error.filename or 'output'}: {error.strerror or error}")
            raise typer.Exit(WRONG_CALL) from None

    return run


def _close_quietly() -> None:
    """Nobody reads our output any more: what is still in its buffer must not fail at the exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def settings_of(
    packs: list[Path] | None, *, offline: bool = False, strict: bool = False, store: str | None = None
) -> Settings:
    """The settings of the call; a flag that is not there leaves file and variables their say."""
    from tawatur.run.settings import load_settings

    settings = load_settings(
        packs=[str(pack) for pack in packs] if packs else None,
        offline=offline or None,
        strict=strict or None,
        store=store,
    )
    settings.pack_folders()
    return settings


def look(*, full: bool = False) -> Look:
    """How standard output wants to be written to."""
    from tawatur.serve.terminal import look_of

    return look_of(sys.stdout, full=full)


def engine_of(settings: Settings) -> Reader:
    """The engine, loaded."""
    from tawatur.run.pipeline import Engine

    return Engine.load(settings)
