"""The addresses of the pages. Each reads from the desk, makes a view and draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from fastapi import FastAPI, File, Form, Query, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from tawatur.language.lexicon import load
from tawatur.model import Record
from tawatur.run.event_changes import TYPES
from tawatur.run.pipeline import identity
from tawatur.run.ranges import written
from tawatur.serve.web.article import LAYERS, Chosen, able_to_speak, citation, engine_cited, view
from tawatur.serve.web.claim_routes import add_claim_routes
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.event_review import form
from tawatur.serve.web.identities import held, people
from tawatur.serve.web.incident_routes import add_incident_routes
from tawatur.serve.web.messages import messages
from tawatur.serve.web.review_routes import add_review_routes
from tawatur.serve.web.search_routes import add_search_routes
from tawatur.serve.web.source_routes import add_source_routes
from tawatur.serve.web.visitor import named, preferred, spoken
from tawatur.serve.web.who import actor_key
from tawatur.serve.web.world_routes import add_world_routes

if TYPE_CHECKING:
    from tawatur.serve.web.app import Pages

LISTED = 50  # articles of the first page
LONGEST = 2000  # characters of a question


class Figure(msgspec.Struct, frozen=True):
    """A share over the annotated articles: those that rules were written with, and those nobody looked at."""

    key: str
    seen: float
    unseen: float


def add_routes(app: FastAPI, desk: Desk, pages: Pages) -> None:
    """Every address of the reading room."""
    _entrance(app, desk, pages)
    _articles(app, desk, pages)
    add_claim_routes(app, desk, pages)
    _questions(app, desk, pages)
    add_world_routes(app, desk, pages)
    add_review_routes(app, desk)
    add_incident_routes(app, desk, pages)
    add_search_routes(app, desk, pages)
    add_source_routes(app, desk, pages)

    @app.get("/{lang}/help")
    def help_page(request: Request, lang: str) -> Response:
        engine = engine_cited(messages(spoken(lang)), identity(desk.settings))
        return pages.draw(
            request, lang, "help.html", figures=load("interface/figures.tsv", Figure), engine=engine
        )


def _entrance(app: FastAPI, desk: Desk, pages: Pages) -> None:
    @app.get("/")
    def door(request: Request) -> Response:
        return RedirectResponse(f"/{preferred(request)}/", 303)

    @app.get("/{lang}/")
    def home(request: Request, lang: str) -> Response:
        shown = desk.laid()[:LISTED]
        return pages.draw(request, lang, "home.html", records=shown, offline=desk.settings.offline)

    @app.post("/{lang}/read")
    def read(
        lang: str,
        text: Annotated[str, Form()] = "",
        url: Annotated[str, Form()] = "",
        outlet: Annotated[str, Form()] = "",
        published: Annotated[str, Form()] = "",
        file: Annotated[UploadFile | None, File()] = None,
    ) -> Response:
        if file is not None and file.filename:
            record = desk.read_file(file.file.read(desk.settings.max_bytes + 1), file.filename)
        elif url.strip():
            record = desk.read_address(url.strip())
        else:
            record = desk.read_text(text, outlet, published)
        return RedirectResponse(f"/{spoken(lang)}/articles/{record.article.id}", 303)


def _articles(app: FastAPI, desk: Desk, pages: Pages) -> None:
    @app.get("/{lang}/articles/{article_id}")
    def article(  # noqa: PLR0917 - the query has as many names as the page has filters
        request: Request,
        lang: str,
        article_id: str,
        source: str = "",
        act: str = "",
        channel: str = "",
        commitment: str = "",
        layer: Annotated[list[str] | None, Query()] = None,
        span: Annotated[str, Query(pattern=r"^(\d{1,9}-\d{1,9})?$")] = "",
        review: bool = False,
        event: Annotated[str, Query(max_length=40)] = "",
    ) -> Response:
        record = desk.record(article_id)
        layers = tuple(name for name in LAYERS if name in (layer or ()))
        found = desk.reviewed(record)
        opened = found.record.event(event) if review else None
        words = span or (written(opened.trigger) if opened else "")
        chosen = Chosen(source, act, channel, commitment, layers, _range(words, record))
        return pages.draw(
            request, lang, "article.html", view=view(found, chosen), layers=LAYERS,
            cite=citation, actor=actor_key, sources=able_to_speak(found.record),
            people=people(found.record) if review else (), held=held(record, found), unfit=found.unfit,
            asked=(record.article.span(*chosen.span),) if chosen.span else (),
            review=review, reviewer=named(request), event=form(found.record, opened) if opened else None,
            types=TYPES,
        )  # fmt: skip


def _questions(app: FastAPI, desk: Desk, pages: Pages) -> None:
    @app.get("/{lang}/trace")
    def trace_page(
        request: Request,
        lang: str,
        q: Annotated[str, Query(max_length=LONGEST)] = "",
        by: Annotated[str, Query(max_length=LONGEST)] = "",
    ) -> Response:
        found = desk.trace(q, by) if q.strip() else None
        return pages.draw(request, lang, "trace.html", q=q, by=by, found=found)

    @app.get("/{lang}/names")
    def names_page(request: Request, lang: str) -> Response:
        return pages.draw(
            request, lang, "names.html", naming=desk.naming(), actors=desk.actors(), newest=desk.newest()
        )


def _range(span: str, record: Record) -> tuple[int, int] | None:
    """The code points of ``12-40``, within the text."""
    start, dash, end = span.partition("-")
    length = len(record.article.text)
    if not dash or not int(start) < int(end) <= length:
        return None
    return int(start), int(end)
