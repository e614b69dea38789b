"""What a store can do, whatever keeps it, and what it gives back.

An article in a store has an id of its own, made of where it was published and of its text: the same
article is kept once, the same address with another text is a new version. Days are ISO (``2020-05-16``),
moments ISO 8601 in UTC, offsets half-open code points of ``article.text``.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, Protocol, Self

from msgspec import Struct

from tawatur.model import Article, Engine, Record, Span
from tawatur.store.events import EventChoice, EventField, EventRow
from tawatur.store.query import Query

State = Literal["current", "superseded", "removed"]
Outcome = Literal["new", "version", "reread", "known", "restored"]
Collected = Literal["collected", "empty", "failed"]


Stand = Callable[[Record], Record]
"""Makes of a record what persons let stand of it: searches find an article by that. It may read the store."""


class Choice(Struct, frozen=True, kw_only=True):
    """Which articles: all conditions hold together, none of them means all current articles.

    ``outlets`` as they stand in the articles; ``since`` and ``until`` are days, both included; an article
    without a day is in no range, and ``undated`` takes only such. ``frozen`` takes the records of a frozen
    state instead of today's.
    """

    ids: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    frozen: str | None = None
    state: State = "current"
    undated: bool = False


class Added(Struct, frozen=True):
    """What became of a record that was given: ``previous`` is the version that it follows."""

    id: str
    outcome: Outcome
    previous: str | None = None


class Listed(Struct, frozen=True):
    """An article in a list; ``name`` is the id it came with, ``version`` counts texts of one address."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    url: str | None
    day: str | None
    state: State
    version: int
    previous: str | None
    added_at: str


class Page(Struct, frozen=True):
    """A part of a list; ``after`` is the cursor of the next part, None on the last one."""

    items: tuple[Listed, ...]
    after: str | None


class Basis(Struct, frozen=True):
    """What a count or a "not found" rests on: the articles that were looked at."""

    articles: int
    outlets: int
    without_outlet: int
    undated: int
    since: str | None
    until: str | None
    failed_days: int

    @property
    def line(self) -> str:
        """The basis in words."""
        days = f"between {self.since} and {self.until}" if self.since else "without a day"
        whose = f"of {self.outlets:,} outlet{'s' * (self.outlets != 1)}"
        if self.without_outlet:
            whose += f" ({self.without_outlet:,} of no known outlet)"
        line = f"{self.articles:,} article{'s' * (self.articles != 1)} {whose} {days}"
        if self.since and self.undated:
            line += f", {self.undated:,} without a day"
        if self.failed_days:
            line += f"; collecting failed on {self.failed_days:,} outlet-day{'s' * (self.failed_days != 1)}"
        return line


class Snippet(Struct, frozen=True):
    """A piece of an article around what was found; ``marks`` lie inside it. All spans are the article's."""

    span: Span
    marks: tuple[Span, ...]


class Hit(Struct, frozen=True):
    """An article that was found, with its score by the counts of the store."""

    article: Listed
    score: float
    snippets: tuple[Snippet, ...]


class Found(Struct, frozen=True):
    """A page of what a search found: ``total`` counts all hits, ``left_out`` are words not looked for."""

    hits: tuple[Hit, ...]
    total: int
    basis: Basis
    after: str | None = None
    left_out: tuple[str, ...] = ()


class FacetCount(Struct, frozen=True):
    """How many of the articles found have this value."""

    value: str
    articles: int


class DayOfOutlet(Struct, frozen=True):
    """What was collected of an outlet on a day: articles kept, and how often a source was empty or failed."""

    outlet: str | None
    day: str | None
    articles: int
    empty: int
    failed: int
    why: str | None = None


class Correction(Struct, frozen=True):
    """What a person changed in a record: ``place`` is a path (``s3.source.entity``), ``value`` JSON."""

    article: str
    record: str
    place: str
    value: str | None
    who: str
    at: str
    note: str = ""


class SavedSearch(Struct, frozen=True):
    """A query kept under a name."""

    name: str
    query: str
    at: str


