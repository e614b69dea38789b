"""What the pages do besides showing: read what a visitor brings, and keep it where the others lie."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from msgspec.structs import replace

from tawatur.compare.naming import Naming
from tawatur.compare.trace import Trace
from tawatur.compare.types import Comparison
from tawatur.errors import StoreMissing, UnreadableInput
from tawatur.model import Article, Record, Review
from tawatur.read import Options, Rejected, articles, from_bytes
from tawatur.run.comparing import compared, gathered, named, traced
from tawatur.run.deciding import Decided, as_correction, decided_in
from tawatur.run.pipeline import Engine
from tawatur.run.reviewing import Change, Reviewed, correction, reviewed, standing
from tawatur.run.settings import Settings
from tawatur.serve.web.happenings import Happened, happening
from tawatur.serve.web.library import Library
from tawatur.serve.web.who import actor_key

COMPARED = 60  # articles that are compared at once, the newest
FRESH = 5.0  # seconds in which another process may add to the store unseen
TOGETHER = 12  # articles up to which all are compared as one story
_SHORT = 12  # hexadecimal digits of the hash that names a pasted text


class Desk:
    """A library and an engine, with the settings that bound them."""

    def __init__(self, library: Library, engine: Engine, settings: Settings) -> None:
        """``settings`` tell whether addresses may be fetched, and how much is taken."""
        self.library, self.engine, self.settings = library, engine, settings
        self._laid: tuple[float, list[Record]] | None = None
        self._ids: tuple[tuple[str, tuple[Review, ...]], ...] = ()
        self._stories: dict[str, Comparison] = {}
        self._naming: dict[tuple[str, ...], Naming] = {}
        self._decided: tuple[Decided, ...] = ()
        self._incidents: tuple[object, Happened] | None = None

    def laid(self) -> list[Record]:
        """The newest articles as persons let them stand, as many as are compared at once.

        They are looked for again after a few seconds.
        """
        since = time.monotonic()
        if self._laid is None or since - self._laid[0] > FRESH:
            newest = list(islice(self.library.records(), COMPARED))
            said = {record.article.id: self.library.corrections(record.article.id) for record in newest}
            self._decided = decided_in(one for given in said.values() for one in given)
            self._laid = (
                since,
                [standing(self.reviewed(record)) if said[record.article.id] else record for record in newest],
            )
        return self._laid[1]

    def record(self, article_id: str) -> Record:
        """The record of that article. StoreMissing where there is none."""
        found = self.library.record(article_id)
        if found is None:
            raise StoreMissing(f"{article_id[:80]}: no such article is loaded")
        return found

    def reviewed(self, record: Record) -> Reviewed:
        """The record with what persons changed laid over it."""
        id_ = record.article.id
        earlier = partial(self.library.earlier, id_)
        return reviewed(record, self.library.reading(id_), self.library.corrections(id_), earlier)

    def standing(self, record: Record) -> Record:
        """The record as persons let it stand."""
        said = self.library.corrections(record.article.id)
        return standing(self.reviewed(record)) if said else record

    def correct(self, record: Record, change: Change, who: str) -> None:
        """Keep a visitor's change. UnreadableInput where it cannot be made."""
        shown = self.reviewed(record).record
        self.library.correct(correction(shown, self.library.reading(record.article.id), change, who, now()))
        self._laid = None

    def incidents(self) -> Happened:
        """What happened as they tell it, merged and split as persons decided."""
        laid = self.laid()
        state = ([(record.article.id, record.reviews) for record in laid], self._decided)
        if self._incidents is None or self._incidents[0] != state:
            self._incidents = state, happening(laid, self.engine, self._decided)
        return self._incidents[1]

    def decide(self, made: Iterable[Decided]) -> None:
        """Keep decisions on incidents. UnreadableInput where one names a telling that nobody tells."""
        homes = self.incidents().homes
        given = list(made)
        for one in given:
            if one.a not in homes or one.b not in homes:
                raise UnreadableInput(f"{one.a[:20]} and {one.b[:20]}: no text that is loaded tells both")
        for one in given:
            article = homes[one.a].article
            self.library.correct(as_correction(one, article, self.library.reading(article)))
        self._laid = None

    def trace(self, sentence: str, said_by: str) -> Trace:
        """Where a sentence stands in them."""
        return traced(sentence.strip(), said_by.strip() or None, self.laid(), self.engine)

    def naming(self) -> Naming:
        """What each outlet calls each actor in them."""
        return named(self.laid(), self.engine)

    def naming_in(self, comparison: Comparison) -> Naming:
        """What each outlet calls each actor in the articles of a story; remembered as long as the story."""
        ids = tuple(article.id for article in comparison.articles)
        if ids not in self._naming:
            self._naming[ids] = named([one for one in self.laid() if one.article.id in ids], self.engine)
        return self._naming[ids]

    def actors(self) -> frozenset[str]:
        """The keys of the actors that have a page."""
        keys = (actor_key(entity) for record in self.laid() for entity in record.entities)
        return frozenset(key for key in keys if key)

    def stories(self) -> dict[str, Comparison]:
        """The stories that they tell, the newest first; made anew when there are other articles."""
        laid = self.laid()
        ids = tuple((record.article.id, record.reviews) for record in laid)
        if ids != self._ids:
            groups = sorted(self._grouped(laid).items(), key=lambda item: _latest(item[1]), reverse=True)
            self._stories = {name: compared(members, self.engine) for name, members in groups}
            self._ids, self._naming = ids, {}
        return self._stories

    def _grouped(self, laid: list[Record]) -> dict[str, list[Record]]:
        """The articles by story: a few that somebody laid out are one, as in a call of ``compare``."""
        if len(laid) <= TOGETHER:
            return {laid[-1].article.id: laid} if laid else {}
        groups: dict[str, list[Record]] = {}
        by_id = {record.article.id: record for record in laid}
        for one in gathered(laid, self.engine):
            groups.setdefault(one.story, []).append(by_id[one.article])
        return groups

    def comparison(self, story: str = "") -> Comparison:
        """What the articles of a story tell together; without one, those of the newest that several tell.

        StoreMissing where there is no such story, UnreadableInput where no article is loaded.
        """
        found = self.stories()
        if story and story not in found:
            raise StoreMissing(f"{story[:80]}: no such story is loaded")
        if not found:
            raise UnreadableInput("nothing to compare: no article is loaded")
        several = [one for one in found.values() if one.scope.articles > 1]
        return found[story] if story else (several or list(found.values()))[0]

    def read_text(self, text: str, outlet: str | None = None, published: str | None = None) -> Record:
        """The record of a pasted text. UnreadableInput where nothing is in it."""
        if not text.strip():
            raise UnreadableInput("no text: paste an article, choose a file or give an address")
        data = text.encode("utf-8", "replace")
        return self._one(from_bytes(data, "pasted.txt", self._options(outlet, published)), data)

    def read_file(self, data: bytes, name: str) -> Record:
        """The record of an uploaded file, a text or a page."""
        return self._one(from_bytes(data, name, self._options(None, None)), data)

    def read_address(self, url: str) -> Record:
        """The record of the page at an address. FetchError where it may not be fetched."""
        if not url.startswith(("http://", "https://")):
            raise UnreadableInput(f"{url[:80]}: no address; it begins with https:// or http://")
        return self._one(articles(url, self._options(None, None)), url.encode("utf-8", "replace"))

    def _options(self, outlet: str | None, published: str | None) -> Options:
        settings = self.settings
        return Options(
            published=published or None, outlet=outlet or None, offline=settings.offline,
            allow_private=settings.allow_private, max_bytes=settings.max_bytes,
            max_seconds=settings.max_seconds, timeout=settings.timeout,
        )  # fmt: skip

    def _one(self, found: Iterator[Article | Rejected], data: bytes) -> Record:
        """The record of the first article; its id is made of what was given, so that its address lasts."""
        why = "no article in it"
        for item in found:
            if isinstance(item, Rejected):
                why = item.why
                continue
            name = "t" + hashlib.sha256(data).hexdigest()[:_SHORT]
            record = self.engine.read(replace(item, id=name))
            self.library.add(record)
            self._laid = None
            return record
        raise UnreadableInput(why)


def now() -> str:
    """This moment as corrections have it: ISO 8601 in UTC, fine enough to order them."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


def _latest(records: list[Record]) -> str:
    return max(record.article.published.at or "" for record in records)
