"""What the pages do besides showing: read what a visitor brings, and keep it where the others lie."""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from threading import RLock
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from tawatur.compare.naming import Naming
from tawatur.compare.trace import Trace
from tawatur.compare.types import Comparison
from tawatur.compare.who_is_who import WhoIsWho, homes
from tawatur.errors import StoreMissing, UnreadableInput
from tawatur.model import Article, Entity, Record
from tawatur.read import Options, Rejected, articles, from_bytes
from tawatur.run.comparing import Remembering, identities, named
from tawatur.run.deciding import About, Decided, as_correction, beside, decided_in, decisions_of, now
from tawatur.run.pipeline import Engine
from tawatur.run.reviewing import Change, Reviewed, correction, reviewed, standing
from tawatur.run.settings import Settings
from tawatur.serve.web.deeds import Deed, deeds
from tawatur.serve.web.gathered import Storyteller
from tawatur.serve.web.happenings import Happened, happening
from tawatur.serve.web.library import Library, day_of
from tawatur.serve.web.who import by_actor
from tawatur.serve.web.windows import Place, place, windows
from tawatur.store import Correction
from tawatur.store.events import EventField, EventRow

GATHERED = 240  # articles of a window and the days beside it
VALUES = 100  # of a field, to choose from
COMPARED = 60  # articles that are compared at once, the newest
FRESH = 5.0  # seconds in which another process may add to the store unseen
_OF_THEM = ("naming", "who", "actors")  # what is made of these articles alone, of no others of the library
_SHORT = 12  # hexadecimal digits of the hash that names a pasted text

Made = TypeVar("Made")


class Laid(msgspec.Struct):
    """The articles that lie there and what persons decided of them, as the library had them in this state.

    ``made`` is what was made of them since, right as long as they lie there, and of the whole library, right
    as long as its state is this one.
    """

    state: object
    records: list[Record]
    decided: tuple[Decided, ...]
    made: dict[str, Any] = {}