class Frozen(Struct, frozen=True):
    """A named state: ``sha256`` is over the ids and hashes of its texts and records, engines and files."""

    name: str
    at: str
    articles: int
    sha256: str
    engines: tuple[Engine, ...]


class KeptFile(Struct, frozen=True):
    """A file of what read the articles of a frozen state: ``part`` is resources, settings or packs/NAME."""

    part: str
    path: str
    body: bytes


class FrozenFile(Struct, frozen=True):
    """A file that is kept beside a frozen state; its bytes are raw bytes of the store."""

    part: str
    path: str
    sha256: str


class Place(Struct, frozen=True):
    """An article's place among the stories: ``number`` grows in the order of adding.

    ``day`` is empty where unknown; ``keys`` are what later articles are compared with; ``beside`` is the
    article it is nearest to and ``reason`` JSON that says why, None for the one that opened the story.
    """

    number: int
    article: str
    story: str
    day: str
    keys: array[int]
    beside: str | None = None
    reason: str | None = None


class Teller(Struct, frozen=True):
    """An article in use that stands in a story, and why: JSON, as it was kept."""

    article: str
    outlet: str | None
    title: str | None
    day: str | None
    reason: str | None


class KeptStory(Struct, frozen=True):
    """A story and its articles in use, the newest first."""

    id: str
    told: tuple[Teller, ...]


class StoryPage(Struct, frozen=True):
    """A part of the stories, the newest first; ``after`` is the cursor of the next part."""

    stories: tuple[KeptStory, ...]
    after: str | None


class GatheredStories(Protocol):
    """The stories that the articles of a store were gathered to.

    All articles have a place, in the order of their numbers; what is shown are those in use.
    """

    def last(self) -> int:
        """The number of the last article that has a place; 0 where none has."""

    def waiting(self, after: int, limit: int) -> Sequence[tuple[int, Record]]:
        """The next articles behind a number, with theirs."""

    def keep(self, places: Sequence[Place], after: int) -> bool:
        """Keep them if the last place is still ``after``; False where somebody else was faster."""

    def since(self, number: int) -> tuple[Place, ...]:
        """The places from a number on of articles that were not removed."""

    def of_day(self, day: str) -> tuple[Place, ...]:
        """The places of a day of articles that were not removed, in order."""

    def forget(self) -> None:
        """Let all places go: everything is gathered anew."""

    def page(self, after: str | None = None, limit: int = 20, *, several: bool = False) -> StoryPage:
        """The stories of articles in use, by the newest article; ``several``: of more than one."""

    def count(self) -> tuple[int, int]:
        """How many stories of how many articles in use."""

    def story(self, name: str) -> KeptStory:
        """The story of that id, or of the article of that id. StoreMissing where there is none."""


class Answer(Struct, frozen=True):
    """An answer of a server, kept for the next conditional request; ``raw`` is the hash of its body."""

    raw: str
    fetched_at: str
    final: str
    status: int = 200
    etag: str | None = None
    last_modified: str | None = None
    charset: str | None = None


