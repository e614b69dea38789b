"""The commands over many articles: compare, trace, naming. They print; what they print comes from ``run``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from tawatur.errors import SettingsError
from tawatur.serve.call import (
    SOME_FAILED,
    Fields,
    Full,
    Meta,
    Offline,
    Packs,
    look,
    settings_of,
    told_plainly,
)
from tawatur.serve.store_commands import After, Limit, Place, open_kept
from tawatur.serve.terminal import complain

if TYPE_CHECKING:
    from tawatur.compare.decisions import Decisions
    from tawatur.compare.incidents import Incidents
    from tawatur.compare.types import Comparison
    from tawatur.compare.who_is_who import WhoIsWho
    from tawatur.model import Record
    from tawatur.run.comparing import Found
    from tawatur.run.deciding import Kind
    from tawatur.run.pipeline import Engine
    from tawatur.serve.terminal import Look
    from tawatur.store import Store

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH|URL|-...]",
        help="Articles: texts, pages, feeds, JSONL files, addresses; none for the store.",
    ),
]
DecisionsFile = Annotated[
    Path | None,
    typer.Option(
        "--decisions", metavar="FILE", help="TOML or JSON: what is merged, split, or two actors apart."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Why = Annotated[str, typer.Option(metavar="WORDS", help="Why, kept beside what is decided.")]
By = Annotated[str, typer.Option(metavar="NAME", help="Who says so, kept beside what is decided.")]
StoryOf = Annotated[
    str | None,
    typer.Option("--story", metavar="ID", help="Instead: what the store holds of the story of this article."),
]
Pair = tuple[str, str]


def register(app: typer.Typer) -> None:
    """Put the commands on the application."""
    for command in (compare, trace, naming, stories):
        app.command()(told_plainly(command))


def compare(
    sources: Sources = None,
    *,
    story: StoryOf = None,
    store: Place = None,
    form: Annotated[
        Literal["text", "json", "dot", "svg"], typer.Option("--format", help="How to show the comparison.")
    ] = "text",
    decisions: DecisionsFile = None,
    apart: Annotated[
        Pair | None,
        typer.Option(metavar="KEY KEY", help="These two names, taken for one, are two actors."),
    ] = None,
    meta: Meta = None,
    fields: Fields = None,
    packs: Packs = None,
    offline: Offline = False,
    full: Full = False,
) -> None:
    """Show who stands behind what several articles tell: copies, claims, named and unsourced tellings."""
    from tawatur.run.comparing import compared
    from tawatur.serve.compare_graph import draw_dot, draw_svg
    from tawatur.serve.compare_text import draw

    given = articles_or_story(sources, story, store, (meta, fields, packs), offline=offline)
    found = compared(given.records, given.engine, decided_for(given, decisions, apart))
    graphs = {"dot": lambda: draw_dot(found), "svg": lambda: draw_svg(found)}
    drawn = graphs.get(form, lambda: draw(found, look(full=full)))
    show(found, drawn, as_json=form == "json")
    if given.failed:
        raise typer.Exit(SOME_FAILED)


def trace(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="The words to look for.")],
    sources: Sources = None,
    *,
    said_by: Annotated[
        str | None, typer.Option("--said-by", metavar="NAME", help="In whose mouth they are put.")
    ] = None,
    store: Place = None,
    as_json: AsJson = False,
    meta: Meta = None,
    fields: Fields = None,
    packs: Packs = None,
    offline: Offline = False,
    full: Full = False,
) -> None:
    """Trace a sentence: who carries it, word for word or altered, in whose mouth, through whom."""
    from tawatur.run.comparing import traced
    from tawatur.run.pipeline import Engine
    from tawatur.run.tracing import traced_in
    from tawatur.serve.trace_text import draw_trace

    failed = 0
    if sources:
        given = given_records(sources, store, (meta, fields, packs), offline=offline)
        found, failed = traced(sentence, said_by, given.records, given.engine), given.failed
    else:
        engine = Engine.load(settings_of(packs, offline=offline))
        with open_kept(store) as kept:
            found = traced_in(kept, sentence, said_by, engine)
    show(found, lambda: draw_trace(found, look(full=full)), as_json=as_json)
    if failed:
        raise typer.Exit(SOME_FAILED)


def naming(
    sources: Sources = None,
    *,
    store: Place = None,
    why: Annotated[
        bool, typer.Option("--why", help="Tell of each name why it is taken for the actor's.")
    ] = False,
    as_json: AsJson = False,
    meta: Meta = None,
    fields: Fields = None,
    packs: Packs = None,
    offline: Offline = False,
    full: Full = False,
) -> None:
    """Show what each outlet calls each actor, counted, with a sentence for every name."""
    from tawatur.run.comparing import named
    from tawatur.serve.trace_text import draw_naming

    given = given_records(sources, store, (meta, fields, packs), offline=offline)
    found = named(given.records, given.engine)
    show(found, lambda: draw_naming(found, look(full=full), why=why), as_json=as_json)
    if given.failed:
        raise typer.Exit(SOME_FAILED)


def stories(
    sources: Sources = None,
    *,
    store: Place = None,
    limit: Limit = 20,
    after: After = None,
    several: Annotated[
        bool, typer.Option("--several", help="Of a store: only what more than one article tells.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Gather all articles of the store anew, and nothing else.")
    ] = False,
    as_json: AsJson = False,
    meta: Meta = None,
    fields: Fields = None,
    packs: Packs = None,
    offline: Offline = False,
    full: Full = False,
) -> None:
    """Gather articles to stories: which tell of one happening, and by what they are one."""
    from tawatur.run.comparing import gathered
    from tawatur.serve.trace_text import draw_stories

    if sources and not store:
        given = read_inputs(sources, meta, fields, packs, offline=offline)
        placed = gathered(given.records)
        titles = {r.article.id: r.article.title.text if r.article.title else "" for r in given.records}
        show(placed, lambda: draw_stories(placed, titles, look(full=full)), as_json=as_json)
        if given.failed:
            raise typer.Exit(SOME_FAILED)
        return
    if sources:
        raise SettingsError("--store is about the store: name no PATH with it")
    _kept_stories(store, (limit, after, several), look(full=full), again=again, as_json=as_json)


def _kept_stories(
    store: str | None, part: tuple[int, str | None, bool], look: Look, *, again: bool, as_json: bool
) -> None:
    """A page of the stories that a store keeps, the newest first."""
    from tawatur.run.gathering import Gatherer, gathered_again, memberships
    from tawatur.serve.terminal import say
    from tawatur.serve.trace_text import draw_stories

    limit, after, several = part
    with open_kept(store) as kept:
        if again:
            say(f"{gathered_again(kept):,} articles gathered")
            return
        Gatherer(kept).bring_up()
        page = kept.gathered.page(after, limit, several=several)
        counts = kept.gathered.count()
    placed = [one for story in page.stories for one in memberships(story)]
    titles = {one.article: one.title or "" for story in page.stories for one in story.told}
    show(placed, lambda: draw_stories(placed, titles, look, counts), as_json=as_json)
    if page.after:
        complain(f"more: --after {page.after}")


def show(found: Found, draw: Callable[[], str], *, as_json: bool) -> None:
    """Print what was found, as JSON or as ``draw`` has it."""
    from tawatur.run.comparing import encode
    from tawatur.serve.terminal import write

    write(encode(found) + b"\n" if as_json else draw().encode("utf-8", "replace"))


def signed(by: str, why: str, options: str) -> tuple[str, str, str]:
    """Who decides, this moment, and why. SettingsError where nobody puts a name to what is decided."""
    from tawatur.run.deciding import now

    if not by.strip():
        raise SettingsError(f"{options} are kept with the name of who decides: add --by NAME")
    return by, now(), why


def keep_said(
    kept: Store,
    said: Iterable[tuple[Kind, Pair | None]],
    find: Callable[[], Incidents | WhoIsWho | Comparison],
    records: Sequence[Record],
    signature: tuple[str, str, str],
) -> None:
    """Keep in a store what a call decides of what is found in its articles; ``signature``: who, when, why."""
    from tawatur.run.deciding import Decided, keep_decisions

    made = [Decided(kind, *pair, *signature) for kind, pair in said if pair]
    keep_decisions(kept, made, find(), [record.article.id for record in records])


class Given(NamedTuple):
    """What a call compares: records, how many inputs failed, and what a store keeps that persons decided."""

    records: list[Record]
    engine: Engine
    failed: int = 0
    decided: Decisions | None = None


def decided_for(given: Given, path: Path | None, apart: Pair | None = None) -> Decisions:
    """What the store keeps, what the file says, and what the call decides; the later holds."""
    from tawatur.compare.decisions import Decision, Decisions
    from tawatur.run.deciding import read_decisions

    found = given.decided or Decisions()
    found = found + read_decisions(path) if path else found
    return found + Decisions(apart=(Decision(*apart),)) if apart else found


def articles_or_story(
    sources: Sequence[str] | None,
    story: str | None,
    store: str | None,
    how: tuple[Path | None, Sequence[str] | None, list[Path] | None],
    *,
    offline: bool,
) -> Given:
    """The articles of the call, or those that tell the story of one in the store."""
    meta, fields, packs = how
    if bool(sources) == bool(story):
        raise SettingsError("name either the articles to compare, or --story ID of an article in the store")
    if story:
        return _story(story, store, packs)
    return read_inputs(sources or (), meta, fields, packs, offline=offline)


def _story(story: str, store: str | None, packs: list[Path] | None) -> Given:
    """The story of an article that a store holds."""
    from tawatur.run.deciding import kept_decisions
    from tawatur.run.gathering import story_of, told
    from tawatur.run.pipeline import Engine
    from tawatur.store import open_store

    settings = settings_of(packs, store=store)
    with open_store(settings.store) as opened:
        found = story_of(story, opened)
        records = told(found, opened)
        if len(records) < len(found.told):
            complain(f"compared are the newest {len(records)} of {len(found.told):,} articles of this story")
        decided = kept_decisions(opened, [one.article.id for one in records])
    return Given(records, Engine.load(settings), 0, decided)


def given_records(
    sources: Sequence[str] | None,
    store: str | None,
    how: tuple[Path | None, Sequence[str] | None, list[Path] | None],
    *,
    offline: bool,
) -> Given:
    """The articles of the call: those of its paths, or without any those of the store, as they stand."""
    from tawatur.run.deciding import kept_decisions
    from tawatur.run.pipeline import Engine
    from tawatur.run.reviewing import standing_records
    from tawatur.store import open_store

    meta, fields, packs = how
    if sources and store:
        raise SettingsError("--store is about the store: name no PATH with it")
    if sources:
        return read_inputs(sources, meta, fields, packs, offline=offline)
    settings = settings_of(packs, store=store, offline=offline)
    with open_store(settings.store) as opened:
        records = list(standing_records(opened))
        decided = kept_decisions(opened, [one.article.id for one in records])
    return Given(records, Engine.load(settings), 0, decided)


def read_inputs(
    sources: Sequence[str],
    meta: Path | None,
    fields: Sequence[str] | None,
    packs: list[Path] | None,
    *,
    offline: bool,
) -> Given:
    """The records of the inputs, and how many inputs failed; those are told on standard error."""
    from tawatur.run.comparing import records_of
    from tawatur.run.many import Failed
    from tawatur.run.pipeline import Engine
    from tawatur.serve.sources import base_options, inputs

    settings = settings_of(packs, offline=offline)
    engine = Engine.load(settings)
    records: list[Record] = []
    failed = 0
    for found in records_of(inputs(sources, base_options(settings, None, None, fields or ()), meta), engine):
        if isinstance(found, Failed):
            failed += 1
            complain(found.line)
        else:
            records.append(found)
    return Given(records, engine, failed)
