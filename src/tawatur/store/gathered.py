"""The stories of a store: which article stands in which, kept as they were gathered.

What is gathered is decided elsewhere (compare/stories.py); here it is kept, paged and checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager

import sqlalchemy as sa

from tawatur.errors import StoreError, StoreMissing
from tawatur.model import Record
from tawatur.store import facets, index, rows
from tawatur.store.protocol import KeptStory, Place, StoryPage, Teller
from tawatur.store.schema import article, membership, record

Opens = Callable[[], AbstractContextManager[sa.Connection]]
_TOLD = 20  # lines of a check


class KeptStories:
    """The GatheredStories of protocol.py."""

    def __init__(self, reading: Opens, writing: Opens) -> None:
        """``reading`` and ``writing`` open a transaction of the store."""
        self._reading, self._writing = reading, writing

    def last(self) -> int:
        """The number of the last article that has a place."""
        with self._reading() as connection:
            return _last(connection)

    def waiting(self, after: int, limit: int) -> Sequence[tuple[int, Record]]:
        """The next articles behind a number, with theirs."""
        with self._reading() as connection:
            found = connection.execute(
                sa.select(article.c.no, article.c.text, record.c.body)
                .join(record, record.c.id == article.c.record)
                .where(article.c.no > after)
                .order_by(article.c.no)
                .limit(limit)
            ).all()
        return [(no, rows.unpack(body, text)) for no, text, body in found]

    def keep(self, places: Sequence[Place], after: int) -> bool:
        """Keep them if the last place is still ``after``."""
        with self._writing() as connection:
            if _last(connection) != after:
                return False
            connection.execute(membership.insert(), [_row(place) for place in places])
            return True

    def since(self, number: int) -> tuple[Place, ...]:
        """The places from a number on."""
        return self._places(membership.c.no >= number)

    def of_day(self, day: str) -> tuple[Place, ...]:
        """The places of a day."""
        return self._places(membership.c.day == day)

    def _places(self, condition: sa.ColumnElement[bool]) -> tuple[Place, ...]:
        with self._reading() as connection:
            found = connection.execute(
                sa.select(membership, article.c.id)
                .join(article, article.c.no == membership.c.no)
                .where(condition, article.c.state != "removed")
                .order_by(membership.c.no)
            ).all()
        return tuple(
            Place(row.no, row.id, row.story, row.day, index.unpacked("I", row.keys), row.beside, row.reason)
            for row in found
        )

    def forget(self) -> None:
        """Let all places go."""
        with self._writing() as connection:
            connection.execute(membership.delete())

    def page(self, after: str | None = None, limit: int = 20, *, several: bool = False) -> StoryPage:
        """The stories of articles in use, by the newest article."""
        one = membership.alias("one")
        conditions = [_in_use(one), ~sa.exists(_others(one, newer=True)), *_before(one, after)]
        if several:
            conditions.append(sa.exists(_others(one)))
        with self._reading() as connection:
            found = connection.execute(
                sa.select(one.c.story, one.c.day, one.c.no)
                .where(*conditions)
                .order_by(one.c.day.desc(), one.c.no.desc())
                .limit(limit + 1)
            ).all()
            told = _told(connection, [row.story for row in found[:limit]])
        following = f"{found[limit - 1].day}.{found[limit - 1].no}" if len(found) > limit else None
        return StoryPage(tuple(KeptStory(name, told[name]) for name in told), following)

    def count(self) -> tuple[int, int]:
        """How many stories of how many articles in use."""
        with self._reading() as connection:
            stories, articles = connection.execute(
                sa.select(sa.func.count(membership.c.story.distinct()), sa.func.count())
                .join(article, article.c.no == membership.c.no)
                .where(article.c.state == "current")
            ).one()
        return stories, articles

    def story(self, name: str) -> KeptStory:
        """The story of that id, or of the article of that id."""
        with self._reading() as connection:
            given = connection.scalar(
                sa.select(membership.c.story)
                .join(article, article.c.no == membership.c.no)
                .where(article.c.id == name)
            )
            told = _told(connection, [given or name])[given or name]
        if not told:
            raise StoreMissing(f"{name[:80]}: no such story is loaded")
        return KeptStory(given or name, told)


def _last(connection: sa.Connection) -> int:
    return connection.scalar(sa.select(sa.func.max(membership.c.no))) or 0


def _row(place: Place) -> dict[str, object]:
    return {
        "no": place.number, "story": place.story, "day": place.day, "keys": index.packed(place.keys),
        "beside": place.beside, "reason": place.reason,
    }  # fmt: skip


def _in_use(one: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether the article of a place is in use; asked row by row, so that the places lead the way."""
    state = sa.select(article.c.state).where(article.c.no == one.c.no).correlate(one).scalar_subquery()
    return state == "current"