class Store(Protocol):
    """Articles and their records, kept. Everything a method returned from is on disk.

    All methods raise StoreBusy, StoreFull, StoreDamaged or StoreGone where the place of the store fails them,
    and StoreMissing for an id or a name that is not there.
    """

    location: str

    @property
    def gathered(self) -> GatheredStories:
        """Its stories."""

    def close(self) -> None:
        """Let go of files and connections."""

    def __enter__(self) -> Self:
        """The store, closed at the end."""

    def __exit__(self, *_: object) -> None:
        """Close."""

    # ------------------------------------------------------------ keeping

    def keep_raw(self, raw: bytes) -> str:
        """Keep bytes as they came; their SHA-256. The same bytes are kept once."""

    def add(self, records: Sequence[Record], stand: Stand | None = None) -> tuple[Added, ...]:
        """Keep records, all or none of them. A known article with another engine's record is reread.

        ``stand`` tells by what searches find it then, where persons corrected it before.
        """

    def known(self, article: Article, engine: Engine) -> Added | None:
        """What is kept of this article, where its record is by this engine; None if it must be read."""

    def collect(self, outlet: str | None, day: str, outcome: Collected, why: str | None = None) -> None:
        """Note that a source of an outlet was empty or failed on that day."""

    def correct(self, *given: Correction, stand: Stand | None = None) -> None:
        """Keep what a person changed, all or none of it; the record itself stays.

        ``stand`` tells by what searches find the articles then.
        """

    def remove(self, ids: Sequence[str]) -> int:
        """Take articles out of lists, searches and comparisons; adding one again brings it back."""

    def purge(self, *, frozen: bool = False) -> tuple[int, int]:
        """Erase what was removed, and records nothing cites, also from index and log: articles, records.

        What a frozen state holds stays, unless ``frozen``: that state is then no longer whole.
        """

    def freeze(self, name: str, files: Sequence[KeptFile] = ()) -> Frozen:
        """Name the present state, and keep these files with it. StoreError if the name is taken."""

    def save_search(self, name: str, query: str) -> None:
        """Keep a query under a name, in place of an earlier one. QueryError where it cannot be read."""

    def forget_search(self, name: str) -> None:
        """Let a kept query go."""

    def index_again(self, stand: Stand | None = None) -> int:
        """Make the indexes anew, where the word lists are newer than they; how many articles."""

    # ------------------------------------------------------------ reading

    def find(self, words: str) -> str:
        """The id that is meant: an id, its beginning, a name or an address. StoreError if several are."""

    def revision(self) -> int:
        """A number that grows with every change: as long as it is the same, so is what the store answers."""

    def record(self, article: str, version: str | None = None) -> Record:
        """The record of an article, or an earlier one by its record id."""

    def records(self, choice: Choice | None = None) -> Iterator[Record]:
        """The records of a choice, in the order they were added, one in memory at a time."""

    def readings(self, article: str) -> tuple[tuple[str, str, Engine], ...]:
        """All kept records of an article, newest first: record id, moment, engine."""

    def raw(self, sha256: str) -> bytes:
        """Raw bytes by their hash."""

    def listed(self, choice: Choice | None = None, after: str | None = None, limit: int = 50) -> Page:
        """A page of the list of a choice, newest first."""

    def one(self, article: str) -> Listed:
        """The entry of one article."""

    def basis(self, choice: Choice | None = None) -> Basis:
        """What a count over a choice rests on."""

    def coverage(self, choice: Choice | None = None) -> tuple[DayOfOutlet, ...]:
        """What was collected, by outlet and day."""

    def corrections(self, article: str) -> tuple[Correction, ...]:
        """What persons changed in an article, oldest first."""

    def frozen(self) -> tuple[Frozen, ...]:
        """All frozen states, oldest first."""

    def search(self, query: Query, after: str | None = None, limit: int = 20) -> Found:
        """The best hits of a query, by the counts of the store; without words, the newest."""

    def facets(self, query: Query | None, kind: str, limit: int = 20) -> tuple[FacetCount, ...]:
        """The most frequent values of a field among the articles found (None: among all).

        ``kind`` is a field of the query language but ``before`` and ``after``; FACETS are the usual ones.
        """

    def events(self, choice: EventChoice, limit: int = 2000) -> tuple[tuple[EventRow, ...], int]:
        """The latest events of a choice, and how many it has."""

    def article_of(self, telling: str) -> str | None:
        """The current article that has this telling of an event, as ``Record.telling`` names it."""

    def event_values(self, field: EventField, limit: int = 100) -> tuple[tuple[str, int], ...]:
        """The most frequent values of a field of all events, and how many events have each."""

    def likely(self, words: str, limit: int = 500) -> tuple[str, ...]:
        """The current articles that share many of these words, those with the rarest in common first."""

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """The queries that are kept, by name."""

    def frozen_files(self, name: str) -> tuple[FrozenFile, ...]:
        """The files that are kept with a frozen state, by part and path."""

    def verify(self, frozen: str | None = None) -> Iterator[str]:
        """Check every hash, index row and frozen state; a line for each thing that is wrong.

        ``frozen`` names a state: only what it holds is checked.
        """

    def answer(self, url: str) -> Answer | None:
        """The answer kept for an address."""

    def keep_answer(self, url: str, answer: Answer) -> None:
        """Keep an answer; a later one replaces it."""
