"""The addresses of stories and their claims, and what persons decide of claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import FastAPI, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from tawatur.compare.types import Claim, Comparison
from tawatur.errors import UnreadableInput
from tawatur.serve.web.claim_hand import claim_of, said
from tawatur.serve.web.decisions import LONGEST_WHY, Decision, made
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.gathered import SHOWN
from tawatur.serve.web.graph import Graph, graph
from tawatur.serve.web.incidents import incidents_in
from tawatur.serve.web.stories import own_voice, told
from tawatur.serve.web.story import called, story
from tawatur.serve.web.visitor import named, remembered, spoken

if TYPE_CHECKING:
    from tawatur.serve.web.app import Pages

Cursor = Annotated[str | None, Query(max_length=200)]
StoryId = Annotated[str, Query(max_length=200)]
Ids = Annotated[list[str] | None, Form(max_length=500)]


def add_claim_routes(app: FastAPI, desk: Desk, pages: Pages) -> None:
    """Stories, and the claims of each."""

    @app.get("/{lang}/stories")
    def all_stories(request: Request, lang: str, after: Cursor = None, several: bool = False) -> Response:
        part = desk.storyteller.part(after, SHOWN, several=several)
        shown = [(one, told(one.comparison, rightward=lang != "ar")) for one in part.told]
        return pages.draw(request, lang, "stories.html", part=part, shown=shown, several=several)

    @app.get("/{lang}/story")
    def whole(request: Request, lang: str, of: StoryId = "", review: bool = False) -> Response:
        found = desk.storyteller.told(of)
        comparison = found.comparison
        shown, line = story(comparison), told(comparison, rightward=lang != "ar")
        outlets = _outlets(comparison)
        told_of = desk.storyteller.happened(found.story.id)
        happened = incidents_in(told_of, outlets, rightward=lang != "ar")
        return pages.draw(
            request, lang, "story.html", story=shown, outlets=outlets, told=line, of=of,
            found=found, claims={claim.id: claim for claim in comparison.claims},
            happened=happened, actors=desk.actors(),
            called=called(desk.storyteller.naming(found.story.id), shown.columns),
            graph=_story_graph(comparison, rightward=lang != "ar"),
            decided=said(found.decided, comparison),
            review=review, reviewer=named(request),
        )  # fmt: skip

    @app.get("/{lang}/story/{claim_id}")
    def one_claim(
        request: Request, lang: str, claim_id: str, of: StoryId = "", review: bool = False
    ) -> Response:
        found = desk.storyteller.told(of)
        comparison = found.comparison
        claim = next((claim for claim in comparison.claims if claim.id == claim_id), None)
        if claim is None:
            raise HTTPException(404)
        return pages.draw(
            request, lang, "claim.html", claim=claim, actors=desk.actors(), of=of,
            outlets=_outlets(comparison), graph=_claim_graph(claim, comparison, rightward=lang != "ar"),
            others=sorted((o for o in comparison.claims if o is not claim), key=lambda o: -len(o.texts)),
            decided=said(found.decided, comparison, claim), notes=comparison.notes,
            review=review, reviewer=named(request),
        )  # fmt: skip

    @app.post("/{lang}/claims")
    def decide(  # noqa: PLR0917 - the form has as many fields
        lang: str,
        what: Annotated[str, Form(max_length=20)],
        who: Annotated[str, Form(max_length=80)] = "",
        why: Annotated[str, Form(max_length=LONGEST_WHY)] = "",
        claim: Ids = None,
        telling: Ids = None,
        at: Annotated[str, Form(max_length=40)] = "",
        of: Annotated[str, Form(max_length=200)] = "",
    ) -> Response:
        asked = Decision(what, who, why, "", tuple(telling or ()), at)
        found = decide_on(desk, [name for name in claim or () if name], asked, of)
        there = f"/{spoken(lang)}/story" + (f"/{found.id}" if found else "")
        query = f"of={quote(of, safe='')}&review=1" if of else "review=1"
        return remembered(RedirectResponse(f"{there}?{query}#decided", 303), who)


def decide_on(desk: Desk, names: Sequence[str], asked: Decision, of: str) -> Claim | None:
    """Keep a decision on the first of some claims of a story, each named by its id or any of its tellings.

    The claim of its first telling as it is now; None where a decision is taken back whose tellings are gone.
    StoreMissing where no claim is meant, UnreadableInput where the decision cannot be made.
    """
    found = desk.storyteller.told(of)
    comparison = found.comparison
    given = [claim_of(comparison, name) for name in names]
    if not given and asked.what != "undo":
        raise UnreadableInput("choose a claim: those that are one, or the one whose tellings are not")
    here = [one.id for claim in given[:1] for one in claim.told]
    there = [one.id for claim in given[1:] for one in claim.told]
    desk.decide("claim", made(asked, "claim", here, there, found.decided), of)
    return claim_of(desk.comparison(of), here[0]) if here else None


def _outlets(comparison: Comparison) -> dict[str, str]:
    """Every article's outlet, or its id where none is known."""
    return {article.id: article.outlet or article.id for article in comparison.articles}


def _story_graph(comparison: Comparison, *, rightward: bool) -> Graph:
    """What several texts tell, and whom they have it from; every outlet stands in it, the earliest on top."""
    shared = [claim for claim in comparison.claims if len(claim.texts) > 1]
    names = _outlets(comparison)
    outlets = {one.id: names[one.id] for one in sorted(comparison.articles, key=lambda a: a.published or "~")}
    return graph(shared, outlets, own_voice(comparison, shared), rightward=rightward)


def _claim_graph(claim: Claim, comparison: Comparison, *, rightward: bool) -> Graph:
    """One claim, and the outlets that tell it."""
    names = _outlets(comparison)
    outlets = {telling.article: names[telling.article] for telling in claim.told}
    return graph([claim], outlets, own_voice(comparison, [claim]), rightward=rightward)
