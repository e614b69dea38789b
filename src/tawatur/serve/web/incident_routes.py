"""The addresses of incidents: the list, one happening, and what persons decide of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import FastAPI, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from tawatur.compare.incidents import Incident
from tawatur.errors import StoreMissing
from tawatur.serve.web.decisions import LONGEST_WHY, Decision, made
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.incidents import Wanted, listed, outlets_of, view
from tawatur.serve.web.visitor import named, remembered, spoken
from tawatur.serve.web.who import actor_key

if TYPE_CHECKING:
    from tawatur.serve.web.app import Pages

Asked = Annotated[str, Query(max_length=300)]


def add_incident_routes(app: FastAPI, desk: Desk, pages: Pages) -> None:
    """Incidents over all articles that are loaded."""

    @app.get("/{lang}/incidents")
    def all_incidents(
        request: Request,
        lang: str,
        type: Asked = "",  # noqa: A002 - so it is called in the address
        outlet: Asked = "",
        several: bool = False,
    ) -> Response:
        wanted = Wanted(type, outlet, several)
        found = desk.incidents()
        shown = listed(found, outlets_of(desk.laid()), wanted)
        return pages.draw(request, lang, "incidents.html", found=shown, wanted=wanted, notes=found.notes)

    @app.get("/{lang}/incidents/{name}")
    def one_incident(request: Request, lang: str, name: str, review: bool = False) -> Response:
        found = desk.incidents()
        shown = view(found, _incident(desk, name), desk.laid(), rightward=lang != "ar")
        return pages.draw(
            request, lang, "incident.html", view=shown, notes=found.notes, actor=actor_key,
            review=review, reviewer=named(request),
        )  # fmt: skip

    @app.get("/{lang}/articles/{article_id}/events/{event}")
    def incident_of(lang: str, article_id: str, event: str) -> Response:
        """Where an event of an article leads: to its incident, found only when somebody asks."""
        name = desk.incidents().by_event.get((article_id, event))
        if name is None:
            raise HTTPException(404)
        return RedirectResponse(f"/{spoken(lang)}/incidents/{quote(name, safe='')}", 303)

    @app.post("/{lang}/incidents/{name}")
    def decide(  # noqa: PLR0917 - the form has as many fields
        lang: str,
        name: str,
        what: Annotated[str, Form(max_length=20)],
        who: Annotated[str, Form(max_length=80)] = "",
        why: Annotated[str, Form(max_length=LONGEST_WHY)] = "",
        other: Annotated[str, Form(max_length=40)] = "",
        telling: Annotated[list[str] | None, Form(max_length=200)] = None,
        at: Annotated[str, Form(max_length=40)] = "",
    ) -> Response:
        asked = Decision(what, who, why, other, tuple(telling or ()), at)
        there = decide_on(desk, name, asked).id
        answer = RedirectResponse(f"/{spoken(lang)}/incidents/{quote(there, safe='')}?review=1#decided", 303)
        return remembered(answer, who)


def decide_on(desk: Desk, name: str, asked: Decision) -> Incident:
    """Keep a decision on the incident that has this telling; the incident of it as it is now.

    StoreMissing where nobody tells it, UnreadableInput where the decision cannot be made.
    """
    found = desk.incidents()
    incident, other = _incident(desk, name), found.by_telling.get(asked.other)
    here = [telling.id for telling in incident.told]
    there = [telling.id for telling in other.told] if other else []
    desk.decide("incident", made(asked, "incident", here, there, found.decided))
    return _incident(desk, name)


def _incident(desk: Desk, name: str) -> Incident:
    """The incident that has this telling; its own id is that of its first one."""
    found = desk.incidents().by_telling.get(name)
    if found is None:
        raise StoreMissing(f"{name[:40]}: no text that is loaded tells this incident now")
    return found
