"""What stands before every page: whom it answers, what a page may load, how much it takes."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tawatur.serve.web.answers import ROOT, problem

LOOPBACK = ("localhost", "127.0.0.1", "::1")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Guard:
    """ASGI middleware: checks Host, Origin, size and, beyond the loopback, the token."""

    def __init__(self, app: ASGIApp, *, hosts: tuple[str, ...], token: str | None, max_bytes: int) -> None:
        """``hosts`` are answered besides the loopback; ``token`` opens the pages to them."""
        self._app, self._token, self._max_bytes = app, token, max_bytes
        self._hosts = (*LOOPBACK, *hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refused(Headers(scope=scope), scope["method"])
        app: ASGIApp = self._app
        if refused is not None:
            words, status = refused
            app = (
                problem(status, words) if scope["path"].startswith(ROOT) else PlainTextResponse(words, status)
            )
        await app(scope, self._bounded(receive), _with_headers(send))

    def _refused(self, headers: Headers, method: str) -> tuple[str, int] | None:
        """The words and status of a refusal."""
        host = _host_of("//" + headers.get("host", ""))
        if host not in self._hosts:
            return f"This address does not answer as {host or 'nobody'}; use localhost or --allow-host.", 421
        if self._token and host not in LOOPBACK and not self._has_token(headers):
            return "A token is needed from here: Authorization: Bearer TOKEN.", 401
        origin = headers.get("origin")
        if method not in ("GET", "HEAD") and origin is not None and _host_of(origin) != host:
            return "A page elsewhere may not write here.", 403
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._max_bytes:
            return f"More than {self._max_bytes:,} bytes; split it, or raise max_bytes.", 413
        return None

    def _has_token(self, headers: Headers) -> bool:
        given = headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), (self._token or "").encode())

    def _bounded(self, receive: Receive) -> Receive:
        """The body, cut off where it grows over the limit without having said so."""
        got = 0

        async def bounded() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            return message if got <= self._max_bytes else {"type": "http.disconnect"}

        return bounded


def _host_of(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _with_headers(send: Send) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
        await send(message)

    return told
