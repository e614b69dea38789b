"""Articles and records as rows: their ids, their packing, and how a new one is put beside what is there."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence

import msgspec
import sqlalchemy as sa
from msgspec.structs import replace

from tawatur.errors import StoreDamaged
from tawatur.model import Article, Engine, Published, Record
from tawatur.store import events, facets, index
from tawatur.store.protocol import Added, Choice, Listed, Stand, State
from tawatur.store.schema import article, correction, engine, frozen_item, membership, record

LISTED = (
    article.c.id, article.c.name, article.c.title, article.c.outlet, article.c.url, article.c.day,
    article.c.state, article.c.version, article.c.previous, article.c.added_at,
)  # fmt: skip
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Record)


def text_hash(text: str) -> str:
    """SHA-256 of a text, as ``article.capture`` has it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def identity(given: Article) -> str:
    """The id of an article in any store: of its text and address, or of its outlet and own id."""
    origin = given.url or f"{given.outlet or ''}\n{given.id}"
    return hashlib.sha256(f"{origin}\n{text_hash(given.text)}".encode()).hexdigest()[:16]


def engine_id(made_by: Engine) -> str:
    """The id of an engine: of everything that may change a record."""
    return hashlib.sha256(_ENCODER.encode(made_by)).hexdigest()[:16]


def pack(given: Record) -> tuple[str, bytes]:
    """The hash and the deflated JSON of a record; the text stands in the article's row."""
    body = _ENCODER.encode(replace(given, article=replace(given.article, text="")))
    return hashlib.sha256(body).hexdigest(), zlib.compress(body, 1)


def unpack(body: bytes, text: str) -> Record:
    """The record of a packed row. StoreDamaged if it is none."""
    try:
        found = _DECODER.decode(zlib.decompress(body))
    except (zlib.error, msgspec.MsgspecError, ValueError) as error:
        raise StoreDamaged(f"a record cannot be read ({error}); see `tawatur verify`") from error
    return replace(found, article=replace(found.article, text=text))


def as_read(given: Record) -> Article:
    """The article before anything was read out of it: a day that was inferred is unknown again."""
    if given.article.published.basis in ("given", "page"):
        return given.article
    return replace(given.article, published=Published())


def listed(row: Sequence[object]) -> Listed:
    """A row of the columns LISTED."""
    return msgspec.convert(dict(zip(Listed.__struct_fields__, row, strict=True)), Listed)


def conditions(choice: Choice) -> list[sa.ColumnElement[bool]]:
    """A choice as conditions on articles; a frozen state is joined by the caller."""
    found: list[sa.ColumnElement[bool]] = []
    if choice.ids:
        found.append(article.c.id.in_(choice.ids))
    elif choice.frozen is None:
        found.append(article.c.state == choice.state)
    if choice.outlets:
        found.append(article.c.outlet.in_(choice.outlets))
    if choice.since:
        found.append(article.c.day >= choice.since)
    if choice.undated:
        found.append(article.c.day.is_(None))
    if choice.until:
        found.append(article.c.day <= f"{choice.until}~")  # a month or a year means its last day
    return found


def chosen(choice: Choice) -> sa.Select[tuple[int, str, str]]:
    """Number, id and record of the articles of a choice; a frozen state brings its own records."""
    if choice.frozen is None:
        return sa.select(article.c.no, article.c.id, article.c.record).where(*conditions(choice))
    joined = article.join(frozen_item, frozen_item.c.article == article.c.id)
    return (
        sa.select(article.c.no, article.c.id, frozen_item.c.record)
        .select_from(joined)
        .where(frozen_item.c.name == choice.frozen, *conditions(choice))
    )


def index_fields(connection: sa.Connection, labels: facets.Labels, number: int, standing: Record) -> None:
    """Let searches find an article by these fields and events, in place of those it had."""
    old = connection.scalar(sa.select(article.c.labels).where(article.c.no == number))
    _erase_fields(connection, number, old or b"")
    write_fields(connection, labels, number, standing)


def write_fields(connection: sa.Connection, labels: facets.Labels, number: int, standing: Record) -> None:
    """The same for an article that has no fields and events in the tables."""
    found = facets.labels_of(standing)
    written = facets.numbered(found, labels.numbers(connection, found))
    facets.write(connection, [(number, written)])
    events.write(connection, [(number, standing)])
    packed = facets.packed(one.no for one in written)
    connection.execute(article.update().where(article.c.no == number).values(labels=packed))


def _erase_fields(connection: sa.Connection, number: int, labels: bytes) -> None:
    facets.erase(connection, number, facets.unpacked(labels))
    events.erase(connection, [number])


