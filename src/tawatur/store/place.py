"""The places a store can be in: a folder with SQLite, or a PostgreSQL server; what may fail there.

A folder holds ``store.db`` and ``raw/ab/abcd…``, the bytes as they came, read-only, under their SHA-256. It
can be moved or copied as a whole while nobody writes. On a server the bytes stand in a table.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa

from tawatur.errors import (
    MissingExtra,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreGone,
    StoreMissing,
)
from tawatur.store.schema import raw_table, tables

DATABASE = "store.db"
APPLICATION = 0x7461776B  # "tawk": marks the file as ours, see https://www.sqlite.org/fileformat.html
WAIT = 10.0  # seconds for another writer


class Place(Protocol):
    """Where a store is."""

    location: str
    engine: sa.Engine

    def keep_raw(self, raw: bytes) -> str:
        """Keep bytes; their SHA-256."""

    def has_raw(self, sha256: str) -> bool:
        """Whether the bytes of a hash are kept."""

    def raw(self, sha256: str) -> bytes | None:
        """The bytes of a hash."""

    def erase_raw(self, sha256: str) -> None:
        """Erase bytes."""

    def lock(self, connection: sa.Connection) -> None:
        """Be the only writer until the end of the transaction."""

    def sweep(self) -> None:
        """Give the room of erased rows back, and leave nothing of them in files and logs."""

    def check(self, connection: sa.Connection) -> Iterator[str]:
        """What the database itself finds wrong."""


class Folder:
    """A folder with a SQLite database in WAL mode and the raw bytes beside it."""

    def __init__(self, folder: Path, *, make: bool, wait: float = WAIT) -> None:
        """Open the folder, or make it. StoreMissing if there is no store in it and none may be made."""
        self.location = str(folder)
        self._folder = folder
        self._raw = folder / "raw"
        self._wait = wait
        file = folder / DATABASE
        if not file.is_file() and not make:
            raise StoreMissing(
                f"{folder}: no store there; `tawatur add --store {folder} …` makes one, --store names another"
            )
        with _told(self.location):
            self._raw.mkdir(parents=True, exist_ok=True)
            _check_head(file)
        self.engine = sa.create_engine("sqlite://", creator=self._connect, poolclass=sa.pool.QueuePool)
        sa.event.listen(self.engine, "begin", _begin)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._folder / DATABASE, timeout=self._wait, isolation_level=None, check_same_thread=False
        )
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",  # what was confirmed is on the disk, also after a power cut
            "secure_delete = ON",
            "cache_size = -65536",
            "temp_store = MEMORY",
            "wal_autocheckpoint = 8000",  # pages: pages that many parts write are moved once
            "journal_size_limit = 67108864",
            f"application_id = {APPLICATION}",
        ):
            name, _, value = pragma.partition(" = ")
            if name != "application_id" or not _is_ours(connection):  # setting it takes the writer's lock
                connection.execute(f"PRAGMA {name} = {value}")
        return connection

    def _path(self, sha256: str) -> Path:
        return self._raw / sha256[:2] / sha256

    def keep_raw(self, raw: bytes) -> str:
        """Written beside, synced and then named: a file under its hash is always whole."""
        sha256 = hashlib.sha256(raw).hexdigest()
        path = self._path(sha256)
        if path.is_file():
            return sha256
        half = path.with_name(f"{sha256}.{os.getpid()}.part")
        with _told(self.location):
            path.parent.mkdir(exist_ok=True)
            try:
                with half.open("wb") as file:
                    file.write(raw)
                    file.flush()
                    os.fsync(file.fileno())
                half.chmod(0o444)
                half.replace(path)
            except OSError:
                half.unlink(missing_ok=True)
                raise
        return sha256

    def has_raw(self, sha256: str) -> bool:
        """Whether the file is there."""
        return self._path(sha256).is_file()

    def raw(self, sha256: str) -> bytes | None:
        """None if there are none."""
        with _told(self.location):
            path = self._path(sha256)
            return path.read_bytes() if path.is_file() else None

    def erase_raw(self, sha256: str) -> None:
        """Overwriting would not reach the blocks of a journaling disk, so the file is just removed."""
        self._path(sha256).unlink(missing_ok=True)

    def lock(self, connection: sa.Connection) -> None:
        """BEGIN IMMEDIATE has taken the lock already."""

    def sweep(self) -> None:
        """Rewrite the file and empty its log; halves of raw files that a killed writer left go, too."""
        for half in self._raw.glob("??/*.part"):
            half.unlink(missing_ok=True)
        with _told(self.location), self.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def check(self, connection: sa.Connection) -> Iterator[str]:
        """SQLite's own check of its pages."""
        for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield f"{DATABASE}: {line}"


