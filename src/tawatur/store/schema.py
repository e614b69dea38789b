"""The tables of a store, the same in SQLite and PostgreSQL, and the steps from an older form of them.

A step is a function of a connection, numbered by its place. Opening a store takes the steps it lacks, in one
transaction. There are few tables and no foreign schema to follow, so this list does what a migration
tool would.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from tawatur.errors import StoreError

# Bytewise order in both: a database's own collation may pass over the signs in days.
Words = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

tables = sa.MetaData()

meta = sa.Table(
    "meta", tables,
    sa.Column("name", Words, primary_key=True),
    sa.Column("value", Words, nullable=False),
)  # fmt: skip

article = sa.Table(
    "article", tables,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),  # in the order of adding
    sa.Column("id", Words, nullable=False, unique=True),
    sa.Column("name", Words, nullable=False),      # the id it came with
    sa.Column("url", Words),
    sa.Column("outlet", Words),
    sa.Column("title", Words),
    sa.Column("day", Words),
    sa.Column("text", Words, nullable=False),
    sa.Column("text_sha256", Words, nullable=False),
    sa.Column("raw_sha256", Words),
    sa.Column("state", Words, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("previous", Words),                  # the article id of the version before
    sa.Column("record", Words, nullable=False),    # the record that is in use
    sa.Column("labels", sa.LargeBinary, nullable=False),  # of that record: packed numbers, see facets
    sa.Column("added_at", Words, nullable=False),
    sa.Index("article_name", "name"),
    sa.Index("article_url", "url"),
    sa.Index("article_day", "day"),
    sa.Index("article_raw", "raw_sha256"),
    sa.Index("article_basis", "state", "outlet", "day"),
)  # fmt: skip

engine = sa.Table(
    "engine", tables,
    sa.Column("id", Words, primary_key=True),
    sa.Column("body", Words, nullable=False),
)  # fmt: skip

record = sa.Table(
    "record", tables,
    sa.Column("id", Words, primary_key=True),      # the hash of its JSON
    sa.Column("article", Words, nullable=False, index=True),
    sa.Column("engine", Words, nullable=False),
    sa.Column("made_at", Words, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),  # deflated JSON, its article without text
)  # fmt: skip

correction = sa.Table(
    "correction", tables,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("article", Words, nullable=False, index=True),
    sa.Column("record", Words, nullable=False),
    sa.Column("place", Words, nullable=False),
    sa.Column("value", Words),
    sa.Column("who", Words, nullable=False),
    sa.Column("at", Words, nullable=False),
    sa.Column("note", Words, nullable=False),
)  # fmt: skip

collection = sa.Table(
    "collection", tables,
    sa.Column("outlet", Words, primary_key=True),  # empty where unknown
    sa.Column("day", Words, primary_key=True),
    sa.Column("outcome", Words, primary_key=True),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("at", Words, nullable=False),
    sa.Column("why", Words),
)  # fmt: skip

frozen = sa.Table(
    "frozen", tables,
    sa.Column("name", Words, primary_key=True),
    sa.Column("no", sa.Integer, nullable=False),     # in the order of freezing
    sa.Column("at", Words, nullable=False),
    sa.Column("articles", sa.Integer, nullable=False),
    sa.Column("engines", Words, nullable=False),
    sa.Column("sha256", Words, nullable=False),
)  # fmt: skip

frozen_item = sa.Table(
    "frozen_item", tables,
    sa.Column("name", Words, primary_key=True),
    sa.Column("article", Words, primary_key=True),
    sa.Column("record", Words, nullable=False, index=True),
    sqlite_with_rowid=False,
)  # fmt: skip

frozen_file = sa.Table(  # beside a frozen state: resources, packs and settings; the bytes are raw bytes
    "frozen_file", tables,
    sa.Column("name", Words, primary_key=True),
    sa.Column("part", Words, primary_key=True),      # resources, packs/NAME or settings
    sa.Column("path", Words, primary_key=True),
    sa.Column("sha256", Words, nullable=False, index=True),
    sqlite_with_rowid=False,
)  # fmt: skip

answer = sa.Table(
    "answer", tables,
    sa.Column("url", Words, primary_key=True),
    sa.Column("raw", Words, nullable=False),
    sa.Column("body", Words, nullable=False),
)  # fmt: skip

saved_search = sa.Table(
    "saved_search", tables,
    sa.Column("name", Words, primary_key=True),
    sa.Column("query", Words, nullable=False),
    sa.Column("at", Words, nullable=False),
)  # fmt: skip

membership = sa.Table(  # where an article was gathered to; those that are not in use keep their place
    "membership", tables,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),  # of the article
    sa.Column("story", Words, nullable=False),     # the id of the article that opened it
    sa.Column("day", Words, nullable=False),       # of the article, empty where unknown
    sa.Column("keys", sa.LargeBinary, nullable=False),  # what later ones are compared with: packed numbers
    sa.Column("beside", Words),                    # the id of the article it is nearest to
    sa.Column("reason", Words),                    # JSON: how near, and what both have
    sa.Index("membership_story", "story", "day", "no"),
    sa.Index("membership_day", "day", "no"),
)  # fmt: skip

# ------------------------------------------------------------ the index of words: see index.py

run = sa.Table(
    "run", tables,
    sa.Column("first", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, nullable=False),
)  # fmt: skip

posting = sa.Table(
    "posting", tables,
    sa.Column("first", sa.Integer, primary_key=True),  # of its run: new rows come behind all others
    sa.Column("term", Words, primary_key=True),
    sa.Column("numbers", sa.LargeBinary, nullable=False),
    sa.Column("counts", sa.LargeBinary, nullable=False),
    sa.Column("places", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

fresh = sa.Table(
    "fresh", tables,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("words", Words, nullable=False),
    sa.Column("forms", Words, nullable=False),
)  # fmt: skip

# ------------------------------------------------------------ the index of fields: see facets.py

label = sa.Table(
    "label", tables,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", Words, nullable=False),
    sa.Column("value", Words, nullable=False),
    sa.UniqueConstraint("kind", "value"),
)  # fmt: skip

label_word = sa.Table(
    "label_word", tables,
    sa.Column("kind", Words, primary_key=True),
    sa.Column("word", Words, primary_key=True),
    sa.Column("label", sa.Integer, primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip

facet = sa.Table(
    "facet", tables,
    sa.Column("kind", Words, primary_key=True),
    sa.Column("label", sa.Integer, primary_key=True),
    sa.Column("no", sa.Integer, primary_key=True),
    sa.Column("units", sa.LargeBinary),            # packed numbers of its statements or events
    sqlite_with_rowid=False,
)  # fmt: skip

# ------------------------------------------------------------ the index of events: see events.py

event = sa.Table(
    "event", tables,
    sa.Column("no", sa.Integer, primary_key=True),   # of its article
    sa.Column("unit", sa.Integer, primary_key=True),
    sa.Column("id", Words, nullable=False),          # within its article
    sa.Column("telling", Words, nullable=False),     # and over all of them
    sa.Column("again", sa.Boolean, nullable=False),  # told before in its article
    sa.Column("type", Words, nullable=False),
    sa.Column("status", Words, nullable=False),
    sa.Column("claimant", Words, nullable=False),
    sa.Column("outlet", Words, nullable=False),
    sa.Column("since", Words, nullable=False),
    sa.Column("until", Words, nullable=False),
    sa.Column("place", Words, nullable=False),
    sa.Column("spot", Words, nullable=False),
    sa.Column("country", Words, nullable=False),
    sa.Index("event_newest", "since", "no", "unit"),
    sa.Index("event_telling", "telling"),
    sqlite_with_rowid=False,
)  # fmt: skip

# ------------------------------------------------------------ on a server only: a folder keeps files

raw_table = sa.Table(
    "raw", tables,
    sa.Column("sha256", Words, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)  # fmt: skip

Step = Callable[[sa.Connection], None]


def _first_form(connection: sa.Connection) -> None:
    on_server = connection.dialect.name == "postgresql"
    tables.create_all(connection, [t for t in tables.sorted_tables if on_server or t is not raw_table])


def _units_of_facets(connection: sa.Connection) -> None:
    """`tawatur reread --index` fills them: until then the index counts as one of older word lists."""
    if not any(column["name"] == "units" for column in sa.inspect(connection).get_columns("facet")):
        kind = sa.LargeBinary().compile(dialect=connection.dialect)
        connection.exec_driver_sql(f"ALTER TABLE facet ADD COLUMN units {kind}")


def _saved_searches(connection: sa.Connection) -> None:
    saved_search.create(connection, checkfirst=True)


def _frozen_files(connection: sa.Connection) -> None:
    frozen_file.create(connection, checkfirst=True)


def _memberships(connection: sa.Connection) -> None:
    """What stands in the store is gathered when its stories are asked for, or with the next addition."""
    membership.create(connection, checkfirst=True)


def _events(connection: sa.Connection) -> None:
    """`tawatur reread --index` fills them: until then the index counts as one of older word lists."""
    event.create(connection, checkfirst=True)


STEPS: tuple[Step, ...] = (
    _first_form,
    _saved_searches,
    _units_of_facets,
    _frozen_files,
    _memberships,
    _events,
)
FORM = "form"


def migrate(connection: sa.Connection, steps: tuple[Step, ...] = STEPS) -> int:
    """Bring a store to the newest form; the form it had. StoreError if a newer program made it."""
    had = form_of(connection)
    if had > len(steps):
        raise StoreError(
            f"the store has form {had}, this Tawatur knows {len(steps)}: use the newer one that wrote it"
        )
    for step in steps[had:]:
        step(connection)
    if had == 0:
        connection.execute(meta.insert().values(name=FORM, value=str(len(steps))))
    elif had < len(steps):
        connection.execute(meta.update().where(meta.c.name == FORM).values(value=str(len(steps))))
    return had


def form_of(connection: sa.Connection) -> int:
    """The form of a store: how many steps it has taken; 0 where there is none yet."""
    if not sa.inspect(connection).has_table("meta"):
        return 0
    value = connection.scalar(sa.select(meta.c.value).where(meta.c.name == FORM))
    return int(value) if value else 0
