"""How the HTTP interface answers: JSON with an ETag, and errors as problems (RFC 9457)."""

from __future__ import annotations

import hashlib
from http import HTTPStatus

import msgspec
from fastapi import Request
from fastapi.responses import Response

from tawatur.errors import (
    MissingExtra,
    StoreBusy,
    StoreDamaged,
    StoreFull,
    StoreGone,
    StoreMissing,
    TawaturError,
    TooLarge,
)

ROOT = "/api/"
PROBLEM = "application/problem+json"
_STATUS: tuple[tuple[type[TawaturError], int], ...] = (
    (StoreMissing, 404),
    (TooLarge, 413),
    (MissingExtra, 501),
    (StoreBusy, 503),
    (StoreGone, 503),
    (StoreFull, 507),
    (StoreDamaged, 500),
)
_SHORT = 32  # hexadecimal digits of an ETag


class Problem(msgspec.Struct, frozen=True):
    """What went wrong, in the form of RFC 9457; ``detail`` says what to do."""

    title: str
    status: int
    detail: str = ""
    type: str = "about:blank"


def status_of(error: TawaturError) -> int:
    """The HTTP status of an error: 400 where the caller can mend it."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 400)


def problem(status: int, detail: str) -> Response:
    """An error as a problem."""
    body = Problem(HTTPStatus(status).phrase, status, detail)
    return Response(msgspec.json.encode(body), status, media_type=PROBLEM)


def answer(request: Request, found: object, media: str = "application/json") -> Response:
    """JSON of what was found, or bytes as they are; nothing where the caller has it already."""
    body = found if isinstance(found, bytes) else msgspec.json.encode(found)
    tag = f'"{hashlib.sha256(body).hexdigest()[:_SHORT]}"'
    headers = {"etag": tag, "cache-control": "no-cache"}
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(None, 304, headers=headers)
    return Response(body, media_type=media, headers=headers)
