"""The HTTP interface: what the pages show, as JSON, and exports. ``/api/openapi.json`` describes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from tawatur.compare.types import Scope
from tawatur.errors import SettingsError
from tawatur.model import Record, Span, Statement
from tawatur.run import reviewing
from tawatur.run.annotated import gold
from tawatur.run.comparing import encode as encode_comparison
from tawatur.serve.web.answers import answer
from tawatur.serve.web.claim_hand import claim_of, said
from tawatur.serve.web.claim_routes import decide_on as decide_on_claims
from tawatur.serve.web.decisions import Decision
from tawatur.serve.web.deeds import Deed, deeds
from tawatur.serve.web.desk import Desk
from tawatur.serve.web.download import exported
from tawatur.serve.web.incident_routes import decide_on
from tawatur.serve.web.library import Entry, Kept
from tawatur.store import FACETS, Found, KeptStory, narrowed, parse
from tawatur.store.events import EventChoice
from tawatur.store.query import FIELDS, facet

MOST = 200  # items of a page
EXPORTED = 1000  # articles of an export
LONGEST = 2000  # characters of a question
_PROBLEM: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": "A problem (RFC 9457): what is wrong and what to do.",
            "content": {"application/problem+json": {}}},
}  # fmt: skip
Limit = Annotated[int, Query(ge=1, le=MOST)]
Number = Annotated[int, Query(ge=0, le=1_000_000)]
Cursor = Annotated[str | None, Query(max_length=200)]
Words = Annotated[str, Query(max_length=LONGEST)]
Sent = TypeVar("Sent", bound=msgspec.Struct)


class ArticlePage(msgspec.Struct, frozen=True):
    """A part of the list, newest first; ``after`` is the cursor of the next part, null on the last one."""

    articles: tuple[Entry, ...]
    after: str | None


class StoryEntry(msgspec.Struct, frozen=True):
    """A story and its articles, the newest first."""

    id: str
    articles: tuple[str, ...]
    scope: Scope


class StoryList(msgspec.Struct, frozen=True):
    """A part of the stories, newest first; all of them are ``total``, of so many ``articles``."""

    stories: tuple[StoryEntry, ...]
    after: str | None
    total: int
    articles: int
    words: str = "in the texts loaded"


class Told(msgspec.Struct, frozen=True):
    """A statement with the names of its chain and an address of its words.

    ``chain`` runs from the outermost source inwards; null where nobody is known.
    """

    id: str
    chain: tuple[str | None, ...]
    text: str
    content: tuple[Span, ...]
    act: str
    form: str
    channel: str
    commitment: str
    parent: str | None
    confidence: float
    review: str | None
    permalink: str


class Value(msgspec.Struct, frozen=True):
    """A value of a facet, how many of the articles found have it, and the query that finds those."""

    value: str
    articles: int
    query: str


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person changes: ``what`` is accept, reject or undo, or what is given another ``value``.

    Of a ``statement`` that is source (an entity's id), content or span (ranges as ``12-40, 50-62``); of an
    ``event`` trigger, type, status, actors, targets, place (ranges, or entities' ids), date or claimant (the
    id of a statement); of an ``entity`` merge (another's id) or split (mentions that are somebody else), with
    ``why``. ``add`` makes an event of the type ``value`` at the range ``event``.
    """

    what: str
    who: str
    statement: str = ""
    event: str = ""
    entity: str = ""
    value: str = ""
    why: str = ""


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An article to be read."""

    text: str
    outlet: str | None = None
    published: str | None = None


def add_api(app: FastAPI, desk: Desk) -> None:
    """Every address under ``/api``."""
    router = APIRouter(prefix="/api", responses=_PROBLEM)
    _articles(router, desk)
    _story(router, desk)
    _claims(router, desk)
    _happened(router, desk)
    _questions(router, desk)
    app.include_router(router)


def _articles(router: APIRouter, desk: Desk) -> None:
    @router.get("/articles", summary="Articles, newest first")
    def articles(request: Request, after: Cursor = None, limit: Limit = 50) -> Response:
        items, following = desk.library.listed(after, limit)
        return answer(request, ArticlePage(tuple(items), following))

    @router.post("/articles", status_code=201, summary="Read a text: {text, outlet, published}",
                 openapi_extra=_body(Text))  # fmt: skip
    async def read(request: Request) -> Response:
        given = _decoded(await request.body(), Text)
        record = await run_in_threadpool(desk.read_text, given.text, given.outlet, given.published)
        there = {"location": f"/api/articles/{record.article.id}"}
        return Response(_encoded(record), 201, headers=there, media_type="application/json")

    @router.get("/articles/{article_id}", summary="The record of an article (its schema: tawatur schema)")
    def record(request: Request, article_id: str) -> Response:
        return answer(request, _encoded(desk.record(article_id)))

    @router.get("/articles/{article_id}/statements", summary="Its statements, with chains and permalinks")
    def statements(request: Request, article_id: str) -> Response:
        return answer(request, tuple(_told(desk, desk.record(article_id))))

    @router.get("/articles/{article_id}/events", summary="Its events, with claimants and review")
    def events(request: Request, article_id: str) -> Response:
        return answer(request, [_deed(deed) for deed in deeds(desk.reviewed(desk.record(article_id)).record)])

    @router.get("/articles/{article_id}/corrections", summary="What persons changed, oldest first")
    def corrections(request: Request, article_id: str) -> Response:
        return answer(request, desk.library.corrections(desk.record(article_id).article.id))

    @router.post("/articles/{article_id}/corrections", status_code=201,
                 summary="Accept, reject or change a statement or an event, add an event",
                 openapi_extra=_body(Change))  # fmt: skip
    async def correct(request: Request, article_id: str) -> Response:
        given = _decoded(await request.body(), Change)
        of = given.entity or given.event or given.statement
        change = reviewing.Change(of, given.what, given.value, given.why)
        await run_in_threadpool(lambda: desk.correct(desk.record(article_id), [change], given.who))
        found = msgspec.json.encode(await run_in_threadpool(desk.library.corrections, article_id))
        return Response(found, 201, media_type="application/json")

    @router.get("/articles/{article_id}/gold", summary="The reviewed record as an annotated article")
    def annotated(request: Request, article_id: str) -> Response:
        return answer(request, gold(desk.reviewed(desk.record(article_id))))


def _story(router: APIRouter, desk: Desk) -> None:
    @router.get("/story", summary="What the articles of a story tell together")
    def story(request: Request, of: Words = "") -> Response:
        return answer(request, encode_comparison(desk.comparison(of)))

    @router.get("/names", summary="What each outlet calls each actor")
    def names(request: Request) -> Response:
        return answer(request, encode_comparison(desk.naming()))

    @router.get("/stories", summary="The stories, newest first: id, articles, outlets and days of each")
    def stories(request: Request, after: Cursor = None, limit: Limit = 50, several: bool = False) -> Response:
        page = desk.storyteller.page(after, limit, several=several)
        listed = tuple(StoryEntry(one.id, *_scope(one)) for one in page.stories)
        return answer(request, StoryList(listed, page.after, *desk.storyteller.counts()))


def _claims(router: APIRouter, desk: Desk) -> None:
    @router.get("/claims", summary="Its claims")
    def claims(request: Request, of: Words = "", after: Number = 0, limit: Limit = 50) -> Response:
        comparison = desk.comparison(of)
        part = _part("claims", comparison.claims, after, limit)
        return answer(request, {**part, "scope": comparison.scope})

    @router.get("/claims/{claim_id}", summary="One claim with its tellings and ways")
    def claim(request: Request, claim_id: str, of: Words = "") -> Response:
        return answer(request, claim_of(desk.comparison(of), claim_id))

    @router.get("/claims/{name:path}/decisions", summary="What persons decided of a claim, the last first")
    def claim_decisions(request: Request, name: str, of: Words = "") -> Response:
        told = desk.storyteller.told(of)
        claim = claim_of(told.comparison, name)
        return answer(request, [one.act for one in said(told.decided, told.comparison, claim)])

    @router.post("/claims/{name:path}/decisions", status_code=201,
                 summary="Merge a claim (by its id or a telling's), split it, take a decision back",
                 openapi_extra=_body(Decision))  # fmt: skip
    async def decide_claim(request: Request, name: str, of: Words = "") -> Response:
        given = _decoded(await request.body(), Decision)
        names = [name, given.other] if given.other else [name]
        found = await run_in_threadpool(decide_on_claims, desk, names, given, of)
        return Response(msgspec.json.encode(found), 201, media_type="application/json")


def _happened(router: APIRouter, desk: Desk) -> None:
    @router.get("/incidents", summary="What happened in a window of days, the newest or that of a day")
    def incidents(
        request: Request,
        day: Annotated[str | None, Query(max_length=10)] = None,
        after: Number = 0,
        limit: Limit = 50,
    ) -> Response:
        found, days = desk.incidents(day), desk.window(day)
        part = _part("incidents", found.incidents, after, limit)
        beside = {"days": days.window, "newer": days.newer, "older": days.older}
        return answer(request, {**part, **beside, "notes": found.notes})

    @router.get("/incidents/{name}", summary="One of them, by its id or that of any of its tellings")
    def incident(request: Request, name: str) -> Response:
        found = desk.incidents_with(name)
        one = found.by_telling.get(name) if found else None
        if found is None or one is None:
            raise HTTPException(404, f"{name}: no such incident; /api/incidents lists them")
        return answer(request, {"incident": one, "decisions": found.acts(one)})

    @router.post("/incidents/{name}/decisions", status_code=201,
                 summary="Merge it, split it, take a decision back",
                 openapi_extra=_body(Decision))  # fmt: skip
    async def decide(request: Request, name: str) -> Response:
        given = _decoded(await request.body(), Decision)
        one = await run_in_threadpool(decide_on, desk, name, given)
        happened = await run_in_threadpool(desk.incidents_with, name)
        found = {"incident": one, "decisions": happened.acts(one) if happened else ()}
        return Response(msgspec.json.encode(found), 201, media_type="application/json")

    @router.get("/events", summary="Events over the articles, with claimant, status and place")
    def all_events(  # noqa: PLR0917 - the query has as many names as the page has filters
        request: Request,
        type: Words = "",  # noqa: A002 - so it is called in the address
        status: Words = "",
        claimant: Words = "",
        outlet: Words = "",
        day: Words = "",
        place: Words = "",
        since: Words = "",
        until: Words = "",
        after: Number = 0,
        limit: Limit = 50,
    ) -> Response:
        choice = EventChoice(type, status, claimant, outlet, day, place, since, until)
        rows, total = desk.library.events(choice, after + limit)
        listed = [_deed(deed) for deed in desk.deeds(rows[after:])]
        following = after + limit if after + limit < total else None
        return answer(request, {"total": total, "events": listed, "after": following})


def _scope(story: KeptStory) -> tuple[tuple[str, ...], Scope]:
    """The articles of a story, and what numbers over them rest on."""
    articles = tuple(one.article for one in story.told)
    days = sorted(one.day[:10] for one in story.told if one.day)
    outlets = tuple(dict.fromkeys(one.outlet or one.article for one in story.told))
    first, last = (days[0], days[-1]) if days else (None, None)
    return articles, Scope(len(articles), outlets, first, last, undated=len(articles) - len(days))


def _part(name: str, found: Sequence[object], after: int, limit: int) -> dict[str, object]:
    """A part of a list under its name; ``after`` is the cursor of the next part, null on the last one."""
    end = after + limit
    return {name: found[after:end], "after": end if end < len(found) else None}


def _questions(router: APIRouter, desk: Desk) -> None:
    @router.get("/trace", summary="Where a sentence stands, in whose mouth, word by word")
    def trace(
        request: Request, q: Annotated[str, Query(min_length=1, max_length=LONGEST)], by: Words = ""
    ) -> Response:
        return answer(request, encode_comparison(desk.trace(q, by)))

    @router.get("/search", summary="Search the store; docs/store.md tells the query language")
    def search(request: Request, q: Words = "", after: Cursor = None, limit: Limit = 20) -> Response:
        return answer(request, _kept(desk).store.search(parse(q), after, limit))

    @router.get("/facets", summary="How many of the articles found have which outlet, day, speaker, act …")
    def facets(
        request: Request,
        q: Words = "",
        field: Annotated[list[str] | None, Query(max_length=len(FIELDS))] = None,
        limit: Limit = 20,
    ) -> Response:
        store, asked = _kept(desk).store, parse(q) if q.strip() else None
        kinds = dict.fromkeys(facet(name) for name in field or FACETS)
        found = {
            kind: [
                Value(count.value, count.articles, narrowed(q, kind, count.value))
                for count in store.facets(asked, kind, limit)
            ]
            for kind in kinds
        }
        basis = store.search(asked, limit=1).basis if asked else store.basis()
        return answer(request, {"facets": found, "basis": basis})

    @router.get("/export", summary="Articles in a format of the field: all, some by id, or those of a search")
    def export_all(
        request: Request,
        format: Annotated[str, Query(max_length=40)] = "csv",  # noqa: A002 - as the command has it
        table: Annotated[str | None, Query(max_length=40)] = None,
        id: Annotated[list[str] | None, Query(max_length=EXPORTED)] = None,  # noqa: A002 - as above
        q: Words = "",
    ) -> Response:
        records = islice(_chosen(desk, id or (), q), EXPORTED)
        name, body = exported(records, format, table)
        found = answer(request, body, "application/octet-stream")
        found.headers["content-disposition"] = f'attachment; filename="{name}"'
        return found


def _chosen(desk: Desk, ids: Sequence[str], query: str) -> Iterator[Record]:
    """The records to export, in the order of the page that shows them."""
    if ids:
        yield from (desk.standing(desk.record(one)) for one in ids)
    elif query.strip():
        store, asked = _kept(desk).store, parse(query)
        after: str | None = None
        while True:
            found: Found = store.search(asked, after, MOST)
            yield from (desk.standing(store.record(hit.article.id)) for hit in found.hits)
            after = found.after
            if after is None:
                return
    else:
        yield from map(desk.standing, desk.library.records())


def _kept(desk: Desk) -> Kept:
    if not isinstance(desk.library, Kept):
        raise SettingsError("searching needs a store: tawatur serve --store DIR")
    return desk.library


def _told(desk: Desk, record: Record) -> Iterator[Told]:
    found = desk.reviewed(record)
    for statement in found.record.statements:
        entities = found.record.chain(statement)
        yield Told(
            statement.id,
            tuple(entity.name if entity else None for entity in entities),
            statement.text,
            statement.content,
            statement.act,
            statement.form,
            statement.channel,
            statement.commitment,
            statement.parent,
            statement.confidence,
            found.verdicts.get(statement.id),
            _permalink(record, statement),
        )


def _deed(deed: Deed) -> dict[str, object]:
    """An event with who claims it, from the outermost source inwards, and what a person said of it."""
    return {
        "article": deed.record.article.id,
        "claimants": [one.words or None for one in deed.claimants],
        "event": deed.event,
        "review": deed.verdict or None,
    }


def _permalink(record: Record, statement: Statement) -> str:
    spans = statement.content
    return f"/ar/articles/{record.article.id}?span={spans[0].start}-{spans[-1].end}#span" if spans else ""


def _encoded(record: Record) -> bytes:
    from tawatur.run.pipeline import encode

    return encode(record)


def _decoded(body: bytes, kind: type[Sent]) -> Sent:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise HTTPException(422, f"the body is no {kind.__name__.lower()}: {error}") from error


def _body(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The schema of a body, for the description."""
    (schema,), definitions = msgspec.json.schema_components([kind], ref_template="{name}")
    told = definitions.get(kind.__name__, schema)
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": told}}}}
