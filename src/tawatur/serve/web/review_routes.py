"""The addresses at which a visitor corrects an article: its statements, and who is who in it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import FastAPI, Form
from fastapi.responses import RedirectResponse, Response

from tawatur.run.reviewing import Change
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.visitor import remembered, spoken

Id = Annotated[str, Form(max_length=40)]
Name = Annotated[str, Form(max_length=200)]


def add_review_routes(app: FastAPI, desk: Desk) -> None:
    """Corrections; each leads back to where it was made."""

    @app.post("/{lang}/articles/{article_id}/review")
    def correct(
        lang: str,
        article_id: str,
        statement: Id,
        what: Id,
        who: Name = "",
        source: Id = "",
        given: Annotated[str, Form(alias="range", max_length=400)] = "",
    ) -> Response:
        desk.correct(
            desk.record(article_id), Change(statement, what, source if what == "source" else given), who
        )
        return _back(lang, article_id, statement, who)

    @app.post("/{lang}/articles/{article_id}/who")
    def identify(  # noqa: PLR0917 - the form has as many fields
        lang: str,
        article_id: str,
        entity: Id,
        what: Id,
        who: Name = "",
        why: Annotated[str, Form(max_length=500)] = "",
        other: Id = "",
        mention: Annotated[list[Id] | None, Form(max_length=500)] = None,
    ) -> Response:
        value = other if what == "merge" else ", ".join(mention or ())
        desk.correct(desk.record(article_id), Change(entity, what, value, why), who)
        return _back(lang, article_id, "who", who)


def _back(lang: str, article_id: str, part: str, who: str) -> Response:
    there = f"/{spoken(lang)}/articles/{quote(article_id, safe='')}?review=1#{quote(part)}"
    return remembered(RedirectResponse(there, 303), who)
