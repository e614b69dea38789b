"""``tawatur serve``: the pages over what is named in the call."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tawatur.errors import SettingsError

if TYPE_CHECKING:
    from fastapi import FastAPI

TRIED = 20  # ports above the wished one that are tried where it is taken


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