class Desk:
    """A library and an engine, with the settings that bound them."""

    def __init__(self, library: Library, engine: Engine, settings: Settings) -> None:
        """``settings`` tell whether addresses may be fetched, and how much is taken."""
        self.library, self.engine, self.settings = library, engine, settings
        self._marks = Remembering(engine)
        self._laid: Laid | None = None
        self._looked = -FRESH
        self._locks: defaultdict[str, RLock] = defaultdict(RLock)
        self.storyteller = Storyteller(library, self._marks, self._newest, self.standing)

    def laid(self) -> list[Record]:
        """The newest articles as persons let them stand, as many as are compared at once."""
        return self._lying().records

    def _newest(self) -> tuple[list[Record], tuple[Decided, ...]]:
        lying = self._lying()
        return lying.records, lying.decided

    def _lying(self) -> Laid:
        """What lies there. After a few seconds it is looked whether the library has changed."""
        with self._locks[""]:
            now = time.monotonic()
            if self._laid is None or now - self._looked > FRESH:
                self._looked, state = now, self.library.state()
                if self._laid is None or self._laid.state != state:
                    self._laid = self._lay(state)
            return self._laid

    def _lay(self, state: object) -> Laid:
        records, decided = self._stood(islice(self.library.records(), COMPARED))
        old = self._laid
        if old is not None and (old.records, old.decided) == (records, decided):
            made = {name: old.made[name] for name in _OF_THEM if name in old.made}
            return replace(old, state=state, made=made)
        return Laid(state, records, decided)

    def _stood(self, given: Iterable[Record]) -> tuple[list[Record], tuple[Decided, ...]]:
        """Articles as persons let them stand, and what is decided beside them."""
        records = list(given)
        said = {record.article.id: self.library.corrections(record.article.id) for record in records}
        decided = decided_in(one for made in said.values() for one in made)
        return [standing(self.reviewed(one)) if said[one.article.id] else one for one in records], decided

    def _once(self, name: str, make: Callable[[Laid], Made]) -> Made:
        """What is made of the articles: once, also where several visitors ask for it at the same time."""
        with self._locks[name]:
            laid = self._lying()
            if name not in laid.made:
                laid.made[name] = make(laid)
            made: Made = laid.made[name]
            return made

    def _look_again(self) -> None:
        """Something was changed here: others see it at once."""
        self._looked = -FRESH

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

    def correct(self, record: Record, changes: Iterable[Change], who: str) -> list[Correction]:
        """Keep a visitor's changes, all or none. UnreadableInput where one of them cannot be made."""
        id_, moment = record.article.id, now()
        reading, earlier = self.library.reading(id_), partial(self.library.earlier, id_)
        kept, made = self.library.corrections(id_), list[Correction]()
        for change in changes:
            shown = reviewed(record, reading, (*kept, *made), earlier).record
            made.append(correction(shown, reading, change, who, moment))
        self.library.correct(*made)
        self._look_again()
        return made

    def window(self, day: str | None = None) -> Place:
        """The days of articles that are gathered to incidents together, around this one; None: the newest."""
        return place(windows(self._days()), day)

    def _days(self) -> dict[str, int]:
        return self._once("days", lambda _: self.library.days())

    def incidents(self, day: str | None = None) -> Happened:
        """What happened as the articles of a window of days tell it, merged and split as persons decided.

        The days beside it are looked at for what else tells it, unless they have very many articles; of a day
        of very many not all are gathered.
        """
        window = self.window(day).window

        def gathered_in(_: Laid) -> Happened:
            first, last = window.before or window.first, window.behind or window.last
            if sum(count for day, count in self._days().items() if first <= day <= last) > GATHERED:
                first, last = window.first, window.last
            records, decided = self._stood(islice(self.library.between(first, last), GATHERED))
            core = {one.article.id for one in records if window.first <= day_of(one) <= window.last}
            return happening(records, self._marks, decided).of(core)

        return self._once(f"incidents {window.first} {window.last}", gathered_in)

    def incidents_on(self, article: str) -> Happened:
        """What happened as the article and those of the days around it tell it."""
        return self.incidents(day_of(self.record(article)))

    def incidents_with(self, telling: str) -> Happened | None:
        """What happened, in the window of the article that has this telling; None where there is none."""
        article = self.library.article_of(telling)
        return self.incidents_on(article) if article else None

    def decide(self, about: About, made: Sequence[Decided], story: str = "") -> None:
        """Keep decisions, all or none; those on claims are of a story.

        SettingsError where one names what nobody tells.
        """
        where, decided = self._named(about, made, story)
        given = beside(about, made, where, decided)
        self.library.correct(
            *(as_correction(one, about, name, self.library.reading(name)) for name, one in given)
        )
        self._look_again()

    def _named(
        self, about: About, made: Sequence[Decided], story: str
    ) -> tuple[Mapping[str, str], tuple[Decided, ...]]:
        """What decisions may name, an article for each, and what is decided of them."""
        if about == "incident":
            there = self.incidents_with(made[0].a) if made else None
            found = there or self.incidents()
            where = {name: telling.article for name, telling in found.homes.items()}
            return where, found.decided if there else self.decided()
        if about == "actor":
            return homes(self.who()), self.decided()
        told = self.storyteller.told(story)
        claims = told.comparison.claims
        return {one.id: one.article for claim in claims for one in claim.told}, told.decided

    def who(self) -> WhoIsWho:
        """Who is who among the sources in them, as persons decided."""
        return self._once(
            "who", lambda laid: identities(laid.records, self._marks, decisions_of(laid.decided))
        )

    def decided(self) -> tuple[Decided, ...]:
        """What persons decided of incidents and actors in them, and what of it holds."""
        return self._lying().decided

    def trace(self, sentence: str, said_by: str) -> Trace:
        """Where a sentence stands in all articles of the library."""
        return self.library.trace(sentence.strip(), said_by.strip() or None, self._marks)

    def deeds(self, rows: Sequence[EventRow]) -> tuple[Deed, ...]:
        """These events as the pages show them."""
        found: dict[tuple[str, str], Deed] = {}
        for article in dict.fromkeys(row.article for row in rows):
            told = deeds(self.standing(self.record(article)))
            found.update(((article, deed.event.id), deed) for deed in told)
        return tuple(found[row.article, row.id] for row in rows if (row.article, row.id) in found)

    def event_values(self, field: EventField) -> tuple[tuple[str, int], ...]:
        """The most frequent values of a field of events, and how many have each."""

        def counted(_: Laid) -> tuple[tuple[str, int], ...]:
            values = self.library.event_values(field).items()
            return tuple(sorted(values, key=lambda one: (-one[1], one[0]))[:VALUES])

        return self._once(f"events by {field}", counted)

    def newest(self) -> int:
        """How many articles naming, and who is who, are of: the newest, where there are more; else 0."""
        lying = len(self.laid())
        return lying if lying < sum(self._days().values()) else 0

    def naming(self) -> Naming:
        """What each outlet calls each actor in them."""
        return self._once("naming", lambda laid: named(laid.records, self._marks))

    def actors(self) -> frozenset[str]:
        """The keys of the actors that have a page."""
        return frozenset(self.by_actor())

    def actor(self, key: str) -> list[tuple[Record, Entity]]:
        """Where an actor is named: in the articles that lie there, and the newest ones of the library."""
        found = {record.article.id: self.standing(record) for record in self.library.naming(key)}
        found |= {record.article.id: record for record, _ in self.by_actor().get(key, ())}
        return by_actor(found.values()).get(key, [])

    def by_actor(self) -> dict[str, list[tuple[Record, Entity]]]:
        """Where each actor is named, in the order of publication."""
        return self._once("actors", lambda laid: by_actor(laid.records))

    def comparison(self, story: str = "") -> Comparison:
        """What the articles of a story tell together."""
        return self.storyteller.told(story).comparison

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
            self._look_again()
            return record
        raise UnreadableInput(why)
