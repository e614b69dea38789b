"""What the pages read from: records by article id, newest first."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from itertools import islice
from threading import Lock
from typing import Protocol, TypeVar

import msgspec

from tawatur.compare.actors import spellings
from tawatur.compare.trace import Trace
from tawatur.errors import StoreMissing, UnreadableInput
from tawatur.model import Record
from tawatur.run.comparing import Marks, traced
from tawatur.run.gathering import Gatherer, in_stories, places_beside
from tawatur.run.reviewing import keep_corrections, reviewed, standing
from tawatur.run.tracing import traced_in
from tawatur.store import Choice, Correction, KeptStory, Query, Store, StoryPage
from tawatur.store.events import EventChoice, EventField, EventRow, rows_of
from tawatur.store.query import Item

NAMING = 25  # articles of an actor's page besides those that are compared
PASTED = 200  # records that a shelf keeps beside those it was given; older ones make room

_DIGITS = 9  # of a cursor
Listed = TypeVar("Listed")


class Entry(msgspec.Struct, frozen=True):
    """An article in a list."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


def _entry(record: Record) -> Entry:
    article = record.article
    title = article.title.text if article.title else None
    return Entry(article.id, title, article.outlet, article.published.at, article.url)


def day_of(record: Record) -> str:
    """The ISO day of an article; empty where it is not known."""
    return (record.article.published.at or "")[:10]


class Library(Protocol):
    """Where records come from: a store, or a shelf in memory."""

    def record(self, article_id: str) -> Record | None:
        """The record of that article, or None."""
        ...

    def records(self) -> Iterator[Record]:
        """All records, the newest article first."""
        ...

    def listed(self, after: str | None, limit: int) -> tuple[list[Entry], str | None]:
        """A part of the list, the newest first, and the cursor of the next part."""
        ...

    def stories(self, after: str | None, limit: int, *, several: bool) -> StoryPage:
        """A part of the stories, the newest first; ``several``: of more than one article."""
        ...

    def story(self, name: str) -> KeptStory:
        """The story of that id, or of the article of that id. StoreMissing where there is none."""
        ...

    def gathered(self) -> tuple[int, int]:
        """How many stories of how many articles."""
        ...

    def naming(self, key: str) -> Iterator[Record]:
        """Some of the newest records that may name the actor of that key, beside those of the first pages."""
        ...

    def trace(self, sentence: str, said_by: str | None, marks: Marks) -> Trace:
        """Where a sentence stands in all articles."""
        ...

    def events(self, choice: EventChoice, limit: int) -> tuple[list[EventRow], int]:
        """The latest events of a choice, and how many it has."""
        ...

    def event_values(self, field: EventField) -> dict[str, int]:
        """The most frequent values of a field of events, and how many have each."""
        ...

    def days(self) -> dict[str, int]:
        """How many articles are of each ISO day; those without one under an empty day."""
        ...

    def between(self, first: str, last: str) -> Iterator[Record]:
        """The articles of these days, both included; an empty first day takes those without one too."""
        ...

    def article_of(self, telling: str) -> str | None:
        """The id of the article that has this telling of an event, or None."""
        ...

    def state(self) -> tuple[int, ...]:
        """As long as it is the same, all that the library gives is the same."""
        ...

    def add(self, record: Record) -> None:
        """Keep one more."""
        ...

    def reading(self, article_id: str) -> str:
        """The id of the article's present record: corrections belong to one."""
        ...

    def earlier(self, article_id: str, reading: str) -> Record | None:
        """An earlier record of the article, by the id of that reading."""
        ...

    def correct(self, *given: Correction) -> None:
        """Keep what a person changed; the record itself stays."""
        ...

    def corrections(self, article_id: str) -> tuple[Correction, ...]:
        """What persons changed in an article, oldest first."""
        ...


