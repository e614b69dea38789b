"""The addresses at which a visitor corrects an article: its statements, its events, and who is who in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import quote

from fastapi import FastAPI, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from tawatur.errors import UnreadableInput
from tawatur.run.reviewing import Change
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.event_review import changes, last_word
from tawatur.serve.web.visitor import remembered, spoken

Id = Annotated[str, Form(max_length=40)]
Name = Annotated[str, Form(max_length=200)]
_FIELDS = 200  # of the form of an event


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
        change = Change(statement, what, source if what == "source" else given)
        desk.correct(desk.record(article_id), [change], who)
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
        desk.correct(desk.record(article_id), [Change(entity, what, value, why)], who)
        return _back(lang, article_id, "who", who)

    @app.post("/{lang}/articles/{article_id}/events")
    def add_event(
        lang: str,
        article_id: str,
        given: Annotated[str, Form(alias="range", max_length=40)],
        type: Id,  # noqa: A002 - so the form has it
        who: Name = "",
    ) -> Response:
        (made,) = desk.correct(desk.record(article_id), [Change(given, "add", type)], who)
        return _back(lang, article_id, made.place.partition(".")[0], who, opened=True)

    @app.post("/{lang}/articles/{article_id}/events/{event}")
    async def correct_event(request: Request, lang: str, article_id: str, event: str) -> Response:
        sent = await request.form(max_files=0, max_fields=_FIELDS)
        given = {name: [str(one) for one in sent.getlist(name)] for name in sent}
        who, what = ("".join(given.pop(name, ())) for name in ("who", "what"))
        await run_in_threadpool(_correct_event, desk, article_id, (event, what, who), given)
        return _back(lang, article_id, event, who, opened=what == "change")


def _correct_event(
    desk: Desk, article_id: str, said: tuple[str, str, str], given: Mapping[str, list[str]]
) -> None:
    """Keep what a person said of an event: a verdict, or ``change`` and the fields of its form."""
    (name, what, who), record = said, desk.record(article_id)
    found = desk.reviewed(record).record
    shown = found.event(name)
    if what != "change" or shown is None:
        desk.correct(record, [Change(name, what)], who)
        return
    if given.get("seen", [moment := last_word(found, name)]) != [moment]:
        raise UnreadableInput("somebody corrected this event meanwhile: look at it again, then change it")
    made = changes(shown, given)
    if not made:
        raise UnreadableInput("nothing was changed: choose another value, or accept the event as it is")
    desk.correct(record, made, who)


def _back(lang: str, article_id: str, part: str, who: str, *, opened: bool = False) -> Response:
    """To where it was said; ``opened`` shows the form of that event again."""
    asked = f"review=1&event={quote(part)}" if opened else "review=1"
    there = f"/{spoken(lang)}/articles/{quote(article_id, safe='')}?{asked}#{quote(part)}"
    return remembered(RedirectResponse(there, 303), who)
