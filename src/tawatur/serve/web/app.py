"""The pages as an ASGI application: what it is made of, and the look that all pages share."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from tawatur.errors import TawaturError
from tawatur.serve.web.answers import ROOT, problem, status_of
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.guard import HEADERS, Doors, Guard
from tawatur.serve.web.messages import LANGUAGES, messages
from tawatur.serve.web.sentences import said
from tawatur.serve.web.time_limit import TimeLimit
from tawatur.serve.web.visitor import preferred

_HERE = Path(__file__).parent


class _Static(StaticFiles):
    """Files beside the pages: a font never changes under its name, the rest is asked for again."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - as Starlette has it
        """The file, with how long it may be kept."""
        answer = super().file_response(*args, **kwargs)
        lasts = str(args[0]).endswith(".woff2")
        answer.headers["cache-control"] = "public, max-age=31536000, immutable" if lasts else "no-cache"
        return answer


class Pages:
    """Draws templates with the words of a language."""

    def __init__(self) -> None:
        """Everything that comes out of an article is escaped; a name that is not there is a fault."""
        self._environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["said"] = said

    def draw(
        self, request: Request, language: str, template: str, code: int = 200, **values: object
    ) -> Response:
        """The page. 404 where the interface does not speak the language."""
        if language not in LANGUAGES:
            raise HTTPException(404)
        words = messages(language)
        path = request.url.path.removeprefix(f"/{language}")
        other = "en" if language == "ar" else "ar"
        query = f"?{request.url.query}" if request.url.query else ""
        html = self._environment.get_template(template).render(
            t=words, lang=language, other=f"/{other}{path}{query}", here=path, **values
        )
        return HTMLResponse(html, code)


def create_app(desk: Desk, doors: Doors = Doors()) -> FastAPI:  # noqa: B008 - it is frozen
    """The application over what lies on the desk; the desk's settings bound size and time."""
    from tawatur.serve.web.api import add_api
    from tawatur.serve.web.routes import add_routes

    app = FastAPI(title="Tawatur", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    pages = Pages()
    add_api(app, desk)
    described = len(app.routes)
    add_routes(app, desk, pages)
    for route in app.routes[described:]:
        if isinstance(route, APIRoute):
            route.include_in_schema = False  # pages are for people
    app.mount("/static", _Static(directory=_HERE / "static"), name="static")

    @app.exception_handler(HTTPException)
    async def wrong_address(request: Request, error: HTTPException) -> Response:
        detail = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
        return _told(pages, request, error.status_code, detail)

    @app.exception_handler(RequestValidationError)
    async def wrong_value(request: Request, error: RequestValidationError) -> Response:
        fields = [(".".join(map(str, one["loc"][1:])), one["msg"]) for one in error.errors()]
        if request.url.path.startswith(ROOT):
            return problem(422, "; ".join(f"{field}: {what}" for field, what in fields))
        names = ", ".join(dict.fromkeys(field for field, _ in fields))
        return _told(
            pages, request, 422, f"{names} has a value that cannot be used: check the address or the form."
        )

    @app.exception_handler(TawaturError)
    async def wrong_input(request: Request, error: TawaturError) -> Response:
        return _told(pages, request, status_of(error), str(error))

    @app.exception_handler(Exception)
    async def fault(request: Request, error: Exception) -> Response:  # noqa: ARG001 - the server logs it
        answer = _told(pages, request, 500, "")
        answer.raw_headers.extend(HEADERS)  # it is sent from outside the guard
        return answer

    tell = partial(_told, pages)
    app.add_middleware(GZipMiddleware, minimum_size=2000, compresslevel=5)
    app.add_middleware(TimeLimit, seconds=desk.settings.answer_seconds, tell=tell)
    app.add_middleware(Guard, doors=doors, max_bytes=desk.settings.max_bytes, tell=tell)
    return app


def _told(pages: Pages, request: Request, status: int, detail: str) -> Response:
    if request.url.path.startswith(ROOT):
        return problem(status, detail or HTTPStatus(status).phrase)
    return pages.draw(request, preferred(request), "error.html", status, status=status, detail=detail)
