"""The commands that keep articles and find them again: add, list, show, search, and the care of a store."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tawatur.serve.call import (
    SOME_FAILED,
    WRONG_CALL,
    Full,
    Jobs,
    Meta,
    Offline,
    Outlet,
    Packs,
    Published,
    Strict,
    look,
    settings_of,
    told_plainly,
)

if TYPE_CHECKING:
    from tawatur.store import Choice, Frozen, Store

Place = Annotated[
    str | None, typer.Option("--store", metavar="DIR|URL", help="The store: a folder, or postgresql://….")
]
Outlets = Annotated[
    list[str] | None, typer.Option("--outlet", metavar="NAME", help="Only of this outlet; may be repeated.")
]
Since = Annotated[str | None, typer.Option(metavar="DAY", help="Only from this day on: 2020-05-16.")]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Only to the end of this day.")]
Limit = Annotated[int, typer.Option(min=1, max=1000, metavar="N", help="How many to show.")]
After = Annotated[
    str | None, typer.Option(metavar="CURSOR", help="Go on where the page before ended; it tells the cursor.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print only the sum.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Ids = Annotated[
    list[str], typer.Argument(metavar="ID...", help="Ids of articles, their beginnings, or names.")
]
Id = Annotated[str, typer.Argument(metavar="ID", help="An article's id, its beginning, its name or address.")]

Command = Callable[..., None]


def register(app: typer.Typer) -> None:
    """Put these commands onto the application."""
    named: tuple[tuple[str, Command], ...] = (
        ("add", add), ("list", list_), ("show", show), ("search", search), ("coverage", coverage),
        ("reread", reread), ("diff", diff), ("remove", remove), ("purge", purge), ("freeze", freeze),
        ("thaw", thaw), ("verify", verify),
    )  # fmt: skip
    for name, command in named:
        app.command(name)(told_plainly(command))


def open_kept(store: str | None, *, make: bool = False) -> Store:
    """The store of the call, else that of the settings."""
    from tawatur.store import open_store

    return open_store(settings_of(None, store=store).store, make=make)


def choice_of(outlets: list[str] | None, since: str | None, until: str | None) -> Choice:
    """The articles that the options of the call ask for. SettingsError where a day is none."""
    from tawatur.errors import SettingsError
    from tawatur.store import Choice
    from tawatur.store.query import is_day

    for name, day in (("--since", since), ("--until", until)):
        if day is not None and not is_day(day):
            raise SettingsError(f"{name} {day!r} is no day: write 2020-05-16, 2020-05 or 2020")
    return Choice(outlets=tuple(outlets or ()), since=since, until=until)


def add(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="PATH|URL|-...", help="What `read` takes, and exports and archives."),
    ],
    *,
    store: Place = None,
    published: Published = None,
    outlet: Outlet = None,
    meta: Meta = None,
    fields: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=COLUMN", help="What a JSONL or CSV file calls id, url, outlet, date, title or body."
        ),
    ] = None,
    packs: Packs = None,
    offline: Offline = False,
    strict: Strict = False,
    jobs: Jobs = 1,
    quiet: Quiet = False,
) -> None:
    """Read articles and keep them; what is printed is on disk."""
    from tawatur.run.keeping import keep_many
    from tawatur.run.many import Job
    from tawatur.run.pipeline import encode, identity
    from tawatur.serve.sources import base_options, inputs
    from tawatur.serve.store_text import pour
    from tawatur.store import open_store

    settings = settings_of(packs, store=store, offline=offline, strict=strict)
    given = inputs(sources, base_options(settings, published, outlet, fields or ()), meta)
    with open_store(settings.store, make=True) as kept:
        outcomes = keep_many(
            given, kept, Job(settings, encode), identity(settings), jobs or os.cpu_count() or 1
        )
        done, failed = pour(outcomes, quiet=quiet)
    if failed or not done:
        raise typer.Exit(WRONG_CALL if len(given) == 1 and not done else SOME_FAILED)


def list_(
    *,
    store: Place = None,
    outlets: Outlets = None,
    since: Since = None,
    until: Until = None,
    state: Annotated[
        Literal["current", "superseded", "removed"],
        typer.Option(help="Articles in use, older texts of an address, or what was removed."),
    ] = "current",
    limit: Limit = 50,
    after: After = None,
    as_json: AsJson = False,
    full: Full = False,
) -> None:
    """List the articles of a store, newest first."""
    from msgspec.structs import replace

    from tawatur.serve.store_text import as_line, listing
    from tawatur.serve.terminal import say

    choice = replace(choice_of(outlets, since, until), state=state)
    with open_kept(store) as kept:
        page = kept.listed(choice, after, limit)
        say(as_line(page) if as_json else listing(page, kept.basis(choice), look(full=full)))


def show(
    article: Id,
    *,
    store: Place = None,
    form: Annotated[
        Literal["text", "json", "article", "raw", "readings"],
        typer.Option(
            "--format", help="Statements, the record, the text, the bytes as they came, or all readings."
        ),
    ] = "text",
    record: Annotated[
        str | None, typer.Option(metavar="RECORD", help="An earlier reading, by its record id.")
    ] = None,
    full: Full = False,
) -> None:
    """Show an article that is kept, and what was read out of it."""
    from tawatur.serve.store_text import shown
    from tawatur.serve.terminal import write

    with open_kept(store) as kept:
        write(shown(kept, kept.find(article), record, form, look(full=full)))


def search(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help='Words, "exact phrase", -word, field:value; see the docs.')
    ],
    *,
    store: Place = None,
    facets: Annotated[
        list[str] | None,
        typer.Option("--facet", metavar="FIELD", help="Count the values of a field; may be repeated."),
    ] = None,
    usual: Annotated[
        bool, typer.Option("--facets", help="Count the usual fields: outlet, day, said-by, act, event, …")
    ] = False,
    limit: Limit = 20,
    after: After = None,
    as_json: AsJson = False,
    full: Full = False,
) -> None:
    """Find articles by words as people write them, and by who says what."""
    from tawatur.serve.store_text import found_json, found_text
    from tawatur.serve.terminal import say
    from tawatur.store import FACETS, parse
    from tawatur.store.query import facet

    asked = parse(query)
    kinds = dict.fromkeys([*(FACETS if usual else ()), *(facet(name) for name in facets or ())])
    with open_kept(store) as kept:
        found = kept.search(asked, after, limit)
        counts = {str(kind): kept.facets(asked, kind) for kind in kinds}
    say(found_json(found, counts) if as_json else found_text(found, counts, look(full=full)))
    if not found.total:
        raise typer.Exit(SOME_FAILED)


def coverage(
    *,
    store: Place = None,
    outlets: Outlets = None,
    since: Since = None,
    until: Until = None,
    as_json: AsJson = False,
) -> None:
    """Tell which outlet was collected on which day, and where nothing came."""
    from tawatur.serve.store_text import as_line, covered
    from tawatur.serve.terminal import say

    choice = choice_of(outlets, since, until)
    with open_kept(store) as kept:
        days = kept.coverage(choice)
        say(as_line(days) if as_json else covered(days, kept.basis(choice)))


def reread(
    articles: Annotated[
        list[str] | None, typer.Argument(metavar="[ID...]", help="Only these; all without.")
    ] = None,
    *,
    store: Place = None,
    packs: Packs = None,
    strict: Strict = False,
    jobs: Jobs = 1,
    index: Annotated[
        bool, typer.Option("--index", help="Make only the indexes anew, from texts, records and corrections.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Read kept articles again with this version, its packs and settings; the old records stay."""
    from tawatur.run.keeping import read_again
    from tawatur.run.many import Job
    from tawatur.run.pipeline import encode, identity
    from tawatur.run.reviewing import stands
    from tawatur.serve.store_text import pour
    from tawatur.serve.terminal import say
    from tawatur.store import Choice, open_store

    settings = settings_of(packs, store=store, offline=True, strict=strict)
    with open_store(settings.store) as kept:
        if index:
            say(f"{kept.index_again(partial(stands, kept)):,} articles indexed")
            return
        choice = Choice(ids=tuple(kept.find(words) for words in articles or ()))
        outcomes = read_again(
            kept, choice, Job(settings, encode), identity(settings), jobs or os.cpu_count() or 1
        )
        _, failed = pour(outcomes, quiet=quiet)
    if failed:
        raise typer.Exit(SOME_FAILED)