class Writer:
    """Puts records into the tables within one transaction."""

    def __init__(
        self, connection: sa.Connection, labels: facets.Labels, at: str, has_raw: Callable[[str], bool]
    ) -> None:
        """``at`` is the moment of the transaction; ``has_raw`` tells which bytes were kept before."""
        self._connection = connection
        self._labels = labels
        self._at = at
        self._has_raw = has_raw
        self._next = (connection.scalar(sa.select(sa.func.max(article.c.no))) or 0) + 1
        self._engines: set[str] = set()

    def add(self, records: Sequence[Record], stand: Stand | None) -> tuple[Added, ...]:
        """Put the records in, in order; ``stand`` tells how persons let those stand that are reread."""
        pairs = [facets.labels_of(given) for given in records]
        numbers = self._labels.numbers(self._connection, (pair for found in pairs for pair in found))
        added: list[Added] = []
        fresh: list[index.FreshRow] = []
        facet_rows: list[tuple[int, list[facets.Written]]] = []
        event_rows: list[tuple[int, Record]] = []
        for given, found in zip(records, pairs, strict=True):
            labels = facets.numbered(found, numbers)
            outcome, number = self._put(given, labels)
            added.append(outcome)
            if outcome.outcome in ("new", "version"):
                fresh.append(index.fresh_row(number, given.article))
            if outcome.outcome in ("new", "version", "reread"):
                facet_rows.append((number, labels))
                event_rows.append((number, replace(given, article=replace(given.article, id=outcome.id))))
        index.add(self._connection, fresh)
        facets.write(self._connection, facet_rows)
        events.write(self._connection, event_rows)
        reread = {one.id for one in added if one.outcome == "reread"}
        if stand is not None and reread:
            self._stand([(no, one) for no, one in event_rows if one.article.id in reread], stand)
        return tuple(added)

    def _stand(self, reread: Sequence[tuple[int, Record]], stand: Stand) -> None:
        """Index anew what persons corrected."""
        ids = [one.article.id for _, one in reread]
        corrected = set(
            self._connection.scalars(sa.select(correction.c.article).where(correction.c.article.in_(ids)))
        )
        for number, given in reread:
            if given.article.id in corrected:
                index_fields(self._connection, self._labels, number, stand(given))

    def _put(self, given: Record, labels: Sequence[facets.Written]) -> tuple[Added, int]:
        own = engine_id(given.engine)
        row = self._connection.execute(
            sa.select(article.c.no, article.c.id, article.c.state, article.c.labels, record.c.engine)
            .join(record, record.c.id == article.c.record)
            .where(_same(given.article))
        ).first()
        if row is None:
            return self._new(given, labels)
        number, id_, state, old_labels, old_engine = row
        if state == "removed":
            self._connection.execute(
                article.update().where(article.c.no == number).values(state=self._back(id_))
            )
        if old_engine == own:
            return Added(id_, "restored" if state == "removed" else "known"), number
        _erase_fields(self._connection, number, old_labels)
        values = self._record(replace(given, article=replace(given.article, id=id_)), labels)
        self._connection.execute(article.update().where(article.c.no == number).values(**values))
        self._connection.execute(  # the place among the stories stays, under the day that is known now
            membership.update().where(membership.c.no == number).values(day=values["day"] or "")
        )
        return Added(id_, "reread"), number

    def _back(self, id_: str) -> State:
        """What a removed article becomes that is added again: an old text of an address stays an old one."""
        later = article.alias()
        newer = self._connection.scalar(
            sa.select(later.c.id)
            .select_from(article.join(later, later.c.url == article.c.url))
            .where(article.c.id == id_, later.c.version > article.c.version, later.c.state == "current")
        )
        return "superseded" if newer else "current"

    def _new(self, given: Record, labels: Sequence[facets.Written]) -> tuple[Added, int]:
        id_, number = identity(given.article), self._next
        self._next += 1
        before = None
        if given.article.url:
            before = self._connection.execute(
                sa.select(article.c.no, article.c.id, article.c.version)
                .where(article.c.url == given.article.url)
                .order_by(article.c.version.desc())
            ).first()
        if before is not None:
            self._connection.execute(
                article.update()
                .where(article.c.url == given.article.url, article.c.state == "current")
                .values(state="superseded")
            )
        values = self._record(replace(given, article=replace(given.article, id=id_)), labels)
        raw = given.article.capture.raw_sha256
        self._connection.execute(
            article.insert().values(
                no=number, id=id_, name=given.article.id, url=given.article.url, text=given.article.text,
                text_sha256=text_hash(given.article.text),
                raw_sha256=raw if raw and self._has_raw(raw) else None,
                state="current", version=before.version + 1 if before else 1,
                previous=before.id if before else None, added_at=self._at, **values,
            )
        )  # fmt: skip
        return Added(id_, "version" if before else "new", before.id if before else None), number

    def _record(self, given: Record, labels: Sequence[facets.Written]) -> dict[str, object]:
        """Write a record; what the row of its article has of it."""
        made_by = engine_id(given.engine)
        if made_by not in self._engines:
            self._engines.add(made_by)
            if self._connection.scalar(sa.select(engine.c.id).where(engine.c.id == made_by)) is None:
                body = _ENCODER.encode(given.engine).decode()
                self._connection.execute(engine.insert().values(id=made_by, body=body))
        id_, body_ = pack(given)
        if self._connection.scalar(sa.select(record.c.id).where(record.c.id == id_)) is None:
            self._connection.execute(
                record.insert().values(
                    id=id_, article=given.article.id, engine=made_by, made_at=self._at, body=body_
                )
            )
        title, at = given.article.title, given.article.published.at
        return {
            "record": id_,
            "labels": facets.packed(one.no for one in labels),
            "outlet": given.article.outlet,
            "title": " ".join(title.text.split()) if title else None,
            "day": at[:10] if at else None,
        }


def _same(given: Article) -> sa.ColumnElement[bool]:
    """The row of this article: by the id it would get, or by the one it has already."""
    own = sa.and_(article.c.id == given.id, article.c.text_sha256 == text_hash(given.text))
    return sa.or_(article.c.id == identity(given), own)