def _is_ours(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION)


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _check_head(file: Path) -> None:
    """StoreDamaged where the file is no SQLite database, StoreError where it is somebody else's."""
    if not file.is_file() or file.stat().st_size == 0:
        return
    with file.open("rb") as stream:
        head = stream.read(100)
    if not head.startswith(b"SQLite format 3\0") or len(head) < 100:
        raise StoreDamaged(f"{file}: is no database any more: put back a copy of the folder")
    if int.from_bytes(head[68:72], "big") not in (0, APPLICATION):
        raise StoreError(f"{file}: is the database of another program; name another folder with --store")


class Server:
    """A PostgreSQL database, in the schema that its connections use."""

    def __init__(self, url: str, *, make: bool) -> None:
        """Open the database, which must exist; psycopg comes with the extra ``postgres``."""
        try:
            import psycopg  # noqa: F401
        except ImportError as error:
            raise MissingExtra("a PostgreSQL store needs psycopg: pip install 'tawatur[postgres]'") from error
        try:
            parsed = sa.make_url(url).set(drivername="postgresql+psycopg")
        except (sa.exc.ArgumentError, ValueError) as error:
            raise StoreError("the store's address is none: write postgresql://user@host/database") from error
        self.location = parsed.render_as_string(hide_password=True).replace("+psycopg", "")
        self.engine = sa.create_engine(
            parsed, pool_pre_ping=True, connect_args={"connect_timeout": 10, "application_name": "tawatur"}
        )
        if not make and not self._is_store():
            raise StoreMissing(f"{self.location}: no store there; `tawatur add` makes one")

    def _is_store(self) -> bool:
        try:
            with _told(self.location), self.engine.connect() as connection:
                found = sa.inspect(connection).has_table("meta")
        except BaseException:
            dispose(self)
            raise
        if not found:
            dispose(self)
        return found

    def keep_raw(self, raw: bytes) -> str:
        """In a transaction of its own, before the article that rests on it."""
        from sqlalchemy.dialects.postgresql import insert

        sha256 = hashlib.sha256(raw).hexdigest()
        with _told(self.location), self.engine.begin() as connection:
            connection.execute(insert(raw_table).values(sha256=sha256, body=raw).on_conflict_do_nothing())
        return sha256

    def has_raw(self, sha256: str) -> bool:
        """Whether the row is there."""
        with _told(self.location), self.engine.connect() as connection:
            wanted = sa.select(raw_table.c.sha256).where(raw_table.c.sha256 == sha256)
            return connection.scalar(wanted) is not None

    def raw(self, sha256: str) -> bytes | None:
        """None if there are none."""
        with _told(self.location), self.engine.connect() as connection:
            return connection.scalar(sa.select(raw_table.c.body).where(raw_table.c.sha256 == sha256))

    def erase_raw(self, sha256: str) -> None:
        """The row goes."""
        with _told(self.location), self.engine.begin() as connection:
            connection.execute(raw_table.delete().where(raw_table.c.sha256 == sha256))

    def lock(self, connection: sa.Connection) -> None:
        """One writer a schema: numbers are given in order."""
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(WAIT * 1000)}ms'")
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.tawatur'))")

    def sweep(self) -> None:
        """Rewrite the tables. The server's own log is its administrator's."""
        with _told(self.location):
            alone = self.engine.execution_options(isolation_level="AUTOCOMMIT")
            with alone.connect() as connection:
                names = ", ".join(f'"{table.name}"' for table in tables.sorted_tables)
                connection.exec_driver_sql(f"VACUUM FULL {names}")

    def check(self, connection: sa.Connection) -> Iterator[str]:
        """The server checks its own pages."""
        del connection
        yield from ()


