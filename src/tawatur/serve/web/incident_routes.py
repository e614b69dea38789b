"""The addresses of incidents: the list, one happening, and what persons decide of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import msgspec
from fastapi import FastAPI, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from tawatur.compare.incidents import Incident
from tawatur.errors import UnreadableInput
from tawatur.run.deciding import Decided, Kind, now
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.happenings import Happened
from tawatur.serve.web.incidents import Wanted, listed, outlets_of, view
from tawatur.serve.web.visitor import named, remembered, spoken
from tawatur.serve.web.who import actor_key

if TYPE_CHECKING:
    from tawatur.serve.web.app import Pages

Asked = Annotated[str, Query(max_length=300)]
_LONGEST_WHY = 500


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person decides of an incident: ``what`` is merge, split or undo.

    ``other`` is the incident that it is one with, ``tellings`` those that are another happening, ``at`` the
    moment of the decision that is taken back.
    """

    what: str
    who: str
    why: str = ""
    other: str = ""
    tellings: tuple[str, ...] = ()
    at: str = ""


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
        why: Annotated[str, Form(max_length=_LONGEST_WHY)] = "",
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

    UnreadableInput where it cannot be made.
    """
    incident, who, why = _incident(desk, name), " ".join(asked.who.split()), " ".join(asked.why.split())
    if not who:
        raise UnreadableInput("a decision needs the name of who makes it")
    if asked.what != "undo" and not why:
        raise UnreadableInput("merging and splitting need a reason: say why")
    moment, kind = now(), _kind(asked.what)
    desk.decide([Decided(kind, a, b, who, moment, why) for a, b in _pairs(desk, incident, asked)])
    return desk.incidents().by_telling[name]


def _incident(desk: Desk, name: str) -> Incident:
    """The incident that has this telling; its own id is that of its first one."""
    found = desk.incidents().by_telling.get(name)
    if found is None:
        raise HTTPException(404)
    return found


def _kind(what: str) -> Kind:
    kinds: dict[str, Kind] = {"merge": "merge", "split": "split", "undo": "undo"}
    if what not in kinds:
        raise UnreadableInput(f"{what!r} is no decision: merge, split or undo")
    return kinds[what]


def _pairs(desk: Desk, incident: Incident, asked: Decision) -> list[tuple[str, str]]:
    """The pairs of tellings that a decision is about."""
    what, other = asked.what, asked.other
    found = desk.incidents()
    here = [telling.id for telling in incident.told]
    if what == "merge":
        if other not in found.by_telling or other in here:
            raise UnreadableInput("choose another incident that it is one with")
        return _joined(found, here, [telling.id for telling in found.by_telling[other].told])
    if what == "split":  # every pair: one that was left out could join them again
        apart = [name for name in here if name in asked.tellings]
        if not apart or len(apart) == len(here):
            raise UnreadableInput("choose some of the tellings, not all: those that are another happening")
        return list(product([name for name in here if name not in apart], apart))
    return [pair for act in found.acts(incident) if act.at == asked.at for pair in act.pairs]


def _joined(found: Happened, here: Sequence[str], there: Sequence[str]) -> list[tuple[str, str]]:
    """All tellings with the first one, and every two that were split before."""
    split = {frozenset((one.a, one.b)) for one in found.decided if one.kind == "split"}
    star = [(here[0], name) for name in (*here[1:], *there)]
    return [*star, *(pair for pair in product(here[1:], there) if frozenset(pair) in split)]