def diff(
    article: Id,
    *,
    store: Place = None,
    with_: Annotated[
        str | None, typer.Option("--with", metavar="RECORD", help="Compare with this earlier reading.")
    ] = None,
    as_json: AsJson = False,
    full: Full = False,
) -> None:
    """Show what a new text of an address, or a new reading, gained and lost."""
    from tawatur.serve.store_text import as_line, differences
    from tawatur.serve.terminal import say
    from tawatur.store.changes import changes, pair

    with open_kept(store) as kept:
        old, new = pair(kept, kept.find(article), with_)
    found = changes(old, new)
    say(as_line(found) if as_json else differences(old, new, found, look(full=full)))


def remove(articles: Ids, *, store: Place = None) -> None:
    """Take articles out of lists, searches and comparisons; `purge` erases them, `add` brings them back."""
    from tawatur.serve.terminal import say

    with open_kept(store) as kept:
        count = kept.remove([kept.find(words) for words in articles])
    say(f"{count:,} removed; `tawatur purge` erases what was removed")


def purge(
    *,
    store: Place = None,
    frozen: Annotated[
        bool,
        typer.Option("--frozen", help="Also what a frozen state holds; that state is then no longer whole."),
    ] = False,
) -> None:
    """Erase removed articles and records that nothing cites, also from the index and the log."""
    from tawatur.serve.terminal import say

    with open_kept(store) as kept:
        articles, records = kept.purge(frozen=frozen)
        left = len(kept.listed(_removed(), limit=1000).items)
    say(f"{articles:,} articles and {records:,} old records erased")
    if left:
        say(f"{left:,} removed articles stay, since a frozen state holds them; --frozen erases them too")