def _others(one: sa.FromClause, *, newer: bool = False) -> sa.Select[tuple[int]]:
    """The other articles in use of the same story, or those that are newer."""
    other = membership.alias("other")
    found = sa.select(other.c.no).where(other.c.story == one.c.story, other.c.no != one.c.no, _in_use(other))
    if newer:
        later = sa.and_(other.c.day == one.c.day, other.c.no > one.c.no)
        found = found.where(sa.or_(other.c.day > one.c.day, later))
    return found.correlate(one)


def _before(one: sa.FromClause, after: str | None) -> list[sa.ColumnElement[bool]]:
    """What stands behind a cursor: the day and number of the newest article of the last story."""
    if after is None:
        return []
    day, dot, number = after.rpartition(".")
    if not dot or not number.isdecimal() or len(number) > 12:
        raise StoreError(f"{after[:40]!r} is no cursor; take the one that the page before gave")
    older = sa.and_(one.c.day == day, one.c.no < int(number))
    return [sa.or_(one.c.day < day, older)]


def _told(connection: sa.Connection, stories: Sequence[str]) -> dict[str, tuple[Teller, ...]]:
    """The articles in use of some stories, the newest first."""
    columns = (article.c.id, article.c.outlet, article.c.title, article.c.day)
    found = connection.execute(
        sa.select(membership.c.story, *columns, membership.c.reason)
        .join(article, article.c.no == membership.c.no)
        .where(membership.c.story.in_(stories), _in_use(membership))
        .order_by(membership.c.day.desc(), membership.c.no.desc())
    )
    told: dict[str, list[Teller]] = {name: [] for name in stories}
    for story, *rest in found:
        told[story].append(Teller(*rest))
    return {name: tuple(tellers) for name, tellers in told.items()}


def erase(connection: sa.Connection, numbers: Sequence[int], ids: Sequence[str]) -> None:
    """Forget the places of articles that are erased, and what others say of them."""
    for part in facets.sliced(numbers):
        connection.execute(membership.delete().where(membership.c.no.in_(part)))
    for part in facets.sliced(ids):
        connection.execute(
            membership.update().where(membership.c.beside.in_(part)).values(beside=None, reason=None)
        )


def verify(connection: sa.Connection) -> Iterator[str]:
    """A line for each article that is passed over, each place of no article, each neighbour elsewhere."""
    anew = "`tawatur stories --again` gathers anew"
    passed = sa.select(article.c.no).where(
        article.c.no <= _last(connection), article.c.no.not_in(sa.select(membership.c.no))
    )
    for number in connection.scalars(passed.order_by(article.c.no).limit(_TOLD)):
        yield f"stories: article number {number} stands in none; {anew}"
    strays = sa.select(membership.c.no).where(membership.c.no.not_in(sa.select(article.c.no)))
    for number in connection.scalars(strays.order_by(membership.c.no).limit(_TOLD)):
        yield f"stories: there is no article number {number}; {anew}"
    near, its = membership.alias(), article.alias()
    apart = (
        sa.select(membership.c.no)
        .select_from(
            membership.outerjoin(its, its.c.id == membership.c.beside).outerjoin(near, near.c.no == its.c.no)
        )
        .where(membership.c.beside.is_not(None), near.c.story.is_distinct_from(membership.c.story))
    )
    for number in connection.scalars(apart.order_by(membership.c.no).limit(_TOLD)):
        yield f"stories: article number {number} stands apart from its neighbour; {anew}"
