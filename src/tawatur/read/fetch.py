"""Addresses: a bounded, polite GET that never reaches into private networks unless it may.

Every hop of a redirect is looked up, checked and then connected to at the very address that was
checked, so that a name cannot point elsewhere a moment later. Proxies are used only when given.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, urljoin, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from tawatur.errors import FetchError, TooLarge
from tawatur.read.capture import Origin, tool
from tawatur.read.options import Options

if TYPE_CHECKING:
    import httpx

AGENT = "Tawatur"
_ROBOTS_BYTES = 512 * 1024  # RFC 9309 asks for at least 500 KiB
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class CacheEntry(Struct, frozen=True):
    """An answer as it was stored: what a conditional GET needs, and the body to use on 304."""

    body: bytes
    fetched_at: str
    final: str
    status: int = 200
    etag: str | None = None
    last_modified: str | None = None
    charset: str | None = None


class FetchCache(Protocol):
    """Where answers are kept between runs, by the address that was asked for."""

    def get(self, url: str) -> CacheEntry | None:
        """The stored answer, or None."""

    def put(self, url: str, entry: CacheEntry) -> None:
        """Store an answer; a later one replaces it."""


class Fetched(Struct, frozen=True):
    """The bytes of an address and how they came."""

    body: bytes
    origin: Origin


class _Answer(Struct, frozen=True):
    status: int
    headers: dict[str, str]
    charset: str | None
    body: bytes


def fetch(
    url: str, options: Options, cache: FetchCache | None = None, clock: Callable[[], str] = lambda: ""
) -> Fetched:
    """Get an http(s) address within the options' limits. ``clock`` gives ISO 8601 UTC.

    :raises FetchError: offline, forbidden by robots.txt or by the address, or not answered with success.
    :raises TooLarge: the answer is over ``max_bytes`` or took over ``max_seconds``.
    """
    if options.offline:
        raise FetchError("may not be fetched: the offline setting forbids the network")
    _split(url)
    known = cache.get(url) if cache else None
    with _client(options) as client:
        final, answer = _follow(client, url, options, _conditions(known))
    moment = clock() or None
    if answer.status == 304 and known:
        origin = Origin(url, moment, url, known.final, 304, known.charset)
        return Fetched(known.body, origin)
    if answer.status != 200:
        raise FetchError(f"answered with status {answer.status}: check the address")
    if cache:
        tags = {"etag": answer.headers.get("etag"), "last_modified": answer.headers.get("last-modified")}
        cache.put(url, CacheEntry(answer.body, moment or "", final, 200, charset=answer.charset, **tags))
    return Fetched(answer.body, Origin(url, moment, url, final, 200, answer.charset))


def _client(options: Options) -> httpx.Client:
    import httpx

    headers = {"User-Agent": f"{AGENT}/{tool().partition('/')[2] or '0'}", "Accept-Language": "ar,en;q=0.5"}
    return httpx.Client(
        headers=headers, timeout=options.timeout, follow_redirects=False, trust_env=False, proxy=options.proxy
    )


def _conditions(known: CacheEntry | None) -> dict[str, str]:
    headers = {}
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _follow(
    client: httpx.Client, url: str, options: Options, conditions: dict[str, str]
) -> tuple[str, _Answer]:
    """The answer at the end of the redirects, and its address."""
    for _ in range(options.max_redirects + 1):
        _check_robots(client, url, options)
        answer = _get(client, url, options, conditions, options.max_bytes)
        if answer.status not in _REDIRECTS:
            return url, answer
        if not (target := answer.headers.get("location")):
            raise FetchError(f"redirects nowhere (status {answer.status}): check the address")
        url = urljoin(url, target)
    raise FetchError(f"redirects more than {options.max_redirects} times: check the address")


def _get(client: httpx.Client, url: str, options: Options, headers: dict[str, str], limit: int) -> _Answer:
    """One GET at the address that was looked up and checked, bounded in bytes and seconds."""
    import httpx

    parts = _split(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _checked_address(parts.scheme, parts.hostname, port, options)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    host = host.encode("idna").decode() if not host.isascii() else host
    named = {**headers, "Host": host + (f":{parts.port}" if parts.port else "")}
    target = httpx.URL(url) if options.proxy else httpx.URL(url).copy_with(host=address)
    started = time.monotonic()
    try:
        with client.stream("GET", target, headers=named, extensions={"sni_hostname": host}) as response:
            body = _bounded_body(response, limit, started + options.max_seconds)
            return _Answer(response.status_code, dict(response.headers), response.charset_encoding, body)
    except httpx.HTTPError as error:
        reason = str(error) or type(error).__name__
        raise FetchError(f"cannot be fetched ({reason}): check the address and the network") from error
    except (httpx.InvalidURL, UnicodeError) as error:
        raise FetchError(f"is no address ({error})") from error


def _bounded_body(response: httpx.Response, limit: int, deadline: float) -> bytes:
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > limit:
            raise TooLarge(f"answers with over {limit} bytes: raise the setting max_bytes")
        if time.monotonic() > deadline:
            raise TooLarge("took too long to answer: raise max_seconds")
    return bytes(body)


def _split(url: str) -> SplitResult:
    """The parts of an address. FetchError if it is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises, too, if it is no number of a port
    except ValueError as error:
        raise FetchError(f"is no address ({error})") from error
    return parts


def _checked_address(scheme: str, host: str | None, port: int, options: Options) -> str:
    """The first IP address of the host; FetchError if any of its addresses may not be reached."""
    if scheme not in ("http", "https") or not host:
        raise FetchError(f"leads to {scheme or 'nothing'}: only http and https are fetched")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        if options.proxy and options.allow_private:
            return host
        raise FetchError(
            f"cannot be fetched (no address for {host}): check the name and the network"
        ) from error
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not options.allow_private and not all(_is_public(address) for address in addresses):
        raise FetchError(f"leads to a private address ({host}): only allow_private permits that")
    return addresses[0]


def _is_public(address: str) -> bool:
    """Whether an address lies in the public internet, also when it wraps an IPv4 address."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _check_robots(client: httpx.Client, url: str, options: Options) -> None:
    """FetchError if the host's robots.txt keeps us out. No file means welcome, a failing host does not."""
    if not options.obey_robots:
        return
    from protego import Protego

    parts = _split(url)
    robots = f"{parts.scheme}://{parts.netloc}/robots.txt"
    answer = _robots(client, robots, options)
    if answer.status >= 500:
        raise FetchError(f"may not be fetched: {robots} answers with status {answer.status}; try again later")
    if answer.status != 200 or url == robots:
        return
    rules = Protego.parse(answer.body.decode("utf-8", "replace"))
    if not rules.can_fetch(url, AGENT):
        raise FetchError(f"may not be fetched: {robots} forbids it")


def _robots(client: httpx.Client, url: str, options: Options) -> _Answer:
    for _ in range(options.max_redirects + 1):
        answer = _get(client, url, options, {}, _ROBOTS_BYTES)
        target = answer.headers.get("location")
        if answer.status not in _REDIRECTS or not target:
            return answer
        url = urljoin(url, target)
    return replace(answer, status=404)
