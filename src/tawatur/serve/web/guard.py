"""What stands before every page: whom it answers, what a page may load, how much it takes."""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
from urllib.parse import urlsplit

import msgspec
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tawatur.serve.web.time_limit import Tell

LOOPBACK = ("localhost", "127.0.0.1", "::1")
READING = ("GET", "HEAD")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_ASK = {"www-authenticate": 'Basic realm="Tawatur", charset="UTF-8", Bearer'}  # browsers ask for a password


class Doors(msgspec.Struct, frozen=True):
    """Who may come in besides the loopback: under these names, reading or also writing, with these tokens."""

    hosts: tuple[str, ...] = ()
    read_token: str | None = None
    write_token: str | None = None


class Guard:
    """ASGI middleware: checks Host, Origin, size and, beyond the loopback, the token."""

    def __init__(self, app: ASGIApp, *, doors: Doors, max_bytes: int, tell: Tell) -> None:
        """``max_bytes`` bounds a body; ``tell`` makes the answer of a request, a status and words."""
        self._app, self._doors, self._max_bytes, self._tell = app, doors, max_bytes, tell
        self._hosts = (*LOOPBACK, *doors.hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = _with_headers(send)
        refused = self._refused(scope)
        if refused is not None:
            await self._refuse(*refused, scope, receive, send)
            return
        body = _Body(receive, send, self._max_bytes)
        try:
            await self._app(scope, body.receive, body.send)
        except Exception:
            if not body.too_large:
                raise
        if body.too_large and not body.answered:
            await self._refuse(self._too_large, 413, scope, receive, send)

    async def _refuse(self, words: str, status: int, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._tell(Request(scope), status, words)
        if status == 401:
            answer.headers.update(_ASK)
        await answer(scope, receive, send)

    def _refused(self, scope: Scope) -> tuple[str, int] | None:
        """The words and status of a refusal."""
        headers, method = Headers(scope=scope), scope["method"]
        host = _host_of("//" + headers.get("host", ""))
        if host not in self._hosts:
            return f"This address does not answer as {host or 'nobody'}; use localhost or --allow-host.", 421
        if host not in LOOPBACK or _is_elsewhere(scope.get("client")):
            refused = self._without_token(_token(headers), method)
            if refused is not None:
                return refused
        origin = headers.get("origin")
        if method not in READING and origin is not None and _host_of(origin) != host:
            return "A page elsewhere may not write here.", 403
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._max_bytes:
            return self._too_large, 413
        return None

    def _without_token(self, given: str, method: str) -> tuple[str, int] | None:
        """Reading needs either token, writing the one for writing."""
        reads, writes = (_is(given, own) for own in (self._doors.read_token, self._doors.write_token))
        if writes or (reads and method in READING):
            return None
        if reads:
            return "This token is for reading; writing from here needs the one of --write-token.", 403
        return "A token is needed from here: Authorization: Bearer TOKEN, or TOKEN as the password.", 401

    @property
    def _too_large(self) -> str:
        return f"More than {self._max_bytes:,} bytes; split it, or raise max_bytes."


class _Body:
    """A body that is cut off where it grows over the limit without having said so; then nothing is sent."""

    def __init__(self, receive: Receive, send: Send, most: int) -> None:
        self._receive, self._send, self._left = receive, send, most
        self.too_large = self.answered = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        self.too_large = self.too_large or self._left < 0
        return {"type": "http.disconnect"} if self.too_large else message

    async def send(self, message: Message) -> None:
        if self.answered or not self.too_large:
            self.answered = True
            await self._send(message)


def _token(headers: Headers) -> str:
    """What the visitor brings: ``Bearer TOKEN``, or ``Basic`` of a browser, any name with it as password."""
    kind, _, given = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return given.strip()
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(given).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _is(given: str, own: str | None) -> bool:
    return bool(own) and hmac.compare_digest(given.encode(), (own or "").encode())


def is_loopback(host: str) -> bool:
    """Whether it is a name or an address of this machine itself."""
    return host in LOOPBACK or _is_loopback(host) is True


def _is_loopback(address: str) -> bool | None:
    """None where it is no address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_loopback


def _is_elsewhere(client: tuple[str, int] | None) -> bool:
    """Whether the visitor comes over the network: whoever sends ``Host: localhost`` may be anywhere.

    Only a socket in the file system has no address.
    """
    return client is not None and _is_loopback(client[0]) is False


def _host_of(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _with_headers(send: Send) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *HEADERS]}
        await send(message)

    return told
