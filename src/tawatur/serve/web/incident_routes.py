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
from tawatur.serve.web.desk import GATHERED, Desk
from tawatur.serve.web.happenings import Happened
from tawatur.serve.web.incidents import Wanted, listed, view
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
        day: Annotated[str, Query(max_length=10)] = "",
    ) -> Response:
        wanted, asked = Wanted(type, outlet, several), day or None
        found, days = desk.incidents(asked), desk.window(asked)
        return pages.draw(
            request, lang, "incidents.html", found=listed(found, wanted), wanted=wanted, notes=found.notes,
            days=days, day=day, unread=max(0, days.window.articles - GATHERED),
        )  # fmt: skip

    @app.get("/{lang}/incidents/{name}")
    def one_incident(request: Request, lang: str, name: str, review: bool = False) -> Response:
        found, incident = _incident(desk, name)
        records = [desk.standing(desk.record(one)) for one in dict.fromkeys(t.article for t in incident.told)]
        shown = view(found, incident, records, rightward=lang != "ar")
        return pages.draw(
            request, lang, "incident.html", view=shown, notes=found.notes, actor=actor_key,
            review=review, reviewer=named(request),
        )  # fmt: skip

    @app.get("/{lang}/articles/{article_id}/events/{event}")
    def incident_of(lang: str, article_id: str, event: str) -> Response:
        """Where an event of an article leads: to its incident, found only when somebody asks."""
        name = desk.incidents_on(article_id).by_event.get((article_id, event))
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
    found, incident = _incident(desk, name)
    other = found.by_telling.get(asked.other)
    here = [telling.id for telling in incident.told]
    there = [telling.id for telling in other.told] if other else []
    desk.decide("incident", made(asked, "incident", here, there, found.decided))
    return _incident(desk, name)[1]


def _incident(desk: Desk, name: str) -> tuple[Happened, Incident]:
    """The incident that has this telling, among those around it; its own id is that of its first one."""
    found = desk.incidents_with(name)
    if found is None or name not in found.by_telling:
        raise StoreMissing(f"{name[:40]}: no text that is loaded tells this incident now")
    return found, found.by_telling[name]