def _removed() -> Choice:
    from tawatur.store import Choice

    return Choice(state="removed")


def freeze(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="The name of the state; without, all are listed.")
    ] = None,
    *,
    store: Place = None,
    packs: Packs = None,
) -> None:
    """Name the present state: its texts, records, resources, packs and settings, under one hash."""
    from tawatur.run.freezing import files_with
    from tawatur.serve.store_text import frozen_line
    from tawatur.serve.terminal import say
    from tawatur.store import open_store

    settings = settings_of(packs, store=store)
    with open_store(settings.store) as kept:
        states = (kept.freeze(name, files_with(settings)),) if name else kept.frozen()
        for state in states:
            say(frozen_line(state))
            _tell_what_is_not_kept(kept, state)


def _tell_what_is_not_kept(kept: Store, state: Frozen) -> None:
    from tawatur.run.freezing import not_kept
    from tawatur.serve.terminal import complain

    for what in not_kept(state, kept.frozen_files(state.name)):
        complain(f"{state.name}: records were read with {what}, whose files are not kept with the state")


def thaw(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A frozen state; `tawatur freeze` lists them.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to; an empty folder, or none yet.")],
    *,
    store: Place = None,
) -> None:
    """Write a frozen state into a folder: records, corrections, bytes, resources, packs and settings."""
    from tawatur.run.freezing import thaw as thawed
    from tawatur.serve.store_text import frozen_line
    from tawatur.serve.terminal import say

    with open_kept(store) as kept:
        say(frozen_line(thawed(kept, name, folder)))


def verify(
    *,
    store: Place = None,
    frozen: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this frozen state: its texts, records and files.")
    ] = None,
) -> None:
    """Check every hash, the index and the frozen states."""
    from tawatur.serve.store_text import frozen_line
    from tawatur.serve.terminal import say

    problems = 0
    with open_kept(store) as kept:
        for line in kept.verify(frozen):
            problems += 1
            say(line)
        sound = kept.basis().line
        for state in kept.frozen():
            if state.name == frozen:
                sound = frozen_line(state)
                _tell_what_is_not_kept(kept, state)
    if problems:
        raise typer.Exit(SOME_FAILED)
    say(f"sound: {sound}")