class Shelf:
    """Records in memory, for a story that is looked at and not kept."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        """``records`` stay for good; what is added later makes room for what comes after it."""
        self._kept = {record.article.id: record for record in records}
        self._added: OrderedDict[str, Record] = OrderedDict()
        self._corrections: dict[str, list[Correction]] = {}
        self._changes = 0
        self._told: tuple[int, list[KeptStory]] = (-1, [])

    def record(self, article_id: str) -> Record | None:
        """The record of that article, or None."""
        return self._added.get(article_id) or self._kept.get(article_id)

    def records(self) -> Iterator[Record]:
        """All records, the newest article first; those without a date last."""
        everything = [*self._added.values(), *self._kept.values()]
        yield from sorted(everything, key=lambda r: r.article.published.at or "", reverse=True)

    def listed(self, after: str | None, limit: int) -> tuple[list[Entry], str | None]:
        """The cursor is the number of articles before it. UnreadableInput for any other."""
        part, following = part_of(self.records(), after, limit)
        return [_entry(one) for one in part], following

    def all_stories(self) -> list[KeptStory]:
        """The stories of all that lies here, gathered once for each change."""
        if self._told[0] != self._changes:
            self._told = (self._changes, in_stories(list(self.records())))
        return self._told[1]

    def stories(self, after: str | None, limit: int, *, several: bool) -> StoryPage:
        """The cursor is the number of stories before it."""
        found = (one for one in self.all_stories() if not several or len(one.told) > 1)
        part, following = part_of(found, after, limit)
        return StoryPage(tuple(part), following)

    def story(self, name: str) -> KeptStory:
        """The story of that id, or of the article of that id."""
        return named_story(self.all_stories(), name)

    def gathered(self) -> tuple[int, int]:
        """How many stories of how many articles."""
        return len(self.all_stories()), len(self._kept.keys() | self._added.keys())

    def naming(self, key: str) -> Iterator[Record]:
        """None: all that lies here is on the first pages."""
        del key
        yield from ()

    def trace(self, sentence: str, said_by: str | None, marks: Marks) -> Trace:
        """Where a sentence stands in all that lies here. UnreadableInput where nothing does."""
        return traced(sentence, said_by, self.standing_records(), marks)

    def events(self, choice: EventChoice, limit: int) -> tuple[list[EventRow], int]:
        """The latest events of a choice, and how many it has."""
        met = [row for record in self.standing_records() for row in rows_of(record) if choice.meets(row)]
        return sorted(met, key=lambda row: row.since, reverse=True)[:limit], len(met)

    def event_values(self, field: EventField) -> dict[str, int]:
        """All values of a field of events, and how many have each."""
        told = (row for one in self.standing_records() for row in rows_of(one) if not row.again)
        return Counter(getattr(row, field) for row in told)

    def days(self) -> dict[str, int]:
        """How many articles are of each day."""
        return Counter(day_of(record) for record in self.records())

    def between(self, first: str, last: str) -> Iterator[Record]:
        """The articles of these days, the newest first."""
        return (record for record in self.records() if first <= day_of(record) <= last)

    def article_of(self, telling: str) -> str | None:
        """The article that has this telling."""
        all_told = ((one, event) for one in self.standing_records() for event in one.events)
        return next((one.article.id for one, event in all_told if one.telling(event) == telling), None)

    def standing_records(self) -> list[Record]:
        """All records as persons let them stand."""
        given = self._corrections
        return [
            standing(reviewed(one, one.article.id, given[one.article.id])) if one.article.id in given else one
            for one in self.records()
        ]

    def state(self) -> tuple[int, ...]:
        """How often it was changed."""
        return (self._changes,)

    def add(self, record: Record) -> None:
        """Keep one more."""
        self._changes += 1
        self._added[record.article.id] = record
        while len(self._added) > PASTED:
            gone, _ = self._added.popitem(last=False)
            self._corrections.pop(gone, None)

    def reading(self, article_id: str) -> str:
        """There is one record of each article here."""
        return article_id

    def earlier(self, article_id: str, reading: str) -> Record | None:  # noqa: ARG002 - as Library has it
        """None: the present one is all there is."""
        return None

    def correct(self, *given: Correction) -> None:
        """Keep what a person changed, as long as the article lies here."""
        self._changes += 1
        for one in given:
            self._corrections.setdefault(one.article, []).append(one)

    def corrections(self, article_id: str) -> tuple[Correction, ...]:
        """What persons changed in an article, oldest first."""
        return tuple(self._corrections.get(article_id, ()))


def part_of(found: Iterable[Listed], after: str | None, limit: int) -> tuple[list[Listed], str | None]:
    """A part of a list whose cursor is a number, and the cursor of the next part."""
    if after is not None and not (after.isdecimal() and len(after) <= _DIGITS):
        raise UnreadableInput(f"{after[:20]!r} is no cursor: give what the page before has as after")
    start = int(after or 0)
    part = list(islice(found, start, start + limit + 1))
    return part[:limit], str(start + limit) if len(part) > limit else None


def named_story(stories: Iterable[KeptStory], name: str) -> KeptStory:
    """The story of that id, or of the article of that id. StoreMissing where there is none."""
    told = {teller.article: story for story in stories for teller in story.told}
    found = told.get(name) or next((story for story in told.values() if story.id == name), None)
    if found is None:
        raise StoreMissing(f"{name[:80]}: no such story is loaded")
    return found


class _Brought(msgspec.Struct, frozen=True):
    """The stories in which stands what visitors brought, the kept articles behind it; how many are in all."""

    state: tuple[int, ...]
    stories: list[KeptStory]
    all_stories: int
    all_articles: int


class Kept:
    """The articles of a store; what visitors bring lies on a shelf beside it and is not kept."""

    def __init__(self, store: Store) -> None:
        """``store`` is open and stays so."""
        self.store = store
        self._shelf = Shelf()
        self._gatherer, self._lock = Gatherer(store), Lock()
        self._brought = _Brought((), [], 0, 0)

    def record(self, article_id: str) -> Record | None:
        """The record of that article, or None."""
        try:
            return self._shelf.record(article_id) or self.store.record(article_id)
        except StoreMissing:
            return None

    def records(self) -> Iterator[Record]:
        """What visitors brought, then the articles of the store, the newest first."""
        yield from self._shelf.records()
        after: str | None = None
        while True:
            page = self.store.listed(after=after)
            ids = tuple(entry.id for entry in page.items)
            by_id = {one.article.id: one for one in self.store.records(Choice(ids=ids))} if ids else {}
            yield from (by_id[entry.id] for entry in page.items if entry.id in by_id)
            after = page.after
            if after is None:
                return

    def listed(self, after: str | None, limit: int) -> tuple[list[Entry], str | None]:
        """The first part begins with all that visitors brought."""
        page = self.store.listed(after=after, limit=limit)
        entries = [Entry(one.id, one.title, one.outlet, one.day, one.url) for one in page.items]
        brought = [] if after else [_entry(record) for record in self._shelf.records()]
        return [*brought, *entries], page.after

    def stories(self, after: str | None, limit: int, *, several: bool) -> StoryPage:
        """The first part begins with those in which stands what visitors brought."""
        brought = self._beside().stories
        page = self.store.gathered.page(after, limit, several=several)
        names = {one.id for one in brought}
        first = [one for one in brought if not after and (not several or len(one.told) > 1)]
        rest = [one for one in page.stories if one.id not in names]
        return StoryPage((*first, *rest), page.after)

    def story(self, name: str) -> KeptStory:
        """The story of that id, or of the article of that id."""
        try:
            return named_story(self._beside().stories, name)
        except StoreMissing:
            return self.store.gathered.story(name)

    def gathered(self) -> tuple[int, int]:
        """How many stories of how many articles, with what visitors brought."""
        brought = self._beside()
        return brought.all_stories, brought.all_articles

    def _beside(self) -> _Brought:
        """What visitors brought, in its stories: made once for each state."""
        with self._lock:
            if self._brought.state != self.state():
                self._gatherer.bring_up()
                given = list(self._shelf.records())
                places = places_beside(self.store, given[::-1]) if given else []
                stories = [self._joined(one) for one in in_stories(given, places)]
                own = sum(all(self._shelf.record(teller.article) for teller in one.told) for one in stories)
                kept_stories, kept = self.store.gathered.count()
                self._brought = _Brought(self.state(), stories, kept_stories + own, kept + len(given))
            return self._brought

    def _joined(self, brought: KeptStory) -> KeptStory:
        """A story with the articles of it that are kept."""
        try:
            kept = self.store.gathered.story(brought.id).told
        except StoreMissing:
            kept = ()
        return KeptStory(brought.id, (*brought.told, *kept))

    def naming(self, key: str) -> Iterator[Record]:
        """The newest that name the actor under these words or this id."""
        names = spellings(key.rpartition(":")[2])
        found = [self.store.search(Query((Item(name, 1, "named"),)), limit=NAMING) for name in names]
        ids = tuple(dict.fromkeys(hit.article.id for one in found for hit in one.hits))
        if ids:  # a choice without ids is all articles
            yield from self.store.records(Choice(ids=ids))

    def trace(self, sentence: str, said_by: str | None, marks: Marks) -> Trace:
        """Where a sentence stands in the store and in what visitors brought."""
        return traced_in(self.store, sentence, said_by, marks, self._shelf.standing_records())

    def events(self, choice: EventChoice, limit: int) -> tuple[list[EventRow], int]:
        """The latest events of a choice in what visitors brought and in the store, and how many it has."""
        brought, some = self._shelf.events(choice, limit)
        kept, others = self.store.events(choice, limit)
        latest = sorted([*brought, *kept], key=lambda row: row.since, reverse=True)
        return latest[:limit], some + others

    def event_values(self, field: EventField) -> dict[str, int]:
        """The most frequent values of a field of events, and how many have each."""
        return Counter(self._shelf.event_values(field)) + Counter(dict(self.store.event_values(field)))

    def days(self) -> dict[str, int]:
        """How many articles of the store, and of what visitors brought, are of each day."""
        found = Counter(self._shelf.days())
        for one in self.store.coverage():
            found[one.day or ""] += one.articles
        return +found

    def between(self, first: str, last: str) -> Iterator[Record]:
        """Those that visitors brought, then those of the store."""
        yield from self._shelf.between(first, last)
        if last:
            yield from self.store.records(Choice(since=first or None, until=last))
        if not first:
            yield from self.store.records(Choice(undated=True))

    def article_of(self, telling: str) -> str | None:
        """The article on the shelf or in the store that has this telling."""
        return self._shelf.article_of(telling) or self.store.article_of(telling)

    def state(self) -> tuple[int, ...]:
        """That of the store, which other programs may change, and of the shelf."""
        return (self.store.revision(), *self._shelf.state())

    def add(self, record: Record) -> None:
        """Lay one more on the shelf."""
        self._shelf.add(record)

    def reading(self, article_id: str) -> str:
        """The id of the newest record that the store has of the article."""
        lies_here = self._shelf.record(article_id) is not None
        return article_id if lies_here else self.store.readings(article_id)[0][0]

    def earlier(self, article_id: str, reading: str) -> Record | None:
        """An earlier record of the article, where the store still has it."""
        try:
            return self.store.record(article_id, reading)
        except StoreMissing:
            return None

    def correct(self, *given: Correction) -> None:
        """Keep what a person changed, in the store where the article is kept."""
        here = [one for one in given if self._shelf.record(one.article) is not None]
        kept = [one for one in given if one not in here]
        if here:
            self._shelf.correct(*here)
        if kept:
            keep_corrections(self.store, *kept)

    def corrections(self, article_id: str) -> tuple[Correction, ...]:
        """What persons changed in an article, oldest first."""
        if self._shelf.record(article_id) is not None:
            return self._shelf.corrections(article_id)
        return self.store.corrections(article_id)
