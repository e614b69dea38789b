"""The addresses of actors and events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from tawatur.serve.web.actor import profile
from tawatur.serve.web.atlas import place_value
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.download import FORMS, attached, exported
from tawatur.serve.web.events import events, shown_of
from tawatur.serve.web.visitor import spoken
from tawatur.serve.web.who import actor_key
from tawatur.store.events import EventChoice

if TYPE_CHECKING:
    from tawatur.serve.web.app import Pages

Asked = Annotated[str, Query(max_length=300)]


def add_world_routes(app: FastAPI, desk: Desk, pages: Pages) -> None:
    """Pages over all articles that are loaded."""

    @app.get("/{lang}/actors/{key:path}")
    def actor(request: Request, lang: str, key: str) -> Response:
        here = desk.actor(key)
        if not here:
            raise HTTPException(404)
        return pages.draw(request, lang, "actor.html", who=profile(here), actor=actor_key)

    @app.get("/{lang}/map")
    def event_map(  # noqa: PLR0917 - the query has as many names as the page has filters
        request: Request,
        lang: str,
        type: Asked = "",  # noqa: A002 - so it is called in the address
        status: Asked = "",
        claimant: Asked = "",
        outlet: Asked = "",
        day: Asked = "",
        place: Asked = "",
        since: Asked = "",
        until: Asked = "",
        format: Asked = "",  # noqa: A002 - as exports have it
    ) -> Response:
        wanted = EventChoice(type, status, claimant, outlet, day, place, since, until)
        if format:  # exactly what the map shows
            spoken(lang)
            return attached(*exported(shown_of(desk, wanted), format, None))
        return pages.draw(
            request, lang, "map.html", found=events(desk, wanted), wanted=wanted, actor=actor_key,
            place_of=place_value, forms=FORMS,
        )  # fmt: skip
