"""The store: one class over both places. Transactions stand here, what is done in them below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

import msgspec
import sqlalchemy as sa

from tawatur.errors import StoreError, StoreMissing
from tawatur.language.stemming import fingerprint
from tawatur.model import Article, Engine, Record
from tawatur.store import coverage, events, facets, rows, saved, states
from tawatur.store.events import EventChoice, EventField, EventRow
from tawatur.store.finding import KEYS, REVISION, Finder, number_of
from tawatur.store.gathered import KeptStories
from tawatur.store.place import Place, dispose, told
from tawatur.store.protocol import (
    Added,
    Answer,
    Basis,
    Choice,
    Collected,
    Correction,
    DayOfOutlet,
    FacetCount,
    Found,
    Frozen,
    FrozenFile,
    KeptFile,
    Listed,
    Page,
    SavedSearch,
    Stand,
)  # fmt: skip
from tawatur.store.query import Query
from tawatur.store.schema import answer, article, correction, engine, meta, migrate, record

_PAGE = 100  # articles that are read in one transaction of a long walk


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class KeptStore:
    """The Store of protocol.py, in a folder or on a server."""

    def __init__(self, place: Place, clock: Callable[[], dt.datetime] = _now) -> None:
        """Open the place and bring it to the newest form."""
        self.location = place.location
        self._place = place
        self._clock = clock
        self._labels = facets.Labels()
        self._finder = Finder(place.location)
        self._revision = -1
        self.gathered = KeptStories(self._reading, self._writing)
        try:
            self._make_ready()
        except BaseException:
            self.close()
            raise

    def _make_ready(self) -> None:
        with self._reading() as connection:
            newest = states.is_newest(connection)
        if not newest:
            with told(self.location), self._begin(writes=True) as connection:
                self._place.lock(connection)
                if migrate(connection) == 0:
                    connection.execute(meta.insert().values(name=REVISION, value="0"))
                    connection.execute(meta.insert().values(name=KEYS, value=fingerprint()))

    def close(self) -> None:
        """Let go of all connections."""
        dispose(self._place)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------ transactions

    @contextmanager
    def _begin(self, *, writes: bool) -> Iterator[sa.Connection]:
        options: dict[str, Any] = {"writes": writes}
        if not writes and self._place.engine.dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"  # a search reads several times and means one state
        with self._place.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with told(self.location), self._begin(writes=False) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """One writer at a time; all or nothing. What others wrote meanwhile is not remembered wrongly."""
        try:
            with told(self.location), self._begin(writes=True) as connection:
                self._place.lock(connection)
                revision = number_of(connection, REVISION)
                if revision != self._revision:
                    self._labels.forget()
                yield connection
                connection.execute(
                    meta.update().where(meta.c.name == REVISION).values(value=str(revision + 1))
                )
            self._revision = revision + 1
        except BaseException:
            self._labels.forget()
            raise

    def _moment(self) -> str:
        return self._clock().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    # ------------------------------------------------------------ keeping

    def keep_raw(self, raw: bytes) -> str:
        """Keep bytes as they came; their SHA-256."""
        return self._place.keep_raw(raw)

    def add(self, records: Sequence[Record], stand: Stand | None = None) -> tuple[Added, ...]:
        """Keep records, all or none of them."""
        with self._writing() as connection:
            writer = rows.Writer(connection, self._labels, self._moment(), self._place.has_raw)
            return writer.add(records, stand)

    def known(self, article_: Article, engine_: Engine) -> Added | None:
        """What is kept of this article, where its record is by this engine and in use."""
        with self._reading() as connection:
            row = connection.execute(
                sa.select(article.c.id, article.c.state, record.c.engine)
                .join(record, record.c.id == article.c.record)
                .where(article.c.id == rows.identity(article_))
            ).first()
        if row is None or row.state == "removed" or row.engine != rows.engine_id(engine_):
            return None
        return Added(row.id, "known")

    def collect(self, outlet: str | None, day: str, outcome: Collected, why: str | None = None) -> None:
        """Note what a source of an outlet gave on that day."""
        with self._writing() as connection:
            coverage.note(connection, outlet, day, outcome, why, self._moment())

    def correct(self, *given: Correction, stand: Stand | None = None) -> None:
        """Keep what a person changed, all or none of it."""
        with self._writing() as connection:
            changed = {one.article: self._row(connection, one.article) for one in given}
            for one in given:
                connection.execute(correction.insert().values(**msgspec.structs.asdict(one)))
            if stand is None:
                return
            for row in changed.values():
                body = connection.scalars(sa.select(record.c.body).where(record.c.id == row.record)).one()
                standing = stand(rows.unpack(body, row.text))
                rows.index_fields(connection, self._labels, row.no, standing)

    def remove(self, ids: Sequence[str]) -> int:
        """Take articles out; how many were in."""
        with self._writing() as connection:
            for id_ in ids:
                self._row(connection, id_)
            done = connection.execute(
                article.update()
                .where(article.c.id.in_(ids), article.c.state != "removed")
                .values(state="removed")
            )
            return done.rowcount

    def purge(self, *, frozen: bool = False) -> tuple[int, int]:
        """Erase what was removed and what nothing cites."""
        with self._writing() as connection:
            erased = states.purge(connection, frozen=frozen)
            self._labels.forget()
        for sha256 in erased.raws:
            self._place.erase_raw(sha256)
        self._place.sweep()
        return erased.articles, erased.records

    def freeze(self, name: str, files: Sequence[KeptFile] = ()) -> Frozen:
        """Name the present state, and keep these files with it."""
        kept = [FrozenFile(one.part, one.path, self._place.keep_raw(one.body)) for one in files]
        with self._writing() as connection:
            return states.freeze(connection, name, self._moment(), kept)

    # ------------------------------------------------------------ reading

    def find(self, words: str) -> str:
        """The id that is meant."""
        with self._reading() as connection:
            for condition in (
                article.c.id == words,
                sa.or_(article.c.name == words, article.c.url == words),
                article.c.id.startswith(words, autoescape=True),
            ):
                found = connection.execute(
                    sa.select(article.c.id, article.c.state)
                    .where(condition)
                    .order_by(article.c.state != "current", article.c.no.desc())
                    .limit(20)
                ).all()
                current: list[str] = [row.id for row in found if row.state == "current"]
                current = current or [row.id for row in found[:1]]
                if len(current) > 1:
                    raise StoreError(f"{words}: several articles are called so: {', '.join(current)}")
                if current:
                    return current[0]
        raise StoreMissing(f"{words}: no such article in {self.location}; `tawatur list` shows what there is")

    def revision(self) -> int:
        """A number that grows with every change."""
        with self._reading() as connection:
            return number_of(connection, REVISION)

    def record(self, article_: str, version: str | None = None) -> Record:
        """The record of an article in use, or an earlier one."""
        with self._reading() as connection:
            row = self._row(connection, article_)
            body = connection.scalar(
                sa.select(record.c.body).where(
                    record.c.article == row.id, record.c.id == (version or row.record)
                )
            )
            if body is None:
                raise StoreMissing(f"{article_}: no record {version}")
            return rows.unpack(body, row.text)

    def records(self, choice: Choice | None = None) -> Iterator[Record]:
        """The records of a choice, in the order they were added."""
        choice = choice or Choice()
        last = 0
        while True:
            with self._reading() as connection:
                if choice.frozen is not None:
                    states.frozen_of(connection, choice.frozen)
                wanted = rows.chosen(choice).where(article.c.no > last).order_by(article.c.no).limit(_PAGE)
                inner = wanted.subquery()
                page = connection.execute(
                    sa.select(inner.c.no, record.c.body, article.c.text)
                    .select_from(
                        inner.join(article, article.c.no == inner.c.no).join(
                            record, record.c.id == inner.c.record
                        )
                    )
                    .order_by(inner.c.no)
                ).all()
            if not page:
                return
            for _, body, text in page:
                yield rows.unpack(body, text)
            last = page[-1][0]

    def readings(self, article_: str) -> tuple[tuple[str, str, Engine], ...]:
        """All kept records of an article, the one in use first."""
        with self._reading() as connection:
            row = self._row(connection, article_)
            found = connection.execute(
                sa.select(record.c.id, record.c.made_at, engine.c.body)
                .join(engine, engine.c.id == record.c.engine)
                .where(record.c.article == row.id)
                .order_by(record.c.id != row.record, record.c.made_at.desc(), record.c.id)
            ).all()
        return tuple((id_, at, msgspec.json.decode(body, type=Engine)) for id_, at, body in found)

    def raw(self, sha256: str) -> bytes:
        """Raw bytes by their hash."""
        found = self._place.raw(sha256)
        if found is None:
            raise StoreMissing(f"{sha256}: no such bytes in {self.location}")
        return found

    def listed(self, choice: Choice | None = None, after: str | None = None, limit: int = 50) -> Page:
        """A page of the list, newest first."""
        last = _cursor(after)
        with self._reading() as connection:
            inner = rows.chosen(choice or Choice()).subquery()
            found = connection.execute(
                sa.select(article.c.no, *rows.LISTED)
                .join(inner, inner.c.no == article.c.no)
                .where(*([article.c.no < last] if last is not None else []))
                .order_by(article.c.no.desc())
                .limit(limit + 1)
            ).all()
        items = tuple(rows.listed(row[1:]) for row in found[:limit])
        return Page(items, str(found[limit - 1][0]) if len(found) > limit else None)

    def one(self, article_: str) -> Listed:
        """The entry of one article."""
        with self._reading() as connection:
            row = connection.execute(sa.select(*rows.LISTED).where(article.c.id == article_)).first()
        if row is None:
            raise StoreMissing(f"{article_}: no such article in {self.location}")
        return rows.listed(row)

    def basis(self, choice: Choice | None = None) -> Basis:
        """What a count over a choice rests on."""
        with self._reading() as connection:
            return coverage.basis(connection, choice or Choice())

    def coverage(self, choice: Choice | None = None) -> tuple[DayOfOutlet, ...]:
        """What was collected, by outlet and day."""
        with self._reading() as connection:
            return coverage.days(connection, choice or Choice())

    def corrections(self, article_: str) -> tuple[Correction, ...]:
        """What persons changed, oldest first."""
        columns = [correction.c[name] for name in Correction.__struct_fields__]
        with self._reading() as connection:
            found = connection.execute(
                sa.select(*columns).where(correction.c.article == article_).order_by(correction.c.no)
            ).all()
        return tuple(Correction(*row) for row in found)

    def frozen(self) -> tuple[Frozen, ...]:
        """All frozen states, oldest first."""
        with self._reading() as connection:
            return states.all_frozen(connection)

    def frozen_files(self, name: str) -> tuple[FrozenFile, ...]:
        """The files that are kept with a frozen state."""
        with self._reading() as connection:
            states.frozen_of(connection, name)
            return states.files_of(connection, name)

    def verify(self, frozen: str | None = None) -> Iterator[str]:
        """A line for each thing that is wrong."""
        with self._reading() as connection:
            if frozen is not None:
                yield from states.verify_frozen(connection, frozen, self._place.raw)
                return
            yield from self._place.check(connection)
            yield from states.verify(connection, self._place.raw)

    def answer(self, url: str) -> Answer | None:
        """The answer kept for an address."""
        with self._reading() as connection:
            body = connection.scalar(sa.select(answer.c.body).where(answer.c.url == url))
        return msgspec.json.decode(body, type=Answer) if body else None

    def keep_answer(self, url: str, answer_: Answer) -> None:
        """Keep an answer in place of an earlier one."""
        with self._writing() as connection:
            connection.execute(answer.delete().where(answer.c.url == url))
            body = msgspec.json.encode(answer_).decode()
            connection.execute(answer.insert().values(url=url, raw=answer_.raw, body=body))

    # ------------------------------------------------------------ searching

    def search(self, query: Query, after: str | None = None, limit: int = 20) -> Found:
        """The best hits of a query."""
        with self._reading() as connection:
            return self._finder.search(connection, query, _cursor(after) or 0, limit)

    def facets(self, query: Query | None, kind: str, limit: int = 20) -> tuple[FacetCount, ...]:
        """The most frequent values of a field among what is found."""
        with self._reading() as connection:
            return self._finder.facets(connection, query, kind, limit)

    def events(self, choice: EventChoice, limit: int = 2000) -> tuple[tuple[EventRow, ...], int]:
        """The latest events of a choice, and how many it has."""
        with self._reading() as connection:
            return self._finder.events(connection, choice, limit)

    def article_of(self, telling: str) -> str | None:
        """The article that has this telling."""
        with self._reading() as connection:
            return events.article_of(connection, telling)

    def event_values(self, field: EventField, limit: int = 100) -> tuple[tuple[str, int], ...]:
        """The most frequent values of a field of events, and how many have each."""
        with self._reading() as connection:
            return self._finder.event_values(connection, field, limit)

    def likely(self, words: str, limit: int = 500) -> tuple[str, ...]:
        """The articles that share many of these words."""
        with self._reading() as connection:
            return self._finder.likely(connection, words, limit)

    def save_search(self, name: str, query: str) -> None:
        """Keep a query under a name."""
        with self._writing() as connection:
            saved.keep(connection, name, query, self._moment())

    def forget_search(self, name: str) -> None:
        """Let a kept query go."""
        with self._writing() as connection:
            saved.forget(connection, name)

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """The queries that are kept, by name."""
        with self._reading() as connection:
            return saved.all_kept(connection)

    def index_again(self, stand: Stand | None = None) -> int:
        """Make the indexes anew from texts and records, in one transaction; how many articles."""
        with self._writing() as connection:
            count = states.index_again(connection, self._labels, stand)
            connection.execute(meta.update().where(meta.c.name == KEYS).values(value=fingerprint()))
        return count

    # ------------------------------------------------------------ rows

    def _row(self, connection: sa.Connection, id_: str) -> Any:  # noqa: ANN401 - the columns asked for
        row = connection.execute(
            sa.select(article.c.no, article.c.id, article.c.text, article.c.record).where(article.c.id == id_)
        ).first()
        if row is None:
            raise StoreMissing(f"{id_}: no such article in {self.location}")
        return row


def _cursor(after: str | None) -> int | None:
    if after is None:
        return None
    if not after.isdecimal() or len(after) > 12:
        raise StoreError(f"{after!r} is no cursor; take the one that the page before gave")
    return int(after)
