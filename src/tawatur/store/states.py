"""States of a whole store: frozen under a name, checked hash by hash, cleaned of what was removed."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Callable, Iterator, Sequence

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from tawatur.errors import StoreError, StoreMissing
from tawatur.model import Engine, Record
from tawatur.store import events, facets, gathered, index, rows
from tawatur.store.protocol import Choice, Frozen, FrozenFile, Stand
from tawatur.store.schema import (
    STEPS,
    answer,
    article,
    correction,
    engine,
    event,
    facet,
    form_of,
    fresh,
    frozen,
    frozen_file,
    frozen_item,
    label,
    label_word,
    posting,
    record,
    run,
)  # fmt: skip

_NAME = re.compile(r"[^\s/\\]{1,64}")
_PAGE = 200
_ALL = sa.true()


class Erased(Struct, frozen=True):
    """What a purge took out of the tables; ``raws`` are hashes of bytes that nothing needs any more."""

    articles: int
    records: int
    raws: tuple[str, ...]


def is_newest(connection: sa.Connection) -> bool:
    """Whether the store has the form that this program writes."""
    return form_of(connection) == len(STEPS)


# ------------------------------------------------------------ frozen states


def freeze(connection: sa.Connection, name: str, at: str, files: Sequence[FrozenFile]) -> Frozen:
    """Name the current articles and their records, with the files of what read them."""
    if not _NAME.fullmatch(name):
        raise StoreError(f"{name!r} is no name for a state: up to 64 characters without spaces and slashes")
    if connection.scalar(sa.select(frozen.c.name).where(frozen.c.name == name)):
        raise StoreError(f"{name}: a state has this name already; take another one")
    inner = rows.chosen(Choice()).subquery()
    connection.execute(
        frozen_item.insert().from_select(
            ["name", "article", "record"], sa.select(sa.literal(name), inner.c.id, inner.c.record)
        )
    )
    if files:
        connection.execute(
            frozen_file.insert(), [{"name": name, **msgspec.structs.asdict(one)} for one in files]
        )
    engines, count, sha256 = _sum(connection, name)
    number = (connection.scalar(sa.select(sa.func.max(frozen.c.no))) or 0) + 1
    connection.execute(
        frozen.insert().values(
            name=name, no=number, at=at, articles=count, engines=json.dumps(engines), sha256=sha256
        )
    )
    return frozen_of(connection, name)


def _sum(connection: sa.Connection, name: str) -> tuple[list[str], int, str]:
    """The engines of a frozen state as JSON, how many articles, and the hash over all of it."""
    bodies = connection.scalars(
        sa.select(engine.c.body)
        .join(record, record.c.engine == engine.c.id)
        .join(frozen_item, frozen_item.c.record == record.c.id)
        .where(frozen_item.c.name == name)
        .distinct()
    )
    engines = sorted(bodies)
    digest = hashlib.sha256("".join(f"{body}\n" for body in engines).encode())
    items = connection.execute(
        sa.select(frozen_item.c.article, article.c.text_sha256, frozen_item.c.record)
        .select_from(frozen_item.outerjoin(article, article.c.id == frozen_item.c.article))
        .where(frozen_item.c.name == name)
        .order_by(frozen_item.c.article)
    )
    count = 0
    for id_, text, made in items:
        digest.update(f"{id_} {text} {made}\n".encode())
        count += 1
    for one in files_of(connection, name):
        digest.update(f"{one.part} {one.path} {one.sha256}\n".encode())
    return engines, count, digest.hexdigest()


def files_of(connection: sa.Connection, name: str) -> tuple[FrozenFile, ...]:
    """The files that are kept with a frozen state, by part and path."""
    wanted = sa.select(frozen_file.c.part, frozen_file.c.path, frozen_file.c.sha256)
    found = connection.execute(
        wanted.where(frozen_file.c.name == name).order_by(frozen_file.c.part, frozen_file.c.path)
    )
    return tuple(FrozenFile(*row) for row in found)


def frozen_of(connection: sa.Connection, name: str) -> Frozen:
    """The frozen state of that name."""
    row = connection.execute(sa.select(frozen).where(frozen.c.name == name)).first()
    if row is None:
        raise StoreMissing(f"{name}: no state has this name; `tawatur freeze` lists them")
    return _frozen(row)


def all_frozen(connection: sa.Connection) -> tuple[Frozen, ...]:
    """All frozen states, oldest first."""
    return tuple(_frozen(r) for r in connection.execute(sa.select(frozen).order_by(frozen.c.no)))


def _frozen(row: sa.Row[tuple[object, ...]]) -> Frozen:
    engines = tuple(msgspec.json.decode(body, type=Engine) for body in json.loads(row.engines))
    return Frozen(row.name, row.at, row.articles, row.sha256, engines)


# ------------------------------------------------------------ checking


def verify(connection: sa.Connection, raw: Callable[[str], bytes | None]) -> Iterator[str]:
    """A line for each hash that does not agree, each row that is missing, each frozen state that changed."""
    yield from _verify_articles(connection, raw)
    yield from _verify_records(connection)
    yield from _verify_uses(connection)
    yield from _verify_index(connection)
    yield from gathered.verify(connection)
    for state in all_frozen(connection):
        yield from _verify_state(connection, state, raw)


def verify_frozen(connection: sa.Connection, name: str, raw: Callable[[str], bytes | None]) -> Iterator[str]:
    """What is wrong with a frozen state: with its texts, records and files."""
    state = frozen_of(connection, name)
    items = sa.select(frozen_item).where(frozen_item.c.name == name).subquery()
    yield from _verify_articles(connection, raw, article.c.id.in_(sa.select(items.c.article)))
    yield from _verify_records(connection, record.c.id.in_(sa.select(items.c.record)))
    missing = sa.select(items.c.article).where(items.c.record.not_in(sa.select(record.c.id)))
    for id_ in connection.scalars(missing.order_by(items.c.article)):
        yield f"frozen state {name}: the record of article {id_} is missing"
    yield from _verify_state(connection, state, raw)


def _verify_state(
    connection: sa.Connection, state: Frozen, raw: Callable[[str], bytes | None]
) -> Iterator[str]:
    _, count, sha256 = _sum(connection, state.name)
    if (count, sha256) != (state.articles, state.sha256):
        yield f"frozen state {state.name}: is not what was frozen ({count} of {state.articles} articles)"
    for one in files_of(connection, state.name):
        body = raw(one.sha256)
        if body is None or hashlib.sha256(body).hexdigest() != one.sha256:
            what = "is missing" if body is None else "is not what was kept"
            yield f"frozen state {state.name}: {one.part} {one.path} {what}"


def _verify_articles(
    connection: sa.Connection, raw: Callable[[str], bytes | None], of: sa.ColumnElement[bool] = _ALL
) -> Iterator[str]:
    checked: set[str] = set()
    for part in _pages(connection, article, article.c.no, of):
        for row in part:
            if rows.text_hash(row.text) != row.text_sha256:
                yield f"article {row.id}: its text is not the one that was kept"
            sha256 = row.raw_sha256
            if sha256 is None or sha256 in checked:
                continue
            checked.add(sha256)
            body = raw(sha256)
            if body is None:
                yield f"article {row.id}: its raw bytes {sha256} were not kept"
            elif hashlib.sha256(body).hexdigest() != sha256:
                yield f"raw {sha256}: is not what was kept"


def _verify_records(connection: sa.Connection, of: sa.ColumnElement[bool] = _ALL) -> Iterator[str]:
    for part in _pages(connection, record, record.c.id, of):
        for row in part:
            try:
                sound = hashlib.sha256(zlib.decompress(row.body)).hexdigest() == row.id
            except zlib.error:
                sound = False
            if not sound:
                yield f"record {row.id}: is not what was kept; `tawatur reread {row.article}` makes it anew"


def _verify_uses(connection: sa.Connection) -> Iterator[str]:
    used = sa.select(article.c.id).where(article.c.record.not_in(sa.select(record.c.id)))
    for id_ in connection.scalars(used):
        yield f"article {id_}: its record is missing; `tawatur reread {id_}` makes it anew"


def _verify_index(connection: sa.Connection) -> Iterator[str]:
    indexed = set(connection.scalars(sa.select(fresh.c.no)))
    for (numbers,) in connection.execute(sa.select(posting.c.numbers).where(posting.c.term.startswith("="))):
        indexed.update(facets.unpacked(numbers))
    worded = {
        no for no, words in connection.execute(sa.select(article.c.no, article.c.text)) if _has_words(words)
    }
    for lost in sorted(worded - indexed)[:20]:
        yield f"index: article number {lost} is missing; `tawatur reread --index` makes the index anew"
    known = set(connection.scalars(sa.select(article.c.no)))
    for stray in sorted(indexed - known)[:20]:
        yield f"index: there is no article number {stray}; `tawatur reread --index` makes the index anew"


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _pages(
    connection: sa.Connection,
    table: sa.Table,
    column: sa.Column[object],
    of: sa.ColumnElement[bool],
) -> Iterator[Sequence[sa.Row[tuple[object, ...]]]]:
    """The rows of a table in parts, so that memory stays flat."""
    last: object = None
    while True:
        wanted = sa.select(table).where(of).order_by(column).limit(_PAGE)
        part = connection.execute(wanted if last is None else wanted.where(column > last)).all()
        if not part:
            return
        yield part
        last = part[-1]._mapping[column]  # noqa: SLF001 - SQLAlchemy's public name for it


# ------------------------------------------------------------ cleaning


def purge(connection: sa.Connection, *, frozen: bool) -> Erased:
    """Erase removed articles, and records that are neither in use nor cited."""
    condition = article.c.state == "removed"
    if not frozen:
        condition &= article.c.id.not_in(sa.select(frozen_item.c.article))
    columns = (article.c.no, article.c.id, article.c.labels, article.c.raw_sha256)
    gone = connection.execute(sa.select(*columns).where(condition)).all()
    index.erase(connection, [row.no for row in gone], lambda first, last: _words_of(connection, first, last))
    gathered.erase(connection, [row.no for row in gone], [row.id for row in gone])
    for row in gone:
        facets.erase(connection, row.no, facets.unpacked(row.labels))
    events.erase(connection, [row.no for row in gone])
    for part in facets.sliced([row.id for row in gone]):
        connection.execute(correction.delete().where(correction.c.article.in_(part)))
        connection.execute(record.delete().where(record.c.article.in_(part)))
        connection.execute(frozen_item.delete().where(frozen_item.c.article.in_(part)))
        connection.execute(article.delete().where(article.c.id.in_(part)))
    uncited = record.delete().where(
        record.c.id.not_in(sa.select(article.c.record)),
        record.c.id.not_in(sa.select(frozen_item.c.record)),
        record.c.id.not_in(sa.select(correction.c.record)),
    )
    records = connection.execute(uncited).rowcount
    unused = sa.select(label.c.no).where(label.c.no.not_in(sa.select(facet.c.label)))
    connection.execute(label_word.delete().where(label_word.c.label.in_(unused)))
    connection.execute(label.delete().where(label.c.no.not_in(sa.select(facet.c.label))))
    raws = {row.raw_sha256 for row in gone if row.raw_sha256}
    return Erased(len(gone), records, tuple(_unneeded(connection, raws)))


def _unneeded(connection: sa.Connection, hashes: set[str]) -> Iterator[str]:
    """Those of these raw bytes that no article and no answer rests on any more."""
    for sha256 in sorted(hashes):
        still = sa.select(article.c.raw_sha256).where(article.c.raw_sha256 == sha256)
        frozen_too = sa.select(frozen_file.c.sha256).where(frozen_file.c.sha256 == sha256)
        if connection.execute(still.union(frozen_too)).first() is None:
            connection.execute(answer.delete().where(answer.c.raw == sha256))
            yield sha256


def _words_of(connection: sa.Connection, first: int, last: int) -> Iterator[index.FreshRow]:
    """The words of a range of articles, made from their records again."""
    for no, given in _records_of(connection, first, last):
        yield index.fresh_row(no, given.article)


def _records_of(connection: sa.Connection, first: int, last: int) -> Iterator[tuple[int, Record]]:
    """The records in use of a range of articles."""
    found = connection.execute(
        sa.select(article.c.no, article.c.text, record.c.body)
        .join(record, record.c.id == article.c.record)
        .where(article.c.no >= first, article.c.no <= last)
        .order_by(article.c.no)
    )
    for no, text, body in found:
        yield no, rows.unpack(body, text)


def index_again(connection: sa.Connection, labels: facets.Labels, stand: Stand | None) -> int:
    """Make the indexes of words and of fields anew; how many articles stand in them."""
    for table in (posting, run, fresh, facet, event):
        connection.execute(table.delete())
    corrected = set(connection.scalars(sa.select(correction.c.article).distinct()))
    last, count = 0, 0
    while True:
        part = connection.scalars(
            sa.select(article.c.no).where(article.c.no > last).order_by(article.c.no).limit(index.RUN)
        ).all()
        if not part:
            return count
        found = list(_records_of(connection, part[0], part[-1]))
        index.add(connection, [index.fresh_row(no, given.article) for no, given in found])
        for no, given in found:
            standing = stand(given) if stand and given.article.id in corrected else given
            rows.write_fields(connection, labels, no, standing)
        last = part[-1]
        count += len(part)
