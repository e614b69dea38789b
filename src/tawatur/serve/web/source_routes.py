"""The addresses of who is who over articles: the list, and what persons decide of two names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, get_args

from fastapi import FastAPI, Form, Request
from fastapi.responses import RedirectResponse, Response

from tawatur.errors import UnreadableInput
from tawatur.run.deciding import Decided, Kind, now
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.happenings import outlets_of
from tawatur.serve.web.sources import sources
from tawatur.serve.web.visitor import named, remembered, spoken

if TYPE_CHECKING:
    from tawatur.serve.web.app import Pages

Key = Annotated[str, Form(max_length=300)]


def add_source_routes(app: FastAPI, desk: Desk, pages: Pages) -> None:
    """Who is who among the sources of all articles that are loaded."""

    @app.get("/{lang}/who")
    def who_page(request: Request, lang: str, review: bool = False) -> Response:
        return pages.draw(
            request, lang, "who.html", found=sources(desk.who(), desk.decided()), review=review,
            outlets=outlets_of(desk.laid()), actors=desk.actors(), newest=desk.newest(),
            reviewer=named(request),
        )  # fmt: skip

    @app.post("/{lang}/who")
    def decide(
        lang: str,
        a: Key,
        b: Key,
        what: Annotated[str, Form(max_length=20)],
        who: Annotated[str, Form(max_length=80)] = "",
        why: Annotated[str, Form(max_length=500)] = "",
    ) -> Response:
        kind: Kind | None = next((one for one in get_args(Kind) if one == what), None)
        who, why = " ".join(who.split()), " ".join(why.split())
        if kind not in ("together", "apart", "undo"):
            raise UnreadableInput(f"{what!r} is no decision: together, apart or undo")
        if not who or a == b:
            raise UnreadableInput("a decision needs the name of who makes it, and two sources")
        if kind != "undo" and not why:
            raise UnreadableInput("who is who needs a reason: say why")
        desk.decide("actor", [Decided(kind, a, b, who, now(), why)])
        return remembered(RedirectResponse(f"/{spoken(lang)}/who?review=1", 303), who)