@contextmanager
def _told(location: str) -> Iterator[None]:
    """What fails below, as an error that says what is wrong with the store and what to do."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        raise _explained(location, error) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise StoreFull(_FULL.format(location)) from error
        raise StoreError(
            f"{location}: {error.strerror or error}; check the folder and its permissions"
        ) from error


told = _told
_FULL = "{}: the disk is full; what was confirmed is kept. Make room and try again"
_SQLITE: tuple[tuple[str, type[StoreError], str], ...] = (
    ("is full", StoreFull, _FULL),
    ("disk i/o error", StoreError, "{}: the disk fails; what was confirmed is kept. Check the disk"),
    ("locked", StoreBusy, "{}: another program writes to the store; try again when it has finished"),
    ("readonly", StoreError, "{}: cannot be written; check the permissions of the folder"),
    ("unable to open", StoreError, "{}: cannot be opened; check the permissions of the folder"),
    ("malformed", StoreDamaged, "{}: the database is damaged; put back a copy, or see `tawatur verify`"),
    ("not a database", StoreDamaged, "{}: store.db is no database any more; put back a copy"),
    ("no such table", StoreDamaged, "{}: the database lacks a table; put back a copy"),
    ("no such column", StoreDamaged, "{}: the database lacks a column; put back a copy"),
)
_POSTGRES: dict[str, tuple[type[StoreError], str]] = {  # the first two characters of SQLSTATE, or all five
    "55P03": (StoreBusy, "{}: another program writes to the store; try again when it has finished"),
    "40": (StoreBusy, "{}: another program wrote at the same moment; try again"),
    "53100": (StoreFull, "{}: the server's disk is full; what was confirmed is kept"),
    "42P01": (StoreDamaged, "{}: the database lacks a table; put back a copy"),
    "42501": (StoreError, "{}: the user of this address may not do that; ask the server's administrator"),
    "XX": (StoreDamaged, "{}: the server finds the database damaged; put back a copy"),
}


_PASSING = ("starting up", "shutting down", "terminating", "too many", "recovery")


def _explained(location: str, error: Exception) -> StoreError:
    cause: Any = getattr(error, "orig", None) or error
    words = " ".join(str(cause).split())
    if isinstance(cause, sqlite3.Error):
        for part, kind, message in _SQLITE:
            if part in words.lower():
                return kind(message.format(location))
        return StoreDamaged(f"{location}: {words}; see `tawatur verify`")
    state = getattr(cause, "sqlstate", None) or ""
    for code in (state, state[:2]):
        if code in _POSTGRES:
            kind, message = _POSTGRES[code]
            return kind(message.format(location))
    refusal = words.partition("FATAL:")[2].strip()  # psycopg tells no SQLSTATE of a connection that failed
    if refusal.endswith("does not exist"):
        return StoreMissing(f"{location}: the server says {refusal}; `createdb` makes a database")
    if refusal and not state and not any(moment in refusal for moment in _PASSING):
        return StoreError(f"{location}: the server refuses: {refusal}")
    if not state or state[:2] in ("08", "57"):
        return StoreGone(
            f"{location}: the server does not answer ({words[:120]}); what was confirmed is kept. Try again"
        )
    return StoreError(f"{location}: {words[:200]}")


def dispose(place: Place) -> None:
    """Let go of all connections."""
    with suppress(sa.exc.DBAPIError, sqlite3.Error):
        place.engine.dispose()
