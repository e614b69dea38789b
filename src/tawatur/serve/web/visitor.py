"""Who corrects, remembered in a cookie; and the language of an address."""

from __future__ import annotations

from urllib.parse import quote, unquote

from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from tawatur.serve.web.messages import LANGUAGES

_COOKIE = "reviewer"


def named(request: Request) -> str:
    """The name that the visitor gave before, or nothing."""
    return unquote(request.cookies.get(_COOKIE, ""))


def remembered(answer: Response, name: str) -> Response:
    """The answer with the visitor's name for the next time."""
    answer.set_cookie(_COOKIE, quote(name.strip()), httponly=True, samesite="strict")
    return answer


def preferred(request: Request) -> str:
    """The language of the address, else what the browser asks for, else Arabic."""
    asked = request.headers.get("accept-language", "")[:2].lower()
    return next((one for one in (request.url.path.split("/")[1], asked) if one in LANGUAGES), LANGUAGES[0])


def spoken(language: str) -> str:
    """The language, where the interface speaks it; else there is no such page."""
    if language not in LANGUAGES:
        raise HTTPException(404)
    return language
